#include "cli/filters.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/period.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "cli/given.h"

/* Reads "open,changed" into the bits of a filter: 0, or -1 after saying what is wrong. */
static int read_statuses(struct cli *cli, const char *text, unsigned *statuses)
{
    static const char *const keys[] = {"open", "running", "changed", "done", "dropped", NULL};
    char *copy = mem_copy(text), *rest = copy;
    int failed = 0;
    *statuses = 0;
    for (char *word; !failed && (word = strsep(&rest, ","));) {
        enum status status;
        if (status_parse(word, &status))
            *statuses |= 1U << status;
        else
            failed = given_among(cli, "--status", word, keys);
    }
    free(copy);
    return failed;
}

static int read_owner(struct cli *cli, const char *text, enum owner *owner)
{
    static const char *const keys[] = {"manager", "employee", "hr", "other", NULL};
    if (owner_parse(text, owner) && *owner != OWNER_NONE)
        return 0;
    return given_among(cli, "--owner", text, keys);
}

static int read_period(struct cli *cli, const char *text, struct review_filter *filter)
{
    struct err err = ERR_INIT(cli->lang);
    filter->period = text;
    filter->today = clock_today(&cli->clock);
    if (utf8_blank(text) || review_filter_as_of(filter, &err)) {
        cli_misuse(cli, "\"%s\": %s", text,
                   *err.text ? err.text : tr(cli->lang, period_fault(PERIOD_WORDS_UNKNOWN)));
        return -1;
    }
    return 0;
}

/* Days given by hand take the place of a period that was kept. */
static int read_days(struct cli *cli, const char *from, const char *to,
                     struct review_filter *filter)
{
    if (!from && !to)
        return 0;
    filter->period = NULL;
    filter->due_from = filter->due_to = DAY_NONE;
    if ((from && given_day(cli, from, &filter->due_from)) ||
        (to && given_day(cli, to, &filter->due_to)))
        return -1;
    if (!from || !to || filter->due_from <= filter->due_to)
        return 0;
    cli_misuse(cli, "%s", tr(cli->lang, period_fault(PERIOD_WORDS_BACKWARDS)));
    return -1;
}

/* "beforehand, team noord, zorg": names in a row; the caller frees. */
static char *names_of(const struct review_view *views, size_t n)
{
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < n; i++)
        buf_addf(&all, "%s%s", i ? ", " : "", views[i].name);
    return buf_detach(&all);
}

static int no_view(struct cli *cli, const char *name)
{
    struct review_view *views = NULL;
    size_t n = 0;
    if (review_view_list(cli->store, clock_today(&cli->clock), &views, &n, &cli->err))
        return -1;
    char *all = names_of(views, n);
    if (n)
        cli_misuse(cli, "There is no view \"%s\". These are kept: %s.", name, all);
    else
        cli_misuse(cli, "There is no view \"%s\"; none is kept yet.", name);
    free(all);
    review_views_free(views, n);
    return -1;
}

static int read_view(struct cli *cli, const char *name, struct filters *filters)
{
    struct review_view view;
    int found = cli->store
                    ? review_view_find(cli->store, name, clock_today(&cli->clock), &view, &cli->err)
                    : 0;
    if (found < 0) {
        cli_fail(cli);
        return -1;
    }
    if (!found && !cli->store) {
        cli_misuse(cli, "There is no view \"%s\"; none is kept yet.", name);
        return -1;
    }
    if (!found)
        return no_view(cli, name);
    filters->view = view;
    filters->filter = view.filter;
    return 0;
}

static int read_order(struct cli *cli, struct review_filter *filter)
{
    static const char *const keys[] = {"due", "update", "person", "team", NULL};
    int order = given_choice(cli, "order", keys, (int)filter->order);
    if (order < 0)
        return -1;
    filter->order = (enum review_order)order;
    filter->reversed = filter->reversed != (cli_value(cli, "reverse") != NULL);
    return 0;
}

static void read_texts(struct cli *cli, struct review_filter *filter)
{
    const struct {
        const char *option, **slot;
    } texts[] = {
        {"person", &filter->person},   {"team", &filter->team},   {"guide", &filter->guide},
        {"manager", &filter->manager}, {"words", &filter->words},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (cli_value(cli, texts[i].option))
            *texts[i].slot = cli_value(cli, texts[i].option);
}

int filters_read(struct cli *cli, struct filters *filters)
{
    static const char *const for_hr[] = {"manager", "words", "view", "order", "reverse"};
    const struct review_filter any = REVIEW_FILTER_INIT;
    const char *status = cli_value(cli, "status"), *owner = cli_value(cli, "owner"),
               *period = cli_value(cli, "period"), *view = cli_value(cli, "view");
    struct review_filter *filter = &filters->filter;
    *filters = (struct filters){.filter = any, .view = {.filter = any}};
    for (size_t i = 0; i < sizeof for_hr / sizeof *for_hr; i++)
        filters->for_hr = filters->for_hr || cli_value(cli, for_hr[i]);
    if ((view && read_view(cli, view, filters)) ||
        (status && read_statuses(cli, status, &filter->statuses)) ||
        (owner && read_owner(cli, owner, &filter->owner)) ||
        (period && read_period(cli, period, filter)) ||
        read_days(cli, cli_value(cli, "from"), cli_value(cli, "to"), filter) ||
        read_order(cli, filter)) {
        filters_release(filters);
        return -1;
    }
    for (size_t i = 0; cli->command->options[i].name; i++)
        filters->given = filters->given || cli->given[i];
    if (cli_value(cli, "late"))
        filter->late_on = clock_today(&cli->clock);
    read_texts(cli, filter);
    return 0;
}

void filters_release(struct filters *filters)
{
    review_view_release(&filters->view);
}

/* ---- What there is --------------------------------------------------------------------------- */

enum { LISTED = 10, LOOKED_AT = 500 };

/* An option that names something there has to be. */
struct named {
    enum review_choice_kind kind;
    const char *given;
    const char *none; /* N_(), with %s for what was given */
};

static bool is_there(const struct review_choice *choices, size_t n, const char *given)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(choices[i].value, given) || !utf8_compare(choices[i].shown, given))
            return true;
    return false;
}

/* Adds what it may have been, else what there is when that is not too long. */
static void add_hint(struct buf *text, const struct review_choice *choices, size_t n,
                     const struct named *named, enum lang lang)
{
    const char **all = mem_zero(n + 1, sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[i] = *choices[i].shown ? choices[i].shown : choices[i].value;
    const char *near = cli_nearest(named->given, all);
    if (near)
        buf_addf(text, tr(lang, " Did you mean \"%s\"?"), near);
    if (named->kind != REVIEW_PEOPLE && n) {
        buf_adds(text, tr(lang, " There are: "));
        for (size_t i = 0; i < n && i < LISTED; i++)
            buf_addf(text, "%s%s", i ? ", " : "", all[i]);
        buf_adds(text, n > LISTED ? ", ..." : ".");
    }
    free(all);
}

/* Of people those that begin the same are looked at, of the rest all. */
static char *beginning(const struct named *named)
{
    size_t len = strlen(named->given), at = 0;
    if (named->kind != REVIEW_PEOPLE)
        return mem_copy("");
    for (int i = 0; i < 2 && at < len; i++)
        at = utf8_next(named->given, len, at);
    return mem_copy_len(named->given, at);
}

static int check(struct cli *cli, const struct named *named)
{
    struct review_choice *choices = NULL;
    size_t n = 0;
    int failed =
        review_choices(cli->store, named->kind, named->given, 1, &choices, &n, NULL, &cli->err);
    bool there = !failed && is_there(choices, n, named->given);
    review_choices_free(choices, n);
    if (failed || there)
        return failed ? cli_fail(cli) : 0;
    char *typed = beginning(named);
    failed =
        review_choices(cli->store, named->kind, typed, LOOKED_AT, &choices, &n, NULL, &cli->err);
    free(typed);
    if (failed)
        return cli_fail(cli);
    there = is_there(choices, n, named->given); /* by its id */
    if (!there) {
        struct buf text = BUF_INIT;
        buf_addf(&text, tr(cli->lang, named->none), named->given);
        add_hint(&text, choices, n, named, cli->lang);
        cli_misuse(cli, "%s", text.data);
        buf_release(&text);
    }
    review_choices_free(choices, n);
    return there ? 0 : -1;
}

int filters_check(struct cli *cli, const struct review_filter *filter)
{
    const struct named all[] = {
        {REVIEW_TEAMS, filter->team, N_("There is no team \"%s\".")},
        {REVIEW_MANAGERS, filter->manager, N_("No bundle came from \"%s\".")},
        {REVIEW_GUIDES, filter->guide, N_("There is no kind of conversation \"%s\".")},
        {REVIEW_PEOPLE, filter->person, N_("Nothing was agreed with \"%s\".")},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const char *given = all[i].given;
        if (!given || !*given || !strcmp(given, REVIEW_OWN) ||
            (all[i].kind == REVIEW_PEOPLE && uuid_valid(given)))
            continue;
        if (check(cli, &all[i]))
            return -1;
    }
    return 0;
}
