/* The calendar as another program reads it: libical takes it in and has nothing to complain of. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <libical/ical.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/ics.h"
#include "sample.h"

/* Every property an entry has, each once; what is not here may not be there at all. */
static const icalproperty_kind kinds[] = {
    ICAL_UID_PROPERTY,          ICAL_SEQUENCE_PROPERTY,    ICAL_DTSTAMP_PROPERTY,
    ICAL_LASTMODIFIED_PROPERTY, ICAL_DTSTART_PROPERTY,     ICAL_DTEND_PROPERTY,
    ICAL_SUMMARY_PROPERTY,      ICAL_DESCRIPTION_PROPERTY, ICAL_STATUS_PROPERTY,
    ICAL_CLASS_PROPERTY,        ICAL_TRANSP_PROPERTY,
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* The calendar of n agreements, read; freed by the caller. */
static icalcomponent *read_back(const struct agreement *agreements, size_t n)
{
    struct buf out = BUF_INIT;
    ics_begin(&out);
    for (size_t i = 0; i < n; i++)
        ics_add_agreement(&out, &agreements[i], LANG_NL);
    ics_end(&out);
    icalcomponent *calendar = icalparser_parse_string(out.data);
    buf_release(&out);
    assert_non_null(calendar);
    assert_int_equal(icalcomponent_isa(calendar), ICAL_VCALENDAR_COMPONENT);
    assert_true(icalrestriction_check(calendar)); /* marks what RFC 5545 does not allow */
    assert_int_equal(icalcomponent_count_errors(calendar), 0);
    return calendar;
}

static icalcomponent *first_entry(icalcomponent *calendar)
{
    return icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
}

static icalcomponent *next_entry(icalcomponent *calendar)
{
    return icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
}

static int day_of(struct icaltimetype time)
{
    assert_true(icaltime_is_date(time));
    return day_from_civil(time.year, time.month, time.day);
}

static void check_entry(icalcomponent *entry)
{
    for (size_t i = 0; i < KINDS; i++)
        assert_int_equal(icalcomponent_count_properties(entry, kinds[i]), 1);
    assert_int_equal(icalcomponent_count_properties(entry, ICAL_ANY_PROPERTY), KINDS);
    assert_int_equal(icalcomponent_count_components(entry, ICAL_ANY_COMPONENT), 0);
    assert_int_equal(day_of(icalcomponent_get_dtend(entry)),
                     day_of(icalcomponent_get_dtstart(entry)) + 1);
    assert_true(icaltime_is_utc(icalcomponent_get_dtstamp(entry)));
}

static void every_entry_is_whole(void **state)
{
    (void)state;
    struct interview interview;
    sample_interview(&interview);
    icalcomponent *calendar = read_back(interview.agreements, interview.n_agreements);
    assert_int_equal(icalcomponent_count_components(calendar, ICAL_ANY_COMPONENT), 3);
    icalcomponent *entry = first_entry(calendar);
    check_entry(entry);
    assert_string_equal(icalcomponent_get_summary(entry), "Afspraak");
    assert_int_equal(day_of(icalcomponent_get_dtstart(entry)), interview.agreements[0].due);
    entry = next_entry(calendar);
    check_entry(entry);
    assert_string_equal(icalcomponent_get_summary(entry), "Terugblik");
    assert_int_equal(day_of(icalcomponent_get_dtstart(entry)), interview.agreements[0].look_back);
    entry = next_entry(calendar);
    check_entry(entry);
    assert_int_equal(day_of(icalcomponent_get_dtstart(entry)), interview.agreements[2].due);
    assert_int_equal(icalcomponent_get_sequence(entry), 1);
    assert_null(next_entry(calendar));
    icalcomponent_free(calendar);
    interview_release(&interview);
}

/* A program that has the entry already knows it again, and which of the two is newer. */
static void second_import_updates(void **state)
{
    (void)state;
    struct interview interview;
    sample_interview(&interview);
    struct agreement *agreement = &interview.agreements[0];
    icalcomponent *before = read_back(agreement, 1);
    agreement->due += 7;
    agreement->revision++;
    agreement->updated_at += 60000;
    icalcomponent *after = read_back(agreement, 1);
    icalcomponent *old = first_entry(before), *new = first_entry(after);
    for (; old && new; old = next_entry(before), new = next_entry(after)) {
        assert_string_equal(icalcomponent_get_uid(old), icalcomponent_get_uid(new));
        assert_true(icalcomponent_get_sequence(new) > icalcomponent_get_sequence(old));
        assert_int_equal(
            icaltime_compare(icalcomponent_get_dtstamp(old), icalcomponent_get_dtstamp(new)), -1);
    }
    assert_ptr_equal(old, new); /* both at the end */
    assert_int_equal(day_of(icalcomponent_get_dtstart(first_entry(after))),
                     day_of(icalcomponent_get_dtstart(first_entry(before))) + 7);
    assert_string_not_equal(icalcomponent_get_uid(first_entry(after)),
                            icalcomponent_get_uid(next_entry(after)));
    icalcomponent_free(before);
    icalcomponent_free(after);
    interview_release(&interview);
}

static void what_is_dropped_is_cancelled(void **state)
{
    (void)state;
    struct interview interview;
    sample_interview(&interview);
    interview.agreements[0].status = STATUS_DROPPED;
    icalcomponent *calendar = read_back(interview.agreements, 1);
    assert_int_equal(icalcomponent_get_status(first_entry(calendar)), ICAL_STATUS_CANCELLED);
    icalcomponent_free(calendar);
    interview_release(&interview);
}

static const char *const hostile[] = {
    "x\r\nATTENDEE:mailto:a@e.nl\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM",
    "x\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR",
    "a;b,c\\n\\;d:e\"f",
    "\033]0;x\a\xC2\x85URL:http://e.nl\xE2\x80\xA8\xFF",
    "漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢",
};

/* None of it is even in the file, so nothing of it can be read out of it. */
static void hostile_text_adds_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct interview interview;
        sample_interview(&interview);
        struct agreement *agreement = &interview.agreements[0];
        char **texts[] = {&agreement->what, &agreement->owner_name, &agreement->due_words,
                          &agreement->follow_up, &agreement->remark};
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            mem_replace(texts[j], hostile[i]);
        icalcomponent *calendar = read_back(agreement, 1);
        assert_int_equal(icalcomponent_count_components(calendar, ICAL_ANY_COMPONENT), 2);
        check_entry(first_entry(calendar));
        check_entry(next_entry(calendar));
        icalcomponent_free(calendar);
        interview_release(&interview);
    }
}

/* Were such a text ever written, it would come back as it is shown, in one property. */
static void hostile_line_is_one_property(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct buf out = BUF_INIT, shown = BUF_INIT;
        buf_adds(&out, "BEGIN:VEVENT\r\n");
        ics_add_line(&out, "SUMMARY", hostile[i]);
        buf_adds(&out, "END:VEVENT\r\n");
        utf8_show(&shown, hostile[i], strlen(hostile[i]), true);
        icalcomponent *entry = icalparser_parse_string(out.data);
        assert_non_null(entry);
        assert_int_equal(icalcomponent_count_properties(entry, ICAL_ANY_PROPERTY), 1);
        assert_int_equal(icalcomponent_count_components(entry, ICAL_ANY_COMPONENT), 0);
        assert_string_equal(icalcomponent_get_summary(entry), shown.data);
        icalcomponent_free(entry);
        buf_release(&out);
        buf_release(&shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_is_whole),         cmocka_unit_test(second_import_updates),
        cmocka_unit_test(what_is_dropped_is_cancelled), cmocka_unit_test(hostile_text_adds_nothing),
        cmocka_unit_test(hostile_line_is_one_property),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
