#include "screens/sheet.h"

#include "base/mem.h"
#include "screens/screens.h"
#include "store/log.h"

static const struct key_row rows[] = {
    {"<Tab>", SHEET_NEXT, N_("Next"), N_("Go to the next field"), 45},
    {"<S-Tab>", SHEET_PREVIOUS, NULL, N_("Go to the field before"), 0},
    {"<Down> j", SHEET_DOWN, NULL, N_("Go to the next line"), 0},
    {"<Up> k", SHEET_UP, NULL, N_("Go to the line before"), 0},
    {"<Space> x", SHEET_TICK, N_("Tick"), N_("Tick or choose; again takes it back"), 55},
    {"<C-o> w", COMMAND_EYES, N_("Other eyes"), N_("Look as employee, HR or yourself"), 22},
    {"<C-s> s", SHEET_SPAR, N_("Spar"), N_("Spar: ask HR what to do here, without a name"), 21},
    {"<C-e>", SHEET_EDITOR, NULL, N_("Write this text in your own editor"), 0},
    {"", SHEET_ERASE, NULL, N_("Erase this text for good, or a sentence of it"), 0},
    {"<Esc> [ q", COMMAND_BACK, N_("Back"), N_("Go back one step; nothing is lost"), 90},
};

const struct keymap sheet_keys = {rows, sizeof rows / sizeof *rows, &screen_common_keys};

static struct outcome press(struct sheet *sheet, enum key_name name)
{
    return sheet_key(sheet, &(struct key){.kind = PRESS_NAMED, .name = name}, NULL);
}

static struct outcome open_editor(const struct sheet *sheet)
{
    const struct form_item *item = form_focused(&sheet->form);
    struct err err = ERR_INIT(sheet->desk->lang);
    if (store_need_write(sheet->desk->store, &err))
        return outcome_err(&err);
    (void)log_note(sheet->desk->store, LOG_EXPORTED, "editor", sheet->dossier.interview->id, &err);
    return (struct outcome){.act = ACT_EDIT, .text = mem_copy(item->edit.text.data)};
}

/* What is being typed is part of what they see. */
static struct outcome look(struct sheet *sheet)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    return sheet_commit(sheet, &err) ? outcome_err(&err)
                                     : look_at(sheet->desk, sheet->dossier.interview->id);
}

struct outcome sheet_spar(const struct sheet *sheet, const char *point, const char *title)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    const struct interview *interview = sheet->dossier.interview;
    struct sparring_point from = {interview->id, interview->guide_id, point, title};
    struct screen *screen = sparring_open(sheet->desk, SIDE_MANAGER, &from, NULL, &err);
    return outcome_try(screen, &err);
}

struct outcome sheet_command(struct sheet *sheet, int command)
{
    switch (command) {
    case SHEET_NEXT:
        return press(sheet, NAME_TAB);
    case SHEET_PREVIOUS:
        return press(sheet, NAME_BACKTAB);
    case SHEET_DOWN:
        return press(sheet, NAME_DOWN);
    case SHEET_UP:
        return press(sheet, NAME_UP);
    case SHEET_TICK:
        return press(sheet, NAME_SPACE);
    case COMMAND_EYES:
        return look(sheet);
    case SHEET_EDITOR:
        return open_editor(sheet);
    case SHEET_ERASE:
        return sheet_ask_erase(sheet);
    default:
        return outcome_nothing();
    }
}

bool sheet_can(const struct sheet *sheet, int command)
{
    const struct form_item *item = form_focused(&sheet->form);
    switch (command) {
    case SHEET_NEXT:
    case SHEET_PREVIOUS:
        return form_goes_round(&sheet->form);
    case SHEET_DOWN:
    case SHEET_UP:
        return sheet->form.n > 1;
    case SHEET_TICK:
        return item && (item->kind == ITEM_CHECK || item->kind == ITEM_CHOICE);
    case SHEET_EDITOR:
        return sheet->desk->settings.editor && item && item->kind == ITEM_TEXT &&
               item->edit.multiline && !store_rehearses(sheet->desk->store);
    case SHEET_ERASE:
        return !store_rehearses(sheet->desk->store) && sheet_can_erase(sheet);
    case SHEET_SPAR: /* a question to HR is no practice */
        return !store_rehearses(sheet->desk->store);
    default:
        return true;
    }
}

struct outcome sheet_edited(struct sheet *sheet, const struct reply *reply)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    const struct form_item *item = form_focused(&sheet->form);
    if (reply->tag == SHEET_TAG_ERASE)
        return sheet_erased(sheet, reply);
    if (!reply->given || !reply->text || !item)
        return outcome_redraw();
    return sheet_set_text(sheet, item->id, reply->text, &err) ? outcome_err(&err)
                                                              : outcome_redraw();
}
