#include "domain/figures_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool dominated(int64_t top, int64_t all)
{
    return top * 100 > all * FIGURES_DOMINANT;
}

static bool enough(const struct figures *figures)
{
    return !dominated(figures->top, figures->sick) &&
           !dominated(figures->top_ended, figures->ended_days) &&
           figures->sick_people >= INSIGHT_LEAST && figures->reporters >= INSIGHT_LEAST &&
           figures->enders >= INSIGHT_LEAST;
}

/* ---- which teams stand together -------------------------------------------------------------- */

static size_t place(const struct figures_cube *cube, size_t team, size_t quarter)
{
    return team * cube->n_quarters + quarter;
}

/* What all teams have in one quarter, or in one rest. */
struct column {
    const struct figures *cell; /* of team t: [t * stride]; heap too */
    int *heap;
    size_t stride, teams;
};

/* The team with the fewest people of those that stand by themselves. */
static size_t smallest(const struct column *column)
{
    size_t found = column->teams;
    for (size_t t = 0; t < column->teams; t++) {
        size_t at = t * column->stride;
        if (column->heap[at] > 1 &&
            (found == column->teams ||
             column->cell[at].people < column->cell[found * column->stride].people))
            found = t;
    }
    return found;
}

/* False when all teams together are too few. */
static bool settle_column(const struct column *column)
{
    struct figures heap = {0};
    size_t members = 0, alone = 0;
    for (size_t t = 0; t < column->teams; t++) {
        size_t at = t * column->stride;
        bool small = !enough(&column->cell[at]);
        if (!column->cell[at].heads)
            continue;
        column->heap[at] = small ? 1 : (int)t + 2;
        members += small;
        alone += !small;
        if (small)
            figures_sum(&heap, &column->cell[at]);
    }
    while (members && alone && (members == 1 || !enough(&heap))) {
        size_t at = smallest(column) * column->stride;
        figures_sum(&heap, &column->cell[at]);
        column->heap[at] = 1;
        members++;
        alone--;
    }
    return members ? enough(&heap) : alone > 0;
}

void figures_cube_release(struct figures_cube *cube)
{
    for (size_t t = 0; t < cube->n_teams; t++)
        free(cube->team[t]);
    free(cube->team);
    free(cube->cell);
    free(cube->heap);
    free(cube->shown);
    free(cube->year);
    free(cube->rest);
    free(cube->rest_heap);
    free(cube->rest_of);
    *cube = (struct figures_cube){.n_teams = 0};
}

/* ---- the rest of a year ---------------------------------------------------------------------- */

void figures_year_add(struct figures_year *year, const struct figures quarters[FIGURES_QUARTERS])
{
    unsigned sick = 0, reports = 0, ended = 0;
    for (unsigned q = 0; q < FIGURES_QUARTERS; q++) {
        sick |= (unsigned)(quarters[q].sick_people > 0) << q;
        reports |= (unsigned)(quarters[q].reporters > 0) << q;
        ended |= (unsigned)(quarters[q].enders > 0) << q;
    }
    for (unsigned set = 1; set < FIGURES_SUBSETS && sick | ended; set++) {
        int64_t days = 0, ended_days = 0;
        for (unsigned q = 0; q < FIGURES_QUARTERS; q++) {
            days += set >> q & 1 ? quarters[q].sick : 0;
            ended_days += set >> q & 1 ? quarters[q].ended_days : 0;
        }
        year->top[set] = days > year->top[set] ? days : year->top[set];
        year->top_ended[set] =
            ended_days > year->top_ended[set] ? ended_days : year->top_ended[set];
    }
    year->sick[sick]++;
    year->reports[reports]++;
    year->ended[ended]++;
}

/* How many have at least one of these quarters. */
static int64_t people_in(const int64_t *people, unsigned quarters)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < FIGURES_SUBSETS; i++)
        sum += i & quarters ? people[i] : 0;
    return sum;
}

static void fill_rest(struct figures_cube *cube, size_t team, size_t year, unsigned quarters)
{
    struct figures sum = {0};
    const struct figures_year *people = &cube->year[team * cube->n_years + year];
    int64_t most = 0;
    for (size_t q = 0; q < FIGURES_QUARTERS; q++) {
        const struct figures *cell = &cube->cell[place(cube, team, year * FIGURES_QUARTERS + q)];
        if (!(quarters >> q & 1))
            continue;
        figures_sum(&sum, cell);
        most = cell->people > most ? cell->people : most;
    }
    sum.people = most;
    sum.sick_people = people_in(people->sick, quarters);
    sum.reporters = people_in(people->reports, quarters);
    sum.enders = people_in(people->ended, quarters);
    sum.top = people->top[quarters];
    sum.top_ended = people->top_ended[quarters];
    cube->rest[team * cube->n_years + year] = sum;
}

/* Was nobody absent in the rest of that year? Then each team stands by itself in it. */
static bool nobody(struct figures_cube *cube, size_t year)
{
    for (size_t t = 0; t < cube->n_teams; t++) {
        const struct figures *rest = &cube->rest[t * cube->n_years + year];
        if (rest->sick_people || rest->reporters || rest->enders)
            return false;
    }
    for (size_t t = 0; t < cube->n_teams; t++)
        cube->rest_heap[t * cube->n_years + year] = (int)t + 2;
    return true;
}

static void settle_rest(struct figures_cube *cube, size_t year)
{
    const struct column column = {&cube->rest[year], &cube->rest_heap[year], cube->n_years,
                                  cube->n_teams};
    unsigned quarters = 0;
    for (size_t q = 0; q < FIGURES_QUARTERS; q++)
        quarters |= (unsigned)!cube->shown[year * FIGURES_QUARTERS + q] << q;
    for (size_t t = 0; t < cube->n_teams; t++)
        fill_rest(cube, t, year, quarters);
    if (settle_column(&column) || (quarters + 1 < FIGURES_SUBSETS && nobody(cube, year)))
        cube->rest_of[year] = (int)quarters;
}

void figures_settle(struct figures_cube *cube)
{
    cube->heap = mem_zero(cube->n_teams * cube->n_quarters + 1, sizeof *cube->heap);
    cube->shown = mem_zero(cube->n_quarters + 1, sizeof *cube->shown);
    for (size_t q = 0; q < cube->n_quarters; q++)
        cube->shown[q] = settle_column(
            &(struct column){cube->cell + q, cube->heap + q, cube->n_quarters, cube->n_teams});
    if (!cube->year)
        return;
    cube->rest = mem_zero(cube->n_teams * cube->n_years + 1, sizeof *cube->rest);
    cube->rest_heap = mem_zero(cube->n_teams * cube->n_years + 1, sizeof *cube->rest_heap);
    cube->rest_of = mem_zero(cube->n_years + 1, sizeof *cube->rest_of);
    for (size_t y = 0; (y + 1) * FIGURES_QUARTERS <= cube->n_quarters; y++)
        settle_rest(cube, y);
}

/* ---- over time ------------------------------------------------------------------------------- */

static bool is_shown(const struct figures_cube *cube, int quarter)
{
    return quarter >= cube->first && (size_t)(quarter - cube->first) < cube->n_quarters &&
           cube->shown[quarter - cube->first];
}

bool figures_counts(const struct figures_cube *cube, int quarter, int first, int last)
{
    if (quarter < cube->first || (size_t)(quarter - cube->first) >= cube->n_quarters)
        return false;
    if (is_shown(cube, quarter))
        return true;
    size_t year = (size_t)(quarter - cube->first) / FIGURES_QUARTERS;
    if (!cube->rest_of || !cube->rest_of[year])
        return false;
    for (int i = 0; i < FIGURES_QUARTERS; i++) {
        int at = cube->first + (int)year * FIGURES_QUARTERS + i;
        if (cube->rest_of[year] >> i & 1 && (at < first || at > last))
            return false;
    }
    return true;
}

/* Adds all teams in that quarter if it counts. */
static bool add_quarter(const struct figures_cube *cube, int quarter, int first, int last,
                        struct figures *sum)
{
    if (!figures_counts(cube, quarter, first, last))
        return false;
    for (size_t t = 0; t < cube->n_teams; t++)
        figures_sum(sum, &cube->cell[place(cube, t, (size_t)(quarter - cube->first))]);
    return true;
}

bool figures_quarter(const struct figures_cube *cube, int quarter, struct figures *sum)
{
    return is_shown(cube, quarter) && add_quarter(cube, quarter, quarter, quarter, sum);
}

bool figures_twelve(const struct figures_cube *cube, int quarter, struct figures *sum)
{
    struct figures all = {0};
    int first = quarter - FIGURES_QUARTERS + 1;
    for (int q = first; q <= quarter; q++)
        if (!add_quarter(cube, q, first, quarter, &all))
            return false;
    figures_sum(sum, &all);
    return true;
}

bool figures_whole(const struct figures_view *view)
{
    return view->shown && (int)view->shown == view->last - view->first + 1;
}

/* ---- by team --------------------------------------------------------------------------------- */

/* Each group is known by the first of its teams. */
static size_t group_of(const size_t *with, size_t team)
{
    while (with[team] != team)
        team = with[team];
    return team;
}

static void join_column(const struct figures_cube *cube, const int *heap, size_t stride,
                        size_t *with)
{
    size_t before = cube->n_teams;
    for (size_t t = 0; t < cube->n_teams; t++) {
        if (heap[t * stride] != 1)
            continue;
        if (before < cube->n_teams) {
            size_t a = group_of(with, before), b = group_of(with, t);
            with[a < b ? b : a] = a < b ? a : b;
        }
        before = t;
    }
}

static void join_quarter(const struct figures_cube *cube, int quarter, size_t *with)
{
    size_t at = (size_t)(quarter - cube->first), year = at / FIGURES_QUARTERS;
    if (is_shown(cube, quarter))
        join_column(cube, cube->heap + at, cube->n_quarters, with);
    else
        join_column(cube, cube->rest_heap + year, cube->n_years, with);
}

static void add_team(struct figures_group *group, const struct figures_cube *cube, size_t team,
                     const struct figures_view *view)
{
    struct figures sum = {0};
    for (int q = view->first; q <= view->last; q++)
        if (figures_counts(cube, q, view->first, view->last))
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
        if (!add_quarter(cube, q, first, last, &view->sum))
            continue;
        view->shown++;
        join_quarter(cube, q, with);
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
    return class->people > 0 &&
           (class->people < INSIGHT_LEAST || dominated(class->top, class->sick));
}

/* Somebody may have a case in both, so there are at least as many people as in the larger one, and
 * nobody has more than the most of both. */
static void join_classes(struct figures_class *class, size_t n, size_t at)
{
    class[at].to = class[at + 1].to;
    class[at].sick += class[at + 1].sick;
    class[at].top += class[at + 1].top;
    if (class[at + 1].people > class[at].people)
        class[at].people = class[at + 1].people;
    memmove(&class[at + 1], &class[at + 2], (n - at - 2) * sizeof *class);
}

/* Pieces that are enough, and the rest with their neighbours. */
static size_t safe_pieces(const struct figures_split *split, const struct figures_borders *pieces,
                          struct figures_class *classes)
{
    size_t n = pieces->n, at = 0;
    for (size_t i = 0; i < n; i++)
        classes[i] = (struct figures_class){i ? pieces->border[i - 1] + 1 : 1,
                                            i + 1 < n ? pieces->border[i] : 0, split->sick[i],
                                            split->people[i], split->top[i]};
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

static bool has_border(const struct figures_borders *borders, int border)
{
    for (size_t i = 0; i + 1 < borders->n; i++)
        if (borders->border[i] == border)
            return true;
    return false;
}

size_t figures_classes(const struct figures_split *split, const struct figures_borders *pieces,
                       const struct figures_borders *own, struct figures_class *classes)
{
    size_t n = safe_pieces(split, pieces, classes), at = 0;
    while (at + 1 < n) {
        if (has_border(own, classes[at].to))
            at++;
        else
            join_classes(classes, n--, at);
    }
    return n;
}

bool figures_may_tell_both(const struct figures *figures)
{
    int64_t between = figures->silent - figures->clear;
    return between == 0 || between >= INSIGHT_LEAST;
}

bool figures_may_divide(int64_t part, int64_t people)
{
    return part >= INSIGHT_LEAST && people - part >= INSIGHT_LEAST;
}
