/* Finding agreements and answers by the words in them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fixture.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/lookup.h"
#include "store/search.h"
#include "store/words.h"

#define TODAY 20791 /* 2026-12-04 */

static const struct deed did = {"did it", ""};

static void agree(struct fixture *fixture, const char *interview, enum share share,
                  const char *what, const char *follow_up)
{
    struct agreement agreement;
    agreement_init(&agreement);
    snprintf(agreement.interview, sizeof agreement.interview, "%s", interview);
    mem_replace(&agreement.what, what);
    mem_replace(&agreement.follow_up, follow_up);
    agreement.owner = OWNER_MANAGER;
    agreement.due = TODAY;
    agreement.share = share;
    assert_int_equal(agreements_save(fixture->store, &agreement, &did, &fixture->err), 0);
    agreement_release(&agreement);
}

/* The texts found, marked, one a line: "what [was] found; and [where]". */
static void find(struct fixture *fixture, const struct search *search, struct buf *found)
{
    struct hit *hits = NULL;
    size_t n = 0;
    buf_clear(found);
    int failed = search_find(fixture->store, search, &hits, &n, &fixture->err);
    assert_string_equal(fixture->err.text, "");
    if (failed)
        assert_int_equal(n, 0);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < hits[i].n_texts; k++) {
            const struct hit_text *text = &hits[i].texts[k];
            buf_adds(found, k ? "; " : "");
            excerpt_add(found, text->text, text->marks, text->n_marks, 0);
        }
        buf_adds(found, "\n");
    }
    if (failed)
        buf_adds(found, "no words");
    hits_free(hits, n);
}

static void assert_found(struct fixture *fixture, const char *words, const char *expected)
{
    struct buf found = BUF_INIT;
    find(fixture, &(struct search){.words = words}, &found);
    assert_string_equal(found.data, expected);
    buf_release(&found);
}

static void assert_hr_finds(struct fixture *fixture, const char *words, const char *expected)
{
    struct buf found = BUF_INIT;
    find(fixture, &(struct search){.words = words, .hr = true}, &found);
    assert_string_equal(found.data, expected);
    buf_release(&found);
}

static void all_words_must_be_there_in_any_order(void **state)
{
    struct fixture *fixture = *state;
    agree(fixture, fixture->sanne, SHARE_HR, "Rooster voor vier ochtenden", "bellen op maandag");
    agree(fixture, fixture->sanne, SHARE_HR, "Rooster ruilen", "");
    sandbox_answer(fixture->store, fixture->mo, "a", "b", SHARE_PRIVATE, "het rooster knelt");
    assert_found(fixture, "rooster", "het [rooster] knelt\n[Rooster] ruilen\n"
                                     "[Rooster] voor vier ochtenden\n");
    assert_found(fixture, "ochtenden rooster", "[Rooster] voor vier [ochtenden]\n");
    assert_found(fixture, "  ROOSTER, vier!", "[Rooster] voor [vier] ochtenden\n");
    assert_found(fixture, "maandag rooster",
                 "[Rooster] voor vier ochtenden; bellen op [maandag]\n");
    assert_found(fixture, "knelt ruilen", ""); /* not of two texts together */
    assert_found(fixture, "rooster dienst", "");
}

static void only_the_last_word_may_be_a_beginning(void **state)
{
    struct fixture *fixture = *state;
    agree(fixture, fixture->sanne, SHARE_HR, "Rooster voor vier ochtenden", "");
    assert_found(fixture, "r", "[Rooster] voor vier ochtenden\n");
    assert_found(fixture, "roo", "[Rooster] voor vier ochtenden\n");
    assert_found(fixture, "roost", "[Rooster] voor vier ochtenden\n");
    assert_found(fixture, "vier roo", "[Rooster] voor [vier] ochtenden\n");
    assert_found(fixture, "roo vier", "");
    assert_found(fixture, "roosters", "");
    assert_found(fixture, "ooster", "");
}

static size_t count(struct fixture *fixture, const char *words, bool hr)
{
    struct search search = {.words = words, .hr = hr};
    struct hit *hits = NULL;
    size_t n = 0;
    search_find(fixture->store, &search, &hits, &n, &fixture->err);
    hits_free(hits, n);
    return n;
}

/* Also when it is longer than what an index has by itself, and when more words have it than are
 * asked for one by one. */
static void a_beginning_of_any_length_finds_all_it_begins(void **state)
{
    static const char word[] = "werkplekaanpassing";
    enum { SHARED = 40, REST = 45 };
    struct fixture *fixture = *state;
    char text[64];
    for (int i = 0; i < SHARED + REST; i++) {
        snprintf(text, sizeof text, "W\xC3\xA9rkplekAanpassing%c%c en meer", 'a' + i / 26,
                 'a' + i % 26);
        agree(fixture, fixture->sanne, i < SHARED ? SHARE_HR : SHARE_EMPLOYEE, text, "");
    }
    agree(fixture, fixture->sanne, SHARE_HR, "werkplek", "");
    sandbox_answer(fixture->store, fixture->mo, "a", "b", SHARE_PRIVATE, "geen werkplekaanpassing");
    for (size_t len = 1; len < sizeof word; len++) {
        snprintf(text, sizeof text, "%.*s", (int)len, word);
        size_t other = len <= 8;
        assert_int_equal(count(fixture, text, true), SHARED + other);
        assert_int_equal(count(fixture, text, false), SHARED + REST + 1 + other);
    }
    assert_int_equal(count(fixture, "meer werkplekaanpassinga", true), 26);
    assert_int_equal(count(fixture, "meer werkplekaanpassingd", true), 0);
    assert_int_equal(count(fixture, "meer werkplekaanpassingd", false), 7);
    assert_int_equal(count(fixture, "werkplekaanpassingen", false), 0);
}

static void letters_are_folded_and_marks_stand_on_bytes(void **state)
{
    struct fixture *fixture = *state;
    struct hit *hits = NULL;
    size_t n = 0;
    agree(fixture, fixture->sanne, SHARE_HR, "Cafe\xCC\x81 Zo\xC3\xAB: R\xC3\x9C" "CKEN", "");
    assert_found(fixture, "rucken", "Cafe\xCC\x81 Zo\xC3\xAB: [R\xC3\x9C" "CKEN]\n");
    assert_found(fixture, "zo\xC3\x8B", "Cafe\xCC\x81 [Zo\xC3\xAB]: R\xC3\x9C" "CKEN\n");
    assert_found(fixture, "caf\xC3\xA9 zoe", "[Cafe\xCC\x81] [Zo\xC3\xAB]: R\xC3\x9C" "CKEN\n");
    struct search search = {.words = "zoe"};
    assert_int_equal(search_find(fixture->store, &search, &hits, &n, &fixture->err), 0);
    assert_int_equal(n, 1);
    assert_int_equal(hits[0].texts[0].n_marks, 1);
    assert_int_equal(hits[0].texts[0].marks[0].at, 7);
    assert_int_equal(hits[0].texts[0].marks[0].len, 4);
    hits_free(hits, n);
}

/* A text of ASCII is not cut up by the tokenizer of the indexes; it has the same words all the
 * same, whatever stands between them. */
static void a_plain_text_has_the_words_of_any_other(void **state)
{
    struct fixture *fixture = *state;
    struct words *words = words_read(store_db(fixture->store), "ab 1x", &fixture->err);
    assert_non_null(words);
    for (int i = 1; i < 128; i++) {
        struct mark *plain, *other;
        size_t n_plain, n_other;
        char text[64], sign = (char)i;
        snprintf(text, sizeof text, "ab%cab AB%cba %cAb aB%c 1X%c1xy%c", sign, sign, sign, sign,
                 sign, sign);
        good(fixture, words_mark(words, text, strlen(text), &plain, &n_plain, &fixture->err));
        strcat(text, " \xC3\xA9");
        good(fixture, words_mark(words, text, strlen(text), &other, &n_other, &fixture->err));
        assert_int_equal(n_plain, n_other);
        assert_memory_equal(plain, other, n_plain * sizeof *plain);
        free(plain);
        free(other);
    }
    words_free(words);
}

/* Whatever is typed is words, and never an error. */
static void the_signs_of_the_query_language_are_no_words(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *words, *found;
    } rows[] = {
        {"", "no words"},
        {" \t\n", "no words"},
        {"\"", "no words"},
        {"*", "no words"},
        {"()-+^:{}'%_;\\", "no words"},
        {"\xF0\x9F\x98\x80", "no words"},
        {"\xFF\xFE\xC3", "no words"},
        {"a\" OR \"b", ""},
        {"roo* OR ochtenden", ""},
        {"NEAR(rooster ochtenden)", ""},
        {"rooster NOT vier", ""},
        {"what : rooster", ""},
        {"{what follow_up} : rooster", ""},
        {"-what:rooster", ""},
        {"'; DROP TABLE agreement; --", ""},
        {"agreement_text MATCH 1", ""},
        {"rank", ""},
        {"^rooster", "[Rooster] voor vier ochtenden\n"},
        {"\"vier rooster\"", "[Rooster] voor [vier] ochtenden\n"},
        {"rooster*", "[Rooster] voor vier ochtenden\n"},
        {"rooster + vier", "[Rooster] voor [vier] ochtenden\n"},
        {"(rooster)\xC3\"", "[Rooster] voor vier ochtenden\n"},
        {"%rooster%", "[Rooster] voor vier ochtenden\n"},
    };
    agree(fixture, fixture->sanne, SHARE_HR, "Rooster voor vier ochtenden", "");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_found(fixture, rows[i].words, rows[i].found);
        assert_hr_finds(fixture, rows[i].words, rows[i].found);
    }
}

static void any_bytes_are_only_ever_looked_for(void **state)
{
    struct fixture *fixture = *state;
    struct buf found = BUF_INIT;
    char words[24];
    unsigned seed = 7;
    agree(fixture, fixture->sanne, SHARE_HR, "Rooster voor vier ochtenden", "");
    for (int i = 0; i < 3000; i++) {
        size_t len = 1 + (seed >> 16) % (sizeof words - 1);
        for (size_t k = 0; k < len; k++) {
            seed = seed * 1103515245U + 12345U;
            words[k] = (char)(1 + (seed >> 16) % 255);
        }
        words[len < sizeof words ? len : sizeof words - 1] = '\0';
        find(fixture, &(struct search){.words = words}, &found); /* nothing goes wrong */
    }
    buf_release(&found);
}

static void long_and_many_words(void **state)
{
    struct fixture *fixture = *state;
    struct buf words = BUF_INIT;
    struct hit *hits = NULL;
    size_t n = 0;
    for (int i = 0; i < 100000; i++)
        buf_adds(&words, "a");
    agree(fixture, fixture->sanne, SHARE_HR, words.data, "");
    struct search search = {.words = words.data};
    assert_int_equal(search_find(fixture->store, &search, &hits, &n, &fixture->err), 0);
    assert_int_equal(n, 1);
    hits_free(hits, n);
    buf_clear(&words);
    for (int i = 0; i < 16; i++)
        buf_adds(&words, "a ");
    search.words = words.data;
    assert_int_equal(search_find(fixture->store, &search, &hits, &n, &fixture->err), 0);
    buf_adds(&words, "a");
    search.words = words.data;
    assert_int_equal(search_find(fixture->store, &search, &hits, &n, &fixture->err), -1);
    assert_non_null(strstr(fixture->err.text, "at most 16"));
    buf_release(&words);
}

static void a_hit_says_where_it_stands(void **state)
{
    struct fixture *fixture = *state;
    struct hit *hits = NULL;
    size_t n = 0;
    assert_int_equal(interviews_set_at(fixture->store, fixture->sanne, SANDBOX_NOW + 5, NULL,
                                       &fixture->err), 0);
    agree(fixture, fixture->sanne, SHARE_EMPLOYEE, "Rooster ruilen", "rooster bekijken");
    sandbox_answer(fixture->store, fixture->sanne, "punt", "veld", SHARE_EMPLOYEE, "rooster");
    struct search search = {.words = "rooster"};
    assert_int_equal(search_find(fixture->store, &search, &hits, &n, &fixture->err), 0);
    assert_int_equal(n, 2);
    assert_int_equal(hits[0].kind, HIT_AGREEMENT);
    assert_true(uuid_valid(hits[0].id));
    assert_string_equal(hits[0].interview, fixture->sanne);
    assert_string_equal(hits[0].person.name, "Sanne de Boer");
    assert_int_equal(hits[0].interview_at, SANDBOX_NOW + 5);
    assert_int_equal(hits[0].share, SHARE_EMPLOYEE);
    assert_int_equal(hits[0].status, STATUS_OPEN);
    assert_int_equal(hits[0].due, TODAY);
    assert_null(hits[0].label);
    assert_int_equal(hits[0].n_texts, 2);
    assert_string_equal(hits[0].texts[1].field, "follow_up");
    assert_int_equal(hits[1].kind, HIT_ANSWER);
    assert_string_equal(hits[1].id, "");
    assert_string_equal(hits[1].interview, fixture->sanne);
    assert_string_equal(hits[1].point, "punt");
    assert_string_equal(hits[1].field, "veld");
    assert_string_equal(hits[1].label, "Hoe gaat het?");
    assert_int_equal(hits[1].due, DAY_NONE);
    assert_string_equal(hits[1].texts[0].field, "value");
    assert_true(hits[0].place > hits[1].place);
    hits_free(hits, n);
}

/* Page after page gives each hit once, in order, also when more is written in between. */
static void pages_go_on_where_the_last_one_ended(void **state)
{
    struct fixture *fixture = *state;
    char what[32], id[UUID_SIZE] = "";
    int64_t last = INT64_MAX;
    size_t found = 0, pages = 0;
    for (int i = 0; i < 30; i++) {
        if (i % 10 == 0)
            sandbox_begin(fixture->store, "Tim Aerts", id);
        snprintf(what, sizeof what, "rooster %d", i);
        agree(fixture, id, i % 3 ? SHARE_HR : SHARE_EMPLOYEE, what, "");
        sandbox_answer(fixture->store, id, "a", what, SHARE_PRIVATE, what);
    }
    struct search search = {.words = "rooster", .limit = 7};
    for (size_t n = 1; n;) {
        struct hit *hits = NULL;
        assert_int_equal(search_find(fixture->store, &search, &hits, &n, &fixture->err), 0);
        assert_true(n <= 7);
        for (size_t i = 0; i < n; i++) {
            assert_true(hits[i].place < last);
            last = search.after = hits[i].place;
        }
        found += n;
        pages += n > 0;
        hits_free(hits, n);
        if (pages == 2) {
            sandbox_begin(fixture->store, "Roos Dijkstra", id);
            agree(fixture, id, SHARE_HR, "rooster nieuw", "");
        }
    }
    assert_int_equal(found, 60);
    assert_int_equal(pages, 9);
    search = (struct search){.words = "rooster", .hr = true};
    struct hit *hits = NULL;
    size_t n = 0;
    assert_int_equal(search_find(fixture->store, &search, &hits, &n, &fixture->err), 0);
    assert_int_equal(n, 21);
    assert_string_equal(hits[0].texts[0].text, "rooster nieuw"); /* the newest first */
    assert_string_equal(hits[1].texts[0].text, "rooster 29");
    assert_string_equal(hits[20].texts[0].text, "rooster 1");
    hits_free(hits, n);
}

static void what_is_withdrawn_is_not_found(void **state)
{
    struct fixture *fixture = *state;
    struct undone undone;
    agree(fixture, fixture->sanne, SHARE_HR, "rooster een", "");
    agree(fixture, fixture->mo, SHARE_HR, "rooster twee", "");
    sandbox_answer(fixture->store, fixture->mo, "a", "b", SHARE_PRIVATE, "rooster drie");
    assert_int_equal(interviews_remove(fixture->store, fixture->mo, &did, &fixture->err), 0);
    assert_found(fixture, "rooster", "[rooster] een\n");
    assert_hr_finds(fixture, "rooster", "[rooster] een\n");
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &fixture->err), 1);
    buf_release(&undone.said);
    assert_found(fixture, "rooster", "[rooster] twee\n[rooster] drie\n[rooster] een\n");
}

/* ---- what fits best -------------------------------------------------------------------------- */

/* As find, the best first. Returns of how many of the newest, 0 for all. */
static size_t find_best(struct fixture *fixture, const struct search *search, struct buf *found)
{
    struct hit *hits = NULL;
    size_t n = 0, of_newest = 1;
    buf_clear(found);
    assert_int_equal(search_best(fixture->store, search, &hits, &n, &of_newest, &fixture->err), 0);
    for (size_t i = 0; i < n; i++)
        buf_addf(found, "%s\n", hits[i].texts[0].text);
    hits_free(hits, n);
    return of_newest;
}

static void assert_best(struct fixture *fixture, const char *words, const char *expected)
{
    struct buf found = BUF_INIT;
    assert_int_equal(find_best(fixture, &(struct search){.words = words}, &found), 0);
    assert_string_equal(found.data, expected);
    buf_release(&found);
}

static void the_best_comes_first_and_of_the_same_the_newest(void **state)
{
    struct fixture *fixture = *state;
    agree(fixture, fixture->sanne, SHARE_HR, "Rooster voor vier ochtenden", "");
    agree(fixture, fixture->sanne, SHARE_HR, "Iets anders", "kijken naar het rooster in april");
    agree(fixture, fixture->sanne, SHARE_HR, "Roosters ruilen met een ander", "");
    agree(fixture, fixture->sanne, SHARE_EMPLOYEE, "Rooster ruilen, een rooster op proef", "");
    assert_best(fixture, "rooster", "Rooster ruilen, een rooster op proef\n" /* often */
                                    "Rooster voor vier ochtenden\n"          /* in its first line */
                                    "Roosters ruilen met een ander\n"        /* only begins so */
                                    "Iets anders\n");
    agree(fixture, fixture->mo, SHARE_HR, "Vier keer een ander rooster", "");
    agree(fixture, fixture->mo, SHARE_HR, "Vier rooster keer een ander", "");
    assert_best(fixture, "vier rooster", "Vier rooster keer een ander\n" /* next to each other */
                                         "Rooster voor vier ochtenden\n" /* in fewer words */
                                         "Vier keer een ander rooster\n");
    agree(fixture, fixture->mo, SHARE_HR, "Bellen op dinsdag", "");
    agree(fixture, fixture->sanne, SHARE_HR, "Bellen op maandag", "");
    agree(fixture, fixture->mo, SHARE_HR, "Bellen op vrijdag", "");
    assert_best(fixture, "bellen", "Bellen op vrijdag\nBellen op dinsdag\nBellen op maandag\n");
    assert_best(fixture, "niets", "");
}

static void hr_gets_the_best_of_what_it_may_see(void **state)
{
    struct fixture *fixture = *state;
    struct buf found = BUF_INIT;
    agree(fixture, fixture->sanne, SHARE_HR, "het rooster bekijken", "");
    agree(fixture, fixture->sanne, SHARE_EMPLOYEE, "rooster", "");
    sandbox_answer(fixture->store, fixture->sanne, "a", "b", SHARE_PRIVATE, "rooster");
    sandbox_answer(fixture->store, fixture->sanne, "a", "c", SHARE_HR, "rooster");
    agree(fixture, fixture->mo, SHARE_HR, "rooster", "");
    find_best(fixture, &(struct search){.words = "rooster", .hr = true}, &found);
    assert_string_equal(found.data, "rooster\nhet rooster bekijken\n");
    find_best(fixture, &(struct search){.words = "rooster", .hr = true, .limit = 1}, &found);
    assert_string_equal(found.data, "rooster\n");
    buf_release(&found);
}

struct asked {
    long questions, rows;
};

/* What the program asked, and rows it got, those of the index within too. */
static int note_asked(unsigned what, void *context, void *p, void *x)
{
    struct asked *asked = context;
    (void)p;
    (void)x;
    asked->questions += what == SQLITE_TRACE_STMT;
    asked->rows += what == SQLITE_TRACE_ROW;
    return 0;
}

/* of_newest: NULL for the newest first. */
static struct asked asked_for(struct fixture *fixture, const char *words, size_t *of_newest)
{
    const struct search search = {.words = words, .limit = 50};
    struct asked asked = {0, 0};
    struct hit *hits = NULL;
    size_t n = 0;
    sqlite3 *handle = store_db(fixture->store)->handle;
    sqlite3_trace_v2(handle, SQLITE_TRACE_STMT | SQLITE_TRACE_ROW, note_asked, &asked);
    int failed = of_newest
                     ? search_best(fixture->store, &search, &hits, &n, of_newest, &fixture->err)
                     : search_find(fixture->store, &search, &hits, &n, &fixture->err);
    sqlite3_trace_v2(handle, 0, NULL, NULL);
    assert_int_equal(failed, 0);
    assert_int_equal(n, 50);
    hits_free(hits, n);
    return asked;
}

/* Of one piece, as an index is once it has been there for a while. */
static void make_whole(struct fixture *fixture)
{
    assert_int_equal(lookup_purge(store_db(fixture->store), &fixture->err), 0);
}

static void write_many(struct fixture *fixture, int from, int to)
{
    for (int i = from; i < to; i++) {
        char field[16], id[UUID_SIZE];
        snprintf(field, sizeof field, "f%d", i);
        sandbox_answer(fixture->store, fixture->sanne, "a", field, SHARE_PRIVATE,
                       i ? "het rooster van deze week" : "rooster");
        if (i % 20 == 0) {
            sandbox_begin(fixture->store, field, id);
            agree(fixture, id, i % 3 ? SHARE_HR : SHARE_EMPLOYEE, "het rooster van toen", "");
        }
    }
    make_whole(fixture);
}

/* However many have a word, so many are read and no more. */
static void how_many_there_are_does_not_matter(void **state)
{
    struct fixture *fixture = *state;
    struct buf found = BUF_INIT;
    size_t of_newest = 0;
    write_many(fixture, 0, 300);
    assert_int_equal(find_best(fixture, &(struct search){.words = "rooster"}, &found), 0);
    assert_int_equal(strncmp(found.data, "rooster\n", 8), 0);
    write_many(fixture, 300, 800);
    asked_for(fixture, "rooster", &of_newest); /* what is made once is made */
    assert_int_equal(of_newest, SEARCH_RANKED);
    struct asked best = asked_for(fixture, "rooster", &of_newest);
    struct asked newest = asked_for(fixture, "rooster", NULL);
    write_many(fixture, 800, 1600);
    struct asked of_twice = asked_for(fixture, "rooster", &of_newest);
    assert_int_equal(of_newest, SEARCH_RANKED);
    assert_true(of_twice.rows <= best.rows + 60); /* each of fifty may be of another talk */
    assert_true(of_twice.questions <= best.questions + 10);
    if (best.rows > 2L * SEARCH_RANKED + 150 || newest.rows > 170 || newest.questions > 30)
        fail_msg("best: %ld rows; newest: %ld questions, %ld rows", best.rows, newest.questions,
                 newest.rows);
    find_best(fixture, &(struct search){.words = "rooster"}, &found);
    assert_null(strstr(found.data, "\nrooster\n")); /* it was long ago */
    buf_release(&found);
}

/* ---- HR -------------------------------------------------------------------------------------- */

static void fill_for_hr(struct fixture *fixture)
{
    struct draft draft = {.point = (char *)"p", .field = (char *)"f", .text = (char *)"rooster"};
    agree(fixture, fixture->sanne, SHARE_HR, "rooster gedeeld", "");
    agree(fixture, fixture->sanne, SHARE_EMPLOYEE, "rooster onder ons", "");
    for (enum share share = SHARE_PRIVATE; share <= SHARE_HR; share++)
        sandbox_answer(fixture->store, fixture->sanne, "a", share_key(share), share,
                       "rooster antwoord");
    snprintf(draft.interview, sizeof draft.interview, "%s", fixture->sanne);
    assert_int_equal(interviews_draft(fixture->store, &draft, &fixture->err), 0);
}

static void hr_finds_what_is_shared_and_nothing_else(void **state)
{
    struct fixture *fixture = *state;
    fill_for_hr(fixture);
    assert_hr_finds(fixture, "rooster", "[rooster] gedeeld\n");
    assert_hr_finds(fixture, "antwoord", "");
    assert_hr_finds(fixture, "onder", "");
    assert_found(fixture, "rooster", "[rooster] onder ons\n[rooster] gedeeld\n[rooster] antwoord\n"
                                     "[rooster] antwoord\n[rooster] antwoord\n");
}

/* ---- what it costs --------------------------------------------------------------------------- */

/* Counts the questions about what stands at places. */
static int count_readings(unsigned what, void *context, void *stmt, void *sql)
{
    int *n = context;
    (void)what;
    (void)stmt;
    *n += strstr(sql, "json_each(:places)") != NULL;
    return 0;
}

/* What is found is read once, all of it with one question: a second one is for what is damaged. */
static void each_hit_is_read_once(void **state)
{
    struct fixture *fixture = *state;
    const struct search search = {.words = "rooster", .hr = true};
    struct hit *hits = NULL;
    size_t n = 0;
    int readings = 0;
    for (int i = 0; i < 40; i++)
        agree(fixture, fixture->sanne, SHARE_HR, "rooster", "rooster");
    sqlite3_trace_v2(store_db(fixture->store)->handle, SQLITE_TRACE_STMT, count_readings,
                     &readings);
    good(fixture, search_find(fixture->store, &search, &hits, &n, &fixture->err));
    assert_int_equal(n, 40);
    assert_int_equal(readings, 1);
    hits_free(hits, n);
    sqlite3_trace_v2(store_db(fixture->store)->handle, 0, NULL, NULL);
}

/* Even an index that was tampered with gives HR nothing that is not shared. */
static void an_index_that_lies_shows_hr_nothing(void **state)
{
    struct fixture *fixture = *state;
    fill_for_hr(fixture);
    assert_int_equal(db_run(store_db(fixture->store),
                            "INSERT INTO agreement_text (rowid, what, follow_up, remark,"
                            " owner_name) SELECT rowid, text, '', '', '' FROM private_text",
                            &fixture->err), 0);
    assert_hr_finds(fixture, "rooster", "[rooster] gedeeld\n");
}

/* Notes every table that is read: SQLite asks for each before it may be. */
static int note_table(void *context, int action, const char *table, const char *column,
                      const char *database, const char *view)
{
    struct buf *tables = context;
    (void)column;
    (void)database;
    (void)view;
    if (action == SQLITE_READ)
        buf_addf(tables, "%s ", table);
    return SQLITE_OK;
}

static void hr_reads_no_table_with_anything_private(void **state)
{
    struct fixture *fixture = *state;
    static const char *const tables[] = {"answer", "private_text", "draft", "deed",
                                         "agreement_revision"};
    struct buf read = BUF_INIT, best = BUF_INIT;
    fill_for_hr(fixture);
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_READ, SANDBOX_NOW);
    sqlite3_set_authorizer(store_db(fixture->store)->handle, note_table, &read);
    assert_hr_finds(fixture, "rooster", "[rooster] gedeeld\n");
    assert_non_null(strstr(read.data, "agreement_text_idx "));
    find_best(fixture, &(struct search){.words = "rooster", .hr = true}, &best);
    assert_string_equal(best.data, "rooster gedeeld\n");
    buf_release(&best);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        assert_null(strstr(read.data, tables[i]));
    assert_found(fixture, "gedeeld", "rooster [gedeeld]\n");
    assert_non_null(strstr(read.data, "private_text_idx ")); /* the look is not a blind one */
    sqlite3_set_authorizer(store_db(fixture->store)->handle, NULL, NULL);
    buf_release(&read);
}

/* ---- three words and more -------------------------------------------------------------------- */

static void write_answers(struct fixture *fixture, const char *text, int from, int to)
{
    for (int i = from; i < to; i++) {
        char field[16];
        snprintf(field, sizeof field, "f%d", i);
        sandbox_answer(fixture->store, fixture->sanne, "a", field, SHARE_PRIVATE, text);
    }
}

/* Of three words the two rarest are asked for, and the third is looked for in what has these: as
 * far as that goes, and then the index has to find it. */
static void all_of_three_words_are_found_however_far(void **state)
{
    enum { FEW = 4, MANY = FEW + 1010, ALL = MANY + 70 };
    struct fixture *fixture = *state;
    struct buf found = BUF_INIT;
    write_answers(fixture, "stoel en bureau en lamp", 0, 1);
    write_answers(fixture, "stoel en bureau", 1, FEW);
    assert_found(fixture, "lamp stoel bur", "[stoel] en [bureau] en [lamp]\n");
    assert_found(fixture, "lamp stoel bureau tafel", "");
    write_answers(fixture, "stoel en bureau", FEW, MANY);
    write_answers(fixture, "lamp", MANY, ALL); /* so that it seems to be the commonest */
    struct search search = {.words = "stoel bureau lamp", .limit = 50};
    find(fixture, &search, &found);
    assert_string_equal(found.data, "[stoel] en [bureau] en [lamp]\n");
    assert_int_equal(find_best(fixture, &search, &found), 0);
    assert_string_equal(found.data, "stoel en bureau en lamp\n");
    write_answers(fixture, "een stoel, een bureau en een lamp", ALL, ALL + 1);
    assert_int_equal(find_best(fixture, &search, &found), 0); /* some soon, the rest far away */
    assert_string_equal(found.data, "stoel en bureau en lamp\n"
                                    "een stoel, een bureau en een lamp\n");
    search.words = "en stoel bureau"; /* there are enough of them at once */
    find(fixture, &search, &found);
    assert_non_null(strstr(found.data, "[stoel] [en] [bureau]\n[stoel] [en] [bureau]\n"));
    buf_release(&found);
}

/* Each of three words takes longer to find than of one, so the best fifty are of fewer. */
static void of_three_words_fewer_are_put_in_order(void **state)
{
    struct fixture *fixture = *state;
    struct search search = {.words = "stoel bureau lamp", .limit = 50};
    struct buf found = BUF_INIT;
    size_t of_newest;
    write_answers(fixture, "stoel bureau lamp", 0, 1);
    write_answers(fixture, "een stoel en een bureau en een lamp", 1, SEARCH_RANKED_FEW);
    assert_int_equal(find_best(fixture, &search, &found), 0);
    assert_int_equal(strncmp(found.data, "stoel bureau lamp\n", 18), 0);
    write_answers(fixture, "een stoel en een bureau en een lamp", SEARCH_RANKED_FEW, 300);
    assert_int_equal(find_best(fixture, &search, &found), SEARCH_RANKED_FEW);
    assert_null(strstr(found.data, "stoel bureau lamp\n")); /* it was long ago */
    search.limit = 0;
    assert_int_equal(find_best(fixture, &search, &found), 0);
    assert_int_equal(strncmp(found.data, "stoel bureau lamp\n", 18), 0);
    make_whole(fixture);
    asked_for(fixture, search.words, &of_newest); /* what is made once is made */
    struct asked best = asked_for(fixture, search.words, &of_newest);
    if (best.rows > 2L * SEARCH_RANKED_FEW + 100)
        fail_msg("%ld rows", best.rows);
    buf_release(&found);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void ask(struct fixture *fixture, const char *json, const char *path, const char *expected)
{
    struct query query;
    query_begin(&query, store_db(fixture->store), "SELECT json_extract(:json, :path)");
    query_text(&query, ":json", json);
    query_text(&query, ":path", path);
    assert_true(query_row(&query));
    char *found = query_take_text(&query);
    assert_string_equal(found, expected);
    free(found);
    assert_int_equal(query_end(&query, &fixture->err), 0);
}

static void hits_as_json(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *path, *value;
    } rows[] = {
        {"$[0].kind", "agreement"},       {"$[0].interview_at", "2026-12-04T10:00:00Z"},
        {"$[0].person", "Sanne de Boer"}, {"$[0].team", ""},
        {"$[0].share", "hr"},             {"$[0].status", "open"},
        {"$[0].due", "2026-12-04"},       {"$[0].found[0].field", "what"},
        {"$[0].found[0].marks", "[[0,7]]"}, {"$[0].found[1].field", "follow_up"},
        {"$[0].found[1].text", "het rooster, het \"rooster\"\n\xE2\x80\xAE!"},
        {"$[0].found[1].marks", "[[4,7],[18,7]]"}, {"$[0].label", ""},
        {"$[1].kind", "answer"},          {"$[1].id", ""},
        {"$[1].point", "punt"},           {"$[1].field", "veld"},
        {"$[1].label", "Hoe gaat het?"},  {"$[1].share", "private"},
        {"$[1].due", ""},                 {"$[1].found[0].field", "value"},
        {"$[1].found[0].text", "rooster"}, {"$[2]", ""},
    };
    struct buf json = BUF_INIT;
    struct search search = {.words = "rooster"};
    assert_int_equal(search_json(fixture->store, &search, &json, &fixture->err), 0);
    assert_string_equal(json.data, "[]\n");
    buf_clear(&json);
    agree(fixture, fixture->sanne, SHARE_HR, "rooster ruilen",
          "het rooster, het \"rooster\"\n\xE2\x80\xAE!");
    sandbox_answer(fixture->store, fixture->sanne, "punt", "veld", SHARE_PRIVATE, "rooster");
    assert_int_equal(search_json(fixture->store, &search, &json, &fixture->err), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ask(fixture, json.data, rows[i].path, rows[i].value);
    assert_null(strstr(json.data, "\xE2\x80\xAE")); /* escaped: safe to look at */
    buf_clear(&json);
    search.words = "?";
    assert_int_equal(search_json(fixture->store, &search, &json, &fixture->err), 1);
    assert_string_equal(json.data, "");
    buf_release(&json);
}

static void json_goes_on_past_a_page(void **state)
{
    struct fixture *fixture = *state;
    struct buf json = BUF_INIT;
    char field[16];
    for (int i = 0; i < 450; i++) {
        snprintf(field, sizeof field, "f%d", i);
        sandbox_answer(fixture->store, fixture->sanne, "a", field, SHARE_PRIVATE, "rooster");
    }
    struct search search = {.words = "rooster", .limit = 3};
    assert_int_equal(search_json(fixture->store, &search, &json, &fixture->err), 0);
    ask(fixture, json.data, "$[0].field", "f449");
    ask(fixture, json.data, "$[449].field", "f0");
    ask(fixture, json.data, "$[450]", "");
    buf_release(&json);
}

static void the_best_as_json(void **state)
{
    struct fixture *fixture = *state;
    struct buf json = BUF_INIT;
    struct search search = {.words = "rooster", .limit = 1};
    size_t of_newest = 1;
    int failed;
    agree(fixture, fixture->sanne, SHARE_HR, "rooster", "");
    agree(fixture, fixture->sanne, SHARE_HR, "een ander rooster", "");
    failed = search_best_json(fixture->store, &search, &json, &of_newest, &fixture->err);
    assert_int_equal(failed, 0);
    assert_int_equal(of_newest, 0);
    ask(fixture, json.data, "$[0].found[0].text", "rooster");
    ask(fixture, json.data, "$[1].found[0].text", "een ander rooster");
    ask(fixture, json.data, "$[2]", "");
    buf_clear(&json);
    search.words = "?";
    failed = search_best_json(fixture->store, &search, &json, &of_newest, &fixture->err);
    assert_int_equal(failed, 1);
    assert_string_equal(json.data, "");
    buf_release(&json);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, fixture_two, fixture_end)
    const struct CMUnitTest tests[] = {
        TEST(all_words_must_be_there_in_any_order),
        TEST(only_the_last_word_may_be_a_beginning),
        TEST(a_beginning_of_any_length_finds_all_it_begins),
        TEST(letters_are_folded_and_marks_stand_on_bytes),
        TEST(a_plain_text_has_the_words_of_any_other),
        TEST(the_signs_of_the_query_language_are_no_words),
        TEST(any_bytes_are_only_ever_looked_for),
        TEST(long_and_many_words),
        TEST(a_hit_says_where_it_stands),
        TEST(pages_go_on_where_the_last_one_ended),
        TEST(what_is_withdrawn_is_not_found),
        TEST(the_best_comes_first_and_of_the_same_the_newest),
        TEST(hr_gets_the_best_of_what_it_may_see),
        TEST(how_many_there_are_does_not_matter),
        TEST(hr_finds_what_is_shared_and_nothing_else),
        TEST(each_hit_is_read_once),
        TEST(an_index_that_lies_shows_hr_nothing),
        TEST(hr_reads_no_table_with_anything_private),
        TEST(all_of_three_words_are_found_however_far),
        TEST(of_three_words_fewer_are_put_in_order),
        TEST(hits_as_json),
        TEST(json_goes_on_past_a_page),
        TEST(the_best_as_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
