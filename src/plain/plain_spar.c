/* Sparring with HR, and what HR asks, in lines. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "plain_inside.h"
#include "store/requests.h"
#include "store/sparring.h"

/* ---- asking ---------------------------------------------------------------------------------- */

/* Where the user is, as HR is told it. */
static struct sparring_point point_of(const struct plain *plain)
{
    const struct interview *interview = plain->dossier.interview;
    const struct guide *guide = plain->dossier.guide;
    if (!interview)
        return (struct sparring_point){"", "", "", ""};
    struct sparring_point point = {interview->id, interview->guide_id, "", interview->guide_title};
    if (plain->map == &plain_talk_map && guide && plain->point < guide->n_points) {
        point.point = guide->points[plain->point].id;
        point.title = guide->points[plain->point].title;
    }
    return point;
}

static void tell_found(struct plain *plain, const struct privacy *privacy, const char *text)
{
    struct privacy_findings findings;
    privacy_check(privacy, text, strlen(text), &findings);
    for (size_t i = 0; i < findings.n; i++)
        lines_say(&plain->lines, "\"%.*s\": %s. %s", (int)findings.items[i].len,
                  text + findings.items[i].at, findings.items[i].class->title,
                  findings.items[i].class->why);
    privacy_release(&findings);
}

/* What had better not go along is said, and then it goes only after a yes. */
static bool may_go(struct plain *plain, const char *interview, const char *text)
{
    struct err err = ERR_INIT(plain_lang(plain));
    const struct privacy *privacy = desk_privacy(plain->desk, NULL);
    struct sparring_caution caution;
    bool yes = false;
    if (sparring_look_over(plain->desk->store, privacy, SIDE_MANAGER, interview, text, &caution,
                           &err)) {
        plain_trouble(plain, &err);
        return false;
    }
    if (caution.named)
        lines_say(&plain->lines, "A name or initials are in it, and HR would read them.");
    if (caution.found)
        tell_found(plain, privacy, text);
    if ((!caution.named && !caution.found) ||
        (plain_ask_yes(plain, tr(err.lang, "Send it so"), &yes) == REPLY_TEXT && yes))
        return true;
    lines_say(&plain->lines, "Nothing was sent.");
    return false;
}

/* text is a copy, for the line it came from is asked over. */
static void ask_copy(struct plain *plain, const char *text)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct deed deed = {N_("question to HR"), ""};
    struct sparring_point point = point_of(plain);
    char id[UUID_SIZE];
    if (!sparring_fault(text) && !may_go(plain, point.interview, text))
        return;
    if (sparring_ask(plain->desk->store, &point, text, &deed, id, &err))
        plain_trouble(plain, &err);
    else
        lines_say(&plain->lines, "Kept. It goes along with the next bundle to HR.");
}

static enum step ask(struct plain *plain, const char *text)
{
    char *copy = mem_copy(text);
    ask_copy(plain, copy);
    free(copy);
    return STEP_HERE;
}

/* ---- reading --------------------------------------------------------------------------------- */

static void tell_message(struct plain *plain, const struct sparring_message *message)
{
    struct buf line = BUF_INIT;
    buf_adds(&line, message->side == SIDE_HR ? "HR" : tr(plain_lang(plain), "You"));
    buf_adds(&line, ", ");
    day_add_long(&line, clock_day(message->at), plain_lang(plain));
    buf_addf(&line, ": %s", message->closes ? tr(plain_lang(plain), "(closed)") : message->text);
    lines_put(&plain->lines, line.data);
    buf_release(&line);
}

static void ask_on(struct plain *plain, const struct sparring_thread *thread, const char *text)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct deed deed = {N_("question to HR"), ""};
    if (sparring_say(plain->desk->store, thread->about.id, SIDE_MANAGER, text, &deed, &err))
        plain_trouble(plain, &err);
    else
        lines_say(&plain->lines, "Kept. It goes along with the next bundle to HR.");
}

static void answer(struct plain *plain, const struct sparring_thread *thread)
{
    if (thread->about.closed || !plain->asks || !store_writable(plain->desk->store))
        return;
    plain_say_audience(plain, AUDIENCE_HR);
    if (plain_ask_text(plain, tr(plain_lang(plain), "Ask on"), "", SPARRING_TEXT_MAX) !=
            REPLY_TEXT ||
        !*plain->lines.line.data)
        return;
    char *text = mem_copy(plain->lines.line.data);
    if (sparring_fault(text) || may_go(plain, thread->about.interview, text))
        ask_on(plain, thread, text);
    free(text);
}

void plain_spar_open(struct plain *plain, const char *id)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct sparring_thread thread;
    if (sparring_load(plain->desk->store, id, SIDE_MANAGER, &thread, &err) ||
        sparring_seen(plain->desk->store, id, SIDE_MANAGER, &err)) {
        plain_trouble(plain, &err);
        return;
    }
    if (*thread.about.title)
        lines_put(&plain->lines, thread.about.title);
    for (size_t i = 0; i < thread.n; i++)
        tell_message(plain, &thread.messages[i]);
    answer(plain, &thread);
    sparring_thread_release(&thread);
}

static void tell_row(struct plain *plain, const struct sparring_row *row, size_t number)
{
    enum lang lang = plain_lang(plain);
    plain_tell(plain, number, row->question,
               row->closed            ? tr(lang, "closed")
               : row->fresh           ? tr(lang, "new")
               : row->turn == SIDE_HR ? tr(lang, "asked")
                                      : tr(lang, "answered"));
}

/* ---- the commands ---------------------------------------------------------------------------- */

static enum step choose(struct plain *plain, const struct sparring_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        tell_row(plain, &rows[i], i + 1);
    lines_say(&plain->lines,
              "HR gets the question and the point, not whom it is about. Leave out names and "
              "anything medical.");
    plain_say_audience(plain, AUDIENCE_HR);
    if (plain_ask_line(plain, tr(plain_lang(plain), "Your question, or the number of one"), "",
                       SPARRING_TEXT_MAX, "123456789") != REPLY_TEXT)
        return STEP_HERE;
    const char *rest = plain->lines.line.data;
    size_t number = plain_number(&rest);
    if (*rest)
        return ask(plain, plain->lines.line.data);
    if (number && number <= n)
        plain_spar_open(plain, rows[number - 1].id);
    else
        lines_say(&plain->lines, "There is nothing at that number.");
    return STEP_HERE;
}

enum step plain_does_spar(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct sparring_row *rows;
    size_t n;
    if (store_rehearses(plain->desk->store)) {
        lines_say(&plain->lines, "You are practising: ask HR from the conversation itself.");
        return STEP_HERE;
    }
    if (*rest)
        return ask(plain, rest);
    if (sparring_list(plain->desk->store, SIDE_MANAGER, &rows, &n, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    enum step step = choose(plain, rows, n);
    sparring_rows_free(rows, n);
    return step;
}

/* Says what is new about what HR asked; "" is that there is nothing new yet. */
bool plain_tell_news(struct plain *plain, const struct request_row *row, const char *text)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct deed deed = {N_("HR told about \"%s\""), row->about.agreement.what};
    if (requests_answer(plain->desk->store, row->request.agreement, text, &deed, &err)) {
        plain_trouble(plain, &err);
        return false;
    }
    lines_say(&plain->lines, "Kept. It goes along with the next bundle to HR.");
    return true;
}
