#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/catalogue.h"
#include "base/lang.h"

extern const unsigned char catalogue_nl[];
extern const size_t catalogue_nl_size;

static void dutch_is_found_and_english_is_itself(void **state)
{
    static const char english[] = "today";
    (void)state;
    assert_string_equal(tr(LANG_NL, english), "vandaag");
    assert_ptr_equal(tr(LANG_EN, english), english);
}

static void what_is_missing_stays_english(void **state)
{
    static const char missing[] = "There is no such text in the catalogue";
    (void)state;
    assert_ptr_equal(tr(LANG_NL, missing), missing);
    assert_ptr_equal(trc(LANG_NL, "nowhere", missing), missing);
    assert_ptr_equal(trn(LANG_NL, 1, missing, "many"), missing);
    assert_string_equal(trn(LANG_NL, 2, missing, "many"), "many");
    assert_string_equal(tr(LANG_NL, ""), "");
    assert_string_equal(tr(LANG_NL, "\xFF\xFE"), "\xFF\xFE");
}

static void numbers_choose_their_form(void **state)
{
    static const char one[] = "+ %s is concrete", many[] = "+ %s are concrete";
    (void)state;
    assert_string_equal(trn(LANG_NL, 1, one, many), "+ %s is concreet");
    assert_string_equal(trn(LANG_NL, 0, one, many), "+ %s zijn concreet");
    assert_string_equal(trn(LANG_NL, 2, one, many), "+ %s zijn concreet");
    assert_string_equal(trn(LANG_EN, 1, one, many), one);
    assert_string_equal(trn(LANG_EN, 0, one, many), many);
    assert_string_equal(trn(LANG_EN, -1, one, many), many);
}

static void context_tells_words_apart(void **state)
{
    (void)state;
    assert_string_equal(trc(LANG_NL, "status", "done"), "gedaan");
    assert_string_equal(trc(LANG_NL, "stage", "closed"), "afgerond");
    assert_string_equal(trc(LANG_NL, "stag", "closed"), "closed");
    assert_string_equal(trc(LANG_EN, "status", "done"), "done");
}

static uint32_t number(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/* Every text of the catalogue is found by its own English, whatever place it has in the table. */
static void every_entry_can_be_found(void **state)
{
    const struct catalogue catalogue = {catalogue_nl, catalogue_nl_size};
    uint32_t count = number(catalogue_nl + 8), table = number(catalogue_nl + 12);
    (void)state;
    assert_true(count > 10);
    for (uint32_t i = 0; i < count; i++) {
        const char *english = (const char *)catalogue_nl + number(catalogue_nl + table + i * 8 + 4);
        const char *split = strchr(english, '\004');
        char context[64] = "";
        if (!*english)
            continue;
        if (split)
            memcpy(context, english, (size_t)(split - english));
        const char *found =
            catalogue_find(&catalogue, split ? context : NULL, split ? split + 1 : english, 0);
        assert_non_null(found);
        assert_true(*found != '\0');
    }
}

/* Looks up what a program would in a catalogue of exactly size bytes, so a sanitizer sees a slip.
 */
static void look_up(const unsigned char *bytes, size_t size)
{
    unsigned char *own = malloc(size ? size : 1);
    const struct catalogue catalogue = {own, size};
    memcpy(own, bytes, size);
    catalogue_find(&catalogue, NULL, "today", 0);
    catalogue_find(&catalogue, NULL, "+ %s is concrete", 1);
    catalogue_find(&catalogue, "status", "done", 0);
    const char *found = catalogue_find(&catalogue, NULL, "yesterday", 0);
    if (found)
        assert_true(strlen(found) < size);
    free(own);
}

static void a_damaged_catalogue_does_no_harm(void **state)
{
    unsigned char *bytes = malloc(catalogue_nl_size);
    (void)state;
    memcpy(bytes, catalogue_nl, catalogue_nl_size);
    for (size_t size = 0; size < catalogue_nl_size; size += size < 600 ? 1 : 97)
        look_up(bytes, size);
    srand(11);
    for (int round = 0; round < 3000; round++) {
        size_t at = round % 2 ? (size_t)rand() % 64 : (size_t)rand() % catalogue_nl_size;
        unsigned char kept = bytes[at];
        bytes[at] = (unsigned char)rand();
        look_up(bytes, catalogue_nl_size);
        bytes[at] = kept;
    }
    memset(bytes, 0xFF, catalogue_nl_size);
    look_up(bytes, catalogue_nl_size);
    memcpy(bytes, catalogue_nl, 4);
    look_up(bytes, catalogue_nl_size);
    free(bytes);
}

static void a_missing_plural_is_no_text(void **state)
{
    const struct catalogue catalogue = {catalogue_nl, catalogue_nl_size};
    (void)state;
    assert_string_equal(catalogue_find(&catalogue, NULL, "today", 0), "vandaag");
    assert_null(catalogue_find(&catalogue, NULL, "today", 1));
    assert_null(catalogue_find(&catalogue, NULL, "+ %s is concrete", 2));
    assert_null(catalogue_find(&catalogue, NULL, "", 0));
    assert_null(catalogue_find(&catalogue, "", "today", 0));
}

static void codes_are_read(void **state)
{
    static const struct {
        const char *code;
        bool known;
        enum lang lang;
    } cases[] = {
        {"nl", true, LANG_NL},          {"en", true, LANG_EN},       {"NL", true, LANG_NL},
        {"nl_NL.UTF-8", true, LANG_NL}, {"nl-BE", true, LANG_NL},    {"en_GB", true, LANG_EN},
        {"nl:en", true, LANG_NL},       {"nl.UTF-8", true, LANG_NL}, {"nl@euro", true, LANG_NL},
        {"", false, LANG_EN},           {"n", false, LANG_EN},       {"nld", false, LANG_EN},
        {"de_DE", false, LANG_EN},      {"C", false, LANG_EN},       {"C.UTF-8", false, LANG_EN},
        {"english", false, LANG_EN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum lang lang = cases[i].lang == LANG_NL ? LANG_EN : LANG_NL, before = lang;
        assert_int_equal(lang_parse(cases[i].code, &lang), cases[i].known);
        assert_int_equal(lang, cases[i].known ? cases[i].lang : before);
    }
    assert_string_equal(lang_code(LANG_NL), "nl");
    assert_string_equal(lang_code(LANG_EN), "en");
}

/* Sets one variable, or takes it away for NULL. */
static void set(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

static enum lang choose(const char *option, const char *own, const char *all, const char *messages,
                        const char *language, const char *lang)
{
    set("GESPREK_LANG", own);
    set("LC_ALL", all);
    set("LC_MESSAGES", messages);
    set("LANGUAGE", language);
    set("LANG", lang);
    return lang_choose(option);
}

static void the_nearest_wish_decides(void **state)
{
    const char *nl = "nl_NL.UTF-8", *en = "en_US.UTF-8";
    (void)state;
    assert_int_equal(choose(NULL, NULL, NULL, NULL, NULL, NULL), LANG_EN);
    assert_int_equal(choose("nl", "en", en, en, en, en), LANG_NL);
    assert_int_equal(choose("fr", "nl", en, en, en, en), LANG_NL);
    assert_int_equal(choose(NULL, "nl", en, en, en, en), LANG_NL);
    assert_int_equal(choose(NULL, "fr", nl, en, en, en), LANG_NL);
    assert_int_equal(choose(NULL, "", nl, en, en, en), LANG_NL);
    assert_int_equal(choose(NULL, NULL, "C", nl, nl, nl), LANG_EN);
    assert_int_equal(choose(NULL, NULL, "", nl, en, en), LANG_NL);
    assert_int_equal(choose(NULL, NULL, NULL, NULL, "nl:en", en), LANG_NL);
    assert_int_equal(choose(NULL, NULL, NULL, NULL, "de:nl", nl), LANG_EN);
    assert_int_equal(choose(NULL, NULL, NULL, NULL, NULL, nl), LANG_NL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dutch_is_found_and_english_is_itself),
        cmocka_unit_test(what_is_missing_stays_english),
        cmocka_unit_test(numbers_choose_their_form),
        cmocka_unit_test(context_tells_words_apart),
        cmocka_unit_test(every_entry_can_be_found),
        cmocka_unit_test(a_damaged_catalogue_does_no_harm),
        cmocka_unit_test(a_missing_plural_is_no_text),
        cmocka_unit_test(codes_are_read),
        cmocka_unit_test(the_nearest_wish_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
