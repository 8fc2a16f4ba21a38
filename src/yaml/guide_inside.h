/*
 * guide_inside: what guide_yaml.c notes while it reads and guide_rules.c looks at afterwards: where
 * ids stand, because struct guide has no places in it.
 */
#ifndef YAML_GUIDE_INSIDE_H
#define YAML_GUIDE_INSIDE_H

#include "domain/guide.h"
#include "yaml/guide_yaml.h"
#include "yaml/yaml_walk.h"

enum site_kind {
    SITE_PITFALL,    /* a pitfall is described */
    SITE_USES,       /* a pitfall is named */
    SITE_TURN,       /* a practice turn is described */
    SITE_GOES,       /* a turn is named */
    SITE_RENAMED,    /* an old id under renamed */
    SITE_RETIRED,    /* an id under retired */
    SITE_TO_HR,      /* a line to fill in with share: hr */
    SITE_BOTH,       /* a reply with a pitfall and what was good */
    SITE_AGREEMENTS, /* a point asks for agreements */
    SITE_ASKED,      /* something the manager would ask or say */
    SITE_KEPT,       /* what a line to fill in asks for, or what can be chosen for it */
    SITE_TOLD,       /* what the manager reads: what it is about, an aim, a tip */
};

struct site {
    enum site_kind kind;
    struct mark mark;
    const char *id; /* the guide's own, as is what is asked, kept and told */
};

struct reading {
    struct guide *guide;
    guide_limits *limits; /* or NULL: not held against the law */
    void *limits_arg;
    bool strict; /* an author asks, so rules count that came after guides that are kept */
    struct site *sites;
    size_t n_sites;
    size_t scenario;        /* the first site of the scenario being read */
    struct mark share;      /* of the field being read */
    struct mark say;        /* of the reply being read */
    bool odd_kind;          /* its kind is none there is */
    struct mark balance[2]; /* of the point being read */
    size_t n_balance;
};

/* Notes where a text or an id stands; text points to what the guide keeps. Kinds from SITE_ASKED on
 * are there for the law alone, and are not noted without reading->limits. */
void reading_note(struct reading *reading, enum site_kind kind, const struct walk_text *text);

/* What only shows when a field, a point, a reply or what holds it has been read whole. */
void guide_check_field(struct walk *walk, void *field, const struct walk_text *id);
void guide_check_point(struct walk *walk, void *point, const struct walk_text *id);
void guide_check_reply(struct walk *walk, void *reply, const struct walk_text *id);
void guide_check_turn(struct walk *walk, void *turn, const struct walk_text *id);
void guide_check_scenario(struct walk *walk, void *scenario, const struct walk_text *id);
void guide_check(struct walk *walk, void *guide, const struct walk_text *id);

#endif
