/*
 * Reads the words people use for a date. The text becomes a row of tokens through one vocabulary for
 * both languages; the first rule whose kinds are that row works out the day. To teach it a word, add
 * it to the vocabulary; to teach it a turn of phrase, add a rule.
 */
#include "base/day.h"

#include <string.h>
#include <strings.h>

#include "base/phrase.h"
#include "base/utf8.h"

enum kind {
    END,     /* closes the kinds of a rule */
    NUM,     /* a number of at most three figures, or a word for one */
    YEAR,    /* a number of four figures */
    SEP,     /* - / . between figures */
    DAYWORD, /* value: days from today */
    WEEKDAY, /* value: 1 Monday .. 7 Sunday */
    MONTH,   /* value: 1 .. 12 */
    UNIT,    /* value: enum unit */
    WEEK,    /* in rules only: UNIT that is a week */
    PART,    /* value: enum part */
    NEXT,    /* value: enum which */
    IN,      /* over, in, + */
    OVER,    /* in vocabulary only: an IN that means something without a number too */
    AGO,
    FROM,
    AFTER,
    SKIP, /* in vocabulary only: adds nothing to a date */
    UNKNOWN,
};

enum unit { DAY, WORKDAY, WEEK_UNIT, FORTNIGHT, MONTH_UNIT, YEAR_UNIT };
enum part { BEGIN, HALF, FINISH };
enum which { THIS, COMING, FOLLOWING };

static const struct word {
    const char *word;
    enum kind kind;
    int value;
} vocabulary[] = {
    {"vandaag", DAYWORD, 0},
    {"today", DAYWORD, 0},
    {"nu", DAYWORD, 0},
    {"now", DAYWORD, 0},
    {"vanochtend", DAYWORD, 0},
    {"vanmiddag", DAYWORD, 0},
    {"vanavond", DAYWORD, 0},
    {"tonight", DAYWORD, 0},
    {"eod", DAYWORD, 0},
    {"morgen", DAYWORD, 1},
    {"morgenochtend", DAYWORD, 1},
    {"morgenmiddag", DAYWORD, 1},
    {"morgenavond", DAYWORD, 1},
    {"tomorrow", DAYWORD, 1},
    {"overmorgen", DAYWORD, 2},
    {"gisteren", DAYWORD, -1},
    {"yesterday", DAYWORD, -1},
    {"eergisteren", DAYWORD, -2},
    {"weekend", WEEKDAY, 6},
    {"mrt", MONTH, 3},
    {"d", UNIT, DAY},
    {"dag", UNIT, DAY},
    {"dagen", UNIT, DAY},
    {"dgn", UNIT, DAY},
    {"day", UNIT, DAY},
    {"days", UNIT, DAY},
    {"werkdag", UNIT, WORKDAY},
    {"werkdagen", UNIT, WORKDAY},
    {"workday", UNIT, WORKDAY},
    {"workdays", UNIT, WORKDAY},
    {"w", UNIT, WEEK_UNIT},
    {"wk", UNIT, WEEK_UNIT},
    {"week", UNIT, WEEK_UNIT},
    {"weken", UNIT, WEEK_UNIT},
    {"weeks", UNIT, WEEK_UNIT},
    {"fortnight", UNIT, FORTNIGHT},
    {"fortnights", UNIT, FORTNIGHT},
    {"m", UNIT, MONTH_UNIT},
    {"mnd", UNIT, MONTH_UNIT},
    {"maand", UNIT, MONTH_UNIT},
    {"maanden", UNIT, MONTH_UNIT},
    {"month", UNIT, MONTH_UNIT},
    {"months", UNIT, MONTH_UNIT},
    {"j", UNIT, YEAR_UNIT},
    {"jaar", UNIT, YEAR_UNIT},
    {"jaren", UNIT, YEAR_UNIT},
    {"y", UNIT, YEAR_UNIT},
    {"year", UNIT, YEAR_UNIT},
    {"years", UNIT, YEAR_UNIT},
    {"begin", PART, BEGIN},
    {"beginning", PART, BEGIN},
    {"start", PART, BEGIN},
    {"early", PART, BEGIN},
    {"half", PART, HALF},
    {"halverwege", PART, HALF},
    {"halfway", PART, HALF},
    {"medio", PART, HALF},
    {"mid", PART, HALF},
    {"midden", PART, HALF},
    {"middle", PART, HALF},
    {"eind", PART, FINISH},
    {"einde", PART, FINISH},
    {"end", PART, FINISH},
    {"late", PART, FINISH},
    {"deze", NEXT, THIS},
    {"dit", NEXT, THIS},
    {"this", NEXT, THIS},
    {"komende", NEXT, COMING},
    {"komend", NEXT, COMING},
    {"aanstaande", NEXT, COMING},
    {"as", NEXT, COMING},
    {"aankomende", NEXT, COMING},
    {"aankomend", NEXT, COMING},
    {"eerstvolgende", NEXT, COMING},
    {"coming", NEXT, COMING},
    {"volgende", NEXT, FOLLOWING},
    {"volgend", NEXT, FOLLOWING},
    {"next", NEXT, FOLLOWING},
    {"over", OVER, 0},
    {"in", IN, 0},
    {"binnen", IN, 0},
    {"within", IN, 0},
    {"geleden", AGO, 0},
    {"ago", AGO, 0},
    {"from", FROM, 0},
    {"vanaf", FROM, 0},
    {"na", AFTER, 0},
    {"after", AFTER, 0},
    {"een", NUM, 1},
    {"a", NUM, 1},
    {"an", NUM, 1},
    {"one", NUM, 1},
    {"twee", NUM, 2},
    {"two", NUM, 2},
    {"drie", NUM, 3},
    {"three", NUM, 3},
    {"vier", NUM, 4},
    {"four", NUM, 4},
    {"vijf", NUM, 5},
    {"five", NUM, 5},
    {"zes", NUM, 6},
    {"six", NUM, 6},
    {"zeven", NUM, 7},
    {"seven", NUM, 7},
    {"acht", NUM, 8},
    {"eight", NUM, 8},
    {"negen", NUM, 9},
    {"nine", NUM, 9},
    {"tien", NUM, 10},
    {"ten", NUM, 10},
    {"elf", NUM, 11},
    {"eleven", NUM, 11},
    {"twaalf", NUM, 12},
    {"twelve", NUM, 12},
    {"veertien", NUM, 14},
    {"fourteen", NUM, 14},
    {"op", SKIP, 0},
    {"de", SKIP, 0},
    {"het", SKIP, 0},
    {"van", SKIP, 0},
    {"uiterlijk", SKIP, 0},
    {"voor", SKIP, 0},
    {"tot", SKIP, 0},
    {"per", SKIP, 0},
    {"rond", SKIP, 0},
    {"nog", SKIP, 0},
    {"ochtend", SKIP, 0},
    {"middag", SKIP, 0},
    {"avond", SKIP, 0},
    {"e", SKIP, 0},
    {"ste", SKIP, 0},
    {"on", SKIP, 0},
    {"of", SKIP, 0},
    {"the", SKIP, 0},
    {"by", SKIP, 0},
    {"before", SKIP, 0},
    {"until", SKIP, 0},
    {"around", SKIP, 0},
    {"at", SKIP, 0},
    {"latest", SKIP, 0},
    {"morning", SKIP, 0},
    {"afternoon", SKIP, 0},
    {"evening", SKIP, 0},
    {"st", SKIP, 0},
    {"nd", SKIP, 0},
    {"rd", SKIP, 0},
    {"th", SKIP, 0},
};

/* Wishes: what people write where a date should stand. Also what comes back again and again. */
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

enum { TOKENS_MAX = 8 };

struct token {
    enum kind kind;
    int value;
    size_t digits; /* how many figures it was typed with; 0 for a word */
};

struct reading {
    struct token token[TOKENS_MAX + 3]; /* what is looked at past the last one is END */
    size_t n;
    int today;
    int weekday; /* the one named before a date, which the date must agree with; 0 for none */
};

static bool digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* True when word is name or a beginning of it that is not shorter than least. */
static bool shortens(const char *word, const char *name, size_t least)
{
    size_t len = strlen(word);
    return len >= least && len <= strlen(name) && strncasecmp(word, name, len) == 0;
}

static struct token name_of_day(const char *word)
{
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
        for (int i = 1; i <= 7; i++)
            if (shortens(word, day_weekday_name(i, lang), strlen(day_weekday_short(i, lang))))
                return (struct token){.kind = WEEKDAY, .value = i};
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
        for (int i = 1; i <= 12; i++)
            if (shortens(word, day_month_name(i, lang), 3))
                return (struct token){.kind = MONTH, .value = i};
    return (struct token){.kind = UNKNOWN};
}

static struct token word_token(const char *word)
{
    for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++)
        if (strcmp(word, vocabulary[i].word) == 0)
            return (struct token){.kind = vocabulary[i].kind, .value = vocabulary[i].value};
    return name_of_day(word);
}

/* Reads a word, or single letters with dots between ("a.s."), at text; returns its bytes. */
static size_t read_word(const char *text, struct token *token)
{
    char word[24];
    size_t at = 0, len = 0;
    while (letter(text[at]) || (text[at] == '.' && len == (at + 1) / 2 && letter(text[at + 1]))) {
        if (letter(text[at]) && len < sizeof word - 1)
            word[len++] = text[at];
        at++;
    }
    word[len] = '\0';
    *token = word_token(word);
    return at;
}

static size_t read_number(const char *text, struct token *token)
{
    *token = (struct token){.kind = NUM};
    for (; digit(text[token->digits]); token->digits++)
        if (token->digits < 4)
            token->value = token->value * 10 + (text[token->digits] - '0');
    if (token->digits == 4)
        token->kind = YEAR;
    else if (token->digits > 4)
        token->kind = UNKNOWN;
    return token->digits;
}

/* Reads the token at `at`; returns its bytes. What stands between tokens comes out as SKIP. */
static size_t read_token(const char *text, size_t at, struct token *token)
{
    *token = (struct token){.kind = SKIP};
    if (letter(text[at]))
        return read_word(text + at, token);
    if (digit(text[at]))
        return read_number(text + at, token);
    bool between_figures = at > 0 && digit(text[at - 1]) && digit(text[at + 1]);
    if (strchr("-/.", text[at]) && between_figures)
        token->kind = SEP;
    else if (text[at] == '+')
        token->kind = IN;
    else if (!strchr(" ,;.-/()'\"!?", text[at]))
        token->kind = UNKNOWN;
    return 1;
}

/* "in" and "vanaf" before anything but a number say nothing: "in week 50", "vanaf vrijdag". */
static bool says_nothing(const struct token *token, bool first)
{
    return (token[0].kind == IN && token[1].kind != NUM && token[1].kind != PART) ||
           (token[0].kind == IN && token[1].kind == PART && token[2].kind == MONTH) ||
           (token[0].kind == FROM && first);
}

static void drop_empty(struct reading *reading)
{
    size_t kept = 0;
    for (size_t i = 0; i < reading->n; i++)
        if (!says_nothing(&reading->token[i], i == 0))
            reading->token[kept++] = reading->token[i];
    for (size_t i = 0; i < kept; i++)
        if (reading->token[i].kind == OVER)
            reading->token[i].kind = IN;
    reading->n = kept;
    reading->token[kept] = (struct token){.kind = END};
}

/* False when there is a word in it that no date has, or too many. */
static bool tokens_read(struct reading *reading, const char *folded)
{
    struct token token;
    for (size_t at = 0; folded[at];) {
        at += read_token(folded, at, &token);
        if (token.kind == SKIP)
            continue;
        if (token.kind == UNKNOWN || reading->n == TOKENS_MAX)
            return false;
        reading->token[reading->n++] = token;
    }
    drop_empty(reading);
    return reading->n > 0;
}

/* The nth (from 0) token of a kind, NULL when there is none. */
static const struct token *nth(const struct reading *reading, enum kind kind, size_t n)
{
    for (size_t i = 0; i < reading->n; i++)
        if (reading->token[i].kind == kind && n-- == 0)
            return &reading->token[i];
    return NULL;
}

static int value(const struct reading *reading, enum kind kind, int otherwise)
{
    const struct token *token = nth(reading, kind, 0);
    return token ? token->value : otherwise;
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
    for (int y = year; y <= year + 8 && last == DAY_NONE; y++) {
        int found = day_from_civil(y, month, day);
        if (found >= reading->today)
            last = found;
    }
    int past = day_from_civil(year, month, day);
    if (agrees(reading, last))
        return last;
    return reading->weekday && agrees(reading, past) ? past : DAY_NONE;
}

static int date(const struct reading *reading, const struct token *year, int month, int day)
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

static int read_half_year(const struct reading *reading)
{
    switch ((enum unit)value(reading, UNIT, DAY)) {
    case YEAR_UNIT:
        return day_add_months(reading->today, 6);
    case MONTH_UNIT:
        return day_add_days(reading->today, 14);
    default:
        return DAY_NONE;
    }
}

/* A stretch of time with no more said is over at its end: what must be done in it is due then. */
static int read_stretch(const struct reading *reading)
{
    enum unit unit = (enum unit)value(reading, UNIT, DAY);
    enum part part = (enum part)value(reading, PART, FINISH);
    bool this_one = value(reading, NEXT, THIS) == THIS;
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
    int day = part_of(first, MONTH_UNIT, part);
    return year || day >= reading->today ? day
                                         : part_of(day_add_months(first, 12), MONTH_UNIT, part);
}

static int read_year(const struct reading *reading)
{
    return part_of(day_from_civil(value(reading, YEAR, 0), 1, 1), YEAR_UNIT,
                   (enum part)value(reading, PART, FINISH));
}

static int read_week(const struct reading *reading)
{
    int part = value(reading, PART, FINISH), week = value(reading, NUM, 0), year;
    int weekday = value(reading, WEEKDAY, 1 + 2 * part);
    if (nth(reading, YEAR, 0))
        return day_from_week(value(reading, YEAR, 0), week, weekday);
    day_iso_week(reading->today, &year);
    for (int y = year; y <= year + 8; y++) {
        int day = day_from_week(y, week, weekday);
        if (day >= reading->today)
            return day;
    }
    return DAY_NONE;
}

static int read_day_and_month(const struct reading *reading)
{
    const struct token *year = nth(reading, YEAR, 0);
    return date(reading, year ? year : nth(reading, NUM, 1), value(reading, MONTH, 1),
                value(reading, NUM, 0));
}

static int read_figures(const struct reading *reading)
{
    int first = value(reading, NUM, 0), second = nth(reading, NUM, 1)->value;
    const struct token *year = nth(reading, YEAR, 0);
    if (!year)
        year = nth(reading, NUM, 2);
    int day = date(reading, year, second, first);
    return day != DAY_NONE ? day : date(reading, year, first, second);
}

static int read_iso(const struct reading *reading)
{
    return date(reading, nth(reading, YEAR, 0), value(reading, NUM, 0), nth(reading, NUM, 1)->value);
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
    enum kind kinds[TOKENS_MAX];
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
    {{IN, PART, UNIT}, read_half_year, false},
    {{IN, NUM, PART, UNIT}, read_half_year, false}, /* "over een half jaar" */
    {{IN, PART, NUM, UNIT}, read_half_year, false}, /* "in half a year" */
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
    for (size_t i = 0; i <= reading->n; i++) {
        const struct token *token = &reading->token[i];
        enum kind kind = i < TOKENS_MAX ? rule->kinds[i] : END;
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
    if (reading->token[0].kind != WEEKDAY)
        return false;
    reading->weekday = reading->token[0].value;
    memmove(reading->token, reading->token + 1, reading->n * sizeof *reading->token);
    reading->n--;
    return true;
}

static enum day_words read_folded(const char *folded, int today, int *day)
{
    struct reading reading = {.today = today};
    if (!tokens_read(&reading, folded))
        return DAY_WORDS_UNKNOWN;
    const struct rule *rule = find_rule(&reading, false);
    if (!rule && take_weekday(&reading))
        rule = find_rule(&reading, true);
    if (!rule)
        return DAY_WORDS_UNKNOWN;
    int found = rule->read(&reading);
    if (found == DAY_NONE)
        return DAY_WORDS_NO_SUCH;
    *day = found;
    return DAY_WORDS_OK;
}

enum day_words day_read(const char *text, int today, enum lang lang, int *day)
{
    size_t at, len;
    struct buf folded = BUF_INIT;
    (void)lang; /* so far the two languages read every form alike */
    utf8_fold(&folded, text, strlen(text));
    enum day_words words = folded.data[strspn(folded.data, " ")] ? DAY_WORDS_UNKNOWN
                                                                 : DAY_WORDS_EMPTY;
    if (words != DAY_WORDS_EMPTY)
        words = read_folded(folded.data, today, day);
    buf_release(&folded);
    if (words == DAY_WORDS_UNKNOWN && phrase_find(text, vague, &at, &len))
        words = DAY_WORDS_VAGUE;
    return words;
}
