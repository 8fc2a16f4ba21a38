/* What made the manager's own conversations hard: counted, told, and kept apart from others'. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/day.h"
#include "desk_fixture.h"
#include "domain/insight.h"
#include "report/hurdles.h"
#include "sitting.h"
#include "store/dossier.h"
#include "store/hurdles.h"

#define TODAY day_from_civil(2026, 11, 23)

static void test_counting(void **state)
{
    struct hurdles hurdles;
    int now = insight_quarter(TODAY);
    (void)state;
    hurdles_begin(&hurdles, TODAY);
    hurdles_add_talks(&hurdles, now, 3);
    hurdles_add(&hurdles, now - 3, "Time", 1);
    hurdles_add(&hurdles, now, "Silence", 1);
    hurdles_add(&hurdles, now, "Time", 1);
    hurdles_add(&hurdles, now - 4, "Long ago", 1);
    hurdles_add(&hurdles, now + 1, "To come", 1);
    hurdles_add(&hurdles, now - 1, "Words", 1);
    hurdles_sort(&hurdles);
    assert_int_equal(hurdles.n, 3);
    assert_string_equal(hurdles.hurdle[0].words, "Time"); /* of two guides: one line */
    assert_int_equal(hurdles.hurdle[0].total, 2);
    assert_int_equal(hurdles.hurdle[0].n[0], 1);
    assert_int_equal(hurdles.hurdle[0].n[3], 1);
    assert_string_equal(hurdles.hurdle[1].words, "Silence"); /* as it was added */
    assert_int_equal(hurdles_sum(hurdles.answered), 4);
    assert_int_equal(hurdles_sum(hurdles.talks), 3);
    hurdles_release(&hurdles);
}

static void test_telling(void **state)
{
    struct hurdles hurdles;
    struct buf text = BUF_INIT;
    int now = insight_quarter(TODAY);
    (void)state;
    hurdles_begin(&hurdles, TODAY);
    hurdles_add_text(&text, &hurdles, 0, LANG_EN);
    assert_string_equal(text.data, "You held 0 conversations since January 2026. On the last page "
                                   "of a conversation you can tap what made it hard; here you see "
                                   "what comes back.\n");
    hurdles_add_talks(&hurdles, now, 2);
    hurdles_add(&hurdles, now - 1, "I had \033[31mno time", 2);
    buf_clear(&text);
    hurdles_add_text(&text, &hurdles, 0, LANG_EN);
    assert_non_null(strstr(text.data, "Jan-Mar  Apr-Jun  Jul-Sep  Oct-Dec\n"));
    assert_null(strchr(text.data, '\033'));
    assert_non_null(strstr(text.data, "Conversations"));
    buf_clear(&text);
    hurdles_add_lines(&text, &hurdles, LANG_NL);
    assert_non_null(strstr(text.data, "no time: 2 keer in jul-sep.\n"));
    assert_null(strchr(text.data, '\033'));
    buf_release(&text);
    hurdles_release(&hurdles);
}

/* ---- on a desk ------------------------------------------------------------------------------- */

/* A conversation held, with what made it hard. */
static void hold(struct desk_fixture *fixture, const char *name, const char *hurdle)
{
    struct err err = ERR_INIT(LANG_NL);
    struct dossier dossier;
    char id[UUID_SIZE];
    desk_fixture_interview(fixture, name, DAY_NONE, id);
    assert_int_equal(desk_take(&fixture->desk, id, &dossier, &err), 0);
    assert_int_equal(dossier_move(&fixture->desk, &dossier, STAGE_TALKING, &err), 0);
    assert_int_equal(dossier_move(&fixture->desk, &dossier, STAGE_CLOSED, &err), 0);
    struct asked asked = asked_hurdle(dossier.guide);
    assert_int_equal(dossier_answer(&fixture->desk, &dossier, &asked, hurdle, &err), 0);
    desk_put_away(&dossier);
}

static void test_own_only(void **state)
{
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_NL);
    struct hurdles hurdles;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    hold(&fixture, "Sanne de Boer", "tijd");
    hold(&fixture, "Mo Karimi", "");
    desk_fixture_later(&fixture, 60); /* 22 January: another quarter */
    hold(&fixture, "Roos Dijkstra", "tijd");
    hold(&fixture, "Tim Aerts", "stil");
    hold(&fixture, "Fatma Yilmaz", "niets"); /* it went well: a talk, and no hurdle */
    assert_int_equal(hurdles_load(&fixture.desk, &hurdles, &err), 0);
    assert_int_equal(hurdles.n, 2);
    assert_string_equal(hurdles.hurdle[0].words, "Ik had te weinig tijd");
    assert_int_equal(hurdles.hurdle[0].n[2], 1);
    assert_int_equal(hurdles.hurdle[0].n[3], 1);
    assert_int_equal(hurdles_sum(hurdles.talks), 5);
    assert_int_equal(hurdles_sum(hurdles.answered), 3);
    hurdles_release(&hurdles);
    desk_fixture_close(&fixture);
}

static void test_on_screen(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    hold(&fixture, "Sanne de Boer", "tijd");
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "H");
    assert_string_equal(sitting_screen(&sitting), "hurdles");
    sitting_shows(&sitting, "alleen voor jou");
    sitting_shows(&sitting, "Je voerde 1 gesprek sinds januari 2026. Van 1 noteerde je");
    sitting_shows(&sitting, "Ik had te weinig tijd  -        -        -        1");
    sitting_keys(&sitting, "t");
    assert_string_equal(sitting_screen(&sitting), "practice");
    sitting_keys(&sitting, "<Esc><Esc>");
    assert_string_equal(sitting_screen(&sitting), "home");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* From the page for yourself, with what was tapped just now; not while practising. */
static void test_from_the_look_back(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    char id[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    desk_fixture_interview(&fixture, "Sanne de Boer", DAY_NONE, id);
    sitting_open(&sitting, &fixture.desk, id);
    sitting_keys(&sitting, "<F4><F6><F6><Enter>H");
    assert_string_equal(sitting_screen(&sitting), "close");
    sitting_keys(&sitting, "<F6>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_keys(&sitting, "<Tab><F6><F6>H"); /* reading back: not there */
    assert_string_equal(sitting_screen(&sitting), "close");
    sitting_keys(&sitting, "<F6><Enter>6H");
    assert_string_equal(sitting_screen(&sitting), "hurdles");
    sitting_shows(&sitting, "Ik had te weinig tijd");
    sitting_keys(&sitting, "<Esc>");
    assert_string_equal(sitting_screen(&sitting), "close");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* A page that is longer than the window is all within reach. */
static void test_scrolling(void **state)
{
    static const char *const all[] = {"uitstel", "grens",      "druk", "stil", "emotie",
                                      "tijd",    "machteloos", "rol",  "niets"};
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        hold(&fixture, "Sanne de Boer", all[i]);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_resize(&sitting, 18, 58, false);
    sitting_keys(&sitting, "H");
    sitting_lacks(&sitting, "sparren denkt HR");
    sitting_keys(&sitting, "<End>");
    sitting_shows(&sitting, "HR mee.");
    sitting_keys(&sitting, "<Home>");
    sitting_shows(&sitting, "Je voerde 9 gesprekken");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counting),  cmocka_unit_test(test_telling),
        cmocka_unit_test(test_own_only),  cmocka_unit_test(test_on_screen),
        cmocka_unit_test(test_scrolling), cmocka_unit_test(test_from_the_look_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
