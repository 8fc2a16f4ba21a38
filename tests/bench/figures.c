/*
 * figures: how long absence figures take of ten years of fifty thousand people, beside the least
 * anybody must do for them: SELECT the same rows and read their columns.
 *
 *   figures ROUNDS ROWS FILE     ROWS: where the result is added, as drive.c writes it
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "store/figures.h"

enum { MOST = 101 };

static int compare(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

static double median(double *times, int n)
{
    qsort(times, (size_t)n, sizeof *times, compare);
    return times[n / 2];
}

static int64_t read_all(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt;
    int64_t sum = 0;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        exit(1);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(stmt); i++)
            sum += sqlite3_column_bytes(stmt, i);
    sqlite3_finalize(stmt);
    return sum;
}

static double floor_of(sqlite3 *db)
{
    int64_t began = clock_ticks();
    read_all(db, "SELECT id, team FROM person ORDER BY id");
    read_all(db, "SELECT person, from_day, until_day, factor FROM service ORDER BY person,"
                 " from_day");
    read_all(db, "SELECT person, first_day, back, kind, steps FROM absence ORDER BY person,"
                 " first_day");
    read_all(db, "SELECT person, started_at FROM interview WHERE started_at > 0 AND NOT removed"
                 " ORDER BY person, started_at");
    return (double)(clock_ticks() - began);
}

static double figures_of(struct store *store, int today, int years, struct figures_found *found)
{
    struct err err = ERR_INIT(LANG_EN);
    struct figures_borders borders = {{7, 42, 365, 730}, 4};
    struct period period = {today - 365 * years, today};
    *found = (struct figures_found){.begun = false};
    figures_frame_of(&found->frame[FRAME_NOW], &period, today);
    found->frame[FRAME_BEFORE] = (struct figures_frame){.last = -1};
    int64_t began = clock_ticks();
    struct figures_pass *pass = figures_open(store, &borders, found);
    while (figures_go(pass, INT64_MAX / 2))
        continue;
    if (figures_close(pass, &err)) {
        fprintf(stderr, "figures: %s\n", err.text);
        exit(1);
    }
    double took = (double)(clock_ticks() - began);
    figures_found_release(found);
    return took;
}

int main(int argc, char **argv)
{
    struct err err = ERR_INIT(LANG_EN);
    struct clock clock = clock_open();
    struct figures_found found = {.begun = false};
    double least[MOST], year[MOST], ten[MOST];
    int rounds = argc > 3 ? atoi(argv[1]) : 0;
    sqlite3 *db;
    if (rounds < 1 || rounds > MOST || sqlite3_open_v2(argv[3], &db, SQLITE_OPEN_READONLY, NULL))
        return 2;
    struct store *store = store_open(argv[3], ACCESS_READ, clock, &err);
    FILE *rows = fopen(argv[2], "a");
    if (!store || !rows)
        return 1;
    for (int i = -1; i < rounds; i++) {
        int at = i < 0 ? 0 : i;
        least[at] = floor_of(db);
        year[at] = figures_of(store, clock_today(&clock), 1, &found);
        ten[at] = figures_of(store, clock_today(&clock), 10, &found);
    }
    double base = median(least, rounds), one = median(year, rounds), all = median(ten, rounds);
    printf("figures of %lld rows: plain SELECT %.0f ms; of one year %.0f ms (%.2f), of ten %.0f ms"
           " (%.2f)\n",
           (long long)found.rows, base, one, one / base, all, all / base);
    fprintf(rows,
            "{\"what\":\"figures\",\"rows\":%lld,\"select_ms\":%.0f,\"year_ratio\":%.2f,"
            "\"ten_ratio\":%.2f}\n",
            (long long)found.rows, base, one / base, all / base);
    fclose(rows);
    store_close(store);
    sqlite3_close(db);
    return 0;
}
