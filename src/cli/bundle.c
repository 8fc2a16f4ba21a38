#include "store/bundle.h"

#include "base/buf.h"
#include "cli/commands.h"
#include "store/store.h"

int command_bundle(struct cli *cli)
{
    const char *label = cli_value(cli, "from");
    struct buf text = BUF_INIT;
    size_t n = 0;
    if ((label && store_setting_set(cli->store, BUNDLE_LABEL, label, &cli->err)) ||
        bundle_write(cli->store, cli->args[0], &n, &cli->err))
        return cli_fail(cli);
    buf_addf(&text, trn(cli->lang, (long)n, "%zu agreement", "%zu agreements"), n);
    cli_say(cli,
            "The bundle is in %s: %s, as far as HR may see them. It can be read by whoever has it.",
            cli->args[0], text.data);
    buf_release(&text);
    return CLI_DONE;
}

static void add_count(struct buf *text, size_t n, const char *words)
{
    if (n)
        buf_addf(text, "%s%zu %s", text->len ? ", " : "", n, words);
}

/* "3 new, 1 changed, 12 known" */
static void add_counts(struct buf *text, const struct collected *found, enum lang lang)
{
    add_count(text, found->fresh, tr(lang, "new"));
    add_count(text, found->changed, tr(lang, "changed"));
    add_count(text, found->gone, tr(lang, "withdrawn"));
    add_count(text, found->known, tr(lang, "known"));
    add_count(text, found->disputed, tr(lang, "disputed"));
    if (!text->len)
        buf_adds(text, tr(lang, "no agreements"));
}

static int say_collected(struct cli *cli, const char *path, const struct collected *found)
{
    struct buf text = BUF_INIT;
    add_counts(&text, found, cli->lang);
    if (found->label.len)
        cli_say(cli, "%s, of %s: %s.", path, found->label.data, text.data);
    else
        cli_say(cli, "%s: %s.", path, text.data);
    if (found->disputed)
        cli_say(cli,
                "Not the same as was collected before, though the revision is: %s. One of the two "
                "was kept as a whole; ask who made them which one is right.",
                found->disputes.data);
    buf_release(&text);
    return found->disputed ? CLI_FAILED : CLI_DONE;
}

/* Every bundle stands for itself: one that will not do keeps nothing from the others. */
int command_collect(struct cli *cli)
{
    int status = CLI_DONE;
    if (store_need_write(cli->store, &cli->err))
        return cli_fail(cli);
    for (int i = 0; i < cli->n_args; i++) {
        struct collected found = COLLECTED_INIT;
        cli->err = (struct err)ERR_INIT(cli->lang);
        int ended = bundle_collect(cli->store, cli->args[i], &found, &cli->err)
                        ? cli_fail(cli)
                        : say_collected(cli, cli->args[i], &found);
        if (ended != CLI_DONE)
            status = ended;
        collected_release(&found);
    }
    return status;
}
