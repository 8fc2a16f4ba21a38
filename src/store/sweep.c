#include "store/sweep.h"

#include <time.h>

#include "store/backups.h"
#include "store/change.h"
#include "store/lookup.h"

#define OWED  "erase.owed" /* a setting: there while a sweep is owed */
#define TURNS 20           /* a reader that is just reading is waited for, 50 ms a turn */

int sweep_owe(struct store *store, struct err *err)
{
    return lookup_purge(store_db(store), err) || store_setting_put(store_db(store), OWED, "1", err)
               ? -1
               : 0;
}

/* True when the WAL is empty, or there is none. */
static int cut_wal(struct db *db, bool *done, struct err *err)
{
    int64_t busy = 0;
    if (db_number(db, "PRAGMA wal_checkpoint(TRUNCATE)", &busy, err))
        return -1;
    *done = !busy;
    return 0;
}

static int cut_wal_patiently(struct db *db, struct err *err)
{
    bool done = false;
    for (int turn = 0; turn < TURNS; turn++) {
        if (cut_wal(db, &done, err))
            return -1;
        if (done)
            return 0;
        nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    }
    return err_set(err, "another window is reading the file");
}

/* What was made by itself before has what was erased in it. */
static int drop_backups(struct store *store, bool *some, struct err *err)
{
    struct backup *list;
    size_t n = 0;
    if (backups_list(store_file(store), store_now(store), &list, &n, err))
        return -1;
    backups_free(list, n);
    *some = n > 0;
    return backups_drop(store, err);
}

/* some: there were copies, which went. */
static int sweep(struct store *store, bool *some, struct err *err)
{
    struct db *db = store_db(store);
    if (db_run(db, "VACUUM", err) || cut_wal_patiently(db, err))
        return -1;
    if (drop_backups(store, some, err) || store_begin(store, err))
        return -1;
    int failed = db_run(db, "DELETE FROM setting WHERE name = '" OWED "'", err) ||
                 (*some && store_setting_put(db, BACKUPS_OWED, "1", err));
    return store_end(store, failed, err);
}

int sweep_settle(struct store *store, struct err *uncopied, struct err *err)
{
    struct err ignored = ERR_INIT(err->lang);
    struct buf room = BUF_INIT, copy = BUF_INIT;
    bool some = false;
    int failed = store_setting_get(store, OWED, &room, err) ||
                 store_setting_get(store, BACKUPS_OWED, &copy, err);
    bool owes_room = room.len, owes_copy = copy.len;
    buf_release(&room);
    buf_release(&copy);
    if (failed)
        return -1;
    if (owes_room && sweep(store, &some, err))
        return err_within(err, "It is erased, but the room it had on the disk could not be cleared "
                               "yet. That is done at the next start of 'gesprek'");
    if (some || owes_copy)
        (void)backups_make(store, uncopied ? uncopied : &ignored);
    return 0;
}
