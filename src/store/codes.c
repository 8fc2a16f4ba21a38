#include "codes_inside.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Where it stands, or would; there is room for one more. */
static struct code *place_of(const struct codes *codes, const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *at = text; *at; at++)
        hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    size_t at = (size_t)(hash ^ hash >> 29);
    while (codes->list[at & codes->mask].text &&
           strcmp(codes->list[at & codes->mask].text, text) != 0)
        at++;
    return &codes->list[at & codes->mask];
}

const char *codes_find(const struct codes *codes, const char *text)
{
    const struct code *code = codes->n ? place_of(codes, text) : NULL;
    return code && code->text ? code->person : NULL;
}

/* Never more than half of the places are taken. */
static void grow(struct codes *codes)
{
    struct codes twice = {.mask = codes->n ? 2 * codes->mask + 1 : 63, .n = codes->n};
    twice.list = mem_zero(twice.mask + 1, sizeof *twice.list);
    for (size_t i = 0; codes->n && i <= codes->mask; i++)
        if (codes->list[i].text)
            *place_of(&twice, codes->list[i].text) = codes->list[i];
    free(codes->list);
    *codes = twice;
}

void codes_add(struct codes *codes, const char *text, const char *person)
{
    if (2 * codes->n >= codes->mask)
        grow(codes);
    struct code *code = place_of(codes, text);
    code->text = mem_copy(text);
    memcpy(code->person, person, UUID_SIZE);
    codes->n++;
}

int codes_load(struct codes *codes, struct db *db, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "SELECT id, code FROM person WHERE code <> ''"
                " AND id NOT IN (SELECT id FROM collected) ORDER BY code, seq");
    while (query_row(&query)) {
        char id[UUID_SIZE];
        query_take_id(&query, id, sizeof id);
        char *text = query_take_text(&query);
        if (!codes_find(codes, text))
            codes_add(codes, text, id);
        free(text);
    }
    return query_end(&query, err);
}

void codes_release(struct codes *codes)
{
    for (size_t i = 0; codes->n && i <= codes->mask; i++)
        free(codes->list[i].text);
    free(codes->list);
    *codes = (struct codes){.list = NULL};
}
