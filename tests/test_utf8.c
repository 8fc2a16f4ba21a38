#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>

#include "base/mem.h"
#include "base/utf8.h"

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"
#define FLAG   "\U0001F1F3\U0001F1F1"
#define THUMB  "\U0001F44D\U0001F3FD"
#define ACUTE  "\u0301"

static void check_show(const char *text, size_t len, const char *expected)
{
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, len, false);
    assert_string_equal(shown.data, expected);
    assert_int_equal(utf8_columns(text, len), utf8_columns(shown.data, shown.len));
    assert_int_equal(utf8_clean(text, len), shown.len == len && !memcmp(shown.data, text, len));
    assert_true(utf8_clean(shown.data, shown.len));
    buf_release(&shown);
}

static void check_shown(const char *text, const char *expected)
{
    check_show(text, strlen(text), expected);
}

static void bytes_become_characters(void **state)
{
    static const struct {
        const char *text;
        uint32_t code;
        size_t size;
    } cases[] = {
        {"a", 'a', 1},
        {"\u00E9", 0xE9, 2},
        {"\u6F22", 0x6F22, 3},
        {"\U0001F44D", 0x1F44D, 4},
        {"\x80", 0xFFFD, 1},
        {"\xC3", 0xFFFD, 1},
        {"\xC0\x80", 0xFFFD, 1},
        {"\xED\xA0\x80", 0xFFFD, 1},
        {"\xF4\x90\x80\x80", 0xFFFD, 1},
        {"\xE6\xBC", 0xFFFD, 1},
        {"\xEF\xBF\xBD", 0xFFFD, 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size, len = strlen(cases[i].text);
        char again[4];
        assert_int_equal(utf8_decode(cases[i].text, len, &size), cases[i].code);
        assert_int_equal(size, cases[i].size);
        if (size == len && cases[i].code != 0xFFFD) {
            assert_int_equal(utf8_encode(cases[i].code, again), size);
            assert_memory_equal(again, cases[i].text, size);
        }
        assert_int_equal(utf8_valid(cases[i].text, len), size == len && (len > 1 || i == 0));
    }
    char replacement[4];
    assert_int_equal(utf8_encode(0xD800, replacement), 3);
    assert_memory_equal(replacement, "\xEF\xBF\xBD", 3);
    assert_int_equal(utf8_encode(0x110000, replacement), 3);
    assert_true(utf8_valid("", 0));
    char text[] = "Wij spreken over het werk";
    for (size_t at = 0; at < sizeof text - 1; at++) {
        char kept = text[at];
        text[at] = '\xC3';
        assert_false(utf8_valid(text, sizeof text - 1));
        text[at] = kept;
        assert_true(utf8_valid(text, at));
    }
}

/* Checks that the steps of text are the pieces given, forwards and backwards. */
static void check_steps(const char *const *pieces)
{
    struct buf text = BUF_INIT;
    size_t n = 0, at = 0;
    for (; pieces[n]; n++)
        buf_adds(&text, pieces[n]);
    for (size_t i = 0; i < n; i++) {
        size_t next = utf8_next(text.data, text.len, at);
        assert_int_equal(next - at, strlen(pieces[i]));
        assert_int_equal(utf8_prev(text.data, text.len, next), at);
        at = next;
    }
    assert_int_equal(utf8_next(text.data, text.len, at), text.len);
    assert_int_equal(utf8_prev(text.data, text.len, 0), 0);
    buf_release(&text);
}

static void steps_are_what_a_person_sees(void **state)
{
    (void)state;
    check_steps((const char *const[]){"Z", "o", "\u00EB", " ", "\u0141", "u", NULL});
    check_steps((const char *const[]){"e" ACUTE, "x", NULL});
    check_steps((const char *const[]){"e" ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE, "e", NULL});
    check_steps((const char *const[]){FAMILY, "x", FAMILY, NULL});
    check_steps((const char *const[]){FLAG, "\U0001F1E7\U0001F1EA", "\U0001F1E9", NULL});
    check_steps((const char *const[]){"a", FLAG, FLAG, FLAG, "b", NULL});
    check_steps((const char *const[]){THUMB, "!", NULL});
    check_steps((const char *const[]){"\r", "\n", "\n", "\t", NULL});
    check_steps((const char *const[]){"\xFF", "\xC3", "a", "\x80", "\x80", "\xC3\xA9", NULL});
    check_steps((const char *const[]){"\u1112\u1161\u11AB", "\uD55C", NULL});
    check_steps((const char *const[]){"1\uFE0F\u20E3", "2", NULL});
    check_steps((const char *const[]){ACUTE, "a", NULL});
    check_steps((const char *const[]){"\u200D", "\U0001F469", NULL});
}

static void a_step_back_from_inside_finds_the_begin(void **state)
{
    (void)state;
    assert_int_equal(utf8_prev("ae" ACUTE "x", 5, 3), 1);
    assert_int_equal(utf8_prev("abc", 3, 99), 2);
    assert_int_equal(utf8_next("abc", 3, 99), 3);
    assert_int_equal(utf8_next("", 0, 0), 0);
}

/* Characters that take part in every rule for steps, last those on which we or versions of the
 * library differ. */
static const uint32_t telling[] = {
    'a',     ' ',    '\r',   0x301,  0x200D, 0x1F468, 0x1F469, 0x1F1F3, 0x1F1F1,
    0x1F3FD, 0xFE0F, 0x1100, 0x1161, 0x11A8, 0xAC00,  0xAC01,  0xE9,    0xA9,
    0x6F22,  0x200B, 0x903,  0x5D0,  0x20E3, 0xE0067, '1',     0x7F,    0x9B,
    0x2764,  0xFF9E, 0xE33,  '\n',   0x600,  0xD4E,   0x915,   0x94D,
};
enum { TELLING = sizeof telling / sizeof *telling, AGREED = TELLING - 5 };

static void add_random(struct buf *text, int length, bool broken)
{
    for (int i = 0; i < length; i++) {
        char bytes[4];
        if (broken && rand() % 4 == 0)
            buf_addc(text, (char)(rand() % 256));
        else
            buf_add(text, bytes, utf8_encode(telling[rand() % (broken ? TELLING : AGREED)], bytes));
    }
}

static void steps_agree_with_the_library(void **state)
{
    struct buf text = BUF_INIT;
    (void)state;
    srand(20251121);
    for (int round = 0; round < 20000; round++) {
        char breaks[256];
        buf_clear(&text);
        add_random(&text, 1 + rand() % 12, false);
        u8_grapheme_breaks((const uint8_t *)text.data, text.len, breaks);
        for (size_t at = 0, next; at < text.len; at = next) {
            next = utf8_next(text.data, text.len, at);
            for (size_t i = at + 1; i < next; i++)
                assert_int_equal(breaks[i], 0);
            if (next < text.len)
                assert_int_equal(breaks[next], 1);
        }
    }
    buf_release(&text);
}

static void any_bytes_keep_every_promise(void **state)
{
    struct buf text = BUF_INIT, shown = BUF_INIT, again = BUF_INIT;
    (void)state;
    srand(7);
    for (int round = 0; round < 20000; round++) {
        size_t next, rows = 0;
        buf_clear(&text);
        add_random(&text, rand() % 40, true);
        for (size_t at = 0; at < text.len; at = next) {
            next = utf8_next(text.data, text.len, at);
            assert_true(next > at && next <= text.len);
            assert_int_equal(utf8_prev(text.data, text.len, next), at);
            assert_true(utf8_step_columns(text.data + at, next - at) > 0);
        }
        buf_clear(&shown);
        utf8_show(&shown, text.data, text.len, false);
        assert_true(utf8_valid(shown.data, shown.len));
        assert_int_equal(utf8_columns(text.data, text.len), utf8_columns(shown.data, shown.len));
        buf_clear(&again);
        utf8_show(&again, shown.data, shown.len, false);
        assert_string_equal(again.data, shown.data);
        for (size_t at = 0; at < shown.len; at = next) {
            next = utf8_next(shown.data, shown.len, at);
            assert_true(next - at <= UTF8_STEP_MAX);
            assert_in_range(utf8_step_columns(shown.data + at, next - at), 1, 2);
        }
        for (size_t at = 0; at < text.len; at += next, rows++) {
            size_t row = utf8_wrap(text.data + at, text.len - at, 7, &next);
            assert_true(next > 0 && row <= next && next <= text.len - at);
        }
        buf_clear(&again);
        utf8_fold(&again, text.data, text.len);
        assert_true(utf8_valid(again.data, again.len));
        size_t word = utf8_word_next(text.data, text.len, 0);
        assert_true(word <= text.len && utf8_word_prev(text.data, text.len, word) <= word);
    }
    buf_release(&text);
    buf_release(&shown);
    buf_release(&again);
}

static void words_are_passed_whole(void **state)
{
    const char *text = "Zo\u00EB's plan: 4 ochtenden -- klaar";
    size_t len = strlen(text), at = 0;
    static const char *const ends[] = {"Zo\u00EB's", "plan", "4", "ochtenden", "klaar"};
    size_t edge[5];
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        at = utf8_word_next(text, len, at);
        edge[i] = at;
        assert_memory_equal(text + at - strlen(ends[i]), ends[i], strlen(ends[i]));
    }
    assert_int_equal(utf8_word_next(text, len, len), len);
    for (size_t i = 5; i-- > 0;) {
        at = utf8_word_prev(text, len, i == 4 ? len : at);
        assert_int_equal(at, edge[i] - strlen(ends[i]));
    }
    assert_int_equal(utf8_word_prev(text, len, 0), 0);
    assert_int_equal(utf8_word_next("...", 3, 0), 3);
    assert_int_equal(utf8_word_prev("...", 3, 3), 0);
    assert_int_equal(utf8_word_next("", 0, 0), 0);
    assert_int_equal(utf8_word_next("abc def", 7, 1), 3);
    assert_int_equal(utf8_word_prev("abc def", 7, 6), 4);
}

static void columns_are_counted_as_shown(void **state)
{
    static const struct {
        const char *text;
        int columns;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"Zo\u00EB \u0141ukasz", 10},
        {"Zoe\u0308", 3},
        {"\u6F22\u5B57", 4},
        {FAMILY, 2},
        {FLAG, 2},
        {THUMB, 2},
        {"\uD55C", 2},
        {"\u1112\u1161\u11AB", 2},
        {"a\tb\n", 4},
        {"\x1B[31m", 8},
        {"\x9B", 4},
        {"\u200B", 6},
        {"\U000E0067", 7},
        {ACUTE "a", 7},
        {"\u2026", 1},
        {"\u2500\u2502", 2},
        {"\u20AC", 1},
        {"\uFF21", 2},
        {"\u00A0", 1},
        {"\u00AD", 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_columns(cases[i].text, strlen(cases[i].text)), cases[i].columns);
    assert_int_equal(utf8_step_columns("", 0), 0);
    assert_int_equal(utf8_columns("a\0b", 3), 6);
}

static void ordinary_text_is_shown_unchanged(void **state)
{
    static const char *const texts[] = {
        "",
        "Sanne de Boer",
        "Zo\u00EB \u0141ukasz",
        "Zoe\u0308",
        "caf\u00E9 \u2013 na\u00EFef",
        "\u6F22\u5B57",
        "\u05E9\u05DC\u05D5\u05DD",
        "\u0645\u062D\u0645\u062F",
        "\u0928\u092E\u0938\u094D\u0924\u0947",
        FAMILY,
        FLAG FLAG,
        THUMB,
        "1\uFE0F\u20E3",
        "\u2764\uFE0F",
        "e" ACUTE ACUTE ACUTE ACUTE,
        "{1B}",
        "a\u00A0b",
        "\u201Cja\u201D",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_shown(texts[i], texts[i]);
}

static void what_could_act_or_deceive_is_made_visible(void **state)
{
    (void)state;
    check_shown("\x1B[2J", "{1B}[2J");
    check_shown("a\x07"
                "b\x7F\x0E",
                "a{07}b{7F}{0E}");
    check_shown("a\r\nb", "a{0D} b");
    check_shown("\xC2\x9B"
                "31m",
                "{9B}31m");
    check_shown("\xC2\x85", "{85}");
    check_show("a\0b", 3, "a{00}b");
    check_shown("\xFF\xC3", "{FF}{C3}");
    check_shown("a\xE6\xBC", "a{E6}{BC}");
    check_shown("\u202Eoerb\u202C", "{202E}oerb{202C}");
    check_shown("\u2066x\u2069\u200E\u200F\u061C", "{2066}x{2069}{200E}{200F}{061C}");
    check_shown("a\u200Bb\u2060c\uFEFF", "a{200B}b{2060}c{FEFF}");
    check_shown("a\u200Db", "a{200D}b");
    check_shown("\U0001F468\u200D", "\U0001F468{200D}");
    check_shown("\U0001F468\u200Dx", "\U0001F468{200D}x");
    check_shown("a\u00ADb", "a{AD}b");
    check_shown("a\U000E0041\U000E0042", "a{E0041}{E0042}");
    check_shown("a\uFE0F", "a{FE0F}");
    check_shown("\u2028\u2029", "{2028}{2029}");
    check_shown("\u3164\u2800\u115F", "{3164}{2800}{115F}");
    check_shown("\uFFFF\U0010FFFF\u0378", "{FFFF}{10FFFF}{0378}");
    check_shown("a\tb\nc", "a b c");
    check_shown(ACUTE, "{0301}");
    check_shown("\n" ACUTE "x", " {0301}x");
    check_shown("a\u200C" ACUTE, "a{200C}{0301}");
}

static void marks_are_cut_to_four(void **state)
{
    struct buf text = BUF_INIT;
    (void)state;
    check_shown("a" ACUTE ACUTE ACUTE ACUTE ACUTE "b", "a" ACUTE ACUTE ACUTE ACUTE "{+1}b");
    buf_adds(&text, "a");
    for (int i = 0; i < 1000; i++)
        buf_adds(&text, ACUTE);
    check_shown(text.data, "a" ACUTE ACUTE ACUTE ACUTE "{+996}");
    check_shown(text.data + 1, "{0301}{0301}{0301}{0301}{+996}");
    buf_release(&text);
}

static void lines_are_kept_when_asked(void **state)
{
    struct buf shown = BUF_INIT;
    (void)state;
    utf8_show(&shown, "een\ntwee\tdrie\x1B\n", 15, true);
    assert_string_equal(shown.data, "een\ntwee drie{1B}\n");
    buf_release(&shown);
}

static void check_fold(const char *text, const char *expected)
{
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, text, strlen(text));
    assert_string_equal(folded.data, expected);
    buf_release(&folded);
}

static void folding_forgets_case_accents_and_spacing(void **state)
{
    (void)state;
    check_fold("", "");
    check_fold("Sanne  de\t\nBoer", "sanne de boer");
    check_fold("ZO\u00CB \u0141ukasz", "zoe lukasz");
    check_fold("Zoe\u0308", "zoe");
    check_fold("Stra\u00DFe", "strasse");
    check_fold("S\u00F8ren \u00C6gir \u0111", "soren aegir d");
    check_fold("\uFB01jn", "fijn");
    check_fold("\uFF21\uFF22", "ab");
    check_fold("re\u00AD\u00EFntegratie", "reintegratie");
    check_fold("a\u00A0\u2003b", "a b");
    check_fold("\u0130", "i");
    check_fold("\u03A3\u03C2", "\u03C3\u03C3");
    check_fold("a\xFF"
               "B",
               "a\uFFFD"
               "b");
    check_fold(" \u00E9 ", " e ");
}

static void names_compare_as_a_person_would(void **state)
{
    (void)state;
    assert_int_equal(utf8_compare("Zo\u00EB \u0141ukasz", " zoe  lukasz "), 0);
    assert_int_equal(utf8_compare("\u00E9", "e" ACUTE), 0);
    assert_true(utf8_compare("Mo Karimi", "Roos Dijkstra") < 0);
    assert_true(utf8_compare("Roos", "Ro") > 0);
    assert_int_equal(utf8_compare("", " "), 0);
    assert_true(utf8_compare("", "a") < 0);
}

/* Checks the rows text breaks into. */
static void check_rows(const char *text, int columns, const char *const *rows)
{
    size_t len = strlen(text), at = 0, next;
    for (; *rows; rows++, at += next) {
        size_t row = utf8_wrap(text + at, len - at, columns, &next);
        assert_int_equal(row, strlen(*rows));
        assert_memory_equal(text + at, *rows, row);
    }
    assert_int_equal(at, len);
}

static void paragraphs_break_between_words(void **state)
{
    (void)state;
    check_rows("", 10, (const char *const[]){"", NULL});
    check_rows("kort", 10, (const char *const[]){"kort", NULL});
    check_rows("hello world", 5, (const char *const[]){"hello", "world", NULL});
    check_rows("hello world", 6, (const char *const[]){"hello", "world", NULL});
    check_rows("hello world", 10, (const char *const[]){"hello", "world", NULL});
    check_rows("hello   world", 5, (const char *const[]){"hello", "world", NULL});
    check_rows("een twee drie", 8, (const char *const[]){"een twee", "drie", NULL});
    check_rows("een twee drie", 7, (const char *const[]){"een", "twee", "drie", NULL});
    check_rows("ziektewet", 4, (const char *const[]){"ziek", "tewe", "t", NULL});
    check_rows("a ziektewet", 6, (const char *const[]){"a", "ziekte", "wet", NULL});
    check_rows("ma-di vrij", 4, (const char *const[]){"ma-", "di", "vrij", NULL});
    check_rows("hallo ", 5, (const char *const[]){"hallo", NULL});
    check_rows("hallo  ", 7, (const char *const[]){"hallo  ", NULL});
    check_rows("\u6F22\u5B57\u6F22", 4, (const char *const[]){"\u6F22\u5B57", "\u6F22", NULL});
    check_rows("\u6F22\u5B57", 3, (const char *const[]){"\u6F22", "\u5B57", NULL});
    check_rows(FAMILY FAMILY, 3, (const char *const[]){FAMILY, FAMILY, NULL});
    check_rows("(ja) \u201Cnee\u201D", 6, (const char *const[]){"(ja)", "\u201Cnee\u201D", NULL});
    check_rows("a\u00A0b c", 3, (const char *const[]){"a\u00A0b", "c", NULL});
    check_rows("\x1B\x1B", 2, (const char *const[]){"\x1B", "\x1B", NULL});
}

static void whole_steps_fit_or_stay_out(void **state)
{
    (void)state;
    assert_int_equal(utf8_fit("abc", 3, 2), 2);
    assert_int_equal(utf8_fit("abc", 3, 9), 3);
    assert_int_equal(utf8_fit("abc", 3, 0), 0);
    assert_int_equal(utf8_fit("a\u6F22", 4, 2), 1);
    assert_int_equal(utf8_fit("e" ACUTE "x", 4, 1), 3);
    assert_int_equal(utf8_fit("ae" ACUTE "x", 5, 2), 4);
    assert_int_equal(utf8_fit("ae" ACUTE "x", 5, 1), 1);
    assert_int_equal(utf8_fit("ab\n", 3, 2), 2);
    assert_int_equal(utf8_fit("", 0, 5), 0);
}

static void distance_counts_edits(void **state)
{
    (void)state;
    assert_int_equal(utf8_distance("", "", 3), 0);
    assert_int_equal(utf8_distance("", "abc", 3), 3);
    assert_int_equal(utf8_distance("kitten", "sitting", 5), 3);
    assert_int_equal(utf8_distance("kitten", "sitting", 2), 3);
    assert_int_equal(utf8_distance("kitten", "kitten", 0), 0);
    assert_int_equal(utf8_distance("a", "b", 0), 1);
    assert_int_equal(utf8_distance("caf\u00E9", "cafe", 2), 1);
    assert_int_equal(utf8_distance("a", "abcdefghij", 3), 4);
    assert_int_equal(utf8_distance("pitfals", "pitfalls", 2), 1);
}

static void a_long_text_stays_quick(void **state)
{
    enum { MEGABYTE = 1024 * 1024 };
    char *text = malloc(MEGABYTE);
    size_t next;
    (void)state;
    memset(text, 'a', MEGABYTE);
    for (size_t i = 9; i < MEGABYTE; i += 10)
        text[i] = ' ';
    for (size_t at = 0; at < MEGABYTE; at += next)
        utf8_wrap(text + at, MEGABYTE - at, 80, &next);
    assert_int_equal(utf8_columns(text, MEGABYTE), MEGABYTE);
    assert_true(utf8_clean(text, MEGABYTE));
    free(text);
}

static void test_cut(void **state)
{
    char whole[] = "Zo\xC3\xAB", torn[] = "Zo\xC3", latin[] = "Zo\xEB", end[] = "Zo\xC3\xABx";
    (void)state;
    utf8_cut(whole, 4);
    assert_string_equal(whole, "Zo\xC3\xAB");
    utf8_cut(whole, 3);
    assert_string_equal(whole, "Zo");
    utf8_cut(torn, 3);
    assert_string_equal(torn, "Zo");
    utf8_cut(latin, 10); /* nothing was cut off: what is no UTF-8 is not ours to mend */
    assert_string_equal(latin, "Zo\xEB");
    utf8_cut(end, 4);
    assert_string_equal(end, "Zo\xC3\xAB");
    utf8_cut(end, 0);
    assert_string_equal(end, "");
}

/* Where UAX #14 lets the first row of a text of ASCII end, as libunistring has it. */
static size_t first_row_of(const char *text, size_t len, size_t columns)
{
    char *breaks = mem_zero(len, 1);
    size_t limit = columns, found = 0;
    u8_possible_linebreaks((const uint8_t *)text, len, "UTF-8", breaks);
    while (limit < len && text[limit] == ' ')
        limit++;
    for (size_t at = 1; at <= limit && at < len; at++)
        if (breaks[at] == UC_BREAK_POSSIBLE)
            found = at;
    free(breaks);
    return limit == len ? len : found ? found : columns;
}

/* Plain words are wrapped by a rule of their own. */
static void plain_words_wrap_as_any(void **state)
{
    static const char letters[] = "ab Zz09 .,  ";
    (void)state;
    srand(7);
    for (int turn = 0; turn < 20000; turn++) {
        char text[24];
        size_t len = 2 + (size_t)rand() % 20, columns = 1 + (size_t)rand() % len, next;
        for (size_t i = 0; i < len; i++)
            text[i] = letters[(size_t)rand() % (sizeof letters - 1)];
        text[len] = '\0';
        utf8_wrap(text, len, (int)columns, &next);
        size_t wanted = columns >= len ? len : first_row_of(text, len, columns);
        assert_int_equal(next, wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut),
        cmocka_unit_test(bytes_become_characters),
        cmocka_unit_test(steps_are_what_a_person_sees),
        cmocka_unit_test(a_step_back_from_inside_finds_the_begin),
        cmocka_unit_test(steps_agree_with_the_library),
        cmocka_unit_test(any_bytes_keep_every_promise),
        cmocka_unit_test(words_are_passed_whole),
        cmocka_unit_test(columns_are_counted_as_shown),
        cmocka_unit_test(ordinary_text_is_shown_unchanged),
        cmocka_unit_test(what_could_act_or_deceive_is_made_visible),
        cmocka_unit_test(marks_are_cut_to_four),
        cmocka_unit_test(lines_are_kept_when_asked),
        cmocka_unit_test(folding_forgets_case_accents_and_spacing),
        cmocka_unit_test(names_compare_as_a_person_would),
        cmocka_unit_test(paragraphs_break_between_words),
        cmocka_unit_test(whole_steps_fit_or_stay_out),
        cmocka_unit_test(distance_counts_edits),
        cmocka_unit_test(a_long_text_stays_quick),
        cmocka_unit_test(plain_words_wrap_as_any),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
