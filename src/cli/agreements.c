#include <string.h>

#include "base/day.h"
#include "cli/commands.h"
#include "cli/filters.h"
#include "cli/given.h"
#include "cli/listing.h"
#include "cli/progress.h"

enum { PAGE = 200 }; /* rows in memory at once */

/* What is asked for, and where it goes. */
struct asked {
    struct filters filters;
    int due_before;
    bool hr; /* HR's list, not the manager's own */
    struct listing listing;
    struct progress progress;
};

static int read_due(struct cli *cli, const char *text, int *day)
{
    static const char *const before[] = {"before:", "voor:"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (!strncmp(text, before[i], strlen(before[i])))
            return given_day(cli, text + strlen(before[i]), day);
    cli_misuse(cli, "--due takes \"before:\" and a date, not \"%s\".", text);
    return -1;
}

/* Whose list: what only HR's list knows can only be asked of that. */
static int read_viewer(struct cli *cli, struct asked *asked)
{
    static const char *const viewers[] = {"manager", "hr", NULL};
    int viewer = given_choice(cli, "as", viewers, asked->filters.for_hr);
    if (viewer < 0)
        return -1;
    asked->hr = viewer == 1;
    if (asked->hr || !asked->filters.for_hr)
        return 0;
    cli_misuse(cli, "--manager, --words, --view, --order and --reverse are of HR's list; leave out "
                    "\"--as manager\".");
    return -1;
}

static int read_asked(struct cli *cli, struct asked *asked)
{
    const char *due = cli_value(cli, "due");
    asked->due_before = DAY_NONE;
    if (due && read_due(cli, due, &asked->due_before))
        return -1;
    if (filters_read(cli, &asked->filters))
        return -1;
    if (read_viewer(cli, asked) == 0 &&
        !(asked->hr && cli->store && filters_check(cli, &asked->filters.filter)))
        return 0;
    filters_release(&asked->filters);
    return -1;
}

/* Goes on until nobody takes it any more. */
static int take_row(void *context, const struct agreement_row *row)
{
    struct asked *asked = context;
    listing_row(&asked->listing, row);
    progress_step(&asked->progress);
    return asked->listing.cli->write_error != 0;
}

static int list_for_manager(struct cli *cli, struct asked *asked)
{
    const struct review_filter *filter = &asked->filters.filter;
    struct review_filter now = *filter;
    struct agreement_filter own = AGREEMENT_FILTER_INIT;
    if (review_filter_as_of(&now, &cli->err))
        return -1;
    own.statuses = now.statuses;
    own.due_before = asked->due_before;
    own.due_from = now.due_from;
    own.due_to = now.due_to;
    own.late_on = now.late_on;
    own.owner = now.owner;
    own.person = now.person;
    own.team = now.team;
    own.guide = now.guide;
    return agreements_each(cli->store, &own, take_row, asked, &cli->err) < 0 ? -1 : 0;
}

/* Page by page: what is written does not grow in memory. */
static int list_for_hr(struct cli *cli, struct asked *asked)
{
    struct review_filter *filter = &asked->filters.filter;
    struct review_page page = {0}, next = {0};
    int failed = review_filter_as_of(filter, &cli->err);
    filter->period = NULL;
    if (asked->due_before != DAY_NONE &&
        (filter->due_to == DAY_NONE || filter->due_to >= asked->due_before))
        filter->due_to = asked->due_before - 1;
    if (!failed)
        failed = review_page(cli->store, filter, NULL, false, PAGE, &page, &cli->err);
    while (!failed && page.n) {
        for (size_t i = 0; !failed && i < page.n; i++)
            failed = take_row(asked, &page.rows[i].row);
        if (failed || !page.after)
            break;
        failed = review_page(cli->store, filter, &page.rows[page.n - 1].mark, false, PAGE, &next,
                             &cli->err);
        review_page_free(&page);
        page = next;
    }
    review_page_free(&page);
    return failed < 0 ? -1 : 0;
}

static int write_list(struct cli *cli, struct asked *asked, enum listing_format format)
{
    struct desk desk;
    if (cli->store && cli_desk(cli, &desk))
        return -1;
    listing_begin(&asked->listing, cli, &desk, format, asked->hr ? VIEW_HR : VIEW_MANAGER);
    progress_begin(&asked->progress, cli);
    int failed = cli->store ? (asked->hr ? list_for_hr : list_for_manager)(cli, asked) : 0;
    progress_end(&asked->progress);
    listing_end(&asked->listing);
    if (!failed && cli->store && format == LISTING_TABLE && !asked->listing.n)
        cli_say(cli, "There are no agreements like that.");
    return failed;
}

int command_agreements(struct cli *cli)
{
    static const char *const formats[] = {"table", "csv", "json", "ics", NULL};
    struct asked asked;
    int format = given_format(cli, formats, LISTING_TABLE);
    if (format < 0 || read_asked(cli, &asked))
        return CLI_MISUSE;
    int failed = write_list(cli, &asked, (enum listing_format)format);
    if (!failed && (format != LISTING_TABLE || cli_value(cli, "output")))
        cli_note(cli, LOG_EXPORTED, formats[format], "");
    filters_release(&asked.filters);
    return failed ? cli_fail(cli) : CLI_DONE;
}
