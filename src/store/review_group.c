/*
 * HR's list by team or by person. Names have no place that a number could keep, so the groups are
 * walked in order and each is asked for what is like the filter, by date. That takes as many
 * questions as there are groups without anything before the page is full. So what is few is read
 * whole and put in order here; what is not few is in one of the next groups.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "review_inside.h"

#define FEW 2000

struct walk {
    struct db *db;
    const struct review_filter *filter;
    const struct review_mark *from;
    struct sought sought;
    struct review_reach reach;
    bool by_team;
    struct review_page *page;
    struct err *err;
};

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
    query_begin(&query, walk->db,
                "SELECT f.rowid, iif(:by_team, r.team, r.person) FROM review_by_due f"
                " CROSS JOIN review r ON r.seq = " REVIEW_SEQ(
                    "f.rowid") " WHERE review_by_due MATCH :match AND f.rowid >= :least AND "
                               "f.rowid <= :most");
    query_number(&query, ":by_team", walk->by_team);
    query_bytes(&query, ":match", walk->sought.match.data, walk->sought.match.len);
    query_number(&query, ":least", walk->sought.least);
    query_number(&query, ":most", walk->sought.most);
    while (query_row(&query)) {
        *members = mem_room(*members, *n, sizeof **members);
        struct member *member = &(*members)[(*n)++];
        member->place = query_take_number(&query);
        member->group = query_take_text(&query);
    }
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

static int read_few(struct walk *walk)
{
    struct member *members = NULL;
    size_t n = 0;
    int failed = read_members(walk, &members, &n);
    if (n)
        qsort(members, n, sizeof *members, compare);
    for (size_t i = 0; failed >= 0 && i < n && walk->page->n < walk->reach.limit; i++) {
        struct member *member = &members[walk->reach.down ? n - 1 - i : i];
        if (beyond(walk, member))
            failed = add_member(walk, member);
    }
    for (size_t i = 0; i < n; i++)
        free(members[i].group);
    free(members);
    return failed < 0 ? -1 : 0;
}

/* ---- What is not few ----------------------------------------------------------------------- */

#define LAST_NAME "\xF4\x8F\xBF\xBF\xF4\x8F\xBF\xBF" /* after every name */

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

static int read_groups(struct walk *walk)
{
    const struct review_filter *filter = walk->filter;
    char *team = folded(filter->team);
    bool only = walk->by_team && team;
    char *name = only ? mem_copy(team)
                      : mem_copy(walk->from         ? walk->from->group
                                 : walk->reach.down ? LAST_NAME
                                                    : "");
    int found = find_group(walk, team, true, &name);
    while (found > 0 && walk->page->n < walk->reach.limit) {
        if (read_group(walk, name))
            found = -1;
        else
            found = only ? 0 : find_group(walk, team, false, &name);
    }
    free(name);
    free(team);
    return found < 0 ? -1 : 0;
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
    size_t n = 0;
    if (sought_make(&walk.sought, db, filter, SOUGHT_DUE, err))
        return -1;
    int failed = walk.sought.nothing ? 0 : review_counted(db, &walk.sought, FEW + 1, &n, err);
    if (!failed && n)
        failed = n > FEW ? read_groups(&walk) : read_few(&walk);
    sought_release(&walk.sought);
    review_trim(page, from != NULL, backwards, limit);
    return failed;
}
