#include "attacker.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define PRIME UINT64_C(2147483647)
#define FAR   (INT64_C(1) << 40)
#define TURNS 60

void attacker_begin(struct attacker *attacker, size_t n)
{
    *attacker = (struct attacker){.n = n};
    attacker->basis = mem_zero(n, sizeof *attacker->basis);
    attacker->least = mem_zero(n, sizeof *attacker->least);
    attacker->most = mem_zero(n, sizeof *attacker->most);
    attacker->class_of = mem_zero(n, sizeof *attacker->class_of);
}

void attacker_end(struct attacker *attacker)
{
    for (size_t i = 0; i < attacker->n_sums; i++)
        free(attacker->sums[i]);
    for (size_t i = 0; i < attacker->n; i++)
        free(attacker->basis[i]);
    free(attacker->sums);
    free(attacker->values);
    free(attacker->basis);
    free(attacker->least);
    free(attacker->most);
    free(attacker->class_of);
}

/* ---- elimination ----------------------------------------------------------------------------- */

static uint64_t inverse(uint64_t a)
{
    uint64_t result = 1;
    for (uint64_t power = PRIME - 2; power; power >>= 1) {
        if (power & 1)
            result = result * a % PRIME;
        a = a * a % PRIME;
    }
    return result;
}

/* Takes all that is known out of row; the column where something is left, or n. */
static size_t reduce(const struct attacker *attacker, uint64_t *row)
{
    for (size_t col = 0; col < attacker->n; col++) {
        const uint64_t *known = attacker->basis[col];
        if (!row[col])
            continue;
        if (!known)
            return col;
        uint64_t factor = PRIME - row[col];
        for (size_t i = col; i < attacker->n; i++)
            row[i] = (row[i] + factor * known[i]) % PRIME;
    }
    return attacker->n;
}

static uint64_t *row_of(const struct attacker *attacker, const int8_t *factors)
{
    uint64_t *row = mem_zero(attacker->n, sizeof *row);
    for (size_t i = 0; i < attacker->n; i++)
        row[i] = factors[i] < 0 ? PRIME - (uint64_t)-factors[i] : (uint64_t)factors[i];
    return row;
}

void attacker_see(struct attacker *attacker, const int8_t *factors, int64_t value)
{
    attacker->sums = mem_room(attacker->sums, attacker->n_sums, sizeof *attacker->sums);
    attacker->values = mem_room(attacker->values, attacker->n_sums, sizeof *attacker->values);
    attacker->sums[attacker->n_sums] = mem_zero(attacker->n, 1);
    memcpy(attacker->sums[attacker->n_sums], factors, attacker->n);
    attacker->values[attacker->n_sums++] = value;
    uint64_t *row = row_of(attacker, factors);
    size_t col = reduce(attacker, row);
    if (col == attacker->n) {
        free(row);
        return;
    }
    uint64_t factor = inverse(row[col]);
    for (size_t i = col; i < attacker->n; i++)
        row[i] = row[i] * factor % PRIME;
    attacker->basis[col] = row;
}

/* ---- bounds ---------------------------------------------------------------------------------- */

static bool same_column(const struct attacker *attacker, size_t a, size_t b)
{
    for (size_t i = 0; i < attacker->n_sums; i++)
        if (attacker->sums[i][a] != attacker->sums[i][b])
            return false;
    return true;
}

static void classify(struct attacker *attacker)
{
    size_t *first = mem_zero(attacker->n, sizeof *first);
    for (size_t i = 0; i < attacker->n; i++) {
        size_t class = 0;
        while (class < attacker->n_classes && !same_column(attacker, first[class], i))
            class ++;
        if (class == attacker->n_classes)
            first[attacker->n_classes++] = i;
        attacker->class_of[i] = class;
    }
    for (size_t i = 0; i < attacker->n_classes; i++)
        attacker->most[i] = FAR;
    free(first);
}

static int8_t *by_class(const struct attacker *attacker, const int8_t *factors)
{
    int8_t *classes = mem_zero(attacker->n_classes + 1, 1);
    for (size_t i = 0; i < attacker->n; i++)
        classes[attacker->class_of[i]] = factors[i];
    return classes;
}

/* What a sum of ones leaves for each of its classes, given the bounds of the others. */
static bool tighten(struct attacker *attacker, const int8_t *classes, int64_t value)
{
    int64_t least = 0, most = 0;
    bool changed = false;
    for (size_t i = 0; i < attacker->n_classes; i++) {
        least += classes[i] ? attacker->least[i] : 0;
        most += classes[i] ? attacker->most[i] : 0;
    }
    for (size_t i = 0; i < attacker->n_classes; i++) {
        if (!classes[i])
            continue;
        int64_t up = value - (least - attacker->least[i]);
        int64_t down = value - (most - attacker->most[i]);
        if (up < attacker->most[i] || down > attacker->least[i])
            changed = true;
        attacker->most[i] = up < attacker->most[i] ? up : attacker->most[i];
        attacker->least[i] = down > attacker->least[i] ? down : attacker->least[i];
        if (changed)
            return true;
    }
    return false;
}

void attacker_think(struct attacker *attacker)
{
    if (attacker->negative)
        return;
    classify(attacker);
    int8_t **classes = mem_zero(attacker->n_sums + 1, sizeof *classes);
    for (size_t i = 0; i < attacker->n_sums; i++)
        classes[i] = by_class(attacker, attacker->sums[i]);
    bool changed = true;
    for (int turn = 0; changed && turn < TURNS; turn++) {
        changed = false;
        for (size_t i = 0; i < attacker->n_sums; i++)
            while (tighten(attacker, classes[i], attacker->values[i]))
                changed = true;
    }
    for (size_t i = 0; i < attacker->n_sums; i++)
        free(classes[i]);
    free(classes);
}

static bool bounded(const struct attacker *attacker, const int8_t *factors)
{
    size_t *in = mem_zero(attacker->n_classes + 1, sizeof *in),
           *all = mem_zero(attacker->n_classes + 1, sizeof *all);
    int64_t least = 0, most = 0;
    for (size_t i = 0; i < attacker->n; i++) {
        in[attacker->class_of[i]] += factors[i] != 0;
        all[attacker->class_of[i]]++;
    }
    for (size_t i = 0; i < attacker->n_classes; i++) {
        least += in[i] == all[i] ? attacker->least[i] : 0;
        most += in[i] ? attacker->most[i] : 0;
    }
    free(in);
    free(all);
    return least == most;
}

bool attacker_knows(const struct attacker *attacker, const int8_t *factors)
{
    uint64_t *row = row_of(attacker, factors);
    bool known = reduce(attacker, row) == attacker->n;
    free(row);
    return known || (!attacker->negative && bounded(attacker, factors));
}
