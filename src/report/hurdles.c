#include "report/hurdles.h"

#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "domain/insight.h"
#include "report/table.h"

static const char *quarter_word(const struct hurdles *hurdles, int at, enum lang lang)
{
    static const char *const words[] = {N_("Jan-Mar"), N_("Apr-Jun"), N_("Jul-Sep"), N_("Oct-Dec")};
    return tr(lang, words[(hurdles->first + at) % 4]);
}

static void add_sum(struct buf *out, const struct hurdles *hurdles, enum lang lang)
{
    int talks = hurdles_sum(hurdles->talks), answered = hurdles_sum(hurdles->answered);
    struct civil date = day_civil(insight_quarter_begin(hurdles->first));
    buf_addf(out,
             trn(lang, talks, "You held %d conversation since %s %d.",
                 "You held %d conversations since %s %d."),
             talks, day_month_name(date.month, lang), date.year);
    buf_addc(out, ' ');
    if (answered)
        buf_addf(out,
                 trn(lang, answered, "Of %d you noted what made it hard.",
                     "Of %d you noted what made them hard."),
                 answered);
    else
        buf_adds(out, tr(lang, "On the last page of a conversation you can tap what made it hard; "
                               "here you see what comes back."));
}

static void add_wrapped(struct buf *out, const char *text, int columns)
{
    if (!columns) {
        buf_addf(out, "%s\n", text);
        return;
    }
    for (size_t len = strlen(text), done = 0, next; done < len; done += next) {
        size_t take = utf8_wrap(text + done, len - done, columns, &next);
        buf_add(out, text + done, take);
        buf_addc(out, '\n');
    }
}

static void add_counts(struct table *table, const int n[HURDLES_QUARTERS])
{
    for (int i = 0; i < HURDLES_QUARTERS; i++) {
        char count[16] = "-";
        if (n[i])
            snprintf(count, sizeof count, "%d", n[i]);
        table_add(table, count);
    }
}

static void add_table(struct buf *out, const struct hurdles *hurdles, int columns, enum lang lang)
{
    struct table table;
    table_init(&table, 1 + HURDLES_QUARTERS, 0);
    table_add(&table, tr(lang, "What made it hard"));
    for (int i = 0; i < HURDLES_QUARTERS; i++)
        table_add(&table, quarter_word(hurdles, i, lang));
    for (size_t i = 0; i < hurdles->n; i++) {
        table_add(&table, hurdles->hurdle[i].words);
        add_counts(&table, hurdles->hurdle[i].n);
    }
    table_add(&table, tr(lang, "Conversations"));
    add_counts(&table, hurdles->talks);
    table_write(&table, out, columns, 0);
    table_release(&table);
}

void hurdles_add_text(struct buf *out, const struct hurdles *hurdles, int columns, enum lang lang)
{
    struct buf sum = BUF_INIT;
    add_sum(&sum, hurdles, lang);
    add_wrapped(out, sum.data, columns);
    buf_release(&sum);
    if (!hurdles->n)
        return;
    buf_addc(out, '\n');
    add_table(out, hurdles, columns, lang);
}

void hurdles_add_lines(struct buf *out, const struct hurdles *hurdles, enum lang lang)
{
    add_sum(out, hurdles, lang);
    buf_addc(out, '\n');
    for (size_t i = 0; i < hurdles->n; i++) {
        const struct hurdle *hurdle = &hurdles->hurdle[i];
        const char *before = ": ";
        utf8_show(out, hurdle->words, strlen(hurdle->words), false);
        for (int k = 0; k < HURDLES_QUARTERS; k++) {
            if (!hurdle->n[k])
                continue;
            buf_adds(out, before);
            buf_addf(out, trn(lang, hurdle->n[k], "%d time in %s", "%d times in %s"), hurdle->n[k],
                     quarter_word(hurdles, k, lang));
            before = ", ";
        }
        buf_adds(out, ".\n");
    }
}
