#include "store/aspect.h"

#include <stdlib.h>
#include <string.h>

#include "store/history.h"
#include "store/overlay.h"

#define NEWCOMER "json_array(name, folded, team, code, created_at)"
#define ABSENCE                                                                                    \
    "json_array(person, first_day, expected, back, reachable, lasting, work, safety_net,"          \
    " accident, liable, created_at, updated_at, kind, steps)"

/* How each is read and put back. `gone` takes it away; the others are always there. */
static const struct {
    const char *key, *image, *restore, *gone;
} aspects[ASPECT_COUNT] = {
    [ASPECT_STAGE] =
        {"stage", "SELECT json_array(stage, started_at, closed_at) FROM interview WHERE id = :id",
         "UPDATE interview SET stage = :image ->> 0, started_at = :image ->> 1,"
         " closed_at = :image ->> 2 WHERE id = :id",
         NULL},
    [ASPECT_AT] = {"at", "SELECT json_array(at) FROM interview WHERE id = :id",
                   "UPDATE interview SET at = :image ->> 0 WHERE id = :id", NULL},
    [ASPECT_HELD_WITH] = {"held_with", "SELECT json_array(person) FROM interview WHERE id = :id",
                          "UPDATE interview SET person = :image ->> 0 WHERE id = :id", NULL},
    [ASPECT_REMOVED] = {"removed", "SELECT json_array(removed) FROM interview WHERE id = :id",
                        "UPDATE interview SET removed = :image ->> 0 WHERE id = :id", NULL},
    [ASPECT_PERSON] =
        {"person", "SELECT json_array(name, folded, team, code) FROM read_person WHERE id = :id",
         "UPDATE person SET name = :image ->> 0, folded = :image ->> 1, team = :image ->> 2,"
         " code = :image ->> 3 WHERE id = :id",
         NULL},
    /* Goes only when nothing is kept of them any more. */
    [ASPECT_NEWCOMER] =
        {"newcomer", "SELECT " NEWCOMER " FROM read_person WHERE id = :id",
         "INSERT OR IGNORE INTO person (id, name, folded, team, code, created_at) VALUES (:id,"
         " :image ->> 0, :image ->> 1, :image ->> 2, :image ->> 3, :image ->> 4)",
         "DELETE FROM person WHERE id = :id AND id NOT IN (SELECT person FROM interview)"
         " AND id NOT IN (SELECT person FROM absence) AND id NOT IN (SELECT person FROM service)"
         " AND id NOT IN (SELECT person FROM keeping)"},
    [ASPECT_ANSWER] =
        {"answer",
         "SELECT json_array(seq, kind, share, label, value, shown, updated_at) FROM read_answer"
         " WHERE interview = :id AND point = :point AND field = :field",
         "INSERT OR REPLACE INTO answer (seq, interview, point, field, kind, share, label, value,"
         " shown, updated_at) VALUES (:image ->> 0, :id, :point, :field, :image ->> 1,"
         " :image ->> 2, :image ->> 3, :image ->> 4, :image ->> 5, :image ->> 6)",
         "DELETE FROM answer WHERE interview = :id AND point = :point AND field = :field"},
    [ASPECT_AGREEMENT] = {"agreement", "SELECT revision FROM agreement WHERE id = :id", NULL, NULL},
    [ASPECT_REQUEST] = {"request",
                        "SELECT json_array(agreement, step, revision, question, asked_at)"
                        " FROM read_request WHERE id = :id",
                        "INSERT INTO request (id, agreement, step, revision, question, asked_at)"
                        " VALUES (:id, :image ->> 0, :image ->> 1, :image ->> 2, :image ->> 3,"
                        " :image ->> 4)",
                        "DELETE FROM request WHERE id = :id"},
    [ASPECT_SPARRING] =
        {"sparring",
         "SELECT json_array(source, interview, guide, point, title) FROM sparring WHERE id = :id",
         "INSERT INTO sparring (id, source, interview, guide, point, title) VALUES (:id,"
         " :image ->> 0, :image ->> 1, :image ->> 2, :image ->> 3, :image ->> 4)",
         "DELETE FROM sparring WHERE id = :id"},
    [ASPECT_MESSAGE] =
        {"message",
         "SELECT json_array(thread, step, side, closes, text, at) FROM read_sparring_message"
         " WHERE id = :id",
         "INSERT INTO sparring_message (id, thread, step, side, closes, text, at, seen) VALUES"
         " (:id, :image ->> 0, :image ->> 1, :image ->> 2, :image ->> 3, :image ->> 4,"
         " :image ->> 5, 0)",
         "DELETE FROM sparring_message WHERE id = :id"},
    [ASPECT_KEEPING] =
        {"keeping",
         "SELECT json_array(closed_on, ended_on, held, held_until, reason) FROM read_keeping"
         " WHERE person = :id",
         "INSERT OR REPLACE INTO keeping (person, closed_on, ended_on, held, held_until, reason)"
         " VALUES (:id, :image ->> 0, :image ->> 1, :image ->> 2, :image ->> 3, :image ->> 4)",
         "DELETE FROM keeping WHERE person = :id"},
    [ASPECT_ABSENCE] =
        {"absence", "SELECT " ABSENCE " FROM read_absence WHERE id = :id",
         /* Images from before steps and leave have no kind. */
         "INSERT OR REPLACE INTO absence (id, person, first_day, expected, back, reachable,"
         " lasting, work, safety_net, accident, liable, created_at, updated_at, kind, steps)"
         " VALUES (:id, :image ->> 0, :image ->> 1, :image ->> 2, :image ->> 3, :image ->> 4,"
         " :image ->> 5, :image ->> 6, :image ->> 7, :image ->> 8, :image ->> 9, :image ->> 10,"
         " :image ->> 11, ifnull(:image ->> 12, 'sick'), :image ->> 13)",
         "DELETE FROM absence WHERE id = :id"},
    [ASPECT_SERVICE] =
        {"service",
         "SELECT json_array(person, from_day, until_day, factor) FROM read_service"
         " WHERE id = :id",
         "INSERT OR REPLACE INTO service (id, person, from_day, until_day, factor) VALUES (:id,"
         " :image ->> 0, :image ->> 1, :image ->> 2, :image ->> 3)",
         "DELETE FROM service WHERE id = :id"},
    [ASPECT_TICK] = {"tick",
                     "SELECT json_array(person, done_on) FROM read_tick WHERE absence = :id"
                     " AND step = :point AND turn = :field",
                     "INSERT OR REPLACE INTO tick (absence, step, turn, person, done_on) VALUES"
                     " (:id, :point, :field, :image ->> 0, :image ->> 1)",
                     "DELETE FROM tick WHERE absence = :id AND step = :point AND turn = :field"},
};

const char *aspect_key(enum aspect aspect)
{
    return aspects[aspect].key;
}

bool aspect_parse(const char *key, enum aspect *out)
{
    for (size_t i = 0; i < ASPECT_COUNT; i++) {
        if (strcmp(aspects[i].key, key) != 0)
            continue;
        *out = (enum aspect)i;
        return true;
    }
    return false;
}

static void bind(struct query *query, const struct subject *subject)
{
    query_text(query, ":id", subject->id);
    if (query_has(query, ":point")) {
        query_text(query, ":point", subject->point);
        query_text(query, ":field", subject->field);
    }
}

int subject_image(struct db *db, const struct subject *subject, char **image, struct err *err)
{
    struct query query;
    *image = NULL;
    query_begin(&query, db, aspects[subject->aspect].image);
    bind(&query, subject);
    if (query_row(&query))
        *image = query_take_text(&query);
    return query_end(&query, err);
}

const char *aspect_made(enum aspect aspect)
{
    static const char *const made[ASPECT_COUNT] = {
        [ASPECT_NEWCOMER] =
            (NEWCOMER " AS image FROM json_each(:ids) e CROSS JOIN person t ON t.id = e.value"),
        [ASPECT_ABSENCE] =
            (ABSENCE " AS image FROM json_each(:ids) e CROSS JOIN absence t ON t.id = e.value"),
    };
    return made[aspect];
}

int subject_restore(struct db *db, const struct subject *subject, const char *image, int64_t now,
                    struct err *err)
{
    if (subject->aspect == ASPECT_AGREEMENT)
        return (image ? history_again(db, subject->id, image, now, err)
                      : history_withdraw(db, subject->id, now, err)) ||
                       overlay_note(db, subject->id, false, now, err)
                   ? -1
                   : 0;
    const char *sql = image ? aspects[subject->aspect].restore : aspects[subject->aspect].gone;
    if (!sql)
        return 0;
    struct query query;
    query_begin(&query, db, sql);
    bind(&query, subject);
    if (image)
        query_text(&query, ":image", image);
    return query_run(&query, err);
}
