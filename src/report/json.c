#include "report/json.h"

#include <inttypes.h>
#include <stdbool.h>

#include "base/day.h"
#include "base/json.h"
#include "report/stamp.h"

/* Commas are seen to here; whoever puts opens and closes. */
struct json {
    struct buf *out;
    bool comma; /* something stands before the next value */
};

/* key names the value in an object; NULL in an array or at the top. */
static void add_key(struct json *json, const char *key)
{
    if (json->comma)
        buf_addc(json->out, ',');
    json->comma = true;
    if (!key)
        return;
    json_add_string(json->out, key);
    buf_addc(json->out, ':');
}

static void put_open(struct json *json, const char *key, char bracket)
{
    add_key(json, key);
    buf_addc(json->out, bracket);
    json->comma = false;
}

static void put_close(struct json *json, char bracket)
{
    buf_addc(json->out, bracket);
    json->comma = true;
}

static void put_text(struct json *json, const char *key, const char *text)
{
    add_key(json, key);
    json_add_string(json->out, text);
}

static void put_number(struct json *json, const char *key, int64_t number)
{
    add_key(json, key);
    buf_addf(json->out, "%" PRId64, number);
}

static void put_null(struct json *json, const char *key)
{
    add_key(json, key);
    buf_adds(json->out, "null");
}

static void put_day(struct json *json, const char *key, int day)
{
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    if (day == DAY_NONE)
        put_null(json, key);
    else
        put_text(json, key, iso);
}

static void put_moment(struct json *json, const char *key, int64_t moment)
{
    struct buf text = BUF_INIT;
    stamp_add(&text, moment);
    if (text.len)
        put_text(json, key, text.data);
    else
        put_null(json, key);
    buf_release(&text);
}

static void add_agreement(struct json *json, const struct report *report,
                          const struct agreement *agreement)
{
    const struct interview *interview = report->interview;
    put_open(json, NULL, '{');
    put_text(json, "id", agreement->id);
    put_text(json, "interview", agreement->interview);
    put_text(json, "person", interview->person.name);
    put_text(json, "team", interview->person.team);
    put_text(json, "guide", interview->guide_id);
    put_text(json, "guide_version", interview->guide_version);
    put_text(json, "what", agreement->what);
    put_text(json, "owner", owner_key(agreement->owner));
    put_text(json, "owner_name", agreement->owner_name);
    put_day(json, "due", agreement->due);
    put_text(json, "due_words", agreement->due_words);
    put_text(json, "follow_up", agreement->follow_up);
    put_day(json, "look_back", agreement->look_back);
    put_text(json, "basis", basis_key(agreement->basis));
    put_day(json, "basis_date", agreement->basis_day);
    put_text(json, "share", share_key(agreement->share));
    put_text(json, "confirmed",
             report->viewer == VIEW_HR ? "" : confirmed_key(agreement->confirmed));
    put_text(json, "status", status_key(agreement->status));
    put_text(json, "remark", agreement->remark);
    put_number(json, "revision", agreement->revision);
    put_moment(json, "created_at", agreement->created_at);
    put_moment(json, "updated_at", agreement->updated_at);
    put_close(json, '}');
}

static void add_answer(struct json *json, const struct answer *answer)
{
    put_open(json, NULL, '{');
    put_text(json, "point", answer->point);
    put_text(json, "field", answer->field);
    put_text(json, "kind", kind_key(answer->kind));
    put_text(json, "share", share_key(answer->share));
    put_text(json, "label", answer->label);
    put_text(json, "value", answer->value);
    put_text(json, "shown", answer->shown);
    put_moment(json, "corrected_at", answer->corrected_at);
    put_close(json, '}');
}

static void add_facts(struct json *json, const struct report *report)
{
    const struct interview *interview = report->interview;
    put_text(json, "id", interview->id);
    put_text(json, "as", viewer_key(report->viewer));
    put_text(json, "person", interview->person.name);
    put_text(json, "team", interview->person.team);
    put_text(json, "guide", interview->guide_id);
    put_text(json, "guide_version", interview->guide_version);
    put_text(json, "title", interview->guide_title);
    put_text(json, "language", lang_code(interview->language));
    put_text(json, "stage", stage_key(interview->stage));
    put_moment(json, "at", interview->at);
    put_moment(json, "started_at", interview->started_at);
    put_moment(json, "closed_at", interview->closed_at);
}

void json_add_report(struct buf *out, const struct report *report)
{
    const struct interview *interview = report->interview;
    struct json json = {.out = out};
    put_open(&json, NULL, '{');
    add_facts(&json, report);
    put_open(&json, "agreements", '[');
    for (size_t i = 0; i < interview->n_agreements; i++)
        if (report_shows_agreement(report->viewer, &interview->agreements[i]))
            add_agreement(&json, report, &interview->agreements[i]);
    put_close(&json, ']');
    put_open(&json, "answers", '[');
    for (size_t i = 0; i < interview->n_answers; i++)
        if (report_shows_answer(report->viewer, &interview->answers[i]))
            add_answer(&json, &interview->answers[i]);
    put_close(&json, ']');
    put_close(&json, '}');
    buf_addc(out, '\n');
}
