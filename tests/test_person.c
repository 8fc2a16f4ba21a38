#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "domain/namesakes.h"
#include "domain/person.h"

static void check_name(const char *name, const char *code, enum name_style style,
                       const char *expected)
{
    struct person person = {.name = mem_copy(name), .team = mem_copy(""), .code = mem_copy(code)};
    struct buf shown = BUF_INIT;
    person_add_name(&shown, &person, style);
    assert_string_equal(shown.data, expected);
    buf_release(&shown);
    person_release(&person);
    assert_null(person.name);
}

static void initials_skip_the_small_words(void **state)
{
    static const struct {
        const char *name, *initials;
    } cases[] = {
        {"Sanne de Boer", "S.B."},
        {"Mo Karimi", "M.K."},
        {"Roos Dijkstra", "R.D."},
        {"Zo\u00EB \u0141ukasz", "Z.\u0141."},
        {"zo\u00EB \u0142ukasz", "Z.\u0141."},
        {"Jan van der Berg", "J.B."},
        {"Jan Van Der Berg", "J.B."},
        {"Anne in 't Veld", "A.V."},
        {"El Amrani", "E.A."},
        {"De", "D."},
        {"Sanne", "S."},
        {"  Sanne   Boer  ", "S.B."},
        {"Anne-Marie de Vries", "A.V."},
        {"IJsbrand ijzer", "IJ.IJ."},
        {"Tim Aerts (stagiair)", "T.A.S."},
        {"e\u0301va", "E\u0301."},
        {"\u6F22 \u5B57", "\u6F22.\u5B57."},
        {"4", "4."},
        {"---", "?"},
        {"[Damaged: this text was changed outside Gesprek.] Sanne de Boer", "[!] S.B."},
        {"[Damaged: this text cannot be read any more.]", "[!] ?"},
        {"[Beschadigd: deze tekst is niet meer te lezen.]", "[!] ?"},
        {"[inhuur] Jan Smit", "I.J.S."},
        {"", "?"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_name(cases[i].name, "", NAMES_INITIALS, cases[i].initials);
}

/* Whoever shares initials with somebody is shown with the fewest letters that tell. */
static void namesakes_are_told_apart(void **state)
{
    static const struct {
        const char *name, *form;
    } cases[] = {
        {"Sanne de Boer", "Sa.B."},
        {"Sofie Boer", "So.B."},
        {"Mo Karimi", "M.K."},
        {"Tim Aerts", "T.Ae."},
        {"Tim Alders", "T.Al."},
        {"Jan Smit", "Jan Smi."},
        {"Jan Smeets", "J.Sme."},
        {"Jans Smit", "Jans S."},
        {"Bo van Dam", "Bo van Dam"},
        {"Bo Dam", "Bo Dam"},
        {"IJsbrand Ruiter", "IJ.R."},
        {"Zo\u00EB Lam", "Zo.L."},
        {"Zwier Lam", "Zw.L."},
        {"Anne", "Ann."},
        {"Anja", "Anj."},
    };
    enum { N = sizeof cases / sizeof *cases };
    struct person people[N] = {{.name = NULL}};
    const struct person *list[2 * N];
    struct namesakes namesakes = {.list = NULL};
    (void)state;
    for (size_t i = 0; i < N; i++) {
        snprintf(people[i].id, UUID_SIZE, "%08zu", 97 * i % 31);
        people[i].name = mem_copy(cases[i].name);
        list[i] = list[2 * N - 1 - i] = &people[i];
    }
    namesakes_make(&namesakes, list, 2 * N);
    for (size_t i = 0; i < N; i++) {
        struct buf shown = BUF_INIT;
        namesakes_add_name(&namesakes, &shown, &people[i], NAMES_INITIALS);
        assert_string_equal(shown.data, cases[i].form);
        buf_clear(&shown);
        namesakes_add_name(&namesakes, &shown, &people[i], NAMES_FULL);
        assert_string_equal(shown.data, cases[i].name);
        buf_release(&shown);
    }
    namesakes_release(&namesakes);
    for (size_t i = 0; i < N; i++)
        person_release(&people[i]);
}

static void each_style_shows_its_own(void **state)
{
    (void)state;
    check_name("Sanne de Boer", "4711", NAMES_INITIALS, "S.B.");
    check_name("Sanne de Boer", "4711", NAMES_FULL, "Sanne de Boer");
    check_name("Sanne de Boer", "4711", NAMES_CODE, "4711");
    check_name("Sanne de Boer", "", NAMES_CODE, "S.B.");
}

static void names_that_will_do_have_no_fault(void **state)
{
    char name[PERSON_NAME_MAX + 1] = "";
    (void)state;
    assert_null(person_name_fault("Sanne de Boer"));
    assert_null(person_name_fault("  Zo\u00EB \u0141ukasz "));
    assert_null(person_name_fault("\u6F22\u5B57"));
    assert_null(person_name_fault("O'Brien-\u00D8re"));
    memset(name, 'a', PERSON_NAME_MAX);
    assert_null(person_name_fault(name));
}

static void every_fault_has_its_sentence(void **state)
{
    char name[PERSON_NAME_MAX + 2] = "";
    const char *empty = person_name_fault(""), *bytes = person_name_fault("a\xFF");
    const char *invisible = person_name_fault("a\x1B"
                                              "b");
    memset(name, 'a', PERSON_NAME_MAX + 1);
    const char *length = person_name_fault(name);
    (void)state;
    assert_non_null(empty);
    assert_non_null(bytes);
    assert_non_null(invisible);
    assert_non_null(length);
    assert_string_not_equal(empty, bytes);
    assert_string_not_equal(bytes, invisible);
    assert_string_not_equal(invisible, length);
    assert_string_equal(person_name_fault(" \t "), empty);
    assert_string_equal(person_name_fault("a\nb"), invisible);
    assert_string_equal(person_name_fault("a\u202Eb"), invisible);
    assert_string_equal(person_name_fault("a\u200Bb"), invisible);
    assert_string_not_equal(tr(LANG_NL, empty), empty);
}

/* White of any kind is no name: nobody would see it, and all of it is found as the same. */
static void white_is_no_name(void **state)
{
    static const char *const white[] = {"\u00A0", "\u3000", "\u2003 \u2003", "\u1680",
                                        "\u205F", "\r",     "\xC2\x85",      "\u2028"};
    (void)state;
    for (size_t i = 0; i < sizeof white / sizeof *white; i++)
        assert_string_equal(person_name_fault(white[i]), person_name_fault(""));
}

/* Whatever will do for a name leaves something to find it by. */
static void every_name_can_be_found(void **state)
{
    struct buf folded = BUF_INIT;
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        char name[5] = "";
        name[utf8_encode(code, name)] = '\0';
        if (person_name_fault(name))
            continue;
        buf_clear(&folded);
        utf8_fold(&folded, name, strlen(name));
        if (utf8_blank(folded.data))
            fail_msg("U+%04X cannot be found", (unsigned)code);
    }
    buf_release(&folded);
}

static void a_text_that_names_somebody_is_known(void **state)
{
    static const struct {
        const char *name, *text;
        bool named;
    } cases[] = {
        {"Sanne de Boer", "Hoe begin ik opnieuw?", false},
        {"Sanne de Boer", "sanne zegt niets", true},
        {"Sanne de Boer", "Mevrouw BOER, en dan?", true},
        {"Sanne de Boer", "Zij is de boerin", false}, /* no word of it */
        {"Sanne de Boer", "Zal ik de ander bellen?", false},
        {"Sanne de Boer", "Wat wil S.B. nu?", true},
        {"Sanne de Boer", "Wat wil s.b?", true},
        {"Sanne de Boer", "SB belt niet", true},
        {"Sanne de Boer", "sb is een letter of twee", false},
        {"Zo\u00EB \u0141ukasz", "Zoe belt niet", true},
        {"Mo", "M. is stil", false},
        {"Mo", "Mo is stil", true},
        {"Mo", "Morgen weer", false},
        {"", "", false},
        {"---", "---", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct person person = {.name = (char *)cases[i].name};
        if (person_is_named(&person, cases[i].text) != cases[i].named)
            fail_msg("%s in \"%s\"", cases[i].name, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initials_skip_the_small_words),
        cmocka_unit_test(namesakes_are_told_apart),
        cmocka_unit_test(each_style_shows_its_own),
        cmocka_unit_test(names_that_will_do_have_no_fault),
        cmocka_unit_test(every_fault_has_its_sentence),
        cmocka_unit_test(white_is_no_name),
        cmocka_unit_test(every_name_can_be_found),
        cmocka_unit_test(a_text_that_names_somebody_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
