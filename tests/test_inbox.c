#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ui/inbox.h"

/* ---- Support: feeds bytes, reads back what came out as text ---------------------------------- */

static void feed_at(struct inbox *inbox, const char *bytes, size_t len, int64_t now)
{
    for (size_t i = 0; i < len; i++)
        inbox_byte(inbox, (unsigned char)bytes[i], now);
}

/* Typed by a person: every byte much later than the one before. */
static void feed(struct inbox *inbox, const char *bytes)
{
    for (int64_t now = 1000; *bytes; bytes++, now += 200)
        inbox_byte(inbox, (unsigned char)*bytes, now);
}

static void add_key(struct buf *out, struct key *key)
{
    switch (key->kind) {
    case PRESS_TEXT:
        buf_adds(out, key->text);
        break;
    case PRESS_NAMED:
        buf_addc(out, '<');
        key_add_name(out, key, LANG_EN);
        buf_addc(out, '>');
        break;
    case PRESS_PASTE:
        buf_addf(out, "{%s}", key->paste);
        break;
    case PRESS_CLICK:
    case PRESS_WHEEL:
        buf_addf(out, "<%s %d,%d %d>", key->kind == PRESS_CLICK ? "click" : "wheel", key->row,
                 key->col, key->count);
        break;
    case PRESS_RESIZE:
        buf_adds(out, "<resize>");
        break;
    case PRESS_NONE:
        buf_adds(out, "<none>");
        break;
    }
    key_release(key);
}

static void expect(struct inbox *inbox, const char *expected)
{
    struct buf out = BUF_INIT;
    struct key key;
    inbox_settle(inbox);
    while (inbox_take(inbox, &key))
        add_key(&out, &key);
    assert_string_equal(out.data, expected);
    buf_release(&out);
}

static void check(const char *bytes, const char *expected)
{
    struct inbox inbox;
    inbox_init(&inbox);
    feed(&inbox, bytes);
    expect(&inbox, expected);
    inbox_release(&inbox);
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void test_characters(void **state)
{
    (void)state;
    check("Zoe", "Zoe");
    check("Zo\xC3\xAB \xC4\x85\xE6\xBC\xA2\xF0\x9F\x98\x80", "Zoë<Space>ą漢😀");
    check("e\xCC\x81",
          "e\xCC\x81"); /* a mark is a character of its own; the field puts them together */
}

static void test_bytes_that_are_not_utf8(void **state)
{
    (void)state;
    check("\xE9t\xE9", "\uFFFDt");               /* the last may still be half a character */
    check("\xE9t\xE9 ", "\uFFFDt\uFFFD<Space>"); /* no, it was not */
    check("\xFFx", "\uFFFDx");
    check("\xC0\xAF", "\uFFFD\uFFFD"); /* an overlong slash */
    check("\xED\xA0\x80", "\uFFFD");   /* a surrogate */
    check("\xF4\x90\x80\x80", "\uFFFD");
    check("\xE6\xBC\xC3\xA9", "\uFFFDé");
}

static void test_split_character(void **state)
{
    (void)state;
    struct inbox inbox;
    inbox_init(&inbox);
    feed(&inbox, "\xE6\xBC");
    expect(&inbox, "");
    feed(&inbox, "\xA2");
    expect(&inbox, "漢");
    inbox_release(&inbox);
}

static void test_controls(void **state)
{
    (void)state;
    check("\r\n\t \b\177", "<Enter><Enter><Tab><Space><Backspace><Backspace>");
    check("\x01\x03\x13\x19\x1A", "<Ctrl-A><Ctrl-C><Ctrl-S><Ctrl-Y><Ctrl-Z>");
    check("\x1C\x1F", "");
}

static void test_escape(void **state)
{
    (void)state;
    check("\033", "<Esc>");
    check("\033\033", "<Esc><Esc>");
    check("\0331\0336\0330", "<F1><F6><F10>");
    check("\033\r", "<Alt-Enter>");
    check("\033?", "<Esc>?");
    check("\033\xC3\xA9", "<Esc>é");
}

static void test_unknown_sequences_are_no_text(void **state)
{
    (void)state;
    check("a\033[27;5;13~b", "ab");
    check("a\033[Ib", "ab");
    check("a\033Oxb", "ab");
    check("\033[", "");
    check("\033[1;2\001x", "x");
    check("\033[0000000000000000000000000000000000000000000000000~x", "x");
}

static void test_escape_before_a_key_is_alt(void **state)
{
    (void)state;
    struct inbox inbox;
    inbox_init(&inbox);
    feed(&inbox, "\033");
    inbox_name(&inbox, NAME_UP);
    expect(&inbox, "<Up>");
    inbox_release(&inbox);
}

static void test_mouse(void **state)
{
    (void)state;
    check("\033[<0;5;3M\033[<0;5;3m", "<click 2,4 1>");
    check("\033[<64;1;1M\033[<65;1;1M\033[<66;1;1M", "<wheel 0,0 -1><wheel 0,0 1>");
    check("\033[<2;5;3M\033[<32;5;3M\033[<128;5;3M", "");
    check("\033[<0;0;0M\033[<0;-1;4M\033[<0;5M", "");
    check("\033[<16;300;200M", "<click 199,299 1>");
    check("\033[M %#", "<click 2,4 1>");
    check("\033[M`!!", "<wheel 0,0 -1>");
}

static void test_double_click(void **state)
{
    (void)state;
    static const char click[] = "\033[<0;5;3M\033[<0;5;3m", beside[] = "\033[<0;6;3M";
    struct inbox inbox;
    inbox_init(&inbox);
    feed_at(&inbox, click, strlen(click), 1000);
    feed_at(&inbox, click, strlen(click), 1000 + DOUBLE_MS);
    feed_at(&inbox, click, strlen(click), 1001 + DOUBLE_MS);
    expect(&inbox, "<click 2,4 1><click 2,4 2><click 2,4 1>");
    feed_at(&inbox, beside, strlen(beside), 1002 + DOUBLE_MS);
    expect(&inbox, "<click 2,5 1>");
    feed_at(&inbox, beside, strlen(beside), 1003 + 2 * DOUBLE_MS);
    expect(&inbox, "<click 2,5 1>");
    inbox_release(&inbox);
}

static void test_paste_is_only_text(void **state)
{
    (void)state;
    struct inbox inbox;
    inbox_init(&inbox);
    feed(&inbox, "a");
    inbox_paste_begin(&inbox);
    feed(&inbox, "b\rc\r\nd\ne\x03"
                 "f\tg");
    inbox_name(&inbox, NAME_F5);
    feed(&inbox, "\033x \xE9!");
    inbox_settle(&inbox);
    feed(&inbox, "y");
    inbox_paste_end(&inbox);
    feed(&inbox, "z");
    expect(&inbox, "a{b\nc\nd\ne\x03"
                   "f\tg\033x \uFFFD!y}z");
    inbox_release(&inbox);
}

static void test_empty_paste_is_nothing(void **state)
{
    (void)state;
    struct inbox inbox;
    inbox_init(&inbox);
    inbox_paste_begin(&inbox);
    inbox_byte(&inbox, 0, 1000);
    inbox_paste_end(&inbox);
    expect(&inbox, "");
    inbox_paste_end(&inbox); /* a bracket nobody opened */
    expect(&inbox, "");
    inbox_release(&inbox);
}

static void test_huge_paste_loses_nothing(void **state)
{
    (void)state;
    struct inbox inbox;
    struct key key;
    size_t sent = 2 * INBOX_PASTE + 10, got = 0;
    inbox_init(&inbox);
    inbox_paste_begin(&inbox);
    for (size_t i = 0; i + 1 < sent; i += 2)
        feed_at(&inbox, "\xC3\xA9", 2, 1000);
    inbox_paste_end(&inbox);
    while (inbox_take(&inbox, &key)) {
        assert_int_equal(key.kind, PRESS_PASTE);
        assert_in_range(key.paste_len, 1, INBOX_PASTE);
        assert_int_equal(key.paste_len % 2, 0);
        got += key.paste_len;
        key_release(&key);
    }
    assert_int_equal(got, sent);
    inbox_release(&inbox);
}

static void test_burst_is_a_paste(void **state)
{
    (void)state;
    static const char text[] = "q\rd\ry this was in the clipboard\rand more of it";
    struct inbox inbox;
    inbox_init(&inbox);
    feed_at(&inbox, text, strlen(text), 1000);
    expect(&inbox, "{q\nd\ny this was in the clipboard\nand more of it}");
    feed_at(&inbox, "\x03tail\r", 6, 1000 + BURST_MS); /* the same clipboard, a bit later */
    expect(&inbox, "{\x03tail\n}");
    feed_at(&inbox, "x\r", 2, 1001 + 2 * BURST_MS);
    expect(&inbox, "x<Enter>");
    inbox_release(&inbox);
}

static void test_fast_typing_is_no_burst(void **state)
{
    (void)state;
    struct inbox inbox;
    inbox_init(&inbox);
    feed_at(&inbox, "123456789012345678901234567890", BURST_KEYS, 1000);
    expect(&inbox, "123456789012345678901234567890");
    for (int i = 0; i < 200; i++) { /* a key held down: 500 a second */
        struct key key;
        inbox_byte(&inbox, 'x', 2000 + 2 * i);
        inbox_settle(&inbox);
        assert_true(inbox_take(&inbox, &key));
        assert_int_equal(key.kind, PRESS_TEXT);
    }
    inbox_release(&inbox);
}

static void test_keys_stay_in_order_around_a_burst(void **state)
{
    (void)state;
    static const char text[] = "1234567890123456789012345678901234567890";
    struct inbox inbox;
    inbox_init(&inbox);
    inbox_name(&inbox, NAME_F6);
    feed_at(&inbox, text, 40, 1000);
    inbox_name(&inbox, NAME_UP);
    feed_at(&inbox, "\033", 1, 1000);
    expect(&inbox, "<F6>{1234567890123456789012345678901234567890}<Up><Esc>");
    inbox_release(&inbox);
}

static void test_room(void **state)
{
    (void)state;
    struct inbox inbox;
    struct key key;
    int sent = 0, got = 0;
    inbox_init(&inbox);
    for (; inbox_room(&inbox); sent++)
        inbox_byte(&inbox, sent % 2 ? 'x' : 0x1B, 200 * sent);
    assert_in_range(sent, 32, INBOX_KEYS);
    inbox_settle(&inbox);
    for (; inbox_take(&inbox, &key); got++)
        assert_int_equal(key.kind, got % 2 ? PRESS_TEXT : PRESS_NAMED);
    assert_int_equal(got, sent);
    assert_true(inbox_room(&inbox));
    inbox_release(&inbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_bytes_that_are_not_utf8),
        cmocka_unit_test(test_split_character),
        cmocka_unit_test(test_controls),
        cmocka_unit_test(test_escape),
        cmocka_unit_test(test_unknown_sequences_are_no_text),
        cmocka_unit_test(test_escape_before_a_key_is_alt),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_double_click),
        cmocka_unit_test(test_paste_is_only_text),
        cmocka_unit_test(test_empty_paste_is_nothing),
        cmocka_unit_test(test_huge_paste_loses_nothing),
        cmocka_unit_test(test_burst_is_a_paste),
        cmocka_unit_test(test_fast_typing_is_no_burst),
        cmocka_unit_test(test_keys_stay_in_order_around_a_burst),
        cmocka_unit_test(test_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
