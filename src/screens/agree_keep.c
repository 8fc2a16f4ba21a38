/*
 * agree_keep: typing goes to disk as drafts of the form's fields; the agreement itself is stored
 * once, when it is left.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agree_inside.h"

static void draft_text(const struct form_item *item, char text[8])
{
    if (item->kind == ITEM_CHOICE)
        snprintf(text, 8, "%d", item->chosen);
    else
        snprintf(text, 8, "%d", item->on);
}

int agree_save_drafts(struct screen *screen, struct err *err)
{
    struct agree *agree = (struct agree *)screen;
    char flag[8];
    for (size_t i = 0; i < agree->form.n; i++) {
        struct form_item *item = &agree->form.items[i];
        bool is_text = item->kind == ITEM_TEXT;
        if (!item->dirty)
            continue;
        if (!is_text)
            draft_text(item, flag);
        struct draft draft = {
            .point = agree->agreement.id,
            .field = item->id,
            .text = is_text ? item->edit.text.data : flag,
            .cursor = is_text ? item->edit.cursor : 0,
            .updated_at = clock_now(&screen->desk->clock),
        };
        memcpy(draft.interview, agree->agreement.interview, sizeof draft.interview);
        if (interviews_draft(screen->desk->store, &draft, err))
            return -1;
        item->dirty = false;
    }
    agree->typed = false;
    return 0;
}

static void restore_draft(struct agree *agree, const struct draft *draft)
{
    struct form_item *item = form_find(&agree->form, draft->field);
    if (!item || strcmp(draft->point, agree->agreement.id) != 0)
        return;
    if (item->kind == ITEM_CHOICE) {
        int chosen = atoi(draft->text);
        item->chosen = chosen >= -1 && chosen < item->options ? chosen : -1;
    } else if (item->kind == ITEM_CHECK) {
        item->on = *draft->text == '1';
    } else {
        lineedit_set(&item->edit, draft->text);
        lineedit_set_cursor(&item->edit, draft->cursor);
    }
    agree->touched = true;
}

int agree_restore_drafts(struct agree *agree, struct err *err)
{
    struct draft *drafts = NULL;
    size_t n = 0;
    if (interviews_drafts(agree->screen.desk->store, agree->agreement.interview, &drafts, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++) {
        restore_draft(agree, &drafts[i]);
        draft_release(&drafts[i]);
    }
    free(drafts);
    return 0;
}

/* The id under which a new agreement was being typed when the program ended without warning; ""
 * when none was. */
int agree_find_unfinished(struct agree *agree, char id[UUID_SIZE], struct err *err)
{
    const struct interview *interview = agree->dossier.interview;
    struct draft *drafts = NULL;
    size_t n = 0;
    *id = '\0';
    if (interviews_drafts(agree->screen.desk->store, interview->id, &drafts, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (uuid_valid(drafts[i].point) && !interview_agreement(interview, drafts[i].point))
            snprintf(id, UUID_SIZE, "%s", drafts[i].point);
        draft_release(&drafts[i]);
    }
    free(drafts);
    return 0;
}

/* Stores the agreement as the form has it; one that says nothing is not kept. */
int agree_keep(struct agree *agree, struct err *err)
{
    struct agreement fresh;
    if (!agree->touched)
        return 0;
    agreement_init(&fresh);
    agree_take_form(agree, &fresh);
    int failed = dossier_agree(agree->screen.desk, &agree->dossier, &fresh, err);
    if (!failed) {
        agreement_copy(&agree->agreement, &fresh);
        agree_all_on_disk(agree);
    }
    agreement_release(&fresh);
    return failed;
}
