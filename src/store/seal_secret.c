#include "store/seal_secret.h"

#include <sodium.h>
#include <string.h>

#include "base/utf8.h"

struct secret *secret_new(void)
{
    struct secret *secret = sodium_init() < 0 ? NULL : sodium_malloc(sizeof *secret);
    if (secret)
        sodium_memzero(secret, sizeof *secret);
    return secret;
}

void secret_free(struct secret *secret)
{
    sodium_free(secret);
}

bool secret_add(struct secret *secret, const char *bytes, size_t len)
{
    if (len > SECRET_MAX - secret->len || memchr(bytes, '\0', len))
        return false;
    memcpy(secret->text + secret->len, bytes, len);
    secret->len += len;
    secret->text[secret->len] = '\0';
    return true;
}

void secret_drop_last(struct secret *secret)
{
    size_t at = utf8_prev(secret->text, secret->len, secret->len);
    sodium_memzero(secret->text + at, secret->len - at);
    secret->len = at;
}

void secret_clear(struct secret *secret)
{
    sodium_memzero(secret, sizeof *secret);
}

size_t secret_characters(const struct secret *secret)
{
    size_t n = 0;
    for (size_t at = 0; at < secret->len; at = utf8_next(secret->text, secret->len, at))
        n++;
    return n;
}

bool secret_same(const struct secret *one, const struct secret *other)
{
    return one->len == other->len && sodium_memcmp(one->text, other->text, one->len) == 0;
}
