#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { BEFORE_MAX = 300, SENTENCE_MAX = 700 };

int err_set(struct err *err, const char *english, ...)
{
    va_list args;
    va_start(args, english);
    vsnprintf(err->text, sizeof err->text, tr(err->lang, english), args);
    va_end(args);
    utf8_cut(err->text, sizeof err->text - 1);
    return -1;
}

int err_within(struct err *err, const char *english, ...)
{
    char before[BEFORE_MAX + 1], sentence[sizeof err->text];
    memcpy(sentence, err->text, sizeof sentence);
    utf8_cut(sentence, SENTENCE_MAX);
    va_list args;
    va_start(args, english);
    vsnprintf(before, sizeof before, tr(err->lang, english), args);
    va_end(args);
    utf8_cut(before, BEFORE_MAX);
    snprintf(err->text, sizeof err->text, "%s: %.*s", before, SENTENCE_MAX, sentence);
    return -1;
}
