/*
 * Reads the words people use for a date. The text becomes a row of tokens (base/day_token.h); the
 * first rule whose kinds are that row works out the day. To teach it a turn of phrase, add a rule.
 */
#include "base/day.h"

#include <string.h>

#include "base/day_token.h"
#include "base/phrase.h"
#include "base/utf8.h"

/* Wishes: what people write where a date should stand. Also what comes back again and again. */
/* clang-format off */
static const char *const vague[] = {
    "zo snel mogelijk", "zo spoedig mogelijk", "zsm", "spoedig", "binnenkort", "later", "snel",
    "sneller", "gauw", "ooit", "eens", "tzt", "te zijner tijd", "keer", "straks", "zo dadelijk",
    "op termijn", "op korte termijn", "korte termijn", "op den duur", "toekomst", "komende tijd",
    "komende periode", "afzienbare tijd", "te bepalen", "ntb", "in overleg", "als het kan",
    "als het lukt", "als het uitkomt", "wanneer het kan", "wanneer het lukt", "als er tijd is",
    "doorlopend", "regelmatig", "voortaan", "af en toe", "elke", "elk", "iedere", "ieder",
    "dagelijks", "wekelijks", "maandelijks", "ergens", "dezer dagen", "paar", "enkele", "vakantie",
    "direct", "meteen", "onmiddellijk", "tijdig", "op tijd", "vroeg of laat", "weet ik niet",
    "nog niet", "geen idee",
    "asap", "as soon as possible", "as soon as", "soon", "sooner", "sometime", "some time",
    "someday", "one day", "eventually", "next time", "when possible", "if possible", "whenever",
    "when convenient", "some point", "due course", "in time", "on time", "future", "shortly",
    "quickly", "promptly", "regularly", "ongoing", "continuously", "every", "each", "daily",
    "weekly", "monthly", "tbd", "tba", "to be decided", "to be determined", "few", "couple",
    "immediately", "right away", "straight away", "straightaway", "holidays", "somewhere",
    "not yet", "no idea", NULL,
};
/* clang-format on */

struct reading {
    struct day_tokens tokens;
    int today;
    enum lang lang;
    bool plan;   /* of a stretch its first day is meant, and not its last */
    int years;   /* how many years ahead a day without its year may lie */
    int weekday; /* the one named before a date, which the date must agree with; 0 for none */
};

/* The nth (from 0) token of a kind, NULL when there is none. */
static const struct day_token *nth(const struct reading *reading, enum day_kind kind, size_t n)
{
    for (size_t i = 0; i < reading->tokens.n; i++)
        if (reading->tokens.token[i].kind == kind && n-- == 0)
            return &reading->tokens.token[i];
    return NULL;
}

static int value(const struct reading *reading, enum day_kind kind, int otherwise)
{
    const struct day_token *token = nth(reading, kind, 0);
    return token ? token->value : otherwise;
}

/* The second figure of two that were seen to be there. */
static int second_figure(const struct reading *reading)
{
    const struct day_token *token = nth(reading, NUM, 1);
    return token ? token->value : 0;
}

static int add_workdays(int day, int amount)
{
    for (int step = amount < 0 ? -1 : 1; amount && day != DAY_NONE; amount -= step)
        do
            day = day_add_days(day, step);
        while (day != DAY_NONE && day_weekday(day) > 5);
    return day;
}

static int add_units(int day, int amount, enum unit unit)
{
    switch (unit) {
    case WORKDAY:
        return add_workdays(day, amount);
    case WEEK_UNIT:
        return day_add_days(day, amount * 7);
    case FORTNIGHT:
        return day_add_days(day, amount * 14);
    case MONTH_UNIT:
        return day_add_months(day, amount);
    case YEAR_UNIT:
        return day_add_months(day, amount * 12);
    default:
        return day_add_days(day, amount);
    }
}

/* The begin, half or end of the week, month or year that holds day: Monday, Wednesday, Friday; the
 * 1st, the 15th, the last. */
static int part_of(int day, enum unit unit, enum part part)
{
    struct civil civil = day_civil(day);
    if (day == DAY_NONE)
        return DAY_NONE;
    switch (unit) {
    case WEEK_UNIT:
        return day_add_days(day, 1 - day_weekday(day) + 2 * (int)part);
    case MONTH_UNIT:
        return day_from_civil(civil.year, civil.month,
                              part == BEGIN  ? 1
                              : part == HALF ? 15
                                             : day_month_length(civil.year, civil.month));
    case YEAR_UNIT:
        return part == FINISH ? day_from_civil(civil.year, 12, 31)
                              : day_from_civil(civil.year, part == HALF ? 7 : 1, 1);
    default:
        return day;
    }
}

static bool agrees(const struct reading *reading, int day)
{
    return day != DAY_NONE && (!reading->weekday || day_weekday(day) == reading->weekday);
}

/* A date whose year was left out is the next one from today on; but "vr 5 dec" may also be the one
 * that was this year, when that was the Friday. */
static int date_this_time(const struct reading *reading, int month, int day)
{
    int year = day_civil(reading->today).year, last = DAY_NONE;
    for (int y = year; y <= year + reading->years && last == DAY_NONE; y++) {
        int found = day_from_civil(y, month, day);
        if (found >= reading->today)
            last = found;
    }
    int past = day_from_civil(year, month, day);
    if (agrees(reading, last))
        return last;
    return reading->weekday && agrees(reading, past) ? past : DAY_NONE;
}

static int date(const struct reading *reading, const struct day_token *year, int month, int day)
{
    if (!year)
        return date_this_time(reading, month, day);
    if (year->kind == NUM && year->digits != 2)
        return DAY_NONE;
    int found = day_from_civil(year->kind == NUM ? 2000 + year->value : year->value, month, day);
    return agrees(reading, found) ? found : DAY_NONE;
}

/* Rules: what each works out stands beside it in the table below. */

static int read_dayword(const struct reading *reading)
{
    int extra = nth(reading, IN, 0) ? 1 : 0;
    return day_add_days(reading->today, value(reading, DAYWORD, 0) + extra);
}

static int next_weekday(int today, int weekday)
{
    return today + (weekday - day_weekday(today) + 6) % 7 + 1;
}

static int weekday_of_week(int day, int weekday)
{
    return day_add_days(day, weekday - day_weekday(day));
}

static int read_weekday(const struct reading *reading)
{
    int weekday = value(reading, WEEKDAY, 1), today = reading->today;
    switch ((enum which)value(reading, NEXT, COMING)) {
    case THIS:
        return next_weekday(today - 1, weekday);
    case FOLLOWING:
        return weekday_of_week(today + 7, weekday);
    default:
        return next_weekday(today, weekday);
    }
}

static int read_weekday_of(const struct reading *reading)
{
    int weeks = value(reading, NEXT, THIS) == THIS ? 0 : 1;
    return weekday_of_week(reading->today + 7 * weeks, value(reading, WEEKDAY, 1));
}

static int read_weekday_week(const struct reading *reading)
{
    return day_add_days(read_weekday(reading), 7);
}

/* Where an amount of time is counted from: the day named beside it, else today. */
static int base_day(const struct reading *reading)
{
    if (nth(reading, WEEKDAY, 0))
        return next_weekday(reading->today, value(reading, WEEKDAY, 1));
    return reading->today + value(reading, DAYWORD, 0);
}

static int read_amount(const struct reading *reading)
{
    int amount = value(reading, NUM, 1);
    enum unit unit = (enum unit)value(reading, UNIT, DAY);
    return add_units(base_day(reading), nth(reading, AGO, 0) ? -amount : amount, unit);
}

/* "over een half jaar": half of the unit from today. */
static int read_half(const struct reading *reading)
{
    static const int days[] = {
        [WORKDAY] = 0,
        [WEEK_UNIT] = 3,
        [FORTNIGHT] = 7,
        [MONTH_UNIT] = 14,
    };
    enum unit unit = (enum unit)value(reading, UNIT, DAY);
    return unit == YEAR_UNIT ? day_add_months(reading->today, 6)
                             : day_add_days(reading->today, days[unit]);
}

/* Is it a stretch of which no day was named, for something that is planned? */
static bool plans_stretch(const struct reading *reading)
{
    return reading->plan && !nth(reading, PART, 0) && !nth(reading, WEEKDAY, 0);
}

/* The first working day that is left of a stretch that begins on day. */
static int plan_from(const struct reading *reading, int day)
{
    if (day == DAY_NONE || day <= reading->today)
        return day == DAY_NONE ? day : reading->today;
    return add_workdays(day - 1, 1);
}

/* A stretch of time with no more said is over at its end: what must be done in it is due then. */
static int read_stretch(const struct reading *reading)
{
    enum unit unit = (enum unit)value(reading, UNIT, DAY);
    enum part part = (enum part)value(reading, PART, FINISH);
    bool this_one = value(reading, NEXT, THIS) == THIS;
    if (plans_stretch(reading))
        return plan_from(reading, part_of(add_units(reading->today, !this_one, unit), unit, BEGIN));
    int day = part_of(add_units(reading->today, this_one ? 0 : 1, unit), unit, part);
    if (day >= reading->today || !this_one)
        return day;
    if (!nth(reading, NEXT, 0)) /* "eind van de week", said on a Saturday */
        return part_of(add_units(reading->today, 1, unit), unit, part);
    return unit == WEEK_UNIT && part == FINISH ? weekday_of_week(reading->today, 7) : day;
}

static int read_month(const struct reading *reading)
{
    enum part part = (enum part)value(reading, PART, FINISH);
    int month = value(reading, MONTH, 1), year = value(reading, YEAR, 0);
    int first = day_from_civil(year ? year : day_civil(reading->today).year, month, 1);
    if (!year && part_of(first, MONTH_UNIT, part) < reading->today)
        first = day_add_months(first, 12);
    return plans_stretch(reading) ? plan_from(reading, first) : part_of(first, MONTH_UNIT, part);
}

static int read_year(const struct reading *reading)
{
    return part_of(day_from_civil(value(reading, YEAR, 0), 1, 1), YEAR_UNIT,
                   (enum part)value(reading, PART, FINISH));
}

static int week_day(const struct reading *reading)
{
    int part = value(reading, PART, FINISH), week = value(reading, NUM, 0), year;
    int weekday = value(reading, WEEKDAY, 1 + 2 * part);
    if (nth(reading, YEAR, 0))
        return day_from_week(value(reading, YEAR, 0), week, weekday);
    day_iso_week(reading->today, &year);
    for (int y = year; y <= year + reading->years; y++) {
        int day = day_from_week(y, week, weekday);
        if (day >= reading->today)
            return day;
    }
    return DAY_NONE;
}

static int read_week(const struct reading *reading)
{
    int day = week_day(reading);
    return plans_stretch(reading) && day != DAY_NONE ? plan_from(reading, weekday_of_week(day, 1))
                                                     : day;
}

static int read_day_and_month(const struct reading *reading)
{
    const struct day_token *year = nth(reading, YEAR, 0);
    return date(reading, year ? year : nth(reading, NUM, 1), value(reading, MONTH, 1),
                value(reading, NUM, 0));
}

static int read_week_of_date(const struct reading *reading)
{
    int day = read_day_and_month(reading);
    if (day != DAY_NONE && plans_stretch(reading))
        return plan_from(reading, weekday_of_week(day, 1));
    return day == DAY_NONE ? DAY_NONE : part_of(day, WEEK_UNIT, FINISH);
}

static int read_figures(const struct reading *reading)
{
    int first = value(reading, NUM, 0), second = second_figure(reading);
    const struct day_token *year = nth(reading, YEAR, 0);
    if (!year)
        year = nth(reading, NUM, 2);
    int day = date(reading, year, second, first);
    bool swapped = day == DAY_NONE && reading->lang == LANG_EN;
    return swapped ? date(reading, year, first, second) : day;
}

static int read_iso(const struct reading *reading)
{
    return date(reading, nth(reading, YEAR, 0), value(reading, NUM, 0), second_figure(reading));
}

/* "de 15e": of the first month from this one on that has it on the weekday that was named. */
static int read_day_of_month(const struct reading *reading)
{
    int first = part_of(reading->today, MONTH_UNIT, BEGIN);
    for (int months = 0; months < 48; months++) {
        struct civil civil = day_civil(day_add_months(first, months));
        int day = day_from_civil(civil.year, civil.month, value(reading, NUM, 0));
        if (day >= reading->today && agrees(reading, day))
            return day;
    }
    return DAY_NONE;
}

static const struct rule {
    enum day_kind kinds[TOKENS_MAX];
    int (*read)(const struct reading *reading);
    bool dated; /* a weekday may stand before it, and must agree */
} rules[] = {
    {{DAYWORD}, read_dayword, false},
    {{IN, DAYWORD}, read_dayword, false}, /* "over morgen" */
    {{WEEKDAY}, read_weekday, false},
    {{NEXT, WEEKDAY}, read_weekday, false},
    {{NEXT, WEEK, WEEKDAY}, read_weekday_of, false},
    {{WEEKDAY, NEXT, WEEK}, read_weekday_of, false},
    {{WEEKDAY, WEEK}, read_weekday_week, false}, /* "friday week" */
    {{IN, NUM}, read_amount, false},             /* "+3" */
    {{IN, NUM, UNIT}, read_amount, false},
    {{NUM, UNIT}, read_amount, false},
    {{NUM, UNIT, AGO}, read_amount, false},
    {{AFTER, NUM, UNIT}, read_amount, false},
    {{DAYWORD, IN, NUM, UNIT}, read_amount, false}, /* "vandaag over een week" */
    {{WEEKDAY, IN, NUM, UNIT}, read_amount, false},
    {{NUM, UNIT, FROM, DAYWORD}, read_amount, false}, /* "a week from now" */
    {{NUM, UNIT, FROM, WEEKDAY}, read_amount, false},
    {{UNIT, AFTER, DAYWORD}, read_amount, false}, /* "the day after tomorrow" */
    {{IN, PART, UNIT}, read_half, false},
    {{IN, NUM, PART, UNIT}, read_half, false}, /* "over een half jaar" */
    {{IN, PART, NUM, UNIT}, read_half, false}, /* "in half a year" */
    {{NEXT, UNIT}, read_stretch, false},
    {{PART, UNIT}, read_stretch, false}, /* "eind van de maand" */
    {{PART, NEXT, UNIT}, read_stretch, false},
    {{MONTH}, read_month, false},
    {{NEXT, MONTH}, read_month, false},
    {{MONTH, YEAR}, read_month, false},
    {{PART, MONTH}, read_month, false},
    {{PART, NEXT, MONTH}, read_month, false},
    {{PART, MONTH, YEAR}, read_month, false},
    {{PART, YEAR}, read_year, false},
    {{WEEK, NUM}, read_week, false},
    {{WEEK, NUM, YEAR}, read_week, false},
    {{PART, WEEK, NUM}, read_week, false},
    {{PART, WEEK, NUM, YEAR}, read_week, false},
    {{WEEKDAY, WEEK, NUM}, read_week, false},
    {{WEEKDAY, WEEK, NUM, YEAR}, read_week, false},
    {{WEEK, NUM, WEEKDAY}, read_week, false},
    {{WEEK, NUM, MONTH}, read_week_of_date, false}, /* "de week van 15 december" */
    {{NUM}, read_day_of_month, true},
    {{NUM, MONTH}, read_day_and_month, true},
    {{NUM, MONTH, YEAR}, read_day_and_month, true},
    {{NUM, MONTH, NUM}, read_day_and_month, true}, /* "15 dec 26" */
    {{MONTH, NUM}, read_day_and_month, true},
    {{MONTH, NUM, YEAR}, read_day_and_month, true},
    {{NUM, SEP, NUM}, read_figures, true},
    {{NUM, SEP, NUM, YEAR}, read_figures, true},
    {{NUM, SEP, NUM, SEP, YEAR}, read_figures, true},
    {{NUM, SEP, NUM, SEP, NUM}, read_figures, true},
    {{YEAR, SEP, NUM, SEP, NUM}, read_iso, true},
};

static bool fits(const struct rule *rule, const struct reading *reading)
{
    for (size_t i = 0; i <= reading->tokens.n; i++) {
        const struct day_token *token = &reading->tokens.token[i];
        enum day_kind kind = i < TOKENS_MAX ? rule->kinds[i] : END;
        bool week = kind == WEEK && token->kind == UNIT && token->value == WEEK_UNIT;
        if (!week && token->kind != kind)
            return false;
    }
    return true;
}

static const struct rule *find_rule(const struct reading *reading, bool dated)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if ((rules[i].dated || !dated) && fits(&rules[i], reading))
            return &rules[i];
    return NULL;
}

/* Takes the weekday off the front, for the date behind it to agree with. */
static bool take_weekday(struct reading *reading)
{
    if (reading->tokens.token[0].kind != WEEKDAY)
        return false;
    reading->weekday = reading->tokens.token[0].value;
    memmove(reading->tokens.token, reading->tokens.token + 1,
            reading->tokens.n * sizeof *reading->tokens.token);
    reading->tokens.n--;
    return true;
}

/* The rule for what was typed, which is read into reading; NULL when there is none. */
static const struct rule *rule_for(struct reading *reading, const char *folded)
{
    if (!day_tokens_read(&reading->tokens, folded))
        return NULL;
    const struct rule *rule = find_rule(reading, false);
    return !rule && take_weekday(reading) ? find_rule(reading, true) : rule;
}

static enum day_words read_folded(struct reading *reading, const char *folded, int *day)
{
    enum { NEXT_YEAR = 1, LEAP_YEARS = 8 };
    const struct rule *rule = rule_for(reading, folded);
    if (!rule)
        return DAY_WORDS_UNKNOWN;
    reading->years = NEXT_YEAR;
    int found = rule->read(reading);
    reading->years = LEAP_YEARS;
    if (found == DAY_NONE)
        return rule->read(reading) == DAY_NONE ? DAY_WORDS_NO_SUCH : DAY_WORDS_FAR;
    *day = found;
    return DAY_WORDS_OK;
}

static enum day_words read_words(const char *text, struct reading reading, int *day)
{
    size_t at, len;
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, text, strlen(text));
    enum day_words words =
        folded.data[strspn(folded.data, " ")] ? DAY_WORDS_UNKNOWN : DAY_WORDS_EMPTY;
    if (words != DAY_WORDS_EMPTY)
        words = read_folded(&reading, folded.data, day);
    buf_release(&folded);
    if (words == DAY_WORDS_UNKNOWN && phrase_find(text, vague, &at, &len))
        words = DAY_WORDS_VAGUE;
    return words;
}

enum day_words day_read(const char *text, int today, enum lang lang, int *day)
{
    return read_words(text, (struct reading){.today = today, .lang = lang}, day);
}

enum day_words day_read_plan(const char *text, int today, enum lang lang, int *day)
{
    return read_words(text, (struct reading){.today = today, .lang = lang, .plan = true}, day);
}

bool day_words_stretch(const char *text)
{
    struct reading reading = {.plan = true};
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, text, strlen(text));
    const struct rule *rule = rule_for(&reading, folded.data);
    bool stretch = rule && plans_stretch(&reading) &&
                   (rule->read == read_stretch || rule->read == read_month ||
                    rule->read == read_week || rule->read == read_week_of_date);
    buf_release(&folded);
    return stretch;
}
