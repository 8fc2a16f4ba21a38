/* The invitation: what it says, what it keeps to itself, on screen and as a command. */
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
#include "domain/interview.h"
#include "report/invitation.h"
#include "run.h"
#include "sandbox.h"
#include "sitting.h"

static void expect(const char *about, const char *place, const char *topics, int64_t at,
                   enum lang lang, const char *wanted)
{
    struct interview interview;
    struct buf out = BUF_INIT;
    interview_init(&interview);
    mem_replace(&interview.person.name, "Sanne \x1b[31mde Boer");
    interview.at = at;
    const struct invitation invitation = {&interview, about, place, topics, 0, false};
    invitation_add(&out, &invitation, lang);
    assert_string_equal(out.data, wanted);
    interview_release(&interview);
    buf_release(&out);
}

static void test_what_it_says(void **state)
{
    (void)state;
    expect("Wat je hebt, hoef je niet te vertellen.", "de koffiehoek", "Hoe het gaat\nDe planning",
           clock_moment(day_from_civil(2026, 11, 24), 9, 5), LANG_NL,
           "Beste Sanne {1B}[31mde Boer,\n\n"
           "Ik wil graag met je praten, op dinsdag 24 november 2026 om 9:05.\n\n"
           "We zien elkaar hier: de koffiehoek.\n\n"
           "Wat je hebt, hoef je niet te vertellen.\n\n"
           "Hier wil ik het graag over hebben:\n  - Hoe het gaat\n  - De planning\n\n"
           "Waar wil jij het over hebben? Laat het vooraf weten of neem het mee; er is\n"
           "tijd voor.\n\n"
           "Komt een ander moment of een andere plek je beter uit? Laat het me weten.\n\n");
    expect("", "", "", 0, LANG_EN,
           "Dear Sanne {1B}[31mde Boer,\n\n"
           "I would like to talk with you. Which day suits you?\n\n"
           "Where we meet, we choose together.\n\n"
           "It is about your work, what you need, and what we agree. What you would\n"
           "rather keep to yourself, you do.\n\n"
           "What would you like to talk about? Tell me beforehand, or bring it along;\n"
           "there is time for it.\n\n"
           "Does another moment or place suit you better? Let me know.\n\n");
}

/* A day without a time: nothing is made up, in a calendar it is the whole day. */
static void test_a_time_to_be_agreed(void **state)
{
    struct interview interview;
    struct buf out = BUF_INIT;
    (void)state;
    interview_init(&interview);
    mem_replace(&interview.person.name, "Sanne de Boer");
    interview.at = clock_moment(day_from_civil(2026, 11, 24), 0, 0);
    const struct invitation invitation = {&interview, "", "kamer 2; links", "", 0, false};
    invitation_add(&out, &invitation, LANG_NL);
    assert_non_null(strstr(out.data, "dinsdag 24 november 2026. De tijd spreken we\nsamen af"));
    assert_null(strstr(out.data, "0:00"));
    buf_clear(&out);
    invitation_add_calendar(&out, &invitation, LANG_NL);
    assert_non_null(strstr(out.data, "DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261125"));
    assert_non_null(strstr(out.data, "SUMMARY:Gesprek\r\nLOCATION:kamer 2\\; links\r\n"));
    assert_null(strstr(out.data, "Sanne"));
    buf_clear(&out);
    interview.at = clock_moment(day_from_civil(2026, 11, 24), 9, 5);
    invitation_add_calendar(&out, &invitation, LANG_NL);
    assert_non_null(strstr(out.data, "DTSTART:20261124T"));
    assert_null(strstr(out.data, "VALUE=DATE"));
    buf_release(&out);
    interview_release(&interview);
}

/* Each kind has its own words; the preventive talk does not speak of illness. */
static void test_each_kind_has_its_own_words(void **state)
{
    static const char *const kinds[] = {"contact", "eerste-contact", "evaluatie", "frequent",
                                        "plan",    "preventief",     "terugkeer", "verzuimgesprek"};
    struct desk_fixture fixture;
    (void)state;
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++) {
        desk_fixture_open(&fixture, lang);
        shelf_add_folder(&fixture.shelf, "guides", ORIGIN_BUILD);
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            const struct guide *guide = shelf_guide(&fixture.shelf, kinds[i], lang);
            const char *about = invitation_about(guide, kinds[i], &fixture.shelf, lang);
            assert_true(*about);
            /* and where the screen speaks the other language it is said in that */
            assert_string_not_equal(invitation_about(guide, kinds[i], &fixture.shelf,
                                                     lang == LANG_NL ? LANG_EN : LANG_NL),
                                    about);
            if (strcmp(kinds[i], "preventief") == 0)
                assert_null(strstr(about, lang == LANG_NL ? "wat je hebt" : "you have"));
        }
        desk_fixture_close(&fixture);
    }
}

/* A first contact is a call: nobody meets anywhere, and no place is asked. */
static void test_a_call_is_no_meeting(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    struct dossier dossier;
    struct err err = ERR_INIT(LANG_NL);
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    shelf_add_folder(&fixture.shelf, "guides", ORIGIN_BUILD);
    const struct guide *guide = shelf_guide(&fixture.shelf, "eerste-contact", LANG_NL);
    assert_int_equal(desk_begin(&fixture.desk, "Sanne de Boer", guide,
                                clock_moment(desk_fixture_today(&fixture) + 1, 9, 30), id, &err),
                     0);
    sitting_open(&sitting, &fixture.desk, id);
    sitting_keys(&sitting, "<F1>uitnodiging<Enter>");
    assert_string_equal(sitting_screen(&sitting), "invite");
    sitting_keys(&sitting, "Wat ik overneem");
    sitting_resize(&sitting, 30, 100, true);
    sitting_shows(&sitting, "Ik bel je graag op dinsdag 24 november 2026 om 9:30.");
    sitting_shows(&sitting, "  - Wat ik overneem");
    sitting_shows(&sitting, "Ik bel het nummer dat ik van je heb.");
    sitting_shows(&sitting, "Komt een ander moment je beter uit?");
    sitting_lacks(&sitting, "zien");
    sitting_lacks(&sitting, "lek"); /* Plek, plek */
    sitting_close(&sitting);
    assert_int_equal(desk_take(&fixture.desk, id, &dossier, &err), 0);
    struct buf out = BUF_INIT;
    const struct invitation call = {dossier.interview, "", "de koffiehoek", "", 0, true};
    invitation_add_calendar(&out, &call, LANG_NL);
    assert_non_null(strstr(out.data, "SUMMARY:Telefoongesprek"));
    assert_null(strstr(out.data, "koffiehoek"));
    buf_release(&out);
    desk_put_away(&dossier);
    desk_fixture_close(&fixture);
}

/* What is filled in is kept, and nothing else of the preparation gets into the text. */
static void test_on_screen(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", desk_fixture_today(&fixture) + 1, id);
    sitting_open(&sitting, &fixture.desk, id);
    sitting_keys(&sitting, "alleen voor mij<F1>uitnodiging<Enter>");
    assert_string_equal(sitting_screen(&sitting), "invite");
    sitting_keys(&sitting, "de koffiehoek<Tab>Hoe het gaat<Enter>De planning");
    sitting_resize(&sitting, 30, 100, true);
    sitting_shows(&sitting, "We zien elkaar hier: de koffiehoek.");
    sitting_shows(&sitting, "  - De planning");
    sitting_lacks(&sitting, "alleen voor mij");
    sitting_resize(&sitting, 20, 60, true); /* wrapped for this window, not for paper */
    sitting_shows(&sitting, "   Ik wil graag met je praten, op dinsdag 24 november");
    sitting_resize(&sitting, 30, 100, true);
    sitting_keys(&sitting, "<F5>");
    sitting_shows(&sitting, "Beste Sanne de Boer,");
    sitting_keys(&sitting, "<Esc><Esc>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_PLACE), "de koffiehoek");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_TOPICS),
                        "Hoe het gaat\nDe planning");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* It is a text that leaves: what may not be written is pointed at here too. */
static void test_the_check_looks_along(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    sitting_open(&sitting, &fixture.desk, id);
    sitting_keys(&sitting, "<F1>uitnodiging<Enter>naast zijn burn-out coach");
    sitting_shows(&sitting, "burn-out");
    sitting_shows(&sitting, "F8");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

static void test_to_a_file(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    char id[UUID_SIZE], keys[160], path[96];
    size_t len;
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_interview(&fixture, "Mo Karimi", DAY_NONE, id);
    snprintf(path, sizeof path, "%s/invitation.txt", fixture.folder);
    snprintf(keys, sizeof keys, "<F1>invitation<Enter><F6><C-u>%s<Enter>", path);
    sitting_open(&sitting, &fixture.desk, id);
    sitting_keys(&sitting, keys);
    sitting_shows(&sitting, "Written to");
    char *text = sandbox_read(path, &len);
    assert_non_null(strstr(text, "Dear Mo Karimi,"));
    free(text);
    snprintf(keys, sizeof keys, "<F6><C-u>%s<Enter>", path);
    sitting_keys(&sitting, keys);
    sitting_shows(&sitting, "already");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

static void test_as_a_command(void **state)
{
    struct sandbox sandbox;
    struct store *store;
    char id[UUID_SIZE], db[SANDBOX_PATH];
    struct run run;
    (void)state;
    sandbox_make(&sandbox);
    store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Roos Dijkstra", id);
    store_close(store);
    snprintf(db, sizeof db, "GESPREK_DB=%s", sandbox.db);
    const char *const env[] = {db, "GESPREK_LANG=en", NULL};
    const char *const given[] = {"invite", id, "--topics", "one; ;two", NULL};
    run_program(&run, given, env, "");
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.out.data, "  - one\n  - two\n"));
    run_release(&run);
    const char *const calendar[] = {"invite", id, "--format", "ics", NULL};
    run_program(&run, calendar, env, "");
    assert_int_equal(run.status, 1); /* a day is asked, not made up */
    assert_string_equal(run.out.data, "");
    assert_non_null(strstr(run.errors.data, "no day yet"));
    run_release(&run);
    const char *const plan[] = {"start",      "--for", "Roos Dijkstra", "--at", "24-11-2026",
                                "--no-input", NULL};
    run_program(&run, plan, env, "");
    assert_int_equal(run.status, 0);
    run_release(&run);
    run_program(&run, calendar, env, "");
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.out.data, "DTSTART;VALUE=DATE:20261124"));
    assert_non_null(strstr(run.errors.data, "no time yet"));
    run_release(&run);
    const char *const after[] = {db, "GESPREK_LANG=en", "GESPREK_NOW=2026-11-25T09:00", NULL};
    run_program(&run, calendar, after, "");
    assert_non_null(strstr(run.errors.data, "That moment has passed"));
    run_release(&run);
    const char *const before[] = {db, "GESPREK_LANG=en", "GESPREK_NOW=2026-11-24T20:00", NULL};
    run_program(&run, calendar, before, "");
    assert_null(strstr(run.errors.data, "has passed"));
    run_release(&run);
    const char *const unknown[] = {"invite", "abcdef01", NULL};
    run_program(&run, unknown, env, "");
    assert_int_equal(run.status, 1);
    assert_string_equal(run.out.data, "");
    run_release(&run);
    sandbox_remove(&sandbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_it_says),
        cmocka_unit_test(test_a_time_to_be_agreed),
        cmocka_unit_test(test_each_kind_has_its_own_words),
        cmocka_unit_test(test_a_call_is_no_meeting),
        cmocka_unit_test(test_on_screen),
        cmocka_unit_test(test_the_check_looks_along),
        cmocka_unit_test(test_to_a_file),
        cmocka_unit_test(test_as_a_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
