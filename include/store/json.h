/*
 * json: rows as JSON, one object a line. SQLite makes the objects; here they get their array, and
 * characters that could act on a terminal or deceive the reader (utf8_show) become \u escapes, so
 * the text can be shown as it is and still means the same. For the files of this room only.
 */
#ifndef STORE_JSON_H
#define STORE_JSON_H

#include "base/buf.h"
#include "base/err.h"
#include "store/db.h"

/* A moment column as "2026-11-27T10:22:04Z", null for 0. */
#define JSON_MOMENT(column)                                                                        \
    "iif(" column " = 0, NULL, strftime('%Y-%m-%dT%H:%M:%SZ', " column " / 1000, 'unixepoch'))"

/* Steps a query whose one column is an object, adds "[...]\n" to json, and ends it. */
int json_rows(struct query *query, struct buf *json, struct err *err);

/* The same with the one object a query answers, without brackets. */
int json_object(struct query *query, struct buf *json, struct err *err);

#endif
