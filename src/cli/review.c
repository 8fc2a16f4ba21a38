#include "app/app.h"
#include "cli/commands.h"
#include "store/review.h"

/* The view that was kept under that name: 0, or -1 with cli->err. */
static int find_view(struct cli *cli, const char *name, struct review_view *view)
{
    int found = review_view_find(cli->store, name, clock_today(&cli->clock), view, &cli->err);
    return found ? found < 0 ? -1 : 0
                 : err_set(&cli->err,
                           "There is no view \"%s\"; in the list b shows those there are.", name);
}

int command_review(struct cli *cli)
{
    const char *name = cli_value(cli, "view");
    struct review_view view = {.name = NULL};
    struct desk desk;
    if (!cli_on_screen(cli) || cli->no_input)
        return cli_misuse(cli, "HR's list needs a terminal; `gesprek agreements` writes one.");
    if (name && find_view(cli, name, &view))
        return cli_fail(cli);
    const struct beginning beginning = {.review = true, .filter = name ? &view.filter : NULL};
    int failed = cli_desk(cli, &desk) || app_run(&desk, &beginning, &cli->err);
    review_view_release(&view);
    return failed ? cli_fail(cli) : CLI_DONE;
}
