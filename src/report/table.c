#include "report/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define GAP          2  /* blanks between columns */
#define FLEXIBLE_MIN 16 /* narrower is not readable: then the row gets wider instead */

void table_init(struct table *table, int columns, int flexible)
{
    *table = (struct table){.columns = columns, .flexible = flexible};
}

void table_release(struct table *table)
{
    for (size_t i = 0; i < table->n_cells; i++)
        free(table->cells[i]);
    free(table->cells);
    table_init(table, table->columns, table->flexible);
}

void table_add(struct table *table, const char *text)
{
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, strlen(text), false);
    table->cells = mem_room(table->cells, table->n_cells, sizeof *table->cells);
    table->cells[table->n_cells++] = buf_detach(&shown);
}

static int width_of(const char *cell)
{
    return utf8_columns(cell, strlen(cell));
}

static bool headings_empty(const struct table *table)
{
    for (int i = 0; i < table->columns; i++)
        if (*table->cells[i])
            return false;
    return true;
}

/* Fills widths: as wide as the widest cell, the flexible column as the room allows. */
static void measure(const struct table *table, int *widths, int width, int before)
{
    int sum = before + GAP * (table->columns - 1);
    for (int column = 0; column < table->columns; column++) {
        widths[column] = 0;
        for (size_t i = (size_t)column; i < table->n_cells; i += (size_t)table->columns) {
            int cell = width_of(table->cells[i]);
            if (cell > widths[column])
                widths[column] = cell;
        }
        sum += widths[column];
    }
    if (table->flexible < 0 || !width || sum <= width)
        return;
    int least = widths[table->flexible] < FLEXIBLE_MIN ? widths[table->flexible] : FLEXIBLE_MIN;
    int room = widths[table->flexible] - (sum - width);
    widths[table->flexible] = room < least ? least : room;
}

static void add_blanks(struct buf *out, int n)
{
    for (int i = 0; i < n; i++)
        buf_addc(out, ' ');
}

static void cut_blanks(struct buf *out, size_t start)
{
    while (out->len > start && out->data[out->len - 1] == ' ')
        buf_cut(out, out->len - 1);
}

/* One line of a row: of the flexible cell the part that begins at *at, of the others the whole cell
 * on the first line only. *at moves on, to its length at the end. */
static void write_line(const struct table *table, struct buf *out, char **cells, const int *widths,
                       size_t *at, bool first)
{
    size_t start = out->len;
    for (int column = 0; column < table->columns; column++) {
        const char *cell = cells[column];
        size_t len = first ? strlen(cell) : 0;
        if (column == table->flexible) {
            size_t rest = strlen(cell) - *at, next = 0;
            cell += *at;
            len = rest ? utf8_wrap(cell, rest, widths[column] > 2 ? widths[column] : 2, &next) : 0;
            *at += next;
        }
        buf_add(out, cell, len);
        add_blanks(out, widths[column] - utf8_columns(cell, len) + GAP);
    }
    cut_blanks(out, start);
    buf_addc(out, '\n');
}

void table_write(const struct table *table, struct buf *out, int width, int before)
{
    size_t columns = (size_t)table->columns, n = table->n_cells / columns;
    int *widths = mem_zero(columns, sizeof *widths);
    if (n)
        measure(table, widths, width, before);
    for (size_t i = n && headings_empty(table) ? 1 : 0; i < n; i++) {
        char **cells = table->cells + i * columns;
        size_t at = 0;
        bool first = true;
        do {
            add_blanks(out, before);
            write_line(table, out, cells, widths, &at, first);
            first = false;
        } while (table->flexible >= 0 && at < strlen(cells[table->flexible]));
    }
    free(widths);
}
