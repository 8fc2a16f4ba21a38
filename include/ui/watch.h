/*
 * watch: what the program waits for beside each other: input, signals, a file that others change.
 *
 * From watch_open on the signals it knows are blocked and come out of watch_wait one by one, so no
 * code ever runs inside a signal handler and nothing can interrupt a commit halfway. Nothing wakes
 * up while nothing happens: signalfd and inotify on Linux, kqueue elsewhere.
 */
#ifndef UI_WATCH_H
#define UI_WATCH_H

#include <stdbool.h>

struct watch;

/* In the order in which watch_wait tells them when several happened. */
enum watch_event {
    WATCH_HANGUP,   /* SIGHUP, or input can never come again */
    WATCH_QUIT,     /* SIGTERM, SIGINT, SIGQUIT */
    WATCH_STOP,     /* SIGTSTP: watch_stop does it */
    WATCH_CONTINUE, /* SIGCONT after a stop that nobody asked us about (SIGSTOP) */
    WATCH_SIZE,     /* SIGWINCH */
    WATCH_INPUT,    /* something can be read */
    WATCH_FILE,     /* the watched file changed */
    WATCH_TIMEOUT,
};

/* Watches input (a descriptor) and the signals; NULL with errno set when the system has no room. */
struct watch *watch_open(int input);

/* Lets the signals act as before watch_open, frees; NULL is fine. When a hang-up or the wish that
 * we leave was told they stay blocked: a second one must not cut off what is being closed. */
void watch_close(struct watch *watch);

/* Waits for one event; timeout_ms < 0 waits for ever. */
enum watch_event watch_wait(struct watch *watch, int timeout_ms);

/* True when something can be read now. */
bool watch_input(const struct watch *watch);

/*
 * Tells WATCH_FILE from now on when a file in path's folder whose name begins with path's is
 * written, closed after writing, made or removed. Closing counts because the end of a process that
 * held a lock on such a file is nothing else; so whoever answers WATCH_FILE opens these files for
 * reading only, or it calls itself for ever. NULL stops.
 */
void watch_file(struct watch *watch, const char *path);

/* Stops the process as SIGTSTP would have done and returns when it goes on. */
void watch_stop(struct watch *watch);

/* While another program has the terminal its Ctrl-Z stops us too and its Ctrl-C is not for us. */
void watch_leave(struct watch *watch);
void watch_return(struct watch *watch);

#endif
