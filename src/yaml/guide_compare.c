#include "yaml/guide_compare.h"

#include <string.h>

#include "base/buf.h"
#include "domain/guide_parts.h"

static bool is_inside(const char *name, const char *outer)
{
    size_t len = outer ? strlen(outer) : 0;
    return outer && strncmp(name, outer, len) == 0 && name[len] == '.';
}

/* All that is in theirs only, the parts of a missing part left out. */
static void complain_missing(const struct guide_parts *ours, const struct guide_parts *theirs,
                             const char *other_file, struct complaints *complaints)
{
    struct buf names = BUF_INIT;
    const char *last = NULL;
    for (size_t i = 0; i < theirs->n; i++) {
        const char *name = theirs->part[i].name;
        if (guide_parts_find(ours, name) != PART_OUTER || is_inside(name, last))
            continue;
        buf_addf(&names, "%s%s", names.len ? ", " : "", name);
        last = name;
    }
    if (names.len)
        complaint_add(complaints, PROBLEM_TRANSLATION, (struct mark){0}, other_file, names.data,
                      NULL);
    buf_release(&names);
}

static void complain_unlike(const struct guide_part *ours, const struct guide_part *theirs,
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

static const char *held_key(const struct guide *guide)
{
    return guide->by_phone ? "phone" : "meeting";
}

void guide_compare(const struct guide *guide, const struct guide *other, const char *other_file,
                   struct complaints *complaints)
{
    struct guide_parts ours, theirs;
    guide_parts_take(&ours, guide);
    guide_parts_take(&theirs, other);
    if (strcmp(guide->version, other->version) != 0)
        complaint_add(complaints, PROBLEM_VERSIONS, (struct mark){0}, guide->version,
                      other->version, other_file, NULL);
    complain_missing(&ours, &theirs, other_file, complaints);
    if (*other->invitation && !*guide->invitation)
        complaint_add(complaints, PROBLEM_TRANSLATION, (struct mark){0}, other_file, "invitation",
                      NULL);
    if (guide->by_phone != other->by_phone)
        complaint_add(complaints, PROBLEM_DIFFERS, (struct mark){0}, "held", held_key(guide),
                      held_key(other), other_file, NULL);
    for (size_t i = 0; i < ours.n; i++) {
        const struct guide_part *part = &ours.part[i];
        size_t same = guide_parts_find(&theirs, part->name);
        if (part->field && same != PART_OUTER && theirs.part[same].field)
            complain_unlike(part, &theirs.part[same], other_file, complaints);
    }
    guide_parts_release(&ours);
    guide_parts_release(&theirs);
}
