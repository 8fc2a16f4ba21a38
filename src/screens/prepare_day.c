/*
 * prepare_day: day and time of the conversation; in a field that asks for a day the same calendar
 * fills that.
 */
#include "base/day.h"
#include "prepare_inside.h"
#include "screens/appointment.h"
#include "screens/ask.h"

/* The day is known: it keeps the time there was, and asks whether that is right. A time that came
 * with the day is not asked again. */
struct outcome prepare_set_day(struct prepare *prepare, const struct reply *reply)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (appointment_set_day(&prepare->sheet, reply, &err) || prepare_reload(prepare, &err))
        return outcome_err(&err);
    return appointment_timed(reply) ? outcome_redraw()
                                    : appointment_ask_time(&prepare->sheet, TAG_TIME);
}

struct outcome prepare_set_time(struct prepare *prepare, const char *text)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (appointment_set_time(&prepare->sheet, text, &err))
        return outcome_err(&err);
    return prepare_reloaded(prepare, outcome_redraw());
}

/* In a field that asks for a date the calendar fills that. */
struct outcome prepare_ask_date(struct prepare *prepare)
{
    const struct sheet_field *field = sheet_focused(&prepare->sheet);
    return field && field->kind == KIND_DATE ? sheet_ask_day(&prepare->sheet, TAG_FIELD)
                                             : appointment_ask_day(&prepare->sheet, TAG_DAY);
}
