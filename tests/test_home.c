/* home, past conversations and the question screen: keys in, pictures and rows out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "base/day.h"
#include "desk_fixture.h"
#include "sitting.h"
#include "store/agreements.h"
#include "store/change.h"

struct home_test {
    struct desk_fixture fixture;
    struct sitting sitting;
    char interview[UUID_SIZE];
};

static void open_dutch(struct home_test *test)
{
    desk_fixture_open(&test->fixture, LANG_NL);
}

static void close_all(struct home_test *test)
{
    sitting_close(&test->sitting);
    desk_fixture_close(&test->fixture);
}

/* Two promises, one late; a planned talk; the employee's agreement, which is not on home. */
static void fill(struct home_test *test)
{
    char id[UUID_SIZE];
    int today = desk_fixture_today(&test->fixture);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", today + 1, test->interview);
    desk_fixture_agreement(&test->fixture, test->interview, OWNER_MANAGER, "Rooster maken", today,
                           id);
    desk_fixture_agreement(&test->fixture, test->interview, OWNER_MANAGER, "Stoel regelen",
                           today - 3, id);
    desk_fixture_agreement(&test->fixture, test->interview, OWNER_EMPLOYEE, "Team bijpraten",
                           today + 2, id);
}

static enum status status_of(struct home_test *test, const char *what, int *due)
{
    struct err err = ERR_INIT(LANG_EN);
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct agreement_row *rows;
    size_t n;
    enum status status = STATUS_OPEN;
    bool found = false;
    assert_int_equal(agreements_list(test->fixture.desk.store, &filter, &rows, &n, &err), 0);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].agreement.what, what) != 0)
            continue;
        found = true;
        status = rows[i].agreement.status;
        *due = rows[i].agreement.due;
    }
    agreement_rows_free(rows, n);
    assert_true(found);
    return status;
}

static void test_empty_home_welcomes(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "Welkom. Hier staat nog niets, en dat is prima.");
    sitting_shows(&test.sitting, "n Nieuw gesprek");
    sitting_lacks(&test.sitting, "Enter Open");
    sitting_keys(&test.sitting, "<Enter>x-d<Down><Up><PgDn><End><Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "home");
    close_all(&test);
}

static void test_late_promise_stands_first(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    const char *picture = sitting_picture(&test.sitting);
    assert_true(strstr(picture, "Stoel regelen") < strstr(picture, "Rooster maken"));
    sitting_shows(&test.sitting, "3 dagen geleden  ! te laat");
    sitting_shows(&test.sitting, "2 beloften open, 1 te laat.");
    sitting_shows(&test.sitting, "di 24 nov 10:00");
    sitting_lacks(&test.sitting, "Team bijpraten");
    sitting_lacks(&test.sitting, "Sanne"); /* initials only */
    close_all(&test);
}

static void test_help_knows_other_words(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "?verwijder");
    sitting_shows(&test.sitting, "Alles over");
    close_all(&test);
}

/* Of more than anybody sees at a glance the first are shown, and that there are more. */
static void test_more_than_fits_a_day_is_said(void **state)
{
    enum { LATE = 20, OPEN = 40 };
    struct home_test test;
    char id[UUID_SIZE], what[32];
    (void)state;
    desk_fixture_open(&test.fixture, LANG_EN);
    int today = desk_fixture_today(&test.fixture);
    desk_fixture_interview(&test.fixture, "Sanne de Boer", today, test.interview);
    desk_fixture_agreement(&test.fixture, test.interview, OWNER_MANAGER, "Without a day", DAY_NONE,
                           id);
    for (int i = 0; i < LATE + OPEN; i++) {
        snprintf(what, sizeof what, "Call number %d", i);
        desk_fixture_agreement(&test.fixture, test.interview, OWNER_MANAGER, what, today - LATE + i,
                               id);
    }
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "More than 50 promises open, 20 late.");
    sitting_shows(&test.sitting, "Call number 0 ");
    for (int i = 0; i < 50; i++)
        sitting_keys(&test.sitting, "<Down>");
    sitting_shows(&test.sitting, "Call number 49 ");
    sitting_shows(&test.sitting, "And more: 'gesprek agreements --owner manager' shows them all.");
    sitting_lacks(&test.sitting, "Call number 50");
    sitting_lacks(&test.sitting, "Without a day");
    close_all(&test);
}

/* As doctor --salvage puts a conversation back that was lost: nobody knows its guide. */
static void test_a_promise_of_a_lost_conversation_is_there(void **state)
{
    struct home_test test;
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&test.fixture, LANG_EN);
    int today = desk_fixture_today(&test.fixture);
    desk_fixture_interview(&test.fixture, "Sanne de Boer", today, test.interview);
    desk_fixture_agreement(&test.fixture, test.interview, OWNER_MANAGER, "Call", today, id);
    assert_int_equal(db_run(store_db(test.fixture.desk.store),
                            "INSERT INTO guide_text (checksum, guide, version, title, language,"
                            " text, created_at) VALUES ('collected:', '', '', '', '', '', 0);"
                            "UPDATE interview SET checksum = 'collected:', stage = 'closed'",
                            &err),
                     0);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "1 promise open.");
    close_all(&test);
}

/* What has no day comes after what has one. */
static void test_a_promise_without_a_day_stands_last(void **state)
{
    struct home_test test;
    struct agreement_row *rows;
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE];
    size_t n;
    (void)state;
    open_dutch(&test);
    fill(&test);
    desk_fixture_agreement(&test.fixture, test.interview, OWNER_MANAGER, "Ooit", DAY_NONE, id);
    assert_int_equal(agreements_promised(test.fixture.desk.store, 9, &rows, &n, &err), 0);
    assert_int_equal(n, 3);
    assert_string_equal(rows[0].agreement.what, "Stoel regelen");
    assert_string_equal(rows[1].agreement.what, "Rooster maken");
    assert_string_equal(rows[2].agreement.what, "Ooit");
    assert_string_equal(rows[2].person.name, "Sanne de Boer");
    agreement_rows_free(rows, n);
    desk_fixture_close(&test.fixture);
}

static void test_settle_with_one_key_and_undo(void **state)
{
    struct home_test test;
    int due;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "x");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_DONE);
    sitting_shows(&test.sitting, "Bijgewerkt: \"Stoel regelen\".");
    sitting_lacks(&test.sitting, "[ ] Stoel regelen");
    sitting_keys(&test.sitting, "u");
    sitting_shows(&test.sitting, "Ongedaan: belofte \"Stoel regelen\" gedaan");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_OPEN);
    sitting_keys(&test.sitting, "<C-r>");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_DONE);
    sitting_keys(&test.sitting, "u<Home>l");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_RUNNING);
    sitting_keys(&test.sitting, "-");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_DROPPED);
    close_all(&test);
}

static void test_other_date_in_words(void **state)
{
    struct home_test test;
    int due;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "d<C-u>over 2 weken");
    sitting_shows(&test.sitting, "= maandag 7 december 2026 (over 2 weken)");
    sitting_keys(&test.sitting, "<Enter>");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_CHANGED);
    assert_int_equal(due, day_from_civil(2026, 12, 7));
    close_all(&test);
}

static void test_a_date_that_is_none_is_asked_again(void **state)
{
    struct home_test test;
    int due;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "d<C-u>31-4<Enter>");
    sitting_shows(&test.sitting, "Die dag bestaat niet");
    sitting_keys(&test.sitting, "<C-u>blub<Enter>");
    sitting_shows(&test.sitting, "Deze datum ken ik niet");
    sitting_keys(&test.sitting, "<Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "home");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_OPEN);
    close_all(&test);
}

/* An undo under an open question would bring another row under the answer. */
static void test_a_question_is_about_what_it_was_asked_of(void **state)
{
    struct home_test test;
    int due;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "xd<C-z><C-u>over 2 weken<C-z><C-z><C-z>");
    assert_string_equal(sitting_screen(&test.sitting), "ask");
    sitting_keys(&test.sitting, "<F2>u<Esc><F1><C-z><Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "ask");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_DONE);
    sitting_keys(&test.sitting, "<F3>u<F3><C-u>over 2 weken<Enter>");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_DONE);
    assert_int_equal(status_of(&test, "Rooster maken", &due), STATUS_CHANGED);
    assert_int_equal(due, day_from_civil(2026, 12, 7));
    close_all(&test);
}

static void test_a_long_sentence_is_read_whole(void **state)
{
    struct home_test test;
    char words[4 * SAY_MAX];
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    const char *sentence =
        tr(LANG_NL, "The file was moved or deleted while it was open, so nothing was saved. Put "
                    "it back, or start again.");
    sitting_resize(&test.sitting, 20, 60, true);
    stack_say(&test.sitting.stack, sentence);
    sitting_shows_words(&test.sitting, sentence);
    sitting_keys(&test.sitting, "<Down>");
    sitting_lacks(&test.sitting, "verplaatst");
    for (size_t i = 0; i < sizeof words - 1; i++) /* three bytes each: none may be cut in two */
        words[i] = "€"[i % 3];
    words[sizeof words - 1] = '\0';
    stack_say(&test.sitting.stack, words);
    sitting_shows(&test.sitting, "€€€");
    sitting_lacks(&test.sitting, "{");
    close_all(&test);
}

static void test_a_file_others_may_read_is_told_once(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    fill(&test);
    assert_int_equal(chmod(store_file(test.fixture.desk.store), 0644), 0);
    desk_fixture_reopen(&test.fixture);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "That is mended");
    sitting_keys(&test.sitting, "<Down>");
    sitting_lacks(&test.sitting, "mended");
    close_all(&test);
}

static void test_calendar_picks_a_date(void **state)
{
    struct home_test test;
    int due;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "d<C-u>1 dec<F3><Down><Right><Enter>");
    assert_int_equal(status_of(&test, "Stoel regelen", &due), STATUS_CHANGED);
    assert_int_equal(due, day_from_civil(2026, 12, 9));
    close_all(&test);
}

static void test_new_conversation_and_its_unfinished_twin(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "n<Enter>");
    sitting_shows(&test.sitting, "Typ eerst iets, of ga terug met Esc.");
    sitting_keys(&test.sitting, "Zoë Łukasz<Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "prepare");
    sitting_shows(&test.sitting, "Z.Ł.");
    sitting_keys(&test.sitting, "<Esc>n  zoë łukasz <Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "prepare");
    sitting_shows(&test.sitting, "Er liep al een gesprek met deze persoon.");
    close_all(&test);
}

static void test_past_finds_by_folded_name(void **state)
{
    struct home_test test;
    char id[UUID_SIZE];
    (void)state;
    open_dutch(&test);
    desk_fixture_interview(&test.fixture, "Zoë Łukasz", DAY_NONE, id);
    desk_fixture_interview(&test.fixture, "Mo Karimi", DAY_NONE, id);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "/zoe luk");
    sitting_shows(&test.sitting, "> Z.Ł.");
    sitting_lacks(&test.sitting, "M.K.");
    sitting_keys(&test.sitting, "<Esc>N/zoe");
    sitting_shows(&test.sitting, "> Zoë Łukasz");
    sitting_lacks(&test.sitting, "M.K.");
    sitting_keys(&test.sitting, "q"); /* a letter here, not the key that stops */
    sitting_shows(&test.sitting, "Niemand met die naam");
    sitting_keys(&test.sitting, "<Backspace><Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "prepare");
    close_all(&test);
}

/* Part of a known name, or one with a slip, begins no second person unasked. */
static void test_a_name_like_a_known_one_is_asked_about(void **state)
{
    struct home_test test;
    char id[UUID_SIZE];
    (void)state;
    open_dutch(&test);
    desk_fixture_interview(&test.fixture, "Sanne de Boer", DAY_NONE, id);
    desk_fixture_interview(&test.fixture, "Mo Karimi", DAY_NONE, id);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "nSANNE<Enter>");
    sitting_shows(&test.sitting, "Bedoel je iemand met wie je eerder sprak?");
    sitting_shows(&test.sitting, "> Sanne de Boer");
    sitting_shows(&test.sitting, "Iemand nieuw: SANNE");
    sitting_lacks(&test.sitting, "Mo Karimi");
    sitting_keys(&test.sitting, "<Enter>");
    sitting_shows(&test.sitting, "Er liep al een gesprek met deze persoon.");
    sitting_keys(&test.sitting, "<Esc>nsane de boer<Enter>");
    sitting_shows(&test.sitting, "> Sanne de Boer");
    sitting_keys(&test.sitting, "<Esc>nboer<Enter><Down><Enter>");
    sitting_shows(&test.sitting, "Voorbereiding - B.");
    sitting_keys(&test.sitting, "<Esc>nTim Aerts<Enter>");
    sitting_shows(&test.sitting, "Voorbereiding - T.A.");
    close_all(&test);
}

/* The calendar under a question for a day goes along with what is typed, and is one key down. */
static void test_the_calendar_follows_the_words(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, test.interview);
    sitting_keys(&test.sitting, "<F3>");
    sitting_shows(&test.sitting, "[24]");
    sitting_keys(&test.sitting, "15-12");
    sitting_shows(&test.sitting, "december 2026");
    sitting_shows(&test.sitting, "[15]");
    sitting_keys(&test.sitting, "<Down>");
    sitting_shows(&test.sitting, "dinsdag 15 december 2026");
    sitting_keys(&test.sitting, "<Right><Enter><Esc>");
    sitting_shows(&test.sitting, "wo 16 dec 10:00");
    close_all(&test);
}

/* What cannot be used stays in its field, to be put right. */
static void test_a_question_waits_for_an_answer_that_will_do(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, test.interview);
    sitting_keys(&test.sitting, "<F3>overmorgen<Enter>laat<Enter>");
    sitting_shows(&test.sitting,
                  "Deze tijd ken ik niet. Schrijf bijvoorbeeld 10:00, 14.30 of half tien.");
    sitting_shows(&test.sitting, "Hoe laat?");
    sitting_keys(&test.sitting, "<C-u>14 uur<Enter>");
    sitting_shows(&test.sitting, "wo 25 nov 14:00");
    close_all(&test);
}

/* A talk in January is planned in November, and more of them than fit are told of. */
static void test_many_conversations_over_the_new_year(void **state)
{
    struct home_test test;
    char id[UUID_SIZE], name[32];
    (void)state;
    open_dutch(&test);
    int today = desk_fixture_today(&test.fixture);
    for (int i = 0; i < 30; i++) {
        snprintf(name, sizeof name, "Persoon %c%c", 'A' + i / 26, 'A' + i % 26);
        desk_fixture_interview(&test.fixture, name, today + 42 + i, id);
    }
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_resize(&test.sitting, 24, 80, true);
    sitting_shows(&test.sitting, "> ma 4 jan 2027 10:00   Verzuimgesprek");
    sitting_shows(&test.sitting, "↓");
    sitting_lacks(&test.sitting, "↑");
    sitting_lacks(&test.sitting, "…");
    sitting_keys(&test.sitting, "<End>");
    sitting_shows(&test.sitting, "> di 2 feb 2027 10:00   Verzuimgesprek");
    sitting_shows(&test.sitting, "↑");
    sitting_lacks(&test.sitting, "↓");
    close_all(&test);
}

/* Who has everything behind them is not told that nothing was ever there. */
static void test_home_without_work_knows_there_was_some(void **state)
{
    struct home_test test;
    char id[UUID_SIZE], made[UUID_SIZE];
    (void)state;
    open_dutch(&test);
    desk_fixture_interview(&test.fixture, "Sanne de Boer", DAY_NONE, id);
    desk_fixture_agreement(&test.fixture, id, OWNER_MANAGER, "Rooster maken", DAY_NONE, made);
    sitting_open(&test.sitting, &test.fixture.desk, id);
    sitting_keys(&test.sitting, "<F6><F6><F6><Enter><F6>x");
    sitting_lacks(&test.sitting, "Welkom");
    sitting_shows(&test.sitting, "Er wacht niets op je.");
    sitting_keys(&test.sitting, "<C-z>");
    sitting_shows(&test.sitting, "Rooster maken");
    close_all(&test);
}

/* What was planned for another day than it was held on is known by the day it was held. */
static void test_a_conversation_has_the_day_it_was_held(void **state)
{
    struct home_test test;
    char id[UUID_SIZE], made[UUID_SIZE];
    (void)state;
    open_dutch(&test);
    int today = desk_fixture_today(&test.fixture);
    desk_fixture_interview(&test.fixture, "Sanne de Boer", today + 8, id);
    desk_fixture_agreement(&test.fixture, id, OWNER_EMPLOYEE, "Team bijpraten", today + 2, made);
    sitting_open(&test.sitting, &test.fixture.desk, id);
    sitting_keys(&test.sitting, "<F6><Esc><Esc>");
    sitting_shows(&test.sitting, "> ma 23 nov 09:00");
    sitting_keys(&test.sitting, "<Enter><F6><F6><Enter><F6>/");
    sitting_shows(&test.sitting, "S.B.  ma 23 nov  Verzuimgesprek");
    sitting_keys(&test.sitting, "<Esc>nSanne de Boer<Enter>");
    sitting_shows(&test.sitting, "AFGESPROKEN OP ma 23 nov");
    close_all(&test);
}

static void test_quiet_people_are_offered_a_talk(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    fill(&test);
    test.fixture.desk.settings.names = NAMES_FULL;
    sitting_open(&test.sitting, &test.fixture.desk, test.interview);
    sitting_keys(&test.sitting, "<F6><F6><F6><Enter><F6>"); /* talk, close, yourself, finished */
    sitting_close(&test.sitting);
    desk_fixture_later(&test.fixture, 12);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "EVEN CONTACT?");
    sitting_shows(&test.sitting, "12 dagen niets vastgelegd");
    sitting_keys(&test.sitting, "<End><Enter>"); /* who it is needs no asking */
    assert_string_equal(sitting_screen(&test.sitting), "prepare");
    sitting_shows(&test.sitting, "Sanne de Boer");
    close_all(&test);
}

/* What was planned and did not happen is not told as what is still to come. */
static void test_a_planned_day_passes(void **state)
{
    struct home_test test;
    char id[UUID_SIZE];
    (void)state;
    open_dutch(&test);
    desk_fixture_interview(&test.fixture, "Sanne de Boer", desk_fixture_today(&test.fixture) + 1,
                           id);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "S.B.  nog niet voorbereid");
    sitting_close(&test.sitting);
    desk_fixture_later(&test.fixture, 2);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "S.B.  de dag is voorbij");
    close_all(&test);
}

static void test_mouse_selects_and_opens(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_click(&test.sitting, "Rooster maken", 1);
    sitting_shows(&test.sitting, "> [ ] Rooster maken");
    sitting_click(&test.sitting, "Verzuimgesprek", 2);
    assert_string_equal(sitting_screen(&test.sitting), "prepare");
    sitting_click(&test.sitting, "Esc", 1);
    assert_string_equal(sitting_screen(&test.sitting), "home");
    close_all(&test);
}

/* Chooses a line of the `?` list by a word of it. */
static void do_by_help(struct home_test *test, const char *keys)
{
    sitting_keys(&test->sitting, "?");
    sitting_keys(&test->sitting, keys);
}

static void test_code_and_team_from_the_help_list(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    do_by_help(&test, "een code<Enter>P-117<Enter>");
    sitting_keys(&test.sitting, "NN");
    sitting_shows(&test.sitting, "P-117");
    do_by_help(&test, "welk team<Enter>Noord<Enter>");
    struct err err = ERR_INIT(LANG_EN);
    struct person_row *rows;
    size_t n;
    assert_int_equal(interviews_people(test.fixture.desk.store, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].person.team, "Noord");
    assert_string_equal(rows[0].person.name, "Sanne de Boer");
    person_rows_free(rows, n);
    close_all(&test);
}

static void test_a_broken_guide_is_said(void **state)
{
    struct home_test test;
    char path[96];
    (void)state;
    open_dutch(&test);
    snprintf(path, sizeof path, "%s/stuk.yaml", test.fixture.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("guide: 1\nid: [\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    shelf_add_folder(&test.fixture.shelf, path, ORIGIN_GIVEN);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "1 gids is niet te lezen; `gesprek guide list` zegt waarom.");
    close_all(&test);
}

static void test_a_question_is_answered_with_one_letter(void **state)
{
    struct home_test test;
    (void)state;
    open_dutch(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "<C-c>");
    sitting_shows(&test.sitting, "Nu stoppen?");
    sitting_shows(&test.sitting, "j Ja   n Nee");
    sitting_keys(&test.sitting, "n");
    assert_string_equal(sitting_screen(&test.sitting), "home");
    assert_int_equal(test.sitting.stack.wish, WISH_NONE);
    sitting_keys(&test.sitting, "<C-c>j");
    assert_int_equal(test.sitting.stack.wish, WISH_QUIT);
    close_all(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_home_welcomes),
        cmocka_unit_test(test_late_promise_stands_first),
        cmocka_unit_test(test_help_knows_other_words),
        cmocka_unit_test(test_more_than_fits_a_day_is_said),
        cmocka_unit_test(test_a_promise_of_a_lost_conversation_is_there),
        cmocka_unit_test(test_a_promise_without_a_day_stands_last),
        cmocka_unit_test(test_settle_with_one_key_and_undo),
        cmocka_unit_test(test_other_date_in_words),
        cmocka_unit_test(test_a_date_that_is_none_is_asked_again),
        cmocka_unit_test(test_a_question_is_about_what_it_was_asked_of),
        cmocka_unit_test(test_a_long_sentence_is_read_whole),
        cmocka_unit_test(test_a_file_others_may_read_is_told_once),
        cmocka_unit_test(test_calendar_picks_a_date),
        cmocka_unit_test(test_new_conversation_and_its_unfinished_twin),
        cmocka_unit_test(test_past_finds_by_folded_name),
        cmocka_unit_test(test_a_name_like_a_known_one_is_asked_about),
        cmocka_unit_test(test_the_calendar_follows_the_words),
        cmocka_unit_test(test_a_question_waits_for_an_answer_that_will_do),
        cmocka_unit_test(test_many_conversations_over_the_new_year),
        cmocka_unit_test(test_home_without_work_knows_there_was_some),
        cmocka_unit_test(test_a_conversation_has_the_day_it_was_held),
        cmocka_unit_test(test_quiet_people_are_offered_a_talk),
        cmocka_unit_test(test_a_planned_day_passes),
        cmocka_unit_test(test_mouse_selects_and_opens),
        cmocka_unit_test(test_a_broken_guide_is_said),
        cmocka_unit_test(test_a_question_is_answered_with_one_letter),
        cmocka_unit_test(test_code_and_team_from_the_help_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
