/* What is in an answer that may not be written down: said once, and mended when the user wants. */
#include <string.h>

#include "base/mem.h"
#include "plain_inside.h"

/* Which of the three; 3 when nothing is answered. */
static int ask_choice(struct plain *plain, const char *text, const struct privacy_finding *finding)
{
    struct buf prompt = BUF_INIT;
    enum lang lang = plain_lang(plain);
    buf_addf(&prompt, tr(lang, "Mind: \"%.*s\": %s. %s 1 leave out, 2 rewrite, 3 let it stand"),
             (int)finding->len, text + finding->at, finding->class->title, finding->class->why);
    const char *line = "3";
    while (lines_ask(&plain->lines, prompt.data, NULL)) {
        line = plain->lines.line.data;
        if (!*line || (strchr("123", *line) && !line[1]))
            break;
        lines_say(&plain->lines, "Type 1, 2 or 3.");
        line = "3";
    }
    buf_release(&prompt);
    return *line ? *line - '0' : 3;
}

/* The user writes it anew, from what is proposed. */
static void ask_anew(struct plain *plain, struct buf *text)
{
    lines_say(&plain->lines, "Proposed: %s", text->data);
    if (!lines_ask(&plain->lines, tr(plain_lang(plain), "Write it anew"),
                   tr(plain_lang(plain), "empty takes what is proposed")) ||
        !plain->lines.line.len)
        return;
    buf_clear(text);
    buf_add(text, plain->lines.line.data, plain->lines.line.len);
}

/* Is it about a limit whose source is asked for, or was named, beside the text? */
static bool is_sourced(const struct plain *plain, const struct privacy_finding *finding)
{
    return plain->sourced && finding->class->sourced;
}

/* Does something about the finding numbered *at; false when there are no more. */
static bool mend_one(struct plain *plain, const struct privacy *privacy, struct buf *text,
                     size_t *at)
{
    struct privacy_findings findings;
    struct buf mended = BUF_INIT;
    size_t place;
    privacy_check(privacy, text->data, text->len, &findings);
    while (*at < findings.n && is_sourced(plain, &findings.items[*at]))
        ++*at;
    bool more = findings.n > *at;
    int choice = more ? ask_choice(plain, text->data, &findings.items[*at]) : 0;
    if (choice == 1)
        privacy_leave_out(privacy, &mended, text->data, text->len, &findings.items[*at], &place);
    if (choice == 2)
        privacy_reword(privacy, &mended, text->data, text->len, &findings.items[*at], &place);
    if (choice == 2)
        ask_anew(plain, &mended);
    if (choice == 1 || choice == 2) {
        buf_clear(text);
        buf_add(text, mended.data, mended.len);
    }
    *at += choice == 3 || choice == 2;
    privacy_release(&findings);
    buf_release(&mended);
    return more;
}

void plain_mind(struct plain *plain, struct buf *text)
{
    const struct privacy *privacy = desk_privacy(plain->desk, plain->dossier.guide);
    size_t at = 0;
    while (privacy && text->len && mend_one(plain, privacy, text, &at))
        continue;
}

void plain_notice(struct plain *plain)
{
    struct buf text = BUF_INIT;
    buf_add(&text, plain->lines.line.data, plain->lines.line.len);
    plain_mind(plain, &text);
    buf_clear(&plain->lines.line);
    buf_add(&plain->lines.line, text.data, text.len);
    buf_release(&text);
}
