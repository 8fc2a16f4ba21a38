/*
 * Agreements: who does what, when, how it is followed up, when both look back.
 *
 * Each answer goes to disk as a draft, as the screens do it; the agreement itself is stored once,
 * when it was asked through, so its history holds what was agreed and not how it was typed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/privacy.h"
#include "plain_inside.h"
#include "report/sentence.h"
#include "store/agreements.h"
#include "store/interviews.h"

struct agreeing {
    struct plain *plain;
    struct agreement agreement;
    bool basis; /* its basis was asked for, whatever its words say */
    bool changed;
};

static enum lang lang_of(const struct agreeing *agreeing)
{
    return plain_lang(agreeing->plain);
}

static int today_of(const struct plain *plain)
{
    return plain_today(plain);
}

/* ---- its parts --------------------------------------------------------------------------------
 */

enum { OWNERS = 4 }; /* in the order of enum owner, after OWNER_NONE */

/* "Who does it: 1 you, 2 S.B., 3 HR, 4 somebody else" */
static void add_owners(const struct agreeing *agreeing, struct buf *text)
{
    struct buf name = BUF_INIT;
    enum lang lang = lang_of(agreeing);
    plain_add_name(agreeing->plain, &name);
    const char *words[OWNERS] = {tr(lang, "you"), name.data, tr(lang, "HR"),
                                 tr(lang, "somebody else")};
    buf_adds(text, tr(lang, "Who does it"));
    for (int i = 0; i < OWNERS; i++)
        buf_addf(text, "%s%d %s", i ? ", " : ": ", i + 1, words[i]);
    buf_release(&name);
}

static enum plain_reply ask_owner(struct agreeing *agreeing)
{
    struct agreement *agreement = &agreeing->agreement;
    struct buf prompt = BUF_INIT;
    size_t number = 0;
    int now = (int)agreement->owner;
    add_owners(agreeing, &prompt);
    if (now)
        buf_addf(&prompt, tr(lang_of(agreeing), "; now %d"), now);
    enum plain_reply reply =
        plain_ask_number(agreeing->plain, prompt.data, OWNERS, now > 0, &number);
    if (reply == REPLY_TEXT)
        agreement->owner = (enum owner)number;
    if (reply == REPLY_TEXT && agreement->owner != OWNER_OTHER)
        mem_replace(&agreement->owner_name, "");
    buf_release(&prompt);
    return reply;
}

static enum plain_reply ask_text(struct agreeing *agreeing, const char *prompt, char **text,
                                 size_t max)
{
    agreeing->plain->sourced = agreement_sourced(&agreeing->agreement) ||
                               text == &agreeing->agreement.what; /* its basis is asked next */
    enum plain_reply reply =
        plain_ask_text(agreeing->plain, tr(lang_of(agreeing), prompt), *text, max);
    agreeing->plain->sourced = false;
    if (reply == REPLY_TEXT)
        mem_replace(text, agreeing->plain->lines.line.data);
    return reply;
}

static enum plain_reply ask_owner_name(struct agreeing *agreeing)
{
    if (agreeing->agreement.owner != OWNER_OTHER)
        return REPLY_EMPTY;
    return ask_text(agreeing, N_("Who is that"), &agreeing->agreement.owner_name, PERSON_NAME_MAX);
}

static enum plain_reply ask_what(struct agreeing *agreeing)
{
    return ask_text(agreeing, N_("What"), &agreeing->agreement.what, AGREEMENT_WHAT_MAX);
}

static void tell_day(struct agreeing *agreeing, const char *english, int day)
{
    struct buf text = BUF_INIT;
    if (day == DAY_NONE)
        return;
    day_add_long(&text, day, lang_of(agreeing));
    lines_say(&agreeing->plain->lines, "%s, now: %s", tr(lang_of(agreeing), english), text.data);
    buf_release(&text);
}

static enum plain_reply ask_due(struct agreeing *agreeing)
{
    struct agreement *agreement = &agreeing->agreement;
    struct buf words = BUF_INIT;
    int day = agreement->due;
    tell_day(agreeing, N_("When"), agreement->due);
    if (*agreement->due_words)
        lines_say(&agreeing->plain->lines, "%s, now: %s", tr(lang_of(agreeing), "When"),
                  agreement->due_words);
    enum plain_reply reply =
        plain_ask_day(agreeing->plain, tr(lang_of(agreeing), "When"), &day, &words);
    if (reply == REPLY_TEXT) {
        agreement->due = day;
        mem_replace(&agreement->due_words, words.data);
    }
    buf_release(&words);
    return reply;
}

enum { BASES = 3 }; /* in the order of enum basis */

static void add_bases(const struct agreeing *agreeing, struct buf *text)
{
    enum lang lang = lang_of(agreeing);
    const char *words[BASES] = {tr(lang, "none"), tr(lang, "advice of the company doctor"),
                                tr(lang, "in consultation")};
    buf_adds(text, tr(lang, "Basis"));
    for (int i = 0; i < BASES; i++)
        buf_addf(text, "%s%d %s", i ? ", " : ": ", i + 1, words[i]);
    buf_addf(text, tr(lang, "; now %d"), (int)agreeing->agreement.basis + 1);
}

static unsigned nudge_basis(const struct agreeing *agreeing)
{
    const struct plain *plain = agreeing->plain;
    return agreement_nudge_basis(&agreeing->agreement,
                                 desk_privacy(plain->desk, plain->dossier.guide));
}

/* Asked where a limit is set, or a basis was given or asked for. */
static enum plain_reply ask_basis(struct agreeing *agreeing)
{
    struct agreement *agreement = &agreeing->agreement;
    struct buf prompt = BUF_INIT;
    size_t number = 0;
    if (!agreeing->basis && agreement->basis == BASIS_NONE && !nudge_basis(agreeing))
        return REPLY_EMPTY;
    add_bases(agreeing, &prompt);
    enum plain_reply reply = plain_ask_number(agreeing->plain, prompt.data, BASES, false, &number);
    if (reply == REPLY_TEXT)
        agreement->basis = (enum basis)(number - 1);
    if (reply == REPLY_TEXT && agreement->basis != BASIS_DOCTOR)
        agreement->basis_day = DAY_NONE;
    buf_release(&prompt);
    return reply;
}

static enum plain_reply ask_basis_day(struct agreeing *agreeing)
{
    struct plain *plain = agreeing->plain;
    int day = agreeing->agreement.basis_day;
    enum plain_reply reply;
    if (agreeing->agreement.basis != BASIS_DOCTOR)
        return REPLY_EMPTY;
    tell_day(agreeing, N_("Day of the advice"), day);
    while ((reply = plain_ask_past_day(plain, tr(lang_of(agreeing), "Day of the advice"), 0,
                                       &day)) == REPLY_TEXT &&
           day > today_of(plain))
        lines_say(&plain->lines, "That day is still to come; give a day that was.");
    if (reply == REPLY_TEXT)
        agreeing->agreement.basis_day = day;
    return reply;
}

static enum plain_reply ask_follow_up(struct agreeing *agreeing)
{
    return ask_text(agreeing, N_("How followed up"), &agreeing->agreement.follow_up,
                    AGREEMENT_FOLLOW_UP_MAX);
}

static enum plain_reply ask_look_back(struct agreeing *agreeing)
{
    int day = agreeing->agreement.look_back;
    tell_day(agreeing, N_("Look back together"), day);
    enum plain_reply reply =
        plain_ask_day(agreeing->plain, tr(lang_of(agreeing), "Look back together"), &day, NULL);
    if (reply == REPLY_TEXT)
        agreeing->agreement.look_back = day;
    return reply;
}

/* Shared with HR is settled when it is made: it can be narrowed later, not widened. */
static enum plain_reply ask_share(struct agreeing *agreeing)
{
    struct agreement *agreement = &agreeing->agreement;
    enum lang lang = lang_of(agreeing);
    bool yes = agreement->share == SHARE_HR;
    struct buf prompt = BUF_INIT;
    if (agreement->revision && !yes)
        return REPLY_EMPTY;
    buf_addf(&prompt, "%s%s", tr(lang, "May HR see this"), yes ? tr(lang, ", now yes") : "");
    enum plain_reply reply = plain_ask_yes(agreeing->plain, prompt.data, &yes);
    buf_release(&prompt);
    if (reply == REPLY_TEXT)
        agreement->share = yes ? SHARE_HR : SHARE_EMPLOYEE;
    return reply;
}

/* ---- drafts ---------------------------------------------------------------------------------- */

/* In the order in which they are asked, with the id of their draft. */
static const struct part {
    const char *id;
    enum plain_reply (*ask)(struct agreeing *agreeing);
} parts[] = {
    {"owner", ask_owner},         {"owner_name", ask_owner_name}, {"what", ask_what},
    {"basis", ask_basis},         {"basis_day", ask_basis_day},   {"due", ask_due},
    {"follow_up", ask_follow_up}, {"look_back", ask_look_back},   {"hr", ask_share},
};
enum { PARTS = sizeof parts / sizeof *parts, PART_BASIS = 3, PART_BASIS_END = 5 };

static void keep_draft(struct agreeing *agreeing, const struct part *part)
{
    struct plain *plain = agreeing->plain;
    struct err err = ERR_INIT(lang_of(agreeing));
    struct buf text = BUF_INIT;
    agreement_draft(&agreeing->agreement, part->id, &text);
    struct draft draft = {
        .point = agreeing->agreement.id,
        .field = (char *)part->id,
        .text = text.data,
        .cursor = text.len,
        .updated_at = clock_now(&plain->desk->clock),
    };
    memcpy(draft.interview, agreeing->agreement.interview, sizeof draft.interview);
    if (interviews_draft(plain->desk->store, &draft, &err))
        plain_trouble(plain, &err);
    buf_release(&text);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* Asks for all of it, or only for its basis. */
static void walk(struct agreeing *agreeing)
{
    int end = agreeing->basis ? PART_BASIS_END : PARTS;
    for (int i = agreeing->basis ? PART_BASIS : 0; i < end; i++) {
        enum plain_reply reply = parts[i].ask(agreeing);
        if (reply == REPLY_LEFT)
            return;
        if (reply != REPLY_TEXT)
            continue;
        agreeing->changed = true;
        keep_draft(agreeing, &parts[i]);
    }
}

/* What is concrete already, and what would make it more so. */
static void tell_nudges(struct agreeing *agreeing)
{
    struct lines *lines = &agreeing->plain->lines;
    struct buf vague = BUF_INIT, text = BUF_INIT;
    unsigned nudges = agreement_nudges(&agreeing->agreement, today_of(agreeing->plain), &vague) |
                      nudge_basis(agreeing);
    agreement_add_concrete(&text, &agreeing->agreement, lang_of(agreeing));
    if (text.len)
        lines_put(lines, text.data);
    for (unsigned bit = 1; bit && bit <= nudges; bit <<= 1) {
        if (!(nudges & bit))
            continue;
        buf_clear(&text);
        nudge_add(&text, (enum nudge)bit, vague.data, lang_of(agreeing));
        lines_say(lines, "Mind: %s", text.data);
    }
    buf_release(&vague);
    buf_release(&text);
}

static void keep(struct agreeing *agreeing)
{
    struct plain *plain = agreeing->plain;
    struct err err = ERR_INIT(lang_of(agreeing));
    if (!agreeing->changed)
        return;
    if (dossier_agree(plain->desk, &plain->dossier, &agreeing->agreement, &err)) {
        plain_trouble(plain, &err);
        return;
    }
    if (!agreeing->agreement.revision)
        return;
    tell_nudges(agreeing);
    lines_say(&plain->lines, "Kept as agreement %zu.",
              dossier_number(&plain->dossier, agreeing->agreement.id));
}

static void ask_all(struct agreeing *agreeing)
{
    struct plain *plain = agreeing->plain;
    struct place here = plain->place;
    plain_place(plain, "agree", agreeing->agreement.id);
    lines_say(&plain->lines,
              "Agreement %zu:", dossier_number(&plain->dossier, agreeing->agreement.id));
    plain_say_audience(plain, AUDIENCE_AGREED);
    walk(agreeing);
    keep(agreeing);
    plain_place(plain, here.screen, here.step);
}

/* What was being written down when the program ended out of order. */
static void take_drafts(struct agreeing *agreeing)
{
    struct plain *plain = agreeing->plain;
    struct err err = ERR_INIT(lang_of(agreeing));
    struct agreement *agreement = &agreeing->agreement;
    struct draft *drafts = NULL;
    size_t n = 0;
    if (interviews_drafts(plain->desk->store, agreement->interview, &drafts, &n, &err))
        plain_trouble(plain, &err);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(drafts[i].point, agreement->id) == 0) {
            agreement_undraft(agreement, drafts[i].field, drafts[i].text, today_of(plain),
                              err.lang);
            agreeing->changed = true;
        }
        draft_release(&drafts[i]);
    }
    free(drafts);
}

/* The agreement with that id as it is, else a new one that gets it; all of it, or its basis. */
static void agree(struct plain *plain, const char *id, bool basis)
{
    const struct agreement *stored = interview_agreement(plain->dossier.interview, id);
    struct agreeing agreeing = {.plain = plain, .basis = basis};
    agreement_init(&agreeing.agreement);
    if (stored)
        agreement_copy(&agreeing.agreement, stored);
    else
        agreement_propose(&agreeing.agreement, id, plain->dossier.interview->id,
                          plain->dossier.guide, today_of(plain));
    take_drafts(&agreeing);
    ask_all(&agreeing);
    agreement_release(&agreeing.agreement);
}

static void agree_anew(struct plain *plain)
{
    char id[UUID_SIZE];
    uuid_make(id, clock_now(&plain->desk->clock));
    agree(plain, id, false);
}

/* Is it a draft of an agreement? Those of answers have a point of the guide, or one of ours. */
static bool of_agreement(const struct plain *plain, const struct draft *draft)
{
    return draft->point[0] != '.' && strlen(draft->point) + 1 == UUID_SIZE &&
           !guide_point(plain->dossier.guide, draft->point);
}

void plain_agree_resume(struct plain *plain, const struct draft *drafts, size_t n)
{
    size_t i = 0;
    while (i < n && !of_agreement(plain, &drafts[i]))
        i++;
    if (i == n)
        return;
    lines_say(&plain->lines, "An agreement was being written down; go on with it here.");
    agree(plain, drafts[i].point, false);
}

/* ---- from home ------------------------------------------------------------------------------- */

enum step plain_agree_elsewhere(struct plain *plain, const struct agreement *agreement)
{
    struct err err = ERR_INIT(plain_lang(plain));
    if (store_need_write(plain->desk->store, &err) ||
        desk_take(plain->desk, agreement->interview, &plain->dossier, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    if (interview_agreement(plain->dossier.interview, agreement->id))
        agree(plain, agreement->id, false);
    return STEP_HOME;
}

/* ---- commands of more than one step ---------------------------------------------------------- */

/* The number of an agreement behind a command; 0 after saying that there is none. */
static size_t number_of(struct plain *plain, const char *rest)
{
    size_t number = plain_number(&rest), n = plain->dossier.interview->n_agreements;
    if (number && number <= n && !*rest)
        return number;
    if (n)
        lines_say(&plain->lines, "Which agreement? Give its number, from 1 to %zu.", n);
    else
        lines_say(&plain->lines, "There are no agreements yet; a makes one.");
    return 0;
}

enum step plain_does_agree(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    size_t number = *rest ? number_of(plain, rest) : 0;
    if (*rest && !number)
        return STEP_HERE;
    if (store_need_write(plain->desk->store, &err))
        plain_trouble(plain, &err);
    else if (number)
        agree(plain, plain->dossier.interview->agreements[number - 1].id, false);
    else
        agree_anew(plain);
    return STEP_HERE;
}

enum step plain_does_basis(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    size_t number = number_of(plain, rest);
    if (!number)
        return STEP_HERE;
    if (store_need_write(plain->desk->store, &err))
        plain_trouble(plain, &err);
    else
        agree(plain, plain->dossier.interview->agreements[number - 1].id, true);
    return STEP_HERE;
}

enum step plain_does_withdraw(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    size_t number = number_of(plain, rest);
    if (!number)
        return STEP_HERE;
    const char *id = plain->dossier.interview->agreements[number - 1].id;
    if (dossier_withdraw(plain->desk, &plain->dossier, id, &err))
        plain_trouble(plain, &err);
    else
        lines_say(&plain->lines, "Agreement %zu is removed; u brings it back.", number);
    return STEP_HERE;
}

/* ---- telling --------------------------------------------------------------------------------- */

/* "Agreement 2, S.B.: proefweek, vrijdag 4 december 2026. Vrijdag bellen." */
static void add_agreement(const struct plain *plain, struct buf *text, size_t i)
{
    const struct agreement *agreement = &plain->dossier.interview->agreements[i];
    enum lang lang = plain_lang(plain);
    struct buf name = BUF_INIT, owner = BUF_INIT;
    plain_add_name(plain, &name);
    owner_add(&owner, agreement, VIEW_MANAGER, name.data, lang);
    buf_addf(text, tr(lang, "Agreement %zu"), i + 1);
    buf_addf(text, "%s%s: %s, ", owner.len ? ", " : "", owner.data,
             *agreement->what ? agreement->what : tr(lang, "(nothing filled in yet)"));
    if (agreement->due != DAY_NONE)
        day_add_long(text, agreement->due, lang);
    else
        buf_adds(text, *agreement->due_words ? agreement->due_words : tr(lang, "no date"));
    buf_addf(text, "%s%s", *agreement->follow_up ? ". " : "", agreement->follow_up);
    if (!strchr(".!?", text->data[text->len - 1]))
        buf_addc(text, '.');
    if (agreement->basis != BASIS_NONE)
        buf_addc(text, ' ');
    sentence_add_basis(text, agreement, lang);
    buf_release(&name);
    buf_release(&owner);
}

void plain_tell_agreements(struct plain *plain)
{
    size_t n = plain->dossier.interview->n_agreements;
    struct buf text = BUF_INIT;
    if (!n)
        lines_say(&plain->lines, "No agreements yet; a makes one.");
    for (size_t i = 0; i < n; i++) {
        buf_clear(&text);
        add_agreement(plain, &text, i);
        lines_put(&plain->lines, text.data);
    }
    buf_release(&text);
}
