/*
 * series: values measured of one thing, and what is said of them: medians and other quantiles.
 *
 * All values are kept up to SERIES_MOST; what comes after is dropped. The zeroed struct is an empty
 * series. Also the clock everything here is measured with.
 */
#ifndef BENCH_SERIES_H
#define BENCH_SERIES_H

#define SERIES_MOST 10000

struct series {
    double values[SERIES_MOST];
    int n;
};

void series_add(struct series *series, double value);

/* The value below which that part (0 to 1) of them lies; 0 when there are none. Sorts them. */
double series_quantile(struct series *series, double part);
double series_median(struct series *series);

/* One figure beside another; 0 when there is nothing to be beside of. */
double ratio_of(double value, double base);

double now_ms(void); /* monotonic, milliseconds */

#endif
