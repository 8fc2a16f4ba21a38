/* The line about what may not be written down: in fields of every kind, and what F8 does. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "desk_fixture.h"
#include "domain/asked.h"
#include "sitting.h"
#include "store/interviews.h"
#include "tour.h"

struct talking {
    struct desk_fixture fixture;
    struct sitting sitting;
    char id[UUID_SIZE];
};

static void talking_open(struct talking *talking, enum lang lang)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "begun", .about = ""};
    desk_fixture_open(&talking->fixture, lang);
    desk_fixture_interview(&talking->fixture, "Sanne de Boer",
                           desk_fixture_today(&talking->fixture), talking->id);
    assert_int_equal(
        interviews_set_stage(talking->fixture.desk.store, talking->id, STAGE_TALKING, &deed, &err),
        0);
    sitting_open(&talking->sitting, &talking->fixture.desk, talking->id);
}

static void talking_close(struct talking *talking)
{
    sitting_close(&talking->sitting);
    desk_fixture_close(&talking->fixture);
}

static void says_what_and_why_under_the_field(void **state)
{
    (void)state;
    struct talking talking;
    talking_open(&talking, LANG_NL);
    sitting_keys(&talking.sitting, "lang vergaderen door rugklachten");
    sitting_shows(&talking.sitting, "vergaderen door rugklachten\n"
                                    "    ! Noteer niet: \"rugklachten\" (een lichaamsdeel met een "
                                    "klacht). F8: anders.\n");
    sitting_shows(&talking.sitting, "Voor jou, niet voor HR."); /* the status line stays */
    sitting_keys(&talking.sitting, "<C-u>");
    sitting_lacks(&talking.sitting, "F8");
    talking_close(&talking);
}

static void leaves_it_out(void **state)
{
    (void)state;
    struct talking talking;
    talking_open(&talking, LANG_NL);
    sitting_keys(&talking.sitting, "lang vergaderen door rugklachten<F8>");
    assert_string_equal(sitting_screen(&talking.sitting), "ask");
    sitting_shows(&talking.sitting, "\"rugklachten\": een lichaamsdeel met een klacht");
    sitting_shows(&talking.sitting, "Weglaten");
    sitting_shows(&talking.sitting, "Laten staan");
    sitting_keys(&talking.sitting, "<Enter>");
    sitting_shows(&talking.sitting, "lang vergaderen\n");
    sitting_lacks(&talking.sitting, "rugklachten");
    sitting_keys(&talking.sitting, " lukt niet<C-z><C-z>"); /* a step of its own to undo */
    sitting_shows(&talking.sitting, "door rugklachten");
    sitting_keys(&talking.sitting, "<F8><Enter><Up>");
    assert_string_equal(desk_fixture_answer(&talking.fixture, talking.id, "aandacht", FIELD_NOTE),
                        "lang vergaderen");
    talking_close(&talking);
}

static void puts_what_somebody_can_do_in_its_place(void **state)
{
    (void)state;
    struct talking talking;
    talking_open(&talking, LANG_EN);
    sitting_keys(&talking.sitting, "Is on antidepressants.<F8><Down><Enter>");
    sitting_shows(&talking.sitting, "Is does no ... until the company doctor has advised.");
    talking_close(&talking);
}

static void lets_it_stand_until_it_changes(void **state)
{
    (void)state;
    struct talking talking;
    talking_open(&talking, LANG_NL);
    sitting_keys(&talking.sitting, "griep<F8><Down><Down><Enter>");
    sitting_shows(&talking.sitting, "griep");
    sitting_lacks(&talking.sitting, "F8: ");
    sitting_keys(&talking.sitting, " gehad");
    sitting_lacks(&talking.sitting, "F8: ");
    sitting_keys(&talking.sitting, ", en hernia");
    sitting_shows(&talking.sitting, "Noteer niet: \"hernia\"");
    sitting_keys(&talking.sitting, "<F8><Esc>");
    sitting_shows(&talking.sitting, "Noteer niet: \"hernia\"");
    talking_close(&talking);
}

/* Nobody's work can be told instead in a question; what is written then is not offered. */
static void a_question_is_not_reworded(void **state)
{
    (void)state;
    struct talking talking;
    talking_open(&talking, LANG_NL);
    sitting_keys(&talking.sitting, "<C-s>Wat zeg ik bij een burn-out<F8>");
    sitting_shows(&talking.sitting, "\"burn-out\": psychische gezondheid");
    sitting_lacks(&talking.sitting, "is overgedragen");
    sitting_keys(&talking.sitting, "<Down><Enter>");
    sitting_lacks(&talking.sitting, "F8: ");
    sitting_shows(&talking.sitting, "Wat zeg ik bij een burn-out");
    talking_close(&talking);
}

static void nothing_found_is_said(void **state)
{
    (void)state;
    struct talking talking;
    talking_open(&talking, LANG_EN);
    sitting_keys(&talking.sitting, "calls on Friday<F8>");
    sitting_shows(&talking.sitting, "Nothing to mend was found in this text.");
    talking_close(&talking);
}

static void watches_agreements_and_questions_too(void **state)
{
    (void)state;
    struct talking talking;
    talking_open(&talking, LANG_NL);
    sitting_keys(&talking.sitting, "<F4>");
    assert_string_equal(sitting_screen(&talking.sitting), "agree");
    sitting_keys(&talking.sitting, "<Tab>mag niet tillen");
    sitting_shows(&talking.sitting, "\"mag niet tillen\": een grens zonder bron");
    sitting_keys(&talking.sitting, " op advies van de bedrijfsarts");
    sitting_lacks(&talking.sitting, "F8: ");
    talking_close(&talking);
}

/* A guide whose regime is none is about something else than absence. */
static void a_guide_without_a_regime_is_not_checked(void **state)
{
    struct err err = ERR_INIT(LANG_EN);
    struct talking talking;
    (void)state;
    desk_fixture_open(&talking.fixture, LANG_NL);
    shelf_add_folder(&talking.fixture.shelf, "tests/plain/guides/nl/kort.yaml", ORIGIN_GIVEN);
    const struct guide *guide = shelf_guide(&talking.fixture.shelf, "kort", LANG_NL);
    assert_non_null(guide);
    assert_int_equal(
        interviews_begin(talking.fixture.desk.store, "Mo Karimi", guide, 0, talking.id, &err), 0);
    sitting_open(&talking.sitting, &talking.fixture.desk, talking.id);
    sitting_keys(&talking.sitting, "<F6>heeft griep");
    sitting_shows(&talking.sitting, "heeft griep");
    sitting_lacks(&talking.sitting, "F8");
    sitting_keys(&talking.sitting, "<F8>");
    sitting_shows(&talking.sitting, "In deze tekst is niets gevonden om te herschrijven.");
    talking_close(&talking);
}

/* What the user's own editor made of a text is looked through as what is typed here. */
static void what_comes_back_from_the_editor_is_checked(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    talking.fixture.desk.settings.editor = true;
    sitting_keys(&talking.sitting, "<C-e>");
    assert_int_equal(talking.sitting.stack.wish, WISH_EDIT);
    talking.sitting.stack.wish = WISH_NONE;
    stack_edited(&talking.sitting.stack, "Rustig beginnen.\nHeeft hernia.\n");
    stack_look(&talking.sitting.stack);
    sitting_shows(&talking.sitting, "\"hernia\" (een ziekte of aandoening)");
    sitting_keys(&talking.sitting, "<F8><Enter>");
    sitting_lacks(&talking.sitting, "hernia");
    talking_close(&talking);
}

/* Every width: what it is about, the key and why are always whole. */
static void stands_in_a_small_window(void **state)
{
    (void)state;
    struct talking talking;
    talking_open(&talking, LANG_NL);
    sitting_resize(&talking.sitting, 20, 60, false);
    sitting_keys(&talking.sitting, "heeft griep");
    sitting_shows(&talking.sitting, "\"griep\" (een ziekte of aandoening)");
    sitting_shows_words(&talking.sitting, "F8: anders.");
    sitting_shows(&talking.sitting, "heeft griep\n"); /* nor does it cover the text */
    sitting_keys(&talking.sitting, "<F8>");
    sitting_shows_words(&talking.sitting, "Dat is alleen voor de bedrijfsarts.");
    sitting_shows_words(&talking.sitting, "Schrijven wat iemand kan: afwezig, verwacht terug op");
    talking_close(&talking);
}

/* The words are many: they come a piece at a time, and a key is answered between any two. */
static void a_key_comes_between_the_pieces(void **state)
{
    struct talking talking;
    int pieces = 0;
    (void)state;
    talking_open(&talking, LANG_NL);
    struct stack *stack = &talking.sitting.stack;
    assert_true(stack_prepare(stack));
    for (const char *at = "griep"; *at; at++) {
        struct key key = {.kind = PRESS_TEXT, .text = {*at}};
        stack_key(stack, &key);
        assert_true(stack_prepare(stack));
    }
    while (stack_prepare(stack))
        pieces++;
    assert_true(pieces > 15);
    assert_true(stack_look(stack));
    sitting_shows(&talking.sitting, "\"griep\" (een ziekte of aandoening)");
    talking_close(&talking);
}

/* "Nothing was found" is only said where something was looked at. */
static void where_nothing_is_typed_that_is_said(void **state)
{
    static const char *const stops[] = {"home", "look as employee", "sparring", "talk, heading"};
    struct tour tour;
    (void)state;
    tour_begin(&tour, LANG_EN);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        tour_go(&tour, tour_stop(stops[i]));
        sitting_keys(&tour.sitting, "<F8>");
        sitting_shows(&tour.sitting, "Nothing is looked through here.");
    }
    tour_end(&tour);
}

static void at_the_end_what_goes_to_hr_is_looked_through(void **state)
{
    struct talking talking;
    char id[UUID_SIZE];
    (void)state;
    talking_open(&talking, LANG_NL);
    desk_fixture_agreement(&talking.fixture, talking.id, OWNER_MANAGER, "Rooster", DAY_NONE, id);
    stack_refresh(&talking.sitting.stack);
    sitting_keys(&talking.sitting, "<F6>");
    assert_string_equal(sitting_screen(&talking.sitting), "close");
    sitting_keys(&talking.sitting, "<F8>");
    sitting_shows(&talking.sitting, "In wat naar HR gaat is niets gevonden");
    desk_fixture_agreement(&talking.fixture, talking.id, OWNER_MANAGER, "Bellen over de kanker",
                           DAY_NONE, id);
    stack_refresh(&talking.sitting.stack);
    sitting_keys(&talking.sitting, "<F8>");
    sitting_shows(&talking.sitting, "Dit gaat naar HR: \"kanker\": een ziekte of aandoening.");
    talking_close(&talking);
}

/* Words to find something by are kept nowhere. */
static bool searches(const char *screen)
{
    static const char *const names[] = {"help", "past", "limits", "practice", "review", "choose"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(screen, names[i]))
            return true;
    return false;
}

static bool takes_words(const struct tour *tour)
{
    struct screen *top = stack_top(&tour->sitting.stack);
    return !searches(top->ops->name) && top->ops->typing && top->ops->typing(top) &&
           store_writable(tour->desk.store);
}

/* A choice is narrowed by a word, a day is read from words: neither is kept as typed. */
static bool is_asked(const struct tour *tour)
{
    struct screen *top = stack_top(&tour->sitting.stack);
    return strcmp(top->ops->name, "ask") == 0 && !top->ops->text(top, false);
}

/* Types an illness where the tour stops; says whether it is a field that shows it. The guide of all
 * kinds has no regime, so nothing is looked for there. */
static bool is_looked_through(struct tour *tour, const struct tour_stop *stop, enum lang lang)
{
    static const char *const words[] = {"cancer", "kanker"};
    char keys[32], line[32];
    tour_go(tour, stop);
    if (stop->start == TOUR_KINDS || !takes_words(tour) || is_asked(tour))
        return false;
    snprintf(keys, sizeof keys, "<End> %s", words[lang]);
    snprintf(line, sizeof line, "\"%s\" (", words[lang]);
    sitting_keys(&tour->sitting, keys);
    const char *picture = sitting_picture(&tour->sitting);
    if (!strstr(picture, words[lang]) || strstr(picture, tr(lang, "? not a date yet")))
        return false;
    if (!strstr(picture, line))
        fail_msg("not looked through: %s\n%s", stop->name, picture);
    return true;
}

/* A field of text that the check forgets stands out here, whatever screen it is on. */
static void no_field_of_text_is_forgotten(void **state)
{
    struct tour tour;
    (void)state;
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++) {
        size_t fields = 0;
        tour_begin(&tour, lang);
        for (size_t i = 0; i < tour_n_stops; i++)
            fields += is_looked_through(&tour, &tour_stops[i], lang);
        assert_true(fields > 30);
        tour_end(&tour);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_and_why_under_the_field),
        cmocka_unit_test(leaves_it_out),
        cmocka_unit_test(puts_what_somebody_can_do_in_its_place),
        cmocka_unit_test(lets_it_stand_until_it_changes),
        cmocka_unit_test(a_question_is_not_reworded),
        cmocka_unit_test(nothing_found_is_said),
        cmocka_unit_test(watches_agreements_and_questions_too),
        cmocka_unit_test(a_guide_without_a_regime_is_not_checked),
        cmocka_unit_test(what_comes_back_from_the_editor_is_checked),
        cmocka_unit_test(stands_in_a_small_window),
        cmocka_unit_test(where_nothing_is_typed_that_is_said),
        cmocka_unit_test(a_key_comes_between_the_pieces),
        cmocka_unit_test(at_the_end_what_goes_to_hr_is_looked_through),
        cmocka_unit_test(no_field_of_text_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
