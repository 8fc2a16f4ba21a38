#include "yaml/guide_compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* One part of a guide: where it is, "points.wel.taken", and for a field how it is asked. */
struct part {
    char *name;
    const struct guide_field *field;
};

struct parts {
    struct part *part;
    size_t n;
};

static const char *add_part(struct parts *parts, const char *under, const char *id,
                            const struct guide_field *field)
{
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.%s", under, id);
    parts->part = mem_room(parts->part, parts->n, sizeof *parts->part);
    parts->part[parts->n] = (struct part){buf_detach(&name), field};
    return parts->part[parts->n++].name;
}

static void add_entries(struct parts *parts, const char *under, const struct guide_entries *entries)
{
    for (size_t i = 0; i < entries->n; i++)
        add_part(parts, under, entries->entry[i].id, NULL);
}

static void add_fields(struct parts *parts, const char *under, const struct guide_field *fields,
                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_entries(parts, add_part(parts, under, fields[i].id, &fields[i]), &fields[i].options);
}

static void add_points(struct parts *parts, const struct guide *guide)
{
    for (size_t i = 0; i < guide->n_points; i++) {
        const struct guide_point *point = &guide->points[i];
        add_fields(parts, add_part(parts, "points", point->id, NULL), point->capture,
                   point->n_capture);
    }
}

static void add_practice(struct parts *parts, const struct guide *guide)
{
    for (size_t i = 0; i < guide->n_practice; i++) {
        const struct guide_scenario *scenario = &guide->practice[i];
        const char *name = add_part(parts, "practice", scenario->id, NULL);
        for (size_t k = 0; k < scenario->n_turns; k++) {
            const struct guide_turn *turn = &scenario->turns[k];
            const char *under = add_part(parts, name, turn->id, NULL);
            for (size_t r = 0; r < turn->n_replies; r++)
                add_part(parts, under, turn->replies[r].id, NULL);
        }
    }
}

static struct parts parts_of(const struct guide *guide)
{
    struct parts parts = {NULL, 0};
    add_fields(&parts, "preparation", guide->preparation, guide->n_preparation);
    add_points(&parts, guide);
    for (size_t i = 0; i < guide->n_pitfalls; i++)
        add_part(&parts, "pitfalls", guide->pitfalls[i].id, NULL);
    add_entries(&parts, "hurdles", &guide->hurdles);
    add_practice(&parts, guide);
    return parts;
}

static void parts_release(struct parts *parts)
{
    for (size_t i = 0; i < parts->n; i++)
        free(parts->part[i].name);
    free(parts->part);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct part *)a)->name, ((const struct part *)b)->name);
}

/* The same parts by name, for find_part; they share their names with the first. */
static struct parts sorted(const struct parts *parts)
{
    struct parts copy = {mem_zero(parts->n, sizeof *copy.part), parts->n};
    if (parts->n)
        memcpy(copy.part, parts->part, parts->n * sizeof *copy.part);
    qsort(copy.part, copy.n, sizeof *copy.part, by_name);
    return copy;
}

static const struct part *find_part(const struct parts *sorted, const char *name)
{
    struct part wanted = {(char *)name, NULL};
    return bsearch(&wanted, sorted->part, sorted->n, sizeof *sorted->part, by_name);
}

static bool is_inside(const char *name, const char *outer)
{
    size_t len = outer ? strlen(outer) : 0;
    return outer && strncmp(name, outer, len) == 0 && name[len] == '.';
}

/* All that is in theirs only, the parts of a missing part left out. */
static void complain_missing(const struct parts *ours, const struct parts *theirs,
                             const char *other_file, struct complaints *complaints)
{
    struct buf names = BUF_INIT;
    const char *last = NULL;
    for (size_t i = 0; i < theirs->n; i++) {
        const char *name = theirs->part[i].name;
        if (find_part(ours, name) || is_inside(name, last))
            continue;
        buf_addf(&names, "%s%s", names.len ? ", " : "", name);
        last = name;
    }
    if (names.len)
        complaint_add(complaints, PROBLEM_TRANSLATION, (struct mark){0}, other_file, names.data,
                      NULL);
    buf_release(&names);
}

static void complain_unlike(const struct part *ours, const struct part *theirs,
                            const char *other_file, struct complaints *complaints)
{
    const char *here = kind_key(ours->field->kind), *there = kind_key(theirs->field->kind);
    if (ours->field->kind != theirs->field->kind)
        complaint_add(complaints, PROBLEM_DIFFERS, (struct mark){0}, ours->name, here, there,
                      other_file, NULL);
    here = share_key(ours->field->share);
    there = share_key(theirs->field->share);
    if (ours->field->share != theirs->field->share)
        complaint_add(complaints, PROBLEM_DIFFERS, (struct mark){0}, ours->name, here, there,
                      other_file, NULL);
}

void guide_compare(const struct guide *guide, const struct guide *other, const char *other_file,
                   struct complaints *complaints)
{
    struct parts ours = parts_of(guide), theirs = parts_of(other);
    if (strcmp(guide->version, other->version) != 0)
        complaint_add(complaints, PROBLEM_VERSIONS, (struct mark){0}, guide->version,
                      other->version, other_file, NULL);
    struct parts ours_sorted = sorted(&ours), theirs_sorted = sorted(&theirs);
    complain_missing(&ours_sorted, &theirs, other_file, complaints);
    for (size_t i = 0; i < ours.n; i++) {
        const struct part *part = &ours.part[i], *same = find_part(&theirs_sorted, part->name);
        if (part->field && same && same->field)
            complain_unlike(part, same, other_file, complaints);
    }
    free(ours_sorted.part);
    free(theirs_sorted.part);
    parts_release(&ours);
    parts_release(&theirs);
}
