/*
 * interviews_inside: the conversations of this file itself in the order of time, by the index that
 * is made for it: a question has to repeat its terms as they are. For the files of this room only.
 */
#ifndef STORE_INTERVIEWS_INSIDE_H
#define STORE_INTERVIEWS_INSIDE_H

/* When a conversation was held, else when it is planned, else when it was written down; of is the
 * table's alias with its dot. */
#define INTERVIEW_MOMENT(of)                                                                       \
    "CASE WHEN " of "started_at THEN " of "started_at WHEN " of "at THEN " of "at ELSE " of        \
    "created_at END"

/* It did not come out of a bundle (src/store/collect.c). */
#define INTERVIEW_OWN(of) of "checksum NOT GLOB 'collected:*'"

/* Not closed, in the terms of the index. */
#define INTERVIEW_OPEN(of) "(" of "stage = 'closed') = 0"

/* Behind WHERE NOT removed AND INTERVIEW_OWN: those that are not closed, then those that were held
 * last, so many of them. */
#define INTERVIEW_LAST(most) " ORDER BY stage = 'closed', " INTERVIEW_MOMENT("") " DESC LIMIT " most

#endif
