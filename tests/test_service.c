/* Time in service: what may be kept and what not, numbers with a comma in them, storing, undoing,
 * erasing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "report/spell.h"
#include "sandbox.h"
#include "store/absences.h"
#include "store/change.h"
#include "store/erase.h"
#include "store/services.h"
#include "somebody.h"

static int day(int year, int month, int date)
{
    return day_from_civil(year, month, date);
}

/* ---- numbers --------------------------------------------------------------------------------- */

static void test_reading_numbers(void **state)
{
    static const struct {
        const char *text;
        int scale, value; /* -1: no number */
    } cases[] = {
        {"0,8", 10000, 8000},     {"0.8", 10000, 8000},    {" 1 ", 10000, 10000},
        {",5", 10000, 5000},      {"0,8889", 10000, 8889}, {"0,88890", 10000, 8889},
        {"0,88889", 10000, -1},   {"0,800001", 10000, -1}, {"0,800000", 10000, 8000},
        {"37,501", 10, -1},       {"37,5", 10, 375},       {"50", 10, 500},
        {"0", 10000, 0},          {"-1", 10000, -1},       {"0,8,1", 10000, -1},
        {"1.000,5", 10000, -1},   {"", 10000, -1},         {"x", 10000, -1},
        {"0,", 10000, -1},        {",", 10000, -1},        {"1e3", 10000, -1},
        {"999999999", 10000, -1}, {"12345678901", 1, -1},  {"\xd9\xa1", 10, -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int value = -1;
        bool read = decimal_read(cases[i].text, cases[i].scale, &value);
        if (read != (cases[i].value >= 0) || value != cases[i].value)
            fail_msg("%s: %d", cases[i].text, value);
    }
}

static void expect_written(int value, int scale, enum lang lang, const char *wanted)
{
    struct buf text = BUF_INIT;
    decimal_add(&text, value, scale, lang);
    assert_string_equal(text.data, wanted);
    buf_release(&text);
}

static void test_writing_numbers(void **state)
{
    (void)state;
    expect_written(8000, SERVICE_FULL, LANG_NL, "0,8");
    expect_written(8889, SERVICE_FULL, LANG_EN, "0.8889");
    expect_written(10000, SERVICE_FULL, LANG_NL, "1");
    expect_written(10050, SERVICE_FULL, LANG_NL, "1,005");
    expect_written(0, SERVICE_FULL, LANG_NL, "0");
    expect_written(375, 10, LANG_NL, "37,5");
}

/* ---- the rules ------------------------------------------------------------------------------- */

static void test_what_will_not_do(void **state)
{
    const int today = day(2026, 11, 23), none = DAY_NONE;
    const struct service others[] = {
        {.id = "a", .from = day(2020, 1, 1), .until = day(2022, 1, 1), .factor = 10000},
        {.id = "b", .from = day(2024, 1, 1), .until = none, .factor = 8000},
    };
    const struct {
        int from, until, factor;
        const char *wrong;
    } cases[] = {
        {day(2022, 1, 1), day(2024, 1, 1), 10000, NULL}, /* side by side */
        {day(2022, 2, 28), day(2022, 3, 1), 1, NULL},
        {day(2024, 2, 29), none, 10000, "overlap"}, /* a leap day; the other is still open */
        {day(2021, 12, 31), day(2022, 6, 1), 10000, "overlap"},
        {day(2019, 1, 1), none, 10000, "overlap"},
        {none, none, 10000, "must be there"},
        {today + 1, none, 10000, "still to come"},
        {day(1926, 11, 1), day(1926, 12, 1), 10000, "hundred years"},
        {day(2022, 5, 1), day(2022, 5, 1), 10000, "must be after"},
        {day(2022, 5, 1), day(2022, 4, 1), 10000, "must be after"},
        {day(2022, 5, 1), day(2039, 4, 1), 10000, "ten years"},
        {day(2022, 5, 1), day(2022, 6, 1), 0, "factor of 0"},
        {day(2022, 5, 1), day(2022, 6, 1), 120000, "more than a full week"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct service service = {
            .from = cases[i].from, .until = cases[i].until, .factor = cases[i].factor};
        const char *fault = service_fault(&service, others, 2, today);
        bool right = cases[i].wrong ? fault && strstr(fault, cases[i].wrong) : !fault;
        if (!right)
            fail_msg("case %zu: %s", i, fault ? fault : "nothing wrong");
    }
}

/* Days are counted as days: a summer time that began or ended is no day more or less. */
static void test_summer_time_is_no_day(void **state)
{
    struct absence absence;
    (void)state;
    absence_init(&absence);
    absence.first_day = day(2026, 3, 28);
    absence.back = day(2026, 3, 30);
    assert_int_equal(absence_days(&absence, day(2026, 11, 23)), 2);
    absence.first_day = day(2026, 10, 24);
    absence.back = day(2026, 10, 26);
    assert_int_equal(absence_days(&absence, day(2026, 11, 23)), 2);
    absence_release(&absence);
}

/* ---- the file -------------------------------------------------------------------------------- */

struct fixture {
    struct sandbox sandbox;
    struct store *store;
    struct err err;
    char person[UUID_SIZE];
};

static const struct deed did = {"time in service changed", ""};

static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    fixture->err.lang = LANG_EN;
    sandbox_make(&fixture->sandbox);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_int_equal(somebody(fixture->store, "Sanne de Boer", fixture->person, &fixture->err), 0);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    sandbox_remove(&fixture->sandbox);
    free(fixture);
    return 0;
}

static int save(struct fixture *fixture, int from, int until, int factor)
{
    struct service service = {.from = from, .until = until, .factor = factor};
    memcpy(service.person, fixture->person, UUID_SIZE);
    return services_save(fixture->store, &service, &did, &fixture->err);
}

/* The spans as one text, the last first. */
static void expect(struct fixture *fixture, const char *wanted)
{
    struct service *spans;
    struct buf text = BUF_INIT;
    size_t n;
    assert_int_equal(services_list(fixture->store, fixture->person, &spans, &n, &fixture->err), 0);
    for (size_t i = 0; i < n; i++) {
        spell_add_service(&text, &spans[i], LANG_EN);
        buf_addc(&text, ';');
    }
    assert_string_equal(text.data, wanted);
    buf_release(&text);
    free(spans);
}

static void undo(struct fixture *fixture)
{
    struct undone undone;
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &fixture->err), 1);
    buf_release(&undone.said);
}

static void test_other_hours_end_those_before(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(save(fixture, day(2024, 1, 1), DAY_NONE, 10000), 0);
    assert_int_equal(save(fixture, day(2025, 6, 1), DAY_NONE, 8000), 0);
    expect(fixture, "0.8 from 2025-06-01;1 from 2024-01-01 to 2025-05-31;");
    assert_int_equal(save(fixture, day(2025, 3, 1), day(2025, 4, 1), 5000), -1);
    assert_non_null(strstr(fixture->err.text, "overlap"));
    assert_int_equal(save(fixture, day(2026, 1, 1), DAY_NONE, 0), -1);
    /* nothing is half-stored */
    expect(fixture, "0.8 from 2025-06-01;1 from 2024-01-01 to 2025-05-31;");
    undo(fixture);
    expect(fixture, "1 from 2024-01-01;");
    undo(fixture);
    expect(fixture, "");
}

static void test_it_goes_with_its_person_alone(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct absence absence;
    int64_t n = -1;
    absence_init(&absence);
    absence.first_day = day(2026, 11, 2);
    memcpy(absence.person, fixture->person, UUID_SIZE);
    assert_int_equal(absences_save(fixture->store, &absence, &did, &fixture->err), 0);
    assert_int_equal(save(fixture, day(2024, 1, 1), DAY_NONE, 10000), 0);
    assert_int_equal(erase_all(fixture->store, ERASE_ABSENCE, absence.id, &erased, &fixture->err),
                     0);
    assert_int_equal(erased.people, 0); /* still employed */
    expect(fixture, "1 from 2024-01-01;");
    assert_int_equal(
        erase_all(fixture->store, ERASE_PERSON, fixture->person, &erased, &fixture->err), 0);
    assert_int_equal(
        db_number(store_db(fixture->store),
                  "SELECT (SELECT count(*) FROM service) + (SELECT count(*) FROM person)"
                  " + (SELECT count(*) FROM deed)",
                  &n, &fixture->err),
        0);
    assert_int_equal(n, 0);
    absence_release(&absence);
    erased_release(&erased);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading_numbers),  cmocka_unit_test(test_writing_numbers),
        cmocka_unit_test(test_what_will_not_do), cmocka_unit_test(test_summer_time_is_no_day),
        TEST(test_other_hours_end_those_before), TEST(test_it_goes_with_its_person_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
