/* What holds between the parts of a guide, and shows only when all of it has been read. */
#include "guide_inside.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/heard.h"
#include "domain/practice.h"

#define GUESSES_MAX     100 /* so many complaints later nobody reads what was meant */
#define NOTE_CHARACTERS 400 /* of a note that says nothing of its length, */
#define LINE_CHARACTERS 80  /* and of a line of a list */

/* The sites of one kind, by id. */
struct index {
    const struct site **sites;
    size_t n;
};

static int by_id(const void *a, const void *b)
{
    const struct site *const *left = a, *const *right = b;
    return strcmp((*left)->id, (*right)->id);
}

static struct index index_sites(const struct reading *reading, size_t from, enum site_kind kind)
{
    struct index index = {mem_zero(reading->n_sites - from + 1, sizeof *index.sites), 0};
    for (size_t i = from; i < reading->n_sites; i++)
        if (reading->sites[i].kind == kind)
            index.sites[index.n++] = &reading->sites[i];
    qsort(index.sites, index.n, sizeof *index.sites, by_id);
    return index;
}

static bool index_has(const struct index *index, const struct site *site)
{
    return bsearch(&site, index->sites, index->n, sizeof *index->sites, by_id) != NULL;
}

/* Adds 'Did you mean "oordeel" (line 28)?' or else which names there are. */
static void add_names(struct buf *out, const struct index *index, const char *word, enum lang lang)
{
    if (!index->n) {
        buf_adds(out, tr(lang, "There are none yet."));
        return;
    }
    const char **names = mem_zero(index->n, sizeof *names);
    for (size_t i = 0; i < index->n; i++)
        names[i] = index->sites[i]->id;
    size_t guess = walk_guess(word, names, index->n);
    if (guess < index->n) {
        buf_addf(out, tr(lang, "Did you mean \"%s\" (line %d)?"), names[guess],
                 index->sites[guess]->mark.line);
    } else {
        buf_adds(out, tr(lang, "There are: "));
        for (size_t i = 0; i < index->n; i++)
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
    struct index index = index_sites(reading, from, has);
    bool good = true;
    for (size_t i = from; i < reading->n_sites; i++) {
        const struct site *site = &reading->sites[i];
        if (site->kind != names || index_has(&index, site))
            continue;
        good = false;
        struct buf mend = BUF_INIT;
        if (complaints->n < GUESSES_MAX)
            add_names(&mend, &index, site->id, complaints->lang);
        complaint_add(complaints, problem, site->mark, site->id, mend.data, NULL);
        buf_release(&mend);
    }
    free(index.sites);
    return good;
}

/* Complains about every site of kind `has` from `from` on, but the first one when it may be passed
 * over, that no site of kind `names` names. */
static void check_named(struct walk *walk, size_t from, enum site_kind has, enum site_kind names,
                        bool but_first, enum problem problem)
{
    const struct reading *reading = walk_user(walk);
    struct index index = index_sites(reading, from, names);
    for (size_t i = from; i < reading->n_sites; i++) {
        const struct site *site = &reading->sites[i];
        if (site->kind != has)
            continue;
        if (!but_first && !index_has(&index, site))
            complaint_add(walk_complaints(walk), problem, site->mark, site->id, NULL);
        but_first = false;
    }
    free(index.sites);
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

/* The place of the turn a reply leads to; that of a turn after the last one when it ends the talk.
 */
static size_t place_of(const struct guide_scenario *scenario, const char *go)
{
    size_t t = go && *go ? 0 : scenario->n_turns;
    while (t < scenario->n_turns && strcmp(scenario->turns[t].id, go) != 0)
        t++;
    return t;
}

/* Where every reply leads, turn after turn. */
static size_t *list_ways(const struct guide_scenario *scenario)
{
    size_t n = 0, at = 0;
    for (size_t t = 0; t < scenario->n_turns; t++)
        n += scenario->turns[t].n_replies;
    size_t *ways = mem_zero(n + 1, sizeof *ways);
    for (size_t t = 0; t < scenario->n_turns; t++)
        for (size_t r = 0; r < scenario->turns[t].n_replies; r++)
            ways[at++] = place_of(scenario, scenario->turns[t].replies[r].go);
    return ways;
}

/* Goes once through all turns that are not known to end; true when one more is. */
static bool learn_ends(const struct guide_scenario *scenario, const size_t *ways, bool *ends)
{
    bool learned = false;
    for (size_t t = 0; t < scenario->n_turns; t++) {
        size_t n = scenario->turns[t].n_replies;
        bool knew = ends[t];
        ends[t] = knew || n == 0; /* the other has the last word */
        for (size_t r = 0; r < n; r++)
            ends[t] = ends[t] || ends[ways[r]];
        learned = learned || ends[t] != knew;
        ways += n;
    }
    return learned;
}

/* What is known of the end spreads backwards until nothing new is learned. Whoever is in a turn it
 * never reaches goes round for good. */
static void check_exits(struct walk *walk, const struct guide_scenario *scenario)
{
    const struct reading *reading = walk_user(walk);
    size_t *ways = list_ways(scenario), turn = 0;
    bool *ends = mem_zero(scenario->n_turns + 1, sizeof *ends);
    ends[scenario->n_turns] = true;
    while (learn_ends(scenario, ways, ends))
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

static bool has_entry(const struct guide_entries *entries, const char *id)
{
    return guide_entry(entries, id) != NULL;
}

static bool field_has(const struct guide_field *fields, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(fields[i].id, id) == 0 || has_entry(&fields[i].options, id))
            return true;
    return false;
}

/* Does any part of the guide that answers hang on have this id? */
static bool has_id(const struct guide *guide, const char *id)
{
    if (guide_point(guide, id) || guide_pitfall(guide, id) || has_entry(&guide->hurdles, id) ||
        field_has(guide->preparation, guide->n_preparation, id))
        return true;
    for (size_t i = 0; i < guide->n_points; i++)
        if (field_has(guide->points[i].capture, guide->points[i].n_capture, id))
            return true;
    return false;
}

static void check_past(struct walk *walk, const struct guide *guide, const struct site *site)
{
    struct complaints *complaints = walk_complaints(walk);
    const char *to = site->kind == SITE_RENAMED ? guide_entry(&guide->renamed, site->id) : NULL;
    if (has_id(guide, site->id))
        complaint_add(complaints, PROBLEM_STILL_USED, site->mark, site->id,
                      to ? "renamed" : "retired", NULL);
    if (to && !has_id(guide, to))
        complaint_add(complaints, PROBLEM_RENAMED, site->mark, site->id, to, NULL);
}

static void check_strictly(struct complaints *complaints, const struct reading *reading,
                           const struct site *site)
{
    if (reading->strict && site->kind == SITE_TO_HR)
        complaint_add(complaints, PROBLEM_TO_HR, site->mark, NULL);
    if (reading->strict && site->kind == SITE_BOTH)
        complaint_add(complaints, PROBLEM_BOTH, site->mark, site->id, NULL);
}

static void check_sites(struct walk *walk, const struct guide *guide)
{
    const struct reading *reading = walk_user(walk);
    struct complaints *complaints = walk_complaints(walk);
    const struct site *agreements = NULL;
    char line[16];
    for (size_t i = 0; i < reading->n_sites; i++) {
        const struct site *site = &reading->sites[i];
        check_strictly(complaints, reading, site);
        if (site->kind == SITE_RENAMED || site->kind == SITE_RETIRED)
            check_past(walk, guide, site);
        if (site->kind != SITE_AGREEMENTS)
            continue;
        if (agreements) {
            snprintf(line, sizeof line, "%d", agreements->mark.line);
            complaint_add(complaints, PROBLEM_AGREEMENTS_TWICE, site->mark, line, NULL);
        }
        agreements = agreements ? agreements : site;
    }
}

/* Does what the manager reads say what not to do? Then it leads nowhere. */
static bool tells_not(const char *text)
{
    static const char *const words[] = {"niet", "nooit", "geen", "zonder",
                                        "not",  "never", "no",   "without"};
    struct buf folded = BUF_INIT;
    bool found = false;
    buf_addf(&folded, " %s ", text);
    for (size_t i = 0; i < folded.len; i++)
        folded.data[i] =
            (char)(isalpha((unsigned char)folded.data[i]) ? tolower(folded.data[i]) : ' ');
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct buf word = BUF_INIT;
        buf_addf(&word, " %s ", words[i]);
        found = found || strstr(folded.data, word.data);
        buf_release(&word);
    }
    buf_release(&folded);
    return found;
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
    check_sites(walk, guide);
    check_limits(walk, guide);
}
