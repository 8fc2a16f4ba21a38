#include "base/clock.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/day.h"
#include "base/mem.h"

enum { SECOND = 1000 };

/* The local calendar and time of a moment. */
static struct tm local(int64_t moment)
{
    time_t seconds = (time_t)(moment / SECOND - (moment % SECOND < 0));
    struct tm parts = {0};
    localtime_r(&seconds, &parts);
    return parts;
}

/* The moment "2026-11-27T14:30" names, or 0 when it is no such time. */
static int64_t moment_read(const char *text)
{
    char date[DAY_ISO_SIZE] = "";
    char tail[2];
    unsigned hour, minute;
    if (strlen(text) != strlen("2026-11-27T14:30"))
        return 0;
    memcpy(date, text, DAY_ISO_SIZE - 1);
    int day = day_parse_iso(date);
    if (day == DAY_NONE ||
        sscanf(text + DAY_ISO_SIZE - 1, "T%2u:%2u%1s", &hour, &minute, tail) != 2)
        return 0;
    return hour < 24 && minute < 60 ? clock_moment(day, (int)hour, (int)minute) : 0;
}

struct clock clock_open(void)
{
    const char *now = getenv("GESPREK_NOW");
    return (struct clock){.fixed = now ? moment_read(now) : 0};
}

int64_t clock_now(const struct clock *clock)
{
    struct timespec now;
    if (clock->fixed)
        return clock->fixed;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000000;
}

int clock_today(const struct clock *clock)
{
    return clock_day(clock_now(clock));
}

int clock_day(int64_t moment)
{
    struct tm parts = local(moment);
    return day_from_civil(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

void clock_time(int64_t moment, int *hour, int *minute)
{
    struct tm parts = local(moment);
    *hour = parts.tm_hour;
    *minute = parts.tm_min;
}

int64_t clock_moment(int day, int hour, int minute)
{
    struct civil civil = day_civil(day);
    struct tm parts = {
        .tm_year = civil.year - 1900,
        .tm_mon = civil.month - 1,
        .tm_mday = civil.day,
        .tm_hour = hour,
        .tm_min = minute,
        .tm_isdst = -1, /* whichever holds on that day */
    };
    return (int64_t)mktime(&parts) * SECOND;
}

/* At most two digits, with blanks around them; how many there were, or -1 when there were more. */
static int read_part(const char **text, int *value)
{
    int digits = 0;
    *value = 0;
    *text += strspn(*text, " ");
    for (; isdigit((unsigned char)**text); (*text)++) {
        *value = *value * 10 + (**text - '0');
        if (++digits > 2)
            return -1;
    }
    *text += strspn(*text, " ");
    return digits;
}

static bool is_word(const char *text, const char *word)
{
    size_t len = strlen(word);
    return strncasecmp(text, word, len) == 0 && text[len + strspn(text + len, " ")] == '\0';
}

/* What may stand behind a time: nothing, "uur", or the half of the day. */
static bool read_half(const char *text, int *hour)
{
    bool before = is_word(text, "am"), after = is_word(text, "pm");
    if (!before && !after)
        return is_word(text, "") || is_word(text, "uur");
    if (*hour < 1 || *hour > 12)
        return false;
    *hour = *hour % 12 + (after ? 12 : 0);
    return true;
}

bool clock_read_time(const char *text, int *hour, int *minute)
{
    if (read_part(&text, hour) < 1)
        return false;
    bool more = *text && strchr(":.uh", *text) && !is_word(text, "uur");
    if (more)
        text++;
    int digits = read_part(&text, minute);
    return (digits == 2 || digits == 0) && (more || digits == 0) && read_half(text, hour) &&
           *hour < 24 && *minute < 60;
}

bool clock_timed(int64_t moment)
{
    return moment != clock_moment(clock_day(moment), 0, 0);
}

void clock_add_time(struct buf *buf, const char *lead, int64_t moment)
{
    int hour, minute;
    clock_time(moment, &hour, &minute);
    if (clock_timed(moment))
        buf_addf(buf, "%s%d:%02d", lead, hour, minute);
}

int64_t clock_ticks(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000000;
}

enum day_words clock_read_moment(const char *text, int today, enum lang lang, int hour, int minute,
                                 int64_t *moment)
{
    int day = DAY_NONE;
    char *words = mem_copy(text), *last = strrchr(words, ' ');
    /* A bare number may belong to the date. */
    if (last && strpbrk(last, ":.uh") && clock_read_time(last + 1, &hour, &minute))
        *last = '\0';
    enum day_words read = day_read(words, today, lang, &day);
    if (read == DAY_WORDS_OK)
        *moment = clock_moment(day, hour, minute);
    free(words);
    return read;
}
