/*
 * Looking as those who get something: by one key on every screen that holds it, and the very bytes
 * that the report has, what is being typed among them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "run.h"
#include "screens/screens.h"
#include "store/bundle.h"
#include "store/log.h"
#include "tour.h"

#define EYES "<C-o>"

/* ---- one key --------------------------------------------------------------------------------- */

/* The screens on which something stands that others may see. */
static const char *const holders[] = {"home",  "past",   "prepare",  "talk", "agree",
                                      "close", "invite", "sparring", "look"};
enum { HOLDERS = sizeof holders / sizeof *holders };

static size_t holder_of(const char *screen)
{
    size_t i = 0;
    while (i < HOLDERS && strcmp(holders[i], screen) != 0)
        i++;
    return i;
}

static const struct key_row *row_of(const struct tour *tour, const char *written)
{
    const struct screen *top = stack_top(&tour->sitting.stack);
    struct key key;
    size_t used;
    assert_true(key_parse(written, &key, &used));
    return keymap_find(top->keys, &key, screen_letters(top));
}

/* Also in the middle of a text. */
static void one_key_leads_there_from_everywhere(void **state)
{
    struct tour tour;
    bool seen[HOLDERS] = {false};
    (void)state;
    tour_begin(&tour, LANG_EN);
    for (size_t i = 0; i < tour_n_stops; i++) {
        const struct tour_stop *stop = &tour_stops[i];
        size_t holder = holder_of(stop->screen);
        if (holder == HOLDERS)
            continue;
        tour_go(&tour, stop);
        const struct key_row *row = row_of(&tour, EYES);
        if (!screen_works(stack_top(&tour.sitting.stack), COMMAND_EYES))
            continue;
        if (!row || row->command != COMMAND_EYES)
            fail_msg("%s: " EYES " is not for looking", stop->name);
        sitting_keys(&tour.sitting, EYES);
        const char *now = sitting_screen(&tour.sitting);
        if (strcmp(now, "look") != 0 && strcmp(now, "view") != 0)
            fail_msg("%s: " EYES " leads to %s", stop->name, now);
        seen[holder] = true;
    }
    tour_end(&tour);
    for (size_t i = 0; i < HOLDERS; i++)
        if (!seen[i])
            fail_msg("nothing can be looked at from %s", holders[i]);
}

/* ---- the very bytes -------------------------------------------------------------------------- */

struct looking {
    struct desk_fixture fixture;
    struct sitting sitting;
    char id[UUID_SIZE];
};

/* At the preparation, in a window that a whole report fits in. */
static void looking_open(struct looking *looking)
{
    int today;
    desk_fixture_open(&looking->fixture, LANG_EN);
    today = desk_fixture_today(&looking->fixture);
    desk_fixture_interview(&looking->fixture, "Sanne de Boer", today, looking->id);
    sitting_open(&looking->sitting, &looking->fixture.desk, looking->id);
    sitting_resize(&looking->sitting, 90, 120, true);
    assert_string_equal(sitting_screen(&looking->sitting), "prepare");
}

static void looking_close(struct looking *looking)
{
    sitting_close(&looking->sitting);
    desk_fixture_close(&looking->fixture);
}

/* What the program prints, in another process, of the same file. */
static void print_report(struct looking *looking, const char *viewer, struct buf *text)
{
    static const char *const settings[] = {"GESPREK_NOW=2026-11-23T09:00", "GESPREK_LANG=en", NULL};
    struct run run;
    char db[96];
    snprintf(db, sizeof db, "%s/gesprek.db", looking->fixture.folder);
    const char *arguments[] = {"--db", db, "show", looking->id, "--as", viewer, NULL};
    run_program(&run, arguments, settings, "");
    if (run.status)
        fail_msg("%s", run.errors.data);
    buf_adds(text, run.out.data);
    run_release(&run);
}

/* Fails unless the screen has the lines of text, all of them, under the tabs, and no more. */
static void holds_lines(struct sitting *sitting, const char *text)
{
    const char *picture = sitting_picture(sitting);
    for (int row = 0; row < SCREEN_TOP + 2; row++)
        picture = strchr(picture, '\n') + 1;
    for (int row = SCREEN_TOP + 2; row < 88; row++) {
        size_t shown = strcspn(picture, "\n"), wanted = strcspn(text, "\n");
        if (shown != wanted || memcmp(picture, text, shown) != 0)
            fail_msg("row %d:\n%.*s\nthe report has:\n%.*s", row, (int)shown, picture, (int)wanted,
                     text);
        picture += shown + 1;
        text += wanted + (text[wanted] == '\n');
    }
    assert_string_equal(text, "");
}

/* Looks from where the user is, as each in turn, and goes back. needle: a word of what was typed;
 * which of the three see it. */
static void looks_right(struct looking *looking, const char *needle, const char *who)
{
    static const char *const viewers[] = {"employee", "hr", "manager"};
    for (size_t i = 0; i < 3; i++) {
        struct buf text = BUF_INIT;
        sitting_keys(&looking->sitting, EYES);
        assert_string_equal(sitting_screen(&looking->sitting), "look");
        print_report(looking, viewers[i], &text);
        holds_lines(&looking->sitting, text.data);
        assert_int_equal(strstr(text.data, needle) != NULL, strchr(who, *viewers[i]) != NULL);
        buf_release(&text);
    }
    sitting_keys(&looking->sitting, "<Esc>");
}

static void what_is_being_prepared_is_seen(void **state)
{
    struct looking looking;
    (void)state;
    looking_open(&looking);
    sitting_keys(&looking.sitting, "See what would help");
    looks_right(&looking, "what would help", "m");
    assert_string_equal(sitting_screen(&looking.sitting), "prepare");
    sitting_shows(&looking.sitting, "See what would help");
    looking_close(&looking);
}

static void what_is_being_noted_is_seen(void **state)
{
    struct looking looking;
    (void)state;
    looking_open(&looking);
    sitting_keys(&looking.sitting, "<F6><PgDn><PgDn>Two mornings");
    assert_string_equal(sitting_screen(&looking.sitting), "talk");
    looks_right(&looking, "Two mornings", "em");
    sitting_keys(&looking.sitting, " a week");
    sitting_shows(&looking.sitting, "Two mornings a week");
    looks_right(&looking, "Two mornings a week", "em");
    looking_close(&looking);
}

static void what_is_being_agreed_is_seen(void **state)
{
    struct looking looking;
    (void)state;
    looking_open(&looking);
    sitting_keys(&looking.sitting, "<F6><F4><Tab>Order the chair");
    assert_string_equal(sitting_screen(&looking.sitting), "agree");
    looks_right(&looking, "Order the chair", "ehm");
    assert_string_equal(sitting_screen(&looking.sitting), "agree");
    looking_close(&looking);
}

/* Agreed without HR: HR has nothing of it, in its report and in its bundle. */
static void what_is_kept_from_hr_is_not(void **state)
{
    struct looking looking;
    (void)state;
    looking_open(&looking);
    sitting_keys(&looking.sitting, "<F6><F4><Tab>Order the chair<S-Tab><S-Tab><Space>");
    looks_right(&looking, "Order the chair", "em");
    looking_close(&looking);
}

static void what_is_read_back_is_seen(void **state)
{
    struct looking looking;
    (void)state;
    looking_open(&looking);
    sitting_keys(&looking.sitting, "<F6><F6>I begin on Tuesday");
    assert_string_equal(sitting_screen(&looking.sitting), "close");
    looks_right(&looking, "I begin on Tuesday", "em");
    looking_close(&looking);
}

static void looking_is_in_the_log(void **state)
{
    struct looking looking;
    struct err err = ERR_INIT(LANG_EN);
    struct log_row *rows;
    size_t n;
    (void)state;
    looking_open(&looking);
    sitting_keys(&looking.sitting, "<F6>" EYES EYES);
    assert_int_equal(log_list(looking.fixture.desk.store, 0, &rows, &n, &err), 0);
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].kind, LOG_VIEWED);
    assert_string_equal(rows[0].how, "hr");
    assert_string_equal(rows[1].how, "employee");
    log_rows_free(rows, n);
    looking_close(&looking);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_key_leads_there_from_everywhere),
        cmocka_unit_test(what_is_being_prepared_is_seen),
        cmocka_unit_test(what_is_being_noted_is_seen),
        cmocka_unit_test(what_is_being_agreed_is_seen),
        cmocka_unit_test(what_is_kept_from_hr_is_not),
        cmocka_unit_test(what_is_read_back_is_seen),
        cmocka_unit_test(looking_is_in_the_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
