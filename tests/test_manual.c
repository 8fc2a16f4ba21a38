#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cli/commands.h"

/* What tells users about the commands beside the program's own help. */
static const char *const manuals[] = {"src/gesprek.1", "src/gesprek.nl.1"};
static const char *const completions[] = {"src/gesprek.bash", "src/gesprek.zsh"};

enum { TWO = 2 };

static void read_file(struct buf *text, const char *path)
{
    char part[4096];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        buf_add(text, part, n);
    fclose(file);
}

static bool goes_on(char sign)
{
    return isalnum((unsigned char)sign) || sign == '-';
}

/* Does word stand in text, not as a part of a longer one? */
static bool mentions(const char *text, const char *word)
{
    for (const char *at = text; (at = strstr(at, word)); at++)
        if (!goes_on(at[strlen(word)]) && (at == text || !goes_on(at[-1])))
            return true;
    return false;
}

static void want(const char *path, const char *text, const char *word)
{
    if (!mentions(text, word))
        fail_msg("%s does not name \"%s\"", path, word);
}

static void want_options(const char *path, const char *text, const char *before,
                         const struct cli_option *options)
{
    for (; options && options->name; options++) {
        char word[64];
        snprintf(word, sizeof word, "%s%s", before, options->name);
        want(path, text, word);
    }
}

static void the_manuals_name_every_command_and_option(void **state)
{
    (void)state;
    for (int i = 0; i < TWO; i++) {
        struct buf text = BUF_INIT;
        read_file(&text, manuals[i]);
        want_options(manuals[i], text.data, "Fl -", cli_globals);
        for (size_t k = 0; k < cli_commands_count; k++) {
            char name[64];
            snprintf(name, sizeof name, ".Cm %s", cli_commands[k].name);
            want(manuals[i], text.data, name);
            want_options(manuals[i], text.data, "Fl -", cli_commands[k].options);
        }
        buf_release(&text);
    }
}

/* Both words of a command such as "guide check". */
static void want_words(const char *path, const char *text, const char *name)
{
    char words[64];
    snprintf(words, sizeof words, "%s", name);
    char *second = strchr(words, ' ');
    if (second) {
        *second++ = '\0';
        want(path, text, second);
    }
    want(path, text, words);
}

static void the_completions_know_every_command_and_option(void **state)
{
    (void)state;
    for (int i = 0; i < TWO; i++) {
        struct buf text = BUF_INIT;
        read_file(&text, completions[i]);
        want_options(completions[i], text.data, "--", cli_globals);
        for (size_t k = 0; k < cli_commands_count; k++) {
            want_words(completions[i], text.data, cli_commands[k].name);
            want_options(completions[i], text.data, "--", cli_commands[k].options);
        }
        buf_release(&text);
    }
}

static bool has_option(const struct cli_option *options, const char *name)
{
    for (; options && options->name; options++)
        if (!strcmp(options->name, name))
            return true;
    return false;
}

static bool exists(const char *name)
{
    bool found = has_option(cli_globals, name);
    for (size_t k = 0; k < cli_commands_count; k++)
        found = found || has_option(cli_commands[k].options, name);
    return found;
}

static void the_manuals_name_no_option_that_is_not_there(void **state)
{
    (void)state;
    for (int i = 0; i < TWO; i++) {
        struct buf text = BUF_INIT;
        read_file(&text, manuals[i]);
        for (const char *at = text.data; (at = strstr(at, "Fl -")); at++) {
            char name[64] = "";
            sscanf(at, "Fl -%63[a-z-]", name);
            if (!exists(name))
                fail_msg("%s tells of --%s, which is not there", manuals[i], name);
        }
        buf_release(&text);
    }
}

/* Both pages have the same sections and the same entries in the same order. */
static void the_manuals_are_built_alike(void **state)
{
    (void)state;
    size_t headings[TWO] = {0}, items[TWO] = {0};
    for (int i = 0; i < TWO; i++) {
        struct buf text = BUF_INIT;
        read_file(&text, manuals[i]);
        for (const char *at = text.data; (at = strstr(at, "\n.")); at++) {
            headings[i] += !strncmp(at, "\n.Sh ", 5);
            items[i] += !strncmp(at, "\n.It ", 5);
        }
        buf_release(&text);
    }
    assert_true(headings[0] > 5);
    assert_int_equal(headings[0], headings[1]);
    assert_int_equal(items[0], items[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_manuals_name_every_command_and_option),
        cmocka_unit_test(the_completions_know_every_command_and_option),
        cmocka_unit_test(the_manuals_name_no_option_that_is_not_there),
        cmocka_unit_test(the_manuals_are_built_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
