#include "report/ics.h"

#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "report/stamp.h"

#define FOLD 75 /* octets on one line, without its CRLF (RFC 5545 3.1) */

/* Escapes what RFC 5545 3.3.11 says; a control character has no place in a calendar. */
static void add_value(struct buf *line, const char *text)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '\n')
            buf_adds(line, "\\n");
        else if (byte == '\\' || byte == ';' || byte == ',')
            buf_addf(line, "\\%c", byte);
        else if (byte >= 0x20 && byte != 0x7F)
            buf_addc(line, (char)byte);
    }
}

/* The number of bytes of one folded line: at most room, never ending inside a character. */
static size_t fold_at(const char *text, size_t len, size_t room)
{
    if (len <= room)
        return len;
    size_t at = 0;
    while (at < len) {
        size_t size;
        utf8_decode(text + at, len - at, &size);
        if (at + size > room)
            break;
        at += size;
    }
    return at;
}

static void add_folded(struct buf *out, const struct buf *line)
{
    size_t at = 0;
    while (at < line->len) {
        if (at)
            buf_adds(out, "\r\n ");
        size_t part = fold_at(line->data + at, line->len - at, at ? FOLD - 1 : FOLD);
        buf_add(out, line->data + at, part);
        at += part;
    }
    buf_adds(out, "\r\n");
}

void ics_add_line(struct buf *out, const char *name, const char *text)
{
    struct buf shown = BUF_INIT, line = BUF_INIT;
    utf8_show(&shown, text, strlen(text), true);
    buf_addf(&line, "%s:", name);
    add_value(&line, shown.data);
    add_folded(out, &line);
    buf_release(&line);
    buf_release(&shown);
}

void ics_begin(struct buf *out)
{
    buf_adds(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                  "PRODID:-//Gesprek//gesprek " GESPREK_VERSION "//EN\r\n"
                  "CALSCALE:GREGORIAN\r\n");
}

void ics_end(struct buf *out)
{
    buf_adds(out, "END:VCALENDAR\r\n");
}

static void add_stamp(struct buf *out, const char *name, int64_t moment)
{
    buf_addf(out, "%s:", name);
    stamp_add_basic(out, moment);
    buf_adds(out, "\r\n");
}

static void add_date(struct buf *out, const char *name, int day)
{
    struct civil civil = day_civil(day);
    buf_addf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, civil.year, civil.month, civil.day);
}

void ics_add_entry(struct buf *out, const struct ics_entry *entry)
{
    buf_addf(out, "BEGIN:VEVENT\r\nUID:%s@gesprek\r\nSEQUENCE:%d\r\n", entry->uid, entry->sequence);
    add_stamp(out, "DTSTAMP", entry->at);
    add_stamp(out, "LAST-MODIFIED", entry->at);
    add_date(out, "DTSTART", entry->day);
    add_date(out, "DTEND", entry->day + 1);
    ics_add_line(out, "SUMMARY", entry->title);
    ics_add_line(out, "DESCRIPTION", entry->about);
    ics_add_line(out, "STATUS", entry->cancelled ? "CANCELLED" : "CONFIRMED");
    buf_adds(out, "CLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void ics_add_meeting(struct buf *out, const struct ics_meeting *meeting)
{
    int day = clock_day(meeting->at);
    buf_addf(out, "BEGIN:VEVENT\r\nUID:conversation-%s@gesprek\r\n", meeting->id);
    add_stamp(out, "DTSTAMP", meeting->changed_at);
    add_stamp(out, "LAST-MODIFIED", meeting->changed_at);
    if (clock_timed(meeting->at)) {
        add_stamp(out, "DTSTART", meeting->at);
    } else {
        add_date(out, "DTSTART", day);
        add_date(out, "DTEND", day + 1);
    }
    ics_add_line(out, "SUMMARY", meeting->title);
    if (*meeting->place)
        ics_add_line(out, "LOCATION", meeting->place);
    buf_adds(out, "CLASS:PRIVATE\r\nEND:VEVENT\r\n");
}

/* kind begins the UID; title is neutral: no name, no subject. */
static void add_agreed(struct buf *out, const struct agreement *agreement, const char *kind,
                       const char *title, int day, enum lang lang)
{
    char handle[HANDLE_SIZE];
    struct buf uid = BUF_INIT, about = BUF_INIT;
    uuid_handle(agreement->id, handle);
    buf_addf(&uid, "%s-%s", kind, agreement->id);
    buf_addf(&about, tr(lang, "What it is about is in Gesprek: agreement %s"), handle);
    const struct ics_entry entry = {
        .uid = uid.data,
        .title = title,
        .about = about.data,
        .day = day,
        .at = agreement->updated_at,
        .sequence = agreement->revision > 0 ? agreement->revision - 1 : 0,
        .cancelled = agreement->status == STATUS_DROPPED,
    };
    ics_add_entry(out, &entry);
    buf_release(&uid);
    buf_release(&about);
}

void ics_add_agreement(struct buf *out, const struct agreement *agreement, enum lang lang)
{
    if (agreement->removed)
        return;
    if (agreement->due != DAY_NONE)
        add_agreed(out, agreement, "due", tr(lang, "Agreement"), agreement->due, lang);
    if (agreement->look_back != DAY_NONE)
        add_agreed(out, agreement, "look-back", tr(lang, "Look-back"), agreement->look_back, lang);
}
