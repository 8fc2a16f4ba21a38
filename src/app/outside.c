#include "app/outside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): POSIX's

/* Flags that keep an editor from leaving the text anywhere else. */
struct discretion {
    const char *editor, *flags;
};

static const struct discretion discretions[] = {
    {"vim", "-n -i NONE --cmd 'set noundofile nobackup nowritebackup'"},
    {"vi", "-n -i NONE --cmd 'set noundofile nobackup nowritebackup'"},
    {"nvim", "-n -i NONE --cmd 'set noundofile nobackup nowritebackup'"},
    {"nano", "--ignorercfiles"},
};

static const char *flags_of(const char *editor)
{
    size_t word = strcspn(editor, " ");
    const char *name = editor;
    for (const char *at = editor; at < editor + word; at++)
        if (*at == '/')
            name = at + 1;
    size_t len = (size_t)(editor + word - name);
    for (size_t i = 0; i < sizeof discretions / sizeof *discretions; i++)
        if (strlen(discretions[i].editor) == len && !memcmp(discretions[i].editor, name, len))
            return discretions[i].flags;
    return "";
}

/* Runs a shell command with standard input from `in` (or the terminal when -1), signals as a
 * program expects them. Returns its exit status, or -1. */
static int run(const char *command, const char *argument, int in)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t ordinary;
    pid_t pid;
    int status = -1;
    char *const argv[] = {"sh", "-c", (char *)command, "sh", (char *)argument, NULL};

    sigemptyset(&none);
    sigfillset(&ordinary);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &ordinary);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (in >= 0)
        posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    if (posix_spawn(&pid, "/bin/sh", &files, &attributes, argv, environ) == 0)
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            ;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int write_all(int fd, const char *text, size_t len)
{
    while (len) {
        ssize_t n = write(fd, text, len);
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0) {
            text += n;
            len -= (size_t)n;
        }
    }
    return 0;
}

/* A file in memory, or where there is no such thing one without a name. */
static int open_nameless(void)
{
#ifdef MFD_CLOEXEC
    return memfd_create("report", MFD_CLOEXEC);
#else
    FILE *file = tmpfile();
    int fd = file ? dup(fileno(file)) : -1;
    if (file)
        (void)fclose(file);
    return fd;
#endif
}

/* Written and rewound, for a pager to read. */
static int nameless(const char *text)
{
    int fd = open_nameless();
    if (fd >= 0 && (write_all(fd, text, strlen(text)) || lseek(fd, 0, SEEK_SET) < 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

int outside_page(const char *text, struct err *err)
{
    const char *pager = getenv("PAGER");
    struct buf command = BUF_INIT;
    int fd = nameless(text);
    if (fd < 0)
        return err_set(err,
                       N_("There is no room for a temporary file; write the report to a file."));
    /* LESSSECURE: a report is read, not a way to a shell. */
    buf_addf(&command, "LESSSECURE=1 LESSHISTFILE=- exec %s", pager && *pager ? pager : "less");
    int status = run(command.data, "", fd);
    buf_release(&command);
    close(fd);
    if (status == 126 || status == 127 || status < 0)
        return err_set(err, N_("The pager could not be started; set PAGER, or write to a file."));
    return 0;
}

static int read_back(const char *path, struct buf *text)
{
    char block[4096];
    struct buf fresh = BUF_INIT;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t n;
    if (fd < 0)
        return -1;
    while ((n = read(fd, block, sizeof block)) > 0 && fresh.len < (1 << 20))
        buf_add(&fresh, block, (size_t)n);
    close(fd);
    if (fresh.len && fresh.data[fresh.len - 1] == '\n')
        buf_cut(&fresh, fresh.len - 1);
    if (n == 0) {
        buf_release(text);
        *text = fresh;
        return 0;
    }
    buf_release(&fresh);
    return -1;
}

static const char *editor_of(void)
{
    const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");
    if (visual && *visual)
        return visual;
    return editor && *editor ? editor : "vi";
}

static int write_file(const char *path, const struct buf *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    int failed = fd < 0 || write_all(fd, text->data, text->len);
    return (fd >= 0 && close(fd)) || failed ? -1 : 0;
}

static int edit_file(const char *path, struct buf *text, struct err *err)
{
    struct buf command = BUF_INIT;
    const char *editor = editor_of();
    if (write_file(path, text))
        return err_set(err, N_("There is no room for a temporary file; type the text here."));
    buf_addf(&command, "exec %s %s \"$1\"", editor, flags_of(editor));
    int status = run(command.data, path, -1);
    buf_release(&command);
    if (status)
        return err_set(err, N_("The editor did not end well; the text here is as it was."));
    if (read_back(path, text))
        return err_set(err, N_("The editor's text could not be read; the text here is as it was."));
    return 0;
}

/* With all in it: an editor may have left copies of its own beside the text. */
static void remove_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    for (const struct dirent *entry; dir && (entry = readdir(dir));)
        unlinkat(dirfd(dir), entry->d_name, 0); /* "." and ".." stay */
    if (dir)
        closedir(dir);
    rmdir(folder);
}

/* Makes a folder of the user alone, in memory where there is one. */
static bool make_folder(struct buf *folder)
{
    const char *own = getenv("XDG_RUNTIME_DIR");
    const char *const places[] = {own && *own ? own : "/dev/shm", "/tmp"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        buf_clear(folder);
        buf_addf(folder, "%s/gesprek-XXXXXX", places[i]);
        if (mkdtemp(folder->data))
            return true;
    }
    return false;
}

int outside_edit(struct buf *text, struct err *err)
{
    struct buf folder = BUF_INIT, path = BUF_INIT;
    int failed = -1;
    if (make_folder(&folder)) {
        buf_addf(&path, "%s/text", folder.data);
        failed = edit_file(path.data, text, err);
        remove_folder(folder.data);
    } else {
        err_set(err, N_("There is no room for a temporary file; type the text here."));
    }
    buf_release(&folder);
    buf_release(&path);
    return failed;
}
