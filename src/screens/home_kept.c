/*
 * home_kept: that the file is not sealed, and what can be done about it: said on home until the
 * user says to have read it, and by `gesprek doctor` always.
 */
#include "home_inside.h"
#include "store/sealing.h"

#define READ_THAT "unsealed.read" /* the setting that says so: "yes" */

int kept_load(struct home *home, struct err *err)
{
    struct store *store = home->screen.desk->store;
    struct buf read = BUF_INIT;
    home->unsealed = store_sealing(store) == SEALING_OFF;
    int failed = home->unsealed ? store_setting_get(store, READ_THAT, &read, err) : 0;
    home->unsealed = home->unsealed && !read.len;
    buf_release(&read);
    return failed;
}

int kept_draw(const struct home *home, struct frame *frame)
{
    int columns = frame->columns - 2;
    if (!home->unsealed)
        return 0;
    const char *words = tr(home->screen.desk->lang,
                           "This file is not encrypted. Ask IT for an encrypted disk, or seal it "
                           "in a terminal: gesprek seal on. R: read.");
    int rows = frame_wrap_rows(words, columns);
    int row = screen_bottom(frame) - rows;
    frame_wrap(frame, row, 1, rows, columns, words, STYLE_QUIET);
    for (int i = 0; i < rows; i++)
        frame_spot(frame, row + i, 0, 1, frame->columns, HOME_READ_THAT, -1);
    return rows;
}

struct outcome kept_read(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    if (store_setting_set(home->screen.desk->store, READ_THAT, "yes", &err) ||
        kept_load(home, &err))
        return outcome_err(&err);
    return outcome_redraw();
}
