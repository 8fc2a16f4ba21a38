#include "report/html.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* Sizes in rem follow what the reader set; on paper they are points. The last block comes last, so
 * paper wins from dark. */
static const char style[] =
    ":root { color-scheme: light dark; --page: #fff; --ink: #1d1d1f; --quiet: #55585e; "
    "--rule: #c9ccd1 }\n"
    "@media (prefers-color-scheme: dark) { :root { --page: #17191c; --ink: #e8e8e6; "
    "--quiet: #a9adb4; --rule: #44484f } }\n"
    "html { background: var(--page); color: var(--ink); "
    "font: 1rem/1.5 system-ui, \"Noto Sans\", \"DejaVu Sans\", sans-serif }\n"
    "body { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem; overflow-wrap: anywhere }\n"
    "h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem }\n"
    "h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .75rem; padding-bottom: .25rem; "
    "border-bottom: 1px solid var(--rule) }\n"
    "h3 { font-size: 1rem; margin: 1rem 0 .25rem }\n"
    "p, ul, ol, dl { margin: .25rem 0 .75rem }\n"
    "ul, ol { padding-left: 1.75rem }\n"
    "dl { display: grid; grid-template-columns: fit-content(45%) 1fr; gap: .125rem 1rem }\n"
    "dt { color: var(--quiet) }\n"
    "h2 ~ dl { grid-template-columns: fit-content(70%) 1fr }\n"
    "h2 ~ dl > dt { color: inherit; font-weight: 600 }\n"
    "dd { margin: 0 }\n"
    "ol > li { margin-bottom: .75rem }\n"
    "li > p { margin: 0 }\n"
    "li > p:first-child { font-weight: 600 }\n"
    ".mark { color: var(--quiet); font-weight: 400 }\n"
    ".end { margin-top: 2rem; color: var(--quiet) }\n"
    "figure { margin: 0; display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; "
    "align-items: end }\n"
    "table { border-collapse: collapse; width: 100% }\n"
    "tr { height: 26px; line-height: 1.2 }\n"
    "th { text-align: left; font-weight: 400 } td { text-align: right; white-space: nowrap }\n"
    "svg { width: 100% }\n"
    ".all { fill: var(--rule) } .part { fill: var(--quiet) } .beside { fill: var(--ink) }\n"
    "figure { break-inside: avoid }\n"
    "h1, h2, h3, dt { break-after: avoid }\n"
    "ol > li { break-inside: avoid }\n"
    "p, li { orphans: 2; widows: 2 }\n"
    "@page { size: A4; margin: 20mm 20mm 22mm; "
    "@bottom-right { content: counter(page) \" / \" counter(pages); font: 9pt sans-serif } }\n"
    "@media print { :root { color-scheme: light; --page: #fff; --ink: #000; --quiet: #000; "
    "--rule: #000; font-size: 10.5pt } body { max-width: none; padding: 0 } }\n";

/* What stands for a sign of markup; NULL for any other. */
static const char *entity(char sign)
{
    static const struct {
        char sign;
        const char *entity;
    } entities[] = {
        {'&', "&amp;"},  {'<', "&lt;"},   {'>', "&gt;"},
        {'"', "&quot;"}, {'\'', "&#39;"}, {'\n', "<br>"},
    };
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (entities[i].sign == sign)
            return entities[i].entity;
    return NULL;
}

void html_add_text(struct buf *out, const char *text, size_t len)
{
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, len, true);
    for (size_t i = 0; i < shown.len; i++) {
        const char *safe = entity(shown.data[i]);
        if (safe)
            buf_adds(out, safe);
        else
            buf_addc(out, shown.data[i]);
    }
    buf_release(&shown);
}

/* A heading or a title is one line, whatever was put in a name. */
static void add_line(struct buf *out, const char *before, const char *text, const char *after)
{
    struct buf line = BUF_INIT;
    utf8_show(&line, text, strlen(text), false);
    buf_adds(out, before);
    html_add_text(out, line.data, line.len);
    buf_adds(out, after);
    buf_release(&line);
}

void html_begin(struct buf *out, const char *title, enum lang lang)
{
    buf_addf(out,
             "<!DOCTYPE html>\n"
             "<html lang=\"%s\">\n"
             "<head>\n"
             "<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" "
             "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
             lang_code(lang));
    add_line(out, "<title>", title, "</title>\n");
    buf_addf(out, "<style>\n%s</style>\n</head>\n<body>\n<main>\n", style);
    add_line(out, "<h1>", title, "</h1>\n");
}

void html_end(struct buf *out)
{
    buf_adds(out, "</main>\n</body>\n</html>\n");
}

/* The label with its mark, between tags of that name. */
static void add_label(struct buf *out, const char *tag, const struct report_item *item)
{
    buf_addf(out, "<%s>", tag);
    add_line(out, "", item->label, "");
    if (*item->mark)
        add_line(out, " <span class=\"mark\">(", item->mark, ")</span>");
    buf_addf(out, "</%s>", tag);
}

/* Each line of text between tags of that name. */
static void add_lines(struct buf *out, const char *tag, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        buf_addf(out, "<%s>", tag);
        html_add_text(out, text, len);
        buf_addf(out, "</%s>\n", tag);
        text += len + (text[len] == '\n');
    }
}

static void add_paragraph(struct buf *out, const char *opening, const char *text)
{
    buf_adds(out, opening);
    html_add_text(out, text, strlen(text));
    buf_adds(out, "</p>\n");
}

static void add_item(struct buf *out, const struct report_item *item, const char *paragraph)
{
    switch (item->kind) {
    case REPORT_LINE:
        add_paragraph(out, paragraph, item->text);
        break;
    case REPORT_PAIR:
        add_label(out, "dt", item);
        buf_adds(out, "\n<dd>");
        html_add_text(out, item->text, strlen(item->text));
        buf_adds(out, "</dd>\n");
        break;
    case REPORT_NOTE:
        add_label(out, "h3", item);
        buf_addc(out, '\n');
        add_paragraph(out, "<p>", item->text);
        break;
    case REPORT_LIST:
        add_label(out, "h3", item);
        buf_adds(out, "\n<ul>\n");
        add_lines(out, "li", item->text);
        buf_adds(out, "</ul>\n");
        break;
    case REPORT_NUMBERED:
        buf_adds(out, "<li>\n");
        add_lines(out, "p", item->text);
        buf_adds(out, "</li>\n");
        break;
    }
}

/* The list that items of a kind stand in together; "" for those that stand alone. */
static const char *list_of(enum report_kind kind)
{
    return kind == REPORT_PAIR ? "dl" : kind == REPORT_NUMBERED ? "ol" : "";
}

static void add_section(struct buf *out, const struct report_section *section, bool last)
{
    const char *list = "";
    if (*section->heading)
        add_line(out, "<section>\n<h2>", section->heading, "</h2>\n");
    else
        buf_adds(out, "<section>\n");
    for (size_t i = 0; i < section->n_items; i++) {
        const char *here = list_of(section->items[i].kind);
        bool other = strcmp(list, here) != 0;
        if (other && *list)
            buf_addf(out, "</%s>\n", list);
        if (other && *here)
            buf_addf(out, "<%s>\n", here);
        list = here;
        add_item(out, &section->items[i], last ? "<p class=\"end\">" : "<p>");
    }
    if (*list)
        buf_addf(out, "</%s>\n", list);
    buf_adds(out, "</section>\n");
}

void html_add_report(struct buf *out, const struct report *report)
{
    html_begin(out, report->title, report->lang);
    for (size_t i = 0; i < report->n_sections; i++)
        add_section(out, &report->sections[i],
                    i + 1 == report->n_sections && !*report->sections[i].heading);
    html_end(out);
}
