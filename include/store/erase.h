/*
 * erase: taking something out of the file for good: a person, a conversation or its notes, an
 * absence or its texts, or one sentence that should never have been written (AVG art. 17).
 *
 * What goes leaves no trace: not in the tables, the history of agreements, earlier wordings,
 * drafts, what undo could bring back, the indexes of words, HR's list, the place to resume or the
 * guide nobody uses any more; and not in the freed room of the file or its WAL either
 * (store/sweep.h). It cannot be undone, and undo forgets what it knew about it.
 *
 * Agreements that HR was told of are remembered by id alone, as gone, so that the next bundle takes
 * them away at HR and an old bundle never brings them back. What stays is a receipt in the log:
 * what kind, how many, when, never what it said.
 *
 * The copies that are made by themselves (store/backups.h) go too, and one is made anew. Out of
 * reach are the others: backups the user made, and what was written out or bundled before. Those
 * that this program put beside the file are named, so that the user can remove them.
 */
#ifndef STORE_ERASE_H
#define STORE_ERASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/uuid.h"
#include "store/store.h"

enum erase_kind {
    ERASE_PERSON,    /* id: of a person */
    ERASE_INTERVIEW, /* id: of a conversation, with its agreements */
    ERASE_NOTES,     /* id: of a conversation: all but its agreements */
    ERASE_ABSENCE,   /* id: of an absence */
    ERASE_REPORT,    /* id: of an absence: its texts, not its days */
    ERASE_QUESTION,  /* id: of a question to HR that was asked in this file, with its answers */
    ERASE_TEXT,      /* one text or sentence */
    ERASE_KEEPING,   /* what its keeping period is over of (store/keeping.h) */
    ERASE_AGAIN,     /* what a backup brought back (store/gone.h) */
};

struct erase_target {
    enum erase_kind kind; /* ERASE_PERSON to ERASE_QUESTION */
    const char *id;
};

/* What would go, or what went. */
struct erased {
    enum erase_kind kind;
    int people, interviews, absences, agreements, answers, drafts;
    int questions;       /* to HR */
    int steps;           /* of one text: deeds that undo knew it by */
    bool told;           /* HR was told of some of the agreements */
    int64_t at, receipt; /* once it went: when, and the number of its receipt; else 0 */
    struct buf copies;   /* files beside the database that still hold it, one a line */
    bool uncopied;       /* the copies that went could not be replaced by a new one yet */
    int backups;         /* backups made elsewhere, as far as the log goes back */
};
#define ERASED_INIT                                                                                \
    {                                                                                              \
        .copies = BUF_INIT                                                                         \
    }
void erased_release(struct erased *erased);

/* Counts what erase_all would take; -1 with err when there is nothing of that id. */
int erase_look(struct store *store, enum erase_kind kind, const char *id, struct erased *erased,
               struct err *err);

/* Takes it all. 0; or -1 with err, and then nothing went, or (err says so) all went but the room it
 * had could not be swept, which the next start then does. */
int erase_all(struct store *store, enum erase_kind kind, const char *id, struct erased *erased,
              struct err *err);

/* The same for several, as one erasure of a kind of its own (ERASE_KEEPING, ERASE_AGAIN) with one
 * receipt. */
int erase_several(struct store *store, enum erase_kind kind, const struct erase_target *targets,
                  size_t n, struct erased *erased, struct err *err);

/*
 * Puts rest in the place of one text, so that nothing of what stood there is left: point and field
 * as of a draft (for a text of an agreement point is its id). Every revision of the agreement gets
 * the new text, its earlier wordings go, and one more revision tells HR.
 */
int erase_text(struct store *store, const char *interview, const char *point, const char *field,
               const char *rest, struct erased *erased, struct err *err);

/* Takes sentence out of every text of a conversation that has it, to the letter, and out of what
 * history and undo still hold of it: counts only when `look`. Nothing found: 0 with nothing
 * counted. */
int erase_sentence(struct store *store, const char *interview, const char *sentence, bool look,
                   struct erased *erased, struct err *err);

/* The same in the texts of one absence, with what they were before; also of one that was taken
 * away.
 */
int erase_absence_sentence(struct store *store, const char *absence, const char *sentence,
                           bool look, struct erased *erased, struct err *err);

/* The same in what was said in one question to HR. */
int erase_question_sentence(struct store *store, const char *thread, const char *sentence,
                            bool look, struct erased *erased, struct err *err);

/* The question to HR asked here, the conversation or absence, also one taken away that undo could
 * bring back, whose id ends in what was typed: *kind gets which it is. */
int erase_find(struct store *store, const char *typed, enum erase_kind *kind, char found[UUID_SIZE],
               struct err *err);

/* text without sentence; what stood around it closes up. */
void erase_cut(struct buf *rest, const char *text, const char *sentence);

/* Adds what goes: "2 conversations, 5 agreements, 14 answers". */
void erased_add_counts(struct buf *buf, const struct erased *erased, enum lang lang);

/* What is said of it in one sentence, in English, with a %lld for the number of the receipt. */
const char *erased_words(const struct erased *erased);

/* Adds the receipt: lines, none of which says what was in it. */
void erased_add_receipt(struct buf *buf, const struct erased *erased, enum lang lang);

#endif
