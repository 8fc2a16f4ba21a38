#include "ui/inbox.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define LONG_AGO (INT64_MIN / 2)

void inbox_init(struct inbox *inbox)
{
    *inbox = (struct inbox){.run_start = LONG_AGO, .burst_at = LONG_AGO, .click_at = LONG_AGO};
    buf_init(&inbox->paste);
}

void inbox_release(struct inbox *inbox)
{
    struct key key;
    while (inbox_take(inbox, &key))
        key_release(&key);
    buf_release(&inbox->paste);
}

bool inbox_room(const struct inbox *inbox)
{
    /* One byte can end a burst, an Esc before it and itself be a key. */
    return inbox->n + 3 <= INBOX_KEYS;
}

static void push(struct inbox *inbox, const struct key *key)
{
    assert(inbox->n < INBOX_KEYS);
    inbox->keys[(inbox->first + inbox->n++) % INBOX_KEYS] = *key;
}

static void push_name(struct inbox *inbox, enum key_name name)
{
    push(inbox, &(struct key){.kind = PRESS_NAMED, .name = name});
}

bool inbox_take(struct inbox *inbox, struct key *key)
{
    if (!inbox->n)
        return false;
    *key = inbox->keys[inbox->first];
    inbox->first = (inbox->first + 1) % INBOX_KEYS;
    inbox->n--;
    return true;
}

/* ---- Pastes and bursts ----------------------------------------------------------------------- */

/* What was pasted so far becomes a key; so it does before any key that came after it. */
static void give_paste(struct inbox *inbox)
{
    struct key key = {.kind = PRESS_PASTE, .paste_len = inbox->paste.len};
    if (!inbox->paste.len)
        return;
    key.paste = buf_detach(&inbox->paste);
    push(inbox, &key);
}

static void paste_text(struct inbox *inbox, const char *text, size_t len)
{
    bool after_cr = inbox->after_cr;
    inbox->after_cr = *text == '\r';
    if (*text == '\0' || (*text == '\n' && after_cr))
        return;
    if (inbox->paste.len + len > INBOX_PASTE)
        give_paste(inbox);
    buf_add(&inbox->paste, *text == '\r' ? "\n" : text, len);
}

/* What a key is as text, or NULL when it is none. */
static const char *key_as_text(const struct key *key)
{
    if (key->kind == PRESS_TEXT)
        return key->text;
    if (key->kind != PRESS_NAMED)
        return NULL;
    if (key->name == NAME_SPACE)
        return " ";
    if (key->name == NAME_TAB)
        return "\t";
    return key->name == NAME_ENTER ? "\n" : NULL;
}

/* The text at the end of the queue turns out to be the begin of a burst. */
static void gather(struct inbox *inbox)
{
    int first = inbox->n;
    while (first > 0 && key_as_text(&inbox->keys[(inbox->first + first - 1) % INBOX_KEYS]))
        first--;
    for (int i = first; i < inbox->n; i++)
        buf_adds(&inbox->paste, key_as_text(&inbox->keys[(inbox->first + i) % INBOX_KEYS]));
    inbox->n = first;
}

/* A key that is text, from the keyboard or from a clipboard: its pace tells. */
static void push_text(struct inbox *inbox, const struct key *key, int64_t now)
{
    if (now - inbox->run_start > BURST_MS) {
        inbox->run_start = now;
        inbox->run = 0;
    }
    push(inbox, key);
    if (++inbox->run > BURST_KEYS) {
        gather(inbox);
        inbox->burst_at = now;
    }
}

/* ---- Characters ------------------------------------------------------------------------------ */

static void character(struct inbox *inbox, const char *text, size_t len, int64_t now)
{
    struct key key = {.kind = PRESS_TEXT};
    if (inbox->pasting) {
        paste_text(inbox, text, len);
        return;
    }
    if (now - inbox->burst_at <= BURST_MS) {
        inbox->burst_at = now;
        paste_text(inbox, text, len);
        return;
    }
    memcpy(key.text, text, len);
    push_text(inbox, &key, now);
}

static void control(struct inbox *inbox, unsigned char byte, int64_t now)
{
    struct key key = {.kind = PRESS_NAMED};
    if (inbox->pasting || now - inbox->burst_at <= BURST_MS) {
        character(inbox, &(char){(char)byte}, 1, now);
        return;
    }
    if (byte == '\r' || byte == '\n' || byte == '\t' || byte == ' ') {
        key.name = byte == ' ' ? NAME_SPACE : byte == '\t' ? NAME_TAB : NAME_ENTER;
        push_text(inbox, &key, now);
    } else if (byte == '\b' || byte == 0x7F) {
        push_name(inbox, NAME_BACKSPACE);
    } else if (byte >= 1 && byte <= 26) {
        push_name(inbox, (enum key_name)(NAME_CTRL_A + byte - 1));
    }
}

/* The bytes of the character this one begins; 0 when none begins with it. */
static int bytes_needed(unsigned char byte)
{
    if (byte < 0x80)
        return 1;
    if (byte < 0xC2 || byte > 0xF4)
        return 0;
    return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

static void broken(struct inbox *inbox, int64_t now)
{
    inbox->have = 0;
    character(inbox, "\xEF\xBF\xBD", 3, now);
}

/* Puts bytes together to characters. What is not UTF-8 shows as U+FFFD: typing never vanishes. */
static void text_byte(struct inbox *inbox, unsigned char byte, int64_t now)
{
    if (inbox->have && (byte & 0xC0) != 0x80)
        broken(inbox, now);
    if (!inbox->have)
        inbox->need = bytes_needed(byte);
    if (!inbox->need) {
        broken(inbox, now);
        return;
    }
    inbox->bytes[inbox->have++] = (char)byte;
    if (inbox->have < inbox->need)
        return;
    inbox->have = 0;
    if (inbox->need == 1 && (byte <= ' ' || byte == 0x7F))
        control(inbox, byte, now);
    else if (!utf8_valid(inbox->bytes, (size_t)inbox->need))
        broken(inbox, now);
    else
        character(inbox, inbox->bytes, (size_t)inbox->need, now);
}

/* ---- Escape sequences ------------------------------------------------------------------------ */

static void click(struct inbox *inbox, int row, int col, int64_t now)
{
    struct key *last = &inbox->click;
    bool again = last->count == 1 && last->row == row && last->col == col &&
                 now - inbox->click_at <= DOUBLE_MS;
    *last = (struct key){.kind = PRESS_CLICK, .row = row, .col = col, .count = again ? 2 : 1};
    inbox->click_at = now;
    push(inbox, last);
}

/* A mouse report: buttons as xterm numbers them, row and column from 1. */
static void mouse(struct inbox *inbox, int button, int col, int row, int64_t now)
{
    enum { MOVED = 32, WHEEL = 64, EXTRA = 128 };
    int which = button & 3;
    if (button & (MOVED | EXTRA) || row < 1 || col < 1)
        return;
    if (!(button & WHEEL) && which == 0)
        click(inbox, row - 1, col - 1, now);
    if (button & WHEEL && which < 2)
        push(inbox, &(struct key){.kind = PRESS_WHEEL,
                                  .row = row - 1,
                                  .col = col - 1,
                                  .count = which == 0 ? -1 : 1});
}

/* A control sequence curses knows no key for: a mouse report, or one that means nothing here. */
static void sequence(struct inbox *inbox, char last, int64_t now)
{
    int button, col, row;
    inbox->escape = ESCAPE_NONE;
    inbox->sequence[inbox->sequence_len] = '\0';
    if (last == 'M' && sscanf(inbox->sequence, "<%5d;%5d;%5d", &button, &col, &row) == 3)
        mouse(inbox, button, col, row, now);
    else if (last == 'M' && inbox->sequence_len == 0)
        inbox->escape = ESCAPE_X10;
}

static void sequence_byte(struct inbox *inbox, unsigned char byte, int64_t now)
{
    if (byte >= 0x40 && byte <= 0x7E)
        sequence(inbox, (char)byte, now);
    else if (byte < 0x20 || byte > 0x7E)
        inbox->escape = ESCAPE_NONE;
    else if (inbox->sequence_len + 1 < (int)sizeof inbox->sequence)
        inbox->sequence[inbox->sequence_len++] = (char)byte;
}

/* The old mouse report: three bytes, each 32 higher than what it says. */
static void x10_byte(struct inbox *inbox, unsigned char byte, int64_t now)
{
    const char *said = inbox->sequence;
    inbox->sequence[inbox->sequence_len++] = (char)byte;
    if (inbox->sequence_len < 3)
        return;
    inbox->escape = ESCAPE_NONE;
    mouse(inbox, (unsigned char)said[0] - 32, (unsigned char)said[1] - 32,
          (unsigned char)said[2] - 32, now);
}

/* The byte right behind an Esc. */
static void escaped_byte(struct inbox *inbox, unsigned char byte, int64_t now)
{
    inbox->escape = ESCAPE_NONE;
    inbox->sequence_len = 0;
    if (byte == '[') {
        inbox->escape = ESCAPE_CSI;
    } else if (byte == 'O') {
        inbox->escape = ESCAPE_SS3;
    } else if (byte == '\r' || byte == '\n') {
        push_name(inbox, NAME_ALT_ENTER);
    } else if (byte >= '0' && byte <= '9') {
        push_name(inbox, (enum key_name)(byte == '0' ? NAME_F10 : NAME_F1 + byte - '1'));
    } else {
        push_name(inbox, NAME_ESC);
        inbox_byte(inbox, byte, now);
    }
}

void inbox_byte(struct inbox *inbox, unsigned char byte, int64_t now)
{
    enum inbox_escape escape = inbox->escape;
    if (escape == ESCAPE_ESC) {
        escaped_byte(inbox, byte, now);
    } else if (escape == ESCAPE_CSI) {
        sequence_byte(inbox, byte, now);
    } else if (escape == ESCAPE_X10) {
        x10_byte(inbox, byte, now);
    } else if (escape == ESCAPE_SS3) {
        inbox->escape = ESCAPE_NONE;
    } else if (byte == 0x1B && !inbox->pasting) {
        give_paste(inbox);
        inbox->escape = ESCAPE_ESC;
    } else {
        text_byte(inbox, byte, now);
    }
}

/* ---- What curses says ------------------------------------------------------------------------ */

void inbox_name(struct inbox *inbox, enum key_name name)
{
    if (inbox->pasting)
        return;
    inbox->escape = ESCAPE_NONE; /* Esc right before it was an Alt */
    give_paste(inbox);
    push_name(inbox, name);
}

void inbox_resize(struct inbox *inbox)
{
    if (!inbox->pasting)
        give_paste(inbox);
    push(inbox, &(struct key){.kind = PRESS_RESIZE});
}

void inbox_paste_begin(struct inbox *inbox)
{
    inbox_settle(inbox);
    inbox->pasting = true;
    inbox->after_cr = false;
    inbox->have = 0;
}

void inbox_paste_end(struct inbox *inbox)
{
    inbox->pasting = false;
    inbox->have = 0;
    give_paste(inbox);
}

void inbox_settle(struct inbox *inbox)
{
    if (inbox->pasting)
        return;
    give_paste(inbox);
    if (inbox->escape == ESCAPE_ESC)
        push_name(inbox, NAME_ESC);
    inbox->escape = ESCAPE_NONE;
}
