#include "cli/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "store/sealing.h"

enum { CTRL_C = 3, CTRL_D = 4, BACKSPACE = 8, CTRL_U = 21, DELETE = 127 };

static int number_of(const char *text)
{
    char *end;
    long number = strtol(text, &end, 10);
    return *text && !*end && number >= 0 && number <= 65535 ? (int)number : -1;
}

bool passphrase_file(const char *text)
{
    int file = number_of(text);
    return file >= 0 && fcntl(file, F_GETFD) != -1;
}

bool passphrase_again(const struct cli *cli)
{
    return !cli->passphrase;
}

/* ---- from a file descriptor ------------------------------------------------------------------ */

/* Byte by byte: what comes after the line is for the next question. */
static struct secret *read_line(struct cli *cli, struct secret *secret)
{
    int file = number_of(cli->passphrase);
    ssize_t got;
    char byte;
    bool fits = true, any = false;
    while ((got = read(file, &byte, 1)) == 1 || (got < 0 && errno == EINTR)) {
        any = true;
        if (got == 1 && byte == '\n')
            break;
        if (got == 1)
            fits = secret_add(secret, &byte, 1) && fits;
    }
    if (secret->len && secret->text[secret->len - 1] == '\r')
        secret_drop_last(secret);
    if (any && fits)
        return secret;
    secret_free(secret);
    err_set(&cli->err, any ? N_("That is too long for a passphrase or a recovery key.")
                           : N_("There was no line to read from the file descriptor of "
                                "--passphrase-fd."));
    return NULL;
}

/* ---- on the terminal ------------------------------------------------------------------------- */

/* Takes one byte; false when the line is done, and *given says whether it is an answer. */
static bool take_byte(struct secret *secret, char byte, bool *given)
{
    *given = false;
    switch ((unsigned char)byte) {
    case '\r':
    case '\n':
        *given = true;
        return false;
    case CTRL_C:
        return false;
    case CTRL_D:
        return secret->len > 0;
    case BACKSPACE:
    case DELETE:
        secret_drop_last(secret);
        return true;
    case CTRL_U:
        secret_clear(secret);
        return true;
    default:
        if ((unsigned char)byte >= ' ')
            (void)secret_add(secret, &byte, 1);
        return true;
    }
}

static bool type_line(int terminal, struct secret *secret)
{
    bool given = false;
    char byte;
    ssize_t got;
    while ((got = read(terminal, &byte, 1)) == 1 || (got < 0 && errno == EINTR))
        if (got == 1 && !take_byte(secret, byte, &given))
            break;
    return got == 1 && given;
}

/* What is typed while a passphrase is being checked is often the next one: nothing of it may show,
 * and none of it is left for the shell. Without signals, so that the terminal is always put back.
 */
struct hush {
    int terminal; /* -1: nothing is asked on one */
    struct termios was;
};

static void hush_begin(struct hush *hush, const struct cli *cli)
{
    bool asks = !cli->passphrase && !cli->no_input;
    hush->terminal = asks ? open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
    if (hush->terminal < 0)
        return;
    if (tcgetattr(hush->terminal, &hush->was)) {
        close(hush->terminal);
        hush->terminal = -1;
        return;
    }
    struct termios quiet = hush->was;
    quiet.c_lflag &= ~(tcflag_t)(ISIG | ECHO | ECHONL);
    tcsetattr(hush->terminal, TCSADRAIN, &quiet);
}

static void hush_end(const struct hush *hush)
{
    if (hush->terminal < 0)
        return;
    tcsetattr(hush->terminal, TCSAFLUSH, &hush->was);
    close(hush->terminal);
}

/* Without echo unless shown, and without signals, so that the terminal is always put back. What was
 * typed ahead of the question is no answer to it. */
static bool type_secret(int terminal, struct secret *secret, bool shown)
{
    struct termios was, quiet;
    if (tcgetattr(terminal, &was))
        return false;
    quiet = was;
    quiet.c_lflag &= ~(tcflag_t)(ICANON | ISIG | IEXTEN | ECHO);
    quiet.c_lflag |= shown ? ECHO : 0;
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    if (tcsetattr(terminal, TCSAFLUSH, &quiet))
        return false;
    bool given = type_line(terminal, secret);
    tcsetattr(terminal, TCSAFLUSH, &was);
    return given;
}

static void say_on(int terminal, const char *text)
{
    size_t len = strlen(text);
    while (len) {
        ssize_t put = write(terminal, text, len);
        if (put <= 0)
            return;
        text += put;
        len -= (size_t)put;
    }
}

static struct secret *ask_terminal(struct cli *cli, const char *english, bool shown,
                                   struct secret *secret)
{
    int terminal = cli->no_input ? -1 : open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    bool given = false;
    if (terminal >= 0) {
        say_on(terminal, tr(cli->lang, english));
        given = type_secret(terminal, secret, shown);
        say_on(terminal, shown && given ? "" : "\n");
        close(terminal);
    }
    if (given)
        return secret;
    secret_free(secret);
    err_set(&cli->err, terminal >= 0
                           ? N_("Given up; nothing was changed.")
                           : N_("The passphrase cannot be asked for here. Run this in a terminal, "
                                "or give the passphrase with --passphrase-fd N."));
    return NULL;
}

static void say_again(struct cli *cli)
{
    cli_say(cli, "%s", cli->err.text);
}

/* ---- asking ---------------------------------------------------------------------------------- */

struct secret *passphrase_ask(struct cli *cli, const char *english, bool shown)
{
    struct secret *secret = secret_new();
    if (!secret) {
        err_set(&cli->err, "There is too little memory. Close other programs and try again.");
        return NULL;
    }
    (void)fflush(cli->out);
    return cli->passphrase ? read_line(cli, secret) : ask_terminal(cli, english, shown, secret);
}

/* Typed once more: 1 when it is the same, 0 when not, -1 when given up. */
static int ask_twice(struct cli *cli, const struct secret *secret)
{
    if (cli->passphrase)
        return 1;
    struct secret *again = passphrase_ask(cli, N_("The same once more: "), false);
    int same = again ? secret_same(secret, again) : -1;
    if (same == 0)
        cli_say(cli, "Those two are not the same. Once more from the beginning.");
    secret_free(again);
    return same;
}

static struct secret *ask_new(struct cli *cli)
{
    for (int try = 0; try < PASSPHRASE_TRIES; try++) {
        struct secret *secret = passphrase_ask(cli, N_("New passphrase: "), false);
        if (!secret)
            return NULL;
        const char *fault = sealing_passphrase_fault(secret);
        if (fault)
            err_set(&cli->err, "%s", tr(cli->lang, fault));
        int same = fault ? 0 : ask_twice(cli, secret);
        if (same > 0)
            return secret;
        secret_free(secret);
        if (same < 0 || !passphrase_again(cli))
            return NULL;
        if (fault)
            say_again(cli);
    }
    err_set(&cli->err, "Given up; nothing was changed.");
    return NULL;
}

struct secret *passphrase_ask_new(struct cli *cli)
{
    struct hush hush;
    hush_begin(&hush, cli);
    struct secret *secret = ask_new(cli);
    hush_end(&hush);
    return secret;
}

static int try_with(struct cli *cli, const char *english, bool shown,
                    enum unlocking (*act)(struct store *, const struct secret *, struct err *))
{
    for (int try = 0; try < PASSPHRASE_TRIES; try++) {
        struct secret *secret = passphrase_ask(cli, english, shown);
        if (!secret)
            return -1;
        enum unlocking done = act(cli->store, secret, &cli->err);
        secret_free(secret);
        if (done == UNLOCK_DONE)
            return 0;
        if (done != UNLOCK_WRONG || !passphrase_again(cli) || try + 1 == PASSPHRASE_TRIES)
            return -1;
        say_again(cli);
    }
    return -1;
}

int passphrase_with(struct cli *cli, const char *english, bool shown,
                    enum unlocking (*act)(struct store *, const struct secret *, struct err *))
{
    struct hush hush;
    hush_begin(&hush, cli);
    int failed = try_with(cli, english, shown, act);
    hush_end(&hush);
    return failed;
}

int passphrase_unlock(struct cli *cli)
{
    if (!cli->store || store_sealing(cli->store) != SEALING_LOCKED)
        return 0;
    return passphrase_with(cli, N_("Passphrase of the file: "), false, sealing_unlock);
}
