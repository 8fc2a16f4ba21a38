/*
 * inbox: what came in from the terminal and was not handled yet, as keys.
 *
 * It is fed bytes and the names of keys, in the order they came, and puts them together: bytes to
 * characters, Esc with what stands right behind it to F-keys (Esc 6), Alt-Enter and mouse reports,
 * a bracketed paste to one PRESS_PASTE. Characters that come faster than anybody types become a
 * PRESS_PASTE as well: a terminal without bracketed paste must not run commands from a clipboard.
 * No terminal and no clock in here: `now` is in milliseconds, from anywhere.
 *
 * A paste is valid UTF-8 (what is not becomes U+FFFD) without NUL, with newlines for CR and CR LF,
 * and may hold other control characters. One over INBOX_PASTE bytes comes in several keys.
 */
#ifndef UI_INBOX_H
#define UI_INBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ui/key.h"

#define INBOX_KEYS  64
#define INBOX_PASTE (1024 * 1024)

#define BURST_KEYS 30  /* more characters than this */
#define BURST_MS   50  /* within this time are no typing */
#define DOUBLE_MS  400 /* two clicks on one cell within this are a double click */

/* How far an escape sequence has come. */
enum inbox_escape { ESCAPE_NONE, ESCAPE_ESC, ESCAPE_SS3, ESCAPE_CSI, ESCAPE_X10 };

struct inbox {
    struct key keys[INBOX_KEYS]; /* a ring: n of them from first */
    int first, n;

    char bytes[4]; /* a character that is not whole yet */
    int have, need;

    enum inbox_escape escape;
    char sequence[32]; /* the parameters of a control sequence so far */
    int sequence_len;

    bool pasting;     /* between the brackets */
    bool after_cr;    /* the last byte of the paste was CR: LF belongs to it */
    struct buf paste; /* what came so far of a paste or a burst */

    int run; /* characters since run_start */
    int64_t run_start;
    int64_t burst_at; /* the last character of a burst, or a long time ago */

    struct key click; /* the last one */
    int64_t click_at;
};

void inbox_init(struct inbox *inbox);
void inbox_release(struct inbox *inbox);

/* True while another key fits: read more only then. */
bool inbox_room(const struct inbox *inbox);

/* One byte that is part of no key curses knows. */
void inbox_byte(struct inbox *inbox, unsigned char byte, int64_t now);

/* A key that curses knows. */
void inbox_name(struct inbox *inbox, enum key_name name);

void inbox_resize(struct inbox *inbox);

/* The brackets of a paste. The closing one may be called for when it does not come in time. */
void inbox_paste_begin(struct inbox *inbox);
void inbox_paste_end(struct inbox *inbox);

/* Nothing more is there at the moment: an Esc that stands alone is Esc, a burst is over. */
void inbox_settle(struct inbox *inbox);

/* Hands out the first key; false when there is none. The caller owns it: key_release. */
bool inbox_take(struct inbox *inbox, struct key *key);

#endif
