/*
 * checked: the privacy check (domain/privacy.h) over text that a command is given, with places as
 * people count them.
 */
#ifndef CLI_CHECKED_H
#define CLI_CHECKED_H

#include "cli/cli.h"
#include "domain/privacy.h"

/* A piece of text that was found, from its first to its last character, from 1. */
struct checked {
    const struct privacy_finding *finding; /* for the call alone */
    size_t first, last;
};

/* The regime within reach; NULL when there is none, which err says then. */
const struct regime *checked_regime(struct cli *cli, struct err *err);

/* The check of the regime within reach; NULL when there is none, which err says then. */
const struct privacy *checked_privacy(struct cli *cli, struct err *err);

/* Calls found for every piece in text, in order. Gives how many there are. */
size_t checked_text(const struct privacy *privacy, const char *text, size_t len,
                    void (*found)(void *arg, const struct checked *checked), void *arg);

/* Tells of every piece in what option was given (NULL: nothing) that others will read and an
 * employer may not write down; it goes on all the same. */
void checked_option(struct cli *cli, const char *option);

#endif
