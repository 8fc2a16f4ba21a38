/*
 * lang: the language of what the user reads.
 *
 * The code is written in English and every text a user meets passes through tr() or trn(); the
 * Dutch of it stands in src/po/nl.po, which the build turns into a const table. There is no current
 * language anywhere: whoever speaks to the user was told which one, so a test can ask for both in
 * one process and no state has to be set up first. (gettext itself would need an installed Dutch
 * locale: glibc after 2.38 ignores LANGUAGE under C.UTF-8.)
 */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include <stdbool.h>

enum lang { LANG_EN, LANG_NL };

/* Marks a text for the catalogue where it stands in a table; tr() is called where it is shown. */
#define N_(text) text

/* The text in that language; the English itself when there is no translation. Never freed. */
const char *tr(enum lang lang, const char *english) __attribute__((format_arg(2)));

/* The same with a number in it: one for n == 1, else many (the rule of both languages). */
const char *trn(enum lang lang, long n, const char *one, const char *many)
    __attribute__((format_arg(3), format_arg(4)));

/* The entry in a context (msgctxt), for words that differ by place: trc(lang, "bar", "Back"). */
const char *trc(enum lang lang, const char *context, const char *english)
    __attribute__((format_arg(3)));

const char *lang_code(enum lang lang); /* "en" or "nl" */

/* True and *lang set when code is "nl" or "en", also as "nl_NL.UTF-8", "nl-BE"; else untouched. */
bool lang_parse(const char *code, enum lang *lang);

/*
 * What to speak: option (may be NULL), else GESPREK_LANG, else the locale by LC_ALL, LC_MESSAGES,
 * LANGUAGE's first, LANG, else English.
 */
enum lang lang_choose(const char *option);

#endif
