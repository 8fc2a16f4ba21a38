/*
 * The keys of every screen, as its table has them: none clashes, each does something, each has
 * words to find it by, and one letter means one thing everywhere. What stands on the bar works when
 * it is pressed and when it is clicked, and stands in the list of all that can be done.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "screens/screens.h"
#include "tour.h"

/* ---- what each letter means ------------------------------------------------------------------ */

#define WORDS_MAX 7

/*
 * A letter has one meaning on all screens. The two with two are those that answer yes or no, at the
 * read-back and to a question: j(a) and n(ee), y(es) and n(o).
 */
static const struct meaning {
    const char *key, *means;
    const char *words[WORDS_MAX]; /* what rows say that have it */
} meanings[] = {
    {"-",
     "is no longer needed",
     {"Take this absence away", "The selected promise is no longer needed",
      "The agreement is no longer needed", "Remove the agreement; undo brings it back",
      "What HR was to do is no longer needed", "Take this time in service away"}},
    {"/",
     "find",
     {"Find an earlier conversation", "Look for words in the agreements",
      "Find a word on all cards"}},
    {"0", "no filter", {"Take all filters off"}},
    {"?", "all that can be done", {"Show everything you can do here"}},
    {"<",
     "taken in",
     {"Collect a bundle that HR gave back: answers, requests", "Collect a bundle of a manager"}},
    {">",
     "handed over",
     {"Hand over to HR: make a bundle of what HR may see",
      "Give answers and requests back to a manager, in a bundle"}},
    {"=", "compare", {"Choose what to hold it beside"}},
    {"A",
     "absence",
     {"Write down a sick report, or that somebody is back", "See absence in figures"}},
    {"E", "erase", {"Erase this question for good, with its answers"}},
    {"H", "hurdles", {"See what you found hard, over time; only for you"}},
    {"K", "the limits", {"What may I ask and write down?"}},
    {"L", "other colours", {"Other colours: calm, strong contrast, none"}},
    {"M", "the mouse", {"Let go of the mouse, to copy text; or take it again"}},
    {"N", "names", {"Show names as initials, in full, or as a code"}},
    {"R", "read", {"You read that this file is not encrypted; say it no more"}},
    {"S",
     "steps of absences",
     {"See the steps of this absence, with their dates", "See the steps of absences that are due"}},
    {"T", "take over", {"Write here, when the other window is closed"}},
    {"V", "another person", {"This was filed under the wrong person: move it"}},
    {"[", "back", {"Go back one step; nothing is lost", "Take back what you said last"}},
    {"]",
     "the next step",
     {"Begin the conversation, whatever is ticked", "On to finishing: read back what was agreed",
      "On to the page for yourself", "Finish this conversation"}},
    {"a", "a new agreement", {"Write down a new agreement", "Add an agreement"}},
    {"b", "views", {"Views kept under a name: choose, keep, delete"}},
    {"c",
     "a remark",
     {"Add a remark to what HR was to do", "Tell HR how the selected agreement stands"}},
    {"d",
     "another date",
     {"Give the selected promise another date", "Give the agreement another date",
      "Give what HR was to do another date", "The selected step was done on another day",
      "Say which day was the first out of service"}},
    {"f", "filter", {"Choose which agreements to see"}},
    {"g", "partly back", {"Write down a step back, by advice"}},
    {"h", "why", {"Why do I see this agreement?", "Read how each figure is counted"}},
    {"i",
     "figures",
     {"See figures about all conversations together", "See figures about conversations"}},
    {"j", "down", {"Go to the next line", "Go to the next block"}},
    {"j", "yes", {"The selected agreement is right", "Answer yes"}},
    {"k", "up", {"Go to the line before", "Go to the block before"}},
    {"l",
     "is being done",
     {"The selected promise is being done", "The agreement is being done",
      "What HR was to do is being done"}},
    {"m", "later", {"Mark this point for later; again takes it off"}},
    {"n",
     "new",
     {"Write down a new sick report", "Prepare a new conversation", "Ask HR a new question",
      "Write down a day in service, or other hours"}},
    {"n", "no", {"The selected agreement is not right", "Answer no"}},
    {"o", "order", {"Put the list in another order", "Other borders for short and long absence"}},
    {"p", "the pager", {"Read this report in your pager", "Read it in your pager"}},
    {"p", "the period", {"Choose the period to look at"}},
    {"q", "out of here", {"Stop; everything is saved", "Go back one step; nothing is lost"}},
    {"r", "an update", {"Ask the manager for an update on this agreement"}},
    {"s",
     "sparring",
     {"Spar: ask HR what to do here, without a name", "Spar with HR: questions and answers",
      "Spar with managers: questions and answers"}},
    {"t",
     "practise",
     {"Practise a hard conversation; nothing is kept",
      "Hold this talk as practice; nothing is kept"}},
    {"u", "undo", {"Undo the last thing you did"}},
    {"v",
     "questions",
     {"Choose an example question to take along", "Questions, tips and pitfalls of this point"}},
    {"w",
     "the report",
     {"Look as employee, HR or yourself", "See what the other side gets of this",
      "Write this report to a file", "Write this list to a file", "Write these figures to a file",
      "Write what is coming to a file for a calendar"}},
    {"x",
     "done",
     {"The selected promise is done", "Tick or choose; again takes it back",
      "What HR was to do is done", "This question is dealt with",
      "The selected step was done, or was not after all", "The selected step was done"}},
    {"y", "yes", {"The selected agreement is right", "Answer yes"}},
    {"z", "both views", {"You disagree: write down both views"}},
};

enum { MEANINGS = sizeof meanings / sizeof *meanings };

static bool means(const struct meaning *meaning, const char *words)
{
    for (size_t i = 0; i < WORDS_MAX && meaning->words[i]; i++)
        if (strcmp(meaning->words[i], words) == 0)
            return true;
    return false;
}

static const struct meaning *meaning_of(const char *key, const char *words)
{
    for (size_t i = 0; i < MEANINGS; i++)
        if (strcmp(meanings[i].key, key) == 0 && means(&meanings[i], words))
            return &meanings[i];
    return NULL;
}

/* ---- going round the tables ------------------------------------------------------------------ */

#define MAPS_MAX 60

#define STOPS_MAX 240

struct round {
    struct tour tour;
    const struct keymap *maps[MAPS_MAX]; /* each that a screen begins with, once */
    size_t n_maps;
    const char *names[MAPS_MAX];
    const struct keymap *at[STOPS_MAX]; /* the one at each stop */
};

static bool had(const struct round *round, const struct keymap *map)
{
    for (size_t i = 0; i < round->n_maps; i++)
        if (round->maps[i] == map)
            return true;
    return false;
}

static const struct keymap *map_of(const struct tour *tour)
{
    return stack_top(&tour->sitting.stack)->keys;
}

/* All tables there are: a screen may have more than one, for its parts. */
static void gather(struct round *round, enum lang lang)
{
    tour_begin(&round->tour, lang);
    round->n_maps = 0;
    assert_true(tour_n_stops <= STOPS_MAX);
    for (size_t i = 0; i < tour_n_stops; i++) {
        tour_go(&round->tour, &tour_stops[i]);
        round->at[i] = map_of(&round->tour);
        if (had(round, round->at[i]))
            continue;
        assert_true(round->n_maps < MAPS_MAX);
        round->names[round->n_maps] = tour_stops[i].name;
        round->maps[round->n_maps++] = round->at[i];
    }
}

/* One written name in a row's list; "" at the end. */
static const char *next_name(const char *at, char name[24])
{
    at += strspn(at, " ");
    size_t len = strcspn(at, " ");
    assert_true(len < 24);
    memcpy(name, at, len);
    name[len] = '\0';
    return at + len;
}

static void say(void *arg, const char *sentence)
{
    fprintf(stderr, "%s: %s\n", (const char *)arg, sentence);
}

static void no_two_rows_claim_a_key(void **state)
{
    struct round round;
    int faults = 0;
    (void)state;
    gather(&round, LANG_EN);
    for (size_t i = 0; i < round.n_maps; i++)
        faults += keymap_faults(round.maps[i], say, (void *)round.names[i]);
    tour_end(&round.tour);
    assert_int_equal(faults, 0);
}

static void every_row_has_words(void **state)
{
    struct round round;
    (void)state;
    gather(&round, LANG_NL);
    for (size_t i = 0; i < round.n_maps; i++)
        for (const struct keymap *map = round.maps[i]; map; map = map->next)
            for (size_t j = 0; j < map->n; j++) {
                const struct key_row *row = &map->rows[j];
                assert_non_null(row->keys);
                assert_true(row->command > 0);
                assert_true(row->help && *row->help);
                assert_string_not_equal(tr(LANG_NL, row->help), row->help);
                assert_true(!row->bar || (*row->bar && row->weight > 0));
                assert_true(!row->bar || *row->keys);
            }
    tour_end(&round.tour);
}

/* ---- letters --------------------------------------------------------------------------------- */

static int check_letters(const struct key_row *row, const char *screen, bool used[MEANINGS])
{
    char name[24];
    int faults = 0;
    for (const char *at = next_name(row->keys, name); *name; at = next_name(at, name)) {
        struct key key;
        size_t len;
        assert_true(key_parse(name, &key, &len));
        if (key.kind != PRESS_TEXT)
            continue;
        const struct meaning *meaning = meaning_of(key.text, row->help);
        if (meaning)
            used[meaning - meanings] = true;
        else
            fprintf(stderr, "%s: \"%s\" stands for \"%s\"; what does it mean elsewhere?\n", screen,
                    key.text, row->help);
        faults += !meaning;
    }
    return faults;
}

static void a_letter_means_one_thing(void **state)
{
    struct round round;
    bool used[MEANINGS] = {false};
    int faults = 0;
    (void)state;
    gather(&round, LANG_EN);
    for (size_t i = 0; i < round.n_maps; i++)
        for (const struct keymap *map = round.maps[i]; map; map = map->next)
            for (size_t j = 0; j < map->n; j++)
                faults += check_letters(&map->rows[j], round.names[i], used);
    tour_end(&round.tour);
    for (size_t i = 0; i < MEANINGS; i++) {
        if (!used[i])
            fprintf(stderr, "no row has \"%s\" for \"%s\"\n", meanings[i].key, meanings[i].means);
        faults += !used[i];
    }
    assert_int_equal(faults, 0);
}

static int count_names(const char *keys)
{
    char name[24];
    int n = 0;
    for (const char *at = next_name(keys, name); *name; at = next_name(at, name))
        n++;
    return n;
}

static bool has_name(const char *keys, const char *wanted)
{
    char name[24];
    for (const char *at = next_name(keys, name); *name; at = next_name(at, name))
        if (strcmp(name, wanted) == 0)
            return true;
    return false;
}

/* The catalogue may put the keys of a row in another order, and do nothing else with them. */
static void other_languages_have_the_same_keys(void **state)
{
    struct round round;
    (void)state;
    gather(&round, LANG_EN);
    for (size_t i = 0; i < round.n_maps; i++)
        for (const struct keymap *map = round.maps[i]; map; map = map->next)
            for (size_t j = 0; j < map->n; j++) {
                const char *here = map->rows[j].keys;
                const char *there = *here ? tr(LANG_NL, here) : "";
                char name[24];
                assert_int_equal(count_names(here), count_names(there));
                for (const char *at = next_name(here, name); *name; at = next_name(at, name))
                    assert_true(has_name(there, name));
            }
    tour_end(&round.tour);
}

/* ---- what keys do ---------------------------------------------------------------------------- */

/* What can be told from outside: the picture, and what is wished of the loop. */
struct shown {
    char *picture;
    enum wish wish;
    int cursor_row, cursor_col;
};

static struct shown look(struct tour *tour)
{
    struct sitting *sitting = &tour->sitting;
    return (struct shown){.picture = mem_copy(sitting_picture(sitting)),
                          .wish = sitting->stack.wish,
                          .cursor_row = sitting->frame.cursor_row,
                          .cursor_col = sitting->frame.cursor_col};
}

static bool same(const struct shown *a, const struct shown *b)
{
    return strcmp(a->picture, b->picture) == 0 && a->wish == b->wish &&
           a->cursor_row == b->cursor_row && a->cursor_col == b->cursor_col;
}

static enum letters letters(const struct tour *tour)
{
    return screen_letters(stack_top(&tour->sitting.stack));
}

/* Does the key of that written name get to row now? */
static bool leads_to(const struct tour *tour, const char *name, const struct key_row *row)
{
    struct key key;
    size_t len;
    return key_parse(name, &key, &len) && keymap_find(map_of(tour), &key, letters(tour)) == row;
}

/* What is shown before a key comes; what was said before is over, so the same can be said again. */
static struct shown look_before(struct tour *tour)
{
    stack_say(&tour->sitting.stack, "");
    return look(tour);
}

/* Goes to stop and tells whether the keys change anything. */
static bool does_something(struct tour *tour, const struct tour_stop *stop, const char *keys)
{
    tour_go(tour, stop);
    struct shown before = look_before(tour);
    sitting_keys(&tour->sitting, keys);
    struct shown after = look(tour);
    bool did = !same(&before, &after);
    free(before.picture);
    free(after.picture);
    return did;
}

/* Rows without a key are found in the list, by their words. */
static bool does_by_help(struct tour *tour, const struct tour_stop *stop, const struct key_row *row)
{
    char *keys = NULL;
    size_t len = strlen(row->help) + 40;
    tour_go(tour, stop);
    keys = mem_zero(1, len);
    snprintf(keys, len, "<F1>%s", row->help);
    sitting_keys(&tour->sitting, keys);
    struct shown before = look_before(tour);
    sitting_keys(&tour->sitting, "<Enter>");
    struct shown after = look(tour);
    bool did = !same(&before, &after) && strcmp(sitting_screen(&tour->sitting), "help") != 0;
    free(before.picture);
    free(after.picture);
    free(keys);
    return did;
}

static bool row_does(struct tour *tour, const struct tour_stop *stop, const struct key_row *row)
{
    char name[24];
    if (!*row->keys)
        return does_by_help(tour, stop, row);
    for (const char *at = next_name(row->keys, name); *name; at = next_name(at, name)) {
        tour_go(tour, stop);
        if (leads_to(tour, name, row) && does_something(tour, stop, name))
            return true;
    }
    return false;
}

static bool has_part(const struct keymap *map, const struct keymap *part)
{
    while (map && map != part)
        map = map->next;
    return map != NULL;
}

/* Does row do something at one of the stops whose screen has it? */
static bool does_anywhere(struct round *round, const struct keymap *part, const struct key_row *row)
{
    struct tour *tour = &round->tour;
    for (size_t i = 0; i < tour_n_stops; i++) {
        if (!has_part(round->at[i], part) || keymap_replaced(round->at[i], part, row))
            continue;
        tour_go(tour, &tour_stops[i]);
        if (screen_works(stack_top(&tour->sitting.stack), row->command) &&
            row_does(tour, &tour_stops[i], row))
            return true;
    }
    return false;
}

static int check_part(struct round *round, size_t map, const struct keymap *part)
{
    int faults = 0;
    for (size_t i = 0; i < part->n; i++) {
        const struct key_row *row = &part->rows[i];
        bool does = does_anywhere(round, part, row);
        if (!does)
            fprintf(stderr, "%s: \"%s\" (%s) does nothing\n", round->names[map], row->keys,
                    row->help);
        faults += !does;
    }
    return faults;
}

/* Parts that screens share are tried once. */
static bool tried(const struct keymap *part, const struct keymap **done, size_t *n)
{
    for (size_t i = 0; i < *n; i++)
        if (done[i] == part)
            return true;
    assert_true(*n < MAPS_MAX);
    done[(*n)++] = part;
    return false;
}

static void every_row_does_something(void **state)
{
    struct round round;
    const struct keymap *done[MAPS_MAX];
    size_t n = 0;
    int faults = 0;
    (void)state;
    gather(&round, LANG_EN);
    for (size_t i = 0; i < round.n_maps; i++)
        for (const struct keymap *part = round.maps[i]; part; part = part->next)
            if (!tried(part, done, &n))
                faults += check_part(&round, i, part);
    tour_end(&round.tour);
    assert_int_equal(faults, 0);
}

/* ---- the bar --------------------------------------------------------------------------------- */

/* A window to look at the bar in. */
struct window {
    int rows, columns;
};

static const struct window windows[] = {{24, 80}, {20, 60}};

static void go(struct tour *tour, const struct tour_stop *stop, struct window window)
{
    tour_go(tour, stop);
    sitting_resize(&tour->sitting, window.rows, window.columns, false);
}

/* The row of the bar's nth item, and where it stands; NULL after the last. */
static const struct key_row *bar_item(struct tour *tour, size_t n, struct spot *spot)
{
    const struct frame *frame = &tour->sitting.frame;
    for (size_t i = 0; i < frame->n_spots; i++) {
        if (frame->spots[i].row != frame->rows - 1 || n--)
            continue;
        *spot = frame->spots[i];
        const struct screen *top = stack_top(&tour->sitting.stack);
        for (const struct keymap *map = top->keys; map; map = map->next)
            for (size_t j = 0; j < map->n; j++)
                if (map->rows[j].bar && map->rows[j].command == spot->command)
                    return &map->rows[j];
        fail_msg("a spot of the bar without a row");
    }
    return NULL;
}

/* The name of the first key of row that gets to it now. */
static bool first_key(const struct tour *tour, const struct key_row *row, char name[24])
{
    const char *keys = *row->keys ? tr(tour->desk.lang, row->keys) : "";
    for (const char *at = next_name(keys, name); *name; at = next_name(at, name))
        if (leads_to(tour, name, row))
            return true;
    return false;
}

static const char *line_of(const char *picture, int row)
{
    while (row-- > 0)
        picture = strchr(picture, '\n') + 1;
    return picture;
}

/* "F6 Begin", whole, on the bar. */
static bool named(struct tour *tour, const struct key_row *row, const struct spot *spot)
{
    struct buf text = BUF_INIT;
    struct key key;
    size_t len;
    char name[24];
    assert_true(first_key(tour, row, name) && key_parse(name, &key, &len));
    key_add_name(&text, &key, tour->desk.lang);
    buf_addf(&text, " %s", tr(tour->desk.lang, row->bar));
    const char *bar = line_of(sitting_picture(&tour->sitting), spot->row);
    bool whole = strstr(bar, text.data) && spot->col + spot->columns <= tour->sitting.frame.columns;
    buf_release(&text);
    return whole;
}

/* Does the list of all that can be done have the row? */
static bool listed(struct tour *tour, const struct key_row *row)
{
    struct frame tall;
    struct buf picture = BUF_INIT;
    struct screen *help = help_open(&tour->desk, stack_top(&tour->sitting.stack));
    frame_init(&tall, 120, 120, false);
    help->ops->draw(help, &tall);
    frame_dump(&tall, &picture);
    bool found = strstr(picture.data, tr(tour->desk.lang, row->help)) != NULL;
    frame_release(&tall);
    buf_release(&picture);
    help->ops->close(help);
    return found;
}

/* Pressing and clicking an item do the same thing, and something. */
static const char *fault_of_use(struct tour *tour, const struct tour_stop *stop,
                                struct window window, const struct key_row *row,
                                const struct spot *spot)
{
    char name[24];
    const char *fault = NULL;
    assert_true(first_key(tour, row, name));
    struct shown before = look_before(tour);
    sitting_keys(&tour->sitting, name);
    struct shown pressed = look(tour);
    go(tour, stop, window);
    struct key click = {.kind = PRESS_CLICK, .row = spot->row, .col = spot->col, .count = 1};
    stack_key(&tour->sitting.stack, &click);
    struct shown clicked = look(tour);
    if (same(&before, &pressed))
        fault = "does nothing";
    else if (!same(&pressed, &clicked))
        fault = "does something else when it is clicked";
    free(before.picture);
    free(pressed.picture);
    free(clicked.picture);
    return fault;
}

static const char *fault_of_words(struct tour *tour, const struct key_row *row,
                                  const struct spot *spot)
{
    if (!named(tour, row, spot))
        return "is cut";
    return row->command != COMMAND_HELP && !listed(tour, row) ? "is not in the list" : NULL;
}

static bool on_bar(struct tour *tour, int command)
{
    const struct key_row *row;
    struct spot spot;
    for (size_t n = 0; (row = bar_item(tour, n, &spot)); n++)
        if (row->command == command)
            return true;
    return false;
}

/* The way back, the way to all the rest, and what the screen is for: never left out. */
static int check_main(struct tour *tour, const struct tour_stop *stop, struct window window)
{
    const struct screen *top = stack_top(&tour->sitting.stack);
    int commands[3] = {COMMAND_BACK, COMMAND_HELP, 0}, faults = 0, weight = 0;
    const struct keymap *own = map_of(tour);
    for (size_t i = 0; i < own->n; i++)
        if (own->rows[i].bar && own->rows[i].weight > weight &&
            screen_works(top, own->rows[i].command)) {
            weight = own->rows[i].weight;
            commands[2] = own->rows[i].command;
        }
    for (size_t i = 0; i < 3; i++)
        if (commands[i] && screen_works(top, commands[i]) && !on_bar(tour, commands[i])) {
            fprintf(stderr, "%s, %d columns: command %d is not on the bar\n", stop->name,
                    window.columns, commands[i]);
            faults++;
        }
    return faults;
}

static int check_bar(struct tour *tour, const struct tour_stop *stop, struct window window,
                     bool use)
{
    const struct key_row *row;
    struct spot spot;
    int faults = 0;
    go(tour, stop, window);
    faults += check_main(tour, stop, window);
    for (size_t n = 0; (row = bar_item(tour, n, &spot)); n++) {
        const char *fault = fault_of_words(tour, row, &spot);
        if (!fault && use) {
            fault = fault_of_use(tour, stop, window, row, &spot);
            go(tour, stop, window);
        }
        if (fault)
            fprintf(stderr, "%s, %d columns: \"%s\" on the bar %s\n", stop->name, window.columns,
                    row->bar, fault);
        faults += fault != NULL;
    }
    return faults;
}

static void check_bars(enum lang lang, bool use)
{
    struct tour tour;
    int faults = 0;
    tour_begin(&tour, lang);
    for (size_t i = 0; i < tour_n_stops; i++)
        for (size_t j = 0; j < sizeof windows / sizeof *windows; j++)
            faults += check_bar(&tour, &tour_stops[i], windows[j], use);
    tour_end(&tour);
    assert_int_equal(faults, 0);
}

static void what_the_bar_says_happens(void **state)
{
    (void)state;
    check_bars(LANG_EN, true);
}

static void the_bar_is_whole_in_dutch_too(void **state)
{
    (void)state;
    check_bars(LANG_NL, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_two_rows_claim_a_key),
        cmocka_unit_test(every_row_has_words),
        cmocka_unit_test(a_letter_means_one_thing),
        cmocka_unit_test(other_languages_have_the_same_keys),
        cmocka_unit_test(every_row_does_something),
        cmocka_unit_test(what_the_bar_says_happens),
        cmocka_unit_test(the_bar_is_whole_in_dutch_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
