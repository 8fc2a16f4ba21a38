#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* A sentence that was cut must not end in half a character. */
static void mend_end(char *text)
{
    size_t len = strlen(text), back = 0;
    while (back < 3 && back < len && ((unsigned char)text[len - 1 - back] & 0xC0) == 0x80)
        back++;
    if (len > back && !utf8_valid(text + len - 1 - back, back + 1))
        text[len - 1 - back] = '\0';
}

int err_set(struct err *err, const char *english, ...)
{
    va_list args;
    va_start(args, english);
    vsnprintf(err->text, sizeof err->text, tr(err->lang, english), args);
    va_end(args);
    mend_end(err->text);
    return -1;
}

int err_within(struct err *err, const char *english, ...)
{
    char before[sizeof err->text];
    char after[sizeof err->text];
    memcpy(after, err->text, sizeof after);
    va_list args;
    va_start(args, english);
    vsnprintf(before, sizeof before, tr(err->lang, english), args);
    va_end(args);
    snprintf(err->text, sizeof err->text, "%.300s: %.700s", before, after);
    mend_end(err->text);
    return -1;
}
