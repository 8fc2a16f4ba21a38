#include "screens/agreed.h"

#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "report/sentence.h"

#define AGREED_PREFIX ".agreed/" /* before the agreement's id in the id of its row */
#define AGREED_NEW    AGREED_PREFIX "new"
#define NUMBER        5 /* columns for the sign of the focus and the number */
#define WHAT_ROWS     8 /* enough for all of it */

static int today_of(const struct sheet *sheet)
{
    return clock_today(&sheet->desk->clock);
}

static void row_id(char id[FORM_ID], const struct agreement *agreement)
{
    snprintf(id, FORM_ID, AGREED_PREFIX "%s", agreement->id);
}

void agreed_add_rows(struct sheet *sheet)
{
    const struct interview *interview = sheet->dossier.interview;
    char id[FORM_ID];
    for (size_t i = 0; i < interview->n_agreements; i++) {
        row_id(id, &interview->agreements[i]);
        sheet_add_row(sheet, id);
    }
    sheet_add_row(sheet, AGREED_NEW);
}

bool agreed_on_new(const struct sheet *sheet)
{
    const struct form_item *item = form_focused(&sheet->form);
    return item && strcmp(item->id, AGREED_NEW) == 0;
}

const struct agreement *agreed_focused(const struct sheet *sheet)
{
    const struct form_item *item = form_focused(&sheet->form);
    size_t prefix = strlen(AGREED_PREFIX);
    if (!item || strncmp(item->id, AGREED_PREFIX, prefix) != 0)
        return NULL;
    return interview_agreement(sheet->dossier.interview, item->id + prefix);
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* One agreement being drawn. */
struct drawing {
    struct sheet *sheet;
    struct frame *frame;
    const struct agreement *agreement;
    int row, col, columns; /* where its text begins */
    bool here;
};

static void add_who_and_what(const struct drawing *at, struct buf *line)
{
    struct buf name = BUF_INIT;
    sheet_add_name(at->sheet, &name);
    owner_add(line, at->agreement, VIEW_MANAGER, name.data, at->sheet->desk->lang);
    if (line->len)
        buf_adds(line, ": ");
    buf_adds(line, *at->agreement->what ? at->agreement->what
                                        : tr(at->sheet->desk->lang, "(nothing filled in yet)"));
    buf_release(&name);
}

static void add_when(const struct drawing *at, struct buf *line)
{
    enum lang lang = at->sheet->desk->lang;
    const struct agreement *agreement = at->agreement;
    int today = today_of(at->sheet);
    if (agreement->due != DAY_NONE) {
        day_add_short(line, agreement->due, today, lang);
        buf_adds(line, " (");
        day_add_distance(line, agreement->due, today, lang);
        buf_addc(line, ')');
    } else {
        buf_adds(line, *agreement->due_words ? agreement->due_words : tr(lang, "no date"));
    }
    if (*agreement->follow_up)
        buf_addf(line, ". %s", agreement->follow_up);
    if (agreement->basis != BASIS_NONE)
        buf_adds(line, strchr(".!?", line->data[line->len - 1]) ? " " : ". ");
    sentence_add_basis(line, agreement, lang);
}

/* "concrete", or in words what is not there yet: "! still missing: when, follow-up". */
static bool add_missing(struct buf *line, unsigned nudges, enum lang lang)
{
    static const struct {
        enum nudge nudge;
        const char *word;
    } parts[] = {
        {NUDGE_NO_OWNER, N_("who")},
        {NUDGE_NO_OWNER_NAME, N_("who exactly")},
        {NUDGE_NO_WHAT, N_("what")},
        {NUDGE_NO_DUE, N_("when")},
        {NUDGE_VAGUE_DUE, N_("when exactly")},
        {NUDGE_NO_FOLLOW_UP, N_("follow-up")},
        {NUDGE_NO_BASIS_DAY, N_("day of the advice")},
    };
    bool first = true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!(nudges & parts[i].nudge))
            continue;
        buf_addf(line, "%s%s", first ? tr(lang, "! still missing: ") : ", ",
                 tr(lang, parts[i].word));
        first = false;
    }
    if (first)
        buf_adds(line, tr(lang, "+ concrete"));
    return !first;
}

/* The first thing to sharpen, said in a sentence. */
static void draw_nudge(struct drawing *at, unsigned nudges, const struct buf *vague)
{
    struct buf line = BUF_INIT;
    unsigned first = nudges & (~nudges + 1);
    if (!at->here || !first)
        return;
    buf_adds(&line, "! ");
    nudge_add(&line, (enum nudge)first, vague->data, at->sheet->desk->lang);
    at->row +=
        frame_wrap(at->frame, at->row, at->col, WHAT_ROWS, at->columns, line.data, STYLE_WARN);
    buf_release(&line);
}

static void draw_lines(struct drawing *at)
{
    struct buf line = BUF_INIT, vague = BUF_INIT;
    enum style style = at->here ? STYLE_STRONG : STYLE_PLAIN;
    unsigned nudges = agreement_nudges(at->agreement, today_of(at->sheet), &vague);
    add_who_and_what(at, &line);
    at->row += frame_wrap(at->frame, at->row, at->col, WHAT_ROWS, at->columns, line.data, style);
    buf_clear(&line);
    add_when(at, &line);
    at->row +=
        frame_wrap(at->frame, at->row, at->col, WHAT_ROWS, at->columns, line.data, STYLE_PLAIN);
    buf_clear(&line);
    bool missing = add_missing(&line, nudges, at->sheet->desk->lang);
    bool said_below = at->here && missing && (nudges & (nudges - 1)) == 0;
    if (!said_below)
        at->row += frame_wrap(at->frame, at->row, at->col, 2, at->columns, line.data,
                              missing ? STYLE_WARN : STYLE_GOOD);
    draw_nudge(at, nudges, &vague);
    buf_release(&line);
    buf_release(&vague);
}

static int draw_agreement(struct sheet *sheet, struct frame *frame, size_t i, int row, int col,
                          int columns)
{
    const struct agreement *agreement = &sheet->dossier.interview->agreements[i];
    char id[FORM_ID], number[24];
    row_id(id, agreement);
    struct form_item *item = form_find(&sheet->form, id);
    if (!item)
        return 0;
    struct drawing at = {
        .sheet = sheet,
        .frame = frame,
        .agreement = agreement,
        .row = row,
        .col = col + NUMBER,
        .columns = columns - NUMBER,
        .here = form_focused(&sheet->form) == item,
    };
    snprintf(number, sizeof number, "%zu", i + 1);
    if (at.here)
        frame_put(frame, row, col, 1, ">", STYLE_STRONG);
    frame_put(frame, row, col + 2, NUMBER - 3, number, at.here ? STYLE_FOCUS : STYLE_PLAIN);
    draw_lines(&at);
    form_place(&sheet->form, item, frame, row, col, at.row - row, columns);
    frame_spot(frame, row, col, at.row - row, columns, COMMAND_SELECT,
               (int)(item - sheet->form.items));
    return at.row - row;
}

static int draw_new(struct sheet *sheet, struct frame *frame, int row, int col, int columns)
{
    struct form_item *item = form_find(&sheet->form, AGREED_NEW);
    bool here = item && form_focused(&sheet->form) == item;
    if (!item)
        return 0;
    if (here)
        frame_put(frame, row, col, 1, ">", STYLE_STRONG);
    frame_put(frame, row, col + 2, columns - 2, tr(sheet->desk->lang, "+ a new agreement (F4)"),
              here ? STYLE_FOCUS : STYLE_QUIET);
    form_place(&sheet->form, item, frame, row, col, 1, columns);
    frame_spot(frame, row, col, 1, columns, COMMAND_SELECT, (int)(item - sheet->form.items));
    return 1;
}

int agreed_draw(struct sheet *sheet, struct frame *frame, int row, int col, int columns, int gap)
{
    int rows = 0;
    for (size_t i = 0; i < sheet->dossier.interview->n_agreements; i++)
        rows += draw_agreement(sheet, frame, i, row + rows, col, columns) + gap;
    return rows + draw_new(sheet, frame, row + rows, col, columns);
}

/* ---- taking off ------------------------------------------------------------------------------ */

struct outcome agreed_remove(struct sheet *sheet)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    const struct agreement *agreement = agreed_focused(sheet);
    if (!agreement)
        return outcome_nothing();
    size_t number = dossier_number(&sheet->dossier, agreement->id);
    if (dossier_withdraw(sheet->desk, &sheet->dossier, agreement->id, &err))
        return outcome_err(&err);
    return outcome_say(tr(err.lang, "Agreement %zu is removed. Ctrl-Z brings it back."), number);
}
