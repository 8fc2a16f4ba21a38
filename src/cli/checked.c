#include "cli/checked.h"

#include <string.h>

#include "base/utf8.h"

const struct regime *checked_regime(struct cli *cli, struct err *err)
{
    const struct regime *regime = shelf_regime(cli_shelf(cli), "nl", cli->lang);
    if (!regime)
        err_set(err, "There is no limits card within reach. Guides are looked for where "
                     "gesprek guide list says.");
    return regime;
}

const struct privacy *checked_privacy(struct cli *cli, struct err *err)
{
    const struct regime *regime = checked_regime(cli, err);
    return regime ? regime_privacy(regime, err) : NULL;
}

/* Counts on from where it was last: findings come in order, so a text is passed over once. */
struct counted {
    size_t at, characters;
};

static size_t count_to(struct counted *counted, const char *text, size_t len, size_t at)
{
    for (size_t size; counted->at < at; counted->at += size, counted->characters++)
        utf8_decode(text + counted->at, len - counted->at, &size);
    return counted->characters;
}

size_t checked_text(const struct privacy *privacy, const char *text, size_t len,
                    void (*found)(void *arg, const struct checked *checked), void *arg)
{
    struct privacy_findings findings;
    struct counted counted = {0, 0};
    privacy_check(privacy, text, len, &findings);
    size_t n = findings.n;
    for (size_t i = 0; i < n; i++) {
        const struct privacy_finding *finding = &findings.items[i];
        struct checked checked = {.finding = finding};
        checked.first = count_to(&counted, text, len, finding->at) + 1;
        checked.last = count_to(&counted, text, len, finding->at + finding->len);
        found(arg, &checked);
    }
    privacy_release(&findings);
    return n;
}

struct telling {
    struct cli *cli;
    const char *option;
};

static void tell(void *arg, const struct checked *checked)
{
    const struct telling *telling = arg;
    struct buf words = BUF_INIT;
    buf_addf(&words,
             tr(telling->cli->lang,
                "characters %zu-%zu are about %s; an employer may not write that down."),
             checked->first, checked->last, checked->finding->class->title);
    cli_say(telling->cli, "--%s: %s", telling->option, words.data);
    buf_release(&words);
}

void checked_option(struct cli *cli, const char *option)
{
    struct telling telling = {cli, option};
    struct err ignored = ERR_INIT(cli->lang); /* a helper: without it all goes on */
    const char *text = cli_value(cli, option);
    const struct privacy *privacy = text && *text ? checked_privacy(cli, &ignored) : NULL;
    if (privacy && checked_text(privacy, text, strlen(text), tell, &telling))
        cli_say(cli, "'gesprek limits show' says what may be written down; give it again in other "
                     "words.");
}
