#include "domain/guide_diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/guide_same.h"
#include "domain/interview.h"

/* A diff being made. */
struct diffing {
    struct guide_diff *diff;
    const struct guide_counts *counts; /* or NULL */
    size_t *to;                        /* for each old part the new one, or PART_OUTER */
    bool *taken;                       /* for each new part: an old one became it */
};

/* ---- answers --------------------------------------------------------------------------------- */

void guide_counts_release(struct guide_counts *counts)
{
    for (size_t i = 0; i < counts->n; i++) {
        free(counts->count[i].point);
        free(counts->count[i].field);
        free(counts->count[i].option);
    }
    free(counts->count);
    *counts = (struct guide_counts){.n = 0};
}

/* Answers of before an earlier change of ids belong to the id of now. */
static bool is_id(const struct guide *guide, const char *kept, const char *id)
{
    const char *now = guide_entry(&guide->renamed, kept);
    return strcmp(now ? now : kept, id) == 0;
}

/* Where the answers to a part are: at a point, in a field of it, one option; NULL is any. */
struct spot {
    const char *point, *field, *option;
};

static struct spot spot_of(const struct guide_parts *parts, const struct guide_part *part)
{
    const struct guide_part *field = part;
    struct spot spot = {NULL, NULL, NULL};
    if (part->section == SECTION_PITFALLS)
        return (struct spot){POINT_MIRROR, part->id, NULL};
    if (part->section == SECTION_HURDLES)
        return (struct spot){POINT_CLOSING, FIELD_HURDLE, part->id};
    if (!part->field && part->within != PART_OUTER) {
        spot.option = part->id;
        field = &parts->part[part->within];
    }
    if (field->field)
        spot.field = field->id;
    spot.point = part->section == SECTION_PREPARATION ? POINT_PREPARATION
                 : field->within == PART_OUTER        ? field->id
                                                      : parts->part[field->within].id;
    return spot;
}

static bool is_at(const struct guide *guide, const struct guide_count *count,
                  const struct spot *spot)
{
    if (!spot->field && !strcmp(count->point, POINT_LATER)) /* of a point */
        return is_id(guide, count->field, spot->point);
    return is_id(guide, count->point, spot->point) &&
           (!spot->field || is_id(guide, count->field, spot->field)) &&
           (!spot->option || is_id(guide, count->option, spot->option));
}

static int64_t count_part(const struct diffing *diffing, const struct guide_part *part)
{
    const struct guide_diff *diff = diffing->diff;
    struct spot spot = spot_of(&diff->old_parts, part);
    int64_t n = 0;
    for (size_t i = 0; diffing->counts && i < diffing->counts->n; i++)
        if (is_at(diff->old, &diffing->counts->count[i], &spot))
            n += diffing->counts->count[i].n;
    return n;
}

static int64_t count_id(const struct diffing *diffing, const char *id)
{
    int64_t n = 0;
    for (size_t i = 0; diffing->counts && i < diffing->counts->n; i++) {
        const struct guide_count *count = &diffing->counts->count[i];
        if (!strcmp(count->point, id) || !strcmp(count->field, id) || !strcmp(count->option, id))
            n += count->n;
    }
    return n;
}

/* ---- what became of it ----------------------------------------------------------------------- */

static struct guide_change *add_change(struct diffing *diffing, const struct guide_change *change)
{
    struct guide_diff *diff = diffing->diff;
    diff->change = mem_room(diff->change, diff->n, sizeof *diff->change);
    diff->change[diff->n] = *change;
    diff->wrong += change->wrong != 0;
    return &diff->change[diff->n++];
}

static size_t find_in(const struct guide_diff *diff, const struct guide_part *old, size_t within,
                      const char *id)
{
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.%s",
             within == PART_OUTER ? guide_section_key(old->section)
                                  : diff->new_parts.part[within].name,
             id);
    size_t found = guide_parts_find(&diff->new_parts, name.data);
    buf_release(&name);
    return found;
}

/* A line that got another id may stand at another point as well. */
static size_t find_anywhere(const struct guide_diff *diff, const struct guide_part *old,
                            const char *id)
{
    for (size_t i = 0; i < diff->new_parts.n; i++) {
        const struct guide_part *part = &diff->new_parts.part[i];
        if (part->section == old->section && !part->field == !old->field && old->field &&
            strcmp(part->id, id) == 0)
            return i;
    }
    return PART_OUTER;
}

static size_t find_new(const struct guide_diff *diff, const struct guide_part *old, size_t within)
{
    size_t found = find_in(diff, old, within, old->id);
    const char *renamed = guide_entry(&diff->new->renamed, old->id);
    if (found == PART_OUTER && renamed)
        found = find_in(diff, old, within, renamed);
    return found == PART_OUTER && renamed ? find_anywhere(diff, old, renamed) : found;
}

static bool is_option(const struct guide_part *part)
{
    return part->section == SECTION_HURDLES || (part->within != PART_OUTER && !part->field);
}

/*
 * Gone. An id that is still used elsewhere in the guide cannot be said to be retired, and needs no
 * saying: it was this place of it that went.
 */
static void see_gone(struct diffing *diffing, const struct guide_part *old)
{
    struct guide_diff *diff = diffing->diff;
    struct guide_change change = {.fate = FATE_SILENT, .from = old, .id = ""};
    bool said = guide_entry(&diff->new->retired, old->id) != NULL ||
                guide_parts_have(&diff->new_parts, old->id);
    change.answers = count_part(diffing, old);
    change.unsaid = !said;
    if (!said && is_option(old))
        change.wrong = WRONG_OPTION;
    else if (!said && change.answers)
        change.wrong = WRONG_GONE;
    add_change(diffing, &change);
}

static void see_kept(struct diffing *diffing, const struct guide_part *old,
                     const struct guide_part *new)
{
    bool moved = strcmp(old->id, new->id) != 0;
    struct guide_change change = {
        .fate = moved ? FATE_MOVED : FATE_KEPT,
        .from = old,
        .to = new,
        .id = "",
        .other_text = strcmp(old->text, new->text) != 0,
    };
    if (old->field && new->field) {
        change.narrower = new->field->share < old->field->share;
        change.wrong = (old->field->kind != new->field->kind ? WRONG_KIND : 0U) |
                       (new->field->share > old->field->share ? WRONG_WIDENED : 0U);
    }
    if (!moved && !change.other_text && !change.narrower && !change.wrong) {
        diffing->diff->unchanged++;
        return;
    }
    change.answers = count_part(diffing, old);
    add_change(diffing, &change);
}

/* What stood in something that is gone went with it, and so did the options of what is not chosen
 * from any more. */
static bool is_covered(const struct diffing *diffing, const struct guide_part *old)
{
    const struct guide_diff *diff = diffing->diff;
    if (old->within == PART_OUTER)
        return false;
    size_t to = diffing->to[old->within];
    const struct guide_part *outer = &diff->old_parts.part[old->within];
    return to == PART_OUTER ||
           (outer->field && outer->field->kind != diff->new_parts.part[to].field->kind);
}

static void see_old(struct diffing *diffing, size_t i)
{
    struct guide_diff *diff = diffing->diff;
    const struct guide_part *old = &diff->old_parts.part[i];
    diffing->to[i] = PART_OUTER;
    if (old->section == SECTION_PRACTICE || is_covered(diffing, old))
        return;
    size_t within = old->within == PART_OUTER ? PART_OUTER : diffing->to[old->within];
    size_t to = find_new(diff, old, within);
    diffing->to[i] = to;
    if (to == PART_OUTER) {
        see_gone(diffing, old);
        return;
    }
    diffing->taken[to] = true;
    see_kept(diffing, old, &diff->new_parts.part[to]);
}

/* What was renamed or retired before stays so for as long as there are answers under it. */
static void see_forgotten(struct diffing *diffing, const struct guide_entries *before)
{
    const struct guide_diff *diff = diffing->diff;
    for (size_t i = 0; i < before->n; i++) {
        const char *id = before->entry[i].id;
        struct guide_change change = {.fate = FATE_SILENT, .wrong = WRONG_FORGOTTEN, .id = id};
        if (guide_entry(&diff->new->renamed, id) || guide_entry(&diff->new->retired, id) ||
            guide_parts_have(&diff->new_parts, id))
            continue;
        change.answers = count_id(diffing, id);
        if (change.answers)
            add_change(diffing, &change);
    }
}

static void see_new(struct diffing *diffing)
{
    const struct guide_parts *parts = &diffing->diff->new_parts;
    for (size_t i = 0; i < parts->n; i++) {
        const struct guide_part *part = &parts->part[i];
        struct guide_change change = {.fate = FATE_NEW, .to = part, .id = ""};
        bool within_new = part->within != PART_OUTER && !diffing->taken[part->within];
        if (part->section != SECTION_PRACTICE && !diffing->taken[i] && !within_new)
            add_change(diffing, &change);
    }
}

void guide_diff_make(struct guide_diff *diff, const struct guide *old, const struct guide *new,
                     const struct guide_counts *counts)
{
    *diff = (struct guide_diff){.old = old, .new = new, .same = guide_same(old, new)};
    diff->same_version =
        !diff->same && strcmp(old->version, new->version) == 0 && old->language == new->language;
    guide_parts_take(&diff->old_parts, old);
    guide_parts_take(&diff->new_parts, new);
    struct diffing diffing = {
        .diff = diff,
        .counts = counts,
        .to = mem_zero(diff->old_parts.n + 1, sizeof *diffing.to),
        .taken = mem_zero(diff->new_parts.n + 1, sizeof *diffing.taken),
    };
    for (size_t i = 0; i < diff->old_parts.n; i++)
        see_old(&diffing, i);
    see_forgotten(&diffing, &old->renamed);
    see_forgotten(&diffing, &old->retired);
    see_new(&diffing);
    free(diffing.to);
    free(diffing.taken);
}

void guide_diff_release(struct guide_diff *diff)
{
    guide_parts_release(&diff->old_parts);
    guide_parts_release(&diff->new_parts);
    free(diff->change);
    *diff = (struct guide_diff){.n = 0};
}

/* ---- the next version ------------------------------------------------------------------------ */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

void guide_next_version(struct buf *out, const char *version)
{
    size_t len = strlen(version), start = len;
    while (start && is_digit(version[start - 1]))
        start--;
    if (start == len) {
        buf_addf(out, "%s.2", version);
        return;
    }
    size_t at = out->len, last = at + len;
    buf_adds(out, version);
    while (last > at + start && out->data[last - 1] == '9')
        out->data[--last] = '0';
    if (last > at + start)
        out->data[last - 1]++;
    else
        buf_splice(out, last, 0, "1", 1);
}
