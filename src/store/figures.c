#include "store/figures.h"

#include <stdlib.h>
#include <string.h>

#include "absences_inside.h"
#include "base/mem.h"
#include "store/change.h"
#include "told_inside.h"

/* All of them in the order of a person's id, so that they go on side by side. */
static const char people_sql[] = "SELECT id, team FROM person ORDER BY id";
static const char service_sql[] = "SELECT person, from_day, until_day, factor FROM service"
                                  " ORDER BY person, from_day";
static const char absence_sql[] =
    "SELECT person, first_day, back, kind, steps FROM absence WHERE first_day <= :to AND"
    " (back IS NULL OR back >= :from) ORDER BY person, first_day";
static const char talks_sql[] = "SELECT person, started_at FROM interview WHERE started_at > 0"
                                " AND NOT removed ORDER BY person, started_at";

/* The same of what was told, which counts while this file has no time in service itself. One source
 * of each person counts, so the days of a person stand in order. */
static const char told_service_sql[] =
    "SELECT t.person, s.from_day, s.until_day, s.factor FROM told_person t CROSS JOIN told_service"
    " s ON s.source = t.source AND s.person = t.person WHERE" TOLD_LAST
    " ORDER BY t.person, t.source, s.from_day";
static const char told_absence_sql[] =
    "SELECT t.person, b.first_day, b.back, b.kind, b.steps FROM told_person t CROSS JOIN"
    " told_absence b ON b.source = t.source AND b.person = t.person WHERE" TOLD_LAST
    " AND b.first_day <= :to AND (b.back IS NULL OR b.back >= :from)"
    " ORDER BY t.person, t.source, b.first_day";

/* One of these questions, at the row that is next. */
struct stream {
    struct query query;
    const char *person; /* whose the row is; until the next one */
    bool there;
};

struct figures_pass {
    struct store *store;
    struct figures_found *found;
    struct figures_borders borders;
    struct stream people, services, absences, talks;
    struct figures_person person;
    struct service *spans; /* of the person, with room that stays */
    struct absence *spells;
    int *held;
    size_t room_spans, room_spells, room_held, n_spans, n_spells, n_held;
    size_t *order;          /* teams by name: numbers */
    struct period *quarter; /* of the cube, each */
    int today;
};

/* ---- streams --------------------------------------------------------------------------------- */

static void next(struct figures_pass *pass, struct stream *stream)
{
    stream->there = query_row(&stream->query);
    if (!stream->there)
        return;
    stream->person = query_see_key(&stream->query);
    pass->found->rows++;
}

static void begin(struct figures_pass *pass, struct stream *stream, const char *sql)
{
    const struct figures_cube *cube = &pass->found->cube;
    query_begin(&stream->query, store_db(pass->store), sql);
    if (query_has(&stream->query, ":from")) {
        query_day(&stream->query, ":from", insight_quarter_begin(cube->first));
        query_day(&stream->query, ":to", pass->quarter[cube->n_quarters - 1].to);
    }
    pass->found->questions++;
    next(pass, stream);
}

/* Is the next row about that person? Rows of nobody are passed over. */
static bool is_about(struct figures_pass *pass, struct stream *stream, const char *person)
{
    int side = -1;
    while (stream->there && (side = strcmp(stream->person, person)) < 0)
        next(pass, stream);
    return stream->there && side == 0;
}

/* Room for one more, which stays for the next person. */
static void *make_room(void *items, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return items;
    *room = *room ? 2 * *room : 64;
    return mem_grow(items, *room, size);
}

/* ---- one person ------------------------------------------------------------------------------ */

static void take_spans(struct figures_pass *pass, const char *person)
{
    struct query *query = &pass->services.query;
    for (pass->n_spans = 0; is_about(pass, &pass->services, person); next(pass, &pass->services)) {
        pass->spans = make_room(pass->spans, pass->n_spans, &pass->room_spans, sizeof *pass->spans);
        struct service *span = &pass->spans[pass->n_spans];
        span->from = query_take_day(query);
        span->until = query_take_day(query);
        span->factor = (int)query_take_number(query);
        pass->n_spans += span->from != DAY_NONE && !service_factor_fault(span->factor);
    }
}

static void drop_spells(struct figures_pass *pass)
{
    for (size_t i = 0; i < pass->n_spells; i++)
        free(pass->spells[i].steps);
    pass->n_spells = 0;
}

static void take_spells(struct figures_pass *pass, const char *person)
{
    struct query *query = &pass->absences.query;
    for (drop_spells(pass); is_about(pass, &pass->absences, person); next(pass, &pass->absences)) {
        pass->spells =
            make_room(pass->spells, pass->n_spells, &pass->room_spells, sizeof *pass->spells);
        struct absence *spell = &pass->spells[pass->n_spells];
        *spell = (struct absence){.first_day = query_take_day(query)};
        spell->back = query_take_day(query);
        spell->leave = !strcmp(query_see_key(query), "leave");
        if (spell->first_day == DAY_NONE)
            continue;
        absences_take_steps(query_see_key(query), spell);
        pass->n_spells++;
    }
}

static void take_talks(struct figures_pass *pass, const char *person)
{
    for (pass->n_held = 0; is_about(pass, &pass->talks, person); next(pass, &pass->talks)) {
        pass->held = make_room(pass->held, pass->n_held, &pass->room_held, sizeof *pass->held);
        int day = clock_day(query_take_number(&pass->talks.query));
        pass->held[pass->n_held++] = day;
        if (pass->found->talks_since == DAY_NONE || day < pass->found->talks_since)
            pass->found->talks_since = day;
    }
}

/* ---- teams ----------------------------------------------------------------------------------- */

/* The number of a team, which is met for the first time if need be. */
static size_t team_of(struct figures_pass *pass, const char *name)
{
    struct figures_cube *cube = &pass->found->cube;
    size_t low = 0, high = cube->n_teams;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int side = strcmp(cube->team[pass->order[middle]], name);
        if (!side)
            return pass->order[middle];
        if (side < 0)
            low = middle + 1;
        else
            high = middle;
    }
    pass->order = mem_room(pass->order, cube->n_teams, sizeof *pass->order);
    memmove(&pass->order[low + 1], &pass->order[low], (cube->n_teams - low) * sizeof *pass->order);
    pass->order[low] = cube->n_teams;
    cube->team = mem_room(cube->team, cube->n_teams, sizeof *cube->team);
    cube->team[cube->n_teams] = mem_copy(name);
    cube->cell = mem_grow(cube->cell, (cube->n_teams + 1) * cube->n_quarters, sizeof *cube->cell);
    memset(&cube->cell[cube->n_teams * cube->n_quarters], 0, cube->n_quarters * sizeof *cube->cell);
    cube->year = mem_grow(cube->year, (cube->n_teams + 1) * cube->n_years, sizeof *cube->year);
    memset(&cube->year[cube->n_teams * cube->n_years], 0, cube->n_years * sizeof *cube->year);
    return cube->n_teams++;
}

/* ---- the pass -------------------------------------------------------------------------------- */

static struct period days_of_quarter(int quarter)
{
    return (struct period){insight_quarter_begin(quarter), insight_quarter_begin(quarter + 1) - 1};
}

static void count_frames(struct figures_pass *pass)
{
    for (int i = 0; i < FRAMES; i++) {
        struct figures_frame *frame = &pass->found->frame[i];
        if (frame->last < frame->first)
            continue;
        struct period period = {pass->quarter[frame->first - pass->found->cube.first].from,
                                pass->quarter[frame->last - pass->found->cube.first].to};
        figures_frame_add(frame, i == FRAME_YEAR ? &pass->borders : NULL, &pass->person, &period);
    }
}

static bool is_over(const struct absence *spell, const struct period *period)
{
    return spell->back != DAY_NONE && spell->back < period->from;
}

/* Each quarter of the team, and what years have of different people. */
static void count_quarters(struct figures_pass *pass, size_t team)
{
    struct figures_cube *cube = &pass->found->cube;
    struct figures *cell = &cube->cell[team * cube->n_quarters];
    struct figures_year *year = &cube->year[team * cube->n_years];
    struct figures_person person = pass->person; /* without what was over by then */
    for (size_t q = 0; q < cube->n_quarters;) {
        struct figures own[FIGURES_QUARTERS] = {{0}};
        for (size_t i = 0; i < FIGURES_QUARTERS && q < cube->n_quarters; i++, q++) {
            for (; person.n_spells && is_over(person.spells, &pass->quarter[q]); person.spells++)
                person.n_spells--;
            figures_add(&own[i], &person, &pass->quarter[q]);
            figures_sum(&cell[q], &own[i]);
        }
        figures_year_add(year++, own);
    }
}

static void count_person(struct figures_pass *pass, const char *team)
{
    struct figures_found *found = pass->found;
    struct figures_cube *cube = &found->cube;
    count_quarters(pass, team_of(pass, team));
    count_frames(pass);
    contact_add(found->contact, cube->first, cube->n_quarters, &pass->person, pass->held,
                pass->n_held, pass->today);
}

static bool meets_service(const struct figures_pass *pass, const struct absence *spell)
{
    for (size_t i = 0; i < pass->n_spans; i++) {
        const struct service *span = &pass->spans[i];
        if ((spell->back == DAY_NONE || span->from < spell->back) &&
            (span->until == DAY_NONE || span->until > spell->first_day))
            return true;
    }
    return false;
}

/* What is in no figure since nothing says that somebody was in service then. */
static void count_outside(struct figures_pass *pass)
{
    const struct figures_frame *now = &pass->found->frame[FRAME_NOW];
    int from = insight_quarter_begin(now->first), end = insight_quarter_begin(now->last + 1);
    int64_t outside = 0;
    for (size_t i = 0; now->last >= now->first && i < pass->n_spells; i++) {
        const struct absence *spell = &pass->spells[i];
        outside += !spell->leave && spell->first_day < end &&
                   (spell->back == DAY_NONE || spell->back > from) && !meets_service(pass, spell);
    }
    pass->found->uncounted += outside;
    pass->found->uncounted_people += outside > 0;
}

static void take_person(struct figures_pass *pass)
{
    const char *id = pass->people.person;
    take_spans(pass, id);
    take_spells(pass, id);
    take_talks(pass, id);
    pass->person.number++;
    pass->person.spans = pass->spans;
    pass->person.n_spans = pass->n_spans;
    pass->person.spells = pass->spells;
    pass->person.n_spells = pass->n_spells;
    pass->found->begun |= pass->n_spans > 0;
    count_outside(pass);
    if (pass->n_spans || pass->n_spells)
        count_person(pass, query_see_key(&pass->people.query));
}

/* From the year before the first quarter of any frame up to the last one, in whole calendar years
 * as far as they are over. */
static void lay_out(struct figures_found *found, int over)
{
    const struct figures_frame *now = &found->frame[FRAME_NOW],
                               *before = &found->frame[FRAME_BEFORE];
    int first = now->first, last = now->last;
    if (before->last >= before->first) {
        first = before->first < first ? before->first : first;
        last = before->last > last ? before->last : last;
    }
    last = last < first ? first - 1 : last;
    first = (first - FIGURES_QUARTERS) / FIGURES_QUARTERS * FIGURES_QUARTERS;
    for (; last < over && (last + 1) % FIGURES_QUARTERS; last++)
        continue;
    found->cube = (struct figures_cube){.first = first, .n_quarters = (size_t)(last - first + 1)};
    found->cube.n_years = (found->cube.n_quarters + FIGURES_QUARTERS - 1) / FIGURES_QUARTERS;
    found->contact = mem_zero(found->cube.n_quarters + 1, sizeof *found->contact);
}

/* Is there time in service here, or was any told? What went wrong is said by the questions. */
static bool has_any(struct figures_pass *pass, const char *table)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf sql = BUF_INIT;
    int64_t found = 0;
    buf_addf(&sql, "SELECT EXISTS (SELECT 1 FROM %s)", table);
    int failed = db_number(store_db(pass->store), sql.data, &found, &err);
    buf_release(&sql);
    return !failed && found;
}

static void begin_all(struct figures_pass *pass)
{
    bool told = has_any(pass, "told_person"), own = has_any(pass, "service");
    pass->found->aside = told && own;
    begin(pass, &pass->people, people_sql);
    begin(pass, &pass->services, told && !own ? told_service_sql : service_sql);
    begin(pass, &pass->absences, told && !own ? told_absence_sql : absence_sql);
    begin(pass, &pass->talks, talks_sql);
}

struct figures_pass *figures_open(struct store *store, const struct figures_borders *borders,
                                  struct figures_found *found)
{
    struct figures_pass *pass = mem_zero(1, sizeof *pass);
    struct figures_cube *cube = &found->cube;
    pass->store = store;
    pass->found = found;
    pass->borders = *borders;
    pass->today = clock_day(store_now(store));
    found->begun = false;
    found->talks_since = DAY_NONE;
    found->uncounted = found->uncounted_people = 0;
    found->rows = found->questions = 0;
    figures_frame_year(found);
    lay_out(found, insight_quarter(pass->today) - 1);
    pass->quarter = mem_zero(cube->n_quarters, sizeof *pass->quarter);
    for (size_t q = 0; q < cube->n_quarters; q++)
        pass->quarter[q] = days_of_quarter(cube->first + (int)q);
    begin_all(pass);
    return pass;
}

bool figures_go(struct figures_pass *pass, int64_t rows)
{
    int64_t until = pass->found->rows + rows;
    for (; pass->people.there && pass->found->rows < until; next(pass, &pass->people))
        take_person(pass);
    return pass->people.there;
}

int figures_close(struct figures_pass *pass, struct err *err)
{
    struct stream *const streams[] = {&pass->people, &pass->services, &pass->absences,
                                      &pass->talks};
    int failed = 0;
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
        failed |= query_end(&streams[i]->query, err);
    if (failed)
        figures_found_release(pass->found);
    else
        figures_settle(&pass->found->cube);
    drop_spells(pass);
    free(pass->spans);
    free(pass->spells);
    free(pass->held);
    free(pass->order);
    free(pass->quarter);
    free(pass);
    return failed ? -1 : 0;
}

int figures_begun(struct store *store, bool *begun, struct err *err)
{
    int64_t found = 0;
    int failed = db_number(store_db(store),
                           "SELECT EXISTS (SELECT 1 FROM absence) OR EXISTS (SELECT 1 FROM"
                           " service) OR EXISTS (SELECT 1 FROM told_person)",
                           &found, err);
    *begun = found != 0;
    return failed;
}

int figures_started(struct store *store, int *day, struct err *err)
{
    struct buf first = BUF_INIT;
    int failed = db_text(store_db(store),
                         "SELECT min(day) FROM (SELECT date(min(started_at) / 1000, 'unixepoch',"
                         " 'localtime') AS day FROM interview WHERE started_at > 0 AND NOT removed"
                         " UNION ALL SELECT min(month) || '-01' FROM tally)",
                         &first, err);
    *day = day_parse_iso(first.data);
    buf_release(&first);
    return failed;
}
