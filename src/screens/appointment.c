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
        .hint = tr(err.lang, "For instance fri, tomorrow 9:30 or 15-12 14:00."),
        .day = at ? clock_day(at) : DAY_NONE,
        .toward = DAY_PLAN,
        .timed = true,
    };
    return outcome_open(ask_open(sheet->desk, &ask));
}

static const char no_time[] =
    N_("This is not a time I know. Write it like 10:00, 14.30 or half past 9.");

static const char *time_fault(const char *text, enum lang lang)
{
    int hour, minute;
    return clock_read_time(text, lang, &hour, &minute) ? NULL : no_time;
}

static const char *time_fault_nl(const char *text)
{
    return time_fault(text, LANG_NL);
}

static const char *time_fault_en(const char *text)
{
    return time_fault(text, LANG_EN);
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
        .hint = tr(err.lang, "For instance 10:00 or half past 2. Empty: not agreed yet."),
        .text = text.data,
        .max = 30,
        .anew = true,
        .blank = true,
        .fault = err.lang == LANG_NL ? time_fault_nl : time_fault_en,
    };
    struct outcome outcome = outcome_open(ask_open(sheet->desk, &ask));
    buf_release(&text);
    return outcome;
}

bool appointment_timed(const struct reply *reply)
{
    return reply->at || reply->day == DAY_NONE;
}

int appointment_set_day(struct sheet *sheet, const struct reply *reply, struct err *err)
{
    int hour = 0, minute = 0;
    int64_t at = reply->at;
    if (!at && moment_of(sheet))
        clock_time(moment_of(sheet), &hour, &minute);
    if (!at && reply->day != DAY_NONE)
        at = clock_moment(reply->day, hour, minute);
    return dossier_plan(sheet->desk, &sheet->dossier, at, err);
}

int appointment_set_time(struct sheet *sheet, const char *text, struct err *err)
{
    int hour = 0, minute = 0;
    int64_t at = moment_of(sheet);
    if (!utf8_blank(text) && !clock_read_time(text, err->lang, &hour, &minute))
        return err_set(err, no_time);
    if (!at)
        return 0;
    return dossier_plan(sheet->desk, &sheet->dossier, clock_moment(clock_day(at), hour, minute),
                        err);
}
