#include "ui/calendar.h"

#include <string.h>

#include "base/day.h"
#include "base/utf8.h"

#define FIRST_WEEK 2 /* the row of the month's first week */
#define DAY_COL    3 /* Monday's digits; the column before them is for a sign */
#define DAY_WIDTH  3

void calendar_init(struct calendar *calendar, int day, int today)
{
    *calendar = (struct calendar){.day = day == DAY_NONE ? today : day, .today = today};
}

/* ---- moving ---------------------------------------------------------------------------------- */

static void choose(struct calendar *calendar, int day)
{
    if (day != DAY_NONE && day >= day_from_civil(1900, 1, 1) && day <= day_from_civil(2199, 12, 31))
        calendar->day = day;
}

/* What a key adds to the day. */
struct move {
    enum key_name name;
    char letter;
    int days, months;
};

static const struct move moves[] = {
    {NAME_LEFT, 'h', -1, 0},     {NAME_RIGHT, 'l', 1, 0},     {NAME_UP, 'k', -7, 0},
    {NAME_DOWN, 'j', 7, 0},      {NAME_PGUP, 0, 0, -1},       {NAME_PGDN, 0, 0, 1},
    {NAME_CTRL_LEFT, 0, 0, -12}, {NAME_CTRL_RIGHT, 0, 0, 12},
};

static bool move_fits(const struct move *move, const struct key *key)
{
    if (key->kind == PRESS_NAMED)
        return key->name == move->name;
    return key->kind == PRESS_TEXT && move->letter && key->text[0] == move->letter &&
           key->text[1] == '\0';
}

static int first_of_month(int day)
{
    return day - day_civil(day).day + 1;
}

static int last_of_month(int day)
{
    struct civil civil = day_civil(day);
    return day - civil.day + day_month_length(civil.year, civil.month);
}

static void add_months(struct calendar *calendar, int months)
{
    choose(calendar, day_add_months(calendar->day, months));
}

/* The keys that go to a place. */
static bool jump(struct calendar *calendar, enum key_name name)
{
    if (name == NAME_HOME)
        choose(calendar, first_of_month(calendar->day));
    else if (name == NAME_END)
        choose(calendar, last_of_month(calendar->day));
    else if (name == NAME_CTRL_HOME)
        choose(calendar, calendar->today);
    else
        return false;
    return true;
}

bool calendar_key(struct calendar *calendar, const struct key *key)
{
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        if (!move_fits(&moves[i], key))
            continue;
        if (moves[i].months)
            add_months(calendar, moves[i].months);
        else
            choose(calendar, calendar->day + moves[i].days);
        return true;
    }
    if (key->kind == PRESS_WHEEL) {
        add_months(calendar, key->count);
        return true;
    }
    return key->kind == PRESS_NAMED && jump(calendar, key->name);
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* The Monday of the first row. */
static int first_monday(int day)
{
    int first = first_of_month(day);
    return first - day_weekday(first) + 1;
}

static void draw_title(const struct calendar *calendar, struct frame *frame, int row, int col,
                       enum lang lang)
{
    struct buf title = BUF_INIT;
    struct civil civil = day_civil(calendar->day);
    buf_addf(&title, "%s %d", day_month_name(civil.month, lang), civil.year);
    int width = utf8_columns(title.data, title.len);
    int left = (CALENDAR_COLUMNS - width) / 2;
    frame_put(frame, row, col, 1, "<", STYLE_QUIET);
    frame_put(frame, row, col + (left > 2 ? left : 2), CALENDAR_COLUMNS - 4, title.data,
              STYLE_HEADING);
    frame_put(frame, row, col + CALENDAR_COLUMNS - 1, 1, ">", STYLE_QUIET);
    buf_release(&title);
}

static void draw_weekdays(struct frame *frame, int row, int col, enum lang lang)
{
    frame_put(frame, row, col, 2, tr(lang, "wk"), STYLE_QUIET);
    for (int i = 0; i < 7; i++) {
        const char *name = day_weekday_short(i + 1, lang);
        frame_put_part(frame, row, col + DAY_COL + i * DAY_WIDTH, 2, name,
                       utf8_fit(name, strlen(name), 2), STYLE_QUIET);
    }
}

static void put_sign(struct frame *frame, int row, int col, const char *sign, enum style style)
{
    frame_put(frame, row, col, 1, sign, style);
}

/* The digits, and beside them what says that the day is chosen or today. The star stands at the
 * left unless the bracket of the chosen day is there. */
static void draw_day(const struct calendar *calendar, struct frame *frame, int row, int col,
                     int day)
{
    struct buf digits = BUF_INIT;
    bool chosen = day == calendar->day, today = day == calendar->today;
    enum style style = chosen ? STYLE_FOCUS : today ? STYLE_STRONG : STYLE_PLAIN;
    buf_addf(&digits, "%2d", day_civil(day).day);
    frame_put(frame, row, col, 2, digits.data, style);
    buf_release(&digits);
    if (chosen) {
        put_sign(frame, row, col - 1, "[", style);
        put_sign(frame, row, col + 2, "]", style);
        frame_cursor(frame, row, col);
    } else if (today) {
        bool bracket = day == calendar->day + 1 && day_weekday(day) > 1;
        put_sign(frame, row, bracket ? col + 2 : col - 1, "*", style);
    }
}

static void draw_week(const struct calendar *calendar, struct frame *frame, int row, int col,
                      int monday)
{
    struct buf number = BUF_INIT;
    int month = day_civil(calendar->day).month;
    buf_addf(&number, "%2d", day_iso_week(monday, NULL));
    frame_put(frame, row, col, 2, number.data, STYLE_QUIET);
    for (int i = 0; i < 7; i++) {
        if (day_civil(monday + i).month == month)
            draw_day(calendar, frame, row, col + DAY_COL + i * DAY_WIDTH, monday + i);
    }
    buf_release(&number);
}

/* "do 26 nov, over 3 dagen", the distance only when there is room for it. */
static void draw_words(const struct calendar *calendar, struct frame *frame, int row, int col,
                       enum lang lang)
{
    struct buf words = BUF_INIT;
    day_add_short(&words, calendar->day, calendar->today, lang);
    size_t date = words.len;
    buf_adds(&words, ", ");
    day_add_distance(&words, calendar->day, calendar->today, lang);
    if (utf8_columns(words.data, words.len) > CALENDAR_COLUMNS)
        buf_cut(&words, date);
    frame_put(frame, row, col, CALENDAR_COLUMNS, words.data, STYLE_PLAIN);
    buf_release(&words);
}

void calendar_draw(const struct calendar *calendar, struct frame *frame, int row, int col,
                   enum lang lang)
{
    int last = last_of_month(calendar->day);
    draw_title(calendar, frame, row, col, lang);
    draw_weekdays(frame, row + 1, col, lang);
    int week = row + FIRST_WEEK;
    for (int monday = first_monday(calendar->day); monday <= last; monday += 7)
        draw_week(calendar, frame, week++, col, monday);
    draw_words(calendar, frame, row + CALENDAR_ROWS - 1, col, lang);
}

/* ---- clicks ---------------------------------------------------------------------------------- */

bool calendar_click(struct calendar *calendar, int row, int col)
{
    if (row == 0 && col >= 0 && col <= 1)
        add_months(calendar, -1);
    if (row == 0 && col >= CALENDAR_COLUMNS - 2 && col < CALENDAR_COLUMNS)
        add_months(calendar, 1);
    if (row < FIRST_WEEK || row >= CALENDAR_ROWS - 1 || col < DAY_COL - 1 ||
        col >= CALENDAR_COLUMNS)
        return false;
    int weekday = (col - DAY_COL + 1) / DAY_WIDTH;
    int day = first_monday(calendar->day) + (row - FIRST_WEEK) * 7 + (weekday < 7 ? weekday : 6);
    if (day < first_of_month(calendar->day) || day > last_of_month(calendar->day))
        return false;
    choose(calendar, day);
    return true;
}
