#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "desk_fixture.h"
#include "report/report.h"
#include "report/text.h"
#include "run.h"
#include "store/agreements.h"
#include "store/interviews.h"

/*
 * The real program on a file of its own. The desk makes the file; while it is open it is the one
 * that may write, so a test closes its store (let_go) before the program has to.
 */
struct office {
    struct desk_fixture fixture;
    char db[96];
    char sanne[UUID_SIZE], mo[UUID_SIZE];                       /* interviews */
    char roster[UUID_SIZE], chair[UUID_SIZE], leave[UUID_SIZE]; /* agreements */
};

static void let_go(struct office *office)
{
    store_close(office->fixture.desk.store);
    office->fixture.desk.store = NULL;
}

static void office_open(struct office *office)
{
    struct desk_fixture *fixture = &office->fixture;
    desk_fixture_open(fixture, LANG_NL);
    int today = desk_fixture_today(fixture); /* Monday 23 November 2026 */
    snprintf(office->db, sizeof office->db, "%s/gesprek.db", fixture->folder);
    desk_fixture_interview(fixture, "Sanne de Boer", today + 1, office->sanne);
    desk_fixture_interview(fixture, "Mo Karimi", DAY_NONE, office->mo);
    desk_fixture_agreement(fixture, office->sanne, OWNER_MANAGER, "Rooster aanpassen", today - 3,
                           office->roster);
    desk_fixture_agreement(fixture, office->sanne, OWNER_HR, "=Uitleg, over \"verlof\"", DAY_NONE,
                           office->leave);
    desk_fixture_agreement(fixture, office->mo, OWNER_EMPLOYEE, "Bellen over de stoel", today + 4,
                           office->chair);
    let_go(office);
}

static void office_close(struct office *office)
{
    desk_fixture_close(&office->fixture);
}

/* Runs the program on db in Dutch, on Monday 23 November 2026; arguments end at NULL. */
static void gesprek(struct run *run, const char *db, ...)
{
    static const char *const settings[] = {"GESPREK_NOW=2026-11-23T09:00", "GESPREK_LANG=nl", NULL};
    const char *arguments[24] = {"--db", db};
    size_t n = 2;
    va_list args;
    va_start(args, db);
    while ((arguments[n] = va_arg(args, const char *)))
        n++;
    va_end(args);
    run_program(run, arguments, settings, "");
}

static void read_file(const char *path, struct buf *bytes)
{
    char part[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        buf_add(bytes, part, n);
    fclose(file);
}

/* The run ended so, wrote nothing but this, and said something with these words in it ("":
 * nothing). */
static void check(struct run *run, int status, const char *out, const char *said)
{
    if (run->status != status || (out && strcmp(run->out.data, out)) ||
        (*said ? !strstr(run->errors.data, said) : run->errors.len != 0))
        fail_msg("status %d, out:\n%s\nerrors:\n%s", run->status, run->out.data, run->errors.data);
    run_release(run);
}

static const char *tail(const char *id)
{
    return id + strlen(id) - 8;
}

/* --- what it says about itself --- */

static void version_names_the_program(void **state)
{
    (void)state;
    struct run run;
    gesprek(&run, "/nowhere/x.db", "--version", NULL);
    assert_int_equal(run.status, 0);
    assert_int_equal(strncmp(run.out.data, "gesprek " GESPREK_VERSION "\n", 8), 0);
    assert_non_null(strstr(run.out.data, "SQLite 3."));
    assert_non_null(strstr(run.out.data, "libyaml 0."));
    run_release(&run);
    gesprek(&run, "/nowhere/x.db", "version", NULL);
    assert_non_null(strstr(run.out.data, "ncurses"));
    run_release(&run);
}

static void check_rows(const char *text)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        if (utf8_columns(text, len) > HELP_COLUMNS)
            fail_msg("wider than 80: %.*s", (int)len, text);
        text += len + (text[len] == '\n');
    }
}

static void help_fits_and_is_whole(void **state)
{
    (void)state;
    for (int lang = LANG_EN; lang <= LANG_NL; lang++) {
        struct buf help = BUF_INIT;
        help_add_overview(&help, (enum lang)lang);
        for (size_t i = 0; i < cli_commands_count; i++) {
            assert_non_null(strstr(help.data, cli_commands[i].name));
            help_add_command(&help, &cli_commands[i], (enum lang)lang);
        }
        check_rows(help.data);
        buf_release(&help);
    }
}

static void every_command_has_help(void **state)
{
    (void)state;
    for (size_t i = 0; i < cli_commands_count; i++) {
        struct run run;
        char first[32] = "", second[32] = "";
        sscanf(cli_commands[i].name, "%31s %31s", first, second);
        if (*second)
            gesprek(&run, "/nowhere/x.db", first, "--help", second, NULL);
        else
            gesprek(&run, "/nowhere/x.db", first, "--help", NULL);
        assert_int_equal(run.status, 0);
        assert_int_equal(run.errors.len, 0);
        assert_non_null(strstr(run.out.data, cli_commands[i].name));
        assert_int_equal(strncmp(run.out.data, "Gebruik: gesprek ", 17), 0);
        run_release(&run);
    }
}

static void every_row_of_the_table_is_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < cli_commands_count; i++) {
        const struct command *command = &cli_commands[i];
        int options = 0;
        assert_non_null(command->run);
        assert_true(command->max < 0 || command->max >= command->min);
        assert_true(!command->min || command->arguments);
        for (const struct cli_option *o = command->options; o && o->name; o++, options++)
            for (const struct cli_option *g = cli_globals; g->name; g++)
                assert_string_not_equal(o->name, g->name);
        assert_true(options <= CLI_OPTIONS_MAX);
    }
}

static void languages_are_chosen_in_order(void **state)
{
    (void)state;
    static const char *const help[] = {"--help", NULL}, *const english[] = {"--lang=en", "-h",
                                                                            NULL};
    static const struct {
        const char *const settings[4];
        const char *const *arguments;
        const char *begin;
    } rows[] = {
        {{"LC_ALL=C", NULL}, help, "Usage:"},
        {{"LC_ALL=C", "GESPREK_LANG=nl", NULL}, help, "Gebruik:"},
        {{"LC_ALL=nl_NL.UTF-8", NULL}, help, "Gebruik:"},
        {{"LC_ALL=nl_NL.UTF-8", "GESPREK_LANG=en", NULL}, help, "Usage:"},
        {{"LC_ALL=nl_NL.UTF-8", "GESPREK_LANG=nl", NULL}, english, "Usage:"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct run run;
        run_program(&run, rows[i].arguments, rows[i].settings, "");
        assert_int_equal(run.status, 0);
        assert_int_equal(strncmp(run.out.data, rows[i].begin, strlen(rows[i].begin)), 0);
        run_release(&run);
    }
}

/* --- wrong use --- */

static const struct {
    const char *arguments[6];
    const char *said;
} wrong_uses[] = {
    {{"agrements"}, "Er is geen opdracht \"agrements\". Bedoel je \"agreements\"?"},
    {{"xyzzy"}, "Er is geen opdracht \"xyzzy\"."},
    {{"\033[2Jx"}, "{1B}[2Jx"},
    {{"agreements", "--staus", "open"}, "Bedoel je \"--status\"?"},
    {{"agreements", "--status"}, "Achter \"--status\" hoort nog iets."},
    {{"agreements", "--late=3"}, "Achter \"--late=3\" hoort niets."},
    {{"agreements", "--status", "opne"}, "Bedoel je \"open\"?"},
    {{"agreements", "--status", ""}, "Het kan zijn: open, running"},
    {{"agreements", "--owner", "baas"}, "Het kan zijn: manager, employee, hr, other"},
    {{"agreements", "--format", "xml"}, "Het kan zijn: table, csv, json, ics"},
    {{"agreements", "--due", "morgen"}, "hoort \"before:\" met een datum"},
    {{"agreements", "--due", "before:31-4"}, "Die dag bestaat niet"},
    {{"agreements", "--due", "before:zsm"}, "nog geen datum"},
    {{"agreements", "--due", "before:hoi"}, "ken ik niet als datum"},
    {{"agreements", "x"}, "\"x\" is een woord te veel"},
    {{"settle"}, "Er ontbreekt iets na \"settle\"."},
    {{"settle", "abcd", "doen"}, "Bedoel je \"done\"?"},
    {{"settle", "abcd", "done", "--to", "vr"}, "--to hoort bij \"changed\""},
    {{"settle", "abcd", "changed", "--to", "31-4"}, "Die dag bestaat niet"},
    {{"show"}, "Er ontbreekt iets na \"show\"."},
    {{"show", "abcd", "--as", "baas"}, "Het kan zijn: manager, employee, hr"},
    {{"show", "abcd", "--status", "open"}, "hoort bij een andere opdracht: gesprek agreements"},
    {{"interviews", "--format", "ics"}, "Het kan zijn: table, csv, json"},
    {{"start", "--at", "vr"}, "Met wie?"},
    {{"start", "--for", "Mo", "--at", "31-4"}, "Die dag bestaat niet"},
    {{"start", "--since", "gisteren"}, "Met wie?"},
    {{"start", "--for", "Mo", "--since", "31-4"}, "Die dag bestaat niet"},
    {{"insight", "--period", "31-11"}, "--period \"31-11\": "},
    {{"insight", "--period", "zomaar"}, "--period \"zomaar\": "},
    {{"insight", "--period", "1-11 tot 1-10"}, "--period "},
    {{"insight", "--format", "xml"}, "Het kan zijn: text, html, json, csv"},
    {{"person"}, "gesprek person rename"},
    {{"person", "lst"}, "\"person\" kent geen \"lst\""},
    {{"person", "rename", "Mo"}, "Wat moet er anders"},
    {{"help", "nope"}, "Er is geen opdracht \"nope\"."},
    {{"interviews", "-z"}, "Er is hier geen optie \"-z\"."},
    {{"--lang", "fr", "interviews"}, "niet \"fr\""},
    {{"--db", "", "interviews"}, "Achter \"--db\" hoort nog iets."},
};

static void wrong_use_says_what_was_meant(void **state)
{
    (void)state;
    char folder[64], db[96];
    run_make_folder(folder);
    snprintf(db, sizeof db, "%s/gesprek.db", folder);
    /* For those that open the file before they look: an empty one. */
    struct run run;
    gesprek(&run, db, "start", "--for", "Roos Dijkstra", "--no-input", NULL);
    assert_int_equal(run.status, 0);
    run_release(&run);
    for (size_t i = 0; i < sizeof wrong_uses / sizeof *wrong_uses; i++) {
        const char *const *a = wrong_uses[i].arguments;
        gesprek(&run, db, a[0], a[1], a[2], a[3], a[4], NULL);
        if (run.status != 2 || run.out.len || !strstr(run.errors.data, wrong_uses[i].said))
            fail_msg("%s %s: status %d, out %s, said %s", a[0], a[1] ? a[1] : "", run.status,
                     run.out.data, run.errors.data);
        assert_true(utf8_clean(run.errors.data, 1));
        assert_null(strchr(run.errors.data, '\033'));
        run_release(&run);
    }
    run_drop_folder(folder);
}

static void options_stand_anywhere(void **state)
{
    (void)state;
    struct office office;
    struct run run, other;
    office_open(&office);
    gesprek(&run, office.db, "agreements", "--format", "csv", "--owner=manager", NULL);
    gesprek(&other, office.db, "--plain", "agreements", "--own", "manager", "--no-input",
            "--form=csv", NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out.data, other.out.data);
    run_release(&run);
    run_release(&other);
    office_close(&office);
}

/* --- files that are not there or no good --- */

static void nothing_yet_is_no_mistake(void **state)
{
    (void)state;
    char folder[64], db[96];
    struct run run;
    run_make_folder(folder);
    snprintf(db, sizeof db, "%s/deeper/gesprek.db", folder);
    gesprek(&run, db, "agreements", NULL);
    check(&run, 0, "", "Er is nog niets");
    gesprek(&run, db, "agreements", "--format", "json", NULL);
    check(&run, 0, "[]\n", "Er is nog niets");
    gesprek(&run, db, "interviews", "--format=json", NULL);
    check(&run, 0, "[]\n", "Er is nog niets");
    gesprek(&run, db, "interviews", NULL);
    check(&run, 0, "", "Begin met: gesprek start");
    gesprek(&run, db, "search", "rooster", NULL);
    check(&run, 0, "", "Er is nog niets");
    gesprek(&run, db, "search", "rooster", "--format", "json", NULL);
    check(&run, 0, "[]\n", "Er is nog niets");
    gesprek(&run, db, "person", "list", NULL);
    check(&run, 0, "", "Er is nog niets");
    gesprek(&run, db, "show", "abcd1234", NULL);
    check(&run, 1, "", "Er is nog niets");
    gesprek(&run, db, "settle", "abcd1234", "done", NULL);
    check(&run, 1, "", "Er is nog niets");
    gesprek(&run, db, "backup", "x", NULL);
    check(&run, 1, "", "Er is nog niets");
    assert_int_not_equal(access(db, F_OK), 0);
    run_drop_folder(folder);
}

static void write_file(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

/* Each gets one sentence, exit 1, and is left as it was. */
static void a_file_that_is_no_good_is_refused(void **state)
{
    (void)state;
    char folder[64], db[96];
    struct stat before, after;
    struct run run;
    run_make_folder(folder);
    snprintf(db, sizeof db, "%s/letter.txt", folder);
    write_file(db, "Beste Sanne,\n\nHoe gaat het?\n", 28);
    assert_int_equal(stat(db, &before), 0);
    static const char *const commands[] = {"agreements", "interviews", "start"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        gesprek(&run, db, commands[i], NULL);
        assert_int_equal(run.status, 1);
        assert_int_equal(run.out.len, 0);
        assert_non_null(strstr(run.errors.data, "letter.txt"));
        run_release(&run);
        gesprek(&run, folder, commands[i], NULL);
        assert_int_equal(run.status, 1);
        assert_true(run.errors.len > 20);
        run_release(&run);
    }
    assert_int_equal(stat(db, &after), 0);
    assert_int_equal(before.st_mtime, after.st_mtime);
    assert_int_equal(before.st_size, after.st_size);
    run_drop_folder(folder);
}

/* --- start --- */

static void start_plans_and_resumes(void **state)
{
    (void)state;
    char folder[64], db[96], id[UUID_SIZE] = "";
    struct run run;
    run_make_folder(folder);
    snprintf(db, sizeof db, "%s/gesprek.db", folder);
    gesprek(&run, db, "start", "--for", "Zo\u00EB \u0141ukasz", "--at", "morgen 14.30",
            "--no-input", NULL);
    assert_int_equal(run.status, 0);
    assert_int_equal(run.out.len, UUID_SIZE);
    memcpy(id, run.out.data, UUID_SIZE - 1);
    assert_true(uuid_valid(id));
    run_release(&run);
    gesprek(&run, db, "start", "--for", "zo\u00EB  \u0142ukasz", "--at", "do 9:15", "--no-input",
            NULL);
    assert_int_equal(strncmp(run.out.data, id, UUID_SIZE - 1), 0);
    check(&run, 0, NULL,
          "van dinsdag 24 november 2026 14:30 naar donderdag 26 november 2026 9:15.");
    gesprek(&run, db, "interviews", NULL);
    assert_non_null(strstr(run.out.data, "do 26 nov 9:15"));
    assert_non_null(strstr(run.out.data, tail(id)));
    check(&run, 0, NULL, "");
    gesprek(&run, db, "start", "--for", "Zo\u00EB \u0141ukasz", "--at", "27-11", "--no-input",
            NULL);
    check(&run, 0, NULL,
          "Verplaatst van donderdag 26 november 2026 9:15 naar vrijdag 27 november 2026 9:15.");
    gesprek(&run, db, "start", "--for", "Zo\u00EB \u0141ukasz", "--at", "27-11", "--no-input",
            NULL);
    check(&run, 0, NULL, ""); /* it already was */
    gesprek(&run, db, "start", "--for", "Roos Dijkstra", "--guide", "verzuimgesprek", "--at",
            "7 dec", "--no-input", NULL);
    check(&run, 0, NULL, "Gepland op maandag 7 december 2026.");
    gesprek(&run, db, "interviews", NULL);
    assert_non_null(strstr(run.out.data, "ma 7 dec   "));
    assert_null(strstr(run.out.data, "10:00")); /* no time was given */
    check(&run, 0, NULL, "");
    gesprek(&run, db, "start", "--for", "Tim Aerts", "--guide", "geen-gids", "--no-input", NULL);
    check(&run, 1, "", "Er is geen gids \"geen-gids\"");
    struct stat about;
    assert_int_equal(stat(db, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    run_drop_folder(folder);
}

/* As gesprek, with what stands on standard input. */
static void talk(struct run *run, const char *db, const char *input, const char *const *settings,
                 const char *const *arguments)
{
    const char *all[12] = {"--db", db}, *more[6] = {"GESPREK_NOW=2026-11-23T09:00"};
    for (size_t n = 0; arguments[n]; n++)
        all[n + 2] = arguments[n];
    for (size_t n = 0; settings[n]; n++)
        more[n + 1] = settings[n];
    run_program(run, all, more, input);
}

static void says(struct run *run, int status, const char *said)
{
    if (run->status != status || !strstr(run->out.data, said) || run->errors.len)
        fail_msg("status %d, out:\n%s\nerrors:\n%s", run->status, run->out.data, run->errors.data);
    run_release(run);
}

static void without_a_terminal_it_talks_in_lines(void **state)
{
    static const char *const dutch[] = {"GESPREK_LANG=nl", NULL};
    static const char *const accessible[] = {"GESPREK_LANG=en", "ACCESSIBLE=1", NULL};
    static const char *const none[] = {NULL};
    static const char *const plain[] = {"--plain", NULL};
    static const char *const start[] = {"start", "--for", "Sanne de Boer", NULL};
    static const char *const quiet[] = {"--no-input", NULL};
    char folder[64], db[96];
    struct run run;
    (void)state;
    run_make_folder(folder);
    snprintf(db, sizeof db, "%s/gesprek.db", folder);
    talk(&run, db, "", dutch, none);
    says(&run, 0, "Er staat hier nog niets.");
    talk(&run, db, "j\nj\n", dutch, start);
    assert_non_null(strstr(run.errors.data, "\"Verzuimgesprek\": geen verzuim genoteerd;"));
    buf_clear(&run.errors); /* which guide it is and why; the rest of it goes without a word */
    says(&run, 0, "Voorbereiding met S.B.");
    talk(&run, db, "\n\n/v\n", dutch, start);
    says(&run, 0, "Klopt dat, nu ja (j ja, n nee, leeg laat het staan): \n");
    talk(&run, db, "s\n", accessible, start); /* it goes on where it was */
    says(&run, 0, "Point 1 of 4: Start met aandacht.");
    talk(&run, db, "h", accessible, plain);
    says(&run, 0, "1. S.B., Mon 23 Nov 9:00, Verzuimgesprek, talking.\nCommand (");
    talk(&run, db, "n Tim Aerts\n", dutch, quiet); /* nothing is read */
    says(&run, 0, "1. S.B., ma 23 nov 9:00, Verzuimgesprek, in gesprek.\n");
    run_drop_folder(folder);
}

static void what_could_not_be_done_shows_in_the_status(void **state)
{
    static const char *const dutch[] = {"GESPREK_LANG=nl", NULL};
    static const char *const none[] = {NULL};
    struct office office;
    struct run run;
    (void)state;
    office_open(&office);
    desk_fixture_reopen(&office.fixture); /* it holds the file */
    talk(&run, office.db, "s\n", dutch, none);
    says(&run, 0, "Opdracht (");
    talk(&run, office.db, "n Tim Aerts\n", dutch, none);
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.errors.data, "Niet alles is gelukt"));
    run_release(&run);
    office_close(&office);
}

static void impossible_names_are_refused(void **state)
{
    (void)state;
    char folder[64], db[96], *huge = mem_zero(2001, 1);
    struct run run;
    memset(huge, 'x', 2000);
    const char *const names[] = {"", "   ", "Mo\033[2J", "Mo\nKarimi", "\xFF\xFE", huge};
    run_make_folder(folder);
    snprintf(db, sizeof db, "%s/gesprek.db", folder);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        gesprek(&run, db, "start", "--for", names[i], "--no-input", NULL);
        assert_int_equal(run.status, 1);
        assert_int_equal(run.out.len, 0);
        assert_true(run.errors.len > 20 && run.errors.len < 400);
        assert_null(strchr(run.errors.data, '\033'));
        run_release(&run);
    }
    gesprek(&run, db, "interviews", NULL);
    check(&run, 0, "", "Er zijn nog geen gesprekken.");
    free(huge);
    run_drop_folder(folder);
}

/* --- lists --- */

static void lists_are_tables(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    gesprek(&run, office.db, "agreements", "--late", NULL);
    assert_int_equal(run.status, 0);
    assert_non_null(
        strstr(run.out.data, "vr 20 nov  jij  Rooster aanpassen  S.B.  ! open, te laat  "));
    assert_non_null(strstr(run.out.data, tail(office.roster)));
    assert_null(strstr(run.out.data, tail(office.chair)));
    run_release(&run);
    gesprek(&run, office.db, "agreements", NULL);
    const char *roster = strstr(run.out.data, tail(office.roster));
    const char *chair = strstr(run.out.data, tail(office.chair));
    const char *leave = strstr(run.out.data, tail(office.leave));
    assert_true(roster && chair && leave && roster < chair && chair < leave);
    assert_non_null(strstr(run.out.data, "vr 27 nov  M.K."));
    run_release(&run);
    gesprek(&run, office.db, "interviews", "--lang", "en", NULL);
    assert_non_null(strstr(run.out.data, "Tue 24 Nov 10:00  S.B."));
    assert_non_null(strstr(run.out.data, "2, 2 open"));
    run_release(&run);
    office_close(&office);
}

/* How many agreements a call lists. */
static int count_csv(const char *db, const char *option, const char *value)
{
    struct run run;
    int lines = 0;
    gesprek(&run, db, "agreements", "--format", "csv", option, value, NULL);
    assert_int_equal(run.status, 0);
    for (const char *at = run.out.data; (at = strstr(at, "\r\n")); at += 2)
        lines++;
    run_release(&run);
    return lines - 1;
}

static void filters_narrow(void **state)
{
    (void)state;
    struct office office;
    office_open(&office);
    const char *db = office.db;
    assert_int_equal(count_csv(db, NULL, NULL), 3);
    assert_int_equal(count_csv(db, "--late", NULL), 1);
    assert_int_equal(count_csv(db, "--status", "open"), 3);
    assert_int_equal(count_csv(db, "--status", "done,dropped"), 0);
    assert_int_equal(count_csv(db, "--owner", "hr"), 1);
    assert_int_equal(count_csv(db, "--person", "sanne de boer"), 2);
    assert_int_equal(count_csv(db, "--person", "Niemand"), 0);
    assert_int_equal(count_csv(db, "--due", "before:vandaag"), 1);
    assert_int_equal(count_csv(db, "--due", "before:over 2 weken"), 2);
    assert_int_equal(count_csv(db, "--due", "voor:28-11"), 2);
    assert_int_equal(count_csv(db, "--team", "Noord"), 0);
    office_close(&office);
}

/* One value of what SQLite's own JSON reader makes of text. */
static void check_json(const char *json, const char *path, const char *expected)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT json_extract(?, ?)", -1, &statement, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(statement, 1, json, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, path, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    assert_string_equal(text ? text : "null", expected);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

/* The fields an agreement has in JSON and CSV, for ever. */
static const char *const fields[] = {
    "id",        "interview",  "person",   "team",       "guide",      "guide_version", "what",
    "owner",     "owner_name", "due",      "follow_up",  "look_back",  "basis",         "share",
    "confirmed", "status",     "revision", "created_at", "updated_at",
};
enum { FIELDS = sizeof fields / sizeof *fields };

static void json_reads_back(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    gesprek(&run, office.db, "agreements", "--format", "json", NULL);
    check_json(run.out.data, "$[0].id", office.roster);
    check_json(run.out.data, "$[0].due", "2026-11-20");
    check_json(run.out.data, "$[0].person", "Sanne de Boer");
    check_json(run.out.data, "$[2].what", "=Uitleg, over \"verlof\"");
    check_json(run.out.data, "$[2].due", "null");
    check_json(run.out.data, "$[3]", "null");
    for (size_t i = 0; i < FIELDS; i++)
        assert_non_null(strstr(run.out.data, fields[i]));
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "interviews", "--format", "json", NULL);
    check_json(run.out.data, "$[0].id", office.sanne);
    check_json(run.out.data, "$[0].at", "2026-11-24T09:00:00Z");
    check_json(run.out.data, "$[0].agreements", "2");
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "show", office.sanne, "--format", "json", NULL);
    check_json(run.out.data, "$.id", office.sanne);
    check_json(run.out.data, "$.agreements[0].what", "Rooster aanpassen");
    check(&run, 0, NULL, "");
    office_close(&office);
}

/* Reads one quoted cell at *at into cell; true when another follows on the row. */
static bool read_cell(const char **at, struct buf *cell)
{
    buf_clear(cell);
    assert_int_equal(**at, '"');
    for (++*at; **at != '"' || (*at)[1] == '"'; ++*at) {
        assert_int_not_equal(**at, '\0');
        *at += **at == '"';
        buf_addc(cell, **at);
    }
    ++*at;
    if (**at == ',')
        return ++*at;
    assert_int_equal(strncmp(*at, "\r\n", 2), 0);
    *at += 2;
    return false;
}

static void csv_reads_back(void **state)
{
    (void)state;
    static const char *const last[] = {"'=Uitleg, over \"verlof\"", "hr", "", ""};
    struct office office;
    struct run run;
    struct buf cell = BUF_INIT;
    office_open(&office);
    gesprek(&run, office.db, "agreements", "--format", "csv", NULL);
    const char *at = run.out.data;
    for (size_t i = 0; i < FIELDS; i++) {
        assert_int_equal(read_cell(&at, &cell), i + 1 < FIELDS);
        assert_string_equal(cell.data, fields[i]);
    }
    for (int row = 0; row < 3; row++)
        for (size_t i = 0; i < FIELDS; i++) {
            assert_int_equal(read_cell(&at, &cell), i + 1 < FIELDS);
            if (row == 2 && i >= 6 && i < 10)
                assert_string_equal(cell.data, last[i - 6]);
        }
    assert_int_equal(*at, '\0');
    buf_release(&cell);
    check(&run, 0, NULL, "");
    office_close(&office);
}

static void calendar_names_nobody(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    gesprek(&run, office.db, "agreements", "--format", "ics", NULL);
    assert_int_equal(strncmp(run.out.data, "BEGIN:VCALENDAR\r\n", 17), 0);
    assert_non_null(strstr(run.out.data, "DTSTART;VALUE=DATE:20261120\r\n"));
    assert_non_null(strstr(run.out.data, office.roster));
    assert_null(strstr(run.out.data, "Sanne"));
    assert_null(strstr(run.out.data, "Rooster"));
    check(&run, 0, NULL, "");
    office_close(&office);
}

/* --- settle --- */

/* An answer of the manager's own in the office. */
static void answer(struct office *office, const char *value)
{
    struct err err = ERR_INIT(LANG_EN);
    struct answer note = {.point = (char *)"aandacht",
                          .field = (char *)"note",
                          .kind = KIND_NOTE,
                          .label = (char *)"Eigen notitie",
                          .value = (char *)value,
                          .shown = (char *)""};
    desk_fixture_reopen(&office->fixture);
    assert_int_equal(
        interviews_answer(office->fixture.desk.store, office->sanne, &note, NULL, &err), 0);
    let_go(office);
}

static void search_finds_words(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    answer(&office, "Slaapt slecht door het rooster");
    gesprek(&run, office.db, "search", "roost", NULL);
    assert_non_null(strstr(run.out.data, "di 24 nov  S.B.  afspraak"));
    assert_non_null(strstr(run.out.data, "[Rooster] aanpassen"));
    assert_non_null(strstr(run.out.data, tail(office.roster)));
    assert_non_null(strstr(run.out.data, "Eigen notitie"));
    assert_non_null(strstr(run.out.data, "Slaapt slecht door het [rooster]"));
    assert_non_null(strstr(run.out.data, tail(office.sanne)));
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "search", "rooster", "--as", "hr", NULL);
    assert_non_null(strstr(run.out.data, tail(office.roster)));
    assert_null(strstr(run.out.data, "Slaapt"));
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "search", "slecht", "rooster", "--format", "json", NULL);
    check_json(run.out.data, "$[0].kind", "answer");
    check_json(run.out.data, "$[0].interview", office.sanne);
    check_json(run.out.data, "$[0].found[0].marks", "[[7,6],[23,7]]");
    check_json(run.out.data, "$[1]", "null");
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "search", "rooster", "--order", "best", "--format", "json", NULL);
    check_json(run.out.data, "$[0].kind", "agreement"); /* the shortest */
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "search", "slaapt", "--order", "best", NULL);
    assert_non_null(strstr(run.out.data, "[Slaapt] slecht door het rooster"));
    check(&run, 0, NULL, "");
    office_close(&office);
}

static void search_says_when_there_is_nothing(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    answer(&office, "Slaapt slecht");
    gesprek(&run, office.db, "search", "slecht", "--as", "hr", NULL);
    check(&run, 0, "", "In wat HR mag zien, komen deze woorden niet voor.");
    gesprek(&run, office.db, "search", "vakantie", NULL);
    check(&run, 0, "", "Deze woorden komen nergens voor.");
    gesprek(&run, office.db, "search", "vakantie", "--format", "json", NULL);
    check(&run, 0, "[]\n", "");
    static const char *const none[] = {"", "  ", "\"*("};
    for (size_t i = 0; i < 3; i++) {
        gesprek(&run, office.db, "search", none[i], NULL);
        check(&run, 2, "", "Er is geen woord om te zoeken.");
        gesprek(&run, office.db, "search", none[i], "--format", "json", NULL);
        check(&run, 2, "", "Er is geen woord om te zoeken.");
    }
    gesprek(&run, office.db, "search", NULL);
    check(&run, 2, "", "Er ontbreekt iets na \"search\".");
    gesprek(&run, office.db, "search", "a", "--as", "employee", NULL);
    check(&run, 2, "", "manager, hr");
    gesprek(&run, office.db, "search", "a", "--format", "csv", NULL);
    check(&run, 2, "", "table, json");
    gesprek(&run, office.db, "search", "a", "--order", "due", NULL);
    check(&run, 2, "", "newest, best");
    gesprek(&run, office.db, "search", "a b c d e f g h i j k l m n o p q", NULL);
    check(&run, 1, "", "hoogstens 16");
    office_close(&office);
}

static void a_long_search_shows_the_last(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    char id[UUID_SIZE];
    size_t rows = 0;
    office_open(&office);
    desk_fixture_reopen(&office.fixture);
    for (int i = 0; i < 60; i++)
        desk_fixture_agreement(&office.fixture, office.mo, OWNER_HR, "Stoel bestellen", DAY_NONE,
                               id);
    let_go(&office);
    gesprek(&run, office.db, "search", "stoel", NULL);
    for (const char *at = run.out.data; (at = strchr(at, '\n')); at++)
        rows++;
    assert_int_equal(rows, 51);
    assert_non_null(strstr(run.out.data, tail(id)));
    check(&run, 0, NULL, "Er zijn er meer; dit zijn de laatste 50.");
    gesprek(&run, office.db, "search", "stoel", "--order", "best", NULL);
    check(&run, 0, NULL, "Er zijn er meer; dit zijn de beste 50.");
    office_close(&office);
}

static void settle_keeps_what_became_of_it(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    gesprek(&run, office.db, "settle", tail(office.roster), "changed", "--to", "vr", "--remark",
            "K. is vrij", NULL);
    check(&run, 0, "", "naar vrijdag 27 november 2026");
    gesprek(&run, office.db, "agreements", "--status", "changed", "--format", "json", NULL);
    check_json(run.out.data, "$[0].due", "2026-11-27");
    check_json(run.out.data, "$[0].revision", "2");
    run_release(&run);
    gesprek(&run, office.db, "settle", office.roster, "done", NULL);
    check(&run, 0, "", "gedaan");
    gesprek(&run, office.db, "show", tail(office.roster), NULL);
    assert_non_null(strstr(run.out.data, "Stand: gedaan."));
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "settle", "zzzzzzzz", "done", NULL);
    check(&run, 1, "", "zzzzzzzz");
    gesprek(&run, office.db, "settle", office.roster + UUID_SIZE - 4, "done", NULL);
    assert_int_equal(run.status, 1); /* three signs are too few */
    run_release(&run);
    gesprek(&run, office.db, "settle", office.sanne, "done", NULL);
    assert_int_equal(run.status, 1); /* an interview is no agreement */
    run_release(&run);
    office_close(&office);
}

/* Reading goes on while another writes; writing is refused with the name of who does. */
static void one_writes_many_read(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    char pid[32];
    office_open(&office);
    desk_fixture_reopen(&office.fixture);
    snprintf(pid, sizeof pid, "%ld", (long)getpid());
    gesprek(&run, office.db, "agreements", NULL);
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "show", office.sanne, NULL);
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "settle", office.roster, "done", NULL);
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.errors.data, pid));
    run_release(&run);
    gesprek(&run, office.db, "start", "--for", "Tim Aerts", "--no-input", NULL);
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.errors.data, pid));
    run_release(&run);
    office_close(&office);
}

/* --- show --- */

static void show_writes_the_report_of_the_screen(void **state)
{
    (void)state;
    struct office office;
    office_open(&office);
    desk_fixture_reopen(&office.fixture);
    for (int viewer = VIEW_MANAGER; viewer <= VIEW_HR; viewer++) {
        struct dossier dossier;
        struct err err = ERR_INIT(LANG_NL);
        struct report report;
        struct buf text = BUF_INIT;
        struct run run;
        assert_int_equal(desk_take(&office.fixture.desk, office.sanne, &dossier, &err), 0);
        report_make(&report, dossier.interview, dossier.guide, (enum viewer)viewer, LANG_NL);
        text_add_report(&text, &report, TEXT_COLUMNS);
        gesprek(&run, office.db, "show", tail(office.sanne), "--as",
                viewer_key((enum viewer)viewer), NULL);
        check(&run, 0, text.data, "");
        buf_release(&text);
        report_release(&report);
        desk_put_away(&dossier);
    }
    office_close(&office);
}

static void show_knows_other_forms_and_ids(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    gesprek(&run, office.db, "show", office.chair, "--format", "markdown", "--as=employee", NULL);
    assert_int_equal(strncmp(run.out.data, "# Verslag van ons gesprek\n", 26), 0);
    assert_non_null(strstr(run.out.data, "Mo Karimi"));
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "show", office.chair, "--format=html", "--as", "hr", NULL);
    assert_int_equal(strncmp(run.out.data, "<!DOCTYPE html>\n<html lang=\"nl\">\n", 33), 0);
    assert_non_null(strstr(run.out.data, "Gesprek met Mo Karimi</h1>"));
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "show", office.chair, "--format", "pdf", NULL);
    check(&run, 2, "", "html");
    gesprek(&run, office.db, "show", "nergens1", NULL);
    check(&run, 1, "", "nergens1");
    gesprek(&run, office.db, "show", "", NULL);
    assert_int_equal(run.status, 1);
    run_release(&run);
    office_close(&office);
}

/* --- people --- */

static void people_are_put_right(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    gesprek(&run, office.db, "person", "rename", "mo karimi", "Mo Karimi-Vos", "--team", "Noord",
            NULL);
    check(&run, 0, "", "aangepast");
    gesprek(&run, office.db, "person", "move", tail(office.sanne), "Roos Dijkstra", NULL);
    check(&run, 1, "", "Er is nog niemand die Roos Dijkstra heet");
    gesprek(&run, office.db, "person", "move", tail(office.sanne), "Roos Dijkstra", "--yes", NULL);
    check(&run, 0, "", "Roos Dijkstra is nieuw");
    gesprek(&run, office.db, "person", "move", tail(office.sanne), "roos dijkstra", NULL);
    check(&run, 0, "", "staat al bij roos dijkstra. Er is niets veranderd");
    gesprek(&run, office.db, "log", "--format", "json", NULL);
    const char *moved = strstr(run.out.data, "\"moved\"");
    assert_true(moved && !strstr(moved + 1, "\"moved\""));
    run_release(&run);
    gesprek(&run, office.db, "person", "list", "--format", "csv", NULL);
    assert_non_null(strstr(run.out.data, "\"Mo Karimi-Vos\",\"Noord\""));
    assert_non_null(strstr(run.out.data, "\"Roos Dijkstra\""));
    check(&run, 0, NULL, "");
    gesprek(&run, office.db, "person", "rename", "Wie Dan", "Anders", NULL);
    check(&run, 1, "", "Er is niemand met die naam");
    gesprek(&run, office.db, "person", "move", tail(office.sanne), "", NULL);
    assert_int_equal(run.status, 1);
    run_release(&run);
    office_close(&office);
}

/* What HR or the employee gets to read is looked at, and kept all the same. */
static void what_others_read_is_looked_at(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    gesprek(&run, office.db, "settle", tail(office.roster), "done", "--remark", "heeft griep",
            NULL);
    check(&run, 0, "", "--remark: teken 7-11 gaat over");
    gesprek(&run, office.db, "person", "rename", "Mo Karimi", "--team", "Astma", NULL);
    check(&run, 0, "", "--team: teken 1-5 gaat over");
    gesprek(&run, office.db, "person", "hold", "Mo Karimi", "--reason", "burn-out", NULL);
    check(&run, 0, NULL, "--reason: teken 1-8 gaat over");
    gesprek(&run, office.db, "invite", tail(office.sanne), "--topics", "je rooster; je griep",
            NULL);
    check(&run, 0, NULL, "--topics: teken 16-20 gaat over");
    gesprek(&run, office.db, "settle", tail(office.roster), "done", "--remark", "in orde", NULL);
    assert_null(strstr(run.errors.data, "--remark"));
    run_release(&run);
    office_close(&office);
}

/* --- keeping --- */

static void backup_comes_back(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    struct stat about;
    char copy[128];
    office_open(&office);
    snprintf(copy, sizeof copy, "%s/copy.db", office.fixture.folder);
    gesprek(&run, office.db, "backup", copy, NULL);
    check(&run, 0, "", "copy.db");
    assert_int_equal(stat(copy, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    gesprek(&run, office.db, "backup", copy, NULL);
    check(&run, 1, "", "copy.db");
    gesprek(&run, office.db, "settle", office.roster, "done", NULL);
    run_release(&run);
    gesprek(&run, office.db, "restore", copy, NULL);
    check(&run, 0, "", "bewaard in");
    assert_int_equal(count_csv(office.db, "--status", "open"), 3);
    gesprek(&run, office.db, "restore", "/nowhere/copy.db", NULL);
    assert_int_equal(run.status, 1);
    run_release(&run);
    assert_int_equal(count_csv(office.db, "--status", "open"), 3);
    office_close(&office);
}

static void doctor_tells_sound_from_sick(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    gesprek(&run, office.db, "doctor", NULL);
    assert_non_null(strstr(run.out.data, office.db));
    check(&run, 0, NULL, "");
    FILE *file = fopen(office.db, "r+");
    assert_non_null(file);
    fseek(file, 4096, SEEK_SET);
    for (int i = 0; i < 8192; i++)
        fputc('x', file);
    fclose(file);
    gesprek(&run, office.db, "doctor", NULL);
    assert_int_equal(run.status, 1);
    run_release(&run);
    office_close(&office);
}

/* --- hostile text and broken pipes --- */

static void stored_text_is_never_a_control_code(void **state)
{
    (void)state;
    static const char *const forms[] = {"table", "csv", "json", "ics"};
    struct office office;
    struct run run;
    char id[UUID_SIZE];
    office_open(&office);
    desk_fixture_reopen(&office.fixture);
    desk_fixture_agreement(&office.fixture, office.mo, OWNER_EMPLOYEE,
                           "\033]0;x\a\u202Eevil\xC2\x9B\r", DAY_NONE, id);
    let_go(&office);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        gesprek(&run, office.db, "agreements", "--format", forms[i], NULL);
        assert_int_equal(run.status, 0);
        for (size_t at = 0, size; at < run.out.len; at += size) {
            utf8_decode(run.out.data + at, run.out.len - at, &size);
            if (!strchr("\r\n", run.out.data[at]))
                assert_true(utf8_clean(run.out.data + at, size));
        }
        run_release(&run);
    }
    gesprek(&run, office.db, "agreements", NULL);
    assert_non_null(strstr(run.out.data, "{1B}]0;x{07}{202E}evil{9B}{0D}"));
    run_release(&run);
    static const char *const found[] = {"table", "json"};
    for (size_t i = 0; i < 2; i++) {
        gesprek(&run, office.db, "search", "evil", "--format", found[i], NULL);
        assert_non_null(strstr(run.out.data, i ? "evil" : "{1B}]0;x{07}{202E}[evil]{9B}{0D}"));
        for (size_t at = 0, size; at < run.out.len; at += size) {
            utf8_decode(run.out.data + at, run.out.len - at, &size);
            assert_true(run.out.data[at] == '\n' || utf8_clean(run.out.data + at, size));
        }
        run_release(&run);
    }
    office_close(&office);
}

/* Runs a shell line with $G the program and $D the file; its exit status. */
static int shell(const char *db, const char *line)
{
    setenv("G", getenv("GESPREK_PROGRAM"), 1);
    setenv("D", db, 1);
    int status = system(line);
    return status;
}

/* What is written to a file is what would have been shown, whole and for one's own eyes; the name
 * says the form. Nothing is overwritten, and of what fails nothing is left. */
static void output_goes_to_a_new_file(void **state)
{
    static const char *const files[][3] = {
        {"show", "a.md", "markdown"},   {"show", "a.html", "html"},
        {"show", "a.json", "json"},     {"show", "a.txt", "text"},
        {"interviews", "b.csv", "csv"}, {"interviews", "b.json", "json"},
        {"interviews", "b", "table"},
    };
    (void)state;
    struct office office;
    struct run run;
    office_open(&office);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[128];
        bool show = !strcmp(files[i][0], "show");
        struct stat about;
        struct buf bytes = BUF_INIT;
        snprintf(path, sizeof path, "%s/%s", office.fixture.folder, files[i][1]);
        if (show)
            gesprek(&run, office.db, "show", tail(office.sanne), "--output", path, NULL);
        else
            gesprek(&run, office.db, "interviews", "--output", path, NULL);
        check(&run, 0, "", "Geschreven naar ");
        read_file(path, &bytes);
        assert_int_equal(stat(path, &about), 0);
        assert_int_equal(about.st_mode & 0777, 0600);
        if (show)
            gesprek(&run, office.db, "show", tail(office.sanne), "--format", files[i][2], NULL);
        else
            gesprek(&run, office.db, "interviews", "--format", files[i][2], NULL);
        check(&run, 0, bytes.data, "");
        gesprek(&run, office.db, "interviews", "--output", path, NULL);
        check(&run, 1, "", "al een bestand met die naam");
        buf_release(&bytes);
    }
    office_close(&office);
}

static void output_that_fails_leaves_nothing(void **state)
{
    (void)state;
    struct office office;
    struct run run;
    char path[128], deep[160];
    office_open(&office);
    snprintf(path, sizeof path, "%s/out", office.fixture.folder);
    snprintf(deep, sizeof deep, "%s/none/out", office.fixture.folder);
    gesprek(&run, office.db, "show", "zzzz", "--output", path, NULL);
    check(&run, 1, "", "zzzz");
    gesprek(&run, office.db, "interviews", "--format", "ics", "--output", path, NULL);
    check(&run, 2, "", "ics");
    gesprek(&run, "/none/such.db", "show", "zzzz", "--output", path, NULL);
    check(&run, 1, "", "/none/such.db");
    gesprek(&run, office.db, "interviews", "--output", deep, NULL);
    check(&run, 1, "", "map bestaat niet");
    gesprek(&run, office.db, "interviews", "--output", office.fixture.folder, NULL);
    check(&run, 1, "", "Dat is een map");
    gesprek(&run, office.db, "interviews", "--output", "", NULL);
    check(&run, 1, "", "map bestaat niet");
    assert_int_equal(access(path, F_OK), -1);
    gesprek(&run, office.db, "interviews", "--output", "-", NULL);
    check(&run, 0, NULL, "");
    /* A limit the file runs into ends the program on the spot. */
    assert_int_not_equal(shell(office.db, "ulimit -f 0; \"$G\" --db \"$D\" --lang nl interviews "
                                          "--output \"$D.out\" 2>/dev/null"),
                         0);
    assert_int_equal(shell(office.db, "test ! -e \"$D.out\" && ! ls \"$D\".out.* 2>/dev/null"), 0);
    office_close(&office);
}

static void output_that_goes_nowhere(void **state)
{
    (void)state;
    struct office office;
    office_open(&office);
    assert_int_equal(shell(office.db, "\"$G\" --db \"$D\" agreements 2>/dev/null >/dev/full; "
                                      "test $? = 1"),
                     0);
    assert_int_equal(shell(office.db, "\"$G\" --db \"$D\" agreements 2>&1 >/dev/full | "
                                      "grep -q 'could not be written'"),
                     0);
    assert_int_equal(shell(office.db, "\"$G\" --db \"$D\" agreements <&- >&- 2>&-; test $? = 1"),
                     0); /* closed: nothing was written, and no file of ours got that number */
    assert_int_equal(shell(office.db, "\"$G\" --db \"$D\" agreements <&- 2>&- | grep -q stoel"), 0);
    assert_int_equal(shell(office.db, "\"$G\" version 2>&1 >&- | grep -q 'could not be written'"),
                     0);
    assert_int_equal(shell(office.db, "\"$G\" --db \"$D\" doctor >/dev/null 2>&1"), 0);
    /* A reader that went away is quiet and no failure. */
    assert_int_equal(shell(office.db, "(sleep 0.2; \"$G\" --db \"$D\" agreements 2>\"$D.said\"; "
                                      "echo $? >\"$D.status\") | :; sleep 0.5; "
                                      "test ! -s \"$D.said\" && test \"$(cat \"$D.status\")\" = 0"),
                     0);
    office_close(&office);
}

/* --- bundles --- */

/* When none of them will do, HR has no file of it; another one that was there stays. */
static void a_collect_that_fails_makes_no_file(void **state)
{
    struct office office;
    (void)state;
    office_open(&office);
    assert_int_equal(shell(office.db, "mkdir \"$D.hr\" && echo x >\"$D.hr/x.bundle\" && "
                                      "! \"$G\" --db \"$D.hr/hr.db\" collect \"$D.hr/x.bundle\" "
                                      "2>/dev/null && test \"$(ls -A \"$D.hr\")\" = x.bundle"),
                     0);
    assert_int_equal(shell(office.db, "! \"$G\" --db \"$D\" collect \"$D.hr/x.bundle\" 2>/dev/null "
                                      "&& test -s \"$D\""),
                     0);
    assert_int_equal(shell(office.db, "\"$G\" --db \"$D\" bundle \"$D.hr/y.bundle\" 2>/dev/null; "
                                      "! \"$G\" --db \"$D.hr/hr.db\" collect \"$D.hr/x.bundle\" "
                                      "\"$D.hr/y.bundle\" 2>/dev/null && test -s \"$D.hr/hr.db\""),
                     0);
    office_close(&office);
}

static void a_bundle_without_a_name_says_so(void **state)
{
    struct office office;
    struct run run;
    char path[1200], second[1200];
    (void)state;
    office_open(&office);
    snprintf(path, sizeof path, "%s.bundle", office.db);
    snprintf(second, sizeof second, "%s.second", office.db);
    gesprek(&run, office.db, "bundle", path, NULL);
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.errors.data, "--from NAAM"));
    run_release(&run);
    gesprek(&run, office.db, "bundle", second, "--from", "Roos Dijkstra", NULL);
    assert_int_equal(run.status, 0);
    assert_null(strstr(run.errors.data, "--from NAAM"));
    run_release(&run);
    unlink(path);
    gesprek(&run, office.db, "bundle", path, "--from", "\033[31m", NULL);
    assert_int_equal(run.status, 2);
    run_release(&run);
    gesprek(&run, office.db, "bundle", path, "--from", "", NULL);
    assert_int_equal(run.status, 2);
    assert_int_equal(access(path, F_OK), -1);
    run_release(&run);
    unlink(second);
    office_close(&office);
}

/* It is named by its sign, not by its words. */
static void what_may_not_be_written_down_is_asked_about(void **state)
{
    struct office office;
    struct run run;
    char path[1200], id[UUID_SIZE], handle[HANDLE_SIZE];
    (void)state;
    office_open(&office);
    snprintf(path, sizeof path, "%s.bundle", office.db);
    desk_fixture_reopen(&office.fixture);
    desk_fixture_agreement(&office.fixture, office.sanne, OWNER_EMPLOYEE,
                           "Belt de psycholoog over de burn-out", DAY_NONE, id);
    let_go(&office);
    uuid_handle(id, handle);
    gesprek(&run, office.db, "bundle", path, NULL);
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.errors.data, handle));
    assert_null(strstr(run.errors.data, "psycholoog"));
    assert_int_equal(access(path, F_OK), -1);
    run_release(&run);
    gesprek(&run, office.db, "bundle", path, "--yes", NULL);
    assert_int_equal(run.status, 0);
    assert_int_equal(access(path, F_OK), 0);
    run_release(&run);
    unlink(path);
    office_close(&office);
}

/* --- figures --- */

static void figures_are_written(void **state)
{
    struct office office;
    struct run run;
    (void)state;
    office_open(&office);
    gesprek(&run, office.db, "insight", NULL);
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.out.data, "AFSPRAKEN OP TIJD"));
    assert_non_null(strstr(run.out.data, "Dit verschijnt vanaf vijf")); /* one was due */
    check_rows(run.out.data);
    struct buf lines = BUF_INIT;
    buf_add(&lines, run.out.data, run.out.len);
    run_release(&run);
    gesprek(&run, office.db, "--plain", "insight", NULL);
    check(&run, 0, lines.data, "");
    buf_release(&lines);
    gesprek(&run, office.db, "insight", "--format", "json", "--period", "2026", NULL);
    const char begin[] = "{\"from\":\"2026-01-01\",\"to\":\"2026-12-31\","
                         "\"counted_from\":null,\"counted_to\":null,\"blocks\":[";
    assert_int_equal(strncmp(run.out.data, begin, strlen(begin)), 0);
    run_release(&run);
    gesprek(&run, office.db, "insight", "--output", office.db, NULL);
    assert_int_equal(run.status, 1);
    assert_int_equal(run.out.len, 0);
    run_release(&run);
    gesprek(&run, "/nowhere/x.db", "insight", NULL);
    assert_int_equal(run.status, 1);
    run_release(&run);
    office_close(&office);
}

static void the_occasion_is_kept_and_asked_about(void **state)
{
    struct office office;
    struct run run;
    (void)state;
    office_open(&office);
    gesprek(&run, office.db, "start", "--for", "Mo Karimi", "--since", "16-11", "--no-input",
            NULL); /* it was, so it is not the one of next year */
    check(&run, 0, NULL, "De aanleiding was op maandag 16 november 2026");
    gesprek(&run, office.db, "show", tail(office.mo), NULL);
    assert_non_null(strstr(run.out.data, "Het speelt sinds"));
    assert_non_null(strstr(run.out.data, "16 november 2026"));
    run_release(&run);
    gesprek(&run, office.db, "show", tail(office.mo), "--as", "hr", NULL);
    assert_null(strstr(run.out.data, "aanleiding"));
    run_release(&run);
    gesprek(&run, office.db, "start", "--for", "Mo Karimi", "--since", "16-11-2028", "--no-input",
            NULL);
    check(&run, 0, NULL, "Die dag moet nog komen.");
    office_close(&office);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version_names_the_program),
        cmocka_unit_test(a_bundle_without_a_name_says_so),
        cmocka_unit_test(what_may_not_be_written_down_is_asked_about),
        cmocka_unit_test(figures_are_written),
        cmocka_unit_test(the_occasion_is_kept_and_asked_about),
        cmocka_unit_test(help_fits_and_is_whole),
        cmocka_unit_test(every_command_has_help),
        cmocka_unit_test(every_row_of_the_table_is_in_order),
        cmocka_unit_test(languages_are_chosen_in_order),
        cmocka_unit_test(wrong_use_says_what_was_meant),
        cmocka_unit_test(options_stand_anywhere),
        cmocka_unit_test(nothing_yet_is_no_mistake),
        cmocka_unit_test(a_file_that_is_no_good_is_refused),
        cmocka_unit_test(start_plans_and_resumes),
        cmocka_unit_test(without_a_terminal_it_talks_in_lines),
        cmocka_unit_test(what_could_not_be_done_shows_in_the_status),
        cmocka_unit_test(impossible_names_are_refused),
        cmocka_unit_test(lists_are_tables),
        cmocka_unit_test(filters_narrow),
        cmocka_unit_test(json_reads_back),
        cmocka_unit_test(csv_reads_back),
        cmocka_unit_test(calendar_names_nobody),
        cmocka_unit_test(search_finds_words),
        cmocka_unit_test(search_says_when_there_is_nothing),
        cmocka_unit_test(a_long_search_shows_the_last),
        cmocka_unit_test(settle_keeps_what_became_of_it),
        cmocka_unit_test(one_writes_many_read),
        cmocka_unit_test(show_writes_the_report_of_the_screen),
        cmocka_unit_test(show_knows_other_forms_and_ids),
        cmocka_unit_test(output_goes_to_a_new_file),
        cmocka_unit_test(output_that_fails_leaves_nothing),
        cmocka_unit_test(people_are_put_right),
        cmocka_unit_test(what_others_read_is_looked_at),
        cmocka_unit_test(backup_comes_back),
        cmocka_unit_test(doctor_tells_sound_from_sick),
        cmocka_unit_test(stored_text_is_never_a_control_code),
        cmocka_unit_test(output_that_goes_nowhere),
        cmocka_unit_test(a_collect_that_fails_makes_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
