#include "domain/namesakes.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/damage.h"

#define LETTERS_MAX 24 /* of first and last name together; beyond that the name itself */

static int by_id(const void *a, const void *b)
{
    const struct namesake *left = a, *right = b;
    return strcmp(left->id, right->id);
}

/* "Jan.S." of Jans is "Jan S." of Jan to the eye. */
static int compare(const char *a, const char *b)
{
    while (*a && (*a == *b || (strchr(" .", *a) && *b && strchr(" .", *b))))
        a++, b++;
    return (unsigned char)(*a == ' ' ? '.' : *a) - (unsigned char)(*b == ' ' ? '.' : *b);
}

static int by_tried(const void *a, const void *b)
{
    const struct namesake *left = a, *right = b;
    return compare(left->tried, right->tried);
}

/* form: to write it in. */
static void try_letters(struct namesake *one, int first, int last, struct buf *form)
{
    buf_clear(form);
    person_add_letters(form, one->name, first, last);
    free(one->tried);
    one->tried = mem_copy_len(form->data, form->len);
}

/* All of them, with initials to begin with. */
static void gather(struct namesakes *namesakes, const struct person *const *people, size_t n)
{
    struct namesake *list = mem_zero(n + 1, sizeof *list);
    struct buf form = BUF_INIT;
    for (size_t i = 0; i < n; i++) {
        memcpy(list[i].id, people[i]->id, UUID_SIZE);
        list[i].name = people[i]->name;
        try_letters(&list[i], 1, 1, &form);
    }
    buf_release(&form);
    *namesakes = (struct namesakes){.list = list, .n = n};
}

/* Of a group with the same initials everybody once: how many they are. The others go behind. */
static size_t keep_each(struct namesake *group, size_t n)
{
    size_t kept = 1;
    qsort(group, n, sizeof *group, by_id);
    for (size_t i = 1; i < n; i++)
        if (strcmp(group[kept - 1].id, group[i].id) != 0) {
            struct namesake one = group[i];
            group[i] = group[kept];
            group[kept++] = one;
        }
    return kept;
}

/* How many from i on have tried the same form, in a list that is sorted by it. */
static size_t sharing(const struct namesake *list, size_t n, size_t i)
{
    size_t end = i + 1;
    while (end < n && compare(list[i].tried, list[end].tried) == 0)
        end++;
    return end - i;
}

/* Those of a group who have no form yet get the one of so many letters, where nobody else has it;
 * how many are left. */
static size_t tell_apart(struct namesake *group, size_t n, int first, int last)
{
    size_t left = 0;
    struct buf form = BUF_INIT;
    for (size_t i = 0; i < n; i++)
        try_letters(&group[i], first, last, &form);
    buf_release(&form);
    qsort(group, n, sizeof *group, by_tried);
    for (size_t i = 0, same; i < n; i += same) {
        same = sharing(group, n, i);
        for (size_t j = i; j < i + same; j++) {
            if (same == 1 && !group[j].form)
                group[j].form = mem_copy(group[j].tried);
            left += !group[j].form;
        }
    }
    return left;
}

/* The fewest letters first, and of as many those of the first name. */
static void find_forms(struct namesake *group, size_t n)
{
    size_t left = n;
    for (int letters = 3; left && letters <= LETTERS_MAX; letters++)
        for (int last = 1; left && last < letters; last++)
            left = tell_apart(group, n, letters - last, last);
    for (size_t i = 0; i < n; i++)
        if (!group[i].form)
            group[i].form = mem_copy(group[i].name);
}

void namesakes_make(struct namesakes *namesakes, const struct person *const *people, size_t n)
{
    size_t kept = 0;
    gather(namesakes, people, n);
    struct namesake *list = namesakes->list;
    qsort(list, namesakes->n, sizeof *list, by_tried);
    for (size_t i = 0, same; i < namesakes->n; i += same) {
        same = sharing(list, namesakes->n, i);
        size_t each = same > 1 ? keep_each(&list[i], same) : 1;
        if (each > 1)
            find_forms(&list[i], each);
    }
    for (size_t i = 0; i < namesakes->n; i++) {
        free(list[i].tried);
        if (list[i].form)
            list[kept++] = list[i];
    }
    namesakes->n = kept;
    qsort(list, kept, sizeof *list, by_id);
}

void namesakes_release(struct namesakes *namesakes)
{
    for (size_t i = 0; i < namesakes->n; i++)
        free(namesakes->list[i].form);
    free(namesakes->list);
    *namesakes = (struct namesakes){.list = NULL};
}

void namesakes_add_name(const struct namesakes *namesakes, struct buf *buf,
                        const struct person *person, enum name_style style)
{
    struct namesake sought = {.form = NULL};
    const struct namesake *found = NULL;
    bool initials =
        style == NAMES_INITIALS || (style == NAMES_CODE && !(person->code && *person->code));
    memcpy(sought.id, person->id, UUID_SIZE);
    if (initials && namesakes->n && !damage_begins(person->name))
        found = bsearch(&sought, namesakes->list, namesakes->n, sizeof sought, by_id);
    if (found)
        buf_adds(buf, found->form);
    else
        person_add_name(buf, person, style);
}
