/* Versions of a guide as the file knows them, and `gesprek guide diff` on it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk_fixture.h"
#include "run.h"
#include "sandbox.h"
#include "store/interviews.h"
#include "store/versions.h"
#include "yaml/guide_yaml.h"

#define GUIDE(version, points)                                                                     \
    "guide: 1\nid: g\nversion: " version                                                           \
    "\nlanguage: nl\nregime: none\ntitle: Gesprek\npoints: { " points " }\n"

static const char first[] = GUIDE("2026.1", "een: { title: T, aim: A, capture: { wel: { ask: W, "
                                            "kind: note, share: private } } }");
static const char other[] = GUIDE("2026.1", "een: { title: T, aim: Anders }");
static const char second[] = GUIDE("2026.2", "twee: { title: T, aim: A }");

static struct guide *read(const char *text)
{
    struct err err = ERR_INIT(LANG_EN);
    struct guide *guide = guide_yaml_open("g.yaml", text, strlen(text), &err);
    assert_string_equal(err.text, "");
    return guide;
}

/* Begins a conversation by the guide in text: its id, or "" and the sentence of the refusal. */
static void begin(struct desk_fixture *fixture, const char *text, char id[UUID_SIZE],
                  struct err *err)
{
    struct guide *guide = read(text);
    *id = '\0';
    desk_begin(&fixture->desk, "Sanne de Boer", guide, 0, id, err);
    guide_free(guide);
}

static void other_content_needs_another_version(void **state)
{
    (void)state;
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE], later[UUID_SIZE];
    desk_fixture_open(&fixture, LANG_EN);
    begin(&fixture, first, id, &err);
    assert_string_not_equal(id, "");
    begin(&fixture, second, later, &err);
    assert_string_not_equal(later, "");
    begin(&fixture, other, later, &err);
    assert_string_equal(later, "");
    /* 2026.2 was used too, so it is not what is proposed. */
    assert_string_equal(err.text, "Version 2026.1 of \"g\" was used before with other content. The "
                                  "guide needs a version of its own first, such as 2026.3.");
    err.text[0] = '\0';
    /* The same content is fine, however its file is laid out. */
    struct buf remarked = BUF_INIT;
    buf_addf(&remarked, "# Opgeschoond\n%s\n", first);
    begin(&fixture, remarked.data, later, &err);
    assert_string_not_equal(later, "");
    assert_string_equal(err.text, "");
    buf_release(&remarked);
    /* What is under way goes on with what it was begun with. */
    struct dossier dossier;
    assert_int_equal(desk_take(&fixture.desk, id, &dossier, &err), 0);
    assert_string_equal(dossier.guide->text, first);
    desk_put_away(&dossier);
    desk_fixture_close(&fixture);
}

static int64_t count_of(const struct guide_counts *counts, const char *point, const char *field)
{
    for (size_t i = 0; i < counts->n; i++)
        if (!strcmp(counts->count[i].point, point) && !strcmp(counts->count[i].field, field))
            return counts->count[i].n;
    return 0;
}

static void answers_are_counted_by_their_ids(void **state)
{
    (void)state;
    struct desk_fixture fixture;
    struct guide_counts counts;
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE];
    desk_fixture_open(&fixture, LANG_EN);
    for (int i = 0; i < 3; i++) {
        begin(&fixture, i < 2 ? first : second, id, &err);
        sandbox_answer(fixture.desk.store, id, "een", "wel", SHARE_PRIVATE, "Iets");
    }
    sandbox_answer(fixture.desk.store, id, "een", "wel", SHARE_PRIVATE, "");
    assert_int_equal(versions_count(fixture.desk.store, "g", &counts, &err), 0);
    assert_int_equal(counts.n, 1);
    assert_int_equal(count_of(&counts, "een", "wel"), 2);
    guide_counts_release(&counts);
    assert_int_equal(versions_count(fixture.desk.store, "h", &counts, &err), 0);
    assert_int_equal(counts.n, 0);
    struct kept_version *list;
    size_t n;
    assert_int_equal(versions_list(fixture.desk.store, "g", &list, &n, &err), 0);
    assert_int_equal(n, 2);
    assert_string_equal(list[0].version, "2026.2");
    assert_string_equal(list[1].version, "2026.1");
    versions_free(list, n);
    desk_fixture_close(&fixture);
}

/* ---- the command ----------------------------------------------------------------------------- */

struct bench {
    struct sandbox sandbox;
    char old[SANDBOX_PATH], new[SANDBOX_PATH];
    struct run run;
};

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    *state = bench;
    if (!bench)
        return -1;
    sandbox_make(&bench->sandbox);
    sandbox_path(&bench->sandbox, "old.yaml", bench->old);
    sandbox_path(&bench->sandbox, "new.yaml", bench->new);
    sandbox_write(bench->old, first, strlen(first));
    sandbox_write(bench->new, second, strlen(second));
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    run_release(&bench->run);
    sandbox_remove(&bench->sandbox);
    free(bench);
    return 0;
}

/* `gesprek guide diff` with what follows it; a NULL ends it early. */
static void diff(struct bench *bench, const char *one, const char *two, const char *format)
{
    const char *arguments[] = {"--db", bench->sandbox.db, "--lang", "nl", "guide",
                               "diff", "--format",        format,   one,  two,
                               NULL};
    run_release(&bench->run);
    run_program(&bench->run, arguments, NULL, "");
}

/* Three conversations by the first version, answered. */
static void hold(struct bench *bench)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = sandbox_open(&bench->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    struct guide *guide = read(first);
    char id[UUID_SIZE];
    for (int i = 0; i < 3; i++) {
        assert_int_equal(interviews_begin(store, "Sanne de Boer", guide, 0, id, &err), 0);
        sandbox_answer(store, id, "een", "wel", SHARE_PRIVATE, "Geheim");
    }
    guide_free(guide);
    store_close(store);
}

static void works_without_a_file(void **state)
{
    struct bench *bench = *state;
    diff(bench, bench->old, bench->new, "text");
    assert_string_equal(bench->run.errors.data, "");
    assert_int_equal(bench->run.status, 0);
    assert_string_equal(bench->run.out.data,
                        "g (nl): 2026.1 -> 2026.2\n\n"
                        "Niet meer gevraagd; de antwoorden blijven leesbaar:\n"
                        "  punt \"een\", 0 antwoorden\n"
                        "    Zet \"een\" bij retired als anderen deze gids hebben gebruikt.\n\n"
                        "Nieuw:\n  punt \"twee\": \"T\"\n\n"
                        "0 onderdelen bleven zoals ze waren.\n");
    diff(bench, bench->old, bench->old, "text");
    assert_int_equal(bench->run.status, 0);
    assert_string_equal(bench->run.out.data,
                        "g (nl): 2026.1 -> 2026.1\n\nEr is niets veranderd.\n");
    diff(bench, bench->new, NULL, "text");
    assert_int_equal(bench->run.status, 1);
    assert_non_null(strstr(bench->run.errors.data, "gesprek guide diff OUD NIEUW"));
}

static void says_what_answers_hang_on(void **state)
{
    struct bench *bench = *state;
    hold(bench);
    /* With the new one alone, or an id for the old one, it is what the file keeps. */
    const char *const olds[] = {bench->old, "g", NULL};
    for (size_t i = 0; i < 3; i++) {
        diff(bench, olds[i] ? olds[i] : bench->new, olds[i] ? bench->new : NULL, "text");
        assert_int_equal(bench->run.status, 1);
        assert_non_null(
            strstr(bench->run.out.data,
                   "Dit kan niet:\n"
                   "  punt \"een\" is weg, maar er horen 3 antwoorden bij.\n"
                   "    Zet het bij renamed, \"een: nieuwe id\", of bij retired als het "
                   "niet meer wordt gevraagd.\n"));
        assert_null(strstr(bench->run.out.data, "Geheim"));
    }
    diff(bench, bench->old, bench->new, "json");
    assert_int_equal(bench->run.status, 1);
    assert_non_null(strstr(bench->run.out.data,
                           "{\"change\": \"silent\", \"from\": \"points.een\", \"to\": null, "
                           "\"old_text\": \"T\", \"new_text\": null, \"answers\": 3, "
                           "\"problems\": [\"gone\"]}"));
}

static void a_version_is_used_once(void **state)
{
    struct bench *bench = *state;
    hold(bench);
    sandbox_write(bench->new, other, strlen(other));
    diff(bench, bench->old, bench->new, "text");
    assert_int_equal(bench->run.status, 1);
    assert_non_null(strstr(bench->run.out.data,
                           "  Versie 2026.1 is al gebruikt, met andere inhoud.\n"
                           "    Geef deze een andere versie, bijvoorbeeld 2026.2.\n"));
    const char *arguments[] = {
        "--db", bench->sandbox.db, "--guides", bench->new, "--no-input", "start", "--for",
        "Tim",  "--guide",         "g",        "--lang",   "nl",         NULL};
    run_release(&bench->run);
    run_program(&bench->run, arguments, NULL, "");
    assert_int_equal(bench->run.status, 1);
    assert_non_null(strstr(bench->run.errors.data,
                           "Versie 2026.1 van \"g\" is al gebruikt met andere inhoud."));
}

static void what_cannot_be_compared_is_said(void **state)
{
    struct bench *bench = *state;
    static const char strange[] = "guide: 1\nid: h\nversion: 1\nlanguage: nl\nregime: none\n"
                                  "title: T\npoints: { een: { title: T, aim: A } }\n";
    sandbox_write(bench->new, strange, strlen(strange));
    diff(bench, bench->old, bench->new, "text");
    assert_int_equal(bench->run.status, 1);
    assert_non_null(strstr(bench->run.errors.data, "twee gidsen"));
    diff(bench, "nergens.yaml", bench->new, "text");
    assert_int_equal(bench->run.status, 1);
    diff(bench, "onbekend", bench->new, "text");
    assert_int_equal(bench->run.status, 1);
    assert_non_null(strstr(bench->run.errors.data, "\"onbekend\""));
    diff(bench, bench->old, bench->new, "xml");
    assert_int_equal(bench->run.status, 2);
}

#define BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_content_needs_another_version),
        cmocka_unit_test(answers_are_counted_by_their_ids),
        BENCH(works_without_a_file),
        BENCH(says_what_answers_hang_on),
        BENCH(a_version_is_used_once),
        BENCH(what_cannot_be_compared_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
