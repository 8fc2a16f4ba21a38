/*
 * decimal: numbers with a comma or a point in them, as people write them: "0,8", "0.8", "37,5".
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/lang.h"

/* Reads text as whole steps of which `scale` make one (10000: "0,8" is 8000). False when it is no
 * such number: signs, a second comma, more than nine digits before it, or digits behind it that
 * are finer than the scale and no zero. Blanks around it are passed over. */
bool decimal_read(const char *text, int scale, int *value);

/* Adds it as people write it in that language, without zeros at the end. */
void decimal_add(struct buf *buf, int value, int scale, enum lang lang);

#endif
