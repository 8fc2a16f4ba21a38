#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/places.h"
#include "domain/shelf.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

/* A folder of the test's own, taken away with all that is in it. */
struct shop {
    char folder[64], path[256];
    struct shelf shelf;
};

static int set_up(void **state)
{
    struct shop *shop = mem_zero(1, sizeof *shop);
    *state = shop;
    strcpy(shop->folder, "/tmp/gesprek-shelf-XXXXXX");
    if (!mkdtemp(shop->folder))
        return -1;
    shelf_init(&shop->shelf,
               (struct shelf_reader){.guide = guide_yaml_open, .regime = regime_yaml_open},
               LANG_EN);
    return 0;
}

static int tear_down(void **state)
{
    struct shop *shop = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", shop->folder);
    int result = system(command);
    shelf_release(&shop->shelf);
    free(shop);
    return result;
}

/* The path of a name in the folder; good until the next call. */
static const char *at(struct shop *shop, const char *name)
{
    snprintf(shop->path, sizeof shop->path, "%s/%s", shop->folder, name);
    return shop->path;
}

static void put(struct shop *shop, const char *name, const char *text)
{
    FILE *file = fopen(at(shop, name), "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void put_guide(struct shop *shop, const char *name, const char *id, const char *language,
                      const char *version)
{
    char text[512];
    snprintf(text, sizeof text,
             "guide: 1\nid: %s\nversion: %s\nlanguage: %s\nregime: nl\ntitle: A\n"
             "points:\n  a: { title: A, aim: B }\n",
             id, version, language);
    put(shop, name, text);
}

static void put_folder(struct shop *shop, const char *name)
{
    assert_int_equal(mkdir(at(shop, name), 0700), 0);
}

/* One file at a time comes to the same as all at once. */
static void test_one_by_one(void **state)
{
    struct shop *shop = *state;
    int n = 0;
    put_folder(shop, "mine");
    put_folder(shop, "theirs");
    put_guide(shop, "mine/a.yaml", "talk", "nl", "mine");
    put_guide(shop, "theirs/a.yaml", "other", "nl", "theirs");
    put_guide(shop, "theirs/b.yaml", "talk", "nl", "theirs");
    shelf_add_folder(&shop->shelf, at(shop, "mine"), ORIGIN_USER);
    shelf_add_folder(&shop->shelf, at(shop, "theirs"), ORIGIN_INSTALLED);
    while (shelf_look_at_one(&shop->shelf)) {
        n++;
        assert_int_equal(shop->shelf.items[n - 1].read, true);
        assert_true(n == 3 || !shop->shelf.items[n].read);
    }
    assert_int_equal(n, 3);
    assert_false(shop->shelf.items[1].hidden);
    assert_true(shop->shelf.items[2].hidden);
    assert_false(shelf_look_at_one(&shop->shelf));
}

static void test_order_and_hiding(void **state)
{
    struct shop *shop = *state;
    put_folder(shop, "mine");
    put_folder(shop, "theirs");
    put_folder(shop, "theirs/nl");
    put_folder(shop, "theirs/en");
    put_guide(shop, "mine/a.yaml", "talk", "nl", "mine");
    put_guide(shop, "theirs/nl/talk.yaml", "talk", "nl", "theirs");
    put_guide(shop, "theirs/en/talk.yaml", "talk", "en", "theirs");
    put_guide(shop, "theirs/nl/b.yaml", "other", "nl", "theirs");
    shelf_add_folder(&shop->shelf, at(shop, "mine"), ORIGIN_USER);
    shelf_add_folder(&shop->shelf, at(shop, "theirs"), ORIGIN_INSTALLED);
    shelf_read_all(&shop->shelf);

    assert_int_equal(shop->shelf.n_items, 4);
    assert_false(shop->shelf.items[0].hidden);
    assert_int_equal(shop->shelf.items[0].origin, ORIGIN_USER);
    assert_string_equal(shop->shelf.items[1].path, at(shop, "theirs/en/talk.yaml"));
    assert_false(shop->shelf.items[1].hidden); /* another language */
    assert_string_equal(shop->shelf.items[2].path, at(shop, "theirs/nl/b.yaml"));
    assert_true(shop->shelf.items[3].hidden);
    assert_string_equal(shelf_guide(&shop->shelf, "talk", LANG_NL)->version, "mine");
    assert_string_equal(shelf_guide(&shop->shelf, "talk", LANG_EN)->version, "theirs");
    /* None in English: better in Dutch than none at all. */
    assert_string_equal(shelf_guide(&shop->shelf, "other", LANG_EN)->id, "other");
    assert_null(shelf_guide(&shop->shelf, "nothing", LANG_NL));
}

static const struct shelf_item *item_of(const struct shelf *shelf, const char *id, enum lang lang)
{
    for (size_t i = 0; i < shelf->n_items; i++)
        if (!strcmp(shelf->items[i].id, id) && shelf->items[i].language == lang)
            return &shelf->items[i];
    return NULL;
}

/* It keeps no more than what tells guides apart, until one is asked for; and a file may be another
 * by then. */
static void test_only_what_is_asked_for(void **state)
{
    struct shop *shop = *state;
    const struct shelf *shelf = &shop->shelf;
    size_t n;
    put_guide(shop, "a.yaml", "talk", "en", "1");
    put_guide(shop, "b.yaml", "talk", "nl", "1");
    put_guide(shop, "c.yaml", "gone", "nl", "1");
    put_guide(shop, "d.yaml", "other", "nl", "1");
    shelf_add_folder(&shop->shelf, shop->folder, ORIGIN_USER);
    while (shelf_look_at_one(shelf))
        continue;
    for (size_t i = 0; i < shelf->n_items; i++)
        assert_null(shelf->items[i].guide);
    put_guide(shop, "c.yaml", "renamed", "nl", "1");
    const struct guide **offered = shelf_offered(shelf, LANG_EN, &n);
    assert_int_equal(n, 2);
    assert_string_equal(offered[0]->id, "talk");
    assert_string_equal(offered[1]->id, "other");
    free(offered);
    assert_null(item_of(shelf, "talk", LANG_NL)->guide); /* the English one was offered */
    assert_null(shelf_guide(shelf, "gone", LANG_NL));
    const struct guide *guide = shelf_guide(shelf, "talk", LANG_NL);
    assert_int_equal(guide->language, LANG_NL);
    assert_ptr_equal(shelf_guide(shelf, "talk", LANG_NL), guide);
    shelf_read_all(shelf);
    assert_ptr_equal(shelf_guide(shelf, "talk", LANG_NL), guide);
}

static void test_first(void **state)
{
    struct shop *shop = *state;
    assert_null(shelf_first(&shop->shelf, LANG_NL));
    put_guide(shop, "a.yaml", "aardig", "en", "1");
    put_guide(shop, "b.yaml", "beter", "nl", "1");
    shelf_add_folder(&shop->shelf, shop->folder, ORIGIN_USER);
    assert_string_equal(shelf_first(&shop->shelf, LANG_NL)->id, "beter");
    put_folder(shop, "more");
    put_guide(shop, "more/v.yaml", "verzuimgesprek", "nl", "1");
    shelf_add_folder(&shop->shelf, at(shop, "more"), ORIGIN_BUILD);
    assert_string_equal(shelf_first(&shop->shelf, LANG_NL)->id, "verzuimgesprek");
}

static void test_only_yaml_one_deep(void **state)
{
    struct shop *shop = *state;
    put_folder(shop, "nl");
    put_folder(shop, "nl/deep");
    put_folder(shop, ".git");
    put_folder(shop, "folder.yaml");
    put_guide(shop, "nl/deep/a.yaml", "a", "nl", "1");
    put_guide(shop, ".git/b.yaml", "b", "nl", "1");
    put_guide(shop, ".c.yaml", "c", "nl", "1");
    put_guide(shop, "d.yaml~", "d", "nl", "1");
    put_guide(shop, "e.yml", "e", "nl", "1");
    put_guide(shop, "nl/f.yaml", "f", "nl", "1");
    shelf_add_folder(&shop->shelf, shop->folder, ORIGIN_USER);
    shelf_read_all(&shop->shelf);
    assert_int_equal(shop->shelf.n_items, 1);
    assert_string_equal(shop->shelf.items[0].guide->id, "f");
}

/* A regime in language, the last card of which says `last`. */
static void put_regime(struct shop *shop, const char *name, const char *language, const char *last)
{
    char text[640];
    snprintf(text, sizeof text,
             "regime: 1\nid: nl\nversion: 1\nlanguage: %s\ntitle: T\nsummary: S\nsource: S\n"
             "date: 2026-01-01\ncards:\n"
             "  may_ask:\n    title: T\n    source: S\n    lines:\n      - One\n"
             "  may_not_ask:\n    title: T\n    source: S\n    lines:\n      - One\n"
             "  may_record:\n    title: T\n    source: S\n    lines:\n      - One\n"
             "  may_not_record:\n    title: T\n    source: S\n    lines:\n      - %s\n",
             language, last);
    put(shop, name, text);
}

static const char *last_of(const struct regime *regime)
{
    return regime->cards[LIMITS_MAY_NOT_RECORD].lines.line[0];
}

static void test_regimes(void **state)
{
    struct shop *shop = *state;
    put_regime(shop, "regime.yaml", "en", "Two");
    shelf_add_folder(&shop->shelf, shop->folder, ORIGIN_USER);
    assert_int_equal(shop->shelf.n_items, 1);
    assert_null(shelf_first(&shop->shelf, LANG_NL)); /* it is no guide */
    assert_false(shop->shelf.items[0].read);
    assert_string_equal(last_of(shelf_regime(&shop->shelf, "nl", LANG_NL)), "Two");
    assert_null(shelf_regime(&shop->shelf, "be", LANG_NL));
}

/* One that stands in the folder of another language is read when there is no other. */
static void test_a_regime_of_another_folder_is_the_last(void **state)
{
    struct shop *shop = *state;
    put_folder(shop, "en");
    put_folder(shop, "nl");
    put_regime(shop, "en/regime.yaml", "en", "English");
    put_regime(shop, "nl/regime.yaml", "nl", "Dutch");
    shelf_add_folder(&shop->shelf, shop->folder, ORIGIN_USER);
    assert_int_equal(shop->shelf.n_items, 2);
    assert_string_equal(last_of(shelf_regime(&shop->shelf, "nl", LANG_NL)), "Dutch");
    assert_false(shop->shelf.items[0].read);
    assert_string_equal(last_of(shelf_regime(&shop->shelf, "nl", LANG_EN)), "English");
    put_regime(shop, "nl/regime.yaml", "en", "English too");
    shelf_release(&shop->shelf);
    shelf_add_folder(&shop->shelf, shop->folder, ORIGIN_USER);
    assert_string_equal(last_of(shelf_regime(&shop->shelf, "nl", LANG_NL)), "English too");
    assert_string_equal(last_of(shelf_regime(&shop->shelf, "nl", LANG_EN)), "English");
}

/* Whatever stands where a guide should: one sentence, no waiting, the rest is still found. */
static void test_strange_files(void **state)
{
    struct shop *shop = *state;
    put_guide(shop, "good.yaml", "good", "nl", "1");
    put(shop, "broken.yaml", "guide: 1\n\tid: x\n");
    put(shop, "empty.yaml", "");
    assert_int_equal(mkfifo(at(shop, "pipe.yaml"), 0600), 0);
    assert_int_equal(symlink("/dev/zero", at(shop, "zero.yaml")), 0);
    assert_int_equal(symlink("nowhere", at(shop, "gone.yaml")), 0);
    int fd = open(at(shop, "huge.yaml"), O_WRONLY | O_CREAT, 0600);
    assert_int_equal(ftruncate(fd, (off_t)1 << 40), 0);
    close(fd);
    shelf_add_folder(&shop->shelf, shop->folder, ORIGIN_USER);
    shelf_read_all(&shop->shelf);
    assert_int_equal(shop->shelf.n_items, 7);
    size_t unread = 0;
    for (size_t i = 0; i < shop->shelf.n_items; i++) {
        const struct shelf_item *item = &shop->shelf.items[i];
        assert_true(item->guide ? !*item->trouble : *item->trouble);
        unread += !item->guide;
    }
    assert_int_equal(unread, 6);
    assert_non_null(shelf_guide(&shop->shelf, "good", LANG_NL));
}

static void assert_trouble(const char *path, const char *says)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    assert_int_equal(shelf_read_file(path, &text, &err), -1);
    assert_non_null(strstr(err.text, says));
    buf_release(&text);
}

static void test_read_file(void **state)
{
    struct shop *shop = *state;
    assert_trouble(shop->folder, "is a folder");
    assert_trouble("/dev/zero", "not an ordinary file");
    assert_trouble(at(shop, "none"), "is not there");
    assert_int_equal(mkfifo(at(shop, "pipe"), 0600), 0);
    assert_trouble(at(shop, "pipe"), "not an ordinary file");
    /* /proc says 0 bytes and gives more: what counts is what comes. */
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    assert_int_equal(shelf_read_file("/proc/self/status", &text, &err), 0);
    assert_true(text.len > 0);
    buf_release(&text);
}

static void test_folder_not_there(void **state)
{
    struct shop *shop = *state;
    shelf_add_folder(&shop->shelf, at(shop, "none"), ORIGIN_USER);
    assert_int_equal(shop->shelf.n_items, 0);
    shelf_add_folder(&shop->shelf, at(shop, "none"), ORIGIN_GIVEN);
    assert_int_equal(shop->shelf.n_items, 1);
    assert_non_null(strstr(shop->shelf.items[0].trouble, "is not there"));
}

static void test_one_file_given(void **state)
{
    struct shop *shop = *state;
    put_guide(shop, "mine.txt", "mine", "en", "1");
    shelf_add_folder(&shop->shelf, at(shop, "mine.txt"), ORIGIN_GIVEN);
    assert_string_equal(shelf_first(&shop->shelf, LANG_NL)->id, "mine");
}

static void test_kept_text(void **state)
{
    struct shop *shop = *state;
    struct err err = ERR_INIT(LANG_EN);
    static const char text[] = "guide: 1\nid: a\nversion: 1\nlanguage: nl\nregime: nl\ntitle: A\n"
                               "points: { a: { title: A, aim: B } }\n";
    struct guide *guide = shelf_read(&shop->shelf, text, strlen(text), &err);
    assert_non_null(guide);
    assert_string_equal(guide->points[0].title, "A");
    guide_free(guide);
    assert_null(shelf_read(&shop->shelf, "x", 1, &err));
    assert_non_null(strstr(err.text, "kept with this conversation"));
}

static const struct shelf_item *item_with(const struct shelf *shelf, const char *id)
{
    for (size_t i = 0; i < shelf->n_items; i++)
        if (shelf->items[i].guide && strcmp(shelf->items[i].guide->id, id) == 0)
            return &shelf->items[i];
    return NULL;
}

static void test_places(void **state)
{
    struct shop *shop = *state;
    struct shelf shelf;
    put_folder(shop, "given");
    put_folder(shop, "one");
    put_folder(shop, "two");
    put_folder(shop, "config");
    put_folder(shop, "config/gesprek");
    put_folder(shop, "config/gesprek/guides");
    put_guide(shop, "given/a.yaml", "zz_given", "nl", "1");
    put_guide(shop, "one/a.yaml", "zz_one", "nl", "1");
    put_guide(shop, "two/a.yaml", "zz_two", "nl", "1");
    put_guide(shop, "config/gesprek/guides/a.yaml", "zz_user", "nl", "1");
    struct buf list = BUF_INIT;
    buf_addf(&list, "%s/one:%s/two:", shop->folder, shop->folder);
    setenv("GESPREK_GUIDES", list.data, 1);
    setenv("XDG_CONFIG_HOME", at(shop, "config"), 1);
    places_fill(&shelf, at(shop, "given"), LANG_NL);
    assert_false(shelf.items[0].read); /* finding them is no reason to read them */
    shelf_read_all(&shelf);
    assert_string_equal(shelf.items[0].guide->id, "zz_given");
    assert_string_equal(shelf.items[1].guide->id, "zz_one");
    assert_string_equal(shelf.items[2].guide->id, "zz_two");
    assert_int_equal(item_with(&shelf, "zz_two")->origin, ORIGIN_GIVEN);
    assert_int_equal(item_with(&shelf, "zz_user")->origin, ORIGIN_USER);
    shelf_release(&shelf);
    setenv("XDG_CONFIG_HOME", "relative", 1);
    unsetenv("GESPREK_GUIDES");
    places_fill(&shelf, NULL, LANG_NL);
    shelf_read_all(&shelf);
    assert_null(item_with(&shelf, "zz_user"));
    shelf_release(&shelf);
    unsetenv("XDG_CONFIG_HOME");
    buf_release(&list);
}

#define SHOP(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP(test_one_by_one),
        SHOP(test_only_what_is_asked_for),
        SHOP(test_order_and_hiding),
        SHOP(test_first),
        SHOP(test_only_yaml_one_deep),
        SHOP(test_regimes),
        SHOP(test_a_regime_of_another_folder_is_the_last),
        SHOP(test_strange_files),
        SHOP(test_read_file),
        SHOP(test_folder_not_there),
        SHOP(test_one_file_given),
        SHOP(test_kept_text),
        SHOP(test_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
