#include "store/sparring.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/tail.h"

static const char *const keys[] = {[SIDE_MANAGER] = "manager", [SIDE_HR] = "hr"};

const char *side_key(enum side side)
{
    return keys[side];
}

bool side_parse(const char *key, enum side *out)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i], key) != 0)
            continue;
        *out = (enum side)i;
        return true;
    }
    return false;
}

const char *sparring_fault(const char *text)
{
    if (utf8_blank(text))
        return N_("Type something first, or Esc to go back.");
    return utf8_line_fault(text, SPARRING_TEXT_MAX,
                           N_("This is too long: use at most 400 characters."));
}

/* ---- adding ---------------------------------------------------------------------------------- */

struct said {
    const char *thread;
    enum side side;
    bool closes;
    const char *text;
};

static int add_message(struct change *change, const char *id, const struct said *said)
{
    struct query query;
    query_begin(&query, change->db,
                "INSERT INTO sparring_message (id, thread, step, side, closes, text, at, seen)"
                " SELECT :id, :thread, ifnull(max(step), 0) + 1, :side, :closes, :text, :now, 0"
                " FROM sparring_message WHERE thread = :thread");
    query_text(&query, ":id", id);
    query_text(&query, ":thread", said->thread);
    query_text(&query, ":side", keys[said->side]);
    query_number(&query, ":closes", said->closes);
    query_text(&query, ":text", said->text);
    query_number(&query, ":now", change->now);
    return query_run(&query, change->err);
}

static int drop_draft(struct db *db, const char *place, struct err *err)
{
    struct query query;
    query_begin(&query, db, "DELETE FROM sparring_draft WHERE place = :place");
    query_text(&query, ":place", place);
    return query_run(&query, err);
}

/* id must stay until change_end. */
static int put_message(struct change *change, const char *id, const struct said *said)
{
    struct subject subject = {ASPECT_MESSAGE, id, NULL, NULL};
    const char *fault = said->closes ? NULL : sparring_fault(said->text);
    if (fault)
        return err_set(change->err, "%s", tr(change->err->lang, fault));
    return change_watch(change, subject) || add_message(change, id, said) ? -1 : 0;
}

static int make_thread(struct change *change, const char *id, const struct sparring_point *point)
{
    struct query query;
    struct subject subject = {ASPECT_SPARRING, id, NULL, NULL};
    if (change_watch(change, subject))
        return -1;
    query_begin(&query, change->db,
                "INSERT INTO sparring (id, source, interview, guide, point, title)"
                " VALUES (:id, '', nullif(:interview, ''), :guide, :point, :title)");
    query_text(&query, ":id", id);
    query_text(&query, ":interview", point->interview);
    query_text(&query, ":guide", point->guide);
    query_text(&query, ":point", point->point);
    query_text(&query, ":title", point->title);
    return query_run(&query, change->err);
}

/* By any name of the people there are. */
static int names_anybody(struct store *store, const char *text, bool *named, struct err *err)
{
    struct person_row *rows;
    size_t n;
    if (interviews_people(store, &rows, &n, err))
        return -1;
    for (size_t i = 0; i < n && !*named; i++)
        *named = person_name_is_in(&rows[i].person, text);
    person_rows_free(rows, n);
    return 0;
}

int sparring_names(struct store *store, const char *interview, const char *text, bool *named,
                   struct err *err)
{
    *named = false;
    if (*interview) {
        struct interview *loaded = interviews_load(store, interview, err);
        if (!loaded)
            return -1;
        *named = person_is_named(&loaded->person, text);
        interview_release(loaded);
        free(loaded);
    }
    return *named ? 0 : names_anybody(store, text, named, err);
}

int sparring_look_over(struct store *store, const struct privacy *privacy, enum side side,
                       const char *interview, const char *text, struct sparring_caution *caution,
                       struct err *err)
{
    struct privacy_findings findings;
    *caution = (struct sparring_caution){0};
    if (side == SIDE_MANAGER && sparring_names(store, interview, text, &caution->named, err))
        return -1;
    if (!privacy)
        return 0;
    privacy_check(privacy, text, strlen(text), &findings);
    caution->found = findings.n;
    privacy_release(&findings);
    return 0;
}

int sparring_ask(struct store *store, const struct sparring_point *point, const char *text,
                 const struct deed *deed, char id[UUID_SIZE], struct err *err)
{
    struct change change;
    char thread[UUID_SIZE], message[UUID_SIZE];
    struct said said = {thread, SIDE_MANAGER, false, text};
    if (change_begin(&change, store, point->interview, deed, err))
        return -1;
    uuid_make(thread, change.now);
    uuid_make(message, change.now);
    int failed = make_thread(&change, thread, point) || put_message(&change, message, &said) ||
                 drop_draft(change.db, point->interview, err);
    if (change_end(&change, failed))
        return -1;
    memcpy(id, thread, UUID_SIZE);
    return 0;
}

/* Fills the interview it was asked from: 0; -1 with a sentence when it takes nothing any more. */
static int need_open(struct db *db, const char *thread, enum side side, char interview[UUID_SIZE],
                     struct err *err)
{
    struct query query;
    bool there = false, closed = false, own = false;
    query_begin(&query, db,
                "SELECT ifnull(interview, ''), source = '', (SELECT max(closes) FROM"
                " sparring_message WHERE thread = t.id) FROM sparring t WHERE id = :id");
    query_text(&query, ":id", thread);
    if (query_row(&query)) {
        there = true;
        query_take_id(&query, interview, UUID_SIZE);
        own = query_take_number(&query) != 0;
        closed = query_take_number(&query) != 0;
    }
    if (query_end(&query, err))
        return -1;
    if (!there)
        return err_set(err, "This question is not in the file any more. Choose another one.");
    if (side == SIDE_MANAGER && !own)
        return err_set(err, "This question came from somebody else's file; here HR answers it.");
    return closed ? err_set(err, "This question is closed. Ask a new one.") : 0;
}

static int say(struct store *store, const struct said *said, const struct deed *deed,
               struct err *err)
{
    struct change change;
    char id[UUID_SIZE], interview[UUID_SIZE] = "";
    if (change_begin(&change, store, "", deed, err))
        return -1;
    uuid_make(id, change.now);
    int failed = need_open(change.db, said->thread, said->side, interview, err);
    memcpy(change.interview, interview, sizeof interview);
    failed = failed || put_message(&change, id, said) || drop_draft(change.db, said->thread, err);
    return change_end(&change, failed);
}

int sparring_say(struct store *store, const char *thread, enum side side, const char *text,
                 const struct deed *deed, struct err *err)
{
    return say(store, &(struct said){thread, side, false, text}, deed, err);
}

int sparring_close(struct store *store, const char *thread, enum side side, const struct deed *deed,
                   struct err *err)
{
    return say(store, &(struct said){thread, side, true, ""}, deed, err);
}

int sparring_seen(struct store *store, const char *thread, enum side side, struct err *err)
{
    struct query query;
    if (!store_writable(store))
        return 0;
    if (store_begin(store, err))
        return -1;
    query_begin(&query, store_db(store),
                "UPDATE sparring_message SET seen = 1 WHERE thread = :thread AND side <> :side"
                " AND NOT seen");
    query_text(&query, ":thread", thread);
    query_text(&query, ":side", keys[side]);
    return store_end(store, query_run(&query, err), err);
}

int sparring_find(struct store *store, const char *id, char found[UUID_SIZE], struct err *err)
{
    static const struct tail_words words = {
        N_("No question has an id that ends in \"%s\". 'gesprek sparring list' lists them."),
        N_("More than one question has an id that ends in \"%s\". Give more of it."),
    };
    return tail_find(store_db(store),
                     "SELECT id FROM sparring WHERE id = :tail"
                     " OR (:short AND substr(id, -length(:tail)) = :tail) LIMIT 2",
                     &words, id, found, err);
}

/* ---- drafts ---------------------------------------------------------------------------------- */

int sparring_draft(struct store *store, const char *place, const char *text, struct err *err)
{
    struct query query;
    struct db *db = store_db(store);
    if (store_begin(store, err))
        return -1;
    int failed = drop_draft(db, place, err);
    if (!failed && *text) {
        query_begin(&query, db,
                    "INSERT INTO sparring_draft (place, interview, text) VALUES (:place,"
                    " (SELECT id FROM interview WHERE id = :place), :text)");
        query_text(&query, ":place", place);
        query_text(&query, ":text", text);
        failed = query_run(&query, err);
    }
    return store_end(store, failed, err);
}

int sparring_drafted(struct store *store, const char *place, struct buf *text, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT text FROM read_sparring_draft WHERE place = :place");
    query_text(&query, ":place", place);
    if (query_row(&query))
        buf_adds(text, query_see_key(&query));
    return query_end(&query, err);
}
