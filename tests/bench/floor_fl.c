/*
 * FL: a list of open agreements by due date, of any number, that holds nothing but what it shows:
 * for every key that scrolls one keyset query for a screen of rows, as in
 *     due = ? AND id >= ?  UNION ALL  due > ?
 * which goes through the index however many share a date.
 *   floor_fl DATABASE        one that floor_f2w filled
 */
#include <curses.h>
#include <locale.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>

#define SHOWN_MOST 200
#define TOP        2 /* rows above the list */

struct row {
    sqlite3_int64 due, id;
    char what[80];
};

struct fl {
    sqlite3_stmt *query;
    struct row rows[SHOWN_MOST];
    int n, selected;
};

static const char further[] =
    "SELECT * FROM (SELECT due, id, what FROM agreement WHERE status='open' AND due=?1 AND id>=?2"
    " ORDER BY id LIMIT ?3) UNION ALL"
    " SELECT * FROM (SELECT due, id, what FROM agreement WHERE status='open' AND due>?1"
    " ORDER BY due, id LIMIT ?3) LIMIT ?3";

static int height(void)
{
    int rows = LINES - TOP - 1;
    return rows < SHOWN_MOST ? rows : SHOWN_MOST;
}

/* Reads a screen of rows that begins with this one. */
static void fetch(struct fl *fl, sqlite3_int64 due, sqlite3_int64 id)
{
    sqlite3_bind_int64(fl->query, 1, due);
    sqlite3_bind_int64(fl->query, 2, id);
    sqlite3_bind_int(fl->query, 3, height());
    for (fl->n = 0; fl->n < SHOWN_MOST && sqlite3_step(fl->query) == SQLITE_ROW; fl->n++) {
        struct row *row = &fl->rows[fl->n];
        row->due = sqlite3_column_int64(fl->query, 0);
        row->id = sqlite3_column_int64(fl->query, 1);
        snprintf(row->what, sizeof row->what, "%s",
                 (const char *)sqlite3_column_text(fl->query, 2));
    }
    sqlite3_reset(fl->query);
    if (fl->selected >= fl->n)
        fl->selected = fl->n - 1;
}

static void draw(const struct fl *fl)
{
    erase();
    mvaddstr(0, 0, "Open agreements");
    for (int i = 0; i < fl->n; i++) {
        attrset(i == fl->selected ? A_REVERSE : A_NORMAL);
        mvprintw(TOP + i, 1, "%8lld  %-40.40s %10lld", (long long)fl->rows[i].due, fl->rows[i].what,
                 (long long)fl->rows[i].id);
    }
    attrset(A_NORMAL);
    mvaddstr(LINES - 1, 0, "Down, PgDn");
    refresh();
}

static void handle(struct fl *fl, wint_t key)
{
    int last = fl->n - 1, to = key == KEY_NPAGE ? last : 1;
    if (key == KEY_DOWN && fl->selected < last)
        fl->selected++;
    else if ((key == KEY_DOWN || key == KEY_NPAGE) && to <= last)
        fetch(fl, fl->rows[to].due, fl->rows[to].id);
}

/* Only interrupts get_wch, so the floor can leave its files in order. */
static void on_term(int number)
{
    (void)number;
}

int main(int argc, char **argv)
{
    struct fl fl = {.n = 0};
    sqlite3 *db;
    wint_t key;
    if (argc < 2 || sqlite3_open(argv[1], &db) != SQLITE_OK ||
        sqlite3_prepare_v2(db, further, -1, &fl.query, NULL) != SQLITE_OK)
        return 1;
    sigaction(SIGTERM, &(const struct sigaction){.sa_handler = on_term}, NULL);
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    keypad(stdscr, true);
    set_escdelay(25);
    fetch(&fl, 0, 0);
    draw(&fl);
    for (int kind; (kind = get_wch(&key)) != ERR;) {
        if (kind == KEY_CODE_YES)
            handle(&fl, key);
        draw(&fl);
    }
    endwin();
    sqlite3_finalize(fl.query);
    return sqlite3_close(db);
}
