/*
 * counted: in a build that counts branches (make coverage) a process writes them down at its exit,
 * for which it wants memory, and not where it ends with _exit.
 */
#ifndef TESTS_COUNTED_H
#define TESTS_COUNTED_H

#include <stdbool.h>

#ifdef COVERAGE
void __gcov_dump(void);

static inline bool counted(void)
{
    return true;
}

static inline void counted_dump(void)
{
    __gcov_dump();
}
#else
static inline bool counted(void)
{
    return false;
}

static inline void counted_dump(void)
{
}
#endif

#endif
