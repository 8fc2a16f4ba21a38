#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

static void a_sentence_is_filled_in_its_language(void **state)
{
    struct err english = ERR_INIT(LANG_EN), dutch = ERR_INIT(LANG_NL);
    (void)state;
    assert_string_equal(english.text, "");
    assert_int_equal(err_set(&english, "in %d days", 3), -1);
    assert_int_equal(err_set(&dutch, "in %d days", 3), -1);
    assert_string_equal(english.text, "in 3 days");
    assert_string_equal(dutch.text, "over 3 dagen");
    err_set(&dutch, "not in the catalogue: %s", "x");
    assert_string_equal(dutch.text, "not in the catalogue: x");
}

static void what_was_being_done_comes_before(void **state)
{
    struct err err = ERR_INIT(LANG_NL);
    (void)state;
    err_set(&err, "in %d days", 3);
    assert_int_equal(err_within(&err, "%d weeks ago", 2), -1);
    assert_string_equal(err.text, "2 weken geleden: over 3 dagen");
}

/* Fills text with size - 1 bytes: an offset of ASCII, then the character over and over. */
static void fill(char *text, size_t size, size_t offset, const char *character)
{
    size_t len = strlen(character), at = offset;
    memset(text, 'x', size);
    for (; at + len < size; at += len)
        memcpy(text + at, character, len);
    text[size - 1] = '\0';
}

static void long_sentences_are_cut_between_characters(void **state)
{
    static const char *const characters[] = {"a", "\u00E9", "\u6F22", "\U0001F44D"};
    char text[3000];
    (void)state;
    for (size_t i = 0; i < 4; i++)
        for (size_t offset = 0; offset < 4; offset++) {
            struct err err = ERR_INIT(LANG_EN);
            fill(text, sizeof text, offset, characters[i]);
            err_set(&err, "%s", text);
            assert_in_range(strlen(err.text), sizeof err.text - 4, sizeof err.text - 1);
            assert_true(utf8_valid(err.text, strlen(err.text)));
            err_within(&err, "%s", text);
            assert_in_range(strlen(err.text), 990, sizeof err.text - 1);
            assert_true(utf8_valid(err.text, strlen(err.text)));
            assert_non_null(strstr(err.text, ": "));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_filled_in_its_language),
        cmocka_unit_test(what_was_being_done_comes_before),
        cmocka_unit_test(long_sentences_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
