/*
 * A vocabulary into an automaton: first a trie of all forms, then, breadth first, the steps that
 * lead back to what else may have begun (Aho and Corasick, 1975), so that each letter of a text
 * costs one look into a row.
 *
 * The states are numbered breadth first, so that those a text is mostly in lie together; those in
 * which something ends come last, so that a comparison tells them.
 */
#include "privacy_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static const char alphabet[COLUMNS + 1] = " abcdefghijklmnopqrstuvwxyz0123456789&%,?";

static void fill_letters(struct privacy *privacy)
{
    for (int i = 0; i < 256; i++)
        privacy->letter[i] = COLUMNS - 1; /* LETTER_OTHER */
    for (size_t i = 0; i < COLUMNS; i++)
        privacy->letter[(unsigned char)alphabet[i]] = (unsigned char)i;
}

struct twig {
    uint16_t child, sibling; /* 0: none */
    uint16_t back;           /* the twig that spells the longest end of the same letters */
    uint16_t state;
    unsigned char letter; /* the column */
    bool telling;
    uint32_t entry; /* the first that ends here; 0: none */
};

struct building {
    struct privacy *privacy;
    struct twig *trie;
    size_t n;
    struct entry entry;
    bool joined; /* hyphens are left out */
    bool full;
    struct buf form;
};

/* The twig that letter leads to; 0: there is none. */
static size_t child_of(const struct building *building, size_t twig, unsigned char letter)
{
    size_t at = building->trie[twig].child;
    while (at && building->trie[at].letter != letter)
        at = building->trie[at].sibling;
    return at;
}

static size_t add_child(struct building *building, size_t twig, unsigned char letter)
{
    if (building->n >= VOCABULARY_LETTERS_MAX) {
        building->full = true;
        return 0;
    }
    building->trie = mem_room(building->trie, building->n, sizeof *building->trie);
    building->trie[building->n] =
        (struct twig){.letter = letter, .sibling = building->trie[twig].child};
    building->trie[twig].child = (uint16_t)building->n;
    return building->n++;
}

/* The twig that spells letters; 0 when there is no room. */
static size_t spell(struct building *building, const char *letters, size_t n)
{
    size_t twig = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char letter = building->privacy->letter[(unsigned char)letters[i]];
        size_t next = child_of(building, twig, letter);
        twig = next ? next : add_child(building, twig, letter);
        if (!twig)
            return 0;
    }
    return twig;
}

static bool has_entry(const struct building *building, size_t twig, const struct entry *entry)
{
    const struct privacy *privacy = building->privacy;
    for (uint32_t i = building->trie[twig].entry; i; i = privacy->entries[i].next) {
        const struct entry *other = &privacy->entries[i];
        if (other->kind == entry->kind && other->index == entry->index &&
            other->endings == entry->endings)
            return true;
    }
    return false;
}

/* Adds letters as the automaton will meet them: with the blank before and behind. */
static void add_letters(struct building *building, const char *letters, size_t n)
{
    struct privacy *privacy = building->privacy;
    struct entry entry = building->entry;
    size_t twig = n ? spell(building, letters, n) : 0;
    if (!twig || has_entry(building, twig, &entry))
        return;
    size_t from = letters[0] == ' ', to = n > 1 && letters[n - 1] == ' ' ? n - 1 : n;
    entry.words = 1;
    for (size_t i = from; i < to; i++)
        entry.words = (uint16_t)(entry.words + (letters[i] == ' '));
    entry.letters = (uint16_t)(to - from);
    entry.next = building->trie[twig].entry;
    privacy->entries = mem_room(privacy->entries, privacy->n_entries, sizeof *privacy->entries);
    building->trie[twig].entry = (uint32_t)privacy->n_entries;
    privacy->entries[privacy->n_entries++] = entry;
    if (entry.kind == HIT_WORD && entry.words == 1 && !entry.capitals &&
        entry.letters >= NEAR_LETTERS_MIN)
        near_add(privacy->near, letters + from, entry.letters, entry.index);
}

static bool all_capitals(const char *text)
{
    int capitals = 0;
    for (; *text; text++) {
        if (*text >= 'a' && *text <= 'z')
            return false;
        capitals += *text >= 'A' && *text <= 'Z';
    }
    return capitals > 1;
}

/* Adds a form as the automaton will meet it: " zijn rug ". What is open at an end is no whole word,
 * so no other spelling of one. */
static void spell_form(const struct building *building, struct buf *out, const char *text,
                       bool whole_first, bool whole_last)
{
    struct reader reader = {.text = text, .len = strlen(text)};
    struct word word;
    buf_addc(out, ' ');
    for (bool first = true; reader_next(&reader, &word); first = false) {
        bool last = word.end >= reader.len;
        if ((!first || whole_first) && (!last || whole_last))
            spellings_settle(building->privacy->spellings, &word);
        buf_add(out, word.letters, (size_t)word.n);
        if (word.ends)
            buf_addc(out, ' ');
    }
}

static void add_form(void *arg, const struct pattern_form *form)
{
    struct building *building = arg;
    struct buf plain = BUF_INIT;
    for (const char *at = form->text; *at; at++)
        if (*at != '-' || !building->joined)
            buf_addc(&plain, *at);
    building->entry.capitals = building->entry.kind != HIT_FINE && all_capitals(form->text);
    const struct buf *spelt = &building->form;
    building->entry.endings = form->endings;
    bool head = building->entry.kind == HIT_HEAD;
    bool tail = building->entry.kind == HIT_TAIL;
    bool begin = form->open_begin || tail, end = form->open_end || form->endings || head;
    buf_clear(&building->form);
    spell_form(building, &building->form, plain.data, !begin, !end);
    size_t from = begin, to = spelt->len - end;
    if (spelt->len > 2 && (!head || !strchr(plain.data, ' ')))
        add_letters(building, spelt->data + from, to - from);
    buf_release(&plain);
}

static void add_lines(struct building *building, const struct guide_lines *lines,
                      enum hit_kind kind, size_t index)
{
    building->entry = (struct entry){.kind = kind, .index = (uint16_t)index};
    for (size_t i = 0; i < lines->n; i++) {
        size_t at = 0, len;
        const char *pattern;
        while ((pattern = pattern_next(lines->line[i], &at, &len))) {
            bool hyphen = memchr(pattern, '-', len) != NULL;
            for (int joined = 0; joined <= hyphen; joined++) {
                building->joined = joined;
                pattern_forms(pattern, len, add_form, building);
            }
        }
    }
}

static void add_vocabulary(struct building *building, const struct vocabulary *vocabulary)
{
    add_lines(building, &vocabulary->fine, HIT_FINE, 0);
    add_lines(building, &vocabulary->fine_asks, HIT_FINE, 0);
    add_lines(building, &vocabulary->sources, HIT_SOURCE, 0);
    add_lines(building, &vocabulary->titles, HIT_TITLE, 0);
    add_lines(building, &vocabulary->jobs, HIT_JOB, 0);
    add_lines(building, &vocabulary->breaks, HIT_BREAK, 0);
    add_lines(building, &vocabulary->owners, HIT_OWNER, 0);
    for (size_t i = 0; i < vocabulary->n_classes; i++)
        add_lines(building, &vocabulary->classes[i].words, HIT_WORD, i);
    for (size_t i = 0; i < vocabulary->n_rules; i++) {
        const struct vocabulary_rule *rule = &vocabulary->rules[i];
        add_lines(building, &rule->words, HIT_RULED, i);
        add_lines(building, &rule->when, HIT_WHEN, i);
        add_lines(building, &rule->unless, HIT_UNLESS, i);
        add_lines(building, &rule->joined, HIT_TAIL, i);
        if (rule->joined.n)
            add_lines(building, &rule->words, HIT_HEAD, i);
    }
}

/* Where a letter leads from a twig, or from what else may have begun. */
static size_t step_back(const struct building *building, size_t twig, unsigned char letter)
{
    size_t to = child_of(building, twig, letter);
    while (!to && twig) {
        twig = building->trie[twig].back;
        to = child_of(building, twig, letter);
    }
    return to;
}

/* Fills order, which has room for all twigs, with them breadth first, and finds the ways back. */
static void order_twigs(const struct building *building, uint16_t *order)
{
    struct twig *trie = building->trie;
    size_t last = 1;
    for (size_t first = 0; first < last; first++) {
        const struct twig *parent = &trie[order[first]];
        for (size_t at = parent->child; at; at = trie[at].sibling) {
            size_t back = first ? step_back(building, parent->back, trie[at].letter) : 0;
            trie[at].back = (uint16_t)back;
            trie[at].telling = trie[at].entry || trie[back].telling;
            order[last++] = (uint16_t)at;
        }
    }
}

static void number_states(struct building *building, const uint16_t *order)
{
    struct privacy *privacy = building->privacy;
    for (int telling = 0; telling <= 1; telling++) {
        if (telling)
            privacy->telling = privacy->n_states;
        for (size_t i = 0; i < building->n; i++)
            if (building->trie[order[i]].telling == telling)
                building->trie[order[i]].state = (uint16_t)privacy->n_states++;
    }
}

/* Where the letters lead from a state, while that is being found. */
struct steps {
    state_row has; /* the bits of those that lead elsewhere than from the first state */
    uint16_t to[COLUMNS];
};

static struct steps steps_of(const struct privacy *privacy, size_t state)
{
    struct steps steps = {.has = privacy->rows[state] & (((state_row)1 << COLUMNS) - 1)};
    const uint16_t *target = privacy->targets + (privacy->rows[state] >> COLUMNS);
    for (state_row left = steps.has; left; left &= left - 1)
        steps.to[__builtin_ctzll(left)] = *target++;
    return steps;
}

static void keep_steps(struct privacy *privacy, size_t state, const struct steps *steps)
{
    uint16_t *table = privacy->step + state * COLUMNS;
    if (state < STATES_TABLED)
        memcpy(table, privacy->step, COLUMNS * sizeof *table);
    for (state_row left = steps->has; left && state < STATES_TABLED; left &= left - 1)
        table[__builtin_ctzll(left)] = steps->to[__builtin_ctzll(left)];
    privacy->rows[state] = steps->has | (state_row)privacy->n_targets << COLUMNS;
    if (privacy->n_targets + COLUMNS > privacy->targets_room) {
        privacy->targets_room = 2 * privacy->n_targets + COLUMNS;
        privacy->targets =
            mem_grow(privacy->targets, privacy->targets_room, sizeof *privacy->targets);
    }
    for (state_row left = steps->has; left; left &= left - 1)
        privacy->targets[privacy->n_targets++] = steps->to[__builtin_ctzll(left)];
}

/* A state leads where the one behind its way back does, but for the letters it has twigs for. That
 * one spells less, so breadth first it is done before. */
static void fill_steps(const struct building *building, const uint16_t *order)
{
    struct privacy *privacy = building->privacy;
    const struct twig *trie = building->trie;
    privacy->step = mem_zero((size_t)STATES_TABLED * COLUMNS, sizeof *privacy->step);
    privacy->rows = mem_zero(building->n, sizeof *privacy->rows);
    privacy->targets = mem_zero(1, sizeof *privacy->targets);
    privacy->n_targets = 1;
    for (size_t at = trie[0].child; at; at = trie[at].sibling)
        privacy->step[trie[at].letter] = trie[at].state;
    for (size_t i = 1; i < building->n; i++) {
        const struct twig *twig = &trie[order[i]];
        struct steps steps = steps_of(privacy, trie[twig->back].state);
        for (size_t at = twig->child; at; at = trie[at].sibling) {
            steps.to[trie[at].letter] = trie[at].state;
            steps.has |= (state_row)1 << trie[at].letter;
        }
        keep_steps(privacy, twig->state, &steps);
    }
    privacy->targets = mem_grow(privacy->targets, privacy->n_targets, sizeof *privacy->targets);
}

static void fill_entries(const struct building *building)
{
    struct privacy *privacy = building->privacy;
    const struct twig *trie = building->trie;
    size_t n = privacy->n_states - privacy->telling;
    privacy->entry_of = mem_zero(n, sizeof *privacy->entry_of);
    privacy->shorter = mem_zero(n, sizeof *privacy->shorter);
    for (size_t i = 0; i < building->n; i++) {
        if (!trie[i].telling)
            continue;
        size_t back = trie[i].back;
        privacy->entry_of[trie[i].state - privacy->telling] = trie[i].entry;
        if (trie[back].telling)
            privacy->shorter[trie[i].state - privacy->telling] = trie[back].state;
    }
}

static void fill_automaton(struct building *building)
{
    uint16_t *order = mem_zero(building->n, sizeof *order);
    order_twigs(building, order);
    number_states(building, order);
    fill_steps(building, order);
    fill_entries(building);
    free(order);
}

/* The words of lines, folded. */
static size_t fold_lines(struct buf **words, const struct guide_lines *lines)
{
    size_t n = 0;
    for (size_t i = 0; i < lines->n; i++) {
        size_t at = 0, len;
        const char *pattern;
        while ((pattern = pattern_next(lines->line[i], &at, &len))) {
            *words = mem_room(*words, n, sizeof **words);
            buf_init(*words + n);
            utf8_fold(*words + n++, pattern, len);
        }
    }
    return n;
}

static void add_ordinary(struct privacy *privacy, const struct guide_lines *lines)
{
    struct buf *words = NULL;
    size_t n = fold_lines(&words, lines);
    for (size_t i = 0; i < n; i++) {
        near_add_ordinary(privacy->near, words[i].data, words[i].len);
        buf_release(&words[i]);
    }
    free(words);
}

static void add_classes(struct privacy *privacy, const struct vocabulary *vocabulary)
{
    privacy->class_of = mem_zero(vocabulary->n_rules + 1, sizeof *privacy->class_of);
    for (size_t i = 0; i < vocabulary->n_rules; i++)
        for (size_t k = 0; k < vocabulary->n_classes; k++)
            if (strcmp(vocabulary->rules[i].class, vocabulary->classes[k].id) == 0)
                privacy->class_of[i] = (uint16_t)k;
}

static struct privacy *compile(const struct vocabulary *vocabulary)
{
    struct privacy *privacy = mem_zero(1, sizeof *privacy);
    struct building building = {.privacy = privacy, .form = BUF_INIT};
    privacy->vocabulary = vocabulary;
    privacy->near = near_new();
    privacy->spellings = spellings_new(&vocabulary->spellings);
    privacy->entries = mem_zero(1, sizeof *privacy->entries);
    privacy->n_entries = 1;
    fill_letters(privacy);
    building.trie = mem_zero(1, sizeof *building.trie);
    building.n = 1;
    add_vocabulary(&building, vocabulary);
    fill_automaton(&building);
    free(building.trie);
    privacy->n_links = fold_lines(&privacy->links, &vocabulary->links);
    privacy->n_endings = fold_lines(&privacy->endings, &vocabulary->endings);
    add_ordinary(privacy, &vocabulary->ordinary);
    add_classes(privacy, vocabulary);
    buf_release(&building.form);
    if (!building.full)
        return privacy;
    privacy_free(privacy);
    return NULL;
}

struct privacy *privacy_new(const struct vocabulary *vocabulary)
{
    struct vocabulary noted = *vocabulary;
    noted.fine_asks = (struct guide_lines){0};
    struct privacy *privacy = compile(&noted);
    if (!privacy)
        return NULL;
    privacy->vocabulary = vocabulary;
    privacy->ask.words = vocabulary->asks;
    privacy->asked = (struct vocabulary){.spellings = vocabulary->spellings,
                                         .ordinary = vocabulary->ordinary,
                                         .fine = vocabulary->fine,
                                         .fine_asks = vocabulary->fine_asks,
                                         .classes = &privacy->ask,
                                         .n_classes = 1};
    privacy->asks = compile(&privacy->asked);
    if (privacy->asks)
        return privacy;
    privacy_free(privacy);
    return NULL;
}

void privacy_free(struct privacy *privacy)
{
    if (!privacy)
        return;
    privacy_free(privacy->asks);
    for (size_t i = 0; i < privacy->n_links; i++)
        buf_release(&privacy->links[i]);
    for (size_t i = 0; i < privacy->n_endings; i++)
        buf_release(&privacy->endings[i]);
    free(privacy->links);
    free(privacy->endings);
    free(privacy->class_of);
    free(privacy->step);
    free(privacy->rows);
    free(privacy->targets);
    free(privacy->entry_of);
    free(privacy->shorter);
    free(privacy->entries);
    near_free(privacy->near);
    spellings_free(privacy->spellings);
    free(privacy);
}
