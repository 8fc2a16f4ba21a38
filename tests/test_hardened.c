/*
 * What the flags of the build promise is in the program: it stands at another place each time, what
 * the linker filled in cannot be written any more, no page is written and run, functions look after
 * their stack and their copies, and libraries are inside. Asked of the file itself, by readelf.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* What a command says. */
static void run(const char *command, struct buf *said)
{
    char line[1024];
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    while (fgets(line, sizeof line, pipe))
        buf_adds(said, line);
    assert_int_equal(pclose(pipe), 0);
}

#define PROGRAM "gesprek"
#define OURS    "libgesprek.a" /* the program without the libraries inside it */

/* What readelf says of what was built under that name. */
static void ask(const char *name, const char *options, struct buf *said)
{
    char command[512];
    const char *program = getenv("GESPREK_PROGRAM");
    assert_non_null(program);
    const char *end = strrchr(program, '/');
    assert_non_null(end);
    snprintf(command, sizeof command, "readelf -W %s '%.*s/%s'", options, (int)(end - program),
             program, name);
    run(command, said);
}

static void has(const char *name, const char *options, const char *const *words,
                const char *const *never)
{
    struct buf said = BUF_INIT;
    ask(name, options, &said);
    for (int i = 0; words[i]; i++)
        if (!strstr(said.data, words[i]))
            fail_msg("readelf %s says nothing of %s", options, words[i]);
    for (int i = 0; never[i]; i++)
        if (strstr(said.data, never[i]))
            fail_msg("readelf %s says %s", options, never[i]);
    buf_release(&said);
}

static void the_program_is_hardened(void **state)
{
    static const char *const none[] = {NULL};
    static const char *const moves[] = {"DYN (Position-Independent Executable", NULL};
    static const char *const sealed[] = {"GNU_RELRO", "GNU_STACK", NULL};
    static const char *const runs[] = {" RWE ", NULL};
    static const char *const bound[] = {"NOW PIE", NULL};
    static const char *const loose[] = {"TEXTREL", "RPATH", "RUNPATH", NULL};
    static const char *const guards[] = {"__stack_chk_fail", "__snprintf_chk", "__vsnprintf_chk",
                                         NULL};
    struct buf said = BUF_INIT;
    (void)state;
    ask(PROGRAM, "--syms", &said);
    bool sanitized = strstr(said.data, "__asan_") || strstr(said.data, "__ubsan_");
    buf_release(&said);
    if (sanitized) /* those builds are for tests, and look after themselves */
        skip();
    has(PROGRAM, "-h", moves, none);
    has(PROGRAM, "-l", sealed, runs);
    has(PROGRAM, "-d", bound, loose);
    has(OURS, "--syms", guards, none);
}

/* Where the machine has them to be put inside, and the build is not one to look into them. */
static void libraries_are_inside(void **state)
{
    static const char *const names[] = {"sqlite3", "ncursesw", "tinfo",     "yaml", "md",
                                        "sodium",  "csv",      "unistring", "c",    "m"};
    const char *program = getenv("GESPREK_PROGRAM");
    struct buf needed = BUF_INIT;
    (void)state;
    if (strstr(program, "/san/") || strstr(program, "/coverage/") || strstr(program, "/shared/"))
        skip();
    ask(PROGRAM, "-d", &needed);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char command[64], name[32];
        struct buf found = BUF_INIT;
        snprintf(command, sizeof command, "cc -print-file-name=lib%s.a", names[i]);
        snprintf(name, sizeof name, "[lib%s.so", names[i]);
        run(command, &found);
        if (*found.data == '/' && strstr(needed.data, name))
            fail_msg("lib%s is not inside", names[i]);
        buf_release(&found);
    }
    buf_release(&needed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_is_hardened),
        cmocka_unit_test(libraries_are_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
