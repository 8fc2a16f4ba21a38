/* Closing: the read-back, both views, the page for the manager alone, and looking as somebody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "desk_fixture.h"
#include "report/report.h"
#include "report/text.h"
#include "sitting.h"
#include "store/agreements.h"

struct close_test {
    struct desk_fixture fixture;
    struct sitting sitting;
    char interview[UUID_SIZE];
};

/* At the read-back of a conversation with two agreements. */
static void open_closing(struct close_test *test, enum lang lang)
{
    char id[UUID_SIZE];
    desk_fixture_open(&test->fixture, lang);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", DAY_NONE, test->interview);
    int today = desk_fixture_today(&test->fixture);
    desk_fixture_agreement(&test->fixture, test->interview, OWNER_MANAGER, "Rooster maken",
                           today + 4, id);
    desk_fixture_agreement(&test->fixture, test->interview, OWNER_EMPLOYEE, "Team bijpraten",
                           today + 8, id);
    sitting_open(&test->sitting, &test->fixture.desk, test->interview);
    sitting_keys(&test->sitting, "<F6><F6>");
    assert_string_equal(sitting_screen(&test->sitting), "close");
}

static void close_all(struct close_test *test)
{
    sitting_close(&test->sitting);
    desk_fixture_close(&test->fixture);
}

static struct interview *load(struct close_test *test)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview *interview = interviews_load(test->fixture.desk.store, test->interview, &err);
    assert_non_null(interview);
    return interview;
}

static void drop(struct interview *interview)
{
    interview_release(interview);
    free(interview);
}

static void test_yes_goes_on_to_the_next(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_keys(&test.sitting, "jn");
    struct interview *interview = load(&test);
    assert_int_equal(interview->agreements[0].confirmed, CONFIRMED_YES);
    assert_int_equal(interview->agreements[1].confirmed, CONFIRMED_NO);
    drop(interview);
    sitting_shows(&test.sitting, "[ja] klopt");
    sitting_shows(&test.sitting, "[nee] klopt niet");
    sitting_keys(&test.sitting, "<C-z>");
    interview = load(&test);
    assert_int_equal(interview->agreements[1].confirmed, CONFIRMED_UNASKED);
    drop(interview);
    close_all(&test);
}

static void test_both_views_are_kept_for_the_employee(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_keys(&test.sitting, "zIk denk vier ochtenden<Tab>Ik denk drie<Esc>");
    assert_string_equal(
        desk_fixture_answer(&test.fixture, test.interview, POINT_CLOSING, FIELD_VIEW_MANAGER),
        "Ik denk vier ochtenden");
    assert_string_equal(
        desk_fixture_answer(&test.fixture, test.interview, POINT_CLOSING, FIELD_VIEW_EMPLOYEE),
        "Ik denk drie");
    close_all(&test);
}

static void test_read_back_page_holds_nothing_private(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_lacks(&test.sitting, "valkuil");
    sitting_lacks(&test.sitting, "lastig");
    sitting_keys(&test.sitting, "<F6>"); /* the screen may still be turned to the employee */
    sitting_lacks(&test.sitting, "valkuil");
    sitting_shows_words(&test.sitting, "Het volgende is alleen voor jou.");
    sitting_keys(&test.sitting, "<F6>"); /* who presses on sees nothing of it either */
    sitting_lacks(&test.sitting, "valkuil");
    sitting_keys(&test.sitting, "<Esc>");
    sitting_shows(&test.sitting, "Wat we vandaag afspraken");
    sitting_keys(&test.sitting, "<F6><Enter>");
    sitting_shows(&test.sitting, "In welke valkuil stapte je? Alleen jij ziet dit.");
    sitting_keys(&test.sitting, "<Esc>");
    sitting_shows(&test.sitting, "Wat we vandaag afspraken");
    close_all(&test);
}

static void test_mirror_and_hurdle(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F6><Enter><Down><Space>3");
    struct interview *interview = load(&test);
    const struct answer *hurdle = interview_answer(interview, POINT_CLOSING, FIELD_HURDLE);
    assert_non_null(hurdle);
    assert_int_equal(hurdle->share, SHARE_HR);
    assert_true(*hurdle->shown);
    size_t ticked = 0;
    for (size_t i = 0; i < interview->n_answers; i++)
        if (strcmp(interview->answers[i].point, POINT_MIRROR) == 0) {
            assert_int_equal(interview->answers[i].share, SHARE_PRIVATE);
            ticked += *interview->answers[i].value != '\0';
        }
    assert_int_equal(ticked, 1);
    drop(interview);
    sitting_shows(&test.sitting, "volgende keer:");
    sitting_keys(&test.sitting, "3"); /* the same tap takes it back */
    assert_string_equal(
        desk_fixture_answer(&test.fixture, test.interview, POINT_CLOSING, FIELD_HURDLE), "");
    close_all(&test);
}

static void test_finish_is_always_possible(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F6><Enter>");
    sitting_shows(&test.sitting, "! Nog mogelijk: ");
    sitting_keys(&test.sitting, "<F6>");
    assert_string_equal(sitting_screen(&test.sitting), "home");
    sitting_shows(&test.sitting, "Afgerond, met 2 afspraken.");
    struct interview *interview = load(&test);
    assert_int_equal(interview->stage, STAGE_CLOSED);
    drop(interview);
    sitting_keys(&test.sitting, "u");
    interview = load(&test);
    assert_int_equal(interview->stage, STAGE_CLOSING);
    drop(interview);
    close_all(&test);
}

/* Every line of the report of that viewer stands on the screen, and in that order. */
static void shows_report(struct close_test *test, enum viewer viewer)
{
    struct interview *interview = load(test);
    const struct guide *guide =
        shelf_guide(&test->fixture.shelf, interview->guide_id, test->fixture.desk.lang);
    struct report report;
    struct buf text = BUF_INIT;
    report_make(&report, interview, guide, viewer, test->fixture.desk.lang);
    text_add_report(&text, &report, TEXT_COLUMNS);
    report_release(&report);
    const char *at = sitting_picture(&test->sitting);
    for (char *line = strtok(text.data, "\n"); line; line = strtok(NULL, "\n")) {
        const char *found = strstr(at, line);
        if (!found)
            fail_msg("not on the screen: %s", line);
        at = found;
    }
    buf_release(&text);
    drop(interview);
}

static void test_look_as_shows_the_report(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_resize(&test.sitting, 80, 100, true);
    sitting_keys(&test.sitting, "<F5>");
    shows_report(&test, VIEW_EMPLOYEE);
    sitting_keys(&test.sitting, "<Tab>");
    shows_report(&test, VIEW_HR);
    sitting_keys(&test.sitting, "<Tab>");
    shows_report(&test, VIEW_MANAGER);
    close_all(&test);
}

static void test_report_to_a_file(void **state)
{
    struct close_test test;
    char path[128];
    char keys[256];
    struct stat found;
    (void)state;
    open_closing(&test, LANG_EN);
    snprintf(path, sizeof path, "%s/report.txt", test.fixture.folder);
    snprintf(keys, sizeof keys, "<F5>w<Enter><C-u>%s<Enter>", path);
    sitting_keys(&test.sitting, keys);
    sitting_shows(&test.sitting, "Written to");
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    assert_true(found.st_size > 100);
    snprintf(keys, sizeof keys, "w<Enter><C-u>%s<Enter>", path);
    sitting_keys(&test.sitting, keys);
    sitting_shows(&test.sitting, "There is a file by that name already");
    close_all(&test);
}

/* The begin of a file; the caller frees it. */
static char *begin_of(const char *path)
{
    char *text = mem_zero(1, 64);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_true(fread(text, 1, 63, file) > 0);
    fclose(file);
    return text;
}

static void test_report_as_a_web_page(void **state)
{
    struct close_test test;
    char path[128];
    char keys[256];
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F5>w");
    sitting_shows(&test.sitting, "Webpagina (HTML)");
    sitting_keys(&test.sitting, "<Down><Down><Enter>");
    sitting_shows(&test.sitting, "-employee.html");
    snprintf(path, sizeof path, "%s/report.html", test.fixture.folder);
    snprintf(keys, sizeof keys, "<C-u>%s<Enter>", path);
    sitting_keys(&test.sitting, keys);
    char *begin = begin_of(path);
    assert_non_null(strstr(begin, "<!DOCTYPE html>\n<html lang=\"nl\">\n"));
    free(begin);
    close_all(&test);
}

static void test_another_window_may_look_and_not_answer(void **state)
{
    struct close_test test;
    struct desk second;
    struct sitting other;
    (void)state;
    open_closing(&test, LANG_EN);
    desk_fixture_second(&test.fixture, &second);
    sitting_open(&other, &second, test.interview);
    sitting_shows(&other, "Rooster maken");
    sitting_lacks(&other, "Yes, right");
    sitting_keys(&other, "<Tab><Tab>typed");
    sitting_lacks(&other, "typed");
    sitting_kill(&other);
    store_close(second.store);
    close_all(&test);
}

static void test_many_agreements_keep_the_focus_in_view(void **state)
{
    struct close_test test;
    char what[32], id[UUID_SIZE];
    (void)state;
    open_closing(&test, LANG_NL);
    for (int i = 3; i <= 14; i++) {
        snprintf(what, sizeof what, "Afspraak nummer %d", i);
        desk_fixture_agreement(&test.fixture, test.interview, OWNER_HR, what, DAY_NONE, id);
    }
    stack_refresh(&test.sitting.stack);
    sitting_resize(&test.sitting, 20, 60, true);
    for (int i = 1; i < 16; i++) {
        sitting_cursor_shown(&test.sitting);
        sitting_keys(&test.sitting, "<Tab>");
    }
    close_all(&test);
}

/* F8 goes through all that is found in what goes to HR, and stands where it can be changed. */
static void test_all_that_is_found_is_told(void **state)
{
    struct close_test test;
    char id[UUID_SIZE];
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F8>");
    sitting_shows(&test.sitting, "In wat naar HR gaat is niets gevonden om te herschrijven.");
    desk_fixture_agreement(&test.fixture, test.interview, OWNER_MANAGER,
                           "Bellen over griep en migraine", DAY_NONE, id);
    stack_refresh(&test.sitting.stack);
    sitting_keys(&test.sitting, "<F8>");
    sitting_shows(&test.sitting, "Naar HR, 1 van 2: \"griep\": een ziekte of aandoening.");
    desk_fixture_agreement(&test.fixture, test.interview, OWNER_EMPLOYEE, "Mail over haar hernia",
                           DAY_NONE, id);
    stack_refresh(&test.sitting.stack);
    sitting_keys(&test.sitting, "<F8>");
    sitting_shows(&test.sitting, "Naar HR, 2 van 3: \"migraine\"");
    sitting_keys(&test.sitting, "<F6><Enter><F8>"); /* from the other page it leads back here */
    sitting_shows(&test.sitting, "Naar HR, 3 van 3: \"hernia\"");
    sitting_shows(&test.sitting, "> 4");
    sitting_keys(&test.sitting, "<F8>");
    sitting_shows(&test.sitting, "Naar HR, 1 van 3: \"griep\"");
    sitting_shows(&test.sitting, "> 3");
    sitting_keys(&test.sitting, "<Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "agree");
    close_all(&test);
}

/* What is agreed, who does it and how it is followed up: each stands in the count. */
static void test_each_text_is_looked_at_by_itself(void **state)
{
    struct close_test test;
    struct err err = ERR_INIT(LANG_NL);
    struct agreement agreement;
    (void)state;
    open_closing(&test, LANG_NL);
    agreement_init(&agreement);
    snprintf(agreement.interview, sizeof agreement.interview, "%s", test.interview);
    mem_replace(&agreement.what, "Een stoel vanwege zijn hernia");
    mem_replace(&agreement.follow_up, "bellen hoe het met de pijn gaat");
    mem_replace(&agreement.owner_name, "haar psycholoog");
    agreement.owner = OWNER_OTHER;
    agreement.share = SHARE_HR;
    assert_int_equal(
        agreements_save(test.fixture.desk.store, &agreement, &(struct deed){"x", ""}, &err), 0);
    agreement_release(&agreement);
    stack_refresh(&test.sitting.stack);
    sitting_keys(&test.sitting, "<F8>");
    sitting_shows(&test.sitting, "Naar HR, 1 van 3: \"hernia\"");
    sitting_keys(&test.sitting, "<F8>");
    sitting_shows(&test.sitting, "Naar HR, 2 van 3: \"psycholoog\"");
    sitting_keys(&test.sitting, "<F8>");
    sitting_shows(&test.sitting, "Naar HR, 3 van 3: \"pijn\"");
    close_all(&test);
}

/* What stands in a note is told once before it is finished, and F8 shows it. */
static void test_a_note_is_told_before_it_is_finished(void **state)
{
    struct close_test test;
    struct err err = ERR_INIT(LANG_NL);
    (void)state;
    open_closing(&test, LANG_NL);
    const struct answer note = {.point = "open",
                                .field = FIELD_NOTE,
                                .kind = KIND_NOTE,
                                .share = SHARE_PRIVATE,
                                .label = "Eigen notitie",
                                .value = "Heeft migraine.",
                                .shown = ""};
    assert_int_equal(interviews_answer(test.fixture.desk.store, test.interview, &note,
                                       &(struct deed){"x", ""}, &err),
                     0);
    stack_refresh(&test.sitting.stack);
    sitting_keys(&test.sitting, "<F8>"); /* the employee may be reading along */
    sitting_lacks(&test.sitting, "migraine");
    sitting_lacks(&test.sitting, "Eigen notitie");
    sitting_keys(&test.sitting, "<F6><Enter><F6>");
    sitting_shows(&test.sitting, "Er staat nog 1 tekst in die niet mag; F8 laat zien welke");
    sitting_keys(&test.sitting, "<F8>");
    sitting_shows(&test.sitting, "\"migraine\"");
    sitting_keys(&test.sitting, "<F6>");
    sitting_shows(&test.sitting, "Afgerond, met 2 afspraken.");
    close_all(&test);
}

/* What is typed is on the screen, however many agreements stand above it. */
static void test_fields_below_many_agreements_are_in_view(void **state)
{
    struct close_test test;
    char what[64], id[UUID_SIZE];
    (void)state;
    open_closing(&test, LANG_NL);
    for (int i = 3; i <= 14; i++) {
        snprintf(what, sizeof what, "Afspraak nummer %d, met nog wat woorden die erbij horen", i);
        desk_fixture_agreement(&test.fixture, test.interview, OWNER_MANAGER, what, DAY_NONE, id);
    }
    stack_refresh(&test.sitting.stack);
    sitting_resize(&test.sitting, 24, 80, true);
    sitting_shows(&test.sitting, "↓");
    sitting_keys(&test.sitting, "<End>zichtbaar");
    sitting_shows(&test.sitting, "zichtbaar");
    sitting_shows(&test.sitting, "Wat collega's mogen weten");
    sitting_shows(&test.sitting, "↑");
    sitting_keys(&test.sitting, "<Up><Up>zHoe ik het zie");
    sitting_shows(&test.sitting, "Hoe ik het zie");
    sitting_shows(&test.sitting, "Hoe de medewerker het ziet");
    close_all(&test);
}

/* What made it hard is read whole, and chosen as a pitfall is. */
static void test_hurdles_are_whole_and_in_reach(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F6><Enter>");
    sitting_lacks(&test.sitting, "…");
    sitting_shows(&test.sitting, "5 ( ) Ik wist geen raad met emotie");
    sitting_shows(&test.sitting, "9 ( ) Niets, het ging goed");
    sitting_keys(&test.sitting, "<Down><Down><Down><Down><Down><Down><Space>");
    sitting_shows(&test.sitting, "2 (o) Ik wist niet wat ik mag vragen");
    sitting_shows(&test.sitting, "Spatie Afvinken");
    sitting_keys(&test.sitting, "<Enter>");
    sitting_shows(&test.sitting, "2 ( ) Ik wist niet wat ik mag");
    sitting_resize(&test.sitting, 20, 60, true);
    sitting_keys(&test.sitting, "<End>");
    sitting_shows(&test.sitting, "9 ( ) Niets, het ging goed");
    sitting_keys(&test.sitting, "x");
    sitting_shows(&test.sitting, "9 (o) Niets, het ging goed");
    close_all(&test);
}

/* The card says "y / n", and so does the bar. */
static void test_yes_is_the_letter_of_the_language(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_EN);
    sitting_shows(&test.sitting, "right?  y / n");
    sitting_shows(&test.sitting, "y Yes, right");
    sitting_keys(&test.sitting, "y");
    sitting_shows(&test.sitting, "[yes] right");
    close_all(&test);
    open_closing(&test, LANG_NL);
    sitting_shows(&test.sitting, "klopt?  j / n");
    sitting_shows(&test.sitting, "j Ja, klopt");
    close_all(&test);
}

/* Found again later, it says that it is finished, and Esc goes back to where one came from. */
static void test_a_finished_conversation_is_looked_at(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F6><Enter><F6>/<Enter>");
    sitting_shows(&test.sitting, "Afgerond - S.B. - ma 23 nov");
    sitting_shows(&test.sitting, "Wat we afspraken");
    sitting_keys(&test.sitting, "<Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "home");
    sitting_keys(&test.sitting, "/<Enter>?terug in het<Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "talk");
    close_all(&test);
}

/* Going on is no deed: undo takes back what was written. */
static void test_undo_passes_over_going_on(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_keys(&test.sitting, "<Esc><Esc><Home>Doel<F6><F6><C-z>");
    sitting_shows(&test.sitting, "Ongedaan: tekst bij");
    sitting_keys(&test.sitting, "<C-y><F6><Enter><F6><C-z>");
    sitting_shows(&test.sitting, "Ongedaan: gesprek afgerond");
    close_all(&test);
}

/* ---- afterwards ------------------------------------------------------------------------------ */

static enum status status_of(struct close_test *test, size_t i)
{
    struct interview *interview = load(test);
    enum status status = interview->agreements[i].status;
    drop(interview);
    return status;
}

/* At the read-back of a conversation that is finished. */
static void open_finished(struct close_test *test)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "finished", .about = ""};
    open_closing(test, LANG_NL);
    sitting_close(&test->sitting);
    assert_int_equal(
        interviews_set_stage(test->fixture.desk.store, test->interview, STAGE_CLOSED, &deed, &err),
        0);
    sitting_open(&test->sitting, &test->fixture.desk, test->interview);
    sitting_shows(&test->sitting, "Wat we afspraken");
}

static void test_what_became_of_it_is_said_where_it_stands(void **state)
{
    struct close_test test;
    (void)state;
    open_finished(&test);
    sitting_shows(&test.sitting, "x gedaan  l loopt  d datum  - vervalt");
    sitting_keys(&test.sitting, "<Down>x");
    assert_int_equal(status_of(&test, 1), STATUS_DONE);
    sitting_shows(&test.sitting, "\"Team bijpraten\" gedaan");
    sitting_shows(&test.sitting, "gedaan ma 23 nov");
    sitting_keys(&test.sitting, "x");
    assert_int_equal(status_of(&test, 1), STATUS_OPEN);
    sitting_keys(&test.sitting, "l");
    assert_int_equal(status_of(&test, 1), STATUS_RUNNING);
    sitting_keys(&test.sitting, "-");
    assert_int_equal(status_of(&test, 1), STATUS_DROPPED);
    sitting_keys(&test.sitting, "<C-z>");
    assert_int_equal(status_of(&test, 1), STATUS_RUNNING);
    sitting_keys(&test.sitting, "<Up>d18-12<Enter>");
    struct interview *interview = load(&test);
    assert_int_equal(interview->agreements[0].status, STATUS_CHANGED);
    assert_int_equal(interview->agreements[0].due, day_from_civil(2026, 12, 18));
    drop(interview);
    sitting_click(&test.sitting, "x gedaan", 1);
    assert_int_equal(status_of(&test, 0), STATUS_DONE);
    close_all(&test);
}

/* Before it is finished there is nothing to settle, and that is said. */
static void test_a_letter_that_does_nothing_says_so(void **state)
{
    struct close_test test;
    (void)state;
    open_closing(&test, LANG_NL);
    sitting_lacks(&test.sitting, "x gedaan");
    sitting_keys(&test.sitting, "x");
    assert_int_equal(status_of(&test, 0), STATUS_OPEN);
    sitting_shows(&test.sitting, "zodra het gesprek is afgerond");
    sitting_keys(&test.sitting, "p");
    sitting_shows(&test.sitting, "Die toets doet hier niets");
    close_all(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yes_goes_on_to_the_next),
        cmocka_unit_test(test_what_became_of_it_is_said_where_it_stands),
        cmocka_unit_test(test_a_letter_that_does_nothing_says_so),
        cmocka_unit_test(test_both_views_are_kept_for_the_employee),
        cmocka_unit_test(test_read_back_page_holds_nothing_private),
        cmocka_unit_test(test_mirror_and_hurdle),
        cmocka_unit_test(test_finish_is_always_possible),
        cmocka_unit_test(test_look_as_shows_the_report),
        cmocka_unit_test(test_report_to_a_file),
        cmocka_unit_test(test_report_as_a_web_page),
        cmocka_unit_test(test_another_window_may_look_and_not_answer),
        cmocka_unit_test(test_many_agreements_keep_the_focus_in_view),
        cmocka_unit_test(test_all_that_is_found_is_told),
        cmocka_unit_test(test_each_text_is_looked_at_by_itself),
        cmocka_unit_test(test_fields_below_many_agreements_are_in_view),
        cmocka_unit_test(test_hurdles_are_whole_and_in_reach),
        cmocka_unit_test(test_yes_is_the_letter_of_the_language),
        cmocka_unit_test(test_a_note_is_told_before_it_is_finished),
        cmocka_unit_test(test_a_finished_conversation_is_looked_at),
        cmocka_unit_test(test_undo_passes_over_going_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
