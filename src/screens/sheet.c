#include "screens/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"

#define LIST_LINES 12 /* lines a list may take; the limit of its text is this many times a line's */

int sheet_open(struct sheet *sheet, struct desk *desk, const char *interview, struct err *err)
{
    *sheet = (struct sheet){.desk = desk};
    form_init(&sheet->form);
    return desk_take(desk, interview, &sheet->dossier, err);
}

static void field_release(struct sheet_field *field)
{
    free(field->point);
    free(field->field);
    free(field->label);
}

void sheet_clear(struct sheet *sheet)
{
    form_clear(&sheet->form);
    for (size_t i = 0; i < sheet->n_fields; i++)
        field_release(&sheet->fields[i]);
    free(sheet->fields);
    sheet->fields = NULL;
    sheet->n_fields = 0;
}

void sheet_release(struct sheet *sheet)
{
    sheet_clear(sheet);
    form_release(&sheet->form);
    desk_put_away(&sheet->dossier);
}

static size_t index_of(const struct sheet *sheet, const struct form_item *item)
{
    return (size_t)(item - sheet->form.items);
}

/* Shows the stored answer in the item: a box, an option, a text. */
static void fill(struct sheet *sheet, size_t i)
{
    struct form_item *item = &sheet->form.items[i];
    const struct sheet_field *field = &sheet->fields[i];
    const char *value = interview_value(sheet->dossier.interview, field->point, field->field);
    if (item->kind == ITEM_CHECK)
        item->on = *value != '\0';
    else if (item->kind == ITEM_TEXT && strcmp(item->edit.text.data, value) != 0)
        lineedit_set(&item->edit, value);
    item->dirty = false;
}

int sheet_refresh(struct sheet *sheet, struct err *err)
{
    char id[UUID_SIZE];
    memcpy(id, sheet->dossier.interview->id, sizeof id);
    struct dossier fresh;
    if (desk_take(sheet->desk, id, &fresh, err))
        return -1;
    desk_put_away(&sheet->dossier);
    sheet->dossier = fresh;
    for (size_t i = 0; i < sheet->n_fields; i++)
        if (!sheet->form.items[i].dirty)
            fill(sheet, i);
    return 0;
}

static struct form_item *remember(struct sheet *sheet, struct form_item *item, const char *point,
                                  const char *name, const char *label, enum kind kind,
                                  enum share share)
{
    sheet->fields = mem_grow(sheet->fields, sheet->n_fields + 1, sizeof *sheet->fields);
    sheet->fields[sheet->n_fields++] = (struct sheet_field){
        .point = mem_copy(point),
        .field = mem_copy(name),
        .label = mem_copy(label),
        .kind = kind,
        .share = share,
    };
    return item;
}

struct form_item *sheet_add(struct sheet *sheet, const char *point, const char *field,
                            enum kind kind, enum share share, const char *label, int max)
{
    char id[FORM_ID];
    snprintf(id, sizeof id, "%s/%s", point, field);
    struct form_item *item;
    if (kind == KIND_CHECK)
        item = form_add(&sheet->form, ITEM_CHECK, id);
    else if (kind == KIND_LIST)
        item = form_add_text(&sheet->form, id, true, (size_t)max * LIST_LINES, "");
    else
        item = form_add_text(&sheet->form, id, kind == KIND_NOTE, (size_t)max, "");
    remember(sheet, item, point, field, label, kind, share);
    fill(sheet, index_of(sheet, item));
    return item;
}

struct form_item *sheet_add_choice(struct sheet *sheet, const char *point, const char *field,
                                   enum share share, const char *label,
                                   const struct guide_entries *options)
{
    char id[FORM_ID];
    snprintf(id, sizeof id, "%s/%s", point, field);
    struct form_item *item = form_add(&sheet->form, ITEM_CHOICE, id);
    const char *value = interview_value(sheet->dossier.interview, point, field);
    item->options = (int)options->n;
    item->chosen = -1;
    for (size_t i = 0; i < options->n; i++)
        if (strcmp(options->entry[i].id, value) == 0)
            item->chosen = (int)i;
    return remember(sheet, item, point, field, label, KIND_CHOICE, share);
}

struct form_item *sheet_add_guide(struct sheet *sheet, const char *point,
                                  const struct guide_field *field)
{
    if (field->kind == KIND_CHOICE)
        return sheet_add_choice(sheet, point, field->id, field->share, field->ask,
                                &field->options);
    return sheet_add(sheet, point, field->id, field->kind, field->share, field->ask, field->max);
}

struct form_item *sheet_add_row(struct sheet *sheet, const char *id)
{
    struct form_item *item = form_add(&sheet->form, ITEM_ROW, id);
    return remember(sheet, item, "", "", "", KIND_CHECK, SHARE_PRIVATE);
}

static void restore_drafts(struct sheet *sheet, const struct draft *drafts, size_t n)
{
    char id[FORM_ID];
    for (size_t i = 0; i < n; i++) {
        snprintf(id, sizeof id, "%s/%s", drafts[i].point, drafts[i].field);
        struct form_item *item = form_find(&sheet->form, id);
        if (!item || item->kind != ITEM_TEXT)
            continue;
        lineedit_set(&item->edit, drafts[i].text);
        lineedit_set_cursor(&item->edit, drafts[i].cursor);
        item->dirty = true;
    }
}

int sheet_restore(struct sheet *sheet, const struct place *place, struct err *err)
{
    struct draft *drafts = NULL;
    size_t n = 0;
    if (interviews_drafts(sheet->desk->store, sheet->dossier.interview->id, &drafts, &n, err))
        return -1;
    restore_drafts(sheet, drafts, n);
    for (size_t i = 0; i < n; i++)
        draft_release(&drafts[i]);
    free(drafts);
    if (place && form_focus(&sheet->form, place->item)) {
        struct form_item *item = form_focused(&sheet->form);
        if (item->kind == ITEM_TEXT)
            lineedit_set_cursor(&item->edit, place->cursor);
    }
    return 0;
}

/* The text of a field as it is kept: lists without empty lines, notes without trailing white. */
static char *kept_value(const struct sheet_field *field, const char *text)
{
    struct buf value = BUF_INIT;
    if (field->kind == KIND_LIST) {
        for (const char *line = text; *line;) {
            size_t len = strcspn(line, "\n");
            size_t lead = strspn(line, " ");
            if (lead < len) {
                if (value.len)
                    buf_addc(&value, '\n');
                buf_add(&value, line + lead, len - lead);
            }
            line += len + (line[len] == '\n');
        }
    } else {
        buf_adds(&value, text);
        while (value.len && strchr(" \n", value.data[value.len - 1]))
            buf_cut(&value, value.len - 1);
    }
    return buf_detach(&value);
}

static int store_value(struct sheet *sheet, const struct sheet_field *field, const char *value,
                       const char *shown, const char *words, struct err *err)
{
    struct answer answer = {
        .point = field->point,
        .field = field->field,
        .kind = field->kind,
        .share = field->share,
        .label = field->label,
        .value = (char *)value,
        .shown = (char *)shown,
        .updated_at = clock_now(&sheet->desk->clock),
    };
    struct deed deed = deed_of(words, field->label);
    if (interviews_answer(sheet->desk->store, sheet->dossier.interview->id, &answer, &deed, err))
        return -1;
    interview_put(sheet->dossier.interview, &answer);
    return 0;
}

/* Date words become the date they mean; words that mean none stay a draft, and are said. */
static int date_value(struct sheet *sheet, char **value, struct err *err)
{
    int day;
    char iso[DAY_ISO_SIZE];
    enum day_words words =
        day_read(*value, clock_today(&sheet->desk->clock), sheet->desk->lang, &day);
    if (words == DAY_WORDS_EMPTY)
        return 0;
    if (words != DAY_WORDS_OK)
        return err_set(err, N_("This is not a date I know. Try \"friday\", \"in 2 weeks\" or 15-12."));
    day_iso(day, iso);
    mem_replace(value, iso);
    return 0;
}

static int commit_item(struct sheet *sheet, size_t i, struct err *err)
{
    struct form_item *item = &sheet->form.items[i];
    struct sheet_field *field = &sheet->fields[i];
    if (item->kind != ITEM_TEXT || !item->dirty)
        return 0;
    char *value = kept_value(field, item->edit.text.data);
    int failed = field->kind == KIND_DATE ? date_value(sheet, &value, err) : 0;
    if (!failed)
        failed = store_value(sheet, field, value, "", N_("text at \"%s\""), err);
    free(value);
    if (!failed) {
        item->dirty = false;
        sheet->typed = false;
    }
    return failed;
}

int sheet_commit(struct sheet *sheet, struct err *err)
{
    for (size_t i = 0; i < sheet->n_fields; i++)
        if (commit_item(sheet, i, err))
            return -1;
    return 0;
}

bool sheet_unsaved(const struct sheet *sheet)
{
    return sheet->typed;
}

int sheet_save(struct sheet *sheet, struct err *err)
{
    struct form_item *item = form_focused(&sheet->form);
    if (!sheet->typed || !item || item->kind != ITEM_TEXT)
        return 0;
    const struct sheet_field *field = &sheet->fields[index_of(sheet, item)];
    struct draft draft = {
        .point = field->point,
        .field = field->field,
        .text = item->edit.text.data,
        .cursor = item->edit.cursor,
        .updated_at = clock_now(&sheet->desk->clock),
    };
    memcpy(draft.interview, sheet->dossier.interview->id, sizeof draft.interview);
    if (interviews_draft(sheet->desk->store, &draft, err))
        return -1;
    sheet->typed = false;
    return 0;
}

static const char *option_id(const struct sheet *sheet, const struct sheet_field *field, int chosen,
                             const char **shown)
{
    const struct guide *guide = sheet->dossier.guide;
    const struct guide_point *point = guide_point(guide, field->point);
    const struct guide_entries *options = &guide->hurdles;
    if (point)
        options = &guide_field(point->capture, point->n_capture, field->field)->options;
    else if (strcmp(field->point, POINT_PREPARATION) == 0)
        options = &guide_field(guide->preparation, guide->n_preparation, field->field)->options;
    *shown = chosen < 0 ? "" : options->entry[chosen].text;
    return chosen < 0 ? "" : options->entry[chosen].id;
}

static int store_switch(struct sheet *sheet, struct form_item *item, struct err *err)
{
    const struct sheet_field *field = &sheet->fields[index_of(sheet, item)];
    if (item->kind == ITEM_CHECK)
        return store_value(sheet, field, item->on ? "1" : "", "",
                           item->on ? N_("\"%s\" ticked") : N_("\"%s\" unticked"), err);
    const char *shown;
    const char *id = option_id(sheet, field, item->chosen, &shown);
    return store_value(sheet, field, id, shown, N_("choice at \"%s\""), err);
}

/* In a window that may only read, what was changed in the form is put back. */
static struct outcome refuse(struct sheet *sheet, struct form_item *item)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    store_need_write(sheet->desk->store, &err);
    fill(sheet, index_of(sheet, item));
    return outcome_err(&err);
}

static struct outcome after(struct sheet *sheet, enum form_event event, size_t left)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    struct form_item *item = form_focused(&sheet->form);
    bool changed = event == FORM_EDITED || event == FORM_FULL || event == FORM_TICKED ||
                   event == FORM_CHOSEN;
    if (changed && !store_writable(sheet->desk->store))
        return refuse(sheet, item);
    switch (event) {
    case FORM_IGNORED:
        return outcome_nothing();
    case FORM_MOVED:
        return commit_item(sheet, left, &err) ? outcome_err(&err) : outcome_redraw();
    case FORM_FULL:
    case FORM_EDITED:
        item->dirty = sheet->typed = true;
        return event == FORM_EDITED
                   ? outcome_redraw()
                   : outcome_say("%s", tr(sheet->desk->lang, "This field is full; keep it short."));
    case FORM_TICKED:
    case FORM_CHOSEN:
        return store_switch(sheet, item, &err) ? outcome_err(&err) : outcome_redraw();
    case FORM_CURSOR:
    case FORM_ENTER:
        break;
    }
    return outcome_redraw();
}

struct outcome sheet_key(struct sheet *sheet, const struct key *key, enum form_event *event)
{
    size_t left = sheet->form.focus;
    enum form_event happened = key->kind == PRESS_CLICK
                                   ? form_click(&sheet->form, key->row, key->col, &left)
                                   : form_key(&sheet->form, key, &left);
    if (event)
        *event = happened;
    return after(sheet, happened, left);
}

bool sheet_typing(const struct sheet *sheet)
{
    return form_typing(&sheet->form);
}

void sheet_place(const struct sheet *sheet, const char *screen, const char *step,
                 struct place *place)
{
    const struct form_item *item = form_focused(&sheet->form);
    snprintf(place->screen, sizeof place->screen, "%s", screen);
    snprintf(place->interview, sizeof place->interview, "%s", sheet->dossier.interview->id);
    snprintf(place->step, sizeof place->step, "%s", step);
    snprintf(place->item, sizeof place->item, "%s", item ? item->id : "");
    place->cursor = item && item->kind == ITEM_TEXT ? item->edit.cursor : 0;
}

int sheet_answer(struct sheet *sheet, const char *point, const char *field, enum kind kind,
                 enum share share, const char *label, const char *value, struct deed deed,
                 struct err *err)
{
    struct answer answer = {
        .point = (char *)point,
        .field = (char *)field,
        .kind = kind,
        .share = share,
        .label = (char *)label,
        .value = (char *)value,
        .shown = "",
        .updated_at = clock_now(&sheet->desk->clock),
    };
    if (interviews_answer(sheet->desk->store, sheet->dossier.interview->id, &answer, &deed, err))
        return -1;
    interview_put(sheet->dossier.interview, &answer);
    return 0;
}

int sheet_focus(struct sheet *sheet, const char *id, struct err *err)
{
    if (sheet_commit(sheet, err))
        return -1;
    form_focus(&sheet->form, id);
    return 0;
}

int sheet_move(struct sheet *sheet, enum stage stage, struct err *err)
{
    struct interview *interview = sheet->dossier.interview;
    if (interview->stage == stage)
        return 0;
    struct deed deed = deed_of(N_("conversation moved to another step"), "");
    if (interviews_set_stage(sheet->desk->store, interview->id, stage, &deed, err))
        return -1;
    interview->stage = stage;
    return 0;
}

void sheet_add_name(const struct sheet *sheet, struct buf *buf)
{
    desk_add_name(sheet->desk, buf, &sheet->dossier.interview->person);
}
