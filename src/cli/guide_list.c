#include "cli/guide.h"

#include "base/utf8.h"
#include "report/table.h"

static const char *origin_word(enum origin origin, enum lang lang)
{
    static const char *const words[] = {[ORIGIN_GIVEN] = N_("named by you"),
                                        [ORIGIN_USER] = N_("your own"),
                                        [ORIGIN_INSTALLED] = N_("installed"),
                                        [ORIGIN_BUILD] = N_("in the source")};
    return tr(lang, words[origin]);
}

static void add_row(struct table *table, const struct shelf_item *item, enum lang lang)
{
    struct buf from = BUF_INIT;
    table_add(table, item->guide->id);
    table_add(table, lang_code(item->guide->language));
    table_add(table, item->guide->version);
    table_add(table, item->guide->title);
    buf_adds(&from, origin_word(item->origin, lang));
    if (item->hidden)
        buf_adds(&from, tr(lang, " (hidden by an earlier one)"));
    buf_addf(&from, ": %s", item->path);
    table_add(table, from.data);
    buf_release(&from);
}

static size_t write_guides(struct cli *cli, const struct shelf *shelf)
{
    static const char *const headings[] = {N_("ID"), N_("Language"), N_("Version"), N_("Title"),
                                           N_("From")};
    enum { COLUMNS = sizeof headings / sizeof *headings };
    struct table table;
    struct buf out = BUF_INIT;
    size_t guides = 0;
    table_init(&table, COLUMNS, -1); /* a path that is cut in rows cannot be copied */
    for (size_t i = 0; i < COLUMNS; i++)
        table_add(&table, tr(cli->lang, headings[i]));
    for (size_t i = 0; i < shelf->n_items; i++)
        if (shelf->items[i].guide) {
            add_row(&table, &shelf->items[i], cli->lang);
            guides++;
        }
    if (guides)
        table_write(&table, &out, cli_columns(cli), 0);
    cli_write(cli, &out);
    table_release(&table);
    buf_release(&out);
    return guides;
}

/* What could not be used goes to the errors: the list itself stays a list of guides. */
int command_guide_list(struct cli *cli)
{
    const struct shelf *shelf = cli_shelf(cli);
    shelf_read_all(shelf);
    size_t guides = write_guides(cli, shelf);
    for (size_t i = 0; i < shelf->n_items; i++)
        if (*shelf->items[i].trouble)
            cli_say(cli, "Not usable: %s", shelf->items[i].trouble);
    if (!guides)
        cli_say(cli, "There is no guide within reach. Write a first one: gesprek guide new FILE");
    return CLI_DONE;
}
