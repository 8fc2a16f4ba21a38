/* HR's list: keys in, pictures, files and rows out. */
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
#include "desk_fixture.h"
#include "marked.h"
#include "sitting.h"
#include "store/agreements.h"
#include "store/interviews.h"
#include "store/requests.h"
#include "store/review.h"

struct review_test {
    struct desk_fixture fixture;
    struct sitting sitting;
    char sanne[UUID_SIZE], mo[UUID_SIZE];
    char moved[UUID_SIZE], own[UUID_SIZE];
};

static void fail_on(int failed, const struct err *err)
{
    if (failed)
        fail_msg("%s", err->text);
}

static void put_in_team(struct review_test *test, const char *interview, const char *team)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "team changed", .about = ""};
    struct interview *read = interviews_load(test->fixture.desk.store, interview, &err);
    assert_non_null(read);
    fail_on(interviews_rename_person(test->fixture.desk.store, read->person.id, read->person.name,
                                     team, "", &deed, &err),
            &err);
    interview_release(read);
    free(read);
}

static void move_to(struct review_test *test, const char *id, int due)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "\"%s\" got another date", .about = ""};
    fail_on(agreements_settle(test->fixture.desk.store, id, STATUS_CHANGED, due, "", &deed, &err),
            &err);
}

/* Sanne (North): one late and moved, one of the employee, one settled; Mo (West): one of HR's. */
static void fill(struct review_test *test)
{
    char id[UUID_SIZE];
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "\"%s\" done", .about = ""};
    int today = desk_fixture_today(&test->fixture);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", DAY_NONE, test->sanne);
    desk_fixture_interview(&test->fixture, "Mo Karimi", DAY_NONE, test->mo);
    put_in_team(test, test->sanne, "Noord");
    put_in_team(test, test->mo, "West");
    desk_fixture_agreement(&test->fixture, test->sanne, OWNER_MANAGER,
                           "Rooster aanpassen naar ochtenden", today - 9, test->moved);
    move_to(test, test->moved, today - 3);
    desk_fixture_agreement(&test->fixture, test->sanne, OWNER_EMPLOYEE, "Voorkeur doorgeven", today,
                           id);
    desk_fixture_agreement(&test->fixture, test->sanne, OWNER_MANAGER, "Stoel bestellen", today + 1,
                           id);
    fail_on(agreements_settle(test->fixture.desk.store, id, STATUS_DONE, DAY_NONE, "", &deed, &err),
            &err);
    desk_fixture_agreement(&test->fixture, test->mo, OWNER_HR, "Uitleg verlof bij rooster",
                           today + 5, test->own);
}

static void begin(struct review_test *test)
{
    sitting_begin(&test->sitting, &test->fixture.desk, &(struct beginning){.review = true});
}

static void open_filled(struct review_test *test)
{
    desk_fixture_open(&test->fixture, LANG_NL);
    fill(test);
    begin(test);
}

static void close_all(struct review_test *test)
{
    sitting_close(&test->sitting);
    desk_fixture_close(&test->fixture);
}

static struct review_row row_of(struct review_test *test, const char *id)
{
    struct review_row row;
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(review_find(test->fixture.desk.store, id, &row, &err), 1);
    return row;
}

static enum status status_of(struct review_test *test, const char *id)
{
    struct review_row row = row_of(test, id);
    enum status status = row.row.agreement.status;
    review_row_release(&row);
    return status;
}

/* ---- the picture ----------------------------------------------------------------------------- */

static void shows_what_is_to_be_done_by_date(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    /* clang-format off */
    sitting_is(&test.sitting,
        " Afspraken - HR                                       3 van 4   volgorde: datum\n"
        "--------------------------------------------------------------------------------\n"
        " f Filter status: nog te doen  te laat: alle  team: alle  leiding: alle\n"
        "          wie: alle  persoon: alle  soort: alle  periode: alle\n"
        " / Zoek\n"
        "   datum v    wie         wat                      team   persoon  status\n"
        " > vr 20 nov  leiding     Rooster aanpassen na...  Noord  S.B.     ! 3 te laat\n"
        "   ma 23 nov  medewerker  Voorkeur doorgeven       Noord  S.B.     vandaag\n"
        "   za 28 nov  HR          Uitleg verlof bij ro...  West   M.K.     open\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "\n"
        "--------------------------------------------------------------------------------\n"
        " Rooster aanpassen naar ochtenden             gesprek ma 23 nov, gids 2026.11.7\n"
        " Wie: leidinggevende   Met: S.B., Noord\n"
        " Uiterlijk: vr 20 nov (3 dagen geleden)\n"
        " ma 23 nov: Verplaatst: za 14 nov naar vr 20 nov, door leiding.\n"
        "\n"
        "\n"
        "                                                                bewaart vanzelf\n"
        " Enter Open  f Filter  / Zoek  b Bewaard  r Vraag leiding  q Stop  ? Hulp\n");
    /* clang-format on */
    close_all(&test);
}

/* "> " stands before the one selected. */
static void is_at(struct review_test *test, const char *what)
{
    const char *line = strstr(sitting_picture(&test->sitting), "\n > ");
    assert_non_null(line);
    const char *end = strchr(line + 1, '\n'), *found = strstr(line, what);
    if (!found || found > end)
        fail_msg("not at \"%s\":\n%s", what, sitting_picture(&test->sitting));
}

static void tells_the_one_selected_whole(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_shows(&test.sitting, "Wie: leidinggevende   Met: S.B., Noord");
    sitting_shows(&test.sitting, "Verplaatst: za 14 nov naar vr 20 nov, door leiding.");
    sitting_keys(&test.sitting, "<Down>");
    is_at(&test, "Voorkeur doorgeven");
    sitting_lacks(&test.sitting, "Verplaatst");
    sitting_keys(&test.sitting, "<Up><Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "view");
    sitting_shows(&test.sitting, "WAT ER SINDSDIEN GEBEURDE");
    sitting_shows(&test.sitting, "ma 23 nov: Afgesproken, voor za 14 nov.");
    sitting_shows(&test.sitting, "Verplaatst: za 14 nov naar vr 20 nov, door leiding.");
    sitting_keys(&test.sitting, "<Esc>");
    is_at(&test, "Rooster aanpassen");
    close_all(&test);
}

static void tells_on_what_basis(void **state)
{
    struct review_test test;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "agreement %s changed", .about = "1"};
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    fill(&test);
    struct review_row row = row_of(&test, test.moved);
    row.row.agreement.basis = BASIS_DOCTOR;
    row.row.agreement.basis_day = desk_fixture_today(&test.fixture) - 5;
    fail_on(agreements_save(test.fixture.desk.store, &row.row.agreement, &deed, &err), &err);
    review_row_release(&row);
    begin(&test);
    sitting_shows(&test.sitting, "Bron: advies van de bedrijfsarts van woensdag 18 november 2026.");
    sitting_shows(&test.sitting, "ma 23 nov: Bron: advies van de bedrijfsarts van woensdag");
    sitting_keys(&test.sitting, "<Enter>");
    sitting_shows(&test.sitting,
                  "  Bron: advies van de bedrijfsarts van woensdag 18 november 2026.");
    close_all(&test);
}

static void names_are_shown_as_the_user_wants(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_lacks(&test.sitting, "Sanne");
    sitting_keys(&test.sitting, "N");
    sitting_shows(&test.sitting, "Sanne de Boer");
    close_all(&test);
}

static void says_why_it_is_seen(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "h");
    sitting_shows(&test.sitting, "Waarom zie ik dit?");
    sitting_shows(&test.sitting, "op maandag 23 november 2026 gedeeld met HR");
    sitting_shows(&test.sitting, "in dit bestand zelf opgeschreven");
    close_all(&test);
}

static void says_what_to_do_when_there_is_nothing(void **state)
{
    struct review_test test;
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    begin(&test);
    sitting_shows(&test.sitting, "Hier staan nog geen afspraken.");
    sitting_shows(&test.sitting, "< haalt hem hier op");
    sitting_keys(&test.sitting, "<Enter>xld-crhw<Down><End><PgUp><Home>");
    assert_string_equal(sitting_screen(&test.sitting), "review");
    close_all(&test);
}

/* ---- filters --------------------------------------------------------------------------------- */

static void a_filter_is_chosen_and_taken_off(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "f");
    sitting_shows(&test.sitting, "Welke afspraken wil je zien?");
    sitting_keys(&test.sitting, "<Down><Down><Enter>");
    sitting_shows(&test.sitting, "Welk team?");
    sitting_keys(&test.sitting, "we<Enter>");
    sitting_shows(&test.sitting, "team: West");
    sitting_shows(&test.sitting, "1 van 4");
    sitting_lacks(&test.sitting, "Voorkeur doorgeven");
    sitting_keys(&test.sitting, "0");
    sitting_shows(&test.sitting, "team: alle");
    sitting_shows(&test.sitting, "Stoel bestellen");
    is_at(&test, "Uitleg verlof"); /* the one selected stays so */
    close_all(&test);
}

static void only_what_is_late(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "f<Down><Enter><Down><Enter>");
    sitting_shows(&test.sitting, "te laat: alleen");
    sitting_shows(&test.sitting, "Rooster aanpassen");
    sitting_lacks(&test.sitting, "Voorkeur");
    close_all(&test);
}

static void nothing_like_the_filter_says_how_to_clear_it(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "f<Enter><End><Enter>");
    sitting_shows(&test.sitting, "Zo is er geen enkele afspraak.");
    sitting_shows(&test.sitting, "Met 0 haal je alle filters weg");
    sitting_keys(&test.sitting, "<Enter>xhw0");
    sitting_shows(&test.sitting, "Stoel bestellen");
    close_all(&test);
}

static void a_period_is_read_in_words(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "f<End><Up><Enter><End><Enter>van 21-11 tot 25-11<Enter>");
    sitting_shows(&test.sitting, "periode: za 21 nov t/m wo 25 nov");
    sitting_shows(&test.sitting, "Voorkeur doorgeven");
    sitting_lacks(&test.sitting, "Uitleg verlof");
    sitting_keys(&test.sitting, "f<End><Up><Enter><Down><Down><Enter>");
    sitting_shows(&test.sitting, "periode: november");
    close_all(&test);
}

static void an_impossible_period_gets_a_sentence(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "f<End><Up><Enter><End><Enter>van 30-11 tot 1-11<Enter>");
    sitting_shows(&test.sitting, "eindigen voor ze begint");
    assert_string_equal(sitting_screen(&test.sitting), "ask");
    sitting_keys(&test.sitting, "<C-u>31-11<Enter>");
    sitting_shows(&test.sitting, "Die dag bestaat niet");
    sitting_keys(&test.sitting, "<C-u>zomaar<Enter>");
    sitting_shows(&test.sitting, "Deze periode ken ik niet.");
    sitting_keys(&test.sitting, "<Esc>");
    sitting_shows(&test.sitting, "periode: alle");
    close_all(&test);
}

static void filters_and_headings_take_clicks(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_click(&test.sitting, "te laat: alle", 1);
    sitting_shows(&test.sitting, "Alleen wat over de datum is?");
    sitting_keys(&test.sitting, "<Esc>");
    sitting_click(&test.sitting, "team   persoon", 1);
    sitting_shows(&test.sitting, "volgorde: team");
    sitting_click(&test.sitting, "datum ", 1);
    sitting_shows(&test.sitting, "datum v");
    sitting_click(&test.sitting, "datum v", 1);
    sitting_shows(&test.sitting, "datum ^");
    is_at(&test, "Rooster aanpassen");
    sitting_click(&test.sitting, "Voorkeur doorgeven", 1);
    is_at(&test, "Voorkeur doorgeven");
    sitting_click(&test.sitting, "Voorkeur doorgeven", 2);
    assert_string_equal(sitting_screen(&test.sitting), "view");
    close_all(&test);
}

static void the_order_is_chosen(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "o<Down><Down><Enter><Home>");
    sitting_shows(&test.sitting, "volgorde: persoon");
    is_at(&test, "Uitleg verlof"); /* Mo before Sanne */
    close_all(&test);
}

/* ---- search ---------------------------------------------------------------------------------- */

static void search_narrows_as_one_types(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "/roo");
    sitting_shows(&test.sitting, "[Rooster] aanpassen");
    sitting_shows(&test.sitting, "[rooster]");
    sitting_shows(&test.sitting, "2 van 4");
    sitting_lacks(&test.sitting, "Voorkeur");
    sitting_keys(&test.sitting, "<Down>");
    is_at(&test, "bij [rooster]");
    sitting_keys(&test.sitting, "q0x"); /* letters are text here */
    sitting_shows(&test.sitting, "rooq0x");
    sitting_shows(&test.sitting, "Geen afspraak heeft deze woorden");
    close_all(&test);
}

static void esc_leaves_the_search_one_step_at_a_time(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "/rooster<Esc>");
    sitting_shows(&test.sitting, "[Rooster]"); /* out of the line, with what was found */
    sitting_keys(&test.sitting, "<Esc>");
    sitting_lacks(&test.sitting, "[Rooster]");
    sitting_shows(&test.sitting, "Voorkeur");
    assert_int_equal(test.sitting.stack.wish, WISH_NONE);
    sitting_keys(&test.sitting, "<Esc>"); /* nothing is behind it */
    sitting_shows(&test.sitting, "Nu stoppen?");
    sitting_shows(&test.sitting, "Alles is opgeslagen. 1 afspraak is te laat.");
    sitting_keys(&test.sitting, "<Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "review");
    sitting_keys(&test.sitting, "<Esc>j");
    assert_int_equal(test.sitting.stack.wish, WISH_QUIT);
    close_all(&test);
}

/* ---- what HR may do -------------------------------------------------------------------------- */

static void hr_settles_its_own_and_takes_it_back(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "<End>");
    is_at(&test, "Uitleg verlof");
    sitting_shows(&test.sitting, "x Gedaan");
    sitting_keys(&test.sitting, "x");
    assert_int_equal(status_of(&test, test.own), STATUS_DONE);
    sitting_lacks(&test.sitting, "   Uitleg verlof");
    sitting_keys(&test.sitting, "<C-z>");
    assert_int_equal(status_of(&test, test.own), STATUS_OPEN);
    sitting_keys(&test.sitting, "<End>c");
    sitting_keys(&test.sitting, "Collega gevraagd<Enter>");
    sitting_shows(&test.sitting, "Opmerking: Collega gevraagd.");
    sitting_keys(&test.sitting, "dover 2 weken<Enter>");
    assert_int_equal(status_of(&test, test.own), STATUS_CHANGED);
    close_all(&test);
}

static void what_is_not_hrs_is_not_offered_and_says_why(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_lacks(&test.sitting, "x Gedaan");
    sitting_keys(&test.sitting, "x");
    assert_int_equal(status_of(&test, test.moved), STATUS_CHANGED);
    assert_true(*test.sitting.stack.say); /* the sentence is the store's */
    close_all(&test);
}

static void an_update_is_asked_of_the_manager(void **state)
{
    struct review_test test;
    struct request request;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "rLukt het met de ochtenden?<Enter>");
    sitting_shows(&test.sitting, "Gevraagd.");
    sitting_keys(&test.sitting, "<Down><Up>");
    sitting_shows(&test.sitting, "Om update gevraagd op ma 23 nov; nog geen antwoord.");
    assert_int_equal(requests_last(test.fixture.desk.store, test.moved, &request, &err), 1);
    assert_string_equal(request.question, "Lukt het met de ochtenden?");
    request_release(&request);
    sitting_keys(&test.sitting, "<C-z>");
    assert_int_equal(requests_last(test.fixture.desk.store, test.moved, &request, &err), 0);
    sitting_lacks(&test.sitting, "Om update gevraagd");
    close_all(&test);
}

/* ---- views ----------------------------------------------------------------------------------- */

static void a_view_is_kept_chosen_and_deleted(void **state)
{
    struct review_test test;
    struct review_view view;
    struct err err = ERR_INIT(LANG_NL);
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "f<Down><Enter><Down><Enter>bMaandag<Enter>");
    sitting_keys(&test.sitting, "<Esc>");
    sitting_keys(&test.sitting, "b<Enter>Maandag<Enter>");
    sitting_shows(&test.sitting, "Bewaard als");
    sitting_keys(&test.sitting, "0b");
    sitting_shows(&test.sitting, "Maandag");
    sitting_keys(&test.sitting, "<Enter>");
    sitting_shows(&test.sitting, "te laat: alleen");
    sitting_close(&test.sitting);
    assert_int_equal(review_view_find(test.fixture.desk.store, "Maandag",
                                      desk_fixture_today(&test.fixture), &view, &err),
                     1);
    sitting_begin(&test.sitting, &test.fixture.desk,
                  &(struct beginning){.review = true, .filter = &view.filter});
    review_view_release(&view);
    sitting_shows(&test.sitting, "te laat: alleen");
    sitting_keys(&test.sitting, "b<End><Enter><Enter>");
    sitting_shows(&test.sitting, "De weergave \"Maandag\" verwijderen?");
    sitting_keys(&test.sitting, "j");
    sitting_keys(&test.sitting, "b");
    sitting_shows(&test.sitting, "Er is nog geen weergave bewaard.");
    close_all(&test);
}

static void a_taken_name_is_asked_about(void **state)
{
    struct review_test test;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "b<Enter>Maandag<Enter>0b<Down><Enter>Maandag<Enter>");
    sitting_shows(&test.sitting, "Er is al een weergave \"Maandag\".");
    sitting_keys(&test.sitting, "jb<Enter>");
    sitting_shows(&test.sitting, "status: alle");
    close_all(&test);
}

/* ---- to a file ------------------------------------------------------------------------------- */

static char *read_file(const char *path)
{
    static char bytes[16384];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    return bytes;
}

/* Writes the list as choice (0 ..) of the forms, and returns it; path gets where. */
static char *write_as(struct review_test *test, int form, char path[128])
{
    char keys[160] = "w";
    snprintf(path, 128, "%s/lijst-%d", test->fixture.folder, form);
    while (form--)
        strcat(keys, "<Down>");
    strcat(keys, "<Enter><C-u>");
    sitting_keys(&test->sitting, keys);
    sitting_keys(&test->sitting, path);
    sitting_keys(&test->sitting, "<Enter>");
    return read_file(path);
}

static void the_list_goes_to_a_file_as_it_is_filtered(void **state)
{
    struct review_test test;
    char path[128];
    struct stat about;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "/rooster<Enter>");
    const char *csv = write_as(&test, 1, path);
    sitting_shows(&test.sitting, "2 afspraken geschreven naar");
    assert_non_null(strstr(csv, "\"Uitleg verlof bij rooster\""));
    assert_null(strstr(csv, "Voorkeur"));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_non_null(strstr(write_as(&test, 0, path), "Rooster aanpassen"));
    assert_non_null(strstr(write_as(&test, 2, path), "\"what\":\"Uitleg verlof bij rooster\""));
    assert_non_null(strstr(write_as(&test, 3, path), "BEGIN:VCALENDAR"));
    close_all(&test);
}

static void a_file_that_is_there_stays(void **state)
{
    struct review_test test;
    char path[128], keys[200];
    (void)state;
    open_filled(&test);
    write_as(&test, 1, path);
    snprintf(keys, sizeof keys, "w<Down><Enter><C-u>%s<Enter>", path);
    sitting_keys(&test.sitting, "0");
    sitting_keys(&test.sitting, keys);
    assert_true(*test.sitting.stack.say);
    assert_null(strstr(read_file(path), "Stoel"));
    sitting_keys(&test.sitting, "<C-u>/nergens/lijst.txt<Enter>"); /* the question stays */
    assert_true(*test.sitting.stack.say);
    sitting_shows(&test.sitting, "/nergens/lijst.txt");
    sitting_keys(&test.sitting, "<Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "review");
    close_all(&test);
}

/* What is written here and what `gesprek agreements --format json` writes is one. */
static void json_is_as_everywhere(void **state)
{
    struct review_test test;
    char path[128];
    struct buf json = BUF_INIT;
    struct err err = ERR_INIT(LANG_EN);
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    (void)state;
    open_filled(&test);
    sitting_keys(&test.sitting, "0");
    const char *written = write_as(&test, 2, path);
    fail_on(agreements_json(test.fixture.desk.store, &filter, &json, &err), &err);
    assert_string_equal(written, json.data);
    buf_release(&json);
    close_all(&test);
}

/* ---- many ------------------------------------------------------------------------------------ */

static void fill_many(struct review_test *test, int n)
{
    char id[UUID_SIZE], what[40];
    desk_fixture_interview(&test->fixture, "Sanne de Boer", DAY_NONE, test->sanne);
    for (int i = 0; i < n; i++) {
        snprintf(what, sizeof what, "Afspraak %03d", i);
        desk_fixture_agreement(&test->fixture, test->sanne, OWNER_MANAGER, what,
                               desk_fixture_today(&test->fixture) + i, id);
    }
}

/* Every row is passed once, down and up, over all the edges of what is loaded. */
static void a_long_list_is_walked_both_ways(void **state)
{
    enum { N = 400 };
    struct review_test test;
    char what[40];
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    fill_many(&test, N);
    begin(&test);
    for (int i = 0; i < N; i++) {
        snprintf(what, sizeof what, "Afspraak %03d", i);
        is_at(&test, what);
        sitting_keys(&test.sitting, "<Down>");
    }
    for (int i = N - 1; i >= 0; i--) {
        snprintf(what, sizeof what, "Afspraak %03d", i);
        is_at(&test, what);
        sitting_keys(&test.sitting, "<Up>");
    }
    sitting_keys(&test.sitting, "<End>");
    is_at(&test, "Afspraak 399");
    sitting_keys(&test.sitting, "<PgUp><PgUp><Home>");
    is_at(&test, "Afspraak 000");
    for (int i = 0; i < 30; i++)
        sitting_keys(&test.sitting, "<PgDn>");
    sitting_keys(&test.sitting, "<C-z>"); /* reads all again */
    close_all(&test);
}

/* Agreements of every kind, so that columns grow and shrink, and other keys work on each. */
static void fill_mixed(struct review_test *test, int n)
{
    static const char *const texts[] = {
        "Bellen", "Een rooster maken voor de weken die komen, met het team",
        "\xE6\xBC\xA2\xE5\xAD\x97 lezen", "",
        "Met de bedrijfsarts overleggen over wat er nog niet kan; daarna samen een plan maken"};
    static const enum owner owners[] = {OWNER_MANAGER, OWNER_HR,       OWNER_EMPLOYEE, OWNER_NONE,
                                        OWNER_MANAGER, OWNER_EMPLOYEE, OWNER_HR};
    char id[UUID_SIZE];
    desk_fixture_interview(&test->fixture, "Sanne de Boer", DAY_NONE, test->sanne);
    for (int i = 0; i < n; i++)
        desk_fixture_agreement(&test->fixture, test->sanne, owners[i % 7], texts[i % 5],
                               desk_fixture_today(&test->fixture) - 40 + 3 * i, id);
}

/* At every key what is drawn is held against all of it (sitting.c). */
static void where_it_moves_only_what_changed_is_drawn(void **state)
{
    struct review_test test;
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    fill_mixed(&test, 150);
    begin(&test);
    for (int i = 0; i < 130; i++)
        sitting_keys(&test.sitting, "<Down>");
    assert_in_range(test.sitting.typed, 100, 130);
    sitting_keys(&test.sitting, "<PgUp><Up><Up><PgUp><PgDn><Home><Down><End><Up>jkgG<Up><PgUp>");
    sitting_click(&test.sitting, "Een rooster", 1);
    sitting_keys(&test.sitting, "<Down><Down>x<Up><Down><F9><Enter><Up>?<Esc><Up>N<Down>");
    test.sitting.typed = 0;
    sitting_keys(&test.sitting, "/r<Down><Down>o<Up><Enter><Down>");
    assert_in_range(test.sitting.typed, 2, 4);
    close_all(&test);
}

/* What was not loaded is, once it is seen that there is room. */
static void a_larger_window_is_filled(void **state)
{
    struct review_test test;
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    fill_many(&test, 200);
    begin(&test);
    sitting_keys(&test.sitting, "<End>");
    sitting_resize(&test.sitting, 100, 80, false);
    sitting_shows(&test.sitting, "Afspraak 199");
    sitting_shows(&test.sitting, "Afspraak 120");
    is_at(&test, "Afspraak 199");
    sitting_resize(&test.sitting, 24, 80, false);
    sitting_keys(&test.sitting, "<Home>");
    sitting_resize(&test.sitting, 100, 80, false);
    sitting_shows(&test.sitting, "Afspraak 000");
    sitting_shows(&test.sitting, "Afspraak 079");
    is_at(&test, "Afspraak 000");
    close_all(&test);
}

/* Far down, what is selected stays so when the list is read again. */
static void the_selected_one_stays_when_the_list_is_read_again(void **state)
{
    struct review_test test;
    char keys[] = "<PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn>";
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    fill_many(&test, 300);
    begin(&test);
    for (int i = 0; i < 3; i++)
        sitting_keys(&test.sitting, keys);
    const char *line = strstr(sitting_picture(&test.sitting), "\n > ");
    const char *what = strstr(line, "Afspraak ");
    char there[16];
    snprintf(there, sizeof there, "%.12s", what);
    stack_refresh(&test.sitting.stack);
    sitting_keys(&test.sitting, "<F9><F9>");
    is_at(&test, there);
    close_all(&test);
}

/* ---- windows --------------------------------------------------------------------------------- */

static void a_second_window_reads_along(void **state)
{
    struct review_test test;
    struct desk second;
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    fill(&test);
    desk_fixture_second(&test.fixture, &second);
    sitting_begin(&test.sitting, &second, &(struct beginning){.review = true});
    sitting_keys(&test.sitting, "<End>x");
    assert_int_equal(status_of(&test, test.own), STATUS_OPEN);
    sitting_keys(&test.sitting, "/rooster<Enter>0<Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "view");
    sitting_kill(&test.sitting);
    store_close(second.store);
    desk_fixture_close(&test.fixture);
}

static void it_is_reached_from_home_and_back(void **state)
{
    struct review_test test;
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "?HR: terug<Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "review");
    sitting_shows(&test.sitting, "Esc Terug");
    sitting_lacks(&test.sitting, "q Stop");
    sitting_keys(&test.sitting, "<Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "home");
    sitting_close(&test.sitting);
    begin(&test);
    sitting_keys(&test.sitting, "?vandaag<Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "home");
    close_all(&test);
}

/* Who looked in as HR, goes on as a manager where the manager was. */
static void looking_in_moves_nobodys_place(void **state)
{
    struct review_test test;
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    fill(&test);
    sitting_open(&test.sitting, &test.fixture.desk, test.mo);
    assert_string_equal(sitting_screen(&test.sitting), "prepare");
    sitting_close(&test.sitting);
    begin(&test);
    sitting_keys(&test.sitting, "<Down>");
    sitting_close(&test.sitting);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    assert_string_equal(sitting_screen(&test.sitting), "prepare");
    close_all(&test);
}

/* ---- what is private ------------------------------------------------------------------------- */

static void shows_nothing_private(struct sitting *sitting, const char *keys)
{
    sitting_keys(sitting, keys);
    const char *picture = sitting_picture(sitting);
    if (marked_find(picture, strlen(picture)))
        fail_msg("after %s what is private is on the screen:\n%s", keys, picture);
}

/* On the desk of a manager who wrote everything down; the marks are all that HR may not see. What
 * is looked for is on the screen itself, so no more of it is typed than any word may begin with. */
static void nothing_private_is_on_any_of_its_screens(void **state)
{
    static const char *const walks[] = {
        "0",
        "<Enter>",
        "<Esc>h",
        "<Esc><Down><Enter>",
        "<Esc>h",
        "<Esc><End>",
        "<Enter>",
        "<Esc>h",
        "<Esc>/zw",
        "<Enter>",
        "<Esc>0",
        "f",
        "<Esc>f<Down><Down><Enter>",
        "<Esc>f<Down><Down><Down><Enter>",
        "<Esc>f<Down><Down><Down><Down><Down><Enter>",
        "<Esc>f<Down><Down><Down><Down><Down><Down><Enter>",
        "<Esc>o",
        "<Esc>b",
        "<Esc>w",
        "<Esc>r",
    };
    struct marked marked;
    struct sitting sitting;
    (void)state;
    marked_begin(&marked);
    marked_withdraw(&marked);
    sitting_begin(&sitting, &marked.desk, &(struct beginning){.review = true});
    sitting_resize(&sitting, 40, 120, false);
    sitting_keys(&sitting, "N0"); /* names in full */
    sitting_shows(&sitting, SHOWN);
    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++)
        shows_nothing_private(&sitting, walks[i]);
    sitting_close(&sitting);
    marked_close(&marked);
    marked_remove(&marked);
}

/* ---- whatever people write ------------------------------------------------------------------- */

/* Whatever people write, rows stay rows. */
static void odd_texts_keep_their_place(void **state)
{
    static const struct {
        int rows, columns;
    } windows[] = {{24, 80}, {30, 100}, {20, 60}, {18, 58}, {60, 200}};
    struct review_test test;
    char id[UUID_SIZE], longest[201];
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    desk_fixture_interview(&test.fixture,
                           "\xE5\xBC\xA0\xE4\xBC\x9A \xE7\x8E\x8B\xE5\xBC\xA0\xE4\xBC\x9A",
                           DAY_NONE, test.sanne);
    put_in_team(&test, test.sanne,
                "\xE5\x8C\x97\xE5\x8C\x97\xE5\x8C\x97\xE5\x8C\x97\xE5\x8C\x97 heel lange naam van "
                "een team");
    memset(longest, 'w', 200);
    longest[200] = '\0';
    desk_fixture_agreement(&test.fixture, test.sanne, OWNER_MANAGER, longest, DAY_NONE, id);
    desk_fixture_agreement(
        &test.fixture, test.sanne, OWNER_NONE,
        "\xE5\xBC\xA0\xE4\xBC\x9A e\xCC\x81\xCC\x82 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
        desk_fixture_today(&test.fixture) - 4000, id);
    desk_fixture_agreement(&test.fixture, test.sanne, OWNER_MANAGER, "", DAY_NONE, id);
    begin(&test);
    sitting_keys(&test.sitting, "N");
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        sitting_resize(&test.sitting, windows[i].rows, windows[i].columns, true);
        sitting_keys(&test.sitting, "<Home><Down><Down><Up>/www<Esc><Esc>");
        sitting_shows(&test.sitting, "! 4000");
        sitting_shows(&test.sitting, "geen datum");
        sitting_shows(&test.sitting, "? Hulp");
        sitting_cursor_shown(&test.sitting);
    }
    close_all(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_what_is_to_be_done_by_date),
        cmocka_unit_test(tells_the_one_selected_whole),
        cmocka_unit_test(tells_on_what_basis),
        cmocka_unit_test(names_are_shown_as_the_user_wants),
        cmocka_unit_test(says_why_it_is_seen),
        cmocka_unit_test(says_what_to_do_when_there_is_nothing),
        cmocka_unit_test(a_filter_is_chosen_and_taken_off),
        cmocka_unit_test(only_what_is_late),
        cmocka_unit_test(nothing_like_the_filter_says_how_to_clear_it),
        cmocka_unit_test(a_period_is_read_in_words),
        cmocka_unit_test(an_impossible_period_gets_a_sentence),
        cmocka_unit_test(filters_and_headings_take_clicks),
        cmocka_unit_test(the_order_is_chosen),
        cmocka_unit_test(search_narrows_as_one_types),
        cmocka_unit_test(esc_leaves_the_search_one_step_at_a_time),
        cmocka_unit_test(hr_settles_its_own_and_takes_it_back),
        cmocka_unit_test(what_is_not_hrs_is_not_offered_and_says_why),
        cmocka_unit_test(an_update_is_asked_of_the_manager),
        cmocka_unit_test(a_view_is_kept_chosen_and_deleted),
        cmocka_unit_test(a_taken_name_is_asked_about),
        cmocka_unit_test(the_list_goes_to_a_file_as_it_is_filtered),
        cmocka_unit_test(a_file_that_is_there_stays),
        cmocka_unit_test(json_is_as_everywhere),
        cmocka_unit_test(a_long_list_is_walked_both_ways),
        cmocka_unit_test(where_it_moves_only_what_changed_is_drawn),
        cmocka_unit_test(a_larger_window_is_filled),
        cmocka_unit_test(the_selected_one_stays_when_the_list_is_read_again),
        cmocka_unit_test(a_second_window_reads_along),
        cmocka_unit_test(it_is_reached_from_home_and_back),
        cmocka_unit_test(looking_in_moves_nobodys_place),
        cmocka_unit_test(nothing_private_is_on_any_of_its_screens),
        cmocka_unit_test(odd_texts_keep_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
