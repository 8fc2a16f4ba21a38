#include "domain/guide_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

static const char *const section_keys[] = {
    [SECTION_PREPARATION] = "preparation", [SECTION_POINTS] = "points",
    [SECTION_PITFALLS] = "pitfalls",       [SECTION_HURDLES] = "hurdles",
    [SECTION_PRACTICE] = "practice",
};

const char *guide_section_key(enum guide_section section)
{
    return section_keys[section];
}

/* Where parts are being added. */
struct place {
    struct guide_parts *parts;
    enum guide_section section;
    size_t within;
};

static struct place add_part(struct place at, const char *id, const struct guide_field *field,
                             const char *text)
{
    struct guide_parts *parts = at.parts;
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.%s",
             at.within == PART_OUTER ? section_keys[at.section] : parts->part[at.within].name, id);
    parts->part = mem_room(parts->part, parts->n, sizeof *parts->part);
    parts->part[parts->n] = (struct guide_part){
        buf_detach(&name), id, at.section, at.within, field, text,
    };
    at.within = parts->n++;
    return at;
}

static void add_entries(struct place at, const struct guide_entries *entries)
{
    for (size_t i = 0; i < entries->n; i++)
        add_part(at, entries->entry[i].id, NULL, entries->entry[i].text);
}

static void add_fields(struct place at, const struct guide_field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_entries(add_part(at, fields[i].id, &fields[i], fields[i].ask), &fields[i].options);
}

static void add_points(struct place at, const struct guide *guide)
{
    for (size_t i = 0; i < guide->n_points; i++) {
        const struct guide_point *point = &guide->points[i];
        add_fields(add_part(at, point->id, NULL, point->title), point->capture, point->n_capture);
    }
}

static void add_practice(struct place at, const struct guide *guide)
{
    for (size_t i = 0; i < guide->n_practice; i++) {
        const struct guide_scenario *scenario = &guide->practice[i];
        struct place turns = add_part(at, scenario->id, NULL, scenario->title);
        for (size_t k = 0; k < scenario->n_turns; k++) {
            const struct guide_turn *turn = &scenario->turns[k];
            struct place replies = add_part(turns, turn->id, NULL, turn->other);
            for (size_t r = 0; r < turn->n_replies; r++)
                add_part(replies, turn->replies[r].id, NULL, turn->replies[r].say);
        }
    }
}

static int by_name(const void *a, const void *b, void *arg)
{
    const struct guide_parts *parts = arg;
    return strcmp(parts->part[*(const size_t *)a].name, parts->part[*(const size_t *)b].name);
}

void guide_parts_take(struct guide_parts *parts, const struct guide *guide)
{
    *parts = (struct guide_parts){.n = 0};
    struct place at = {parts, SECTION_PREPARATION, PART_OUTER};
    add_fields(at, guide->preparation, guide->n_preparation);
    at.section = SECTION_POINTS;
    add_points(at, guide);
    at.section = SECTION_PITFALLS;
    for (size_t i = 0; i < guide->n_pitfalls; i++)
        add_part(at, guide->pitfalls[i].id, NULL, guide->pitfalls[i].text);
    at.section = SECTION_HURDLES;
    add_entries(at, &guide->hurdles);
    at.section = SECTION_PRACTICE;
    add_practice(at, guide);
    parts->by_name = mem_zero(parts->n + 1, sizeof *parts->by_name);
    for (size_t i = 0; i < parts->n; i++)
        parts->by_name[i] = i;
    qsort_r(parts->by_name, parts->n, sizeof *parts->by_name, by_name, parts);
}

void guide_parts_release(struct guide_parts *parts)
{
    for (size_t i = 0; i < parts->n; i++)
        free(parts->part[i].name);
    free(parts->part);
    free(parts->by_name);
    *parts = (struct guide_parts){.n = 0};
}

size_t guide_parts_find(const struct guide_parts *parts, const char *name)
{
    size_t first = 0, end = parts->n;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        int found = strcmp(name, parts->part[parts->by_name[middle]].name);
        if (found == 0)
            return parts->by_name[middle];
        if (found < 0)
            end = middle;
        else
            first = middle + 1;
    }
    return PART_OUTER;
}

bool guide_parts_have(const struct guide_parts *parts, const char *id)
{
    for (size_t i = 0; i < parts->n; i++)
        if (parts->part[i].section != SECTION_PRACTICE && strcmp(parts->part[i].id, id) == 0)
            return true;
    return false;
}
