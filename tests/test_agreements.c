/* Agreements: their revisions, the lists made of them and what leaves the file as JSON. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "fixture.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/interviews.h"

#define TODAY 20791 /* 2026-12-04 */

static void fill(struct agreement *agreement, const char *interview)
{
    agreement_init(agreement);
    snprintf(agreement->interview, sizeof agreement->interview, "%s", interview);
    mem_replace(&agreement->what, "Stoel aanpassen \"nu\"\n\xC2\x9B 2 \xE2\x80\xAE");
    agreement->owner = OWNER_OTHER;
    mem_replace(&agreement->owner_name, "Tim Aerts");
    agreement->due = TODAY + 7;
    mem_replace(&agreement->due_words, "");
    mem_replace(&agreement->follow_up, "mail");
    agreement->look_back = TODAY + 14;
    agreement->basis = BASIS_DOCTOR;
    agreement->basis_day = TODAY - 1;
    agreement->share = SHARE_EMPLOYEE;
    agreement->confirmed = CONFIRMED_NO;
    agreement->status = STATUS_RUNNING;
    mem_replace(&agreement->remark, "loopt");
}

static void assert_same(const struct agreement *a, const struct agreement *b)
{
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->interview, b->interview);
    assert_string_equal(a->what, b->what);
    assert_int_equal(a->owner, b->owner);
    assert_string_equal(a->owner_name, b->owner_name);
    assert_int_equal(a->due, b->due);
    assert_string_equal(a->due_words, b->due_words);
    assert_string_equal(a->follow_up, b->follow_up);
    assert_int_equal(a->look_back, b->look_back);
    assert_int_equal(a->basis, b->basis);
    assert_int_equal(a->basis_day, b->basis_day);
    assert_int_equal(a->share, b->share);
    assert_int_equal(a->confirmed, b->confirmed);
    assert_int_equal(a->status, b->status);
    assert_string_equal(a->remark, b->remark);
    assert_int_equal(a->revision, b->revision);
    assert_int_equal(a->removed, b->removed);
    assert_int_equal(a->created_at, b->created_at);
    assert_int_equal(a->updated_at, b->updated_at);
}

static struct interview *load(struct fixture *fixture)
{
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_non_null(interview);
    return interview;
}

static void drop(struct interview *interview)
{
    interview_release(interview);
    free(interview);
}

static size_t revisions(struct fixture *fixture, const char *id)
{
    struct agreement *history = NULL;
    size_t n = 0;
    assert_int_equal(agreements_history(fixture->store, id, &history, &n, &fixture->err), 0);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(history[i].revision, i + 1);
        agreement_release(&history[i]);
    }
    free(history);
    return n;
}

static void what_is_saved_is_found_back_whole(void **state)
{
    struct fixture *fixture = *state;
    struct agreement agreement;
    fill(&agreement, fixture->sanne);
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_true(uuid_valid(agreement.id));
    assert_int_equal(agreement.revision, 1);
    assert_int_equal(agreement.created_at, SANDBOX_NOW);
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW + 5);
    struct interview *interview = load(fixture);
    assert_int_equal(interview->n_agreements, 1);
    assert_same(&interview->agreements[0], &agreement);
    drop(interview);
    agreement_release(&agreement);
}

static void every_change_is_a_revision_and_nothing_is_none(void **state)
{
    struct fixture *fixture = *state;
    struct agreement agreement, *history = NULL;
    size_t n = 0;
    fill(&agreement, fixture->sanne);
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_int_equal(agreement.revision, 1);
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW + 5);
    agreement.due = DAY_NONE;
    mem_replace(&agreement.due_words, "zo snel mogelijk");
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_int_equal(agreement.revision, 2);
    assert_int_equal(agreement.created_at, SANDBOX_NOW);
    assert_int_equal(agreement.updated_at, SANDBOX_NOW + 5);

    assert_int_equal(agreements_history(fixture->store, agreement.id, &history, &n, &fixture->err),
                     0);
    assert_int_equal(n, 2);
    assert_int_equal(history[0].due, TODAY + 7);
    assert_int_equal(history[0].updated_at, SANDBOX_NOW);
    assert_same(&history[1], &agreement);
    for (size_t i = 0; i < n; i++)
        agreement_release(&history[i]);
    free(history);
    agreement_release(&agreement);
}

static void every_part_of_it_counts_as_a_change(void **state)
{
    struct fixture *fixture = *state;
    struct agreement agreement;
    int revision = 1;
    fill(&agreement, fixture->sanne);
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    for (int part = 0; part < 14; part++) {
        switch (part) {
        case 0: mem_replace(&agreement.what, "bellen"); break;
        case 1: agreement.owner = OWNER_HR; break;
        case 2: mem_replace(&agreement.owner_name, ""); break;
        case 3: agreement.due++; break;
        case 4: mem_replace(&agreement.due_words, "gauw"); break;
        case 5: mem_replace(&agreement.follow_up, "bel"); break;
        case 6: agreement.look_back = DAY_NONE; break;
        case 7: agreement.basis = BASIS_CONSULTATION; break;
        case 8: agreement.basis_day = DAY_NONE; break;
        case 9: agreement.share = SHARE_HR; break;
        case 10: agreement.confirmed = CONFIRMED_YES; break;
        case 11: agreement.status = STATUS_DONE; break;
        case 12: mem_replace(&agreement.remark, "klaar"); break;
        default: agreement.removed = true; break;
        }
        assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
        assert_int_equal(agreement.revision, ++revision);
    }
    agreement_release(&agreement);
}

static void a_withdrawn_one_is_out_of_sight_but_not_gone(void **state)
{
    struct fixture *fixture = *state;
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct agreement_row *rows = NULL;
    size_t n = 0;
    struct agreement agreement;
    char found[UUID_SIZE];
    fill(&agreement, fixture->sanne);
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_int_equal(agreements_find(fixture->store, agreement.id + 28, found, &fixture->err), 0);
    assert_string_equal(found, agreement.id);
    agreement.removed = true;
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    struct interview *interview = load(fixture);
    assert_int_equal(interview->n_agreements, 0);
    drop(interview);
    assert_int_equal(agreements_list(fixture->store, &filter, &rows, &n, &fixture->err), 0);
    assert_int_equal(n, 0);
    assert_int_equal(agreements_find(fixture->store, agreement.id, found, &fixture->err), -1);
    assert_int_equal(revisions(fixture, agreement.id), 2);
    agreement_release(&agreement);
}

static void settling_is_one_revision(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    sandbox_agree(fixture->store, fixture->sanne, "bellen", TODAY, id);
    assert_int_equal(agreements_settle(fixture->store, id, STATUS_CHANGED, TODAY + 3, "ziek", NULL,
                                       &fixture->err), 0);
    assert_int_equal(revisions(fixture, id), 2);
    assert_int_equal(agreements_settle(fixture->store, id, STATUS_CHANGED, DAY_NONE, "ziek", NULL,
                                       &fixture->err), 0);
    assert_int_equal(revisions(fixture, id), 2); /* the same again is nothing */
    assert_int_equal(agreements_settle(fixture->store, id, STATUS_DONE, TODAY + 9, NULL, NULL,
                                       &fixture->err), 0);
    struct interview *interview = load(fixture);
    assert_int_equal(interview->agreements[0].status, STATUS_DONE);
    assert_int_equal(interview->agreements[0].due, TODAY + 3); /* a day goes with `changed` only */
    assert_string_equal(interview->agreements[0].remark, "");
    assert_int_equal(interview->agreements[0].revision, 3);
    drop(interview);
    assert_int_equal(agreements_settle(fixture->store, "nergens", STATUS_DONE, DAY_NONE, "", NULL,
                                       &fixture->err), -1);
}

static void a_new_day_takes_the_place_of_the_words(void **state)
{
    struct fixture *fixture = *state;
    struct agreement agreement;
    fill(&agreement, fixture->sanne);
    agreement.due = DAY_NONE;
    mem_replace(&agreement.due_words, "binnenkort");
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_int_equal(agreements_settle(fixture->store, agreement.id, STATUS_CHANGED, TODAY, "",
                                       NULL, &fixture->err),
                     0);
    struct interview *interview = load(fixture);
    assert_int_equal(interview->agreements[0].due, TODAY);
    assert_string_equal(interview->agreements[0].due_words, "");
    drop(interview);
    agreement_release(&agreement);
}

static void put_draft(struct fixture *fixture, const char *point, const char *field)
{
    struct draft draft = {.point = (char *)point, .field = (char *)field, .text = (char *)"half"};
    memcpy(draft.interview, fixture->sanne, UUID_SIZE);
    assert_int_equal(interviews_draft(fixture->store, &draft, &fixture->err), 0);
}

static size_t drafts(struct fixture *fixture)
{
    struct draft *rows = NULL;
    size_t n = 0;
    assert_int_equal(interviews_drafts(fixture->store, fixture->sanne, &rows, &n, &fixture->err),
                     0);
    for (size_t i = 0; i < n; i++)
        draft_release(&rows[i]);
    free(rows);
    return n;
}

static void its_drafts_go_when_it_is_saved(void **state)
{
    struct fixture *fixture = *state;
    struct agreement agreement;
    fill(&agreement, fixture->sanne);
    put_draft(fixture, "", "what");
    put_draft(fixture, "aandacht", "gevoel");
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_int_equal(drafts(fixture), 1);
    put_draft(fixture, agreement.id, "what");
    put_draft(fixture, agreement.id, "remark");
    assert_int_equal(agreements_settle(fixture->store, agreement.id, STATUS_DONE, DAY_NONE, "x",
                                       NULL, &fixture->err),
                     0);
    assert_int_equal(drafts(fixture), 2);
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_int_equal(drafts(fixture), 1);
    agreement_release(&agreement);
}

static void a_new_one_may_bring_its_id(void **state)
{
    struct fixture *fixture = *state;
    struct agreement agreement;
    char id[UUID_SIZE];
    fill(&agreement, fixture->sanne);
    uuid_make(id, SANDBOX_NOW);
    memcpy(agreement.id, id, UUID_SIZE);
    put_draft(fixture, id, "what");
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_string_equal(agreement.id, id);
    assert_int_equal(agreement.revision, 1);
    assert_int_equal(drafts(fixture), 0);
    mem_replace(&agreement.what, "anders");
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_int_equal(agreement.revision, 2);
    agreement_release(&agreement);
}

static void one_that_is_not_there_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct agreement agreement, *history = NULL;
    size_t n = 0;
    fill(&agreement, fixture->sanne);
    memcpy(agreement.id, fixture->sanne, UUID_SIZE);
    agreement.revision = 1; /* it was in the file once */
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), -1);
    agreement.revision = 0;
    *agreement.id = '\0';
    memcpy(agreement.interview, "nergens", 8);
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), -1);
    assert_string_equal(agreement.id, "");
    assert_int_equal(agreements_history(fixture->store, "nergens", &history, &n, &fixture->err),
                     -1);
    agreement_release(&agreement);
}

/* What a filter finds, as the first letters of each `what`. */
static const char *found(struct fixture *fixture, const struct agreement_filter *filter, char *text)
{
    struct agreement_row *rows = NULL;
    size_t n = 0;
    assert_int_equal(agreements_list(fixture->store, filter, &rows, &n, &fixture->err), 0);
    for (size_t i = 0; i < n; i++)
        text[i] = rows[i].agreement.what[0];
    text[n] = '\0';
    agreement_rows_free(rows, n);
    return text;
}

static void filters_find_what_they_say(void **state)
{
    struct fixture *fixture = *state;
    struct store *store = fixture->store;
    char mo[UUID_SIZE], later[UUID_SIZE], id[UUID_SIZE], text[16];
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    sandbox_begin(store, "Mo Karimi", mo);
    sandbox_agree(store, fixture->sanne, "a late", TODAY - 1, id);
    sandbox_agree(store, fixture->sanne, "b none", DAY_NONE, id);
    sandbox_agree(store, mo, "c today", TODAY, id);
    sandbox_agree(store, mo, "d done", TODAY - 3, id);
    assert_int_equal(agreements_settle(store, id, STATUS_DONE, DAY_NONE, "", NULL, &fixture->err),
                     0);
    sandbox_agree(store, mo, "e none", DAY_NONE, id);

    assert_string_equal(found(fixture, &filter, text), "dacbe");
    filter.limit = 2;
    assert_string_equal(found(fixture, &filter, text), "da");
    filter = (struct agreement_filter)AGREEMENT_FILTER_INIT;
    filter.statuses = 1U << STATUS_OPEN | 1U << STATUS_RUNNING;
    assert_string_equal(found(fixture, &filter, text), "acbe");
    filter.statuses = 1U << STATUS_DONE;
    assert_string_equal(found(fixture, &filter, text), "d");
    filter.statuses = 0;
    filter.late_on = TODAY;
    assert_string_equal(found(fixture, &filter, text), "a");
    filter.late_on = DAY_NONE;
    filter.due_before = TODAY;
    assert_string_equal(found(fixture, &filter, text), "da");
    filter.due_before = DAY_NONE;
    filter.owner = OWNER_EMPLOYEE;
    assert_string_equal(found(fixture, &filter, text), "");
    filter.owner = OWNER_MANAGER;
    filter.person = " MO karimi ";
    assert_string_equal(found(fixture, &filter, text), "dce");
    filter.person = "' OR 1=1 --";
    assert_string_equal(found(fixture, &filter, text), "");
    filter = (struct agreement_filter)AGREEMENT_FILTER_INIT;
    filter.interview = fixture->sanne;
    assert_string_equal(found(fixture, &filter, text), "ab");
    filter.interview = NULL;
    filter.team = "zorg";
    assert_string_equal(found(fixture, &filter, text), "");
    struct interview *interview = load(fixture);
    assert_int_equal(interviews_rename_person(store, interview->person.id, "Sanne de Boer", "Zorg",
                                              "", NULL, &fixture->err),
                     0);
    assert_string_equal(found(fixture, &filter, text), "ab");
    filter.team = NULL;
    filter.person = interview->person.id;
    assert_string_equal(found(fixture, &filter, text), "ab");
    drop(interview);

    filter = (struct agreement_filter)AGREEMENT_FILTER_INIT;
    sandbox_begin(store, "Mo Karimi", later);
    sandbox_agree(store, later, "f own", TODAY, id);
    filter.before_interview = later;
    assert_string_equal(found(fixture, &filter, text), "dce");
    assert_int_equal(interviews_remove(store, mo, NULL, &fixture->err), 0);
    assert_string_equal(found(fixture, &filter, text), "");
}

static void an_old_talk_does_not_see_what_came_after(void **state)
{
    struct fixture *fixture = *state;
    char next[UUID_SIZE], id[UUID_SIZE], text[16];
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    assert_int_equal(interviews_set_stage(fixture->store, fixture->sanne, STAGE_TALKING, NULL,
                                          &fixture->err), 0);
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW + 1000);
    sandbox_agree(fixture->store, fixture->sanne, "a", TODAY, id);
    sandbox_begin(fixture->store, "Sanne de Boer", next);
    sandbox_agree(fixture->store, next, "b", TODAY, id);
    filter.before_interview = fixture->sanne;
    assert_string_equal(found(fixture, &filter, text), "");
    filter.before_interview = next;
    assert_string_equal(found(fixture, &filter, text), "a");
}

static void json_has_exactly_the_fields_promised(void **state)
{
    struct fixture *fixture = *state;
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct agreement agreement;
    struct buf json = BUF_INIT, expected = BUF_INIT;
    assert_int_equal(agreements_json(fixture->store, &filter, &json, &fixture->err), 0);
    assert_string_equal(json.data, "[]\n");
    buf_clear(&json);
    fill(&agreement, fixture->sanne);
    assert_int_equal(agreements_save(fixture->store, &agreement, NULL, &fixture->err), 0);
    assert_int_equal(agreements_json(fixture->store, &filter, &json, &fixture->err), 0);
    buf_addf(
        &expected,
        "[\n{\"id\":\"%s\",\"interview\":\"%s\",\"person\":\"Sanne de Boer\",\"team\":\"\","
        "\"guide\":\"verzuimgesprek\",\"guide_version\":\"1.0\","
        "\"what\":\"Stoel aanpassen \\\"nu\\\"\\n\\u009b 2 \\u202e\",\"owner\":\"other\","
        "\"owner_name\":\"Tim Aerts\",\"due\":\"2026-12-11\",\"follow_up\":\"mail\","
        "\"look_back\":\"2026-12-18\",\"basis\":\"doctor\",\"share\":\"employee\","
        "\"confirmed\":\"no\",\"status\":\"running\",\"revision\":1,"
        "\"created_at\":\"2026-12-04T10:00:00Z\",\"updated_at\":\"2026-12-04T10:00:00Z\"}\n]\n",
        agreement.id, fixture->sanne);
    assert_string_equal(json.data, expected.data);
    buf_release(&json);
    buf_release(&expected);
    agreement_release(&agreement);
}

static void json_survives_what_people_paste(void **state)
{
    struct fixture *fixture = *state;
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct buf json = BUF_INIT;
    char id[UUID_SIZE];
    int64_t valid = 0;
    sandbox_agree(
        fixture->store, fixture->sanne,
        "\x01\x1b]52;c;x\x07 \x7f \xff\xfe \xc3 \xe2\x80\xa8 \xf3\xa0\x81\x81 \xf0\x9f\x98\x80 Zoë",
        TODAY, id);
    sandbox_agree(fixture->store, fixture->sanne, "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x92",
                  TODAY, id);
    assert_int_equal(agreements_json(fixture->store, &filter, &json, &fixture->err), 0);
    assert_non_null(strstr(json.data, "\\u0001\\u001b]52;c;x\\u0007 \\u007f \\ufffd\\ufffd \\ufffd "
                                      "\\u2028 \\udb40\\udc41 \xf0\x9f\x98\x80 Zoë"));
    struct query query;
    query_begin(&query, store_db(fixture->store), "SELECT json_valid(:json)");
    query_text(&query, ":json", json.data);
    assert_true(query_row(&query));
    valid = query_take_number(&query);
    assert_int_equal(query_end(&query, &fixture->err), 0);
    assert_int_equal(valid, 1);
    buf_release(&json);
}

static void private_words_never_leave(void **state)
{
    struct fixture *fixture = *state;
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct buf json = BUF_INIT;
    struct draft draft = {.point = (char *)"aandacht", .field = (char *)"anders",
                          .text = (char *)"KANARIE-concept"};
    char id[UUID_SIZE];
    memcpy(draft.interview, fixture->sanne, UUID_SIZE);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE,
                   "KANARIE-een");
    sandbox_answer(fixture->store, fixture->sanne, POINT_MIRROR, "oordelen", SHARE_PRIVATE,
                   "KANARIE-twee");
    sandbox_answer(fixture->store, fixture->sanne, POINT_CLOSING, FIELD_VIEW_MANAGER,
                   SHARE_EMPLOYEE, "KANARIE-drie");
    assert_int_equal(interviews_draft(fixture->store, &draft, &fixture->err), 0);
    sandbox_agree(fixture->store, fixture->sanne, "bellen", TODAY, id);
    assert_int_equal(agreements_json(fixture->store, &filter, &json, &fixture->err), 0);
    assert_non_null(strstr(json.data, "bellen"));
    assert_null(strstr(json.data, "KANARIE"));
    assert_int_equal(interviews_json(fixture->store, 0, &json, &fixture->err), 0);
    assert_null(strstr(json.data, "KANARIE"));
    buf_release(&json);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_one, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_saved_is_found_back_whole),
        TEST(every_change_is_a_revision_and_nothing_is_none),
        TEST(every_part_of_it_counts_as_a_change),
        TEST(a_withdrawn_one_is_out_of_sight_but_not_gone),
        TEST(settling_is_one_revision),
        TEST(a_new_day_takes_the_place_of_the_words),
        TEST(its_drafts_go_when_it_is_saved),
        TEST(a_new_one_may_bring_its_id),
        TEST(one_that_is_not_there_is_refused),
        TEST(filters_find_what_they_say),
        TEST(an_old_talk_does_not_see_what_came_after),
        TEST(json_has_exactly_the_fields_promised),
        TEST(json_survives_what_people_paste),
        TEST(private_words_never_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
