/*
 * walk_inside: what the files of the walker share: yaml_walk.c (events and limits), walk_read.c
 * (what tables ask for), walk_fault.c (what stopped the parser).
 *
 * A function that reads a node finds its first event in walk->event and leaves its last one there.
 */
#ifndef YAML_WALK_INSIDE_H
#define YAML_WALK_INSIDE_H

#include <yaml.h>

#include "base/buf.h"
#include "yaml/yaml_walk.h"

/* Where the latest text stood. */
struct walk_place {
    struct mark begin, end;
    bool quoted;
};

/* Events that were read ahead: so many in a piece that what it takes goes back to the system when
 * they were taken, and so few that the first go while what is made of them comes. */
struct walk_ahead {
    struct walk_ahead *next;
    size_t n, at; /* read, and taken */
    struct {
        yaml_event_t event;
        int flow;
    } events[1200];
};

struct walk {
    yaml_parser_t parser;
    yaml_event_t event;
    int flow;                              /* how many [ and { the parser is in */
    struct walk_ahead *ahead, *last_ahead; /* what was read in pieces, before walk_read */
    size_t n_ahead;
    int ahead_depth;
    struct source source;
    struct buf masked; /* what the parser reads */
    const char *text;  /* the latest text, one line, trimmed: in the event it came with */
    struct walk_key {
        unsigned hash;
        int line;
        size_t name;
    } * keys; /* of the mappings that are being read, the innermost last */
    size_t n_keys;
    struct buf names; /* theirs, each with its NUL */
    struct complaints *complaints;
    void *user;
    struct walk_place latest;
    struct mark bracket; /* the latest [ or { */
    int rounds, events, depth;
    bool readable; /* the prescan found nothing that makes reading senseless */
    bool begun;    /* the parser is at work */
    bool failed;   /* and cannot go on */
    bool stopped;  /* this round ended early */
    bool again;    /* because of something that is masked now */
    bool holes;    /* a mask made a line a comment: what is missing may be there */
};

struct mark walk_mark(const yaml_mark_t *mark);

/* The next event; false when reading has stopped, then there is none. */
bool walk_next(struct walk *walk);

/* Passes over the node that begins here. */
void walk_skip(struct walk *walk);

/* Puts the text of the scalar that is here into walk->text, and complains about what hides in it;
 * false when that says all there is to say about it. */
bool walk_take_text(struct walk *walk);

/* Reads the mapping at the top of the document. */
void walk_read_top(struct walk *walk, const struct walk_table *table, void *filled);

/* Adds the line as it should be: from where it (or, between { }, its pair) begins up to mark, then
 * what follows mark between quotes that fit. */
void walk_add_quoted(struct walk *walk, struct buf *out, struct mark mark);

/* Complains about what the parser stopped at, and masks it. */
void walk_explain(struct walk *walk);

/* A line of a list lacks the space behind its dash, which is at mark. */
void walk_refuse_dash(struct walk *walk, struct mark mark);

/* A text begins with a sign (& * ! ...) that YAML keeps for itself. */
void walk_refuse_sign(struct walk *walk, struct mark mark);

#endif
