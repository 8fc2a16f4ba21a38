/*
 * Memory runs out at every call of real use (tests/trial.h): ours (base/mem.h), SQLite's, libyaml's
 * and that of curses when it starts, once or for good. Nothing crashes; what was typed is kept, and
 * there is a sentence. Where even what was kept aside is not enough the program leaves, and the
 * file has all that was acknowledged.
 *
 * This program has malloc, calloc and realloc of its own, which know by the address they return to
 * whose call it is. Not so with the address sanitizer, which has its own already; SQLite's calls
 * come through its own door and fail with it too.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "counted.h"
#include "domain/regime.h"
#include "sanitized.h"
#include "trial.h"
#include "ui/term.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

enum whose { OURS, SQLITE, YAML, CURSES, ALL, NOBODY };

static struct {
    enum whose whose; /* whose calls count */
    long at, done;
    bool for_good, struck;
    size_t given; /* bytes, since what was kept aside was given back */
    size_t room;  /* ALL: so many bytes are left */
} memory = {.whose = NOBODY};

/* Counts a call; true when it is to fail. What was kept aside is there again once it was given
 * back, and no more than that. */
static bool fails(size_t size)
{
    memory.done++;
    bool now = memory.done == memory.at || (memory.for_good && memory.done > memory.at);
    if (!now)
        return false;
    if (memory.struck && mem_given_back() && memory.given + size <= STACK_ASIDE) {
        memory.given += size;
        return false;
    }
    memory.struck = true;
    return true;
}

/* ---- whose call is it? ----------------------------------------------------------------------- */

#if !SANITIZED

/* No more than there is room for; what curses takes it does not give back while it starts. */
static bool is_more(size_t size, enum whose whose)
{
    if (size > memory.room) {
        memory.struck = true;
        return true;
    }
    if (whose == CURSES)
        memory.room -= size;
    return false;
}

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static struct {
    uintptr_t from, to;
    enum whose whose;
} places[64];
static size_t n_places;

static enum whose owner(const char *name)
{
    if (!*name)
        return OURS;
    if (strstr(name, "libyaml"))
        return YAML;
    if (strstr(name, "libncurses") || strstr(name, "libtinfo") || strstr(name, "libc.so"))
        return CURSES; /* the C library: for its strdup */
    return NOBODY;
}

static int note_library(struct dl_phdr_info *info, size_t size, void *to)
{
    (void)size;
    (void)to;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || n_places == 64)
            continue;
        places[n_places].from = info->dlpi_addr + part->p_vaddr;
        places[n_places].to = places[n_places].from + part->p_memsz;
        places[n_places++].whose = owner(info->dlpi_name);
    }
    return 0;
}

static bool fails_for(const void *caller, size_t size)
{
    if (memory.whose == NOBODY || memory.whose == SQLITE)
        return false;
    for (size_t i = 0; i < n_places; i++)
        if ((uintptr_t)caller >= places[i].from && (uintptr_t)caller < places[i].to)
            return memory.whose == ALL ? is_more(size, places[i].whose)
                                       : places[i].whose == memory.whose && fails(size);
    return false;
}

void *malloc(size_t size)
{
    return fails_for(__builtin_return_address(0), size) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails_for(__builtin_return_address(0), n * size) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    return fails_for(__builtin_return_address(0), size) ? NULL : __libc_realloc(old, size);
}

static void find_places(void)
{
    dl_iterate_phdr(note_library, NULL);
}

#else

static void find_places(void)
{
}

#endif

/* ---- SQLite's -------------------------------------------------------------------------------- */

static sqlite3_mem_methods real;

static void *sqlite_malloc(int size)
{
    return memory.whose == SQLITE && fails((size_t)size) ? NULL : real.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size)
{
    return memory.whose == SQLITE && fails((size_t)size) ? NULL : real.xRealloc(old, size);
}

static void go_before_sqlite(void)
{
    sqlite3_mem_methods mine;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real), SQLITE_OK);
    mine = real;
    mine.xMalloc = sqlite_malloc;
    mine.xRealloc = sqlite_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &mine), SQLITE_OK);
}

/* ---- trouble --------------------------------------------------------------------------------- */

static void run_short(enum whose whose, long n, bool for_good)
{
    memory.at = n;
    memory.for_good = for_good;
    memory.done = 0;
    memory.given = 0;
    memory.struck = false;
    memory.whose = whose;
}

static void begin(const struct trouble *trouble)
{
    run_short((enum whose)trouble->kind, trouble->n, trouble->for_good);
}

static bool struck(void)
{
    return memory.struck;
}

static void mend(void)
{
    memory.whose = NOBODY;
}

static long meet(const struct trouble *troubles, int n)
{
    long tried = 0;
    for (size_t k = 0; k < trial_n_lists; k++) {
        const struct step_list *list = &trial_lists[k];
        struct trial trial;
        if (!trial_takes(list))
            continue;
        trial_begin(&trial, list);
        for (size_t i = 0; i < list->n; i++) {
            for (int turn = 0; turn < n; turn++)
                if (trial_takes_turn(i, turn))
                    tried += trial_trouble(&trial, &list->steps[i], troubles[turn]);
            trial_advance(&trial, &list->steps[i]);
        }
        trial_end(&trial);
    }
    print_message("%ld moments\n", tried);
    return tried;
}

static void sqlite_has_none(void **state)
{
    static const struct trouble troubles[] = {
        {"SQLite has no memory", begin, struck, mend, .kind = SQLITE},
        {"SQLite has no memory", begin, struck, mend, .kind = SQLITE, .for_good = true},
    };
    (void)state;
    assert_true(meet(troubles, 2) > 0);
}

static void we_have_none(void **state)
{
    static const struct trouble troubles[] = {
        {"no memory", begin, struck, mend, .kind = OURS, .late = true, .aside = true},
        {"no memory", begin, struck, mend, .kind = OURS, .late = true, .aside = true,
         .for_good = true, .leave = true},
        {"no memory, none aside", begin, struck, mend, .kind = OURS, .leave = true},
    };
    (void)state;
    if (SANITIZED)
        skip();
    assert_true(meet(troubles, 3) > 0);
}

/* ---- libyaml --------------------------------------------------------------------------------- */

static char *read_guide(const char *path, size_t *len)
{
    char *text = mem_zero(1 << 17, 1);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    *len = fread(text, 1, 1 << 17, file);
    fclose(file);
    return text;
}

static void *open_guide(const char *text, size_t len, struct err *err)
{
    return guide_yaml_open("guide.yaml", text, len, err);
}

static void *open_regime(const char *text, size_t len, struct err *err)
{
    return regime_yaml_open("regime.yaml", text, len, err);
}

static void free_guide(void *guide)
{
    guide_free(guide);
}

static void free_regime(void *regime)
{
    regime_free(regime);
}

/* It is read whole, or refused with the sentence that says why. */
static long read_short(const char *path, void *(*read)(const char *, size_t, struct err *),
                       void (*drop)(void *), bool for_good)
{
    static const struct step step = {.name = "read"};
    size_t len;
    char *text = read_guide(path, &len);
    long times = 0;
    for (long n = 1;; n = trial_next(&step, n), times++) {
        struct err err = ERR_INIT(LANG_EN);
        run_short(YAML, n, for_good);
        void *got = read(text, len, &err);
        mend();
        bool was_short = memory.struck;
        drop(got);
        if (was_short && (got || !strstr(err.text, "memory")))
            fail_msg("%s at %ld: \"%s\"", path, n, err.text);
        if (!was_short)
            break;
    }
    free(text);
    return times;
}

static void libyaml_has_none(void **state)
{
    (void)state;
    if (SANITIZED)
        skip();
    long times = 0;
    for (int good = 0; good < 2; good++)
        times += read_short("guides/nl/verzuimgesprek.yaml", open_guide, free_guide, good) +
                 read_short("guides/nl/regime.yaml", open_regime, free_regime, good);
    print_message("%ld moments\n", times);
    assert_true(times > 0);
}

/* ---- curses ---------------------------------------------------------------------------------- */

enum { OPENED = 0, REFUSED = 71, IN_SILENCE = 72 };

/* On the terminal: opens it, shows something, leaves. */
static int open_terminal(size_t room)
{
    struct err err = ERR_INIT(LANG_EN);
    struct frame frame;
    frame_init(&frame, 24, 80, true);
    run_short(ALL, 0, false);
    memory.room = room;
    struct term *term = term_open(THEME_CALM, true, &err);
    mend();
    if (!term)
        return strstr(err.text, "memory") ? REFUSED : IN_SILENCE;
    if (memory.struck)
        return IN_SILENCE;
    frame_put(&frame, 3, 3, 20, "Gesprek", STYLE_STRONG);
    term_show(term, &frame);
    term_close(term);
    frame_release(&frame);
    return OPENED;
}

/* On the terminal: it is there, and then the window grows. */
static int grow_terminal(size_t room)
{
    const struct winsize large = {.ws_row = 300, .ws_col = 1000};
    struct err err = ERR_INIT(LANG_EN);
    struct frame frame;
    int rows, columns;
    frame_init(&frame, 300, 1000, true);
    struct term *term = term_open(THEME_CALM, true, &err);
    if (!term || ioctl(STDOUT_FILENO, TIOCSWINSZ, &large))
        return IN_SILENCE;
    (void)mem_set_aside(STACK_ASIDE);
    run_short(ALL, 0, false);
    memory.room = room;
    term_leave(term);
    term_return(term);
    frame_put(&frame, 3, 3, 20, "Gesprek", STYLE_STRONG);
    frame_put(&frame, 299, 900, 90, "Gesprek", STYLE_STRONG);
    term_show(term, &frame);
    mend();
    term_size(term, &rows, &columns);
    term_show(term, &frame);
    term_close(term);
    frame_release(&frame);
    return rows == 300 && columns == 1000 ? OPENED
           : rows == 24 && columns == 80  ? REFUSED
                                          : IN_SILENCE;
}

static void sit_at(const char *name, unsigned short rows, unsigned short columns)
{
    const struct winsize size = {.ws_row = rows, .ws_col = columns};
    signal(SIGSEGV, SIG_DFL); /* cmocka would go on with the test here */
    signal(SIGABRT, SIG_DFL);
    setsid();
    int tty = open(name, O_RDWR);
    if (tty < 0 || ioctl(tty, TIOCSWINSZ, &size))
        _exit(99);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        dup2(tty, fd);
    close(tty);
    setenv("TERM", "xterm-256color", 1);
    unsetenv("TERMINFO");
}

/* How it ended: an exit status, or 128 and a signal. */
static int on_terminal(int (*act)(size_t room), unsigned short rows, unsigned short columns,
                       size_t room)
{
    int status, master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    char block[4096];
    assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        sit_at(ptsname(master), rows, columns);
        exit(act(room));
    }
    struct buf said = BUF_INIT;
    for (ssize_t len; (len = read(master, block, sizeof block)) > 0;)
        buf_add(&said, block, (size_t)len);
    close(master);
    assert_int_equal(waitpid(child, &status, 0), child);
    bool left = strstr(said.data, "gesprek: out of memory") != NULL;
    buf_release(&said);
    if (left && WIFEXITED(status) && WEXITSTATUS(status) == 1)
        return REFUSED; /* for want of a few bytes of ours */
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* However little there is, it starts or says that there is too little: curses itself, when a call
 * of its start fails, dies more often than not. */
static void with_little(int (*act)(size_t room), unsigned short rows, unsigned short columns,
                        size_t step)
{
    int refused = 0;
    for (size_t room = 0;; room += step, refused++) {
        int status = on_terminal(act, rows, columns, room);
        if (status == OPENED)
            break;
        if (status != REFUSED)
            fail_msg("%d by %d, with %zu bytes: %d", rows, columns, room, status);
    }
    print_message("%d by %d: refused %d times\n", rows, columns, refused);
    assert_true(refused > 0);
}

static bool is_watched(void)
{
    return SANITIZED || counted();
}

static void curses_has_none(void **state)
{
    (void)state;
    if (is_watched())
        skip();
    size_t step = trial_all() ? 4096 : 50000;
    with_little(open_terminal, 24, 80, step);
    with_little(open_terminal, 60, 200, 4 * step);
    with_little(open_terminal, 300, 1000, 16 * step);
}

/* A window that grows when there is little stays as it was, and everything goes on. */
static void curses_has_none_to_grow(void **state)
{
    (void)state;
    if (is_watched())
        skip();
    assert_int_equal(on_terminal(grow_terminal, 24, 80, 37000), REFUSED); /* curses died of it */
    with_little(grow_terminal, 24, 80, trial_all() ? 65536 : 5000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sqlite_has_none),         cmocka_unit_test(we_have_none),
        cmocka_unit_test(libyaml_has_none),        cmocka_unit_test(curses_has_none),
        cmocka_unit_test(curses_has_none_to_grow),
    };
    find_places();
    go_before_sqlite();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
