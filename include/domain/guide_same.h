/*
 * guide_same: do two files hold the same guide? What is asked, in which words and in which order
 * counts, and so does its version; how the file is laid out and its remarks do not.
 */
#ifndef DOMAIN_GUIDE_SAME_H
#define DOMAIN_GUIDE_SAME_H

#include "domain/guide.h"

bool guide_same(const struct guide *one, const struct guide *other);

#endif
