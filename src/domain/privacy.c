#include "domain/privacy.h"

#include <stdlib.h>
#include <string.h>

#include "privacy_inside.h"

void privacy_check(const struct privacy *privacy, const char *text, size_t len,
                   struct privacy_findings *findings)
{
    struct scan scan;
    *findings = (struct privacy_findings){0};
    scan_open(&scan, privacy);
    scan_text(&scan, text, len);
    scan_judge(&scan, findings);
    findings->steps = scan.steps;
    scan_close(&scan);
}

bool privacy_forbids(const struct privacy *privacy, const char *text, bool sourced)
{
    struct privacy_findings findings;
    bool forbids = false;
    privacy_check(privacy, text, strlen(text), &findings);
    for (size_t i = 0; i < findings.n; i++)
        forbids = forbids || !(sourced && findings.items[i].class->sourced);
    privacy_release(&findings);
    return forbids;
}

bool privacy_limits(const struct privacy *privacy, const char *text)
{
    struct privacy_findings findings;
    bool limits = false;
    privacy_check(privacy, text, strlen(text), &findings);
    for (size_t i = 0; i < findings.n; i++)
        limits = limits || findings.items[i].class->sourced;
    privacy_release(&findings);
    return limits;
}

/* Adds text with the word for the end of a question where one ends: "Wat heb je?" is another
 * question than "Wat heb je nodig?". */
static void add_ended(struct buf *buf, const char *text)
{
    for (const char *mark; (mark = strchr(text, '?')); text = mark + 1) {
        buf_add(buf, text, (size_t)(mark - text));
        buf_adds(buf, " " VOCABULARY_END "?");
    }
    buf_adds(buf, text);
    if (*text)
        buf_adds(buf, " " VOCABULARY_END);
}

static bool finds(const struct privacy *privacy, const char *text, size_t len)
{
    struct privacy_findings findings;
    privacy_check(privacy, text, len, &findings);
    bool any = findings.n > 0;
    privacy_release(&findings);
    return any;
}

bool privacy_asks(const struct privacy *privacy, const char *text)
{
    struct buf ended = BUF_INIT;
    if (finds(privacy, text, strlen(text)))
        return true;
    add_ended(&ended, text);
    bool asks = finds(privacy->asks, ended.data, ended.len);
    buf_release(&ended);
    return asks;
}

void privacy_release(struct privacy_findings *findings)
{
    free(findings->items);
    *findings = (struct privacy_findings){0};
}
