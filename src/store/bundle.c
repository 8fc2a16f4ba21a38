#include "store/bundle.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/bundle_digest.h"
#include "store/bundle_shape.h"
#include "store/change.h"
#include "store/file.h"
#include "store/history.h"
#include "store/rules.h"
#include "store/sums.h"
#include "store/tally.h"
#include "interviews_inside.h"

/* What HR may see, and of this file itself: what was collected has a bundle of its own. */
#define OWN             " i.id NOT IN (SELECT id FROM collected)"
#define LIVE            " a.share = 'hr' AND NOT a.removed AND NOT i.removed"
#define FROM_AGREEMENTS " FROM agreement a JOIN interview i ON i.id = a.interview"
#define FROM_TALKS                                                                                 \
    " FROM interview i WHERE" OWN " AND EXISTS (SELECT 1 FROM agreement a"                         \
    " WHERE a.interview = i.id AND" LIVE ")"

/* Absences go along only when the manager says so, and once said, with every bundle. Of what was
 * asked at the report none does but that UWV has to be told (include/store/told.h). */
#define TELLS " EXISTS (SELECT 1 FROM setting WHERE name = '" BUNDLE_ABSENCES "' AND value = 'yes')"
#define SOUND_DAYS                                                                                 \
    " date(first_day) = first_day AND (back IS NULL OR date(back) = back AND back >= first_day)"
#define SOUND_SPAN                                                                                 \
    " date(from_day) = from_day AND (until_day IS NULL OR date(until_day) = until_day"             \
    "  AND until_day > from_day)"

#define WHEN INTERVIEW_MOMENT("t.")

/* Each part of a bundle: the table it goes to and what is in it, in one order always. What was told
 * before it was shared, and what HR may not see any more, is left out; that it is gone is told. */
struct part {
    const char *table, *from;
};

static const struct part for_hr[] = {
    {"person",
     "SELECT p.id, p.name, p.team FROM read_person p WHERE p.id IN (SELECT i.person" FROM_TALKS
     ") OR (" TELLS " AND (p.id IN (SELECT person FROM absence"
     "  WHERE" SOUND_DAYS ") OR p.id IN (SELECT person FROM service WHERE" SOUND_SPAN ")))"
     " ORDER BY p.id"},
    {"talk",
     "SELECT t.id, t.person, g.guide, g.version, " WHEN " FROM interview t JOIN guide_text g"
     " ON g.checksum = t.checksum WHERE t.id IN (SELECT i.id" FROM_TALKS ") ORDER BY t.id"},
    {"agreement",
     "SELECT a.id AS id, a.revision, iif(" LIVE ", i.id, NULL)" FROM_AGREEMENTS " WHERE" OWN
     " AND EXISTS (SELECT 1 FROM agreement_revision r WHERE r.agreement = a.id"
     "  AND r.share = 'hr')"
     " UNION ALL SELECT agreement, revision, NULL FROM claim WHERE source = '' ORDER BY id"},
    {"revision",
     "SELECT r.agreement, r.revision, " HISTORY_HEARD ", r.status, r.remark, r.updated_at"
     " FROM read_agreement a CROSS JOIN interview i ON i.id = a.interview"
     " CROSS JOIN read_agreement_revision r ON r.agreement = a.id AND r.revision >= a.erased"
     " WHERE" OWN " AND" LIVE " AND r.share = 'hr' AND NOT r.removed"
     " ORDER BY a.id, r.revision"},
    {"tally", TALLY_TALKS},
    {"tally_days", TALLY_DAYS},
    {"hurdle", TALLY_HURDLES},
    {"settled",
     "SELECT s.id, s.agreement, (SELECT t.revision FROM agreement_revision r"
     "  JOIN bundle.revision t ON t.agreement = r.agreement AND t.revision = r.revision"
     "  WHERE r.agreement = s.agreement AND r.settlement = s.id) FROM settlement s"
     " WHERE EXISTS (SELECT 1" FROM_AGREEMENTS " WHERE a.id = s.agreement AND" OWN " AND" LIVE ")"
     " ORDER BY s.id"},
    {"thread", "SELECT id, guide, point, title FROM sparring WHERE source = '' ORDER BY id"},
    {"message",
     "SELECT m.id, m.thread, m.step, m.side, m.closes, m.text, m.at FROM read_sparring_message m"
     " JOIN sparring t ON t.id = m.thread WHERE t.source = '' ORDER BY m.id"},
    {"absence", "SELECT id, person, first_day, back, kind, safety_net = 'yes' FROM absence"
                " WHERE" TELLS " AND" SOUND_DAYS " ORDER BY id"},
    {"partial", "SELECT b.id, s.value ->> 0, s.value ->> 1, s.value ->> 2 FROM read_absence b,"
                " json_each(iif(json_valid(b.steps), b.steps, '[]')) s WHERE" TELLS
                " AND" SOUND_DAYS " ORDER BY 1, 2"},
    {"service", "SELECT person, from_day, until_day, factor FROM service WHERE" TELLS
                " AND" SOUND_SPAN " ORDER BY person, from_day"},
    {"tick",
     "SELECT absence, step, turn, done_on FROM tick WHERE" TELLS " AND date(done_on) = done_on"
     " AND absence IN (SELECT id FROM absence WHERE" SOUND_DAYS ") ORDER BY 1, 2, 3"},
};

/* What goes back to the file with that id, and to no other. */
#define OF_FILE " JOIN claim c ON c.agreement = x.agreement WHERE c.source = :id AND NOT c.gone"

static const struct part for_manager[] = {
    {"addressee", "SELECT 1, :id"},
    {"settlement",
     "SELECT x.id, x.agreement, x.step, x.status, x.moved, x.due, x.due_words, x.remark, x.made_at"
     " FROM read_settlement x" OF_FILE " ORDER BY x.id"},
    {"request",
     "SELECT x.id, x.agreement, x.step, x.revision, x.question, x.asked_at FROM read_request "
     "x" OF_FILE " ORDER BY x.id"},
    {"thread", "SELECT id, guide, point, title FROM sparring WHERE source = :id ORDER BY id"},
    {"message",
     "SELECT m.id, m.thread, m.step, m.side, m.closes, m.text, m.at FROM read_sparring_message m"
     " JOIN sparring t ON t.id = m.thread WHERE t.source = :id ORDER BY m.id"},
};

static const struct bundle_table *table_of(const struct part *part)
{
    const struct bundle_table *table = bundle_tables;
    while (table->name && strcmp(table->name, part->table) != 0)
        table++;
    assert(table->name); /* a part is of a table there is */
    return table;
}

/* Is all that HR may see of what was agreed as it was written? As nearly always: then it is read as
 * it stands, and each row was held against its sums once, not each text for each revision. */
static int look_over(struct db *db, bool *plain, struct err *err)
{
    static const char *const tables[] = {"agreement", "agreement_revision"};
    int failed = 0;
    *plain = true;
    for (size_t i = 0; !failed && *plain && i < sizeof tables / sizeof *tables; i++)
        failed = sums_all_sound(db, tables[i], "share = 'hr'", plain, err);
    return failed;
}

/* plain: what it says of agreements is read from the tables themselves. With that prefix begins
 * read_agreement_revision too, which may be, and no other word of the parts does. */
static void add_from(struct buf *sql, const char *from, bool plain)
{
    static const char prefix[] = "read_agreement";
    for (const char *at; plain && (at = strstr(from, prefix)) != NULL; from = at + strlen("read_"))
        buf_add(sql, from, (size_t)(at - from));
    buf_adds(sql, from);
}

static int put_part(struct db *db, const struct part *part, const char *whom, bool plain,
                    struct err *err)
{
    struct query query;
    struct buf put = BUF_INIT;
    buf_addf(&put, "INSERT INTO bundle.%s (%s) ", part->table, table_of(part)->columns);
    add_from(&put, part->from, plain);
    query_begin(&query, db, put.data);
    if (query_has(&query, ":id"))
        query_text(&query, ":id", whom);
    buf_release(&put);
    return query_run(&query, err);
}

static const struct part *parts_for(const char *whom, size_t *n)
{
    *n = whom ? sizeof for_manager / sizeof *for_manager : sizeof for_hr / sizeof *for_hr;
    return whom ? for_manager : for_hr;
}

/* Nothing goes out that whoever collects it would refuse. */
static int check_rules(struct db *db, struct err *err)
{
    struct buf name = BUF_INIT;
    int failed = 0;
    for (const struct bundle_table *table = bundle_tables; !failed && table->name; table++) {
        buf_clear(&name);
        buf_addf(&name, "bundle.%s", table->name);
        failed = rules_hold(db, name.data, table->shape, err);
    }
    buf_release(&name);
    return failed;
}

static int put_parts(struct db *db, const char *whom, struct err *err)
{
    size_t n;
    const struct part *parts = parts_for(whom, &n);
    bool plain = false;
    int failed = (!whom && look_over(db, &plain, err)) || rules_lift(db, err);
    for (size_t i = 0; !failed && i < n; i++)
        failed = put_part(db, &parts[i], whom, plain, err);
    return rules_restore(db, failed, err);
}

static int make_tables(struct db *db, struct err *err)
{
    static const char create[] = "CREATE TABLE ";
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "PRAGMA bundle.application_id = %d; PRAGMA bundle.user_version = %d;", BUNDLE_ID,
             BUNDLE_FORMAT);
    for (const struct bundle_table *table = bundle_tables; table->name; table++)
        buf_addf(&sql, "%sbundle.%s;", create, table->shape + strlen(create));
    int failed = db_run(db, sql.data, err);
    buf_release(&sql);
    return failed;
}

struct edition {
    const char *whom; /* the file it goes back to; NULL: for HR */
    struct buf source, label, digest;
    int64_t number; /* 0: there was none yet */
};

static int put_head(struct db *db, const struct edition *edition, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "INSERT INTO bundle.bundle (only, source, edition, label, made_at)"
                " SELECT 1, :source, max(:edition, 1), :label, ifnull(max(at), 0) FROM"
                " (SELECT updated_at AS at FROM bundle.revision UNION ALL"
                "  SELECT made_at FROM bundle.settlement UNION ALL"
                "  SELECT asked_at FROM bundle.request UNION ALL SELECT at FROM bundle.message)");
    query_text(&query, ":source", edition->source.data);
    query_number(&query, ":edition", edition->number);
    query_text(&query, ":label", edition->label.data);
    return query_run(&query, err);
}

static int number(struct db *db, int64_t edition, struct err *err)
{
    struct query query;
    query_begin(&query, db, "UPDATE bundle.bundle SET edition = :edition");
    query_number(&query, ":edition", edition);
    return query_run(&query, err);
}

static int put_digest(struct db *db, const char *digest, struct err *err)
{
    struct query query;
    query_begin(&query, db, "INSERT INTO bundle.digest (only, sha256) VALUES (1, :digest)");
    query_text(&query, ":digest", digest);
    return query_run(&query, err);
}

/* What is counted of the parts. */
static const struct counted {
    const char *table, *what;
    size_t at;
} counted[] = {
    {"agreement", "count(talk)", offsetof(struct bundled, agreements)},
    {"thread", "count(*)", offsetof(struct bundled, questions)},
    {"message", "count(iif(side = 'hr', 1, NULL))", offsetof(struct bundled, answers)},
    {"request", "count(*)", offsetof(struct bundled, requests)},
    {"settlement", "count(*)", offsetof(struct bundled, settlements)},
    {"absence", "count(DISTINCT person)", offsetof(struct bundled, absent)},
    {"hurdle", "ifnull(sum(n), 0)", offsetof(struct bundled, hurdles)},
};

/* Of the bundle that was made, or of one that was not, what would be in it. */
static int count_part(struct db *db, const struct part *part, const struct counted *counts,
                      const char *whom, bool made, size_t *n, struct err *err)
{
    struct query query;
    struct buf sql = BUF_INIT;
    if (made)
        buf_addf(&sql, "SELECT %s FROM bundle.%s", counts->what, part->table);
    else
        buf_addf(&sql, "WITH told (%s) AS (%s) SELECT %s FROM told", table_of(part)->columns,
                 part->from, counts->what);
    query_begin(&query, db, sql.data);
    buf_release(&sql);
    if (query_has(&query, ":id"))
        query_text(&query, ":id", whom);
    if (query_row(&query))
        *n = (size_t)query_take_number(&query);
    return query_end(&query, err);
}

static int count(struct db *db, const char *whom, bool made, struct bundled *bundled,
                 struct err *err)
{
    size_t n;
    const struct part *parts = parts_for(whom, &n);
    int failed = 0;
    *bundled = (struct bundled){.agreements = 0};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; !failed && k < sizeof counted / sizeof *counted; k++)
            if (!strcmp(parts[i].table, counted[k].table))
                failed = count_part(db, &parts[i], &counted[k], whom, made,
                                    (size_t *)((char *)bundled + counted[k].at), err);
    return failed;
}

static int write_file(struct db *db, const char *name, struct err *err)
{
    size_t len = 0;
    void *bytes = db_bytes(db, "bundle", &len, err);
    if (!bytes)
        return -1;
    int code = file_make_with(name, bytes, len);
    db_bytes_free(bytes);
    if (code)
        return err_set(err, "The file %s cannot be made: %s.", name, file_reason(code, err->lang));
    return 0;
}

static int read_setting(struct store *store, const char *name, struct buf *value, struct err *err)
{
    buf_clear(value);
    return store_setting_get(store, name, value, err);
}

static int read_edition(struct store *store, struct edition *edition, struct err *err)
{
    char id[UUID_SIZE];
    struct buf number = BUF_INIT;
    int failed = read_setting(store, BUNDLE_SOURCE, &edition->source, err) ||
                 read_setting(store, BUNDLE_LABEL, &edition->label, err) ||
                 read_setting(store, "bundle.edition", &number, err) ||
                 read_setting(store, "bundle.digest", &edition->digest, err);
    edition->number = strtoll(number.data, NULL, 10);
    buf_release(&number);
    if (failed || edition->source.len)
        return failed ? -1 : 0;
    uuid_make(id, store_now(store));
    buf_adds(&edition->source, id);
    return store_setting_put(store_db(store), BUNDLE_SOURCE, id, err);
}

/* The next number, and what the bundle is with it. */
static int make_next(struct db *db, struct edition *edition, struct buf *digest, struct err *err)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)++edition->number);
    buf_clear(digest);
    return number(db, edition->number, err) || bundle_digest(db, "bundle", digest, err) ||
                   store_setting_put(db, "bundle.edition", text, err) ||
                   store_setting_put(db, "bundle.digest", digest->data, err)
               ? -1
               : 0;
}

/* It is the last edition when it turned out as that one, else the next. What goes back to a manager
 * is told by ids alone, so it needs no editions. */
static int give_edition(struct db *db, struct edition *edition, struct err *err)
{
    struct buf digest = BUF_INIT;
    int failed = edition->number ? bundle_digest(db, "bundle", &digest, err) : 0;
    bool same = edition->whom || (digest.len && !strcmp(digest.data, edition->digest.data));
    if (!failed && !same)
        failed = make_next(db, edition, &digest, err);
    failed = failed || put_digest(db, digest.data, err);
    buf_release(&digest);
    return failed ? -1 : 0;
}

/* Words that went out are not taken back any more. */
static int forget_deeds(struct db *db, struct err *err)
{
    return db_run(db,
                  "DELETE FROM deed WHERE seq IN (SELECT deed FROM deed_image"
                  " WHERE aspect IN ('request', 'sparring', 'message'))",
                  err);
}

static int fill(struct store *store, struct edition *edition, struct err *err)
{
    struct db *db = store_db(store);
    if (read_edition(store, edition, err))
        return -1;
    if (edition->whom)
        edition->number = 1;
    return make_tables(db, err) || put_parts(db, edition->whom, err) ||
                   put_head(db, edition, err) || check_rules(db, err) ||
                   give_edition(db, edition, err)
               ? -1
               : 0;
}

static int make(struct store *store, const char *name, const char *whom, struct bundled *bundled,
                struct err *err)
{
    struct edition edition = {whom, BUF_INIT, BUF_INIT, BUF_INIT, 0};
    int failed = fill(store, &edition, err) || count(store_db(store), whom, true, bundled, err) ||
                 write_file(store_db(store), name, err) || forget_deeds(store_db(store), err);
    buf_release(&edition.source);
    buf_release(&edition.label);
    buf_release(&edition.digest);
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
static int write_beside(struct store *store, const char *path, const char *whom,
                        struct bundled *bundled, struct err *err)
{
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.%ld.part", path, (long)getpid());
    struct err ignored = ERR_INIT(err->lang); /* the next one takes its place */
    int failed = db_attach_empty(store_db(store), "bundle", err) || store_begin(store, err);
    if (!failed)
        failed = store_end(store, make(store, name.data, whom, bundled, err), err);
    (void)db_detach(store_db(store), "bundle", &ignored);
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

int bundle_foretell(struct store *store, const char *name, struct bundled *bundled, struct err *err)
{
    char whom[UUID_SIZE];
    if (name && bundle_addressee(store, name, whom, err))
        return -1;
    return count(store_db(store), name ? whom : NULL, false, bundled, err);
}
