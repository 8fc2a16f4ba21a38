#include "store/log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/uuid.h"
#include "store/change.h"
#include "store/log_put.h"

static const struct {
    const char *key, *word;
} kinds[] = {
    [LOG_OPENED] = {"opened", N_("opened")},
    [LOG_VIEWED] = {"viewed", N_("looked at as")},
    [LOG_EXPORTED] = {"exported", N_("written out")},
    [LOG_BUNDLED] = {"bundled", N_("bundle made for HR")},
    [LOG_COLLECTED] = {"collected", N_("bundle collected")},
    [LOG_BACKED_UP] = {"backed_up", N_("backup made")},
    [LOG_RESTORED] = {"restored", N_("backup put back")},
    [LOG_MOVED] = {"moved", N_("put under another person")},
    [LOG_HELD] = {"held", N_("keeping on hold")},
    [LOG_ERASED] = {"erased", N_("erased for good")},
    [LOG_KINDS] = {"", N_("something newer")},
};

const char *log_kind_key(enum log_kind kind)
{
    return kinds[kind].key;
}

const char *log_kind_word(enum log_kind kind, enum lang lang)
{
    return tr(lang, kinds[kind].word);
}

enum log_kind log_kind_parse(const char *key)
{
    enum log_kind kind = LOG_OPENED;
    while (kind < LOG_KINDS && strcmp(kinds[kind].key, key) != 0)
        kind++;
    return kind;
}

const char *log_how_word(const char *how, enum lang lang)
{
    static const struct {
        const char *how, *word;
    } words[] = {
        {"employee", N_("the employee")},
        {"hr", "HR"},
        {"manager", N_("yourself")},
        {"person", N_("(a person)")},
        {"interview", N_("(a conversation)")},
        {"notes", N_("(notes)")},
        {"question", N_("(question to HR)")},
        {"absence", N_("(an absence)")},
        {"text", N_("(a text)")},
        {"invitation", N_("(invitation)")},
        {"pager", N_("(to the pager)")},
        {"editor", N_("(to the editor)")},
        {"keeping", N_("(keeping period over)")},
        {"again", N_("(once more, after a restore)")},
        {"on", N_("(on)")},
        {"off", N_("(off)")},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i].how, how))
            return tr(lang, words[i].word);
    return how;
}

static int wait(struct store *store, enum log_kind kind, const char *how, const char *about,
                struct err *err)
{
    char handle[HANDLE_SIZE] = "";
    struct buf line = BUF_INIT;
    if (*about)
        uuid_handle(about, handle);
    buf_addf(&line, "%" PRId64 "\t%s\t", store_now(store), log_kind_key(kind));
    log_add_who(&line);
    buf_addf(&line, "\t%s\t%s\n", how, handle);
    int failed = log_wait_add(store_file(store), line.data, err);
    buf_release(&line);
    return failed;
}

int log_note(struct store *store, enum log_kind kind, const char *how, const char *about,
             struct err *err)
{
    if (!store_writable(store))
        return wait(store, kind, how, about, err);
    if (store_begin(store, err))
        return -1;
    return store_end(store, log_put(store, kind, how, about, NULL, NULL, err), err);
}

void log_rows_free(struct log_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(rows[i].who);
        free(rows[i].how);
        free(rows[i].about);
    }
    free(rows);
}

/* Those that wait are the newest; they stand in the order they came in. */
static void take_waiting(struct store *store, struct log_row **rows, size_t *n)
{
    struct buf text = BUF_INIT;
    struct log_row row;
    log_wait_read(store_file(store), &text);
    char *at = text.len ? text.data : NULL;
    while (at && log_wait_next(&at, &row)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        memmove(*rows + 1, *rows, *n * sizeof **rows);
        **rows = row;
        (*rows)->who = mem_copy(row.who);
        (*rows)->how = mem_copy(row.how);
        (*rows)->about = mem_copy(row.about);
        ++*n;
    }
    buf_release(&text);
}

int log_list(struct store *store, size_t limit, struct log_row **rows, size_t *n, struct err *err)
{
    struct query query;
    *rows = NULL;
    *n = 0;
    take_waiting(store, rows, n);
    query_begin(&query, store_db(store),
                "SELECT seq, at, kind, who, how, about, interviews, agreements, answers, absences"
                " FROM log ORDER BY at DESC, seq DESC LIMIT iif(:limit, :limit, -1)");
    query_number(&query, ":limit", (int64_t)limit);
    while (query_row(&query)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        struct log_row *row = &(*rows)[(*n)++];
        row->number = query_take_number(&query);
        row->at = query_take_number(&query);
        row->kind = log_kind_parse(query_see_key(&query));
        row->who = query_take_text(&query);
        row->how = query_take_text(&query);
        row->about = query_take_text(&query);
        row->interviews = (int)query_take_number(&query);
        row->agreements = (int)query_take_number(&query);
        row->answers = (int)query_take_number(&query);
        row->absences = (int)query_take_number(&query);
    }
    if (query_end(&query, err) == 0)
        return 0;
    log_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}
