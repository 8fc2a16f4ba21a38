#include "domain/absence.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "base/utf8.h"

#define FARTHEST_DAYS 36525 /* a hundred years */

static const struct {
    const char *key, *ask;
    enum absence_kind_of kind;
    size_t offset;
} fields[] = {
    [ABSENCE_FIRST_DAY] = {"first_day", N_("First day"), ABSENCE_DAY,
                           offsetof(struct absence, first_day)},
    [ABSENCE_EXPECTED] = {"expected", N_("Expected back"), ABSENCE_DAY,
                          offsetof(struct absence, expected)},
    [ABSENCE_BACK] = {"back", N_("Back in full"), ABSENCE_DAY, offsetof(struct absence, back)},
    [ABSENCE_REACHABLE] = {"reachable", N_("To be reached at"), ABSENCE_TEXT,
                           offsetof(struct absence, reachable)},
    [ABSENCE_LASTING] = {"lasting", N_("Expected to last"), ABSENCE_TEXT,
                         offsetof(struct absence, lasting)},
    [ABSENCE_WORK] = {"work", N_("Work to take over"), ABSENCE_TEXT,
                      offsetof(struct absence, work)},
    [ABSENCE_SAFETY_NET] = {"safety_net", N_("Does a safety net apply?"), ABSENCE_TOLD,
                            offsetof(struct absence, safety_net)},
    [ABSENCE_ACCIDENT] = {"accident", N_("Accident at work?"), ABSENCE_TOLD,
                          offsetof(struct absence, accident)},
    [ABSENCE_LIABLE] = {"liable", N_("Traffic accident, somebody else liable?"), ABSENCE_TOLD,
                        offsetof(struct absence, liable)},
};

const char *absence_field_key(enum absence_field field)
{
    return fields[field].key;
}

const char *absence_field_ask(enum absence_field field)
{
    return fields[field].ask;
}

const char *absence_field_hint(enum absence_field field)
{
    static const char *const hints[ABSENCE_FIELDS] = {
        [ABSENCE_EXPECTED] = N_("What they think themselves; not sure yet is fine too."),
        [ABSENCE_BACK] =
            N_("The first day of doing all the work again. Empty while that is not so."),
        [ABSENCE_REACHABLE] = N_("A number and an address for the time being."),
        [ABSENCE_LASTING] = N_("In their own words, such as: a few days."),
        [ABSENCE_WORK] = N_("What has to go on, and who can take it over."),
        [ABSENCE_SAFETY_NET] = N_("Of the Ziektewet. Yes or no; never ask which."),
        [ABSENCE_ACCIDENT] = N_("Yes or no. Not how, and not whether work caused it."),
        [ABSENCE_LIABLE] = N_("Yes or no, because costs can be recovered then."),
    };
    return hints[field] ? hints[field] : "";
}

enum absence_kind_of absence_field_kind(enum absence_field field)
{
    return fields[field].kind;
}

int *absence_day(struct absence *absence, enum absence_field field)
{
    return (int *)((char *)absence + fields[field].offset);
}

char **absence_text(struct absence *absence, enum absence_field field)
{
    return (char **)((char *)absence + fields[field].offset);
}

enum told *absence_told(struct absence *absence, enum absence_field field)
{
    return (enum told *)((char *)absence + fields[field].offset);
}

void absence_init(struct absence *absence)
{
    *absence = (struct absence){
        .first_day = DAY_NONE,
        .expected = DAY_NONE,
        .back = DAY_NONE,
        .reachable = mem_copy(""),
        .lasting = mem_copy(""),
        .work = mem_copy(""),
    };
}

void absence_release(struct absence *absence)
{
    free(absence->reachable);
    free(absence->lasting);
    free(absence->work);
    free(absence->steps);
    *absence = (struct absence){.first_day = DAY_NONE, .expected = DAY_NONE, .back = DAY_NONE};
}

void absence_copy(struct absence *to, const struct absence *from)
{
    absence_release(to);
    *to = *from;
    to->reachable = mem_copy(from->reachable);
    to->lasting = mem_copy(from->lasting);
    to->work = mem_copy(from->work);
    to->steps = NULL;
    for (size_t i = 0; i < from->n_steps; i++) { /* with the room absence_step_put counts on */
        to->steps = mem_room(to->steps, i, sizeof *to->steps);
        to->steps[i] = from->steps[i];
    }
}

bool absence_open(const struct absence *absence)
{
    return absence->back == DAY_NONE;
}

bool absence_says_nothing(const struct absence *absence)
{
    for (enum absence_field field = 0; field < ABSENCE_FIELDS; field++) {
        struct absence *spell = (struct absence *)absence;
        if (fields[field].kind == ABSENCE_DAY    ? *absence_day(spell, field) != DAY_NONE
            : fields[field].kind == ABSENCE_TEXT ? **absence_text(spell, field) != '\0'
                                                 : *absence_told(spell, field) != TOLD_UNKNOWN)
            return false;
    }
    return !absence->leave && !absence->n_steps;
}

int absence_days(const struct absence *absence, int today)
{
    int end = absence_open(absence) || absence->back > today ? today + 1 : absence->back;
    return end > absence->first_day ? end - absence->first_day : 0;
}

const char *absence_text_fault(const char *text)
{
    return utf8_line_fault(text, ABSENCE_TEXT_MAX,
                           N_("This is too long: use at most 160 characters."));
}

static const char *days_fault(const struct absence *absence, int today)
{
    if (absence->first_day == DAY_NONE)
        return N_("The first day of an absence must be there.");
    if (absence->first_day > today)
        return N_("The first day is still to come. Write it down when somebody reports.");
    if (today - absence->first_day > FARTHEST_DAYS)
        return N_("The first day is more than a hundred years ago; look at the year.");
    if (absence->back != DAY_NONE && absence->back <= absence->first_day)
        return N_("Back in full must be after the first day.");
    if (absence->back != DAY_NONE && absence->back > today)
        return N_("Back in full is still to come. Until then, write it down as expected.");
    if (absence->expected != DAY_NONE && absence->expected <= absence->first_day)
        return N_("Expected back must be after the first day.");
    return NULL;
}

/* ---- steps ----------------------------------------------------------------------------------- */

void absence_step_put(struct absence *absence, const struct absence_step *step)
{
    size_t at = 0;
    while (at < absence->n_steps && absence->steps[at].from < step->from)
        at++;
    if (at == absence->n_steps || absence->steps[at].from != step->from) {
        absence->steps = mem_room(absence->steps, absence->n_steps, sizeof *absence->steps);
        memmove(absence->steps + at + 1, absence->steps + at,
                (absence->n_steps++ - at) * sizeof *absence->steps);
    }
    absence->steps[at] = *step;
}

void absence_step_drop(struct absence *absence, size_t i)
{
    memmove(absence->steps + i, absence->steps + i + 1,
            (--absence->n_steps - i) * sizeof *absence->steps);
}

static const char *step_day_fault(const struct absence *absence, int from, int today)
{
    if (from == DAY_NONE)
        return N_("A step back needs the day it began.");
    if (from <= absence->first_day)
        return N_("A step back must be after the first day.");
    if (!absence_open(absence) && from >= absence->back)
        return N_("A step back must be before the day somebody was back in full.");
    if (from > today)
        return N_("A step back is still to come. Write it down when it is so.");
    return NULL;
}

static const char *advice_fault(const struct absence *absence, const struct absence_step *step)
{
    if (step->advised == DAY_NONE)
        return N_("A step back needs the day of the company doctor's advice. Without one an "
                  "employer may not set how much somebody can do.");
    if (step->advised < absence->first_day)
        return N_("The advice is from before the first day; look at its day.");
    if (step->advised > step->from)
        return N_("The advice is from after the step; look at its day.");
    return NULL;
}

const char *absence_step_fault(const struct absence *absence, const struct absence_step *step,
                               int today)
{
    if (absence->leave)
        return N_("Maternity leave has no steps back.");
    const char *fault = step_day_fault(absence, step->from, today);
    if (!fault && step->part <= 0)
        fault = N_("Which part of the work is done again, in percents? It must be more than 0.");
    if (!fault && step->part >= ABSENCE_WHOLE)
        fault = N_("All of the work is no step: fill in the day of being back in full.");
    return fault ? fault : advice_fault(absence, step);
}

bool absence_part_read(const char *text, int *part)
{
    size_t len = strcspn(text, "%");
    char *number = mem_copy_len(text, len);
    const char *rest = text + len + (text[len] == '%');
    bool read = !rest[strspn(rest, " \t")] && decimal_read(number, ABSENCE_WHOLE / 100, part);
    free(number);
    return read;
}

const char *absence_part_fault(const char *text)
{
    int part = 0;
    if (!absence_part_read(text, &part) || part <= 0 || part >= ABSENCE_WHOLE)
        return N_("Give a percentage between 0 and 100, such as 50 or 37.5.");
    return NULL;
}

int absence_share(const struct absence *absence, int day)
{
    int share = ABSENCE_WHOLE;
    if (day < absence->first_day || (!absence_open(absence) && day >= absence->back))
        return 0;
    for (size_t i = 0; i < absence->n_steps && absence->steps[i].from <= day; i++)
        share = ABSENCE_WHOLE - absence->steps[i].part;
    return share;
}

/* ---- a spell --------------------------------------------------------------------------------- */

static const char *steps_fault(const struct absence *absence, int today)
{
    const char *fault = NULL;
    if (absence->n_steps > ABSENCE_STEPS_MAX)
        return N_("These are more steps back than a spell can have.");
    for (size_t i = 0; !fault && i < absence->n_steps; i++)
        fault = absence_step_fault(absence, &absence->steps[i], today);
    return fault;
}

static const char *leave_fault(const struct absence *absence)
{
    bool asked = *absence->reachable || *absence->lasting || *absence->work ||
                 absence->safety_net || absence->accident || absence->liable;
    return absence->leave && asked
               ? N_("Maternity leave has days alone; nothing of a sick report belongs to it.")
               : NULL;
}

static bool overlap(const struct absence *a, const struct absence *b)
{
    return (absence_open(a) || b->first_day < a->back) &&
           (absence_open(b) || a->first_day < b->back);
}

const char *absence_fault(const struct absence *absence, const struct absence *others, size_t n,
                          int today)
{
    const char *const texts[] = {absence->reachable, absence->lasting, absence->work};
    const char *fault = days_fault(absence, today);
    for (size_t i = 0; !fault && i < sizeof texts / sizeof *texts; i++)
        fault = absence_text_fault(texts[i]);
    if (!fault)
        fault = leave_fault(absence);
    if (!fault)
        fault = steps_fault(absence, today);
    for (size_t i = 0; !fault && i < n; i++)
        if (strcmp(others[i].id, absence->id) != 0 && overlap(absence, &others[i]))
            fault = N_("These days overlap another absence of the same person. Correct that one "
                       "first, or give this one other days.");
    return fault;
}

int absence_reports(const struct absence *spells, size_t n, int today)
{
    int reports = 0, since = day_add_months(today, -12);
    for (size_t i = 0; i < n; i++)
        reports += !spells[i].leave && spells[i].first_day > since && spells[i].first_day <= today;
    return reports;
}

static const char *const told_keys[] = {[TOLD_UNKNOWN] = "", [TOLD_NO] = "no", [TOLD_YES] = "yes"};

const char *told_key(enum told told)
{
    return told_keys[told];
}

bool told_parse(const char *key, enum told *out)
{
    for (size_t i = 0; i < sizeof told_keys / sizeof *told_keys; i++)
        if (strcmp(told_keys[i], key) == 0) {
            *out = (enum told)i;
            return true;
        }
    return false;
}

const char *told_word(enum told told, enum lang lang)
{
    static const char *const words[] = {
        [TOLD_UNKNOWN] = N_("not known yet"), [TOLD_NO] = N_("no"), [TOLD_YES] = N_("yes")};
    return tr(lang, words[told]);
}
