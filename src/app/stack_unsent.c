/*
 * stack_unsent: what was typed in a question that was left with Esc. It is kept in memory as long
 * as the program runs and the file is open, and wiped when it is locked.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/ask.h"
#include "stack_inside.h"

/* Nothing of a try-out comes back in earnest, nor the other way round. */
static struct unsents *unsents_of(struct stack *stack)
{
    return stack_rehearsing(stack) ? &stack->tried : &stack->unsent;
}

static void drop(struct unsents *unsents, size_t i)
{
    struct unsent *unsent = &unsents->items[i];
    explicit_bzero(unsent->text, strlen(unsent->text));
    free(unsent->text);
    explicit_bzero(unsent->key, strlen(unsent->key));
    free(unsent->key);
    unsents->n--;
    memmove(unsent, unsent + 1, (unsents->n - i) * sizeof *unsent);
}

/* Which of them is of that question; n when none is. */
static size_t find(const struct unsents *unsents, const char *key)
{
    size_t i = 0;
    while (i < unsents->n && strcmp(unsents->items[i].key, key) != 0)
        i++;
    return i;
}

void stack_keep_unsent(struct stack *stack, bool given)
{
    struct unsents *unsents = unsents_of(stack);
    const struct screen *top = stack_top(stack);
    const char *text = given ? NULL : ask_unsent(top);
    struct buf key = BUF_INIT;
    if (ask_add_key(top, &key)) {
        size_t i = find(unsents, key.data);
        if (i < unsents->n)
            drop(unsents, i);
        if (text && unsents->n == STACK_UNSENT)
            drop(unsents, 0);
        if (text)
            unsents->items[unsents->n++] =
                (struct unsent){.key = mem_copy(key.data), .text = mem_copy(text)};
    }
    buf_release(&key);
}

void stack_put_back(struct stack *stack, struct screen *screen)
{
    const struct unsents *unsents = unsents_of(stack);
    struct buf key = BUF_INIT;
    if (ask_add_key(screen, &key)) {
        size_t i = find(unsents, key.data);
        if (i < unsents->n)
            ask_put_back(screen, unsents->items[i].text);
    }
    buf_release(&key);
}

void stack_forget_tried(struct stack *stack)
{
    while (stack->tried.n)
        drop(&stack->tried, 0);
}

void stack_forget_unsent(struct stack *stack)
{
    stack_forget_tried(stack);
    while (stack->unsent.n)
        drop(&stack->unsent, 0);
}
