#include <string.h>

#include "base/day.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "report/table.h"
#include "store/search.h"

enum {
    SHOWN_MOST = 50,     /* lines of the table */
    FOUND_COLUMNS = 120, /* of one text in it */
    WHERE_COLUMNS = 24,
};

static bool has_words(const struct search *search)
{
    return search->words[strspn(search->words, " \t\n")] != '\0';
}

static void add_where(struct buf *cell, const struct hit *hit, enum lang lang)
{
    if (hit->kind == HIT_AGREEMENT)
        buf_adds(cell, tr(lang, "agreement"));
    else
        excerpt_add(cell, hit->label, NULL, 0, WHERE_COLUMNS);
}

/* What was agreed or answered, and behind it what else of an agreement has one of the words. */
static void add_found(struct buf *cell, const struct hit *hit, enum lang lang)
{
    static const struct {
        const char *field, *before;
    } others[] = {
        {"follow_up", N_("follow-up: ")},
        {"remark", N_("remark: ")},
        {"owner_name", N_("who: ")},
    };
    for (size_t i = 0; i < hit->n_texts; i++) {
        const struct hit_text *text = &hit->texts[i];
        if (cell->len)
            buf_adds(cell, "; ");
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            if (!strcmp(text->field, others[k].field))
                buf_adds(cell, tr(lang, others[k].before));
        excerpt_add(cell, text->text, text->marks, text->n_marks, FOUND_COLUMNS);
    }
}

static void add_row(struct cli *cli, struct table *table, const struct desk *desk,
                    const struct hit *hit)
{
    struct buf cell = BUF_INIT;
    char handle[HANDLE_SIZE];
    day_add_short(&cell, clock_day(hit->interview_at), clock_today(&cli->clock), cli->lang);
    table_add(table, cell.data);
    buf_clear(&cell);
    desk_add_name(desk, &cell, &hit->person);
    table_add(table, cell.data);
    buf_clear(&cell);
    add_where(&cell, hit, cli->lang);
    table_add(table, cell.data);
    buf_clear(&cell);
    add_found(&cell, hit, cli->lang);
    table_add(table, cell.data);
    uuid_handle(hit->kind == HIT_AGREEMENT ? hit->id : hit->interview, handle);
    table_add(table, handle);
    buf_release(&cell);
}

static void write_hits(struct cli *cli, const struct desk *desk, const struct hit *hits, size_t n)
{
    static const char *const headings[] = {N_("When"), N_("With"), N_("Where"), N_("Found"),
                                           N_("ID")};
    enum { COLUMNS = sizeof headings / sizeof *headings, FOUND = 3 };
    struct table table;
    struct buf out = BUF_INIT;
    table_init(&table, COLUMNS, FOUND);
    for (size_t i = 0; i < COLUMNS; i++)
        table_add(&table, tr(cli->lang, headings[i]));
    for (size_t i = 0; i < n; i++)
        add_row(cli, &table, desk, &hits[i]);
    table_write(&table, &out, cli_columns(cli), 0);
    cli_write(cli, &out);
    table_release(&table);
    buf_release(&out);
}

/* Asked for the newest or the best first; *of_newest: the best are of so many only, or 0. */
static int find(struct cli *cli, const struct search *search, bool best, struct hit **hits,
                size_t *n, size_t *of_newest)
{
    *of_newest = 0;
    return best ? search_best(cli->store, search, hits, n, of_newest, &cli->err)
                : search_find(cli->store, search, hits, n, &cli->err);
}

static void say_of_more(struct cli *cli, bool best, size_t of_newest)
{
    if (of_newest)
        cli_say(cli,
                "There are more; these are the best %d of the newest %d. Another word makes them "
                "fewer.",
                SHOWN_MOST, (int)of_newest);
    else if (best)
        cli_say(cli, "There are more; these are the best %d. Another word makes them fewer.",
                SHOWN_MOST);
    else
        cli_say(cli, "There are more; these are the last %d. Another word makes them fewer.",
                SHOWN_MOST);
}

static int write_table(struct cli *cli, struct search *search, bool best)
{
    struct desk desk;
    struct hit *hits = NULL;
    size_t n = 0, of_newest;
    search->limit = SHOWN_MOST + 1;
    int failed = cli_desk(cli, &desk) ? -1 : find(cli, search, best, &hits, &n, &of_newest);
    if (failed)
        return failed;
    size_t shown = n > SHOWN_MOST ? SHOWN_MOST : n;
    if (n)
        write_hits(cli, &desk, hits, shown);
    if (n > shown)
        say_of_more(cli, best, of_newest);
    if (!n && search->hr)
        cli_say(cli, "Nothing that HR may see has these words.");
    else if (!n)
        cli_say(cli, "Nothing has these words. Questions to HR are not searched; 'gesprek sparring "
                     "list' lists them.");
    hits_free(hits, n);
    return 0;
}

static int write_json(struct cli *cli, struct search *search, bool best)
{
    struct buf json = BUF_INIT;
    size_t of_newest = 0;
    int failed = best ? search_best_json(cli->store, search, &json, &of_newest, &cli->err)
                      : search_json(cli->store, search, &json, &cli->err);
    cli_write(cli, &json);
    if (of_newest)
        cli_say(cli, "Very many have these words; these are the newest %d, the best first.",
                (int)of_newest);
    buf_release(&json);
    return failed;
}

static int run(struct cli *cli, struct search *search, bool best, bool json)
{
    static const char none[] =
        N_("There is no word to look for. Give one that has a letter or a digit in it.");
    struct buf empty = BUF_INIT;
    if (!has_words(search))
        return cli_misuse(cli, none);
    if (!cli->store) {
        buf_adds(&empty, json ? "[]\n" : "");
        cli_write(cli, &empty);
        buf_release(&empty);
        return CLI_DONE;
    }
    int failed = (json ? write_json : write_table)(cli, search, best);
    return failed > 0 ? cli_misuse(cli, none) : failed ? cli_fail(cli) : CLI_DONE;
}

int command_search(struct cli *cli)
{
    static const char *const viewers[] = {"manager", "hr", NULL};
    static const char *const orders[] = {"newest", "best", NULL};
    static const char *const formats[] = {"table", "json", NULL};
    struct buf words = BUF_INIT;
    int viewer = given_choice(cli, "as", viewers, 0);
    int order = viewer < 0 ? -1 : given_choice(cli, "order", orders, 0);
    int format = order < 0 ? -1 : given_choice(cli, "format", formats, 0);
    if (format < 0)
        return CLI_MISUSE;
    for (int i = 0; i < cli->n_args; i++)
        buf_addf(&words, "%s%s", i ? " " : "", cli->args[i]);
    struct search search = {.words = words.data, .hr = viewer == 1};
    if (format == 1)
        cli_note(cli, LOG_EXPORTED, formats[format], "");
    int status = run(cli, &search, order == 1, format == 1);
    buf_release(&words);
    return status;
}
