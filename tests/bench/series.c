#include "series.h"

#include <stdlib.h>
#include <time.h>

void series_add(struct series *series, double value)
{
    if (series->n < SERIES_MOST)
        series->values[series->n++] = value;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double series_quantile(struct series *series, double part)
{
    if (!series->n)
        return 0;
    qsort(series->values, (size_t)series->n, sizeof *series->values, compare);
    return series->values[(int)(part * (series->n - 1) + 0.5)];
}

double series_median(struct series *series)
{
    return series_quantile(series, 0.5);
}

double ratio_of(double value, double base)
{
    return base > 0 ? value / base : 0;
}

double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}
