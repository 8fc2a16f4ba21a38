#include "everybody_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void release(struct alike *alike)
{
    namesakes_release(&alike->namesakes);
    for (size_t i = 0; i < alike->n; i++) {
        explicit_bzero(alike->people[i].name, strlen(alike->people[i].name));
        person_release(&alike->people[i]);
    }
    free(alike->people);
    *alike = (struct alike){.read = false};
}

void everybody_release(struct everybody *everybody)
{
    for (int i = 0; i < EVERYBODY_LETTERS; i++)
        release(&everybody->letters[i]);
    everybody->counted = false;
}

void everybody_forget(struct everybody *everybody)
{
    everybody->counted = false;
}

/* Too many are counted no further than that. */
static int count(struct everybody *everybody, struct db *db, struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT count(*) FROM (SELECT 1 FROM person LIMIT :most + 1)");
    query_number(&query, ":most", EVERYBODY_MOST);
    if (query_row(&query))
        everybody->n = query_take_number(&query);
    return query_end(&query, err);
}

/* The names as they stand in the file: nobody is shown these, and checking them would take longer
 * than all the rest. */
static int read_from_to(struct alike *alike, struct db *db, const char *from, const char *to,
                        struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT id, name FROM person WHERE folded >= :from AND folded < :to");
    query_text(&query, ":from", from);
    query_text(&query, ":to", to);
    while (query_row(&query)) {
        alike->people = mem_room(alike->people, alike->n, sizeof *alike->people);
        struct person *person = &alike->people[alike->n++];
        *person = (struct person){.name = NULL}; /* nothing else of them is needed */
        query_take_id(&query, person->id, sizeof person->id);
        person->name = query_take_text(&query);
    }
    return query_end(&query, err);
}

/* By the letter a name begins with, A as a; the last one for what begins with any other sign, which
 * may stand in front of one of these, or become one as an initial. */
static int letter_of(const char *name)
{
    while (*name > 0 && *name < '0')
        name++;
    int letter = (*name | 32) - 'a';
    return letter >= 0 && letter < EVERYBODY_LETTERS - 1 ? letter : EVERYBODY_LETTERS - 1;
}

/* Only those can share their initials whose names begin with the same letter, with or without a
 * mark, or with another sign: the others need no initials to know that. */
static int read_alike(struct alike *alike, struct db *db, int letter, struct err *err)
{
    bool other = letter == EVERYBODY_LETTERS - 1;
    const char from[] = {(char)('a' + letter), '\0'}, to[] = {(char)('a' + letter + 1), '\0'};
    return read_from_to(alike, db, "", "a", err) ||
                   read_from_to(alike, db, other ? "a" : from, other ? "{" : to, err) ||
                   read_from_to(alike, db, "{", "\U0010FFFF", err)
               ? -1
               : 0;
}

static void tell_apart(struct alike *alike)
{
    const struct person **people = mem_zero(alike->n + 1, sizeof *people);
    for (size_t i = 0; i < alike->n; i++)
        people[i] = &alike->people[i];
    namesakes_make(&alike->namesakes, people, alike->n);
    free(people);
}

const struct namesakes *everybody_namesakes(struct everybody *everybody, struct db *db,
                                            const char *name)
{
    struct err ignored = ERR_INIT(LANG_EN); /* initials are no less right for it */
    int letter = letter_of(name);
    struct alike *alike = &everybody->letters[letter];
    if (!everybody->counted) {
        everybody_release(everybody);
        everybody->counted = count(everybody, db, &ignored) == 0;
    }
    if (!everybody->counted || !everybody->n || everybody->n > EVERYBODY_MOST)
        return NULL;
    if (alike->read)
        return &alike->namesakes;
    if (read_alike(alike, db, letter, &ignored)) {
        release(alike);
        return NULL;
    }
    tell_apart(alike);
    alike->read = true;
    return &alike->namesakes;
}
