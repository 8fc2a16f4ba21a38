/*
 * guide: what leads a manager through one kind of conversation. Read from a YAML file that HR can
 * write (yaml/guide_yaml.h); the format is described in the README under "Write a guide".
 *
 * Invariants: every id is [a-z0-9_-]{1,64} and unique among its neighbours; lists keep the order of
 * the file; no string is NULL ("" when absent); all text is UTF-8 without control or bidi
 * characters. A guide owns everything in it and never changes after it was read.
 */
#ifndef DOMAIN_GUIDE_H
#define DOMAIN_GUIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"

/* Who may see an answer. Fixed when it is given and never widened later. */
enum share {
    SHARE_PRIVATE,  /* the manager alone */
    SHARE_EMPLOYEE, /* also in the employee's report */
    SHARE_HR,       /* also in the bundle for HR */
};

/* How something is asked, and so how its answer is written down (interview.h). */
enum kind {
    KIND_CHECK,  /* a box to tick */
    KIND_NOTE,   /* running text of at most max characters */
    KIND_LIST,   /* short lines, each at most max characters */
    KIND_CHOICE, /* one of options */
    KIND_DATE,   /* a day */
};

struct guide_lines {
    char **line;
    size_t n;
};

/* One id with its text, as in options, renamed (id: old, text: new) and retired (text ""). */
struct guide_entry {
    char *id, *text;
};

struct guide_entries {
    struct guide_entry *entry;
    size_t n;
};

/* Something to ask: a line of the preparation, or a capture line of a point. */
struct guide_field {
    char *id, *ask, *hint;
    enum kind kind;
    enum share share;
    int max; /* characters; 400 for a note and 80 for a line of a list unless the guide says so */
    struct guide_entries options; /* KIND_CHOICE only */
    int absence; /* the field of the absence its answer may fill (enum absence_field), or 0 */
};

/* A focus point (aandachtspunt): one screen of the conversation. */
struct guide_point {
    char *id, *title, *aim;
    struct guide_lines questions, tips;
    struct guide_lines pitfalls; /* ids, each of one in guide.pitfalls */
    struct guide_field *capture;
    size_t n_capture;
    char *balance[2]; /* capture ids: nudge when only the first is filled; both "" when not asked */
    bool agreements;  /* this point is the list of agreements */
    int agreements_min, agreements_max;
    int follow_up_days; /* how far ahead the look-back date is proposed */
};

struct guide_pitfall {
    char *id, *text, *instead;
};

/* One answer to choose in a practice turn. */
struct guide_reply {
    char *id, *say;
    char *go;      /* id of the next turn; "" ends the scenario */
    char *pitfall; /* id of the pitfall it steps into, or "" */
    char *good;    /* what was good about it, or "" */
};

struct guide_turn {
    char *id, *other; /* other: what the other person says */
    struct guide_reply *replies;
    size_t n_replies;
};

struct guide_scenario {
    char *id, *title, *start; /* start: what is going on, before the first turn */
    struct guide_turn *turns; /* the first one opens */
    size_t n_turns;
};

struct guide {
    char *id, *version, *title, *summary, *source;
    char *invitation; /* what the employee is told it is about; "" for what fits any kind */
    bool by_phone;    /* it is a call, and nobody meets anywhere */
    char *regime;     /* "nl" or "none" */
    enum lang language;
    int review_by; /* a day (base/day.h), or DAY_NONE */
    struct guide_field *preparation;
    size_t n_preparation;
    struct guide_point *points;
    size_t n_points;
    struct guide_pitfall *pitfalls;
    size_t n_pitfalls;
    char *hurdles_ask; /* "" when the guide has no hurdles */
    struct guide_entries hurdles;
    struct guide_scenario *practice;
    size_t n_practice;
    struct guide_entries renamed, retired;
    char *text; /* the bytes of the file, kept with every interview held with it */
    size_t text_len;
};

/* An empty guide to fill; the caller owns it. */
struct guide *guide_new(void);
void guide_free(struct guide *guide); /* NULL is fine */

#define GUIDE_CHECKSUM 65

/* By what its text is kept: SHA-256, lower-case hexadecimal. Takes a fifth of reading it, so only
 * who keeps it asks. */
void guide_checksum(const struct guide *guide, char checksum[GUIDE_CHECKSUM]);

/* Look-ups by id; NULL when there is none. What comes back belongs to the guide. */
const struct guide_point *guide_point(const struct guide *guide, const char *id);
const struct guide_pitfall *guide_pitfall(const struct guide *guide, const char *id);
const struct guide_field *guide_field(const struct guide_field *fields, size_t n, const char *id);
const char *guide_entry(const struct guide_entries *entries, const char *id);

/* Keys of the format for share and kind: "private", "note". Parse returns false and leaves *out. */
const char *share_key(enum share share);
bool share_parse(const char *key, enum share *out);
const char *kind_key(enum kind kind);
bool kind_parse(const char *key, enum kind *out);

#endif
