#include "minder.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void set_environment(const char *const env[])
{
    setenv("TERM", "tmux-256color", 1);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    for (; env && *env; env++) {
        if (strchr(*env, '='))
            putenv((char *)(uintptr_t)*env);
        else
            unsetenv(*env);
    }
}

static void program(const char *const argv[], const char *const env[], const sigset_t *mask)
{
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    signal(SIGTTOU, SIG_DFL);
    sigprocmask(SIG_SETMASK, mask, NULL);
    set_environment(env);
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

static bool tell(int fd, pid_t pid, int status, const struct rusage *use)
{
    struct news news = {.pid = pid, .status = status};
    news.ended = status != 0 ? !WIFSTOPPED(status) : use != NULL;
    if (use)
        news.cpu_ms = (use->ru_utime.tv_sec + use->ru_stime.tv_sec) * 1000 +
                      (use->ru_utime.tv_usec + use->ru_stime.tv_usec) / 1000;
    return write(fd, &news, sizeof news) == sizeof news && news.ended;
}

/* Passes a hang-up on, as shells do, and tells what becomes of the program. */
static void mind(pid_t pid, int news, const sigset_t *set)
{
    for (bool ended = false; !ended;) {
        struct rusage use;
        int number, status;
        sigwait(set, &number);
        if (number == SIGHUP)
            kill(pid, SIGHUP);
        while (!ended && wait4(pid, &status, WNOHANG | WUNTRACED, &use) > 0)
            ended = tell(news, pid, status, &use);
    }
}

void minder_run(const char *name, const char *const argv[], const char *const env[], int news,
                int leash)
{
    sigset_t set, before;
    char byte;
    for (int fd = 3; fd < 256; fd++)
        if (fd != news && fd != leash)
            close(fd); /* a pipe or terminal of another test that is kept here would never end */
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, &before);
    setsid();
    int slave = open(name, O_RDWR);
    ioctl(slave, TIOCSCTTY, 0);
    for (int fd = 0; fd < 3; fd++)
        dup2(slave, fd);
    if (slave > 2)
        close(slave);
    signal(SIGTTOU, SIG_IGN);
    pid_t pid = fork();
    if (pid == 0)
        program(argv, env, &before);
    tell(news, pid, 0, NULL);
    mind(pid, news, &set);
    while (read(leash, &byte, 1) > 0)
        ;
    _exit(0);
}
