/* Interviews, their people, answers, drafts and lists, as the file keeps them. */
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
#include "store/standing.h"

#define DAY_MS INT64_C(86400000)

/* The same file at another moment. */
static struct interview *load(struct fixture *fixture, const char *id)
{
    struct interview *interview = interviews_load(fixture->store, id, &fixture->err);
    assert_non_null(interview);
    return interview;
}

static void drop(struct interview *interview)
{
    interview_release(interview);
    free(interview);
}

static void what_is_begun_is_found_back_whole(void **state)
{
    struct fixture *fixture = *state;
    struct guide *guide = sandbox_guide("terugkeer");
    char id[UUID_SIZE], checksum[GUIDE_CHECKSUM];
    assert_int_equal(interviews_begin(fixture->store, " Mo Karimi ", guide, SANDBOX_NOW + DAY_MS,
                                      id, &fixture->err),
                     0);
    assert_true(uuid_valid(id));
    struct interview *interview = load(fixture, id);
    assert_string_equal(interview->id, id);
    assert_string_equal(interview->person.name, "Mo Karimi");
    assert_string_equal(interview->guide_id, "terugkeer");
    assert_string_equal(interview->guide_version, "1.0");
    assert_string_equal(interview->guide_title, "Verzuimgesprek");
    guide_checksum(guide, checksum);
    assert_string_equal(interview->guide_checksum, checksum);
    assert_int_equal(interview->language, LANG_NL);
    assert_int_equal(interview->stage, STAGE_PREPARING);
    assert_int_equal(interview->at, SANDBOX_NOW + DAY_MS);
    assert_int_equal(interview->created_at, SANDBOX_NOW);
    assert_int_equal(interview->n_answers, 0);
    drop(interview);

    struct buf text = BUF_INIT;
    assert_int_equal(interviews_guide_text(fixture->store, checksum, &text, &fixture->err),
                     0);
    assert_int_equal(text.len, guide->text_len);
    assert_memory_equal(text.data, guide->text, text.len);
    assert_int_equal(interviews_guide_text(fixture->store, "00", &text, &fixture->err), -1);
    buf_release(&text);
    guide_free(guide);
}

static void a_name_is_one_person_however_it_is_typed(void **state)
{
    struct fixture *fixture = *state;
    char again[UUID_SIZE], other[UUID_SIZE];
    sandbox_begin(fixture->store, "  SANNE de boer", again);
    sandbox_begin(fixture->store, "Zoë Łukasz", other);
    struct interview *first = load(fixture, fixture->sanne), *second = load(fixture, again);
    struct interview *third = load(fixture, other);
    assert_string_equal(first->person.id, second->person.id);
    assert_string_not_equal(first->person.id, third->person.id);
    assert_string_equal(second->person.name, "Sanne de Boer");
    drop(first);
    drop(second);
    drop(third);
}

static void a_name_that_will_not_do_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct guide *guide = sandbox_guide("verzuimgesprek");
    char id[UUID_SIZE] = "untouched", huge[2001];
    memset(huge, 'x', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';
    static const char *const names[] = {"", "   ", "Mo\x1b[2J", "Mo\nKarimi"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        *fixture->err.text = '\0';
        assert_int_equal(interviews_begin(fixture->store, names[i], guide, 0, id, &fixture->err),
                         -1);
        assert_string_not_equal(fixture->err.text, "");
    }
    assert_int_equal(interviews_begin(fixture->store, huge, guide, 0, id, &fixture->err), -1);
    assert_string_equal(id, "untouched");
    guide_free(guide);

    struct person_row *people = NULL;
    size_t n = 0;
    assert_int_equal(interviews_people(fixture->store, &people, &n, &fixture->err), 0);
    assert_int_equal(n, 1);
    person_rows_free(people, n);
}

static void answers_keep_their_words_their_order_and_their_share(void **state)
{
    struct fixture *fixture = *state;
    struct store *store = fixture->store;
    static const char odd[] =
        "Zoë zei: \"rug\" \\ 'thuis'\n\ttwee \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x92"
        " \x01\x7F \xFF kapot";
    sandbox_answer(store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "moe");
    sandbox_answer(store, fixture->sanne, "mogelijk", "halve_dagen", SHARE_EMPLOYEE, odd);
    sandbox_answer(store, fixture->sanne, "aandacht", "gevoel", SHARE_HR, "minder moe");
    reopen(fixture, SANDBOX_NOW);

    struct interview *interview = load(fixture, fixture->sanne);
    assert_int_equal(interview->n_answers, 2);
    const struct answer *first = &interview->answers[0], *second = &interview->answers[1];
    assert_string_equal(first->field, "gevoel");
    assert_string_equal(first->value, "minder moe");
    assert_int_equal(first->share, SHARE_PRIVATE); /* never widened */
    assert_string_equal(first->label, "Hoe gaat het?");
    assert_int_equal(first->kind, KIND_NOTE);
    assert_int_equal(first->updated_at, SANDBOX_NOW);
    assert_string_equal(second->value, odd);
    assert_int_equal(second->share, SHARE_EMPLOYEE);
    drop(interview);
}

static void nothing_is_not_an_answer_until_there_was_one(void **state)
{
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, POINT_OWN, FIELD_GOAL, SHARE_PRIVATE, "");
    struct interview *interview = load(fixture, fixture->sanne);
    assert_int_equal(interview->n_answers, 0);
    drop(interview);
    sandbox_answer(fixture->store, fixture->sanne, POINT_OWN, FIELD_GOAL, SHARE_PRIVATE,
                   "luisteren");
    sandbox_answer(fixture->store, fixture->sanne, POINT_OWN, FIELD_GOAL, SHARE_PRIVATE, "");
    interview = load(fixture, fixture->sanne);
    assert_int_equal(interview->n_answers, 1);
    assert_string_equal(interview->answers[0].value, "");
    drop(interview);
}

static void a_choice_keeps_what_was_shown(void **state)
{
    struct fixture *fixture = *state;
    struct answer answer = {.point = (char *)POINT_CLOSING,
                            .field = (char *)FIELD_HURDLE,
                            .kind = KIND_CHOICE,
                            .share = SHARE_HR,
                            .label = (char *)"Wat was lastig?",
                            .value = (char *)"uitstellen",
                            .shown = (char *)"Ik stelde het uit"};
    assert_int_equal(
        interviews_answer(fixture->store, fixture->sanne, &answer, NULL, &fixture->err), 0);
    struct interview *interview = load(fixture, fixture->sanne);
    assert_string_equal(interview->answers[0].shown, "Ik stelde het uit");
    assert_int_equal(interview->answers[0].kind, KIND_CHOICE);
    drop(interview);
}

static void an_answer_to_no_interview_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct answer answer = {.point = (char *)"p", .field = (char *)"f", .kind = KIND_NOTE,
                            .label = (char *)"", .value = (char *)"geheim", .shown = (char *)""};
    struct deed deed = {"answered", ""};
    assert_int_equal(interviews_answer(fixture->store, "00000000-0000-7000-8000-000000000000",
                                       &answer, &deed, &fixture->err),
                     -1);
    assert_null(strstr(fixture->err.text, "geheim"));
    struct undone undone;
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &fixture->err), 0);
}

static void stages_keep_when_it_began_and_closed(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_TALKING, NULL,
                                          &fixture->err), 0);
    reopen(fixture, SANDBOX_NOW + 1000);
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_PREPARING, NULL,
                                          &fixture->err), 0);
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_TALKING, NULL,
                                          &fixture->err), 0);
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_CLOSING, NULL,
                                          &fixture->err), 0);
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_CLOSED, NULL,
                                          &fixture->err), 0);
    struct interview *interview = load(fixture, fixture->sanne);
    assert_int_equal(interview->stage, STAGE_CLOSED);
    assert_int_equal(interview->started_at, SANDBOX_NOW);
    assert_int_equal(interview->closed_at, SANDBOX_NOW + 1000);
    assert_int_equal(interview->updated_at, SANDBOX_NOW + 1000);
    drop(interview);
}

static void drafts_wait_for_their_answer(void **state)
{
    struct fixture *fixture = *state;
    struct draft draft = {.point = (char *)"aandacht", .field = (char *)"gevoel",
                          .text = (char *)"mo", .cursor = 2};
    struct draft *drafts = NULL;
    size_t n = 0;
    memcpy(draft.interview, fixture->sanne, UUID_SIZE);
    assert_int_equal(interviews_draft(fixture->store, &draft, &fixture->err), 0);
    draft.text = (char *)"moe";
    draft.cursor = 1;
    assert_int_equal(interviews_draft(fixture->store, &draft, &fixture->err), 0);
    draft.field = (char *)"anders";
    draft.cursor = 99;
    assert_int_equal(interviews_draft(fixture->store, &draft, &fixture->err), 0);
    reopen(fixture, SANDBOX_NOW + 1);

    assert_int_equal(interviews_drafts(fixture->store, fixture->sanne, &drafts, &n, &fixture->err),
                     0);
    assert_int_equal(n, 2);
    assert_string_equal(drafts[0].text, "moe");
    assert_int_equal(drafts[0].cursor, 1);
    assert_int_equal(drafts[0].updated_at, SANDBOX_NOW);
    assert_int_equal(drafts[1].cursor, 3); /* never past the text */
    for (size_t i = 0; i < n; i++)
        draft_release(&drafts[i]);
    free(drafts);

    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "moe");
    assert_int_equal(interviews_drafts(fixture->store, fixture->sanne, &drafts, &n, &fixture->err),
                     0);
    assert_int_equal(n, 1);
    assert_string_equal(drafts[0].field, "anders");
    draft_release(&drafts[0]);
    free(drafts);
    assert_int_equal(interviews_drop_draft(fixture->store, fixture->sanne, "aandacht", "anders",
                                           &fixture->err), 0);
    assert_int_equal(interviews_drafts(fixture->store, fixture->sanne, &drafts, &n, &fixture->err),
                     0);
    assert_int_equal(n, 0);
    free(drafts);
}

static void the_place_is_found_back(void **state)
{
    struct fixture *fixture = *state;
    struct place place = {.screen = "talk", .step = "aandacht", .item = "gevoel", .cursor = 7},
                 found;
    assert_int_equal(interviews_place(fixture->store, &found, &fixture->err), 0);
    assert_string_equal(found.screen, "");
    memcpy(place.interview, fixture->sanne, UUID_SIZE);
    assert_int_equal(interviews_place_set(fixture->store, &place, &fixture->err), 0);
    place.cursor = 9;
    assert_int_equal(interviews_place_set(fixture->store, &place, &fixture->err), 0);
    reopen(fixture, SANDBOX_NOW);
    assert_int_equal(interviews_place(fixture->store, &found, &fixture->err), 0);
    assert_string_equal(found.screen, "talk");
    assert_string_equal(found.interview, fixture->sanne);
    assert_string_equal(found.step, "aandacht");
    assert_string_equal(found.item, "gevoel");
    assert_int_equal(found.cursor, 9);

    assert_int_equal(interviews_remove(fixture->store, fixture->sanne, NULL, &fixture->err), 0);
    assert_int_equal(interviews_place(fixture->store, &found, &fixture->err), 0);
    assert_string_equal(found.screen, ""); /* nowhere to go back to */
}

static size_t listed(struct fixture *fixture, bool unfinished, char names[][32])
{
    struct interview_row *rows = NULL;
    size_t n = 0;
    assert_int_equal((unfinished ? interviews_unfinished : interviews_list)(
                         fixture->store, 0, &rows, &n, &fixture->err),
                     0);
    for (size_t i = 0; i < n; i++)
        snprintf(names[i], 32, "%s", rows[i].person.name);
    interview_rows_free(rows, n);
    return n;
}

static void lists_are_in_order(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE], mo[UUID_SIZE], names[8][32];
    sandbox_begin(fixture->store, "Mo Karimi", mo);
    sandbox_begin(fixture->store, "Roos Dijkstra", id);
    assert_int_equal(
        interviews_set_at(fixture->store, mo, SANDBOX_NOW + DAY_MS, NULL, &fixture->err), 0);
    assert_int_equal(
        interviews_set_at(fixture->store, id, SANDBOX_NOW - DAY_MS, NULL, &fixture->err), 0);
    assert_int_equal(listed(fixture, false, names), 3);
    assert_string_equal(names[0], "Mo Karimi");
    assert_string_equal(names[1], "Sanne de Boer");
    assert_string_equal(names[2], "Roos Dijkstra");
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_CLOSED, NULL,
                                          &fixture->err), 0);
    assert_int_equal(listed(fixture, true, names), 2);
    assert_string_equal(names[0], "Roos Dijkstra");
    assert_string_equal(names[1], "Mo Karimi");
    assert_int_equal(interviews_remove(fixture->store, id, NULL, &fixture->err), 0);
    assert_int_equal(listed(fixture, false, names), 2);
    assert_null(interviews_load(fixture->store, id, &fixture->err));
}

static void a_row_counts_what_is_in_it(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    struct interview_row *rows = NULL;
    size_t n = 0;
    sandbox_agree(fixture->store, fixture->sanne, "bellen", 20800, id);
    assert_int_equal(agreements_settle(fixture->store, id, STATUS_DONE, DAY_NONE, "", NULL,
                                       &fixture->err), 0);
    sandbox_agree(fixture->store, fixture->sanne, "stoel", DAY_NONE, id);
    sandbox_answer(fixture->store, fixture->sanne, POINT_PREPARATION, "plek", SHARE_PRIVATE, "1");
    sandbox_answer(fixture->store, fixture->sanne, POINT_PREPARATION, "kaders", SHARE_PRIVATE, "1");
    sandbox_answer(fixture->store, fixture->sanne, POINT_PREPARATION, "kaders", SHARE_PRIVATE, "");
    assert_int_equal(interviews_list(fixture->store, 1, &rows, &n, &fixture->err),
                     0);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].agreements, 2);
    assert_int_equal(rows[0].unsettled, 1);
    assert_int_equal(rows[0].incomplete, 1);
    assert_int_equal(rows[0].prepared, 1);
    assert_string_equal(rows[0].guide_id, "verzuimgesprek");
    interview_rows_free(rows, n);
}

static void interviews_as_json(void **state)
{
    struct fixture *fixture = *state;
    struct buf json = BUF_INIT, expected = BUF_INIT;
    assert_int_equal(interviews_json(fixture->store, 0, &json, &fixture->err), 0);
    buf_addf(
        &expected,
        "[\n{\"id\":\"%s\",\"person\":\"Sanne de Boer\",\"team\":\"\",\"guide\":\"verzuimgesprek\","
        "\"guide_version\":\"1.0\",\"title\":\"Verzuimgesprek\",\"stage\":\"preparing\","
        "\"at\":null,"
        "\"started_at\":null,\"closed_at\":null,\"agreements\":0,\"unsettled\":0,"
        "\"created_at\":\"2026-12-04T10:00:00Z\",\"updated_at\":\"2026-12-04T10:00:00Z\"}\n]\n",
        fixture->sanne);
    assert_string_equal(json.data, expected.data);
    assert_int_equal(interviews_remove(fixture->store, fixture->sanne, NULL, &fixture->err), 0);
    buf_clear(&json);
    assert_int_equal(interviews_json(fixture->store, 0, &json, &fixture->err), 0);
    assert_string_equal(json.data, "[]\n");
    buf_release(&json);
    buf_release(&expected);
}

static void an_interview_is_found_by_the_end_of_its_id(void **state)
{
    struct fixture *fixture = *state;
    char found[UUID_SIZE], handle[HANDLE_SIZE], upper[HANDLE_SIZE];
    uuid_handle(fixture->sanne, handle);
    for (size_t i = 0; i < HANDLE_SIZE; i++)
        upper[i] = (char)(handle[i] >= 'a' ? handle[i] - 32 : handle[i]);
    assert_int_equal(interviews_find(fixture->store, fixture->sanne, found, &fixture->err), 0);
    assert_string_equal(found, fixture->sanne);
    assert_int_equal(interviews_find(fixture->store, upper, found, &fixture->err), 0);
    assert_string_equal(found, fixture->sanne);
    assert_int_equal(interviews_find(fixture->store, handle + 4, found, &fixture->err), 0);

    static const char *const wrong[] = {"", "abc", "%", "____", "zzzz-not-an-id", "' OR 1=1 --",
                                        "0123456789012345678901234567890123456789"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        *fixture->err.text = '\0';
        assert_int_equal(interviews_find(fixture->store, wrong[i], found, &fixture->err), -1);
        assert_string_equal(found, "");
        assert_string_not_equal(fixture->err.text, "");
    }
}

static void several_that_fit_are_refused(void **state)
{
    struct fixture *fixture = *state;
    char found[UUID_SIZE];
    sandbox_begin(fixture->store, "Mo Karimi", found);
    assert_int_equal(db_run(store_db(fixture->store),
                            "UPDATE interview SET id = substr(id, 1, 27) || seq || '0000abcd'",
                            &fixture->err), 0);
    assert_int_equal(interviews_find(fixture->store, "abcd", found, &fixture->err), -1);
    assert_string_equal(found, "");
    assert_string_equal(fixture->err.text,
                        "More than one conversation has an id that ends in \"abcd\". "
                        "Give more of it.");
    assert_int_equal(interviews_find(fixture->store, "20000abcd", found, &fixture->err), 0);
    assert_int_equal(interviews_find(fixture->store, "30000abcd", found, &fixture->err), -1);
}

static void the_newest_unfinished_talk_is_resumed(void **state)
{
    struct fixture *fixture = *state;
    char found[UUID_SIZE], id[UUID_SIZE];
    sandbox_begin(fixture->store, "Mo Karimi", id);
    sandbox_begin(fixture->store, "Mo Karimi", id);
    assert_int_equal(interviews_unfinished_of(fixture->store, "mo karimi", found, &fixture->err),
                     0);
    assert_string_equal(found, id);
    assert_int_equal(interviews_unfinished_of(fixture->store, "Tim Aerts", found, &fixture->err),
                     0);
    assert_string_equal(found, "");
}

/* For how many days it is quiet around somebody, so many days on. */
static int quiet(struct fixture *fixture, int days, const char *name)
{
    struct standing_row *rows;
    struct person person;
    size_t n;
    int found = 0, today = clock_day(SANDBOX_NOW + days * DAY_MS);
    assert_int_equal(interviews_person(fixture->store, name, &person, &fixture->err), 0);
    assert_int_equal(standing_list(fixture->store, today, &rows, &n, &fixture->err), 0);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(rows[i].person, person.id))
            found = rows[i].standing.quiet;
    free(rows);
    person_release(&person);
    return found;
}

static void people_and_how_long_it_was_quiet(void **state)
{
    struct fixture *fixture = *state;
    char mo[UUID_SIZE], tim[UUID_SIZE], id[UUID_SIZE];
    struct person_row *rows = NULL;
    size_t n = 0;
    reopen(fixture, SANDBOX_NOW + 10 * DAY_MS);
    sandbox_begin(fixture->store, "Mo Karimi", mo);
    sandbox_begin(fixture->store, "Éva Aerts", tim);
    sandbox_agree(fixture->store, mo, "bellen", 20800, id);
    reopen(fixture, SANDBOX_NOW + 40 * DAY_MS);
    assert_int_equal(interviews_people(fixture->store, &rows, &n, &fixture->err), 0);
    assert_int_equal(n, 3);
    assert_string_equal(rows[0].person.name, "Éva Aerts");
    assert_string_equal(rows[1].person.name, "Mo Karimi");
    assert_int_equal(rows[1].unsettled, 1);
    assert_int_equal(rows[1].interviews, 1);
    assert_int_equal(rows[1].last_at, SANDBOX_NOW + 10 * DAY_MS);
    person_rows_free(rows, n);

    assert_int_equal(quiet(fixture, 40, "Sanne de Boer"), 40);
    assert_int_equal(quiet(fixture, 40, "Mo Karimi"), 30);
    assert_int_equal(quiet(fixture, 15, "Sanne de Boer"), 15);
    assert_int_equal(quiet(fixture, 15, "Mo Karimi"), 0);

    /* One who is to be spoken to is not quiet. */
    assert_int_equal(interviews_set_at(fixture->store, mo, SANDBOX_NOW + 50 * DAY_MS, NULL,
                                       &fixture->err), 0);
    reopen(fixture, SANDBOX_NOW + 45 * DAY_MS);
    assert_int_equal(quiet(fixture, 60, "Mo Karimi"), 0);
    assert_int_equal(quiet(fixture, 45, "Sanne de Boer"), 45);
    assert_int_equal(interviews_people(fixture->store, &rows, &n, &fixture->err), 0);
    assert_int_equal(rows[1].planned_at, SANDBOX_NOW + 50 * DAY_MS);
    person_rows_free(rows, n);
}

static void a_person_gets_another_name(void **state)
{
    struct fixture *fixture = *state;
    char other[UUID_SIZE];
    sandbox_begin(fixture->store, "Mo Karimi", other);
    struct interview *interview = load(fixture, fixture->sanne);
    assert_int_equal(interviews_rename_person(fixture->store, interview->person.id, "Sanne Boersma",
                                              " Zorg ", "P-12", NULL, &fixture->err), 0);
    assert_int_equal(interviews_rename_person(fixture->store, interview->person.id, "mo KARIMI", "",
                                              "", NULL, &fixture->err),
                     -1);
    assert_int_equal(interviews_rename_person(fixture->store, interview->person.id, "Sanne",
                                              "a\x1b", "", NULL, &fixture->err),
                     -1);
    drop(interview);
    interview = load(fixture, fixture->sanne);
    assert_string_equal(interview->person.name, "Sanne Boersma");
    assert_string_equal(interview->person.team, "Zorg");
    assert_string_equal(interview->person.code, "P-12");
    drop(interview);
}

static void a_talk_moves_to_the_right_person(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    struct agreement_row *rows = NULL;
    size_t n = 0;
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    sandbox_agree(fixture->store, fixture->sanne, "bellen", 20800, id);
    assert_int_equal(interviews_move(fixture->store, fixture->sanne, "Roos Dijkstra", NULL,
                                     &fixture->err), 0);
    filter.person = "roos dijkstra";
    assert_int_equal(agreements_list(fixture->store, &filter, &rows, &n, &fixture->err), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].person.name, "Roos Dijkstra");
    agreement_rows_free(rows, n);
    assert_int_equal(interviews_move(fixture->store, fixture->sanne, " ", NULL, &fixture->err), -1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_one, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_begun_is_found_back_whole),
        TEST(a_name_is_one_person_however_it_is_typed),
        TEST(a_name_that_will_not_do_changes_nothing),
        TEST(answers_keep_their_words_their_order_and_their_share),
        TEST(nothing_is_not_an_answer_until_there_was_one),
        TEST(a_choice_keeps_what_was_shown),
        TEST(an_answer_to_no_interview_is_refused),
        TEST(stages_keep_when_it_began_and_closed),
        TEST(drafts_wait_for_their_answer),
        TEST(the_place_is_found_back),
        TEST(lists_are_in_order),
        TEST(a_row_counts_what_is_in_it),
        TEST(interviews_as_json),
        TEST(an_interview_is_found_by_the_end_of_its_id),
        TEST(several_that_fit_are_refused),
        TEST(the_newest_unfinished_talk_is_resumed),
        TEST(people_and_how_long_it_was_quiet),
        TEST(a_person_gets_another_name),
        TEST(a_talk_moves_to_the_right_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
