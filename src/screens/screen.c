#include "screens/screen.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

static const struct key_row common_rows[] = {
    {"<Esc>", COMMAND_BACK, N_("Back"), N_("Go back one step; nothing is lost"), 90},
    {"? <F1>", COMMAND_HELP, N_("Help"), N_("Show everything you can do here"), 80},
    {"<C-z> u", COMMAND_UNDO, NULL, N_("Undo the last thing you did"), 0},
    {"<C-y> <C-r>", COMMAND_REDO, NULL, N_("Do again what you undid"), 0},
    {"<F2> K", COMMAND_LIMITS, NULL, N_("What may I ask and write down?"), 0},
    {"<F8>", COMMAND_NOTICE, NULL, N_("Mend what may not be written down"), 0},
    {"<F9>", COMMAND_HIDE, NULL, N_("Hide the screen for a moment"), 0},
    {"M", COMMAND_MOUSE, NULL, N_("Let go of the mouse, to copy text; or take it again"), 0},
    {"N", COMMAND_NAMES, NULL, N_("Show names as initials, in full, or as a code"), 0},
    {"L", COMMAND_LOOK, NULL, N_("Other colours: calm, strong contrast, none"), 0},
    {"", COMMAND_IDLE, NULL, N_("Hide the screen by itself after some minutes"), 0},
    {"", COMMAND_EDITOR, NULL, N_("Switch your own editor for long texts on or off"), 0},
    {"T", COMMAND_TAKE_OVER, NULL, N_("Write here, when the other window is closed"), 0},
    {"<C-c>", COMMAND_QUIT, NULL, N_("Stop; everything is saved"), 0},
};

const struct keymap screen_common_keys = {common_rows, sizeof common_rows / sizeof *common_rows,
                                          NULL};

struct outcome outcome_act(enum act act)
{
    return (struct outcome){.act = act};
}

enum lang screen_lang(const struct screen *screen)
{
    return screen->desk->lang;
}

int screen_today(const struct screen *screen)
{
    return clock_today(&screen->desk->clock);
}

struct outcome outcome_nothing(void)
{
    return outcome_act(ACT_NOTHING);
}

struct outcome outcome_redraw(void)
{
    return outcome_act(ACT_REDRAW);
}

struct outcome outcome_open(struct screen *screen)
{
    return (struct outcome){.act = ACT_OPEN, .screen = screen};
}

struct outcome outcome_try(struct screen *screen, const struct err *err)
{
    return screen ? outcome_open(screen) : outcome_err(err);
}

struct outcome outcome_leave(void)
{
    return outcome_act(ACT_LEAVE);
}

struct outcome outcome_reply(const struct reply *reply)
{
    return (struct outcome){.act = ACT_LEAVE, .reply = *reply};
}

struct outcome outcome_say(const char *format, ...)
{
    struct outcome outcome = {.act = ACT_REDRAW};
    va_list args;
    va_start(args, format);
    vsnprintf(outcome.say, sizeof outcome.say, format, args);
    va_end(args);
    utf8_cut(outcome.say, sizeof outcome.say - 1);
    return outcome;
}

struct outcome outcome_err(const struct err *err)
{
    struct outcome outcome = outcome_say("%s", err->text);
    outcome.failed = true;
    return outcome;
}

struct outcome outcome_astray(enum lang lang)
{
    return outcome_say(
        "%s", tr(lang, "Nothing can be typed here: Space chooses, Tab goes on to the next field."));
}

struct deed deed_of(const char *words, const char *about)
{
    return (struct deed){.words = words, .about = about};
}

void screen_head(struct frame *frame, const char *left, const char *right)
{
    int third = frame->columns / 3;
    int used = frame_put_right(frame, 0, third, frame->columns - third - 1, right, STYLE_QUIET);
    frame_put(frame, 0, 1, used - 2, left, STYLE_TITLE);
    frame_rule(frame, 1, 0, frame->columns);
}

enum letters screen_letters(const struct screen *screen)
{
    const struct screen_ops *ops = screen->ops;
    if (ops->typing && ops->typing(screen))
        return LETTERS_TEXT;
    return ops->mute && ops->mute(screen) ? LETTERS_MUTE : LETTERS_COMMANDS;
}

bool screen_works(const struct screen *screen, int command)
{
    bool writable = store_writable(screen->desk->store);
    if (writable ? command == COMMAND_TAKE_OVER : command >= COMMAND_WRITES)
        return false;
    return !screen->ops->can || screen->ops->can(screen, command);
}

int screen_bottom(const struct frame *frame)
{
    return frame->rows - 2;
}
