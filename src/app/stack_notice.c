/*
 * stack_notice: what may not be written down, looked for in the text being typed.
 */
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
static const struct guide *guide_of(const struct stack *stack)
{
    for (int i = stack->n; i-- > 0;)
        if (stack->screens[i]->ops->guide)
            return stack->screens[i]->ops->guide(stack->screens[i]);
    return NULL;
}

/* Is there something to say about it? */
bool stack_look_at_text(struct stack *stack)
{
    const struct lineedit *edit = stack_typed_text(stack, false);
    const struct screen *top = stack_top(stack);
    if (!stack->looked_up || !edit)
        return false;
    stack->notice.privacy = desk_privacy(stack->desk, guide_of(stack));
    stack->notice.sourced = top->ops->sourced && top->ops->sourced(top);
    return notice_look(&stack->notice, &edit->text);
}

/* The words are read when the first key comes: the first screen does not wait for them. */
void stack_look_words_up(struct stack *stack)
{
    if (stack_typed_text(stack, false))
        stack->looked_up = true;
}

/* Where no text is typed there is no text to mend. */
static void look_elsewhere(struct stack *stack)
{
    const struct screen *top = stack_top(stack);
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
    stack_look_words_up(stack);
    if (!stack_look_at_text(stack)) {
        stack_say(stack, tr(lang_of(stack), "Nothing to mend was found in this text."));
        return;
    }
    const struct lineedit *edit = stack_typed_text(stack, false);
    stack_push(stack, notice_ask(&stack->notice, stack->desk, &edit->text, TAG_NOTICE));
}

void stack_do_notice(struct stack *stack, const struct reply *reply)
{
    struct lineedit *edit = reply->given ? stack_typed_text(stack, true) : NULL;
    if (edit)
        notice_do(&stack->notice, edit, (enum notice_choice)reply->choice);
}
