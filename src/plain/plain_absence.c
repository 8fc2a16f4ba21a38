/* Absences: what an employer may ask at a sick report, one thing at a time, each kept at once. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "plain_inside.h"
#include "report/spell.h"
#include "store/absences.h"

/* Somebody's absences, and the one that is asked about. */
struct asking {
    struct plain *plain;
    const char *name;
    struct absence_row *rows;
    size_t n;
    struct absence absence; /* id "" while it is new */
};

static enum lang lang_of(const struct asking *asking)
{
    return plain_lang(asking->plain);
}

static int today_of(const struct asking *asking)
{
    return plain_today(asking->plain);
}

/* ---- which one ------------------------------------------------------------------------------- */

static void tell_spell(const struct asking *asking, size_t i)
{
    const struct absence *absence = &asking->rows[i].absence;
    struct buf text = BUF_INIT;
    day_add_short(&text, absence->first_day, today_of(asking), lang_of(asking));
    if (!absence_open(absence)) {
        buf_adds(&text, tr(lang_of(asking), " to "));
        day_add_short(&text, absence->back - 1, today_of(asking), lang_of(asking));
    }
    if (absence->leave)
        buf_addf(&text, ", %s", tr(lang_of(asking), "maternity leave"));
    plain_tell(asking->plain, i + 1, text.data, NULL);
    buf_release(&text);
}

/* One that is there already, the last one first, or a new report; false when none was chosen. */
static bool choose_spell(struct asking *asking)
{
    struct plain *plain = asking->plain;
    size_t number = 1;
    for (size_t i = 0; i < asking->n; i++)
        tell_spell(asking, i);
    plain_tell(plain, asking->n + 1, tr(lang_of(asking), "A new sick report"), NULL);
    plain_tell(plain, asking->n + 2, tr(lang_of(asking), "Maternity leave"), NULL);
    if (plain_ask_number_or_first(plain, tr(lang_of(asking), "Number"), asking->n + 2, &number) !=
        REPLY_TEXT)
        return false;
    if (number <= asking->n)
        absence_copy(&asking->absence, &asking->rows[number - 1].absence);
    asking->absence.leave = asking->absence.leave || number == asking->n + 2;
    return true;
}

/* ---- one field ------------------------------------------------------------------------------- */

static void tell_now(const struct asking *asking, enum absence_field field,
                     const struct absence *absence)
{
    enum lang lang = lang_of(asking);
    struct buf text = BUF_INIT, value = BUF_INIT;
    if (absence_field_kind(field) != ABSENCE_TEXT) /* a text is told where it is asked for */
        spell_add_field(&value, absence, field, lang);
    buf_addf(&text, tr(lang, "%s, now: %s"), tr(lang, absence_field_ask(field)), value.data);
    if (value.len)
        lines_put(&asking->plain->lines, text.data);
    buf_release(&text);
    buf_release(&value);
}

static enum plain_reply ask_told(struct plain *plain, const char *prompt, enum told *told)
{
    enum plain_reply reply;
    bool yes;
    while ((reply = plain_ask_with(plain, prompt, HINT_YES, "jyn")) == REPLY_TEXT) {
        const char *text = plain->lines.line.data;
        bool unknown = strcmp(text, "-") == 0;
        if (unknown || plain_yes(text, &yes)) {
            *told = unknown ? TOLD_UNKNOWN : yes ? TOLD_YES : TOLD_NO;
            break;
        }
        lines_say(&plain->lines, "Answer y for yes or n for no, or leave it empty.");
    }
    return reply;
}

/* Asks for one thing, into absence. */
static enum plain_reply ask_field(struct asking *asking, enum absence_field field,
                                  struct absence *absence)
{
    struct plain *plain = asking->plain;
    const char *prompt = tr(lang_of(asking), absence_field_ask(field));
    enum plain_reply reply;
    tell_now(asking, field, absence);
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        return (field == ABSENCE_EXPECTED ? plain_ask_expected : plain_ask_past_day)(
            plain, prompt, field == ABSENCE_FIRST_DAY ? 0 : absence->first_day,
            absence_day(absence, field));
    case ABSENCE_TOLD:
        return ask_told(plain, prompt, absence_told(absence, field));
    case ABSENCE_TEXT:
        break;
    }
    reply = plain_ask_text(plain, prompt, *absence_text(absence, field), ABSENCE_TEXT_MAX);
    if (reply == REPLY_TEXT)
        mem_replace(absence_text(absence, field), plain->lines.line.data);
    return reply;
}

/* What is wrong with it beside the others; NULL when nothing is. */
static const char *fault_of(const struct asking *asking, const struct absence *absence)
{
    struct absence *others = mem_zero(asking->n + 1, sizeof *others);
    for (size_t i = 0; i < asking->n; i++)
        others[i] = asking->rows[i].absence;
    const char *fault = absence_fault(absence, others, asking->n, today_of(asking));
    free(others); /* what they hold belongs to the rows */
    return fault;
}

static int keep(struct asking *asking, struct absence *absence)
{
    struct err err = ERR_INIT(lang_of(asking));
    struct deed deed = {*absence->id ? N_("absence of %s changed") : N_("absence of %s added"), ""};
    struct buf name = BUF_INIT;
    struct store *store = asking->plain->desk->store;
    if (desk_add_name_of(asking->plain->desk, &name, absence->person, asking->name, &err))
        return plain_trouble(asking->plain, &err);
    deed.about = name.data;
    int failed = *absence->person ? absences_save(store, absence, &deed, &err)
                                  : absences_add(store, asking->name, absence, &deed, &err);
    buf_release(&name);
    if (failed)
        return plain_trouble(asking->plain, &err);
    absence_copy(&asking->absence, absence);
    return 0;
}

/* Asks for it until it will do, and keeps it. REPLY_LEFT: the walk is over. */
static enum plain_reply ask_and_keep(struct asking *asking, enum absence_field field)
{
    struct absence absence;
    enum plain_reply reply;
    const char *fault = NULL;
    absence_init(&absence);
    if (*absence_field_hint(field))
        lines_put(&asking->plain->lines, tr(lang_of(asking), absence_field_hint(field)));
    do {
        absence_copy(&absence, &asking->absence);
        reply = ask_field(asking, field, &absence);
        fault = reply == REPLY_TEXT ? fault_of(asking, &absence) : NULL;
        if (fault)
            lines_put(&asking->plain->lines, tr(lang_of(asking), fault));
    } while (fault);
    if (reply == REPLY_TEXT && keep(asking, &absence))
        reply = REPLY_LEFT;
    absence_release(&absence);
    return reply;
}

/* ---- steps back ------------------------------------------------------------------------------ */

static void tell_steps(const struct asking *asking)
{
    for (size_t i = 0; i < asking->absence.n_steps; i++) {
        struct buf text = BUF_INIT;
        buf_addf(&text, "%s: ", tr(lang_of(asking), "Partly back"));
        spell_add_step(&text, &asking->absence.steps[i], lang_of(asking));
        lines_put(&asking->plain->lines, text.data);
        buf_release(&text);
    }
}

static enum plain_reply ask_part(struct asking *asking, int *part)
{
    struct plain *plain = asking->plain;
    enum plain_reply reply;
    while ((reply = plain_ask_line(plain, tr(lang_of(asking), "How much of the work, in percents?"),
                                   "", 8, "0123456789")) == REPLY_TEXT) {
        const char *fault = absence_part_fault(plain->lines.line.data);
        if (!fault) {
            (void)absence_part_read(plain->lines.line.data, part);
            return reply;
        }
        lines_put(&plain->lines, tr(lang_of(asking), fault));
    }
    return reply;
}

/* One more step, with the day of the advice it is based on; nothing said is no step. */
static void ask_step(struct asking *asking)
{
    struct absence_step step = {.from = DAY_NONE, .advised = DAY_NONE};
    struct absence absence = {.first_day = DAY_NONE};
    struct plain *plain = asking->plain;
    enum lang lang = lang_of(asking);
    tell_steps(asking);
    lines_say(&plain->lines,
              "Partly back only by advice of the company doctor; else leave it empty.");
    int first = asking->absence.first_day;
    if (plain_ask_past_day(plain, tr(lang, "Partly back from"), first, &step.from) != REPLY_TEXT ||
        ask_part(asking, &step.part) != REPLY_TEXT ||
        plain_ask_past_day(plain, tr(lang, "Day of the company doctor's advice"), first,
                           &step.advised) != REPLY_TEXT)
        return;
    absence_copy(&absence, &asking->absence);
    absence_step_put(&absence, &step);
    const char *fault = fault_of(asking, &absence);
    if (fault)
        lines_put(&plain->lines, tr(lang, fault));
    else
        (void)keep(asking, &absence); /* says what went wrong */
    absence_release(&absence);
}

/* A new one needs its first day before anything else can be kept; leave has days alone. */
static void walk(struct asking *asking)
{
    enum absence_field end = asking->absence.leave ? ABSENCE_BACK + 1 : ABSENCE_FIELDS;
    for (enum absence_field field = 0; field < end; field++) {
        enum plain_reply reply = ask_and_keep(asking, field);
        if (reply == REPLY_LEFT)
            return;
        if (!*asking->absence.id) {
            lines_say(&asking->plain->lines, "Without a first day nothing is written down.");
            return;
        }
    }
    if (!asking->absence.leave)
        ask_step(asking);
    lines_say(&asking->plain->lines, "Never write down what it is, or why.");
}

/* ---- whose ----------------------------------------------------------------------------------- */

static enum step ask_about(struct plain *plain, const char *name)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct asking asking = {.plain = plain, .name = name};
    absence_init(&asking.absence);
    char *person = asking.absence.person; /* "" while there is nobody by that name */
    if (absences_whose(plain->desk->store, name, person, &err) ||
        (*person &&
         absences_list(plain->desk->store, person, false, &asking.rows, &asking.n, &err)))
        plain_trouble(plain, &err);
    else if (choose_spell(&asking))
        walk(&asking);
    absence_rows_free(asking.rows, asking.n);
    absence_release(&asking.absence);
    return plain->commanded ? STEP_HERE : STEP_AGAIN;
}

enum step plain_does_absence(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct buf name = BUF_INIT;
    enum step step = STEP_HERE;
    if (store_need_write(plain->desk->store, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    plain_say_audience(plain, AUDIENCE_REQUEST);
    if (!*rest && plain_ask(plain, tr(err.lang, "Whose absence is it"), HINT_NONE) != REPLY_TEXT)
        return STEP_HERE;
    if (plain_find_whom(plain, *rest ? rest : plain->lines.line.data, true, &name))
        step = ask_about(plain, name.data);
    buf_release(&name);
    return step;
}
