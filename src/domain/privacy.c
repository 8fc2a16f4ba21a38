#include "domain/privacy.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "privacy_inside.h"

static inline void add_hit(struct hits *hits, struct hit hit)
{
    if (hits->n == hits->room) {
        hits->room = hits->room ? 2 * hits->room : 256;
        hits->items = mem_grow(hits->items, hits->room, sizeof *hits->items);
    }
    hits->items[hits->n++] = hit;
}

/* Does a word of the rule end where this tail begins, or one or two linking letters before? */
static bool joins(const struct scan *scan, const struct entry *entry)
{
    int begin = scan->letters - entry->letters;
    const struct ruled *rule = &scan->rules[entry->meaning.index];
    if (begin <= 0 || begin > 63 || rule->heads_in != scan->n_tokens)
        return false;
    uint64_t heads = rule->heads;
    const char *letters = scan->word->letters;
    return (heads >> begin & 1) || (letters[begin - 1] == 's' && (heads >> (begin - 1) & 1)) ||
           (begin > 2 && letters[begin - 1] == 'n' && letters[begin - 2] == 'e' &&
            (heads >> (begin - 2) & 1));
}

static void take_head(struct scan *scan, const struct entry *entry)
{
    struct ruled *rule = &scan->rules[entry->meaning.index];
    if (rule->heads_in != scan->n_tokens)
        rule->heads = 0;
    rule->heads_in = (uint32_t)scan->n_tokens;
    if (scan->letters < 64)
        rule->heads |= 1ULL << scan->letters;
}

static void take_stem(struct scan *scan, const struct entry *entry)
{
    if (scan->n_stems == STEMS_MAX)
        return;
    scan->stems[scan->n_stems].entry = entry;
    scan->stems[scan->n_stems++].letters = scan->letters;
}

/* Some are no more than a sign on a word or its sentence. */
static void note_hit(struct scan *scan, const struct hit *hit)
{
    struct token *token = &scan->tokens[hit->first];
    switch ((enum hit_kind)hit->meaning.kind) {
    case HIT_FINE:
        if (token->fine <= hit->last)
            token->fine = hit->last + 1;
        break;
    case HIT_SOURCE:
        scan->sentences[token->sentence].sourced = true;
        break;
    case HIT_BREAK: /* "so" and "because" part a sentence as a comma does */
        token->mark = true;
        break;
    case HIT_JOB:
    case HIT_TITLE:
    case HIT_OWNER:
        add_hit(&scan->roles, *hit);
        break;
    case HIT_RULED:
        scan->rules[hit->meaning.index].met = true;
        add_hit(&scan->hits, *hit);
        break;
    default:
        add_hit(&scan->hits, *hit);
        break;
    }
}

/* What counts wherever it stands. */
static inline void take_plain(struct scan *scan, const struct entry *entry)
{
    size_t n = scan->n_tokens;
    if (entry->words > n)
        return;
    struct hit hit = {(uint32_t)(n - entry->words), (uint32_t)n - 1, entry->meaning};
    uint8_t kind = entry->meaning.kind;
    if (kind == HIT_WHEN || kind == HIT_UNLESS || kind == HIT_WORD)
        add_hit(&scan->hits, hit);
    else
        note_hit(scan, &hit);
    /* An end like "+loog" beside which words count tells nothing of how its word is spelt. */
    if (kind != HIT_WHEN || entry->letters >= scan->word->n)
        scan->found = true;
}

/* ended: what follows it in the word is known to be an ending. */
static void take_entry(struct scan *scan, const struct entry *entry, bool ended)
{
    if (entry->meaning.kind == HIT_HEAD) {
        take_head(scan, entry);
        return;
    }
    if (entry->endings && !ended) {
        take_stem(scan, entry);
        return;
    }
    if (entry->meaning.kind == HIT_TAIL && !joins(scan, entry))
        return;
    if (entry->meaning.capitals && (!scan->word->upper || scan->word->lower))
        return;
    take_plain(scan, entry);
}

/* Takes what ends in a state, the longest first. */
static void take_entries(struct scan *scan, size_t state)
{
    const struct privacy *privacy = scan->privacy;
    for (size_t at = state; privacy->led[at] & TELLING; at = privacy->back[at])
        for (size_t i = privacy->entry_of[at]; i; i = privacy->entries[i].next) {
            const struct entry *entry = &privacy->entries[i];
            scan->steps++;
            if (entry->plain)
                take_plain(scan, entry);
            else
                take_entry(scan, entry, false);
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
        scan->sentences[scan->n_sentences++] = (struct sentence){.tokens = 0};
    }
    if (scan->n_tokens == scan->tokens_room) {
        scan->tokens_room *= 2;
        scan->tokens = mem_grow(scan->tokens, scan->tokens_room, sizeof *scan->tokens);
    }
    scan->tokens[scan->n_tokens++] =
        (struct token){.at = word->at,
                       .len = (uint32_t)(word->end - word->at),
                       .sentence = (uint32_t)scan->n_sentences - 1,
                       .mark = !word->lower && !word->upper && word->letters[0] == ',',
                       .named = word->upper && word->lower};
    scan->sentences[scan->n_sentences - 1].tokens++;
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

/* The last `words` words are one of this class. */
static void add_word(struct scan *scan, int class, size_t words)
{
    add_hit(&scan->hits, (struct hit){.first = (uint32_t)(scan->n_tokens - words),
                                      .last = (uint32_t)scan->n_tokens - 1,
                                      .meaning = {(uint16_t) class, HIT_WORD, false}});
}

static void check_misspelt(struct scan *scan)
{
    int class = near_find(scan->privacy->near, scan->word, &scan->steps);
    if (class >= 0)
        add_word(scan, class, 1);
}

/* "anti depressiva" is one word, whatever the writer put between; "anti depressivas" is it with an
 * ending. */
static void check_split(struct scan *scan)
{
    const struct privacy *privacy = scan->privacy;
    const struct word *before = scan->before, *word = scan->word;
    if (before->n < PART_LETTERS_MIN || word->n < PART_LETTERS_MIN ||
        !near_begins(privacy->near, before) || before->n + word->n > WORD_MAX)
        return;
    for (int more = 0; more <= 2; more++) {
        int class = near_joined(privacy->near, before, word, word->n - more, &scan->steps);
        if (class < 0 || !is_ending(privacy, word->letters + word->n - more, more))
            continue;
        add_word(scan, class, 2);
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

static void begin_word(struct scan *scan)
{
    const struct word *word = scan->word;
    add_token(scan, word);
    if (word->opens)
        scan->beside = false;
    scan->letters = 0;
    scan->found = false;
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

static void scan_open(struct scan *scan, const struct privacy *privacy, size_t len)
{
    scan->privacy = privacy;
    scan->tokens_room = len / 5 + 16; /* as many as there are words, mostly */
    scan->tokens = mem_grow(NULL, scan->tokens_room, sizeof *scan->tokens);
    scan->rules = mem_zero(privacy->vocabulary->n_rules + 1, sizeof *scan->rules);
    scan->word = &scan->words[0];
    scan->before = &scan->words[1];
}

static void scan_close(struct scan *scan)
{
    free(scan->rules);
    free(scan->tokens);
    free(scan->sentences);
    free(scan->hits.items);
    free(scan->roles.items);
}

void privacy_check(const struct privacy *privacy, const char *text, size_t len,
                   struct privacy_findings *findings)
{
    struct scan scan = {.n_tokens = 0};
    scan_open(&scan, privacy, len);
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
