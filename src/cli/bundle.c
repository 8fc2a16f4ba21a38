#include "store/bundle.h"

#include <string.h>

#include "base/buf.h"
#include "cli/checked.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "domain/person.h"
#include "store/bundle_words.h"
#include "store/store.h"

/* HR cannot tell two files without a name apart, nor say whose has not come. */
static int say_nameless(struct cli *cli)
{
    struct buf label = BUF_INIT;
    int failed = store_setting_get(cli->store, BUNDLE_LABEL, &label, &cli->err);
    if (!failed && !label.len)
        cli_say(cli, "It has no name on it, so HR does not see whose it is. Once with --from NAME, "
                     "and every next one has it.");
    buf_release(&label);
    return failed ? cli_fail(cli) : CLI_DONE;
}

/* What it stands for, once it is known to be good: "yes", "no". */
static int keep_absences(struct cli *cli, const char *absences)
{
    return absences ? store_setting_set(cli->store, BUNDLE_ABSENCES, absences, &cli->err) : 0;
}

/* What of absences is in it, said in full each time. */
static void say_absences(struct cli *cli, const struct bundled *bundled)
{
    if (bundled->absent)
        cli_say(cli, "Of absences HR sees the days, working part of the time again and the advice "
                     "for that, time in service and the steps that were done. None of what was "
                     "asked, except that UWV has to be told. --absences no leaves them out again.");
}

/* What may not be written down is said, and then goes only when that was confirmed: 0, or -1. */
static int look_over(struct cli *cli)
{
    struct err ignored = ERR_INIT(cli->lang); /* a helper: without it all goes on */
    const struct privacy *privacy = checked_privacy(cli, &ignored);
    struct buf which = BUF_INIT;
    size_t n;
    int failed = bundle_forbidden(cli->store, privacy, &which, &n, &cli->err);
    if (failed) {
        cli_fail(cli);
    } else if (n) {
        cli_say(cli,
                trn(cli->lang, (long)n, "%zu agreement holds what may not be written down: %s.",
                    "%zu agreements hold what may not be written down: %s."),
                n, which.data);
        failed = confirm_so(cli);
    }
    buf_release(&which);
    return failed;
}

int command_bundle(struct cli *cli)
{
    const char *label = cli_value(cli, "from"), *to = cli_value(cli, "to");
    const char *absences = cli_value(cli, "absences");
    struct buf text = BUF_INIT;
    struct bundled bundled;
    if (label && person_name_fault(label))
        return cli_misuse(cli, "\"%s\": %s", label, tr(cli->lang, person_name_fault(label)));
    if (absences && strcmp(absences, "yes") != 0 && strcmp(absences, "no") != 0)
        return cli_misuse(cli, "--absences takes yes or no, not \"%s\".", absences);
    if (to && absences)
        return cli_misuse(cli, "Absences go from a manager to HR, so --absences and --to do not go "
                               "together.");
    if (!to && look_over(cli))
        return CLI_FAILED;
    if (keep_absences(cli, absences) ||
        (label && store_setting_set(cli->store, BUNDLE_LABEL, label, &cli->err)) ||
        (to ? bundle_return(cli->store, to, cli->args[0], &bundled, &cli->err)
            : bundle_write(cli->store, cli->args[0], &bundled, &cli->err)))
        return cli_fail(cli);
    cli_note(cli, LOG_BUNDLED, to ? "back" : "", "");
    (to ? bundled_add_returned : bundled_add)(&text, &bundled, cli->lang);
    if (to)
        cli_say(cli, "What goes back to %s is in %s: %s. It can be read by whoever has it.", to,
                cli->args[0], text.data);
    else
        cli_say(cli,
                "The bundle is in %s: %s, as far as HR may see them. It can be read by whoever has "
                "it.",
                cli->args[0], text.data);
    say_absences(cli, &bundled);
    buf_release(&text);
    return to ? CLI_DONE : say_nameless(cli);
}

static int say_collected(struct cli *cli, const char *path, const struct collected *found)
{
    struct buf text = BUF_INIT;
    collected_add(&text, path, found, cli->lang);
    cli_say(cli, "%s", text.data);
    buf_clear(&text);
    collected_add_disputes(&text, found, cli->lang);
    if (text.len)
        cli_say(cli, "%s", text.data);
    buf_release(&text);
    return found->disputed ? CLI_FAILED : CLI_DONE;
}

/* A file that was made for bundles of which none would do is not left behind. */
static void discard(struct cli *cli)
{
    store_discard(cli->store);
    cli->store = NULL;
}

/* Every bundle stands for itself: one that will not do keeps nothing from the others. */
int command_collect(struct cli *cli)
{
    int status = CLI_DONE;
    bool some = false;
    if (store_need_write(cli->store, &cli->err))
        return cli_fail(cli);
    for (int i = 0; i < cli->n_args; i++) {
        struct collected found = COLLECTED_INIT;
        cli->err = (struct err)ERR_INIT(cli->lang);
        int ended = bundle_collect(cli->store, cli->args[i], &found, &cli->err)
                        ? cli_fail(cli)
                        : say_collected(cli, cli->args[i], &found);
        if (!*cli->err.text)
            cli_note(cli, LOG_COLLECTED, "", "");
        some = some || !*cli->err.text;
        if (ended != CLI_DONE)
            status = ended;
        collected_release(&found);
    }
    if (!some && cli->made)
        discard(cli);
    return status;
}
