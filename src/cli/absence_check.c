#include "absence_inside.h"

#include <string.h>

#include "cli/checked.h"

struct checking {
    struct cli *cli;
    enum absence_field field;
    void (*found)(void *arg, enum absence_field field, const char *words);
    void *arg;
};

static void tell(void *arg, const struct checked *checked)
{
    const struct checking *checking = arg;
    struct buf words = BUF_INIT;
    buf_addf(&words,
             tr(checking->cli->lang,
                "characters %zu-%zu are about %s; an employer may not write that down."),
             checked->first, checked->last, checked->finding->class->title);
    checking->found(checking->arg, checking->field, words.data);
    buf_release(&words);
}

size_t absence_check(struct cli *cli, const struct absence *absence,
                     void (*found)(void *arg, enum absence_field field, const char *words),
                     void *arg)
{
    struct checking checking = {.cli = cli, .found = found, .arg = arg};
    struct err ignored = ERR_INIT(cli->lang); /* a helper: without it all goes on */
    size_t n = 0;
    for (enum absence_field field = 0; field < ABSENCE_FIELDS; field++) {
        if (absence_field_kind(field) != ABSENCE_TEXT)
            continue;
        const char *text = *absence_text((struct absence *)absence, field);
        const struct privacy *privacy = *text ? checked_privacy(cli, &ignored) : NULL;
        checking.field = field;
        n += privacy ? checked_text(privacy, text, strlen(text), tell, &checking) : 0;
    }
    return n;
}
