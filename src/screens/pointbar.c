#include "screens/pointbar.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

/* How much is said of each point. */
struct detail {
    bool words;    /* of the points that are not on the screen */
    bool word_now; /* of the one that is */
    int cut;       /* columns a word keeps, but for the one now; 0: all */
    bool signs;    /* a star for the mark instead of its word */
};

/* Tried in this order until it fits. */
static const struct detail details[] = {
    {.words = true, .word_now = true, .cut = 0},
    {.words = true, .word_now = true, .cut = 9},
    {.words = true, .word_now = true, .cut = 7},
    {.words = true, .word_now = true, .cut = 6},
    {.words = true, .word_now = true, .cut = 5},
    {.words = true, .word_now = true, .cut = 4},
    {.word_now = true},
    {.words = false},
    {.signs = true},
};

#define BETWEEN 2

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

/* The word, or its beginning with a dot when that is shorter. */
static void add_cut_word(struct buf *buf, const char *title, int columns)
{
    struct buf word = BUF_INIT;
    pointbar_add_word(&word, title);
    bool cut = columns && utf8_columns(word.data, word.len) > columns + 1;
    buf_add(buf, word.data, cut ? utf8_fit(word.data, word.len, columns) : word.len);
    if (cut)
        buf_addc(buf, '.');
    buf_release(&word);
}

static void add_point(struct buf *buf, const struct pointbar *bar, size_t i,
                      const struct detail *detail)
{
    const struct pointbar_point *point = &bar->points[i];
    bool now = i == bar->now;
    if (now)
        buf_addc(buf, '[');
    buf_addf(buf, "%zu", i + 1);
    if (now ? detail->word_now : detail->words) {
        buf_addc(buf, ' ');
        add_cut_word(buf, point->title, now ? 0 : detail->cut);
    }
    if (point->later && detail->signs)
        buf_addc(buf, '*');
    else if (point->later)
        buf_addf(buf, " %s", bar->later);
    if (now)
        buf_addc(buf, ']');
}

static int columns_of(const struct buf *buf)
{
    return utf8_columns(buf->data, buf->len);
}

static int columns_at(const struct pointbar *bar, const struct detail *detail)
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
    const struct detail *detail = details, *last = details + sizeof details / sizeof *details - 1;
    struct buf text = BUF_INIT;
    while (detail < last && columns_at(bar, detail) > columns)
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
