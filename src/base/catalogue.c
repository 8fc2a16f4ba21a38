#include "base/catalogue.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Where the parts of a .mo file stand; every number is four bytes, lowest first. */
enum { AT_MAGIC = 0, AT_COUNT = 8, AT_ENGLISH = 12, AT_TRANSLATED = 16, HEADER = 28, ENTRY = 8 };

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

/* Orders context, EOT, english against an entry, without putting them together first. */
static int compare(const char *context, const char *english, const char *entry)
{
    const char *end_of_context = "\004";
    const char *parts[] = {context ? context : "", context ? end_of_context : "", english};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t len = strlen(parts[i]);
        int order = strncmp(parts[i], entry, len);
        if (order)
            return order;
        entry += len;
    }
    return *entry ? -1 : 0;
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
    size_t low = 0, high = number(catalogue, AT_COUNT), len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *entry = text_at(catalogue, number(catalogue, AT_ENGLISH), middle, &len);
        if (!entry)
            return NULL;
        int order = compare(context, english, entry);
        if (!order) {
            const char *found = text_at(catalogue, number(catalogue, AT_TRANSLATED), middle, &len);
            return found ? plural(found, len, form) : NULL;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
