/*
 * The place a file lives at (store/file.h), who holds it (store/lock.h), and what the system says
 * of both: all that may be refused is, by itself, and is told in words that say what to do.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "refusal.h"
#include "sandbox.h"
#include "store/file.h"
#include "store/lock.h"

enum { SOMEBODY = 4711, SOMEBODY_ELSE = 4712 }; /* users nobody is */

struct place {
    struct sandbox sandbox;
    struct err err;
    char other[SANDBOX_PATH];
};

static int setup(void **state)
{
    static struct place place;
    sandbox_make(&place.sandbox);
    place.err = (struct err)ERR_INIT(LANG_EN);
    sandbox_path(&place.sandbox, "other", place.other);
    *state = &place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    refusal_end();
    sandbox_remove(&place->sandbox);
    return 0;
}

/* The n-th call from here on is refused with that code. */
static void refuse_call(long n, int code, bool for_good)
{
    refusal_say(code);
    refusal_set(REFUSE_CALLS, n, for_good);
}

static void says(struct place *place, const char *words)
{
    refusal_end();
    if (!strstr(place->err.text, words))
        fail_msg("\"%s\" is not in \"%s\"", words, place->err.text);
    *place->err.text = '\0';
}

/* ---- in words -------------------------------------------------------------------------------- */

static void every_reason_has_words(void **state)
{
    (void)state;
    assert_string_equal(file_reason(EACCES, LANG_EN), "you may not");
    assert_string_equal(file_reason(EIO, LANG_EN), "the disk failed");
    assert_string_equal(file_reason(EDQUOT, LANG_EN), "your share of the disk is full");
    assert_string_equal(file_reason(EBADF, LANG_EN), strerror(EBADF));
}

static void a_copy_that_was_cut_off_is_known_by_its_name(void **state)
{
    (void)state;
    assert_true(file_is_part("gesprek.db.4711.part"));
    assert_true(file_is_part("gesprek.db.4711.part-journal"));
    assert_true(file_is_part("x.1.part-shm"));
    assert_false(file_is_part("gesprek"));
    assert_false(file_is_part("gesprek.part"));
    assert_false(file_is_part("gesprek.x4711.part"));
    assert_false(file_is_part("4711.part"));
    assert_false(file_is_part("gesprek.4711.party"));
    assert_false(file_is_part(".part"));
}

/* ---- a name of its own ----------------------------------------------------------------------- */

static bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

/* Where a file system cannot keep a name from being taken over, a second name does it. */
static void a_name_is_never_taken_over(void **state)
{
    struct place *place = *state;
    static const int unknown[] = {EINVAL, ENOSYS, ENOTSUP};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(file_make(place->sandbox.db), 0);
        refuse_call(1, unknown[i], false);
        assert_int_equal(file_name_new(place->sandbox.db, place->other), 0);
        refusal_end();
        assert_false(there(place->sandbox.db));
        assert_int_equal(file_make(place->sandbox.db), 0);
        refuse_call(1, unknown[i], false);
        assert_int_equal(file_name_new(place->sandbox.db, place->other), EEXIST);
        refusal_end();
        assert_true(there(place->sandbox.db));
        unlink(place->sandbox.db);
        unlink(place->other);
    }
}

static void what_has_no_new_name_has_the_old_one(void **state)
{
    struct place *place = *state;
    assert_int_equal(file_make(place->sandbox.db), 0);
    refuse_call(1, EPERM, false);
    assert_int_equal(file_name_new(place->sandbox.db, place->other), EPERM);
    refuse_call(1, EINVAL, true);
    assert_int_equal(file_name_new(place->sandbox.db, place->other), EINVAL);
    refusal_end();
    assert_true(there(place->sandbox.db));
    assert_false(there(place->other));
}

static void it_is_made_and_made_to_last(void **state)
{
    struct place *place = *state;
    refuse_call(1, ENOSPC, false);
    assert_int_equal(file_make(place->sandbox.db), ENOSPC);
    refusal_end();
    assert_int_equal(file_make(place->sandbox.db), 0);
    assert_int_equal(file_make(place->sandbox.db), EEXIST);
    for (long n = 1; n <= 2; n++) { /* opening it, and the sync */
        refuse_call(n, EIO, false);
        assert_int_equal(file_sync(place->sandbox.db), EIO);
    }
    refuse_call(2, EINVAL, false); /* a file system that has no such thing */
    assert_int_equal(file_sync(place->sandbox.db), 0);
    refusal_end();
    assert_int_equal(file_sync_folder(place->sandbox.db), 0);
    assert_int_equal(file_sync_folder("/nowhere/at/all"), ENOENT);
}

/* ---- is it one of ours ----------------------------------------------------------------------- */

static void a_folder_that_cannot_be_used_is_told(void **state)
{
    struct place *place = *state;
    struct buf real = BUF_INIT;
    refuse_call(1, EACCES, false);
    assert_int_equal(file_resolve(&real, place->sandbox.db, false, &place->err), -1);
    says(place, "cannot be used: you may not");
    refuse_call(1, EACCES, true);
    assert_int_equal(file_resolve(&real, place->sandbox.db, true, &place->err), -1);
    says(place, "cannot be made: you may not");
    refuse_call(1, EACCES, false);
    assert_int_equal(file_folder_safe(place->sandbox.db, &place->err), -1);
    says(place, "cannot be used: you may not");
    assert_int_equal(real.len, 0);
    assert_int_equal(file_resolve(&real, "gesprek.db", false, &place->err), 0);
    assert_true(real.len > strlen("/gesprek.db"));
    buf_clear(&real);
    assert_int_equal(file_resolve(&real, "/gesprek.db", false, &place->err), 0);
    assert_string_equal(real.data, "/gesprek.db");
    assert_int_equal(file_resolve(&real, "/tmp/..", false, &place->err), -1);
    says(place, "is a folder");
    assert_int_equal(file_resolve(&real, "/tmp/.", false, &place->err), -1);
    says(place, "is a folder");
    buf_release(&real);
}

static void a_folder_of_everybody_is_refused_unless_it_is_sticky(void **state)
{
    struct place *place = *state;
    assert_int_equal(chmod(place->sandbox.folder, 0777), 0);
    assert_int_equal(file_folder_safe(place->sandbox.db, &place->err), -1);
    says(place, "Everybody on this computer can write in the folder");
    assert_int_equal(chmod(place->sandbox.folder, 01777), 0);
    assert_int_equal(file_folder_safe(place->sandbox.db, &place->err), 0);
}

static void what_cannot_be_reached_is_told(void **state)
{
    struct place *place = *state;
    sandbox_write(place->sandbox.db, "x", 1);
    refuse_call(1, EIO, false);
    assert_int_equal(file_look(place->sandbox.db, &place->err), -1);
    says(place, "cannot be reached: the disk failed");
    refuse_call(2, EACCES, false);
    assert_int_equal(file_look(place->sandbox.db, &place->err), -1);
    says(place, "You may not read");
    assert_int_equal(file_look(place->sandbox.db, &place->err), 1);
    assert_int_equal(symlink(place->sandbox.db, place->other), 0);
    assert_int_equal(file_look(place->other, &place->err), -1);
    says(place, "is a link to another file");
    assert_int_equal(file_look("/dev/null", &place->err), -1);
    says(place, "is not an ordinary file");
}

/* What SQLite would play back is looked at too, also when the file itself is not there. */
static void what_lies_beside_it_must_be_a_file(void **state)
{
    struct place *place = *state;
    char beside[SANDBOX_PATH];
    sandbox_path(&place->sandbox, "gesprek.db-journal", beside);
    assert_int_equal(symlink("/etc/passwd", beside), 0);
    assert_int_equal(file_look(place->sandbox.db, &place->err), -1);
    says(place, "is not yours");
    sandbox_write(place->sandbox.db, "x", 1);
    assert_int_equal(file_look(place->sandbox.db, &place->err), -1);
    says(place, "is not yours");
}

/* As another user, in a process of its own: 0 when the file is looked at as expected. */
static int as_somebody(const struct place *place, uid_t file, uid_t journal, uid_t folder)
{
    char beside[SANDBOX_PATH];
    sandbox_path(&place->sandbox, "gesprek.db-wal", beside);
    assert_int_equal(chown(place->sandbox.db, file, 0), 0);
    assert_int_equal(chown(beside, journal, 0), 0);
    assert_int_equal(chown(place->sandbox.folder, folder, 0), 0);
    pid_t child = fork();
    if (child == 0) {
        struct err err = ERR_INIT(LANG_EN);
        if (setuid(SOMEBODY))
            _exit(9);
        int looked = file_look(place->sandbox.db, &err);
        int safe = file_folder_safe(place->sandbox.db, &err);
        exit((looked == 1 ? 0 : 1) | (safe == 0 ? 0 : 2)); /* written down by what counts */
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void what_others_put_there_is_not_trusted(void **state)
{
    struct place *place = *state;
    char beside[SANDBOX_PATH];
    if (geteuid() != 0)
        skip(); /* only root can make files of others */
    sandbox_write(place->sandbox.db, "x", 1);
    sandbox_path(&place->sandbox, "gesprek.db-wal", beside);
    sandbox_write(beside, "x", 1);
    assert_int_equal(chmod(place->sandbox.folder, 0755), 0);
    assert_int_equal(chmod(place->sandbox.db, 0644), 0);
    assert_int_equal(as_somebody(place, SOMEBODY, SOMEBODY, SOMEBODY), 0);
    assert_int_equal(as_somebody(place, SOMEBODY, 0, 0), 0); /* root could do all of it anyway */
    assert_int_equal(as_somebody(place, SOMEBODY, SOMEBODY_ELSE, SOMEBODY), 1);
    assert_int_equal(as_somebody(place, SOMEBODY_ELSE, SOMEBODY_ELSE, SOMEBODY), 0);
    assert_int_equal(as_somebody(place, SOMEBODY, SOMEBODY, SOMEBODY_ELSE), 2);
}

/* ---- what the user should know --------------------------------------------------------------- */

static void who_may_read_it_is_mended_once(void **state)
{
    struct place *place = *state;
    struct buf lines = BUF_INIT;
    sandbox_write(place->sandbox.db, "x", 1);
    assert_int_equal(chmod(place->sandbox.db, 0644), 0);
    file_add_warnings(place->sandbox.db, LANG_EN, &lines);
    assert_non_null(strstr(lines.data, "Others on this computer may read your file."));
    buf_clear(&lines);
    refuse_call(2, EPERM, false);
    file_repair(place->sandbox.db, LANG_EN, &lines);
    refusal_end();
    assert_int_equal(lines.len, 0); /* it could not be, so it is not said to be */
    file_repair(place->sandbox.db, LANG_EN, &lines);
    assert_non_null(strstr(lines.data, "That is mended"));
    buf_clear(&lines);
    file_repair(place->sandbox.db, LANG_EN, &lines);
    assert_int_equal(lines.len, 0);
    assert_int_equal(chmod(place->sandbox.folder, 0770), 0);
    file_add_warnings(place->sandbox.db, LANG_EN, &lines);
    assert_non_null(strstr(lines.data, "may write in the folder of your file"));
    buf_release(&lines);
}

static void a_disk_that_does_not_say_is_taken_for_ours(void **state)
{
    struct place *place = *state;
    refuse_call(1, EIO, false);
    assert_false(file_remote(place->sandbox.db));
    refusal_end();
    assert_true(file_remote_kind(0x6969));
    assert_false(file_remote_kind(0xEF53)); /* ext4 */
}

/* ---- who holds it ---------------------------------------------------------------------------- */

/* Holds the lock as another process would, with those words in it. */
static int hold(const struct place *place, const char *words)
{
    char path[SANDBOX_PATH];
    sandbox_path(&place->sandbox, "gesprek.db.lock", path);
    sandbox_write(path, words, strlen(words));
    int file = open(path, O_RDWR | O_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(flock(file, LOCK_EX | LOCK_NB), 0);
    return file;
}

/* Anybody could have written there. */
static void who_holds_it_is_told_in_plain_signs(void **state)
{
    struct place *place = *state;
    struct lock lock;
    struct holder holder;
    int file = hold(place, "pid 12\nhost a\x01"
                           "b\xC3\xA9 c\nwhere pts/3\nsince long ago\nelse");
    assert_true(lock_holder(place->sandbox.db, &holder));
    assert_int_equal(holder.pid, 12);
    assert_string_equal(holder.host, "a?b???c");
    assert_string_equal(holder.where, "pts/3");
    assert_int_equal(holder.since, 0);
    assert_false(lock_free(place->sandbox.db));
    assert_int_equal(lock_take(&lock, place->sandbox.db, SANDBOX_NOW, &place->err), LOCK_HELD);
    close(file);
    assert_false(lock_holder(place->sandbox.db, &holder));
    char long_name[200] = "host ";
    memset(long_name + 5, 'x', sizeof long_name - 6);
    file = hold(place, long_name);
    assert_true(lock_holder(place->sandbox.db, &holder));
    assert_int_equal(strlen(holder.host), sizeof holder.host - 1);
    close(file);
}

static void a_lock_that_cannot_be_had_is_told(void **state)
{
    struct place *place = *state;
    struct lock lock;
    char path[SANDBOX_PATH];
    for (long n = 1; n <= 2; n++) { /* opening it, and looking whose it is */
        refuse_call(n, EACCES, false);
        assert_int_equal(lock_take(&lock, place->sandbox.db, SANDBOX_NOW, &place->err),
                         LOCK_CANNOT);
        says(place, "cannot be used, so nothing can be written");
    }
    refuse_call(1, EACCES, false);
    assert_false(lock_free(place->sandbox.db)); /* nobody knows */
    refusal_end();
    sandbox_path(&place->sandbox, "gesprek.db.lock", path);
    unlink(path);
    assert_true(lock_free(place->sandbox.db));
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(lock_take(&lock, place->sandbox.db, SANDBOX_NOW, &place->err), LOCK_CANNOT);
    says(place, "cannot be used, so nothing can be written");
}

/* The words may be left out; then the next one looks the file over once more than needed. */
static void a_full_disk_leaves_out_who_it_is(void **state)
{
    struct place *place = *state;
    struct lock lock;
    for (long n = 7; n <= 8; n++) { /* cutting off what was there, and writing */
        refuse_call(n, ENOSPC, false);
        assert_int_equal(lock_take(&lock, place->sandbox.db, SANDBOX_NOW, &place->err), LOCK_GOT);
        refusal_end();
        assert_true(lock.stale);
        lock_drop(&lock);
    }
    assert_int_equal(lock_take(&lock, place->sandbox.db, SANDBOX_NOW, &place->err), LOCK_GOT);
    assert_false(lock.stale);
    refuse_call(1, EIO, false);
    lock_drop(&lock);
    refusal_end();
    assert_true(lock.stale);
    lock_drop(&lock); /* once is enough */
    assert_int_equal(lock_take(&lock, place->sandbox.db, SANDBOX_NOW, &place->err), LOCK_GOT);
    assert_true(lock.stale); /* as after a program that was killed */
    lock_drop(&lock);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    static const struct CMUnitTest tests[] = {
        EACH(every_reason_has_words),
        EACH(a_copy_that_was_cut_off_is_known_by_its_name),
        EACH(a_name_is_never_taken_over),
        EACH(what_has_no_new_name_has_the_old_one),
        EACH(it_is_made_and_made_to_last),
        EACH(a_folder_that_cannot_be_used_is_told),
        EACH(a_folder_of_everybody_is_refused_unless_it_is_sticky),
        EACH(what_cannot_be_reached_is_told),
        EACH(what_lies_beside_it_must_be_a_file),
        EACH(what_others_put_there_is_not_trusted),
        EACH(who_may_read_it_is_mended_once),
        EACH(a_disk_that_does_not_say_is_taken_for_ours),
        EACH(who_holds_it_is_told_in_plain_signs),
        EACH(a_lock_that_cannot_be_had_is_told),
        EACH(a_full_disk_leaves_out_who_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
