/* From what the automaton met to what is told: words that are fine where they stand fall away,
 * words that mean something only beside others are held against those. */
#include "privacy_inside.h"

#include <stdlib.h>

#include "base/mem.h"

#define NAME_WORDS_MAX 5
#define JOB_WITHIN     8 /* words */
#define OWNER_WITHIN   2
#define WORKED_WITHIN  4 /* what has it may stand so far before: "the resident Mrs White has" */

/* What stands around a hit of HIT_RULED. */
struct around {
    uint32_t when; /* the nearest hit of HIT_WHEN, number + 1; 0: none */
    uint32_t gap;  /* words between */
    bool unless;
};

/* A finding in tokens. */
struct span {
    uint32_t first, last;
    uint32_t next; /* of those that begin there: the longest first, then by class; + 1 */
    uint16_t class;
};

struct judging {
    struct scan *scan;
    const struct vocabulary *vocabulary;
    struct around *around;
    struct span *spans;
    size_t n_spans;
};

static uint32_t sentence_of(const struct scan *scan, const struct hit *hit)
{
    return scan->tokens[hit->first].sentence;
}

static bool is_fine(const struct judging *judging, const struct hit *hit)
{
    return judging->scan->tokens[hit->first].fine > hit->last;
}

/* A word that tells of a job and the words beside it, up to the next comma, are about that job. */
static void note_job(struct judging *judging, const struct hit *hit)
{
    const struct scan *scan = judging->scan;
    struct token *tokens = scan->tokens;
    uint32_t first = hit->first, last = hit->last, here = sentence_of(scan, hit);
    for (uint32_t at = first; at <= last; at++)
        tokens[at].job = tokens[at].worker = true;
    while (first > 0 && hit->first - first < JOB_WITHIN && tokens[first - 1].sentence == here &&
           !tokens[first - 1].mark)
        tokens[--first].job = true;
    while (last + 1 < scan->n_tokens && last - hit->last < JOB_WITHIN &&
           tokens[last + 1].sentence == here && !tokens[last + 1].mark)
        tokens[++last].job = true;
}

/* Is what has it the work? "The client has the flu." */
static bool is_worked(const struct judging *judging, const struct hit *hit)
{
    const struct token *tokens = judging->scan->tokens;
    for (uint32_t at = hit->first; at > 0 && hit->first - at < WORKED_WITHIN; at--) {
        if (tokens[at - 1].mark || tokens[at - 1].sentence != tokens[hit->first].sentence)
            return false;
        if (tokens[at - 1].worker)
            return true;
    }
    return false;
}

/* What is said right behind "has" is somebody's own: "has the flu and will miss the course". */
static void note_owner(struct judging *judging, const struct hit *hit)
{
    const struct scan *scan = judging->scan;
    uint32_t here = sentence_of(scan, hit), last = hit->last;
    if (is_worked(judging, hit))
        return;
    while (last + 1 < scan->n_tokens && last - hit->last < OWNER_WITHIN &&
           scan->tokens[last + 1].sentence == here && !scan->tokens[last + 1].mark &&
           !scan->tokens[last + 1].worker)
        scan->tokens[++last].owned = true;
}

/* What goes behind a title is a name as long as it is written as one, with small words within: van
 * der, O'. */
static void note_name(struct judging *judging, uint32_t first)
{
    const struct scan *scan = judging->scan;
    uint32_t end = first;
    for (uint32_t at = first; at < scan->n_tokens && at < first + NAME_WORDS_MAX; at++) {
        const struct token *token = &scan->tokens[at];
        if (token->named)
            end = at + 1;
        else if (token->len < 2 || token->len > 3)
            break;
    }
    if (end > first && scan->tokens[first].fine < end)
        scan->tokens[first].fine = end;
}

/* Whose each word is, and which are fine where they stand. */
static void note_roles(struct judging *judging)
{
    const struct scan *scan = judging->scan;
    const struct hits *roles = &scan->roles;
    for (size_t i = 0; i < roles->n; i++) {
        if (roles->items[i].meaning.kind == HIT_JOB)
            note_job(judging, &roles->items[i]);
        if (roles->items[i].meaning.kind == HIT_TITLE)
            note_name(judging, roles->items[i].last + 1);
    }
    for (size_t i = 0; i < roles->n; i++)
        if (roles->items[i].meaning.kind == HIT_OWNER)
            note_owner(judging, &roles->items[i]);
    for (size_t i = 1; i < scan->n_tokens; i++)
        if (scan->tokens[i].fine < scan->tokens[i - 1].fine)
            scan->tokens[i].fine = scan->tokens[i - 1].fine;
}

/* ---- words beside words ---------------------------------------------------------------------- */

static uint32_t gap_between(const struct hit *a, const struct hit *b)
{
    if (a->last < b->first)
        return b->first - a->last;
    return b->last < a->first ? a->first - b->last : 0;
}

/* Holds hit against what was last seen of its rule on one side. */
static void look_aside(struct judging *judging, size_t i, uint32_t when, uint32_t unless)
{
    const struct scan *scan = judging->scan;
    const struct hit *hit = &scan->hits.items[i];
    struct around *around = &judging->around[i];
    uint32_t within = (uint32_t)judging->vocabulary->rules[hit->meaning.index].within;
    uint32_t here = sentence_of(scan, hit);
    if (unless && sentence_of(scan, &scan->hits.items[unless - 1]) == here) {
        uint32_t gap = gap_between(&scan->hits.items[unless - 1], hit);
        around->unless |= !within || gap <= within;
    }
    if (!when || sentence_of(scan, &scan->hits.items[when - 1]) != here)
        return;
    uint32_t gap = gap_between(&scan->hits.items[when - 1], hit);
    if ((within && gap > within) || (around->when && around->gap <= gap))
        return;
    around->when = when;
    around->gap = gap;
}

/* Does hit i say no more than the one that was noted? "niet" at the end of "mag niet". */
static bool is_part(const struct scan *scan, size_t i, uint32_t noted)
{
    const struct hit *hit = &scan->hits.items[i];
    const struct hit *other = noted ? &scan->hits.items[noted - 1] : hit;
    return noted && other->last == hit->last && other->first <= hit->first;
}

/* Passes over the hits one way and keeps in mind what each rule met last. */
static void look_one_way(struct judging *judging, bool back)
{
    struct scan *scan = judging->scan;
    for (size_t k = 0; k < scan->hits.n; k++) {
        size_t i = back ? scan->hits.n - 1 - k : k;
        const struct hit *hit = &scan->hits.items[i];
        struct ruled *rule = &scan->rules[hit->meaning.index];
        if (hit->meaning.kind == HIT_UNLESS)
            rule->unless = (uint32_t)i + 1;
        else if (hit->meaning.kind == HIT_RULED)
            look_aside(judging, i, rule->when, rule->unless);
        else if (!is_part(scan, i, rule->when))
            rule->when = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < judging->vocabulary->n_rules; i++)
        scan->rules[i].when = scan->rules[i].unless = 0;
    scan->steps += scan->hits.n;
}

/* ---- what is found --------------------------------------------------------------------------- */

/* Those a token has are few, and come nearly always with the longest last. */
static void add_span(struct judging *judging, uint32_t first, uint32_t last, uint16_t class)
{
    const struct scan *scan = judging->scan;
    struct token *token = &scan->tokens[first];
    if (judging->vocabulary->classes[class].sourced && scan->sentences[token->sentence].sourced)
        return;
    judging->spans = mem_room(judging->spans, judging->n_spans, sizeof *judging->spans);
    uint32_t *link = &token->spans;
    while (*link) {
        struct span *other = &judging->spans[*link - 1];
        if (other->last < last || (other->last == last && other->class >= class))
            break;
        link = &other->next;
    }
    judging->spans[judging->n_spans] = (struct span){first, last, *link, class};
    *link = (uint32_t)++judging->n_spans;
}

/* A sentence all in capitals says nothing about which of its words is an abbreviation. */
static bool shouts(const struct scan *scan, const struct hit *hit)
{
    const struct sentence *sentence = &scan->sentences[sentence_of(scan, hit)];
    return !sentence->lower && sentence->tokens >= 4;
}

static bool is_job(const struct judging *judging, const struct hit *hit)
{
    const struct token *tokens = judging->scan->tokens;
    return !tokens[hit->first].owned && (tokens[hit->first].job || tokens[hit->last].job);
}

/* Is this one of those that count only beside others, or one of the others? What counts alone is
 * told. */
static bool judge_alone(struct judging *judging, const struct hit *hit)
{
    const struct scan *scan = judging->scan;
    if (hit->meaning.kind == HIT_UNLESS)
        return scan->rules[hit->meaning.index].met;
    if (hit->meaning.kind == HIT_WHEN)
        return scan->rules[hit->meaning.index].met && !is_fine(judging, hit);
    if (is_fine(judging, hit) || is_job(judging, hit))
        return false;
    if (hit->meaning.kind == HIT_RULED)
        return true;
    if (hit->meaning.kind == HIT_TAIL)
        add_span(judging, hit->first, hit->last, scan->privacy->class_of[hit->meaning.index]);
    else if (!(hit->meaning.capitals && shouts(scan, hit)))
        add_span(judging, hit->first, hit->last, hit->meaning.index);
    return false;
}

/* Leaves in scan->hits what has to be held against each other. */
static void judge_words(struct judging *judging)
{
    struct hits *hits = &judging->scan->hits;
    size_t n = 0;
    for (size_t i = 0; i < hits->n; i++)
        if (judge_alone(judging, &hits->items[i]))
            hits->items[n++] = hits->items[i];
    judging->scan->steps += hits->n;
    hits->n = n;
}

static void judge_ruled(struct judging *judging)
{
    const struct scan *scan = judging->scan;
    for (size_t i = 0; i < scan->hits.n; i++) {
        const struct hit *hit = &scan->hits.items[i], *when = hit;
        const struct around *around = &judging->around[i];
        if (hit->meaning.kind != HIT_RULED || around->unless ||
            (judging->vocabulary->rules[hit->meaning.index].when.n && !around->when))
            continue;
        if (around->when)
            when = &scan->hits.items[around->when - 1];
        add_span(judging, hit->first < when->first ? hit->first : when->first,
                 hit->last > when->last ? hit->last : when->last,
                 scan->privacy->class_of[hit->meaning.index]);
    }
}

static void tell(const struct judging *judging, const struct span *span,
                 struct privacy_findings *findings)
{
    const struct token *first = &judging->scan->tokens[span->first];
    const struct token *last = &judging->scan->tokens[span->last];
    findings->items = mem_room(findings->items, findings->n, sizeof *findings->items);
    findings->items[findings->n++] = (struct privacy_finding){
        first->at, last->at + last->len - first->at, &judging->vocabulary->classes[span->class]};
}

/* Puts those that overlap together; the gravest gives the class. */
static void add_to(const struct judging *judging, struct span *span, const struct span *next)
{
    const struct vocabulary_class *classes = judging->vocabulary->classes;
    if (classes[next->class].severity > classes[span->class].severity)
        span->class = next->class;
    if (next->last > span->last)
        span->last = next->last;
}

static void tell_all(const struct judging *judging, struct privacy_findings *findings)
{
    const struct scan *scan = judging->scan;
    struct span span = {0, 0, 0, 0};
    bool any = false;
    for (size_t at = 0; at < scan->n_tokens; at++)
        for (uint32_t i = scan->tokens[at].spans; i; i = judging->spans[i - 1].next) {
            const struct span *next = &judging->spans[i - 1];
            if (any && next->first <= span.last) {
                add_to(judging, &span, next);
                continue;
            }
            if (any)
                tell(judging, &span, findings);
            span = *next;
            any = true;
        }
    if (any)
        tell(judging, &span, findings);
}

void scan_judge(struct scan *scan, struct privacy_findings *findings)
{
    struct judging judging = {.scan = scan, .vocabulary = scan->privacy->vocabulary};
    if (!scan->hits.n)
        return;
    note_roles(&judging);
    judge_words(&judging);
    judging.around = mem_zero(scan->hits.n, sizeof *judging.around);
    look_one_way(&judging, false);
    look_one_way(&judging, true);
    judge_ruled(&judging);
    tell_all(&judging, findings);
    free(judging.around);
    free(judging.spans);
}
