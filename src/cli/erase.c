#include "store/erase.h"

#include <string.h>

#include "base/input.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "store/interviews.h"
#include "store/mentions.h"

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

/* What is written about others stays, with the name in it; where it stands is said before there is
 * nobody to look for any more. */
static int say_mentions(struct cli *cli, const struct person *person)
{
    struct mentions mentions;
    struct buf places = BUF_INIT;
    if (mentions_find(cli->store, person, &mentions, &cli->err))
        return -1;
    mentions_add_places(&places, &mentions, cli->lang);
    if (mentions.texts)
        cli_say(cli,
                "Texts about others that hold the name or initials and stay (%zu): %s. 'gesprek "
                "erase ID --text' takes such a text, or a part of it, out for good.",
                mentions.texts, places.data);
    mentions_release(&mentions);
    buf_release(&places);
    return 0;
}

int command_person_erase(struct cli *cli)
{
    struct person person;
    if (interviews_person(cli->store, cli->args[0], &person, &cli->err))
        return cli_fail(cli);
    int status = say_mentions(cli, &person) ? cli_fail(cli)
                                            : erase(cli, ERASE_PERSON, person.id, person.name);
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
