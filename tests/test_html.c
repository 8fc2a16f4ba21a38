/* The report as a page: what stands on it, and what text can never become. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/format.h"
#include "report/html.h"
#include "sample.h"

static const char employee_head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"nl\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Verslag van ons gesprek</title>\n";

static const char employee_page[] =
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<main>\n"
    "<h1>Verslag van ons gesprek</h1>\n"
    "<section>\n"
    "<dl>\n"
    "<dt>Naam</dt>\n"
    "<dd>Sanne de Boer</dd>\n"
    "<dt>Team</dt>\n"
    "<dd>Noord</dd>\n"
    "<dt>Datum</dt>\n"
    "<dd>maandag 24 november 2025, 10:00</dd>\n"
    "<dt>Soort</dt>\n"
    "<dd>Verzuimgesprek</dd>\n"
    "</dl>\n"
    "</section>\n"
    "<section>\n"
    "<h2>Wat we afspraken</h2>\n"
    "<ol>\n"
    "<li>\n"
    "<p>Jij: een proefweek op vier ochtenden.</p>\n"
    "<p>Uiterlijk vrijdag 28 november 2025. Opvolging: we bellen vrijdag hoe het ging. "
    "We kijken er samen op terug op maandag 22 december 2025.</p>\n"
    "</li>\n"
    "<li>\n"
    "<p>Leidinggevende: het team vertellen wie er invalt.</p>\n"
    "<p>Wanneer: zo snel mogelijk.</p>\n"
    "<p>Je gaf aan dat dit niet klopt.</p>\n"
    "</li>\n"
    "<li>\n"
    "<p>HR: uitleg over verlof.</p>\n"
    "<p>Uiterlijk vrijdag 5 december 2025. Bron: advies van de bedrijfsarts van woensdag "
    "12 november 2025.</p>\n"
    "<p>Stand: gedaan. Gemaild op 1 december.</p>\n"
    "</li>\n"
    "</ol>\n"
    "</section>\n"
    "<section>\n"
    "<h2>Belemmeringen en mogelijkheden</h2>\n"
    "<h3>Wat kan wel</h3>\n"
    "<ul>\n"
    "<li>ochtenden thuis</li>\n"
    "<li>offertes nakijken</li>\n"
    "</ul>\n"
    "<dl>\n"
    "<dt>Vanaf wanneer</dt>\n"
    "<dd>maandag 1 december 2025</dd>\n"
    "</dl>\n"
    "</section>\n"
    "<section>\n"
    "<h2>Tot slot</h2>\n"
    "<h3>Hoe je leidinggevende het ziet</h3>\n"
    "<p>Vier ochtenden is een goed begin.</p>\n"
    "<h3>Hoe jij het ziet</h3>\n"
    "<p>Drie was beter geweest.</p>\n"
    "<h3>Wat collega&#39;s mogen horen</h3>\n"
    "<p>Alleen de werktijden.</p>\n"
    "</section>\n"
    "<section>\n"
    "<p class=\"end\">De eigen notities en voorbereiding van je leidinggevende staan "
    "niet in dit verslag. Mis je iets of klopt er iets niet? Zeg het, dan wordt het "
    "aangepast.</p>\n"
    "</section>\n"
    "</main>\n"
    "</body>\n"
    "</html>\n";

static const char hr_page[] =
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<main>\n"
    "<h1>Conversation with Sanne de Boer</h1>\n"
    "<section>\n"
    "<dl>\n"
    "<dt>Name</dt>\n"
    "<dd>Sanne de Boer</dd>\n"
    "<dt>Team</dt>\n"
    "<dd>Noord</dd>\n"
    "<dt>Date</dt>\n"
    "<dd>Monday 24 November 2025, 10:00</dd>\n"
    "<dt>Kind</dt>\n"
    "<dd>Verzuimgesprek</dd>\n"
    "</dl>\n"
    "</section>\n"
    "<section>\n"
    "<h2>Agreements</h2>\n"
    "<ol>\n"
    "<li>\n"
    "<p>Sanne de Boer: een proefweek op vier ochtenden.</p>\n"
    "<p>By Friday 28 November 2025. Follow-up: we bellen vrijdag hoe het ging. We look "
    "back on it together on Monday 22 December 2025.</p>\n"
    "<p>Status: open.</p>\n"
    "</li>\n"
    "<li>\n"
    "<p>You: uitleg over verlof.</p>\n"
    "<p>By Friday 5 December 2025. Basis: advice of the company doctor of Wednesday 12 "
    "November 2025.</p>\n"
    "<p>Status: done. Gemaild op 1 december.</p>\n"
    "</li>\n"
    "</ol>\n"
    "</section>\n"
    "<section>\n"
    "<p class=\"end\">Notes and answers from the conversation are not shared with HR and "
    "are not in this report.</p>\n"
    "</section>\n"
    "</main>\n"
    "</body>\n"
    "</html>\n";

/* The page of the sample interview for one viewer; the caller frees it. */
static char *page_of(const struct interview *interview, enum viewer viewer, enum lang lang)
{
    struct guide *guide = sample_guide();
    struct report report;
    struct buf out = BUF_INIT;
    report_make(&report, interview, guide, viewer, lang);
    html_add_report(&out, &report);
    report_release(&report);
    guide_free(guide);
    return buf_detach(&out);
}

static char *sample_page(enum viewer viewer, enum lang lang)
{
    struct interview interview;
    sample_interview(&interview);
    char *page = page_of(&interview, viewer, lang);
    interview_release(&interview);
    return page;
}

static void page_is_exact(void **state)
{
    (void)state;
    char *page = sample_page(VIEW_EMPLOYEE, LANG_NL);
    char *style = strstr(page, "<style>\n");
    assert_non_null(style);
    assert_string_equal(strstr(page, "</style>\n"), employee_page);
    *style = '\0';
    assert_string_equal(page, employee_head);
    free(page);
    page = sample_page(VIEW_HR, LANG_EN);
    assert_non_null(strstr(page, "\n<html lang=\"en\">\n"));
    assert_string_equal(strstr(page, "</style>\n"), hr_page);
    free(page);
}

static void manager_sees_what_is_for_nobody_else(void **state)
{
    (void)state;
    char *page = sample_page(VIEW_MANAGER, LANG_NL);
    assert_non_null(strstr(page, "<h3>Notitie <span class=\"mark\">(alleen voor jou)</span></h3>\n"
                                 "<p>Wilde eerst over de tuin praten.</p>\n"));
    assert_non_null(strstr(page, "<dl>\n<dt>Een rustige, neutrale plek <span class=\"mark\">"
                                 "(alleen voor jou)</span></dt>\n<dd>ja</dd>\n</dl>\n"));
    assert_non_null(strstr(page, "<p class=\"end\">Waar &quot;alleen voor jou&quot; bij staat"));
    free(page);
}

/* The style is ours, and still it may reach for nothing. */
static void page_stands_by_itself(void **state)
{
    (void)state;
    static const char *const reaches[] = {"url(",  "@import", "http:", "https:", "//",    "src=",
                                          "href=", "<script", "<link", "<base",  "<form", "<img"};
    char *page = sample_page(VIEW_MANAGER, LANG_NL);
    for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++)
        assert_null(strstr(page, reaches[i]));
    assert_non_null(strstr(page, "prefers-color-scheme: dark"));
    assert_non_null(strstr(page, "@page { size: A4;"));
    free(page);
}

/* ---- hostile text ---------------------------------------------------------------------------- */

static bool begins_with_one_of(const char *at, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strncmp(at, words[i], strlen(words[i])))
            return true;
    return false;
}

/* The body holds the tags the writer writes, as it writes them, and its entities; nothing else. */
static void check_markup(const char *page)
{
    static const char *const tags[] = {
        "<body>",
        "</body>",
        "<main>",
        "</main>",
        "<section>",
        "</section>",
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<h3>",
        "</h3>",
        "<dl>",
        "</dl>",
        "<dt>",
        "</dt>",
        "<dd>",
        "</dd>",
        "<ul>",
        "</ul>",
        "<ol>",
        "</ol>",
        "<li>",
        "</li>",
        "<p>",
        "</p>",
        "<br>",
        "<p class=\"end\">",
        "<span class=\"mark\">",
        "</span>",
        "</html>",
        "</head>",
    };
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    const char *at = strstr(page, "</style>\n");
    assert_non_null(at);
    assert_true(utf8_valid(page, strlen(page)));
    for (at += strlen("</style>\n"); *at; at++) {
        if (*at == '<') {
            if (!begins_with_one_of(at, tags, sizeof tags / sizeof *tags))
                fail_msg("not a tag of ours: %.40s", at);
            at = strchr(at, '>');
        } else if (*at == '&') {
            if (!begins_with_one_of(at, entities, sizeof entities / sizeof *entities))
                fail_msg("not an entity of ours: %.40s", at);
        } else {
            assert_null(strchr(">\"'", *at));
        }
    }
}

static const char *const hostile[] = {
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "<!-- --><![CDATA[x]]><?php ?>",
    "&lt;b&gt; &amp; &#60;b&#62; &nbsp",
    "</p></li></ol></section></main></body></html><base href=//e.nl>",
    "javascript:alert(1) https://e.nl www.e.nl mailto:a@e.nl",
    "\033[2J\033]52;c;eHg=\a\xC2\x9B"
    "31m",
    "\xE2\x80\xAE"
    "evil\xFF\xC3\xC0\xBC"
    "script>",
    "\xEF\xBC\x9Cscript\xEF\xBC\x9E \xE2\x80\xA8x\xE2\x80\xA9y\r\b\t\n<b>\n\n&",
    "{{7*7}} ${7*7} <%= 7 %>",
};

static void put_everywhere(struct interview *interview, const char *text)
{
    mem_replace(&interview->person.name, text);
    mem_replace(&interview->person.team, text);
    mem_replace(&interview->guide_title, text);
    mem_replace(&interview->guide_version, text);
    for (size_t i = 0; i < interview->n_answers; i++) {
        mem_replace(&interview->answers[i].label, text);
        mem_replace(&interview->answers[i].value, text);
        mem_replace(&interview->answers[i].shown, text);
    }
    for (size_t i = 0; i < interview->n_agreements; i++) {
        mem_replace(&interview->agreements[i].what, text);
        mem_replace(&interview->agreements[i].follow_up, text);
        mem_replace(&interview->agreements[i].due_words, text);
        mem_replace(&interview->agreements[i].remark, text);
    }
}

static void check_hostile(const char *text, enum viewer viewer)
{
    struct interview interview;
    sample_interview(&interview);
    put_everywhere(&interview, text);
    char *page = page_of(&interview, viewer, LANG_NL);
    check_markup(page);
    for (const char *line = page; *line; line += strcspn(line, "\n") + 1)
        assert_true(utf8_clean(line, strcspn(line, "\n")));
    free(page);
    interview_release(&interview);
}

static void hostile_text_stays_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        for (int viewer = VIEW_MANAGER; viewer <= VIEW_HR; viewer++)
            check_hostile(hostile[i], (enum viewer)viewer);
}

/* The title stands in the head, where one end tag too many would end it. */
static void title_is_one_line_of_text(void **state)
{
    (void)state;
    struct buf out = BUF_INIT;
    html_begin(&out, "</title>\n<b>'x'", LANG_EN);
    assert_non_null(strstr(out.data, "<title>&lt;/title&gt; &lt;b&gt;&#39;x&#39;</title>\n"));
    assert_non_null(strstr(out.data, "<h1>&lt;/title&gt; &lt;b&gt;&#39;x&#39;</h1>\n"));
    buf_release(&out);
}

static void check_text(const char *text, size_t len, const char *expected)
{
    struct buf out = BUF_INIT;
    html_add_text(&out, text, len);
    assert_string_equal(out.data, expected);
    buf_release(&out);
}

static void text_is_escaped(void **state)
{
    (void)state;
    check_text("", 0, "");
    check_text("a&b <c> \"d\" 'e'", 15, "a&amp;b &lt;c&gt; &quot;d&quot; &#39;e&#39;");
    check_text("een\ntwee", 8, "een<br>twee");
    check_text("\033[1m\xC2\x9B", 6, "{1B}[1m{9B}");
    check_text("Zo\xC3\xAB \xE6\xBC\xA2", 8, "Zo\xC3\xAB \xE6\xBC\xA2");
    check_text("<b>", 1, "&lt;");
}

/* ---- file names ------------------------------------------------------------------------------ */

static void ending_tells_the_form(void **state)
{
    (void)state;
    assert_int_equal(format_of_path("~/a.html"), FORMAT_HTML);
    assert_int_equal(format_of_path("a.md"), FORMAT_MARKDOWN);
    assert_int_equal(format_of_path("a.json"), FORMAT_JSON);
    assert_int_equal(format_of_path("a.txt"), FORMAT_TEXT);
    assert_int_equal(format_of_path("a.html.txt"), FORMAT_TEXT);
    assert_int_equal(format_of_path("html"), FORMAT_TEXT);
    assert_int_equal(format_of_path(".html"), FORMAT_TEXT);
    assert_int_equal(format_of_path(""), FORMAT_TEXT);
    for (int format = FORMAT_TEXT; format <= FORMAT_JSON; format++) {
        char path[16] = "verslag";
        strcat(path, format_ending((enum format)format));
        assert_int_equal(format_of_path(path), format);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_is_exact),
        cmocka_unit_test(manager_sees_what_is_for_nobody_else),
        cmocka_unit_test(page_stands_by_itself),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(title_is_one_line_of_text),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(ending_tells_the_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
