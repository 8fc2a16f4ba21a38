#include "base/catalogue.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Where the parts of a .mo file stand; every number is four bytes, lowest first. */
enum {
    AT_MAGIC = 0,
    AT_ENGLISH = 12,
    AT_TRANSLATED = 16,
    AT_SLOTS = 20, /* how many the hash table has, and behind it where that stands */
    HEADER = 28,
    ENTRY = 8
};

#define MAGIC 0x950412DEu

static uint32_t number(const struct catalogue *catalogue, size_t at)
{
    const unsigned char *byte = catalogue->bytes + at;
    return (uint32_t)byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 |
           (uint32_t)byte[3] << 24;
}

/* The text of one entry of the table at `table`, NULL when it does not lie wholly inside. */
static const char *text_at(const struct catalogue *catalogue, size_t table, size_t index,
                           size_t *len)
{
    size_t entry = table + index * ENTRY;
    if (entry + ENTRY > catalogue->size)
        return NULL;
    *len = number(catalogue, entry);
    size_t begin = number(catalogue, entry + 4);
    if (begin >= catalogue->size || *len >= catalogue->size - begin ||
        catalogue->bytes[begin + *len] != '\0')
        return NULL;
    return (const char *)catalogue->bytes + begin;
}

/* The text that is looked for: its context, EOT, its English, or its English alone. */
struct sought {
    const char *parts[3];
};

static struct sought seek(const char *context, const char *english)
{
    return (struct sought){{context ? context : "", context ? "\004" : "", english}};
}

static bool is_sought(const struct sought *sought, const char *entry)
{
    for (size_t i = 0; i < 3; i++)
        for (const char *at = sought->parts[i]; *at; at++, entry++)
            if (*at != *entry)
                return false;
    return !*entry;
}

/* As msgfmt hashes (P. J. Weinberger's, of the ELF symbol tables). */
static uint32_t hash_of(const struct sought *sought)
{
    uint32_t hash = 0;
    for (size_t i = 0; i < 3; i++)
        for (const char *at = sought->parts[i]; *at; at++) {
            hash = (hash << 4) + (unsigned char)*at;
            uint32_t top = hash & 0xF0000000u;
            hash ^= top >> 24 ^ top;
        }
    return hash;
}

/* The number of the slot's entry, counted from 1; 0: it is free, or lies outside. */
static size_t entry_in(const struct catalogue *catalogue, size_t slot)
{
    size_t at = (size_t)number(catalogue, AT_SLOTS + 4) + slot * 4;
    return at + 4 <= catalogue->size ? number(catalogue, at) : 0;
}

/* The form-th of the texts that stand behind each other, each with its NUL. */
static const char *plural(const char *text, size_t len, unsigned form)
{
    const char *end = text + len;
    for (; form > 0; form--) {
        text += strlen(text) + 1;
        if (text > end)
            return NULL;
    }
    return *text ? text : NULL;
}

static bool readable(const struct catalogue *catalogue)
{
    return catalogue->size >= HEADER && number(catalogue, AT_MAGIC) == MAGIC;
}

const char *catalogue_find(const struct catalogue *catalogue, const char *context,
                           const char *english, unsigned form)
{
    if (!readable(catalogue) || !*english)
        return NULL; /* the empty text is the catalogue's own header */
    struct sought sought = seek(context, english);
    uint32_t hash = hash_of(&sought), n = number(catalogue, AT_SLOTS);
    if (n < 3)
        return NULL;
    size_t slot = hash % n, stride = 1 + hash % (n - 2), len, entry;
    for (size_t tried = 0; tried < n && (entry = entry_in(catalogue, slot)); tried++) {
        const char *text = text_at(catalogue, number(catalogue, AT_ENGLISH), entry - 1, &len);
        if (!text)
            return NULL;
        if (is_sought(&sought, text)) {
            text = text_at(catalogue, number(catalogue, AT_TRANSLATED), entry - 1, &len);
            return text ? plural(text, len, form) : NULL;
        }
        slot = (slot + stride) % n;
    }
    return NULL;
}
