#include "cli/guide.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/file.h"
#include "yaml/tidy.h"

/* Only what is laid out otherwise is written: a file that is in order keeps its date. */
static int put_back(struct cli *cli, const char *path, const struct buf *text,
                    const struct buf *laid_out)
{
    if (laid_out->len == text->len && memcmp(laid_out->data, text->data, text->len) == 0) {
        cli_say(cli, "%s was laid out well already.", path);
        return CLI_DONE;
    }
    if (file_replace(path, laid_out->data, laid_out->len, &cli->err)) {
        err_within(&cli->err, "%s", path);
        return cli_fail(cli);
    }
    char first;
    bool link =
        readlink(path, &first, 1) >= 0; /* then it is the file behind it that was replaced */
    char *real = link ? realpath(path, NULL) : NULL;
    cli_say(cli, "%s is laid out; how it was is in %s~.", path, real ? real : path);
    free(real);
    return CLI_DONE;
}

int command_guide_fmt(struct cli *cli)
{
    const char *path = cli->args[0];
    struct buf text = BUF_INIT, laid_out = BUF_INIT;
    int status = CLI_DONE;
    if (shelf_read_file(path, &text, &cli->err)) {
        status = cli_fail(cli);
    } else if (tidy(text.data, text.len, &laid_out, &cli->err)) {
        err_within(&cli->err, "%s", path);
        status = cli_fail(cli);
    } else if (cli_value(cli, "write")) {
        status = put_back(cli, path, &text, &laid_out);
    } else {
        cli_write(cli, &laid_out);
    }
    buf_release(&text);
    buf_release(&laid_out);
    return status;
}
