/*
 * The power goes at every moment of real use (tests/trial.h): at every write, cut, sync and delete,
 * with everything a disk may then have left (tests/disk.h). What is found is one of two things: all
 * that was acknowledged, or that and the change that was just being made; whole, sound, and it
 * opens. On a disk that says it synced and did not, this test has to see the damage.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "disk.h"
#include "trial.h"

#define MOMENTS 4000

typedef unsigned long long content;

/* What a step can leave. */
struct outcomes {
    content before;
    content now[MOMENTS]; /* as written when the power goes at that operation; 0: not tried */
    content sound[MOMENTS];
    size_t n_sound; /* these were looked over and were all right */
    long tried, states, wrong;
    bool quiet;
};

static void arm(void *how)
{
    disk_break(DISK_POWER, *(long *)how, false);
}

static void lose_power(struct trial *trial, const struct step *step, void *how)
{
    disk_watch_folder(trial->fixture.folder);
    trial->arm = arm;
    trial->how = how;
    int failed = trial_do(trial, step);
    trial_put_down(trial);
    trial_expect(!failed, trial, "could not be done");
}

static void folder_of(const struct trial *trial, int state, char folder[TRIAL_PATH])
{
    char copy[TRIAL_PATH];
    trial_copy(trial, copy);
    snprintf(folder, TRIAL_PATH, "%.100s.%d", copy, state);
}

static void drop_states(const struct trial *trial)
{
    char folder[TRIAL_PATH];
    for (int state = 0; state < DISK_STATES; state++) {
        folder_of(trial, state, folder);
        disk_drop_folder(folder);
    }
}

/* The last sync that had ended when the power went. */
static long last_sync(const struct trial *trial)
{
    char copy[TRIAL_PATH], path[2 * TRIAL_PATH];
    long n = -1;
    trial_copy(trial, copy);
    snprintf(path, sizeof path, "%s.said", copy);
    FILE *said = fopen(path, "r");
    assert_non_null(said);
    assert_int_equal(fscanf(said, "%ld", &n), 1);
    fclose(said);
    unlink(path);
    return n;
}

/* Does the step until the power goes at the n-th operation: false when it did not come to that. */
static bool go_dark(struct trial *trial, const struct step *step, long n)
{
    int status = trial_fork(trial, step, lose_power, &n);
    if (status != 0 && status != DISK_DARK)
        fail_msg("%s: ended with %d at operation %ld", step->name, status, n);
    return status == DISK_DARK;
}

static content written_at(struct trial *trial, const struct step *step, struct outcomes *outcomes,
                          long n)
{
    char folder[TRIAL_PATH];
    if (n == 0)
        return outcomes->before;
    if (!outcomes->now[n]) {
        assert_true(go_dark(trial, step, n));
        (void)last_sync(trial);
        folder_of(trial, 0, folder);
        outcomes->now[n] = trial_content(folder);
        drop_states(trial);
    }
    return outcomes->now[n];
}

static bool is_known(struct outcomes *outcomes, content found)
{
    for (size_t i = 0; i < outcomes->n_sound; i++)
        if (outcomes->sound[i] == found)
            return true;
    if (outcomes->n_sound < MOMENTS)
        outcomes->sound[outcomes->n_sound++] = found;
    return false;
}

/* Is what one state holds right? */
static bool right(struct trial *trial, const struct step *step, struct outcomes *outcomes,
                  const char *folder, content found, content least, content most)
{
    if (found == 0 || (found != least && found != most))
        return false;
    return is_known(outcomes, found) || outcomes->quiet || trial_sound(trial, folder, step, false);
}

/* Every state the disk may be in after the power went at operation n. */
static bool try_moment(struct trial *trial, const struct step *step, struct outcomes *outcomes,
                       long n)
{
    content found[DISK_STATES];
    char folder[TRIAL_PATH];
    if (!go_dark(trial, step, n))
        return false;
    long synced = last_sync(trial);
    for (int state = 0; state < DISK_STATES; state++) {
        folder_of(trial, state, folder);
        found[state] = trial_content(folder);
    }
    assert_true(n < MOMENTS);
    outcomes->now[n] = found[0];
    outcomes->tried++;
    for (int state = 0; state < DISK_STATES; state++) {
        folder_of(trial, state, folder);
        outcomes->states++;
        if (right(trial, step, outcomes, folder, found[state], found[state], found[state]))
            continue;
        outcomes->wrong++;
        if (!outcomes->quiet)
            fail_msg("%s: operation %ld, state %d: unsound", step->name, n, state);
    }
    drop_states(trial);
    content least = written_at(trial, step, outcomes, synced);
    for (int state = 0; state < DISK_STATES; state++) {
        if (found[state] == least || found[state] == found[0])
            continue;
        outcomes->wrong++;
        if (!outcomes->quiet)
            fail_msg("%s: operation %ld, state %d: something acknowledged is lost, or half there",
                     step->name, n, state);
    }
    return true;
}

static void try_step(struct trial *trial, const struct step *step, struct outcomes *outcomes)
{
    outcomes->before = trial_content(trial->fixture.folder);
    memset(outcomes->now, 0, sizeof outcomes->now);
    outcomes->n_sound = 0;
    assert_true(outcomes->before != 0);
    for (long n = 1; try_moment(trial, step, outcomes, n); n = trial_next(step, n))
        ;
}

static void the_power_goes(void **state)
{
    (void)state;
    struct outcomes *outcomes = mem_zero(1, sizeof *outcomes);
    for (size_t k = 0; k < trial_n_lists; k++) {
        const struct step_list *list = &trial_lists[k];
        struct trial trial;
        if (!trial_takes(list))
            continue;
        trial_begin(&trial, list);
        for (size_t i = 0; i < list->n; i++) {
            try_step(&trial, &list->steps[i], outcomes);
            trial_advance(&trial, &list->steps[i]);
        }
        trial_end(&trial);
    }
    print_message("%ld moments, %ld states, %ld wrong\n", outcomes->tried, outcomes->states,
                  outcomes->wrong);
    assert_int_equal(outcomes->wrong, 0);
    free(outcomes);
}

/* The positive control. */
static void a_disk_that_lies_is_seen_through(void **state)
{
    (void)state;
    struct outcomes *outcomes = mem_zero(1, sizeof *outcomes);
    struct trial trial;
    outcomes->quiet = true;
    trial_begin(&trial, &trial_lists[0]);
    disk_lies(true);
    for (size_t i = 0; i < 3; i++) {
        try_step(&trial, &trial_lists[0].steps[i], outcomes);
        trial_advance(&trial, &trial_lists[0].steps[i]);
    }
    disk_lies(false);
    trial_end(&trial);
    print_message("on a disk that lies: %ld of %ld states wrong\n", outcomes->wrong,
                  outcomes->states);
    assert_true(outcomes->wrong > 0);
    free(outcomes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_power_goes),
        cmocka_unit_test(a_disk_that_lies_is_seen_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
