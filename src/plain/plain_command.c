/* Commands: a letter or a word, in either language, with what it is about behind it. */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "plain_inside.h"
#include "store/take_back.h"

static enum lang lang_of(const struct plain *plain)
{
    return plain_lang(plain);
}

/* ---- those that work everywhere -------------------------------------------------------------- */

static enum step does_stop(struct plain *plain, const char *rest)
{
    (void)plain, (void)rest;
    return STEP_STOP;
}

static enum step take(struct plain *plain, bool back)
{
    struct err err = ERR_INIT(lang_of(plain));
    struct taken_back taken;
    const struct interview *interview = plain->dossier.interview;
    int done = take_back(plain->desk, back, interview ? interview->id : "", &taken, &err);
    if (done < 0)
        plain_trouble(plain, &err);
    else
        lines_put(&plain->lines, taken.said.data);
    buf_release(&taken.said);
    if (done <= 0)
        return STEP_HERE;
    enum step step = plain_reload(plain);
    return step == STEP_HERE && taken.unbegun ? STEP_PREPARE : step;
}

static enum step does_undo(struct plain *plain, const char *rest)
{
    (void)rest;
    return take(plain, true);
}

static enum step does_redo(struct plain *plain, const char *rest)
{
    (void)rest;
    return take(plain, false);
}

static enum step does_names(struct plain *plain, const char *rest)
{
    static const char *const words[] = {N_("Names are shown as initials."),
                                        N_("Names are shown in full."),
                                        N_("Names are shown as a code, where there is one.")};
    struct err err = ERR_INIT(lang_of(plain));
    struct settings *settings = &plain->desk->settings;
    (void)rest;
    settings->names = (enum name_style)((settings->names + 1) % 3);
    lines_put(&plain->lines, tr(err.lang, words[settings->names]));
    if (store_writable(plain->desk->store) && desk_save_settings(plain->desk, &err))
        plain_trouble(plain, &err);
    return STEP_HERE;
}

static enum step does_take_over(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(lang_of(plain));
    (void)rest;
    if (store_writable(plain->desk->store))
        lines_say(&plain->lines, "You can write here already.");
    else if (store_take_over(plain->desk->store, &err))
        plain_trouble(plain, &err);
    else
        lines_say(&plain->lines, "You can write here now.");
    return store_writable(plain->desk->store) ? plain_reload(plain) : STEP_HERE;
}

static const struct plain_row common_rows[] = {
    {"u undo ongedaan", N_("u undo"), N_("Undo the last thing you did"), false, does_undo},
    {"r redo opnieuw", N_("r redo"), N_("Do again what you undid"), false, does_redo},
    {"k kaders limits", N_("k limits"), N_("What may I ask and write down?"), false,
     plain_does_limits},
    {"sparren spar", N_("spar"), N_("Ask HR what to do, without a name: spar and the question"),
     false, plain_does_spar},
    {"namen names", N_("names"), N_("Show names as initials, in full, or as a code"), false,
     does_names},
    {"overnemen takeover", N_("takeover"), N_("Write here, when the other window is closed"), false,
     does_take_over},
    {"h hulp help ?", N_("h help"), N_("Show everything you can do here"), true, NULL},
    {"s stop stoppen quit exit", N_("s stop"), N_("Stop; everything is saved"), true, does_stop},
};
const struct plain_map plain_common = {common_rows, sizeof common_rows / sizeof *common_rows, NULL,
                                       NULL};

/* ---- reading --------------------------------------------------------------------------------- */

size_t plain_number(const char **rest)
{
    size_t number = 0, digits = strspn(*rest, "0123456789");
    for (size_t i = 0; i < digits; i++)
        number = number < 100000 ? number * 10 + (size_t)((*rest)[i] - '0') : number;
    *rest += digits;
    *rest += strspn(*rest, " ");
    return number;
}

/* Is word, folded, one of the names? */
static bool named(const char *names, const struct buf *word)
{
    while (*names) {
        size_t len = strcspn(names, " ");
        if (len == word->len && memcmp(names, word->data, len) == 0)
            return true;
        names += len;
        names += strspn(names, " ");
    }
    return false;
}

static const struct plain_row *find(const struct plain_map *map, const char *text, size_t len)
{
    struct buf word = BUF_INIT;
    size_t i = 0;
    utf8_fold(&word, text, len);
    while (i < map->n && !named(map->rows[i].names, &word))
        i++;
    buf_release(&word);
    return i < map->n ? &map->rows[i] : NULL;
}

/* The word a command begins with: "x 2", but "x2" and "-2" too. */
static size_t word_length(const char *text)
{
    size_t len = strcspn(text, " ");
    return len > 1 && isdigit((unsigned char)text[1]) ? 1 : len;
}

const struct plain_row *plain_find(const struct plain_map *map, const char *text, const char **rest)
{
    size_t len = word_length(text);
    const struct plain_row *row = find(map, text, len);
    if (!row)
        row = find(&plain_common, text, len);
    *rest = text + len;
    *rest += strspn(*rest, " ");
    return row;
}

/* ---- help ------------------------------------------------------------------------------------ */

static void tell_row(struct plain *plain, const struct plain_row *row)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s: %s", tr(lang_of(plain), row->shown), tr(lang_of(plain), row->help));
    if (!strchr(".?!", text.data[text.len - 1]))
        buf_addc(&text, '.');
    lines_put(&plain->lines, text.data);
    buf_release(&text);
}

static void tell_help(struct plain *plain, const struct plain_map *map)
{
    if (map->number_shown)
        lines_put(&plain->lines, tr(lang_of(plain), map->number_shown));
    for (size_t i = 0; map != &plain_common && i < map->n; i++)
        tell_row(plain, &map->rows[i]);
    for (size_t i = 0; i < plain_common.n; i++)
        tell_row(plain, &plain_common.rows[i]);
    lines_say(&plain->lines, "In the middle of questions a letter alone is a command too; anything "
                             "longer begins with /, such as /stop.");
}

/* "v on, t back, h help, s stop": what is named behind the prompt. */
static void add_brief(struct buf *buf, const struct plain_map *map, enum lang lang)
{
    for (size_t i = 0; i < map->n; i++)
        if (map->rows[i].brief)
            buf_addf(buf, "%s%s", buf->len ? ", " : "", tr(lang, map->rows[i].shown));
}

/* Were the commands of this map named before? They are from now on. */
static bool was_named(struct plain *plain, const struct plain_map *map)
{
    size_t i = 0, most = sizeof plain->places / sizeof *plain->places;
    for (; i < most && plain->places[i]; i++)
        if (plain->places[i] == map)
            return true;
    if (i < most)
        plain->places[i] = map;
    return false;
}

/* ---- doing ----------------------------------------------------------------------------------- */

bool plain_aside(struct plain *plain, const char *text)
{
    const char *rest;
    const struct plain_row *row = plain_find(plain->map, text, &rest);
    if (row && !row->does)
        tell_help(plain, plain->map);
    else if (row && row->does == plain_does_limits)
        row->does(plain, rest);
    else
        return false;
    return true;
}

static enum step unknown(struct plain *plain)
{
    lines_say(&plain->lines, "I do not know that command; h shows what you can do here.");
    return STEP_HERE;
}

static enum step obey(struct plain *plain, const struct plain_map *map, const char *text)
{
    const char *rest = text;
    size_t number = plain_number(&rest);
    if (number && !*rest)
        return map->number ? map->number(plain, number) : unknown(plain);
    const struct plain_row *row = plain_find(map, text, &rest);
    if (!row)
        return unknown(plain);
    if (row->does)
        return row->does(plain, rest);
    tell_help(plain, map);
    return STEP_HERE;
}

/* The next command: the one given in the middle of questions, or a new line. */
static bool take_command(struct plain *plain, const struct plain_map *map, struct buf *text)
{
    struct buf hint = BUF_INIT;
    const struct buf *line = &plain->lines.line;
    bool taken = plain->commanded;
    plain->commanded = false;
    if (taken) {
        buf_adds(text, plain->command.data);
        return true;
    }
    if (!was_named(plain, map)) {
        add_brief(&hint, map, lang_of(plain));
        add_brief(&hint, &plain_common, lang_of(plain));
    }
    taken = lines_ask(&plain->lines, tr(lang_of(plain), "Command"), hint.len ? hint.data : NULL);
    buf_adds(text, line->data[0] == '/' ? line->data + 1 : line->data);
    buf_release(&hint);
    return taken;
}

enum step plain_command(struct plain *plain, const struct plain_map *map)
{
    struct buf text = BUF_INIT;
    enum step step = STEP_HERE;
    while (step == STEP_HERE) {
        buf_clear(&text);
        if (!take_command(plain, map, &text))
            step = STEP_STOP;
        else if (text.len)
            step = obey(plain, map, text.data);
    }
    buf_release(&text);
    return step;
}
