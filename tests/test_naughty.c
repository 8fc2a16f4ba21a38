/*
 * Every naughty text in every field: it is kept byte for byte or refused in a sentence, and
 * whatever is written of it anywhere has no byte that acts on a terminal, no formula, no markup and
 * no property of a calendar that was not there before.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <libical/ical.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk_fixture.h"
#include "inside.h"
#include "naughty.h"
#include "report/csv.h"
#include "report/format.h"
#include "report/invitation.h"
#include "report/report.h"
#include "store/absences.h"
#include "store/agreements.h"
#include "store/dossier.h"
#include "store/interviews.h"
#include "store/sparring.h"

#define WORD "woord"

enum { TALKS = 20 };

/* One person with a conversation, two agreements, an absence and a question to HR, in whose texts
 * one naughty text stands. */
struct talk {
    char interview[UUID_SIZE], agreements[2][UUID_SIZE], person[UUID_SIZE], thread[UUID_SIZE];
    struct absence absence;
    struct buf text;
};

/* A file with so many of them, each beside the others in every list. */
struct world {
    struct desk_fixture fixture;
    struct talk talks[TALKS];
};

static const struct deed deed = {"%s answered", "1"};

static void open_talk(struct world *world, struct talk *talk, const char *word)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = world->fixture.desk.store;
    int today = desk_fixture_today(&world->fixture);
    *talk = (struct talk){.text = BUF_INIT};
    desk_fixture_interview(&world->fixture, word, today, talk->interview);
    for (int i = 0; i < 2; i++)
        desk_fixture_agreement(&world->fixture, talk->interview, OWNER_MANAGER, word, today + i,
                               talk->agreements[i]);
    assert_int_equal(absences_whose(store, word, talk->person, &err), 0);
    assert_int_equal(interviews_rename_person(store, talk->person, word, word, word, &deed, &err),
                     0);
    absence_init(&talk->absence);
    memcpy(talk->absence.person, talk->person, UUID_SIZE);
    *absence_day(&talk->absence, ABSENCE_FIRST_DAY) = today - 20;
    assert_int_equal(absences_save(store, &talk->absence, &deed, &err), 0);
    struct sparring_point nothing = {"", "", "", ""};
    assert_int_equal(sparring_ask(store, &nothing, word, &deed, talk->thread, &err), 0);
}

static void open_world(struct world *world)
{
    char path[128], word[32];
    *world = (struct world){.talks = {{.text = BUF_INIT}}};
    desk_fixture_open(&world->fixture, LANG_NL);
    for (int i = 0; i < TALKS; i++) {
        snprintf(word, sizeof word, WORD " %d", i);
        open_talk(world, &world->talks[i], word);
    }
    snprintf(path, sizeof path, "%s/gesprek.db", world->fixture.folder);
    setenv("GESPREK_DB", path, 1);
    setenv("HOME", world->fixture.folder, 1);
}

static void close_world(struct world *world)
{
    for (int i = 0; i < TALKS; i++) {
        absence_release(&world->talks[i].absence);
        buf_release(&world->talks[i].text);
    }
    desk_fixture_close(&world->fixture);
}

/* ---- every field ----------------------------------------------------------------------------- */

static void must_be(const char *kept, const struct buf *text, const char *where)
{
    if (strcmp(kept, text->data) != 0) {
        struct buf other = BUF_INIT;
        buf_adds(&other, kept);
        naughty_fail("not kept as it was", where, text, &other);
    }
}

/* What was not stored was refused, in a sentence that is fit to be read. */
static void must_be_refused(const struct err *err, const char *where, const struct buf *text)
{
    struct buf said = BUF_INIT;
    buf_adds(&said, err->text);
    if (!said.len)
        naughty_fail("failed without a word", where, text, NULL);
    naughty_is_shown(&said, false, where, text);
    buf_release(&said);
}

static const char *const own_fields[] = {FIELD_GOAL,     FIELD_QUESTIONS,    FIELD_PLACE,
                                         FIELD_TOPICS,   FIELD_VIEW_MANAGER, FIELD_VIEW_EMPLOYEE,
                                         FIELD_REACTION, FIELD_COLLEAGUES};
enum { OWN_FIELDS = sizeof own_fields / sizeof *own_fields };

/* The fields every conversation has, and what the guide asks: a note at its first point, and every
 * line to fill in. */
static void answer_all(struct world *world, struct talk *talk)
{
    const struct buf *text = &talk->text;
    struct desk *desk = &world->fixture.desk;
    struct err err = ERR_INIT(LANG_EN);
    struct dossier dossier;
    assert_int_equal(desk_take(desk, talk->interview, &dossier, &err), 0);
    for (size_t i = 0; i < OWN_FIELDS; i++) {
        struct asked asked = asked_own(NULL, own_fields[i], LANG_NL);
        if (dossier_answer(desk, &dossier, &asked, text->data, &err))
            must_be_refused(&err, own_fields[i], text);
    }
    for (size_t i = 0; i < dossier.guide->n_points; i++) {
        const struct guide_point *point = &dossier.guide->points[i];
        struct asked note = asked_own(point->id, FIELD_NOTE, LANG_NL);
        assert_int_equal(dossier_answer(desk, &dossier, &note, text->data, &err), 0);
        for (size_t k = 0; k < point->n_capture; k++) {
            struct asked asked = asked_guide(point->id, &point->capture[k]);
            if (asked.kind == KIND_NOTE || asked.kind == KIND_LIST)
                assert_int_equal(dossier_answer(desk, &dossier, &asked, text->data, &err), 0);
        }
    }
    desk_put_away(&dossier);
}

static void answers_are_kept(struct world *world, const struct talk *talk)
{
    const struct buf *text = &talk->text;
    struct err err = ERR_INIT(LANG_EN);
    struct interview *read = interviews_load(world->fixture.desk.store, talk->interview, &err);
    assert_non_null(read);
    for (size_t i = 0; i < OWN_FIELDS; i++) {
        struct asked asked = asked_own(NULL, own_fields[i], LANG_NL);
        must_be(interview_value(read, asked.point, asked.field), text, own_fields[i]);
    }
    size_t seen = 0;
    for (size_t i = 0; i < read->n_answers; i++) {
        const struct answer *answer = &read->answers[i];
        if (answer->kind != KIND_NOTE && answer->kind != KIND_LIST)
            continue;
        must_be(answer->value, text, answer->field);
        seen++;
    }
    assert_true(seen > OWN_FIELDS + 4 || !text->len);
    interview_release(read);
    free(read);
}

static void agree(struct world *world, const struct talk *talk, int which)
{
    const struct buf *text = &talk->text;
    struct err err = ERR_INIT(LANG_EN);
    struct interview *read = interviews_load(world->fixture.desk.store, talk->interview, &err);
    assert_non_null(read);
    struct agreement *agreement = interview_agreement(read, talk->agreements[which]);
    assert_non_null(agreement);
    mem_replace(&agreement->what, text->data);
    mem_replace(&agreement->follow_up, text->data);
    mem_replace(&agreement->remark, text->data);
    agreement->owner = OWNER_OTHER;
    mem_replace(&agreement->owner_name, text->data);
    if (which) {
        agreement->due = DAY_NONE;
        mem_replace(&agreement->due_words, text->data);
    }
    if (agreements_save(world->fixture.desk.store, agreement, &deed, &err))
        must_be_refused(&err, "agreement", text);
    interview_release(read);
    free(read);
    struct agreement *revisions = NULL;
    size_t n = 0;
    assert_int_equal(agreements_history(world->fixture.desk.store, talk->agreements[which],
                                        &revisions, &n, &err),
                     0);
    const struct agreement *last = &revisions[n - 1];
    must_be(last->what, text, "what");
    must_be(last->follow_up, text, "follow_up");
    must_be(last->remark, text, "remark");
    must_be(last->owner_name, text, "owner_name");
    if (which)
        must_be(last->due_words, text, "due_words");
    for (size_t i = 0; i < n; i++)
        agreement_release(&revisions[i]);
    free(revisions);
}

/* A name may be refused; what is taken is kept, but for the blanks around it. */
static void rename_person(struct world *world, struct talk *talk)
{
    const struct buf *text = &talk->text;
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = world->fixture.desk.store;
    if (interviews_rename_person(store, talk->person, text->data, text->data, text->data, &deed,
                                 &err)) {
        must_be_refused(&err, "name", text);
        return;
    }
    struct person person = {0};
    assert_int_equal(interviews_person(store, talk->person, &person, &err), 0);
    if (!strstr(text->data, person.name) || strcmp(person.name, person.team) != 0 ||
        strcmp(person.name, person.code) != 0)
        naughty_fail("not kept as it was", "name", text, NULL);
    person_release(&person);
}

static void put_absence(struct world *world, struct talk *talk)
{
    const struct buf *text = &talk->text;
    struct err err = ERR_INIT(LANG_EN);
    static const enum absence_field fields[] = {ABSENCE_REACHABLE, ABSENCE_LASTING, ABSENCE_WORK};
    for (size_t i = 0; i < 3; i++) {
        char **slot = absence_text(&talk->absence, fields[i]);
        char *before = mem_copy(*slot);
        mem_replace(slot, text->data);
        if (absences_save(world->fixture.desk.store, &talk->absence, &deed, &err)) {
            must_be_refused(&err, "absence", text);
            mem_replace(slot, before);
        }
        free(before);
    }
    struct absence_row *rows = NULL;
    size_t n = 0;
    assert_int_equal(absences_list(world->fixture.desk.store, talk->person, false, &rows, &n, &err),
                     0);
    for (size_t i = 0; n && i < 3; i++)
        assert_string_equal(*absence_text(&rows[0].absence, fields[i]),
                            *absence_text(&talk->absence, fields[i]));
    absence_rows_free(rows, n);
}

static void ask_hr(struct world *world, struct talk *talk)
{
    const struct buf *text = &talk->text;
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_thread thread;
    struct store *store = world->fixture.desk.store;
    enum side side = text->len % 2 ? SIDE_HR : SIDE_MANAGER;
    if (sparring_say(store, talk->thread, side, text->data, &deed, &err)) {
        must_be_refused(&err, "sparring", text);
        return;
    }
    assert_int_equal(sparring_load(store, talk->thread, SIDE_MANAGER, &thread, &err), 0);
    must_be(thread.messages[thread.n - 1].text, text, "sparring");
    sparring_thread_release(&thread);
}

static void draft(struct world *world, struct talk *talk)
{
    const struct buf *text = &talk->text;
    struct err err = ERR_INIT(LANG_EN);
    struct draft typed = {.point = (char *)POINT_OWN,
                          .field = (char *)FIELD_GOAL,
                          .text = text->data,
                          .cursor = text->len};
    struct draft *drafts = NULL;
    size_t n = 0;
    memcpy(typed.interview, talk->interview, UUID_SIZE);
    assert_int_equal(interviews_draft(world->fixture.desk.store, &typed, &err), 0);
    assert_int_equal(
        interviews_drafts(world->fixture.desk.store, talk->interview, &drafts, &n, &err), 0);
    assert_int_equal(n, 1);
    must_be(drafts[0].text, text, "draft");
    draft_release(&drafts[0]);
    free(drafts);
    assert_int_equal(interviews_drop_draft(world->fixture.desk.store, talk->interview, POINT_OWN,
                                           FIELD_GOAL, &err),
                     0);
}

static void settings(struct world *world, const struct talk *talk)
{
    const struct buf *text = &talk->text;
    struct err err = ERR_INIT(LANG_EN);
    struct buf kept = BUF_INIT;
    struct store *store = world->fixture.desk.store;
    assert_int_equal(store_setting_set(store, "naughty", text->data, &err), 0);
    assert_int_equal(store_setting_get(store, "naughty", &kept, &err), 0);
    must_be(kept.data, text, "setting");
    buf_release(&kept);
}

static void put_everywhere(struct world *world, struct talk *talk)
{
    answer_all(world, talk);
    answers_are_kept(world, talk);
    for (int i = 0; i < 2; i++)
        agree(world, talk, i);
    rename_person(world, talk);
    put_absence(world, talk);
    ask_hr(world, talk);
    draft(world, talk);
    settings(world, talk);
}

/* ---- what may be written of it --------------------------------------------------------------- */

enum form { FORM_TEXT, FORM_MARKDOWN, FORM_HTML, FORM_JSON, FORM_CSV, FORM_ICS, FORMS };

/* What an output is made of beside the texts in it. */
struct made_of {
    size_t rows, cells;         /* CSV */
    size_t components, entries; /* ICS: entries are properties */
    size_t signs;               /* Markdown: those that mean something */
};

static size_t count_signs(const struct buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < out->len; i++) {
        if (out->data[i] == '\\')
            i++;
        else if (strchr("<>[]`*_|~#&$^@{}", out->data[i]))
            n++;
    }
    return n;
}

static void count_calendar(icalcomponent *component, struct made_of *made)
{
    made->components++;
    made->entries += (size_t)icalcomponent_count_properties(component, ICAL_ANY_PROPERTY);
    icalcomponent *inner = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
    for (; inner; inner = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        count_calendar(inner, made);
}

static void look_at_calendar(const struct buf *out, struct made_of *made, const char *where,
                             const struct buf *text)
{
    for (const char *line = out->data; *line;) {
        size_t len = strcspn(line, "\r\n");
        if (len > 75 || strncmp(line + len, "\r\n", 2) != 0)
            naughty_fail("a line of a calendar is not one", where, text, out);
        line += len + 2;
    }
    icalcomponent *calendar = icalparser_parse_string(out->data);
    if (!calendar || icalcomponent_count_errors(calendar))
        naughty_fail("no calendar", where, text, out);
    count_calendar(calendar, made);
    icalcomponent_free(calendar);
}

/* As a spreadsheet would: blanks and quotes do not keep it from seeing a formula. */
static bool is_formula(const char *cell)
{
    static const char *const signs[] = {
        "=",           "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
        "\xEF\xBC\xA0"};
    if (*cell == '\'')
        return false;
    cell += strspn(cell, " \"");
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (!strncmp(cell, signs[i], strlen(signs[i])))
            return true;
    return false;
}

static void told(void *arg, long line, long character, enum csv_wrong wrong)
{
    size_t *n = arg;
    (void)line, (void)character, (void)wrong;
    ++*n;
}

static void look_at_cells(const struct buf *out, struct made_of *made, const char *where,
                          const struct buf *text)
{
    struct csv_table table;
    struct err err = ERR_INIT(LANG_EN);
    size_t wrong = 0;
    if (csv_read(&table, out->data, out->len, told, &wrong, &err) || wrong)
        naughty_fail("no list that can be read", where, text, out);
    made->rows = table.n;
    for (size_t i = 0; i < table.n; i++) {
        made->cells += table.rows[i].n;
        for (size_t k = 0; k < table.rows[i].n; k++) {
            const char *cell = table.rows[i].cells[k];
            if (is_formula(cell))
                naughty_fail("a formula", where, text, out);
            for (; (cell = strchr(cell, ';')); cell++)
                if (is_formula(cell + 1))
                    naughty_fail("a formula behind ;", where, text, out);
        }
    }
    csv_release(&table);
}

/* Every tag is one of those that stand in a page full of harmless words, every & one of ours. */
static void look_at_page(const struct buf *out, const struct buf *harmless, const char *where,
                         const struct buf *text)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    for (const char *at = out->data; (at = strpbrk(at, "<>&")); at++) {
        size_t len = strcspn(at, ">") + 1;
        bool known = *at == '<' && memmem(harmless->data, harmless->len, at, len);
        for (size_t i = 0; *at == '&' && i < sizeof entities / sizeof *entities; i++)
            known = known || !strncmp(at, entities[i], strlen(entities[i]));
        if (!known && *at == '>') /* in the style sheet */
            known = memmem(harmless->data, harmless->len, at - 8, 9) != NULL;
        if (!known) {
            struct buf part = BUF_INIT;
            buf_adds(&part, at);
            naughty_fail("markup", where, text, &part);
        }
        if (*at == '<')
            at += len - 1;
    }
}

/* It can be read, and where agreements are listed the text stands in it as it was. */
static void look_at_json(const struct buf *out, const char *where, const struct buf *text)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *ask = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT json_valid(?1), (SELECT count(*) FROM"
                                        " json_tree(?1) WHERE atom = ?2)",
                                        -1, &ask, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(ask, 1, out->data, (int)out->len, SQLITE_STATIC);
    sqlite3_bind_text(ask, 2, text->data, (int)text->len, SQLITE_STATIC);
    int got = sqlite3_step(ask);
    if (got != SQLITE_ROW || !sqlite3_column_int(ask, 0))
        naughty_fail("no JSON", where, text, out);
    bool whole = text->len && utf8_valid(text->data, text->len) && !strchr(text->data, '\n');
    if (whole && strstr(where, "agreements") && !sqlite3_column_int(ask, 1))
        naughty_fail("it does not stand in the JSON as it was", where, text, out);
    sqlite3_finalize(ask);
    sqlite3_close(db);
}

static void look_at(const struct buf *out, const struct buf *harmless, enum form form,
                    const char *where, const struct buf *text)
{
    struct made_of made = {0}, should = {0};
    naughty_is_shown(out, form == FORM_CSV || form == FORM_ICS, where, text);
    if (form == FORM_HTML)
        look_at_page(out, harmless, where, text);
    if (form == FORM_JSON)
        look_at_json(out, where, text);
    if (form == FORM_CSV) {
        look_at_cells(out, &made, where, text);
        look_at_cells(harmless, &should, where, text);
    }
    if (form == FORM_ICS) {
        look_at_calendar(out, &made, where, text);
        look_at_calendar(harmless, &should, where, text);
    }
    if (form == FORM_MARKDOWN) {
        made.signs = count_signs(out);
        should.signs = count_signs(harmless);
    }
    if (memcmp(&made, &should, sizeof made) != 0)
        naughty_fail("it is made of more, or less", where, text, out);
}

/* ---- reports --------------------------------------------------------------------------------- */

enum { REPORTS = 3 * 4 + 1 };

static void write_reports(struct world *world, const struct talk *talk, struct buf outs[REPORTS])
{
    struct err err = ERR_INIT(LANG_EN);
    struct dossier dossier;
    assert_int_equal(desk_take(&world->fixture.desk, talk->interview, &dossier, &err), 0);
    for (int viewer = 0; viewer < 3; viewer++) {
        struct report report;
        report_make(&report, dossier.interview, dossier.guide, (enum viewer)viewer, LANG_NL);
        for (int format = 0; format < 4; format++)
            format_add_report(&outs[viewer * 4 + format], &report, (enum format)format);
        report_release(&report);
    }
    struct asked place = asked_own(NULL, FIELD_PLACE, LANG_NL),
                 topics = asked_own(NULL, FIELD_TOPICS, LANG_NL);
    const struct invitation invitation = {
        .interview = dossier.interview,
        .about = "",
        .place = interview_value(dossier.interview, place.point, place.field),
        .topics = interview_value(dossier.interview, topics.point, topics.field),
    };
    invitation_add(&outs[REPORTS - 1], &invitation, LANG_NL);
    desk_put_away(&dossier);
}

static void look_at_reports(struct world *world, const struct talk *talk,
                            const struct buf harmless[REPORTS])
{
    static const enum form forms[] = {[FORMAT_TEXT] = FORM_TEXT,
                                      [FORMAT_MARKDOWN] = FORM_MARKDOWN,
                                      [FORMAT_HTML] = FORM_HTML,
                                      [FORMAT_JSON] = FORM_JSON};
    struct buf outs[REPORTS];
    char where[32];
    for (int i = 0; i < REPORTS; i++)
        buf_init(&outs[i]);
    write_reports(world, talk, outs);
    for (int i = 0; i < REPORTS; i++) {
        snprintf(where, sizeof where, "report %d", i);
        look_at(&outs[i], &harmless[i], i == REPORTS - 1 ? FORM_TEXT : forms[i % 4], where,
                &talk->text);
        buf_release(&outs[i]);
    }
}

/* ---- the commands that list and export ------------------------------------------------------- */

struct listing {
    enum form form;
    const char *words[8];
};

static const struct listing listings[] = {
    {FORM_TEXT, {"agreements"}},
    {FORM_CSV, {"agreements", "--format", "csv"}},
    {FORM_JSON, {"agreements", "--format", "json"}},
    {FORM_ICS, {"agreements", "--format", "ics"}},
    {FORM_CSV, {"agreements", "--as", "hr", "--format", "csv"}},
    {FORM_JSON, {"agreements", "--as", "hr", "--format", "json"}},
    {FORM_TEXT, {"interviews"}},
    {FORM_CSV, {"interviews", "--format", "csv"}},
    {FORM_JSON, {"interviews", "--format", "json"}},
    {FORM_TEXT, {"person", "list"}},
    {FORM_CSV, {"person", "list", "--format", "csv"}},
    {FORM_TEXT, {"absence", "list"}},
    {FORM_CSV, {"absence", "list", "--format", "csv"}},
    {FORM_JSON, {"absence", "list", "--format", "json"}},
    {FORM_TEXT, {"sparring", "list"}},
    {FORM_JSON, {"sparring", "list", "--format", "json"}},
    {FORM_TEXT, {"review", "--plain", "--no-input"}},
    {FORM_TEXT, {"start", "--plain", "--no-input"}},
    {FORM_TEXT, {"retention"}},
    {FORM_TEXT, {"log"}},
    {FORM_TEXT, {"insight"}},
};
enum { LISTINGS = sizeof listings / sizeof *listings };

/* What one person has, "$", and what is found by one text, "%". */
static const struct listing of_one[] = {
    {FORM_HTML, {"person", "export", "$", "--format", "html"}},
    {FORM_JSON, {"person", "export", "$", "--format", "json"}},
    {FORM_TEXT, {"search", "--", "%"}},
    {FORM_JSON, {"search", "--format", "json", "--", "%"}},
};
enum { OF_ONE = sizeof of_one / sizeof *of_one };

static void run_listing(const struct listing *listing, const struct talk *talk,
                        struct inside *inside)
{
    const char *words[9] = {NULL};
    for (int i = 0; listing->words[i]; i++) {
        const char *word = listing->words[i];
        words[i] = !strcmp(word, "$") ? talk->person : !strcmp(word, "%") ? talk->text.data : word;
    }
    inside_run(inside, words, NULL);
}

/* n talks from this one on are in it. */
static void look_at_listing(const struct listing *listing, const struct talk *talk, int n,
                            const struct buf *harmless)
{
    struct inside inside;
    struct buf where = BUF_INIT;
    for (int i = 0; listing->words[i]; i++)
        buf_addf(&where, "%s ", listing->words[i]);
    run_listing(listing, talk, &inside);
    naughty_is_shown(&inside.errors, false, where.data, &talk->text);
    if (inside.status && strcmp(listing->words[0], "search") != 0)
        naughty_fail("went wrong", where.data, &talk->text, &inside.errors);
    if (inside.out.len)
        look_at(&inside.out, harmless, listing->form, where.data, &talk->text);
    for (int i = 1; listing->form == FORM_JSON && i < n; i++)
        look_at_json(&inside.out, where.data, &talk[i].text);
    inside_release(&inside);
    buf_release(&where);
}

/* ---- tests ----------------------------------------------------------------------------------- */

/* What stands in all outputs when every text is a harmless one. */
struct harmless {
    struct buf reports[REPORTS], listings[LISTINGS], of_one[OF_ONE];
};

static struct buf what_it_says(const struct listing *listing, const struct talk *talk)
{
    struct inside inside;
    run_listing(listing, talk, &inside);
    assert_int_equal(inside.status, 0);
    buf_release(&inside.errors);
    return inside.out;
}

static void write_harmless(struct harmless *harmless)
{
    struct world world;
    open_world(&world);
    for (int i = 0; i < TALKS; i++) {
        buf_adds(&world.talks[i].text, WORD "\n" WORD);
        put_everywhere(&world, &world.talks[i]);
    }
    for (int i = 0; i < REPORTS; i++)
        buf_init(&harmless->reports[i]);
    write_reports(&world, &world.talks[0], harmless->reports);
    for (int i = 0; i < LISTINGS; i++)
        harmless->listings[i] = what_it_says(&listings[i], &world.talks[0]);
    for (int i = 0; i < OF_ONE; i++)
        harmless->of_one[i] = what_it_says(&of_one[i], &world.talks[0]);
    close_world(&world);
}

static void forget_harmless(struct harmless *harmless)
{
    for (int i = 0; i < REPORTS; i++)
        buf_release(&harmless->reports[i]);
    for (int i = 0; i < LISTINGS; i++)
        buf_release(&harmless->listings[i]);
    for (int i = 0; i < OF_ONE; i++)
        buf_release(&harmless->of_one[i]);
}

static void look_at_all(struct world *world, const struct harmless *harmless)
{
    for (int i = 0; i < TALKS; i++) {
        look_at_reports(world, &world->talks[i], harmless->reports);
        for (int k = i % 2; k < OF_ONE; k += 2)
            look_at_listing(&of_one[k], &world->talks[i], 1, &harmless->of_one[k]);
    }
    for (int i = 0; i < LISTINGS; i++)
        look_at_listing(&listings[i], world->talks, TALKS, &harmless->listings[i]);
}

/* So many at a time, each in a conversation of its own; the last ones come with some of the first.
 */
static void try_texts(const struct naughty *naughty, size_t from, size_t to)
{
    struct harmless harmless;
    write_harmless(&harmless);
    for (size_t i = from; i < to; i += TALKS) {
        struct world world;
        open_world(&world);
        for (size_t k = 0; k < TALKS; k++) {
            struct talk *talk = &world.talks[k];
            naughty_text(naughty, i + k < to ? i + k : from + k, 0, &talk->text);
            if (!talk->text.len)
                buf_adds(&talk->text, WORD "\n" WORD);
            put_everywhere(&world, talk);
        }
        look_at_all(&world, &harmless);
        close_world(&world);
    }
    forget_harmless(&harmless);
}

static void our_own_texts_do_no_harm(void **state)
{
    const struct naughty *naughty = *state;
    try_texts(naughty, 0, naughty->own);
}

static void the_public_list_does_no_harm(void **state)
{
    const struct naughty *naughty = *state;
    if (naughty->own == naughty->n)
        skip();
    try_texts(naughty, naughty->own, naughty->n);
}

static int load(void **state)
{
    struct naughty *naughty = mem_zero(1, sizeof *naughty);
    setenv("GESPREK_NOW", "2026-11-23T09:00:00Z", 1);
    naughty_load(naughty);
    *state = naughty;
    return 0;
}

static int unload(void **state)
{
    naughty_release(*state);
    free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_own_texts_do_no_harm),
        cmocka_unit_test(the_public_list_does_no_harm),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
