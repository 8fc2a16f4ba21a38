#include "store/erase.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/uuid.h"
#include "store/change.h"
#include "store/file.h"
#include "store/gone.h"
#include "store/log_put.h"
#include "store/lookup.h"
#include "store/sweep.h"
#include "store/wal.h"

#include "erase_inside.h"

void erased_release(struct erased *erased)
{
    buf_release(&erased->copies);
}

const char *erase_kind_key(enum erase_kind kind)
{
    static const char *const keys[] = {
        [ERASE_PERSON] = "person",   [ERASE_INTERVIEW] = "interview", [ERASE_NOTES] = "notes",
        [ERASE_ABSENCE] = "absence", [ERASE_REPORT] = "notes",        [ERASE_QUESTION] = "question",
        [ERASE_TEXT] = "text",       [ERASE_KEEPING] = "keeping",     [ERASE_AGAIN] = "again",
    };
    return keys[kind];
}

/* ---- what belongs to an id ------------------------------------------------------------------- */

/* :id is of a person, a conversation, an absence or a question to HR; no two records share one. */
#define NOBODY                                                                                     \
    ":id NOT IN (SELECT person FROM interview) AND :id NOT IN (SELECT person FROM absence)"        \
    " AND :id NOT IN (SELECT person FROM service)"                                                 \
    " AND :id NOT IN (SELECT person FROM told_person)"
#define TALKS      "(SELECT id FROM interview WHERE person = :id OR id = :id)"
#define SPELLS     "(SELECT id FROM absence WHERE person = :id OR id = :id)"
#define AGREEMENTS "(SELECT id FROM agreement WHERE interview IN " TALKS ")"
#define THREADS                                                                                    \
    "(SELECT id FROM sparring WHERE interview IN " TALKS " OR (id = :id AND source = ''))"

static int count(struct db *db, const char *sql, const char *id, int *n, struct err *err)
{
    struct query query;
    query_begin(&query, db, sql);
    query_text(&query, ":id", id);
    if (query_row(&query))
        *n = (int)query_take_number(&query);
    return query_end(&query, err);
}

/* Whoever it is about, or whose only conversation or absence it is. */
#define PEOPLE                                                                                     \
    "SELECT count(*) FROM person p WHERE p.id = :id OR (p.id IN (SELECT person FROM interview"     \
    " WHERE id = :id UNION ALL SELECT person FROM absence WHERE id = :id"                          \
    " UNION ALL SELECT person FROM absence_before WHERE absence = :id)"                            \
    " AND NOT EXISTS (SELECT 1 FROM interview WHERE person = p.id AND id <> :id)"                  \
    " AND NOT EXISTS (SELECT 1 FROM absence WHERE person = p.id AND id <> :id)"                    \
    " AND NOT EXISTS (SELECT 1 FROM service WHERE person = p.id)"                                  \
    " AND NOT EXISTS (SELECT 1 FROM told_person WHERE person = p.id))"

/* Also one that was removed, of which is left what it said before. */
#define ABSENCES                                                                                   \
    "SELECT count(*) FROM (SELECT id FROM absence WHERE person = :id OR id = :id"                  \
    " UNION SELECT absence FROM absence_before WHERE absence = :id)"

#define TEXTS                                                                                      \
    "SELECT (SELECT count(*) FROM answer WHERE value <> '' AND interview IN " TALKS ")"            \
    " + (SELECT ifnull(sum((reachable <> '') + (lasting <> '') + (work <> '')), 0) FROM absence"   \
    "  WHERE id IN " SPELLS ")"

static int count_all(struct db *db, const char *id, struct erased *erased, struct err *err)
{
    bool notes = erased->kind == ERASE_NOTES || erased->kind == ERASE_REPORT;
    int told = 0;
    if (count(db, PEOPLE, id, &erased->people, err) ||
        count(db, "SELECT count(*) FROM interview WHERE id IN " TALKS, id, &erased->interviews,
              err) ||
        count(db, ABSENCES, id, &erased->absences, err) ||
        count(db, "SELECT count(*) FROM sparring WHERE id IN " THREADS, id, &erased->questions,
              err) ||
        count(db, TEXTS, id, &erased->answers, err) ||
        count(db, "SELECT count(*) FROM draft WHERE interview IN " TALKS, id, &erased->drafts, err))
        return -1;
    if (notes) {
        erased->people = erased->interviews = erased->absences = 0;
        return 0;
    }
    if (count(db, "SELECT count(*) FROM agreement WHERE NOT removed AND interview IN " TALKS, id,
              &erased->agreements, err) ||
        count(db,
              "SELECT count(*) FROM agreement_revision WHERE share = 'hr' AND agreement "
              "IN " AGREEMENTS " AND EXISTS (SELECT 1 FROM setting WHERE name = 'bundle.edition')",
              id, &told, err))
        return -1;
    erased->told = told > 0;
    return 0;
}

static const char *there_sql(enum erase_kind kind)
{
    switch (kind) {
    case ERASE_PERSON:
        return "SELECT count(*) FROM person WHERE id = :id";
    case ERASE_ABSENCE: /* also one that only undo could bring back */
        return "SELECT (SELECT count(*) FROM absence WHERE id = :id)"
               " + (SELECT count(*) FROM absence_before WHERE absence = :id)"
               " + (SELECT count(*) FROM deed_image WHERE id = :id)";
    case ERASE_REPORT:
        return "SELECT count(*) FROM absence WHERE id = :id";
    case ERASE_QUESTION:
        return "SELECT count(*) FROM sparring WHERE id = :id AND source = ''";
    default:
        return "SELECT count(*) FROM interview WHERE id = :id";
    }
}

int erase_look(struct store *store, enum erase_kind kind, const char *id, struct erased *erased,
               struct err *err)
{
    int there = 0;
    struct buf copies = erased->copies;
    *erased = (struct erased){.kind = kind, .copies = copies};
    if (count(store_db(store), there_sql(kind), id, &there, err))
        return -1;
    if (!there)
        return err_set(err, "What was to be erased is not in the file any more.");
    return count_all(store_db(store), id, erased, err) || erase_find_copies(store, erased, err) ? -1
                                                                                                : 0;
}

/* ---- copies elsewhere ------------------------------------------------------------------------ */

/* Is name one that this program gives a copy beside base: "x.db.v3", "x.db.before-restore-..."? Or
 * one that was never finished, of any name? */
static bool is_copy(const char *name, const char *base)
{
    size_t len = strlen(base);
    if (file_is_part(name))
        return true;
    if (strncmp(name, base, len) != 0)
        return false;
    name += len;
    return (!strncmp(name, ".v", 2) && name[2] >= '0' && name[2] <= '9') ||
           !strncmp(name, ".before-restore-", 16) || !strcmp(name, ".new") ||
           strstr(name, WAL_ASIDE);
}

int erase_find_copies(struct store *store, struct erased *erased, struct err *err)
{
    const char *path = store_file(store), *base = strrchr(path, '/') + 1;
    struct buf folder = BUF_INIT;
    int64_t backups = 0;
    buf_add(&folder, path, (size_t)(base - path));
    DIR *dir = opendir(folder.data);
    buf_clear(&erased->copies);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (is_copy(entry->d_name, base))
            buf_addf(&erased->copies, "%s%s\n", folder.data, entry->d_name);
    if (dir)
        closedir(dir);
    buf_release(&folder);
    int failed = db_number(store_db(store), "SELECT count(*) FROM log WHERE kind = 'backed_up'",
                           &backups, err);
    erased->backups = (int)backups;
    return failed;
}

/* ---- taking it out --------------------------------------------------------------------------- */

/* What HR was told of is gone from here on, by id alone. Nobody but this file goes on counting the
 * revisions of its own agreements; what was collected here may never come back. */
#define CLAIM                                                                                      \
    "INSERT INTO claim (agreement, source, edition, revision, gone)"                               \
    " SELECT a.id, '', 0, iif(a.id IN (SELECT agreement FROM claim), 1000000, a.revision + 1), 1"  \
    " FROM agreement a WHERE a.interview IN " TALKS " AND EXISTS (SELECT 1 FROM"                   \
    "  agreement_revision r WHERE r.agreement = a.id AND r.share = 'hr')"                          \
    " ON CONFLICT DO UPDATE SET source = '', edition = 0, revision = 1000000, gone = 1"

/* Undo forgets all about it, also that a conversation was once under this person. */
#define FORGET                                                                                     \
    "DELETE FROM deed WHERE interview IN " TALKS " OR seq IN (SELECT deed FROM deed_image"         \
    " WHERE id = :id OR id IN " TALKS " OR id IN " AGREEMENTS                                      \
    " OR id IN (SELECT id FROM request WHERE agreement IN " AGREEMENTS ")"                         \
    " OR id IN " THREADS " OR id IN (SELECT id FROM sparring_message WHERE thread IN " THREADS ")" \
    " OR id IN " SPELLS " OR instr(ifnull(before, ''), :id) OR instr(ifnull(after, ''), :id))"

#define LEAVE_PLACE                                                                                \
    "UPDATE place SET screen = 'home', interview = '', step = '', item = '', cursor = 0"           \
    " WHERE interview IN " TALKS

/* In the order references allow. A text that a table keeps stands here or in test_erase.c, with why
 * it may stay. */
static const char *const steps[] = {
    CLAIM,
    FORGET,
    LEAVE_PLACE,
    "DELETE FROM answer_before WHERE interview IN " TALKS,
    "DELETE FROM answer WHERE interview IN " TALKS,
    "DELETE FROM draft WHERE interview IN " TALKS " OR point IN " AGREEMENTS,
    /* HR keeps what it answered: that says not whom it was about. */
    "DELETE FROM sparring_draft WHERE interview IN " TALKS " OR place IN " THREADS,
    "DELETE FROM sparring_message WHERE thread IN " THREADS,
    "DELETE FROM sparring WHERE id IN " THREADS,
    "DELETE FROM settlement WHERE agreement IN " AGREEMENTS,
    "DELETE FROM request WHERE agreement IN " AGREEMENTS,
    "DELETE FROM agreement_revision WHERE agreement IN " AGREEMENTS,
    "DELETE FROM agreement WHERE interview IN " TALKS,
    /* Whom bundles tell of may not be brought back by the next. */
    "INSERT OR IGNORE INTO told_gone SELECT id FROM person WHERE id = :id"
    " AND id IN (SELECT id FROM collected)",
    "DELETE FROM collected WHERE id = :id OR id IN " TALKS,
    "DELETE FROM interview WHERE id IN " TALKS,
    "DELETE FROM keeping WHERE person = :id",
    "DELETE FROM service WHERE person = :id",
    "DELETE FROM tick WHERE person = :id OR absence = :id",
    "DELETE FROM absence_before WHERE person = :id OR absence = :id",
    "DELETE FROM absence WHERE person = :id OR id = :id",
    "DELETE FROM told_tick WHERE absence IN (SELECT id FROM told_absence WHERE person = :id)",
    "DELETE FROM told_absence WHERE person = :id",
    "DELETE FROM told_service WHERE person = :id",
    "DELETE FROM person WHERE id = :id",
    "DELETE FROM guide_text WHERE checksum NOT IN (SELECT checksum FROM interview)",
    NULL,
};

/* The same for the notes alone: the conversation stays for its agreements. */
static const char *const notes_steps[] = {
    "DELETE FROM deed WHERE interview = :id OR seq IN (SELECT deed FROM deed_image WHERE id = :id)",
    LEAVE_PLACE,
    "DELETE FROM answer_before WHERE interview = :id",
    "DELETE FROM answer WHERE interview = :id",
    "DELETE FROM draft WHERE interview = :id",
    "DELETE FROM sparring_draft WHERE interview = :id OR place IN (SELECT id FROM sparring"
    " WHERE interview = :id)",
    "DELETE FROM sparring_message WHERE thread IN (SELECT id FROM sparring WHERE interview = :id)",
    "DELETE FROM sparring WHERE interview = :id",
    NULL,
};

/* And for the texts of an absence: its days stay. */
static const char *const report_steps[] = {
    "DELETE FROM deed WHERE seq IN (SELECT deed FROM deed_image WHERE id = :id)",
    "UPDATE absence_before SET value = '' WHERE absence = :id"
    " AND field IN ('reachable', 'lasting', 'work')",
    "UPDATE absence SET reachable = '', lasting = '', work = '' WHERE id = :id",
    NULL,
};

int erase_run(struct db *db, const char *const *sql, const char *id, struct err *err)
{
    for (; *sql; sql++) {
        struct query query;
        query_begin(&query, db, *sql);
        if (query_has(&query, ":id"))
            query_text(&query, ":id", id);
        if (query_run(&query, err))
            return -1;
    }
    return 0;
}

int erase_receipt(struct store *store, const char *id, struct erased *erased, struct err *err)
{
    struct log_counts counts = {erased->interviews, erased->agreements,
                                erased->answers + erased->drafts, erased->absences};
    erased->at = store_now(store);
    return log_put(store, LOG_ERASED, erase_kind_key(erased->kind), id, &counts, &erased->receipt,
                   err) ||
                   (erased->kind == ERASE_TEXT &&
                    gone_add(store_file(store), ERASE_TEXT, id, erased->at, err))
               ? -1
               : 0;
}

int erase_end(struct store *store, int failed, struct erased *erased, struct err *err)
{
    if (store_end(store, failed, err)) {
        erased->at = erased->receipt = 0;
        return -1;
    }
    struct err uncopied = ERR_INIT(err->lang);
    int unswept = sweep_settle(store, &uncopied, err);
    erased->uncopied = *uncopied.text != '\0';
    return unswept;
}

/* So that no backup brings it back. */
static int list_gone(struct store *store, const struct erase_target *targets, size_t n, int64_t at,
                     struct err *err)
{
    int failed = 0;
    for (size_t i = 0; !failed && i < n; i++)
        failed = gone_add(store_file(store), targets[i].kind, targets[i].id, at, err);
    return failed;
}

/* Nobody is left who was talked with or is absent: then the person goes along. */
static int drop_person(struct db *db, const char *person, struct err *err)
{
    static const char *const sql[] = {
        "DELETE FROM deed WHERE " NOBODY
        " AND seq IN (SELECT deed FROM deed_image WHERE id = :id OR"
        " instr(ifnull(before, ''), :id) OR instr(ifnull(after, ''), :id))",
        "DELETE FROM keeping WHERE person = :id AND " NOBODY,
        "DELETE FROM collected WHERE id = :id AND " NOBODY,
        "DELETE FROM person WHERE id = :id AND " NOBODY,
        NULL,
    };
    return erase_run(db, sql, person, err);
}

/* Time in service goes with the last that was kept of somebody, unless they are still employed:
 * then it has a clock of its own (store/keeping.h). */
static int drop_service(struct db *db, const char *person, struct err *err)
{
    static const char *const sql[] = {
        "DELETE FROM service WHERE person = :id AND :id NOT IN (SELECT person FROM interview)"
        " AND :id NOT IN (SELECT person FROM absence) AND (:id IN (SELECT person FROM keeping"
        "  WHERE ended_on IS NOT NULL) OR NOT EXISTS (SELECT 1 FROM service WHERE person = :id"
        "  AND until_day IS NULL))",
        NULL,
    };
    return erase_run(db, sql, person, err);
}

/* Whose conversation or absence it is. */
static int person_of(struct db *db, const char *id, char person[UUID_SIZE], struct err *err)
{
    struct query query;
    *person = '\0';
    query_begin(&query, db,
                "SELECT person FROM interview WHERE id = :id"
                " UNION ALL SELECT person FROM absence WHERE id = :id"
                " UNION ALL SELECT person FROM absence_before WHERE absence = :id");
    query_text(&query, ":id", id);
    if (query_row(&query))
        query_take_id(&query, person, UUID_SIZE);
    return query_end(&query, err);
}

/* Takes every conversation of it out of what is found by its words. */
static int leave_lookup(struct db *db, const char *id, struct err *err)
{
    struct query query;
    int failed = 0;
    query_begin(&query, db, "SELECT id FROM interview WHERE person = :id OR id = :id");
    query_text(&query, ":id", id);
    while (!failed && query_row(&query)) {
        struct subject subject = {ASPECT_REMOVED, query_see_key(&query), NULL, NULL};
        failed = lookup_leave(db, &subject, err);
    }
    return query_end(&query, err) || failed ? -1 : 0;
}

/* over: because its keeping period is. */
static int take_out(struct db *db, const struct erase_target *target, bool over, struct err *err)
{
    char person[UUID_SIZE] = "";
    struct subject subject = {ASPECT_REMOVED, target->id, NULL, NULL};
    if (leave_lookup(db, target->id, err))
        return -1;
    if (target->kind == ERASE_NOTES)
        return erase_run(db, notes_steps, target->id, err) || lookup_enter(db, &subject, err) ? -1
                                                                                              : 0;
    if (target->kind == ERASE_REPORT)
        return erase_run(db, report_steps, target->id, err);
    if (target->kind != ERASE_PERSON && person_of(db, target->id, person, err))
        return -1;
    return erase_run(db, steps, target->id, err) ||
                   (*person && over && drop_service(db, person, err)) ||
                   (*person && drop_person(db, person, err))
               ? -1
               : 0;
}

static void add_up(struct erased *sum, const struct erased *one)
{
    sum->interviews += one->interviews;
    sum->absences += one->absences;
    sum->agreements += one->agreements;
    sum->answers += one->answers;
    sum->drafts += one->drafts;
    sum->questions += one->questions;
    sum->told = sum->told || one->told;
}

static int take_out_all(struct store *store, const struct erase_target *targets, size_t n,
                        struct erased *erased, struct err *err)
{
    static const char people[] = "SELECT count(*) FROM person";
    int64_t before = 0, after = 0;
    int failed = db_number(store_db(store), people, &before, err);
    for (size_t i = 0; !failed && i < n; i++) {
        struct erased one = {.kind = targets[i].kind};
        failed = count_all(store_db(store), targets[i].id, &one, err) ||
                 take_out(store_db(store), &targets[i], erased->kind == ERASE_KEEPING, err);
        add_up(erased, &one);
    }
    failed = failed || db_number(store_db(store), people, &after, err);
    erased->people = (int)(before - after);
    return failed ? -1 : 0;
}

static int erase_targets(struct store *store, enum erase_kind kind,
                         const struct erase_target *targets, size_t n, struct erased *erased,
                         struct err *err)
{
    struct buf copies = erased->copies;
    *erased = (struct erased){.kind = kind, .copies = copies};
    if (store_begin(store, err))
        return -1;
    int failed = take_out_all(store, targets, n, erased, err) ||
                 erase_find_copies(store, erased, err) ||
                 erase_receipt(store, n == 1 ? targets->id : "", erased, err) ||
                 list_gone(store, targets, n, erased->at, err) || sweep_owe(store, err);
    return erase_end(store, failed, erased, err);
}

int erase_all(struct store *store, enum erase_kind kind, const char *id, struct erased *erased,
              struct err *err)
{
    const struct erase_target target = {kind, id};
    if (store_need_write(store, err) || erase_look(store, kind, id, erased, err))
        return -1;
    return erase_targets(store, kind, &target, 1, erased, err);
}

int erase_several(struct store *store, enum erase_kind kind, const struct erase_target *targets,
                  size_t n, struct erased *erased, struct err *err)
{
    return erase_targets(store, kind, targets, n, erased, err);
}

/* ---- in words -------------------------------------------------------------------------------- */

static void add_part(struct buf *buf, size_t start, int n, const char *words)
{
    if (!n)
        return;
    buf_adds(buf, buf->len > start ? ", " : "");
    buf_addf(buf, words, n); /* NOLINT: one of the formats below, with one %d */
}

void erased_add_counts(struct buf *buf, const struct erased *erased, enum lang lang)
{
    size_t start = buf->len;
    add_part(buf, start, erased->people, trn(lang, erased->people, "%d person", "%d people"));
    add_part(buf, start, erased->interviews,
             trn(lang, erased->interviews, "%d conversation", "%d conversations"));
    add_part(buf, start, erased->absences,
             trn(lang, erased->absences, "%d absence", "%d absences"));
    add_part(buf, start, erased->agreements,
             trn(lang, erased->agreements, "%d agreement", "%d agreements"));
    add_part(buf, start, erased->answers, trn(lang, erased->answers, "%d text", "%d texts"));
    add_part(buf, start, erased->drafts,
             trn(lang, erased->drafts, "%d text being typed", "%d texts being typed"));
    add_part(buf, start, erased->questions,
             trn(lang, erased->questions, "%d question to HR", "%d questions to HR"));
    add_part(buf, start, erased->steps,
             trn(lang, erased->steps, "%d change that undo knew", "%d changes that undo knew"));
    if (buf->len == start)
        buf_adds(buf, tr(lang, "nothing"));
}

const char *erased_words(const struct erased *erased)
{
    return erased->uncopied
               ? N_("Erased for good; receipt %lld is in the log. No new copy of the file could be "
                    "made: make room on the disk. The next start makes one.")
               : N_("Erased for good; receipt %lld is in the log.");
}

static void add_copies(struct buf *buf, const struct erased *erased, enum lang lang)
{
    if (erased->copies.len) {
        buf_adds(buf, tr(lang, "These copies beside the file still hold it. Delete them when you "
                               "do not need them any more:"));
        buf_addc(buf, '\n');
        for (const char *at = erased->copies.data; *at; at += strcspn(at, "\n") + 1)
            buf_addf(buf, "  %.*s\n", (int)strcspn(at, "\n"), at);
    }
    buf_adds(buf, erased->backups
                      ? tr(lang, "Backups you made before still hold it too: delete those, and "
                                 "make a new one with 'gesprek backup FILE'.")
                      : tr(lang, "A copy of the file that you made yourself still holds it: "
                                 "delete that one too."));
    buf_addc(buf, '\n');
}

void erased_add_receipt(struct buf *buf, const struct erased *erased, enum lang lang)
{
    int hour = 0, minute = 0;
    buf_addf(buf, tr(lang, "Receipt %lld: erased for good on "), (long long)erased->receipt);
    day_add_long(buf, clock_day(erased->at), lang);
    clock_time(erased->at, &hour, &minute);
    buf_addf(buf, ", %02d:%02d\n  ", hour, minute);
    erased_add_counts(buf, erased, lang);
    buf_addc(buf, '\n');
    if (erased->told) {
        buf_adds(buf, tr(lang, "HR was told of some of it: the next bundle takes it away there."));
        buf_addc(buf, '\n');
    }
    add_copies(buf, erased, lang);
    if (erased->uncopied) {
        buf_adds(buf, tr(lang, "There is no copy of the file any more, and no new one could be "
                               "made: make room on the disk. The next start of 'gesprek' makes "
                               "one."));
        buf_addc(buf, '\n');
    }
}
