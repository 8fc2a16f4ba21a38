/* HR's list on the command line: by every filter, however long, and in lines; what is not there is
 * answered with what is. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crowd.h"
#include "run.h"
#include "sandbox.h"

#define TODAY 20791 /* 2026-12-04 */

static int setup(void **state)
{
    static struct sandbox sandbox;
    struct crowd crowd = CROWD_DEMO;
    struct err err = ERR_INIT(LANG_EN);
    crowd.today = TODAY;
    crowd.agreements = 900;
    crowd.lang = LANG_EN;
    sandbox_make(&sandbox);
    assert_int_equal(crowd_fill(sandbox.db, &crowd, &err), 0);
    *state = &sandbox;
    return 0;
}

static int teardown(void **state)
{
    sandbox_remove(*state);
    return 0;
}

/* Runs the program on the file with these arguments, NULL at the end, and that input. */
static void ask(struct run *run, void **state, const char *input, const char *const *given)
{
    static const char *const settings[] = {"GESPREK_NOW=2026-12-04T09:00", "GESPREK_LANG=en", NULL};
    const struct sandbox *sandbox = *state;
    const char *arguments[24] = {"--db", sandbox->db};
    for (size_t n = 2; *given; given++)
        arguments[n++] = *given;
    run_program(run, arguments, settings, input);
}

#define ASK(run, input, ...) ask(run, state, input, (const char *const[]){__VA_ARGS__, NULL})

static int rows(const struct run *run)
{
    int lines = 0;
    for (const char *at = run->out.data; (at = strstr(at, "\r\n")); at += 2)
        lines++;
    return lines - 1;
}

static void what_is_not_there_is_answered_with_what_is(void **state)
{
    static const struct {
        const char *given[8], *said;
    } slips[] = {
        {{"agreements", "--as", "hr", "--team", "Plannign"}, "Did you mean \"Planning\"?"},
        {{"agreements", "--as", "hr", "--team", "x"}, "There is no team \"x\". There are: "},
        {{"agreements", "--manager", "nobody"}, "No bundle came from \"nobody\". There are: "},
        {{"agreements", "--as", "hr", "--guide", "terugker"}, "Did you mean \"terugkeer\"?"},
        {{"agreements", "--as", "hr", "--person", "zzz"}, "Nothing was agreed with \"zzz\"."},
        {{"agreements", "--view", "mine"}, "There is no view \"mine\"; none is kept yet."},
        {{"agreements", "--from", "1-12", "--to", "1-11"}, "would end before it begins"},
        {{"agreements", "--from", "31-4"}, "There is no such day"},
        {{"agreements", "--period", "some day"}, "not a period I know"},
        {{"agreements", "--order", "name"}, "It can be: due, update, person, team."},
        {{"agreements", "--as", "manager", "--words", "a"}, "leave out \"--as manager\""},
        {{"review", "--team", "Plannign"}, "Did you mean \"Planning\"?"},
        {{"expect", "a\nb"}, "invisible characters"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        struct run run;
        ask(&run, state, "", slips[i].given);
        assert_int_equal(run.status, 2);
        assert_string_equal(run.out.data, "");
        if (!strstr(run.errors.data, slips[i].said))
            fail_msg("\"%s\" does not say \"%s\"", run.errors.data, slips[i].said);
        run_release(&run);
    }
}

static void a_list_of_many_pages_is_all_of_it(void **state)
{
    struct run own, hr, late, turned;
    ASK(&own, "", "agreements", "--format", "csv");
    ASK(&hr, "", "agreements", "--format", "csv", "--as", "hr");
    assert_int_equal(rows(&own), 900);
    assert_string_equal(own.out.data, hr.out.data); /* all of it came out of bundles */
    ASK(&late, "", "agreements", "--format", "csv", "--late", "--order", "person");
    assert_true(rows(&late) > 0 && rows(&late) < 900);
    ASK(&turned, "", "agreements", "--format", "csv", "--late", "--order", "person", "--reverse");
    assert_int_equal(rows(&turned), rows(&late));
    assert_string_not_equal(turned.out.data, late.out.data);
    run_release(&own);
    run_release(&hr);
    run_release(&late);
    run_release(&turned);
}

static void a_list_becomes_a_file_or_nothing(void **state)
{
    const struct sandbox *sandbox = *state;
    char path[SANDBOX_PATH];
    struct run run;
    sandbox_path(sandbox, "list.csv", path);
    ASK(&run, "", "agreements", "--manager", "nobody", "--output", path);
    assert_int_equal(run.status, 2);
    assert_int_not_equal(access(path, F_OK), 0);
    run_release(&run);
    ASK(&run, "", "agreements", "--words", "plan", "--format", "csv", "--output", path);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out.data, "");
    assert_int_equal(access(path, F_OK), 0);
    run_release(&run);
    ASK(&run, "", "agreements", "--words", "plan", "--output", path);
    assert_int_equal(run.status, 1);
    run_release(&run);
    assert_int_equal(unlink(path), 0);
}

static void assert_says(const struct run *run, const char *words)
{
    if (!strstr(run->out.data, words))
        fail_msg("\"%s\" is not in:\n%s", words, run->out.data);
}

static void hr_looks_through_it_in_lines(void **state)
{
    struct run run;
    ASK(&run,
        "1\nn\nb\nb\nf late owner:manager\nx 1\n1\nkeep Late ones\nw\nf nonsense\nf -\n"
        "find plan\no team\no sideways\nf period:\"last month\"\n99\nsources\nforget Late ones\nw\n"
        "w Late ones\ns\n",
        "--plain", "review");
    assert_int_equal(run.status, 0);
    assert_says(&run, "Agreements that HR may see: 900.");
    assert_says(&run, "There are more: n is the next page.");
    assert_says(&run, "What happened to it:");
    assert_says(&run, "You see this because ");
    assert_says(&run, "This is the first page.");
    assert_says(&run, "Filtered: late owner:manager");
    assert_says(&run, "Only what HR is to do can be settled here.");
    assert_says(&run, "Kept as the view \"Late ones\".");
    assert_says(&run, "1. Late ones (late owner:manager)");
    assert_says(&run, "I do not understand that.");
    assert_says(&run, "Filtered: words:plan order:team");
    assert_says(&run, "Put in order by: ");
    assert_says(&run, "period:\"last month\"");
    assert_says(&run, "There is no line with that number.");
    assert_says(&run, "There is no view of that name");
    run_release(&run);
}

static void hr_settles_and_asks_in_lines(void **state)
{
    struct run run;
    ASK(&run,
        "f status:open owner:hr\nx 1 That went well\nu\nf status:open owner:manager\n"
        "ask 1 How does it go?\ns\n",
        "review");
    assert_int_equal(run.status, 0);
    assert_says(&run, "Kept.");
    assert_says(&run, "Undone: ");
    assert_says(&run, "Asked; it goes along with the next bundle to the manager.");
    run_release(&run);
}

/* HR's own words are looked through too: the manager reads them. */
static void what_hr_types_in_lines_is_checked(void **state)
{
    struct run run;
    ASK(&run,
        "f status:open owner:hr\nx 1 Chair came, has flu\n1\nu\nf status:open owner:manager\n"
        "ask 1 Is it the migraine?\n2\nHow does it go?\ns\n",
        "review");
    assert_int_equal(run.status, 0);
    assert_says(&run, "Mind: \"has flu\"");
    assert_says(&run, "Kept.");
    assert_says(&run, "Mind: \"migraine\"");
    assert_says(&run, "Asked; it goes along with the next bundle to the manager.");
    run_release(&run);
}

static void a_view_is_taken_by_every_command(void **state)
{
    struct run run, same;
    ASK(&run, "f late owner:hr\nkeep Mine\ns\n", "review");
    assert_int_equal(run.status, 0);
    run_release(&run);
    ASK(&run, "", "agreements", "--format", "csv", "--view", "mine");
    ASK(&same, "", "agreements", "--format", "csv", "--late", "--owner", "hr");
    assert_true(rows(&run) > 0);
    assert_string_equal(run.out.data, same.out.data);
    run_release(&run);
    run_release(&same);
    ASK(&run, "", "review", "--view", "Mine", "--no-input");
    assert_says(&run, "Filtered: late owner:hr");
    run_release(&run);
}

static void whose_bundles_should_come_is_kept(void **state)
{
    struct run run;
    ASK(&run, "", "expect", "Nobody Yet");
    assert_int_equal(run.status, 0);
    run_release(&run);
    ASK(&run, "", "expect");
    assert_int_equal(run.status, 0);
    assert_says(&run, "Nobody Yet");
    assert_says(&run, "no bundle yet");
    assert_says(&run, "a while ago");
    run_release(&run);
    ASK(&run, "", "expect", "-");
    assert_int_equal(run.status, 0);
    run_release(&run);
    ASK(&run, "", "expect");
    assert_null(strstr(run.out.data, "Nobody Yet"));
    run_release(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_there_is_answered_with_what_is),
        cmocka_unit_test(a_list_of_many_pages_is_all_of_it),
        cmocka_unit_test(a_list_becomes_a_file_or_nothing),
        cmocka_unit_test(hr_looks_through_it_in_lines),
        cmocka_unit_test(hr_settles_and_asks_in_lines),
        cmocka_unit_test(what_hr_types_in_lines_is_checked),
        cmocka_unit_test(a_view_is_taken_by_every_command),
        cmocka_unit_test(whose_bundles_should_come_is_kept),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
