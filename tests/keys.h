/*
 * keys: what a user does, written as text, for tests.
 *
 * Names are those of key_parse: "Zoë<Left><Backspace>". Beside them: "<Paste>text</Paste>" for a
 * bracketed paste, "<Click 3,10>" and "<Click2 3,10>" for a click and a double click at row 3,
 * column 10, "<WheelUp>" and "<WheelDown>".
 */
#ifndef TESTS_KEYS_H
#define TESTS_KEYS_H

#include "ui/key.h"

/* Calls each with every key in turn; what is no key fails the test. */
void keys_feed(const char *keys, void (*each)(void *arg, const struct key *key), void *arg);

#endif
