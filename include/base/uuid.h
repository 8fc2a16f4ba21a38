/*
 * uuid: names for records that two machines can make apart (RFC 9562, version 7: the first 48 bits
 * are the milliseconds since 1970, the rest is random, so ids sort by when they were made).
 *
 * Written as 36 lower-case characters. People type and read the handle: the last eight of them.
 */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdbool.h>
#include <stdint.h>

#define UUID_SIZE   37 /* bytes for a uuid as text, with its NUL */
#define HANDLE_SIZE 9  /* bytes for a handle, with its NUL */

/* Fills id with a new one made at now (milliseconds UTC, clock_now). */
void uuid_make(char id[UUID_SIZE], int64_t now);

bool uuid_valid(const char *text);

/* The last eight characters of id: unique within one file for all practical purposes. */
void uuid_handle(const char *id, char handle[HANDLE_SIZE]);

#endif
