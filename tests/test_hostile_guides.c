/*
 * Guides that were made to do harm, or come out of a broken program: each row of what libyaml does
 * with odd input, and each limit on both sides of it, with exactly what is said of it. And every
 * kind of thing YAML knows, good or bad: read or refused, in clean words, never worse.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fuzz/fuzz.h"
#include "sandbox.h"
#include "yaml/guide_yaml.h"
#include "yaml/yaml_walk.h"

/* The promise is two seconds of the processor; sanitizers take their time. */
#if defined(__SANITIZE_ADDRESS__)
enum { PATIENCE_MS = 20000 };
#else
enum { PATIENCE_MS = 2000 };
#endif

#define HEAD  "guide: 1\nid: x\nversion: \"1\"\nlanguage: en\nregime: none\ntitle: T\n"
#define POINT "points:\n  p:\n    title: P\n    aim: A\n    questions:\n      - Q\n"

/* before, n times part, after; and the file has to be told so. */
struct hostile {
    const char *name;
    const char *before, *part;
    size_t n;
    const char *after;
    int errors;       /* how many, warnings left out; 0: it is read */
    const char *said; /* "line:column code what is wrong" of the first of them */
};

/* The first error: place, code and sentence. */
static void add_first(struct buf *said, const struct complaints *complaints)
{
    for (size_t i = 0; i < complaints->n; i++) {
        const struct complaint *complaint = &complaints->items[i];
        if (problem_text(complaint->problem)->severity != SEVERITY_ERROR)
            continue;
        buf_addf(said, "%d:%d G%03d %s", complaint->mark.line, complaint->mark.column,
                 (int)complaint->problem, complaint->what);
        return;
    }
}

static void read_hostile(const struct hostile *hostile, const char *text, size_t len)
{
    struct complaints complaints;
    struct buf said = BUF_INIT;
    complaints_init(&complaints, LANG_EN, "guide.yaml");
    clock_t begin = clock();
    struct guide *guide = guide_yaml_read(text, len, &complaints);
    complaints_add_text(&said, &complaints);
    long took = (clock() - begin) / (CLOCKS_PER_SEC / 1000);
    fuzz_is_shown(said.data, said.len);
    buf_clear(&said);
    add_first(&said, &complaints);
    if (getenv("GESPREK_WRITE"))
        print_message("%s\t%d\t%s\n", hostile->name, complaints.errors, said.data);
    else if (strcmp(said.data, hostile->said) != 0 || complaints.errors != hostile->errors)
        fail_msg("%s: %d errors, \"%s\"", hostile->name, complaints.errors, said.data);
    if (took > PATIENCE_MS)
        fail_msg("%s took %ld ms", hostile->name, took);
    assert_int_equal(guide == NULL, complaints.errors > 0);
    guide_free(guide);
    complaints_release(&complaints);
    buf_release(&said);
}

static void check_all(const struct hostile *hostile, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf text = BUF_INIT;
        buf_adds(&text, hostile[i].before);
        for (size_t k = 0; k < hostile[i].n; k++)
            buf_adds(&text, hostile[i].part);
        buf_adds(&text, hostile[i].after);
        read_hostile(&hostile[i], text.data, text.len);
        buf_release(&text);
    }
}

#define CHECK_ALL(table) check_all(table, sizeof(table) / sizeof *(table))

/* ---- what takes time or room ----------------------------------------------------------------- */

static void nothing_takes_long(void **state)
{
    static const struct hostile bombs[] = {
        {"flow lists", HEAD "summary: ", "[", 100000, "", 1, "7:25 G015 this is nested too deeply"},
        {"closed flow lists", HEAD "points: ", "[[]],", 100000, "", 1,
         "7:13 G023 what stands here does not belong to what is above it"},
        {"flow maps", HEAD "points: ", "{a: ", 20000, "", 2,
         "7:14 G010 \"a\" is not known in a point"},
        {"block lists", HEAD "points: ", "- ", 40000, "", 1,
         "7:9 G038 a list cannot begin on the line of its key"},
        {"complex keys", "", "? ", 20000, "", 2, "1:3 G025 a word must stand before the colon"},
        {"anchors", HEAD "renamed:\n", "  - &a x\n", 50000, "", 20,
         "8:5 G022 a text cannot begin with &"},
        {"%TAG", "", "%TAG ! tag:example.test,2000:\n", 30000, "---\n" HEAD, 30001,
         "1:1 G009 a line cannot begin with %"},
        {"plain scalar", HEAD "summary: ", "x", 900000, "\n", 1,
         "7:10 G017 this text is longer than 65536"},
        {"quoted scalar", HEAD "summary: \"", "x", 900000, "\"\n", 1,
         "7:10 G017 this text is longer than 65536"},
        {"literal scalar", HEAD "summary: |\n", "  xxxxxxxxxxxxxxxxxx\n", 40000, "", 1,
         "7:10 G017 this text is longer than 65536"},
        {"escapes", HEAD "summary: \"", "\\U0001F600", 90000, "\"\n", 1,
         "7:10 G017 this text is longer than 65536"},
        {"colons", HEAD "summary: ", "a: ", 300000, "\n", 1,
         "7:11 G037 a second colon with a space cannot stand in a text"},
        {"quotes", HEAD, "a: \"\n", 200000, "", 24994, "7:1 G010 \"a\" is not known in a guide"},
        {"comments", "", "#\n", 500000, HEAD POINT, 0, ""},
        {"empty lines", "", "\n", 1000000, HEAD POINT, 0, ""},
        {"blanks", HEAD "summary:", " ", 1000000, "x\n" POINT, 0, ""},
        {"duplicate keys", HEAD, "title: T\n", 100000, "", 24994,
         "7:1 G021 \"title\" stands here for the second time"},
        {"unknown keys", HEAD, "titel: T\n", 100000, "", 24994,
         "7:1 G010 \"titel\" is not known in a guide"},
        {"references", HEAD "pitfalls: [", "*a, ", 200000, "]\n", 1,
         "7:12 G048 * before a word means something to YAML that does not work here"},
        {"documents", HEAD POINT, "---\n", 200000, "", 1,
         "13:1 G026 a second document begins here"},
    };
    (void)state;
    CHECK_ALL(bombs);
}

static void an_alias_is_never_followed(void **state)
{
    static const struct hostile aliases[] = {
        {"nine times nine", HEAD "a: &a [x, x, x, x, x, x, x, x, x]\n", "", 0,
         "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
         "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n",
         3, "7:4 G048 & before a word means something to YAML that does not work here"},
        {"itself", HEAD "points: &a [*a]\n", "", 0, "", 1,
         "7:9 G048 & before a word means something to YAML that does not work here"},
        {"its own key", HEAD "points: &a {*a : x}\n", "", 0, "", 1,
         "7:9 G048 & before a word means something to YAML that does not work here"},
        {"undefined", HEAD "summary: *nowhere\n" POINT, "", 0, "", 1,
         "7:10 G048 * before a word means something to YAML that does not work here"},
        {"forward", HEAD "summary: *later\nsource: &later x\n" POINT, "", 0, "", 2,
         "7:10 G048 * before a word means something to YAML that does not work here"},
        {"defined twice", HEAD "summary: &a x\nsource: &a y\n" POINT, "", 0, "", 2,
         "7:10 G022 a text cannot begin with &"},
        {"merge", HEAD "points:\n  p: &p {title: a}\n  q:\n    <<: *p\n", "", 0, "", 3,
         "8:6 G048 & before a word means something to YAML that does not work here"},
        {"merge of a list", HEAD "<<: [a, b]\n" POINT, "", 0, "", 1,
         "7:1 G024 << does not work here"},
        {"anchor on the top", "&top\n" HEAD POINT, "", 0, "", 1,
         "1:1 G048 & before a word means something to YAML that does not work here"},
        {"anchor on nothing", HEAD "summary: &a\n" POINT, "", 0, "", 1,
         "7:10 G048 & before a word means something to YAML that does not work here"},
    };
    (void)state;
    CHECK_ALL(aliases);
}

/* ---- the notation ---------------------------------------------------------------------------- */

static const struct hostile notations[] = {
    {"a good one", HEAD POINT, "", 0, "", 0, ""},
    {"a key twice", HEAD "title: U\n" POINT, "", 0, "", 1,
     "7:1 G021 \"title\" stands here for the second time"},
    {"twice, written otherwise", HEAD "\"t\\x69tle\": U\n" POINT, "", 0, "", 1,
     "7:1 G021 \"title\" stands here for the second time"},
    {"long implicit key", HEAD, "k", 1025, ": x\n", 1,
     "7:1 G018 this key is longer than 128 bytes"},
    {"error in a second document", HEAD POINT "---\na: [\n", "", 0, "", 1,
     "13:1 G026 a second document begins here"},
    {"empty second document", HEAD POINT "---\n", "", 0, "", 1,
     "13:1 G026 a second document begins here"},
    {"end mark and a comment", HEAD POINT "...\n# end\n", "", 0, "", 0, ""},
    {"BOM", "\xEF\xBB\xBF" HEAD POINT, "", 0, "", 0, ""},
    {"BOM twice", "\xEF\xBB\xBF\xEF\xBB\xBF" HEAD POINT, "", 0, "", 7,
     "1:1 G008 a sign that cannot be seen stands here: U+FEFF"},
    {"BOM in the middle", HEAD "summary: a\xEF\xBB\xBFz\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+FEFF"},
    {"ESC", HEAD "summary: a\x1B[31mz\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+001B"},
    {"BEL in a comment", HEAD "# a\az\n" POINT, "", 0, "", 1,
     "7:4 G008 a sign that cannot be seen stands here: U+0007"},
    {"DEL", HEAD "summary: a\x7Fz\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+007F"},
    {"C1", HEAD "summary: a\xC2\x9Bz\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+009B"},
    {"U+FFFE", HEAD "summary: a\xEF\xBF\xBEz\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+FFFE"},
    {"surrogates", HEAD "summary: a\xED\xA0\x80z\n" POINT, "", 0, "", 3,
     "7:11 G002 this sign is not UTF-8"},
    {"too long a form", HEAD "summary: a\xC0\xAFz\n" POINT, "", 0, "", 2,
     "7:11 G002 this sign is not UTF-8"},
    {"cut UTF-8", HEAD POINT "summary: a\xE2\x82", "", 0, "", 2,
     "13:11 G002 this sign is not UTF-8"},
    {"Latin-1", HEAD "summary: caf\xE9\n" POINT, "", 0, "", 1, "7:13 G002 this sign is not UTF-8"},
    {"NEL", HEAD "summary: a\xC2\x85z\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+0085"},
    {"LS", HEAD "summary: a\xE2\x80\xA8z\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+2028"},
    {"PS", HEAD "summary: a\xE2\x80\xA9z\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+2029"},
    {"bidi", HEAD "summary: a\xE2\x80\xAEz\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+202E"},
    {"zero width", HEAD "summary: a\xE2\x80\x8Bz\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+200B"},
    {"a tag character", HEAD "summary: a\xF3\xA0\x81\x81z\n" POINT, "", 0, "", 1,
     "7:11 G008 a sign that cannot be seen stands here: U+E0041"},
    {"\\0", HEAD "summary: \"a\\0z\"\n" POINT, "", 0, "", 1,
     "7:10 G008 a sign that cannot be seen stands here: U+0000"},
    {"\\e", HEAD "summary: \"a\\e]52;c;x\\az\"\n" POINT, "", 0, "", 1,
     "7:10 G008 a sign that cannot be seen stands here: U+001B"},
    {"\\x9b", HEAD "summary: \"a\\x9bz\"\n" POINT, "", 0, "", 1,
     "7:10 G008 a sign that cannot be seen stands here: U+009B"},
    {"\\u202e", HEAD "summary: \"a\\u202ez\"\n" POINT, "", 0, "", 1,
     "7:10 G008 a sign that cannot be seen stands here: U+202E"},
    {"\\ud800", HEAD "summary: \"a\\ud800z\"\n" POINT, "", 0, "", 1,
     "7:12 G029 between double quotes, \\ means something special"},
    {"\\q", HEAD "summary: \"a\\qz\"\n" POINT, "", 0, "", 1,
     "7:12 G029 between double quotes, \\ means something special"},
    {"a control in a key", HEAD "\"ti\\etle\": x\n" POINT, "", 0, "", 2,
     "7:1 G008 a sign that cannot be seen stands here: U+001B"},
    {"a tab indents", HEAD "points:\n\tp:\n\t\ttitle: P\n", "", 0, "", 1,
     "8:1 G020 this line is indented with a tab"},
    {"a tab after a dash",
     HEAD "points:\n  p:\n    title: P\n    aim: A\n    questions:\n"
          "      -\tQ\n",
     "", 0, "", 1, "12:8 G020 this line is indented with a tab"},
    {"an open bracket", HEAD "points: [a, b\n", "", 0, "", 1, "7:9 G028 this [ is never closed"},
    {"an open brace", HEAD "points: {a: b\n", "", 0, "", 1, "7:9 G028 this { is never closed"},
    {"a closing bracket alone", HEAD "summary: a\npoints: ]\n", "", 0, "", 1,
     "8:9 G023 what stands here does not belong to what is above it"},
    {"an open quote", HEAD "summary: \"never closed\n" POINT, "", 0, "", 1,
     "7:10 G035 this quote is not closed"},
    {"an open single quote", HEAD "summary: 'never closed\n" POINT, "", 0, "", 1,
     "7:10 G035 this quote is not closed"},
    {"no-break space", HEAD "summary:\xC2\xA0x\n" POINT, "", 0, "", 1,
     "7:1 G039 here belongs  key: text  with a colon and a space"},
    {"no space behind the colon", HEAD "summary:x\n" POINT, "", 0, "", 1,
     "7:1 G039 here belongs  key: text  with a colon and a space"},
    {"no space behind the dash",
     HEAD "points:\n  p:\n    title: P\n    aim: A\n"
          "    questions:\n      -Q\n",
     "", 0, "", 1, "12:7 G049 an ordinary space belongs behind the dash"},
    {"%YAML", "%YAML 1.1\n---\n" HEAD POINT, "", 0, "", 0, ""},
    {"%YAML 9.9", "%YAML 9.9\n---\n" HEAD POINT, "", 0, "", 1,
     "1:1 G009 a line cannot begin with %"},
    {"a tag", HEAD "summary: !!str x\n" POINT, "", 0, "", 1,
     "7:10 G022 a text cannot begin with !"},
    {"a tag of a program", HEAD "summary: !!python/object/apply:os.system [id]\n" POINT, "", 0, "",
     1, "7:10 G048 ! before a word means something to YAML that does not work here"},
    {"a local tag", HEAD "summary: !secret x\n" POINT, "", 0, "", 1,
     "7:10 G022 a text cannot begin with !"},
    {"a list for a key", HEAD "[a, b]: x\n" POINT, "", 0, "", 1,
     "7:1 G025 a word must stand before the colon"},
    {"a complex key", HEAD "? a\n: x\n" POINT, "", 0, "", 1,
     "7:3 G010 \"a\" is not known in a guide"},
    {"an empty key", HEAD ": x\n" POINT, "", 0, "", 1,
     "7:1 G025 a word must stand before the colon"},
    {"an empty quoted key", HEAD "\"\": x\n" POINT, "", 0, "", 1,
     "7:1 G025 a word must stand before the colon"},
    {"@", HEAD "summary: @x\n" POINT, "", 0, "", 1, "7:10 G022 a text cannot begin with @"},
    {"`", HEAD "summary: `x\n" POINT, "", 0, "", 1, "7:10 G022 a text cannot begin with `"},
};

static void the_notation_is_explained(void **state)
{
    (void)state;
    CHECK_ALL(notations);
}

/* YAML has types; a guide has not: the table says what a text is. */
static void words_that_yaml_changes_are_texts(void **state)
{
    static const char *const words[] = {"no",  "on",       "yes",  "null", "~x",   "1.10",
                                        "010", "12:30:45", "0x1F", "1e3",  ".inf", "2026-01-01"};
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct complaints complaints;
        struct buf text = BUF_INIT;
        complaints_init(&complaints, LANG_EN, "guide.yaml");
        buf_addf(&text, HEAD "summary: %s\n" POINT, words[i]);
        struct guide *guide = guide_yaml_read(text.data, text.len, &complaints);
        if (!guide)
            fail_msg("%s is no text", words[i]);
        assert_string_equal(guide->summary, words[i]);
        guide_free(guide);
        complaints_release(&complaints);
        buf_release(&text);
    }
}

static void other_encodings_are_named(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t len;
    } files[] = {
        {"UTF-16LE with BOM", "\xFF\xFEg\0u\0i\0d\0e\0:\0 \0001\0", 18},
        {"UTF-16BE with BOM", "\xFE\xFF\0g\0u\0i\0d\0e\0:\0 \0001", 18},
        {"UTF-16LE", "g\0u\0i\0d\0e\0:\0 \0001\0", 16},
        {"UTF-16BE", "\0g\0u\0i\0d\0e\0:\0 \0001", 16},
        {"UTF-32LE", "\xFF\xFE\0\0g\0\0\0u\0\0\0", 12},
        {"UTF-32BE", "\0\0\xFE\xFF\0\0\0g\0\0\0u", 12},
        {"zeros", "\0\0\0\0", 4},
        {"a zero in the middle", "guide: 1\ntitle: a\0b\n", 20},
        {"a database", "SQLite format 3\0\x10\0\x01\x01", 20},
    };
    static const struct hostile refused = {
        "encoding", "", "", 0, "", 1, "0:0 G001 this file is not text in UTF-8"};
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct hostile hostile = refused;
        hostile.name = files[i].name;
        read_hostile(&hostile, files[i].bytes, files[i].len);
    }
}

/* ---- limits, on both sides ------------------------------------------------------------------- */

static void limits_hold_on_both_sides(void **state)
{
    static const char fill[] = HEAD POINT "#";
    static const struct hostile limits[] = {
        {"1 MiB", fill, "x", WALK_FILE_MAX - (sizeof fill - 1), "", 0, ""},
        {"1 MiB and a byte", fill, "x", WALK_FILE_MAX - (sizeof fill - 1) + 1, "", 1,
         "0:0 G005 this file is larger than 1 MiB"},
        {"64 KiB of text", HEAD POINT "source: ", "x", WALK_TEXT_MAX, "\n", 0, ""},
        {"64 KiB and a letter", HEAD POINT "source: ", "x", WALK_TEXT_MAX + 1, "\n", 1,
         "13:9 G017 this text is longer than 65536"},
        {"a key of 128", HEAD POINT, "k", WALK_KEY_MAX, ": x\n", 1,
         "13:1 G010 "
         "\"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
         "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\" is not known in a guide"},
        {"a key of 129", HEAD POINT, "k", WALK_KEY_MAX + 1, ": x\n", 1,
         "13:1 G018 this key is longer than 128 bytes"},
        {"as deep as may be", HEAD "points: ", "{a: ", WALK_DEPTH_MAX - 1, "", 1,
         "7:65 G028 this { is never closed"},
        {"one deeper", HEAD "points: ", "{a: ", WALK_DEPTH_MAX, "", 2,
         "7:14 G010 \"a\" is not known in a point"},
        {"nothing", "", "", 0, "", 1, "0:0 G006 there is nothing in this file"},
        {"only blanks", "  \n\n", "", 0, "", 1, "0:0 G006 there is nothing in this file"},
        {"only remarks", "# a\n# b\n", "", 0, "", 1, "0:0 G006 there is nothing in this file"},
        {"only ---", "---\n", "", 0, "", 1,
         "2:1 G027 this is not a guide: it must begin with lines of  key: text"},
        {"a list at the top", "- a\n- b\n", "", 0, "", 1,
         "1:1 G027 this is not a guide: it must begin with lines of  key: text"},
        {"a text at the top", "hallo\n", "", 0, "", 1,
         "1:1 G027 this is not a guide: it must begin with lines of  key: text"},
        {"a number at the top", "1\n", "", 0, "", 1,
         "1:1 G027 this is not a guide: it must begin with lines of  key: text"},
        {"an empty mapping", "{}\n", "", 0, "", 1,
         "1:1 G004 missing in a guide: guide, id, version, language, title, points"},
        {"not a guide at all", "<html><body>&amp;</body></html>\n", "", 0, "", 1,
         "1:1 G027 this is not a guide: it must begin with lines of  key: text"},
        {"a regime", "regime: 1\nid: nl\n", "", 0, "", 2,
         "1:1 G004 missing in a guide: guide, version, language, title, points"},
    };
    (void)state;
    CHECK_ALL(limits);
}

static void keys_of_one_mapping_are_counted(void **state)
{
    (void)state;
    for (int extra = 0; extra < 2; extra++) {
        struct buf text = BUF_INIT;
        struct hostile hostile = {"1000 keys", "", "", 0, "", 0, ""};
        struct hostile one_more = {
            "1001 keys", "", "", 0, "", 1, "1014:3 G019 more than 1000 keys stand together here"};
        buf_adds(&text, HEAD POINT "renamed:\n");
        for (int i = 0; i < WALK_KEYS_MAX + extra; i++)
            buf_addf(&text, "  k%d: p\n", i);
        read_hostile(extra ? &one_more : &hostile, text.data, text.len);
        buf_release(&text);
    }
}

/* However many there are, a reader gets two hundred to begin with and how many more. */
static void two_hundred_are_told(void **state)
{
    struct complaints complaints;
    struct buf text = BUF_INIT, said = BUF_INIT;
    size_t told = 0;
    (void)state;
    buf_adds(&text, HEAD POINT);
    for (int i = 0; i < 300; i++)
        buf_addf(&text, "odd%d: x\n", i);
    complaints_init(&complaints, LANG_EN, "guide.yaml");
    assert_null(guide_yaml_read(text.data, text.len, &complaints));
    complaints_add_text(&said, &complaints);
    for (const char *at = said.data; (at = strstr(at, "[G010]")); at++)
        told++;
    assert_int_equal(told, COMPLAINTS_SHOWN);
    assert_non_null(strstr(said.data, "And 100 more."));
    complaints_release(&complaints);
    buf_release(&text);
    buf_release(&said);
}

/* ---- every kind of YAML ---------------------------------------------------------------------- */

static void feed(const char *text, size_t len)
{
    fuzz_guide((const uint8_t *)text, len);
    fuzz_regime((const uint8_t *)text, len);
}

/* The kinds of input the public yaml-test-suite has, in texts of our own: each in a file by itself
 * and as the value of a key. */
/* clang-format off */
static const char *const kinds[] = {
    "&a : b\n", "a: &b c\n*d : e\n", "&a a: &b b\n*a : *b\n", "- &a\n- *a\n", "&a {b: *a}\n",
    "&\xE2\x98\xBA x\n", "*a\n", "- !!str a\n- !!int 1\n", "! a\n",
    "!<tag:yaml.org,2002:str> a\n", "%TAG !e! tag:e,2000:\n---\n!e!x a\n",
    "!!map {a: !!seq [b]}\n", "!a!b c\n", "! {}\n", "%YAML 1.2\n---\na\n", "%FOO bar\n---\na\n",
    "%YAML 1.2\n%YAML 1.2\n---\n", "%\n", "--- a\n", "---\n---\n", "---\na\n...\n---\nb\n...\n",
    "...\n", "...\n...\n", "--- # c\n", "a\n...\nb\n", "---\ta\n", "--- |\n a\n", "--- {a: b}\n",
    "---a\n", "a: b\n--- c\n", "- a\n- b\n-\n", "- - a\n  - b\n- c\n", "-\n  a: b\n  c: d\n",
    "- a: b\n- c\n", "-a\n-b\n", "- \n", "-\n-\n", "- - - - a\n", "-   - a\n    - b\n",
    "- a\n b\n", "- [a, b]\n- {c}\n", "a:\n- b\n- c\n", "a:\n  - b\n c: d\n", "a: - b\n",
    "- a\nb: c\n", "a: b\n- c\n", "a: b\n", "a : b\n", "a:\n", "a:\n  b:\n    c: d\n",
    "a: b: c\n", "a:b\n", ": a\n", "a: b\nc\n", "a:\n b\nc: d\n", "a:\n  b\n   c\n",
    "a: b\n c: d\n", "  a: b\nc: d\n", "a:\n\n  b\n", "\"a\": b\n", "'a': b\n", "\"a\nb\": c\n",
    "a\nb: c\n", "? a\n", "? a\n: b\n", "? - a\n: - b\n", "? |\n  a\n: b\n", "? [a, b]\n: c\n",
    "? a\n? b\n", "{? a : b}\n", "[? a : b]\n", "? : x\n", "a: 'b'\n", "a: 'it''s'\n",
    "a: 'b\n\n  c'\n", "a: \"b\\\n  c\"\n", "a: \"\\u263A \\x41 \\U0001F600\"\n",
    "a: \"\\\tb\"\n", "a: \"\\/\"\n", "a: \"\\xq\"\n", "a: \"b\n--- c\"\n", "a: 'b' c\n",
    "a: \"b\"c\n", "a: 'b\n", "a: ''\n", "a: \"\"\n", "a: \" b \"\n", "'' : a\n",
    "a: \"b\n# c\n d\"\n", "a: b c\n  d\n", "a: b #c\n", "a: b#c\n", "a: #b\n", "a: -b\n",
    "a: ?b\n", "a: :b\n", "a: b:\n", "a: [b\n", "a: @b\n", "a: `b\n", "a: %b\n", "a: |b\n",
    "a: !b\n", "a: &b\n", "a: *b\n", "a: ,b\n", "a: {b\n", "a: }\n", "a: ]\n",
    "a: b\n  # c\n  d\n", "a: 1\n b: 2\n", "a: b\n\tc\n", "a: |\n  b\n c\n", "a: |\n  b\n   c\n",
    "a: |2\n    b\n", "a: |+\n  b\n\n", "a: |-\n  b\n\n", "a: >\n  b\n  c\n\n  d\n",
    "a: >\n  b\n    c\n  d\n", "a: >-\n\n  b\n", "a: |9\n b\n", "a: |0\n b\n", "a: |10\n b\n",
    "a: |-+\n b\n", "a: | b\n", "a: |# c\n  b\n", "a: | # c\n  b\n", "a: |\n", "a: >\n\n\n",
    "a: |\n\tb\n", "a: |\n  \tb\n", "- |\n a\n- >\n b\n", "|\n a\n", ">\n a\n",
    "a: |\n    b\n  c\n", "[a, b, c]\n", "[a, b, ]\n", "[a, , b]\n", "[,]\n", "[]\n", "{}\n",
    "{a: b, c: d}\n", "{a, b}\n", "{a: b, }\n", "{a: , b: }\n", "{: a}\n", "{a:b}\n",
    "{\"a\":b}\n", "{'a':'b'}\n", "[a: b]\n", "[\"a\": b]\n", "[a\n, b]\n", "[a, [b, [c]]]\n",
    "{a: {b: {c: d}}}\n", "[{a: b}, {c: d}]\n", "[a, b\n", "{a: b\n", "[a}\n", "{a]\n", "[a]]\n",
    "[a] b\n", "[a, b]: c\n", "{a: b}: c\n", "[- a]\n", "[a #b\n]\n", "[a#b]\n", "[#a\n]\n",
    "a: [\nb\n]\n", "a: [\n  b\n]\n", "[\n\ta\n]\n", "[a, 'b\nc', \"d\ne\"]\n", "[--- a]\n",
    "[a,b]\n", "{a: [b, {c: d}], e: f}\n", "[*a, &b c]\n", "# a\n", "# a\n\n# b\nc: d # e\n# f\n",
    "a: # b\n  c\n", "a\n# b\nc\n", "#a\n#b", "a: b# c\n", "\t\n", "\ta: b\n", "a:\tb\n",
    "a:\n\tb: c\n", "-\ta\n", "a: b\t\n", "a: b\t# c\n", " \t a: b\n", "a: b\r\nc: d\r\n",
    "a: b\rc: d\r", "a: b", "\n\na: b\n\n\n", "  \n  a: b\n", "a: b\n  \n",
    "\xEF\xBB\xBF" "a: b\n", "a: b\n\xEF\xBB\xBF" "c: d\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF# a\n",
    "a: \xE2\x98\xBA\n", "\xE4\xB8\xAD: \xE6\x96\x87\n", "a: \xF0\x9F\x98\x80\n",
    "a: \xC2\x85" "b\n", "<<: {a: b}\n", "<<: *a\n", "a: {<<: b}\n", "'<<': a\n", "=: a\n",
    "a: =\n", "a: ~\n", "~: a\n", "null: null\n", "true: false\n", "1: 2\n", "1.5: -0\n",
    "2001-12-14: x\n", "0o7: 0x7\n", "a: .NaN\n", "a: b\na: c\n", "{a: b, a: c}\n",
    "a: 1\n'a': 2\n", "a: 1\n\"\\x61\": 2\n", "? a\n? a\n", "\"\\x61\\\n  b\": c\n",
    "a: \"\\N\\_\\L\\P\"\n", "a: \"\\0\"\n", "a: '\\n'\n", "a: \"\\\"\"\n", "plain\n",
    "a\n b\n  c\n", "'quoted'\n", "\"quoted\"\n", "- a\n-- b\n", "a: --- b\n", "a: ...\n",
    "a: b\n...\n# c\n", "a: b\n... c\n", "a:\n  - b: c\n    d: e\n  - f\n", "a: {b: [c, d], e}\n",
};
/* clang-format on */

static void every_kind_of_yaml_is_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct buf text = BUF_INIT;
        feed(kinds[i], strlen(kinds[i]));
        buf_adds(&text, HEAD "points:\n  ");
        for (const char *at = kinds[i]; *at; at++) { /* all of it one step further in */
            buf_addc(&text, *at);
            if (*at == '\n' && at[1])
                buf_adds(&text, "  ");
        }
        feed(text.data, text.len);
        buf_release(&text);
    }
}

/* The suite itself is no part of the project: its branch `data`, unpacked in build/yaml-test-suite
 * or where GESPREK_YAML_SUITE says, is read as well. */
static void the_public_suite_is_read_or_refused(void **state)
{
    const char *given = getenv("GESPREK_YAML_SUITE");
    struct buf pattern = BUF_INIT;
    glob_t found;
    (void)state;
    buf_addf(&pattern, "%s/*/in.yaml", given ? given : "build/yaml-test-suite");
    int none = glob(pattern.data, 0, NULL, &found);
    buf_clear(&pattern);
    buf_addf(&pattern, "%s/*/*/in.yaml", given ? given : "build/yaml-test-suite");
    if (!none)
        glob(pattern.data, GLOB_APPEND, NULL, &found);
    buf_release(&pattern);
    if (none) {
        print_message("the public suite is not in build/yaml-test-suite: only our own are read\n");
        skip();
    }
    assert_true(found.gl_pathc > 300);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        size_t len;
        char *text = sandbox_read(found.gl_pathv[i], &len);
        feed(text, len);
        free(text);
    }
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_takes_long),
        cmocka_unit_test(an_alias_is_never_followed),
        cmocka_unit_test(the_notation_is_explained),
        cmocka_unit_test(words_that_yaml_changes_are_texts),
        cmocka_unit_test(other_encodings_are_named),
        cmocka_unit_test(limits_hold_on_both_sides),
        cmocka_unit_test(keys_of_one_mapping_are_counted),
        cmocka_unit_test(two_hundred_are_told),
        cmocka_unit_test(every_kind_of_yaml_is_read_or_refused),
        cmocka_unit_test(the_public_suite_is_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
