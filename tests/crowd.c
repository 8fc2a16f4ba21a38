#include "crowd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "crowd_absence.h"
#include "crowd_words.h"
#include "domain/agreement.h"
#include "domain/interview.h"
#include "store/db.h"
#include "store/lookup.h"
#include "store/store.h"
#include "store/sums.h"

enum { YEAR = 365, HURDLES = 9, GUIDES = 4 };

static const char *const hurdle_ids[HURDLES] = {"uitstel", "grens",      "druk", "stil", "emotie",
                                                "tijd",    "machteloos", "rol",  "niets"};
static const char *const guide_ids[GUIDES] = {"verzuimgesprek", "kort-contact", "terugkeer",
                                              "jaargesprek"};

/* Somebody who hands over to HR, and how things go there. */
struct manager {
    char source[UUID_SIZE];
    int told;       /* the day of the newest bundle */
    int kept;       /* of a hundred agreements, so many are done in time */
    int64_t newest; /* the newest change in the bundle */
};

struct person_made {
    char id[UUID_SIZE];
    size_t manager;
    struct crowd_talks talks;
};

struct town {
    struct db db;
    const struct crowd *crowd;
    uint64_t chance;
    struct manager *managers;
    struct person_made *people;
    char own[GUIDE_CHECKSUM]; /* the guide of one manager's file */
    struct err *err;
};

static int pick(struct town *town, int n)
{
    return crowd_pick(&town->chance, n);
}

static bool in_hundred(struct town *town, int n)
{
    return pick(town, 100) < n;
}

static void make_id(struct town *town, char id[UUID_SIZE], int64_t moment)
{
    crowd_make_id(&town->chance, id, moment);
}

/* A moment of that day at work, after the one before. */
static int64_t at_work(struct town *town, int day, int64_t before)
{
    int64_t moment = clock_moment(day, 8 + pick(town, 9), pick(town, 60)) + pick(town, 60000);
    return moment > before ? moment : before + 60000 + pick(town, 600000);
}

static int workday(int day)
{
    int weekday = day_weekday(day);
    return weekday > 5 ? day + 8 - weekday : day;
}

/* ---- Agreements ---------------------------------------------------------------------------- */

/* An agreement on its way through time. */
struct deal {
    struct agreement now;
    const struct manager *manager;
    struct buf text; /* for what is being written */
};

static int sentences(struct town *town)
{
    return town->crowd->long_texts ? 2 + pick(town, 2) : 1;
}

static void write_down(struct town *town, struct deal *deal, char **slot,
                       void (*add)(struct buf *, enum owner, int, uint64_t *, enum lang))
{
    buf_clear(&deal->text);
    add(&deal->text, deal->now.owner, sentences(town), &town->chance, town->crowd->lang);
    mem_replace(slot, deal->text.data);
}

static enum owner any_owner(struct town *town)
{
    static const enum owner owners[] = {
        OWNER_MANAGER,  OWNER_MANAGER,  OWNER_MANAGER,  OWNER_MANAGER, OWNER_EMPLOYEE,
        OWNER_EMPLOYEE, OWNER_EMPLOYEE, OWNER_EMPLOYEE, OWNER_HR,      OWNER_OTHER};
    return owners[pick(town, sizeof owners / sizeof *owners)];
}

static void agree(struct town *town, struct deal *deal, const char *interview, int64_t moment)
{
    struct agreement *now = &deal->now;
    int day = clock_day(moment);
    make_id(town, now->id, moment);
    snprintf(now->interview, sizeof now->interview, "%s", interview);
    now->owner = any_owner(town);
    mem_replace(&now->owner_name,
                now->owner == OWNER_OTHER ? crowd_other(&town->chance, town->crowd->lang) : "");
    write_down(town, deal, &now->what, crowd_add_what);
    write_down(town, deal, &now->follow_up, crowd_add_follow_up);
    mem_replace(&now->remark, "");
    bool dated = !in_hundred(town, 4);
    now->due = dated ? workday(day + 2 + pick(town, 40)) : DAY_NONE;
    mem_replace(&now->due_words, dated ? "" : crowd_soon(&town->chance, town->crowd->lang));
    now->look_back = in_hundred(town, 85) ? workday(day + 28) : DAY_NONE;
    now->basis = in_hundred(town, 6) ? BASIS_DOCTOR : BASIS_NONE;
    now->basis_day = now->basis == BASIS_DOCTOR ? day - 1 - pick(town, 20) : DAY_NONE;
    now->share = town->crowd->own && in_hundred(town, 15) ? SHARE_EMPLOYEE : SHARE_HR;
    now->confirmed = !town->crowd->own      ? CONFIRMED_UNASKED
                     : in_hundred(town, 90) ? CONFIRMED_YES
                                            : CONFIRMED_NO;
    now->status = STATUS_OPEN;
    now->revision = 0;
    now->created_at = now->updated_at = moment;
}

#define COLUMNS                                                                                    \
    "what, owner, owner_name, due, due_words, follow_up, look_back, basis, basis_day, share,"      \
    " confirmed, status, remark, removed, revision, updated_at"
#define VALUES                                                                                     \
    ":what, :owner, :owner_name, :due, :due_words, :follow_up, :look_back, :basis, :basis_day,"    \
    " :share, :confirmed, :status, :remark, 0, :revision, :updated_at"

static int put(struct town *town, const char *sql, const struct agreement *now)
{
    struct query query;
    query_begin(&query, &town->db, sql);
    query_text(&query, ":id", now->id);
    if (query_has(&query, ":interview")) {
        query_text(&query, ":interview", now->interview);
        query_number(&query, ":created_at", now->created_at);
        query_number(&query, ":collected", !town->crowd->own);
    }
    query_text(&query, ":what", now->what);
    query_text(&query, ":owner", owner_key(now->owner));
    query_text(&query, ":owner_name", now->owner_name);
    query_day(&query, ":due", now->due);
    query_text(&query, ":due_words", now->due_words);
    query_text(&query, ":follow_up", now->follow_up);
    query_day(&query, ":look_back", now->look_back);
    query_text(&query, ":basis", basis_key(now->basis));
    query_day(&query, ":basis_day", now->basis_day);
    query_text(&query, ":share", share_key(now->share));
    query_text(&query, ":confirmed", confirmed_key(now->confirmed));
    query_text(&query, ":status", status_key(now->status));
    query_text(&query, ":remark", now->remark);
    query_number(&query, ":revision", now->revision);
    query_number(&query, ":updated_at", now->updated_at);
    return query_run(&query, town->err);
}

static int put_revision(struct town *town, struct deal *deal)
{
    deal->now.revision++;
    return put(town,
               "INSERT INTO agreement_revision (agreement, " COLUMNS ") VALUES (:id, " VALUES ")",
               &deal->now);
}

/* What becomes of it that day; nothing when that is after the manager handed over. */
static int happens(struct town *town, struct deal *deal, enum status status, int day, int due)
{
    struct agreement *now = &deal->now;
    int64_t moment = at_work(town, workday(day), now->updated_at);
    if (clock_day(moment) >= deal->manager->told)
        return 0;
    now->status = status;
    now->updated_at = moment;
    if (due != DAY_NONE) {
        now->due = due;
        mem_replace(&now->due_words, "");
    }
    buf_clear(&deal->text);
    crowd_add_remark(&deal->text, status, sentences(town), &town->chance, town->crowd->lang);
    mem_replace(&now->remark, deal->text.data);
    return put_revision(town, deal);
}

/* It may be moved, be under way, and be settled, in time or late; some is never settled. */
static int live(struct town *town, struct deal *deal)
{
    struct agreement *now = &deal->now;
    int made = clock_day(now->created_at), failed = put_revision(town, deal);
    int due = now->due == DAY_NONE ? made + 20 + pick(town, 20) : now->due;
    if (!failed && in_hundred(town, 18)) {
        int at = made + 1 + pick(town, due - made + 2);
        due = workday(due + 5 + pick(town, 20));
        failed = happens(town, deal, STATUS_CHANGED, at, due);
    }
    if (!failed && in_hundred(town, 12))
        failed = happens(town, deal, STATUS_RUNNING, due - 1 - pick(town, 4), DAY_NONE);
    bool long_ago = due < deal->manager->told - 60; /* by then nearly all is settled */
    if (failed || in_hundred(town, long_ago ? 1 : 7))
        return failed;
    if (in_hundred(town, 8))
        return happens(town, deal, STATUS_DROPPED, due - 3 + pick(town, 9), DAY_NONE);
    bool kept = in_hundred(town, deal->manager->kept);
    int day = kept ? due - pick(town, 4) : due + 2 + pick(town, 21);
    return happens(town, deal, STATUS_DONE, day, DAY_NONE);
}

static int claim(struct town *town, const struct deal *deal)
{
    struct query query;
    if (town->crowd->own)
        return 0;
    query_begin(&query, &town->db,
                "INSERT INTO claim (agreement, source, edition, revision, gone)"
                " VALUES (:id, :source, 1, :revision, 0)");
    query_text(&query, ":id", deal->now.id);
    query_text(&query, ":source", deal->manager->source);
    query_number(&query, ":revision", deal->now.revision);
    return query_run(&query, town->err);
}

static int make_agreement(struct town *town, struct deal *deal, const char *interview,
                          int64_t moment)
{
    agree(town, deal, interview, moment);
    return live(town, deal) ||
                   put(town,
                       "INSERT INTO agreement (id, interview, created_at, " COLUMNS
                       ", collected) VALUES (:id, :interview, :created_at, " VALUES ", :collected)",
                       &deal->now) ||
                   claim(town, deal)
               ? -1
               : 0;
}

/* ---- Conversations ------------------------------------------------------------------------- */

struct talk {
    char id[UUID_SIZE];
    const struct person_made *person;
    enum stage stage;
    int64_t at;
};

static int put_talk(struct town *town, const struct talk *talk)
{
    struct query query;
    char checksum[80];
    int kind = pick(town, 10);
    snprintf(checksum, sizeof checksum, "collected:%s:2026.11.1",
             guide_ids[kind < GUIDES ? kind : 0]);
    query_begin(&query, &town->db,
                "INSERT INTO interview (id, person, checksum, stage, at, started_at, closed_at,"
                " removed, created_at, updated_at) VALUES (:id, :person, :checksum, :stage, :at,"
                " :started, :closed, 0, :at - 86400000, :at)");
    query_text(&query, ":id", talk->id);
    query_text(&query, ":person", talk->person->id);
    query_text(&query, ":checksum",
               town->crowd->own ? town->own : checksum);
    query_text(&query, ":stage", stage_key(talk->stage));
    query_number(&query, ":at", talk->at);
    query_number(&query, ":started", talk->stage == STAGE_PREPARING ? 0 : talk->at);
    query_number(&query, ":closed", talk->stage == STAGE_CLOSED ? talk->at : 0);
    return query_run(&query, town->err);
}

static int put_answer(struct town *town, const struct talk *talk, const struct answer *answer)
{
    struct query query;
    query_begin(&query, &town->db,
                "INSERT INTO answer (interview, point, field, kind, share, label, value, shown,"
                " updated_at) VALUES (:interview, :point, :field, :kind, :share, :label, :value,"
                " :value, :at)");
    query_text(&query, ":interview", talk->id);
    query_text(&query, ":point", answer->point);
    query_text(&query, ":field", answer->field);
    query_text(&query, ":kind", kind_key(answer->kind));
    query_text(&query, ":share", share_key(answer->share));
    query_text(&query, ":label", answer->label);
    query_text(&query, ":value", answer->value);
    query_number(&query, ":at", talk->at);
    return query_run(&query, town->err);
}

static int make_answers(struct town *town, const struct talk *talk)
{
    static const struct answer asked[] = {
        {POINT_OWN, FIELD_GOAL, KIND_NOTE, SHARE_PRIVATE, "Doel van dit gesprek", "", "", 0, 0},
        {"aandacht", FIELD_NOTE, KIND_NOTE, SHARE_PRIVATE, "Notitie", "", "", 0, 0},
        {"doorvragen", FIELD_NOTE, KIND_NOTE, SHARE_PRIVATE, "Notitie", "", "", 0, 0},
        {"mogelijkheden", "kan_wel", KIND_LIST, SHARE_EMPLOYEE, "Wat kan wel", "", "", 0, 0},
        {POINT_CLOSING, FIELD_VIEW_MANAGER, KIND_NOTE, SHARE_EMPLOYEE, "Hoe jij het ziet", "", "",
         0, 0},
    };
    struct answer hurdle = {POINT_CLOSING,
                            FIELD_HURDLE,
                            KIND_CHOICE,
                            SHARE_HR,
                            "Wat maakte dit gesprek lastig voor jou?",
                            (char *)hurdle_ids[pick(town, HURDLES)],
                            "",
                            0,
                            0};
    struct buf text = BUF_INIT;
    int failed = in_hundred(town, 60) ? put_answer(town, talk, &hurdle) : 0;
    for (size_t i = 0; !failed && i < sizeof asked / sizeof *asked; i++) {
        struct answer answer = asked[i];
        buf_clear(&text);
        crowd_add_note(&text, &town->chance, town->crowd->lang);
        answer.value = text.data;
        failed = put_answer(town, talk, &answer);
    }
    buf_release(&text);
    return failed;
}

static int put_collected(struct town *town, const char *id, const char *source)
{
    struct query query;
    if (town->crowd->own)
        return 0;
    query_begin(&query, &town->db,
                "INSERT INTO collected (id, source, edition) VALUES (:id, :source, 1)");
    query_text(&query, ":id", id);
    query_text(&query, ":source", source);
    return query_run(&query, town->err);
}

static int put_number(struct town *town, const char *sql, size_t person, int day, const char *key,
                      int number)
{
    const struct manager *manager = &town->managers[town->people[person].manager];
    struct query query;
    struct buf team = BUF_INIT;
    char month[DAY_ISO_SIZE];
    day_iso(day, month);
    month[strlen("2026-11")] = '\0';
    crowd_add_team(&team, town->people[person].manager % (size_t)town->crowd->teams,
                   town->crowd->lang);
    query_begin(&query, &town->db, sql);
    query_text(&query, ":source", manager->source);
    query_text(&query, ":month", month);
    query_text(&query, ":guide", guide_ids[0]);
    if (query_has(&query, ":team"))
        query_text(&query, ":team", team.data);
    if (query_has(&query, ":option"))
        query_text(&query, ":option", key);
    if (query_has(&query, ":days"))
        query_number(&query, ":days", number);
    int failed = query_run(&query, town->err);
    buf_release(&team);
    return failed;
}

/* The conversation in numbers, as a bundle tells it: of most the occasion is known, and they come
 * sooner as the year goes on. */
static int put_tally(struct town *town, size_t person, int day, const char *hurdle)
{
    int ago = town->crowd->today - day, days = 1 + ago / 45 + (int)(person + (size_t)day) % 5;
    return put_number(town,
                      "INSERT INTO tally (source, month, team, guide, talks, people) VALUES"
                      " (:source, :month, :team, :guide, 1, 1) ON CONFLICT DO UPDATE SET"
                      " talks = talks + 1, people = people + 1",
                      person, day, "", 0) ||
                   ((person + (size_t)day) % 4 &&
                    put_number(town,
                               "INSERT INTO tally_days (source, month, team, guide, days, n)"
                               " VALUES (:source, :month, :team, :guide, :days, 1)"
                               " ON CONFLICT DO UPDATE SET n = n + 1",
                               person, day, "", days)) ||
                   (hurdle &&
                    put_number(town,
                               "INSERT INTO hurdle (source, month, guide, option, n) VALUES"
                               " (:source, :month, :guide, :option, 1) ON CONFLICT DO UPDATE SET"
                               " n = n + 1",
                               person, day, hurdle, 0))
               ? -1
               : 0;
}

/* One conversation on that day, and n agreements made in it. */
static int make_talk(struct town *town, size_t person, int day, int n)
{
    struct talk talk = {.person = &town->people[person], .stage = STAGE_CLOSED};
    struct manager *manager = &town->managers[talk.person->manager];
    struct deal deal = {.manager = manager, .text = BUF_INIT};
    struct crowd_talks *talks = &town->people[person].talks;
    if (talks->n < CROWD_TALKS_MOST)
        talks->day[talks->n++] = day;
    talk.at = at_work(town, day, 0);
    if (town->crowd->own && town->crowd->today - day < 45 && in_hundred(town, 40))
        talk.stage = in_hundred(town, 50) ? STAGE_CLOSING : STAGE_TALKING;
    make_id(town, talk.id, talk.at);
    int failed = put_talk(town, &talk) || put_collected(town, talk.id, manager->source) ||
                 (town->crowd->own && make_answers(town, &talk));
    agreement_init(&deal.now);
    for (int i = 0; !failed && i < n; i++) {
        failed = make_agreement(town, &deal, talk.id, talk.at + i);
        if (deal.now.updated_at > manager->newest)
            manager->newest = deal.now.updated_at;
    }
    const char *hurdle = in_hundred(town, 60) ? hurdle_ids[pick(town, HURDLES)] : NULL;
    failed = failed || (!town->crowd->own && put_tally(town, person, day, hurdle));
    agreement_release(&deal.now);
    buf_release(&deal.text);
    return failed ? -1 : 0;
}

/* Numbers are dealt out evenly: how many of `whole` fall to the ith of n. */
static int part_of(int whole, int n, int i)
{
    return (int)((int64_t)whole * (i + 1) / n - (int64_t)whole * i / n);
}

/* The conversations of one manager, from first on, spread over the year before handing over. Some
 * agree on more than others; by twos they keep to the number. */
static int make_talks(struct town *town, int manager, int *next)
{
    const struct crowd *crowd = town->crowd;
    int n = part_of(crowd->interviews, crowd->managers, manager), shift = 0, failed = 0;
    int n_people = (crowd->people - manager - 1) / crowd->managers + 1;
    int first_day = town->managers[manager].told - YEAR;
    for (int i = 0; !failed && i < n; i++, ++*next) {
        int share = part_of(crowd->agreements, crowd->interviews, *next);
        int other = i + 1 < n ? part_of(crowd->agreements, crowd->interviews, *next + 1) : 0;
        if (i % 2 == 0)
            shift = other ? pick(town, (share < other ? share : other) / 2 + 1) : 0;
        int day = first_day + (int)((int64_t)(YEAR - 4) * i / n) + pick(town, (YEAR - 4) / n + 1);
        size_t person = (size_t)manager + (size_t)crowd->managers * (size_t)pick(town, n_people);
        failed = make_talk(town, person, workday(day), i % 2 ? share - shift : share + shift);
    }
    return failed;
}

/* ---- People -------------------------------------------------------------------------------- */

static int put_source(struct town *town, size_t i)
{
    struct manager *manager = &town->managers[i];
    struct buf name = BUF_INIT;
    struct query query;
    crowd_add_name(&name, i);
    query_begin(&query, &town->db,
                "INSERT INTO source (id, edition, label, made_at)"
                " VALUES (:id, 1, :label, :made_at)");
    query_text(&query, ":id", manager->source);
    query_text(&query, ":label", name.data);
    query_number(&query, ":made_at", manager->newest);
    int failed = query_run(&query, town->err);
    buf_release(&name);
    return failed;
}

static void make_managers(struct town *town)
{
    const struct crowd *crowd = town->crowd;
    int64_t start = clock_moment(crowd->today - 2 * YEAR, 9, 0);
    town->managers = mem_zero((size_t)crowd->managers, sizeof *town->managers);
    for (int i = 0; i < crowd->managers; i++) {
        struct manager *manager = &town->managers[i];
        make_id(town, manager->source, start + i);
        bool long_ago = !crowd->own && i % 13 == 12;
        manager->told = crowd->today - (long_ago ? 35 + pick(town, 90) : pick(town, 9));
        manager->kept = 55 + (i % crowd->teams * 11 % 40);
    }
}

static int put_person(struct town *town, size_t i, int64_t moment)
{
    struct person_made *person = &town->people[i];
    struct buf name = BUF_INIT, team = BUF_INIT;
    struct query query;
    person->manager = i % (size_t)town->crowd->managers;
    make_id(town, person->id, moment);
    crowd_add_name(&name, i + (size_t)town->crowd->managers);
    crowd_add_team(&team, person->manager % (size_t)town->crowd->teams, town->crowd->lang);
    query_begin(&query, &town->db,
                "INSERT INTO person (id, name, folded, team, code, created_at)"
                " VALUES (:id, :name, folded(:name), :team, '', :moment)");
    query_text(&query, ":id", person->id);
    query_text(&query, ":name", name.data);
    query_text(&query, ":team", team.data);
    query_number(&query, ":moment", moment);
    int failed = query_run(&query, town->err) ||
                 put_collected(town, person->id, town->managers[person->manager].source);
    buf_release(&name);
    buf_release(&team);
    return failed ? -1 : 0;
}

static int put_people(struct town *town)
{
    int64_t start = clock_moment(town->crowd->today - 2 * YEAR, 10, 0);
    town->people = mem_zero((size_t)town->crowd->people, sizeof *town->people);
    int failed = 0;
    for (int i = 0; !failed && i < town->crowd->people; i++)
        failed = put_person(town, (size_t)i, start + i);
    return failed;
}

/* By a chance of their own, so that all else stays as it is without them. */
static int put_absences(struct town *town)
{
    const struct crowd *crowd = town->crowd;
    uint64_t chance = crowd->seed + 1;
    int failed = 0;
    for (int i = 0; !failed && crowd->years && i < crowd->people; i++)
        failed = crowd_absences(&town->db, town->people[i].id, &town->people[i].talks, crowd->today,
                                crowd->years, &chance, town->err);
    return failed;
}

static int put_guide(struct town *town, const char *checksum, const char *id,
                     const struct guide *guide)
{
    struct query query;
    query_begin(&query, &town->db,
                "INSERT INTO guide_text (checksum, guide, version, title, language, text,"
                " created_at) VALUES (:checksum, :id, '2026.11.1', :title, :language, :text, 0)"
                " ON CONFLICT DO NOTHING");
    query_text(&query, ":checksum", checksum);
    query_text(&query, ":id", id);
    query_text(&query, ":title", guide ? guide->title : id);
    query_text(&query, ":language", lang_code(town->crowd->lang));
    query_bytes(&query, ":text", guide ? guide->text : "", guide ? guide->text_len : 0);
    return query_run(&query, town->err);
}

static int put_guides(struct town *town)
{
    const struct guide *guide = town->crowd->guide;
    if (town->crowd->own)
        return put_guide(town, town->own, guide ? guide->id : guide_ids[0], guide);
    int failed = 0;
    for (size_t i = 0; !failed && i < GUIDES; i++) {
        char checksum[80];
        snprintf(checksum, sizeof checksum, "collected:%s:2026.11.1", guide_ids[i]);
        failed = put_guide(town, checksum, guide_ids[i], NULL);
    }
    return failed;
}

/* ---- The file ------------------------------------------------------------------------------ */

/* The words of what makes the indexes again; they go away now, and are made at the end in one go.
 */
static int drop_indexes(struct town *town, struct buf *again)
{
    struct buf drop = BUF_INIT;
    struct query query;
    query_begin(&query, &town->db,
                "SELECT 'DROP INDEX ' || name || ';', sql || ';'"
                " FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
                " ORDER BY rowid");
    while (query_row(&query)) {
        buf_adds(&drop, query_see_key(&query));
        buf_adds(again, query_see_key(&query));
    }
    int failed = query_end(&query, town->err) || db_run(&town->db, drop.data, town->err);
    buf_release(&drop);
    return failed ? -1 : 0;
}

static int fill_tables(struct town *town)
{
    int next = 0;
    make_managers(town);
    int failed = put_guides(town) || put_people(town);
    for (int i = 0; !failed && i < town->crowd->managers; i++)
        failed = make_talks(town, i, &next);
    failed = failed || put_absences(town);
    for (int i = 0; !failed && !town->crowd->own && i < town->crowd->managers; i++)
        failed = put_source(town, (size_t)i);
    free(town->managers);
    free(town->people);
    return failed;
}

static int fill(struct town *town, const char *path)
{
    struct buf again = BUF_INIT;
    if (db_open(&town->db, path, DB_WRITE, town->err))
        return -1;
    int failed =
        db_settle(&town->db, town->err) ||
        db_run(&town->db,
               "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;"
               "PRAGMA secure_delete = OFF; PRAGMA cache_size = -200000",
               town->err) ||
        db_begin(&town->db, town->err);
    if (!failed) {
        failed = drop_indexes(town, &again) || fill_tables(town) ||
                 sums_fill(&town->db, town->err) || lookup_rebuild(&town->db, town->err) ||
                 db_run(&town->db, again.data, town->err);
        failed = db_end(&town->db, failed, town->err) ||
                 db_run(&town->db, "PRAGMA journal_mode = WAL", town->err);
    }
    db_close(&town->db);
    buf_release(&again);
    return failed ? -1 : 0;
}

int crowd_fill(const char *path, const struct crowd *crowd, struct err *err)
{
    struct clock clock = {.fixed = clock_moment(crowd->today, 9, 0)};
    struct town town = {.crowd = crowd, .chance = crowd->seed, .own = "own", .err = err};
    if (crowd->guide)
        guide_checksum(crowd->guide, town.own);
    struct store *store = store_open(path, ACCESS_WRITE, clock, err);
    if (!store)
        return -1;
    store_close(store);
    return fill(&town, path);
}
