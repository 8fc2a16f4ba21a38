/*
 * What is met in a text, word by word. Most words are known, so what is in them was looked up when
 * the check was made; the others go through the automaton.
 */
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

/* Rare, so kept out of what each word goes through. */
static void __attribute__((noinline)) grow_events(struct scan *scan)
{
    scan->events =
        mem_room_twice(scan->events, scan->events_here, scan->n_events, sizeof *scan->events);
    scan->events_room *= 2;
}

/* all: those behind it in the list too. */
static inline void add_event(struct scan *scan, size_t at, bool all)
{
    const struct privacy *privacy = scan->privacy;
    const struct entry *met = entry_at(privacy, at);
    if (scan->n_events == scan->events_room)
        grow_events(scan);
    scan->events[scan->n_events++] =
        (struct event){(uint32_t)scan->n_tokens - 1, (uint16_t)at, all};
    unsigned has = all ? list_has(privacy, at) : entry_has(met);
    if (met->words > 1)
        tell_sentences(scan, met->words, has);
    else
        scan->sentences[scan->n_sentences - 1].has |= (uint8_t)has;
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
        if (entry_at(scan->privacy, scan->heads[i].at)->index != entry->index)
            continue;
        if (between == 0 || (between == 1 && letters[begin - 1] == 's') ||
            (between == 2 && letters[begin - 1] == 'n' && letters[begin - 2] == 'e'))
            return true;
    }
    return false;
}

/* A phrase may go on with the next word. */
static inline void begin_phrase(struct scan *scan, size_t phrase)
{
    if (scan->n_phrases < PHRASES_MAX)
        scan->phrases[scan->n_phrases++] = (uint16_t)phrase;
}

/* Is all of the word in capitals? */
static bool is_shouted(const struct scan *scan)
{
    unsigned is = scan->is ? scan->is : scan_written(scan, &scan->tokens[scan->n_tokens - 1]);
    return (is & IS_NAMED) == IS_CAPITAL;
}

static void take_list(struct scan *scan, size_t list);

/* Phrases may end with what was read of this word. */
static void end_phrases(struct scan *scan, size_t piece)
{
    const struct phrases *phrases = &scan->privacy->phrases;
    for (size_t i = 0; i < scan->n_phrases; i++) {
        size_t from = scan->phrases[i], phrase = 0;
        if (phrases->items[from].leads & piece_bit(piece))
            phrase = phrases_find(phrases, from, piece);
        if (phrase)
            take_list(scan, phrases->items[phrase].list);
    }
}

/* ended: what follows it in the word is known to be an ending. */
static void take_entry(struct scan *scan, size_t at, bool ended)
{
    const struct entry *entry = entry_at(scan->privacy, at);
    if (entry->kind == HIT_FIRST) {
        begin_phrase(scan, entry->index);
    } else if (entry->kind == HIT_LAST && !scan->alone) {
        end_phrases(scan, entry->index);
    } else if (entry->kind == HIT_HEAD) {
        if (scan->n_heads < HEADS_MAX)
            scan->heads[scan->n_heads++] = (struct part){(uint16_t)at, scan->letters};
    } else if (entry->endings && !ended) {
        if (scan->n_stems < STEMS_MAX)
            scan->stems[scan->n_stems++] = (struct part){(uint16_t)at, scan->letters};
    } else if ((entry->kind != HIT_TAIL || joins(scan, entry)) &&
               (!entry->capitals || is_shouted(scan))) {
        add_event(scan, at, false);
        scan->found |= entry_knows(entry) >= scan->word->n;
    }
}

static inline bool is_last(const struct privacy *privacy, size_t at)
{
    return privacy->lists[at] & LIST_LAST;
}

/* Takes what is met in one place, the longest first. */
static void take_list(struct scan *scan, size_t list)
{
    const struct privacy *privacy = scan->privacy;
    if (list_has(privacy, list) & HAS_UNSURE) {
        do
            take_entry(scan, list, false);
        while (!is_last(privacy, list++));
    } else {
        add_event(scan, list, true);
        scan->found |= list_knows(privacy, list) >= (unsigned)scan->word->n;
    }
}

/* Goes on in the automaton with one letter, and with those of the word. */
static inline size_t feed(struct scan *scan, size_t state, char letter)
{
    const struct privacy *privacy = scan->privacy;
    state = next_state(privacy, state, privacy->letter[(unsigned char)letter]);
    if (privacy->led[state] & TELLING)
        take_list(scan, privacy->list_of[state]);
    return state;
}

static void feed_word(struct scan *scan)
{
    const struct privacy *privacy = scan->privacy;
    const struct word *word = scan->word;
    int before = scan->letters;
    size_t state = scan->state;
    for (int i = 0; i < word->n; i++) {
        state = next_state(privacy, state, privacy->letter[(unsigned char)word->letters[i]]);
        if (!(privacy->led[state] & TELLING))
            continue;
        scan->letters = before + i + 1;
        take_list(scan, privacy->list_of[state]);
    }
    scan->letters = before + word->n;
    scan->state = state;
}

/* ---- tokens ---------------------------------------------------------------------------------- */

static void begin_sentence(struct scan *scan)
{
    if (scan->n_sentences == scan->sentences_room) {
        scan->sentences = mem_room_twice(scan->sentences, scan->sentences_here, scan->n_sentences,
                                         sizeof *scan->sentences);
        scan->sentences_room *= 2;
    }
    scan->sentences[scan->n_sentences++] =
        (struct sentence){.token = (uint32_t)scan->n_tokens, .event = (uint32_t)scan->n_events};
    scan->beside = NO_PART;
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

unsigned scan_written(const struct scan *scan, const struct token *token)
{
    unsigned is = token->is & IS_NAMED;
    if (token->is & IS_PLAIN)
        for (size_t i = 0; i < token->len; i++)
            is |= scan->text[token->at + i] & 0x20 ? IS_SMALL : IS_CAPITAL;
    return is;
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

/* ---- the end of a word ----------------------------------------------------------------------- */

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
            take_entry(scan, scan->stems[i].at, true);
    }
    scan->n_stems = 0;
}

/* "anti depressiva" is one word, whatever the writer put between; "anti depressivas" is it with an
 * ending. */
static void __attribute__((noinline)) check_split(struct scan *scan)
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
        add_event(scan, misspelt_list((size_t) class, true), false);
        return;
    }
}

/* begins: it was not cut. */
static inline void end_word(struct scan *scan, bool begins)
{
    struct word *word = scan->word, *before = scan->before;
    int n = word->n, beside = scan->beside;
    scan->beside = NO_PART;
    if (n < PART_LETTERS_MIN)
        return;
    if (beside + n >= JOINED_LETTERS_MIN && near_begins(scan->privacy->near, before, word))
        check_split(scan);
    scan->beside = begins ? n : NO_PART;
    scan->word = before;
    scan->before = word;
}

/* ---- words that are known -------------------------------------------------------------------- */

/* But for capitals all counts that is met in a known word. */
static void __attribute__((noinline)) take_unsure(struct scan *scan, size_t list)
{
    const struct privacy *privacy = scan->privacy;
    do {
        const struct entry *entry = entry_at(privacy, list);
        if (entry->kind == HIT_FIRST) {
            begin_phrase(scan, entry->index);
        } else if (entry->kind == HIT_LAST) {
            scan->letters = entry->letters;
            end_phrases(scan, entry->index);
        } else if (!entry->capitals || is_shouted(scan)) {
            add_event(scan, list, false);
            scan->found |= entry_knows(entry) >= scan->word->n;
        }
    } while (!is_last(privacy, list++));
}

static inline void take_settled(struct scan *scan, size_t list)
{
    if (list_has(scan->privacy, list) & HAS_UNSURE)
        take_unsure(scan, list);
    else
        add_event(scan, list, true);
}

/* Goes on with the phrases that were begun. */
static void __attribute__((noinline)) go_on(struct scan *scan, size_t number)
{
    const struct phrases *phrases = &scan->privacy->phrases;
    size_t n = 0;
    for (size_t i = 0; i < scan->n_phrases; i++) {
        size_t from = scan->phrases[i], phrase;
        if (!(phrases->items[from].leads & piece_bit(number)) ||
            !(phrase = phrases_find(phrases, from, number)))
            continue;
        scan->letters = scan->word->n;
        if (phrases->items[phrase].list)
            take_list(scan, phrases->items[phrase].list);
        if (phrases->items[phrase].leads)
            scan->phrases[n++] = (uint16_t)phrase;
    }
    scan->n_phrases = n;
}

/* What is met at the end of a known word. */
static inline void take_end(struct scan *scan, const struct known *known, size_t number)
{
    if (scan->n_phrases) {
        if (known->is & KNOWN_GOES_ON)
            go_on(scan, number);
        else
            scan->n_phrases = 0;
    }
    if (known->first)
        begin_phrase(scan, known->first);
    if (known->end)
        take_settled(scan, known->end);
}

/* ---- other words ----------------------------------------------------------------------------- */

static void check_misspelt(struct scan *scan)
{
    int class = near_find(scan->privacy->near, scan->word, &scan->steps);
    if (class >= 0)
        add_event(scan, misspelt_list((size_t) class, false), false);
}

static void begin_parts(struct scan *scan)
{
    scan->state = scan->privacy->start;
    scan->letters = scan->n_heads = 0;
    scan->found = false;
}

/* number: of a known word, 0 for another. */
static void end_parts(struct scan *scan, size_t number, bool begins)
{
    if (scan->n_stems)
        take_stems(scan);
    if (number) {
        const struct known *known = &scan->privacy->lexicon.words[number];
        take_end(scan, known, number);
        scan->found |= known->end && list_knows(scan->privacy, known->end) >= known->n;
    } else {
        scan->n_phrases = 0;
        feed(scan, scan->state, ' ');
    }
    if (scan->word->n + 1 >= NEAR_LETTERS_MIN && !scan->found && begins)
        check_misspelt(scan);
    end_word(scan, begins);
}

/* Takes in a whole word at which a token was begun. */
static void __attribute__((noinline)) take_parts(struct scan *scan, size_t number)
{
    begin_parts(scan);
    feed_word(scan);
    end_parts(scan, number, true);
}

/* Takes in a word so long that it comes in pieces. */
static void __attribute__((noinline)) take_piece(struct scan *scan)
{
    const struct word *word = scan->word;
    unsigned is = written(word);
    scan->is = is;
    if (word->begins) {
        begin_token(scan, word->at, word->end - word->at, is, word->opens);
        begin_parts(scan);
    } else {
        struct token *token = &scan->tokens[scan->n_tokens - 1];
        token->len = (uint32_t)(word->end - token->at);
        token->is |= is & IS_SMALL;
    }
    feed_word(scan);
    if (word->ends)
        end_parts(scan, 0, word->begins);
    scan->is = 0;
}

static void add_alone(struct alone *alone, const struct privacy *privacy, size_t at)
{
    if (alone->n < ALONE_MAX)
        alone->entries[alone->n++] = privacy->lists[at] & (uint16_t)~LIST_LAST;
    else
        alone->full = true;
}

static void add_met(struct alone *alone, const struct scan *scan)
{
    const struct privacy *privacy = scan->privacy;
    for (size_t i = 0; i < scan->n_events; i++) {
        size_t at = scan->events[i].at;
        add_alone(alone, privacy, at);
        while (scan->events[i].all && !is_last(privacy, at))
            add_alone(alone, privacy, ++at);
    }
}

void scan_alone(struct scan *scan, const char *letters, size_t n, struct alone *alone)
{
    const struct privacy *privacy = scan->privacy;
    *alone = (struct alone){0};
    if (!scan->n_sentences)
        begin_sentence(scan);
    scan->n_events = scan->n_tokens = 0;
    scan->alone = true;
    scan->n_heads = 0;
    scan->word->n = (int)n;
    memset(scan->word->letters, 0, sizeof(uint64_t));
    memcpy(scan->word->letters, letters, n);
    begin_token(scan, 0, 0, IS_CAPITAL, false);
    begin_parts(scan);
    feed_word(scan);
    take_stems(scan);
    add_met(alone, scan);
    alone->n_before = alone->n;
    scan->n_events = 0;
    size_t state = next_state(privacy, scan->state, privacy->letter[' ']), list = 0;
    if (privacy->led[state] & TELLING)
        list = privacy->list_of[state];
    for (; list; list = is_last(privacy, list) ? 0 : list + 1) {
        if (entry_at(privacy, list)->kind == HIT_FIRST)
            add_alone(alone, privacy, list);
        else
            take_entry(scan, list, false);
        add_met(alone, scan);
        scan->n_events = 0;
    }
    scan->n_phrases = 0;
}

/* ---- words as they come ---------------------------------------------------------------------- */

/* Takes in a word at which a token was begun: there is more to it, or it is not known. */
static void __attribute__((noinline)) take_rare(struct scan *scan, size_t number)
{
    const struct lexicon *lexicon = &scan->privacy->lexicon;
    if (lexicon->words[number].spelt)
        number = lexicon_settle(lexicon, scan->word, number);
    const struct known *known = &lexicon->words[number];
    if (!number || known->is & KNOWN_PARTLY) {
        take_parts(scan, number);
        return;
    }
    scan->found = false;
    if (known->before)
        take_settled(scan, known->before);
    if (scan->n_stems)
        take_stems(scan);
    take_end(scan, known, number);
    if (known->misspelt && !scan->found)
        add_event(scan, known->misspelt, false);
    end_word(scan, true);
}

/* Takes in a whole word. number: as the lexicon knows it. */
static inline __attribute__((always_inline)) void take_whole(struct scan *scan, size_t number,
                                                             size_t at, size_t end, unsigned is,
                                                             bool opens)
{
    const struct known *known = &scan->privacy->lexicon.words[number];
    begin_token(scan, at, end - at, is, opens);
    if (known->is & KNOWN_RARE) {
        take_rare(scan, number);
        return;
    }
    take_end(scan, known, number);
    end_word(scan, true);
}

/* Takes in a word that was read. */
static void __attribute__((noinline)) take_word(struct scan *scan)
{
    const struct word *word = scan->word;
    if (!word->begins || !word->ends) {
        take_piece(scan);
        return;
    }
    take_whole(scan, lexicon_find(&scan->privacy->lexicon, word), word->at, word->end,
               written(word), word->opens);
}

#define EACH(byte) ((uint64_t)(byte)*0x0101010101010101U)

/* How many of eight letters, folded by EACH(0x20), come before one that is not from a to z? */
static inline unsigned count_plain(uint64_t folded)
{
    uint64_t low = folded & EACH(0x7F);
    uint64_t from_a = low + EACH(0x80 - 'a'), beyond_z = low + EACH(0x7F - 'z');
    uint64_t others = (folded | ~from_a | beyond_z) & EACH(0x80);
    return others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
}

static inline uint64_t fold_eight(const unsigned char *at)
{
    uint64_t letters;
    memcpy(&letters, at, sizeof letters);
    return le64toh(letters) | EACH(0x20);
}

static inline void put_eight(char *to, uint64_t letters)
{
    letters = htole64(letters);
    memcpy(to, &letters, sizeof letters);
}

/* Spells the rest of a word of plain letters at `at`, of which eight were read and behind which
 * eight may be. How many there are, or some more than a word may have. */
static unsigned spell_rest(struct word *word, const unsigned char *at)
{
    unsigned n = 8, more = 8;
    while (more == 8 && n <= WORD_MAX) {
        uint64_t letters = fold_eight(at + n);
        more = count_plain(letters);
        put_eight(word->letters + n, letters);
        n += more;
    }
    return n;
}

/* Goes on until there is something else than words of plain letters and what parts them; where a
 * byte stands that parts words, that is the end at the latest. */
static void take_plain_words(struct scan *scan, struct reader *reader, size_t stop)
{
    const struct privacy *privacy = scan->privacy;
    const unsigned char *text = (const unsigned char *)reader->text;
    size_t at = reader->at;
    while (at < stop) {
        struct word *word = scan->word;
        uint64_t key = fold_eight(text + at);
        unsigned n = count_plain(key);
        if (n == 0) {
            reader->at = at;
            if (reader_between(reader, word))
                take_word(scan);
            else if (reader->at == at)
                break;
            at = reader->at;
            at += at < stop && text[at] == ' ';
            continue;
        }
        if (n < 8)
            key = key << (64 - 8 * n) >> (64 - 8 * n);
        else
            n = spell_rest(word, text + at);
        if (n > WORD_MAX || !privacy->parts[text[at + n]])
            break;
        put_eight(word->letters, key);
        word->n = (int)n;
        size_t number = n > 8 ? lexicon_find(&privacy->lexicon, word)
                              : lexicon_find_short(&privacy->lexicon, key, n);
        bool opens = reader->opening;
        reader->opening = false;
        take_whole(scan, number, at, at + n, IS_PLAIN, opens);
        at += n;
        at += text[at] == ' ';
    }
    reader->at = at;
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
    scan->text = reader.text;
    begin_sentence(scan);
    scan->steps = len;
    for (;;) {
        if (!reader.inside)
            take_plain_words(scan, &reader, end);
        if ((reader.inside || !reader_between(&reader, scan->word)) &&
            !reader_word(&reader, scan->word))
            break;
        take_word(scan);
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
    scan->n_stems = 0;
    scan->n_phrases = 0;
    scan->alone = scan->found = false;
    scan->is = 0;
    scan->word = &scan->words[0];
    scan->before = &scan->words[1];
    scan->beside = NO_PART;
}

void scan_close(struct scan *scan)
{
    mem_room_free(scan->tokens, scan->tokens_here);
    mem_room_free(scan->events, scan->events_here);
    mem_room_free(scan->sentences, scan->sentences_here);
}
