/*
 * json: writing JSON (RFC 8259). Commas and escapes are done here; whoever calls opens and closes.
 *
 * Everything that could act on a terminal or deceive a reader is escaped as \uXXXX, so the output
 * is safe to look at and still exactly the text; bytes that are not UTF-8 become U+FFFD.
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "report/report.h"

struct json {
    struct buf *out;
    bool comma; /* something stands before the next value */
};

/* key names the value in an object; NULL in an array or at the top. */
void json_open(struct json *json, const char *key, char bracket); /* '{' or '[' */
void json_close(struct json *json, char bracket);                 /* '}' or ']' */
void json_text(struct json *json, const char *key, const char *text);
void json_number(struct json *json, const char *key, int64_t number);
void json_null(struct json *json, const char *key);
void json_day(struct json *json, const char *key, int day);          /* null for DAY_NONE */
void json_moment(struct json *json, const char *key, int64_t moment); /* UTC; null for 0 */

/* Adds the report as one object and a newline; the fields are in the README ("Formats"). */
void json_add_report(struct buf *out, const struct report *report);

#endif
