#include "yaml/values.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"

static bool parse_number(const char *text, int low, int high, int *number)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || value < low || value > high)
        return false;
    *number = (int)value;
    return true;
}

void value_number(struct walk *walk, const struct walk_row *row, void *slot,
                  const struct walk_text *text)
{
    if (parse_number(text->text, row->low, row->high, slot))
        return;
    char low[16], high[16], example[16];
    snprintf(low, sizeof low, "%d", row->low);
    snprintf(high, sizeof high, "%d", row->high);
    snprintf(example, sizeof example, "%d", row->low > 0 ? row->low : 1);
    complaint_add(walk_complaints(walk), PROBLEM_NUMBER, text->mark, row->key, text->text, low,
                  high, example, NULL);
}

void value_id(struct walk *walk, const struct walk_row *row, void *slot,
              const struct walk_text *text)
{
    (void)row;
    walk_check_id(walk, text);
    mem_replace(slot, text->text);
}

void value_language(struct walk *walk, const struct walk_row *row, void *slot,
                    const struct walk_text *text)
{
    static const char *const words[] = {"nl", "en"};
    if (strcmp(text->text, "nl") == 0)
        *(enum lang *)slot = LANG_NL;
    else if (strcmp(text->text, "en") == 0)
        *(enum lang *)slot = LANG_EN;
    else
        walk_refuse_word(walk, row, text, words, 2);
}

void value_day(struct walk *walk, const struct walk_row *row, void *slot,
               const struct walk_text *text)
{
    (void)row;
    int day = day_parse_iso(text->text);
    if (day == DAY_NONE)
        complaint_add(walk_complaints(walk), PROBLEM_DATE, text->mark, text->text, NULL);
    else
        *(int *)slot = day;
}

void value_span(struct walk *walk, const struct walk_row *row, void *slot,
                const struct walk_text *text)
{
    static const struct {
        const char *word;
        int days;
    } units[] = {{"day", 1},  {"days", 1},  {"dag", 1},  {"dagen", 1},
                 {"week", 7}, {"weeks", 7}, {"weken", 7}};
    char number[8] = "", word[8] = "", rest;
    int n = 0;
    bool two = sscanf(text->text, "%7[0-9] %7[a-z]%c", number, word, &rest) == 2;
    for (size_t i = 0; two && i < sizeof units / sizeof *units; i++)
        if (strcmp(word, units[i].word) == 0 &&
            parse_number(number, row->low, row->high / units[i].days, &n)) {
            *(int *)slot = n * units[i].days;
            return;
        }
    complaint_add(walk_complaints(walk), PROBLEM_SPAN, text->mark, text->text, NULL);
}

void value_format(struct walk *walk, const struct walk_row *row, void *slot,
                  const struct walk_text *text)
{
    (void)slot;
    if (strcmp(text->text, "1") == 0)
        return;
    /* What a newer format says would be misread: nothing else is worth telling. */
    complaints_forget(walk_complaints(walk));
    complaint_add(walk_complaints(walk), PROBLEM_FORMAT, text->mark, text->text, row->key, NULL);
    walk_stop(walk);
}

void values_fill(void *item, const size_t *offsets)
{
    for (; *offsets != SIZE_MAX; offsets++) {
        char **slot = (char **)(void *)((char *)item + *offsets);
        if (!*slot)
            *slot = mem_copy("");
    }
}

void values_tell(struct err *err, const struct complaints *complaints)
{
    struct buf brief = BUF_INIT;
    complaints_add_brief(&brief, complaints);
    err_set(err, "%s: %s", complaints->file, brief.data);
    buf_release(&brief);
}
