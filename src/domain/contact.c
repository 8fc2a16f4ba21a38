#include "domain/contact.h"

int contact_due_days(enum contact_due due)
{
    static const int days[CONTACT_DUES] = {[CONTACT_FIRST_WEEK] = 7, [CONTACT_WEEK_SIX] = 42};
    return days[due];
}

/* The quarter a day is in, or NULL when it is none of these. */
static struct contact *quarter_of(struct contact *quarters, int first, size_t n, int day)
{
    int i = insight_quarter(day) - first;
    return i >= 0 && (size_t)i < n ? &quarters[i] : NULL;
}

/* The first conversation while the spell ran; DAY_NONE when there was none. */
static int spoken_on(const struct absence *spell, const int *held, size_t n_held)
{
    for (size_t i = 0; i < n_held; i++)
        if (held[i] >= spell->first_day)
            return spell->back == DAY_NONE || held[i] < spell->back ? held[i] : DAY_NONE;
    return DAY_NONE;
}

static void count_person(struct contact *quarter, int what, const struct figures_person *person)
{
    quarter->people[what] += quarter->last[what] != person->number;
    quarter->last[what] = person->number;
}

void contact_add(struct contact *quarters, int first, size_t n, const struct figures_person *person,
                 const int *held, size_t n_held, int today)
{
    for (size_t i = 0; i < person->n_spells; i++) {
        const struct absence *spell = &person->spells[i];
        if (spell->leave)
            continue;
        int talk = spoken_on(spell, held, n_held);
        struct contact *quarter =
            talk != DAY_NONE && talk <= today ? quarter_of(quarters, first, n, talk) : NULL;
        if (quarter) {
            int days = talk - spell->first_day;
            quarter->spoken++;
            quarter->days[days < INSIGHT_DAYS ? days : INSIGHT_DAYS]++;
            count_person(quarter, CONTACT_DUES, person);
        }
        for (int due = 0; due < CONTACT_DUES; due++) {
            int day = spell->first_day + contact_due_days((enum contact_due)due);
            bool there = spell->back == DAY_NONE || spell->back > day;
            quarter = there && day <= today ? quarter_of(quarters, first, n, day) : NULL;
            if (!quarter)
                continue;
            quarter->due[due]++;
            quarter->held[due] += talk != DAY_NONE && talk <= day;
            count_person(quarter, due, person);
        }
    }
}

void contact_sum(struct contact *sum, const struct contact *quarter)
{
    for (int due = 0; due < CONTACT_DUES; due++) {
        if (quarter->people[due] < INSIGHT_LEAST)
            continue;
        sum->due[due] += quarter->due[due];
        sum->held[due] += quarter->held[due];
    }
    if (quarter->people[CONTACT_DUES] < INSIGHT_LEAST)
        return;
    sum->spoken += quarter->spoken;
    for (int days = 0; days <= INSIGHT_DAYS; days++)
        sum->days[days] += quarter->days[days];
}

int contact_half(const struct contact *contact)
{
    int64_t seen = 0;
    for (int days = 0; contact->spoken && days <= INSIGHT_DAYS; days++) {
        seen += contact->days[days];
        if (2 * seen >= contact->spoken)
            return days;
    }
    return -1;
}
