#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/keymap.h"

enum { OPEN = 1, NEXT, MARK, UNDO, BACK, HELP, SECRET };

static const struct key_row common_rows[] = {
    {"<C-z> u", UNDO, "Undo it", "Undo", 40},
    {"?", HELP, "Get help", "Show what can be done", 90},
    {"<Esc> q", BACK, "Go back", "Go back", 100},
};
static const struct keymap common = {common_rows, 3, NULL};

static const struct key_row own_rows[] = {
    {"<Enter>", OPEN, "Open it", "Open", 80},
    {"] <F6>", NEXT, "Go on", "Next step", 70},
    {"m <F7>", MARK, "Mark it", "Mark for later", 10},
    {"<F2>", SECRET, NULL, "Not on the bar", 99},
};
static const struct keymap own = {own_rows, 4, &common};

/* Says two of the common commands in its own way; q is free for another. */
static const struct key_row reworded_rows[] = {
    {"<Esc>", BACK, "Done", "Keep it and go back", 100},
    {"q", MARK, "Mark it", "Mark for later", 10},
};
static const struct keymap reworded = {reworded_rows, 2, &common};

static int found(const char *written, enum letters letters)
{
    struct key key;
    size_t used;
    assert_true(key_parse(written, &key, &used));
    const struct key_row *row = keymap_find(&own, &key, letters);
    return row ? row->command : 0;
}

static void keys_find_their_rows(void **state)
{
    (void)state;
    assert_int_equal(found("<Enter>", false), OPEN);
    assert_int_equal(found("]", false), NEXT);
    assert_int_equal(found("<F6>", false), NEXT);
    assert_int_equal(found("<Esc>", false), BACK);
    assert_int_equal(found("u", false), UNDO);
    assert_int_equal(found("<F2>", false), SECRET);
    assert_int_equal(found("z", false), 0);
    assert_int_equal(found("<F3>", false), 0);
}

static void a_row_stands_for_the_one_behind_it(void **state)
{
    (void)state;
    struct key key;
    size_t used;
    struct frame frame;
    struct buf dump = BUF_INIT;
    assert_true(key_parse("q", &key, &used));
    assert_int_equal(keymap_find(&reworded, &key, false)->command, MARK);
    assert_true(key_parse("<Esc>", &key, &used));
    assert_ptr_equal(keymap_find(&reworded, &key, false), &reworded_rows[0]);
    assert_true(keymap_replaced(&reworded, &common, &common_rows[2]));
    assert_false(keymap_replaced(&reworded, &common, &common_rows[0]));
    assert_false(keymap_replaced(&reworded, &reworded, &reworded_rows[0]));
    frame_init(&frame, 1, 80, true);
    keymap_draw_bar(&reworded, &frame, 0, LANG_EN, NULL, NULL, false);
    frame_dump(&frame, &dump);
    assert_string_equal(dump.data, " Esc Done   q Mark it   Ctrl-Z Undo it   ? Get help\n");
    buf_release(&dump);
    frame_release(&frame);
}

static void letters_are_text_while_typing(void **state)
{
    (void)state;
    assert_int_equal(found("]", true), 0);
    assert_int_equal(found("q", true), 0);
    assert_int_equal(found("?", true), 0);
    assert_int_equal(found("<F6>", true), NEXT);
    assert_int_equal(found("<Esc>", true), BACK);
    assert_int_equal(found("<C-z>", true), UNDO); /* after the field had it */
    struct key click = {.kind = PRESS_CLICK};
    assert_null(keymap_find(&own, &click, false));
}

/* Where letters are neither, all other keys are what they were. */
static void letters_are_nothing_where_they_are_mute(void **state)
{
    struct key key;
    size_t used;
    (void)state;
    assert_true(key_parse("?", &key, &used));
    assert_null(keymap_find(&own, &key, LETTERS_MUTE));
    assert_true(key_parse("<F6>", &key, &used));
    assert_int_equal(keymap_find(&own, &key, LETTERS_MUTE)->command, NEXT);
    assert_true(key_parse("<C-z>", &key, &used));
    assert_int_equal(keymap_find(&own, &key, LETTERS_MUTE)->command, UNDO);
}

static const struct key_row space_rows[] = {
    {"<Space> x", MARK, "Tick", "Tick", 1},
    {"<Left>", OPEN, "Fold", "Fold", 1},
};
static const struct keymap space = {space_rows, 2, NULL};

static void what_a_field_always_takes_matches_nothing(void **state)
{
    (void)state;
    struct key blank = {.kind = PRESS_NAMED, .name = NAME_SPACE};
    struct key left = {.kind = PRESS_NAMED, .name = NAME_LEFT};
    assert_non_null(keymap_find(&space, &blank, false));
    assert_null(keymap_find(&space, &blank, true));
    assert_non_null(keymap_find(&space, &left, false));
    assert_null(keymap_find(&space, &left, true));
}

static bool all_but_mark(const void *screen, int command)
{
    assert_ptr_equal(screen, &own);
    return command != MARK;
}

static void assert_bar(int columns, enum letters letters, enum lang lang, keymap_can *can,
                       const char *expected)
{
    struct frame frame;
    struct buf dump = BUF_INIT;
    frame_init(&frame, 1, columns, true);
    keymap_draw_bar(&own, &frame, 0, lang, can, &own, letters);
    frame_dump(&frame, &dump);
    assert_string_equal(dump.data, expected);
    buf_release(&dump);
    frame_release(&frame);
}

static void the_bar_shows_what_works_now(void **state)
{
    (void)state;
    assert_bar(
        100, false, LANG_EN, NULL,
        " Enter Open it   ] Go on   m Mark it   Ctrl-Z Undo it   ? Get help   Esc Go back\n");
    assert_bar(100, false, LANG_EN, all_but_mark,
               " Enter Open it   ] Go on   Ctrl-Z Undo it   ? Get help   Esc Go back\n");
    assert_bar(100, true, LANG_EN, NULL,
               " Enter Open it   F6 Go on   F7 Mark it   Ctrl-Z Undo it   Esc Go back\n");
}

static void a_narrow_bar_keeps_what_matters(void **state)
{
    (void)state;
    assert_bar(79, false, LANG_EN, NULL,
               " Enter Open it  ] Go on  m Mark it  Ctrl-Z Undo it  ? Get help  Esc Go back\n");
    assert_bar(60, false, LANG_EN, NULL, " Enter Open it  ] Go on  ? Get help  Esc Go back\n");
    assert_bar(40, false, LANG_EN, NULL, " Enter Open it  ? Get help  Esc Go back\n");
    assert_bar(30, false, LANG_EN, NULL, " ? Get help  Esc Go back\n");
    assert_bar(14, false, LANG_EN, NULL, " Esc Go back\n");
    assert_bar(8, false, LANG_EN, NULL, " Esc Go…\n");
    assert_bar(2, false, LANG_EN, NULL, " …\n");
    assert_bar(0, false, LANG_EN, NULL, "\n");
}

static void every_item_is_a_spot(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 3, 80, true);
    keymap_draw_bar(&own, &frame, 2, LANG_EN, NULL, NULL, false);
    assert_int_equal(frame_spot_at(&frame, 2, 1)->command, OPEN);
    assert_int_equal(frame_spot_at(&frame, 2, 13)->command, OPEN);
    assert_null(frame_spot_at(&frame, 2, 14));
    assert_int_equal(frame_spot_at(&frame, 2, 17)->command, NEXT);
    assert_int_equal(frame_spot_at(&frame, 2, 17)->argument, -1);
    assert_null(frame_spot_at(&frame, 1, 1));
    const struct cell *row = &frame.cells[2 * 80];
    assert_int_equal(row[1].style, STYLE_BAR_KEY);
    assert_int_equal(row[7].style, STYLE_BAR_WORD);
    frame_release(&frame);
}

static const struct key_row shadow_rows[] = {
    {"<Esc>", OPEN, "Stop", "Stop", 1},
    {"<F6>", BACK, "Leave", "Leave", 1},
};
static const struct keymap shadow = {shadow_rows, 2, &common};

static void a_key_claimed_before_is_not_shown(void **state)
{
    (void)state;
    struct frame frame;
    struct buf dump = BUF_INIT;
    frame_init(&frame, 1, 80, true);
    keymap_draw_bar(&shadow, &frame, 0, LANG_EN, NULL, NULL, false);
    frame_dump(&frame, &dump);
    assert_string_equal(dump.data, " Esc Stop   F6 Leave   Ctrl-Z Undo it   ? Get help\n");
    buf_release(&dump);
    frame_release(&frame);
}

static void keys_of_a_row_are_named(void **state)
{
    (void)state;
    struct buf names = BUF_INIT;
    struct key_row row = {"<F6> ]", NEXT, NULL, "", 0};
    keymap_add_keys(&names, &row, LANG_EN);
    assert_string_equal(names.data, "F6 or ]");
    buf_clear(&names);
    row.keys = "<Space> x <C-t>";
    keymap_add_keys(&names, &row, LANG_NL);
    assert_string_equal(names.data, "Spatie, x of Ctrl-T");
    buf_clear(&names);
    row.keys = "";
    keymap_add_keys(&names, &row, LANG_NL);
    assert_string_equal(names.data, "");
    buf_release(&names);
}

static void gather(void *arg, const char *sentence)
{
    buf_addf(arg, "%s\n", sentence);
}

static void faults_are_told(void **state)
{
    (void)state;
    static const struct key_row rows[] = {
        {"a <F6>", 1, NULL, "First", 0},
        {"<F6> <Ente> b", 2, NULL, "Second", 0},
        {"<Esc> xx", 3, NULL, "Third", 0},
        {"", 4, NULL, "Only in the list", 0},
    };
    static const struct keymap map = {rows, 4, &common};
    struct buf told = BUF_INIT;
    assert_int_equal(keymap_faults(&own, gather, &told), 0);
    assert_string_equal(told.data, "");
    assert_int_equal(keymap_faults(&reworded, gather, &told), 0);
    assert_string_equal(told.data, "");
    assert_int_equal(keymap_faults(&map, gather, &told), 4);
    assert_string_equal(told.data,
                        "F6 stands for command 1 (\"First\") and for command 2 (\"Second\")\n"
                        "\"<Ente>\" of command 2 is no key\n"
                        "\"xx\" of command 3 is no key\n"
                        "Esc stands for command 3 (\"Third\") and for command 5 (\"Go back\")\n");
    assert_int_equal(keymap_faults(&map, NULL, NULL), 4);
    buf_release(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_find_their_rows),
        cmocka_unit_test(a_row_stands_for_the_one_behind_it),
        cmocka_unit_test(letters_are_text_while_typing),
        cmocka_unit_test(letters_are_nothing_where_they_are_mute),
        cmocka_unit_test(what_a_field_always_takes_matches_nothing),
        cmocka_unit_test(the_bar_shows_what_works_now),
        cmocka_unit_test(a_narrow_bar_keeps_what_matters),
        cmocka_unit_test(every_item_is_a_spot),
        cmocka_unit_test(a_key_claimed_before_is_not_shown),
        cmocka_unit_test(keys_of_a_row_are_named),
        cmocka_unit_test(faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
