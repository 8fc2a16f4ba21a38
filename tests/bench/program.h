/*
 * program: a program on a pty of its own, with nobody looking: what it writes is counted, timed and
 * thrown away. It dies with whoever measures it, and after PROGRAM_PATIENCE nobody waits for it.
 */
#ifndef BENCH_PROGRAM_H
#define BENCH_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PROGRAM_ROWS     24
#define PROGRAM_COLUMNS  80
#define PROGRAM_PATIENCE 5000 /* milliseconds */

struct program {
    const char *before; /* done by the shell before each start; "" for nothing */
    char *argv[16];
};

struct run {
    int tty;
    pid_t pid;
    double began;      /* ms, right before exec */
    bool brackets;     /* it asked for pastes in brackets (DEC mode 2004) */
    char last_seen[8]; /* the end of what it wrote, in which that may have begun */
};

/* What came out after something was done. */
struct output {
    double last; /* when its last byte came; 0 when there was none */
    long bytes;
};

/* What a program did while nobody did anything. */
struct idleness {
    long wakes; /* times it went to sleep again, all threads */
    long ticks; /* of processor time, user and system */
};

extern const char program_text[]; /* what is typed and pasted, over and over */

/* Returns when its first byte came. */
struct run program_start(const struct program *program);

/* Ends it the way a shell would, so it can leave its files in order; or at once (SIGKILL). */
void program_finish(struct run *run, int number);

/* Reads until nothing came for quiet_ms; waits first_ms for the first of it. */
struct output program_listen(struct run *run, int first_ms, int quiet_ms);

/* Sends bytes and reads what comes meanwhile, so that neither waits for the other for ever. */
struct output program_send(struct run *run, const char *bytes, size_t len, int quiet_ms);

/* Sends keys one by one ("abc<F6><Enter>"), each when the program has been silent for quiet_ms. A
 * number in brackets ("<1200>") stands for a paste of so many characters of text. */
void program_type(struct run *run, const char *keys, int quiet_ms);

/* The first key of *keys as the bytes a terminal sends; *keys is moved behind it. */
size_t program_key(const char **keys, const char **bytes);

/* A paste, in brackets when the program asked for those. The caller frees it. */
char *program_paste(const struct run *run, size_t n, size_t *len);

void program_resize(const struct run *run, int rows, int columns);

double program_peak_mb(const struct run *run); /* the most memory it ever had in use */
struct idleness program_idleness(const struct run *run);

#endif
