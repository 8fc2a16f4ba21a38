#include <string.h>

#include "base/utf8.h"
#include "report/insight.h"
#include "report/text.h"

#define BAR         20
#define LABEL_MOST  36
#define VALUE_AFTER 2

static void add_blanks(struct buf *out, int n)
{
    for (int i = 0; i < n; i++)
        buf_addc(out, ' ');
}

static void add_wrapped(struct buf *out, const char *text, int indent, int columns)
{
    add_blanks(out, indent);
    text_add_wrapped(out, text, strlen(text), indent, indent, columns);
}

static int label_columns(const struct insight_block *block)
{
    int most = 0;
    for (size_t i = 0; i < block->n; i++) {
        int own = utf8_columns(block->line[i].label, strlen(block->line[i].label));
        most = own > most ? own : most;
    }
    return most < LABEL_MOST ? most : LABEL_MOST;
}

/* A label that is too wide stands on rows of its own. */
static void add_line(struct buf *out, const struct insight_line *line, int width, int columns)
{
    struct buf label = BUF_INIT;
    utf8_show(&label, line->label, strlen(line->label), false);
    int own = utf8_columns(label.data, label.len);
    add_blanks(out, 2);
    if (own > width) {
        text_add_wrapped(out, label.data, label.len, 2, 2, columns);
        add_blanks(out, 2);
        own = 0;
    } else {
        buf_adds(out, label.data);
    }
    add_blanks(out, width - own + 2);
    int mark = line->mark ? (line->mark * BAR - 1) / 100 : -1;
    for (int i = 0; line->fill >= 0 && i < BAR; i++)
        buf_addc(out, i == mark ? '|' : i * 100 < line->fill * BAR ? '#' : '-');
    add_blanks(out, line->fill >= 0 ? VALUE_AFTER : 0);
    buf_addf(out, "%s\n", line->value);
    buf_release(&label);
}

static void add_block(struct buf *out, const struct insight_block *block, int columns)
{
    int width = label_columns(block);
    buf_addf(out, "\n%s\n", block->heading);
    add_wrapped(out, block->sentence, 2, columns);
    for (size_t i = 0; i < block->n; i++)
        add_line(out, &block->line[i], width, columns);
}

void insight_add_text(struct buf *out, const struct insight_page *page, int columns)
{
    struct buf title = BUF_INIT;
    buf_addf(&title, "%s, %s", page->title, page->period);
    if (page->counted)
        buf_addf(&title, tr(page->lang, "; absence: %s"), page->counted);
    add_wrapped(out, title.data, 0, columns);
    for (int i = 0; i < columns && i < utf8_columns(title.data, title.len); i++)
        buf_addc(out, '=');
    buf_addc(out, '\n');
    for (size_t i = 0; i < INSIGHT_BLOCKS; i++)
        if (page->block[i].sentence)
            add_block(out, &page->block[i], columns);
    buf_addc(out, '\n');
    add_wrapped(out, page->note, 0, columns);
    buf_release(&title);
}
