#include "run.h"

#include <assert.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

void run_make_folder(char folder[64])
{
    strcpy(folder, "/tmp/gesprek-test-XXXXXX");
    if (!mkdtemp(folder))
        abort();
}

static int drop(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about, (void)kind, (void)where;
    return remove(path);
}

void run_drop_folder(const char *folder)
{
    nftw(folder, drop, 8, FTW_DEPTH | FTW_PHYS);
}

static int scratch(void)
{
    char name[] = "/tmp/gesprek-run-XXXXXX";
    int file = mkstemp(name);
    if (file < 0)
        abort();
    unlink(name);
    return file;
}

static void read_all(int file, struct buf *into)
{
    char part[4096];
    ssize_t n;
    lseek(file, 0, SEEK_SET);
    while ((n = read(file, part, sizeof part)) > 0)
        buf_add(into, part, (size_t)n);
    close(file);
}

static size_t count(const char *const *words)
{
    size_t n = 0;
    while (words && words[n])
        n++;
    return n;
}

/* What every run has, then what this one was given. */
static char **environment(const char *const *settings)
{
    static const char *const kept[] = {"PATH", "HOME", "LC_ALL", "TZ", "ASAN_OPTIONS"};
    enum { KEPT = sizeof kept / sizeof *kept };
    size_t n = count(settings), at = 0;
    char **all = mem_zero(KEPT + n + 2, sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[at++] = mem_copy(settings[i]);
    for (size_t i = 0; i < KEPT; i++) {
        const char *value = getenv(kept[i]);
        struct buf setting = BUF_INIT;
        buf_addf(&setting, "%s=%s", kept[i], value ? value : "");
        bool given = false;
        for (size_t j = 0; j < n; j++)
            given = given || !strncmp(settings[j], setting.data, strlen(kept[i]) + 1);
        if (value && !given)
            all[at++] = mem_copy(setting.data);
        buf_release(&setting);
    }
    return all;
}

static void become(const char *const *words, char **all, const int files[3])
{
    for (int i = 0; i < 3; i++)
        dup2(files[i], i);
    execvpe(words[0], (char *const *)(uintptr_t)words, all);
    _exit(127);
}

void run_command(struct run *run, const char *const *words, const char *const *settings,
                 const char *input)
{
    int files[] = {scratch(), scratch(), scratch()}, status = 0;
    char **all = environment(settings);
    *run = (struct run){.out = BUF_INIT, .errors = BUF_INIT};
    if (write(files[0], input, strlen(input)) != (ssize_t)strlen(input))
        abort();
    lseek(files[0], 0, SEEK_SET);
    pid_t child = fork();
    if (child == 0)
        become(words, all, files);
    waitpid(child, &status, 0);
    run->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    close(files[0]);
    read_all(files[1], &run->out);
    read_all(files[2], &run->errors);
    for (size_t i = 0; all[i]; i++)
        free(all[i]);
    free(all);
}

void run_program(struct run *run, const char *const *arguments, const char *const *settings,
                 const char *input)
{
    size_t n = count(arguments);
    const char **words = mem_zero(n + 2, sizeof *words);
    words[0] = getenv("GESPREK_PROGRAM");
    memcpy(words + 1, arguments, n * sizeof *words);
    run_command(run, words, settings, input);
    free(words);
}

void run_release(struct run *run)
{
    buf_release(&run->out);
    buf_release(&run->errors);
}
