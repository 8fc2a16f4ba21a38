#include "ui/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"

struct watch {
    int input;
    int signals;      /* readable when a signal came */
    int changes;      /* readable when something changed in the folder, or -1 */
    int folder, file; /* kept open for kqueue; -1 under inotify */
    char *prefix;     /* what the name of a file that matters begins with */
    unsigned pending; /* events that came by signal and were not told yet, a bit each */
    bool leaving;     /* a hang-up or the wish that we leave was told */
    sigset_t before;  /* the signals that were blocked before */
};

struct caught {
    int number;
    enum watch_event event;
};

static const struct caught caught[] = {
    {SIGHUP, WATCH_HANGUP}, {SIGTERM, WATCH_QUIT}, {SIGINT, WATCH_QUIT},
    {SIGQUIT, WATCH_QUIT},  {SIGTSTP, WATCH_STOP}, {SIGCONT, WATCH_CONTINUE},
    {SIGWINCH, WATCH_SIZE},
};

enum { CAUGHT = sizeof caught / sizeof caught[0] };

static sigset_t caught_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < CAUGHT; i++)
        sigaddset(&set, caught[i].number);
    return set;
}

static unsigned bit(enum watch_event event)
{
    return 1u << event;
}

/* ---- Linux: signalfd and inotify ------------------------------------------------------------- */

#if defined __linux__

#include <sys/inotify.h>
#include <sys/signalfd.h>

static int signals_open(void)
{
    sigset_t set = caught_signals();
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* The number of a signal that came, or 0 when there are no more. */
static int signals_next(int fd)
{
    struct signalfd_siginfo info;
    return read(fd, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

static void changes_open(struct watch *watch, const char *folder, const char *path)
{
    (void)path;
    watch->changes = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->changes >= 0)
        inotify_add_watch(watch->changes, folder,
                          IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_TO);
}

/* Takes what changed, a block of it: others may write on without end. True when a file that matters
 * is among it. */
static bool changes_take(struct watch *watch)
{
    _Alignas(struct inotify_event) char block[4096];
    size_t prefix = strlen(watch->prefix);
    bool matters = false;
    ssize_t len = read(watch->changes, block, sizeof block);
    const struct inotify_event *event;
    for (const char *at = block; at < block + len; at += sizeof *event + event->len) {
        event = (const struct inotify_event *)(const void *)at;
        if (event->mask & IN_Q_OVERFLOW ||
            (event->len && strncmp(event->name, watch->prefix, prefix) == 0))
            matters = true;
    }
    return matters;
}

/* ---- The BSDs and macOS: kqueue -------------------------------------------------------------- */

#else

#include <sys/event.h>

static int signals_open(void)
{
    int fd = kqueue();
    for (size_t i = 0; fd >= 0 && i < CAUGHT; i++) {
        struct kevent change;
        EV_SET(&change, caught[i].number, EVFILT_SIGNAL, EV_ADD | EV_CLEAR, 0, 0, NULL);
        kevent(fd, &change, 1, NULL, 0, NULL);
    }
    return fd;
}

/* kqueue only tells of a signal; it stays pending until it is taken, or it would strike later. */
static int signals_next(int fd)
{
    struct kevent event;
    struct timespec now = {0, 0};
    sigset_t set;
    int number;
    if (kevent(fd, NULL, 0, &event, 1, &now) != 1)
        return 0;
    sigpending(&set);
    if (!sigismember(&set, (int)event.ident))
        return (int)event.ident;
    sigemptyset(&set);
    sigaddset(&set, (int)event.ident);
    return sigwait(&set, &number) == 0 ? number : 0;
}

static void changes_add(int queue, int fd)
{
    struct kevent change;
    EV_SET(&change, fd, EVFILT_VNODE, EV_ADD | EV_CLEAR, NOTE_WRITE | NOTE_EXTEND | NOTE_DELETE, 0,
           NULL);
    if (fd >= 0)
        kevent(queue, &change, 1, NULL, 0, NULL);
}

/* Sees files come and go in the folder and writes to the write-ahead log (or else the file itself),
 * not the end of a lock's holder: that one is found when the user asks to take over. */
static void changes_open(struct watch *watch, const char *folder, const char *path)
{
    struct buf log = BUF_INIT;
    buf_addf(&log, "%s-wal", path);
    watch->changes = kqueue();
    watch->folder = open(folder, O_RDONLY | O_CLOEXEC);
    watch->file = open(log.data, O_RDONLY | O_CLOEXEC);
    if (watch->file < 0)
        watch->file = open(path, O_RDONLY | O_CLOEXEC);
    changes_add(watch->changes, watch->folder);
    changes_add(watch->changes, watch->file);
    buf_release(&log);
}

static bool changes_take(struct watch *watch)
{
    struct kevent event;
    struct timespec now = {0, 0};
    bool any = false;
    while (kevent(watch->changes, NULL, 0, &event, 1, &now) == 1)
        any = true;
    return any;
}

#endif

/* ---- Opening and closing --------------------------------------------------------------------- */

struct watch *watch_open(int input)
{
    sigset_t set = caught_signals();
    sigset_t before;
    sigprocmask(SIG_BLOCK, &set, &before);
    int signals = signals_open();
    if (signals < 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        return NULL;
    }
    struct watch *watch = mem_zero(1, sizeof *watch);
    *watch = (struct watch){.input = input,
                            .signals = signals,
                            .changes = -1,
                            .folder = -1,
                            .file = -1,
                            .before = before};
    return watch;
}

static void shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

void watch_close(struct watch *watch)
{
    if (!watch)
        return;
    watch_file(watch, NULL);
    shut(&watch->signals);
    if (!watch->leaving)
        sigprocmask(SIG_SETMASK, &watch->before, NULL);
    free(watch);
}

void watch_file(struct watch *watch, const char *path)
{
    shut(&watch->changes);
    shut(&watch->folder);
    shut(&watch->file);
    free(watch->prefix);
    watch->prefix = NULL;
    if (!path)
        return;
    const char *slash = strrchr(path, '/');
    char *folder = slash ? mem_copy_len(path, (size_t)(slash + 1 - path)) : mem_copy(".");
    watch->prefix = mem_copy(slash ? slash + 1 : path);
    changes_open(watch, folder, path);
    free(folder);
}

/* ---- Waiting --------------------------------------------------------------------------------- */

static void collect(struct watch *watch, int except)
{
    int number;
    while ((number = signals_next(watch->signals)) > 0)
        for (size_t i = 0; i < CAUGHT; i++)
            if (caught[i].number == number && number != except)
                watch->pending |= bit(caught[i].event);
}

static void forget(struct watch *watch, enum watch_event event)
{
    watch->pending &= ~bit(event);
}

/* The first of the pending events; there is one. */
static enum watch_event next_pending(struct watch *watch)
{
    enum watch_event event = WATCH_HANGUP;
    while (!(watch->pending & bit(event)))
        event++;
    forget(watch, event);
    return event;
}

/* Polls once; true when *event is to be told. */
static bool look(struct watch *watch, int timeout_ms, enum watch_event *event)
{
    struct pollfd fds[] = {{.fd = watch->input, .events = POLLIN},
                           {.fd = watch->signals, .events = POLLIN},
                           {.fd = watch->changes, .events = POLLIN}};
    if (poll(fds, 3, watch->pending ? 0 : timeout_ms) < 0)
        return false; /* EINTR: stopped and gone on */
    if (fds[1].revents)
        collect(watch, 0);
    if (watch->pending)
        *event = next_pending(watch);
    else if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
        *event = WATCH_HANGUP;
    else if (fds[0].revents)
        *event = WATCH_INPUT;
    else if (fds[2].revents && changes_take(watch))
        *event = WATCH_FILE;
    else
        return false;
    return true;
}

enum watch_event watch_wait(struct watch *watch, int timeout_ms)
{
    enum watch_event event = WATCH_TIMEOUT;
    int64_t end = clock_ticks() + timeout_ms;
    int left = timeout_ms;
    while (!look(watch, left, &event)) {
        int64_t rest = end - clock_ticks();
        if (timeout_ms >= 0 && rest <= 0)
            return WATCH_TIMEOUT;
        left = timeout_ms < 0 ? -1 : (int)rest;
    }
    watch->leaving |= event == WATCH_HANGUP || event == WATCH_QUIT;
    return event;
}

bool watch_input(const struct watch *watch)
{
    struct pollfd fd = {.fd = watch->input, .events = POLLIN};
    return poll(&fd, 1, 0) == 1 && fd.revents & POLLIN;
}

/* ---- Stopping -------------------------------------------------------------------------------- */

/* Lets SIGTSTP stop the process, unless a parent said to ignore it. */
static void allow_stop(bool allowed)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigprocmask(allowed ? SIG_UNBLOCK : SIG_BLOCK, &stop, NULL);
}

void watch_stop(struct watch *watch)
{
    raise(SIGTSTP);
    allow_stop(true); /* it strikes here */
    watch_return(watch);
}

void watch_leave(struct watch *watch)
{
    (void)watch;
    allow_stop(true);
}

void watch_return(struct watch *watch)
{
    allow_stop(false);
    collect(watch, SIGINT);
    forget(watch, WATCH_STOP);
    forget(watch, WATCH_CONTINUE);
}
