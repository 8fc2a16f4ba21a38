#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/ics.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/report.h"
#include "report/table.h"
#include "report/text.h"
#include "sample.h"

#define MARKER "zwijgplicht7"

typedef void writer(struct buf *, const struct report *);

static void write_text(struct buf *out, const struct report *report)
{
    text_add_report(out, report, TEXT_COLUMNS);
}

static writer *const writers[] = {write_text, markdown_add_report, json_add_report,
                                  html_add_report};
enum { WRITERS = sizeof writers / sizeof *writers };

/* The report of interview as one viewer gets it, written by one writer; the caller frees it. */
static char *report_of(const struct interview *interview, const struct guide *guide,
                       enum viewer viewer, enum lang lang, writer *write)
{
    struct report report;
    struct buf out = BUF_INIT;
    report_make(&report, interview, guide, viewer, lang);
    write(&out, &report);
    report_release(&report);
    return buf_detach(&out);
}

static void check_sample(enum viewer viewer, enum lang lang, writer *write, const char *expected)
{
    struct guide *guide = sample_guide();
    struct interview interview;
    sample_interview(&interview);
    char *text = report_of(&interview, guide, viewer, lang, write);
    assert_string_equal(text, expected);
    free(text);
    interview_release(&interview);
    guide_free(guide);
}

static const char employee_nl[] =
    "Verslag van ons gesprek\n"
    "=======================\n"
    "\n"
    "Naam   Sanne de Boer\n"
    "Team   Noord\n"
    "Datum  maandag 24 november 2025, 10:00\n"
    "Soort  Verzuimgesprek\n"
    "\n"
    "Wat we afspraken\n"
    "----------------\n"
    "\n"
    "1. Jij: een proefweek op vier ochtenden.\n"
    "   Uiterlijk vrijdag 28 november 2025. Opvolging: we bellen vrijdag hoe het\n"
    "   ging. We kijken er samen op terug op maandag 22 december 2025.\n"
    "\n"
    "2. Leidinggevende: het team vertellen wie er invalt.\n"
    "   Wanneer: zo snel mogelijk.\n"
    "   Je gaf aan dat dit niet klopt.\n"
    "\n"
    "3. HR: uitleg over verlof.\n"
    "   Uiterlijk vrijdag 5 december 2025. Bron: advies van de bedrijfsarts van\n"
    "   woensdag 12 november 2025.\n"
    "   Stand: gedaan. Gemaild op 1 december.\n"
    "\n"
    "Belemmeringen en mogelijkheden\n"
    "------------------------------\n"
    "\n"
    "Wat kan wel\n"
    "  - ochtenden thuis\n"
    "  - offertes nakijken\n"
    "\n"
    "Vanaf wanneer: maandag 1 december 2025\n"
    "\n"
    "Tot slot\n"
    "--------\n"
    "\n"
    "Hoe je leidinggevende het ziet\n"
    "  Vier ochtenden is een goed begin.\n"
    "\n"
    "Hoe jij het ziet\n"
    "  Drie was beter geweest.\n"
    "\n"
    "Wat collega's mogen horen\n"
    "  Alleen de werktijden.\n"
    "\n"
    "De eigen notities en voorbereiding van je leidinggevende staan niet in dit\n"
    "verslag. Mis je iets of klopt er iets niet? Zeg het, dan wordt het aangepast.\n";

static const char employee_en[] =
    "Report of our conversation\n"
    "==========================\n"
    "\n"
    "Name  Sanne de Boer\n"
    "Team  Noord\n"
    "Date  Monday 24 November 2025, 10:00\n"
    "Kind  Verzuimgesprek\n"
    "\n"
    "What we agreed\n"
    "--------------\n"
    "\n"
    "1. You: een proefweek op vier ochtenden.\n"
    "   By Friday 28 November 2025. Follow-up: we bellen vrijdag hoe het ging. We\n"
    "   look back on it together on Monday 22 December 2025.\n"
    "\n"
    "2. Manager: het team vertellen wie er invalt.\n"
    "   When: zo snel mogelijk.\n"
    "   You said that this is not right.\n"
    "\n"
    "3. HR: uitleg over verlof.\n"
    "   By Friday 5 December 2025. Basis: advice of the company doctor of Wednesday\n"
    "   12 November 2025.\n"
    "   Status: done. Gemaild op 1 december.\n"
    "\n"
    "Belemmeringen en mogelijkheden\n"
    "------------------------------\n"
    "\n"
    "Wat kan wel\n"
    "  - ochtenden thuis\n"
    "  - offertes nakijken\n"
    "\n"
    "Vanaf wanneer: Monday 1 December 2025\n"
    "\n"
    "To close\n"
    "--------\n"
    "\n"
    "How your manager sees it\n"
    "  Vier ochtenden is een goed begin.\n"
    "\n"
    "How you see it\n"
    "  Drie was beter geweest.\n"
    "\n"
    "What colleagues may hear\n"
    "  Alleen de werktijden.\n"
    "\n"
    "Your manager's own notes and preparation are not in this report. Is something\n"
    "missing or not right? Say so, then it is put right.\n";

static const char hr_nl[] =
    "Gesprek met Sanne de Boer\n"
    "=========================\n"
    "\n"
    "Naam   Sanne de Boer\n"
    "Team   Noord\n"
    "Datum  maandag 24 november 2025, 10:00\n"
    "Soort  Verzuimgesprek\n"
    "\n"
    "Afspraken\n"
    "---------\n"
    "\n"
    "1. Sanne de Boer: een proefweek op vier ochtenden.\n"
    "   Uiterlijk vrijdag 28 november 2025. Opvolging: we bellen vrijdag hoe het\n"
    "   ging. We kijken er samen op terug op maandag 22 december 2025.\n"
    "   Stand: open.\n"
    "\n"
    "2. Jij: uitleg over verlof.\n"
    "   Uiterlijk vrijdag 5 december 2025. Bron: advies van de bedrijfsarts van\n"
    "   woensdag 12 november 2025.\n"
    "   Stand: gedaan. Gemaild op 1 december.\n"
    "\n"
    "Notities en antwoorden uit het gesprek zijn niet met HR gedeeld en staan niet in\n"
    "dit verslag.\n";

static const char hr_en[] =
    "Conversation with Sanne de Boer\n"
    "===============================\n"
    "\n"
    "Name  Sanne de Boer\n"
    "Team  Noord\n"
    "Date  Monday 24 November 2025, 10:00\n"
    "Kind  Verzuimgesprek\n"
    "\n"
    "Agreements\n"
    "----------\n"
    "\n"
    "1. Sanne de Boer: een proefweek op vier ochtenden.\n"
    "   By Friday 28 November 2025. Follow-up: we bellen vrijdag hoe het ging. We\n"
    "   look back on it together on Monday 22 December 2025.\n"
    "   Status: open.\n"
    "\n"
    "2. You: uitleg over verlof.\n"
    "   By Friday 5 December 2025. Basis: advice of the company doctor of Wednesday\n"
    "   12 November 2025.\n"
    "   Status: done. Gemaild op 1 december.\n"
    "\n"
    "Notes and answers from the conversation are not shared with HR and are not in\n"
    "this report.\n";

static const char manager_nl[] =
    "Gesprek met Sanne de Boer\n"
    "=========================\n"
    "\n"
    "Naam                Sanne de Boer\n"
    "Team                Noord\n"
    "Datum               maandag 24 november 2025, 10:00\n"
    "Soort               Verzuimgesprek\n"
    "Fase                afronden\n"
    "Versie van de gids  2025.09.1\n"
    "\n"
    "Wat we afspraken\n"
    "----------------\n"
    "\n"
    "1. Sanne de Boer: een proefweek op vier ochtenden.\n"
    "   Uiterlijk vrijdag 28 november 2025. Opvolging: we bellen vrijdag hoe het\n"
    "   ging. We kijken er samen op terug op maandag 22 december 2025.\n"
    "   Stand: open. Teruggelezen: klopt. Gedeeld met de medewerker en HR.\n"
    "\n"
    "2. Jij: het team vertellen wie er invalt.\n"
    "   Wanneer: zo snel mogelijk.\n"
    "   Stand: open. Teruggelezen: klopt niet. Gedeeld met de medewerker.\n"
    "\n"
    "3. HR: uitleg over verlof.\n"
    "   Uiterlijk vrijdag 5 december 2025. Bron: advies van de bedrijfsarts van\n"
    "   woensdag 12 november 2025.\n"
    "   Stand: gedaan. Gemaild op 1 december. Nog niet teruggelezen. Gedeeld met de\n"
    "   medewerker en HR.\n"
    "\n"
    "Start met aandacht\n"
    "------------------\n"
    "\n"
    "Notitie (alleen voor jou)\n"
    "  Wilde eerst over de tuin praten.\n"
    "\n"
    "Belemmeringen en mogelijkheden\n"
    "------------------------------\n"
    "\n"
    "Wat kan wel\n"
    "  - ochtenden thuis\n"
    "  - offertes nakijken\n"
    "\n"
    "Vanaf wanneer: maandag 1 december 2025\n"
    "\n"
    "Tot slot\n"
    "--------\n"
    "\n"
    "Hoe jij het ziet\n"
    "  Vier ochtenden is een goed begin.\n"
    "\n"
    "Hoe de medewerker het ziet\n"
    "  Drie was beter geweest.\n"
    "\n"
    "Wat collega's mogen horen\n"
    "  Alleen de werktijden.\n"
    "\n"
    "Wat maakte het lastig? (HR ziet alleen hoe vaak): Ik had te weinig tijd\n"
    "\n"
    "Voorbereiding\n"
    "-------------\n"
    "\n"
    "Doel van dit gesprek (alleen voor jou)\n"
    "  Samen kijken of de ochtenden te doen zijn.\n"
    "\n"
    "Vragen die ik meeneem (alleen voor jou)\n"
    "  - Hoe gaat het vandaag met je?\n"
    "  - Wat helpt je?\n"
    "\n"
    "Een rustige, neutrale plek (alleen voor jou): ja\n"
    "\n"
    "Terugblik op mezelf\n"
    "-------------------\n"
    "\n"
    "Nog op terugkomen (alleen voor jou)\n"
    "  - Belemmeringen en mogelijkheden\n"
    "\n"
    "Valkuilen waar ik in stapte (alleen voor jou)\n"
    "  - Te snel oordelen\n"
    "\n"
    "Waar \"alleen voor jou\" bij staat, komt in geen enkel ander verslag.\n";

static void employee_reads_what_was_shared(void **state)
{
    (void)state;
    check_sample(VIEW_EMPLOYEE, LANG_NL, write_text, employee_nl);
    check_sample(VIEW_EMPLOYEE, LANG_EN, write_text, employee_en);
}

static void hr_reads_agreements_only(void **state)
{
    (void)state;
    check_sample(VIEW_HR, LANG_NL, write_text, hr_nl);
    check_sample(VIEW_HR, LANG_EN, write_text, hr_en);
}

static void manager_reads_everything(void **state)
{
    (void)state;
    check_sample(VIEW_MANAGER, LANG_NL, write_text, manager_nl);
}

static void markdown_says_the_same(void **state)
{
    (void)state;
    check_sample(
        VIEW_HR, LANG_NL, markdown_add_report,
        "# Gesprek met Sanne de Boer\n"
        "\n"
        "- **Naam:** Sanne de Boer\n"
        "- **Team:** Noord\n"
        "- **Datum:** maandag 24 november 2025, 10:00\n"
        "- **Soort:** Verzuimgesprek\n"
        "\n"
        "## Afspraken\n"
        "\n"
        "1. Sanne de Boer: een proefweek op vier ochtenden.\\\n"
        "   Uiterlijk vrijdag 28 november 2025. Opvolging: we bellen vrijdag hoe het ging. "
        "We kijken er samen op terug op maandag 22 december 2025.\\\n"
        "   Stand: open.\n"
        "\n"
        "2. Jij: uitleg over verlof.\\\n"
        "   Uiterlijk vrijdag 5 december 2025. Bron: advies van de bedrijfsarts van "
        "woensdag 12 november 2025.\\\n"
        "   Stand: gedaan. Gemaild op 1 december.\n"
        "\n"
        "Notities en antwoorden uit het gesprek zijn niet met HR gedeeld en staan niet in "
        "dit verslag.\n");
}

/* Every private text, and every label of one, holds a word that may come out for nobody else. */
static void private_text_stays_private(void **state)
{
    (void)state;
    struct guide *guide = sample_guide();
    const struct guide *guides[] = {guide, NULL};
    struct interview interview;
    sample_interview_marked(&interview, MARKER);
    for (size_t with = 0; with < 2; with++)
        for (size_t i = 0; i < WRITERS; i++)
            for (int viewer = VIEW_MANAGER; viewer <= VIEW_HR; viewer++) {
                char *text =
                    report_of(&interview, guides[with], (enum viewer)viewer, LANG_NL, writers[i]);
                if (viewer == VIEW_MANAGER)
                    assert_non_null(strstr(text, MARKER));
                else
                    assert_null(strstr(text, MARKER));
                free(text);
            }
    interview_release(&interview);
    guide_free(guide);
}

/* Whatever is claimed of it, HR gets no answer and nobody gets the manager's own corners. */
static void shares_cannot_be_widened(void **state)
{
    (void)state;
    static char *const own[] = {POINT_OWN, POINT_PREPARATION, POINT_MIRROR, POINT_LATER};
    struct answer answer = {.point = "aandacht",
                            .field = FIELD_NOTE,
                            .kind = KIND_NOTE,
                            .share = SHARE_HR,
                            .label = "x",
                            .value = "x",
                            .shown = ""};
    assert_false(report_shows_answer(VIEW_HR, &answer));
    assert_true(report_shows_answer(VIEW_EMPLOYEE, &answer));
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        answer.point = own[i];
        assert_false(report_shows_answer(VIEW_EMPLOYEE, &answer));
        assert_true(report_shows_answer(VIEW_MANAGER, &answer));
    }
    answer.point = POINT_CLOSING;
    answer.field = FIELD_HURDLE;
    assert_false(report_shows_answer(VIEW_EMPLOYEE, &answer));
}

static void agreement_for_the_employee_is_not_for_hr(void **state)
{
    (void)state;
    struct agreement agreement;
    agreement_init(&agreement);
    agreement.share = SHARE_EMPLOYEE;
    assert_false(report_shows_agreement(VIEW_HR, &agreement));
    assert_true(report_shows_agreement(VIEW_EMPLOYEE, &agreement));
    agreement.share = SHARE_HR;
    assert_true(report_shows_agreement(VIEW_HR, &agreement));
    agreement.removed = true;
    assert_false(report_shows_agreement(VIEW_MANAGER, &agreement));
    agreement_release(&agreement);
}

/* An interview that has just begun, without a guide to be found. */
static void nothing_yet_reads_well(void **state)
{
    (void)state;
    struct interview interview;
    interview_init(&interview);
    mem_replace(&interview.person.name, "Mo Karimi");
    mem_replace(&interview.person.team, "");
    char *text = report_of(&interview, NULL, VIEW_HR, LANG_EN, write_text);
    assert_string_equal(text, "Conversation with Mo Karimi\n"
                              "===========================\n"
                              "\n"
                              "Name  Mo Karimi\n"
                              "Date  not planned yet\n"
                              "\n"
                              "Agreements\n"
                              "----------\n"
                              "\n"
                              "No agreements were shared with HR.\n"
                              "\n"
                              "Notes and answers from the conversation are not shared with HR and "
                              "are not in\n"
                              "this report.\n");
    free(text);
    interview_release(&interview);
}

static void check_wrapped(const char *text, int columns)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        assert_true(utf8_columns(text, len) <= columns);
        assert_true(utf8_clean(text, len));
        text += len + (text[len] == '\n');
    }
}

/* Control codes, bidi, a wide script and a word without end, in every text of an interview. */
static void hostile_text_stays_text(void **state)
{
    (void)state;
    static const char hostile[] =
        "\033[2J\033]52;c;eHg=\a\xC2\x9B"
        "31m \xE2\x80\xAE"
        "evil\xFF\xC3 "
        "\xE4\xBC\x9A\xE8\xAD\xB0\xE4\xBC\x9A\xE8\xAD\xB0\xE4\xBC\x9A\xE8\xAD\xB0\n\r\b"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    struct interview interview;
    sample_interview(&interview);
    mem_replace(&interview.person.name, hostile);
    mem_replace(&interview.guide_title, hostile);
    for (size_t i = 0; i < interview.n_answers; i++) {
        mem_replace(&interview.answers[i].label, hostile);
        mem_replace(&interview.answers[i].value, hostile);
    }
    for (size_t i = 0; i < interview.n_agreements; i++) {
        mem_replace(&interview.agreements[i].what, hostile);
        mem_replace(&interview.agreements[i].follow_up, hostile);
        mem_replace(&interview.agreements[i].due_words, hostile);
        mem_replace(&interview.agreements[i].remark, hostile);
    }
    char *text = report_of(&interview, NULL, VIEW_MANAGER, LANG_NL, write_text);
    check_wrapped(text, TEXT_COLUMNS);
    free(text);
    text = report_of(&interview, NULL, VIEW_MANAGER, LANG_NL, markdown_add_report);
    check_wrapped(text, INT32_MAX);
    free(text);
    text = report_of(&interview, NULL, VIEW_MANAGER, LANG_NL, json_add_report);
    assert_true(utf8_clean(text, strlen(text) - 1));
    free(text);
    text = report_of(&interview, NULL, VIEW_MANAGER, LANG_NL, html_add_report);
    check_wrapped(text, INT32_MAX);
    free(text);
    interview_release(&interview);
}

static void check_markdown(const char *text, const char *expected)
{
    struct buf out = BUF_INIT;
    markdown_add_text(&out, text, 2);
    assert_string_equal(out.data, expected);
    buf_release(&out);
}

static void markdown_makes_nothing_of_text(void **state)
{
    (void)state;
    check_markdown("", "");
    check_markdown("gewoon, (echt) gewoon: 10:30!", "gewoon, (echt) gewoon: 10:30!");
    check_markdown("# kop", "\\# kop");
    check_markdown("- lijst\n+ lijst\n===", "\\- lijst\\\n  \\+ lijst\\\n  \\===");
    check_markdown("    code", "code");
    check_markdown("1. een\n12) twee", "1\\. een\\\n  12\\) twee");
    check_markdown("a*b*_c_ `d`", "a\\*b\\*\\_c\\_ \\`d\\`");
    check_markdown("[x](http://e.nl)", "\\[x\\](http\\://e.nl)");
    check_markdown("![x](y)", "!\\[x\\](y)");
    check_markdown("<script>&amp;", "\\<script\\>\\&amp;");
    check_markdown("www.e.nl WWW.e.nl", "www\\.e.nl WWW\\.e.nl");
    check_markdown("a|b ~~c~~ $d$ :e:", "a\\|b \\~\\~c\\~\\~ \\$d\\$ \\:e:");
    check_markdown("eind\\", "eind\\\\");
    check_markdown("\033[1m", "\\{1B\\}\\[1m");
    check_markdown(" \u0301x", "\\{0301\\}x"); /* the mark of a blank that goes has no base */
}

static void check_csv(const char *cell, const char *expected)
{
    struct buf out = BUF_INIT;
    csv_add_row(&out, &cell, 1);
    assert_string_equal(out.data, expected);
    buf_release(&out);
}

static void csv_runs_nothing(void **state)
{
    (void)state;
    check_csv("gewoon", "\"gewoon\"\r\n");
    check_csv("", "\"\"\r\n");
    check_csv("zeg \"ja\", graag", "\"zeg \"\"ja\"\", graag\"\r\n");
    check_csv("=1+1", "\"'=1+1\"\r\n");
    check_csv("  =1+1", "\"'  =1+1\"\r\n");
    check_csv("\"=1+1", "\"'\"\"=1+1\"\r\n");
    check_csv("+31 6", "\"'+31 6\"\r\n");
    check_csv("-2", "\"'-2\"\r\n");
    check_csv("@som", "\"'@som\"\r\n");
    check_csv("\t=x", "\"' =x\"\r\n");
    check_csv("\uFF1D1", "\"'\uFF1D1\"\r\n");
    check_csv("\u00A0=x", "\"'\u00A0=x\"\r\n");
    check_csv("a=b", "\"a=b\"\r\n");
    /* Where a comma is in numbers, spreadsheets take ';' for the end of a cell, quoted or not. */
    check_csv("bel;=1+1;rest", "\"bel;'=1+1;rest\"\r\n");
    check_csv("bel; \"@som", "\"bel;' \"\"@som\"\r\n");
    check_csv("bel;;+1", "\"bel;;'+1\"\r\n");
    check_csv("maandag; daarna vrij", "\"maandag; daarna vrij\"\r\n");
    check_csv("regel\r\nregel", "\"regel{0D} regel\"\r\n");
    check_csv("\033]0;x\a", "\"{1B}]0;x{07}\"\r\n");
}

/* Every line ends at CRLF, holds at most 75 octets and no half character. */
static void check_folded(const char *ics)
{
    while (*ics) {
        const char *end = strstr(ics, "\r\n");
        assert_non_null(end);
        assert_true(end - ics <= 75);
        assert_true(utf8_valid(ics, (size_t)(end - ics)));
        assert_null(memchr(ics, '\n', (size_t)(end - ics)));
        ics = end + 2;
    }
}

static char *calendar_of(const struct agreement *agreement, enum lang lang)
{
    struct buf out = BUF_INIT;
    ics_begin(&out);
    ics_add_agreement(&out, agreement, lang);
    ics_end(&out);
    check_folded(out.data);
    return buf_detach(&out);
}

static void calendar_tells_neither_who_nor_what(void **state)
{
    (void)state;
    struct interview interview;
    sample_interview(&interview);
    char *ics = calendar_of(&interview.agreements[0], LANG_NL);
    assert_string_equal(ics,
                        "BEGIN:VCALENDAR\r\n"
                        "VERSION:2.0\r\n"
                        "PRODID:-//Gesprek//gesprek " GESPREK_VERSION "//EN\r\n"
                        "CALSCALE:GREGORIAN\r\n"
                        "BEGIN:VEVENT\r\n"
                        "UID:due-01932f00-0000-7000-8000-000000000001@gesprek\r\n"
                        "SEQUENCE:0\r\n"
                        "DTSTAMP:20251124T100000Z\r\n"
                        "LAST-MODIFIED:20251124T100000Z\r\n"
                        "DTSTART;VALUE=DATE:20251128\r\n"
                        "DTEND;VALUE=DATE:20251129\r\n"
                        "SUMMARY:Afspraak\r\n"
                        "DESCRIPTION:Waar het over gaat staat in Gesprek: afspraak 00000001\r\n"
                        "STATUS:CONFIRMED\r\n"
                        "CLASS:PRIVATE\r\n"
                        "TRANSP:TRANSPARENT\r\n"
                        "END:VEVENT\r\n"
                        "BEGIN:VEVENT\r\n"
                        "UID:look-back-01932f00-0000-7000-8000-000000000001@gesprek\r\n"
                        "SEQUENCE:0\r\n"
                        "DTSTAMP:20251124T100000Z\r\n"
                        "LAST-MODIFIED:20251124T100000Z\r\n"
                        "DTSTART;VALUE=DATE:20251222\r\n"
                        "DTEND;VALUE=DATE:20251223\r\n"
                        "SUMMARY:Terugblik\r\n"
                        "DESCRIPTION:Waar het over gaat staat in Gesprek: afspraak 00000001\r\n"
                        "STATUS:CONFIRMED\r\n"
                        "CLASS:PRIVATE\r\n"
                        "TRANSP:TRANSPARENT\r\n"
                        "END:VEVENT\r\n"
                        "END:VCALENDAR\r\n");
    free(ics);
    interview.agreements[0].status = STATUS_DROPPED;
    ics = calendar_of(&interview.agreements[0], LANG_EN);
    assert_non_null(strstr(ics, "STATUS:CANCELLED\r\n"));
    assert_non_null(strstr(ics, "SUMMARY:Look-back\r\n"));
    free(ics);
    ics = calendar_of(&interview.agreements[1], LANG_NL); /* has no day */
    assert_null(strstr(ics, "VEVENT"));
    free(ics);
    interview_release(&interview);
}

static void calendar_lines_hold_no_surprise(void **state)
{
    (void)state;
    struct buf out = BUF_INIT;
    ics_add_line(&out, "SUMMARY", "a;b,c\\d\ne\r\nATTENDEE:x\033");
    assert_string_equal(out.data, "SUMMARY:a\\;b\\,c\\\\d\\ne{0D}\\nATTENDEE:x{1B}\r\n");
    buf_clear(&out);
    for (int i = 0; i < 60; i++)
        buf_adds(&out, "\u00EBx\u6F22");
    char *wide = buf_detach(&out);
    ics_add_line(&out, "SUMMARY", wide);
    check_folded(out.data);
    free(wide);
    buf_release(&out);
}

/* What SQLite's own reader makes of it. */
static void check_json(const char *json, const char *path, const char *expected)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT json_extract(?, ?)", -1, &statement, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(statement, 1, json, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, path, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    assert_string_equal(text ? text : "null", expected);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static void json_reads_back(void **state)
{
    (void)state;
    struct interview interview;
    sample_interview(&interview);
    mem_replace(&interview.person.name,
                "Zo\u00EB \"\u0141\" \\ \033[1m\n\t\u202E\u2028 \U0001F600");
    char *json = report_of(&interview, NULL, VIEW_EMPLOYEE, LANG_NL, json_add_report);
    assert_true(utf8_clean(json, strlen(json) - 1));
    check_json(json, "$.person", interview.person.name);
    check_json(json, "$.as", "employee");
    check_json(json, "$.at", "2025-11-24T09:00:00Z");
    check_json(json, "$.started_at", "null");
    check_json(json, "$.agreements[0].due", "2025-11-28");
    check_json(json, "$.agreements[1].due", "null");
    check_json(json, "$.agreements[1].due_words", "zo snel mogelijk");
    check_json(json, "$.agreements[1].confirmed", "no");
    check_json(json, "$.agreements[2].revision", "2");
    check_json(json, "$.answers[1].value", "ochtenden thuis\noffertes nakijken");
    free(json);
    json = report_of(&interview, NULL, VIEW_HR, LANG_NL, json_add_report);
    check_json(json, "$.answers[0]", "null");
    check_json(json, "$.agreements[0].confirmed", "");
    check_json(json, "$.agreements[1].what", "uitleg over verlof");
    free(json);
    interview_release(&interview);
}

static void fill(struct table *table, const char *const *cells)
{
    for (; *cells; cells++)
        table_add(table, *cells);
}

static void table_aligns_by_width(void **state)
{
    (void)state;
    static const char *const cells[] = {"Wie", "Wat",  "ID",     "Zo\u00EB", "\u6F22\u5B57 lezen",
                                        "1",   "Roos", "x\033y", "22",       NULL};
    struct table table;
    struct buf out = BUF_INIT;
    table_init(&table, 3, 1);
    fill(&table, cells);
    table_write(&table, &out, 0, 1);
    assert_string_equal(out.data, " Wie   Wat         ID\n"
                                  " Zo\u00EB   \u6F22\u5B57 lezen  1\n"
                                  " Roos  x{1B}y      22\n");
    table_release(&table);
    buf_release(&out);
}

static void table_gives_way_in_one_column(void **state)
{
    (void)state;
    static const char *const cells[] = {
        "Wie", "Wat", "ID", "Roos", "het rooster aanpassen naar vier ochtenden", "22", NULL};
    struct table table;
    struct buf out = BUF_INIT;
    table_init(&table, 3, 1);
    fill(&table, cells);
    table_write(&table, &out, 30, 0);
    assert_string_equal(out.data, "Wie   Wat                   ID\n"
                                  "Roos  het rooster           22\n"
                                  "      aanpassen naar vier\n"
                                  "      ochtenden\n");
    buf_clear(&out);
    table_write(&table, &out, 0, 0);
    check_wrapped(out.data, 60);
    assert_non_null(strstr(out.data, "het rooster aanpassen naar vier ochtenden  22\n"));
    table_release(&table);
    buf_release(&out);
}

static void table_of_nothing(void **state)
{
    (void)state;
    struct table table;
    struct buf out = BUF_INIT;
    table_init(&table, 2, -1);
    table_write(&table, &out, 80, 0);
    assert_string_equal(out.data, "");
    table_release(&table);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(employee_reads_what_was_shared),
        cmocka_unit_test(hr_reads_agreements_only),
        cmocka_unit_test(manager_reads_everything),
        cmocka_unit_test(markdown_says_the_same),
        cmocka_unit_test(private_text_stays_private),
        cmocka_unit_test(shares_cannot_be_widened),
        cmocka_unit_test(agreement_for_the_employee_is_not_for_hr),
        cmocka_unit_test(nothing_yet_reads_well),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(markdown_makes_nothing_of_text),
        cmocka_unit_test(csv_runs_nothing),
        cmocka_unit_test(calendar_tells_neither_who_nor_what),
        cmocka_unit_test(calendar_lines_hold_no_surprise),
        cmocka_unit_test(json_reads_back),
        cmocka_unit_test(table_aligns_by_width),
        cmocka_unit_test(table_gives_way_in_one_column),
        cmocka_unit_test(table_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
