#include "domain/audience.h"

#include <string.h>

/* With the name of the employee, and without. */
static const struct {
    const char *named, *plain;
} words[AUDIENCES] = {
    [AUDIENCE_NOBODY] = {NULL, NULL},
    [AUDIENCE_SELF] = {NULL, N_("For you, not for HR. The employee may ask for it.")},
    [AUDIENCE_EMPLOYEE] = {N_("Goes into the report for %s"),
                           N_("Goes into the report for the employee")},
    [AUDIENCE_AGREED] = {N_("For %s, and for HR where it is shared"),
                         N_("For the employee, and for HR where it is shared")},
    [AUDIENCE_BOTH] = {N_("Goes to %s and to HR"), N_("Goes to the employee and to HR")},
    [AUDIENCE_INVITED] = {N_("For %s, once you hand it over; not for HR."),
                          N_("For the employee, once you hand it over; not for HR.")},
    [AUDIENCE_DAYS] = {NULL, N_("HR only sees how many days it took, added up.")},
    [AUDIENCE_COUNTS] = {NULL, N_("Pitfalls: only you. What was hard: HR, in totals of 5+.")},
    [AUDIENCE_NAME] = {NULL, N_("In the report; HR sees it with what you share")},
    [AUDIENCE_REQUEST] = {NULL, N_("Only for you; in what the person can ask for.")},
    [AUDIENCE_STEP] = {NULL, N_("For you and HR at this file. The other may ask for it.")},
    [AUDIENCE_HR] = {NULL, N_("Goes to HR")},
    [AUDIENCE_MANAGER] = {NULL, N_("Goes to the manager")},
    [AUDIENCE_HR_OWN] = {NULL, N_("Only for HR, in this file")},
};

enum audience audience_of(const char *point, const char *field, enum share share)
{
    bool own = !strcmp(point, POINT_OWN);
    if (own && !strcmp(field, FIELD_SINCE))
        return AUDIENCE_DAYS;
    if (own && (!strcmp(field, FIELD_PLACE) || !strcmp(field, FIELD_TOPICS)))
        return AUDIENCE_INVITED;
    if (!strcmp(point, POINT_CLOSING) && !strcmp(field, FIELD_HURDLE))
        return AUDIENCE_COUNTS;
    if (own || share == SHARE_PRIVATE || !strcmp(point, POINT_PREPARATION) ||
        !strcmp(point, POINT_MIRROR) || !strcmp(point, POINT_LATER))
        return AUDIENCE_SELF;
    return AUDIENCE_EMPLOYEE;
}

enum audience audience_of_agreement(const struct agreement *agreement)
{
    return agreement->share == SHARE_HR ? AUDIENCE_BOTH : AUDIENCE_EMPLOYEE;
}

void audience_add(struct buf *buf, enum audience audience, const char *name, enum lang lang)
{
    if (name && words[audience].named)
        buf_addf(buf, tr(lang, words[audience].named), name);
    else
        buf_adds(buf, audience_words(audience, lang));
}

const char *audience_words(enum audience audience, enum lang lang)
{
    return words[audience].plain ? tr(lang, words[audience].plain) : "";
}
