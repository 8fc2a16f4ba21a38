/*
 * commit: what it takes to put what was typed on disk, beside the least that could do it: 4 KB
 * added to a file in the same folder, and fdatasync (README.md).
 *
 *   commit ROUNDS JSON FILE        FILE: a database with a conversation in it, and to write in
 *
 * By turns, a hundred of each a round: the floor, a draft, and a draft and the place to go on at,
 * which is what the program puts on disk while somebody types. Syncs are counted.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"
#include "series.h"
#include "store/interviews.h"

enum { TURNS = 100, BLOCK = 4096 };

struct bench {
    struct store *store;
    struct err err;
    struct buf text; /* grows by a few words a draft, as a note does, and begins again */
    char interview[UUID_SIZE];
    int raw;
};

static long syncs;

int fsync(int fd)
{
    syncs++;
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    syncs++;
    return (int)syscall(SYS_fdatasync, fd);
}

static void must(const struct bench *bench, int failed)
{
    if (!failed)
        return;
    fprintf(stderr, "commit: %s\n", bench->err.text);
    exit(1);
}

/* ---- What is committed ----------------------------------------------------------------------- */

static void append(struct bench *bench)
{
    static const char block[BLOCK];
    if (write(bench->raw, block, BLOCK) != BLOCK || fdatasync(bench->raw))
        exit(1);
}

static void draft(struct bench *bench)
{
    if (bench->text.len > 300)
        buf_clear(&bench->text);
    buf_adds(&bench->text, "en wie er helpt, ");
    struct draft draft = {.point = (char[]){"aandacht"},
                          .field = (char[]){"note"},
                          .text = bench->text.data,
                          .cursor = bench->text.len};
    snprintf(draft.interview, sizeof draft.interview, "%s", bench->interview);
    must(bench, interviews_draft(bench->store, &draft, &bench->err));
}

static void draft_and_place(struct bench *bench)
{
    struct place place = {.screen = "talk", .step = "aandacht", .item = "aandacht/note"};
    snprintf(place.interview, sizeof place.interview, "%s", bench->interview);
    place.cursor = bench->text.len;
    must(bench, interviews_place_ahead(bench->store, &place, &bench->err));
    draft(bench);
}

static const struct {
    const char *name;
    void (*commit)(struct bench *bench);
} kinds[] = {
    {"4 KB and fdatasync", append},
    {"draft", draft},
    {"draft and place", draft_and_place},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* ---- Measuring ------------------------------------------------------------------------------- */

static void open_bench(struct bench *bench, const char *path)
{
    struct interview_row *rows;
    size_t n;
    char raw[4096];
    *bench = (struct bench){.err = ERR_INIT(LANG_EN), .text = BUF_INIT};
    bench->store = store_open(path, ACCESS_WRITE, clock_open(), &bench->err);
    must(bench, !bench->store);
    must(bench, interviews_unfinished(bench->store, 1, &rows, &n, &bench->err) || !n);
    snprintf(bench->interview, sizeof bench->interview, "%s", rows[0].id);
    interview_rows_free(rows, n);
    snprintf(raw, sizeof raw, "%s-raw", path);
    bench->raw = open(raw, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    if (bench->raw < 0)
        exit(1);
}

static void tell(FILE *json, const char *name, struct series *took, struct series *base, long n)
{
    double p50 = series_median(took), p99 = series_quantile(took, 0.99);
    double to_p50 = ratio_of(p50, series_median(base));
    double to_p99 = ratio_of(p99, series_quantile(base, 0.99));
    double each = ratio_of((double)n, took->n);
    printf("%-36s %5d %9.3f %7.2f %9.3f %7.2f %8.2f\n", name, took->n, p50, to_p50, p99, to_p99,
           each);
    fprintf(json,
            "{\"figure\":\"commit\",\"case\":\"%s\",\"n\":%d,\"p50_ms\":%.4f,\"p50_ratio\":%.3f,"
            "\"p99_ms\":%.4f,\"p99_ratio\":%.3f,\"syncs\":%.2f}\n",
            name, took->n, p50, to_p50, p99, to_p99, each);
}

int main(int argc, char **argv)
{
    static struct series took[KINDS];
    static long counts[KINDS];
    struct bench bench;
    int rounds = argc == 4 ? atoi(argv[1]) : 0;
    FILE *json = rounds > 0 ? fopen(argv[2], "a") : NULL;
    if (!json)
        return 2;
    open_bench(&bench, argv[3]);
    for (int turn = -TURNS; turn < rounds * TURNS; turn++) /* the first hundred warm up */
        for (int i = 0; i < KINDS; i++) {
            long before = syncs;
            double began = now_ms();
            kinds[i].commit(&bench);
            if (turn >= 0) {
                series_add(&took[i], now_ms() - began);
                counts[i] += syncs - before;
            }
        }
    printf("%-36s %5s %9s %7s %9s %7s %8s\n", "commit", "n", "p50 ms", "ratio", "p99 ms", "ratio",
           "syncs");
    for (int i = 0; i < KINDS; i++)
        tell(json, kinds[i].name, &took[i], &took[0], counts[i]);
    fclose(json);
    close(bench.raw);
    buf_release(&bench.text);
    store_close(bench.store);
    return 0;
}
