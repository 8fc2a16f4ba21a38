/*
 * Files that were damaged at random: bits and bytes changed, pages emptied, copied over each other
 * and swapped, the end cut off, a WAL of another moment. Never a crash, never a text that is
 * silently another one: it is as it was written, or says that it is damaged, or there is a sentence
 * instead. What is missing the doctor sees.
 *
 * GESPREK_MUTANTS is how many (`make damage MUTANTS=20000`), GESPREK_SEED where to begin: a failure
 * tells its seed.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "sandbox.h"
#include "store/agreements.h"
#include "store/interviews.h"
#include "store/salvage.h"

enum { FEW = 40, TALKS = 3, PAGE = 4096 };

static const struct deed did = {"%s answered", "p"};

struct fixture {
    struct sandbox sandbox;
    char ids[TALKS][UUID_SIZE];
    char *sound, *wal; /* the bytes of the file, and of a WAL of an earlier moment */
    size_t len, wal_len;
    struct buf lines; /* all there is to read in it */
    size_t n_lines;
    uint64_t random;
};

/* ---- all there is to read -------------------------------------------------------------------- */

struct reading {
    struct buf lines;
    size_t n;
    bool failed; /* something could not be read, and that was said */
};

static void add(struct reading *reading, const char *id, const char *what, const char *text)
{
    buf_addf(&reading->lines, "%s %s=%s\n", id, what, text);
    reading->n++;
}

static void said(struct reading *reading, struct err *err)
{
    if (!*err->text)
        fail_msg("nothing was said");
    *err = (struct err)ERR_INIT(LANG_EN);
    reading->failed = true;
}

static void read_talk(struct store *store, const char *id, struct reading *reading)
{
    struct err err = ERR_INIT(LANG_EN);
    struct draft *drafts = NULL;
    size_t n = 0;
    struct interview *interview = interviews_load(store, id, &err);
    if (!interview) {
        said(reading, &err);
        return;
    }
    add(reading, id, "name", interview->person.name);
    for (size_t i = 0; i < interview->n_answers; i++) {
        add(reading, id, interview->answers[i].field, interview->answers[i].value);
        add(reading, id, "label", interview->answers[i].label);
    }
    interview_release(interview);
    free(interview);
    if (interviews_drafts(store, id, &drafts, &n, &err)) {
        said(reading, &err);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        add(reading, id, drafts[i].field, drafts[i].text);
        draft_release(&drafts[i]);
    }
    free(drafts);
}

static void read_agreements(struct store *store, struct reading *reading)
{
    struct err err = ERR_INIT(LANG_EN);
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct agreement_row *rows = NULL;
    size_t n = 0;
    if (agreements_list(store, &filter, &rows, &n, &err)) {
        said(reading, &err);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct agreement *agreement = &rows[i].agreement;
        char text[512];
        snprintf(text, sizeof text, "%.300s due %d, %s", agreement->what, agreement->due,
                 status_key(agreement->status));
        add(reading, agreement->id, "what", text);
        add(reading, agreement->id, "follow_up", agreement->follow_up);
        add(reading, agreement->id, "remark", agreement->remark);
    }
    agreement_rows_free(rows, n);
}

/* False when the file does not open, which is said. */
static bool read_all(struct fixture *fixture, struct reading *reading)
{
    struct err err = ERR_INIT(LANG_EN);
    *reading = (struct reading){.lines = BUF_INIT};
    struct store *store =
        store_open(fixture->sandbox.db, ACCESS_WRITE, (struct clock){SANDBOX_NOW}, &err);
    if (!store) {
        said(reading, &err);
        return false;
    }
    for (int i = 0; i < TALKS; i++)
        read_talk(store, fixture->ids[i], reading);
    read_agreements(store, reading);
    store_close(store);
    return true;
}

/* ---- a sound file ---------------------------------------------------------------------------- */

static void fill(struct fixture *fixture)
{
    static const char *const names[TALKS] = {"Sanne de Boer", "Mo Karimi", "Roos Dijkstra"};
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    for (int i = 0; i < TALKS; i++) {
        char field[16], text[400], id[UUID_SIZE];
        sandbox_begin(store, names[i], fixture->ids[i]);
        for (int k = 0; k < 12; k++) {
            snprintf(field, sizeof field, "f%d", k);
            snprintf(text, sizeof text, "Antwoord %d van %s: rustig overleg, met %0*d stappen.", k,
                     names[i], 1 + k * 20, k);
            sandbox_answer(store, fixture->ids[i], "aandacht", field, SHARE_PRIVATE, text);
        }
        struct draft draft = {
            .point = (char *)"aandacht", .field = (char *)"half", .text = (char *)"nog niet af"};
        memcpy(draft.interview, fixture->ids[i], UUID_SIZE);
        assert_int_equal(interviews_draft(store, &draft, &err), 0);
        sandbox_agree(store, fixture->ids[i], "Rooster samen nalopen", 20800 + i, id);
        assert_int_equal(
            agreements_settle(store, id, STATUS_RUNNING, DAY_NONE, "loopt goed", &did, &err), 0);
        if (i == 0) { /* a WAL of now, for later */
            char wal[SANDBOX_PATH];
            snprintf(wal, sizeof wal, "%s-wal", fixture->sandbox.db);
            fixture->wal = sandbox_read(wal, &fixture->wal_len);
        }
    }
    store_close(store);
    fixture->sound = sandbox_read(fixture->sandbox.db, &fixture->len);
}

static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    struct reading reading;
    sandbox_make(&fixture->sandbox);
    fill(fixture);
    assert_true(read_all(fixture, &reading));
    assert_false(reading.failed);
    fixture->lines = reading.lines;
    fixture->n_lines = reading.n;
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    sandbox_remove(&fixture->sandbox);
    buf_release(&fixture->lines);
    free(fixture->sound);
    free(fixture->wal);
    free(fixture);
    return 0;
}

/* ---- mutants --------------------------------------------------------------------------------- */

/* xorshift64* (Vigna 2016). */
static size_t below(struct fixture *fixture, size_t n)
{
    uint64_t x = fixture->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    fixture->random = x;
    return (size_t)((x * UINT64_C(2685821657736338717)) >> 33) % n;
}

static void change_bytes(struct fixture *fixture, char *bytes)
{
    for (size_t i = 1 + below(fixture, 8); i > 0; i--) {
        size_t at = below(fixture, fixture->len);
        if (below(fixture, 2))
            bytes[at] = (char)(bytes[at] ^ 1 << below(fixture, 8));
        else
            bytes[at] = (char)below(fixture, 256);
    }
}

/* Texts are where it matters: a letter of an answer or of an agreement. */
static void change_text(struct fixture *fixture, char *bytes)
{
    size_t from = below(fixture, fixture->len);
    for (size_t i = 0; i < fixture->len; i++) {
        size_t at = (from + i) % fixture->len;
        if (at + 6 >= fixture->len ||
            (memcmp(bytes + at, "Antwoo", 6) && memcmp(bytes + at, "Rooste", 6)))
            continue;
        bytes[at + below(fixture, 12)] ^= (char)(1 << below(fixture, 7));
        return;
    }
}

static void change_pages(struct fixture *fixture, char *bytes)
{
    size_t pages = fixture->len / PAGE;
    char *one = bytes + below(fixture, pages) * PAGE, *other = bytes + below(fixture, pages) * PAGE;
    char page[PAGE];
    switch (below(fixture, 3)) {
    case 0:
        memset(one, 0, PAGE);
        break;
    case 1:
        memmove(one, other, PAGE);
        break;
    default:
        memcpy(page, one, PAGE);
        memmove(one, other, PAGE);
        memcpy(other, page, PAGE);
    }
}

/* Puts a mutant in the place of the file; true when its texts must be those of the sound one. */
static bool make_mutant(struct fixture *fixture)
{
    char name[SANDBOX_PATH];
    size_t len = fixture->len, kind = below(fixture, 10);
    char *bytes = mem_copy_len(fixture->sound, fixture->len);
    snprintf(name, sizeof name, "%s-wal", fixture->sandbox.db);
    unlink(name);
    if (kind == 9)
        sandbox_write(name, fixture->wal, fixture->wal_len);
    snprintf(name, sizeof name, "%s-shm", fixture->sandbox.db);
    unlink(name);
    if (kind < 4)
        change_bytes(fixture, bytes);
    else if (kind < 6)
        change_text(fixture, bytes);
    else if (kind < 8)
        change_pages(fixture, bytes);
    else if (kind == 8)
        len = below(fixture, fixture->len);
    sandbox_write(fixture->sandbox.db, bytes, len);
    free(bytes);
    return kind != 9; /* a WAL of before is a file of before */
}

/* Each line was there before, or says that it is damaged; how many were as before. */
static size_t compare(struct fixture *fixture, char *lines, const char *seed)
{
    size_t same = 0;
    char *rest = lines;
    for (char *line; (line = strsep(&rest, "\n")) && *line;) {
        const char *found = strstr(fixture->lines.data, line);
        bool whole = found && found[strlen(line)] == '\n' &&
                     (found == fixture->lines.data || found[-1] == '\n');
        same += whole;
        if (!whole && !strstr(line, "[Damaged: "))
            fail_msg("GESPREK_SEED=%s: silently another text: %s", seed, line);
    }
    return same;
}

static void salvage(struct fixture *fixture)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    char into[SANDBOX_PATH];
    sandbox_path(&fixture->sandbox, "saved.db", into);
    unlink(into);
    if (store_salvage(fixture->sandbox.db, into, &report, &err) < 0 && !*err.text)
        fail_msg("nothing was said");
    buf_release(&report);
}

static void try_mutant(struct fixture *fixture, uint64_t seed)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    struct reading reading;
    char name[24];
    snprintf(name, sizeof name, "%llu", (unsigned long long)seed);
    fixture->random = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    bool same_file = make_mutant(fixture);
    int sick = store_doctor(fixture->sandbox.db, LANG_EN, &report, &err);
    if (sick < 0 && !*err.text)
        fail_msg("GESPREK_SEED=%s: the doctor said nothing", name);
    salvage(fixture);
    if (read_all(fixture, &reading) && same_file &&
        compare(fixture, reading.lines.data, name) < fixture->n_lines && !reading.failed &&
        sick == 0)
        fail_msg("GESPREK_SEED=%s: %zu of %zu texts, and nobody says so", name, reading.n,
                 fixture->n_lines);
    buf_release(&reading.lines);
    buf_release(&report);
}

static void nothing_is_silently_wrong(void **state)
{
    struct fixture *fixture = *state;
    const char *many = getenv("GESPREK_MUTANTS"), *begin = getenv("GESPREK_SEED");
    uint64_t n = many ? strtoull(many, NULL, 10) : FEW;
    uint64_t seed = begin ? strtoull(begin, NULL, 10) : 1;
    for (uint64_t i = 0; i < n; i++)
        try_mutant(fixture, seed + i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_silently_wrong, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
