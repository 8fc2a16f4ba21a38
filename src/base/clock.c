#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/day.h"

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
