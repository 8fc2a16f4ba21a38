#include "floor.h"

#include <curses.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

#define BOX_ROWS    10
#define BOX_COLUMNS 60

static void fill(void)
{
    static const char words[] =
        "wat is er gezegd, wie doet wat, wanneer, en hoe zien we dat terug ";
    for (int row = 0; row < LINES; row++) {
        attrset(row == 0 ? A_BOLD : COLOR_PAIR(row % 3));
        for (int col = 0; col + 12 < COLS; col += 12)
            mvaddnstr(row, col, words + (row + col) % 50, 12);
    }
    attrset(A_NORMAL);
}

static void draw_box(const wchar_t *text, int len)
{
    for (int row = 0; row < BOX_ROWS; row++) {
        mvhline(5 + row, 10, ' ', BOX_COLUMNS);
        int from = row * BOX_COLUMNS;
        if (from < len)
            mvaddnwstr(5 + row, 10, text + from,
                       len - from < BOX_COLUMNS ? len - from : BOX_COLUMNS);
    }
    move(5 + len / BOX_COLUMNS, 10 + len % BOX_COLUMNS);
}

static void draw_all(bool box, const wchar_t *text, int len)
{
    erase();
    fill();
    if (box)
        draw_box(text, len);
    refresh();
}

/* Only interrupts get_wch, so the floor can leave its files in order. */
static void on_term(int number)
{
    (void)number;
}

int floor_run(bool box)
{
    const struct sigaction leave = {.sa_handler = on_term};
    wchar_t text[BOX_ROWS * BOX_COLUMNS + 1] = L"";
    int len = 0;
    wint_t key;
    sigaction(SIGTERM, &leave, NULL);
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    nonl();
    keypad(stdscr, true);
    set_escdelay(25);
    start_color();
    use_default_colors();
    init_pair(1, 66, -1);
    init_pair(2, 130, -1);
    draw_all(box, text, len);
    for (int kind; (kind = get_wch(&key)) != ERR;) {
        if (kind == KEY_CODE_YES) {
            if (key == KEY_RESIZE)
                draw_all(box, text, len);
            continue;
        }
        if (len == BOX_ROWS * BOX_COLUMNS)
            len = 0;
        text[len++] = (wchar_t)key;
        if (box)
            draw_box(text, len);
        else
            mvaddnwstr(5 + len / BOX_COLUMNS, 10 + len % BOX_COLUMNS, text + len - 1, 1);
        refresh();
    }
    endwin();
    return 0;
}
