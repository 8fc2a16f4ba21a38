#include "crowd_absence.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/uuid.h"
#include "crowd_words.h"
#include "domain/service.h"

enum { YEAR = 365, MOST_DAYS = 730 };

struct life {
    struct db *db;
    const char *person;
    int today;
    int from, until; /* in service; until: the first day out, or DAY_NONE */
    uint64_t *chance;
    struct err *err;
};

static int pick(struct life *life, int n)
{
    return crowd_pick(life->chance, n);
}

static int put_span(struct life *life, int from, int until, int factor)
{
    struct query query;
    char id[UUID_SIZE];
    crowd_make_id(life->chance, id, clock_moment(from, 9, 0));
    query_begin(&query, life->db,
                "INSERT INTO service (id, person, from_day, until_day, factor)"
                " VALUES (:id, :person, :from, :until, :factor)");
    query_text(&query, ":id", id);
    query_text(&query, ":person", life->person);
    query_day(&query, ":from", from);
    query_day(&query, ":until", until);
    query_number(&query, ":factor", factor);
    return query_run(&query, life->err);
}

static int serve(struct life *life, int years)
{
    static const int factors[] = {10000, 10000, 10000, 8000, 6000, 9000};
    int first = life->today - years * YEAR;
    int factor = factors[pick(life, 6)];
    life->from = pick(life, 100) < 70 ? first - pick(life, 3650) : first + pick(life, years * YEAR);
    life->until = pick(life, 100) < 10 ? life->today - pick(life, YEAR) + 1 : DAY_NONE;
    if (life->until != DAY_NONE && life->until <= life->from)
        life->until = DAY_NONE;
    int middle = (life->from + life->today) / 2;
    if (pick(life, 10) || middle <= life->from ||
        (life->until != DAY_NONE && middle >= life->until))
        return put_span(life, life->from, life->until, factor);
    return put_span(life, life->from, middle, factor) || put_span(life, middle, life->until, 8000);
}

/* Most are short; a few go on for months. */
static int days_away(struct life *life)
{
    int kind = pick(life, 1000);
    if (kind < 840)
        return 1 + pick(life, 7);
    if (kind < 975)
        return 8 + pick(life, 35);
    return kind < 997 ? 43 + pick(life, 200) : 366 + pick(life, MOST_DAYS - 366);
}

static int put_spell(struct life *life, int first, int back, const char *kind)
{
    struct query query;
    char id[UUID_SIZE], steps[80] = "", from[DAY_ISO_SIZE], advised[DAY_ISO_SIZE];
    int64_t moment = clock_moment(first, 8, 30);
    crowd_make_id(life->chance, id, moment);
    if (back != DAY_NONE && back - first > 42 && *kind == 's') {
        day_iso(first + (back - first) / 2, from);
        day_iso(first + (back - first) / 3, advised);
        snprintf(steps, sizeof steps, "[[\"%s\",500,\"%s\"]]", from, advised);
    }
    query_begin(&query, life->db,
                "INSERT INTO absence (id, person, first_day, expected, back, reachable, lasting,"
                " work, safety_net, accident, liable, kind, steps, created_at, updated_at) VALUES"
                " (:id, :person, :first, NULL, :back, '', '', '', '', '', '', :kind, :steps,"
                " :moment, :moment)");
    query_text(&query, ":id", id);
    query_text(&query, ":person", life->person);
    query_day(&query, ":first", first);
    query_day(&query, ":back", back);
    query_text(&query, ":kind", kind);
    query_number(&query, ":moment", moment);
    if (*steps)
        query_text(&query, ":steps", steps);
    return query_run(&query, life->err);
}

/* The first conversation with the person from a day on, or DAY_NONE. */
static int talk_after(const struct crowd_talks *talks, int day)
{
    int found = DAY_NONE;
    for (int i = 0; i < talks->n; i++)
        if (talks->day[i] >= day && (found == DAY_NONE || talks->day[i] < found))
            found = talks->day[i];
    return found;
}

/* Most conversations are about an absence that began some days before. */
static int put_talked_about(struct life *life, const struct crowd_talks *talks, int *day)
{
    int talk = talk_after(talks, *day + 9);
    if (talk == DAY_NONE || talk - *day > 200 || pick(life, 10) == 0)
        return 0;
    int first = talk - 1 - (pick(life, 4) ? pick(life, 6) : pick(life, 9));
    int back = first + (pick(life, 12) ? 10 : 60);
    *day = back + 20;
    return back > life->today ? 0 : put_spell(life, first, back, "sick");
}

int crowd_absences(struct db *db, const char *person, const struct crowd_talks *talks, int today,
                   int years, uint64_t *chance, struct err *err)
{
    struct life life = {.db = db, .person = person, .today = today, .chance = chance, .err = err};
    int failed = serve(&life, years);
    int begin = today - years * YEAR, end = life.until == DAY_NONE ? today : life.until;
    int day = life.from > begin ? life.from : begin;
    for (day += pick(&life, 240); !failed && day < end;) {
        failed = put_talked_about(&life, talks, &day);
        if (failed || day >= end)
            break;
        bool leave = pick(&life, 200) == 0;
        int back = day + (leave ? 112 : days_away(&life));
        failed = put_spell(&life, day, back <= today ? back : DAY_NONE, leave ? "leave" : "sick");
        int gone = today - day > YEAR * years / 2 ? 0 : 60; /* it got better */
        day = back + 1 + pick(&life, 260 + gone);
    }
    return failed;
}
