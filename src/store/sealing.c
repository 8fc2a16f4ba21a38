#include "store/sealing.h"

#include "store/change.h"
#include "store/file.h"
#include "store/keyslots.h"
#include "store/opening.h"
#include "store/seal.h"
#include "store/sealing_plan.h"
#include "store/sums.h"
#include "store/sweep.h"
#include "store/veil.h"

#define CHARACTERS_MIN 8

enum sealing store_sealing(struct store *store)
{
    const struct db *db = store_db(store);
    return !veil_hangs(db) ? SEALING_OFF : veil_locked(db) ? SEALING_LOCKED : SEALING_OPEN;
}

bool sealing_at(const char *path)
{
    struct db db = {0};
    struct buf real = BUF_INIT;
    struct err ignored = ERR_INIT(LANG_EN);
    bool sealed = false;
    int failed = file_resolve(&real, path, false, &ignored) ||
                 file_look(real.data, &ignored) != 1 ||
                 db_open(&db, real.data, opening_read_mode(real.data), &ignored) ||
                 veil_needed(&db, &sealed, &ignored);
    db_close(&db);
    buf_release(&real);
    return !failed && sealed;
}

void sealing_add_library(struct buf *out)
{
    seal_add_library(out);
}

const char *sealing_passphrase_fault(const struct secret *passphrase)
{
    if (secret_characters(passphrase) < CHARACTERS_MIN)
        return N_("That is too short: take at least eight characters. Four words that have nothing "
                  "to do with each other are better.");
    return NULL;
}

/* ---- opening --------------------------------------------------------------------------------- */

/* What is said when a secret did not open its slot. */
static enum unlocking say_found(enum slot_found found, enum slot_kind kind, struct err *err)
{
    bool recovery = kind == SLOT_RECOVERY;
    switch (found) {
    case SLOT_OPENED:
        return UNLOCK_DONE;
    case SLOT_WRONG:
        err_set(err, recovery ? N_("This is not the recovery key of this file. Look at the paper "
                                   "again: seven groups of four.")
                              : N_("This is not the passphrase of this file. Try again; capitals "
                                   "and blanks count."));
        return UNLOCK_WRONG;
    case SLOT_DAMAGED:
        err_set(err, recovery ? N_("What the recovery key opens was changed outside Gesprek, so it "
                                   "opens nothing any more. Use the passphrase, or put a backup "
                                   "back with 'gesprek restore FILE'.")
                              : N_("What the passphrase opens was changed outside Gesprek, so it "
                                   "opens nothing any more. Use the recovery key (gesprek seal "
                                   "recover), or put a backup back with 'gesprek restore FILE'."));
        return UNLOCK_DAMAGED;
    case SLOT_FAILED:
        break;
    }
    return UNLOCK_FAILED;
}

/* Gives the key of the file to who has the secret: *seal is the caller's. */
static enum unlocking key_for(struct db *db, enum slot_kind kind, const struct secret *secret,
                              struct seal **seal, struct err *err)
{
    struct slot slot;
    int there = keyslot_read(db, kind, &slot, err);
    *seal = NULL;
    if (there < 0)
        return UNLOCK_FAILED;
    enum slot_found found = there ? seal_unwrap(&slot, secret, seal, err) : SLOT_DAMAGED;
    return say_found(found, kind, err);
}

static enum unlocking unlock(struct db *db, enum slot_kind kind, const struct secret *secret,
                             struct err *err)
{
    struct seal *seal;
    enum unlocking done = key_for(db, kind, secret, &seal, err);
    if (done != UNLOCK_DONE)
        return done;
    return veil_open(db, seal, err) ? UNLOCK_FAILED : UNLOCK_DONE;
}

enum unlocking sealing_unlock_db(struct db *db, const struct secret *passphrase, struct err *err)
{
    return unlock(db, SLOT_PASSPHRASE, passphrase, err);
}

static enum unlocking opened(struct store *store, enum unlocking done, const struct err *err)
{
    if (done == UNLOCK_DONE)
        store_unlocked(store, err->lang);
    return done;
}

enum unlocking sealing_unlock_recovery(struct store *store, const struct secret *recovery,
                                       struct err *err)
{
    if (!seal_recovery_check(recovery)) {
        err_set(err, "There is a slip in it: it is seven groups of four letters and digits. Type "
                     "it once more.");
        return UNLOCK_WRONG;
    }
    return opened(store, unlock(store_db(store), SLOT_RECOVERY, recovery, err), err);
}

enum unlocking sealing_unlock(struct store *store, const struct secret *passphrase, struct err *err)
{
    if (store_sealing(store) != SEALING_LOCKED)
        return UNLOCK_DONE;
    return opened(store, sealing_unlock_db(store_db(store), passphrase, err), err);
}

int sealing_lock(struct store *store, struct err *err)
{
    store_forget_people(store);
    return veil_lock(store_db(store), err);
}

/* ---- turning it on --------------------------------------------------------------------------- */

int sealing_confirm(const struct secret *recovery, const struct secret *typed, struct err *err)
{
    if (!seal_recovery_check(typed))
        err_set(err, "There is a slip in it: it is seven groups of four letters and digits. Type "
                     "it once more.");
    else if (!seal_recovery_same(recovery, typed))
        err_set(err, "That is another recovery key than the one shown. Type the one shown.");
    else
        return 1;
    return 0;
}

static int seal_file(struct store *store, struct sealing_plan *plan, struct err *err)
{
    struct db *db = store_db(store);
    if (sums_drop(db, err) || store_begin(store, err))
        return -1;
    return store_end(store,
                     veil_seal_all(db, plan->seal, err) ||
                         keyslot_write(db, &plan->passphrase, err) ||
                         keyslot_write(db, &plan->recovery, err) || sweep_owe(store, err),
                     err);
}

int sealing_on(struct store *store, struct sealing_plan *plan, struct err *err)
{
    struct db *db = store_db(store);
    if (store_sealing(store) != SEALING_OFF)
        return err_set(err, "The file is sealed already.");
    struct err ignored = ERR_INIT(err->lang);
    int failed = seal_file(store, plan, err);
    if (veil_hang(db, failed ? &ignored : err) || sums_hang(db, failed ? &ignored : err) || failed)
        return -1;
    struct seal *seal = plan->seal;
    plan->seal = NULL;
    return veil_open(db, seal, err) || sweep_settle(store, NULL, err) ? -1 : 0;
}

/* ---- turning it off -------------------------------------------------------------------------- */

static int open_file(struct store *store, const struct seal *seal, struct err *err)
{
    struct db *db = store_db(store);
    if (store_begin(store, err))
        return -1;
    return store_end(store, veil_open_all(db, seal, err) || keyslots_clear(db, err), err);
}

/* The veil hangs over tables of the other names, so it goes first; when it then fails, it hangs
 * again. */
static int unseal(struct store *store, struct seal *seal, struct err *err)
{
    struct db *db = store_db(store);
    struct err ignored = ERR_INIT(err->lang);
    if (sums_drop(db, err) == 0 && veil_drop(db, err) == 0 && open_file(store, seal, err) == 0) {
        seal_free(seal);
        return sums_hang(db, err);
    }
    if (veil_hang(db, &ignored) == 0)
        (void)veil_open(db, seal, &ignored);
    else
        seal_free(seal);
    (void)sums_hang(db, &ignored);
    return -1;
}

enum unlocking sealing_off(struct store *store, const struct secret *passphrase, struct err *err)
{
    struct seal *seal;
    if (store_sealing(store) == SEALING_OFF) {
        err_set(err, "The file is not sealed.");
        return UNLOCK_FAILED;
    }
    if (store_need_write(store, err))
        return UNLOCK_FAILED;
    enum unlocking done = key_for(store_db(store), SLOT_PASSPHRASE, passphrase, &seal, err);
    return done == UNLOCK_DONE && unseal(store, seal, err) ? UNLOCK_FAILED : done;
}

/* ---- another passphrase ---------------------------------------------------------------------- */

/* As dear as the passphrase that is there. */
static int cost_of(struct db *db, struct seal_cost *cost, struct err *err)
{
    struct slot slot;
    int there = keyslot_read(db, SLOT_PASSPHRASE, &slot, err);
    bool known = there > 0 && seal_slot_sound(&slot);
    *cost = known ? slot.cost : seal_moderate;
    return there < 0 ? -1 : 0;
}

int sealing_rewrap(struct store *store, const struct secret *fresh, struct err *err)
{
    struct db *db = store_db(store);
    struct seal_cost cost;
    struct slot slot;
    if (!veil_key(db))
        return err_set(err, "The file is sealed. Give its passphrase first.");
    if (cost_of(db, &cost, err) ||
        seal_wrap(veil_key(db), SLOT_PASSPHRASE, fresh, cost, &slot, err) ||
        store_begin(store, err))
        return -1;
    return store_end(store, keyslot_write(db, &slot, err), err);
}
