/*
 * person: all about one person in a few lines: the dates that keeping periods run from, a hold,
 * everything in a file for who asks for it, and erasing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "report/file.h"
#include "report/whole_html.h"
#include "screens/ask.h"
#include "screens/pick.h"
#include "screens/screens.h"
#include "store/erase.h"
#include "store/interviews.h"
#include "store/keeping.h"
#include "store/log.h"
#include "store/mentions.h"
#include "store/whole.h"

enum {
    PERSON_SERVICE,
    PERSON_CLOSED,
    PERSON_ENDED,
    PERSON_HOLD,
    PERSON_EXPORT,
    PERSON_MOVE,
    PERSON_ERASE
};

enum { TAG_CLOSED = 1, TAG_ENDED, TAG_REASON, TAG_PATH, TAG_ERASE };

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Choose"), N_("Change or do what is selected"), 70},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct person_screen {
    struct screen screen;
    struct person person;
    struct keeping keeping;
    struct erased all; /* what erasing would take */
    struct pick pick;
    bool gone;
};

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome ask_day(struct person_screen *person, int tag, const char *question, int day)
{
    enum lang lang = person->screen.desk->lang;
    struct ask ask = {
        .tag = tag,
        .kind = ASK_DAY,
        .audience = AUDIENCE_REQUEST,
        .about = person->person.id,
        .question = tr(lang, question),
        .hint = tr(lang, "Keeping periods run from this day. Empty: not known."),
        .day = day,
        .toward = DAY_BEHIND,
        .since = clock_today(&person->screen.desk->clock), /* the nearest one */
    };
    return outcome_open(ask_open(person->screen.desk, &ask));
}

static struct outcome keep(struct person_screen *person, const char *words)
{
    struct desk *desk = person->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct deed deed = deed_of(words, "");
    if (keeping_set(desk->store, person->person.id, &person->keeping, &deed, &err) ||
        person->screen.ops->refresh(&person->screen, &err))
        return outcome_err(&err);
    return outcome_redraw();
}

static struct outcome flip_hold(struct person_screen *person)
{
    struct desk *desk = person->screen.desk;
    struct err ignored = ERR_INIT(desk->lang);
    bool held = keeping_holds(&person->keeping, clock_today(&desk->clock));
    if (held) {
        person->keeping.held = false;
        person->keeping.held_until = DAY_NONE;
        mem_replace(&person->keeping.reason, "");
        (void)log_note(desk->store, LOG_HELD, "off", person->person.id, &ignored);
        return keep(person, N_("hold on keeping released"));
    }
    struct ask ask = {
        .tag = TAG_REASON,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_REQUEST,
        .about = person->person.id,
        .question = tr(desk->lang, "Why does nothing of this person have to go for now?"),
        .hint = tr(desk->lang, "It is in what the person can ask for. It may stay empty."),
        .max = KEEPING_REASON_MAX,
        .blank = true,
        .fault = keeping_reason_fault,
    };
    return outcome_open(ask_open(desk, &ask));
}

static struct outcome ask_path(struct person_screen *person)
{
    struct desk *desk = person->screen.desk;
    char day[DAY_ISO_SIZE], handle[HANDLE_SIZE], path[96];
    day_iso(clock_today(&desk->clock), day);
    uuid_handle(person->person.id, handle);
    snprintf(path, sizeof path, "~/gesprek-%s-%s.html", day, handle);
    struct ask ask = {
        .tag = TAG_PATH,
        .kind = ASK_TEXT,
        .question = tr(desk->lang, "Where shall it be written?"),
        .hint = tr(desk->lang, "Everything about this person, your own notes too, as a page to "
                               "give."),
        .text = path,
        .max = 200,
    };
    return outcome_open(ask_open(desk, &ask));
}

static struct outcome write_file(struct person_screen *person, const char *path)
{
    struct desk *desk = person->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct whole whole;
    struct buf page = BUF_INIT;
    if (whole_load(desk->store, person->person.id, desk->lang, &whole, &err))
        return outcome_err(&err);
    const struct regime *regime = shelf_regime(desk->shelf, "nl", desk->lang);
    whole.rules = regime ? &regime->keeping : NULL;
    whole.timeline = regime ? &regime->timeline : NULL;
    whole_html_add(&page, &whole, desk->lang);
    int failed = file_write_new(path, page.data, page.len, &err) ||
                 log_note(desk->store, LOG_EXPORTED, "person html", person->person.id, &err);
    whole_release(&whole);
    buf_release(&page);
    return failed ? outcome_err(&err) : outcome_say(tr(err.lang, "Written to %s."), path);
}

/* What goes cannot be taken back, and what is written about others stays. */
static int add_what_it_means(const struct person_screen *person, struct buf *hint, struct err *err)
{
    struct mentions mentions;
    enum lang lang = err->lang;
    if (mentions_find(person->screen.desk->store, &person->person, &mentions, err))
        return -1;
    buf_adds(hint, tr(lang, "It cannot be taken back, not even with undo. The copies from before "
                            "go too; a new one is made. Backups you made still hold it."));
    if (mentions.texts)
        buf_addf(hint,
                 trn(lang, (long)mentions.texts,
                     " %zu text about others holds this name and stays: 'gesprek person erase' "
                     "says where.",
                     " %zu texts about others hold this name and stay: 'gesprek person erase' "
                     "says where."),
                 mentions.texts);
    mentions_release(&mentions);
    return 0;
}

/* Enter alone keeps it; what goes is named with whose it is and how much. */
static struct outcome ask_erase(struct person_screen *person)
{
    struct desk *desk = person->screen.desk;
    struct buf counts = BUF_INIT, words = BUF_INIT, hint = BUF_INIT;
    struct err err = ERR_INIT(desk->lang);
    if (add_what_it_means(person, &hint, &err)) {
        buf_release(&hint);
        return outcome_err(&err);
    }
    erased_add_counts(&counts, &person->all, desk->lang);
    buf_addf(&words, tr(desk->lang, "Erase for good, of %s: %s"), person->person.name, counts.data);
    const char *options[] = {tr(desk->lang, "Keep it all"), words.data};
    struct ask ask = {
        .tag = TAG_ERASE,
        .kind = ASK_CHOICE,
        .question = tr(desk->lang, "Does all of this have to go for good?"),
        .hint = hint.data,
        .options = options,
        .n = sizeof options / sizeof *options,
    };
    struct outcome outcome = outcome_open(ask_open(desk, &ask));
    buf_release(&counts);
    buf_release(&words);
    buf_release(&hint);
    return outcome;
}

static struct outcome erase(struct person_screen *person)
{
    struct desk *desk = person->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct erased erased = ERASED_INIT;
    struct outcome outcome;
    if (erase_all(desk->store, ERASE_PERSON, person->person.id, &erased, &err)) {
        outcome = outcome_err(&err);
    } else {
        outcome = outcome_say(tr(err.lang, erased_words(&erased)), (long long)erased.receipt);
        outcome.act = ACT_HOME;
        person->gone = true;
    }
    erased_release(&erased);
    return outcome;
}

static struct outcome open_selected(struct person_screen *person)
{
    const struct pick_item *item = pick_selected(&person->pick);
    struct err err = ERR_INIT(person->screen.desk->lang);
    if (item->id == PERSON_SERVICE)
        return outcome_try(service_open(person->screen.desk, person->person.id, &err), &err);
    if (item->id != PERSON_EXPORT && store_need_write(person->screen.desk->store, &err))
        return outcome_err(&err);
    switch (item->id) {
    case PERSON_CLOSED:
        return ask_day(person, TAG_CLOSED, N_("When was the re-integration closed?"),
                       person->keeping.closed_on);
    case PERSON_ENDED:
        return ask_day(person, TAG_ENDED, N_("When did the employment end?"),
                       person->keeping.ended_on);
    case PERSON_HOLD:
        return flip_hold(person);
    case PERSON_EXPORT:
        return ask_path(person);
    case PERSON_MOVE:
        return outcome_try(past_open(person->screen.desk, person->person.name, &err), &err);
    default:
        return ask_erase(person);
    }
}

static struct outcome person_command(struct screen *screen, int command, int argument)
{
    struct person_screen *person = (struct person_screen *)screen;
    if (command == COMMAND_SELECT) {
        list_select(&person->pick.list, (size_t)argument);
        return outcome_redraw();
    }
    return command == COMMAND_OPEN ? open_selected(person) : outcome_nothing();
}

static struct outcome person_press(struct screen *screen, const struct key *key)
{
    struct person_screen *person = (struct person_screen *)screen;
    return pick_key(&person->pick, key, 10) ? outcome_redraw() : outcome_nothing();
}

static struct outcome person_resume(struct screen *screen, const struct reply *reply)
{
    struct person_screen *person = (struct person_screen *)screen;
    struct err ignored = ERR_INIT(screen->desk->lang);
    if (!reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_CLOSED:
        person->keeping.closed_on = reply->day;
        return keep(person, N_("dates of keeping changed"));
    case TAG_ENDED:
        person->keeping.ended_on = reply->day;
        return keep(person, N_("dates of keeping changed"));
    case TAG_REASON:
        person->keeping.held = true;
        mem_replace(&person->keeping.reason, reply->text);
        (void)log_note(screen->desk->store, LOG_HELD, "on", person->person.id, &ignored);
        return keep(person, N_("keeping put on hold"));
    case TAG_PATH:
        return write_file(person, reply->text);
    case TAG_ERASE:
        return reply->choice == 1 ? erase(person) : outcome_redraw();
    default:
        return outcome_redraw();
    }
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void add_day_row(struct person_screen *person, int id, const char *words, int day)
{
    enum lang lang = person->screen.desk->lang;
    struct buf text = BUF_INIT;
    day_add_long(&text, day, lang);
    pick_add(&person->pick, tr(lang, words), day == DAY_NONE ? tr(lang, "not known") : text.data,
             id);
    buf_release(&text);
}

static void add_rows(struct person_screen *person)
{
    struct desk *desk = person->screen.desk;
    struct buf counts = BUF_INIT;
    bool held = keeping_holds(&person->keeping, clock_today(&desk->clock));
    pick_clear(&person->pick);
    add_day_row(person, PERSON_CLOSED, N_("Re-integration closed on"), person->keeping.closed_on);
    add_day_row(person, PERSON_ENDED, N_("Employment ended on"), person->keeping.ended_on);
    pick_add(&person->pick, tr(desk->lang, "On hold: nothing goes through a keeping period"),
             tr(desk->lang, held ? N_("yes") : N_("no")), PERSON_HOLD);
    pick_add(&person->pick, tr(desk->lang, "Write everything about this person to a file"), "",
             PERSON_EXPORT);
    pick_add(&person->pick, tr(desk->lang, "A conversation was filed here wrongly: move it"), "",
             PERSON_MOVE);
    pick_add(&person->pick, tr(desk->lang, "In service: when, and for how much"), "",
             PERSON_SERVICE);
    erased_add_counts(&counts, &person->all, desk->lang);
    pick_add(&person->pick, tr(desk->lang, "Erase everything for good"), counts.data, PERSON_ERASE);
    pick_narrow(&person->pick);
    buf_release(&counts);
}

static void person_draw(struct screen *screen, struct frame *frame)
{
    struct person_screen *person = (struct person_screen *)screen;
    struct buf title = BUF_INIT;
    int columns = frame->columns > 100 ? 96 : frame->columns - 4;
    desk_add_name(screen->desk, &title, &person->person);
    screen_head(frame, title.data, person->person.team);
    int top = SCREEN_TOP + 1, end = screen_bottom(frame);
    top += pick_draw(&person->pick, frame, top, 2, end - top, columns, "") + 2;
    frame_wrap(frame, top, 4, end - top, columns - 4,
               tr(screen->desk->lang,
                  "Nothing goes by itself. What may go because its time is over shows 'gesprek "
                  "retention'; who saw or got something shows 'gesprek log'."),
               STYLE_QUIET);
    buf_release(&title);
}

static void person_status(const struct screen *screen, struct buf *line)
{
    buf_adds(line, audience_words(AUDIENCE_REQUEST, screen->desk->lang));
}

static int person_refresh(struct screen *screen, struct err *err)
{
    struct person_screen *person = (struct person_screen *)screen;
    struct keeping keeping;
    if (person->gone)
        return 0;
    if (erase_look(screen->desk->store, ERASE_PERSON, person->person.id, &person->all, err))
        return -1;
    int failed = keeping_load(screen->desk->store, person->person.id, &keeping, err);
    keeping_release(&person->keeping);
    person->keeping = keeping;
    add_rows(person);
    return failed;
}

static void person_close(struct screen *screen)
{
    struct person_screen *person = (struct person_screen *)screen;
    person_release(&person->person);
    keeping_release(&person->keeping);
    erased_release(&person->all);
    pick_release(&person->pick);
    free(person);
}

static const struct screen_ops person_ops = {
    .name = "person",
    .command = person_command,
    .key = person_press,
    .resume = person_resume,
    .draw = person_draw,
    .status = person_status,
    .refresh = person_refresh,
    .close = person_close,
};

struct screen *person_open(struct desk *desk, const char *id, struct err *err)
{
    struct person_screen *person = mem_zero(1, sizeof *person);
    person->screen = (struct screen){.ops = &person_ops, .keys = &keys, .desk = desk};
    buf_init(&person->all.copies);
    pick_init(&person->pick, false);
    if (interviews_person(desk->store, id, &person->person, err) ||
        person_refresh(&person->screen, err)) {
        person_close(&person->screen);
        return NULL;
    }
    return &person->screen;
}
