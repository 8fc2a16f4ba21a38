#include "naughty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"

#define OWN    "tests/naughty/own.txt"
#define PUBLIC "build/blns.base64.txt"

#if defined(__SANITIZE_ADDRESS__)
enum { STEP = 5 };
#else
enum { STEP = 1 };
#endif
enum { LONG = 3000, STACKED = 400 };

static void add(struct naughty *naughty, const struct buf *text)
{
    naughty->texts = mem_room(naughty->texts, naughty->n, sizeof *naughty->texts);
    struct buf *copy = &naughty->texts[naughty->n++];
    buf_init(copy);
    buf_add(copy, text->data, text->len);
}

/* ---- the project's own ----------------------------------------------------------------------- */

/* Adds what stands behind a backslash; returns its signs. */
static size_t add_escape(struct buf *text, const char *from)
{
    char digits[9] = "", coded[4];
    size_t n = *from == 'x' ? 2 : *from == 'u' ? 4 : *from == 'U' ? 8 : 0;
    if (n) {
        memcpy(digits, from + 1, n);
        uint32_t code = (uint32_t)strtoul(digits, NULL, 16);
        if (n == 2)
            buf_addc(text, (char)code);
        else
            buf_add(text, coded, utf8_encode(code, coded));
        return n + 1;
    }
    buf_addc(text, *from == 'n' ? '\n' : *from == 'r' ? '\r' : *from == 't' ? '\t' : *from);
    return 1;
}

static void add_line(struct naughty *naughty, const char *line)
{
    struct buf text = BUF_INIT;
    for (size_t at = 0; line[at];) {
        if (line[at] == '\\' && line[at + 1])
            at += 1 + add_escape(&text, line + at + 1);
        else
            buf_addc(&text, line[at++]);
    }
    add(naughty, &text);
    buf_release(&text);
}

static FILE *must_open(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s is not there", path);
    return file;
}

static void read_own(struct naughty *naughty)
{
    char line[1024];
    FILE *file = must_open(OWN);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line && strncmp(line, "# ", 2) != 0)
            add_line(naughty, line);
    }
    fclose(file);
}

/* Those that are long, rather made than written. */
static void make_long(struct naughty *naughty)
{
    static const char *const pieces[] = {"a",   "\xCC\x81",     "\xE4\xB8\xAD",
                                         "<b>", "a ",           "\n",
                                         "\"",  "\xE2\x80\x8D", "\xF0\x9F\x91\xA8\xE2\x80\x8D"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf text = BUF_INIT;
        buf_addc(&text, 'x');
        for (int k = 0; k < (i == 1 ? STACKED : LONG); k++)
            buf_adds(&text, pieces[i]);
        add(naughty, &text);
        buf_release(&text);
    }
}

/* ---- the public list ------------------------------------------------------------------------- */

static int value_of(char sign)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = sign ? strchr(signs, sign) : NULL;
    return found ? (int)(found - signs) : -1;
}

static void add_base64(struct naughty *naughty, const char *line)
{
    struct buf text = BUF_INIT;
    uint32_t bits = 0;
    int have = 0, value;
    for (; (value = value_of(*line)) >= 0; line++) {
        bits = bits << 6 | (uint32_t)value;
        have += 6;
        if (have >= 8)
            buf_addc(&text, (char)(bits >> (have -= 8) & 0xFF));
    }
    if (!*line || *line == '=')
        add(naughty, &text);
    buf_release(&text);
}

static void read_public(struct naughty *naughty)
{
    const char *given = getenv("GESPREK_NAUGHTY");
    FILE *file = given ? must_open(given) : fopen(PUBLIC, "r");
    char line[8192];
    if (!file) {
        print_message("the public list is not in " PUBLIC ": only the project's own are tried\n");
        return;
    }
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (*line && *line != '#')
            add_base64(naughty, line);
    }
    fclose(file);
}

/* Sanitizers take their time: they see one in so many. */
static void thin_out(struct naughty *naughty)
{
    size_t kept = 0;
    for (size_t i = 0; i < naughty->n; i++)
        if (i % STEP)
            buf_release(&naughty->texts[i]);
        else
            naughty->texts[kept++] = naughty->texts[i];
    naughty->n = kept;
}

void naughty_load(struct naughty *naughty)
{
    *naughty = (struct naughty){0};
    read_own(naughty);
    make_long(naughty);
    assert_true(naughty->n >= 300);
    if (STEP > 1)
        thin_out(naughty);
    naughty->own = naughty->n;
    read_public(naughty);
}

void naughty_release(struct naughty *naughty)
{
    for (size_t i = 0; i < naughty->n; i++)
        buf_release(&naughty->texts[i]);
    free(naughty->texts);
}

void naughty_text(const struct naughty *naughty, size_t i, size_t max, struct buf *text)
{
    buf_clear(text);
    buf_adds(text, naughty->texts[i].data);
    if (!max || text->len <= max)
        return;
    size_t end = 0;
    for (size_t next; end < text->len; end = next) {
        next = utf8_next(text->data, text->len, end);
        if (next > max)
            break;
    }
    buf_cut(text, end);
}

/* ---- what comes out -------------------------------------------------------------------------- */

static void print_bytes(const char *what, const struct buf *bytes)
{
    fprintf(stderr, "%s \"", what);
    for (size_t i = 0; i < bytes->len && i < 600; i++) {
        unsigned char byte = (unsigned char)bytes->data[i];
        fprintf(stderr, byte >= ' ' && byte < 0x7F && byte != '\\' ? "%c" : "\\x%02x", byte);
    }
    fprintf(stderr, "\"\n");
}

void naughty_fail(const char *what, const char *where, const struct buf *text,
                  const struct buf *out)
{
    fprintf(stderr, "%s: %s\n", where, what);
    print_bytes("text", text);
    if (out)
        print_bytes("out", out);
    fail();
    abort(); /* fail does not come back */
}

void naughty_is_shown(const struct buf *out, bool crlf, const char *where, const struct buf *text)
{
    for (size_t at = 0; at < out->len;) {
        const char *line = out->data + at, *end = memchr(line, '\n', out->len - at);
        size_t size = end ? (size_t)(end - line) : out->len - at;
        at += size + 1;
        if (crlf && end && size && line[size - 1] == '\r')
            size--;
        if (!utf8_valid(line, size) || !utf8_clean(line, size)) {
            struct buf part = BUF_INIT;
            buf_add(&part, line, size);
            naughty_fail("not fit to be seen", where, text, &part);
        }
    }
}
