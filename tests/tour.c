#include "tour.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/insight.h"
#include "store/absences.h"
#include "store/agreements.h"
#include "store/backups.h"
#include "store/interviews.h"
#include "store/requests.h"
#include "store/services.h"
#include "store/sparring.h"
#include "yaml/guide_yaml.h"

/* ---- what is on the desk --------------------------------------------------------------------- */

enum text {
    LATE,
    TODAY,
    THEIRS,
    DESK,
    EXPLAIN,
    GOAL,
    OPEN_QUESTION,
    POSSIBLE,
    HINDERS,
    OWN_NOTE,
    FOLLOW,
    TEXTS,
};

static const char *const texts[TEXTS][2] = {
    [LATE] = {"Order the chair", "Stoel bestellen"},
    [TODAY] = {"Make the roster", "Rooster maken"},
    [THEIRS] = {"Brief the team", "Team bijpraten"},
    [DESK] = {"Set up the desk", "Werkplek inrichten"},
    [EXPLAIN] = {"Explain the leave", "Verlof uitleggen"},
    [GOAL] = {"Hear how it goes", "Horen hoe het gaat"},
    [OPEN_QUESTION] = {"What gives energy?", "Wat geeft energie?"},
    [POSSIBLE] = {"two mornings", "twee ochtenden"},
    [HINDERS] = {"the journey", "de reis"},
    [OWN_NOTE] = {"call Thursday", "donderdag bellen"},
    [FOLLOW] = {"by phone", "telefonisch"},
};

static const char *const kinds_guides[2] = {
    "guide: 1\nid: soorten\nversion: '1'\nlanguage: en\nregime: none\ntitle: All kinds\n"
    "points:\n"
    "  een:\n"
    "    title: All kinds\n"
    "    aim: One of each\n"
    "    questions:\n      - How does it go?\n"
    "    capture:\n"
    "      vink: { ask: Done, kind: check }\n"
    "      keus: { ask: Which way, kind: choice, options: { l: Left, r: Right } }\n"
    "      dag: { ask: Which day, kind: date }\n"
    "      regel: { ask: A line, kind: note, max: 20 }\n",
    "guide: 1\nid: soorten\nversion: '1'\nlanguage: nl\nregime: none\ntitle: Alle soorten\n"
    "points:\n"
    "  een:\n"
    "    title: Alle soorten\n"
    "    aim: Van elk een\n"
    "    questions:\n      - Hoe gaat het?\n"
    "    capture:\n"
    "      vink: { ask: Klaar, kind: check }\n"
    "      keus: { ask: Welke kant op, kind: choice, options: { l: Links, r: Rechts } }\n"
    "      dag: { ask: Welke dag, kind: date }\n"
    "      regel: { ask: Een regel, kind: note, max: 20 }\n",
};

static const char *text_of(const struct tour *tour, enum text text)
{
    return texts[text][tour->fixture.desk.lang];
}

static void agree(struct tour *tour, const char *interview, enum owner owner, enum text what,
                  int days)
{
    char id[UUID_SIZE];
    desk_fixture_agreement(&tour->fixture, interview, owner, text_of(tour, what),
                           desk_fixture_today(&tour->fixture) + days, id);
}

static void answer(struct tour *tour, const char *interview, const char *point, const char *field,
                   enum kind kind, enum share share, enum text text)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "answer changed", .about = ""};
    struct answer answer = {.point = (char *)point,
                            .field = (char *)field,
                            .kind = kind,
                            .share = share,
                            .label = "",
                            .value = (char *)text_of(tour, text),
                            .shown = ""};
    if (interviews_answer(tour->fixture.desk.store, interview, &answer, &deed, &err))
        fail_msg("%s", err.text);
}

static void move_to(struct tour *tour, const char *interview, enum stage stage)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "moved", .about = ""};
    for (int step = STAGE_TALKING; step <= (int)stage; step++)
        if (interviews_set_stage(tour->fixture.desk.store, interview, (enum stage)step, &deed,
                                 &err))
            fail_msg("%s", err.text);
}

/* Held two weeks ago: Zoë has heard nothing since, Sanne has agreements open. */
static void hold_earlier(struct tour *tour)
{
    char sanne[UUID_SIZE], zoe[UUID_SIZE];
    desk_fixture_interview(&tour->fixture, "Sanne de Boer", DAY_NONE, sanne);
    agree(tour, sanne, OWNER_MANAGER, LATE, 10);
    agree(tour, sanne, OWNER_MANAGER, TODAY, 14);
    agree(tour, sanne, OWNER_EMPLOYEE, THEIRS, 16);
    move_to(tour, sanne, STAGE_CLOSED);
    desk_fixture_interview(&tour->fixture, "Zoë Łukasz", DAY_NONE, zoe);
    agree(tour, zoe, OWNER_HR, EXPLAIN, 40);
    move_to(tour, zoe, STAGE_CLOSED);
    desk_fixture_later(&tour->fixture, 14);
}

/* HR asks about what is late, and answered a question asked at the first point. */
static void hear_of_hr(struct tour *tour)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "HR", .about = ""};
    struct store *store = tour->fixture.desk.store;
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct agreement_row *rows;
    struct sparring_point point = {tour->ids[TOUR_TALK], "verzuimgesprek", "aandacht",
                                   text_of(tour, GOAL)};
    char thread[UUID_SIZE];
    size_t n;
    filter.owner = OWNER_MANAGER;
    if (agreements_list(store, &filter, &rows, &n, &err) ||
        requests_ask(store, rows[0].agreement.id, "", &deed, &err) ||
        sparring_ask(store, &point, text_of(tour, OPEN_QUESTION), &deed, thread, &err) ||
        sparring_say(store, thread, SIDE_HR, text_of(tour, POSSIBLE), &deed, &err))
        fail_msg("%s", err.text);
    agreement_rows_free(rows, n);
}

static void begin_kinds(struct tour *tour)
{
    struct err err = ERR_INIT(LANG_EN);
    enum lang lang = tour->fixture.desk.lang;
    const struct guide *guide = shelf_guide(&tour->fixture.shelf, "soorten", lang);
    assert_non_null(guide);
    if (interviews_begin(tour->fixture.desk.store, "Tim Aerts", guide, 0, tour->ids[TOUR_KINDS],
                         &err))
        fail_msg("%s", err.text);
    move_to(tour, tour->ids[TOUR_KINDS], STAGE_TALKING);
}

/* Six people who were absent half a year ago: figures have something to say. */
static void be_absent(struct tour *tour)
{
    struct err err = ERR_INIT(LANG_EN);
    int today = desk_fixture_today(&tour->fixture);
    int first = insight_quarter_begin(insight_quarter(today) - 1);
    for (int i = 0; i < 6; i++) {
        char name[32];
        struct deed deed = {.words = "absent", .about = ""};
        struct absence absence;
        absence_init(&absence);
        absence.first_day = first + i;
        absence.back = first + 14 + i;
        snprintf(name, sizeof name, "Iemand %d", i);
        int failed = absences_add(tour->fixture.desk.store, name, &absence, &deed, &err);
        struct service span = {.from = first - 400, .until = DAY_NONE, .factor = SERVICE_FULL};
        memcpy(span.person, absence.person, UUID_SIZE);
        if (failed || services_save(tour->fixture.desk.store, &span, &deed, &err))
            fail_msg("%s", err.text);
        absence_release(&absence);
    }
}

static void fill(struct tour *tour)
{
    char *sanne = tour->ids[TOUR_PREPARE], *mo = tour->ids[TOUR_TALK];
    char *roos = tour->ids[TOUR_CLOSE];
    hold_earlier(tour);
    int today = desk_fixture_today(&tour->fixture);
    desk_fixture_interview(&tour->fixture, "Sanne de Boer", today + 1, sanne);
    answer(tour, sanne, POINT_OWN, FIELD_GOAL, KIND_NOTE, SHARE_PRIVATE, GOAL);
    answer(tour, sanne, POINT_OWN, FIELD_QUESTIONS, KIND_LIST, SHARE_PRIVATE, OPEN_QUESTION);
    desk_fixture_interview(&tour->fixture, "Mo Karimi", DAY_NONE, mo);
    move_to(tour, mo, STAGE_TALKING);
    answer(tour, mo, POINT_OWN, FIELD_QUESTIONS, KIND_LIST, SHARE_PRIVATE, OPEN_QUESTION);
    answer(tour, mo, "mogelijkheden", "in_de_weg", KIND_LIST, SHARE_EMPLOYEE, HINDERS);
    answer(tour, mo, "aandacht", FIELD_NOTE, KIND_NOTE, SHARE_PRIVATE, OWN_NOTE);
    agree(tour, mo, OWNER_EMPLOYEE, DESK, 7);
    desk_fixture_interview(&tour->fixture, "Roos Dijkstra", DAY_NONE, roos);
    answer(tour, roos, "mogelijkheden", "kan_wel", KIND_LIST, SHARE_EMPLOYEE, POSSIBLE);
    agree(tour, roos, OWNER_EMPLOYEE, THEIRS, 7);
    agree(tour, roos, OWNER_MANAGER, DESK, 9);
    move_to(tour, roos, STAGE_CLOSING);
    hear_of_hr(tour);
    begin_kinds(tour);
    be_absent(tour);
}

/* ---- the stops ------------------------------------------------------------------------------- */

/* Help finds a command by its words; those differ by language. */
const struct tour_stop tour_stops[] = {
    {"welcome", "home", TOUR_EMPTY, {"", NULL}, false, false},
    {"home", "home", TOUR_HOME, {"", NULL}, false, false},
    {"home, a talk", "home", TOUR_HOME, {"<Down><Down>", NULL}, false, false},
    {"home, somebody quiet", "home", TOUR_HOME, {"<End><Up><Up>", NULL}, false, false},
    {"home, HR asks", "home", TOUR_HOME, {"<End><Up>", NULL}, false, false},
    {"home, HR answered", "home", TOUR_HOME, {"<End>", NULL}, false, false},
    {"news for HR", "ask", TOUR_HOME, {"<End><Up>c", NULL}, false, false},
    {"sparring", "sparring", TOUR_HOME, {"s", NULL}, false, false},
    {"sparring, nothing", "sparring", TOUR_EMPTY, {"s", NULL}, false, false},
    {"sparring, a thread", "sparring", TOUR_HOME, {"s<Enter>", NULL}, false, false},
    {"sparring, answering", "sparring", TOUR_HOME, {"s<Enter><Enter>", NULL}, false, false},
    {"sparring, a new question", "sparring", TOUR_HOME, {"sn", NULL}, false, false},
    {"sparring, asked", "sparring", TOUR_HOME, {"snHoe?<Enter>", NULL}, false, false},
    {"sparring, closed", "sparring", TOUR_HOME, {"s<Enter>x", NULL}, false, false},
    {"sparring, at a point", "sparring", TOUR_TALK, {"<Up>s", NULL}, false, false},
    {"asking at a point", "sparring", TOUR_PREPARE, {"s", NULL}, false, false},
    {"help of sparring", "help", TOUR_HOME, {"s?", NULL}, false, false},
    {"help of a question", "help", TOUR_HOME, {"s<Enter>?", NULL}, false, false},
    {"home, in a second window", "home", TOUR_HOME, {"", NULL}, false, true},
    {"home, after a deed", "home", TOUR_HOME, {"x", NULL}, false, false},
    {"home, undone", "home", TOUR_HOME, {"xu", NULL}, false, false},
    {"a new name", "ask", TOUR_HOME, {"n", NULL}, false, false},
    {"who is meant", "ask", TOUR_HOME, {"nSanne<Enter>", NULL}, false, false},
    {"a guide", "ask", TOUR_HOME, {"nRoos Aerts<Enter>", NULL}, false, false},
    {"another date", "ask", TOUR_HOME, {"d", NULL}, false, false},
    {"another date, unknown", "ask", TOUR_HOME, {"d<C-u>zomaar<Enter>", NULL}, false, false},
    {"the calendar", "ask", TOUR_HOME, {"d<F3>", NULL}, false, false},
    {"the right name",
     "ask",
     TOUR_HOME,
     {"?correct the<Enter>", "?naam van deze persoon verbet<Enter>"},
     false,
     false},
    {"the team", "ask", TOUR_HOME, {"?which team<Enter>", "?welk team<Enter>"}, false, false},
    {"the code", "ask", TOUR_HOME, {"?show a code<Enter>", "?een code<Enter>"}, false, false},
    {"person", "person", TOUR_HOME, {"?all about<Enter>", "?alles over<Enter>"}, false, false},
    {"person, a day",
     "ask",
     TOUR_HOME,
     {"?all about<Enter><Enter>", "?alles over<Enter><Enter>"},
     false,
     false},
    {"person, on hold",
     "ask",
     TOUR_HOME,
     {"?all about<Enter><Down><Down><Enter>", "?alles over<Enter><Down><Down><Enter>"},
     false,
     false},
    {"person, file",
     "ask",
     TOUR_HOME,
     {"?all about<Enter><Down><Down><Down><Enter>", "?alles over<Enter><Down><Down><Down><Enter>"},
     false,
     false},
    {"person, erase?",
     "ask",
     TOUR_HOME,
     {"?all about<Enter><End><Enter>", "?alles over<Enter><End><Enter>"},
     false,
     false},
    {"help of a person",
     "help",
     TOUR_HOME,
     {"?all about<Enter>?", "?alles over<Enter>?"},
     false,
     false},
    {"service, nothing",
     "service",
     TOUR_HOME,
     {"?all about<Enter><End><Up><Enter>", "?alles over<Enter><End><Up><Enter>"},
     false,
     false},
    {"service, a day",
     "ask",
     TOUR_HOME,
     {"?all about<Enter><End><Up><Enter>n", "?alles over<Enter><End><Up><Enter>n"},
     false,
     false},
    {"service, a factor",
     "ask",
     TOUR_HOME,
     {"?all about<Enter><End><Up><Enter>n<Enter>", "?alles over<Enter><End><Up><Enter>n<Enter>"},
     false,
     false},
    {"service",
     "service",
     TOUR_HOME,
     {"?all about<Enter><End><Up><Enter>n<Enter><Enter>",
      "?alles over<Enter><End><Up><Enter>n<Enter><Enter>"},
     false,
     false},
    {"service, the last day",
     "ask",
     TOUR_HOME,
     {"?all about<Enter><End><Up><Enter>n<Enter><Enter>d",
      "?alles over<Enter><End><Up><Enter>n<Enter><Enter>d"},
     false,
     false},
    {"service, take away?",
     "ask",
     TOUR_HOME,
     {"?all about<Enter><End><Up><Enter>n<Enter><Enter>-",
      "?alles over<Enter><End><Up><Enter>n<Enter><Enter>-"},
     false,
     false},
    {"help of service",
     "help",
     TOUR_HOME,
     {"?all about<Enter><End><Up><Enter>n<Enter><Enter>?",
      "?alles over<Enter><End><Up><Enter>n<Enter><Enter>?"},
     false,
     false},
    {"absence, a text",
     "ask",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><Enter><Down><Down><Down><Enter>", NULL},
     false,
     false},
    {"absence, yes or no",
     "ask",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><Enter><End><Enter>", NULL},
     false,
     false},
    {"stop?", "ask", TOUR_HOME, {"<C-c>", NULL}, false, false},
    {"find", "past", TOUR_HOME, {"/", NULL}, false, false},
    {"find, nothing", "past", TOUR_HOME, {"/qqq", NULL}, false, false},
    {"practice", "practice", TOUR_HOME, {"t", NULL}, false, false},
    {"practice, nothing", "practice", TOUR_HOME, {"tqqq", NULL}, false, false},
    {"scenario", "scenario", TOUR_HOME, {"t<Enter>", NULL}, false, false},
    {"scenario, answered", "scenario", TOUR_HOME, {"t<Enter>1", NULL}, false, false},
    {"scenario, over", "scenario", TOUR_HOME, {"t<Enter>11111111", NULL}, false, false},
    {"help of a scenario", "help", TOUR_HOME, {"t<Enter>?", NULL}, false, false},
    {"insight", "insight", TOUR_HOME, {"i", NULL}, false, false},
    {"insight, the next block", "insight", TOUR_HOME, {"i<Down>", NULL}, false, false},
    {"insight, empty", "insight", TOUR_EMPTY, {"i", NULL}, false, false},
    {"insight, absence", "insight", TOUR_HOME, {"iA", NULL}, false, false},
    {"insight, absence, further", "insight", TOUR_HOME, {"iA<Down>", NULL}, false, false},
    {"insight, absence, nothing", "insight", TOUR_EMPTY, {"iA", NULL}, false, false},
    {"how absence is counted", "definitions", TOUR_HOME, {"iAh", NULL}, false, false},
    {"help of absence in figures", "help", TOUR_HOME, {"iA?", NULL}, false, false},
    {"insight, a period", "ask", TOUR_HOME, {"ip", NULL}, false, false},
    {"insight, to a file", "ask", TOUR_HOME, {"iw", NULL}, false, false},
    {"help of insight", "help", TOUR_HOME, {"i?", NULL}, false, false},
    {"hurdles", "hurdles", TOUR_HOME, {"H", NULL}, false, false},
    {"hurdles, nothing", "hurdles", TOUR_EMPTY, {"H", NULL}, false, false},
    {"copies",
     "copies",
     TOUR_HOME,
     {"?copy of before<Enter>", "?kopie van eerder<Enter>"},
     false,
     false},
    {"help of hurdles", "help", TOUR_HOME, {"H?", NULL}, false, false},
    {"insight, as HR", "insight", TOUR_REVIEW, {"i", NULL}, false, false},
    {"sparring, answering as HR", "sparring", TOUR_REVIEW, {"s<Enter><Enter>", NULL}, false, false},
    {"practising, the talk", "talk", TOUR_PREPARE, {"<F4>", NULL}, false, false},
    {"practising, an agreement", "agree", TOUR_PREPARE, {"<F4><F4>", NULL}, false, false},
    {"practising, reading back", "close", TOUR_PREPARE, {"<F4><F6>", NULL}, false, false},
    {"practising, for yourself",
     "close",
     TOUR_PREPARE,
     {"<F4><F6><F6><Enter>", NULL},
     false,
     false},
    {"practising, over", "prepare", TOUR_PREPARE, {"<F4><F6><F6><Enter><F6>", NULL}, false, false},
    {"whose absence", "ask", TOUR_HOME, {"A", NULL}, false, false},
    {"no absence", "absence", TOUR_HOME, {"A<C-u>Roos Aerts<Enter><Esc>", NULL}, false, false},
    {"absence, day", "ask", TOUR_HOME, {"A<C-u>Roos Aerts<Enter>", NULL}, false, false},
    {"absence", "absence", TOUR_HOME, {"A<C-u>Roos Aerts<Enter><Enter>", NULL}, false, false},
    {"absence, take away?",
     "ask",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><Enter>-", NULL},
     false,
     false},
    {"timeline", "timeline", TOUR_HOME, {"A<C-u>Roos Aerts<Enter><Enter>S", NULL}, false, false},
    {"timeline, nothing",
     "absence",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><Esc>S", NULL},
     false,
     false},
    {"timeline, a day",
     "ask",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><Enter>S<Down><Space>", NULL},
     false,
     false},
    {"timeline, done",
     "timeline",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><Enter>S<Down><Space><Enter>", NULL},
     false,
     false},
    {"timeline, file", "ask", TOUR_HOME, {"A<C-u>Roos Aerts<Enter><Enter>Sw", NULL}, false, false},
    {"timeline, after leave",
     "timeline",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><C-u>2026-06-01<Enter><Down><Down><Enter><C-u>2026-07-01<Enter>"
      "?maternity "
      "leave:<Enter><C-u>2026-07-01<Enter><Home><Down><Down><Enter><C-u>2026-10-20<Enter>"
      "n<C-u>2026-10-20<Enter>S",
      "A<C-u>Roos Aerts<Enter><C-u>2026-06-01<Enter><Down><Down><Enter><C-u>2026-07-01<Enter>"
      "?zwangerschapsverlof<Enter><C-u>2026-07-01<Enter><Home><Down><Down><Enter><C-u>2026-10-20<"
      "Enter>"
      "n<C-u>2026-10-20<Enter>S"},
     false,
     false},
    {"timeline, a case of its own?",
     "ask",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><C-u>2026-06-01<Enter><Down><Down><Enter><C-u>2026-07-01<Enter>"
      "?maternity "
      "leave:<Enter><C-u>2026-07-01<Enter><Home><Down><Down><Enter><C-u>2026-10-20<Enter>"
      "n<C-u>2026-10-20<Enter>S?case of its own<Enter>",
      "A<C-u>Roos Aerts<Enter><C-u>2026-06-01<Enter><Down><Down><Enter><C-u>2026-07-01<Enter>"
      "?zwangerschapsverlof<Enter><C-u>2026-07-01<Enter><Home><Down><Down><Enter><C-u>2026-10-20<"
      "Enter>"
      "n<C-u>2026-10-20<Enter>S?telt apart<Enter>"},
     false,
     false},
    {"help of the timeline",
     "help",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><Enter>S?", NULL},
     false,
     false},
    {"steps due",
     "due",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><Enter><Esc>S", "A<C-u>Roos Aerts<Enter><Enter><Esc>S"},
     false,
     false},
    {"steps due, none", "due", TOUR_REVIEW, {"S", NULL}, false, false},
    {"help of steps due",
     "help",
     TOUR_HOME,
     {"A<C-u>Roos Aerts<Enter><Enter><Esc>S?", "A<C-u>Roos Aerts<Enter><Enter><Esc>S?"},
     false,
     false},
    {"help of absence", "help", TOUR_HOME, {"A<C-u>Roos Aerts<Enter><Enter>?", NULL}, false, false},
    {"help", "help", TOUR_HOME, {"?", NULL}, false, false},
    {"help, nothing", "help", TOUR_HOME, {"?qqq", NULL}, false, false},
    {"help of preparing", "help", TOUR_PREPARE, {"?", NULL}, false, false},
    {"help of talking", "help", TOUR_TALK, {"<Up>?", NULL}, false, false},
    {"help of closing", "help", TOUR_CLOSE, {"?", NULL}, false, false},
    {"help of yourself", "help", TOUR_CLOSE, {"<F6><Enter>?", NULL}, false, false},
    {"help of agreeing", "help", TOUR_CLOSE, {"<Enter><F1>", NULL}, false, false},
    {"help of the limits", "help", TOUR_HOME, {"K?", NULL}, false, false},
    {"help of the report", "help", TOUR_CLOSE, {"<F5>?", NULL}, false, false},
    {"help of a date", "help", TOUR_HOME, {"d<F1>", NULL}, false, false},
    {"limits", "limits", TOUR_HOME, {"K", NULL}, false, false},
    {"limits, not ask", "limits", TOUR_HOME, {"K<Tab>", NULL}, false, false},
    {"limits, record", "limits", TOUR_HOME, {"K<Tab><Tab>", NULL}, false, false},
    {"limits, not record", "limits", TOUR_HOME, {"K<Tab><Tab><Tab>", NULL}, false, false},
    {"prepare", "prepare", TOUR_PREPARE, {"", NULL}, false, false},
    {"prepare, scrolled", "prepare", TOUR_PREPARE, {"<PgDn>", NULL}, false, false},
    {"prepare, settled", "prepare", TOUR_PREPARE, {"x", NULL}, false, false},
    {"prepare, goal", "prepare", TOUR_PREPARE, {"<Tab><Tab><Tab>", NULL}, false, false},
    {"prepare, questions", "prepare", TOUR_PREPARE, {"<Tab><Tab><Tab><Tab>", NULL}, true, false},
    {"prepare, check", "prepare", TOUR_PREPARE, {"<S-Tab>", NULL}, false, false},
    {"prepare, ticked", "prepare", TOUR_PREPARE, {"<S-Tab><Space>", NULL}, false, false},
    {"prepare, in a second window", "prepare", TOUR_PREPARE, {"", NULL}, false, true},
    {"a question", "ask", TOUR_PREPARE, {"<F5>", NULL}, false, false},
    {"a day", "ask", TOUR_PREPARE, {"<F3>", NULL}, false, false},
    {"a time", "ask", TOUR_PREPARE, {"<F3><Enter>", NULL}, false, false},
    {"wrong person",
     "ask",
     TOUR_PREPARE,
     {"?wrong person<Enter>", "?verkeerde persoon<Enter>"},
     false,
     false},
    {"wrong person, sure?",
     "ask",
     TOUR_HOME,
     {"<Down><Down>VMo Karimi<Enter>", NULL},
     false,
     false},
    {"invitation",
     "invite",
     TOUR_PREPARE,
     {"?invitation<Enter>", "?uitnodiging<Enter>"},
     false,
     false},
    {"invitation, read",
     "view",
     TOUR_PREPARE,
     {"?invitation<Enter><F5>", "?uitnodiging<Enter><F5>"},
     false,
     false},
    {"invitation, file",
     "ask",
     TOUR_PREPARE,
     {"?invitation<Enter><F6>", "?uitnodiging<Enter><F6>"},
     false,
     false},
    {"remove it?", "ask", TOUR_PREPARE, {"?remove<Enter>", "?verwijder<Enter>"}, false, false},
    {"talk", "talk", TOUR_TALK, {"", NULL}, false, false},
    {"talk, for later", "talk", TOUR_TALK, {"<F7>", NULL}, false, false},
    {"talk, heading", "talk", TOUR_TALK, {"<Up>", NULL}, false, false},
    {"talk, second point", "talk", TOUR_TALK, {"<PgDn>", NULL}, false, false},
    {"talk, third point", "talk", TOUR_TALK, {"<PgDn><PgDn>", NULL}, true, false},
    {"talk, agreements", "talk", TOUR_TALK, {"<PgDn><PgDn><PgDn>", NULL}, false, false},
    {"talk, new agreement", "talk", TOUR_TALK, {"<PgDn><PgDn><PgDn><Tab>", NULL}, false, false},
    {"talk, check", "talk", TOUR_KINDS, {"", NULL}, false, false},
    {"talk, choice", "talk", TOUR_KINDS, {"<Tab>", NULL}, false, false},
    {"talk, date", "talk", TOUR_KINDS, {"<Tab><Tab>", NULL}, false, false},
    {"talk, in a second window", "talk", TOUR_TALK, {"", NULL}, false, true},
    {"all questions", "view", TOUR_TALK, {"<F5>", NULL}, false, false},
    {"agree, new", "agree", TOUR_TALK, {"<F4>", NULL}, false, false},
    {"agree, vague", "agree", TOUR_TALK, {"<F4><Tab>we proberen het<Tab>asap", NULL}, false, false},
    {"agree, somebody else", "agree", TOUR_TALK, {"<F4>4<Tab>", NULL}, false, false},
    {"agree, no date", "agree", TOUR_TALK, {"<F4><Tab>Bellen<Tab>15-1", NULL}, false, false},
    {"agree, concrete",
     "agree",
     TOUR_CLOSE,
     {"<Enter><Tab><Tab><Tab>bellen<Tab>", NULL},
     false,
     false},
    {"agree, in a second window", "agree", TOUR_CLOSE, {"<Enter>", NULL}, false, true},
    {"history", "view", TOUR_CLOSE, {"<Enter><F5>", NULL}, false, false},
    {"close", "close", TOUR_CLOSE, {"", NULL}, false, false},
    {"close, answered", "close", TOUR_CLOSE, {"yn<Up>", NULL}, false, false},
    {"close, both views", "close", TOUR_CLOSE, {"z", NULL}, true, false},
    {"close, nothing agreed", "close", TOUR_KINDS, {"<F6>", NULL}, false, false},
    {"close, yourself", "close", TOUR_CLOSE, {"<F6><Enter>", NULL}, false, false},
    {"close, pitfall", "close", TOUR_CLOSE, {"<F6><Enter><Space>", NULL}, false, false},
    {"close, finished", "close", TOUR_CLOSE, {"<F6><Enter><F6>/roos<Enter>", NULL}, false, false},
    {"close, in a second window", "close", TOUR_CLOSE, {"", NULL}, false, true},
    {"look as employee", "look", TOUR_CLOSE, {"<F5>", NULL}, false, false},
    {"look as HR", "look", TOUR_CLOSE, {"<F5><Tab>", NULL}, false, false},
    {"look as yourself", "look", TOUR_CLOSE, {"<F5><Tab><Tab>", NULL}, false, false},
    {"report, format", "ask", TOUR_CLOSE, {"<F5>w", NULL}, false, false},
    {"review", "review", TOUR_REVIEW, {"", NULL}, false, false},
    {"review, HR's own", "review", TOUR_REVIEW, {"<End>", NULL}, false, false},
    {"review, settled", "review", TOUR_REVIEW, {"<End>l", NULL}, false, false},
    {"review, all", "review", TOUR_REVIEW, {"0", NULL}, false, false},
    {"review, from home",
     "review",
     TOUR_HOME,
     {"?HR: look<Enter>", "?HR: terug<Enter>"},
     false,
     false},
    {"review, HR's own, from home",
     "review",
     TOUR_HOME,
     {"?HR: look<Enter><End>", "?HR: terug<Enter><End>"},
     false,
     false},
    {"sparring, as HR", "sparring", TOUR_REVIEW, {"s", NULL}, false, false},
    {"sparring, a thread as HR", "sparring", TOUR_REVIEW, {"s<Enter>", NULL}, false, false},
    {"review, words", "review", TOUR_REVIEW, {"/", NULL}, false, false},
    {"review, words typed", "review", TOUR_REVIEW, {"/team", NULL}, false, false},
    {"review, words found", "review", TOUR_REVIEW, {"/team<Enter>", NULL}, false, false},
    {"review, no such words", "review", TOUR_REVIEW, {"/qqq<Enter>", NULL}, false, false},
    {"review, none like that", "review", TOUR_REVIEW, {"f<Enter><End><Enter>", NULL}, false, false},
    {"review, nothing at all", "review", TOUR_NO_REVIEW, {"", NULL}, false, false},
    {"review, in a second window", "review", TOUR_REVIEW, {"<End>", NULL}, false, true},
    {"review, update asked", "review", TOUR_REVIEW, {"r<Enter>", NULL}, false, false},
    {"review, filter", "ask", TOUR_REVIEW, {"f", NULL}, false, false},
    {"review, a status", "ask", TOUR_REVIEW, {"f<Enter>", NULL}, false, false},
    {"review, a team", "choose", TOUR_REVIEW, {"f<Down><Down><Enter>", NULL}, false, false},
    {"review, no such team",
     "choose",
     TOUR_REVIEW,
     {"f<Down><Down><Enter>qqq", NULL},
     false,
     false},
    {"review, a period", "ask", TOUR_REVIEW, {"f<End><Up><Enter>", NULL}, false, false},
    {"review, no period",
     "ask",
     TOUR_REVIEW,
     {"f<End><Up><Enter><End><Enter>31-11<Enter>", NULL},
     false,
     false},
    {"review, order", "ask", TOUR_REVIEW, {"o", NULL}, false, false},
    {"review, views", "ask", TOUR_REVIEW, {"b", NULL}, false, false},
    {"review, name of a view", "ask", TOUR_REVIEW, {"b<Enter>", NULL}, false, false},
    {"review, a remark", "ask", TOUR_REVIEW, {"<End>c", NULL}, false, false},
    {"review, another date", "ask", TOUR_REVIEW, {"<End>d", NULL}, false, false},
    {"review, an update", "ask", TOUR_REVIEW, {"r", NULL}, false, false},
    {"review, to a file", "ask", TOUR_REVIEW, {"w", NULL}, false, false},
    {"review, the file", "ask", TOUR_REVIEW, {"w<Enter>", NULL}, false, false},
    {"review, why", "view", TOUR_REVIEW, {"h", NULL}, false, false},
    {"review, whole", "view", TOUR_REVIEW, {"<Enter>", NULL}, false, false},
    {"review, stop?", "ask", TOUR_REVIEW, {"<Esc>", NULL}, false, false},
    {"help of review", "help", TOUR_REVIEW, {"?", NULL}, false, false},
    {"report, file", "ask", TOUR_CLOSE, {"<F5>w<Enter>", NULL}, false, false},
};
const size_t tour_n_stops = sizeof tour_stops / sizeof *tour_stops;

const struct tour_stop *tour_stop(const char *name)
{
    for (size_t i = 0; i < tour_n_stops; i++)
        if (strcmp(tour_stops[i].name, name) == 0)
            return &tour_stops[i];
    fail_msg("no stop \"%s\"", name);
    return NULL;
}

/* ---- going round ----------------------------------------------------------------------------- */

static void path_of(const struct tour *tour, const char *end, char path[96])
{
    snprintf(path, 96, "%s/gesprek.db%s", tour->fixture.folder, end);
}

/* Closes the file and takes what is in it. */
static void take_file(struct tour *tour, struct buf *bytes)
{
    char path[96], block[4096];
    store_close(tour->fixture.desk.store);
    tour->fixture.desk.store = NULL;
    path_of(tour, "", path);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
        buf_add(bytes, block, n);
    fclose(file);
    desk_fixture_reopen(&tour->fixture);
}

/* Every write makes the WAL longer. */
static long wal_size(const struct tour *tour)
{
    char path[96];
    struct stat wal;
    path_of(tour, "-wal", path);
    return stat(path, &wal) == 0 ? (long)wal.st_size : 0;
}

/* Makes the file anew, unless nothing was written since the last time. */
static void put_file(struct tour *tour, const struct buf *bytes)
{
    char path[96];
    if (tour->there == bytes && tour->wal == wal_size(tour))
        return;
    store_close(tour->fixture.desk.store);
    tour->fixture.desk.store = NULL;
    path_of(tour, "-wal", path);
    unlink(path);
    path_of(tour, "", path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes->data, 1, bytes->len, file), bytes->len);
    assert_int_equal(fclose(file), 0);
    desk_fixture_reopen(&tour->fixture);
    tour->there = bytes;
    tour->wal = wal_size(tour);
}

static void add_guide(struct tour *tour)
{
    char path[96];
    snprintf(path, sizeof path, "%s/soorten.yaml", tour->fixture.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(kinds_guides[tour->fixture.desk.lang], file);
    assert_int_equal(fclose(file), 0);
    shelf_add_folder(&tour->fixture.shelf, tour->fixture.folder, ORIGIN_USER);
}

static void make_copy(struct tour *tour)
{
    struct err err = ERR_INIT(LANG_EN);
    if (backups_make(tour->fixture.desk.store, &err))
        fail_msg("%s", err.text);
}

void tour_begin(struct tour *tour, enum lang lang)
{
    *tour = (struct tour){.full = BUF_INIT, .empty = BUF_INIT};
    desk_fixture_open(&tour->fixture, lang);
    setenv("HOME", tour->fixture.folder, true); /* reports go there */
    take_file(tour, &tour->empty);
    add_guide(tour);
    fill(tour);
    take_file(tour, &tour->full);
    make_copy(tour);
}

static bool is_report(const char *name)
{
    static const char *const begins[] = {"gesprek-", "invitation-", "uitnodiging-"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (strncmp(name, begins[i], strlen(begins[i])) == 0)
            return true;
    return false;
}

static void drop_reports(const struct tour *tour)
{
    char path[300];
    DIR *folder = opendir(tour->fixture.folder);
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (is_report(entry->d_name)) {
            snprintf(path, sizeof path, "%s/%.200s", tour->fixture.folder, entry->d_name);
            assert_int_equal(unlink(path), 0);
        }
    closedir(folder);
}

static void leave(struct tour *tour)
{
    if (!tour->open)
        return;
    drop_reports(tour);
    sitting_kill(&tour->sitting);
    if (tour->desk.store != tour->fixture.desk.store)
        store_close(tour->desk.store);
    tour->open = false;
}

void tour_end(struct tour *tour)
{
    leave(tour);
    buf_release(&tour->full);
    buf_release(&tour->empty);
    desk_fixture_close(&tour->fixture);
}

/* The messages of cmocka are too short for a picture. */
static void fail_stop(const struct tour_stop *stop, struct sitting *sitting)
{
    fprintf(stderr, "the stop \"%s\" is at %s\n%s", stop->name, sitting_screen(sitting),
            sitting_picture(sitting));
    fail();
}

static bool is_empty(enum tour_start start)
{
    return start == TOUR_EMPTY || start == TOUR_NO_REVIEW;
}

void tour_go(struct tour *tour, const struct tour_stop *stop)
{
    enum lang lang = tour->fixture.desk.lang;
    const char *id = tour->ids[stop->start];
    leave(tour);
    put_file(tour, is_empty(stop->start) ? &tour->empty : &tour->full);
    tour->desk = tour->fixture.desk;
    if (stop->second)
        desk_fixture_second(&tour->fixture, &tour->desk);
    tour->desk.settings.editor = stop->editor;
    struct beginning beginning = {
        .interview = *id ? id : NULL,
        .review = stop->start == TOUR_REVIEW || stop->start == TOUR_NO_REVIEW,
    };
    sitting_begin(&tour->sitting, &tour->desk, &beginning);
    tour->open = true;
    sitting_keys(&tour->sitting, stop->keys[stop->keys[lang] ? lang : LANG_EN]);
    if (strcmp(sitting_screen(&tour->sitting), stop->screen) != 0)
        fail_stop(stop, &tour->sitting);
}
