/*
 * A vocabulary into tables of words and phrases and a trie of parts of words, line by line, because
 * nobody waits for it and a key may come in between. What is made of them then: privacy_finish.c.
 */
#include "privacy_building.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

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

/* ---- entries --------------------------------------------------------------------------------- */

/* The number of an entry, which is added unless one like it was not long ago: few are different. */
static size_t add_entry(struct building *building, const struct entry *entry)
{
    struct privacy *privacy = building->privacy;
    uint64_t key;
    static_assert(sizeof *entry == sizeof key, "an entry is a key");
    memcpy(&key, entry, sizeof key);
    uint16_t *latest = &building->latest[key_hash(key, LATEST_BITS)];
    if (*latest < privacy->n_entries &&
        memcmp(&privacy->entries[*latest], entry, sizeof *entry) == 0)
        return *latest;
    if (privacy->n_entries == ENTRIES_MAX) {
        building->full = true;
        return 0;
    }
    *latest = (uint16_t)privacy->n_entries;
    privacy->entries[privacy->n_entries] = *entry;
    return privacy->n_entries++;
}

/* Is there one like this from `first` on? Capitals do not matter: who came first is taken. */
static bool has_entry(const struct building *building, size_t first, const struct entry *entry)
{
    for (size_t i = first; i; i = building->links[i].next) {
        const struct entry *other = entry_in(building, i);
        if (other->kind == entry->kind && other->index == entry->index &&
            other->endings == entry->endings)
            return true;
    }
    return false;
}

/* Adds an entry before those from *first on. */
static void put_entry(struct building *building, uint16_t *first, const struct entry *entry)
{
    if (building->n_links == LINKS_MAX) {
        building->full = true;
        return;
    }
    building->links[building->n_links] =
        (struct link){(uint16_t)add_entry(building, entry), *first};
    *first = (uint16_t)building->n_links++;
}

/* ---- words and phrases ----------------------------------------------------------------------- */

/* Letters between blanks, as the check will meet them; an end without a blank is open. */
struct piece {
    const char *letters;
    size_t n;
    bool opens, closes; /* with a blank */
};

/* The piece at *at, which moves to the blank behind it. */
static struct piece next_piece(const char *letters, size_t n, size_t *at)
{
    struct piece piece = {.opens = letters[*at] == ' '};
    size_t end = *at += piece.opens;
    while (end < n && letters[end] != ' ')
        end++;
    piece.letters = letters + *at;
    piece.n = end - *at;
    piece.closes = end < n;
    *at = end;
    return piece;
}

/* The number of a whole word; 0 when there is no room. */
static size_t add_word(struct building *building, const struct piece *piece)
{
    size_t number = lexicon_add(&building->privacy->lexicon, piece->letters, piece->n);
    building->full |= !number && piece->n <= WORD_MAX; /* no text has it whole when it is longer */
    return number;
}

/* The twig of part of a word, with the blank where it is closed. */
static size_t add_part(struct building *building, const struct piece *piece)
{
    return spell(building, piece->letters - piece->opens, piece->n + piece->opens + piece->closes);
}

static size_t add_phrase(struct building *building, size_t from, size_t piece)
{
    size_t phrase = phrases_add(&building->privacy->phrases, from, piece);
    building->full |= !phrase;
    return phrase;
}

/* What kind of entry leads from part of a word to a phrase, or a new one. The number in it. */
static size_t find_partly(const struct building *building, size_t twig, enum hit_kind kind)
{
    size_t i = building->trie[twig].entry;
    while (i && entry_in(building, i)->kind != kind)
        i = building->links[i].next;
    return i ? entry_in(building, i)->index : 0;
}

static size_t add_partly(struct building *building, size_t twig, const struct piece *piece,
                         enum hit_kind kind, size_t index)
{
    struct entry entry = {
        .kind = (uint8_t)kind, .index = (uint16_t)index, .words = 1, .letters = (uint16_t)piece->n};
    put_entry(building, &building->trie[twig].entry, &entry);
    return index;
}

static size_t new_piece(struct building *building)
{
    building->full |= building->n_partly == PIECE_PARTLY;
    return PIECE_PARTLY + building->n_partly++ % PIECE_PARTLY;
}

/* The phrase that begins with a piece; 0 when there is no room. */
static size_t begin_phrase(struct building *building, const struct piece *piece)
{
    if (piece->opens) {
        size_t number = add_word(building, piece);
        size_t phrase = number ? add_phrase(building, 0, number) : 0;
        if (number)
            building->privacy->lexicon.words[number].first = (uint16_t)phrase;
        return phrase;
    }
    size_t twig = add_part(building, piece);
    size_t phrase = twig ? find_partly(building, twig, HIT_FIRST) : 0;
    if (!twig || phrase)
        return phrase;
    phrase = add_phrase(building, 0, new_piece(building));
    return add_partly(building, twig, piece, HIT_FIRST, phrase);
}

/* The phrase that goes on from another with a piece. */
static size_t go_on(struct building *building, size_t phrase, const struct piece *piece)
{
    if (piece->closes) {
        size_t number = add_word(building, piece);
        if (!number)
            return 0;
        building->privacy->lexicon.words[number].is |= KNOWN_GOES_ON;
        return add_phrase(building, phrase, number);
    }
    size_t twig = add_part(building, piece);
    size_t last = twig ? find_partly(building, twig, HIT_LAST) : 0;
    if (twig && !last)
        last = add_partly(building, twig, piece, HIT_LAST, new_piece(building));
    return last ? add_phrase(building, phrase, last) : 0;
}

/* Where the entries are that end with letters; NULL when there is no room. */
static uint16_t *place_of(struct building *building, const char *letters, size_t n)
{
    struct privacy *privacy = building->privacy;
    size_t at = 0;
    struct piece piece = next_piece(letters, n, &at);
    if (at + 1 >= n && piece.opens && piece.closes) {
        size_t number = add_word(building, &piece);
        return number ? &privacy->lexicon.words[number].end : NULL;
    }
    if (at + 1 >= n) {
        size_t twig = add_part(building, &piece);
        return twig ? &building->trie[twig].entry : NULL;
    }
    size_t phrase = begin_phrase(building, &piece);
    while (phrase && at + 1 < n) {
        piece = next_piece(letters, n, &at);
        phrase = go_on(building, phrase, &piece);
    }
    return phrase ? &privacy->phrases.items[phrase].list : NULL;
}

/* Adds letters as they will be met: with the blank before and behind. */
static void add_letters(struct building *building, const char *letters, size_t n)
{
    struct entry entry = building->entry;
    uint16_t *first = n ? place_of(building, letters, n) : NULL;
    if (!first || has_entry(building, *first, &entry))
        return;
    size_t from = letters[0] == ' ', to = n > 1 && letters[n - 1] == ' ' ? n - 1 : n;
    entry.words = 1;
    for (size_t i = from; i < to; i++)
        entry.words = (uint8_t)(entry.words + (letters[i] == ' '));
    if (entry.kind == HIT_TAIL || entry.kind == HIT_WHEN)
        entry.letters = (uint16_t)(to - from);
    building->heads |= entry.kind == HIT_HEAD && entry.words > 1;
    put_entry(building, first, &entry);
    if (entry.kind == HIT_WORD && entry.words == 1 && !entry.capitals &&
        to - from >= NEAR_LETTERS_MIN)
        near_add(building->privacy->near, letters + from, to - from, entry.index);
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

static void settle(const struct lexicon *lexicon, struct word *word)
{
    if (word->begins && word->ends)
        lexicon_settle(lexicon, word, lexicon_find(lexicon, word));
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
            settle(&building->privacy->lexicon, &word);
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
    building->lists[building->n_lists++] =
        (struct list){.lines = lines, .kind = kind, .index = (uint16_t)index};
}

/* The same of lines that nobody needs when they are taken in. */
static void add_last(struct building *building, struct guide_lines *lines, enum hit_kind kind,
                     size_t index)
{
    add_list(building, lines, kind, index);
    if (building->empties)
        building->lists[building->n_lists - 1].emptied = lines;
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
        add_last(building, &vocabulary->classes[i].words, HIT_WORD, i);
    for (size_t i = 0; i < vocabulary->n_rules; i++) {
        struct vocabulary_rule *rule = &vocabulary->rules[i];
        if (rule->joined.n)
            add_list(building, &rule->words, HIT_RULED, i);
        else
            add_last(building, &rule->words, HIT_RULED, i);
        add_last(building, &rule->when, HIT_WHEN, i);
        add_last(building, &rule->unless, HIT_UNLESS, i);
        add_last(building, &rule->joined, HIT_TAIL, i);
        if (rule->joined.n)
            add_last(building, &rule->words, HIT_HEAD, i);
    }
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
    privacy->rules = mem_zero(vocabulary->n_rules + 1, sizeof *privacy->rules);
    for (size_t i = 0; i < vocabulary->n_rules; i++) {
        const struct vocabulary_rule *from = &vocabulary->rules[i];
        struct rule *rule = &privacy->rules[i];
        rule->within = (uint32_t)from->within;
        rule->alone = !from->when.n;
        for (size_t k = 0; k < vocabulary->n_classes; k++)
            if (strcmp(from->class, vocabulary->classes[k].id) == 0)
                rule->class = (uint16_t)k;
        if (rule->alone)
            privacy->alone |= rule_bit((uint16_t)i);
    }
}

static void building_free(struct building *building)
{
    if (!building)
        return;
    free(building->lists);
    free(building->trie);
    free(building->links);
    buf_release(&building->plain);
    buf_release(&building->form);
    free(building);
}

/* What is met when a word is no more than near to one: lists before all others (misspelt_list). */
static void add_misspelt(struct building *building, size_t n_classes)
{
    for (size_t i = 0; i < 2 * n_classes; i++) {
        struct entry entry = {
            .index = (uint16_t)(i / 2), .kind = HIT_WORD, .words = (uint8_t)(i % 2 + 1)};
        finish_single(building, add_entry(building, &entry));
    }
}

/* Words that are written in more than one way. */
static void add_spellings(struct building *building, const struct guide_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        size_t at = 0, len;
        const char *pattern;
        while ((pattern = pattern_next(lines->line[i], &at, &len))) {
            struct reader reader = {.text = pattern, .len = len};
            struct word word, of;
            if (reader_next(&reader, &word) && reader_next(&reader, &of))
                lexicon_add_spelling(&building->privacy->lexicon, &word, &of);
        }
    }
}

struct privacy *privacy_begin(const struct vocabulary *vocabulary, bool empties)
{
    struct privacy *privacy = mem_zero(1, sizeof *privacy);
    struct building *building = mem_zero(1, sizeof *building);
    *building = (struct building){
        .privacy = privacy, .empties = empties, .plain = BUF_INIT, .form = BUF_INIT};
    privacy->building = building;
    privacy->vocabulary = vocabulary;
    privacy->near = near_new();
    building->trie = mem_zero(VOCABULARY_LETTERS_MAX, sizeof *building->trie);
    building->links = mem_zero(LINKS_MAX, sizeof *building->links);
    building->n_links = 1;
    privacy->entries = mem_zero(ENTRIES_MAX, sizeof *privacy->entries);
    privacy->lists = mem_zero(LISTS_MAX, sizeof *privacy->lists);
    building->n = 1;
    lexicon_init(&privacy->lexicon);
    phrases_init(&privacy->phrases);
    fill_letters(privacy);
    add_misspelt(building, vocabulary->n_classes);
    lexicon_add(&privacy->lexicon, ",", 1); /* so that these are known, as most words are */
    lexicon_add(&privacy->lexicon, "0", 1);
    add_spellings(building, &vocabulary->spellings);
    add_rules(privacy, vocabulary);
    add_lists(building, vocabulary);
    return privacy;
}

/* What is not in the automaton. */
static void fold_words(struct privacy *privacy)
{
    const struct vocabulary *vocabulary = privacy->vocabulary;
    privacy->n_links = fold_lines(&privacy->links, &vocabulary->links);
    fold_endings(privacy, &vocabulary->endings);
    add_ordinary(privacy, &vocabulary->ordinary);
    near_finish(privacy->near);
}

/* False when there is no room. */
static bool finish_automaton(struct privacy *privacy)
{
    struct building *building = privacy->building;
    finish_parts(building);
    finish_words(building);
    bool full = building->full;
    building_free(building);
    privacy->building = NULL;
    privacy->entries = mem_grow(privacy->entries, privacy->n_entries, sizeof *privacy->entries);
    privacy->lists = mem_grow(privacy->lists, privacy->n_lists, sizeof *privacy->lists);
    lexicon_finish(&privacy->lexicon);
    phrases_finish(&privacy->phrases);
    return !full;
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
        if (list->emptied)
            vocabulary_empty(list->emptied);
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
        fold_words(privacy);
        building->finishing = true;
        return PRIVACY_MORE;
    }
    return finish_automaton(privacy) ? PRIVACY_DONE : PRIVACY_TOO_LARGE;
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
    return build_whole(privacy_begin(vocabulary, false));
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
    struct privacy *asks = privacy_begin(&privacy->asked, false);
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
    free(privacy->rules);
    free(privacy->led);
    free(privacy->sibling);
    free(privacy->back);
    free(privacy->list_of);
    free(privacy->step);
    free(privacy->entries);
    free(privacy->lists);
    lexicon_release(&privacy->lexicon);
    phrases_release(&privacy->phrases);
    near_free(privacy->near);
    building_free(privacy->building);
    free(privacy);
}
