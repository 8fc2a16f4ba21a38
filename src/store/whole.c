#include "store/whole.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/absences.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/keeping.h"
#include "store/log.h"
#include "store/services.h"
#include "store/ticks.h"
#include "store/told.h"
#include "store/trail.h"

/* ---- one conversation ------------------------------------------------------------------------ */

static int add_histories(struct store *store, struct whole_talk *talk, struct err *err)
{
    struct query query;
    int failed = 0;
    query_begin(&query, store_db(store),
                "SELECT id FROM agreement WHERE interview = :id ORDER BY seq");
    query_text(&query, ":id", talk->interview->id);
    while (!failed && query_row(&query)) {
        struct whole_history history = {0};
        failed =
            agreements_history(store, query_see_key(&query), &history.revisions, &history.n, err);
        talk->histories = mem_room(talk->histories, talk->n_histories, sizeof history);
        talk->histories[talk->n_histories++] = history;
    }
    return query_end(&query, err) || failed ? -1 : 0;
}

static int add_messages(struct store *store, struct whole_talk *talk, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT s.title AS about, m.text AS text, m.side = 'hr', m.at AS at"
                " FROM read_sparring_message m JOIN sparring s ON s.id = m.thread"
                " WHERE s.interview = :id AND m.text <> '' UNION ALL SELECT a.what, r.question, 1,"
                " r.asked_at FROM read_request r JOIN read_agreement a ON a.id = r.agreement"
                " WHERE a.interview = :id ORDER BY at");
    query_text(&query, ":id", talk->interview->id);
    while (query_row(&query)) {
        talk->messages = mem_room(talk->messages, talk->n_messages, sizeof *talk->messages);
        struct whole_message *message = &talk->messages[talk->n_messages++];
        message->about = query_take_text(&query);
        message->text = query_take_text(&query);
        message->hr = query_take_number(&query) != 0;
        message->at = query_take_number(&query);
    }
    return query_end(&query, err);
}

static int add_talk(struct store *store, struct whole *whole, const char *id, struct err *err)
{
    whole->talks = mem_room(whole->talks, whole->n_talks, sizeof *whole->talks);
    struct whole_talk *talk = &whole->talks[whole->n_talks++];
    *talk = (struct whole_talk){.interview = interviews_load_any(store, id, err)};
    if (!talk->interview)
        return -1;
    return trail_list(store, id, &talk->corrections, &talk->n_corrections, err) ||
                   add_histories(store, talk, err) || add_messages(store, talk, err)
               ? -1
               : 0;
}

static int add_talks(struct store *store, struct whole *whole, struct err *err)
{
    struct query query;
    int failed = 0;
    query_begin(&query, store_db(store),
                "SELECT id FROM interview WHERE person = :id ORDER BY seq");
    query_text(&query, ":id", whole->person.id);
    while (!failed && query_row(&query))
        failed = add_talk(store, whole, query_see_key(&query), err);
    return query_end(&query, err) || failed ? -1 : 0;
}

/* ---- absences -------------------------------------------------------------------------------- */

static int add_absence(struct store *store, struct whole *whole, const struct absence_row *row,
                       struct err *err)
{
    whole->absences = mem_room(whole->absences, whole->n_absences, sizeof *whole->absences);
    struct whole_absence *absence = &whole->absences[whole->n_absences++];
    *absence = (struct whole_absence){.absence = {.first_day = DAY_NONE}};
    absence_copy(&absence->absence, &row->absence);
    return trail_list_absence(store, row->absence.id, &absence->corrections,
                              &absence->n_corrections, err);
}

typedef int list_absences(struct store *store, const char *person, struct absence_row **rows,
                          size_t *n, struct err *err);

static int list_own(struct store *store, const char *person, struct absence_row **rows, size_t *n,
                    struct err *err)
{
    return absences_list(store, person, false, rows, n, err);
}

/* Those of this file itself, and in HR's what bundles told. */
static int add_absences(struct store *store, struct whole *whole, struct err *err)
{
    static list_absences *const lists[] = {list_own, told_absences};
    int failed = 0;
    for (size_t k = 0; !failed && k < sizeof lists / sizeof *lists; k++) {
        struct absence_row *rows = NULL;
        size_t n = 0;
        failed = lists[k](store, whole->person.id, &rows, &n, err);
        for (size_t i = 0; !failed && i < n; i++)
            failed = add_absence(store, whole, &rows[i], err);
        absence_rows_free(rows, n);
    }
    return failed;
}

static int add_services(struct store *store, struct whole *whole, struct err *err)
{
    struct service *told = NULL;
    size_t n = 0;
    if (services_list(store, whole->person.id, &whole->services, &whole->n_services, err) ||
        told_services(store, whole->person.id, &told, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++) {
        whole->services = mem_room(whole->services, whole->n_services, sizeof *whole->services);
        whole->services[whole->n_services++] = told[i];
    }
    free(told);
    return 0;
}

/* What was removed leaves its earlier wordings until undo has forgotten it. */
static int add_removed(struct store *store, struct whole *whole, struct err *err)
{
    struct query query;
    int failed = 0;
    query_begin(&query, store_db(store),
                "SELECT DISTINCT absence FROM absence_before WHERE person = :id"
                " AND absence NOT IN (SELECT id FROM absence) ORDER BY absence DESC");
    query_text(&query, ":id", whole->person.id);
    while (!failed && query_row(&query)) {
        whole->absences = mem_room(whole->absences, whole->n_absences, sizeof *whole->absences);
        struct whole_absence *removed = &whole->absences[whole->n_absences++];
        *removed = (struct whole_absence){.n_corrections = 0};
        absence_init(&removed->absence);
        query_take_id(&query, removed->absence.id, sizeof removed->absence.id);
        failed = trail_list_absence(store, removed->absence.id, &removed->corrections,
                                    &removed->n_corrections, err);
    }
    return query_end(&query, err) || failed ? -1 : 0;
}

/* ---- who got it ------------------------------------------------------------------------------ */

/* Things that hold the whole file, and so this person too. A pager gets one text at a time: without
 * a conversation it is a question to HR about nobody. */
static bool holds_all(const struct log_row *row)
{
    return row->kind == LOG_BUNDLED || row->kind == LOG_BACKED_UP ||
           (row->kind == LOG_EXPORTED && !*row->about && strcmp(row->how, "pager") != 0);
}

static bool is_about(const struct log_row *row, const struct whole *whole)
{
    char handle[HANDLE_SIZE];
    uuid_handle(whole->person.id, handle);
    bool found = !strcmp(row->about, handle);
    for (size_t i = 0; !found && i < whole->n_talks; i++) {
        uuid_handle(whole->talks[i].interview->id, handle);
        found = !strcmp(row->about, handle);
    }
    for (size_t i = 0; !found && i < whole->n_absences; i++) {
        uuid_handle(whole->absences[i].absence.id, handle);
        found = !strcmp(row->about, handle);
    }
    return found;
}

static void add_told(struct whole *whole, const struct log_row *row, enum lang lang)
{
    struct buf words = BUF_INIT;
    buf_adds(&words, log_kind_word(row->kind, lang));
    if (*row->how)
        buf_addf(&words, " %s", log_how_word(row->how, lang));
    whole->told = mem_room(whole->told, whole->n_told, sizeof *whole->told);
    whole->told[whole->n_told++] = (struct whole_told){
        .at = row->at,
        .kind = mem_copy(log_kind_key(row->kind)),
        .how = mem_copy(row->how),
        .words = buf_detach(&words),
        .who = mem_copy(row->who),
        .all = holds_all(row),
    };
}

static int add_log(struct store *store, struct whole *whole, enum lang lang, struct err *err)
{
    struct log_row *rows = NULL;
    size_t n = 0;
    if (log_list(store, 0, &rows, &n, err))
        return -1;
    for (size_t i = n; i-- > 0;) /* oldest first */
        if (holds_all(&rows[i]) ? rows[i].at >= whole->person.created_at
                                : is_about(&rows[i], whole))
            add_told(whole, &rows[i], lang);
    log_rows_free(rows, n);
    return 0;
}

static int add_keeping(struct store *store, struct whole *whole, struct err *err)
{
    struct keeping keeping;
    if (keeping_load(store, whole->person.id, &keeping, err)) {
        keeping_release(&keeping);
        return -1;
    }
    whole->closed_on = keeping.closed_on;
    whole->ended_on = keeping.ended_on;
    whole->held = keeping.held;
    whole->held_until = keeping.held_until;
    whole->reason = keeping.reason;
    return 0;
}

/* Of each absence those that are its own. */
static void add_ticks_of(struct whole *whole, struct timeline_tick *ticks, size_t n)
{
    for (size_t i = 0; i < whole->n_absences; i++) {
        struct whole_absence *absence = &whole->absences[i];
        for (size_t k = 0; k < n; k++) {
            if (strcmp(ticks[k].absence, absence->absence.id) != 0)
                continue;
            absence->ticks = mem_room(absence->ticks, absence->n_ticks, sizeof *absence->ticks);
            absence->ticks[absence->n_ticks++] = ticks[k];
            ticks[k].step = NULL; /* goes along */
            ticks[k].absence[0] = '\0';
        }
    }
    timeline_ticks_free(ticks, n);
}

static int add_ticks(struct store *store, struct whole *whole, struct err *err)
{
    struct timeline_tick *ticks = NULL;
    size_t n = 0;
    if (ticks_list(store, whole->person.id, &ticks, &n, err))
        return -1;
    add_ticks_of(whole, ticks, n);
    if (told_ticks(store, whole->person.id, &ticks, &n, err))
        return -1;
    add_ticks_of(whole, ticks, n);
    return 0;
}

int whole_load(struct store *store, const char *name, enum lang lang, struct whole *whole,
               struct err *err)
{
    *whole = (struct whole){.made_at = store_now(store)};
    if (interviews_person(store, name, &whole->person, err))
        return -1;
    if (add_keeping(store, whole, err) || add_talks(store, whole, err) ||
        add_absences(store, whole, err) || add_removed(store, whole, err) ||
        add_ticks(store, whole, err) || add_services(store, whole, err) ||
        add_log(store, whole, lang, err)) {
        whole_release(whole);
        return -1;
    }
    return 0;
}
