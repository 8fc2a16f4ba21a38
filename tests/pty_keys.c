#include "pty.h"

#include <string.h>

#include "ui/key.h"

#define KEY_PAUSE_MS 3  /* below 30 keys in 50 ms, which would look like a paste */
#define ESC_PAUSE_MS 60 /* what follows within 25 ms belongs to the Esc */

/* What xterm and tmux send, in the modes the program asks for. */
static const char *const sequences[NAME_COUNT] = {
    [NAME_ENTER] = "\r",
    [NAME_ESC] = "\033",
    [NAME_TAB] = "\t",
    [NAME_BACKTAB] = "\033[Z",
    [NAME_SPACE] = " ",
    [NAME_BACKSPACE] = "\177",
    [NAME_DELETE] = "\033[3~",
    [NAME_UP] = "\033OA",
    [NAME_DOWN] = "\033OB",
    [NAME_LEFT] = "\033OD",
    [NAME_RIGHT] = "\033OC",
    [NAME_HOME] = "\033OH",
    [NAME_END] = "\033OF",
    [NAME_PGUP] = "\033[5~",
    [NAME_PGDN] = "\033[6~",
    [NAME_INSERT] = "\033[2~",
    [NAME_F1] = "\033OP",
    [NAME_F2] = "\033OQ",
    [NAME_F3] = "\033OR",
    [NAME_F4] = "\033OS",
    [NAME_F5] = "\033[15~",
    [NAME_F6] = "\033[17~",
    [NAME_F7] = "\033[18~",
    [NAME_F8] = "\033[19~",
    [NAME_F9] = "\033[20~",
    [NAME_F10] = "\033[21~",
    [NAME_F11] = "\033[23~",
    [NAME_F12] = "\033[24~",
    [NAME_CTRL_LEFT] = "\033[1;5D",
    [NAME_CTRL_RIGHT] = "\033[1;5C",
    [NAME_CTRL_HOME] = "\033[1;5H",
    [NAME_CTRL_END] = "\033[1;5F",
    [NAME_ALT_ENTER] = "\033\r",
};

static void send_key(struct pty *pty, const struct key *key)
{
    char control = (char)(key->name - NAME_CTRL_A + 1);
    if (key->kind == PRESS_TEXT)
        pty_send(pty, key->text, strlen(key->text));
    else if (key->name >= NAME_CTRL_A && key->name <= NAME_CTRL_Z)
        pty_send(pty, &control, 1);
    else
        pty_send(pty, sequences[key->name], strlen(sequences[key->name]));
}

bool pty_type(struct pty *pty, const char *keys)
{
    struct key key;
    size_t used;
    for (; *keys; keys += used) {
        if (!key_parse(keys, &key, &used))
            return false;
        send_key(pty, &key);
        pty_pass(pty,
                 key.kind == PRESS_NAMED && key.name == NAME_ESC ? ESC_PAUSE_MS : KEY_PAUSE_MS);
        if (!pty_wait_read(pty))
            return false;
    }
    return true;
}

void pty_paste(struct pty *pty, const char *text)
{
    pty_send(pty, "\033[200~", 6);
    pty_send(pty, text, strlen(text));
    pty_send(pty, "\033[201~", 6);
}

void pty_click(struct pty *pty, int row, int col)
{
    struct buf report = BUF_INIT;
    buf_addf(&report, "\033[<0;%d;%dM\033[<0;%d;%dm", col + 1, row + 1, col + 1, row + 1);
    pty_send(pty, report.data, report.len);
    buf_release(&report);
}
