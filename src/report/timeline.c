#include "report/timeline.h"

#include <stdio.h>

#include "base/day.h"
#include "base/json.h"
#include "report/csv.h"
#include "report/ics.h"

/* ---- as people say it ------------------------------------------------------------------------ */

void timeline_add_title(struct buf *buf, const struct timeline_moment *moment)
{
    buf_adds(buf, moment->step->title);
    if (moment->turn)
        buf_addf(buf, " (%d)", moment->turn);
}

void timeline_add_over(struct buf *buf, int over, enum lang lang)
{
    if (over)
        buf_addf(buf, tr(lang, "%d weeks over: "), over);
}

void timeline_add_older(struct buf *buf, size_t older, enum lang lang)
{
    if (older)
        buf_addf(buf, tr(lang, " (+%zu passed by)"), older);
}

void timeline_add_when(struct buf *buf, const struct timeline_moment *moment, int today,
                       enum lang lang)
{
    struct buf day = BUF_INIT;
    bool done = moment->done != DAY_NONE, exact = moment->step->day != 0;
    day_add_short(&day, done ? moment->done : moment->due, today, lang);
    if (done)
        buf_addf(buf, tr(lang, "done on %s"), day.data);
    else if (exact || moment->step->silent)
        buf_adds(buf, day.data);
    else
        buf_addf(buf, tr(lang, "by about %s"), day.data);
    buf_release(&day);
}

void timeline_add_heading(struct buf *buf, const struct timeline_moment *moment, int today,
                          enum lang lang)
{
    timeline_add_title(buf, moment);
    buf_addf(buf, " - %s, ", timeline_who_word(moment->step->who, lang));
    timeline_add_when(buf, moment, today, lang);
    if (moment->state == TIMELINE_LATE || moment->state == TIMELINE_DUE ||
        moment->state == TIMELINE_PASSED)
        buf_addf(buf, " (%s)", timeline_state_word(moment->state, lang));
}

void timeline_add_grounds(struct buf *buf, const struct timeline_rules *rules,
                          const struct timeline_step *step, enum lang lang)
{
    struct buf day = BUF_INIT;
    if (*step->note)
        buf_addf(buf, "%s ", step->note);
    day_add_numbers(&day, step->date == DAY_NONE ? rules->date : step->date, lang);
    buf_addf(buf, tr(lang, "Source: %s (%s; looked up on %s)."), step->source,
             timeline_sure_word(step->sure, lang), day.data);
    buf_release(&day);
}

/* Adds where it ends, when that is near or behind. */
static void add_end(struct buf *buf, const struct timeline_case *found, int today, const char *last,
                    enum lang lang)
{
    bool left = timeline_left(found, today);
    if (!left && timeline_over(found, today)) {
        buf_addc(buf, ' ');
        buf_addf(buf, tr(lang, "The %d weeks are over."), found->length / 7);
    }
    if (!left && found->open && found->left != DAY_NONE) {
        buf_addc(buf, ' ');
        buf_addf(buf, tr(lang, "In service up to and including %s; no steps after that."), last);
    }
}

void timeline_add_case(struct buf *buf, const struct timeline_case *found, int today,
                       enum lang lang)
{
    struct buf first = BUF_INIT, last = BUF_INIT;
    int counted = timeline_counted(found, today);
    day_add_short(&first, found->spells[0]->first_day, today, lang);
    if (found->left != DAY_NONE)
        day_add_short(&last, found->left - 1, today, lang);
    if (timeline_left(found, today) && found->open)
        buf_addf(buf,
                 tr(lang, "First day %s; in service up to and including %s, no steps after that."),
                 first.data, last.data);
    else if (!found->open)
        buf_addf(buf, tr(lang, "First day %s; back in full, so nothing more is due."), first.data);
    else
        buf_addf(buf, tr(lang, "First day %s; today is day %d, in week %d."), first.data, counted,
                 (counted + 6) / 7);
    add_end(buf, found, today, last.data, lang);
    if (found->n > 1) {
        buf_addc(buf, ' ');
        buf_addf(buf, tr(lang, "%zu absences count as one; the days between do not count."),
                 found->n);
    }
    if (found->doubted) {
        buf_addc(buf, ' ');
        buf_adds(buf, tr(lang, "There were days of work beside the leave: whether it is one case, "
                               "sources differ."));
    }
    buf_release(&last);
    buf_release(&first);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const char *const names[] = {
    "absence", "person", "team",  "first_day", "step", "title",  "opens",
    "due",     "done",   "state", "who",       "sure", "source", "note",
};
enum { FIELDS = sizeof names / sizeof *names, FIRST_DAY = 3, OPENS = 6, DUE = 7, DONE = 8 };

struct fields {
    const char *value[FIELDS];
    char first[DAY_ISO_SIZE], opens[DAY_ISO_SIZE], due[DAY_ISO_SIZE], done[DAY_ISO_SIZE];
    char name[TIMELINE_NAME_SIZE];
    struct buf title;
};

/* To be released: its title. */
static void fill(struct fields *fields, const struct timeline_line *line)
{
    const struct timeline_moment *moment = line->moment;
    *fields = (struct fields){.title = BUF_INIT};
    day_iso(line->first_day, fields->first);
    day_iso(moment->opens, fields->opens);
    day_iso(moment->due, fields->due);
    day_iso(moment->done, fields->done);
    timeline_name(moment->step, moment->turn, fields->name);
    timeline_add_title(&fields->title, moment);
    const char *const values[FIELDS] = {
        line->absence,
        line->person->name,
        line->person->team,
        fields->first,
        fields->name,
        fields->title.data,
        fields->opens,
        fields->due,
        fields->done,
        timeline_state_key(moment->state),
        timeline_who_key(moment->step->who),
        timeline_sure_key(moment->step->sure),
        moment->step->source,
        moment->step->note,
    };
    for (size_t i = 0; i < FIELDS; i++)
        fields->value[i] = values[i];
}

void timeline_add_csv_head(struct buf *out)
{
    csv_add_row(out, names, FIELDS);
}

void timeline_add_csv(struct buf *out, const struct timeline_line *line)
{
    struct fields fields;
    fill(&fields, line);
    csv_add_row(out, fields.value, FIELDS);
    buf_release(&fields.title);
}

void timeline_add_json(struct buf *out, const struct timeline_line *line)
{
    struct fields fields;
    fill(&fields, line);
    for (size_t i = 0; i < FIELDS; i++) {
        bool day = i == FIRST_DAY || i == OPENS || i == DUE || i == DONE;
        buf_addf(out, "%c\"%s\":", i ? ',' : '{', names[i]);
        if (day && !*fields.value[i])
            buf_adds(out, "null");
        else
            json_add_string(out, fields.value[i]);
    }
    buf_addc(out, '}');
    buf_release(&fields.title);
}

/* ---- a calendar ------------------------------------------------------------------------------ */

/* One that is late stands on today, with the day it was for; it goes along with the next file. */
static void add_entry_title(struct buf *title, const struct timeline_moment *moment, int today,
                            enum lang lang)
{
    timeline_add_title(title, moment);
    if (moment->state != TIMELINE_LATE)
        return;
    buf_adds(title, " (");
    timeline_add_when(title, moment, today, lang);
    buf_addc(title, ')');
}

void timeline_add_ics(struct buf *out, const struct timeline_line *line, int today, int64_t now,
                      enum lang lang)
{
    const struct timeline_moment *moment = line->moment;
    struct buf uid = BUF_INIT, about = BUF_INIT, title = BUF_INIT;
    char name[TIMELINE_NAME_SIZE], handle[HANDLE_SIZE];
    if (moment->state != TIMELINE_DUE && moment->state != TIMELINE_AHEAD &&
        moment->state != TIMELINE_LATE)
        return;
    timeline_name(moment->step, moment->turn, name);
    add_entry_title(&title, moment, today, lang);
    uuid_handle(line->absence, handle);
    buf_addf(&uid, "step-%s-%s", name, line->absence);
    buf_addf(&about, tr(lang, "What it is about is in Gesprek: %s"), handle);
    const struct ics_entry entry = {.uid = uid.data,
                                    .title = title.data,
                                    .about = about.data,
                                    .day = moment->due < today ? today : moment->due,
                                    .at = now};
    ics_add_entry(out, &entry);
    buf_release(&uid);
    buf_release(&about);
    buf_release(&title);
}
