#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "sanitized.h"

static void an_empty_one_is_a_string(void **state)
{
    struct buf buf = BUF_INIT, other;
    (void)state;
    assert_string_equal(buf.data, "");
    buf_init(&other);
    assert_string_equal(other.data, "");
    buf_clear(&buf);
    buf_cut(&buf, 0);
    buf_add(&buf, NULL, 0);
    buf_adds(&buf, "");
    buf_splice(&buf, 0, 0, NULL, 0);
    assert_int_equal(buf.len, 0);
    assert_int_equal(buf.cap, 0);
    buf_release(&buf);
    buf_release(&buf);
}

static void text_grows(void **state)
{
    struct buf buf = BUF_INIT;
    (void)state;
    buf_adds(&buf, "een");
    buf_addc(&buf, ' ');
    buf_addf(&buf, "%d %s", 2, "drie");
    assert_string_equal(buf.data, "een 2 drie");
    assert_int_equal(buf.len, 10);
    for (int i = 0; i < 10000; i++)
        buf_addc(&buf, 'x');
    assert_int_equal(buf.len, 10010);
    assert_int_equal(strlen(buf.data), 10010);
    buf_clear(&buf);
    assert_string_equal(buf.data, "");
    assert_true(buf.cap > 10010);
    buf_add(&buf, "a\0b", 3);
    assert_int_equal(buf.len, 3);
    assert_memory_equal(buf.data, "a\0b", 4);
    buf_release(&buf);
    assert_string_equal(buf.data, "");
}

static void a_format_may_be_longer_than_the_room(void **state)
{
    struct buf buf = BUF_INIT;
    (void)state;
    for (int width = 1; width < 2000; width += 7) {
        buf_clear(&buf);
        buf_addf(&buf, "%*d|%s", width, 1, "");
        assert_int_equal(buf.len, width + 1);
        assert_int_equal(buf.data[width], '|');
    }
    buf_release(&buf);
}

static void a_number_is_written_in_digits(void **state)
{
    struct buf buf = BUF_INIT;
    (void)state;
    buf_add_number(&buf, 0);
    buf_addc(&buf, ' ');
    buf_add_number(&buf, 10);
    buf_addc(&buf, ' ');
    buf_add_number(&buf, UINT64_MAX);
    assert_string_equal(buf.data, "0 10 18446744073709551615");
    buf_release(&buf);
}

static void detaching_hands_the_text_over(void **state)
{
    struct buf buf = BUF_INIT;
    (void)state;
    char *none = buf_detach(&buf);
    assert_string_equal(none, "");
    free(none);
    buf_adds(&buf, "tekst");
    char *text = buf_detach(&buf);
    assert_string_equal(text, "tekst");
    assert_string_equal(buf.data, "");
    buf_adds(&buf, "weer");
    assert_string_equal(text, "tekst");
    free(text);
    buf_release(&buf);
}

static void pieces_are_put_in_place(void **state)
{
    struct buf buf = BUF_INIT;
    (void)state;
    buf_splice(&buf, 0, 0, "afspraak", 8);
    buf_splice(&buf, 0, 0, "een ", 4);
    buf_splice(&buf, 12, 0, "!", 1);
    assert_string_equal(buf.data, "een afspraak!");
    buf_splice(&buf, 0, 3, "twee", 4);
    buf_splice(&buf, 5, 8, "beloften", 8);
    assert_string_equal(buf.data, "twee beloften!");
    buf_splice(&buf, 4, 9, NULL, 0);
    assert_string_equal(buf.data, "twee!");
    buf_cut(&buf, 4);
    assert_string_equal(buf.data, "twee");
    buf_release(&buf);
}

/* The same random splices on a buf and on a plain array must end alike. */
static void many_splices_agree_with_a_model(void **state)
{
    struct buf buf = BUF_INIT;
    char model[4096] = "";
    size_t len = 0;
    (void)state;
    srand(3);
    for (int round = 0; round < 20000; round++) {
        char with[16];
        size_t at = (size_t)rand() % (len + 1), old = (size_t)rand() % (len - at + 1);
        size_t more = len - old < 4000 ? (size_t)rand() % sizeof with : 0;
        memset(with, 'a' + rand() % 26, sizeof with);
        buf_splice(&buf, at, old, with, more);
        memmove(model + at + more, model + at + old, len - at - old);
        memcpy(model + at, with, more);
        len = len - old + more;
        assert_int_equal(buf.len, len);
        assert_memory_equal(buf.data, model, len);
        assert_int_equal(buf.data[len], '\0');
    }
    buf_release(&buf);
}

/* ---- nothing stays behind -------------------------------------------------------------------- */

#define PRIVATE "zwaluwnest "

static struct buf formatted = BUF_INIT;
static int times;

/* Runs on a stack that can be looked at afterwards. */
static void format_there(int signal)
{
    char text[800] = "";
    (void)signal;
    for (int i = 0; i < times; i++)
        strcat(text, PRIVATE);
    buf_addf(&formatted, "%s", text);
    explicit_bzero(text, sizeof text);
}

/* What is formatted may be private: no copy of it is left where the next function's values are. */
static void a_format_leaves_nothing_on_the_stack(void **state)
{
    enum { SIZE = 1 << 17 };
    (void)state;
    if (SANITIZED)
        skip(); /* there the stack is another one */
    for (times = 1; times < 60; times += 7) {
        char *stack = calloc(1, SIZE);
        stack_t alternate = {.ss_sp = stack, .ss_size = SIZE};
        struct sigaction action = {.sa_handler = format_there, .sa_flags = SA_ONSTACK};
        assert_int_equal(sigaltstack(&alternate, NULL), 0);
        assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
        raise(SIGUSR1);
        assert_int_equal(formatted.len, (size_t)times * strlen(PRIVATE));
        assert_null(memmem(stack, SIZE, PRIVATE, strlen(PRIVATE)));
        alternate.ss_flags = SS_DISABLE;
        sigaltstack(&alternate, NULL);
        buf_release(&formatted);
        free(stack);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_one_is_a_string),
        cmocka_unit_test(text_grows),
        cmocka_unit_test(a_format_may_be_longer_than_the_room),
        cmocka_unit_test(a_number_is_written_in_digits),
        cmocka_unit_test(detaching_hands_the_text_over),
        cmocka_unit_test(pieces_are_put_in_place),
        cmocka_unit_test(many_splices_agree_with_a_model),
        cmocka_unit_test(a_format_leaves_nothing_on_the_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
