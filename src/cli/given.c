#include "cli/given.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/day.h"
#include "domain/interview.h"

int given_among(struct cli *cli, const char *name, const char *text, const char *const *choices)
{
    struct buf all = BUF_INIT;
    for (int i = 0; choices[i]; i++) {
        if (!strcmp(text, choices[i])) {
            buf_release(&all);
            return i;
        }
        buf_addf(&all, "%s%s", i ? ", " : "", choices[i]);
    }
    const char *near = cli_nearest(text, choices);
    if (near)
        cli_misuse(cli, "%s cannot be \"%s\". Did you mean \"%s\"? It can be: %s.", name, text,
                   near, all.data);
    else
        cli_misuse(cli, "%s cannot be \"%s\". It can be: %s.", name, text, all.data);
    buf_release(&all);
    return -1;
}

int given_choice(struct cli *cli, const char *option, const char *const *choices, int otherwise)
{
    const char *text = cli_value(cli, option);
    if (!text)
        return otherwise;
    char name[64];
    snprintf(name, sizeof name, "--%s", option);
    return given_among(cli, name, text, choices);
}

int given_format(struct cli *cli, const char *const *choices, int otherwise)
{
    const char *path = cli_value(cli, "output"), *ending = path ? strrchr(path, '.') : NULL;
    for (int i = 0; ending && choices[i]; i++)
        if (!strcasecmp(ending + 1, choices[i]))
            otherwise = i;
    return given_choice(cli, "format", choices, otherwise);
}

/* Says what is wrong with words for a day (timed: with a time, if one likes); 0 when nothing is. */
static int judge_words(struct cli *cli, const char *text, enum day_words words, bool timed)
{
    switch (words) {
    case DAY_WORDS_OK:
        return 0;
    case DAY_WORDS_NO_SUCH:
        cli_misuse(cli, "There is no such day: \"%s\".", text);
        return -1;
    case DAY_WORDS_FAR:
        cli_misuse(cli, "There is no such day this year or next: \"%s\". Write its year too.",
                   text);
        return -1;
    case DAY_WORDS_VAGUE:
        cli_misuse(cli, "\"%s\" is not a date yet. Which day is it?", text);
        return -1;
    case DAY_WORDS_EMPTY:
    case DAY_WORDS_UNKNOWN:
        break;
    }
    if (timed)
        cli_misuse(cli,
                   "\"%s\" is not a day and time that I know. These are: 15-12, \"friday 14:30\", "
                   "\"tomorrow half past 9\".",
                   text);
    else
        cli_misuse(cli,
                   "\"%s\" is not a date that I know. These are: 2026-12-15, 15-12, friday, "
                   "tomorrow, \"in 2 weeks\", \"week 50\".",
                   text);
    return -1;
}

static int judge(struct cli *cli, const char *text, enum day_words words)
{
    return judge_words(cli, text, words, false);
}

int given_day(struct cli *cli, const char *text, int *day)
{
    return judge(cli, text, day_read(text, clock_today(&cli->clock), cli->lang, day));
}

int given_past_day(struct cli *cli, const char *text, int *day)
{
    return judge(cli, text,
                 day_read_toward(text, clock_today(&cli->clock), cli->lang, DAY_BEHIND, day));
}

int given_day_since(struct cli *cli, const char *text, enum day_toward toward, int since, int *day)
{
    return judge(cli, text,
                 day_read_since(text, clock_today(&cli->clock), cli->lang, toward, since, day));
}

int given_moment(struct cli *cli, const char *text, int64_t *moment)
{
    return judge_words(cli, text,
                       clock_read_moment(text, clock_today(&cli->clock), cli->lang, 0, 0, moment),
                       true);
}
