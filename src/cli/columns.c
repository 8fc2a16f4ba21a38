#include "cli/columns.h"

void columns_begin(struct table *table, struct cli *cli, const char *const *headings, int columns,
                   int flexible)
{
    table_init(table, columns, flexible);
    for (int i = 0; i < columns; i++)
        table_add(table, tr(cli->lang, headings[i]));
}

void columns_add_day(struct table *table, struct cli *cli, int day)
{
    struct buf cell = BUF_INIT;
    day_add_short(&cell, day, clock_today(&cli->clock), cli->lang);
    columns_add_or_dash(table, day == DAY_NONE ? "" : cell.data);
    buf_release(&cell);
}

void columns_add_number(struct table *table, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    table_add(table, text);
}

void columns_add_or_dash(struct table *table, const char *text)
{
    table_add(table, *text ? text : "-");
}

void columns_end(struct table *table, struct cli *cli)
{
    struct buf out = BUF_INIT;
    table_write(table, &out, cli_columns(cli), 0);
    cli_write(cli, &out);
    table_release(table);
    buf_release(&out);
}
