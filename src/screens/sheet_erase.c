#include <string.h>

#include "screens/ask.h"
#include "screens/sheet.h"
#include "store/erase.h"

enum { ERASE_KEEP, ERASE_SENTENCE, ERASE_ALL };

static bool ends_sentence(const char *text, size_t at)
{
    return strchr(".!?", text[at]) && (!text[at + 1] || strchr(" \n", text[at + 1]));
}

/* The sentence the cursor is in, or its line in a list: where it begins and how long it is. */
static void find_sentence(const char *text, size_t cursor, size_t *start, size_t *len)
{
    size_t end = cursor;
    *start = cursor;
    if (cursor && (!text[cursor] || text[cursor] == '\n'))
        --*start; /* behind the last sign of it */
    while (*start && text[*start - 1] != '\n' &&
           !(text[*start - 1] == ' ' && *start > 1 && ends_sentence(text, *start - 2)))
        --*start;
    end = *start;
    while (text[end] && text[end] != '\n' && !ends_sentence(text, end))
        end++;
    *len = end - *start + (text[end] && text[end] != '\n');
}

bool sheet_can_erase(const struct sheet *sheet)
{
    const struct form_item *item = form_focused(&sheet->form);
    const struct sheet_field *field = sheet_focused(sheet);
    return item && field && *field->field && item->kind == ITEM_TEXT && item->edit.text.len;
}

struct outcome sheet_ask_erase(const struct sheet *sheet)
{
    const struct lineedit *edit = &form_focused(&sheet->form)->edit;
    enum lang lang = sheet->desk->lang;
    size_t start, len;
    struct buf sentence = BUF_INIT;
    find_sentence(edit->text.data, edit->cursor, &start, &len);
    buf_addf(&sentence, tr(lang, "Erase this for good: \"%.*s\""), (int)len,
             edit->text.data + start);
    const char *options[] = {[ERASE_KEEP] = tr(lang, "Keep it all"),
                             [ERASE_SENTENCE] = sentence.data,
                             [ERASE_ALL] = tr(lang, "Erase all of this text for good")};
    struct ask ask = {
        .tag = SHEET_TAG_ERASE,
        .kind = ASK_CHOICE,
        .question = tr(lang, "What has to go for good?"),
        .hint = tr(lang, "It cannot be taken back. What stood here before goes too, undo forgets "
                         "this conversation, and the copies from before go; a new one is made."),
        .options = options,
        .n = sizeof options / sizeof *options,
    };
    struct outcome outcome = outcome_open(ask_open(sheet->desk, &ask));
    buf_release(&sentence);
    return outcome;
}

/* The text without the sentence under the cursor, or nothing of it. */
static void add_rest(struct buf *rest, const struct lineedit *edit, int choice)
{
    size_t start, len;
    if (choice == ERASE_ALL)
        return;
    find_sentence(edit->text.data, edit->cursor, &start, &len);
    buf_adds(rest, edit->text.data);
    size_t after = start + len;
    if (rest->data[after])
        len++; /* and what parts it from the next one */
    else if (start) {
        start--;
        len++;
    }
    buf_splice(rest, start, len, "", 0);
}

struct outcome sheet_erased(struct sheet *sheet, const struct reply *reply)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    struct erased erased = ERASED_INIT;
    struct buf rest = BUF_INIT;
    const struct sheet_field *field = sheet_focused(sheet);
    if (!reply->given || reply->choice == ERASE_KEEP || !sheet_can_erase(sheet))
        return outcome_redraw();
    add_rest(&rest, &form_focused(&sheet->form)->edit, reply->choice);
    int failed = erase_text(sheet->desk->store, sheet->dossier.interview->id, field->point,
                            field->field, rest.data, &erased, &err) ||
                 sheet_refresh(sheet, &err);
    struct outcome outcome =
        failed ? outcome_err(&err)
               : outcome_say(tr(err.lang, erased_words(&erased)), (long long)erased.receipt);
    buf_release(&rest);
    erased_release(&erased);
    return outcome;
}
