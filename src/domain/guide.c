#include "domain/guide.h"

#include <sha2.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/keyword.h"

static const char *const share_keys[] = {
    [SHARE_PRIVATE] = "private",
    [SHARE_EMPLOYEE] = "employee",
    [SHARE_HR] = "hr",
};

static const char *const kind_keys[] = {
    [KIND_CHECK] = "check",   [KIND_NOTE] = "note", [KIND_LIST] = "list",
    [KIND_CHOICE] = "choice", [KIND_DATE] = "date",
};

struct guide *guide_new(void)
{
    struct guide *guide = mem_zero(1, sizeof *guide);
    char **const texts[] = {
        &guide->id,     &guide->version,     &guide->title, &guide->summary,    &guide->source,
        &guide->regime, &guide->hurdles_ask, &guide->text,  &guide->invitation,
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = mem_copy("");
    guide->review_by = DAY_NONE;
    return guide;
}

/* Every one of these takes what is half filled, so a reader that gives up can free what it has. */

static void free_lines(struct guide_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        free(lines->line[i]);
    free(lines->line);
}

static void free_entries(struct guide_entries *entries)
{
    for (size_t i = 0; i < entries->n; i++) {
        free(entries->entry[i].id);
        free(entries->entry[i].text);
    }
    free(entries->entry);
}

static void free_fields(struct guide_field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(fields[i].id);
        free(fields[i].ask);
        free(fields[i].hint);
        free_entries(&fields[i].options);
    }
    free(fields);
}

static void free_points(struct guide_point *points, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct guide_point *point = &points[i];
        free(point->id);
        free(point->title);
        free(point->aim);
        free_lines(&point->questions);
        free_lines(&point->tips);
        free_lines(&point->pitfalls);
        free_fields(point->capture, point->n_capture);
        free(point->balance[0]);
        free(point->balance[1]);
    }
    free(points);
}

static void free_pitfalls(struct guide_pitfall *pitfalls, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(pitfalls[i].id);
        free(pitfalls[i].text);
        free(pitfalls[i].instead);
    }
    free(pitfalls);
}

static void free_turns(struct guide_turn *turns, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < turns[i].n_replies; j++) {
            struct guide_reply *reply = &turns[i].replies[j];
            free(reply->id);
            free(reply->say);
            free(reply->go);
            free(reply->pitfall);
            free(reply->good);
        }
        free(turns[i].replies);
        free(turns[i].id);
        free(turns[i].other);
    }
    free(turns);
}

static void free_scenarios(struct guide_scenario *scenarios, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(scenarios[i].id);
        free(scenarios[i].title);
        free(scenarios[i].start);
        free_turns(scenarios[i].turns, scenarios[i].n_turns);
    }
    free(scenarios);
}

void guide_free(struct guide *guide)
{
    if (!guide)
        return;
    free(guide->id);
    free(guide->version);
    free(guide->title);
    free(guide->summary);
    free(guide->source);
    free(guide->invitation);
    free(guide->regime);
    free_fields(guide->preparation, guide->n_preparation);
    free_points(guide->points, guide->n_points);
    free_pitfalls(guide->pitfalls, guide->n_pitfalls);
    free(guide->hurdles_ask);
    free_entries(&guide->hurdles);
    free_scenarios(guide->practice, guide->n_practice);
    free_entries(&guide->renamed);
    free_entries(&guide->retired);
    free(guide->text);
    free(guide);
}

void guide_checksum(const struct guide *guide, char checksum[GUIDE_CHECKSUM])
{
    SHA256Data((const uint8_t *)guide->text, guide->text_len, checksum);
}

const struct guide_point *guide_point(const struct guide *guide, const char *id)
{
    for (size_t i = 0; i < guide->n_points; i++)
        if (strcmp(guide->points[i].id, id) == 0)
            return &guide->points[i];
    return NULL;
}

const struct guide_pitfall *guide_pitfall(const struct guide *guide, const char *id)
{
    for (size_t i = 0; i < guide->n_pitfalls; i++)
        if (strcmp(guide->pitfalls[i].id, id) == 0)
            return &guide->pitfalls[i];
    return NULL;
}

const struct guide_field *guide_field(const struct guide_field *fields, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(fields[i].id, id) == 0)
            return &fields[i];
    return NULL;
}

const char *guide_entry(const struct guide_entries *entries, const char *id)
{
    for (size_t i = 0; i < entries->n; i++)
        if (strcmp(entries->entry[i].id, id) == 0)
            return entries->entry[i].text;
    return NULL;
}

const char *share_key(enum share share)
{
    return share_keys[share];
}

bool share_parse(const char *key, enum share *out)
{
    int value;
    if (!keyword_find(share_keys, sizeof share_keys / sizeof *share_keys, key, &value))
        return false;
    *out = (enum share)value;
    return true;
}

const char *kind_key(enum kind kind)
{
    return kind_keys[kind];
}

bool kind_parse(const char *key, enum kind *out)
{
    int value;
    if (!keyword_find(kind_keys, sizeof kind_keys / sizeof *kind_keys, key, &value))
        return false;
    *out = (enum kind)value;
    return true;
}
