/*
 * veil_functions: what SQL calls: a text sealed as it is written, opened as it is read, or only
 * looked at.
 */
#include <sqlite3.h>

#include "base/mem.h"
#include "store/mark.h"
#include "veil_inside.h"

/* A place as it stands among the arguments, behind the text. Those belong to SQLite, which fills
 * them in again only where they change: nothing is ever put in one. */
static struct seal_place place_of(sqlite3_value **values, int n,
                                  struct seal_part parts[2 + TEXTS_ROW])
{
    int i = 0;
    for (; i < n && i < 2 + TEXTS_ROW; i++)
        parts[i] = (struct seal_part){(const char *)sqlite3_value_text(values[i]),
                                      (size_t)sqlite3_value_bytes(values[i])};
    return (struct seal_place){parts, (size_t)i};
}

static void answer(sqlite3_context *context, struct buf *text)
{
    sqlite3_result_text64(context, text->data, text->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* Text as it is kept: a sentence that says it is damaged as the signs for it. */
static void seal_kept(const struct veil *veil, const struct seal_place *place, sqlite3_value *value,
                      struct buf *out)
{
    const char *bytes = (const char *)sqlite3_value_text(value);
    struct buf kept = BUF_INIT;
    mark_keep(&kept, bytes ? bytes : "", (size_t)sqlite3_value_bytes(value));
    seal_text(veil->seal, place, kept.data, kept.len, out);
    buf_release(&kept);
}

static void seal_at(sqlite3_context *context, sqlite3_value *value, sqlite3_value **at, int n)
{
    const struct veil *veil = sqlite3_user_data(context);
    struct seal_part parts[2 + TEXTS_ROW];
    struct buf text = BUF_INIT;
    if (sqlite3_value_type(value) == SQLITE_NULL)
        return;
    if (!veil->seal) {
        sqlite3_result_error_code(context, DB_SEALED);
        return;
    }
    struct seal_place place = place_of(at, n, parts);
    seal_kept(veil, &place, value, &text);
    answer(context, &text);
    buf_release(&text);
}

/* sealed(text, place...) */
static void seal_value(sqlite3_context *context, int n, sqlite3_value **values)
{
    seal_at(context, values[0], values + 1, n - 1);
}

static enum seal_found open_value(const struct veil *veil, int n, sqlite3_value **values,
                                  struct buf *text)
{
    struct seal_part parts[2 + TEXTS_ROW];
    struct seal_place place = place_of(values + 1, n - 1, parts);
    const char *bytes = (const char *)sqlite3_value_text(values[0]);
    return seal_open(veil->seal, &place, bytes ? bytes : "", (size_t)sqlite3_value_bytes(values[0]),
                     text);
}

/* resealed(text, sealed, place...): sealed was there. What could not be read is not lost because a
 * screen gave back the sentence that says so. */
static void reseal_value(sqlite3_context *context, int n, sqlite3_value **values)
{
    const struct veil *veil = sqlite3_user_data(context);
    const char *text = (const char *)sqlite3_value_text(values[0]);
    size_t len = (size_t)sqlite3_value_bytes(values[0]), after = 0;
    struct buf opened = BUF_INIT;
    bool bare = veil->seal && text && mark_find(text, len, &after) && after == len &&
                sqlite3_value_type(values[1]) != SQLITE_NULL;
    if (bare && open_value(veil, n - 1, values + 1, &opened) != SEAL_SOUND)
        sqlite3_result_value(context, values[1]);
    else
        seal_at(context, values[0], values + 2, n - 2);
    buf_release(&opened);
}

/* What is answered for a text that does not open: true when it is no error. */
static bool forgive(const struct veil *veil, struct buf *text)
{
    if (veil->unsound == UNSOUND_MARKED)
        mark_add(text, MARK_LOST, veil->lang, "", 0);
    return veil->unsound != UNSOUND_ERROR;
}

/* opened(sealed, place...) */
static void opened_value(sqlite3_context *context, int n, sqlite3_value **values)
{
    const struct veil *veil = sqlite3_user_data(context);
    struct buf text = BUF_INIT, marked = BUF_INIT;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    enum seal_found found = veil->seal ? open_value(veil, n, values, &text) : SEAL_CHANGED;
    if (!veil->seal)
        sqlite3_result_error_code(context, DB_SEALED);
    else if (found != SEAL_SOUND && !forgive(veil, &text))
        sqlite3_result_error_code(context, found == SEAL_MOVED ? DB_MOVED : DB_CHANGED);
    else if (veil->unsound == UNSOUND_MARKED && mark_show(&marked, veil->lang, text.data, text.len))
        answer(context, &marked);
    else
        answer(context, &text);
    buf_release(&text);
    buf_release(&marked);
}

static void examined_value(sqlite3_context *context, int n, sqlite3_value **values)
{
    const struct veil *veil = sqlite3_user_data(context);
    struct buf text = BUF_INIT;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || !veil->seal)
        return;
    sqlite3_result_int(context, (int)open_value(veil, n, values, &text));
    buf_release(&text);
}

struct veil *veil_make(struct db *db, struct err *err)
{
    static const struct {
        const char *name;
        void (*function)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {{"sealed", seal_value},
                     {"resealed", reseal_value},
                     {"opened", opened_value},
                     {"examined", examined_value}};
    if (db->veil)
        return db->veil;
    struct veil *veil = mem_zero(1, sizeof *veil);
    veil->lang = err->lang;
    db->veil = veil;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        int code = sqlite3_create_function(db->handle, functions[i].name, -1,
                                           SQLITE_UTF8 | SQLITE_DIRECTONLY, veil,
                                           functions[i].function, NULL, NULL);
        if (code == SQLITE_OK)
            continue;
        db_fail(err, code);
        return NULL;
    }
    return veil;
}
