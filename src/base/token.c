#include "base/token.h"

#include <string.h>

bool token_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool token_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

bool token_among(const char *word, const char *words)
{
    size_t len = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at += len)
        if ((at == words || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
            return true;
    return false;
}
