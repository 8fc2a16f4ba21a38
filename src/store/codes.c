#include "codes_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Where it stands, or would. */
static size_t place_of(const struct codes *codes, const char *text)
{
    size_t low = 0, high = codes->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(codes->list[middle]->text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *codes_find(const struct codes *codes, const char *text)
{
    size_t at = place_of(codes, text);
    return at < codes->n && !strcmp(codes->list[at]->text, text) ? codes->list[at]->person : NULL;
}

void codes_add(struct codes *codes, const char *text, const char *person)
{
    size_t at = place_of(codes, text);
    struct code *code = mem_zero(1, sizeof *code);
    code->text = mem_copy(text);
    memcpy(code->person, person, UUID_SIZE);
    codes->list = mem_room(codes->list, codes->n, sizeof *codes->list);
    memmove(&codes->list[at + 1], &codes->list[at], (codes->n - at) * sizeof *codes->list);
    codes->list[at] = code;
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
    for (size_t i = 0; i < codes->n; i++) {
        free(codes->list[i]->text);
        free(codes->list[i]);
    }
    free(codes->list);
    *codes = (struct codes){.list = NULL};
}
