/* The desk: settings, and an interview with the guide it is held with. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sandbox.h"
#include "store/desk.h"
#include "store/interviews.h"

/* A reader for the shelf that takes any text for a guide, except one. */
static struct guide *read_guide(const char *name, const char *text, size_t len, struct err *err)
{
    (void)name;
    if (memmem(text, len, "unreadable", 10)) {
        err_set(err, "%s", "This guide cannot be read.");
        return NULL;
    }
    struct guide *guide = guide_new();
    mem_replace(&guide->title, "from its text");
    return guide;
}

struct fixture {
    struct sandbox sandbox;
    struct shelf shelf;
    struct desk desk;
    struct err err;
};

static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    sandbox_make(&fixture->sandbox);
    shelf_init(&fixture->shelf, (struct shelf_reader){.guide = read_guide}, LANG_NL);
    fixture->desk.store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    fixture->desk.shelf = &fixture->shelf;
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->desk.store);
    shelf_release(&fixture->shelf);
    sandbox_remove(&fixture->sandbox);
    free(fixture);
    return 0;
}

static void settings_begin_calm_and_are_remembered(void **state)
{
    struct fixture *fixture = *state;
    struct settings *settings = &fixture->desk.settings;
    memset(settings, 0xFF, sizeof *settings);
    assert_int_equal(desk_load_settings(&fixture->desk, &fixture->err), 0);
    assert_int_equal(settings->names, NAMES_INITIALS);
    assert_int_equal(settings->look, LOOK_CALM);
    assert_true(settings->mouse);
    assert_false(settings->editor);
    assert_int_equal(settings->idle, 10);
    for (int i = 0; i < 3; i++) {
        struct settings wanted = {(enum name_style)i, (enum look)(2 - i), i == 1,
                                  desk_next_idle(i ? 5 * i : 30), i != 1};
        *settings = wanted;
        assert_int_equal(desk_save_settings(&fixture->desk, &fixture->err), 0);
        store_close(fixture->desk.store);
        fixture->desk.store = sandbox_open(&fixture->sandbox, ACCESS_READ, SANDBOX_NOW);
        memset(settings, 0, sizeof *settings);
        assert_int_equal(desk_load_settings(&fixture->desk, &fixture->err), 0);
        assert_int_equal(settings->names, wanted.names);
        assert_int_equal(settings->look, wanted.look);
        assert_int_equal(settings->mouse, wanted.mouse);
        assert_int_equal(settings->editor, wanted.editor);
        assert_int_equal(settings->idle, wanted.idle);
        assert_int_equal(desk_save_settings(&fixture->desk, &fixture->err), -1);
        store_close(fixture->desk.store);
        fixture->desk.store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    }
}

static void a_setting_nobody_knows_is_the_usual_one(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_setting_set(fixture->desk.store, "look", "neon", &fixture->err), 0);
    assert_int_equal(store_setting_set(fixture->desk.store, "mouse", "", &fixture->err), 0);
    assert_int_equal(desk_load_settings(&fixture->desk, &fixture->err), 0);
    assert_int_equal(fixture->desk.settings.look, LOOK_CALM);
    assert_true(fixture->desk.settings.mouse);
}

static void a_dossier_is_the_interview_and_its_guide(void **state)
{
    struct fixture *fixture = *state;
    struct dossier dossier;
    struct buf name = BUF_INIT;
    char id[UUID_SIZE];
    sandbox_begin(fixture->desk.store, "Sanne de Boer", id);
    assert_int_equal(desk_take(&fixture->desk, id, &dossier, &fixture->err), 0);
    assert_string_equal(dossier.interview->id, id);
    assert_string_equal(dossier.guide->title, "from its text");
    fixture->desk.settings.names = NAMES_INITIALS;
    desk_add_name(&fixture->desk, &name, &dossier.interview->person);
    assert_string_equal(name.data, "S.B.");
    buf_release(&name);
    desk_put_away(&dossier);
    assert_null(dossier.interview);
    desk_put_away(&dossier);
}

static void a_dossier_is_read_again(void **state)
{
    struct fixture *fixture = *state;
    struct dossier dossier;
    char id[UUID_SIZE];
    sandbox_begin(fixture->desk.store, "Mo Karimi", id);
    assert_int_equal(desk_take(&fixture->desk, id, &dossier, &fixture->err), 0);
    const struct guide *guide = dossier.guide;
    assert_int_equal(
        interviews_set_stage(fixture->desk.store, id, STAGE_TALKING, NULL, &fixture->err), 0);
    assert_int_equal(desk_retake(&fixture->desk, &dossier, &fixture->err), 0);
    assert_int_equal(dossier.interview->stage, STAGE_TALKING);
    assert_ptr_equal(dossier.guide, guide);
    assert_int_equal(interviews_remove(fixture->desk.store, id, NULL, &fixture->err), 0);
    assert_int_equal(desk_retake(&fixture->desk, &dossier, &fixture->err), -1);
    assert_string_equal(dossier.interview->id, id);
    desk_put_away(&dossier);
}

static void what_cannot_be_taken_leaves_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct dossier dossier;
    struct guide *guide = sandbox_guide("unreadable");
    char id[UUID_SIZE];
    assert_int_equal(desk_take(&fixture->desk, "nowhere", &dossier, &fixture->err), -1);
    assert_null(dossier.interview);
    assert_int_equal(
        interviews_begin(fixture->desk.store, "Tim Aerts", guide, 0, id, &fixture->err), 0);
    assert_int_equal(desk_take(&fixture->desk, id, &dossier, &fixture->err), -1);
    assert_string_equal(fixture->err.text, "This guide cannot be read.");
    assert_null(dossier.interview);
    assert_null(dossier.guide);
    guide_free(guide);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(settings_begin_calm_and_are_remembered),
        TEST(a_setting_nobody_knows_is_the_usual_one),
        TEST(a_dossier_is_the_interview_and_its_guide),
        TEST(a_dossier_is_read_again),
        TEST(what_cannot_be_taken_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
