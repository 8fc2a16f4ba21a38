#include "report/csv.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* Does a spreadsheet skip it before it looks for a formula? Blanks and quotes of any kind. */
static bool is_skipped(uint32_t code)
{
    return code <= ' ' || code == '"' || code == '\'' || code == 0xA0 || code == 0x3000 ||
           code == 0xFEFF || (code >= 0x2000 && code <= 0x200F);
}

/* Some take the full-width forms of = + - @ for the signs themselves. */
static bool is_formula(const char *cell)
{
    static const uint32_t signs[] = {'=', '+', '-', '@', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0x2212};
    size_t len = strlen(cell), size = 0;
    uint32_t code = 0;
    if (*cell == '\t' || *cell == '\r' || *cell == '\n')
        return true;
    for (size_t at = 0; at < len; at += size) {
        code = utf8_decode(cell + at, len - at, &size);
        if (!is_skipped(code))
            break;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (code == signs[i])
            return true;
    return false;
}

/* A spreadsheet that wants ';' between cells (those in Dutch do) begins a new one at every ';'
 * behind the first cell, quotes or not. */
static void add_cell(struct buf *out, const char *cell)
{
    struct buf shown = BUF_INIT;
    utf8_show(&shown, cell, strlen(cell), false);
    buf_adds(out, is_formula(cell) ? "\"'" : "\"");
    for (size_t i = 0; i < shown.len; i++) {
        if (shown.data[i] == '"')
            buf_addc(out, '"');
        buf_addc(out, shown.data[i]);
        if (shown.data[i] == ';' && is_formula(shown.data + i + 1))
            buf_addc(out, '\'');
    }
    buf_addc(out, '"');
    buf_release(&shown);
}

void csv_add_row(struct buf *out, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_addc(out, ',');
        add_cell(out, cells[i]);
    }
    buf_adds(out, "\r\n");
}

void csv_add_row_of(struct buf *out, const char *const *cells, size_t n, const char *number)
{
    for (size_t i = 0; i < n; i++) {
        add_cell(out, cells[i]);
        buf_addc(out, ',');
    }
    buf_addf(out, "\"%s\"\r\n", number);
}
