#include "domain/guide_same.h"

#include <string.h>

static bool same(const char *one, const char *other)
{
    return strcmp(one, other) == 0;
}

static bool same_lines(const struct guide_lines *one, const struct guide_lines *other)
{
    bool alike = one->n == other->n;
    for (size_t i = 0; alike && i < one->n; i++)
        alike = same(one->line[i], other->line[i]);
    return alike;
}

static bool same_entries(const struct guide_entries *one, const struct guide_entries *other)
{
    bool alike = one->n == other->n;
    for (size_t i = 0; alike && i < one->n; i++)
        alike = same(one->entry[i].id, other->entry[i].id) &&
                same(one->entry[i].text, other->entry[i].text);
    return alike;
}

static bool same_field(const struct guide_field *one, const struct guide_field *other)
{
    return same(one->id, other->id) && same(one->ask, other->ask) && same(one->hint, other->hint) &&
           one->kind == other->kind && one->share == other->share && one->max == other->max &&
           one->absence == other->absence && same_entries(&one->options, &other->options);
}

static bool same_fields(const struct guide_field *one, size_t n, const struct guide_field *other,
                        size_t n_other)
{
    bool alike = n == n_other;
    for (size_t i = 0; alike && i < n; i++)
        alike = same_field(&one[i], &other[i]);
    return alike;
}

static bool same_point(const struct guide_point *one, const struct guide_point *other)
{
    return same(one->id, other->id) && same(one->title, other->title) &&
           same(one->aim, other->aim) && same_lines(&one->questions, &other->questions) &&
           same_lines(&one->tips, &other->tips) && same_lines(&one->pitfalls, &other->pitfalls) &&
           same_fields(one->capture, one->n_capture, other->capture, other->n_capture) &&
           same(one->balance[0], other->balance[0]) && same(one->balance[1], other->balance[1]) &&
           one->agreements == other->agreements && one->agreements_min == other->agreements_min &&
           one->agreements_max == other->agreements_max &&
           one->follow_up_days == other->follow_up_days;
}

static bool same_points(const struct guide *one, const struct guide *other)
{
    bool alike = one->n_points == other->n_points;
    for (size_t i = 0; alike && i < one->n_points; i++)
        alike = same_point(&one->points[i], &other->points[i]);
    return alike;
}

static bool same_pitfalls(const struct guide *one, const struct guide *other)
{
    bool alike = one->n_pitfalls == other->n_pitfalls;
    for (size_t i = 0; alike && i < one->n_pitfalls; i++) {
        const struct guide_pitfall *a = &one->pitfalls[i], *b = &other->pitfalls[i];
        alike = same(a->id, b->id) && same(a->text, b->text) && same(a->instead, b->instead);
    }
    return alike;
}

static bool same_turn(const struct guide_turn *one, const struct guide_turn *other)
{
    bool alike = same(one->id, other->id) && same(one->other, other->other) &&
                 one->n_replies == other->n_replies;
    for (size_t i = 0; alike && i < one->n_replies; i++) {
        const struct guide_reply *a = &one->replies[i], *b = &other->replies[i];
        alike = same(a->id, b->id) && same(a->say, b->say) && same(a->go, b->go) &&
                same(a->pitfall, b->pitfall) && same(a->good, b->good);
    }
    return alike;
}

static bool same_practice(const struct guide *one, const struct guide *other)
{
    bool alike = one->n_practice == other->n_practice;
    for (size_t i = 0; alike && i < one->n_practice; i++) {
        const struct guide_scenario *a = &one->practice[i], *b = &other->practice[i];
        alike = same(a->id, b->id) && same(a->title, b->title) && same(a->start, b->start) &&
                a->n_turns == b->n_turns;
        for (size_t k = 0; alike && k < a->n_turns; k++)
            alike = same_turn(&a->turns[k], &b->turns[k]);
    }
    return alike;
}

bool guide_same(const struct guide *one, const struct guide *other)
{
    return same(one->id, other->id) && same(one->version, other->version) &&
           same(one->title, other->title) && same(one->summary, other->summary) &&
           same(one->invitation, other->invitation) && one->by_phone == other->by_phone &&
           same(one->source, other->source) && same(one->regime, other->regime) &&
           one->language == other->language && one->review_by == other->review_by &&
           same_fields(one->preparation, one->n_preparation, other->preparation,
                       other->n_preparation) &&
           same_points(one, other) && same_pitfalls(one, other) &&
           same(one->hurdles_ask, other->hurdles_ask) &&
           same_entries(&one->hurdles, &other->hurdles) && same_practice(one, other) &&
           same_entries(&one->renamed, &other->renamed) &&
           same_entries(&one->retired, &other->retired);
}
