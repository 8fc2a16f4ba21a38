/*
 * search: finding the newest or the best fifty of a million texts, beside grep and ripgrep that
 * look for the same words in the same texts (README.md).
 *
 *   search ROUNDS JSON DATABASE TEXTS [TOOL...]
 *
 * TEXTS is written from the database when it is not there, a line each, in the order of the
 * database. A TOOL is a command that takes a word and perhaps a file ("grep -i -F"); of more words
 * it stands in a pipe, and tail takes the last fifty. Everything by turns, in one process whose
 * connection is warm.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "series.h"
#include "store/search.h"

enum { NEWEST = 50, TOOLS_MOST = 2, LETTERS = 20 };

static const struct question {
    const char *words;
    bool best; /* else the newest */
} asked[] = {
    {"planning", false},
    {"roster friday", false},
    {"laptop eleven friday", false},
    {"planning", true},
    {"roster friday", true},
    {"laptop eleven friday", true},
    {"p", true}, /* what most have */
    {"p", false},
    {"pl", false},
    {"pla", false}, /* while somebody types */
};
enum { QUESTIONS = sizeof asked / sizeof *asked };

static void stop(const char *why)
{
    fprintf(stderr, "search: %s\n", why);
    exit(1);
}

/* ---- The texts --------------------------------------------------------------------------------
 */

static void write_texts(const char *database, const char *path)
{
    static const char sql[] =
        "SELECT what || ' ' || follow_up || ' ' || remark || ' ' || owner_name"
        " FROM agreement ORDER BY seq";
    struct buf part = BUF_INIT;
    sqlite3 *db;
    sqlite3_stmt *stmt;
    buf_addf(&part, "%s.part", path);
    FILE *file = fopen(part.data, "w");
    if (!file || sqlite3_open_v2(database, &db, SQLITE_OPEN_READONLY, NULL) ||
        sqlite3_prepare_v2(db, sql, -1, &stmt, NULL))
        stop("the texts cannot be read");
    while (sqlite3_step(stmt) == SQLITE_ROW)
        fprintf(file, "%s\n", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    if (fclose(file) || rename(part.data, path))
        stop("the texts cannot be written");
    buf_release(&part);
}

/* ---- Asking -----------------------------------------------------------------------------------
 */

static size_t ask(struct store *store, const struct question *question)
{
    struct err err = ERR_INIT(LANG_EN);
    const struct search search = {.words = question->words, .limit = NEWEST};
    struct hit *hits;
    size_t n = 0, of_newest;
    if (question->best ? search_best(store, &search, &hits, &n, &of_newest, &err)
                       : search_find(store, &search, &hits, &n, &err))
        stop(err.text);
    hits_free(hits, n);
    return n;
}

/* TOOL 'roster' TEXTS | TOOL 'friday' | tail -n 50 */
static double look_with(const char *tool, const char *words, const char *texts)
{
    struct buf command = BUF_INIT;
    for (size_t len; *words; words += len + (words[len] == ' ')) {
        len = strcspn(words, " ");
        buf_addf(&command, "%s '%.*s' %s | ", tool, (int)len, words, command.len ? "" : texts);
    }
    buf_addf(&command, "tail -n %d >/dev/null", NEWEST);
    double began = now_ms();
    if (system(command.data) == -1)
        stop("the shell cannot be started");
    double took = now_ms() - began;
    buf_release(&command);
    return took;
}

/* ---- Telling ----------------------------------------------------------------------------------
 */

static const char *name_of(const char *tool, char name[16])
{
    snprintf(name, 16, "%.*s", (int)strcspn(tool, " "), tool);
    return name;
}

static void tell(FILE *json, const struct question *question, size_t found, double mine,
                 const char *tool, double its)
{
    char name[16] = "";
    const char *order = question->best ? ", best" : "";
    printf("%-28s%-8s %5zu %9.3f", question->words, order, found, mine);
    if (tool)
        printf("   %-5s %9.1f ms   1/%.0f of it", name_of(tool, name), its, ratio_of(its, mine));
    putchar('\n');
    fprintf(json,
            "{\"figure\":\"search\",\"case\":\"%s%s\",\"found\":%zu,\"ms\":%.4f,\"beside\":\"%s\","
            "\"its_ms\":%.3f,\"ratio\":%.6f}\n",
            question->words, order, found, mine, name, its, ratio_of(mine, its));
}

int main(int argc, char **argv)
{
    static struct series mine, its[TOOLS_MOST];
    struct err err = ERR_INIT(LANG_EN);
    int rounds = argc > 4 ? atoi(argv[1]) : 0, tools = argc - 5;
    FILE *json = rounds > 0 && tools <= TOOLS_MOST ? fopen(argv[2], "a") : NULL;
    if (!json)
        return 2;
    if (access(argv[4], R_OK))
        write_texts(argv[3], argv[4]);
    struct store *store = store_open(argv[3], ACCESS_READ, clock_open(), &err);
    if (!store)
        stop(err.text);
    printf("%-36s %5s %9s\n", "search of a million, newest 50", "found", "ms");
    for (int q = 0; q < QUESTIONS; q++) {
        const struct question *question = &asked[q];
        size_t found = ask(store, question);
        bool letters = !question->best && strlen(question->words) <= 3; /* nobody greps for those */
        mine.n = its[0].n = its[1].n = 0;
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < (letters ? LETTERS : 5); i++) {
                double began = now_ms();
                ask(store, question);
                if (round >= 0)
                    series_add(&mine, now_ms() - began);
            }
            for (int i = 0; !letters && i < tools; i++)
                series_add(&its[i], look_with(argv[5 + i], question->words, argv[4]));
        }
        if (letters)
            tell(json, question, found, series_median(&mine), NULL, 0);
        for (int i = 0; !letters && i < tools; i++)
            tell(json, question, found, series_median(&mine), argv[5 + i], series_median(&its[i]));
    }
    fclose(json);
    store_close(store);
    return 0;
}
