/*
 * A vocabulary into an automaton: first a trie of all forms, line by line, because nobody waits for
 * it and a key may come in between; then, breadth first, the states and the ways back to what else
 * may have begun (Aho and Corasick, 1975).
 */
#include "privacy_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* a to z first: that is how follow knows a plain letter. */
static const char alphabet[COLUMNS + 1] = "abcdefghijklmnopqrstuvwxyz 0123456789&%,?";

static void fill_letters(struct privacy *privacy)
{
    for (int i = 0; i < 256; i++)
        privacy->letter[i] = COLUMNS - 1; /* LETTER_OTHER */
    for (size_t i = 0; i < COLUMNS; i++)
        privacy->letter[(unsigned char)alphabet[i]] = (unsigned char)i;
    for (int i = 'A'; i <= 'Z'; i++)
        privacy->letter[i] = privacy->letter[i | 0x20];
    for (int i = 0; i < 256; i++)
        privacy->parts[i] = reader_parts((char)i);
}

struct twig {
    uint16_t child, sibling; /* 0: none */
    uint16_t entry;          /* the first that ends here; 0: none */
    unsigned char letter;    /* the column */
};

/* Lines of patterns that mean the same. */
struct list {
    const struct guide_lines *lines;
    enum hit_kind kind;
    uint16_t index; /* of the class or rule */
};

struct building {
    struct privacy *privacy;
    struct list *lists;
    size_t n_lists, list, line; /* the line to go on with */
    struct twig *trie;
    size_t n;
    uint16_t *third; /* the twig of each three letters, or 0: nearly all forms begin alike */
    struct entry entry;
    bool joined; /* hyphens are left out */
    bool full;
    bool finishing; /* all but the automaton is done */
    struct buf plain, form;
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
    size_t twig = 0, i = 0, three = 0;
    while (i < n && i < 3)
        three = three * COLUMNS + building->privacy->letter[(unsigned char)letters[i++]];
    if (i == 3)
        twig = building->third[three];
    for (i = twig ? i : 0; i < n; i++) {
        unsigned char letter = building->privacy->letter[(unsigned char)letters[i]];
        size_t next = child_of(building, twig, letter);
        twig = next ? next : add_child(building, twig, letter);
        if (!twig)
            return 0;
        if (i == 2)
            building->third[three] = (uint16_t)twig;
    }
    return twig;
}

static bool has_entry(const struct building *building, size_t twig, const struct entry *entry)
{
    const struct privacy *privacy = building->privacy;
    for (size_t i = building->trie[twig].entry; i; i = privacy->entries[i].next) {
        const struct entry *other = &privacy->entries[i];
        if (other->kind == entry->kind && other->index == entry->index &&
            other->endings == entry->endings)
            return true;
    }
    return false;
}

static uint16_t add_entry(struct privacy *privacy, const struct entry *entry)
{
    privacy->entries = mem_room(privacy->entries, privacy->n_entries, sizeof *privacy->entries);
    privacy->entries[privacy->n_entries] = *entry;
    return (uint16_t)privacy->n_entries++;
}

/* Adds letters as the automaton will meet them: with the blank before and behind. */
static void add_letters(struct building *building, const char *letters, size_t n)
{
    struct privacy *privacy = building->privacy;
    struct entry entry = building->entry;
    size_t twig = n ? spell(building, letters, n) : 0;
    if (!twig || has_entry(building, twig, &entry))
        return;
    if (privacy->n_entries > UINT16_MAX) {
        building->full = true;
        return;
    }
    size_t from = letters[0] == ' ', to = n > 1 && letters[n - 1] == ' ' ? n - 1 : n;
    entry.words = 1;
    for (size_t i = from; i < to; i++)
        entry.words = (uint8_t)(entry.words + (letters[i] == ' '));
    entry.letters = (uint16_t)(to - from);
    entry.next = building->trie[twig].entry;
    building->trie[twig].entry = add_entry(privacy, &entry);
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

/* A form without its hyphens, when that is asked for. */
static const char *plain_form(struct building *building, const char *text)
{
    if (!building->joined)
        return text;
    buf_clear(&building->plain);
    for (; *text; text++)
        if (*text != '-')
            buf_addc(&building->plain, *text);
    return building->plain.data;
}

static void add_form(void *arg, const struct pattern_form *form)
{
    struct building *building = arg;
    const char *plain = plain_form(building, form->text);
    building->entry.capitals = building->entry.kind != HIT_FINE && all_capitals(form->text);
    const struct buf *spelt = &building->form;
    building->entry.endings = form->endings;
    bool head = building->entry.kind == HIT_HEAD;
    bool tail = building->entry.kind == HIT_TAIL;
    bool begin = form->open_begin || tail, end = form->open_end || form->endings || head;
    buf_clear(&building->form);
    spell_form(building, &building->form, plain, !begin, !end);
    size_t from = begin, to = spelt->len - end;
    if (spelt->len > 2 && (!head || !strchr(plain, ' ')))
        add_letters(building, spelt->data + from, to - from);
}

static void add_line(struct building *building, const struct list *list, const char *line)
{
    size_t at = 0, len;
    const char *pattern;
    building->entry = (struct entry){.index = list->index, .kind = (uint8_t)list->kind};
    while ((pattern = pattern_next(line, &at, &len))) {
        bool hyphen = memchr(pattern, '-', len) != NULL;
        for (int joined = 0; joined < (hyphen ? 2 : 1); joined++) {
            building->joined = joined;
            pattern_forms(pattern, len, add_form, building);
        }
    }
}

/* ---- which lines there are ------------------------------------------------------------------- */

static void add_list(struct building *building, const struct guide_lines *lines, enum hit_kind kind,
                     size_t index)
{
    building->lists = mem_room(building->lists, building->n_lists, sizeof *building->lists);
    building->lists[building->n_lists++] = (struct list){lines, kind, (uint16_t)index};
}

static void add_lists(struct building *building, const struct vocabulary *vocabulary)
{
    add_list(building, &vocabulary->fine, HIT_FINE, 0);
    add_list(building, &vocabulary->sources, HIT_SOURCE, 0);
    add_list(building, &vocabulary->titles, HIT_TITLE, 0);
    add_list(building, &vocabulary->jobs, HIT_JOB, 0);
    add_list(building, &vocabulary->breaks, HIT_BREAK, 0);
    add_list(building, &vocabulary->owners, HIT_OWNER, 0);
    for (size_t i = 0; i < vocabulary->n_classes; i++)
        add_list(building, &vocabulary->classes[i].words, HIT_WORD, i);
    for (size_t i = 0; i < vocabulary->n_rules; i++) {
        const struct vocabulary_rule *rule = &vocabulary->rules[i];
        add_list(building, &rule->words, HIT_RULED, i);
        add_list(building, &rule->when, HIT_WHEN, i);
        add_list(building, &rule->unless, HIT_UNLESS, i);
        add_list(building, &rule->joined, HIT_TAIL, i);
        if (rule->joined.n)
            add_list(building, &rule->words, HIT_HEAD, i);
    }
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
    privacy->entry_of[state] = from->entry;
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

static bool is_unsure(const struct entry *entry)
{
    return entry->endings || entry->capitals || entry->kind == HIT_HEAD || entry->kind == HIT_TAIL;
}

/* Puts the entries on the way back behind those of a state. */
static void join_entries(struct privacy *privacy, size_t state)
{
    uint16_t beyond = privacy->entry_of[privacy->back[state]], own = privacy->entry_of[state];
    uint8_t has = beyond ? privacy->entries[beyond].has : 0;
    uint8_t knows = beyond ? privacy->entries[beyond].knows : 0;
    struct entry *last = NULL;
    for (size_t at = own; at; at = last->next) {
        last = &privacy->entries[at];
        has |= (uint8_t)(entry_has(last) | (is_unsure(last) ? HAS_UNSURE : 0));
        knows = entry_knows(last) > knows ? entry_knows(last) : knows;
    }
    if (last) {
        last->next = beyond;
        privacy->entries[own].has = has;
        privacy->entries[own].knows = knows;
    } else {
        privacy->entry_of[state] = beyond;
    }
    if (privacy->entry_of[state])
        privacy->led[state] |= TELLING;
}

/* The way back spells less, so breadth first it is done before. */
static void find_ways_back(struct privacy *privacy, const struct numbering *numbering)
{
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
            join_entries(privacy, to);
        }
    }
}

/* Each array is 127 KB of a regime: it comes when it is needed and goes when it is not. */
static void make_states(struct privacy *privacy, struct twig *trie, size_t n)
{
    struct numbering numbering = {.trie = trie, .n = n};
    numbering.order = mem_zero(n, sizeof *numbering.order);
    numbering.ends = mem_zero(n, sizeof *numbering.ends);
    order_twigs(&numbering);
    numbering.state = mem_zero(n, sizeof *numbering.state);
    privacy->n_states = n;
    privacy->led = mem_zero(n, sizeof *privacy->led);
    privacy->sibling = mem_zero(n, sizeof *privacy->sibling);
    privacy->entry_of = mem_zero(n, sizeof *privacy->entry_of);
    number_states(privacy, &numbering);
    free(numbering.ends);
    privacy->back = mem_zero(n, sizeof *privacy->back);
    privacy->step = mem_zero(privacy->n_tabled * COLUMNS, sizeof *privacy->step);
    find_ways_back(privacy, &numbering);
    free(numbering.order);
    free(numbering.state);
}

/* ---- the rest of a vocabulary ---------------------------------------------------------------- */

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

static void fold_endings(struct privacy *privacy, const struct guide_lines *lines)
{
    privacy->n_endings = fold_lines(&privacy->endings, lines);
    for (size_t i = 0; i < privacy->n_endings; i++) {
        const struct buf *ending = &privacy->endings[i];
        if (!ending->len)
            continue;
        privacy->ends[(unsigned char)ending->data[ending->len - 1]] = true;
        if (ending->len > privacy->longest_ending)
            privacy->longest_ending = ending->len;
    }
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

static void add_rules(struct privacy *privacy, const struct vocabulary *vocabulary)
{
    privacy->class_of = mem_zero(vocabulary->n_rules + 1, sizeof *privacy->class_of);
    for (size_t i = 0; i < vocabulary->n_rules; i++) {
        for (size_t k = 0; k < vocabulary->n_classes; k++)
            if (strcmp(vocabulary->rules[i].class, vocabulary->classes[k].id) == 0)
                privacy->class_of[i] = (uint16_t)k;
        if (!vocabulary->rules[i].when.n)
            privacy->alone |= rule_bit((uint16_t)i);
    }
}

static void building_free(struct building *building)
{
    if (!building)
        return;
    free(building->lists);
    free(building->trie);
    free(building->third);
    buf_release(&building->plain);
    buf_release(&building->form);
    free(building);
}

/* What is met when a word is no more than near to one. */
static void add_misspelt(struct privacy *privacy, size_t n_classes)
{
    privacy->entries = mem_zero(1, sizeof *privacy->entries);
    privacy->n_entries = ENTRY_MISSPELT;
    for (size_t i = 0; i < n_classes; i++)
        for (uint8_t words = 1; words <= 2; words++)
            add_entry(privacy,
                      &(struct entry){.index = (uint16_t)i, .kind = HIT_WORD, .words = words});
}

struct privacy *privacy_begin(const struct vocabulary *vocabulary)
{
    struct privacy *privacy = mem_zero(1, sizeof *privacy);
    struct building *building = mem_zero(1, sizeof *building);
    *building = (struct building){.privacy = privacy, .plain = BUF_INIT, .form = BUF_INIT};
    privacy->building = building;
    privacy->vocabulary = vocabulary;
    privacy->near = near_new();
    privacy->spellings = spellings_new(&vocabulary->spellings);
    add_misspelt(privacy, vocabulary->n_classes);
    fill_letters(privacy);
    building->trie = mem_zero(1, sizeof *building->trie);
    building->n = 1;
    building->third = mem_zero((size_t)COLUMNS * COLUMNS * COLUMNS, sizeof *building->third);
    add_lists(building, vocabulary);
    return privacy;
}

/* What is not in the automaton. */
static void finish_words(struct privacy *privacy)
{
    const struct vocabulary *vocabulary = privacy->vocabulary;
    free(privacy->building->third); /* no form comes after these */
    privacy->building->third = NULL;
    privacy->n_links = fold_lines(&privacy->links, &vocabulary->links);
    fold_endings(privacy, &vocabulary->endings);
    add_ordinary(privacy, &vocabulary->ordinary);
    near_finish(privacy->near);
    add_rules(privacy, vocabulary);
}

static void finish_automaton(struct privacy *privacy)
{
    struct building *building = privacy->building;
    make_states(privacy, building->trie, building->n);
    building_free(building);
    privacy->building = NULL;
    privacy->entries = mem_grow(privacy->entries, privacy->n_entries, sizeof *privacy->entries);
}

/* True when they are all taken in. */
static bool add_some_lines(struct building *building)
{
    for (size_t lines = 0; building->list < building->n_lists; building->list++) {
        const struct list *list = &building->lists[building->list];
        for (; building->line < list->lines->n; building->line++) {
            if (lines++ == PRIVACY_PIECE)
                return false;
            add_line(building, list, list->lines->line[building->line]);
        }
        building->line = 0;
    }
    return true;
}

enum privacy_building privacy_go_on(struct privacy *privacy)
{
    struct building *building = privacy->building;
    if (!add_some_lines(building))
        return PRIVACY_MORE;
    if (building->full)
        return PRIVACY_TOO_LARGE;
    if (!building->finishing) {
        finish_words(privacy);
        building->finishing = true;
        return PRIVACY_MORE;
    }
    finish_automaton(privacy);
    return PRIVACY_DONE;
}

/* Goes on to the end; false, and nothing is left, when it is too large. */
static struct privacy *build_whole(struct privacy *privacy)
{
    enum privacy_building state;
    while ((state = privacy_go_on(privacy)) == PRIVACY_MORE)
        continue;
    if (state == PRIVACY_DONE)
        return privacy;
    privacy_free(privacy);
    return NULL;
}

struct privacy *privacy_new(const struct vocabulary *vocabulary)
{
    return build_whole(privacy_begin(vocabulary));
}

bool privacy_learn_asks(struct privacy *privacy)
{
    const struct vocabulary *vocabulary = privacy->vocabulary;
    if (privacy->asks)
        return true;
    privacy->ask.words = vocabulary->asks;
    privacy->asked = (struct vocabulary){.spellings = vocabulary->spellings,
                                         .ordinary = vocabulary->ordinary,
                                         .fine = vocabulary->fine,
                                         .classes = &privacy->ask,
                                         .n_classes = 1};
    struct privacy *asks = privacy_begin(&privacy->asked);
    add_list(asks->building, &vocabulary->fine_asks, HIT_FINE, 0);
    privacy->asks = build_whole(asks);
    return privacy->asks != NULL;
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
    free(privacy->led);
    free(privacy->sibling);
    free(privacy->back);
    free(privacy->entry_of);
    free(privacy->step);
    free(privacy->entries);
    near_free(privacy->near);
    building_free(privacy->building);
    spellings_free(privacy->spellings);
    free(privacy);
}
