/*
 * person: somebody a manager talks with. On screen a name is shown as initials unless the user
 * wants otherwise, because somebody always walks in.
 */
#ifndef DOMAIN_PERSON_H
#define DOMAIN_PERSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/uuid.h"

#define PERSON_NAME_MAX 120 /* characters in a name, a team or a code */

struct person {
    char id[UUID_SIZE];
    char *name; /* never empty */
    char *team; /* "" when not given */
    char *code; /* a personnel number or nickname to show instead of the name; "" when not given */
    int64_t created_at;
};

/* How names are shown. */
enum name_style { NAMES_INITIALS, NAMES_FULL, NAMES_CODE };

void person_release(struct person *person);
void person_copy(struct person *to, const struct person *from); /* to holds nothing yet */

/* Adds the name in that style: "S.B." for "Sanne de Boer" (particles skipped), the code, the name.
 * A person without a code shows as initials under NAMES_CODE. */
void person_add_name(struct buf *buf, const struct person *person, enum name_style style);

/* Adds the initials of a name with so many letters of its first word and of its last: 2 and 1 make
 * "Sa.B.", 9 and 1 "Sanne B."; 1 and 1 is what person_add_name adds. */
void person_add_letters(struct buf *buf, const char *name, int first, int last);

/* Does text name the person: by a word of the name (not a particle) or by the initials? For texts
 * that go without the name. */
bool person_is_named(const struct person *person, const char *text);

/* The same without the initials. */
bool person_name_is_in(const struct person *person, const char *text);

/* Looks at what was typed for a name, the blanks around it left out: NULL when it will do, else
 * what is wrong with it (an English sentence for tr): empty, too long, controls or other invisible
 * characters, not UTF-8. */
const char *person_name_fault(const char *name);

#endif
