/*
 * attacker: somebody who has every figure that was ever shown and tries to work out a number behind
 * them that was not: by adding and subtracting them in every way (elimination), and by the bounds
 * they set on each other, as no number is less than zero.
 */
#ifndef TESTS_ATTACKER_H
#define TESTS_ATTACKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Unknown numbers; sums of them that are known. A sum is an array of n factors. */
struct attacker {
    size_t n;
    bool negative; /* some may be less than zero, so bounds say nothing */
    int8_t **sums; /* as they were shown */
    int64_t *values;
    size_t n_sums;
    uint64_t **basis;      /* the sums, eliminated, modulo a prime; NULL where there is none */
    int64_t *least, *most; /* of each class, once thought through */
    size_t *class_of, n_classes; /* unknowns that always stand together */
};

void attacker_begin(struct attacker *attacker, size_t n);
void attacker_end(struct attacker *attacker);

/* A sum was shown; copied. */
void attacker_see(struct attacker *attacker, const int8_t *factors, int64_t value);

/* After the last one that was shown. */
void attacker_think(struct attacker *attacker);

/* Does the attacker know what this sum is? */
bool attacker_knows(const struct attacker *attacker, const int8_t *factors);

#endif
