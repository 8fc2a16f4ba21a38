/* A text through the automaton: what was met in it, word by word. */
#include "privacy_inside.h"

#include "base/mem.h"

/* Tells the sentences an event of so many words is in what they have. */
static void tell_sentences(struct scan *scan, size_t words, unsigned has)
{
    size_t last = scan->n_sentences - 1, first = scan->tokens[scan->n_tokens - words].sentence;
    if (first != last)
        has |= HAS_PART;
    for (; first <= last; first++)
        scan->sentences[first].has |= (uint8_t)has;
}

/* Rare, so kept out of the loop over letters, which then stays in registers. */
static void __attribute__((noinline)) grow_events(struct scan *scan)
{
    scan->events =
        mem_room_twice(scan->events, scan->events_here, scan->events_room, sizeof *scan->events);
    scan->events_room *= 2;
}

/* all: those behind the entry too. */
static void add_event(struct scan *scan, size_t entry, bool all)
{
    const struct entry *met = &scan->privacy->entries[entry];
    if (scan->n_events == scan->events_room)
        grow_events(scan);
    scan->events[scan->n_events++] =
        (struct event){(uint32_t)scan->n_tokens - 1, (uint16_t)entry, 0, all};
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
    if (entry->capitals && scan->is != IS_CAPITAL)
        return;
    add_event(scan, at, false);
    scan->found |= entry_knows(entry) >= scan->word->n;
}

/* Takes what ends in a state, the longest first. */
static void take_entries(struct scan *scan, size_t at)
{
    const struct entry *entries = scan->privacy->entries;
    if (entries[at].has & HAS_UNSURE) {
        for (; at; at = entries[at].next)
            take_entry(scan, at, false);
    } else {
        add_event(scan, at, true);
        scan->found |= entries[at].knows >= scan->word->n;
    }
}

static inline size_t feed_blank(struct scan *scan, size_t state)
{
    const struct privacy *privacy = scan->privacy;
    state = next_state(privacy, state, privacy->letter[' ']);
    if (privacy->led[state] & TELLING)
        take_entries(scan, privacy->entry_of[state]);
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
            take_entries(scan, privacy->entry_of[state]);
        }
    }
    scan->letters = before + n;
    return state;
}

static void begin_sentence(struct scan *scan)
{
    if (scan->n_sentences == scan->sentences_room) {
        scan->sentences = mem_room_twice(scan->sentences, scan->sentences_here, scan->n_sentences,
                                         sizeof *scan->sentences);
        scan->sentences_room *= 2;
    }
    scan->sentences[scan->n_sentences++] =
        (struct sentence){.token = (uint32_t)scan->n_tokens, .event = (uint32_t)scan->event};
    scan->beside = false;
}

/* As rare. */
static void __attribute__((noinline)) grow_tokens(struct scan *scan)
{
    scan->tokens =
        mem_room_twice(scan->tokens, scan->tokens_here, scan->n_tokens, sizeof *scan->tokens);
    scan->tokens_room *= 2;
}

static unsigned written(const struct word *word)
{
    unsigned is = (word->lower ? IS_SMALL : 0) | (word->upper ? IS_CAPITAL : 0);
    return !is && word->letters[0] == ',' ? IS_MARK : is;
}

static inline void begin_token(struct scan *scan, size_t at, size_t len, unsigned is, bool opens)
{
    if (opens)
        begin_sentence(scan);
    if (scan->n_tokens == scan->tokens_room)
        grow_tokens(scan);
    scan->tokens[scan->n_tokens++] = (struct token){
        .at = at, .len = (uint32_t)len, .sentence = (uint32_t)scan->n_sentences - 1, .is = is};
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
    struct joined joined;
    if (before->n + word->n > WORD_MAX)
        return;
    near_join(&joined, before, word);
    for (int more = 0; more <= 2; more++) {
        int class = near_joined(privacy->near, &joined, joined.n - more, &scan->steps);
        if (class < 0 || !is_ending(privacy, joined.letters + joined.n - more, more))
            continue;
        add_event(scan, ENTRY_MISSPELT + 2 * (size_t) class + 1, false);
        return;
    }
}

/* begins: it was not cut; found: it, or part of it, is known. */
static inline void end_word(struct scan *scan, bool begins, bool found)
{
    struct word *word = scan->word, *before = scan->before;
    if (word->n + 1 >= NEAR_LETTERS_MIN && !found && begins)
        check_misspelt(scan);
    if (scan->beside && before->n + word->n >= JOINED_LETTERS_MIN &&
        before->n >= PART_LETTERS_MIN && word->n >= PART_LETTERS_MIN &&
        near_begins(scan->privacy->near, before, word))
        check_split(scan);
    scan->beside = begins;
    scan->word = before;
    scan->before = word;
    scan->event = scan->n_events;
}

/* Takes in a word so long that it comes in pieces. */
static size_t take_piece(struct scan *scan, size_t state)
{
    const struct word *word = scan->word;
    scan->is = written(word);
    if (word->begins) {
        begin_token(scan, word->at, word->end - word->at, scan->is, word->opens);
        scan->letters = scan->n_heads = 0;
        scan->found = false;
    } else {
        struct token *token = &scan->tokens[scan->n_tokens - 1];
        token->len = (uint32_t)(word->end - token->at);
        token->is |= scan->is & IS_SMALL;
    }
    state = feed_word(scan, state);
    if (!word->ends)
        return state;
    if (scan->n_stems)
        take_stems(scan);
    state = feed_blank(scan, state);
    end_word(scan, word->begins, scan->found);
    return state;
}

/* ---- whole words ----------------------------------------------------------------------------- */

/*
 * What is met in a word is noted while it goes through the automaton, and looked at when it is
 * whole; in most there is nothing. So nearly all of them, which are plain letters between a blank
 * and another sign of ASCII, go through it while they are read.
 */

/* Notes what ends in a state, after so many letters of the word that comes next. */
static inline void note_event(struct scan *scan, size_t state, size_t letters)
{
    scan->events[scan->n_events++] = (struct event){
        (uint32_t)scan->n_tokens, scan->privacy->entry_of[state], (uint8_t)letters, true};
}

/* Some of what was met hangs on the whole word. */
static bool settle_events(struct scan *scan)
{
    struct event met[WORD_MAX + 1];
    size_t n = scan->n_events - scan->event;
    memcpy(met, scan->events + scan->event, n * sizeof *met);
    scan->n_events = scan->event;
    scan->is = scan->tokens[scan->n_tokens - 1].is;
    scan->n_heads = 0;
    scan->found = false;
    for (size_t i = 0; i < n; i++) {
        bool blank = met[i].letters > scan->word->n;
        if (blank && scan->n_stems)
            take_stems(scan);
        scan->letters = blank ? scan->word->n : met[i].letters;
        take_entries(scan, met[i].entry);
    }
    scan->letters = scan->word->n;
    if (scan->n_stems)
        take_stems(scan);
    return scan->found;
}

/* Looks at what was met in the word just begun. Is it known? */
static inline bool take_events(struct scan *scan)
{
    const struct entry *entries = scan->privacy->entries;
    const struct event *event = scan->events + scan->event, *end = scan->events + scan->n_events;
    unsigned has = 0, knows = 0;
    for (; event < end; event++) {
        const struct entry *met = &entries[event->entry];
        has |= met->has;
        knows = met->knows > knows ? met->knows : knows;
        if (met->words > 1 &&
            scan->tokens[scan->n_tokens - met->words].sentence != scan->n_sentences - 1)
            tell_sentences(scan, met->words, met->has);
    }
    scan->sentences[scan->n_sentences - 1].has |= (uint8_t)has;
    return has & HAS_UNSURE ? settle_events(scan) : knows >= (unsigned)scan->word->n;
}

/* Takes in the word that was followed to `state`, but for the blank behind it. It ends at `end`.
 * Each word comes here, so it stands in the loops themselves. */
static inline __attribute__((always_inline)) size_t take_followed(struct scan *scan, size_t state,
                                                                  size_t at, size_t end,
                                                                  unsigned is, bool opens)
{
    const struct privacy *privacy = scan->privacy;
    state = next_state(privacy, state, privacy->letter[' ']);
    if (privacy->led[state] & TELLING)
        note_event(scan, state, (size_t)scan->word->n + 1);
    begin_token(scan, at, end - at, is, opens);
    end_word(scan, true, scan->n_events > scan->event && take_events(scan));
    return state;
}

/* Makes room for all that may be met in a word. */
static inline void spare_events(struct scan *scan)
{
    if (scan->events_room - scan->n_events < WORD_MAX + 1)
        grow_events(scan);
}

/* Takes in a word that was read. */
static size_t take_word(struct scan *scan, size_t state)
{
    const struct privacy *privacy = scan->privacy;
    struct word *word = scan->word;
    if (!word->begins || !word->ends)
        return take_piece(scan, state);
    spellings_settle(privacy->spellings, word);
    spare_events(scan);
    for (int i = 0; i < word->n; i++) {
        state = next_state(privacy, state, privacy->letter[(unsigned char)word->letters[i]]);
        if (privacy->led[state] & TELLING)
            note_event(scan, state, (size_t)i + 1);
    }
    return take_followed(scan, state, word->at, word->end, written(word), word->opens);
}

/* Is this the column of a letter from a to z? */
static inline bool is_plain(unsigned column)
{
    return column < PLAIN_COLUMNS;
}

/* Follows plain letters from `at` on; behind them, or behind more than a word may have. */
static inline const unsigned char *follow(struct scan *scan, const unsigned char *at, size_t *state)
{
    const struct privacy *privacy = scan->privacy;
    const unsigned char *from = at, *led = privacy->led, *letter = privacy->letter;
    size_t here = *state;
    unsigned column = letter[*at];
    while (is_plain(column)) {
        here = next_state(privacy, here, column);
        column = letter[*++at];
        if (!(led[here] & TELLING))
            continue;
        if (at - from > WORD_MAX)
            break;
        note_event(scan, here, (size_t)(at - from));
    }
    *state = here;
    return at;
}

/* Spells a word of n plain letters at `at`, behind which eight bytes may be read. How is it
 * written?
 */
static inline unsigned spell_word(struct word *word, const unsigned char *at, size_t n)
{
    const uint64_t each = 0x2020202020202020; /* what tells small letters from capitals */
    unsigned spare = n < 8 ? (unsigned)(64 - 8 * n) : 0;
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    bytes = le64toh(bytes) << spare >> spare;
    uint64_t letters = each << spare >> spare | bytes, folded = htole64(letters);
    bool small = bytes & each, capital = bytes != letters;
    memcpy(word->letters, &folded, sizeof folded);
    for (size_t i = 8; i < n; i++) {
        word->letters[i] = (char)(at[i] | 0x20);
        small |= at[i] & 0x20;
        capital |= !(at[i] & 0x20);
    }
    word->n = (int)n;
    return (small ? IS_SMALL : 0) | (capital ? IS_CAPITAL : 0);
}

/* Takes in a word of plain letters that may have another spelling. */
static size_t take_spelt(struct scan *scan, size_t state, size_t at, unsigned is, bool opens)
{
    struct word *word = scan->word;
    scan->n_events = scan->event;
    word->at = at;
    word->end = at + (size_t)word->n;
    word->begins = word->ends = true;
    word->lower = is & IS_SMALL;
    word->upper = is & IS_CAPITAL;
    word->opens = opens;
    return take_word(scan, state);
}

/* Goes on until there is something else than words of plain letters and what parts them; where a
 * byte stands that parts words, that is the end at the latest. */
static size_t take_plain_words(struct scan *scan, struct reader *reader, size_t stop, size_t state)
{
    const struct privacy *privacy = scan->privacy;
    const unsigned char *text = (const unsigned char *)reader->text;
    size_t at = reader->at;
    while (at < stop) {
        spare_events(scan);
        size_t next = state, end = (size_t)(follow(scan, text + at, &next) - text);
        if (end > at) {
            bool opens = reader->opening;
            if (end - at > WORD_MAX || !privacy->parts[text[end]])
                break;
            reader->opening = false;
            unsigned is = spell_word(scan->word, text + at, end - at);
            if (spellings_know(privacy->spellings, scan->word))
                state = take_spelt(scan, state, at, is, opens);
            else
                state = take_followed(scan, next, at, end, is, opens);
            at = end + (text[end] == ' ');
            continue;
        }
        reader->at = at;
        if (reader_between(reader, scan->word))
            state = take_word(scan, state);
        else if (reader->at == at)
            break;
        at = reader->at;
    }
    scan->n_events = scan->event;
    reader->at = at;
    return state;
}

/* The last place with a byte that parts words and eight bytes more. */
static size_t plain_end(const struct privacy *privacy, const char *text, size_t len)
{
    size_t at = len < sizeof(uint64_t) ? 0 : len - sizeof(uint64_t);
    while (at > 0 && !privacy->parts[(unsigned char)text[at]])
        at--;
    return at;
}

void scan_text(struct scan *scan, const char *text, size_t len)
{
    struct reader reader = {.text = text, .len = len};
    size_t end = len;
    if (len <= LINE_HERE) {
        memcpy(scan->line, text, len);
        memset(scan->line + len, 0, sizeof(uint64_t));
        reader.text = scan->line;
    } else {
        end = plain_end(scan->privacy, text, len);
    }
    size_t state = feed_blank(scan, 0);
    begin_sentence(scan);
    scan->steps = len;
    for (;;) {
        if (!reader.inside)
            state = take_plain_words(scan, &reader, end, state);
        if ((reader.inside || !reader_between(&reader, scan->word)) &&
            !reader_word(&reader, scan->word))
            break;
        state = take_word(scan, state);
    }
}

void scan_open(struct scan *scan, const struct privacy *privacy)
{
    scan->privacy = privacy;
    scan->tokens = scan->tokens_here;
    scan->tokens_room = TOKENS_HERE;
    scan->events = scan->events_here;
    scan->events_room = EVENTS_HERE;
    scan->sentences = scan->sentences_here;
    scan->sentences_room = SENTENCES_HERE;
    scan->n_tokens = scan->n_events = scan->n_sentences = scan->steps = 0;
    scan->event = 0;
    scan->n_stems = 0;
    scan->word = &scan->words[0];
    scan->before = &scan->words[1];
    scan->beside = false;
}

void scan_close(struct scan *scan)
{
    mem_room_free(scan->tokens, scan->tokens_here);
    mem_room_free(scan->events, scan->events_here);
    mem_room_free(scan->sentences, scan->sentences_here);
}
