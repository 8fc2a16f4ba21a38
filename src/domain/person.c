#include "domain/person.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/damage.h"

#define PARTICLE_MOST 6 /* letters */

/* Small words between first and last name, folded; they give no initial. */
static const char particles[][PARTICLE_MOST + 1] = {
    "de",  "den", "der", "het", "t",   "te",  "ten", "ter", "van", "vande", "vander", "in",  "op",
    "s",   "la",  "le",  "les", "du",  "des", "da",  "di",  "dos", "del",   "von",    "zu",  "zum",
    "zur", "el",  "al",  "ul",  "bin", "ibn", "y",   "e",   "en",  "und",   "uit",    "aan", "bij",
};

void person_copy(struct person *to, const struct person *from)
{
    *to = *from;
    to->name = mem_copy(from->name);
    to->team = mem_copy(from->team);
    to->code = mem_copy(from->code);
}

void person_release(struct person *person)
{
    free(person->name);
    free(person->team);
    free(person->code);
    *person = (struct person){0};
}

/* So many letters without marks that no folding is needed to know, as most names have. */
static bool longer_than_any(const char *word, size_t len)
{
    size_t n = 0;
    while (n < len && n <= PARTICLE_MOST && (word[n] | 32) >= 'a' && (word[n] | 32) <= 'z')
        n++;
    return n > PARTICLE_MOST;
}

static bool among_particles(const char *folded)
{
    bool found = false;
    for (size_t i = 0; i < sizeof particles / sizeof *particles && !found; i++)
        found = *particles[i] == *folded && strcmp(folded, particles[i]) == 0;
    return found;
}

/* The word with small letters, where that is all that folding would do: it has no other letters
 * than a to z, and no more than a particle. */
static bool fold_plainly(const char *word, size_t len, char small[PARTICLE_MOST + 1])
{
    size_t n = 0;
    for (; n < len && n < PARTICLE_MOST && (word[n] | 32) >= 'a' && (word[n] | 32) <= 'z'; n++)
        small[n] = (char)(word[n] | 32);
    small[n] = '\0';
    return n == len;
}

static bool is_particle(const char *word, size_t len)
{
    struct buf folded = BUF_INIT;
    char small[PARTICLE_MOST + 1];
    if (longer_than_any(word, len))
        return false;
    if (fold_plainly(word, len, small))
        return among_particles(small);
    utf8_fold(&folded, word, len);
    bool found = among_particles(folded.data);
    buf_release(&folded);
    return found;
}

/* Skips to the first letter or figure from at on; len when there is none. */
static size_t word_begin(const char *name, size_t len, size_t at)
{
    size_t size;
    while (at < len && !uc_is_alnum(utf8_decode(name + at, len - at, &size)))
        at += size;
    return at;
}

static bool is_white(const char *text, size_t len, size_t *size)
{
    *size = 1;
    if (*text > ' ' && *text <= '~')
        return false;
    return uc_is_property_white_space(utf8_decode(text, len, size));
}

/* The end of the word at `at`: the next blank. The halves of a double name count as one. */
static size_t word_end(const char *name, size_t len, size_t at)
{
    size_t size;
    while (at < len && !is_white(name + at, len - at, &size))
        at += size;
    return at;
}

static void add_upper(struct buf *buf, const char *text, size_t len)
{
    size_t size = 0;
    if (len == 1 && *text >= 'A' && *text <= 'Z') {
        buf_addc(buf, *text);
        return;
    }
    uint8_t *upper = u8_toupper((const uint8_t *)text, len, NULL, NULL, NULL, &size);
    buf_add(buf, upper ? (const char *)upper : text, upper ? size : len);
    free(upper);
}

/* Adds the first letters of a word with their marks, the first of them large; the Dutch ij is one
 * letter. A word that is there as a whole goes without the full stop. */
static void add_initial(struct buf *buf, const char *word, size_t len, int letters)
{
    bool ij = len > 1 && (word[0] == 'I' || word[0] == 'i') && (word[1] == 'J' || word[1] == 'j');
    size_t begin = ij ? 2 : utf8_next(word, len, 0), end = begin;
    for (int i = 1; i < letters && end < len; i++)
        end = utf8_next(word, len, end);
    add_upper(buf, word, begin);
    buf_add(buf, word + begin, end - begin);
    buf_addc(buf, letters > 1 && end == len ? ' ' : '.');
}

/* The sentence that a damaged name has before it is no part of it; that there is one is told. Any
 * other remark between brackets is a part of the name. */
void person_add_letters(struct buf *buf, const char *name, int first, int last)
{
    size_t damaged = damage_begins(name);
    if (damaged)
        buf_adds(buf, "[!] ");
    name += damaged;
    size_t len = strlen(name), before = buf->len;
    for (size_t at = word_begin(name, len, 0), next; at < len; at = next) {
        size_t end = word_end(name, len, at);
        next = word_begin(name, len, end);
        if (buf->len == before)
            add_initial(buf, name + at, end - at, first);
        else if (!is_particle(name + at, end - at))
            add_initial(buf, name + at, end - at, next == len ? last : 1);
    }
    if (buf->len == before)
        buf_adds(buf, "?"); /* a name without a letter: better nothing than all of it */
    if (buf->data[buf->len - 1] == ' ')
        buf_cut(buf, buf->len - 1);
}

void person_add_name(struct buf *buf, const struct person *person, enum name_style style)
{
    if (style == NAMES_FULL)
        buf_adds(buf, person->name);
    else if (style == NAMES_CODE && person->code && *person->code)
        buf_adds(buf, person->code);
    else
        person_add_letters(buf, person->name, 1, 1);
}

static bool part_of_word(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Does text, folded, have word with nothing of a word on either side? */
static bool has_word(const char *text, const char *word, size_t len)
{
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        if ((at == text || !part_of_word(at[-1])) && !part_of_word(at[len]))
            return true;
    return false;
}

/* A word of the name, of two letters or more and no particle. */
static bool has_name(const char *text, const char *name)
{
    size_t len = strlen(name);
    bool found = false;
    for (size_t at = word_begin(name, len, 0); at < len && !found;) {
        struct buf word = BUF_INIT;
        size_t end = word_end(name, len, at);
        if (end - at > 1 && !is_particle(name + at, end - at))
            utf8_fold(&word, name + at, end - at);
        found = word.len && has_word(text, word.data, word.len);
        at = word_begin(name, len, end);
        buf_release(&word);
    }
    return found;
}

/* "s.b." or "s.b", and "SB" as it is; one initial alone is only a letter. */
static bool has_initials(const char *text, const char *folded, const char *name)
{
    struct buf initials = BUF_INIT, small = BUF_INIT, bare = BUF_INIT;
    person_add_letters(&initials, name, 1, 1);
    utf8_fold(&small, initials.data, initials.len);
    for (size_t i = 0; i < initials.len; i++)
        if (initials.data[i] != '.')
            buf_addc(&bare, initials.data[i]);
    bool several = strchr(initials.data, '.') != strrchr(initials.data, '.');
    if (several)
        buf_cut(&small, small.len - 1); /* with or without the last full stop */
    bool found =
        several && (has_word(folded, small.data, small.len) || has_word(text, bare.data, bare.len));
    buf_release(&initials);
    buf_release(&small);
    buf_release(&bare);
    return found;
}

bool person_is_named(const struct person *person, const char *text)
{
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, text, strlen(text));
    bool named =
        has_name(folded.data, person->name) || has_initials(text, folded.data, person->name);
    buf_release(&folded);
    return named;
}

bool person_name_is_in(const struct person *person, const char *text)
{
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, text, strlen(text));
    bool found = has_name(folded.data, person->name);
    buf_release(&folded);
    return found;
}

static size_t steps(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t at = 0; at < len; at = utf8_next(text, len, at))
        n++;
    return n;
}

/* Is there anything to find it by? Not in white, nor in a mark that stands alone; nearly always the
 * first sign tells. */
static bool says_nothing(const char *name)
{
    if (*name > ' ' && *name < 0x7F)
        return false;
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, name, strlen(name));
    bool nothing = utf8_blank(folded.data);
    buf_release(&folded);
    return nothing;
}

const char *person_name_fault(const char *name)
{
    const char *begin = name + strspn(name, " \t\n");
    size_t len = strlen(begin);
    while (len && strchr(" \t\n", begin[len - 1]))
        len--;
    if (says_nothing(name))
        return N_("A name is still missing: fill it in.");
    if (!utf8_valid(begin, len))
        return N_("This name cannot be read: type it again.");
    if (!utf8_clean(begin, len))
        return N_("This name has invisible characters in it: type it again without them.");
    if (len > PERSON_NAME_MAX && steps(begin, len) > PERSON_NAME_MAX)
        return N_("This name is too long: use at most 120 characters.");
    return NULL;
}
