/*
 * fuzz: the readers of what comes from outside, each fed bytes of any kind and held to what it
 * promises. A target never ends on bytes that are merely wrong; it aborts when a promise is broken.
 *
 * `make fuzz` lets libFuzzer make up the bytes (tests/fuzz/run.sh says how long, and where what it
 * finds goes). tests/test_fuzz.c runs the small inputs that are kept in tests/fuzz/NAME/ through
 * the same functions, so what was found once stays mended.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

typedef void fuzz_target(const uint8_t *bytes, size_t len);

fuzz_target fuzz_guide;    /* a guide file, laid out anew too */
fuzz_target fuzz_regime;   /* a regime file with its words */
fuzz_target fuzz_bundle;   /* a bundle: the bytes of a file, or (after 0x01) what its tables hold */
fuzz_target fuzz_day;      /* words for a date, or for a period */
fuzz_target fuzz_csv;      /* a list of absences */
fuzz_target fuzz_privacy;  /* the shipped privacy checks */
fuzz_target fuzz_lineedit; /* bytes of a terminal, typed into a field */
fuzz_target fuzz_frame;    /* texts put in a frame */

/* Says which promise is broken, and where; then aborts. */
#define FUZZ_HOLDS(promise) ((promise) ? (void)0 : fuzz_broken(#promise, __FILE__, __LINE__))
_Noreturn void fuzz_broken(const char *promise, const char *file, int line);

/* Text for a terminal or an export: valid UTF-8 that utf8_show would leave as it is, in lines. */
void fuzz_is_shown(const char *text, size_t len);

/* The bytes as a C string in a buf: up to the first NUL. */
void fuzz_text(struct buf *text, const uint8_t *bytes, size_t len);

/* A folder of this run, made the first time and removed when it ends. */
const char *fuzz_folder(void);

/* Writes bytes to a file of that name there; its path goes to path. */
void fuzz_file(const char *name, const uint8_t *bytes, size_t len, struct buf *path);

#endif
