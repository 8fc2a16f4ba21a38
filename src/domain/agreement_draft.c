/* The parts of an agreement as text, for what is kept while it is being written down. */
#include "domain/agreement.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"

struct reading {
    int today;
    enum lang lang;
};

/* ---- each part both ways --------------------------------------------------------------------- */

static void add_owner(struct buf *text, const struct agreement *agreement)
{
    buf_addf(text, "%d", (int)agreement->owner - 1);
}

static void take_owner(struct agreement *agreement, const char *text, struct reading reading)
{
    int chosen = atoi(text);
    (void)reading;
    agreement->owner = chosen >= 0 && chosen < OWNER_OTHER ? (enum owner)(chosen + 1) : OWNER_NONE;
}

static void add_owner_name(struct buf *text, const struct agreement *agreement)
{
    buf_adds(text, agreement->owner_name);
}

static void take_owner_name(struct agreement *agreement, const char *text, struct reading reading)
{
    (void)reading;
    mem_replace(&agreement->owner_name, text);
}

static void add_what(struct buf *text, const struct agreement *agreement)
{
    buf_adds(text, agreement->what);
}

static void take_what(struct agreement *agreement, const char *text, struct reading reading)
{
    (void)reading;
    mem_replace(&agreement->what, text);
}

static void add_basis(struct buf *text, const struct agreement *agreement)
{
    buf_addf(text, "%d", (int)agreement->basis);
}

static void take_basis(struct agreement *agreement, const char *text, struct reading reading)
{
    int chosen = atoi(text);
    (void)reading;
    agreement->basis = chosen > 0 && chosen <= BASIS_CONSULTATION ? (enum basis)chosen : BASIS_NONE;
}

static void add_iso(struct buf *text, int day)
{
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    buf_adds(text, iso);
}

int agreement_read_advised(const char *words, int today, enum lang lang)
{
    int day = DAY_NONE;
    enum day_words read = day_read_toward(words, today, lang, DAY_BEHIND, &day);
    return read == DAY_WORDS_OK && day <= today ? day : DAY_NONE;
}

static void add_basis_day(struct buf *text, const struct agreement *agreement)
{
    add_iso(text, agreement->basis_day);
}

static void take_basis_day(struct agreement *agreement, const char *text, struct reading reading)
{
    agreement->basis_day = agreement_read_advised(text, reading.today, reading.lang);
}

static void add_due(struct buf *text, const struct agreement *agreement)
{
    add_iso(text, agreement->due);
    buf_adds(text, agreement->due_words);
}

static void take_due(struct agreement *agreement, const char *text, struct reading reading)
{
    agreement->due = DAY_NONE;
    enum day_words read = day_read(text, reading.today, reading.lang, &agreement->due);
    bool words = read != DAY_WORDS_OK && read != DAY_WORDS_EMPTY;
    mem_replace(&agreement->due_words, words ? text : "");
}

static void add_follow_up(struct buf *text, const struct agreement *agreement)
{
    buf_adds(text, agreement->follow_up);
}

static void take_follow_up(struct agreement *agreement, const char *text, struct reading reading)
{
    (void)reading;
    mem_replace(&agreement->follow_up, text);
}

static void add_look_back(struct buf *text, const struct agreement *agreement)
{
    add_iso(text, agreement->look_back);
}

static void take_look_back(struct agreement *agreement, const char *text, struct reading reading)
{
    agreement->look_back = DAY_NONE;
    day_read(text, reading.today, reading.lang, &agreement->look_back);
}

static void add_hr(struct buf *text, const struct agreement *agreement)
{
    buf_adds(text, agreement->share == SHARE_HR ? "1" : "0");
}

static void take_hr(struct agreement *agreement, const char *text, struct reading reading)
{
    (void)reading;
    agreement->share = *text == '1' ? SHARE_HR : SHARE_EMPLOYEE;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static const struct part {
    const char *id;
    void (*add)(struct buf *text, const struct agreement *agreement);
    void (*take)(struct agreement *agreement, const char *text, struct reading reading);
} parts[] = {
    {"owner", add_owner, take_owner},
    {"owner_name", add_owner_name, take_owner_name},
    {"what", add_what, take_what},
    {"basis", add_basis, take_basis},
    {"basis_day", add_basis_day, take_basis_day},
    {"due", add_due, take_due},
    {"follow_up", add_follow_up, take_follow_up},
    {"look_back", add_look_back, take_look_back},
    {"hr", add_hr, take_hr},
};

static const struct part *part_of(const char *id)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].id, id) == 0)
            return &parts[i];
    return NULL;
}

void agreement_draft(const struct agreement *agreement, const char *part, struct buf *text)
{
    const struct part *found = part_of(part);
    if (found)
        found->add(text, agreement);
}

void agreement_undraft(struct agreement *agreement, const char *part, const char *text, int today,
                       enum lang lang)
{
    const struct part *found = part_of(part);
    if (found)
        found->take(agreement, text, (struct reading){today, lang});
}
