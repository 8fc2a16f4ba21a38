#include "base/period.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"

#define WORDS_MAX 8
#define WORD_MAX  24  /* bytes, with the NUL; a longer one means nothing */
#define REACH     184 /* days: so far an end without a year may lie in the next one */

enum stretch { STRETCH_NONE, DAYS, WEEKS, MONTHS, QUARTERS, YEARS };

/* The folded words of a text, or of a part of one. */
struct words {
    char word[WORDS_MAX][WORD_MAX];
    size_t n;
};

struct reading {
    int today;
    enum lang lang;
    bool dated; /* the year was named */
};

/* A word and what it stands for. */
struct meaning {
    const char *word;
    int value;
};

static const struct meaning which[] = {
    {"deze", 0},       {"dit", 0},      {"this", 0},    {"lopende", 0}, {"current", 0},
    {"vorige", -1},    {"vorig", -1},   {"last", -1},   {"past", -1},   {"previous", -1},
    {"afgelopen", -1}, {"laatste", -1}, {"volgend", 1}, {"next", 1},    {"volgende", 1},
    {"komende", 1},    {"komend", 1},   {"coming", 1},
};

static const struct meaning units[] = {
    {"kw", QUARTERS},        {"dag", DAYS},          {"dagen", DAYS},   {"day", DAYS},
    {"days", DAYS},          {"week", WEEKS},        {"weken", WEEKS},  {"weeks", WEEKS},
    {"maand", MONTHS},       {"maanden", MONTHS},    {"month", MONTHS}, {"months", MONTHS},
    {"kwartaal", QUARTERS},  {"quarter", QUARTERS},  {"jaar", YEARS},   {"year", YEARS},
    {"kwartalen", QUARTERS}, {"quarters", QUARTERS}, {"jaren", YEARS},  {"years", YEARS},
};

static const struct meaning quarters[] = {
    {"q1", 1}, {"q2", 2}, {"q3", 3}, {"q4", 4}, {"k1", 1}, {"k2", 2},
    {"k3", 3}, {"k4", 4}, {"1e", 1}, {"2e", 2}, {"3e", 3}, {"4e", 4},
};

/* What stands between the two ends. */
static const char *const between[] = {" tot en met ", " t/m ",   " tm ",   " tot ",
                                      " through ",    " until ", " till ", " to ",
                                      " en ",         " and ",   " - "};
static const char *const since[] = {"vanaf ", "sinds ", "since ", "van ", "from "};
static const char *const until[] = {"tot en met ", "t/m ", "tot ", "until ", "till ", "up to "};
static const char *const opening[] = {"van ", "tussen ", "from ", "between ", "vanaf "};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool find(const struct meaning *meanings, size_t n, const char *word, int *value)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(meanings[i].word, word) == 0) {
            *value = meanings[i].value;
            return true;
        }
    return false;
}

/* False when it has too many words, or one that is too long. */
static bool split(struct words *words, const char *text)
{
    words->n = 0;
    for (const char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        if (words->n == WORDS_MAX || len >= WORD_MAX)
            return false;
        memcpy(words->word[words->n], at, len);
        words->word[words->n++][len] = '\0';
        at += len;
    }
    return words->n > 0;
}

/* A number of at most four figures and nothing else; -1 when it is not. */
static int number(const char *word)
{
    size_t len = strspn(word, "0123456789");
    return len && len <= 4 && !word[len] ? (int)strtol(word, NULL, 10) : -1;
}

/* 1 .. 12 for a name of a month or the first three letters or more of one, else 0. */
static int month_of(const char *word)
{
    size_t len = strlen(word);
    len -= len > 1 && word[len - 1] == '.';
    if (len >= 3 && strncmp(word, "mrt", len) == 0)
        return 3;
    for (int month = 1; month <= 12; month++)
        for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++) {
            struct buf name = BUF_INIT;
            const char *full = day_month_name(month, lang);
            utf8_fold(&name, full, strlen(full));
            bool same = len >= 3 && strncmp(name.data, word, len) == 0;
            buf_release(&name);
            if (same)
                return month;
        }
    return 0;
}

/* ---- stretches ------------------------------------------------------------------------------- */

static void months_from(struct period *period, int year, int month, int n)
{
    period->from = day_from_civil(year, month, 1);
    period->to =
        period->from == DAY_NONE ? DAY_NONE : day_add_days(day_add_months(period->from, n), -1);
}

/* The day, week, month, quarter or year that holds day. */
static void holding(struct period *period, int day, enum stretch unit)
{
    struct civil civil = day_civil(day);
    switch (unit) {
    case WEEKS:
        *period = (struct period){day - day_weekday(day) + 1, day - day_weekday(day) + 7};
        break;
    case MONTHS:
        months_from(period, civil.year, civil.month, 1);
        break;
    case QUARTERS:
        months_from(period, civil.year, (civil.month - 1) / 3 * 3 + 1, 3);
        break;
    case YEARS:
        months_from(period, civil.year, 1, 12);
        break;
    case DAYS:
    case STRETCH_NONE:
        *period = (struct period){day, day};
        break;
    }
}

static int step(int day, enum stretch unit, int n)
{
    static const int months[] = {[MONTHS] = 1, [QUARTERS] = 3, [YEARS] = 12};
    return unit >= MONTHS ? day_add_months(day, n * months[unit])
                          : day_add_days(day, n * (unit == WEEKS ? 7 : 1));
}

static enum period_words made(const struct period *period)
{
    return period->from == DAY_NONE || period->to == DAY_NONE ? PERIOD_WORDS_NO_SUCH
                                                              : PERIOD_WORDS_OK;
}

/* "deze maand", "vorig kwartaal" */
static enum period_words read_near(const struct words *words, const struct reading *reading,
                                   struct period *period)
{
    int way, unit;
    if (words->n != 2 || !find(which, COUNT(which), words->word[0], &way) ||
        !find(units, COUNT(units), words->word[1], &unit))
        return PERIOD_WORDS_UNKNOWN;
    int first = unit == MONTHS || unit == QUARTERS /* the 31st has no month before it */
                    ? reading->today - day_civil(reading->today).day + 1
                    : reading->today;
    holding(period, step(first, (enum stretch)unit, way), (enum stretch)unit);
    return made(period);
}

/* "laatste 30 dagen", "next 2 weeks": up to and with today, or from today on */
static enum period_words read_last(const struct words *words, const struct reading *reading,
                                   struct period *period)
{
    int way, unit, n = words->n == 3 ? number(words->word[1]) : -1;
    if (n < 1 || !find(which, COUNT(which), words->word[0], &way) || !way ||
        !find(units, COUNT(units), words->word[2], &unit))
        return PERIOD_WORDS_UNKNOWN;
    int far = step(reading->today, (enum stretch)unit, way * n);
    *period = way < 0 ? (struct period){far, reading->today} : (struct period){reading->today, far};
    return made(period);
}

/* The year named by word i, or this one when nothing stands there; -1 when it is no year. */
static int year_at(const struct words *words, size_t i, struct reading *reading)
{
    if (words->n == i)
        return day_civil(reading->today).year;
    reading->dated = true;
    return words->n == i + 1 && strlen(words->word[i]) == 4 ? number(words->word[i]) : -1;
}

/* "november", "nov 2026", "2026" */
static enum period_words read_month(const struct words *words, struct reading *reading,
                                    struct period *period)
{
    int month = month_of(words->word[0]);
    int year = year_at(words, month ? 1 : 0, reading);
    if (year < 0)
        return PERIOD_WORDS_UNKNOWN;
    months_from(period, year, month ? month : 1, month ? 1 : 12);
    return made(period);
}

/* "q4", "4e kwartaal", "kwartaal 4 2026", "week 48" */
static enum period_words read_numbered(const struct words *words, struct reading *reading,
                                       struct period *period)
{
    int unit = STRETCH_NONE, value = 0;
    size_t used = 2;
    if (find(quarters, COUNT(quarters), words->word[0], &value)) {
        used = words->n > 1 && find(units, COUNT(units), words->word[1], &unit) ? 2 : 1;
        if (used == 2 && unit != QUARTERS)
            return PERIOD_WORDS_UNKNOWN;
        unit = QUARTERS;
    } else if (words->n > 1 && find(units, COUNT(units), words->word[0], &unit)) {
        value = number(words->word[1]);
    }
    if ((unit != QUARTERS && unit != WEEKS) || value < 0)
        return PERIOD_WORDS_UNKNOWN;
    int year = year_at(words, used, reading);
    if (year < 0)
        return PERIOD_WORDS_UNKNOWN;
    if (unit == QUARTERS)
        months_from(period, year, value > 4 ? 0 : value * 3 - 2, 3);
    else
        *period = (struct period){day_from_week(year, value, 1), day_from_week(year, value, 7)};
    return made(period);
}

/* ---- days ------------------------------------------------------------------------------------ */

/* 1-11, 1/11, "1 nov": a date that says itself which day it is. */
static bool is_date(const char *text)
{
    struct words words;
    size_t digits = strspn(text, "0123456789");
    if (digits && text[digits] && strchr("-/.", text[digits]))
        return true;
    return digits && split(&words, text) && words.n > 1 && month_of(words.word[1]);
}

static bool has_year(const char *text)
{
    for (const char *at = text; *at; at++) {
        size_t digits = strspn(at, "0123456789");
        if (digits == 4)
            return true;
        at += digits ? digits - 1 : 0;
    }
    return false;
}

static enum period_words read_day(const char *text, struct reading *reading, struct period *period)
{
    int day = DAY_NONE, today = reading->today;
    if (is_date(text)) { /* this year's, not the next one from today on */
        today = day_from_civil(day_civil(today).year, 1, 1);
        reading->dated = has_year(text);
    } else {
        reading->dated = true;
    }
    switch (day_read(text, today, reading->lang, &day)) {
    case DAY_WORDS_OK:
        *period = (struct period){day, day};
        return PERIOD_WORDS_OK;
    case DAY_WORDS_NO_SUCH:
        return PERIOD_WORDS_NO_SUCH;
    default:
        return PERIOD_WORDS_UNKNOWN;
    }
}

/* What is named without two ends: a month, a week, a day. */
static enum period_words read_one(const char *text, struct reading *reading, struct period *period)
{
    struct words words;
    enum period_words read = PERIOD_WORDS_UNKNOWN;
    if (split(&words, text)) {
        read = read_near(&words, reading, period);
        if (read == PERIOD_WORDS_UNKNOWN)
            read = read_last(&words, reading, period);
        if (read == PERIOD_WORDS_UNKNOWN)
            read = read_numbered(&words, reading, period);
        if (read == PERIOD_WORDS_UNKNOWN)
            read = read_month(&words, reading, period);
    }
    return read == PERIOD_WORDS_UNKNOWN ? read_day(text, reading, period) : read;
}

/* ---- two ends -------------------------------------------------------------------------------- */

/* The text behind the first of beginnings it begins with, or NULL. */
static const char *behind(const char *text, const char *const *beginnings, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(text, beginnings[i], strlen(beginnings[i])) == 0)
            return text + strlen(beginnings[i]);
    return NULL;
}

static enum period_words read_ends(const char *first, const char *last, struct reading *reading,
                                   struct period *period)
{
    struct period begin, end;
    enum period_words read = read_one(first, reading, &begin);
    reading->dated = false;
    if (read == PERIOD_WORDS_OK)
        read = read_one(last, reading, &end);
    if (read != PERIOD_WORDS_OK)
        return read;
    if (begin.from > end.to && !reading->dated) { /* the end may be early in the next year */
        int later = day_add_months(end.to, 12);
        if (later != DAY_NONE && later - begin.from <= REACH)
            end.to = later;
    }
    if (begin.from > end.to)
        return PERIOD_WORDS_BACKWARDS;
    *period = (struct period){begin.from, end.to};
    return PERIOD_WORDS_OK;
}

/* Reads "A tot B"; PERIOD_WORDS_UNKNOWN when it has no such middle. */
static enum period_words read_between(const char *text, struct reading *reading,
                                      struct period *period)
{
    enum period_words read = PERIOD_WORDS_UNKNOWN;
    const char *rest = behind(text, opening, COUNT(opening));
    text = rest ? rest : text;
    for (size_t i = 0; i < COUNT(between) && read == PERIOD_WORDS_UNKNOWN; i++) {
        const char *middle = strstr(text, between[i]);
        struct buf first = BUF_INIT;
        if (!middle)
            continue;
        buf_add(&first, text, (size_t)(middle - text));
        read = read_ends(first.data, middle + strlen(between[i]), reading, period);
        buf_release(&first);
    }
    return read;
}

static enum period_words read_folded(const char *text, struct reading *reading,
                                     struct period *period)
{
    struct period one;
    enum period_words read = read_between(text, reading, period);
    const char *rest;
    if (read != PERIOD_WORDS_UNKNOWN)
        return read;
    if ((rest = behind(text, since, COUNT(since)))) {
        read = read_one(rest, reading, &one);
        one.to = DAY_NONE;
    } else if ((rest = behind(text, until, COUNT(until)))) {
        read = read_one(rest, reading, &one);
        one.from = DAY_NONE;
    } else {
        read = read_one(text, reading, &one);
    }
    if (read == PERIOD_WORDS_OK)
        *period = one;
    return read;
}

enum period_words period_read(const char *text, int today, enum lang lang, struct period *period)
{
    struct reading reading = {.today = today, .lang = lang};
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, text, strlen(text));
    while (folded.len && folded.data[folded.len - 1] == ' ')
        buf_cut(&folded, folded.len - 1);
    const char *start = folded.data + strspn(folded.data, " ");
    enum period_words read = *start ? read_folded(start, &reading, period) : PERIOD_WORDS_EMPTY;
    buf_release(&folded);
    return read;
}

/* ---- in words -------------------------------------------------------------------------------- */

const char *period_fault(enum period_words words)
{
    switch (words) {
    case PERIOD_WORDS_UNKNOWN:
        return N_("This is not a period I know. Try \"this month\", \"november\" or \"from 1-11 "
                  "to 30-11\".");
    case PERIOD_WORDS_NO_SUCH:
        return N_("There is no such day in the calendar; look at the dates again.");
    case PERIOD_WORDS_BACKWARDS:
        return N_("This period would end before it begins; put the first day first.");
    default:
        return NULL;
    }
}

/* Is it a whole month, or a whole year? Its length in months, else 0. */
static int whole_months(const struct period *period)
{
    struct civil civil = day_civil(period->from);
    if (civil.day != 1)
        return 0;
    if (day_add_days(day_add_months(period->from, 1), -1) == period->to)
        return 1;
    return civil.month == 1 && day_add_days(day_add_months(period->from, 12), -1) == period->to ? 12
                                                                                                : 0;
}

static void add_whole(struct buf *buf, const struct period *period, int months, int today,
                      enum lang lang)
{
    struct civil civil = day_civil(period->from);
    if (months == 12) {
        buf_addf(buf, "%d", civil.year);
        return;
    }
    buf_adds(buf, day_month_name(civil.month, lang));
    if (civil.year != day_civil(today).year)
        buf_addf(buf, " %d", civil.year);
}

void period_add(struct buf *buf, const struct period *period, int today, enum lang lang)
{
    struct buf from = BUF_INIT, to = BUF_INIT;
    bool both = period->from != DAY_NONE && period->to != DAY_NONE;
    int months = both ? whole_months(period) : 0;
    day_add_short(&from, period->from, today, lang);
    day_add_short(&to, period->to, today, lang);
    if (months)
        add_whole(buf, period, months, today, lang);
    else if (both && period->from == period->to)
        buf_adds(buf, from.data);
    else if (both)
        buf_addf(buf, tr(lang, "%s to %s"), from.data, to.data);
    else if (from.len)
        buf_addf(buf, tr(lang, "from %s"), from.data);
    else if (to.len)
        buf_addf(buf, tr(lang, "up to %s"), to.data);
    buf_release(&from);
    buf_release(&to);
}
