#include "report/whole_html.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "report/html.h"
#include "report/report.h"
#include "report/sentence.h"
#include "report/spell.h"
#include "report/whole_json.h"

/* ---- pieces ---------------------------------------------------------------------------------- */

/* text is one of ours or of people: all of it is escaped. */
static void put(struct buf *out, const char *before, const char *text, const char *after)
{
    buf_adds(out, before);
    html_add_text(out, text, strlen(text));
    buf_adds(out, after);
}

static void put_pair(struct buf *out, const char *label, const char *text)
{
    if (!*text)
        return;
    put(out, "<dt>", label, "</dt>\n");
    put(out, "<dd>", text, "</dd>\n");
}

static void add_moment(struct buf *text, int64_t moment, enum lang lang)
{
    day_add_long(text, clock_day(moment), lang);
    clock_add_time(text, ", ", moment);
}

static void put_day(struct buf *out, const char *label, int day, enum lang lang)
{
    struct buf text = BUF_INIT;
    day_add_long(&text, day, lang);
    put_pair(out, label, text.data);
    buf_release(&text);
}

static void put_lines(struct buf *out, const char *const *lines, enum lang lang)
{
    buf_adds(out, "<ul>\n");
    for (; *lines; lines++)
        put(out, "<li>", tr(lang, *lines), "</li>\n");
    buf_adds(out, "</ul>\n");
}

static void put_heading(struct buf *out, const char *heading)
{
    put(out, "<h2>", heading, "</h2>\n");
}

/* ---- about it all ---------------------------------------------------------------------------- */

static void put_person(struct buf *out, const struct whole *whole, enum lang lang)
{
    struct buf text = BUF_INIT;
    buf_adds(out, "<dl>\n");
    put_pair(out, tr(lang, "Name"), whole->person.name);
    put_pair(out, tr(lang, "Team"), whole->person.team);
    put_pair(out, tr(lang, "Code"), whole->person.code);
    add_moment(&text, whole->made_at, lang);
    put_pair(out, tr(lang, "Written on"), text.data);
    buf_adds(out, "</dl>\n");
    buf_release(&text);
}

static void put_rule(struct buf *out, const char *label, const struct keeping_rule *rule,
                     const struct whole *whole, enum lang lang)
{
    enum keeping_from from;
    struct buf text = BUF_INIT;
    int until = keeping_until(rule, whole->closed_on, whole->ended_on, &from);
    buf_addf(&text, "%s (%s)", rule->why ? rule->why : "", rule->source ? rule->source : "");
    if (until != DAY_NONE) {
        buf_adds(&text, ": ");
        day_add_long(&text, until, lang);
    }
    put_pair(out, label, text.data);
    buf_release(&text);
}

static void put_keeping(struct buf *out, const struct whole *whole, enum lang lang)
{
    put_heading(out, tr(lang, "How long it is kept"));
    buf_adds(out, "<dl>\n");
    if (whole->rules) {
        put_rule(out, tr(lang, "Notes and answers"), &whole->rules->clock[KEEPING_NOTES], whole,
                 lang);
        put_rule(out, tr(lang, "Agreements"), &whole->rules->clock[KEEPING_AGREEMENTS], whole,
                 lang);
    }
    put_day(out, tr(lang, "Re-integration closed on"), whole->closed_on, lang);
    put_day(out, tr(lang, "Employment ended on"), whole->ended_on, lang);
    if (whole->held) {
        put_pair(out, tr(lang, "On hold"), tr(lang, "yes"));
        put_day(out, tr(lang, "On hold until"), whole->held_until, lang);
        put_pair(out, tr(lang, "Why"), whole->reason);
    }
    buf_adds(out, "</dl>\n");
}

static void put_told(struct buf *out, const struct whole *whole, enum lang lang)
{
    put_heading(out, tr(lang, "Who saw or got it"));
    put(out, "<p>",
        tr(lang, "Your manager, who wrote it. Agreements shared with HR go to HR in a bundle: who, "
                 "what, when, follow-up and status, never a note."),
        "</p>\n");
    buf_adds(out, whole->n_told ? "<ul>\n" : "");
    for (size_t i = 0; i < whole->n_told; i++) {
        struct buf text = BUF_INIT;
        add_moment(&text, whole->told[i].at, lang);
        buf_addf(&text, ": %s, %s", whole->told[i].words, whole->told[i].who);
        if (whole->told[i].all)
            buf_addf(&text, " (%s)", tr(lang, "of the whole file"));
        put(out, "<li>", text.data, "</li>\n");
        buf_release(&text);
    }
    buf_adds(out, whole->n_told ? "</ul>\n" : "");
}

/* ---- one conversation ------------------------------------------------------------------------ */

/* Who else sees an answer. */
static const char *share_words(const struct answer *answer, enum lang lang)
{
    if (report_shows_answer(VIEW_EMPLOYEE, answer))
        return tr(lang, "in your report");
    return answer->share == SHARE_HR ? tr(lang, "HR only sees how often")
                                     : tr(lang, "your manager's own");
}

static void add_value(struct buf *text, const struct answer *answer, enum lang lang)
{
    int day = answer->kind == KIND_DATE ? day_parse_iso(answer->value) : DAY_NONE;
    if (answer->kind == KIND_CHECK)
        buf_adds(text, tr(lang, "yes"));
    else if (answer->kind == KIND_CHOICE && *answer->shown)
        buf_adds(text, answer->shown);
    else if (day != DAY_NONE)
        day_add_long(text, day, lang);
    else
        buf_adds(text, answer->value);
}

static void put_correction(struct buf *out, const struct correction *correction, const char *before,
                           enum lang lang)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s ", tr(lang, "put right on"));
    add_moment(&text, correction->at, lang);
    buf_addf(&text, " (%s)", correction->who);
    if (*before)
        buf_addf(&text, "; %s %s", tr(lang, "before it said:"), before);
    put(out, "<br><span class=\"mark\">", text.data, "</span>");
    buf_release(&text);
}

/* What it said before, the last correction first. */
static void put_before(struct buf *out, const struct whole_talk *talk, const char *point,
                       const char *field, enum lang lang)
{
    for (size_t i = talk->n_corrections; i-- > 0;) {
        const struct correction *correction = &talk->corrections[i];
        if (!strcmp(correction->point, point) && !strcmp(correction->field, field))
            put_correction(out, correction,
                           *correction->shown ? correction->shown : correction->value, lang);
    }
}

static void put_answer(struct buf *out, const struct whole_talk *talk, const struct answer *answer,
                       enum lang lang)
{
    struct buf text = BUF_INIT;
    if (!*answer->value)
        return;
    put(out, "<dt>", answer->label, "");
    put(out, " <span class=\"mark\">(", share_words(answer, lang), ")</span></dt>\n");
    add_value(&text, answer, lang);
    put(out, "<dd>", text.data, "");
    put_before(out, talk, answer->point, answer->field, lang);
    buf_adds(out, "</dd>\n");
    buf_release(&text);
}

static void put_answers(struct buf *out, const struct whole_talk *talk, enum lang lang)
{
    const struct interview *interview = talk->interview;
    if (!interview->n_answers)
        return;
    put(out, "<h3>", tr(lang, "What was written down"), "</h3>\n<dl>\n");
    for (size_t i = 0; i < interview->n_answers; i++)
        put_answer(out, talk, &interview->answers[i], lang);
    buf_adds(out, "</dl>\n");
}

/* "24 november 2025: Sanne: vier ochtenden. Open. Before ..." */
static void put_revision(struct buf *out, const struct agreement *agreement, const char *name,
                         enum lang lang)
{
    struct buf text = BUF_INIT;
    add_moment(&text, agreement->updated_at, lang);
    buf_adds(&text, ": ");
    sentence_add_promise(&text, agreement, VIEW_MANAGER, name, lang);
    buf_addc(&text, ' ');
    sentence_add_plan(&text, agreement, lang);
    buf_addc(&text, ' ');
    sentence_add_standing(&text, agreement, VIEW_MANAGER, lang);
    if (agreement->removed)
        buf_addf(&text, " (%s)", tr(lang, "withdrawn"));
    put(out, "<li>", text.data, "</li>\n");
    buf_release(&text);
}

static void put_agreements(struct buf *out, const struct whole_talk *talk, enum lang lang)
{
    if (!talk->n_histories)
        return;
    put(out, "<h3>", tr(lang, "Agreements, with all that happened to them"), "</h3>\n<ol>\n");
    for (size_t i = 0; i < talk->n_histories; i++) {
        buf_adds(out, "<li><ul>\n");
        for (size_t k = 0; k < talk->histories[i].n; k++)
            put_revision(out, &talk->histories[i].revisions[k], talk->interview->person.name, lang);
        buf_adds(out, "</ul></li>\n");
    }
    buf_adds(out, "</ol>\n");
}

static void put_messages(struct buf *out, const struct whole_talk *talk, enum lang lang)
{
    if (!talk->n_messages)
        return;
    put(out, "<h3>", tr(lang, "Asked and answered with HR"), "</h3>\n<ul>\n");
    for (size_t i = 0; i < talk->n_messages; i++) {
        const struct whole_message *message = &talk->messages[i];
        struct buf text = BUF_INIT;
        add_moment(&text, message->at, lang);
        buf_addf(&text, ", %s (%s): %s", message->hr ? "HR" : tr(lang, "your manager"),
                 message->about, message->text);
        put(out, "<li>", text.data, "</li>\n");
        buf_release(&text);
    }
    buf_adds(out, "</ul>\n");
}

static void put_talk(struct buf *out, const struct whole_talk *talk, enum lang lang)
{
    const struct interview *interview = talk->interview;
    int64_t at = interview->started_at ? interview->started_at
                 : interview->at       ? interview->at
                                       : interview->created_at;
    struct buf heading = BUF_INIT;
    buf_addf(&heading, "%s, ", interview->guide_title);
    add_moment(&heading, at, lang);
    buf_addf(&heading, " (%s)", stage_word(interview->stage, lang));
    buf_adds(out, "<section>\n");
    put_heading(out, heading.data);
    put_agreements(out, talk, lang);
    put_answers(out, talk, lang);
    put_messages(out, talk, lang);
    buf_adds(out, "</section>\n");
    buf_release(&heading);
}

/* ---- absences -------------------------------------------------------------------------------- */

/* What was kept before as keys and dates, in words. */
static void add_absence_before(struct buf *text, enum absence_field field, const char *value,
                               enum lang lang)
{
    enum told told = TOLD_UNKNOWN;
    if (absence_field_kind(field) == ABSENCE_DAY)
        day_add_long(text, day_parse_iso(value), lang);
    else if (absence_field_kind(field) == ABSENCE_TOLD && told_parse(value, &told) && told)
        buf_adds(text, told_word(told, lang));
    else
        buf_adds(text, value);
}

static void put_absence_field(struct buf *out, const struct whole_absence *absence,
                              enum absence_field field, enum lang lang)
{
    struct buf text = BUF_INIT;
    bool corrected = false;
    spell_add_field(&text, &absence->absence, field, lang);
    for (size_t i = 0; i < absence->n_corrections; i++)
        corrected |= !strcmp(absence->corrections[i].field, absence_field_key(field));
    if (!text.len && !corrected) {
        buf_release(&text);
        return;
    }
    put(out, "<dt>", tr(lang, absence_field_ask(field)), "</dt>\n");
    put(out, "<dd>", text.len ? text.data : "-", "");
    for (size_t i = absence->n_corrections; i-- > 0;) {
        const struct correction *correction = &absence->corrections[i];
        buf_clear(&text);
        if (strcmp(correction->field, absence_field_key(field)) != 0)
            continue;
        if (*correction->value)
            add_absence_before(&text, field, correction->value, lang);
        put_correction(out, correction, text.data, lang);
    }
    buf_adds(out, "</dd>\n");
    buf_release(&text);
}

static void put_steps(struct buf *out, const struct absence *absence, enum lang lang)
{
    for (size_t i = 0; i < absence->n_steps; i++) {
        struct buf text = BUF_INIT;
        spell_add_step(&text, &absence->steps[i], lang);
        put_pair(out, tr(lang, "Partly back"), text.data);
        buf_release(&text);
    }
}

/* The title of a step by its name; NAME itself when the rules no longer have it. */
static void add_tick_title(struct buf *text, const struct timeline_rules *rules, const char *name,
                           enum lang lang)
{
    size_t len = strcspn(name, ":");
    if (!strcmp(name, TIMELINE_OWN)) {
        buf_adds(text, tr(lang, "Counts as a case of its own"));
        return;
    }
    for (size_t i = 0; rules && i < rules->n_steps; i++)
        if (strlen(rules->steps[i].id) == len && !strncmp(rules->steps[i].id, name, len)) {
            buf_adds(text, rules->steps[i].title);
            if (name[len])
                buf_addf(text, " (%s)", name + len + 1);
            return;
        }
    buf_adds(text, name);
}

/* A step of the timeline: the day it was done, or DAY_NONE, and what was said of it before. */
static void put_tick(struct buf *out, const struct whole_absence *absence,
                     const struct timeline_rules *rules, const char *name, int done, enum lang lang)
{
    struct buf title = BUF_INIT, text = BUF_INIT;
    add_tick_title(&title, rules, name, lang);
    day_add_long(&text, done, lang);
    put(out, "<dt>", title.data, "</dt>\n");
    put(out, "<dd>", text.len ? text.data : "-", "");
    for (size_t i = absence->n_corrections; i-- > 0;) {
        const struct correction *correction = &absence->corrections[i];
        if (strncmp(correction->field, WHOLE_STEP, strlen(WHOLE_STEP)) != 0 ||
            strcmp(correction->field + strlen(WHOLE_STEP), name) != 0)
            continue;
        buf_clear(&text);
        day_add_long(&text, day_parse_iso(correction->value), lang);
        put_correction(out, correction, text.data, lang);
    }
    buf_adds(out, "</dd>\n");
    buf_release(&title);
    buf_release(&text);
}

static void add_tick_name(struct buf *name, const struct timeline_tick *tick)
{
    buf_adds(name, tick->step);
    if (tick->turn)
        buf_addf(name, ":%d", tick->turn);
}

static bool is_ticked(const struct whole_absence *absence, const char *name)
{
    bool found = false;
    for (size_t i = 0; !found && i < absence->n_ticks; i++) {
        struct buf own = BUF_INIT;
        add_tick_name(&own, &absence->ticks[i]);
        found = !strcmp(own.data, name);
        buf_release(&own);
    }
    return found;
}

/* Was it told of at a correction before this one? */
static bool is_told(const struct whole_absence *absence, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (!strcmp(absence->corrections[i].field, absence->corrections[at].field))
            return true;
    return false;
}

/* Those that were done, then those of which that was taken back. */
static void put_ticks(struct buf *out, const struct whole_absence *absence,
                      const struct timeline_rules *rules, enum lang lang)
{
    for (size_t i = 0; i < absence->n_ticks; i++) {
        struct buf name = BUF_INIT;
        add_tick_name(&name, &absence->ticks[i]);
        put_tick(out, absence, rules, name.data, absence->ticks[i].done, lang);
        buf_release(&name);
    }
    for (size_t i = 0; i < absence->n_corrections; i++) {
        const char *field = absence->corrections[i].field;
        if (!strncmp(field, WHOLE_STEP, strlen(WHOLE_STEP)) && !is_told(absence, i) &&
            !is_ticked(absence, field + strlen(WHOLE_STEP)))
            put_tick(out, absence, rules, field + strlen(WHOLE_STEP), DAY_NONE, lang);
    }
}

static void put_services(struct buf *out, const struct whole *whole, enum lang lang)
{
    if (!whole->n_services)
        return;
    buf_adds(out, "<section>\n");
    put_heading(out, tr(lang, "In service"));
    buf_adds(out, "<ul>\n");
    for (size_t i = 0; i < whole->n_services; i++) {
        struct buf text = BUF_INIT;
        spell_add_service(&text, &whole->services[i], lang);
        put(out, "<li>", text.data, "</li>\n");
        buf_release(&text);
    }
    buf_adds(out, "</ul>\n</section>\n");
}

static void put_absences(struct buf *out, const struct whole *whole, enum lang lang)
{
    if (!whole->n_absences)
        return;
    buf_adds(out, "<section>\n");
    put_heading(out, tr(lang, "Absences"));
    for (size_t i = 0; i < whole->n_absences; i++) {
        if (whole->absences[i].absence.first_day == DAY_NONE)
            put(out, "<p>",
                tr(lang, "This absence was removed; what it said before is kept as long as that "
                         "can be undone."),
                "</p>\n");
        buf_adds(out, "<dl>\n");
        for (enum absence_field field = 0; field < ABSENCE_FIELDS; field++)
            put_absence_field(out, &whole->absences[i], field, lang);
        put_steps(out, &whole->absences[i].absence, lang);
        put_ticks(out, &whole->absences[i], whole->timeline, lang);
        if (whole->absences[i].absence.leave)
            put_pair(out, tr(lang, "Kind"), tr(lang, "maternity leave"));
        buf_adds(out, "</dl>\n");
    }
    buf_adds(out, "</section>\n");
}

void whole_html_add(struct buf *out, const struct whole *whole, enum lang lang)
{
    struct buf title = BUF_INIT;
    buf_addf(&title, tr(lang, "Everything kept about %s"), whole->person.name);
    html_begin(out, title.data, lang);
    put_person(out, whole, lang);
    put_heading(out, tr(lang, "What it is kept for"));
    put_lines(out, whole_purposes, lang);
    put_keeping(out, whole, lang);
    put_told(out, whole, lang);
    put_heading(out, tr(lang, "Your rights"));
    put_lines(out, whole_rights, lang);
    for (size_t i = 0; i < whole->n_talks; i++)
        put_talk(out, &whole->talks[i], lang);
    put_absences(out, whole, lang);
    put_services(out, whole, lang);
    html_end(out);
    buf_release(&title);
}
