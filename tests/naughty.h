/*
 * naughty: texts that break programs, and what may never become of them on the way out.
 *
 * The project's own stand in tests/naughty/own.txt. The public big list of naughty strings is no
 * part of it: put its blns.base64.txt in build/, or say where it is with GESPREK_NAUGHTY, and it is
 * tried as well.
 */
#ifndef TESTS_NAUGHTY_H
#define TESTS_NAUGHTY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct naughty {
    struct buf *texts; /* any bytes */
    size_t n;
    size_t own; /* the first so many are the project's */
};

/* Reads them; the test fails when its own are not there. Says what it does without. */
void naughty_load(struct naughty *naughty);
void naughty_release(struct naughty *naughty);

/* The text as an argument or a C string, up to its first zero; never more than max bytes (0: all),
 * cut between characters. */
void naughty_text(const struct naughty *naughty, size_t i, size_t max, struct buf *text);

/* Fails the test, telling which text did it, when out has bytes that act on a terminal or hide from
 * the eye. Lines may end in CR LF when crlf. */
void naughty_is_shown(const struct buf *out, bool crlf, const char *where, const struct buf *text);

/* Fails the test and tells where and with which text. */
_Noreturn void naughty_fail(const char *what, const char *where, const struct buf *text,
                            const struct buf *out);

#endif
