#include <sha256.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "store/bundle_shape.h"
#include "store/change.h"
#include "store/file.h"
#include "store/lock.h"
#include "store/lookup.h"
#include "store/opening.h"
#include "store/schema.h"
#include "store/sealing_plan.h"
#include "store/store.h"
#include "store/sums.h"
#include "store/veil.h"
#include "store/wal.h"

/* One examination: what was found so far, in lines. */
struct doctor {
    const char *path;
    struct clock clock;
    enum lang lang;
    struct buf *report;
    const struct secret *passphrase; /* of a sealed file; NULL when it was not given */
    int problems;
    bool damaged; /* pages */
    int unsound;  /* texts, and what stands beside them, that are not what they were */
};

#define NAMED_MOST 20

static void add_line(struct doctor *doctor, bool sound, const char *english, ...)
    __attribute__((format(printf, 3, 4)));

static void add_line(struct doctor *doctor, bool sound, const char *english, ...)
{
    va_list args;
    va_start(args, english);
    buf_adds(doctor->report, sound ? "  " : "! ");
    buf_addv(doctor->report, tr(doctor->lang, english), args);
    buf_adds(doctor->report, "\n");
    va_end(args);
    doctor->problems += !sound;
}

/* Each sentence in lines (one a line) is a problem. */
static void add_problems(struct doctor *doctor, const char *lines)
{
    while (*lines) {
        size_t len = strcspn(lines, "\n");
        buf_addf(doctor->report, "! %.*s\n", (int)len, lines);
        doctor->problems++;
        lines += len + (lines[len] != '\0');
    }
}

/* Those that are counted, but not named. */
static void add_more(struct doctor *doctor, int n)
{
    buf_adds(doctor->report, "! ");
    buf_addf(doctor->report,
             trn(doctor->lang, n, "And %d more like these.", "And %d more like these."), n);
    buf_adds(doctor->report, "\n");
}

static void look_at_file(struct doctor *doctor)
{
    struct buf warnings = BUF_INIT;
    struct err err = ERR_INIT(doctor->lang);
    long long wal = file_size(doctor->path, "-wal");
    add_line(doctor, true, N_("File: %s, %lld kB"), doctor->path,
             (file_size(doctor->path, "") + 1023) / 1024);
    if (wal > 0)
        add_line(doctor, true, N_("Not folded in yet: %lld kB in the file ending in -wal"),
                 (wal + 1023) / 1024);
    if (!wal_fits(doctor->path))
        add_line(doctor, false,
                 N_("The file ending in -wal is of another moment than the file. Keep both, move "
                    "that one elsewhere, and look again."));
    if (file_folder_safe(doctor->path, &err))
        add_problems(doctor, err.text);
    file_add_warnings(doctor->path, doctor->lang, &warnings);
    add_problems(doctor, warnings.data);
    if (!*warnings.data && !*err.text)
        add_line(doctor, true, N_("Only you can read and write it."));
    buf_release(&warnings);
}

static void look_at_lock(struct doctor *doctor)
{
    struct holder holder;
    struct buf who = BUF_INIT;
    if (lock_holder(doctor->path, &holder)) {
        holder_add(&who, &holder, clock_today(&doctor->clock), doctor->lang);
        add_line(doctor, true, N_("Open for writing: %s"), who.data);
    } else {
        add_line(doctor, true, N_("Nobody has it open for writing."));
    }
    buf_release(&who);
}

/* Is it ours, and of a version we know? When not there is nothing more to look at. */
static bool look_at_version(struct doctor *doctor, struct db *db, struct err *err)
{
    struct db_header header;
    int64_t id = 0, version = 0;
    int newest = schema_version(&schema_gesprek);
    if (db_header(db, &header, err))
        return false;
    if (!header.sqlite) {
        add_line(doctor, false,
                 N_("It is not a database of Gesprek, or it is badly damaged. If it should be one, "
                    "put a backup back with 'gesprek restore FILE'."));
        return false;
    }
    if (db_settle(db, err) || db_number(db, "PRAGMA application_id", &id, err) ||
        db_number(db, "PRAGMA user_version", &version, err))
        return false;
    if (id == BUNDLE_ID)
        add_line(doctor, false,
                 N_("It is a bundle for HR; 'gesprek collect FILE' brings it in and says whether "
                    "it is whole."));
    else if (id != APPLICATION_ID)
        add_line(doctor, false, N_("It is a database of another program."));
    else if (version > newest)
        add_line(doctor, false,
                 N_("It was written by a newer version of Gesprek. Install that version."));
    else
        add_line(doctor, true, N_("Version of the file: %d; this program writes %d"), (int)version,
                 newest);
    return id == APPLICATION_ID && version == newest;
}

/* With its indexes, which a quick check leaves out: a row that is not in one is not found. */
static int look_at_pages(struct doctor *doctor, struct db *db, struct err *err)
{
    struct query query;
    struct err ignored = ERR_INIT(doctor->lang);
    int64_t loose = 0;
    int damaged = 0;
    query_begin(&query, db, "PRAGMA integrity_check(20)");
    while (query_row(&query)) {
        damaged += strcmp(query_see_key(&query), "ok") != 0;
    }
    damaged += query_end(&query, &ignored) != 0;
    doctor->damaged = damaged > 0;
    if (damaged)
        add_line(doctor, false, N_("It is damaged (places found: %d). Make a copy of it now."),
                 damaged);
    else
        add_line(doctor, true, N_("Nothing in it is damaged."));
    if (db_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &loose, err))
        return -1;
    if (loose)
        add_line(doctor, false, N_("Parts of it that point at things that are not there: %d."),
                 (int)loose);
    return 0;
}

static int look_at_counts(struct doctor *doctor, struct db *db, struct err *err)
{
    int64_t interviews = 0, agreements = 0, drafts = 0;
    enum lang lang = doctor->lang;
    if (db_number(db, "SELECT count(*) FROM interview WHERE NOT removed", &interviews, err) ||
        db_number(db,
                  "SELECT count(*) FROM agreement a JOIN interview i ON i.id = a.interview"
                  " WHERE NOT a.removed AND NOT i.removed",
                  &agreements, err) ||
        db_number(db, "SELECT count(*) FROM draft", &drafts, err))
        return -1;
    buf_adds(doctor->report, "  ");
    buf_addf(doctor->report, trn(lang, (long)interviews, "%ld conversation", "%ld conversations"),
             (long)interviews);
    buf_adds(doctor->report, ", ");
    buf_addf(doctor->report, trn(lang, (long)agreements, "%ld agreement", "%ld agreements"),
             (long)agreements);
    buf_adds(doctor->report, ", ");
    buf_addf(doctor->report,
             trn(lang, (long)drafts, "%ld text still being typed", "%ld texts still being typed"),
             (long)drafts);
    buf_adds(doctor->report, "\n");
    return 0;
}

/* Things that can never be when only this program wrote the file. */
static int look_at_sense(struct doctor *doctor, struct db *db, struct err *err)
{
    static const struct {
        const char *sql, *problem;
    } rules[] = {
        {"SELECT count(*) FROM agreement a LEFT JOIN agreement_revision r"
         " ON r.agreement = a.id AND r.revision = (SELECT max(revision) FROM agreement_revision"
         "  WHERE agreement = a.id)"
         " WHERE (a.revision, a.what, a.owner, a.owner_name, a.due, a.due_words, a.follow_up,"
         "  a.look_back, a.basis, a.basis_day, a.share, a.confirmed, a.status, a.remark, a.removed)"
         " IS NOT (r.revision, r.what, r.owner, r.owner_name, r.due, r.due_words, r.follow_up,"
         "  r.look_back, r.basis, r.basis_day, r.share, r.confirmed, r.status, r.remark,"
         "  r.removed)",
         N_("Agreements that differ from the last line of their history: %d.")},
        {"SELECT count(*) FROM agreement a WHERE a.revision <>"
         " (SELECT count(*) FROM agreement_revision WHERE agreement = a.id)"
         " AND a.id NOT IN (SELECT agreement FROM claim)", /* HR gets what was shared with HR */
         N_("Agreements that miss a part of their history: %d.")},
        {"SELECT count(*) FROM interview WHERE checksum NOT IN (SELECT checksum FROM guide_text)",
         N_("Conversations that miss the text of their guide: %d.")},
        {"SELECT count(*) FROM agreement"
         " WHERE collected <> (interview IN (SELECT id FROM collected))",
         N_("Agreements of which it is not clear whether they came out of a bundle: %d.")},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        int64_t n = 0;
        if (db_number(db, rules[i].sql, &n, err))
            return -1;
        if (n)
            add_line(doctor, false, rules[i].problem, (int)n);
    }
    return 0;
}

/* What is kept a second time for finding it must be what it was made of. */
static int look_at_lookup(struct doctor *doctor, struct db *db, struct err *err)
{
    int64_t n = 0;
    if (lookup_differences(db, &n, err))
        return -1;
    if (n)
        add_line(doctor, false,
                 N_("Lines of the search and of HR's list that differ from what is kept: %d."),
                 (int)n);
    return 0;
}

/* Of a guide that came with a bundle only the name is here (src/store/collect.c). */
static int look_at_guides(struct doctor *doctor, struct db *db, struct err *err)
{
    struct query query;
    int changed = 0;
    query_begin(&query, db,
                "SELECT checksum, text FROM guide_text"
                " WHERE checksum NOT LIKE 'collected:%'");
    while (query_row(&query)) {
        char kept[SHA256_DIGEST_STRING_LENGTH], now[SHA256_DIGEST_STRING_LENGTH];
        size_t len = 0;
        query_take_id(&query, kept, sizeof kept);
        const char *text = query_see_text(&query, &len);
        SHA256Data((const uint8_t *)text, len, now);
        changed += strcmp(kept, now) != 0;
    }
    if (changed)
        add_line(doctor, false,
                 N_("Guides in it that are not what they were when they were stored: %d."),
                 changed);
    return query_end(&query, err);
}

/* No content here: a table, a column, and the ids that the row is known by. */
static void name_unsound(struct doctor *doctor, const char *english, const char *table,
                         const char *column, const char *row)
{
    doctor->unsound++;
    if (doctor->unsound <= NAMED_MOST)
        add_line(doctor, false, english, table, *column ? ", " : "", column, row);
    else
        doctor->problems++;
}

static void tell_sealed(void *context, const char *table, const char *column, const char *row,
                        enum seal_found found)
{
    name_unsound(context,
                 found == SEAL_MOVED
                     ? N_("A sealed text that was moved here from another place: %s%s%s (%s)")
                     : N_("A sealed text that was changed outside Gesprek: %s%s%s (%s)"),
                 table, column, row);
}

static void tell_changed(void *context, const char *table, const char *column, const char *row)
{
    const char *sentence =
        !column   ? N_("Changed, moved or added outside Gesprek: %s%s%s (%s)")
        : *column ? N_("A text that was changed outside Gesprek: %s%s%s (%s)")
                  : N_("A date, status or number that was changed outside Gesprek: %s%s%s (%s)");
    name_unsound(context, sentence, table, column ? column : "", row);
}

/* Opens a sealed file with the passphrase, when it was given and is right. */
static int look_at_seal(struct doctor *doctor, struct db *db, struct err *err)
{
    if (veil_hang(db, err))
        return -1;
    if (!veil_hangs(db)) {
        add_line(doctor, true,
                 N_("It is not sealed: whoever has the file can read it. Keep it on an encrypted "
                    "disk, or seal it with 'gesprek seal on'."));
        return 0;
    }
    if (!doctor->passphrase) {
        add_line(doctor, true,
                 N_("It is sealed. With its passphrase every text in it is looked at too."));
        return 0;
    }
    if (sealing_unlock_db(db, doctor->passphrase, err) != UNLOCK_DONE ||
        veil_examine(db, tell_sealed, doctor, err))
        return -1;
    if (!doctor->unsound)
        add_line(doctor, true, N_("It is sealed, and every text in it is as it was sealed."));
    return 0;
}

/* What every text was when it was written. Those of a sealed file that was opened were looked at
 * already. */
static int look_at_sums(struct doctor *doctor, struct db *db, struct err *err)
{
    int failed = sums_examine(db, !veil_hangs(db) || veil_locked(db), tell_changed, doctor, err);
    if (doctor->unsound > NAMED_MOST)
        add_more(doctor, doctor->unsound - NAMED_MOST);
    else if (!doctor->unsound && !failed)
        add_line(doctor, true, N_("Every text in it is as it was written."));
    return failed;
}

/* What cannot be read is left out; a damaged text is found by other words than it has. */
static int look_further(struct doctor *doctor, struct db *db, struct err *err)
{
    if (veil_locked(db))
        return 0;
    return look_at_sense(doctor, db, err) || (!doctor->unsound && look_at_lookup(doctor, db, err))
               ? -1
               : 0;
}

/* So badly that no question about it is answered. */
static void add_damaged(struct doctor *doctor)
{
    doctor->damaged = true;
    add_line(doctor, false,
             N_("It is damaged, so that it cannot be opened as it is. Make a copy of it now."));
}

/* What is damaged in one place must not keep the rest from being looked at. */
static void look_inside(struct doctor *doctor)
{
    static int (*const looks[])(struct doctor *, struct db *, struct err *) = {
        look_at_pages, look_at_seal, look_at_sums, look_at_counts, look_further, look_at_guides};
    struct db db = {0};
    struct err err = ERR_INIT(doctor->lang);
    bool open = db_open(&db, doctor->path, opening_read_mode(doctor->path), &err) == 0 &&
                look_at_version(doctor, &db, &err);
    for (size_t i = 0; open && i < sizeof looks / sizeof *looks; i++) {
        if (looks[i](doctor, &db, &err) == 0)
            continue;
        open = doctor->damaged;
        if (open)
            err = (struct err)ERR_INIT(doctor->lang);
    }
    if (*err.text && db.damaged && !doctor->damaged)
        add_damaged(doctor);
    else if (*err.text)
        add_problems(doctor, err.text);
    db_close(&db);
}

/* The way on when something in it is damaged. */
static void advise(struct doctor *doctor)
{
    if (!doctor->damaged && !doctor->unsound)
        return;
    add_line(doctor, true,
             N_("'gesprek doctor --salvage NEW-FILE' saves what can still be read in a new file, "
                "and leaves this one as it is."));
    add_line(doctor, true, N_("'gesprek restore' lists the backups, and puts one back."));
}

int store_doctor(const char *path, enum lang lang, struct buf *report, struct err *err)
{
    return store_doctor_with(path, NULL, lang, report, err);
}

int store_doctor_with(const char *path, const struct secret *passphrase, enum lang lang,
                      struct buf *report, struct err *err)
{
    struct buf real = BUF_INIT;
    struct doctor doctor = {
        .clock = clock_open(), .lang = lang, .report = report, .passphrase = passphrase};
    int there = file_resolve(&real, path, false, err) ? -1 : file_look(real.data, err);
    if (there == 0)
        err_set(err, "Nothing is kept in %s yet. Start 'gesprek' to begin.", real.data);
    if (there == 1) {
        doctor.path = real.data;
        look_at_file(&doctor);
        look_at_lock(&doctor);
        look_inside(&doctor);
        advise(&doctor);
        if (doctor.problems)
            buf_addf(report,
                     trn(lang, doctor.problems, "%d problem found.\n", "%d problems found.\n"),
                     doctor.problems);
        else
            buf_adds(report, tr(lang, "No problems found.\n"));
    }
    buf_release(&real);
    return there == 1 ? doctor.problems != 0 : -1;
}
