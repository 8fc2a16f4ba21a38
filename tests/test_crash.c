/*
 * What was said to be kept is there after kill -9 at any moment, and a draft never goes before the
 * text that takes its place.
 *
 * A child writes without end and tells through a pipe what it got acknowledged; it is killed at a
 * random moment and the file is looked over. One file lives through all the rounds, so a fault in
 * mending after a crash shows in the next one.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "sandbox.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/interviews.h"

#define ROUNDS 300
#define FIELDS 7 /* drafts and answers go round over these */

/* What the child has been told is on disk: for each field the highest number drafted and answered.
 */
struct acknowledged {
    int drafted[FIELDS], answered[FIELDS];
    int revisions; /* of the agreement */
};

static void say(int pipe_end, char what, int number)
{
    char line[16] = {0};
    snprintf(line, sizeof line, "%c%d", what, number);
    if (write(pipe_end, line, sizeof line) != (ssize_t)sizeof line)
        _exit(2);
}

static void must(int failed, const struct err *err)
{
    if (!failed)
        return;
    fprintf(stderr, "%s\n", err->text);
    _exit(1);
}

static void write_number(struct store *store, const char *interview, int number, int pipe_end)
{
    static const struct deed deed = {"%s answered", "p"};
    struct err err = ERR_INIT(LANG_EN);
    char field[16], text[16];
    snprintf(field, sizeof field, "%d", number % FIELDS);
    snprintf(text, sizeof text, "%d", number);
    struct draft draft = {.point = (char *)"p", .field = field, .text = text};
    memcpy(draft.interview, interview, UUID_SIZE);
    must(interviews_draft(store, &draft, &err), &err);
    say(pipe_end, 'd', number);
    struct answer answer = {.point = (char *)"p", .field = field, .kind = KIND_NOTE,
                            .label = (char *)"", .value = text, .shown = (char *)""};
    must(interviews_answer(store, interview, &answer, &deed, &err), &err);
    say(pipe_end, 'a', number);
}

/* Writes until it is killed. */
static void write_for_ever(struct sandbox *sandbox, const char *interview, const char *agreement,
                           int first, int pipe_end)
{
    static const struct deed deed = {"settled", ""};
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = store_open(sandbox->db, ACCESS_WRITE, (struct clock){SANDBOX_NOW}, &err);
    must(!store || !store_writable(store), &err);
    for (int number = first;; number++) {
        write_number(store, interview, number, pipe_end);
        char remark[16];
        snprintf(remark, sizeof remark, "%d", number);
        must(agreements_settle(store, agreement, STATUS_RUNNING, DAY_NONE, remark, &deed, &err),
             &err);
        say(pipe_end, 'r', number);
    }
}

static void wait_a_moment(unsigned *seed)
{
    long most = 9000000; /* nanoseconds: from before it is open to hundreds of writes */
    nanosleep(&(struct timespec){.tv_nsec = rand_r(seed) % most}, NULL);
}

/* Reads what the killed child said; returns the highest number it may have used. */
static int take_down(int pipe_end, struct acknowledged *told, int first)
{
    char line[16];
    int last = first;
    while (read(pipe_end, line, sizeof line) == (ssize_t)sizeof line) {
        int number = atoi(line + 1);
        if (*line == 'd')
            told->drafted[number % FIELDS] = number;
        else if (*line == 'a')
            told->answered[number % FIELDS] = number;
        else
            told->revisions++;
        last = number + 1;
    }
    return last;
}

static int draft_of(struct store *store, const char *interview, int field)
{
    struct err err = ERR_INIT(LANG_EN);
    struct draft *drafts = NULL;
    size_t n = 0;
    int number = 0;
    assert_int_equal(interviews_drafts(store, interview, &drafts, &n, &err), 0);
    for (size_t i = 0; i < n; i++) {
        if (atoi(drafts[i].field) == field)
            number = atoi(drafts[i].text);
        draft_release(&drafts[i]);
    }
    free(drafts);
    return number;
}

static void check_fields(struct store *store, const char *interview,
                         const struct acknowledged *told)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview *found = interviews_load(store, interview, &err);
    assert_non_null(found);
    for (int i = 0; i < FIELDS; i++) {
        char field[16];
        snprintf(field, sizeof field, "%d", i);
        int answered = atoi(interview_value(found, "p", field));
        int drafted = draft_of(store, interview, i);
        assert_true(answered >= told->answered[i]);
        /* The text is always somewhere: being typed, or answered. */
        assert_true(drafted >= told->drafted[i] || answered >= told->drafted[i]);
    }
    interview_release(found);
    free(found);
}

static int64_t count_revisions(struct store *store)
{
    struct err err = ERR_INIT(LANG_EN);
    int64_t n = 0;
    assert_int_equal(
        db_number(store_db(store), "SELECT count(*) FROM agreement_revision", &n, &err), 0);
    return n;
}

static void check_file(struct sandbox *sandbox)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    int problems = store_doctor(sandbox->db, LANG_EN, &report, &err);
    if (problems)
        print_error("%s%s\n", report.data, err.text);
    assert_int_equal(problems, 0);
    buf_release(&report);
}

/* One child, killed. Returns the next number to use. */
static int one_round(struct sandbox *sandbox, const char *interview, const char *agreement,
                     struct acknowledged *told, int first, unsigned *seed)
{
    int ends[2], status = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        write_for_ever(sandbox, interview, agreement, first, ends[1]);
    }
    close(ends[1]);
    wait_a_moment(seed);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status)); /* it did not end by itself with a complaint */
    int next = take_down(ends[0], told, first);
    close(ends[0]);
    return next + 1; /* one more may have been begun */
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct acknowledged told = {.revisions = 1};
    char interview[UUID_SIZE], agreement[UUID_SIZE];
    unsigned seed = 20261204;
    int next = 1;
    sandbox_make(&sandbox);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Sanne de Boer", interview);
    sandbox_agree(store, interview, "bellen", DAY_NONE, agreement);
    store_close(store);
    for (int round = 0; round < ROUNDS; round++) {
        next = one_round(&sandbox, interview, agreement, &told, next, &seed);
        bool writer = round % 2; /* the mending is done by whoever comes first */
        store = sandbox_open(&sandbox, writer ? ACCESS_WRITE : ACCESS_READ, SANDBOX_NOW);
        assert_int_equal(store_writable(store), writer);
        check_fields(store, interview, &told);
        int64_t revisions = count_revisions(store);
        assert_true(revisions == told.revisions || revisions == told.revisions + 1);
        told.revisions = (int)revisions;
        store_close(store);
        if (round % 10 == 0)
            check_file(&sandbox);
    }
    check_file(&sandbox);
    assert_true(next > ROUNDS); /* it did write */
    sandbox_remove(&sandbox);
}

/* A folder killed while its file is made has no file, or a whole one. */
static void making_the_file_survives_kill_9(void **state)
{
    (void)state;
    struct sandbox sandbox;
    unsigned seed = 4;
    int made = 0;
    for (int round = 0; round < 60; round++) {
        sandbox_make(&sandbox);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            store_close(sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW));
            _exit(0);
        }
        nanosleep(&(struct timespec){.tv_nsec = rand_r(&seed) % 6000000}, NULL);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        made += access(sandbox.db, F_OK) == 0;
        store_close(sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW));
        check_file(&sandbox);
        sandbox_remove(&sandbox);
    }
    print_message("made before the kill: %d of 60\n", made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_acknowledged_survives_kill_9),
        cmocka_unit_test(making_the_file_survives_kill_9),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
