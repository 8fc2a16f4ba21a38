#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "report/csv.h"
#include "report/insight.h"

static void add_field(struct buf *out, const char *name, const char *text)
{
    buf_addf(out, "\"%s\":", name);
    json_add_string(out, text);
}

/* 5, 2.5 */
static void number_of(double number, char text[32])
{
    snprintf(text, 32, "%.10g", number);
}

static void add_line(struct buf *out, const struct insight_block *block,
                     const struct insight_line *line)
{
    char number[32];
    buf_addc(out, '{');
    add_field(out, "key", line->key);
    buf_addc(out, ',');
    add_field(out, "label", line->label);
    for (size_t i = 0; i < INSIGHT_NUMBERS && block->names[i]; i++) {
        if (isnan(line->number[i]))
            continue;
        number_of(line->number[i], number);
        buf_addf(out, ",\"%s\":%s", block->names[i], number);
    }
    buf_addc(out, '}');
}

static void add_block(struct buf *out, const struct insight_block *block)
{
    buf_addc(out, '{');
    add_field(out, "name", block->name);
    buf_addc(out, ',');
    add_field(out, "sentence", block->sentence);
    buf_adds(out, ",\"rows\":[");
    for (size_t i = 0; i < block->n; i++) {
        buf_adds(out, i ? "," : "");
        add_line(out, block, &block->line[i]);
    }
    buf_adds(out, "]}");
}

static void add_day(struct buf *out, const char *name, int day)
{
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    if (day == DAY_NONE)
        buf_addf(out, "\"%s\":null,", name);
    else
        buf_addf(out, "\"%s\":\"%s\",", name, iso);
}

void insight_add_json(struct buf *out, const struct insight_page *page)
{
    buf_addc(out, '{');
    add_day(out, "from", page->from);
    add_day(out, "to", page->to);
    add_day(out, "counted_from", page->counted_from);
    add_day(out, "counted_to", page->counted_to);
    buf_adds(out, "\"blocks\":[\n");
    for (size_t i = 0, n = 0; i < INSIGHT_BLOCKS; i++) {
        if (!page->block[i].sentence)
            continue;
        buf_adds(out, n++ ? ",\n" : "");
        add_block(out, &page->block[i]);
    }
    buf_adds(out, "\n]}\n");
}

void insight_add_csv(struct buf *out, const struct insight_page *page)
{
    static const char *const names[] = {"block", "key", "label", "name", "value"};
    csv_add_row(out, names, sizeof names / sizeof *names);
    for (size_t b = 0; b < INSIGHT_BLOCKS; b++) {
        const struct insight_block *block = &page->block[b];
        for (size_t i = 0; i < block->n; i++)
            for (size_t k = 0; k < INSIGHT_NUMBERS && block->names[k]; k++) {
                char number[32];
                if (isnan(block->line[i].number[k]))
                    continue;
                number_of(block->line[i].number[k], number);
                const char *const cells[] = {block->name, block->line[i].key, block->line[i].label,
                                             block->names[k]};
                csv_add_row_of(out, cells, sizeof cells / sizeof *cells, number);
            }
    }
}
