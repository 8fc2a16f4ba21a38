/*
 * A statement that SQLite refuses, the first of a command, the second, and so on; or a call on the
 * system about a file: the disk may fail or memory be short at any of them. Every command then ends
 * by itself, says what is wrong, and leaves the file sound; and done once more it works.
 *
 * TEST_FAULTS=all tries every statement, else a sample (tests/trial.h).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "crowd.h"
#include "disk.h"
#include "inside.h"
#include "refusal.h"
#include "run.h"
#include "sealed.h"
#include "base/uuid.h"
#include "trial.h"

/* ---- what is done ---------------------------------------------------------------------------- */

enum { WORDS_MOST = 12, PATH = 128 };

/* "@interview" and so on stand for an id that is in the file. */
struct deed_line {
    const char *words[WORDS_MOST];
    const char *input;
    bool writes;
    bool sealed; /* only of a sealed file */
};

static const struct deed_line short_line = {.words = {"seal", "status"}};

static const struct deed_line manager[] = {
    {.words = {"interviews"}},
    {.words = {"interviews", "--format", "json"}},
    {.words = {"agreements", "--format", "csv"}},
    {.words = {"agreements", "--late", "--status", "open,running", "--person", "Sanne de Boer"}},
    {.words = {"agreements", "--as", "hr", "--format", "json"}},
    {.words = {"agreements", "--format", "ics"}},
    {.words = {"show", "@interview"}},
    {.words = {"show", "@interview", "--as", "hr", "--format", "json"}},
    {.words = {"show", "@interview", "--as", "employee", "--format", "html"}},
    {.words = {"invite", "@interview"}},
    {.words = {"search", "rooster"}},
    {.words = {"search", "rooster", "--as", "hr", "--format", "json"}},
    {.words = {"insight", "--period", "2026", "--format", "json"}},
    {.words = {"insight", "--compare", "start"}},
    {.words = {"hurdles"}},
    {.words = {"person", "list"}},
    {.words = {"person", "export", "Sanne de Boer"}},
    {.words = {"person", "export", "Sanne de Boer", "--format", "json"}},
    {.words = {"person", "dates", "Sanne de Boer"}},
    {.words = {"person", "service", "Sanne de Boer"}},
    {.words = {"absence", "list"}},
    {.words = {"timeline"}},
    {.words = {"timeline", "Sanne de Boer"}},
    {.words = {"retention"}},
    {.words = {"log"}},
    {.words = {"sparring", "list"}},
    {.words = {"guide", "diff", "@guide"}},
    {.words = {"seal", "status"}},
    {.words = {"doctor"}},
    {.words = {"restore"}},
    {.words = {"review", "--plain"}, .input = "1\n\nq\n"},
    {.words = {"practice", "--of", "Sanne de Boer", "--plain"}, .input = "\n\n\n"},
    {.words = {"start", "--plain", "--for", "Nora Bakker"},
     .input =
         "j\nj\nj\nj\nj\nEen doel\n\n/v\nFijn\n/v\n/v\n/v\n/a\n2\nKoffie\nvr\nbellen\n\n\nv\nj\n",
     .writes = true},
    {.words = {"settle", "@agreement", "done"}, .writes = true},
    {.words = {"settle", "@agreement", "changed", "--to", "2026-12-24", "--remark", "later"},
     .writes = true},
    {.words = {"person", "rename", "Sanne de Boer", "Sanne Visser", "--team", "Zorg"},
     .writes = true},
    {.words = {"person", "move", "@interview", "Tim Aerts"}, .writes = true},
    {.words = {"person", "hold", "Sanne de Boer", "--reason", "bezwaar"}, .writes = true},
    {.words = {"person", "dates", "Sanne de Boer", "--closed", "2024-01-01"}, .writes = true},
    {.words = {"person", "service", "Sanne de Boer", "--in", "2020-01-01", "--factor", "0.8"},
     .writes = true},
    {.words = {"absence", "add", "Tim Aerts", "--first-day", "gisteren", "--work", "rooster"},
     .writes = true},
    {.words = {"absence", "change", "@absence", "--part", "50", "--part-from", "vandaag",
               "--advised", "2026-11-02"},
     .writes = true},
    {.words = {"absence", "remove", "@absence"}, .writes = true},
    {.words = {"absence", "import", "@list"}, .writes = true},
    {.words = {"timeline", "done", "Sanne de Boer", "plan"}, .writes = true},
    {.words = {"sparring", "ask", "Hoe begin ik?", "--interview", "@interview"}, .writes = true},
    {.words = {"sparring", "answer", "@question", "En verder?"}, .writes = true},
    {.words = {"sparring", "close", "@question"}, .writes = true},
    {.words = {"bundle", "@out", "--from", "Roos Dijkstra"}, .writes = true},
    {.words = {"collect", "@back"}, .writes = true},
    {.words = {"expect", "Roos Dijkstra", "Sam Visser"}, .writes = true},
    {.words = {"backup", "@out"}, .writes = true},
    {.words = {"restore", "@copy"}, .writes = true},
    {.words = {"doctor", "--salvage", "@out"}, .writes = true},
    {.words = {"erase", "@interview", "--yes"}, .writes = true},
    {.words = {"erase", "@absence", "--yes"}, .writes = true},
    {.words = {"erase", "@question", "--yes"}, .writes = true},
    {.words = {"erase", "@interview", "--text", "--yes"}, .input = "rooster", .writes = true},
    {.words = {"erase", "@absence", "--text", "--yes"}, .input = "rooster", .writes = true},
    {.words = {"erase", "@question", "--text", "--yes"}, .input = "begin", .writes = true},
    {.words = {"person", "erase", "Sanne de Boer", "--yes"}, .writes = true},
    {.words = {"retention", "--apply", "--yes"}, .writes = true},
    {.words = {"seal", "off"}, .writes = true, .sealed = true},
};

static const struct deed_line office[] = {
    {.words = {"agreements", "--as", "hr", "--format", "json", "--period", "this quarter"}},
    {.words = {"agreements", "--as", "hr", "--words", "rooster", "--order", "update"}},
    {.words = {"review", "--plain"}, .input = "1\n\nf\n\nq\n"},
    {.words = {"search", "rooster", "--as", "hr"}},
    {.words = {"insight"}},
    {.words = {"expect"}},
    {.words = {"collect", "@bundle"}, .writes = true},
    {.words = {"bundle", "@out", "--to", "Roos Dijkstra"}, .writes = true},
};

/* ---- where it is done ------------------------------------------------------------------------ */

struct site {
    char folder[64], master[80], work[80]; /* of each try a copy of the master */
    char interview[UUID_SIZE], agreement[UUID_SIZE], absence[UUID_SIZE], question[UUID_SIZE];
};

static void path_in(const char *folder, const char *name, char path[PATH])
{
    snprintf(path, PATH, "%.80s/%.40s", folder, name);
}

static void done(const char *const *words, int status)
{
    struct inside inside;
    inside_run(&inside, words, NULL);
    if (inside.status != status)
        fail_msg("%s %s: %d: %s", words[0], words[1] ? words[1] : "", inside.status,
                 inside.errors.data);
    inside_release(&inside);
}

static void take_id(sqlite3 *db, const char *sql, char id[UUID_SIZE])
{
    sqlite3_stmt *ask = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &ask, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(ask), SQLITE_ROW);
    snprintf(id, UUID_SIZE, "%s", (const char *)sqlite3_column_text(ask, 0));
    sqlite3_finalize(ask);
}

static void take_ids(struct site *site, const char *path)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    take_id(db,
            "SELECT i.id FROM interview i JOIN person p ON p.id = i.person WHERE p.name = 'Sanne de"
            " Boer' AND i.stage = 'closed'",
            site->interview);
    take_id(db, "SELECT id FROM agreement WHERE NOT removed AND status = 'open'", site->agreement);
    take_id(db,
            "SELECT a.id FROM absence a JOIN person p ON p.id = a.person WHERE p.name = 'Sanne de"
            " Boer'",
            site->absence);
    take_id(db, "SELECT id FROM sparring", site->question);
    sqlite3_close(db);
}

/* The manager's file, with something of everything in it. */
static void fill_manager(struct site *site)
{
    char command[3 * PATH], db[PATH], bundle[PATH], copy[PATH];
    path_in(site->master, "manager.db", db);
    path_in(site->master, "team.bundle", bundle);
    path_in(site->master, "copy.backup", copy);
    snprintf(command, sizeof command, "sh tests/demo.sh '%s' --fill '%s' && rm -rf '%s.backups'",
             getenv("GESPREK_PROGRAM"), db, db);
    assert_int_equal(system(command), 0);
    setenv("GESPREK_DB", db, 1);
    done((const char *[]){"absence", "add", "Sanne de Boer", "--first-day", "2026-10-05", "--work",
                          "het rooster", NULL},
         0);
    done((const char *[]){"sparring", "ask", "Hoe begin ik?", NULL}, 0);
    done((const char *[]){"backup", copy, NULL}, 0);
    done((const char *[]){"bundle", bundle, "--from", "Roos Dijkstra", NULL}, 0);
    take_ids(site, db);
}

/* The same, sealed: cheaply. */
static void seal_manager(struct site *site)
{
    struct err err = ERR_INIT(LANG_EN);
    char db[PATH], sealed[PATH];
    struct clock clock = {.fixed = 0};
    path_in(site->master, "manager.db", db);
    path_in(site->master, "sealed.db", sealed);
    struct store *store = store_open(db, ACCESS_WRITE, clock, &err);
    assert_non_null(store);
    assert_int_equal(store_backup(store, sealed, &err), 0);
    store_close(store);
    store = store_open(sealed, ACCESS_WRITE, clock, &err);
    assert_non_null(store);
    sealed_seal(store, NULL);
    store_close(store);
}

/* HR's, with a bundle in it and one to give back. */
static void fill_office(struct site *site)
{
    char db[PATH], bundle[PATH], back[PATH];
    const struct crowd small = {.seed = 1,
                                .lang = LANG_EN,
                                .today = 20780,
                                .teams = 3,
                                .managers = 4,
                                .people = 16,
                                .interviews = 24,
                                .agreements = 50};
    struct err err = ERR_INIT(LANG_EN);
    path_in(site->master, "office.db", db);
    path_in(site->master, "team.bundle", bundle);
    path_in(site->master, "back.bundle", back);
    assert_int_equal(crowd_fill(db, &small, &err), 0);
    setenv("GESPREK_DB", db, 1);
    done((const char *[]){"collect", bundle, NULL}, 0);
    done((const char *[]){"bundle", back, "--to", "Roos Dijkstra", NULL}, 0);
}

static int open_site(void **state)
{
    struct site *site = mem_zero(1, sizeof *site);
    char list[PATH];
    bool quick = access("/dev/shm", W_OK) == 0; /* in memory */
    snprintf(site->folder, sizeof site->folder, "%s/gesprek-test-XXXXXX",
             quick ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(site->folder));
    snprintf(site->master, sizeof site->master, "%s/master", site->folder);
    snprintf(site->work, sizeof site->work, "%s/work", site->folder);
    assert_int_equal(mkdir(site->master, 0700), 0);
    setenv("HOME", site->folder, 1);
    setenv("GESPREK_LANG", "nl", 1);
    fill_manager(site);
    seal_manager(site);
    fill_office(site);
    path_in(site->master, "list.csv", list);
    FILE *file = fopen(list, "w");
    fputs("naam,eerste dag,team\nOmar Haddad,2026-11-02,Zorg\nIris Vos,2026-10-01,\n", file);
    fclose(file);
    *state = site;
    return 0;
}

static int close_site(void **state)
{
    struct site *site = *state;
    run_drop_folder(site->folder);
    free(site);
    return 0;
}

/* ---- one command ----------------------------------------------------------------------------- */

static const char *word_of(struct site *site, const char *word, char room[PATH])
{
    static const char *const files[][2] = {{"@out", "out.file"},
                                           {"@list", "list.csv"},
                                           {"@copy", "copy.backup"},
                                           {"@bundle", "team.bundle"},
                                           {"@back", "back.bundle"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (!strcmp(word, files[i][0])) {
            path_in(site->work, files[i][1], room);
            return room;
        }
    return !strcmp(word, "@interview")   ? site->interview
           : !strcmp(word, "@agreement") ? site->agreement
           : !strcmp(word, "@absence")   ? site->absence
           : !strcmp(word, "@question")  ? site->question
           : !strcmp(word, "@guide")     ? "guides/nl/verzuimgesprek.yaml"
                                         : word;
}

/* What a sealed file is opened with, as a file that is open. */
static FILE *passphrase(void)
{
    FILE *file = tmpfile();
    fputs(SEALED_PASSPHRASE "\n", file);
    rewind(file);
    return file;
}

static void run_line(struct site *site, const struct deed_line *line, bool sealed,
                     struct inside *inside)
{
    char rooms[WORDS_MOST][PATH], number[16];
    const char *words[WORDS_MOST + 3] = {NULL};
    struct buf input = BUF_INIT;
    FILE *opens = sealed ? passphrase() : NULL;
    int n = 0;
    for (; n < WORDS_MOST && line->words[n]; n++)
        words[n] = word_of(site, line->words[n], rooms[n]);
    if (opens) {
        snprintf(number, sizeof number, "%d", fileno(opens));
        words[n++] = "--passphrase-fd";
        words[n++] = number;
    }
    buf_adds(&input, line->input ? line->input : "");
    inside_run(inside, words, &input);
    buf_release(&input);
    if (opens)
        fclose(opens);
}

static void fresh_folder(struct site *site, const char *db)
{
    char path[PATH], command[2 * PATH];
    snprintf(command, sizeof command, "%s/%s.backups", site->work, db);
    run_drop_folder(command);
    disk_copy_folder(site->master, site->work);
    path_in(site->work, db, path);
    setenv("GESPREK_DB", path, 1);
}

static void must_be_sound(const struct deed_line *line, long n)
{
    struct inside inside;
    inside_run(&inside, (const char *[]){"doctor", NULL}, NULL);
    if (inside.status)
        fail_msg("%s %s, the %ldth: %s", line->words[0], line->words[1] ? line->words[1] : "", n,
                 inside.out.data);
    inside_release(&inside);
}

/* Once with the n-th statement refused: false when there was no n-th. */
static bool try_refused(struct site *site, const struct deed_line *line, const char *db,
                        enum refusal what, long n)
{
    struct inside inside;
    if (line->writes)
        fresh_folder(site, db);
    refusal_set(what, n, n % 5 == 4);
    run_line(site, line, !strcmp(db, "sealed.db"), &inside);
    bool struck = refusal_struck();
    refusal_end();
    if (inside.status < 0 || inside.status > 2 ||
        (inside.status && !inside.errors.len && strcmp(line->words[0], "doctor")))
        fail_msg("%s %s, the %ldth refused: %d, \"%s\"", line->words[0],
                 line->words[1] ? line->words[1] : "", n, inside.status, inside.errors.data);
    if (!struck && inside.status)
        fail_msg("%s %s, undisturbed: %s", line->words[0], line->words[1] ? line->words[1] : "",
                 inside.errors.data);
    inside_release(&inside);
    if (line->writes && (trial_all() || n % 3 == 0))
        must_be_sound(line, n);
    return struck;
}

/* How many there are in a command that is not disturbed. */
static long count_of(struct site *site, const struct deed_line *line, const char *db,
                     enum refusal what)
{
    fresh_folder(site, db);
    (void)try_refused(site, line, db, what, LONG_MAX);
    return refusal_done();
}

static long refuse_each(struct site *site, const struct deed_line *lines, size_t count,
                        const char *db, enum refusal what)
{
    /* Opening the file is the same for all: it is tried with the first. */
    long tried = 0, opening = count_of(site, &short_line, db, what);
    for (size_t i = 0; i < count; i++) {
        bool sealed = !strcmp(db, "sealed.db");
        if ((lines[i].sealed && !sealed) || (sealed && i % 3 && !lines[i].sealed && !trial_all()))
            continue;
        fresh_folder(site, db);
        for (long n = i ? opening : 1; try_refused(site, &lines[i], db, what, n); n++, tried++)
            n += trial_all() ? 0 : 9 + 5 * n;
    }
    return tried;
}

static void the_manager_is_told(void **state)
{
    long tried = refuse_each(*state, manager, sizeof manager / sizeof *manager, "manager.db",
                             REFUSE_STATEMENTS);
    print_message("%ld moments\n", tried);
    assert_true(tried > 0);
}

static void so_is_who_has_a_sealed_file(void **state)
{
    long tried = refuse_each(*state, manager, sizeof manager / sizeof *manager, "sealed.db",
                             REFUSE_STATEMENTS);
    print_message("%ld moments\n", tried);
    assert_true(tried > 0);
}

static void the_office_is_told(void **state)
{
    long tried =
        refuse_each(*state, office, sizeof office / sizeof *office, "office.db", REFUSE_STATEMENTS);
    print_message("%ld moments\n", tried);
    assert_true(tried > 0);
}

static void a_system_that_refuses_is_told_too(void **state)
{
    long tried =
        refuse_each(*state, manager, sizeof manager / sizeof *manager, "manager.db", REFUSE_CALLS);
    print_message("%ld moments\n", tried);
    assert_true(tried > 0);
}

/* ---- real use -------------------------------------------------------------------------------- */

static void begin_refusal(const struct trouble *trouble)
{
    refusal_set(REFUSE_STATEMENTS, trouble->n, trouble->for_good);
}

/* Sealing, upgrades, bundles, an erasure; with TEST_FAULTS=all the keys of a whole interview too.
 */
static void real_use_goes_on(void **state)
{
    const struct trouble trouble = {"refused", begin_refusal, refusal_struck, refusal_end,
                                    .kind = REFUSE_STATEMENTS};
    long tried = 0;
    (void)state;
    for (size_t k = 0; k < trial_n_lists; k++) {
        struct trial trial;
        if (!trial_takes(&trial_lists[k]))
            continue;
        trial_begin(&trial, &trial_lists[k]);
        for (size_t i = 0; i < trial_lists[k].n; i++) {
            const struct step *step = &trial_lists[k].steps[i];
            if (trial_all() || !step->keys)
                tried += trial_trouble(&trial, step, trouble);
            trial_advance(&trial, step);
        }
        trial_end(&trial);
    }
    print_message("%ld moments\n", tried);
    assert_true(tried > 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_manager_is_told), cmocka_unit_test(so_is_who_has_a_sealed_file),
        cmocka_unit_test(the_office_is_told),  cmocka_unit_test(a_system_that_refuses_is_told_too),
        cmocka_unit_test(real_use_goes_on),
    };
    return cmocka_run_group_tests(tests, open_site, close_site);
}
