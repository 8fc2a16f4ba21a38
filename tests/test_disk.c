/*
 * The disk fails at every operation of real use (tests/trial.h), once or for good, or is full. The
 * program lives, says so in a sentence, keeps what was typed where it was, and goes on when the
 * disk does; in the file is nothing half, and it is sound.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "disk.h"
#include "trial.h"

static void begin(const struct trouble *trouble)
{
    disk_break((enum disk_fault)trouble->kind, trouble->n, trouble->for_good);
}

static const struct trouble troubles[] = {
    {"failed", begin, disk_struck, disk_mend, .kind = DISK_FAILS},
    {"failed", begin, disk_struck, disk_mend, .kind = DISK_FAILS, .for_good = true},
    {"full", begin, disk_struck, disk_mend, .kind = DISK_FULL, .for_good = true},
    {"full", begin, disk_struck, disk_mend, .kind = DISK_FULL},
};

static void it_fails(void **state)
{
    long tried = 0;
    (void)state;
    for (size_t k = 0; k < trial_n_lists; k++) {
        const struct step_list *list = &trial_lists[k];
        struct trial trial;
        if (!trial_takes(list))
            continue;
        trial_begin(&trial, list);
        for (size_t i = 0; i < list->n; i++) {
            for (int turn = 0; turn < 4; turn++)
                if (trial_takes_turn(i, turn))
                    tried += trial_trouble(&trial, &list->steps[i], troubles[turn]);
            trial_advance(&trial, &list->steps[i]);
        }
        trial_end(&trial);
    }
    print_message("%ld moments\n", tried);
    assert_true(tried > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
