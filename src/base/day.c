#include "base/day.h"

#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

/* A table and not catalogue texts: day_words.c reads both languages whichever is spoken. */
static const char *const month_names[][12] = {
    [LANG_EN] = {"January", "February", "March", "April", "May", "June", "July", "August",
                 "September", "October", "November", "December"},
    [LANG_NL] = {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
                 "september", "oktober", "november", "december"},
};

static const char *const month_short[][12] = {
    [LANG_EN] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                 "Dec"},
    [LANG_NL] = {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov",
                 "dec"},
};

static const char *const weekday_names[][7] = {
    [LANG_EN] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    [LANG_NL] = {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
};

static const char *const weekday_short[][7] = {
    [LANG_EN] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
    [LANG_NL] = {"ma", "di", "wo", "do", "vr", "za", "zo"},
};

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int day_month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && leap(year));
}

/*
 * Years are counted from March, so the leap day is the last of its year and the months before it
 * have a regular pattern: 153 days in every five. An era is 400 years, 146097 days. (H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms".) From 0000-03-01 to 1970-01-01 is 719468 days.
 */
enum { ERA_DAYS = 146097, EPOCH = 719468 };

static int count_days(int year, int month, int day)
{
    int march_year = year - (month <= 2);
    int era = march_year / 400, year_of_era = march_year % 400;
    int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH;
}

int day_from_civil(int year, int month, int day)
{
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 ||
        day > day_month_length(year, month))
        return DAY_NONE;
    return count_days(year, month, day);
}

static struct civil civil_of(int day)
{
    int since = day + EPOCH;
    int era = since / ERA_DAYS, day_of_era = since % ERA_DAYS;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (ERA_DAYS - 1)) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int march_month = (5 * day_of_year + 2) / 153;
    int month = march_month < 10 ? march_month + 3 : march_month - 9;
    return (struct civil){
        .year = era * 400 + year_of_era + (month <= 2),
        .month = month,
        .day = day_of_year - (153 * march_month + 2) / 5 + 1,
    };
}

static bool valid(long long day)
{
    return day >= day_from_civil(FIRST_YEAR, 1, 1) && day <= day_from_civil(LAST_YEAR, 12, 31);
}

struct civil day_civil(int day)
{
    return valid(day) ? civil_of(day) : (struct civil){0};
}

int day_add_days(int day, int days)
{
    long long sum = (long long)day + days;
    return valid(day) && valid(sum) ? (int)sum : DAY_NONE;
}

int day_add_months(int day, int months)
{
    struct civil civil = day_civil(day);
    if (!valid(day) || months > 12 * LAST_YEAR || months < -12 * LAST_YEAR)
        return DAY_NONE;
    int count = civil.year * 12 + civil.month - 1 + months;
    if (count < 0)
        return DAY_NONE;
    int year = count / 12, month = count % 12 + 1, last = day_month_length(year, month);
    return day_from_civil(year, month, civil.day < last ? civil.day : last);
}

int day_weekday(int day)
{
    int since_monday = (day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

/* The Monday of the first week of a year: the week that holds 4 January. */
static int first_monday(int year)
{
    int fourth = count_days(year, 1, 4);
    return fourth - day_weekday(fourth) + 1;
}

int day_iso_week(int day, int *year)
{
    int monday = day - day_weekday(day) + 1;
    int week_year = civil_of(monday + 3).year; /* a week belongs to the year of its Thursday */
    if (year)
        *year = week_year;
    return (monday - first_monday(week_year)) / 7 + 1;
}

int day_from_week(int year, int week, int weekday)
{
    if (year < FIRST_YEAR || year > LAST_YEAR || week < 1 || week > 53 || weekday < 1 ||
        weekday > 7)
        return DAY_NONE;
    int monday = first_monday(year) + (week - 1) * 7;
    if (civil_of(monday + 3).year != year)
        return DAY_NONE; /* week 53 of a year that has 52 */
    return day_add_days(monday, weekday - 1);
}

static int digits(const char *text, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + text[i] - '0';
    }
    return value;
}

int day_parse_iso(const char *text)
{
    if (strlen(text) != DAY_ISO_SIZE - 1 || text[4] != '-' || text[7] != '-')
        return DAY_NONE;
    return day_from_civil(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2));
}

/* Of n digits; tells what is behind them. */
static char *put_digits(char *at, int value, int n)
{
    for (int i = n; i > 0; i--, value /= 10)
        at[i - 1] = (char)('0' + value % 10);
    return at + n;
}

/* By hand: a list that is brought in has thousands. */
void day_iso(int day, char text[DAY_ISO_SIZE])
{
    struct civil civil = day_civil(day);
    char *at = text;
    if (valid(day)) {
        at = put_digits(at, civil.year, 4);
        *at++ = '-';
        at = put_digits(at, civil.month, 2);
        *at++ = '-';
        at = put_digits(at, civil.day, 2);
    }
    *at = '\0';
}

void day_add_short(struct buf *buf, int day, int today, enum lang lang)
{
    if (!valid(day))
        return;
    struct civil civil = day_civil(day);
    buf_addf(buf, "%s %d %s", day_weekday_short(day_weekday(day), lang), civil.day,
             month_short[lang][civil.month - 1]);
    if (civil.year != day_civil(today).year)
        buf_addf(buf, " %d", civil.year);
}

void day_add_numbers(struct buf *buf, int day, enum lang lang)
{
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    if (!valid(day) || lang == LANG_EN) {
        buf_adds(buf, iso);
        return;
    }
    struct civil civil = day_civil(day);
    buf_addf(buf, "%d-%d-%04d", civil.day, civil.month, civil.year);
}

void day_add_long(struct buf *buf, int day, enum lang lang)
{
    if (!valid(day))
        return;
    struct civil civil = day_civil(day);
    buf_addf(buf, "%s %d %s %d", day_weekday_name(day_weekday(day), lang), civil.day,
             day_month_name(civil.month, lang), civil.year);
}

/* Adds how far away days is, without saying which way. */
static void add_way(struct buf *buf, int days, const char *day_format, const char *week_format)
{
    if (days >= 14 && days % 7 == 0)
        buf_addf(buf, week_format, days / 7);
    else
        buf_addf(buf, day_format, days);
}

void day_add_distance(struct buf *buf, int day, int today, enum lang lang)
{
    if (day == DAY_NONE)
        return;
    int days = day - today;
    if (days == 0)
        buf_adds(buf, tr(lang, "today"));
    else if (days == 1)
        buf_adds(buf, tr(lang, "tomorrow"));
    else if (days == -1)
        buf_adds(buf, tr(lang, "yesterday"));
    else if (days > 0)
        add_way(buf, days, tr(lang, "in %d days"), tr(lang, "in %d weeks"));
    else
        add_way(buf, -days, tr(lang, "%d days ago"), tr(lang, "%d weeks ago"));
}

const char *day_month_name(int month, enum lang lang)
{
    return month_names[lang][month - 1];
}

const char *day_weekday_name(int weekday, enum lang lang)
{
    return weekday_names[lang][weekday - 1];
}

const char *day_weekday_short(int weekday, enum lang lang)
{
    return weekday_short[lang][weekday - 1];
}
