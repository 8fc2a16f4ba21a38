/*
 * Every text a user meets: it has its Dutch, with the same conversions; it fits where it stands;
 * and a screen speaks one language.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "run.h"
#include "tour.h"

extern const unsigned char catalogue_nl[];
extern const size_t catalogue_nl_size;

/* ---- the catalogue --------------------------------------------------------------------------- */

static uint32_t number_at(size_t at)
{
    uint32_t n;
    assert_true(at + sizeof n <= catalogue_nl_size);
    memcpy(&n, catalogue_nl + at, sizeof n); /* msgfmt writes the machine's own order */
    return n;
}

/* Entry i of the table of English texts (table 12) or of Dutch ones (16): see base/catalogue.c. */
static const char *entry(size_t table, uint32_t i, size_t *len)
{
    size_t at = number_at(table) + (size_t)i * 8;
    *len = number_at(at);
    return (const char *)catalogue_nl + number_at(at + 4);
}

/* Calls each with the English and the Dutch of every entry but the header, form by form. */
static void each_text(void (*each)(void *arg, const char *english, const char *dutch), void *arg)
{
    for (uint32_t i = 0; i < number_at(8); i++) {
        size_t english_len, dutch_len;
        const char *english = entry(12, i, &english_len), *dutch = entry(16, i, &dutch_len);
        const char *english_end = english + english_len, *dutch_end = dutch + dutch_len;
        const char *context = strchr(english, '\004');
        if (context)
            english = context + 1;
        if (!*english)
            continue;
        while (dutch < dutch_end) {
            each(arg, english, dutch);
            dutch += strlen(dutch) + 1;
            if (english + strlen(english) < english_end)
                english += strlen(english) + 1;
        }
    }
}

static const char *beside_program(const char *name, char path[300])
{
    const char *program = getenv("GESPREK_PROGRAM");
    assert_non_null(program);
    snprintf(path, 300, "%.*s/%s", (int)(strrchr(program, '/') - program), program, name);
    return path;
}

/* msgcmp tells which texts of the code have no Dutch yet, or one to be looked at again. */
static void every_text_has_its_dutch(void **state)
{
    char path[300], command[400];
    (void)state;
    if (access(beside_program("gesprek.pot", path), R_OK) != 0) {
        print_message("skipped: xgettext is not installed\n");
        skip();
    }
    snprintf(command, sizeof command, "msgcmp src/po/nl.po '%s' >&2", path);
    assert_int_equal(system(command), 0);
}

/* "%s", "%-3d", "%%": what printf does with a text, and with which arguments. */
static void add_conversions(struct buf *out, const char *text)
{
    while ((text = strchr(text, '%'))) {
        size_t len = 1 + strspn(text + 1, "-+ #0123456789.*hlzjt");
        if (strchr("diouxXcsp%", text[len]) && text[len])
            buf_add(out, text, ++len);
        text += len;
    }
}

static void compare_conversions(void *arg, const char *english, const char *dutch)
{
    struct buf here = BUF_INIT, there = BUF_INIT;
    int *faults = arg;
    add_conversions(&here, english);
    add_conversions(&there, dutch);
    if (strcmp(here.data, there.data) != 0) {
        fprintf(stderr, "\"%s\": other conversions than \"%s\"\n", english, dutch);
        (*faults)++;
    }
    buf_release(&here);
    buf_release(&there);
}

static void conversions_are_the_same(void **state)
{
    int faults = 0;
    (void)state;
    each_text(compare_conversions, &faults);
    assert_int_equal(faults, 0);
}

/* ---- one language ---------------------------------------------------------------------------- */

#define TELLING 12 /* shorter words may be the same in both languages */

/* Adds the text with one blank for each run of white, as if it stood in one line. */
static void add_flat(struct buf *out, const char *text)
{
    while (*text) {
        size_t white = strspn(text, " \n");
        if (white)
            buf_addc(out, ' ');
        text += white;
        size_t len = strcspn(text, " \n");
        buf_add(out, text, len);
        text += len;
    }
}

struct search {
    struct tour tour;
    struct buf picture; /* flat */
    const char *where;
    int own, faults;
};

/* Is a telling part of text, between its conversions, on the screen? */
static bool stands(const struct search *search, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, "%\n");
        const char *part = text;
        if (len > TELLING && memmem(search->picture.data, search->picture.len, part, len))
            return true;
        text += len;
        text += strspn(text, "%-+ #0123456789.*hlzjt\n");
        text += *text != '\0'; /* the letter of a conversion, or the first of a word: no matter */
    }
    return false;
}

/* A text of the other language that is not one of this one too. */
static void search_other(void *arg, const char *english, const char *dutch)
{
    struct search *search = arg;
    bool is_dutch = search->tour.fixture.desk.lang == LANG_NL;
    const char *other = is_dutch ? english : dutch, *own = is_dutch ? dutch : english;
    if (strcmp(english, dutch) == 0)
        return;
    search->own += stands(search, own);
    if (!stands(search, other) || strstr(own, other))
        return;
    fprintf(stderr, "%s: \"%s\" stands on a screen of the other language\n", search->where, other);
    search->faults++;
}

static void search_picture(struct search *search, int rows, int columns)
{
    sitting_resize(&search->tour.sitting, rows, columns, true);
    buf_clear(&search->picture);
    add_flat(&search->picture, sitting_picture(&search->tour.sitting));
    each_text(search_other, search);
}

static void screens_speak_one_language(void **state)
{
    (void)state;
    for (int lang = LANG_EN; lang <= LANG_NL; lang++) {
        struct search search = {.picture = BUF_INIT};
        tour_begin(&search.tour, (enum lang)lang);
        for (size_t i = 0; i < tour_n_stops; i++) {
            search.where = tour_stops[i].name;
            tour_go(&search.tour, &tour_stops[i]);
            search_picture(&search, 24, 80);
            search_picture(&search, 60, 200); /* nothing wrapped, nothing scrolled away */
        }
        tour_end(&search.tour);
        buf_release(&search.picture);
        assert_int_equal(search.faults, 0);
        assert_true(search.own > 500); /* there was something to find */
    }
}

/* ---- room ------------------------------------------------------------------------------------ */

/* The titles and questions of a guide are its writer's, and may be cut in a small window. */
static bool of_guide(const char *where, const char *line)
{
    return strcmp(where, "a question") == 0 || strstr(line, "Absence con");
}

/* What is wider than its place ends in an ellipsis. What people filled in here is short. */
static int cut_lines(struct tour *tour, const char *where)
{
    char *picture = mem_copy(sitting_picture(&tour->sitting)), *rest = picture;
    int faults = 0;
    for (char *line; (line = strsep(&rest, "\n"));)
        if (strstr(line, "…") && !(tour->sitting.frame.columns < 76 && of_guide(where, line))) {
            fprintf(stderr, "%s, %d columns: cut: %s\n", where, tour->sitting.frame.columns, line);
            faults++;
        }
    free(picture);
    return faults;
}

static int cut_in(enum lang lang, int rows, int columns)
{
    struct tour tour;
    int faults = 0;
    tour_begin(&tour, lang);
    for (size_t i = 0; i < tour_n_stops; i++) {
        tour_go(&tour, &tour_stops[i]);
        sitting_resize(&tour.sitting, rows, columns, true);
        faults += cut_lines(&tour, tour_stops[i].name);
    }
    tour_end(&tour);
    return faults;
}

static int cut_at(int rows, int columns)
{
    return cut_in(LANG_EN, rows, columns) + cut_in(LANG_NL, rows, columns);
}

static void texts_fit_at_80_columns(void **state)
{
    (void)state;
    assert_int_equal(cut_at(24, 80), 0);
}

/* As tall as it needs to be: what one otherwise scrolls to. */
static void texts_out_of_view_fit_too(void **state)
{
    (void)state;
    assert_int_equal(cut_at(60, 80), 0);
}

static void texts_fit_in_a_small_window(void **state)
{
    (void)state;
    assert_int_equal(cut_at(20, 60) + cut_at(60, 60), 0);
}

static int wide_lines(const struct run *run, const char *of)
{
    int faults = 0;
    for (const char *line = run->out.data; *line;) {
        size_t len = strcspn(line, "\n");
        if (utf8_columns(line, len) > 80) {
            fprintf(stderr, "%s: wider than 80 columns: %.*s\n", of, (int)len, line);
            faults++;
        }
        line += len + (line[len] == '\n');
    }
    return faults;
}

/* gesprek COMMAND --help, in one language. */
static int wide_help(const char *name, const char *lang)
{
    char words[2][32] = {"", ""};
    const char *arguments[6];
    size_t n = 0;
    struct run run;
    sscanf(name, "%31s %31s", words[0], words[1]);
    for (size_t i = 0; i < 2; i++)
        if (*words[i])
            arguments[n++] = words[i];
    arguments[n++] = "--help";
    arguments[n++] = "--lang";
    arguments[n++] = lang;
    arguments[n] = NULL;
    run_program(&run, arguments, NULL, "");
    assert_int_equal(run.status, 0);
    int faults = wide_lines(&run, name);
    run_release(&run);
    return faults;
}

static void help_of_commands_fits(void **state)
{
    static const char *const languages[] = {"en", "nl"};
    int faults = 0;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        faults += wide_help("", languages[i]);
        for (size_t j = 0; j < cli_commands_count; j++)
            faults += wide_help(cli_commands[j].name, languages[i]);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_has_its_dutch),
        cmocka_unit_test(conversions_are_the_same),
        cmocka_unit_test(screens_speak_one_language),
        cmocka_unit_test(texts_fit_at_80_columns),
        cmocka_unit_test(texts_out_of_view_fit_too),
        cmocka_unit_test(texts_fit_in_a_small_window),
        cmocka_unit_test(help_of_commands_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
