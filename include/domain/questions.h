/*
 * questions: the questions somebody takes along (lines of FIELD_QUESTIONS), beside the example
 * questions of the guide.
 */
#ifndef DOMAIN_QUESTIONS_H
#define DOMAIN_QUESTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/guide.h"
#include "domain/interview.h"

/* The next line of lines, which is moved on past it: where it begins and its length, NULL at the
 * end. */
const char *questions_next(const char **lines, size_t *len);

/* The lines that are taken along; "" when there are none. */
const char *questions_own(const struct interview *interview);

/* Is question one of those? */
bool questions_taken(const struct interview *interview, const char *question, size_t len);

/* The guide's example questions that are not taken along yet, point by point. The caller frees the
 * array; the texts belong to the guide. */
const char **questions_left(const struct interview *interview, const struct guide *guide,
                            size_t *n);

/* Does an own question belong at this point? One taken from the guide does at the points it was
 * taken from, any other everywhere. */
bool questions_belong(const struct guide *guide, const struct guide_point *point,
                      const char *question, size_t len);

#endif
