#include "domain/keyword.h"

#include <string.h>

bool keyword_find(const char *const *keywords, size_t n, const char *word, int *value)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(keywords[i], word) == 0) {
            *value = (int)i;
            return true;
        }
    }
    return false;
}
