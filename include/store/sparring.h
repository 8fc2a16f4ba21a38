/*
 * sparring: a manager asks HR what to do at a point of a conversation, and HR answers: a thread of
 * messages back and forth, until either side closes it. Questions go with the manager's bundle,
 * answers come back with HR's (store/bundle.h).
 *
 * What travels is the point (guide, id and title as it was shown) and the messages. Not the
 * conversation and not whom it is with: which conversation it was asked from is remembered here
 * alone, and is forgotten when that is erased. Messages are only ever added, and both files keep
 * all of a thread, so any order of bundles gives one result. A message that went into no bundle yet
 * can be taken back with undo.
 */
#ifndef STORE_SPARRING_H
#define STORE_SPARRING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/uuid.h"
#include "domain/privacy.h"
#include "store/store.h"

#define SPARRING_TEXT_MAX 400 /* characters */

enum side { SIDE_MANAGER, SIDE_HR };
const char *side_key(enum side side); /* "manager", "hr" */
bool side_parse(const char *key, enum side *out);

/* Where a question is asked from; all "" for a question about nothing in particular. */
struct sparring_point {
    const char *interview;             /* "" for none; does not travel */
    const char *guide, *point, *title; /* ids; the title as it was shown */
};

struct sparring_message {
    char id[UUID_SIZE];
    enum side side;
    bool closes; /* the thread is closed with it */
    bool fresh;  /* the other side has not seen it yet */
    char *text;  /* "" only of one that closes */
    int64_t at;
};

/* A thread as a list shows it. */
struct sparring_row {
    char id[UUID_SIZE];
    char interview[UUID_SIZE]; /* "" when not known here */
    bool own;                  /* asked in this file; else out of a bundle */
    char *from;                /* whose bundle, as it is labelled; "" for an own one */
    char *guide, *point, *title;
    char *question, *last; /* the first message, and the last with words */
    int64_t asked_at, last_at;
    size_t n;       /* messages */
    size_t fresh;   /* of the other side, not seen yet */
    enum side turn; /* who is to say something; nobody when closed */
    bool closed;
};

struct sparring_thread {
    struct sparring_row about;
    struct sparring_message *messages; /* oldest first */
    size_t n;
};

/* Looks at a message as typed: NULL when it will do, else what is wrong with it (an English
 * sentence for tr). */
const char *sparring_fault(const char *text);

/*
 * Does text name the person of that conversation ("" for none), by name or initials, or anybody
 * else this file knows, by name? A question goes without: whoever takes one in asks this. Initials
 * are too short to tell whose they are among all of them.
 */
int sparring_names(struct store *store, const char *interview, const char *text, bool *named,
                   struct err *err);

/* What had better not go along with a message. */
struct sparring_caution {
    bool named;   /* somebody, in one of the manager; HR knows whom it answers */
    size_t found; /* pieces of what an employer may not write down */
};

/*
 * Looks at text before it goes, at both: whoever takes a message in holds it back until the writer
 * says that it may go so. interview is as for sparring_names; privacy NULL looks at names alone.
 * 0, or -1 with err when the names could not be read.
 */
int sparring_look_over(struct store *store, const struct privacy *privacy, enum side side,
                       const char *interview, const char *text, struct sparring_caution *caution,
                       struct err *err);

/* The manager begins a thread; its id is written to id. Drafts of it go. */
int sparring_ask(struct store *store, const struct sparring_point *point, const char *text,
                 const struct deed *deed, char id[UUID_SIZE], struct err *err);

/* Adds to a thread. A closed one takes nothing more: -1 with a sentence. */
int sparring_say(struct store *store, const char *thread, enum side side, const char *text,
                 const struct deed *deed, struct err *err);
int sparring_close(struct store *store, const char *thread, enum side side, const struct deed *deed,
                   struct err *err);

/*
 * The threads as a side sees them: the manager those of this file, HR all. What waits for that side
 * comes first, then the other open ones, then the closed; of each the one with the last word on
 * top.
 */
int sparring_list(struct store *store, enum side side, struct sparring_row **rows, size_t *n,
                  struct err *err);

/* A thread of the manager's with something new of HR's in it. */
struct sparring_news {
    char id[UUID_SIZE];
    char *question; /* the first message */
};
/* Of the last thousand threads, the one with the last word on top; the first `most`. */
int sparring_fresh(struct store *store, size_t most, struct sparring_news **news, size_t *n,
                   struct err *err);
void sparring_news_free(struct sparring_news *news, size_t n);

/* Those asked at that point ("" for any) of an interview, the last one first. */
int sparring_at(struct store *store, const char *interview, const char *point,
                struct sparring_row **rows, size_t *n, struct err *err);
void sparring_rows_free(struct sparring_row *rows, size_t n);

/* Reads all of one for a side; the caller releases it. */
int sparring_load(struct store *store, const char *id, enum side side,
                  struct sparring_thread *thread, struct err *err);
void sparring_thread_release(struct sparring_thread *thread);

/* The side has seen it all. Does nothing where nothing may be written. */
int sparring_seen(struct store *store, const char *thread, enum side side, struct err *err);

/* As interviews_find. */
int sparring_find(struct store *store, const char *id, char found[UUID_SIZE], struct err *err);

/* The threads with their messages as one JSON array, as sparring_list has them; field names in the
 * README ("Formats"). */
int sparring_json(struct store *store, enum side side, struct buf *json, struct err *err);

/* Text being typed: an answer under the id of its thread, a new question under that of its
 * interview, or "". "" as text drops it; it goes with the interview when that is erased. */
int sparring_draft(struct store *store, const char *place, const char *text, struct err *err);
int sparring_drafted(struct store *store, const char *place, struct buf *text, struct err *err);

/* How sparring goes in all threads of the file. */
struct sparring_facts {
    int64_t asked, answered; /* threads; answered: HR said something */
    int64_t open;            /* not closed, and HR is to say something */
    double median_days;      /* from question to first answer, of those answered; 0 when none */
};
int sparring_facts(struct store *store, struct sparring_facts *facts, struct err *err);

#endif
