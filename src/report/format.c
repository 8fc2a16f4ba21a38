#include "report/format.h"

#include <string.h>

#include "report/html.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/text.h"

static void add_text(struct buf *out, const struct report *report)
{
    text_add_report(out, report, TEXT_COLUMNS);
}

static const struct {
    const char *ending;
    void (*add)(struct buf *out, const struct report *report);
} formats[] = {
    [FORMAT_TEXT] = {".txt", add_text},
    [FORMAT_MARKDOWN] = {".md", markdown_add_report},
    [FORMAT_HTML] = {".html", html_add_report},
    [FORMAT_JSON] = {".json", json_add_report},
};

void format_add_report(struct buf *out, const struct report *report, enum format format)
{
    formats[format].add(out, report);
}

const char *format_ending(enum format format)
{
    return formats[format].ending;
}

enum format format_of_path(const char *path)
{
    size_t len = strlen(path);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        size_t ending = strlen(formats[i].ending);
        if (len > ending && !strcmp(path + len - ending, formats[i].ending))
            return (enum format)i;
    }
    return FORMAT_TEXT;
}
