#include "cli/listing.h"

#include "base/day.h"

enum {
    TABLE_ROWS = 500, /* lined up together: a longer table is never seen as one */
    OUT_BYTES = 1 << 16,
};

/* ---- Table ----------------------------------------------------------------------------------- */

static const char *const headings[] = {N_("When"), N_("Who"),    N_("What"),
                                       N_("With"), N_("Status"), N_("ID")};
enum { COLUMNS = sizeof headings / sizeof *headings, WHAT = 2 };

static void begin_table(struct listing *listing)
{
    table_init(&listing->table, COLUMNS, WHAT);
    for (size_t i = 0; i < COLUMNS; i++)
        table_add(&listing->table, listing->n ? "" : tr(listing->cli->lang, headings[i]));
    listing->waiting = 0;
}

static void end_table(struct listing *listing)
{
    if (listing->waiting)
        table_write(&listing->table, &listing->out, cli_columns(listing->cli), 0);
    table_release(&listing->table);
}

static void add_due_cell(struct table *table, const struct agreement *agreement, int today,
                         enum lang lang)
{
    struct buf cell = BUF_INIT;
    if (agreement->due == DAY_NONE)
        buf_adds(&cell, *agreement->due_words ? agreement->due_words : "-");
    else
        day_add_short(&cell, agreement->due, today, lang);
    table_add(table, cell.data);
    buf_release(&cell);
}

static void add_status_cell(struct table *table, const struct agreement *agreement, int today,
                            enum lang lang)
{
    const char *word = status_word(agreement->status, lang);
    struct buf cell = BUF_INIT;
    if (agreement_late(agreement, today))
        buf_addf(&cell, tr(lang, "! %s, late"), word);
    else
        buf_adds(&cell, word);
    table_add(table, cell.data);
    buf_release(&cell);
}

static void add_table_row(struct listing *listing, const struct agreement_row *row)
{
    const struct agreement *agreement = &row->agreement;
    struct table *table = &listing->table;
    enum lang lang = listing->cli->lang;
    char handle[HANDLE_SIZE];
    struct buf who = BUF_INIT, name = BUF_INIT;
    if (listing->waiting == TABLE_ROWS) {
        end_table(listing);
        begin_table(listing);
    }
    desk_add_name(listing->desk, &name, &row->person);
    owner_add(&who, agreement, row->collected ? VIEW_HR : listing->viewer, name.data, lang);
    uuid_handle(agreement->id, handle);
    add_due_cell(table, agreement, listing->today, lang);
    table_add(table, who.len ? who.data : "-");
    table_add(table, *agreement->what ? agreement->what : "-");
    table_add(table, name.data);
    add_status_cell(table, agreement, listing->today, lang);
    table_add(table, handle);
    listing->waiting++;
    buf_release(&who);
    buf_release(&name);
}

/* ---- The list -------------------------------------------------------------------------------- */

static const enum list_form forms[] = {
    [LISTING_CSV] = LIST_AS_CSV,
    [LISTING_JSON] = LIST_AS_JSON,
    [LISTING_ICS] = LIST_AS_ICS,
};

static void flush(struct listing *listing)
{
    cli_write(listing->cli, &listing->out);
    buf_clear(&listing->out);
}

void listing_begin(struct listing *listing, struct cli *cli, const struct desk *desk,
                   enum listing_format format, enum viewer viewer)
{
    *listing = (struct listing){
        .cli = cli,
        .desk = desk,
        .format = format,
        .viewer = viewer,
        .today = clock_today(&cli->clock),
        .out = BUF_INIT,
    };
    if (format == LISTING_TABLE)
        begin_table(listing);
    else
        list_file_begin(&listing->file, forms[format], cli->lang, listing->today, &listing->out);
}

void listing_row(struct listing *listing, const struct agreement_row *row)
{
    const struct list_file_row as_file = {&row->agreement, &row->person, row->guide_id,
                                          row->guide_version};
    if (listing->format == LISTING_TABLE)
        add_table_row(listing, row);
    else
        list_file_add(&listing->file, &as_file);
    listing->n++;
    if (listing->out.len > OUT_BYTES)
        flush(listing);
}

void listing_end(struct listing *listing)
{
    if (listing->format == LISTING_TABLE)
        end_table(listing);
    else
        list_file_end(&listing->file);
    flush(listing);
    buf_release(&listing->out);
}
