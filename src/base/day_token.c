#include "base/day_token.h"

#include <string.h>
#include <strings.h>

#include "base/day.h"
#include "base/token.h"

/* What each word means; words of one meaning stand together. */
static const struct meaning {
    enum day_kind kind;
    int value;
    const char *words;
} vocabulary[] = {
    {DAYWORD, 0, "vandaag nu vanochtend vanmiddag vanavond today now tonight eod"},
    {DAYWORD, 1, "morgen tomorrow"},
    {DAYWORD, 2, "overmorgen"},
    {DAYWORD, -1, "gisteren yesterday"},
    {DAYWORD, -2, "eergisteren"},
    {WEEKDAY, 6, "weekend"},
    {MONTH, 3, "mrt"},
    {UNIT, DAY, "d dag dagen dgn day days"},
    {UNIT, WORKDAY, "werkdag werkdagen workday workdays"},
    {UNIT, WEEK_UNIT, "w wk week weken weeks"},
    {UNIT, FORTNIGHT, "fortnight fortnights"},
    {UNIT, MONTH_UNIT, "m mnd maand maanden month months"},
    {UNIT, YEAR_UNIT, "j jaar jaren y year years"},
    {PART, BEGIN, "begin beginning start early"},
    {PART, HALF, "half halve halverwege halfway medio mid midden middle"},
    {PART, FINISH, "eind einde end late"},
    {NEXT, THIS, "deze dit this"},
    {NEXT, COMING, "komende komend aanstaande as aankomende aankomend eerstvolgende coming"},
    {NEXT, FOLLOWING, "volgende volgend next"},
    {OVER, 0, "over"},
    {IN, 0, "in binnen within"},
    {AGO, 0, "geleden ago"},
    {FROM, 0, "vanaf from"},
    {AFTER, 0, "na after"},
    {NUM, 1, "een a an one"},
    {NUM, 2, "twee two"},
    {NUM, 3, "drie three"},
    {NUM, 4, "vier four"},
    {NUM, 5, "vijf five"},
    {NUM, 6, "zes six"},
    {NUM, 7, "zeven seven"},
    {NUM, 8, "acht eight"},
    {NUM, 9, "negen nine"},
    {NUM, 10, "tien ten"},
    {NUM, 11, "elf eleven"},
    {NUM, 12, "twaalf twelve"},
    {NUM, 14, "veertien fourteen"},
    {SKIP, 0, "op de het van uiterlijk voor tot per rond nog vroeg ochtend middag avond e ste"},
    {SKIP, 0, "on of the by before until around at latest morning afternoon evening"},
    {SKIP, 0, "st nd rd th"},
};

/* True when word is name or a beginning of it that is not shorter than least. */
static bool shortens(const char *word, const char *name, size_t least)
{
    size_t len = strlen(word);
    return len >= least && len <= strlen(name) && strncasecmp(word, name, len) == 0;
}

static struct day_token name_of_day(const char *word)
{
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
        for (int i = 1; i <= 7; i++)
            if (shortens(word, day_weekday_name(i, lang), strlen(day_weekday_short(i, lang))))
                return (struct day_token){.kind = WEEKDAY, .value = i};
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
        for (int i = 1; i <= 12; i++)
            if (shortens(word, day_month_name(i, lang), 3))
                return (struct day_token){.kind = MONTH, .value = i};
    return (struct day_token){.kind = UNKNOWN};
}

static struct day_token whole_word(const char *word)
{
    for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++)
        if (token_among(word, vocabulary[i].words))
            return (struct day_token){.kind = vocabulary[i].kind, .value = vocabulary[i].value};
    return name_of_day(word);
}

/* Dutch writes the part of the day on: "vrijdagmiddag", "morgenochtend". Cuts it off word. */
static bool cut_part_of_day(char *word)
{
    static const char *const parts[] = {"ochtend", "morgen", "middag", "avond", "vroeg"};
    size_t len = strlen(word);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t part = strlen(parts[i]);
        if (len > part && strcmp(word + len - part, parts[i]) == 0) {
            word[len - part] = '\0';
            return true;
        }
    }
    return false;
}

static struct day_token word_token(char *word)
{
    struct day_token token = whole_word(word);
    if (token.kind != UNKNOWN || !cut_part_of_day(word))
        return token;
    token = whole_word(word);
    bool day = token.kind == WEEKDAY || token.kind == DAYWORD;
    return day ? token : (struct day_token){.kind = UNKNOWN};
}

/* Reads a word, or single letters with dots between ("a.s."), at text; returns its bytes. */
static size_t read_word(const char *text, struct day_token *token)
{
    char word[24];
    size_t at = 0, len = 0;
    while (token_letter(text[at]) ||
           (text[at] == '.' && len == (at + 1) / 2 && token_letter(text[at + 1]))) {
        if (token_letter(text[at]) && len < sizeof word - 1)
            word[len++] = text[at];
        at++;
    }
    word[len] = '\0';
    *token = word_token(word);
    return at;
}

static size_t read_number(const char *text, struct day_token *token)
{
    *token = (struct day_token){.kind = NUM};
    for (; token_digit(text[token->digits]); token->digits++)
        if (token->digits < 4)
            token->value = token->value * 10 + (text[token->digits] - '0');
    if (token->digits == 4)
        token->kind = YEAR;
    else if (token->digits > 4)
        token->kind = UNKNOWN;
    return token->digits;
}

/* Reads the token at `at`; returns its bytes. What stands between tokens comes out as SKIP. */
static size_t read_token(const char *text, size_t at, struct day_token *token)
{
    *token = (struct day_token){.kind = SKIP};
    if (token_letter(text[at]))
        return read_word(text + at, token);
    if (token_digit(text[at]))
        return read_number(text + at, token);
    bool between_figures = at > 0 && token_digit(text[at - 1]) && token_digit(text[at + 1]);
    bool minus = text[at] == '-' && token_digit(text[at + 1]) && (at == 0 || text[at - 1] == ' ');
    if (strchr("-/.", text[at]) && between_figures)
        token->kind = SEP;
    else if (text[at] == '+')
        token->kind = IN;
    else if (minus || !strchr(" ,;.-/()'\"!?", text[at]))
        token->kind = UNKNOWN;
    return 1;
}

/*
 * Words that say nothing where they stand: "in" before anything but an amount ("in week 50"), a
 * leading "vanaf" ("vanaf vrijdag"), "a.s." behind a date and "komende" before one ("komende 2
 * weken").
 */
static bool says_nothing(const struct day_token *token, bool first)
{
    enum day_kind next = token[1].kind;
    switch (token[0].kind) {
    case IN:
        return next == PART ? token[2].kind == MONTH : next != NUM;
    case FROM:
        return first;
    case NEXT:
        return token[0].value == COMING && !first ? next == END : next == NUM;
    default:
        return false;
    }
}

static void drop_empty(struct day_tokens *tokens)
{
    size_t kept = 0;
    for (size_t i = 0; i < tokens->n; i++)
        if (!says_nothing(&tokens->token[i], i == 0))
            tokens->token[kept++] = tokens->token[i];
    for (size_t i = 0; i < kept; i++)
        if (tokens->token[i].kind == OVER)
            tokens->token[i].kind = IN;
    tokens->n = kept;
    tokens->token[kept] = (struct day_token){.kind = END};
}

bool day_tokens_read(struct day_tokens *tokens, const char *folded)
{
    struct day_token token;
    for (size_t at = 0; folded[at];) {
        at += read_token(folded, at, &token);
        if (token.kind == SKIP)
            continue;
        if (token.kind == UNKNOWN || tokens->n == TOKENS_MAX)
            return false;
        tokens->token[tokens->n++] = token;
    }
    drop_empty(tokens);
    return tokens->n > 0;
}
