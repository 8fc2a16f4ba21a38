/* What holds between the parts of a guide, and shows only when all of it has been read. */
#include "guide_inside.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "domain/heard.h"
#include "domain/practice.h"

#define GUESSES_MAX     100 /* so many complaints later nobody reads what was meant */
#define NOTE_CHARACTERS 400 /* of a note that says nothing of its length, */
#define LINE_CHARACTERS 80  /* and of a line of a list */

/* Ids to look up, each with the number of its site or turn where that matters. */
struct ids {
    struct numbered_id {
        const char *id;
        size_t number;
    } * items;
    size_t n;
};

#define NO_ID SIZE_MAX

static void ids_add(struct ids *ids, const char *id, size_t number)
{
    ids->items = mem_room(ids->items, ids->n, sizeof *ids->items);
    ids->items[ids->n++] = (struct numbered_id){id, number};
}

static int by_id(const void *a, const void *b)
{
    const struct numbered_id *left = a, *right = b;
    return strcmp(left->id, right->id);
}

/* When all are added, before the first is looked up. */
static void ids_sort(struct ids *ids)
{
    if (ids->n)
        qsort(ids->items, ids->n, sizeof *ids->items, by_id);
}

/* The number of an id; NO_ID when it is none of them, or NULL. */
static size_t ids_find(const struct ids *ids, const char *id)
{
    const struct numbered_id key = {id, 0}, *found = NULL;
    if (ids->n && id)
        found = bsearch(&key, ids->items, ids->n, sizeof *ids->items, by_id);
    return found ? found->number : NO_ID;
}

/* The sites of one kind. */
static struct ids index_sites(const struct reading *reading, size_t from, enum site_kind kind)
{
    struct ids ids = {NULL, 0};
    for (size_t i = from; i < reading->n_sites; i++)
        if (reading->sites[i].kind == kind)
            ids_add(&ids, reading->sites[i].id, i);
    ids_sort(&ids);
    return ids;
}

/* Adds 'Did you mean "oordeel" (line 28)?' or else which names there are. */
static void add_names(struct buf *out, const struct reading *reading, const struct ids *ids,
                      const char *word, enum lang lang)
{
    if (!ids->n) {
        buf_adds(out, tr(lang, "There are none yet."));
        return;
    }
    const char **names = mem_zero(ids->n, sizeof *names);
    for (size_t i = 0; i < ids->n; i++)
        names[i] = ids->items[i].id;
    size_t guess = walk_guess(word, names, ids->n);
    if (guess < ids->n) {
        buf_addf(out, tr(lang, "Did you mean \"%s\" (line %d)?"), names[guess],
                 reading->sites[ids->items[guess].number].mark.line);
    } else {
        buf_adds(out, tr(lang, "There are: "));
        for (size_t i = 0; i < ids->n; i++)
            buf_addf(out, "%s%s", i ? ", " : "", names[i]);
        buf_addc(out, '.');
    }
    free(names);
}

/* Complains about every site of kind `names` from `from` on that no site of kind `has` answers to;
 * true when there was none. */
static bool check_names(struct walk *walk, size_t from, enum site_kind names, enum site_kind has,
                        enum problem problem)
{
    const struct reading *reading = walk_user(walk);
    struct complaints *complaints = walk_complaints(walk);
    struct ids ids = index_sites(reading, from, has);
    bool good = true;
    for (size_t i = from; i < reading->n_sites; i++) {
        const struct site *site = &reading->sites[i];
        if (site->kind != names || ids_find(&ids, site->id) != NO_ID)
            continue;
        good = false;
        struct buf mend = BUF_INIT;
        if (complaints->n < GUESSES_MAX)
            add_names(&mend, reading, &ids, site->id, complaints->lang);
        complaint_add(complaints, problem, site->mark, site->id, mend.data, NULL);
        buf_release(&mend);
    }
    free(ids.items);
    return good;
}

/* Complains about every site of kind `has` from `from` on, but the first one when it may be passed
 * over, that no site of kind `names` names. */
static void check_named(struct walk *walk, size_t from, enum site_kind has, enum site_kind names,
                        bool but_first, enum problem problem)
{
    const struct reading *reading = walk_user(walk);
    struct ids ids = index_sites(reading, from, names);
    for (size_t i = from; i < reading->n_sites; i++) {
        const struct site *site = &reading->sites[i];
        if (site->kind != has)
            continue;
        if (!but_first && ids_find(&ids, site->id) == NO_ID)
            complaint_add(walk_complaints(walk), problem, site->mark, site->id, NULL);
        but_first = false;
    }
    free(ids.items);
}

/* ---- a line to fill in ------------------------------------------------------------------------
 */

/* Nothing that is filled in goes to HR, whatever its guide says. */
static void keep_from_hr(struct reading *reading, struct guide_field *field,
                         const struct walk_text *id)
{
    if (field->share != SHARE_HR)
        return;
    field->share = SHARE_EMPLOYEE;
    reading_note(reading, SITE_TO_HR, &(struct walk_text){id->text, reading->share});
}

void guide_check_field(struct walk *walk, void *item, const struct walk_text *id)
{
    struct guide_field *field = item;
    struct reading *reading = walk_user(walk);
    keep_from_hr(reading, field, id);
    if (reading->odd_kind)
        return; /* what follows from its kind would be a guess */
    if (field->kind != KIND_NOTE && field->kind != KIND_LIST)
        field->max = 0;
    else if (!field->max)
        field->max = field->kind == KIND_NOTE ? NOTE_CHARACTERS : LINE_CHARACTERS;
    if (field->kind == KIND_CHOICE && !field->options.n)
        complaint_add(walk_complaints(walk), PROBLEM_NO_OPTIONS, id->mark, id->text, NULL);
    if (field->kind != KIND_CHOICE && field->options.n)
        complaint_add(walk_complaints(walk), PROBLEM_OPTIONS, id->mark, id->text, NULL);
    if (field->absence && !heard_fits((enum absence_field)field->absence, field->kind))
        complaint_add(walk_complaints(walk), PROBLEM_FILLS, id->mark, id->text,
                      absence_field_key((enum absence_field)field->absence), kind_key(field->kind),
                      NULL);
}

/* ---- a point --------------------------------------------------------------------------------- */

static void check_balance(struct walk *walk, const struct guide_point *point)
{
    const struct reading *reading = walk_user(walk);
    struct complaints *complaints = walk_complaints(walk);
    if (!reading->n_balance)
        return;
    if (reading->n_balance != 2) {
        complaint_add(complaints, PROBLEM_PAIR, reading->balance[0], "balance", NULL);
        return;
    }
    for (int i = 0; i < 2; i++) {
        if (guide_field(point->capture, point->n_capture, point->balance[i]))
            continue;
        struct buf names = BUF_INIT;
        buf_adds(&names, tr(complaints->lang,
                            point->n_capture ? N_("There are: ") : N_("There are none yet.")));
        for (size_t k = 0; k < point->n_capture; k++)
            buf_addf(&names, "%s%s", k ? ", " : "", point->capture[k].id);
        buf_adds(&names, point->n_capture ? "." : "");
        complaint_add(complaints, PROBLEM_NO_CAPTURE, reading->balance[i], point->balance[i],
                      names.data, NULL);
        buf_release(&names);
    }
}

void guide_check_point(struct walk *walk, void *item, const struct walk_text *id)
{
    (void)id;
    if (walk_whole(walk))
        check_balance(walk, item);
}

/* ---- a practice talk ------------------------------------------------------------------------- */

/* Where every reply leads, turn after turn: the place of a turn, or one after the last when it ends
 * the talk. */
static size_t *list_ways(const struct guide_scenario *scenario, size_t *n)
{
    struct ids turns = {NULL, 0};
    size_t at = 0;
    *n = 0;
    for (size_t t = 0; t < scenario->n_turns; t++) {
        ids_add(&turns, scenario->turns[t].id, t);
        *n += scenario->turns[t].n_replies;
    }
    ids_sort(&turns);
    size_t *ways = mem_zero(*n + 1, sizeof *ways);
    for (size_t t = 0; t < scenario->n_turns; t++)
        for (size_t r = 0; r < scenario->turns[t].n_replies; r++) {
            size_t to = ids_find(&turns, scenario->turns[t].replies[r].go);
            ways[at++] = to == NO_ID ? scenario->n_turns : to;
        }
    free(turns.items);
    return ways;
}

/* Goes once through all turns that are not known to end; true when one more is. The last comes
 * first, for a talk mostly goes on from turn to turn. */
static bool learn_ends(const struct guide_scenario *scenario, const size_t *ways_end, bool *ends)
{
    const size_t *ways = ways_end;
    bool learned = false;
    for (size_t t = scenario->n_turns; t-- > 0;) {
        size_t n = scenario->turns[t].n_replies;
        bool knew = ends[t];
        ways -= n;
        ends[t] = knew || n == 0; /* the other has the last word */
        for (size_t r = 0; r < n; r++)
            ends[t] = ends[t] || ends[ways[r]];
        learned = learned || ends[t] != knew;
    }
    return learned;
}

/* What is known of the end spreads backwards until nothing new is learned. Whoever is in a turn it
 * never reaches goes round for good. */
static void check_exits(struct walk *walk, const struct guide_scenario *scenario)
{
    const struct reading *reading = walk_user(walk);
    size_t n_ways, turn = 0;
    size_t *ways = list_ways(scenario, &n_ways);
    bool *ends = mem_zero(scenario->n_turns + 1, sizeof *ends);
    ends[scenario->n_turns] = true;
    while (learn_ends(scenario, ways + n_ways, ends))
        continue;
    for (size_t i = reading->scenario; i < reading->n_sites && turn < scenario->n_turns; i++) {
        const struct site *site = &reading->sites[i];
        if (site->kind == SITE_TURN && !ends[turn++])
            complaint_add(walk_complaints(walk), PROBLEM_NO_EXIT, site->mark, site->id, NULL);
    }
    free(ends);
    free(ways);
}

/* What steps into a pitfall is there to be wrong. */
void guide_check_reply(struct walk *walk, void *item, const struct walk_text *id)
{
    const struct guide_reply *reply = item;
    struct reading *reading = walk_user(walk);
    if (*reply->pitfall && *reply->good)
        reading_note(reading, SITE_BOTH, id);
    if (!*reply->pitfall && *reply->say)
        reading_note(reading, SITE_ASKED, &(struct walk_text){reply->say, reading->say});
}

void guide_check_turn(struct walk *walk, void *item, const struct walk_text *id)
{
    const struct guide_turn *turn = item;
    char most[16];
    snprintf(most, sizeof most, "%d", PRACTICE_REPLIES);
    if (turn->n_replies > PRACTICE_REPLIES)
        complaint_add(walk_complaints(walk), PROBLEM_MANY_REPLIES, id->mark, id->text, most, NULL);
}

void guide_check_scenario(struct walk *walk, void *item, const struct walk_text *id)
{
    (void)id;
    const struct reading *reading = walk_user(walk);
    if (!walk_whole(walk) ||
        !check_names(walk, reading->scenario, SITE_GOES, SITE_TURN, PROBLEM_NO_TURN))
        return;
    check_named(walk, reading->scenario, SITE_TURN, SITE_GOES, true, PROBLEM_UNREACHED);
    check_exits(walk, item);
}

/* ---- the guide ------------------------------------------------------------------------------- */

static void check_regime(struct walk *walk, struct guide *guide, const struct walk_text *top)
{
    struct complaints *complaints = walk_complaints(walk);
    if (*guide->regime)
        return;
    mem_replace(&guide->regime, "nl");
    complaint_add(complaints, PROBLEM_NO_REGIME, top->mark,
                  tr(complaints->lang, guide->language == LANG_NL ? N_("the language is nl")
                                                                  : N_("that allows the least")),
                  NULL);
}

static void add_entries(struct ids *ids, const struct guide_entries *entries)
{
    for (size_t i = 0; i < entries->n; i++)
        ids_add(ids, entries->entry[i].id, 0);
}

static void add_fields(struct ids *ids, const struct guide_field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ids_add(ids, fields[i].id, 0);
        add_entries(ids, &fields[i].options);
    }
}

/* The ids of all parts of the guide that answers hang on. */
static void add_all(struct ids *ids, const struct guide *guide)
{
    add_fields(ids, guide->preparation, guide->n_preparation);
    for (size_t i = 0; i < guide->n_points; i++) {
        ids_add(ids, guide->points[i].id, 0);
        add_fields(ids, guide->points[i].capture, guide->points[i].n_capture);
    }
    for (size_t i = 0; i < guide->n_pitfalls; i++)
        ids_add(ids, guide->pitfalls[i].id, 0);
    add_entries(ids, &guide->hurdles);
    ids_sort(ids);
}

/* to: its new name, or NULL. */
static void check_old(struct walk *walk, const struct ids *ids, const struct site *site,
                      const char *to)
{
    struct complaints *complaints = walk_complaints(walk);
    if (ids_find(ids, site->id) != NO_ID)
        complaint_add(complaints, PROBLEM_STILL_USED, site->mark, site->id,
                      to ? "renamed" : "retired", NULL);
    if (to && ids_find(ids, to) == NO_ID)
        complaint_add(complaints, PROBLEM_RENAMED, site->mark, site->id, to, NULL);
}

static void check_past(struct walk *walk, const struct guide *guide)
{
    const struct reading *reading = walk_user(walk);
    struct ids ids = {NULL, 0};
    size_t renamed = 0; /* sites and entries come in the order of the file */
    if (guide->renamed.n || guide->retired.n)
        add_all(&ids, guide);
    for (size_t i = 0; i < reading->n_sites; i++)
        if (reading->sites[i].kind == SITE_RETIRED)
            check_old(walk, &ids, &reading->sites[i], NULL);
        else if (reading->sites[i].kind == SITE_RENAMED)
            check_old(walk, &ids, &reading->sites[i], guide->renamed.entry[renamed++].text);
    free(ids.items);
}

static void check_strictly(struct complaints *complaints, const struct reading *reading,
                           const struct site *site)
{
    if (reading->strict && site->kind == SITE_TO_HR)
        complaint_add(complaints, PROBLEM_TO_HR, site->mark, NULL);
    if (reading->strict && site->kind == SITE_BOTH)
        complaint_add(complaints, PROBLEM_BOTH, site->mark, site->id, NULL);
}

static void check_sites(struct walk *walk)
{
    const struct reading *reading = walk_user(walk);
    struct complaints *complaints = walk_complaints(walk);
    const struct site *agreements = NULL;
    char line[16];
    for (size_t i = 0; i < reading->n_sites; i++) {
        const struct site *site = &reading->sites[i];
        check_strictly(complaints, reading, site);
        if (site->kind != SITE_AGREEMENTS)
            continue;
        if (agreements) {
            snprintf(line, sizeof line, "%d", agreements->mark.line);
            complaint_add(complaints, PROBLEM_AGREEMENTS_TWICE, site->mark, line, NULL);
        }
        agreements = agreements ? agreements : site;
    }
}

static bool says_no(const char *word, size_t len)
{
    static const char *const words[] = {"niet", "nooit", "geen", "zonder",
                                        "not",  "never", "no",   "without"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == len && strncasecmp(words[i], word, len) == 0)
            return true;
    return false;
}

/* Does what the manager reads say what not to do? Then it leads nowhere. */
static bool tells_not(const char *text)
{
    while (*text) {
        size_t len = 0;
        while (isalpha((unsigned char)text[len]))
            len++;
        if (says_no(text, len))
            return true;
        text += len + (text[len] != '\0');
    }
    return false;
}

/* Holds what is asked and kept against what an employer may ask and keep. */
static void check_limits(struct walk *walk, const struct guide *guide)
{
    const struct reading *reading = walk_user(walk);
    const struct privacy *privacy = NULL;
    static const enum problem problems[] = {[SITE_ASKED] = PROBLEM_MAY_NOT_ASK,
                                            [SITE_KEPT] = PROBLEM_MAY_NOT_KEEP,
                                            [SITE_TOLD] = PROBLEM_MAY_NOT_SEEK};
    if (reading->limits)
        privacy = reading->limits(reading->limits_arg, guide->regime, guide->language);
    for (size_t i = 0; privacy && i < reading->n_sites; i++) {
        const struct site *site = &reading->sites[i];
        if (site->kind == SITE_TOLD && tells_not(site->id))
            continue;
        if (site->kind >= SITE_ASKED && privacy_asks(privacy, site->id))
            complaint_add(walk_complaints(walk), problems[site->kind], site->mark, guide->regime,
                          NULL);
    }
}

void guide_check(struct walk *walk, void *item, const struct walk_text *top)
{
    struct guide *guide = item;
    if (!walk_whole(walk))
        return;
    check_regime(walk, guide, top);
    /* What is not named may only be misspelt where it is named. */
    if (check_names(walk, 0, SITE_USES, SITE_PITFALL, PROBLEM_NO_PITFALL))
        check_named(walk, 0, SITE_PITFALL, SITE_USES, false, PROBLEM_UNUSED_PITFALL);
    check_sites(walk);
    check_past(walk, guide);
    check_limits(walk, guide);
}
