/*
 * stack_unsent: what was typed in a question that was left with Esc. It is kept in memory as long
 * as the program runs and the file is open, and wiped when it is locked.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/ask.h"
#include "stack_inside.h"

static void drop(struct stack *stack, size_t i)
{
    struct unsent *unsent = &stack->unsent[i];
    explicit_bzero(unsent->text, strlen(unsent->text));
    free(unsent->text);
    explicit_bzero(unsent->key, strlen(unsent->key));
    free(unsent->key);
    stack->n_unsent--;
    memmove(unsent, unsent + 1, (stack->n_unsent - i) * sizeof *unsent);
}

/* Which of them is of that question; n_unsent when none is. */
static size_t find(const struct stack *stack, const char *key)
{
    size_t i = 0;
    while (i < stack->n_unsent && strcmp(stack->unsent[i].key, key) != 0)
        i++;
    return i;
}

void stack_keep_unsent(struct stack *stack, bool given)
{
    const struct screen *top = stack_top(stack);
    const char *text = given ? NULL : ask_unsent(top);
    struct buf key = BUF_INIT;
    if (ask_add_key(top, &key)) {
        size_t i = find(stack, key.data);
        if (i < stack->n_unsent)
            drop(stack, i);
        if (text && stack->n_unsent == STACK_UNSENT)
            drop(stack, 0);
        if (text)
            stack->unsent[stack->n_unsent++] =
                (struct unsent){.key = mem_copy(key.data), .text = mem_copy(text)};
    }
    buf_release(&key);
}

void stack_put_back(struct stack *stack, struct screen *screen)
{
    struct buf key = BUF_INIT;
    if (ask_add_key(screen, &key)) {
        size_t i = find(stack, key.data);
        if (i < stack->n_unsent)
            ask_put_back(screen, stack->unsent[i].text);
    }
    buf_release(&key);
}

void stack_forget_unsent(struct stack *stack)
{
    while (stack->n_unsent)
        drop(stack, 0);
}
