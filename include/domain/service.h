/*
 * service: when somebody was employed, and for which part of full time (dienstverband, deeltijd-
 * factor). Somebody has one span for each factor: a change of hours ends one and begins the next.
 * Absence figures count the days of these spans and weigh them by their factor (CBS and the 1996
 * standard "Berekening van ziekteverzuim": part-timers weighted, who comes or goes counted for
 * their days).
 *
 * A span runs from its first day up to, not including, the first day out. It is open while that is
 * not known. Two spans of one person never overlap.
 */
#ifndef DOMAIN_SERVICE_H
#define DOMAIN_SERVICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/uuid.h"

#define SERVICE_FULL 10000 /* a factor is in parts of this; 8000 is four days of five */
#define SERVICE_MOST 15000

struct service {
    char id[UUID_SIZE];
    char person[UUID_SIZE];
    int from;   /* never DAY_NONE */
    int until;  /* the first day out, or DAY_NONE */
    int factor; /* above 0 */
};

/* What is wrong with a factor: an English sentence for tr, or NULL. Hours are no factor. */
const char *service_factor_fault(int factor);

/* Reads a factor as people write it: "0,8", "1"; false when it is no number. */
bool service_factor_read(const char *text, int *factor);
const char *service_factor_text_fault(const char *text); /* an English sentence for tr, or NULL */

/*
 * What is wrong with a span beside the others of the same person (one with its id is left out): an
 * English sentence for tr, or NULL. No first day; out before or on it; a first day that is still to
 * come or more than a hundred years ago; out more than ten years from now; a factor that cannot be;
 * overlapping another one.
 */
const char *service_fault(const struct service *service, const struct service *others, size_t n,
                          int today);

#endif
