#include "cli/places.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

#define BUILD_DEPTH 4 /* build/san/clang/gesprek is the deepest there is */

static void add_under(struct shelf *shelf, const char *folder, const char *below,
                      enum origin origin)
{
    struct buf path = BUF_INIT;
    buf_addf(&path, "%s/%s", folder, below);
    shelf_add_folder(shelf, path.data, origin);
    buf_release(&path);
}

/* GESPREK_GUIDES is a list like PATH: folders with a colon between. */
static void add_given(struct shelf *shelf, const char *list)
{
    while (list && *list) {
        size_t len = strcspn(list, ":");
        struct buf folder = BUF_INIT;
        buf_add(&folder, list, len);
        if (len)
            shelf_add_folder(shelf, folder.data, ORIGIN_GIVEN);
        buf_release(&folder);
        list += len + (list[len] == ':');
    }
}

/* A relative XDG_CONFIG_HOME is to be ignored (XDG Base Directory Specification). */
static void add_user(struct shelf *shelf)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config && config[0] == '/')
        add_under(shelf, config, "gesprek/guides", ORIGIN_USER);
    else if (home && home[0] == '/')
        add_under(shelf, home, ".config/gesprek/guides", ORIGIN_USER);
}

/* Takes the last name off a path; false when there is none left. */
static bool go_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return false;
    *slash = '\0';
    return true;
}

/* A program that still stands in its build folder uses the guides of its source. */
static void add_build(struct shelf *shelf, const char *program)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s", program);
    for (int i = 0; i < BUILD_DEPTH && go_up(path); i++) {
        const char *name = strrchr(path, '/');
        if (name && strcmp(name, "/build") == 0 && go_up(path)) {
            add_under(shelf, path, "guides", ORIGIN_BUILD);
            return;
        }
    }
}

/* Beside the program, wherever its folder was moved to; else where it was built to go. */
static void add_installed(struct shelf *shelf, const char *program)
{
    char path[PATH_MAX];
    size_t before = shelf->n_items;
    snprintf(path, sizeof path, "%s", program);
    if (go_up(path) && go_up(path))
        add_under(shelf, path, "share/gesprek/guides", ORIGIN_INSTALLED);
    if (shelf->n_items == before)
        shelf_add_folder(shelf, GESPREK_DATADIR "/guides", ORIGIN_INSTALLED);
}

void places_fill(struct shelf *shelf, const char *given, enum lang lang)
{
    struct shelf_reader reader = {guide_yaml_open, regime_yaml_open, guide_yaml_open_held};
    char program[PATH_MAX] = "";
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    program[len > 0 ? len : 0] = '\0';

    shelf_init(shelf, reader, lang);
    if (given && *given)
        shelf_add_folder(shelf, given, ORIGIN_GIVEN);
    add_given(shelf, getenv("GESPREK_GUIDES"));
    add_user(shelf);
    add_build(shelf, program);
    add_installed(shelf, program);
}
