#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/utf8.h"
#include "base/mem.h"
#include "desk_fixture.h"
#include "sitting.h"
#include "store/agreements.h"
#include "store/interviews.h"

/* A guide with every way of asking. */
static const char kinds_guide[] = "guide: 1\n"
                                  "id: soorten\n"
                                  "version: '1'\n"
                                  "language: nl\n"
                                  "regime: none\n"
                                  "title: Soorten\n"
                                  "points:\n"
                                  "  een:\n"
                                  "    title: Alle soorten\n"
                                  "    aim: Kijken of alles werkt\n"
                                  "    questions:\n"
                                  "      - Hoe gaat het?\n"
                                  "    capture:\n"
                                  "      vink: { ask: Gedaan, kind: check }\n"
                                  "      keus:\n"
                                  "        ask: Welke kant op\n"
                                  "        kind: choice\n"
                                  "        share: employee\n"
                                  "        options:\n"
                                  "          links: Links\n"
                                  "          rechts: Rechts\n"
                                  "      lang:\n"
                                  "        ask: Waar\n"
                                  "        kind: choice\n"
                                  "        options:\n"
                                  "          thuis: Thuis aan de keukentafel, met koffie erbij\n"
                                  "          werk: Op het werk, in de kamer naast de receptie\n"
                                  "          buiten: Buiten, tijdens een wandeling\n"
                                  "      dag: { ask: Welke dag, kind: date }\n"
                                  "      regel: { ask: Een regel, kind: note, max: 20 }\n";

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
    assert_string_equal(sitting_screen(&talking->sitting), "talk");
}

static void talking_close(struct talking *talking)
{
    sitting_close(&talking->sitting);
    desk_fixture_close(&talking->fixture);
}

static void start_again(struct talking *talking)
{
    sitting_kill(&talking->sitting);
    desk_fixture_reopen(&talking->fixture);
    sitting_open(&talking->sitting, &talking->fixture.desk, NULL);
}

static void keys(struct talking *talking, const char *keys)
{
    sitting_keys(&talking->sitting, keys);
}

static void shows(struct talking *talking, const char *text)
{
    sitting_shows(&talking->sitting, text);
}

static void lacks(struct talking *talking, const char *text)
{
    sitting_lacks(&talking->sitting, text);
}

static const char *answer(struct talking *talking, const char *point, const char *field)
{
    return desk_fixture_answer(&talking->fixture, talking->id, point, field);
}

static struct interview *load(struct talking *talking)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview *interview = interviews_load(talking->fixture.desk.store, talking->id, &err);
    assert_non_null(interview);
    return interview;
}

static void drop(struct interview *interview)
{
    interview_release(interview);
    free(interview);
}

static size_t agreements_of(struct talking *talking)
{
    struct interview *interview = load(talking);
    size_t n = interview->n_agreements;
    drop(interview);
    return n;
}

static enum stage stage_of(struct talking *talking)
{
    struct interview *interview = load(talking);
    enum stage stage = interview->stage;
    drop(interview);
    return stage;
}

static const struct guide *guide_of(struct talking *talking)
{
    return shelf_guide(&talking->fixture.shelf, "verzuimgesprek", LANG_NL);
}

/* The words of the nth pitfall of the nth point. */
static const char *pitfall_of(struct talking *talking, size_t point, size_t n)
{
    const struct guide *guide = guide_of(talking);
    return guide_pitfall(guide, guide->points[point].pitfalls.line[n])->text;
}

static void screen_is(struct talking *talking, const char *name)
{
    assert_string_equal(sitting_screen(&talking->sitting), name);
}

/* ---- pictures -------------------------------------------------------------------------------- */

static void the_picture_in_dutch(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "<PgDn><PgDn><Tab>lang vergaderen<Tab>");
    sitting_is(&talking.sitting,
               " S.B.                     1 Aandacht  2 Luister  [3 Mogelijkheden]  4 Afspraken\n"
               "--------------------------------------------------------------------------------\n"
               "\n"
               "   Belemmeringen en mogelijkheden\n"
               "   Kijk samen wat in de weg zit, en vooral wat wel kan\n"
               "\n"
               "      Zijn er taken die je zelf zou willen oppakken?\n"
               "\n"
               "      Welke steun zou je helpen, van mij of van anderen?\n"
               "\n"
               "      Wat in het werk maakt een volgende stap lastig?\n"
               "\n"
               "      Wat kan ik in het werk voor je regelen of wegnemen?\n"
               "\n"
               "   Wat kan wel         -\n"
               "   Wat zit in de weg   lang vergaderen\n"
               " > Wat helpt\n"
               "   Eigen notitie       -\n"
               "   ! \"Wat zit in de weg\" is ingevuld; kijk ook naar \"Wat kan wel\".\n"
               "\n"
               "   valkuil: Te veel over regels praten -> Vraag wat de ander nodig heeft\n"
               "\n"
               " Komt in het verslag voor S.B.                                  bewaart vanzelf\n"
               " PgDn Volgend  F4 Afspraak  F5 Vragen  F6 Afronden  F7 Later  Esc Terug"
               "  F1 Hulp\n");
    talking_close(&talking);
}

static void the_picture_in_english(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_EN);
    keys(&talking, "<PgDn>");
    sitting_is(&talking.sitting,
               " S.B.                    1 Attention  [2 Listen]  3 Possibilities  4 Agreements\n"
               "--------------------------------------------------------------------------------\n"
               "\n"
               "   Listen and ask on\n"
               "   They tell their story; you fill nothing in\n"
               "\n"
               "      Could you tell me a little more about that?\n"
               "\n"
               "      What do you notice of that yourself in your work?\n"
               "\n"
               "      What is that like for you?\n"
               "\n"
               "      I hear you say that ... Did I get that right?\n"
               "\n"
               " > Own note\n"
               "\n"
               "   pitfall: Judging too quickly -> Ask openly; about the illness you may not\n"
               "   tip: Start your questions with what, how, who, where or when.\n"
               "\n"
               "\n"
               "\n"
               "\n"
               " For you, not for HR. The employee may ask for it.              saves by itself\n"
               " PgDn Point  F4 Agreement  F5 Questions  F6 Finish  F7 Later  Esc Back  F1 Help\n");
    talking_close(&talking);
}

static void the_agreements_in_a_low_window(void **state)
{
    struct talking talking;
    char id[UUID_SIZE];
    (void)state;
    talking_open(&talking, LANG_NL);
    desk_fixture_agreement(&talking.fixture, talking.id, OWNER_MANAGER, "Rooster aanpassen",
                           day_from_civil(2026, 12, 4), id);
    desk_fixture_agreement(&talking.fixture, talking.id, OWNER_NONE, "", DAY_NONE, id);
    stack_refresh(&talking.sitting.stack);
    sitting_resize(&talking.sitting, 20, 60, false);
    keys(&talking, "<PgDn><PgDn><PgDn>");
    sitting_is(&talking.sitting, " S.B.    1 Aandacht  2 Luister  3 Mogelijkh.  [4 Afspraken]\n"
                                 "------------------------------------------------------------\n"
                                 "   Maak concrete afspraken\n"
                                 "   Wie doet wat, wanneer, en hoe volgen jullie het op\n"
                                 "\n"
                                 "      Wat spreken we af, en wie doet wat?\n"
                                 "      Wanneer is dat klaar?\n"
                                 "\n"
                                 " > 1  jij: Rooster aanpassen\n"
                                 "      vr 4 dec (over 11 dagen)\n"
                                 "      ! Nog geen opvolging: schrijf hoe jullie zien dat\n"
                                 "      het lukt.\n"
                                 "   2  (nog niets ingevuld)\n"
                                 "      geen datum\n"
                                 "      ! nog nodig: wie, wat, wanneer, opvolging\n"
                                 "   + nieuwe afspraak (F4)\n"
                                 "\n"
                                 "   Eigen notitie   -                                    v\n"
                                 " Gaat naar S.B. en naar HR                  bewaart vanzelf\n"
                                 " F4 Afspraak  F6 Afronden  Esc Terug  ? Hulp\n");
    talking_close(&talking);
}

static void there_is_air_where_there_is_room(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    sitting_resize(&talking.sitting, 30, 100, false);
    sitting_is(
        &talking.sitting,
        " S.B.                                         [1 Aandacht]  2 Luister  3 Mogelijkheden  4 "
        "Afspraken\n"
        "------------------------------------------------------------------------------------------"
        "----------\n"
        "\n"
        "             Start met aandacht\n"
        "             Laat merken dat je er bent, en luister zonder oordeel\n"
        "\n"
        "\n"
        "                Fijn dat we elkaar spreken. Hoe gaat het vandaag met je?\n"
        "\n"
        "                Hoe is het voor je om dit gesprek te hebben?\n"
        "\n"
        "                Waar zou jij het vandaag graag over hebben?\n"
        "\n"
        "                Hoe vond je ons contact de afgelopen tijd?\n"
        "\n"
        "\n"
        "           > Eigen notitie\n"
        "\n"
        "\n"
        "\n"
        "             valkuil: Te zakelijk of afstandelijk -> Toon begrip, ook voor emotie\n"
        "             tip: Zeg hoeveel tijd er is en dat je niets medisch hoeft te weten.\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "\n"
        " Voor jou, niet voor HR. De medewerker mag het opvragen."
        "                            bewaart vanzelf\n"
        " PgDn Volgend  F4 Afspraak  F5 Vragen  F6 Afronden  F7 Later  Ctrl-O Andere ogen"
        "  Esc Terug"
        "  F1 Hulp\n");
    talking_close(&talking);
}

static void everything_is_in_reach_in_every_window(void **state)
{
    static const int sizes[][2] = {{24, 80}, {20, 60}, {18, 58}, {18, 76}, {30, 100}, {50, 200}};
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    const struct guide *guide = guide_of(&talking);
    for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
        sitting_resize(&talking.sitting, sizes[size][0], sizes[size][1], false);
        for (size_t i = 0; i < guide->n_points; i++) {
            const struct guide_point *point = &guide->points[i];
            char number[] = {(char)('1' + i), '\0'};
            keys(&talking, "<Esc><F6><Up>");
            keys(&talking, number);
            sitting_shows_words(&talking.sitting, point->title);
            sitting_shows_words(&talking.sitting, point->questions.line[0]);
            for (size_t j = 0; j < point->n_capture; j++) {
                keys(&talking, "<Tab>");
                sitting_cursor_shown(&talking.sitting);
                sitting_shows_words(&talking.sitting, point->capture[j].ask);
            }
            keys(&talking, "<Tab>");
            sitting_cursor_shown(&talking.sitting);
        }
    }
    talking_close(&talking);
}

static void lines_are_never_too_long_to_read(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    sitting_resize(&talking.sitting, 50, 200, false);
    const char *line = sitting_picture(&talking.sitting);
    for (int row = 0; row < 48; row++) {
        size_t len = strcspn(line, "\n");
        size_t lead = strspn(line, " ");
        if (row > 1 && lead < len)
            assert_true(utf8_columns(line + lead, len - lead) <= 76);
        line += len + 1;
    }
    talking_close(&talking);
}

/* ---- from point to point --------------------------------------------------------------------- */

static void points_come_by_key_and_by_number(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    shows(&talking, "[1 Aandacht]");
    keys(&talking, "<PgUp>");
    shows(&talking, "[1 Aandacht]");
    keys(&talking, "<PgDn>");
    shows(&talking, "[2 Luister]");
    keys(&talking, "4"); /* one is typing: it is text */
    shows(&talking, "[2 Luister]");
    keys(&talking, "<Up>4");
    shows(&talking, "[4 Afspraken]");
    keys(&talking, "<PgDn>");
    shows(&talking, "[4 Afspraken]");
    keys(&talking, "1");
    shows(&talking, "[1 Aandacht]");
    keys(&talking, "3"); /* numbers go on to work */
    shows(&talking, "[3 Mogelijkheden]");
    keys(&talking, "9");
    shows(&talking, "[3 Mogelijkheden]");
    assert_string_equal(answer(&talking, "doorvragen", FIELD_NOTE), "4");
    talking_close(&talking);
}

static void what_is_typed_is_stored_on_the_way(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "praat rustig<PgDn>let op stiltes<PgDn>offertes<Enter>ochtenden<PgDn>");
    assert_string_equal(answer(&talking, "aandacht", FIELD_NOTE), "praat rustig");
    assert_string_equal(answer(&talking, "doorvragen", FIELD_NOTE), "let op stiltes");
    assert_string_equal(answer(&talking, "mogelijkheden", "kan_wel"), "offertes\nochtenden");
    struct interview *interview = load(&talking);
    assert_int_equal(interview_answer(interview, "aandacht", FIELD_NOTE)->share, SHARE_PRIVATE);
    assert_int_equal(interview_answer(interview, "mogelijkheden", "kan_wel")->share,
                     SHARE_EMPLOYEE);
    drop(interview);
    keys(&talking, "<PgUp>");
    shows(&talking, "offertes");
    talking_close(&talking);
}

/* It looks as when all is drawn: at every key of every test that is held against it (sitting.c). */
static void a_letter_draws_the_text_it_goes_in_alone(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "p");
    assert_int_equal(talking.sitting.typed, 0); /* where a text begins its rows may change */
    keys(&talking, "raat<Space>rustig<Backspace>");
    assert_int_equal(talking.sitting.typed, 12);
    keys(&talking, "<Left><F1><Esc>");
    assert_int_equal(talking.sitting.typed, 12);
    talking_close(&talking);
}

static void a_restart_comes_back_to_the_point_and_the_letter(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "<PgDn><PgDn><Tab>lang vergadern<Left>");
    assert_int_equal(stack_save(&talking.sitting.stack), 0);
    start_again(&talking);
    shows(&talking, "[3 Mogelijkheden]");
    shows(&talking, "lang vergadern");
    keys(&talking, "e<PgDn>");
    assert_string_equal(answer(&talking, "mogelijkheden", "in_de_weg"), "lang vergaderen");
    assert_int_equal(desk_fixture_drafts(&talking.fixture, talking.id), 0);
    talking_close(&talking);
}

static void undo_works_here_and_in_the_field(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "een<PgDn>twee<C-z>"); /* still in the field: its own undo */
    lacks(&talking, "twee");
    keys(&talking, "<C-z>");
    shows(&talking, "Ongedaan: tekst bij \"Eigen notitie\"");
    assert_string_equal(answer(&talking, "aandacht", FIELD_NOTE), "");
    talking_close(&talking);
}

/* ---- later, questions, pitfalls -------------------------------------------------------------- */

static void later_is_a_word_at_the_point(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "<F7>");
    shows(&talking, "[1 Aandacht later]");
    shows(&talking, "Start met aandacht  (later)");
    assert_string_equal(answer(&talking, POINT_LATER, "aandacht"), "1");
    keys(&talking, "<PgDn>");
    shows(&talking, "1 Aandacht later");
    lacks(&talking, "(later)");
    keys(&talking, "<PgUp><Up>m");
    lacks(&talking, "later]");
    assert_string_equal(answer(&talking, POINT_LATER, "aandacht"), "");
    keys(&talking, "u");
    shows(&talking, "Ongedaan: \"Start met aandacht\" niet meer voor later");
    shows(&talking, "[1 Aandacht later]");
    talking_close(&talking);
}

static void own_questions_come_first(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "<Esc><Tab>Hoe was je week?<F5>mis je<Enter><F6>");
    shows(&talking, "* Hoe was je week?");
    shows(&talking, "* Wat mis je van het werk, en wat juist niet?");
    shows(&talking, "  Fijn dat we elkaar spreken");
    lacks(&talking, "  Wat mis je");
    keys(&talking, "<PgDn>");
    shows(&talking, "* Hoe was je week?");
    lacks(&talking, "Wat mis je"); /* that one belongs to the first point */
    talking_close(&talking);
}

static void all_questions_are_one_key_away(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    const struct guide_point *point = &guide_of(&talking)->points[0];
    const char *last = point->questions.line[point->questions.n - 1];
    assert_true(point->questions.n > 4);
    lacks(&talking, last);
    keys(&talking, "<F5>");
    screen_is(&talking, "view");
    shows(&talking, last);
    shows(&talking, "TIPS");
    keys(&talking, "<End>");
    shows(&talking, pitfall_of(&talking, 0, 1));
    keys(&talking, "<Esc><Up>v");
    screen_is(&talking, "view");
    keys(&talking, "<Esc>");
    screen_is(&talking, "talk");
    talking_close(&talking);
}

static void another_pitfall_every_visit(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    shows(&talking, pitfall_of(&talking, 0, 0));
    lacks(&talking, pitfall_of(&talking, 0, 1));
    keys(&talking, "<PgDn>");
    shows(&talking, pitfall_of(&talking, 1, 0));
    keys(&talking, "<PgUp>");
    shows(&talking, pitfall_of(&talking, 0, 1));
    keys(&talking, "<PgDn>");
    shows(&talking, pitfall_of(&talking, 1, 1));
    talking_close(&talking);
}

/* Only where a row is left; in a low window, or with much to read, there is none. */
static void a_tip_where_there_is_room(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_EN);
    sitting_resize(&talking.sitting, 30, 100, true);
    keys(&talking, "<PgDn>");
    sitting_shows(&talking.sitting,
                  "tip: Start your questions with what, how, who, where or when.");
    keys(&talking, "<PgUp><PgDn>");
    sitting_shows(&talking.sitting, "tip: ");
    sitting_lacks(&talking.sitting, "tip: Start your questions");
    sitting_resize(&talking.sitting, 20, 60, true);
    sitting_lacks(&talking.sitting, "tip: ");
    talking_close(&talking);
}

static void one_sided_is_nudged_quietly(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "<PgDn><PgDn><Tab>vergaderen<Tab>");
    shows(&talking, "! \"Wat zit in de weg\" is ingevuld; kijk ook naar \"Wat kan wel\".");
    keys(&talking, "<S-Tab><S-Tab>bellen<Tab>");
    lacks(&talking, "! \"Wat zit");
    talking_close(&talking);
}

static void it_says_who_will_see_it(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    shows(&talking, "\n Voor jou, niet voor HR. De medewerker mag het opvragen.");
    keys(&talking, "<PgDn><PgDn>");
    shows(&talking, "\n Komt in het verslag voor S.B. ");
    keys(&talking, "<PgDn>");
    shows(&talking, "\n Voor S.B., en voor HR als het gedeeld is ");
    talking_close(&talking);
}

/* HR gets none that is not shared with it. */
static void an_agreement_says_its_own_level(void **state)
{
    struct talking talking;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "agreement %s added", .about = "1"};
    struct agreement agreement;
    (void)state;
    talking_open(&talking, LANG_NL);
    agreement_init(&agreement);
    memcpy(agreement.interview, talking.id, sizeof agreement.interview);
    agreement.owner = OWNER_MANAGER;
    agreement.share = SHARE_EMPLOYEE;
    mem_replace(&agreement.what, "Rooster aanpassen");
    assert_int_equal(agreements_save(talking.fixture.desk.store, &agreement, &deed, &err), 0);
    agreement_release(&agreement);
    stack_refresh(&talking.sitting.stack);
    keys(&talking, "<PgDn><PgDn><PgDn>");
    shows(&talking, "> 1  jij: Rooster aanpassen");
    shows(&talking, "\n Komt in het verslag voor S.B. ");
    talking_close(&talking);
}

/* ---- agreements ------------------------------------------------------------------------------ */

static void an_agreement_from_any_point(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "tekst<F4>");
    screen_is(&talking, "agree");
    assert_string_equal(answer(&talking, "aandacht", FIELD_NOTE), "tekst");
    keys(&talking, "<Right><Tab>Bellen<Esc>");
    screen_is(&talking, "talk");
    assert_int_equal(agreements_of(&talking), 1);
    keys(&talking, "<Up>4");
    shows(&talking, "1  jij: Bellen");
    shows(&talking, "! nog nodig: wanneer, opvolging");
    keys(&talking, "a<Esc>"); /* nothing filled in: nothing kept */
    assert_int_equal(agreements_of(&talking), 1);
    talking_close(&talking);
}

static void agreements_are_changed_removed_and_brought_back(void **state)
{
    struct talking talking;
    char id[UUID_SIZE];
    (void)state;
    talking_open(&talking, LANG_NL);
    desk_fixture_agreement(&talking.fixture, talking.id, OWNER_MANAGER, "Rooster", DAY_NONE, id);
    desk_fixture_agreement(&talking.fixture, talking.id, OWNER_EMPLOYEE, "Bellen",
                           day_from_civil(2026, 12, 4), id);
    stack_refresh(&talking.sitting.stack);
    keys(&talking, "<PgDn><PgDn><PgDn>");
    shows(&talking, "> 1  jij: Rooster");
    shows(&talking, "! Nog geen datum"); /* the nudge of the one in focus */
    keys(&talking, "<Down>");
    shows(&talking, "> 2  S.B.: Bellen");
    shows(&talking, "vr 4 dec (over 11 dagen)");
    keys(&talking, "<Enter>");
    screen_is(&talking, "agree");
    keys(&talking, "<Esc>-");
    shows(&talking, "Afspraak 2 is verwijderd.");
    assert_int_equal(agreements_of(&talking), 1);
    lacks(&talking, "Bellen");
    keys(&talking, "<C-z>");
    shows(&talking, "Ongedaan: afspraak 2 verwijderd");
    shows(&talking, "S.B.: Bellen");
    keys(&talking, "<Home><Down><Delete>");
    shows(&talking, "Afspraak 1 is verwijderd.");
    keys(&talking, "u");
    assert_int_equal(agreements_of(&talking), 2);
    talking_close(&talking);
}

static void the_row_for_another_one_opens_it(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "<PgDn><PgDn><PgDn>");
    shows(&talking, "> + nieuwe afspraak (F4)");
    keys(&talking, "-"); /* there is nothing to remove */
    screen_is(&talking, "talk");
    keys(&talking, "<Enter>");
    screen_is(&talking, "agree");
    talking_close(&talking);
}

/* ---- steps ----------------------------------------------------------------------------------- */

static void finishing_and_back(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "laatste woorden<F6>");
    screen_is(&talking, "close");
    assert_int_equal(stage_of(&talking), STAGE_CLOSING);
    assert_string_equal(answer(&talking, "aandacht", FIELD_NOTE), "laatste woorden");
    keys(&talking, "<Esc>");
    screen_is(&talking, "talk");
    keys(&talking, "<Up>[");
    screen_is(&talking, "prepare");
    assert_int_equal(stage_of(&talking), STAGE_CLOSING);
    talking_close(&talking);
}

static void reading_only_looks_and_changes_nothing(void **state)
{
    struct talking talking;
    struct desk second;
    struct sitting reader;
    (void)state;
    talking_open(&talking, LANG_NL);
    desk_fixture_second(&talking.fixture, &second);
    sitting_open(&reader, &second, talking.id);
    sitting_keys(&reader, "geheim");
    sitting_lacks(&reader, "geheim");
    sitting_shows(&reader, "Dit bestand is al open in een ander venster");
    sitting_keys(&reader, "<F7>");
    sitting_lacks(&reader, "later");
    sitting_keys(&reader, "<F4>");
    assert_string_equal(sitting_screen(&reader), "talk");
    sitting_keys(&reader, "<PgDn><F6>");
    assert_string_equal(sitting_screen(&reader), "close");
    sitting_keys(&reader, "<Esc><Esc><Esc>");
    assert_string_equal(sitting_screen(&reader), "home");
    assert_int_equal(stage_of(&talking), STAGE_TALKING);
    sitting_kill(&reader);
    store_close(second.store);
    talking_close(&talking);
}

static void a_window_that_reads_follows_the_other(void **state)
{
    struct talking talking;
    struct desk second;
    struct sitting reader;
    (void)state;
    talking_open(&talking, LANG_NL);
    desk_fixture_second(&talking.fixture, &second);
    sitting_open(&reader, &second, talking.id);
    keys(&talking, "<F7>vast<PgDn><PgUp>");
    stack_refresh(&reader.stack);
    sitting_shows(&reader, "[1 Aandacht later]");
    sitting_shows(&reader, "vast");
    sitting_kill(&reader);
    store_close(second.store);
    talking_close(&talking);
}

/* ---- a disk that is full --------------------------------------------------------------------- */

/* From now on no file grows (bytes 0), or files may grow again. */
static void let_files_grow(bool grow)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = grow ? limit.rlim_max : 0;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk_loses_nothing(void **state)
{
    struct talking talking;
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    talking_open(&talking, LANG_NL);
    keys(&talking, "<PgDn><PgDn>ochtenden");
    let_files_grow(false);
    keys(&talking, "<Tab>vergaderen"); /* the field that was left could not be stored */
    assert_int_equal(stack_save(&talking.sitting.stack), -1);
    keys(&talking, "<PgDn>"); /* leaving would lose it: it stays */
    shows(&talking, "[3 Mogelijkheden]");
    shows(&talking, "ochtenden");
    shows(&talking, "vergaderen");
    keys(&talking, "<Esc>");
    screen_is(&talking, "talk");
    keys(&talking, "<S-Tab><S-Tab><F7>");
    lacks(&talking, "later]"); /* what could not be stored is not shown as if it were */
    let_files_grow(true);
    assert_true(stack_unsaved(&talking.sitting.stack));
    assert_int_equal(stack_save(&talking.sitting.stack), 0);
    start_again(&talking);
    shows(&talking, "ochtenden");
    shows(&talking, "vergaderen");
    keys(&talking, "<Esc>");
    assert_string_equal(answer(&talking, "mogelijkheden", "kan_wel"), "ochtenden");
    assert_string_equal(answer(&talking, "mogelijkheden", "in_de_weg"), "vergaderen");
    talking_close(&talking);
}

/* ---- mouse ----------------------------------------------------------------------------------- */

static void the_mouse_does_it_too(void **state)
{
    struct talking talking;
    char id[UUID_SIZE];
    (void)state;
    talking_open(&talking, LANG_NL);
    desk_fixture_agreement(&talking.fixture, talking.id, OWNER_MANAGER, "Rooster", DAY_NONE, id);
    desk_fixture_agreement(&talking.fixture, talking.id, OWNER_MANAGER, "Bellen", DAY_NONE, id);
    stack_refresh(&talking.sitting.stack);
    keys(&talking, "half");
    sitting_click(&talking.sitting, "4 Afspraken", 1);
    assert_string_equal(answer(&talking, "aandacht", FIELD_NOTE), "half");
    shows(&talking, "[4 Afspraken]");
    sitting_click(&talking.sitting, "Bellen", 1);
    shows(&talking, "> 2  jij: Bellen");
    sitting_click(&talking.sitting, "Bellen", 2);
    screen_is(&talking, "agree");
    keys(&talking, "<Esc>");
    sitting_click(&talking.sitting, "F5 Vragen", 1);
    screen_is(&talking, "view");
    keys(&talking, "<Esc>");
    sitting_click(&talking.sitting, "+ nieuwe", 2);
    screen_is(&talking, "agree");
    talking_close(&talking);
}

/* ---- every way of asking --------------------------------------------------------------------- */

static void kinds_open(struct talking *talking)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "begun", .about = ""};
    desk_fixture_open(&talking->fixture, LANG_NL);
    struct guide *guide =
        shelf_read(&talking->fixture.shelf, kinds_guide, strlen(kinds_guide), &err);
    if (!guide)
        fail_msg("%s", err.text);
    assert_int_equal(
        interviews_begin(talking->fixture.desk.store, "Mo Karimi", guide, 0, talking->id, &err), 0);
    guide_free(guide);
    interviews_set_stage(talking->fixture.desk.store, talking->id, STAGE_TALKING, &deed, &err);
    sitting_open(&talking->sitting, &talking->fixture.desk, talking->id);
}

static void a_box_is_ticked(void **state)
{
    struct talking talking;
    (void)state;
    kinds_open(&talking);
    shows(&talking, "> [ ] Gedaan");
    keys(&talking, "<Space>");
    shows(&talking, "> [x] Gedaan");
    assert_string_equal(answer(&talking, "een", "vink"), "1");
    keys(&talking, "x");
    assert_string_equal(answer(&talking, "een", "vink"), "");
    talking_close(&talking);
}

static void a_choice_keeps_the_words_it_had(void **state)
{
    struct talking talking;
    (void)state;
    kinds_open(&talking);
    keys(&talking, "<Tab>");
    shows(&talking, "( ) Links  ( ) Rechts");
    keys(&talking, "2");
    shows(&talking, "( ) Links  (o) Rechts");
    struct interview *interview = load(&talking);
    const struct answer *keus = interview_answer(interview, "een", "keus");
    assert_non_null(keus);
    assert_string_equal(keus->value, "rechts");
    assert_string_equal(keus->shown, "Rechts");
    assert_int_equal(keus->share, SHARE_EMPLOYEE);
    drop(interview);
    keys(&talking, "<Left>");
    assert_string_equal(answer(&talking, "een", "keus"), "links");
    keys(&talking, "<C-z>");
    shows(&talking, "( ) Links  (o) Rechts");
    keys(&talking, "<Up>u");
    shows(&talking, "( ) Links  ( ) Rechts");
    talking_close(&talking);
}

static void a_long_choice_has_a_row_for_each(void **state)
{
    struct talking talking;
    (void)state;
    kinds_open(&talking);
    keys(&talking, "<Tab><Tab><Space><Space>");
    shows(&talking, "( ) Thuis aan de keukentafel, met koffie erbij");
    shows(&talking, "(o) Op het werk, in de kamer naast de receptie");
    sitting_cursor_shown(&talking.sitting);
    assert_string_equal(answer(&talking, "een", "lang"), "werk");
    sitting_click(&talking.sitting, "Buiten, tijdens", 1);
    assert_string_equal(answer(&talking, "een", "lang"), "buiten");
    talking_close(&talking);
}

static void a_date_is_read_from_words_and_never_traps(void **state)
{
    struct talking talking;
    (void)state;
    kinds_open(&talking);
    keys(&talking, "<Tab><Tab><Tab>vrijdag");
    shows(&talking, "= vrijdag 27 november 2026 (over 4 dagen)");
    keys(&talking, "<Enter>"); /* on to the next field */
    assert_string_equal(answer(&talking, "een", "dag"), "2026-11-27");
    shows(&talking, "2026-11-27");
    keys(&talking, "<S-Tab><C-u>ooit eens");
    shows(&talking, "? nog geen datum");
    keys(&talking, "<Tab>");
    shows(&talking, "Deze datum ken ik niet.");
    shows(&talking, "ooit eens");
    assert_string_equal(answer(&talking, "een", "dag"), "2026-11-27");
    keys(&talking, "<Esc>"); /* away all the same */
    screen_is(&talking, "prepare");
    assert_int_equal(desk_fixture_drafts(&talking.fixture, talking.id), 1);
    keys(&talking, "<F6><Tab><Tab><Tab>");
    shows(&talking, "ooit eens");
    keys(&talking, "<F3>");
    screen_is(&talking, "ask");
    keys(&talking, "<C-u>1-12<Enter>");
    screen_is(&talking, "talk");
    assert_string_equal(answer(&talking, "een", "dag"), "2026-12-01");
    assert_int_equal(desk_fixture_drafts(&talking.fixture, talking.id), 0);
    talking_close(&talking);
}

static void a_full_field_says_so(void **state)
{
    struct talking talking;
    (void)state;
    kinds_open(&talking);
    keys(&talking, "<Tab><Tab><Tab><Tab><Paste>twintig tekens en nog wat meer</Paste>");
    shows(&talking, "Dit veld is vol; houd het kort.");
    keys(&talking, "<Tab>");
    assert_string_equal(answer(&talking, "een", "regel"), "twintig tekens en no");
    talking_close(&talking);
}

static void say_fault(void *arg, const char *sentence)
{
    (void)arg;
    print_message("%s\n", sentence);
}

static void no_key_has_two_meanings(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    assert_int_equal(keymap_faults(stack_top(&talking.sitting.stack)->keys, say_fault, NULL), 0);
    talking_close(&talking);
}

/* Tab goes round the texts, and never to the heading, where letters are commands. */
static void tab_never_makes_commands_of_letters(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking, LANG_NL);
    keys(&talking, "Zij is moe<Tab>. Het rooster is vol");
    screen_is(&talking, "talk");
    shows(&talking, "Zij is moe. Het rooster is vol");
    keys(&talking, "<S-Tab>, zegt ze");
    shows(&talking, "vol, zegt ze");
    keys(&talking, "<PgDn><PgDn><Tab><Tab><Tab><Tab>x<S-Tab>y");
    screen_is(&talking, "talk");
    keys(&talking, "<PgDn>");
    keys(&talking, "<Down>De zorg voor Sanne<Tab>sw");
    screen_is(&talking, "talk");
    shows(&talking, "De zorg voor Sannesw");
    keys(&talking, "<Up>v");
    screen_is(&talking, "view");
    talking_close(&talking);
}

/* Letters on what can be chosen or ticked are not commands either, when Tab led there. */
static void letters_on_a_choice_are_no_commands(void **state)
{
    struct talking talking;
    (void)state;
    kinds_open(&talking);
    keys(&talking, "<Tab>voor Sanne? <Tab>sw");
    screen_is(&talking, "talk");
    shows(&talking, "Hier valt niets te typen");
    lacks(&talking, "(o)");
    talking_close(&talking);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_picture_in_dutch),
        cmocka_unit_test(the_picture_in_english),
        cmocka_unit_test(the_agreements_in_a_low_window),
        cmocka_unit_test(there_is_air_where_there_is_room),
        cmocka_unit_test(everything_is_in_reach_in_every_window),
        cmocka_unit_test(lines_are_never_too_long_to_read),
        cmocka_unit_test(points_come_by_key_and_by_number),
        cmocka_unit_test(what_is_typed_is_stored_on_the_way),
        cmocka_unit_test(a_letter_draws_the_text_it_goes_in_alone),
        cmocka_unit_test(a_restart_comes_back_to_the_point_and_the_letter),
        cmocka_unit_test(undo_works_here_and_in_the_field),
        cmocka_unit_test(later_is_a_word_at_the_point),
        cmocka_unit_test(own_questions_come_first),
        cmocka_unit_test(all_questions_are_one_key_away),
        cmocka_unit_test(another_pitfall_every_visit),
        cmocka_unit_test(a_tip_where_there_is_room),
        cmocka_unit_test(one_sided_is_nudged_quietly),
        cmocka_unit_test(it_says_who_will_see_it),
        cmocka_unit_test(an_agreement_says_its_own_level),
        cmocka_unit_test(an_agreement_from_any_point),
        cmocka_unit_test(agreements_are_changed_removed_and_brought_back),
        cmocka_unit_test(the_row_for_another_one_opens_it),
        cmocka_unit_test(finishing_and_back),
        cmocka_unit_test(reading_only_looks_and_changes_nothing),
        cmocka_unit_test(a_window_that_reads_follows_the_other),
        cmocka_unit_test(a_full_disk_loses_nothing),
        cmocka_unit_test(the_mouse_does_it_too),
        cmocka_unit_test(a_box_is_ticked),
        cmocka_unit_test(a_choice_keeps_the_words_it_had),
        cmocka_unit_test(a_long_choice_has_a_row_for_each),
        cmocka_unit_test(a_date_is_read_from_words_and_never_traps),
        cmocka_unit_test(a_full_field_says_so),
        cmocka_unit_test(tab_never_makes_commands_of_letters),
        cmocka_unit_test(letters_on_a_choice_are_no_commands),
        cmocka_unit_test(no_key_has_two_meanings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
