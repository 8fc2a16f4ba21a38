/*
 * stack_asleep: a screen that is covered from the start. Nothing is read for it until what covers
 * it is left: who goes on in the middle of a conversation does not wait for the list at home.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stack_inside.h"

struct asleep {
    struct screen screen;
    struct screen_ops ops; /* as the real one is called, and nothing it can do */
    char interview[UUID_SIZE];
    screen_opener *open;
};

static void asleep_place(const struct screen *screen, struct place *place)
{
    const struct asleep *asleep = (const struct asleep *)screen;
    *place = (struct place){.screen = ""};
    memcpy(place->interview, asleep->interview, sizeof asleep->interview);
}

static void asleep_close(struct screen *screen)
{
    free(screen);
}

struct screen *stack_asleep(struct desk *desk, const char *name, const char *interview,
                            screen_opener *open)
{
    struct asleep *asleep = mem_zero(1, sizeof *asleep);
    asleep->ops = (struct screen_ops){.name = name, .place = asleep_place, .close = asleep_close};
    asleep->screen = (struct screen){.ops = &asleep->ops, .desk = desk};
    strncpy(asleep->interview, interview, sizeof asleep->interview - 1);
    asleep->open = open;
    return &asleep->screen;
}

static int wake(struct stack *stack, int i, struct err *err)
{
    struct asleep *asleep = (struct asleep *)stack->screens[i];
    if (asleep->screen.ops->close != asleep_close)
        return 0;
    struct screen *screen = asleep->open(asleep->screen.desk, asleep->interview, NULL, err);
    if (!screen)
        return -1;
    stack->screens[i] = screen;
    asleep_close(&asleep->screen);
    return 0;
}

static void take_out(struct stack *stack, int i)
{
    stack->screens[i]->ops->close(stack->screens[i]);
    stack->n--;
    memmove(stack->screens + i, stack->screens + i + 1,
            (size_t)(stack->n - i) * sizeof *stack->screens);
}

int stack_wake(struct stack *stack, int i, struct err *err)
{
    for (; wake(stack, i, err); i--) {
        if (i == 0)
            return -1;
        stack_say(stack, err->text);
        take_out(stack, i);
    }
    return 0;
}
