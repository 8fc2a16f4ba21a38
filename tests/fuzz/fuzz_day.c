/* Words for a date or a period: what is understood is a day, and what is said of it means it. */
#include "fuzz.h"

#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/period.h"

enum { DAYS = 73000 }; /* about what is valid from 1970 on */

static bool valid(int day)
{
    return day_civil(day).year != 0;
}

static void says_the_same(int day, int today, enum lang lang)
{
    struct buf said = BUF_INIT;
    int again = DAY_NONE;
    day_add_numbers(&said, day, lang);
    FUZZ_HOLDS(day_read(said.data, today, lang, &again) == DAY_WORDS_OK && again == day);
    buf_clear(&said);
    day_add_long(&said, day, lang);
    FUZZ_HOLDS(day_read(said.data, today, lang, &again) == DAY_WORDS_OK && again == day);
    day_add_short(&said, day, today, lang);
    day_add_distance(&said, day, today, lang);
    fuzz_is_shown(said.data, said.len);
    buf_release(&said);
}

static void read_period(const char *text, int today, enum lang lang)
{
    struct buf said = BUF_INIT;
    struct period period = {DAY_NONE, DAY_NONE};
    if (period_read(text, today, lang, &period) == PERIOD_WORDS_OK) {
        FUZZ_HOLDS(period.from == DAY_NONE || valid(period.from));
        FUZZ_HOLDS(period.to == DAY_NONE || valid(period.to));
        FUZZ_HOLDS(period.from == DAY_NONE || period.to == DAY_NONE || period.from <= period.to);
    }
    period_add(&said, &period, today, lang);
    fuzz_is_shown(said.data, said.len);
    buf_release(&said);
}

/* A time of day, alone and with a day: it is one there can be. */
static void read_time(const char *text, int today, enum lang lang)
{
    int hour = 0, minute = 0;
    int64_t moment = 0;
    FUZZ_HOLDS(!clock_read_time(text, lang, &hour, &minute) ||
               (hour >= 0 && hour < 24 && minute >= 0 && minute < 60));
    if (clock_read_moment(text, today, lang, 0, 0, &moment) == DAY_WORDS_OK)
        FUZZ_HOLDS(valid(clock_day(moment)));
    else
        FUZZ_HOLDS(moment == 0);
}

void fuzz_day(const uint8_t *bytes, size_t len)
{
    struct buf text = BUF_INIT;
    if (len < 3)
        return;
    int today = (bytes[0] << 8 | bytes[1]) % DAYS;
    enum lang lang = bytes[2] & 1 ? LANG_NL : LANG_EN;
    fuzz_text(&text, bytes + 3, len - 3);
    int day = DAY_NONE;
    if (day_read(text.data, today, lang, &day) == DAY_WORDS_OK) {
        FUZZ_HOLDS(valid(day));
        says_the_same(day, today, lang);
    } else {
        FUZZ_HOLDS(day == DAY_NONE);
    }
    if (day_read_toward(text.data, today, lang, DAY_BEHIND, &day) == DAY_WORDS_OK)
        FUZZ_HOLDS(valid(day));
    read_time(text.data, today, lang);
    read_period(text.data, today, lang);
    buf_release(&text);
}
