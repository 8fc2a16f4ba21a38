#include "ui/key.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

struct named {
    enum key_name name;
    const char *written; /* between < and > */
    const char *shown;   /* for the user, through tr() */
};

/* The letters (<C-a> to <C-z>) are read and written by rule, not by row. */
static const struct named names[] = {
    {NAME_ENTER, "Enter", N_("Enter")},
    {NAME_ESC, "Esc", N_("Esc")},
    {NAME_TAB, "Tab", N_("Tab")},
    {NAME_BACKTAB, "S-Tab", N_("Shift-Tab")},
    {NAME_SPACE, "Space", N_("Space")},
    {NAME_BACKSPACE, "Backspace", N_("Backspace")},
    {NAME_DELETE, "Delete", N_("Delete")},
    {NAME_UP, "Up", N_("Up")},
    {NAME_DOWN, "Down", N_("Down")},
    {NAME_LEFT, "Left", N_("Left")},
    {NAME_RIGHT, "Right", N_("Right")},
    {NAME_HOME, "Home", N_("Home")},
    {NAME_END, "End", N_("End")},
    {NAME_PGUP, "PgUp", N_("PgUp")},
    {NAME_PGDN, "PgDn", N_("PgDn")},
    {NAME_INSERT, "Insert", N_("Insert")},
    {NAME_F1, "F1", "F1"},
    {NAME_F2, "F2", "F2"},
    {NAME_F3, "F3", "F3"},
    {NAME_F4, "F4", "F4"},
    {NAME_F5, "F5", "F5"},
    {NAME_F6, "F6", "F6"},
    {NAME_F7, "F7", "F7"},
    {NAME_F8, "F8", "F8"},
    {NAME_F9, "F9", "F9"},
    {NAME_F10, "F10", "F10"},
    {NAME_F11, "F11", "F11"},
    {NAME_F12, "F12", "F12"},
    {NAME_CTRL_LEFT, "C-Left", N_("Ctrl-Left")},
    {NAME_CTRL_RIGHT, "C-Right", N_("Ctrl-Right")},
    {NAME_CTRL_HOME, "C-Home", N_("Ctrl-Home")},
    {NAME_CTRL_END, "C-End", N_("Ctrl-End")},
    {NAME_ALT_ENTER, "A-Enter", N_("Alt-Enter")},
};

enum { NAMES = sizeof names / sizeof names[0] };

void key_release(struct key *key)
{
    free(key->paste);
    key->paste = NULL;
    key->paste_len = 0;
}

static struct key named_key(enum key_name name)
{
    return (struct key){.kind = PRESS_NAMED, .name = name};
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Reads what stands between < and >. Capitals make no difference. */
static bool parse_name(const char *name, size_t len, struct key *key)
{
    for (size_t i = 0; i < NAMES; i++) {
        if (strlen(names[i].written) == len && !strncasecmp(names[i].written, name, len)) {
            *key = named_key(names[i].name);
            return true;
        }
    }
    if (len == 2 && !strncasecmp(name, "lt", 2)) {
        *key = (struct key){.kind = PRESS_TEXT, .text = "<"};
        return true;
    }
    if (len == 3 && !strncasecmp(name, "C-", 2) && is_letter(name[2])) {
        int letter = (name[2] | 0x20) - 'a';
        *key = named_key((enum key_name)((int)NAME_CTRL_A + letter));
        return true;
    }
    return false;
}

static bool parse_character(const char *text, struct key *key, size_t *used)
{
    size_t size = 0;
    uint32_t code = utf8_decode(text, strnlen(text, 4), &size);
    if (code < 0x20 || (code >= 0x7F && code < 0xA0) || (code == 0xFFFD && size == 1))
        return false;
    *used = size;
    /* The blank has a name, so that tables can claim it and a terminal and a test agree on it. */
    *key = code == ' ' ? named_key(NAME_SPACE) : (struct key){.kind = PRESS_TEXT};
    if (code != ' ')
        memcpy(key->text, text, size);
    return true;
}

bool key_parse(const char *text, struct key *key, size_t *used)
{
    if (*text == '\0')
        return false;
    if (*text != '<')
        return parse_character(text, key, used);
    const char *end = strchr(text, '>');
    if (!end || !parse_name(text + 1, (size_t)(end - text - 1), key))
        return false;
    *used = (size_t)(end - text) + 1;
    return true;
}

static void add_named(struct buf *buf, enum key_name name, enum lang lang)
{
    if (name >= NAME_CTRL_A && name <= NAME_CTRL_Z) {
        buf_addf(buf, "Ctrl-%c", 'A' + (int)(name - NAME_CTRL_A));
        return;
    }
    for (size_t i = 0; i < NAMES; i++) {
        if (names[i].name == name)
            buf_adds(buf, tr(lang, names[i].shown));
    }
}

void key_add_name(struct buf *buf, const struct key *key, enum lang lang)
{
    switch (key->kind) {
    case PRESS_TEXT:
        utf8_show(buf, key->text, strlen(key->text), false);
        break;
    case PRESS_NAMED:
        add_named(buf, key->name, lang);
        break;
    case PRESS_PASTE:
        buf_adds(buf, tr(lang, "Paste"));
        break;
    case PRESS_CLICK:
        buf_adds(buf, tr(lang, key->count > 1 ? N_("Double click") : N_("Click")));
        break;
    case PRESS_WHEEL:
        buf_adds(buf, tr(lang, "Wheel"));
        break;
    case PRESS_NONE:
    case PRESS_RESIZE:
        break;
    }
}

bool key_same(const struct key *a, const struct key *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case PRESS_TEXT:
        return !strcmp(a->text, b->text);
    case PRESS_NAMED:
        return a->name == b->name;
    case PRESS_PASTE:
        return a->paste_len == b->paste_len &&
               (a->paste_len == 0 || !memcmp(a->paste, b->paste, a->paste_len));
    case PRESS_CLICK:
    case PRESS_WHEEL:
        return a->row == b->row && a->col == b->col && a->count == b->count;
    case PRESS_NONE:
    case PRESS_RESIZE:
        break;
    }
    return true;
}
