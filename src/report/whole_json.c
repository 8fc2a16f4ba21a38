#include "report/whole_json.h"

#include <string.h>

#include "base/day.h"
#include "base/decimal.h"
#include "base/json.h"
#include "report/json.h"
#include "report/report.h"
#include "report/stamp.h"

const char *const whole_purposes[] = {
    N_("Preparing and holding conversations about absence and return to work, and keeping what was "
       "agreed (Arbowet art. 14, BW 7:658a)."),
    N_("Doing and following up the agreements, with HR where they were shared with HR."),
    NULL,
};

const char *const whole_rights[] = {
    N_("Is something not right? Then it is put right; that and when stays visible."),
    N_("Should something not have been written? Then it can be erased for good."),
    N_("You can complain to the data-protection authority (Autoriteit Persoonsgegevens)."),
    NULL,
};

/* ---- pieces ---------------------------------------------------------------------------------- */

static void put_name(struct buf *out, const char *name)
{
    char last = out->len ? out->data[out->len - 1] : '{';
    if (!strchr("{[", last))
        buf_addc(out, ',');
    if (name)
        buf_addf(out, "\"%s\":", name);
}

static void put_text(struct buf *out, const char *name, const char *text)
{
    put_name(out, name);
    json_add_string(out, text);
}

static void put_day(struct buf *out, const char *name, int day)
{
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    put_name(out, name);
    buf_addf(out, day == DAY_NONE ? "null" : "\"%s\"", iso);
}

static void put_moment(struct buf *out, const char *name, int64_t moment)
{
    put_name(out, name);
    if (!moment) {
        buf_adds(out, "null");
        return;
    }
    buf_addc(out, '"');
    stamp_add(out, moment);
    buf_addc(out, '"');
}

static void put_lines(struct buf *out, const char *name, const char *const *lines, enum lang lang)
{
    put_name(out, name);
    buf_addc(out, '[');
    for (; *lines; lines++)
        put_text(out, NULL, tr(lang, *lines));
    buf_addc(out, ']');
}

/* ---- parts ----------------------------------------------------------------------------------- */

static void put_person(struct buf *out, const struct whole *whole)
{
    put_name(out, "person");
    buf_addc(out, '{');
    put_text(out, "id", whole->person.id);
    put_text(out, "name", whole->person.name);
    put_text(out, "team", whole->person.team);
    put_text(out, "code", whole->person.code);
    put_moment(out, "created_at", whole->person.created_at);
    buf_addc(out, '}');
}

static void put_rule(struct buf *out, const char *name, const struct keeping_rule *rule,
                     const struct whole *whole)
{
    enum keeping_from from;
    put_name(out, name);
    buf_addc(out, '{');
    put_name(out, "months");
    buf_addf(out, "%d", rule->months);
    put_text(out, "why", rule->why ? rule->why : "");
    put_text(out, "source", rule->source ? rule->source : "");
    put_day(out, "until", keeping_until(rule, whole->closed_on, whole->ended_on, &from));
    buf_addc(out, '}');
}

static void put_keeping(struct buf *out, const struct whole *whole)
{
    put_name(out, "keeping");
    buf_addc(out, '{');
    put_day(out, "closed_on", whole->closed_on);
    put_day(out, "ended_on", whole->ended_on);
    put_name(out, "held");
    buf_adds(out, whole->held ? "true" : "false");
    put_day(out, "held_until", whole->held_until);
    put_text(out, "reason", whole->reason);
    if (whole->rules) {
        put_rule(out, "notes", &whole->rules->clock[KEEPING_NOTES], whole);
        put_rule(out, "agreements", &whole->rules->clock[KEEPING_AGREEMENTS], whole);
    }
    buf_addc(out, '}');
}

static void put_told(struct buf *out, const struct whole *whole)
{
    put_name(out, "told");
    buf_addc(out, '[');
    for (size_t i = 0; i < whole->n_told; i++) {
        const struct whole_told *told = &whole->told[i];
        put_name(out, NULL);
        buf_addc(out, '{');
        put_moment(out, "at", told->at);
        put_text(out, "kind", told->kind);
        put_text(out, "how", told->how);
        put_text(out, "who", told->who);
        put_name(out, "whole_file");
        buf_adds(out, told->all ? "true" : "false");
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}

static void put_corrections(struct buf *out, const struct correction *corrections, size_t n)
{
    put_name(out, "corrections");
    buf_addc(out, '[');
    for (size_t i = 0; i < n; i++) {
        const struct correction *correction = &corrections[i];
        put_name(out, NULL);
        buf_addc(out, '{');
        put_text(out, "point", correction->point);
        put_text(out, "field", correction->field);
        put_moment(out, "at", correction->at);
        put_text(out, "who", correction->who);
        put_text(out, "before", correction->value);
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}

static void put_revision(struct buf *out, const struct agreement *agreement)
{
    put_name(out, NULL);
    buf_addc(out, '{');
    put_text(out, "agreement", agreement->id);
    put_name(out, "revision");
    buf_addf(out, "%d", agreement->revision);
    put_moment(out, "at", agreement->updated_at);
    put_text(out, "what", agreement->what);
    put_text(out, "owner", owner_key(agreement->owner));
    put_text(out, "owner_name", agreement->owner_name);
    put_day(out, "due", agreement->due);
    put_text(out, "due_words", agreement->due_words);
    put_text(out, "follow_up", agreement->follow_up);
    put_day(out, "look_back", agreement->look_back);
    put_text(out, "basis", basis_key(agreement->basis));
    put_day(out, "basis_date", agreement->basis_day);
    put_text(out, "share", share_key(agreement->share));
    put_text(out, "confirmed", confirmed_key(agreement->confirmed));
    put_text(out, "status", status_key(agreement->status));
    put_text(out, "remark", agreement->remark);
    put_name(out, "withdrawn");
    buf_adds(out, agreement->removed ? "true" : "false");
    buf_addc(out, '}');
}

static void put_history(struct buf *out, const struct whole_talk *talk)
{
    put_name(out, "history");
    buf_addc(out, '[');
    for (size_t i = 0; i < talk->n_histories; i++)
        for (size_t k = 0; k < talk->histories[i].n; k++)
            put_revision(out, &talk->histories[i].revisions[k]);
    buf_addc(out, ']');
}

static void put_messages(struct buf *out, const struct whole_talk *talk)
{
    put_name(out, "with_hr");
    buf_addc(out, '[');
    for (size_t i = 0; i < talk->n_messages; i++) {
        const struct whole_message *message = &talk->messages[i];
        put_name(out, NULL);
        buf_addc(out, '{');
        put_moment(out, "at", message->at);
        put_text(out, "side", message->hr ? "hr" : "manager");
        put_text(out, "about", message->about);
        put_text(out, "text", message->text);
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}

/* The report as the manager has it, with what a report leaves out behind it. */
static void put_talk(struct buf *out, const struct whole_talk *talk, enum lang lang)
{
    struct report report;
    put_name(out, NULL);
    report_make(&report, talk->interview, NULL, VIEW_MANAGER, lang);
    json_add_report(out, &report);
    report_release(&report);
    buf_cut(out, out->len - 2); /* "}" and the end of the line */
    put_corrections(out, talk->corrections, talk->n_corrections);
    put_history(out, talk);
    put_messages(out, talk);
    buf_adds(out, "}\n");
}

static void put_absence_field(struct buf *out, struct absence *absence, enum absence_field field)
{
    const char *key = absence_field_key(field);
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        put_day(out, key, *absence_day(absence, field));
        break;
    case ABSENCE_TEXT:
        put_text(out, key, *absence_text(absence, field));
        break;
    case ABSENCE_TOLD:
        put_text(out, key, told_key(*absence_told(absence, field)));
        break;
    }
}

static void put_number(struct buf *out, const char *name, int value, int scale)
{
    put_name(out, name);
    decimal_add(out, value, scale, LANG_EN);
}

static void put_steps(struct buf *out, const struct absence *absence)
{
    put_name(out, "steps");
    buf_addc(out, '[');
    for (size_t i = 0; i < absence->n_steps; i++) {
        put_name(out, NULL);
        buf_addc(out, '{');
        put_day(out, "from", absence->steps[i].from);
        put_number(out, "part", absence->steps[i].part, ABSENCE_WHOLE / 100);
        put_day(out, "advised", absence->steps[i].advised);
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}

static void put_ticks(struct buf *out, const struct whole_absence *absence)
{
    put_name(out, "ticks");
    buf_addc(out, '[');
    for (size_t i = 0; i < absence->n_ticks; i++) {
        const struct timeline_tick *tick = &absence->ticks[i];
        struct buf name = BUF_INIT;
        buf_adds(&name, tick->step);
        if (tick->turn)
            buf_addf(&name, ":%d", tick->turn);
        put_name(out, NULL);
        buf_addc(out, '{');
        put_text(out, "step", name.data);
        put_day(out, "done", tick->done);
        buf_addc(out, '}');
        buf_release(&name);
    }
    buf_addc(out, ']');
}

static void put_services(struct buf *out, const struct whole *whole)
{
    put_name(out, "service");
    buf_addc(out, '[');
    for (size_t i = 0; i < whole->n_services; i++) {
        put_name(out, NULL);
        buf_addc(out, '{');
        put_day(out, "from", whole->services[i].from);
        put_day(out, "until", whole->services[i].until);
        put_number(out, "factor", whole->services[i].factor, SERVICE_FULL);
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}

static void put_absence(struct buf *out, struct whole_absence *absence)
{
    put_name(out, NULL);
    buf_addc(out, '{');
    put_text(out, "id", absence->absence.id);
    for (enum absence_field field = 0; field < ABSENCE_FIELDS; field++)
        put_absence_field(out, &absence->absence, field);
    put_text(out, "kind", absence->absence.leave ? "leave" : "sick");
    put_steps(out, &absence->absence);
    put_ticks(out, absence);
    put_corrections(out, absence->corrections, absence->n_corrections);
    buf_addc(out, '}');
}

void whole_json_add(struct buf *out, const struct whole *whole, enum lang lang)
{
    buf_addc(out, '{');
    put_moment(out, "made_at", whole->made_at);
    put_person(out, whole);
    put_lines(out, "purposes", whole_purposes, lang);
    put_keeping(out, whole);
    put_lines(out, "rights", whole_rights, lang);
    put_told(out, whole);
    put_name(out, "interviews");
    buf_addc(out, '[');
    for (size_t i = 0; i < whole->n_talks; i++)
        put_talk(out, &whole->talks[i], lang);
    buf_addc(out, ']');
    put_name(out, "absences");
    buf_addc(out, '[');
    for (size_t i = 0; i < whole->n_absences; i++)
        put_absence(out, &whole->absences[i]);
    buf_addc(out, ']');
    put_services(out, whole);
    buf_adds(out, "}\n");
}
