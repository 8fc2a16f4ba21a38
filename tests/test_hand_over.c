/*
 * From manager to HR and back with the program itself: a question, its answer, a request for an
 * update and what HR settled; and what is said when it cannot be.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "run.h"
#include "sandbox.h"
#include "store/change.h"
#include "store/requests.h"

static const struct deed deed = {"HR", ""};

struct office {
    struct sandbox sandbox;
    char manager[SANDBOX_PATH], hr[SANDBOX_PATH], out[SANDBOX_PATH], back[SANDBOX_PATH];
    char talk[UUID_SIZE], ours[UUID_SIZE], theirs[UUID_SIZE];
};

static struct store *open_file(const char *path)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store =
        store_open(path, ACCESS_WRITE, (struct clock){.fixed = SANDBOX_NOW}, &err);
    assert_string_equal(err.text, "");
    return store;
}

static int setup(void **state)
{
    struct office *office = mem_zero(1, sizeof *office);
    struct err err = ERR_INIT(LANG_EN);
    sandbox_make(&office->sandbox);
    sandbox_path(&office->sandbox, "manager.db", office->manager);
    sandbox_path(&office->sandbox, "hr.db", office->hr);
    sandbox_path(&office->sandbox, "to-hr.bundle", office->out);
    sandbox_path(&office->sandbox, "back.bundle", office->back);
    struct store *store = open_file(office->manager);
    sandbox_begin(store, "Sanne de Boer", office->talk);
    sandbox_agree(store, office->talk, "Rooster maken", 20800, office->ours);
    sandbox_agree(store, office->talk, "Stoel bestellen", 20801, office->theirs);
    assert_int_equal(db_run(store_db(store),
                            "UPDATE agreement SET owner = 'hr' WHERE what LIKE"
                            " 'Stoel%'; UPDATE agreement_revision SET owner ="
                            " 'hr' WHERE what LIKE 'Stoel%'",
                            &err),
                     0);
    store_close(store);
    *state = office;
    return 0;
}

static int teardown(void **state)
{
    struct office *office = *state;
    sandbox_remove(&office->sandbox);
    free(office);
    return 0;
}

/* Runs the program on db; it ends with status and says words on either output. Arguments end at
 * NULL. */
static void gesprek(int status, const char *words, const char *db, ...)
{
    static const char *const settings[] = {"GESPREK_NOW=2026-12-04T11:00", "GESPREK_LANG=nl", NULL};
    const char *arguments[24] = {"--db", db};
    struct run run;
    size_t n = 2;
    va_list args;
    va_start(args, db);
    while ((arguments[n] = va_arg(args, const char *)))
        n++;
    va_end(args);
    run_program(&run, arguments, settings, "");
    if (run.status != status || (!strstr(run.out.data, words) && !strstr(run.errors.data, words)))
        fail_msg("status %d\nout: %s\nerrors: %s\nwanted: %s", run.status, run.out.data,
                 run.errors.data, words);
    run_release(&run);
}

/* The end of the id of the only thread there is. */
static void find_thread(const char *db, char handle[HANDLE_SIZE])
{
    struct store *store = open_file(db);
    struct err err = ERR_INIT(LANG_EN);
    struct buf id = BUF_INIT;
    assert_int_equal(db_text(store_db(store), "SELECT id FROM sparring", &id, &err), 0);
    uuid_handle(id.data, handle);
    buf_release(&id);
    store_close(store);
}

/* What HR need not know is said, and the question waits until that was confirmed. */
static void a_question_is_looked_at(void **state)
{
    struct office *office = *state;
    const char *const text = "Mijn medewerker heeft een burn-out, wat nu?";
    gesprek(1, "gaan over", office->manager, "sparring", "ask", text, NULL);
    gesprek(1, "Er is niets verstuurd", office->manager, "sparring", "ask", text, NULL);
    gesprek(0, "Er is nog niets gevraagd", office->manager, "sparring", "list", NULL);
    gesprek(0, "gaan over", office->manager, "sparring", "ask", text, "--yes", NULL);
    gesprek(0, "burn-out", office->manager, "sparring", "list", NULL);
}

/* A name known here is pointed at wherever a question is taken in, from no conversation too. */
static void a_name_in_a_question_is_told(void **state)
{
    struct office *office = *state;
    const char *const said = "Er staat een naam of initialen in";
    gesprek(1, said, office->manager, "sparring", "ask", "Hoe help ik Sanne verder?", NULL);
    gesprek(0, said, office->manager, "sparring", "ask", "Hoe help ik Sanne verder?", "--yes",
            NULL);
    gesprek(0, "gaat mee met de volgende bundel", office->manager, "sparring", "ask",
            "Hoe help ik iemand verder?", NULL);
}

static void a_question_goes_there_and_back(void **state)
{
    struct office *office = *state;
    char id[HANDLE_SIZE];
    gesprek(0, "Er staat een naam of initialen in", office->manager, "sparring", "ask",
            "Sanne zegt niets, wat nu?", "--yes", "--interview", office->talk, NULL);
    gesprek(0, "2 afspraken, 1 vraag, zover", office->manager, "bundle", office->out, "--from",
            "Roos Dijkstra", NULL);
    size_t len;
    char *bytes = sandbox_read(office->out, &len);
    assert_non_null(memmem(bytes, len, "Sanne zegt niets", 16));
    free(bytes);
    gesprek(0, "2 nieuw, 1 sparbericht", office->hr, "collect", office->out, NULL);
    find_thread(office->hr, id);
    gesprek(0, "wacht", office->hr, "sparring", "list", "--as", "hr", NULL);
    gesprek(0, "\"from\":\"Roos Dijkstra\"", office->hr, "sparring", "list", "--as", "hr",
            "--format", "json", NULL);
    gesprek(0, "Bewaard.", office->hr, "sparring", "answer", id, "Tel tot vijf.", NULL);
    gesprek(1, "gaan over", office->hr, "sparring", "answer", id, "Is het een burn-out?", NULL);
    gesprek(0, "1 antwoord", office->hr, "bundle", office->back, "--to", "roos dijkstra", NULL);
    gesprek(0, "van HR: 1 sparbericht", office->manager, "collect", office->back, NULL);
    gesprek(0, "nieuw", office->manager, "sparring", "list", NULL);
    gesprek(0, "HR, vrijdag 4 december 2026: Tel tot vijf.", office->manager, "sparring", "show",
            id, NULL);
    gesprek(0, "Antwoord op je sparvraag", office->manager, "start", "--plain", NULL);
    gesprek(0, "afgesloten", office->manager, "sparring", "close", id, NULL);
    gesprek(1, "afgesloten. Stel een nieuwe", office->manager, "sparring", "answer", id, "Nog?",
            NULL);
}

static void what_hr_asks_and_settles_comes_back(void **state)
{
    struct office *office = *state;
    struct err err = ERR_INIT(LANG_EN);
    gesprek(0, "De bundel staat", office->manager, "bundle", office->out, NULL);
    gesprek(0, "2 nieuw", office->hr, "collect", office->out, NULL);
    gesprek(0, "leidinggevende", office->hr, "agreements", NULL); /* not "jij" */
    gesprek(1, "Vraag de leidinggevende", office->hr, "settle", office->ours, "done", NULL);
    gesprek(0, "gedaan", office->hr, "settle", office->theirs, "done", "--remark", "besteld", NULL);
    struct store *store = open_file(office->hr);
    assert_int_equal(requests_ask(store, office->ours, "Lukt het?", &deed, &err), 0);
    store_close(store);
    gesprek(1, "Bekend zijn: ", office->hr, "bundle", office->back, "--to", "iemand", NULL);
    store = open_file(office->manager);
    struct buf source = BUF_INIT;
    assert_int_equal(store_setting_get(store, "bundle.source", &source, &err), 0);
    store_close(store);
    gesprek(0, "1 vraag hoe het ermee staat, 1 afspraak afgehandeld door HR", office->hr, "bundle",
            office->back, "--to", source.data + strlen(source.data) - 8, NULL);
    buf_release(&source);
    gesprek(0, "1 afspraak afgehandeld door HR, 1 vraag hoe het ermee staat", office->manager,
            "collect", office->back, NULL);
    gesprek(0, "niets nieuws", office->manager, "collect", office->back, NULL);
    gesprek(0, "HR vraagt: Lukt het?", office->manager, "start", "--plain", NULL);
    gesprek(1, "uit dit bestand zelf", office->hr, "collect", office->back, NULL);
}

static void what_cannot_be_is_said(void **state)
{
    struct office *office = *state;
    char path[SANDBOX_PATH];
    gesprek(0, "De bundel staat", office->manager, "bundle", office->out, NULL);
    gesprek(1, "bestaat al", office->manager, "bundle", office->out, NULL);
    gesprek(1, "is een bundel", office->out, "agreements", NULL);
    gesprek(1, "bestand van Gesprek zelf", office->hr, "collect", office->manager, NULL);
    gesprek(1, "Er is nog niets", office->hr, "bundle", office->back, "--to", "x", NULL);
    gesprek(1, "nog geen bundel opgehaald", office->manager, "bundle", office->back, "--to", "x",
            NULL);
    gesprek(1, "", office->manager, "sparring", "show", "00000000", NULL);
    sandbox_path(&office->sandbox, "nowhere/b", path);
    gesprek(1, "map", office->manager, "bundle", path, NULL);
    gesprek(2, "", office->manager, "sparring", "ask", NULL);
    gesprek(1, "Typ eerst iets", office->manager, "sparring", "ask", " ", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_question_is_looked_at, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_in_a_question_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(a_question_goes_there_and_back, setup, teardown),
        cmocka_unit_test_setup_teardown(what_hr_asks_and_settles_comes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_is_said, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
