#include "program.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "series.h"

#define REST_MS 50 /* before a start: what was written before is on disk, the disk is idle */
#define STUCK_S 60 /* a paste nobody takes in by then is given up */

/* ---- Beginning and end --------------------------------------------------------------------- */

static void become(const struct program *program, const char *tty, double *began)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    int fd = open(tty, O_RDWR);
    ioctl(fd, TIOCSCTTY, 0);
    for (int i = 0; i < 3; i++)
        dup2(fd, i);
    close(fd);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    *began = now_ms();
    execvp(program->argv[0], program->argv);
    _exit(127);
}

struct run program_start(const struct program *program)
{
    struct run run = {.tty = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    double *began =
        mmap(NULL, sizeof *began, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (*program->before && system(program->before) != 0)
        exit(1);
    poll(NULL, 0, REST_MS);
    if (run.tty < 0 || grantpt(run.tty) || unlockpt(run.tty) || began == MAP_FAILED)
        exit(1);
    const char *name = ptsname(run.tty);
    program_resize(&run, PROGRAM_ROWS, PROGRAM_COLUMNS);
    int keep = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC); /* until the child has it */
    run.pid = fork();
    if (run.pid == 0)
        become(program, name, began);
    poll(&(struct pollfd){run.tty, POLLIN, 0}, 1, PROGRAM_PATIENCE);
    close(keep);
    run.began = *began;
    munmap(began, sizeof *began);
    return run;
}

void program_finish(struct run *run, int number)
{
    char block[65536];
    int status;
    kill(run->pid, number);
    for (double end = now_ms() + 2000; waitpid(run->pid, &status, WNOHANG) == 0;) {
        struct pollfd fd = {run->tty, POLLIN, 0};
        if (poll(&fd, 1, 2) > 0 && read(run->tty, block, sizeof block) < 0)
            poll(NULL, 0, 1);
        if (now_ms() > end)
            kill(run->pid, SIGKILL);
    }
    close(run->tty);
}

/* ---- What it writes -------------------------------------------------------------------------- */

/* Asked for in one write or at the border of two. */
static void look_for_brackets(struct run *run, const char *block, size_t len)
{
    static const char wish[] = "\033[?2004h";
    char seam[2 * sizeof wish];
    size_t first = len < sizeof wish - 2 ? len : sizeof wish - 2;
    size_t had = strlen(run->last_seen);
    memcpy(seam, run->last_seen, had);
    memcpy(seam + had, block, first);
    if (memmem(seam, had + first, wish, sizeof wish - 1) ||
        memmem(block, len, wish, sizeof wish - 1))
        run->brackets = true;
    size_t keep = had + first < sizeof run->last_seen ? had + first : sizeof run->last_seen - 1;
    memcpy(run->last_seen, len > first ? block + len - keep : seam + had + first - keep, keep);
    run->last_seen[keep] = '\0';
}

/* Reads what is there; false when nothing comes any more. */
static bool take_in(struct run *run, struct output *output)
{
    char block[65536];
    ssize_t n = read(run->tty, block, sizeof block);
    if (n <= 0)
        return false;
    output->last = now_ms();
    output->bytes += n;
    if (!run->brackets)
        look_for_brackets(run, block, (size_t)n);
    return true;
}

struct output program_listen(struct run *run, int first_ms, int quiet_ms)
{
    struct output output = {0, 0};
    struct pollfd fd = {run->tty, POLLIN, 0};
    double end = now_ms() + 4 * PROGRAM_PATIENCE; /* whoever never falls silent is cut short */
    while (now_ms() < end && poll(&fd, 1, output.bytes ? quiet_ms : first_ms) > 0)
        if (!take_in(run, &output))
            break;
    return output;
}

struct output program_send(struct run *run, const char *bytes, size_t len, int quiet_ms)
{
    struct output output = {0, 0};
    double end = now_ms() + STUCK_S * 1e3;
    fcntl(run->tty, F_SETFL, O_NONBLOCK);
    while (len > 0 && now_ms() < end) {
        struct pollfd fd = {run->tty, POLLIN | POLLOUT, 0};
        if (poll(&fd, 1, 1000) <= 0)
            continue;
        if (fd.revents & POLLIN && !take_in(run, &output))
            break;
        ssize_t n = fd.revents & POLLOUT ? write(run->tty, bytes, len) : 0;
        bytes += n > 0 ? n : 0;
        len -= n > 0 ? (size_t)n : 0;
    }
    fcntl(run->tty, F_SETFL, 0);
    struct output rest = program_listen(run, PROGRAM_PATIENCE, quiet_ms);
    return (struct output){rest.bytes ? rest.last : output.last, output.bytes + rest.bytes};
}

/* ---- What is sent ---------------------------------------------------------------------------- */

const char program_text[] = "we spreken af dat het rooster tot eind mei op vier ochtenden staat en "
                            "dat we elke vrijdag kort bellen over hoe het gaat, ";

static const char *const keys[][2] = {
    {"<Enter>", "\r"},         {"<Tab>", "\t"},       {"<Esc>", "\033"},   {"<Down>", "\033OB"},
    {"<Up>", "\033OA"},        {"<Space>", " "},      {"<F4>", "\033OS"},  {"<F6>", "\033[17~"},
    {"<PgDn>", "\033[6~"},     {"<S-Tab>", "\033[Z"}, {"<End>", "\033OF"}, {"<PgUp>", "\033[5~"},
    {"<C-Home>", "\033[1;5H"}, {"<Home>", "\033OH"},  {"<F1>", "\033OP"},  {"<Backspace>", "\177"},
};

size_t program_key(const char **at, const char **bytes)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strncmp(*at, keys[i][0], strlen(keys[i][0])) == 0) {
            *at += strlen(keys[i][0]);
            *bytes = keys[i][1];
            return strlen(keys[i][1]);
        }
    *bytes = (*at)++;
    return 1;
}

char *program_paste(const struct run *run, size_t n, size_t *len)
{
    static const char begin[] = "\033[200~", end[] = "\033[201~";
    char *bytes = malloc(n + sizeof begin + sizeof end), *at = bytes;
    if (!bytes)
        exit(1);
    if (run->brackets)
        at = stpcpy(at, begin);
    for (size_t i = 0; i < n; i++)
        *at++ = program_text[i % (sizeof program_text - 1)];
    if (run->brackets)
        at = stpcpy(at, end);
    *len = (size_t)(at - bytes);
    return bytes;
}

void program_type(struct run *run, const char *at, int quiet_ms)
{
    while (*at) {
        const char *bytes = at;
        char *paste = NULL, *behind;
        size_t len, n = *at == '<' ? strtoul(at + 1, &behind, 10) : 0;
        if (n) {
            bytes = paste = program_paste(run, n, &len);
            at = behind + 1;
        } else {
            len = program_key(&at, &bytes);
        }
        if (write(run->tty, bytes, len) == (ssize_t)len)
            program_listen(run, 100, quiet_ms);
        free(paste);
    }
}

void program_resize(const struct run *run, int rows, int columns)
{
    ioctl(run->tty, TIOCSWINSZ,
          &(struct winsize){.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns});
}

/* ---- What the kernel knows of it ---------------------------------------------------------------
 */

/* The number behind name in a status file of the kernel; 0 when it is not there. */
static long number_in(const char *path, const char *name)
{
    char line[200];
    long number = 0;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0) {
            number = strtol(line + strlen(name), NULL, 10);
            break;
        }
    if (file)
        fclose(file);
    return number;
}

double program_peak_mb(const struct run *run)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/status", (long)run->pid);
    return (double)number_in(path, "VmHWM:") / 1024;
}

/* User and system time are the 12th and 13th field behind the name, which stands in brackets. */
static long ticks_in(const char *path)
{
    char line[1000] = "";
    long user = 0, system = 0;
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    if (fgets(line, sizeof line, file) && strrchr(line, ')'))
        sscanf(strrchr(line, ')') + 1, " %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %ld %ld",
               &user, &system);
    fclose(file);
    return user + system;
}

struct idleness program_idleness(const struct run *run)
{
    struct idleness idleness = {0, 0};
    char path[400];
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)run->pid);
    idleness.ticks = ticks_in(path);
    snprintf(path, sizeof path, "/proc/%ld/task", (long)run->pid);
    DIR *threads = opendir(path);
    for (struct dirent *thread; threads && (thread = readdir(threads));) {
        snprintf(path, sizeof path, "/proc/%ld/task/%s/status", (long)run->pid, thread->d_name);
        if (*thread->d_name != '.')
            idleness.wakes += number_in(path, "voluntary_ctxt_switches:");
    }
    if (threads)
        closedir(threads);
    return idleness;
}
