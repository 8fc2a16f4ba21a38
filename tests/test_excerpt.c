#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/excerpt.h"
#include "base/utf8.h"

static void assert_excerpt(const char *text, const struct mark *marks, size_t n, int columns,
                           const char *expected)
{
    struct buf out = BUF_INIT;
    excerpt_add(&out, text, marks, n, columns);
    assert_string_equal(out.data, expected);
    buf_release(&out);
}

static void what_was_found_stands_between_brackets(void **state)
{
    (void)state;
    const struct mark two[] = {{0, 7}, {13, 4}};
    assert_excerpt("Rooster voor vier ochtenden", two, 2, 0, "[Rooster] voor [vier] ochtenden");
    assert_excerpt("Rooster voor vier ochtenden", two, 1, 80, "[Rooster] voor vier ochtenden");
    assert_excerpt("Rooster voor vier ochtenden", NULL, 0, 80, "Rooster voor vier ochtenden");
    assert_excerpt("", NULL, 0, 0, "");
    assert_excerpt("", NULL, 0, 10, "");
    const struct mark all = {0, 4};
    assert_excerpt("caf\xC3", &all, 1, 0, "[caf\xC3]"); /* any bytes */
    const struct mark beside[] = {{0, 1}, {1, 1}};
    assert_excerpt("ab", beside, 2, 0, "[a][b]");
}

static void lines_stand_behind_each_other(void **state)
{
    (void)state;
    const struct mark mark = {4, 3};
    assert_excerpt("een\ntwee\ndrie", &mark, 1, 0, "een / [twe]e / drie");
}

static void a_long_text_is_cut_around_the_first_mark(void **state)
{
    (void)state;
    static const char text[] = "We spraken af dat het rooster er voor vrijdag is en dat Mo belt";
    const struct mark roster = {22, 7}, first = {0, 2}, last = {strlen(text) - 4, 4};
    assert_excerpt(text, &roster, 1, 30, "… het [rooster] er voor vrijdag is …");
    assert_excerpt(text, &first, 1, 20, "[We] spraken af dat …");
    assert_excerpt(text, &last, 1, 20, "… Mo [belt]");
    assert_excerpt(text, NULL, 0, 20, "We spraken af dat …");
    assert_excerpt(text, NULL, 0, 17, "We spraken af dat …");
    assert_excerpt(text, NULL, 0, 16, "We spraken af …");
}

static void what_cannot_be_cut_at_a_word_is_cut_anyway(void **state)
{
    (void)state;
    char text[401], marked[410];
    memset(text, 'a', 400);
    text[400] = '\0';
    assert_excerpt(text, NULL, 0, 10, "aaaaaaaaaa …");
    const struct mark whole = {0, 400};
    snprintf(marked, sizeof marked, "[%s]", text);
    assert_excerpt(text, &whole, 1, 10, marked); /* what was found is never cut */
}

/* Whatever the marks and the width, it is UTF-8 when the text is, and not much wider than asked. */
static void every_cut_is_between_characters(void **state)
{
    (void)state;
    static const char text[] = "Zo\xC3\xAB \xC5\x81ukasz e\xCC\x81\xCC\x82n \xE4\xBC\x9A "
                               "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB r\xC3\xBC"
                               "cken \n einde";
    for (size_t at = 0; at < strlen(text); at = utf8_next(text, strlen(text), at))
        for (int columns = 2; columns < 40; columns++) {
            struct mark mark = {at, utf8_next(text, strlen(text), at) - at};
            struct buf out = BUF_INIT;
            excerpt_add(&out, text, &mark, 1, columns);
            assert_true(utf8_valid(out.data, out.len));
            assert_true(utf8_columns(out.data, out.len) <= columns + 12);
            assert_non_null(strchr(out.data, '['));
            assert_non_null(strchr(out.data, ']'));
            buf_release(&out);
        }
}

static void finds(const char *text, const char *words, const char *marked)
{
    struct mark marks[8];
    struct buf out = BUF_INIT;
    excerpt_add(&out, text, marks, excerpt_find(text, words, marks, 8), 0);
    assert_string_equal(out.data, marked);
    buf_release(&out);
}

static void words_are_found_without_accents_and_the_last_by_its_beginning(void **state)
{
    (void)state;
    finds("Rooster maken, roosters ruilen", "rooster", "[Rooster] maken, [roosters] ruilen");
    finds("Rooster maken, roosters ruilen", "rooster maken", "[Rooster] [maken], roosters ruilen");
    finds("Zo\xC3\xAB belt", "ZOE", "[Zo\xC3\xAB] belt");
    finds("nacht-dienst \xE2\x80\x98nacht\xE2\x80\x99", "nacht",
          "[nacht]-dienst \xE2\x80\x98[nacht]\xE2\x80\x99");
    finds("niets", "rooster", "niets");
    finds("niets", "", "niets");
    finds("niets", " -- ", "niets");
    finds("", "a", "");
    finds("\xFF\xFE a", "a", "\xFF\xFE [a]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_found_stands_between_brackets),
        cmocka_unit_test(lines_stand_behind_each_other),
        cmocka_unit_test(a_long_text_is_cut_around_the_first_mark),
        cmocka_unit_test(what_cannot_be_cut_at_a_word_is_cut_anyway),
        cmocka_unit_test(every_cut_is_between_characters),
        cmocka_unit_test(words_are_found_without_accents_and_the_last_by_its_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
