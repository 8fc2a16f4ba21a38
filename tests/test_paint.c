/* ui/paint against a terminal: whatever is drawn, it shows that. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <vterm.h>

#include "base/utf8.h"
#include "ui/paint.h"

enum { ROWS = 12, COLUMNS = 40 };

/* What is drawn, what it is told with, and the terminal that is told. */
struct scene {
    struct frame frame;
    struct paint paint;
    struct buf out;
    VTerm *vterm;
    VTermScreen *screen;
};

static const struct paint_words ansi = {
    .clear = "\033[H\033[2J",
    .clear_end = "\033[K",
    .up = "\n",
    .down = "\033M",
    .reset = "\033[m",
    .looks = {[STYLE_STRONG] = "\033[1m", [STYLE_FOCUS] = "\033[7m", [STYLE_FIELD] = "\033[4m"},
    .clears_plain = true,
    .stays_last = true,
    .moves_in_any = true,
    .moves_across = true,
};

static void scene_open(struct scene *scene, const struct paint_words *words)
{
    *scene = (struct scene){.out = BUF_INIT};
    setlocale(LC_CTYPE, "C.UTF-8");
    frame_init(&scene->frame, ROWS, COLUMNS, true);
    paint_init(&scene->paint, ROWS, COLUMNS);
    paint_speak(&scene->paint, words);
    scene->vterm = vterm_new(ROWS, COLUMNS);
    vterm_set_utf8(scene->vterm, 1);
    scene->screen = vterm_obtain_screen(scene->vterm);
    vterm_screen_reset(scene->screen, 1);
}

static void scene_close(struct scene *scene)
{
    vterm_free(scene->vterm);
    paint_release(&scene->paint);
    frame_release(&scene->frame);
    buf_release(&scene->out);
}

/* Is the cell on the terminal what was drawn? All that is drawn here is one character a cell. */
static void assert_cell(const struct scene *scene, int row, int col)
{
    const struct cell *drawn = &scene->frame.cells[row * COLUMNS + col];
    VTermScreenCell cell;
    char text[8] = " ";
    vterm_screen_get_cell(scene->screen, (VTermPos){row, col}, &cell);
    if (cell.chars[0] == (uint32_t)-1)
        text[0] = '\0';
    else if (cell.chars[0] < 0x80)
        text[0] = cell.chars[0] ? (char)cell.chars[0] : ' ';
    else
        text[utf8_encode(cell.chars[0], text)] = '\0';
    assert_string_equal(text, drawn->text);
    if (!drawn->columns) /* libvterm keeps no look of the right half */
        return;
    assert_int_equal(cell.attrs.bold, drawn->style == STYLE_STRONG);
    assert_int_equal(cell.attrs.reverse, drawn->style == STYLE_FOCUS);
    assert_int_equal(cell.attrs.underline, drawn->style == STYLE_FIELD);
}

/* What cannot be shown without scrolling it all. */
static bool is_left_out(const struct scene *scene, int row, int col)
{
    int wide = scene->frame.cells[ROWS * COLUMNS - 1].columns == 0;
    return !scene->paint.words.stays_last && row + 1 == ROWS && col + 1 + wide >= COLUMNS;
}

/* Shows the frame, looks whether it is there, and returns the bytes that took. */
static size_t show(struct scene *scene)
{
    VTermPos cursor;
    buf_clear(&scene->out);
    paint_show(&scene->paint, &scene->frame, &scene->out);
    vterm_input_write(scene->vterm, scene->out.data, scene->out.len);
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLUMNS; col++)
            if (!is_left_out(scene, row, col))
                assert_cell(scene, row, col);
    vterm_state_get_cursorpos(vterm_obtain_state(scene->vterm), &cursor);
    if (scene->frame.cursor_row >= 0) {
        assert_int_equal(cursor.row, scene->frame.cursor_row);
        assert_int_equal(cursor.col, scene->frame.cursor_col);
    }
    return scene->out.len;
}

static void write_row(struct scene *scene, int row, const char *text, enum style style)
{
    frame_fill(&scene->frame, row, 0, COLUMNS, STYLE_PLAIN);
    frame_put(&scene->frame, row, 0, COLUMNS, text, style);
}

/* ---- what it shows --------------------------------------------------------------------------- */

static int any(int n)
{
    return rand() % n;
}

static void draw_anything(struct scene *scene)
{
    static const char *const texts[] = {"a",       "",   "some words", "漢字漢字",     "é",
                                        "───────", "  ", "x      y",   "            ", "字 a 字"};
    static const enum style styles[] = {STYLE_PLAIN, STYLE_TYPED, STYLE_STRONG, STYLE_FOCUS,
                                        STYLE_FIELD};
    for (int n = any(8); n >= 0; n--)
        frame_put(&scene->frame, any(ROWS), any(COLUMNS), any(COLUMNS),
                  texts[any(sizeof texts / sizeof *texts)],
                  styles[any(sizeof styles / sizeof *styles)]);
    frame_cursor(&scene->frame, any(ROWS), any(COLUMNS));
}

/* As a list does that goes on: the rows in between move by one. */
static void move_anything(struct scene *scene)
{
    size_t row = sizeof(struct cell) * COLUMNS;
    int first = any(ROWS - 1), n = any(ROWS - first - 1), up = any(2);
    struct cell *cells = scene->frame.cells + first * COLUMNS;
    memmove(cells + (up ? 0 : COLUMNS), cells + (up ? COLUMNS : 0), (size_t)n * row);
    scene->frame.first = up ? first : first + 1;
    scene->frame.end = scene->frame.first + n;
}

static void show_anything(const struct paint_words *words)
{
    struct scene scene;
    scene_open(&scene, words);
    for (int round = 0; round < 3000; round++) {
        if (any(50) == 0)
            frame_clear(&scene.frame);
        draw_anything(&scene);
        show(&scene);
        if (any(3) == 0)
            move_anything(&scene);
        show(&scene);
    }
    scene_close(&scene);
}

static void whatever_is_drawn_is_shown(void **state)
{
    (void)state;
    srand(11);
    show_anything(&ansi);
}

static void move_there(struct buf *out, int row, int col)
{
    buf_addf(out, "\033[%d;%df", row + 1, col + 1);
}

/* Nothing but clearing and moving, in words of its own. */
static void a_terminal_of_few_words_shows_it_too(void **state)
{
    struct paint_words few = {.move = move_there, .clear = "\033[H\033[2J", .reset = "\033[m"};
    (void)state;
    memcpy(few.looks, ansi.looks, sizeof few.looks);
    srand(12);
    show_anything(&few);
}

static void write_list(struct scene *scene, int row, int n, int first)
{
    static const char *const rows[] = {
        "Anna calls the doctor",       "Bram makes a plan for the week", "Chris asks for a chair",
        "Dirk looks for another desk", "Els goes to the works council",  "Fred does nothing at all",
        "Guus comes back on Monday",   "Hanna reads what was agreed"};
    for (int i = 0; i < n; i++)
        write_row(scene, row + i, rows[first + i], STYLE_PLAIN);
}

/* Where a character in the very last place scrolls it all none is written there, and so none can
 * be taken along from there. */
static void a_terminal_that_scrolls_at_its_end_shows_it_too(void **state)
{
    struct paint_words sharp = ansi;
    (void)state;
    sharp.stays_last = false;
    srand(13);
    show_anything(&sharp);
    for (int up = 0; up < 2; up++) {
        struct scene scene;
        scene_open(&scene, &sharp);
        for (int by = 0; by < 2; by++) {
            write_list(&scene, ROWS - 5, 5, up ? by : 1 - by);
            for (int row = ROWS - 5; row < ROWS; row++)
                frame_put(&scene.frame, row, COLUMNS - 1, 1, "|", STYLE_PLAIN);
            show(&scene);
        }
        scene_close(&scene);
    }
}

/* As if the last of them came from beyond what was drawn: nothing changed there. */
static void a_row_beside_those_that_moved_stays(void **state)
{
    (void)state;
    for (int up = 0; up < 2; up++) {
        struct scene scene;
        scene_open(&scene, &ansi);
        write_list(&scene, 2, 6, 1);
        show(&scene);
        write_list(&scene, up ? 2 : 3, 5, up ? 2 : 1);
        show(&scene);
        scene_close(&scene);
    }
}

static void what_was_shown_is_shown_again(void **state)
{
    struct scene scene;
    (void)state;
    scene_open(&scene, &ansi);
    write_row(&scene, 3, "as it was", STYLE_STRONG);
    frame_cursor(&scene.frame, 3, 5);
    show(&scene);
    vterm_input_write(scene.vterm, "\033[2Jsomething else", 18);
    buf_clear(&scene.out);
    paint_again(&scene.paint, &scene.out);
    vterm_input_write(scene.vterm, scene.out.data, scene.out.len);
    assert_int_equal(show(&scene), 0);
    scene_close(&scene);
}

/* ---- how much that takes --------------------------------------------------------------------- */

static void a_letter_behind_another_is_one_byte(void **state)
{
    struct scene scene;
    (void)state;
    scene_open(&scene, &ansi);
    frame_cursor(&scene.frame, 4, 4);
    show(&scene);
    for (int col = 4; col < 20; col++) {
        frame_put(&scene.frame, 4, col, 1, "x", STYLE_TYPED);
        frame_cursor(&scene.frame, 4, col + 1);
        assert_int_equal(show(&scene), 1);
    }
    assert_int_equal(show(&scene), 0);
    scene_close(&scene);
}

static void a_blank_end_is_cleared(void **state)
{
    struct scene scene;
    (void)state;
    scene_open(&scene, &ansi);
    write_row(&scene, 2, "a row of many letters, that goes", STYLE_PLAIN);
    show(&scene);
    write_row(&scene, 2, "a row", STYLE_PLAIN);
    assert_in_range(show(&scene), 3, 9);
    scene_close(&scene);
}

/* A list that goes on by one, with a sign at its edge that there is more above. */
static void rows_that_moved_are_scrolled(void **state)
{
    struct scene scene;
    (void)state;
    scene_open(&scene, &ansi);
    for (int by = 0; by < 2; by++) {
        write_list(&scene, 2, 7, by);
        frame_put(&scene.frame, 2, COLUMNS - 1, 1, by ? "x" : " ", STYLE_PLAIN);
        size_t bytes = show(&scene);
        assert_in_range(bytes, 1, by ? 70 : 300);
    }
    scene_close(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_is_drawn_is_shown),
        cmocka_unit_test(a_terminal_of_few_words_shows_it_too),
        cmocka_unit_test(a_terminal_that_scrolls_at_its_end_shows_it_too),
        cmocka_unit_test(a_row_beside_those_that_moved_stays),
        cmocka_unit_test(what_was_shown_is_shown_again),
        cmocka_unit_test(a_letter_behind_another_is_one_byte),
        cmocka_unit_test(a_blank_end_is_cleared),
        cmocka_unit_test(rows_that_moved_are_scrolled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
