/*
 * absences: keeping absences (domain/absence.h). HR sees none of what was asked; of the rest, what
 * the manager sends along (store/told.h).
 *
 * Each change is one transaction with a deed, so undo takes it back. A spell that will not do
 * (absence_fault) is refused with a sentence and nothing is stored.
 */
#ifndef STORE_ABSENCES_H
#define STORE_ABSENCES_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "domain/absence.h"
#include "domain/person.h"
#include "domain/service.h"
#include "store/store.h"

/* An absence with whose it is. */
struct absence_row {
    struct absence absence;
    struct person person;
    bool told; /* it came out of a bundle (store/told.h) */
};
void absence_rows_free(struct absence_row *rows, size_t n);

/* Stores absence: a new one when its id is "", which is then written back; its person must be set.
 */
int absences_save(struct store *store, struct absence *absence, const struct deed *deed,
                  struct err *err);

/* Stores a new absence of the person of that name, who is made along with it when there is nobody
 * by that name; refused, it leaves nobody behind. Writes id and person back. */
int absences_add(struct store *store, const char *name, struct absence *absence,
                 const struct deed *deed, struct err *err);

/* Takes an absence away; undo brings it back. */
int absences_remove(struct store *store, const char *id, const struct deed *deed, struct err *err);

/* Reads a person; the caller releases it. */
int absences_load_person(struct store *store, const char *id, struct person *person,
                         struct err *err);

/* The same without making anybody: id is "" when there is nobody by that name. */
int absences_whose(struct store *store, const char *name, char id[UUID_SIZE], struct err *err);

/* The absences of a person (an id), or of everybody (NULL); the last to begin first. open: only
 * those that are. */
int absences_list(struct store *store, const char *person, bool open, struct absence_row **rows,
                  size_t *n, struct err *err);

/* The same rows as one JSON array; field names in the README ("Formats"). */
int absences_json(struct store *store, const char *person, bool open, struct buf *json,
                  struct err *err);

/* As interviews_find. */
int absences_find(struct store *store, const char *id, char found[UUID_SIZE], struct err *err);

/* One row of a file to import: name, team and code ("" when it says none), an absence and a time in
 * service, each there when it has its first day; of a time in service that is known a factor of 0
 * leaves what it is. */
struct absence_import {
    char *name, *team, *code;
    struct absence absence;
    struct service service;
    long line; /* in the file, for what is said about it */
};

/* What it means that a name is known but for its accents: that is not known, and the row will not
 * do; it is the same person; it is somebody else. */
enum import_alike { ALIKE_UNSAID, ALIKE_SAME, ALIKE_NEW };

/* What an import did. */
struct absence_imported {
    size_t fresh, changed, known; /* spells */
    size_t people, services;      /* made along the way; new or changed */
    size_t teams;                 /* of people who were in another one */
    size_t numbers;               /* codes of people who were known by their name alone */
};

/*
 * Brings all rows in, in one transaction, or none. A spell is the same one when person and first
 * day are; what the row leaves unknown stays as it was, so the same file twice changes nothing. A
 * team of somebody known is taken; a second team for one name in the same rows will not do, since
 * it may be a namesake; nor a name that differs from a known one in its accents, unless alike says
 * what that means.
 * A code says who is meant, whatever the name: who is known by name alone gets it, and who has the
 * name of somebody with another code is a namesake, whose code then stands behind the name.
 * Calls fault (with its arg, the row and an English sentence) for every row that will not do; when
 * there was one, or when only to look, nothing is stored. 0 when all is stored, 1 when nothing is,
 * -1 with err when it went wrong.
 */
int absences_import(struct store *store, const struct absence_import *rows, size_t n,
                    enum import_alike alike, bool look,
                    void (*fault)(void *arg, const struct absence_import *row, const char *words),
                    void *arg, struct absence_imported *imported, struct err *err);

#endif
