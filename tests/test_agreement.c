#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/agreement.h"
#include "domain/privacy.h"
#include "domain/vague.h"

enum { TODAY = 20413 }; /* Friday 2025-11-21 */

/* An agreement with all four parts and nothing to remark. */
static struct agreement concrete(void)
{
    struct agreement agreement;
    agreement_init(&agreement);
    mem_replace(&agreement.what, "Rooster naar vier ochtenden");
    mem_replace(&agreement.follow_up, "ik bel maandag");
    agreement.owner = OWNER_MANAGER;
    agreement.due = TODAY + 14;
    agreement.look_back = TODAY + 28;
    return agreement;
}

static void a_new_one_is_empty_and_open(void **state)
{
    struct agreement agreement;
    (void)state;
    agreement_init(&agreement);
    assert_string_equal(agreement.what, "");
    assert_string_equal(agreement.owner_name, "");
    assert_string_equal(agreement.due_words, "");
    assert_string_equal(agreement.follow_up, "");
    assert_string_equal(agreement.remark, "");
    assert_int_equal(agreement.due, DAY_NONE);
    assert_int_equal(agreement.look_back, DAY_NONE);
    assert_int_equal(agreement.basis_day, DAY_NONE);
    assert_int_equal(agreement.status, STATUS_OPEN);
    assert_int_equal(agreement.share, SHARE_HR);
    assert_true(agreement_unsettled(&agreement));
    assert_false(agreement_concrete(&agreement));
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL),
                     NUDGE_NO_WHAT | NUDGE_NO_OWNER | NUDGE_NO_DUE | NUDGE_NO_FOLLOW_UP);
    agreement_release(&agreement);
}

static void a_copy_stands_on_its_own(void **state)
{
    struct agreement from = concrete(), to;
    (void)state;
    agreement_init(&to);
    mem_replace(&to.what, "iets anders");
    agreement_copy(&to, &from);
    mem_replace(&from.what, "weg");
    assert_string_equal(to.what, "Rooster naar vier ochtenden");
    assert_int_equal(to.due, TODAY + 14);
    agreement_copy(&to, &to);
    assert_string_equal(to.what, "Rooster naar vier ochtenden");
    agreement_release(&from);
    agreement_release(&to);
}

static void far_ahead_is_asked_about(void **state)
{
    struct agreement agreement = concrete();
    (void)state;
    agreement.look_back = DAY_NONE;
    agreement.due = day_add_months(TODAY, 24);
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), 0);
    agreement.due++;
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), NUDGE_FAR_DUE);
    agreement.status = STATUS_DONE;
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), 0);
    agreement_release(&agreement);
}

static void late_is_past_due_and_not_settled(void **state)
{
    struct agreement agreement = concrete();
    (void)state;
    agreement.due = TODAY;
    assert_false(agreement_late(&agreement, TODAY));
    agreement.due = TODAY - 1;
    for (enum status status = STATUS_OPEN; status <= STATUS_DROPPED; status++) {
        agreement.status = status;
        bool unsettled = status != STATUS_DONE && status != STATUS_DROPPED;
        assert_int_equal(agreement_unsettled(&agreement), unsettled);
        assert_int_equal(agreement_late(&agreement, TODAY), unsettled);
        assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), unsettled ? NUDGE_PAST_DUE : 0);
    }
    agreement.status = STATUS_OPEN;
    agreement.due = DAY_NONE;
    assert_false(agreement_late(&agreement, TODAY));
    agreement_release(&agreement);
}

static void each_part_that_lacks_is_nudged(void **state)
{
    struct agreement agreement = concrete();
    (void)state;
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), 0);
    assert_true(agreement_concrete(&agreement));
    mem_replace(&agreement.what, " \t ");
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), NUDGE_NO_WHAT);
    assert_false(agreement_concrete(&agreement));
    mem_replace(&agreement.what, "bellen");
    agreement.owner = OWNER_OTHER;
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), NUDGE_NO_OWNER_NAME);
    assert_false(agreement_concrete(&agreement));
    mem_replace(&agreement.owner_name, "Tim Aerts");
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), 0);
    agreement.look_back = agreement.due - 1;
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), NUDGE_LOOK_BACK);
    agreement.look_back = agreement.due;
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), 0);
    mem_replace(&agreement.follow_up, "");
    assert_int_equal(agreement_nudges(&agreement, TODAY, NULL), NUDGE_NO_FOLLOW_UP);
    agreement_release(&agreement);
}

static void a_wish_for_a_date_is_told_from_no_date(void **state)
{
    struct agreement agreement = concrete();
    struct buf vague = BUF_INIT;
    (void)state;
    agreement.due = DAY_NONE;
    mem_replace(&agreement.due_words, "Z.s.m.");
    assert_int_equal(agreement_nudges(&agreement, TODAY, &vague), NUDGE_VAGUE_DUE);
    assert_string_equal(vague.data, "Z.s.m.");
    mem_replace(&agreement.due_words, "blauw");
    assert_int_equal(agreement_nudges(&agreement, TODAY, &vague), NUDGE_NO_DUE);
    assert_string_equal(vague.data, "");
    mem_replace(&agreement.due_words, "31-4");
    assert_int_equal(agreement_nudges(&agreement, TODAY, &vague), NUDGE_NO_SUCH_DUE);
    mem_replace(&agreement.due_words, "29-2"); /* not this year, and not the next */
    assert_int_equal(agreement_nudges(&agreement, TODAY, &vague), NUDGE_NO_SUCH_DUE);
    mem_replace(&agreement.due_words, "");
    assert_int_equal(agreement_nudges(&agreement, TODAY, &vague), NUDGE_NO_DUE);
    buf_release(&vague);
    agreement_release(&agreement);
}

static void vague_wording_is_pointed_at(void **state)
{
    static const struct {
        const char *what, *vague; /* "" when nothing is vague in it */
    } cases[] = {
        {"We kijken of het lukt", "We"},
        {"Er wordt een rooster gemaakt", "Er wordt"},
        {"Iemand belt de arbodienst", "Iemand"},
        {"Rooster zo snel  mogelijk aanpassen", "zo snel  mogelijk"},
        {"z.s.m. een bureaustoel", "z.s.m."},
        {"Regelmatig bellen", "Regelmatig"},
        {"Sanne PROBEERT vier ochtenden", "PROBEERT"},
        {"Mo zal proberen te komen", "proberen"},
        {"Houd het rooster in de gaten", "in de gaten"},
        {"Kijken of thuiswerken kan", "Kijken of"},
        {"Mo houdt rekening met de drukte", "houdt rekening"},
        {"Someone will call", "Someone"},
        {"Sanne will try to come", "try"},
        {"Call soon", "soon"},
        {"call asap", "asap"},
        {"Werkt vier ochtenden", ""},
        {"Sanne belt maandag om 10:00", ""},
        {"Weerbaarheidstraining volgen", ""}, /* "we" only as a whole word */
        {"Twee uur minder per dag", ""},
        {"Kijken naast een collega", ""},
        {"Documenten sturen", ""},
        {"", ""},
    };
    struct buf vague = BUF_INIT;
    (void)state;
    for (size_t i = 1; i < sizeof cases / sizeof *cases; i++) {
        struct agreement agreement = concrete();
        mem_replace(&agreement.what, cases[i].what);
        unsigned nudges = agreement_nudges(&agreement, TODAY, &vague);
        assert_string_equal(vague.data, cases[i].vague);
        if (*cases[i].what)
            assert_int_equal(nudges, *cases[i].vague ? NUDGE_VAGUE_WHAT : 0);
        agreement_release(&agreement);
    }
    size_t at = 99, len = 99;
    assert_true(vague_find(cases[0].what, &at, &len));
    assert_int_equal(at, 0);
    assert_int_equal(len, 2);
    buf_release(&vague);
}

/* Words that set a limit come from the regime; here from a small one. */
static struct privacy *small_check(struct vocabulary *vocabulary)
{
    static char *words[] = {"no lifting"}, *sources[] = {"company doctor"}, *ills[] = {"flu"};
    static struct vocabulary_class classes[] = {
        {.id = "limits", .title = "", .why = "", .instead = "", .sourced = 1},
        {.id = "illness", .title = "", .why = "", .instead = "", .severity = GRAVITY_HIGH},
    };
    classes[0].words = (struct guide_lines){.line = words, .n = 1};
    classes[1].words = (struct guide_lines){.line = ills, .n = 1};
    *vocabulary = (struct vocabulary){
        .sources = {.line = sources, .n = 1}, .classes = classes, .n_classes = 2};
    struct privacy *privacy = privacy_new(vocabulary);
    assert_non_null(privacy);
    return privacy;
}

static void a_limit_wants_a_basis(void **state)
{
    static const struct {
        const char *what;
        enum basis basis;
        int day;
        unsigned nudge;
        bool sourced;
    } cases[] = {
        {"no lifting", BASIS_NONE, DAY_NONE, NUDGE_NO_BASIS, false},
        {"no lifting", BASIS_DOCTOR, DAY_NONE, NUDGE_NO_BASIS_DAY, false},
        {"no lifting", BASIS_DOCTOR, TODAY - 5, 0, true},
        {"no lifting", BASIS_CONSULTATION, DAY_NONE, 0, true},
        {"no lifting, says the company doctor", BASIS_NONE, DAY_NONE, 0, false},
        {"order a chair", BASIS_NONE, DAY_NONE, 0, false},
        {"has flu", BASIS_NONE, DAY_NONE, 0, false},
        {"", BASIS_NONE, DAY_NONE, NUDGE_NO_WHAT, false},
    };
    struct vocabulary vocabulary;
    struct privacy *privacy = small_check(&vocabulary);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct agreement agreement = concrete();
        mem_replace(&agreement.what, cases[i].what);
        agreement.basis = cases[i].basis;
        agreement.basis_day = cases[i].day;
        assert_int_equal(agreement_nudges(&agreement, TODAY, NULL) |
                             agreement_nudge_basis(&agreement, privacy),
                         cases[i].nudge);
        assert_int_equal(agreement_nudge_basis(&agreement, NULL), 0);
        assert_int_equal(agreement_sourced(&agreement), cases[i].sourced);
        agreement_release(&agreement);
    }
    privacy_free(privacy);
}

/* What is typed comes back from its draft; a day to come is no day of an advice. */
static void a_basis_is_drafted(void **state)
{
    struct agreement from = concrete(), to = concrete();
    struct buf text = BUF_INIT;
    (void)state;
    from.basis = BASIS_DOCTOR;
    from.basis_day = TODAY - 5;
    agreement_draft(&from, "basis", &text);
    agreement_undraft(&to, "basis", text.data, TODAY, LANG_EN);
    buf_clear(&text);
    agreement_draft(&from, "basis_day", &text);
    agreement_undraft(&to, "basis_day", text.data, TODAY, LANG_EN);
    assert_int_equal(to.basis, BASIS_DOCTOR);
    assert_int_equal(to.basis_day, TODAY - 5);
    agreement_undraft(&to, "basis", "9", TODAY, LANG_EN);
    assert_int_equal(to.basis, BASIS_NONE);
    assert_int_equal(agreement_read_advised("yesterday", TODAY, LANG_EN), TODAY - 1);
    assert_int_equal(agreement_read_advised("today", TODAY, LANG_EN), TODAY);
    assert_int_equal(agreement_read_advised("tomorrow", TODAY, LANG_EN), DAY_NONE);
    assert_int_equal(agreement_read_advised("2031-01-01", TODAY, LANG_EN), DAY_NONE);
    assert_int_equal(agreement_read_advised("asap", TODAY, LANG_EN), DAY_NONE);
    buf_release(&text);
    agreement_release(&from);
    agreement_release(&to);
}

static void every_nudge_is_one_short_line_in_both_languages(void **state)
{
    (void)state;
    for (unsigned nudge = 1; nudge <= NUDGE_NO_BASIS_DAY; nudge <<= 1) {
        struct buf english = BUF_INIT, dutch = BUF_INIT;
        nudge_add(&english, (enum nudge)nudge, "zo snel mogelijk", LANG_EN);
        nudge_add(&dutch, (enum nudge)nudge, "zo snel mogelijk", LANG_NL);
        assert_in_range(utf8_columns(english.data, english.len), 10, 76);
        assert_in_range(utf8_columns(dutch.data, dutch.len), 10, 76);
        assert_string_not_equal(english.data, dutch.data);
        assert_null(strchr(dutch.data, '\n'));
        assert_int_equal(strstr(dutch.data, "snel") != NULL, nudge == NUDGE_VAGUE_WHAT);
        buf_clear(&dutch);
        nudge_add(&dutch, (enum nudge)nudge, NULL, LANG_NL);
        assert_true(dutch.len > 0);
        buf_release(&english);
        buf_release(&dutch);
    }
}

static void check_concrete(const struct agreement *agreement, enum lang lang, const char *expected)
{
    struct buf line = BUF_INIT;
    agreement_add_concrete(&line, agreement, lang);
    assert_string_equal(line.data, expected);
    buf_release(&line);
}

static void the_plus_line_says_what_is_there(void **state)
{
    struct agreement agreement = concrete();
    (void)state;
    check_concrete(&agreement, LANG_EN, "+ who, what, when and follow-up are concrete");
    check_concrete(&agreement, LANG_NL, "+ wie, wat, wanneer en opvolging zijn concreet");
    mem_replace(&agreement.what, "we kijken");
    check_concrete(&agreement, LANG_NL, "+ wie, wanneer en opvolging zijn concreet");
    agreement.due = DAY_NONE;
    check_concrete(&agreement, LANG_NL, "+ wie en opvolging zijn concreet");
    mem_replace(&agreement.follow_up, "");
    check_concrete(&agreement, LANG_NL, "+ wie is concreet");
    check_concrete(&agreement, LANG_EN, "+ who is concrete");
    agreement.owner = OWNER_NONE;
    check_concrete(&agreement, LANG_NL, "");
    agreement_release(&agreement);
}

static void keys_go_there_and_back(void **state)
{
    enum owner owner = OWNER_HR;
    enum status status = STATUS_DONE;
    enum basis basis = BASIS_DOCTOR;
    enum confirmed confirmed = CONFIRMED_YES;
    (void)state;
    for (enum confirmed i = CONFIRMED_UNASKED; i <= CONFIRMED_NO; i++) {
        assert_true(confirmed_parse(confirmed_key(i), &confirmed));
        assert_int_equal(confirmed, i);
    }
    assert_false(confirmed_parse("ja", &confirmed));
    for (enum owner i = OWNER_NONE; i <= OWNER_OTHER; i++) {
        assert_true(owner_parse(owner_key(i), &owner));
        assert_int_equal(owner, i);
    }
    for (enum status i = STATUS_OPEN; i <= STATUS_DROPPED; i++) {
        assert_true(status_parse(status_key(i), &status));
        assert_int_equal(status, i);
    }
    for (enum basis i = BASIS_NONE; i <= BASIS_CONSULTATION; i++) {
        assert_true(basis_parse(basis_key(i), &basis));
        assert_int_equal(basis, i);
    }
    assert_false(owner_parse("Manager", &owner));
    assert_false(status_parse("", &status));
    assert_false(basis_parse("doctors", &basis));
    assert_int_equal(owner, OWNER_OTHER);
    assert_int_equal(status, STATUS_DROPPED);
    assert_int_equal(basis, BASIS_CONSULTATION);
}

static void check_owner(enum owner owner, const char *name, enum viewer viewer,
                        const char *employee, const char *expected)
{
    struct agreement agreement;
    struct buf words = BUF_INIT;
    agreement_init(&agreement);
    agreement.owner = owner;
    mem_replace(&agreement.owner_name, name);
    owner_add(&words, &agreement, viewer, employee, LANG_NL);
    assert_string_equal(words.data, expected);
    buf_release(&words);
    agreement_release(&agreement);
}

static void the_owner_is_you_to_the_owner_only(void **state)
{
    (void)state;
    check_owner(OWNER_MANAGER, "", VIEW_MANAGER, "S.B.", "jij");
    check_owner(OWNER_MANAGER, "", VIEW_EMPLOYEE, "S.B.", "leidinggevende");
    check_owner(OWNER_MANAGER, "", VIEW_HR, "S.B.", "leidinggevende");
    check_owner(OWNER_EMPLOYEE, "", VIEW_MANAGER, "S.B.", "S.B.");
    check_owner(OWNER_EMPLOYEE, "", VIEW_EMPLOYEE, "S.B.", "jij");
    check_owner(OWNER_EMPLOYEE, "", VIEW_HR, "", "medewerker");
    check_owner(OWNER_HR, "", VIEW_MANAGER, "S.B.", "HR");
    check_owner(OWNER_HR, "", VIEW_HR, "S.B.", "jij");
    check_owner(OWNER_OTHER, "Tim Aerts", VIEW_HR, "S.B.", "Tim Aerts");
    check_owner(OWNER_OTHER, " ", VIEW_MANAGER, "S.B.", "iemand anders");
    check_owner(OWNER_NONE, "", VIEW_MANAGER, "S.B.", "");
}

static void every_status_has_a_word(void **state)
{
    (void)state;
    assert_string_equal(status_word(STATUS_OPEN, LANG_NL), "open");
    assert_string_equal(status_word(STATUS_RUNNING, LANG_NL), "loopt");
    assert_string_equal(status_word(STATUS_CHANGED, LANG_NL), "aangepast");
    assert_string_equal(status_word(STATUS_DONE, LANG_NL), "gedaan");
    assert_string_equal(status_word(STATUS_DROPPED, LANG_NL), "vervallen");
    for (enum status i = STATUS_OPEN; i <= STATUS_DROPPED; i++)
        assert_string_equal(status_word(i, LANG_EN), status_key(i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_one_is_empty_and_open),
        cmocka_unit_test(a_copy_stands_on_its_own),
        cmocka_unit_test(far_ahead_is_asked_about),
        cmocka_unit_test(late_is_past_due_and_not_settled),
        cmocka_unit_test(each_part_that_lacks_is_nudged),
        cmocka_unit_test(a_wish_for_a_date_is_told_from_no_date),
        cmocka_unit_test(vague_wording_is_pointed_at),
        cmocka_unit_test(a_limit_wants_a_basis),
        cmocka_unit_test(a_basis_is_drafted),
        cmocka_unit_test(every_nudge_is_one_short_line_in_both_languages),
        cmocka_unit_test(the_plus_line_says_what_is_there),
        cmocka_unit_test(keys_go_there_and_back),
        cmocka_unit_test(the_owner_is_you_to_the_owner_only),
        cmocka_unit_test(every_status_has_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
