/*
 * Views of HR's list: filters kept under a name, one setting each, "review.view." and its name, so
 * that they come with the file and with its backups, and go nowhere else.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "review_inside.h"

#define VIEW       "review.view."
#define VIEW_AFTER "review.view/" /* what comes after all of them */

void review_views_free(struct review_view *views, size_t n)
{
    for (size_t i = 0; i < n; i++)
        review_view_release(&views[i]);
    free(views);
}

/* The setting it stands in; the name without blanks around it. */
static void add_setting(struct buf *setting, const char *name)
{
    size_t len = strlen(name += strspn(name, " \t\n"));
    while (len && strchr(" \t\n", name[len - 1]))
        len--;
    buf_adds(setting, VIEW);
    buf_add(setting, name, len);
}

static size_t steps(const char *text)
{
    size_t n = 0, len = strlen(text);
    for (size_t at = 0; at < len; at = utf8_next(text, len, at))
        n++;
    return n;
}

static int check_name(const char *name, struct err *err)
{
    if (utf8_blank(name))
        return err_set(err, "A view needs a name: fill it in.");
    if (!utf8_valid(name, strlen(name)) || !utf8_clean(name, strlen(name)))
        return err_set(err, "The name of this view has invisible characters in it: type it again.");
    if (steps(name) > REVIEW_VIEW_NAME_MAX)
        return err_set(err, "The name of this view is too long: use at most %d characters.",
                       REVIEW_VIEW_NAME_MAX);
    return 0;
}

/* Takes away what is there under a name that reads the same. */
static int forget(struct db *db, const char *setting, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "DELETE FROM setting WHERE name >= '" VIEW "' AND name < '" VIEW_AFTER "'"
                " AND folded(name) = folded(:name)");
    query_text(&query, ":name", setting);
    return query_run(&query, err);
}

int review_view_save(struct store *store, const char *name, const struct review_filter *filter,
                     struct err *err)
{
    struct buf setting = BUF_INIT, text = BUF_INIT;
    if (check_name(name, err) || store_begin(store, err))
        return -1;
    add_setting(&setting, name);
    review_filter_write(filter, &text);
    int failed = forget(store_db(store), setting.data, err) ||
                 store_setting_put(store_db(store), setting.data, text.data, err);
    failed = store_end(store, failed, err);
    buf_release(&setting);
    buf_release(&text);
    return failed;
}

int review_view_delete(struct store *store, const char *name, struct err *err)
{
    struct buf setting = BUF_INIT;
    if (store_begin(store, err))
        return -1;
    add_setting(&setting, name);
    int failed = store_end(store, forget(store_db(store), setting.data, err), err);
    buf_release(&setting);
    return failed;
}

static const char views_sql[] = "SELECT substr(name, length('" VIEW "') + 1), value FROM setting"
                                " WHERE name >= '" VIEW "' AND name < '" VIEW_AFTER "'";

/* Takes a name and a text; 1, or 0 when the text is not understood: it is left out. */
static int take_view(struct query *query, int today, struct review_view *view, enum lang lang)
{
    struct err unread = ERR_INIT(lang);
    char *name = query_take_text(query);
    int failed = review_filter_read(query_see_key(query), today, view, &unread);
    if (failed) {
        free(name);
        return 0;
    }
    free(view->name);
    view->name = name;
    return 1;
}

int review_view_list(struct store *store, int today, struct review_view **views, size_t *n,
                     struct err *err)
{
    struct query query;
    *views = NULL;
    *n = 0;
    query_begin(&query, store_db(store), views_sql);
    while (query_row(&query)) {
        struct review_view view;
        if (!take_view(&query, today, &view, err->lang))
            continue;
        *views = mem_room(*views, *n, sizeof **views);
        (*views)[(*n)++] = view;
    }
    if (query_end(&query, err) == 0)
        return 0;
    review_views_free(*views, *n);
    *views = NULL;
    *n = 0;
    return -1;
}

int review_view_find(struct store *store, const char *name, int today, struct review_view *view,
                     struct err *err)
{
    struct review_view *views = NULL;
    struct buf setting = BUF_INIT;
    size_t n = 0;
    int found = 0;
    if (review_view_list(store, today, &views, &n, err))
        return -1;
    add_setting(&setting, name);
    for (size_t i = 0; i < n; i++) {
        bool wanted = !found && !utf8_compare(views[i].name, setting.data + strlen(VIEW));
        if (wanted)
            *view = views[i];
        else
            review_view_release(&views[i]);
        found = found || wanted;
    }
    free(views);
    buf_release(&setting);
    return found;
}
