#include "domain/sector.h"

#include <stdio.h>

#include "base/decimal.h"

enum { YEAR_LOW = 1950, YEAR_HIGH = 2199, WHOLE = 100 };

int sector_at(const struct sector *sector, int quarter)
{
    for (size_t i = 0; i < sector->n; i++)
        if (sector->point[i].quarter == quarter)
            return sector->point[i].percent;
    return -1;
}

bool sector_read(const char *line, struct sector_point *point)
{
    int year = 0, quarter = 0, at = 0;
    if (sscanf(line, "%4d-%1d %n", &year, &quarter, &at) != 2 || !at || year < YEAR_LOW ||
        year > YEAR_HIGH || quarter < 1 || quarter > 4)
        return false;
    point->quarter = year * 4 + quarter - 1;
    return decimal_read(line + at, WHOLE, &point->percent) && point->percent <= WHOLE * WHOLE;
}
