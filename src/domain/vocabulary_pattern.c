/* The patterns of a vocabulary: from a line to the forms each of them stands for. */
#include "domain/vocabulary.h"

#include <string.h>

/* Letters that must stand between the signs: below that half the dictionary would be found. */
#define OPEN_LETTERS_MIN 3

const char *pattern_next(const char *line, size_t *at, size_t *len)
{
    size_t begin = *at;
    if (begin > 0 && !line[begin - 1])
        return NULL;
    size_t end = begin + strcspn(line + begin, ",");
    *at = end + 1;
    while (begin < end && line[begin] == ' ')
        begin++;
    while (end > begin && line[end - 1] == ' ')
        end--;
    *len = end - begin;
    return line + begin;
}

#define LETTERS_MOST (10 * VOCABULARY_PATTERN_MAX) /* of a pattern with brackets */

struct forms {
    struct pattern_form form;
    char text[LETTERS_MOST + 1]; /* the form so far */
    pattern_each *each;
    void *arg;
    int n;
};

static void give(struct forms *forms, size_t len)
{
    forms->n++;
    forms->text[len] = '\0';
    forms->form.text = forms->text;
    if (forms->each && forms->n <= VOCABULARY_FORMS_MAX)
        forms->each(forms->arg, &forms->form);
}

/* Goes on with the rest of the pattern behind the `len` letters in forms->text. Brackets do not
 * nest, so it goes only as deep as there are brackets. */
static void spell(struct forms *forms, size_t len, const char *rest, size_t left)
{
    const char *open = memchr(rest, '(', left);
    size_t plain = open ? (size_t)(open - rest) : left;
    if (forms->n > VOCABULARY_FORMS_MAX)
        return;
    memcpy(forms->text + len, rest, plain);
    len += plain;
    if (!open) {
        give(forms, len);
        return;
    }
    const char *close = memchr(open, ')', left - plain);
    for (const char *at = open + 1; at <= close;) {
        const char *bar = memchr(at, '|', (size_t)(close - at));
        size_t more = (size_t)((bar ? bar : close) - at);
        memcpy(forms->text + len, at, more);
        spell(forms, len + more, close + 1, left - (size_t)(close + 1 - rest));
        at += more + 1;
    }
}

static bool brackets_match(const char *text, size_t len)
{
    bool inside = false;
    for (size_t i = 0; i < len; i++) {
        if ((text[i] == '(' && inside) || ((text[i] == ')' || text[i] == '|') && !inside))
            return false;
        if (text[i] == '(' || text[i] == ')')
            inside = text[i] == '(';
    }
    return !inside;
}

/* Takes the signs off both ends. */
static enum pattern_fault strip_signs(struct forms *forms, const char **text, size_t *len)
{
    if (*len && **text == '+') {
        forms->form.open_begin = true;
        ++*text;
        --*len;
    }
    if (*len && ((*text)[*len - 1] == '+' || (*text)[*len - 1] == '~')) {
        forms->form.open_end = (*text)[*len - 1] == '+';
        forms->form.endings = !forms->form.open_end;
        --*len;
    }
    if (*len == 0)
        return PATTERN_EMPTY;
    return memchr(*text, '+', *len) || memchr(*text, '~', *len) ? PATTERN_SIGN : PATTERN_GOOD;
}

enum pattern_fault pattern_forms(const char *pattern, size_t len, pattern_each *each, void *arg)
{
    struct forms forms;
    forms.form = (struct pattern_form){0};
    forms.each = each;
    forms.arg = arg;
    forms.n = 0;
    enum pattern_fault fault = strip_signs(&forms, &pattern, &len);
    if (fault != PATTERN_GOOD)
        return fault;
    if (!brackets_match(pattern, len))
        return PATTERN_OPEN;
    bool open = forms.form.open_begin || forms.form.open_end;
    if (len < (open ? OPEN_LETTERS_MIN : 1))
        return PATTERN_SHORT;
    if (len > (memchr(pattern, '(', len) ? LETTERS_MOST : VOCABULARY_PATTERN_MAX))
        return PATTERN_LONG;
    spell(&forms, 0, pattern, len);
    return forms.n > VOCABULARY_FORMS_MAX ? PATTERN_MANY : PATTERN_GOOD;
}
