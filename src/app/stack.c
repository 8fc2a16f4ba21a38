#include "app/stack.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/sealing.h"

#define SAID_ROWS 5

#define TAG_QUIT   (-2) /* the stack's own questions; screens ask with tags above 0 */
#define TAG_NOTICE (-3)

struct screen *stack_top(const struct stack *stack)
{
    assert(stack->n > 0);
    return stack->screens[stack->n - 1];
}

void stack_say(struct stack *stack, const char *sentence)
{
    snprintf(stack->say, sizeof stack->say, "%s", sentence);
    utf8_cut(stack->say, sizeof stack->say - 1);
}

static enum lang lang_of(const struct stack *stack)
{
    return stack->desk->lang;
}

/* ---- the stack itself ------------------------------------------------------------------------ */

static void push(struct stack *stack, struct screen *screen)
{
    if (stack->n >= STACK_MAX - 1) { /* the last place is for the question whether to stop */
        screen->ops->close(screen);
        stack_say(stack, tr(lang_of(stack), "Too many screens are open; go back first (Esc)."));
        return;
    }
    stack->screens[stack->n++] = screen;
}

static void pop(struct stack *stack)
{
    struct screen *top = stack->screens[--stack->n];
    assert(top);
    if (top == stack->quit)
        stack->quit = NULL;
    top->ops->close(top);
}

static void come_in(struct stack *stack);
static int ask_passphrase(struct stack *stack);

static void refresh_top(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct screen *top = stack_top(stack);
    if (top->ops->refresh && top->ops->refresh(top, &err))
        stack_say(stack, err.text);
}

/* Is the conversation a screen is about withdrawn? */
static bool is_gone(const struct stack *stack, const struct screen *screen)
{
    struct err quiet = ERR_INIT(lang_of(stack));
    struct place place = {.cursor = 0};
    bool there = true;
    if (!screen->ops->place)
        return false;
    screen->ops->place(screen, &place);
    return *place.interview &&
           interviews_there(stack->desk->store, place.interview, &there, &quiet) == 0 && !there;
}

/* Nobody is kept on a screen that nothing can be done on any more. */
static void pop_gone(struct stack *stack)
{
    for (int i = 1; i < stack->n; i++)
        while (i < stack->n && is_gone(stack, stack->screens[i])) {
            while (stack->n > i)
                pop(stack);
            stack_say(stack, tr(lang_of(stack), "This conversation was removed."));
        }
}

static bool locked(const struct stack *stack)
{
    return store_sealing(stack->desk->store) == SEALING_LOCKED;
}

/* Another window may have sealed the file, or taken the seal off: then another screen belongs here.
 * True when that was so. */
static bool follow_seal(struct stack *stack)
{
    bool asks = strcmp(stack->screens[0]->ops->name, "lock") == 0;
    if (asks == locked(stack))
        return false;
    if (asks)
        come_in(stack);
    else
        (void)ask_passphrase(stack);
    return true;
}

void stack_refresh(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    if (follow_seal(stack))
        return;
    pop_gone(stack);
    for (int i = 0; i < stack->n; i++) {
        struct screen *screen = stack->screens[i];
        if (screen->ops->refresh && screen->ops->refresh(screen, &err))
            stack_say(stack, err.text);
    }
}

/* Stores what the top screen's focused field holds: it is about to be left. */
static int commit(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct screen *top = stack_top(stack);
    if (!top->ops->commit || !top->ops->commit(top, &err))
        return 0;
    stack_say(stack, err.text);
    return -1;
}

/* What came out of a bundle is there to be read. */
static int push_collected(struct stack *stack, const char *id, struct err *err)
{
    struct screen *screen = look_open(stack->desk, id, VIEW_HR, err);
    if (!screen)
        return -1;
    push(stack, screen);
    return 0;
}

/* The screens of one interview stand on each other in the order of its stages, so Esc always goes
 * one step back in the conversation. */
static int push_interview(struct stack *stack, const char *id, const struct place *place,
                          struct err *err)
{
    struct interview *interview = interviews_load(stack->desk->store, id, err);
    if (!interview)
        return -1;
    enum stage stage = interview->stage;
    bool collected = interviews_collected(interview);
    interview_release(interview);
    free(interview);
    if (collected)
        return push_collected(stack, id, err);
    struct screen *screen = prepare_open(stack->desk, id, place, err);
    if (screen)
        push(stack, screen);
    if (screen && stage >= STAGE_TALKING && (screen = talk_open(stack->desk, id, place, err)))
        push(stack, screen);
    if (screen && stage >= STAGE_CLOSING && (screen = close_open(stack->desk, id, place, err)))
        push(stack, screen);
    if (screen && place && strcmp(place->screen, "agree") == 0 &&
        (screen = agree_open(stack->desk, id, place->step, place, err)))
        push(stack, screen);
    return screen ? 0 : -1;
}

/* The user had gone back from a later step: take the later screens off again. */
static void settle_on(struct stack *stack, const char *name)
{
    int i = stack->n - 1;
    while (i > 0 && strcmp(stack->screens[i]->ops->name, name) != 0)
        i--;
    while (i > 0 && stack->n - 1 > i)
        pop(stack);
}

/* A guide that cannot be read is left out of every choice; its writer hears of it here. */
static void say_broken_guides(struct stack *stack)
{
    const struct shelf *shelf = stack->desk->shelf;
    int broken = 0;
    for (size_t i = 0; i < shelf->n_items; i++)
        broken += shelf->items[i].guide == NULL;
    if (broken && !*stack->say)
        snprintf(stack->say, sizeof stack->say,
                 trn(lang_of(stack), broken,
                     "%d guide cannot be read; `gesprek guide list` says why.",
                     "%d guides cannot be read; `gesprek guide list` says why."),
                 broken);
}

/* Above home: the interview asked for, or where the user was. */
static int go_on(struct stack *stack, const char *interview, struct err *err)
{
    const struct place *place = &stack->place;
    if (interview && strcmp(place->interview, interview) != 0)
        return push_interview(stack, interview, NULL, err);
    if (!*place->interview)
        return 0;
    struct err quiet = ERR_INIT(lang_of(stack)); /* one that is gone is no reason to stop */
    if (push_interview(stack, place->interview, place, &quiet))
        stack_say(stack, quiet.text);
    settle_on(stack, place->screen);
    return 0;
}

static int begin_review(struct stack *stack, const struct review_filter *filter, struct err *err)
{
    struct screen *review = review_open(stack->desk, true, filter, err);
    if (!review)
        return -1;
    push(stack, review);
    stack->aside = true;
    return 0;
}

/* Aside too: where the manager was stays kept until the practising is left. */
static void begin_practice(struct stack *stack, const struct beginning *beginning)
{
    push(stack, practice_open(stack->desk));
    if (beginning->scenario)
        push(stack, scenario_open(stack->desk, beginning->guide, beginning->scenario));
    stack->aside = true;
}

static int begin(struct stack *stack, const struct beginning *beginning, struct err *err)
{
    if (beginning->review)
        return begin_review(stack, beginning->filter, err);
    if (!beginning->practice)
        return go_on(stack, beginning->interview, err);
    begin_practice(stack, beginning);
    return 0;
}

/* Home, and above it what is begun with. */
static int enter(struct stack *stack, struct err *err)
{
    const struct beginning *beginning = &stack->beginning;
    struct screen *home = home_open(stack->desk, err);
    if (!home)
        return -1;
    push(stack, home);
    stack_say(stack, store_warnings(stack->desk->store));
    say_broken_guides(stack);
    if (interviews_place(stack->desk->store, &stack->place, err))
        return -1;
    return begin(stack, beginning, err);
}

int stack_open(struct stack *stack, struct desk *desk, const struct beginning *beginning,
               struct err *err)
{
    *stack = (struct stack){.desk = desk, .beginning = *beginning, .selected = -1};
    if (!locked(stack))
        return enter(stack, err);
    struct screen *lock = lock_open(desk, err);
    if (!lock)
        return -1;
    push(stack, lock);
    return 0;
}

/* What stood behind the lock could not be opened: it stays shut, and says why. */
static void stay_out(struct stack *stack, struct screen *lock, const struct err *err)
{
    struct err ignored = ERR_INIT(lang_of(stack));
    while (stack->n)
        pop(stack);
    (void)sealing_lock(stack->desk->store, &ignored);
    push(stack, lock);
    stack_say(stack, err->text);
}

static void come_in(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct screen *lock = stack->screens[0];
    while (stack->n > 1)
        pop(stack);
    stack->n = 0;
    if (enter(stack, &err))
        stay_out(stack, lock, &err);
    else
        lock->ops->close(lock);
}

static int ask_passphrase(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct screen *lock = lock_open(stack->desk, &err);
    if (!lock) {
        stack_say(stack, err.text);
        return -1;
    }
    while (stack->n)
        pop(stack);
    stack->beginning = (struct beginning){.interview = NULL};
    stack->aside = false;
    stack->say[0] = '\0';
    push(stack, lock);
    return 0;
}

int stack_lock(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    if (store_sealing(stack->desk->store) != SEALING_OPEN)
        return 0;
    if (stack_save(stack) || ask_passphrase(stack))
        return -1;
    if (!sealing_lock(stack->desk->store, &err))
        return 0;
    stack_say(stack, err.text);
    return -1;
}

void stack_close(struct stack *stack)
{
    while (stack->n)
        pop(stack);
    free(stack->text);
    stack->text = NULL;
}

/* ---- saving ---------------------------------------------------------------------------------- */

static void place_now(const struct stack *stack, struct place *place)
{
    if (stack->aside) { /* HR looked in: the manager goes on where the manager was */
        *place = stack->place;
        return;
    }
    *place = (struct place){.screen = "home"};
    for (int i = stack->n; i-- > 0;) {
        struct screen *screen = stack->screens[i];
        if (screen->ops->place) {
            screen->ops->place(screen, place);
            return;
        }
    }
}

static bool place_moved(const struct stack *stack, const struct place *now)
{
    const struct place *then = &stack->place;
    return strcmp(then->screen, now->screen) != 0 || strcmp(then->interview, now->interview) != 0 ||
           strcmp(then->step, now->step) != 0 || strcmp(then->item, now->item) != 0 ||
           then->cursor != now->cursor;
}

bool stack_unsaved(const struct stack *stack)
{
    struct place now;
    if (!store_writable(stack->desk->store) || locked(stack))
        return false;
    for (int i = 0; i < stack->n; i++)
        if (stack->screens[i]->ops->unsaved && stack->screens[i]->ops->unsaved(stack->screens[i]))
            return true;
    place_now(stack, &now);
    return place_moved(stack, &now);
}

int stack_save(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct place now;
    int failed = 0;
    stack->keys = 0;
    if (!store_writable(stack->desk->store) || locked(stack))
        return 0;
    for (int i = 0; i < stack->n; i++) {
        struct screen *screen = stack->screens[i];
        if (screen->ops->unsaved && screen->ops->unsaved(screen) && screen->ops->save(screen, &err))
            failed = -1;
    }
    place_now(stack, &now);
    if (!failed && place_moved(stack, &now)) {
        failed = interviews_place_set(stack->desk->store, &now, &err);
        if (!failed)
            stack->place = now;
    }
    if (failed)
        stack_say(stack, err.text);
    return failed;
}

/* ---- outcomes -------------------------------------------------------------------------------- */

static void act_on(struct stack *stack, struct outcome *outcome);
static void do_notice(struct stack *stack, const struct reply *reply);
static void do_command(struct stack *stack, int command, int argument);

static void leave(struct stack *stack, const struct reply *reply)
{
    if (stack->n <= 1 || commit(stack))
        return;
    struct screen *below = stack->screens[stack->n - 2];
    if (reply->tag == TAG_QUIT) {
        pop(stack);
        stack->wish = reply->given && reply->choice == 1 ? WISH_QUIT : WISH_NONE;
        return;
    }
    if (reply->tag == TAG_NOTICE) {
        struct reply kept = *reply;
        pop(stack);
        do_notice(stack, &kept);
        return;
    }
    if (reply->tag == REPLY_COMMAND) {
        int command = reply->choice;
        pop(stack);
        if (command)
            do_command(stack, command, -1);
        return;
    }
    /* The screen below hears the reply while what it points to is still there. */
    struct outcome next =
        reply->tag && below->ops->resume ? below->ops->resume(below, reply) : outcome_redraw();
    pop(stack);
    if (stack->n == 1)
        stack->aside = false;
    refresh_top(stack);
    act_on(stack, &next);
}

static void go_home(struct stack *stack)
{
    while (stack->n > 1) {
        if (commit(stack))
            return;
        pop(stack);
    }
    stack->aside = false;
    refresh_top(stack);
}

static void open_interview(struct stack *stack, char *id)
{
    struct err err = ERR_INIT(lang_of(stack));
    go_home(stack);
    if (push_interview(stack, id, NULL, &err))
        stack_say(stack, err.text);
    free(id);
}

static void open_above(struct stack *stack, struct screen *screen)
{
    if (commit(stack)) {
        screen->ops->close(screen);
        return;
    }
    push(stack, screen);
}

static void wish_text(struct stack *stack, enum wish wish, char *text)
{
    free(stack->text);
    stack->text = text;
    stack->wish = wish;
}

static void act_on(struct stack *stack, struct outcome *outcome)
{
    if (*outcome->say)
        stack_say(stack, outcome->say);
    switch (outcome->act) {
    case ACT_NOTHING:
    case ACT_REDRAW:
        break;
    case ACT_OPEN:
        open_above(stack, outcome->screen);
        break;
    case ACT_LEAVE:
        leave(stack, &outcome->reply);
        break;
    case ACT_HOME:
        go_home(stack);
        break;
    case ACT_INTERVIEW:
        open_interview(stack, outcome->text);
        break;
    case ACT_UNLOCKED:
        come_in(stack);
        break;
    case ACT_QUIT:
        if (!commit(stack))
            stack->wish = WISH_QUIT;
        break;
    case ACT_PAGE:
        wish_text(stack, WISH_PAGE, outcome->text);
        break;
    case ACT_EDIT:
        wish_text(stack, WISH_EDIT, outcome->text);
        break;
    }
}

void stack_edited(struct stack *stack, const char *text)
{
    struct screen *top = stack_top(stack);
    struct reply reply = {.given = text != NULL, .text = text};
    if (!top->ops->resume)
        return;
    struct outcome outcome = top->ops->resume(top, &reply);
    act_on(stack, &outcome);
}

/* ---- commands every screen has --------------------------------------------------------------- */

/* Undo changes what every screen shows: each of them has a say in it. */
static bool all_let(const struct stack *stack, int command)
{
    for (int i = 0; i < stack->n; i++)
        if (!screen_works(stack->screens[i], command))
            return false;
    return true;
}

static void undo(struct stack *stack, int command)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct undone undone = {.said = BUF_INIT};
    struct buf say = BUF_INIT;
    bool back = command == COMMAND_UNDO;
    if (!all_let(stack, command) || commit(stack))
        return;
    int done = back ? store_undo(stack->desk->store, lang_of(stack), &undone, &err)
                    : store_redo(stack->desk->store, lang_of(stack), &undone, &err);
    if (done < 0)
        buf_adds(&say, err.text);
    else if (done == 0)
        buf_adds(&say, back ? tr(lang_of(stack), "There is nothing to undo.")
                            : tr(lang_of(stack), "There is nothing to do again."));
    else
        buf_addf(&say,
                 back ? tr(lang_of(stack), "Undone: %s") : tr(lang_of(stack), "Done again: %s"),
                 undone.said.data);
    if (done > 0)
        stack_refresh(stack);
    stack_say(stack, say.data);
    buf_release(&say);
    buf_release(&undone.said);
}

static void save_settings(struct stack *stack, const char *words)
{
    struct err err = ERR_INIT(lang_of(stack));
    stack_say(stack, tr(lang_of(stack), words));
    if (store_writable(stack->desk->store) && desk_save_settings(stack->desk, &err))
        stack_say(stack, err.text);
}

static void next_names(struct stack *stack)
{
    static const char *const words[] = {N_("Names are shown as initials."),
                                        N_("Names are shown in full."),
                                        N_("Names are shown as a code, where there is one.")};
    struct settings *settings = &stack->desk->settings;
    settings->names = (enum name_style)((settings->names + 1) % 3);
    save_settings(stack, words[settings->names]);
    refresh_top(stack);
}

static void next_look(struct stack *stack)
{
    static const char *const words[] = {N_("Colours: calm."), N_("Colours: strong contrast."),
                                        N_("Colours: none.")};
    struct settings *settings = &stack->desk->settings;
    settings->look = (enum look)((settings->look + 1) % 3);
    stack->wish = WISH_LOOK;
    save_settings(stack, words[settings->look]);
}

static void flip_mouse(struct stack *stack)
{
    struct settings *settings = &stack->desk->settings;
    settings->mouse = !settings->mouse;
    stack->wish = WISH_MOUSE;
    save_settings(stack, settings->mouse ? N_("The mouse works in the program.")
                                         : N_("The mouse selects text to copy."));
}

static void flip_editor(struct stack *stack)
{
    struct settings *settings = &stack->desk->settings;
    settings->editor = !settings->editor;
    save_settings(stack, settings->editor
                             ? N_("Ctrl-E opens your editor in a long text. It may leave traces.")
                             : N_("Your own editor is off."));
}

static void next_idle(struct stack *stack)
{
    struct settings *settings = &stack->desk->settings;
    struct buf said = BUF_INIT;
    settings->idle = desk_next_idle(settings->idle);
    save_settings(stack, N_("The screen does not hide itself any more."));
    if (settings->idle) {
        buf_addf(&said,
                 tr(lang_of(stack), "After %d minutes without a key the screen hides itself."),
                 settings->idle);
        stack_say(stack, said.data);
    }
    buf_release(&said);
}

static void take_over(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    if (store_writable(stack->desk->store)) {
        stack_say(stack, tr(lang_of(stack), "You can write here already."));
    } else if (store_take_over(stack->desk->store, &err)) {
        stack_say(stack, err.text);
    } else {
        stack_refresh(stack);
        stack_say(stack, tr(lang_of(stack), "You can write here now."));
    }
}

static void open_limits(struct stack *stack)
{
    if (strcmp(stack_top(stack)->ops->name, "limits") != 0 && !commit(stack))
        push(stack, limits_open(stack->desk, "nl"));
}

static void open_help(struct stack *stack)
{
    struct screen *top = stack_top(stack);
    if (strcmp(top->ops->name, "help") != 0 && !commit(stack))
        push(stack, help_open(stack->desk, top));
}

static void quit(struct stack *stack)
{
    while (stack->quit)
        pop(stack);
    stack->wish = WISH_QUIT;
}

/* Asks once: the key that brought the question is an answer to it too. */
static void ask_quit(struct stack *stack)
{
    enum lang lang = lang_of(stack);
    if (stack->quit) {
        quit(stack);
        return;
    }
    const char *hint = stack_save(stack)
                           ? tr(lang, "What you typed last could not be saved and would be lost.")
                           : tr(lang, "Everything is saved; you go on where you were.");
    stack->quit = ask_yes(stack->desk, TAG_QUIT, tr(lang, "Stop now?"), hint);
    stack->screens[stack->n++] = stack->quit;
}

/* ---- what may not be written down ------------------------------------------------------------ */

/* The text being typed on the top screen, when somebody may type there. */
static struct lineedit *typed_text(const struct stack *stack, bool change)
{
    struct screen *top = stack_top(stack);
    if (!top->ops->text || !top->ops->typing || !top->ops->typing(top) ||
        !store_writable(stack->desk->store))
        return NULL;
    return top->ops->text(top, change);
}

/* The guide of the conversation the user is in; NULL in none. A question is about what the screen
 * below it is about. */
static const struct guide *guide_of(const struct stack *stack)
{
    for (int i = stack->n; i-- > 0;)
        if (stack->screens[i]->ops->guide)
            return stack->screens[i]->ops->guide(stack->screens[i]);
    return NULL;
}

/* Is there something to say about it? */
static bool look_at_text(struct stack *stack)
{
    const struct lineedit *edit = typed_text(stack, false);
    const struct screen *top = stack_top(stack);
    if (!stack->looked_up || !edit)
        return false;
    stack->notice.privacy = desk_privacy(stack->desk, guide_of(stack));
    stack->notice.sourced = top->ops->sourced && top->ops->sourced(top);
    return notice_look(&stack->notice, &edit->text);
}

/* The words are read when the first key comes: the first screen does not wait for them. */
static void look_words_up(struct stack *stack)
{
    if (typed_text(stack, false))
        stack->looked_up = true;
}

static void open_notice(struct stack *stack)
{
    look_words_up(stack);
    if (!look_at_text(stack)) {
        stack_say(stack, tr(lang_of(stack), "Nothing to mend was found in this text."));
        return;
    }
    const struct lineedit *edit = typed_text(stack, false);
    push(stack, notice_ask(&stack->notice, stack->desk, &edit->text, TAG_NOTICE));
}

static void do_notice(struct stack *stack, const struct reply *reply)
{
    struct lineedit *edit = reply->given ? typed_text(stack, true) : NULL;
    if (edit)
        notice_do(&stack->notice, edit, (enum notice_choice)reply->choice);
}

static bool common_command(struct stack *stack, int command)
{
    switch (command) {
    case COMMAND_NOTICE:
        open_notice(stack);
        return true;
    case COMMAND_UNDO:
    case COMMAND_REDO:
        undo(stack, command);
        return true;
    case COMMAND_HELP:
        open_help(stack);
        return true;
    case COMMAND_LIMITS:
        open_limits(stack);
        return true;
    case COMMAND_HIDE:
        stack->hidden = true;
        return true;
    case COMMAND_QUIT:
        ask_quit(stack);
        return true;
    case COMMAND_MOUSE:
        flip_mouse(stack);
        return true;
    case COMMAND_NAMES:
        next_names(stack);
        return true;
    case COMMAND_LOOK:
        next_look(stack);
        return true;
    case COMMAND_IDLE:
        next_idle(stack);
        return true;
    case COMMAND_EDITOR:
        flip_editor(stack);
        return true;
    case COMMAND_TAKE_OVER:
        take_over(stack);
        return true;
    default:
        return false;
    }
}

static void do_command(struct stack *stack, int command, int argument)
{
    struct screen *top = stack_top(stack);
    if (common_command(stack, command))
        return;
    struct outcome outcome = top->ops->command(top, command, argument);
    if (command == COMMAND_BACK && outcome.act == ACT_NOTHING)
        outcome = outcome_leave();
    act_on(stack, &outcome);
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* Says why a command that writes does not work in a window that may only read. */
static bool refused(struct stack *stack, int command)
{
    struct err err = ERR_INIT(lang_of(stack));
    const struct screen *top = stack_top(stack);
    if (command < COMMAND_WRITES || (top->ops->can && !top->ops->can(top, command)) ||
        !store_need_write(stack->desk->store, &err))
        return false;
    stack_say(stack, err.text);
    return true;
}

static bool bound_key(struct stack *stack, const struct key *key, bool typing)
{
    struct screen *top = stack_top(stack);
    const struct key_row *row = keymap_find(top->keys, key, typing);
    if (row && refused(stack, row->command))
        return true;
    if (!row || !screen_works(top, row->command))
        return false;
    do_command(stack, row->command, -1);
    return true;
}

static bool own_key(struct stack *stack, const struct key *key)
{
    struct screen *top = stack_top(stack);
    if (!top->ops->key)
        return false;
    struct outcome outcome = top->ops->key(top, key);
    bool taken = outcome.act != ACT_NOTHING;
    act_on(stack, &outcome);
    return taken;
}

static void click_spot(struct stack *stack, const struct spot *spot)
{
    int command = spot->command, argument = spot->argument;
    if (refused(stack, command) || !screen_works(stack_top(stack), command))
        return;
    do_command(stack, command, argument);
    if (command == COMMAND_SELECT)
        stack->selected = argument;
}

/* What the first click of two selected is opened by the second, also when the rows moved under the
 * mouse because another one was selected. */
static void click(struct stack *stack, const struct key *key)
{
    const struct spot *spot = stack->shown ? frame_spot_at(stack->shown, key->row, key->col) : NULL;
    int selected = stack->selected;
    stack->selected = -1;
    if (key->count == 2 && selected >= 0)
        do_command(stack, COMMAND_OPEN, selected);
    else if (spot)
        click_spot(stack, spot);
    else
        own_key(stack, key);
}

int64_t stack_idle_left(const struct stack *stack, int64_t ticks)
{
    int minutes = stack->desk->settings.idle;
    if (stack->hidden || !minutes || locked(stack))
        return -1;
    int64_t left = stack->touched + minutes * INT64_C(60000) - ticks;
    return left > 0 ? left : 0;
}

bool stack_idle(struct stack *stack, int64_t ticks)
{
    if (stack_idle_left(stack, ticks) != 0)
        return false;
    (void)stack_lock(stack); /* what cannot be saved now is hidden, and stays */
    stack->hidden = !locked(stack);
    return true;
}

static void unhide(struct stack *stack, const struct key *key)
{
    if (key->kind == PRESS_NAMED && (key->name == NAME_ENTER || key->name == NAME_F9))
        stack->hidden = false;
}

/* Is it the key that makes this window the writer, now that it can be? Then it is that in a field
 * too: nothing else can be typed there before. */
static bool takes_over(const struct stack *stack, const struct key *key)
{
    const struct store *store = stack->desk->store;
    const struct key_row *row = keymap_find(stack_top(stack)->keys, key, false);
    return row && row->command == COMMAND_TAKE_OVER && !store_writable(store) &&
           store_lock_free(store);
}

void stack_key(struct stack *stack, const struct key *key)
{
    if (key->kind == PRESS_RESIZE || key->kind == PRESS_NONE)
        return;
    stack->say[0] = '\0';
    stack->keys++;
    if (stack->hidden) {
        unhide(stack, key);
        return;
    }
    if (key->kind == PRESS_CLICK) {
        click(stack, key);
        return;
    }
    stack->selected = -1;
    look_words_up(stack);
    struct screen *top = stack_top(stack);
    bool typing = top->ops->typing && top->ops->typing(top) && !takes_over(stack, key);
    if (typing ? !own_key(stack, key) : !bound_key(stack, key, false)) {
        if (typing)
            bound_key(stack, key, true);
        else
            own_key(stack, key);
    }
}

/* ---- drawing --------------------------------------------------------------------------------- */

static bool can_now(const void *screen, int command)
{
    return screen_works(screen, command);
}

static void draw_small(const struct stack *stack, struct frame *frame)
{
    struct buf text = BUF_INIT;
    buf_addf(&text,
             tr(lang_of(stack), "The window is too small: make it at least %d by %d. Your text is "
                                "safe; Ctrl-C stops."),
             STACK_COLUMNS, STACK_ROWS);
    frame_wrap(frame, 0, 0, frame->rows, frame->columns, text.data, STYLE_PLAIN);
    buf_release(&text);
}

static void draw_hidden(const struct stack *stack, struct frame *frame)
{
    frame_put(frame, frame->rows / 2, 2, frame->columns - 4, tr(lang_of(stack), "Enter to go on"),
              STYLE_QUIET);
}

/* Who may write here, when that is not this window: it stays on the status line. */
static void add_read_only(const struct stack *stack, struct buf *line)
{
    const struct store *store = stack->desk->store;
    const struct holder *holder = store_holder(store);
    enum lang lang = lang_of(stack);
    int hour, minute;
    if (store_writable(store))
        return;
    if (!holder) {
        buf_adds(line, tr(lang, "Reading only: this file or folder cannot be written."));
        return;
    }
    if (store_lock_free(store)) {
        buf_adds(line, tr(lang, "The other window is closed: T to write here."));
        return;
    }
    clock_time(holder->since, &hour, &minute);
    buf_addf(line, tr(lang, "Reading only: open for writing at %s since %02d:%02d."),
             *holder->where ? holder->where : holder->host, hour, minute);
}

/* What is said is read whole: a long sentence covers the rows above the status line for as long as
 * it stands there. */
static void draw_said(const struct stack *stack, struct frame *frame)
{
    int columns = frame->columns - 2, rows = frame_wrap_rows(stack->say, columns);
    rows = rows < SAID_ROWS ? rows : SAID_ROWS;
    int row = frame->rows - 1 - rows;
    for (int i = 0; i < rows; i++)
        frame_fill(frame, row + i, 0, frame->columns, STYLE_PLAIN);
    if (rows > 1)
        frame_rule(frame, row - 1, 0, frame->columns);
    frame_wrap(frame, row, 1, rows, columns, stack->say, STYLE_STRONG);
}

/* How the file is kept, on every screen: that it saves by itself, and that it can be read by others
 * when it is not sealed. The longest of the sentences that fits; NULL when none does. */
static const char *kept_words(const struct stack *stack, int columns)
{
    static const char *const words[2][3] = {
        {N_("saves by itself; not sealed: encrypt the disk"), N_("not sealed: encrypt the disk"),
         N_("not sealed")},
        {N_("saves by itself, sealed"), N_("sealed"), ""},
    };
    enum sealing sealing = store_sealing(stack->desk->store);
    int i = store_writable(stack->desk->store) ? 0 : 1; /* the first says that it is saved */
    if (sealing == SEALING_LOCKED)
        return "";
    for (;; i++) {
        const char *english = words[sealing != SEALING_OFF][i];
        const char *said = *english ? tr(lang_of(stack), english) : "";
        if (utf8_columns(said, strlen(said)) <= columns)
            return said;
        if (i == 2)
            return sealing == SEALING_OFF ? NULL : "";
    }
}

/* Where the status line has no room left it stands in the rule under the title. */
static void draw_in_rule(const struct stack *stack, struct frame *frame)
{
    struct buf said = BUF_INIT;
    buf_addf(&said, " %s ", tr(lang_of(stack), "not sealed: encrypt the disk"));
    frame_put_right(frame, 1, 0, frame->columns - 1, said.data, STYLE_QUIET);
    buf_release(&said);
}

static void draw_status(struct stack *stack, struct frame *frame)
{
    struct screen *top = stack_top(stack);
    struct buf line = BUF_INIT;
    int row = frame->rows - 2, left = frame->columns - 2;
    if (*stack->say) {
        draw_said(stack, frame);
        return;
    }
    if (look_at_text(stack) &&
        notice_draw(&stack->notice, frame, &typed_text(stack, false)->text, row, COMMAND_NOTICE))
        return;
    add_read_only(stack, &line);
    if (!line.len && top->ops->status)
        top->ops->status(top, &line);
    const char *kept = kept_words(stack, left - utf8_columns(line.data, line.len) - 2);
    if (!kept)
        draw_in_rule(stack, frame);
    else if (*kept)
        left = frame_put_right(frame, row, 1, left, kept, STYLE_QUIET) - 2;
    frame_put(frame, row, 1, left, line.data, STYLE_QUIET);
    buf_release(&line);
}

void stack_draw(struct stack *stack, struct frame *frame)
{
    struct screen *top = stack_top(stack);
    frame_clear(frame);
    stack->shown = frame;
    if (stack->hidden) {
        draw_hidden(stack, frame);
        return;
    }
    if (frame->rows < STACK_ROWS || frame->columns < STACK_COLUMNS) {
        draw_small(stack, frame);
        return;
    }
    top->ops->draw(top, frame);
    draw_status(stack, frame);
    keymap_draw_bar(top->keys, frame, frame->rows - 1, lang_of(stack), can_now, top,
                    top->ops->typing && top->ops->typing(top));
}
