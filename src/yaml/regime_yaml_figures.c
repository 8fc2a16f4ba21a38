/* How a regime puts absence in figures: duration classes, report frequency, published figures. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "regime_inside.h"
#include "yaml/values.h"

enum { TITLE_COLUMNS = 40, ANY_COLUMNS = 0, BORDER_MOST = 3650 };

/* Borders rise; one more than there is room for is past the last. */
static void value_border(struct walk *walk, const struct walk_row *row, void *slot,
                         const struct walk_text *text)
{
    struct figures_borders *borders = slot;
    struct walk_row next = *row;
    int border = 0;
    next.low = borders->n ? borders->border[borders->n - 1] + 1 : 1;
    next.high = borders->n < FIGURES_CLASSES_MAX ? BORDER_MOST : next.low - 1;
    value_number(walk, &next, &border, text);
    if (border)
        borders->border[borders->n++] = border;
}

static void value_frequency(struct walk *walk, const struct walk_row *row, void *slot,
                            const struct walk_text *text)
{
    static const char *const words[] = {"year", "four_quarters"};
    if (strcmp(text->text, words[0]) && strcmp(text->text, words[1]))
        walk_refuse_word(walk, row, text, words, 2);
    else
        *(bool *)slot = !strcmp(text->text, words[1]);
}

static void value_quarter(struct walk *walk, const struct walk_row *row, void *slot,
                          const struct walk_text *text)
{
    struct sector *sector = slot;
    struct sector_point point;
    if (!sector_read(text->text, &point)) {
        complaint_add(walk_complaints(walk), PROBLEM_NUMBER, text->mark, row->key, text->text,
                      "\"1996-1 0,1\"", "\"2199-4 100\"", "\"2025-1 5,8\"", NULL);
        return;
    }
    sector->point = mem_room(sector->point, sector->n, sizeof *sector->point);
    sector->point[sector->n++] = point;
}

static const struct walk_row class_rows[] = {
    {"title", "titel", WALK_TEXT, PROBLEM_MISSING, offsetof(struct regime_classes, title),
     .columns = TITLE_COLUMNS},
    {"borders", "grenzen", WALK_IDS, PROBLEM_MISSING, offsetof(struct regime_classes, borders),
     .value = value_border},
    {"source", "bron", WALK_TEXT, PROBLEM_MISSING, offsetof(struct regime_classes, source),
     .columns = ANY_COLUMNS},
};

static const struct walk_table classes_table = {
    .name = N_("duration classes"),
    WALK_ROWS(class_rows),
    .size = sizeof(struct regime_classes),
    .id = offsetof(struct regime_classes, id),
};

static const struct walk_row sector_rows[] = {
    {"title", "titel", WALK_TEXT, PROBLEM_MISSING, offsetof(struct sector, title),
     .columns = TITLE_COLUMNS},
    {"source", "bron", WALK_TEXT, PROBLEM_MISSING, offsetof(struct sector, source),
     .columns = ANY_COLUMNS},
    {"date", "datum", WALK_VALUE, PROBLEM_MISSING, offsetof(struct sector, date),
     .value = value_day},
    {"quarters", "kwartalen", WALK_IDS, PROBLEM_MISSING, 0, .value = value_quarter},
};

static const struct walk_table sector_table = {.name = N_("published figures"),
                                               WALK_ROWS(sector_rows)};

static const struct walk_row figures_rows[] = {
    {"frequency", "frequentie", WALK_VALUE, PROBLEM_NONE, offsetof(struct regime_figures, by_four),
     .value = value_frequency},
    {"classes", "klassen", WALK_ITEMS, PROBLEM_NONE, offsetof(struct regime_figures, classes),
     .count = offsetof(struct regime_figures, n_classes), .table = &classes_table},
    {"sector", "branche", WALK_MAP, PROBLEM_NONE, offsetof(struct regime_figures, sector),
     .table = &sector_table},
};

const struct walk_table regime_figures_table = {.name = N_("the figures"), WALK_ROWS(figures_rows)};
