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
    uint16_t class;
};

struct judging {
    struct scan *scan;
    const struct vocabulary *vocabulary;
    uint32_t *fine; /* by token: where the words that are fine from here or before end, + 1 */
    bool *job;      /* by token: is it about somebody's work? */
    bool *worker;   /* by token: does it tell of a job itself? */
    bool *owned;    /* by token: is it somebody's own, whatever stands near? */
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
    return judging->fine[hit->first] > hit->last;
}

/* A word that tells of a job and the words beside it, up to the next comma, are about that job. */
static void note_job(struct judging *judging, const struct hit *hit)
{
    const struct scan *scan = judging->scan;
    const struct token *tokens = scan->tokens;
    uint32_t first = hit->first, last = hit->last, here = sentence_of(scan, hit);
    for (uint32_t at = first; at <= last; at++)
        judging->job[at] = judging->worker[at] = true;
    while (first > 0 && hit->first - first < JOB_WITHIN && tokens[first - 1].sentence == here &&
           !tokens[first - 1].mark)
        judging->job[--first] = true;
    while (last + 1 < scan->n_tokens && last - hit->last < JOB_WITHIN &&
           tokens[last + 1].sentence == here && !tokens[last + 1].mark)
        judging->job[++last] = true;
}

/* Is what has it the work? "The client has the flu." */
static bool is_worked(const struct judging *judging, const struct hit *hit)
{
    const struct token *tokens = judging->scan->tokens;
    for (uint32_t at = hit->first; at > 0 && hit->first - at < WORKED_WITHIN; at--) {
        if (tokens[at - 1].mark || tokens[at - 1].sentence != tokens[hit->first].sentence)
            return false;
        if (judging->worker[at - 1])
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
           !judging->worker[last + 1])
        judging->owned[++last] = true;
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
    if (end > first && judging->fine[first] < end)
        judging->fine[first] = end;
}

/* "so" and "because" part a sentence as a comma does. */
static void note_breaks(struct judging *judging)
{
    const struct scan *scan = judging->scan;
    for (size_t i = 0; i < scan->n_hits; i++)
        if (scan->hits[i].kind == HIT_BREAK)
            scan->tokens[scan->hits[i].first].mark = true;
}

static void note_fine(struct judging *judging)
{
    const struct scan *scan = judging->scan;
    for (size_t i = 0; i < scan->n_hits; i++) {
        const struct hit *hit = &scan->hits[i];
        if (hit->kind == HIT_FINE && judging->fine[hit->first] <= hit->last)
            judging->fine[hit->first] = hit->last + 1;
        if (hit->kind == HIT_JOB)
            note_job(judging, hit);
        if (hit->kind == HIT_TITLE)
            note_name(judging, hit->last + 1);
        if (hit->kind == HIT_SOURCE)
            scan->sentences[sentence_of(scan, hit)].sourced = true;
    }
    for (size_t i = 0; i < scan->n_hits; i++)
        if (scan->hits[i].kind == HIT_OWNER)
            note_owner(judging, &scan->hits[i]);
    for (size_t i = 1; i < scan->n_tokens; i++)
        if (judging->fine[i] < judging->fine[i - 1])
            judging->fine[i] = judging->fine[i - 1];
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
    const struct hit *hit = &scan->hits[i];
    struct around *around = &judging->around[i];
    uint32_t within = (uint32_t)judging->vocabulary->rules[hit->index].within;
    uint32_t here = sentence_of(scan, hit);
    if (unless && sentence_of(scan, &scan->hits[unless - 1]) == here) {
        uint32_t gap = gap_between(&scan->hits[unless - 1], hit);
        around->unless |= !within || gap <= within;
    }
    if (!when || sentence_of(scan, &scan->hits[when - 1]) != here)
        return;
    uint32_t gap = gap_between(&scan->hits[when - 1], hit);
    if ((within && gap > within) || (around->when && around->gap <= gap))
        return;
    around->when = when;
    around->gap = gap;
}

/* Does hit i say no more than the one that was noted? "niet" at the end of "mag niet". */
static bool is_part(const struct scan *scan, size_t i, uint32_t noted)
{
    const struct hit *hit = &scan->hits[i];
    const struct hit *other = noted ? &scan->hits[noted - 1] : hit;
    return noted && other->last == hit->last && other->first <= hit->first;
}

/* Passes over the hits one way and keeps in mind what each rule met last. */
static void look_one_way(struct judging *judging, bool back)
{
    struct scan *scan = judging->scan;
    size_t n_rules = judging->vocabulary->n_rules;
    uint32_t *when = mem_zero(n_rules + 1, sizeof *when);
    uint32_t *unless = mem_zero(n_rules + 1, sizeof *unless);
    for (size_t k = 0; k < scan->n_hits; k++) {
        size_t i = back ? scan->n_hits - 1 - k : k;
        const struct hit *hit = &scan->hits[i];
        scan->steps++;
        if (hit->kind == HIT_WHEN && !is_fine(judging, hit) && !is_part(scan, i, when[hit->index]))
            when[hit->index] = (uint32_t)i + 1;
        else if (hit->kind == HIT_UNLESS)
            unless[hit->index] = (uint32_t)i + 1;
        else if (hit->kind == HIT_RULED)
            look_aside(judging, i, when[hit->index], unless[hit->index]);
    }
    free(when);
    free(unless);
}

/* ---- what is found --------------------------------------------------------------------------- */

static void add_span(struct judging *judging, uint32_t first, uint32_t last, uint16_t class)
{
    const struct scan *scan = judging->scan;
    if (judging->vocabulary->classes[class].sourced &&
        scan->sentences[scan->tokens[first].sentence].sourced)
        return;
    judging->spans = mem_room(judging->spans, judging->n_spans, sizeof *judging->spans);
    judging->spans[judging->n_spans++] = (struct span){first, last, class};
}

/* A sentence all in capitals says nothing about which of its words is an abbreviation. */
static bool shouts(const struct scan *scan, const struct hit *hit)
{
    const struct sentence *sentence = &scan->sentences[sentence_of(scan, hit)];
    return !sentence->lower && sentence->tokens >= 4;
}

static bool is_job(const struct judging *judging, const struct hit *hit)
{
    return !judging->owned[hit->first] && (judging->job[hit->first] || judging->job[hit->last]);
}

static void judge_ruled(struct judging *judging, size_t i)
{
    const struct scan *scan = judging->scan;
    const struct hit *hit = &scan->hits[i], *when;
    const struct around *around = &judging->around[i];
    const struct vocabulary_rule *rule = &judging->vocabulary->rules[hit->index];
    uint16_t class = scan->privacy->class_of[hit->index];
    if (around->unless || (rule->when.n && !around->when) || is_job(judging, hit))
        return;
    when = around->when ? &scan->hits[around->when - 1] : hit;
    add_span(judging, hit->first < when->first ? hit->first : when->first,
             hit->last > when->last ? hit->last : when->last, class);
}

static void judge_hits(struct judging *judging)
{
    const struct scan *scan = judging->scan;
    for (size_t i = 0; i < scan->n_hits; i++) {
        const struct hit *hit = &scan->hits[i];
        if (is_fine(judging, hit))
            continue;
        bool job = is_job(judging, hit);
        if (hit->kind == HIT_WORD && !job && !(hit->capitals && shouts(scan, hit)))
            add_span(judging, hit->first, hit->last, hit->index);
        else if (hit->kind == HIT_TAIL && !job)
            add_span(judging, hit->first, hit->last, scan->privacy->class_of[hit->index]);
        else if (hit->kind == HIT_RULED)
            judge_ruled(judging, i);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct span *left = a, *right = b;
    if (left->first != right->first)
        return left->first < right->first ? -1 : 1;
    if (left->last != right->last)
        return left->last > right->last ? -1 : 1;
    return (int)left->class - (int)right->class;
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
static void tell_all(struct judging *judging, struct privacy_findings *findings)
{
    const struct vocabulary_class *classes = judging->vocabulary->classes;
    if (!judging->n_spans)
        return;
    qsort(judging->spans, judging->n_spans, sizeof *judging->spans, by_place);
    struct span span = judging->spans[0];
    for (size_t i = 1; i < judging->n_spans; i++) {
        const struct span *next = &judging->spans[i];
        if (next->first > span.last) {
            tell(judging, &span, findings);
            span = *next;
            continue;
        }
        if (classes[next->class].severity > classes[span.class].severity)
            span.class = next->class;
        if (next->last > span.last)
            span.last = next->last;
    }
    tell(judging, &span, findings);
}

void scan_judge(struct scan *scan, struct privacy_findings *findings)
{
    struct judging judging = {.scan = scan, .vocabulary = scan->privacy->vocabulary};
    if (!scan->n_hits)
        return;
    judging.fine = mem_zero(scan->n_tokens, sizeof *judging.fine);
    judging.job = mem_zero(scan->n_tokens, sizeof *judging.job);
    judging.worker = mem_zero(scan->n_tokens, sizeof *judging.worker);
    judging.owned = mem_zero(scan->n_tokens, sizeof *judging.owned);
    judging.around = mem_zero(scan->n_hits, sizeof *judging.around);
    note_breaks(&judging);
    note_fine(&judging);
    look_one_way(&judging, false);
    look_one_way(&judging, true);
    judge_hits(&judging);
    tell_all(&judging, findings);
    free(judging.fine);
    free(judging.job);
    free(judging.worker);
    free(judging.owned);
    free(judging.around);
    free(judging.spans);
}
