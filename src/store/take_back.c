#include "store/take_back.h"

#include <string.h>

#include "store/change.h"
#include "store/people.h"

/* Whose the next deed is. */
struct whose {
    int persons;            /* how many it is of; 0: of nobody */
    char person[UUID_SIZE]; /* one of them */
    bool asked_hr;          /* it is what HR was asked or said */
    bool begins;            /* it began a talk */
    char point[64];         /* of the answer it changed */
};

/* An absence that is not there any more is known by its image. */
#define WHOSE                                                                                      \
    "WITH image AS (SELECT aspect, id, before, ifnull(before, after) AS any FROM read_deed_image"  \
    " WHERE deed = :deed), whose(person) AS (SELECT person FROM interview WHERE id = :interview"   \
    " UNION SELECT CASE WHEN aspect IN ('person', 'newcomer', 'keeping') THEN id"                  \
    " WHEN aspect IN ('absence', 'service', 'tick') THEN any ->> 0"                                \
    " WHEN aspect = 'agreement' THEN (SELECT i.person FROM agreement a JOIN interview i"           \
    " ON i.id = a.interview WHERE a.id = image.id) END FROM image)"                                \
    " SELECT count(person), ifnull(min(person), ''),"                                              \
    " (SELECT count(*) FROM image WHERE aspect IN ('sparring', 'message')),"                       \
    " (SELECT count(*) FROM image WHERE aspect = 'stage' AND before ->> 0 = 'preparing'),"         \
    " (SELECT ifnull(min(point), '') FROM read_deed_image WHERE deed = :deed AND aspect ="         \
    " 'answer')"                                                                                   \
    " FROM whose"

/* The number of the next deed and its interview; 0 when there is none. */
static int find_next(struct db *db, bool back, int64_t *deed, char interview[UUID_SIZE],
                     struct err *err)
{
    struct query query;
    *deed = 0;
    query_begin(&query, db,
                back ? "SELECT seq, interview FROM deed WHERE undone = 0 ORDER BY seq DESC LIMIT 1"
                     : "SELECT seq, interview FROM deed WHERE undone = 1 ORDER BY seq LIMIT 1");
    if (query_row(&query)) {
        *deed = query_take_number(&query);
        query_take_id(&query, interview, UUID_SIZE);
    }
    return query_end(&query, err);
}

static int find_whose(struct db *db, bool back, struct whose *whose, struct err *err)
{
    struct query query;
    char interview[UUID_SIZE] = "";
    int64_t deed;
    if (find_next(db, back, &deed, interview, err))
        return -1;
    query_begin(&query, db, WHOSE);
    query_number(&query, ":deed", deed);
    query_text(&query, ":interview", interview);
    if (query_row(&query)) {
        whose->persons = (int)query_take_number(&query);
        query_take_id(&query, whose->person, sizeof whose->person);
        whose->asked_hr = query_take_number(&query) > 0;
        whose->begins = query_take_number(&query) > 0;
        query_take_id(&query, whose->point, sizeof whose->point);
    }
    return query_end(&query, err);
}

/* Is it of somebody else than the conversation is with? */
static int is_elsewhere(struct db *db, const struct whose *whose, const char *interview,
                        bool *elsewhere, struct err *err)
{
    struct query query;
    *elsewhere = false;
    if (!*interview || !whose->persons)
        return 0;
    query_begin(&query, db, "SELECT 1 FROM interview WHERE id = :id AND person = :person");
    query_text(&query, ":id", interview);
    query_text(&query, ":person", whose->person);
    *elsewhere = whose->persons > 1 || !query_row(&query);
    return query_end(&query, err);
}

/* Nothing when it is of several, or they are not in the file any more. */
static int add_name(const struct desk *desk, const struct whose *whose, struct buf *name,
                    struct err *err)
{
    struct query query;
    if (whose->persons != 1)
        return 0;
    query_begin(&query, store_db(desk->store),
                "SELECT " PERSON_COLUMNS " FROM read_person p WHERE p.id = :id");
    query_text(&query, ":id", whose->person);
    if (query_row(&query)) {
        struct person person = {.name = NULL};
        person_take(&query, &person);
        desk_add_name(desk, name, &person);
        person_release(&person);
    }
    return query_end(&query, err);
}

/* ---- what is said ---------------------------------------------------------------------------- */

static void refuse(enum lang lang, bool back, const char *name, struct buf *said)
{
    if (!*name)
        buf_adds(said, back ? tr(lang, "The last change was elsewhere; undo it from the home "
                                       "screen.")
                            : tr(lang, "What was undone last was elsewhere; do it again from the "
                                       "home screen."));
    else
        buf_addf(said,
                 back ? tr(lang, "The last change was with %s; undo it from the home screen.")
                      : tr(lang, "What was undone last was with %s; do it again from the home "
                                 "screen."),
                 name);
}

static void tell(enum lang lang, bool back, const char *deed, const char *name, struct buf *said)
{
    buf_addf(said, back ? tr(lang, "Undone: %s") : tr(lang, "Done again: %s"), deed);
    if (*name && !strstr(deed, name)) /* some deeds have it in their own words */
        buf_addf(said, " (%s)", name);
}

static int take(const struct desk *desk, bool back, const char *name, struct taken_back *taken,
                struct err *err)
{
    struct undone undone = {.said = BUF_INIT};
    int done = back ? store_undo(desk->store, desk->lang, &undone, err)
                    : store_redo(desk->store, desk->lang, &undone, err);
    if (done > 0) {
        tell(desk->lang, back, undone.said.data, name, &taken->said);
        memcpy(taken->interview, undone.interview, sizeof taken->interview);
    } else if (done == 0) {
        buf_adds(&taken->said, back ? tr(desk->lang, "There is nothing to undo.")
                                    : tr(desk->lang, "There is nothing to do again."));
    }
    buf_release(&undone.said);
    return done;
}

int take_back(const struct desk *desk, bool back, const char *interview, struct taken_back *taken,
              struct err *err)
{
    struct whose whose = {.persons = 0};
    struct buf name = BUF_INIT;
    bool elsewhere = false;
    *taken = (struct taken_back){.said = BUF_INIT};
    struct db *db = store_db(desk->store);
    int done = find_whose(db, back, &whose, err) ||
                       is_elsewhere(db, &whose, interview, &elsewhere, err) ||
                       add_name(desk, &whose, &name, err)
                   ? -1
                   : 0;
    if (!done && elsewhere)
        refuse(desk->lang, back, name.data, &taken->said);
    else if (!done)
        done = take(desk, back, *interview || whose.asked_hr ? "" : name.data, taken, err);
    memcpy(taken->point, whose.point, sizeof taken->point);
    taken->unbegun = done > 0 && back && whose.begins;
    buf_release(&name);
    return done;
}
