/* Practising: going through a scenario of a guide, back, again, and what is looked back on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "domain/practice.h"
#include "run.h"
#include "sitting.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

static const char text[] =
    "guide: 1\nid: oefening\nversion: '1'\nlanguage: en\nregime: none\ntitle: A guide\n"
    "points:\n  one:\n    title: One\n    aim: An aim\n    pitfalls: [rush]\n"
    "pitfalls:\n  rush:\n    text: Going too fast\n    instead: Wait a moment\n"
    "practice:\n  calm:\n    title: Stay calm\n    start: They come in.\n    turns:\n"
    "      first:\n        other: I have no time.\n        replies:\n"
    "          wait: { say: Take your time., go: second, good: You leave room }\n"
    "          push: { say: Neither have I., go: second, pitfall: rush }\n"
    "          stop: { say: Then we stop., pitfall: rush }\n"
    "      second:\n        other: What is it?\n        replies:\n"
    "          ask: { say: How are you?, go: last, good: A real question }\n"
    "          tell: { say: You are late., go: first, pitfall: rush }\n"
    "      last:\n        other: Fine.\n";

struct fixture {
    struct guide *guide;
    struct practice practice;
};

static void begin(struct fixture *fixture)
{
    struct err err = ERR_INIT(LANG_EN);
    fixture->guide = guide_yaml_open("practice.yaml", text, strlen(text), &err);
    if (!fixture->guide)
        fail_msg("%s", err.text);
    practice_begin(&fixture->practice, fixture->guide, &fixture->guide->practice[0]);
}

/* Says the reply with that id, wherever it stands this round. */
static void say(struct practice *practice, const char *id)
{
    for (size_t i = 0; i < practice_replies(practice); i++)
        if (strcmp(practice_reply(practice, i)->id, id) == 0) {
            practice_say(practice, i);
            return;
        }
    fail_msg("no reply \"%s\"", id);
}

static void test_to_the_end_and_back(void **state)
{
    struct fixture fixture;
    struct practice *practice = &fixture.practice;
    (void)state;
    begin(&fixture);
    assert_string_equal(practice->turn->other, "I have no time.");
    assert_false(practice_back(practice));
    say(practice, "push");
    say(practice, "tell"); /* round in a circle, which is allowed as long as there is a way out */
    say(practice, "wait");
    say(practice, "ask");
    assert_true(practice_over(practice));
    assert_string_equal(practice->turn->other, "Fine."); /* the other has the last word */
    assert_int_equal(practice->n, 4);
    assert_int_equal(practice_pitfalls(practice), 2);
    assert_true(practice_back(practice));
    assert_false(practice_over(practice));
    assert_string_equal(practice->turn->id, "second");
    say(practice, "tell");
    say(practice, "stop");
    assert_true(practice_over(practice));
    assert_null(practice->turn);
    guide_free(fixture.guide);
}

/* In every round each reply is offered once, and over the rounds each stands everywhere: in a turn
 * of three, and in one of two that it leads to. */
static void stand_everywhere(struct practice *practice, const char *first, size_t n)
{
    bool stood[3][3] = {{false}};
    for (int round = 0; round < 12; round++) {
        unsigned seen = 0;
        if (first)
            say(practice, first);
        assert_int_equal(practice_replies(practice), n);
        for (size_t i = 0; i < n; i++) {
            size_t which = (size_t)(practice_reply(practice, i) - practice->turn->replies);
            seen |= 1U << which;
            stood[which][i] = true;
        }
        assert_int_equal(seen, (1U << n) - 1);
        practice_again(practice);
    }
    for (size_t which = 0; which < n; which++)
        for (size_t i = 0; i < n; i++)
            assert_true(stood[which][i]);
}

static void test_order_gives_nothing_away(void **state)
{
    struct fixture fixture;
    (void)state;
    begin(&fixture);
    stand_everywhere(&fixture.practice, NULL, 3);
    stand_everywhere(&fixture.practice, "wait", 2);
    guide_free(fixture.guide);
}

/* Going round in circles ends too. */
static void test_a_round_has_an_end(void **state)
{
    struct fixture fixture;
    struct practice *practice = &fixture.practice;
    (void)state;
    begin(&fixture);
    for (int i = 0; i < PRACTICE_STEPS; i++)
        say(practice, i % 2 ? "tell" : "push");
    assert_true(practice_over(practice));
    assert_int_equal(practice->n, PRACTICE_STEPS);
    guide_free(fixture.guide);
}

/* Every shipped scenario: any way through it ends within some turns, however many pitfalls lie on
 * it, and both kinds of verdict occur, or there would be nothing to learn. How long it is for who
 * steps into none is told in test_talks.c. */
static void walk_all(struct practice *practice, int depth, unsigned *seen)
{
    assert_true(depth <= 10);
    for (size_t i = 0; i < practice_replies(practice); i++) {
        const struct guide_reply *reply = practice_reply(practice, i);
        assert_true(*reply->good || *reply->pitfall);
        *seen |= *reply->good ? 1U : 2U;
        practice_say(practice, i);
        walk_all(practice, depth + 1, seen);
        practice_back(practice);
    }
}

/* A name leads to one conversation, whichever guide it is of. */
static void is_found_by_its_id(const struct shelf *shelf, const struct guide *guide,
                               const struct guide_scenario *scenario)
{
    const struct guide *found_guide;
    const struct guide_scenario *found;
    assert_true(practice_find(shelf, guide->language, scenario->id, &found_guide, &found));
    if (found != scenario)
        fail_msg("%s and %s both have a %s", guide->id, found_guide->id, scenario->id);
}

static void check_scenario(const struct guide *guide, const struct guide_scenario *scenario)
{
    struct practice practice;
    unsigned seen = 0;
    practice_begin(&practice, guide, scenario);
    walk_all(&practice, 0, &seen);
    assert_int_equal(seen, 3);
    assert_in_range(scenario->n_turns, 3, 12);
}

static void test_shipped_scenarios(void **state)
{
    struct shelf shelf;
    struct shelf_reader reader = {.guide = guide_yaml_open, .regime = regime_yaml_open};
    size_t guides = 0;
    (void)state;
    shelf_init(&shelf, reader, LANG_EN);
    shelf_add_folder(&shelf, "guides", ORIGIN_BUILD);
    shelf_read_all(&shelf);
    for (size_t g = 0; g < shelf.n_items; g++) {
        const struct guide *guide = shelf.items[g].guide;
        for (size_t i = 0; guide && i < guide->n_practice; i++) {
            check_scenario(guide, &guide->practice[i]);
            is_found_by_its_id(&shelf, guide, &guide->practice[i]);
        }
        if (guide && guide->n_practice < 3) /* little said, much felt, too much told */
            fail_msg("%s has only %zu to practise", guide->id, guide->n_practice);
        guides += guide != NULL;
    }
    assert_int_equal(guides, 16); /* eight in each language */
    shelf_release(&shelf);
}

/* ---- on screen ------------------------------------------------------------------------------- */

static void test_on_screen(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "tweinig");
    sitting_shows(&sitting, "Iemand die weinig zegt");
    sitting_lacks(&sitting, "emotioneel");
    sitting_keys(&sitting, "<Enter>");
    sitting_shows(&sitting, "De ander:  \"Gaat wel.\"");
    sitting_lacks(&sitting, "Neem terug");
    sitting_click(&sitting, "(Je knikt, en telt in stilte tot vijf.)", 2);
    sitting_shows(&sitting, "Iedereen vraagt steeds wanneer.");
    sitting_click(&sitting, "Dat moet je je niet zo aantrekken.", 2);
    sitting_shows(&sitting,
                  "De ander:  \"Nee. Zal wel.\""); /* it is felt, and there is a way back */
    sitting_click(&sitting, "Dat zei ik te makkelijk.", 2);
    sitting_click(&sitting, "Hoe zou je het contact met mij", 2);
    sitting_shows(&sitting, "Je stapte in 1 valkuil.");
    sitting_shows(&sitting, "! Meteen advies geven -> Vraag wat de ander zelf voor zich ziet");
    sitting_shows(&sitting, "+ Je houdt de stilte uit.");
    sitting_keys(&sitting, "<Left>");
    sitting_shows(&sitting, "Wat zeg jij?");
    sitting_click(&sitting, "Hoe zou je het contact met mij", 2);
    sitting_keys(&sitting, "<Enter>"); /* over, and again */
    sitting_shows(&sitting, "\"Gaat wel.\"");
    sitting_keys(&sitting, "<Esc><Esc>");
    assert_string_equal(sitting_screen(&sitting), "home");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* A look-back that is taller than the window is all within reach. */
static void test_small_window(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_resize(&sitting, 20, 60, true);
    sitting_keys(&sitting, "tweinig<Enter>");
    sitting_click(&sitting, "(Je knikt, en telt in stilte tot vijf.)", 2);
    sitting_click(&sitting, "Dat moet je je niet zo aantrekken.", 2);
    sitting_click(&sitting, "Dat zei ik te makkelijk.", 2);
    sitting_click(&sitting, "Hoe zou je het contact met mij", 2);
    sitting_shows(&sitting, "↓");
    sitting_lacks(&sitting, "een afspraak die past");
    sitting_keys(&sitting, "<End>");
    sitting_shows(&sitting, "een afspraak die past");
    sitting_shows(&sitting, "↑");
    sitting_keys(&sitting, "<Home>");
    sitting_lacks(&sitting, "↑");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* What is looked for in the file is not there: nothing of it is kept, not even that it was done. */
static void test_nothing_is_kept(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    struct buf before = BUF_INIT, after = BUF_INIT;
    struct err err = ERR_INIT(LANG_EN);
    char path[96];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    snprintf(path, sizeof path, "%s/gesprek.db", fixture.folder);
    desk_fixture_reopen(&fixture);
    assert_int_equal(shelf_read_file(path, &before, &err), 0);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "tweinig<Enter>");
    sitting_click(&sitting, "(Je knikt, en telt in stilte tot vijf.)", 2);
    sitting_click(&sitting, "Dat moet je je niet zo aantrekken.", 2);
    sitting_keys(&sitting, "<Esc><Esc>");
    sitting_close(&sitting);
    desk_fixture_reopen(&fixture);
    assert_int_equal(shelf_read_file(path, &after, &err), 0);
    assert_int_equal(before.len, after.len);
    for (const char *word = "aantrekken"; word; word = NULL)
        assert_null(memmem(after.data, after.len, word, strlen(word)));
    buf_release(&before);
    buf_release(&after);
    desk_fixture_close(&fixture);
}

/* Begun with it, as `gesprek practice` does: leaving it leads home, and where the manager was is
 * where the manager goes on. */
static void test_begun_with_practising(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    struct beginning beginning = {.practice = true};
    struct err err = ERR_INIT(LANG_EN);
    struct place place;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    sitting_open(&sitting, &fixture.desk, id);
    sitting_close(&sitting);
    sitting_begin(&sitting, &fixture.desk, &beginning);
    assert_string_equal(sitting_screen(&sitting), "practice");
    sitting_close(&sitting);
    assert_true(
        practice_find(fixture.desk.shelf, LANG_NL, "stil", &beginning.guide, &beginning.scenario));
    sitting_begin(&sitting, &fixture.desk, &beginning);
    sitting_shows(&sitting, "De ander:  \"Gaat wel.\"");
    stack_save(&sitting.stack);
    assert_int_equal(interviews_place(fixture.desk.store, &place, &err), 0);
    assert_string_equal(place.interview, id);
    sitting_keys(&sitting, "<Esc><Esc>");
    assert_string_equal(sitting_screen(&sitting), "home");
    sitting_close(&sitting);
    assert_int_equal(interviews_place(fixture.desk.store, &place, &err), 0);
    assert_string_equal(place.screen, "home");
    desk_fixture_close(&fixture);
}

/* ---- from the command line ------------------------------------------------------------------- */

static void asks(const char *id, const char *option, int status, const char *said,
                 const char * not )
{
    char folder[64], db[80];
    const char *const settings[] = {"GESPREK_LANG=nl", NULL};
    const char *const arguments[] = {"--db", db, "practice", option, id, NULL};
    struct run run;
    run_make_folder(folder);
    snprintf(db, sizeof db, "%.64s/a.db", folder);
    run_program(&run, arguments, settings, "1\n1\n1\n1\n1\n1\n");
    if (run.status != status || !(strstr(run.out.data, said) || strstr(run.errors.data, said)))
        fail_msg("%d: %s%s", run.status, run.out.data, run.errors.data);
    if (not &&strstr(run.out.data, not ))
        fail_msg("%s", run.out.data);
    run_release(&run);
    run_drop_folder(folder);
}

static void test_the_command(void **state)
{
    (void)state;
    asks("stil", "--plain", 0, "Je kijkt terug op wat je zei.", "Number");
    asks(NULL, "--plain", 0, "Je kijkt terug op wat je zei.", NULL);
    asks("stli", "--plain", 1, "Bedoel je \"stil\"?", NULL);
    asks("blub", "--plain", 1, "gesprek practice --no-input", NULL);
    asks(NULL, "--no-input", 0, "te_hard", "kijkt terug");
    asks("stil", "--no-input", 0, "stil", "te_hard");
}

/* A folder of guides of one's own, none of which has anything to practise. */
static void test_guides_without_practice(void **state)
{
    static const char guide[] = "guide: 1\nid: kaal\nversion: '1'\nlanguage: nl\nregime: none\n"
                                "title: Kaal\npoints:\n  een:\n    title: Een\n    aim: Doel\n";
    struct desk_fixture fixture;
    struct sitting sitting;
    const struct beginning beginning = {.practice = true};
    struct shelf_reader reader;
    char path[96];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    snprintf(path, sizeof path, "%s/kaal.yaml", fixture.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(guide, 1, sizeof guide - 1, file), sizeof guide - 1);
    fclose(file);
    reader = fixture.shelf.reader;
    shelf_release(&fixture.shelf);
    shelf_init(&fixture.shelf, reader, LANG_NL);
    shelf_add_folder(&fixture.shelf, path, ORIGIN_GIVEN);
    sitting_begin(&sitting, &fixture.desk, &beginning);
    sitting_shows(&sitting, "Geen gids binnen bereik heeft een gesprek om te oefenen.");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_to_the_end_and_back), cmocka_unit_test(test_order_gives_nothing_away),
        cmocka_unit_test(test_a_round_has_an_end),  cmocka_unit_test(test_shipped_scenarios),
        cmocka_unit_test(test_on_screen),           cmocka_unit_test(test_small_window),
        cmocka_unit_test(test_nothing_is_kept),     cmocka_unit_test(test_begun_with_practising),
        cmocka_unit_test(test_the_command),         cmocka_unit_test(test_guides_without_practice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
