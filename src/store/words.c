#include "store/words.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "store/veil.h"

/* One word: as it was typed, for the query, and folded, for comparing. */
struct word {
    char *typed, *folded;
    size_t len; /* of folded */
};

struct words {
    fts5_tokenizer tokenizer;
    Fts5Tokenizer *made; /* by the tokenizer; NULL while not */
    struct word *word;
    size_t n;
    uint16_t first[256]; /* bit 1 << i: the ith of them begins with that byte, small or not */
};
_Static_assert(WORDS_MOST <= 16, "a bit for each");

/* What one run over a text collects. */
struct run {
    struct words *words; /* read into */
    const struct words *sought;
    const char *text;
    struct mark *marks;
    size_t n_marks;
    unsigned found;   /* a bit for each */
    words_each *each; /* told of them */
    void *context;
};

/* Told of a word of the text of a run: as the tokenizer folds it, or as it stands there. */
typedef int each_word(void *run, int flags, const char *word, int len, int begin, int end);

/* How the indexes cut their texts (src/store/schema.c). */
static int make_tokenizer(struct words *words, fts5_api *api)
{
    const char *const options[] = {"remove_diacritics", "2"};
    void *context = NULL;
    int code = api->xFindTokenizer(api, "unicode61", &context, &words->tokenizer);
    if (code == SQLITE_OK)
        code = words->tokenizer.xCreate(context, (const char **)options, 2, &words->made);
    return code;
}

/* The door to the extension is handed out by a function of it (sqlite.org/fts5.html, 7). NULL when
 * it is not. */
static fts5_api *find_api(struct db *db, struct err *err)
{
    struct query query;
    fts5_api *api = NULL;
    query_begin(&query, db, "SELECT fts5(?1)");
    if (query.code == SQLITE_OK)
        query.code = sqlite3_bind_pointer(query.stmt, 1, &api, "fts5_api_ptr", NULL);
    query_row(&query);
    if (query_end(&query, err))
        return NULL;
    if (!api)
        db_fail(err, SQLITE_ERROR);
    return api;
}

static void note_first(struct words *words, unsigned char first)
{
    words->first[first] |= (uint16_t)(1U << (words->n % WORDS_MOST));
    if (first >= 'a' && first <= 'z')
        words->first[first - 'a' + 'A'] = words->first[first];
}

static int keep_word(void *context, int flags, const char *token, int len, int begin, int end)
{
    struct run *run = context;
    struct words *words = run->words;
    (void)flags;
    note_first(words, (unsigned char)*token);
    words->word = mem_room(words->word, words->n, sizeof *words->word);
    words->word[words->n++] = (struct word){
        .typed = mem_copy_len(run->text + begin, (size_t)(end - begin)),
        .folded = mem_copy_len(token, (size_t)len),
        .len = (size_t)len,
    };
    return words->n > WORDS_MOST ? SQLITE_TOOBIG : SQLITE_OK;
}

static int tokenize(const struct words *words, int purpose, struct run *run, size_t len,
                    each_word *each)
{
    return words->tokenizer.xTokenize(words->made, run, purpose, run->text, (int)len, each);
}

struct words *words_read(struct db *db, const char *text, struct err *err)
{
    fts5_api *api = find_api(db, err);
    if (!api)
        return NULL;
    struct words *words = mem_zero(1, sizeof *words);
    struct run run = {.words = words, .text = text};
    int code = make_tokenizer(words, api);
    if (code == SQLITE_OK)
        code = tokenize(words, FTS5_TOKENIZE_QUERY, &run, strlen(text), keep_word);
    if (code == SQLITE_OK)
        return words;
    if (words->n > WORDS_MOST)
        err_set(err, "Those are too many words to look for. Give at most %d.", WORDS_MOST);
    else
        db_fail(err, code);
    words_free(words);
    return NULL;
}

void words_free(struct words *words)
{
    if (!words)
        return;
    if (words->made)
        words->tokenizer.xDelete(words->made);
    for (size_t i = 0; i < words->n; i++) {
        free(words->word[i].typed);
        free(words->word[i].folded);
    }
    free(words->word);
    free(words);
}

size_t words_count(const struct words *words)
{
    return words->n;
}

/* ---- asking ---------------------------------------------------------------------------------- */

#define LONGER_MOST 64 /* so many words of one beginning are asked for by themselves */

/* The words an index holds, in order (sqlite.org/fts5.html, the fts5vocab module). */
static int open_vocabulary(struct db *db, const char *index, struct err *err)
{
    struct buf name = BUF_INIT, sql = BUF_INIT;
    buf_addf(&name, "words_of_%s", index);
    bool there = sqlite3_table_column_metadata(db->handle, "temp", name.data, NULL, NULL, NULL,
                                               NULL, NULL, NULL) == SQLITE_OK;
    buf_addf(&sql, "CREATE VIRTUAL TABLE temp.%s USING fts5vocab ('%s', '%s', 'instance')",
             name.data, veil_hangs(db) ? "temp" : "main", index);
    int failed = there ? 0 : db_run(db, sql.data, err);
    buf_release(&name);
    buf_release(&sql);
    return failed;
}

/* The first word of an index from `from` on: "" when there is none. */
static int next_word(struct db *db, const char *index, const struct buf *from, struct buf *word,
                     struct err *err)
{
    struct query query;
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT term FROM temp.words_of_%s WHERE term >= :from LIMIT 1", index);
    query_begin(&query, db, sql.data);
    query_bytes(&query, ":from", from->data, from->len);
    buf_clear(word);
    if (query_row(&query))
        buf_adds(word, query_see_key(&query));
    buf_release(&sql);
    return query_end(&query, err);
}

/* Adds `("werk" OR "werkt" OR "werkte")`: the beginning itself, there or not, as it costs as much
 * to find out as to look for it, and what is longer; *n is how many, at most LONGER_MOST + 1. */
static int add_longer(struct db *db, const char *index, const char *beginning, struct buf *longer,
                      size_t *n, struct err *err)
{
    struct buf from = BUF_INIT, word = BUF_INIT;
    int failed = open_vocabulary(db, index, err);
    buf_adds(&word, beginning);
    while (!failed && *n <= LONGER_MOST && !strncmp(word.data, beginning, strlen(beginning))) {
        buf_addf(longer, "%s\"%s\"", (*n)++ ? " OR " : "(", word.data);
        buf_clear(&from);
        buf_addf(&from, "%s\x01", word.data); /* no word has that, so all others come after it */
        failed = next_word(db, index, &from, &word, err);
    }
    buf_adds(longer, ")");
    buf_release(&from);
    buf_release(&word);
    return failed;
}

/* Beginnings are counted in characters (sqlite.org/fts5.html, 4.2). */
static int signs_of(const char *text)
{
    int n = 0;
    for (; *text; text++)
        n += (*text & 0xC0) != 0x80;
    return n;
}

static int add_last(const struct word *last, struct db *db, const char *index, struct buf *match,
                    struct err *err)
{
    struct buf longer = BUF_INIT;
    size_t n = 0;
    int failed = signs_of(last->folded) > WORDS_BEGINNING
                     ? add_longer(db, index, last->folded, &longer, &n, err)
                     : 0;
    if (n && n <= LONGER_MOST) /* else it has few signs, or very many begin with it */
        buf_add(match, longer.data, longer.len);
    else
        buf_addf(match, "\"%s\"*", last->typed);
    buf_release(&longer);
    return failed;
}

/* One word as a term of a MATCH. It has no signs in it, so none can end its quotes. */
static int add_term(const struct words *words, size_t i, struct db *db, const char *index,
                    struct buf *term, struct err *err)
{
    if (i + 1 == words->n)
        return add_last(&words->word[i], db, index, term, err);
    buf_addf(term, "\"%s\"", words->word[i].typed);
    return 0;
}

static int add_terms(const struct words *words, const char *between, struct db *db,
                     const char *index, struct buf *match, struct err *err)
{
    int failed = 0;
    for (size_t i = 0; !failed && i < words->n; i++) {
        buf_adds(match, i ? between : "");
        failed = add_term(words, i, db, index, match, err);
    }
    return failed;
}

int words_add_match(const struct words *words, struct db *db, const char *index, struct buf *match,
                    struct err *err)
{
    return add_terms(words, " AND ", db, index, match, err);
}

int words_in_none(const struct words *words, struct db *db, const char *index, bool *none,
                  struct err *err)
{
    struct buf match = BUF_INIT, sql = BUF_INIT;
    int failed = add_terms(words, " OR ", db, index, &match, err);
    if (!failed) {
        struct query query;
        buf_addf(&sql, "SELECT 1 FROM %s WHERE %s MATCH :match LIMIT 1", index, index);
        query_begin(&query, db, sql.data);
        query_bytes(&query, ":match", match.data, match.len);
        *none = !query_row(&query);
        failed = query_end(&query, err);
    }
    buf_release(&match);
    buf_release(&sql);
    return failed;
}

/* How many there are is not known without going through them. But the newest do for an estimate:
 * the lower the place of the last of some, the fewer there are; 0 where there are not so many. */
static int newest_place(struct db *db, const char *index, const struct buf *word, int64_t *place,
                        struct err *err)
{
    enum { SOME = 60 };
    struct query query;
    struct buf sql = BUF_INIT;
    buf_addf(&sql,
             "SELECT rowid FROM %s WHERE %s MATCH :word ORDER BY rowid DESC LIMIT 1 OFFSET %d",
             index, index, SOME);
    query_begin(&query, db, sql.data);
    query_bytes(&query, ":word", word->data, word->len);
    *place = query_row(&query) ? query_take_number(&query) : 0;
    buf_release(&sql);
    return query_end(&query, err);
}

struct rare {
    struct buf term;
    int64_t place;
};

/* Keeps the two lowest, the first of them the lowest; takes the term over. */
static void keep_rarest(struct rare rarest[2], struct rare next)
{
    if (next.place < rarest[1].place) {
        struct rare last = rarest[1];
        rarest[1] = next;
        next = last;
    }
    if (rarest[1].place < rarest[0].place) {
        struct rare first = rarest[0];
        rarest[0] = rarest[1];
        rarest[1] = first;
    }
    buf_release(&next.term);
}

int words_add_rarest(const struct words *words, struct db *db, const char *index, struct buf *match,
                     struct err *err)
{
    struct rare rarest[2] = {{BUF_INIT, INT64_MAX}, {BUF_INIT, INT64_MAX}};
    int failed = 0;
    for (size_t i = 0; !failed && i < words->n; i++) {
        struct rare next = {BUF_INIT, 0};
        failed = add_term(words, i, db, index, &next.term, err) ||
                 newest_place(db, index, &next.term, &next.place, err);
        keep_rarest(rarest, next);
    }
    if (!failed)
        buf_addf(match, "%s AND %s", rarest[0].term.data, rarest[1].term.data);
    buf_release(&rarest[0].term);
    buf_release(&rarest[1].term);
    return failed ? -1 : 0;
}

/* ---- going through a text -------------------------------------------------------------------- */

static bool is_ascii(const char *text, size_t len)
{
    uint64_t all = 0, eight;
    size_t at = 0;
    for (; at + sizeof eight <= len; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        all |= eight;
    }
    for (; at < len; at++)
        all |= (unsigned char)text[at];
    return !(all & UINT64_C(0x8080808080808080));
}

static inline bool in_word(char c)
{
    return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

static size_t word_end(const char *text, size_t len, size_t at)
{
    while (at < len && in_word(text[at]))
        at++;
    return at;
}

static int cut_ascii(struct run *run, size_t len, each_word *each)
{
    int code = SQLITE_OK;
    for (size_t at = 0, end; code == SQLITE_OK && at < len; at = end + 1) {
        end = word_end(run->text, len, at);
        if (end > at)
            code = each(run, 0, run->text + at, (int)(end - at), (int)at, (int)end);
    }
    return code;
}

/* Only the words that begin as one of those looked for. */
static int cut_likely(struct run *run, size_t len, each_word *each)
{
    const uint16_t *first = run->sought->first;
    const char *text = run->text;
    int code = SQLITE_OK;
    for (size_t at = 0, end; code == SQLITE_OK; at = end) {
        while (at < len && !first[(unsigned char)text[at]])
            at++;
        if (at >= len)
            break;
        end = word_end(text, len, at + 1);
        if (!at || !in_word(text[at - 1]))
            code = each(run, 0, text + at, (int)(end - at), (int)at, (int)end);
    }
    return code;
}

/* A text of ASCII, as most are, has no words but those of letters and digits, and nothing to fold
 * but capitals: the same words as by the tokenizer, in less than half of its steps. `all`: tells of
 * every word; else those that begin as none of those looked for may be left out. */
static int cut(struct run *run, size_t len, bool all, each_word *each)
{
    if (is_ascii(run->text, len))
        return (all ? cut_ascii : cut_likely)(run, len, each);
    return tokenize(run->sought, FTS5_TOKENIZE_DOCUMENT, run, len, each);
}

/* Which of them a word of a text is, and which it only begins with. */
static unsigned match(const struct words *words, const char *token, size_t len, unsigned *begun)
{
    unsigned whole = 0, maybe = words->first[(unsigned char)*token];
    *begun = 0;
    for (size_t i = 0; maybe; i++, maybe >>= 1) {
        const struct word *word = &words->word[i];
        if (!(maybe & 1) || len < word->len || strncasecmp(token, word->folded, word->len) != 0)
            continue;
        if (len == word->len)
            whole |= 1U << i;
        else if (i + 1 == words->n)
            *begun = 1U << i;
    }
    return whole;
}

static int tell_word(void *context, int flags, const char *token, int len, int begin, int end)
{
    struct run *run = context;
    unsigned begun, whole = match(run->sought, token, (size_t)len, &begun);
    (void)flags;
    (void)end;
    run->each(run->context, whole, begun, (size_t)begin);
    return SQLITE_OK;
}

int words_walk(const struct words *words, const char *text, size_t len, words_each *each,
               void *context, struct err *err)
{
    struct run run = {.sought = words, .text = text, .each = each, .context = context};
    int code = cut(&run, len, true, tell_word);
    return code == SQLITE_OK ? 0 : db_fail(err, code);
}

static int note_found(void *context, int flags, const char *token, int len, int begin, int end)
{
    struct run *run = context;
    unsigned begun;
    (void)flags;
    (void)begin;
    (void)end;
    run->found |= match(run->sought, token, (size_t)len, &begun);
    run->found |= begun;
    return SQLITE_OK;
}

int words_find(const struct words *words, const char *text, size_t len, unsigned *found,
               struct err *err)
{
    struct run run = {.sought = words, .text = text};
    int code = cut(&run, len, false, note_found);
    *found |= run.found;
    return code == SQLITE_OK ? 0 : db_fail(err, code);
}

int words_find_row(const struct words *words, struct query *query, int n, unsigned *found,
                   struct err *err)
{
    int failed = 0;
    for (int i = 0; !failed && i < n; i++) {
        size_t len;
        const char *text = query_see_text(query, &len);
        failed = words_find(words, text, len, found, err);
    }
    return failed;
}

bool words_are_all(const struct words *words, unsigned found)
{
    return found == (1U << words->n) - 1;
}

static int keep_mark(void *context, int flags, const char *token, int len, int begin, int end)
{
    struct run *run = context;
    unsigned begun;
    (void)flags;
    if (!match(run->sought, token, (size_t)len, &begun) && !begun)
        return SQLITE_OK;
    run->marks = mem_room(run->marks, run->n_marks, sizeof *run->marks);
    run->marks[run->n_marks++] = (struct mark){(size_t)begin, (size_t)(end - begin)};
    return SQLITE_OK;
}

int words_mark(const struct words *words, const char *text, size_t len, struct mark **marks,
               size_t *n, struct err *err)
{
    struct run run = {.sought = words, .text = text};
    int code = cut(&run, len, false, keep_mark);
    *marks = run.marks;
    *n = run.n_marks;
    if (code == SQLITE_OK)
        return 0;
    free(run.marks);
    *marks = NULL;
    *n = 0;
    return db_fail(err, code);
}
