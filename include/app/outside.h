/*
 * outside: other programs the user looks at text with: the pager, and the editor where switched on.
 *
 * The terminal is given back before and taken again after (ui/term), by the caller. Text goes to
 * the pager from memory, where the system can do that. An editor needs a file: it stands in a
 * folder only the user can read, in memory where there is one ($XDG_RUNTIME_DIR), and is gone with
 * all that the editor put beside it when the editor ends; vim, nvim and nano are told to keep no
 * copy, history or swap file of it.
 */
#ifndef APP_OUTSIDE_H
#define APP_OUTSIDE_H

#include "base/buf.h"
#include "base/err.h"

/* Shows text in $PAGER, or less, until the user leaves it. */
int outside_page(const char *text, struct err *err);

/* Lets the user edit text in $VISUAL or $EDITOR, or vi; *text holds the result. -1 when the editor
 * could not run or ended in failure; text is as it was. */
int outside_edit(struct buf *text, struct err *err);

#endif
