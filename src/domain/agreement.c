#include "domain/agreement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/keyword.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const char *const owner_keys[] = {
    [OWNER_NONE] = "", [OWNER_MANAGER] = "manager", [OWNER_EMPLOYEE] = "employee",
    [OWNER_HR] = "hr", [OWNER_OTHER] = "other",
};

static const char *const status_keys[] = {
    [STATUS_OPEN] = "open", [STATUS_RUNNING] = "running", [STATUS_CHANGED] = "changed",
    [STATUS_DONE] = "done", [STATUS_DROPPED] = "dropped",
};

static const char *const basis_keys[] = {
    [BASIS_NONE] = "",
    [BASIS_DOCTOR] = "doctor",
    [BASIS_CONSULTATION] = "consultation",
};

static const char *const confirmed_keys[] = {
    [CONFIRMED_UNASKED] = "",
    [CONFIRMED_YES] = "yes",
    [CONFIRMED_NO] = "no",
};

void agreement_init(struct agreement *agreement)
{
    *agreement = (struct agreement){
        .what = mem_copy(""),
        .owner_name = mem_copy(""),
        .due = DAY_NONE,
        .due_words = mem_copy(""),
        .follow_up = mem_copy(""),
        .look_back = DAY_NONE,
        .basis_day = DAY_NONE,
        .share = SHARE_HR,
        .remark = mem_copy(""),
    };
}

void agreement_release(struct agreement *agreement)
{
    free(agreement->what);
    free(agreement->owner_name);
    free(agreement->due_words);
    free(agreement->follow_up);
    free(agreement->remark);
    *agreement = (struct agreement){0};
}

void agreement_copy(struct agreement *to, const struct agreement *from)
{
    struct agreement copy = *from;
    copy.what = mem_copy(from->what);
    copy.owner_name = mem_copy(from->owner_name);
    copy.due_words = mem_copy(from->due_words);
    copy.follow_up = mem_copy(from->follow_up);
    copy.remark = mem_copy(from->remark);
    agreement_release(to);
    *to = copy;
}

/* How far ahead the guide proposes to look back, in days; 0 when it does not. */
static int look_ahead(const struct guide *guide)
{
    for (size_t i = 0; i < guide->n_points; i++)
        if (guide->points[i].agreements)
            return guide->points[i].follow_up_days;
    return 0;
}

void agreement_propose(struct agreement *agreement, const char *id, const char *interview,
                       const struct guide *guide, int today)
{
    int days = look_ahead(guide);
    agreement_release(agreement);
    agreement_init(agreement);
    snprintf(agreement->id, sizeof agreement->id, "%s", id);
    snprintf(agreement->interview, sizeof agreement->interview, "%s", interview);
    agreement->share = SHARE_HR;
    if (days > 0)
        agreement->look_back = today + days;
}

bool agreement_says_nothing(const struct agreement *agreement)
{
    return utf8_blank(agreement->what) && utf8_blank(agreement->owner_name) &&
           agreement->due == DAY_NONE && utf8_blank(agreement->due_words) &&
           utf8_blank(agreement->follow_up);
}

bool agreement_unsettled(const struct agreement *agreement)
{
    return agreement->status != STATUS_DONE && agreement->status != STATUS_DROPPED;
}

bool agreement_late(const struct agreement *agreement, int today)
{
    return agreement_unsettled(agreement) && agreement->due != DAY_NONE && agreement->due < today;
}

const char *owner_key(enum owner owner)
{
    return owner_keys[owner];
}

bool owner_parse(const char *key, enum owner *out)
{
    int value;
    if (!keyword_find(owner_keys, LENGTH(owner_keys), key, &value))
        return false;
    *out = (enum owner)value;
    return true;
}

const char *status_key(enum status status)
{
    return status_keys[status];
}

bool status_parse(const char *key, enum status *out)
{
    int value;
    if (!keyword_find(status_keys, LENGTH(status_keys), key, &value))
        return false;
    *out = (enum status)value;
    return true;
}

const char *basis_key(enum basis basis)
{
    return basis_keys[basis];
}

bool basis_parse(const char *key, enum basis *out)
{
    int value;
    if (!keyword_find(basis_keys, LENGTH(basis_keys), key, &value))
        return false;
    *out = (enum basis)value;
    return true;
}

const char *confirmed_key(enum confirmed confirmed)
{
    return confirmed_keys[confirmed];
}

bool confirmed_parse(const char *key, enum confirmed *out)
{
    int value;
    if (!keyword_find(confirmed_keys, LENGTH(confirmed_keys), key, &value))
        return false;
    *out = (enum confirmed)value;
    return true;
}

/* Who the reader is among the owners. */
static enum owner reader(enum viewer viewer)
{
    static const enum owner owners[] = {
        [VIEW_MANAGER] = OWNER_MANAGER,
        [VIEW_EMPLOYEE] = OWNER_EMPLOYEE,
        [VIEW_HR] = OWNER_HR,
    };
    return owners[viewer];
}

void owner_add(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
               const char *employee, enum lang lang)
{
    if (agreement->owner == reader(viewer)) {
        buf_adds(buf, tr(lang, "you"));
        return;
    }
    switch (agreement->owner) {
    case OWNER_NONE:
        break;
    case OWNER_MANAGER:
        buf_adds(buf, tr(lang, "manager"));
        break;
    case OWNER_EMPLOYEE:
        buf_adds(buf, employee && *employee ? employee : tr(lang, "employee"));
        break;
    case OWNER_HR:
        buf_adds(buf, tr(lang, "HR"));
        break;
    case OWNER_OTHER:
        buf_adds(buf, utf8_blank(agreement->owner_name) ? tr(lang, "somebody else")
                                                        : agreement->owner_name);
        break;
    }
}

const char *status_word(enum status status, enum lang lang)
{
    switch (status) {
    case STATUS_OPEN:
        return trc(lang, "status", "open");
    case STATUS_RUNNING:
        return trc(lang, "status", "running");
    case STATUS_CHANGED:
        return trc(lang, "status", "changed");
    case STATUS_DONE:
        return trc(lang, "status", "done");
    case STATUS_DROPPED:
        return trc(lang, "status", "dropped");
    }
    return "";
}
