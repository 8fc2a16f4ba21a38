#include "keys.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

#define PASTE_BEGIN "<Paste>"
#define PASTE_END   "</Paste>"

static bool begins(const char *text, const char *with)
{
    return !strncmp(text, with, strlen(with));
}

static size_t paste(const char *keys, struct key *key)
{
    const char *text = keys + strlen(PASTE_BEGIN);
    const char *end = strstr(text, PASTE_END);
    if (!end)
        return 0;
    *key = (struct key){.kind = PRESS_PASTE,
                        .paste = mem_copy_len(text, (size_t)(end - text)),
                        .paste_len = (size_t)(end - text)};
    return (size_t)(end - keys) + strlen(PASTE_END);
}

static size_t wheel(const char *keys, struct key *key)
{
    bool up = begins(keys, "<WheelUp>");
    if (!up && !begins(keys, "<WheelDown>"))
        return 0;
    *key = (struct key){.kind = PRESS_WHEEL, .count = up ? -1 : 1};
    return strlen(up ? "<WheelUp>" : "<WheelDown>");
}

static size_t click(const char *keys, struct key *key)
{
    int row, col, used = 0, count = 1;
    if (sscanf(keys, "<Click %d,%d>%n", &row, &col, &used) != 2 || !used) {
        count = 2;
        if (sscanf(keys, "<Click2 %d,%d>%n", &row, &col, &used) != 2 || !used)
            return 0;
    }
    *key = (struct key){.kind = PRESS_CLICK, .row = row, .col = col, .count = count};
    return (size_t)used;
}

static size_t one(const char *keys, struct key *key)
{
    size_t used = 0;
    if (begins(keys, PASTE_BEGIN))
        return paste(keys, key);
    if ((used = wheel(keys, key)) || (used = click(keys, key)))
        return used;
    return key_parse(keys, key, &used) ? used : 0;
}

void keys_feed(const char *keys, void (*each)(void *arg, const struct key *key), void *arg)
{
    while (*keys) {
        struct key key = {0};
        size_t used = one(keys, &key);
        if (!used)
            fail_msg("no key: \"%.20s\"", keys);
        each(arg, &key);
        key_release(&key);
        keys += used;
    }
}
