#include "store/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "agreements_inside.h"
#include "store/interviews.h"
#include "store/mark.h"
#include "store/sums.h"

void person_take(struct query *query, struct person *person)
{
    *person = (struct person){0};
    query_take_id(query, person->id, sizeof person->id);
    person->name = query_take_text(query);
    person->team = query_take_text(query);
    person->code = query_take_text(query);
    person->created_at = query_take_number(query);
}

static void take_nobody(const char *id, struct person *person)
{
    *person = (struct person){.name = mem_copy(""), .team = mem_copy(""), .code = mem_copy("")};
    snprintf(person->id, sizeof person->id, "%s", id);
}

int person_load(struct db *db, const char *id, struct person *person, struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT " PERSON_READ " FROM person p WHERE p.id = :id");
    query_text(&query, ":id", id);
    if (query_row(&query))
        person_take(&query, person);
    else
        take_nobody(id, person);
    return query_end(&query, err);
}

/* Without the blanks around it; the caller owns it. */
static char *trimmed(const char *text)
{
    static const char blanks[] = " \t\r\n";
    text += strspn(text, blanks);
    size_t len = strlen(text);
    while (len && strchr(blanks, text[len - 1]))
        len--;
    return mem_copy_len(text, len);
}

static char *folded(const char *text)
{
    struct buf buf = BUF_INIT;
    utf8_fold(&buf, text, strlen(text));
    return buf_detach(&buf);
}

/* The first to come of those whose folded name is that of name: who bears the very name, else the
 * first of the others. Their name goes to *known, which the caller owns; NULL for nobody. */
static int look_up(struct db *db, const char *name, char id[UUID_SIZE], char **known, bool *same,
                   struct err *err)
{
    struct query query;
    char *plain = trimmed(name), *key = folded(plain);
    *id = '\0';
    *known = NULL;
    *same = false;
    query_begin(&query, db,
                "SELECT id, name FROM person WHERE folded = :folded"
                " AND id NOT IN (SELECT id FROM collected) ORDER BY seq");
    query_text(&query, ":folded", key);
    while (!*same && query_row(&query)) {
        char other[UUID_SIZE];
        query_take_id(&query, other, sizeof other);
        char *found = query_take_text(&query);
        *same = utf8_same(found, plain);
        if (*same || !*known) {
            memcpy(id, other, UUID_SIZE);
            free(*known);
            *known = found;
        } else {
            free(found);
        }
    }
    int failed = query_end(&query, err);
    free(plain);
    free(key);
    return failed;
}

int person_like(struct db *db, const char *name, char id[UUID_SIZE], struct buf *known,
                struct err *err)
{
    char *found;
    bool same;
    int failed = look_up(db, name, id, &found, &same, err);
    if (failed || !same)
        *id = '\0';
    if (!failed && found && !same)
        buf_adds(known, found);
    free(found);
    return failed;
}

int person_named(struct db *db, const char *name, char id[UUID_SIZE], struct err *err)
{
    struct buf known = BUF_INIT;
    int failed = person_like(db, name, id, &known, err);
    buf_release(&known);
    return failed;
}

int person_alike(struct db *db, const char *name, struct buf *known, struct err *err)
{
    char id[UUID_SIZE];
    return person_like(db, name, id, known, err);
}

#define STORED "id, name, folded, team, code, created_at"
#define VALUES ":id, :name, :folded, :team, :code, :created_at"

/* Past the triggers where it can: a list that is brought in may make thousands. */
static const char *writing(const struct db *db, const char *name)
{
    if (!mark_in(name) && sums_by_hand(db, "person"))
        return "INSERT INTO main.person (" STORED ", sum) VALUES (" VALUES ", sum_of_person)";
    return "INSERT INTO person (" STORED ") VALUES (" VALUES ")";
}

int person_add(struct change *change, const char *name, char id[UUID_SIZE])
{
    struct query query;
    char *plain = trimmed(name), *key = folded(plain);
    uuid_make(id, change->now);
    change_watch_new(change, (struct subject){ASPECT_NEWCOMER, id, NULL, NULL});
    query_begin(&query, change->db, writing(change->db, plain));
    query_text(&query, ":id", id);
    query_text(&query, ":name", plain);
    query_text(&query, ":folded", key);
    query_text(&query, ":team", "");
    query_text(&query, ":code", "");
    query_number(&query, ":created_at", change->now);
    int failed = query_run(&query, change->err);
    free(plain);
    free(key);
    return failed;
}

int person_for(struct change *change, const char *name, char id[UUID_SIZE])
{
    const char *fault = person_name_fault(name);
    if (fault)
        return err_set(change->err, fault, PERSON_NAME_MAX);
    if (person_named(change->db, name, id, change->err))
        return -1;
    return *id ? 0 : person_add(change, name, id);
}

/* What is typed for a team or a code may be nothing; else it obeys the rules of a name. */
static const char *fault_of(const char *name, const char *team, const char *code)
{
    const char *fault = person_name_fault(name);
    if (!fault && *team)
        fault = person_name_fault(team);
    if (!fault && *code)
        fault = person_name_fault(code);
    return fault;
}

static int rename_row(struct change *change, const char *id, const char *name, const char *team,
                      const char *code)
{
    struct query query;
    char *plain = trimmed(name), *key = folded(plain);
    char *plain_team = trimmed(team), *plain_code = trimmed(code);
    query_begin(&query, change->db,
                "UPDATE person SET name = :name, folded = :folded, team = :team, code = :code"
                " WHERE id = :id");
    query_text(&query, ":id", id);
    query_text(&query, ":name", plain);
    query_text(&query, ":folded", key);
    query_text(&query, ":team", plain_team);
    query_text(&query, ":code", plain_code);
    int failed = query_run(&query, change->err);
    free(plain);
    free(key);
    free(plain_team);
    free(plain_code);
    return failed;
}

int interviews_rename_person(struct store *store, const char *person, const char *name,
                             const char *team, const char *code, const struct deed *deed,
                             struct err *err)
{
    struct change change;
    char other[UUID_SIZE];
    const char *fault = fault_of(name, team, code);
    if (fault)
        return err_set(err, fault, PERSON_NAME_MAX);
    if (change_begin(&change, store, "", deed, err))
        return -1;
    int failed = person_named(change.db, name, other, err);
    if (!failed && *other && strcmp(other, person) != 0)
        failed =
            err_set(err, "Somebody else has that name already. Add something to tell them apart, "
                         "or move the conversations to that name.");
    failed = failed || change_watch(&change, (struct subject){ASPECT_PERSON, person, NULL, NULL}) ||
             rename_row(&change, person, name, team, code);
    return change_end(&change, failed);
}

/*
 * Everybody with a conversation that was not withdrawn, or with an absence. Planned is the first
 * one still to come; last is the last change to anything in a conversation with them.
 */
static const char people_sql[] =
    "SELECT " PERSON_COLUMNS ", ifnull(max(i.updated_at), 0) AS last_at,"
    " ifnull(min(CASE WHEN i.stage <> 'closed' AND i.at >= :now THEN i.at END), 0),"
    " count(i.id),"
    " (SELECT count(*) FROM agreement a JOIN interview ai ON ai.id = a.interview"
    "  WHERE ai.person = p.id AND NOT ai.removed AND NOT a.removed"
    "  AND " AGREEMENT_UNSETTLED(
        "a.") ")"
              " FROM read_person p LEFT JOIN interview i ON i.person = p.id AND NOT i.removed"
              " WHERE i.id IS NOT NULL OR p.id IN (SELECT person FROM absence)"
              " OR p.id IN (SELECT person FROM service) GROUP BY p.seq ORDER BY p.folded, p.seq";

static int take_people(struct query *query, struct person_row **rows, size_t *n, struct err *err)
{
    *rows = NULL;
    *n = 0;
    while (query_row(query)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        struct person_row *row = &(*rows)[(*n)++];
        person_take(query, &row->person);
        row->last_at = query_take_number(query);
        row->planned_at = query_take_number(query);
        row->interviews = (int)query_take_number(query);
        row->unsettled = (int)query_take_number(query);
    }
    if (query_end(query, err) == 0)
        return 0;
    person_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

int interviews_people(struct store *store, struct person_row **rows, size_t *n, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store), people_sql);
    query_number(&query, ":now", store_now(store));
    return take_people(&query, rows, n, err);
}

/* How well a person fits what was typed; of those that fit best there has to be one. */
enum fit { FIT_NOT, FIT_FOLDED, FIT_NAME, FIT_ID };

static enum fit fit_of(const struct person *person, const char *typed)
{
    if (!strcmp(person->id, typed))
        return FIT_ID;
    return utf8_same(person->name, typed) ? FIT_NAME : FIT_FOLDED;
}

static int refuse(enum fit best, struct err *err)
{
    return best == FIT_NOT
               ? err_set(err, "There is nobody of that name. \"gesprek person list\" shows who "
                              "there are.")
               : err_set(err, "More than one person is called that. Give the ID in place of the "
                              "name: \"gesprek person list --format csv\" shows it.");
}

int interviews_person(struct store *store, const char *name, struct person *person, struct err *err)
{
    struct query query;
    char *plain = trimmed(name), *key = folded(plain);
    enum fit best = FIT_NOT;
    size_t n = 0;
    *person = (struct person){0};
    query_begin(&query, store_db(store),
                "SELECT " PERSON_READ " FROM person p WHERE p.id = :id"
                " OR p.folded = :folded ORDER BY p.seq");
    query_text(&query, ":id", plain);
    query_text(&query, ":folded", key);
    while (query_row(&query)) {
        struct person found;
        person_take(&query, &found);
        enum fit fit = fit_of(&found, plain);
        n = fit > best ? 1 : n + (fit == best);
        if (fit > best) {
            person_release(person);
            *person = found;
            best = fit;
        } else {
            person_release(&found);
        }
    }
    int failed = query_end(&query, err);
    free(plain);
    free(key);
    if (!failed && n == 1)
        return 0;
    person_release(person);
    return failed ? failed : refuse(best, err);
}

int interviews_alike(struct store *store, const char *name, struct buf *known, struct err *err)
{
    return person_alike(store_db(store), name, known, err);
}

void person_rows_free(struct person_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        person_release(&rows[i].person);
    free(rows);
}
