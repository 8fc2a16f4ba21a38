#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "attempts.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run.h"
#include "sandbox.h"
#include "sealed.h"
#include "store/sealing.h"
#include "trial.h"

static void path_in(const char *folder, const char *name, char path[ATTEMPT_PATH])
{
    snprintf(path, ATTEMPT_PATH, "%.80s/%.40s", folder, name);
}

void attempts_path(const struct attempts *attempts, const char *name, char path[ATTEMPT_PATH])
{
    path_in(attempts->master, name, path);
}

void attempt_path(const struct attempt *attempt, const char *name, char path[ATTEMPT_PATH])
{
    path_in(attempt->attempts->work, name, path);
}

struct store *attempts_open(const char *path)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = store_open(path, ACCESS_WRITE, (struct clock){.fixed = 0}, &err);
    if (!store)
        fail_msg("%s", err.text);
    return store;
}

void attempts_begin(struct attempts *attempts)
{
    bool quick = access("/dev/shm", W_OK) == 0; /* in memory */
    snprintf(attempts->folder, sizeof attempts->folder, "%s/gesprek-test-XXXXXX",
             quick ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(attempts->folder));
    snprintf(attempts->master, sizeof attempts->master, "%s/master", attempts->folder);
    snprintf(attempts->work, sizeof attempts->work, "%s/work", attempts->folder);
    assert_int_equal(mkdir(attempts->master, 0700), 0);
    assert_int_equal(mkdir(attempts->work, 0700), 0);
    attempts->passphrase = sealed_secret(SEALED_PASSPHRASE);
}

void attempts_end(struct attempts *attempts)
{
    refusal_end();
    run_drop_folder(attempts->folder);
    secret_free(attempts->passphrase);
}

/* ---- one try --------------------------------------------------------------------------------- */

static void bring(struct attempts *attempts, const char *name, const char *suffix)
{
    char from[ATTEMPT_PATH], to[ATTEMPT_PATH], whole[48];
    size_t len = 0;
    snprintf(whole, sizeof whole, "%s%s", name, suffix);
    path_in(attempts->master, whole, from);
    path_in(attempts->work, whole, to);
    if (access(from, F_OK) != 0)
        return;
    char *bytes = sandbox_read(from, &len);
    sandbox_write(to, bytes, len);
    assert_int_equal(chmod(to, 0600), 0);
    free(bytes);
}

/* The folder anew, with what is needed. */
static void set_out(struct attempts *attempts, const struct attempted *tried)
{
    static const char *const suffixes[] = {"", "-wal", ".lock", ".log"};
    run_drop_folder(attempts->work);
    assert_int_equal(mkdir(attempts->work, 0700), 0);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        bring(attempts, tried->db, suffixes[i]);
    if (tried->beside)
        bring(attempts, tried->beside, "");
}

static void take_up(struct attempts *attempts, const struct attempted *tried,
                    struct attempt *attempt)
{
    *attempt = (struct attempt){.attempts = attempts};
    attempt_path(attempt, tried->db, attempt->db);
    attempt_path(attempt, "into", attempt->into);
    unlink(attempt->into);
    if (tried->state != CLOSED)
        attempt->store = attempts_open(attempt->db);
    if (tried->state == UNLOCKED && store_sealing(attempt->store) == SEALING_LOCKED)
        sealed_open(attempt->store);
    if (tried->prepare)
        tried->prepare(attempt);
}

static void put_down(const struct attempted *tried, struct attempt *attempt)
{
    store_close(attempt->store);
    attempt->store = NULL;
    if (tried->clear)
        tried->clear(attempt);
}

static void must_be_sound(const struct attempted *tried, struct attempt *attempt, long n)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    if (access(attempt->db, F_OK) == 0 &&
        store_doctor(attempt->db, LANG_EN, &report, &err) != (int)tried->harmed)
        fail_msg("%s, the %ldth: %s%s", tried->name, n, report.data, err.text);
    buf_release(&report);
}

/* What could not be taken away has the number of this process in its name; the next start has
 * another. */
static void drop_parts(const struct attempts *attempts)
{
    char pattern[ATTEMPT_PATH];
    glob_t found;
    path_in(attempts->work, "*.part*", pattern);
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            unlink(found.gl_pathv[i]);
        globfree(&found);
    }
}

/* What failed is asked once more, as the next start would: there is no trouble
 * any more. */
static void once_more(struct attempts *attempts, const struct attempted *tried, long n)
{
    struct attempt attempt;
    struct err err = ERR_INIT(LANG_EN);
    drop_parts(attempts);
    take_up(attempts, tried, &attempt);
    bool done = tried->done && tried->done(&attempt);
    if (!done && tried->run(&attempt, &err))
        fail_msg("%s, the %ldth, once more: %s", tried->name, n, err.text);
    put_down(tried, &attempt);
}

/* Once with the n-th refused: false when there was no n-th. */
static bool try_refused(struct attempts *attempts, const struct attempted *tried, enum refusal what,
                        long n)
{
    struct attempt attempt;
    struct err err = ERR_INIT(LANG_EN);
    set_out(attempts, tried);
    take_up(attempts, tried, &attempt);
    refusal_set(what, n, n % 4 == 3);
    int failed = tried->run(&attempt, &err);
    bool struck = refusal_struck();
    refusal_end();
    if (failed < -1 || (failed && !*err.text) || (!failed && *err.text && !tried->quiet))
        fail_msg("%s, the %ldth: %d \"%s\"", tried->name, n, failed, err.text);
    if (!struck && failed)
        fail_msg("%s, undisturbed: %s", tried->name, err.text);
    put_down(tried, &attempt);
    if (n % 5 == 1 || !struck)
        must_be_sound(tried, &attempt, n);
    if (failed && n % 3 == 1)
        once_more(attempts, tried, n);
    return struck;
}

void attempts_try(struct attempts *attempts, const struct attempted *list, size_t count,
                  enum refusal what)
{
    for (size_t i = 0; i < count; i++)
        for (long n = 1; try_refused(attempts, &list[i], what, n);)
            n += trial_all() ? 1 : 2 + 2 * n;
}
