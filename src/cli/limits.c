/* What an employer may ask and write down: the card, and the check over text that is there. */
#include <errno.h>
#include <string.h>

#include "base/day.h"
#include "base/input.h"
#include "base/utf8.h"
#include "cli/checked.h"
#include "cli/commands.h"
#include "cli/given.h"

#define LINE_MOST ((size_t)16 << 20) /* bytes */

/* ---- the card -------------------------------------------------------------------------------- */

static void add_wrapped(struct buf *out, const char *first, const char *text, int columns)
{
    size_t len = strlen(text), next;
    for (size_t at = 0; at < len; at += next) {
        size_t fits = columns ? utf8_wrap(text + at, len - at, columns - 4, &next) : len - at;
        if (!columns)
            next = len - at;
        buf_adds(out, at ? "    " : first);
        buf_add(out, text + at, fits);
        buf_addc(out, '\n');
    }
}

static void add_card(struct buf *out, const struct regime *regime, int card, int columns)
{
    static const char *const signs[LIMITS_COUNT] = {"  + ", "  - ", "  + ", "  - "};
    const struct regime_card *shown = &regime->cards[card];
    buf_addf(out, "\n%s\n", shown->title);
    for (size_t i = 0; i < shown->lines.n; i++)
        add_wrapped(out, signs[card], shown->lines.line[i], columns);
    add_wrapped(out, "    ", shown->source, columns);
}

int command_limits_show(struct cli *cli)
{
    const struct regime *regime = checked_regime(cli, &cli->err);
    if (!regime)
        return cli_fail(cli);
    struct buf text = BUF_INIT, shown = BUF_INIT;
    char date[DAY_ISO_SIZE];
    day_iso(regime->date, date);
    buf_addf(&text, "%s (%s)\n%s\n", regime->title, date, regime->summary);
    int columns = cli_columns(cli);
    for (int card = 0; card < LIMITS_COUNT; card++)
        add_card(&text, regime, card, columns > 76 ? 76 : columns);
    utf8_show(&shown, text.data, text.len, true);
    cli_write(cli, &shown);
    buf_release(&text);
    buf_release(&shown);
    return CLI_DONE;
}

/* ---- the check ------------------------------------------------------------------------------- */

struct checking {
    struct cli *cli;
    const struct privacy *privacy;
    bool json, found, told; /* told: that a line was no UTF-8 */
    size_t line;
    struct buf out;
};

/* What check_line passes along. */
struct line {
    struct checking *checking;
    const char *text;
};

static void add_found(void *arg, const struct checked *checked)
{
    const struct line *line = arg;
    const struct checking *checking = line->checking;
    const struct privacy_finding *finding = checked->finding;
    struct buf *out = &line->checking->out;
    if (checking->json) {
        buf_addf(out,
                 "{\"line\":%zu,\"start\":%zu,\"end\":%zu,\"class\":\"%s\",\"severity\":\"%s\"}\n",
                 checking->line, checked->first, checked->last, finding->class->id,
                 finding->class->severity == GRAVITY_HIGH ? "high" : "low");
        return;
    }
    buf_addf(out, "%zu:%zu-%zu %s: ", checking->line, checked->first, checked->last,
             finding->class->title);
    utf8_show(out, line->text + finding->at, finding->len, false);
    buf_addc(out, '\n');
}

static void check_line(struct checking *checking, const char *text, size_t len)
{
    struct line line = {checking, text};
    if (!checking->told && !utf8_valid(text, len)) {
        cli_say(checking->cli, "Line %zu is not UTF-8; such lines are read as Latin-1.",
                checking->line);
        checking->told = true;
    }
    buf_clear(&checking->out);
    if (checked_text(checking->privacy, text, len, add_found, &line) == 0)
        return;
    checking->found = true;
    cli_write(checking->cli, &checking->out);
}

/* Is this another way of writing text (UTF-16 as some editors save it), or no text at all? Read as
 * Latin-1 nothing would be found in it. */
static bool is_other(const struct buf *line, size_t number)
{
    bool marked = number == 1 && line->len >= 2 &&
                  (!memcmp(line->data, "\xFF\xFE", 2) || !memcmp(line->data, "\xFE\xFF", 2));
    return marked || memchr(line->data, '\0', line->len);
}

/* 0, or -1 with cli->err filled. Line by line: what is read may have no end. */
static int check_stream(struct checking *checking, FILE *in, const char *name)
{
    struct buf line = BUF_INIT;
    int got;
    bool other = false;
    while (!other && (got = input_line(in, LINE_MOST, &line)) > 0) {
        while (line.len && line.data[line.len - 1] == '\r')
            buf_cut(&line, line.len - 1);
        checking->line++;
        other = is_other(&line, checking->line);
        if (!other)
            check_line(checking, line.data, line.len);
    }
    buf_release(&line);
    if (other)
        return err_set(&checking->cli->err,
                       "%s is not plain text in UTF-8. Save it as plain text (.txt) with encoding "
                       "UTF-8 in the program it was written in, and check that.",
                       name);
    if (got < 0)
        return err_set(&checking->cli->err,
                       "Line %zu is longer than %zu MiB; is this the right file?",
                       checking->line + 1, LINE_MOST >> 20);
    return ferror(in)
               ? err_set(&checking->cli->err, "%s cannot be read (%s).", name, strerror(errno))
               : 0;
}

static int check_file(struct checking *checking, const char *path)
{
    struct cli *cli = checking->cli;
    if (!path || strcmp(path, "-") == 0)
        return check_stream(checking, cli->in, tr(cli->lang, "the input"));
    FILE *in = fopen(path, "re");
    if (!in)
        return errno == ENOENT
                   ? err_set(&cli->err, "%s is not there.", path)
                   : err_set(&cli->err, "%s cannot be opened (%s).", path, strerror(errno));
    int failed = check_stream(checking, in, path);
    (void)fclose(in); /* it was only read */
    return failed;
}

/* As grep does: 1 says that something was found, so what went wrong is 2. */
int command_limits_check(struct cli *cli)
{
    static const char *const formats[] = {"text", "json", NULL};
    int format = given_choice(cli, "format", formats, 0);
    if (format < 0)
        return CLI_MISUSE;
    struct checking checking = {.cli = cli, .json = format == 1, .out = BUF_INIT};
    checking.privacy = checked_privacy(cli, &cli->err);
    int failed = checking.privacy ? check_file(&checking, cli->n_args ? cli->args[0] : NULL) : -1;
    buf_release(&checking.out);
    if (failed) {
        cli_fail(cli);
        return CLI_MISUSE;
    }
    return checking.found ? CLI_FAILED : CLI_DONE;
}
