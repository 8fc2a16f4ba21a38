/*
 * talk_lines: what stands at a point in a line or two: its questions, what is out of balance, the
 * pitfall, a tip, what HR said.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/questions.h"
#include "screens/field.h"
#include "talk_inside.h"

#define QUESTIONS 4 /* shown at once; all of them are one key away */

static int draw_question(const struct talk *talk, struct frame *frame, int row, const char *text,
                         size_t len, bool own)
{
    char *question = mem_copy_len(text, len);
    int col = FIELD_GUTTER + 3;
    if (own)
        frame_put(frame, row, col - 2, 1, "*", STYLE_STRONG);
    int rows = frame_wrap(frame, row, col, 4, frame->columns - col, question, STYLE_STRONG);
    free(question);
    return rows + (talk->air > 0);
}

/* How many questions are shown: few where there is little room, or a list of agreements to read. */
static int questions_most(const struct talk *talk)
{
    if (point_of(talk)->agreements && interview_of(talk)->n_agreements)
        return QUESTIONS - 2;
    return talk->air ? QUESTIONS : QUESTIONS - 1;
}

/* Own questions first, each with a star; returns the row after them and how many in *shown. */
static int draw_own_questions(const struct talk *talk, struct frame *frame, int row, int *shown)
{
    const char *lines = questions_own(interview_of(talk)), *line;
    int most = point_of(talk)->questions.n ? (questions_most(talk) + 1) / 2 : QUESTIONS;
    size_t len;
    while (*shown < most && (line = questions_next(&lines, &len))) {
        if (!len || !questions_belong(guide_of(talk), point_of(talk), line, len))
            continue;
        row += draw_question(talk, frame, row, line, len, true);
        (*shown)++;
    }
    return row;
}

int talk_draw_questions(const struct talk *talk, struct frame *frame, int row)
{
    const struct guide_lines *questions = &point_of(talk)->questions;
    int shown = 0, most = questions_most(talk);
    row = draw_own_questions(talk, frame, row, &shown);
    for (size_t i = 0; i < questions->n && shown < most; i++) {
        const char *question = questions->line[i];
        size_t len = strlen(question);
        if (questions_taken(interview_of(talk), question, len))
            continue;
        row += draw_question(talk, frame, row, question, len, false);
        shown++;
    }
    return shown && !talk->air ? row + 1 : row;
}

static const char *capture_label(const struct guide_point *point, const char *id)
{
    const struct guide_field *field = guide_field(point->capture, point->n_capture, id);
    return field ? field->ask : id;
}

int talk_draw_balance(const struct talk *talk, struct frame *frame, int row)
{
    const struct guide_point *point = point_of(talk);
    struct buf line = BUF_INIT;
    if (!interview_unbalanced(interview_of(talk), point))
        return row;
    buf_addf(&line, tr(lang_of(talk), "! \"%s\" is filled in; look at \"%s\" too."),
             capture_label(point, point->balance[0]), capture_label(point, point->balance[1]));
    row += frame_wrap(frame, row, FIELD_GUTTER, 2, frame->columns - FIELD_GUTTER, line.data,
                      STYLE_WARN);
    buf_release(&line);
    return row;
}

int talk_draw_pitfall(const struct talk *talk, struct frame *frame, int row)
{
    const struct guide_lines *ids = &point_of(talk)->pitfalls;
    const struct guide_pitfall *pitfall =
        ids->n ? guide_pitfall(guide_of(talk), ids->line[talk->visits[talk->point] % ids->n])
               : NULL;
    struct buf line = BUF_INIT;
    if (!pitfall)
        return row;
    buf_addf(&line, "%s: %s", tr(lang_of(talk), "pitfall"), pitfall->text);
    if (*pitfall->instead)
        buf_addf(&line, " %s %s", frame->lines ? "\u2192" : "->", pitfall->instead);
    row += talk->air;
    row += frame_wrap(frame, row, FIELD_GUTTER, 3, frame->columns - FIELD_GUTTER, line.data,
                      STYLE_QUIET);
    buf_release(&line);
    return row;
}

#define TIP_ROWS 2

/* Only where there is air, and a row is left blank under it. */
int talk_draw_tip(const struct talk *talk, struct frame *frame, int row)
{
    const struct guide_lines *tips = &point_of(talk)->tips;
    int columns = frame->columns - FIELD_GUTTER;
    struct buf line = BUF_INIT;
    if (!talk->air || !tips->n)
        return row;
    buf_addf(&line, "%s: %s", tr(lang_of(talk), "tip"),
             tips->line[talk->visits[talk->point] % tips->n]);
    int rows = frame_wrap_rows(line.data, columns);
    rows = rows < TIP_ROWS ? rows : TIP_ROWS;
    if (row + rows < talk->rows)
        row += frame_wrap(frame, row, FIELD_GUTTER, rows, columns, line.data, STYLE_QUIET);
    buf_release(&line);
    return row;
}

/* What HR said at this point, or that it was asked: one quiet line, the last one of them. */
int talk_draw_sparring(const struct talk *talk, struct frame *frame, int row)
{
    const struct sparring_row *found = NULL;
    struct buf line = BUF_INIT;
    for (size_t i = talk->n_sparring; i--;)
        if (!strcmp(talk->sparring[i].point, point_of(talk)->id))
            found = &talk->sparring[i];
    if (!found)
        return row;
    buf_addf(&line, "%s: %s", found->turn == SIDE_HR ? tr(lang_of(talk), "asked HR") : "HR",
             found->last);
    row += talk->air;
    row += frame_wrap(frame, row, FIELD_GUTTER, 2, frame->columns - FIELD_GUTTER, line.data,
                      STYLE_QUIET);
    buf_release(&line);
    return row;
}
