/*
 * agree_form: the agreement in the form: how each of its parts is asked for, and read back.
 */
#include <string.h>

#include "agree_inside.h"
#include "base/day.h"
#include "base/mem.h"
#include "domain/privacy.h"

static const enum owner owners[OWNERS] = {OWNER_MANAGER, OWNER_EMPLOYEE, OWNER_HR, OWNER_OTHER};

const char *agree_text_of(const struct agree *agree, const char *id)
{
    const struct form_item *item = form_find(&agree->form, id);
    return item ? item->edit.text.data : "";
}

bool agree_owned_by_other(const struct agree *agree)
{
    return form_find(&agree->form, "owner")->chosen == OWNERS - 1;
}

enum basis agree_basis_of(const struct agree *agree)
{
    int chosen = form_find(&agree->form, "basis")->chosen;
    return chosen > 0 ? (enum basis)chosen : BASIS_NONE;
}

/* Where a limit is set, or a basis was given or asked for. */
bool agree_offers_basis(const struct agree *agree)
{
    const char *what = agree_text_of(agree, "what");
    if (agree->basis || agree_basis_of(agree) != BASIS_NONE || !*what)
        return agree->basis || agree_basis_of(agree) != BASIS_NONE;
    const struct privacy *privacy = desk_privacy(agree->screen.desk, agree->dossier.guide);
    return privacy && privacy_limits(privacy, what);
}

/* Is it a field that is not asked for now? The first and the last one always are. */
bool agree_is_hidden(const struct agree *agree, const struct form_item *item)
{
    if (strcmp(item->id, "owner_name") == 0)
        return !agree_owned_by_other(agree);
    if (strcmp(item->id, "basis_day") == 0)
        return agree_basis_of(agree) != BASIS_DOCTOR;
    return strcmp(item->id, "basis") == 0 && !agree_offers_basis(agree);
}

bool agree_is_day(const struct form_item *item)
{
    return strcmp(item->id, "due") == 0 || strcmp(item->id, "look_back") == 0 ||
           strcmp(item->id, "basis_day") == 0;
}

int agree_read_advised(const struct agree *agree)
{
    return agreement_read_advised(agree_text_of(agree, "basis_day"), today_of(agree),
                                  agree->screen.desk->lang);
}

/* A date field: the day its words mean, and the words themselves where they mean none. */
int agree_read_day(const struct agree *agree, const char *id, char **words)
{
    int day = DAY_NONE;
    if (strcmp(id, "basis_day") == 0)
        return agree_read_advised(agree);
    const char *text = agree_text_of(agree, id);
    enum day_words read = day_read(text, today_of(agree), agree->screen.desk->lang, &day);
    if (words)
        mem_replace(words, read == DAY_WORDS_OK || read == DAY_WORDS_EMPTY ? "" : text);
    return day;
}

/* What the form says, as an agreement; the rest is as stored. */
void agree_take_form(const struct agree *agree, struct agreement *out)
{
    int chosen = form_find(&agree->form, "owner")->chosen;
    agreement_copy(out, &agree->agreement);
    out->owner = chosen < 0 ? OWNER_NONE : owners[chosen];
    mem_replace(&out->what, agree_text_of(agree, "what"));
    mem_replace(&out->owner_name,
                agree_owned_by_other(agree) ? agree_text_of(agree, "owner_name") : "");
    mem_replace(&out->follow_up, agree_text_of(agree, "follow_up"));
    out->due = agree_read_day(agree, "due", &out->due_words);
    out->look_back = agree_read_day(agree, "look_back", NULL);
    out->basis = agree_basis_of(agree);
    out->basis_day = out->basis == BASIS_DOCTOR ? agree_read_advised(agree) : DAY_NONE;
    out->share = form_find(&agree->form, "hr")->on ? SHARE_HR : SHARE_EMPLOYEE;
}

void agree_set_day(struct agree *agree, const char *id, int day, const char *words)
{
    struct buf numbers = BUF_INIT;
    day_add_numbers(&numbers, day, agree->screen.desk->lang);
    lineedit_set(&form_find(&agree->form, id)->edit, *words ? words : numbers.data);
    buf_release(&numbers);
}

/* The form is what is stored: nothing is left to draft. */
void agree_all_on_disk(struct agree *agree)
{
    for (size_t i = 0; i < agree->form.n; i++)
        agree->form.items[i].dirty = false;
    agree->touched = agree->typed = false;
}

/* Shows the stored agreement in the form. */
void agree_fill_form(struct agree *agree)
{
    const struct agreement *agreement = &agree->agreement;
    struct form_item *owner = form_find(&agree->form, "owner");
    owner->chosen = -1;
    for (int i = 0; i < OWNERS; i++)
        if (owners[i] == agreement->owner)
            owner->chosen = i;
    lineedit_set(&form_find(&agree->form, "owner_name")->edit, agreement->owner_name);
    lineedit_set(&form_find(&agree->form, "what")->edit, agreement->what);
    lineedit_set(&form_find(&agree->form, "follow_up")->edit, agreement->follow_up);
    agree_set_day(agree, "due", agreement->due, agreement->due_words);
    agree_set_day(agree, "look_back", agreement->look_back, "");
    form_find(&agree->form, "basis")->chosen = (int)agreement->basis;
    agree_set_day(agree, "basis_day", agreement->basis_day, "");
    form_find(&agree->form, "hr")->on = agreement->share == SHARE_HR;
    agree_all_on_disk(agree);
}

void agree_build_form(struct agree *agree)
{
    form_add(&agree->form, ITEM_CHOICE, "owner")->options = OWNERS;
    form_add_text(&agree->form, "owner_name", false, PERSON_NAME_MAX, "");
    form_add_text(&agree->form, "what", false, AGREEMENT_WHAT_MAX, "");
    form_add_text(&agree->form, "due", false, AGREEMENT_WHEN_MAX, "");
    form_add_text(&agree->form, "follow_up", false, AGREEMENT_FOLLOW_UP_MAX, "");
    form_add_text(&agree->form, "look_back", false, AGREEMENT_WHEN_MAX, "");
    /* What was typed above brings this up: it must not come before what is typed next. */
    form_add(&agree->form, ITEM_CHOICE, "basis")->options = BASES;
    form_add_text(&agree->form, "basis_day", false, AGREEMENT_WHEN_MAX, "");
    form_add(&agree->form, ITEM_CHECK, "hr");
}

/* A new agreement has an id from the start, so its drafts have one to stand under. */
void agree_start_new(struct agree *agree, const char *id)
{
    char made[UUID_SIZE];
    agree->basis = false;
    if (!*id)
        uuid_make(made, clock_now(&agree->screen.desk->clock));
    agreement_propose(&agree->agreement, *id ? id : made, agree->dossier.interview->id,
                      agree->dossier.guide, today_of(agree));
    agree_fill_form(agree);
}

size_t agree_number(const struct agree *agree)
{
    return dossier_number(&agree->dossier, agree->agreement.id);
}
