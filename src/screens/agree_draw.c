/*
 * agree_draw: the form with its labels, the dates in full beside it, and what is missing under it.
 */
#include <string.h>

#include "agree_inside.h"
#include "base/day.h"
#include "base/utf8.h"

#define LABEL 18 /* columns for what stands before a field */

struct sketch {
    struct agree *agree;
    struct frame *frame;
    int row, gap, columns; /* the next row; rows between fields; columns for a field */
};

/* ---- a row each ------------------------------------------------------------------------------ */

static void label(struct sketch *at, const char *english)
{
    frame_put(at->frame, at->row, 3, LABEL - 1, tr(at->agree->screen.desk->lang, english),
              STYLE_QUIET);
}

/* Cuts a name that would push the other choices off the row. */
static void cut_name(const struct sketch *at, struct buf *name)
{
    enum lang lang = at->agree->screen.desk->lang;
    const char *others[] = {tr(lang, "you"), tr(lang, "HR"), tr(lang, "other")};
    int room = at->columns - (OWNERS * 6 - 2);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        room -= utf8_columns(others[i], strlen(others[i]));
    if (utf8_columns(name->data, name->len) <= room)
        return;
    const char *dots = at->frame->lines ? "…" : "...";
    room -= utf8_columns(dots, strlen(dots));
    buf_cut(name, utf8_fit(name->data, name->len, room > 1 ? room : 1));
    buf_adds(name, dots);
}

static void draw_owner(struct sketch *at)
{
    struct agree *agree = at->agree;
    enum lang lang = agree->screen.desk->lang;
    struct buf name = BUF_INIT;
    desk_add_name(agree->screen.desk, &name, &agree->dossier.interview->person);
    cut_name(at, &name);
    const char *labels[OWNERS] = {tr(lang, "you"), name.data, tr(lang, "HR"), tr(lang, "other")};
    label(at, N_("Who does it"));
    form_draw_choice(&agree->form, form_find(&agree->form, "owner"), at->frame, at->row, 3 + LABEL,
                     at->columns, labels);
    at->row += at->gap;
    buf_release(&name);
}

static void draw_text(struct sketch *at, const char *english, const char *id, int columns)
{
    struct form *form = &at->agree->form;
    label(at, english);
    form_draw_text(form, form_find(form, id), at->frame, at->row, 3 + LABEL, 1, columns);
    at->row += at->gap;
}

/* "vr 4 december 2026": in full, and short enough to stand beside its field. */
static void add_full_date(struct buf *buf, int day, enum lang lang)
{
    struct civil civil = day_civil(day);
    buf_addf(buf, "%s %d %s %d", day_weekday_short(day_weekday(day), lang), civil.day,
             day_month_name(civil.month, lang), civil.year);
}

/* What a day is in full, or as much of that as fits. */
static void add_echo(struct buf *echo, int day, int today, int columns, enum lang lang)
{
    struct buf far = BUF_INIT;
    buf_adds(echo, "= ");
    add_full_date(echo, day, lang);
    buf_adds(&far, " (");
    day_add_distance(&far, day, today, lang);
    buf_addc(&far, ')');
    if (utf8_columns(echo->data, echo->len) > columns) {
        buf_cut(echo, 2);
        day_add_short(echo, day, today, lang);
    }
    if (utf8_columns(echo->data, echo->len) + utf8_columns(far.data, far.len) <= columns)
        buf_adds(echo, far.data);
    buf_release(&far);
}

static void draw_date(struct sketch *at, const char *english, const char *id)
{
    struct agree *agree = at->agree;
    enum lang lang = agree->screen.desk->lang;
    struct buf echo = BUF_INIT;
    int field = at->columns < 50 ? 14 : 20, row = at->row, beside = at->columns - field - 1;
    int day = agree_read_day(agree, id, NULL);
    draw_text(at, english, id, field);
    if (day != DAY_NONE)
        add_echo(&echo, day, today_of(agree), beside, lang);
    else if (*agree_text_of(agree, id))
        buf_adds(&echo, strcmp(id, "basis_day") == 0 ? tr(lang, "? not a day that was")
                                                     : tr(lang, "? not a date yet"));
    frame_put(at->frame, row, 3 + LABEL + field + 1, beside, echo.data, STYLE_QUIET);
    buf_release(&echo);
}

/* With the day of the advice close to it. */
static void draw_basis(struct sketch *at)
{
    struct agree *agree = at->agree;
    enum lang lang = agree->screen.desk->lang;
    struct form_item *basis = form_find(&agree->form, "basis");
    form_find(&agree->form, "basis_day")->columns = basis->columns = 0;
    if (!agree_offers_basis(agree))
        return;
    bool wide = at->columns >= 50;
    const char *labels[BASES] = {
        tr(lang, "none"),
        wide ? tr(lang, "the company doctor") : tr(lang, "doctor"),
        wide ? tr(lang, "in consultation") : tr(lang, "consulted"),
    };
    label(at, N_("Basis"));
    form_draw_choice(&agree->form, basis, at->frame, at->row, 3 + LABEL, at->columns, labels);
    if (agree_basis_of(agree) != BASIS_DOCTOR) {
        at->row += at->gap;
        return;
    }
    at->row++;
    draw_date(at, N_("Advice of"), "basis_day");
}

static void draw_share(struct sketch *at)
{
    struct agree *agree = at->agree;
    struct buf text = BUF_INIT;
    enum lang lang = agree->screen.desk->lang;
    label(at, N_("Who may see this"));
    buf_adds(&text, "[x] ");
    desk_add_name(agree->screen.desk, &text, &agree->dossier.interview->person);
    int used = frame_put(at->frame, at->row, 3 + LABEL, 20, text.data, STYLE_QUIET) + 2;
    used += form_draw_check(&agree->form, form_find(&agree->form, "hr"), at->frame, at->row,
                            3 + LABEL + used, 1, 8, tr(lang, "HR")) *
            9;
    if (at->columns >= 50)
        frame_put(at->frame, at->row, 3 + LABEL + used, at->columns - used,
                  tr(lang, "private notes never go along"), STYLE_QUIET);
    at->row += at->gap;
    buf_release(&text);
}

/* ---- what is missing ------------------------------------------------------------------------- */

static void draw_each_nudge(struct sketch *at, unsigned nudges, const char *vague)
{
    int end = screen_bottom(at->frame), columns = at->columns + LABEL;
    struct buf line = BUF_INIT;
    for (unsigned bit = 1; bit && bit <= nudges; bit <<= 1) {
        if (!(nudges & bit))
            continue;
        buf_clear(&line);
        buf_adds(&line, "! ");
        nudge_add(&line, (enum nudge)bit, vague, at->agree->screen.desk->lang);
        at->row += frame_wrap(at->frame, at->row, 3, end - at->row, columns, line.data, STYLE_WARN);
    }
    buf_release(&line);
}

/* What is concrete already, then what is missing, one line each as far as there is room. */
static void draw_nudges(struct sketch *at)
{
    enum lang lang = at->agree->screen.desk->lang;
    const struct privacy *privacy = desk_privacy(at->agree->screen.desk, at->agree->dossier.guide);
    int end = screen_bottom(at->frame), columns = at->columns + LABEL;
    struct agreement now;
    struct buf vague = BUF_INIT;
    struct buf line = BUF_INIT;
    agreement_init(&now);
    agree_take_form(at->agree, &now);
    agreement_add_concrete(&line, &now, lang);
    if (line.len)
        at->row += frame_wrap(at->frame, at->row, 3, end - at->row, columns, line.data, STYLE_GOOD);
    unsigned nudges = at->agree->touched || now.revision
                          ? agreement_nudges(&now, today_of(at->agree), &vague)
                          : 0;
    unsigned basis = agreement_nudge_basis(&now, privacy) | (nudges & NUDGE_NO_BASIS_DAY);
    draw_each_nudge(at, basis, "");
    draw_each_nudge(at, nudges & ~basis, vague.data);
    agreement_release(&now);
    buf_release(&vague);
    buf_release(&line);
}

/* What HR asks, in full: on home there may have been no room for it. */
static void draw_asked(struct sketch *at)
{
    const struct agree *agree = at->agree;
    int end = screen_bottom(at->frame);
    struct buf text = BUF_INIT;
    if (!agree_is_asked(agree) || !*agree->request.question)
        return;
    buf_addf(&text, tr(agree->screen.desk->lang, "HR asks: %s"), agree->request.question);
    at->row += frame_wrap(at->frame, at->row, 3, end - at->row, at->columns + LABEL, text.data,
                          STYLE_STRONG);
    buf_release(&text);
}

/* ---- the picture as a whole ------------------------------------------------------------------ */

static void draw_head(const struct agree *agree, struct frame *frame)
{
    enum lang lang = agree->screen.desk->lang;
    struct buf title = BUF_INIT;
    buf_addf(&title, tr(lang, "Agreement %zu"), agree_number(agree));
    buf_adds(&title, " - ");
    desk_add_name(agree->screen.desk, &title, &agree->dossier.interview->person);
    screen_head(frame, title.data, tr(lang, "concrete and feasible"));
    buf_release(&title);
}

void agree_draw(struct screen *screen, struct frame *frame)
{
    struct agree *agree = (struct agree *)screen;
    int columns = frame->columns > 90 ? 84 : frame->columns - 4;
    struct sketch at = {
        .agree = agree,
        .frame = frame,
        .row = SCREEN_TOP + (frame->rows >= 24),
        .gap = frame->rows >= 23 ? 2 : 1,
        .columns = columns - LABEL - 1,
    };
    draw_head(agree, frame);
    draw_owner(&at);
    if (agree_owned_by_other(agree))
        draw_text(&at, N_("Who is that"), "owner_name", at.columns > 40 ? 40 : at.columns);
    else
        form_find(&agree->form, "owner_name")->columns = 0;
    draw_text(&at, N_("What"), "what", at.columns);
    draw_date(&at, N_("When"), "due");
    draw_text(&at, N_("How followed up"), "follow_up", at.columns);
    draw_date(&at, N_("Look back"), "look_back");
    draw_basis(&at);
    draw_share(&at);
    draw_asked(&at);
    draw_nudges(&at);
}
