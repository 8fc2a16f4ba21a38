/*
 * review_out: the list as it is filtered, written to a file.
 */
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "report/file.h"
#include "review_inside.h"
#include "screens/ask.h"
#include "store/log.h"

#define AT_ONCE 500 /* agreements read at once */

struct outcome out_ask(struct review *review)
{
    enum lang lang = screen_lang(&review->screen);
    const char *options[LIST_FORMS] = {
        [LIST_AS_TABLE] = tr(lang, "Table to read (plain text)"),
        [LIST_AS_CSV] = tr(lang, "For a spreadsheet (CSV)"),
        [LIST_AS_JSON] = tr(lang, "For another program (JSON)"),
        [LIST_AS_ICS] = tr(lang, "For a calendar (ICS); it names nobody"),
    };
    struct ask ask = {
        .tag = TAG_FORM,
        .kind = ASK_CHOICE,
        .question = tr(lang, "What kind of file?"),
        .hint = tr(lang, "The file is not protected by this program: keep it where only the right "
                         "people come."),
        .options = options,
        .n = LIST_FORMS,
    };
    return outcome_open(ask_open(review->screen.desk, &ask));
}

static struct outcome ask_path(struct review *review, enum list_form form)
{
    char day[DAY_ISO_SIZE], path[96];
    day_iso(review->asked.filter.today, day);
    review->form = form;
    snprintf(path, sizeof path, "~/gesprek-%s-%s%s", tr(screen_lang(&review->screen), "agreements"),
             day, list_file_ending(form));
    struct ask ask = {
        .tag = TAG_PATH,
        .kind = ASK_TEXT,
        .question = tr(screen_lang(&review->screen), "Where shall it be written?"),
        .text = path,
        .max = 200,
    };
    return outcome_open(ask_open(review->screen.desk, &ask));
}

static void add_page(struct list_file *file, const struct review_page *page)
{
    for (size_t i = 0; i < page->n; i++) {
        const struct agreement_row *row = &page->rows[i].row;
        list_file_add(file, &(struct list_file_row){.agreement = &row->agreement,
                                                    .person = &row->person,
                                                    .guide = row->guide_id,
                                                    .guide_version = row->guide_version});
    }
}

/* Puts what was added to text in the file; that it could not is told when the file is kept. */
static void pass_on(struct buf *text, struct file_new *file)
{
    file_new_add(file, text->data, text->len);
    buf_clear(text);
}

/* Writes the whole list, page after page. */
static int write_all(struct review *review, struct list_file *list, struct file_new *file,
                     struct err *err)
{
    struct review_page page = {0};
    bool more = true;
    while (more) {
        struct review_page next;
        const struct review_mark *from = page.n ? &page.rows[page.n - 1].mark : NULL;
        int failed = review_page(review->screen.desk->store, &review->asked.filter, from, false,
                                 AT_ONCE, &next, err);
        review_page_free(&page);
        if (failed)
            return -1;
        page = next;
        add_page(list, &page);
        pass_on(list->out, file);
        more = page.after && page.n;
    }
    review_page_free(&page);
    return 0;
}

static struct outcome write_file(struct review *review, const char *path)
{
    struct err err = ERR_INIT(screen_lang(&review->screen));
    struct buf text = BUF_INIT;
    struct list_file list;
    struct file_new file;
    if (file_new_open(&file, path, &err))
        return outcome_err(&err);
    list_file_begin(&list, review->form, err.lang, review->asked.filter.today, &text);
    int failed = write_all(review, &list, &file, &err);
    list_file_end(&list);
    pass_on(&text, &file);
    buf_release(&text);
    if (failed)
        file_new_drop(&file);
    if (failed || file_new_keep(&file, &err))
        return outcome_err(&err);
    (void)log_note(review->screen.desk->store, LOG_EXPORTED, list_file_ending(review->form) + 1, "",
                   &err);
    return outcome_say(trn(err.lang, (long)list.n, "%zu agreement written to %s.",
                           "%zu agreements written to %s."),
                       list.n, path);
}

struct outcome out_resume(struct review *review, const struct reply *reply)
{
    if (reply->tag == TAG_FORM)
        return ask_path(review, (enum list_form)reply->choice);
    return write_file(review, reply->text);
}
