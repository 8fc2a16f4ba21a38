/*
 * A vocabulary into an automaton: first a trie of all forms, then, breadth first, the steps that
 * lead back to what else may have begun (Aho and Corasick, 1975), so that each letter of a text
 * costs one look into a table.
 */
#include "privacy_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static const char alphabet[] = " abcdefghijklmnopqrstuvwxyz0123456789&%,?";

void privacy_letters(struct privacy *privacy)
{
    privacy->columns = sizeof alphabet - 1;
    for (int i = 0; i < 256; i++)
        privacy->letter[i] = (unsigned char)(sizeof alphabet - 2); /* LETTER_OTHER */
    for (size_t i = 0; i < sizeof alphabet - 1; i++)
        privacy->letter[(unsigned char)alphabet[i]] = (unsigned char)i;
}

struct building {
    struct privacy *privacy;
    struct entry entry;
    bool joined; /* hyphens are left out */
    bool full;
    struct buf form;
};

static bool add_state(struct building *building)
{
    struct privacy *privacy = building->privacy;
    if (privacy->n_states >= VOCABULARY_LETTERS_MAX) {
        building->full = true;
        return false;
    }
    privacy->n_states++;
    return true;
}

/* The state that spells letters; 0 when there is no room. */
static size_t spell(struct building *building, const char *letters, size_t n)
{
    struct privacy *privacy = building->privacy;
    size_t state = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = state * privacy->columns + privacy->letter[(unsigned char)letters[i]];
        if (!privacy->step[at]) {
            if (!add_state(building))
                return 0;
            privacy->step[at] = (uint16_t)(privacy->n_states - 1);
        }
        state = privacy->step[at];
    }
    return state;
}

static bool has_entry(const struct privacy *privacy, size_t state, const struct entry *entry)
{
    for (uint32_t i = privacy->entry_of[state]; i; i = privacy->entries[i].next) {
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
    size_t state = n ? spell(building, letters, n) : 0;
    if (!state || has_entry(privacy, state, &entry))
        return;
    size_t from = letters[0] == ' ', to = n > 1 && letters[n - 1] == ' ' ? n - 1 : n;
    entry.words = 1;
    for (size_t i = from; i < to; i++)
        entry.words = (uint16_t)(entry.words + (letters[i] == ' '));
    entry.letters = (uint16_t)(to - from);
    entry.next = privacy->entry_of[state];
    privacy->entries = mem_room(privacy->entries, privacy->n_entries, sizeof *privacy->entries);
    privacy->entry_of[state] = (uint32_t)privacy->n_entries;
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

static void add_form(void *arg, const struct pattern_form *form)
{
    struct building *building = arg;
    struct buf plain = BUF_INIT;
    for (const char *at = form->text; *at; at++)
        if (*at != '-' || !building->joined)
            buf_addc(&plain, *at);
    buf_clear(&building->form);
    reader_spell(&building->form, plain.data);
    building->entry.capitals = building->entry.kind != HIT_FINE && all_capitals(form->text);
    const struct buf *spelt = &building->form;
    building->entry.endings = form->endings;
    bool head = building->entry.kind == HIT_HEAD;
    bool tail = building->entry.kind == HIT_TAIL;
    size_t from = form->open_begin || tail,
           to = spelt->len - (form->open_end || form->endings || head);
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
    add_lines(building, &vocabulary->sources, HIT_SOURCE, 0);
    add_lines(building, &vocabulary->titles, HIT_TITLE, 0);
    add_lines(building, &vocabulary->jobs, HIT_JOB, 0);
    add_lines(building, &vocabulary->asks, HIT_ASK, 0);
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

/* Fills in where each state leads that the trie has no step for: where the state does that spells
 * the longest end of the same letters. Breadth first, so that one is done before. */
static void add_ways_back(struct privacy *privacy)
{
    size_t columns = privacy->columns, first = 0, last = 0;
    uint16_t *queue = mem_zero(privacy->n_states, sizeof *queue);
    uint16_t *back = mem_zero(privacy->n_states, sizeof *back);
    privacy->shorter = mem_zero(privacy->n_states, sizeof *privacy->shorter);
    for (size_t i = 0; i < columns; i++)
        if (privacy->step[i])
            queue[last++] = privacy->step[i];
    while (first < last) {
        size_t state = queue[first++];
        uint16_t *steps = privacy->step + state * columns;
        const uint16_t *other = privacy->step + back[state] * columns;
        privacy->shorter[state] =
            privacy->entry_of[back[state]] ? back[state] : privacy->shorter[back[state]];
        for (size_t i = 0; i < columns; i++) {
            if (steps[i]) {
                back[steps[i]] = other[i];
                queue[last++] = steps[i];
            } else {
                steps[i] = other[i];
            }
        }
    }
    free(queue);
    free(back);
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

static void add_classes(struct privacy *privacy, const struct vocabulary *vocabulary)
{
    privacy->class_of = mem_zero(vocabulary->n_rules + 1, sizeof *privacy->class_of);
    for (size_t i = 0; i < vocabulary->n_rules; i++)
        for (size_t k = 0; k < vocabulary->n_classes; k++)
            if (strcmp(vocabulary->rules[i].class, vocabulary->classes[k].id) == 0)
                privacy->class_of[i] = (uint16_t)k;
}

struct privacy *privacy_new(const struct vocabulary *vocabulary)
{
    struct privacy *privacy = mem_zero(1, sizeof *privacy);
    struct building building = {.privacy = privacy, .form = BUF_INIT};
    privacy->vocabulary = vocabulary;
    privacy->near = near_new();
    privacy->entries = mem_zero(1, sizeof *privacy->entries);
    privacy->n_entries = 1;
    privacy_letters(privacy);
    /* Room for all there may be: what is not used is never touched, and costs nothing. */
    privacy->step =
        mem_zero((size_t)VOCABULARY_LETTERS_MAX * privacy->columns, sizeof *privacy->step);
    privacy->entry_of = mem_zero(VOCABULARY_LETTERS_MAX, sizeof *privacy->entry_of);
    add_state(&building);
    add_vocabulary(&building, vocabulary);
    add_ways_back(privacy);
    privacy->n_links = fold_lines(&privacy->links, &vocabulary->links);
    privacy->n_endings = fold_lines(&privacy->endings, &vocabulary->endings);
    add_classes(privacy, vocabulary);
    buf_release(&building.form);
    if (!building.full)
        return privacy;
    privacy_free(privacy);
    return NULL;
}

void privacy_free(struct privacy *privacy)
{
    if (!privacy)
        return;
    for (size_t i = 0; i < privacy->n_links; i++)
        buf_release(&privacy->links[i]);
    for (size_t i = 0; i < privacy->n_endings; i++)
        buf_release(&privacy->endings[i]);
    free(privacy->links);
    free(privacy->endings);
    free(privacy->class_of);
    free(privacy->step);
    free(privacy->entry_of);
    free(privacy->shorter);
    free(privacy->entries);
    near_free(privacy->near);
    free(privacy);
}
