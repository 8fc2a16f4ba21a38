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

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* ---- the room that is kept aside ------------------------------------------------------------- */

static void path_in(const struct trial *trial, const char *end, char path[TRIAL_PATH])
{
    snprintf(path, TRIAL_PATH, "%.80s/gesprek.db%.20s", trial->fixture.folder, end);
}

/* The disk is full until the room kept aside is given up; then there is room to try it again. */
static void the_reserve_lets_a_save_through(void **state)
{
    struct trial trial;
    struct err err = ERR_INIT(LANG_EN);
    char reserve[TRIAL_PATH];
    (void)state;
    trial_begin(&trial, &trial_lists[0]);
    path_in(&trial, ".reserve", reserve);
    struct store *store = trial_open(&trial, &err);
    assert_non_null(store);
    assert_int_equal(access(reserve, F_OK), 0);
    disk_room_behind(reserve);
    disk_break(DISK_FULL, 1, true);
    assert_int_equal(store_setting_set(store, "last", "save", &err), -1);
    assert_int_equal(access(reserve, F_OK), -1);
    assert_true(store_made_room(store));
    assert_false(store_made_room(store));
    assert_int_equal(store_setting_set(store, "last", "save", &err), 0);
    disk_mend();
    disk_room_behind(NULL);
    assert_int_equal(access(reserve, F_OK), 0); /* this disk has plenty: it is kept again */
    trial_put_down(&trial);
    trial_end(&trial);
}

/* Takes all there is. */
static void fill_disk(const char *path)
{
    static const char block[4096];
    int file = open(path, O_WRONLY | O_CREAT, 0600);
    while (write(file, block, sizeof block) > 0)
        ;
    close(file);
}

/* In a process with a disk of its own, of 8 MiB. Exits with the number of what is not right. */
static void on_a_small_disk(const char *folder)
{
    struct err err = ERR_INIT(LANG_EN);
    char db[TRIAL_PATH], reserve[TRIAL_PATH], rest[TRIAL_PATH];
    snprintf(db, sizeof db, "%.60s/gesprek.db", folder);
    snprintf(reserve, sizeof reserve, "%.80s.reserve", db);
    snprintf(rest, sizeof rest, "%.60s/rest", folder);
    if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
        mount("none", folder, "tmpfs", 0, "size=8m"))
        _exit(77);
    struct store *store = store_open(db, ACCESS_WRITE, (struct clock){.fixed = 0}, &err);
    if (!store || access(reserve, F_OK))
        _exit(1);
    fill_disk(rest);
    if (store_setting_set(store, "last", "save", &err) || !access(reserve, F_OK))
        _exit(2);
    store_close(store);
    if (!(store = store_open(db, ACCESS_WRITE, (struct clock){.fixed = 0}, &err)))
        _exit(3);
    unlink(rest);
    if (store_setting_set(store, "later", "save", &err))
        _exit(4);
    store_close(store);
    if (!store_open(db, ACCESS_WRITE, (struct clock){.fixed = 0}, &err) || access(reserve, F_OK))
        _exit(5);
    _exit(0);
}

static void a_disk_is_really_full(void **state)
{
    char folder[] = "/tmp/gesprek-test-XXXXXX";
    int status = 0;
    (void)state;
    assert_non_null(mkdtemp(folder));
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        on_a_small_disk(folder);
    assert_int_equal(waitpid(child, &status, 0), child);
    rmdir(folder);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        skip(); /* only who may mount can have a disk of one's own */
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_fails),
        cmocka_unit_test(the_reserve_lets_a_save_through),
        cmocka_unit_test(a_disk_is_really_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
