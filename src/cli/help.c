#include "cli/help.h"

#include <string.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "report/table.h"
#include "report/text.h"

/* Adds a piece of a usage line to the row, or to a new one under `indent` when it does not fit. */
static void add_piece(struct buf *out, size_t *row, int indent, const char *piece)
{
    int used = utf8_columns(out->data + *row, out->len - *row);
    if (used + 1 + utf8_columns(piece, strlen(piece)) > HELP_COLUMNS) {
        buf_addc(out, '\n');
        *row = out->len;
        for (int i = 1; i < indent; i++)
            buf_addc(out, ' ');
    }
    buf_addc(out, ' ');
    buf_adds(out, piece);
}

static void add_usage(struct buf *out, const char *before, const struct command *command,
                      enum lang lang)
{
    size_t row = out->len;
    buf_adds(out, before);
    buf_addf(out, " gesprek %s", command->name);
    int indent = utf8_columns(out->data + row, out->len - row) + 1;
    if (command->arguments)
        add_piece(out, &row, indent, tr(lang, command->arguments));
    struct buf piece = BUF_INIT;
    for (const struct cli_option *option = command->options; option && option->name; option++) {
        buf_clear(&piece);
        buf_addf(&piece, option->argument ? "[--%s %s]" : "[--%s]", option->name,
                 option->argument ? tr(lang, option->argument) : "");
        add_piece(out, &row, indent, piece.data);
    }
    buf_release(&piece);
    buf_addc(out, '\n');
}

void help_add_usage(struct buf *out, const struct command *command, enum lang lang)
{
    add_usage(out, tr(lang, "Usage:"), command, lang);
}

static void add_options(struct buf *out, const struct cli_option *options, enum lang lang)
{
    struct table table;
    struct buf name = BUF_INIT;
    table_init(&table, 2, 1);
    table_add(&table, "");
    table_add(&table, "");
    for (; options && options->name; options++) {
        buf_clear(&name);
        buf_addf(&name, "--%s", options->name);
        if (options->argument)
            buf_addf(&name, " %s", tr(lang, options->argument));
        table_add(&table, name.data);
        table_add(&table, tr(lang, options->help));
    }
    table_write(&table, out, HELP_COLUMNS, 2);
    table_release(&table);
    buf_release(&name);
}

static void add_paragraph(struct buf *out, const char *text)
{
    text_add_wrapped(out, text, strlen(text), 0, 0, HELP_COLUMNS);
}

void help_add_overview(struct buf *out, enum lang lang)
{
    struct table table;
    buf_adds(out, tr(lang, "Usage: gesprek [COMMAND] [OPTION]...\n\n"));
    add_paragraph(out,
                  tr(lang, "Helps you prepare and hold an absence conversation, and keeps what "
                           "was agreed. Without a command it opens where you were."));
    buf_addf(out, "\n%s\n", tr(lang, "Commands:"));
    table_init(&table, 2, 1);
    table_add(&table, "");
    table_add(&table, "");
    for (size_t i = 0; i < cli_commands_count; i++) {
        table_add(&table, cli_commands[i].name);
        table_add(&table, tr(lang, cli_commands[i].help));
    }
    table_write(&table, out, HELP_COLUMNS, 2);
    table_release(&table);
    buf_addf(out, "\n%s\n", tr(lang, "Options of every command:"));
    add_options(out, cli_globals, lang);
    buf_addc(out, '\n');
    add_paragraph(out, tr(lang, "More about one command: gesprek COMMAND --help"));
}

/* A help line begins small in the list; as a sentence it does not, and ends with a full stop. */
static void add_about(struct buf *out, const struct command *command, enum lang lang)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s.", tr(lang, command->help));
    if (text.data[0] >= 'a' && text.data[0] <= 'z')
        text.data[0] = (char)(text.data[0] - 'a' + 'A');
    add_paragraph(out, text.data);
    buf_release(&text);
    const char *more = command->more ? tr(lang, command->more) : "";
    if (*more)
        buf_addc(out, '\n');
    while (*more) {
        size_t len = strcspn(more, "\n");
        if (len)
            text_add_wrapped(out, more, len, 0, 0, HELP_COLUMNS);
        else
            buf_addc(out, '\n');
        more += len + (more[len] == '\n');
    }
}

void help_add_command(struct buf *out, const struct command *command, enum lang lang)
{
    help_add_usage(out, command, lang);
    buf_addc(out, '\n');
    add_about(out, command, lang);
    if (command->options) {
        buf_addf(out, "\n%s\n", tr(lang, "Options:"));
        add_options(out, command->options, lang);
    }
    buf_addf(out, "\n%s\n", tr(lang, "Options of every command:"));
    add_options(out, cli_globals, lang);
}

void help_add_family(struct buf *out, const char *family, enum lang lang)
{
    size_t len = strlen(family);
    const char *before = tr(lang, "Usage:");
    struct buf blanks = BUF_INIT;
    for (int i = utf8_columns(before, strlen(before)); i > 0; i--)
        buf_addc(&blanks, ' ');
    for (size_t i = 0; i < cli_commands_count; i++) {
        if (strncmp(cli_commands[i].name, family, len) || cli_commands[i].name[len] != ' ')
            continue;
        add_usage(out, before, &cli_commands[i], lang);
        before = blanks.data;
    }
    buf_release(&blanks);
}
