/* One word or sentence out of the texts of an absence, or of a question to HR; and whose id was
 * typed. */
#include <stdlib.h>
#include <string.h>

#include "domain/absence.h"
#include "store/change.h"
#include "store/erase.h"
#include "store/sweep.h"
#include "store/tail.h"

#include "erase_inside.h"

/* A text of the absence that has it, or had it before it was put right. */
struct found {
    const char *field;
    char *rest; /* what stands there afterwards; owned */
};

struct cutting {
    struct store *store;
    const char *absence, *sentence;
    struct found found[ABSENCE_FIELDS];
    size_t n;
};

static void begin(struct query *query, const struct cutting *cutting, const char *sql,
                  const char *field)
{
    query_begin(query, store_db(cutting->store), sql);
    query_text(query, ":id", cutting->absence);
    query_text(query, ":field", field);
}

static int look_in(struct cutting *cutting, enum absence_field field, struct err *err)
{
    static const char sql[] =
        "SELECT text FROM (SELECT CASE :field WHEN 'reachable' THEN reachable WHEN 'lasting'"
        "  THEN lasting ELSE work END AS text FROM absence WHERE id = :id)"
        " WHERE instr(text, :sentence) OR EXISTS (SELECT 1 FROM absence_before"
        "  WHERE absence = :id AND field = :field AND instr(value, :sentence))"
        " UNION ALL SELECT '' WHERE NOT EXISTS (SELECT 1 FROM absence WHERE id = :id)"
        " AND EXISTS (SELECT 1 FROM absence_before WHERE absence = :id AND field = :field"
        "  AND instr(value, :sentence))";
    struct query query;
    if (absence_field_kind(field) != ABSENCE_TEXT)
        return 0;
    begin(&query, cutting, sql, absence_field_key(field));
    query_text(&query, ":sentence", cutting->sentence);
    if (query_row(&query)) {
        struct buf rest = BUF_INIT;
        erase_cut(&rest, query_see_key(&query), cutting->sentence);
        cutting->found[cutting->n++] = (struct found){absence_field_key(field), buf_detach(&rest)};
    }
    return query_end(&query, err);
}

/* What undo still knows, also of an absence that was taken away. */
static int count_steps(const struct cutting *cutting, int *n, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(cutting->store),
                "SELECT count(DISTINCT deed) FROM deed_image WHERE id = :id AND " ERASE_IN_IMAGE);
    query_text(&query, ":id", cutting->absence);
    query_text(&query, ":sentence", cutting->sentence);
    if (query_row(&query))
        *n = (int)query_take_number(&query);
    return query_end(&query, err);
}

/* That it was put right, and when, stays. */
static int rewrite(const struct cutting *cutting, const struct found *found, struct err *err)
{
    struct query query;
    begin(&query, cutting,
          "UPDATE absence_before SET value = '' WHERE absence = :id AND field = :field",
          found->field);
    if (query_run(&query, err))
        return -1;
    begin(&query, cutting,
          "UPDATE absence SET reachable = iif(:field = 'reachable', :rest, reachable),"
          " lasting = iif(:field = 'lasting', :rest, lasting),"
          " work = iif(:field = 'work', :rest, work), updated_at = :now WHERE id = :id",
          found->field);
    query_text(&query, ":rest", found->rest);
    query_number(&query, ":now", store_now(cutting->store));
    return query_run(&query, err);
}

static int cut_all(const struct cutting *cutting, struct erased *erased, struct err *err)
{
    static const char *const forget[] = {
        "DELETE FROM deed WHERE seq IN (SELECT deed FROM deed_image WHERE id = :id)", NULL};
    int failed = erase_run(store_db(cutting->store), forget, cutting->absence, err);
    for (size_t i = 0; !failed && i < cutting->n; i++)
        failed = rewrite(cutting, &cutting->found[i], err);
    return failed || erase_find_copies(cutting->store, erased, err) ||
                   erase_receipt(cutting->store, cutting->absence, erased, err) ||
                   sweep_owe(cutting->store, err)
               ? -1
               : 0;
}

static int cut(struct cutting *cutting, struct erased *erased, struct err *err)
{
    if (store_begin(cutting->store, err))
        return -1;
    int failed = cut_all(cutting, erased, err);
    return erase_end(cutting->store, failed, erased, err);
}

int erase_absence_sentence(struct store *store, const char *absence, const char *sentence,
                           bool look, struct erased *erased, struct err *err)
{
    struct cutting cutting = {.store = store, .absence = absence, .sentence = sentence};
    struct buf copies = erased->copies;
    int failed = 0;
    *erased = (struct erased){.kind = ERASE_TEXT, .copies = copies};
    for (enum absence_field field = 0; !failed && field < ABSENCE_FIELDS; field++)
        failed = look_in(&cutting, field, err);
    erased->answers = (int)cutting.n;
    failed = failed || count_steps(&cutting, &erased->steps, err);
    if (!failed && !look && (cutting.n || erased->steps))
        failed = cut(&cutting, erased, err);
    for (size_t i = 0; i < cutting.n; i++)
        free(cutting.found[i].rest);
    return failed ? -1 : 0;
}

/* ---- a question to HR ------------------------------------------------------------------------ */

#define IN_MESSAGES " FROM sparring_message WHERE thread = :id AND instr(text, :sentence)"
#define IN_DRAFT    " FROM sparring_draft WHERE place = :id AND instr(text, :sentence)"
#define IN_DEEDS                                                                                   \
    " FROM deed WHERE seq IN (SELECT deed FROM deed_image WHERE (id = :id OR aspect = 'message')"  \
    " AND " ERASE_IN_IMAGE ")"

static int run_question(const struct cutting *cutting, const char *sql, int *n, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(cutting->store), sql);
    query_text(&query, ":id", cutting->absence);
    query_text(&query, ":sentence", cutting->sentence);
    if (!n)
        return query_run(&query, err);
    if (query_row(&query))
        *n = (int)query_take_number(&query);
    return query_end(&query, err);
}

static int cut_question(const struct cutting *cutting, struct erased *erased, struct err *err)
{
    static const char *const sql[] = {
        "DELETE" IN_DEEDS,
        "DELETE" IN_DRAFT,
        "UPDATE sparring_message SET text = trim(replace(text, :sentence, ''))"
        " WHERE thread = :id AND instr(text, :sentence)",
    };
    int failed = 0;
    for (size_t i = 0; !failed && i < sizeof sql / sizeof *sql; i++)
        failed = run_question(cutting, sql[i], NULL, err);
    return failed || erase_find_copies(cutting->store, erased, err) ||
                   erase_receipt(cutting->store, cutting->absence, erased, err) ||
                   sweep_owe(cutting->store, err)
               ? -1
               : 0;
}

int erase_question_sentence(struct store *store, const char *thread, const char *sentence,
                            bool look, struct erased *erased, struct err *err)
{
    struct cutting cutting = {.store = store, .absence = thread, .sentence = sentence};
    struct buf copies = erased->copies;
    *erased = (struct erased){.kind = ERASE_TEXT, .copies = copies};
    if (run_question(&cutting, "SELECT count(*)" IN_MESSAGES, &erased->answers, err) ||
        run_question(&cutting, "SELECT count(*)" IN_DRAFT, &erased->drafts, err) ||
        run_question(&cutting, "SELECT count(*)" IN_DEEDS, &erased->steps, err))
        return -1;
    if (look || (!erased->answers && !erased->drafts && !erased->steps))
        return 0;
    if (store_begin(store, err))
        return -1;
    int failed = cut_question(&cutting, erased, err);
    return erase_end(store, failed, erased, err);
}

/* ---- whose id -------------------------------------------------------------------------------- */

/* An absence that was taken away is still known to undo, and by what it was before. */
int erase_find(struct store *store, const char *typed, enum erase_kind *kind, char found[UUID_SIZE],
               struct err *err)
{
    static const struct tail_words words = {
        N_("No conversation, absence or own question to HR has an id that ends in \"%s\"."),
        N_("More than one of them has an id that ends in \"%s\". Give more of it."),
    };
    struct query query;
    if (tail_find(
            store_db(store),
            "SELECT id FROM (SELECT id FROM interview WHERE NOT removed UNION"
            " SELECT id FROM sparring WHERE source = '' UNION"
            " SELECT id FROM absence UNION SELECT absence FROM absence_before UNION"
            " SELECT id FROM deed_image WHERE aspect = 'absence') WHERE id = :tail OR (:short AND"
            " substr(id, -length(:tail)) = :tail) LIMIT 2",
            &words, typed, found, err))
        return -1;
    query_begin(&query, store_db(store),
                "SELECT 1 FROM interview WHERE id = :id UNION ALL"
                " SELECT 2 FROM sparring WHERE id = :id");
    query_text(&query, ":id", found);
    int which = query_row(&query) ? (int)query_take_number(&query) : 0;
    *kind = which == 1 ? ERASE_INTERVIEW : which == 2 ? ERASE_QUESTION : ERASE_ABSENCE;
    return query_end(&query, err);
}
