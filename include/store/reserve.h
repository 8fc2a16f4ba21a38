/*
 * reserve: a mebibyte of disk kept beside the database, so that on a full disk a last save goes
 * through. For the files of this room only.
 *
 * The file is called as the database with .reserve behind it; nothing is in it. The writer makes it
 * where there is room, and gives it up when there is none left for a change: looked at before each,
 * and when SQLite says so all the same (a quota is not seen beforehand). What was typed is then
 * tried again within a second, and finds room. It is made again once there is plenty, at the next
 * start or after a change. On a disk that compresses, or copies before it writes, it may not help.
 */
#ifndef STORE_RESERVE_H
#define STORE_RESERVE_H

#include <stdbool.h>

#define RESERVE_BYTES (1 << 20)

/* Makes it beside the database at path, when it is not there and so much more is free that nobody
 * misses it. True when it is there. */
bool reserve_keep(const char *path);

/* Gives it up; true when there was one. */
bool reserve_give(const char *path);

/* Is there so little room on the disk of path that a change may not fit? */
bool reserve_needed(const char *path);

/* Would so many bytes more leave enough for it, and for changes? True too where that is not known.
 */
bool reserve_spares(const char *path, long long bytes);

#endif
