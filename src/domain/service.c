#include "domain/service.h"

#include <string.h>

#include "base/decimal.h"
#include "base/lang.h"

#define FARTHEST_DAYS 36525 /* a hundred years */
#define AHEAD_DAYS    3653  /* ten years */

const char *service_factor_fault(int factor)
{
    if (factor <= 0)
        return N_("A working-time factor of 0 is nobody's. Give the part of a full week, such as "
                  "0.8 for four days of five; who left gets a day out of service.");
    if (factor > SERVICE_MOST)
        return N_("This is more than a full week. Give the part of it, such as 0.8 for 32 of 40 "
                  "hours.");
    return NULL;
}

bool service_factor_read(const char *text, int *factor)
{
    return decimal_read(text, SERVICE_FULL, factor);
}

const char *service_factor_text_fault(const char *text)
{
    int factor = 0;
    return service_factor_read(text, &factor) ? service_factor_fault(factor)
                                              : N_("Give a number such as 0.8, or 1 for a full "
                                                   "week.");
}

static bool overlap(const struct service *a, const struct service *b)
{
    return (a->until == DAY_NONE || b->from < a->until) &&
           (b->until == DAY_NONE || a->from < b->until);
}

static const char *days_fault(const struct service *service, int today)
{
    if (service->from == DAY_NONE)
        return N_("The day somebody came into service must be there.");
    if (service->from > today)
        return N_("In service is still to come. Write it down when it is so.");
    if (today - service->from > FARTHEST_DAYS)
        return N_("In service is more than a hundred years ago; look at the year.");
    if (service->until != DAY_NONE && service->until <= service->from)
        return N_("Out of service must be after the day in service.");
    if (service->until != DAY_NONE && service->until - today > AHEAD_DAYS)
        return N_("Out of service is more than ten years from now; look at the year.");
    return NULL;
}

const char *service_fault(const struct service *service, const struct service *others, size_t n,
                          int today)
{
    const char *fault = days_fault(service, today);
    if (!fault)
        fault = service_factor_fault(service->factor);
    for (size_t i = 0; !fault && i < n; i++)
        if (strcmp(others[i].id, service->id) != 0 && overlap(service, &others[i]))
            fault = N_("These days overlap another time in service of the same person. Correct "
                       "that one first, or give this one other days.");
    return fault;
}
