/*
 * stack_rehearse: a prepared conversation held as a try-out. Its screens are the real ones, on a
 * desk whose file is a copy in memory; when the last of them is left the copy is gone.
 */
#include "screens/screens.h"
#include "stack_inside.h"

const struct desk *stack_desk_above(const struct stack *stack)
{
    return stack_rehearsing(stack) ? &stack->rehearsal.desk : stack->desk;
}

void stack_rehearse(struct stack *stack, const char *interview)
{
    struct err err = ERR_INIT(lang_of(stack));
    if (stack_rehearsing(stack) || stack_commit(stack) || stack_save(stack))
        return;
    if (rehearsal_begin(&stack->rehearsal, stack->desk, interview, &err)) {
        stack_say(stack, err.text);
        return;
    }
    stack->floor = stack->n;
    stack->noticed = stack->notice;
    struct screen *talk = talk_open(&stack->rehearsal.desk, interview, NULL, &err);
    if (talk)
        stack_push(stack, talk);
    if (!talk || stack->n == stack->floor) {
        rehearsal_end(&stack->rehearsal);
        if (!talk)
            stack_say(stack, err.text);
        return;
    }
    stack_say(stack, tr(err.lang, "You are practising: nothing of it is kept. Esc goes back."));
}

void stack_end_rehearsal(struct stack *stack)
{
    if (!stack_rehearsing(stack) || stack->n > stack->floor)
        return;
    rehearsal_end(&stack->rehearsal);
    stack_forget_tried(stack);
    if (stack->key && stack->key->kind != PRESS_PASTE)
        stack->ended = *stack->key;
    stack->notice = stack->noticed; /* what was let stand in it was not let stand in earnest */
    stack_say(stack, tr(lang_of(stack), "That was practice; nothing of it was kept."));
}

void stack_mark_rehearsal(const struct stack *stack, struct frame *frame)
{
    struct buf mark = BUF_INIT;
    if (!stack_rehearsing(stack))
        return;
    buf_addf(&mark, " %s ", tr(lang_of(stack), "PRACTICE: nothing is kept"));
    frame_put_right(frame, 1, 0, frame->columns - 1, mark.data, STYLE_STRONG);
    buf_release(&mark);
}
