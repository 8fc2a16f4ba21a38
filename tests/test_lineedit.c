#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "keys.h"
#include "ui/lineedit.h"
#include "ui/lineedit_change.h"
#include "ui/lineedit_wrap.h"

/* A field under test, and what its last key came to. */
struct field {
    struct lineedit edit;
    enum edit last;
    int columns;
};

static struct field one_row(const char *text)
{
    struct field field = {.columns = 20};
    lineedit_init(&field.edit, false, 0);
    lineedit_set(&field.edit, text);
    return field;
}

static struct field many_rows(const char *text, int columns)
{
    struct field field = {.columns = columns};
    lineedit_init(&field.edit, true, 0);
    lineedit_set(&field.edit, text);
    return field;
}

static void press(void *arg, const struct key *key)
{
    struct field *field = arg;
    field->last = lineedit_key(&field->edit, key, field->columns);
}

static enum edit type(struct field *field, const char *keys)
{
    keys_feed(keys, press, field);
    return field->last;
}

/* Compares text and cursor, which expected writes as '|'. */
static void assert_at(const struct field *field, const char *expected)
{
    struct buf shown = BUF_INIT;
    buf_add(&shown, field->edit.text.data, field->edit.cursor);
    buf_addc(&shown, '|');
    buf_adds(&shown, field->edit.text.data + field->edit.cursor);
    assert_string_equal(shown.data, expected);
    buf_release(&shown);
}

static void assert_typed(const char *begin, const char *keys, const char *expected)
{
    struct field field = one_row(begin);
    type(&field, keys);
    assert_at(&field, expected);
    lineedit_release(&field.edit);
}

static void assert_typed_rows(const char *begin, int columns, const char *keys,
                              const char *expected)
{
    struct field field = many_rows(begin, columns);
    type(&field, keys);
    assert_at(&field, expected);
    lineedit_release(&field.edit);
}

static void characters_and_arrows(void **state)
{
    (void)state;
    assert_typed("", "Zoë", "Zoë|");
    assert_typed("", "Zoë<Left><Backspace>", "Z|ë");
    assert_typed("", "Zoë<Backspace>e", "Zoe|");
    assert_typed("", "ab<Home>x<End>y",
                 "xab"
                 "y|");
    assert_typed("", "een twee", "een twee|");
    assert_typed("abc", "<Left><Left><Delete>", "a|c");
    assert_typed("abc", "<Home><Left><Backspace>", "|abc");
    assert_typed("abc", "<Right><Delete>", "abc|");
    assert_typed("a<b", "<lt>", "a<b<|");
}

static void steps_stay_whole(void **state)
{
    (void)state;
    assert_typed("e\u0301x", "<Home><Right>|", "e\u0301||x");
    assert_typed("ae\u0301", "<Backspace>", "a|");
    assert_typed("a\U0001F468\u200D\U0001F469\u200D\U0001F467", "<Left>b",
                 "ab|\U0001F468\u200D\U0001F469\u200D\U0001F467");
    assert_typed("a\U0001F468\u200D\U0001F469\u200D\U0001F467", "<Home><Right><Delete>", "a|");
    assert_typed("日本", "<Left><Backspace>", "|本");
    assert_typed("\U0001F1F3\U0001F1F1\U0001F1E7\U0001F1EA", "<Left>-",
                 "\U0001F1F3\U0001F1F1-|\U0001F1E7\U0001F1EA");
}

static void a_mark_joins_what_it_follows(void **state)
{
    (void)state;
    assert_typed("", "e\u0301<Backspace>", "|");
    assert_typed("ab", "<Left>\u0308", "a\u0308|b");
    /* Between two joiners the cursor goes on to where the step ends. */
    assert_typed("\U0001F469", "<Home>\U0001F468\u200D", "\U0001F468\u200D\U0001F469|");
}

static void words(void **state)
{
    (void)state;
    assert_typed("een twee, drie", "<C-Left>|", "een twee, ||drie");
    assert_typed("een twee, drie", "<C-Left><C-Left>|", "een ||twee, drie");
    assert_typed("een twee, drie", "<Home><C-Right>|", "een|| twee, drie");
    assert_typed("een twee, drie", "<Home><C-Right><C-Right>|", "een twee||, drie");
    assert_typed("een twee", "<C-w>", "een |");
    assert_typed("een twee ", "<C-w>", "een |");
    assert_typed("één", "<C-w>", "|");
    assert_typed("", "<C-w><C-Left><C-Right>", "|");
    assert_typed_rows("een\ntwee", 20, "<C-Left><C-Left>|", "een||\ntwee");
    assert_typed_rows("een\ntwee", 20, "<C-Home><C-Right><C-Right>|", "een\n||twee");
}

static void kill_and_yank(void **state)
{
    (void)state;
    assert_typed("een twee", "<C-w><Home><C-v>", "twee|een ");
    assert_typed("een twee", "<Home><C-k>", "|");
    assert_typed("een twee", "<Home><C-k><C-v><C-v>", "een tweeeen twee|");
    assert_typed("een twee", "<C-Left><C-k><Home><C-v>", "twee|een ");
    assert_typed("een", "<C-k>", "|");
    assert_typed("een", "<C-u>x<C-v>", "xeen|");
    assert_typed("a b c", "<C-w><C-w><C-v>", "a b c|"); /* a run of kills is one text */
    assert_typed("a b c", "<C-w><Left><C-w><C-v>", "a b| ");
    assert_typed("", "<C-k><C-u><C-w><C-v>", "|");
}

static void kill_takes_rows(void **state)
{
    (void)state;
    assert_typed_rows("een\ntwee\ndrie", 20, "<C-Home><C-u>", "|twee\ndrie");
    assert_typed_rows("een\ntwee\ndrie", 20, "<C-Home><C-u><Down><C-v>", "twee\neen\n|drie");
    assert_typed_rows("een\ntwee\ndrie", 20, "<C-Home><C-u><C-u><C-Home><C-v>", "een\ntwee\n|drie");
    assert_typed_rows("een\ntwee", 20, "<C-u>", "een|");
    assert_typed_rows("een\ntwee", 20, "<C-u><C-Home><C-v>", "twee\n|een");
    assert_typed_rows("een\ntwee", 20, "<C-Home><C-k>", "|\ntwee");
    assert_typed_rows("een\ntwee", 20, "<C-Home><C-k><C-k>", "|twee");
    assert_typed_rows("een\ntwee", 20, "<C-Home><C-k><C-k><Down><End><C-v>",
                      "twee"
                      "een\n|");
}

static void undo_by_runs(void **state)
{
    (void)state;
    assert_typed("", "een twee<C-z>", "|");
    assert_typed("", "een twee<C-z><C-y>", "een twee|");
    assert_typed("", "een<Left><Right>twee<C-z>", "een|");
    assert_typed("", "een<Left><Right>twee<C-z><C-z><C-y>", "een|");
    assert_typed("abc", "<Backspace><Backspace><C-z>", "abc|");
    assert_typed("abc", "<Home><Delete><Delete><C-z>", "|abc");
    assert_typed("abc", "x<Backspace><C-z>", "abcx|");
    assert_typed("een twee", "<C-w><C-z>", "een twee|");
    assert_typed("", "a<Paste>b</Paste>c<C-z>", "ab|");
    assert_typed("", "a<Paste>b</Paste>c<C-z><C-z>", "a|");
    assert_typed("", "ab<C-z>c<C-y>", "c|"); /* a change forgets what could be redone */
    assert_typed_rows("", 20, "een<Enter>twee<C-z>", "een|");
}

static void undo_that_is_spent_is_for_the_screen(void **state)
{
    (void)state;
    struct field field = one_row("begin");
    assert_int_equal(type(&field, "<C-z>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<C-y>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "x<C-z>"), EDIT_CHANGED);
    assert_int_equal(type(&field, "<C-z>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<C-y>"), EDIT_CHANGED);
    lineedit_set(&field.edit, "anders");
    assert_int_equal(type(&field, "<C-z>"), EDIT_IGNORED);
    lineedit_release(&field.edit);
}

static void long_histories_forget_the_oldest(void **state)
{
    (void)state;
    struct field field = one_row("");
    for (int i = 0; i < 2000; i++)
        type(&field, "a<Left><Right>");
    while (type(&field, "<C-z>") == EDIT_CHANGED)
        continue;
    assert_in_range(field.edit.text.len, 1000, 1999);
    while (type(&field, "<C-y>") == EDIT_CHANGED)
        continue;
    assert_int_equal(field.edit.text.len, 2000);
    lineedit_release(&field.edit);
}

static void pastes_are_only_text(void **state)
{
    (void)state;
    assert_typed("", "<Paste>een\ntwee</Paste>", "een twee|");
    assert_typed("", "<Paste>een\n</Paste>", "een|");
    assert_typed("",
                 "<Paste>\x1b[15~a\x03"
                 "b\tc\x7f</Paste>",
                 "[15~ab c|");
    assert_typed("",
                 "<Paste>a\xff\xc3"
                 "b\xc2\x9b"
                 "c</Paste>",
                 "abc|");
    assert_typed("", "<Paste><Enter><Esc></Paste>", "<Enter><Esc>|");
    assert_typed_rows("", 20, "<Paste>een\r\ntwee\rdrie\n</Paste>", "een\ntwee\ndrie\n|");
    assert_typed_rows("", 20,
                      "<Paste>a\u2028b\xc2\x85"
                      "c</Paste>",
                      "a\nb\nc|");
    struct field field = one_row("");
    struct key nul = {.kind = PRESS_PASTE, .paste = mem_copy_len("a\0b", 3), .paste_len = 3};
    assert_int_equal(lineedit_key(&field.edit, &nul, 20), EDIT_CHANGED);
    assert_at(&field, "ab|");
    key_release(&nul);
    assert_int_equal(type(&field, "<Paste></Paste>"), EDIT_MOVED);
    lineedit_release(&field.edit);
}

static void keys_that_are_not_text(void **state)
{
    (void)state;
    struct field field = one_row("a");
    assert_int_equal(type(&field, "<Enter>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<Up>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<Down>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<Tab>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<Esc>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<F6>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<C-e>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<Click 1,1>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<Left>"), EDIT_MOVED);
    assert_int_equal(type(&field, "<Left>"), EDIT_MOVED);
    assert_at(&field, "|a");
    lineedit_release(&field.edit);
}

static void max_counts_steps(void **state)
{
    (void)state;
    struct field field = {.columns = 20};
    lineedit_init(&field.edit, false, 4);
    assert_int_equal(type(&field, "abcd"), EDIT_CHANGED);
    assert_int_equal(type(&field, "e"), EDIT_FULL);
    assert_at(&field, "abcd|");
    assert_int_equal(type(&field, "\u0301"), EDIT_CHANGED); /* adds no step */
    assert_at(&field, "abcd\u0301|");
    assert_int_equal(type(&field, "<Backspace><Paste>xyz</Paste>"), EDIT_FULL);
    assert_at(&field, "abcx|");
    type(&field, "<C-u>");
    assert_int_equal(type(&field, "<Paste>e\u0301e\u0301e\u0301e\u0301e\u0301</Paste>"), EDIT_FULL);
    assert_at(&field, "e\u0301e\u0301e\u0301e\u0301|");
    assert_int_equal(field.edit.steps, 4);
    lineedit_set(&field.edit, "langer dan vier"); /* what is there stays */
    assert_int_equal(type(&field, "x"), EDIT_FULL);
    assert_at(&field, "langer dan vier|");
    assert_int_equal(type(&field, "<Backspace>"), EDIT_CHANGED);
    lineedit_release(&field.edit);
}

static void bytes_are_limited_too(void **state)
{
    (void)state;
    struct field field = one_row("");
    size_t len = LINEEDIT_BYTES + 100;
    struct key paste = {.kind = PRESS_PASTE, .paste = mem_zero(len, 1), .paste_len = len};
    for (size_t i = 0; i + 1 < len; i += 2)
        memcpy(paste.paste + i, "ë", 2);
    assert_int_equal(lineedit_key(&field.edit, &paste, 20), EDIT_FULL);
    assert_int_equal(field.edit.text.len, LINEEDIT_BYTES);
    assert_true(utf8_valid(field.edit.text.data, field.edit.text.len));
    assert_int_equal(type(&field, "x"), EDIT_FULL);
    key_release(&paste);
    lineedit_release(&field.edit);
}

static void set_takes_any_text(void **state)
{
    (void)state;
    struct field field = one_row("a\nb\x1b[0m\xff");
    assert_at(&field, "a b[0m|");
    lineedit_set(&field.edit, field.edit.text.data + 2); /* its own text */
    assert_at(&field, "b[0m|");
    lineedit_set(&field.edit, "e\u0301x");
    lineedit_set_cursor(&field.edit, 1); /* inside the step */
    assert_true(field.edit.cursor == 0 || field.edit.cursor == 3);
    lineedit_set_cursor(&field.edit, 999);
    assert_int_equal(field.edit.cursor, 4);
    lineedit_set_cursor(&field.edit, 3);
    assert_int_equal(field.edit.cursor, 3);
    lineedit_set_cursor(&field.edit, 0);
    assert_int_equal(field.edit.cursor, 0);
    lineedit_release(&field.edit);
}

/* 11 columns leave ten for text. */
#define WRAPPED "een twee drie vier vijf"

static void rows_wrap_and_move(void **state)
{
    (void)state;
    /* een twee / drie vier / vijf */
    struct field field = many_rows(WRAPPED, 11);
    assert_int_equal(lineedit_rows(&field.edit, 11), 3);
    lineedit_release(&field.edit);
    assert_typed_rows(WRAPPED, 11, "<Up>|", "een twee drie|| vier vijf");
    assert_typed_rows(WRAPPED, 11, "<Up><Up>|",
                      "een |"
                      "|twee drie vier vijf");
    assert_typed_rows(WRAPPED, 11, "<Up><Up><Down><Down>|", "een twee drie vier vijf||");
    assert_typed_rows(WRAPPED, 11, "<Up><Home>|", "een twee ||drie vier vijf");
    assert_typed_rows(WRAPPED, 11, "<Up><End>|", "een twee drie vier|| vijf");
    assert_typed_rows(WRAPPED, 11, "<C-Home><Down>|", "een twee ||drie vier vijf");
    assert_typed_rows("een\n\ndrie", 11, "<Up><Up>|", "een||\n\ndrie");
}

static void the_goal_column_is_kept(void **state)
{
    (void)state;
    assert_typed_rows("lange regel\nx\nlange regel", 40, "<Up><Up>|",
                      "lange regel||\nx\nlange regel");
    assert_typed_rows("lange regel\nx\nlange regel", 40, "<Up><Left><Up>|",
                      "||lange regel\nx\nlange regel");
    assert_typed_rows("日本語\nabcdef", 40, "<Left><Up>|", "日本||語\nabcdef");
}

static void up_and_down_leave_at_the_ends(void **state)
{
    (void)state;
    struct field field = many_rows("een\ntwee", 20);
    assert_int_equal(type(&field, "<Down>"), EDIT_IGNORED);
    assert_int_equal(type(&field, "<Up>"), EDIT_MOVED);
    assert_int_equal(type(&field, "<Up>"), EDIT_IGNORED);
    assert_at(&field, "een|\ntwee");
    lineedit_release(&field.edit);
}

static void a_word_longer_than_a_row_keeps_the_cursor_in_its_row(void **state)
{
    (void)state;
    struct field field = many_rows("abcdefghijklmnop", 6); /* abcde / fghij / klmno / p */
    assert_int_equal(lineedit_rows(&field.edit, 6), 4);
    type(&field, "<C-Home><End>");
    assert_int_equal(field.edit.cursor, 4); /* behind the last letter would be the next row */
    type(&field, "<Down>");
    assert_int_equal(field.edit.cursor, 9);
    lineedit_release(&field.edit);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void assert_drawn(struct field *field, int rows, int columns, bool lines,
                         const char *expected, int cursor_row, int cursor_col)
{
    struct frame frame;
    struct buf dump = BUF_INIT;
    frame_init(&frame, rows, columns, lines);
    lineedit_draw(&field->edit, &frame, 0, 0, rows, columns, true);
    frame_dump(&frame, &dump);
    assert_string_equal(dump.data, expected);
    assert_int_equal(frame.cursor_row, cursor_row);
    assert_int_equal(frame.cursor_col, cursor_col);
    buf_release(&dump);
    frame_release(&frame);
}

static void a_short_text_is_drawn(void **state)
{
    (void)state;
    struct field field = one_row("Zoë");
    assert_drawn(&field, 1, 10, true, "Zoë\n", 0, 3);
    type(&field, "<Home>");
    assert_drawn(&field, 1, 10, true, "Zoë\n", 0, 0);
    lineedit_set(&field.edit, "");
    assert_drawn(&field, 1, 10, true, "\n", 0, 0);
    lineedit_set(&field.edit, "日本");
    assert_drawn(&field, 1, 10, true, "日本\n", 0, 4);
    struct frame frame;
    frame_init(&frame, 2, 10, true);
    lineedit_draw(&field.edit, &frame, 0, 2, 1, 6, false);
    assert_int_equal(frame.cursor_row, -1);
    assert_int_equal(frame.cells[1].style, STYLE_PLAIN);
    assert_int_equal(frame.cells[2].style, STYLE_TYPED);
    assert_int_equal(frame.cells[7].style, STYLE_FIELD);
    assert_int_equal(frame.cells[8].style, STYLE_PLAIN);
    frame_release(&frame);
    lineedit_release(&field.edit);
}

static void a_long_row_scrolls_with_signs(void **state)
{
    (void)state;
    struct field field = one_row("abcdefghijklmnopqrstuvwxyz");
    assert_drawn(&field, 1, 10, true, "‹uvwxyz\n", 0, 7);
    type(&field, "<Home>");
    assert_drawn(&field, 1, 10, true, "abcdefghi›\n", 0, 0);
    assert_drawn(&field, 1, 10, false, "abcdefghi>\n", 0, 0);
    for (int i = 0; i < 8; i++)
        type(&field, "<Right>");
    assert_drawn(&field, 1, 10, true, "abcdefghi›\n", 0, 8);
    type(&field, "<Right>");
    assert_drawn(&field, 1, 10, true, "‹defghijk›\n", 0, 7);
    assert_drawn(&field, 1, 10, false, "<defghijk>\n", 0, 7);
    lineedit_release(&field.edit);
}

/* Of a letter at the end of a long text one row is drawn; the others stand there. */
static void a_letter_draws_its_row(void **state)
{
    (void)state;
    struct field field = many_rows("een twee\ndrie vier\nvijf", 10);
    struct frame frame;
    frame_init(&frame, 6, 10, true);
    lineedit_draw(&field.edit, &frame, 1, 0, 4, 10, true);
    frame_shown(&frame);
    lineedit_draw(&field.edit, &frame, 1, 0, 4, 10, true);
    assert_int_equal(frame.end, 0);
    type(&field, "f");
    lineedit_draw(&field.edit, &frame, 1, 0, 4, 10, true);
    assert_int_equal(frame.first, 3);
    assert_int_equal(frame.end, 4);
    frame_release(&frame);
    lineedit_release(&field.edit);
}

static void without_the_focus_the_beginning_shows(void **state)
{
    (void)state;
    struct field row = one_row("abcdefghijklmnop"), rows = many_rows("een\ntwee\ndrie", 8);
    struct frame frame;
    struct buf dump = BUF_INIT;
    assert_drawn(&row, 1, 8, true, "‹mnop\n", 0, 5);
    assert_drawn(&rows, 1, 8, true, "drie   ↑\n", 0, 4);
    frame_init(&frame, 2, 8, true);
    lineedit_draw(&row.edit, &frame, 0, 0, 1, 8, false);
    lineedit_draw(&rows.edit, &frame, 1, 0, 1, 8, false);
    frame_dump(&frame, &dump);
    assert_string_equal(dump.data, "abcdefg›\neen    ↓\n");
    assert_int_equal(frame.cursor_row, -1);
    buf_release(&dump);
    frame_release(&frame);
    lineedit_release(&row.edit);
    lineedit_release(&rows.edit);
}

static void a_text_that_shrinks_comes_back(void **state)
{
    (void)state;
    struct field field = one_row("abcdefghijklmnopqrstuvwxyz");
    assert_drawn(&field, 1, 10, true, "‹uvwxyz\n", 0, 7);
    type(&field, "<Backspace><Backspace><Backspace>");
    assert_drawn(&field, 1, 10, true, "‹qrstuvw\n", 0, 8);
    type(&field, "<C-u>a");
    assert_drawn(&field, 1, 10, true, "a\n", 0, 1);
    lineedit_release(&field.edit);
}

static void rows_scroll_with_arrows(void **state)
{
    (void)state;
    struct field field = many_rows("een\ntwee\ndrie\nvier", 8);
    assert_drawn(&field, 4, 8, true, "een\ntwee\ndrie\nvier\n", 3, 4);
    assert_drawn(&field, 2, 8, true, "drie   ↑\nvier\n", 1, 4);
    type(&field, "<Up><Up>");
    assert_drawn(&field, 2, 8, true, "twee   ↑\ndrie   ↓\n", 0, 4);
    assert_drawn(&field, 1, 8, true, "twee   ↕\n", 0, 4);
    assert_drawn(&field, 2, 8, false, "twee   ^\ndrie   v\n", 0, 4);
    type(&field, "<Up>");
    assert_drawn(&field, 2, 8, true, "een\ntwee   ↓\n", 0, 3);
    assert_drawn(&field, 1, 8, true, "een    ↓\n", 0, 3);
    lineedit_release(&field.edit);
}

static void a_word_broken_over_rows_keeps_all_its_letters(void **state)
{
    (void)state;
    struct field field = many_rows("abcdefghijklmno", 8);
    assert_drawn(&field, 3, 8, true, "abcdefg\nhijklmn\no\n", 2, 1);
    type(&field, "<Up><End>");
    assert_at(&field, "abcdefghijklm|no");
    lineedit_release(&field.edit);
    field = many_rows("一二三四五", 8);
    assert_drawn(&field, 2, 8, true, "一二三\n四五\n", 1, 4);
    lineedit_release(&field.edit);
}

static void the_cursor_has_a_place_behind_a_full_row(void **state)
{
    (void)state;
    struct field field = many_rows("1234567890", 11);
    assert_drawn(&field, 2, 11, true, "1234567890\n\n", 0, 10);
    type(&field, " ");
    assert_drawn(&field, 2, 11, true, "1234567890\n\n", 0, 10);
    type(&field, "x");
    assert_drawn(&field, 2, 11, true, "1234567890\nx\n", 1, 1);
    lineedit_release(&field.edit);
}

static void what_is_shown_as_code_keeps_its_columns(void **state)
{
    (void)state;
    struct field field = one_row("a\u202Eb");
    assert_drawn(&field, 1, 20, true, "a{202E}b\n", 0, 8);
    lineedit_release(&field.edit);
}

static void clicks_set_the_cursor(void **state)
{
    (void)state;
    struct field field = one_row("een twee");
    lineedit_click(&field.edit, 0, 4, 1, 20);
    assert_at(&field, "een |twee");
    lineedit_click(&field.edit, 0, 15, 1, 20);
    assert_at(&field, "een twee|");
    lineedit_click(&field.edit, 5, 0, 1, 20);
    assert_at(&field, "een twee|");
    lineedit_set(&field.edit, "日本");
    lineedit_click(&field.edit, 0, 3, 1, 20); /* on the right half */
    assert_at(&field, "日|本");
    lineedit_set(&field.edit, "abcdefghijklmnopqrstuvwxyz");
    assert_drawn(&field, 1, 10, true, "‹uvwxyz\n", 0, 7);
    lineedit_click(&field.edit, 0, 3, 1, 10);
    assert_at(&field, "abcdefghijklmnopqrstuv|wxyz");
    lineedit_click(&field.edit, 0, 0, 1, 10);
    assert_at(&field, "abcdefghijklmnopqrs|tuvwxyz");
    lineedit_release(&field.edit);
    field = many_rows(WRAPPED, 11);
    assert_drawn(&field, 3, 11, true, "een twee\ndrie vier\nvijf\n", 2, 4);
    lineedit_click(&field.edit, 1, 2, 3, 11);
    assert_at(&field, "een twee dr|ie vier vijf");
    lineedit_click(&field.edit, 0, 10, 3, 11);
    assert_at(&field, "een twee| drie vier vijf");
    lineedit_release(&field.edit);
}

/* ---- anything at all ------------------------------------------------------------------------- */

static const char *const pieces[] = {
    "a",      "b",          "ë",          " ",          " ",          "-",          "(",
    ")",      "7",          "\u0301",     "\u0308",     "\u200D",     "日",         "本",
    "\u3002", "\U0001F600", "\U0001F468", "\U0001F469", "\U0001F3FD", "\U0001F1F3", "\U0001F1F1",
    "\u1100", "\u1161",     "\u0600",     "\u0915",     "\u094D",     "\uFE0F",     "\u202E",
    "\u00AD", "#",          "\u20E3",
};

static const char *const doings[] = {
    "<Left>",
    "<Right>",
    "<Up>",
    "<Down>",
    "<Home>",
    "<End>",
    "<C-Left>",
    "<C-Right>",
    "<C-Home>",
    "<C-End>",
    "<Backspace>",
    "<Backspace>",
    "<Delete>",
    "<C-w>",
    "<C-k>",
    "<C-v>",
    "<C-z>",
    "<C-z>",
    "<C-y>",
    "<Enter>",
    "<Enter>",
    "<Paste>een twee\ndrie</Paste>",
    "<Paste>\x1b\xff\r</Paste>",
    "<Paste>woord woord woord woord woord woord woord</Paste>",
    "<Tab>",
    "<Space>",
};

#define PICK(of) (of)[(size_t)rand() % (sizeof(of) / sizeof *(of))]

static void assert_text_sound(const struct lineedit *edit)
{
    const struct buf *text = &edit->text;
    assert_true(utf8_valid(text->data, text->len));
    assert_true(edit->cursor <= text->len);
    assert_int_equal(strlen(text->data), text->len);
    for (size_t i = 0; i < text->len; i++) {
        unsigned char byte = (unsigned char)text->data[i];
        assert_true((byte >= 0x20 && byte != 0x7F) || (byte == '\n' && edit->multiline));
    }
    size_t steps = 0, at = 0;
    bool on_edge = edit->cursor == 0;
    for (; at < text->len; steps++) {
        at = utf8_next(text->data, text->len, at);
        on_edge = on_edge || at == edit->cursor;
    }
    assert_true(on_edge);
    if (edit->max) {
        assert_int_equal(edit->steps, steps);
        assert_true(steps <= edit->max);
    }
}

/* The rows kept from key to key are those of wrapping all anew. */
static void assert_rows_sound(const struct lineedit *edit)
{
    if (!edit->wrap->columns)
        return;
    struct lineedit_wrap anew = {0};
    lineedit_wrap_fit(&anew, &edit->text, edit->wrap->columns);
    assert_int_equal(edit->wrap->n, anew.n);
    assert_memory_equal(edit->wrap->starts, anew.starts, anew.n * sizeof *anew.starts);
    lineedit_wrap_release(&anew);
}

/* It looks the same wherever something stood before. */
static void assert_drawn_over(struct lineedit *edit, const struct cell *fresh, int rows,
                              int columns)
{
    static const char *const before[] = {"x", "漢", "↑"};
    struct frame frame;
    int used = edit->multiline ? rows : 1;
    frame_init(&frame, used, columns, true);
    for (int row = 0; row < used; row++)
        for (int col = 0; col < columns; col++)
            frame_put(&frame, row, col, 2, before[rand() % 3], STYLE_WARN);
    lineedit_draw(edit, &frame, 0, 0, rows, columns, true);
    for (int i = 0; i < used * columns; i++) {
        const struct cell *cell = &fresh[(i / columns + 1) * (columns + 2) + i % columns + 1];
        assert_string_equal(frame.cells[i].text, cell->text);
        assert_int_equal(frame.cells[i].columns, cell->columns);
        assert_int_equal(frame.cells[i].style, cell->style);
    }
    frame_release(&frame);
}

static void assert_drawing_sound(struct lineedit *edit, int rows, int columns)
{
    struct frame frame;
    size_t top = edit->top;
    frame_init(&frame, rows + 2, columns + 2, true);
    lineedit_draw(edit, &frame, 1, 1, rows, columns, true);
    assert_in_range(frame.cursor_row, 1, edit->multiline ? rows : 1);
    assert_in_range(frame.cursor_col, 1, columns);
    const struct cell *under = &frame.cells[frame.cursor_row * frame.columns + frame.cursor_col];
    assert_true(edit->multiline || columns < 5 || under->style != STYLE_QUIET); /* on no sign */
    for (int row = 0; row < frame.rows; row++) {
        const struct cell *cells = &frame.cells[row * frame.columns];
        assert_string_equal(cells[0].text, " ");
        assert_string_equal(cells[columns + 1].text, " ");
    }
    edit->top = top;
    assert_drawn_over(edit, frame.cells, rows, columns);
    frame_release(&frame);
}

static void random_keys(unsigned seed, bool multiline, size_t max, int n)
{
    struct field field = {.columns = 12};
    lineedit_init(&field.edit, multiline, max);
    srand(seed);
    for (int i = 0; i < n; i++) {
        if (rand() % 400 == 0)
            lineedit_set(&field.edit, "een nieuw begin van de tekst");
        if (rand() % 300 == 0)
            lineedit_set_cursor(&field.edit, (size_t)rand() % 200);
        if (rand() % 500 == 0)
            field.columns = 3 + rand() % 40;
        type(&field, rand() % 3 ? PICK(pieces) : PICK(doings));
        if (field.edit.text.len > 600)
            type(&field, "<C-k><C-k>");
        assert_text_sound(&field.edit);
        assert_rows_sound(&field.edit);
        if (i % 7 == 0)
            assert_drawing_sound(&field.edit, 1 + rand() % 4, field.columns);
    }
    lineedit_release(&field.edit);
}

static void a_hundred_thousand_keys(void **state)
{
    (void)state;
    random_keys(1, true, 0, 40000);
    random_keys(2, true, 120, 30000);
    random_keys(3, false, 0, 15000);
    random_keys(4, false, 40, 15000);
}

static void undo_goes_all_the_way_back_and_forth(void **state)
{
    (void)state;
    srand(11);
    for (int round = 0; round < 60; round++) {
        struct field field = many_rows("begin", 15);
        for (int i = 0; i < 120; i++)
            type(&field, rand() % 3 ? PICK(pieces) : PICK(doings));
        while (type(&field, "<C-y>") == EDIT_CHANGED)
            continue;
        char *end = mem_copy(field.edit.text.data);
        while (type(&field, "<C-z>") == EDIT_CHANGED)
            assert_text_sound(&field.edit);
        assert_string_equal(field.edit.text.data, "begin");
        while (type(&field, "<C-y>") == EDIT_CHANGED)
            assert_rows_sound(&field.edit);
        assert_string_equal(field.edit.text.data, end);
        free(end);
        lineedit_release(&field.edit);
    }
}

/* 100 kB of words in a few long paragraphs or in one; keys and drawing in the middle of it. */
static double seconds_for_keys(bool newlines, int n)
{
    struct field field = many_rows("", 60);
    struct buf text = BUF_INIT;
    while (text.len < 100000)
        buf_adds(&text, newlines && text.len % 997 < 20 ? "afspraak\n" : "gesprek één, ");
    lineedit_set(&field.edit, text.data);
    lineedit_set_cursor(&field.edit, text.len / 2);
    assert_drawing_sound(&field.edit, 5, field.columns);
    clock_t begin = clock();
    for (int i = 0; i < n; i++) {
        static const char *const keys[] = {"a", "<Up>",        " ",     "<Left>",
                                           "ë", "<Backspace>", "<Down>"};
        type(&field, PICK(keys));
        assert_drawing_sound(&field.edit, 5, field.columns);
    }
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    assert_rows_sound(&field.edit);
    buf_release(&text);
    lineedit_release(&field.edit);
    return seconds;
}

static void a_long_text_stays_quick(void **state)
{
    (void)state;
    enum { KEYS = 300 };
    double many = seconds_for_keys(true, KEYS), single = seconds_for_keys(false, KEYS);
    print_message("key and drawing in 100 kB: %.3f ms; in one paragraph: %.3f ms\n",
                  many * 1000 / KEYS, single * 1000 / KEYS);
    assert_true(many * 1000 / KEYS < 15); /* also under the sanitizers */
    assert_true(single * 1000 / KEYS < 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_and_arrows),
        cmocka_unit_test(steps_stay_whole),
        cmocka_unit_test(a_mark_joins_what_it_follows),
        cmocka_unit_test(words),
        cmocka_unit_test(kill_and_yank),
        cmocka_unit_test(kill_takes_rows),
        cmocka_unit_test(undo_by_runs),
        cmocka_unit_test(undo_that_is_spent_is_for_the_screen),
        cmocka_unit_test(long_histories_forget_the_oldest),
        cmocka_unit_test(pastes_are_only_text),
        cmocka_unit_test(keys_that_are_not_text),
        cmocka_unit_test(max_counts_steps),
        cmocka_unit_test(bytes_are_limited_too),
        cmocka_unit_test(set_takes_any_text),
        cmocka_unit_test(rows_wrap_and_move),
        cmocka_unit_test(the_goal_column_is_kept),
        cmocka_unit_test(up_and_down_leave_at_the_ends),
        cmocka_unit_test(a_word_longer_than_a_row_keeps_the_cursor_in_its_row),
        cmocka_unit_test(a_short_text_is_drawn),
        cmocka_unit_test(a_long_row_scrolls_with_signs),
        cmocka_unit_test(a_letter_draws_its_row),
        cmocka_unit_test(without_the_focus_the_beginning_shows),
        cmocka_unit_test(a_text_that_shrinks_comes_back),
        cmocka_unit_test(rows_scroll_with_arrows),
        cmocka_unit_test(a_word_broken_over_rows_keeps_all_its_letters),
        cmocka_unit_test(the_cursor_has_a_place_behind_a_full_row),
        cmocka_unit_test(what_is_shown_as_code_keeps_its_columns),
        cmocka_unit_test(clicks_set_the_cursor),
        cmocka_unit_test(a_hundred_thousand_keys),
        cmocka_unit_test(undo_goes_all_the_way_back_and_forth),
        cmocka_unit_test(a_long_text_stays_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
