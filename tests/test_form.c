#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "keys.h"
#include "ui/form.h"

/* A form under test, and what its last key came to. */
struct sheet {
    struct form form;
    enum form_event last;
    size_t left;
};

static void add_all(struct form *form)
{
    form_add(form, ITEM_CHECK, "rustig");
    form_add_text(form, "doel", false, 0, "Samen kijken");
    form_add_text(form, "nota", true, 0, "een\ntwee");
    form_add(form, ITEM_CHOICE, "wie")->options = 3;
    form_add(form, ITEM_ROW, "afspraak");
}

static struct sheet open_sheet(void)
{
    struct sheet sheet = {.last = FORM_IGNORED};
    form_init(&sheet.form);
    add_all(&sheet.form);
    return sheet;
}

static void press(void *arg, const struct key *key)
{
    struct sheet *sheet = arg;
    if (key->kind == PRESS_CLICK)
        sheet->last = form_click(&sheet->form, key->row, key->col, &sheet->left);
    else
        sheet->last = form_key(&sheet->form, key, &sheet->left);
}

static enum form_event type(struct sheet *sheet, const char *keys)
{
    keys_feed(keys, press, sheet);
    return sheet->last;
}

static const char *focus(const struct sheet *sheet)
{
    return form_focused(&sheet->form)->id;
}

static const char *text_of(const struct sheet *sheet, const char *id)
{
    return form_find(&sheet->form, id)->edit.text.data;
}

static void an_empty_form_is_safe(void **state)
{
    (void)state;
    struct form form;
    struct key tab = {.kind = PRESS_NAMED, .name = NAME_TAB};
    form_init(&form);
    assert_null(form_focused(&form));
    assert_false(form_typing(&form));
    assert_false(form_focus(&form, "x"));
    assert_null(form_find(&form, "x"));
    assert_int_equal(form_key(&form, &tab, NULL), FORM_IGNORED);
    assert_int_equal(form_click(&form, 0, 0, NULL), FORM_IGNORED);
    form_hide(&form, 0, form.n);
    form_clear(&form);
    form_release(&form);
}

static void tab_goes_round(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    assert_string_equal(focus(&sheet), "rustig");
    assert_int_equal(type(&sheet, "<Tab>"), FORM_MOVED);
    assert_int_equal(sheet.left, 0);
    assert_string_equal(focus(&sheet), "doel");
    type(&sheet, "<Tab><Tab>");
    assert_string_equal(focus(&sheet), "wie");
    assert_int_equal(type(&sheet, "<Tab>"), FORM_MOVED);
    assert_int_equal(sheet.left, 3);
    assert_string_equal(focus(&sheet), "rustig");
    type(&sheet, "<S-Tab>");
    assert_string_equal(focus(&sheet), "wie");
    form_release(&sheet.form);
}

/* Rows are where letters are commands: who is filling in never gets there with Tab. */
static void tab_leads_from_a_row_but_not_to_one(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    type(&sheet, "<End>");
    assert_string_equal(focus(&sheet), "afspraak");
    type(&sheet, "<S-Tab>");
    assert_string_equal(focus(&sheet), "wie");
    type(&sheet, "<Down>");
    assert_string_equal(focus(&sheet), "afspraak");
    type(&sheet, "<Tab>");
    assert_string_equal(focus(&sheet), "rustig");
    form_release(&sheet.form);
    form_init(&sheet.form);
    form_add(&sheet.form, ITEM_ROW, "kop");
    form_add_text(&sheet.form, "nota", true, 0, "");
    assert_int_equal(type(&sheet, "<Tab>"), FORM_MOVED);
    assert_int_equal(type(&sheet, "<Tab>"), FORM_CURSOR);
    assert_string_equal(focus(&sheet), "nota");
    form_release(&sheet.form);
}

static int chosen(const struct sheet *sheet)
{
    return form_find(&sheet->form, "wie")->chosen;
}

/* What was meant for a text neither chooses nor moves, whatever blanks and digits are in it. */
static void words_on_a_choice_do_nothing(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    type(&sheet, "<Down><Down><Tab>");
    assert_string_equal(focus(&sheet), "wie");
    assert_true(form_mute(&sheet.form));
    assert_int_equal(type(&sheet, "o"), FORM_ASTRAY);
    assert_int_equal(type(&sheet, "ver 2 weken, jk"), FORM_ASTRAY);
    assert_int_equal(type(&sheet, "<Paste>met HR</Paste>"), FORM_ASTRAY);
    assert_int_equal(type(&sheet, "<Enter>"), FORM_ASTRAY);
    assert_string_equal(focus(&sheet), "wie");
    assert_int_equal(chosen(&sheet), -1);
    assert_int_equal(type(&sheet, "2"), FORM_CHOSEN);
    assert_int_equal(type(&sheet, "a<Left>"), FORM_CHOSEN);
    assert_int_equal(type(&sheet, "<Space>"), FORM_CHOSEN);
    assert_int_equal(chosen(&sheet), 1);
    assert_int_equal(type(&sheet, "9"), FORM_ASTRAY);
    form_release(&sheet.form);
}

/* A box that Tab led to is being filled in; the arrows lead to where letters are commands. */
static void letters_on_a_box_depend_on_the_way_there(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    assert_false(form_mute(&sheet.form));
    type(&sheet, "<S-Tab><Tab>");
    assert_string_equal(focus(&sheet), "rustig");
    assert_true(form_mute(&sheet.form));
    assert_int_equal(type(&sheet, "Het rooster x<Enter>"), FORM_ASTRAY);
    assert_false(form_focused(&sheet.form)->on);
    assert_int_equal(type(&sheet, "<Enter>"), FORM_TICKED);
    assert_int_equal(type(&sheet, "x"), FORM_TICKED);
    type(&sheet, "<Down><Up>");
    assert_false(form_mute(&sheet.form));
    assert_int_equal(type(&sheet, "w"), FORM_IGNORED);
    form_release(&sheet.form);
}

static void arrows_move_and_stop_at_the_ends(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    assert_int_equal(type(&sheet, "<Up>"), FORM_IGNORED);
    type(&sheet, "<Down><Down>");
    assert_string_equal(focus(&sheet), "nota");
    assert_int_equal(type(&sheet, "<Up>"), FORM_CURSOR); /* inside the text first */
    assert_string_equal(focus(&sheet), "nota");
    assert_int_equal(type(&sheet, "<Up>"), FORM_MOVED);
    assert_string_equal(focus(&sheet), "doel");
    type(&sheet, "<Down><Down>");
    assert_string_equal(focus(&sheet), "nota");
    type(&sheet, "<Down>");
    assert_string_equal(focus(&sheet), "wie");
    type(&sheet, "<Down>");
    assert_string_equal(focus(&sheet), "afspraak");
    assert_int_equal(type(&sheet, "j"), FORM_IGNORED);
    type(&sheet, "k");
    assert_string_equal(focus(&sheet), "wie");
    type(&sheet, "<Home>");
    assert_string_equal(focus(&sheet), "rustig");
    type(&sheet, "<End>");
    assert_string_equal(focus(&sheet), "afspraak");
    form_release(&sheet.form);
}

static void boxes_tick(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    const struct form_item *box = form_find(&sheet.form, "rustig");
    assert_int_equal(type(&sheet, "<Space>"), FORM_TICKED);
    assert_true(box->on);
    assert_int_equal(type(&sheet, "x"), FORM_TICKED);
    assert_false(box->on);
    assert_int_equal(type(&sheet, "<Enter>"), FORM_TICKED);
    assert_true(box->on);
    assert_int_equal(type(&sheet, "y"), FORM_IGNORED);
    assert_int_equal(type(&sheet, "<F6>"), FORM_IGNORED);
    form_release(&sheet.form);
}

static void texts_type(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    type(&sheet, "<Tab>");
    assert_true(form_typing(&sheet.form));
    assert_false(form_find(&sheet.form, "doel")->dirty);
    assert_int_equal(type(&sheet, " jx"), FORM_EDITED);
    assert_string_equal(text_of(&sheet, "doel"), "Samen kijken jx");
    assert_true(form_find(&sheet.form, "doel")->dirty);
    assert_int_equal(type(&sheet, "<Left>"), FORM_CURSOR);
    assert_int_equal(type(&sheet, "<Home>"), FORM_CURSOR);
    assert_string_equal(focus(&sheet), "doel");
    assert_int_equal(type(&sheet, "<Enter>"), FORM_ENTER);
    assert_int_equal(type(&sheet, "<F6>"), FORM_IGNORED);
    assert_int_equal(type(&sheet, "<Esc>"), FORM_IGNORED);
    assert_int_equal(type(&sheet, "<C-z>"), FORM_EDITED);
    assert_int_equal(type(&sheet, "<C-z>"), FORM_IGNORED); /* the screen's undo */
    type(&sheet, "<Tab>");
    assert_int_equal(type(&sheet, "<Enter>drie"), FORM_EDITED);
    assert_string_equal(text_of(&sheet, "nota"), "een\ntwee\ndrie");
    form_release(&sheet.form);
}

static void a_full_text_says_so(void **state)
{
    (void)state;
    struct sheet sheet = {.last = FORM_IGNORED};
    form_init(&sheet.form);
    form_add_text(&sheet.form, "kort", false, 3, "ab");
    assert_int_equal(type(&sheet, "<Paste>cd</Paste>"), FORM_FULL);
    assert_string_equal(text_of(&sheet, "kort"), "abc");
    assert_true(form_focused(&sheet.form)->dirty);
    form_release(&sheet.form);
}

static void what_was_killed_goes_to_another_text(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    type(&sheet, "<Tab><C-u><Tab><C-End><Enter><C-v>");
    assert_string_equal(text_of(&sheet, "doel"), "");
    assert_string_equal(text_of(&sheet, "nota"), "een\ntwee\nSamen kijken");
    type(&sheet, "<C-w><Tab><Tab><Tab><C-v>");
    assert_string_equal(focus(&sheet), "doel");
    assert_string_equal(text_of(&sheet, "doel"), "kijken");
    form_release(&sheet.form);
}

static void choices_choose(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    assert_true(form_focus(&sheet.form, "wie"));
    const struct form_item *item = form_focused(&sheet.form);
    assert_int_equal(item->chosen, -1);
    assert_int_equal(type(&sheet, "<Right>"), FORM_CHOSEN);
    assert_int_equal(item->chosen, 0);
    assert_int_equal(type(&sheet, "<Left>"), FORM_CURSOR);
    type(&sheet, "<Right><Right>");
    assert_int_equal(item->chosen, 2);
    assert_int_equal(type(&sheet, "<Right>"), FORM_CURSOR);
    assert_int_equal(type(&sheet, "<Space>"), FORM_CHOSEN);
    assert_int_equal(item->chosen, 0);
    assert_int_equal(type(&sheet, "3"), FORM_CHOSEN);
    assert_int_equal(item->chosen, 2);
    assert_int_equal(type(&sheet, "4"), FORM_ASTRAY);
    assert_int_equal(type(&sheet, "<Tab><S-Tab><Enter>"), FORM_MOVED);
    assert_string_equal(focus(&sheet), "rustig");
    form_release(&sheet.form);
}

static void rows_act(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    form_focus(&sheet.form, "afspraak");
    assert_int_equal(type(&sheet, "<Enter>"), FORM_ENTER);
    assert_int_equal(type(&sheet, "<Space>"), FORM_IGNORED);
    assert_int_equal(type(&sheet, "x"), FORM_IGNORED);
    form_release(&sheet.form);
}

static void the_focus_survives_building_anew(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    form_focus(&sheet.form, "wie");
    form_clear(&sheet.form);
    assert_int_equal(sheet.form.n, 0);
    assert_null(form_focused(&sheet.form));
    form_add(&sheet.form, ITEM_ROW, "nieuw");
    add_all(&sheet.form);
    assert_string_equal(focus(&sheet), "wie");
    form_clear(&sheet.form); /* the item itself is gone: as near as can be */
    form_add(&sheet.form, ITEM_ROW, "a");
    form_add(&sheet.form, ITEM_ROW, "b");
    assert_string_equal(focus(&sheet), "b");
    type(&sheet, "<Up>"); /* who moves has no wish any more */
    form_add(&sheet.form, ITEM_ROW, "wie");
    assert_string_equal(focus(&sheet), "a");
    form_release(&sheet.form);
}

static void many_items(void **state)
{
    (void)state;
    struct form form;
    char id[24];
    form_init(&form);
    for (int i = 0; i < 1000; i++) {
        snprintf(id, sizeof id, "item %d", i);
        form_add_text(&form, id, i % 2, 10, id);
    }
    assert_int_equal(form.n, 1000);
    assert_string_equal(form_find(&form, "item 999")->edit.text.data, "item 999");
    form_release(&form);
}

/* ---- drawing and clicks ---------------------------------------------------------------------- */

static const char *const labels[] = {"jij", "S.B.", "HR"};

static void draw(struct sheet *sheet, struct frame *frame)
{
    struct form *form = &sheet->form;
    frame_clear(frame);
    form_hide(form, 0, form->n);
    form_draw_check(form, &form->items[0], frame, 0, 2, 2, 20,
                    "Rustige, neutrale plek zonder haast");
    form_draw_text(form, &form->items[1], frame, 2, 2, 1, 20);
    form_draw_text(form, &form->items[2], frame, 3, 2, 2, 20);
    assert_int_equal(form_draw_choice(form, &form->items[3], frame, 5, 2, 40, labels), 25);
    frame_put(frame, 6, 2, 20, "Rooster aanpassen", STYLE_PLAIN);
    form_place(form, &form->items[4], frame, 6, 2, 1, 20);
}

static void assert_drawn(struct sheet *sheet, const char *expected, int row, int col)
{
    struct frame frame;
    struct buf dump = BUF_INIT;
    frame_init(&frame, 7, 44, true);
    draw(sheet, &frame);
    frame_dump(&frame, &dump);
    assert_string_equal(dump.data, expected);
    assert_int_equal(frame.cursor_row, row);
    assert_int_equal(frame.cursor_col, col);
    buf_release(&dump);
    frame_release(&frame);
}

static void items_are_drawn_with_the_cursor_on_the_focus(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    assert_drawn(&sheet,
                 "  [ ] Rustige,\n      neutrale plek…\n  Samen kijken\n  een\n  twee\n"
                 "  ( ) jij  ( ) S.B.  ( ) HR\n  Rooster aanpassen\n",
                 0, 3);
    type(&sheet, "x<Tab>");
    assert_drawn(&sheet,
                 "  [x] Rustige,\n      neutrale plek…\n  Samen kijken\n  een\n  twee\n"
                 "  ( ) jij  ( ) S.B.  ( ) HR\n  Rooster aanpassen\n",
                 2, 14);
    type(&sheet, "<Tab><Tab>2");
    assert_drawn(&sheet,
                 "  [x] Rustige,\n      neutrale plek…\n  Samen kijken\n  een\n  twee\n"
                 "  ( ) jij  (o) S.B.  ( ) HR\n  Rooster aanpassen\n",
                 5, 12);
    type(&sheet, "<Down>");
    assert_drawn(&sheet,
                 "  [x] Rustige,\n      neutrale plek…\n  Samen kijken\n  een\n  twee\n"
                 "  ( ) jij  (o) S.B.  ( ) HR\n  Rooster aanpassen\n",
                 6, 2);
    form_release(&sheet.form);
}

static void clicks_find_their_item(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    struct frame frame;
    frame_init(&frame, 7, 44, true);
    draw(&sheet, &frame);
    assert_int_equal(type(&sheet, "<Click 2,5>"), FORM_MOVED);
    assert_int_equal(sheet.left, 0);
    assert_string_equal(focus(&sheet), "doel");
    assert_int_equal(form_focused(&sheet.form)->edit.cursor, 3);
    assert_int_equal(type(&sheet, "<Click 2,4>"), FORM_CURSOR);
    assert_int_equal(type(&sheet, "<Click 4,3>"), FORM_MOVED);
    assert_int_equal(form_focused(&sheet.form)->edit.cursor, 5);
    assert_int_equal(type(&sheet, "<Click 1,8>"), FORM_TICKED); /* on the second row of its label */
    assert_int_equal(sheet.left, 2);
    assert_true(sheet.form.items[0].on);
    assert_int_equal(type(&sheet, "<Click 5,20>"), FORM_CHOSEN);
    assert_int_equal(sheet.form.items[3].chosen, 1);
    assert_int_equal(type(&sheet, "<Click 5,2>"), FORM_CHOSEN);
    assert_int_equal(sheet.form.items[3].chosen, 0);
    assert_int_equal(type(&sheet, "<Click 6,4>"), FORM_MOVED);
    assert_int_equal(type(&sheet, "<Click 6,4>"), FORM_ENTER);
    assert_int_equal(type(&sheet, "<Click 6,40>"), FORM_IGNORED);
    assert_int_equal(type(&sheet, "<Click 0,0>"), FORM_IGNORED);
    form_hide(&sheet.form, 0, sheet.form.n);
    assert_int_equal(type(&sheet, "<Click 2,5>"), FORM_IGNORED);
    frame_release(&frame);
    form_release(&sheet.form);
}

static void left_and_right_go_to_what_stands_beside(void **state)
{
    (void)state;
    struct sheet sheet = {.last = FORM_IGNORED};
    struct frame frame;
    static const char *const ids[] = {"l0", "l2", "l4", "r0", "r3"};
    static const int rows[] = {0, 2, 4, 0, 3};
    form_init(&sheet.form);
    frame_init(&frame, 6, 40, true);
    for (int i = 0; i < 5; i++) {
        form_add(&sheet.form, i < 3 ? ITEM_ROW : ITEM_CHECK, ids[i]);
        struct form_item *item = form_find(&sheet.form, ids[i]);
        form_place(&sheet.form, item, &frame, rows[i], i < 3 ? 1 : 20, 1, 15);
    }
    assert_int_equal(type(&sheet, "<Left>"), FORM_IGNORED);
    assert_int_equal(type(&sheet, "<Right>"), FORM_MOVED);
    assert_string_equal(focus(&sheet), "r0");
    assert_int_equal(type(&sheet, "<Right>"), FORM_IGNORED);
    type(&sheet, "<Down><Left>");
    assert_string_equal(focus(&sheet), "l2");
    type(&sheet, "<Down><Right>");
    assert_string_equal(focus(&sheet), "r3");
    form_hide(&sheet.form, 0, sheet.form.n);
    assert_int_equal(type(&sheet, "<Left>"), FORM_IGNORED);
    frame_release(&frame);
    form_release(&sheet.form);
}

static void a_choice_without_room_is_cut(void **state)
{
    (void)state;
    struct sheet sheet = open_sheet();
    struct frame frame;
    struct buf dump = BUF_INIT;
    frame_init(&frame, 1, 44, true);
    struct form_item *item = form_find(&sheet.form, "wie");
    assert_int_equal(form_draw_choice(&sheet.form, item, &frame, 0, 0, 12, labels), 12);
    frame_dump(&frame, &dump);
    assert_string_equal(dump.data, "( ) jij  ( …\n");
    assert_int_equal(type(&sheet, "<Click 0,11>"), FORM_CHOSEN);
    assert_int_equal(item->chosen, 1);
    assert_int_equal(type(&sheet, "<Click 0,20>"), FORM_IGNORED);
    form_place(&sheet.form, item, &frame, 0, 0, 1, 12); /* drawn by the screen: no option known */
    assert_int_equal(type(&sheet, "<Click 0,0>"), FORM_CURSOR);
    assert_int_equal(item->chosen, 1);
    buf_release(&dump);
    frame_release(&frame);
    form_release(&sheet.form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_form_is_safe),
        cmocka_unit_test(tab_goes_round),
        cmocka_unit_test(tab_leads_from_a_row_but_not_to_one),
        cmocka_unit_test(words_on_a_choice_do_nothing),
        cmocka_unit_test(letters_on_a_box_depend_on_the_way_there),
        cmocka_unit_test(arrows_move_and_stop_at_the_ends),
        cmocka_unit_test(boxes_tick),
        cmocka_unit_test(texts_type),
        cmocka_unit_test(a_full_text_says_so),
        cmocka_unit_test(what_was_killed_goes_to_another_text),
        cmocka_unit_test(choices_choose),
        cmocka_unit_test(rows_act),
        cmocka_unit_test(the_focus_survives_building_anew),
        cmocka_unit_test(many_items),
        cmocka_unit_test(items_are_drawn_with_the_cursor_on_the_focus),
        cmocka_unit_test(clicks_find_their_item),
        cmocka_unit_test(left_and_right_go_to_what_stands_beside),
        cmocka_unit_test(a_choice_without_room_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
