/*
 * lineedit_past: the changes of one text field, to go back and forth through.
 *
 * A step is one change as the user sees it: a run of typing, a run of Backspaces, a paste. The
 * oldest steps are forgotten when there are more than anybody goes back through.
 */
#ifndef UI_LINEEDIT_PAST_H
#define UI_LINEEDIT_PAST_H

#include <stdbool.h>
#include <stddef.h>

enum change_kind {
    CHANGE_TYPE,   /* a character behind the one before */
    CHANGE_RUBOUT, /* Backspace */
    CHANGE_DELETE, /* Delete */
    CHANGE_WHOLE,  /* a step by itself */
};

/* At `at`, `old` made place for `with`; the cursor stood at before and then at after. */
struct change {
    enum change_kind kind;
    size_t at;
    const char *old;
    size_t old_len;
    const char *with;
    size_t len;
    size_t before, after;
};

struct lineedit_past;

struct lineedit_past *lineedit_past_new(void);
void lineedit_past_free(struct lineedit_past *past);
void lineedit_past_clear(struct lineedit_past *past);

/* Copies a change; what could be redone is forgotten. */
void lineedit_past_add(struct lineedit_past *past, const struct change *change);

/* The run ends: the next change begins a step of its own. */
void lineedit_past_rest(struct lineedit_past *past);

/* The change to take back or to do again; false when there is none. Its texts are valid until the
 * next change is added. */
bool lineedit_past_undo(struct lineedit_past *past, struct change *change);
bool lineedit_past_redo(struct lineedit_past *past, struct change *change);

#endif
