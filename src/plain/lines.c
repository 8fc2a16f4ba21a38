#include "plain/lines.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"
#include "report/text.h"

#define LINE_MAX  8192      /* bytes of an answer; no field is that long */
#define UNWRAPPED (1 << 20) /* columns that no line reaches */

void lines_init(struct lines *lines, FILE *in, FILE *out, enum lang lang)
{
    *lines = (struct lines){.in = in, .out = out, .lang = lang, .line = BUF_INIT};
}

void lines_release(struct lines *lines)
{
    buf_release(&lines->line);
}

/* ---- saying ---------------------------------------------------------------------------------- */

static void write_out(struct lines *lines, const char *text, size_t len)
{
    if (lines->fault || fwrite(text, 1, len, lines->out) == len)
        return;
    lines->fault = errno;
    lines->ended = true;
}

static void flush(struct lines *lines)
{
    if (lines->fault || fflush(lines->out) == 0)
        return;
    lines->fault = errno;
    lines->ended = true;
}

static void add_paragraph(const struct lines *lines, struct buf *out, const char *text)
{
    int columns = lines->columns ? lines->columns : UNWRAPPED;
    text_add_wrapped(out, text, strlen(text), 0, 0, columns);
}

void lines_put(struct lines *lines, const char *text)
{
    struct buf out = BUF_INIT;
    add_paragraph(lines, &out, text);
    write_out(lines, out.data, out.len);
    buf_release(&out);
}

void lines_put_made(struct lines *lines, const struct buf *text)
{
    write_out(lines, text->data, text->len);
}

void lines_say(struct lines *lines, const char *english, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, english);
    buf_addv(&text, tr(lines->lang, english), args);
    va_end(args);
    lines_put(lines, text.data);
    buf_release(&text);
}

/* ---- asking ---------------------------------------------------------------------------------- */

static void put_prompt(struct lines *lines, const char *prompt, const char *hint)
{
    struct buf text = BUF_INIT, out = BUF_INIT;
    buf_adds(&text, prompt);
    if (hint)
        buf_addf(&text, " (%s)", hint);
    buf_addc(&text, ':');
    add_paragraph(lines, &out, text.data);
    buf_cut(&out, out.len - 1);
    buf_addc(&out, ' ');
    write_out(lines, out.data, out.len);
    flush(lines);
    buf_release(&text);
    buf_release(&out);
}

/* Reads up to the end of the line; what is over LINE_MAX is read and dropped. False at the end of
 * the input. */
static bool read_line(struct lines *lines, bool *whole)
{
    int byte;
    size_t n = 0;
    buf_clear(&lines->line);
    for (; (byte = getc(lines->in)) != EOF && byte != '\n'; n++)
        if (n < LINE_MAX)
            buf_addc(&lines->line, (char)byte);
    *whole = n <= LINE_MAX;
    return byte != EOF || n > 0;
}

static void trim(struct buf *line)
{
    for (size_t i = 0; i < line->len; i++)
        if (line->data[i] == '\t' || (line->data[i] == '\r' && i + 1 == line->len))
            line->data[i] = ' ';
    while (line->len && line->data[line->len - 1] == ' ')
        buf_cut(line, line->len - 1);
    buf_splice(line, 0, strspn(line->data, " "), "", 0);
}

static bool is_text(const struct buf *line)
{
    return strlen(line->data) == line->len && utf8_clean(line->data, line->len);
}

/* The end of the input: what comes after it on a terminal begins on a line of its own. */
static void end(struct lines *lines)
{
    lines->ended = true;
    buf_clear(&lines->line);
    write_out(lines, "\n", 1);
    flush(lines);
}

bool lines_ask(struct lines *lines, const char *prompt, const char *hint)
{
    bool whole;
    while (!lines->ended) {
        put_prompt(lines, prompt, hint);
        if (!read_line(lines, &whole)) {
            end(lines);
            break;
        }
        trim(&lines->line);
        if (lines->echo)
            lines_put(lines, lines->line.data);
        if (whole && is_text(&lines->line))
            return true;
        lines_say(lines, "This line holds signs that are no text, or it is far too long. Type it "
                         "again, please.");
        lines->refused = lines->echo;
        lines->ended |= lines->refused;
    }
    return false;
}
