#include "pty.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "minder.h"

struct pty {
    int master, slave;
    char name[64];
    int news;  /* to read from the process in between */
    int leash; /* it leaves when this end is closed */
    pid_t minder;
    struct news last;
    bool stopped;
    VTerm *vterm;
    VTermScreen *screen;
    bool alternate, cursor_shown, unseen;
    VTermPos cursor;
    struct buf written;
};

/* libvterm 0.1.4 writes past its lines in a window of less (a wide character, a scroll region). */
enum { LEAST_ROWS = 4, LEAST_COLUMNS = 8 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int pty_slow(void)
{
    return getenv("TEST_SLOW") ? 20 : 1;
}

/* ---- The screen ------------------------------------------------------------------------------ */

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct pty *pty = user;
    if (property == VTERM_PROP_ALTSCREEN)
        pty->alternate = value->boolean;
    if (property == VTERM_PROP_CURSORVISIBLE)
        pty->cursor_shown = value->boolean;
    return 1;
}

static int on_cursor(VTermPos to, VTermPos from, int visible, void *user)
{
    struct pty *pty = user;
    (void)from;
    (void)visible;
    pty->cursor = to;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property, .movecursor = on_cursor};

static void open_screen(struct pty *pty, int rows, int columns)
{
    pty->vterm = vterm_new(rows, columns);
    pty->cursor_shown = true;
    vterm_set_utf8(pty->vterm, 1);
    pty->screen = vterm_obtain_screen(pty->vterm);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
    vterm_screen_reset(pty->screen, 1);
}

static void add_row(struct pty *pty, int row, int columns, struct buf *out)
{
    size_t end = out->len;
    for (int col = 0; col < columns;) {
        VTermScreenCell cell;
        vterm_screen_get_cell(pty->screen, (VTermPos){row, col}, &cell);
        if (!cell.chars[0])
            buf_addc(out, ' ');
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++) {
            char bytes[4];
            buf_add(out, bytes, utf8_encode(cell.chars[i], bytes));
        }
        if (cell.chars[0] && cell.chars[0] != ' ')
            end = out->len;
        col += cell.width > 0 ? cell.width : 1;
    }
    buf_cut(out, end);
    buf_addc(out, '\n');
}

void pty_screen(struct pty *pty, struct buf *out)
{
    int rows, columns;
    vterm_get_size(pty->vterm, &rows, &columns);
    for (int row = 0; row < rows; row++)
        add_row(pty, row, columns, out);
}

void pty_cursor(const struct pty *pty, int *row, int *col)
{
    *row = pty->cursor_shown ? pty->cursor.row : -1;
    *col = pty->cursor.col;
}

bool pty_alternate(const struct pty *pty)
{
    return pty->alternate;
}

/* ---- Starting and ending --------------------------------------------------------------------- */

static void set_size(int fd, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    ioctl(fd, TIOCSWINSZ, &size);
}

struct pty *pty_start(const char *const argv[], int rows, int columns, const char *const env[])
{
    struct pty *pty = mem_zero(1, sizeof *pty);
    int news[2], leash[2];
    pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (pty->master < 0 || grantpt(pty->master) || unlockpt(pty->master) ||
        pipe2(news, O_CLOEXEC) || pipe2(leash, O_CLOEXEC))
        abort();
    snprintf(pty->name, sizeof pty->name, "%s", ptsname(pty->master));
    pty->slave = open(pty->name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    set_size(pty->slave, rows, columns);
    open_screen(pty, rows, columns);
    pty->minder = fork();
    if (pty->minder == 0)
        minder_run(pty->name, argv, env, news[1], leash[0]);
    close(news[1]);
    close(leash[0]);
    pty->news = news[0];
    pty->leash = leash[1];
    if (read(pty->news, &pty->last, sizeof pty->last) != sizeof pty->last)
        abort();
    return pty;
}

static void shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

void pty_close(struct pty *pty)
{
    if (!pty)
        return;
    if (!pty->last.ended)
        kill(pty->last.pid, SIGKILL);
    shut(&pty->leash);
    shut(&pty->master);
    shut(&pty->slave);
    waitpid(pty->minder, NULL, 0);
    shut(&pty->news);
    vterm_free(pty->vterm);
    buf_release(&pty->written);
    free(pty);
}

pid_t pty_pid(const struct pty *pty)
{
    return pty->last.pid;
}

const char *pty_name(const struct pty *pty)
{
    return pty->name;
}

/* ---- Passing time ---------------------------------------------------------------------------- */

/* What a terminal answers when it is asked something. */
static void answer(struct pty *pty)
{
    char bytes[256];
    size_t n = vterm_output_read(pty->vterm, bytes, sizeof bytes);
    if (n)
        pty_send(pty, bytes, n);
}

static bool take_output(struct pty *pty)
{
    char block[16384];
    ssize_t n = read(pty->master, block, sizeof block);
    if (n <= 0)
        return false;
    if (pty->unseen)
        return true;
    buf_add(&pty->written, block, (size_t)n);
    vterm_input_write(pty->vterm, block, (size_t)n);
    answer(pty);
    return true;
}

static void take_news(struct pty *pty)
{
    struct news news;
    if (read(pty->news, &news, sizeof news) != sizeof news)
        return;
    pty->last = news;
    pty->stopped = !news.ended;
}

/* Waits for output or news once; false when neither came in time. */
static bool pump(struct pty *pty, int timeout_ms)
{
    struct pollfd fds[] = {{.fd = pty->master, .events = POLLIN},
                           {.fd = pty->last.ended ? -1 : pty->news, .events = POLLIN}};
    if (poll(fds, 2, timeout_ms) <= 0)
        return false;
    if (fds[1].revents)
        take_news(pty);
    if (fds[0].revents && !take_output(pty) && !fds[1].revents) {
        poll(NULL, 0, 1); /* nobody there any more: only time passes */
        return false;
    }
    return true;
}

/* Pumps until done(pty, what) or time is up; tells whether it is done. */
static bool pump_until(struct pty *pty, bool (*done)(struct pty *, const char *), const char *what,
                       int timeout_ms)
{
    int64_t end = now_ms() + timeout_ms;
    while (!done(pty, what)) {
        int64_t left = end - now_ms();
        if (left <= 0)
            return false;
        if (pty->last.ended && !pump(pty, 0)) /* nothing will come any more */
            return done(pty, what);
        pump(pty, (int)left);
    }
    return true;
}

static bool never(struct pty *pty, const char *what)
{
    (void)pty;
    (void)what;
    return false;
}

static bool has_text(struct pty *pty, const char *text)
{
    struct buf screen = BUF_INIT;
    pty_screen(pty, &screen);
    bool found = strstr(screen.data, text) != NULL;
    buf_release(&screen);
    return found;
}

static bool has_no_text(struct pty *pty, const char *text)
{
    return !has_text(pty, text);
}

static bool has_ended(struct pty *pty, const char *what)
{
    (void)what;
    return pty->last.ended;
}

static bool has_stopped(struct pty *pty, const char *what)
{
    (void)what;
    return pty->stopped || pty->last.ended;
}

void pty_pass(struct pty *pty, int ms)
{
    pump_until(pty, never, NULL, ms);
}

bool pty_wait_text(struct pty *pty, const char *text, int timeout_ms)
{
    return pump_until(pty, has_text, text, timeout_ms);
}

bool pty_wait_no_text(struct pty *pty, const char *text, int timeout_ms)
{
    return pump_until(pty, has_no_text, text, timeout_ms);
}

bool pty_wait_quiet(struct pty *pty, int quiet_ms)
{
    int64_t end = now_ms() + PTY_PATIENCE;
    for (;;) {
        size_t before = pty->written.len;
        pty_pass(pty, quiet_ms);
        if (pty->written.len == before)
            return true;
        if (now_ms() > end)
            return false;
    }
}

int pty_wait_exit(struct pty *pty, int timeout_ms)
{
    if (!pump_until(pty, has_ended, NULL, timeout_ms))
        return -1;
    while (pty->master >= 0 && pump(pty, 0)) /* its last words */
        ;
    int status = pty->last.status;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool pty_wait_stopped(struct pty *pty, int timeout_ms)
{
    return pump_until(pty, has_stopped, NULL, timeout_ms) && pty->stopped;
}

/* ---- Doing something to it ------------------------------------------------------------------- */

void pty_send(struct pty *pty, const char *bytes, size_t len)
{
    while (len) {
        struct pollfd fd = {.fd = pty->master, .events = POLLIN | POLLOUT};
        if (poll(&fd, 1, PTY_PATIENCE) <= 0)
            return;
        if (fd.revents & POLLIN && !take_output(pty))
            return;
        ssize_t n = fd.revents & POLLOUT ? write(pty->master, bytes, len < 1024 ? len : 1024) : 0;
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
    }
}

/* What the program has been doing while it was waited for. Of a busy machine it may get little: so
 * not the clock counts, but how long it slept without a stir, and how much of the processor it
 * used. */
struct doing {
    int64_t seen, asleep; /* milliseconds */
    int64_t began, used;  /* nanoseconds of the processor */
};

/* R, S, D and so on; '?' when it is not there. */
static char state_of(const struct pty *pty)
{
    char path[64], state = '?';
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pty->last.pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return '?';
    if (fscanf(file, "%*d %*s %c", &state) != 1) /* proc(5); the name has no blank here */
        state = '?';
    fclose(file);
    return state;
}

static int64_t processor_ns(const struct pty *pty)
{
    char path[64];
    long long used = 0;
    snprintf(path, sizeof path, "/proc/%d/schedstat", (int)pty->last.pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    if (fscanf(file, "%lld", &used) != 1)
        used = 0;
    fclose(file);
    return used;
}

/* Did it sleep, or calculate, for as long as nobody would wait? */
static bool is_stuck(const struct pty *pty, struct doing *doing)
{
    enum { LOOK = 50, NS = 1000000 };
    int64_t now = now_ms(), before = doing->used;
    if (doing->seen && now - doing->seen < LOOK)
        return false;
    char state = state_of(pty);
    doing->used = processor_ns(pty);
    if (!doing->seen)
        doing->began = doing->used;
    else if (doing->used != before)
        doing->asleep = 0;
    else if (state != 'R' && state != 'D')
        doing->asleep += now - doing->seen < 2 * LOOK ? now - doing->seen : 2 * LOOK;
    doing->seen = now;
    return doing->asleep > PTY_PATIENCE ||
           (doing->used - doing->began) / NS > PTY_PATIENCE * pty_slow();
}

bool pty_wait_read(struct pty *pty)
{
    struct doing doing = {0};
    int waiting = 0;
    while (ioctl(pty->slave, FIONREAD, &waiting) == 0 && waiting > 0) {
        if (pty->last.ended || is_stuck(pty, &doing))
            return false;
        pump(pty, 1);
    }
    return !pty->last.ended;
}

void pty_resize(struct pty *pty, int rows, int columns)
{
    vterm_set_size(pty->vterm, rows < LEAST_ROWS ? LEAST_ROWS : rows,
                   columns < LEAST_COLUMNS ? LEAST_COLUMNS : columns);
    set_size(pty->master, rows, columns);
}

void pty_look_away(struct pty *pty)
{
    pty->unseen = true;
}

void pty_kill(struct pty *pty, int number)
{
    if (number == SIGCONT)
        pty->stopped = false;
    kill(pty->last.pid, number);
}

void pty_hang_up(struct pty *pty)
{
    shut(&pty->slave);
    shut(&pty->master);
}

long pty_cpu_ms(const struct pty *pty)
{
    return pty->last.cpu_ms;
}

const struct buf *pty_written(const struct pty *pty)
{
    return &pty->written;
}

void pty_modes(const struct pty *pty, struct termios *modes)
{
    tcgetattr(pty->slave, modes);
}

void pty_set_modes(const struct pty *pty, tcflag_t local)
{
    struct termios modes;
    tcgetattr(pty->slave, &modes);
    modes.c_lflag = local;
    tcsetattr(pty->slave, TCSANOW, &modes);
}
