#include "report/text.h"

#include <string.h>

#include "base/utf8.h"

static void add_blanks(struct buf *out, int n)
{
    for (int i = 0; i < n; i++)
        buf_addc(out, ' ');
}

void text_add_wrapped(struct buf *out, const char *text, size_t len, int first, int indent,
                      int columns)
{
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, len, false);
    size_t at = 0;
    int room = columns - first;
    while (at < shown.len) {
        size_t next;
        size_t row = utf8_wrap(shown.data + at, shown.len - at, room > 2 ? room : 2, &next);
        if (at)
            add_blanks(out, indent);
        buf_add(out, shown.data + at, row);
        at += next;
        if (at < shown.len)
            buf_addc(out, '\n');
        room = columns - indent;
    }
    buf_addc(out, '\n');
    buf_release(&shown);
}

/* Adds every line of text as a paragraph of its own, `lead` before each ("- ") and what wraps under
 * the first letter. */
static void add_lines(struct buf *out, const char *text, int indent, const char *lead, int columns)
{
    int inner = indent + (int)strlen(lead);
    while (*text) {
        size_t len = strcspn(text, "\n");
        add_blanks(out, len ? indent : 0);
        buf_adds(out, len ? lead : "");
        text_add_wrapped(out, text, len, inner, inner, columns);
        text += len + (text[len] == '\n');
    }
}

static void add_rule(struct buf *out, int columns, char sign)
{
    for (int i = 0; i < columns; i++)
        buf_addc(out, sign);
    buf_addc(out, '\n');
}

static void add_heading(struct buf *out, const char *heading, char sign, int columns)
{
    size_t start = out->len;
    text_add_wrapped(out, heading, strlen(heading), 0, 0, columns);
    size_t len = out->len - start - 1;
    const char *last = memrchr(out->data + start, '\n', len);
    size_t row = last ? (size_t)(last + 1 - (out->data + start)) : 0;
    add_rule(out, utf8_columns(out->data + start + row, len - row), sign);
}

/* The label with its mark: "Goal (only for you)". */
static void label_of(struct buf *label, const struct report_item *item)
{
    buf_adds(label, item->label);
    if (*item->mark)
        buf_addf(label, " (%s)", item->mark);
}

/* A label and its value on one row where they fit: "Label: value"; in the facts in two columns. */
static void add_pair(struct buf *out, const struct report_item *item, int width, int columns)
{
    struct buf row = BUF_INIT;
    label_of(&row, item);
    if (width) {
        struct buf shown = BUF_INIT;
        utf8_show(&shown, row.data, row.len, false);
        buf_add(out, shown.data, shown.len);
        add_blanks(out, width - utf8_columns(shown.data, shown.len));
        text_add_wrapped(out, item->text, strlen(item->text), width, width, columns);
        buf_release(&shown);
    } else {
        bool ended = row.len && strchr("?!:.", row.data[row.len - 1]);
        buf_addf(&row, "%s %s", ended ? "" : ":", item->text);
        text_add_wrapped(out, row.data, row.len, 0, 2, columns);
    }
    buf_release(&row);
}

static void add_numbered(struct buf *out, const struct report_item *item, int number, int columns)
{
    struct buf lead = BUF_INIT;
    buf_addf(&lead, "%d. ", number);
    int indent = (int)lead.len;
    size_t first = strcspn(item->text, "\n");
    buf_add(out, lead.data, lead.len);
    text_add_wrapped(out, item->text, first, indent, indent, columns);
    if (item->text[first])
        add_lines(out, item->text + first + 1, indent, "", columns);
    buf_release(&lead);
}

static void add_labelled(struct buf *out, const struct report_item *item, const char *lead,
                         int columns)
{
    struct buf label = BUF_INIT;
    label_of(&label, item);
    text_add_wrapped(out, label.data, label.len, 0, 0, columns);
    add_lines(out, item->text, 2, lead, columns);
    buf_release(&label);
}

/* How wide the labels of the facts are with the two blanks after them; 0 for other sections. */
static int facts_width(const struct report_section *section, int columns)
{
    int widest = 0;
    if (*section->heading)
        return 0;
    for (size_t i = 0; i < section->n_items; i++) {
        int label = utf8_columns(section->items[i].label, strlen(section->items[i].label));
        if (label > widest)
            widest = label;
    }
    return widest + 2 < columns / 2 ? widest + 2 : 0;
}

static void add_section(struct buf *out, const struct report_section *section, int columns)
{
    int width = facts_width(section, columns), number = 0;
    if (*section->heading)
        add_heading(out, section->heading, '-', columns);
    for (size_t i = 0; i < section->n_items; i++) {
        const struct report_item *item = &section->items[i];
        bool pairs = item->kind == REPORT_PAIR && i && item[-1].kind == REPORT_PAIR;
        if (i ? !pairs : *section->heading != '\0')
            buf_addc(out, '\n');
        switch (item->kind) {
        case REPORT_LINE:
            text_add_wrapped(out, item->text, strlen(item->text), 0, 0, columns);
            break;
        case REPORT_PAIR:
            add_pair(out, item, width, columns);
            break;
        case REPORT_NOTE:
            add_labelled(out, item, "", columns);
            break;
        case REPORT_LIST:
            add_labelled(out, item, "- ", columns);
            break;
        case REPORT_NUMBERED:
            add_numbered(out, item, ++number, columns);
            break;
        }
    }
}

void text_add_report(struct buf *out, const struct report *report, int columns)
{
    add_heading(out, report->title, '=', columns);
    for (size_t i = 0; i < report->n_sections; i++) {
        buf_addc(out, '\n');
        add_section(out, &report->sections[i], columns);
    }
}
