#include "screens/pointbar.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

/* How much is said of each point; tried in this order until it fits. */
enum detail { DETAIL_WORDS, DETAIL_SHORT, DETAIL_NOW, DETAIL_NUMBERS, DETAIL_SIGNS };

#define SHORT_COLUMNS 8
#define BETWEEN       2

void pointbar_add_word(struct buf *buf, const char *title)
{
    const char *best = title;
    size_t best_len = 0;
    int most = 0;
    for (const char *at = title; *at;) {
        size_t len = strcspn(at, " ");
        int columns = utf8_columns(at, len);
        if (len && columns >= most) {
            best = at;
            best_len = len;
            most = columns;
        }
        at += len;
        at += strspn(at, " ");
    }
    while (best_len && strchr(",.:;!?", best[best_len - 1]))
        best_len--;
    if (!best_len)
        return;
    buf_addc(buf, (char)toupper((unsigned char)*best)); /* other letters than a to z stay */
    buf_add(buf, best + 1, best_len - 1);
}

/* The word as far as it is said at this detail; columns 0 for all of it. */
static void add_cut_word(struct buf *buf, const char *title, int columns)
{
    struct buf word = BUF_INIT;
    pointbar_add_word(&word, title);
    size_t len = columns ? utf8_fit(word.data, word.len, columns) : word.len;
    buf_add(buf, word.data, len);
    if (len < word.len)
        buf_addc(buf, '.');
    buf_release(&word);
}

static void add_point(struct buf *buf, const struct pointbar *bar, size_t i, enum detail detail)
{
    bool now = i == bar->now;
    buf_addf(buf, "%s%zu", now ? "[" : "", i + 1);
    if (detail < DETAIL_NOW || (detail == DETAIL_NOW && now)) {
        buf_addc(buf, ' ');
        add_cut_word(buf, bar->points[i].title, detail == DETAIL_SHORT ? SHORT_COLUMNS : 0);
    }
    if (bar->points[i].later && detail == DETAIL_SIGNS)
        buf_addc(buf, '*');
    else if (bar->points[i].later)
        buf_addf(buf, " %s", bar->later);
    if (now)
        buf_addc(buf, ']');
}

static int columns_of(const struct buf *buf)
{
    return utf8_columns(buf->data, buf->len);
}

static int columns_at(const struct pointbar *bar, enum detail detail)
{
    int columns = 0;
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < bar->n; i++) {
        buf_clear(&text);
        add_point(&text, bar, i, detail);
        columns += columns_of(&text) + (i ? BETWEEN : 0);
    }
    buf_release(&text);
    return columns;
}

void pointbar_draw(const struct pointbar *bar, struct frame *frame, int row, int col, int columns)
{
    enum detail detail = DETAIL_WORDS;
    struct buf text = BUF_INIT;
    while (detail < DETAIL_SIGNS && columns_at(bar, detail) > columns)
        detail++;
    int end = col + columns, used = columns_at(bar, detail);
    int at = used < columns ? end - used : col;
    for (size_t i = 0; i < bar->n && at < end; i++) {
        buf_clear(&text);
        add_point(&text, bar, i, detail);
        int wide = frame_put(frame, row, at, end - at, text.data,
                             i == bar->now ? STYLE_TITLE : STYLE_QUIET);
        frame_spot(frame, row, at, 1, wide, bar->command, (int)i);
        at += wide + BETWEEN;
    }
    buf_release(&text);
}
