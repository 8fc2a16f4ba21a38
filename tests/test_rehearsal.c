/*
 * A prepared conversation held as practice: everything works, every screen says what it is, and the
 * file is afterwards what it was before.
 */
#include <dirent.h>
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
#include "plain/plain.h"
#include "sandbox.h"
#include "sitting.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/db.h"
#include "store/dossier.h"
#include "store/rehearsal.h"

#define MARKER "zwaluwnest"

struct test {
    struct desk_fixture fixture;
    char id[UUID_SIZE];
};

/* A preparation with a goal and two questions, and something agreed before. */
static void begin(struct test *test)
{
    struct err err = ERR_INIT(LANG_NL);
    struct dossier dossier;
    char before[UUID_SIZE], agreement[UUID_SIZE];
    desk_fixture_open(&test->fixture, LANG_NL);
    struct desk *desk = &test->fixture.desk;
    int today = desk_fixture_today(&test->fixture);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", today - 14, before);
    assert_int_equal(desk_take(desk, before, &dossier, &err), 0);
    assert_int_equal(dossier_move(desk, &dossier, STAGE_CLOSED, &err), 0);
    desk_put_away(&dossier);
    desk_fixture_agreement(&test->fixture, before, OWNER_MANAGER, "Rooster sturen", today + 1,
                           agreement);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", today, test->id);
    assert_int_equal(desk_take(desk, test->id, &dossier, &err), 0);
    struct asked goal = asked_own(NULL, FIELD_GOAL, LANG_NL);
    assert_int_equal(dossier_answer(desk, &dossier, &goal, "Rustig beginnen", &err), 0);
    desk_put_away(&dossier);
}

/* ---- what is in the file --------------------------------------------------------------------- */

static void add_table(struct db *db, const char *table, struct buf *dump)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf columns = BUF_INIT, sql = BUF_INIT;
    buf_addf(&sql,
             "SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ')"
             " FROM pragma_table_xinfo('%s') WHERE hidden <> 1",
             table);
    assert_int_equal(db_text(db, sql.data, &columns, &err), 0);
    buf_clear(&sql);
    buf_addf(&sql,
             "SELECT group_concat(row, char(10)) FROM (SELECT %s AS row FROM \"%s\""
             " ORDER BY 1)",
             columns.data, table);
    buf_addf(dump, "\n-- %s\n", table);
    if (db_text(db, sql.data, dump, &err))
        fail_msg("%s: %s", table, err.text);
    buf_release(&columns);
    buf_release(&sql);
}

/* All that is in it, table by table. */
static char *dump_of(struct test *test)
{
    struct err err = ERR_INIT(LANG_EN);
    struct db *db = store_db(test->fixture.desk.store);
    struct buf names = BUF_INIT, dump = BUF_INIT;
    assert_int_equal(db_text(db,
                             "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema"
                             " WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                             " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name)",
                             &names, &err),
                     0);
    char *rest = names.data, *name;
    while ((name = strsep(&rest, " ")))
        add_table(db, name, &dump);
    buf_release(&names);
    assert_true(dump.len > 1000);
    return buf_detach(&dump);
}

/* No file beside the database, and the database itself, has text in it. */
static void bytes_lack(struct test *test, const char *text)
{
    char path[512];
    int files = 0;
    DIR *dir = opendir(test->fixture.folder);
    assert_non_null(dir);
    for (const struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        size_t len;
        snprintf(path, sizeof path, "%s/%s", test->fixture.folder, entry->d_name);
        char *bytes = sandbox_read(path, &len);
        if (memmem(bytes, len, text, strlen(text)))
            fail_msg("%s holds what was only practised", entry->d_name);
        free(bytes);
        files++;
    }
    closedir(dir);
    assert_true(files >= 1);
}

static void is_as(struct test *test, const char *before)
{
    char *after = dump_of(test);
    assert_string_equal(after, before);
    free(after);
    bytes_lack(test, MARKER);
}

/* ---- on a desk ------------------------------------------------------------------------------- */

static void test_a_copy_forgets(void **state)
{
    struct test test;
    struct err err = ERR_INIT(LANG_NL);
    struct rehearsal rehearsal;
    struct dossier dossier;
    struct undone undone = {.said = BUF_INIT};
    (void)state;
    begin(&test);
    char *before = dump_of(&test);
    assert_int_equal(rehearsal_begin(&rehearsal, &test.fixture.desk, test.id, &err), 0);
    struct desk *desk = &rehearsal.desk;
    assert_true(store_rehearses(desk->store));
    assert_false(store_rehearses(test.fixture.desk.store));
    assert_int_equal(store_undo(desk->store, LANG_NL, &undone, &err), 0); /* not what was before */
    assert_int_equal(desk_take(desk, test.id, &dossier, &err), 0);
    assert_int_equal(dossier.interview->stage, STAGE_TALKING);
    assert_string_equal(interview_value(dossier.interview, POINT_OWN, FIELD_GOAL),
                        "Rustig beginnen");
    struct asked note = asked_own("aandacht", FIELD_NOTE, LANG_NL);
    assert_int_equal(dossier_answer(desk, &dossier, &note, MARKER, &err), 0);
    assert_int_equal(dossier_move(desk, &dossier, STAGE_CLOSED, &err), 0);
    desk_put_away(&dossier);
    rehearsal_end(&rehearsal);
    is_as(&test, before);
    free(before);
    buf_release(&undone.said);
    desk_fixture_close(&test.fixture);
}

static void test_nothing_to_practise(void **state)
{
    struct test test;
    struct err err = ERR_INIT(LANG_EN);
    struct rehearsal rehearsal;
    struct dossier dossier;
    (void)state;
    begin(&test);
    assert_int_equal(desk_take(&test.fixture.desk, test.id, &dossier, &err), 0);
    assert_int_equal(dossier_move(&test.fixture.desk, &dossier, STAGE_CLOSED, &err), 0);
    desk_put_away(&dossier);
    assert_int_equal(rehearsal_begin(&rehearsal, &test.fixture.desk, test.id, &err), -1);
    assert_non_null(strstr(err.text, "finished already"));
    assert_null(rehearsal.desk.store);
    desk_fixture_close(&test.fixture);
}

/* ---- on screen ------------------------------------------------------------------------------- */

#define MARK "OEFENING: er wordt niets bewaard"

/* Keys one by one; each picture on the way says that it is practice. */
static void walk(struct sitting *sitting, const char *const *keys)
{
    for (; *keys; keys++) {
        sitting_keys(sitting, *keys);
        sitting_shows(sitting, MARK);
    }
}

static void test_on_screen(void **state)
{
    static const char *const keys[] = {
        "<F4>",  MARKER,    "<Up>",  "?",     "<Esc>", "<F2>",    "<Esc>", "<F5>",  "<Esc>",
        "<F7>",  "<C-z>",   "4",     "<F4>",  "<C-c>", "<Esc>",   "ik",    "<Tab>", MARKER,
        "<Tab>", "vrijdag", "<Esc>", "<F6>",  "j",     "<F5>",    "<Tab>", "w",     "<Esc>",
        "<F6>",  "<Enter>", "3",     "<Esc>", "<F6>",  "<Enter>", NULL};
    struct test test;
    struct sitting sitting;
    (void)state;
    begin(&test);
    sitting_open(&sitting, &test.fixture.desk, test.id);
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_shows(&sitting, "Oefenen");
    sitting_lacks(&sitting, MARK);
    assert_int_equal(stack_save(&sitting.stack), 0);
    char *before = dump_of(&test);
    walk(&sitting, keys);
    assert_string_equal(sitting_screen(&sitting), "close");
    assert_int_equal(stack_save(&sitting.stack), 0); /* of the preparation; there is nothing new */
    is_as(&test, before);
    sitting_keys(&sitting, "<F6>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_lacks(&sitting, MARK);
    sitting_shows(&sitting, "Dat was oefenen; er is niets van bewaard.");
    assert_int_equal(stack_save(&sitting.stack), 0);
    is_as(&test, before);
    sitting_keys(&sitting, "<F6><F6>"); /* one too many */
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_shows(&sitting, "Het oefenen is klaar.");
    is_as(&test, before);
    sitting_keys(&sitting, "<F4><F6>"); /* and again, from nothing */
    sitting_lacks(&sitting, MARKER);
    sitting_close(&sitting);
    is_as(&test, before);
    free(before);
    desk_fixture_close(&test.fixture);
}

/* Esc out of the talk is back at the preparation; the talk has not begun. */
static void test_leaving(void **state)
{
    struct test test;
    struct sitting sitting;
    (void)state;
    begin(&test);
    sitting_open(&sitting, &test.fixture.desk, test.id);
    sitting_keys(&sitting, "<F4>" MARKER "<Esc>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_shows(&sitting, "er is niets van bewaard");
    sitting_keys(&sitting, "<Esc>");
    assert_string_equal(sitting_screen(&sitting), "home");
    sitting_shows(&sitting, "voorbereid");
    sitting_close(&sitting);
    desk_fixture_close(&test.fixture);
}

static void test_begun_with(void **state)
{
    struct test test;
    struct sitting sitting;
    (void)state;
    begin(&test);
    const struct beginning beginning = {.interview = test.id, .rehearse = true};
    sitting_begin(&sitting, &test.fixture.desk, &beginning);
    assert_string_equal(sitting_screen(&sitting), "talk");
    sitting_shows(&sitting, MARK);
    sitting_keys(&sitting, "<C-c>");
    sitting_shows(&sitting, "Je bent aan het oefenen");
    sitting_keys(&sitting, "<Esc><Esc>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_close(&sitting);
    desk_fixture_close(&test.fixture);
}

/* A window that may only read can practise all the same: T is a letter there. */
static void test_beside_another_window(void **state)
{
    struct test test;
    struct sitting sitting;
    struct desk second;
    (void)state;
    begin(&test);
    desk_fixture_second(&test.fixture, &second);
    sitting_open(&sitting, &second, test.id);
    sitting_keys(&sitting, "<F4>");
    sitting_shows(&sitting, MARK);
    sitting_keys(&sitting, "Trein op tijd<Tab><S-Tab>");
    sitting_shows(&sitting, "Trein op tijd");
    sitting_keys(&sitting, "<Esc>");
    sitting_shows(&sitting, "er is niets van bewaard");
    sitting_close(&sitting);
    store_close(second.store);
    desk_fixture_close(&test.fixture);
}

/* How names are shown is no part of it: that stays. */
static void test_settings_stay(void **state)
{
    struct test test;
    struct sitting sitting;
    (void)state;
    begin(&test);
    sitting_open(&sitting, &test.fixture.desk, test.id);
    sitting_keys(&sitting, "<F4><Up>N");
    sitting_keys(&sitting, "<Esc>");
    assert_int_equal(test.fixture.desk.settings.names, NAMES_FULL);
    sitting_close(&sitting);
    desk_fixture_close(&test.fixture);
}

/* What was typed in a question and left there does not come back on the other side. */
static void test_typing_left_behind(void **state)
{
    struct test test;
    struct sitting sitting;
    (void)state;
    begin(&test);
    sitting_open(&sitting, &test.fixture.desk, test.id);
    sitting_keys(&sitting, "<F4><F4><Tab><Tab><F3><C-u>" MARKER "<Esc><F3>");
    assert_string_equal(sitting_screen(&sitting), "ask");
    sitting_shows(&sitting, MARKER); /* of the try-out it does */
    sitting_keys(&sitting, "<Esc><Esc><Esc>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_keys(&sitting, "<F6><F4><Tab><Tab><F3>");
    assert_string_equal(sitting_screen(&sitting), "ask");
    sitting_lacks(&sitting, MARK);
    sitting_lacks(&sitting, MARKER);
    sitting_keys(&sitting, "<C-u>in earnest<Esc><Esc><Esc><F4><F4><Tab><Tab><F3>");
    assert_string_equal(sitting_screen(&sitting), "ask");
    sitting_shows(&sitting, MARK);
    sitting_lacks(&sitting, "in earnest");
    sitting_close(&sitting);
    desk_fixture_close(&test.fixture);
}

static void test_let_stand_in_practice(void **state)
{
    struct test test;
    struct sitting sitting;
    (void)state;
    begin(&test);
    sitting_open(&sitting, &test.fixture.desk, test.id);
    sitting_keys(&sitting, "<F4>griep<F8><Down><Down><Enter>");
    sitting_lacks(&sitting, "F8 \"griep\"");
    sitting_keys(&sitting, "<Esc>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_keys(&sitting, "<F6>griep");
    sitting_shows(&sitting, "Noteer niet: \"griep\"");
    sitting_close(&sitting);
    desk_fixture_close(&test.fixture);
}

/* What would open another program is not offered, and its key does nothing. */
static void test_no_other_program(void **state)
{
    static const char *const ways[] = {"<F4>", "<F4><F6><F5>"}, *const keys[] = {"<C-e>", "p"};
    struct test test;
    struct sitting sitting;
    (void)state;
    begin(&test);
    test.fixture.desk.settings.editor = true;
    sitting_open(&sitting, &test.fixture.desk, test.id);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        sitting_keys(&sitting, ways[i]);
        sitting_lacks(&sitting, "Bladeren");
        sitting_keys(&sitting, "?editor");
        sitting_lacks(&sitting, "Deze tekst in je eigen editor");
        sitting_keys(&sitting, "<Esc>");
        sitting_keys(&sitting, keys[i]);
        assert_int_equal(sitting.stack.wish, WISH_NONE);
        sitting_lacks(&sitting, "geen ander programma");
        while (strcmp(sitting_screen(&sitting), "prepare") != 0)
            sitting_keys(&sitting, "<Esc>");
    }
    sitting_close(&sitting);
    desk_fixture_close(&test.fixture);
}

/* ---- in lines -------------------------------------------------------------------------------- */

typedef int run_lines(struct desk *desk, const char *interview, struct plain_lines *where,
                      struct err *err);

/* What is said while the lines of script are typed; the caller frees it. */
static char *play(run_lines *run, struct desk *desk, const char *interview, const char *script)
{
    struct err err = ERR_INIT(desk->lang);
    char *text = NULL;
    size_t size = 0;
    struct plain_lines where = {
        .in = tmpfile(), .out = open_memstream(&text, &size), .echo = true, .asks = true};
    fputs(script, where.in);
    rewind(where.in);
    if (run(desk, interview, &where, &err))
        fail_msg("%s", err.text);
    fclose(where.in);
    fclose(where.out);
    return text;
}

static int count(const char *text, const char *word)
{
    int n = 0;
    for (; (text = strstr(text, word)); text += strlen(word))
        n++;
    return n;
}

#define PRACTISED                                                                                  \
    MARKER "\nv\n\nv\n\nv\n\nik\n" MARKER "\nvrijdag\n\n\n\n\n/e zelf\n/spar " MARKER              \
           "\n/f\n/v\n/e zelf\n/v\n"

static void test_in_lines(void **state)
{
    struct test test;
    (void)state;
    begin(&test);
    char *before = dump_of(&test);
    char *said = play(plain_rehearse, &test.fixture.desk, test.id, PRACTISED);
    assert_non_null(strstr(said, "Dat was oefenen; er is niets van bewaard."));
    assert_true(count(said, "OEFENING: er wordt niets bewaard.") >= 5);
    assert_non_null(strstr(said, "Rustig") ? said : strstr(said, "Punt 1 van 4"));
    assert_non_null(strstr(said, "er wordt niets naar een bestand geschreven"));
    assert_null(strstr(said, "meteen bewaard"));
    free(said);
    is_as(&test, before);
    free(before);
    desk_fixture_close(&test.fixture);
}

/* From the preparation, and back to it: what is typed after that is kept. */
static void test_within_lines(void **state)
{
    struct test test;
    (void)state;
    begin(&test);
    char *said = play(plain_run, &test.fixture.desk, test.id,
                      "/oefen\n" MARKER "\ns\np morgen 14:30\nh\ns\n");
    assert_non_null(strstr(said, "Dat was oefenen; er is niets van bewaard."));
    assert_non_null(strstr(said, "24 november 2026 14:30"));
    free(said);
    bytes_lack(&test, MARKER);
    char *again = play(plain_run, &test.fixture.desk, test.id, "/oefen\n" MARKER "\n");
    assert_non_null(strstr(again, "er is niets van bewaard"));
    free(again);
    bytes_lack(&test, MARKER);
    desk_fixture_close(&test.fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_copy_forgets),
        cmocka_unit_test(test_nothing_to_practise),
        cmocka_unit_test(test_on_screen),
        cmocka_unit_test(test_leaving),
        cmocka_unit_test(test_begun_with),
        cmocka_unit_test(test_beside_another_window),
        cmocka_unit_test(test_settings_stay),
        cmocka_unit_test(test_typing_left_behind),
        cmocka_unit_test(test_let_stand_in_practice),
        cmocka_unit_test(test_no_other_program),
        cmocka_unit_test(test_in_lines),
        cmocka_unit_test(test_within_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
