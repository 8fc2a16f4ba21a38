#include "store/erase.h"

#include <string.h>

#include "base/input.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "store/interviews.h"
#include "store/sparring.h"

#define SENTENCE_MOST ((size_t)4 << 20) /* bytes; no field holds that much */

/* Receipts name files. */
static void write_shown(struct cli *cli, const struct buf *text)
{
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text->data, text->len, true);
    cli_write(cli, &shown);
    buf_release(&shown);
}

static void write_receipt(struct cli *cli, const struct erased *erased)
{
    struct buf text = BUF_INIT;
    erased_add_receipt(&text, erased, cli->lang);
    write_shown(cli, &text);
    buf_release(&text);
}

static void say_preview(struct cli *cli, const struct erased *erased, const char *whose)
{
    struct buf counts = BUF_INIT;
    erased_add_counts(&counts, erased, cli->lang);
    cli_say(cli, "This goes for good, of %s: %s. It cannot be taken back.", whose, counts.data);
    cli_say(cli, "The copies from before go too; a new one is made.");
    buf_release(&counts);
}

/* Shows what would go, asks, erases, and writes the receipt. */
static int erase(struct cli *cli, enum erase_kind kind, const char *id, const char *whose)
{
    struct erased erased = ERASED_INIT;
    int status = CLI_FAILED;
    if (erase_look(cli->store, kind, id, &erased, &cli->err)) {
        cli_fail(cli);
    } else {
        say_preview(cli, &erased, whose);
        if (!confirm_typed(cli, whose) && erase_all(cli->store, kind, id, &erased, &cli->err))
            cli_fail(cli);
        if (erased.receipt) {
            write_receipt(cli, &erased);
            status = *cli->err.text ? CLI_FAILED : CLI_DONE;
        }
    }
    erased_release(&erased);
    return status;
}

/* Does something that was said in a question name the person? */
static bool names(struct cli *cli, const char *id, const struct person *person)
{
    struct sparring_thread thread;
    bool named = false;
    if (sparring_load(cli->store, id, SIDE_MANAGER, &thread, &cli->err))
        return false;
    for (size_t i = 0; i < thread.n; i++)
        named = named || person_is_named(person, thread.messages[i].text);
    sparring_thread_release(&thread);
    return named;
}

/* Questions to HR that were asked from no conversation of theirs stay: those may name them. */
static void say_named(struct cli *cli, const struct person *person)
{
    struct sparring_row *rows;
    struct buf ids = BUF_INIT;
    size_t n, named = 0;
    if (sparring_list(cli->store, SIDE_MANAGER, &rows, &n, &cli->err))
        return;
    for (size_t i = 0; i < n; i++) {
        char handle[HANDLE_SIZE];
        if (!names(cli, rows[i].id, person))
            continue;
        uuid_handle(rows[i].id, handle);
        buf_addf(&ids, "%s%s", named++ ? ", " : "", handle);
    }
    if (named)
        cli_say(cli,
                "Questions to HR that hold the name or initials and stay (%zu): %s. 'gesprek erase "
                "ID' takes one away, with --text a part of it.",
                named, ids.data);
    sparring_rows_free(rows, n);
    buf_release(&ids);
}

int command_person_erase(struct cli *cli)
{
    struct person person;
    if (interviews_person(cli->store, cli->args[0], &person, &cli->err))
        return cli_fail(cli);
    int status = erase(cli, ERASE_PERSON, person.id, person.name);
    if (status == CLI_DONE)
        say_named(cli, &person);
    person_release(&person);
    return status;
}

/* The sentence stands on standard input: on the command line it would be kept by the shell. */
static int read_sentence(struct cli *cli, struct buf *sentence)
{
    struct buf line = BUF_INIT;
    int got;
    while ((got = input_line(cli->in, SENTENCE_MOST - sentence->len, &line)) > 0) {
        buf_add(sentence, line.data, line.len);
        buf_addc(sentence, '\n');
        if (sentence->len >= SENTENCE_MOST)
            break;
    }
    buf_release(&line);
    if (got)
        return err_set(&cli->err, "That is more than any text here can be. Give the text that has "
                                  "to go on standard input.");
    while (sentence->len && strchr(" \t\r\n", sentence->data[sentence->len - 1]))
        buf_cut(sentence, sentence->len - 1);
    size_t blanks = strspn(sentence->data, " \t\r\n");
    buf_splice(sentence, 0, blanks, "", 0);
    if (!sentence->len)
        return err_set(&cli->err, "Give the text that has to go on standard input; it is read "
                                  "until its end.");
    return 0;
}

static int erase_read(struct cli *cli, enum erase_kind kind, const char *id, const char *sentence,
                      struct erased *erased)
{
    char handle[HANDLE_SIZE];
    int (*cut)(struct store *, const char *, const char *, bool, struct erased *, struct err *) =
        kind == ERASE_ABSENCE    ? erase_absence_sentence
        : kind == ERASE_QUESTION ? erase_question_sentence
                                 : erase_sentence;
    uuid_handle(id, handle);
    if (cut(cli->store, id, sentence, true, erased, &cli->err))
        return cli_fail(cli);
    if (!erased->answers && !erased->drafts && !erased->steps) {
        cli_say(cli,
                kind == ERASE_QUESTION
                    ? N_("That text stands nowhere in question %s, to the letter. Nothing was "
                         "erased.")
                : kind == ERASE_ABSENCE
                    ? N_("That text stands nowhere in absence %s, to the letter. Nothing was "
                         "erased.")
                    : N_("That text stands nowhere in conversation %s, to the letter. Nothing "
                         "was erased."),
                handle);
        return CLI_FAILED;
    }
    say_preview(cli, erased, handle);
    if (confirm_typed(cli, handle))
        return CLI_FAILED;
    int failed = cut(cli->store, id, sentence, false, erased, &cli->err);
    if (erased->receipt)
        write_receipt(cli, erased);
    return failed ? cli_fail(cli) : CLI_DONE;
}

static int erase_text_of(struct cli *cli, enum erase_kind kind, const char *id)
{
    struct buf sentence = BUF_INIT;
    struct erased erased = ERASED_INIT;
    int status = read_sentence(cli, &sentence) ? cli_fail(cli)
                                               : erase_read(cli, kind, id, sentence.data, &erased);
    buf_release(&sentence);
    erased_release(&erased);
    return status;
}

int command_erase(struct cli *cli)
{
    char id[UUID_SIZE], handle[HANDLE_SIZE];
    enum erase_kind kind;
    if (erase_find(cli->store, cli->args[0], &kind, id, &cli->err))
        return cli_fail(cli);
    uuid_handle(id, handle);
    return cli_value(cli, "text") ? erase_text_of(cli, kind, id) : erase(cli, kind, id, handle);
}
