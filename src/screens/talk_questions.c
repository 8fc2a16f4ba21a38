/*
 * talk_questions: all questions, tips and pitfalls of a point, those taken along first.
 */
#include <string.h>

#include "domain/questions.h"
#include "screens/screens.h"
#include "talk_inside.h"

static void add_block(struct buf *text, const char *heading, const char *lines, const char *sign)
{
    if (!*lines)
        return;
    buf_addf(text, "%s%s\n\n", text->len ? "\n" : "", heading);
    while (*lines) {
        size_t n = strcspn(lines, "\n");
        buf_addf(text, "%s%.*s\n", sign, (int)n, lines);
        lines += n + (lines[n] == '\n');
    }
}

static void add_lines(struct buf *text, const char *heading, const struct guide_lines *lines)
{
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < lines->n; i++)
        buf_addf(&all, "%s\n", lines->line[i]);
    add_block(text, heading, all.data, "- ");
    buf_release(&all);
}

static void add_pitfalls(const struct talk *talk, struct buf *text)
{
    const struct guide_lines *ids = &point_of(talk)->pitfalls;
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < ids->n; i++) {
        const struct guide_pitfall *pitfall = guide_pitfall(guide_of(talk), ids->line[i]);
        if (pitfall)
            buf_addf(&all, "%s -> %s\n", pitfall->text, pitfall->instead);
    }
    add_block(text, tr(lang_of(talk), "PITFALLS"), all.data, "- ");
    buf_release(&all);
}

struct outcome talk_view_questions(struct talk *talk)
{
    const struct guide_point *point = point_of(talk);
    enum lang lang = lang_of(talk);
    struct buf text = BUF_INIT;
    add_block(&text, tr(lang, "QUESTIONS YOU TAKE ALONG"), questions_own(interview_of(talk)), "* ");
    add_lines(&text, tr(lang, "EXAMPLE QUESTIONS"), &point->questions);
    add_lines(&text, tr(lang, "TIPS"), &point->tips);
    add_pitfalls(talk, &text);
    struct screen *view =
        view_open(talk->screen.desk, point->title, text.data, interview_of(talk)->id);
    buf_release(&text);
    return outcome_open(view);
}
