/* Plain lines: whole conversations as scripts, with what is said word for word. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk_fixture.h"
#include "../src/plain/plain_inside.h"
#include "plain/plain.h"
#include "sitting.h"
#include "store/agreements.h"
#include "store/interviews.h"
#include "store/log.h"
#include "store/store.h"

/* ---- running a script ------------------------------------------------------------------------ */

struct said {
    struct buf text;
    int status;
    struct err err;
};

static void read_file(const char *path, struct buf *text)
{
    char part[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s: %s", path, strerror(errno));
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        buf_add(text, part, n);
    fclose(file);
}

/* What is said while the lines of script are typed: by somebody at a terminal, which shows what is
 * typed itself, or from a file, where they are echoed. */
static void play_on(bool terminal, struct said *said, struct desk *desk, const char *interview,
                    const char *script, size_t len)
{
    char *text = NULL;
    size_t size = 0;
    struct plain_lines where = {
        .in = tmpfile(),
        .out = open_memstream(&text, &size),
        .echo = !terminal,
        .asks = true,
    };
    *said = (struct said){.text = BUF_INIT, .err = ERR_INIT(desk->lang)};
    assert_int_equal(fwrite(script, 1, len, where.in), len);
    rewind(where.in);
    said->status = plain_run(desk, interview, &where, &said->err);
    fclose(where.in);
    fclose(where.out);
    buf_add(&said->text, text, size);
    free(text);
}

static void play_len(struct said *said, struct desk *desk, const char *interview,
                     const char *script, size_t len)
{
    play_on(false, said, desk, interview, script, len);
}

static void play(struct said *said, struct desk *desk, const char *interview, const char *script)
{
    play_len(said, desk, interview, script, strlen(script));
}

/* The same, and it ends well. */
static void play_well(struct desk *desk, const char *interview, const char *script)
{
    struct said said;
    play(&said, desk, interview, script);
    if (said.status)
        fail_msg("%s", said.text.data);
    buf_release(&said.text);
}

static void fail_at(const char *text, const char *said)
{
    fprintf(stderr, "\"%s\" in:\n%s", text, said);
    fail();
}

static void says(const struct said *said, const char *text)
{
    if (!strstr(said->text.data, text))
        fail_at(text, said->text.data);
}

static void lacks(const struct said *said, const char *text)
{
    if (strstr(said->text.data, text))
        fail_at(text, said->text.data);
}

/* A desk with the small guides of the transcripts, which have every way of asking. */
static void open_small(struct desk_fixture *fixture, enum lang lang)
{
    desk_fixture_open(fixture, lang);
    struct shelf_reader reader = fixture->shelf.reader;
    shelf_release(&fixture->shelf);
    shelf_init(&fixture->shelf, reader, lang);
    shelf_add_folder(&fixture->shelf,
                     lang == LANG_NL ? "tests/plain/guides/nl" : "tests/plain/guides/en",
                     ORIGIN_GIVEN);
}

/* Plays on a desk of its own; the caller checks and releases said. */
static void play_anew(struct said *said, enum lang lang, const char *script)
{
    struct desk_fixture fixture;
    open_small(&fixture, lang);
    play(said, &fixture.desk, NULL, script);
    desk_fixture_close(&fixture);
}

/* ---- transcripts ----------------------------------------------------------------------------- */

/* What is asked in the transcripts, and who sees it; the beginnings of their lines. */
static const struct {
    const char *asked[2];
    enum audience audience;
} seen_by[] = {
    {{"Goal of this conversation", "Doel van dit gesprek"}, AUDIENCE_SELF},
    {{"Questions I take along, line", "Vragen die ik meeneem, regel"}, AUDIENCE_SELF},
    {{"Does that hold", "Klopt dat"}, AUDIENCE_SELF},
    {{"Own note: ", "Eigen notitie: "}, AUDIENCE_SELF},
    {{"When is the conversation", "Wanneer is het gesprek"}, AUDIENCE_NAME},
    {{"What is possible, line", "Wat kan wel, regel"}, AUDIENCE_EMPLOYEE},
    {{"What stands in the way, line", "Wat kan nu niet, regel"}, AUDIENCE_EMPLOYEE},
    {{"In the employee's own words: ", "In eigen woorden van de ander: "}, AUDIENCE_EMPLOYEE},
    {{"What colleagues may know: ", "Wat collega's mogen weten: "}, AUDIENCE_EMPLOYEE},
    {{"What: ", "Wat: "}, AUDIENCE_AGREED},
    {{"Who does it", "Wie doet het"}, AUDIENCE_AGREED},
    {{"How followed up", "Opvolging"}, AUDIENCE_AGREED},
    {{"What became of it", "Wat is ermee gebeurd"}, AUDIENCE_AGREED},
};

static enum audience audience_told(const char *line, size_t len, enum lang lang)
{
    static const char *const names[] = {NULL, "S.B.", "M.K."};
    enum audience found = AUDIENCE_NOBODY;
    for (int i = AUDIENCE_NOBODY + 1; i < AUDIENCES; i++)
        for (size_t j = 0; j < sizeof names / sizeof *names; j++) {
            struct buf words = BUF_INIT;
            audience_add(&words, (enum audience)i, names[j], lang);
            if (len >= words.len && memcmp(line, words.data, words.len) == 0)
                found = (enum audience)i;
            buf_release(&words);
        }
    return found;
}

/* Everything asked has who sees it said before it, at that step. */
static void says_who_sees_it(const struct said *said, enum lang lang)
{
    enum audience now = AUDIENCE_NOBODY;
    size_t asked = 0;
    for (const char *line = said->text.data; *line;) {
        size_t len = strcspn(line, "\n");
        enum audience told = audience_told(line, len, lang);
        now = told == AUDIENCE_NOBODY ? now : told;
        for (size_t i = 0; i < sizeof seen_by / sizeof *seen_by; i++) {
            const char *begin = seen_by[i].asked[lang];
            if (strncmp(line, begin, strlen(begin)) != 0 || !memmem(line, len, ": ", 2))
                continue; /* or it is of a report */
            asked++;
            if (now != seen_by[i].audience)
                fail_msg("who sees this was not said: %.*s", (int)len, line);
        }
        line += len + (line[len] == '\n');
    }
    assert_true(asked > 8);
}

/* The first line in which they differ. */
static void show_difference(const char *wanted, const char *said)
{
    int line = 1;
    while (*wanted && *wanted == *said) {
        line += *wanted == '\n';
        wanted++, said++;
    }
    while (wanted[-1] != '\n')
        wanted--, said--;
    fprintf(stderr, "line %d\n  wanted: %.*s\n  said:   %.*s\n", line, (int)strcspn(wanted, "\n"),
            wanted, (int)strcspn(said, "\n"), said);
}

/* UPDATE=1 writes down what is said now, to be read and kept. */
static void compare(const char *path, const struct buf *said)
{
    struct buf wanted = BUF_INIT;
    if (getenv("UPDATE")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(said->data, 1, said->len, file), said->len);
        fclose(file);
    }
    read_file(path, &wanted);
    if (strcmp(wanted.data, said->data) != 0) {
        show_difference(wanted.data, said->data);
        fail();
    }
    buf_release(&wanted);
}

static void transcript(const char *script, const char *wanted, enum lang lang)
{
    struct buf lines = BUF_INIT;
    struct said said;
    read_file(script, &lines);
    play_anew(&said, lang, lines.data);
    compare(wanted, &said.text);
    says_who_sees_it(&said, lang);
    assert_int_equal(said.status, 0);
    buf_release(&said.text);
    buf_release(&lines);
}

static void a_conversation_in_dutch(void **state)
{
    (void)state;
    transcript("tests/plain/nl.in", "tests/plain/nl.out", LANG_NL);
}

static void a_conversation_in_english(void **state)
{
    (void)state;
    transcript("tests/plain/en.in", "tests/plain/en.out", LANG_EN);
}

/* ---- the end of the input -------------------------------------------------------------------- */

/* How much there is: answers with something in them, and agreements, over all conversations. */
static size_t count_kept(struct desk *desk)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview_row *rows = NULL;
    size_t n = 0, kept = 0;
    assert_int_equal(interviews_list(desk->store, 0, &rows, &n, &err), 0);
    for (size_t i = 0; i < n; i++) {
        struct interview *interview = interviews_load(desk->store, rows[i].id, &err);
        assert_non_null(interview);
        kept += interview->n_agreements;
        for (size_t j = 0; j < interview->n_answers; j++)
            kept += *interview->answers[j].value != '\0';
        interview_release(interview);
        free(interview);
    }
    interview_rows_free(rows, n);
    return kept;
}

static void file_is_sound(struct desk_fixture *fixture)
{
    struct buf report = BUF_INIT;
    struct err err = ERR_INIT(LANG_EN);
    char path[96];
    snprintf(path, sizeof path, "%s/gesprek.db", fixture->folder);
    store_close(fixture->desk.store);
    fixture->desk.store = NULL;
    if (store_doctor(path, LANG_EN, &report, &err))
        fail_msg("%s", report.data);
    buf_release(&report);
}

/* Plays the first len bytes, in a file of their own; returns how much was kept. */
static size_t play_part(const char *script, size_t len)
{
    struct desk_fixture fixture;
    struct said said;
    open_small(&fixture, LANG_NL);
    play_len(&said, &fixture.desk, NULL, script, len);
    if (said.status)
        fail_at("the end", said.text.data);
    size_t kept = count_kept(&fixture.desk);
    file_is_sound(&fixture);
    buf_release(&said.text);
    desk_fixture_close(&fixture);
    return kept;
}

/* Whatever the last line was, it was kept: nothing there was after fewer lines is gone, but what
 * the script takes away itself. */
static void the_end_of_the_input_keeps_everything(void **state)
{
    struct buf lines = BUF_INIT;
    size_t before = 0, all = 0;
    (void)state;
    read_file("tests/plain/nl.in", &lines);
    const char *at = lines.data;
    for (; *at; at = strchr(at, '\n') + 1) {
        const char *taken[] = {"-\n", "- 1\n", "r\n", "u\n"};
        size_t kept = play_part(lines.data, (size_t)(at - lines.data));
        bool takes = false;
        for (size_t i = 0; i < sizeof taken / sizeof *taken && at > lines.data; i++)
            takes = takes || !strncmp(at - strlen(taken[i]), taken[i], strlen(taken[i]));
        if (kept < before && !takes)
            fail_msg("less was kept before: %.40s", at);
        before = kept;
        all = kept > all ? kept : all;
    }
    assert_true(all > 15);
    buf_release(&lines);
}

/* A last line without a newline is a line. */
static void the_last_line_counts(void **state)
{
    struct desk_fixture fixture;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play_well(&fixture.desk, id, "\n\n\n\n\nRustig beginnen");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL),
                        "Rustig beginnen");
    desk_fixture_close(&fixture);
}

/* ---- the same as on the screens -------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct answer *left = a, *right = b;
    int order = strcmp(left->point, right->point);
    return order ? order : strcmp(left->field, right->field);
}

static void dump_agreement(struct buf *out, const struct agreement *agreement)
{
    buf_addf(out, "agreement %d \"%s\" by %s \"%s\" due %d \"%s\" follow \"%s\" back %d basis %s",
             agreement->revision, agreement->what, owner_key(agreement->owner),
             agreement->owner_name, agreement->due, agreement->due_words, agreement->follow_up,
             agreement->look_back, basis_key(agreement->basis));
    buf_addf(out, " share %s confirmed %s status %s remark \"%s\"\n", share_key(agreement->share),
             confirmed_key(agreement->confirmed), status_key(agreement->status), agreement->remark);
}

/* Everything of one conversation but ids and the time at which it was stored. */
static void dump(struct buf *out, struct interview *interview)
{
    buf_addf(out, "%s with %s, guide %s, at %lld\n", stage_key(interview->stage),
             interview->person.name, interview->guide_checksum, (long long)interview->at);
    if (interview->n_answers) /* qsort wants an array, even of none */
        qsort(interview->answers, interview->n_answers, sizeof *interview->answers, by_place);
    for (size_t i = 0; i < interview->n_answers; i++) {
        const struct answer *answer = &interview->answers[i];
        buf_addf(out, "%s/%s %s %s \"%s\" = \"%s\" \"%s\"\n", answer->point, answer->field,
                 kind_key(answer->kind), share_key(answer->share), answer->label, answer->value,
                 answer->shown);
    }
    for (size_t i = 0; i < interview->n_agreements; i++)
        dump_agreement(out, &interview->agreements[i]);
}

/* The conversations in the order in which they were begun, and what is not stored yet. */
static void dump_all(struct buf *out, struct desk_fixture *fixture)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview_row *rows = NULL;
    size_t n = 0;
    assert_int_equal(interviews_list(fixture->desk.store, 0, &rows, &n, &err), 0);
    for (size_t i = 0; i < n; i++) {
        struct interview *interview = interviews_load(fixture->desk.store, rows[i].id, &err);
        assert_non_null(interview);
        dump(out, interview);
        buf_addf(out, "drafts %zu\n", desk_fixture_drafts(fixture, rows[i].id));
        interview_release(interview);
        free(interview);
    }
    interview_rows_free(rows, n);
}

static const char plain_whole[] = "n Sanne de Boer\nmorgen 14:30\n" /* a new conversation */
                                  "j\n\nj\n\n\n"                    /* the checks */
                                  "Samen kijken\n"
                                  "Hoe gaat het met de planning?\nWat lukt er?\n\n\nv\n"
                                  "\nv\n"
                                  "Ze vertelt rustig\nm\nv\n"
                                  "ochtenden thuis\noffertes nakijken\n\n"
                                  "lang vergaderen\n\nrustige plek\n\n\nv\n"
                                  "\na\n1\nRooster aanpassen\nvolgende week vrijdag\n"
                                  "Ik bel maandag\nma 14 december\n\n"
                                  "a\n2\nProefweek\nzsm\nVrijdag bellen\n\n\n"
                                  "a\n4\nMo Karimi\nSleutel regelen\n4 dec\n\n-\nn\nv\n"
                                  "j\nn\nj\nDank je\nAlleen de dagen\n"
                                  "z\nDe proefweek kan nu\nLiever later\nv\n"
                                  "1 3\n6\nv\n"
                                  "l 1\n" /* a promise */
                                  "n Sanne de Boer\n\n"
                                  "\nd 27-11\n-\n"; /* what is carried over */

static const char screen_whole[] =
    "nSanne de Boer<Enter>"
    "Samen kijken<Tab>Hoe gaat het met de planning?<Enter>Wat lukt er?<Tab>"
    "<Space><Tab><Tab><Space>"
    "<F3><C-u>morgen<Enter><C-u>14:30<Enter><F6>"
    "<PgDn>Ze vertelt rustig<F7><PgDn>"
    "ochtenden thuis<Enter>offertes nakijken<Tab>lang vergaderen<Tab>rustige plek<PgDn>"
    "<F4><Right><Tab>Rooster aanpassen<Tab>volgende week vrijdag<Tab>Ik bel maandag<Tab>"
    "<C-u>ma 14 december<Esc>"
    "<F4><Right><Right><Tab>Proefweek<Tab>zsm<Tab>Vrijdag bellen<Esc>"
    "<F4><Right><Right><Right><Right><Tab>Mo Karimi<Tab>Sleutel regelen<Tab>4 dec<Tab><Tab>"
    "<C-u><Tab><Space><Esc>"
    "<F6>jn<Tab>j"
    "zDe proefweek kan nu<Tab>Liever later<Tab>Dank je<Tab>Alleen de dagen"
    "<F6><Enter><Space><Down><Down><Space>6<F6>"
    "l"
    "nSanne de Boer<Enter>"
    "<Tab>d<C-u>27-11<Enter><Tab>-";

static void the_same_answers_leave_the_same_rows(void **state)
{
    struct desk_fixture lines, screens;
    struct sitting sitting;
    struct buf by_lines = BUF_INIT, by_screens = BUF_INIT;
    (void)state;
    desk_fixture_open(&lines, LANG_NL);
    desk_fixture_open(&screens, LANG_NL);
    play_well(&lines.desk, NULL, plain_whole);
    sitting_open(&sitting, &screens.desk, NULL);
    sitting_keys(&sitting, screen_whole);
    sitting_close(&sitting);
    dump_all(&by_lines, &lines);
    dump_all(&by_screens, &screens);
    assert_string_equal(by_lines.data, by_screens.data);
    assert_non_null(strstr(by_lines.data, "closed with Sanne de Boer"));
    assert_non_null(strstr(by_lines.data, "status running"));
    assert_non_null(strstr(by_lines.data, "status dropped"));
    buf_release(&by_lines);
    buf_release(&by_screens);
    desk_fixture_close(&lines);
    desk_fixture_close(&screens);
}

/* ---- lines that are no answer ---------------------------------------------------------------- */

static void what_is_no_text_is_asked_again(void **state)
{
    static const char *const lines[] = {"doel\x1b[31m", "\xff\xfe", "a\xe2\x80\xae z", "a\x07",
                                        "\xc3"};
    struct desk_fixture fixture;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct buf script = BUF_INIT;
        struct said said;
        buf_addf(&script, "\n\n\n\n\n%s\n", lines[i]);
        buf_adds(&script, "An answer to the next question\n");
        play(&said, &fixture.desk, id, script.data);
        says(&said, "This line holds signs that are no text");
        lacks(&said, "next question");
        assert_int_equal(said.status, -1);
        lacks(&said, "\x1b");
        lacks(&said, "\x07");
        assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "");
        buf_release(&script);
        buf_release(&said.text);
    }
    desk_fixture_close(&fixture);
}

static void a_nul_or_an_endless_line_is_refused(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    struct buf script = BUF_INIT;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    buf_adds(&script, "\n\n\n\n\nbefore");
    buf_add(&script, "\0after\n", 7);
    for (int i = 0; i < 1000000; i++)
        buf_addc(&script, 'x');
    buf_adds(&script, "\nShort\n");
    play_on(true, &said, &fixture.desk, id, script.data, script.len);
    says(&said, "This line holds signs that are no text");
    assert_int_equal(said.status, 0);
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "Short");
    assert_true(said.text.len < 50000);
    buf_release(&script);
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

static void a_line_too_long_for_its_place_is_refused(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    struct buf script = BUF_INIT, most = BUF_INIT;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    for (int i = 0; i < 400; i++)
        buf_adds(&most, "e\xcc\x81"); /* a letter with its accent is one */
    buf_addf(&script, "\n\n\n\n\n%sx\n%s\n", most.data, most.data);
    play(&said, &fixture.desk, id, script.data);
    says(&said, "Dat zijn 401 tekens en er is plaats voor 400. Maak het korter.");
    assert_int_equal(said.status, -1); /* what a script says next answers another question */
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "");
    buf_release(&said.text);
    play_on(true, &said, &fixture.desk, id, script.data, script.len);
    assert_int_equal(said.status, 0);
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), most.data);
    buf_release(&script);
    buf_release(&most);
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

static void lines_of_another_system_are_read(void **state)
{
    struct desk_fixture fixture;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play_well(&fixture.desk, id, "\r\n\r\n\r\n\r\n\r\n\tBegin  calmly  \r\n");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "Begin  calmly");
    desk_fixture_close(&fixture);
}

static void an_answer_is_kept_emptied_or_replaced(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play_well(&fixture.desk, id, "\n\n\n\n\nEerst\n");
    play(&said, &fixture.desk, id, "\n\n\n\n\n\n");
    says(&said, "Doel van dit gesprek, nu: Eerst\n"
                "Doel van dit gesprek (leeg laat het staan, - maakt het leeg): \n");
    buf_release(&said.text);
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "Eerst");
    play_well(&fixture.desk, id, "\n\n\n\n\nDan\n");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "Dan");
    play_well(&fixture.desk, id, "\n\n\n\n\n-\n");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "");
    desk_fixture_close(&fixture);
}

/* What may not be written down is said, and mended as the user wants; a script that ends there
 * keeps what was typed. */
static void what_may_not_be_written_down_is_mended(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play(&said, &fixture.desk, id, "\n\n\n\n\nlang vergaderen door rugklachten\n1\ns\n");
    says(&said, "Doel van dit gesprek (leeg slaat over): lang vergaderen door rugklachten\n"
                "Let op: \"rugklachten\": een lichaamsdeel met een klacht. Dat verraadt de ziekte. "
                "1 weglaten, 2 herschrijven, 3 laten staan: 1\n");
    buf_release(&said.text);
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL),
                        "lang vergaderen");
    play_well(&fixture.desk, id, "\n\n\n\n\nheeft hernia\n9\n3\ns\n");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "heeft hernia");
    play_well(&fixture.desk, id, "\n\n\n\n\nheeft griep\n2\nbelt vrijdag\ns\n");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "belt vrijdag");
    play_well(&fixture.desk, id, "\n\n\n\n\ngriep\n2\n\ns\n");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL),
                        "afwezig, verwacht terug op ...");
    play_well(&fixture.desk, id, "\n\n\n\n\nzijn migraine");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "zijn migraine");
    desk_fixture_close(&fixture);
}

/* Only a limit asks on what basis; a command asks it of any agreement. */
static void a_limit_asks_on_what_basis(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play(&said, &fixture.desk, id,
         "v\n\na\n1\nWerkt maximaal 4 uur per dag\n2\nover 2 jaar\n18-11\nvr\nbellen\n\n\n"
         "a\n1\nRooster\nvr\nbellen\n\n\nbron 2\n3\na 1\n\n\n1\n\n\n\n\nu\ns\n");
    says(&said, "Wat: Werkt maximaal 4 uur per dag\n"
                "Bron: 1 geen, 2 advies van de bedrijfsarts, 3 in overleg; nu 1");
    says(&said, "Die dag moet nog komen; geef een dag die geweest is.");
    says(&said, "= woensdag 18 november 2026");
    says(&said, "Wat: Rooster\nWanneer");
    says(&said, "Let op: Uren of taken beperkt?");
    buf_release(&said.text);
    struct err err = ERR_INIT(LANG_NL);
    struct interview *interview = interviews_load(fixture.desk.store, id, &err);
    assert_int_equal(interview->n_agreements, 2);
    assert_int_equal(interview->agreements[0].basis, BASIS_DOCTOR); /* undone */
    assert_int_equal(interview->agreements[0].basis_day, day_from_civil(2026, 11, 18));
    assert_int_equal(interview->agreements[1].basis, BASIS_CONSULTATION);
    interview_release(interview);
    free(interview);
    play(&said, &fixture.desk, id, "/a 1\n\nMag niet tillen door griep\n1\n\n\n\n\n\n\nf\ns\n");
    says(&said, "Let op: \"griep\"");
    lacks(&said, "een grens zonder bron");
    says(&said, "Bron: advies van de bedrijfsarts van woensdag 18 november 2026.");
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

/* A lone letter is a command wherever it is no answer; with // it can be written all the same. */
static void a_letter_alone_is_a_command(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play(&said, &fixture.desk, id, "\n\n\n\n\nh\nK\ns\n");
    says(&said, "Doel van dit gesprek (leeg slaat over): h\nv verder:");
    says(&said, "Doel van dit gesprek: K\nDit mag je vragen\n");
    says(&said, "Doel van dit gesprek: s\n");
    lacks(&said, "Vragen die ik meeneem");
    buf_release(&said.text);
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "");
    play_well(&fixture.desk, id, "\n\n\n\n\n//s\n");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_GOAL), "/s");
    desk_fixture_close(&fixture);
}

static void a_list_is_changed_line_by_line(void **state)
{
    struct desk_fixture fixture;
    struct buf many = BUF_INIT;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play_well(&fixture.desk, id, "/q\nEen?\nTwee?\nDrie?\n\n");
    play_well(&fixture.desk, id, "/q\n\n-\nDerde?\nVier?\n\n");
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_OWN, FIELD_QUESTIONS),
                        "Een?\nDerde?\nVier?");
    buf_adds(&many, "/q\n\n\n\n");
    for (int i = 4; i <= 12; i++)
        buf_addf(&many, "Vraag %d?\n", i);
    play(&said, &fixture.desk, id, many.data);
    says(&said, "regel 12: Vraag 12?\nDe lijst is vol.\n");
    buf_release(&said.text);
    buf_release(&many);
    desk_fixture_close(&fixture);
}

/* ---- commands -------------------------------------------------------------------------------- */

static const struct plain_map *const maps[] = {&plain_home_map, &plain_prepare_map, &plain_talk_map,
                                               &plain_read_back_map, &plain_yourself_map};

/* What is shown to the user works, in both languages, and means one thing. */
static void every_command_does_what_it_says(void **state)
{
    const char *rest;
    (void)state;
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        for (size_t j = 0; j < maps[i]->n; j++)
            for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++) {
                const struct plain_row *row = &maps[i]->rows[j];
                const char *shown = tr(lang, row->shown);
                if (plain_find(maps[i], shown, &rest) != row)
                    fail_msg("\"%s\" does something else", shown);
                assert_string_not_equal(tr(LANG_NL, row->help), row->help);
            }
    for (size_t j = 0; j < plain_common.n; j++)
        assert_ptr_equal(plain_find(&plain_common, tr(LANG_NL, plain_common.rows[j].shown), &rest),
                         &plain_common.rows[j]);
}

static void claim(const struct plain_map *map, const struct plain_row *row)
{
    const char *rest;
    char *names = mem_copy(row->names);
    for (char *name = strtok(names, " "); name; name = strtok(NULL, " "))
        if (plain_find(map, name, &rest) != row || *rest)
            fail_msg("\"%s\" means two things", name);
    free(names);
}

static void no_word_means_two_things(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        for (size_t j = 0; j < maps[i]->n; j++)
            claim(maps[i], &maps[i]->rows[j]);
        for (size_t j = 0; j < plain_common.n; j++)
            claim(maps[i], &plain_common.rows[j]);
    }
}

static void words_of_both_languages_are_understood(void **state)
{
    static const char *const stops[] = {"stop", "STOP", "quit", "stoppen", "S", "/s", "exit"};
    (void)state;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        struct buf script = BUF_INIT;
        struct said said;
        buf_addf(&script, "%s\nhelp\n", stops[i]);
        play_anew(&said, i % 2 ? LANG_NL : LANG_EN, script.data);
        lacks(&said, "?: ");
        assert_null(strstr(said.text.data, "help\n"));
        buf_release(&script);
        buf_release(&said.text);
    }
}

static void home_commands_with_nothing_to_do(void **state)
{
    struct said said;
    (void)state;
    play_anew(&said, LANG_EN, "x\nx 9\n7\nd\nfoo\nz\nn\n\nn \x20\nu\nr\nl 99999999999999999999\n");
    says(&said, "Command: x 9\nThere is nothing at that number.\n");
    says(&said, ": x\nWhich promise? Give its number too, such as x 2.\n");
    says(&said, "Command: 7\nThere is nothing at that number.\n");
    says(&said, "Command: foo\nI do not know that command; h shows what you can do here.\n");
    says(&said, "Command: z\nNo conversations yet.\n");
    says(&said, "Who do you want to talk with: \nCommand: n\n");
    says(&said, "There is nothing to undo.\n");
    says(&said, "There is nothing to do again.\n");
    says(&said, "99999999999999999999\nThere is nothing at that number.\n");
    assert_int_equal(said.status, 0);
    buf_release(&said.text);
}

static void a_name_is_looked_at(void **state)
{
    struct buf script = BUF_INIT;
    struct said said;
    (void)state;
    buf_adds(&script, "n ");
    for (int i = 0; i < 500; i++)
        buf_adds(&script, "naam");
    buf_adds(&script, "\nn\nTim Aerts\n2\n\n/s\n");
    play_anew(&said, LANG_NL, script.data);
    says(&said, "Voorbereiding met T.A., niet gepland.");
    assert_null(strstr(said.text.data, "Voorbereiding met N"));
    buf_release(&script);
    buf_release(&said.text);
}

static void promises_are_settled_from_home(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    char id[UUID_SIZE], agreement[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Mo Karimi", DAY_NONE, id);
    int today = desk_fixture_today(&fixture);
    desk_fixture_agreement(&fixture, id, OWNER_MANAGER, "Bellen", today - 3, agreement);
    desk_fixture_agreement(&fixture, id, OWNER_MANAGER, "Stoel bestellen", today, agreement);
    desk_fixture_agreement(&fixture, id, OWNER_MANAGER, "Rooster", today + 9, agreement);
    play(&said, &fixture.desk, NULL, "x 4\nx1\nd 1\nasap\n31-4\nvrijdag\n-2\nn\nu\ns\n");
    says(&said, "Jouw beloften:\n"
                "1. Bellen. M.K., 3 dagen geleden, te laat.\n"
                "2. Stoel bestellen. M.K., vandaag.\n"
                "3. Rooster. M.K., wo 2 dec.\n"
                "Gesprekken:\n"
                "4. M.K., niet gepland, Verzuimgesprek, nog niet voorbereid.\n"
                "3 beloften open, 1 te laat.\n");
    says(&said, "x 4\nBij dat nummer staat geen belofte.\n");
    says(&said, "x1\nbelofte \"Bellen\" gedaan\n");
    says(&said, "Nieuwe datum (vr, over 2 weken, week 50, 15-12; leeg slaat over): asap\n");
    says(&said, "Nieuwe datum: vrijdag\n= vrijdag 27 november 2026 (over 4 dagen)\n");
    says(&said, "-2\nbelofte \"Rooster\" vervallen\n");
    says(&said, "Ongedaan: belofte \"Rooster\" vervallen (M.K.)\n");
    says(&said, "2 beloften open.\n");
    assert_int_equal(said.status, 0);
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

static void a_promise_opens_by_its_number(void **state)
{
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE], agreement[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Mo Karimi", DAY_NONE, id);
    desk_fixture_agreement(&fixture, id, OWNER_MANAGER, "Bellen", DAY_NONE, agreement);
    play_well(&fixture.desk, NULL, "1\n3\n\nmorgen\nMail HR\n\n\ns\n");
    struct interview *interview = interviews_load(fixture.desk.store, id, &err);
    assert_non_null(interview);
    assert_int_equal(interview->agreements[0].owner, OWNER_HR);
    assert_int_equal(interview->agreements[0].due, desk_fixture_today(&fixture) + 1);
    assert_string_equal(interview->agreements[0].what, "Bellen");
    assert_int_equal(interview->agreements[0].revision, 2);
    interview_release(interview);
    free(interview);
    desk_fixture_close(&fixture);
}

static void quiet_people_are_named_and_opened(void **state)
{
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"moved", ""};
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Tim Aerts", DAY_NONE, id);
    for (enum stage stage = STAGE_TALKING; stage <= STAGE_CLOSED; stage++)
        assert_int_equal(interviews_set_stage(fixture.desk.store, id, stage, &deed, &err), 0);
    desk_fixture_later(&fixture, 12);
    play(&said, &fixture.desk, NULL, "1\nmorgen 9.15\n/s\n");
    says(&said, "Even contact?\n1. T.A.: 12 dagen niets vastgelegd, niets gepland.\n");
    says(&said, "Voorbereiding met T.A., zo 6 dec 9:15.");
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

static void a_conversation_is_planned_moved_and_removed(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play(&said, &fixture.desk, id,
         "/p vrijdag 14u30\np morgen\np volgende week half 10\np volgende week\np -\np straks "
         "ergens\n"
         "verplaats Roos Dijkstra\nnee\nverplaats Roos "
         "Dijkstra\nja\nmove\n\nu\nw\n/verwijder\nnee\nremove\nja\nu\ns\n");
    says(&said, "= vrijdag 27 november 2026 14:30 (over 4 dagen)\n");
    says(&said, "= dinsdag 24 november 2026 14:30 (morgen)\n");
    says(&said, "p straks ergens\nDeze dag en tijd ken ik niet. Probeer \"vrijdag 14:30\"");
    says(&said, "= maandag 30 november 2026 9:30 (over 7 dagen)\n");
    says(&said, "= maandag 30 november 2026 9:30 (over 7 dagen)\nGeen dag genoemd: de eerste.");
    says(&said, "Verplaatsen van Sanne de Boer naar Roos Dijkstra: ja\n"
                "Staat nu bij Roos Dijkstra; u zet het terug.\n");
    says(&said, "Ongedaan: gesprek verplaatst naar iemand anders\n");
    says(&said, "Dit gesprek verwijderen: nee\n");
    says(&said, "Het gesprek is verwijderd; u haalt het terug.\n");
    says(&said, "Gesprekken:\n1. S.B., niet gepland,");
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

/* ---- reports --------------------------------------------------------------------------------- */

static void a_report_is_written_once(void **state)
{
    struct desk_fixture fixture;
    struct buf script = BUF_INIT, text = BUF_INIT;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"moved", ""};
    struct said said;
    char id[UUID_SIZE], path[96];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    assert_int_equal(interviews_set_stage(fixture.desk.store, id, STAGE_CLOSING, &deed, &err), 0);
    snprintf(path, sizeof path, "%s/verslag.md", fixture.folder);
    buf_addf(&script, "/e\niemand\nmedewerker\n%s\ne 1\n%s\ne hr\n-\ns\n", path, path);
    play(&said, &fixture.desk, id, script.data);
    says(&said, "Door wiens ogen: 1 medewerker, 2 HR, 3 jijzelf (een nummer; leeg slaat over): "
                "iemand\nDoor wiens ogen: 1 medewerker, 2 HR, 3 jijzelf: medewerker\n");
    says(&said, "leeg voor ~/gesprek-2026-11-23-");
    says(&said, "-employee.txt, - voor geen: /");
    says(&said, "Geschreven naar ");
    says(&said, "Er is al een bestand met die naam");
    assert_int_equal(said.status, -1); /* not everything could be done */
    read_file(path, &text);
    assert_int_equal(strncmp(text.data, "# ", 2), 0);
    assert_non_null(strstr(text.data, "Sanne de Boer"));
    buf_release(&text);
    buf_release(&script);
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

/* From every step, also in the middle of a question; the log tells who looked, and nothing else. */
static void others_eyes_are_near(void **state)
{
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_EN);
    struct buf script = BUF_INIT;
    struct log_row *rows;
    struct said said;
    char path[96];
    size_t n;
    (void)state;
    open_small(&fixture, LANG_EN);
    snprintf(path, sizeof path, "%s/report.html", fixture.folder);
    buf_addf(&script,
             "n Mo Karimi\ntomorrow\n/look hr\nn\n\nn\ntwo mornings\n/l employee\nf\n/e 1\n%s\ns\n",
             path);
    play(&said, &fixture.desk, NULL, script.data);
    says(&said, "No agreements were shared with HR.");
    says(&said, "HR gets this and nothing else: no notes, no answers.");
    says(&said, "two mornings\n");
    assert_int_equal(log_list(fixture.desk.store, 0, &rows, &n, &err), 0);
    assert_int_equal(n, 3);
    assert_int_equal(rows[0].kind, LOG_EXPORTED);
    assert_string_equal(rows[0].how, "html");
    assert_int_equal(rows[1].kind, LOG_VIEWED);
    assert_string_equal(rows[1].how, "employee");
    assert_string_equal(rows[2].how, "hr");
    log_rows_free(rows, n);
    buf_release(&script);
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

/* ---- the file -------------------------------------------------------------------------------- */

static void another_window_may_read_and_take_over(void **state)
{
    struct desk_fixture fixture;
    struct desk second;
    static const char script[] =
        "n Tim Aerts\nx 1\n1\n2\ny\n/g\nA goal\n/n\n/a\nn\ntakeover\nnames\ns\n";
    struct said said;
    char id[UUID_SIZE], agreement[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    desk_fixture_agreement(&fixture, id, OWNER_MANAGER, "Make a rota", DAY_NONE, agreement);
    desk_fixture_second(&fixture, &second);
    play(&said, &second, NULL, script); /* the lines behind one that was refused mean nothing */
    says(&said, "so nothing was changed");
    lacks(&said, "Preparation with");
    assert_int_equal(said.status, -1);
    buf_release(&said.text);
    play_on(true, &said, &second, NULL, script, strlen(script));
    says(&said, "Preparation with S.B.");
    says(&said, "Point 1 of 4");
    assert_int_equal(said.status, -1);
    assert_string_equal(desk_fixture_answer(&fixture, id, POINT_PREPARATION, "place"), "");
    buf_release(&said.text);
    store_close(fixture.desk.store);
    play(&said, &second, NULL, "takeover\nx 1\ns\n");
    says(&said, "You can write here now.\n");
    says(&said, "promise \"Make a rota\" done\n");
    assert_int_equal(said.status, 0);
    buf_release(&said.text);
    store_close(second.store);
    fixture.desk.store = NULL;
    desk_fixture_close(&fixture);
}

/* The screens died with typing in a field: plain lines take it as its answer, and go on with the
 * agreement that was being made. */
static void typing_of_the_screens_is_found_again(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    struct err err = ERR_INIT(LANG_EN);
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    sitting_open(&sitting, &fixture.desk, id);
    sitting_keys(&sitting, "Samen kijk");
    assert_int_equal(stack_save(&sitting.stack), 0);
    sitting_kill(&sitting);
    play(&said, &fixture.desk, id, "\n\n\n\n\n\n");
    says(&said, "Doel van dit gesprek, nu: Samen kijk\n");
    buf_release(&said.text);
    assert_int_equal(desk_fixture_drafts(&fixture, id), 0);
    sitting_open(&sitting, &fixture.desk, id);
    sitting_keys(&sitting, "<F6><F4><Right><Right><Tab>Proefweek<Tab>vrijdag");
    assert_int_equal(stack_save(&sitting.stack), 0);
    sitting_kill(&sitting);
    play(&said, &fixture.desk, id, "\n\n\nBellen\n\n\ns\n");
    says(&said, "Er was een afspraak nog niet af; ga er hier mee verder.\nAfspraak 1:\n");
    says(&said, "Wat, nu: Proefweek\n");
    says(&said, "Wanneer, nu: vrijdag 27 november 2026\n");
    buf_release(&said.text);
    struct interview *interview = interviews_load(fixture.desk.store, id, &err);
    assert_non_null(interview);
    assert_int_equal(interview->n_agreements, 1);
    assert_int_equal(interview->agreements[0].owner, OWNER_EMPLOYEE);
    assert_string_equal(interview->agreements[0].follow_up, "Bellen");
    interview_release(interview);
    free(interview);
    assert_int_equal(desk_fixture_drafts(&fixture, id), 0);
    desk_fixture_close(&fixture);
}

/* Holds a conversation in a process of its own and kills that as soon as it has said `until`. */
static void play_and_kill(struct desk_fixture *fixture, const char *interview, const char *script,
                          const char *until)
{
    int to[2], from[2], status;
    char heard[32768];
    size_t n = 0;
    store_close(fixture->desk.store);
    fixture->desk.store = NULL;
    assert_int_equal(pipe(to) | pipe(from), 0);
    pid_t child = fork();
    if (child == 0) {
        struct err err = ERR_INIT(fixture->desk.lang);
        struct plain_lines where = {
            .in = fdopen(to[0], "r"), .out = fdopen(from[1], "w"), .asks = true};
        desk_fixture_reopen(fixture);
        plain_run(&fixture->desk, interview, &where, &err);
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    assert_int_equal(write(to[1], script, strlen(script)), strlen(script));
    for (ssize_t got = 1; got > 0 && n<sizeof heard - 1; n += got> 0 ? (size_t)got : 0) {
        heard[n] = '\0';
        if (strstr(heard, until))
            break;
        got = read(from[0], heard + n, sizeof heard - 1 - n);
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    close(to[1]);
    close(from[0]);
    desk_fixture_reopen(fixture);
}

/* Each answer was on disk, also those of an agreement that is not finished; the screens open it. */
static void a_kill_in_an_agreement_loses_no_answer(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play_and_kill(&fixture, id, "v\nRustig\na\n4\nMo Karimi\nSleutel regelen\nzsm\n",
                  "Hoe opvolgen");
    assert_string_equal(desk_fixture_answer(&fixture, id, "aandacht", FIELD_NOTE), "Rustig");
    assert_int_equal(desk_fixture_drafts(&fixture, id), 4);
    sitting_open(&sitting, &fixture.desk, NULL);
    assert_string_equal(sitting_screen(&sitting), "agree");
    sitting_shows(&sitting, "Mo Karimi");
    sitting_shows(&sitting, "Sleutel regelen");
    sitting_shows(&sitting, "zsm");
    sitting_kill(&sitting);
    play(&said, &fixture.desk, id, "\n\n\n\n\n\n\n");
    says(&said, "Er was een afspraak nog niet af; ga er hier mee verder.\n");
    says(&said, "Wie is dat, nu: Mo Karimi\n");
    says(&said, "Bewaard als afspraak 1.\n");
    buf_release(&said.text);
    assert_int_equal(desk_fixture_drafts(&fixture, id), 0);
    desk_fixture_close(&fixture);
}

/* The place is shared: each goes on where the other was. */
static void the_screens_go_on_where_lines_were_left(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play_well(&fixture.desk, id, "v\n\nv\n\nv\n");
    sitting_open(&sitting, &fixture.desk, NULL);
    assert_string_equal(sitting_screen(&sitting), "talk");
    sitting_shows(&sitting, "Belemmeringen en mogelijkheden");
    sitting_keys(&sitting, "<PgUp>");
    sitting_close(&sitting);
    play(&said, &fixture.desk, id, "");
    says(&said, "Punt 2 van 4: ");
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

/* ---- the room -------------------------------------------------------------------------------- */

static void run_in(struct desk *desk, struct plain_lines *where, struct buf *said)
{
    struct err err = ERR_INIT(desk->lang);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    where->out = out;
    assert_int_equal(plain_run(desk, NULL, where, &err), 0);
    fclose(out);
    buf_add(said, text, size);
    free(text);
}

/* A row of what is said, or the end of a question with its answer behind it. */
static bool fits_forty(const char *line, size_t len)
{
    const char *answer = memrchr(line, ':', len);
    return utf8_columns(line, len) <= 40 ||
           (answer && utf8_columns(line, (size_t)(answer - line)) < 40 &&
            len - (size_t)(answer - line) == strlen(": n Sanne de Boer"));
}

static void rows_are_wrapped_on_a_terminal(void **state)
{
    struct desk_fixture fixture;
    struct buf said = BUF_INIT;
    char script[] = "h\nk\nn Sanne de Boer\n\n\n\n\n\n\n\n?\ns\n";
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    struct plain_lines where = {
        .in = fmemopen(script, strlen(script), "r"), .columns = 40, .echo = true, .asks = true};
    run_in(&fixture.desk, &where, &said);
    for (const char *line = said.data; *line;) {
        size_t len = strcspn(line, "\n");
        if (!fits_forty(line, len))
            fail_msg("too wide: %.*s", (int)len, line);
        line += len + (line[len] == '\n');
    }
    assert_non_null(strstr(said.data, "30. Hoe vond je dit gesprek, en wat mag\n"));
    fclose(where.in);
    buf_release(&said);
    desk_fixture_close(&fixture);
}

static void a_terminal_shows_itself_what_is_typed(void **state)
{
    struct desk_fixture fixture;
    struct buf said = BUF_INIT;
    char script[] = "vandaag\n";
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    struct plain_lines where = {.in = fmemopen(script, strlen(script), "r"), .asks = true};
    run_in(&fixture.desk, &where, &said);
    assert_non_null(strstr(said.data, "s stop): Vandaag, maandag"));
    assert_non_null(strstr(said.data, "Opdracht: \n")); /* the end of the input ends the row */
    fclose(where.in);
    buf_release(&said);
    desk_fixture_close(&fixture);
}

/* Almost the name of somebody known would begin a second person. */
static void who_is_meant_is_asked(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    play(&said, &fixture.desk, NULL, "n Sane de Boer\n\nn sanne\n1\n/s\n");
    says(&said, "Bedoel je iemand met wie je eerder sprak?\n"
                "1. Sanne de Boer\n"
                "2. Iemand nieuw: Sane de Boer\n"
                "Nummer (een nummer; leeg slaat over): \n"
                "Opdracht: n sanne\n");
    says(&said, "Er liep al een gesprek met deze persoon.\nVoorbereiding met S.B.");
    buf_release(&said.text);

    /* Who chooses nobody has asked for nobody's steps or time in service. */
    play(&said, &fixture.desk, NULL, "stappen Sane de Boer\n\ndienst Sane de Boer\n\n/s\n");
    lacks(&said, "Er is geen verzuim genoteerd");
    lacks(&said, "Er is nog niemand met die naam");
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

static void today_is_told_without_asking(void **state)
{
    struct desk_fixture fixture;
    struct buf said = BUF_INIT;
    struct err err = ERR_INIT(LANG_EN);
    struct place place;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_interview(&fixture, "Mo Karimi", desk_fixture_today(&fixture) + 1, id);
    struct plain_lines where = {.in = NULL};
    run_in(&fixture.desk, &where, &said);
    assert_string_equal(said.data, "Today, Monday 23 November 2026.\n"
                                   "Conversations:\n"
                                   "1. M.K., Tue 24 Nov 10:00, Absence conversation, not prepared "
                                   "yet.\n");
    assert_int_equal(interviews_place(fixture.desk.store, &place, &err), 0);
    assert_string_equal(place.screen, ""); /* looking leaves no trace */
    buf_release(&said);
    desk_fixture_close(&fixture);
}

static void output_that_cannot_be_written_ends_it(void **state)
{
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_EN);
    char script[] = "n Sanne de Boer\n\n";
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    struct plain_lines where = {
        .in = fmemopen(script, strlen(script), "r"), .out = fopen("/dev/full", "w"), .asks = true};
    plain_run(&fixture.desk, NULL, &where, &err);
    assert_int_equal(where.fault, ENOSPC);
    fclose(where.in);
    fclose(where.out);
    desk_fixture_close(&fixture);
}

/* What people and files say is shown, never done. */
static void nothing_said_acts_on_a_terminal(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    char id[UUID_SIZE], agreement[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    desk_fixture_agreement(&fixture, id, OWNER_MANAGER,
                           "Call\x1b[2J\x9b"
                           "31m\xe2\x80\xae now",
                           DAY_NONE, agreement);
    play(&said, &fixture.desk, NULL, "u\nl 1\n1\n\n\n\n\n\n\n2\n/n\n/f\n\nl self\ns\n");
    lacks(&said, "\x1b");
    lacks(&said, "\xe2\x80\xae");
    says(&said, "Call{1B}[2J");
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

/* A question to HR goes without names: one that is known here is told, at home too. */
static void a_name_in_a_question_is_told(void **state)
{
    struct desk_fixture fixture;
    struct said said;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    desk_fixture_interview(&fixture, "Mo Karimi", DAY_NONE, id);
    play(&said, &fixture.desk, NULL, "sparren Hoe help ik Sanne verder?\nn\nstop\n");
    says(&said, "Er staat een naam of initialen in");
    says(&said, "Er is niets verstuurd");
    buf_release(&said.text);
    play(&said, &fixture.desk, NULL, "sparren Iemand heeft een burn-out, wat nu?\n");
    says(&said, "\"burn-out\": ");
    says(&said, "Er is niets verstuurd");
    buf_release(&said.text);
    play(&said, &fixture.desk, NULL, "sparren Iemand heeft een burn-out, wat nu?\nj\nstop\n");
    says(&said, "Bewaard. Het gaat mee met de volgende bundel");
    buf_release(&said.text);
    play(&said, &fixture.desk, id,
         "\n\n\n\n\n\n\n\n\n\n\n\nsparren Kan Sanne het overnemen van M.K.?\nn\nstop\n");
    says(&said, "Er staat een naam of initialen in");
    buf_release(&said.text);
    play(&said, &fixture.desk, id, "\n\n\n\n\n\n\n\n\n\n\n\nsparren Hoe help ik verder?\nstop\n");
    assert_null(strstr(said.text.data, "naam of initialen"));
    buf_release(&said.text);
    desk_fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_conversation_in_dutch),
        cmocka_unit_test(a_conversation_in_english),
        cmocka_unit_test(the_end_of_the_input_keeps_everything),
        cmocka_unit_test(the_last_line_counts),
        cmocka_unit_test(the_same_answers_leave_the_same_rows),
        cmocka_unit_test(what_is_no_text_is_asked_again),
        cmocka_unit_test(a_nul_or_an_endless_line_is_refused),
        cmocka_unit_test(a_line_too_long_for_its_place_is_refused),
        cmocka_unit_test(lines_of_another_system_are_read),
        cmocka_unit_test(an_answer_is_kept_emptied_or_replaced),
        cmocka_unit_test(what_may_not_be_written_down_is_mended),
        cmocka_unit_test(a_limit_asks_on_what_basis),
        cmocka_unit_test(a_letter_alone_is_a_command),
        cmocka_unit_test(a_list_is_changed_line_by_line),
        cmocka_unit_test(every_command_does_what_it_says),
        cmocka_unit_test(no_word_means_two_things),
        cmocka_unit_test(words_of_both_languages_are_understood),
        cmocka_unit_test(home_commands_with_nothing_to_do),
        cmocka_unit_test(a_name_is_looked_at),
        cmocka_unit_test(promises_are_settled_from_home),
        cmocka_unit_test(a_promise_opens_by_its_number),
        cmocka_unit_test(quiet_people_are_named_and_opened),
        cmocka_unit_test(a_conversation_is_planned_moved_and_removed),
        cmocka_unit_test(a_report_is_written_once),
        cmocka_unit_test(others_eyes_are_near),
        cmocka_unit_test(another_window_may_read_and_take_over),
        cmocka_unit_test(typing_of_the_screens_is_found_again),
        cmocka_unit_test(a_kill_in_an_agreement_loses_no_answer),
        cmocka_unit_test(the_screens_go_on_where_lines_were_left),
        cmocka_unit_test(rows_are_wrapped_on_a_terminal),
        cmocka_unit_test(a_terminal_shows_itself_what_is_typed),
        cmocka_unit_test(who_is_meant_is_asked),
        cmocka_unit_test(today_is_told_without_asking),
        cmocka_unit_test(output_that_cannot_be_written_ends_it),
        cmocka_unit_test(nothing_said_acts_on_a_terminal),
        cmocka_unit_test(a_name_in_a_question_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
