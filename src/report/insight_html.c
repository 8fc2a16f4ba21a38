#include <string.h>

#include "report/html.h"
#include "report/insight.h"

#define ROW   26 /* height of a bar with the room around it, in the units of the chart */
#define WIDTH 400

static void add_text(struct buf *out, const char *before, const char *text, const char *after)
{
    buf_adds(out, before);
    html_add_text(out, text, strlen(text));
    buf_adds(out, after);
}

static bool has_bars(const struct insight_block *block)
{
    return block->n && block->line[0].fill >= 0;
}

/* The bars alone; the table beside them has the words. A reader that does not see hears the
 * sentence. */
static void add_chart(struct buf *out, const struct insight_block *block)
{
    buf_addf(out,
             "<svg role=\"img\" viewBox=\"0 0 %d %zu\" height=\"%zu\""
             " preserveAspectRatio=\"none\"",
             WIDTH, block->n * ROW, block->n * ROW);
    add_text(out, " aria-label=\"", block->sentence, "\">\n");
    for (size_t i = 0; i < block->n; i++) {
        int fill = block->line[i].fill;
        buf_addf(out,
                 "<rect class=\"all\" x=\"0\" y=\"%zu\" width=\"%d\" height=\"%d\"/>"
                 "<rect class=\"part\" x=\"0\" y=\"%zu\" width=\"%d\" height=\"%d\"/>\n",
                 i * ROW + 6, WIDTH, ROW - 12, i * ROW + 6, fill > 0 ? fill * WIDTH / 100 : 0,
                 ROW - 12);
        if (block->line[i].mark)
            buf_addf(out, "<rect class=\"beside\" x=\"%d\" y=\"%zu\" width=\"3\" height=\"%d\"/>\n",
                     block->line[i].mark * (WIDTH - 3) / 100, i * ROW + 3, ROW - 6);
    }
    buf_adds(out, "</svg>\n");
}

static void add_table(struct buf *out, const struct insight_block *block)
{
    add_text(out, "<table aria-label=\"", block->heading, "\">\n<tbody>\n");
    for (size_t i = 0; i < block->n; i++) {
        add_text(out, "<tr><th scope=\"row\">", block->line[i].label, "</th>");
        add_text(out, "<td>", block->line[i].value, "</td></tr>\n");
    }
    buf_adds(out, "</tbody>\n</table>\n");
}

static void add_block(struct buf *out, const struct insight_block *block)
{
    add_text(out, "<section>\n<h2>", block->heading, "</h2>\n");
    add_text(out, "<p>", block->sentence, "</p>\n");
    if (block->n) {
        buf_adds(out, "<figure>\n");
        add_table(out, block);
        if (has_bars(block))
            add_chart(out, block);
        buf_adds(out, "</figure>\n");
    }
    buf_adds(out, "</section>\n");
}

void insight_add_html(struct buf *out, const struct insight_page *page)
{
    struct buf title = BUF_INIT;
    buf_addf(&title, "%s, %s", page->title, page->period);
    if (page->counted)
        buf_addf(&title, tr(page->lang, "; absence: %s"), page->counted);
    html_begin(out, title.data, page->lang);
    for (size_t i = 0; i < INSIGHT_BLOCKS; i++)
        if (page->block[i].sentence)
            add_block(out, &page->block[i]);
    add_text(out, "<p class=\"end\">", page->note, "</p>\n");
    html_end(out);
    buf_release(&title);
}
