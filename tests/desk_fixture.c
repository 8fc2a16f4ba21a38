#include "desk_fixture.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "sealed.h"
#include "store/agreements.h"
#include "store/interviews.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

#define GUIDE "verzuimgesprek"

static void path_of(const struct desk_fixture *fixture, char path[96])
{
    snprintf(path, 96, "%s/gesprek.db", fixture->folder);
}

static struct store *open_store(const struct desk_fixture *fixture)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[96];
    path_of(fixture, path);
    struct store *store = store_open(path, ACCESS_WRITE, fixture->desk.clock, &err);
    if (!store)
        fail_msg("%s", err.text);
    sealed_as_asked(store);
    return store;
}

/* In memory where there is such a place: putting things on a disk for good takes its time. */
static const char *quick_folder(void)
{
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

void desk_fixture_open(struct desk_fixture *fixture, enum lang lang)
{
    struct shelf_reader reader = {guide_yaml_open, regime_yaml_open, guide_yaml_open_held};
    *fixture = (struct desk_fixture){.folder = ""};
    snprintf(fixture->folder, sizeof fixture->folder, "%s/gesprek-test-XXXXXX", quick_folder());
    assert_non_null(mkdtemp(fixture->folder));
    shelf_init(&fixture->shelf, reader, lang);
    static const char *const shipped[] = {"guides/nl/" GUIDE ".yaml", "guides/nl/regime.yaml",
                                          "guides/en/" GUIDE ".yaml", "guides/en/regime.yaml"};
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++)
        shelf_add_folder(&fixture->shelf, shipped[i], ORIGIN_BUILD);
    fixture->desk.shelf = &fixture->shelf;
    fixture->desk.lang = lang;
    fixture->desk.clock.fixed = clock_moment(day_from_civil(2026, 11, 23), 9, 0);
    fixture->desk.store = open_store(fixture);
    assert_true(store_writable(fixture->desk.store));
}

static int drop(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about;
    (void)kind;
    (void)at;
    return remove(path);
}

void desk_fixture_close(struct desk_fixture *fixture)
{
    store_close(fixture->desk.store);
    shelf_release(&fixture->shelf);
    assert_int_equal(nftw(fixture->folder, drop, 8, FTW_DEPTH | FTW_PHYS), 0);
}

void desk_fixture_reopen(struct desk_fixture *fixture)
{
    store_close(fixture->desk.store);
    fixture->desk.store = open_store(fixture);
}

void desk_fixture_second(const struct desk_fixture *fixture, struct desk *second)
{
    *second = fixture->desk;
    second->store = open_store(fixture);
}

void desk_fixture_later(struct desk_fixture *fixture, int days)
{
    fixture->desk.clock.fixed += (int64_t)days * 24 * 60 * 60 * 1000;
    desk_fixture_reopen(fixture);
}

int desk_fixture_today(const struct desk_fixture *fixture)
{
    return clock_today(&fixture->desk.clock);
}

void desk_fixture_interview(struct desk_fixture *fixture, const char *name, int day,
                            char id[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    const struct guide *guide = shelf_guide(&fixture->shelf, GUIDE, fixture->desk.lang);
    int64_t at = day == DAY_NONE ? 0 : clock_moment(day, 10, 0);
    assert_non_null(guide);
    if (interviews_begin(fixture->desk.store, name, guide, at, id, &err))
        fail_msg("%s", err.text);
}

void desk_fixture_agreement(struct desk_fixture *fixture, const char *interview, enum owner owner,
                            const char *what, int due, char id[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "agreement %s added", .about = "1"};
    struct agreement agreement;
    agreement_init(&agreement);
    snprintf(agreement.interview, sizeof agreement.interview, "%s", interview);
    agreement.owner = owner;
    agreement.due = due;
    agreement.share = SHARE_HR;
    mem_replace(&agreement.what, what);
    int failed = agreements_save(fixture->desk.store, &agreement, &deed, &err);
    memcpy(id, agreement.id, UUID_SIZE);
    agreement_release(&agreement);
    if (failed)
        fail_msg("%s", err.text);
}

const char *desk_fixture_answer(struct desk_fixture *fixture, const char *interview,
                                const char *point, const char *field)
{
    static char value[4096];
    struct err err = ERR_INIT(LANG_EN);
    struct interview *read = interviews_load(fixture->desk.store, interview, &err);
    if (!read)
        fail_msg("%s", err.text);
    snprintf(value, sizeof value, "%s", interview_value(read, point, field));
    interview_release(read);
    free(read);
    return value;
}

size_t desk_fixture_drafts(struct desk_fixture *fixture, const char *interview)
{
    struct err err = ERR_INIT(LANG_EN);
    struct draft *drafts = NULL;
    size_t n = 0;
    if (interviews_drafts(fixture->desk.store, interview, &drafts, &n, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < n; i++)
        draft_release(&drafts[i]);
    free(drafts);
    return n;
}
