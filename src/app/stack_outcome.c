/*
 * stack_outcome: what a screen answers to a key, done.
 */
#include <stdlib.h>

#include "screens/screens.h"
#include "stack_inside.h"

static void leave(struct stack *stack, const struct reply *reply)
{
    struct err err = ERR_INIT(lang_of(stack));
    if (stack->n <= 1 || stack_commit(stack))
        return;
    if (stack_wake(stack, stack->n - 2, &err)) {
        stack_say(stack, err.text);
        return;
    }
    struct screen *below = stack->screens[stack->n - 2];
    stack_keep_unsent(stack, reply->given);
    if (reply->tag == TAG_QUIT) {
        stack_pop(stack);
        stack->wish = reply->given && reply->choice == 1 ? WISH_QUIT : WISH_NONE;
        return;
    }
    if (reply->tag == TAG_NOTICE) {
        struct reply kept = *reply;
        stack_pop(stack);
        stack_do_notice(stack, &kept);
        return;
    }
    if (reply->tag == REPLY_COMMAND) {
        int command = reply->choice;
        stack_pop(stack);
        if (command)
            stack_do_command(stack, command, -1);
        return;
    }
    /* The screen below hears the reply while what it points to is still there. */
    struct outcome next =
        reply->tag && below->ops->resume ? below->ops->resume(below, reply) : outcome_redraw();
    if (next.failed && reply->given) { /* what was typed is still there, to try again or mend */
        stack_say(stack, next.say);
        return;
    }
    stack_pop(stack);
    if (stack->n == 1)
        stack->aside = false;
    stack_refresh_top(stack);
    stack_act_on(stack, &next);
}

/* From a try-out that is back to the preparation. */
static void go_home(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    int left = stack_rehearsing(stack) ? stack->floor : 1;
    if (stack_wake(stack, left - 1, &err)) {
        stack_say(stack, err.text);
        return;
    }
    while (stack->n > left) {
        if (stack_commit(stack))
            return;
        stack_pop(stack);
    }
    stack->aside = stack->aside && stack->n > 1;
    stack_refresh_top(stack);
}

/* Nothing that is on a screen, or was typed and not sent, is about this file any more. */
static void start_over(struct stack *stack, const char *say)
{
    struct err err = ERR_INIT(lang_of(stack));
    while (stack->n > 1)
        stack_pop(stack);
    stack_forget_unsent(stack);
    stack->aside = false;
    stack_refresh(stack);
    if (!stack_locked(stack) && (interviews_place(stack->desk->store, &stack->place, &err) ||
                                 (stack->beginning.review && stack_begin_review(stack, &err))))
        say = err.text;
    stack_say(stack, say);
}

static void open_interview(struct stack *stack, char *id)
{
    struct err err = ERR_INIT(lang_of(stack));
    go_home(stack);
    if (stack_push_interview(stack, id, NULL, &err))
        stack_say(stack, err.text);
    free(id);
}

static void open_above(struct stack *stack, struct screen *screen, int then)
{
    if (stack_commit(stack)) {
        screen->ops->close(screen);
        return;
    }
    stack_put_back(stack, screen);
    stack_push(stack, screen);
    if (then && stack_top(stack) == screen)
        stack_do_command(stack, then, -1);
}

/* What is practised goes nowhere, so to no other program either. */
static void wish_text(struct stack *stack, enum wish wish, char *text)
{
    if (stack_rehearsing(stack)) {
        stack_say(stack, tr(lang_of(stack), "You are practising: that opens no other program. Do "
                                            "it from the conversation itself."));
        free(text);
        return;
    }
    free(stack->text);
    stack->text = text;
    stack->wish = wish;
}

void stack_act_on(struct stack *stack, struct outcome *outcome)
{
    if (*outcome->say)
        stack_say(stack, outcome->say);
    switch (outcome->act) {
    case ACT_NOTHING:
    case ACT_REDRAW:
        break;
    case ACT_OPEN:
        open_above(stack, outcome->screen, outcome->then);
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
    case ACT_REHEARSE:
        stack_rehearse(stack, outcome->text);
        free(outcome->text);
        break;
    case ACT_UNLOCKED:
        stack_come_in(stack);
        break;
    case ACT_REPLACED:
        start_over(stack, outcome->say);
        break;
    case ACT_QUIT:
        if (!stack_commit(stack))
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
    stack_act_on(stack, &outcome);
}
