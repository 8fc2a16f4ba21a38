#include "inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "cli/cli.h"

enum { WORDS_MOST = 32 };

/* What main does, on streams in memory. */
static int run(int argc, char **argv, FILE *in)
{
    struct cli cli;
    int status = cli_parse(&cli, argc, argv);
    cli.in = in;
    if (status < 0)
        status = cli_open(&cli) ? cli_fail(&cli) : cli.command->run(&cli);
    return cli_close(&cli, status);
}

static void take(char *bytes, size_t len, struct buf *to)
{
    buf_init(to);
    buf_add(to, bytes, len);
    free(bytes);
}

void inside_run(struct inside *inside, const char *const *arguments, const struct buf *input)
{
    char *argv[WORDS_MOST] = {(char *)"gesprek"}, *out = NULL, *errors = NULL;
    size_t out_len = 0, errors_len = 0;
    int argc = 1;
    for (; arguments[argc - 1] && argc < WORDS_MOST - 1; argc++)
        argv[argc] = (char *)arguments[argc - 1];
    FILE *was_out = stdout, *was_errors = stderr;
    FILE *in = input && input->len ? tmpfile() : fopen("/dev/null", "r");
    assert_non_null(in);
    if (input && input->len)
        assert_int_equal(fwrite(input->data, 1, input->len, in), input->len);
    rewind(in);
    stdout = open_memstream(&out, &out_len);
    stderr = open_memstream(&errors, &errors_len);
    inside->status = run(argc, argv, in);
    FILE *memory_out = stdout, *memory_errors = stderr;
    stdout = was_out;
    stderr = was_errors;
    fclose(memory_out);
    fclose(memory_errors);
    fclose(in);
    take(out, out_len, &inside->out);
    take(errors, errors_len, &inside->errors);
}

void inside_release(struct inside *inside)
{
    buf_release(&inside->out);
    buf_release(&inside->errors);
}
