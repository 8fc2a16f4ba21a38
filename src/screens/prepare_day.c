/*
 * prepare_day: day and time of the conversation; in a field that asks for a day the same calendar
 * fills that.
 */
#include "base/day.h"
#include "prepare_inside.h"
#include "screens/appointment.h"
#include "screens/ask.h"

/* The day is known: it keeps the time there was, and asks whether that is right. */
struct outcome prepare_set_day(struct prepare *prepare, int day)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (appointment_set_day(&prepare->sheet, day, &err) || prepare_reload(prepare, &err))
        return outcome_err(&err);
    return day == DAY_NONE ? outcome_redraw() : appointment_ask_time(&prepare->sheet, TAG_TIME);
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
    int day = DAY_NONE;
    if (!field || field->kind != KIND_DATE)
        return appointment_ask_day(&prepare->sheet, TAG_DAY);
    const struct form_item *item = form_focused(&prepare->sheet.form);
    day_read(item->edit.text.data, today_of(prepare), lang_of(prepare), &day);
    struct ask ask = {
        .tag = TAG_FIELD,
        .kind = ASK_DAY,
        .about = interview_of(prepare)->id,
        .question = field->label,
        .audience = audience_of(field->point, field->field, field->share),
        .day = day,
    };
    return outcome_open(ask_open(prepare->screen.desk, &ask));
}

struct outcome prepare_set_field_day(struct prepare *prepare, int day)
{
    struct err err = ERR_INIT(lang_of(prepare));
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    const struct form_item *item = form_focused(&prepare->sheet.form);
    return sheet_set_text(&prepare->sheet, item->id, iso, &err) ? outcome_err(&err)
                                                                : outcome_redraw();
}
