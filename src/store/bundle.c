#include "store/bundle.h"

#include <assert.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/bundle_shape.h"
#include "store/change.h"
#include "store/file.h"
#include "store/history.h"
#include "store/tally.h"

/* What HR may see, and of this file itself: what was collected has a bundle of its own. */
#define OWN             " i.id NOT IN (SELECT id FROM collected)"
#define LIVE            " a.share = 'hr' AND NOT a.removed AND NOT i.removed"
#define FROM_AGREEMENTS " FROM agreement a JOIN interview i ON i.id = a.interview"

/* Absences go along only when the manager says so, and once said, with every bundle. Of what was
 * asked at the report none does but that UWV has to be told (include/store/told.h). */
#define TELLS " EXISTS (SELECT 1 FROM setting WHERE name = '" BUNDLE_ABSENCES "' AND value = 'yes')"
#define SOUND_DAYS                                                                                 \
    " date(first_day) = first_day AND (back IS NULL OR date(back) = back AND back >= first_day)"
#define SOUND_SPAN                                                                                 \
    " date(from_day) = from_day AND (until_day IS NULL OR date(until_day) = until_day"             \
    "  AND until_day > from_day)"

/* Each part of a bundle: the table it goes to and what is in it, in one order always. `put` is for
 * what needs more than being put there. What was told before it was shared, and what HR may not see
 * any more, is left out; that it is gone is told. */
struct part {
    const char *table, *from, *put;
};

static const struct part for_hr[] = {
    {"person",
     "SELECT p.id, p.name, p.team FROM read_person p WHERE p.id IN (SELECT i.person" FROM_AGREEMENTS
     "  WHERE" OWN " AND" LIVE ") OR (" TELLS " AND (p.id IN (SELECT person FROM absence"
     "  WHERE" SOUND_DAYS ") OR p.id IN (SELECT person FROM service WHERE" SOUND_SPAN ")))"
     " ORDER BY p.id",
     NULL},
    {"talk",
     "SELECT DISTINCT i.id, i.person, g.guide, g.version, CASE WHEN i.started_at THEN i.started_at"
     " WHEN i.at THEN i.at ELSE i.created_at END" FROM_AGREEMENTS
     " JOIN guide_text g ON g.checksum = i.checksum WHERE" OWN " AND" LIVE " ORDER BY i.id",
     NULL},
    {"agreement",
     "SELECT a.id AS id, a.revision, iif(" LIVE ", i.id, NULL)" FROM_AGREEMENTS " WHERE" OWN
     " AND EXISTS (SELECT 1 FROM agreement_revision r WHERE r.agreement = a.id"
     "  AND r.share = 'hr')"
     " UNION ALL SELECT agreement, revision, NULL FROM claim WHERE source = '' ORDER BY id",
     NULL},
    {"revision",
     "SELECT r.agreement, r.revision, " HISTORY_HEARD ", r.status, r.remark, r.updated_at"
     " FROM read_agreement a JOIN interview i ON i.id = a.interview"
     " JOIN read_agreement_revision r ON r.agreement = a.id AND r.revision >= a.erased"
     " WHERE" OWN " AND" LIVE " AND r.share = 'hr' AND NOT r.removed"
     " ORDER BY r.agreement, r.revision",
     NULL},
    {"tally", TALLY_TALKS, NULL},
    {"tally_days", TALLY_DAYS, NULL},
    {"hurdle", TALLY_HURDLES, NULL},
    {"settled",
     "SELECT s.id, s.agreement, (SELECT revision FROM agreement_revision"
     "  WHERE agreement = s.agreement AND settlement = s.id) FROM settlement s"
     " WHERE s.agreement IN (SELECT a.id" FROM_AGREEMENTS " WHERE" OWN " AND" LIVE ")"
     " ORDER BY s.id",
     "INSERT INTO settled (id, agreement, revision) SELECT ?1, ?2, (SELECT revision FROM revision"
     " WHERE agreement = ?2 AND revision = ?3)"},
    {"thread", "SELECT id, guide, point, title FROM sparring WHERE source = '' ORDER BY id", NULL},
    {"message",
     "SELECT m.id, m.thread, m.step, m.side, m.closes, m.text, m.at FROM read_sparring_message m"
     " JOIN sparring t ON t.id = m.thread WHERE t.source = '' ORDER BY m.id",
     NULL},
    {"absence",
     "SELECT id, person, first_day, back, kind, safety_net = 'yes' FROM absence"
     " WHERE" TELLS " AND" SOUND_DAYS " ORDER BY id",
     NULL},
    {"partial",
     "SELECT b.id, s.value ->> 0, s.value ->> 1, s.value ->> 2 FROM read_absence b,"
     " json_each(iif(json_valid(b.steps), b.steps, '[]')) s WHERE" TELLS " AND" SOUND_DAYS
     " ORDER BY 1, 2",
     NULL},
    {"service",
     "SELECT person, from_day, until_day, factor FROM service WHERE" TELLS " AND" SOUND_SPAN
     " ORDER BY person, from_day",
     NULL},
    {"tick",
     "SELECT absence, step, turn, done_on FROM tick WHERE" TELLS " AND date(done_on) = done_on"
     " AND absence IN (SELECT id FROM absence WHERE" SOUND_DAYS ") ORDER BY 1, 2, 3",
     NULL},
};

/* What goes back to the file with that id, and to no other. */
#define OF_FILE " JOIN claim c ON c.agreement = x.agreement WHERE c.source = :id AND NOT c.gone"

static const struct part for_manager[] = {
    {"addressee", "SELECT 1, :id", NULL},
    {"settlement",
     "SELECT x.id, x.agreement, x.step, x.status, x.moved, x.due, x.due_words, x.remark, x.made_at"
     " FROM read_settlement x" OF_FILE " ORDER BY x.id",
     NULL},
    {"request",
     "SELECT x.id, x.agreement, x.step, x.revision, x.question, x.asked_at FROM read_request "
     "x" OF_FILE " ORDER BY x.id",
     NULL},
    {"thread", "SELECT id, guide, point, title FROM sparring WHERE source = :id ORDER BY id", NULL},
    {"message",
     "SELECT m.id, m.thread, m.step, m.side, m.closes, m.text, m.at FROM read_sparring_message m"
     " JOIN sparring t ON t.id = m.thread WHERE t.source = :id ORDER BY m.id",
     NULL},
};

static int put_part(struct db *from, struct db *to, const struct part *part, const char *whom,
                    struct err *err)
{
    struct buf put = BUF_INIT;
    const struct bundle_table *table = bundle_tables;
    while (table->name && strcmp(table->name, part->table) != 0)
        table++;
    assert(table->name); /* a part is of a table there is */
    if (part->put)
        buf_adds(&put, part->put);
    else
        bundle_add_insert(&put, table);
    int failed = db_copy(from, part->from, whom, to, put.data, err);
    buf_release(&put);
    return failed;
}

static int put_parts(struct db *from, struct db *to, const char *whom, struct err *err)
{
    const struct part *parts = whom ? for_manager : for_hr;
    size_t n = whom ? sizeof for_manager / sizeof *for_manager : sizeof for_hr / sizeof *for_hr;
    int failed = 0;
    for (size_t i = 0; !failed && i < n; i++)
        failed = put_part(from, to, &parts[i], whom, err);
    return failed;
}

static int put_tables(struct db *from, struct db *to, const char *whom, struct err *err)
{
    int failed = 0;
    for (const struct bundle_table *table = bundle_tables; !failed && table->name; table++)
        failed = db_run(to, table->shape, err);
    return failed || put_parts(from, to, whom, err) ? -1 : 0;
}

struct edition {
    const char *whom;                         /* the file it goes back to; NULL: for HR */
    struct buf source, label, digest, number; /* digest: of the bundle of that number */
};

static int put_head(struct db *to, const struct edition *edition, struct err *err)
{
    struct query query;
    query_begin(&query, to,
                "INSERT INTO bundle (only, source, edition, label, made_at) SELECT 1, :source,"
                " CAST(:edition AS INTEGER), :label, ifnull(max(at), 0) FROM"
                " (SELECT updated_at AS at FROM revision UNION ALL SELECT made_at FROM settlement"
                "  UNION ALL SELECT asked_at FROM request UNION ALL SELECT at FROM message)");
    query_text(&query, ":source", edition->source.data);
    query_text(&query, ":edition", edition->number.data);
    query_text(&query, ":label", edition->label.data);
    return query_run(&query, err);
}

static int put_digest(struct db *to, struct err *err)
{
    struct query query;
    struct buf digest = BUF_INIT;
    int failed = bundle_digest(to, &digest, err);
    if (!failed) {
        query_begin(&query, to, "INSERT INTO digest (only, sha256) VALUES (1, :digest)");
        query_text(&query, ":digest", digest.data);
        failed = query_run(&query, err);
    }
    buf_release(&digest);
    return failed;
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
    int failed = db_run(to, numbers, err) || put_tables(from, to, edition->whom, err) ||
                 put_head(to, edition, err) || put_digest(to, err);
    return db_end(to, failed, err);
}

static int count(struct db *db, struct bundled *bundled, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "SELECT (SELECT count(*) FROM agreement WHERE talk IS NOT NULL),"
                " (SELECT count(*) FROM thread), (SELECT count(*) FROM message WHERE side = 'hr'),"
                " (SELECT count(*) FROM request), (SELECT count(*) FROM settlement),"
                " (SELECT count(DISTINCT person) FROM absence),"
                " (SELECT ifnull(sum(n), 0) FROM hurdle)");
    if (query_row(&query)) {
        bundled->agreements = (size_t)query_take_number(&query);
        bundled->questions = (size_t)query_take_number(&query);
        bundled->answers = (size_t)query_take_number(&query);
        bundled->requests = (size_t)query_take_number(&query);
        bundled->settlements = (size_t)query_take_number(&query);
        bundled->absent = (size_t)query_take_number(&query);
        bundled->hurdles = (size_t)query_take_number(&query);
    }
    return query_end(&query, err);
}

/* Writes the bundle to a file of its own; digest gets the SHA-256 of its bytes. */
static int make_file(struct db *from, const char *name, const struct edition *edition,
                     char digest[SHA256_DIGEST_STRING_LENGTH], struct bundled *bundled,
                     struct err *err)
{
    struct db to = {0};
    int code = file_make(name);
    if (code)
        return err_set(err, "The file %s cannot be made: %s.", name, file_reason(code, err->lang));
    int failed = db_open(&to, name, DB_WRITE, err) || fill(from, &to, edition, err) ||
                 count(&to, bundled, err);
    db_close(&to);
    if (!failed && !SHA256File(name, digest))
        failed = err_set(err, "The file %s cannot be read again.", name);
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
static int make_edition(struct store *store, const char *name, struct edition *edition,
                        struct bundled *bundled, struct err *err)
{
    char digest[SHA256_DIGEST_STRING_LENGTH] = "";
    struct db *db = store_db(store);
    if (edition->number.len && make_file(db, name, edition, digest, bundled, err))
        return -1;
    if (edition->number.len && !strcmp(digest, edition->digest.data))
        return 0;
    long next = strtol(edition->number.data, NULL, 10) + 1;
    buf_clear(&edition->number);
    buf_addf(&edition->number, "%ld", next);
    file_remove(name);
    return make_file(db, name, edition, digest, bundled, err) ||
                   store_setting_put(db, "bundle.edition", edition->number.data, err) ||
                   store_setting_put(db, "bundle.digest", digest, err)
               ? -1
               : 0;
}

/* What goes back to a manager is told by ids alone, so it needs no editions. */
static int make_return(struct store *store, const char *name, struct edition *edition,
                       struct bundled *bundled, struct err *err)
{
    char digest[SHA256_DIGEST_STRING_LENGTH] = "";
    buf_clear(&edition->number);
    buf_adds(&edition->number, "1");
    return make_file(store_db(store), name, edition, digest, bundled, err);
}

/* Words that went out are not taken back any more. */
static int forget_deeds(struct db *db, struct err *err)
{
    return db_run(db,
                  "DELETE FROM deed WHERE seq IN (SELECT deed FROM deed_image"
                  " WHERE aspect IN ('request', 'sparring', 'message'))",
                  err);
}

static int make(struct store *store, const char *name, const char *whom, struct bundled *bundled,
                struct err *err)
{
    struct edition edition = {whom, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
    int failed = read_edition(store, &edition, err);
    if (!failed)
        failed = (whom ? make_return : make_edition)(store, name, &edition, bundled, err);
    buf_release(&edition.source);
    buf_release(&edition.label);
    buf_release(&edition.digest);
    buf_release(&edition.number);
    return failed || forget_deeds(store_db(store), err) ? -1 : 0;
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
static int write_beside(struct store *store, const char *path, const char *whom,
                        struct bundled *bundled, struct err *err)
{
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.%ld.part", path, (long)getpid());
    int failed = store_begin(store, err);
    if (!failed)
        failed = store_end(store, make(store, name.data, whom, bundled, err), err);
    failed = failed || put_in_place(name.data, path, err);
    if (failed)
        file_remove(name.data);
    buf_release(&name);
    return failed ? -1 : 0;
}

static int write_new(struct store *store, const char *path, const char *whom,
                     struct bundled *bundled, struct err *err)
{
    struct buf real = BUF_INIT;
    *bundled = (struct bundled){.agreements = 0};
    int failed = file_resolve(&real, path, false, err);
    if (!failed && file_size(real.data, "") >= 0)
        failed =
            err_set(err, "%s is there already and is not overwritten. Give another name.", path);
    failed = failed || write_beside(store, real.data, whom, bundled, err);
    buf_release(&real);
    return failed ? -1 : 0;
}

int bundle_write(struct store *store, const char *path, struct bundled *bundled, struct err *err)
{
    return write_new(store, path, NULL, bundled, err);
}

int bundle_return(struct store *store, const char *name, const char *path, struct bundled *bundled,
                  struct err *err)
{
    char whom[UUID_SIZE];
    return bundle_addressee(store, name, whom, err) || write_new(store, path, whom, bundled, err)
               ? -1
               : 0;
}

/* It is made in memory and counted, so that what is told beforehand is what goes. */
static int foretell(struct store *store, const char *whom, struct bundled *bundled,
                    struct err *err)
{
    struct db to = {0};
    *bundled = (struct bundled){.agreements = 0};
    int failed = db_open(&to, ":memory:", DB_WRITE, err) || db_settle(&to, err) ||
                 db_begin(&to, err);
    if (!failed)
        failed = db_end(&to, put_tables(store_db(store), &to, whom, err), err) ||
                 count(&to, bundled, err);
    db_close(&to);
    return failed ? -1 : 0;
}

int bundle_foretell(struct store *store, const char *name, struct bundled *bundled,
                    struct err *err)
{
    char whom[UUID_SIZE];
    if (name && bundle_addressee(store, name, whom, err))
        return -1;
    return foretell(store, name ? whom : NULL, bundled, err);
}
