#include "domain/asked.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"

static const char ticked[] = N_("\"%s\" ticked");
static const char unticked[] = N_("\"%s\" unticked");
static const char chosen[] = N_("choice at \"%s\"");
static const char typed[] = N_("text at \"%s\"");

enum { GOAL_MAX = 400, QUESTION_MAX = 160, NOTE_MAX = 400, PLACE_MAX = 120 };

static const struct own {
    const char *point, *field; /* point NULL: any point of the guide */
    enum kind kind;
    enum share share;
    int max;
    const char *label;
} own[] = {
    {POINT_OWN, FIELD_GOAL, KIND_NOTE, SHARE_PRIVATE, GOAL_MAX, N_("Goal of this conversation")},
    {POINT_OWN, FIELD_QUESTIONS, KIND_LIST, SHARE_PRIVATE, QUESTION_MAX,
     N_("Questions I take along")},
    {POINT_OWN, FIELD_SINCE, KIND_DATE, SHARE_HR, 0, N_("Going on since")},
    {POINT_OWN, FIELD_PLACE, KIND_NOTE, SHARE_EMPLOYEE, PLACE_MAX, N_("Place")},
    {POINT_OWN, FIELD_TOPICS, KIND_LIST, SHARE_EMPLOYEE, QUESTION_MAX, N_("Topics")},
    {NULL, FIELD_NOTE, KIND_NOTE, SHARE_PRIVATE, NOTE_MAX, N_("Own note")},
    {POINT_CLOSING, FIELD_VIEW_MANAGER, KIND_NOTE, SHARE_EMPLOYEE, NOTE_MAX, N_("How I see it")},
    {POINT_CLOSING, FIELD_VIEW_EMPLOYEE, KIND_NOTE, SHARE_EMPLOYEE, NOTE_MAX,
     N_("How the employee sees it")},
    {POINT_CLOSING, FIELD_REACTION, KIND_NOTE, SHARE_EMPLOYEE, NOTE_MAX,
     N_("In the employee's own words")},
    {POINT_CLOSING, FIELD_COLLEAGUES, KIND_NOTE, SHARE_EMPLOYEE, NOTE_MAX,
     N_("What colleagues may know")},
};

/* What undo calls it, by the way it is asked. */
static struct asked worded(struct asked asked)
{
    asked.given = asked.kind == KIND_CHECK ? ticked : asked.kind == KIND_CHOICE ? chosen : typed;
    asked.taken = asked.kind == KIND_CHECK ? unticked : asked.given;
    return asked;
}

struct asked asked_guide(const char *point, const struct guide_field *field)
{
    return worded((struct asked){
        .point = point,
        .field = field->id,
        .label = field->ask,
        .kind = field->kind,
        .share = field->share,
        .max = field->max,
        .options = &field->options,
    });
}

static const struct own *find_own(const char *field)
{
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (!strcmp(own[i].field, field))
            return &own[i];
    return NULL;
}

struct asked asked_own(const char *point, const char *field, enum lang lang)
{
    const struct own *found = find_own(field);
    assert(found && (found->point || point));
    return worded((struct asked){
        .point = found->point ? found->point : point,
        .field = found->field,
        .label = tr(lang, found->label),
        .kind = found->kind,
        .share = found->share,
        .max = found->max,
    });
}

struct asked asked_hurdle(const struct guide *guide)
{
    return (struct asked){
        .point = POINT_CLOSING,
        .field = FIELD_HURDLE,
        .label = guide->hurdles_ask,
        .kind = KIND_CHOICE,
        .share = SHARE_HR,
        .options = &guide->hurdles,
        .given = N_("what made it hard"),
        .taken = N_("what made it hard"),
    };
}

struct asked asked_pitfall(const struct guide_pitfall *pitfall)
{
    return worded((struct asked){
        .point = POINT_MIRROR,
        .field = pitfall->id,
        .label = pitfall->text,
        .kind = KIND_CHECK,
        .share = SHARE_PRIVATE,
    });
}

struct asked asked_later(const struct guide_point *point)
{
    return (struct asked){
        .point = POINT_LATER,
        .field = point->id,
        .label = point->title,
        .kind = KIND_CHECK,
        .share = SHARE_PRIVATE,
        .given = N_("\"%s\" marked for later"),
        .taken = N_("\"%s\" not for later"),
    };
}

bool asked_find(struct asked *asked, const struct guide *guide, const char *point,
                const char *field, enum lang lang)
{
    const struct guide_point *at = guide_point(guide, point);
    const struct guide_field *of_guide = NULL;
    const struct own *found = find_own(field);
    if (at)
        of_guide = guide_field(at->capture, at->n_capture, field);
    else if (!strcmp(point, POINT_PREPARATION))
        of_guide = guide_field(guide->preparation, guide->n_preparation, field);
    if (of_guide)
        *asked = asked_guide(point, of_guide);
    else if (found && (found->point ? !strcmp(found->point, point) : at != NULL))
        *asked = asked_own(point, field, lang);
    else
        return false;
    return true;
}

static void add_line(struct buf *value, const char *line, size_t len)
{
    size_t lead = strspn(line, " ");
    if (lead >= len)
        return;
    if (value->len)
        buf_addc(value, '\n');
    buf_add(value, line + lead, len - lead);
}

char *asked_kept(enum kind kind, const char *text)
{
    struct buf value = BUF_INIT;
    if (kind == KIND_LIST) {
        while (*text) {
            size_t len = strcspn(text, "\n");
            add_line(&value, text, len);
            text += len + (text[len] == '\n');
        }
        return buf_detach(&value);
    }
    buf_adds(&value, text);
    while (value.len && strchr(" \n", value.data[value.len - 1]))
        buf_cut(&value, value.len - 1);
    return buf_detach(&value);
}

int asked_option(const struct guide_entries *options, const char *id)
{
    for (size_t i = 0; i < options->n; i++)
        if (!strcmp(options->entry[i].id, id))
            return (int)i;
    return -1;
}

enum day_toward asked_toward(const char *field)
{
    return strcmp(field, FIELD_SINCE) == 0 ? DAY_BEHIND : DAY_AHEAD;
}
