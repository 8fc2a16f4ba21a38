/*
 * What is made of all words, phrases and parts of words of a vocabulary: breadth first, the states
 * of an automaton that looks for the parts, with the ways back to what else may have begun (Aho and
 * Corasick, 1975); then what is met in each word.
 */
#include "privacy_building.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- lists ----------------------------------------------------------------------------------- */

static void add_number(struct building *building, size_t number)
{
    struct privacy *privacy = building->privacy;
    if (privacy->n_lists == LISTS_MAX)
        building->full = true;
    else
        privacy->lists[privacy->n_lists++] = (uint16_t)number;
}

/* A list that is begun is nothing but what all of it have and know. */
static size_t begin_list(struct building *building)
{
    add_number(building, 0);
    return building->privacy->n_lists;
}

/* settled: what it hangs on in the word is known. */
static void add_to_list(struct building *building, size_t list, size_t number, bool settled)
{
    struct privacy *privacy = building->privacy;
    const struct entry *entry = &privacy->entries[number];
    unsigned has = list_has(privacy, list), knows = list_knows(privacy, list);
    bool unsure = entry->capitals || entry->kind == HIT_FIRST || entry->kind == HIT_LAST;
    if (!settled)
        unsure |= entry->endings || entry->kind == HIT_HEAD || entry->kind == HIT_TAIL;
    has |= entry_has(entry) | (unsure ? HAS_UNSURE : 0);
    if (!unsure && entry_knows(entry) > knows)
        knows = entry_knows(entry);
    privacy->lists[list - 1] = (uint16_t)(knows << 8 | has);
    add_number(building, number);
}

/* A list, or one like it that was made before, and then this is none. */
static size_t made_before(struct building *building, size_t list)
{
    struct privacy *privacy = building->privacy;
    const uint16_t *lists = privacy->lists;
    size_t n = privacy->n_lists - list + 1; /* with what all have and know */
    uint64_t key = 0;
    for (size_t i = list - 1; i < privacy->n_lists; i++)
        key = key * 31 + lists[i];
    uint16_t *seen = &building->seen[key_hash(key, 12)];
    if (*seen && memcmp(lists + *seen - 1, lists + list - 1, n * sizeof *lists) == 0) {
        privacy->n_lists = list - 1;
        return *seen;
    }
    *seen = (uint16_t)list;
    return list;
}

/* Where it stands; 0 when there is nothing in it. */
static uint16_t end_list(struct building *building, size_t list)
{
    struct privacy *privacy = building->privacy;
    if (privacy->n_lists == list) {
        privacy->n_lists--;
        return 0;
    }
    privacy->lists[privacy->n_lists - 1] |= LIST_LAST;
    list = made_before(building, list);
    return (uint16_t)list;
}

void finish_single(struct building *building, size_t entry)
{
    size_t list = begin_list(building);
    add_to_list(building, list, entry, true);
    end_list(building, list);
}

/* Entries from one on, and behind them those of another list; 0: none. */
static uint16_t make_list(struct building *building, size_t first, size_t more)
{
    const struct privacy *privacy = building->privacy;
    size_t list = begin_list(building);
    for (int phrases = 1; phrases >= 0; phrases--) /* which are longer */
        for (size_t at = first; at; at = building->links[at].next)
            if ((entry_in(building, at)->kind == HIT_LAST) == phrases)
                add_to_list(building, list, building->links[at].entry, false);
    for (bool last = !more; !last; more++) {
        last = privacy->lists[more] & LIST_LAST;
        add_to_list(building, list, privacy->lists[more] & ~LIST_LAST, false);
    }
    return end_list(building, list);
}

/* ---- from the trie to states ----------------------------------------------------------------- */

/* What is known of the twigs while they are made into states. */
struct numbering {
    struct twig *trie;
    size_t n;
    uint16_t *order; /* the twigs breadth first */
    uint16_t *ends;  /* [twig]: twigs beyond it that lead nowhere, or itself */
    uint16_t *state; /* [twig] */
};

static void order_twigs(struct numbering *numbering)
{
    const struct twig *trie = numbering->trie;
    uint16_t *parent = mem_zero(numbering->n, sizeof *parent);
    size_t last = 1;
    for (size_t i = 0; i < last; i++) {
        size_t twig = numbering->order[i];
        for (size_t at = trie[twig].child; at; at = trie[at].sibling) {
            parent[at] = (uint16_t)twig;
            numbering->order[last++] = (uint16_t)at;
        }
    }
    for (size_t i = last - 1; i > 0; i--) {
        size_t twig = numbering->order[i];
        if (!trie[twig].child)
            numbering->ends[twig] = 1;
        numbering->ends[parent[twig]] =
            (uint16_t)(numbering->ends[parent[twig]] + numbering->ends[twig]);
    }
    free(parent);
}

/* Makes the child behind which most forms end the last one. */
static void order_children(struct numbering *numbering, size_t twig)
{
    struct twig *trie = numbering->trie;
    uint16_t *link = &trie[twig].child, *most = link;
    if (!*link || !trie[*link].sibling)
        return;
    for (; *link; link = &trie[*link].sibling)
        if (numbering->ends[*link] > numbering->ends[*most])
            most = link;
    uint16_t child = *most;
    *link = child;               /* last now, and still where it was: */
    *most = trie[child].sibling; /* taken out there */
    trie[child].sibling = 0;
}

static void set_state(struct privacy *privacy, struct numbering *numbering, size_t twig,
                      size_t state)
{
    const struct twig *from = &numbering->trie[twig];
    numbering->state[twig] = (uint16_t)state;
    privacy->led[state] = from->letter | (from->child ? 0 : LAST);
    privacy->list_of[state] = from->entry;
}

/* Numbers a twig and all beyond it: each that leads somewhere is followed by its last child:
 * the last of the trie is the first of the states, for `waiting` is a stack. */
static size_t number_beyond(struct privacy *privacy, struct numbering *numbering, size_t twig,
                            size_t state, uint16_t *waiting)
{
    const struct twig *trie = numbering->trie;
    size_t n = 0;
    waiting[n++] = (uint16_t)twig;
    while (n) {
        twig = waiting[--n];
        set_state(privacy, numbering, twig, state);
        if (trie[twig].sibling)
            privacy->sibling[numbering->state[trie[twig].sibling]] = (uint16_t)state;
        state++;
        order_children(numbering, twig);
        for (size_t at = trie[twig].child; at; at = trie[at].sibling)
            waiting[n++] = (uint16_t)at;
    }
    return state;
}

/* What leads to a state with a row has one itself. */
static void number_states(struct privacy *privacy, struct numbering *numbering)
{
    const struct twig *trie = numbering->trie;
    uint16_t *tabled = mem_zero(numbering->n, sizeof *tabled);
    size_t n = 1, letters = 0, longer = 1; /* longer: where those of a letter more begin */
    for (size_t i = 0; i < n; i++) {
        if (i == longer) {
            longer = n;
            letters++;
        }
        set_state(privacy, numbering, tabled[i], i);
        for (size_t at = trie[tabled[i]].child; at; at = trie[at].sibling)
            if (letters < TABLED_LETTERS || numbering->ends[at] >= TABLED_ENDS)
                tabled[n++] = (uint16_t)at;
    }
    privacy->n_tabled = n;
    size_t next = n;
    for (size_t i = 0; i < n; i++)
        for (size_t at = trie[tabled[i]].child; at; at = trie[at].sibling)
            if (!numbering->state[at])
                next = number_beyond(privacy, numbering, at, next, tabled + n);
    free(tabled);
}

/* A state leads where its way back does, but for what it leads to itself. */
static void fill_row(const struct privacy *privacy, const struct numbering *numbering, size_t twig)
{
    const struct twig *trie = numbering->trie;
    size_t state = numbering->state[twig];
    uint16_t *row = privacy->step + state * COLUMNS;
    for (unsigned column = 0; state && column < COLUMNS; column++)
        row[column] = (uint16_t)next_state(privacy, privacy->back[state], column);
    for (size_t at = trie[twig].child; at; at = trie[at].sibling)
        row[trie[at].letter] = numbering->state[at];
}

/* The entries of a state are a list from now on, with those on the way back behind them. */
static void join_entries(struct building *building, size_t state)
{
    struct privacy *privacy = building->privacy;
    size_t own = privacy->list_of[state], beyond = privacy->list_of[privacy->back[state]];
    if (own)
        beyond = make_list(building, own, beyond);
    privacy->list_of[state] = (uint16_t)beyond;
    if (beyond)
        privacy->led[state] |= TELLING;
}

/* The way back spells less, so breadth first it is done before. */
static void find_ways_back(struct building *building, const struct numbering *numbering)
{
    struct privacy *privacy = building->privacy;
    const struct twig *trie = numbering->trie;
    for (size_t i = 0; i < numbering->n; i++) {
        size_t twig = numbering->order[i], state = numbering->state[twig];
        if (state < privacy->n_tabled)
            fill_row(privacy, numbering, twig);
        for (size_t at = trie[twig].child; at; at = trie[at].sibling) {
            size_t to = numbering->state[at];
            if (state)
                privacy->back[to] =
                    (uint16_t)next_state(privacy, privacy->back[state], trie[at].letter);
            join_entries(building, to);
        }
    }
}

void finish_parts(struct building *building)
{
    struct privacy *privacy = building->privacy;
    size_t n = building->n;
    struct numbering numbering = {.trie = building->trie, .n = n};
    numbering.order = mem_zero(n, sizeof *numbering.order);
    numbering.ends = mem_zero(n, sizeof *numbering.ends);
    order_twigs(&numbering);
    numbering.state = mem_zero(n, sizeof *numbering.state);
    privacy->n_states = n;
    privacy->led = mem_zero(n, sizeof *privacy->led);
    privacy->sibling = mem_zero(n, sizeof *privacy->sibling);
    privacy->list_of = mem_zero(n, sizeof *privacy->list_of);
    number_states(privacy, &numbering);
    privacy->back = mem_zero(n, sizeof *privacy->back);
    privacy->step = mem_zero(privacy->n_tabled * COLUMNS, sizeof *privacy->step);
    find_ways_back(building, &numbering);
    privacy->start = next_state(privacy, 0, privacy->letter[' ']);
    free(numbering.ends);
    free(numbering.order);
    free(numbering.state);
}

/* ---- what is met in whole words -------------------------------------------------------------- */

/* Adds what is met alone in a word, from one place on; entries of its own come first. */
static uint16_t make_settled(struct building *building, size_t own, const uint16_t *entries,
                             size_t n)
{
    size_t list = begin_list(building);
    for (; own; own = building->links[own].next)
        add_to_list(building, list, building->links[own].entry, true);
    for (size_t i = 0; i < n; i++)
        add_to_list(building, list, entries[i], true);
    return end_list(building, list);
}

static bool knows(const struct privacy *privacy, size_t list, size_t n)
{
    return list && list_knows(privacy, list) >= n;
}

/* Stems of the word and those of phrases that end in it count in the order in which they stand, and
 * its tail may join what a phrase ends with. */
static bool hangs_together(const struct building *building, const struct alone *alone)
{
    const struct privacy *privacy = building->privacy;
    bool last = false, endings = building->heads;
    for (size_t i = 0; i < alone->n_before; i++) {
        last |= privacy->entries[alone->entries[i]].kind == HIT_LAST;
        endings |= privacy->entries[alone->entries[i]].endings;
    }
    return alone->full || (last && endings);
}

static void settle_word(struct building *building, struct scan *scan, struct known *known)
{
    struct privacy *privacy = building->privacy;
    struct alone alone;
    size_t n = known->n;
    scan_alone(scan, privacy->lexicon.letters.data + known->at, n, &alone);
    known->is |= hangs_together(building, &alone) ? KNOWN_PARTLY | KNOWN_RARE : 0;
    known->before = make_settled(building, 0, alone.entries, alone.n_before);
    known->is |= known->before ? KNOWN_RARE : 0;
    known->end = make_settled(building, known->end, alone.entries + alone.n_before,
                              alone.n - alone.n_before);
    if (knows(privacy, known->before, n) || knows(privacy, known->end, n))
        return;
    size_t steps = 0;
    int class = near_find(privacy->near, scan->word, &steps);
    if (class < 0)
        return;
    known->misspelt = (uint16_t)misspelt_list((size_t) class, false);
    known->is |= KNOWN_RARE;
}

void finish_words(struct building *building)
{
    struct privacy *privacy = building->privacy;
    struct scan *scan = mem_zero(1, sizeof *scan);
    scan_open(scan, privacy);
    for (size_t i = 1; i < privacy->lexicon.n; i++)
        settle_word(building, scan, &privacy->lexicon.words[i]);
    scan_close(scan);
    free(scan);
    for (size_t i = 1; i < privacy->phrases.n; i++) {
        struct phrase *phrase = &privacy->phrases.items[i];
        phrase->list = make_list(building, phrase->list, 0);
    }
}
