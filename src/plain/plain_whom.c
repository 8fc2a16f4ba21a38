/* Who is meant by a typed name. */
#include "domain/person.h"
#include "plain_inside.h"
#include "store/whom.h"

/* False: that could not be read, and was said. */
static bool say_known(struct plain *plain, const struct whom *whom)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct buf said = BUF_INIT;
    int failed = whom->known ? whom_add_known(whom, plain->desk, &said, &err) : 0;
    if (failed)
        plain_trouble(plain, &err);
    else if (said.len)
        lines_put(&plain->lines, said.data);
    buf_release(&said);
    return !failed;
}

/* Which of whom's names it is; false: none was chosen. */
static bool choose(struct plain *plain, const struct whom *whom, size_t *which)
{
    enum lang lang = plain_lang(plain);
    struct buf fresh = BUF_INIT;
    size_t number = whom->n;
    *which = whom->n - 1;
    if (whom->n == 1)
        return true;
    lines_say(&plain->lines, "Do you mean somebody you talked with before?");
    for (size_t i = 0; i + 1 < whom->n; i++)
        plain_tell(plain, i + 1, whom->names[i], NULL);
    buf_addf(&fresh, tr(lang, "Somebody new: %s"), whom->names[*which]);
    plain_tell(plain, whom->n, fresh.data, NULL);
    buf_release(&fresh);
    if (plain_ask_number(plain, tr(lang, "Number"), whom->n, false, &number) != REPLY_TEXT)
        return false;
    *which = number - 1;
    return true;
}

bool plain_find_whom(struct plain *plain, const char *typed, bool tell, struct buf *name)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct whom whom = {.names = NULL};
    const char *fault = person_name_fault(typed);
    bool found = false;
    size_t which;
    if (fault)
        lines_put(&plain->lines, tr(err.lang, fault));
    else if (whom_look(&whom, plain->desk, typed, &err))
        plain_trouble(plain, &err);
    else if ((!tell || say_known(plain, &whom)) && choose(plain, &whom, &which)) {
        buf_adds(name, whom.names[which]);
        found = true;
    }
    whom_release(&whom);
    return found;
}
