/* What fits now with somebody, and why: the rules, what the file says, and where it is offered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/day.h"
#include "desk_fixture.h"
#include "domain/proposal.h"
#include "domain/signal.h"
#include "run.h"
#include "sitting.h"
#include "store/absences.h"
#include "store/agreements.h"
#include "store/interviews.h"
#include "store/services.h"
#include "store/standing.h"
#include "somebody.h"

#define TODAY day_from_civil(2026, 11, 23) /* a Monday */

/* ---- the rules ------------------------------------------------------------------------------- */

/* Days are counted back from today; NEVER for what did not happen. */
enum { NEVER = 9999 };

static int ago(int days)
{
    return days == NEVER ? DAY_NONE : TODAY - days;
}

#define USUAL "no absence noted; this nearly always fits"

static const struct rule {
    const char *name;
    int first_day, back, reports;
    const char *held_guide;
    int held;
    int look_back;
    const char *guide; /* what is proposed; "" nothing */
    const char *why;
    enum signal what;
    bool under_way;
    int expected; /* days ago; 0 when nothing was expected */
} rules[] = {
    {"nobody known", NEVER, NEVER, 0, "", NEVER, NEVER, "verzuimgesprek", USUAL, SIGNAL_NONE, 0, 0},
    {"reported today", 0, NEVER, 1, "", NEVER, NEVER, "eerste-contact",
     "reported sick on Mon 23 Nov", SIGNAL_NO_CONTACT, 0, 0},
    {"reported last Friday", 3, NEVER, 1, "", NEVER, NEVER, "eerste-contact",
     "reported sick on Fri 20 Nov", SIGNAL_NO_CONTACT, 0, 0},
    {"spoken on the day itself", 3, NEVER, 1, "eerste-contact", 3, NEVER, "contact",
     "week 1 of the absence", SIGNAL_NONE, 0, 0},
    {"spoken a week ago", 9, NEVER, 1, "eerste-contact", 8, NEVER, "contact",
     "week 2 of the absence", SIGNAL_NO_CONTACT, 0, 0},
    {"the next call is agreed", 9, NEVER, 1, "eerste-contact", 8, -4, "contact",
     "week 2 of the absence", SIGNAL_NONE, 0, 0},
    {"the agreed call is near", 9, NEVER, 1, "eerste-contact", 8, -1, "contact",
     "to look back on Tue 24 Nov", SIGNAL_NONE, 0, 0},
    {"the agreed call went by", 9, NEVER, 1, "eerste-contact", 8, 1, "contact",
     "to look back on Sun 22 Nov", SIGNAL_LOOK_BACK, 0, 0},
    {"a talk is planned", 9, NEVER, 1, "", NEVER, NEVER, "contact", "week 2 of the absence",
     SIGNAL_NONE, 1, 0},
    {"the last day of week 1", 6, NEVER, 1, "", NEVER, NEVER, "eerste-contact",
     "reported sick on Tue 17 Nov", SIGNAL_NO_CONTACT, 0, 0},
    {"the first day of week 2", 7, NEVER, 1, "", NEVER, NEVER, "contact", "week 2 of the absence",
     SIGNAL_NO_CONTACT, 0, 0},
    {"week 5", 28, NEVER, 1, "contact", 10, NEVER, "contact", "week 6 is coming", SIGNAL_WEEK_SIX,
     0, 0},
    {"week 5, spoken", 30, NEVER, 1, "contact", 1, NEVER, "contact", "week 6 is coming",
     SIGNAL_NONE, 0, 0},
    {"the first day of week 6", 35, NEVER, 1, "contact", 10, NEVER, "plan", "week 6 of the absence",
     SIGNAL_PLAN, 0, 0},
    {"week 8", 55, NEVER, 1, "contact", 10, NEVER, "plan", "week 8 of the absence", SIGNAL_PLAN, 0,
     0},
    {"week 9 without a plan here", 56, NEVER, 1, "contact", 10, NEVER, "evaluatie",
     "week 9 of the absence", SIGNAL_PLAN, 0, 0},
    {"week 7, spoken but not of a plan", 44, NEVER, 1, "contact", 1, -3, "plan",
     "week 7 of the absence", SIGNAL_PLAN, 0, 0},
    {"week 7, the plan talk is planned", 44, NEVER, 1, "contact", 1, NEVER, "plan",
     "week 7 of the absence", SIGNAL_NONE, 1, 0},
    {"week 7, the plan was talked about", 44, NEVER, 1, "plan", 3, NEVER, "contact",
     "week 7 of the absence", SIGNAL_NONE, 0, 0},
    {"week 7, back", 44, 20, 1, "contact", 21, NEVER, "terugkeer", "back since Tue 3 Nov",
     SIGNAL_NONE, 0, 0},
    {"expected back yesterday", 10, NEVER, 1, "contact", 3, NEVER, "contact",
     "expected back on Sun 22 Nov", SIGNAL_EXPECTED, 0, 1},
    {"expected back later", 10, NEVER, 1, "contact", 3, NEVER, "contact", "week 2 of the absence",
     SIGNAL_NONE, 0, -1},
    {"expected back last week, spoken since", 10, NEVER, 1, "contact", 3, NEVER, "contact",
     "week 2 of the absence", SIGNAL_NONE, 0, 5},
    {"expected back last week, and is", 20, 5, 1, "contact", 9, NEVER, "terugkeer",
     "back since Wed 18 Nov", SIGNAL_BACK, 0, 7},
    {"expected back after the plan", 60, NEVER, 1, "plan", 10, -20, "contact",
     "expected back on Wed 18 Nov", SIGNAL_EXPECTED, 0, 5},
    {"just back, spoken since", 10, 2, 1, "contact", 1, NEVER, "terugkeer", "back since Sat 21 Nov",
     SIGNAL_NONE, 0, 0},
    {"just planned", 60, NEVER, 1, "plan", 10, -20, "contact", "week 9 of the absence", SIGNAL_NONE,
     0, 0},
    {"in the sixth week of the plan", 90, NEVER, 1, "plan", 35, NEVER, "evaluatie",
     "plan last discussed on Mon 19 Oct", SIGNAL_NO_CONTACT, 0, 0},
    {"the plan is looked back on tomorrow", 60, NEVER, 1, "plan", 10, -1, "evaluatie",
     "to look back on Tue 24 Nov", SIGNAL_NONE, 0, 0},
    {"a plan of an earlier absence", 40, NEVER, 2, "plan", 200, NEVER, "plan",
     "week 6 of the absence", SIGNAL_PLAN, 0, 0},
    {"just back", 10, 2, 1, "contact", 8, NEVER, "terugkeer", "back since Sat 21 Nov", SIGNAL_BACK,
     0, 0},
    {"back, and talked about it", 10, 2, 1, "terugkeer", 1, NEVER, "preventief",
     "not absent since Sat 21 Nov", SIGNAL_NONE, 0, 0},
    {"some weeks back", 60, 20, 1, "contact", 50, NEVER, "terugkeer", "back since Tue 3 Nov",
     SIGNAL_NONE, 0, 0},
    {"long back", 90, 42, 1, "contact", 50, NEVER, "preventief", "not absent since Mon 12 Oct",
     SIGNAL_NONE, 0, 0},
    {"expected back, and week 6 is coming", 28, NEVER, 1, "contact", 20, NEVER, "contact",
     "expected back on Wed 18 Nov", SIGNAL_EXPECTED, 0, 5},
    {"expected back, in week 7", 44, NEVER, 1, "contact", 30, NEVER, "plan",
     "week 7 of the absence", SIGNAL_EXPECTED, 0, 20},
    {"the third report, absent", 2, NEVER, 3, "", NEVER, NEVER, "eerste-contact",
     "reported sick on Sat 21 Nov", SIGNAL_NO_CONTACT, 0, 0},
    {"the third report, back", 5, 2, 3, "", NEVER, NEVER, "frequent",
     "third report in twelve months", SIGNAL_REPORTS, 0, 0},
    {"the fifth report, back", 5, 2, 5, "contact", 4, NEVER, "frequent",
     "5 reports in twelve months", SIGNAL_REPORTS, 0, 0},
    {"the third report, talked about", 20, 12, 3, "frequent", 3, NEVER, "terugkeer",
     "back since Wed 11 Nov", SIGNAL_NONE, 0, 0},
    {"the third report, long talked about", 60, 52, 3, "frequent", 43, NEVER, "preventief",
     "not absent since Fri 2 Oct", SIGNAL_NONE, 0, 0},
    {"a fourth report after that talk", 5, 2, 4, "frequent", 40, NEVER, "frequent",
     "4 reports in twelve months", SIGNAL_REPORTS, 0, 0},
    {"the third report was a long one", 100, 2, 3, "evaluatie", 20, NEVER, "terugkeer",
     "back since Sat 21 Nov", SIGNAL_BACK, 0, 0},
    {"two reports", 40, 20, 2, "", NEVER, NEVER, "terugkeer", "back since Tue 3 Nov", SIGNAL_NONE,
     0, 0},
    {"no absence, to look back", NEVER, NEVER, 0, "preventief", 30, 2, "preventief",
     "to look back on Sat 21 Nov", SIGNAL_LOOK_BACK, 0, 0},
    {"no absence, much later to look back", NEVER, NEVER, 0, "preventief", 30, -20,
     "verzuimgesprek", USUAL, SIGNAL_NONE, 0, 0},
    {"no absence written down, a course of talks", NEVER, NEVER, 0, "plan", 30, NEVER, "evaluatie",
     "last talk on Sat 24 Oct", SIGNAL_NONE, 0, 0},
    {"the course is long over", NEVER, NEVER, 0, "plan", 90, NEVER, "verzuimgesprek", USUAL,
     SIGNAL_NONE, 0, 0},
    {"to look back on the plan, back at work", 100, 30, 1, "evaluatie", 40, 1, "terugkeer",
     "to look back on Sun 22 Nov", SIGNAL_LOOK_BACK, 0, 0},
    {"a guide of one's own", NEVER, NEVER, 0, "huisgids", 30, 2, "huisgids",
     "to look back on Sat 21 Nov", SIGNAL_LOOK_BACK, 0, 0},
};

static void stand(struct standing *standing, const struct rule *rule)
{
    standing_init(standing);
    standing->first_day = ago(rule->first_day);
    standing->back = ago(rule->back);
    standing->expected = rule->expected ? ago(rule->expected) : DAY_NONE;
    standing->reports = rule->reports;
    standing->look_back = standing->ahead = ago(rule->look_back);
    standing->under_way = rule->under_way;
    if (rule->held != NEVER)
        standing_held(standing, rule->held_guide, ago(rule->held));
}

static void test_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct standing standing;
        struct buf why = BUF_INIT;
        stand(&standing, &rules[i]);
        struct proposal proposal = proposal_of(&standing, TODAY);
        proposal_add_why(&why, &proposal, TODAY, LANG_EN);
        if (strcmp(proposal.guide, rules[i].guide) != 0 || strcmp(why.data, rules[i].why) != 0)
            fail_msg("%s: \"%s\", %s", rules[i].name, proposal.guide, why.data);
        if (signal_of(&standing, TODAY) != rules[i].what)
            fail_msg("%s: signal %d", rules[i].name, (int)signal_of(&standing, TODAY));
        buf_release(&why);
    }
}

/* Whatever the days are, nothing goes wrong, and who is told something gets a reason. */
static void test_every_day_of_two_years(void **state)
{
    (void)state;
    for (int first = 0; first < 730; first++)
        for (int held = -1; held < 730; held += 13)
            for (int i = 0; i < MOMENTS; i++) {
                struct standing standing;
                struct buf said = BUF_INIT;
                standing_init(&standing);
                standing.first_day = TODAY - first;
                standing.back = held % 2 ? DAY_NONE : TODAY - first / 2;
                standing.reports = first % 5;
                if (held >= 0)
                    standing_held(&standing, moment_guide((enum moment)i), TODAY - held);
                struct proposal proposal = proposal_of(&standing, TODAY);
                proposal_add_why(&said, &proposal, TODAY, LANG_NL);
                assert_int_equal(said.len > 0, proposal.why != WHY_NONE);
                assert_int_equal(*proposal.guide != '\0', proposal.why != WHY_NONE);
                buf_release(&said);
            }
}

/* ---- from the file --------------------------------------------------------------------------- */

static void write_spell(struct desk_fixture *fixture, const char *name, int first, int back,
                        bool leave)
{
    struct absence absence;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"absence added", ""};
    absence_init(&absence);
    absence.first_day = first;
    absence.back = back;
    absence.leave = leave;
    if (somebody(fixture->desk.store, name, absence.person, &err) ||
        absences_save(fixture->desk.store, &absence, &deed, &err))
        fail_msg("%s", err.text);
    absence_release(&absence);
}

static void write_absence(struct desk_fixture *fixture, const char *name, int first, int back)
{
    write_spell(fixture, name, first, back, false);
}

/* A conversation that was held, so many days ago, with something to look back on. */
static void hold(struct desk_fixture *fixture, const char *name, int days, int look_back,
                 bool close, char agreement[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"agreement %s added", "1"};
    struct agreement agreed;
    char id[UUID_SIZE];
    int64_t now = fixture->desk.clock.fixed;
    fixture->desk.clock.fixed -= (int64_t)days * 24 * 60 * 60 * 1000;
    desk_fixture_reopen(fixture);
    desk_fixture_interview(fixture, name, DAY_NONE, id);
    assert_int_equal(interviews_set_stage(fixture->desk.store, id, STAGE_TALKING, &deed, &err), 0);
    agreement_init(&agreed);
    memcpy(agreed.interview, id, UUID_SIZE);
    agreed.owner = OWNER_EMPLOYEE;
    agreed.look_back = look_back;
    agreed.share = SHARE_HR;
    if (agreements_save(fixture->desk.store, &agreed, &deed, &err))
        fail_msg("%s", err.text);
    memcpy(agreement, agreed.id, UUID_SIZE);
    agreement_release(&agreed);
    if (close)
        assert_int_equal(interviews_set_stage(fixture->desk.store, id, STAGE_CLOSED, &deed, &err),
                         0);
    fixture->desk.clock.fixed = now;
    desk_fixture_reopen(fixture);
}

static void stands(struct desk_fixture *fixture, const char *name, struct standing *standing)
{
    struct err err = ERR_INIT(LANG_EN);
    if (standing_of(fixture->desk.store, name, TODAY, standing, &err))
        fail_msg("%s", err.text);
}

static void test_what_the_file_says(void **state)
{
    struct desk_fixture fixture;
    struct standing standing;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"done", ""};
    char agreement[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    stands(&fixture, "Sanne de Boer", &standing);
    assert_int_equal(standing.first_day, DAY_NONE);
    assert_false(standing.under_way);
    write_absence(&fixture, "Sanne de Boer", TODAY - 300, TODAY - 290);
    write_absence(&fixture, "Sanne de Boer", TODAY - 20, DAY_NONE);
    hold(&fixture, "sanne de boer", 10, TODAY - 2, true, agreement);
    stands(&fixture, "Sanne de Boer", &standing);
    assert_int_equal(standing.reports, 2);
    assert_int_equal(standing.first_day, TODAY - 20);
    assert_int_equal(standing.back, DAY_NONE);
    assert_int_equal(standing.held, TODAY - 10);
    assert_string_equal(standing.guide, "verzuimgesprek");
    assert_int_equal(standing.look_back, TODAY - 2);
    assert_false(standing.under_way);
    assert_int_equal(signal_of(&standing, TODAY), SIGNAL_LOOK_BACK);
    /* what is settled needs no look back */
    assert_int_equal(
        agreements_settle(fixture.desk.store, agreement, STATUS_DONE, DAY_NONE, "", &deed, &err),
        0);
    stands(&fixture, "Sanne de Boer", &standing);
    assert_int_equal(standing.look_back, DAY_NONE);
    /* nor what was talked about since */
    hold(&fixture, "Mo Karimi", 10, TODAY - 2, true, agreement);
    hold(&fixture, "Mo Karimi", 1, DAY_NONE, false, agreement);
    stands(&fixture, "Mo Karimi", &standing);
    assert_int_equal(standing.look_back, DAY_NONE);
    assert_true(standing.under_way);
    desk_fixture_close(&fixture);
}

/* Who is on maternity leave is not ill: no week of sickness is signalled, no talk proposed. */
static void test_leave_is_no_sickness(void **state)
{
    struct desk_fixture fixture;
    struct standing standing;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    write_spell(&fixture, "Sanne de Boer", TODAY - 34, DAY_NONE, true);
    stands(&fixture, "Sanne de Boer", &standing);
    assert_int_equal(standing.first_day, DAY_NONE);
    assert_int_equal(standing.reports, 0);
    assert_int_equal(signal_of(&standing, TODAY), SIGNAL_NONE);
    assert_int_equal(proposal_of(&standing, TODAY).why, WHY_USUAL);
    write_absence(&fixture, "Sanne de Boer", TODAY - 300, TODAY - 290); /* an illness before it */
    stands(&fixture, "Sanne de Boer", &standing);
    assert_int_equal(standing.first_day, TODAY - 300);
    assert_int_equal(standing.back, TODAY - 290);
    desk_fixture_close(&fixture);
}

/* ---- where it is offered --------------------------------------------------------------------- */

static void open_all_guides(struct desk_fixture *fixture, enum lang lang)
{
    desk_fixture_open(fixture, lang);
    struct shelf_reader reader = fixture->shelf.reader;
    shelf_release(&fixture->shelf);
    shelf_init(&fixture->shelf, reader, lang);
    shelf_add_folder(&fixture->shelf, "guides", ORIGIN_BUILD);
}

static void test_offered_first_on_screen(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    open_all_guides(&fixture, LANG_NL);
    write_absence(&fixture, "Sanne de Boer", TODAY - 200, TODAY - 190);
    write_absence(&fixture, "Sanne de Boer", TODAY - 100, TODAY - 90);
    write_absence(&fixture, "Sanne de Boer", TODAY - 5, TODAY - 2);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "nSanne de Boer<Enter>");
    sitting_shows(&sitting, "> Vaker kort afwezig");
    sitting_shows(&sitting, "derde melding in twaalf maanden");
    sitting_shows(&sitting, "  Verzuimgesprek");
    sitting_resize(&sitting, 20, 60, true);
    sitting_shows(&sitting, "derde melding in twaalf maanden");
    sitting_keys(&sitting, "<Enter>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_keys(&sitting, "<Esc>nTim Aerts<Enter>"); /* nothing is known of him */
    sitting_shows(&sitting, "> Verzuimgesprek");
    sitting_shows(&sitting, "geen verzuim genoteerd; dit past bijna altijd");
    sitting_lacks(&sitting, "derde melding");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* Guides of one's own, and none of the moment among them: the first on offer, and no reason. */
static void test_only_what_is_within_reach(void **state)
{
    struct desk_fixture fixture;
    struct proposal proposal;
    struct standing standing;
    size_t n;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    standing_init(&standing);
    standing.first_day = TODAY;
    proposal = proposal_of(&standing, TODAY);
    assert_null(proposal_guide(&proposal, fixture.desk.shelf, LANG_NL));
    const struct guide **guides = proposal_offered(&proposal, fixture.desk.shelf, LANG_NL, &n);
    assert_int_equal(n, 1);
    assert_string_equal(guides[0]->id, "verzuimgesprek");
    assert_int_equal(proposal.why, WHY_NONE);
    free(guides);
    desk_fixture_close(&fixture);
}

static void starts(const char *db, const char *name, const char *option, const char *value,
                   const char *said, const char *guide)
{
    static const char *const settings[] = {"GESPREK_NOW=2026-11-23T09:00", "GESPREK_LANG=nl", NULL};
    const char *const start[] = {"--db", db,     "start", "--no-input", "--for",
                                 name,   option, value,   NULL};
    static const char *const list[] = {"interviews", "--format", "json", "--db", NULL, NULL};
    const char *show[6];
    struct run run;
    memcpy(show, list, sizeof list);
    show[4] = db;
    run_program(&run, start, settings, "");
    if (run.status || (*said ? !strstr(run.errors.data, said) : run.errors.len > 0))
        fail_msg("%d: %s", run.status, run.errors.data);
    run_release(&run);
    run_program(&run, show, settings, "");
    if (!strstr(run.out.data, guide))
        fail_msg("%s", run.out.data);
    run_release(&run);
}

static void test_start_says_which_and_why(void **state)
{
    struct desk_fixture fixture;
    char db[96];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    write_absence(&fixture, "Sanne de Boer", TODAY - 30, DAY_NONE);
    write_absence(&fixture, "Mo Karimi", TODAY, DAY_NONE);
    snprintf(db, sizeof db, "%s/gesprek.db", fixture.folder);
    store_close(fixture.desk.store);
    fixture.desk.store = NULL;
    starts(db, "Tim Aerts", NULL, NULL,
           "met de gids \"Verzuimgesprek\": geen verzuim genoteerd; dit past bijna altijd. Met",
           "\"verzuimgesprek\"");
    starts(db, "Sanne de Boer", NULL, NULL,
           "met de gids \"Contact in de eerste weken\": week 6 komt eraan. Met --guide neem",
           "\"contact\"");
    starts(db, "Mo Karimi", "--guide", "preventief",
           "Je kent Mo Karimi al: ziek gemeld op ma 23 nov. ", "\"preventief\"");
    desk_fixture_close(&fixture);
}

/* ---- on home --------------------------------------------------------------------------------- */

static void fill_home(struct desk_fixture *fixture)
{
    char agreement[UUID_SIZE];
    write_absence(fixture, "Sanne de Boer", TODAY - 200, TODAY - 190);
    write_absence(fixture, "Sanne de Boer", TODAY - 100, TODAY - 90);
    write_absence(fixture, "Sanne de Boer", TODAY - 5, TODAY - 2);
    write_absence(fixture, "Mo Karimi", TODAY - 30, DAY_NONE);
    write_absence(fixture, "Tim Aerts", TODAY - 1, DAY_NONE);
    hold(fixture, "Roos Dijkstra", 20, TODAY - 2, true, agreement); /* quiet too: said once */
    hold(fixture, "Wim Peters", 20, DAY_NONE, true, agreement);
}

static void test_signals_on_home(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    open_all_guides(&fixture, LANG_NL);
    fill_home(&fixture);
    sitting_open(&sitting, &fixture.desk, NULL);
    static const char *const rows[] = {
        "M.K.          week 6 komt eraan, vanaf za 28 nov",
        "T.A.          afwezig sinds zo 22 nov, niets gepland",
        "R.D.          jullie zouden terugkijken op za 21 nov",
        "S.B.          derde melding in twaalf maanden",
        "W.P.          20 dagen niets vastgelegd, niets gepland",
    };
    for (int narrow = 0; narrow < 2; narrow++) {
        const char *picture = sitting_picture(&sitting), *before = picture;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            const char *at = strstr(picture, rows[i]);
            if (!at || at < before)
                fail_msg("%s in:\n%s", rows[i], picture);
            before = at;
        }
        sitting_resize(&sitting, 20, 60, true);
    }
    assert_null(strstr(strstr(sitting_picture(&sitting), "R.D.") + 4, "R.D."));
    sitting_keys(&sitting, "<Enter>"); /* what stands there opens what helps */
    sitting_shows(&sitting, "> Contact in de eerste weken");
    sitting_shows(&sitting, "week 6 komt eraan");
    sitting_keys(&sitting, "<Enter><Esc>");
    sitting_lacks(&sitting, "week 6 komt eraan"); /* it is being prepared now */
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* A count to begin a conversation with: gone when that was held. */
static void test_the_third_report_is_talked_about_once(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    open_all_guides(&fixture, LANG_EN);
    write_absence(&fixture, "Sanne de Boer", TODAY - 200, TODAY - 190);
    write_absence(&fixture, "Sanne de Boer", TODAY - 100, TODAY - 90);
    write_absence(&fixture, "Sanne de Boer", TODAY - 40, TODAY - 30);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_shows(&sitting, "S.B.          third report in twelve months");
    sitting_keys(&sitting, "<Enter>");
    sitting_shows(&sitting, "> Away more often");
    sitting_keys(&sitting, "<Enter><F6><F6><F6><Enter><F6><Esc><Esc><Esc><Esc>");
    sitting_lacks(&sitting, "third report");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

static void write_expected(struct desk_fixture *fixture, const char *name, int first, int expected)
{
    struct absence absence;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"absence added", ""};
    absence_init(&absence);
    absence.first_day = first;
    absence.expected = expected;
    if (absences_add(fixture->desk.store, name, &absence, &deed, &err))
        fail_msg("%s", err.text);
    absence_release(&absence);
}

/* What home was silent about: week six begun, a return that was expected, one that came. */
static void test_what_goes_by_stays_on_home(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    open_all_guides(&fixture, LANG_NL);
    write_absence(&fixture, "Mo Karimi", TODAY - 45, DAY_NONE);
    write_expected(&fixture, "Tim Aerts", TODAY - 10, TODAY - 3);
    write_absence(&fixture, "Roos Dijkstra", TODAY - 500, TODAY - 3); /* began long ago */
    sitting_open(&sitting, &fixture.desk, NULL);
    for (int narrow = 0; narrow < 2; narrow++) {
        sitting_shows(&sitting, "week 7: plan nog niet besproken");
        sitting_shows(&sitting, "verwacht terug vr 20 nov: hoe gaat het?");
        sitting_shows(&sitting, "terug sinds vr 20 nov: hoe gaat het?");
        sitting_resize(&sitting, 20, 60, true);
    }
    sitting_click(&sitting, "terug sinds vr 20 nov", 2); /* who is back, with the talk for that */
    sitting_shows(&sitting, "> Terug aan het werk");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* A plan that was made elsewhere is ticked among the steps: it is made for home as well. */
static void test_a_plan_ticked_among_the_steps(void **state)
{
    struct desk_fixture fixture;
    struct standing standing;
    struct run run;
    char db[96];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    write_absence(&fixture, "Mo Karimi", TODAY - 50, DAY_NONE);
    stands(&fixture, "Mo Karimi", &standing);
    assert_int_equal(signal_of(&standing, TODAY), SIGNAL_PLAN);
    snprintf(db, sizeof db, "%s/gesprek.db", fixture.folder);
    store_close(fixture.desk.store);
    fixture.desk.store = NULL;
    static const char *const settings[] = {"GESPREK_NOW=2026-11-23T09:00", "GESPREK_LANG=nl", NULL};
    const char *const tick[] = {"timeline", "done", "Mo Karimi", "plan", "--db", db, NULL};
    run_program(&run, tick, settings, "");
    assert_int_equal(run.status, 0);
    run_release(&run);
    desk_fixture_reopen(&fixture);
    stands(&fixture, "Mo Karimi", &standing);
    assert_int_equal(standing.last[MOMENT_PLAN], TODAY);
    assert_int_equal(signal_of(&standing, TODAY), SIGNAL_NO_CONTACT);
    desk_fixture_close(&fixture);
}

static void serve(struct desk_fixture *fixture, const char *name, int from, int until)
{
    struct service service = {.from = from, .until = until, .factor = SERVICE_FULL};
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"time in service changed", ""};
    if (somebody(fixture->desk.store, name, service.person, &err) ||
        services_save(fixture->desk.store, &service, &deed, &err))
        fail_msg("%s", err.text);
}

/* Who left needs no call: not of an absence that was never ended, nor as somebody quiet. Who leaves
 * later, or came back into service, does. */
static void test_nobody_calls_who_left(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    char agreement[UUID_SIZE];
    (void)state;
    open_all_guides(&fixture, LANG_EN);
    write_absence(&fixture, "Mo Karimi", TODAY - 45, DAY_NONE);
    hold(&fixture, "Wim Peters", 20, DAY_NONE, true, agreement);
    write_absence(&fixture, "Tim Aerts", TODAY - 3, DAY_NONE);
    hold(&fixture, "Roos Dijkstra", 20, DAY_NONE, true, agreement);
    serve(&fixture, "Tim Aerts", TODAY - 900, TODAY + 1);
    serve(&fixture, "Roos Dijkstra", TODAY - 900, TODAY - 400);
    serve(&fixture, "Roos Dijkstra", TODAY - 300, DAY_NONE);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_shows(&sitting, "M.K.          week 7: plan not talked about yet");
    sitting_shows(&sitting, "W.P. ");
    sitting_close(&sitting);
    serve(&fixture, "Mo Karimi", TODAY - 900, TODAY);
    serve(&fixture, "Wim Peters", TODAY - 900, TODAY - 5);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_shows(&sitting, "T.A. ");
    sitting_shows(&sitting, "R.D. ");
    sitting_lacks(&sitting, "M.K.          "); /* what UWV has to hear stays among the steps */
    sitting_lacks(&sitting, "plan not talked about");
    sitting_lacks(&sitting, "W.P. ");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* The same initials twice: both say a letter more, in lines as well. */
static void test_namesakes_on_home(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    open_all_guides(&fixture, LANG_NL);
    write_absence(&fixture, "Sanne de Boer", TODAY - 10, DAY_NONE);
    write_absence(&fixture, "Sofie Bakker", TODAY - 10, DAY_NONE);
    write_absence(&fixture, "Mo Karimi", TODAY - 10, DAY_NONE);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_shows(&sitting, "Sa.B. ");
    sitting_shows(&sitting, "So.B. ");
    sitting_shows(&sitting, "M.K. ");
    sitting_keys(&sitting, "N"); /* in full there is nothing to tell apart */
    sitting_shows(&sitting, "Sanne de Boer ");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_every_day_of_two_years),
        cmocka_unit_test(test_what_the_file_says),
        cmocka_unit_test(test_leave_is_no_sickness),
        cmocka_unit_test(test_offered_first_on_screen),
        cmocka_unit_test(test_only_what_is_within_reach),
        cmocka_unit_test(test_start_says_which_and_why),
        cmocka_unit_test(test_signals_on_home),
        cmocka_unit_test(test_what_goes_by_stays_on_home),
        cmocka_unit_test(test_a_plan_ticked_among_the_steps),
        cmocka_unit_test(test_nobody_calls_who_left),
        cmocka_unit_test(test_namesakes_on_home),
        cmocka_unit_test(test_the_third_report_is_talked_about_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
