/*
 * What a key, a screen and an action cost, in figures that do not depend on the machine: questions
 * asked of the file, rows read, times something is forced onto the disk, memory asked for, bytes
 * written to the terminal. How long that takes is for `make bench`; here a slip is seen at once.
 *
 * The bounds are what was counted, and a little room; who lowers a count lowers its bound.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"
#include "crowd.h"
#include "desk_fixture.h"
#include "pty_check.h"
#include "sandbox.h"
#include "sanitized.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/absences.h"
#include "store/standing.h"
#include "store/today.h"
#include "tour.h"
#include "ui/frame.h"
#include "ui/lineedit.h"
#include "user.h"
#include "yaml/guide_yaml.h"

#define GOING_ON          11   /* questions, where the program goes on in a note, */
#define GOING_ON_MEMORY   3800 /* and times memory is asked for */
#define AGREEMENTS_MEMORY 820  /* the same for a conversation with agreements that is read */

struct costs {
    long questions, rows, syncs, allocations;
};

static struct costs spent;
static long compared; /* ids and other words */

/* ---- counting -------------------------------------------------------------------------------- */

static int on_trace(unsigned what, void *arg, void *p, void *x)
{
    (void)arg;
    (void)p;
    (void)x;
    spent.questions += what == SQLITE_TRACE_STMT;
    spent.rows += what == SQLITE_TRACE_ROW;
    return 0;
}

/* Called by SQLite for every file that is opened (sqlite3_auto_extension). */
static int on_open(sqlite3 *db, char **message, const void *routines)
{
    (void)message;
    (void)routines;
    return sqlite3_trace_v2(db, SQLITE_TRACE_STMT | SQLITE_TRACE_ROW, on_trace, NULL);
}

int fsync(int fd)
{
    spent.syncs++;
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    spent.syncs++;
    return (int)syscall(SYS_fdatasync, fd);
}

#if !SANITIZED

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    spent.allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    spent.allocations++;
    return __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    spent.allocations++;
    return __libc_realloc(old, size);
}

int strcmp(const char *one, const char *other)
{
    compared++;
    for (; *one && *one == *other; one++)
        other++;
    return (unsigned char)*one - (unsigned char)*other;
}

#endif

static struct costs since(struct costs before)
{
    return (struct costs){spent.questions - before.questions, spent.rows - before.rows,
                          spent.syncs - before.syncs, spent.allocations - before.allocations};
}

/* ---- screens --------------------------------------------------------------------------------- */

static struct tour *begin(const char *stop)
{
    struct tour *tour = mem_zero(1, sizeof *tour);
    tour_begin(tour, LANG_EN);
    tour_go(tour, tour_stop(stop));
    return tour;
}

static void end(struct tour *tour)
{
    tour_end(tour);
    free(tour);
}

/* What keys cost, after others that fill what is filled once. */
static struct costs cost_of(const char *stop, const char *first, const char *keys)
{
    struct tour *tour = begin(stop);
    sitting_keys(&tour->sitting, first);
    struct costs before = spent;
    sitting_keys(&tour->sitting, keys);
    struct costs costs = since(before);
    end(tour);
    return costs;
}

/* The most a key may cost; what is not asked for stays out of it. */
static const struct bound {
    const char *stop, *first, *keys;
    struct costs most;
} bounds[] = {
    /* Typing reads nothing and writes nothing: that comes in the gap after it. */
    {"talk", "abc", "d", {0, 0, 0, 110}},
    {"agree, concrete", "abc", "d", {0, 0, 0, 140}},
    {"prepare, goal", "abc", "d", {0, 0, 0, 130}},
    {"home", "<Down>", "<Down>", {0, 0, 0, 185}},
    {"home", "?<Esc>", "?", {0, 0, 0, 185}},
    /* A row further in HR's list is read with the one that is shown. */
    {"review", "<Down>", "<Down>", {2, 1, 0, 335}},
    /* What the user did is one transaction, and is forced onto the disk once. */
    {"talk", "abc<PgDn>def<PgUp>abc<PgDn>", "abc<PgUp>", {43, 12, 1, 1050}},
    {"home", "xu", "x", {114, 76, 1, 3700}},
    {"home", "x", "u", {104, 80, 1, 8000}},
};

static void check(const struct bound *bound)
{
    struct costs costs = cost_of(bound->stop, bound->first, bound->keys);
    const struct costs *most = &bound->most;
    if (costs.questions > most->questions || costs.rows > most->rows || costs.syncs > most->syncs ||
        costs.allocations > most->allocations)
        fail_msg("%s, %s: %ld questions, %ld rows, %ld syncs, %ld allocations", bound->stop,
                 bound->keys, costs.questions, costs.rows, costs.syncs, costs.allocations);
}

static void a_key_costs_no_more_than_it_did(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        check(&bounds[i]);
}

/* What it costs to have done keys and everything they left to be put on disk. */
static struct costs cost_on_disk(struct tour *tour, const char *keys)
{
    struct costs before = spent;
    sitting_keys(&tour->sitting, keys);
    assert_int_equal(stack_save(&tour->sitting.stack), 0);
    assert_false(stack_unsaved(&tour->sitting.stack));
    return since(before);
}

/* Typing, the place in it and an answer wait for the disk once; where the cursor stands, alone, is
 * not worth waiting for. */
static void the_disk_is_waited_for_once(void **state)
{
    (void)state;
    struct tour *tour = begin("talk");
    cost_on_disk(tour, "abc");
    struct costs typed = cost_on_disk(tour, "d");
    assert_in_range(typed.questions, 1, 7);
    assert_int_equal(typed.syncs, 1);
    assert_int_equal(cost_on_disk(tour, "<Left>").syncs, 0);
    assert_int_equal(cost_on_disk(tour, "e<PgDn>").syncs, 1);
    assert_int_equal(cost_on_disk(tour, "").questions, 0);
    end(tour);
}

/* Who counts nothing finds nothing. */
static void what_costs_is_counted(void **state)
{
    (void)state;
    struct costs costs = cost_of("home", "xu", "x");
    assert_true(costs.questions > 10 && costs.rows > 10 && costs.syncs == 1);
    assert_true(SANITIZED || costs.allocations > 1000);
}

/* Going on in a note reads the conversation, and not the list at home under it. */
static void going_on_reads_what_is_shown(void **state)
{
    (void)state;
    struct tour *tour = begin("talk");
    sitting_keys(&tour->sitting, "abc");
    sitting_close(&tour->sitting);
    struct costs before = spent;
    sitting_open(&tour->sitting, &tour->desk, NULL);
    struct costs costs = since(before);
    assert_string_equal(sitting_screen(&tour->sitting), "talk");
    assert_in_range(costs.questions, 1, GOING_ON);
    assert_in_range(costs.allocations, 0, GOING_ON_MEMORY);
    before = spent;
    sitting_keys(&tour->sitting, "<Esc>");
    assert_string_equal(sitting_screen(&tour->sitting), "prepare");
    assert_true(since(before).questions > 5); /* read now */
    end(tour);
}

/* From the opening of the file until home is drawn. Preparing is most of what a question costs that
 * finds little: what is prepared stays ready, so it can be counted afterwards. */
static void home_comes_of_few_questions(void **state)
{
    struct crowd crowd = CROWD_THOUSAND;
    struct err err = ERR_INIT(LANG_EN);
    struct desk_fixture fixture;
    struct sitting sitting;
    char path[96];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    store_close(fixture.desk.store);
    crowd.today = desk_fixture_today(&fixture);
    snprintf(path, sizeof path, "%s/gesprek.db", fixture.folder);
    assert_int_equal(crowd_fill(path, &crowd, &err), 0);
    struct costs before = spent;
    fixture.desk.store = store_open(path, ACCESS_WRITE, fixture.desk.clock, &err);
    assert_non_null(fixture.desk.store);
    sitting_open(&sitting, &fixture.desk, NULL);
    struct costs costs = since(before);
    size_t prepared = store_db(fixture.desk.store)->n_ready;
    assert_string_equal(sitting_screen(&sitting), "home");
    if (costs.questions > 15 || costs.rows > 98 || costs.syncs || costs.allocations > 15000 ||
        prepared > 5)
        fail_msg("%ld questions, %ld rows, %ld syncs, %ld allocations; %zu prepared",
                 costs.questions, costs.rows, costs.syncs, costs.allocations, prepared);
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* Pages of the file that were looked at since it was last asked. */
static int pages_of(struct store *store)
{
    int now = 0, most = 0, sum = 0;
    sqlite3_db_status(store_db(store)->handle, SQLITE_DBSTATUS_CACHE_HIT, &now, &most, 1);
    sum += now;
    sqlite3_db_status(store_db(store)->handle, SQLITE_DBSTATUS_CACHE_MISS, &now, &most, 1);
    return sum + now;
}

struct looking {
    struct costs costs;
    int pages, first; /* the first time, when what stays in memory is read too */
};

/* What home reads of a file of that crowd, once its questions are ready; with a conversation of the
 * manager's own beside it where there is one of `with`. */
static struct looking looking_of(struct crowd crowd, const char *with)
{
    struct err err = ERR_INIT(LANG_EN);
    struct desk_fixture fixture;
    struct today today = {.promises = NULL};
    struct looking looking;
    char path[96], id[UUID_SIZE];
    desk_fixture_open(&fixture, LANG_EN);
    store_close(fixture.desk.store);
    crowd.today = desk_fixture_today(&fixture);
    snprintf(path, sizeof path, "%s/gesprek.db", fixture.folder);
    assert_int_equal(crowd_fill(path, &crowd, &err), 0);
    fixture.desk.store = store_open(path, ACCESS_WRITE, fixture.desk.clock, &err);
    assert_non_null(fixture.desk.store);
    if (with)
        desk_fixture_interview(&fixture, with, crowd.today, id);
    pages_of(fixture.desk.store);
    assert_int_equal(today_load(&today, &fixture.desk, &err), 0);
    looking.first = pages_of(fixture.desk.store);
    struct costs before = spent;
    assert_int_equal(today_load(&today, &fixture.desk, &err), 0);
    looking.pages = pages_of(fixture.desk.store);
    looking.costs = since(before);
    today_release(&today);
    desk_fixture_close(&fixture);
    return looking;
}

/* Each of its lists has an end: what is behind that is not looked at. */
static void home_reads_no_more_of_a_larger_file(void **state)
{
    struct crowd own = CROWD_DESK, hr = CROWD_SMALL, large = CROWD_TEN_THOUSAND;
    (void)state;
    own.people = 60;
    own.interviews = 12000;
    own.agreements = 30000;
    struct looking many = looking_of(own, NULL), little = looking_of(hr, NULL),
                   much = looking_of(large, NULL);
    if (many.pages > 3300 || many.costs.rows > 1500 || many.costs.questions > 150 ||
        many.costs.allocations > 6800)
        fail_msg("%d pages, %ld rows, %ld questions, %ld allocations", many.pages, many.costs.rows,
                 many.costs.questions, many.costs.allocations);
    assert_true(many.pages > 100 && many.costs.rows > 100);
    /* Of what came out of bundles home shows nothing, and so reads nothing. */
    assert_in_range(little.costs.questions, 1, 2);
    assert_int_equal(much.costs.questions, little.costs.questions);
    assert_in_range(much.pages, 1, little.pages + 10);
    /* Who is shown is told apart from all others only where these are few. */
    large.people = 10000;
    little = looking_of(hr, "Tess Tester");
    much = looking_of(large, "Tess Tester");
    assert_int_equal(much.costs.questions, little.costs.questions);
    assert_in_range(much.first, 1, little.first + 20);
}

/* Where the user was is found without going through all conversations. */
static void the_place_is_found_at_once(void **state)
{
    struct crowd crowd = CROWD_DESK;
    struct err err = ERR_INIT(LANG_EN);
    struct desk_fixture fixture;
    struct interview_row *rows;
    struct place place = {.screen = "talk"}, found;
    char path[96];
    size_t n;
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    store_close(fixture.desk.store);
    crowd.today = desk_fixture_today(&fixture);
    crowd.interviews = 6000;
    snprintf(path, sizeof path, "%s/gesprek.db", fixture.folder);
    assert_int_equal(crowd_fill(path, &crowd, &err), 0);
    fixture.desk.store = store_open(path, ACCESS_WRITE, fixture.desk.clock, &err);
    assert_non_null(fixture.desk.store);
    assert_int_equal(interviews_list(fixture.desk.store, 1, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    snprintf(place.interview, sizeof place.interview, "%s", rows[0].id);
    interview_rows_free(rows, n);
    assert_int_equal(interviews_place_set(fixture.desk.store, &place, &err), 0);
    pages_of(fixture.desk.store);
    assert_int_equal(interviews_place(fixture.desk.store, &found, &err), 0);
    assert_string_equal(found.interview, place.interview);
    assert_in_range(pages_of(fixture.desk.store), 1, 12);
    desk_fixture_close(&fixture);
}

/* Of a conversation only the parts that are there are asked for. */
static void what_a_conversation_has_not_is_not_asked_for(void **state)
{
    struct err err = ERR_INIT(LANG_EN);
    struct desk_fixture fixture;
    char id[UUID_SIZE], agreement[UUID_SIZE];
    long asked[2], memory[2];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    for (int i = 0; i < 2; i++) {
        struct costs before = spent;
        struct interview *interview = interviews_load(fixture.desk.store, id, &err);
        struct costs costs = since(before);
        asked[i] = costs.questions;
        memory[i] = costs.allocations;
        assert_non_null(interview);
        assert_int_equal(interview->n_agreements, i);
        interview_release(interview);
        free(interview);
        desk_fixture_agreement(&fixture, id, OWNER_MANAGER, "Order the chair", DAY_NONE, agreement);
    }
    assert_in_range(asked[0], 1, 3); /* with the transaction */
    assert_int_equal(asked[1], asked[0] + 1);
    assert_in_range(memory[1], 0, AGREEMENTS_MEMORY); /* most of it to make that one ready */
    desk_fixture_close(&fixture);
}

/* However many people there are, home asks no more questions about how things stand. */
static void home_asks_no_more_of_more_people(void **state)
{
    enum { FIRST = 1, FEW = 3, MANY = 40 };
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"absence added", ""};
    struct standing_row *rows;
    long asked[2];
    size_t n;
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    int today = desk_fixture_today(&fixture);
    for (int i = 0; i < MANY; i++) {
        char name[32];
        struct absence absence;
        snprintf(name, sizeof name, "Somebody Number%d", i);
        absence_init(&absence);
        absence.first_day = today - i;
        assert_int_equal(absences_add(fixture.desk.store, name, &absence, &deed, &err), 0);
        absence_release(&absence);
        if (i + 1 != FIRST && i + 1 != FEW && i + 1 != MANY) /* the first reads the shape too */
            continue;
        long before = spent.questions;
        assert_int_equal(standing_list(fixture.desk.store, today, &rows, &n, &err), 0);
        asked[i + 1 == MANY] = spent.questions - before;
        assert_int_equal(n, i + 1);
        assert_int_equal(rows[n - 1].standing.reports, 1);
        free(rows);
    }
    assert_int_equal(asked[1], asked[0]);
    assert_in_range(asked[0], 1, 7);
    desk_fixture_close(&fixture);
}

/* ---- guides ---------------------------------------------------------------------------------- */

#define TEXT_READ    7  /* times memory is asked for: 6 by libyaml, 1 to keep the text */
#define TEXT_CHECKED 2  /* more when it is held against the law: to say where its questions end */
#define ROOM         50 /* for lists that grow */

/* How often memory was asked for and words were compared to read a guide. */
struct reading {
    long allocations, compared;
};

static const struct privacy *find_limits(void *arg, const char *id, enum lang language)
{
    (void)id;
    (void)language;
    return arg;
}

/* limits: the check it is held against for its author; NULL: it is only read. */
static struct reading cost_of_guide(const struct buf *text, const struct privacy *limits)
{
    struct complaints complaints;
    complaints_init(&complaints, LANG_EN, "guide.yaml");
    struct reading before = {spent.allocations, compared};
    struct guide *guide = limits ? guide_yaml_check(text->data, text->len, &complaints, find_limits,
                                                    (void *)(uintptr_t)limits)
                                 : guide_yaml_read(text->data, text->len, &complaints);
    struct reading cost = {spent.allocations - before.allocations, compared - before.compared};
    assert_non_null(guide);
    guide_free(guide);
    complaints_release(&complaints);
    return cost;
}

static void begin_guide(struct buf *text)
{
    buf_adds(text, "guide: 1\nid: g\nversion: 1\nlanguage: en\nregime: none\ntitle: Guide\n"
                   "points:\n  one:\n    title: One\n    aim: Aim\n");
}

static struct reading cost_of_questions(int n, const struct privacy *limits)
{
    struct buf text = BUF_INIT;
    begin_guide(&text);
    buf_adds(&text, "    questions:\n");
    for (int i = 0; i < n; i++)
        buf_addf(&text, "      - What do you need for day %d to work, and who can help?\n", i);
    struct reading cost = cost_of_guide(&text, limits);
    buf_release(&text);
    return cost;
}

/* So many ids are new names of others, and so many turns of a practice talk lead to the next. */
static struct reading cost_of_ids(int n)
{
    struct buf text = BUF_INIT;
    begin_guide(&text);
    buf_adds(&text, "    capture:\n");
    for (int i = 0; i < n; i++)
        buf_addf(&text, "      id_%d: { ask: What }\n", i);
    buf_adds(&text, "renamed:\n");
    for (int i = 0; i < n; i++)
        buf_addf(&text, "  old_%d: id_%d\n", i, n - 1);
    buf_adds(&text, "practice:\n  p:\n    title: T\n    start: S\n    turns:\n");
    for (int i = 0; i < n; i++)
        buf_addf(&text, "      turn_%d: { other: O, replies: { a: { say: Yes, go: turn_%d } } }\n",
                 i, i + 1);
    buf_addf(&text, "      turn_%d: { other: Bye }\n", n);
    struct reading cost = cost_of_guide(&text, NULL);
    buf_release(&text);
    return cost;
}

/* A text more is one to keep and an id more one to look up, whatever came before it. */
static void a_guide_costs_as_much_as_it_has(void **state)
{
    enum { FEW = 500, MANY = 5000, TENTH = 90, WHOLE = 900 };
    (void)state;
    long few = cost_of_questions(FEW, NULL).allocations;
    long many = cost_of_questions(MANY, NULL).allocations;
    if (many - few > (MANY - FEW) * TEXT_READ + ROOM)
        fail_msg("%ld allocations for %d texts, %ld for %d", few, FEW, many, MANY);
    few = cost_of_ids(TENTH).compared;
    many = cost_of_ids(WHOLE).compared;
    if (many > 2 * few * (WHOLE / TENTH))
        fail_msg("%ld comparisons for %d ids, %ld for %d", few, TENTH, many, WHOLE);
}

/* Holding a text against the law takes it through the privacy check twice, in memory of its own. */
static void a_guide_is_checked_in_little_memory(void **state)
{
    enum { FEW = 500, MANY = 5000 };
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    const struct regime *regime = shelf_regime(&fixture.shelf, "nl", LANG_EN);
    assert_non_null(regime);
    const struct privacy *limits = regime_asks(regime, &err);
    assert_non_null(limits);
    long few = cost_of_questions(FEW, limits).allocations;
    long many = cost_of_questions(MANY, limits).allocations;
    if (many - few > (MANY - FEW) * (TEXT_READ + TEXT_CHECKED) + ROOM)
        fail_msg("%ld allocations for %d texts, %ld for %d", few, FEW, many, MANY);
    desk_fixture_close(&fixture);
}

static long cost_of_check(const struct privacy *privacy, const char *text, size_t findings)
{
    struct privacy_findings found;
    long before = spent.allocations;
    privacy_check(privacy, text, strlen(text), &found);
    long cost = spent.allocations - before;
    assert_int_equal(found.n, findings);
    privacy_release(&found);
    return cost;
}

/* A letter in the first row of a text, drawn, takes no memory while what it goes into has room. */
static void a_letter_takes_no_memory(void **state)
{
    static const struct key letter = {.kind = PRESS_TEXT, .text = "x"};
    struct lineedit edit;
    struct frame frame;
    (void)state;
    lineedit_init(&edit, true, 4000);
    frame_init(&frame, 10, 90, true);
    for (int i = 0; i < 70; i++)
        lineedit_key(&edit, &letter, 90);
    lineedit_draw(&edit, &frame, 0, 0, 10, 90, true);
    long before = spent.allocations;
    for (int i = 0; i < 5; i++) {
        lineedit_key(&edit, &letter, 90);
        lineedit_draw(&edit, &frame, 0, 0, 10, 90, true);
    }
    assert_int_equal(spent.allocations, before);
    frame_release(&frame);
    lineedit_release(&edit);
}

/* A note is checked while somebody types: in no memory, but for what is found. */
static void a_note_is_checked_in_no_memory(void **state)
{
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_EN);
    struct buf note = BUF_INIT;
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    const struct regime *regime = shelf_regime(&fixture.shelf, "nl", LANG_NL);
    assert_non_null(regime);
    const struct privacy *privacy = regime_privacy(regime, &err);
    assert_non_null(privacy);
    while (note.len < 2000)
        buf_adds(&note, "Anna neemt de bestelling over. Belt maandag, om tien uur.\n");
    assert_int_equal(cost_of_check(privacy, note.data, 0), 0);
    assert_int_equal(cost_of_check(privacy, "Heeft griep, en last van zijn rug.", 2), !SANITIZED);
    buf_release(&note);
    desk_fixture_close(&fixture);
}

/* ---- handing over ---------------------------------------------------------------------------- */

#define BUNDLED   100 /* questions, of however many agreements */
#define COLLECTED 6   /* for each agreement: its indexes ask themselves */
#define KNOWN     130 /* of however many that were known already */
#define ROW       1   /* for each row of a list of absences: to put it there */
#define WAITS     5   /* for the disk */

static struct costs cost_to_collect(const char *file, const char *bundle)
{
    struct err err = ERR_INIT(LANG_EN);
    struct collected found = COLLECTED_INIT;
    struct store *store = store_open(file, ACCESS_WRITE, (struct clock){SANDBOX_NOW}, &err);
    assert_non_null(store);
    struct costs before = spent;
    assert_int_equal(bundle_collect(store, bundle, &found, &err), 0);
    struct costs costs = since(before);
    collected_release(&found);
    store_close(store);
    return costs;
}

/* All of a kind at once: one by one, each makes an index write all it has waiting, and each
 * question makes anew what it compares with. */
static void what_is_handed_over_is_asked_for_at_once(void **state)
{
    struct crowd crowd = CROWD_SMALL;
    struct err err = ERR_INIT(LANG_EN);
    struct sandbox sandbox;
    struct bundled bundled;
    char bundle[SANDBOX_PATH], hr[SANDBOX_PATH];
    (void)state;
    crowd.own = true;
    crowd.managers = 1;
    crowd.today = clock_day(SANDBOX_NOW);
    sandbox_make(&sandbox);
    sandbox_path(&sandbox, "bundle", bundle);
    sandbox_path(&sandbox, "hr.db", hr);
    assert_int_equal(crowd_fill(sandbox.db, &crowd, &err), 0);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    struct costs before = spent;
    assert_int_equal(bundle_write(store, bundle, &bundled, &err), 0);
    assert_in_range(since(before).questions, 1, BUNDLED);
    assert_in_range(since(before).syncs, 1, WAITS);
    store_close(store);
    assert_true(bundled.agreements > 80);
    struct costs fresh = cost_to_collect(hr, bundle), known = cost_to_collect(hr, bundle);
    assert_in_range(fresh.questions, 1, COLLECTED * bundled.agreements);
    assert_in_range(fresh.syncs, 1, WAITS);
    assert_in_range(known.questions, 1, KNOWN);
    sandbox_remove(&sandbox);
}

static void no_fault(void *arg, const struct absence_import *row, const char *words)
{
    (void)arg;
    fail_msg("line %ld: %s", row->line, words);
}

static long questions_of_import(struct store *store, int n)
{
    struct absence_import *rows = mem_zero((size_t)n, sizeof *rows);
    struct absence_imported imported;
    struct err err = ERR_INIT(LANG_EN);
    for (int i = 0; i < n; i++) {
        rows[i] = (struct absence_import){
            .name = "Sanne de Boer", .team = "", .code = "", .service = {.from = DAY_NONE}};
        absence_init(&rows[i].absence);
        rows[i].absence.first_day = clock_day(SANDBOX_NOW) - 4 * n - 1000 + 4 * i;
        rows[i].absence.back = rows[i].absence.first_day + 2;
    }
    long before = spent.questions;
    assert_int_equal(absences_import(store, rows, (size_t)n, ALIKE_UNSAID, false, no_fault, NULL,
                                     &imported, &err),
                     0);
    long questions = spent.questions - before;
    assert_int_equal(imported.fresh, n);
    for (int i = 0; i < n; i++)
        absence_release(&rows[i].absence);
    free(rows);
    return questions;
}

/* A row more of a list costs to store it, without a trigger, a look-up or an image of its own.
 */
static void a_row_of_a_list_costs_few_questions(void **state)
{
    enum { FEW = 100, MANY = 300 };
    struct sandbox sandbox;
    (void)state;
    sandbox_make(&sandbox);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    long few = questions_of_import(store, FEW);
    store_close(store);
    sandbox_remove(&sandbox);
    sandbox_make(&sandbox);
    store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    long many = questions_of_import(store, MANY);
    if (many - few > ROW * (MANY - FEW))
        fail_msg("%ld questions of %d rows, %ld of %d", few, FEW, many, MANY);
    store_close(store);
    sandbox_remove(&sandbox);
}

/* ---- HR's list ------------------------------------------------------------------------------- */

static void list_costs(struct sitting *sitting, const char *keys, long most)
{
    struct costs before = spent;
    sitting_keys(sitting, keys);
    struct costs costs = since(before);
    if (costs.rows > most)
        fail_msg("%s: %ld rows", keys, costs.rows);
}

/* At an end as many agreements as come into view, and on the way some pages once in as many keys;
 * beside that what happened to the one selected. The rows the index reads for itself are counted
 * too: of eight agreements some hundred. */
static void a_list_reads_what_it_shows(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    char talk[UUID_SIZE], id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, talk);
    for (int i = 0; i < 300; i++)
        desk_fixture_agreement(&fixture, talk, OWNER_MANAGER, "Call", 20000 + i, id);
    sitting_begin(&sitting, &fixture.desk, &(struct beginning){.review = true});
    list_costs(&sitting, "<End>", 110);
    list_costs(&sitting, "<PgUp>", 2);
    list_costs(&sitting, "<Home>", 110);
    list_costs(&sitting, "<Down>", 1);
    list_costs(&sitting, "<PgDn>", 130);
    list_costs(&sitting, "<Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>", 10);
    list_costs(&sitting, "<Up><Up><Up>", 3);
    sitting_kill(&sitting);
    desk_fixture_close(&fixture);
}

/* ---- the terminal ---------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    long one = *(const long *)a, other = *(const long *)b;
    return (one > other) - (one < other);
}

/* The median of the bytes written for each letter of text. */
static long bytes_a_letter(struct pty *pty, const char *text)
{
    long sizes[64] = {0};
    size_t n = strnlen(text, sizeof sizes / sizeof *sizes);
    for (size_t i = 0; i < n; i++) {
        char key[2] = {text[i], '\0'};
        long before = (long)pty_written(pty)->len;
        assert_true(pty_type(pty, key));
        assert_true(pty_wait_quiet(pty, 30));
        sizes[i] = (long)pty_written(pty)->len - before;
    }
    qsort(sizes, n, sizeof *sizes, by_size);
    return sizes[n / 2];
}

static const char paragraph[] =
    "Wij spraken over het werk van deze week en over wat er kan, en wij zien elkaar weer op "
    "vrijdag om te horen hoe de halve dagen gaan, wie er bij helpt en wat er nog ontbreekt. "
    "Daarna maken wij samen een lijst van wat eerst moet en wat kan wachten tot later.";

static void a_letter_costs_the_terminal_a_byte(void **state)
{
    struct user user;
    (void)state;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    assert_in_range(bytes_a_letter(pty, "met halve dagen beginnen"), 1, 4);
    pty_paste(pty, paragraph);
    pty_expect(pty, "wachten tot later.");
    pty_type(pty, "<C-Home>");
    pty_wait_quiet(pty, 50);
    assert_in_range(bytes_a_letter(pty, "eerst dit, "), 1, 135);
    user_quit(pty);
    user_close(&user);
}

/* A paste is shown when all of it is there: once, and not letter by letter. */
static void a_paste_is_painted_once(void **state)
{
    struct user user;
    (void)state;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_type(pty, "x");
    pty_wait_quiet(pty, 50);
    size_t before = pty_written(pty)->len;
    pty_paste(pty, paragraph);
    pty_expect(pty, "wachten tot later.");
    pty_wait_quiet(pty, 50);
    assert_in_range(pty_written(pty)->len - before, sizeof paragraph, 3 * sizeof paragraph);
    user_quit(pty);
    user_close(&user);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_costs_is_counted),
        cmocka_unit_test(a_key_costs_no_more_than_it_did),
        cmocka_unit_test(the_disk_is_waited_for_once),
        cmocka_unit_test(going_on_reads_what_is_shown),
        cmocka_unit_test(home_comes_of_few_questions),
        cmocka_unit_test(a_guide_costs_as_much_as_it_has),
        cmocka_unit_test(a_guide_is_checked_in_little_memory),
        cmocka_unit_test(home_reads_no_more_of_a_larger_file),
        cmocka_unit_test(a_letter_takes_no_memory),
        cmocka_unit_test(a_note_is_checked_in_no_memory),
        cmocka_unit_test(the_place_is_found_at_once),
        cmocka_unit_test(what_a_conversation_has_not_is_not_asked_for),
        cmocka_unit_test(home_asks_no_more_of_more_people),
        cmocka_unit_test(what_is_handed_over_is_asked_for_at_once),
        cmocka_unit_test(a_row_of_a_list_costs_few_questions),
        cmocka_unit_test(a_list_reads_what_it_shows),
        cmocka_unit_test(a_letter_costs_the_terminal_a_byte),
        cmocka_unit_test(a_paste_is_painted_once),
    };
    sqlite3_auto_extension((void (*)(void))on_open);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
