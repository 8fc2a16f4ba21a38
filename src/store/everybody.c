#include "everybody_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void everybody_release(struct everybody *everybody)
{
    for (int i = 0; i < EVERYBODY_LETTERS; i++)
        namesakes_release(&everybody->alike[i]);
    for (size_t i = 0; i < everybody->n; i++) {
        explicit_bzero(everybody->people[i].name, strlen(everybody->people[i].name));
        person_release(&everybody->people[i]);
    }
    free(everybody->people);
    *everybody = (struct everybody){.read = false};
}

void everybody_forget(struct everybody *everybody)
{
    everybody->read = false;
}

/* The names as they stand in the file: nobody is shown these, and checking them would take longer
 * than all the rest. Of too many people, who are counted no further than that, nobody is read: then
 * there is no row, as there is without people. Said as a limit, which is looked at once; a WHERE
 * would be asked of everybody. */
static const char names_sql[] =
    "SELECT id, name FROM person LIMIT"
    " (SELECT CASE WHEN count(*) > :most THEN 0 ELSE count(*) END"
    "  FROM (SELECT 1 FROM person LIMIT :most + 1))";

static int load(struct everybody *everybody, struct db *db)
{
    struct err ignored = ERR_INIT(LANG_EN); /* initials are no less right for it */
    struct query query;
    query_begin(&query, db, names_sql);
    query_number(&query, ":most", EVERYBODY_MOST);
    while (query_row(&query)) {
        everybody->people = mem_room(everybody->people, everybody->n, sizeof *everybody->people);
        struct person *person = &everybody->people[everybody->n++];
        *person = (struct person){.name = NULL}; /* nothing else of them is needed */
        query_take_id(&query, person->id, sizeof person->id);
        person->name = query_take_text(&query);
    }
    return query_end(&query, &ignored);
}

/* By the letter a name begins with, A as a; the last one for what begins with any other sign, which
 * may be one of these with a mark, or become one as an initial. */
static int letter_of(const char *name)
{
    while (*name > 0 && *name < '0')
        name++;
    int letter = (*name | 32) - 'a';
    return letter >= 0 && letter < EVERYBODY_LETTERS - 1 ? letter : EVERYBODY_LETTERS - 1;
}

/* Only those can share their initials whose names begin with the same letter, or with another sign:
 * the others need no initials to know that. */
static void tell_apart(struct everybody *everybody, int letter)
{
    const struct person **alike = mem_zero(everybody->n + 1, sizeof *alike);
    size_t n = 0;
    for (size_t i = 0; i < everybody->n; i++) {
        int other = letter_of(everybody->people[i].name);
        if (other == letter || other == EVERYBODY_LETTERS - 1 || letter == EVERYBODY_LETTERS - 1)
            alike[n++] = &everybody->people[i];
    }
    namesakes_make(&everybody->alike[letter], alike, n);
    everybody->made |= UINT32_C(1) << letter;
    free(alike);
}

const struct namesakes *everybody_namesakes(struct everybody *everybody, struct db *db,
                                            const char *name)
{
    int letter = letter_of(name);
    if (!everybody->read) {
        everybody_release(everybody);
        everybody->read = load(everybody, db) == 0;
    }
    if (!everybody->read || !everybody->n)
        return NULL;
    if (!(everybody->made & UINT32_C(1) << letter))
        tell_apart(everybody, letter);
    return &everybody->alike[letter];
}
