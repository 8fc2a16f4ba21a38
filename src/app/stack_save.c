/*
 * stack_save: typing and the place to go on at, on disk.
 */
#include <string.h>

#include "base/mem.h"
#include "stack_inside.h"

static void place_now(const struct stack *stack, struct place *place)
{
    if (stack->aside) { /* HR looked in: the manager goes on where the manager was */
        *place = stack->place;
        return;
    }
    *place = (struct place){.screen = "home"};
    for (int i = stack_rehearsing(stack) ? stack->floor : stack->n; i-- > 0;) {
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

static bool unsaved(const struct screen *screen)
{
    return screen->ops->unsaved && screen->ops->unsaved(screen);
}

static bool any_unsaved(const struct stack *stack)
{
    for (int i = 0; i < stack->n; i++)
        if (unsaved(stack->screens[i]))
            return true;
    return false;
}

bool stack_unsaved(const struct stack *stack)
{
    struct place now;
    if (!store_writable(stack->desk->store) || stack_locked(stack))
        return false;
    place_now(stack, &now);
    return any_unsaved(stack) || place_moved(stack, &now);
}

static int save_typing(struct stack *stack, struct err *err)
{
    int failed = 0;
    for (int i = 0; i < stack->n; i++)
        if (unsaved(stack->screens[i]) && stack->screens[i]->ops->save(stack->screens[i], err))
            failed = -1;
    return failed;
}

/* The place goes in the transaction of what was typed, so the disk is waited for once. */
static int save_all(struct stack *stack, struct err *err)
{
    struct store *store = stack->desk->store;
    struct place now;
    place_now(stack, &now);
    bool moved = place_moved(stack, &now), typed = any_unsaved(stack);
    int failed = 0;
    if (moved && typed)
        failed = interviews_place_ahead(store, &now, err);
    else if (moved)
        failed = interviews_place_set(store, &now, err);
    if (typed && save_typing(stack, err))
        failed = -1;
    if (store_end_ahead(store, err))
        failed = -1;
    if (moved && !failed)
        stack->place = now;
    return failed;
}

void stack_tell_room(struct stack *stack)
{
    if (store_spent_room(stack->desk->store))
        stack_say(stack, tr(lang_of(stack), "The disk is full. This was saved in the last room "
                                            "kept for it; make room before you go on."));
}

/* After what went wrong, what became of the text. */
static void say_failed(struct stack *stack, const struct err *err, const char *after)
{
    struct buf said = BUF_INIT;
    buf_adds(&said, err->text);
    if (any_unsaved(stack))
        buf_addf(&said, " %s", tr(lang_of(stack), after));
    stack_say(stack, said.data);
    buf_release(&said);
}

/* after: what is said of typing that could not be saved. */
static int save(struct stack *stack, const char *after)
{
    struct err err = ERR_INIT(lang_of(stack));
    stack->keys = 0;
    if (!store_writable(stack->desk->store) || stack_locked(stack))
        return 0;
    int failed = save_all(stack, &err);
    if (failed && store_made_room(stack->desk->store))
        failed = save_all(stack, &err);
    if (failed)
        say_failed(stack, &err, after);
    else
        stack_tell_room(stack);
    return failed;
}

int stack_save(struct stack *stack)
{
    return save(stack, N_("What you typed is still here."));
}

int stack_leave(struct stack *stack)
{
    return save(stack, N_("What you typed last is lost."));
}

bool stack_survives(struct stack *stack)
{
    if (!mem_given_back() || stack_save(stack))
        return true;
    if (mem_set_aside(STACK_ASIDE)) {
        stack_say(stack, tr(lang_of(stack), "Memory ran short for a moment. Everything is saved; "
                                            "close other programs."));
        return true;
    }
    stack_say(stack, tr(lang_of(stack), "There is too little memory to go on. Everything is saved; "
                                        "close other programs and start again."));
    return false;
}
