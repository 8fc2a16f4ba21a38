/*
 * plain_inside: what the steps of the flow share: where the user is, asking, and commands.
 *
 * A step (plain_home.c, plain_prepare.c and so on) tells what there is, walks through its questions
 * and then takes commands until one of them leads to another step. Walking again is cheap: an empty
 * line leaves an answer as it is.
 */
#ifndef PLAIN_PLAIN_INSIDE_H
#define PLAIN_PLAIN_INSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "domain/asked.h"
#include "domain/audience.h"
#include "plain/lines.h"
#include "plain/plain.h"
#include "store/dossier.h"
#include "store/interviews.h"
#include "store/today.h"

/* Where the flow goes on. */
enum step {
    STEP_HERE,  /* another command */
    STEP_AGAIN, /* this step from its beginning */
    STEP_HOME,
    STEP_PREPARE,
    STEP_TALK,
    STEP_READ_BACK,
    STEP_YOURSELF,
    STEP_STOP,
};

/* What is said in brackets behind a question, once a run. */
enum hint {
    HINT_NONE,
    HINT_SKIP,    /* empty skips */
    HINT_KEEP,    /* empty leaves it, - empties */
    HINT_DONE,    /* empty is done */
    HINT_YES,     /* yes, no, empty leaves it */
    HINT_DAY,     /* words for a day */
    HINT_MOMENT,  /* and a time */
    HINT_NUMBER,  /* the number of one of the lines */
    HINT_FIRST,   /* the same; empty is the first */
    HINT_NUMBERS, /* the numbers of some */
    HINT_SETTLE,  /* done, being done, another date, dropped */
    HINT_COUNT,
};

struct plain_map;

struct plain {
    struct desk *desk;
    struct lines lines;
    unsigned hinted;                   /* 1 << enum hint, for those that were said */
    const struct plain_map *map;       /* what can be done at this step */
    const struct plain_map *places[8]; /* those whose commands were named already */
    struct buf command;                /* given in the middle of questions */
    bool commanded;                    /* there is one */
    struct dossier dossier;            /* the conversation at hand; empty at home */
    size_t point;                      /* of the guide, in the talk */
    struct today today;                /* at home */
    struct looking *looking;           /* HR's list (plain_review.c); else NULL */
    struct place place;                /* where the user is */
    enum audience audience;            /* said last, at this step */
    bool failed;                       /* something could not be done, or not be kept */
    bool asks;                         /* false: nothing is asked */
    bool sourced;                      /* a limit may be written down: who set it stands beside */
};

static inline enum lang plain_lang(const struct plain *plain)
{
    return plain->desk->lang;
}

static inline int plain_today(const struct plain *plain)
{
    return clock_today(&plain->desk->clock);
}

/* Begins and ends a run (plain.c). */
void plain_open_lines(struct plain *plain, struct desk *desk, const struct plain_lines *where);
int plain_close_lines(struct plain *plain, struct plain_lines *where, struct err *err);
void plain_begin(struct plain *plain); /* says who else writes, and how it goes */

/* ---- asking (plain_ask.c, plain_field.c) ----------------------------------------------------- */

enum plain_reply {
    REPLY_TEXT,  /* lines.line holds it */
    REPLY_EMPTY, /* leave it as it is */
    REPLY_LEFT,  /* a command that has to be done first, or the end of the input */
};

/* Asks for one line; the prompt is translated. A command has a / before it, or is one sign alone;
 * what can be done on the spot (help, limits) is. */
enum plain_reply plain_ask(struct plain *plain, const char *prompt, enum hint hint);

/* The same where some letters or digits alone are answers, not commands. */
enum plain_reply plain_ask_with(struct plain *plain, const char *prompt, enum hint hint,
                                const char *letters);

/* Asks for a text of at most max characters that is now `now`; "-" comes back as "". */
enum plain_reply plain_ask_text(struct plain *plain, const char *prompt, const char *now,
                                size_t max);

/* The same for a line of a list, with letters as in plain_ask_with. */
enum plain_reply plain_ask_line(struct plain *plain, const char *prompt, const char *now,
                                size_t max, const char *letters);

/* Asks for a yes or no; *yes is set on REPLY_TEXT. */
enum plain_reply plain_ask_yes(struct plain *plain, const char *prompt, bool *yes);

/* Asks for the number of one of n lines; *number (from 1) is set on REPLY_TEXT. Zero means "-":
 * none of them, where that may be. */
enum plain_reply plain_ask_number(struct plain *plain, const char *prompt, size_t n, bool may_none,
                                  size_t *number);

/* The same where an empty line takes the first one. */
enum plain_reply plain_ask_number_or_first(struct plain *plain, const char *prompt, size_t n,
                                           size_t *number);

/* Asks for a day that is now *day and says it in full; DAY_NONE for "-". Words that are no day are
 * explained and asked again, unless words is given: a wish ("asap") is taken over there, with
 * DAY_NONE. */
enum plain_reply plain_ask_day(struct plain *plain, const char *prompt, int *day,
                               struct buf *words);

/* The same for a day that was: words without a year are no day to come. since: the day it follows
 * (day_read_since), or 0. */
enum plain_reply plain_ask_past_day(struct plain *plain, const char *prompt, int since, int *day);

/* The same for a day that is expected after since: a Monday is one to come. */
enum plain_reply plain_ask_expected(struct plain *plain, const char *prompt, int since, int *day);

/* Asks for a day with or without a time, at `hour` then; 0 for "-". */
enum plain_reply plain_ask_moment(struct plain *plain, const char *prompt, int hour, int minute,
                                  int64_t *moment);

/* Reads words for a day, or for one with or without a time, and says it in full, or what is wrong.
 */
bool plain_read_day(struct plain *plain, const char *text, int *day);
bool plain_read_moment(struct plain *plain, const char *text, int hour, int minute,
                       int64_t *moment);

/* Says who will see what is asked next, where that was not said last. */
void plain_say_audience(struct plain *plain, enum audience audience);

/* Asks what is asked as its kind wants it, and stores the answer. REPLY_LEFT: the walk is
 * over. */
enum plain_reply plain_field(struct plain *plain, const struct asked *asked);

/* The same for KIND_CHECK, with words of its own. */
enum plain_reply plain_check(struct plain *plain, const struct asked *asked, const char *prompt);

/* A list, whose new lines may be picked by their number among n_picks. */
enum plain_reply plain_list(struct plain *plain, const struct asked *asked,
                            const char *const *picks, size_t n_picks);

/* Says what is in lines.line that may not be written down, and mends it as the user wants. When the
 * input is over it stays as it was typed. */
void plain_notice(struct plain *plain);

/* The same for text, which was typed behind a command. */
void plain_mind(struct plain *plain, struct buf *text);

/* Tells one of some numbered lines: "2. text (mark)"; mark may be NULL. */
void plain_tell(struct plain *plain, size_t number, const char *text, const char *mark);

/* Says what could not be done; returns -1. */
int plain_trouble(struct plain *plain, const struct err *err);

/* Stores value as the answer; -1 after saying why not. */
int plain_store(struct plain *plain, const struct asked *asked, const char *value);

bool plain_yes(const char *text, bool *yes); /* "j", "no": false when it is neither */

/* Adds the name of the person, and a moment: "fri 24 nov 10:00", or that there is none. */
void plain_add_name(const struct plain *plain, struct buf *buf);
void plain_add_moment(const struct plain *plain, struct buf *buf, int64_t at);

/* ---- commands (plain_command.c) -------------------------------------------------------------- */

struct plain_row {
    const char *names; /* what may be typed, in both languages: "v n verder next" */
    const char *shown; /* N_("n next"): behind the prompt and in help */
    const char *help;  /* N_(), a sentence */
    bool brief;        /* named behind the prompt too */
    enum step (*does)(struct plain *plain, const char *rest);
};

struct plain_map {
    const struct plain_row *rows;
    size_t n;
    const char *number_shown; /* N_("a number opens it"); NULL when numbers mean nothing */
    enum step (*number)(struct plain *plain, size_t number);
};

extern const struct plain_map plain_common; /* what works everywhere */

/* The row that text begins with, in map or among what works everywhere, and what is behind its
 * word; NULL when there is none. */
const struct plain_row *plain_find(const struct plain_map *map, const char *text,
                                   const char **rest);

/* Asks for commands and does them, until one leads on. */
enum step plain_command(struct plain *plain, const struct plain_map *map);

/* Does on the spot what was typed in the middle of a question, where that can be: help, limits. */
bool plain_aside(struct plain *plain, const char *text);

/* Reads the number at the beginning of *rest and moves it past that; 0 when there is none. */
size_t plain_number(const char **rest);

/* ---- the steps ------------------------------------------------------------------------------- */

extern const struct plain_map plain_home_map, plain_prepare_map, plain_talk_map,
    plain_read_back_map, plain_yourself_map;

enum step plain_home(struct plain *plain);

/* Adds to *name who is meant by a typed name: asks which of the known people, when it is almost one
 * of theirs; with tell says when it was last talked with somebody of just that name. False: that is
 * no name, it could not be looked up, or nobody was chosen, and it was said. */
bool plain_find_whom(struct plain *plain, const char *typed, bool tell, struct buf *name);
enum step plain_prepare(struct plain *plain);
enum step plain_talk(struct plain *plain);
enum step plain_read_back(struct plain *plain);
enum step plain_yourself(struct plain *plain);

/* Opens a conversation: the step where it is. Says why not, and STEP_HOME. */
enum step plain_open(struct plain *plain, const char *interview);

/* Something else changed the file: reads the conversation at hand again (STEP_HERE; STEP_HOME when
 * it is gone), or today (STEP_AGAIN). */
enum step plain_reload(struct plain *plain);

/* Keeps where the user is, for the next time. */
void plain_place(struct plain *plain, const char *screen, const char *step);

/* ---- agreements (plain_agree.c) -------------------------------------------------------------- */

/* Asks for all of an agreement that belongs to another conversation, and keeps it. */
enum step plain_agree_elsewhere(struct plain *plain, const struct agreement *agreement);

/* Goes on with an agreement that was being written down, by the drafts of the conversation. */
void plain_agree_resume(struct plain *plain, const struct draft *drafts, size_t n);

/* Commands of more than one step: "a", "a 2", "basis 2", "- 2". */
enum step plain_does_agree(struct plain *plain, const char *rest);
enum step plain_does_basis(struct plain *plain, const char *rest);
enum step plain_does_withdraw(struct plain *plain, const char *rest);

/* Tells the agreements of the conversation, numbered, as the manager reads them. */
void plain_tell_agreements(struct plain *plain);

/* ---- settling (plain_settle.c) --------------------------------------------------------------- */

/* The word for what became of an agreement ("x", "gedaan", "-") at the beginning of *text, which is
 * moved past it; false when there is none. */
bool plain_settle_word(const char **text, enum status *status);

/* Settles an agreement; for another date rest holds words for it, or is asked when "". promise:
 * from home. False when it was not done; why was said. */
bool plain_settle(struct plain *plain, const struct agreement *agreement, enum status status,
                  const char *rest, bool promise);

/* Adds how it stands: "being done, 3 days ago, late", "done fri 27 nov". */
void plain_add_standing(struct buf *buf, const struct agreement *agreement, int today,
                        enum lang lang);

/* ---- absences (plain_absence.c) -------------------------------------------------------------- */

/* Asks for all of the absence of somebody: of the one whose name rest is, or who is asked for. */
enum step plain_does_absence(struct plain *plain, const char *rest);

/* plain_service.c: when who is named behind it was in service. */
enum step plain_does_service(struct plain *plain, const char *rest);

/* plain_timeline.c: the steps of absences: all that is due, or of who is named behind it. */
enum step plain_does_timeline(struct plain *plain, const char *rest);
enum step plain_see_timeline(struct plain *plain, const char *person);
void plain_add_due(const struct plain *plain, struct buf *text, const struct timeline_due *due);

/* ---- practising (plain_practice.c) ----------------------------------------------------------- */

/* Lets one be chosen, or takes the one whose id rest is. */
enum step plain_does_practise(struct plain *plain, const char *rest);

/* Holds the conversation at hand as a try-out, and comes back to it (plain.c). */
enum step plain_does_rehearse(struct plain *plain, const char *rest);

/* ---- HR (plain_spar.c) ----------------------------------------------------------------------- */

/* Asks HR what rest says, or lists what was asked and takes a question or a number. */
enum step plain_does_spar(struct plain *plain, const char *rest);
void plain_spar_open(struct plain *plain, const char *id);

/* Tells HR how it stands with what it asked about; "": no news yet. False after saying why not. */
bool plain_tell_news(struct plain *plain, const struct request_row *row, const char *text);

/* ---- looking (plain_look.c) ------------------------------------------------------------------ */

enum step plain_does_look(struct plain *plain, const char *rest);
enum step plain_does_export(struct plain *plain, const char *rest);
enum step plain_does_limits(struct plain *plain, const char *rest);

#endif
