#include "report/stamp.h"

#include <time.h>

static void add(struct buf *buf, int64_t moment, const char *format)
{
    time_t seconds = (time_t)(moment / 1000);
    struct tm tm = {.tm_year = 70, .tm_mday = 1};
    char text[64] = "";
    gmtime_r(&seconds, &tm);
    if (strftime(text, sizeof text, format, &tm))
        buf_adds(buf, text);
}

void stamp_add(struct buf *buf, int64_t moment)
{
    if (moment)
        add(buf, moment, "%Y-%m-%dT%H:%M:%SZ");
}

void stamp_add_basic(struct buf *buf, int64_t moment)
{
    add(buf, moment, "%Y%m%dT%H%M%SZ");
}
