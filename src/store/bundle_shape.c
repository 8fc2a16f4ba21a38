#include "store/bundle_shape.h"

#include <stddef.h>

#include "store/tally.h"

#define DAY(name)                                                                                  \
    "  " name " TEXT CHECK (" name " IS NULL OR ifnull(date(" name "), '') = " name "),\n"
#define MONTH                                                                                      \
    "  month TEXT NOT NULL CHECK (ifnull(strftime('%Y-%m', month || '-01'), '') = month),\n"
#define COUNT        "  n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1000000),\n"
#define MOMENT(name) "  " name " INTEGER NOT NULL CHECK (" name " BETWEEN 0 AND 253402300799999)"

/* Moments, days and keys are as in src/store/schema.c. */
const char *const bundle_shape[] = {
    "CREATE TABLE bundle ( -- The file it was made from; one row.\n"
    "  only INTEGER PRIMARY KEY CHECK (only = 1),\n"
    "  source TEXT NOT NULL, -- a UUID the file got with its first bundle\n"
    "  edition INTEGER NOT NULL CHECK (edition BETWEEN 1 AND 1000000000), -- grows with changes\n"
    "  label TEXT NOT NULL, -- whose it is, or ''\n" MOMENT(
        "made_at") " -- the newest change in it\n"
                   ") STRICT",
    "CREATE TABLE person (\n"
    "  id TEXT PRIMARY KEY NOT NULL,\n"
    "  name TEXT NOT NULL CHECK (name <> ''),\n"
    "  team TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE talk ( -- A conversation in which something was agreed that HR may see.\n"
    "  id TEXT PRIMARY KEY NOT NULL,\n"
    "  person TEXT NOT NULL REFERENCES person (id),\n"
    "  guide TEXT NOT NULL, -- its id and version\n"
    "  version TEXT NOT NULL,\n" MOMENT("at") "\n"
                                              ") STRICT, WITHOUT ROWID",
    "CREATE TABLE agreement (\n"
    "  id TEXT PRIMARY KEY NOT NULL,\n"
    "  revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 1000000), -- the last one\n"
    "  talk TEXT REFERENCES talk (id) -- NULL: HR may not see it any more\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE revision ( -- What happened to it, as far as it was shared with HR.\n"
    "  agreement TEXT NOT NULL REFERENCES agreement (id),\n"
    "  revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 1000000),\n"
    "  what TEXT NOT NULL,\n"
    "  owner TEXT NOT NULL CHECK (owner IN ('', 'manager', 'employee', 'hr', 'other')),\n"
    "  owner_name TEXT NOT NULL,\n" DAY(
        "due") "  due_words TEXT NOT NULL,\n"
               "  follow_up TEXT NOT NULL,\n" DAY(
                   "look_back") "  basis TEXT NOT NULL CHECK (basis IN ('', 'doctor', "
                                "'consultation')),\n" DAY("basis_day") "  status TEXT NOT NULL\n"
                                                                       "    CHECK (status IN "
                                                                       "('open', 'running', "
                                                                       "'changed', 'done', "
                                                                       "'dropped')),\n"
                                                                       "  remark TEXT NOT "
                                                                       "NULL,\n" MOMENT(
                                                                           "updated_at") ",\n"
                                                                                         "  "
                                                                                         "PRIMARY "
                                                                                         "KEY "
                                                                                         "(agreemen"
                                                                                         "t, "
                                                                                         "revision)"
                                                                                         "\n"
                                                                                         ") "
                                                                                         "STRICT, "
                                                                                         "WITHOUT "
                                                                                         "ROWID",
    "CREATE TABLE tally ( -- Conversations held, also those of which HR sees nothing else.\n" MONTH
    "  team TEXT NOT NULL,\n"
    "  guide TEXT NOT NULL,\n"
    "  talks INTEGER NOT NULL CHECK (talks BETWEEN 1 AND 1000000),\n"
    "  people INTEGER NOT NULL CHECK (people BETWEEN 0 AND talks), -- new ones in the month\n"
    "  PRIMARY KEY (month, team, guide)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE tally_days ( -- How many days after their occasion.\n" MONTH
    "  team TEXT NOT NULL,\n"
    "  guide TEXT NOT NULL,\n"
    "  days INTEGER NOT NULL CHECK (days BETWEEN 0 AND " TALLY_DAYS_MOST "),\n" COUNT
    "  PRIMARY KEY (month, team, guide, days)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE hurdle ( -- What made it hard: how often each option of a guide was "
    "chosen.\n" MONTH "  guide TEXT NOT NULL,\n"
    "  option TEXT NOT NULL,\n" COUNT "  PRIMARY KEY (month, guide, option)\n"
    ") STRICT, WITHOUT ROWID",
    NULL,
};
