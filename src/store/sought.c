#include "store/sought.h"

#include <string.h>

#include "base/utf8.h"
#include "store/words.h"

#define SHIFT      INT64_C(2147483648) /* between places: the highest number of an agreement + 1 */
#define DAY_ZERO   1000000             /* as in SOUGHT_BY_DUE */
#define DAY_LAST   4194303
#define UNSETTLED  (1U << STATUS_OPEN | 1U << STATUS_RUNNING | 1U << STATUS_CHANGED)
#define ANY_STATUS (UNSETTLED | 1U << STATUS_DONE | 1U << STATUS_DROPPED)

/* A value of a tag never has a quote in it. */
static void add_term(struct buf *match, enum tag tag, const char *value)
{
    buf_addc(match, '"');
    utf8_add(match, tag);
    buf_addf(match, "%s\"", value);
}

static void add_hashed(struct buf *match, enum tag tag, const char *value)
{
    char signs[SOUGHT_HASH];
    buf_addc(match, '"');
    utf8_add(match, tag);
    sought_put_hash(signs, value, strlen(value));
    buf_add(match, signs, sizeof signs);
    buf_addc(match, '"');
}

static void add_and(struct buf *match)
{
    if (match->len)
        buf_adds(match, " AND ");
}

void sought_add_tag(struct buf *match, enum tag tag, const char *value)
{
    add_and(match);
    add_hashed(match, tag, value);
}

void sought_add_tags(struct buf *match, enum tag tag, char *const *values, size_t n)
{
    add_and(match);
    for (size_t i = 0; i < n; i++) {
        buf_adds(match, i ? " OR " : "(");
        add_hashed(match, tag, values[i]);
    }
    buf_addc(match, ')');
}

static void add_folded(struct buf *match, enum tag tag, const char *text)
{
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, text, strlen(text));
    add_hashed(match, tag, folded.data);
    buf_release(&folded);
}

/* ---- Status -------------------------------------------------------------------------------- */

unsigned sought_statuses(const struct review_filter *filter)
{
    unsigned statuses = filter->statuses ? filter->statuses : ANY_STATUS;
    return filter->late_on == DAY_NONE ? statuses : statuses & UNSETTLED;
}

static void add_statuses(struct buf *match, unsigned statuses)
{
    static const char *const signs[] = {[STATUS_OPEN] = "o",
                                        [STATUS_RUNNING] = "r",
                                        [STATUS_CHANGED] = "c",
                                        [STATUS_DONE] = "d",
                                        [STATUS_DROPPED] = "x"};
    const char *between = "(";
    if (statuses == ANY_STATUS)
        return;
    add_and(match);
    for (enum status status = STATUS_OPEN; status <= STATUS_DROPPED; status++) {
        if (!(statuses & 1U << status))
            continue;
        buf_adds(match, between);
        add_term(match, TAG_STATUS, signs[status]);
        between = " OR ";
    }
    buf_addc(match, ')');
}

/* ---- Dates --------------------------------------------------------------------------------- */

/* The period a filter asks for; DAY_NONE for no end. False when there is no day in it. */
static bool period_of(const struct review_filter *filter, int *from, int *to)
{
    *from = filter->due_from;
    *to = filter->due_to;
    if (filter->late_on != DAY_NONE && (*to == DAY_NONE || *to >= filter->late_on))
        *to = filter->late_on - 1;
    return *from == DAY_NONE || *to == DAY_NONE || *from <= *to;
}

static void bound(struct sought *sought, int from, int to)
{
    if (from == DAY_NONE && to == DAY_NONE)
        return;
    sought->least = from == DAY_NONE ? 0 : (int64_t)(from + DAY_ZERO) * SHIFT;
    sought->most = (to == DAY_NONE ? DAY_LAST : (int64_t)to + DAY_ZERO + 1) * SHIFT - 1;
}

enum { DIGITS = 8 };

/* "20261127"; eight times digit for no day. */
static void digits_of(int day, char digit, char out[DIGITS + 1])
{
    char iso[DAY_ISO_SIZE];
    size_t n = 0;
    day_iso(day, iso);
    memset(out, digit, DIGITS);
    for (const char *from = iso; *from; from++)
        if (*from != '-')
            out[n++] = *from;
    out[DIGITS] = '\0';
}

/* A stretch of days in another order than theirs: the fewest beginnings of dates that cover it. */
struct stretch {
    char least[DIGITS + 1], most[DIGITS + 1];
    struct buf *match;
    const char *between;
};

/* Months and days that are none need not be looked for. */
static char last_digit(size_t at)
{
    return at == 4 ? '1' : at == 6 ? '3' : '9';
}

static void cover(struct stretch *stretch, char digits[DIGITS + 1], size_t n)
{
    char low[DIGITS + 1], high[DIGITS + 1];
    memset(low, '0', DIGITS);
    memset(high, '9', DIGITS);
    memcpy(low, digits, n);
    memcpy(high, digits, n);
    if (memcmp(high, stretch->least, DIGITS) < 0 || memcmp(low, stretch->most, DIGITS) > 0)
        return;
    if (n && memcmp(low, stretch->least, DIGITS) >= 0 && memcmp(high, stretch->most, DIGITS) <= 0) {
        digits[n] = '\0';
        buf_adds(stretch->match, stretch->between);
        add_term(stretch->match, TAG_DUE, digits);
        buf_adds(stretch->match, n < DIGITS ? "*" : "");
        stretch->between = " OR ";
        return;
    }
    for (char digit = '0'; digit <= last_digit(n); digit++) {
        digits[n] = digit;
        cover(stretch, digits, n + 1);
    }
}

static void add_period(struct buf *match, int from, int to)
{
    struct stretch stretch = {.match = match, .between = "("};
    char digits[DIGITS + 1] = "";
    if (from == DAY_NONE && to == DAY_NONE)
        return;
    digits_of(from, '0', stretch.least);
    digits_of(to, '9', stretch.most);
    add_and(match);
    cover(&stretch, digits, 0);
    buf_addc(match, ')');
}

/* ---- The rest ------------------------------------------------------------------------------ */

static int add_sources(struct sought *sought, struct db *db, const char *manager, struct err *err)
{
    struct query query;
    const char *between = "(";
    if (!strcmp(manager, REVIEW_OWN)) {
        sought_add_tag(&sought->match, TAG_SOURCE, "");
        return 0;
    }
    query_begin(&query, db,
                "SELECT id FROM source WHERE id = :manager"
                " OR (label <> '' AND folded(label) = folded(trim(:manager)))");
    query_text(&query, ":manager", manager);
    while (query_row(&query)) {
        if (*between == '(')
            add_and(&sought->match);
        buf_adds(&sought->match, between);
        add_hashed(&sought->match, TAG_SOURCE, query_see_key(&query));
        between = " OR ";
    }
    sought->nothing = sought->nothing || *between == '(';
    if (*between != '(')
        buf_addc(&sought->match, ')');
    return query_end(&query, err);
}

static void add_person(struct buf *match, const char *person)
{
    add_and(match);
    if (uuid_valid(person))
        add_hashed(match, TAG_PERSON_ID, person);
    else
        add_folded(match, TAG_PERSON, person);
}

static int add_words(struct buf *match, struct db *db, const char *index, const char *text,
                     struct err *err)
{
    struct words *words = words_read(db, text, err);
    int failed = words ? 0 : -1;
    if (words && words_count(words)) {
        add_and(match);
        failed = words_add_match(words, db, index, match, err);
    }
    words_free(words);
    return failed;
}

int sought_make(struct sought *sought, struct db *db, const struct review_filter *filter,
                enum sought_index index, struct err *err)
{
    static const char *const names[] = {
        [SOUGHT_DUE] = "review_by_due", [SOUGHT_UPDATE] = "review_by_update"};
    struct review_filter now = *filter;
    int from, to;
    *sought = (struct sought){.match = BUF_INIT, .most = INT64_MAX};
    if (review_filter_as_of(&now, err))
        return -1;
    sought->nothing = !sought_statuses(&now) || !period_of(&now, &from, &to);
    if (sought->nothing)
        return 0;
    if (index == SOUGHT_DUE)
        bound(sought, from, to);
    else
        add_period(&sought->match, from, to);
    add_statuses(&sought->match, sought_statuses(&now));
    if (now.owner != OWNER_NONE) {
        add_and(&sought->match);
        add_term(&sought->match, TAG_OWNER, (char[]){*owner_key(now.owner), '\0'});
    }
    if (now.team) {
        add_and(&sought->match);
        add_folded(&sought->match, TAG_TEAM, now.team);
    }
    if (now.guide)
        sought_add_tag(&sought->match, TAG_GUIDE, now.guide);
    if (now.person)
        add_person(&sought->match, now.person);
    int failed = now.manager ? add_sources(sought, db, now.manager, err) : 0;
    failed = failed || (now.words && add_words(&sought->match, db, names[index], now.words, err));
    if (!sought->match.len)
        add_term(&sought->match, TAG_ANY, "");
    if (failed)
        sought_release(sought);
    return failed ? -1 : 0;
}

void sought_release(struct sought *sought)
{
    buf_release(&sought->match);
}
