#include "base/decimal.h"

#include <assert.h>
#include <ctype.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS = 9 };

static bool read_whole(const char **text, int64_t *value)
{
    int digits = 0;
    for (; isdigit((unsigned char)**text); ++*text, digits++)
        if (digits < DIGITS)
            *value = *value * 10 + (**text - '0');
    return digits > 0 && digits <= DIGITS;
}

bool decimal_read(const char *text, int scale, int *value)
{
    int64_t sum = 0;
    text += strspn(text, " \t");
    bool whole = read_whole(&text, &sum), part = false;
    sum *= scale;
    if (*text == ',' || *text == '.') {
        text++;
        for (int step = scale; isdigit((unsigned char)*text); text++, part = true) {
            if (step < 10 && *text != '0')
                return false;
            step /= 10;
            sum += (int64_t)step * (*text - '0');
        }
        if (!part)
            return false;
    }
    text += strspn(text, " \t");
    if (*text || !(whole || part) || sum > INT32_MAX)
        return false;
    *value = (int)sum;
    return true;
}

void decimal_add(struct buf *buf, int value, int scale, enum lang lang)
{
    int rest = value % scale;
    buf_addf(buf, "%d", value / scale);
    if (!rest)
        return;
    buf_addc(buf, lang == LANG_NL ? ',' : '.');
    for (scale /= 10; rest; scale /= 10) {
        assert(scale); /* it is a power of ten, and rest is less */
        buf_addc(buf, (char)('0' + rest / scale));
        rest %= scale;
    }
}
