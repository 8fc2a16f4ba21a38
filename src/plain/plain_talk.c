/* The conversation itself: one point of the guide at a time, in few lines. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/questions.h"
#include "plain_inside.h"

#define QUESTIONS 4 /* told at once; q tells all */

static enum lang lang_of(const struct plain *plain)
{
    return plain_lang(plain);
}

static const struct guide *guide_of(const struct plain *plain)
{
    return plain->dossier.guide;
}

static const struct guide_point *point_of(const struct plain *plain)
{
    return &guide_of(plain)->points[plain->point];
}

static bool is_later(const struct plain *plain)
{
    return *interview_value(plain->dossier.interview, POINT_LATER, point_of(plain)->id) != '\0';
}

/* ---- telling --------------------------------------------------------------------------------- */

static void tell_head(struct plain *plain)
{
    const struct guide_point *point = point_of(plain);
    lines_say(&plain->lines, "Point %zu of %zu: %s. Aim: %s.", plain->point + 1,
              guide_of(plain)->n_points, point->title, point->aim);
    if (is_later(plain))
        lines_say(&plain->lines, "Marked to come back to later.");
}

/* The questions taken along that belong here; returns how many. */
static size_t tell_own(struct plain *plain, size_t most)
{
    const char *lines = questions_own(plain->dossier.interview), *line;
    size_t len, n = 0;
    while (n < most && (line = questions_next(&lines, &len))) {
        if (!len || !questions_belong(guide_of(plain), point_of(plain), line, len))
            continue;
        lines_say(&plain->lines, "Own question %zu: %.*s", ++n, (int)len, line);
    }
    return n;
}

static void tell_examples(struct plain *plain, size_t most)
{
    const struct guide_lines *questions = &point_of(plain)->questions;
    size_t told = 0;
    for (size_t i = 0; i < questions->n && told < most; i++) {
        const char *question = questions->line[i];
        if (!questions_taken(plain->dossier.interview, question, strlen(question)))
            lines_say(&plain->lines, "Example question %zu: %s", ++told, question);
    }
}

static void tell_pitfall(struct plain *plain, const char *id)
{
    const struct guide_pitfall *pitfall = guide_pitfall(guide_of(plain), id);
    if (!pitfall)
        return;
    if (*pitfall->instead)
        lines_say(&plain->lines, "Pitfall: %s. Better: %s.", pitfall->text, pitfall->instead);
    else
        lines_say(&plain->lines, "Pitfall: %s.", pitfall->text);
}

static const char *label_of(const struct guide_point *point, const char *id)
{
    const struct guide_field *field = guide_field(point->capture, point->n_capture, id);
    return field ? field->ask : id;
}

static void tell_balance(struct plain *plain)
{
    const struct guide_point *point = point_of(plain);
    if (interview_unbalanced(plain->dossier.interview, point))
        lines_say(&plain->lines, "Mind: \"%s\" is filled in; look at \"%s\" too.",
                  label_of(point, point->balance[0]), label_of(point, point->balance[1]));
}

static void tell_next(struct plain *plain)
{
    const struct guide *guide = guide_of(plain);
    if (plain->point + 1 < guide->n_points)
        lines_say(&plain->lines, "Next: point %zu, %s.", plain->point + 2,
                  guide->points[plain->point + 1].title);
    else
        lines_say(&plain->lines, "Next: finishing.");
}

static void tell_point(struct plain *plain)
{
    const struct guide_point *point = point_of(plain);
    size_t most = point->questions.n ? (QUESTIONS + 1) / 2 : QUESTIONS;
    tell_head(plain);
    size_t own = tell_own(plain, most);
    tell_examples(plain, QUESTIONS - own);
    if (point->pitfalls.n)
        tell_pitfall(plain, point->pitfalls.line[0]);
    if (point->tips.n)
        lines_say(&plain->lines, "Tip: %s", point->tips.line[0]);
    if (point->agreements)
        plain_tell_agreements(plain);
}

/* ---- asking ---------------------------------------------------------------------------------- */

static void walk(struct plain *plain)
{
    const struct guide_point *point = point_of(plain);
    for (size_t i = 0; i < point->n_capture; i++) {
        struct asked asked = asked_guide(point->id, &point->capture[i]);
        if (plain_field(plain, &asked) == REPLY_LEFT)
            return;
    }
    struct asked note = asked_own(point->id, FIELD_NOTE, lang_of(plain));
    plain_field(plain, &note);
}

/* ---- commands -------------------------------------------------------------------------------- */

static enum step go_to(struct plain *plain, size_t point)
{
    plain->point = point;
    return STEP_AGAIN;
}

static enum step does_number(struct plain *plain, size_t number)
{
    if (number <= guide_of(plain)->n_points)
        return go_to(plain, number - 1);
    lines_say(&plain->lines, "There are %zu points.", guide_of(plain)->n_points);
    return STEP_HERE;
}

static enum step does_finish(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(lang_of(plain));
    (void)rest;
    if (!dossier_advance(plain->desk, &plain->dossier, STAGE_CLOSING, &err))
        return STEP_READ_BACK;
    plain_trouble(plain, &err);
    return STEP_HERE;
}

static enum step does_next(struct plain *plain, const char *rest)
{
    if (plain->point + 1 < guide_of(plain)->n_points)
        return go_to(plain, plain->point + 1);
    return does_finish(plain, rest);
}

static enum step does_back(struct plain *plain, const char *rest)
{
    (void)rest;
    return plain->point ? go_to(plain, plain->point - 1) : STEP_PREPARE;
}

static enum step does_later(struct plain *plain, const char *rest)
{
    struct asked asked = asked_later(point_of(plain));
    (void)rest;
    if (!plain_store(plain, &asked, is_later(plain) ? "" : "1"))
        lines_say(&plain->lines, is_later(plain) ? N_("Marked to come back to later.")
                                                 : N_("No longer marked for later."));
    return STEP_HERE;
}

static void tell_lines(struct plain *plain, const char *heading, const struct guide_lines *lines)
{
    if (lines->n)
        lines_put(&plain->lines, tr(lang_of(plain), heading));
    for (size_t i = 0; i < lines->n; i++)
        plain_tell(plain, i + 1, lines->line[i], NULL);
}

static enum step does_questions(struct plain *plain, const char *rest)
{
    const struct guide_point *point = point_of(plain);
    (void)rest;
    tell_own(plain, ASKED_LINES_MAX);
    tell_lines(plain, N_("Example questions:"), &point->questions);
    tell_lines(plain, N_("Tips:"), &point->tips);
    for (size_t i = 0; i < point->pitfalls.n; i++)
        tell_pitfall(plain, point->pitfalls.line[i]);
    return STEP_HERE;
}

static enum step does_change(struct plain *plain, const char *rest)
{
    (void)plain, (void)rest;
    return STEP_AGAIN;
}

static const struct plain_row rows[] = {
    {"v n verder next", N_("n next"), N_("On to the next point, and after the last to finishing"),
     true, does_next},
    {"t b terug back", N_("b back"), N_("Back to the point before"), true, does_back},
    {"a afspraak agreement", N_("a agreement"),
     N_("Write down an agreement; a 2 changes the second one"), true, plain_does_agree},
    {"bron basis", N_("basis"),
     N_("Say on what advice an agreement limits hours or tasks: basis 2"), false, plain_does_basis},
    {"- verwijder remove", N_("- remove"), N_("Remove an agreement: - 2; undo brings it back"),
     false, plain_does_withdraw},
    {"m later", N_("m later"), N_("Mark this point for later; again takes it off"), true,
     does_later},
    {"q vragen questions", N_("q questions"), N_("Questions, tips and pitfalls of this point"),
     true, does_questions},
    {"l lees look read", N_("l look"), N_("Look through somebody's eyes: l employee, l hr, l self"),
     false, plain_does_look},
    {"w c wijzig change", N_("c change"), N_("Go through this point again"), false, does_change},
    {"f afronden finish", N_("f finish"), N_("On to finishing: read back what was agreed"), false,
     does_finish},
};
const struct plain_map plain_talk_map = {rows, sizeof rows / sizeof *rows,
                                         N_("A number goes to that point."), does_number};

enum step plain_talk(struct plain *plain)
{
    plain->map = &plain_talk_map;
    if (!guide_of(plain)->n_points) {
        lines_say(&plain->lines, "This guide has no points to talk about; choose another guide.");
        return STEP_HOME;
    }
    plain_place(plain, "talk", point_of(plain)->id);
    tell_point(plain);
    walk(plain);
    if (!plain->commanded && !plain->lines.ended) {
        tell_balance(plain);
        tell_next(plain);
    }
    return plain_command(plain, &plain_talk_map);
}
