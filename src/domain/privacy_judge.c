/* From what the automaton met to what is told: words that are fine where they stand fall away,
 * words that mean something only beside others are held against those. */
#include "privacy_inside.h"

#include "base/mem.h"

#define NAME_WORDS_MAX 5
#define JOB_WITHIN     8 /* words */
#define OWNER_WITHIN   2
#define WORKED_WITHIN  4 /* what has it may stand so far before: "the resident Mrs White has" */

/* What counts where it stands, or beside others. */
struct hit {
    uint32_t first, last; /* tokens */
    uint16_t index;       /* of the class or rule */
    uint8_t kind;         /* enum hit_kind */
    bool capitals;
    bool unless;   /* of HIT_RULED: it stands beside what makes it fine; */
    uint32_t when; /* the nearest hit of HIT_WHEN, number + 1; 0: none */
    uint32_t gap;  /* and words between */
};

struct hits {
    struct hit *items; /* by last token */
    size_t n, room;
};

/* A finding in tokens. */
struct span {
    uint32_t first, last;
    uint32_t next; /* of those that begin there: the longest first, then by class; + 1 */
    uint16_t class;
};

/* The hit of each rule seen last, + 1. */
struct seen {
    uint32_t when, unless;
};

#define HITS_HERE  160
#define ROLES_HERE 64
#define SPANS_HERE 64
#define RULES_HERE 128

struct judging {
    struct scan *scan;
    const struct vocabulary *vocabulary;
    struct hits hits;  /* what is found, and what makes it so */
    struct hits roles; /* HIT_JOB, HIT_TITLE, HIT_OWNER */
    bool fine;         /* some token is */
    struct span *spans;
    size_t n_spans, spans_room;
    struct hit hits_here[HITS_HERE], roles_here[ROLES_HERE];
    struct span spans_here[SPANS_HERE];
};

static uint32_t sentence_of(const struct scan *scan, const struct hit *hit)
{
    return scan->tokens[hit->first].sentence;
}

/* ---- from events to hits --------------------------------------------------------------------- */

static inline void add_hit(struct hits *hits, struct hit *here, const struct event *event,
                           const struct entry *entry)
{
    if (hits->n == hits->room) {
        hits->items = mem_room_twice(hits->items, here, hits->n, sizeof *hits->items);
        hits->room *= 2;
    }
    hits->items[hits->n++] = (struct hit){.first = event->token + 1 - entry->words,
                                          .last = event->token,
                                          .index = entry->index,
                                          .kind = entry->kind,
                                          .capitals = entry->capitals};
}

/* Tokens and events of a sentence end where those of the next begin. */
static size_t tokens_end(const struct scan *scan, size_t sentence)
{
    return sentence + 1 < scan->n_sentences ? scan->sentences[sentence + 1].token : scan->n_tokens;
}

static size_t events_end(const struct scan *scan, size_t sentence)
{
    return sentence + 1 < scan->n_sentences ? scan->sentences[sentence + 1].event : scan->n_events;
}

/* The rules of which a word stands in the sentence with one that it counts beside; perhaps some
 * more. */
static uint64_t rules_in(struct scan *scan, size_t sentence)
{
    const struct privacy *privacy = scan->privacy;
    unsigned has = scan->sentences[sentence].has;
    if (!(has & HAS_RULED) || !(has & HAS_WHEN || privacy->alone))
        return 0;
    const struct event *event = scan->events + scan->sentences[sentence].event;
    const struct event *end = scan->events + events_end(scan, sentence);
    uint64_t ruled = 0, when = privacy->alone;
    scan->steps += (size_t)(end - event);
    for (; event < end; event++) {
        size_t at = event->at;
        if (event->all && !(list_has(privacy, at) & (HAS_RULED | HAS_WHEN)))
            continue;
        do {
            const struct entry *entry = entry_at(privacy, at);
            uint64_t bit = rule_bit(entry->index);
            ruled |= entry->kind == HIT_RULED ? bit : 0;
            when |= entry->kind == HIT_WHEN ? bit : 0;
        } while (event->all && !(privacy->lists[at++] & LIST_LAST));
    }
    return ruled & when;
}

/* Some are no more than a sign on a word or its sentence. */
static void take_sign(struct judging *judging, const struct event *event, const struct entry *entry)
{
    struct scan *scan = judging->scan;
    struct token *token = &scan->tokens[event->token + 1 - entry->words];
    switch ((enum hit_kind)entry->kind) {
    case HIT_FINE:
        judging->fine = true;
        if (token->fine <= event->token)
            token->fine = event->token + 1;
        break;
    case HIT_SOURCE:
        scan->sentences[token->sentence].sourced = true;
        break;
    case HIT_BREAK: /* "so" and "because" part a sentence as a comma does */
        token->is |= IS_MARK;
        break;
    default:
        add_hit(&judging->roles, judging->roles_here, event, entry);
        break;
    }
}

/* rules: those that matter here. */
static void take_event(struct judging *judging, const struct event *event, uint64_t rules)
{
    const struct privacy *privacy = judging->scan->privacy;
    size_t at = event->at;
    do {
        const struct entry *entry = entry_at(privacy, at);
        if (entry->kind >= HIT_FINE && entry->kind <= HIT_BREAK)
            take_sign(judging, event, entry);
        else if (entry->kind == HIT_WORD || entry->kind == HIT_TAIL ||
                 rules & rule_bit(entry->index))
            add_hit(&judging->hits, judging->hits_here, event, entry);
    } while (event->all && !(privacy->lists[at++] & LIST_LAST));
}

/* Passes over the sentences in which nothing can be found and that say nothing of another. */
static void gather_hits(struct judging *judging)
{
    struct scan *scan = judging->scan;
    for (size_t i = 0; i < scan->n_sentences; i++) {
        unsigned has = scan->sentences[i].has;
        uint64_t rules = has & HAS_PART ? UINT64_MAX : rules_in(scan, i);
        if (!rules && !(has & (HAS_WORD | HAS_TITLE)))
            continue;
        size_t end = events_end(scan, i);
        for (size_t k = scan->sentences[i].event; k < end; k++)
            take_event(judging, &scan->events[k], rules);
        scan->steps += end - scan->sentences[i].event;
    }
}

/* ---- whose a word is ------------------------------------------------------------------------- */

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
        tokens[at].is |= IS_JOB | IS_WORKER;
    while (first > 0 && hit->first - first < JOB_WITHIN && tokens[first - 1].sentence == here &&
           !(tokens[first - 1].is & IS_MARK))
        tokens[--first].is |= IS_JOB;
    while (last + 1 < scan->n_tokens && last - hit->last < JOB_WITHIN &&
           tokens[last + 1].sentence == here && !(tokens[last + 1].is & IS_MARK))
        tokens[++last].is |= IS_JOB;
}

/* Is what has it the work? "The client has the flu." */
static bool is_worked(const struct judging *judging, const struct hit *hit)
{
    const struct token *tokens = judging->scan->tokens;
    for (uint32_t at = hit->first; at > 0 && hit->first - at < WORKED_WITHIN; at--) {
        if (tokens[at - 1].is & IS_MARK || tokens[at - 1].sentence != tokens[hit->first].sentence)
            return false;
        if (tokens[at - 1].is & IS_WORKER)
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
           scan->tokens[last + 1].sentence == here &&
           !(scan->tokens[last + 1].is & (IS_MARK | IS_WORKER)))
        scan->tokens[++last].is |= IS_OWNED;
}

/* What goes behind a title is a name as long as it is written as one, with small words within: van
 * der, O'. */
static void note_name(struct judging *judging, uint32_t first)
{
    const struct scan *scan = judging->scan;
    uint32_t end = first;
    for (uint32_t at = first; at < scan->n_tokens && at < first + NAME_WORDS_MAX; at++) {
        const struct token *token = &scan->tokens[at];
        if ((scan_written(scan, token) & IS_NAMED) == IS_NAMED)
            end = at + 1;
        else if (token->len < 2 || token->len > 3)
            break;
    }
    if (end > first && scan->tokens[first].fine < end) {
        scan->tokens[first].fine = end;
        judging->fine = true;
    }
}

static void spread_fine(const struct scan *scan)
{
    struct token *token = scan->tokens, *end = token + scan->n_tokens;
    for (uint32_t fine = 0; token < end; token++) {
        fine = token->fine > fine ? token->fine : fine;
        token->fine = fine;
    }
}

/* Whose each word is, and which are fine where they stand. */
static void note_roles(struct judging *judging)
{
    const struct scan *scan = judging->scan;
    const struct hits *roles = &judging->roles;
    for (size_t i = 0; i < roles->n; i++) {
        if (roles->items[i].kind == HIT_JOB)
            note_job(judging, &roles->items[i]);
        if (roles->items[i].kind == HIT_TITLE)
            note_name(judging, roles->items[i].last + 1);
    }
    for (size_t i = 0; i < roles->n; i++)
        if (roles->items[i].kind == HIT_OWNER)
            note_owner(judging, &roles->items[i]);
    if (judging->fine)
        spread_fine(scan);
}

/* ---- words beside words ---------------------------------------------------------------------- */

static uint32_t gap_between(const struct hit *a, const struct hit *b)
{
    if (a->last < b->first)
        return b->first - a->last;
    return b->last < a->first ? a->first - b->last : 0;
}

/* Holds a hit against what was last seen of its rule on one side. */
static void look_aside(struct judging *judging, struct hit *hit, const struct seen *seen)
{
    const struct hit *hits = judging->hits.items;
    const struct scan *scan = judging->scan;
    uint32_t within = scan->privacy->rules[hit->index].within;
    uint32_t here = sentence_of(scan, hit);
    if (seen->unless && sentence_of(scan, &hits[seen->unless - 1]) == here) {
        uint32_t gap = gap_between(&hits[seen->unless - 1], hit);
        hit->unless |= !within || gap <= within;
    }
    if (!seen->when || sentence_of(scan, &hits[seen->when - 1]) != here)
        return;
    uint32_t gap = gap_between(&hits[seen->when - 1], hit);
    if ((within && gap > within) || (hit->when && hit->gap <= gap))
        return;
    hit->when = seen->when;
    hit->gap = gap;
}

/* Does a hit say no more than the one that was noted? "niet" at the end of "mag niet". */
static bool is_part(const struct judging *judging, const struct hit *hit, uint32_t noted)
{
    const struct hit *other = noted ? &judging->hits.items[noted - 1] : hit;
    return noted && other->last == hit->last && other->first <= hit->first;
}

/* Passes over the hits one way and keeps in mind what each rule met last. */
static void look_one_way(struct judging *judging, struct seen *rules, bool back)
{
    struct hits *hits = &judging->hits;
    memset(rules, 0, judging->vocabulary->n_rules * sizeof *rules);
    for (size_t k = 0; k < hits->n; k++) {
        size_t i = back ? hits->n - 1 - k : k;
        struct hit *hit = &hits->items[i];
        struct seen *seen = &rules[hit->index];
        if (hit->kind == HIT_UNLESS)
            seen->unless = (uint32_t)i + 1;
        else if (hit->kind == HIT_RULED)
            look_aside(judging, hit, seen);
        else if (!is_part(judging, hit, seen->when))
            seen->when = (uint32_t)i + 1;
    }
    judging->scan->steps += hits->n;
}

static void look_around(struct judging *judging)
{
    struct seen here[RULES_HERE], *rules = here;
    size_t n = judging->vocabulary->n_rules;
    if (!judging->hits.n)
        return;
    if (n > RULES_HERE)
        rules = mem_zero(n, sizeof *rules);
    look_one_way(judging, rules, false);
    look_one_way(judging, rules, true);
    mem_room_free(rules, here);
}

/* ---- what is found --------------------------------------------------------------------------- */

/* Those a token has are few, and come nearly always with the longest last. */
static void add_span(struct judging *judging, uint32_t first, uint32_t last, uint16_t class)
{
    const struct scan *scan = judging->scan;
    struct token *token = &scan->tokens[first];
    if (judging->vocabulary->classes[class].sourced && scan->sentences[token->sentence].sourced)
        return;
    if (judging->n_spans == judging->spans_room) {
        judging->spans = mem_room_twice(judging->spans, judging->spans_here, judging->n_spans,
                                        sizeof *judging->spans);
        judging->spans_room *= 2;
    }
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

static bool is_loud(const struct scan *scan, size_t sentence)
{
    size_t at = scan->sentences[sentence].token, end = tokens_end(scan, sentence);
    if (end - at < 4)
        return false;
    while (at < end && !(scan_written(scan, &scan->tokens[at]) & IS_SMALL))
        at++;
    return at == end;
}

/* A sentence all in capitals says nothing about which of its words is an abbreviation. */
static bool shouts(const struct scan *scan, const struct hit *hit)
{
    struct sentence *sentence = &scan->sentences[sentence_of(scan, hit)];
    if (!sentence->weighed) {
        sentence->weighed = true;
        sentence->loud = is_loud(scan, sentence_of(scan, hit));
    }
    return sentence->loud;
}

static bool is_job(const struct judging *judging, const struct hit *hit)
{
    const struct token *tokens = judging->scan->tokens;
    return !(tokens[hit->first].is & IS_OWNED) &&
           (tokens[hit->first].is | tokens[hit->last].is) & IS_JOB;
}

/* Does it count only beside others, or is it one of the others? What counts alone is told. */
static bool judge_alone(struct judging *judging, const struct hit *hit)
{
    const struct scan *scan = judging->scan;
    if (hit->kind == HIT_UNLESS)
        return true;
    if (is_fine(judging, hit))
        return false;
    if (hit->kind == HIT_WHEN)
        return true;
    if (is_job(judging, hit))
        return false;
    if (hit->kind == HIT_RULED)
        return true;
    if (hit->kind == HIT_TAIL)
        add_span(judging, hit->first, hit->last, scan->privacy->rules[hit->index].class);
    else if (!(hit->capitals && shouts(scan, hit)))
        add_span(judging, hit->first, hit->last, hit->index);
    return false;
}

/* Leaves those hits that have to be held against each other. */
static void judge_words(struct judging *judging)
{
    struct hits *hits = &judging->hits;
    size_t n = 0;
    for (size_t i = 0; i < hits->n; i++)
        if (judge_alone(judging, &hits->items[i]))
            hits->items[n++] = hits->items[i];
    judging->scan->steps += hits->n;
    hits->n = n;
}

static void judge_ruled(struct judging *judging)
{
    for (size_t i = 0; i < judging->hits.n; i++) {
        const struct hit *hit = &judging->hits.items[i], *when = hit;
        const struct rule *rule = &judging->scan->privacy->rules[hit->index];
        if (hit->kind != HIT_RULED || hit->unless || (!rule->alone && !hit->when))
            continue;
        if (hit->when)
            when = &judging->hits.items[hit->when - 1];
        add_span(judging, hit->first < when->first ? hit->first : when->first,
                 hit->last > when->last ? hit->last : when->last,
                 judging->scan->privacy->rules[hit->index].class);
    }
}

static void tell(const struct judging *judging, const struct span *span,
                 struct privacy_findings *findings)
{
    const struct token *first = &judging->scan->tokens[span->first];
    const struct token *last = &judging->scan->tokens[span->last];
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
    findings->items = mem_grow(NULL, judging->n_spans, sizeof *findings->items);
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
    tell(judging, &span, findings);
}

void scan_judge(struct scan *scan, struct privacy_findings *findings)
{
    struct judging judging;
    judging.scan = scan;
    judging.vocabulary = scan->privacy->vocabulary;
    judging.hits = (struct hits){judging.hits_here, 0, HITS_HERE};
    judging.roles = (struct hits){judging.roles_here, 0, ROLES_HERE};
    judging.fine = false;
    judging.spans = judging.spans_here;
    judging.n_spans = 0;
    judging.spans_room = SPANS_HERE;
    gather_hits(&judging);
    if (judging.hits.n) {
        note_roles(&judging);
        judge_words(&judging);
        look_around(&judging);
        judge_ruled(&judging);
    }
    if (judging.n_spans)
        tell_all(&judging, findings);
    mem_room_free(judging.hits.items, judging.hits_here);
    mem_room_free(judging.roles.items, judging.roles_here);
    mem_room_free(judging.spans, judging.spans_here);
}
