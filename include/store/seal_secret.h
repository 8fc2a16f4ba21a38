/*
 * seal_secret: a passphrase or a recovery key while it is typed and used. It lies in memory that is
 * locked, fenced and wiped when it is freed (sodium_malloc), is never copied into an ordinary
 * buffer, and never shown, logged or put in an error.
 */
#ifndef STORE_SEAL_SECRET_H
#define STORE_SEAL_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#define SECRET_MAX 512 /* bytes */

struct secret {
    size_t len;
    char text[SECRET_MAX + 1]; /* UTF-8, NUL-terminated */
};

/* An empty one. NULL when the memory cannot be had. The caller owns it: secret_free. */
struct secret *secret_new(void);
void secret_free(struct secret *secret); /* wipes; NULL is fine */

/* Adds bytes; false, and nothing added, when there is no room for them. */
bool secret_add(struct secret *secret, const char *bytes, size_t len);

void secret_drop_last(struct secret *secret); /* the last character */
void secret_clear(struct secret *secret);     /* wiped and empty */

size_t secret_characters(const struct secret *secret);
bool secret_same(const struct secret *one, const struct secret *other);

#endif
