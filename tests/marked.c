#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "marked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/db.h"
#include "store/dossier.h"
#include "store/erase.h"
#include "store/interviews.h"
#include "store/keeping.h"
#include "store/sparring.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

static const struct deed deed = {"\"%s\" ticked", MARK " deed"};

/* ---- The guide ----------------------------------------------------------------------------- */

static const char head[] =
    "guide: 1\nid: gemerkt\nversion: 2026.1\nlanguage: nl\nregime: none\n"
    "title: Gewoon gesprek\nsummary: " MARK " summary\n"
    "source: " MARK " source\npreparation:\n  " MARK "-tick: " MARK " tick\n";
static const char tail[] =
    "  afspraken:\n    title: Afspraken\n    aim: " MARK " aim\n"
    "    agreements: { min: 1, follow_up: 2 weeks }\n"
    "pitfalls:\n  " MARK "-pit: { text: " MARK " pit, instead: " MARK " instead }\n"
    "hurdles:\n  ask: Wat was lastig?\n  options:\n    tijd: Tijd\n"
    "    niets: Niets\n";

static void add_field(struct buf *text, const char *indent, enum kind kind, enum share share,
                      bool in_capture)
{
    const char *key = kind_key(kind);
    buf_addf(text, "%s" MARK "-%s-%s:\n%s  ask: " MARK " ask %s\n%s  kind: %s\n", indent, key,
             share_key(share), indent, key, indent, key);
    if (in_capture)
        buf_addf(text, "%s  share: %s\n", indent, share_key(share));
    if (kind == KIND_CHOICE)
        buf_addf(text, "%s  options:\n%s    " MARK "-yes: " MARK " yes\n", indent, indent);
}

/* Every kind in the preparation and every kind with every share at a point. Its hurdles have no
 * mark: how often each was chosen is what HR is told. */
static void add_guide(struct buf *text)
{
    buf_adds(text, head);
    for (enum kind kind = KIND_CHECK; kind <= KIND_DATE; kind++)
        if (kind != KIND_CHOICE)
            add_field(text, "  ", kind, SHARE_PRIVATE, false);
    buf_adds(text, "points:\n  " MARK "-point:\n    title: " MARK " point\n    aim: " MARK
                   " aim\n    questions:\n      - " MARK " question\n    tips:\n      - " MARK
                   " tip\n    pitfalls: [" MARK "-pit]\n    capture:\n");
    for (enum kind kind = KIND_CHECK; kind <= KIND_DATE; kind++)
        for (enum share share = SHARE_PRIVATE; share <= SHARE_HR; share++)
            add_field(text, "      ", kind, share, true);
    buf_adds(text, tail);
}

static void put_guide(struct marked *marked)
{
    struct shelf_reader reader = {guide_yaml_open, regime_yaml_open, guide_yaml_open_held};
    struct buf text = BUF_INIT;
    char path[SANDBOX_PATH];
    sandbox_path(&marked->sandbox, "guides", marked->guides);
    assert_int_equal(mkdir(marked->guides, 0700), 0);
    sandbox_path(&marked->sandbox, "guides/gemerkt.yaml", path);
    add_guide(&text);
    sandbox_write(path, text.data, text.len);
    buf_release(&text);
    shelf_init(&marked->shelf, reader, LANG_NL);
    shelf_add_folder(&marked->shelf, marked->guides, ORIGIN_GIVEN);
}

/* ---- Answers ------------------------------------------------------------------------------- */

static void answer(struct marked *marked, struct dossier *dossier, struct asked asked)
{
    static const char *const values[] = {
        [KIND_CHECK] = "1",
        [KIND_NOTE] = MARK " note\n\nmore " MARK,
        [KIND_LIST] = MARK " one\n" MARK " two",
        [KIND_CHOICE] = MARK "-yes",
        [KIND_DATE] = "2031-03-17",
    };
    struct err err = ERR_INIT(LANG_EN);
    const char *value = strcmp(asked.field, FIELD_HURDLE) ? values[asked.kind] : "tijd";
    if (dossier_answer(&marked->desk, dossier, &asked, value, &err))
        fail_msg("%s", err.text);
}

/* Everything that can be answered in a conversation by this guide. */
static void answer_all(struct marked *marked, const char *interview)
{
    static const char *const own[] = {FIELD_GOAL,          FIELD_QUESTIONS, FIELD_VIEW_MANAGER,
                                      FIELD_VIEW_EMPLOYEE, FIELD_REACTION,  FIELD_COLLEAGUES,
                                      FIELD_SINCE,         FIELD_PLACE,     FIELD_TOPICS};
    struct err err = ERR_INIT(LANG_EN);
    struct dossier dossier;
    if (desk_take(&marked->desk, interview, &dossier, &err))
        fail_msg("%s", err.text);
    const struct guide *guide = dossier.guide;
    for (size_t i = 0; i < guide->n_preparation; i++)
        answer(marked, &dossier, asked_guide(POINT_PREPARATION, &guide->preparation[i]));
    for (size_t i = 0; i < guide->n_points; i++) {
        const struct guide_point *point = &guide->points[i];
        for (size_t k = 0; k < point->n_capture; k++)
            answer(marked, &dossier, asked_guide(point->id, &point->capture[k]));
        answer(marked, &dossier, asked_own(point->id, FIELD_NOTE, LANG_NL));
        answer(marked, &dossier, asked_later(point));
    }
    for (size_t i = 0; i < guide->n_pitfalls; i++)
        answer(marked, &dossier, asked_pitfall(&guide->pitfalls[i]));
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        answer(marked, &dossier, asked_own(NULL, own[i], LANG_NL));
    answer(marked, &dossier, asked_hurdle(guide));
    desk_put_away(&dossier);
}

static void draft(struct marked *marked, const char *interview, const char *point,
                  const char *field)
{
    struct err err = ERR_INIT(LANG_EN);
    struct draft draft = {
        .point = (char *)point, .field = (char *)field, .text = (char *)MARK " draft"};
    snprintf(draft.interview, sizeof draft.interview, "%s", interview);
    if (interviews_draft(marked->desk.store, &draft, &err))
        fail_msg("%s", err.text);
}

/* ---- Agreements ---------------------------------------------------------------------------- */

static void save(struct marked *marked, struct agreement *agreement)
{
    struct err err = ERR_INIT(LANG_EN);
    if (agreements_save(marked->desk.store, agreement, &deed, &err))
        fail_msg("%s", err.text);
}

/* A new one with text in each of its texts. Without the mark in it its days are ordinary too. */
static void agree(struct marked *marked, const char *interview, const char *text, enum share share,
                  char id[UUID_SIZE])
{
    struct agreement agreement;
    bool hidden = strstr(text, MARK) != NULL;
    agreement_init(&agreement);
    snprintf(agreement.interview, sizeof agreement.interview, "%s", interview);
    mem_replace(&agreement.what, text);
    mem_replace(&agreement.follow_up, hidden ? text : "we bellen vrijdag");
    mem_replace(&agreement.remark, hidden ? text : "");
    agreement.owner = hidden ? OWNER_OTHER : strcmp(text, SHOWN_HR) ? OWNER_MANAGER : OWNER_HR;
    mem_replace(&agreement.owner_name, hidden ? text : "");
    agreement.due = agreement.look_back = hidden ? MARK_DAY : 20800;
    agreement.basis = hidden ? BASIS_DOCTOR : BASIS_NONE;
    agreement.basis_day = hidden ? MARK_DAY : DAY_NONE;
    agreement.share = share;
    save(marked, &agreement);
    memcpy(id, agreement.id, UUID_SIZE);
    agreement_release(&agreement);
}

static void change(struct marked *marked, const char *id, const char *text, enum share share,
                   bool removed)
{
    struct err err = ERR_INIT(LANG_EN);
    struct agreement *revisions;
    size_t n;
    if (agreements_history(marked->desk.store, id, &revisions, &n, &err))
        fail_msg("%s", err.text);
    struct agreement *last = &revisions[n - 1];
    if (text) {
        bool hidden = strstr(text, MARK) != NULL;
        mem_replace(&last->what, text);
        mem_replace(&last->follow_up, hidden ? text : "");
        mem_replace(&last->remark, hidden ? text : "");
        mem_replace(&last->owner_name, hidden ? text : "");
        mem_replace(&last->due_words, hidden ? text : "");
        last->due = last->look_back = hidden ? DAY_NONE : 20801;
        last->basis = BASIS_NONE;
        last->basis_day = DAY_NONE;
    }
    last->share = share;
    last->removed = removed;
    save(marked, last);
    while (n)
        agreement_release(&revisions[--n]);
    free(revisions);
}

/* ---- The two steps ------------------------------------------------------------------------- */

static void begin(struct marked *marked, const char *name, char id[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    const struct guide *guide = shelf_guide(&marked->shelf, "gemerkt", LANG_NL);
    if (!guide)
        fail_msg("%s", marked->shelf.n_items ? marked->shelf.items[0].trouble : "no guide");
    if (interviews_begin(marked->desk.store, name, guide, SANDBOX_NOW, id, &err))
        fail_msg("%s", err.text);
}

static void rename_person(struct marked *marked, const char *interview, const char *name,
                          const char *team, const char *code)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview *read = interviews_load(marked->desk.store, interview, &err);
    if (!read || interviews_rename_person(marked->desk.store, read->person.id, name, team, code,
                                          &deed, &err))
        fail_msg("%s", err.text);
    interview_release(read);
    free(read);
}

/* What stays with the manager whatever is done later. */
static void keep_private(struct marked *marked)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = marked->desk.store;
    char id[UUID_SIZE];
    struct place place = {.step = MARK " step", .item = MARK " item", .screen = MARK};
    agree(marked, marked->talk, MARK " never shared", SHARE_EMPLOYEE, marked->never);
    agree(marked, marked->talk, MARK " in words", SHARE_EMPLOYEE, id);
    change(marked, id, MARK " when it suits", SHARE_EMPLOYEE, false);
    agree(marked, marked->talk, MARK " before it was shared", SHARE_EMPLOYEE, id);
    change(marked, id, "Pas gedeeld toen het klaar was", SHARE_HR, false);
    agree(marked, marked->talk, "Steeds gedeeld, behalve even", SHARE_HR, id);
    change(marked, id, MARK " for a while", SHARE_EMPLOYEE, false);
    change(marked, id, "Steeds gedeeld, op een keer na", SHARE_HR, false);
    draft(marked, marked->talk, MARK "-point", MARK "-note-private");
    draft(marked, marked->talk, "", "what");
    draft(marked, marked->talk, id, "remark");
    snprintf(place.interview, sizeof place.interview, "%s", marked->talk);
    if (interviews_place_set(store, &place, &err) ||
        store_setting_set(store, MARK ".setting", MARK " value", &err) ||
        sparring_draft(store, marked->talk, MARK " question being typed", &err))
        fail_msg("%s", err.text);
}

/* What was said at first in a conversation that is finished by now, and how long it is kept. */
static void put_right(struct marked *marked)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = marked->desk.store;
    struct keeping keeping;
    struct interview *talk = interviews_load(store, marked->talk, &err);
    struct answer *choice = NULL;
    for (size_t i = 0; talk && i < talk->n_answers; i++)
        if (*talk->answers[i].shown && strcmp(talk->answers[i].field, FIELD_HURDLE))
            choice = &talk->answers[i];
    assert_non_null(choice);
    mem_replace(&choice->value, "");
    keeping_init(&keeping);
    keeping.closed_on = keeping.ended_on = keeping.held_until = MARK_DAY;
    keeping.held = true;
    mem_replace(&keeping.reason, MARK " reason");
    if (interviews_set_stage(store, marked->talk, STAGE_CLOSED, &deed, &err) ||
        interviews_answer(store, marked->talk, choice, &deed, &err) ||
        keeping_set(store, talk->person.id, &keeping, &deed, &err))
        fail_msg("%s", err.text);
    keeping_release(&keeping);
    interview_release(talk);
    free(talk);
}

/* Erases a person, a conversation of another one, and a sentence. */
static void erase(struct marked *marked)
{
    struct err err = ERR_INIT(LANG_EN);
    struct erased erased[3] = {ERASED_INIT, ERASED_INIT, ERASED_INIT};
    struct store *store = marked->desk.store;
    struct interview *gone = interviews_load(store, marked->erased[0], &err);
    if (!gone || erase_all(store, ERASE_PERSON, gone->person.id, &erased[0], &err) ||
        erase_all(store, ERASE_INTERVIEW, marked->erased[1], &erased[1], &err) ||
        erase_sentence(store, marked->talk, " " MARK " sentence.", false, &erased[2], &err))
        fail_msg("%s", err.text);
    assert_int_equal(erased[0].agreements + erased[1].agreements, 2);
    for (size_t i = 0; i < 3; i++)
        erased_release(&erased[i]);
    interview_release(gone);
    free(gone);
}

/* A question to HR that was taken back before it went. */
static void ask_and_take_back(struct marked *marked)
{
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_point point = {marked->talk, "gemerkt", MARK "-point", MARK " point"};
    struct undone undone = {.said = BUF_INIT};
    char id[UUID_SIZE];
    if (sparring_ask(marked->desk.store, &point, MARK " asked", &deed, id, &err) ||
        store_undo(marked->desk.store, LANG_EN, &undone, &err) != 1)
        fail_msg("%s", err.text);
    buf_release(&undone.said);
}

/* A report whose days are marked too; no rule about days stands in the way of a mark. */
static void report(struct marked *marked)
{
    struct err err = ERR_INIT(LANG_EN);
    if (db_run(store_db(marked->desk.store),
               "INSERT INTO absence (id, person, first_day, expected, back, reachable, lasting,"
               " work, safety_net, accident, liable, created_at, updated_at, kind, steps)"
               " SELECT '019a0000-0000-7000-8000-000000000001', id,"
               " '2031-03-17', '2031-03-17', '2031-03-17', '" MARK " 6', '" MARK " lang',"
               " '" MARK " werk', 'yes', 'no', '', 1, 1, 'sick',"
               " '[[\"2031-03-17\",500,\"2031-03-17\",\"" MARK "\"]]' FROM person"
               " WHERE name = 'Tim Aerts';"
               "INSERT INTO absence_before (absence, person, field, value, changed_at, who)"
               " SELECT id, person, 'work', '" MARK " eerst', 1, 'anna' FROM absence;"
               "INSERT INTO service (id, person, from_day, until_day, factor) SELECT "
               "'019a0000-0000-7000-8000-000000000002', id,"
               " '2031-03-17', '2031-03-17', 8000 FROM person WHERE name = 'Tim Aerts';"
               "INSERT INTO tick (absence, step, turn, person, done_on) SELECT id, 'plan', 0,"
               " person, '2031-03-17' FROM absence",
               &err))
        fail_msg("%s", err.text);
}

void marked_begin(struct marked *marked)
{
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE];
    *marked = (struct marked){.guides = ""};
    sandbox_make(&marked->sandbox);
    put_guide(marked);
    marked->desk = (struct desk){
        .store = sandbox_open(&marked->sandbox, ACCESS_WRITE, SANDBOX_NOW),
        .shelf = &marked->shelf,
        .clock = {.fixed = SANDBOX_NOW},
        .lang = LANG_NL,
    };
    begin(marked, MARK " de Boer", marked->talk);
    begin(marked, MARK " Karimi", marked->other);
    begin(marked, "Tim Aerts", marked->withdrawn);
    begin(marked, MARK " Aerts", marked->erased[0]);
    begin(marked, "Roos Dijkstra", marked->erased[1]);
    rename_person(marked, marked->other, MARK " Karimi", MARK " team", MARK " code");
    answer_all(marked, marked->talk);
    answer_all(marked, marked->withdrawn);
    agree(marked, marked->talk, SHOWN, SHARE_HR, id);
    agree(marked, marked->talk, SHOWN_HR, SHARE_HR, id);
    agree(marked, marked->talk, MARK " not shared later", SHARE_HR, marked->ids[0]);
    agree(marked, marked->talk, MARK " removed later", SHARE_HR, marked->ids[1]);
    agree(marked, marked->withdrawn, MARK " of a talk withdrawn later", SHARE_HR, marked->ids[2]);
    agree(marked, marked->other, MARK " of somebody else", SHARE_HR, marked->ids[3]);
    agree(marked, marked->erased[0], MARK " of somebody erased later", SHARE_HR, id);
    agree(marked, marked->erased[1], MARK " of a talk erased later", SHARE_HR, id);
    agree(marked, marked->talk, "Een zin te veel", SHARE_HR, id);
    if (agreements_settle(marked->desk.store, id, STATUS_DONE, DAY_NONE,
                          "Klaar. " MARK " sentence.", &deed, &err))
        fail_msg("%s", err.text);
    keep_private(marked);
    put_right(marked);
    report(marked);
}

void marked_withdraw(struct marked *marked)
{
    struct err err = ERR_INIT(LANG_EN);
    struct undone undone = {.said = BUF_INIT};
    char id[UUID_SIZE];
    change(marked, marked->ids[0], NULL, SHARE_EMPLOYEE, false);
    change(marked, marked->ids[1], NULL, SHARE_HR, true);
    change(marked, marked->ids[3], NULL, SHARE_EMPLOYEE, false);
    if (interviews_remove(marked->desk.store, marked->withdrawn, &deed, &err))
        fail_msg("%s", err.text);
    rename_person(marked, marked->talk, "Sanne de Boer", "Noord", MARK " code");
    ask_and_take_back(marked);
    erase(marked);
    agree(marked, marked->talk, MARK " undone", SHARE_HR, id);
    if (store_undo(marked->desk.store, LANG_EN, &undone, &err) != 1)
        fail_msg("%s", err.text);
    buf_release(&undone.said);
}

void marked_close(struct marked *marked)
{
    store_close(marked->desk.store);
    marked->desk.store = NULL;
}

void marked_remove(struct marked *marked)
{
    store_close(marked->desk.store);
    shelf_release(&marked->shelf);
    sandbox_remove(&marked->sandbox);
}

const char *marked_find(const char *bytes, size_t len)
{
    static const char *const needles[] = {MARK_TAIL,    "2031-03-17", "20310317",  "mrt 2031",
                                          "maart 2031", "Mar 2031",   "March 2031"};
    for (size_t i = 0; i < len; i++)
        for (size_t k = 0; k < sizeof needles / sizeof *needles; k++)
            if (strlen(needles[k]) <= len - i &&
                !strncasecmp(bytes + i, needles[k], strlen(needles[k])))
                return bytes + i;
    return NULL;
}
