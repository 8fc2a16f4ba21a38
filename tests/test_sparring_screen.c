/*
 * Sparring on screen: asking from a point of a conversation, answering as HR, and what home shows
 * of HR: its answers and what it asks about agreements.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "screens/screens.h"
#include "sitting.h"
#include "store/agreements.h"
#include "store/requests.h"
#include "store/sparring.h"

static const struct deed deed = {"HR", ""};

struct test {
    struct desk_fixture fixture;
    struct sitting sitting;
    char talk[UUID_SIZE], agreement[UUID_SIZE];
};

/* A talk under way with a promise in it; interview NULL: at home. */
static void begin(struct test *test, enum lang lang, bool at_home)
{
    struct err err = ERR_INIT(LANG_EN);
    desk_fixture_open(&test->fixture, lang);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", DAY_NONE, test->talk);
    desk_fixture_agreement(&test->fixture, test->talk, OWNER_MANAGER, "Stoel bestellen",
                           desk_fixture_today(&test->fixture) + 3, test->agreement);
    assert_int_equal(
        interviews_set_stage(test->fixture.desk.store, test->talk, STAGE_TALKING, &deed, &err), 0);
    sitting_open(&test->sitting, &test->fixture.desk, at_home ? NULL : test->talk);
}

static void end(struct test *test)
{
    sitting_close(&test->sitting);
    desk_fixture_close(&test->fixture);
}

static void reopen_at_home(struct test *test)
{
    sitting_close(&test->sitting);
    sitting_open(&test->sitting, &test->fixture.desk, NULL);
    while (strcmp(sitting_screen(&test->sitting), "home") != 0)
        sitting_keys(&test->sitting, "<Esc>");
}

/* The first thread as a side sees it; the caller frees the rows. */
static struct sparring_row *threads(struct test *test, enum side side, size_t *n)
{
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_row *rows;
    assert_int_equal(sparring_list(test->fixture.desk.store, side, &rows, n, &err), 0);
    return rows;
}

static void hr_says(struct test *test, const char *text)
{
    struct err err = ERR_INIT(LANG_EN);
    size_t n;
    struct sparring_row *rows = threads(test, SIDE_HR, &n);
    assert_int_equal(sparring_say(test->fixture.desk.store, rows[0].id, SIDE_HR, text, &deed, &err),
                     0);
    sparring_rows_free(rows, n);
}

static void from_a_point_to_the_answer(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_NL, false);
    struct sitting *sitting = &test.sitting;
    sitting_keys(sitting, "<Up>s");
    assert_string_equal(sitting_screen(sitting), "sparring");
    sitting_shows(sitting, "Wat wil je HR vragen?");
    sitting_shows(sitting, "Laat namen en alles");
    sitting_keys(sitting, "Hoe begin ik?<Enter>");
    sitting_shows(sitting, "Bewaard. Het gaat mee met de volgende bundel naar HR.");
    sitting_keys(sitting, "<Esc>");
    assert_string_equal(sitting_screen(sitting), "talk");
    sitting_shows(sitting, "gevraagd aan HR: Hoe begin ik?");
    sitting_keys(sitting, "<PgDn>"); /* at that point alone */
    sitting_lacks(sitting, "gevraagd aan HR");
    size_t n;
    struct sparring_row *rows = threads(&test, SIDE_HR, &n);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].point, "aandacht");
    assert_string_equal(rows[0].interview, test.talk);
    sparring_rows_free(rows, n);
    hr_says(&test, "Bel eens zonder agenda.");
    reopen_at_home(&test);
    sitting_shows(sitting, "VAN HR");
    sitting_shows(sitting, "Antwoord op je sparvraag \"Hoe begin ik?\"");
    sitting_keys(sitting, "<End><Enter>");
    sitting_shows(sitting, "Bel eens zonder agenda.");
    sitting_keys(sitting, "<Esc>"); /* seen, so not new any more */
    assert_string_equal(sitting_screen(sitting), "home");
    sitting_lacks(sitting, "VAN HR");
    end(&test);
}

static void the_name_is_pointed_at_and_never_blocks(void **state)
{
    struct test test;
    size_t n;
    (void)state;
    begin(&test, LANG_EN, false);
    sitting_keys(&test.sitting, "<Up>ssanne zegt niets<Enter>");
    sitting_shows(&test.sitting, "A name or initials are in it.");
    struct sparring_row *rows = threads(&test, SIDE_MANAGER, &n);
    assert_int_equal(n, 0);
    sparring_rows_free(rows, n);
    sitting_keys(&test.sitting, "!<Enter>"); /* changed: pointed at once more */
    sitting_shows(&test.sitting, "A name or initials are in it.");
    sitting_keys(&test.sitting, "<Enter>");
    rows = threads(&test, SIDE_MANAGER, &n);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].question, "sanne zegt niets!");
    sparring_rows_free(rows, n);
    end(&test);
}

/* What the manager has asked by now. */
static void assert_asked(struct test *test, size_t n)
{
    size_t there;
    struct sparring_row *rows = threads(test, SIDE_MANAGER, &there);
    assert_int_equal(there, n);
    sparring_rows_free(rows, there);
}

static void what_may_not_be_written_is_pointed_at(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_NL, true);
    struct sitting *sitting = &test.sitting;
    sitting_keys(sitting, "snZe heeft kanker en slikt pillen");
    sitting_shows(sitting, "\"kanker\" (een ziekte of aandoening)");
    sitting_keys(sitting, "<F8>");
    assert_string_equal(sitting_screen(sitting), "ask");
    sitting_keys(sitting, "<Esc><Enter>");
    sitting_shows(sitting, "\"kanker\": een ziekte of aandoening.");
    sitting_shows(sitting, "zo te versturen.");
    assert_asked(&test, 0);
    sitting_keys(sitting, "<Enter>");
    assert_asked(&test, 1);
    end(&test);
}

static void mended_with_f8_it_is_kept_and_goes(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_NL, false);
    struct sitting *sitting = &test.sitting;
    sitting_keys(sitting, "<Up>sHoe help ik met kanker<F8><Enter>");
    sitting_lacks(sitting, "kanker");
    sitting_keys(sitting, "<Esc>s");
    sitting_lacks(sitting, "kanker");
    sitting_shows(sitting, "Hoe help ik");
    sitting_keys(sitting, "<Enter>");
    assert_asked(&test, 1);
    end(&test);
}

static void a_name_from_home_is_pointed_at_too(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_EN, true);
    sitting_keys(&test.sitting, "snHow do I ask Sanne?<Enter>");
    sitting_shows(&test.sitting, "A name or initials are in it. Change that");
    assert_asked(&test, 0);
    sitting_keys(&test.sitting, "<Enter>");
    assert_asked(&test, 1);
    end(&test);
}

static void what_was_typed_is_there_again(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_EN, false);
    sitting_keys(&test.sitting, "<Up>sHow do I<Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "talk");
    sitting_keys(&test.sitting, "s");
    sitting_shows(&test.sitting, "How do I");
    sitting_keys(&test.sitting, " begin?<Enter><Enter>And then<Esc><Esc>");
    sitting_keys(&test.sitting, "s<Enter><Enter>");
    sitting_shows(&test.sitting, "And then");
    end(&test);
}

/* Asked first; then it is gone for good, from undo too. */
static void a_question_is_erased(void **state)
{
    struct test test;
    size_t n;
    (void)state;
    begin(&test, LANG_EN, true);
    sitting_keys(&test.sitting, "snMay I ask after his mother?<Enter><Esc>E");
    sitting_shows(&test.sitting, "Erase this question and its answers for good?");
    sitting_shows(&test.sitting, "The copies from before go");
    sitting_shows(&test.sitting, "stays with HR");
    sitting_keys(&test.sitting, "n");
    sitting_shows(&test.sitting, "his mother");
    sitting_keys(&test.sitting, "<Enter>Ey");
    sitting_shows(&test.sitting, "Erased for good; receipt 1 is in the log.");
    sitting_lacks(&test.sitting, "his mother");
    struct sparring_row *rows = threads(&test, SIDE_MANAGER, &n);
    assert_int_equal(n, 0);
    sparring_rows_free(rows, n);
    sitting_keys(&test.sitting, "u");
    sitting_lacks(&test.sitting, "his mother");
    end(&test);
}

static void undo_takes_a_question_back(void **state)
{
    struct test test;
    size_t n;
    (void)state;
    begin(&test, LANG_EN, false);
    sitting_keys(&test.sitting, "<Up>sHow?<Enter>u");
    struct sparring_row *rows = threads(&test, SIDE_MANAGER, &n);
    assert_int_equal(n, 0);
    sparring_rows_free(rows, n);
    assert_string_equal(sitting_screen(&test.sitting), "sparring");
    sitting_lacks(&test.sitting, "How?");
    end(&test);
}

static void both_sides_have_their_list(void **state)
{
    struct test test;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    begin(&test, LANG_EN, true);
    sitting_keys(&test.sitting, "s");
    sitting_shows(&test.sitting, "You have not asked anything yet.");
    sitting_keys(&test.sitting, "nHow?<Enter><Esc>");
    sitting_shows(&test.sitting, "asked");
    struct screen *hr = sparring_open(&test.fixture.desk, SIDE_HR, NULL, NULL, &err);
    assert_non_null(hr);
    struct frame frame;
    struct buf picture = BUF_INIT;
    frame_init(&frame, 24, 80, false);
    hr->ops->draw(hr, &frame);
    frame_dump(&frame, &picture);
    assert_non_null(strstr(picture.data, "waits"));
    assert_false(hr->ops->can(hr, COMMAND_WRITES + 1)); /* HR asks no new ones */
    buf_release(&picture);
    frame_release(&frame);
    hr->ops->close(hr);
    end(&test);
}

static void a_closed_question_takes_nothing_more(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_EN, true);
    sitting_keys(&test.sitting, "snHow?<Enter>x");
    sitting_shows(&test.sitting, "(closed)");
    sitting_lacks(&test.sitting, "Enter Answer");
    sitting_keys(&test.sitting, "<Esc>");
    sitting_shows(&test.sitting, "closed");
    end(&test);
}

/* ---- what HR asks about an agreement --------------------------------------------------------- */

static void hr_asks(struct test *test, const char *question)
{
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(requests_ask(test->fixture.desk.store, test->agreement, question, &deed, &err),
                     0);
}

static void assert_answered(struct test *test, const char *remark)
{
    struct err err = ERR_INIT(LANG_EN);
    struct request request;
    struct agreement *revisions;
    size_t n;
    struct store *store = test->fixture.desk.store;
    assert_int_equal(requests_last(store, test->agreement, &request, &err), 1);
    assert_int_equal(request.state, REQUEST_ANSWERED);
    request_release(&request);
    assert_int_equal(agreements_history(store, test->agreement, &revisions, &n, &err), 0);
    assert_string_equal(revisions[n - 1].remark, remark);
    while (n)
        agreement_release(&revisions[--n]);
    free(revisions);
}

static void home_shows_what_hr_asks(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_NL, true);
    hr_asks(&test, "Is hij er al?");
    reopen_at_home(&test);
    sitting_keys(&test.sitting, "<End>");
    sitting_shows(&test.sitting, "[?] Stoel bestellen");
    sitting_shows(&test.sitting, "HR vraagt: Is hij er al?");
    sitting_keys(&test.sitting, "<Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "agree");
    sitting_shows(&test.sitting, "HR vraagt: Is hij er al?");
    sitting_keys(&test.sitting, "<Esc><End>c<Enter>"); /* nothing new */
    sitting_lacks(&test.sitting, "VAN HR");
    assert_answered(&test, "Nog geen nieuws.");
    end(&test);
}

/* In full one Enter away, in the smallest window too; on home as much of it as fits. */
static void a_long_question_of_hr_is_read_in_full(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_NL, true);
    hr_asks(&test,
            "Is de stoel er al, en zo nee: heb je de leverancier gebeld, wat zei die over de "
            "levertijd, en is er tot dan een andere stoel die past bij wat is afgesproken? "
            "Ik hoor het graag.");
    reopen_at_home(&test);
    sitting_resize(&test.sitting, 20, 60, true);
    sitting_shows(&test.sitting, "    HR vraagt: Is de stoel er al, en zo nee");
    sitting_keys(&test.sitting, "<End><Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "agree");
    sitting_shows(&test.sitting, "HR vraagt: Is de stoel er al");
    sitting_shows(&test.sitting, "Ik hoor het graag.");
    end(&test);
}

/* The list cuts a question where its row ends; the selected one stands below it in full. */
static void a_long_question_is_read_in_the_list(void **state)
{
    struct test test;
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_point point = {"", "", "", ""};
    char id[UUID_SIZE];
    (void)state;
    begin(&test, LANG_NL, false);
    for (int i = 0; i < 20; i++)
        assert_int_equal(
            sparring_ask(test.fixture.desk.store, &point,
                         "Hoe pak ik het aan als iemand steeds op het laatste moment afzegt, ik er "
                         "al twee keer over begonnen ben en het gesprek dan stilvalt? Ik wil niet "
                         "drammen, maar ook niet blijven wachten tot het vanzelf overgaat.",
                         &deed, id, &err),
            0);
    reopen_at_home(&test);
    sitting_resize(&test.sitting, 20, 60, true);
    sitting_keys(&test.sitting, "s");
    sitting_shows(&test.sitting, "vanzelf overgaat.");
    sitting_keys(&test.sitting, "<End>");
    sitting_shows(&test.sitting, "> gevraagd");
    sitting_shows(&test.sitting, "vanzelf overgaat.");
    end(&test);
}

static void any_answer_will_do(void **state)
{
    static const struct {
        const char *keys, *remark;
    } ways[] = {{"x", ""}, {"l", ""}, {"cHij komt morgen<Enter>", "Hij komt morgen"}};
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct test test;
        begin(&test, LANG_EN, true);
        hr_asks(&test, "");
        reopen_at_home(&test);
        sitting_shows(&test.sitting, "FROM HR");
        sitting_keys(&test.sitting, "<End>");
        sitting_shows(&test.sitting, "HR asks how it stands.");
        sitting_keys(&test.sitting, ways[i].keys);
        sitting_lacks(&test.sitting, "FROM HR");
        assert_answered(&test, ways[i].remark);
        end(&test);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_a_point_to_the_answer),
        cmocka_unit_test(the_name_is_pointed_at_and_never_blocks),
        cmocka_unit_test(what_may_not_be_written_is_pointed_at),
        cmocka_unit_test(mended_with_f8_it_is_kept_and_goes),
        cmocka_unit_test(a_name_from_home_is_pointed_at_too),
        cmocka_unit_test(what_was_typed_is_there_again),
        cmocka_unit_test(a_question_is_erased),
        cmocka_unit_test(undo_takes_a_question_back),
        cmocka_unit_test(both_sides_have_their_list),
        cmocka_unit_test(a_closed_question_takes_nothing_more),
        cmocka_unit_test(home_shows_what_hr_asks),
        cmocka_unit_test(any_answer_will_do),
        cmocka_unit_test(a_long_question_is_read_in_the_list),
        cmocka_unit_test(a_long_question_of_hr_is_read_in_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
