/*
 * invite: an invitation for the employee: the place and the topics are filled in, and below them
 * stands the text as it would be sent.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/file.h"
#include "report/invitation.h"
#include "screens/appointment.h"
#include "screens/ask.h"
#include "screens/field.h"
#include "screens/screens.h"
#include "screens/sheet.h"
#include "store/log.h"

enum { INVITE_WRITE = COMMAND_OWN, INVITE_DATE = COMMAND_WRITES };

enum { TAG_PATH = 1, TAG_DAY, TAG_TIME };

static const struct key_row key_rows[] = {
    {"<F5> <C-o>", COMMAND_EYES, N_("Read"), N_("Read the whole invitation"), 60},
    {"<F3>", INVITE_DATE, N_("Date"), N_("Set the day and time of the conversation"), 65},
    {"<F6>", INVITE_WRITE, N_("To a file"), N_("Write the invitation to a file"), 70},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows, &sheet_keys};

struct invite {
    struct screen screen;
    struct sheet sheet;
};

/* What stands in a field of its own now, stored or not; "" where it is not asked. */
static const char *typed(const struct invite *invite, const char *field)
{
    struct form_item *item = form_find(&invite->sheet.form, field);
    return item ? item->edit.text.data : "";
}

static bool by_phone(const struct invite *invite)
{
    const struct guide *guide = invite->sheet.dossier.guide;
    return invitation_by_phone(guide, guide->id, invite->screen.desk->shelf,
                               invite->screen.desk->lang);
}

static struct invitation as_typed(const struct invite *invite)
{
    const struct desk *desk = invite->screen.desk;
    const struct dossier *dossier = &invite->sheet.dossier;
    return (struct invitation){
        .interview = dossier->interview,
        .about = invitation_about(dossier->guide, dossier->guide->id, desk->shelf, desk->lang),
        .place = typed(invite, POINT_OWN "/" FIELD_PLACE),
        .topics = typed(invite, POINT_OWN "/" FIELD_TOPICS),
        .by_phone = by_phone(invite),
    };
}

static void add_text(const struct invite *invite, struct buf *text)
{
    const struct invitation invitation = as_typed(invite);
    invitation_add(text, &invitation, invite->screen.desk->lang);
}

static int invite_refresh(struct screen *screen, struct err *err);

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome read_it(struct invite *invite)
{
    struct buf text = BUF_INIT;
    add_text(invite, &text);
    struct screen *view =
        view_open(invite->screen.desk, tr(invite->screen.desk->lang, "Invitation"), text.data,
                  invite->sheet.dossier.interview->id);
    buf_release(&text);
    return outcome_open(view);
}

/* The name proposed says nothing about anybody. */
static struct outcome ask_path(struct invite *invite)
{
    enum lang lang = invite->screen.desk->lang;
    char handle[HANDLE_SIZE], path[64];
    uuid_handle(invite->sheet.dossier.interview->id, handle);
    snprintf(path, sizeof path, "~/%s-%s.txt", tr(lang, "invitation"), handle);
    struct ask ask = {
        .tag = TAG_PATH,
        .kind = ASK_TEXT,
        .question = tr(lang, "Where shall it be written?"),
        .hint =
            tr(lang, "A name that ends in .ics makes it an event for a calendar. The file is not "
                     "protected by this program: keep it where only the right people come."),
        .text = path,
        .max = 200,
    };
    return outcome_open(ask_open(invite->screen.desk, &ask));
}

static struct outcome write_it(struct invite *invite, const char *path)
{
    enum lang lang = invite->screen.desk->lang;
    struct err err = ERR_INIT(lang);
    struct buf text = BUF_INIT;
    const char *ending = strrchr(path, '.');
    bool calendar = ending && strcasecmp(ending, ".ics") == 0;
    if (calendar && !invite->sheet.dossier.interview->at)
        return outcome_say("%s", tr(lang, "There is no day yet to put in a calendar: F3."));
    if (calendar) {
        const struct invitation invitation = as_typed(invite);
        invitation_add_calendar(&text, &invitation, lang);
    } else {
        add_text(invite, &text);
    }
    int failed = file_write_new(path, text.data, text.len, &err);
    buf_release(&text);
    if (failed)
        return outcome_err(&err);
    (void)log_note(invite->screen.desk->store, LOG_EXPORTED, "invitation",
                   invite->sheet.dossier.interview->id, &err);
    const struct invitation written = as_typed(invite);
    return outcome_say(invitation_passed(&written, &invite->screen.desk->clock)
                           ? tr(lang, "Written to %s, for a moment that has passed: F3 plans "
                                      "another.")
                           : tr(lang, "Written to %s."),
                       path);
}

static struct outcome invite_command(struct screen *screen, int command, int argument)
{
    struct invite *invite = (struct invite *)screen;
    (void)argument;
    switch (command) {
    case COMMAND_EYES:
        return read_it(invite);
    case INVITE_WRITE:
        return ask_path(invite);
    case INVITE_DATE:
        return appointment_ask_day(&invite->sheet, TAG_DAY);
    default:
        return sheet_command(&invite->sheet, command);
    }
}

static struct outcome invite_press(struct screen *screen, const struct key *key)
{
    return sheet_key(&((struct invite *)screen)->sheet, key, NULL);
}

/* A day, and then whether its time is known. */
static struct outcome set_day(struct invite *invite, const struct reply *reply)
{
    struct err err = ERR_INIT(invite->screen.desk->lang);
    if (appointment_set_day(&invite->sheet, reply, &err) || invite_refresh(&invite->screen, &err))
        return outcome_err(&err);
    return appointment_timed(reply) ? outcome_redraw()
                                    : appointment_ask_time(&invite->sheet, TAG_TIME);
}

static struct outcome set_time(struct invite *invite, const char *text)
{
    struct err err = ERR_INIT(invite->screen.desk->lang);
    if (appointment_set_time(&invite->sheet, text, &err) || invite_refresh(&invite->screen, &err))
        return outcome_err(&err);
    return outcome_redraw();
}

static struct outcome invite_resume(struct screen *screen, const struct reply *reply)
{
    struct invite *invite = (struct invite *)screen;
    bool own = reply->tag >= TAG_PATH && reply->tag <= TAG_TIME;
    if (own && !reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_PATH:
        return write_it(invite, reply->text);
    case TAG_DAY:
        return set_day(invite, reply);
    case TAG_TIME:
        return set_time(invite, reply->text);
    default:
        return sheet_edited(&invite->sheet, reply);
    }
}

static bool invite_can(const struct screen *screen, int command)
{
    return command != SHEET_SPAR && /* nothing is asked from an invitation */
           sheet_can(&((const struct invite *)screen)->sheet, command);
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* As many lines of the text as there is room for. */
static void draw_text(const struct invite *invite, struct frame *frame, int row)
{
    struct buf text = BUF_INIT;
    struct invitation invitation = as_typed(invite);
    int columns = frame->columns - 4;
    invitation.columns = columns < INVITATION_COLUMNS ? columns : 0;
    invitation_add(&text, &invitation, invite->screen.desk->lang);
    for (const char *at = text.data; *at && row < screen_bottom(frame); row++) {
        size_t len = strcspn(at, "\n"), next = 0;
        size_t take = utf8_wrap(at, len, frame->columns - 4, &next);
        frame_put_part(frame, row, 3, frame->columns - 4, at, take, STYLE_QUIET);
        at += next < len ? next : len + (at[len] == '\n');
    }
    buf_release(&text);
}

static void invite_draw(struct screen *screen, struct frame *frame)
{
    struct invite *invite = (struct invite *)screen;
    struct buf title = BUF_INIT, when = BUF_INIT;
    int row = SCREEN_TOP + 1;
    buf_addf(&title, "%s - ", tr(screen->desk->lang, "Invitation"));
    sheet_add_name(&invite->sheet, &title);
    appointment_add(&invite->sheet, &when);
    screen_head(frame, title.data, when.data);
    buf_release(&when);
    for (size_t i = 0; i < invite->sheet.form.n; i++) {
        bool topics = i + 1 == invite->sheet.form.n;
        struct field_box box = {.row = row,
                                .col = 1,
                                .columns = frame->columns - 2,
                                .label = 22,
                                .least = topics ? 3 : 1,
                                .most = topics ? 4 : 2};
        row += field_draw(&invite->sheet, i, frame, &box) + 1;
    }
    frame_rule(frame, row, 0, frame->columns);
    draw_text(invite, frame, row + 1);
    buf_release(&title);
}

static void invite_status(const struct screen *screen, struct buf *line)
{
    sheet_add_audience(&((const struct invite *)screen)->sheet, line);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static struct lineedit *invite_text(struct screen *screen, bool change)
{
    return sheet_text(&((struct invite *)screen)->sheet, change);
}

static const struct guide *invite_guide(const struct screen *screen)
{
    return ((const struct invite *)screen)->sheet.dossier.guide;
}

static bool invite_typing(const struct screen *screen)
{
    return sheet_typing(&((const struct invite *)screen)->sheet);
}

static bool invite_mute(const struct screen *screen)
{
    return sheet_mute(&((const struct invite *)screen)->sheet);
}

static bool invite_unsaved(const struct screen *screen)
{
    return sheet_unsaved(&((const struct invite *)screen)->sheet);
}

static int invite_save(struct screen *screen, struct err *err)
{
    return sheet_save(&((struct invite *)screen)->sheet, err);
}

static int invite_commit(struct screen *screen, struct err *err)
{
    return sheet_commit(&((struct invite *)screen)->sheet, err);
}

static int add_fields(struct invite *invite, struct err *err)
{
    static const char *const fields[] = {FIELD_PLACE, FIELD_TOPICS};
    for (size_t i = by_phone(invite); i < sizeof fields / sizeof *fields; i++) {
        struct asked asked = asked_own(NULL, fields[i], invite->screen.desk->lang);
        sheet_add(&invite->sheet, &asked);
    }
    return sheet_restore(&invite->sheet, NULL, err);
}

static int invite_refresh(struct screen *screen, struct err *err)
{
    struct invite *invite = (struct invite *)screen;
    if (sheet_refresh(&invite->sheet, err))
        return -1;
    sheet_clear(&invite->sheet);
    return add_fields(invite, err);
}

static void invite_close(struct screen *screen)
{
    struct invite *invite = (struct invite *)screen;
    sheet_release(&invite->sheet);
    free(invite);
}

static const struct screen_ops invite_ops = {
    .name = "invite",
    .command = invite_command,
    .key = invite_press,
    .resume = invite_resume,
    .draw = invite_draw,
    .text = invite_text,
    .guide = invite_guide,
    .typing = invite_typing,
    .mute = invite_mute,
    .can = invite_can,
    .status = invite_status,
    .unsaved = invite_unsaved,
    .save = invite_save,
    .commit = invite_commit,
    .refresh = invite_refresh,
    .close = invite_close,
};

struct screen *invite_open(struct desk *desk, const char *interview, struct err *err)
{
    struct invite *invite = mem_zero(1, sizeof *invite);
    invite->screen = (struct screen){.ops = &invite_ops, .keys = &keys, .desk = desk};
    if (sheet_open(&invite->sheet, desk, interview, err) || add_fields(invite, err)) {
        invite_close(&invite->screen);
        return NULL;
    }
    return &invite->screen;
}
