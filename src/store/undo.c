#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/aspect.h"
#include "store/change.h"
#include "store/lookup.h"
#include "store/store.h"
#include "store/trail.h"

/* The two ways through the deeds: which is next, its images in which order and which side of them.
 */
struct way {
    const char *next, *images;
    int undone; /* what the deed is afterwards */
};

static const struct way back = {
    "SELECT seq, interview, words, about FROM read_deed WHERE undone = 0 ORDER BY seq DESC LIMIT 1",
    "SELECT aspect, id, point, field, before FROM read_deed_image WHERE deed = :deed ORDER BY step "
    "DESC",
    1,
};
static const struct way forth = {
    "SELECT seq, interview, words, about FROM read_deed WHERE undone = 1 ORDER BY seq LIMIT 1",
    "SELECT aspect, id, point, field, after FROM read_deed_image WHERE deed = :deed ORDER BY step",
    0,
};

/* The words with `about` in place of %s. They come from the file, so no printf sees them. */
static void say(struct buf *said, const char *words, const char *about)
{
    const char *hole = strstr(words, "%s");
    if (!hole) {
        buf_adds(said, words);
        return;
    }
    buf_add(said, words, (size_t)(hole - words));
    buf_adds(said, about);
    buf_adds(said, hole + 2);
}

/* Reads the next deed: its number, or 0 when there is none. */
static int find_deed(struct db *db, const struct way *way, enum lang lang, int64_t *deed,
                     struct undone *undone, struct err *err)
{
    struct query query;
    *deed = 0;
    query_begin(&query, db, way->next);
    if (query_row(&query)) {
        *deed = query_take_number(&query);
        query_take_id(&query, undone->interview, sizeof undone->interview);
        char *words = query_take_text(&query);
        char *about = query_take_text(&query);
        say(&undone->said, tr(lang, words), about);
        free(words);
        free(about);
    }
    return query_end(&query, err);
}

/* Taking a correction back, or making it again, is one too. */
static int keep_trail(struct db *db, const struct subject *subject, const char *image, int64_t now,
                      struct err *err)
{
    char *before = NULL;
    if (subject->aspect == ASPECT_ANSWER)
        return trail_keep(db, subject, NULL, now, err);
    if (subject->aspect != ASPECT_ABSENCE || !image)
        return 0;
    int failed = subject_image(db, subject, &before, err);
    if (!failed && before)
        failed = trail_keep_absence(db, subject->id, before, image, now, err);
    free(before);
    return failed;
}

static int restore(struct db *db, const struct subject *subject, const char *image, int64_t now,
                   struct err *err)
{
    return lookup_leave(db, subject, err) || keep_trail(db, subject, image, now, err) ||
                   subject_restore(db, subject, image, now, err) || lookup_enter(db, subject, err)
               ? -1
               : 0;
}

static int restore_row(struct db *db, struct query *row, int64_t now, struct err *err)
{
    char *aspect = query_take_text(row);
    char *id = query_take_text(row), *point = query_take_text(row), *field = query_take_text(row);
    char *image = query_sees_null(row) ? NULL : query_take_text(row);
    struct subject subject = {.id = id, .point = point, .field = field};
    int failed =
        aspect_parse(aspect, &subject.aspect)
            ? restore(db, &subject, image, now, err)
            : err_set(err, "What was done last cannot be taken back. Nothing was changed.");
    free(aspect);
    free(id);
    free(point);
    free(field);
    free(image);
    return failed;
}

static int restore_all(struct db *db, const struct way *way, int64_t deed, int64_t now,
                       struct err *err)
{
    struct query query;
    int failed = 0;
    query_begin(&query, db, way->images);
    query_number(&query, ":deed", deed);
    while (!failed && query_row(&query))
        failed = restore_row(db, &query, now, err);
    return query_end(&query, err) || failed ? -1 : 0;
}

static int mark(struct db *db, int64_t deed, int undone, const char *interview, int64_t now,
                struct err *err)
{
    struct query query;
    query_begin(&query, db, "UPDATE deed SET undone = :undone WHERE seq = :deed");
    query_number(&query, ":undone", undone);
    query_number(&query, ":deed", deed);
    if (query_run(&query, err))
        return -1;
    query_begin(&query, db, "UPDATE interview SET updated_at = :now WHERE id = :id");
    query_number(&query, ":now", now);
    query_text(&query, ":id", interview);
    return query_run(&query, err);
}

static int go(struct store *store, const struct way *way, enum lang lang, struct undone *undone,
              struct err *err)
{
    struct db *db = store_db(store);
    int64_t deed = 0, now = store_now(store);
    *undone = (struct undone){.said = BUF_INIT};
    if (store_begin(store, err))
        return -1;
    int failed = find_deed(db, way, lang, &deed, undone, err);
    if (!failed && deed)
        failed = restore_all(db, way, deed, now, err) ||
                 mark(db, deed, way->undone, undone->interview, now, err);
    failed = store_end(store, failed, err);
    if (failed || !deed)
        buf_release(&undone->said);
    return failed ? -1 : deed != 0;
}

int store_undo(struct store *store, enum lang lang, struct undone *undone, struct err *err)
{
    return go(store, &back, lang, undone, err);
}

int store_redo(struct store *store, enum lang lang, struct undone *undone, struct err *err)
{
    return go(store, &forth, lang, undone, err);
}
