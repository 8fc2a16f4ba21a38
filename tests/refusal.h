/*
 * refusal: SQLite and the system refuse what is asked of them, when they are told to: the n-th
 * statement, or the n-th call about a file. The disk may fail or memory be short at any of them.
 *
 * A program that includes this has sqlite3_step and what goes with it of its own, and open, rename
 * and such: only what the program itself asks is refused, as SQLite does not always look at what
 * it asks of itself.
 */
#ifndef REFUSAL_H
#define REFUSAL_H

#include <stdbool.h>

enum refusal { REFUSE_STATEMENTS, REFUSE_CALLS };

/* The n-th from here on is refused, from 1; for_good: and all after it. */
void refusal_set(enum refusal what, long n, bool for_good);
void refusal_end(void);

/* What calls say from here on until the end; without it another thing every time. */
void refusal_say(int code);

/* Since it was set: was one refused; how many were there? */
bool refusal_struck(void);
long refusal_done(void);

#endif
