#include "screens/appointment.h"

#include "base/day.h"
#include "base/utf8.h"
#include "screens/ask.h"

static int64_t moment_of(const struct sheet *sheet)
{
    return sheet->dossier.interview->at;
}

void appointment_add(const struct sheet *sheet, struct buf *buf)
{
    enum lang lang = sheet->desk->lang;
    if (!moment_of(sheet)) {
        buf_adds(buf, tr(lang, "no date yet"));
        return;
    }
    day_add_short(buf, clock_day(moment_of(sheet)), clock_today(&sheet->desk->clock), lang);
    clock_add_time(buf, " ", moment_of(sheet));
}

struct outcome appointment_ask_day(const struct sheet *sheet, int tag)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    int64_t at = moment_of(sheet);
    if (store_need_write(sheet->desk->store, &err))
        return outcome_err(&err);
    struct ask ask = {
        .tag = tag,
        .kind = ASK_DAY,
        .audience = AUDIENCE_NAME,
        .about = sheet->dossier.interview->id,
        .question = tr(err.lang, "On which day is the conversation?"),
        .day = at ? clock_day(at) : DAY_NONE,
    };
    return outcome_open(ask_open(sheet->desk, &ask));
}

static const char no_time[] = N_("This is not a time I know. Write it like 10:00 or 14:30.");

static const char *time_fault(const char *text)
{
    int hour, minute;
    return clock_read_time(text, &hour, &minute) ? NULL : no_time;
}

struct outcome appointment_ask_time(const struct sheet *sheet, int tag)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    struct buf text = BUF_INIT;
    if (store_need_write(sheet->desk->store, &err))
        return outcome_err(&err);
    if (moment_of(sheet))
        clock_add_time(&text, "", moment_of(sheet));
    struct ask ask = {
        .tag = tag,
        .audience = AUDIENCE_NAME,
        .kind = ASK_TEXT,
        .about = sheet->dossier.interview->id,
        .question = tr(err.lang, "At what time?"),
        .hint = tr(err.lang, "For instance 10:00 or 14:30. Empty: not agreed yet."),
        .text = text.data,
        .max = 12,
        .anew = true,
        .blank = true,
        .fault = time_fault,
    };
    struct outcome outcome = outcome_open(ask_open(sheet->desk, &ask));
    buf_release(&text);
    return outcome;
}

int appointment_set_day(struct sheet *sheet, int day, struct err *err)
{
    int hour = 0, minute = 0;
    if (moment_of(sheet))
        clock_time(moment_of(sheet), &hour, &minute);
    int64_t at = day == DAY_NONE ? 0 : clock_moment(day, hour, minute);
    return dossier_plan(sheet->desk, &sheet->dossier, at, err);
}

int appointment_set_time(struct sheet *sheet, const char *text, struct err *err)
{
    int hour = 0, minute = 0;
    int64_t at = moment_of(sheet);
    if (!utf8_blank(text) && !clock_read_time(text, &hour, &minute))
        return err_set(err, no_time);
    if (!at)
        return 0;
    return dossier_plan(sheet->desk, &sheet->dossier, clock_moment(clock_day(at), hour, minute),
                        err);
}
