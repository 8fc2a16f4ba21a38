/*
 * problem: the catalogue of what can be wrong with a guide or regime file.
 *
 * The value of each is the number its code shows: PROBLEM_TWICE is [G021]. Numbers never change and
 * are never given again, because people search for them. {1}, {2} in the texts stand for what the
 * finder of the problem tells with it, in the order given there; a translation may put them in
 * another order.
 */
#ifndef YAML_PROBLEM_H
#define YAML_PROBLEM_H

#include <stddef.h>

enum problem {
    PROBLEM_NONE = 0,
    PROBLEM_NOT_TEXT = 1,
    PROBLEM_BAD_BYTE = 2,
    PROBLEM_NO_REGIME = 3,
    PROBLEM_MISSING = 4,
    PROBLEM_TOO_LARGE = 5,
    PROBLEM_EMPTY = 6,
    PROBLEM_FORMAT = 7,
    PROBLEM_CONTROL = 8,
    PROBLEM_DIRECTIVE = 9,
    PROBLEM_UNKNOWN_KEY = 10,
    PROBLEM_BAD_ID = 11,
    PROBLEM_NO_AIM = 12,
    PROBLEM_WIDE = 13,
    PROBLEM_REVIEW = 14,
    PROBLEM_DEEP = 15,
    PROBLEM_MUCH = 16,
    PROBLEM_LONG_TEXT = 17,
    PROBLEM_LONG_KEY = 18,
    PROBLEM_MANY_KEYS = 19,
    PROBLEM_INDENT = 20,
    PROBLEM_TWICE = 21,
    PROBLEM_SIGN = 22,
    PROBLEM_LAYOUT = 23,
    PROBLEM_MERGE = 24,
    PROBLEM_ODD_KEY = 25,
    PROBLEM_DOCUMENTS = 26,
    PROBLEM_TOP = 27,
    PROBLEM_BRACKET = 28,
    PROBLEM_ESCAPE = 29,
    PROBLEM_COLON = 30,
    PROBLEM_HASH = 31,
    PROBLEM_COMMA = 32,
    PROBLEM_NUMBER = 33,
    PROBLEM_AFTER_QUOTE = 34,
    PROBLEM_OPEN_QUOTE = 35,
    PROBLEM_SWALLOWED = 36,
    PROBLEM_SECOND_COLON = 37,
    PROBLEM_DASH = 38,
    PROBLEM_NO_COLON = 39,
    PROBLEM_NO_PITFALL = 40,
    PROBLEM_NO_CAPTURE = 42,
    PROBLEM_NO_TURN = 43,
    PROBLEM_RENAMED = 44,
    PROBLEM_STILL_USED = 45,
    PROBLEM_UNUSED_PITFALL = 46,
    PROBLEM_UNREACHED = 47,
    PROBLEM_REFERENCE = 48,
    PROBLEM_NO_SPACE = 49,
    PROBLEM_TO_HR = 50,
    PROBLEM_AGREEMENTS_TWICE = 51,
    PROBLEM_NO_EXIT = 52,
    PROBLEM_MANY_REPLIES = 53,
    PROBLEM_BOTH = 54,
    PROBLEM_ONE_PIECE = 55,
    PROBLEM_FILLS = 56,
    PROBLEM_MAY_NOT_ASK = 60,
    PROBLEM_MAY_NOT_KEEP = 61,
    PROBLEM_MAY_NOT_SEEK = 62,
    PROBLEM_WORD = 70,
    PROBLEM_DATE = 71,
    PROBLEM_SPAN = 72,
    PROBLEM_SENTENCE = 73,
    PROBLEM_NOTHING = 74,
    PROBLEM_MAPPING = 75,
    PROBLEM_LIST = 76,
    PROBLEM_NO_OPTIONS = 77,
    PROBLEM_RANGE = 78,
    PROBLEM_PAIR = 79,
    PROBLEM_TRANSLATION = 80,
    PROBLEM_VERSIONS = 81,
    PROBLEM_SAME_GUIDE = 82,
    PROBLEM_OPTIONS = 83,
    PROBLEM_DIFFERS = 84,
    PROBLEM_PATTERN = 85,
    PROBLEM_PATTERN_TWICE = 86,
    PROBLEM_MANY_WORDS = 87,
    PROBLEM_NO_CLASS = 88,
    PROBLEM_MEMORY = 89,
    PROBLEM_UNREADABLE = 90,
    PROBLEM_NO_MOMENT = 91,
    PROBLEM_OPENS_LATE = 92,
};

enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

struct problem_text {
    enum problem problem;
    enum severity severity;
    const char *what; /* N_(): what is wrong */
    const char *mend; /* N_(): how to mend it; "" when the first sentence says it all */
};

extern const struct problem_text problem_catalogue[];
extern const size_t problem_count;

/* The row of a problem; never NULL. */
const struct problem_text *problem_text(enum problem problem);

#endif
