#include "store/texts.h"

#include <stdlib.h>
#include <string.h>

/*
 * Readable without the key of a sealed file: ids, numbers, moments, days, and what comes from a
 * fixed set: kind, share, owner, status, basis, stage; points and fields of the guide and the guide
 * itself; settings, place, and what deeds are called.
 */
#define AGREED                                                                                     \
    "owner", "due", "look_back", "basis", "basis_day", "share", "confirmed", "status", "removed",  \
        "updated_at"
const struct text_table text_tables[] = {
    {"person", {"id"}, {"name", "folded", "team", "code"}, {"created_at"}, false, false, false},
    {"interview",
     {"id"},
     {NULL},
     {"person", "checksum", "stage", "at", "started_at", "closed_at", "removed", "created_at"},
     false,
     false,
     false},
    {"sparring",
     {"id"},
     {NULL},
     {"source", "interview", "guide", "point", "title"},
     false,
     true,
     false},
    {"answer",
     {"interview", "point", "field"},
     {"value", "shown", "label"},
     {"kind", "share", "updated_at"},
     false,
     false,
     false},
    {"agreement",
     {"id"},
     {"what", "owner_name", "due_words", "follow_up", "remark"},
     {AGREED, "interview"},
     false,
     false,
     false},
    {"agreement_revision",
     {"agreement", "revision"},
     {"what", "owner_name", "due_words", "follow_up", "remark"},
     {AGREED},
     false,
     false,
     false},
    {"draft", {"interview", "point", "field"}, {"text"}, {NULL}, true, false, false},
    {"deed", {"seq"}, {"about"}, {"interview", "words"}, false, false, false},
    {"deed_image",
     {"deed", "step"},
     {"before", "after"},
     {"aspect", "id", "point", "field"},
     false,
     false,
     true},
    {"source", {"id"}, {"label"}, {"made_at"}, false, true, false},
    {"settlement",
     {"id"},
     {"remark", "due_words"},
     {"agreement", "step", "status", "moved", "due", "made_at"},
     false,
     true,
     false},
    {"request",
     {"id"},
     {"question"},
     {"agreement", "step", "revision", "asked_at"},
     false,
     true,
     false},
    {"sparring_message",
     {"id"},
     {"text"},
     {"thread", "step", "side", "closes", "at"},
     false,
     true,
     false},
    {"sparring_draft", {"place"}, {"text"}, {NULL}, false, true, false},
    {"keeping",
     {"person"},
     {"reason"},
     {"closed_on", "ended_on", "held", "held_until"},
     false,
     true,
     false},
    {"absence",
     {"id"},
     {"reachable", "lasting", "work", "steps"},
     {"person", "first_day", "expected", "back", "safety_net", "accident", "liable", "kind",
      "created_at"},
     false,
     true,
     false},
    {"service", {"id"}, {NULL}, {"person", "from_day", "until_day", "factor"}, false, true, false},
    {"tick", {"absence", "step", "turn"}, {NULL}, {"person", "done_on"}, false, true, false},
    {"told_absence",
     {"source", "id"},
     {"steps"},
     {"person", "first_day", "back", "kind", "net"},
     false,
     true,
     false},
    {"told_service",
     {"source", "person", "from_day"},
     {NULL},
     {"until_day", "factor"},
     false,
     true,
     false},
    {"told_tick", {"source", "absence", "step", "turn"}, {NULL}, {"done_on"}, false, true, false},
    {"absence_before",
     {"seq"},
     {"value"},
     {"absence", "person", "field", "changed_at", "who"},
     false,
     false,
     false},
    {"answer_before",
     {"seq"},
     {"value", "shown"},
     {"interview", "point", "field", "changed_at", "who"},
     false,
     false,
     false},
};
const size_t text_tables_n = sizeof text_tables / sizeof *text_tables;

bool text_table_sealed(const struct text_table *table)
{
    return table->texts[0] != NULL;
}

bool text_table_has_text(const struct text_table *table, const char *column)
{
    for (int i = 0; i < TEXTS_MOST && table->texts[i]; i++)
        if (!strcmp(table->texts[i], column))
            return true;
    return false;
}

bool text_table_has_row(const struct text_table *table, const char *column)
{
    for (int i = 0; i < TEXTS_ROW && table->row[i]; i++)
        if (!strcmp(table->row[i], column))
            return true;
    return false;
}

bool text_only_compared(const char *column)
{
    return !strcmp(column, "folded");
}

bool text_for_program(const char *column)
{
    return !strcmp(column, "steps");
}

void text_table_add_place(struct buf *sql, const struct text_table *table, const char *column,
                          const char *of)
{
    buf_addf(sql, ", '%s', '%s'", table->name, column);
    for (int i = 0; i < TEXTS_ROW && table->row[i]; i++)
        buf_addf(sql, ", %s%s", of, table->row[i]);
}

int text_columns(struct db *db, const char *name, text_column *each, void *context, struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT name, ifnull(dflt_value, '') FROM pragma_table_info(:name)");
    query_text(&query, ":name", name);
    while (query_row(&query)) {
        char *column = query_take_text(&query), *fallback = query_take_text(&query);
        each(context, column, fallback);
        free(column);
        free(fallback);
    }
    return query_end(&query, err);
}
