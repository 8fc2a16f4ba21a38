#include "store/interviews.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/history.h"
#include "store/people.h"
#include "store/trail.h"

static int keep_guide(struct change *change, const struct guide *guide, const char *checksum)
{
    struct query query;
    query_begin(
        &query, change->db,
        "INSERT INTO guide_text (checksum, guide, version, title, language, text, created_at)"
        " VALUES (:checksum, :guide, :version, :title, :language, :text, :now)"
        " ON CONFLICT (checksum) DO NOTHING");
    query_text(&query, ":checksum", checksum);
    query_text(&query, ":guide", guide->id);
    query_text(&query, ":version", guide->version);
    query_text(&query, ":title", guide->title);
    query_text(&query, ":language", lang_code(guide->language));
    query_bytes(&query, ":text", guide->text ? guide->text : "", guide->text_len);
    query_number(&query, ":now", change->now);
    return query_run(&query, change->err);
}

int interviews_begin(struct store *store, const char *name, const struct guide *guide, int64_t at,
                     char id[UUID_SIZE], struct err *err)
{
    struct change change;
    struct query query;
    char person[UUID_SIZE], checksum[GUIDE_CHECKSUM];
    guide_checksum(guide, checksum);
    if (change_begin(&change, store, "", NULL, err))
        return -1;
    if (person_for(&change, name, person) || keep_guide(&change, guide, checksum))
        return change_end(&change, -1);
    char made[UUID_SIZE];
    uuid_make(made, change.now);
    query_begin(&query, change.db,
                "INSERT INTO interview (id, person, checksum, stage, at, started_at, closed_at,"
                " removed, created_at, updated_at)"
                " VALUES (:id, :person, :checksum, 'preparing', :at, 0, 0, 0, :now, :now)");
    query_text(&query, ":id", made);
    query_text(&query, ":person", person);
    query_text(&query, ":checksum", checksum);
    query_number(&query, ":at", at);
    query_number(&query, ":now", change.now);
    if (change_end(&change, query_run(&query, err)))
        return -1;
    memcpy(id, made, UUID_SIZE);
    return 0;
}

static void put(char **slot, char *text)
{
    free(*slot);
    *slot = text;
}

/* What there is of it: one that has just begun has no answer, most under way have no agreement, and
 * what a question costs is mostly what it takes to make it ready. */
struct parts {
    bool answers, agreements;
};

/* Reads the interview's own row: 1 when it is there, 0 when not. */
static int load_row(struct db *db, const char *id, bool any, struct interview *interview,
                    struct parts *parts, struct err *err)
{
    struct query query;
    int there = 0;
    query_begin(&query, db,
                "SELECT " PERSON_READ ", i.id, g.guide, g.version, g.title, g.checksum, g.language,"
                " i.stage, i.at, i.started_at, i.closed_at, i.created_at, i.updated_at,"
                " EXISTS (SELECT 1 FROM answer WHERE interview = i.id),"
                " EXISTS (SELECT 1 FROM agreement WHERE interview = i.id)"
                " FROM interview i JOIN person p ON p.id = i.person"
                " JOIN guide_text g ON g.checksum = i.checksum WHERE i.id = :id"
                " AND (:any OR NOT i.removed)");
    query_text(&query, ":id", id);
    query_number(&query, ":any", any);
    if (query_row(&query)) {
        there = 1;
        person_release(&interview->person);
        person_take(&query, &interview->person);
        query_take_id(&query, interview->id, sizeof interview->id);
        put(&interview->guide_id, query_take_text(&query));
        put(&interview->guide_version, query_take_text(&query));
        put(&interview->guide_title, query_take_text(&query));
        query_take_id(&query, interview->guide_checksum, sizeof interview->guide_checksum);
        lang_parse(query_see_key(&query), &interview->language);
        stage_parse(query_see_key(&query), &interview->stage);
        interview->at = query_take_number(&query);
        interview->started_at = query_take_number(&query);
        interview->closed_at = query_take_number(&query);
        interview->created_at = query_take_number(&query);
        interview->updated_at = query_take_number(&query);
        parts->answers = query_take_number(&query) != 0;
        parts->agreements = query_take_number(&query) != 0;
    }
    return query_end(&query, err) ? -1 : there;
}

static int load_answers(struct db *db, struct interview *interview, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "SELECT point, field, kind, share, read_answer(x.label), read_answer(x.value),"
                " read_answer(x.shown), updated_at, ifnull((SELECT"
                "  max(b.changed_at) FROM answer_before b WHERE b.interview = x.interview"
                "  AND b.point = x.point AND b.field = x.field), 0)"
                " FROM answer x WHERE interview = :id ORDER BY seq");
    query_text(&query, ":id", interview->id);
    while (query_row(&query)) {
        interview->answers =
            mem_room(interview->answers, interview->n_answers, sizeof *interview->answers);
        struct answer *answer = &interview->answers[interview->n_answers++];
        *answer = (struct answer){0};
        answer->point = query_take_text(&query);
        answer->field = query_take_text(&query);
        kind_parse(query_see_key(&query), &answer->kind);
        share_parse(query_see_key(&query), &answer->share);
        answer->label = query_take_text(&query);
        answer->value = query_take_text(&query);
        answer->shown = query_take_text(&query);
        answer->updated_at = query_take_number(&query);
        answer->corrected_at = query_take_number(&query);
    }
    return query_end(&query, err);
}

static int load_agreements(struct db *db, struct interview *interview, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "SELECT " HISTORY_AGREEMENT " FROM agreement a"
                " WHERE a.interview = :id AND NOT a.removed ORDER BY a.seq");
    query_text(&query, ":id", interview->id);
    while (query_row(&query)) {
        interview->agreements =
            mem_room(interview->agreements, interview->n_agreements, sizeof *interview->agreements);
        history_take(&query, &interview->agreements[interview->n_agreements++]);
    }
    return query_end(&query, err);
}

static int fail_gone(struct err *err)
{
    return err_set(err, "This conversation is not in the file any more. Choose another one.");
}

/* One read transaction, so that the parts belong together while another process writes. */
static int load_all(struct db *db, const char *id, bool any, struct interview *interview,
                    struct err *err)
{
    if (db_run(db, "BEGIN", err))
        return -1;
    struct parts parts = {.answers = false};
    int there = load_row(db, id, any, interview, &parts, err);
    int failed = there < 0 || (parts.answers && load_answers(db, interview, err)) ||
                 (parts.agreements && load_agreements(db, interview, err));
    if (!failed && !there)
        failed = fail_gone(err);
    return db_end(db, failed, err);
}

static struct interview *load_either(struct store *store, const char *id, bool any, struct err *err)
{
    struct interview *interview = mem_zero(1, sizeof *interview);
    interview_init(interview);
    if (load_all(store_db(store), id, any, interview, err) == 0)
        return interview;
    interview_release(interview);
    free(interview);
    return NULL;
}

struct interview *interviews_load(struct store *store, const char *id, struct err *err)
{
    return load_either(store, id, false, err);
}

struct interview *interviews_load_any(struct store *store, const char *id, struct err *err)
{
    return load_either(store, id, true, err);
}

static bool is_collected(const char *checksum)
{
    static const char mark[] = "collected:"; /* src/store/collect.c */
    return strncmp(checksum, mark, sizeof mark - 1) == 0;
}

bool interviews_collected(const struct interview *interview)
{
    return is_collected(interview->guide_checksum);
}

int interviews_stage(struct store *store, const char *id, enum stage *stage, bool *collected,
                     struct err *err)
{
    struct query query;
    bool there = false;
    query_begin(&query, store_db(store),
                "SELECT stage, checksum FROM interview WHERE id = :id AND NOT removed");
    query_text(&query, ":id", id);
    if (query_row(&query)) {
        there = true;
        stage_parse(query_see_key(&query), stage);
        *collected = is_collected(query_see_key(&query));
    }
    if (query_end(&query, err))
        return -1;
    return there ? 0 : fail_gone(err);
}

int interviews_guide_text(struct store *store, const char *checksum, struct buf *text,
                          struct err *err)
{
    struct query query;
    bool there = false;
    query_begin(&query, store_db(store), "SELECT text FROM guide_text WHERE checksum = :checksum");
    query_text(&query, ":checksum", checksum);
    if (query_row(&query)) {
        size_t len = 0;
        const char *bytes = query_see_text(&query, &len);
        buf_add(text, bytes, len);
        there = true;
    }
    if (query_end(&query, err))
        return -1;
    return there ? 0
                 : err_set(err, "The guide of this conversation is not in the file. Run 'gesprek "
                                "doctor'.");
}

/* Two statements and no upsert: the answers of a sealed file are a view (store/veil.h). */
static int write_answer(struct change *change, const struct answer *answer)
{
    static const char *const statements[] = {
        "UPDATE answer SET kind = :kind, label = :label, value = :value, shown = :shown,"
        " updated_at = :now WHERE interview = :interview AND point = :point AND field = :field"
        " AND (value <> :value OR kind <> :kind)",
        "INSERT INTO answer (interview, point, field, kind, share, label, value, shown, updated_at)"
        " SELECT :interview, :point, :field, :kind, :share, :label, :value, :shown, :now"
        " WHERE :value <> '' AND NOT EXISTS (SELECT 1 FROM answer"
        "  WHERE interview = :interview AND point = :point AND field = :field)",
    };
    int failed = 0;
    for (int i = 0; !failed && i < 2; i++) {
        struct query query;
        query_begin(&query, change->db, statements[i]);
        query_text(&query, ":interview", change->interview);
        query_text(&query, ":point", answer->point);
        query_text(&query, ":field", answer->field);
        query_text(&query, ":kind", kind_key(answer->kind));
        if (query_has(&query, ":share"))
            query_text(&query, ":share", share_key(answer->share));
        query_text(&query, ":label", answer->label);
        query_text(&query, ":value", answer->value);
        query_text(&query, ":shown", answer->shown);
        query_number(&query, ":now", change->now);
        failed = query_run(&query, change->err);
    }
    return failed;
}

static int drop_draft(struct change *change, const char *point, const char *field)
{
    struct query query;
    query_begin(&query, change->db,
                "DELETE FROM draft WHERE interview = :interview AND point = :point"
                " AND field = :field");
    query_text(&query, ":interview", change->interview);
    query_text(&query, ":point", point);
    query_text(&query, ":field", field);
    return query_run(&query, change->err);
}

/* What is put right after closing leaves a trail. */
static int keep_before(struct change *change, const struct answer *answer)
{
    struct subject subject = {ASPECT_ANSWER, change->interview, answer->point, answer->field};
    return trail_keep(change->db, &subject, answer->value, change->now, change->err);
}

int interviews_answer(struct store *store, const char *interview, const struct answer *answer,
                      const struct deed *deed, struct err *err)
{
    struct change change;
    struct subject subject = {ASPECT_ANSWER, interview, answer->point, answer->field};
    if (change_begin(&change, store, interview, deed, err))
        return -1;
    return change_end(&change, change_watch(&change, subject) || keep_before(&change, answer) ||
                                   write_answer(&change, answer) ||
                                   drop_draft(&change, answer->point, answer->field));
}

/* One change to columns of the interview itself; sql takes :id, :value and, if it likes, :now. */
static int alter(struct store *store, const char *interview, enum aspect aspect, const char *sql,
                 const char *text, int64_t number, const struct deed *deed, struct err *err)
{
    struct change change;
    struct query query;
    if (change_begin(&change, store, interview, deed, err))
        return -1;
    if (change_watch(&change, (struct subject){aspect, interview, NULL, NULL}))
        return change_end(&change, -1);
    query_begin(&query, change.db, sql);
    query_text(&query, ":id", interview);
    if (text)
        query_text(&query, ":value", text);
    else
        query_number(&query, ":value", number);
    if (query_has(&query, ":now"))
        query_number(&query, ":now", change.now);
    return change_end(&change, query_run(&query, err));
}

int interviews_set_stage(struct store *store, const char *interview, enum stage stage,
                         const struct deed *deed, struct err *err)
{
    return alter(store, interview, ASPECT_STAGE,
                 "UPDATE interview SET stage = :value,"
                 " started_at = iif(:value = 'talking' AND started_at = 0, :now, started_at),"
                 " closed_at = iif(:value = 'closed', :now, closed_at)"
                 " WHERE id = :id AND stage <> :value",
                 stage_key(stage), 0, deed, err);
}

int interviews_set_at(struct store *store, const char *interview, int64_t at,
                      const struct deed *deed, struct err *err)
{
    return alter(store, interview, ASPECT_AT, "UPDATE interview SET at = :value WHERE id = :id",
                 NULL, at, deed, err);
}

int interviews_remove(struct store *store, const char *interview, const struct deed *deed,
                      struct err *err)
{
    return alter(store, interview, ASPECT_REMOVED,
                 "UPDATE interview SET removed = :value WHERE id = :id", NULL, 1, deed, err);
}

int interviews_move(struct store *store, const char *interview, const char *name,
                    const struct deed *deed, struct err *err)
{
    struct change change;
    struct query query;
    char person[UUID_SIZE];
    if (change_begin(&change, store, interview, deed, err))
        return -1;
    if (person_for(&change, name, person) ||
        change_watch(&change, (struct subject){ASPECT_HELD_WITH, interview, NULL, NULL}))
        return change_end(&change, -1);
    query_begin(&query, change.db, "UPDATE interview SET person = :person WHERE id = :id");
    query_text(&query, ":person", person);
    query_text(&query, ":id", interview);
    return change_end(&change, query_run(&query, err));
}
