/* Undo and redo: each kind of deed there and back, in the user's words, also after a restart. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/lookup.h"

#define TODAY 20791 /* 2026-12-04 */

typedef int step(struct store *store, enum lang lang, struct undone *undone, struct err *err);

/* One step that must succeed and say that. */
static void go(struct fixture *fixture, step *way, const char *said)
{
    struct undone undone;
    assert_int_equal(way(fixture->store, LANG_EN, &undone, &fixture->err), 1);
    assert_string_equal(undone.said.data, said);
    buf_release(&undone.said);
}

static void assert_no_more(struct fixture *fixture, step *way)
{
    struct undone undone;
    assert_int_equal(way(fixture->store, LANG_EN, &undone, &fixture->err), 0);
    assert_string_equal(undone.said.data, "");
}

/* What a user would see of everything kept, as text to compare: no revisions, no moments. */
static char *picture(struct fixture *fixture)
{
    static const char *const questions[] = {
        "SELECT json_array(p.name, p.team, p.code, i.stage, i.at, i.started_at, i.closed_at)"
        " FROM interview i JOIN person p ON p.id = i.person WHERE NOT i.removed ORDER BY i.seq",
        "SELECT json_array(seq, point, field, kind, share, label, value, shown, updated_at)"
        " FROM answer ORDER BY seq",
        "SELECT json_array(id, what, owner, owner_name, due, due_words, follow_up, look_back,"
        " basis, basis_day, share, confirmed, status, remark) FROM agreement"
        " WHERE NOT removed ORDER BY seq",
    };
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct query query;
        query_begin(&query, store_db(fixture->store), questions[i]);
        while (query_row(&query)) {
            size_t len = 0;
            const char *row = query_see_text(&query, &len);
            buf_add(&all, row, len);
            buf_adds(&all, "\n");
        }
        assert_int_equal(query_end(&query, &fixture->err), 0);
    }
    return buf_detach(&all);
}

static void assert_picture(struct fixture *fixture, const char *expected)
{
    char *now = picture(fixture);
    int64_t n = 0;
    assert_string_equal(now, expected);
    free(now);
    assert_int_equal(lookup_differences(store_db(fixture->store), &n, &fixture->err), 0);
    assert_int_equal(n, 0);
}

/* The deed just done goes back to before and forth to after, twice, with restarts in between. */
static void there_and_back(struct fixture *fixture, const char *before, const char *said)
{
    char *after = picture(fixture);
    assert_string_not_equal(before, after);
    for (int turn = 0; turn < 2; turn++) {
        go(fixture, store_undo, said);
        assert_picture(fixture, before);
        reopen(fixture, SANDBOX_NOW);
        assert_picture(fixture, before);
        go(fixture, store_redo, said);
        assert_picture(fixture, after);
        reopen(fixture, SANDBOX_NOW);
        assert_picture(fixture, after);
    }
    free(after);
}

static const struct deed did = {"did %s", "it"};

static void an_answer(void **state)
{
    struct fixture *fixture = *state;
    char *before = picture(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE,
                   "Zoë: \"moe\"\n\x01 \xFF \xE2\x82\xAC");
    there_and_back(fixture, before, "gevoel answered");
    free(before);
}

static void an_answer_changed(void **state)
{
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_EMPLOYEE, "moe");
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "anders", SHARE_PRIVATE, "niets");
    char *before = picture(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "fit");
    there_and_back(fixture, before, "gevoel answered");
    free(before);
}

static void a_stage(void **state)
{
    struct fixture *fixture = *state;
    char *before = picture(fixture);
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_TALKING, &did,
                                          &fixture->err), 0);
    there_and_back(fixture, before, "did it");
    free(before);
}

static void a_planned_moment(void **state)
{
    struct fixture *fixture = *state;
    char *before = picture(fixture);
    assert_int_equal(interviews_set_at(fixture->store, fixture->sanne, SANDBOX_NOW, &did,
                                       &fixture->err), 0);
    there_and_back(fixture, before, "did it");
    free(before);
}

static void the_right_person(void **state)
{
    struct fixture *fixture = *state;
    char *before = picture(fixture);
    assert_int_equal(interviews_move(fixture->store, fixture->sanne, "Mo Karimi", &did,
                                     &fixture->err), 0);
    there_and_back(fixture, before, "did it");
    free(before);
}

static void a_removed_interview(void **state)
{
    struct fixture *fixture = *state;
    char *before = picture(fixture);
    assert_int_equal(interviews_remove(fixture->store, fixture->sanne, &did, &fixture->err), 0);
    there_and_back(fixture, before, "did it");
    free(before);
}

static void a_name(void **state)
{
    struct fixture *fixture = *state;
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_non_null(interview);
    char *before = picture(fixture);
    assert_int_equal(interviews_rename_person(fixture->store, interview->person.id, "Roos Dijkstra",
                                              "Zorg", "R1", &did, &fixture->err), 0);
    there_and_back(fixture, before, "did it");
    free(before);
    interview_release(interview);
    free(interview);
}

static void an_agreement(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    char *before = picture(fixture);
    sandbox_agree(fixture->store, fixture->sanne, "bellen", TODAY, id);
    there_and_back(fixture, before, "agreement added: bellen");
    free(before);
}

static void an_agreement_settled(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    sandbox_agree(fixture->store, fixture->sanne, "bellen", DAY_NONE, id);
    char *before = picture(fixture);
    assert_int_equal(agreements_settle(fixture->store, id, STATUS_CHANGED, TODAY, "later", &did,
                                       &fixture->err), 0);
    there_and_back(fixture, before, "did it");
    free(before);
}

static void an_agreement_removed(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    struct agreement *history = NULL;
    size_t n = 0;
    struct deed deed = {"agreement %s removed", "2"};
    sandbox_agree(fixture->store, fixture->sanne, "bellen", TODAY, id);
    char *before = picture(fixture);
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_non_null(interview);
    struct agreement *agreement = &interview->agreements[0];
    agreement->removed = true;
    assert_int_equal(agreements_save(fixture->store, agreement, &deed, &fixture->err), 0);
    there_and_back(fixture, before, "agreement 2 removed");
    interview_release(interview);
    free(interview);
    free(before);

    /* History only grew: added, removed, and twice back and forth. */
    assert_int_equal(agreements_history(fixture->store, id, &history, &n, &fixture->err), 0);
    assert_int_equal(n, 6);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(history[i].removed, i % 2);
        assert_string_equal(history[i].what, "bellen");
        agreement_release(&history[i]);
    }
    free(history);
}

static void a_chain_goes_back_to_the_start_and_forth_to_the_end(void **state)
{
    struct fixture *fixture = *state;
    char *pictures[7], id[UUID_SIZE];
    size_t n = 0;
    pictures[n++] = picture(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "p", "a", SHARE_PRIVATE, "een");
    pictures[n++] = picture(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "p", "a", SHARE_PRIVATE, "twee");
    pictures[n++] = picture(fixture);
    sandbox_agree(fixture->store, fixture->sanne, "bellen", TODAY, id);
    pictures[n++] = picture(fixture);
    assert_int_equal(agreements_settle(fixture->store, id, STATUS_DONE, 0, "", &did, &fixture->err),
                     0);
    pictures[n++] = picture(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "p", "a", SHARE_PRIVATE, "");
    pictures[n++] = picture(fixture);
    assert_int_equal(interviews_remove(fixture->store, fixture->sanne, &did, &fixture->err), 0);
    pictures[n++] = picture(fixture);
    for (size_t i = n - 1; i-- > 0;) {
        struct undone undone;
        assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &fixture->err), 1);
        assert_string_equal(undone.interview, fixture->sanne);
        buf_release(&undone.said);
        assert_picture(fixture, pictures[i]);
    }
    assert_no_more(fixture, store_undo);
    for (size_t i = 1; i < n; i++) {
        struct undone undone;
        assert_int_equal(store_redo(fixture->store, LANG_EN, &undone, &fixture->err), 1);
        buf_release(&undone.said);
        assert_picture(fixture, pictures[i]);
    }
    assert_no_more(fixture, store_redo);
    for (size_t i = 0; i < n; i++)
        free(pictures[i]);
}

static void a_new_deed_ends_what_could_be_redone(void **state)
{
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, "p", "a", SHARE_PRIVATE, "een");
    sandbox_answer(fixture->store, fixture->sanne, "p", "b", SHARE_PRIVATE, "twee");
    go(fixture, store_undo, "b answered");
    sandbox_answer(fixture->store, fixture->sanne, "p", "c", SHARE_PRIVATE, "drie");
    assert_no_more(fixture, store_redo);
    go(fixture, store_undo, "c answered");
    go(fixture, store_undo, "a answered");
    assert_no_more(fixture, store_undo);
}

static void what_changes_nothing_is_no_deed(void **state)
{
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, "p", "a", SHARE_PRIVATE, "een");
    go(fixture, store_undo, "a answered");
    sandbox_answer(fixture->store, fixture->sanne, "p", "b", SHARE_PRIVATE, "");
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_PREPARING, &did,
                                          &fixture->err), 0);
    go(fixture, store_redo, "a answered"); /* still there */
}

static void typing_and_places_are_no_deeds(void **state)
{
    struct fixture *fixture = *state;
    struct draft draft = {.point = (char *)"p", .field = (char *)"a", .text = (char *)"x"};
    struct place place = {.screen = "talk"};
    memcpy(draft.interview, fixture->sanne, UUID_SIZE);
    assert_int_equal(interviews_draft(fixture->store, &draft, &fixture->err), 0);
    assert_int_equal(interviews_place_set(fixture->store, &place, &fixture->err), 0);
    assert_int_equal(store_setting_set(fixture->store, "look", "calm", &fixture->err), 0);
    assert_no_more(fixture, store_undo);
}

static void undo_leaves_what_it_is_not_about(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(interviews_set_at(fixture->store, fixture->sanne, SANDBOX_NOW, &did,
                                       &fixture->err), 0);
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_TALKING, NULL,
                                          &fixture->err), 0);
    go(fixture, store_undo, "did it");
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_non_null(interview);
    assert_int_equal(interview->at, 0);
    assert_int_equal(interview->stage, STAGE_TALKING);
    interview_release(interview);
    free(interview);
}

static void the_words_are_the_users(void **state)
{
    struct fixture *fixture = *state;
    struct undone undone;
    struct deed deeds[] = {{"No problems found.\n", "not shown"}, {"100%% %s %d %n", "%s%n"}};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(interviews_set_at(fixture->store, fixture->sanne, (int64_t)i + 1,
                                           &deeds[i], &fixture->err),
                         0);
    /* What stands in the file is never a format. */
    assert_int_equal(store_undo(fixture->store, LANG_NL, &undone, &fixture->err), 1);
    assert_string_equal(undone.said.data, "100%% %s%n %d %n");
    buf_release(&undone.said);
    assert_int_equal(store_undo(fixture->store, LANG_NL, &undone, &fixture->err), 1);
    assert_string_equal(undone.said.data, "Geen problemen gevonden.\n");
    buf_release(&undone.said);
}

static void the_oldest_fall_off(void **state)
{
    struct fixture *fixture = *state;
    struct undone undone;
    int64_t images = 0;
    int n = 0;
    for (int i = 1; i <= 230; i++)
        assert_int_equal(interviews_set_at(fixture->store, fixture->sanne, i, &did, &fixture->err),
                         0);
    assert_int_equal(db_number(store_db(fixture->store), "SELECT count(*) FROM deed_image", &images,
                               &fixture->err), 0);
    assert_int_equal(images, 200);
    for (; store_undo(fixture->store, LANG_EN, &undone, &fixture->err) == 1; n++)
        buf_release(&undone.said);
    assert_int_equal(n, 200);
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_int_equal(interview->at, 30);
    interview_release(interview);
    free(interview);
}

static void a_deed_that_cannot_be_taken_back_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct undone undone;
    sandbox_answer(fixture->store, fixture->sanne, "p", "a", SHARE_PRIVATE, "een");
    assert_int_equal(db_run(store_db(fixture->store), "UPDATE deed_image SET aspect = 'unheard of'",
                            &fixture->err), 0);
    char *before = picture(fixture);
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &fixture->err), -1);
    assert_string_not_equal(fixture->err.text, "");
    assert_picture(fixture, before);
    free(before);
}

static void a_reader_cannot_undo(void **state)
{
    struct fixture *fixture = *state;
    struct undone undone;
    sandbox_answer(fixture->store, fixture->sanne, "p", "a", SHARE_PRIVATE, "een");
    struct store *reader = sandbox_open(&fixture->sandbox, ACCESS_READ, SANDBOX_NOW);
    assert_int_equal(store_undo(reader, LANG_EN, &undone, &fixture->err), -1);
    store_close(reader);
    go(fixture, store_undo, "a answered");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_one, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer),
        TEST(an_answer_changed),
        TEST(a_stage),
        TEST(a_planned_moment),
        TEST(the_right_person),
        TEST(a_removed_interview),
        TEST(a_name),
        TEST(an_agreement),
        TEST(an_agreement_settled),
        TEST(an_agreement_removed),
        TEST(a_chain_goes_back_to_the_start_and_forth_to_the_end),
        TEST(a_new_deed_ends_what_could_be_redone),
        TEST(what_changes_nothing_is_no_deed),
        TEST(typing_and_places_are_no_deeds),
        TEST(undo_leaves_what_it_is_not_about),
        TEST(the_words_are_the_users),
        TEST(the_oldest_fall_off),
        TEST(a_deed_that_cannot_be_taken_back_changes_nothing),
        TEST(a_reader_cannot_undo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
