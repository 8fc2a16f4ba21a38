#include "screens/notice.h"

#include <string.h>

#include "screens/ask.h"
#include "ui/lineedit_change.h"

/* A number for the words of a finding (FNV-1a): who was told once is not told again of the same
 * words, and no words are kept for that. */
static uint64_t number_of(const char *text, const struct privacy_finding *finding)
{
    uint64_t number = 0xcbf29ce484222325u;
    for (size_t i = 0; i < finding->len; i++)
        number = (number ^ (unsigned char)text[finding->at + i]) * 0x100000001b3u;
    return number;
}

static bool left_standing(const struct notice *notice, uint64_t number)
{
    for (size_t i = 0; i < notice->n_left; i++)
        if (notice->left[i] == number)
            return true;
    return false;
}

static bool to_tell(const struct notice *notice, const char *text,
                    const struct privacy_finding *finding)
{
    return !(notice->sourced && finding->class->sourced) &&
           !left_standing(notice, number_of(text, finding));
}

size_t notice_look_nth(struct notice *notice, const struct buf *text, size_t nth)
{
    struct privacy_findings findings;
    size_t n = 0;
    notice->finding = (struct privacy_finding){0};
    if (!notice->privacy || !text->len)
        return 0;
    privacy_check(notice->privacy, text->data, text->len, &findings);
    for (size_t i = 0; i < findings.n; i++) {
        if (!to_tell(notice, text->data, &findings.items[i]))
            continue;
        if (n++ == nth)
            notice->finding = findings.items[i];
    }
    privacy_release(&findings);
    return n;
}

bool notice_look(struct notice *notice, const struct buf *text)
{
    return notice_look_nth(notice, text, 0) > 0;
}

/* ---- the line -------------------------------------------------------------------------------- */

static const struct cell *cell_at(const struct frame *frame, int row, int col)
{
    return &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)col];
}

static bool row_is_free(const struct frame *frame, int row)
{
    for (int col = 0; col < frame->columns; col++) {
        const struct cell *cell = cell_at(frame, row, col);
        if (cell->style != STYLE_PLAIN || (*cell->text && strcmp(cell->text, " ") != 0))
            return false;
    }
    return true;
}

static bool row_has_field(const struct frame *frame, int row, int col)
{
    enum style style = (enum style)cell_at(frame, row, col)->style;
    return style == STYLE_FIELD || style == STYLE_TYPED;
}

/* How many rows from row on are free, of those it takes. */
static int free_rows(const struct frame *frame, int row, int end, int needed)
{
    int n = 0;
    while (n < needed && row + n < end && row_is_free(frame, row + n))
        n++;
    return n;
}

/* Where it begins: under the field with the cursor, if nothing stands there; else so that it ends
 * on the row otherwise, but never over the field. */
static int row_for(const struct frame *frame, int otherwise, int needed)
{
    int row = frame->cursor_row, col = frame->cursor_col;
    int low = otherwise - needed + 1;
    if (row < 0 || col < 0 || col >= frame->columns)
        return low;
    do
        row++;
    while (row < otherwise && row_has_field(frame, row, col));
    if (free_rows(frame, row, otherwise, needed) == needed)
        return row;
    return low < row ? row : low;
}

static void add_found(const struct notice *notice, const struct buf *text, struct buf *found)
{
    const struct privacy_finding *finding = &notice->finding;
    for (size_t i = 0; i < finding->len; i++) {
        char c = text->data[finding->at + i];
        buf_addc(found, (char)(c == '\n' ? ' ' : c));
    }
}

void notice_add_words(const struct notice *notice, const struct buf *text, struct buf *line)
{
    buf_addc(line, '"');
    add_found(notice, text, line);
    buf_addf(line, "\": %s", notice->finding.class->title);
}

/* A limit may be written down, with whoever set it. */
void notice_add_line(const struct notice *notice, const struct buf *text, enum lang lang,
                     struct buf *line)
{
    const struct vocabulary_class *class = notice->finding.class;
    struct buf found = BUF_INIT;
    add_found(notice, text, &found);
    if (class->sourced)
        buf_addf(line, tr(lang, "\"%s\": %s. %s F8: reword."), found.data, class->title,
                 class->why);
    else
        buf_addf(line, tr(lang, "Do not note: \"%s\" (%s). F8: reword."), found.data, class->title);
    explicit_bzero(found.data, found.len);
    buf_release(&found);
}

bool notice_draw(const char *line, struct frame *frame, int otherwise, int command)
{
    int col = 6, columns = frame->columns - col - 1;
    int rows = frame_wrap_rows(line, columns);
    int row = row_for(frame, otherwise, rows);
    rows = rows < otherwise - row + 1 ? rows : otherwise - row + 1;
    for (int i = 0; i < rows; i++)
        frame_fill(frame, row + i, 0, frame->columns, STYLE_PLAIN);
    frame_put(frame, row, 4, 1, "!", STYLE_WARN);
    frame_wrap(frame, row, col, rows, columns, line, STYLE_WARN);
    frame_spot(frame, row, 0, rows, frame->columns, command, -1);
    return row + rows - 1 == otherwise;
}

/* ---- what to do about it --------------------------------------------------------------------- */

/* In a question there is nobody yet whose work could be told instead. */
static size_t choices_of(const struct notice *notice, enum notice_choice choices[3])
{
    size_t n = 0;
    choices[n++] = NOTICE_LEAVE_OUT;
    if (!notice->asks)
        choices[n++] = NOTICE_REWORD;
    choices[n++] = NOTICE_LET_STAND;
    return n;
}

struct screen *notice_ask(const struct notice *notice, struct desk *desk, const struct buf *text,
                          int tag)
{
    struct buf question = BUF_INIT, reword = BUF_INIT;
    enum notice_choice choices[3];
    const char *options[3];
    size_t n = choices_of(notice, choices);
    notice_add_words(notice, text, &question);
    buf_addf(&reword, tr(desk->lang, "Write what somebody can do: %s"),
             notice->finding.class->instead);
    const char *words[] = {[NOTICE_LEAVE_OUT] = tr(desk->lang, "Leave it out"),
                           [NOTICE_REWORD] = reword.data,
                           [NOTICE_LET_STAND] = tr(desk->lang, "Let it stand")};
    for (size_t i = 0; i < n; i++)
        options[i] = words[choices[i]];
    struct ask ask = {.tag = tag,
                      .kind = ASK_CHOICE,
                      .question = question.data,
                      .hint = notice->finding.class->why,
                      .options = options,
                      .n = n};
    struct screen *screen = ask_open(desk, &ask);
    buf_release(&question);
    buf_release(&reword);
    return screen;
}

static void let_stand(struct notice *notice, uint64_t number)
{
    if (notice->n_left == NOTICE_LEFT) {
        memmove(notice->left, notice->left + 1, (NOTICE_LEFT - 1) * sizeof *notice->left);
        notice->n_left--;
    }
    notice->left[notice->n_left++] = number;
}

void notice_do(struct notice *notice, struct lineedit *edit, int option)
{
    struct buf text = BUF_INIT;
    size_t at = 0;
    enum notice_choice choices[3];
    size_t n = choices_of(notice, choices);
    if (option < 0 || (size_t)option >= n || !notice_look(notice, &edit->text))
        return;
    enum notice_choice choice = choices[option];
    const struct privacy_finding *finding = &notice->finding;
    if (choice == NOTICE_LET_STAND)
        let_stand(notice, number_of(edit->text.data, finding));
    else if (choice == NOTICE_LEAVE_OUT)
        privacy_leave_out(notice->privacy, &text, edit->text.data, edit->text.len, finding, &at);
    else
        privacy_reword(notice->privacy, &text, edit->text.data, edit->text.len, finding, &at);
    if (choice != NOTICE_LET_STAND) {
        lineedit_change(edit, CHANGE_WHOLE, 0, edit->text.len, text.data, text.len);
        lineedit_set_cursor(edit, at);
    }
    buf_release(&text);
}
