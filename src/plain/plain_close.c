/* Closing, in two steps: what is read back together, and what is for the manager alone. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "plain_inside.h"
#include "store/heard.h"
#include "report/sentence.h"

static enum lang lang_of(const struct plain *plain)
{
    return plain_lang(plain);
}

static const struct interview *interview_of(const struct plain *plain)
{
    return plain->dossier.interview;
}

static enum plain_reply ask_own(struct plain *plain, const char *field)
{
    struct asked asked = asked_own(NULL, field, lang_of(plain));
    return plain_field(plain, &asked);
}

/* ---- reading back ---------------------------------------------------------------------------- */

static void tell_agreement(struct plain *plain, size_t i)
{
    const struct agreement *agreement = &interview_of(plain)->agreements[i];
    struct buf text = BUF_INIT, name = BUF_INIT;
    plain_add_name(plain, &name);
    sentence_add_promise(&text, agreement, VIEW_EMPLOYEE, name.data, lang_of(plain));
    buf_addc(&text, ' ');
    sentence_add_plan(&text, agreement, lang_of(plain));
    plain_tell(plain, i + 1, text.data, NULL);
    buf_release(&text);
    buf_release(&name);
}

static enum plain_reply confirm(struct plain *plain, size_t i)
{
    static const char *const prompts[] = {
        [CONFIRMED_UNASKED] = N_("Is that right"),
        [CONFIRMED_YES] = N_("Is that right, now yes"),
        [CONFIRMED_NO] = N_("Is that right, now no"),
    };
    struct err err = ERR_INIT(lang_of(plain));
    const struct agreement *agreement = &interview_of(plain)->agreements[i];
    bool yes = false;
    enum plain_reply reply =
        plain_ask_yes(plain, tr(err.lang, prompts[agreement->confirmed]), &yes);
    if (reply != REPLY_TEXT)
        return reply;
    if (dossier_confirm(plain->desk, &plain->dossier, agreement->id,
                        yes ? CONFIRMED_YES : CONFIRMED_NO, &err))
        plain_trouble(plain, &err);
    else if (!yes)
        lines_say(&plain->lines, "Not right: a %zu changes it in their words, z keeps both views.",
                  i + 1);
    return reply;
}

static bool is_finished(const struct plain *plain)
{
    return interview_of(plain)->stage == STAGE_CLOSED;
}

static void tell_agreed(struct plain *plain)
{
    if (!interview_of(plain)->n_agreements)
        lines_say(&plain->lines, "No agreements yet; a makes one.");
    else if (is_finished(plain))
        lines_say(&plain->lines, "What we agreed:");
    else
        lines_say(&plain->lines, "What we agreed today:");
}

static enum plain_reply walk_agreements(struct plain *plain)
{
    enum plain_reply reply = REPLY_EMPTY;
    tell_agreed(plain);
    for (size_t i = 0; i < interview_of(plain)->n_agreements && reply != REPLY_LEFT; i++) {
        tell_agreement(plain, i);
        reply = confirm(plain, i);
    }
    return reply;
}

static bool has_views(const struct plain *plain)
{
    return *interview_value(interview_of(plain), POINT_CLOSING, FIELD_VIEW_MANAGER) ||
           *interview_value(interview_of(plain), POINT_CLOSING, FIELD_VIEW_EMPLOYEE);
}

static enum plain_reply walk_views(struct plain *plain)
{
    enum plain_reply reply = ask_own(plain, FIELD_VIEW_MANAGER);
    return reply == REPLY_LEFT ? reply : ask_own(plain, FIELD_VIEW_EMPLOYEE);
}

static void walk_read_back(struct plain *plain)
{
    if (walk_agreements(plain) == REPLY_LEFT ||
        (has_views(plain) && walk_views(plain) == REPLY_LEFT) ||
        ask_own(plain, FIELD_REACTION) == REPLY_LEFT)
        return;
    ask_own(plain, FIELD_COLLEAGUES);
}

static void tell_finished(struct plain *plain)
{
    tell_agreed(plain);
    for (size_t i = 0; i < interview_of(plain)->n_agreements; i++)
        tell_agreement(plain, i);
}

static void tell_head(struct plain *plain)
{
    const struct interview *interview = interview_of(plain);
    int64_t at = interview->started_at ? interview->started_at : interview->created_at;
    struct buf name = BUF_INIT, day = BUF_INIT;
    plain_add_name(plain, &name);
    day_add_long(&day, clock_day(at), lang_of(plain));
    if (is_finished(plain))
        lines_say(&plain->lines, "Finished: the conversation with %s, %s. c goes through it again.",
                  name.data, day.data);
    else
        lines_say(&plain->lines, "Closing with %s, %s. To read back together.", name.data,
                  day.data);
    buf_release(&name);
    buf_release(&day);
}

static void tell_hr(struct plain *plain)
{
    int hr = 0;
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < interview_of(plain)->n_agreements; i++)
        hr += interview_of(plain)->agreements[i].share == SHARE_HR;
    buf_addf(&text,
             trn(lang_of(plain), hr, "HR gets %d agreement: who, what, when. No notes.",
                 "HR gets %d agreements: who, what, when. No notes."),
             hr);
    lines_put(&plain->lines, text.data);
    buf_release(&text);
}

static enum step does_yourself(struct plain *plain, const char *rest)
{
    (void)plain, (void)rest;
    return STEP_YOURSELF;
}

static enum step does_talk(struct plain *plain, const char *rest)
{
    (void)rest;
    plain->point = plain->dossier.guide->n_points ? plain->dossier.guide->n_points - 1 : 0;
    return STEP_TALK;
}

/* Who looks at a conversation that is finished does not walk back through all of it. */
static enum step does_back(struct plain *plain, const char *rest)
{
    return is_finished(plain) ? STEP_HOME : does_talk(plain, rest);
}

static enum step does_views(struct plain *plain, const char *rest)
{
    (void)rest;
    walk_views(plain);
    return STEP_HERE;
}

static enum step does_again(struct plain *plain, const char *rest)
{
    (void)plain, (void)rest;
    return STEP_AGAIN;
}

static enum step does_read_again(struct plain *plain, const char *rest)
{
    (void)rest;
    walk_read_back(plain);
    return STEP_HERE;
}

static const struct plain_row read_back_rows[] = {
    {"v n verder next", N_("n next"), N_("On to what is only for you"), true, does_yourself},
    {"t b terug back", N_("b back"), N_("Back to the conversation, or home when it is finished"),
     true, does_back},
    {"heropen reopen", N_("reopen"), N_("Back into the conversation, to put something right"),
     false, does_talk},
    {"a afspraak agreement", N_("a agreement"),
     N_("Write down an agreement; a 2 changes the second one"), true, plain_does_agree},
    {"bron basis", N_("basis"),
     N_("Say on what advice an agreement limits hours or tasks: basis 2"), false, plain_does_basis},
    {"- verwijder remove", N_("- remove"), N_("Remove an agreement: - 2; undo brings it back"),
     false, plain_does_withdraw},
    {"z beide both views", N_("z both views"), N_("You disagree: write down both views"), true,
     does_views},
    {"l lees look read", N_("l look"), N_("Look through somebody's eyes: l employee, l hr, l self"),
     true, plain_does_look},
    {"e exporteer export", N_("e export"), N_("Write the report to a file"), true,
     plain_does_export},
    {"w c wijzig change", N_("c change"), N_("Read it all back again"), false, does_read_again},
};
const struct plain_map plain_read_back_map = {
    read_back_rows, sizeof read_back_rows / sizeof *read_back_rows, NULL, NULL};

enum step plain_read_back(struct plain *plain)
{
    plain->map = &plain_read_back_map;
    plain_place(plain, "close", "read-back");
    tell_head(plain);
    if (is_finished(plain))
        tell_finished(plain);
    else
        walk_read_back(plain);
    if (!plain->commanded && !plain->lines.ended)
        tell_hr(plain);
    return plain_command(plain, &plain_read_back_map);
}

/* ---- the mirror ------------------------------------------------------------------------------ */

static bool stepped_into(const struct plain *plain, size_t i)
{
    return *interview_value(interview_of(plain), POINT_MIRROR,
                            plain->dossier.guide->pitfalls[i].id) != '\0';
}

/* Reads "1 3" into what stands at each number; false when it is something else. */
static bool read_numbers(const char *text, bool *on, size_t n)
{
    memset(on, 0, n * sizeof *on);
    if (strcmp(text, "-") == 0)
        return true;
    while (*text) {
        size_t number = plain_number(&text);
        text += strspn(text, ", ");
        if (!number || number > n)
            return false;
        on[number - 1] = true;
    }
    return true;
}

static void store_mirror(struct plain *plain, const bool *on)
{
    const struct guide *guide = plain->dossier.guide;
    for (size_t i = 0; i < guide->n_pitfalls; i++) {
        struct asked asked = asked_pitfall(&guide->pitfalls[i]);
        if (plain_store(plain, &asked, on[i] ? "1" : ""))
            return;
        if (on[i] && *guide->pitfalls[i].instead)
            lines_say(&plain->lines, "Next time: %s.", guide->pitfalls[i].instead);
    }
}

static enum plain_reply walk_mirror(struct plain *plain)
{
    const struct guide *guide = plain->dossier.guide;
    enum lang lang = lang_of(plain);
    enum plain_reply reply = REPLY_EMPTY;
    if (!guide->n_pitfalls)
        return reply;
    lines_say(&plain->lines, "Which pitfall did you step into? Only you see this.");
    for (size_t i = 0; i < guide->n_pitfalls; i++)
        plain_tell(plain, i + 1, guide->pitfalls[i].text,
                   stepped_into(plain, i) ? tr(lang, "chosen") : NULL);
    bool *on = mem_zero(guide->n_pitfalls, sizeof *on);
    while ((reply = plain_ask_with(plain, tr(lang, "Numbers"), HINT_NUMBERS, "123456789")) ==
           REPLY_TEXT) {
        if (read_numbers(plain->lines.line.data, on, guide->n_pitfalls)) {
            store_mirror(plain, on);
            break;
        }
        lines_say(&plain->lines, "Give numbers from 1 to %zu with blanks between, or - for none.",
                  guide->n_pitfalls);
    }
    free(on);
    return reply;
}

/* ---- for yourself ---------------------------------------------------------------------------- */

/* What may still be done, in one sentence; nothing of it has to be. */
static void tell_lacks(struct plain *plain)
{
    struct buf text = BUF_INIT;
    sentence_add_lacks(&text, interview_lacks(interview_of(plain), plain->dossier.guide),
                       lang_of(plain));
    if (text.len)
        lines_say(&plain->lines, "Still possible: %s.", text.data);
    buf_release(&text);
}

static enum plain_reply walk_hurdle(struct plain *plain)
{
    const struct guide *guide = plain->dossier.guide;
    struct asked asked = asked_hurdle(guide);
    return guide->hurdles.n ? plain_field(plain, &asked) : REPLY_EMPTY;
}

/* It is said and does not hold anybody up. */
static void tell_forbidden(struct plain *plain)
{
    size_t n =
        interview_forbidden(interview_of(plain), desk_privacy(plain->desk, plain->dossier.guide));
    struct buf text = BUF_INIT;
    buf_addf(&text,
             trn(lang_of(plain), (long)n, "There is still %zu text in it that may not be there.",
                 "There are still %zu texts in it that may not be there."),
             n);
    if (n)
        lines_put(&plain->lines, text.data);
    buf_release(&text);
}

/* What was told may be kept with the absence too; false when it could not be. */
static bool offer_heard(struct plain *plain)
{
    struct err err = ERR_INIT(lang_of(plain));
    struct heard_offer offer;
    bool yes = false;
    if (interview_of(plain)->stage == STAGE_CLOSED)
        return true;
    int failed = heard_look(plain->desk, &plain->dossier, &offer, &err);
    if (!failed && offer.n) {
        struct buf said = BUF_INIT;
        heard_offer_add(&said, &offer, err.lang);
        lines_put(&plain->lines, said.data);
        buf_release(&said);
        if (plain_ask_yes(plain, tr(err.lang, "Keep this with the absence too"), &yes) ==
                REPLY_TEXT &&
            yes)
            failed = heard_keep(plain->desk, &plain->dossier, &offer, &err);
    }
    heard_offer_release(&offer);
    if (failed)
        plain_trouble(plain, &err);
    return !failed;
}

static enum step does_finish(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(lang_of(plain));
    size_t n = interview_of(plain)->n_agreements;
    struct buf text = BUF_INIT;
    (void)rest;
    if (!offer_heard(plain))
        return STEP_HERE;
    if (store_writable(plain->desk->store) &&
        dossier_move(plain->desk, &plain->dossier, STAGE_CLOSED, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    tell_forbidden(plain);
    buf_addf(&text,
             trn(err.lang, (long)n, "Finished, with %zu agreement. Well done.",
                 "Finished, with %zu agreements. Well done."),
             n);
    lines_put(&plain->lines, text.data);
    buf_release(&text);
    return STEP_HOME;
}

static enum step does_read_back(struct plain *plain, const char *rest)
{
    (void)plain, (void)rest;
    return STEP_READ_BACK;
}

static const struct plain_row yourself_rows[] = {
    {"v n f verder next finish afronden", N_("n finish"), N_("Finish this conversation"), true,
     does_finish},
    {"t b terug back", N_("b back"), N_("Back to reading back"), true, does_read_back},
    {"l lees look read", N_("l look"), N_("Look through somebody's eyes: l employee, l hr, l self"),
     true, plain_does_look},
    {"e exporteer export", N_("e export"), N_("Write the report to a file"), true,
     plain_does_export},
    {"w c wijzig change", N_("c change"), N_("Go through this page again"), false, does_again},
};
const struct plain_map plain_yourself_map = {
    yourself_rows, sizeof yourself_rows / sizeof *yourself_rows, NULL, NULL};

enum step plain_yourself(struct plain *plain)
{
    plain->map = &plain_yourself_map;
    plain_place(plain, "close", "yourself");
    plain_say_audience(plain, AUDIENCE_COUNTS);
    tell_lacks(plain);
    if (walk_mirror(plain) != REPLY_LEFT)
        walk_hurdle(plain);
    return plain_command(plain, &plain_yourself_map);
}
