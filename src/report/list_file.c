#include "report/list_file.h"

#include <stdio.h>

#include "base/day.h"
#include "base/json.h"
#include "report/csv.h"
#include "report/ics.h"
#include "report/stamp.h"

#define TABLE_COLUMNS 100 /* of a table in a file; wide enough for a page on its side */

static const char *const names[] = {
    "id",        "interview",  "person",   "team",       "guide",      "guide_version", "what",
    "owner",     "owner_name", "due",      "follow_up",  "look_back",  "basis",         "share",
    "confirmed", "status",     "revision", "created_at", "updated_at",
};

enum { FIELDS = sizeof names / sizeof *names, DUE = 9, LOOK_BACK = 11, REVISION = 16 };

/* The fields as text, and what they point to. */
struct fields {
    const char *value[FIELDS];
    char due[DAY_ISO_SIZE], look_back[DAY_ISO_SIZE], revision[16];
    struct buf created, updated;
};

static void fields_fill(struct fields *fields, const struct list_file_row *row)
{
    const struct agreement *agreement = row->agreement;
    *fields = (struct fields){.created = BUF_INIT, .updated = BUF_INIT};
    day_iso(agreement->due, fields->due);
    day_iso(agreement->look_back, fields->look_back);
    snprintf(fields->revision, sizeof fields->revision, "%d", agreement->revision);
    stamp_add(&fields->created, agreement->created_at);
    stamp_add(&fields->updated, agreement->updated_at);
    const char *const values[FIELDS] = {
        agreement->id,
        agreement->interview,
        row->person->name,
        row->person->team,
        row->guide,
        row->guide_version,
        agreement->what,
        owner_key(agreement->owner),
        agreement->owner_name,
        fields->due,
        agreement->follow_up,
        fields->look_back,
        basis_key(agreement->basis),
        share_key(agreement->share),
        confirmed_key(agreement->confirmed),
        status_key(agreement->status),
        fields->revision,
        fields->created.data,
        fields->updated.data,
    };
    for (size_t i = 0; i < FIELDS; i++)
        fields->value[i] = values[i];
}

static void fields_release(struct fields *fields)
{
    buf_release(&fields->created);
    buf_release(&fields->updated);
}

/* A spreadsheet shows the words where there is no date. */
static void add_csv(struct list_file *file, const struct list_file_row *row)
{
    struct fields fields;
    fields_fill(&fields, row);
    if (!*fields.due)
        fields.value[DUE] = row->agreement->due_words;
    csv_add_row(file->out, fields.value, FIELDS);
    fields_release(&fields);
}

/* As agreements_json has it: numbers bare, a day that is not set null. */
static void add_json(struct list_file *file, const struct list_file_row *row)
{
    struct fields fields;
    fields_fill(&fields, row);
    buf_adds(file->out, file->n ? ",\n{" : "\n{");
    for (size_t i = 0; i < FIELDS; i++) {
        const char *value = fields.value[i];
        buf_addf(file->out, "%s\"%s\":", i ? "," : "", names[i]);
        if ((i == DUE || i == LOOK_BACK) && !*value)
            buf_adds(file->out, "null");
        else if (i == REVISION)
            buf_adds(file->out, value);
        else
            json_add_string(file->out, value);
    }
    buf_addc(file->out, '}');
    fields_release(&fields);
}

/* ---- the table ------------------------------------------------------------------------------- */

static void begin_table(struct list_file *file)
{
    static const char *const headings[] = {N_("When"), N_("Who"),    N_("What"),
                                           N_("With"), N_("Status"), N_("ID")};
    enum { COLUMNS = sizeof headings / sizeof *headings, WHAT = 2 };
    table_init(&file->table, COLUMNS, WHAT);
    for (size_t i = 0; i < COLUMNS; i++)
        table_add(&file->table, tr(file->lang, headings[i]));
}

static void add_due(struct list_file *file, const struct agreement *agreement)
{
    struct buf cell = BUF_INIT;
    if (agreement->due == DAY_NONE)
        buf_adds(&cell, *agreement->due_words ? agreement->due_words : "-");
    else
        day_add_short(&cell, agreement->due, file->today, file->lang);
    table_add(&file->table, cell.data);
    buf_release(&cell);
}

static void add_status(struct list_file *file, const struct agreement *agreement)
{
    const char *word = status_word(agreement->status, file->lang);
    struct buf cell = BUF_INIT;
    if (agreement_late(agreement, file->today))
        buf_addf(&cell, tr(file->lang, "! %s, late"), word);
    else
        buf_adds(&cell, word);
    table_add(&file->table, cell.data);
    buf_release(&cell);
}

static void add_table(struct list_file *file, const struct list_file_row *row)
{
    const struct agreement *agreement = row->agreement;
    struct buf who = BUF_INIT;
    char handle[HANDLE_SIZE];
    owner_add(&who, agreement, VIEW_HR, row->person->name, file->lang);
    uuid_handle(agreement->id, handle);
    add_due(file, agreement);
    table_add(&file->table, who.len ? who.data : "-");
    table_add(&file->table, *agreement->what ? agreement->what : "-");
    table_add(&file->table, row->person->name);
    add_status(file, agreement);
    table_add(&file->table, handle);
    buf_release(&who);
}

/* ---- all forms ------------------------------------------------------------------------------- */

void list_file_begin(struct list_file *file, enum list_form form, enum lang lang, int today,
                     struct buf *out)
{
    *file = (struct list_file){.form = form, .lang = lang, .today = today, .out = out};
    if (form == LIST_AS_TABLE)
        begin_table(file);
    else if (form == LIST_AS_CSV)
        csv_add_row(out, names, FIELDS);
    else if (form == LIST_AS_JSON)
        buf_addc(out, '[');
    else
        ics_begin(out);
}

void list_file_add(struct list_file *file, const struct list_file_row *row)
{
    if (file->form == LIST_AS_TABLE)
        add_table(file, row);
    else if (file->form == LIST_AS_CSV)
        add_csv(file, row);
    else if (file->form == LIST_AS_JSON)
        add_json(file, row);
    else
        ics_add_agreement(file->out, row->agreement, file->lang);
    file->n++;
}

void list_file_end(struct list_file *file)
{
    if (file->form == LIST_AS_TABLE) {
        table_write(&file->table, file->out, TABLE_COLUMNS, 0);
        table_release(&file->table);
    } else if (file->form == LIST_AS_JSON) {
        buf_adds(file->out, file->n ? "\n]\n" : "]\n");
    } else if (file->form == LIST_AS_ICS) {
        ics_end(file->out);
    }
}

const char *list_file_ending(enum list_form form)
{
    static const char *const endings[LIST_FORMS] = {".txt", ".csv", ".json", ".ics"};
    return endings[form];
}
