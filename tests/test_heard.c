/* What is told in a first contact and may be kept of the absence: taken out, asked, kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "desk_fixture.h"
#include "domain/asked.h"
#include "domain/heard.h"
#include "plain/plain.h"
#include "sitting.h"
#include "store/absences.h"
#include "store/dossier.h"
#include "store/heard.h"

struct talk {
    struct desk_fixture fixture;
    struct sitting sitting;
    struct dossier dossier;
    char id[UUID_SIZE];
};

/* A first contact with somebody, as far as closing. */
static void talk_open(struct talk *talk, enum lang lang)
{
    struct err err = ERR_INIT(lang);
    desk_fixture_open(&talk->fixture, lang);
    shelf_add_folder(&talk->fixture.shelf, "guides", ORIGIN_BUILD);
    const struct guide *guide = shelf_guide(&talk->fixture.shelf, "eerste-contact", lang);
    assert_int_equal(desk_begin(&talk->fixture.desk, "Sanne de Boer", guide, 0, talk->id, &err), 0);
    assert_int_equal(desk_take(&talk->fixture.desk, talk->id, &talk->dossier, &err), 0);
    assert_int_equal(dossier_move(&talk->fixture.desk, &talk->dossier, STAGE_CLOSING, &err), 0);
}

static void answer(struct talk *talk, const char *point, const char *field, const char *value)
{
    struct err err = ERR_INIT(LANG_EN);
    struct asked asked;
    assert_true(asked_find(&asked, talk->dossier.guide, point, field, LANG_EN));
    assert_int_equal(dossier_answer(&talk->fixture.desk, &talk->dossier, &asked, value, &err), 0);
}

/* Some of the six, and what is none of them. */
static void answer_all(struct talk *talk)
{
    answer(talk, "bereikbaar", "bereikbaar", "06 12345678");
    answer(talk, "bereikbaar", "terug", "2026-11-30");
    answer(talk, "bereikbaar", "vangnet", "nee");
    answer(talk, "bereikbaar", "arbeidsongeval", "onbekend");
    answer(talk, "werk", "overnemen", "De offerte\nHet overleg");
    answer(talk, "werk", "collegas", "Dat ik er even niet ben");
}

static void talk_close(struct talk *talk)
{
    desk_put_away(&talk->dossier);
    desk_fixture_close(&talk->fixture);
}

/* The only absence there is; NULL when there is none. absence_rows_free. */
static struct absence_row *kept(struct talk *talk, size_t *n)
{
    struct err err = ERR_INIT(LANG_EN);
    struct absence_row *rows;
    assert_int_equal(absences_list(talk->fixture.desk.store, talk->dossier.interview->person.id,
                                   false, &rows, n, &err),
                     0);
    return rows;
}

static void add_absence(struct talk *talk, int first_day)
{
    struct err err = ERR_INIT(LANG_EN);
    const struct deed deed = {"absence of %s added", ""};
    struct absence absence;
    absence_init(&absence);
    absence.first_day = first_day;
    mem_replace(&absence.lasting, "een week");
    mem_replace(&absence.reachable, "thuis");
    assert_int_equal(absences_add(talk->fixture.desk.store, "Sanne de Boer", &absence, &deed, &err),
                     0);
    absence_release(&absence);
}

static void only_what_may_be_kept_is_heard(void **state)
{
    struct talk talk;
    struct heard heard;
    bool news[ABSENCE_FIELDS];
    (void)state;
    talk_open(&talk, LANG_NL);
    heard_take(&heard, talk.dossier.guide, talk.dossier.interview);
    assert_int_equal(heard.n, 0);
    heard_release(&heard);
    answer_all(&talk);
    heard_take(&heard, talk.dossier.guide, talk.dossier.interview);
    assert_int_equal(heard.n, 4);
    assert_int_equal(heard.absence.first_day, desk_fixture_today(&talk.fixture));
    assert_string_equal(heard.absence.reachable, "06 12345678");
    assert_int_equal(heard.absence.expected, day_from_civil(2026, 11, 30));
    assert_int_equal(heard.absence.safety_net, TOLD_NO);
    assert_int_equal(heard.absence.accident, TOLD_UNKNOWN);
    assert_string_equal(heard.absence.work, "De offerte; Het overleg");
    struct absence none;
    absence_init(&none);
    assert_int_equal(heard_put(&heard, &none, news), 4);
    assert_int_equal(heard_put(&heard, &none, news), 0); /* it is no news any more */
    absence_release(&none);
    heard_release(&heard);
    talk_close(&talk);
}

/* Lines that do not fit stay in the conversation. */
static void a_long_list_is_taken_as_far_as_it_fits(void **state)
{
    struct talk talk;
    struct heard heard;
    struct buf lines = BUF_INIT;
    (void)state;
    talk_open(&talk, LANG_NL);
    for (int i = 0; i < 6; i++)
        buf_addf(&lines, "%sEen regel van precies veertig tekens: %02d!", i ? "\n" : "", i);
    answer(&talk, "werk", "overnemen", lines.data);
    heard_take(&heard, talk.dossier.guide, talk.dossier.interview);
    assert_non_null(strstr(heard.absence.work, "02!"));
    assert_null(strstr(heard.absence.work, "03!"));
    assert_null(absence_text_fault(heard.absence.work));
    heard_release(&heard);
    buf_release(&lines);
    talk_close(&talk);
}

static void finishing_asks_and_keeps(void **state)
{
    struct talk talk;
    size_t n;
    (void)state;
    talk_open(&talk, LANG_NL);
    answer_all(&talk);
    sitting_open(&talk.sitting, &talk.fixture.desk, talk.id);
    sitting_keys(&talk.sitting, "<F6><Enter><F6>");
    assert_string_equal(sitting_screen(&talk.sitting), "ask");
    sitting_shows_words(&talk.sitting, "Dit ook bij het verzuim van S.B. bewaren?");
    sitting_shows(&talk.sitting, "Een nieuwe ziekmelding vanaf maandag 23 november 2026");
    sitting_lacks(&talk.sitting, "collega");
    sitting_keys(&talk.sitting, "<Esc>"); /* back, and nothing was finished or kept */
    assert_string_equal(sitting_screen(&talk.sitting), "close");
    absence_rows_free(kept(&talk, &n), 0);
    assert_int_equal(n, 0);
    sitting_keys(&talk.sitting, "<F6>j");
    assert_string_equal(sitting_screen(&talk.sitting), "home");
    struct absence_row *rows = kept(&talk, &n);
    assert_int_equal(n, 1);
    assert_string_equal(rows->absence.reachable, "06 12345678");
    assert_int_equal(rows->absence.expected, day_from_civil(2026, 11, 30));
    assert_string_equal(rows->absence.lasting, "");
    absence_rows_free(rows, n);
    sitting_close(&talk.sitting);
    talk_close(&talk);
}

/* It goes with the absence there is; what that says and the talk does not, stays. */
static void an_absence_there_is_gets_the_news(void **state)
{
    struct talk talk;
    size_t n;
    (void)state;
    talk_open(&talk, LANG_EN);
    add_absence(&talk, desk_fixture_today(&talk.fixture) - 2);
    answer_all(&talk);
    sitting_open(&talk.sitting, &talk.fixture.desk, talk.id);
    sitting_keys(&talk.sitting, "<F6><Enter><F6>");
    sitting_shows(&talk.sitting, "Expected back; To be reached at; Work to take over");
    sitting_lacks(&talk.sitting, "A new sick report");
    sitting_keys(&talk.sitting, "n"); /* it may be left */
    assert_string_equal(sitting_screen(&talk.sitting), "home");
    struct absence_row *rows = kept(&talk, &n);
    assert_string_equal(rows->absence.reachable, "thuis");
    absence_rows_free(rows, n);
    struct err err = ERR_INIT(LANG_EN);
    struct heard_offer offer;
    assert_int_equal(heard_look(&talk.fixture.desk, &talk.dossier, &offer, &err), 0);
    assert_int_equal(heard_keep(&talk.fixture.desk, &talk.dossier, &offer, &err), 0);
    heard_offer_release(&offer);
    rows = kept(&talk, &n);
    assert_int_equal(n, 1);
    assert_int_equal(rows->absence.first_day, desk_fixture_today(&talk.fixture) - 2);
    assert_string_equal(rows->absence.reachable, "06 12345678");
    assert_string_equal(rows->absence.lasting, "een week");
    absence_rows_free(rows, n);
    sitting_close(&talk.sitting);
    talk_close(&talk);
}

/* The same in lines. */
static void lines_ask_and_keep(void **state)
{
    static const char script[] = "v\n\n\nv\nj\n";
    struct talk talk;
    struct err err = ERR_INIT(LANG_NL);
    char *text = NULL;
    size_t size = 0, n;
    (void)state;
    talk_open(&talk, LANG_NL);
    answer_all(&talk);
    struct plain_lines where = {
        .in = tmpfile(), .out = open_memstream(&text, &size), .echo = true, .asks = true};
    assert_int_equal(fwrite(script, 1, strlen(script), where.in), strlen(script));
    rewind(where.in);
    assert_int_equal(plain_run(&talk.fixture.desk, talk.id, &where, &err), 0);
    fclose(where.in);
    fclose(where.out);
    if (!strstr(text, "Een nieuwe ziekmelding vanaf maandag 23 november 2026: Verwacht terug; ") ||
        !strstr(text, "Dit ook bij het verzuim bewaren"))
        fail_msg("%s", text);
    free(text);
    struct absence_row *rows = kept(&talk, &n);
    assert_int_equal(n, 1);
    assert_string_equal(rows->absence.work, "De offerte; Het overleg");
    absence_rows_free(rows, n);
    talk_close(&talk);
}

/* A guide that says nothing of an absence asks nothing at its end. */
static void another_kind_of_talk_asks_nothing(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    sitting_open(&sitting, &fixture.desk, id);
    sitting_keys(&sitting, "<F6><F6><F6><Enter><F6>");
    assert_string_equal(sitting_screen(&sitting), "home");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_may_be_kept_is_heard),
        cmocka_unit_test(a_long_list_is_taken_as_far_as_it_fits),
        cmocka_unit_test(finishing_asks_and_keeps),
        cmocka_unit_test(an_absence_there_is_gets_the_news),
        cmocka_unit_test(lines_ask_and_keep),
        cmocka_unit_test(another_kind_of_talk_asks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
