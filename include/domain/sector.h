/*
 * sector: published absence percentages by quarter of a year, a line to hold one's own beside. It
 * is data of the regime (domain/regime.h), with its source and date; somebody may put the figures
 * of their own sector there.
 */
#ifndef DOMAIN_SECTOR_H
#define DOMAIN_SECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"

struct sector_point {
    int quarter; /* as domain/insight.h counts them */
    int percent; /* in hundredths: 580 is 5.8 % */
};

struct sector {
    char *title, *source;
    int date; /* the day it was taken from there */
    struct sector_point *point;
    size_t n;
};

/* The percentage of a quarter in hundredths, or -1. A quarter is only like the same one of another
 * year, so nothing is made of what lies around it (CBS compares a quarter with the same quarter).
 */
int sector_at(const struct sector *sector, int quarter);

/* Reads "2025-1 5,8"; false when it is no such line. */
bool sector_read(const char *line, struct sector_point *point);

#endif
