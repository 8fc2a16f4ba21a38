/*
 * absence_steps: a part of the work done again, in steps, each by advice of the company doctor.
 */
#include "absence_inside.h"
#include "screens/ask.h"

struct outcome absence_ask_step(const struct absence_screen *screen)
{
    return absence_ask_day(
        screen, TAG_STEP, N_("From which day was a part of the work done again?"),
        N_("Only by advice of the company doctor, of which the day is asked too."),
        today_of(screen));
}

struct outcome absence_ask_part(struct absence_screen *screen, int from)
{
    screen->step = (struct absence_step){.from = from};
    struct ask ask = {
        .tag = TAG_PART,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_REQUEST,
        .about = screen->person,
        .question = tr(lang_of(screen), "How much of the work, in percents?"),
        .hint = tr(lang_of(screen), "As the company doctor advised: 50, or 37.5."),
        .max = 8,
        .fault = absence_part_fault,
    };
    return outcome_open(ask_open(screen->screen.desk, &ask));
}

struct outcome absence_ask_advice(struct absence_screen *screen, const char *part)
{
    (void)absence_part_read(part, &screen->step.part); /* asked until it will do */
    return absence_ask_day(screen, TAG_ADVISED, N_("Of which day is the company doctor's advice?"),
                           N_("Without advice an employer may not set how much somebody can do."),
                           screen->step.from);
}

struct outcome absence_put_step(struct absence_screen *screen)
{
    struct absence absence = {.first_day = DAY_NONE};
    absence_copy(&absence, absence_shown(screen));
    absence_step_put(&absence, &screen->step);
    struct outcome outcome = absence_keep(screen, &absence, N_("absence of %s changed"));
    absence_release(&absence);
    return outcome;
}

struct outcome absence_ask_drop(const struct absence_screen *screen)
{
    return outcome_open(ask_yes(screen->screen.desk, TAG_DROP,
                                tr(lang_of(screen), "Take this step back away?"),
                                tr(lang_of(screen), "Undo brings it back.")));
}

struct outcome absence_drop_step(struct absence_screen *screen)
{
    size_t step = absence_step_at(screen, screen->list.selected);
    struct absence absence = {.first_day = DAY_NONE};
    if (!absence_shown(screen) || step >= absence_shown(screen)->n_steps)
        return outcome_redraw();
    absence_copy(&absence, absence_shown(screen));
    absence_step_drop(&absence, step);
    struct outcome outcome = absence_keep(screen, &absence, N_("absence of %s changed"));
    absence_release(&absence);
    return outcome;
}
