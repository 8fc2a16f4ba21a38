/*
 * Which of the days that words may mean is meant: the next one or the last one; and what is said
 * about words that are no day, or a stretch of them.
 */
#include "base/day.h"

#include <string.h>

#include "base/day_token.h"
#include "base/utf8.h"

/* The day text means if that were said on another day than today; DAY_NONE when none. */
static int said_on(const char *text, int said, enum lang lang)
{
    int day;
    return day_read(text, said, lang, &day) == DAY_WORDS_OK ? day : DAY_NONE;
}

/* "volgende vrijdag", "next week": there is no day behind us it could be. */
static bool looks_ahead(const char *text)
{
    struct day_tokens tokens = {.n = 0};
    struct buf folded = BUF_INIT;
    bool ahead = false;
    utf8_fold(&folded, text, strlen(text));
    if (day_tokens_read(&tokens, folded.data))
        for (size_t i = 0; i < tokens.n; i++)
            ahead |= tokens.token[i].kind == NEXT && tokens.token[i].value != THIS;
    buf_release(&folded);
    return ahead;
}

/* Is there one day alone that it can mean: it names a year, or is counted from today ("morgen",
 * "over 2 weken")? */
static bool settled(const char *text, int today, enum lang lang, int found)
{
    enum { YEARS = 3000 }; /* a 29 February ago */
    return said_on(text, today - YEARS, lang) == found ||
           said_on(text, today - 1, lang) == found - 1 || looks_ahead(text);
}

/* The last day up to today that it can mean: what somebody would have meant who said it a week ago,
 * a month ago, and so on. The last of the steps is for 29 February. DAY_NONE when there is none. */
static int last_behind(const char *text, int today, enum lang lang)
{
    static const int steps[] = {7, 31, 92, 183, 365, 730, 1461, 2922};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        int day = said_on(text, today - steps[i], lang);
        if (day != DAY_NONE && day <= today)
            return day;
    }
    return DAY_NONE;
}

/* A day that is not there this year or next may have been there in the year behind us. */
static enum day_words read_lately(const char *text, int today, enum lang lang, int *day)
{
    enum { LATELY = 366 };
    int behind = last_behind(text, today, lang);
    if (behind == DAY_NONE || today - behind > LATELY)
        return DAY_WORDS_FAR;
    *day = behind;
    return DAY_WORDS_OK;
}

enum day_words day_read_toward(const char *text, int today, enum lang lang, enum day_toward toward,
                               int *day)
{
    int found;
    enum day_words words = toward == DAY_PLAN ? day_read_plan(text, today, lang, &found)
                                              : day_read(text, today, lang, &found);
    if (words == DAY_WORDS_FAR && toward == DAY_BEHIND)
        return read_lately(text, today, lang, day);
    if (words != DAY_WORDS_OK)
        return words;
    *day = found;
    if (toward != DAY_BEHIND || found <= today || settled(text, today, lang, found))
        return words;
    int behind = last_behind(text, today, lang);
    if (behind != DAY_NONE && (today - behind <= DAY_SOON || found - today > DAY_SOON))
        *day = behind;
    return words;
}

static int distance(int a, int b)
{
    return a < b ? b - a : a - b;
}

enum day_words day_read_since(const char *text, int today, enum lang lang, enum day_toward toward,
                              int since, int *day)
{
    int ahead, behind;
    enum day_words words = day_read(text, today, lang, &ahead);
    if (words != DAY_WORDS_OK)
        return words;
    behind = ahead;
    if (toward == DAY_BEHIND || strpbrk(text, "0123456789"))
        day_read_toward(text, today, lang, DAY_BEHIND, &behind);
    *day = behind >= since || distance(behind, since) <= distance(ahead, since) ? behind : ahead;
    return words;
}

/* ---- what is said about it ------------------------------------------------------------------- */

const char *day_stretch_words(enum day_toward toward)
{
    return toward == DAY_PLAN ? N_("No day named: the first. Or: \"next week thursday\".")
                              : N_("No day named: the end. Or: \"next week thursday\".");
}

const char *day_words_fault(enum day_words words)
{
    switch (words) {
    case DAY_WORDS_OK:
    case DAY_WORDS_EMPTY:
        return NULL;
    case DAY_WORDS_NO_SUCH:
        return N_("That day does not exist; look again.");
    case DAY_WORDS_FAR:
        return N_("There is no such day this year or next; write its year too, or another day.");
    case DAY_WORDS_VAGUE:
    case DAY_WORDS_UNKNOWN:
        break;
    }
    return N_("This is not a date I know. Try \"friday\", \"in 2 weeks\" or 15-12.");
}
