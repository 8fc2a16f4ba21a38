/*
 * known: whose a typed name is, when it is somebody's already, told in a sentence: by when they
 * last spoke or somebody was ill, so that nobody takes a namesake for them. Two people never have
 * one name in a file: what tells them apart stands behind the name of one of them, where the
 * employee and HR, who see the name, can tell them apart by it too.
 */
#ifndef STORE_KNOWN_H
#define STORE_KNOWN_H

#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"

/* Adds the sentence about the person of that name, called `shown` in it; nothing when there is
 * nobody. 0, or -1 with err. */
int known_add(struct buf *buf, struct store *store, const char *name, const char *shown, int today,
              struct err *err);

#endif
