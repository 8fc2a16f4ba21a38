/*
 * The stack of screens by itself: what holds on every screen, whoever is on top. Hiding, stopping,
 * the list of all that can be done, the limits, settings, undo, the place to resume, a second
 * window on the same file, and a file that cannot be written.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/dossier.h"
#include "tour.h"

static struct tour *begin(enum lang lang, const char *stop)
{
    struct tour *tour = mem_zero(1, sizeof *tour);
    tour_begin(tour, lang);
    tour_go(tour, tour_stop(stop));
    return tour;
}

static void end(struct tour *tour)
{
    tour_end(tour);
    free(tour);
}

static char *picture(struct tour *tour)
{
    return mem_copy(sitting_picture(&tour->sitting));
}

static void keys(struct tour *tour, const char *keys)
{
    sitting_keys(&tour->sitting, keys);
}

static void is_at(struct tour *tour, const char *screen)
{
    assert_string_equal(sitting_screen(&tour->sitting), screen);
}

/* ---- hiding ---------------------------------------------------------------------------------- */

static void f9_hides_everything_until_enter(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "talk");
    keys(tour, " again");
    char *before = picture(tour);
    keys(tour, "<F9>");
    sitting_lacks(&tour->sitting, "M.K.");
    sitting_lacks(&tour->sitting, "again");
    sitting_shows(&tour->sitting, "Enter to go on");
    assert_int_equal(tour->sitting.frame.n_spots, 0);
    keys(tour, "x<Esc><F6><Click 5,5>n<F2>");
    sitting_shows(&tour->sitting, "Enter to go on");
    keys(tour, "<Enter>");
    sitting_is(&tour->sitting, before);
    keys(tour, "<F9><F9>");
    sitting_is(&tour->sitting, before);
    free(before);
    end(tour);
}

/* Nothing wakes the program up to see whether it is time: it waits exactly that long. */
static void it_hides_itself_after_a_while(void **state)
{
    if (getenv("TEST_SEALED"))
        skip(); /* a sealed file is locked: test_lock.c */
    (void)state;
    struct tour *tour = begin(LANG_EN, "talk");
    struct stack *stack = &tour->sitting.stack;
    enum { MINUTE = 60000 };
    assert_int_equal(stack_idle_left(stack, 99 * MINUTE), -1); /* switched off in tests */
    stack->desk->settings.idle = 10;
    stack->touched = MINUTE;
    assert_int_equal(stack_idle_left(stack, 2 * MINUTE), 9 * MINUTE);
    assert_false(stack_idle(stack, 11 * MINUTE - 1));
    assert_false(stack->hidden);
    assert_true(stack_idle(stack, 11 * MINUTE));
    assert_true(stack->hidden);
    sitting_lacks(&tour->sitting, "M.K.");
    assert_int_equal(stack_idle_left(stack, 12 * MINUTE), -1); /* no reason to wake up any more */
    assert_false(stack_idle(stack, 99 * MINUTE));
    keys(tour, "<Enter>");
    assert_false(stack->hidden);
    stack->touched = 20 * MINUTE; /* as the loop does at a key */
    assert_int_equal(stack_idle_left(stack, 20 * MINUTE), 10 * MINUTE);
    stack->desk->settings.idle = 0;
    assert_int_equal(stack_idle_left(stack, 999 * MINUTE), -1);
    end(tour);
}

static void what_was_typed_is_safe_while_hidden(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "talk");
    keys(tour, "!!<F9>");
    assert_true(stack_unsaved(&tour->sitting.stack));
    assert_int_equal(stack_save(&tour->sitting.stack), 0);
    assert_false(stack_unsaved(&tour->sitting.stack));
    end(tour);
}

/* ---- stopping -------------------------------------------------------------------------------- */

static void ctrl_c_saves_and_asks_once(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "talk");
    keys(tour, " more");
    char *before = picture(tour);
    keys(tour, "<C-c>");
    is_at(tour, "ask");
    sitting_shows(&tour->sitting, "Stop now?");
    assert_false(stack_unsaved(&tour->sitting.stack));
    assert_int_equal(tour->sitting.stack.wish, WISH_NONE);
    keys(tour, "<Enter>"); /* No stands first */
    sitting_is(&tour->sitting, before);
    assert_int_equal(tour->sitting.stack.wish, WISH_NONE);
    keys(tour, "<C-c><Esc>");
    sitting_is(&tour->sitting, before);
    keys(tour, "<C-c><Down><Enter>");
    assert_int_equal(tour->sitting.stack.wish, WISH_QUIT);
    free(before);
    end(tour);
}

static void ctrl_c_again_is_an_answer(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "prepare");
    int n = tour->sitting.stack.n;
    keys(tour, "<C-c>");
    assert_int_equal(tour->sitting.stack.n, n + 1);
    keys(tour, "<C-c>");
    assert_int_equal(tour->sitting.stack.n, n);
    assert_int_equal(tour->sitting.stack.wish, WISH_QUIT);
    end(tour);
}

static void ctrl_c_works_everywhere(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "home");
    for (size_t i = 0; i < tour_n_stops; i++) {
        tour_go(tour, &tour_stops[i]);
        if (strstr(tour_stops[i].name, "stop?"))
            continue;
        keys(tour, "<C-c>");
        sitting_shows(&tour->sitting, "Stop now?");
    }
    end(tour);
}

/* ---- the list of all that can be done -------------------------------------------------------- */

static void the_list_is_searched_and_acts(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_NL, "talk, heading");
    keys(tour, "?");
    is_at(tour, "help");
    keys(tour, "LATER");
    sitting_shows(&tour->sitting, "Dit punt merken voor later");
    sitting_lacks(&tour->sitting, "Een nieuwe afspraak vastleggen");
    keys(tour, "<Enter>");
    is_at(tour, "talk");
    sitting_shows(&tour->sitting, "[1 Aandacht later]");
    keys(tour, "?<Esc>");
    is_at(tour, "talk");
    keys(tour, "?qqq<Enter>"); /* nothing by that word */
    is_at(tour, "talk");
    end(tour);
}

static void the_list_is_clicked(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "home");
    keys(tour, "?");
    sitting_click(&tour->sitting, "Find an earlier conversation", 2);
    is_at(tour, "past");
    end(tour);
}

static void the_list_is_one_key_away_in_a_field(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "talk");
    char *before = picture(tour);
    keys(tour, "<F1>");
    is_at(tour, "help");
    keys(tour, "<Esc>");
    sitting_is(&tour->sitting, before);
    free(before);
    end(tour);
}

/* Of a command with more than one row the list has one line. */
static void the_list_says_everything_once(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "home");
    for (size_t i = 0; i < tour_n_stops; i++) {
        tour_go(tour, &tour_stops[i]);
        if (strcmp(tour_stops[i].screen, "help") == 0)
            continue;
        keys(tour, "<F1>");
        sitting_resize(&tour->sitting, 60, 100, true);
        const char *shown = sitting_picture(&tour->sitting);
        const char *esc = strstr(shown, " Esc");
        assert_true(esc || strcmp(tour_stops[i].screen, "home") == 0);
        const char *bar = strstr(shown, " Enter Do it");
        assert_non_null(bar);
        if (esc && esc < bar) /* the next one is that of the bar */
            assert_true(strstr(esc + 1, " Esc") > bar);
    }
    end(tour);
}

/* ---- the limits ------------------------------------------------------------------------------ */

static void the_limits_are_one_key_away_from_everywhere(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "home");
    for (size_t i = 0; i < tour_n_stops; i++) {
        tour_go(tour, &tour_stops[i]);
        if (strcmp(tour_stops[i].screen, "limits") == 0)
            continue;
        stack_say(&tour->sitting.stack, "");
        char *before = picture(tour);
        keys(tour, "<F2>");
        is_at(tour, "limits");
        keys(tour, "<F2>"); /* there already */
        keys(tour, "<Esc>");
        sitting_is(&tour->sitting, before);
        free(before);
    }
    end(tour);
}

static void a_word_is_found_on_all_cards(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_NL, "limits");
    keys(tour, "/ongeval");
    sitting_shows(&tour->sitting, "Dit mag je vragen\n");
    sitting_shows(&tour->sitting, "+ Of het een ongeval op het werk was (ja of nee)\n");
    sitting_lacks(&tour->sitting, "Op welk nummer");
    keys(tour, "<C-u>DIAGNOSE");
    sitting_shows(&tour->sitting, "Dit noteer je niet\n   - Een ziekte of diagnose");
    keys(tour, "x");
    sitting_shows(&tour->sitting, "Geen regel van de kaarten heeft dit woord.");
    keys(tour, "<Esc>");
    is_at(tour, "limits");
    sitting_shows(&tour->sitting, "Op welk nummer");
    end(tour);
}

/* ---- settings -------------------------------------------------------------------------------- */

static void settings_are_kept(void **state)
{
    (void)state;
    struct err err = ERR_INIT(LANG_EN);
    struct tour *tour = begin(LANG_EN, "home");
    struct settings *settings = &tour->desk.settings;
    assert_int_equal(desk_load_settings(&tour->desk, &err), 0);
    assert_true(settings->mouse);
    keys(tour, "N");
    sitting_shows(&tour->sitting, "Names are shown in full.");
    sitting_shows(&tour->sitting, "Sanne de Boer");
    keys(tour, "L");
    assert_int_equal(tour->sitting.stack.wish, WISH_LOOK);
    keys(tour, "M");
    assert_int_equal(tour->sitting.stack.wish, WISH_MOUSE);
    sitting_kill(&tour->sitting);
    desk_fixture_reopen(&tour->fixture);
    tour->desk = tour->fixture.desk;
    assert_int_equal(desk_load_settings(&tour->desk, &err), 0);
    assert_int_equal(settings->names, NAMES_FULL);
    assert_int_equal(settings->look, LOOK_CONTRAST);
    assert_false(settings->mouse);
    sitting_open(&tour->sitting, &tour->desk, NULL);
    sitting_shows(&tour->sitting, "Sanne de Boer");
    keys(tour, "NNLLM");
    assert_int_equal(settings->names, NAMES_INITIALS);
    assert_int_equal(settings->look, LOOK_CALM);
    assert_true(settings->mouse);
    end(tour);
}

/* ---- undo ------------------------------------------------------------------------------------ */

static void undo_goes_across_screens_and_restarts(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "home");
    keys(tour, "x");
    sitting_lacks(&tour->sitting, "Order the chair   ");
    keys(tour, "?earlier<Enter>Karimi<Enter>"); /* another screen, of another conversation */
    is_at(tour, "talk");
    keys(tour, "<Up><F7>");
    sitting_shows(&tour->sitting, "Attention later");
    sitting_kill(&tour->sitting);
    desk_fixture_reopen(&tour->fixture);
    tour->desk = tour->fixture.desk;
    sitting_open(&tour->sitting, &tour->desk, tour->ids[TOUR_TALK]);
    sitting_shows(&tour->sitting, "Attention later");
    keys(tour, "<Up>u");
    sitting_shows(&tour->sitting, "Undone: \"Start with attention\" marked for later");
    sitting_lacks(&tour->sitting, "Attention later");
    keys(tour, "u"); /* what is left was done with somebody else */
    sitting_shows(&tour->sitting, "The last change was with S.B.; undo it from the home screen.");
    keys(tour, "<Esc><Esc>");
    is_at(tour, "home");
    keys(tour, "u");
    sitting_shows(&tour->sitting, "Undone: promise \"Order the chair\" done (S.B.)");
    keys(tour, "<C-r>");
    sitting_shows(&tour->sitting, "Done again: promise \"Order the chair\" done (S.B.)");
    keys(tour, "u");
    sitting_shows(&tour->sitting, "[ ] Order the chair");
    end(tour);
}

/* The talk of one is finished, that of another is on the screen: it stays finished. */
static void undo_keeps_to_the_person(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "home");
    struct err err = ERR_INIT(LANG_EN);
    struct dossier dossier;
    assert_int_equal(desk_take(&tour->desk, tour->ids[TOUR_CLOSE], &dossier, &err), 0);
    assert_int_equal(dossier_move(&tour->desk, &dossier, STAGE_CLOSED, &err), 0);
    keys(tour, "?earlier<Enter>Karimi<Enter><Up>u<C-z>");
    is_at(tour, "talk");
    sitting_shows(&tour->sitting, "The last change was with R.D.; undo it from the home screen.");
    assert_int_equal(desk_retake(&tour->desk, &dossier, &err), 0);
    assert_int_equal(dossier.interview->stage, STAGE_CLOSED);
    keys(tour, "<F2>u"); /* a card over it is no way round */
    sitting_shows(&tour->sitting, "The last change was with R.D.");
    keys(tour, "<Esc><Esc><Esc>u");
    sitting_shows(&tour->sitting, "Undone: conversation finished (R.D.)");
    keys(tour, "?earlier<Enter>Karimi<Enter><Up><C-r>");
    sitting_shows(&tour->sitting, "What was undone last was with R.D.; do it again from the home");
    desk_put_away(&dossier);
    end(tour);
}

static void a_talk_can_be_unbegun(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "prepare");
    keys(tour, "<F6>");
    is_at(tour, "talk");
    keys(tour, "<Up><C-z>");
    is_at(tour, "prepare");
    sitting_shows(&tour->sitting, "Undone: conversation begun");
    keys(tour, "<Esc>");
    sitting_shows(&tour->sitting, "prepared");
    end(tour);
}

static void there_is_an_end_to_undo(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_NL, "welcome");
    keys(tour, "u");
    sitting_shows(&tour->sitting, "Er is niets om ongedaan te maken.");
    keys(tour, "<C-r>");
    sitting_shows(&tour->sitting, "Er is niets om opnieuw te doen.");
    end(tour);
}

/* Redo may remove the conversation one is looking at. */
static void a_removed_conversation_has_no_screens(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "welcome");
    keys(tour, "nTim Aerts<Enter><Enter><F1>Remove this<Enter><Down><Enter>");
    is_at(tour, "home");
    sitting_lacks(&tour->sitting, "T.A.");
    keys(tour, "u<Enter><Up><F2>");
    is_at(tour, "limits");
    keys(tour, "<C-r>");
    is_at(tour, "home");
    sitting_shows(&tour->sitting, "Done again: conversation removed");
    keys(tour, "u");
    sitting_shows(&tour->sitting, "T.A.");
    end(tour);
}

/* ---- the place to resume --------------------------------------------------------------------- */

/* The program dies; it is started again. The same picture, the cursor in the same place. */
static void dies_and_resumes(struct tour *tour, const char *before_keys, const char *screen)
{
    keys(tour, before_keys);
    is_at(tour, screen);
    assert_int_equal(stack_save(&tour->sitting.stack), 0);
    stack_say(&tour->sitting.stack, "");
    char *before = picture(tour);
    int row = tour->sitting.frame.cursor_row, col = tour->sitting.frame.cursor_col;
    sitting_kill(&tour->sitting);
    desk_fixture_reopen(&tour->fixture);
    tour->desk = tour->fixture.desk;
    sitting_open(&tour->sitting, &tour->desk, NULL);
    is_at(tour, screen);
    sitting_is(&tour->sitting, before);
    assert_int_equal(tour->sitting.frame.cursor_row, row);
    assert_int_equal(tour->sitting.frame.cursor_col, col);
    free(before);
}

static void every_screen_is_resumed_where_it_was(void **state)
{
    static const struct {
        const char *stop, *keys, *screen;
    } places[] = {
        {"home", "", "home"},
        {"prepare", "", "prepare"},
        {"prepare, goal", " and why<Left><Left>", "prepare"},
        {"prepare, check", "", "prepare"},
        {"prepare, questions", "<Enter>And what more?<Home>", "prepare"},
        {"talk", "", "talk"},
        {"talk", "<Home><Right>Z\xC3\xB6", "talk"},
        {"talk, heading", "", "talk"},
        {"talk, second point", "A line of it", "talk"},
        {"talk, third point", "<Tab>one<Enter>two<Left>", "talk"},
        {"talk, agreements", "", "talk"},
        {"talk, new agreement", "", "talk"},
        {"agree, new", "2<Tab>Call each week<C-Left>", "agree"},
        {"agree, concrete", "<S-Tab>", "agree"},
        {"agree, vague", "", "agree"},
        {"close", "<Down>", "close"},
        {"close, both views", "I think<Tab>They think<Left>", "close"},
        {"close, yourself", "<Down><Down>", "close"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct tour *tour = begin(LANG_EN, places[i].stop);
        dies_and_resumes(tour, places[i].keys, places[i].screen);
        end(tour);
    }
}

/* What stands above a place (a question, the limits) is not resumed; what it stands on is. */
static void what_stands_above_is_passed_over(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "a question");
    assert_int_equal(stack_save(&tour->sitting.stack), 0);
    sitting_kill(&tour->sitting);
    sitting_open(&tour->sitting, &tour->desk, NULL);
    is_at(tour, "prepare");
    end(tour);
}

/* Back in an earlier step, the later one is not put on top again. */
static void an_earlier_step_is_resumed_as_such(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "close");
    keys(tour, "<Esc><PgDn>");
    is_at(tour, "talk");
    sitting_shows(&tour->sitting, "[2 Listen]");
    assert_int_equal(stack_save(&tour->sitting.stack), 0);
    sitting_kill(&tour->sitting);
    sitting_open(&tour->sitting, &tour->desk, NULL);
    is_at(tour, "talk");
    sitting_shows(&tour->sitting, "[2 Listen]");
    end(tour);
}

/* Gone on with in the talk, whose beginning is then undone: the preparation was covered. */
static void undoing_the_beginning_uncovers_the_preparation(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "prepare");
    keys(tour, "<F6>");
    assert_int_equal(stack_save(&tour->sitting.stack), 0);
    sitting_kill(&tour->sitting);
    sitting_open(&tour->sitting, &tour->desk, NULL);
    is_at(tour, "talk");
    keys(tour, "<Up><C-z>");
    is_at(tour, "prepare");
    sitting_shows(&tour->sitting, "Undone: conversation begun");
    keys(tour, "<Esc>");
    is_at(tour, "home");
    sitting_shows(&tour->sitting, "prepared");
    end(tour);
}

static size_t count_read_guides(const struct shelf *shelf)
{
    size_t n = 0;
    for (size_t i = 0; i < shelf->n_items; i++)
        n += shelf->items[i].read && !shelf_is_regime(shelf->items[i].path);
    return n;
}

/* The guide a conversation is held with is kept with it: no other is read before the first screen
 * is there. */
static void the_first_screen_waits_for_no_guide(void **state)
{
    static const char *const stops[] = {"home", "prepare, goal", "talk, third point", "agree, new",
                                        "close"};
    (void)state;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        struct tour *tour = begin(LANG_EN, stops[i]);
        struct shelf *shelf = &tour->fixture.shelf;
        struct shelf_reader reader = shelf->reader;
        struct stack stack;
        struct frame frame;
        struct err err = ERR_INIT(LANG_EN);
        assert_int_equal(stack_save(&tour->sitting.stack), 0);
        sitting_kill(&tour->sitting);
        shelf_release(shelf);
        shelf_init(shelf, reader, LANG_EN);
        shelf_add_folder(shelf, "guides", ORIGIN_BUILD);
        frame_init(&frame, 24, 80, false);
        assert_int_equal(stack_open(&stack, &tour->desk, &(struct beginning){0}, &err), 0);
        stack_draw(&stack, &frame);
        assert_int_equal(count_read_guides(shelf), 0);
        assert_false(stack_settle(&stack));
        assert_true(count_read_guides(shelf) > 8);
        frame_release(&frame);
        stack_close(&stack);
        sitting_open(&tour->sitting, &tour->desk, NULL);
        end(tour);
    }
}

/* ---- the window ------------------------------------------------------------------------------ */

static void a_window_too_small_says_so_and_keeps_all(void **state)
{
    static const int sizes[][2] = {{17, 80}, {24, 57}, {1, 1}, {2, 3}, {5, 20}, {0, 0}};
    (void)state;
    struct tour *tour = begin(LANG_EN, "talk");
    char *before = picture(tour);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        sitting_resize(&tour->sitting, sizes[i][0], sizes[i][1], false);
        sitting_lacks(&tour->sitting, "Own note");
        assert_int_equal(tour->sitting.frame.n_spots, 0);
    }
    sitting_resize(&tour->sitting, 17, 80, false);
    sitting_shows(&tour->sitting, "The window is too small");
    sitting_resize(&tour->sitting, 24, 80, false);
    sitting_is(&tour->sitting, before);
    free(before);
    end(tour);
}

static void every_screen_stands_any_size(void **state)
{
    static const int sizes[][2] = {{18, 58}, {20, 60}, {24, 80}, {30, 100}, {60, 240}, {18, 240}};
    (void)state;
    struct tour *tour = begin(LANG_NL, "home");
    for (size_t i = 0; i < tour_n_stops; i++) {
        tour_go(tour, &tour_stops[i]);
        for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
            sitting_resize(&tour->sitting, sizes[j][0], sizes[j][1], j % 2);
            assert_true(tour->sitting.frame.n_spots > 0);
            if (tour->sitting.frame.cursor_row >= 0)
                sitting_cursor_shown(&tour->sitting);
        }
    }
    end(tour);
}

static void there_is_an_end_to_screens_on_screens(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "talk");
    struct stack *stack = &tour->sitting.stack;
    for (int i = 0; i < 2 * STACK_MAX; i++)
        keys(tour, "<F4><F2><F1>");
    assert_true(stack->n <= STACK_MAX);
    for (int i = 0; i < 2 * STACK_MAX; i++)
        keys(tour, "<Esc>");
    is_at(tour, "home");
    end(tour);
}

/* ---- a second window on the file ------------------------------------------------------------- */

/* What would change something; a window that may only read does not show it on its bar. */
static const char *const writing[] = {
    "New conversation", "Mark done", "Other date", "Tick",       "Date", "Questions",
    "Agreement",        "Later",     "Remove",     "Yes, right", "No",   "Both views",
    "One more",         "Calendar",  "Choose",
};

static bool on_bar(struct tour *tour, const char *word)
{
    char *shown = picture(tour), *bar = shown, item[64];
    for (int row = 0; row < tour->sitting.frame.rows - 1; row++)
        bar = strchr(bar, '\n') + 1;
    *strchr(bar, '\n') = ' ';
    snprintf(item, sizeof item, " %s ", word);
    bool found = strstr(bar, item) != NULL;
    free(shown);
    return found;
}

/* These only show something, though they write for whoever may. */
static bool reads_only(const char *screen, const char *word)
{
    return strcmp(screen, "talk") == 0 && strcmp(word, "Questions") == 0;
}

static void a_second_window_shows_no_way_to_write(void **state)
{
    (void)state;
    struct tour *tour = begin(LANG_EN, "home");
    int windows = 0, faults = 0;
    for (size_t i = 0; i < tour_n_stops; i++) {
        if (!tour_stops[i].second || strncmp(tour_stops[i].name, "practising", 10) == 0)
            continue; /* what is practised is on no file */
        tour_go(tour, &tour_stops[i]);
        sitting_resize(&tour->sitting, 24, 200, false); /* nothing falls off the bar */
        windows++;
        for (size_t j = 0; j < sizeof writing / sizeof *writing; j++)
            if (on_bar(tour, writing[j]) && !reads_only(tour_stops[i].screen, writing[j])) {
                fprintf(stderr, "%s: \"%s\" is on the bar\n", tour_stops[i].name, writing[j]);
                faults++;
            }
        sitting_shows(&tour->sitting, "Reading only: ");
    }
    assert_true(windows >= 5);
    assert_int_equal(faults, 0);
    end(tour);
}

/* Nothing typed there appears, and a sentence says why. */
static void a_second_window_refuses_typing(void **state)
{
    static const char *const stops[] = {"talk, in a second window", "agree, in a second window"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct tour *tour = begin(LANG_EN, stops[i]);
        keys(tour, i ? "<Tab>" : "");
        char *before = picture(tour);
        keys(tour, "Q");
        sitting_lacks(&tour->sitting, "Q ");
        sitting_shows(&tour->sitting, "since 09:00");
        assert_false(stack_unsaved(&tour->sitting.stack));
        keys(tour, "<Paste>QQQ</Paste>");
        sitting_lacks(&tour->sitting, "QQQ");
        stack_say(&tour->sitting.stack, "");
        sitting_is(&tour->sitting, before);
        free(before);
        end(tour);
    }
}

/* Two windows: the first writes. */
struct pair {
    struct desk_fixture fixture;
    struct desk second;
    struct sitting here, there;
    char id[UUID_SIZE];
};

static void pair_open(struct pair *pair)
{
    desk_fixture_open(&pair->fixture, LANG_EN);
    desk_fixture_interview(&pair->fixture, "Sanne de Boer", DAY_NONE, pair->id);
    desk_fixture_second(&pair->fixture, &pair->second);
    assert_false(store_writable(pair->second.store));
    sitting_open(&pair->here, &pair->fixture.desk, pair->id);
    sitting_open(&pair->there, &pair->second, pair->id);
}

static void the_second_window_follows_the_first(void **state)
{
    struct pair pair;
    (void)state;
    pair_open(&pair);
    sitting_keys(&pair.here, "Hear how it goes<Tab>");
    sitting_lacks(&pair.there, "Hear how it goes");
    assert_true(store_changed(pair.second.store));
    stack_refresh(&pair.there.stack);
    sitting_shows(&pair.there, "Hear how it goes");
    assert_false(store_changed(pair.second.store));
    sitting_close(&pair.here);
    sitting_kill(&pair.there);
    store_close(pair.second.store);
    desk_fixture_close(&pair.fixture);
}

static void the_second_window_leaves_what_the_first_removes(void **state)
{
    struct pair pair;
    (void)state;
    pair_open(&pair);
    sitting_keys(&pair.there, "<F6><F2>");
    sitting_keys(&pair.here, "<F1>Remove this<Enter><Down><Enter>");
    stack_refresh(&pair.there.stack);
    assert_string_equal(sitting_screen(&pair.there), "home");
    sitting_shows(&pair.there, "This conversation was removed.");
    sitting_close(&pair.here);
    sitting_kill(&pair.there);
    store_close(pair.second.store);
    desk_fixture_close(&pair.fixture);
}

/* Who does not look up types on behind a key that was refused. */
static void letters_behind_a_refusal_do_nothing(void **state)
{
    struct pair pair;
    (void)state;
    pair_open(&pair);
    sitting_keys(&pair.there, "<Esc>");
    assert_string_equal(sitting_screen(&pair.there), "home");
    char *before = mem_copy(sitting_picture(&pair.there));
    sitting_keys(&pair.there, "nHqiSt");
    sitting_shows(&pair.there, "nothing can be typed here");
    sitting_keys(&pair.there, "<Paste>Hqi</Paste><Enter>");
    assert_string_equal(sitting_screen(&pair.there), "home");
    assert_int_equal(pair.there.stack.wish, WISH_NONE);
    sitting_keys(&pair.there, "H"); /* after Enter letters are keys again */
    assert_string_equal(sitting_screen(&pair.there), "hurdles");
    sitting_keys(&pair.there, "<Esc>nS<Esc>"); /* that ends the typing, and does not leave */
    assert_string_equal(sitting_screen(&pair.there), "home");
    stack_say(&pair.there.stack, "");
    sitting_is(&pair.there, before);
    sitting_keys(&pair.there, "n?"); /* help is always there */
    assert_string_equal(sitting_screen(&pair.there), "help");
    free(before);
    sitting_close(&pair.here);
    sitting_kill(&pair.there);
    store_close(pair.second.store);
    desk_fixture_close(&pair.fixture);
}

static void the_second_window_takes_over(void **state)
{
    struct pair pair;
    (void)state;
    pair_open(&pair);
    sitting_keys(&pair.there, "<F6><Up>T");
    assert_false(store_writable(pair.second.store));
    sitting_shows(&pair.there, "since 09:00");
    sitting_close(&pair.here);
    store_close(pair.fixture.desk.store);
    pair.fixture.desk.store = NULL;
    stack_say(&pair.there.stack, "");
    sitting_shows(&pair.there, "The other window is closed: T to write here.");
    sitting_keys(&pair.there, "T");
    sitting_shows(&pair.there, "You can write here now.");
    assert_true(store_writable(pair.second.store));
    sitting_keys(&pair.there, "<F7>");
    sitting_shows(&pair.there, "Marked to come back to later.");
    stack_say(&pair.there.stack, "");
    sitting_shows(&pair.there, "saves by itself");
    sitting_close(&pair.there);
    store_close(pair.second.store);
    desk_fixture_close(&pair.fixture);
}

/* What stands on the status line for as long as it holds is never cut, in the smallest window. */
static void a_small_window_says_in_full_who_writes(void **state)
{
    static const char *const standing[] = {
        N_("The other window is closed: T to write here."),
        N_("Reading only: this file or folder cannot be written."),
        N_("Reading only: open for writing elsewhere since %02d:%02d."),
    };
    struct pair pair;
    (void)state;
    for (size_t i = 0; i < sizeof standing / sizeof *standing; i++)
        for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++) {
            const char *said = tr(lang, standing[i]);
            if (utf8_columns(said, strlen(said)) > 58)
                fail_msg("%s", said);
        }
    pair_open(&pair);
    struct holder *holder = (struct holder *)store_holder(pair.second.store);
    memset(holder->where, 'w', sizeof holder->where - 1);
    sitting_resize(&pair.there, 20, 60, true);
    sitting_shows(&pair.there, "Reading only: open for writing elsewhere since 09:00.");
    sitting_close(&pair.here);
    sitting_kill(&pair.there);
    store_close(pair.second.store);
    desk_fixture_close(&pair.fixture);
}

/* ---- a file that cannot be written ----------------------------------------------------------- */

/* From now on no file grows, or files may grow again. */
static void let_files_grow(bool grow)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = grow ? limit.rlim_max : 0;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void what_cannot_be_saved_stays_in_its_field(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    struct tour *tour = begin(LANG_EN, "talk, second point");
    keys(tour, "A worry about the roster");
    let_files_grow(false);
    assert_int_equal(stack_save(&tour->sitting.stack), -1);
    assert_true(*tour->sitting.stack.say);
    assert_true(stack_unsaved(&tour->sitting.stack));
    sitting_shows(&tour->sitting, "A worry about the roster");
    keys(tour, "<Esc>"); /* leaving would lose it */
    is_at(tour, "talk");
    assert_true(*tour->sitting.stack.say);
    keys(tour, "<F4>");
    is_at(tour, "talk");
    sitting_shows(&tour->sitting, "A worry about the roster");
    let_files_grow(true);
    assert_int_equal(stack_save(&tour->sitting.stack), 0);
    assert_false(stack_unsaved(&tour->sitting.stack));
    keys(tour, "<Esc>");
    is_at(tour, "prepare");
    end(tour);
}

/* The question whether to stop does not say that everything is saved when it is not. */
static void stopping_says_what_is_not_saved(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    struct tour *tour = begin(LANG_EN, "talk, second point");
    keys(tour, "A worry about the roster");
    let_files_grow(false);
    keys(tour, "<C-c>");
    sitting_shows(&tour->sitting, "Stop now?");
    sitting_lacks(&tour->sitting, "Everything is saved");
    let_files_grow(true);
    keys(tour, "<Esc><C-c>");
    sitting_shows(&tour->sitting, "Everything is saved");
    end(tour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(f9_hides_everything_until_enter),
        cmocka_unit_test(it_hides_itself_after_a_while),
        cmocka_unit_test(what_was_typed_is_safe_while_hidden),
        cmocka_unit_test(ctrl_c_saves_and_asks_once),
        cmocka_unit_test(ctrl_c_again_is_an_answer),
        cmocka_unit_test(ctrl_c_works_everywhere),
        cmocka_unit_test(the_list_is_searched_and_acts),
        cmocka_unit_test(the_list_is_clicked),
        cmocka_unit_test(the_list_is_one_key_away_in_a_field),
        cmocka_unit_test(the_list_says_everything_once),
        cmocka_unit_test(the_limits_are_one_key_away_from_everywhere),
        cmocka_unit_test(a_word_is_found_on_all_cards),
        cmocka_unit_test(settings_are_kept),
        cmocka_unit_test(undo_goes_across_screens_and_restarts),
        cmocka_unit_test(undo_keeps_to_the_person),
        cmocka_unit_test(a_talk_can_be_unbegun),
        cmocka_unit_test(there_is_an_end_to_undo),
        cmocka_unit_test(a_removed_conversation_has_no_screens),
        cmocka_unit_test(every_screen_is_resumed_where_it_was),
        cmocka_unit_test(what_stands_above_is_passed_over),
        cmocka_unit_test(an_earlier_step_is_resumed_as_such),
        cmocka_unit_test(undoing_the_beginning_uncovers_the_preparation),
        cmocka_unit_test(the_first_screen_waits_for_no_guide),
        cmocka_unit_test(a_window_too_small_says_so_and_keeps_all),
        cmocka_unit_test(every_screen_stands_any_size),
        cmocka_unit_test(there_is_an_end_to_screens_on_screens),
        cmocka_unit_test(a_second_window_shows_no_way_to_write),
        cmocka_unit_test(a_second_window_refuses_typing),
        cmocka_unit_test(the_second_window_follows_the_first),
        cmocka_unit_test(the_second_window_leaves_what_the_first_removes),
        cmocka_unit_test(letters_behind_a_refusal_do_nothing),
        cmocka_unit_test(the_second_window_takes_over),
        cmocka_unit_test(a_small_window_says_in_full_who_writes),
        cmocka_unit_test(what_cannot_be_saved_stays_in_its_field),
        cmocka_unit_test(stopping_says_what_is_not_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
