/*
 * The log: every way in which a text about somebody leaves the program is in it, with what it was
 * and about which conversation; never what was in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "run.h"
#include "screens/screens.h"
#include "sitting.h"
#include "store/agreements.h"
#include "store/log.h"
#include "store/log_put.h"
#include "store/sparring.h"
#include "store/whole.h"
#include "tour.h"

struct office {
    struct desk_fixture fixture;
    char db[96], talk[UUID_SIZE], agreement[UUID_SIZE];
};

static void office_open(struct office *office)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"asked", ""};
    char thread[UUID_SIZE];
    desk_fixture_open(&office->fixture, LANG_EN);
    snprintf(office->db, sizeof office->db, "%s/gesprek.db", office->fixture.folder);
    desk_fixture_interview(&office->fixture, "Sanne de Boer",
                           desk_fixture_today(&office->fixture) + 1, office->talk);
    desk_fixture_agreement(&office->fixture, office->talk, OWNER_MANAGER, "Order the chair",
                           desk_fixture_today(&office->fixture) + 3, office->agreement);
    struct sparring_point point = {office->talk, "verzuimgesprek", "aandacht", "Attention"};
    assert_int_equal(
        sparring_ask(office->fixture.desk.store, &point, "What now?", &deed, thread, &err), 0);
}

static void office_close(struct office *office)
{
    desk_fixture_close(&office->fixture);
}

/* The newest row says this; about: the conversation, or "". */
static void tells(struct desk *desk, enum log_kind kind, const char *how, const char *about,
                  const char *what)
{
    struct err err = ERR_INIT(LANG_EN);
    struct log_row *rows;
    char handle[HANDLE_SIZE] = "";
    size_t n;
    if (*about)
        uuid_handle(about, handle);
    assert_int_equal(log_list(desk->store, 1, &rows, &n, &err), 0);
    if (!n || rows[0].kind != kind || strcmp(rows[0].how, how) != 0 ||
        strcmp(rows[0].about, handle) != 0)
        fail_msg("%s is not in the log as \"%s\"; the last there is \"%s\"", what, how,
                 n ? rows[0].how : "");
    log_rows_free(rows, n);
}

/* ---- commands -------------------------------------------------------------------------------- */

enum about { ALL, TALK };

static const struct way {
    const char *arguments[6]; /* %1: the conversation; %2: a file that is not there */
    enum log_kind kind;
    const char *how;
    enum about about;
} ways[] = {
    {{"invite", "%1"}, LOG_EXPORTED, "invitation", TALK},
    {{"show", "%1", "--format", "html"}, LOG_EXPORTED, "html", TALK},
    {{"show", "%1", "--format", "json"}, LOG_EXPORTED, "json", TALK},
    {{"show", "%1", "--output", "%2.txt"}, LOG_EXPORTED, "text", TALK},
    {{"show", "%1", "--as", "hr"}, LOG_VIEWED, "hr", TALK},
    {{"agreements", "--format", "csv"}, LOG_EXPORTED, "csv", ALL},
    {{"agreements", "--format", "ics"}, LOG_EXPORTED, "ics", ALL},
    {{"agreements", "--output", "%2.list"}, LOG_EXPORTED, "table", ALL},
    {{"interviews", "--format", "json"}, LOG_EXPORTED, "json", ALL},
    {{"search", "chair", "--format", "json"}, LOG_EXPORTED, "json", ALL},
    {{"sparring", "list", "--format", "json"}, LOG_EXPORTED, "json", ALL},
    {{"person", "list", "--format", "csv"}, LOG_EXPORTED, "csv", ALL},
    {{"backup", "%2.db"}, LOG_BACKED_UP, "", ALL},
    {{"bundle", "%2.bundle"}, LOG_BUNDLED, "", ALL},
};

static const char *filled(const struct office *office, const char *argument, char path[160])
{
    if (strcmp(argument, "%1") == 0)
        return office->talk;
    if (strncmp(argument, "%2", 2) != 0)
        return argument;
    snprintf(path, 160, "%s/out%s", office->fixture.folder, argument + 2);
    return path;
}

/* Each at a minute of its own: the same thing twice at one moment is noted once. */
static void run_way(struct office *office, const struct way *way)
{
    char now[40];
    const char *const settings[] = {now, "GESPREK_LANG=en", NULL};
    const char *arguments[12] = {"--db", office->db};
    char path[160];
    size_t n = 2;
    struct run run;
    snprintf(now, sizeof now, "GESPREK_NOW=2026-11-23T10:%02d", (int)(way - ways) + 10);
    for (size_t i = 0; i < 6 && way->arguments[i]; i++)
        arguments[n++] = filled(office, way->arguments[i], path);
    run_program(&run, arguments, settings, "");
    if (run.status)
        fail_msg("%s: %s", way->arguments[0], run.errors.data);
    run_release(&run);
}

static void every_command_that_lets_text_out_is_told(void **state)
{
    struct office office;
    (void)state;
    office_open(&office);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        store_close(office.fixture.desk.store);
        office.fixture.desk.store = NULL;
        run_way(&office, &ways[i]);
        desk_fixture_reopen(&office.fixture);
        tells(&office.fixture.desk, ways[i].kind, ways[i].how,
              ways[i].about == TALK ? office.talk : "", ways[i].arguments[0]);
    }
    office_close(&office);
}

/* ---- screens --------------------------------------------------------------------------------- */

static const struct {
    const char *stop, *keys;
    enum log_kind kind;
    const char *how;
    int about; /* the start of the tour whose conversation it is; -1: none */
} doors[] = {
    {"invitation, file", "<Enter>", LOG_EXPORTED, "invitation", TOUR_PREPARE},
    {"invitation, read", "p", LOG_EXPORTED, "pager", TOUR_PREPARE},
    {"report, file", "<Enter>", LOG_EXPORTED, "txt", TOUR_CLOSE},
    {"look as employee", "p", LOG_EXPORTED, "pager", TOUR_CLOSE},
    {"look as HR", "", LOG_VIEWED, "hr", TOUR_CLOSE},
    {"history", "p", LOG_EXPORTED, "pager", TOUR_CLOSE},
    {"prepare, questions", "<C-e>", LOG_EXPORTED, "editor", TOUR_PREPARE},
    {"wrong person", "Mo Karimi<Enter>y", LOG_MOVED, "", TOUR_PREPARE},
    {"sparring, a thread", "<C-o>p", LOG_EXPORTED, "pager", TOUR_TALK},
    {"review, the file", "<Enter>", LOG_EXPORTED, "txt", -1},
};

static void every_screen_that_lets_text_out_tells_it(void **state)
{
    struct tour tour;
    (void)state;
    tour_begin(&tour, LANG_EN);
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        tour_go(&tour, tour_stop(doors[i].stop));
        sitting_keys(&tour.sitting, doors[i].keys);
        tells(&tour.desk, doors[i].kind, doors[i].how,
              doors[i].about < 0 ? "" : tour.ids[doors[i].about], doors[i].stop);
    }
    tour_end(&tour);
}

/* A question about nobody is in nobody's copy. */
static void a_question_from_home_is_not_the_whole_file(void **state)
{
    struct tour tour;
    struct whole whole;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    tour_begin(&tour, LANG_EN);
    tour_go(&tour, tour_stop("sparring, a new question"));
    sitting_keys(&tour.sitting, "How?<C-o>p");
    tells(&tour.desk, LOG_EXPORTED, "pager", "", "a new question");
    assert_int_equal(whole_load(tour.desk.store, "Mo Karimi", LANG_EN, &whole, &err), 0);
    for (size_t i = 0; i < whole.n_told; i++)
        assert_string_not_equal(whole.told[i].how, "pager");
    whole_release(&whole);
    tour_end(&tour);
}

/* What the login is to a user whom no line of /etc/passwd has, in a session that says a name. */
static void expect_login(const char *name, const char *login)
{
    pid_t child = fork();
    if (child == 0) {
        struct buf who = BUF_INIT;
        if (setuid(54321) || (name ? setenv("LOGNAME", name, 1) : unsetenv("LOGNAME")))
            _exit(9);
        log_add_login(&who);
        int other = strcmp(who.data, login) != 0;
        buf_release(&who);
        _exit(other);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void who_the_machine_does_not_know_is_told_by_number(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip(); /* only root can become somebody else */
    expect_login("anna", "anna/54321");
    expect_login("", "54321");
    expect_login(NULL, "54321");
    /* What is no login would make a line that is not read, or show as something else. */
    expect_login("anna\tcopied", "54321");
    expect_login("\033[2J", "54321");
    expect_login("\xFF", "54321");
    char longer[300];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    expect_login(longer, "54321");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_that_lets_text_out_is_told),
        cmocka_unit_test(every_screen_that_lets_text_out_tells_it),
        cmocka_unit_test(a_question_from_home_is_not_the_whole_file),
        cmocka_unit_test(who_the_machine_does_not_know_is_told_by_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
