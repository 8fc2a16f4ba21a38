#include "base/uuid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static const char hex[] = "0123456789abcdef";

/* Names that could be guessed or come twice would mix up two people's agreements: better none. */
static void fill_random(unsigned char *bytes, size_t len)
{
    static const char sentence[] =
        "gesprek: this computer gives no random numbers, so nothing new can be kept apart. Restart "
        "it and try again.\n";
    if (getentropy(bytes, len) == 0)
        return;
    if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
        _exit(1);
    exit(1);
}

void uuid_make(char id[UUID_SIZE], int64_t now)
{
    unsigned char bytes[16];
    fill_random(bytes, sizeof bytes);
    for (int i = 0; i < 6; i++)
        bytes[i] = (unsigned char)((uint64_t)now >> (40 - 8 * i));
    bytes[6] = (unsigned char)(0x70 | (bytes[6] & 0x0F)); /* version 7 */
    bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3F)); /* the variant of RFC 9562 */
    char *out = id;
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = hex[bytes[i] >> 4];
        *out++ = hex[bytes[i] & 0x0F];
    }
    *out = '\0';
}

bool uuid_valid(const char *text)
{
    static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (strlen(text) != UUID_SIZE - 1)
        return false;
    for (size_t i = 0; i < UUID_SIZE - 1; i++)
        if (shape[i] == '-' ? text[i] != '-' : !memchr(hex, text[i], sizeof hex - 1))
            return false;
    return true;
}

void uuid_handle(const char *id, char handle[HANDLE_SIZE])
{
    size_t len = strlen(id);
    size_t skip = len >= HANDLE_SIZE - 1 ? len - (HANDLE_SIZE - 1) : 0;
    snprintf(handle, HANDLE_SIZE, "%s", id + skip);
}
