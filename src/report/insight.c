#include "report/insight.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/agreement.h"
#include "insight_inside.h"

/* What is needed while a page is made. */
struct making {
    struct insight_page *page;
    const struct insight *insight;
    int today;
    enum lang lang;
    insight_words *words;
    void *arg;
};

static const struct {
    const char *name, *heading, *names[INSIGHT_NUMBERS];
} blocks[INSIGHT_BLOCKS] = {
    [BLOCK_OWNERS] = {"kept_by_owner", N_("AGREEMENTS ON TIME"), {"agreements", "kept", "percent"}},
    [BLOCK_TALKS] = {"conversations_by_month", N_("CONVERSATIONS A MONTH"), {"conversations"}},
    [BLOCK_HURDLES] = {"hurdles", N_("WHAT MAKES A CONVERSATION HARD"), {"answers"}},
    [BLOCK_DAYS] = {"days_to_conversation", N_("FROM OCCASION TO CONVERSATION"), {"half_within"}},
    [BLOCK_TEAMS] = {"kept_by_team", N_("ON TIME, BY TEAM"), {"agreements", "kept", "percent"}},
    [BLOCK_SPARRING] = {"sparring", N_("SPARRING"), {"value"}},
    [BLOCK_FRESH] = {"new", N_("NEW SINCE LAST TIME"), {"value"}},
    [BLOCK_ABSENCE] = {"absence_by_quarter",
                       N_("ABSENCE OVER TIME"),
                       {"percent", "percent_12_months", "sector_percent"}},
    [BLOCK_FIGURES] = {"absence", N_("ABSENCE IN FIGURES"), {"value"}},
    [BLOCK_CLASSES] = {"absence_by_duration", N_("ABSENCE BY DURATION"), {"percent"}},
    [BLOCK_ABSENCE_TEAMS] = {"absence_by_team",
                             N_("ABSENCE BY TEAM"),
                             {"percent", "reports_a_year", "mean_days"}},
    [BLOCK_CONTACT] = {"contact", N_("SPOKEN TO WHILE ABSENT"), {"absences", "held", "percent"}},
    [BLOCK_COMPARE] = {"before_and_after", N_("BEFORE AND AFTER"), {"before", "after", "change"}},
};

static const struct insight_groups *groups_of(const struct making *making, enum insight_part part)
{
    return &making->insight->groups[part];
}

static struct insight_line *add_line(struct making *making, enum insight_block_id id,
                                     const char *label, const char *key, const char *value)
{
    struct insight_block *block = &making->page->block[id];
    block->line = mem_room(block->line, block->n, sizeof *block->line);
    struct insight_line *line = &block->line[block->n++];
    *line = (struct insight_line){
        .label = mem_copy(label), .key = mem_copy(key), .value = mem_copy(value), .fill = -1};
    return line;
}

void insight_tell(struct insight_page *page, enum insight_block_id id, struct buf *text)
{
    page->block[id].sentence = buf_detach(text);
}

void insight_add_alone(struct buf *text, long alone, enum lang lang)
{
    if (!alone)
        buf_adds(text, tr(lang, "No team is large enough to stand by itself."));
    else
        buf_addf(text,
                 trn(lang, alone, "%ld team is large enough to stand by itself.",
                     "%ld teams are large enough to stand by themselves."),
                 alone);
}

static int fill_of(int64_t n, int64_t most)
{
    return insight_percent(n, most);
}

/* "okt 2026", "okt - nov 2026" */
static void add_months(struct buf *text, const struct insight_group *group, enum lang lang)
{
    int year = 0, month = 0, last_year = 0, last = 0;
    if (sscanf(group->key, "%d-%d", &year, &month) != 2 ||
        sscanf(group->last, "%d-%d", &last_year, &last) != 2 || month < 1 || month > 12 ||
        last < 1 || last > 12)
        return;
    buf_adds(text, day_month_name(month, lang));
    if (month != last)
        buf_addf(text, " - %s", day_month_name(last, lang));
    buf_addf(text, " %d", last_year);
}

static void add_label(struct making *making, struct buf *text, enum insight_part part,
                      const struct insight_group *group)
{
    static const char *const owners[] = {
        [OWNER_NONE] = N_("nobody named"),   [OWNER_MANAGER] = N_("managers"),
        [OWNER_EMPLOYEE] = N_("employees"),  [OWNER_HR] = "HR",
        [OWNER_OTHER] = N_("somebody else"),
    };
    enum owner owner = OWNER_NONE;
    if (part == PART_MONTH || part == PART_DAYS)
        add_months(text, group, making->lang);
    else if (group->keys > 1 && part == PART_HURDLE && !*group->key)
        buf_adds(text, tr(making->lang, "the rest, no hurdle named"));
    else if (group->keys > 1)
        buf_addf(text, tr(making->lang, "%zu others together"), group->keys);
    else if (part == PART_OWNER)
        buf_adds(text, tr(making->lang, owners[owner_parse(group->key, &owner) ? owner : 0]));
    else if (!*group->key)
        buf_adds(text, part == PART_TEAM ? tr(making->lang, "no team")
                                         : tr(making->lang, "no hurdle named"));
    else
        making->words(making->arg, part, group->key, text);
}

/* What is needed before a block has anything to show. */
static void add_wait(struct making *making, const char *needed, struct buf *text)
{
    buf_adds(text, tr(making->lang, making->insight->uncounted
                                        ? N_("Not counted yet: open insight in the window that may "
                                             "write.")
                                        : needed));
}

static const char from_five[] = N_("This appears from five on, in one quarter of a year.");

/* ---- agreements ------------------------------------------------------------------------------ */

static void add_kept(struct making *making, enum insight_block_id id, const char *label,
                     const char *key, int64_t n, int64_t kept)
{
    int percent = insight_percent(kept, n);
    struct buf value = BUF_INIT;
    buf_addf(&value, tr(making->lang, "%d%% of %lld"), percent, (long long)n);
    struct insight_line *line = add_line(making, id, label, key, value.data);
    line->fill = percent;
    line->number[0] = (double)n;
    line->number[1] = (double)kept;
    line->number[2] = percent;
    buf_release(&value);
}

static void add_kept_groups(struct making *making, enum insight_block_id id, enum insight_part part)
{
    const struct insight_groups *groups = groups_of(making, part);
    struct buf label = BUF_INIT;
    for (size_t i = 0; i < groups->n; i++) {
        const struct insight_group *group = &groups->group[i];
        buf_clear(&label);
        add_label(making, &label, part, group);
        add_kept(making, id, label.data, group->keys > 1 ? "" : group->key, group->n, group->kept);
    }
    buf_release(&label);
}

/* A period that ends within a quarter is of the whole quarter all the same: says which. */
static void add_quarters(struct making *making, struct buf *text)
{
    const struct insight *insight = making->insight;
    struct period counted = {insight_quarter_begin(insight->first),
                             insight_quarter_begin(insight->last + 1) - 1};
    struct buf days = BUF_INIT;
    if (counted.from == insight->period.from && counted.to == insight->period.to)
        return;
    period_add(&days, &counted, making->today, making->lang);
    buf_addc(text, ' ');
    buf_addf(text, tr(making->lang, "Counted in whole quarters: %s."), days.data);
    buf_release(&days);
}

static void make_owners(struct making *making)
{
    const struct insight_groups *groups = groups_of(making, PART_OWNER);
    struct buf text = BUF_INIT;
    if (groups->total) {
        buf_addf(&text,
                 tr(making->lang,
                    "Of %lld agreements whose date has passed %lld were done in time: %d%%."),
                 (long long)groups->total, (long long)groups->kept,
                 insight_percent(groups->kept, groups->total));
        add_quarters(making, &text);
        add_kept(making, BLOCK_OWNERS, tr(making->lang, "all"), "all", groups->total, groups->kept);
    } else {
        add_wait(making, from_five, &text);
    }
    if (groups->n > 1)
        add_kept_groups(making, BLOCK_OWNERS, PART_OWNER);
    insight_tell(making->page, BLOCK_OWNERS, &text);
}

static void make_teams(struct making *making)
{
    const struct insight_groups *groups = groups_of(making, PART_TEAM);
    struct buf text = BUF_INIT;
    long alone = 0;
    bool none = false; /* whom no team is known of stand by themselves */
    for (size_t i = 0; i < groups->n; i++) {
        bool one = groups->group[i].keys == 1;
        alone += one && *groups->group[i].key;
        none = none || (one && !*groups->group[i].key);
    }
    if (!groups->total)
        add_wait(making, from_five, &text);
    else if (none && groups->n == 1)
        buf_adds(&text, tr(making->lang, "No team is known of anybody yet."));
    else
        insight_add_alone(&text, alone, making->lang);
    if (alone || (none && groups->n > 1))
        add_kept_groups(making, BLOCK_TEAMS, PART_TEAM);
    insight_tell(making->page, BLOCK_TEAMS, &text);
}

/* ---- conversations --------------------------------------------------------------------------- */

static int64_t most_of(const struct insight_groups *groups, const struct insight_group **group)
{
    *group = NULL;
    for (size_t i = 0; i < groups->n; i++)
        if (!*group || groups->group[i].n > (*group)->n)
            *group = &groups->group[i];
    return *group ? (*group)->n : 0;
}

/* No bar for what is no answer, or several: it would make the others small. */
static bool is_named(enum insight_part part, const struct insight_group *group)
{
    return part != PART_HURDLE || (group->keys == 1 && *group->key);
}

static void add_counts(struct making *making, enum insight_block_id id, enum insight_part part)
{
    const struct insight_groups *groups = groups_of(making, part);
    const struct insight_group *top;
    int64_t most = part == PART_HURDLE ? 0 : most_of(groups, &top);
    for (size_t i = 0; i < groups->n; i++)
        if (is_named(part, &groups->group[i]) && groups->group[i].n > most)
            most = groups->group[i].n;
    struct buf label = BUF_INIT, value = BUF_INIT;
    for (size_t i = 0; i < groups->n; i++) {
        const struct insight_group *group = &groups->group[i];
        buf_clear(&label);
        buf_clear(&value);
        add_label(making, &label, part, group);
        buf_addf(&value, "%lld", (long long)group->n);
        struct insight_line *line =
            add_line(making, id, label.data, group->keys > 1 ? "" : group->key, value.data);
        line->fill = is_named(part, group) ? fill_of(group->n, most) : -1;
        line->number[0] = (double)group->n;
    }
    buf_release(&label);
    buf_release(&value);
}

static void make_talks(struct making *making)
{
    const struct insight_groups *groups = groups_of(making, PART_MONTH);
    const struct insight_group *top;
    struct buf text = BUF_INIT, month = BUF_INIT;
    most_of(groups, &top);
    if (top) {
        add_months(&month, top, making->lang);
        buf_addf(&text,
                 groups->n > 1 ? tr(making->lang, "%lld conversations were held, most in %s.")
                               : tr(making->lang, "%lld conversations were held, in %s."),
                 (long long)groups->total, month.data);
    } else {
        add_wait(making, from_five, &text);
    }
    add_counts(making, BLOCK_TALKS, PART_MONTH);
    insight_tell(making->page, BLOCK_TALKS, &text);
    buf_release(&month);
}

/* The most named of those that stand by themselves and are an answer. */
static const struct insight_group *most_named(const struct insight_groups *groups)
{
    const struct insight_group *found = NULL;
    for (size_t i = 0; i < groups->n; i++) {
        const struct insight_group *group = &groups->group[i];
        if (group->keys == 1 && *group->key && (!found || group->n > found->n))
            found = group;
    }
    return found;
}

static int compare_lines(const void *a, const void *b)
{
    const struct insight_line *one = a, *other = b;
    bool last = !*one->key, other_last = !*other->key;
    if (last != other_last)
        return last - other_last;
    return (one->number[0] < other->number[0]) - (one->number[0] > other->number[0]);
}

static void make_hurdles(struct making *making)
{
    const struct insight_groups *groups = groups_of(making, PART_HURDLE);
    const struct insight_group *named = most_named(groups);
    struct insight_block *block = &making->page->block[BLOCK_HURDLES];
    struct buf text = BUF_INIT, label = BUF_INIT;
    if (named) {
        add_label(making, &label, PART_HURDLE, named);
        buf_addf(&text, tr(making->lang, "Named most: %s (%lld times)."), label.data,
                 (long long)named->n);
        add_counts(making, BLOCK_HURDLES, PART_HURDLE);
        qsort(block->line, block->n, sizeof *block->line, compare_lines);
    } else {
        add_wait(making, from_five, &text);
    }
    insight_tell(making->page, BLOCK_HURDLES, &text);
    buf_release(&label);
}

static void add_days(struct making *making, const struct insight_groups *groups)
{
    struct buf label = BUF_INIT, value = BUF_INIT;
    int most = 1;
    for (size_t i = 0; i < groups->n; i++)
        most = groups->group[i].half > most ? groups->group[i].half : most;
    for (size_t i = 0; i < groups->n; i++) {
        const struct insight_group *group = &groups->group[i];
        buf_clear(&label);
        buf_clear(&value);
        add_months(&label, group, making->lang);
        buf_addf(&value, trn(making->lang, group->half, "%d day", "%d days"), group->half);
        struct insight_line *line =
            add_line(making, BLOCK_DAYS, label.data, group->keys > 1 ? "" : group->key, value.data);
        line->fill = fill_of(group->half, most);
        line->number[0] = group->half;
    }
    buf_release(&label);
    buf_release(&value);
}

static void make_days(struct making *making)
{
    const struct insight_groups *groups = groups_of(making, PART_DAYS);
    struct buf text = BUF_INIT, month = BUF_INIT;
    if (groups->n) {
        buf_addf(&text,
                 trn(making->lang, groups->half,
                     "Half of the conversations were within %d day of their occasion.",
                     "Half of the conversations were within %d days of their occasion."),
                 groups->half);
        const struct insight_group *first = &groups->group[0];
        if (groups->n > 1 && first->half != groups->half) {
            add_months(&month, first, making->lang);
            buf_addf(&text, tr(making->lang, " In %s that was %d."), month.data, first->half);
        }
        add_days(making, groups);
    } else {
        add_wait(making,
                 N_("This appears once five conversations in one quarter have the day of their "
                    "occasion."),
                 &text);
    }
    insight_tell(making->page, BLOCK_DAYS, &text);
    buf_release(&month);
}

/* ---- sparring, and what is new --------------------------------------------------------------- */

static void add_number(struct making *making, enum insight_block_id id, const char *label,
                       const char *key, int64_t n)
{
    struct buf value = BUF_INIT;
    buf_addf(&value, "%lld", (long long)n);
    add_line(making, id, tr(making->lang, label), key, value.data)->number[0] = (double)n;
    buf_release(&value);
}

static void make_sparring(struct making *making)
{
    const struct insight_sparring *sparring = &making->insight->sparring;
    struct buf text = BUF_INIT, value = BUF_INIT;
    if (!sparring->asked) {
        buf_adds(&text, tr(making->lang, "Nobody has asked HR to spar yet."));
    } else if (sparring->asked < INSIGHT_LEAST) {
        buf_adds(&text, tr(making->lang, "Fewer than five questions were asked so far."));
    } else {
        buf_addf(&text, tr(making->lang, "%lld questions were asked in all."),
                 (long long)sparring->asked);
        add_number(making, BLOCK_SPARRING, N_("asked"), "asked", sparring->asked);
        if (sparring->answered) {
            buf_addf(&text, tr(making->lang, " Half of the answers came within %.1f days."),
                     sparring->days);
            buf_addf(&value, tr(making->lang, "%.1f days"), sparring->days);
            add_line(making, BLOCK_SPARRING, tr(making->lang, "half answered within"),
                     "half_answered_within", value.data)
                ->number[0] = sparring->days;
        }
        add_number(making, BLOCK_SPARRING, N_("waiting for HR"), "open", sparring->open);
    }
    insight_tell(making->page, BLOCK_SPARRING, &text);
    buf_release(&value);
}

static void make_fresh(struct making *making)
{
    const struct insight *insight = making->insight;
    struct buf text = BUF_INIT;
    if (insight->made == DAY_NONE) {
        buf_adds(&text, tr(making->lang, "There were no figures before."));
        insight_tell(making->page, BLOCK_FRESH, &text);
        return;
    }
    bool first = insight->before == DAY_NONE;
    day_add_short(&text, insight->made, making->today, making->lang);
    struct buf when = {.data = buf_detach(&text)};
    buf_addf(&text,
             first ? tr(making->lang, "These are the first figures, of %s.")
                   : tr(making->lang, "This came in with the last step, on %s."),
             when.data);
    free(when.data);
    if (insight->fresh.talks > 0)
        add_number(making, BLOCK_FRESH, N_("conversations"), "conversations", insight->fresh.talks);
    if (insight->fresh.promises > 0) {
        add_number(making, BLOCK_FRESH, N_("agreements whose date passed"), "agreements",
                   insight->fresh.promises);
        add_number(making, BLOCK_FRESH, N_("done in time"), "kept", insight->fresh.kept);
    }
    if (insight->sources)
        add_number(making, BLOCK_FRESH, N_("files that bundles came from"), "sources",
                   insight->sources);
    insight_tell(making->page, BLOCK_FRESH, &text);
}

/* ---- the page -------------------------------------------------------------------------------- */

void insight_page_make(struct insight_page *page, const struct insight *insight, int today,
                       enum lang lang, insight_words *words, void *arg)
{
    static void (*const makers[])(struct making *) = {
        make_owners, make_teams, make_talks, make_hurdles, make_days, make_sparring, make_fresh};
    struct making making = {page, insight, today, lang, words, arg};
    struct buf period = BUF_INIT;
    *page = (struct insight_page){.lang = lang,
                                  .from = insight->period.from,
                                  .to = insight->period.to,
                                  .counted_from = DAY_NONE,
                                  .counted_to = DAY_NONE};
    for (size_t i = 0; i < INSIGHT_BLOCKS; i++) {
        page->block[i].name = blocks[i].name;
        page->block[i].heading = tr(lang, blocks[i].heading);
        memcpy(page->block[i].names, blocks[i].names, sizeof blocks[i].names);
    }
    period_add(&period, &insight->period, today, lang);
    page->period = buf_detach(&period);
    page->title = mem_copy(tr(lang, "Insight"));
    page->note = mem_copy(tr(lang, "Groups under five are not told apart: they stand together, and "
                                   "count in \"all\". Figures move on when five or more came in."));
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        makers[i](&making);
}

void insight_page_release(struct insight_page *page)
{
    for (size_t i = 0; i < INSIGHT_BLOCKS; i++) {
        struct insight_block *block = &page->block[i];
        for (size_t k = 0; k < block->n; k++) {
            free(block->line[k].label);
            free(block->line[k].key);
            free(block->line[k].value);
        }
        free(block->line);
        free(block->sentence);
    }
    free(page->title);
    free(page->period);
    free(page->note);
    free(page->counted);
    *page = (struct insight_page){.lang = page->lang};
}
