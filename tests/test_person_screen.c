/* One person on a screen: dates, a hold, everything in a file, erasing; and erasing a sentence of
 * a field. Keys in, pictures and rows out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "desk_fixture.h"
#include "domain/interview.h"
#include "screens/screens.h"
#include "sitting.h"
#include "store/interviews.h"
#include "store/keeping.h"

struct eve {
    struct desk_fixture fixture;
    struct sitting sitting;
    char sanne[UUID_SIZE];
};

static int open_eve(void **state)
{
    struct eve *eve = mem_zero(1, sizeof *eve);
    char id[UUID_SIZE];
    desk_fixture_open(&eve->fixture, LANG_EN);
    int today = desk_fixture_today(&eve->fixture);
    desk_fixture_interview(&eve->fixture, "Sanne de Boer", today + 1, eve->sanne);
    desk_fixture_agreement(&eve->fixture, eve->sanne, OWNER_MANAGER, "Rooster", today, id);
    *state = eve;
    return 0;
}

static int close_eve(void **state)
{
    struct eve *eve = *state;
    sitting_close(&eve->sitting);
    desk_fixture_close(&eve->fixture);
    free(eve);
    return 0;
}

/* From home, by what can be done there. */
static void open_person_of_sanne(struct eve *eve)
{
    sitting_open(&eve->sitting, &eve->fixture.desk, NULL);
    sitting_keys(&eve->sitting, "?all about<Enter>");
    assert_string_equal(sitting_screen(&eve->sitting), "person");
}

static struct keeping keeping_of(struct eve *eve)
{
    struct err err = ERR_INIT(LANG_EN);
    struct person person;
    struct keeping keeping;
    assert_int_equal(interviews_person(eve->fixture.desk.store, "Sanne de Boer", &person, &err), 0);
    assert_int_equal(keeping_load(eve->fixture.desk.store, person.id, &keeping, &err), 0);
    person_release(&person);
    keeping_release(&keeping);
    return keeping;
}

static void dates_and_a_hold(void **state)
{
    struct eve *eve = *state;
    open_person_of_sanne(eve);
    sitting_shows(&eve->sitting, "Re-integration closed on");
    sitting_shows(&eve->sitting, "not known");
    sitting_keys(&eve->sitting, "<Enter>1 oct 2026<Enter>");
    sitting_shows(&eve->sitting, "Thursday 1 October 2026");
    assert_int_equal(keeping_of(eve).closed_on, day_from_civil(2026, 10, 1));
    sitting_keys(&eve->sitting, "<Down><Down><Enter>Loopt nog<Enter>");
    assert_true(keeping_of(eve).held);
    sitting_keys(&eve->sitting, "<Enter>");
    assert_false(keeping_of(eve).held);
    sitting_keys(&eve->sitting, "u");
    assert_true(keeping_of(eve).held);
}

static void everything_goes_to_a_file(void **state)
{
    struct eve *eve = *state;
    char path[128], keys[200];
    open_person_of_sanne(eve);
    snprintf(path, sizeof path, "%s/sanne.html", eve->fixture.folder);
    snprintf(keys, sizeof keys, "<Down><Down><Down><Enter><C-u>%s<Enter>", path);
    sitting_keys(&eve->sitting, keys);
    sitting_shows(&eve->sitting, "Written to");
    assert_int_equal(access(path, R_OK), 0);
}

static void enter_alone_erases_nothing(void **state)
{
    struct eve *eve = *state;
    open_person_of_sanne(eve);
    sitting_keys(&eve->sitting, "<End><Enter>");
    sitting_shows(&eve->sitting, "Keep it all");
    sitting_shows(&eve->sitting,
                  "Erase for good, of Sanne de Boer: 1 person, 1 conversation, 1 agreement");
    sitting_shows(&eve->sitting, "The copies from before go");
    sitting_keys(&eve->sitting, "<Enter>");
    assert_string_equal(sitting_screen(&eve->sitting), "person");
    sitting_keys(&eve->sitting, "<Enter><Down><Enter>");
    sitting_shows(&eve->sitting, "Erased for good; receipt");
    assert_string_equal(sitting_screen(&eve->sitting), "home");
    sitting_lacks(&eve->sitting, "S.B.");
    sitting_keys(&eve->sitting, "u");
    sitting_lacks(&eve->sitting, "S.B.");
}

static void a_sentence_goes_and_undo_does_not_bring_it_back(void **state)
{
    struct eve *eve = *state;
    sitting_open(&eve->sitting, &eve->fixture.desk, eve->sanne);
    sitting_keys(&eve->sitting, "Eerste zin. Dit had niet gemoeten. Laatste zin.");
    sitting_keys(&eve->sitting, "<Left><Left><Left><Left><Left><Left><Left><Left><Left><Left>"
                                "<Left><Left><Left><Left><Left><Left><Left><Left><Left><Left>");
    sitting_keys(&eve->sitting, "<F1>erase this<Enter>");
    sitting_shows(&eve->sitting, "Erase this for good: \"Dit had niet gemoeten.\"");
    sitting_keys(&eve->sitting, "<Enter>");
    sitting_shows(&eve->sitting, "gemoeten");
    sitting_keys(&eve->sitting, "<F1>erase this<Enter><Down><Enter>");
    sitting_shows(&eve->sitting, "Eerste zin. Laatste zin.");
    sitting_lacks(&eve->sitting, "gemoeten");
    sitting_keys(&eve->sitting, "<C-z><C-z>");
    sitting_lacks(&eve->sitting, "gemoeten");
    assert_string_equal(
        desk_fixture_answer(&eve->fixture, eve->sanne, POINT_OWN, FIELD_GOAL),
        "Eerste zin. Laatste zin.");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_eve, close_eve)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(dates_and_a_hold),
        TEST(everything_goes_to_a_file),
        TEST(enter_alone_erases_nothing),
        TEST(a_sentence_goes_and_undo_does_not_bring_it_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
