#include "store/sealing_plan.h"

#include <stdlib.h>

#include "base/mem.h"

struct sealing_plan *sealing_prepare_as(const struct secret *passphrase, struct seal_cost cost,
                                        struct secret *recovery, struct err *err)
{
    struct sealing_plan *plan = mem_zero(1, sizeof *plan);
    plan->seal = seal_new(err);
    if (plan->seal)
        seal_recovery_make(recovery);
    if (plan->seal &&
        seal_wrap(plan->seal, SLOT_PASSPHRASE, passphrase, cost, &plan->passphrase, err) == 0 &&
        seal_wrap(plan->seal, SLOT_RECOVERY, recovery, cost, &plan->recovery, err) == 0)
        return plan;
    sealing_plan_free(plan);
    return NULL;
}

struct sealing_plan *sealing_prepare(const struct secret *passphrase, struct secret *recovery,
                                     struct err *err)
{
    return sealing_prepare_as(passphrase, seal_moderate, recovery, err);
}

void sealing_plan_free(struct sealing_plan *plan)
{
    if (plan)
        seal_free(plan->seal);
    free(plan);
}
