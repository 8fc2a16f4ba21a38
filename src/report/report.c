#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/mem.h"
#include "report/sentence.h"

static const char *const viewer_keys[] = {
    [VIEW_MANAGER] = "manager",
    [VIEW_EMPLOYEE] = "employee",
    [VIEW_HR] = "hr",
};

const char *viewer_key(enum viewer viewer)
{
    return viewer_keys[viewer];
}

/* The manager's own corners of an interview stay the manager's, whatever their answers say. */
static bool is_own(const struct answer *answer)
{
    static const char *const points[] = {POINT_OWN, POINT_PREPARATION, POINT_MIRROR, POINT_LATER};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        if (!strcmp(answer->point, points[i]))
            return true;
    return !strcmp(answer->point, POINT_CLOSING) && !strcmp(answer->field, FIELD_HURDLE);
}

bool report_shows_answer(enum viewer viewer, const struct answer *answer)
{
    if (viewer == VIEW_MANAGER)
        return true;
    return viewer == VIEW_EMPLOYEE && answer->share != SHARE_PRIVATE && !is_own(answer);
}

bool report_shows_agreement(enum viewer viewer, const struct agreement *agreement)
{
    if (agreement->removed)
        return false;
    return viewer == VIEW_HR ? agreement->share == SHARE_HR
                             : viewer == VIEW_MANAGER || agreement->share != SHARE_PRIVATE;
}

/* Begins a section; one that stayed empty makes room for it. */
static void open_section(struct report *report, const char *heading)
{
    if (report->n_sections && !report->sections[report->n_sections - 1].n_items) {
        mem_replace(&report->sections[report->n_sections - 1].heading, heading);
        return;
    }
    report->sections = mem_room(report->sections, report->n_sections, sizeof *report->sections);
    report->sections[report->n_sections++] = (struct report_section){.heading = mem_copy(heading)};
}

/* Adds to the last section; what is empty says nothing and is not added. */
static void add_item(struct report *report, enum report_kind kind, const char *label,
                     const char *text, const char *mark)
{
    if (!*text)
        return;
    struct report_section *section = &report->sections[report->n_sections - 1];
    section->items = mem_room(section->items, section->n_items, sizeof *section->items);
    section->items[section->n_items++] = (struct report_item){
        .kind = kind,
        .label = mem_copy(label),
        .text = mem_copy(text),
        .mark = mem_copy(mark),
    };
}

/* What the manager is told about who else sees an answer. */
static const char *answer_mark(const struct report *report, const struct answer *answer)
{
    if (report->viewer != VIEW_MANAGER || report_shows_answer(VIEW_EMPLOYEE, answer))
        return "";
    if (answer->share == SHARE_HR)
        return tr(report->lang, "HR only sees how often");
    return tr(report->lang, "only for you");
}

/* Under what an answer is shown: the question as it was asked, but the last questions of every talk
 * were asked of the manager and would read wrong to the employee. */
static const char *answer_label(const struct report *report, const struct answer *answer)
{
    static const char *const labels[][2] = {
        {FIELD_VIEW_MANAGER, N_("How your manager sees it")},
        {FIELD_VIEW_EMPLOYEE, N_("How you see it")},
        {FIELD_REACTION, N_("Your remarks")},
        {FIELD_COLLEAGUES, N_("What colleagues may hear")},
    };
    if (report->viewer != VIEW_EMPLOYEE || strcmp(answer->point, POINT_CLOSING))
        return answer->label;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (!strcmp(answer->field, labels[i][0]))
            return tr(report->lang, labels[i][1]);
    return answer->label;
}

static void add_day_answer(struct report *report, const struct answer *answer, const char *label,
                           const char *mark)
{
    struct buf text = BUF_INIT;
    int day = day_parse_iso(answer->value);
    if (day == DAY_NONE)
        buf_adds(&text, answer->value);
    else
        day_add_long(&text, day, report->lang);
    add_item(report, REPORT_PAIR, label, text.data, mark);
    buf_release(&text);
}

static void add_marked_answer(struct report *report, const struct answer *answer, const char *mark)
{
    const char *label = answer_label(report, answer);
    switch (answer->kind) {
    case KIND_CHECK:
        add_item(report, REPORT_PAIR, label, tr(report->lang, "yes"), mark);
        break;
    case KIND_NOTE:
        add_item(report, REPORT_NOTE, label, answer->value, mark);
        break;
    case KIND_LIST:
        add_item(report, REPORT_LIST, label, answer->value, mark);
        break;
    case KIND_CHOICE:
        add_item(report, REPORT_PAIR, label, *answer->shown ? answer->shown : answer->value, mark);
        break;
    case KIND_DATE:
        add_day_answer(report, answer, label, mark);
        break;
    }
}

/* Who else sees it, and when it was put right. */
static void add_mark(const struct report *report, const struct answer *answer, struct buf *mark)
{
    buf_adds(mark, answer_mark(report, answer));
    if (!answer->corrected_at)
        return;
    buf_addf(mark, "%s%s ", mark->len ? "; " : "", tr(report->lang, "put right on"));
    day_add_numbers(mark, clock_day(answer->corrected_at), report->lang);
}

static void add_answer(struct report *report, const struct answer *answer)
{
    struct buf mark = BUF_INIT;
    if (!*answer->value || !report_shows_answer(report->viewer, answer))
        return;
    add_mark(report, answer, &mark);
    add_marked_answer(report, answer, mark.data);
    buf_release(&mark);
}

/* Adds the answers of one point: those to fields in the order of the guide, then the rest. */
static void add_point(struct report *report, const char *point, const struct guide_field *fields,
                      size_t n_fields)
{
    const struct interview *interview = report->interview;
    for (size_t i = 0; i < n_fields; i++) {
        const struct answer *answer = interview_answer(interview, point, fields[i].id);
        if (answer)
            add_answer(report, answer);
    }
    for (size_t i = 0; i < interview->n_answers; i++) {
        const struct answer *answer = &interview->answers[i];
        if (!strcmp(answer->point, point) && !guide_field(fields, n_fields, answer->field))
            add_answer(report, answer);
    }
}

/* The labels of what is marked at a point, as one list: pitfalls stepped into, points for later. */
static void add_marked(struct report *report, const char *point, const char *label)
{
    const struct interview *interview = report->interview;
    struct buf lines = BUF_INIT;
    const char *mark = "";
    for (size_t i = 0; i < interview->n_answers; i++) {
        const struct answer *answer = &interview->answers[i];
        if (strcmp(answer->point, point) || !*answer->value ||
            !report_shows_answer(report->viewer, answer))
            continue;
        buf_addf(&lines, "%s%s", lines.len ? "\n" : "", answer->label);
        mark = answer_mark(report, answer);
    }
    add_item(report, REPORT_LIST, label, lines.data, mark);
    buf_release(&lines);
}

static void add_when(struct report *report)
{
    const struct interview *interview = report->interview;
    int64_t moment = interview->started_at ? interview->started_at : interview->at;
    const char *label = tr(report->lang, "Date");
    if (!moment) {
        add_item(report, REPORT_PAIR, label, tr(report->lang, "not planned yet"), "");
        return;
    }
    struct buf text = BUF_INIT;
    day_add_long(&text, clock_day(moment), report->lang);
    clock_add_time(&text, ", ", moment);
    add_item(report, REPORT_PAIR, label, text.data, "");
    buf_release(&text);
}

static void add_facts(struct report *report)
{
    const struct interview *interview = report->interview;
    enum lang lang = report->lang;
    open_section(report, "");
    add_item(report, REPORT_PAIR, tr(lang, "Name"), interview->person.name, "");
    add_item(report, REPORT_PAIR, tr(lang, "Team"), interview->person.team, "");
    add_when(report);
    add_item(report, REPORT_PAIR, tr(lang, "Kind"), interview->guide_title, "");
    if (report->viewer == VIEW_MANAGER) {
        add_item(report, REPORT_PAIR, tr(lang, "Stage"), stage_word(interview->stage, lang), "");
        add_item(report, REPORT_PAIR, tr(lang, "Guide version"), interview->guide_version, "");
    }
}

static void add_agreement(struct report *report, const struct agreement *agreement)
{
    struct buf text = BUF_INIT;
    sentence_add_promise(&text, agreement, report->viewer, report->interview->person.name,
                         report->lang);
    buf_addc(&text, '\n');
    sentence_add_plan(&text, agreement, report->lang);
    size_t before = text.len;
    buf_addc(&text, '\n');
    sentence_add_standing(&text, agreement, report->viewer, report->lang);
    if (text.len == before + 1)
        buf_cut(&text, before);
    add_item(report, REPORT_NUMBERED, "", text.data, "");
    buf_release(&text);
}

static void add_agreements(struct report *report)
{
    const struct interview *interview = report->interview;
    bool hr = report->viewer == VIEW_HR;
    open_section(report, hr ? tr(report->lang, "Agreements") : tr(report->lang, "What we agreed"));
    for (size_t i = 0; i < interview->n_agreements; i++)
        if (report_shows_agreement(report->viewer, &interview->agreements[i]))
            add_agreement(report, &interview->agreements[i]);
    if (!report->sections[report->n_sections - 1].n_items)
        add_item(report, REPORT_LINE, "",
                 hr ? tr(report->lang, "No agreements were shared with HR.")
                    : tr(report->lang, "No agreements."),
                 "");
}

/* Answers to points the guide does not know, or all of them when there is no guide. */
static void add_orphans(struct report *report, const struct guide *guide)
{
    const struct interview *interview = report->interview;
    open_section(report, tr(report->lang, "From the conversation"));
    for (size_t i = 0; i < interview->n_answers; i++) {
        const struct answer *answer = &interview->answers[i];
        if (*answer->point != '.' && !(guide && guide_point(guide, answer->point)))
            add_answer(report, answer);
    }
}

static void add_talk(struct report *report, const struct guide *guide)
{
    for (size_t i = 0; guide && i < guide->n_points; i++) {
        const struct guide_point *point = &guide->points[i];
        open_section(report, point->title);
        add_point(report, point->id, point->capture, point->n_capture);
    }
    add_orphans(report, guide);
    open_section(report, tr(report->lang, "To close"));
    add_point(report, POINT_CLOSING, NULL, 0);
}

static void add_own(struct report *report, const struct guide *guide)
{
    open_section(report, tr(report->lang, "Preparation"));
    add_point(report, POINT_OWN, NULL, 0);
    add_point(report, POINT_PREPARATION, guide ? guide->preparation : NULL,
              guide ? guide->n_preparation : 0);
    open_section(report, tr(report->lang, "Looking back on my own part"));
    add_marked(report, POINT_LATER, tr(report->lang, "To come back to"));
    add_marked(report, POINT_MIRROR, tr(report->lang, "Pitfalls I stepped into"));
}

static void add_left_out(struct report *report)
{
    static const char *const words[] = {
        [VIEW_MANAGER] = N_("What is marked \"only for you\" is in nobody else's report."),
        [VIEW_EMPLOYEE] = N_("Your manager's own notes and preparation are not in this report. Is "
                             "something missing or not right? Say so, then it is put right."),
        [VIEW_HR] = N_("Notes and answers from the conversation are not shared with HR and are not "
                       "in this report."),
    };
    open_section(report, "");
    add_item(report, REPORT_LINE, "", tr(report->lang, words[report->viewer]), "");
}

static void set_title(struct report *report)
{
    struct buf title = BUF_INIT;
    if (report->viewer == VIEW_EMPLOYEE)
        buf_adds(&title, tr(report->lang, "Report of our conversation"));
    else
        buf_addf(&title, tr(report->lang, "Conversation with %s"), report->interview->person.name);
    report->title = buf_detach(&title);
}

void report_make(struct report *report, const struct interview *interview,
                 const struct guide *guide, enum viewer viewer, enum lang lang)
{
    *report = (struct report){.viewer = viewer, .lang = lang, .interview = interview};
    set_title(report);
    add_facts(report);
    add_agreements(report);
    if (viewer != VIEW_HR)
        add_talk(report, guide);
    if (viewer != VIEW_HR)
        add_own(report, guide);
    add_left_out(report);
}

void report_release(struct report *report)
{
    for (size_t i = 0; i < report->n_sections; i++) {
        struct report_section *section = &report->sections[i];
        for (size_t j = 0; j < section->n_items; j++) {
            free(section->items[j].label);
            free(section->items[j].text);
            free(section->items[j].mark);
        }
        free(section->items);
        free(section->heading);
    }
    free(report->sections);
    free(report->title);
    *report = (struct report){.viewer = report->viewer, .lang = report->lang};
}
