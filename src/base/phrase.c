#include "base/phrase.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

struct word {
    size_t at, len; /* in the text as it was typed */
};

/* The words of a text: folded, with a blank before and after each, and where each one stood. */
struct words {
    struct buf folded;
    struct word *word;
    size_t n;
};

/* The size of the character at text when it can stand in a word, else 0. */
static size_t letter(const char *text, size_t len)
{
    size_t size;
    if (!len)
        return 0;
    uint32_t code = utf8_decode(text, len, &size);
    bool part = uc_is_alnum(code) || uc_is_general_category_withtable(code, UC_CATEGORY_MASK_M);
    return part ? size : 0;
}

/* The end of the word that begins at text: letters, or single letters with a dot after each. */
static size_t word_length(const char *text, size_t len)
{
    size_t end = letter(text, len), size;
    while (end < len && text[end] == '.' && (size = letter(text + end + 1, len - end - 1)) &&
           !letter(text + end + 1 + size, len - end - 1 - size))
        end += 1 + size;
    if (end < len && text[end] == '.' && end > letter(text, len))
        return end + 1;
    while ((size = letter(text + end, len - end)))
        end += size;
    return end;
}

static void add_word(struct words *words, const char *text, size_t at, size_t len)
{
    size_t begin = words->folded.len;
    words->word = mem_room(words->word, words->n, sizeof *words->word);
    words->word[words->n++] = (struct word){.at = at, .len = len};
    utf8_fold(&words->folded, text + at, len);
    size_t kept = begin;
    for (size_t i = begin; i < words->folded.len; i++)
        if (words->folded.data[i] != '.')
            words->folded.data[kept++] = words->folded.data[i];
    buf_cut(&words->folded, kept);
    buf_addc(&words->folded, ' ');
}

static struct words words_read(const char *text)
{
    struct words words = {.folded = BUF_INIT};
    size_t len = strlen(text), size;
    buf_addc(&words.folded, ' ');
    for (size_t at = 0; at < len; at += size) {
        size = word_length(text + at, len - at);
        if (size)
            add_word(&words, text, at, size);
        else
            utf8_decode(text + at, len - at, &size);
    }
    return words;
}

static void words_release(struct words *words)
{
    buf_release(&words->folded);
    free(words->word);
}

/* The number of words of phrase when they stand at folded, else 0. */
static size_t stands_at(const char *folded, const char *phrase)
{
    size_t len = strlen(phrase), n = 1;
    if (strncmp(folded, phrase, len) != 0 || folded[len] != ' ')
        return 0;
    for (size_t i = 0; i < len; i++)
        n += phrase[i] == ' ';
    return n;
}

/* The number of words of the longest phrase that stands at folded, else 0. */
static size_t longest_at(const char *folded, const char *const *phrases)
{
    size_t longest = 0;
    for (; *phrases; phrases++) {
        size_t n = stands_at(folded, *phrases);
        longest = n > longest ? n : longest;
    }
    return longest;
}

bool phrase_find(const char *text, const char *const *phrases, size_t *at, size_t *len)
{
    struct words words = words_read(text);
    const char *folded = words.folded.data + 1;
    bool found = false;
    for (size_t i = 0; i < words.n && !found; i++) {
        size_t n = longest_at(folded, phrases);
        if (n) {
            const struct word *last = &words.word[i + n - 1];
            *at = words.word[i].at;
            *len = last->at + last->len - *at;
            found = true;
        }
        folded = strchr(folded, ' ') + 1;
    }
    words_release(&words);
    return found;
}
