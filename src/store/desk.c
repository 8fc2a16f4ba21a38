#include "store/desk.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/namesakes.h"
#include "store/absences.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/versions.h"

/* The names of the settings in the file, and of their values in the order of their enum or bool. */
static const struct row {
    const char *name;
    const char *values[5]; /* the last one NULL */
    int fallback;
} rows[] = {
    {"names", {"initials", "full", "code"}, NAMES_INITIALS},
    {"look", {"calm", "contrast", "plain"}, LOOK_CALM},
    {"mouse", {"off", "on"}, true},
    {"editor", {"off", "on"}, false},
    {"idle", {"off", "5", "10", "30"}, 2},
};
enum { ROW_NAMES, ROW_LOOK, ROW_MOUSE, ROW_EDITOR, ROW_IDLE };

static const int idle_minutes[] = {0, 5, 10, 30}; /* in the order of the values above */

int desk_next_idle(int minutes)
{
    size_t n = sizeof idle_minutes / sizeof *idle_minutes, i = 0;
    while (i < n && idle_minutes[i] != minutes)
        i++;
    return idle_minutes[(i + 1) % n];
}

/* The number of the value kept; what was never set, or set by a newer program, is the fallback. */
static int load(struct store *store, const struct row *row, int *number, struct err *err)
{
    struct buf value = BUF_INIT;
    int failed = store_setting_get(store, row->name, &value, err);
    *number = row->fallback;
    for (int i = 0; !failed && row->values[i]; i++)
        if (!strcmp(row->values[i], value.data))
            *number = i;
    buf_release(&value);
    return failed;
}

int desk_load_settings(struct desk *desk, struct err *err)
{
    int names = NAMES_INITIALS, look = LOOK_CALM, mouse = true, editor = false, idle = 2;
    int failed = load(desk->store, &rows[ROW_NAMES], &names, err) ||
                 load(desk->store, &rows[ROW_LOOK], &look, err) ||
                 load(desk->store, &rows[ROW_MOUSE], &mouse, err) ||
                 load(desk->store, &rows[ROW_EDITOR], &editor, err) ||
                 load(desk->store, &rows[ROW_IDLE], &idle, err);
    desk->settings = (struct settings){.names = (enum name_style)names,
                                       .look = (enum look)look,
                                       .mouse = mouse != 0,
                                       .idle = idle_minutes[idle],
                                       .editor = editor != 0};
    return failed ? -1 : 0;
}

static int save(struct db *db, const struct row *row, int number, struct err *err)
{
    return store_setting_put(db, row->name, row->values[number], err);
}

static int idle_row(int minutes)
{
    int i = 0;
    while (i < 3 && idle_minutes[i] != minutes)
        i++;
    return i;
}

int desk_save_settings(struct desk *desk, struct err *err)
{
    const struct settings *settings = &desk->settings;
    struct db *db = store_db(desk->store);
    if (store_begin(desk->store, err))
        return -1;
    return store_end(desk->store,
                     save(db, &rows[ROW_NAMES], (int)settings->names, err) ||
                         save(db, &rows[ROW_LOOK], (int)settings->look, err) ||
                         save(db, &rows[ROW_MOUSE], settings->mouse, err) ||
                         save(db, &rows[ROW_EDITOR], settings->editor, err) ||
                         save(db, &rows[ROW_IDLE], idle_row(settings->idle), err),
                     err);
}

int desk_begin(struct desk *desk, const char *name, const struct guide *guide, int64_t at,
               char id[UUID_SIZE], struct err *err)
{
    bool clash = false;
    struct buf next = BUF_INIT;
    int failed = versions_clash(desk, guide, &clash, err);
    if (!failed && clash)
        failed = versions_next(desk->store, guide, &next, err);
    if (!failed && clash)
        failed = err_set(err,
                         "Version %s of \"%s\" was used before with other content. The guide needs "
                         "a version of its own first, such as %s.",
                         guide->version, guide->id, next.data);
    buf_release(&next);
    return failed ? -1 : interviews_begin(desk->store, name, guide, at, id, err);
}

int desk_take(struct desk *desk, const char *interview, struct dossier *dossier, struct err *err)
{
    struct buf text = BUF_INIT;
    *dossier = (struct dossier){0};
    dossier->interview = interviews_load(desk->store, interview, err);
    if (dossier->interview &&
        interviews_guide_text(desk->store, dossier->interview->guide_checksum, &text, err) == 0)
        dossier->guide = shelf_read_held(desk->shelf, text.data, text.len, err);
    buf_release(&text);
    if (dossier->guide)
        return 0;
    desk_put_away(dossier);
    return -1;
}

static void free_interview(struct interview *interview)
{
    if (interview)
        interview_release(interview);
    free(interview);
}

int desk_retake(struct desk *desk, struct dossier *dossier, struct err *err)
{
    struct interview *fresh = interviews_load(desk->store, dossier->interview->id, err);
    if (!fresh)
        return -1;
    free_interview(dossier->interview);
    dossier->interview = fresh;
    return 0;
}

void desk_put_away(struct dossier *dossier)
{
    free_interview(dossier->interview);
    guide_free(dossier->guide);
    *dossier = (struct dossier){0};
}

static const struct regime *regime_of(const struct desk *desk, const struct guide *guide)
{
    return shelf_regime(desk->shelf, guide ? guide->regime : "nl", desk->lang);
}

const struct privacy *desk_privacy(const struct desk *desk, const struct guide *guide)
{
    struct err quiet = ERR_INIT(desk->lang); /* without words there is nothing to say */
    const struct regime *regime = regime_of(desk, guide);
    return regime ? regime_privacy(regime, &quiet) : NULL;
}

bool desk_prepare_privacy(const struct desk *desk, const struct guide *guide)
{
    const struct regime *regime = regime_of(desk, guide);
    return regime && regime_prepare(regime, desk->lang);
}

void desk_add_name(const struct desk *desk, struct buf *buf, const struct person *person)
{
    const struct namesakes *all = desk->store ? store_namesakes(desk->store, person->name) : NULL;
    if (all)
        namesakes_add_name(all, buf, person, desk->settings.names);
    else
        person_add_name(buf, person, desk->settings.names);
}

int desk_add_name_of(const struct desk *desk, struct buf *buf, const char *person,
                     const char *typed, struct err *err)
{
    struct person found = {.name = NULL};
    if (*person && absences_load_person(desk->store, person, &found, err))
        return -1;
    if (!*person)
        found.name = mem_copy(typed);
    desk_add_name(desk, buf, &found);
    person_release(&found);
    return 0;
}
