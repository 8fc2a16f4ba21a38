#include "domain/privacy.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "privacy_inside.h"

void *room_grow(void *items, const void *near, size_t n, size_t size)
{
    void *room = mem_grow(items == near ? NULL : items, 2 * n, size);
    return items == near ? memcpy(room, near, n * size) : room;
}

void room_free(void *items, const void *near)
{
    if (items != near)
        free(items);
}

/* Tells the sentences an event of so many words is in what they have. */
static inline void tell_sentences(struct scan *scan, size_t words, unsigned has)
{
    size_t last = scan->n_sentences - 1, first = scan->tokens[scan->n_tokens - words].sentence;
    if (first != last)
        has |= HAS_PART;
    for (; first <= last; first++)
        scan->sentences[first].has |= (uint8_t)has;
}

/* all: those behind the entry too. */
static inline void add_event(struct scan *scan, size_t entry, bool all)
{
    const struct entry *met = &scan->privacy->entries[entry];
    if (scan->n_events == scan->events_room) {
        scan->events =
            room_grow(scan->events, scan->events_near, scan->n_events, sizeof *scan->events);
        scan->events_room *= 2;
    }
    scan->events[scan->n_events++] =
        (struct event){(uint32_t)scan->n_tokens - 1, (uint16_t)entry, all};
    tell_sentences(scan, met->words, all ? met->has : entry_has(met));
    scan->steps++;
}

/* Does a word of the rule end where this tail begins, or one or two linking letters before? */
static bool joins(const struct scan *scan, const struct entry *entry)
{
    int begin = scan->letters - entry->letters;
    const char *letters = scan->word->letters;
    if (begin <= 0 || begin >= WORD_MAX)
        return false;
    for (int i = 0; i < scan->n_heads; i++) {
        int between = begin - scan->heads[i].letters;
        if (scan->privacy->entries[scan->heads[i].entry].index != entry->index)
            continue;
        if (between == 0 || (between == 1 && letters[begin - 1] == 's') ||
            (between == 2 && letters[begin - 1] == 'n' && letters[begin - 2] == 'e'))
            return true;
    }
    return false;
}

/* ended: what follows it in the word is known to be an ending. */
static void take_entry(struct scan *scan, size_t at, bool ended)
{
    const struct entry *entry = &scan->privacy->entries[at];
    if (entry->kind == HIT_HEAD) {
        if (scan->n_heads < HEADS_MAX)
            scan->heads[scan->n_heads++] = (struct part){(uint16_t)at, scan->letters};
        return;
    }
    if (entry->endings && !ended) {
        if (scan->n_stems < STEMS_MAX)
            scan->stems[scan->n_stems++] = (struct part){(uint16_t)at, scan->letters};
        return;
    }
    if (entry->kind == HIT_TAIL && !joins(scan, entry))
        return;
    if (entry->capitals && (!scan->word->upper || scan->word->lower))
        return;
    add_event(scan, at, false);
    scan->found |= entry_knows(entry) >= scan->word->n;
}

/* Takes what ends in a state, the longest first. */
static void take_entries(struct scan *scan, size_t state)
{
    const struct entry *entries = scan->privacy->entries;
    size_t at = scan->privacy->entry_of[state];
    if (entries[at].has & HAS_UNSURE) {
        for (; at; at = entries[at].next)
            take_entry(scan, at, false);
    } else {
        add_event(scan, at, true);
        scan->found |= entries[at].knows >= scan->word->n;
    }
}

static size_t feed_blank(struct scan *scan, size_t state)
{
    state = next_state(scan->privacy, state, scan->privacy->letter[' ']);
    if (scan->privacy->led[state] & TELLING)
        take_entries(scan, state);
    return state;
}

static size_t feed_word(struct scan *scan, size_t state)
{
    const struct privacy *privacy = scan->privacy;
    const char *letters = scan->word->letters;
    int n = scan->word->n, before = scan->letters;
    for (int i = 0; i < n; i++) {
        state = next_state(privacy, state, privacy->letter[(unsigned char)letters[i]]);
        if (privacy->led[state] & TELLING) {
            scan->letters = before + i + 1;
            take_entries(scan, state);
        }
    }
    scan->letters = before + n;
    scan->steps += (size_t)n + 1;
    return state;
}

static void begin_sentence(struct scan *scan)
{
    if (scan->n_sentences == scan->sentences_room) {
        scan->sentences = room_grow(scan->sentences, scan->sentences_near, scan->n_sentences,
                                    sizeof *scan->sentences);
        scan->sentences_room *= 2;
    }
    scan->sentences[scan->n_sentences++] =
        (struct sentence){.token = (uint32_t)scan->n_tokens, .event = (uint32_t)scan->n_events};
    scan->beside = false;
}

static void begin_word(struct scan *scan)
{
    const struct word *word = scan->word;
    if (word->opens || !scan->n_sentences)
        begin_sentence(scan);
    if (scan->n_tokens == scan->tokens_room) {
        scan->tokens =
            room_grow(scan->tokens, scan->tokens_near, scan->n_tokens, sizeof *scan->tokens);
        scan->tokens_room *= 2;
    }
    scan->tokens[scan->n_tokens++] =
        (struct token){.at = word->at,
                       .len = (uint32_t)(word->end - word->at),
                       .sentence = (uint32_t)scan->n_sentences - 1,
                       .mark = !word->lower && !word->upper && word->letters[0] == ',',
                       .named = word->upper && word->lower};
    scan->letters = scan->n_heads = 0;
    scan->found = false;
}

static bool is_ending(const struct privacy *privacy, const char *letters, int n)
{
    if (n == 0)
        return true;
    if ((size_t)n > privacy->longest_ending || !privacy->ends[(unsigned char)letters[n - 1]])
        return false;
    for (size_t i = 0; i < privacy->n_endings; i++)
        if (privacy->endings[i].len == (size_t)n &&
            memcmp(privacy->endings[i].data, letters, (size_t)n) == 0)
            return true;
    return false;
}

/* The word has ended: which of the stems in it have an ending behind them? */
static void take_stems(struct scan *scan)
{
    const struct word *word = scan->word;
    for (int i = 0; i < scan->n_stems; i++) {
        int from = scan->stems[i].letters;
        if (from <= word->n && is_ending(scan->privacy, word->letters + from, word->n - from))
            take_entry(scan, scan->stems[i].entry, true);
    }
    scan->n_stems = 0;
}

static void check_misspelt(struct scan *scan)
{
    int class = near_find(scan->privacy->near, scan->word, &scan->steps);
    if (class >= 0)
        add_event(scan, ENTRY_MISSPELT + 2 * (size_t) class, false);
}

/* "anti depressiva" is one word, whatever the writer put between; "anti depressivas" is it with an
 * ending. */
static void check_split(struct scan *scan)
{
    const struct privacy *privacy = scan->privacy;
    const struct word *before = scan->before, *word = scan->word;
    int n = before->n + word->n;
    if (before->n < PART_LETTERS_MIN || word->n < PART_LETTERS_MIN || n < JOINED_LETTERS_MIN ||
        n > WORD_MAX || !near_begins(privacy->near, before, word))
        return;
    for (int more = 0; more <= 2; more++) {
        int class = near_joined(privacy->near, before, word, word->n - more, &scan->steps);
        if (class < 0 || !is_ending(privacy, word->letters + word->n - more, more))
            continue;
        add_event(scan, ENTRY_MISSPELT + 2 * (size_t) class + 1, false);
        return;
    }
}

static void end_word(struct scan *scan)
{
    struct word *word = scan->word;
    if (!scan->found && word->begins)
        check_misspelt(scan);
    if (scan->beside)
        check_split(scan);
    scan->beside = word->begins;
    scan->word = scan->before;
    scan->before = word;
}

static void scan_text(struct scan *scan, const char *text, size_t len)
{
    struct reader reader = {.text = text, .len = len};
    const struct privacy *privacy = scan->privacy;
    size_t state = feed_blank(scan, 0);
    while (reader_next(&reader, scan->word)) {
        struct word *word = scan->word;
        spellings_settle(privacy->spellings, word);
        if (word->begins) {
            begin_word(scan);
        } else {
            struct token *token = &scan->tokens[scan->n_tokens - 1];
            token->len = (uint32_t)(word->end - token->at);
        }
        scan->sentences[scan->n_sentences - 1].lower |= word->lower;
        state = feed_word(scan, state);
        if (!word->ends)
            continue;
        if (scan->n_stems)
            take_stems(scan);
        state = feed_blank(scan, state);
        end_word(scan);
    }
}

static void scan_open(struct scan *scan, const struct privacy *privacy)
{
    scan->privacy = privacy;
    scan->tokens = scan->tokens_near;
    scan->tokens_room = TOKENS_NEAR;
    scan->events = scan->events_near;
    scan->events_room = EVENTS_NEAR;
    scan->sentences = scan->sentences_near;
    scan->sentences_room = SENTENCES_NEAR;
    scan->n_tokens = scan->n_events = scan->n_sentences = scan->steps = 0;
    scan->n_stems = 0;
    scan->word = &scan->words[0];
    scan->before = &scan->words[1];
    scan->beside = false;
}

static void scan_close(struct scan *scan)
{
    room_free(scan->tokens, scan->tokens_near);
    room_free(scan->events, scan->events_near);
    room_free(scan->sentences, scan->sentences_near);
}

void privacy_check(const struct privacy *privacy, const char *text, size_t len,
                   struct privacy_findings *findings)
{
    struct scan scan;
    scan_open(&scan, privacy);
    *findings = (struct privacy_findings){0};
    scan_text(&scan, text, len);
    scan_judge(&scan, findings);
    findings->steps = scan.steps;
    scan_close(&scan);
}

bool privacy_forbids(const struct privacy *privacy, const char *text, bool sourced)
{
    struct privacy_findings findings;
    bool forbids = false;
    privacy_check(privacy, text, strlen(text), &findings);
    for (size_t i = 0; i < findings.n; i++)
        forbids = forbids || !(sourced && findings.items[i].class->sourced);
    privacy_release(&findings);
    return forbids;
}

bool privacy_limits(const struct privacy *privacy, const char *text)
{
    struct privacy_findings findings;
    bool limits = false;
    privacy_check(privacy, text, strlen(text), &findings);
    for (size_t i = 0; i < findings.n; i++)
        limits = limits || findings.items[i].class->sourced;
    privacy_release(&findings);
    return limits;
}

/* Adds text with the word for the end of a question where one ends: "Wat heb je?" is another
 * question than "Wat heb je nodig?". */
static void add_ended(struct buf *buf, const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '?')
            buf_adds(buf, " " VOCABULARY_END);
        buf_addc(buf, text[i]);
    }
    if (len && text[len - 1] != '?')
        buf_adds(buf, " " VOCABULARY_END);
}

bool privacy_asks(const struct privacy *privacy, const char *text)
{
    struct privacy_findings noted, asked;
    struct buf ended = BUF_INIT;
    add_ended(&ended, text);
    privacy_check(privacy, text, strlen(text), &noted);
    privacy_check(privacy->asks, ended.data, ended.len, &asked);
    buf_release(&ended);
    bool asks = noted.n || asked.n;
    privacy_release(&noted);
    privacy_release(&asked);
    return asks;
}

void privacy_release(struct privacy_findings *findings)
{
    free(findings->items);
    *findings = (struct privacy_findings){0};
}
