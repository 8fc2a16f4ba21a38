/* Asking: one line at a time, until it is an answer, is left empty, or a command comes instead. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "plain_inside.h"

static const char *const hints[HINT_COUNT] = {
    [HINT_SKIP] = N_("empty skips"),
    [HINT_KEEP] = N_("empty leaves it, - empties it"),
    [HINT_DONE] = N_("empty is done"),
    [HINT_YES] = N_("y yes, n no, empty leaves it"),
    [HINT_DAY] = N_("fri, in 2 weeks, week 50, 15-12; empty skips"),
    [HINT_MOMENT] = N_("tomorrow, fri 14:30, 15-12; empty skips"),
    [HINT_NUMBER] = N_("a number; empty skips"),
    [HINT_FIRST] = N_("a number; empty is 1"),
    [HINT_NUMBERS] = N_("with blanks between; empty leaves it, - is none"),
    [HINT_SETTLE] = N_("x done, l being done, d another date, - dropped, empty leaves it"),
};

static enum lang lang_of(const struct plain *plain)
{
    return plain_lang(plain);
}

static int today_of(const struct plain *plain)
{
    return plain_today(plain);
}

/* The hint where it was not said yet. */
static const char *take_hint(struct plain *plain, enum hint hint)
{
    if (hint == HINT_NONE || plain->hinted & 1U << hint)
        return NULL;
    plain->hinted |= 1U << hint;
    return tr(lang_of(plain), hints[hint]);
}

/* "/s" is a command, "//s" the text "/s"; one letter or digit alone is a command too, where it is
 * one here and no answer: nobody means it as a note. */
static bool is_command(const struct plain *plain, struct buf *line, const char *letters)
{
    const char *text = line->data, *rest;
    if (line->len == 1 && isdigit((unsigned char)*text))
        return !strchr(letters, *text) && plain->map->number;
    if (line->len == 1 && (isalpha((unsigned char)*text) || *text == '?'))
        return !strchr(letters, tolower((unsigned char)*text)) &&
               plain_find(plain->map, text, &rest);
    if (text[0] != '/' || strchr(letters, '/'))
        return false;
    bool meant = text[1] != '/';
    buf_splice(line, 0, 1, "", 0);
    return meant;
}

enum plain_reply plain_ask_with(struct plain *plain, const char *prompt, enum hint hint,
                                const char *letters)
{
    struct buf *line = &plain->lines.line;
    if (plain->commanded) /* that comes first */
        return REPLY_LEFT;
    const char *said = take_hint(plain, hint);
    for (; lines_ask(&plain->lines, prompt, said); said = NULL) {
        if (!is_command(plain, line, letters))
            return line->len ? REPLY_TEXT : REPLY_EMPTY;
        if (plain_aside(plain, line->data))
            continue;
        buf_clear(&plain->command);
        buf_adds(&plain->command, line->data);
        plain->commanded = true;
        break;
    }
    return REPLY_LEFT;
}

enum plain_reply plain_ask(struct plain *plain, const char *prompt, enum hint hint)
{
    return plain_ask_with(plain, prompt, hint, "");
}

/* ---- texts ----------------------------------------------------------------------------------- */

static size_t steps_in(const char *text)
{
    size_t len = strlen(text), steps = 0;
    for (size_t at = 0; at < len; steps++)
        at = utf8_next(text, len, at);
    return steps;
}

/* Is it no longer than max? Else that is said, and a script ends: its next line is an answer to
 * another question. */
static bool fits(struct plain *plain, size_t max)
{
    size_t steps = steps_in(plain->lines.line.data);
    if (steps <= max)
        return true;
    lines_say(&plain->lines, "That is %zu characters and there is room for %zu. Make it shorter.",
              steps, max);
    plain->failed |= plain->lines.echo;
    plain->lines.ended |= plain->lines.echo;
    return false;
}

static void say_now(struct plain *plain, const char *prompt, const char *now)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, tr(lang_of(plain), "%s, now: %s"), prompt, now);
    lines_put(&plain->lines, text.data);
    buf_release(&text);
}

/* Is it what the user wants to keep? False when nothing is left of a new text. */
static bool minded(struct plain *plain, const char *now)
{
    plain_notice(plain);
    return plain->lines.line.len || *now;
}

static enum plain_reply ask_text(struct plain *plain, const char *prompt, const char *now,
                                 size_t max, enum hint hint, const char *letters)
{
    enum plain_reply reply;
    if (*now)
        say_now(plain, prompt, now);
    do
        reply = plain_ask_with(plain, prompt, *now ? HINT_KEEP : hint, letters);
    while (reply == REPLY_TEXT && !(fits(plain, max) && minded(plain, now) && fits(plain, max)));
    if (reply != REPLY_TEXT || strcmp(plain->lines.line.data, "-") != 0)
        return reply;
    buf_clear(&plain->lines.line);
    return *now ? REPLY_TEXT : REPLY_EMPTY;
}

enum plain_reply plain_ask_text(struct plain *plain, const char *prompt, const char *now,
                                size_t max)
{
    return ask_text(plain, prompt, now, max, HINT_SKIP, "");
}

enum plain_reply plain_ask_line(struct plain *plain, const char *prompt, const char *now,
                                size_t max, const char *letters)
{
    return ask_text(plain, prompt, now, max, HINT_DONE, letters);
}

/* ---- yes, numbers ---------------------------------------------------------------------------- */

bool plain_yes(const char *text, bool *yes)
{
    static const struct {
        const char *word;
        bool yes;
    } words[] = {{"j", true},  {"ja", true},  {"y", true},    {"yes", true},
                 {"n", false}, {"no", false}, {"nee", false}, {"neen", false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (utf8_compare(text, words[i].word) == 0) {
            *yes = words[i].yes;
            return true;
        }
    return false;
}

enum plain_reply plain_ask_yes(struct plain *plain, const char *prompt, bool *yes)
{
    enum plain_reply reply;
    while ((reply = plain_ask_with(plain, prompt, HINT_YES, "jyn")) == REPLY_TEXT &&
           !plain_yes(plain->lines.line.data, yes))
        lines_say(&plain->lines, "Answer y for yes or n for no, or leave it empty.");
    return reply;
}

static enum plain_reply ask_number(struct plain *plain, const char *prompt, enum hint hint,
                                   size_t n, bool may_none, size_t *number)
{
    enum plain_reply reply;
    while ((reply = plain_ask_with(plain, prompt, hint, "0123456789")) == REPLY_TEXT) {
        const char *rest = plain->lines.line.data;
        *number = 0;
        if (may_none && strcmp(rest, "-") == 0)
            return REPLY_TEXT;
        *number = plain_number(&rest);
        if (*number && *number <= n && !*rest)
            return REPLY_TEXT;
        lines_say(&plain->lines, "Give a number from 1 to %zu, or leave it empty.", n);
    }
    return reply;
}

enum plain_reply plain_ask_number(struct plain *plain, const char *prompt, size_t n, bool may_none,
                                  size_t *number)
{
    return ask_number(plain, prompt, HINT_NUMBER, n, may_none, number);
}

enum plain_reply plain_ask_number_or_first(struct plain *plain, const char *prompt, size_t n,
                                           size_t *number)
{
    enum plain_reply reply = ask_number(plain, prompt, HINT_FIRST, n, false, number);
    if (reply == REPLY_EMPTY)
        *number = 1;
    return reply == REPLY_EMPTY ? REPLY_TEXT : reply;
}

/* ---- days ------------------------------------------------------------------------------------ */

static void say_no_day(struct plain *plain, enum day_words words)
{
    lines_put(&plain->lines, tr(lang_of(plain), day_words_fault(words)));
}

static void say_no_moment(struct plain *plain, enum day_words words)
{
    if (words == DAY_WORDS_NO_SUCH || words == DAY_WORDS_FAR)
        say_no_day(plain, words);
    else
        lines_say(&plain->lines, "This is not a day and time I know. Try \"friday 14:30\", "
                                 "\"tomorrow half past 9\" or 15-12.");
}

/* Which day of a stretch was taken, where no day was named. */
static void say_stretch(struct plain *plain, const char *words, enum day_toward toward)
{
    if (day_words_stretch(words))
        lines_put(&plain->lines, tr(lang_of(plain), day_stretch_words(toward)));
}

static void say_day(struct plain *plain, int day, const char *time)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, "= ");
    day_add_long(&text, day, lang_of(plain));
    buf_adds(&text, time);
    buf_adds(&text, " (");
    day_add_distance(&text, day, today_of(plain), lang_of(plain));
    buf_addc(&text, ')');
    lines_put(&plain->lines, text.data);
    buf_release(&text);
}

/* since: 0 when it follows no other day. Words that are no day are taken over in words, unless that
 * is NULL. */
static enum plain_reply ask_day(struct plain *plain, const char *prompt, enum day_toward toward,
                                int since, int *day, struct buf *words)
{
    enum plain_reply reply;
    enum hint hint = *day == DAY_NONE ? HINT_DAY : HINT_KEEP;
    while ((reply = plain_ask(plain, prompt, hint)) == REPLY_TEXT) {
        const char *text = plain->lines.line.data;
        *day = DAY_NONE;
        if (strcmp(text, "-") == 0)
            return REPLY_TEXT;
        enum day_words read =
            since ? day_read_since(text, today_of(plain), lang_of(plain), toward, since, day)
                  : day_read_toward(text, today_of(plain), lang_of(plain), toward, day);
        if (read == DAY_WORDS_OK) {
            say_day(plain, *day, "");
            say_stretch(plain, text, toward);
        } else if (read == DAY_WORDS_VAGUE && words) {
            buf_adds(words, text);
        } else {
            say_no_day(plain, read);
        }
        if (read == DAY_WORDS_OK || (words && words->len))
            return REPLY_TEXT;
    }
    return reply;
}

enum plain_reply plain_ask_day(struct plain *plain, const char *prompt, int *day, struct buf *words)
{
    return ask_day(plain, prompt, DAY_AHEAD, 0, day, words);
}

enum plain_reply plain_ask_past_day(struct plain *plain, const char *prompt, int since, int *day)
{
    return ask_day(plain, prompt, DAY_BEHIND, since, day, NULL);
}

enum plain_reply plain_ask_expected(struct plain *plain, const char *prompt, int since, int *day)
{
    return ask_day(plain, prompt, DAY_AHEAD, since, day, NULL);
}

enum plain_reply plain_ask_moment(struct plain *plain, const char *prompt, int hour, int minute,
                                  int64_t *moment)
{
    enum plain_reply reply;
    while ((reply = plain_ask(plain, prompt, HINT_MOMENT)) == REPLY_TEXT) {
        const char *text = plain->lines.line.data;
        *moment = 0;
        if (strcmp(text, "-") == 0 || plain_read_moment(plain, text, hour, minute, moment))
            break;
    }
    return reply;
}

bool plain_read_moment(struct plain *plain, const char *text, int hour, int minute, int64_t *moment)
{
    struct buf time = BUF_INIT;
    enum day_words read =
        clock_read_moment(text, today_of(plain), lang_of(plain), hour, minute, moment);
    if (read != DAY_WORDS_OK) {
        say_no_moment(plain, read);
        return false;
    }
    clock_add_time(&time, " ", *moment);
    say_day(plain, clock_day(*moment), time.data);
    say_stretch(plain, text, DAY_PLAN);
    buf_release(&time);
    return true;
}

bool plain_read_day(struct plain *plain, const char *text, int *day)
{
    enum day_words read = day_read(text, today_of(plain), lang_of(plain), day);
    if (read == DAY_WORDS_OK) {
        say_day(plain, *day, "");
        say_stretch(plain, text, DAY_AHEAD);
    } else {
        say_no_day(plain, read);
    }
    return read == DAY_WORDS_OK;
}
