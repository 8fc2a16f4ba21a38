#include "domain/heard.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

bool heard_fits(enum absence_field field, enum kind kind)
{
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        return kind == KIND_DATE;
    case ABSENCE_TEXT:
        return kind == KIND_NOTE || kind == KIND_LIST;
    case ABSENCE_TOLD:
        return kind == KIND_CHOICE;
    }
    return false;
}

/* ---- out of a conversation ------------------------------------------------------------------- */

/* The lines as one, as many as the record takes. */
static void join_lines(struct buf *out, const char *lines)
{
    for (size_t len; *lines; lines += len + (lines[len] == '\n')) {
        len = strcspn(lines, "\n");
        size_t begin = out->len;
        buf_adds(out, begin ? "; " : "");
        buf_add(out, lines, len);
        if (absence_text_fault(out->data)) {
            buf_cut(out, begin);
            return;
        }
    }
}

static enum told told_of(const char *option)
{
    if (strcmp(option, "ja") == 0 || strcmp(option, "yes") == 0)
        return TOLD_YES;
    return strcmp(option, "nee") == 0 || strcmp(option, "no") == 0 ? TOLD_NO : TOLD_UNKNOWN;
}

/* Puts an answer in its field; false when it says nothing. */
static bool take_answer(struct absence *absence, enum absence_field field, const char *value)
{
    struct buf text = BUF_INIT;
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        return (*absence_day(absence, field) = day_parse_iso(value)) != DAY_NONE;
    case ABSENCE_TOLD:
        return (*absence_told(absence, field) = told_of(value)) != TOLD_UNKNOWN;
    case ABSENCE_TEXT:
        break;
    }
    join_lines(&text, value);
    bool said = text.len > 0;
    if (said)
        mem_replace(absence_text(absence, field), text.data);
    buf_release(&text);
    return said;
}

static void take_point(struct heard *heard, const struct guide_point *point,
                       const struct interview *interview)
{
    for (size_t i = 0; i < point->n_capture; i++) {
        const struct guide_field *field = &point->capture[i];
        if (field->absence && heard_fits((enum absence_field)field->absence, field->kind))
            heard->n += take_answer(&heard->absence, (enum absence_field)field->absence,
                                    interview_value(interview, point->id, field->id));
    }
}

void heard_take(struct heard *heard, const struct guide *guide, const struct interview *interview)
{
    int since = day_parse_iso(interview_value(interview, POINT_OWN, FIELD_SINCE));
    *heard = (struct heard){.n = 0};
    absence_init(&heard->absence);
    heard->absence.first_day =
        since != DAY_NONE
            ? since
            : clock_day(interview->started_at ? interview->started_at : interview->created_at);
    for (size_t i = 0; i < guide->n_points; i++)
        take_point(heard, &guide->points[i], interview);
}

void heard_release(struct heard *heard)
{
    absence_release(&heard->absence);
}

/* ---- into a record --------------------------------------------------------------------------- */

static bool put_field(const struct absence *from, struct absence *kept, enum absence_field field)
{
    struct absence *heard = (struct absence *)from; /* only looked at */
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY: {
        int day = *absence_day(heard, field), before = *absence_day(kept, field);
        if (day != DAY_NONE)
            *absence_day(kept, field) = day;
        return day != DAY_NONE && day != before;
    }
    case ABSENCE_TOLD: {
        enum told told = *absence_told(heard, field), before = *absence_told(kept, field);
        if (told != TOLD_UNKNOWN)
            *absence_told(kept, field) = told;
        return told != TOLD_UNKNOWN && told != before;
    }
    case ABSENCE_TEXT:
        break;
    }
    const char *text = *absence_text(heard, field);
    bool news = *text && strcmp(text, *absence_text(kept, field)) != 0;
    if (news)
        mem_replace(absence_text(kept, field), text);
    return news;
}

size_t heard_put(const struct heard *heard, struct absence *kept, bool news[ABSENCE_FIELDS])
{
    size_t n = 0;
    for (int field = 0; field < ABSENCE_FIELDS; field++) {
        news[field] = field != ABSENCE_FIRST_DAY &&
                      put_field(&heard->absence, kept, (enum absence_field)field);
        n += news[field];
    }
    return n;
}
