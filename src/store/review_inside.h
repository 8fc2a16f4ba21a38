/*
 * review_inside: what the files of HR's list share: reading its rows.
 */
#ifndef STORE_REVIEW_INSIDE_H
#define STORE_REVIEW_INSIDE_H

#include "store/change.h"
#include "store/history.h"
#include "store/people.h"
#include "store/review.h"
#include "store/sought.h"
#include "interviews_inside.h"

/* All of a row r of review, in the order review_take reads. What is shared and not withdrawn is
 * asked again here, so that a slip in an index would still show nothing private. */
#define REVIEW_COLUMNS                                                                             \
    HISTORY_AGREEMENT                                                                              \
    ", " PERSON_COLUMNS ", g.guide, g.version,"                                                    \
    " " INTERVIEW_MOMENT("i.") ", r.source, s.label"
#define REVIEW_JOINED                                                                              \
    " CROSS JOIN agreement a ON a.seq = r.seq CROSS JOIN interview i ON i.id = a.interview"        \
    " CROSS JOIN read_person p ON p.id = i.person CROSS JOIN guide_text g ON g.checksum = "        \
    "i.checksum"                                                                                   \
    " LEFT JOIN read_source s ON s.id = r.source"
#define REVIEW_MAY_SEE "a.share = 'hr' AND NOT a.removed AND NOT i.removed"

/* The seq of the agreement at a place of an index. */
#define REVIEW_SEQ(place) place " & 2147483647"

/* Takes REVIEW_COLUMNS into a row that holds nothing yet. */
void review_take(struct query *query, struct review_row *row);

/* Which rows to read: those of sought on that side of a place, that one not among them. */
struct review_reach {
    enum sought_index index;
    bool down; /* from high places to low */
    size_t limit;
};

/* Adds them to page in the order they are read, each with a copy of group (may be NULL). */
int review_read(struct db *db, const struct sought *sought, const struct review_reach *reach,
                const char *group, struct review_page *page, struct err *err);

/* Cuts sought to what lies beyond place. */
void review_beyond(struct sought *sought, int64_t place, bool down);

/* Turns what was read (one more than limit when there is more) into a page in the order asked for.
 */
void review_trim(struct review_page *page, bool from, bool backwards, size_t limit);

/* review_page for the orders by person and by team. */
int review_page_grouped(struct db *db, const struct review_filter *filter,
                        const struct review_mark *from, bool backwards, size_t limit,
                        struct review_page *page, struct err *err);

/* As review_count. */
int review_counted(struct db *db, const struct sought *sought, size_t most, size_t *n,
                   struct err *err);

#endif
