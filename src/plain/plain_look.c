/* Looking: the conversation through somebody's eyes, and the limits card. */
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "plain_inside.h"
#include "report/file.h"
#include "report/format.h"
#include "report/report.h"
#include "store/log.h"

static enum lang lang_of(const struct plain *plain)
{
    return plain_lang(plain);
}

/* ---- whose eyes ------------------------------------------------------------------------------ */

static const struct {
    const char *word;
    enum viewer viewer;
} eyes[] = {
    {"1", VIEW_EMPLOYEE},
    {"medewerker", VIEW_EMPLOYEE},
    {"employee", VIEW_EMPLOYEE},
    {"2", VIEW_HR},
    {"hr", VIEW_HR},
    {"3", VIEW_MANAGER},
    {"jij", VIEW_MANAGER},
    {"jijzelf", VIEW_MANAGER},
    {"zelf", VIEW_MANAGER},
    {"ik", VIEW_MANAGER},
    {"self", VIEW_MANAGER},
    {"yourself", VIEW_MANAGER},
    {"leidinggevende", VIEW_MANAGER},
    {"manager", VIEW_MANAGER},
};

static bool read_eyes(const char *text, enum viewer *viewer)
{
    for (size_t i = 0; i < sizeof eyes / sizeof *eyes; i++)
        if (utf8_compare(eyes[i].word, text) == 0) {
            *viewer = eyes[i].viewer;
            return true;
        }
    return false;
}

/* From behind the command, else asked. */
static bool choose_eyes(struct plain *plain, const char *rest, enum viewer *viewer)
{
    const char *prompt = tr(lang_of(plain), "Through whose eyes: 1 employee, 2 HR, 3 yourself");
    if (read_eyes(rest, viewer))
        return true;
    while (plain_ask_with(plain, prompt, HINT_NUMBER, "123") == REPLY_TEXT)
        if (read_eyes(plain->lines.line.data, viewer))
            return true;
    return false;
}

/* ---- the report ------------------------------------------------------------------------------ */

static void make(const struct plain *plain, struct buf *out, enum viewer viewer, enum format format)
{
    struct report report;
    report_make(&report, plain->dossier.interview, plain->dossier.guide, viewer, lang_of(plain));
    format_add_report(out, &report, format);
    report_release(&report);
}

/* Who saw or got something is in the log; what was in it is not. */
static void note(struct plain *plain, enum log_kind kind, const char *how)
{
    struct err ignored = ERR_INIT(lang_of(plain));
    (void)log_note(plain->desk->store, kind, how, plain->dossier.interview->id, &ignored);
}

/* The report as it is, so it is the same as on paper. */
static void tell_report(struct plain *plain, enum viewer viewer)
{
    struct buf text = BUF_INIT;
    make(plain, &text, viewer, FORMAT_TEXT);
    lines_put_made(&plain->lines, &text);
    buf_release(&text);
    if (viewer != VIEW_MANAGER)
        note(plain, LOG_VIEWED, viewer_key(viewer));
}

enum step plain_does_look(struct plain *plain, const char *rest)
{
    static const char *const words[] = {
        [VIEW_MANAGER] = N_("Everything you wrote down; only you see this."),
        [VIEW_EMPLOYEE] = N_("This is what the employee gets on paper."),
        [VIEW_HR] = N_("HR gets this and nothing else: no notes, no answers."),
    };
    enum viewer viewer;
    if (!choose_eyes(plain, rest, &viewer))
        return STEP_HERE;
    tell_report(plain, viewer);
    lines_put(&plain->lines, tr(lang_of(plain), words[viewer]));
    return STEP_HERE;
}

/* ---- to a file ------------------------------------------------------------------------------- */

/* The name proposed says nothing about anybody: a date and the handle of the conversation. */
static void propose_path(const struct plain *plain, enum viewer viewer, struct buf *path)
{
    char day[DAY_ISO_SIZE], handle[HANDLE_SIZE];
    day_iso(plain_today(plain), day);
    uuid_handle(plain->dossier.interview->id, handle);
    buf_addf(path, "~/gesprek-%s-%s-%s.txt", day, handle, viewer_key(viewer));
}

static void write_report(struct plain *plain, const char *path, enum viewer viewer)
{
    struct err err = ERR_INIT(lang_of(plain));
    struct buf bytes = BUF_INIT;
    make(plain, &bytes, viewer, format_of_path(path));
    int failed = file_write_new(path, bytes.data, bytes.len, &err);
    buf_release(&bytes);
    if (failed) {
        plain_trouble(plain, &err);
        return;
    }
    note(plain, LOG_EXPORTED, format_ending(format_of_path(path)) + 1);
    lines_say(&plain->lines, "Written to %s.", path);
}

enum step plain_does_export(struct plain *plain, const char *rest)
{
    struct buf path = BUF_INIT, prompt = BUF_INIT;
    enum viewer viewer;
    if (store_rehearses(plain->desk->store)) {
        lines_say(&plain->lines, "You are practising: nothing is written to a file.");
        return STEP_HERE;
    }
    if (!choose_eyes(plain, rest, &viewer))
        return STEP_HERE;
    propose_path(plain, viewer, &path);
    lines_say(&plain->lines,
              "The file is not protected by this program: keep it where only the right people "
              "come. A name that ends in .md makes it Markdown, one in .html a web page.");
    buf_addf(&prompt, tr(lang_of(plain), "To which file, empty for %s, - for none"), path.data);
    enum plain_reply reply = plain_ask_with(plain, prompt.data, HINT_NONE, "/");
    if (reply == REPLY_EMPTY)
        write_report(plain, path.data, viewer);
    else if (reply == REPLY_TEXT && strcmp(plain->lines.line.data, "-") != 0)
        write_report(plain, plain->lines.line.data, viewer);
    buf_release(&path);
    buf_release(&prompt);
    return STEP_HERE;
}

/* ---- the limits ------------------------------------------------------------------------------ */

static void tell_card(struct plain *plain, const struct regime_card *card)
{
    lines_put(&plain->lines, card->title);
    for (size_t i = 0; i < card->lines.n; i++)
        plain_tell(plain, i + 1, card->lines.line[i], NULL);
    lines_say(&plain->lines, "Source: %s.", card->source);
}

enum step plain_does_limits(struct plain *plain, const char *rest)
{
    const struct guide *guide = plain->dossier.guide;
    const struct regime *regime =
        shelf_regime(plain->desk->shelf, guide ? guide->regime : "nl", lang_of(plain));
    (void)rest;
    if (!regime)
        lines_say(&plain->lines,
                  "There is no limits card within reach. Never ask or write down what somebody "
                  "has, why, or what treatment there is.");
    for (int i = 0; regime && i < LIMITS_COUNT; i++)
        tell_card(plain, &regime->cards[i]);
    lines_say(&plain->lines, "Told unasked? Listen, and do not write it down.");
    return STEP_HERE;
}
