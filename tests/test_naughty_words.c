/*
 * Naughty texts as words on the command line, as lists to bring in, and as what is typed in lines:
 * every command ends by itself with 0, 1 or 2, says nothing that acts on a terminal, and leaves
 * nothing behind where it was not asked to.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/commands.h"
#include "inside.h"
#include "naughty.h"
#include "run.h"

enum { WORDS_MOST = 12, EVERY = 11, AT_ONCE = 24 };

/* A folder two deep to stand in, so that "../.." leads nowhere else; guides by their whole path. */
struct place {
    char folder[64];
    char guides[512], list[128], db[128];
    struct naughty naughty;
};

static int open_place(void **state)
{
    struct place *place = mem_zero(1, sizeof *place);
    char cwd[400], inner[128];
    assert_non_null(getcwd(cwd, sizeof cwd));
    naughty_load(&place->naughty);
    bool quick = access("/dev/shm", W_OK) == 0; /* in memory */
    snprintf(place->folder, sizeof place->folder, "%s/gesprek-test-XXXXXX",
             quick ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->guides, sizeof place->guides, "%s/guides/nl", cwd);
    snprintf(place->list, sizeof place->list, "%s/list.csv", place->folder);
    snprintf(place->db, sizeof place->db, "%s/gesprek.db", place->folder);
    snprintf(inner, sizeof inner, "mkdir -p %s/a/b/c/d", place->folder);
    assert_int_equal(system(inner), 0);
    snprintf(inner, sizeof inner, "%s/a/b/c/d", place->folder);
    assert_int_equal(chdir(inner), 0);
    setenv("HOME", place->folder, 1);
    setenv("XDG_CONFIG_HOME", place->folder, 1);
    setenv("XDG_DATA_HOME", place->folder, 1);
    setenv("GESPREK_DB", place->db, 1);
    setenv("GESPREK_NOW", "2026-11-23T09:00:00Z", 1);
    *state = place;
    return 0;
}

static int close_place(void **state)
{
    struct place *place = *state;
    assert_int_equal(chdir("/"), 0);
    run_drop_folder(place->folder);
    naughty_release(&place->naughty);
    free(place);
    return 0;
}

/* Runs it; what it says is fit to be seen, and it says something when it went wrong. */
static int says(const char *const *words, const struct buf *input, const struct buf *text)
{
    struct inside inside;
    struct buf where = BUF_INIT;
    bool crlf = false;
    for (int i = 0; i < 3 && words[i]; i++)
        buf_addf(&where, "%s ", words[i]);
    for (int i = 0; words[i]; i++)
        crlf = crlf || !strcmp(words[i], "csv") || !strcmp(words[i], "ics");
    inside_run(&inside, words, input);
    naughty_is_shown(&inside.errors, false, where.data, text);
    naughty_is_shown(&inside.out, crlf, where.data, text);
    if (inside.status < 0 || inside.status > 2)
        naughty_fail("an exit status of its own", where.data, text, NULL);
    if (inside.status == 2 && !inside.errors.len)
        naughty_fail("wrong use without a word", where.data, text, NULL);
    int status = inside.status;
    inside_release(&inside);
    buf_release(&where);
    return status;
}

/* ---- words ----------------------------------------------------------------------------------- */

/* Those that would wait for a terminal, or are about another file each time. */
static bool is_left_out(const char *name)
{
    static const char *const names[] = {"start", "seal on", "practice", "restore", "backup", NULL};
    for (int i = 0; names[i]; i++)
        if (!strcmp(names[i], name))
            return true;
    return false;
}

static int add_name(const char **words, const char *name, char room[64])
{
    snprintf(room, 64, "%s", name);
    char *blank = strchr(room, ' ');
    words[0] = room;
    if (!blank)
        return 1;
    *blank = '\0';
    words[1] = blank + 1;
    return 2;
}

/* The command with the text for its first argument, with what else it needs. */
static void as_argument(const struct command *command, const struct buf *text, bool bare)
{
    const char *words[WORDS_MOST] = {NULL};
    char room[64];
    int n = add_name(words, command->name, room);
    words[n++] = "--no-input";
    if (!bare)
        words[n++] = "--";
    for (int i = 0; i < (command->min > 1 ? command->min : 1); i++)
        words[n++] = text->data;
    says(words, NULL, text);
}

/* The text for the value of one of its options, beside harmless arguments. */
static void as_value(const struct command *command, int option, const struct buf *text)
{
    const char *words[WORDS_MOST] = {NULL};
    char room[64], dashed[64];
    if (!command->options[option].argument || !strcmp(command->options[option].name, "output"))
        return;
    int n = add_name(words, command->name, room);
    snprintf(dashed, sizeof dashed, "--%s", command->options[option].name);
    words[n++] = "--no-input";
    words[n++] = dashed;
    words[n++] = text->data;
    for (int i = 0; i < command->min; i++)
        words[n++] = i ? "done" : "Sanne";
    says(words, NULL, text);
}

static void try_command(const struct command *command, const struct buf *text, size_t turn)
{
    int options = 0;
    while (command->options && command->options[options].name)
        options++;
    if (command->max)
        as_argument(command, text, turn % 2);
    if (options)
        as_value(command, (int)(turn / EVERY) % options, text);
}

/* Each text with one in so many commands, each command with one in so many texts, in turn. */
static void words_do_no_harm(void **state)
{
    struct place *place = *state;
    struct buf text = BUF_INIT;
    const char *const begin[] = {"start", "--for", "Sanne", "--no-input", NULL};
    assert_int_equal(says(begin, NULL, &text), 0);
    for (size_t i = 0; i < place->naughty.n; i++) {
        naughty_text(&place->naughty, i, 0, &text);
        for (size_t k = 0; k < cli_commands_count; k++)
            if ((i + k) % EVERY == 0 && !is_left_out(cli_commands[k].name))
                try_command(&cli_commands[k], &text, i + k);
    }
    buf_release(&text);
}

/* What stands where a command or an option belongs. */
static void no_command_is_no_harm(void **state)
{
    struct place *place = *state;
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < place->naughty.n; i++) {
        naughty_text(&place->naughty, i, 0, &text);
        if (!text.len || text.data[0] == '-')
            continue;
        const char *const alone[] = {text.data, "--no-input", "--plain", NULL};
        const char *const second[] = {"guide", text.data, NULL};
        const char *const language[] = {"version", "--lang", text.data, NULL};
        const char *const help[] = {"help", text.data, NULL};
        assert_int_equal(says(second, NULL, &text), 2);
        assert_int_not_equal(says(help, NULL, &text), 1);
        says(language, NULL, &text);
        says(alone, NULL, &text);
    }
    buf_release(&text);
}

/* A file with such a name: it is not there, or no guide, and that is said. */
static void file_names_do_no_harm(void **state)
{
    struct place *place = *state;
    struct buf text = BUF_INIT, path = BUF_INIT;
    for (size_t i = 0; i < place->naughty.n; i++) {
        naughty_text(&place->naughty, i, 200, &text);
        if (!text.len || strchr(text.data, '/'))
            continue;
        buf_clear(&path);
        buf_addf(&path, "%s/%s", place->folder, text.data);
        FILE *file = fopen(path.data, "wx");
        if (!file)
            continue; /* ".", "..", or a name no file can have */
        fputs("hallo\n", file);
        fclose(file);
        const char *const check[] = {"guide", "check", "--", path.data, NULL};
        const char *const bring[] = {"absence", "import", "--", path.data, NULL};
        const char *const take[] = {"collect", "--", path.data, NULL};
        const char *const open[] = {"interviews", "--db", path.data, NULL};
        const char *const *const all[] = {check, bring, take, open};
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            assert_int_equal(says(all[k], NULL, &text), 1);
        unlink(path.data);
    }
    buf_release(&text);
    buf_release(&path);
}

/* ---- lists and input ------------------------------------------------------------------------- */

static void add_cell(struct buf *list, const struct buf *text)
{
    buf_addc(list, '"');
    for (size_t i = 0; i < text->len; i++) {
        if (text->data[i] == '"')
            buf_addc(list, '"');
        buf_addc(list, text->data[i]);
    }
    buf_addc(list, '"');
}

static void write_list(const struct place *place, const struct buf *text, bool as_name)
{
    struct buf list = BUF_INIT;
    buf_adds(&list, "naam,eerste dag,werk\r\n");
    if (as_name)
        add_cell(&list, text);
    buf_adds(&list, as_name ? ",2-11-2026," : "Omar,3-11-2026,");
    add_cell(&list, text);
    buf_adds(&list, "\r\n");
    FILE *file = fopen(place->list, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(list.data, 1, list.len, file), list.len);
    fclose(file);
    buf_release(&list);
}

/* The text without the blanks around it, as reading a list takes them off. */
static void trim(struct buf *text)
{
    static const char blanks[] = " \t\r\n";
    while (text->len && strchr(blanks, text->data[text->len - 1]))
        buf_cut(text, text->len - 1);
    buf_splice(text, 0, strspn(text->data, blanks), "", 0);
}

/* It came in as it was: the list of absences has it. */
static void must_have_come(const struct buf *text)
{
    const char *const words[] = {"absence", "list", "--format", "json", NULL};
    struct inside inside;
    sqlite3 *db = NULL;
    sqlite3_stmt *ask = NULL;
    inside_run(&inside, words, NULL);
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT 1 FROM json_tree(?1) WHERE atom = ?2", -1, &ask, NULL),
        SQLITE_OK);
    sqlite3_bind_text(ask, 1, inside.out.data, (int)inside.out.len, SQLITE_STATIC);
    sqlite3_bind_text(ask, 2, text->data, (int)text->len, SQLITE_STATIC);
    if (sqlite3_step(ask) != SQLITE_ROW)
        naughty_fail("it came in otherwise", "absence import", text, NULL);
    sqlite3_finalize(ask);
    sqlite3_close(db);
    inside_release(&inside);
}

/* As a name and as a text; where it will not do for a name as a text alone. */
static void lists_do_no_harm(void **state)
{
    struct place *place = *state;
    struct buf text = BUF_INIT;
    const char *const words[] = {"absence", "import", "--", place->list, NULL};
    for (size_t i = 0; i < place->naughty.n; i++) {
        naughty_text(&place->naughty, i, 0, &text);
        write_list(place, &text, true);
        bool came = says(words, NULL, &text) == 0;
        if (!came) {
            write_list(place, &text, false);
            came = says(words, NULL, &text) == 0;
        }
        trim(&text);
        if (came)
            must_have_come(&text);
    }
    buf_release(&text);
}

static void put_list(const struct place *place, const struct buf *bytes)
{
    FILE *file = fopen(place->list, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes->data, 1, bytes->len, file), bytes->len);
    fclose(file);
}

/* The texts on the input of what reads it, some at a time, and as a list out of a broken program.
 */
static void input_does_no_harm(void **state)
{
    struct place *place = *state;
    const char *const limits[] = {"limits", "check", "--lang", "nl", NULL};
    const char *const json[] = {"limits", "check", "--format", "json", "--lang", "nl", NULL};
    const char *const lines[] = {"start", "--plain", NULL};
    const char *const bring[] = {"absence", "import", place->list, NULL};
    struct buf some = BUF_INIT;
    for (size_t i = 0; i < place->naughty.n; i++) {
        buf_add(&some, place->naughty.texts[i].data, place->naughty.texts[i].len);
        buf_addc(&some, i % 3 ? '\n' : ';');
        if ((i + 1) % AT_ONCE && i + 1 < place->naughty.n)
            continue;
        says(i / AT_ONCE % 2 ? limits : json, &some, &some);
        says(lines, &some, &some);
        put_list(place, &some);
        assert_int_equal(says(bring, NULL, &some), 1);
        buf_clear(&some);
    }
    buf_release(&some);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_do_no_harm),      cmocka_unit_test(no_command_is_no_harm),
        cmocka_unit_test(file_names_do_no_harm), cmocka_unit_test(lists_do_no_harm),
        cmocka_unit_test(input_does_no_harm),
    };
    return cmocka_run_group_tests(tests, open_place, close_place);
}
