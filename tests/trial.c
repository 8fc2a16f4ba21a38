#include "trial.h"

#include <dirent.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "counted.h"
#include "disk.h"
#include "keys.h"
#include "sealed.h"
#include "store/change.h"
#include "store/sealing.h"

/* ---- chance ---------------------------------------------------------------------------------- */

static uint64_t row_of_chance;

/* In the place of the C library's, for ids and for libsodium. */
int getentropy(void *bytes, size_t len)
{
    unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) {
        row_of_chance = row_of_chance * UINT64_C(6364136223846793005) + 1442695040888963407U;
        at[i] = (unsigned char)(row_of_chance >> 56);
    }
    return 0;
}

ssize_t getrandom(void *bytes, size_t len, unsigned flags)
{
    (void)flags;
    return getentropy(bytes, len) ? -1 : (ssize_t)len;
}

static void begin_chance(const struct step *step)
{
    row_of_chance = 88172645463325252U;
    for (const char *p = step->name; *p; p++)
        row_of_chance = row_of_chance * 31 + (unsigned char)*p;
}

/* ---- opening and closing --------------------------------------------------------------------- */

static void db_path(const char *folder, char path[TRIAL_PATH])
{
    snprintf(path, TRIAL_PATH, "%.100s/gesprek.db", folder);
}

static int unlock(struct store *store, struct err *err)
{
    int failed = 0;
    if (store_sealing(store) != SEALING_LOCKED)
        return 0;
    struct secret *passphrase = secret_new();
    if (!passphrase || !secret_add(passphrase, SEALED_PASSPHRASE, strlen(SEALED_PASSPHRASE)))
        failed = err_set(err, "no room for the passphrase");
    else
        failed = sealing_unlock(store, passphrase, err) != UNLOCK_DONE;
    secret_free(passphrase);
    return failed;
}

/* The file in folder; NULL with err. */
static struct store *open_in(const struct trial *trial, const char *folder, struct err *err)
{
    char path[TRIAL_PATH];
    db_path(folder, path);
    struct store *store = store_open(path, ACCESS_WRITE, trial->fixture.desk.clock, err);
    if (store && unlock(store, err)) {
        store_close(store);
        return NULL;
    }
    return store;
}

struct store *trial_open(struct trial *trial, struct err *err)
{
    trial->fixture.desk.store = open_in(trial, trial->fixture.folder, err);
    return trial->fixture.desk.store;
}

void trial_begin(struct trial *trial, const struct step_list *list)
{
    *trial = (struct trial){.sentence = BUF_INIT, .first = list->steps};
    disk_put_in();
    begin_chance(&(struct step){.name = "begin"});
    desk_fixture_open(&trial->fixture, LANG_EN);
    setenv("HOME", trial->fixture.folder, true);
    store_close(trial->fixture.desk.store);
    trial->fixture.desk.store = NULL;
    if (list->prepare)
        list->prepare(trial);
    for (int i = 0; i < 2; i++) { /* read once, not by every process */
        const struct guide *guide = shelf_guide(&trial->fixture.shelf, "verzuimgesprek", LANG_EN);
        (void)desk_privacy(&trial->fixture.desk, i ? guide : NULL);
    }
}

void trial_end(struct trial *trial)
{
    buf_release(&trial->sentence);
    desk_fixture_close(&trial->fixture);
}

void trial_put_down(struct trial *trial)
{
    if (trial->sitting_open)
        sitting_kill(&trial->sitting);
    trial->sitting_open = false;
    store_close(trial->fixture.desk.store);
    trial->fixture.desk.store = NULL;
}

/* ---- doing a step ---------------------------------------------------------------------------- */

static void hear(struct trial *trial, const char *sentence)
{
    if (!*sentence)
        return;
    trial->said = true;
    buf_clear(&trial->sentence);
    buf_adds(&trial->sentence, sentence);
}

static void press(void *arg, const struct key *key)
{
    struct trial *trial = arg;
    if (trial->left)
        return;
    stack_key(&trial->sitting.stack, key);
    stack_draw(&trial->sitting.stack, &trial->sitting.frame);
    trial->left = !stack_survives(&trial->sitting.stack); /* as the loop does */
    hear(trial, trial->sitting.stack.say);
}

static int open_screens(struct trial *trial, struct err *err)
{
    struct beginning beginning = {.interview = NULL};
    if (!trial_open(trial, err))
        return -1;
    trial->sitting = (struct sitting){.picture = BUF_INIT};
    frame_init(&trial->sitting.frame, 24, 80, false);
    trial->sitting_open = true;
    if (stack_open(&trial->sitting.stack, &trial->fixture.desk, &beginning, err))
        return -1;
    stack_draw(&trial->sitting.stack, &trial->sitting.frame);
    hear(trial, trial->sitting.stack.say);
    return 0;
}

static void arm(struct trial *trial, bool early)
{
    if (trial->arm && trial->arm_early == early)
        trial->arm(trial->how);
}

static int save(struct trial *trial)
{
    int failed = trial->sitting_open ? stack_save(&trial->sitting.stack) : 0;
    if (failed)
        hear(trial, trial->sitting.stack.say);
    return failed;
}

int trial_do(struct trial *trial, const struct step *step)
{
    struct err err = ERR_INIT(LANG_EN);
    int failed = 0;
    trial->step = step;
    trial->said = trial->typed = trial->left = false;
    begin_chance(step);
    if (!step->keys) {
        arm(trial, true);
        arm(trial, false);
        failed = step->run(trial, &err);
    } else {
        arm(trial, true);
        failed = open_screens(trial, &err);
        failed = failed || trial->said ? -1 : 0; /* the screen may be another then */
        arm(trial, false);
        trial->typed = !failed;
        if (trial->typed) {
            keys_feed(step->keys, press, trial);
            failed = save(trial);
        }
    }
    hear(trial, err.text);
    return failed;
}

void trial_expect(bool holds, const struct trial *trial, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "step \"%s\": %s\nsaid: %s\n", trial->step->name, what, trial->sentence.data);
    if (trial->sitting_open)
        fprintf(stderr, "%s", sitting_picture((struct sitting *)&trial->sitting));
    _exit(2);
}

/* ---- processes ------------------------------------------------------------------------------- */

void trial_copy(const struct trial *trial, char folder[TRIAL_PATH])
{
    snprintf(folder, TRIAL_PATH, "%s-try", trial->fixture.folder);
}

static void leave(int status)
{
    counted_dump();
    _exit(status);
}

static int run_apart(struct trial *trial, const struct step *step,
                     void (*attempt)(struct trial *, const struct step *, void *), void *how)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        attempt(trial, step, how);
        leave(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void undisturbed(struct trial *trial, const struct step *step, void *how)
{
    (void)how;
    int failed = trial_do(trial, step);
    trial_expect(!failed, trial, "could not be done");
    if (getenv("TEST_TRIAL") && trial->sitting_open)
        fprintf(stderr, "%s: %s\n%s\n", step->name, trial->sentence.data,
                sitting_picture(&trial->sitting));
    trial_put_down(trial);
}

void trial_advance(struct trial *trial, const struct step *step)
{
    assert_int_equal(run_apart(trial, step, undisturbed, NULL), 0);
    assert_true(trial_sound(trial, trial->fixture.folder, step, true));
}

int trial_fork(struct trial *trial, const struct step *step,
               void (*attempt)(struct trial *trial, const struct step *step, void *how), void *how)
{
    char own[sizeof trial->fixture.folder], folder[TRIAL_PATH];
    trial_copy(trial, folder);
    disk_copy_folder(trial->fixture.folder, folder);
    memcpy(own, trial->fixture.folder, sizeof own);
    snprintf(trial->fixture.folder, sizeof trial->fixture.folder, "%.60s", folder);
    int status = run_apart(trial, step, attempt, how);
    memcpy(trial->fixture.folder, own, sizeof own);
    return status;
}

/* ---- looking a file over --------------------------------------------------------------------- */

/* Is word in a text that the user wrote? 1, 0, or -1. */
static int64_t holds(struct store *store, const char *word, struct err *err)
{
    struct buf sql = BUF_INIT;
    int64_t n = -1;
    buf_addf(&sql,
             "SELECT count(*) FROM (SELECT name AS t FROM person UNION ALL SELECT value FROM answer"
             " UNION ALL SELECT what || ' ' || follow_up || ' ' || due_words || ' ' || remark FROM"
             " agreement UNION ALL SELECT text FROM draft UNION ALL SELECT text FROM"
             " sparring_message UNION ALL SELECT text FROM sparring_draft UNION ALL SELECT"
             " reachable || work || lasting FROM absence) WHERE instr(t, '%s')",
             word);
    if (db_number(store_db(store), sql.data, &n, err))
        n = -1;
    buf_release(&sql);
    return n;
}

static bool complain(const struct step *step, const char *what, const char *about)
{
    fprintf(stderr, "step \"%s\": %s: %s\n", step->name, what, about);
    return false;
}

/* Do the words of the steps up to this one stand in the file that should, and no others? */
static bool words_right(const struct trial *trial, struct store *store, const struct step *step,
                        bool done)
{
    struct err err = ERR_INIT(LANG_EN);
    for (const struct step *one = trial->first; one <= step; one++) {
        bool gone = false;
        if (!one->word || (one == step && !done && !one->there))
            continue;
        for (const struct step *later = one; later <= step; later++)
            gone = gone || (later->gone && strstr(later->gone, one->word));
        int64_t n = holds(store, one->word, &err);
        if (n < 0)
            return complain(step, "cannot be read", err.text);
        if (!gone && !n)
            return complain(step, "lost", one->word);
        if (gone && done && n)
            return complain(step, "still there", one->word);
    }
    return true;
}

static bool doctor_content(const char *folder, const struct step *step)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    char path[TRIAL_PATH];
    db_path(folder, path);
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    int problems = store_doctor_with(path, passphrase, LANG_EN, &report, &err);
    secret_free(passphrase);
    bool sound = problems == 0;
    if (!sound)
        complain(step, report.data, err.text);
    buf_release(&report);
    return sound;
}

bool trial_sound(struct trial *trial, const char *folder, const struct step *step, bool done)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = open_in(trial, folder, &err);
    if (!store)
        return complain(step, "does not open", err.text);
    bool sound = words_right(trial, store, step, done);
    store_close(store);
    return sound && doctor_content(folder, step);
}

/* ---- content --------------------------------------------------------------------------------- */

static unsigned long long mixed(unsigned long long sum, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++)
        sum = (sum ^ at[i]) * 1099511628211ULL;
    return (sum ^ len) * 1099511628211ULL;
}

static int add_row(void *to, int n, char **values, char **columns)
{
    unsigned long long *sum = to;
    (void)columns;
    for (int i = 0; i < n; i++)
        *sum = mixed(*sum, values[i] ? values[i] : "\1", values[i] ? strlen(values[i]) : 1);
    return 0;
}

/* What is sealed a second time, because the first could not be kept, is as long and otherwise
 * different, and so is its sum. What is in it is looked at by words_right. */
static int add_sealed_row(void *to, int n, char **values, char **columns)
{
    unsigned long long *sum = to;
    for (int i = 0; i < n; i++)
        if (values[i] && strlen(values[i]) >= UUID_SIZE)
            *sum = mixed(*sum, values[i], 0) + strlen(values[i]);
        else if (strcmp(columns[i], "sum") != 0)
            add_row(to, 1, &values[i], NULL);
    return 0;
}

struct tables {
    sqlite3 *db;
    unsigned long long sum;
};

static int add_table(void *to, int n, char **values, char **columns)
{
    struct tables *tables = to;
    struct buf sql = BUF_INIT;
    (void)n;
    (void)columns;
    bool sealed = strncmp(values[0], "sealed_", 7) == 0;
    tables->sum = mixed(tables->sum, values[0], strlen(values[0]));
    buf_addf(&sql, "SELECT * FROM \"%s\"", values[0]);
    int code =
        sqlite3_exec(tables->db, sql.data, sealed ? add_sealed_row : add_row, &tables->sum, NULL);
    buf_release(&sql);
    return code;
}

static int is_ok(void *to, int n, char **values, char **columns)
{
    bool *sound = to;
    (void)columns;
    *sound = n == 1 && values[0] && strcmp(values[0], "ok") == 0;
    return 0;
}

static bool open_sound(const char *path, sqlite3 **db)
{
    bool sound = false;
    return sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE, "unix") == SQLITE_OK &&
           sqlite3_exec(*db, "PRAGMA integrity_check", is_ok, &sound, NULL) == SQLITE_OK && sound;
}

/* Copies and bundles have their names only when they are whole. */
static bool copies_whole(const char *folder)
{
    bool whole = true;
    DIR *dir = opendir(folder);
    for (const struct dirent *entry; dir && whole && (entry = readdir(dir));) {
        char path[2 * TRIAL_PATH];
        const char *end = strrchr(entry->d_name, '.');
        sqlite3 *db = NULL;
        if (!end || (strcmp(end, ".bundle") != 0 && strncmp(end, ".v", 2) != 0 &&
                     strcmp(entry->d_name, "copy.db") != 0))
            continue;
        snprintf(path, sizeof path, "%s/%.100s", folder, entry->d_name);
        whole = open_sound(path, &db);
        sqlite3_close(db);
        if (!whole)
            fprintf(stderr, "damaged: %s\n", entry->d_name);
    }
    closedir(dir);
    return whole;
}

/* A copy is asked, so that what is found there is not mended. */
unsigned long long trial_content(const char *folder)
{
    char copy[TRIAL_PATH], path[TRIAL_PATH];
    struct tables tables = {.sum = 14695981039346656037ULL};
    db_path(folder, path);
    if (access(path, F_OK) != 0)
        return 1;
    snprintf(copy, sizeof copy, "%.100s-read", folder);
    disk_copy_folder(folder, copy);
    db_path(copy, path);
    bool sound = open_sound(path, &tables.db) &&
                 sqlite3_exec(tables.db,
                              "SELECT name FROM sqlite_schema WHERE type = 'table' AND"
                              " rootpage > 0 ORDER BY name",
                              add_table, &tables, NULL) == SQLITE_OK;
    sqlite3_close(tables.db);
    sound = sound && copies_whole(copy);
    disk_drop_folder(copy);
    return sound ? tables.sum : 0;
}

/* ---- trouble --------------------------------------------------------------------------------- */

enum { UNDISTURBED, LEFT = 1, STRUCK = 78, STRUCK_IN_SILENCE = 79 };

static void begin_trouble(void *how)
{
    const struct trouble *trouble = how;
    if (trouble->aside)
        (void)mem_set_aside(STACK_ASIDE);
    trouble->begin(trouble);
}

static bool on_screen(struct trial *trial, const char *word)
{
    return trial->sitting_open && strstr(sitting_picture(&trial->sitting), word);
}

/* The trouble is over: the program goes on without a new start. What could not even be begun is
 * done now. */
static void go_on(struct trial *trial, const struct step *step, bool failed)
{
    if (trial->typed) {
        trial_expect(save(trial) == 0, trial, "cannot be saved afterwards");
        trial_expect(!stack_unsaved(&trial->sitting.stack), trial, "is not saved");
        return;
    }
    trial_put_down(trial);
    trial->arm = NULL;
    if (failed)
        trial_expect(trial_do(trial, step) == 0, trial, "cannot be done afterwards");
}

/* Is what was typed on the screen, or in the file that is closed now? */
static void look_for_word(struct trial *trial, const struct step *step, bool seen)
{
    char folder[TRIAL_PATH];
    snprintf(folder, sizeof folder, "%s", trial->fixture.folder);
    if (step->word && !seen)
        trial_expect(trial_sound(trial, folder, step, true), trial, "what was typed is gone");
}

static void meet(struct trial *trial, const struct step *step, void *how)
{
    const struct trouble *trouble = how;
    trial->arm = begin_trouble;
    trial->arm_early = !trouble->late;
    trial->how = how;
    bool failed = trial_do(trial, step) != 0;
    bool struck = trouble->struck(), said = trial->said;
    trial_expect(struck || !failed, trial, "failed, though nothing went wrong");
    trial_expect(said || !failed, trial, "failed without a sentence");
    bool closing = false; /* did it strike in closing? */
    if (!struck) {
        trial_put_down(trial);
        closing = trouble->struck();
    }
    trouble->mend();
    if (!struck && !closing)
        leave(UNDISTURBED);
    bool left = trial->left;
    if (struck && !left)
        go_on(trial, step, failed);
    bool seen = step->word && on_screen(trial, step->word);
    trial_put_down(trial);
    if (struck && said && !left)
        look_for_word(trial, step, seen);
    leave(said || !struck ? STRUCK : STRUCK_IN_SILENCE);
}

static void fail_trouble(const struct step *step, const struct trouble *trouble, const char *what,
                         int status)
{
    fail_msg("%s: %s at %ld%s: %s (%d)", step->name, trouble->name, trouble->n,
             trouble->for_good ? " for good" : "", what, status);
}

/* What the file holds when nothing goes wrong. */
static unsigned long long content_undisturbed(struct trial *trial, const struct step *step)
{
    char folder[TRIAL_PATH];
    trial_copy(trial, folder);
    assert_int_equal(trial_fork(trial, step, undisturbed, NULL), 0);
    unsigned long long content = trial_content(folder);
    assert_true(content > 1);
    return content;
}

long trial_trouble(struct trial *trial, const struct step *step, struct trouble trouble)
{
    char folder[TRIAL_PATH];
    unsigned long long whole = content_undisturbed(trial, step);
    long times = 0;
    trial_copy(trial, folder);
    for (trouble.n = 1;; trouble.n = trial_next(step, trouble.n), times++) {
        int status = trial_fork(trial, step, meet, &trouble);
        if (status == UNDISTURBED)
            break;
        if (status != STRUCK && status != STRUCK_IN_SILENCE && !(status == LEFT && trouble.leave))
            fail_trouble(step, &trouble, "ended with", status);
        bool silent = status == STRUCK_IN_SILENCE;
        if (silent && trial_content(folder) != whole)
            fail_trouble(step, &trouble, "said nothing, and something is missing", status);
        if (!trial_sound(trial, folder, step, silent))
            fail_trouble(step, &trouble, "unsound", status);
    }
    disk_drop_folder(folder);
    return times;
}

/* ---- how much is tried ----------------------------------------------------------------------- */

bool trial_all(void)
{
    const char *faults = getenv("TEST_FAULTS");
    return faults && strcmp(faults, "all") == 0;
}

bool trial_takes(const struct step_list *list)
{
    return list->sample || trial_all();
}

bool trial_takes_turn(size_t i, int turn)
{
    return trial_all() || i % 4 == (size_t)turn % 4;
}

long trial_next(const struct step *step, long n)
{
    return trial_all() ? n + 1 : step->slow ? 30 * n : 6 * n + 9;
}
