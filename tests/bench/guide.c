/*
 * guide: reading and checking a guide, beside libyaml going through its events and doing nothing
 * with them (README.md).
 *
 *   guide ROUNDS JSON REGIME FILE...
 *
 * Of each file by turns: the events, the guide read, and the guide checked for its author, against
 * the law of the regime too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "domain/regime.h"
#include "domain/shelf.h"
#include "series.h"
#include "yaml/complaint.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

enum { TURNS = 5 };

static void stop(const char *why)
{
    fprintf(stderr, "guide: %s\n", why);
    exit(1);
}

static const struct privacy *find_limits(void *arg, const char *id, enum lang language)
{
    (void)id;
    (void)language;
    return arg;
}

/* ---- What is measured -------------------------------------------------------------------------
 */

static double events_ms(const struct buf *text)
{
    yaml_parser_t parser;
    yaml_event_t event;
    double began = now_ms();
    if (!yaml_parser_initialize(&parser))
        stop("no memory");
    yaml_parser_set_input_string(&parser, (const unsigned char *)text->data, text->len);
    for (int type = YAML_NO_EVENT; type != YAML_STREAM_END_EVENT;) {
        if (!yaml_parser_parse(&parser, &event))
            stop("that is no YAML");
        type = event.type;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return now_ms() - began;
}

static double guide_ms(const struct buf *text, const char *path, const struct privacy *law)
{
    struct complaints complaints;
    complaints_init(&complaints, LANG_EN, path);
    double began = now_ms();
    struct guide *guide =
        law ? guide_yaml_check(text->data, text->len, &complaints, find_limits, (void *)(size_t)law)
            : guide_yaml_read(text->data, text->len, &complaints);
    double took = now_ms() - began;
    if (!guide) {
        struct buf said = BUF_INIT;
        complaints_add_text(&said, &complaints);
        fprintf(stderr, "%.600s\n", said.data);
        stop("the guide cannot be read");
    }
    guide_free(guide);
    complaints_release(&complaints);
    return took;
}

/* ---- Telling ----------------------------------------------------------------------------------
 */

static void tell(FILE *json, const char *what, size_t bytes, struct series *took,
                 struct series *events)
{
    double ms = series_median(took), ratio = ratio_of(ms, series_median(events));
    printf("%-28s %6zu KB %9.3f %7.2f\n", what, bytes / 1000, ms, ratio);
    fprintf(
        json,
        "{\"figure\":\"guide\",\"case\":\"%s\",\"bytes\":%zu,\"p50_ms\":%.4f,\"p50_ratio\":%.3f}"
        "\n",
        what, bytes, ms, ratio);
}

static void measure(FILE *json, const char *path, const struct privacy *law, int rounds)
{
    static struct series events, read, check;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    if (shelf_read_file(path, &text, &err))
        stop(err.text);
    events.n = read.n = check.n = 0;
    for (int i = -TURNS; i < rounds * TURNS; i++) {
        double bare = events_ms(&text), plain = guide_ms(&text, path, NULL);
        double whole = guide_ms(&text, path, law);
        if (i < 0)
            continue;
        series_add(&events, bare);
        series_add(&read, plain);
        series_add(&check, whole);
    }
    tell(json, "guide, events alone", text.len, &events, &events);
    tell(json, "guide, read", text.len, &read, &events);
    tell(json, "guide, checked", text.len, &check, &events);
    buf_release(&text);
}

int main(int argc, char **argv)
{
    struct err err = ERR_INIT(LANG_EN);
    struct complaints complaints;
    struct buf yaml = BUF_INIT;
    int rounds = argc > 4 ? atoi(argv[1]) : 0;
    FILE *json = rounds > 0 ? fopen(argv[2], "a") : NULL;
    if (!json)
        return 2;
    if (shelf_read_file(argv[3], &yaml, &err))
        stop(err.text);
    complaints_init(&complaints, LANG_EN, argv[3]);
    struct regime *regime = regime_yaml_read(yaml.data, yaml.len, &complaints);
    const struct privacy *law = regime ? regime_asks(regime, &err) : NULL;
    if (!law)
        stop("the law cannot be read");
    printf("%-28s %9s %9s %7s\n", "guide", "", "median ms", "ratio");
    for (int i = 4; i < argc; i++)
        measure(json, argv[i], law, rounds);
    fclose(json);
    regime_free(regime);
    complaints_release(&complaints);
    buf_release(&yaml);
    return 0;
}
