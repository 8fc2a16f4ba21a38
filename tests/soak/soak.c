/*
 * soak: the real program under keys pressed at random, for as long as is asked (make soak).
 *
 *   soak SECONDS FOLDER [SEED]
 *
 * FOLDER holds manager.db and hr.db, filled before. Each session takes a copy of one of them, opens
 * it on a terminal and walks (tests/walk.h), leg after leg: sizes change on the way, and a leg ends
 * with kill -9, SIGTERM or a terminal that goes. After each leg the file must be sound; at the end
 * of a long one the program may not have grown. Everything in a session follows from its seed,
 * which is said when something is wrong: soak 1 FOLDER SEED does it again.
 */
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "pty.h"
#include "run.h"
#include "walk.h"

enum {
    LEGS = 3,                    /* of a session */
    WARM = 1000,                 /* keys after which a program has what it needs */
    LONG = 4000,                 /* keys after which growth would show */
    GROWTH_KB = 6144,            /* more rows to show are no leak */
    PATIENCE = 6 * PTY_PATIENCE, /* for what is waited for by the clock, on a busy machine */
};

struct session {
    const char *folder;
    uint64_t seed;
    struct walk walk;
    char db[320];
    long keys, legs;
    struct buf last; /* what was typed in this leg */
};

static void stop(const struct session *session, const char *why, int number)
{
    fprintf(stderr, "soak: seed %llu, leg %ld: %s (%d)\nthe last keys: %s\n",
            (unsigned long long)session->seed, session->legs, why, number,
            session->last.len > 400 ? session->last.data + session->last.len - 400
                                    : session->last.data);
    exit(1);
}

static void copy_file(const char *from, const char *to)
{
    char block[65536];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    if (!in || !out) {
        fprintf(stderr, "soak: %s cannot be copied\n", from);
        exit(2);
    }
    while ((n = fread(block, 1, sizeof block, in)) > 0)
        fwrite(block, 1, n, out);
    fclose(in);
    fclose(out);
}

static void check_file(const struct session *session)
{
    char env[340];
    struct run run;
    snprintf(env, sizeof env, "GESPREK_DB=%s", session->db);
    run_program(&run, (const char *const[]){"doctor", NULL}, (const char *const[]){env, NULL}, "");
    if (run.status) {
        fputs(run.out.data, stderr);
        stop(session, "the file is not sound", run.status);
    }
    run_release(&run);
}

static long resident_kb(const struct pty *pty)
{
    char path[64];
    long pages = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)pty_pid(pty));
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%*d %ld", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/* Walks; tells how much the program has grown since it was warm. */
static long walk(struct session *session, struct pty *pty, long keys)
{
    long warm = 0, now = 0;
    buf_clear(&session->last);
    for (long i = 0; i < keys && pty_wait_exit(pty, 0) < 0; i++, session->keys++) {
        size_t before = session->last.len;
        if (walk_any(&session->walk, 200) == 0)
            pty_resize(pty, 1 + (int)walk_any(&session->walk, 60),
                       1 + (int)walk_any(&session->walk, 200));
        walk_add_keys(&session->walk, &session->last);
        if (!pty_type(pty, session->last.data + before) && pty_wait_exit(pty, 0) < 0)
            stop(session, "it does not read", 0);
        if (i == WARM)
            warm = resident_kb(pty);
        if (i % 500 == 0)
            now = resident_kb(pty);
    }
    return keys > LONG && warm && now ? now - warm : 0;
}

/* Ends it in one of the ways a program is ended. */
static void end(struct session *session, struct pty *pty)
{
    unsigned way = walk_any(&session->walk, 4);
    if (pty_wait_exit(pty, 0) < 0 && way == 0)
        pty_kill(pty, SIGTERM);
    else if (pty_wait_exit(pty, 0) < 0 && way == 1)
        pty_hang_up(pty);
    else if (pty_wait_exit(pty, 0) < 0)
        pty_kill(pty, SIGKILL);
    int status = pty_wait_exit(pty, PATIENCE * pty_slow());
    if (status != 0 && status != 128 + SIGKILL)
        stop(session, "it ended with", status);
}

static void leg(struct session *session, const char *command)
{
    char db[340], cwd[340];
    const char *const argv[] = {"env",   "-C", session->folder, getenv("GESPREK_PROGRAM"),
                                command, NULL};
    snprintf(db, sizeof db, "GESPREK_DB=%s", session->db);
    snprintf(cwd, sizeof cwd, "HOME=%s", session->folder);
    struct pty *pty = pty_start(argv, 24, 80, (const char *const[]){db, cwd, "PAGER=cat", NULL});
    session->legs++;
    if (!pty_wait_text(pty, "Help", PATIENCE * pty_slow())) /* on every bar */
        stop(session, "it does not start", pty_wait_exit(pty, 0));
    pty_look_away(pty);
    bool is_long = walk_any(&session->walk, 4) == 0;
    long grown = walk(session, pty, is_long ? 2 * LONG : 50 + (long)walk_any(&session->walk, 400));
    if (grown > GROWTH_KB && !getenv("SANITIZED"))
        stop(session, "it grew by so many kB", (int)grown);
    end(session, pty);
    pty_close(pty);
    check_file(session);
}

static int drop(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about;
    (void)kind;
    (void)at;
    return remove(path);
}

/* In a folder of its own: what a session puts beside its file (copies, what it put back) is no
 * other one's. */
static void hold(struct session *session)
{
    char from[320], own[300];
    bool hr = walk_any(&session->walk, 4) == 0;
    snprintf(from, sizeof from, "%s/%s", session->folder, hr ? "hr.db" : "manager.db");
    snprintf(own, sizeof own, "%s/session", session->folder);
    snprintf(session->db, sizeof session->db, "%s/gesprek.db", own);
    mkdir(own, 0700);
    copy_file(from, session->db);
    for (int i = 0; i < LEGS; i++)
        leg(session, hr ? "review" : NULL);
    nftw(own, drop, 8, FTW_DEPTH | FTW_PHYS);
}

int main(int argc, char **argv)
{
    int64_t begin = clock_ticks();
    long seconds = argc > 2 ? atol(argv[1]) : 0, sessions = 0, keys = 0;
    uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : (uint64_t)time(NULL);
    if (seconds < 1 || !seed || !getenv("GESPREK_PROGRAM")) {
        fputs("usage: GESPREK_PROGRAM=PROGRAM soak SECONDS FOLDER [SEED]\n", stderr);
        return 2;
    }
    for (; sessions == 0 || clock_ticks() - begin < seconds * 1000; sessions++, seed++) {
        struct session session = {.folder = argv[2], .seed = seed, .walk = {seed}};
        hold(&session);
        keys += session.keys;
        buf_release(&session.last);
    }
    printf("soak: %ld sessions, %ld keys, last seed %llu: nothing wrong\n", sessions, keys,
           (unsigned long long)seed - 1);
    return 0;
}
