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
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '?')
            buf_adds(buf, " " VOCABULARY_END);
        buf_addc(buf, text[i]);
    }
    if (len && text[len - 1] != '?')
        buf_adds(buf, " " VOCABULARY_END);
}

bool privacy_asks(const struct privacy *privacy, const char *text)
{
    struct privacy_findings noted, asked;
    struct buf ended = BUF_INIT;
    add_ended(&ended, text);
    privacy_check(privacy, text, strlen(text), &noted);
    privacy_check(privacy->asks, ended.data, ended.len, &asked);
    buf_release(&ended);
    bool asks = noted.n || asked.n;
    privacy_release(&noted);
    privacy_release(&asked);
    return asks;
}

void privacy_release(struct privacy_findings *findings)
{
    free(findings->items);
    *findings = (struct privacy_findings){0};
}
