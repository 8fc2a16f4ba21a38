#include "ui/term.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termcap.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/inbox.h"
#include "ui/paint.h"
#include "ui/watch.h"

#if !NCURSES_WIDECHAR
#error "the wide curses library (ncursesw) is needed: without it every accent shifts the screen"
#endif

/*
 * Keys are read byte by byte with wgetch and put together in ui/inbox, not with get_wch: that one
 * loses up to 144 characters that follow a byte that is not UTF-8, and a character that a slow line
 * delivers in two parts. In wgetch bytes are below 256 and keys above, so none is taken for
 * another.
 *
 * What is shown ui/paint says, in the words terminfo has for it: curses would go through all of it
 * twice more. It knows the terminal's modes and keys, and believes the screen to be blank.
 *
 * Mouse reports are asked for and read by us as well. curses reads the rest of a report without
 * looking whether it came, so a cut one blocks the program, and one cut by a hang-up makes it spin.
 */

#define ESC_MS      25   /* how long an Esc may be the begin of something: curses waits 1000 */
#define PASTE_MS    1000 /* a paste that stops for so long without its end has ended */
#define EMPTY_READS 10
#define START_BYTES (1U << 20)
#define PLACE_BYTES 256

/* Codes for what terminfo has no fixed code for; curses numbers its own extra ones from KEY_MAX. */
enum {
    CODE_PASTE_BEGIN = 2000,
    CODE_PASTE_END,
    CODE_CTRL_LEFT,
    CODE_CTRL_RIGHT,
    CODE_CTRL_HOME,
    CODE_CTRL_END,
};

struct sequence {
    const char *bytes;
    int code;
};

/* These mean the same on every terminal that sends them, whatever TERM says. */
static const struct sequence own_sequences[] = {
    {"\033[200~", CODE_PASTE_BEGIN}, {"\033[201~", CODE_PASTE_END}, {"\033[1;5D", CODE_CTRL_LEFT},
    {"\033[1;5C", CODE_CTRL_RIGHT},  {"\033[1;5H", CODE_CTRL_HOME}, {"\033[1;5F", CODE_CTRL_END},
    {"\033[5D", CODE_CTRL_LEFT},     {"\033[5C", CODE_CTRL_RIGHT},  {"\033Od", CODE_CTRL_LEFT},
    {"\033Oc", CODE_CTRL_RIGHT},     {"\033[7^", CODE_CTRL_HOME},   {"\033[8^", CODE_CTRL_END},
};

/* Sent by terminals that are not quite what TERM says; taken where terminfo has no use for them. */
static const struct sequence common_sequences[] = {
    {"\033[A", KEY_UP},      {"\033OA", KEY_UP},      {"\033[B", KEY_DOWN},
    {"\033OB", KEY_DOWN},    {"\033[C", KEY_RIGHT},   {"\033OC", KEY_RIGHT},
    {"\033[D", KEY_LEFT},    {"\033OD", KEY_LEFT},    {"\033[H", KEY_HOME},
    {"\033OH", KEY_HOME},    {"\033[1~", KEY_HOME},   {"\033[7~", KEY_HOME},
    {"\033[F", KEY_END},     {"\033OF", KEY_END},     {"\033[4~", KEY_END},
    {"\033[8~", KEY_END},    {"\033[2~", KEY_IC},     {"\033[3~", KEY_DC},
    {"\033[5~", KEY_PPAGE},  {"\033[6~", KEY_NPAGE},  {"\033[Z", KEY_BTAB},
    {"\033OM", KEY_ENTER},   {"\033OP", KEY_F(1)},    {"\033OQ", KEY_F(2)},
    {"\033OR", KEY_F(3)},    {"\033OS", KEY_F(4)},    {"\033[11~", KEY_F(1)},
    {"\033[12~", KEY_F(2)},  {"\033[13~", KEY_F(3)},  {"\033[14~", KEY_F(4)},
    {"\033[15~", KEY_F(5)},  {"\033[17~", KEY_F(6)},  {"\033[18~", KEY_F(7)},
    {"\033[19~", KEY_F(8)},  {"\033[20~", KEY_F(9)},  {"\033[21~", KEY_F(10)},
    {"\033[23~", KEY_F(11)}, {"\033[24~", KEY_F(12)},
};

static const struct {
    int code;
    enum key_name name;
} names[] = {
    {KEY_ENTER, NAME_ENTER},
    {KEY_BTAB, NAME_BACKTAB},
    {KEY_BACKSPACE, NAME_BACKSPACE},
    {KEY_DC, NAME_DELETE},
    {KEY_IC, NAME_INSERT},
    {KEY_UP, NAME_UP},
    {KEY_DOWN, NAME_DOWN},
    {KEY_LEFT, NAME_LEFT},
    {KEY_RIGHT, NAME_RIGHT},
    {KEY_SR, NAME_UP},
    {KEY_SF, NAME_DOWN},
    {KEY_SLEFT, NAME_LEFT},
    {KEY_SRIGHT, NAME_RIGHT},
    {KEY_HOME, NAME_HOME},
    {KEY_FIND, NAME_HOME},
    {KEY_A1, NAME_HOME},
    {KEY_END, NAME_END},
    {KEY_SELECT, NAME_END},
    {KEY_C1, NAME_END},
    {KEY_PPAGE, NAME_PGUP},
    {KEY_A3, NAME_PGUP},
    {KEY_NPAGE, NAME_PGDN},
    {KEY_C3, NAME_PGDN},
    {CODE_CTRL_LEFT, NAME_CTRL_LEFT},
    {CODE_CTRL_RIGHT, NAME_CTRL_RIGHT},
    {CODE_CTRL_HOME, NAME_CTRL_HOME},
    {CODE_CTRL_END, NAME_CTRL_END},
};

struct term {
    SCREEN *screen;
    WINDOW *keys; /* a pad: reading a key through one never repaints anything */
    struct watch *watch;
    struct inbox inbox;
    bool drained;    /* curses holds no more input that it read already */
    int empty_reads; /* in a row: there was input, and nothing could be read */
    bool gone;
    bool utf8, mouse;
    bool modes;       /* it knows private modes, so bracketed paste and mouse may be asked for */
    enum theme theme; /* as wanted; NO_COLOR and the terminal have the last word */
    int colours;      /* 0: none */
    bool default_colours; /* it can go back to those it had */
    struct paint paint;
    struct buf out; /* what is written next */
};

/* ---- Modes of the terminal that curses does not know ----------------------------------------- */

/* A terminal that is gone needs no bytes. */
static void send_bytes(const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(STDOUT_FILENO, bytes, len);
        if (n < 0 && errno == EAGAIN) /* whoever shares it wanted that */
            poll(&(struct pollfd){.fd = STDOUT_FILENO, .events = POLLOUT}, 1, -1);
        else if (n < 0 && errno != EINTR)
            return;
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
    }
}

/* Nothing of what was shown stays in it. */
static void send_out(struct buf *out)
{
    send_bytes(out->data, out->len);
    explicit_bzero(out->data, out->len);
    buf_clear(out);
}

static void send(const char *bytes)
{
    send_bytes(bytes, strlen(bytes));
}

static void send_mouse(const struct term *term, bool on)
{
    if (term->modes)
        send(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

static void send_modes(const struct term *term)
{
    if (term->modes)
        send("\033[?2004h");
    if (term->mouse)
        send_mouse(term, true);
}

/* What the terminal understands by a name of terminfo's; NULL when it does not know that. */
static const char *capability(const char *name)
{
    const char *bytes = tigetstr(name);
    return (intptr_t)bytes == -1 ? NULL : bytes;
}

/* Does it know the private modes of DEC's terminals? Then it knows these, or ignores them. */
static bool has_modes(void)
{
    const char *hide = capability("civis");
    return hide && strncmp(hide, "\033[?", 3) == 0;
}

/* Without what asks very old terminals for a pause. Not by curses, which keeps what it is given
 * here until the end of the program; and with no memory asked for, as there may be none. */
static void send_word(const char *name)
{
    const char *bytes = capability(name);
    while (bytes && *bytes) {
        const char *pause = strstr(bytes, "$<"), *end = pause ? strchr(pause, '>') : NULL;
        send_bytes(bytes, end ? (size_t)(pause - bytes) : strlen(bytes));
        bytes = end ? end + 1 : NULL;
    }
}

/* Everything as the shell had it. Knows no struct term: also called at exit, however that came. */
static void give_back(void)
{
    if (!stdscr || isendwin())
        return;
    if (has_modes())
        send("\033[?1006l\033[?1000l\033[?2004l");
    send_word("sgr0"); /* no look, which curses does not know of */
    endwin();
    if (!capability("smcup")) /* no second screen to come back from: the last page would stay */
        send_word("clear");
}

/* ---- Opening and closing --------------------------------------------------------------------- */

/* Makes curses speak UTF-8 in any locale, or it would lose typed letters; true when the user's own
 * locale is UTF-8. */
static bool choose_charset(void)
{
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return true;
    if (!setlocale(LC_CTYPE, "C.UTF-8") && !setlocale(LC_CTYPE, "en_US.UTF-8"))
        setlocale(LC_CTYPE, "UTF-8");
    return false;
}

/* Asked before newterm, which changes the terminal's modes and leaks when it fails. */
static bool can_paint(const char *name)
{
    return name && *name && tgetent(NULL, name) == 1 && capability("cup") && capability("clear");
}

/* Never runs: these signals are blocked, and ui/watch tells them. */
static void no_handler(int number)
{
    (void)number;
}

/* newterm puts handlers of its own where there are none, and makes every repaint forget a SIGTSTP
 * that waits; where it finds one it lets it be. */
static SCREEN *new_screen(void)
{
    static const int numbers[] = {SIGTSTP, SIGINT, SIGTERM, SIGWINCH};
    const struct sigaction mine = {.sa_handler = no_handler};
    struct sigaction before[4];
    for (size_t i = 0; i < 4; i++)
        sigaction(numbers[i], &mine, &before[i]);
    SCREEN *screen = newterm(NULL, stdout, stdin);
    for (size_t i = 0; i < 4; i++)
        sigaction(numbers[i], &before[i], NULL);
    return screen;
}

/* curses dies when it finds no memory at its start or for a larger window, so neither is begun with
 * too little. What it takes for each place on the screen it was measured to take (6.4), and twice
 * that. */
static bool has_memory(void)
{
    struct winsize size = {0};
    size_t rows = 0, columns = 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        rows = size.ws_row;
        columns = size.ws_col;
    }
    return mem_spare(START_BYTES + rows * columns * PLACE_BYTES);
}

static int open_screen(struct term *term, struct err *err)
{
    const char *name = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(err, "This is not a terminal; add --plain to work in lines.");
    if (!has_memory())
        return err_set(err, "There is too little memory to open the screen. Close other programs "
                            "and try again.");
    use_env(false); /* LINES and COLUMNS in the environment do not follow the window */
    use_tioctl(true);
    if (can_paint(name))
        term->screen = new_screen();
    if (term->screen)
        return 0;
    return err_set(err,
                   "A terminal of type '%.60s' cannot show screens. Add --plain to work in lines, "
                   "or set TERM to what it really is, for example xterm-256color.",
                   name ? name : "");
}

static void define_keys(void)
{
    for (size_t i = 0; i < sizeof own_sequences / sizeof *own_sequences; i++)
        define_key(own_sequences[i].bytes, own_sequences[i].code);
    for (size_t i = 0; i < sizeof common_sequences / sizeof *common_sequences; i++)
        if (key_defined(common_sequences[i].bytes) == 0)
            define_key(common_sequences[i].bytes, common_sequences[i].code);
    keyok(KEY_MOUSE, false);
    keyok(KEY_SUSPEND, false); /* Ctrl-Z by the description of some terminals, and here it undoes */
}

static void set_up_input(struct term *term)
{
    raw(); /* Ctrl-C, Ctrl-Z and Ctrl-S are keys here */
    noecho();
    nonl();
    typeahead(-1);
    if (!getenv("ESCDELAY"))
        set_escdelay(ESC_MS);
    term->keys = newpad(1, 1);
    keypad(term->keys, true);
    define_keys();
    term->drained = true;
    inbox_init(&term->inbox);
}

/* Without curses: it would make room for pairs of colours that nobody asks for. */
static void set_up_colours(struct term *term)
{
    int colours = tigetnum("colors");
    if (colours > 0 && capability("setaf") && capability("setab"))
        term->colours = colours;
    term->default_colours = capability("op") || capability("oc");
    term_set_theme(term, term->theme);
}

struct term *term_open(enum theme theme, bool mouse, struct err *err)
{
    struct term *term = mem_zero(1, sizeof *term);
    *term = (struct term){.theme = theme, .mouse = mouse, .out = BUF_INIT};
    term->utf8 = choose_charset();
    term->watch = watch_open(STDIN_FILENO);
    if (!term->watch) {
        err_set(err, "The system has no room for another program; close one and try again.");
        goto fail;
    }
    if (open_screen(term, err))
        goto fail;
    atexit(give_back);
    set_up_input(term);
    paint_init(&term->paint, LINES, COLS);
    set_up_colours(term);
    delay_output(0); /* what curses has ready to take the terminal goes out; it paints nothing */
    term->modes = has_modes();
    send_modes(term);
    return term;
fail:
    term_close(term);
    return NULL;
}

void term_close(struct term *term)
{
    if (!term)
        return;
    if (term->screen) {
        give_back();
        delwin(term->keys);
        delscreen(term->screen);
        inbox_release(&term->inbox);
        paint_release(&term->paint);
        buf_release(&term->out);
    }
    watch_close(term->watch);
    free(term);
}

/* ---- What it is ------------------------------------------------------------------------------ */

void term_size(const struct term *term, int *rows, int *columns)
{
    (void)term;
    *rows = LINES;
    *columns = COLS;
}

bool term_utf8(const struct term *term)
{
    return term->utf8;
}

int term_colours(const struct term *term)
{
    return term->colours;
}

/* ---- Looks ----------------------------------------------------------------------------------- */

/* A colour of a theme as this terminal has it. */
static short colour(const struct term *term, short wide, short narrow, short instead)
{
    short wanted = term->colours >= 256 ? wide : narrow;
    return wanted < 0 && !term->default_colours ? instead : wanted;
}

/* Without what asks very old terminals for a pause. */
static void add_unpadded(struct buf *out, const char *bytes)
{
    while (bytes && *bytes) {
        const char *end = strncmp(bytes, "$<", 2) ? NULL : strchr(bytes, '>');
        if (!end)
            buf_addc(out, *bytes);
        bytes = end ? end + 1 : bytes + 1;
    }
}

/* "" when the terminal has no such word, or one too long to be it. */
static void take_word(char word[PAINT_WORD], const struct buf *bytes)
{
    bool fits = bytes->len < PAINT_WORD;
    memcpy(word, fits ? bytes->data : "", fits ? bytes->len + 1 : 1);
}

static void find_word(char word[PAINT_WORD], const char *name)
{
    struct buf bytes = BUF_INIT;
    add_unpadded(&bytes, capability(name));
    take_word(word, &bytes);
    buf_release(&bytes);
}

/* What curses calls attributes, by the bit of ncv: which a terminal does not have with colours. */
static void add_attributes(struct buf *out, const struct theme_look *theme, int without)
{
    if (theme->bold && !(without & 32))
        add_unpadded(out, capability("bold"));
    if (theme->dim && !(without & 16))
        add_unpadded(out, capability("dim"));
    if (theme->reverse && !(without & 4))
        add_unpadded(out, capability("rev"));
    if (theme->underline && !(without & 2))
        add_unpadded(out, capability("smul"));
}

static void add_look(struct buf *out, const struct term *term, const struct theme_look *theme)
{
    bool coloured = term->colours >= 8;
    short fg = coloured ? colour(term, theme->fg, theme->fg8, COLOR_WHITE) : -1;
    short bg = coloured ? colour(term, theme->bg, theme->bg8, COLOR_BLACK) : -1;
    int without = fg >= 0 || bg >= 0 ? tigetnum("ncv") : 0;
    add_attributes(out, theme, without < 0 ? 0 : without);
    if (fg >= 0)
        add_unpadded(out, tiparm(capability("setaf"), fg));
    if (bg >= 0)
        add_unpadded(out, tiparm(capability("setab"), bg));
}

static void find_looks(const struct term *term, struct paint_words *words)
{
    enum theme chosen = theme_choose(term->theme, term_colours(term), getenv("NO_COLOR"));
    bool none = !*words->reset || tigetnum("xmc") > 0; /* or each would take a place */
    for (int style = 0; style < STYLE_COUNT && !none; style++) {
        struct buf bytes = BUF_INIT;
        add_look(&bytes, term, theme_look(chosen, (enum style)style));
        take_word(words->looks[style], &bytes);
        buf_release(&bytes);
    }
}

static void move_as_told(struct buf *out, int row, int col)
{
    add_unpadded(out, tiparm(capability("cup"), row, col));
}

static bool has_word(const char *name, const char *word)
{
    const char *bytes = capability(name);
    return bytes && strcmp(bytes, word) == 0;
}

/* Asks terminfo how this terminal is told what ui/paint has to tell. */
static void find_words(struct term *term)
{
    struct paint_words words = {.move = NULL};
    if (!has_word("cup", "\033[%i%p1%d;%p2%dH"))
        words.move = move_as_told;
    find_word(words.clear, "clear");
    find_word(words.clear_end, "el");
    if (has_word("csr", "\033[%i%p1%d;%p2%dr")) {
        find_word(words.up, "ind");
        find_word(words.down, "ri");
    }
    find_word(words.reset, "sgr0");
    if (strstr(words.reset, "\033[m")) /* the rest leaves a charset that is never chosen */
        memcpy(words.reset, "\033[m", 4);
    find_looks(term, &words);
    words.clears_plain = !*words.looks[STYLE_PLAIN] || tigetflag("bce") > 0;
    words.stays_last = tigetflag("am") <= 0 || tigetflag("xenl") > 0;
    words.moves_in_any = tigetflag("msgr") > 0;
    words.moves_across = has_word("hpa", "\033[%i%p1%dG");
    paint_speak(&term->paint, &words);
}

void term_set_theme(struct term *term, enum theme theme)
{
    term->theme = theme;
    find_words(term);
}

void term_set_mouse(struct term *term, bool on)
{
    if (on != term->mouse)
        send_mouse(term, on);
    term->mouse = on;
}

/* ---- Showing --------------------------------------------------------------------------------- */

void term_show(struct term *term, struct frame *frame)
{
    if (term->gone)
        return;
    bool cursor = paint_cursor(&term->paint, frame);
    if (!cursor)
        curs_set(0);
    paint_show(&term->paint, frame, &term->out);
    send_out(&term->out);
    if (cursor)
        curs_set(1);
}

/* ---- Size ------------------------------------------------------------------------------------ */

/* Takes the size the window has now; tells it when it is another one. With too little memory for
 * that it goes on in the size it had, until the window changes again. */
static void fit(struct term *term)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col ||
        !is_term_resized(size.ws_row, size.ws_col))
        return;
    if (!has_memory())
        mem_give_back();
    if (!has_memory())
        return;
    resize_term(size.ws_row, size.ws_col);
    paint_release(&term->paint);
    paint_init(&term->paint, LINES, COLS);
    inbox_resize(&term->inbox);
}

/* ---- Waiting --------------------------------------------------------------------------------- */

static bool name_of(int code, enum key_name *name)
{
    if (code >= KEY_F(1) && code <= KEY_F(12)) {
        *name = (enum key_name)((int)NAME_F1 + code - KEY_F(1));
        return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].code == code) {
            *name = names[i].name;
            return true;
        }
    }
    return false;
}

static void take_code(struct term *term, int code)
{
    enum key_name name;
    if (code < 256)
        inbox_byte(&term->inbox, (unsigned char)code, clock_ticks());
    else if (code == CODE_PASTE_BEGIN)
        inbox_paste_begin(&term->inbox);
    else if (code == CODE_PASTE_END)
        inbox_paste_end(&term->inbox);
    else if (name_of(code, &name))
        inbox_name(&term->inbox, name);
}

/* Reads what is there as far as it fits the inbox; told: the system said that there is something,
 * and need not be asked once more. Input that is there and cannot be read has ended, or belongs to
 * somebody else (EIO): never go round in that circle. */
static void read_keys(struct term *term, bool told)
{
    int code = ERR;
    term->empty_reads++;
    nodelay(term->keys, !told);
    while (inbox_room(&term->inbox) && (code = wgetch(term->keys)) != ERR) {
        nodelay(term->keys, true);
        take_code(term, code);
        term->empty_reads = 0;
    }
    term->drained = code == ERR;
    if (term->drained)
        inbox_settle(&term->inbox);
    if (term->empty_reads >= EMPTY_READS)
        term->gone = true;
}

/* After endwin curses sets its modes again with the next repaint. */
static void resume(struct term *term)
{
    clearok(curscr, true);
    wrefresh(curscr);
    send_modes(term);
    fit(term);
    paint_again(&term->paint, &term->out);
    send_out(&term->out);
}

/* After a stop that nobody announced (SIGSTOP) the shell had the terminal, and what it ran: take it
 * again. For curses that is only to be done when it was given back. */
static void take_again(struct term *term)
{
    reset_prog_mode(); /* in the background nothing is written: this waits */
    endwin();
    resume(term);
}

/* Does what an event asks of the terminal; true when *told is for the caller. */
static bool on_event(struct term *term, enum watch_event event, enum term_event *told)
{
    switch (event) {
    case WATCH_HANGUP:
        term->gone = true;
        return false;
    case WATCH_QUIT:
        *told = TERM_QUIT;
        return true;
    case WATCH_STOP:
        *told = TERM_SUSPEND;
        return true;
    case WATCH_CONTINUE:
        take_again(term);
        return false;
    case WATCH_SIZE:
        fit(term);
        return false;
    case WATCH_INPUT:
        read_keys(term, true);
        return false;
    case WATCH_FILE:
        *told = TERM_WATCH;
        return true;
    case WATCH_TIMEOUT:
        break;
    }
    return false;
}

enum term_event term_wait(struct term *term, int timeout_ms, struct key *key)
{
    int64_t end = clock_ticks() + timeout_ms;
    enum term_event told;
    for (;;) {
        if (inbox_take(&term->inbox, key))
            return TERM_KEY;
        if (term->gone)
            return TERM_GONE;
        if (!term->drained) {
            read_keys(term, false);
            continue;
        }
        bool pasting = term->inbox.pasting;
        int64_t left = timeout_ms < 0 ? -1 : end - clock_ticks();
        if (timeout_ms >= 0 && left < 0)
            left = 0;
        enum watch_event event = watch_wait(term->watch, pasting ? PASTE_MS : (int)left);
        if (on_event(term, event, &told))
            return told;
        if (event == WATCH_TIMEOUT && pasting)
            inbox_paste_end(&term->inbox);
        else if (event == WATCH_TIMEOUT)
            return TERM_TIMEOUT;
    }
}

bool term_holds(const struct term *term)
{
    return !term->gone && (term->inbox.n || !term->drained);
}

bool term_pending(const struct term *term)
{
    return term_holds(term) || (!term->gone && watch_input(term->watch));
}

void term_watch(struct term *term, const char *path)
{
    watch_file(term->watch, path);
}

/* ---- Giving it back for a while -------------------------------------------------------------- */

void term_suspend(struct term *term)
{
    give_back();
    watch_stop(term->watch);
    resume(term);
}

void term_leave(struct term *term)
{
    give_back();
    watch_leave(term->watch);
}

void term_return(struct term *term)
{
    watch_return(term->watch);
    resume(term);
}

void term_add_library(struct buf *out)
{
    buf_adds(out, curses_version());
}
