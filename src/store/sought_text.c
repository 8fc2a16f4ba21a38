#include "store/sought_text.h"

#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* A hash is three signs of a plane for private use (U+F0000 and on), 48 bits: no word can be that.
 */
#define HASH_BASE 65000 /* below what is no character in that plane */

enum { SIGN = 4 }; /* bytes at most */

/* FNV-1a, 64 bits (draft-eastlake-fnv); the top is mixed in, as not all of it is written. */
char *sought_put_hash(char *end, const char *text, size_t len)
{
    uint64_t hash = 0xCBF29CE484222325U;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001B3U;
    hash ^= hash >> 32;
    for (int i = 0; i < SOUGHT_HASH / SIGN; i++, hash /= HASH_BASE)
        end += utf8_encode(0xF0000 + (uint32_t)(hash % HASH_BASE), end);
    return end;
}

/* The columns of SOUGHT_TEXT. */
enum { STATUS, OWNER, TEAM, PERSON, PERSON_ID, GUIDE, SOURCE, DUE, WORDS, COLUMNS = 12 };

struct text {
    const char *text;
    size_t len;
};

static char *put_tag(char *end, enum tag tag)
{
    *end++ = ' ';
    return end + utf8_encode(tag, end);
}

static char *put_words(char *end, const struct text *words)
{
    *end++ = ' ';
    return (char *)memcpy(end, words->text, words->len) + words->len;
}

/* 2026-11-27 as 20261127; no date is after every day. */
static char *put_due(char *end, const struct text *due)
{
    if (strcmp(due->text, "9999-99") >= 0)
        return end;
    end = put_tag(end, TAG_DUE);
    for (size_t i = 0; i < due->len; i++)
        if (due->text[i] != '-')
            *end++ = due->text[i];
    return end;
}

static char *put_all(char *end, const struct text *columns)
{
    const struct text *status = &columns[STATUS];
    end += utf8_encode(TAG_ANY, end);
    end = put_tag(end, TAG_STATUS);
    if (status->len)
        *end++ = strcmp(status->text, "dropped") ? *status->text : 'x';
    end = put_tag(end, TAG_OWNER);
    if (columns[OWNER].len)
        *end++ = *columns[OWNER].text;
    for (int i = TEAM; i <= SOURCE; i++) {
        end = put_tag(end, (enum tag)((int)TAG_TEAM + i - (int)TEAM));
        end = sought_put_hash(end, columns[i].text, columns[i].len);
    }
    end = put_due(end, &columns[DUE]);
    for (int i = WORDS; i < COLUMNS; i++)
        end = put_words(end, &columns[i]);
    return put_words(end, &columns[PERSON]);
}

/* sought(...): SOUGHT_TEXT */
static void sought_text(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct text columns[COLUMNS];
    size_t most = (TAG_DUE - TAG_ANY + 1) * (1 + SIGN + SOUGHT_HASH) + COLUMNS;
    (void)n; /* COLUMNS, as it is registered */
    for (int i = 0; i < COLUMNS; i++) {
        const char *text = (const char *)sqlite3_value_text(values[i]);
        columns[i] = (struct text){text ? text : "", (size_t)sqlite3_value_bytes(values[i])};
        most += columns[i].len * (i == PERSON ? 2 : 1);
    }
    char *all = sqlite3_malloc64(most);
    if (!all) {
        sqlite3_result_error_nomem(context);
        return;
    }
    char *end = put_all(all, columns);
    sqlite3_result_text64(context, all, (sqlite3_uint64)(end - all), sqlite3_free, SQLITE_UTF8);
}

int sought_add_function(sqlite3 *handle)
{
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    return sqlite3_create_function(handle, "sought", COLUMNS, flags, NULL, sought_text, NULL, NULL);
}
