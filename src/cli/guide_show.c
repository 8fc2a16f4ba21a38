#include "cli/guide.h"

#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "yaml/guide_yaml.h"

enum { WIDEST = 80, NARROWEST = 30 };

/* A guide being written out as the conversation would go. */
struct showing {
    struct buf *out;
    const struct guide *guide;
    enum lang lang;
    int columns;
};

/* Adds a text behind `lead`, wrapped; further rows begin where the text began. */
static void add_text(struct showing *showing, const char *lead, const char *text)
{
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, strlen(text), false);
    int indent = utf8_columns(lead, strlen(lead)), room = showing->columns - indent;
    const char *rest = shown.data;
    size_t left = shown.len, next;
    buf_adds(showing->out, lead);
    do {
        size_t row = utf8_wrap(rest, left, room > 10 ? room : 10, &next);
        if (rest != shown.data)
            buf_addf(showing->out, "%*s", indent, "");
        buf_add(showing->out, rest, row);
        buf_addc(showing->out, '\n');
        rest += next;
        left -= next;
    } while (left);
    buf_release(&shown);
}

static void add_line(struct showing *showing, const char *english)
{
    buf_addf(showing->out, "\n%s\n", tr(showing->lang, english));
}

static void add_lines(struct showing *showing, const char *english, const struct guide_lines *lines)
{
    if (lines->n)
        buf_addf(showing->out, "   %s\n", tr(showing->lang, english));
    for (size_t i = 0; i < lines->n; i++)
        add_text(showing, "     - ", lines->line[i]);
}

static void add_head(struct showing *showing)
{
    const struct guide *guide = showing->guide;
    add_text(showing, "", guide->title);
    if (*guide->summary)
        add_text(showing, "", guide->summary);
    struct buf line = BUF_INIT;
    buf_addf(&line, tr(showing->lang, "%s, version %s, %s, limits: %s"), guide->id, guide->version,
             lang_code(guide->language), guide->regime);
    add_text(showing, "", line.data);
    if (*guide->source)
        add_text(showing, "", guide->source);
    if (guide->by_phone)
        add_text(showing, "", tr(showing->lang, "Held by phone."));
    if (*guide->invitation) {
        buf_clear(&line);
        buf_addf(&line, tr(showing->lang, "In the invitation: %s"), guide->invitation);
        add_text(showing, "", line.data);
    }
    buf_release(&line);
}

/* How an answer is given, and who will see it. */
static void add_how(struct showing *showing, const struct guide_field *field)
{
    static const char *const kinds[] = {[KIND_CHECK] = N_("to tick"),
                                        [KIND_NOTE] = N_("a note"),
                                        [KIND_LIST] = N_("short lines"),
                                        [KIND_CHOICE] = N_("a choice"),
                                        [KIND_DATE] = N_("a date")};
    static const char *const shares[] = {
        [SHARE_PRIVATE] = N_("only for you"), [SHARE_EMPLOYEE] = N_("also in the report")};
    buf_addf(showing->out, "       (%s, %s)\n", tr(showing->lang, kinds[field->kind]),
             tr(showing->lang, shares[field->share]));
}

static void add_options(struct showing *showing, const struct guide_entries *options,
                        const char *lead)
{
    for (size_t i = 0; i < options->n; i++)
        add_text(showing, lead, options->entry[i].text);
}

static void add_preparation(struct showing *showing)
{
    const struct guide *guide = showing->guide;
    if (guide->n_preparation)
        add_line(showing, N_("PREPARATION"));
    for (size_t i = 0; i < guide->n_preparation; i++) {
        const struct guide_field *field = &guide->preparation[i];
        add_text(showing, field->kind == KIND_CHECK ? "   [ ] " : "    >  ", field->ask);
        if (*field->hint)
            add_text(showing, "       ", field->hint);
    }
}

static void add_pitfalls(struct showing *showing, const struct guide_lines *ids)
{
    if (ids->n)
        buf_addf(showing->out, "   %s\n", tr(showing->lang, "Pitfalls"));
    for (size_t i = 0; i < ids->n; i++) {
        const struct guide_pitfall *pitfall = guide_pitfall(showing->guide, ids->line[i]);
        if (!pitfall)
            continue;
        add_text(showing, "     ! ", pitfall->text);
        if (*pitfall->instead)
            add_text(showing, "       -> ", pitfall->instead);
    }
}

static void add_capture(struct showing *showing, const struct guide_point *point)
{
    if (point->n_capture)
        buf_addf(showing->out, "   %s\n", tr(showing->lang, "To write down"));
    for (size_t i = 0; i < point->n_capture; i++) {
        const struct guide_field *field = &point->capture[i];
        add_text(showing, "     > ", field->ask);
        add_options(showing, &field->options, "       ( ) ");
        add_how(showing, field);
    }
}

static void add_agreements(struct showing *showing, const struct guide_point *point)
{
    struct buf line = BUF_INIT;
    if (!point->agreements)
        return;
    buf_addf(&line,
             trn(showing->lang, point->agreements_min, "At least %d agreement",
                 "At least %d agreements"),
             point->agreements_min);
    int days = point->follow_up_days;
    if (days % 7)
        buf_addf(&line,
                 trn(showing->lang, days, "; looked back on after %d day.",
                     "; looked back on after %d days."),
                 days);
    else
        buf_addf(&line,
                 trn(showing->lang, days / 7, "; looked back on after %d week.",
                     "; looked back on after %d weeks."),
                 days / 7);
    add_text(showing, "   ", line.data);
    buf_release(&line);
}

static void add_point(struct showing *showing, size_t number, const struct guide_point *point)
{
    struct buf lead = BUF_INIT;
    buf_addf(&lead, "%zu  ", number);
    buf_addc(showing->out, '\n');
    add_text(showing, lead.data, point->title);
    if (*point->aim)
        add_text(showing, "   ", point->aim);
    add_lines(showing, N_("Questions"), &point->questions);
    add_lines(showing, N_("Tips"), &point->tips);
    add_capture(showing, point);
    add_agreements(showing, point);
    add_pitfalls(showing, &point->pitfalls);
    buf_release(&lead);
}

static void add_closing(struct showing *showing)
{
    if (!*showing->guide->hurdles_ask)
        return;
    add_line(showing, N_("AFTERWARDS"));
    add_text(showing, "   ", showing->guide->hurdles_ask);
    add_options(showing, &showing->guide->hurdles, "     ( ) ");
}

static void add_reply(struct showing *showing, const struct guide_reply *reply)
{
    const struct guide_pitfall *pitfall = guide_pitfall(showing->guide, reply->pitfall);
    add_text(showing, "       - ", reply->say);
    if (*reply->good)
        add_text(showing, "         + ", reply->good);
    if (pitfall)
        add_text(showing, "         ! ", pitfall->text);
    if (*reply->go)
        buf_addf(showing->out, "         -> %s\n", reply->go);
}

static void add_practice(struct showing *showing)
{
    const struct guide *guide = showing->guide;
    if (guide->n_practice)
        add_line(showing, N_("PRACTICE"));
    for (size_t i = 0; i < guide->n_practice; i++) {
        const struct guide_scenario *scenario = &guide->practice[i];
        add_text(showing, "   ", scenario->title);
        add_text(showing, "   ", scenario->start);
        for (size_t k = 0; k < scenario->n_turns; k++) {
            const struct guide_turn *turn = &scenario->turns[k];
            buf_addf(showing->out, "     %s:\n", turn->id);
            add_text(showing, "     ", turn->other);
            for (size_t r = 0; r < turn->n_replies; r++)
                add_reply(showing, &turn->replies[r]);
        }
    }
}

static void write_guide(struct cli *cli, const struct guide *guide)
{
    struct buf out = BUF_INIT;
    int columns = cli_columns(cli);
    struct showing showing = {&out, guide, cli->lang,
                              columns && columns < WIDEST ? columns : WIDEST};
    if (showing.columns < NARROWEST)
        showing.columns = NARROWEST;
    add_head(&showing);
    add_preparation(&showing);
    for (size_t i = 0; i < guide->n_points; i++)
        add_point(&showing, i + 1, &guide->points[i]);
    add_closing(&showing);
    add_practice(&showing);
    cli_write(cli, &out);
    buf_release(&out);
}

bool guide_is_file(const char *argument)
{
    size_t len = strlen(argument);
    return strchr(argument, '/') || (len > 5 && strcmp(argument + len - 5, ".yaml") == 0);
}

static int show_file(struct cli *cli, const char *path)
{
    struct buf text = BUF_INIT;
    struct guide *guide = NULL;
    if (shelf_read_file(path, &text, &cli->err) == 0)
        guide = guide_yaml_open(path, text.data, text.len, &cli->err);
    if (guide)
        write_guide(cli, guide);
    int status = guide ? CLI_DONE : cli_fail(cli);
    guide_free(guide);
    buf_release(&text);
    return status;
}

int command_guide_show(struct cli *cli)
{
    const char *wanted = cli->n_args ? cli->args[0] : NULL;
    if (wanted && guide_is_file(wanted))
        return show_file(cli, wanted);
    const struct shelf *shelf = cli_shelf(cli);
    const struct guide *guide =
        wanted ? shelf_guide(shelf, wanted, cli->lang) : shelf_first(shelf, cli->lang);
    if (!guide) {
        err_set(&cli->err, "There is no guide \"%s\". See which there are: gesprek guide list",
                wanted ? wanted : "");
        return cli_fail(cli);
    }
    write_guide(cli, guide);
    return CLI_DONE;
}
