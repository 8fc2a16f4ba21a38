/*
 * HR's list by team or by person. Names have no place that a number could keep, so what is like the
 * filter is found by date and brought under its names here.
 *
 * What is few is read whole and put in order. Of more, the names are gone through in order, and
 * what each has is looked for among all that is like the filter. Of much, the next names have some:
 * teams, which have very many each, are asked for it one by one, by date. Of people all rows are
 * looked at, as far as that soon fills the page; else they are asked in flocks, for the index goes
 * through all that is like the filter for one as for sixty; of words that names alone have, those
 * who have them. When the first of them have next to nothing it is read after all, unless it is too
 * much to.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "review_inside.h"
#include "store/lookup.h"
#include "store/veil.h"
#include "store/words.h"

enum {
    SOME = 1000, /* so many are known at once */
    FEW = 2000,
    MANY = 4000,   /* from here on names are asked */
    MOST = 100000, /* more are not held in memory */

    /* When so many teams have less than two each, the whole is read after all. */
    TRIED = 4,

    /* So many rows are looked at along the names, fewer where the words in them are too. */
    ALONG = 1000,
    ALONG_WORDS = 400,
    ALONG_FIRST = 80, /* of these, less than half of what they should have is too few */

    FLOCK = 64, /* people asked about at once; more make each step of the index longer */

    /* So many are asked about first: what they have says how many it takes to fill the page. */
    FLOCK_FIRST = 1,

    /* When so many flocks do not fill the page, the whole is read after all. */
    FLOCKS = 6,
};

struct walk {
    struct db *db;
    const struct review_filter *filter;
    const struct review_mark *from;
    struct sought sought;
    struct review_reach reach;
    bool by_team;
    int64_t *places; /* of what is like the filter */
    size_t n_places;
    struct review_page *page;
    struct err *err;
};

static int read_places(struct walk *walk, const struct sought *sought, int64_t most)
{
    struct query query;
    walk->n_places = 0;
    query_begin(&query, walk->db,
                "SELECT rowid FROM review_by_due WHERE review_by_due MATCH :match"
                " AND rowid >= :least AND rowid <= :most LIMIT :limit");
    query_bytes(&query, ":match", sought->match.data, sought->match.len);
    query_number(&query, ":least", sought->least);
    query_number(&query, ":most", sought->most);
    query_number(&query, ":limit", most);
    while (query_row(&query)) {
        walk->places = mem_room(walk->places, walk->n_places, sizeof *walk->places);
        walk->places[walk->n_places++] = query_take_number(&query);
    }
    return query_end(&query, walk->err);
}

/* ---- What is few --------------------------------------------------------------------------- */

struct member {
    char *group;
    int64_t place;
};

static int compare(const void *one, const void *other)
{
    const struct member *a = one, *b = other;
    int found = strcmp(a->group, b->group);
    return found ? found : (a->place > b->place) - (a->place < b->place);
}

static int read_members(struct walk *walk, struct member **members, size_t *n)
{
    struct query query;
    struct buf places = BUF_INIT;
    lookup_add_places(&places, walk->places, walk->n_places);
    query_begin(&query, walk->db,
                "SELECT j.value, iif(:by_team, r.team, r.person) FROM json_each(:places) j"
                " CROSS JOIN review r ON r.seq = " REVIEW_SEQ("j.value"));
    query_number(&query, ":by_team", walk->by_team);
    query_bytes(&query, ":places", places.data, places.len);
    while (query_row(&query)) {
        *members = mem_room(*members, *n, sizeof **members);
        struct member *member = &(*members)[(*n)++];
        member->place = query_take_number(&query);
        member->group = query_take_text(&query);
    }
    buf_release(&places);
    return query_end(&query, walk->err);
}

/* 1 when it was added, 0 when it is not there. Takes the group over. */
static int add_member(struct walk *walk, struct member *member)
{
    struct query query;
    struct review_page *page = walk->page;
    int found = 0;
    query_begin(&query, walk->db,
                "SELECT " REVIEW_COLUMNS " FROM review r" REVIEW_JOINED
                " WHERE r.seq = " REVIEW_SEQ(":place") " AND " REVIEW_MAY_SEE);
    query_number(&query, ":place", member->place);
    if (query_row(&query)) {
        page->rows = mem_room(page->rows, page->n, sizeof *page->rows);
        struct review_row *row = &page->rows[page->n++];
        review_take(&query, row);
        row->group = member->group;
        row->mark = (struct review_mark){member->place, row->group};
        member->group = NULL;
        found = 1;
    }
    return query_end(&query, walk->err) ? -1 : found;
}

/* Does it lie beyond where the last page ended? */
static bool beyond(const struct walk *walk, const struct member *member)
{
    if (!walk->from)
        return true;
    struct member mark = {(char *)walk->from->group, walk->from->place};
    int found = compare(member, &mark);
    return walk->reach.down ? found < 0 : found > 0;
}

static void free_members(struct member *members, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(members[i].group);
    free(members);
}

/* Adds those of them that lie beyond where the last page ended, in order, as far as there is room.
 * Frees them. */
static int add_members(struct walk *walk, struct member *members, size_t n)
{
    int failed = 0;
    if (n)
        qsort(members, n, sizeof *members, compare);
    for (size_t i = 0; failed >= 0 && i < n && walk->page->n < walk->reach.limit; i++) {
        struct member *member = &members[walk->reach.down ? n - 1 - i : i];
        if (beyond(walk, member))
            failed = add_member(walk, member);
    }
    free_members(members, n);
    return failed < 0 ? -1 : 0;
}

static int read_few(struct walk *walk)
{
    struct member *members = NULL;
    size_t n = 0;
    int failed = read_members(walk, &members, &n);
    return add_members(walk, members, n) || failed ? -1 : 0;
}

#define LAST_NAME "\xF4\x8F\xBF\xBF\xF4\x8F\xBF\xBF" /* after every name */

/* Where to begin among the names. */
static const char *first_name(const struct walk *walk)
{
    return walk->from ? walk->from->group : walk->reach.down ? LAST_NAME : "";
}

/* ---- What is more -------------------------------------------------------------------------- */

/* By team and down; an index has them in this order. */
#define NAMES(name)                                                                                \
    {                                                                                              \
        "SELECT seq, " name " FROM review WHERE " name " >= :name ORDER BY " name,                 \
            "SELECT seq, " name " FROM review WHERE " name " <= :name ORDER BY " name " DESC",     \
    }
static const char *const names_sql[2][2] = {NAMES("person"), NAMES("team")};

static int64_t seq_at(int64_t place)
{
    return place & 2147483647;
}

/* The places by the number of their agreement: a table with room for twice as many, in which each
 * stands at the first free place from its number on. 0 is nobody's. */
struct by_seq {
    int64_t *places;
    size_t mask;
};

static struct by_seq by_seq_make(const int64_t *places, size_t n)
{
    struct by_seq table = {.mask = 1};
    while (table.mask < 2 * n)
        table.mask = 2 * table.mask + 1;
    table.places = mem_zero(table.mask + 1, sizeof *table.places);
    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)seq_at(places[i]) & table.mask;
        while (table.places[at])
            at = (at + 1) & table.mask;
        table.places[at] = places[i];
    }
    return table;
}

/* 0: it is not among them. */
static int64_t by_seq_find(const struct by_seq *table, int64_t seq)
{
    size_t at = (size_t)seq & table->mask;
    while (table->places[at] && seq_at(table->places[at]) != seq)
        at = (at + 1) & table->mask;
    return table->places[at];
}

/* Adds what the name before has, once there is another. */
static int turn_name(struct walk *walk, struct member **members, size_t *n, const char *name)
{
    if (!*n || !strcmp((*members)->group, name))
        return 0;
    int failed = add_members(walk, *members, *n);
    *members = NULL;
    *n = 0;
    return failed;
}

static int read_by_name(struct walk *walk)
{
    struct query query;
    struct member *members = NULL;
    size_t n = 0;
    int failed = 0;
    struct by_seq table = by_seq_make(walk->places, walk->n_places);
    query_begin(&query, walk->db, names_sql[walk->by_team][walk->reach.down]);
    query_text(&query, ":name", first_name(walk));
    while (!failed && walk->page->n < walk->reach.limit && query_row(&query)) {
        int64_t place = by_seq_find(&table, query_take_number(&query));
        if (!place)
            continue;
        char *name = query_take_text(&query);
        failed = turn_name(walk, &members, &n, name);
        members = mem_room(members, n, sizeof *members);
        members[n++] = (struct member){name, place};
    }
    failed = query_end(&query, walk->err) || failed;
    free(table.places);
    return add_members(walk, members, n) || failed ? -1 : 0;
}

/* ---- What is very much --------------------------------------------------------------------- */

/* By up and down, and whether the one given is in it. */
#define NEXT(group, where)                                                                         \
    {                                                                                              \
        {"SELECT min(" group ") FROM review WHERE " where group " > :name",                        \
         "SELECT min(" group ") FROM review WHERE " where group " >= :name"},                      \
            {"SELECT max(" group ") FROM review WHERE " where group " < :name",                    \
             "SELECT max(" group ") FROM review WHERE " where group " <= :name"},                  \
    }

static const char *const next_team[2][2] = NEXT("team", "");
static const char *const next_person[2][2] = NEXT("person", "");
static const char *const next_person_in_team[2][2] = NEXT("person", "team = :team AND ");

/* The group after name, or at it: 1 with *name replaced, 0 when there is none. */
static int find_group(struct walk *walk, const char *team, bool at, char **name)
{
    const char *const(*sql)[2] = walk->by_team ? next_team
                                 : team        ? next_person_in_team
                                               : next_person;
    struct query query;
    char *found = NULL;
    query_begin(&query, walk->db, sql[walk->reach.down][at]);
    query_text(&query, ":name", *name);
    if (query_has(&query, ":team"))
        query_text(&query, ":team", team);
    if (query_row(&query) && !query_sees_null(&query))
        found = query_take_text(&query);
    if (query_end(&query, walk->err)) {
        free(found);
        return -1;
    }
    if (!found)
        return 0;
    free(*name);
    *name = found;
    return 1;
}

/* What one group has of it, from where the last page ended when that is here. */
static int read_group(struct walk *walk, const char *group)
{
    struct sought sought = {
        .match = BUF_INIT, .least = walk->sought.least, .most = walk->sought.most};
    struct review_reach reach = walk->reach;
    buf_add(&sought.match, walk->sought.match.data, walk->sought.match.len);
    sought_add_tag(&sought.match, walk->by_team ? TAG_TEAM : TAG_PERSON, group);
    if (walk->from && !strcmp(walk->from->group, group))
        review_beyond(&sought, walk->from->place, reach.down);
    reach.limit -= walk->page->n;
    int failed = review_read(walk->db, &sought, &reach, group, walk->page, walk->err);
    sought_release(&sought);
    return failed;
}

static char *folded(const char *text)
{
    struct buf folded = BUF_INIT;
    if (text)
        utf8_fold(&folded, text, strlen(text));
    return text ? buf_detach(&folded) : NULL;
}

/* 1: it was tried, and the first of them have next to nothing. */
static int read_teams(struct walk *walk, bool trying)
{
    char *team = folded(walk->filter->team);
    bool only = team != NULL, in_vain = false;
    char *name = mem_copy(only ? team : first_name(walk));
    size_t tried = 0;
    int found = find_group(walk, team, true, &name);
    while (found > 0 && !in_vain && walk->page->n < walk->reach.limit) {
        if (read_group(walk, name))
            found = -1;
        else
            found = only ? 0 : find_group(walk, team, false, &name);
        in_vain = trying && ++tried >= TRIED && walk->page->n < 2 * tried;
    }
    free(name);
    free(team);
    return found < 0 ? -1 : in_vain && found;
}

/* ---- Along the names of people --------------------------------------------------------------- */

/* The next so many rows by name. */
static void add_next(struct buf *sql, const struct walk *walk, const char *columns)
{
    buf_addf(sql,
             "(SELECT %s FROM review r WHERE %s person %s :name ORDER BY person %s LIMIT :rows)",
             columns, walk->filter->team ? "team = folded(:team) AND" : "",
             walk->reach.down ? "<=" : ">=", walk->reach.down ? "DESC" : "");
}

/* Those of them that are like the filter, but for its words, its person and its manager. The place
 * says whether the date is. */
static void add_along(struct buf *sql, const struct walk *walk, bool words)
{
    buf_addf(sql, "SELECT person, place%s FROM ",
             words ? ", a.what, a.follow_up, a.remark, a.owner_name" : "");
    add_next(sql, walk,
             "person, " SOUGHT_BY_DUE " AS place, guide, seq AS number,"
             " status AS state, owner AS whose");
    buf_addf(sql,
             "%s WHERE place >= :least AND place <= :most AND instr(:statuses, state)"
             " AND (:owner = '' OR whose = :owner) AND (:guide = '' OR guide = :guide)",
             words ? " CROSS JOIN agreement a ON a.seq = number" : "");
}

static void bind_next(struct walk *walk, struct query *query, bool words)
{
    query_text(query, ":name", first_name(walk));
    query_number(query, ":rows", words ? ALONG_WORDS : ALONG);
    if (walk->filter->team)
        query_text(query, ":team", walk->filter->team);
}

/* Were they the last? */
static int were_last(struct walk *walk, bool words, bool *last)
{
    struct query query;
    struct buf sql = BUF_INIT;
    buf_adds(&sql, "SELECT count(*) FROM ");
    add_next(&sql, walk, "1");
    query_begin(&query, walk->db, sql.data);
    bind_next(walk, &query, words);
    if (query_row(&query))
        *last = query_take_number(&query) < (words ? ALONG_WORDS : ALONG);
    buf_release(&sql);
    return query_end(&query, walk->err);
}

/* Has the row all the words, its name among them? It goes on with what was agreed. */
static int has_words(struct query *query, const struct words *words, const char *name, bool *has,
                     struct err *err)
{
    enum { TEXTS = 4 };
    unsigned found = 0;
    int failed = words_find(words, name, strlen(name), &found, err);
    failed = failed || words_find_row(words, query, TEXTS, &found, err) ? -1 : 0;
    *has = words_are_all(words, found);
    return failed;
}

static bool too_few(const struct walk *walk, size_t looked_at, size_t found)
{
    return looked_at == ALONG_FIRST && 2 * found * ALONG_WORDS < walk->reach.limit * looked_at;
}

/* Adds those of the rows that are like it, name by name. words: NULL for none. 1: in vain. */
static int take_along(struct walk *walk, struct query *query, const struct words *words)
{
    struct member *members = NULL;
    size_t n = 0, looked_at = 0;
    int failed = 0;
    bool few = false, last = false;
    while (!failed && walk->page->n < walk->reach.limit && query_row(query)) {
        few = words && too_few(walk, looked_at++, walk->page->n + n);
        if (few)
            break;
        bool has = true;
        struct member member = {query_take_text(query), query_take_number(query)};
        if (words)
            failed = has_words(query, words, member.group, &has, walk->err);
        if (!failed && has)
            failed = turn_name(walk, &members, &n, member.group);
        if (failed || !has) {
            free(member.group);
            continue;
        }
        members = mem_room(members, n, sizeof *members);
        members[n++] = member;
    }
    if (!failed && !few && walk->page->n < walk->reach.limit)
        failed = were_last(walk, words != NULL, &last);
    bool whole = last || walk->page->n == walk->reach.limit; /* else the last may have more */
    if (whole)
        failed = add_members(walk, members, n) || failed;
    else
        free_members(members, n);
    return failed ? -1 : !whole;
}

static void add_statuses(struct buf *text, unsigned statuses)
{
    for (enum status status = STATUS_OPEN; status <= STATUS_DROPPED; status++)
        if (statuses & 1U << status)
            buf_addf(text, "%s ", status_key(status));
}

static int look_along(struct walk *walk, const struct words *words)
{
    const struct review_filter *filter = walk->filter;
    struct query query;
    struct buf sql = BUF_INIT, statuses = BUF_INIT;
    add_along(&sql, walk, words != NULL);
    add_statuses(&statuses, sought_statuses(filter));
    query_begin(&query, walk->db, sql.data);
    bind_next(walk, &query, words != NULL);
    query_number(&query, ":least", walk->sought.least);
    query_number(&query, ":most", walk->sought.most);
    query_bytes(&query, ":statuses", statuses.data, statuses.len);
    query_text(&query, ":owner", filter->owner == OWNER_NONE ? "" : owner_key(filter->owner));
    query_text(&query, ":guide", filter->guide);
    int in_vain = take_along(walk, &query, words);
    int failed = query_end(&query, walk->err);
    buf_release(&sql);
    buf_release(&statuses);
    return failed ? -1 : in_vain;
}

/* words: NULL for none. 1: so many rows were looked at, and the page is not full. */
static int read_along(struct walk *walk, const struct words *words)
{
    if (walk->filter->person || walk->filter->manager || (words && veil_hangs(walk->db)))
        return 1; /* a sealed text would have to be opened */
    int in_vain = look_along(walk, words);
    if (in_vain > 0)
        review_page_free(walk->page);
    return in_vain;
}

/* ---- In flocks ------------------------------------------------------------------------------- */

/* What some people have of it. */
static int read_flock(struct walk *walk, char *const *names, size_t n)
{
    struct sought sought = {
        .match = BUF_INIT, .least = walk->sought.least, .most = walk->sought.most};
    buf_add(&sought.match, walk->sought.match.data, walk->sought.match.len);
    sought_add_tags(&sought.match, TAG_PERSON, names, n);
    int failed = read_places(walk, &sought, -1) || (walk->n_places && read_few(walk));
    sought_release(&sought);
    return failed ? -1 : 0;
}

/* How many people have what is missing of the page, if they have as much as those tried. When those
 * have nothing, so many more that the third flock is a whole one. */
static size_t next_flock(const struct walk *walk, size_t tried)
{
    size_t n = walk->page->n, missing = walk->reach.limit - n;
    size_t most = n ? 2 * missing * tried / n + 1 : 8 * tried;
    return most < FLOCK ? most : FLOCK;
}

/* How far the flocks have come. */
struct flocks {
    char *names[FLOCK]; /* of the next */
    size_t n, most;     /* in it, and at most */
    size_t tried, asked;
};

/* Fills the flock with the next names, beginning with *name, which becomes the one behind them. As
 * find_group: of that one. */
static int take_names(struct walk *walk, const char *team, char **name, struct flocks *flocks)
{
    int found = 1;
    while (found > 0 && flocks->n < flocks->most) {
        flocks->names[flocks->n++] = mem_copy(*name);
        found = find_group(walk, team, false, name);
    }
    return found;
}

/* Asks about those in it, and empties it. */
static int ask_flock(struct walk *walk, struct flocks *flocks)
{
    int failed = flocks->n ? read_flock(walk, flocks->names, flocks->n) : 0;
    for (size_t i = 0; i < flocks->n; i++)
        free(flocks->names[i]);
    flocks->tried += flocks->n;
    flocks->asked++;
    flocks->most = next_flock(walk, flocks->tried);
    flocks->n = 0;
    return failed;
}

/* 1: so many were tried, and the page is not full. */
static int read_people(struct walk *walk, bool trying)
{
    struct flocks flocks = {.most = FLOCK_FIRST};
    char *team = folded(walk->filter->team), *name = mem_copy(first_name(walk));
    int found = find_group(walk, team, true, &name);
    while (found > 0 && walk->page->n < walk->reach.limit && !(trying && flocks.asked == FLOCKS)) {
        found = take_names(walk, team, &name, &flocks);
        if (ask_flock(walk, &flocks))
            found = -1;
    }
    free(name);
    free(team);
    return found < 0 ? -1 : found && walk->page->n < walk->reach.limit;
}

/* ---- By words that names alone have ---------------------------------------------------------- */

/* Fills the flock with the next names that have all the words: 1, or 0 at the end. */
static int take_bearers(struct walk *walk, struct query *query, const struct words *words,
                        struct flocks *flocks)
{
    int failed = 0;
    while (!failed && flocks->n < flocks->most && query_row(query)) {
        unsigned found = 0;
        char *name = query_take_text(query);
        failed = words_find(words, name, strlen(name), &found, walk->err);
        if (!failed && words_are_all(words, found))
            flocks->names[flocks->n++] = name;
        else
            free(name);
    }
    return failed ? -1 : flocks->n == flocks->most;
}

/* What the people have of it whose names have all the words; walk->sought asks for no words. */
static int read_bearers(struct walk *walk, const struct words *words)
{
    static const char *const names_of[] = {
        "SELECT DISTINCT folded FROM person WHERE folded >= :name ORDER BY folded",
        "SELECT DISTINCT folded FROM person WHERE folded <= :name ORDER BY folded DESC",
    };
    struct flocks flocks = {.most = FLOCK_FIRST};
    struct query query;
    int found = 1;
    query_begin(&query, walk->db, names_of[walk->reach.down]);
    query_text(&query, ":name", first_name(walk));
    while (found > 0 && walk->page->n < walk->reach.limit) {
        found = take_bearers(walk, &query, words, &flocks);
        if (ask_flock(walk, &flocks))
            found = -1;
    }
    return query_end(&query, walk->err) || found < 0 ? -1 : 0;
}

/* 1: texts have some of the words too. */
static int read_by_words(struct walk *walk, const struct words *words)
{
    struct review_filter filter = *walk->filter;
    bool none = false;
    if (!words || walk->by_team || veil_hangs(walk->db))
        return 1;
    if (words_in_none(words, walk->db, "agreement_text", &none, walk->err))
        return -1;
    if (!none)
        return 1;
    filter.words = NULL;
    sought_release(&walk->sought);
    return sought_make(&walk->sought, walk->db, &filter, SOUGHT_DUE, walk->err) ||
                   read_bearers(walk, words)
               ? -1
               : 0;
}

/* ---- All of it ------------------------------------------------------------------------------- */

static int read_many(struct walk *walk)
{
    int (*read_named)(struct walk *, bool) = walk->by_team ? read_teams : read_people;
    int in_vain = read_named(walk, true);
    if (in_vain <= 0)
        return in_vain;
    review_page_free(walk->page);
    if (read_places(walk, &walk->sought, MOST + 1))
        return -1;
    return walk->n_places <= MOST ? read_by_name(walk) : read_named(walk, false);
}

static int read_through(struct walk *walk)
{
    if (read_places(walk, &walk->sought, MANY + 1))
        return -1;
    return walk->n_places <= FEW    ? read_few(walk)
           : walk->n_places <= MANY ? read_by_name(walk)
                                    : read_many(walk);
}

/* What is more than next to nothing. */
static int read_more(struct walk *walk)
{
    const char *typed = walk->filter->words;
    struct words *words = typed ? words_read(walk->db, typed, walk->err) : NULL;
    const struct words *sought = words && words_count(words) ? words : NULL;
    int in_vain = typed && !words ? -1 : 1;
    if (in_vain > 0 && !walk->by_team)
        in_vain = read_along(walk, sought);
    if (in_vain > 0)
        in_vain = read_by_words(walk, sought);
    words_free(words);
    return in_vain > 0 ? read_through(walk) : in_vain;
}

int review_page_grouped(struct db *db, const struct review_filter *filter,
                        const struct review_mark *from, bool backwards, size_t limit,
                        struct review_page *page, struct err *err)
{
    struct walk walk = {
        .db = db,
        .filter = filter,
        .from = from,
        .reach = {.down = backwards != filter->reversed, .limit = limit + 1},
        .by_team = filter->order == REVIEW_BY_TEAM,
        .page = page,
        .err = err,
    };
    if (sought_make(&walk.sought, db, filter, SOUGHT_DUE, err))
        return -1;
    int failed = walk.sought.nothing ? 0 : read_places(&walk, &walk.sought, SOME + 1);
    if (!failed && walk.n_places)
        failed = walk.n_places <= SOME ? read_few(&walk) : read_more(&walk);
    free(walk.places);
    sought_release(&walk.sought);
    review_trim(page, from != NULL, backwards, limit);
    return failed;
}
