/*
 * The small inputs kept for the fuzzers, each through its target: what was found once, and one of
 * every kind. And some bytes of no kind at all, the same ones each time.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "sandbox.h"

enum { CHANCE_RUNS = 60, CHANCE_LEN = 400 };

static uint64_t next_chance(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* A copy that ends where it ends, so that reading on is seen by the sanitizers. */
static void feed(fuzz_target *target, const uint8_t *bytes, size_t len)
{
    uint8_t *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    for (size_t i = 0; i < len; i++)
        copy[i] = bytes[i];
    target(copy, len);
    free(copy);
}

/* Every kept input whole and cut short, then with one byte changed. */
static void feed_file(fuzz_target *target, const char *path, uint64_t *seed)
{
    size_t len;
    uint8_t *bytes = (uint8_t *)sandbox_read(path, &len);
    feed(target, bytes, len);
    feed(target, bytes, len / 2);
    feed(target, bytes, len ? len - 1 : 0);
    for (int i = 0; len && i < 4; i++) {
        uint8_t *byte = &bytes[next_chance(seed) % len], was = *byte;
        *byte = (uint8_t)next_chance(seed);
        feed(target, bytes, len);
        *byte = was;
    }
    free(bytes);
}

static void feed_all(fuzz_target *target, const char *name)
{
    char pattern[64];
    glob_t found;
    uint64_t seed = UINT64_C(0x5EED0F1234567891);
    uint8_t chance[CHANCE_LEN];
    snprintf(pattern, sizeof pattern, "tests/fuzz/%s/*", name);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        feed_file(target, found.gl_pathv[i], &seed);
    globfree(&found);
    for (int i = 0; i < CHANCE_RUNS; i++) {
        size_t len = next_chance(&seed) % CHANCE_LEN;
        for (size_t k = 0; k < len; k++)
            chance[k] = (uint8_t)next_chance(&seed);
        feed(target, chance, len);
    }
}

static void guides_hold(void **state)
{
    (void)state;
    feed_all(fuzz_guide, "guide");
}

static void regimes_hold(void **state)
{
    (void)state;
    feed_all(fuzz_regime, "regime");
}

static void bundles_hold(void **state)
{
    (void)state;
    feed_all(fuzz_bundle, "bundle");
}

static void words_for_dates_hold(void **state)
{
    (void)state;
    feed_all(fuzz_day, "day");
}

static void lists_hold(void **state)
{
    (void)state;
    feed_all(fuzz_csv, "csv");
}

static void the_privacy_check_holds(void **state)
{
    (void)state;
    feed_all(fuzz_privacy, "privacy");
}

static void fields_hold(void **state)
{
    (void)state;
    feed_all(fuzz_lineedit, "lineedit");
}

static void frames_hold(void **state)
{
    (void)state;
    feed_all(fuzz_frame, "frame");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guides_hold),  cmocka_unit_test(regimes_hold),
        cmocka_unit_test(bundles_hold), cmocka_unit_test(words_for_dates_hold),
        cmocka_unit_test(lists_hold),   cmocka_unit_test(the_privacy_check_holds),
        cmocka_unit_test(fields_hold),  cmocka_unit_test(frames_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
