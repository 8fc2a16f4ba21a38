/*
 * Who sees what is written: the words agree with what the report shows, and stand on every screen
 * where something is typed or chosen, whichever field it is in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "domain/asked.h"
#include "domain/audience.h"
#include "report/report.h"
#include "screens/screens.h"
#include "screens/sheet.h"
#include "tour.h"

/* ---- the words and the report ---------------------------------------------------------------- */

/* Where they say that the employee gets it in the report, the report has it, and nowhere else. */
static void agrees(const struct asked *asked)
{
    enum audience audience = audience_of(asked->point, asked->field, asked->share);
    struct answer answer = {
        .point = (char *)asked->point, .field = (char *)asked->field, .share = asked->share};
    bool shown = report_shows_answer(VIEW_EMPLOYEE, &answer);
    if (shown != (audience == AUDIENCE_EMPLOYEE) || report_shows_answer(VIEW_HR, &answer))
        fail_msg("%s/%s: the report and the words about it differ", asked->point, asked->field);
}

static void the_words_are_those_of_the_report(void **state)
{
    static const char *const own[] = {
        FIELD_GOAL, FIELD_QUESTIONS,    FIELD_SINCE,         FIELD_PLACE,    FIELD_TOPICS,
        FIELD_NOTE, FIELD_VIEW_MANAGER, FIELD_VIEW_EMPLOYEE, FIELD_REACTION, FIELD_COLLEAGUES};
    struct desk_fixture fixture;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        struct asked asked = asked_own("aandacht", own[i], LANG_NL);
        agrees(&asked);
    }
    const struct guide *guide = shelf_guide(&fixture.shelf, "verzuimgesprek", LANG_NL);
    assert_non_null(guide);
    struct asked hurdle = asked_hurdle(guide);
    agrees(&hurdle);
    for (size_t i = 0; i < guide->n_points; i++) {
        struct asked later = asked_later(&guide->points[i]);
        agrees(&later);
        for (size_t j = 0; j < guide->points[i].n_capture; j++) {
            struct asked asked = asked_guide(guide->points[i].id, &guide->points[i].capture[j]);
            for (int share = SHARE_PRIVATE; share <= SHARE_HR; share++) {
                asked.share = (enum share)share;
                agrees(&asked);
            }
        }
    }
    for (size_t i = 0; i < guide->n_preparation; i++) {
        struct asked asked = asked_guide(POINT_PREPARATION, &guide->preparation[i]);
        agrees(&asked);
    }
    for (size_t i = 0; i < guide->n_pitfalls; i++) {
        struct asked asked = asked_pitfall(&guide->pitfalls[i]);
        agrees(&asked);
    }
    desk_fixture_close(&fixture);
}

static void every_audience_has_words(void **state)
{
    (void)state;
    for (int i = AUDIENCE_NOBODY + 1; i < AUDIENCES; i++)
        for (int lang = LANG_EN; lang <= LANG_NL; lang++)
            assert_true(*audience_words((enum audience)i, (enum lang)lang));
    assert_string_equal(audience_words(AUDIENCE_NOBODY, LANG_EN), "");
}

/* ---- on every screen, in every field --------------------------------------------------------- */

/* What is typed there is kept nowhere, but the last: what HR asks its own list for. */
static const char *const not_kept[] = {
    "help",     "limits",  "practice", "choose", /* words to find something by */
    "scenario",                                  /* nothing of practising is kept */
    "review",   "insight",
};

/* Questions whose answer is kept nowhere: what to see, in which file, whether to. */
static const char *const about_nothing[] = {
    "stop?",
    "remove it?",
    "wrong person, sure?",
    "absence, take away?",
    "timeline, file",
    "service, take away?",
    "timeline, a case of its own?",
    "person, file",
    "person, erase?",
    "invitation, file",
    "report, format",
    "report, file",
    "insight, a period",
    "insight, to a file",
    "review, filter",
    "review, a status",
    "review, a period",
    "review, no period",
    "review, order",
    "review, views",
    "review, to a file",
    "review, the file",
    "review, stop?",
};

static bool is_among(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Do the words for one audience stand whole on the screen? */
static bool tells(struct tour *tour, enum audience audience, const char *name)
{
    struct buf words = BUF_INIT;
    audience_add(&words, audience, name, tour->fixture.desk.lang);
    bool there = strstr(sitting_picture(&tour->sitting), words.data) != NULL;
    buf_release(&words);
    return there;
}

static bool tells_somehow(struct tour *tour)
{
    static const char *const names[] = {NULL, "S.B.", "M.K.", "R.D.", "T.A."};
    for (int i = AUDIENCE_NOBODY + 1; i < AUDIENCES; i++)
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            if (tells(tour, (enum audience)i, names[j]))
                return true;
    return false;
}

/* An agreement has a row of its own for it: [x] S.B. [x] HR. */
static bool ticks_who(struct tour *tour)
{
    const char *label = tr(tour->fixture.desk.lang, "Who may see this");
    const char *row = strstr(sitting_picture(&tour->sitting), label);
    return row && strstr(row, "[x] ") && strstr(row, "] HR");
}

/* Is something typed or chosen here that is kept? */
static bool is_asked(struct tour *tour)
{
    const struct screen *top = stack_top(&tour->sitting.stack);
    const char *screen = top->ops->name;
    if (is_among(not_kept, sizeof not_kept / sizeof *not_kept, screen))
        return false;
    if (strcmp(screen, "past") == 0 || strcmp(screen, "home") == 0)
        return false;
    bool sheet = strcmp(screen, "prepare") == 0 || strcmp(screen, "talk") == 0 ||
                 strcmp(screen, "invite") == 0 || strcmp(screen, "close") == 0;
    return (top->ops->typing && top->ops->typing(top)) || strcmp(screen, "ask") == 0 ||
           (sheet && screen_works(top, SHEET_TICK));
}

static int check(struct tour *tour, const struct tour_stop *stop, int field)
{
    if (!is_asked(tour) || tells_somehow(tour))
        return 0;
    if (strcmp(sitting_screen(&tour->sitting), "agree") == 0 && ticks_who(tour))
        return 0;
    fprintf(stderr, "%s, %d columns, field %d: nothing says who sees it\n%s", stop->name,
            tour->sitting.frame.columns, field, sitting_picture(&tour->sitting));
    return 1;
}

#define FIELDS_MOST 24

/* Field after field, where Tab leads to the next one. */
static int check_fields(struct tour *tour, const struct tour_stop *stop)
{
    static const char *const with_fields[] = {"prepare", "talk", "agree", "close", "invite"};
    int faults = check(tour, stop, 0);
    if (!is_among(with_fields, sizeof with_fields / sizeof *with_fields, stop->screen))
        return faults;
    for (int field = 1; field < FIELDS_MOST && !faults; field++) {
        sitting_keys(&tour->sitting, "<Tab>");
        faults += check(tour, stop, field);
    }
    return faults;
}

static void go_round(enum lang lang, int rows, int columns)
{
    struct tour tour;
    int faults = 0;
    tour_begin(&tour, lang);
    for (size_t i = 0; i < tour_n_stops; i++) {
        const struct tour_stop *stop = &tour_stops[i];
        if (stop->second || /* it may only read, and says that there */
            is_among(about_nothing, sizeof about_nothing / sizeof *about_nothing, stop->name))
            continue;
        tour_go(&tour, stop);
        sitting_resize(&tour.sitting, rows, columns, true);
        stack_say(&tour.sitting.stack, "");
        faults += check_fields(&tour, stop);
    }
    tour_end(&tour);
    assert_int_equal(faults, 0);
}

static void every_field_says_who_sees_it(void **state)
{
    (void)state;
    go_round(LANG_EN, 24, 80);
    go_round(LANG_NL, 24, 80);
}

static void also_in_a_small_window(void **state)
{
    (void)state;
    go_round(LANG_EN, 20, 60);
    go_round(LANG_NL, 20, 60);
}

/* What is read there is somebody's answer, or what was agreed. */
static void what_is_read_says_so_too(void **state)
{
    static const struct {
        const char *stop, *says;
    } rows[] = {
        {"home", "on this computer only"},
        {"find", "on this computer only"},
        {"absence", "only for you"},
        {"timeline", "you, and HR at this file"},
        {"steps due", "in this file only"},
        {"person", "Only for you; in what the person can ask for."},
        {"history", "For the employee, and for HR where it is shared"},
        {"look as employee", "As seen by [employee]"},
        {"sparring", "with HR"},
        {"sparring, a thread", "Goes to HR"},
        {"sparring, a thread as HR", "Goes to the manager"},
        {"close", "HR gets 2 agreements"},
    };
    struct tour tour;
    (void)state;
    tour_begin(&tour, LANG_EN);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tour_go(&tour, tour_stop(rows[i].stop));
        sitting_shows(&tour.sitting, rows[i].says);
    }
    tour_end(&tour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_are_those_of_the_report),
        cmocka_unit_test(every_audience_has_words),
        cmocka_unit_test(every_field_says_who_sees_it),
        cmocka_unit_test(also_in_a_small_window),
        cmocka_unit_test(what_is_read_says_so_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
