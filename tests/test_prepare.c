#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "desk_fixture.h"
#include "sitting.h"
#include "store/agreements.h"
#include "store/interviews.h"

/* Two weeks ago something was agreed with Sanne de Boer; tomorrow there is another conversation. */
struct eve {
    struct desk_fixture fixture;
    struct sitting sitting;
    char before[UUID_SIZE], now[UUID_SIZE];
    char roster[UUID_SIZE], mornings[UUID_SIZE];
};

static int day_of(int month, int day)
{
    return day_from_civil(2026, month, day);
}

static void eve_open(struct eve *eve, enum lang lang)
{
    desk_fixture_open(&eve->fixture, lang);
    desk_fixture_later(&eve->fixture, -13);
    desk_fixture_interview(&eve->fixture, "Sanne de Boer", day_of(11, 10), eve->before);
    desk_fixture_agreement(&eve->fixture, eve->before, OWNER_MANAGER, "Rooster naar vier ochtenden",
                           day_of(11, 20), eve->roster);
    desk_fixture_agreement(&eve->fixture, eve->before, OWNER_EMPLOYEE, "Proefweek in de ochtend",
                           day_of(12, 4), eve->mornings);
    desk_fixture_later(&eve->fixture, 13);
    desk_fixture_interview(&eve->fixture, "Sanne de Boer", day_of(11, 24), eve->now);
    sitting_open(&eve->sitting, &eve->fixture.desk, eve->now);
}

static void eve_close(struct eve *eve)
{
    sitting_close(&eve->sitting);
    desk_fixture_close(&eve->fixture);
}

/* The program stops, as it should or not, and starts again. */
static void start_again(struct eve *eve, bool killed)
{
    if (killed)
        sitting_kill(&eve->sitting);
    else
        sitting_close(&eve->sitting);
    desk_fixture_reopen(&eve->fixture);
    sitting_open(&eve->sitting, &eve->fixture.desk, NULL);
}

static const char *answer(struct eve *eve, const char *point, const char *field)
{
    return desk_fixture_answer(&eve->fixture, eve->now, point, field);
}

static struct interview *load(struct eve *eve, const char *id)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview *interview = interviews_load(eve->fixture.desk.store, id, &err);
    assert_non_null(interview);
    return interview;
}

static void drop(struct interview *interview)
{
    interview_release(interview);
    free(interview);
}

static struct agreement agreement_of(struct eve *eve, const char *id)
{
    struct interview *interview = load(eve, eve->before);
    struct agreement copy = *interview_agreement(interview, id);
    drop(interview);
    return copy; /* its texts are gone; only numbers are looked at */
}

static enum stage stage_of(struct eve *eve)
{
    struct interview *interview = load(eve, eve->now);
    enum stage stage = interview->stage;
    drop(interview);
    return stage;
}

/* ---- pictures -------------------------------------------------------------------------------- */

static void the_picture_in_dutch(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_is(&eve.sitting,
               " Voorbereiding - S.B. - di 24 nov 10:00                Verzuimgesprek   0 van 5\n"
               "--------------------------------------------------------------------------------\n"
               " AFGESPROKEN OP di 10 nov              | SNEL NAKIJKEN\n"
               " > [ ] Rooster naar vier ochtenden     |   [ ] Ik heb een rustige, neutrale\n"
               "       jij, 3 dagen geleden ! te laat  |       plek\n"
               "       x gedaan  l loopt  d datum      |   [ ] Ik weet waar ik het over wil\n"
               "       - vervalt                       |       hebben\n"
               "   [ ] Proefweek in de ochtend         |   [ ] Ik weet wat ik wel en niet mag\n"
               "       S.B., vr 4 dec                  |       vragen\n"
               "                                       |   [ ] Ik weet wat mijn rol is\n"
               " DOEL VAN DIT GESPREK                  |   [ ] Ik laat ruimte en hoor de\n"
               "   -                                   |       vraag achter de woorden\n"
               "                                       |   Het speelt sinds\n"
               "                                       |   -\n"
               " VRAGEN DIE IK MEENEEM                 |\n"
               "   -                                   | KADERS\n"
               "                                       |   Wel werk, contact en steun. Nooit\n"
               "   + F5 kies een vraag, of schrijf er  |   aard, oorzaak of klachten.\n"
               "   zelf een                            |   F2 toont de hele kaart\n"
               "--------------------------------------------------------------------------------\n"
               " Tip: Tel in stilte tot vijf voordat je weer iets zegt.\n"
               " Nu al genoeg? F6 begint, wat er ook is afgevinkt.\n"
               " Voor S.B., en voor HR als het gedeeld is                       bewaart vanzelf\n"
               " F6 Begin  F5 Vragen  F4 Oefenen  F3 Datum  Spatie Afvinken  Esc Terug  ? Hulp\n");
    eve_close(&eve);
}

static void the_picture_in_english(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_EN);
    sitting_is(&eve.sitting,
               " Preparation - S.B. - Tue 24 Nov 10:00            Absence conversation   0 of 5\n"
               "--------------------------------------------------------------------------------\n"
               " AGREED ON Tue 10 Nov                  | A QUICK CHECK\n"
               " > [ ] Rooster naar vier ochtenden     |   [ ] I have a quiet, neutral place\n"
               "       you, 3 days ago ! late          |   [ ] I know what I want to talk\n"
               "       x done  l being done  d date    |       about\n"
               "       - dropped                       |   [ ] I know what I may and may not\n"
               "   [ ] Proefweek in de ochtend         |       ask\n"
               "       S.B., Fri 4 Dec                 |   [ ] I know what my role is\n"
               "                                       |   [ ] I leave room and hear the\n"
               " GOAL OF THIS CONVERSATION             |       question behind words\n"
               "   -                                   |   Going on since\n"
               "                                       |   -\n"
               "                                       |\n"
               " QUESTIONS I TAKE ALONG                | LIMITS\n"
               "   -                                   |   Work, contact and support. Never\n"
               "                                       |   illness, cause or complaints.\n"
               "   + F5 choose a question, or write    |   F2 shows the whole card\n"
               "   your own                            |\n"
               "--------------------------------------------------------------------------------\n"
               " Tip: Count silently to five before you speak again.\n"
               " Ready enough? F6 begins, whatever is ticked.\n"
               " For S.B., and for HR where it is shared                        saves by itself\n"
               " F6 Begin  F5 Questions  F4 Practise  F3 Date  Space Tick  Esc Back  ? Help\n");
    eve_close(&eve);
}

static void one_column_follows_the_focus(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_resize(&eve.sitting, 20, 60, false);
    sitting_keys(&eve.sitting, "<S-Tab><Up>");
    sitting_is(&eve.sitting, " Voorbereiding - S.B. - di 24 nov 10:00             0 van 5\n"
                             "------------------------------------------------------------\n"
                             "                                                          ^\n"
                             "   + F5 kies een vraag, of schrijf er zelf een\n"
                             "\n"
                             " SNEL NAKIJKEN\n"
                             "   [ ] Ik heb een rustige, neutrale plek\n"
                             "   [ ] Ik weet waar ik het over wil hebben\n"
                             "   [ ] Ik weet wat ik wel en niet mag vragen\n"
                             "   [ ] Ik weet wat mijn rol is\n"
                             " > [ ] Ik laat ruimte en hoor de vraag achter de woorden\n"
                             "       Hoor je een zorg of een verborgen vraag? Vraag\n"
                             "       ernaar, vul niet in.\n"
                             "   Het speelt sinds        -\n"
                             "\n"
                             " KADERS\n"
                             "   Wel werk, contact en steun. Nooit aard, oorzaak of     v\n"
                             " Tip: Tel in stilte tot vijf voordat je weer iets zegt.\n"
                             " Voor jou, niet voor HR. De medewerker mag het opvragen.\n"
                             " F6 Begin  F5 Vragen  Spatie Afvinken  Esc Terug  ? Hulp\n");
    eve_close(&eve);
}

/* Whatever the window, all is in reach: the focus is in view and its words are whole. */
static void everything_is_in_reach_in_every_window(void **state)
{
    static const int sizes[][2] = {{24, 80}, {20, 60}, {18, 58}, {18, 76}, {30, 100}, {50, 200}};
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    const struct guide *guide = shelf_guide(&eve.fixture.shelf, "verzuimgesprek", LANG_NL);
    for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
        sitting_resize(&eve.sitting, sizes[size][0], sizes[size][1], false);
        for (size_t i = 0; i < 4; i++) {
            sitting_cursor_shown(&eve.sitting);
            if (i == 0)
                sitting_shows_words(&eve.sitting, "Rooster naar vier ochtenden");
            sitting_keys(&eve.sitting, "<Tab>");
        }
        for (size_t i = 0; i < guide->n_preparation; i++) {
            sitting_cursor_shown(&eve.sitting);
            sitting_shows_words(&eve.sitting, guide->preparation[i].ask);
            sitting_shows_words(&eve.sitting, guide->preparation[i].hint);
            sitting_keys(&eve.sitting, "<Tab>");
        }
        sitting_cursor_shown(&eve.sitting);
        sitting_shows_words(&eve.sitting, "Het speelt sinds");
        sitting_keys(&eve.sitting, "<Tab><Up><Up>");
    }
    eve_close(&eve);
}

static void a_long_goal_keeps_its_cursor_in_view(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_resize(&eve.sitting, 18, 58, false);
    sitting_keys(&eve.sitting, "<Tab><Tab>");
    for (int i = 0; i < 30; i++) {
        sitting_keys(&eve.sitting, "een regel<Enter>");
        sitting_cursor_shown(&eve.sitting);
    }
    for (int i = 0; i < 30; i++) {
        sitting_keys(&eve.sitting, "<Up>");
        sitting_cursor_shown(&eve.sitting);
    }
    eve_close(&eve);
}

static void the_rest_is_scrolled_to(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_resize(&eve.sitting, 18, 58, false);
    sitting_shows(&eve.sitting, "AFGESPROKEN OP");
    sitting_keys(&eve.sitting, "<PgDn>");
    sitting_lacks(&eve.sitting, "AFGESPROKEN OP");
    sitting_keys(&eve.sitting, "<PgDn><PgDn><PgDn>");
    sitting_shows(&eve.sitting, "F2 toont de hele kaart");
    sitting_keys(&eve.sitting, "<WheelUp><WheelUp><WheelUp><WheelUp><WheelUp><WheelUp><WheelUp>");
    sitting_shows(&eve.sitting, "AFGESPROKEN OP");
    sitting_keys(&eve.sitting, "<WheelDown>");
    sitting_lacks(&eve.sitting, "AFGESPROKEN OP");
    sitting_keys(&eve.sitting, "<Down>"); /* a key brings the focus back */
    sitting_shows(&eve.sitting, "> [ ] Proefweek");
    eve_close(&eve);
}

static void a_long_agreement_is_shown_whole(void **state)
{
    struct eve eve;
    char id[UUID_SIZE], what[201] = "";
    (void)state;
    eve_open(&eve, LANG_NL);
    while (strlen(what) < 190)
        strcat(what, "woord ");
    strcpy(what + 192, "einde");
    desk_fixture_agreement(&eve.fixture, eve.before, OWNER_MANAGER, what, DAY_NONE, id);
    stack_refresh(&eve.sitting.stack);
    sitting_keys(&eve.sitting, "<Tab><Tab>");
    sitting_shows(&eve.sitting, "einde");
    eve_close(&eve);
}

/* ---- answers --------------------------------------------------------------------------------- */

static void a_tick_is_stored_at_once(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab><Tab><Tab><Space>");
    assert_string_equal(answer(&eve, POINT_PREPARATION, "plek"), "1");
    sitting_shows(&eve.sitting, "1 van 5");
    sitting_keys(&eve.sitting, "<Tab>x");
    assert_string_equal(answer(&eve, POINT_PREPARATION, "onderwerpen"), "1");
    sitting_shows(&eve.sitting, "2 van 5");
    sitting_keys(&eve.sitting, "x");
    assert_string_equal(answer(&eve, POINT_PREPARATION, "onderwerpen"), "");
    sitting_keys(&eve.sitting, "u"); /* Tab led here: no command */
    assert_string_equal(answer(&eve, POINT_PREPARATION, "onderwerpen"), "");
    sitting_keys(&eve.sitting, "<Up><Down>u");
    assert_string_equal(answer(&eve, POINT_PREPARATION, "onderwerpen"), "1");
    sitting_shows(&eve.sitting, "Ongedaan: vinkje weg bij");
    eve_close(&eve);
}

static void an_answer_keeps_the_label_it_was_asked_under(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab>Rustig beginnen<Tab><Tab><Space>");
    struct interview *interview = load(&eve, eve.now);
    const struct answer *goal = interview_answer(interview, POINT_OWN, FIELD_GOAL);
    const struct answer *place = interview_answer(interview, POINT_PREPARATION, "plek");
    assert_non_null(goal);
    assert_string_equal(goal->label, "Doel van dit gesprek");
    assert_int_equal(goal->share, SHARE_PRIVATE);
    assert_int_equal(goal->kind, KIND_NOTE);
    assert_non_null(place);
    assert_string_equal(place->label, "Ik heb een rustige, neutrale plek");
    drop(interview);
    eve_close(&eve);
}

static void leaving_a_field_stores_it_as_one_deed(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab>Samen kijken");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "");
    sitting_keys(&eve.sitting, "<Tab>");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "Samen kijken");
    assert_int_equal(desk_fixture_drafts(&eve.fixture, eve.now), 0);
    sitting_keys(&eve.sitting, "<S-Tab><Tab>"); /* nothing changed: nothing to undo */
    sitting_keys(&eve.sitting, "<C-z>");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "");
    sitting_lacks(&eve.sitting, "Samen kijken");
    sitting_keys(&eve.sitting, "<C-y>");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "Samen kijken");
    sitting_shows(&eve.sitting, "Samen kijken");
    eve_close(&eve);
}

static void a_list_is_kept_without_empty_lines(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab><Tab>Hoe was je week?<Enter><Enter>  Wat lukt?<Enter>"
                               "<Tab>");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_QUESTIONS), "Hoe was je week?\nWat lukt?");
    eve_close(&eve);
}

static void a_line_of_a_list_stays_short(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab><Tab>");
    for (int i = 0; i < 17; i++)
        sitting_keys(&eve.sitting, "tien ziet ");
    sitting_shows(&eve.sitting, "Deze regel is vol");
    for (int i = 0; i < 20; i++)
        sitting_keys(&eve.sitting, "<Enter>a");
    sitting_keys(&eve.sitting, "<Tab>");
    const char *lines = answer(&eve, POINT_OWN, FIELD_QUESTIONS);
    assert_int_equal(strcspn(lines, "\n"), 160);
    int n = 1;
    for (const char *at = lines; *at; at++)
        n += *at == '\n';
    assert_int_equal(n, 12);
    eve_close(&eve);
}

/* Only where it is switched on, and only for a text of several rows. */
static void the_users_own_editor_writes_a_text(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab>Doel<C-e>");
    assert_int_equal(eve.sitting.stack.wish, WISH_NONE);
    eve.fixture.desk.settings.editor = true;
    sitting_keys(&eve.sitting, "<C-e>");
    assert_int_equal(eve.sitting.stack.wish, WISH_EDIT);
    assert_string_equal(eve.sitting.stack.text, "Doel");
    stack_edited(&eve.sitting.stack, "Een langer\ndoel\n");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "Een langer\ndoel");
    stack_edited(&eve.sitting.stack, NULL); /* given up */
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "Een langer\ndoel");
    eve_close(&eve);
}

/* ---- drafts ---------------------------------------------------------------------------------- */

static void typing_is_where_it_was_after_a_restart(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab>Zoë en ik<Left><Left><Left>");
    assert_true(stack_unsaved(&eve.sitting.stack));
    assert_int_equal(stack_save(&eve.sitting.stack), 0);
    assert_false(stack_unsaved(&eve.sitting.stack));
    assert_int_equal(desk_fixture_drafts(&eve.fixture, eve.now), 1);
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "");
    start_again(&eve, true);
    assert_string_equal(sitting_screen(&eve.sitting), "prepare");
    sitting_shows(&eve.sitting, "> Zoë en ik");
    sitting_keys(&eve.sitting, "!");
    sitting_shows(&eve.sitting, "> Zoë en! ik");
    sitting_keys(&eve.sitting, "<Tab>");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "Zoë en! ik");
    assert_int_equal(desk_fixture_drafts(&eve.fixture, eve.now), 0);
    eve_close(&eve);
}

static void what_was_typed_since_is_the_only_loss(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab>eerst");
    stack_save(&eve.sitting.stack);
    sitting_keys(&eve.sitting, " daarna");
    start_again(&eve, true);
    sitting_shows(&eve.sitting, "> eerst ");
    sitting_lacks(&eve.sitting, "daarna");
    eve_close(&eve);
}

/* ---- what was agreed before ------------------------------------------------------------------ */

static void each_is_settled_with_one_key(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "x");
    assert_int_equal(agreement_of(&eve, eve.roster).status, STATUS_DONE);
    sitting_shows(&eve.sitting, "[x] Rooster naar vier ochtenden");
    sitting_shows(&eve.sitting, "jij, gedaan ma 23 nov");
    sitting_shows(&eve.sitting, "\"Rooster naar vier ochtenden\" gedaan");
    sitting_keys(&eve.sitting, "l");
    assert_int_equal(agreement_of(&eve, eve.roster).status, STATUS_RUNNING);
    sitting_shows(&eve.sitting, "[~] Rooster");
    sitting_keys(&eve.sitting, "-");
    assert_int_equal(agreement_of(&eve, eve.roster).status, STATUS_DROPPED);
    sitting_shows(&eve.sitting, "[-] Rooster");
    sitting_keys(&eve.sitting, "-");
    assert_int_equal(agreement_of(&eve, eve.roster).status, STATUS_OPEN);
    sitting_keys(&eve.sitting, "<Space>u");
    assert_int_equal(agreement_of(&eve, eve.roster).status, STATUS_OPEN);
    eve_close(&eve);
}

static void another_date_is_asked_and_kept(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "d");
    assert_string_equal(sitting_screen(&eve.sitting), "ask");
    sitting_shows(&eve.sitting, "Rooster naar vier ochtenden");
    sitting_keys(&eve.sitting, "<C-u>27-11<Enter>");
    assert_string_equal(sitting_screen(&eve.sitting), "prepare");
    struct agreement agreement = agreement_of(&eve, eve.roster);
    assert_int_equal(agreement.status, STATUS_CHANGED);
    assert_int_equal(agreement.due, day_of(11, 27));
    assert_int_equal(agreement.revision, 2);
    sitting_keys(&eve.sitting, "d<Esc>");
    assert_int_equal(agreement_of(&eve, eve.roster).revision, 2);
    eve_close(&eve);
}

static void those_settled_long_ago_are_gone(void **state)
{
    struct eve eve;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "settled", .about = ""};
    char later[UUID_SIZE];
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_close(&eve.sitting);
    agreements_settle(eve.fixture.desk.store, eve.roster, STATUS_DONE, DAY_NONE, "", &deed, &err);
    desk_fixture_agreement(&eve.fixture, eve.now, OWNER_MANAGER, "Bellen", day_of(12, 7), later);
    desk_fixture_later(&eve.fixture, 14);
    desk_fixture_interview(&eve.fixture, "Sanne de Boer", DAY_NONE, later);
    sitting_open(&eve.sitting, &eve.fixture.desk, later);
    sitting_lacks(&eve.sitting, "Rooster");
    sitting_shows(&eve.sitting, "UIT EERDERE GESPREKKEN");
    sitting_shows(&eve.sitting, "Proefweek");
    sitting_shows(&eve.sitting, "Bellen");
    sitting_shows(&eve.sitting, "nog geen datum");
    eve_close(&eve);
}

/* ---- questions to take along ----------------------------------------------------------------- */

static void an_example_question_is_added(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab><Tab>Hoe was je week?<F5>");
    assert_string_equal(sitting_screen(&eve.sitting), "ask");
    sitting_shows(&eve.sitting, "Wat mis je van het werk");
    sitting_keys(&eve.sitting, "mis je<Enter>");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_QUESTIONS),
                        "Hoe was je week?\nWat mis je van het werk, en wat juist niet?");
    sitting_shows(&eve.sitting, "Wat mis je van het werk");
    sitting_keys(&eve.sitting, "<F5>"); /* it is not offered again */
    sitting_lacks(&eve.sitting, "Wat mis je van het werk");
    sitting_keys(&eve.sitting, "<Esc>");
    assert_string_equal(sitting_screen(&eve.sitting), "prepare");
    eve_close(&eve);
}

static void typing_goes_on_below_a_chosen_question(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab><Tab><F5>mis je<Enter>Nog een<F5>nodig om hier<Enter>");
    sitting_keys(&eve.sitting, "Tot slot<Tab>");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_QUESTIONS),
                        "Wat mis je van het werk, en wat juist niet?\nNog een\n"
                        "Wat heb je nodig om hier rustig te kunnen praten?\nTot slot");
    eve_close(&eve);
}

/* ---- beginning ------------------------------------------------------------------------------- */

static void it_begins_whatever_is_ticked(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    assert_int_equal(stage_of(&eve), STAGE_PREPARING);
    sitting_keys(&eve.sitting, "<Tab><Tab>Doel<F6>");
    assert_string_equal(sitting_screen(&eve.sitting), "talk");
    assert_int_equal(stage_of(&eve), STAGE_TALKING);
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "Doel");
    sitting_keys(&eve.sitting, "<Esc>");
    assert_string_equal(sitting_screen(&eve.sitting), "prepare");
    sitting_shows(&eve.sitting, "> Doel");
    assert_int_equal(stage_of(&eve), STAGE_TALKING);
    sitting_keys(&eve.sitting, "<Up><Up>]");
    assert_string_equal(sitting_screen(&eve.sitting), "talk");
    eve_close(&eve);
}

/* It begins all the same; undo takes it back to the moment it was planned for. */
static void a_talk_of_tomorrow_says_so_when_it_begins(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<F6>");
    assert_string_equal(sitting_screen(&eve.sitting), "talk");
    sitting_shows(&eve.sitting, "Gepland voor morgen 10:00; nu begonnen. Ctrl-Z zet het terug.");
    sitting_keys(&eve.sitting, "<C-z>");
    assert_string_equal(sitting_screen(&eve.sitting), "prepare");
    sitting_shows(&eve.sitting, "di 24 nov 10:00");
    struct interview *interview = load(&eve, eve.now);
    assert_int_equal(interview->stage, STAGE_PREPARING);
    assert_int_equal(interview->started_at, 0);
    assert_int_equal(clock_day(interview->at), day_from_civil(2026, 11, 24));
    drop(interview);
    sitting_keys(&eve.sitting, "<Esc>");
    sitting_shows(&eve.sitting, "10:00");
    eve_close(&eve);
}

/* Of today, or begun before, there is nothing to say. */
static void a_talk_of_today_just_begins(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<F6><Esc><F6>");
    sitting_lacks(&eve.sitting, "nu begonnen");
    sitting_keys(&eve.sitting, "<Esc><Up><F3>vandaag 16:00<Enter><F6>");
    sitting_lacks(&eve.sitting, "nu begonnen");
    eve_close(&eve);
}

/* What is not to be seen here is named with where it stands. */
static void undo_says_where_it_was(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<F6>Zij is moe<Esc><C-z>");
    sitting_shows(&eve.sitting, "(Start met aandacht)");
    eve_close(&eve);
}

static void looking_back_reopens_nothing(void **state)
{
    struct eve eve;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "moved", .about = ""};
    (void)state;
    eve_open(&eve, LANG_NL);
    interviews_set_stage(eve.fixture.desk.store, eve.now, STAGE_CLOSED, &deed, &err);
    stack_refresh(&eve.sitting.stack);
    sitting_keys(&eve.sitting, "<F6>");
    assert_string_equal(sitting_screen(&eve.sitting), "talk");
    assert_int_equal(stage_of(&eve), STAGE_CLOSED);
    eve_close(&eve);
}

/* ---- day, person, removing ------------------------------------------------------------------- */

static int64_t at_of(struct eve *eve)
{
    struct interview *interview = load(eve, eve->now);
    int64_t at = interview->at;
    drop(interview);
    return at;
}

static void the_day_and_the_time_are_set(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<F3><C-u>do<Enter>");
    sitting_shows(&eve.sitting, "Hoe laat?");
    assert_true(at_of(&eve) == clock_moment(day_of(11, 26), 10, 0));
    sitting_keys(&eve.sitting, "<C-u>14u30<Enter>");
    assert_true(at_of(&eve) == clock_moment(day_of(11, 26), 14, 30));
    sitting_shows(&eve.sitting, "do 26 nov 14:30");
    sitting_keys(&eve.sitting, "<F3>vrijdag<Enter>straks<Enter>");
    sitting_shows(&eve.sitting, "Deze tijd ken ik niet. Schrijf bijvoorbeeld 10:00");
    sitting_shows(&eve.sitting, "Hoe laat?");
    sitting_keys(&eve.sitting, "<Esc>");
    assert_true(at_of(&eve) == clock_moment(day_of(11, 27), 14, 30));
    sitting_keys(&eve.sitting, "<F3><C-u><Enter>");
    assert_true(at_of(&eve) == 0);
    sitting_shows(&eve.sitting, "nog geen datum");
    sitting_keys(&eve.sitting, "<C-z>");
    assert_true(at_of(&eve) == clock_moment(day_of(11, 27), 14, 30));
    eve_close(&eve);
}

static void a_time_is_said_with_the_day_or_as_people_say_it(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<F3>morgen half tien");
    sitting_shows(&eve.sitting, "= dinsdag 24 november 2026 9:30 (morgen)");
    sitting_keys(&eve.sitting, "<Enter>");
    assert_string_equal(sitting_screen(&eve.sitting), "prepare"); /* the time is not asked again */
    assert_true(at_of(&eve) == clock_moment(day_of(11, 24), 9, 30));
    sitting_keys(&eve.sitting, "<F3>do<Enter>kwart over drie<Enter>");
    assert_true(at_of(&eve) == clock_moment(day_of(11, 26), 15, 15));
    sitting_keys(&eve.sitting, "<F3>do half<Enter>");
    sitting_shows(&eve.sitting, "morgen 9:30");
    eve_close(&eve);
}

/* A talk next week is planned on its first day, and the screen says so. */
static void next_week_is_its_monday_for_a_talk(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<F3>volgende week");
    sitting_shows(&eve.sitting, "= maandag 30 november 2026 (over 7 dagen)");
    sitting_shows(&eve.sitting, "Geen dag genoemd: de eerste.");
    sitting_keys(&eve.sitting, " do");
    sitting_shows(&eve.sitting, "= donderdag 3 december 2026 (over 10 dagen)");
    sitting_lacks(&eve.sitting, "Geen dag genoemd");
    sitting_keys(&eve.sitting, "<C-u>29-2 9:30<Enter>");
    sitting_shows(&eve.sitting, "Dit jaar en volgend jaar is die dag er niet");
    sitting_keys(&eve.sitting, "<C-u>29-2<Enter>");
    sitting_shows(&eve.sitting, "Dit jaar en volgend jaar is die dag er niet");
    eve_close(&eve);
}

/* Finds a command that has no key in the list of all there is. */
static void by_name(struct eve *eve, const char *words)
{
    sitting_keys(&eve->sitting, "?");
    assert_string_equal(sitting_screen(&eve->sitting), "help");
    sitting_keys(&eve->sitting, words);
    sitting_keys(&eve->sitting, "<Enter>");
}

static void filed_under_the_wrong_person_it_moves(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    by_name(&eve, "verkeerde");
    sitting_keys(&eve.sitting, "Mo Karimi<Enter>j");
    assert_string_equal(sitting_screen(&eve.sitting), "prepare");
    sitting_shows(&eve.sitting, "Voorbereiding - M.K.");
    sitting_lacks(&eve.sitting, "Rooster"); /* that was agreed with somebody else */
    sitting_keys(&eve.sitting, "<Down><Down>u<C-z>");
    sitting_shows(&eve.sitting, "Voorbereiding - S.B.");
    eve_close(&eve);
}

static void removing_asks_by_name_and_can_be_undone(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    by_name(&eve, "gesprek verwijderen");
    sitting_shows(&eve.sitting, "Het gesprek met S.B. (di 24 nov 10:00) verwijderen?");
    sitting_keys(&eve.sitting, "<Esc>");
    assert_string_equal(sitting_screen(&eve.sitting), "prepare");
    by_name(&eve, "gesprek verwijderen");
    sitting_click(&eve.sitting, "Ja", 2);
    assert_string_equal(sitting_screen(&eve.sitting), "home");
    sitting_shows(&eve.sitting, "Het gesprek is verwijderd");
    sitting_lacks(&eve.sitting, "di 24 nov");
    sitting_keys(&eve.sitting, "u");
    sitting_shows(&eve.sitting, "di 24 nov");
    eve_close(&eve);
}

/* ---- a window that may only read ------------------------------------------------------------- */

static void reading_only_refuses_with_a_sentence(void **state)
{
    struct eve eve;
    struct desk second;
    struct sitting reader;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<Tab><Tab>geheim");
    stack_save(&eve.sitting.stack);
    desk_fixture_second(&eve.fixture, &second);
    sitting_open(&reader, &second, eve.now);
    sitting_shows(&reader, "geheim"); /* the other window's draft */
    sitting_keys(&reader, "QQ");
    sitting_shows(&reader, "> geheim ");
    sitting_shows(&reader, "Dit bestand is al open in een ander venster");
    sitting_keys(&reader, "<Tab>vraag");
    sitting_lacks(&reader, "> vraag");
    sitting_keys(&reader, "<Tab><Space>");
    sitting_lacks(&reader, "[x]");
    sitting_keys(&reader, "<Home>x");
    sitting_lacks(&reader, "[x]");
    assert_int_equal(agreement_of(&eve, eve.roster).status, STATUS_OPEN);
    sitting_keys(&reader, "<F3>");
    assert_string_equal(sitting_screen(&reader), "prepare");
    sitting_keys(&reader, "<F6>"); /* it can be looked at */
    assert_string_equal(sitting_screen(&reader), "talk");
    assert_int_equal(stage_of(&eve), STAGE_PREPARING);
    sitting_keys(&reader, "<Esc><Esc>");
    assert_string_equal(sitting_screen(&reader), "home");
    sitting_kill(&reader);
    store_close(second.store);
    eve_close(&eve);
}

/* ---- the day of the occasion ----------------------------------------------------------------- */

static void the_day_of_the_occasion_is_asked_and_undone(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<S-Tab>16-11-2026");
    sitting_shows(&eve.sitting, "HR ziet alleen hoeveel dagen het duurde");
    sitting_lacks(&eve.sitting, "Klopt dat?");
    sitting_keys(&eve.sitting, "<Up>");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_SINCE), "2026-11-16");
    sitting_keys(&eve.sitting, "u");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_SINCE), "");
    eve_close(&eve);
}

/* It is kept all the same. */
static void an_odd_day_of_the_occasion_is_asked_about(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "<S-Tab>16-11-2027");
    sitting_shows(&eve.sitting, "! Die dag moet nog komen");
    sitting_keys(&eve.sitting, "<Tab>");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_SINCE), "2027-11-16");
    sitting_keys(&eve.sitting, "<S-Tab><C-u>16-11-1999");
    sitting_shows(&eve.sitting, "! Dat is meer dan twee jaar");
    eve_close(&eve);
}

/* ---- mouse, names, keys ---------------------------------------------------------------------- */

/* What is settled stays where it is, so down leads to the next one and not into the goal. */
static void what_is_settled_keeps_its_place(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_keys(&eve.sitting, "x<Down>d18-12<Enter>");
    assert_int_equal(agreement_of(&eve, eve.roster).status, STATUS_DONE);
    assert_int_equal(agreement_of(&eve, eve.mornings).status, STATUS_CHANGED);
    assert_int_equal(agreement_of(&eve, eve.mornings).due, day_from_civil(2026, 12, 18));
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "");
    sitting_keys(&eve.sitting, "<Up>");
    sitting_shows(&eve.sitting, "> [x] Rooster");
    sitting_close(&eve.sitting);
    sitting_open(&eve.sitting, &eve.fixture.desk, eve.now); /* then the open ones stand first */
    const char *picture = sitting_picture(&eve.sitting);
    assert_true(strstr(picture, "[ ] Proefweek") < strstr(picture, "[x] Rooster"));
    eve_close(&eve);
}

static void the_mouse_does_it_too(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_click(&eve.sitting, "l loopt", 1);
    assert_int_equal(agreement_of(&eve, eve.roster).status, STATUS_RUNNING);
    sitting_click(&eve.sitting, "Proefweek", 1);
    sitting_click(&eve.sitting, "x gedaan", 1);
    assert_int_equal(agreement_of(&eve, eve.mornings).status, STATUS_DONE);
    sitting_click(&eve.sitting, "Ik weet wat mijn rol is", 1);
    assert_string_equal(answer(&eve, POINT_PREPARATION, "rol"), "1");
    sitting_keys(&eve.sitting, "<Tab><Tab><Tab>Doel");
    sitting_click(&eve.sitting, "Ik weet wat mijn rol is", 1); /* leaves the text too */
    assert_string_equal(answer(&eve, POINT_PREPARATION, "rol"), "");
    assert_string_equal(answer(&eve, POINT_OWN, FIELD_GOAL), "Doel");
    sitting_click(&eve.sitting, "F6 Begin", 1);
    assert_string_equal(sitting_screen(&eve.sitting), "talk");
    eve_close(&eve);
}

static void names_are_shown_as_wanted(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    sitting_lacks(&eve.sitting, "Sanne");
    sitting_keys(&eve.sitting, "N");
    sitting_shows(&eve.sitting, "Voorbereiding - Sanne de Boer");
    eve_close(&eve);
}

static void say_fault(void *arg, const char *sentence)
{
    (void)arg;
    print_message("%s\n", sentence);
}

static void no_key_has_two_meanings(void **state)
{
    struct eve eve;
    (void)state;
    eve_open(&eve, LANG_NL);
    assert_int_equal(keymap_faults(stack_top(&eve.sitting.stack)->keys, say_fault, NULL), 0);
    eve_close(&eve);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_picture_in_dutch),
        cmocka_unit_test(the_picture_in_english),
        cmocka_unit_test(one_column_follows_the_focus),
        cmocka_unit_test(everything_is_in_reach_in_every_window),
        cmocka_unit_test(a_long_goal_keeps_its_cursor_in_view),
        cmocka_unit_test(the_rest_is_scrolled_to),
        cmocka_unit_test(a_long_agreement_is_shown_whole),
        cmocka_unit_test(a_tick_is_stored_at_once),
        cmocka_unit_test(an_answer_keeps_the_label_it_was_asked_under),
        cmocka_unit_test(leaving_a_field_stores_it_as_one_deed),
        cmocka_unit_test(a_list_is_kept_without_empty_lines),
        cmocka_unit_test(a_line_of_a_list_stays_short),
        cmocka_unit_test(the_users_own_editor_writes_a_text),
        cmocka_unit_test(typing_is_where_it_was_after_a_restart),
        cmocka_unit_test(what_was_typed_since_is_the_only_loss),
        cmocka_unit_test(each_is_settled_with_one_key),
        cmocka_unit_test(another_date_is_asked_and_kept),
        cmocka_unit_test(those_settled_long_ago_are_gone),
        cmocka_unit_test(an_example_question_is_added),
        cmocka_unit_test(typing_goes_on_below_a_chosen_question),
        cmocka_unit_test(it_begins_whatever_is_ticked),
        cmocka_unit_test(undo_says_where_it_was),
        cmocka_unit_test(a_talk_of_tomorrow_says_so_when_it_begins),
        cmocka_unit_test(a_talk_of_today_just_begins),
        cmocka_unit_test(looking_back_reopens_nothing),
        cmocka_unit_test(the_day_and_the_time_are_set),
        cmocka_unit_test(a_time_is_said_with_the_day_or_as_people_say_it),
        cmocka_unit_test(next_week_is_its_monday_for_a_talk),
        cmocka_unit_test(filed_under_the_wrong_person_it_moves),
        cmocka_unit_test(removing_asks_by_name_and_can_be_undone),
        cmocka_unit_test(reading_only_refuses_with_a_sentence),
        cmocka_unit_test(the_day_of_the_occasion_is_asked_and_undone),
        cmocka_unit_test(an_odd_day_of_the_occasion_is_asked_about),
        cmocka_unit_test(what_is_settled_keeps_its_place),
        cmocka_unit_test(the_mouse_does_it_too),
        cmocka_unit_test(names_are_shown_as_wanted),
        cmocka_unit_test(no_key_has_two_meanings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
