#include "domain/privacy.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "privacy_inside.h"

static void add_hit(struct scan *scan, const struct entry *entry, uint32_t first)
{
    scan->hits = mem_room(scan->hits, scan->n_hits, sizeof *scan->hits);
    scan->hits[scan->n_hits++] = (struct hit){.first = first,
                                              .last = (uint32_t)scan->n_tokens - 1,
                                              .index = entry->index,
                                              .kind = (uint8_t)entry->kind,
                                              .capitals = entry->capitals};
}

/* Does a word of the rule end where this tail begins, or one or two linking letters before? */
static bool joins(const struct scan *scan, const struct entry *entry)
{
    int begin = scan->letters - entry->letters;
    if (begin <= 0 || begin > 63 || scan->heads_in[entry->index] != scan->n_tokens)
        return false;
    uint64_t heads = scan->heads[entry->index];
    const char *letters = scan->word->letters;
    return (heads >> begin & 1) || (letters[begin - 1] == 's' && (heads >> (begin - 1) & 1)) ||
           (begin > 2 && letters[begin - 1] == 'n' && letters[begin - 2] == 'e' &&
            (heads >> (begin - 2) & 1));
}

/* ended: what follows it in the word is known to be an ending. */
static void take_entry(struct scan *scan, const struct entry *entry, bool ended)
{
    if (entry->kind == HIT_HEAD) {
        if (scan->heads_in[entry->index] != scan->n_tokens)
            scan->heads[entry->index] = 0;
        scan->heads_in[entry->index] = (uint32_t)scan->n_tokens;
        if (scan->letters < 64)
            scan->heads[entry->index] |= 1ULL << scan->letters;
        return;
    }
    if (entry->endings && !ended) {
        if (scan->n_stems < STEMS_MAX) {
            scan->stems[scan->n_stems].entry = entry;
            scan->stems[scan->n_stems++].letters = scan->letters;
        }
        return;
    }
    if (entry->kind == HIT_TAIL && !joins(scan, entry))
        return;
    if (entry->capitals && (!scan->word->upper || scan->word->lower))
        return;
    if (entry->words > scan->n_tokens)
        return;
    add_hit(scan, entry, (uint32_t)(scan->n_tokens - entry->words));
    /* An end like "+loog" beside which words count tells nothing of how its word is spelt. */
    if (entry->kind != HIT_WHEN || entry->letters >= scan->word->n)
        scan->found = true;
}

/* Takes what ends in a state, the longest first. */
static void take_entries(struct scan *scan, size_t state)
{
    const struct privacy *privacy = scan->privacy;
    for (size_t at = state; privacy->led[at] & TELLING; at = privacy->back[at])
        for (size_t i = privacy->entry_of[at]; i; i = privacy->entries[i].next) {
            scan->steps++;
            take_entry(scan, &privacy->entries[i], false);
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

static void add_token(struct scan *scan, const struct word *word)
{
    if (word->opens || !scan->n_sentences) {
        scan->sentences = mem_room(scan->sentences, scan->n_sentences, sizeof *scan->sentences);
        scan->sentences[scan->n_sentences++] = (struct sentence){.first = (uint32_t)scan->n_tokens};
    }
    scan->tokens = mem_room(scan->tokens, scan->n_tokens, sizeof *scan->tokens);
    scan->tokens[scan->n_tokens++] = (struct token){
        word->at, (uint32_t)(word->end - word->at), (uint32_t)scan->n_sentences - 1,
        !word->lower && !word->upper && word->letters[0] == ',', word->upper && word->lower};
    scan->sentences[scan->n_sentences - 1].tokens++;
}

static bool is_ending(const struct privacy *privacy, const char *letters, int n)
{
    for (size_t i = 0; i < privacy->n_endings; i++)
        if (privacy->endings[i].len == (size_t)n &&
            memcmp(privacy->endings[i].data, letters, (size_t)n) == 0)
            return true;
    return n == 0;
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
    const struct word *word = scan->word;
    int class = near_find(scan->privacy->near, word->letters, (size_t)word->n, &scan->steps);
    struct entry entry = {.kind = HIT_WORD, .index = (uint16_t) class, .words = 1};
    if (class >= 0)
        add_hit(scan, &entry, (uint32_t)scan->n_tokens - 1);
}

/* The class of a word of the vocabulary that letters are, or begin with when the rest is an ending;
 * -1. */
static int class_of_joined(struct scan *scan, const char *letters, size_t n)
{
    for (size_t more = 0; more <= 2 && more < n; more++) {
        if (!is_ending(scan->privacy, letters + n - more, (int)more))
            continue;
        int class = near_joined(scan->privacy->near, letters, n - more, &scan->steps);
        if (class >= 0)
            return class;
    }
    return -1;
}

/* "anti depressiva" is one word, whatever the writer put between. */
static void check_split(struct scan *scan)
{
    const struct word *word = scan->word;
    char letters[WORD_MAX];
    size_t n = (size_t)scan->n_before, more = (size_t)word->n;
    if (n >= PART_LETTERS_MIN && more >= PART_LETTERS_MIN && n + more <= sizeof letters) {
        memcpy(letters, scan->before, n);
        memcpy(letters + n, word->letters, more);
        int class = class_of_joined(scan, letters, n + more);
        struct entry entry = {.kind = HIT_WORD, .index = (uint16_t) class, .words = 2};
        if (class >= 0)
            add_hit(scan, &entry, (uint32_t)scan->n_tokens - 2);
    }
    memcpy(scan->before, word->letters, more);
    scan->n_before = word->begins ? word->n : 0;
}

static void scan_text(struct scan *scan, const char *text, size_t len)
{
    struct reader reader = {.text = text, .len = len};
    struct word word = {0};
    const struct privacy *privacy = scan->privacy;
    scan->word = &word;
    size_t state = feed_blank(scan, 0);
    while (reader_next(&reader, &word)) {
        spellings_settle(privacy->spellings, &word);
        if (word.begins) {
            add_token(scan, &word);
            if (word.opens)
                scan->n_before = 0;
            scan->letters = 0;
            scan->found = false;
        } else {
            struct token *token = &scan->tokens[scan->n_tokens - 1];
            token->len = (uint32_t)(word.end - token->at);
        }
        scan->sentences[scan->n_sentences - 1].lower |= word.lower;
        state = feed_word(scan, state);
        if (!word.ends)
            continue;
        take_stems(scan);
        state = feed_blank(scan, state);
        if (!scan->found && word.begins)
            check_misspelt(scan);
        check_split(scan);
    }
}

static void scan_open(struct scan *scan, const struct privacy *privacy)
{
    size_t rules = privacy->vocabulary->n_rules + 1;
    *scan = (struct scan){.privacy = privacy};
    scan->heads = mem_zero(rules, sizeof *scan->heads);
    scan->heads_in = mem_zero(rules, sizeof *scan->heads_in);
}

static void scan_close(struct scan *scan)
{
    free(scan->heads);
    free(scan->heads_in);
    free(scan->tokens);
    free(scan->sentences);
    free(scan->hits);
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
