/*
 * drive: starts programs on a pty, types at them and says how long what took (README.md).
 *
 *   drive start ROUNDS JSON [NAME BEFORE COMMAND KEYS]...
 *   drive keys  ROUNDS JSON [NAME BEFORE COMMAND KEYS]...
 *
 * BEFORE is done by the shell before each start ("" for nothing). COMMAND is split at blanks. KEYS
 * are sent before measuring, each when the program has fallen silent, written as in tests
 * ("<Enter>"). Programs take turns, round by round; the first is the one the others are compared
 * with. A table goes to stdout, JSON rows are added to the file JSON. With 0 rounds there is only
 * the round that warms up.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROWS       24
#define COLUMNS    80
#define MAX_PLANS  12
#define MAX_VALUES 10000
#define TYPED      200 /* characters a round */

#define REST_MS        50 /* before a start: what was written before is on disk, the disk is idle */
#define START_QUIET_MS 60 /* silent for so long: the first screen is complete */
#define KEY_QUIET_MS   8  /* the echo is complete */
#define PAUSE_MS       7  /* then so long until the next key */
#define PATIENCE_MS    5000

struct series {
    double values[MAX_VALUES];
    int n;
};

/* A program to measure. */
struct plan {
    const char *name, *before, *keys;
    char *argv[16];
    struct series ms, bytes, rss;
};

/* A program that runs. */
struct run {
    int tty;
    pid_t pid;
    double began; /* ms, right before exec */
};

/* What came out after something was done. */
struct output {
    double last; /* when its last byte came; 0 when there was none */
    long bytes;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* ---- A program on a pty -------------------------------------------------------------------- */

static void become(const struct plan *plan, const char *tty, double *began)
{
    setsid();
    int fd = open(tty, O_RDWR);
    ioctl(fd, TIOCSCTTY, 0);
    for (int i = 0; i < 3; i++)
        dup2(fd, i);
    close(fd);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    *began = now_ms();
    execvp(plan->argv[0], plan->argv);
    _exit(127);
}

static struct run start(const struct plan *plan)
{
    struct winsize size = {.ws_row = ROWS, .ws_col = COLUMNS};
    struct run run = {.tty = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    double *began =
        mmap(NULL, sizeof *began, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (*plan->before && system(plan->before) != 0)
        exit(1);
    poll(NULL, 0, REST_MS);
    if (run.tty < 0 || grantpt(run.tty) || unlockpt(run.tty) || began == MAP_FAILED)
        exit(1);
    const char *name = ptsname(run.tty);
    ioctl(run.tty, TIOCSWINSZ, &size);
    int keep = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC); /* until the child has it */
    run.pid = fork();
    if (run.pid == 0)
        become(plan, name, began);
    for (struct pollfd fd = {run.tty, POLLIN, 0}; poll(&fd, 1, PATIENCE_MS) == 0;)
        break;
    close(keep);
    run.began = *began;
    munmap(began, sizeof *began);
    return run;
}

/* Ends it the way a shell would, so it can leave its files in order. */
static void finish(struct run *run)
{
    char block[65536];
    int status;
    kill(run->pid, SIGTERM);
    for (double end = now_ms() + 2000; waitpid(run->pid, &status, WNOHANG) == 0;) {
        struct pollfd fd = {run->tty, POLLIN, 0};
        if (poll(&fd, 1, 2) > 0 && read(run->tty, block, sizeof block) < 0)
            poll(NULL, 0, 1);
        if (now_ms() > end)
            kill(run->pid, SIGKILL);
    }
    close(run->tty);
}

/* Reads until nothing came for quiet_ms. */
static struct output listen(const struct run *run, int first_ms, int quiet_ms)
{
    struct output output = {0, 0};
    struct pollfd fd = {run->tty, POLLIN, 0};
    char block[65536];
    while (poll(&fd, 1, output.bytes ? quiet_ms : first_ms) > 0) {
        ssize_t n = read(run->tty, block, sizeof block);
        if (n <= 0)
            break;
        output.last = now_ms();
        output.bytes += n;
    }
    return output;
}

/* The most memory it ever had in use, in MB. */
static double peak_mb(pid_t pid)
{
    char path[64], line[200];
    long kb = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %ld", &kb) == 1)
            break;
    if (file)
        fclose(file);
    return (double)kb / 1024;
}

/* ---- Keys ---------------------------------------------------------------------------------- */

static const char *const keys[][2] = {
    {"<Enter>", "\r"},     {"<Tab>", "\t"},       {"<Esc>", "\033"},   {"<Down>", "\033OB"},
    {"<Up>", "\033OA"},    {"<Space>", " "},      {"<F4>", "\033OS"},  {"<F6>", "\033[17~"},
    {"<PgDn>", "\033[6~"}, {"<S-Tab>", "\033[Z"}, {"<End>", "\033OF"},
};

/* Sends the keys one by one, each when the program is silent. */
static void prepare(const struct run *run, const char *at)
{
    while (*at) {
        const char *bytes = at;
        size_t len = 1, used = 1;
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            if (strncmp(at, keys[i][0], strlen(keys[i][0])) == 0) {
                bytes = keys[i][1];
                len = strlen(bytes);
                used = strlen(keys[i][0]);
            }
        }
        if (write(run->tty, bytes, len) < 0)
            return;
        listen(run, 100, START_QUIET_MS);
        at += used;
    }
}

/* ---- Measuring ----------------------------------------------------------------------------- */

static void add(struct series *series, double value)
{
    if (series->n < MAX_VALUES)
        series->values[series->n++] = value;
}

static void measure_start(struct plan *plan)
{
    struct run run = start(plan);
    struct output output = listen(&run, PATIENCE_MS, START_QUIET_MS);
    if (output.bytes) {
        add(&plan->ms, output.last - run.began);
        add(&plan->bytes, (double)output.bytes);
        add(&plan->rss, peak_mb(run.pid));
    }
    finish(&run);
}

static void measure_keys(struct plan *plan)
{
    static const char text[] =
        "we spreken af dat het rooster tot eind mei op vier ochtenden staat en "
        "dat we elke vrijdag kort bellen over hoe het gaat, ";
    struct run run = start(plan);
    listen(&run, PATIENCE_MS, START_QUIET_MS);
    prepare(&run, plan->keys);
    for (int i = 0; i < TYPED; i++) {
        double began = now_ms();
        if (write(run.tty, &text[(size_t)i % (sizeof text - 1)], 1) != 1)
            break;
        struct output output = listen(&run, 200, KEY_QUIET_MS);
        if (output.bytes) {
            add(&plan->ms, output.last - began);
            add(&plan->bytes, (double)output.bytes);
        }
        poll(NULL, 0, PAUSE_MS);
    }
    add(&plan->rss, peak_mb(run.pid));
    finish(&run);
}

/* ---- Telling ------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double quantile(struct series *series, double part)
{
    if (!series->n)
        return 0;
    qsort(series->values, (size_t)series->n, sizeof *series->values, compare);
    return series->values[(int)(part * (series->n - 1) + 0.5)];
}

static void tell(const char *what, struct plan *plans, int n, FILE *json)
{
    double p50 = quantile(&plans[0].ms, 0.5), p99 = quantile(&plans[0].ms, 0.99);
    printf("\n%-28s %5s %9s %7s %9s %7s %8s %7s\n", what, "n", "p50 ms", "ratio", "p99 ms", "ratio",
           "bytes", "RSS MB");
    for (int i = 0; i < n; i++) {
        struct plan *plan = &plans[i];
        double mine = quantile(&plan->ms, 0.5), worst = quantile(&plan->ms, 0.99);
        printf("%-28s %5d %9.3f %7.2f %9.3f %7.2f %8.0f %7.1f\n", plan->name, plan->ms.n, mine,
               mine / p50, worst, worst / p99, quantile(&plan->bytes, 0.5),
               quantile(&plan->rss, 0.5));
        fprintf(json,
                "{\"figure\":\"%s\",\"case\":\"%s\",\"n\":%d,\"p50_ms\":%.4f,\"p50_ratio\":%.3f,"
                "\"p99_ms\":%.4f,\"p99_ratio\":%.3f,\"to\":\"%s\",\"bytes_p50\":%.0f,"
                "\"bytes_p99\":%.0f,\"rss_mb\":%.2f}\n",
                what, plan->name, plan->ms.n, mine, mine / p50, worst, worst / p99, plans[0].name,
                quantile(&plan->bytes, 0.5), quantile(&plan->bytes, 0.99),
                quantile(&plan->rss, 0.5));
    }
}

static void split(struct plan *plan, char *command)
{
    int n = 0;
    for (char *word = strtok(command, " "); word && n < 15; word = strtok(NULL, " "))
        plan->argv[n++] = word;
}

int main(int argc, char **argv)
{
    int n = 0;
    if (argc < 8)
        return 2;
    struct plan *plans = calloc(MAX_PLANS, sizeof *plans);
    if (!plans)
        return 1;
    for (int i = 4; i + 3 < argc && n < MAX_PLANS; i += 4, n++) {
        plans[n].name = argv[i];
        plans[n].before = argv[i + 1];
        plans[n].keys = argv[i + 3];
        split(&plans[n], argv[i + 2]);
    }
    for (int round = -1; round < atoi(argv[2]); round++) {
        for (int i = 0; i < n; i++) {
            if (round == 0)
                plans[i].ms.n = plans[i].bytes.n = plans[i].rss.n = 0; /* the first warms up */
            (strcmp(argv[1], "start") == 0 ? measure_start : measure_keys)(&plans[i]);
        }
    }
    FILE *json = fopen(argv[3], "a");
    if (json) {
        tell(argv[1], plans, n, json);
        fclose(json);
    }
    free(plans);
    return !json;
}
