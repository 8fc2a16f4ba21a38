/*
 * stack_enter: what is opened at the start: home, and above it what the user begins with or was at;
 * of a sealed file first the question for its passphrase, and that again when it is locked.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/screens.h"
#include "stack_inside.h"
#include "store/sealing.h"

/* ---- an interview ---------------------------------------------------------------------------- */

/* What came out of a bundle is there to be read. */
static int push_collected(struct stack *stack, const char *id, struct err *err)
{
    struct screen *screen = look_open(stack->desk, id, VIEW_HR, err);
    if (!screen)
        return -1;
    stack_push(stack, screen);
    return 0;
}

/* The steps of an interview, each above the one before it: Esc always goes one step back. */
static const struct step {
    const char *name;
    enum stage from;
    screen_opener *open;
} steps[] = {
    {"prepare", STAGE_PREPARING, prepare_open},
    {"talk", STAGE_TALKING, talk_open},
    {"close", STAGE_CLOSING, close_open},
};
enum { STEPS = sizeof steps / sizeof *steps };

/* How many of them are open: up to its stage, or to where the user had gone back; 0 when the place
 * is none of them. */
static int steps_open(enum stage stage, const struct place *place)
{
    int n = 0;
    while (n < STEPS && stage >= steps[n].from)
        n++;
    if (!place || strcmp(place->screen, "agree") == 0)
        return n;
    while (n > 0 && strcmp(steps[n - 1].name, place->screen) != 0)
        n--;
    return n;
}

/* The topmost that can be opened, on the others asleep. One that cannot be is said. */
static int push_steps(struct stack *stack, const char *id, const struct place *place, int n,
                      struct err *err)
{
    struct screen *top = NULL;
    while (n > 0 && !(top = steps[n - 1].open(stack->desk, id, place, err))) {
        stack_say(stack, err->text);
        n--;
    }
    for (int i = 0; i < n - 1; i++)
        stack_push(stack, stack_asleep(stack->desk, steps[i].name, id, steps[i].open));
    if (top)
        stack_push(stack, top);
    return top ? 0 : -1;
}

int stack_push_interview(struct stack *stack, const char *id, const struct place *place,
                         struct err *err)
{
    enum stage stage = STAGE_PREPARING;
    bool collected = false;
    if (interviews_stage(stack->desk->store, id, &stage, &collected, err))
        return -1;
    if (collected)
        return push_collected(stack, id, err);
    int n = steps_open(stage, place);
    if (n == 0)
        return 0;
    if (push_steps(stack, id, place, n, err))
        return -1;
    if (!place || strcmp(place->screen, "agree") != 0)
        return 0;
    struct screen *agree = agree_open(stack->desk, id, place->step, place, err);
    if (agree)
        stack_push(stack, agree);
    return agree ? 0 : -1;
}

/* ---- home, and what is begun with ------------------------------------------------------------ */

/* A guide that cannot be read is left out of every choice; its writer hears of it here. */
bool stack_settle(struct stack *stack)
{
    const struct shelf *shelf = stack->desk->shelf;
    int broken = 0;
    while (shelf_look_at_one(shelf))
        continue;
    for (size_t i = 0; i < shelf->n_items; i++)
        broken += *shelf->items[i].trouble != '\0';
    if (!broken || *stack->say)
        return false;
    snprintf(stack->say, sizeof stack->say,
             trn(lang_of(stack), broken, "%d guide cannot be read; `gesprek guide list` says why.",
                 "%d guides cannot be read; `gesprek guide list` says why."),
             broken);
    return true;
}

/* Above home: the interview asked for, or where the user was. */
static int go_on(struct stack *stack, const char *interview, struct err *err)
{
    const struct place *place = &stack->place;
    if (interview && strcmp(place->interview, interview) != 0)
        return stack_push_interview(stack, interview, NULL, err);
    if (!*place->interview)
        return 0;
    struct err quiet = ERR_INIT(lang_of(stack)); /* one that is gone is no reason to stop */
    if (stack_push_interview(stack, place->interview, place, &quiet))
        stack_say(stack, quiet.text);
    return 0;
}

int stack_begin_review(struct stack *stack, struct err *err)
{
    struct screen *review = review_open(stack->desk, true, stack->beginning.filter, err);
    if (!review)
        return -1;
    stack_push(stack, review);
    stack->aside = true;
    return 0;
}

/* Aside too: where the manager was stays kept until the practising is left. */
static void begin_practice(struct stack *stack, const struct beginning *beginning)
{
    stack_push(stack, practice_open(stack->desk));
    if (beginning->scenario)
        stack_push(stack, scenario_open(stack->desk, beginning->guide, beginning->scenario));
    stack->aside = true;
}

static int begin(struct stack *stack, const struct beginning *beginning, struct err *err)
{
    if (beginning->review)
        return stack_begin_review(stack, err);
    if (beginning->practice) {
        begin_practice(stack, beginning);
        return 0;
    }
    if (go_on(stack, beginning->interview, err))
        return -1;
    if (beginning->said && *beginning->said)
        stack_say(stack, beginning->said);
    if (beginning->rehearse)
        stack_rehearse(stack, beginning->interview);
    return 0;
}

static struct screen *open_home(struct desk *desk, const char *interview, const struct place *place,
                                struct err *err)
{
    (void)interview;
    (void)place;
    return home_open(desk, err);
}

/* Home, and above it what is begun with. */
static int enter(struct stack *stack, struct err *err)
{
    const struct beginning *beginning = &stack->beginning;
    stack_push(stack, stack_asleep(stack->desk, "home", "", open_home));
    stack_say(stack, store_warnings(stack->desk->store));
    if (interviews_place(stack->desk->store, &stack->place, err))
        return -1;
    return begin(stack, beginning, err) || stack_wake(stack, stack->n - 1, err) ? -1 : 0;
}

int stack_open(struct stack *stack, struct desk *desk, const struct beginning *beginning,
               struct err *err)
{
    *stack =
        (struct stack){.desk = desk, .beginning = *beginning, .found = BUF_INIT, .selected = -1};
    if (!stack_locked(stack))
        return enter(stack, err);
    struct screen *lock = lock_open(desk, err);
    if (!lock)
        return -1;
    stack_push(stack, lock);
    return 0;
}

/* ---- the lock -------------------------------------------------------------------------------- */

bool stack_locked(const struct stack *stack)
{
    return store_sealing(stack->desk->store) == SEALING_LOCKED;
}

/* What stood behind the lock could not be opened: it stays shut, and says why. */
static void stay_out(struct stack *stack, struct screen *lock, const struct err *err)
{
    struct err ignored = ERR_INIT(lang_of(stack));
    while (stack->n)
        stack_pop(stack);
    (void)sealing_lock(stack->desk->store, &ignored);
    stack_push(stack, lock);
    stack_say(stack, err->text);
}

void stack_come_in(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct screen *lock = stack->screens[0];
    while (stack->n > 1)
        stack_pop(stack);
    stack->n = 0;
    if (enter(stack, &err))
        stay_out(stack, lock, &err);
    else
        lock->ops->close(lock);
}

int stack_ask_passphrase(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct screen *lock = lock_open(stack->desk, &err);
    if (!lock) {
        stack_say(stack, err.text);
        return -1;
    }
    while (stack->n)
        stack_pop(stack);
    stack_forget_unsent(stack);
    stack_forget_found(stack);
    stack->beginning = (struct beginning){.review = stack->beginning.review};
    stack->aside = false;
    stack->say[0] = '\0';
    stack_push(stack, lock);
    return 0;
}

int stack_lock(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    if (store_sealing(stack->desk->store) != SEALING_OPEN)
        return 0;
    if (stack_save(stack) || stack_ask_passphrase(stack))
        return -1;
    if (!sealing_lock(stack->desk->store, &err))
        return 0;
    stack_say(stack, err.text);
    return -1;
}
