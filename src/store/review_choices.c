/*
 * What a filter of HR's list can be. Teams and people are found by stepping from one to the next in
 * an index, guides and files in the small tables that have a row for each; none of it takes longer
 * in a file with more agreements.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "review_inside.h"

struct choices {
    struct db *db;
    char *typed; /* folded */
    size_t limit;
    struct review_choice *list;
    size_t n;
    bool more;
    struct err *err;
};

void review_choices_free(struct review_choice *choices, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(choices[i].value);
        free(choices[i].shown);
    }
    free(choices);
}

static bool begins(const char *folded, const char *typed)
{
    return !strncmp(folded, typed, strlen(typed));
}

/* Takes both over. False when there is no room: there is more. */
static bool add_choice(struct choices *choices, char *value, char *shown)
{
    choices->more = choices->n == choices->limit;
    if (choices->more) {
        free(value);
        free(shown);
        return false;
    }
    choices->list = mem_room(choices->list, choices->n, sizeof *choices->list);
    choices->list[choices->n++] = (struct review_choice){value, shown};
    return true;
}

/* ---- Teams and people ---------------------------------------------------------------------- */

/* The next in order, as it is written in the agreement made last with it. */
static const char *const next_sql[2][2] = {
    {"SELECT min(team) FROM review WHERE team > :name",
     "SELECT min(team) FROM review WHERE team >= :name"},
    {"SELECT min(person) FROM review WHERE person > :name",
     "SELECT min(person) FROM review WHERE person >= :name"},
};

#define WRITTEN(column, folded)                                                                    \
    "SELECT p." column " FROM read_person p WHERE p.id = (SELECT person_id FROM review"            \
    " WHERE " folded " = :name LIMIT 1)"
static const char *const written_sql[2] = {WRITTEN("team", "team"), WRITTEN("name", "person")};

static int ask_text(struct choices *choices, const char *sql, const char *name, char **found)
{
    struct query query;
    *found = NULL;
    query_begin(&query, choices->db, sql);
    query_text(&query, ":name", name);
    if (query_row(&query) && !query_sees_null(&query))
        *found = query_take_text(&query);
    return query_end(&query, choices->err);
}

static int step_through(struct choices *choices, bool people)
{
    char *name = NULL;
    int failed = ask_text(choices, next_sql[people][1], choices->typed, &name);
    while (!failed && name && begins(name, choices->typed)) {
        char *shown = NULL, *next = NULL;
        if (ask_text(choices, written_sql[people], name, &shown) ||
            !add_choice(choices, mem_copy(shown ? shown : name), shown ? shown : mem_copy(name)))
            break;
        failed = ask_text(choices, next_sql[people][0], name, &next);
        free(name);
        name = next;
    }
    free(name);
    return failed || *choices->err->text ? -1 : 0;
}

/* ---- Guides and files ---------------------------------------------------------------------- */

/* Is there anything with that tag? 1, 0 or -1. */
static int occurs(struct choices *choices, enum tag tag, const char *value)
{
    struct sought sought = {.match = BUF_INIT, .most = INT64_MAX};
    size_t n = 0;
    sought_add_tag(&sought.match, tag, value);
    int failed = review_counted(choices->db, &sought, 1, &n, choices->err);
    sought_release(&sought);
    return failed ? -1 : n > 0;
}

static int compare(const void *one, const void *other)
{
    const struct review_choice *a = one, *b = other;
    int found = utf8_compare(a->shown, b->shown);
    return found ? found : strcmp(a->value, b->value);
}

/* sql answers a value and how it is shown, of few; those that occur are kept, in order. */
static int look_up(struct choices *choices, const char *sql, enum tag tag)
{
    struct query query;
    int there = 0;
    query_begin(&query, choices->db, sql);
    while (there >= 0 && query_row(&query)) {
        char *value = query_take_text(&query), *shown = query_take_text(&query);
        struct buf folded = BUF_INIT;
        utf8_fold(&folded, shown, strlen(shown));
        there = begins(folded.data, choices->typed) ? occurs(choices, tag, value) : 0;
        if (there > 0) {
            choices->list = mem_room(choices->list, choices->n, sizeof *choices->list);
            choices->list[choices->n++] = (struct review_choice){value, shown};
        } else {
            free(value);
            free(shown);
        }
        buf_release(&folded);
    }
    if (query_end(&query, choices->err) || there < 0)
        return -1;
    if (choices->n)
        qsort(choices->list, choices->n, sizeof *choices->list, compare);
    choices->more = choices->n > choices->limit;
    while (choices->n > choices->limit) {
        struct review_choice *last = &choices->list[--choices->n];
        free(last->value);
        free(last->shown);
    }
    return 0;
}

static int look_up_managers(struct choices *choices)
{
    int own = *choices->typed ? 0 : occurs(choices, TAG_SOURCE, "");
    if (own < 0 ||
        look_up(choices, "SELECT id, iif(label = '', id, label) FROM read_source", TAG_SOURCE))
        return -1;
    if (own)
        add_choice(choices, mem_copy(REVIEW_OWN), mem_copy(""));
    return 0;
}

static int choose(struct choices *choices, enum review_choice_kind kind)
{
    switch (kind) {
    case REVIEW_TEAMS:
    case REVIEW_PEOPLE:
        return step_through(choices, kind == REVIEW_PEOPLE);
    case REVIEW_GUIDES:
        return look_up(choices,
                       "SELECT g.guide, g.title FROM guide_text g WHERE g.rowid ="
                       " (SELECT max(rowid) FROM guide_text WHERE guide = g.guide)",
                       TAG_GUIDE);
    case REVIEW_MANAGERS:
        break;
    }
    return look_up_managers(choices);
}

int review_choices(struct store *store, enum review_choice_kind kind, const char *typed,
                   size_t limit, struct review_choice **list, size_t *n, bool *more,
                   struct err *err)
{
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, typed, strlen(typed));
    struct choices choices = {
        .db = store_db(store), .typed = buf_detach(&folded), .limit = limit, .err = err};
    int failed = choose(&choices, kind);
    free(choices.typed);
    *list = NULL;
    *n = 0;
    if (failed) {
        review_choices_free(choices.list, choices.n);
        return -1;
    }
    *list = choices.list;
    *n = choices.n;
    if (more)
        *more = choices.more;
    return 0;
}
