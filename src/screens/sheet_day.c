/*
 * sheet_day: the calendar on a field that asks for a day.
 */
#include "base/day.h"
#include "screens/ask.h"
#include "screens/sheet.h"

struct outcome sheet_ask_day(const struct sheet *sheet, int tag)
{
    const struct sheet_field *field = sheet_focused(sheet);
    struct desk *desk = sheet->desk;
    int day = DAY_NONE;
    if (!field || field->kind != KIND_DATE)
        return outcome_nothing();
    enum day_toward toward = asked_toward(field->field);
    day_read_toward(form_focused(&sheet->form)->edit.text.data, clock_today(&desk->clock),
                    desk->lang, toward, &day);
    struct ask ask = {
        .tag = tag,
        .kind = ASK_DAY,
        .about = sheet->dossier.interview->id,
        .question = field->label,
        .audience = audience_of(field->point, field->field, field->share),
        .day = day,
        .toward = toward,
    };
    return outcome_open(ask_open(desk, &ask));
}

struct outcome sheet_set_day(struct sheet *sheet, int day)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    return sheet_set_text(sheet, form_focused(&sheet->form)->id, iso, &err) ? outcome_err(&err)
                                                                            : outcome_redraw();
}
