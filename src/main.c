/*
 * gesprek: prepare and hold an absence conversation, and keep what was agreed.
 *
 * main reads as the order of opening and closing; what is between is in the rooms.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli/cli.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* Files are the user's alone, and what is in memory leaves no trace: no core file, no other process
 * looking in. (The leak sanitizer has to look in.) */
static void keep_to_ourselves(void)
{
    umask(077);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0});
    if (!SANITIZED)
        prctl(PR_SET_DUMPABLE, 0);
}

/* What nobody needs here and would end the program, typing and all. A file that may not grow
 * (SIGXFSZ) is told by the write that fails. */
static void ignore_signals(void)
{
    static const int ignored[] = {SIGPIPE, SIGXFSZ, SIGALRM, SIGUSR1, SIGUSR2};
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        signal(ignored[i], SIG_IGN);
}

/* A standard stream that was closed must not come to be the number of a file of ours. There is
 * nothing to read in its place, and what is written there fails, as it would have. */
static void fill_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0)
            (void)open("/dev/null", O_RDONLY); /* the lowest number that is free: this one */
}

/* What is large goes back to the system when it is freed. glibc would learn from the first such
 * block to keep its like, and then a file that was read leaves a hole for good. */
static void give_back_large(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 128 << 10);
#endif
}

int main(int argc, char **argv)
{
    struct cli cli;
    keep_to_ourselves();
    give_back_large();
    ignore_signals();
    fill_streams();
    int status = cli_parse(&cli, argc, argv);
    if (status < 0)
        status = cli_open(&cli) ? cli_fail(&cli) : cli.command->run(&cli);
    return cli_close(&cli, status);
}
