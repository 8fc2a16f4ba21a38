#include "store/whom.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/absences.h"
#include "store/interviews.h"
#include "store/known.h"

#define SLIPS     2 /* letters that may be wrong, in a name */
#define SLIPS_MIN 5 /* of at least so many bytes */

void whom_release(struct whom *whom)
{
    for (size_t i = 0; i < whom->n; i++)
        free(whom->names[i]);
    free(whom->names);
    *whom = (struct whom){0};
}

static void add(struct whom *whom, const char *name)
{
    whom->names = mem_room(whom->names, whom->n, sizeof *whom->names);
    whom->names[whom->n++] = mem_copy(name);
}

/* The name without case, accents and blanks around it. */
static char *plain(const char *name)
{
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, name, strlen(name));
    while (folded.len && folded.data[folded.len - 1] == ' ')
        buf_cut(&folded, folded.len - 1);
    char *text = mem_copy(folded.data + strspn(folded.data, " "));
    buf_release(&folded);
    return text;
}

/* Does a word of name begin as part does? */
static bool word_begins(const char *name, const char *part)
{
    size_t len = strlen(part);
    for (const char *at = name; at; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (strncmp(at, part, len) == 0)
            return true;
    }
    return false;
}

static bool alike(const char *name, const char *typed)
{
    return word_begins(name, typed) || word_begins(typed, name) ||
           (strlen(typed) >= SLIPS_MIN && utf8_distance(name, typed, SLIPS) <= SLIPS);
}

static void gather(struct whom *whom, const struct person_row *rows, size_t n, const char *typed)
{
    char *wanted = plain(typed);
    for (size_t i = 0; i < n; i++) {
        char *name = plain(rows[i].person.name);
        bool same = strcmp(name, wanted) == 0 && utf8_same(rows[i].person.name, typed);
        if (!same && alike(name, wanted))
            add(whom, rows[i].person.name);
        free(name);
        if (same) {
            whom_release(whom);
            whom->known = true;
            break;
        }
    }
    free(wanted);
}

int whom_look(struct whom *whom, const struct desk *desk, const char *typed, struct err *err)
{
    struct person_row *rows;
    size_t n;
    whom_release(whom);
    if (interviews_people(desk->store, &rows, &n, err))
        return -1;
    gather(whom, rows, n, typed);
    person_rows_free(rows, n);
    add(whom, typed);
    return 0;
}

int whom_add_known(const struct whom *whom, const struct desk *desk, struct buf *buf,
                   struct err *err)
{
    const char *name = whom->names[whom->n - 1];
    char id[UUID_SIZE];
    struct buf shown = BUF_INIT;
    int failed = absences_whose(desk->store, name, id, err) ||
                 desk_add_name_of(desk, &shown, id, name, err) ||
                 known_add(buf, desk->store, name, shown.data, clock_today(&desk->clock), err);
    buf_release(&shown);
    return failed ? -1 : 0;
}
