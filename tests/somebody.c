#include "somebody.h"

#include "store/change.h"
#include "store/people.h"

int somebody(struct store *store, const char *name, char id[UUID_SIZE], struct err *err)
{
    struct change change;
    if (change_begin(&change, store, "", NULL, err))
        return -1;
    return change_end(&change, person_for(&change, name, id));
}
