/* The file itself: making it, opening it, refusing it, upgrading it, and who may write it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "sandbox.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/file.h"
#include "store/interviews.h"
#include "store/lock.h"
#include "store/opening.h"

static const struct clock now = {.fixed = SANDBOX_NOW};

static int setup(void **state)
{
    struct sandbox *sandbox = mem_zero(1, sizeof *sandbox);
    sandbox_make(sandbox);
    *state = sandbox;
    return 0;
}

static int teardown(void **state)
{
    sandbox_remove(*state);
    free(*state);
    return 0;
}

/* How many entries the folder has, without the two that SQLite puts beside a file to read it. */
static int entries(const struct sandbox *sandbox)
{
    int n = 0;
    DIR *folder = opendir(sandbox->folder);
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
             !strstr(entry->d_name, "-wal") && !strstr(entry->d_name, "-shm");
    closedir(folder);
    return n;
}

static unsigned mode_of(const char *path)
{
    struct stat info;
    assert_int_equal(lstat(path, &info), 0);
    return (unsigned)info.st_mode & 0777U;
}

static void fill(struct sandbox *sandbox)
{
    char id[UUID_SIZE];
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Sanne de Boer", id);
    store_close(store);
}

/* Opening must fail with a sentence that has those words, and change no byte and no name. */
static void assert_refused(struct sandbox *sandbox, const char *path, const char *words)
{
    struct err err = ERR_INIT(LANG_EN);
    struct stat before, after;
    size_t len = 0, len_after = 0;
    bool file = stat(path, &before) == 0 && S_ISREG(before.st_mode);
    char *bytes = file ? sandbox_read(path, &len) : NULL;
    int n = entries(sandbox);
    assert_null(store_open(path, ACCESS_READ, now, &err));
    if (!strstr(err.text, words))
        print_error("%s\n", err.text);
    assert_non_null(strstr(err.text, words));
    assert_int_equal(entries(sandbox), n);
    *err.text = '\0';
    assert_null(store_open(path, ACCESS_WRITE, now, &err));
    assert_non_null(strstr(err.text, words));
    if (file) {
        char *bytes_after = sandbox_read(path, &len_after);
        assert_int_equal(len_after, len);
        assert_memory_equal(bytes_after, bytes, len);
        free(bytes_after);
        assert_int_equal(stat(path, &after), 0);
        assert_int_equal(after.st_ino, before.st_ino);
    }
    free(bytes);
}

static void the_path_comes_from_the_nearest_wish(void **state)
{
    (void)state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf path = BUF_INIT;
    const struct {
        const char *option, *gesprek, *data, *home, *expected;
    } rows[] = {
        {"a.db", "/b.db", "/data", "/home/roos", "a.db"},
        {NULL, "/b.db", "/data", "/home/roos", "/b.db"},
        {"", "", "/data", "/home/roos", "/data/gesprek/gesprek.db"},
        {NULL, NULL, "data", "/home/roos", "/home/roos/.local/share/gesprek/gesprek.db"},
        {NULL, NULL, NULL, "/home/roos", "/home/roos/.local/share/gesprek/gesprek.db"},
        {NULL, NULL, NULL, NULL, NULL},
    };
    char *home = mem_copy(getenv("HOME"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const names[] = {"GESPREK_DB", "XDG_DATA_HOME", "HOME"};
        const char *const values[] = {rows[i].gesprek, rows[i].data, rows[i].home};
        for (size_t j = 0; j < 3; j++)
            assert_int_equal(values[j] ? setenv(names[j], values[j], 1) : unsetenv(names[j]), 0);
        buf_clear(&path);
        assert_int_equal(store_path(&path, rows[i].option, &err), rows[i].expected ? 0 : -1);
        assert_string_equal(path.data, rows[i].expected ? rows[i].expected : "");
    }
    assert_non_null(strstr(err.text, "--db"));
    unsetenv("GESPREK_DB");
    setenv("HOME", home, 1);
    free(home);
    buf_release(&path);
}

static void a_new_file_is_for_its_owner_only(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH], beside[SANDBOX_PATH + 8], id[UUID_SIZE];
    mode_t before = umask(0);
    sandbox_path(sandbox, "a/b/kept.db", path);
    struct store *store = store_open(path, ACCESS_WRITE, now, &err);
    assert_non_null(store);
    sandbox_begin(store, "Sanne de Boer", id);
    assert_true(store_writable(store));
    assert_null(store_holder(store));
    assert_string_equal(store_warnings(store), "");
    assert_int_equal(mode_of(path), 0600);
    static const char *const suffixes[] = {"-wal", "-shm", ".lock"};
    for (size_t i = 0; i < 3; i++) {
        snprintf(beside, sizeof beside, "%s%s", path, suffixes[i]);
        assert_int_equal(mode_of(beside), 0600);
    }
    sandbox_path(sandbox, "a/b", path);
    assert_int_equal(mode_of(path), 0700);
    sandbox_path(sandbox, "a", path);
    assert_int_equal(mode_of(path), 0700);
    store_close(store);
    umask(before);
}

static void closing_leaves_one_file_and_an_empty_lock(void **state)
{
    struct sandbox *sandbox = *state;
    fill(sandbox);
    assert_int_equal(entries(sandbox), 3); /* and the room kept for a full disk */
    assert_int_equal(file_size(sandbox->db, ".lock"), 0);
    assert_int_equal(file_size(sandbox->db, ".reserve"), 1 << 20);
    struct err err = ERR_INIT(LANG_EN);
    struct db db;
    struct db_header header;
    assert_int_equal(db_open(&db, sandbox->db, DB_READ, &err), 0);
    assert_int_equal(db_header(&db, &header, &err), 0);
    assert_int_equal(header.application_id, APPLICATION_ID);
    assert_int_equal(header.user_version, schema_version(&schema_gesprek));
    db_close(&db);
}

static void reading_makes_nothing(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    assert_null(store_open(sandbox->db, ACCESS_READ, now, &err));
    assert_non_null(strstr(err.text, "Nothing is kept"));
    sandbox_path(sandbox, "no/such/folder.db", path);
    assert_null(store_open(path, ACCESS_READ, now, &err));
    assert_non_null(strstr(err.text, "There is no folder"));
    assert_int_equal(entries(sandbox), 0);
}

static void what_is_no_file_of_ours_is_refused_untouched(void **state)
{
    struct sandbox *sandbox = *state;
    char path[SANDBOX_PATH], other[SANDBOX_PATH];
    static const char text[] =
        "dear diary, this is not a database but it is longer than a hundred "
        "bytes, so that a header could be read from it and judged by its words";
    assert_refused(sandbox, sandbox->folder, "is a folder");
    snprintf(path, sizeof path, "%s/", sandbox->folder);
    assert_refused(sandbox, path, "is a folder");
    sandbox_path(sandbox, "empty.db", path);
    sandbox_write(path, "", 0);
    assert_refused(sandbox, path, "is an empty file");
    sandbox_path(sandbox, "short.db", path);
    sandbox_write(path, text, 20);
    assert_refused(sandbox, path, "is not a database of Gesprek");
    sandbox_path(sandbox, "text.db", path);
    sandbox_write(path, text, sizeof text - 1);
    assert_refused(sandbox, path, "is not a database of Gesprek");
    sandbox_path(sandbox, "pipe", path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_refused(sandbox, path, "is not an ordinary file");
    fill(sandbox);
    sandbox_path(sandbox, "link.db", other);
    assert_int_equal(symlink(sandbox->db, other), 0);
    assert_refused(sandbox, other, "is a link");
}

/* Writes four bytes of the header of a closed file. */
static void write_header(const char *path, size_t at, uint32_t value)
{
    size_t len = 0;
    char *bytes = sandbox_read(path, &len);
    for (int i = 0; i < 4; i++)
        bytes[at + (size_t)i] = (char)(value >> (24 - 8 * i));
    sandbox_write(path, bytes, len);
    free(bytes);
}

static void another_programs_database_is_left_alone(void **state)
{
    struct sandbox *sandbox = *state;
    fill(sandbox);
    write_header(sandbox->db, 68, 0x12345678);
    assert_refused(sandbox, sandbox->db, "another program");
    write_header(sandbox->db, 68, 0);
    assert_refused(sandbox, sandbox->db, "another program");
}

static void a_newer_file_is_left_alone(void **state)
{
    struct sandbox *sandbox = *state;
    fill(sandbox);
    write_header(sandbox->db, 60, (uint32_t)schema_version(&schema_gesprek) + 1);
    assert_refused(sandbox, sandbox->db, "newer version");
    write_header(sandbox->db, 60, 0x80000000U);
    assert_refused(sandbox, sandbox->db, "newer version");
}

static void a_damaged_file_is_refused_with_the_way_back(void **state)
{
    struct sandbox *sandbox = *state;
    size_t len = 0;
    fill(sandbox);
    char *whole = sandbox_read(sandbox->db, &len);
    char *bytes = mem_copy_len(whole, len);
    memset(bytes + 100, 0xA5, 3996); /* the page that describes the tables */
    sandbox_write(sandbox->db, bytes, len);
    assert_refused(sandbox, sandbox->db, "gesprek restore");
    sandbox_write(sandbox->db, whole, 5000); /* cut off */
    assert_refused(sandbox, sandbox->db, "gesprek restore");
    memcpy(bytes, whole, len);
    memset(bytes, 0, 100);
    sandbox_write(sandbox->db, bytes, len);
    assert_refused(sandbox, sandbox->db, "gesprek restore");
    free(bytes);
    free(whole);
}

static void damage_after_a_crash_is_found_at_once(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    size_t len = 0;
    fill(sandbox);
    char *bytes = sandbox_read(sandbox->db, &len);
    for (size_t page = 4096; page < len; page += 4096)
        bytes[page] = 0x77; /* no kind of page */
    sandbox_write(sandbox->db, bytes, len);
    free(bytes);
    sandbox_path(sandbox, "gesprek.db.lock", path);
    sandbox_write(path, "pid 1\n", 6); /* as a machine that stopped leaves it */
    assert_null(store_open(sandbox->db, ACCESS_WRITE, now, &err));
    assert_non_null(strstr(err.text, "gesprek restore"));
}

static void a_folder_others_can_write_is_refused(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct stat about;
    fill(sandbox);
    assert_int_equal(chmod(sandbox->folder, 0777), 0);
    assert_null(store_open(sandbox->db, ACCESS_WRITE, now, &err));
    assert_non_null(strstr(err.text, "chmod o-w"));
    assert_int_equal(chmod(sandbox->folder, 01770), 0);
    assert_int_equal(chmod(sandbox->db, 0640), 0);
    struct store *reader = sandbox_open(sandbox, ACCESS_READ, SANDBOX_NOW);
    assert_non_null(strstr(store_warnings(reader), "chmod 600")); /* who reads changes nothing */
    store_close(reader);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_non_null(strstr(store_warnings(store), "That is mended"));
    assert_null(strstr(store_warnings(store), "chmod 600"));
    assert_int_equal(stat(sandbox->db, &about), 0);
    assert_int_equal(about.st_mode & 0777U, 0600);
    assert_non_null(strstr(store_warnings(store), "chmod go-w"));
    store_close(store);
}

/* By the names of the folders above it, and by what lies in them. */
static void a_folder_that_is_copied_elsewhere_is_told(void **state)
{
    static const struct {
        const char *folder, *mark, *program;
    } rows[] = {
        {"Dropbox", "", "Dropbox"},
        {"OneDrive - Bedrijf", "", "OneDrive"},
        {"Mobile Documents", "", "iCloud Drive"},
        {"Nextcloud2", "", "Nextcloud"},
        {"owncloud", "", "ownCloud"},
        {"anders", ".stfolder", "Syncthing"},
        {"anders2", ".owncloudsync.log", "ownCloud"},
        {"Dropboxen", "", NULL},
        {"mijn Dropbox", "", NULL},
    };
    struct sandbox *sandbox = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[3 * SANDBOX_PATH], folder[2 * SANDBOX_PATH];
        snprintf(folder, sizeof folder, "%s/%s", sandbox->folder, rows[i].folder);
        assert_int_equal(mkdir(folder, 0700), 0);
        snprintf(path, sizeof path, "%s/%s", folder, rows[i].mark);
        if (*rows[i].mark)
            sandbox_write(path, "", 0);
        snprintf(path, sizeof path, "%s/deep/gesprek.db", folder);
        const char *found = file_synced(path);
        assert_true(rows[i].program ? found && !strcmp(found, rows[i].program) : !found);
    }
}

static void a_linked_folder_is_followed_to_its_end(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char link_path[SANDBOX_PATH], path[SANDBOX_PATH + 16];
    fill(sandbox);
    sandbox_path(sandbox, "elsewhere", link_path);
    assert_int_equal(symlink(sandbox->folder, link_path), 0);
    snprintf(path, sizeof path, "%s/./gesprek.db", link_path);
    struct store *store = store_open(path, ACCESS_WRITE, now, &err);
    assert_non_null(store);
    char *real = realpath(sandbox->db, NULL);
    assert_string_equal(store_file(store), real);
    free(real);
    store_close(store);
}

static void a_name_with_odd_characters_is_just_a_name(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    sandbox_path(sandbox, "file:100%?mode=memory#Zoë ;.db", path);
    struct store *store = store_open(path, ACCESS_WRITE, now, &err);
    assert_non_null(store);
    store_close(store);
    assert_int_equal(access(path, F_OK), 0);
    memset(path + strlen(sandbox->folder) + 1, 'x', 100);
    char *long_path = mem_zero(1, 700);
    memset(long_path, 'x', 600);
    memcpy(long_path, path, strlen(sandbox->folder) + 1);
    assert_null(store_open(long_path, ACCESS_WRITE, now, &err));
    assert_non_null(strstr(err.text, "too long"));
    free(long_path);
}

static void what_a_cut_off_start_left_is_no_hindrance(void **state)
{
    struct sandbox *sandbox = *state;
    char path[SANDBOX_PATH];
    sandbox_path(sandbox, "gesprek.db.new", path);
    sandbox_write(path, "half", 4);
    fill(sandbox);
    assert_int_equal(access(path, F_OK), -1);
}

static void a_lock_file_that_is_a_link_is_not_followed(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH], victim[SANDBOX_PATH];
    size_t len = 0;
    sandbox_path(sandbox, "gesprek.db.lock", path);
    sandbox_path(sandbox, "victim", victim);
    sandbox_write(victim, "keep", 4);
    assert_int_equal(symlink(victim, path), 0);
    assert_null(store_open(sandbox->db, ACCESS_WRITE, now, &err));
    assert_non_null(strstr(err.text, ".lock"));
    char *bytes = sandbox_read(victim, &len);
    assert_string_equal(bytes, "keep");
    free(bytes);
}

static void settings_are_remembered(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf value = BUF_INIT;
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_int_equal(store_setting_get(store, "guide", &value, &err), 0);
    assert_string_equal(value.data, "");
    assert_int_equal(store_setting_set(store, "guide", "een", &err), 0);
    assert_int_equal(store_setting_set(store, "guide", "Zoë's", &err), 0);
    store_close(store);
    store = sandbox_open(sandbox, ACCESS_READ, SANDBOX_NOW);
    assert_int_equal(store_setting_get(store, "guide", &value, &err), 0);
    assert_string_equal(value.data, "Zoë's");
    assert_int_equal(store_setting_set(store, "guide", "twee", &err), -1);
    store_close(store);
    buf_release(&value);
}

/* A program of tomorrow: today's shape and one table more. */
static const char *const second_shape[] = {"CREATE TABLE mood (id TEXT PRIMARY KEY) STRICT",
                                           "INSERT INTO mood SELECT id FROM interview", NULL};
static const char *const broken_shape[] = {"CREATE TABLE mood (id TEXT PRIMARY KEY) STRICT",
                                           "DELETE FROM person", "SELECT nonsense", NULL};
static const char *const loose_shape[] = {"PRAGMA defer_foreign_keys = ON",
                                          "CREATE TABLE mood (id)", "DELETE FROM person", NULL};

static struct store *open_as_tomorrow(struct sandbox *sandbox, const char *const *shape,
                                      enum access access, struct err *err)
{
    struct upgrade upgrades[32];
    const struct schema schema = {upgrades, schema_gesprek.n + 1};
    assert_true(schema.n <= sizeof upgrades / sizeof *upgrades);
    memcpy(upgrades, schema_gesprek.upgrades, schema_gesprek.n * sizeof *upgrades);
    upgrades[schema_gesprek.n] = (struct upgrade){schema_version(&schema_gesprek) + 1, shape};
    struct store *store = store_open_as(sandbox->db, access, now, &schema, err);
    if (store)
        assert_int_equal(store_take_over(store, err), 0); /* while schema is still there */
    return store;
}

static void an_older_file_is_upgraded_after_a_backup(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH], name[32];
    int64_t n = 0;
    fill(sandbox);
    struct store *store = open_as_tomorrow(sandbox, second_shape, ACCESS_WRITE, &err);
    assert_non_null(store);
    assert_int_equal(db_number(store_db(store), "SELECT count(*) FROM mood", &n, &err), 0);
    assert_int_equal(n, 1);
    store_close(store);
    assert_null(store_open(sandbox->db, ACCESS_WRITE, now, &err));
    assert_non_null(strstr(err.text, "newer version"));

    /* The backup is today's file, whole, and opens with today's program. */
    snprintf(name, sizeof name, "gesprek.db.v%d", schema_version(&schema_gesprek));
    sandbox_path(sandbox, name, path);
    assert_int_equal(mode_of(path), 0600);
    store = store_open(path, ACCESS_WRITE, now, &err);
    assert_non_null(store);
    assert_int_equal(db_number(store_db(store), "SELECT count(*) FROM interview", &n, &err), 0);
    assert_int_equal(n, 1);
    store_close(store);
}

static void an_upgrade_that_fails_changes_nothing(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    int64_t n = 0;
    fill(sandbox);
    assert_null(open_as_tomorrow(sandbox, broken_shape, ACCESS_WRITE, &err));
    *err.text = '\0';
    assert_null(open_as_tomorrow(sandbox, loose_shape, ACCESS_WRITE, &err));
    assert_non_null(strstr(err.text, "point at"));
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_int_equal(db_number(store_db(store), "SELECT count(*) FROM person", &n, &err), 0);
    assert_int_equal(n, 1);
    store_close(store);
}

static void a_reader_does_not_upgrade(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    fill(sandbox);
    assert_null(open_as_tomorrow(sandbox, second_shape, ACCESS_READ, &err));
    assert_non_null(strstr(err.text, "older version"));
}

/* A child that opens sandbox to write, begins an interview, says so and waits to be killed. */
static pid_t start_writer(struct sandbox *sandbox)
{
    int ends[2];
    char byte = 0, id[UUID_SIZE];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
        sandbox_begin(store, "Mo Karimi", id);
        if (write(ends[1], "!", 1) == 1)
            pause();
        _exit(1);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &byte, 1), 1);
    close(ends[0]);
    return child;
}

static void finish(pid_t child, int signal_number)
{
    int status = 0;
    kill(child, signal_number);
    assert_int_equal(waitpid(child, &status, 0), child);
}

static size_t interviews(struct store *store)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview_row *rows = NULL;
    size_t n = 0;
    assert_int_equal(interviews_list(store, 0, &rows, &n, &err), 0);
    interview_rows_free(rows, n);
    return n;
}

/* The tables of ours as somebody would make them who wants to trip us: no rule holds, everything is
 * NULL, and a trigger and a view lie in wait. */
static const char *const tripping_shape[] = {
    "CREATE TABLE person (seq INTEGER PRIMARY KEY, id, name, folded, team, code, created_at)",
    "CREATE TABLE guide_text (checksum, guide, version, title, language, text, created_at)",
    "CREATE TABLE interview (seq INTEGER PRIMARY KEY, id, person, checksum, stage, at, started_at,"
    " closed_at, removed, created_at, updated_at)",
    "CREATE TABLE answer (seq INTEGER PRIMARY KEY, interview, point, field, kind, share, label,"
    " value, shown, updated_at)",
    "CREATE TABLE answer_before (interview, point, field, changed_at)",
    "CREATE TABLE agreement (seq INTEGER PRIMARY KEY, id, interview, what, owner, owner_name, due,"
    " due_words, follow_up, look_back, basis, basis_day, share, confirmed, status, remark, removed,"
    " revision, created_at, updated_at, collected)",
    "CREATE TABLE agreement_revision (agreement, revision, what, owner, owner_name, due, due_words,"
    " follow_up, look_back, basis, basis_day, share, confirmed, status, remark, removed,"
    " updated_at)",
    "CREATE TABLE draft (interview, point, field, text, cursor, updated_at)",
    "CREATE TABLE place (only, screen, interview, step, item, cursor)",
    "CREATE VIEW setting AS SELECT 'look' AS name, x'00ff' AS value",
    "CREATE TABLE deed (seq INTEGER PRIMARY KEY, interview, words, about, undone, created_at)",
    "CREATE TABLE deed_image (deed, step, aspect, id, point, field, before, after)",
    "CREATE TABLE collected (id, source, edition)",
    "INSERT INTO person (id) VALUES ('p')",
    "INSERT INTO guide_text (checksum) VALUES ('g')",
    "INSERT INTO interview (id, person, checksum, removed) VALUES ('i', 'p', 'g', 0)",
    "INSERT INTO answer (interview) VALUES ('i')",
    "INSERT INTO agreement (id, interview, removed) VALUES ('a', 'i', 0)",
    "INSERT INTO agreement_revision (agreement) VALUES ('a')",
    "INSERT INTO draft (interview) VALUES ('i')",
    "INSERT INTO place (interview) VALUES ('')",
    "INSERT INTO deed (undone) VALUES (0)",
    "INSERT INTO deed_image (deed) VALUES (1)",
    "CREATE TRIGGER trip AFTER INSERT ON draft BEGIN DELETE FROM interview; END",
    NULL,
};

static void a_file_made_to_trip_us_does_not(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    const struct upgrade upgrades[] = {{schema_version(&schema_gesprek), tripping_shape}};
    const struct schema schema = {upgrades, 1};
    struct buf text = BUF_INIT;
    struct draft *drafts = NULL, draft = {.interview = "i"};
    struct agreement_row *rows = NULL;
    struct agreement *revisions = NULL;
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct place place;
    struct undone undone;
    size_t n = 0;
    store_close(store_open_as(sandbox->db, ACCESS_WRITE, now, &schema, &err));
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    struct interview *interview = interviews_load(store, "i", &err);
    assert_non_null(interview);
    assert_string_equal(interview->person.name, "");
    assert_int_equal(interview->n_answers, 1);
    interview_release(interview);
    free(interview);
    assert_int_equal(interviews(store), 1);
    assert_int_equal(agreements_list(store, &filter, &rows, &n, &err), 0);
    agreement_rows_free(rows, n);
    assert_int_equal(agreements_history(store, "a", &revisions, &n, &err), 0);
    agreement_release(&revisions[0]);
    free(revisions);
    assert_int_equal(interviews_drafts(store, "i", &drafts, &n, &err), 0);
    draft_release(&drafts[0]);
    free(drafts);
    assert_int_equal(interviews_place(store, &place, &err), 0);
    assert_int_equal(interviews_json(store, 0, &text, &err), 0);
    assert_int_equal(agreements_json(store, &filter, &text, &err), 0);
    assert_int_equal(store_setting_get(store, "look", &text, &err), -1); /* no views */
    assert_int_equal(store_undo(store, LANG_EN, &undone, &err), -1);
    (void)interviews_draft(store, &draft, &err);
    assert_int_equal(interviews(store), 1); /* no triggers */
    store_close(store);
    assert_int_equal(store_doctor(sandbox->db, LANG_EN, &text, &err), 1);
    buf_release(&text);
}

static void a_second_window_reads_and_takes_over(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE], pid[32];
    pid_t child = start_writer(sandbox);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_false(store_writable(store));
    assert_int_equal(interviews(store), 1);
    const struct holder *holder = store_holder(store);
    assert_non_null(holder);
    assert_int_equal(holder->pid, child);
    assert_int_equal(holder->since, SANDBOX_NOW);
    assert_string_not_equal(holder->host, "");
    assert_int_equal(store_need_write(store, &err), -1);
    snprintf(pid, sizeof pid, "process %ld", (long)child);
    assert_non_null(strstr(err.text, pid));
    assert_non_null(strstr(err.text, "since 11:00"));
    assert_false(store_lock_free(store));
    assert_int_equal(store_take_over(store, &err), -1);
    assert_int_equal(interviews(store), 1); /* still a reader that works */

    finish(child, SIGKILL);
    assert_true(store_lock_free(store));
    assert_int_equal(store_take_over(store, &err), 0);
    assert_true(store_writable(store));
    assert_null(store_holder(store));
    assert_int_equal(interviews(store), 1); /* what the killed one wrote is there */
    sandbox_begin(store, "Roos Dijkstra", id);
    assert_int_equal(interviews(store), 2);
    struct store *second = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_false(store_writable(second));
    assert_int_equal(store_holder(second)->pid, getpid());
    store_close(second);
    store_close(store);
}

static void a_reader_may_take_over_too(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE];
    fill(sandbox);
    struct store *store = sandbox_open(sandbox, ACCESS_READ, SANDBOX_NOW);
    assert_false(store_writable(store));
    assert_null(store_holder(store));
    assert_int_equal(store_need_write(store, &err), -1);
    assert_int_equal(store_take_over(store, &err), 0);
    sandbox_begin(store, "Tim Aerts", id);
    store_close(store);
}

static void a_reader_follows_the_writer(void **state)
{
    struct sandbox *sandbox = *state;
    char id[UUID_SIZE];
    struct store *writer = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    struct store *reader = sandbox_open(sandbox, ACCESS_READ, SANDBOX_NOW);
    assert_false(store_changed(reader));
    assert_int_equal(interviews(reader), 0);
    sandbox_begin(writer, "Sanne de Boer", id);
    assert_true(store_changed(reader));
    assert_false(store_changed(reader));
    assert_int_equal(interviews(reader), 1);
    assert_false(store_changed(writer)); /* its own */
    store_close(writer);
    assert_int_equal(interviews(reader), 1);
    store_close(reader);
}

static void a_lock_file_full_of_rubbish_is_only_words(void **state)
{
    struct sandbox *sandbox = *state;
    struct holder holder;
    struct lock lock;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    static const char rubbish[] =
        "pid -99999999999999999999\nhost \x1b]0;x\x07\xff\nwhere pts/3\nsince ?\n";
    assert_int_equal(lock_take(&lock, sandbox->db, SANDBOX_NOW, &err), LOCK_GOT);
    sandbox_path(sandbox, "gesprek.db.lock", path);
    sandbox_write(path, rubbish, sizeof rubbish - 1);
    assert_true(lock_holder(sandbox->db, &holder));
    assert_string_equal(holder.host, "?]0;x??");
    assert_string_equal(holder.where, "pts/3");
    assert_int_equal(holder.since, 0);
    lock_drop(&lock);
    assert_false(lock_holder(sandbox->db, &holder));
    assert_true(lock_free(sandbox->db));
}

/* What a killed program wrote is all there; what a machine wrote that stopped may not be. */
static void a_killed_program_is_no_stopped_machine(void **state)
{
    struct sandbox *sandbox = *state;
    struct lock lock;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    size_t len = 0;
    sandbox_path(sandbox, "gesprek.db.lock", path);
    assert_int_equal(lock_take(&lock, sandbox->db, SANDBOX_NOW, &err), LOCK_GOT);
    assert_false(lock.stale || lock.killed);
    char *words = sandbox_read(path, &len);
    lock_drop(&lock);
    sandbox_write(path, words, len);
    assert_int_equal(lock_take(&lock, sandbox->db, SANDBOX_NOW, &err), LOCK_GOT);
    assert_true(lock.stale);
    assert_int_equal(lock.killed, access("/proc/sys/kernel/random/boot_id", R_OK) == 0);
    lock_drop(&lock);
    char *run = strstr(words, "\nrun ");
    assert_non_null(run);
    run[5] = run[5] == '0' ? '1' : '0';
    sandbox_write(path, words, len);
    assert_int_equal(lock_take(&lock, sandbox->db, SANDBOX_NOW, &err), LOCK_GOT);
    assert_true(lock.stale && !lock.killed);
    lock_drop(&lock);
    free(words);
}

static void the_holder_in_words(void **state)
{
    (void)state;
    struct buf text = BUF_INIT;
    struct holder holder = {.pid = 4711, .where = "pts/3", .since = SANDBOX_NOW};
    holder_add(&text, &holder, clock_today(&now), LANG_EN);
    assert_string_equal(text.data, "terminal pts/3, process 4711, since 11:00");
    buf_clear(&text);
    *holder.where = '\0';
    holder_add(&text, &holder, clock_today(&now) + 1, LANG_NL);
    assert_string_equal(text.data, "proces 4711, sinds vr 4 dec 11:00");
    /* It did not write its name yet, or took it away already. */
    holder = (struct holder){.pid = 0};
    buf_clear(&text);
    holder_add(&text, &holder, clock_today(&now), LANG_EN);
    assert_string_equal(text.data, "which one is not known");
    buf_release(&text);
}

static void a_moved_file_is_not_written(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH], id[UUID_SIZE];
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_path(sandbox, "moved.db", path);
    assert_int_equal(rename(sandbox->db, path), 0);
    assert_int_equal(store_setting_set(store, "a", "b", &err), -1);
    assert_non_null(strstr(err.text, "moved or deleted"));
    assert_int_equal(rename(path, sandbox->db), 0);
    sandbox_begin(store, "Tim Aerts", id);
    store_close(store);
}

static void a_full_disk_loses_nothing_and_heals(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE], *huge = mem_zero(1, 200001);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Tim Aerts", id);
    memset(huge, 'x', 200000);
    struct draft draft = {.point = (char *)"p", .field = (char *)"f", .text = huge};
    memcpy(draft.interview, id, UUID_SIZE);
    int64_t most = 0;
    assert_int_equal(db_number(store_db(store), "PRAGMA max_page_count = 40", &most, &err), 0);
    assert_int_equal(interviews_draft(store, &draft, &err), -1);
    assert_non_null(strstr(err.text, "disk is full"));
    assert_int_equal(interviews(store), 1);
    assert_int_equal(db_number(store_db(store), "PRAGMA max_page_count = 4000", &most, &err), 0);
    assert_int_equal(interviews_draft(store, &draft, &err), 0);
    free(huge);
    store_close(store);
}

static void a_failing_disk_loses_nothing_and_heals(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct rlimit before, small;
    char id[UUID_SIZE], *huge = mem_zero(1, 300001);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Tim Aerts", id);
    memset(huge, 'x', 300000);
    struct draft draft = {.point = (char *)"p", .field = (char *)"f", .text = huge};
    memcpy(draft.interview, id, UUID_SIZE);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){200000, before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(interviews_draft(store, &draft, &err), -1);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_string_not_equal(err.text, "");
    assert_null(strstr(err.text, "xxx"));
    assert_int_equal(interviews(store), 1);
    assert_int_equal(interviews_draft(store, &draft, &err), 0);
    free(huge);
    store_close(store);
}

/* Runs body as a user who is not root, since root may write everywhere. */
static void assert_as_user(bool (*body)(struct sandbox *), struct sandbox *sandbox)
{
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        bool ready = geteuid() != 0 || (setgroups(0, NULL) == 0 && setgid(65534) == 0 &&
                                        setuid(65534) == 0);
        _exit(ready && body(sandbox) ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static bool failed(const char *what, const struct err *err)
{
    fprintf(stderr, "%s: %s\n", what, err->text);
    return false;
}

/* Opens to write, gets a reader that reads, and leaves the folder as it was. */
static bool opens_to_read(struct sandbox *sandbox)
{
    struct err err = ERR_INIT(LANG_EN);
    bool clean = file_size(sandbox->db, "-shm") < 0;
    struct store *store = store_open(sandbox->db, ACCESS_WRITE, now, &err);
    if (!store)
        return failed("not opened", &err);
    if (store_writable(store) || store_holder(store))
        return failed("writable or held", &err);
    if (store_need_write(store, &err) == 0 || !strstr(err.text, "can only be read here"))
        return failed("no sentence", &err);
    *err.text = '\0';
    if (interviews(store) != 1 || store_take_over(store, &err) == 0)
        return failed("not read, or taken over", &err);
    store_close(store);
    return !clean || file_size(sandbox->db, "-shm") < 0 || failed("left something behind", &err);
}

static void give_to_user(const char *path)
{
    if (geteuid() == 0)
        assert_int_equal(chown(path, 65534, 65534), 0);
}

static void give_all_to_user(struct sandbox *sandbox)
{
    static const char *const names[] = {"gesprek.db", "gesprek.db.lock", "gesprek.db-wal"};
    char path[SANDBOX_PATH];
    give_to_user(sandbox->folder);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        sandbox_path(sandbox, names[i], path);
        if (access(path, F_OK) == 0)
            give_to_user(path);
    }
}

static void a_file_that_cannot_be_written_is_read(void **state)
{
    struct sandbox *sandbox = *state;
    fill(sandbox);
    give_all_to_user(sandbox);
    assert_int_equal(chmod(sandbox->db, 0400), 0);
    assert_as_user(opens_to_read, sandbox);
}

static void a_folder_that_cannot_be_written_is_read(void **state)
{
    struct sandbox *sandbox = *state;
    fill(sandbox);
    give_all_to_user(sandbox);
    assert_int_equal(chmod(sandbox->folder, 0500), 0);
    assert_as_user(opens_to_read, sandbox);
    assert_int_equal(chmod(sandbox->folder, 0700), 0);
}

static bool refuses_live_wal(struct sandbox *sandbox)
{
    struct err err = ERR_INIT(LANG_EN);
    if (store_open(sandbox->db, ACCESS_READ, now, &err))
        return failed("opened", &err);
    return strstr(err.text, "-wal") != NULL || failed("wrong sentence", &err);
}

static void a_wal_that_cannot_be_played_back_is_not_passed_over(void **state)
{
    struct sandbox *sandbox = *state;
    char path[SANDBOX_PATH];
    finish(start_writer(sandbox), SIGKILL);
    give_all_to_user(sandbox);
    sandbox_path(sandbox, "gesprek.db-wal", path);
    assert_true(file_size(path, "") > 0);
    sandbox_path(sandbox, "gesprek.db-shm", path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(chmod(sandbox->folder, 0500), 0);
    assert_as_user(refuses_live_wal, sandbox);
    assert_int_equal(chmod(sandbox->folder, 0700), 0);
}

static bool refuses_to_read(struct sandbox *sandbox)
{
    struct err err = ERR_INIT(LANG_EN);
    if (store_open(sandbox->db, ACCESS_READ, now, &err))
        return failed("opened", &err);
    return strstr(err.text, "You may not read") != NULL || failed("wrong sentence", &err);
}

static void a_file_that_may_not_be_read_says_so(void **state)
{
    struct sandbox *sandbox = *state;
    fill(sandbox);
    give_to_user(sandbox->folder);
    assert_int_equal(chmod(sandbox->db, 0), 0);
    assert_as_user(refuses_to_read, sandbox);
}

static bool says_why_no_folder(struct sandbox *sandbox)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    sandbox_path(sandbox, "of/my/own.db", path);
    if (store_open(path, ACCESS_WRITE, now, &err))
        return failed("opened", &err);
    return strstr(err.text, "/of cannot be made: you may not.") != NULL ||
           failed("wrong sentence", &err);
}

static void a_folder_that_cannot_be_made_says_why(void **state)
{
    struct sandbox *sandbox = *state;
    give_to_user(sandbox->folder);
    assert_int_equal(chmod(sandbox->folder, 0500), 0);
    assert_as_user(says_why_no_folder, sandbox);
    assert_int_equal(chmod(sandbox->folder, 0700), 0);
}

static bool refuses_others_folder(struct sandbox *sandbox)
{
    struct err err = ERR_INIT(LANG_EN);
    if (store_open(sandbox->db, ACCESS_WRITE, now, &err))
        return failed("opened", &err);
    return err.text[0] != '\0';
}

static void a_folder_of_somebody_else_is_refused(void **state)
{
    struct sandbox *sandbox = *state;
    if (geteuid() != 0)
        skip(); /* only root can give a folder to somebody else */
    assert_int_equal(chown(sandbox->folder, 1, 65534), 0);
    assert_int_equal(chmod(sandbox->folder, 0770), 0);
    assert_as_user(refuses_others_folder, sandbox);
    assert_int_equal(entries(sandbox), 0);
}

static void network_file_systems_are_known(void **state)
{
    (void)state;
    assert_true(file_remote_kind(0x6969));
    assert_true(file_remote_kind(0xFF534D42));
    assert_true(file_remote_kind(0x65735546));
    assert_true(file_remote_kind((unsigned long)(long)(int)0xFE534D42)); /* f_type is signed */
    assert_false(file_remote_kind(0xEF53));     /* ext4 */
    assert_false(file_remote_kind(0x01021994)); /* tmpfs */
    assert_false(file_remote_kind(0x9123683E)); /* btrfs */
}

static void over_a_network_it_works_without_shared_memory(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct opening opening = {.path = sandbox->db, .schema = &schema_gesprek, .writing = true,
                              .remote = true};
    struct buf mode = BUF_INIT;
    struct db db, reader;
    int64_t n = 0;
    fill(sandbox);
    assert_int_equal(opening_connect(&opening, &db, &err), 0);
    assert_int_equal(db_text(&db, "PRAGMA journal_mode", &mode, &err), 0);
    assert_string_equal(mode.data, "truncate");
    assert_int_equal(file_size(sandbox->db, "-shm"), -1);
    assert_int_equal(store_setting_put(&db, "a", "b", &err), 0);
    opening.writing = false;
    assert_int_equal(opening_connect(&opening, &reader, &err), 0);
    assert_int_equal(db_number(&reader, "SELECT count(*) FROM setting", &n, &err), 0);
    assert_int_equal(n, 1);
    db_close(&reader);
    db_close(&db);
    buf_release(&mode);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW); /* brought home */
    assert_int_equal(db_text(store_db(store), "PRAGMA journal_mode", &mode, &err), 0);
    assert_string_equal(mode.data, "wal");
    store_close(store);
    buf_release(&mode);
}

enum { CANNOT_TELL = 77 };

/* Opens a file on a disk that was filled to the last byte, reads, and saves once there is room. */
static bool read_when_full(const char *disk)
{
    struct err err = ERR_INIT(LANG_EN);
    struct sandbox sandbox;
    struct buf value = BUF_INIT;
    char filler[SANDBOX_PATH];
    snprintf(sandbox.folder, sizeof sandbox.folder, "%s", disk);
    snprintf(sandbox.db, sizeof sandbox.db, "%s/gesprek.db", disk);
    struct store *store = store_open(sandbox.db, ACCESS_WRITE, now, &err);
    if (!store || store_setting_set(store, "a", "kept", &err))
        return failed("not made", &err);
    store_close(store);
    sandbox_path(&sandbox, "filler", filler);
    FILE *file = fopen(filler, "w");
    while (file && putc('x', file) != EOF && !ferror(file))
        ;
    if (file)
        (void)fclose(file);
    for (enum access access = ACCESS_READ; access <= ACCESS_WRITE; access++) {
        store = store_open(sandbox.db, access, now, &err);
        buf_clear(&value);
        if (!store || store_setting_get(store, "a", &value, &err) || strcmp(value.data, "kept"))
            return failed("not read", &err);
        if (store_setting_set(store, "a", "new", &err) == 0)
            return failed("saved nowhere", &err);
        if (access == ACCESS_WRITE &&
            (truncate(filler, 0) || store_setting_set(store, "a", "new", &err)))
            return failed("not saved when there was room", &err);
        store_close(store);
    }
    buf_release(&value);
    return true;
}

static void a_full_disk_can_be_read(void **state)
{
    struct sandbox *sandbox = *state;
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        /* A small disk that only this child sees. */
        if (unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
            mount("none", sandbox->folder, "tmpfs", 0, "size=1m,mode=700"))
            _exit(CANNOT_TELL);
        _exit(read_when_full(sandbox->folder) ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == CANNOT_TELL)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* In bytes, after all of a table of four megabytes was read. */
static int pages_kept(struct store *store)
{
    struct err err = ERR_INIT(LANG_EN);
    int used = 0, most = 0;
    int64_t found = -1;
    struct db *db = store_db(store);
    assert_int_equal(
        db_number(db, "SELECT count(*) FROM setting WHERE value LIKE '%z'", &found, &err), 0);
    assert_int_equal(found, 0);
    assert_int_equal(sqlite3_db_status(db->handle, SQLITE_DBSTATUS_CACHE_USED, &used, &most,
                                       false),
                     SQLITE_OK);
    return used;
}

static void who_sits_down_keeps_little_in_memory(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_int_equal(db_run(store_db(store),
                            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                            " WHERE i < 4000) INSERT INTO setting (name, value)"
                            " SELECT 'x' || i, hex(randomblob(500)) FROM n",
                            &err),
                     0);
    assert_true(pages_kept(store) > 1 << 20);
    store_close(store);
    store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    store_sit_down(store);
    assert_in_range(pages_kept(store), 1, 600 << 10);
    store_close(store);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_path_comes_from_the_nearest_wish),
        TEST(a_new_file_is_for_its_owner_only),
        TEST(closing_leaves_one_file_and_an_empty_lock),
        TEST(reading_makes_nothing),
        TEST(what_is_no_file_of_ours_is_refused_untouched),
        TEST(another_programs_database_is_left_alone),
        TEST(a_newer_file_is_left_alone),
        TEST(a_damaged_file_is_refused_with_the_way_back),
        TEST(damage_after_a_crash_is_found_at_once),
        TEST(a_folder_others_can_write_is_refused),
        TEST(a_folder_that_is_copied_elsewhere_is_told),
        TEST(a_linked_folder_is_followed_to_its_end),
        TEST(a_name_with_odd_characters_is_just_a_name),
        TEST(what_a_cut_off_start_left_is_no_hindrance),
        TEST(a_lock_file_that_is_a_link_is_not_followed),
        TEST(settings_are_remembered),
        TEST(an_older_file_is_upgraded_after_a_backup),
        TEST(an_upgrade_that_fails_changes_nothing),
        TEST(a_reader_does_not_upgrade),
        TEST(a_file_made_to_trip_us_does_not),
        TEST(a_second_window_reads_and_takes_over),
        TEST(a_reader_may_take_over_too),
        TEST(a_reader_follows_the_writer),
        TEST(a_lock_file_full_of_rubbish_is_only_words),
        TEST(a_killed_program_is_no_stopped_machine),
        TEST(the_holder_in_words),
        TEST(a_moved_file_is_not_written),
        TEST(a_full_disk_loses_nothing_and_heals),
        TEST(a_failing_disk_loses_nothing_and_heals),
        TEST(a_file_that_cannot_be_written_is_read),
        TEST(a_folder_that_cannot_be_written_is_read),
        TEST(a_wal_that_cannot_be_played_back_is_not_passed_over),
        TEST(a_file_that_may_not_be_read_says_so),
        TEST(a_folder_that_cannot_be_made_says_why),
        TEST(a_folder_of_somebody_else_is_refused),
        TEST(network_file_systems_are_known),
        TEST(over_a_network_it_works_without_shared_memory),
        TEST(a_full_disk_can_be_read),
        TEST(who_sits_down_keeps_little_in_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
