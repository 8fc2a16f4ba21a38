/* What a user does to a conversation: in the file, in the model, and in the words of undo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "desk_fixture.h"
#include "store/agreements.h"
#include "store/dossier.h"
#include "store/interviews.h"
#include "store/settle.h"

struct sitting_down {
    struct desk_fixture fixture;
    struct dossier dossier;
    struct err err;
};

static struct desk *desk_of(struct sitting_down *down)
{
    return &down->fixture.desk;
}

static void open_dossier(struct sitting_down *down, const char *name)
{
    char id[UUID_SIZE];
    desk_fixture_interview(&down->fixture, name, DAY_NONE, id);
    assert_int_equal(desk_take(desk_of(down), id, &down->dossier, &down->err), 0);
}

static void open_all(struct sitting_down *down)
{
    *down = (struct sitting_down){.err = ERR_INIT(LANG_EN)};
    desk_fixture_open(&down->fixture, LANG_EN);
    open_dossier(down, "Sanne de Boer");
}

static void close_all(struct sitting_down *down)
{
    assert_string_equal(down->err.text, "");
    desk_put_away(&down->dossier);
    desk_fixture_close(&down->fixture);
}

/* What is in the file, beside the model. */
static struct interview *stored(struct sitting_down *down)
{
    struct interview *interview =
        interviews_load(desk_of(down)->store, down->dossier.interview->id, &down->err);
    assert_non_null(interview);
    return interview;
}

static void drop(struct interview *interview)
{
    interview_release(interview);
    free(interview);
}

static void undo_says(struct sitting_down *down, const char *words)
{
    struct undone undone = {.said = BUF_INIT};
    assert_int_equal(store_undo(desk_of(down)->store, LANG_EN, &undone, &down->err), *words != 0);
    assert_string_equal(undone.said.data, words);
    buf_release(&undone.said);
}

static void answers(struct sitting_down *down, const struct asked *asked, const char *value)
{
    assert_int_equal(dossier_answer(desk_of(down), &down->dossier, asked, value, &down->err), 0);
    assert_string_equal(interview_value(down->dossier.interview, asked->point, asked->field),
                        value);
    assert_string_equal(desk_fixture_answer(&down->fixture, down->dossier.interview->id,
                                            asked->point, asked->field),
                        value);
}

static void an_answer_is_one_deed_in_words(void **state)
{
    struct sitting_down down;
    (void)state;
    open_all(&down);
    const struct guide *guide = down.dossier.guide;
    struct asked goal = asked_own(NULL, FIELD_GOAL, LANG_EN);
    struct asked check = asked_guide(POINT_PREPARATION, &guide->preparation[0]);
    struct asked later = asked_later(&guide->points[0]);
    struct asked hurdle = asked_hurdle(guide);
    answers(&down, &goal, "Look together");
    answers(&down, &goal, "Look together"); /* no deed */
    answers(&down, &check, "1");
    answers(&down, &check, "");
    answers(&down, &later, "1");
    answers(&down, &hurdle, guide->hurdles.entry[1].id);
    const struct answer *answer =
        interview_answer(down.dossier.interview, POINT_CLOSING, FIELD_HURDLE);
    assert_string_equal(answer->shown, guide->hurdles.entry[1].text);
    assert_string_equal(answer->label, guide->hurdles_ask);
    undo_says(&down, "what made it hard");
    undo_says(&down, "\"Start with attention\" marked for later");
    undo_says(&down, "\"I have a quiet, neutral place\" unticked");
    undo_says(&down, "\"I have a quiet, neutral place\" ticked");
    undo_says(&down, "text at \"Goal of this conversation\"");
    undo_says(&down, "");
    close_all(&down);
}

static void an_answer_takes_its_draft_along(void **state)
{
    struct sitting_down down;
    (void)state;
    open_all(&down);
    struct asked goal = asked_own(NULL, FIELD_GOAL, LANG_EN);
    struct draft draft = {.point = (char *)goal.point, .field = (char *)goal.field};
    memcpy(draft.interview, down.dossier.interview->id, sizeof draft.interview);
    for (int i = 0; i < 2; i++) { /* the second time the answer is the same */
        draft.text = (char *)"Lo";
        assert_int_equal(interviews_draft(desk_of(&down)->store, &draft, &down.err), 0);
        answers(&down, &goal, "Look");
        assert_int_equal(desk_fixture_drafts(&down.fixture, draft.interview), 0);
    }
    close_all(&down);
}

static void a_day_is_read_from_words(void **state)
{
    struct sitting_down down;
    struct guide_field field = {
        .id = "day", .ask = "Which day", .kind = KIND_DATE, .share = SHARE_PRIVATE, .max = 40};
    (void)state;
    open_all(&down);
    struct asked day = asked_guide("attention", &field);
    struct dossier *dossier = &down.dossier;
    assert_int_equal(dossier_answer_day(desk_of(&down), dossier, &day, "friday", &down.err), 0);
    assert_string_equal(interview_value(dossier->interview, "attention", "day"), "2026-11-27");
    assert_int_equal(dossier_answer_day(desk_of(&down), dossier, &day, "soon", &down.err), 1);
    assert_string_equal(interview_value(dossier->interview, "attention", "day"), "2026-11-27");
    assert_int_equal(dossier_answer_day(desk_of(&down), dossier, &day, "", &down.err), 0);
    assert_string_equal(interview_value(dossier->interview, "attention", "day"), "");
    close_all(&down);
}

static void agree(struct sitting_down *down, const char *what)
{
    struct agreement agreement = {.revision = 0};
    agreement_propose(&agreement, "", down->dossier.interview->id, down->dossier.guide,
                      desk_fixture_today(&down->fixture));
    mem_replace(&agreement.what, what);
    assert_int_equal(dossier_agree(desk_of(down), &down->dossier, &agreement, &down->err), 0);
    agreement_release(&agreement);
}

static void agreements_are_numbered_in_the_words_of_undo(void **state)
{
    struct sitting_down down;
    (void)state;
    open_all(&down);
    agree(&down, "Make a rota");
    agree(&down, "");
    agree(&down, "Order a chair");
    assert_int_equal(down.dossier.interview->n_agreements, 2); /* one said nothing */
    const struct agreement *chair = &down.dossier.interview->agreements[1];
    assert_int_equal(chair->look_back, desk_fixture_today(&down.fixture) + 28);
    assert_int_equal(dossier_number(&down.dossier, chair->id), 2);
    assert_int_equal(
        dossier_confirm(desk_of(&down), &down.dossier, chair->id, CONFIRMED_NO, &down.err), 0);
    assert_int_equal(down.dossier.interview->agreements[1].confirmed, CONFIRMED_NO);
    char id[UUID_SIZE];
    memcpy(id, down.dossier.interview->agreements[0].id, sizeof id);
    assert_int_equal(dossier_withdraw(desk_of(&down), &down.dossier, id, &down.err), 0);
    assert_int_equal(down.dossier.interview->n_agreements, 1);
    struct interview *interview = stored(&down);
    assert_int_equal(interview->n_agreements, 1);
    assert_string_equal(interview->agreements[0].what, "Order a chair");
    drop(interview);
    undo_says(&down, "agreement 1 removed");
    undo_says(&down, "agreement \"Order a chair\" read back: not right");
    undo_says(&down, "agreement 2 added");
    undo_says(&down, "agreement 1 added");
    close_all(&down);
}

static void what_is_gone_is_said(void **state)
{
    struct sitting_down down;
    (void)state;
    open_all(&down);
    assert_int_equal(dossier_withdraw(desk_of(&down), &down.dossier, "nothing", &down.err), -1);
    assert_string_equal(down.err.text,
                        "This agreement is not in the file any more. Choose another one.");
    down.err.text[0] = '\0';
    assert_int_equal(
        dossier_confirm(desk_of(&down), &down.dossier, "nothing", CONFIRMED_YES, &down.err), -1);
    down.err.text[0] = '\0';
    close_all(&down);
}

static void it_moves_on_and_back(void **state)
{
    struct sitting_down down;
    struct desk *desk = desk_of(&down);
    (void)state;
    open_all(&down);
    struct dossier *dossier = &down.dossier;
    assert_int_equal(dossier_advance(desk, dossier, STAGE_TALKING, &down.err), 0);
    assert_int_equal(dossier->interview->started_at, clock_now(&desk->clock));
    assert_int_equal(dossier_advance(desk, dossier, STAGE_PREPARING, &down.err), 0);
    assert_int_equal(dossier->interview->stage, STAGE_TALKING); /* on, never back */
    assert_int_equal(dossier_move(desk, dossier, STAGE_CLOSED, &down.err), 0);
    assert_int_equal(dossier_move(desk, dossier, STAGE_CLOSED, &down.err), 0);
    struct interview *interview = stored(&down);
    assert_int_equal(interview->stage, STAGE_CLOSED);
    assert_int_equal(interview->started_at, dossier->interview->started_at);
    assert_int_equal(interview->closed_at, dossier->interview->closed_at);
    drop(interview);
    undo_says(&down, "conversation finished");
    undo_says(&down, "conversation begun");
    undo_says(&down, "");
    close_all(&down);
}

static void it_is_planned_handed_over_and_removed(void **state)
{
    struct sitting_down down;
    (void)state;
    open_all(&down);
    int64_t at = clock_moment(desk_fixture_today(&down.fixture) + 1, 14, 30);
    assert_int_equal(dossier_plan(desk_of(&down), &down.dossier, at, &down.err), 0);
    assert_int_equal(dossier_plan(desk_of(&down), &down.dossier, at, &down.err), 0);
    assert_int_equal(
        dossier_hand_over(desk_of(&down), down.dossier.interview->id, "Roos Dijkstra", &down.err),
        0);
    struct interview *interview = stored(&down);
    assert_int_equal(interview->at, at);
    assert_string_equal(interview->person.name, "Roos Dijkstra");
    drop(interview);
    assert_int_equal(dossier_remove(desk_of(&down), &down.dossier, &down.err), 0);
    undo_says(&down, "conversation removed");
    undo_says(&down, "conversation moved to another person");
    undo_says(&down, "day or time of the conversation changed");
    undo_says(&down, "");
    close_all(&down);
}

static void reading_only_changes_nothing(void **state)
{
    struct sitting_down down;
    struct desk second;
    struct dossier dossier;
    (void)state;
    open_all(&down);
    agree(&down, "Make a rota");
    desk_fixture_second(&down.fixture, &second);
    assert_int_equal(desk_take(&second, down.dossier.interview->id, &dossier, &down.err), 0);
    struct asked goal = asked_own(NULL, FIELD_GOAL, LANG_EN);
    const char *id = dossier.interview->agreements[0].id;
    assert_int_equal(dossier_answer(&second, &dossier, &goal, "x", &down.err), -1);
    assert_string_equal(interview_value(dossier.interview, POINT_OWN, FIELD_GOAL), "");
    assert_int_equal(dossier_confirm(&second, &dossier, id, CONFIRMED_YES, &down.err), -1);
    assert_int_equal(dossier.interview->agreements[0].confirmed, CONFIRMED_UNASKED);
    assert_int_equal(dossier_withdraw(&second, &dossier, id, &down.err), -1);
    assert_int_equal(dossier.interview->n_agreements, 1);
    assert_int_equal(dossier_move(&second, &dossier, STAGE_CLOSED, &down.err), -1);
    assert_int_equal(dossier.interview->stage, STAGE_PREPARING);
    assert_int_equal(dossier_plan(&second, &dossier, 1, &down.err), -1);
    assert_int_equal(dossier.interview->at, 0);
    assert_int_equal(dossier_advance(&second, &dossier, STAGE_TALKING, &down.err), 0);
    assert_int_equal(dossier.interview->stage, STAGE_PREPARING); /* looked at, no more */
    down.err.text[0] = '\0';
    desk_put_away(&dossier);
    store_close(second.store);
    close_all(&down);
}

/* ---- settling -------------------------------------------------------------------------------- */

static void an_earlier_agreement_is_settled_in_the_next_preparation(void **state)
{
    struct sitting_down down;
    struct agreement_row *rows;
    struct buf said = BUF_INIT;
    size_t n;
    (void)state;
    open_all(&down);
    struct store *store = desk_of(&down)->store;
    agree(&down, "Make a rota");
    agree(&down, "Order a chair");
    desk_put_away(&down.dossier);
    open_dossier(&down, "Sanne de Boer");
    const char *next = down.dossier.interview->id;
    assert_int_equal(agreements_carried(store, next, &rows, &n, &down.err), 0);
    assert_int_equal(n, 2);
    assert_int_equal(
        settle_carried(store, &rows[0].agreement, STATUS_DONE, DAY_NONE, &said, &down.err), 0);
    assert_string_equal(said.data, "\"Make a rota\" done");
    agreement_rows_free(rows, n);
    assert_int_equal(agreements_carried(store, next, &rows, &n, &down.err), 0);
    assert_int_equal(n, 2); /* what was just settled comes last */
    assert_string_equal(rows[1].agreement.what, "Make a rota");
    buf_clear(&said);
    assert_int_equal(
        settle_carried(store, &rows[1].agreement, STATUS_DONE, DAY_NONE, &said, &down.err), 0);
    assert_string_equal(said.data, "\"Make a rota\" open again");
    assert_int_equal(settle_promise(store, &rows[0].agreement, STATUS_CHANGED,
                                    desk_fixture_today(&down.fixture) + 2, NULL, &down.err),
                     0);
    agreement_rows_free(rows, n);
    undo_says(&down, "promise \"Order a chair\" got another date");
    undo_says(&down, "\"Make a rota\" open again");
    undo_says(&down, "\"Make a rota\" done");
    buf_release(&said);
    close_all(&down);
}

/* Those settled before the last conversation are history. */
static void what_was_settled_long_ago_does_not_come_back(void **state)
{
    struct sitting_down down;
    struct agreement_row *rows;
    size_t n;
    (void)state;
    open_all(&down);
    agree(&down, "Make a rota");
    agree(&down, "Order a chair");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(settle_promise(desk_of(&down)->store,
                                        &down.dossier.interview->agreements[i], STATUS_DONE,
                                        DAY_NONE, NULL, &down.err),
                         0);
    }
    desk_put_away(&down.dossier);
    desk_fixture_later(&down.fixture, 7);
    open_dossier(&down, "Sanne de Boer");
    agree(&down, "Call each other");
    desk_put_away(&down.dossier);
    desk_fixture_later(&down.fixture, 7);
    open_dossier(&down, "Sanne de Boer");
    assert_int_equal(
        agreements_carried(desk_of(&down)->store, down.dossier.interview->id, &rows, &n, &down.err),
        0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].agreement.what, "Call each other");
    agreement_rows_free(rows, n);
    close_all(&down);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_one_deed_in_words),
        cmocka_unit_test(an_answer_takes_its_draft_along),
        cmocka_unit_test(a_day_is_read_from_words),
        cmocka_unit_test(agreements_are_numbered_in_the_words_of_undo),
        cmocka_unit_test(what_is_gone_is_said),
        cmocka_unit_test(it_moves_on_and_back),
        cmocka_unit_test(it_is_planned_handed_over_and_removed),
        cmocka_unit_test(reading_only_changes_nothing),
        cmocka_unit_test(an_earlier_agreement_is_settled_in_the_next_preparation),
        cmocka_unit_test(what_was_settled_long_ago_does_not_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
