#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/uuid.h"
#include "store/change.h"
#include "store/erase.h"
#include "store/history.h"
#include "store/lookup.h"
#include "store/sweep.h"

#include "erase_inside.h"

/* ---- one text -------------------------------------------------------------------------------- */

/* One text as a draft knows it. */
struct text {
    const char *interview, *point, *field;
    const char *rest; /* what stands there afterwards */
};

static int run(struct db *db, const char *sql, const struct text *text, int64_t now,
               struct err *err)
{
    struct query query;
    query_begin(&query, db, sql);
    if (query_has(&query, ":interview"))
        query_text(&query, ":interview", text->interview);
    if (query_has(&query, ":point"))
        query_text(&query, ":point", text->point);
    if (query_has(&query, ":field"))
        query_text(&query, ":field", text->field);
    if (query_has(&query, ":rest"))
        query_text(&query, ":rest", text->rest);
    if (query_has(&query, ":now"))
        query_number(&query, ":now", now);
    return query_run(&query, err);
}

/* The texts of an agreement: what undo and drafts call it, and how all its revisions get another.
 */
static const struct {
    const char *field, *sql;
} parts[] = {
    {"what", "UPDATE agreement_revision SET what = :rest WHERE agreement = :point"},
    {"owner_name", "UPDATE agreement_revision SET owner_name = :rest WHERE agreement = :point"},
    {"due", "UPDATE agreement_revision SET due_words = :rest WHERE agreement = :point"},
    {"follow_up", "UPDATE agreement_revision SET follow_up = :rest WHERE agreement = :point"},
    {"remark", "UPDATE agreement_revision SET remark = :rest WHERE agreement = :point"},
};

/* 1 when point is an agreement of the conversation. */
static int is_agreement(struct db *db, const struct text *text, struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT 1 FROM agreement WHERE id = :point AND interview = :interview");
    query_text(&query, ":point", text->point);
    query_text(&query, ":interview", text->interview);
    bool there = query_row(&query);
    return query_end(&query, err) ? -1 : there;
}

/* -1 with a sentence for what came out of a bundle. */
static int is_collected(struct db *db, const char *id, struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT 1 FROM claim WHERE agreement = :id AND source <> ''");
    query_text(&query, ":id", id);
    bool collected = query_row(&query);
    if (query_end(&query, err))
        return -1;
    return collected ? err_set(err, "This came out of a bundle. Have the manager erase it and make "
                                    "a new bundle, or erase the whole conversation here.")
                     : 0;
}

/* The revision it has now, as text. */
static int read_revision(struct db *db, const char *id, char revision[24], struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT revision FROM agreement WHERE id = :id");
    query_text(&query, ":id", id);
    if (query_row(&query))
        snprintf(revision, 24, "%lld", (long long)query_take_number(&query));
    return query_end(&query, err);
}

/* Every revision gets the new text, and one more tells HR; those before it are told no more, so
 * that HR sees a change and no contradiction. */
static int rewrite_agreement(struct db *db, const struct text *text, int64_t now, struct err *err)
{
    struct subject subject = {ASPECT_AGREEMENT, text->point, NULL, NULL};
    char revision[24] = "";
    const char *sql = NULL;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strcmp(parts[i].field, text->field))
            sql = parts[i].sql;
    if (!sql)
        return 0; /* a day or a choice: only its draft has words */
    if (is_collected(db, text->point, err))
        return -1;
    return lookup_leave(db, &subject, err) || read_revision(db, text->point, revision, err) ||
                   run(db, sql, text, now, err) ||
                   history_again(db, text->point, revision, now, err) ||
                   run(db, "UPDATE agreement SET erased = revision WHERE id = :point", text, now,
                       err) ||
                   lookup_enter(db, &subject, err)
               ? -1
               : 0;
}

/* That it was put right, and when, stays. */
static int rewrite_answer(struct db *db, const struct text *text, int64_t now, struct err *err)
{
    struct subject subject = {ASPECT_ANSWER, text->interview, text->point, text->field};
#define THIS " WHERE interview = :interview AND point = :point AND field = :field"
    return lookup_leave(db, &subject, err) ||
                   run(db, "UPDATE answer_before SET value = '', shown = ''" THIS, text, now,
                       err) ||
                   run(db, "UPDATE answer SET value = :rest, shown = '', updated_at = :now" THIS,
                       text, now, err) ||
                   run(db, "DELETE FROM answer" THIS " AND value = ''", text, now, err) ||
                   lookup_enter(db, &subject, err)
               ? -1
               : 0;
#undef THIS
}

static int rewrite(struct store *store, const struct text *text, struct erased *erased,
                   struct err *err)
{
    struct db *db = store_db(store);
    int agreement = is_agreement(db, text, err);
    erased->answers++;
    /* What was done to one text may be told in the words of another: undo forgets it all. */
    if (agreement < 0 ||
        run(db,
            "DELETE FROM draft WHERE interview = :interview AND point = :point"
            " AND field = :field",
            text, 0, err) ||
        run(db,
            "DELETE FROM deed WHERE interview = :interview OR seq IN (SELECT deed"
            " FROM deed_image WHERE id = :interview OR id IN (SELECT id FROM agreement"
            "  WHERE interview = :interview))",
            text, 0, err))
        return -1;
    return (agreement ? rewrite_agreement : rewrite_answer)(db, text, store_now(store), err);
}

static int finish(struct store *store, const char *interview, struct erased *erased, int failed,
                  struct err *err)
{
    failed = failed || ((erased->answers || erased->drafts || erased->steps) &&
                        (erase_find_copies(store, erased, err) ||
                         erase_receipt(store, interview, erased, err) || sweep_owe(store, err)));
    return erase_end(store, failed, erased, err);
}

static void begin(struct erased *erased)
{
    struct buf copies = erased->copies;
    *erased = (struct erased){.kind = ERASE_TEXT, .copies = copies};
}

int erase_text(struct store *store, const char *interview, const char *point, const char *field,
               const char *rest, struct erased *erased, struct err *err)
{
    const struct text text = {interview, point, field, rest};
    begin(erased);
    if (store_begin(store, err))
        return -1;
    return finish(store, interview, erased, rewrite(store, &text, erased, err), err);
}

/* ---- one sentence, wherever it stands -------------------------------------------------------- */

/* A blank or the end of a line, or nothing at all. */
static bool ends(char c)
{
    return !c || c == ' ' || c == '\n';
}

void erase_cut(struct buf *rest, const char *text, const char *sentence)
{
    size_t len = strlen(sentence), start = rest->len;
    const char *found;
    while (len && (found = strstr(text, sentence))) {
        buf_add(rest, text, (size_t)(found - text));
        text = found + len;
        bool first = rest->len == start || rest->data[rest->len - 1] == '\n';
        if ((first || rest->data[rest->len - 1] == ' ') && ends(*text) && *text)
            text++; /* of what stood around it one end is enough */
        else if (rest->len > start && ends(rest->data[rest->len - 1]) && !*text)
            buf_cut(rest, rest->len - 1);
    }
    buf_adds(rest, text);
}

/* Where it stands, or stood: what is there now of that text. */
static const char places_sql[] =
    "SELECT x.point, x.field, x.value FROM answer x WHERE x.interview = :id AND (instr(x.value,"
    " :sentence) OR EXISTS (SELECT 1 FROM answer_before b WHERE b.interview = x.interview"
    "  AND b.point = x.point AND b.field = x.field AND instr(b.value, :sentence)))"
    " UNION ALL SELECT DISTINCT b.point, b.field, '' FROM answer_before b WHERE b.interview = :id"
    " AND instr(b.value, :sentence) AND NOT EXISTS (SELECT 1 FROM answer x WHERE x.interview = :id"
    "  AND x.point = b.point AND x.field = b.field)"
#define OF_AGREEMENT(part, field)                                                                  \
    " UNION ALL SELECT a.id, '" field "', a." part " FROM agreement a WHERE a.interview = :id"     \
    " AND EXISTS (SELECT 1 FROM agreement_revision r WHERE r.agreement = a.id"                     \
    "  AND instr(r." part ", :sentence))"
    OF_AGREEMENT("what", "what") OF_AGREEMENT("owner_name", "owner_name")
        OF_AGREEMENT("due_words", "due") OF_AGREEMENT("follow_up", "follow_up")
            OF_AGREEMENT("remark", "remark");

struct places {
    struct text *texts; /* all owned */
    size_t n;
};

static void free_places(struct places *places)
{
    for (size_t i = 0; i < places->n; i++) {
        free((char *)places->texts[i].point);
        free((char *)places->texts[i].field);
        free((char *)places->texts[i].rest);
    }
    free(places->texts);
}

static int find_places(struct db *db, const char *interview, const char *sentence,
                       struct places *places, struct err *err)
{
    struct query query;
    query_begin(&query, db, places_sql);
    query_text(&query, ":id", interview);
    query_text(&query, ":sentence", sentence);
    while (query_row(&query)) {
        struct buf rest = BUF_INIT;
        struct text text = {.interview = interview};
        text.point = query_take_text(&query);
        text.field = query_take_text(&query);
        erase_cut(&rest, query_see_key(&query), sentence);
        text.rest = buf_detach(&rest);
        places->texts = mem_room(places->texts, places->n, sizeof text);
        places->texts[places->n++] = text;
    }
    return query_end(&query, err);
}

/* What undo still knows: deeds of this conversation, or of none, that have it. */
#define DEEDS                                                                                      \
    " FROM deed WHERE (interview = :id OR interview = '') AND (instr(about, :sentence)"            \
    " OR seq IN (SELECT deed FROM deed_image WHERE " ERASE_IN_IMAGE "))"

/* Drafts that have it go as they are, what was said to HR loses it, and undo forgets about it. */
static int drop_sentence(struct db *db, const char *interview, const char *sentence,
                         struct err *err)
{
    static const char *const sql[] = {
        "DELETE FROM draft WHERE interview = :id AND instr(text, :sentence)",
        "DELETE FROM sparring_draft WHERE (interview = :id OR place IN (SELECT id FROM sparring"
        " WHERE interview = :id)) AND instr(text, :sentence)",
        "UPDATE sparring_message SET text = trim(replace(text, :sentence, ''))"
        " WHERE thread IN (SELECT id FROM sparring WHERE interview = :id)",
        "UPDATE settlement SET remark = trim(replace(remark, :sentence, '')),"
        " due_words = trim(replace(due_words, :sentence, ''))"
        " WHERE agreement IN (SELECT id FROM agreement WHERE interview = :id)",
        "UPDATE request SET question = trim(replace(question, :sentence, ''))"
        " WHERE agreement IN (SELECT id FROM agreement WHERE interview = :id)",
        "DELETE" DEEDS,
    };
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        struct query query;
        query_begin(&query, db, sql[i]);
        query_text(&query, ":id", interview);
        query_text(&query, ":sentence", sentence);
        if (query_run(&query, err))
            return -1;
    }
    return 0;
}

/* The other places it stands in, beside those find_places finds. */
static int count_elsewhere(struct db *db, const char *interview, const char *sentence,
                           struct erased *erased, struct err *err)
{
    struct query query;
    query_begin(
        &query, db,
        "SELECT (SELECT count(*) FROM draft WHERE interview = :id AND instr(text,"
        " :sentence)) + (SELECT count(*) FROM sparring_draft WHERE (interview = :id OR place"
        "  IN (SELECT id FROM sparring WHERE interview = :id)) AND instr(text, :sentence))"
        " + (SELECT count(*) FROM sparring_message WHERE thread IN (SELECT id FROM sparring"
        "  WHERE interview = :id) AND instr(text, :sentence)) + (SELECT count(*) FROM"
        "  settlement WHERE agreement IN (SELECT id FROM agreement WHERE interview = :id)"
        "  AND (instr(remark, :sentence) OR instr(due_words, :sentence))) + (SELECT"
        "  count(*) FROM request WHERE agreement IN (SELECT id FROM agreement"
        "  WHERE interview = :id) AND instr(question, :sentence)), (SELECT count(*)" DEEDS ")");
    query_text(&query, ":id", interview);
    query_text(&query, ":sentence", sentence);
    if (query_row(&query)) {
        erased->drafts = (int)query_take_number(&query);
        erased->steps = (int)query_take_number(&query);
    }
    return query_end(&query, err);
}

static int cut_all(struct store *store, const char *interview, const char *sentence,
                   const struct places *places, struct erased *erased, struct err *err)
{
    int failed = drop_sentence(store_db(store), interview, sentence, err);
    for (size_t i = 0; !failed && i < places->n; i++)
        failed = rewrite(store, &places->texts[i], erased, err);
    return failed;
}

int erase_sentence(struct store *store, const char *interview, const char *sentence, bool look,
                   struct erased *erased, struct err *err)
{
    struct places places = {0};
    struct db *db = store_db(store);
    begin(erased);
    int failed = find_places(db, interview, sentence, &places, err) ||
                 count_elsewhere(db, interview, sentence, erased, err);
    if (!failed && look) {
        erased->answers = (int)places.n;
    } else if (!failed && (places.n || erased->drafts || erased->steps)) {
        failed = store_begin(store, err);
        failed = failed || finish(store, interview, erased,
                                  cut_all(store, interview, sentence, &places, erased, err), err);
    }
    free_places(&places);
    return failed ? -1 : 0;
}
