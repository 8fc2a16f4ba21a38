/*
 * stack_notice: what may not be written down, looked for in the text being typed.
 */
#include <string.h>

#include "stack_inside.h"

/* The text being typed on the top screen, when somebody may type there. */
struct lineedit *stack_typed_text(const struct stack *stack, bool change)
{
    struct screen *top = stack_top(stack);
    if (!top->ops->text || !top->ops->typing || !top->ops->typing(top) ||
        !store_writable(stack_desk_above(stack)->store))
        return NULL;
    return top->ops->text(top, change);
}

/* The guide of the conversation the user is in; NULL in none. A question is about what the screen
 * below it is about. */
const struct guide *stack_guide(const struct stack *stack)
{
    for (int i = stack->n; i-- > 0;)
        if (stack->screens[i]->ops->guide)
            return stack->screens[i]->ops->guide(stack->screens[i]);
    return NULL;
}

/* Is there something to say about it? */
static bool look_at(struct stack *stack, const struct lineedit *edit)
{
    const struct screen *top = stack_top(stack);
    stack->notice.privacy = desk_privacy(stack->desk, stack_guide(stack));
    stack->notice.asks = top->ops->asks && top->ops->asks(top);
    stack->notice.sourced = top->ops->sourced && top->ops->sourced(top);
    return notice_look(&stack->notice, &edit->text);
}

bool stack_prepare(const struct stack *stack)
{
    return !stack->hidden && stack_typed_text(stack, false) &&
           desk_prepare_privacy(stack->desk, stack_guide(stack));
}

bool stack_look(struct stack *stack)
{
    const struct lineedit *edit = stack->hidden ? NULL : stack_typed_text(stack, false);
    struct buf line = BUF_INIT;
    if (edit && look_at(stack, edit))
        notice_add_line(&stack->notice, &edit->text, lang_of(stack), &line);
    bool other = strcmp(line.data, stack->found.data) != 0;
    stack_forget_found(stack);
    stack->found = line;
    stack->found_in = edit;
    return other;
}

void stack_forget_found(struct stack *stack)
{
    explicit_bzero(stack->found.data, stack->found.len);
    buf_release(&stack->found);
    stack->found_in = NULL;
}

/* Where no text is typed there is no text to mend. */
static void look_elsewhere(struct stack *stack)
{
    struct screen *top = stack_top(stack);
    if (top->ops->look_through) {
        struct outcome outcome = top->ops->look_through(top);
        stack_act_on(stack, &outcome);
        return;
    }
    stack_say(stack, tr(lang_of(stack), "Nothing is looked through here. F8 mends a text while you "
                                        "type it."));
}

void stack_open_notice(struct stack *stack)
{
    if (!stack_typed_text(stack, false)) {
        look_elsewhere(stack);
        return;
    }
    const struct lineedit *edit = stack_typed_text(stack, false);
    if (!look_at(stack, edit)) {
        stack_say(stack, tr(lang_of(stack), "Nothing to mend was found in this text."));
        return;
    }
    stack_push(stack, notice_ask(&stack->notice, stack->desk, &edit->text, TAG_NOTICE));
}

void stack_do_notice(struct stack *stack, const struct reply *reply)
{
    struct lineedit *edit = reply->given ? stack_typed_text(stack, true) : NULL;
    if (edit)
        notice_do(&stack->notice, edit, reply->choice);
}
