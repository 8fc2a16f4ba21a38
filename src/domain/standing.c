#include "domain/standing.h"

#include <stdio.h>
#include <string.h>

#include "base/day.h"

static const char *const guides[MOMENTS] = {
    [MOMENT_REPORT] = "eerste-contact",
    [MOMENT_FIRST] = "contact",
    [MOMENT_PLAN] = "plan",
    [MOMENT_EVALUATION] = "evaluatie",
    [MOMENT_RETURN] = "terugkeer",
    [MOMENT_FREQUENT] = "frequent",
};

const char *moment_guide(enum moment moment)
{
    return guides[moment];
}

void standing_init(struct standing *standing)
{
    *standing = (struct standing){
        .first_day = DAY_NONE,
        .back = DAY_NONE,
        .expected = DAY_NONE,
        .held = DAY_NONE,
        .look_back = DAY_NONE,
        .ahead = DAY_NONE,
    };
    for (int i = 0; i < MOMENTS; i++)
        standing->last[i] = DAY_NONE;
}

void standing_held(struct standing *standing, const char *guide, int day)
{
    if (day > standing->held) {
        standing->held = day;
        snprintf(standing->guide, sizeof standing->guide, "%s", guide);
    }
    for (int i = 0; i < MOMENTS; i++)
        if (strcmp(guides[i], guide) == 0 && day > standing->last[i])
            standing->last[i] = day;
}

bool standing_absent(const struct standing *standing, int today)
{
    return standing->first_day != DAY_NONE && standing->first_day <= today &&
           (standing->back == DAY_NONE || standing->back > today);
}

bool standing_overdue(const struct standing *standing, int today)
{
    return standing_absent(standing, today) && standing->expected != DAY_NONE &&
           standing->expected < today && !standing_held_since(standing, standing->expected);
}

int standing_plan(const struct standing *standing)
{
    int plan = standing->last[MOMENT_PLAN], evaluation = standing->last[MOMENT_EVALUATION];
    int last = evaluation > plan ? evaluation : plan;
    return last >= standing->first_day ? last : DAY_NONE;
}

int standing_week(const struct standing *standing, int today)
{
    return (today - standing->first_day) / 7 + 1;
}

bool standing_held_since(const struct standing *standing, int day)
{
    return standing->held != DAY_NONE && standing->held >= day;
}
