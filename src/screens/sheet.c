#include "screens/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "domain/audience.h"

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

static void remember_focus(struct sheet *sheet)
{
    const struct form_item *item = form_focused(&sheet->form);
    if (!item)
        return;
    snprintf(sheet->was.id, sizeof sheet->was.id, "%s", item->id);
    sheet->was.cursor = item->kind == ITEM_TEXT ? item->edit.cursor : 0;
}

void sheet_clear(struct sheet *sheet)
{
    remember_focus(sheet);
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

const struct guide_entries *sheet_options(const struct sheet *sheet,
                                          const struct sheet_field *field)
{
    const struct guide *guide = sheet->dossier.guide;
    const struct guide_point *point = guide_point(guide, field->point);
    const struct guide_field *asked = NULL;
    if (point)
        asked = guide_field(point->capture, point->n_capture, field->field);
    else if (strcmp(field->point, POINT_PREPARATION) == 0)
        asked = guide_field(guide->preparation, guide->n_preparation, field->field);
    return asked ? &asked->options : &guide->hurdles;
}

static const char *stored_value(const struct sheet *sheet, const struct sheet_field *field)
{
    return interview_value(sheet->dossier.interview, field->point, field->field);
}

/* Shows the stored answer in the item: a box, an option, a text. */
static void fill(struct sheet *sheet, size_t i)
{
    struct form_item *item = &sheet->form.items[i];
    const struct sheet_field *field = &sheet->fields[i];
    const char *value = stored_value(sheet, field);
    if (item->kind == ITEM_CHECK)
        item->on = *value != '\0';
    else if (item->kind == ITEM_CHOICE)
        item->chosen = asked_option(sheet_options(sheet, field), value);
    else if (item->kind == ITEM_TEXT && strcmp(item->edit.text.data, value) != 0)
        lineedit_set(&item->edit, value);
    item->dirty = false;
}

int sheet_refresh(struct sheet *sheet, struct err *err)
{
    if (desk_retake(sheet->desk, &sheet->dossier, err))
        return -1;
    for (size_t i = 0; i < sheet->n_fields; i++)
        if (!sheet->form.items[i].dirty)
            fill(sheet, i);
    return 0;
}

static void add_field(struct sheet *sheet, const struct asked *asked)
{
    sheet->fields = mem_room(sheet->fields, sheet->n_fields, sizeof *sheet->fields);
    sheet->fields[sheet->n_fields++] = (struct sheet_field){
        .point = mem_copy(asked->point),
        .field = mem_copy(asked->field),
        .label = mem_copy(asked->label),
        .kind = asked->kind,
        .share = asked->share,
        .max = asked->max,
        .given = asked->given,
        .taken = asked->taken,
    };
}

static void item_id(char id[FORM_ID], const char *point, const char *field)
{
    snprintf(id, FORM_ID, "%s/%s", point, field);
}

static struct form_item *add_item(struct sheet *sheet, const char *id, const struct asked *asked)
{
    size_t max = (size_t)asked->max;
    struct form_item *item;
    switch (asked->kind) {
    case KIND_CHECK:
        return form_add(&sheet->form, ITEM_CHECK, id);
    case KIND_CHOICE:
        item = form_add(&sheet->form, ITEM_CHOICE, id);
        item->options = (int)asked->options->n;
        return item;
    case KIND_LIST:
        return form_add_text(&sheet->form, id, true, max * ASKED_LINES_MAX, "");
    case KIND_NOTE:
    case KIND_DATE:
        break;
    }
    return form_add_text(&sheet->form, id, asked->kind == KIND_NOTE, max, "");
}

struct form_item *sheet_add(struct sheet *sheet, const struct asked *asked)
{
    char id[FORM_ID];
    item_id(id, asked->point, asked->field);
    struct form_item *item = add_item(sheet, id, asked);
    add_field(sheet, asked);
    fill(sheet, sheet->n_fields - 1);
    return item;
}

struct form_item *sheet_add_row(struct sheet *sheet, const char *id)
{
    struct form_item *item = form_add(&sheet->form, ITEM_ROW, id);
    add_field(sheet, &(struct asked){.point = "", .field = "", .label = ""});
    return item;
}

static bool is_row(const struct sheet_field *field)
{
    return !*field->point;
}

static void restore_drafts(struct sheet *sheet, const struct draft *drafts, size_t n)
{
    char id[FORM_ID];
    for (size_t i = 0; i < n; i++) {
        item_id(id, drafts[i].point, drafts[i].field);
        struct form_item *item = form_find(&sheet->form, id);
        if (!item || item->kind != ITEM_TEXT)
            continue;
        lineedit_set(&item->edit, drafts[i].text);
        lineedit_set_cursor(&item->edit, drafts[i].cursor);
        item->dirty = true;
    }
}

static void restore_cursor(struct sheet *sheet, const char *id, size_t cursor)
{
    struct form_item *item = form_focused(&sheet->form);
    if (item && item->kind == ITEM_TEXT && strcmp(item->id, id) == 0)
        lineedit_set_cursor(&item->edit, cursor);
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
    if (place)
        form_focus(&sheet->form, place->item);
    restore_cursor(sheet, place ? place->item : sheet->was.id,
                   place ? place->cursor : sheet->was.cursor);
    return 0;
}

/* What the field asks, with the options of the guide as it is now. */
static struct asked asked_of(const struct sheet *sheet, const struct sheet_field *field)
{
    return (struct asked){
        .point = field->point,
        .field = field->field,
        .label = field->label,
        .kind = field->kind,
        .share = field->share,
        .max = field->max,
        .options = field->kind == KIND_CHOICE ? sheet_options(sheet, field) : NULL,
        .given = field->given,
        .taken = field->taken,
    };
}

static int store_value(struct sheet *sheet, const struct sheet_field *field, const char *value,
                       struct err *err)
{
    struct asked asked = asked_of(sheet, field);
    return dossier_answer(sheet->desk, &sheet->dossier, &asked, value, err);
}

static int store_draft(struct sheet *sheet, size_t i, struct err *err)
{
    const struct form_item *item = &sheet->form.items[i];
    struct sheet_field *field = &sheet->fields[i];
    struct draft draft = {
        .point = field->point,
        .field = field->field,
        .text = item->edit.text.data,
        .cursor = item->edit.cursor,
        .updated_at = clock_now(&sheet->desk->clock),
    };
    if (!field->typed)
        return 0;
    memcpy(draft.interview, sheet->dossier.interview->id, sizeof draft.interview);
    if (interviews_draft(sheet->desk->store, &draft, err))
        return -1;
    field->typed = false;
    return 0;
}

/* Words that are no date stay a draft: 1. */
static int store_text(struct sheet *sheet, const struct sheet_field *field, const char *value,
                      struct err *err)
{
    struct asked asked = asked_of(sheet, field);
    if (field->kind == KIND_DATE)
        return dossier_answer_day(sheet->desk, &sheet->dossier, &asked, value, err);
    return dossier_answer(sheet->desk, &sheet->dossier, &asked, value, err);
}

static int commit_item(struct sheet *sheet, size_t i, struct err *err)
{
    struct form_item *item = &sheet->form.items[i];
    struct sheet_field *field = &sheet->fields[i];
    if (item->kind != ITEM_TEXT || !item->dirty || !store_writable(sheet->desk->store))
        return 0;
    char *value = asked_kept(field->kind, item->edit.text.data);
    int failed = store_text(sheet, field, value, err);
    free(value);
    if (failed > 0)
        return store_draft(sheet, i, err);
    if (!failed)
        item->dirty = field->typed = false;
    if (!failed && field->kind == KIND_DATE)
        lineedit_set(&item->edit, stored_value(sheet, field));
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
    for (size_t i = 0; i < sheet->n_fields; i++)
        if (sheet->fields[i].typed)
            return true;
    return false;
}

int sheet_save(struct sheet *sheet, struct err *err)
{
    for (size_t i = 0; i < sheet->n_fields; i++)
        if (store_draft(sheet, i, err))
            return -1;
    return 0;
}

static int store_switch(struct sheet *sheet, size_t i, struct err *err)
{
    const struct form_item *item = &sheet->form.items[i];
    const struct sheet_field *field = &sheet->fields[i];
    if (item->kind == ITEM_CHECK)
        return store_value(sheet, field, item->on ? "1" : "", err);
    const struct guide_entries *options = sheet_options(sheet, field);
    bool none = item->chosen < 0 || (size_t)item->chosen >= options->n;
    return store_value(sheet, field, none ? "" : options->entry[item->chosen].id, err);
}

/* What was changed in the form but cannot be stored is put back as it is stored. */
static struct outcome refuse(struct sheet *sheet, size_t i, const struct err *err)
{
    fill(sheet, i);
    return outcome_err(err);
}

static struct outcome changed(struct sheet *sheet, enum form_event event)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    size_t i = sheet->form.focus;
    if (store_need_write(sheet->desk->store, &err))
        return refuse(sheet, i, &err);
    if (event == FORM_TICKED || event == FORM_CHOSEN)
        return store_switch(sheet, i, &err) ? refuse(sheet, i, &err) : outcome_redraw();
    sheet->form.items[i].dirty = sheet->fields[i].typed = true;
    if (event == FORM_FULL)
        return outcome_say("%s", tr(sheet->desk->lang, "This field is full; keep it short."));
    return outcome_redraw();
}

/* The focus went from field `left` to another: its text is an answer now. */
static struct outcome leave_field(struct sheet *sheet, size_t left)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    if (commit_item(sheet, left, &err))
        return outcome_err(&err);
    if (sheet->fields[left].kind == KIND_DATE && sheet->form.items[left].dirty)
        return outcome_say("%s", tr(sheet->desk->lang,
                                    "This is not a date I know. Try \"friday\", \"in 2 weeks\" or "
                                    "15-12."));
    return outcome_redraw();
}

/* Where the line with the cursor begins, and how many bytes it has. */
static const char *cursor_line(const struct lineedit *edit, size_t *len)
{
    size_t begin = edit->cursor;
    while (begin && edit->text.data[begin - 1] != '\n')
        begin--;
    *len = strcspn(edit->text.data + begin, "\n");
    return edit->text.data + begin;
}

/* A list has short lines, and not too many of them. True when key would go over that. */
static bool list_full(const struct sheet *sheet, const struct key *key)
{
    const struct form_item *item = form_focused(&sheet->form);
    const struct sheet_field *field = sheet_focused(sheet);
    if (!item || !field || item->kind != ITEM_TEXT || field->kind != KIND_LIST)
        return false;
    if (key->kind == PRESS_NAMED && key->name == NAME_ENTER) {
        int lines = 1;
        for (const char *at = item->edit.text.data; *at; at++)
            lines += *at == '\n';
        return lines >= ASKED_LINES_MAX;
    }
    size_t len, offset = 0;
    int steps = 0;
    const char *line = cursor_line(&item->edit, &len);
    if (key->kind != PRESS_TEXT && !(key->kind == PRESS_NAMED && key->name == NAME_SPACE))
        return false;
    for (; offset < len; steps++)
        offset = utf8_next(line, len, offset);
    return steps >= field->max;
}

/* Enter at the end of a one-row text goes on to the next field. */
static enum form_event press(struct sheet *sheet, const struct key *key)
{
    struct form *form = &sheet->form;
    size_t left;
    if (key->kind == PRESS_CLICK)
        return form_click(form, key->row, key->col, &left);
    enum form_event event = form_key(form, key, &left);
    if (event == FORM_ENTER && form_typing(form))
        event = form_key(form, &(struct key){.kind = PRESS_NAMED, .name = NAME_TAB}, &left);
    return event;
}

/* In a window that may only read, a text stays as it is: as stored, or as the other's draft. */
static struct outcome refuse_edit(struct sheet *sheet, const char *text, size_t cursor)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    struct form_item *item = form_focused(&sheet->form);
    lineedit_set(&item->edit, text);
    lineedit_set_cursor(&item->edit, cursor);
    item->dirty = false;
    store_need_write(sheet->desk->store, &err);
    return outcome_err(&err);
}

static struct outcome read_only_key(struct sheet *sheet, const struct key *key,
                                    enum form_event *happened)
{
    const struct form_item *item = form_focused(&sheet->form);
    bool text = item && item->kind == ITEM_TEXT;
    char *was = mem_copy(text ? item->edit.text.data : "");
    size_t cursor = text ? item->edit.cursor : 0;
    struct outcome outcome = outcome_redraw();
    *happened = press(sheet, key);
    if (*happened == FORM_EDITED || *happened == FORM_FULL)
        outcome = refuse_edit(sheet, was, cursor);
    else if (*happened == FORM_TICKED || *happened == FORM_CHOSEN)
        outcome = changed(sheet, *happened);
    else if (*happened == FORM_ASTRAY)
        outcome = outcome_astray(sheet->desk->lang);
    else if (*happened == FORM_IGNORED)
        outcome = outcome_nothing();
    free(was);
    return outcome;
}

static struct outcome writing_key(struct sheet *sheet, const struct key *key,
                                  enum form_event *happened)
{
    size_t before = sheet->form.focus;
    *happened = press(sheet, key);
    if (*happened == FORM_IGNORED)
        return outcome_nothing();
    if (*happened == FORM_ASTRAY)
        return outcome_astray(sheet->desk->lang);
    struct outcome left =
        sheet->form.focus != before ? leave_field(sheet, before) : outcome_redraw();
    if (*happened == FORM_MOVED || *happened == FORM_CURSOR || *happened == FORM_ENTER)
        return left;
    struct outcome outcome = changed(sheet, *happened);
    return *outcome.say ? outcome : left;
}

struct outcome sheet_key(struct sheet *sheet, const struct key *key, enum form_event *event)
{
    enum form_event happened = FORM_CURSOR;
    struct outcome outcome;
    if (!store_writable(sheet->desk->store))
        outcome = read_only_key(sheet, key, &happened);
    else if (list_full(sheet, key))
        outcome = outcome_say("%s", tr(sheet->desk->lang, "This line is full; keep it short."));
    else
        outcome = writing_key(sheet, key, &happened);
    if (event)
        *event = happened;
    return outcome;
}

bool sheet_typing(const struct sheet *sheet)
{
    return form_typing(&sheet->form);
}

bool sheet_mute(const struct sheet *sheet)
{
    return form_mute(&sheet->form);
}

struct lineedit *sheet_text(struct sheet *sheet, bool change)
{
    struct form_item *item = form_focused(&sheet->form);
    const struct sheet_field *field = sheet_focused(sheet);
    if (!item || !field || item->kind != ITEM_TEXT || field->kind == KIND_DATE)
        return NULL;
    if (change)
        item->dirty = sheet->fields[index_of(sheet, item)].typed = true;
    return &item->edit;
}

/* Beside a date stands what it means. */
bool sheet_draw_typed(struct sheet *sheet, struct frame *frame)
{
    const struct sheet_field *field = sheet_focused(sheet);
    return field && field->kind != KIND_DATE && form_draw_typed(&sheet->form, frame);
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

int sheet_set_text(struct sheet *sheet, const char *id, const char *text, struct err *err)
{
    struct form_item *item = form_find(&sheet->form, id);
    if (!item || item->kind != ITEM_TEXT)
        return 0;
    if (store_need_write(sheet->desk->store, err))
        return -1;
    lineedit_set(&item->edit, text);
    item->dirty = sheet->fields[index_of(sheet, item)].typed = true;
    return commit_item(sheet, index_of(sheet, item), err);
}

struct outcome sheet_choose(struct sheet *sheet, size_t i, int option)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    if (sheet_focus(sheet, sheet->form.items[i].id, &err))
        return outcome_err(&err);
    sheet->form.items[i].chosen = option;
    return changed(sheet, FORM_CHOSEN);
}

int sheet_focus(struct sheet *sheet, const char *id, struct err *err)
{
    if (sheet_commit(sheet, err))
        return -1;
    form_focus(&sheet->form, id);
    return 0;
}

const struct sheet_field *sheet_focused(const struct sheet *sheet)
{
    const struct sheet_field *field = sheet->n_fields ? &sheet->fields[sheet->form.focus] : NULL;
    return field && !is_row(field) ? field : NULL;
}

void sheet_add_name(const struct sheet *sheet, struct buf *buf)
{
    desk_add_name(sheet->desk, buf, &sheet->dossier.interview->person);
}

void sheet_add_audience(const struct sheet *sheet, struct buf *buf)
{
    const struct sheet_field *field = sheet_focused(sheet);
    struct buf name = BUF_INIT;
    if (!field)
        return;
    sheet_add_name(sheet, &name);
    audience_add(buf, audience_of(field->point, field->field, field->share), name.data,
                 sheet->desk->lang);
    buf_release(&name);
}
