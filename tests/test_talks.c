/* The practice talks that come with the program, as somebody who trains with them meets them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "domain/shelf.h"
#include "yaml/guide_yaml.h"

#define TURNS_MAX 64

/* How a turn is come to. */
struct came {
    bool by_pitfall, by_good;
};

struct talk {
    const struct guide *guide;
    const struct guide_scenario *scenario;
    struct came came[TURNS_MAX];
};

static size_t turn_of(const struct guide_scenario *scenario, const char *id)
{
    size_t i = 0;
    while (i < scenario->n_turns && strcmp(scenario->turns[i].id, id) != 0)
        i++;
    return i;
}

static void wrong(const struct talk *talk, const struct guide_turn *turn, const char *what)
{
    fail_msg("%s, %s, turn %s: %s", talk->guide->title, talk->scenario->id, turn->id, what);
}

static bool has_good(const struct guide_turn *turn)
{
    for (size_t r = 0; r < turn->n_replies; r++)
        if (*turn->replies[r].good)
            return true;
    return false;
}

static void note_ways(struct talk *talk)
{
    const struct guide_scenario *scenario = talk->scenario;
    assert_in_range(scenario->n_turns, 3, TURNS_MAX);
    for (size_t t = 0; t < scenario->n_turns; t++)
        for (size_t r = 0; r < scenario->turns[t].n_replies; r++) {
            const struct guide_reply *reply = &scenario->turns[t].replies[r];
            if (!*reply->pitfall == !*reply->good)
                wrong(talk, &scenario->turns[t], "a reply is neither, or both");
            if (!*reply->go && *reply->pitfall)
                wrong(talk, &scenario->turns[t], "nobody reacts to a pitfall");
            if (!*reply->go)
                continue;
            struct came *came = &talk->came[turn_of(scenario, reply->go)];
            came->by_pitfall = came->by_pitfall || *reply->pitfall;
            came->by_good = came->by_good || *reply->good;
        }
}

/* Who steps into a pitfall once finds a way back; the other may have the last word after more. */
static void want_way_back(const struct talk *talk, size_t t)
{
    const struct guide_scenario *scenario = talk->scenario;
    const struct guide_turn *turn = &scenario->turns[t];
    for (size_t r = 0; r < turn->n_replies && !talk->came[t].by_pitfall; r++) {
        const struct guide_reply *reply = &turn->replies[r];
        if (*reply->pitfall && !has_good(&scenario->turns[turn_of(scenario, reply->go)]))
            wrong(talk, turn, "there is no way back from a pitfall");
    }
}

/* How many replies it takes when none of them is a pitfall: the fewest. */
static int shortest(const struct guide_scenario *scenario)
{
    bool here[TURNS_MAX + 1] = {true}, next[TURNS_MAX + 1];
    for (int said = 1; said < TURNS_MAX; said++) {
        memset(next, 0, sizeof next);
        for (size_t t = 0; t < scenario->n_turns; t++)
            for (size_t r = 0; here[t] && r < scenario->turns[t].n_replies; r++) {
                const struct guide_reply *reply = &scenario->turns[t].replies[r];
                if (*reply->good && !*reply->go)
                    return said;
                if (*reply->good)
                    next[turn_of(scenario, reply->go)] = true;
            }
        memcpy(here, next, sizeof here);
    }
    return TURNS_MAX;
}

static void check_talk(const struct guide *guide, const struct guide_scenario *scenario)
{
    struct talk talk = {.guide = guide, .scenario = scenario};
    note_ways(&talk);
    for (size_t t = 0; t < scenario->n_turns; t++) {
        if (talk.came[t].by_pitfall && talk.came[t].by_good)
            wrong(&talk, &scenario->turns[t], "a pitfall and a good reply come to the same");
        want_way_back(&talk, t);
    }
    assert_in_range(shortest(scenario), 3, 6);
}

static struct guide *open_guide(const char *path)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    assert_int_equal(shelf_read_file(path, &text, &err), 0);
    struct guide *guide = guide_yaml_open(path, text.data, text.len, &err);
    if (!guide)
        fail_msg("%s", err.text);
    buf_release(&text);
    return guide;
}

/* Calls each for every guide that comes with the program. */
static void for_guides(const char *folder, void (*each)(const struct guide *, const char *))
{
    char pattern[64];
    glob_t found;
    snprintf(pattern, sizeof pattern, "guides/%s/*.yaml", folder);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        if (strstr(found.gl_pathv[i], "regime"))
            continue;
        struct guide *guide = open_guide(found.gl_pathv[i]);
        each(guide, strrchr(found.gl_pathv[i], '/') + 1);
        guide_free(guide);
    }
    globfree(&found);
}

static void check_talks(const struct guide *guide, const char *name)
{
    (void)name;
    for (size_t i = 0; i < guide->n_practice; i++)
        check_talk(guide, &guide->practice[i]);
}

static void a_pitfall_is_felt_and_has_a_way_back(void **state)
{
    (void)state;
    for_guides("nl", check_talks);
    for_guides("en", check_talks);
}

/* ---- both languages -------------------------------------------------------------------------- */

static void same_turn(const struct guide_turn *nl, const struct guide_turn *en)
{
    assert_string_equal(nl->id, en->id);
    assert_int_equal(nl->n_replies, en->n_replies);
    for (size_t r = 0; r < nl->n_replies; r++) {
        assert_string_equal(nl->replies[r].id, en->replies[r].id);
        assert_string_equal(nl->replies[r].go, en->replies[r].go);
        assert_string_equal(nl->replies[r].pitfall, en->replies[r].pitfall);
        assert_int_equal(!*nl->replies[r].good, !*en->replies[r].good);
    }
}

static void compare_guide(const struct guide *nl, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "guides/en/%s", name);
    struct guide *en = open_guide(path);
    assert_string_equal(nl->version, en->version);
    assert_int_equal(nl->n_practice, en->n_practice);
    for (size_t i = 0; i < nl->n_practice; i++) {
        const struct guide_scenario *ours = &nl->practice[i], *theirs = &en->practice[i];
        assert_string_equal(ours->id, theirs->id);
        assert_int_equal(ours->n_turns, theirs->n_turns);
        for (size_t t = 0; t < ours->n_turns; t++)
            same_turn(&ours->turns[t], &theirs->turns[t]);
    }
    guide_free(en);
}

static void both_languages_have_the_same_talks(void **state)
{
    (void)state;
    for_guides("nl", compare_guide);
}

/* ---- the report of sickness ------------------------------------------------------------------ */

/* The six that may be asked when somebody reports sick stand together, in the order of the law. */
static void the_six_questions_are_six(void **state)
{
    static const char *const of[][6] = {
        {"nummer", "Hoe lang", "afspraken", "vangnet", "ongeval op het werk", "verkeersongeval"},
        {"number", "How long", "appointments", "safety net", "accident at work", "traffic"}};
    static const char *const paths[] = {"guides/nl/eerste-contact.yaml",
                                        "guides/en/eerste-contact.yaml"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct guide *guide = open_guide(paths[i]);
        const struct guide_lines *questions = &guide_point(guide, "bereikbaar")->questions;
        assert_int_equal(questions->n, 6);
        for (size_t k = 0; k < 6; k++)
            assert_non_null(strstr(questions->line[k], of[i][k]));
        guide_free(guide);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pitfall_is_felt_and_has_a_way_back),
        cmocka_unit_test(both_languages_have_the_same_talks),
        cmocka_unit_test(the_six_questions_are_six),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
