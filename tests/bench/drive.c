/*
 * drive: starts programs on a pty, types at them and says how long what took (README.md).
 *
 *   drive MODE[:COUNT[:QUIET]] ROUNDS JSON FIGURE [NAME BEFORE COMMAND KEYS]...
 *
 * MODE is start, keys, paste, esc, resize or idle; or kill, which types, kills and measures
 * nothing. COUNT: how many keys, times or characters of a paste a round. QUIET: silent for so many
 * milliseconds, it has said all it had to say. FIGURE is what is measured, in words.
 *
 * BEFORE is done by the shell before each start ("" for nothing). COMMAND is split at blanks. KEYS
 * are sent before measuring, each when the program has fallen silent, written as in tests
 * ("<Enter>"; of a start they come after it, to leave things as the next round wants them); behind
 * a | stand those to measure, over and over (keys), or to be sent before each Esc (esc). Programs
 * take turns, round by round; the first is the one the others are compared with. A table goes to
 * stdout, JSON rows are added to the file JSON. With 0 rounds there is only the round that warms
 * up.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program.h"
#include "series.h"

#define MAX_PLANS 20

#define SETTLE_MS 60   /* silent for so long: the screen is complete */
#define KEY_MS    8    /* the echo of a key is complete */
#define UNCHANGED 25   /* times that: the key changed nothing */
#define PAUSE_MS  7    /* then so long until the next key */
#define SAVED_MS  3000 /* whatever waited for a quiet moment is on disk by then */
#define IDLE_MS   5000

/* A program to measure. */
struct plan {
    const char *name, *keys, *then;
    struct program program;
    struct series ms, bytes, rss;
};

struct method {
    const char *name;
    int count, quiet_ms;
    void (*measure)(struct plan *plan, const struct method *method);
};

/* ---- One program, one round ---------------------------------------------------------------- */

static struct run begin(const struct plan *plan)
{
    struct run run = program_start(&plan->program);
    program_listen(&run, PROGRAM_PATIENCE, SETTLE_MS);
    program_type(&run, plan->keys, SETTLE_MS);
    return run;
}

static void note_down(struct plan *plan, struct output output, double began)
{
    if (!output.bytes)
        return;
    series_add(&plan->ms, output.last - began);
    series_add(&plan->bytes, (double)output.bytes);
}

static void end(struct plan *plan, struct run *run, int number)
{
    series_add(&plan->rss, program_peak_mb(run));
    program_finish(run, number);
}

static void measure_start(struct plan *plan, const struct method *method)
{
    struct run run = program_start(&plan->program);
    note_down(plan, program_listen(&run, PROGRAM_PATIENCE, method->quiet_ms), run.began);
    program_type(&run, plan->keys, SETTLE_MS);
    end(plan, &run, SIGTERM);
}

static void type(struct plan *plan, const struct method *method, int number)
{
    struct run run = begin(plan);
    const char *at = plan->then, *bytes;
    for (int i = 0; i < method->count; i++) {
        size_t len = program_key(&at, &bytes);
        double began = now_ms();
        if (write(run.tty, bytes, len) != (ssize_t)len)
            break;
        note_down(plan, program_listen(&run, UNCHANGED * method->quiet_ms, method->quiet_ms),
                  began);
        poll(NULL, 0, PAUSE_MS);
        if (!*at)
            at = plan->then;
    }
    end(plan, &run, number);
}

static void measure_keys(struct plan *plan, const struct method *method)
{
    type(plan, method, SIGTERM);
}

static void type_and_kill(struct plan *plan, const struct method *method)
{
    type(plan, method, SIGKILL);
}

static void measure_paste(struct plan *plan, const struct method *method)
{
    struct run run = begin(plan);
    size_t len;
    char *paste = program_paste(&run, (size_t)method->count, &len);
    double began = now_ms();
    note_down(plan, program_send(&run, paste, len, method->quiet_ms), began);
    free(paste);
    end(plan, &run, SIGTERM);
}

static void measure_esc(struct plan *plan, const struct method *method)
{
    struct run run = begin(plan);
    for (int i = 0; i < method->count; i++) {
        program_type(&run, plan->then, SETTLE_MS);
        double began = now_ms();
        if (write(run.tty, "\033", 1) != 1)
            break;
        note_down(plan, program_listen(&run, 1500, method->quiet_ms), began);
    }
    end(plan, &run, SIGTERM);
}

static void measure_resize(struct plan *plan, const struct method *method)
{
    struct run run = begin(plan);
    for (int i = 0; i < method->count; i++) {
        double began = now_ms();
        program_resize(&run, 40, 120);
        note_down(plan, program_listen(&run, 200, method->quiet_ms), began);
        program_resize(&run, PROGRAM_ROWS, PROGRAM_COLUMNS);
        program_listen(&run, 200, SETTLE_MS);
    }
    end(plan, &run, SIGTERM);
}

/* All at once: none of them does anything, or so it should be. */
static void watch_idle(struct plan *plans, int n, FILE *json)
{
    struct run runs[MAX_PLANS];
    struct idleness before[MAX_PLANS];
    for (int i = 0; i < n; i++)
        runs[i] = begin(&plans[i]);
    for (int i = 0; i < n; i++)
        program_listen(&runs[i], SAVED_MS / n, SAVED_MS / n);
    poll(NULL, 0, SAVED_MS);
    for (int i = 0; i < n; i++)
        before[i] = program_idleness(&runs[i]);
    poll(NULL, 0, IDLE_MS);
    printf("\n%-36s %9s %9s %7s\n", "idle for 5 s", "wake-ups", "CPU ticks", "bytes");
    for (int i = 0; i < n; i++) {
        struct idleness after = program_idleness(&runs[i]);
        long wakes = after.wakes - before[i].wakes, ticks = after.ticks - before[i].ticks;
        long bytes = program_listen(&runs[i], 0, 0).bytes;
        printf("%-36s %9ld %9ld %7ld\n", plans[i].name, wakes, ticks, bytes);
        fprintf(json,
                "{\"figure\":\"idle\",\"case\":\"%s\",\"wakes\":%ld,\"ticks\":%ld,\"bytes\":%ld}\n",
                plans[i].name, wakes, ticks, bytes);
        program_finish(&runs[i], SIGTERM);
    }
}

static const struct method methods[] = {
    {"start", 1, SETTLE_MS, measure_start}, {"keys", 200, KEY_MS, measure_keys},
    {"kill", 200, KEY_MS, type_and_kill},   {"paste", 600, SETTLE_MS, measure_paste},
    {"esc", 10, SETTLE_MS, measure_esc},    {"resize", 10, SETTLE_MS, measure_resize},
    {"idle", 1, SETTLE_MS, NULL},
};

/* ---- Telling ------------------------------------------------------------------------------- */

static void tell_one(const char *figure, struct plan *plan, struct plan *base, FILE *json)
{
    double p50 = series_median(&plan->ms), p99 = series_quantile(&plan->ms, 0.99);
    double bytes = series_median(&plan->bytes), rss = series_median(&plan->rss);
    double to_p50 = ratio_of(p50, series_median(&base->ms));
    double to_p99 = ratio_of(p99, series_quantile(&base->ms, 0.99));
    double to_rss = ratio_of(rss, series_median(&base->rss));
    printf("%-36s %5d %9.3f %7.2f %9.3f %7.2f %8.0f %7.1f %6.2f\n", plan->name, plan->ms.n, p50,
           to_p50, p99, to_p99, bytes, rss, to_rss);
    fprintf(json,
            "{\"figure\":\"%s\",\"case\":\"%s\",\"n\":%d,\"p50_ms\":%.4f,\"p50_ratio\":%.3f,"
            "\"p99_ms\":%.4f,\"p99_ratio\":%.3f,\"to\":\"%s\",\"bytes_p50\":%.0f,"
            "\"bytes_p99\":%.0f,\"rss_mb\":%.2f,\"rss_ratio\":%.3f}\n",
            figure, plan->name, plan->ms.n, p50, to_p50, p99, to_p99, base->name, bytes,
            series_quantile(&plan->bytes, 0.99), rss, to_rss);
}

static void tell(const char *figure, struct plan *plans, int n, FILE *json)
{
    printf("\n%-36s %5s %9s %7s %9s %7s %8s %7s %6s\n", figure, "n", "p50 ms", "ratio", "p99 ms",
           "ratio", "bytes", "RSS MB", "ratio");
    for (int i = 0; i < n; i++)
        tell_one(figure, &plans[i], &plans[0], json);
    fflush(stdout);
}

/* ---- The command ----------------------------------------------------------------------------- */

static void split(char **argv, char *command)
{
    int n = 0;
    for (char *word = strtok(command, " "); word && n < 15; word = strtok(NULL, " "))
        argv[n++] = word;
}

static void read_plan(struct plan *plan, char **argv)
{
    plan->name = argv[0];
    plan->program.before = argv[1];
    split(plan->program.argv, argv[2]);
    char *bar = strchr(argv[3], '|');
    if (bar)
        *bar = '\0';
    plan->keys = argv[3];
    plan->then = bar ? bar + 1 : program_text;
}

/* Is there a program of that name to start? */
static bool is_there(const char *name)
{
    const char *at = getenv("PATH");
    char path[4096];
    if (strchr(name, '/'))
        return access(name, X_OK) == 0;
    for (size_t len; at && *at; at += len + (at[len] == ':')) {
        len = strcspn(at, ":");
        snprintf(path, sizeof path, "%.*s/%s", (int)len, at, name);
        if (access(path, X_OK) == 0)
            return true;
    }
    return false;
}

/* What is not installed is told and left out. */
static int read_plans(struct plan *plans, int argc, char **argv)
{
    int n = 0;
    for (int i = 5; i + 3 < argc && n < MAX_PLANS; i += 4) {
        read_plan(&plans[n], &argv[i]);
        if (is_there(plans[n].program.argv[0]))
            n++;
        else
            printf("%s: skipped, it is not installed\n", plans[n].name);
    }
    return n;
}

static bool read_method(struct method *method, const char *word)
{
    size_t len = strcspn(word, ":");
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strlen(methods[i].name) != len || strncmp(word, methods[i].name, len) != 0)
            continue;
        *method = methods[i];
        sscanf(word + len, ":%d:%d", &method->count, &method->quiet_ms);
        return true;
    }
    return false;
}

int main(int argc, char **argv)
{
    struct method method;
    FILE *json = argc > 8 ? fopen(argv[3], "a") : NULL;
    if (!json || !read_method(&method, argv[1])) {
        fputs(
            "usage: drive MODE[:COUNT[:QUIET]] ROUNDS JSON FIGURE [NAME BEFORE COMMAND KEYS]...\n",
            stderr);
        return 2;
    }
    struct plan *plans = calloc(MAX_PLANS, sizeof *plans);
    int n = plans ? read_plans(plans, argc, argv) : 0, rounds = atoi(argv[2]);
    for (int round = -1; method.measure && round < rounds; round++)
        for (int i = 0; i < n; i++) {
            if (round == 0)
                plans[i].ms.n = plans[i].bytes.n = plans[i].rss.n = 0; /* the first warms up */
            method.measure(&plans[i], &method);
        }
    if (n && method.measure && rounds > 0)
        tell(argv[4], plans, n, json);
    else if (n && !method.measure)
        watch_idle(plans, n, json);
    fclose(json);
    free(plans);
    return 0;
}
