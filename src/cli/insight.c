#include "store/insight.h"

#include <string.h>

#include "base/day.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "cli/progress.h"
#include "report/figures.h"
#include "report/insight.h"
#include "report/text.h"
#include "store/figures.h"

#define START     "start" /* --compare: since the first conversation */
#define ROWS_A_GO 20000

enum { TEXT, HTML, JSON, CSV };

static const char *const formats[] = {"text", "html", "json", "csv", NULL};

/* What was asked for, and what came of it. */
struct asked {
    struct desk desk;
    struct period period, compare;
    bool compares, since;
    const struct regime_figures *figures;
    const struct regime_classes *classes;
    struct insight insight, before;
    struct figures_found found;
};

/* ---- what is asked for ----------------------------------------------------------------------- */

/* 1 when it was given, 0 when not, -1 when it is none. */
static int read_words(struct cli *cli, const char *option, struct period *period)
{
    const char *words = cli_value(cli, option);
    enum period_words read = words ? period_read(words, clock_today(&cli->clock), cli->lang, period)
                                   : PERIOD_WORDS_EMPTY;
    if (read == PERIOD_WORDS_OK || read == PERIOD_WORDS_EMPTY)
        return read == PERIOD_WORDS_OK;
    cli_misuse(cli, "--%s \"%s\": %s", option, words, tr(cli->lang, period_fault(read)));
    return -1;
}

static int read_asked(struct cli *cli, struct asked *asked)
{
    const char *compare = cli_value(cli, "compare");
    int today = clock_today(&cli->clock), given = read_words(cli, "period", &asked->period);
    if (given < 0)
        return -1;
    insight_period(&asked->period, given, today);
    asked->since = compare && !strcmp(compare, START);
    if (asked->since)
        return 0;
    given = read_words(cli, "compare", &asked->compare);
    asked->compares = given > 0;
    if (asked->compares)
        insight_period(&asked->compare, true, today);
    return given < 0 ? -1 : 0;
}

/* The first classes of the regime, unless others are named. */
static int read_classes(struct cli *cli, struct asked *asked)
{
    const struct regime *regime = shelf_regime(asked->desk.shelf, "nl", cli->lang);
    const char *id = cli_value(cli, "classes");
    struct buf known = BUF_INIT;
    asked->figures = regime ? &regime->figures : NULL;
    for (size_t i = 0; regime && i < regime->figures.n_classes; i++) {
        const struct regime_classes *classes = &regime->figures.classes[i];
        buf_addf(&known, "%s%s", i ? ", " : "", classes->id);
        if (id ? !strcmp(classes->id, id) : !i)
            asked->classes = classes;
    }
    if (id && !asked->classes)
        cli_misuse(cli, "--classes \"%s\" is not in the regime file. There: %s.", id, known.data);
    buf_release(&known);
    return id && !asked->classes ? -1 : 0;
}

/* ---- counting -------------------------------------------------------------------------------- */

static int count(struct cli *cli, struct asked *asked)
{
    struct figures_borders pieces = {.n = 0};
    struct progress progress;
    if (asked->figures)
        regime_pieces(asked->figures, &pieces);
    struct figures_pass *pass = figures_open(asked->desk.store, &pieces, &asked->found);
    progress_begin(&progress, cli);
    progress.words = N_("%zu absences and times in service...");
    while (figures_go(pass, ROWS_A_GO))
        progress_to(&progress, (size_t)asked->found.rows);
    progress_end(&progress);
    return figures_close(pass, &cli->err);
}

static int set_frames(struct cli *cli, struct asked *asked)
{
    int today = clock_today(&cli->clock), started = DAY_NONE;
    if (asked->since && figures_started(asked->desk.store, &started, &cli->err))
        return -1;
    if (started != DAY_NONE)
        figures_frames_since(&asked->found, started, today);
    else
        figures_frames(&asked->found, &asked->period, asked->compares ? &asked->compare : NULL,
                       today);
    return 0;
}

static int load(struct cli *cli, struct asked *asked)
{
    struct desk *desk = &asked->desk;
    if (insight_advance(desk, &cli->err) || set_frames(cli, asked) || count(cli, asked))
        return -1;
    const struct figures_frame *then = &asked->found.frame[FRAME_BEFORE];
    struct period before = {insight_quarter_begin(then->first),
                            insight_quarter_begin(then->last + 1) - 1};
    if (insight_load(desk, &asked->period, &asked->insight, &cli->err) ||
        (figures_frame_length(then) && insight_load(desk, &before, &asked->before, &cli->err))) {
        figures_found_release(&asked->found);
        return -1;
    }
    return 0;
}

/* ---- writing --------------------------------------------------------------------------------- */

static void add_words(void *arg, enum insight_part part, const char *key, struct buf *text)
{
    const struct desk *desk = arg;
    struct err err = ERR_INIT(desk->lang);
    insight_word(desk, part, key, text, &err);
}

static void write_page(struct buf *out, const struct insight_page *page, int format)
{
    switch (format) {
    case HTML:
        insight_add_html(out, page);
        break;
    case JSON:
        insight_add_json(out, page);
        break;
    case CSV:
        insight_add_csv(out, page);
        break;
    default:
        insight_add_text(out, page, TEXT_COLUMNS);
        break;
    }
}

static void make_page(struct cli *cli, struct asked *asked, struct insight_page *page)
{
    const struct figures_input input = {
        .found = &asked->found,
        .figures = asked->figures,
        .classes = asked->classes,
        .insight = {[FRAME_NOW] = &asked->insight, [FRAME_BEFORE] = &asked->before},
    };
    insight_page_make(page, &asked->insight, clock_today(&cli->clock), cli->lang, add_words,
                      &asked->desk);
    figures_page_add(page, &input);
}

int command_insight(struct cli *cli)
{
    struct asked asked = {.compares = false};
    struct insight_page page;
    struct buf out = BUF_INIT;
    int format = given_format(cli, formats, TEXT);
    if (format < 0 || read_asked(cli, &asked))
        return CLI_MISUSE;
    if (!cli->store)
        return CLI_FAILED;
    if (cli_desk(cli, &asked.desk))
        return cli_fail(cli);
    if (read_classes(cli, &asked))
        return CLI_MISUSE;
    if (load(cli, &asked))
        return cli_fail(cli);
    make_page(cli, &asked, &page);
    write_page(&out, &page, format);
    cli_write(cli, &out);
    insight_page_release(&page);
    insight_release(&asked.insight);
    insight_release(&asked.before);
    figures_found_release(&asked.found);
    buf_release(&out);
    return CLI_DONE;
}
