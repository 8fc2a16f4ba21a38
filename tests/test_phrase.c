#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/phrase.h"

static const char *const phrases[] = {"zo snel mogelijk", "zo snel", "zsm", "we", "cafe", NULL};

static void check(const char *text, const char *expected)
{
    size_t at = 77, len = 88;
    bool found = phrase_find(text, phrases, &at, &len);
    assert_int_equal(found, expected != NULL);
    if (!expected) {
        assert_int_equal(at, 77);
        assert_int_equal(len, 88);
        return;
    }
    assert_int_equal(len, strlen(expected));
    assert_memory_equal(text + at, expected, len);
}

static void whole_words_are_found(void **state)
{
    (void)state;
    check("", NULL);
    check("   ", NULL);
    check("we", "we");
    check("WE gaan", "WE");
    check("als we gaan", "we");
    check("(we)", "we");
    check("we-gaan", "we");
    check("weg", NULL);
    check("duwe", NULL);
    check("w e", NULL);
    check("we2", NULL);
    check("we\u0301", "we\u0301"); /* accents do not count */
    check("Caf\u00E9!", "Caf\u00E9");
    check("Cafe\u0301", "Cafe\u0301");
    check("\xFFwe\xFF", "we");
}

static void the_first_and_longest_is_taken(void **state)
{
    (void)state;
    check("bel zo snel mogelijk", "zo snel mogelijk");
    check("zo  snel,\n mogelijk", "zo  snel,\n mogelijk");
    check("zo snel als we kunnen", "zo snel");
    check("zo langzaam mogelijk", NULL);
    check("zo snel", "zo snel");
    check("zo", NULL);
    check("zo zo snel", "zo snel");
}

static void dots_of_abbreviations_do_not_count(void **state)
{
    (void)state;
    check("zsm", "zsm");
    check("z.s.m.", "z.s.m.");
    check("Z.S.M", "Z.S.M");
    check("graag z.s.m. bellen", "z.s.m.");
    check("zsm.", "zsm");
    check("klaar.we gaan", "we");
    check("z.s.mogelijk", NULL);
    check("a.we", "we");
}

static void no_phrases_find_nothing(void **state)
{
    static const char *const none[] = {NULL};
    size_t at, len;
    (void)state;
    assert_false(phrase_find("we", none, &at, &len));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_words_are_found),
        cmocka_unit_test(the_first_and_longest_is_taken),
        cmocka_unit_test(dots_of_abbreviations_do_not_count),
        cmocka_unit_test(no_phrases_find_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
