#include "report/markdown.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/*
 * Must text[at] be escaped? Some signs mean something anywhere, in CommonMark, in GitHub's dialect
 * or in its mathematics; some only where a line begins ("- ", "1. ", "==="), and two only where
 * they would make a link or an emoji of a word ("www.", "http:", ":name:"). The rest stays
 * readable.
 */
static bool means_something(const char *text, size_t at)
{
    static const char always[] = "\\`*_{}[]<>#|~@&$^", first[] = "-+=";
    char sign = text[at];
    if (strchr(always, sign))
        return true;
    if (strchr(first, sign))
        return at == 0;
    bool after_digits = at && strspn(text, "0123456789") == at;
    bool after_www = at >= 3 && !strncasecmp(text + at - 3, "www", 3);
    if (sign == '.')
        return after_digits || after_www;
    if (sign == ')')
        return after_digits;
    return sign == ':' && (text[at + 1] == '/' || text[at + 1] == '+' || text[at + 1] == '-' ||
                           isalpha((unsigned char)text[at + 1]));
}

static void add_escaped(struct buf *out, const char *text, size_t len)
{
    struct buf shown = BUF_INIT;
    while (len && (*text == ' ' || *text == '\t')) { /* four of them would make a code block */
        text++;
        len--;
    }
    utf8_show(&shown, text, len, false);
    for (size_t i = 0; i < shown.len; i++) {
        if (means_something(shown.data, i))
            buf_addc(out, '\\');
        buf_addc(out, shown.data[i]);
    }
    buf_release(&shown);
}

void markdown_add_text(struct buf *out, const char *text, int indent)
{
    for (;;) {
        size_t len = strcspn(text, "\n");
        add_escaped(out, text, len);
        text += len;
        if (!*text)
            return;
        text++;
        buf_adds(out, "\\\n");
        for (int i = 0; i < indent; i++)
            buf_addc(out, ' ');
    }
}

static void add_label(struct buf *out, const struct report_item *item)
{
    size_t len = strlen(item->label);
    bool ended = len && strchr("?!:.", item->label[len - 1]);
    buf_adds(out, "**");
    markdown_add_text(out, item->label, 0);
    buf_adds(out, ended || *item->mark ? "**" : ":**");
    if (!*item->mark)
        return;
    buf_adds(out, " (");
    markdown_add_text(out, item->mark, 0);
    buf_adds(out, "):");
}

static void add_list(struct buf *out, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        buf_adds(out, "- ");
        add_escaped(out, text, len);
        buf_addc(out, '\n');
        text += len + (text[len] == '\n');
    }
}

static void add_item(struct buf *out, const struct report_item *item, int number)
{
    switch (item->kind) {
    case REPORT_LINE:
        markdown_add_text(out, item->text, 0);
        buf_addc(out, '\n');
        break;
    case REPORT_PAIR:
        buf_adds(out, "- ");
        add_label(out, item);
        buf_adds(out, " ");
        markdown_add_text(out, item->text, 2);
        buf_addc(out, '\n');
        break;
    case REPORT_NOTE:
        add_label(out, item);
        buf_adds(out, "\n\n");
        markdown_add_text(out, item->text, 0);
        buf_addc(out, '\n');
        break;
    case REPORT_LIST:
        add_label(out, item);
        buf_adds(out, "\n\n");
        add_list(out, item->text);
        break;
    case REPORT_NUMBERED:
        buf_addf(out, "%d. ", number);
        markdown_add_text(out, item->text, number > 9 ? 4 : 3);
        buf_addc(out, '\n');
        break;
    }
}

void markdown_add_report(struct buf *out, const struct report *report)
{
    buf_adds(out, "# ");
    markdown_add_text(out, report->title, 0);
    buf_addc(out, '\n');
    for (size_t i = 0; i < report->n_sections; i++) {
        const struct report_section *section = &report->sections[i];
        if (*section->heading) {
            buf_adds(out, "\n## ");
            markdown_add_text(out, section->heading, 0);
            buf_addc(out, '\n');
        }
        for (size_t j = 0; j < section->n_items; j++) {
            bool run = j && section->items[j].kind == REPORT_PAIR &&
                       section->items[j - 1].kind == REPORT_PAIR;
            if (!run)
                buf_addc(out, '\n');
            add_item(out, &section->items[j], (int)j + 1);
        }
    }
}
