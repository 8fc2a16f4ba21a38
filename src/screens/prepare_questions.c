/*
 * prepare_questions: the example questions of the guide, to take along one by one.
 */
#include <stdlib.h>

#include "domain/questions.h"
#include "prepare_inside.h"
#include "screens/ask.h"

#define QUESTIONS POINT_OWN "/" FIELD_QUESTIONS

static bool list_is_full(const struct interview *interview)
{
    const char *lines = questions_own(interview);
    size_t len;
    int n = 0;
    while (questions_next(&lines, &len))
        n++;
    return n >= ASKED_LINES_MAX;
}

struct outcome prepare_ask_question(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    size_t n;
    if (store_need_write(prepare->screen.desk->store, &err) || sheet_commit(&prepare->sheet, &err))
        return outcome_err(&err);
    if (list_is_full(interview_of(prepare)))
        return outcome_say("%s", tr(err.lang, "Your list is full; take a question off first."));
    const char **questions = questions_left(interview_of(prepare), guide_of(prepare), &n);
    struct ask ask = {
        .tag = TAG_PICK,
        .kind = ASK_CHOICE,
        .audience = AUDIENCE_SELF,
        .question = tr(err.lang, "Which question do you want to take along?"),
        .options = questions,
        .n = n,
    };
    struct outcome outcome =
        n ? outcome_open(ask_open(prepare->screen.desk, &ask))
          : outcome_say("%s", tr(err.lang, "You take all the example questions along already."));
    free(questions);
    return outcome;
}

struct outcome prepare_take_question(struct prepare *prepare, int choice)
{
    struct err err = ERR_INIT(lang_of(prepare));
    struct buf lines = BUF_INIT;
    size_t n;
    const char **questions = questions_left(interview_of(prepare), guide_of(prepare), &n);
    buf_adds(&lines, questions_own(interview_of(prepare)));
    if (lines.len)
        buf_addc(&lines, '\n');
    int failed = 0;
    if (choice >= 0 && (size_t)choice < n) {
        buf_adds(&lines, questions[choice]);
        failed = sheet_set_text(&prepare->sheet, QUESTIONS, lines.data, &err);
    }
    if (!failed)
        form_focus(&prepare->sheet.form, QUESTIONS);
    prepare->chosen = !failed;
    buf_release(&lines);
    free(questions);
    return failed ? outcome_err(&err) : outcome_redraw();
}
