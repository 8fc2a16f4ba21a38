/* A text word by word, as the automaton is to see it. */
#include "privacy_inside.h"

#include <string.h>
#include <unictype.h>

#include "base/utf8.h"

/*
 * Letters that look like another one, in small and capital shape (after Unicode TR 39). Only those
 * that pass for it in ordinary print.
 */
static const struct {
    uint16_t code;
    char letter;
} look_alikes[] = {
    {0x391, 'a'}, {0x392, 'b'}, {0x395, 'e'}, {0x396, 'z'}, {0x397, 'h'}, {0x399, 'i'},
    {0x39A, 'k'}, {0x39C, 'm'}, {0x39D, 'n'}, {0x39F, 'o'}, {0x3A1, 'p'}, {0x3A4, 't'},
    {0x3A5, 'y'}, {0x3A7, 'x'}, {0x3B1, 'a'}, {0x3B3, 'y'}, {0x3B9, 'i'}, {0x3BA, 'k'},
    {0x3BD, 'v'}, {0x3BF, 'o'}, {0x3C1, 'p'}, {0x3C4, 't'}, {0x3C5, 'u'}, {0x3C7, 'x'},
    {0x3F2, 'c'}, {0x405, 's'}, {0x406, 'i'}, {0x408, 'j'}, {0x410, 'a'}, {0x412, 'b'},
    {0x415, 'e'}, {0x41A, 'k'}, {0x41C, 'm'}, {0x41D, 'h'}, {0x41E, 'o'}, {0x420, 'p'},
    {0x421, 'c'}, {0x422, 't'}, {0x423, 'y'}, {0x425, 'x'}, {0x430, 'a'}, {0x435, 'e'},
    {0x43A, 'k'}, {0x43C, 'm'}, {0x43E, 'o'}, {0x43F, 'n'}, {0x440, 'p'}, {0x441, 'c'},
    {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'}, {0x455, 's'}, {0x456, 'i'}, {0x458, 'j'},
    {0x4BB, 'h'}, {0x501, 'd'}, {0x51B, 'q'}, {0x51D, 'w'}, {0x261, 'g'},
};

static char look_alike(uint32_t code)
{
    if (code < 0x261 || code > 0x51D)
        return 0;
    for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++)
        if (look_alikes[i].code == code)
            return look_alikes[i].letter;
    return 0;
}

/* What a byte can be. Tables, because each byte of a text is looked up here. */
enum {
    SMALL = 1,
    CAPITAL = 2,
    FIGURE = 4,
    JOINING = 8, /* "&" */
    LETTER = SMALL | CAPITAL | FIGURE | JOINING,
    MARK = 16, /* it is a word of its own */
    STOP = 32, /* a mark behind which a sentence may end */
    NEWLINE = 64,
    BEYOND = 128, /* ASCII */
};

#define EIGHT(what)   what, what, what, what, what, what, what, what
#define SIXTEEN(what) EIGHT(what), EIGHT(what)
#define LETTERS(what) EIGHT(what), EIGHT(what), EIGHT(what), what, what

static const unsigned char kinds[256] = {EIGHT(0),
                                         0,
                                         0,
                                         NEWLINE,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         SIXTEEN(0),
                                         /* space to slash */ 0,
                                         MARK | STOP,
                                         0,
                                         0,
                                         0,
                                         MARK,
                                         JOINING,
                                         0,
                                         MARK,
                                         MARK,
                                         0,
                                         0,
                                         MARK,
                                         0,
                                         MARK | STOP,
                                         0,
                                         /* 0 to ? */ EIGHT(FIGURE),
                                         FIGURE,
                                         FIGURE,
                                         MARK,
                                         MARK,
                                         0,
                                         0,
                                         0,
                                         MARK | STOP,
                                         /* @ to _ */ 0,
                                         LETTERS(CAPITAL),
                                         MARK,
                                         0,
                                         MARK,
                                         0,
                                         0,
                                         /* ` to DEL */ 0,
                                         LETTERS(SMALL),
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         /* beyond */ SIXTEEN(BEYOND),
                                         SIXTEEN(BEYOND),
                                         SIXTEEN(BEYOND),
                                         SIXTEEN(BEYOND),
                                         SIXTEEN(BEYOND),
                                         SIXTEEN(BEYOND),
                                         SIXTEEN(BEYOND),
                                         SIXTEEN(BEYOND)};

static unsigned char kind_at(const struct reader *reader, size_t at)
{
    return kinds[(unsigned char)reader->text[at]];
}

/* The small letter of a byte that is a LETTER of this kind. */
static char small(char byte, unsigned char kind)
{
    return (char)(byte | (kind & CAPITAL) << 4); /* ASCII: 32 lies between the two */
}

/* What one character of the text is to the check. */
struct sign {
    size_t size;
    char letters[8]; /* "" for what parts words or is passed over */
    bool passed;     /* belongs to the word around it and adds nothing */
    bool lower, upper;
};

/* Letters beyond ASCII, folded; what has no plain letter is LETTER_OTHER. */
static void fold_letter(struct sign *sign, const char *text, size_t len)
{
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, text, len);
    size_t n = 0;
    for (size_t i = 0; i < folded.len && n + 1 < sizeof sign->letters; i++) {
        unsigned char byte = (unsigned char)folded.data[i];
        if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))
            sign->letters[n++] = (char)byte;
        else if (byte >= 0xC0)
            sign->letters[n++] = LETTER_OTHER;
    }
    sign->letters[n] = '\0';
    buf_release(&folded);
}

/* Spares the accented letters of western Europe the way through the tables of Unicode. */
static bool fold_latin(struct sign *sign, uint32_t code)
{
    static const char plain[] = "aaaaaa?ceeeeiiii?nooooo ouuuuy??aaaaaa?ceeeeiiii?nooooo ouuuuy?y";
    char letter = code >= 0xC0 && code <= 0xFF ? plain[code - 0xC0] : ' ';
    if (letter == ' ' || letter == '?')
        return false;
    sign->letters[0] = letter;
    sign->lower = code >= 0xE0;
    sign->upper = !sign->lower;
    return true;
}

static struct sign read_special(const char *text, size_t len)
{
    struct sign sign = {0};
    uint32_t code = utf8_decode(text, len, &sign.size);
    char latin[4];
    const char *bytes = text;
    size_t size = sign.size;
    if (code == 0xFFFD && size == 1) { /* no UTF-8: Latin-1, most likely */
        code = (unsigned char)*text;
        size = utf8_encode(code, latin);
        bytes = latin;
    }
    if (fold_latin(&sign, code))
        return sign;
    char like = look_alike(code);
    sign.passed = code == 0xAD ||
                  uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me |
                                                             UC_CATEGORY_MASK_Cf) ||
                  uc_is_property_default_ignorable_code_point(code);
    if (like)
        sign.letters[0] = like;
    else if (!sign.passed && uc_is_alnum(code))
        fold_letter(&sign, bytes, size);
    if (sign.letters[0]) {
        sign.upper = uc_is_upper(code);
        sign.lower = !sign.upper && uc_is_lower(code);
    }
    return sign;
}

/* Does a letter stand at `at`, of whatever alphabet? */
static bool letter_at(const struct reader *reader, size_t at)
{
    if (at >= reader->len)
        return false;
    unsigned char kind = kind_at(reader, at);
    return kind & BEYOND ? read_special(reader->text + at, reader->len - at).letters[0] != '\0'
                         : (kind & LETTER) != 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool digit_at(const struct reader *reader, size_t at)
{
    return at < reader->len && is_digit(reader->text[at]);
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Where the blanks end that begin at `at`; tells the newlines among them. Looks only so far that a
 * text of nothing but blanks is not passed over again from each of them. */
static size_t skip_blanks(const struct reader *reader, size_t at, int *newlines)
{
    size_t most = at + 80;
    *newlines = 0;
    while (at < reader->len && at < most && *newlines < 2 && is_white(reader->text[at])) {
        *newlines += reader->text[at] == '\n';
        at++;
    }
    return at;
}

/* Does a sentence end with the full stop, the question mark, the newline at `at`? A stop before a
 * small letter or a figure belongs to an abbreviation (d.d. 14 april); a line that goes on with a
 * small letter was only broken. */
static bool ends_sentence(const struct reader *reader, size_t at)
{
    int newlines;
    bool newline = reader->text[at] == '\n';
    size_t next = skip_blanks(reader, at + !newline, &newlines);
    if (next >= reader->len || newlines > 1)
        return true;
    if (!newline && next == at + 1)
        return false;
    char c = reader->text[next];
    return !(c >= 'a' && c <= 'z') && !is_digit(c);
}

static void empty_word(struct word *word)
{
    word->n = 0;
    memset(word->letters, 0, sizeof(uint64_t));
    word->begins = word->ends = true;
    word->lower = word->upper = word->figures = word->opens = false;
}

static void take_mark(struct reader *reader, struct word *word)
{
    char byte = reader->text[reader->at];
    bool stop = kind_at(reader, reader->at) & STOP && ends_sentence(reader, reader->at);
    empty_word(word);
    word->at = reader->at++;
    word->end = reader->at;
    word->letters[0] = byte == '%' ? '%' : ',';
    word->n = 1;
    word->opens = reader->opening;
    reader->opening = stop;
}

/* The size of a character beyond ASCII that parts words or is passed over; 0: it is a letter. Rare,
 * so kept out of the loop over what parts words. */
static size_t __attribute__((noinline)) special_between(const struct reader *reader)
{
    struct sign sign = read_special(reader->text + reader->at, reader->len - reader->at);
    return sign.letters[0] ? 0 : sign.size;
}

bool reader_between(struct reader *reader, struct word *word)
{
    while (reader->at < reader->len) {
        unsigned char kind = kind_at(reader, reader->at);
        size_t size = 1;
        if (kind & LETTER)
            return false;
        if (kind & MARK) {
            take_mark(reader, word);
            return true;
        }
        if (kind & NEWLINE && !reader->opening)
            reader->opening = ends_sentence(reader, reader->at);
        if (kind & BEYOND)
            size = special_between(reader);
        if (!size)
            return false;
        reader->at += size;
    }
    return false;
}

/* "gr1ep" is meant to be read as a word: figures within, and fewer than letters. */
static void read_figures(struct word *word)
{
    static const char meant[] = "oi?eas?t??";
    int figures = 0;
    for (int i = 0; i < word->n; i++)
        figures += is_digit(word->letters[i]);
    if (!figures || is_digit(word->letters[0]) || is_digit(word->letters[word->n - 1]) ||
        2 * figures >= word->n - figures)
        return;
    for (int i = 0; i < word->n; i++)
        if (is_digit(word->letters[i]) && meant[word->letters[i] - '0'] != '?')
            word->letters[i] = meant[word->letters[i] - '0'];
}

/* A number is "0", with its decimals and whatever else stands between its figures. */
static bool take_number(struct reader *reader, struct word *word)
{
    size_t at = reader->at;
    if (!(kind_at(reader, at) & FIGURE))
        return false;
    while (digit_at(reader, at) ||
           (at > reader->at && at < reader->len && digit_at(reader, at + 1) &&
            strchr(".,:", reader->text[at]) && reader->text[at]))
        at++;
    if (letter_at(reader, at))
        return false; /* letters follow: b12, 4u */
    word->at = reader->at;
    word->end = reader->at = at;
    word->letters[0] = '0';
    word->n = 1;
    return true;
}

/* Most letters are plain; false behind them, or when the word is full. */
static bool take_plain(struct reader *reader, struct word *word)
{
    const char *from = reader->text + reader->at, *at = from;
    size_t left = reader->len - reader->at, room = (size_t)(WORD_MAX - word->n);
    const char *end = from + (left < room ? left : room);
    unsigned char met = 0, kind = 0;
    for (char *letters = word->letters + word->n; at < end; at++) {
        kind = kinds[(unsigned char)*at];
        if (!(kind & LETTER))
            break;
        met |= kind;
        *letters++ = small(*at, kind);
    }
    if (at > from) {
        reader->at += (size_t)(at - from);
        word->end = reader->at;
        word->n += (int)(at - from);
        word->lower |= (met & SMALL) != 0;
        word->upper |= (met & CAPITAL) != 0;
        word->figures |= (met & FIGURE) != 0;
    }
    return at < end && kind & BEYOND;
}

/* The size of an apostrophe at `at`; 0: none. */
static size_t apostrophe_at(const struct reader *reader, size_t at)
{
    static const char curly[] = "\xE2\x80\x99";
    if (at == reader->len)
        return 0;
    if (reader->text[at] == '\'')
        return 1;
    bool begins = reader->text[at] == curly[0] && at + 3 <= reader->len;
    return begins && memcmp(reader->text + at, curly, 3) == 0 ? 3 : 0;
}

/* "z'n" and "can't" are one word: a single letter behind the apostrophe, and a single one or an n
 * with a t before it. */
static void take_clipped(struct reader *reader, struct word *word)
{
    size_t at = reader->at + apostrophe_at(reader, reader->at);
    if (at == reader->at || !word->n || word->n == WORD_MAX || at >= reader->len)
        return;
    char last = word->letters[word->n - 1];
    unsigned char kind = kind_at(reader, at);
    if (!(kind & (SMALL | CAPITAL)) || letter_at(reader, at + 1))
        return;
    char letter = small(reader->text[at], kind);
    if (word->n > 1 && !(last == 'n' && letter == 't'))
        return;
    word->letters[word->n++] = letter;
    word->end = reader->at = at + 1;
}

static void take_letters(struct reader *reader, struct word *word)
{
    word->at = reader->at;
    word->end = reader->at;
    word->ends = true;
    while (take_plain(reader, word)) {
        struct sign sign = read_special(reader->text + reader->at, reader->len - reader->at);
        int n = (int)strlen(sign.letters);
        if (!n && !sign.passed)
            break;
        if (word->n + n > WORD_MAX)
            break;
        memcpy(word->letters + word->n, sign.letters, (size_t)n);
        word->n += n;
        word->lower |= sign.lower;
        word->upper |= sign.upper;
        reader->at += sign.size;
        if (n)
            word->end = reader->at;
    }
    word->ends = !letter_at(reader, reader->at);
    if (word->ends && word->begins)
        take_clipped(reader, word);
}

bool reader_parts(char byte)
{
    return !(kinds[(unsigned char)byte] & (LETTER | BEYOND)) && byte != '\'';
}

/* Nearly all words are plain letters between a blank and another sign of ASCII: this takes no
 * other, in less time. */
static bool take_simple(struct reader *reader, struct word *word)
{
    const char *text = reader->text, *end = text + reader->len, *at = text + reader->at;
    unsigned char met = 0, kind = 0;
    size_t n = 0;
    while (at < end && *at == ' ')
        at++;
    size_t most = end - at > WORD_MAX ? WORD_MAX : (size_t)(end - at);
    empty_word(word);
    for (; n < most; n++) {
        kind = kinds[(unsigned char)at[n]];
        if (!(kind & (SMALL | CAPITAL)))
            break;
        met |= kind;
        word->letters[n] = small(at[n], kind);
    }
    if (n == 0 || (at + n < end && !reader_parts(at[n])))
        return false;
    word->at = (size_t)(at - text);
    word->end = reader->at = word->at + n;
    word->n = (int)n;
    word->lower = (met & SMALL) != 0;
    word->upper = (met & CAPITAL) != 0;
    word->opens = reader->opening;
    reader->opening = false;
    return true;
}

bool reader_word(struct reader *reader, struct word *word)
{
    if (reader->at >= reader->len && !reader->inside)
        return false;
    empty_word(word);
    word->begins = !reader->inside;
    word->opens = reader->opening;
    reader->opening = false;
    if (reader->inside || !take_number(reader, word)) {
        take_letters(reader, word);
        if (word->figures)
            read_figures(word);
    }
    reader->inside = !word->ends;
    return true;
}

bool reader_next(struct reader *reader, struct word *word)
{
    if (!reader->inside && (take_simple(reader, word) || reader_between(reader, word)))
        return true;
    return reader_word(reader, word);
}
