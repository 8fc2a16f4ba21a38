/* Absence in figures out of a file: read once, the same as counted day by day, and never of one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "crowd.h"
#include "run.h"
#include "sandbox.h"
#include "store/absences.h"
#include "store/change.h"
#include "store/figures.h"
#include "store/services.h"
#include "yaml/regime_yaml.h"

#define TODAY 20786 /* 2026-11-29 */

/* ---- a made-up organisation ------------------------------------------------------------------ */

static struct store *open_crowd(struct sandbox *sandbox)
{
    struct crowd crowd = CROWD_SMALL;
    struct err err = ERR_INIT(LANG_EN);
    crowd.today = TODAY;
    crowd.years = 3;
    crowd.people = 60;
    sandbox_make(sandbox);
    if (crowd_fill(sandbox->db, &crowd, &err))
        fail_msg("%s", err.text);
    return sandbox_open(sandbox, ACCESS_WRITE, clock_moment(TODAY, 9, 0));
}

static void load(struct store *store, struct figures_found *found, const struct period *period,
                 int64_t rows)
{
    struct figures_borders borders = {{7, 42, 365, 730}, 4};
    struct err err = ERR_INIT(LANG_EN);
    *found = (struct figures_found){.begun = false};
    figures_frames(found, period, NULL, TODAY);
    struct figures_pass *pass = figures_open(store, &borders, found);
    while (figures_go(pass, rows))
        continue;
    assert_int_equal(figures_close(pass, &err), 0);
}

static int64_t number(struct store *store, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    int64_t found = 0;
    assert_int_equal(db_number(store_db(store), sql, &found, &err), 0);
    return found;
}

/* In service on that day, in parts of SERVICE_FULL; 0 when not. */
static int factor_on(const struct service *spans, size_t n, int day)
{
    for (size_t i = 0; i < n; i++)
        if (spans[i].from <= day && (spans[i].until == DAY_NONE || day < spans[i].until))
            return spans[i].factor;
    return 0;
}

/* The slow way: every day of everybody. */
static void add_slowly(struct store *store, const char *person, const struct period *period,
                       struct figures *sum)
{
    struct err err = ERR_INIT(LANG_EN);
    struct absence_row *rows;
    struct service *spans;
    size_t n, n_spans;
    assert_int_equal(absences_list(store, person, false, &rows, &n, &err), 0);
    assert_int_equal(services_list(store, person, &spans, &n_spans, &err), 0);
    for (int day = period->from; day <= period->to; day++) {
        int factor = factor_on(spans, n_spans, day);
        sum->heads += factor > 0;
        sum->present += factor;
        for (size_t i = 0; i < n; i++) {
            const struct absence *spell = &rows[i].absence;
            if (spell->leave || !factor)
                continue;
            sum->sick += (int64_t)factor * absence_share(spell, day);
            sum->reports += spell->first_day == day;
        }
    }
    free(spans);
    absence_rows_free(rows, n);
}

static void the_same_as_day_by_day(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct store *store = open_crowd(&sandbox);
    struct period year = {day_from_civil(2025, 1, 1), day_from_civil(2025, 12, 31)};
    struct figures_found found;
    struct figures slow = {0};
    struct query query;
    struct err err = ERR_INIT(LANG_EN);
    load(store, &found, &year, 1);
    query_begin(&query, store_db(store), "SELECT id FROM person");
    while (query_row(&query)) {
        char id[UUID_SIZE];
        query_take_id(&query, id, sizeof id);
        add_slowly(store, id, &year, &slow);
    }
    assert_int_equal(query_end(&query, &err), 0);
    const struct figures *fast = &found.frame[FRAME_NOW].sum;
    assert_true(slow.sick > 0);
    assert_int_equal(fast->sick, slow.sick);
    assert_int_equal(fast->present, slow.present);
    assert_int_equal(fast->heads, slow.heads);
    assert_int_equal(fast->reports, slow.reports);
    struct figures quarters = {0};
    for (size_t i = 0; i < found.cube.n_teams * found.cube.n_quarters; i++)
        if (i % found.cube.n_quarters >= found.cube.n_quarters - 4) /* the last year */
            figures_sum(&quarters, &found.cube.cell[i]);
    assert_int_equal(quarters.sick, slow.sick);
    assert_int_equal(quarters.reports, slow.reports);
    figures_found_release(&found);
    store_close(store);
    sandbox_remove(&sandbox);
}

/* However many figures there are, each row is read once, and straight from an index. */
static void each_row_is_read_once(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct store *store = open_crowd(&sandbox);
    struct period all = {day_from_civil(2018, 1, 1), TODAY};
    struct figures_found found;
    load(store, &found, &all, INT64_MAX / 2);
    assert_int_equal(found.questions, 4);
    int64_t rows = number(store, "SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM"
                                 " service) + (SELECT count(*) FROM interview WHERE started_at > 0)"
                                 " + (SELECT count(*) FROM absence WHERE first_day <"
                                 " '2026-10-01')");
    assert_int_equal(found.rows, rows);
    figures_found_release(&found);
    struct period one = {day_from_civil(2024, 4, 1), day_from_civil(2024, 6, 30)};
    load(store, &found, &one, INT64_MAX / 2);
    assert_true(found.rows < rows); /* of a short period the others stay where they are */
    figures_found_release(&found);
    static const char *const plans[] = {
        "EXPLAIN QUERY PLAN SELECT person, first_day, back, kind, steps FROM absence WHERE"
        " first_day <= '2026-09-30' AND (back IS NULL OR back >= '2026-01-01')"
        " ORDER BY person, first_day",
        "EXPLAIN QUERY PLAN SELECT person, from_day, until_day, factor FROM service"
        " ORDER BY person, from_day"};
    for (size_t i = 0; i < 2; i++) {
        struct query query;
        struct err err = ERR_INIT(LANG_EN);
        query_begin(&query, store_db(store), plans[i]);
        while (query_row(&query)) {
            query.column = 3;
            const char *detail = query_see_key(&query);
            assert_non_null(strstr(detail, "COVERING INDEX"));
            assert_null(strstr(detail, "TEMP B-TREE"));
        }
        assert_int_equal(query_end(&query, &err), 0);
    }
    store_close(store);
    sandbox_remove(&sandbox);
}

/* Given up half way, nothing is left behind: the store goes on and can be closed. */
static void a_pass_may_be_given_up(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct store *store = open_crowd(&sandbox);
    struct period year = {TODAY - 365, TODAY};
    struct figures_borders borders = {.n = 0};
    struct figures_found found = {.begun = false};
    struct err err = ERR_INIT(LANG_EN);
    figures_frames(&found, &year, NULL, TODAY);
    struct figures_pass *pass = figures_open(store, &borders, &found);
    assert_true(figures_go(pass, 100));
    assert_int_equal(figures_close(pass, &err), 0);
    figures_found_release(&found);
    load(store, &found, &year, 50);
    figures_found_release(&found);
    store_close(store);
    sandbox_remove(&sandbox);
}

/* ---- the command ----------------------------------------------------------------------------- */

static void insight(struct sandbox *sandbox, struct run *run, const char *const *more)
{
    static const char *const settings[] = {"GESPREK_LANG=en", "GESPREK_NOW=2026-01-10T09:00", NULL};
    const char *arguments[12] = {"--db", sandbox->db, "insight"};
    size_t n = 3;
    while (*more)
        arguments[n++] = *more++;
    run_program(run, arguments, settings, "");
}

static void import(struct sandbox *sandbox, const char *list)
{
    static const char *const settings[] = {"GESPREK_LANG=en", "GESPREK_NOW=2026-01-10T09:00", NULL};
    char path[SANDBOX_PATH];
    struct run run;
    sandbox_path(sandbox, "list.csv", path);
    sandbox_write(path, list, strlen(list));
    run_program(&run, (const char *const[]){"--db", sandbox->db, "absence", "import", path, NULL},
                settings, "");
    if (run.status)
        fail_msg("%s%s", run.out.data, run.errors.data);
    run_release(&run);
}

#define WITH(...) ((const char *const[]){__VA_ARGS__, NULL})
#define HEAD      "name,team,in_service,factor,first_day,back,leave,part,part_from,advised\n"

/* The six of test_figures.c, so many times. */
static void add_six(struct buf *list, int times)
{
    static const char *const rows[] = {
        "A%d,noord,2015-01-01,1,2025-03-10,2025-03-15,,,,\n",
        "B%d,noord,2015-01-01,0.6,2025-04-01,2025-06-01,,50,2025-05-01,2025-04-25\n",
        "C%d,noord,2025-07-01,0.8,2025-12-20,,,,,\n",
        "D%d,zuid,2015-01-01,1,2025-02-03,2025-02-05,,,,\n",
        "D%d,zuid,,,2025-10-06,2025-10-11,,,,\n",
        "E%d,zuid,2015-01-01,1,2025-06-01,2025-09-21,yes,,,\n",
        "F%d,zuid,2015-01-01,1,2024-10-01,2025-02-01,,,,\n",
    };
    buf_adds(list, HEAD);
    for (int i = 0; i < times; i++)
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            buf_addf(list, rows[k], i);
}

static void says(const struct run *run, const char *text)
{
    if (run->status || !strstr(run->out.data, text))
        fail_msg("\"%s\" is not in\n%s%s", text, run->out.data, run->errors.data);
}

/* Six times the six: the same fractions, and enough people. */
static void from_a_list_to_the_figures(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    add_six(&list, 6);
    import(&sandbox, list.data);
    buf_release(&list);
    insight(&sandbox, &run, WITH("--period", "q1 2025", "--format", "json"));
    says(&run, "\"key\":\"percent\",\"label\":\"absence percentage\",\"value\":9.1787}");
    says(&run, "\"key\":\"reports_a_year\",\"label\":\"report frequency\",\"value\":1.6222}");
    says(&run,
         "\"key\":\"2025-1\",\"label\":\"Q1 2025\",\"percent\":9.1787,\"sector_percent\":5.8}");
    says(&run, "In Q1 2025 it was 9.2%; The Netherlands, all employees had 5.8%.");
    run_release(&run);
    /* In the third quarter nobody was sick: it counts in the year and is not shown by itself. */
    insight(&sandbox, &run, WITH("--period", "2025", "--format", "json"));
    says(&run, "1 quarter of it is too small to be shown by itself.");
    says(&run, "\"key\":\"percent\",\"label\":\"absence percentage\",\"value\":4.3752}");
    assert_null(strstr(run.out.data, "2025-3"));
    says(&run, "\"key\":\"without_sick_day\",\"label\":\"no sick day\",\"value\":16.6667}");
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "2025", "--classes", "vernet"));
    says(&run, "ABSENCE BY DURATION");
    says(&run, "1 - 14 days");
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "q2 2025", "--compare", "q1 2025"));
    says(&run, "seasons differ");
    run_release(&run);
    sandbox_remove(&sandbox);
}

/* By duration and without absence, nothing adds up over quarters: who has two periods that overlap
 * would subtract. They are of one calendar year, whatever is asked for. */
static void no_two_periods_overlap_in_classes(void **state)
{
    (void)state;
    static const char *const parts[] = {"q2 2025 to q4 2025", "q1 2024 to q4 2025", "q4 2025"};
    struct sandbox sandbox;
    struct run run, year;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    add_six(&list, 6);
    import(&sandbox, list.data);
    insight(&sandbox, &year, WITH("--period", "2025", "--format", "json"));
    says(&year, "In 2025, of every 100 days of absence 73 were of cases of 43 - 365 days.");
    says(&year, "\"label\":\"no sick day\",\"value\":16.6667}");
    const char *classes = strstr(year.out.data, "{\"name\":\"absence_by_duration\"");
    assert_non_null(classes);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        insight(&sandbox, &run, WITH("--period", parts[i], "--format", "json"));
        const char *same = strstr(run.out.data, "{\"name\":\"absence_by_duration\"");
        assert_non_null(same);
        assert_memory_equal(classes, same, strcspn(classes, "\n"));
        if (i != 1) /* of which there is no figure as a whole */
            says(&run, "\"label\":\"no sick day (2025)\",\"value\":16.6667}");
        run_release(&run);
    }
    insight(&sandbox, &run, WITH("--period", "q4 2024 to q3 2025", "--format", "json"));
    says(&run, "Not all quarters of that year count"); /* of 2024 only F was absent */
    assert_null(strstr(run.out.data, "without_sick_day"));
    run_release(&run);
    run_release(&year);
    buf_release(&list);
    sandbox_remove(&sandbox);
}

/* Before the first conversation that is here nothing is known of who was spoken to: no 0%. */
static void before_the_first_conversation_nothing_is_known(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    struct err err = ERR_INIT(LANG_EN);
    struct buf list = BUF_INIT;
    char id[UUID_SIZE];
    sandbox_make(&sandbox);
    add_six(&list, 6);
    import(&sandbox, list.data);
    for (int i = 0; i < 2; i++) {
        struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
        sandbox_begin(store, "B0", id);
        assert_int_equal(db_run(store_db(store),
                                i ? "UPDATE interview SET started_at = 1000"
                                  : "UPDATE interview SET started_at = 1743670800000",
                                &err),
                         0);
        store_close(store);
        insight(&sandbox, &run, WITH("--period", "2025", "--compare", "2024", "--format", "json"));
        const char *block = strstr(run.out.data, "{\"name\":\"before_and_after\"");
        assert_non_null(block);
        const char *known = strstr(block, "first_week");
        const char *why = strstr(block, "the first conversation here was in Q2 2025.");
        assert_true(i ? known && !why : !known && why);
        run_release(&run);
    }
    buf_release(&list);
    sandbox_remove(&sandbox);
}

/* What was asked, and the whole quarters of it that were counted. */
static void a_file_says_which_days_were_counted(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    add_six(&list, 6);
    import(&sandbox, list.data);
    insight(&sandbox, &run, WITH("--period", "feb 2025", "--format", "json"));
    says(&run, "{\"from\":\"2025-02-01\",\"to\":\"2025-02-28\",\"counted_from\":\"2025-01-01\","
               "\"counted_to\":\"2025-03-31\",\"blocks\"");
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "2026", "--format", "json"));
    says(&run, "\"counted_from\":null,\"counted_to\":null,");
    run_release(&run);
    buf_release(&list);
    sandbox_remove(&sandbox);
}

/* Six people; five were away for nine days, in the quarters that begin on those days. */
static void add_small(struct buf *list, const char *const *days, size_t n)
{
    buf_adds(list, "name,team,in_service,factor,first_day,back\n");
    for (int i = 0; i < 6; i++) {
        buf_addf(list, "P%d,noord,2015-01-01,1,,\n", i);
        for (size_t k = 0; i < 5 && k < n; k++)
            buf_addf(list, "P%d,noord,,,%s-06,%s-15\n", i, days[k], days[k]);
    }
}

/* 90 of 2190 days, and ten reports of six people, by hand; the quarters in which nobody was absent
 * are in it. */
static void a_year_has_all_its_days(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    add_small(&list, (const char *const[]){"2025-01", "2025-07"}, 2);
    import(&sandbox, list.data);
    insight(&sandbox, &run, WITH("--period", "2025", "--format", "json"));
    says(&run, "Absence was 4.1% (Q1 2025 - Q4 2025).");
    says(&run, "\"key\":\"percent\",\"label\":\"absence percentage\",\"value\":4.1096}");
    says(&run, "\"key\":\"reports_a_year\",\"label\":\"report frequency\",\"value\":1.6667}");
    says(&run, "\"label\":\"noord\",\"percent\":4.1096");
    says(&run, "2 quarters of it are too small to be shown by themselves.");
    assert_null(strstr(run.out.data, "2025-2"));
    run_release(&run);
    /* Half a year has but a part of what stands together, so there is no figure of it. */
    insight(&sandbox, &run, WITH("--period", "q1 2025 to q2 2025", "--compare", "2025"));
    says(&run, "There is no figure of Q1 2025 - Q2 2025 as a whole: in Q2 2025 too");
    says(&run, "Ask for 2025 as a");
    says(&run, "Q1 2025  ");
    assert_null(strstr(run.out.data, "report frequency"));
    assert_null(strstr(run.out.data, "absence percentage"));
    run_release(&run);
    buf_release(&list);
    sandbox_remove(&sandbox);
}

/* One person more in the second quarter: the year without it would be too high, with it hers. */
static void a_year_with_a_small_quarter_has_no_figure(void **state)
{
    (void)state;
    static const char *const formats[] = {"text", "html", "json", "csv"};
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    add_small(&list, (const char *const[]){"2025-01", "2025-07"}, 2);
    buf_adds(&list, "P5,noord,,,2025-05-01,2025-05-20\n");
    import(&sandbox, list.data);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        insight(&sandbox, &run, WITH("--period", "2025", "--format", formats[i]));
        assert_null(strstr(run.out.data, "8.4"));
        assert_null(strstr(run.out.data, "absence percentage"));
        assert_non_null(strstr(run.out.data, "Q1 2025"));
        run_release(&run);
    }
    insight(&sandbox, &run, WITH("--period", "2025", "--format", "json"));
    says(&run, "no figure of Q1 2025 - Q4 2025 as a whole: in Q2 2025, Q4 2025 too few");
    says(&run, "The other quarters are shown each by itself.");
    run_release(&run);
    buf_release(&list);
    sandbox_remove(&sandbox);
}

/* Two in each quarter, eight in the year: none of a quarter, and the year. */
static void a_year_may_show_where_its_quarters_may_not(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    buf_adds(&list, "name,team,in_service,factor,first_day,back\n");
    for (int i = 0; i < 8; i++)
        buf_addf(&list, "P%d,noord,2015-01-01,1,2025-%02d-03,2025-%02d-08\n", i, i / 2 * 3 + 1,
                 i / 2 * 3 + 1);
    import(&sandbox, list.data);
    insight(&sandbox, &run, WITH("--period", "2025", "--format", "json"));
    says(&run, "Absence was 1.4% (Q1 2025 - Q4 2025). 4 quarters of it are too small");
    says(&run, "\"absence percentage\",\"value\":1.3699}"); /* 40 of 2920 */
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "q1 2025 to q3 2025", "--format", "json"));
    says(&run, "Figures come from five people on");
    run_release(&run);
    buf_release(&list);
    sandbox_remove(&sandbox);
}

/* Five were absent in the quarter: 90 days of one and 8 of the others say what she has. */
static void one_person_is_not_the_figure(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    buf_adds(&list, "name,team,in_service,factor,first_day,back\n"
                    "P0,noord,2015-01-01,1,2025-01-01,2025-03-31\n");
    for (int i = 1; i < 12; i++)
        buf_addf(&list, "P%d,noord,2015-01-01,1,%s\n", i, i < 5 ? "2025-02-03,2025-02-05" : ",");
    import(&sandbox, list.data);
    insight(&sandbox, &run, WITH("--period", "q1 2025"));
    says(&run, "Figures come from five people on");
    assert_null(strstr(run.out.data, "mean days"));
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "2025"));
    assert_null(strstr(run.out.data, "mean days"));
    run_release(&run);
    buf_release(&list);
    sandbox_remove(&sandbox);
}

/* What is said around the figures is so. */
static void the_words_around_the_figures(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    add_six(&list, 6);
    for (int i = 0; i < 4; i++)
        buf_addf(&list, "X%d,noord,,,2025-02-03,2025-02-06,,,,\n", i);
    import(&sandbox, list.data);
    insight(&sandbox, &run, WITH("--period", "kw 1 2025", "--format", "json"));
    says(&run, "Some absences do not count: no time in service.");
    run_release(&run);
    buf_clear(&list);
    buf_adds(&list, HEAD "X9,noord,2026-01-01,1,2025-02-03,2025-02-06,,,,\n");
    import(&sandbox, list.data);
    insight(&sandbox, &run, WITH("--period", "kw 1 2025", "--format", "json"));
    says(&run, " 5 absences do not count: no time in service.");
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "kw 2 2025"));
    says(&run, "there is no published figure");
    says(&run, "change with every");
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "feb 2025 to may 2025"));
    says(&run, "; absence: Q1 2025 - Q2 2025");
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "q2 2025", "--compare", "q1 2025", "--format", "csv"));
    says(&run, "\"change\",\"-");
    run_release(&run);
    buf_release(&list);
    sandbox_remove(&sandbox);
}

/* The page has charts with the published line in them, and CSV has a row for each number. */
static void charts_and_rows(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    add_six(&list, 6);
    import(&sandbox, list.data);
    buf_release(&list);
    insight(&sandbox, &run, WITH("--period", "2025", "--format", "html"));
    says(&run, "<h2>ABSENCE OVER TIME</h2>");
    says(&run, "<rect class=\"beside\" x=\"250\"");
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "2025", "--format", "csv"));
    says(&run, "\"absence_by_quarter\",\"2025-1\",\"Q1 2025\",\"sector_percent\",\"5.8\"");
    says(&run, "\"absence_by_quarter\",\"2025-1\",\"Q1 2025\",\"percent\",\"9.1787\"");
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "2025"));
    says(&run, "############|#######  9.2%, published 5.8%");
    run_release(&run);
    sandbox_remove(&sandbox);
}

static struct regime *read_regime(const char *path)
{
    struct err err = ERR_INIT(LANG_EN);
    size_t len;
    char *text = sandbox_read(path, &len);
    struct regime *regime = regime_yaml_open(path, text, len, &err);
    free(text);
    assert_non_null(regime);
    return regime;
}

/* Both languages have the same figures; the published ones are those of the statistics office. */
static void the_shipped_figures(void **state)
{
    (void)state;
    struct regime *one = read_regime("guides/nl/regime.yaml");
    struct regime *other = read_regime("guides/en/regime.yaml");
    const struct regime_figures *nl = &one->figures, *en = &other->figures;
    assert_int_equal(nl->n_classes, 2);
    assert_int_equal(en->n_classes, nl->n_classes);
    for (size_t i = 0; i < nl->n_classes; i++) {
        assert_string_equal(nl->classes[i].id, en->classes[i].id);
        assert_memory_equal(&nl->classes[i].borders, &en->classes[i].borders,
                            sizeof nl->classes[i].borders);
    }
    assert_int_equal(nl->by_four, en->by_four);
    assert_int_equal(nl->sector.date, en->sector.date);
    assert_int_equal(nl->sector.n, en->sector.n);
    assert_memory_equal(nl->sector.point, en->sector.point,
                        nl->sector.n * sizeof *nl->sector.point);
    assert_int_equal(sector_at(&nl->sector, 1996 * 4), 550);
    assert_int_equal(sector_at(&nl->sector, 2022 * 4), 630);
    assert_int_equal(sector_at(&nl->sector, 2022 * 4 + 2), 500);
    assert_int_equal(sector_at(&nl->sector, 2025 * 4), 580);
    assert_int_equal(sector_at(&nl->sector, 2025 * 4 + 1), -1);
    regime_free(one);
    regime_free(other);
}

/* What counts is data: with the other way in the regime file a quarter is taken four times. */
static void a_quarter_may_be_taken_four_times(void **state)
{
    (void)state;
    static const char year[] = "frequency: year";
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT, changed = BUF_INIT;
    char path[SANDBOX_PATH];
    size_t len;
    char *regime = sandbox_read("guides/en/regime.yaml", &len);
    const char *at = memmem(regime, len, year, strlen(year));
    assert_non_null(at);
    buf_add(&changed, regime, (size_t)(at - regime));
    buf_adds(&changed, "frequency: four_quarters");
    buf_add(&changed, at + strlen(year), len - (size_t)(at - regime) - strlen(year));
    sandbox_make(&sandbox);
    sandbox_path(&sandbox, "regime.yaml", path);
    sandbox_write(path, changed.data, changed.len);
    add_six(&list, 6);
    import(&sandbox, list.data);
    insight(&sandbox, &run,
            WITH("--period", "q1 2025", "--format", "json", "--guides", sandbox.folder));
    says(&run, "\"label\":\"report frequency\",\"value\":1.6}");
    run_release(&run);
    buf_release(&list);
    buf_release(&changed);
    free(regime);
    sandbox_remove(&sandbox);
}

/* Whatever one person's absences are, in any format the page is that of somebody without any. */
static void of_one_person_nothing_shows(void **state)
{
    (void)state;
    static const char *const formats[] = {"text", "html", "json", "csv"};
    struct sandbox one, none;
    struct buf list = BUF_INIT;
    sandbox_make(&one);
    sandbox_make(&none);
    add_six(&list, 1);
    import(&one, list.data);
    import(&none, "name,team,in_service,factor\nA0,noord,2015-01-01,1\nB0,noord,2015-01-01,0.6\n"
                  "C0,noord,2025-07-01,0.8\nD0,zuid,2015-01-01,1\nE0,zuid,2015-01-01,1\n"
                  "F0,zuid,2015-01-01,1\n");
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct run of_one, of_none;
        insight(&one, &of_one, WITH("--period", "2025", "--format", formats[i]));
        insight(&none, &of_none, WITH("--period", "2025", "--format", formats[i]));
        assert_int_equal(of_one.status, 0);
        assert_string_equal(of_one.out.data, of_none.out.data);
        assert_null(strstr(of_one.out.data, "noord"));
        run_release(&of_one);
        run_release(&of_none);
    }
    buf_release(&list);
    sandbox_remove(&one);
    sandbox_remove(&none);
}

static void what_cannot_be_asked_is_said(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    sandbox_make(&sandbox);
    import(&sandbox, "name,first_day,back\nA,2025-01-02,2025-01-05\n");
    insight(&sandbox, &run, WITH("--period", "2025"));
    says(&run, "need to know who is in service");
    assert_null(strstr(run.out.data, "ABSENCE IN FIGURES"));
    run_release(&run);
    insight(&sandbox, &run, WITH("--classes", "weeks"));
    assert_int_equal(run.status, 2);
    assert_non_null(strstr(run.errors.data, "There: weken, vernet."));
    run_release(&run);
    insight(&sandbox, &run, WITH("--compare", "31-11"));
    assert_int_equal(run.status, 2);
    assert_non_null(strstr(run.errors.data, "--compare \"31-11\": "));
    run_release(&run);
    import(&sandbox, "name,in_service\nA,2015-01-01\n");
    insight(&sandbox, &run, WITH("--period", "q1 2026"));
    says(&run, "No quarter of this period is over yet");
    run_release(&run);
    insight(&sandbox, &run, WITH("--compare", "start"));
    says(&run, "Figures come from five people on");
    run_release(&run);
    sandbox_remove(&sandbox);
}

/* ---- what will not do ------------------------------------------------------------------------ */

/* Brings in one line beside one that is fine: refused as a whole, with a sentence about it. */
static void refuses(const char *row, const char *words)
{
    static const char *const settings[] = {"GESPREK_LANG=en", "GESPREK_NOW=2026-01-10T09:00", NULL};
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    char path[SANDBOX_PATH];
    sandbox_make(&sandbox);
    sandbox_path(&sandbox, "list.csv", path);
    buf_addf(&list, "%sA,noord,2015-01-01,1,2025-03-10,2025-03-15,,,,\n%s\n", HEAD, row);
    sandbox_write(path, list.data, list.len);
    run_program(&run, (const char *const[]){"--db", sandbox.db, "absence", "import", path, NULL},
                settings, "");
    if (run.status != 1 || !strstr(run.errors.data, words))
        fail_msg("%s: %d\n%s%s", row, run.status, run.out.data, run.errors.data);
    run_release(&run);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, clock_moment(TODAY, 9, 0));
    assert_int_equal(number(store, "SELECT (SELECT count(*) FROM absence) + (SELECT count(*) FROM"
                                   " service) + (SELECT count(*) FROM person)"),
                     0);
    store_close(store);
    buf_release(&list);
    sandbox_remove(&sandbox);
}

static void what_will_not_do_is_said_and_nothing_stored(void **state)
{
    (void)state;
    refuses("A,noord,,,2025-03-14,2025-03-20,,,,", "overlap another absence");
    refuses("B,noord,,,2025-03-10,2025-03-09,,,,", "must be after");
    refuses("B,noord,,,2025-03-10,2025-03-10,,,,", "must be after");
    refuses("B,noord,2020-01-01,0,,,,,,", "is nobody's");
    refuses("B,noord,2020-01-01,12,,,,,,", "more than a full week");
    refuses("B,noord,2027-01-01,1,,,,,,", "still to come");
    refuses("B,noord,,,2026-02-01,,,,,", "still to come");
    refuses("B,noord,,,2025-12-01,2026-02-01,,,,", "still to come");
    refuses("B,noord,,,2025-02-29,,,,,", "does not exist");
    refuses("B,noord,,,1925-03-10,1925-03-12,,,,", "hundred years");
    refuses("B,noord,1925-03-10,1,,,,,,", "hundred years");
    refuses("A,zuid,2010-01-01,1,,,,,,", "overlap another time in service");
    refuses("B,noord,,,2025-03-10,2025-06-15,,50,2025-07-01,2025-03-20", "");
    refuses("B,noord,,,2025-03-10,2025-06-15,,50,2025-04-01,", "");
}

/* A leap day and the night that the clock goes forward are days like any other, up to the figures.
 */
static void odd_days_are_days(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct run run;
    struct buf list = BUF_INIT;
    sandbox_make(&sandbox);
    buf_adds(&list, HEAD);
    for (int i = 0; i < 10; i++)
        buf_addf(&list,
                 "P%d,noord,2020-01-01,1,2024-02-28,2024-03-01,,,,\n"
                 "P%d,noord,,,2025-03-29,2025-03-31,,,,\n",
                 i, i);
    import(&sandbox, list.data);
    buf_release(&list);
    insight(&sandbox, &run, WITH("--period", "q1 2024", "--format", "json"));
    says(&run, "\"value\":2.1978}"); /* 2 of 91 days */
    says(&run, "\"key\":\"mean_days\",\"label\":\"mean days away\",\"value\":2}");
    run_release(&run);
    insight(&sandbox, &run, WITH("--period", "q1 2025", "--format", "json"));
    says(&run, "\"value\":2.2222}"); /* 2 of 90 days */
    run_release(&run);
    sandbox_remove(&sandbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_as_day_by_day),
        cmocka_unit_test(each_row_is_read_once),
        cmocka_unit_test(a_pass_may_be_given_up),
        cmocka_unit_test(from_a_list_to_the_figures),
        cmocka_unit_test(no_two_periods_overlap_in_classes),
        cmocka_unit_test(before_the_first_conversation_nothing_is_known),
        cmocka_unit_test(a_file_says_which_days_were_counted),
        cmocka_unit_test(a_year_has_all_its_days),
        cmocka_unit_test(a_year_with_a_small_quarter_has_no_figure),
        cmocka_unit_test(a_year_may_show_where_its_quarters_may_not),
        cmocka_unit_test(one_person_is_not_the_figure),
        cmocka_unit_test(the_words_around_the_figures),
        cmocka_unit_test(charts_and_rows),
        cmocka_unit_test(the_shipped_figures),
        cmocka_unit_test(a_quarter_may_be_taken_four_times),
        cmocka_unit_test(of_one_person_nothing_shows),
        cmocka_unit_test(what_cannot_be_asked_is_said),
        cmocka_unit_test(what_will_not_do_is_said_and_nothing_stored),
        cmocka_unit_test(odd_days_are_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
