#include "cli/progress.h"

#include <unistd.h>

enum { QUIET_MS = 500, BETWEEN_MS = 200, LOOK_EVERY = 64 };

void progress_begin(struct progress *progress, struct cli *cli)
{
    *progress = (struct progress){
        .cli = cli,
        .began = clock_ticks(),
        .words = N_("%zu agreements..."),
        .silent = !isatty(fileno(cli->errors)) || isatty(fileno(cli->out)),
    };
    progress->told = progress->began + QUIET_MS - BETWEEN_MS;
}

/* The line is written again from its beginning; a number never gets shorter. */
static void tell(struct progress *progress, int64_t now)
{
    struct buf line = BUF_INIT;
    buf_addc(&line, '\r');
    buf_addf(&line, tr(progress->cli->lang, progress->words), progress->done);
    cli_tell(progress->cli, &line);
    buf_release(&line);
    progress->told = now;
    progress->shown = true;
}

void progress_to(struct progress *progress, size_t done)
{
    progress->done = done;
    int64_t now = progress->silent ? progress->told : clock_ticks();
    if (now - progress->told >= BETWEEN_MS)
        tell(progress, now);
}

void progress_step(struct progress *progress)
{
    if ((progress->done + 1) % LOOK_EVERY)
        progress->done++;
    else
        progress_to(progress, progress->done + 1);
}

void progress_end(struct progress *progress)
{
    struct buf gone = BUF_INIT;
    if (!progress->shown)
        return;
    buf_adds(&gone, "\r                                        \r");
    cli_tell(progress->cli, &gone);
    buf_release(&gone);
}
