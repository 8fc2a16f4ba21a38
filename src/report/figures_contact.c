/* How soon people were spoken to who were absent. */
#include "figures_inside.h"

static void add_due(struct figures_making *making, const struct contact *contact,
                    enum contact_due due)
{
    static const char *const labels[CONTACT_DUES] = {
        [CONTACT_FIRST_WEEK] = N_("spoken to in week 1"),
        [CONTACT_WEEK_SIX] = N_("spoken to in 6 weeks"),
    };
    static const char *const keys[CONTACT_DUES] = {
        [CONTACT_FIRST_WEEK] = "first_week", [CONTACT_WEEK_SIX] = "week_six"};
    struct buf value = BUF_INIT;
    int percent = insight_percent(contact->held[due], contact->due[due]);
    if (!contact->due[due])
        return;
    buf_addf(&value, tr(making->lang, "%d%% of %lld"), percent, (long long)contact->due[due]);
    struct insight_line *line =
        figures_add_line(making, BLOCK_CONTACT, tr(making->lang, labels[due]), keys[due], &value);
    line->fill = percent;
    line->number[0] = (double)contact->due[due];
    line->number[1] = (double)contact->held[due];
    line->number[2] = percent;
    buf_release(&value);
}

void figures_make_contact(struct figures_making *making)
{
    struct contact contact;
    struct buf text = BUF_INIT;
    figures_frame_contact(making->input->found, making->frame, &contact);
    int half = contact_half(&contact);
    for (int due = 0; due < CONTACT_DUES; due++)
        add_due(making, &contact, (enum contact_due)due);
    if (half >= 0)
        buf_addf(&text,
                 trn(making->lang, half,
                     "Half of those who were spoken to while absent were within %d day.",
                     "Half of those who were spoken to while absent were within %d days."),
                 half);
    else if (making->page->block[BLOCK_CONTACT].n)
        buf_adds(&text, tr(making->lang, "Of those who were still absent then, as far as they are "
                                         "five or more."));
    else
        buf_adds(&text, tr(making->lang, "This appears from five people on in one quarter who were "
                                         "absent for more than a week."));
    insight_tell(making->page, BLOCK_CONTACT, &text);
}
