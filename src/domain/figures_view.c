#include "domain/figures_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MONTHS_12 4 /* quarters */

static bool enough(const struct figures *figures)
{
    return figures->sick_people >= INSIGHT_LEAST && figures->reporters >= INSIGHT_LEAST &&
           figures->enders >= INSIGHT_LEAST;
}

/* ---- which teams stand together -------------------------------------------------------------- */

static size_t place(const struct figures_cube *cube, size_t team, size_t quarter)
{
    return team * cube->n_quarters + quarter;
}

/* The team with the fewest people of those that stand by themselves; n_teams when there is none. */
static size_t smallest(const struct figures_cube *cube, size_t quarter)
{
    size_t found = cube->n_teams;
    for (size_t t = 0; t < cube->n_teams; t++) {
        size_t at = place(cube, t, quarter);
        if (cube->heap[at] > 1 &&
            (found == cube->n_teams ||
             cube->cell[at].people < cube->cell[place(cube, found, quarter)].people))
            found = t;
    }
    return found;
}

static void settle_quarter(struct figures_cube *cube, size_t quarter)
{
    struct figures heap = {0};
    size_t members = 0, alone = 0;
    for (size_t t = 0; t < cube->n_teams; t++) {
        size_t at = place(cube, t, quarter);
        bool small = !enough(&cube->cell[at]);
        if (!cube->cell[at].heads)
            continue;
        cube->heap[at] = small ? 1 : (int)t + 2;
        members += small;
        alone += !small;
        if (small)
            figures_sum(&heap, &cube->cell[at]);
    }
    while (members && alone && (members == 1 || !enough(&heap))) {
        size_t at = place(cube, smallest(cube, quarter), quarter);
        figures_sum(&heap, &cube->cell[at]);
        cube->heap[at] = 1;
        members++;
        alone--;
    }
    cube->shown[quarter] = members ? enough(&heap) : alone > 0;
}

void figures_settle(struct figures_cube *cube)
{
    cube->heap = mem_zero(cube->n_teams * cube->n_quarters + 1, sizeof *cube->heap);
    cube->shown = mem_zero(cube->n_quarters + 1, sizeof *cube->shown);
    for (size_t q = 0; q < cube->n_quarters; q++)
        settle_quarter(cube, q);
}

void figures_cube_release(struct figures_cube *cube)
{
    for (size_t t = 0; t < cube->n_teams; t++)
        free(cube->team[t]);
    free(cube->team);
    free(cube->cell);
    free(cube->heap);
    free(cube->shown);
    *cube = (struct figures_cube){.n_teams = 0};
}

/* ---- over time ------------------------------------------------------------------------------- */

static bool is_shown(const struct figures_cube *cube, int quarter)
{
    return quarter >= cube->first && (size_t)(quarter - cube->first) < cube->n_quarters &&
           cube->shown[quarter - cube->first];
}

bool figures_quarter(const struct figures_cube *cube, int quarter, struct figures *sum)
{
    if (!is_shown(cube, quarter))
        return false;
    for (size_t t = 0; t < cube->n_teams; t++)
        figures_sum(sum, &cube->cell[place(cube, t, (size_t)(quarter - cube->first))]);
    return true;
}

bool figures_twelve(const struct figures_cube *cube, int quarter, struct figures *sum)
{
    struct figures all = {0};
    for (int q = quarter - MONTHS_12 + 1; q <= quarter; q++)
        if (!figures_quarter(cube, q, &all))
            return false;
    figures_sum(sum, &all);
    return true;
}

/* ---- by team --------------------------------------------------------------------------------- */

/* Each group is known by the first of its teams. */
static size_t group_of(const size_t *with, size_t team)
{
    while (with[team] != team)
        team = with[team];
    return team;
}

static void join_quarter(const struct figures_cube *cube, size_t quarter, size_t *with)
{
    size_t before = cube->n_teams;
    for (size_t t = 0; t < cube->n_teams; t++) {
        if (cube->heap[place(cube, t, quarter)] != 1)
            continue;
        if (before < cube->n_teams) {
            size_t a = group_of(with, before), b = group_of(with, t);
            with[a < b ? b : a] = a < b ? a : b;
        }
        before = t;
    }
}

static void add_team(struct figures_group *group, const struct figures_cube *cube, size_t team,
                     const struct figures_view *view)
{
    struct figures sum = {0};
    for (int q = view->first; q <= view->last; q++)
        if (is_shown(cube, q))
            figures_sum(&sum, &cube->cell[place(cube, team, (size_t)(q - cube->first))]);
    if (!sum.heads)
        return;
    if (!group->teams++)
        group->name = cube->team[team];
    figures_sum(&group->sum, &sum);
}

static int compare_groups(const void *a, const void *b)
{
    const struct figures_group *one = a, *other = b;
    if ((one->teams > 1) != (other->teams > 1))
        return one->teams > 1 ? 1 : -1;
    return strcmp(one->name, other->name);
}

void figures_view(struct figures_view *view, const struct figures_cube *cube, int first, int last)
{
    *view = (struct figures_view){.first = first, .last = last};
    size_t *with = mem_zero(cube->n_teams + 1, sizeof *with);
    for (size_t t = 0; t < cube->n_teams; t++)
        with[t] = t;
    for (int q = first; q <= last; q++) {
        if (!figures_quarter(cube, q, &view->sum))
            continue;
        view->shown++;
        join_quarter(cube, (size_t)(q - cube->first), with);
    }
    view->group = mem_zero(cube->n_teams + 1, sizeof *view->group);
    for (size_t t = 0; t < cube->n_teams; t++)
        add_team(&view->group[group_of(with, t)], cube, t, view);
    for (size_t t = 0; t < cube->n_teams; t++)
        if (view->group[t].teams)
            view->group[view->n_groups++] = view->group[t];
    if (view->n_groups)
        qsort(view->group, view->n_groups, sizeof *view->group, compare_groups);
    free(with);
}

void figures_view_release(struct figures_view *view)
{
    free(view->group);
    *view = (struct figures_view){.n_groups = 0};
}

/* ---- classes --------------------------------------------------------------------------------- */

static bool small(const struct figures_class *class)
{
    return class->people > 0 && class->people < INSIGHT_LEAST;
}

/* Somebody may have a case in both, so there are at least as many people as in the larger one. */
static void join_classes(struct figures_class *class, size_t n, size_t at)
{
    class[at].to = class[at + 1].to;
    class[at].sick += class[at + 1].sick;
    if (class[at + 1].people > class[at].people)
        class[at].people = class[at + 1].people;
    memmove(&class[at + 1], &class[at + 2], (n - at - 2) * sizeof *class);
}

size_t figures_classes(const struct figures_split *split, const struct figures_borders *borders,
                       struct figures_class *classes)
{
    size_t n = borders->n, at = 0;
    for (size_t i = 0; i < n; i++)
        classes[i] = (struct figures_class){i ? borders->border[i - 1] + 1 : 1,
                                            i + 1 < n ? borders->border[i] : 0, split->sick[i],
                                            split->people[i]};
    while (at < n && n > 1) {
        if (!small(&classes[at])) {
            at++;
            continue;
        }
        at = at + 1 < n ? at : at - 1;
        join_classes(classes, n--, at);
    }
    return n == 1 && small(classes) ? 0 : n;
}

bool figures_may_divide(int64_t part, int64_t people)
{
    return part >= INSIGHT_LEAST && people - part >= INSIGHT_LEAST;
}
