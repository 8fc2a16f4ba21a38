#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "run.h"

/* The demo in a language, without a terminal: the program tells today and ends. Its file lives in
 * folder. */
static int run_demo(const char *lang, const char *folder, struct buf *out)
{
    char command[512], part[4096];
    const char *program = getenv("GESPREK_PROGRAM");
    assert_non_null(program);
    snprintf(command, sizeof command,
             "GESPREK_LANG=%s TMPDIR='%s' sh tests/demo.sh '%s' 2>&1 </dev/null", lang, folder,
             program);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    for (size_t n; (n = fread(part, 1, sizeof part, pipe)) > 0;)
        buf_add(out, part, n);
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void shows(const char *lang, const char *const *texts)
{
    char folder[64];
    struct buf out = BUF_INIT;
    run_make_folder(folder);
    int status = run_demo(lang, folder, &out);
    if (status)
        fail_msg("the demo ended with %d: %s", status, out.data);
    for (; *texts; texts++)
        if (!strstr(out.data, *texts))
            fail_msg("the demo does not show \"%s\": %s", *texts, out.data);
    assert_int_equal(rmdir(folder), 0); /* it left nothing behind */
    run_drop_folder(folder);
    buf_release(&out);
}

static void there_is_something_of_everything_in_dutch(void **state)
{
    static const char *const texts[] = {
        "1. Takenlijst maken. S.B., ",
        "te laat",
        "Klantvragen verdelen. Z.Ł., vandaag",
        "3 punten voorbereid",
        "R.D.",
        "1 afspraak zonder datum",
        "T.A.: ",
        NULL,
    };
    (void)state;
    shows("nl", texts);
}

static void there_is_something_of_everything_in_english(void **state)
{
    static const char *const texts[] = {
        "1. Make a list of tasks. S.B., ",
        "late",
        "Divide the calls. Z.Ł., today",
        "3 things prepared",
        "R.D.",
        "1 agreement without a date",
        "T.A.: ",
        NULL,
    };
    (void)state;
    shows("en", texts);
}

static void it_fills_a_file_to_keep(void **state)
{
    static const char *const names[] = {"Sanne de Boer", "Mo Karimi", "Roos Dijkstra", "Tim Aerts",
                                        "Zo\u00EB \u0141ukasz"};
    char folder[64], db[96], command[512];
    struct run run;
    (void)state;
    run_make_folder(folder);
    snprintf(db, sizeof db, "%s/team.db", folder);
    snprintf(command, sizeof command, "sh tests/demo.sh '%s' --fill '%s' >'%s/said' 2>&1",
             getenv("GESPREK_PROGRAM"), db, folder);
    assert_int_equal(system(command), 0);
    assert_int_not_equal(system(command), 0); /* what is there is left alone */
    const char *const arguments[] = {"--db", db, "person", "list", NULL};
    run_program(&run, arguments, NULL, "");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_non_null(strstr(run.out.data, names[i]));
    run_release(&run);
    run_drop_folder(folder);
}

/* What HR opens: the others handed over too, and the team of the manager stands among them. */
static void it_fills_a_file_of_hr(void **state)
{
    static const char *const texts[] = {"Takenlijst maken", "Uitleg over verlof opnemen sturen",
                                        "Zo\u00EB \u0141ukasz"};
    char folder[64], db[96], command[1024];
    size_t lines = 0;
    struct run run;
    (void)state;
    run_make_folder(folder);
    snprintf(db, sizeof db, "%s/hr.db", folder);
    snprintf(command, sizeof command,
             "GESPREK_LANG=nl sh tests/demo.sh '%s' --hr \"$(dirname '%s')/crowd\" --fill '%s'"
             " >'%s/said' 2>&1",
             getenv("GESPREK_PROGRAM"), getenv("GESPREK_PROGRAM"), db, folder);
    assert_int_equal(system(command), 0);
    const char *const arguments[] = {"--db", db, "agreements", "--format", "csv", NULL};
    run_program(&run, arguments, NULL, "");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_non_null(strstr(run.out.data, texts[i]));
    for (const char *at = run.out.data; (at = strchr(at, '\n')); at++)
        lines++;
    assert_true(lines > 1500);
    run_release(&run);
    run_drop_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_something_of_everything_in_dutch),
        cmocka_unit_test(there_is_something_of_everything_in_english),
        cmocka_unit_test(it_fills_a_file_to_keep),
        cmocka_unit_test(it_fills_a_file_of_hr),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
