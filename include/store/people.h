/*
 * people: the persons of a file by their names. For the files of this room only; the rest is in
 * store/interviews.h.
 */
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include <stddef.h>

#include "base/uuid.h"
#include "domain/person.h"
#include "store/change.h"

/* The columns of a person p, in the order person_take reads: of read_person p, and of the table
 * itself, which is made ready in less. */
#define PERSON_COLUMNS "p.id, p.name, p.team, p.code, p.created_at"
#define PERSON_READ                                                                                \
    "p.id, read_person(p.name), read_person(p.team), read_person(p.code), p.created_at"

/* Takes either into a person that holds nothing yet. */
void person_take(struct query *query, struct person *person);

/* The person of that id. Lists that show a few people ask for them one by one: all that checks a
 * name is then made ready once, for whatever list. Of somebody who is not there nothing but the id,
 * and empty texts. */
int person_load(struct db *db, const char *id, struct person *person, struct err *err);

/* The person of that name (utf8_same), of those who did not come out of a bundle; id is "" when
 * there is none. No two have one name. */
int person_named(struct db *db, const char *name, char id[UUID_SIZE], struct err *err);

/* Somebody whose name is that one but for its accents, when nobody bears the name as it is: adds it
 * to known. It may be the same person or another; who asked for the name has to say. */
int person_alike(struct db *db, const char *name, struct buf *known, struct err *err);

/* Both at once: id as person_named gives it, known as person_alike does. */
int person_like(struct db *db, const char *name, char id[UUID_SIZE], struct buf *known,
                struct err *err);

/* The person of that name, made when there is none; a name that will not do is refused with a
 * sentence. Undo takes who was made away again when nothing else is kept of them, so id must stay
 * until change_end. */
int person_for(struct change *change, const char *name, char id[UUID_SIZE]);

/* Makes somebody of a name that will do (person_name_fault) and that nobody bears. */
int person_add(struct change *change, const char *name, char id[UUID_SIZE]);

#endif
