#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

static void room_comes_zeroed(void **state)
{
    (void)state;
    unsigned char *room = mem_zero(100, 3);
    for (int i = 0; i < 300; i++)
        assert_int_equal(room[i], 0);
    free(room);
    free(mem_zero(0, 8));
    free(mem_zero(8, 0));
}

static void growing_keeps_what_was_there(void **state)
{
    (void)state;
    int *numbers = mem_grow(NULL, 2, sizeof *numbers);
    numbers[0] = 4;
    numbers[1] = 7;
    numbers = mem_grow(numbers, 1000, sizeof *numbers);
    assert_int_equal(numbers[0], 4);
    assert_int_equal(numbers[1], 7);
    numbers = mem_grow(numbers, 0, sizeof *numbers);
    assert_non_null(numbers);
    free(numbers);
}

static void an_array_has_room_for_one_more(void **state)
{
    (void)state;
    size_t *numbers = NULL;
    for (size_t n = 0; n < 1000; n++) {
        numbers = mem_room(numbers, n, sizeof *numbers);
        numbers[n] = n;
    }
    for (size_t n = 0; n < 1000; n++)
        assert_int_equal(numbers[n], n);
    for (size_t n = 900; n < 1100; n++) { /* also after some were taken off */
        numbers = mem_room(numbers, n, sizeof *numbers);
        numbers[n] = n;
    }
    assert_int_equal(numbers[899], 899);
    assert_int_equal(numbers[1099], 1099);
    free(numbers);
}

static void an_array_goes_on_from_the_room_it_began_in(void **state)
{
    (void)state;
    size_t here[4] = {0}, *numbers = here, room = 4;
    mem_room_free(numbers, here); /* nothing to free yet */
    for (size_t n = 0; n < 1000; n++) {
        if (n == room) {
            numbers = mem_room_twice(numbers, here, n, sizeof *numbers);
            room *= 2;
        }
        assert_int_equal(numbers == here, n < 4);
        numbers[n] = n;
    }
    for (size_t n = 0; n < 1000; n++)
        assert_int_equal(numbers[n], n);
    for (size_t n = 0; n < 4; n++)
        assert_int_equal(here[n], n);
    mem_room_free(numbers, here);
}

static void copies_are_whole(void **state)
{
    (void)state;
    char *text = mem_copy("tekst"), *part = mem_copy_len("tekst", 3), *none = mem_copy(NULL);
    assert_string_equal(text, "tekst");
    assert_string_equal(part, "tek");
    assert_string_equal(none, "");
    mem_replace(&text, text + 2);
    assert_string_equal(text, "kst");
    mem_replace(&none, "iets");
    assert_string_equal(none, "iets");
    free(text);
    free(part);
    free(none);
}

static void ask_too_much_to_grow(void)
{
    free(mem_grow(NULL, SIZE_MAX / 2, 3));
}

/* Runs ask in a process of its own: it must leave with 1 and one sentence on stderr. */
static void check_out_of_memory(void (*ask)(void))
{
    char said[512] = "";
    int pipes[2], status;
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[1], STDERR_FILENO);
        ask();
        _exit(0);
    }
    close(pipes[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(read(pipes[0], said, sizeof said - 1) > 0);
    close(pipes[0]);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    assert_non_null(strstr(said, "out of memory"));
}

static void out_of_memory_ends_with_a_sentence(void **state)
{
    (void)state;
    check_out_of_memory(ask_too_much_to_grow);
}

/* No more than is in use now, and a little. */
static void limit_memory(void)
{
    unsigned long pages = 0;
    FILE *self = fopen("/proc/self/statm", "r");
    if (!self || fscanf(self, "%lu", &pages) != 1 || fclose(self))
        _exit(9);
    rlim_t most = pages * (rlim_t)sysconf(_SC_PAGESIZE) + 65536;
    if (setrlimit(RLIMIT_AS, &(struct rlimit){most, most}))
        _exit(9);
}

/* In a child, whose sentence goes to the test. Ends with 3 when something else is not as it should
 * be. */
static void ask_with_some_aside(void)
{
    enum { MOST = 1 << 20 };
    if (mem_given_back() || !mem_set_aside(MOST))
        _exit(3);
    limit_memory();
    char *room = mem_zero(MOST / 2, 1); /* what was aside makes it possible */
    if (!mem_given_back() || mem_set_aside(MOST))
        _exit(3);
    free(room);
    if (!mem_set_aside(MOST / 2) || mem_given_back())
        _exit(3);
    free(mem_grow(NULL, 64 * MOST, 1)); /* more than there ever was */
    _exit(4);
}

static void what_is_kept_aside_is_used_first(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip(); /* has more than half of all addresses */
#endif
    check_out_of_memory(ask_with_some_aside);
}

/* Peak memory is what it was: no page is touched. */
static void what_is_kept_aside_takes_no_room(void **state)
{
    enum { LARGE = 64 << 20 };
    struct rusage before, after;
    (void)state;
    mem_let_go();
    assert_int_equal(getrusage(RUSAGE_SELF, &before), 0);
    assert_true(mem_set_aside(LARGE));
    assert_int_equal(getrusage(RUSAGE_SELF, &after), 0);
    mem_let_go();
    assert_in_range(after.ru_maxrss - before.ru_maxrss, 0, LARGE / 1024 / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_comes_zeroed),
        cmocka_unit_test(growing_keeps_what_was_there),
        cmocka_unit_test(an_array_has_room_for_one_more),
        cmocka_unit_test(an_array_goes_on_from_the_room_it_began_in),
        cmocka_unit_test(copies_are_whole),
        cmocka_unit_test(out_of_memory_ends_with_a_sentence),
        cmocka_unit_test(what_is_kept_aside_is_used_first),
        cmocka_unit_test(what_is_kept_aside_takes_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
