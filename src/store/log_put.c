#include "store/log_put.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "base/uuid.h"
#include "store/change.h"
#include "store/file.h"
#include "store/lock.h"

#define YEAR_MS    (INT64_C(366) * 24 * 60 * 60 * 1000)
#define LINE_MOST  256        /* bytes of a waiting line */
#define NAME_MOST  64         /* bytes of what a session calls its user */
#define QUEUE_MOST (1L << 20) /* bytes taken in at once; more is of no reader of ours */

/* ---- who ------------------------------------------------------------------------------------- */

/* Adds the name that the machine itself has for user; false when it has none. getpwuid may ask a
 * directory over the network by a library of the machine, and those do not go with a C library that
 * is inside the program and older. */
static bool add_account(struct buf *who, uid_t user)
{
    struct passwd entry, *found = NULL;
    char text[1024];
    FILE *accounts = fopen("/etc/passwd", "re");
    while (accounts && fgetpwent_r(accounts, &entry, text, sizeof text, &found) == 0 &&
           entry.pw_uid != user)
        found = NULL;
    if (found)
        buf_adds(who, found->pw_name);
    if (accounts)
        (void)fclose(accounts); /* it was only read */
    return found;
}

/* What a session says may be anything; of what is no name, or too long for a waiting line, nothing
 * is told. */
static bool is_name(const char *said)
{
    size_t len = said ? strlen(said) : 0;
    return len && len <= NAME_MOST && utf8_clean(said, len);
}

void log_add_login(struct buf *who)
{
    const char *said = getenv("LOGNAME");
    if (add_account(who, geteuid()))
        return;
    if (is_name(said))
        buf_addf(who, "%s/", said);
    buf_addf(who, "%lu", (unsigned long)geteuid());
}

void log_add_who(struct buf *who)
{
    size_t before = who->len;
    log_add_login(who);
    size_t login = who->len;
    buf_addc(who, ' ');
    lock_add_where(who);
    if (who->len == login + 1)
        buf_cut(who, login);
    for (size_t i = before; i < who->len; i++) /* one line, whatever a login is called */
        if ((unsigned char)who->data[i] < ' ')
            who->data[i] = '?';
}

/* ---- rows ------------------------------------------------------------------------------------ */

struct row {
    int64_t at;
    const char *kind, *who, *how, *about;
    struct log_counts counts;
};

/* once: not when it is there already, as a line that was taken in before is. */
static int insert(struct db *db, const struct row *row, bool once, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "INSERT INTO log (at, kind, who, how, about, interviews, agreements, answers,"
                " absences) SELECT :at, :kind, :who, :how, :about, :interviews, :agreements,"
                " :answers, :absences"
                " WHERE NOT :once OR NOT EXISTS (SELECT 1 FROM log WHERE at = :at"
                "  AND (kind, who, how, about) = (:kind, :who, :how, :about))");
    query_number(&query, ":once", once);
    query_number(&query, ":at", row->at);
    query_text(&query, ":kind", row->kind);
    query_text(&query, ":who", row->who);
    query_text(&query, ":how", row->how);
    query_text(&query, ":about", row->about);
    query_number(&query, ":interviews", row->counts.interviews);
    query_number(&query, ":agreements", row->counts.agreements);
    query_number(&query, ":answers", row->counts.answers);
    query_number(&query, ":absences", row->counts.absences);
    return query_run(&query, err);
}

/* The last row stays whatever its age, so numbers are never given out twice. */
static int prune(struct db *db, int64_t now, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "DELETE FROM log WHERE seq < (SELECT max(seq) FROM log) AND (at < :oldest OR seq <="
                " (SELECT max(seq) FROM log) - :most)");
    query_number(&query, ":oldest", now - LOG_YEARS * YEAR_MS);
    query_number(&query, ":most", LOG_MOST);
    return query_run(&query, err);
}

static void handle_of(const char *about, char handle[HANDLE_SIZE])
{
    *handle = '\0';
    if (*about)
        uuid_handle(about, handle);
}

int log_put(struct store *store, enum log_kind kind, const char *how, const char *about,
            const struct log_counts *counts, int64_t *number, struct err *err)
{
    struct db *db = store_db(store);
    struct buf who = BUF_INIT;
    char handle[HANDLE_SIZE];
    handle_of(about, handle);
    log_add_who(&who);
    struct row row = {.at = store_now(store),
                      .kind = log_kind_key(kind),
                      .who = who.data,
                      .how = how,
                      .about = handle};
    if (counts)
        row.counts = *counts;
    int failed = insert(db, &row, false, err) || prune(db, row.at, err) ||
                 (number && db_number(db, "SELECT max(seq) FROM log", number, err));
    buf_release(&who);
    return failed ? -1 : 0;
}

/* ---- what waits beside the file -------------------------------------------------------------- */

/* A line: the moment, kind, who, how and about, with tabs between. */
static int open_queue(const char *path, int flags)
{
    struct buf name = BUF_INIT;
    struct stat info;
    buf_addf(&name, "%s.log", path);
    int fd = open(name.data, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    buf_release(&name);
    if (fd < 0)
        return -1;
    bool ours = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == geteuid();
    if (ours && flock(fd, LOCK_EX) == 0)
        return fd;
    close(fd);
    errno = EPERM;
    return -1;
}

int log_wait_add(const char *path, const char *line, struct err *err)
{
    size_t len = strlen(line);
    int fd = open_queue(path, O_WRONLY | O_CREAT | O_APPEND);
    int code = fd < 0 ? errno : 0;
    if (!code && write(fd, line, len) != (ssize_t)len)
        code = errno ? errno : EIO;
    if (fd >= 0)
        close(fd);
    return code ? err_set(err, "This could not be noted in the log: %s.",
                          file_reason(code, err->lang))
                : 0;
}

static void read_all(int fd, struct buf *text)
{
    char bytes[4096];
    ssize_t n;
    while (text->len < QUEUE_MOST && (n = read(fd, bytes, sizeof bytes)) > 0)
        buf_add(text, bytes, (size_t)n);
}

void log_wait_read(const char *path, struct buf *text)
{
    int fd = open_queue(path, O_RDONLY);
    if (fd < 0)
        return;
    read_all(fd, text);
    close(fd);
}

/* Cuts line (its end is written over) into row: false when it is none of ours. */
static bool cut_line(char *line, struct row *row)
{
    const char **parts[] = {&row->kind, &row->who, &row->how, &row->about};
    char *end = NULL;
    *row = (struct row){.at = strtoll(line, &end, 10)};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (*end != '\t')
            return false;
        *end++ = '\0';
        *parts[i] = end;
        end += strcspn(end, "\t");
    }
    return !*end && row->at > 0;
}

bool log_wait_next(char **at, struct log_row *row)
{
    struct row cut;
    while (**at) {
        char *line = *at;
        size_t len = strcspn(line, "\n");
        *at += len + (line[len] == '\n');
        line[len] = '\0';
        if (len < LINE_MOST && cut_line(line, &cut)) {
            *row = (struct log_row){.at = cut.at,
                                    .kind = log_kind_parse(cut.kind),
                                    .who = (char *)cut.who,
                                    .how = (char *)cut.how,
                                    .about = (char *)cut.about};
            return true;
        }
    }
    return false;
}

static int insert_all(struct store *store, struct buf *text, struct err *err)
{
    char *at = text->data;
    struct log_row waits;
    int failed = text->len ? 0 : -1;
    while (!failed && log_wait_next(&at, &waits)) {
        struct row row = {.at = waits.at,
                          .kind = log_kind_key(waits.kind),
                          .who = waits.who,
                          .how = waits.how,
                          .about = waits.about};
        failed = waits.kind == LOG_KINDS ? 0 : insert(store_db(store), &row, true, err);
    }
    return failed ? -1 : prune(store_db(store), store_now(store), err);
}

/* Emptied only once its lines are in the file; a line taken in twice is one row. */
int log_take_in(struct store *store, struct err *err)
{
    if (file_size(store_file(store), ".log") <= 0)
        return 0;
    int fd = open_queue(store_file(store), O_RDWR);
    struct buf text = BUF_INIT;
    if (fd < 0)
        return 0; /* not ours: nothing of it is believed */
    read_all(fd, &text);
    int failed = text.len ? store_begin(store, err) : 0;
    if (!failed && text.len)
        failed = store_end(store, insert_all(store, &text, err), err);
    if (!failed && ftruncate(fd, 0) != 0)
        failed =
            err_set(err, "%s.log cannot be emptied. Make the folder writable.", store_file(store));
    close(fd);
    buf_release(&text);
    return failed;
}
