#include "store/change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/lookup.h"
#include "store/sums.h"
#include "store/trail.h"

#define DEEDS_KEPT 200
#define MANY       32 /* watched: as a list that is brought in has */

int change_begin(struct change *change, struct store *store, const char *interview,
                 const struct deed *deed, struct err *err)
{
    *change = (struct change){
        .store = store, .db = store_db(store), .deed = deed, .err = err, .now = store_now(store)};
    snprintf(change->interview, sizeof change->interview, "%s", interview);
    return store_begin(store, err);
}

static bool same(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

static bool same_subject(const struct subject *a, const struct subject *b)
{
    return a->aspect == b->aspect && same(a->id, b->id) && same(a->point, b->point) &&
           same(a->field, b->field);
}

static size_t hash_text(size_t hash, const char *text)
{
    for (; text && *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211U;
    return hash * 31 + 7;
}

/* Where it stands among the places, or where it would. */
static size_t place_of(const struct change *change, const struct subject *subject)
{
    size_t hash = hash_text((size_t)subject->aspect + 14695981039346656037U, subject->id);
    hash = hash_text(hash_text(hash, subject->point), subject->field);
    size_t mask = change->n_places - 1, at = (hash ^ hash >> 29) & mask;
    while (change->places[at] &&
           !same_subject(&change->watched[change->places[at] - 1].subject, subject))
        at = (at + 1) & mask;
    return at;
}

/* A list that is brought in watches thousands: then they are found by what they are. */
static void note_place(struct change *change, size_t i)
{
    if (change->n_watched >= MANY && 2 * change->n_watched >= change->n_places) {
        free(change->places);
        change->n_places = change->n_places ? 2 * change->n_places : 4 * (size_t)MANY;
        change->places = mem_zero(change->n_places, sizeof *change->places);
        for (size_t k = 0; k < i; k++)
            change->places[place_of(change, &change->watched[k].subject)] = k + 1;
    }
    if (change->n_places)
        change->places[place_of(change, &change->watched[i].subject)] = i + 1;
}

static bool is_watched(const struct change *change, const struct subject *subject)
{
    if (change->n_places)
        return change->places[place_of(change, subject)] != 0;
    for (size_t i = 0; i < change->n_watched; i++)
        if (same_subject(&change->watched[i].subject, subject))
            return true;
    return false;
}

static void watch(struct change *change, const struct watched *watched)
{
    change->watched = mem_room(change->watched, change->n_watched, sizeof *watched);
    change->watched[change->n_watched++] = *watched;
    note_place(change, change->n_watched - 1);
}

int change_watch(struct change *change, struct subject subject)
{
    struct watched watched = {.subject = subject};
    if (is_watched(change, &subject)) /* how it was halfway is nobody's business */
        return 0;
    if (subject_image(change->db, &subject, &watched.before, change->err))
        return -1;
    watch(change, &watched);
    return 0;
}

void change_watch_new(struct change *change, struct subject subject)
{
    watch(change, &(struct watched){.subject = subject, .made = true});
}

static int write_deed(struct change *change)
{
    struct query query;
    if (db_run(change->db, "DELETE FROM deed WHERE undone = 1", change->err))
        return -1;
    query_begin(&query, change->db,
                "INSERT INTO deed (interview, words, about, undone, created_at)"
                " VALUES (:interview, :words, :about, 0, :now)");
    query_text(&query, ":interview", change->interview);
    query_text(&query, ":words", change->deed->words);
    query_text(&query, ":about", change->deed->about);
    query_number(&query, ":now", change->now);
    if (query_run(&query, change->err))
        return -1;
    query_begin(&query, change->db,
                "DELETE FROM deed WHERE seq <= (SELECT max(seq) FROM deed) - :kept");
    query_number(&query, ":kept", DEEDS_KEPT);
    return query_run(&query, change->err) || trail_forget_absences(change->db, change->err) ? -1
                                                                                            : 0;
}

static int write_image(struct change *change, const struct watched *watched, const char *after)
{
    struct query query;
    query_begin(&query, change->db,
                "INSERT INTO deed_image (deed, step, aspect, id, point, field, before, after)"
                " VALUES ((SELECT max(seq) FROM deed), :step, :aspect, :id, :point, :field,"
                " :before, :after)");
    query_number(&query, ":step", change->n_images++);
    query_text(&query, ":aspect", aspect_key(watched->subject.aspect));
    query_text(&query, ":id", watched->subject.id);
    query_text(&query, ":point", watched->subject.point);
    query_text(&query, ":field", watched->subject.field);
    if (watched->before)
        query_text(&query, ":before", watched->before);
    if (after)
        query_text(&query, ":after", after);
    return query_run(&query, change->err);
}

/* ---- many that were made --------------------------------------------------------------------- */

static void add_id(struct buf *ids, const char *before, const char *id)
{
    buf_adds(ids, before);
    buf_adds(ids, id);
    buf_addc(ids, '"');
}

/* The next ids of those of one aspect that were made, as a JSON array: how many. */
static size_t gather(const struct change *change, enum aspect aspect, size_t *next, struct buf *ids)
{
    enum { MOST = 1000 };
    size_t n = 0;
    for (; *next < change->n_watched && n < MOST; ++*next) {
        const struct watched *watched = &change->watched[*next];
        if (watched->made && watched->subject.aspect == aspect)
            add_id(ids, n++ ? ",\"" : "[\"", watched->subject.id);
    }
    buf_adds(ids, n ? "]" : "");
    return n;
}

static int write_made(struct change *change, enum aspect aspect, const char *ids)
{
    struct query query;
    struct buf select = BUF_INIT, sql = BUF_INIT;
    /* Without the OFFSET SQLite puts the image in twice, and makes it once more for its sum. */
    buf_addf(&select,
             "SELECT (SELECT max(seq) FROM deed), step, :aspect, id, '', '', NULL, image FROM"
             " (SELECT :step + e.key AS step, e.value AS id, %s LIMIT -1 OFFSET 0)",
             aspect_made(aspect));
    sums_add_insert(&sql, change->db, "deed_image",
                    "deed, step, aspect, id, point, field, before, after", select.data, false);
    query_begin(&query, change->db, sql.data);
    query_number(&query, ":step", change->n_images);
    query_text(&query, ":aspect", aspect_key(aspect));
    query_text(&query, ":ids", ids);
    buf_release(&select);
    buf_release(&sql);
    return query_run(&query, change->err);
}

/* All of one aspect that were made: there is no before, and nothing is found by them. */
static int record_made(struct change *change, enum aspect aspect, bool *changed)
{
    struct buf ids = BUF_INIT;
    size_t next = 0, n;
    int failed = 0;
    while (!failed && (n = gather(change, aspect, &next, &ids)) > 0) {
        failed = (!*changed && write_deed(change)) || write_made(change, aspect, ids.data);
        change->n_images += (int)n;
        *changed = true;
        buf_clear(&ids);
    }
    buf_release(&ids);
    return failed ? -1 : 0;
}

/* ---- one by one ------------------------------------------------------------------------------ */

/* An answer keeps its own where it is written (store/interviews.h). */
static int keep_trail(struct change *change, const struct watched *watched, const char *after)
{
    if (watched->subject.aspect == ASPECT_TICK && watched->before)
        return trail_keep_tick(change->db, &watched->subject, watched->before, change->now,
                               change->err);
    if (watched->subject.aspect != ASPECT_ABSENCE || !watched->before || !after)
        return 0;
    return trail_keep_absence(change->db, watched->subject.id, watched->before, after, change->now,
                              change->err);
}

/* Writes what became of one subject; the first that changed brings the deed with it. */
static int record(struct change *change, const struct watched *watched, bool *changed)
{
    char *after = NULL;
    if (subject_image(change->db, &watched->subject, &after, change->err))
        return -1;
    int failed = 0;
    if (!same(watched->before, after)) {
        if (change->deed && !*changed)
            failed = write_deed(change);
        if (change->deed && !failed)
            failed = write_image(change, watched, after);
        failed = failed || lookup_follow(change->db, &watched->subject, change->err) ||
                 keep_trail(change, watched, after);
        *changed = true;
    }
    free(after);
    return failed;
}

static int touch(struct change *change)
{
    struct query query;
    query_begin(&query, change->db, "UPDATE interview SET updated_at = :now WHERE id = :id");
    query_text(&query, ":id", change->interview);
    query_number(&query, ":now", change->now);
    return query_run(&query, change->err);
}

/* Of these many are written at once: record_all does. */
static bool is_together(enum aspect aspect)
{
    return aspect == ASPECT_NEWCOMER || aspect == ASPECT_ABSENCE;
}

static int record_each(struct change *change, bool many, bool *changed)
{
    int failed = 0;
    for (size_t i = 0; !failed && i < change->n_watched; i++) {
        const struct watched *watched = &change->watched[i];
        if (!many || !watched->made || !is_together(watched->subject.aspect))
            failed = record(change, watched, changed);
    }
    return failed;
}

/* Who came with what was made of them goes after it when it is taken back, so is written first. */
static int record_all(struct change *change, bool *changed)
{
    bool many = change->deed && change->n_watched >= MANY;
    return (many && record_made(change, ASPECT_NEWCOMER, changed)) ||
                   record_each(change, many, changed) ||
                   (many && record_made(change, ASPECT_ABSENCE, changed))
               ? -1
               : 0;
}

int change_end(struct change *change, int failed)
{
    bool changed = false;
    failed = failed || record_all(change, &changed);
    for (size_t i = 0; i < change->n_watched; i++)
        free(change->watched[i].before);
    free(change->watched);
    free(change->places);
    if (!failed && changed && *change->interview)
        failed = touch(change);
    return store_end(change->store, failed, change->err);
}
