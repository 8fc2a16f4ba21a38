/* The privacy check: what it finds, on whole sentences it was not tuned on too, and what it costs.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "domain/regime.h"
#include "domain/shelf.h"
#include "sanitized.h"
#include "yaml/regime_yaml.h"

static struct regime *open_regime(const char *language)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    char path[64];
    snprintf(path, sizeof path, "guides/%s/regime.yaml", language);
    assert_int_equal(shelf_read_file(path, &text, &err), 0);
    struct regime *regime = regime_yaml_open(path, text.data, text.len, &err);
    assert_non_null(regime);
    buf_release(&text);
    return regime;
}

static const struct privacy *check_of(const struct regime *regime)
{
    struct err err = ERR_INIT(LANG_EN);
    const struct privacy *privacy = regime_asks(regime, &err);
    if (!privacy)
        fail_msg("%s", err.text);
    return privacy;
}

static int read_both(void **state)
{
    struct regime **both = mem_zero(2, sizeof *both);
    both[LANG_EN] = open_regime("en");
    both[LANG_NL] = open_regime("nl");
    *state = both;
    return 0;
}

static int free_both(void **state)
{
    struct regime **both = *state;
    regime_free(both[LANG_EN]);
    regime_free(both[LANG_NL]);
    free(both);
    return 0;
}

/* What is found, as "class: words; class: words". */
static struct buf found_in(void **state, enum lang lang, const char *text, size_t len)
{
    struct regime **both = *state;
    struct privacy_findings findings;
    struct buf said = BUF_INIT;
    privacy_check(check_of(both[lang]), text, len, &findings);
    for (size_t i = 0; i < findings.n; i++) {
        const struct privacy_finding *finding = &findings.items[i];
        buf_addf(&said, "%s%s: %.*s", i ? "; " : "", finding->class->id, (int)finding->len,
                 text + finding->at);
    }
    privacy_release(&findings);
    return said;
}

static void expect(void **state, enum lang lang, const char *text, const char *found)
{
    struct buf said = found_in(state, lang, text, strlen(text));
    assert_string_equal(said.data, found);
    buf_release(&said);
}

static void expect_nl(void **state, const char *text, const char *found)
{
    expect(state, LANG_NL, text, found);
}

static void finds_words_and_not_their_neighbours(void **state)
{
    expect_nl(state, "", "");
    expect_nl(state, "Heeft griep.", "illness: griep");
    expect_nl(state, "Heeft er grip op.", "");
    expect_nl(state, "Buikgriep", "illness: Buikgriep");
    expect_nl(state, "Belt via MS Teams.", "");
    expect_nl(state, "Vertelde over MS.", "illness: MS");
    expect_nl(state, "Dat kwam met ms naar voren.", "");
    expect_nl(state, "De drukte is achter de rug.", "");
    expect(state, LANG_EN, "Has the flu.", "illness: Has the flu");
    expect(state, LANG_EN, "The flue was swept.", "");
}

static void reads_accents_capitals_hyphens_and_broken_lines(void **state)
{
    expect_nl(state, "GEBRUIKT COCAÏNE", "addiction: COCAÏNE");
    expect_nl(state, "gebruikt cocai\xCC\x88ne", "addiction: cocai\xCC\x88ne");
    expect_nl(state, "Een burn-out, een burn out, een burnout.",
              "mental: burn-out; mental: burn out; mental: burnout");
    expect_nl(state, "Ging door zijn\nrug.", "body: door zijn\nrug");
}

static void finds_misspelt_words(void **state)
{
    expect_nl(state, "Heeft een hartinfarckt gehad.", "illness: hartinfarckt");
    expect_nl(state, "Is depresief.", "mental: depresief");
    expect_nl(state, "Loopt bij de psycholoof.", "mental: psycholoof");
    expect_nl(state, "Praat met de pscyholoog.", "mental: pscyholoog");
    expect_nl(state, "De bestrating is af.", "");
    expect(state, LANG_EN, "Sees a psycholgist.", "mental: psycholgist");
}

static void an_ordinary_word_is_no_misspelt_one(void **state)
{
    expect_nl(state, "Vertrekt met een groepje naar het gerecht.", "");
    expect(state, LANG_EN, "The booking of the stations is moved.", "");
}

static void is_not_led_astray_by_signs(void **state)
{
    expect_nl(state, "gr\xE2\x80\x8Biep", "illness: gr\xE2\x80\x8Biep");
    expect_nl(state, "gr\xC2\xADiep", "illness: gr\xC2\xADiep");
    expect_nl(state, "gri\xD0\xB5p", "illness: gri\xD0\xB5p"); /* Cyrillic e */
    expect_nl(state, "\xEF\xBD\x87\xEF\xBD\x92\xEF\xBD\x89\xEF\xBD\x85\xEF\xBD\x90",
              "illness: \xEF\xBD\x87\xEF\xBD\x92\xEF\xBD\x89\xEF\xBD\x85\xEF\xBD\x90"); /* wide */
    expect_nl(state, "gr1ep", "illness: gr1ep");
    expect_nl(state, "coca\xEFne", "addiction: coca\xEFne"); /* Latin-1 */
    expect_nl(state, "\xFF\xFE griep \xC3", "illness: griep");
    struct buf said = found_in(state, LANG_NL, "a\0griep", 7);
    assert_string_equal(said.data, "illness: griep");
    buf_release(&said);
}

static void limits_are_fine_with_their_source(void **state)
{
    expect_nl(state, "Is 60% arbeidsongeschikt.", "limits: 60% arbeidsongeschikt");
    expect_nl(state, "Volgens de bedrijfsarts 60% arbeidsongeschikt.", "");
    expect_nl(state, "Advies bedrijfsarts d.d. 14 april: niet tillen.", "");
    expect_nl(state, "De bedrijfsarts belde. Hij mag niet tillen.", "limits: mag niet tillen");
    expect_nl(state, "Volgens de bedrijfsarts een hernia.", "illness: hernia");
}

static void words_beside_words(void **state)
{
    expect_nl(state, "Heeft last van zijn knie.", "body: last van zijn knie");
    expect_nl(state, "Schouderklachten.", "body: Schouderklachten");
    expect_nl(state, "Gewrichtsproblemen.", "body: Gewrichtsproblemen");
    expect_nl(state, "De knie in de afvoerbuis is gescheurd.", "");
    expect_nl(state, "Zijn vrouw is ernstig ziek.", "private: Zijn vrouw is ernstig ziek");
}

static void a_name_is_no_illness(void **state)
{
    expect_nl(state, "Mevrouw Van der Griep belt terug.", "");
    expect_nl(state, "Mevrouw heeft griep.", "illness: griep");
    expect_nl(state, "Mevrouw Jansen heeft griep.", "illness: griep");
    expect_nl(state, "De klant belt, Griep is het.", "illness: Griep");
    expect(state, LANG_EN, "Mr Fever from accounts rings.", "");
}

static void a_job_in_care_is_no_illness(void **state)
{
    expect_nl(state, "Zij ontwerpt de folder over borstkanker.", "");
    expect_nl(state, "Heeft griep, folder is af.", "illness: griep");
    expect_nl(state, "Heeft griep. De folder is af.", "illness: griep");
    expect(state, LANG_EN, "Writes an article about burnout.", "");
}

static void what_somebody_has_is_their_own(void **state)
{
    expect_nl(state, "Heeft griep en mist de cursus.", "illness: griep");
    expect_nl(state, "De cursus over griep is vol.", "");
    expect_nl(state, "De klant heeft griep.", "");
    expect_nl(state, "Griep dus de cursus gaat door zonder haar.", "illness: Griep");
    expect(state, LANG_EN, "Has diabetes and missed the course.", "illness: diabetes");
    expect(state, LANG_EN, "The client has diabetes.", "");
    expect(state, LANG_EN, "Migraine so the training goes on without him.", "illness: Migraine");
}

/* "Niet over klachten beginnen" is a note to oneself; "niet over haar depressie" tells of one. */
static void what_is_not_talked_about_is_told(void **state)
{
    static const char *const found[] = {
        "Ze wilde niet over haar depressie praten.",
        "We spraken niet over de hernia.",
        "Ze wil niet over haar zwangerschap praten.",
        "Ze vertelt liever niet over haar hartfalen.",
        "Zag er bleek uit.",
        "Ze is door haar werk ziek.",
        "Ze kreeg een diagnose.",
    };
    static const char *const clean[] = {
        "Niet over klachten beginnen.",
        "Niet naar klachten vragen.",
        "Druk op de rug van het team.",
        "Er bleek een fout in het rooster te staan.",
    };
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        struct buf said = found_in(state, LANG_NL, found[i], strlen(found[i]));
        if (!said.len)
            fail_msg("nothing found in: %s", found[i]);
        buf_release(&said);
    }
    for (size_t i = 0; i < sizeof clean / sizeof *clean; i++)
        expect_nl(state, clean[i], "");
    expect(state, LANG_EN, "She would rather say nothing about her depression.",
           "mental: depression");
    expect(state, LANG_EN, "Nothing about depression.", "");
}

static void one_word_has_many_spellings(void **state)
{
    expect_nl(state, "Door z'n rug.", "body: Door z'n rug");
    expect_nl(state, "door zn rug", "body: door zn rug");
    expect_nl(state, "door z\xE2\x80\x99n rug", "body: door z\xE2\x80\x99n rug");
    expect_nl(state, "Kan hooguit twee uur per dag.", "limits: Kan hooguit twee uur per dag");
    expect(state, LANG_EN, "Can't get out of bed.", "complaint: Can't get out of bed");
    expect(state, LANG_EN, "cant get out of bed", "complaint: cant get out of bed");
}

static void a_word_in_two_is_one_word(void **state)
{
    expect_nl(state, "Van de anti depressiva af.", "medicine: anti depressiva");
    expect_nl(state, "anti, depressiva", "");
    expect(state, LANG_EN, "On anti depressants now.", "medicine: anti depressants");
}

static void shouted_text_is_no_abbreviation(void **state)
{
    expect_nl(state, "HIJ BELT ALS HET NODIG IS", "");
    expect_nl(state, "Zij heeft ALS.", "illness: ALS");
}

/* ---- questions of a guide -------------------------------------------------------------------- */

/*
 * Questions, made up by one author: what an employer may not ask, and what looks like it and is
 * about work. Those of `fresh` were written when the words had been tuned on the others; met so,
 * the words found 18 of the 25 that may not be asked in Dutch and 15 in English, and 1 and 3 of the
 * 25 that may. Then they were tuned on too, so what stands here says that nothing got worse.
 */
static void ask_each(const struct privacy *privacy, const char *path, int *missed, int *falsely)
{
    char line[256];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char *question = strchr(line, '\t');
        line[strcspn(line, "\n")] = 0;
        if (line[0] == '#' || !question)
            continue;
        bool may_not = strncmp(line, "no", 2) == 0, asks = privacy_asks(privacy, question + 1);
        *missed += may_not && !asks;
        *falsely += asks && !may_not;
    }
    fclose(file);
}

static void knows_what_may_not_be_asked(void **state)
{
    struct regime **both = *state;
    for (int lang = LANG_EN; lang <= LANG_NL; lang++) {
        int missed = 0, falsely = 0;
        const char *code = lang_code((enum lang)lang);
        const char *const parts[] = {"", ".fresh"};
        for (int i = 0; i < 2; i++) {
            char path[64];
            snprintf(path, sizeof path, "tests/questions/%s%s.txt", code, parts[i]);
            ask_each(check_of(both[lang]), path, &missed, &falsely);
        }
        if (missed > 1 || falsely > 0)
            fail_msg("%s: %d missed, %d falsely found", code, missed, falsely);
    }
}

/* The words for questions are a list of their own: nothing of it is found in what is written. */
static void questions_are_not_held_against_notes(void **state)
{
    expect_nl(state, "Wie behandelt je?", "");
    expect(state, LANG_EN, "Do you want children?", "");
    expect_nl(state, "Niet naar de hernia vragen.", "");
    expect_nl(state, "Vraag niet naar de burn-out.", "");
    expect_nl(state, "Wil niet naar de psycholoog.", "treatment: naar de psycholoog");
    expect_nl(state, "Niet naar haar hernia vragen.", "illness: hernia");
}

/* ---- leaving out and rewording --------------------------------------------------------------- */

static void expect_mended(void **state, const char *text, const char *left, const char *reworded)
{
    struct regime **both = *state;
    const struct privacy *privacy = check_of(both[LANG_NL]);
    struct privacy_findings findings;
    struct buf out = BUF_INIT;
    size_t at;
    privacy_check(privacy, text, strlen(text), &findings);
    assert_int_equal(findings.n, 1);
    privacy_leave_out(privacy, &out, text, strlen(text), findings.items, &at);
    assert_string_equal(out.data, left);
    assert_true(at <= out.len);
    buf_clear(&out);
    privacy_reword(privacy, &out, text, strlen(text), findings.items, &at);
    if (reworded)
        assert_string_equal(out.data, reworded);
    assert_true(at <= out.len);
    buf_release(&out);
    privacy_release(&findings);
}

static void leaves_out_what_led_up_to_it(void **state)
{
    expect_mended(state, "lang vergaderen door rugklachten", "lang vergaderen",
                  "lang vergaderen doet tot ... geen ... (advies bedrijfsarts, datum)");
    expect_mended(state, "Belt vrijdag, vanwege zijn migraine, om tien uur",
                  "Belt vrijdag, om tien uur", NULL);
    expect_mended(state, "Griep. Belt maandag.", "Belt maandag.", NULL);
    expect_mended(state, "griep", "", NULL);
    expect_mended(state, "regel een\nhernia\nregel drie", "regel een\n\nregel drie", NULL);
}

/* ---- measured -------------------------------------------------------------------------------- */

struct score {
    int right, wrong, missed;
};

/*
 * The sentences are made up, so they may be shown; the held-back ones stay unseen all the same.
 *
 * Of `held` and `tune` one author wrote both the sentences and the words, so their figures flatter.
 * The 240 sentences a language of `second` are by another, who had not read the words when writing
 * them. Met fresh, before anything was tuned, the words did this on the even sentences, which are
 * held back, and with the words and rules of now they do that:
 *
 *     nl   precision 0.885, recall 0.767   now 0.95 and 0.97
 *     en   precision 0.882, recall 0.750   now 0.95 and 1.00
 *
 * So fresh notes were found some three times in four. The second author then also tuned, on the odd
 * sentences, and remembered their own: "now" flatters again, if less. The 320 sentences a language
 * of `third` are by a third author; on them the words and rules that `second` had led to did this
 * fresh, before anything was tuned, and all of them were tuned on afterwards:
 *
 *     nl   precision 0.862, recall 0.781   now 0.99 and 0.99
 *     en   precision 0.849, recall 0.738   now 0.99 and 1.00
 *
 * The sentences of `rounds` were written while doing so, round by round: new ones were met fresh,
 * what was missed was traced to its family, and the family was added. Met fresh, the last rounds
 * did this: plain notes had a precision of 1.00 in both and a recall of 0.96 (nl) and 0.90 (en);
 * notes that were meant to be hard 0.86 and 0.69 (nl), 0.89 and 0.71 (en), where the words that
 * `second` had led to find 0.54 and 0.57. So what nobody has met before is still missed at times.
 *
 * `fourth`, `fifth` and `sixth` are by three more authors, met fresh by what came of all that, and
 * not tuned on: the first for good, so that there is a set nobody has adapted to, the others until
 * somebody does. `fourth` and `sixth` were written to be hard: indirect, in dialect, or about work
 * in care. So this is what a note that is out of the ordinary may expect:
 *
 *           nl precision, recall    en precision, recall
 *     fourth      0.85  0.82              0.82  0.82
 *     fifth       0.92  0.83              0.95  0.83
 *     sixth       0.89  0.62              0.84  0.61
 *
 * Who changes the words writes new sentences first.
 */
enum half { HALF_BOTH, HALF_ODD, HALF_EVEN };

/* Sentences are counted from 1: the odd ones of `second` are for tuning, the even ones held back.
 */
static struct score measure(void **state, enum lang lang, const char *part, enum half half)
{
    struct score score = {0, 0, 0};
    char path[64], line[1024];
    size_t number = 0;
    snprintf(path, sizeof path, "tests/sentences/%s.%s.txt", lang_code(lang), part);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        const char *text = strrchr(line, '\t');
        if (*line == '#' || !text || (++number % 2 ? half == HALF_EVEN : half == HALF_ODD))
            continue;
        struct buf said = found_in(state, lang, text + 1, strlen(text + 1));
        bool flag = strncmp(line, "flag", 4) == 0;
        score.right += flag && said.len;
        score.wrong += !flag && said.len;
        score.missed += flag && !said.len;
        buf_release(&said);
    }
    fclose(file);
    return score;
}

static void assert_scores(void **state, enum lang lang, const char *part, enum half half,
                          double least_precision, double least_recall)
{
    static const char *const names[] = {"", ", odd", ", even"};
    struct score score = measure(state, lang, part, half);
    double precision = score.right / (double)(score.right + score.wrong);
    double recall = score.right / (double)(score.right + score.missed);
    printf("%s, %s%s: precision %.3f, recall %.3f\n", lang_code(lang), part, names[half], precision,
           recall);
    assert_true(score.right >= 50);
    assert_true(precision >= least_precision);
    assert_true(recall >= least_recall);
}

static void assert_measured(void **state, enum lang lang, const char *part, enum half half,
                            double least)
{
    assert_scores(state, lang, part, half, least, 0.95);
}

static void holds_on_sentences_it_was_not_tuned_on(void **state)
{
    assert_measured(state, LANG_NL, "held", HALF_BOTH, 0.95);
    assert_measured(state, LANG_EN, "held", HALF_BOTH, 0.95);
}

static void holds_on_sentences_it_was_tuned_on(void **state)
{
    assert_measured(state, LANG_NL, "tune", HALF_BOTH, 0.95);
    assert_measured(state, LANG_EN, "tune", HALF_BOTH, 0.95);
}

static void holds_on_sentences_of_a_second_author(void **state)
{
    assert_measured(state, LANG_NL, "second", HALF_ODD, 0.95);
    assert_measured(state, LANG_EN, "second", HALF_ODD, 0.95);
    assert_measured(state, LANG_NL, "second", HALF_EVEN, 0.95);
    assert_measured(state, LANG_EN, "second", HALF_EVEN, 0.95);
}

static void holds_on_sentences_of_a_third_author(void **state)
{
    assert_measured(state, LANG_NL, "third", HALF_BOTH, 0.95);
    assert_measured(state, LANG_EN, "third", HALF_BOTH, 0.95);
    assert_measured(state, LANG_NL, "rounds", HALF_BOTH, 0.95);
    assert_measured(state, LANG_EN, "rounds", HALF_BOTH, 0.95);
}

/* No aim, but a floor: below this a change has made the check worse for what it has not met. */
static void does_no_worse_on_sentences_it_has_not_met(void **state)
{
    static const struct {
        const char *part;
        double precision, recall;
    } floors[] = {{"fourth", 0.80, 0.80}, {"fifth", 0.90, 0.81}, {"sixth", 0.82, 0.59}};
    for (size_t i = 0; i < sizeof floors / sizeof *floors; i++)
        for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
            assert_scores(state, lang, floors[i].part, HALF_BOTH, floors[i].precision,
                          floors[i].recall);
}

/* ---- ways that lead to the same -------------------------------------------------------------- */

/* What is found by some words of one class, as "piece; piece". */
static void expect_of(const char *words, const char *text, const char *expected)
{
    char *lines[] = {(char *)words}, *endings[] = {(char *)"en, s"};
    struct vocabulary_class class = {.id = (char *)"one", .words = {lines, 1}};
    struct vocabulary vocabulary = {.endings = {endings, 1}, .classes = &class, .n_classes = 1};
    struct privacy *privacy = privacy_new(&vocabulary);
    struct privacy_findings findings;
    struct buf found = BUF_INIT;
    privacy_check(privacy, text, strlen(text), &findings);
    for (size_t i = 0; i < findings.n; i++)
        buf_addf(&found, "%s%.*s", i ? "; " : "", (int)findings.items[i].len,
                 text + findings.items[i].at);
    assert_string_equal(found.data, expected);
    buf_release(&found);
    privacy_release(&findings);
    privacy_free(privacy);
}

static void phrases_begin_and_end_within_words(void **state)
{
    static const char words[] = "+werk stop+, in de war+, een twee drie, twee drie vier~, a-b";
    (void)state;
    expect_of(words, "Thuiswerk stopte.", "Thuiswerk stopte");
    expect_of(words, "Werk, stopte.", "");
    expect_of(words, "Zat in de warboel, in de war en in de rij.", "in de warboel; in de war");
    expect_of(words, "in in de in de de war", "");
    expect_of(words, "een een twee drie", "een twee drie");
    expect_of(words, "een twee drie vieren, twee drie vierden", "een twee drie vieren");
    expect_of(words, "A-b, a b en ab; a, b", "A-b; a b; ab");
    expect_of("werk, +werk+", "verwerking werkt, werk", "verwerking; werkt; werk");
    expect_of("ik, ik ben, ik ben MS, MS", "Ik ben ms. Dat MS, die ms", "Ik ben ms; MS");
}

/* The same with a letter wrong here and there. */
static void mar(struct buf *text, uint32_t *random)
{
    for (size_t i = 1; i + 1 < text->len; i++) {
        *random = *random * 1664525 + 1013904223;
        char *at = text->data + i, letter = *at;
        if (*random >> 27)
            continue;
        if (*random >> 26 & 1) {
            *at = at[-1];
            at[-1] = letter;
        } else {
            *at = (char)(*random >> 25 & 1 ? 'e' : ' ');
        }
    }
}

/* Adds text with a hyphen that is not seen in each word, which is then none of plain letters. */
static void hyphenate(struct buf *out, const char *text)
{
    bool whole = true;
    for (; *text; text++) {
        bool letter = (*text | 0x20) >= 'a' && (*text | 0x20) <= 'z';
        bool next = (text[1] | 0x20) >= 'a' && (text[1] | 0x20) <= 'z';
        buf_addc(out, *text);
        if (letter && next && whole)
            buf_adds(out, "\xC2\xAD");
        whole = !letter;
    }
}

/* What is found, without such hyphens. */
static struct buf found_without(void **state, enum lang lang, const struct buf *text)
{
    struct buf said = found_in(state, lang, text->data, text->len), plain = BUF_INIT;
    for (const char *at = said.data; *at; at++) {
        if (memcmp(at, "\xC2\xAD", 2) == 0)
            at++;
        else
            buf_addc(&plain, *at);
    }
    buf_release(&said);
    return plain;
}

/* Words of plain letters are read in a way of their own. */
static void plain_words_are_read_as_others_are(void **state)
{
    static const char *const names[] = {
        [LANG_EN] = "tests/sentences/en.sixth.txt", [LANG_NL] = "tests/sentences/nl.sixth.txt"};
    uint32_t random = 7;
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++) {
        FILE *file = fopen(names[lang], "r");
        char line[1000];
        assert_non_null(file);
        while (fgets(line, sizeof line, file)) {
            struct buf text = BUF_INIT, other = BUF_INIT;
            buf_adds(&text, line);
            mar(&text, &random);
            hyphenate(&other, text.data);
            struct buf found = found_without(state, lang, &text);
            struct buf also = found_without(state, lang, &other);
            assert_string_equal(found.data, also.data);
            buf_release(&found);
            buf_release(&also);
            buf_release(&text);
            buf_release(&other);
        }
        fclose(file);
    }
}

/* ---- what it costs --------------------------------------------------------------------------- */

static size_t steps_of(void **state, const char *piece, size_t times)
{
    struct regime **both = *state;
    struct privacy_findings findings;
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < times; i++)
        buf_adds(&text, piece);
    privacy_check(check_of(both[LANG_NL]), text.data, text.len, &findings);
    size_t steps = findings.steps;
    privacy_release(&findings);
    buf_release(&text);
    return steps;
}

/* ---- made in pieces -------------------------------------------------------------------------- */

static size_t lines_of(const struct vocabulary *words)
{
    size_t n = words->fine.n + words->sources.n + words->titles.n + words->jobs.n +
               words->breaks.n + words->owners.n;
    for (size_t i = 0; i < words->n_classes; i++)
        n += words->classes[i].words.n;
    for (size_t i = 0; i < words->n_rules; i++) {
        const struct vocabulary_rule *rule = &words->rules[i];
        n += rule->words.n * (rule->joined.n ? 2 : 1) + rule->when.n + rule->unless.n;
        n += rule->joined.n;
    }
    return n;
}

/* No piece takes in more than so many lines, and it can be left off between any two. */
static void a_piece_is_so_many_lines(void **state)
{
    struct complaints complaints;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    (void)state;
    assert_int_equal(shelf_read_file("guides/nl/regime.yaml", &text, &err), 0);
    complaints_init(&complaints, LANG_EN, "regime.yaml");
    struct regime *regime = regime_yaml_read(text.data, text.len, &complaints);
    assert_non_null(regime);
    size_t lines = lines_of(&regime->words), pieces = 1;
    struct privacy *privacy = privacy_begin(&regime->words, false);
    while (privacy_go_on(privacy) == PRIVACY_MORE)
        pieces++;
    assert_true(lines > 1000);
    assert_int_equal(pieces, (lines + PRIVACY_PIECE - 1) / PRIVACY_PIECE + 1);
    privacy_free(privacy);
    privacy = privacy_begin(&regime->words, false);
    assert_int_equal(privacy_go_on(privacy), PRIVACY_MORE);
    privacy_free(privacy);
    regime_free(regime);
    complaints_release(&complaints);
    buf_release(&text);
}

/* The same of the file: left off after any number of pieces, and in the end what a check finds that
 * was read and made whole. */
static void a_file_is_read_in_pieces(void **state)
{
    static const char sentence[] = "Last van zijn rug; psycholoof, anti depressiva, 60% ziek.";
    struct err err = ERR_INIT(LANG_NL);
    struct privacy_findings findings;
    size_t pieces = 1;
    (void)state;
    struct regime *regime = open_regime("nl");
    while (regime_prepare(regime, LANG_NL))
        pieces++;
    assert_true(pieces >= 20);
    privacy_check(regime_privacy(regime, &err), sentence, strlen(sentence), &findings);
    assert_int_equal(findings.n, 4);
    privacy_release(&findings);
    regime_free(regime);
    for (size_t n = 1; n < pieces; n++) {
        regime = open_regime("nl");
        for (size_t i = 0; i < n; i++)
            assert_true(regime_prepare(regime, LANG_NL));
        regime_free(regime);
    }
}

#define ROOM_MOST   (600 * 1024)  /* of a check with its words, when it is made; */
#define MAKING_MOST (1000 * 1024) /* and in memory, also of what was freed, between its pieces */

static size_t in_use(void)
{
    struct mallinfo2 room = mallinfo2();
    return room.uordblks + room.hblkhd;
}

/* What is in memory, but for pages of files. Room is kept for as many words as there may be, so
 * what is in use says less. */
static size_t resident(void)
{
    size_t all = 0, pages = 0, shared = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%zu %zu %zu", &all, &pages, &shared), 3);
    fclose(file);
    return (pages - shared) * (size_t)sysconf(_SC_PAGESIZE);
}

static void takes_little_room(void **state)
{
    static const char *const languages[] = {"nl", "en"};
    (void)state;
    mallopt(M_MMAP_THRESHOLD, 128 << 10); /* as the program does */
    for (size_t i = 0; i < 2; i++) {
        struct regime *regime = open_regime(languages[i]);
        mem_trim();
        size_t before = in_use(), begun = resident(), most = begun;
        while (regime_prepare(regime, LANG_NL))
            most = resident() > most ? resident() : most;
        printf("%s: %zu KB, made with %zu KB\n", languages[i], (in_use() - before) / 1024,
               (most - begun) / 1024);
        assert_true(in_use() <= before + ROOM_MOST); /* with sanitizers both are 0 */
        assert_true(SANITIZED || most <= begun + MAKING_MOST);
        regime_free(regime);
    }
}

/* Counted, not timed: sixteen times the text is at most some more than sixteen times the work. */
static void the_work_grows_in_a_straight_line(void **state)
{
    static const char *const pieces[] = {
        "Belt vrijdag over de overdracht. ",
        "Last van zijn rug en zijn knie, zegt zijn vrouw ",
        "griep ",
        "griep",
        "rug ",
        "pijn",
        ".",
        "\n",
        " ",
        "a\n",
        "ontstekingontsteking ",
        "\xD0\xB5",
        "\xFF",
        "zwangerschapsverlof",
        "psycholoof ",
        "1 ",
        "0,",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t once = steps_of(state, pieces[i], 4096), more = steps_of(state, pieces[i], 65536);
        assert_true(more <= once * 17 + 64);
        assert_true(more <= 65536 * strlen(pieces[i]) * 40 + 64); /* whatever is in the text */
    }
}

static void a_megabyte_of_one_word_is_read(void **state)
{
    struct buf text = BUF_INIT;
    for (int i = 0; i < 1024 * 1024; i++)
        buf_addc(&text, 'x');
    buf_adds(&text, "griep");
    struct buf said = found_in(state, LANG_NL, text.data, text.len);
    assert_int_equal(strncmp(said.data, "illness: xxx", 12), 0);
    buf_release(&said);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_little_room), /* while nothing was freed yet that would be filled */
        cmocka_unit_test(finds_words_and_not_their_neighbours),
        cmocka_unit_test(reads_accents_capitals_hyphens_and_broken_lines),
        cmocka_unit_test(finds_misspelt_words),
        cmocka_unit_test(an_ordinary_word_is_no_misspelt_one),
        cmocka_unit_test(is_not_led_astray_by_signs),
        cmocka_unit_test(limits_are_fine_with_their_source),
        cmocka_unit_test(words_beside_words),
        cmocka_unit_test(a_name_is_no_illness),
        cmocka_unit_test(a_job_in_care_is_no_illness),
        cmocka_unit_test(what_somebody_has_is_their_own),
        cmocka_unit_test(what_is_not_talked_about_is_told),
        cmocka_unit_test(one_word_has_many_spellings),
        cmocka_unit_test(knows_what_may_not_be_asked),
        cmocka_unit_test(questions_are_not_held_against_notes),
        cmocka_unit_test(a_word_in_two_is_one_word),
        cmocka_unit_test(shouted_text_is_no_abbreviation),
        cmocka_unit_test(leaves_out_what_led_up_to_it),
        cmocka_unit_test(holds_on_sentences_it_was_not_tuned_on),
        cmocka_unit_test(holds_on_sentences_it_was_tuned_on),
        cmocka_unit_test(holds_on_sentences_of_a_second_author),
        cmocka_unit_test(holds_on_sentences_of_a_third_author),
        cmocka_unit_test(does_no_worse_on_sentences_it_has_not_met),
        cmocka_unit_test(phrases_begin_and_end_within_words),
        cmocka_unit_test(plain_words_are_read_as_others_are),
        cmocka_unit_test(a_piece_is_so_many_lines),
        cmocka_unit_test(a_file_is_read_in_pieces),
        cmocka_unit_test(the_work_grows_in_a_straight_line),
        cmocka_unit_test(a_megabyte_of_one_word_is_read),
    };
    return cmocka_run_group_tests(tests, read_both, free_both);
}
