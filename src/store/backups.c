#include "store/backups.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "store/backup.h"
#include "store/change.h"
#include "store/file.h"
#include "store/opening.h"
#include "store/reserve.h"
#include "store/sums.h"
#include "store/texts.h"
#include "store/veil.h"

#define NAME_LEN 15         /* 2026-12-04-1100 */
#define DAMAGED  "-damaged" /* behind it */
#define LINEAGE  "file.id"  /* a setting: what the copies of one file have in common */

static void add_folder(struct buf *folder, const char *path)
{
    buf_addf(folder, "%s.backups", path);
}

/* ---- which there are ------------------------------------------------------------------------- */

/* Reads "2026-12-04-1100", maybe with "-2" behind it, up to ".db". */
static bool read_name(const char *name, struct backup *backup)
{
    char day[DAY_ISO_SIZE];
    size_t len = strlen(name);
    if (len < NAME_LEN + 3 || strcmp(name + len - 3, ".db") != 0)
        return false;
    snprintf(day, sizeof day, "%.10s", name);
    backup->day = day_parse_iso(day);
    if (backup->day == DAY_NONE ||
        sscanf(name + 10, "-%2d%2d", &backup->hour, &backup->minute) != 2)
        return false;
    backup->damaged = strstr(name, DAMAGED) != NULL;
    backup->name = mem_copy_len(name, len - 3);
    return true;
}

static int newest_first(const void *one, const void *other)
{
    const struct backup *a = one, *b = other;
    if (a->ahead != b->ahead)
        return a->ahead ? 1 : -1;
    return strcmp(b->name, a->name);
}

static void backup_release(struct backup *backup)
{
    free(backup->name);
    free(backup->path);
}

void backups_free(struct backup *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        backup_release(&list[i]);
    free(list);
}

static bool is_ahead(const struct backup *backup, int64_t now)
{
    return clock_moment(backup->day, backup->hour, backup->minute) > now;
}

static void read_folder(const char *path, int64_t now, struct backup **list, size_t *n)
{
    struct buf folder = BUF_INIT;
    *list = NULL;
    *n = 0;
    add_folder(&folder, path);
    DIR *dir = opendir(folder.data);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct backup backup = {0};
        if (!read_name(entry->d_name, &backup))
            continue;
        struct buf whole = BUF_INIT;
        buf_addf(&whole, "%s/%s", folder.data, entry->d_name);
        backup.ahead = is_ahead(&backup, now);
        backup.path = buf_detach(&whole);
        *list = mem_room(*list, *n, sizeof **list);
        (*list)[(*n)++] = backup;
    }
    if (dir)
        closedir(dir);
    buf_release(&folder);
    if (*n)
        qsort(*list, *n, sizeof **list, newest_first);
}

/* ---- of which file --------------------------------------------------------------------------- */

int backups_lineage(struct db *db, struct buf *lineage, struct err *err)
{
    return db_text(db, "SELECT value FROM setting WHERE name = '" LINEAGE "'", lineage, err);
}

/* Of the file at path, when it can be read. */
static void read_lineage(const char *path, struct buf *lineage)
{
    struct err ignored = ERR_INIT(LANG_EN);
    struct db db = {0};
    if (db_open(&db, path, file_size(path, "-wal") > 0 ? DB_READ : DB_IMMUTABLE, &ignored) == 0)
        (void)backups_lineage(&db, lineage, &ignored);
    db_close(&db);
}

/* The id of the file of store, which gets one with its first copy. */
static int settle_lineage(struct store *store, struct buf *lineage, struct err *err)
{
    char id[UUID_SIZE];
    if (backups_lineage(store_db(store), lineage, err))
        return -1;
    if (lineage->len)
        return 0;
    uuid_make(id, store_now(store));
    buf_adds(lineage, id);
    return store_setting_set(store, LINEAGE, id, err);
}

static bool is_other(struct db *copy, const char *lineage)
{
    struct err ignored = ERR_INIT(LANG_EN);
    struct buf its = BUF_INIT;
    (void)backups_lineage(copy, &its, &ignored);
    bool other = its.len && *lineage && strcmp(its.data, lineage) != 0;
    buf_release(&its);
    return other;
}

/* Looks only whether each is of another file. */
static void tell_apart(struct backup *list, size_t n, const char *lineage)
{
    for (size_t i = 0; i < n; i++) {
        struct err ignored = ERR_INIT(LANG_EN);
        struct db db = {0};
        if (db_open(&db, list[i].path, DB_IMMUTABLE, &ignored) == 0)
            list[i].other = is_other(&db, lineage);
        db_close(&db);
    }
}

/* ---- what is in them ------------------------------------------------------------------------- */

static void count(struct backup *backup, const char *lineage)
{
    struct err ignored = ERR_INIT(LANG_EN);
    struct db db = {0};
    bool sealed = false;
    if (db_open(&db, backup->path, DB_IMMUTABLE, &ignored) == 0 &&
        veil_needed(&db, &sealed, &ignored) == 0)
        backup->sound =
            db_number(&db,
                      sealed ? "SELECT count(*) FROM sealed_person" : "SELECT count(*) FROM person",
                      &backup->people, &ignored) == 0 &&
            db_number(&db, "SELECT count(*) FROM interview WHERE NOT removed", &backup->talks,
                      &ignored) == 0 &&
            db_number(&db,
                      sealed ? "SELECT count(*) FROM sealed_agreement WHERE NOT removed"
                             : "SELECT count(*) FROM agreement WHERE NOT removed",
                      &backup->agreements, &ignored) == 0;
    backup->other = backup->sound && is_other(&db, lineage);
    db_close(&db);
}

int backups_list(const char *path, int64_t now, struct backup **list, size_t *n, struct err *err)
{
    struct buf real = BUF_INIT, lineage = BUF_INIT;
    *list = NULL;
    *n = 0;
    int failed = file_resolve(&real, path, false, err);
    if (!failed)
        read_folder(real.data, now, list, n);
    if (*n)
        read_lineage(real.data, &lineage);
    for (size_t i = 0; i < *n; i++)
        count(&(*list)[i], lineage.data);
    buf_release(&real);
    buf_release(&lineage);
    return failed;
}

const struct backup *backups_best(const struct backup *list, size_t n)
{
    const struct backup *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (list[i].sound &&
            (!best || list[i].other + list[i].damaged * 2 < best->other + best->damaged * 2))
            best = &list[i];
    return best;
}

/* ---- which stay ------------------------------------------------------------------------------ */

/* Weeks begin on Monday; day 0 was a Thursday. */
static int week_of(int day)
{
    return (day + 3) / 7;
}

/* Takes away what is neither one of the last starts nor the newest of one of the last weeks; the
 * damaged ones and those ahead of the clock are counted by themselves, and those of another file
 * not at all. */
static void rotate(const char *path, int64_t now, const char *lineage)
{
    struct backup *list;
    size_t n, sound[2] = {0}, damaged = 0; /* sound: in time, and ahead of it */
    int week = week_of(clock_day(now)), before = 0;
    read_folder(path, now, &list, &n);
    tell_apart(list, n, lineage);
    for (size_t i = 0; i < n; i++) {
        if (list[i].other)
            continue;
        int of = week_of(list[i].day);
        bool newest = sound[list[i].ahead] == 0 || before != of;
        if (list[i].damaged ? damaged++ >= BACKUPS_DAMAGED
                            : sound[list[i].ahead]++ >= BACKUPS_STARTS &&
                                  (!newest || of < week - BACKUPS_WEEKS))
            unlink(list[i].path);
        if (!list[i].damaged)
            before = of;
    }
    backups_free(list, n);
}

/* Takes away what a copy that was cut off left: 0, or an errno. */
static int drop_parts(const char *path)
{
    struct buf folder = BUF_INIT;
    int code = 0;
    add_folder(&folder, path);
    DIR *dir = opendir(folder.data);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (file_is_part(entry->d_name) && unlinkat(dirfd(dir), entry->d_name, 0) != 0 &&
            errno != ENOENT)
            code = errno;
    if (dir)
        closedir(dir);
    buf_release(&folder);
    return code;
}

int backups_drop(const struct store *store, struct err *err)
{
    struct backup *list;
    size_t n;
    int code = drop_parts(store_file(store));
    read_folder(store_file(store), store_now(store), &list, &n);
    for (size_t i = 0; i < n; i++)
        if (unlink(list[i].path) != 0 && errno != ENOENT)
            code = errno;
    if (n && !code)
        file_sync_folder(list[0].path);
    backups_free(list, n);
    return code ? err_set(err, "a backup of before cannot be removed: %s",
                          file_reason(code, err->lang))
                : 0;
}

/* ---- making one ------------------------------------------------------------------------------ */

static void count_unsound(void *context, const char *table, const char *column, const char *row)
{
    int *n = context;
    (void)table;
    (void)column;
    (void)row;
    ++*n;
}

/* Every row there, and no more that is not as it was written than in the file? */
static int compare(struct db *db, struct db *copy, int known, struct err *err)
{
    int unsound = 0, failed = veil_hang(copy, err);
    for (size_t i = 0; !failed && i < text_tables_n; i++) {
        struct buf sql = BUF_INIT;
        int64_t is = 0, was = 0;
        buf_addf(&sql, "SELECT count(*) FROM main.%s%s",
                 veil_hangs(db) && text_table_sealed(&text_tables[i]) ? "sealed_" : "",
                 text_tables[i].name);
        failed = db_number(db, sql.data, &was, err) || db_number(copy, sql.data, &is, err);
        if (!failed && is != was)
            failed = err_set(err, "the copy is not whole");
        buf_release(&sql);
    }
    failed = failed || sums_examine(copy, true, count_unsound, &unsound, err);
    return !failed && unsound != known ? err_set(err, "the copy is damaged") : failed;
}

static int check_copy(struct db *db, const char *path, int known, struct err *err)
{
    struct db copy = {0};
    int failed = db_open(&copy, path, DB_IMMUTABLE, err) || db_settle(&copy, err) ||
                 compare(db, &copy, known, err);
    db_close(&copy);
    if (failed)
        unlink(path);
    return failed ? -1 : 0;
}

/* The first name of this moment that is free. */
static void name_copy(struct buf *name, const struct store *store, const char *folder, bool damaged)
{
    char day[DAY_ISO_SIZE];
    int hour = 0, minute = 0;
    int64_t now = store_now(store);
    day_iso(clock_day(now), day);
    clock_time(now, &hour, &minute);
    for (int i = 1; i == 1 || file_size(name->data, "") >= 0; i++) {
        buf_clear(name);
        buf_addf(name, "%s/%s-%02d%02d", folder, day, hour, minute);
        if (i > 1)
            buf_addf(name, "-%d", i);
        buf_addf(name, "%s.db", damaged ? DAMAGED : "");
    }
}

static bool is_large(const struct store *store)
{
    return file_size(store_file(store), "") > BACKUPS_LARGE;
}

static bool made_today(const struct store *store)
{
    struct backup *list;
    size_t n;
    read_folder(store_file(store), store_now(store), &list, &n);
    bool made = n && list[0].day == clock_day(store_now(store));
    backups_free(list, n);
    return made;
}

static bool is_due(const struct store *store)
{
    return store_writable(store) && !store_rehearses(store) &&
           !(is_large(store) && made_today(store));
}

bool backups_large(const struct store *store)
{
    return is_large(store) && is_due(store);
}

/* The copy still says that it was owed; that does no harm where it is put back. */
static int settle_owed(struct store *store, struct err *err)
{
    int64_t owed = 0;
    struct db *db = store_db(store);
    if (db_number(db, "SELECT 1 FROM setting WHERE name = '" BACKUPS_OWED "'", &owed, err))
        return -1;
    if (!owed)
        return 0;
    if (store_begin(store, err))
        return -1;
    return store_end(store, db_run(db, "DELETE FROM setting WHERE name = '" BACKUPS_OWED "'", err),
                     err);
}

int backups_make(struct store *store, struct err *err)
{
    struct db *db = store_db(store);
    struct buf folder = BUF_INIT, name = BUF_INIT, lineage = BUF_INIT;
    int unsound = 0;
    if (!is_due(store))
        return 0;
    if (!reserve_spares(store_file(store), file_size(store_file(store), "")))
        return err_set(err, "there is too little room on the disk for it");
    add_folder(&folder, store_file(store));
    int code = mkdir(folder.data, 0700) == 0 || errno == EEXIST ? 0 : errno;
    (void)drop_parts(store_file(store)); /* no reason to make none */
    int failed =
        code ? err_set(err, "%s cannot be made: %s.", folder.data, file_reason(code, err->lang))
             : settle_lineage(store, &lineage, err) ||
                   sums_examine(db, true, count_unsound, &unsound, err);
    if (!failed) {
        name_copy(&name, store, folder.data, unsound > 0);
        failed = backup_copy(db, name.data, err) || check_copy(db, name.data, unsound, err);
        if (!failed)
            rotate(store_file(store), store_now(store), lineage.data);
        failed = failed || settle_owed(store, err);
    }
    buf_release(&folder);
    buf_release(&name);
    buf_release(&lineage);
    return failed ? -1 : 0;
}

/* ---- in words -------------------------------------------------------------------------------- */

void backup_add_moment(struct buf *buf, const struct backup *backup, int today, enum lang lang)
{
    day_add_short(buf, backup->day, today, lang);
    buf_addf(buf, " %02d:%02d", backup->hour, backup->minute);
    if (backup->ahead)
        buf_adds(buf, tr(lang, " (the clock was ahead)"));
}

void backup_add_content(struct buf *buf, const struct backup *backup, enum lang lang)
{
    long people = (long)backup->people, talks = (long)backup->talks;
    long agreements = (long)backup->agreements;
    buf_addf(buf, trn(lang, people, "%ld person", "%ld people"), people);
    buf_adds(buf, ", ");
    buf_addf(buf, trn(lang, talks, "%ld conversation", "%ld conversations"), talks);
    buf_adds(buf, ", ");
    buf_addf(buf, trn(lang, agreements, "%ld agreement", "%ld agreements"), agreements);
    if (backup->damaged)
        buf_addf(buf, ", %s", tr(lang, "something in it is damaged"));
    if (backup->other)
        buf_addf(buf, ", %s", tr(lang, "of another file"));
}
