#include "app/stack.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "stack_inside.h"
#include "store/sealing.h"

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

/* ---- putting on and taking off --------------------------------------------------------------- */

void stack_push(struct stack *stack, struct screen *screen)
{
    if (stack->n >= STACK_MAX - 1) { /* the last place is for the question whether to stop */
        screen->ops->close(screen);
        stack_say(stack, tr(lang_of(stack), "Too many screens are open; go back first (Esc)."));
        return;
    }
    stack->screens[stack->n++] = screen;
    stack_forget_found(stack);
}

void stack_pop(struct stack *stack)
{
    struct screen *top = stack->screens[--stack->n];
    assert(top);
    if (top == stack->quit)
        stack->quit = NULL;
    stack_forget_found(stack);
    top->ops->close(top);
    stack_end_rehearsal(stack);
}

void stack_close(struct stack *stack)
{
    while (stack->n)
        stack_pop(stack);
    stack_forget_unsent(stack);
    stack_forget_found(stack);
    free(stack->text);
    stack->text = NULL;
}

/* ---- reading again --------------------------------------------------------------------------- */

void stack_refresh_top(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct screen *top = stack_top(stack);
    if (top->ops->refresh && top->ops->refresh(top, &err))
        stack_say(stack, err.text);
}

static void wake_top(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    if (stack_wake(stack, stack->n - 1, &err))
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
           interviews_there(screen->desk->store, place.interview, &there, &quiet) == 0 && !there;
}

/* Nobody is kept on a screen that nothing can be done on any more. */
static void pop_gone(struct stack *stack)
{
    for (int i = 1; i < stack->n; i++)
        while (i < stack->n && is_gone(stack, stack->screens[i])) {
            while (stack->n > i)
                stack_pop(stack);
            stack_say(stack, tr(lang_of(stack), "This conversation was removed."));
        }
}

/* Another window may have sealed the file, or taken the seal off: then another screen belongs here.
 * True when that was so. */
static bool follow_seal(struct stack *stack)
{
    bool asks = strcmp(stack->screens[0]->ops->name, "lock") == 0;
    if (asks == stack_locked(stack))
        return false;
    if (asks)
        stack_come_in(stack);
    else
        (void)stack_ask_passphrase(stack);
    return true;
}

void stack_refresh(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    if (follow_seal(stack))
        return;
    pop_gone(stack);
    wake_top(stack); /* what covered it may be gone, here or before */
    for (int i = 0; i < stack->n; i++) {
        struct screen *screen = stack->screens[i];
        if (screen->ops->refresh && screen->ops->refresh(screen, &err))
            stack_say(stack, err.text);
    }
}

/* Stores what the top screen's focused field holds: it is about to be left. */
int stack_commit(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct screen *top = stack_top(stack);
    if (!top->ops->commit || !top->ops->commit(top, &err))
        return 0;
    stack_say(stack, err.text);
    return -1;
}

/* ---- what takes long ------------------------------------------------------------------------- */

bool stack_busy(const struct stack *stack)
{
    const struct screen *top = stack_top(stack);
    return !stack->hidden && top->ops->busy && top->ops->busy(top);
}

void stack_work(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct screen *top = stack_top(stack);
    if (top->ops->work && top->ops->work(top, &err))
        stack_say(stack, err.text);
}
