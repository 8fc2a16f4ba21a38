#include "domain/interview.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/keyword.h"

static const char *const stage_keys[] = {
    [STAGE_PREPARING] = "preparing",
    [STAGE_TALKING] = "talking",
    [STAGE_CLOSING] = "closing",
    [STAGE_CLOSED] = "closed",
};

void interview_init(struct interview *interview)
{
    *interview = (struct interview){
        .person = {.name = mem_copy(""), .team = mem_copy(""), .code = mem_copy("")},
        .guide_id = mem_copy(""),
        .guide_version = mem_copy(""),
        .guide_title = mem_copy(""),
    };
}

static void answer_release(struct answer *answer)
{
    free(answer->point);
    free(answer->field);
    free(answer->label);
    free(answer->value);
    free(answer->shown);
}

void interview_release(struct interview *interview)
{
    for (size_t i = 0; i < interview->n_answers; i++)
        answer_release(&interview->answers[i]);
    for (size_t i = 0; i < interview->n_agreements; i++)
        agreement_release(&interview->agreements[i]);
    free(interview->answers);
    free(interview->agreements);
    person_release(&interview->person);
    free(interview->guide_id);
    free(interview->guide_version);
    free(interview->guide_title);
    *interview = (struct interview){0};
}

static struct answer *find_answer(const struct interview *interview, const char *point,
                                  const char *field)
{
    for (size_t i = 0; i < interview->n_answers; i++) {
        struct answer *answer = &interview->answers[i];
        if (strcmp(answer->point, point) == 0 && strcmp(answer->field, field) == 0)
            return answer;
    }
    return NULL;
}

const struct answer *interview_answer(const struct interview *interview, const char *point,
                                      const char *field)
{
    return find_answer(interview, point, field);
}

const char *interview_value(const struct interview *interview, const char *point, const char *field)
{
    const struct answer *answer = find_answer(interview, point, field);
    return answer ? answer->value : "";
}

static struct answer *add_answer(struct interview *interview, const struct answer *answer)
{
    interview->answers =
        mem_room(interview->answers, interview->n_answers, sizeof *interview->answers);
    struct answer *added = &interview->answers[interview->n_answers++];
    *added = (struct answer){
        .point = mem_copy(answer->point),
        .field = mem_copy(answer->field),
        .share = answer->share,
    };
    return added;
}

void interview_put(struct interview *interview, const struct answer *given)
{
    const struct answer answer = *given; /* it may be one of ours, and those move */
    struct answer *own = find_answer(interview, answer.point, answer.field);
    if (!own)
        own = add_answer(interview, &answer);
    own->kind = answer.kind;
    mem_replace(&own->label, answer.label);
    mem_replace(&own->value, answer.value);
    mem_replace(&own->shown, answer.shown);
    own->updated_at = answer.updated_at;
    own->corrected_at = answer.corrected_at;
}

size_t interview_made(const struct interview *interview)
{
    size_t made = 0;
    for (size_t i = 0; i < interview->n_agreements; i++)
        made += *interview->agreements[i].what != '\0';
    return made;
}

struct agreement *interview_agreement(const struct interview *interview, const char *id)
{
    for (size_t i = 0; i < interview->n_agreements; i++)
        if (strcmp(interview->agreements[i].id, id) == 0)
            return &interview->agreements[i];
    return NULL;
}

static void remove_agreement(struct interview *interview, struct agreement *agreement)
{
    size_t at = (size_t)(agreement - interview->agreements);
    agreement_release(agreement);
    interview->n_agreements--;
    memmove(agreement, agreement + 1, (interview->n_agreements - at) * sizeof *agreement);
}

void interview_put_agreement(struct interview *interview, const struct agreement *agreement)
{
    struct agreement *own = interview_agreement(interview, agreement->id);
    if (agreement->removed) {
        if (own)
            remove_agreement(interview, own);
        return;
    }
    if (!own) {
        interview->agreements =
            mem_room(interview->agreements, interview->n_agreements, sizeof *interview->agreements);
        own = &interview->agreements[interview->n_agreements++];
        *own = (struct agreement){0};
    }
    agreement_copy(own, agreement);
}

int interview_prepared(const struct interview *interview, const struct guide *guide)
{
    int prepared = 0;
    for (size_t i = 0; i < guide->n_preparation; i++)
        if (*interview_value(interview, POINT_PREPARATION, guide->preparation[i].id))
            prepared++;
    return prepared;
}

bool interview_unbalanced(const struct interview *interview, const struct guide_point *point)
{
    if (!point->balance[0] || !*point->balance[0])
        return false;
    return *interview_value(interview, point->id, point->balance[0]) &&
           !*interview_value(interview, point->id, point->balance[1]);
}

static unsigned point_lacks(const struct interview *interview, const struct guide_point *point)
{
    unsigned lacks = interview_unbalanced(interview, point) ? LACK_POSSIBLE : 0;
    int made = (int)interview->n_agreements;
    if (point->agreements && made < point->agreements_min)
        lacks |= LACK_AGREEMENTS;
    return lacks;
}

size_t interview_forbidden(const struct interview *interview, const struct privacy *privacy)
{
    size_t n = 0;
    for (size_t i = 0; privacy && i < interview->n_agreements; i++)
        n += agreement_forbidden(&interview->agreements[i], privacy);
    for (size_t i = 0; privacy && i < interview->n_answers; i++)
        n += privacy_forbids(privacy, interview->answers[i].value, false);
    return n;
}

unsigned interview_lacks(const struct interview *interview, const struct guide *guide)
{
    unsigned lacks = 0;
    for (size_t i = 0; i < guide->n_points; i++)
        lacks |= point_lacks(interview, &guide->points[i]);
    for (size_t i = 0; i < interview->n_agreements; i++) {
        const struct agreement *agreement = &interview->agreements[i];
        lacks |= agreement_concrete(agreement) ? 0 : LACK_CONCRETE;
        lacks |= agreement->confirmed == CONFIRMED_UNASKED ? LACK_CONFIRMED : 0;
    }
    return lacks;
}

const char *interview_since_nudge(int day, int today)
{
    if (day > today)
        return N_("That day is still to come. Is it right?");
    if (day != DAY_NONE && day < day_add_months(today, -24))
        return N_("That is more than two years ago. Is it right?");
    return NULL;
}

const char *stage_key(enum stage stage)
{
    return stage_keys[stage];
}

bool stage_parse(const char *key, enum stage *out)
{
    int value;
    if (!keyword_find(stage_keys, sizeof stage_keys / sizeof *stage_keys, key, &value))
        return false;
    *out = (enum stage)value;
    return true;
}

const char *stage_word(enum stage stage, enum lang lang)
{
    switch (stage) {
    case STAGE_PREPARING:
        return trc(lang, "stage", "preparing");
    case STAGE_TALKING:
        return trc(lang, "stage", "talking");
    case STAGE_CLOSING:
        return trc(lang, "stage", "closing");
    case STAGE_CLOSED:
        return trc(lang, "stage", "closed");
    }
    return "";
}
