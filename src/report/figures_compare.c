/* Two periods beside each other. */
#include "figures_inside.h"

/* One figure of both periods; a negative one is not known. */
static void add_both(struct figures_making *making, const char *label, const char *key,
                     int64_t before, int64_t now, int decimals, const char *unit)
{
    struct buf value = BUF_INIT;
    if (before < 0 || now < 0)
        return;
    figures_write(&value, figures_rounded(before, decimals), decimals, making->lang);
    buf_addf(&value, "%s -> ", unit);
    figures_write(&value, figures_rounded(now, decimals), decimals, making->lang);
    buf_adds(&value, unit);
    struct insight_line *line =
        figures_add_line(making, BLOCK_COMPARE, tr(making->lang, label), key, &value);
    line->number[0] = figures_number(before);
    line->number[1] = figures_number(now);
    line->number[2] = figures_number(now - before);
    buf_release(&value);
}

static int64_t whole(int number)
{
    return number < 0 ? -1 : (int64_t)number * 10000; /* FINE decimals */
}

static int64_t kept_of(const struct insight *insight)
{
    const struct insight_groups *groups = insight ? &insight->groups[PART_OWNER] : NULL;
    return groups && groups->total ? figures_ratio(100 * groups->kept, groups->total, FINE) : -1;
}

static int64_t held_of(const struct contact *contact, enum contact_due due)
{
    return contact->due[due] ? figures_ratio(100 * contact->held[due], contact->due[due], FINE)
                             : -1;
}

/* How soon people were spoken to; of a time before the first conversation here nothing is known,
 * and that is no 0%. */
static void add_contacts(struct figures_making *making, struct buf *text)
{
    const struct figures_found *found = making->input->found;
    const struct figures_frame *before = &found->frame[FRAME_BEFORE];
    struct contact then, after;
    struct buf since = BUF_INIT;
    figures_frame_contact(found, before, &then);
    figures_frame_contact(found, &found->frame[FRAME_NOW], &after);
    if (found->talks_since == DAY_NONE)
        return;
    if (found->talks_since > insight_quarter_begin(before->first)) {
        figures_add_quarter(&since, insight_quarter(found->talks_since), making->lang);
        buf_addf(text,
                 tr(making->lang, " How soon people were spoken to before is not known: the "
                                  "first conversation here was in %s."),
                 since.data);
        buf_release(&since);
        return;
    }
    add_both(making, N_("days until spoken to"), "days_to_conversation", whole(contact_half(&then)),
             whole(contact_half(&after)), 0, "");
    add_both(making, N_("spoken to in week 1"), "first_week", held_of(&then, CONTACT_FIRST_WEEK),
             held_of(&after, CONTACT_FIRST_WEEK), 0, "%");
}

static void add_all_both(struct figures_making *making)
{
    const struct figures_view *before = &making->before, *now = &making->now;
    if (figures_whole(before) && figures_whole(now)) {
        add_both(making, N_("absence percentage"), "percent",
                 figures_percent(before->sum.sick, &before->sum, FINE),
                 figures_percent(now->sum.sick, &now->sum, FINE), 1, "%");
        add_both(making, N_("report frequency"), "reports_a_year",
                 figures_frequency_of(making, before), figures_frequency_of(making, now), 2, "");
        add_both(making, N_("mean days away"), "mean_days", figures_duration(&before->sum, FINE),
                 figures_duration(&now->sum, FINE), 1, "");
    }
    add_both(making, N_("agreements on time"), "kept",
             kept_of(making->input->insight[FRAME_BEFORE]),
             kept_of(making->input->insight[FRAME_NOW]), 0, "%");
}

static void add_verdict(struct figures_making *making, struct buf *text)
{
    static const char *const words[] = {
        [VERDICT_NOTHING] = N_("One of the two is too small to be shown, so there is nothing to "
                               "compare."),
        [VERDICT_SEASONS] = N_("These are not the same quarters of the year, and seasons differ: "
                               "by this you cannot tell what changed."),
        [VERDICT_HOLES] = N_("Quarters are missing in it that are too small: by this you cannot "
                             "tell what changed."),
        [VERDICT_CHANCE] =
            N_("So small a difference may well be chance in a group of this size: it says "
               "nothing."),
        [VERDICT_SHORT] = N_("There is a difference, but in less than a year it says little."),
        [VERDICT_LESS] = N_("Absence went down. What did it, these figures do not say."),
        [VERDICT_MORE] = N_("Absence went up. What did it, these figures do not say."),
    };
    enum figures_verdict verdict =
        figures_compare(making->input->found, &making->now, &making->before);
    buf_adds(text, tr(making->lang, words[verdict]));
}

void figures_make_compare(struct figures_making *making)
{
    const struct figures_frame *before = &making->input->found->frame[FRAME_BEFORE];
    struct buf text = BUF_INIT, then = BUF_INIT, now = BUF_INIT;
    if (!figures_frame_length(before) || !figures_frame_length(making->frame)) {
        figures_add_why_not(making, &text,
                            figures_frame_length(before) ? &making->now : &making->before);
    } else {
        figures_add_quarters(&then, before->first, before->last, making->lang);
        figures_add_quarters(&now, making->frame->first, making->frame->last, making->lang);
        buf_addf(&text, tr(making->lang, "From %s to %s."), then.data, now.data);
        buf_addc(&text, ' ');
        add_verdict(making, &text);
        add_all_both(making);
        add_contacts(making, &text);
    }
    insight_tell(making->page, BLOCK_COMPARE, &text);
    buf_release(&then);
    buf_release(&now);
}
