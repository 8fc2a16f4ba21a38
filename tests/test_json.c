/* Text as JSON: exactly the text, and nothing that acts on who looks at it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"

static void assert_json(const char *text, const char *expected)
{
    struct buf out = BUF_INIT;
    json_add_string(&out, text);
    assert_string_equal(out.data, expected);
    buf_release(&out);
}

static void ordinary_text_stays_as_it_is(void **state)
{
    (void)state;
    assert_json("", "\"\"");
    assert_json("Zo\u00EB \u0141ukasz, \u6F22\u5B57", "\"Zo\u00EB \u0141ukasz, \u6F22\u5B57\"");
    assert_json("\U0001F469\u200D\U0001F4BB", "\"\U0001F469\u200D\U0001F4BB\"");
}

static void signs_of_json_are_escaped(void **state)
{
    (void)state;
    assert_json("\"a\\b\"", "\"\\\"a\\\\b\\\"\"");
    assert_json("one\ntwo\tthree", "\"one\\ntwo\\u0009three\"");
}

static void what_acts_or_deceives_is_escaped(void **state)
{
    (void)state;
    assert_json("\x1b[2Jx\x7f", "\"\\u001b[2Jx\\u007f\"");
    assert_json("a\u202Eb\u2028c", "\"a\\u202eb\\u2028c\"");
    assert_json("\U000E0041", "\"\\udb40\\udc41\"");
}

static void what_is_no_text_is_mended(void **state)
{
    (void)state;
    assert_json("a\xFF"
                "b\xC3",
                "\"a\\ufffdb\\ufffd\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_text_stays_as_it_is),
        cmocka_unit_test(signs_of_json_are_escaped),
        cmocka_unit_test(what_acts_or_deceives_is_escaped),
        cmocka_unit_test(what_is_no_text_is_mended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
