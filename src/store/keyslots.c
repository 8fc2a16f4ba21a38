#include "store/keyslots.h"

#include <string.h>

static const char *const kinds[] = {
    [SLOT_PASSPHRASE] = "passphrase",
    [SLOT_RECOVERY] = "recovery",
};

/* Takes a column of exactly so many bytes. */
static bool take_bytes(struct query *query, unsigned char *out, size_t size)
{
    size_t len = 0;
    const char *bytes = query_see_text(query, &len);
    if (len == size)
        memcpy(out, bytes, size);
    return len == size;
}

int keyslot_read(struct db *db, enum slot_kind kind, struct slot *slot, struct err *err)
{
    struct query query;
    bool there = false;
    *slot = (struct slot){.kind = kind};
    query_begin(&query, db,
                "SELECT passes, memory, salt, nonce, wrapped, sum FROM keyslot WHERE kind = :kind");
    query_text(&query, ":kind", kinds[kind]);
    if (query_row(&query)) {
        slot->cost.passes = query_take_number(&query);
        slot->cost.memory = query_take_number(&query);
        there = take_bytes(&query, slot->salt, sizeof slot->salt);
        there = take_bytes(&query, slot->nonce, sizeof slot->nonce) && there;
        there = take_bytes(&query, slot->wrapped, sizeof slot->wrapped) && there;
        there = take_bytes(&query, slot->sum, sizeof slot->sum) && there;
    }
    return query_end(&query, err) ? -1 : there;
}

int keyslot_write(struct db *db, const struct slot *slot, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "INSERT OR REPLACE INTO keyslot (kind, passes, memory, salt, nonce, wrapped, sum)"
                " VALUES (:kind, :passes, :memory, :salt, :nonce, :wrapped, :sum)");
    query_text(&query, ":kind", kinds[slot->kind]);
    query_number(&query, ":passes", slot->cost.passes);
    query_number(&query, ":memory", slot->cost.memory);
    query_blob(&query, ":salt", slot->salt, sizeof slot->salt);
    query_blob(&query, ":nonce", slot->nonce, sizeof slot->nonce);
    query_blob(&query, ":wrapped", slot->wrapped, sizeof slot->wrapped);
    query_blob(&query, ":sum", slot->sum, sizeof slot->sum);
    return query_run(&query, err);
}

int keyslots_clear(struct db *db, struct err *err)
{
    return db_run(db, "DELETE FROM keyslot", err);
}
