/* Absence by team. */
#include "figures_inside.h"

static void add_team(struct figures_making *making, const struct figures_group *group)
{
    const struct figures *sum = &group->sum;
    struct buf value = BUF_INIT;
    const char *label = group->teams > 1 ? tr(making->lang, "the others together")
                        : *group->name   ? group->name
                                         : tr(making->lang, "no team");
    figures_add_percent(&value, sum->sick, sum, making->lang);
    struct insight_line *line = figures_add_line(making, BLOCK_ABSENCE_TEAMS, label,
                                                 group->teams > 1 ? "" : group->name, &value);
    line->number[0] = figures_number(figures_percent(sum->sick, sum, FINE));
    line->number[1] = figures_number(figures_frequency(sum, FINE));
    line->number[2] = figures_number(figures_duration(sum, FINE));
    buf_release(&value);
}

void figures_make_teams(struct figures_making *making)
{
    struct buf text = BUF_INIT;
    long alone = 0;
    for (size_t i = 0; i < making->now.n_groups; i++)
        alone += making->now.group[i].teams == 1;
    alone = figures_whole(&making->now) ? alone : 0;
    if (!figures_whole(&making->now))
        figures_add_why_not(making, &text, &making->now);
    else if (!alone && figures_frame_length(making->frame) > 1)
        buf_adds(&text,
                 tr(making->lang, "No team stands by itself: each was too small in one of these "
                                  "quarters, or stood with one that was, and that holds for all of "
                                  "them. Ask for one quarter."));
    else
        insight_add_alone(&text, alone, making->lang);
    for (size_t i = 0; alone && i < making->now.n_groups; i++)
        add_team(making, &making->now.group[i]);
    insight_tell(making->page, BLOCK_ABSENCE_TEAMS, &text);
}
