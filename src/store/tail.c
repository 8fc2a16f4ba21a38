#include "store/tail.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Ids are lower case; what was typed may not be. False when it can be no part of an id. */
static bool lower_tail(const char *typed, char tail[UUID_SIZE])
{
    size_t len = strlen(typed);
    if (len < TAIL_LEAST || len >= UUID_SIZE)
        return false;
    for (size_t i = 0; i <= len; i++)
        tail[i] = (char)(typed[i] >= 'A' && typed[i] <= 'F' ? typed[i] - 'A' + 'a' : typed[i]);
    return strspn(tail, "0123456789abcdef-") == len;
}

int tail_find(struct db *db, const char *sql, const struct tail_words *words, const char *typed,
              char found[UUID_SIZE], struct err *err)
{
    struct query query;
    char tail[UUID_SIZE], shown[41];
    int n = 0;
    *found = '\0';
    snprintf(shown, sizeof shown, "%s", typed); /* an id is no longer; the rest says nothing more */
    utf8_cut(shown, sizeof shown - 1);
    if (strlen(typed) < TAIL_LEAST)
        return err_set(err, "Give at least %d characters of the id.", TAIL_LEAST);
    if (!lower_tail(typed, tail))
        return err_set(err, words->none, shown);
    query_begin(&query, db, sql);
    query_text(&query, ":tail", tail);
    query_number(&query, ":short", !uuid_valid(tail));
    for (; query_row(&query); n++)
        query_take_id(&query, found, UUID_SIZE);
    if (query_end(&query, err))
        return -1;
    if (n != 1)
        *found = '\0';
    return n == 1 ? 0 : err_set(err, n ? words->several : words->none, shown);
}
