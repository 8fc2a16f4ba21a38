#include "store/mentions.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"

#define OTHERS                                                                                     \
    "(SELECT id FROM interview WHERE person <> :person AND id NOT IN (SELECT id FROM collected))"

/* Every text of others: of what it is, the id of that, which text, and its words; those of one
 * text, as it is and as it was, behind one another. */
static const char texts_sql[] =
    "SELECT 'interview' AS kind, interview AS id, point || '/' || field AS place, value AS text"
    " FROM answer WHERE interview IN " OTHERS
    " UNION ALL SELECT 'interview', interview, point || '/' || field, value FROM answer_before"
    " WHERE interview IN " OTHERS
    " UNION ALL SELECT 'interview', interview, point || '/' || field, text FROM draft"
    " WHERE interview IN " OTHERS " UNION ALL SELECT 'interview', a.interview, r.agreement,"
    " r.what || char(10) || r.owner_name || char(10) || r.follow_up || char(10) || r.remark"
    " FROM agreement a JOIN agreement_revision r ON r.agreement = a.id"
    " WHERE a.interview IN " OTHERS
    " UNION ALL SELECT 'absence', id, '', reachable || char(10) || lasting || char(10) || work"
    " FROM absence WHERE person <> :person"
    " UNION ALL SELECT 'absence', absence, '', value FROM absence_before WHERE person <> :person"
    " UNION ALL SELECT 'question', t.id, m.id, m.text FROM sparring t"
    " JOIN sparring_message m ON m.thread = t.id WHERE t.source = ''"
    " AND (t.interview IS NULL OR t.interview NOT IN"
    " (SELECT id FROM interview WHERE person = :person))"
    " ORDER BY 1 DESC, 2, 3";

static enum erase_kind kind_of(const char *key)
{
    return !strcmp(key, "interview") ? ERASE_INTERVIEW
           : !strcmp(key, "absence") ? ERASE_ABSENCE
                                     : ERASE_QUESTION;
}

static void count(struct mentions *mentions, enum erase_kind kind, const char *id)
{
    struct mention *last = mentions->n ? &mentions->list[mentions->n - 1] : NULL;
    if (!last || last->kind != kind || strcmp(last->id, id) != 0) {
        mentions->list = mem_room(mentions->list, mentions->n, sizeof *mentions->list);
        last = &mentions->list[mentions->n++];
        *last = (struct mention){.kind = kind};
        memcpy(last->id, id, UUID_SIZE);
    }
    last->texts++;
    mentions->texts++;
}

int mentions_find(struct store *store, const struct person *person, struct mentions *mentions,
                  struct err *err)
{
    struct query query;
    struct buf place = BUF_INIT, counted = BUF_INIT;
    *mentions = (struct mentions){.list = NULL};
    query_begin(&query, store_db(store), texts_sql);
    query_text(&query, ":person", person->id);
    while (query_row(&query)) {
        char id[UUID_SIZE];
        enum erase_kind kind = kind_of(query_see_key(&query));
        query_take_id(&query, id, sizeof id);
        buf_clear(&place);
        buf_addf(&place, "%s/%s", id, query_see_key(&query));
        char *text = query_take_text(&query);
        if (strcmp(place.data, counted.data) != 0 && person_is_named(person, text)) {
            count(mentions, kind, id);
            buf_clear(&counted);
            buf_adds(&counted, place.data);
        }
        free(text);
    }
    int failed = query_end(&query, err);
    if (failed)
        mentions_release(mentions);
    buf_release(&place);
    buf_release(&counted);
    return failed;
}

void mentions_release(struct mentions *mentions)
{
    free(mentions->list);
    *mentions = (struct mentions){.list = NULL};
}

void mentions_add_places(struct buf *buf, const struct mentions *mentions, enum lang lang)
{
    for (size_t i = 0; i < mentions->n; i++) {
        const struct mention *mention = &mentions->list[i];
        char handle[HANDLE_SIZE];
        uuid_handle(mention->id, handle);
        buf_adds(buf, i ? ", " : "");
        buf_addf(buf,
                 mention->kind == ERASE_INTERVIEW ? tr(lang, "conversation %s")
                 : mention->kind == ERASE_ABSENCE ? tr(lang, "absence %s")
                                                  : tr(lang, "question %s"),
                 handle);
        if (mention->texts > 1)
            buf_addf(buf, " (%zu)", mention->texts);
    }
}
