#include "store/insight.h"

#include "base/day.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "report/insight.h"
#include "report/text.h"

enum { TEXT, HTML, JSON, CSV };

static const char *const formats[] = {"text", "html", "json", "csv", NULL};

static int read_period(struct cli *cli, struct period *period)
{
    const char *words = cli_value(cli, "period");
    int today = clock_today(&cli->clock);
    enum period_words read =
        words ? period_read(words, today, cli->lang, period) : PERIOD_WORDS_EMPTY;
    if (read != PERIOD_WORDS_OK && read != PERIOD_WORDS_EMPTY) {
        cli_misuse(cli, "--period \"%s\": %s", words, tr(cli->lang, period_fault(read)));
        return -1;
    }
    insight_period(period, read == PERIOD_WORDS_OK, today);
    return 0;
}

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

int command_insight(struct cli *cli)
{
    struct desk desk;
    struct period period;
    struct insight insight;
    struct insight_page page;
    struct buf out = BUF_INIT;
    int format = given_format(cli, formats, TEXT);
    if (format < 0 || read_period(cli, &period))
        return CLI_MISUSE;
    if (!cli->store)
        return CLI_FAILED;
    if (cli_desk(cli, &desk) || insight_advance(&desk, &cli->err) ||
        insight_load(&desk, &period, &insight, &cli->err))
        return cli_fail(cli);
    insight_page_make(&page, &insight, clock_today(&cli->clock), cli->lang, add_words, &desk);
    write_page(&out, &page, format);
    cli_write(cli, &out);
    insight_page_release(&page);
    insight_release(&insight);
    buf_release(&out);
    return CLI_DONE;
}
