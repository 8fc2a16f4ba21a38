#include "everybody_inside.h"

#include <stdlib.h>

#include "base/mem.h"

void everybody_release(struct everybody *everybody)
{
    namesakes_release(&everybody->namesakes);
    *everybody = (struct everybody){.read = false};
}

void everybody_forget(struct everybody *everybody)
{
    everybody->read = false;
}

/* Counts no further than that, and reads nobody. */
static int look_how_many(struct everybody *everybody, struct db *db, struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT count(*) FROM (SELECT 1 FROM person LIMIT :most)");
    query_number(&query, ":most", EVERYBODY_MOST + 1);
    if (query_row(&query))
        everybody->too_many = query_take_number(&query) > EVERYBODY_MOST;
    return query_end(&query, err);
}

/* The names as they stand in the file: nobody is shown these, and checking them would take longer
 * than all the rest. */
static int load(struct everybody *everybody, struct db *db)
{
    struct err ignored = ERR_INIT(LANG_EN); /* initials are no less right for it */
    struct query query;
    struct person people[EVERYBODY_MOST];
    const struct person *all[EVERYBODY_MOST];
    size_t n = 0;
    int failed = look_how_many(everybody, db, &ignored);
    if (failed || everybody->too_many)
        return failed;
    query_begin(&query, db, "SELECT id, name FROM person LIMIT :most");
    query_number(&query, ":most", EVERYBODY_MOST);
    while (n < EVERYBODY_MOST && query_row(&query)) {
        people[n] = (struct person){.name = NULL}; /* nothing else of them is needed */
        query_take_id(&query, people[n].id, sizeof people[n].id);
        people[n].name = query_take_text(&query);
        all[n] = &people[n];
        n++;
    }
    failed = query_end(&query, &ignored);
    if (!failed)
        namesakes_make(&everybody->namesakes, all, n);
    while (n)
        person_release(&people[--n]);
    return failed;
}

const struct namesakes *everybody_namesakes(struct everybody *everybody, struct db *db)
{
    if (!everybody->read) {
        everybody_release(everybody);
        everybody->read = load(everybody, db) == 0;
    }
    return everybody->read && !everybody->too_many ? &everybody->namesakes : NULL;
}
