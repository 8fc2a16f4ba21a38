/* 'gesprek timeline' as it is used: what it says, what it writes, what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "run.h"

struct office {
    char folder[64];
    char db[96];
    struct run run;
};

static int open_office(void **state)
{
    static struct office office;
    run_make_folder(office.folder);
    snprintf(office.db, sizeof office.db, "GESPREK_DB=%s/g.db", office.folder);
    *state = &office;
    return 0;
}

static int close_office(void **state)
{
    struct office *office = *state;
    run_drop_folder(office->folder);
    return 0;
}

/* Runs the words, which end at NULL, and wants that status. */
static void run(struct office *office, int status, const char *const *words)
{
    const char *const settings[] = {office->db, "GESPREK_GUIDES=guides", "GESPREK_LANG=en",
                                    "GESPREK_NOW=2026-11-23T09:00", NULL};
    run_program(&office->run, words, settings, "");
    if (office->run.status != status)
        fail_msg("%d: %s%s", office->run.status, office->run.out.data, office->run.errors.data);
}

#define RUN(status, ...) run(office, status, (const char *const[]){__VA_ARGS__, NULL})

static void says(struct office *office, const char *text)
{
    if (!strstr(office->run.out.data, text) && !strstr(office->run.errors.data, text))
        fail_msg("\"%s\" in:\n%s%s", text, office->run.out.data, office->run.errors.data);
    run_release(&office->run);
}

static void said(struct office *office, const char *text)
{
    if (!strstr(office->run.out.data, text) && !strstr(office->run.errors.data, text))
        fail_msg("\"%s\" in:\n%s%s", text, office->run.out.data, office->run.errors.data);
}

static void test_one_person(void **state)
{
    struct office *office = *state;
    RUN(0, "absence", "add", "Sanne de Boer", "--first-day", "2026-10-05");
    run_release(&office->run);
    RUN(0, "timeline", "sanne de boer");
    said(office, "First day Mon 5 Oct; today is day 50, in week 8.");
    said(office, "Problem analysis               Sun 15 Nov       ! passed by");
    says(office, "evaluation:16");
    RUN(0, "timeline", "done", "Sanne de Boer", "analysis", "--on", "12-11");
    says(office, "Problem analysis: done on Thursday 12 November 2026.");
    RUN(0, "timeline", "done", "Sanne de Boer", "evaluation");
    says(office, "Evaluation of the plan (1): done on Monday 23 November 2026.");
    RUN(0, "timeline", "Sanne de Boer", "--format", "json");
    said(office, "\"step\":\"analysis\",\"title\":\"Problem analysis\",\"opens\":null,"
                 "\"due\":\"2026-11-15\",\"done\":\"2026-11-12\",\"state\":\"done\"");
    says(office, "\"step\":\"evaluation:1\"");
    RUN(0, "timeline", "undone", "Sanne de Boer", "evaluation");
    says(office, "Evaluation of the plan (1): not done.");
    RUN(0, "timeline", "Sanne de Boer", "--format", "csv");
    says(office,
         "\"evaluation:1\",\"Evaluation of the plan (1)\",\"\",\"2027-01-10\",\"\",\"ahead\"");
}

static void test_everybody(void **state)
{
    struct office *office = *state;
    RUN(0, "timeline");
    says(office, "There is nothing yet");
    RUN(0, "absence", "add", "Sanne de Boer", "--first-day", "2026-10-05");
    run_release(&office->run);
    RUN(0, "absence", "add", "Mo Haddad", "--first-day", "2026-11-20");
    run_release(&office->run);
    RUN(0, "timeline");
    said(office, "S.B.  Problem analysis");
    says(office, "M.H.  Pass on to the health service  Thu 26 Nov  due soon");
    RUN(0, "timeline", "--format", "ics");
    said(office, "BEGIN:VCALENDAR\r\n");
    said(office, "DTSTART;VALUE=DATE:20261126\r\n");
    said(office, "DTSTART;VALUE=DATE:20270110\r\n"); /* further ahead too */
    if (strstr(office->run.out.data, "Mo") || strstr(office->run.out.data, "Sanne"))
        fail_msg("%s", office->run.out.data);
    run_release(&office->run);
}

static void test_what_is_refused(void **state)
{
    struct office *office = *state;
    RUN(0, "absence", "add", "Sanne de Boer", "--first-day", "2026-10-05");
    run_release(&office->run);
    RUN(1, "timeline", "Nobody");
    says(office, "There is nobody of that name.");
    RUN(1, "timeline", "done", "Sanne de Boer", "plam");
    says(office, "No step of this absence is called \"plam\". There are: report, ohs, analysis,");
    RUN(1, "timeline", "done", "Sanne de Boer", "plan", "--on", "2026-12-01");
    says(office, "This day is still to come.");
    RUN(1, "timeline", "done", "Sanne de Boer", "plan", "--on", "2026-10-04");
    says(office, "This day lies before the absence began.");
    RUN(2, "timeline", "done", "Sanne de Boer", "plan", "--on", "soon");
    run_release(&office->run);
    RUN(2, "timeline", "--absence", "12345678");
    says(office, "--absence needs the name of the person too.");
    RUN(1, "timeline", "apart", "Sanne de Boer");
    says(office, "Only an absence after maternity leave can be a case of its own.");
    RUN(0, "timeline", "Sanne de Boer", "--format", "csv");
    if (strstr(office->run.out.data, "2026-10-04") || strstr(office->run.out.data, "2026-12-01"))
        fail_msg("%s", office->run.out.data); /* nothing of it was kept */
    run_release(&office->run);
}

/* The rules of the screen: what comes by itself is not ticked, a second day says what it was. */
static void test_what_cannot_be_ticked(void **state)
{
    struct office *office = *state;
    RUN(0, "absence", "add", "Sanne de Boer", "--first-day", "2024-10-07");
    run_release(&office->run);
    RUN(1, "timeline", "done", "Sanne de Boer", "end");
    says(office, "This comes by itself; there is nothing to tick.");
    RUN(1, "timeline", "done", "Sanne de Boer", "report");
    says(office, "This comes by itself; there is nothing to tick.");
    RUN(1, "timeline", "undone", "Sanne de Boer", "plan");
    says(office, "This step was not done, so there is nothing to take back.");
    RUN(1, "timeline", "undone", "Sanne de Boer", "evaluation");
    says(office, "This step was not done, so there is nothing to take back.");
    RUN(0, "timeline", "done", "Sanne de Boer", "plan", "--on", "2024-12-01");
    run_release(&office->run);
    RUN(0, "timeline", "done", "Sanne de Boer", "plan", "--on", "2024-12-02");
    says(office, "Plan of action: done on Monday 2 December 2024. Before this it said Sunday 1 "
                 "December 2024.");
    RUN(0, "timeline", "done", "Sanne de Boer", "plan", "--on", "2024-12-02");
    says(office, "Plan of action: done on Monday 2 December 2024.\n");
    RUN(1, "timeline", "join", "Sanne de Boer", "--lang", "nl");
    says(office, "Er valt niets samen te voegen");
}

static void test_after_leave(void **state)
{
    struct office *office = *state;
    RUN(0, "absence", "add", "Sanne de Boer", "--first-day", "2026-05-01", "--back", "2026-06-01");
    run_release(&office->run);
    RUN(0, "absence", "add", "Sanne de Boer", "--leave", "--first-day", "2026-06-01", "--back",
        "2026-10-01");
    run_release(&office->run);
    RUN(0, "absence", "add", "Sanne de Boer", "--first-day", "2026-10-01");
    run_release(&office->run);
    RUN(0, "timeline", "Sanne de Boer");
    says(office, "today is day 85, in week 13. 2 absences count as one; the days between do not");
    RUN(0, "timeline", "apart", "Sanne de Boer");
    says(office, "The last absence is a case of its own now.");
    RUN(1, "timeline", "apart", "Sanne de Boer");
    says(office, "The last absence is a case of its own already.");
    RUN(0, "timeline", "Sanne de Boer");
    says(office, "today is day 54, in week 8.\n");
    RUN(0, "timeline", "join", "Sanne de Boer");
    says(office, "one case again.");
    RUN(1, "timeline", "join", "Sanne de Boer");
    says(office, "There is nothing to join");
    RUN(0, "timeline", "Sanne de Boer");
    says(office, "today is day 85, in week 13.");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_office, close_office)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_person),      TEST(test_everybody),
        TEST(test_what_is_refused), TEST(test_what_cannot_be_ticked),
        TEST(test_after_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
