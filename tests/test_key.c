#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "keys.h"
#include "ui/key.h"

static struct key parsed(const char *text)
{
    struct key key;
    size_t used = 0;
    assert_true(key_parse(text, &key, &used));
    assert_int_equal(used, strlen(text));
    return key;
}

static void assert_named(const char *text, enum key_name name)
{
    struct key key = parsed(text);
    assert_int_equal(key.kind, PRESS_NAMED);
    assert_int_equal(key.name, name);
}

static void assert_text(const char *written, const char *text)
{
    struct key key = parsed(written);
    assert_int_equal(key.kind, PRESS_TEXT);
    assert_string_equal(key.text, text);
}

static void names_parse(void **state)
{
    (void)state;
    assert_named("<Enter>", NAME_ENTER);
    assert_named("<Esc>", NAME_ESC);
    assert_named("<S-Tab>", NAME_BACKTAB);
    assert_named("<C-Left>", NAME_CTRL_LEFT);
    assert_named("<A-Enter>", NAME_ALT_ENTER);
    assert_named("<F1>", NAME_F1);
    assert_named("<F12>", NAME_F12);
    assert_named("<PgDn>", NAME_PGDN);
    assert_named("<C-a>", NAME_CTRL_A);
    assert_named("<C-Z>", NAME_CTRL_Z);
    assert_named("<C-End>", NAME_CTRL_END);
    assert_named("<Space>", NAME_SPACE);
    assert_named(" ", NAME_SPACE);
}

static void characters_parse(void **state)
{
    (void)state;
    assert_text("a", "a");
    assert_text("?", "?");
    assert_text(">", ">");
    assert_text("<lt>", "<");
    assert_text("ë", "ë");
    assert_text("日", "日");
    assert_text("\U0001F600", "\U0001F600");
}

static void one_key_is_read_at_a_time(void **state)
{
    (void)state;
    struct key key;
    size_t used;
    assert_true(key_parse("<F6>x", &key, &used));
    assert_int_equal(used, 4);
    assert_true(key_parse("e\u0301", &key, &used));
    assert_int_equal(used, 1);
    assert_string_equal(key.text, "e");
}

static void what_is_no_key_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",     "<",      "<>",       "<F13>", "<Entr>", "<C-1>",
                                      "<C->", "<C-ab>", "< ",       "\x1b",  "\x7f",   "\xff",
                                      "\xc3", "\n",     "\xc2\x85", "<Enter"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct key key;
        size_t used;
        if (key_parse(bad[i], &key, &used))
            fail_msg("\"%s\" passed for a key", bad[i]);
    }
}

static void assert_name(const char *written, enum lang lang, const char *expected)
{
    struct key key = parsed(written);
    struct buf name = BUF_INIT;
    key_add_name(&name, &key, lang);
    assert_string_equal(name.data, expected);
    buf_release(&name);
}

static void names_are_shown_in_both_languages(void **state)
{
    (void)state;
    assert_name("<Space>", LANG_EN, "Space");
    assert_name("<Space>", LANG_NL, "Spatie");
    assert_name("<Esc>", LANG_NL, "Esc");
    assert_name("<Enter>", LANG_NL, "Enter");
    assert_name("<F6>", LANG_NL, "F6");
    assert_name("<C-z>", LANG_NL, "Ctrl-Z");
    assert_name("<C-a>", LANG_EN, "Ctrl-A");
    assert_name("<Up>", LANG_EN, "Up");
    assert_name("<Up>", LANG_NL, "Omhoog");
    assert_name("x", LANG_NL, "x");
    assert_name("ë", LANG_NL, "ë");
}

static void every_key_has_a_name(void **state)
{
    (void)state;
    for (int name = 0; name < NAME_COUNT; name++) {
        struct key key = {.kind = PRESS_NAMED, .name = (enum key_name)name};
        struct buf shown = BUF_INIT;
        key_add_name(&shown, &key, LANG_EN);
        assert_true(shown.len > 0);
        buf_release(&shown);
    }
}

static void same_keys_are_same(void **state)
{
    (void)state;
    struct key a = parsed("a"), b = parsed("b"), enter = parsed("<Enter>"), esc = parsed("<Esc>");
    struct key again = parsed("a");
    assert_true(key_same(&a, &again));
    assert_false(key_same(&a, &b));
    assert_false(key_same(&a, &enter));
    assert_false(key_same(&enter, &esc));
    struct key paste = {.kind = PRESS_PASTE, .paste = mem_copy("ab"), .paste_len = 2};
    struct key other = {.kind = PRESS_PASTE, .paste = mem_copy("ac"), .paste_len = 2};
    struct key none = {.kind = PRESS_PASTE};
    assert_true(key_same(&paste, &paste));
    assert_false(key_same(&paste, &other));
    assert_false(key_same(&paste, &none));
    assert_true(key_same(&none, &none));
    key_release(&paste);
    key_release(&other);
    assert_null(paste.paste);
    struct key click = {.kind = PRESS_CLICK, .row = 1, .col = 2, .count = 1};
    struct key twice = {.kind = PRESS_CLICK, .row = 1, .col = 2, .count = 2};
    assert_true(key_same(&click, &click));
    assert_false(key_same(&click, &twice));
}

static void count_kinds(void *arg, const struct key *key)
{
    ((int *)arg)[key->kind]++;
}

static void scripts_feed_keys(void **state)
{
    (void)state;
    int kinds[PRESS_RESIZE + 1] = {0};
    keys_feed("Zoë <lt><Left><Paste><Enter>\n</Paste><Click 3,10><Click2 0,0><WheelUp>",
              count_kinds, kinds);
    assert_int_equal(kinds[PRESS_TEXT], 4);
    assert_int_equal(kinds[PRESS_NAMED], 2);
    assert_int_equal(kinds[PRESS_PASTE], 1);
    assert_int_equal(kinds[PRESS_CLICK], 2);
    assert_int_equal(kinds[PRESS_WHEEL], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_parse),
        cmocka_unit_test(characters_parse),
        cmocka_unit_test(one_key_is_read_at_a_time),
        cmocka_unit_test(what_is_no_key_is_refused),
        cmocka_unit_test(names_are_shown_in_both_languages),
        cmocka_unit_test(every_key_has_a_name),
        cmocka_unit_test(same_keys_are_same),
        cmocka_unit_test(scripts_feed_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
