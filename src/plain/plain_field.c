/* Fields: what is asked, by its kind, stored when it is answered. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "plain_inside.h"

static const char *value_of(const struct plain *plain, const struct asked *asked)
{
    return interview_value(plain->dossier.interview, asked->point, asked->field);
}

int plain_store(struct plain *plain, const struct asked *asked, const char *value)
{
    struct err err = ERR_INIT(plain_lang(plain));
    if (!dossier_answer(plain->desk, &plain->dossier, asked, value, &err))
        return 0;
    return plain_trouble(plain, &err);
}

void plain_say_audience(struct plain *plain, enum audience audience)
{
    struct buf words = BUF_INIT, name = BUF_INIT;
    if (audience == plain->audience)
        return;
    plain->audience = audience;
    if (plain->dossier.interview)
        plain_add_name(plain, &name);
    audience_add(&words, audience, name.len ? name.data : NULL, plain_lang(plain));
    if (words.len && words.data[words.len - 1] != '.')
        buf_addc(&words, '.');
    lines_put(&plain->lines, words.data);
    buf_release(&words);
    buf_release(&name);
}

static void say_who(struct plain *plain, const struct asked *asked)
{
    plain_say_audience(plain, audience_of(asked->point, asked->field, asked->share));
}

/* ---- a box, a note, a choice, a day ---------------------------------------------------------- */

enum plain_reply plain_check(struct plain *plain, const struct asked *asked, const char *prompt)
{
    struct buf text = BUF_INIT;
    bool yes = false;
    say_who(plain, asked);
    buf_adds(&text, prompt);
    if (*value_of(plain, asked))
        buf_adds(&text, tr(plain_lang(plain), ", now yes"));
    enum plain_reply reply = plain_ask_yes(plain, text.data, &yes);
    if (reply == REPLY_TEXT)
        plain_store(plain, asked, yes ? "1" : "");
    buf_release(&text);
    return reply;
}

static enum plain_reply ask_check(struct plain *plain, const struct asked *asked)
{
    return plain_check(plain, asked, asked->label);
}

static enum plain_reply ask_note(struct plain *plain, const struct asked *asked)
{
    enum plain_reply reply =
        plain_ask_text(plain, asked->label, value_of(plain, asked), (size_t)asked->max);
    if (reply == REPLY_TEXT)
        plain_store(plain, asked, plain->lines.line.data);
    return reply;
}

static enum plain_reply ask_choice(struct plain *plain, const struct asked *asked)
{
    const struct guide_entries *options = asked->options;
    int now = asked_option(options, value_of(plain, asked));
    size_t number = 0;
    lines_put(&plain->lines, asked->label);
    for (size_t i = 0; i < options->n; i++)
        plain_tell(plain, i + 1, options->entry[i].text,
                   (int)i == now ? tr(plain_lang(plain), "chosen") : NULL);
    enum plain_reply reply =
        plain_ask_number(plain, tr(plain_lang(plain), "Number"), options->n, now >= 0, &number);
    if (reply == REPLY_TEXT)
        plain_store(plain, asked, number ? options->entry[number - 1].id : "");
    return reply;
}

static enum plain_reply ask_day(struct plain *plain, const struct asked *asked)
{
    int day = day_parse_iso(value_of(plain, asked));
    char iso[DAY_ISO_SIZE];
    struct buf now = BUF_INIT;
    if (day != DAY_NONE) {
        day_add_long(&now, day, plain_lang(plain));
        lines_say(&plain->lines, "%s, now: %s", asked->label, now.data);
    }
    enum plain_reply reply = plain_ask_day(plain, asked->label, &day, NULL);
    day_iso(day, iso);
    if (reply == REPLY_TEXT)
        plain_store(plain, asked, iso);
    buf_release(&now);
    return reply;
}

/* ---- lists ----------------------------------------------------------------------------------- */

struct list {
    struct plain *plain;
    const struct asked *asked;
    const char *const *picks; /* lines to take over by their number */
    size_t n_picks;
    char **lines;
    size_t n;
};

static void list_add(struct list *list, const char *text, size_t len)
{
    list->lines = mem_grow(list->lines, list->n + 1, sizeof *list->lines);
    list->lines[list->n++] = mem_copy_len(text, len);
}

static void list_take(struct list *list, const char *value)
{
    while (*value) {
        size_t len = strcspn(value, "\n");
        list_add(list, value, len);
        value += len + (value[len] == '\n');
    }
}

static void list_store(const struct list *list)
{
    struct buf value = BUF_INIT;
    for (size_t i = 0; i < list->n; i++)
        buf_addf(&value, "%s%s", i ? "\n" : "", list->lines[i]);
    plain_store(list->plain, list->asked, value.data);
    buf_release(&value);
}

static void list_drop(struct list *list, size_t i)
{
    free(list->lines[i]);
    list->n--;
    memmove(list->lines + i, list->lines + i + 1, (list->n - i) * sizeof *list->lines);
}

static enum plain_reply ask_line(struct list *list, size_t i, const char *now)
{
    struct buf prompt = BUF_INIT;
    enum lang lang = plain_lang(list->plain);
    buf_addf(&prompt, tr(lang, "%s, line %zu"), list->asked->label, i + 1);
    enum plain_reply reply = plain_ask_line(list->plain, prompt.data, now, (size_t)list->asked->max,
                                            list->n_picks ? "?0123456789" : "");
    buf_release(&prompt);
    return reply;
}

/* The lines there are: each kept, changed or taken out. */
static enum plain_reply list_walk(struct list *list)
{
    const struct buf *line = &list->plain->lines.line;
    for (size_t i = 0; i < list->n;) {
        enum plain_reply reply = ask_line(list, i, list->lines[i]);
        if (reply == REPLY_LEFT)
            return reply;
        bool taken = reply == REPLY_TEXT && !line->len;
        if (taken)
            list_drop(list, i);
        else if (reply == REPLY_TEXT)
            mem_replace(&list->lines[i], line->data);
        if (reply == REPLY_TEXT)
            list_store(list);
        i += !taken;
    }
    return REPLY_EMPTY;
}

/* "?" tells what can be picked. */
static bool asks_picks(const struct list *list)
{
    if (!list->n_picks || strcmp(list->plain->lines.line.data, "?") != 0)
        return false;
    for (size_t i = 0; i < list->n_picks; i++)
        plain_tell(list->plain, i + 1, list->picks[i], NULL);
    return true;
}

/* What was typed, or the line whose number was. */
static const char *picked(const struct list *list)
{
    const char *text = list->plain->lines.line.data, *rest = text;
    size_t number = plain_number(&rest);
    return number && !*rest && number <= list->n_picks ? list->picks[number - 1] : text;
}

/* New ones, until an empty line. */
static enum plain_reply list_grow(struct list *list)
{
    while (list->n < ASKED_LINES_MAX) {
        enum plain_reply reply = ask_line(list, list->n, "");
        if (reply != REPLY_TEXT)
            return reply;
        if (asks_picks(list))
            continue;
        list_add(list, picked(list), strlen(picked(list)));
        list_store(list);
    }
    lines_say(&list->plain->lines, "The list is full.");
    return REPLY_EMPTY;
}

enum plain_reply plain_list(struct plain *plain, const struct asked *asked,
                            const char *const *picks, size_t n_picks)
{
    struct list list = {.plain = plain, .asked = asked, .picks = picks, .n_picks = n_picks};
    say_who(plain, asked);
    list_take(&list, value_of(plain, asked));
    enum plain_reply reply = list_walk(&list);
    if (reply != REPLY_LEFT)
        reply = list_grow(&list);
    for (size_t i = 0; i < list.n; i++)
        free(list.lines[i]);
    free(list.lines);
    return reply;
}

static enum plain_reply ask_list(struct plain *plain, const struct asked *asked)
{
    return plain_list(plain, asked, NULL, 0);
}

enum plain_reply plain_field(struct plain *plain, const struct asked *asked)
{
    static enum plain_reply (*const ask[])(struct plain *, const struct asked *) = {
        [KIND_CHECK] = ask_check,   [KIND_NOTE] = ask_note, [KIND_LIST] = ask_list,
        [KIND_CHOICE] = ask_choice, [KIND_DATE] = ask_day,
    };
    say_who(plain, asked);
    return ask[asked->kind](plain, asked);
}
