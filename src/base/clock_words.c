/*
 * Reads the words people use for a time of day: figures ("9:30", "9u30") and what is said ("half
 * tien", "quarter past 9"). The text becomes a row of tokens; the first rule whose kinds are that
 * row works out the minutes since midnight. To teach it a word, add it to the vocabulary; a turn of
 * phrase, a rule.
 */
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/token.h"
#include "base/utf8.h"

enum time_kind {
    END,     /* closes the kinds of a rule */
    NUM,     /* a number of at most two figures, or a word for one */
    SEP,     /* : or . between figures */
    HOUR,    /* uur, u, h, o'clock */
    HALF,    /* before the hour in Dutch ("half tien"), after it with a PAST */
    QUARTER, /* kwart */
    PAST,    /* over */
    TO,      /* voor */
    NOON,
    PART, /* value: enum part_of_day */
    /* in vocabulary only */
    MARK, /* om, at: what follows is a time, however bare */
    SKIP, /* adds nothing */
    UNKNOWN,
};

enum part_of_day { UNSAID, AM, PM, MORNING, AFTERNOON, EVENING, NIGHT };

enum { MINUTES = 60, NOON_MINUTES = 12 * MINUTES, WHOLE_DAY = 24 * MINUTES };

/* Before this nobody plans a talk: an hour that is said, and not written as a time, is after noon.
 */
enum { EARLIEST = 7 * MINUTES };

enum { TIME_TOKENS_MAX = 6, WORD_MAX = 16 };

/* What each word means, in both languages; words of one meaning stand together. */
static const struct meaning {
    enum time_kind kind;
    int value;
    const char *words[2];
} vocabulary[] = {
    {HOUR, 0, {[LANG_NL] = "uur u", [LANG_EN] = "h oclock hours"}},
    {HALF, 0, {[LANG_NL] = "half", [LANG_EN] = "half"}},
    {QUARTER, 15, {[LANG_NL] = "kwart kwartier", [LANG_EN] = "quarter"}},
    {PAST, 0, {[LANG_NL] = "over na", [LANG_EN] = "past after"}},
    {TO, 0, {[LANG_NL] = "voor", [LANG_EN] = "to before"}},
    {NOON, 0, {[LANG_NL] = "", [LANG_EN] = "noon midday"}},
    {PART, AM, {[LANG_NL] = "", [LANG_EN] = "am"}},
    {PART, PM, {[LANG_NL] = "", [LANG_EN] = "pm"}},
    {PART, MORNING, {[LANG_NL] = "ochtends ochtend morgens", [LANG_EN] = "morning"}},
    {PART, AFTERNOON, {[LANG_NL] = "middags middag", [LANG_EN] = "afternoon"}},
    {PART, EVENING, {[LANG_NL] = "avonds avond", [LANG_EN] = "evening"}},
    {PART, NIGHT, {[LANG_NL] = "nachts nacht", [LANG_EN] = "night"}},
    {MARK, 0, {[LANG_NL] = "om tegen rond", [LANG_EN] = "at around"}},
    {SKIP, 0, {[LANG_NL] = "in de s", [LANG_EN] = "in the a"}},
    {NUM, 1, {[LANG_NL] = "een", [LANG_EN] = "one"}},
    {NUM, 2, {[LANG_NL] = "twee", [LANG_EN] = "two"}},
    {NUM, 3, {[LANG_NL] = "drie", [LANG_EN] = "three"}},
    {NUM, 4, {[LANG_NL] = "vier", [LANG_EN] = "four"}},
    {NUM, 5, {[LANG_NL] = "vijf", [LANG_EN] = "five"}},
    {NUM, 6, {[LANG_NL] = "zes", [LANG_EN] = "six"}},
    {NUM, 7, {[LANG_NL] = "zeven", [LANG_EN] = "seven"}},
    {NUM, 8, {[LANG_NL] = "acht", [LANG_EN] = "eight"}},
    {NUM, 9, {[LANG_NL] = "negen", [LANG_EN] = "nine"}},
    {NUM, 10, {[LANG_NL] = "tien", [LANG_EN] = "ten"}},
    {NUM, 11, {[LANG_NL] = "elf", [LANG_EN] = "eleven"}},
    {NUM, 12, {[LANG_NL] = "twaalf", [LANG_EN] = "twelve"}},
    {NUM, 20, {[LANG_NL] = "twintig", [LANG_EN] = "twenty"}},
};

/* What a day is said with that tells the part of it: "vrijdagmiddag", "tomorrow evening". */
static const struct meaning parts[] = {
    {PART, MORNING, {[LANG_NL] = "ochtend", [LANG_EN] = "morning"}},
    {PART, AFTERNOON, {[LANG_NL] = "middag", [LANG_EN] = "afternoon"}},
    {PART, EVENING, {[LANG_NL] = "avond", [LANG_EN] = "evening"}},
};

struct time_token {
    enum time_kind kind;
    int value;
    size_t digits; /* how many figures it was typed with; 0 for a word */
    bool dutch;    /* a word of Dutch */
};

struct saying {
    struct time_token token[TIME_TOKENS_MAX + 1]; /* what is looked at past the last one is END */
    size_t n;
    enum lang lang;
    enum part_of_day part;
    bool marked; /* it says that it is a time */
};

/* ---- tokens ---------------------------------------------------------------------------------- */

static struct time_token word_token(const char *word)
{
    for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++)
        for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
            if (token_among(word, vocabulary[i].words[lang]))
                return (struct time_token){.kind = vocabulary[i].kind,
                                           .value = vocabulary[i].value,
                                           .dutch = lang == LANG_NL};
    return (struct time_token){.kind = UNKNOWN};
}

/* A word, which may have the dots of "p.m." and the apostrophe of "o'clock" in it. */
static size_t read_word(const char *text, struct time_token *token)
{
    char word[WORD_MAX];
    size_t at = 0, len = 0;
    for (; token_letter(text[at]) || (strchr("'.", text[at]) && text[at]); at++)
        if (token_letter(text[at]) && len < sizeof word - 1)
            word[len++] = text[at];
    word[len] = '\0';
    *token = word_token(word);
    return at;
}

static size_t read_number(const char *text, struct time_token *token)
{
    *token = (struct time_token){.kind = NUM};
    for (; token_digit(text[token->digits]); token->digits++)
        if (token->digits < 2)
            token->value = token->value * 10 + (text[token->digits] - '0');
    if (token->digits > 2)
        token->kind = UNKNOWN;
    return token->digits;
}

/* Reads the token at `at`; returns its bytes. What stands between tokens comes out as SKIP. */
static size_t read_token(const char *text, size_t at, struct time_token *token)
{
    bool after_figure = at > 0 && token_digit(text[at - 1]);
    *token = (struct time_token){.kind = SKIP};
    if (token_letter(text[at]) &&
        !(after_figure && text[at] == 's')) /* "9s" is no "9 's ochtends" */
        return read_word(text + at, token);
    if (token_digit(text[at]))
        return read_number(text + at, token);
    if (after_figure && strchr(":.", text[at]) && token_digit(text[at + 1]))
        token->kind = SEP;
    else if (!strchr(" ,'", text[at]) && !(text[at] == '.' && !text[at + 1]))
        token->kind = UNKNOWN;
    return 1;
}

/* Takes what a token says beside the row: that it is a time, and the part of the day. */
static bool taken_aside(struct saying *saying, const struct time_token *token)
{
    if (token->kind == MARK || token->kind == HOUR || token->kind == PART)
        saying->marked = true;
    if (token->kind == PART)
        saying->part = (enum part_of_day)token->value;
    return token->kind == SKIP || token->kind == MARK || token->kind == PART;
}

/* The apostrophe as it is set in print becomes the one of a keyboard. */
static void plain_apostrophes(struct buf *text)
{
    static const char printed[] = "\xe2\x80\x99";
    for (char *at = text->data; (at = strstr(at, printed)); at++) {
        *at = '\'';
        memmove(at + 1, at + sizeof printed - 1, strlen(at + sizeof printed - 1) + 1);
    }
}

static bool read_tokens(struct saying *saying, const char *folded)
{
    struct time_token token;
    for (size_t at = 0; folded[at];) {
        at += read_token(folded, at, &token);
        if (taken_aside(saying, &token))
            continue;
        if (token.kind == UNKNOWN || saying->n == TIME_TOKENS_MAX)
            return false;
        saying->token[saying->n++] = token;
    }
    bool hour = saying->n > 1 && saying->token[saying->n - 1].kind == HOUR;
    saying->n -= hour; /* "10:30 uur" */
    saying->token[saying->n] = (struct time_token){.kind = END};
    return saying->n > 0;
}

/* ---- rules ----------------------------------------------------------------------------------- */

/* The last number of the row: the hour of what is said. */
static int last_number(const struct saying *saying)
{
    return saying->token[saying->n - 1].value;
}

static int read_hour(const struct saying *saying)
{
    return saying->token[0].value * MINUTES;
}

static int read_figures(const struct saying *saying)
{
    const struct time_token *minute = &saying->token[2];
    bool two = minute->digits == 2 && minute->value < MINUTES && saying->token[0].digits;
    return two ? saying->token[0].value * MINUTES + minute->value : -1;
}

/* Half an hour before the hour. */
static int half_before(int hour)
{
    return hour >= 1 && hour <= 12 ? hour * MINUTES - MINUTES / 2 : -1;
}

/* "half 10" is read as Dutch where Dutch is spoken, and where the number is: in English some mean
 * half past. */
static int read_half(const struct saying *saying)
{
    const struct time_token *hour = &saying->token[saying->n - 1];
    bool known = hour->dutch || (hour->digits && saying->lang == LANG_NL);
    return known ? half_before(hour->value) : -1;
}

static int read_half_past(const struct saying *saying)
{
    return last_number(saying) * MINUTES + MINUTES / 2;
}

/* So many minutes past or to an hour, or half of one: "tien over half elf". */
static int read_beside(const struct saying *saying)
{
    int base = last_number(saying) * MINUTES, minutes = saying->token[0].value;
    if (saying->token[2].kind == HALF)
        base = half_before(last_number(saying));
    if (base < 0 || minutes >= MINUTES / 2)
        return -1;
    return (base + (saying->token[1].kind == TO ? -minutes : minutes) + WHOLE_DAY) % WHOLE_DAY;
}

static int read_noon(const struct saying *saying)
{
    (void)saying;
    return NOON_MINUTES;
}

static const struct rule {
    enum time_kind kinds[TIME_TOKENS_MAX];
    int (*read)(const struct saying *saying); /* minutes since midnight, or -1 */
    bool said;                                /* on a clock of twelve hours */
} rules[] = {
    {{NUM}, read_hour, true},
    {{NUM, SEP, NUM}, read_figures, false},
    {{NUM, HOUR, NUM}, read_figures, false}, /* "9u30" */
    {{HALF, NUM}, read_half, true},
    {{HALF, PAST, NUM}, read_half_past, true},
    {{QUARTER, PAST, NUM}, read_beside, true},
    {{QUARTER, TO, NUM}, read_beside, true},
    {{NUM, PAST, NUM}, read_beside, true},
    {{NUM, TO, NUM}, read_beside, true},
    {{NUM, PAST, HALF, NUM}, read_beside, true},
    {{NUM, TO, HALF, NUM}, read_beside, true},
    {{NOON}, read_noon, false},
};

static bool fits(const struct rule *rule, const struct saying *saying)
{
    for (size_t i = 0; i <= saying->n; i++)
        if (saying->token[i].kind != (i < TIME_TOKENS_MAX ? rule->kinds[i] : END))
            return false;
    return true;
}

/* The minutes on the clock of the whole day; -1 when there is no such time. */
static int in_the_day(int minutes, enum part_of_day part, bool said)
{
    bool twelve = minutes >= MINUTES && minutes < NOON_MINUTES + MINUTES;
    switch (part) {
    case UNSAID:
        return said && minutes < EARLIEST ? minutes + NOON_MINUTES : minutes;
    case AM:
    case PM:
        return twelve ? minutes % NOON_MINUTES + (part == PM ? NOON_MINUTES : 0) : -1;
    case AFTERNOON:
        return minutes < EARLIEST ? minutes + NOON_MINUTES : minutes;
    case EVENING:
        return minutes >= 5 * MINUTES && minutes < NOON_MINUTES ? minutes + NOON_MINUTES : minutes;
    case MORNING:
    case NIGHT:
        break;
    }
    return minutes;
}

/* Reads a time; part: of the day it is on, where the time itself does not say. bare: a number alone
 * is one. -1 when it is none. */
static int read_time(const char *text, enum lang lang, enum part_of_day part, bool bare)
{
    struct saying saying = {.lang = lang, .part = part};
    int minutes = -1;
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, text, strlen(text));
    plain_apostrophes(&folded);
    bool read = read_tokens(&saying, folded.data) && (bare || saying.marked || saying.n > 1);
    for (size_t i = 0; read && i < sizeof rules / sizeof *rules; i++)
        if (fits(&rules[i], &saying)) {
            bool said = rules[i].said && last_number(&saying) > 0;
            minutes = rules[i].read(&saying);
            minutes = minutes < 0 ? -1 : in_the_day(minutes, saying.part, said);
            break;
        }
    buf_release(&folded);
    return minutes < WHOLE_DAY ? minutes : -1;
}

bool clock_read_time(const char *text, enum lang lang, int *hour, int *minute)
{
    int minutes = read_time(text, lang, UNSAID, true);
    if (minutes < 0)
        return false;
    *hour = minutes / MINUTES;
    *minute = minutes % MINUTES;
    return true;
}

/* ---- a day with a time ----------------------------------------------------------------------- */

/* The words of a day and of a time, as they were taken apart. */
struct halves {
    const char *day, *time;
    bool bare; /* a number alone may be the time */
};

static enum part_of_day part_named(const char *words)
{
    enum part_of_day part = UNSAID;
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, words, strlen(words));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
            if (strstr(folded.data, parts[i].words[lang]))
                part = (enum part_of_day)parts[i].value;
    buf_release(&folded);
    return part;
}

/* What became of the day; DAY_WORDS_UNKNOWN where the time is none. */
static enum day_words read_halves(const struct halves *halves, int today, enum lang lang,
                                  int64_t *moment)
{
    int day = DAY_NONE;
    int minutes = read_time(halves->time, lang, part_named(halves->day), halves->bare);
    if (minutes < 0)
        return DAY_WORDS_UNKNOWN;
    enum day_words read = day_read_toward(halves->day, today, lang, DAY_PLAN, &day);
    if (read == DAY_WORDS_OK)
        *moment = clock_moment(day, minutes / MINUTES, minutes % MINUTES);
    return read;
}

/* Does it tell of a day, or why it is none? */
static bool tells(enum day_words read)
{
    return read == DAY_WORDS_OK || read == DAY_WORDS_NO_SUCH || read == DAY_WORDS_FAR;
}

/* Takes the words apart at each blank: the time stands behind the day, or before it. Only behind a
 * day in words is a number alone a time ("morgen 9"), and figures with a dot before a day are no
 * time: in "15 12" and "15.12 vrijdag" they are a date. */
static enum day_words read_apart(const char *text, int today, enum lang lang, bool bare,
                                 int64_t *moment)
{
    char *words = mem_copy(text);
    enum day_words read = DAY_WORDS_UNKNOWN;
    for (char *at = words; !tells(read) && (at = strchr(at, ' ')); at++) {
        *at = '\0';
        const struct halves behind = {words, at + 1, bare}, before = {at + 1, words, false};
        if (!bare || strpbrk(words, "abcdefghijklmnopqrstuvwxyz"))
            read = read_halves(&behind, today, lang, moment);
        if (!tells(read) && !bare && !strchr(words, '.'))
            read = read_halves(&before, today, lang, moment);
        *at = ' ';
    }
    free(words);
    return read;
}

enum day_words clock_read_moment(const char *text, int today, enum lang lang, int hour, int minute,
                                 int64_t *moment)
{
    int day;
    enum day_words apart = read_apart(text, today, lang, false, moment);
    if (apart == DAY_WORDS_OK)
        return apart;
    enum day_words read = day_read_toward(text, today, lang, DAY_PLAN, &day);
    if (read == DAY_WORDS_OK)
        *moment = clock_moment(day, hour, minute);
    else if (read_apart(text, today, lang, true, moment) == DAY_WORDS_OK)
        return DAY_WORDS_OK;
    return tells(apart) && read == DAY_WORDS_UNKNOWN ? apart : read;
}
