#include "sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/mem.h"

static void set_field(struct guide_field *field, const char *id, const char *ask, enum kind kind,
                      enum share share)
{
    *field = (struct guide_field){
        .id = mem_copy(id),
        .ask = mem_copy(ask),
        .hint = mem_copy(""),
        .kind = kind,
        .share = share,
        .max = 80,
    };
}

static void set_point(struct guide_point *point, const char *id, const char *title)
{
    mem_replace(&point->id, id);
    mem_replace(&point->title, title);
    mem_replace(&point->aim, "");
    mem_replace(&point->balance[0], "");
    mem_replace(&point->balance[1], "");
}

struct guide *sample_guide(void)
{
    struct guide *guide = guide_new();
    mem_replace(&guide->id, "verzuimgesprek");
    mem_replace(&guide->version, "2025.09.1");
    mem_replace(&guide->title, "Verzuimgesprek");
    guide->language = LANG_NL;
    guide->n_preparation = 1;
    guide->preparation = mem_zero(1, sizeof *guide->preparation);
    set_field(&guide->preparation[0], "plek", "Een rustige, neutrale plek", KIND_CHECK,
              SHARE_PRIVATE);
    guide->n_points = 2;
    guide->points = mem_zero(2, sizeof *guide->points);
    set_point(&guide->points[0], "aandacht", "Start met aandacht");
    set_point(&guide->points[1], "mogelijk", "Belemmeringen en mogelijkheden");
    guide->points[1].n_capture = 2;
    guide->points[1].capture = mem_zero(2, sizeof(struct guide_field));
    set_field(&guide->points[1].capture[0], "kan_wel", "Wat kan wel", KIND_LIST, SHARE_EMPLOYEE);
    set_field(&guide->points[1].capture[1], "vanaf", "Vanaf wanneer", KIND_DATE, SHARE_EMPLOYEE);
    return guide;
}

struct given {
    const char *point, *field;
    enum kind kind;
    enum share share;
    const char *label, *value, *shown;
};

static void put(struct interview *interview, const struct given *given, const char *value)
{
    struct answer answer = {
        .point = mem_copy(given->point),
        .field = mem_copy(given->field),
        .kind = given->kind,
        .share = given->share,
        .label = mem_copy(given->label),
        .value = mem_copy(value),
        .shown = mem_copy(given->shown),
        .updated_at = 1,
    };
    interview_put(interview, &answer);
    char *texts[] = {answer.point, answer.field, answer.label, answer.value, answer.shown};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

static const struct given answers[] = {
    {POINT_PREPARATION, "plek", KIND_CHECK, SHARE_PRIVATE, "Een rustige, neutrale plek", "1", ""},
    {POINT_OWN, FIELD_GOAL, KIND_NOTE, SHARE_PRIVATE, "Doel van dit gesprek",
     "Samen kijken of de ochtenden te doen zijn.", ""},
    {POINT_OWN, FIELD_QUESTIONS, KIND_LIST, SHARE_PRIVATE, "Vragen die ik meeneem",
     "Hoe gaat het vandaag met je?\nWat helpt je?", ""},
    {"aandacht", FIELD_NOTE, KIND_NOTE, SHARE_PRIVATE, "Notitie",
     "Wilde eerst over de tuin praten.", ""},
    {"mogelijk", "vanaf", KIND_DATE, SHARE_EMPLOYEE, "Vanaf wanneer", "2025-12-01", ""},
    {"mogelijk", "kan_wel", KIND_LIST, SHARE_EMPLOYEE, "Wat kan wel",
     "ochtenden thuis\noffertes nakijken", ""},
    {POINT_CLOSING, FIELD_VIEW_MANAGER, KIND_NOTE, SHARE_EMPLOYEE, "Hoe jij het ziet",
     "Vier ochtenden is een goed begin.", ""},
    {POINT_CLOSING, FIELD_VIEW_EMPLOYEE, KIND_NOTE, SHARE_EMPLOYEE, "Hoe de medewerker het ziet",
     "Drie was beter geweest.", ""},
    {POINT_CLOSING, FIELD_COLLEAGUES, KIND_NOTE, SHARE_EMPLOYEE, "Wat collega's mogen horen",
     "Alleen de werktijden.", ""},
    {POINT_CLOSING, FIELD_HURDLE, KIND_CHOICE, SHARE_HR, "Wat maakte het lastig?", "tijd",
     "Ik had te weinig tijd"},
    {POINT_MIRROR, "oordeel", KIND_CHECK, SHARE_PRIVATE, "Te snel oordelen", "1", ""},
    {POINT_LATER, "mogelijk", KIND_CHECK, SHARE_PRIVATE, "Belemmeringen en mogelijkheden", "1", ""},
};

/* An agreement with nothing filled in yet. */
static void begin(struct agreement *agreement, int number, const char *what)
{
    agreement_init(agreement);
    snprintf(agreement->id, sizeof agreement->id, "01932f00-0000-7000-8000-00000000000%d", number);
    strcpy(agreement->interview, "01932f00-0000-7000-8000-0000000000aa");
    mem_replace(&agreement->what, what);
    agreement->revision = 1;
    agreement->created_at = agreement->updated_at = 1763978400000; /* 2025-11-24 10:00 UTC */
}

static void put_agreements(struct interview *interview)
{
    struct agreement agreement;
    begin(&agreement, 1, "een proefweek op vier ochtenden");
    agreement.owner = OWNER_EMPLOYEE;
    agreement.due = day_from_civil(2025, 11, 28);
    mem_replace(&agreement.follow_up, "we bellen vrijdag hoe het ging");
    agreement.look_back = day_from_civil(2025, 12, 22);
    agreement.share = SHARE_HR;
    agreement.confirmed = CONFIRMED_YES;
    interview_put_agreement(interview, &agreement);
    agreement_release(&agreement);

    begin(&agreement, 2, "het team vertellen wie er invalt");
    agreement.owner = OWNER_MANAGER;
    mem_replace(&agreement.due_words, "zo snel mogelijk");
    agreement.share = SHARE_EMPLOYEE;
    agreement.confirmed = CONFIRMED_NO;
    interview_put_agreement(interview, &agreement);
    agreement_release(&agreement);

    begin(&agreement, 3, "uitleg over verlof");
    agreement.owner = OWNER_HR;
    agreement.due = day_from_civil(2025, 12, 5);
    agreement.basis = BASIS_DOCTOR;
    agreement.basis_day = day_from_civil(2025, 11, 12);
    agreement.share = SHARE_HR;
    agreement.status = STATUS_DONE;
    mem_replace(&agreement.remark, "Gemaild op 1 december");
    agreement.revision = 2;
    interview_put_agreement(interview, &agreement);
    agreement_release(&agreement);
}

static void begin_interview(struct interview *interview)
{
    interview_init(interview);
    strcpy(interview->id, "01932f00-0000-7000-8000-0000000000aa");
    mem_replace(&interview->person.name, "Sanne de Boer");
    mem_replace(&interview->person.team, "Noord");
    mem_replace(&interview->person.code, "");
    mem_replace(&interview->guide_id, "verzuimgesprek");
    mem_replace(&interview->guide_version, "2025.09.1");
    mem_replace(&interview->guide_title, "Verzuimgesprek");
    interview->language = LANG_NL;
    interview->stage = STAGE_CLOSING;
    interview->at = clock_moment(day_from_civil(2025, 11, 24), 10, 0);
}

void sample_interview(struct interview *interview)
{
    begin_interview(interview);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        put(interview, &answers[i], answers[i].value);
    put_agreements(interview);
}

void sample_interview_marked(struct interview *interview, const char *marker)
{
    begin_interview(interview);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct given given = answers[i];
        bool hidden = given.share != SHARE_EMPLOYEE;
        if (hidden)
            given.label = given.shown = marker;
        put(interview, &given, hidden ? marker : given.value);
    }
    put_agreements(interview);
}
