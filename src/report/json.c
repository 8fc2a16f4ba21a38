#include "report/json.h"

#include <inttypes.h>
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "report/stamp.h"

static void add_unit(struct buf *out, unsigned unit)
{
    buf_addf(out, "\\u%04X", unit);
}

static void add_code(struct buf *out, uint32_t code)
{
    if (code < 0x10000) {
        add_unit(out, code);
    } else {
        add_unit(out, 0xD800 + ((code - 0x10000) >> 10));
        add_unit(out, 0xDC00 + ((code - 0x10000) & 0x3FF));
    }
}

static void add_plain(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '"' || text[i] == '\\')
            buf_addc(out, '\\');
        buf_addc(out, text[i]);
    }
}

/* One step of the text: as it is when a person may see it so, else escaped by character. */
static void add_step(struct buf *out, const char *step, size_t len)
{
    if (*step == '\n' && len == 1) {
        buf_adds(out, "\\n");
        return;
    }
    if (utf8_clean(step, len) && *step != '\n' && *step != '\t') {
        add_plain(out, step, len);
        return;
    }
    for (size_t at = 0, size; at < len; at += size)
        add_code(out, utf8_decode(step + at, len - at, &size));
}

static void add_string(struct buf *out, const char *text)
{
    size_t len = strlen(text);
    buf_addc(out, '"');
    for (size_t at = 0, next; at < len; at = next) {
        next = utf8_next(text, len, at);
        add_step(out, text + at, next - at);
    }
    buf_addc(out, '"');
}

static void add_key(struct json *json, const char *key)
{
    if (json->comma)
        buf_addc(json->out, ',');
    json->comma = true;
    if (!key)
        return;
    add_string(json->out, key);
    buf_addc(json->out, ':');
}

void json_open(struct json *json, const char *key, char bracket)
{
    add_key(json, key);
    buf_addc(json->out, bracket);
    json->comma = false;
}

void json_close(struct json *json, char bracket)
{
    buf_addc(json->out, bracket);
    json->comma = true;
}

void json_text(struct json *json, const char *key, const char *text)
{
    add_key(json, key);
    add_string(json->out, text);
}

void json_number(struct json *json, const char *key, int64_t number)
{
    add_key(json, key);
    buf_addf(json->out, "%" PRId64, number);
}

void json_null(struct json *json, const char *key)
{
    add_key(json, key);
    buf_adds(json->out, "null");
}

void json_day(struct json *json, const char *key, int day)
{
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    if (day == DAY_NONE)
        json_null(json, key);
    else
        json_text(json, key, iso);
}

void json_moment(struct json *json, const char *key, int64_t moment)
{
    struct buf text = BUF_INIT;
    stamp_add(&text, moment);
    if (text.len)
        json_text(json, key, text.data);
    else
        json_null(json, key);
    buf_release(&text);
}

static void add_agreement(struct json *json, const struct report *report,
                          const struct agreement *agreement)
{
    const struct interview *interview = report->interview;
    json_open(json, NULL, '{');
    json_text(json, "id", agreement->id);
    json_text(json, "interview", agreement->interview);
    json_text(json, "person", interview->person.name);
    json_text(json, "team", interview->person.team);
    json_text(json, "guide", interview->guide_id);
    json_text(json, "guide_version", interview->guide_version);
    json_text(json, "what", agreement->what);
    json_text(json, "owner", owner_key(agreement->owner));
    json_text(json, "owner_name", agreement->owner_name);
    json_day(json, "due", agreement->due);
    json_text(json, "due_words", agreement->due_words);
    json_text(json, "follow_up", agreement->follow_up);
    json_day(json, "look_back", agreement->look_back);
    json_text(json, "basis", basis_key(agreement->basis));
    json_day(json, "basis_date", agreement->basis_day);
    json_text(json, "share", share_key(agreement->share));
    json_text(json, "confirmed",
              report->viewer == VIEW_HR ? "" : confirmed_key(agreement->confirmed));
    json_text(json, "status", status_key(agreement->status));
    json_text(json, "remark", agreement->remark);
    json_number(json, "revision", agreement->revision);
    json_moment(json, "created_at", agreement->created_at);
    json_moment(json, "updated_at", agreement->updated_at);
    json_close(json, '}');
}

static void add_answer(struct json *json, const struct answer *answer)
{
    json_open(json, NULL, '{');
    json_text(json, "point", answer->point);
    json_text(json, "field", answer->field);
    json_text(json, "kind", kind_key(answer->kind));
    json_text(json, "share", share_key(answer->share));
    json_text(json, "label", answer->label);
    json_text(json, "value", answer->value);
    json_text(json, "shown", answer->shown);
    json_close(json, '}');
}

static void add_facts(struct json *json, const struct report *report)
{
    const struct interview *interview = report->interview;
    json_text(json, "id", interview->id);
    json_text(json, "as", viewer_key(report->viewer));
    json_text(json, "person", interview->person.name);
    json_text(json, "team", interview->person.team);
    json_text(json, "guide", interview->guide_id);
    json_text(json, "guide_version", interview->guide_version);
    json_text(json, "title", interview->guide_title);
    json_text(json, "language", lang_code(interview->language));
    json_text(json, "stage", stage_key(interview->stage));
    json_moment(json, "at", interview->at);
    json_moment(json, "started_at", interview->started_at);
    json_moment(json, "closed_at", interview->closed_at);
}

void json_add_report(struct buf *out, const struct report *report)
{
    const struct interview *interview = report->interview;
    struct json json = {.out = out};
    json_open(&json, NULL, '{');
    add_facts(&json, report);
    json_open(&json, "agreements", '[');
    for (size_t i = 0; i < interview->n_agreements; i++)
        if (report_shows_agreement(report->viewer, &interview->agreements[i]))
            add_agreement(&json, report, &interview->agreements[i]);
    json_close(&json, ']');
    json_open(&json, "answers", '[');
    for (size_t i = 0; i < interview->n_answers; i++)
        if (report_shows_answer(report->viewer, &interview->answers[i]))
            add_answer(&json, &interview->answers[i]);
    json_close(&json, ']');
    json_close(&json, '}');
    buf_addc(out, '\n');
}
