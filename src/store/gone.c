#include "store/gone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/file.h"
#include "store/sealing.h"
#include "store/veil.h"

#include "erase_inside.h"

#define SUFFIX ".erased"
#define OWED   "erase.again" /* a setting: there while it has to be done */

/* ---- the list -------------------------------------------------------------------------------- */

/* What a line says; and where it is looked for, in a file that is readable and one that is sealed.
 */
static const struct kind {
    const char *word, *table, *sealed;
    bool stays; /* it is there afterwards too, without its texts */
} kinds[] = {
    [ERASE_PERSON] = {"person", "person", "sealed_person", false},
    [ERASE_INTERVIEW] = {"interview", "interview", "interview", false},
    [ERASE_NOTES] = {"notes", "interview", "interview", true},
    [ERASE_ABSENCE] = {"absence", "absence", "sealed_absence", false},
    [ERASE_REPORT] = {"report", "absence", "sealed_absence", true},
    [ERASE_QUESTION] = {"question", "sparring", "sparring", false},
    [ERASE_TEXT] = {"text", "(SELECT id FROM interview UNION SELECT id FROM absence)",
                    "(SELECT id FROM interview UNION SELECT id FROM sealed_absence)", true},
};

struct line {
    struct erase_target what;
    int64_t at;
    bool out; /* goes from the list */
};

struct gone {
    struct line *lines;
    size_t n;
    bool torn;       /* its last line has no end: the disk was full, or the power went */
    struct buf text; /* the ids point into it */
};

static void gone_release(struct gone *gone)
{
    free(gone->lines);
    buf_release(&gone->text);
}

static void read_text(const char *path, struct buf *text)
{
    struct buf name = BUF_INIT;
    char part[4096];
    buf_addf(&name, "%s" SUFFIX, path);
    int file = open(name.data, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    for (ssize_t n; file >= 0 && (n = read(file, part, sizeof part)) > 0;)
        buf_add(text, part, (size_t)n);
    if (file >= 0)
        close(file);
    buf_release(&name);
}

/* Takes one line in; others than ours are passed over. */
static void take_line(struct gone *gone, char *word)
{
    char *id = strchr(word, ' '), *at = id ? strchr(id + 1, ' ') : NULL;
    if (!at)
        return;
    *id++ = *at++ = '\0';
    for (size_t i = 0; uuid_valid(id) && i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(word, kinds[i].word)) {
            gone->lines = mem_room(gone->lines, gone->n, sizeof *gone->lines);
            gone->lines[gone->n++] =
                (struct line){{(enum erase_kind)i, id}, strtoll(at, NULL, 10), false};
        }
}

static void gone_read(const char *path, struct gone *gone)
{
    *gone = (struct gone){.text = BUF_INIT};
    read_text(path, &gone->text);
    char *at = gone->text.data;
    for (char *end; (end = strchr(at, '\n')); at = end + 1) {
        *end = '\0';
        take_line(gone, at);
    }
    gone->torn = *at != '\0';
}

static void add_line(struct buf *text, const struct line *line)
{
    buf_addf(text, "%s %s %lld\n", kinds[line->what.kind].word, line->what.id, (long long)line->at);
}

static int cannot(struct err *err, const char *name, int code)
{
    return err_set(err, "The file %s cannot be written: %s.", name, file_reason(code, err->lang));
}

static int write_to(const char *name, int flags, const struct buf *text, struct err *err)
{
    int file = open(name, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | flags, 0600);
    int code = file < 0 ? errno : 0;
    errno = ENOSPC;
    if (!code && (write(file, text->data, text->len) != (ssize_t)text->len || fsync(file) != 0))
        code = errno;
    if (file >= 0)
        close(file);
    return code ? cannot(err, name, code) : 0;
}

int gone_add(const char *path, enum erase_kind kind, const char *id, int64_t at, struct err *err)
{
    struct gone gone;
    struct buf name = BUF_INIT, text = BUF_INIT;
    gone_read(path, &gone);
    buf_addf(&name, "%s" SUFFIX, path);
    buf_adds(&text, gone.torn ? "\n" : "");
    add_line(&text, &(struct line){{kind, id}, at, false});
    int failed = write_to(name.data, O_APPEND, &text, err);
    if (failed)
        err_within(err, "Nothing was erased");
    else if (!gone.text.len)
        file_sync_folder(name.data);
    buf_release(&name);
    buf_release(&text);
    gone_release(&gone);
    return failed;
}

/* ---- what of it is in a file ----------------------------------------------------------------- */

/* A database that is only asked whether something is there: a seal is no hindrance. */
struct seen {
    struct db *db;
    struct err *err;
    bool sealed;
    bool failed; /* something could not be asked: what was answered says nothing */
};

static bool seen_open(struct seen *seen, struct db *db, const char *path, struct err *err)
{
    *seen = (struct seen){.db = db, .err = err};
    *db = (struct db){0};
    if (db_open(db, path, file_size(path, "-wal") > 0 ? DB_READ : DB_IMMUTABLE, err) ||
        veil_needed(db, &seen->sealed, err)) {
        db_close(db);
        return false;
    }
    return true;
}

/* Ends a question: was there a row? */
static bool answered(struct seen *seen, struct query *query)
{
    bool there = query_row(query);
    seen->failed = query_end(query, seen->err) || seen->failed;
    return there;
}

static bool has(struct seen *seen, const struct line *line)
{
    const struct kind *kind = &kinds[line->what.kind];
    struct query query;
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT 1 FROM %s WHERE id = :id", seen->sealed ? kind->sealed : kind->table);
    query_begin(&query, seen->db, sql.data);
    query_text(&query, ":id", line->what.id);
    bool there = answered(seen, &query);
    buf_release(&sql);
    return there;
}

static bool has_receipt(struct seen *seen, const struct line *line)
{
    struct query query;
    query_begin(&query, seen->db, "SELECT 1 FROM log WHERE kind = 'erased' AND at = :at");
    query_number(&query, ":at", line->at);
    return answered(seen, &query);
}

/* A receipt of then may have fallen off: the log does not begin at its first row any more, and
 * with a later moment. */
static bool lost_receipt(struct seen *seen, const struct line *line)
{
    struct query query;
    query_begin(&query, seen->db,
                "SELECT 1 FROM (SELECT min(seq) AS seq, min(at) AS at FROM log)"
                " WHERE seq > 1 AND at > :at");
    query_number(&query, ":at", line->at);
    return answered(seen, &query);
}

/* Was it erased once more after line i? Then that is what counts. Every text is one of its own. */
static bool again_later(const struct gone *gone, size_t i)
{
    const struct erase_target *what = &gone->lines[i].what;
    for (size_t later = i + 1; what->kind != ERASE_TEXT && later < gone->n; later++)
        if (gone->lines[later].what.kind == what->kind &&
            !strcmp(gone->lines[later].what.id, what->id))
            return true;
    return false;
}

/* It is of before the erasure, whatever the clock said then: what went is there, and no receipt. */
static bool has_again(struct seen *seen, const struct line *line)
{
    return !has_receipt(seen, line) && !lost_receipt(seen, line) && has(seen, line);
}

/* The receipt is there; or it fell off the log, and what went is not there. */
static bool erased_from(struct seen *seen, const struct line *line)
{
    return has_receipt(seen, line) || (!kinds[line->what.kind].stays && !has(seen, line));
}

/* Keeps of the list what holds of a database; all when that cannot be read. */
static bool sift(struct gone *gone, const char *path,
                 bool (*holds)(struct seen *seen, const struct line *line))
{
    struct err ignored = ERR_INIT(LANG_EN);
    struct seen seen;
    struct db db;
    size_t n = 0;
    if (!seen_open(&seen, &db, path, &ignored))
        return false;
    for (size_t i = 0; i < gone->n; i++)
        gone->lines[i].out = !holds(&seen, &gone->lines[i]);
    db_close(&db);
    if (seen.failed)
        return false;
    for (size_t i = 0; i < gone->n; i++)
        if (!gone->lines[i].out)
            gone->lines[n++] = gone->lines[i];
    gone->n = n;
    return true;
}

void gone_look(const char *path, const char *from, struct gone_found *found)
{
    struct gone gone;
    *found = (struct gone_found){.erased = ERASED_INIT};
    gone_read(path, &gone);
    (void)sift(&gone, path, erased_from);
    if (!sift(&gone, from, has_again))
        gone.n = 0;
    for (size_t i = 0; i < gone.n; i++) {
        enum erase_kind kind = gone.lines[i].what.kind;
        if (again_later(&gone, i))
            continue;
        found->erased.people += kind == ERASE_PERSON;
        found->erased.interviews += kind == ERASE_INTERVIEW || kind == ERASE_NOTES;
        found->erased.absences += kind == ERASE_ABSENCE || kind == ERASE_REPORT;
        found->erased.questions += kind == ERASE_QUESTION;
        found->texts += kind == ERASE_TEXT;
    }
    gone_release(&gone);
}

/* ---- once more ------------------------------------------------------------------------------- */

static int mark(const char *fresh, struct err *err)
{
    struct db db;
    int failed = db_open(&db, fresh, DB_WRITE, err) || db_settle(&db, err) ||
                 store_setting_put(&db, OWED, "1", err) ||
                 db_run(&db, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE", err);
    db_close(&db);
    return failed ? -1 : 0;
}

/* The list as it is now, under its name at once. */
static int gone_write(const char *path, const struct gone *gone, struct err *err)
{
    struct buf name = BUF_INIT, part = BUF_INIT, text = BUF_INIT;
    buf_addf(&name, "%s" SUFFIX, path);
    buf_addf(&part, "%s.%ld.part", name.data, (long)getpid());
    for (size_t i = 0; i < gone->n; i++)
        add_line(&text, &gone->lines[i]);
    int failed = write_to(part.data, O_TRUNC, &text, err);
    if (!failed && rename(part.data, name.data) != 0)
        failed = cannot(err, name.data, errno);
    if (failed)
        unlink(part.data);
    else
        file_sync_folder(name.data);
    buf_release(&name);
    buf_release(&part);
    buf_release(&text);
    return failed;
}

int gone_owe(const char *path, const char *fresh, struct err *err)
{
    struct gone gone;
    gone_read(path, &gone);
    size_t n = gone.n;
    if (n)
        (void)sift(&gone, path, erased_from);
    int failed = (gone.n < n && gone_write(path, &gone, err)) || (gone.n && mark(fresh, err));
    gone_release(&gone);
    return failed ? -1 : 0;
}

static int erase_again(struct store *store, struct buf *lines, struct err *err)
{
    struct gone gone;
    struct erased erased = ERASED_INIT;
    size_t n = 0;
    gone_read(store_file(store), &gone);
    struct erase_target *targets = mem_zero(gone.n, sizeof *targets);
    struct seen seen = {.db = store_db(store), .err = err};
    for (size_t i = 0; i < gone.n; i++)
        if (gone.lines[i].what.kind != ERASE_TEXT && !again_later(&gone, i) &&
            has_again(&seen, &gone.lines[i]))
            targets[n++] = gone.lines[i].what;
    int failed = seen.failed || (n && erase_several(store, ERASE_AGAIN, targets, n, &erased, err));
    if (!failed && n) {
        struct buf counts = BUF_INIT;
        erased_add_counts(&counts, &erased, err->lang);
        buf_addf(lines,
                 tr(err->lang, "What had been erased since this backup was erased from it again: "
                               "%s."),
                 counts.data);
        buf_addc(lines, '\n');
        buf_release(&counts);
    }
    erased_release(&erased);
    free(targets);
    gone_release(&gone);
    return failed ? -1 : 0;
}

int gone_settle(struct store *store, struct buf *lines, struct err *err)
{
    struct buf said = BUF_INIT;
    struct db *db = store_db(store);
    int failed = store_setting_get(store, OWED, &said, err);
    bool owed = said.len;
    buf_release(&said);
    if (failed)
        return -1;
    if (!owed || !store_writable(store) || store_sealing(store) == SEALING_LOCKED)
        return 0;
    if (erase_again(store, lines, err) || store_begin(store, err))
        return -1;
    return store_end(store, db_run(db, "DELETE FROM setting WHERE name = '" OWED "'", err), err);
}
