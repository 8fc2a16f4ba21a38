/* Figures to a file: as what, where, and written. */
#include <stdio.h>

#include "insight_inside.h"
#include "report/file.h"
#include "report/text.h"
#include "screens/ask.h"

static const struct {
    const char *words, *ending;
    void (*add)(struct buf *, const struct insight_page *);
} forms[] = {
    {N_("Text"), ".txt", NULL},
    {N_("A web page with charts"), ".html", insight_add_html},
    {"JSON", ".json", insight_add_json},
    {N_("CSV, for a spreadsheet"), ".csv", insight_add_csv},
};
enum { FORMS = sizeof forms / sizeof *forms };

struct outcome insight_ask_format(struct seeing *seeing)
{
    const char *words[FORMS];
    for (size_t i = 0; i < FORMS; i++)
        words[i] = forms[i].words;
    return insight_ask_choice(seeing, INSIGHT_TAG_FORMAT, tr(lang_of(seeing), "As what?"), words,
                              FORMS);
}

struct outcome insight_ask_path(struct seeing *seeing, int format)
{
    char day[DAY_ISO_SIZE], path[96];
    seeing->format = format;
    day_iso(clock_today(&seeing->screen.desk->clock), day);
    snprintf(path, sizeof path, "~/gesprek-%s-%s%s", day, tr(lang_of(seeing), "insight"),
             forms[format].ending);
    struct ask ask = {
        .tag = INSIGHT_TAG_PATH,
        .kind = ASK_TEXT,
        .question = tr(lang_of(seeing), "Where shall it be written?"),
        .text = path,
        .max = 200,
    };
    return outcome_open(ask_open(seeing->screen.desk, &ask));
}

/* All of it, absence too: then there is to be waited. */
static int count_all(struct seeing *seeing, struct err *err)
{
    int failed =
        seeing->counted || !seeing->absent || seeing->pass ? 0 : insight_count(seeing, err);
    while (!failed && seeing->pass)
        failed = insight_count_on(seeing, err);
    return failed;
}

struct outcome insight_write_file(struct seeing *seeing, const char *path)
{
    struct err err = ERR_INIT(lang_of(seeing));
    struct buf bytes = BUF_INIT;
    if (count_all(seeing, &err))
        return outcome_err(&err);
    if (forms[seeing->format].add)
        forms[seeing->format].add(&bytes, &seeing->page);
    else
        insight_add_text(&bytes, &seeing->page, TEXT_COLUMNS);
    int failed = file_write_new(path, bytes.data, bytes.len, &err);
    buf_release(&bytes);
    return failed ? outcome_err(&err) : outcome_say(tr(err.lang, "Written to %s."), path);
}
