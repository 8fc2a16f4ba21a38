/*
 * run: the built program, run once, with what it wrote and how it ended.
 */
#ifndef TESTS_RUN_H
#define TESTS_RUN_H

#include "base/buf.h"

struct run {
    struct buf out, errors;
    int status; /* the exit status; -1 when it was killed */
};

/* A folder that is thrown away: its path, made now; removed with all in it by run_drop_folder. */
void run_make_folder(char folder[64]);
void run_drop_folder(const char *folder);

/* Runs GESPREK_PROGRAM with arguments (ends at NULL) and input on its standard input. settings are
 * "NAME=value" for its environment (ends at NULL; may be NULL), over a bare one. */
void run_program(struct run *run, const char *const *arguments, const char *const *settings,
                 const char *input);

/* The same with the words of another command, which may start the program in its turn. */
void run_command(struct run *run, const char *const *words, const char *const *settings,
                 const char *input);
void run_release(struct run *run);

#endif
