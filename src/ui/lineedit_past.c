#include "ui/lineedit_past.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

enum { STEPS_MAX = 500, BYTES_MAX = 4 * 1024 * 1024 };

struct step {
    enum change_kind kind;
    size_t at, before, after;
    struct buf old, with;
};

struct lineedit_past {
    struct step *steps;
    size_t n, cap; /* steps kept */
    size_t done;   /* of these in the text; the rest can be redone */
    size_t bytes;
    bool open; /* the last step may still grow */
};

struct lineedit_past *lineedit_past_new(void)
{
    return mem_zero(1, sizeof(struct lineedit_past));
}

static void step_release(struct lineedit_past *past, struct step *step)
{
    past->bytes -= step->old.len + step->with.len;
    buf_release(&step->old);
    buf_release(&step->with);
}

/* Keeps the first n steps. */
static void cut(struct lineedit_past *past, size_t n)
{
    while (past->n > n)
        step_release(past, &past->steps[--past->n]);
    if (past->done > n)
        past->done = n;
    past->open = false;
}

static void forget_oldest(struct lineedit_past *past)
{
    step_release(past, &past->steps[0]);
    past->n--;
    past->done--;
    memmove(past->steps, past->steps + 1, past->n * sizeof past->steps[0]);
}

void lineedit_past_clear(struct lineedit_past *past)
{
    cut(past, 0);
}

void lineedit_past_free(struct lineedit_past *past)
{
    if (!past)
        return;
    cut(past, 0);
    free(past->steps);
    free(past);
}

/* Lets the last step grow when the change goes on where it left off. */
static bool grow(struct step *last, const struct change *change)
{
    if (last->kind != change->kind)
        return false;
    switch (change->kind) {
    case CHANGE_TYPE:
        if (change->at != last->at + last->with.len || change->old_len)
            return false;
        buf_add(&last->with, change->with, change->len);
        break;
    case CHANGE_RUBOUT:
        if (change->at + change->old_len != last->at)
            return false;
        buf_splice(&last->old, 0, 0, change->old, change->old_len);
        last->at = change->at;
        break;
    case CHANGE_DELETE:
        if (change->at != last->at)
            return false;
        buf_add(&last->old, change->old, change->old_len);
        break;
    case CHANGE_WHOLE:
        return false;
    }
    last->after = change->after;
    return true;
}

static void push(struct lineedit_past *past, const struct change *change)
{
    if (past->n == STEPS_MAX)
        forget_oldest(past);
    if (past->n == past->cap) {
        past->cap = past->cap ? past->cap * 2 : 8;
        past->steps = mem_grow(past->steps, past->cap, sizeof *past->steps);
    }
    struct step *step = &past->steps[past->n++];
    *step = (struct step){.kind = change->kind,
                          .at = change->at,
                          .before = change->before,
                          .after = change->after,
                          .old = BUF_INIT,
                          .with = BUF_INIT};
    buf_add(&step->old, change->old, change->old_len);
    buf_add(&step->with, change->with, change->len);
    past->done = past->n;
}

void lineedit_past_add(struct lineedit_past *past, const struct change *change)
{
    bool open = past->open && past->done == past->n && past->n > 0;
    if (past->done < past->n)
        cut(past, past->done);
    if (!open || !grow(&past->steps[past->n - 1], change))
        push(past, change);
    past->bytes += change->old_len + change->len;
    past->open = change->kind != CHANGE_WHOLE;
    while (past->bytes > BYTES_MAX && past->n > 1)
        forget_oldest(past);
}

void lineedit_past_rest(struct lineedit_past *past)
{
    past->open = false;
}

static void tell(const struct step *step, struct change *change)
{
    *change = (struct change){.kind = step->kind,
                              .at = step->at,
                              .old = step->old.data,
                              .old_len = step->old.len,
                              .with = step->with.data,
                              .len = step->with.len,
                              .before = step->before,
                              .after = step->after};
}

bool lineedit_past_undo(struct lineedit_past *past, struct change *change)
{
    past->open = false;
    if (past->done == 0)
        return false;
    tell(&past->steps[--past->done], change);
    return true;
}

bool lineedit_past_redo(struct lineedit_past *past, struct change *change)
{
    past->open = false;
    if (past->done == past->n)
        return false;
    tell(&past->steps[past->done++], change);
    return true;
}
