#include "domain/insight.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"

static const char *const part_keys[] = {
    [PART_MONTH] = "month", [PART_HURDLE] = "hurdle", [PART_DAYS] = "days",
    [PART_TEAM] = "team",   [PART_OWNER] = "owner",
};

const char *insight_part_key(enum insight_part part)
{
    return part_keys[part];
}

bool insight_part_parse(const char *key, enum insight_part *out)
{
    for (size_t i = 0; i < INSIGHT_PARTS; i++) {
        if (strcmp(part_keys[i], key) != 0)
            continue;
        *out = (enum insight_part)i;
        return true;
    }
    return false;
}

int insight_quarter(int day)
{
    struct civil civil = day_civil(day);
    return civil.year * 4 + (civil.month - 1) / 3;
}

int insight_quarter_begin(int quarter)
{
    return day_from_civil(quarter / 4, quarter % 4 * 3 + 1, 1);
}

/* ---- rows ------------------------------------------------------------------------------------ */

void insight_rows_release(struct insight_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        free(rows->row[i].key);
    free(rows->row);
    *rows = (struct insight_rows)INSIGHT_ROWS_INIT;
}

void insight_rows_add(struct insight_rows *rows, const struct insight_row *row)
{
    rows->row = mem_room(rows->row, rows->n, sizeof *rows->row);
    rows->row[rows->n] = *row;
    rows->row[rows->n++].key = mem_copy(row->key);
}

/* In one quarter the parts follow each other, and in a part its keys. */
static int compare(const struct insight_row *a, const struct insight_row *b)
{
    int found = (a->quarter > b->quarter) - (a->quarter < b->quarter);
    if (!found)
        found = ((int)a->part > (int)b->part) - ((int)a->part < (int)b->part);
    if (!found)
        found = strcmp(a->key, b->key);
    return found ? found : (a->days > b->days) - (a->days < b->days);
}

static int compare_rows(const void *a, const void *b)
{
    return compare(a, b);
}

void insight_rows_gather(struct insight_rows *rows)
{
    size_t n = 0;
    if (rows->n)
        qsort(rows->row, rows->n, sizeof *rows->row, compare_rows);
    for (size_t i = 0; i < rows->n; i++) {
        struct insight_row *row = &rows->row[i];
        if (!n || compare(&rows->row[n - 1], row) != 0) {
            rows->row[n++] = *row;
            continue;
        }
        rows->row[n - 1].n += row->n;
        rows->row[n - 1].kept += row->kept;
        rows->row[n - 1].people += row->people;
        free(row->key);
    }
    rows->n = n;
}

/* What is in now and not, or otherwise, in shown. Rows without a difference are there too: the
 * people in them count. */
static void subtract(struct insight_rows *difference, const struct insight_rows *now,
                     const struct insight_rows *shown)
{
    size_t i = 0, k = 0;
    while (i < now->n || k < shown->n) {
        int side = i == now->n ? 1 : k == shown->n ? -1 : compare(&now->row[i], &shown->row[k]);
        struct insight_row row = side > 0 ? shown->row[k] : now->row[i];
        if (side > 0) {
            row.n = row.kept = row.people = 0;
        }
        if (side >= 0) {
            row.n -= shown->row[k].n;
            row.kept -= shown->row[k].kept;
        }
        row.step = row.heap = 0;
        row.left = side > 0 ? 0 : now->row[i].n;
        insight_rows_add(difference, &row);
        i += side <= 0;
        k += side >= 0;
    }
}

/* ---- heaps ----------------------------------------------------------------------------------- */

/* What one key adds in this step. */
struct member {
    size_t first, end; /* rows */
    int64_t n, kept, people, left;
    int heap; /* 0: none yet */
};

/* The members of one part in one quarter: those with something in them. */
struct members {
    enum insight_part part;
    struct member *member;
    size_t n;
};

/* A heap as far as it was put together. */
struct heap {
    int64_t n, people, left, most; /* most: the largest of its members */
    size_t members;
};

static bool counts_people(enum insight_part part)
{
    return part == PART_MONTH || part == PART_TEAM;
}

static int64_t size_of(int64_t n)
{
    return n < 0 ? -n : n;
}

static void collect(struct members *members, const struct insight_rows *rows, size_t first,
                    size_t end, enum insight_part part)
{
    *members = (struct members){.part = part};
    for (size_t i = first; i < end; i++) {
        const struct insight_row *row = &rows->row[i];
        if (row->part != part)
            continue;
        struct member *last = members->n ? &members->member[members->n - 1] : NULL;
        if (!last || strcmp(rows->row[last->first].key, row->key) != 0) {
            members->member = mem_room(members->member, members->n, sizeof *members->member);
            last = &members->member[members->n++];
            *last = (struct member){.first = i};
        }
        last->end = i + 1;
        last->n += row->n;
        last->kept += row->kept;
        last->people += row->people;
        last->left += row->left;
    }
}

static bool is_empty(const struct insight_rows *rows, const struct member *member)
{
    for (size_t i = member->first; i < member->end; i++)
        if (rows->row[i].n || rows->row[i].kept)
            return false;
    return true;
}

static bool enough(enum insight_part part, int64_t n, int64_t people, int64_t left)
{
    if (n < 0)
        return n <= -INSIGHT_LEAST && (left == 0 || left >= INSIGHT_LEAST);
    return n >= INSIGHT_LEAST && (!counts_people(part) || people >= INSIGHT_LEAST);
}

/* People of two months may be the same ones, of two teams they are not. */
static void put_on(struct heap *heap, struct member *member, enum insight_part part, int number)
{
    heap->n += member->n;
    heap->left += member->left;
    if (part == PART_TEAM)
        heap->people += member->people;
    else if (member->people > heap->people)
        heap->people = member->people;
    if (size_of(member->n) > heap->most)
        heap->most = size_of(member->n);
    heap->members++;
    member->heap = number;
}

/* Would somebody who knows this rule know each part, as they are all the least or the most that a
 * small one can be? */
static bool gives_away(const struct heap *heap)
{
    int64_t least = (int64_t)heap->members, most = least * (INSIGHT_LEAST - 1);
    return heap->most < INSIGHT_LEAST && (size_of(heap->n) <= least || size_of(heap->n) >= most);
}

static bool will_do(const struct heap *heap, enum insight_part part)
{
    return heap->members > 1 && enough(part, heap->n, heap->people, heap->left) &&
           !gives_away(heap);
}

/* The smallest that stands by itself, or NULL. */
static struct member *smallest(struct members *members, const struct insight_rows *rows)
{
    struct member *found = NULL;
    for (size_t i = 0; i < members->n; i++) {
        struct member *member = &members->member[i];
        if (!member->heap && !is_empty(rows, member) &&
            (!found || size_of(member->n) < size_of(found->n)))
            found = member;
    }
    return found;
}

/* Puts members together: heap 1 for what is too small, the others each their own. False when no
 * heap will do. */
static bool heap_up(struct members *members, const struct insight_rows *rows)
{
    struct heap heap = {0};
    int number = 1;
    for (size_t i = 0; i < members->n; i++) {
        struct member *member = &members->member[i];
        if (!is_empty(rows, member) &&
            !enough(members->part, member->n, member->people, member->left))
            put_on(&heap, member, members->part, 1);
    }
    while (heap.members && !will_do(&heap, members->part)) {
        struct member *more = smallest(members, rows);
        if (!more)
            return false;
        put_on(&heap, more, members->part, 1);
    }
    for (size_t i = 0; i < members->n; i++)
        if (!members->member[i].heap && !is_empty(rows, &members->member[i]))
            members->member[i].heap = ++number;
    return number > 1 || heap.members;
}

static void hand_out(const struct members *members, const struct insight_rows *rows,
                     struct insight_rows *step)
{
    for (size_t i = 0; i < members->n; i++)
        for (size_t k = members->member[i].first; k < members->member[i].end; k++) {
            struct insight_row row = rows->row[k];
            row.heap = members->member[i].heap;
            row.people = 0;
            if (row.n || row.kept)
                insight_rows_add(step, &row);
        }
}

/* ---- two ways of dividing -------------------------------------------------------------------- */

static struct member heap_of(const struct members *members, int number)
{
    struct member sum = {.heap = number};
    for (size_t i = 0; i < members->n; i++) {
        if (members->member[i].heap != number)
            continue;
        sum.n += members->member[i].n;
        sum.kept += members->member[i].kept;
    }
    return sum;
}

static int last_heap(const struct members *members)
{
    int last = 0;
    for (size_t i = 0; i < members->n; i++)
        last = members->member[i].heap > last ? members->member[i].heap : last;
    return last;
}

static int64_t at_least(int64_t a, int64_t b, int64_t all)
{
    return a + b > all ? a + b - all : 0;
}

static int64_t at_most(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Do the sums of a team and an owner pin what both have in common to less than five? With something
 * taken away the bounds do not hold, so then it counts as pinned. */
static bool pins(const struct member *team, const struct member *owner, const struct member *all)
{
    int64_t missed[] = {team->n - team->kept, owner->n - owner->kept, all->n - all->kept};
    if (team->kept < 0 || owner->kept < 0 || missed[0] < 0 || missed[1] < 0)
        return true;
    int64_t least =
        at_least(team->kept, owner->kept, all->kept) + at_least(missed[0], missed[1], missed[2]);
    int64_t most = at_most(team->kept, owner->kept) + at_most(missed[0], missed[1]);
    return least == most && least > 0 && least < INSIGHT_LEAST;
}

static bool crossing_pinned(const struct members *teams, const struct members *owners)
{
    struct member all = {0};
    for (size_t i = 0; i < teams->n; i++) {
        all.n += teams->member[i].n;
        all.kept += teams->member[i].kept;
    }
    for (int t = 1; t <= last_heap(teams); t++)
        for (int o = 1; o <= last_heap(owners); o++) {
            struct member team = heap_of(teams, t), owner = heap_of(owners, o);
            if ((team.n || team.kept) && (owner.n || owner.kept) && pins(&team, &owner, &all))
                return true;
        }
    return false;
}

static void pile(struct members *members)
{
    for (size_t i = 0; i < members->n; i++)
        if (members->member[i].heap)
            members->member[i].heap = 1;
}

/* ---- a step ---------------------------------------------------------------------------------- */

/* Two parts that divide the same whole go in one step, or one would tell of the other. */
static void step_both(const struct insight_rows *rows, size_t first, size_t end,
                      enum insight_part one, enum insight_part other, struct insight_rows *step)
{
    struct members a, b;
    collect(&a, rows, first, end, one);
    collect(&b, rows, first, end, other);
    if (heap_up(&a, rows) && heap_up(&b, rows)) {
        if (one == PART_TEAM && crossing_pinned(&a, &b))
            pile(&b);
        hand_out(&a, rows, step);
        hand_out(&b, rows, step);
    }
    free(a.member);
    free(b.member);
}

static void step_one(const struct insight_rows *rows, size_t first, size_t end,
                     enum insight_part part, struct insight_rows *step)
{
    struct members members;
    collect(&members, rows, first, end, part);
    if (heap_up(&members, rows))
        hand_out(&members, rows, step);
    free(members.member);
}

void insight_step(const struct insight_rows *now, const struct insight_rows *shown,
                  struct insight_rows *step)
{
    struct insight_rows rows = INSIGHT_ROWS_INIT;
    subtract(&rows, now, shown);
    for (size_t first = 0, end; first < rows.n; first = end) {
        for (end = first; end < rows.n && rows.row[end].quarter == rows.row[first].quarter;)
            end++;
        step_both(&rows, first, end, PART_MONTH, PART_HURDLE, step);
        step_one(&rows, first, end, PART_DAYS, step);
        step_both(&rows, first, end, PART_TEAM, PART_OWNER, step);
    }
    insight_rows_release(&rows);
}
