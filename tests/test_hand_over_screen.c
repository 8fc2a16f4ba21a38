/* From manager to HR and back on the screens: what goes is told before, where it is after. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "sitting.h"
#include "store/absences.h"
#include "store/bundle.h"

struct office {
    struct desk_fixture manager, hr;
    struct sitting sitting;
    char talk[UUID_SIZE];
};

static void fail_on(int failed, const struct err *err)
{
    if (failed)
        fail_msg("%s", err->text);
}

static void open_office(struct office *office)
{
    char id[UUID_SIZE];
    desk_fixture_open(&office->manager, LANG_NL);
    desk_fixture_open(&office->hr, LANG_NL);
    setenv("HOME", office->manager.folder, 1);
    desk_fixture_interview(&office->manager, "Sanne de Boer", desk_fixture_today(&office->manager),
                           office->talk);
    desk_fixture_agreement(&office->manager, office->talk, OWNER_MANAGER, "Rooster maken",
                           desk_fixture_today(&office->manager) + 4, id);
}

static void close_office(struct office *office)
{
    sitting_close(&office->sitting);
    desk_fixture_close(&office->manager);
    desk_fixture_close(&office->hr);
}

static void to_hr(struct office *office)
{
    sitting_close(&office->sitting);
    sitting_begin(&office->sitting, &office->hr.desk, &(struct beginning){.review = true});
}

static void to_manager(struct office *office)
{
    sitting_close(&office->sitting);
    sitting_open(&office->sitting, &office->manager.desk, NULL);
}

static bool is_there(const struct office *office, const char *name)
{
    char path[128];
    struct stat about;
    snprintf(path, sizeof path, "%s/%s", office->manager.folder, name);
    return stat(path, &about) == 0 && (about.st_mode & 0777) == 0600;
}

static void test_there_and_back(void **state)
{
    struct office office;
    (void)state;
    open_office(&office);
    sitting_open(&office.sitting, &office.manager.desk, NULL);
    sitting_keys(&office.sitting, ">");
    sitting_shows(&office.sitting, "Hoe heet je zelf?");
    sitting_keys(&office.sitting, "Roos Dijkstra<Enter>");
    sitting_shows(&office.sitting, "Naar HR gaat: 1 afspraak, en als aantallen");
    sitting_shows(&office.sitting, "Nooit een notitie.");
    sitting_shows(&office.sitting, "~/gesprek-2026-11-23-voor-hr.bundle");
    sitting_keys(&office.sitting, "<Enter>");
    assert_string_equal(sitting_screen(&office.sitting), "home");
    sitting_shows(&office.sitting, "De bundel staat in ~/gesprek-2026-11-23-voor-hr.bundle.");
    sitting_shows(&office.sitting, "alleen voor HR");
    assert_true(is_there(&office, "gesprek-2026-11-23-voor-hr.bundle"));

    to_hr(&office);
    sitting_lacks(&office.sitting, "Rooster maken");
    sitting_keys(&office.sitting, "<lt>");
    sitting_shows(&office.sitting, "Waar staat de bundel van de leidinggevende?");
    sitting_keys(&office.sitting, "gesprek-2026-11-23-voor-hr.bundle<Enter>");
    sitting_shows(&office.sitting, "van Roos Dijkstra: 1 nieuw.");
    sitting_shows(&office.sitting, "Rooster maken");
    sitting_keys(&office.sitting, "r<Enter>"); /* how does it stand? */
    sitting_keys(&office.sitting, ">");
    sitting_shows(&office.sitting, "Naar welke leidinggevende gaat het terug?");
    sitting_keys(&office.sitting, "<Enter>");
    sitting_shows(&office.sitting, "Naar Roos Dijkstra gaat terug: 1 vraag");
    sitting_keys(&office.sitting, "<C-u>~/terug.bundle<Enter>");
    sitting_shows(&office.sitting, "Wat teruggaat staat in ~/terug.bundle.");
    assert_true(is_there(&office, "terug.bundle"));

    to_manager(&office);
    sitting_keys(&office.sitting, "<lt>terug.bundle<Enter>");
    sitting_shows(&office.sitting, "~/terug.bundle, van HR: 1 vraag");
    sitting_shows(&office.sitting, "VAN HR");
    close_office(&office);
}

/* The sentences of the store, and the question stays to be mended. */
static void test_what_cannot_be_is_said(void **state)
{
    struct office office;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    open_office(&office);
    fail_on(store_setting_set(office.manager.desk.store, BUNDLE_LABEL, "Roos", &err), &err);
    sitting_open(&office.sitting, &office.manager.desk, NULL);
    sitting_keys(&office.sitting, "><C-u>~/nergens/a.bundle<Enter>");
    sitting_shows(&office.sitting, "Er is geen map");
    assert_string_equal(sitting_screen(&office.sitting), "ask");
    sitting_keys(&office.sitting, "<C-u>~/a.bundle<Enter>><C-u>~/a.bundle<Enter>");
    sitting_shows_words(&office.sitting, "bestaat al en wordt niet");
    sitting_keys(&office.sitting, "<Esc><lt>nergens.bundle<Enter>");
    sitting_shows(&office.sitting, "Er is geen bundel");
    sitting_keys(&office.sitting, "<C-u>~/gesprek.db<Enter>");
    sitting_shows_words(&office.sitting, "een bestand van Gesprek");
    sitting_keys(&office.sitting, "<C-u>~/a.bundle<Enter>");
    sitting_shows_words(&office.sitting, "HR verzamelt in een eigen");
    sitting_keys(&office.sitting, "<Esc>");
    to_hr(&office);
    sitting_keys(&office.sitting, ">");
    sitting_shows_words(&office.sitting, "nog geen bundel");
    assert_string_equal(sitting_screen(&office.sitting), "review");
    close_office(&office);
}

/* Absences go only where that was said, and it is asked each time with what holds first. */
static void test_absences_are_asked(void **state)
{
    struct office office;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "", .about = ""};
    struct absence absence;
    (void)state;
    open_office(&office);
    fail_on(store_setting_set(office.manager.desk.store, BUNDLE_LABEL, "Roos", &err), &err);
    absence_init(&absence);
    absence.first_day = desk_fixture_today(&office.manager) - 9;
    fail_on(absences_add(office.manager.desk.store, "Sanne de Boer", &absence, &deed, &err), &err);
    absence_release(&absence);
    sitting_open(&office.sitting, &office.manager.desk, NULL);
    sitting_keys(&office.sitting, ">");
    sitting_shows(&office.sitting, "Gaat het verzuim mee?");
    sitting_keys(&office.sitting, "<Enter>");
    sitting_lacks(&office.sitting, "verzuim van 1");
    sitting_keys(&office.sitting, "<Esc>><Down><Enter>");
    sitting_shows(&office.sitting, "verzuim van 1 persoon");
    sitting_keys(&office.sitting, "<Esc>><Enter>");
    sitting_shows(&office.sitting, "verzuim van 1 persoon");
    sitting_keys(&office.sitting, "<Esc>><Down><Enter>");
    sitting_lacks(&office.sitting, "verzuim van 1");
    close_office(&office);
}

/* Found by the word that the other screens use. */
static void test_help_finds_the_bundle(void **state)
{
    struct office office;
    (void)state;
    open_office(&office);
    sitting_open(&office.sitting, &office.manager.desk, NULL);
    sitting_keys(&office.sitting, "?bundel");
    sitting_shows(&office.sitting, "Geef door aan HR: maak een bundel");
    sitting_keys(&office.sitting, "<Enter>");
    sitting_shows(&office.sitting, "Hoe heet je zelf?");
    sitting_keys(&office.sitting, "<Esc>");
    to_hr(&office);
    sitting_keys(&office.sitting, "?bundel");
    sitting_shows(&office.sitting, "Haal een bundel op van een leidinggevende");
    sitting_keys(&office.sitting, "<Esc>");
    close_office(&office);
}

/* A window that may only read says why. */
static void test_a_reading_window_hands_nothing_over(void **state)
{
    struct office office;
    struct desk second;
    struct sitting reading;
    (void)state;
    open_office(&office);
    desk_fixture_second(&office.manager, &second);
    sitting_open(&office.sitting, &office.manager.desk, NULL);
    sitting_open(&reading, &second, NULL);
    sitting_keys(&reading, "><lt>");
    assert_string_equal(sitting_screen(&reading), "home");
    sitting_close(&reading);
    store_close(second.store);
    close_office(&office);
}

static void test_what_may_not_be_written_down_is_told_first(void **state)
{
    struct office office;
    char id[UUID_SIZE];
    (void)state;
    open_office(&office);
    desk_fixture_agreement(&office.manager, office.talk, OWNER_EMPLOYEE,
                           "Belt de psycholoog over de burn-out", DAY_NONE, id);
    sitting_open(&office.sitting, &office.manager.desk, NULL);
    sitting_keys(&office.sitting, ">Roos Dijkstra<Enter>");
    sitting_shows(&office.sitting, "iets wat je niet mag noteren (");
    sitting_lacks(&office.sitting, "psycholoog");
    close_office(&office);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_what_cannot_be_is_said),
        cmocka_unit_test(test_absences_are_asked),
        cmocka_unit_test(test_help_finds_the_bundle),
        cmocka_unit_test(test_a_reading_window_hands_nothing_over),
        cmocka_unit_test(test_what_may_not_be_written_down_is_told_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
