#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/period.h"
#include "base/utf8.h"
#include "domain/keyword.h"
#include "review_inside.h"

static const char *const orders[] = {"due", "update", "person", "team"};

const char *review_order_key(enum review_order order)
{
    return orders[order];
}

bool review_order_parse(const char *key, enum review_order *out)
{
    int value = 0;
    if (!keyword_find(orders, sizeof orders / sizeof *orders, key, &value))
        return false;
    *out = (enum review_order)value;
    return true;
}

int review_filter_as_of(struct review_filter *filter, struct err *err)
{
    struct period period;
    if (!filter->period)
        return 0;
    enum period_words words = period_read(filter->period, filter->today, err->lang, &period);
    if (words == PERIOD_WORDS_EMPTY)
        return 0;
    if (words != PERIOD_WORDS_OK)
        return err_set(err, "%s", tr(err->lang, period_fault(words)));
    filter->due_from = period.from;
    filter->due_to = period.to;
    return 0;
}

/* ---- Writing ------------------------------------------------------------------------------- */

static void add_key(struct buf *text, const char *key)
{
    buf_addf(text, "%s%s", text->len ? " " : "", key);
}

/* In quotes when it would not be read back without them. */
static void add_value(struct buf *text, const char *key, const char *value)
{
    add_key(text, key);
    if (*value && !value[strcspn(value, " \t\n\"\\")]) {
        buf_adds(text, value);
        return;
    }
    buf_addc(text, '"');
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            buf_addc(text, '\\');
        buf_addc(text, *value);
    }
    buf_addc(text, '"');
}

static void add_day(struct buf *text, const char *key, int day)
{
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    if (*iso)
        add_value(text, key, iso);
}

static void add_statuses(struct buf *text, unsigned statuses)
{
    const char *between = "";
    if (!statuses)
        return;
    add_key(text, "status:");
    for (enum status status = STATUS_OPEN; status <= STATUS_DROPPED; status++) {
        if (!(statuses & 1U << status))
            continue;
        buf_addf(text, "%s%s", between, status_key(status));
        between = ",";
    }
}

void review_filter_write(const struct review_filter *filter, struct buf *text)
{
    const struct {
        const char *key, *value;
    } texts[] = {
        {"owner:", filter->owner == OWNER_NONE ? NULL : owner_key(filter->owner)},
        {"team:", filter->team},
        {"manager:", filter->manager},
        {"person:", filter->person},
        {"guide:", filter->guide},
        {"period:", filter->period},
        {"words:", filter->words},
        {"order:", filter->order == REVIEW_BY_DUE ? NULL : review_order_key(filter->order)},
    };
    struct buf own = BUF_INIT; /* so that blanks are only put between its own */
    add_statuses(&own, filter->statuses);
    if (filter->late_on != DAY_NONE)
        add_key(&own, "late");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].value)
            add_value(&own, texts[i].key, texts[i].value);
    if (!filter->period) {
        add_day(&own, "from:", filter->due_from);
        add_day(&own, "to:", filter->due_to);
    }
    if (filter->reversed)
        add_key(&own, "reversed");
    buf_add(text, own.data, own.len);
    buf_release(&own);
}

/* ---- Reading ------------------------------------------------------------------------------- */

/* Cuts the next `key:value` or word off *rest, its quotes taken away where it stands: false at the
 * end. *value is NULL for a word. */
static bool next_part(char **rest, char **key, char **value)
{
    char *from = *rest + strspn(*rest, " \t\n"), *to;
    bool quoted = false;
    if (!*from)
        return false;
    *key = to = from;
    *value = NULL;
    for (; *from && (quoted || !strchr(" \t\n", *from)); from++) {
        if (*from == '"') {
            quoted = !quoted;
        } else if (*from == ':' && !*value) {
            *to++ = '\0';
            *value = to;
        } else {
            if (*from == '\\' && from[1])
                from++;
            *to++ = *from;
        }
    }
    *rest = *from ? from + 1 : from;
    *to = '\0';
    return true;
}

/* By its key, or as people read it. */
static bool read_status(const char *word, enum status *status)
{
    if (status_parse(word, status))
        return true;
    for (*status = STATUS_OPEN; *status <= STATUS_DROPPED; ++*status)
        if (!utf8_compare(word, status_word(*status, LANG_NL)) ||
            !utf8_compare(word, status_word(*status, LANG_EN)))
            return true;
    return false;
}

static bool read_statuses(char *text, unsigned *statuses)
{
    *statuses = 0;
    for (char *word; (word = strsep(&text, ","));) {
        enum status status;
        if (!read_status(word, &status))
            return false;
        *statuses |= 1U << status;
    }
    return true;
}

static bool read_day(const char *text, int today, int *day)
{
    return day_read(text, today, LANG_EN, day) == DAY_WORDS_OK;
}

/* What people type in Dutch. */
static const char *key_of(const char *key)
{
    static const char *const dutch[][2] = {
        {"laat", "late"},      {"eigenaar", "owner"},    {"leidinggevende", "manager"},
        {"persoon", "person"}, {"soort", "guide"},       {"van", "from"},
        {"tot", "to"},         {"periode", "period"},    {"woorden", "words"},
        {"volgorde", "order"}, {"andersom", "reversed"},
    };
    for (size_t i = 0; i < sizeof dutch / sizeof *dutch; i++)
        if (!strcmp(key, dutch[i][0]))
            return dutch[i][1];
    return key;
}

static bool take_text(struct review_filter *filter, const char *key, const char *value)
{
    const struct {
        const char *key, **slot;
    } texts[] = {
        {"team", &filter->team},   {"manager", &filter->manager}, {"person", &filter->person},
        {"guide", &filter->guide}, {"period", &filter->period},   {"words", &filter->words},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(key, texts[i].key) != 0)
            continue;
        *texts[i].slot = value;
        return true;
    }
    return false;
}

static bool take_part(struct review_filter *filter, int today, const char *key, char *value)
{
    if (!value && !strcmp(key, "late")) {
        filter->late_on = today;
        return true;
    }
    if (!value) {
        filter->reversed = filter->reversed || !strcmp(key, "reversed");
        return !strcmp(key, "reversed");
    }
    if (!strcmp(key, "status"))
        return read_statuses(value, &filter->statuses);
    if (!strcmp(key, "owner"))
        return owner_parse(value, &filter->owner);
    if (!strcmp(key, "order"))
        return review_order_parse(value, &filter->order);
    if (!strcmp(key, "from"))
        return read_day(value, today, &filter->due_from);
    if (!strcmp(key, "to"))
        return read_day(value, today, &filter->due_to);
    return take_text(filter, key, value);
}

int review_filter_read(const char *text, int today, struct review_view *view, struct err *err)
{
    char *key, *value;
    *view = (struct review_view){
        .name = mem_copy(""), .filter = REVIEW_FILTER_INIT, .kept = mem_copy(text)};
    view->filter.today = today;
    for (char *rest = view->kept; next_part(&rest, &key, &value);) {
        if (take_part(&view->filter, today, key_of(key), value))
            continue;
        err_set(err, "What is kept of this view is not understood at \"%s\". Make it again.", key);
        review_view_release(view);
        return -1;
    }
    if (!view->filter.period)
        return 0;
    struct review_filter now = view->filter;
    if (review_filter_as_of(&now, err) == 0)
        return 0;
    review_view_release(view);
    return -1;
}

void review_view_release(struct review_view *view)
{
    free(view->name);
    free(view->kept);
    *view = (struct review_view){.filter = REVIEW_FILTER_INIT};
}
