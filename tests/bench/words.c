/*
 * words: what the privacy check takes of a note, beside a plain search for the same words
 * (README.md).
 *
 *   words ROUNDS JSON REGIME SENTENCES TERMS TEXT [SEARCH...]
 *
 * Of the sentences it makes a note of 2 KB and a TEXT of some megabytes, and writes all words the
 * check knows, a line each, to TERMS. SEARCH is a command that looks for TERMS in TEXT; by turns
 * with it the check reads the same text. A table of medians goes to stdout, rows of JSON to JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "domain/regime.h"
#include "domain/shelf.h"
#include "yaml/complaint.h"
#include "yaml/regime_yaml.h"

enum { NOTE = 2048, TEXT = 4 << 20, ROUNDS_MOST = 501, NOTES = 200 };

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *times, int n)
{
    qsort(times, (size_t)n, sizeof *times, by_size);
    return times[n / 2];
}

static void stop(const char *why)
{
    fprintf(stderr, "words: %s\n", why);
    exit(1);
}

static void add_form(void *file, const struct pattern_form *form)
{
    fprintf(file, "%s\n", form->text);
}

static void add_lines(FILE *file, const struct guide_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        size_t at = 0, len;
        const char *pattern;
        while ((pattern = pattern_next(lines->line[i], &at, &len)))
            pattern_forms(pattern, len, add_form, file);
    }
}

static void write_terms(const struct vocabulary *words, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        stop("the terms cannot be written");
    add_lines(file, &words->fine);
    for (size_t i = 0; i < words->n_classes; i++)
        add_lines(file, &words->classes[i].words);
    for (size_t i = 0; i < words->n_rules; i++) {
        add_lines(file, &words->rules[i].words);
        add_lines(file, &words->rules[i].when);
        add_lines(file, &words->rules[i].unless);
    }
    fclose(file);
}

/* The sentences behind the last tab of each line, over and over. */
static void make_text(struct buf *text, char *sentences, size_t len)
{
    while (text->len < TEXT) {
        for (char *line = sentences; line < sentences + len;) {
            char *end = strchr(line, '\n');
            size_t n = end ? (size_t)(end - line) : strlen(line);
            const char *tab = memrchr(line, '\t', n);
            if (tab && *line != '#')
                buf_add(text, tab + 1, n - (size_t)(tab + 1 - line));
            buf_addc(text, '\n');
            line += n + 1;
        }
    }
}

static double check_ms(const struct privacy *privacy, const char *text, size_t len, int times)
{
    double begin = now_ms();
    for (int i = 0; i < times; i++) {
        struct privacy_findings findings;
        privacy_check(privacy, text, len, &findings);
        privacy_release(&findings);
    }
    return (now_ms() - begin) / times;
}

static void tell(FILE *json, const char *name, double ms, double mb, double beside)
{
    printf("%-28s %9.3f ms %8.1f MB/s %8.2f\n", name, ms, mb / ms * 1e3, ms / beside);
    fprintf(json, "{\"row\":\"%s\",\"ms\":%.4f,\"mb_s\":%.2f,\"ratio\":%.3f}\n", name, ms,
            mb / ms * 1e3, ms / beside);
}

int main(int argc, char **argv)
{
    struct err err = ERR_INIT(LANG_EN);
    struct complaints complaints;
    struct buf yaml = BUF_INIT, lines = BUF_INIT, text = BUF_INIT;
    double note[ROUNDS_MOST], whole[ROUNDS_MOST], search[ROUNDS_MOST];
    int rounds = argc > 6 ? atoi(argv[1]) : 0;
    if (rounds < 1 || rounds > ROUNDS_MOST)
        stop("ROUNDS JSON REGIME SENTENCES TERMS TEXT [SEARCH]");
    if (shelf_read_file(argv[3], &yaml, &err) || shelf_read_file(argv[4], &lines, &err))
        stop(err.text);
    complaints_init(&complaints, LANG_EN, argv[3]);
    struct regime *regime = regime_yaml_read(yaml.data, yaml.len, &complaints);
    const struct privacy *privacy = regime ? regime_privacy(regime, &err) : NULL;
    if (!privacy)
        stop("the words cannot be read");
    write_terms(&regime->words, argv[5]);
    make_text(&text, lines.data, lines.len);
    FILE *file = fopen(argv[6], "w"), *json = fopen(argv[2], "a");
    if (!file || !json || fwrite(text.data, 1, text.len, file) != text.len || fclose(file))
        stop("the text cannot be written");
    for (int i = 0; i < rounds; i++) {
        note[i] = check_ms(privacy, text.data, NOTE, NOTES);
        whole[i] = check_ms(privacy, text.data, text.len, 1);
        double begin = now_ms();
        if (argc > 7 && system(argv[7]) == -1)
            stop("the search cannot be run");
        search[i] = now_ms() - begin;
    }
    double mb = (double)text.len / 1e6, beside = argc > 7 ? median(search, rounds) : 1;
    printf("%-28s %12s %13s %8s\n", "words", "median", "", "ratio");
    tell(json, "privacy, note of 2 KB", median(note, rounds), NOTE / 1e6,
         beside * NOTE / (double)text.len);
    tell(json, "privacy, text of 4 MB", median(whole, rounds), mb, beside);
    if (argc > 7)
        tell(json, "search, text of 4 MB", beside, mb, beside);
    fclose(json);
    regime_free(regime);
    complaints_release(&complaints);
    buf_release(&yaml);
    buf_release(&lines);
    buf_release(&text);
    return 0;
}
