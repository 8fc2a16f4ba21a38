#include "domain/keeping.h"

int keeping_until(const struct keeping_rule *rule, int closed_on, int ended_on,
                  enum keeping_from *from)
{
    int start = rule->from == KEEPING_CLOSED ? closed_on : ended_on;
    *from = rule->from;
    /* The end of the employment ends every re-integration too. */
    if (rule->from == KEEPING_CLOSED && start == DAY_NONE) {
        start = ended_on;
        *from = KEEPING_ENDED;
    }
    if (start == DAY_NONE || !rule->months) {
        *from = KEEPING_UNKNOWN;
        return DAY_NONE;
    }
    return day_add_months(start, rule->months);
}
