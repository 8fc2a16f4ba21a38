#include "store/bundle.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/bundle_shape.h"
#include "store/change.h"
#include "store/file.h"
#include "store/tally.h"

/* What HR may see, and of this file itself: what was collected has a bundle of its own. */
#define OWN             " i.id NOT IN (SELECT id FROM collected)"
#define LIVE            " a.share = 'hr' AND NOT a.removed AND NOT i.removed"
#define FROM_AGREEMENTS " FROM agreement a JOIN interview i ON i.id = a.interview"

/* Each part of a bundle: where it comes from, in one order always, and where it goes. What was told
 * before it was shared, and what HR may not see any more, is left out; that it is gone is told. */
static const struct {
    const char *from, *to;
} parts[] = {
    {"SELECT DISTINCT p.id, p.name, p.team" FROM_AGREEMENTS " JOIN person p ON p.id = i.person"
     " WHERE" OWN " AND" LIVE " ORDER BY p.id",
     "INSERT INTO person (id, name, team) VALUES (?1, ?2, ?3)"},
    {"SELECT DISTINCT i.id, i.person, g.guide, g.version, CASE WHEN i.started_at THEN i.started_at"
     " WHEN i.at THEN i.at ELSE i.created_at END" FROM_AGREEMENTS
     " JOIN guide_text g ON g.checksum = i.checksum WHERE" OWN " AND" LIVE " ORDER BY i.id",
     "INSERT INTO talk (id, person, guide, version, at) VALUES (?1, ?2, ?3, ?4, ?5)"},
    {"SELECT a.id AS id, a.revision, iif(" LIVE ", i.id, NULL)" FROM_AGREEMENTS " WHERE" OWN
     " AND EXISTS (SELECT 1 FROM agreement_revision r WHERE r.agreement = a.id"
     "  AND r.share = 'hr')"
     " UNION ALL SELECT agreement, revision, NULL FROM claim WHERE source = '' ORDER BY id",
     "INSERT INTO agreement (id, revision, talk) VALUES (?1, ?2, ?3)"},
    {"SELECT agreement, revision, " BUNDLE_COLUMNS " FROM agreement_revision"
     " WHERE share = 'hr' AND NOT removed AND agreement IN (SELECT a.id" FROM_AGREEMENTS
     "  WHERE" OWN " AND" LIVE " AND agreement_revision.revision >= a.erased)"
     " ORDER BY agreement, revision",
     "INSERT INTO revision (agreement, revision, " BUNDLE_COLUMNS ")"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"},
    {TALLY_TALKS, "INSERT INTO tally (month, team, guide, talks, people) VALUES (?1, ?2, ?3, ?4,"
                  " ?5)"},
    {TALLY_DAYS,
     "INSERT INTO tally_days (month, team, guide, days, n) VALUES (?1, ?2, ?3, ?4, ?5)"},
    {TALLY_HURDLES, "INSERT INTO hurdle (month, guide, option, n) VALUES (?1, ?2, ?3, ?4)"},
};

struct edition {
    struct buf source, label, digest, number; /* digest: of the bundle of that number */
};

static int put_head(struct db *to, const struct edition *edition, struct err *err)
{
    struct query query;
    query_begin(&query, to,
                "INSERT INTO bundle (only, source, edition, label, made_at) SELECT 1, :source,"
                " CAST(:edition AS INTEGER), :label, ifnull(max(updated_at), 0) FROM revision");
    query_text(&query, ":source", edition->source.data);
    query_text(&query, ":edition", edition->number.data);
    query_text(&query, ":label", edition->label.data);
    return query_run(&query, err);
}

/* No journal that could stay behind, pages of one size, rows in order: the same bytes each time. */
static int fill(struct db *from, struct db *to, const struct edition *edition, struct err *err)
{
    char numbers[96];
    snprintf(numbers, sizeof numbers, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             BUNDLE_ID, BUNDLE_FORMAT);
    if (db_settle(to, err) ||
        db_run(to, "PRAGMA page_size = 4096; PRAGMA journal_mode = MEMORY", err) ||
        db_begin(to, err))
        return -1;
    int failed = db_run(to, numbers, err);
    for (size_t i = 0; !failed && bundle_shape[i]; i++)
        failed = db_run(to, bundle_shape[i], err);
    for (size_t i = 0; !failed && i < sizeof parts / sizeof *parts; i++)
        failed = db_copy(from, parts[i].from, NULL, to, parts[i].to, err);
    return db_end(to, failed || put_head(to, edition, err), err);
}

/* Writes the bundle to a file of its own; digest gets the SHA-256 of its bytes. */
static int make_file(struct db *from, const char *name, const struct edition *edition,
                     char digest[SHA256_DIGEST_STRING_LENGTH], size_t *n, struct err *err)
{
    struct db to = {0};
    int64_t number = 0;
    int code = file_make(name);
    if (code)
        return err_set(err, "The file %s cannot be made: %s.", name, file_reason(code, err->lang));
    int failed =
        db_open(&to, name, DB_WRITE, err) || fill(from, &to, edition, err) ||
        db_number(&to, "SELECT count(*) FROM agreement WHERE talk IS NOT NULL", &number, err);
    db_close(&to);
    if (!failed && !SHA256File(name, digest))
        failed = err_set(err, "The file %s cannot be read again.", name);
    *n = (size_t)number;
    return failed ? -1 : 0;
}

static int read_setting(struct store *store, const char *name, struct buf *value, struct err *err)
{
    buf_clear(value);
    return store_setting_get(store, name, value, err);
}

static int read_edition(struct store *store, struct edition *edition, struct err *err)
{
    char id[UUID_SIZE];
    if (read_setting(store, BUNDLE_SOURCE, &edition->source, err) ||
        read_setting(store, BUNDLE_LABEL, &edition->label, err) ||
        read_setting(store, "bundle.edition", &edition->number, err) ||
        read_setting(store, "bundle.digest", &edition->digest, err))
        return -1;
    if (edition->source.len)
        return 0;
    uuid_make(id, store_now(store));
    buf_adds(&edition->source, id);
    return store_setting_put(store_db(store), BUNDLE_SOURCE, id, err);
}

/* Makes it as the last edition, and when it turned out otherwise than that one, as the next. */
static int make_edition(struct store *store, const char *name, size_t *n, struct err *err)
{
    char digest[SHA256_DIGEST_STRING_LENGTH] = "";
    struct edition edition = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
    struct db *db = store_db(store);
    int failed = read_edition(store, &edition, err);
    if (!failed && edition.number.len)
        failed = make_file(db, name, &edition, digest, n, err);
    if (!failed && (!edition.number.len || strcmp(digest, edition.digest.data) != 0)) {
        long next = strtol(edition.number.data, NULL, 10) + 1;
        buf_clear(&edition.number);
        buf_addf(&edition.number, "%ld", next);
        file_remove(name);
        failed = make_file(db, name, &edition, digest, n, err) ||
                 store_setting_put(db, "bundle.edition", edition.number.data, err) ||
                 store_setting_put(db, "bundle.digest", digest, err);
    }
    buf_release(&edition.source);
    buf_release(&edition.label);
    buf_release(&edition.digest);
    buf_release(&edition.number);
    return failed ? -1 : 0;
}

/* Gives the whole file its name. */
static int put_in_place(const char *name, const char *path, struct err *err)
{
    int code = file_sync(name);
    if (!code)
        code = file_name_new(name, path);
    if (code)
        return err_set(err, "%s cannot be made: %s. Give another name.", path,
                       file_reason(code, err->lang));
    file_sync_folder(path);
    return 0;
}

/* The edition is on disk before the bundle has its name, so no number is ever given out twice. */
static int write_beside(struct store *store, const char *path, size_t *n, struct err *err)
{
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.%ld.part", path, (long)getpid());
    int failed = store_begin(store, err);
    if (!failed)
        failed = store_end(store, make_edition(store, name.data, n, err), err);
    failed = failed || put_in_place(name.data, path, err);
    if (failed)
        file_remove(name.data);
    buf_release(&name);
    return failed ? -1 : 0;
}

int bundle_write(struct store *store, const char *path, size_t *n, struct err *err)
{
    struct buf real = BUF_INIT;
    *n = 0;
    int failed = file_resolve(&real, path, false, err);
    if (!failed && file_size(real.data, "") >= 0)
        failed =
            err_set(err, "%s is there already and is not overwritten. Give another name.", path);
    failed = failed || write_beside(store, real.data, n, err);
    buf_release(&real);
    return failed ? -1 : 0;
}
