#include "store/bundle_shape.h"

#include <stddef.h>

#include "store/tally.h"

#define DAY(name)                                                                                  \
    "  " name " TEXT CHECK (" name " IS NULL OR ifnull(date(" name "), '') = " name "),\n"
#define SURE_DAY(name) "  " name " TEXT NOT NULL CHECK (ifnull(date(" name "), '') = " name ")"
#define MONTH                                                                                      \
    "  month TEXT NOT NULL CHECK (ifnull(strftime('%Y-%m', month || '-01'), '') = month),\n"
#define COUNT        "  n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1000000),\n"
#define MOMENT(name) "  " name " INTEGER NOT NULL CHECK (" name " BETWEEN 0 AND 253402300799999)"

/* clang-format off */

/* Moments, days and keys are as in src/store/schema.c. */
const struct bundle_table bundle_tables[] = {
    {"bundle", "only, source, edition, label, made_at",
     "CREATE TABLE bundle ( -- The file it was made from; one row.\n"
     "  only INTEGER PRIMARY KEY CHECK (only = 1),\n"
     "  source TEXT NOT NULL, -- a UUID the file got with its first bundle\n"
     "  edition INTEGER NOT NULL CHECK (edition BETWEEN 1 AND 1000000000), -- grows with changes\n"
     "  label TEXT NOT NULL, -- whose it is, or ''\n"
     MOMENT("made_at") " -- the newest change in it\n"
     ") STRICT"},
    {"person", "id, name, team",
     "CREATE TABLE person (\n"
     "  id TEXT PRIMARY KEY NOT NULL,\n"
     "  name TEXT NOT NULL CHECK (name <> ''),\n"
     "  team TEXT NOT NULL\n"
     ") STRICT, WITHOUT ROWID"},
    {"talk", "id, person, guide, version, at",
     "CREATE TABLE talk ( -- A conversation in which something was agreed that HR may see.\n"
     "  id TEXT PRIMARY KEY NOT NULL,\n"
     "  person TEXT NOT NULL REFERENCES person (id),\n"
     "  guide TEXT NOT NULL, -- its id and version\n"
     "  version TEXT NOT NULL,\n"
     MOMENT("at") "\n"
     ") STRICT, WITHOUT ROWID"},
    {"agreement", "id, revision, talk",
     "CREATE TABLE agreement (\n"
     "  id TEXT PRIMARY KEY NOT NULL,\n"
     "  revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 1000000), -- the last one\n"
     "  talk TEXT REFERENCES talk (id) -- NULL: HR may not see it any more\n"
     ") STRICT, WITHOUT ROWID"},
    {"revision", "agreement, revision, " BUNDLE_COLUMNS,
     "CREATE TABLE revision ( -- What happened to it, as far as it was shared with HR.\n"
     "  agreement TEXT NOT NULL REFERENCES agreement (id),\n"
     "  revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 1000000),\n"
     "  what TEXT NOT NULL,\n"
     "  owner TEXT NOT NULL CHECK (owner IN ('', 'manager', 'employee', 'hr', 'other')),\n"
     "  owner_name TEXT NOT NULL,\n"
     DAY("due")
     "  due_words TEXT NOT NULL,\n"
     "  follow_up TEXT NOT NULL,\n"
     DAY("look_back")
     "  basis TEXT NOT NULL CHECK (basis IN ('', 'doctor', 'consultation')),\n"
     DAY("basis_day")
     "  status TEXT NOT NULL\n"
     "    CHECK (status IN ('open', 'running', 'changed', 'done', 'dropped')),\n"
     "  remark TEXT NOT NULL,\n"
     MOMENT("updated_at") ",\n"
     "  PRIMARY KEY (agreement, revision)\n"
     ") STRICT, WITHOUT ROWID"},
    {"tally", "month, team, guide, talks, people",
     "CREATE TABLE tally ( -- Conversations held, also those of which HR sees nothing else.\n"
     MONTH
     "  team TEXT NOT NULL,\n"
     "  guide TEXT NOT NULL,\n"
     "  talks INTEGER NOT NULL CHECK (talks BETWEEN 1 AND 1000000),\n"
     "  people INTEGER NOT NULL CHECK (people BETWEEN 0 AND talks), -- new ones in the month\n"
     "  PRIMARY KEY (month, team, guide)\n"
     ") STRICT, WITHOUT ROWID"},
    {"tally_days", "month, team, guide, days, n",
     "CREATE TABLE tally_days ( -- How many days after their occasion.\n"
     MONTH
     "  team TEXT NOT NULL,\n"
     "  guide TEXT NOT NULL,\n"
     "  days INTEGER NOT NULL CHECK (days BETWEEN 0 AND " TALLY_DAYS_MOST "),\n"
     COUNT
     "  PRIMARY KEY (month, team, guide, days)\n"
     ") STRICT, WITHOUT ROWID"},
    {"hurdle", "month, guide, option, n",
     "CREATE TABLE hurdle ( -- What made it hard: how often each option of a guide was chosen.\n"
     MONTH
     "  guide TEXT NOT NULL,\n"
     "  option TEXT NOT NULL,\n"
     COUNT
     "  PRIMARY KEY (month, guide, option)\n"
     ") STRICT, WITHOUT ROWID"},
    {"addressee", "only, source",
     "CREATE TABLE addressee ( -- Of a return bundle: the file it goes back to; else no row.\n"
     "  only INTEGER PRIMARY KEY CHECK (only = 1),\n"
     "  source TEXT NOT NULL\n"
     ") STRICT"},
    {"settled", "id, agreement, revision",
     "CREATE TABLE settled ( -- A settlement of HR's that was taken in.\n"
     "  id TEXT PRIMARY KEY NOT NULL,\n"
     "  agreement TEXT NOT NULL REFERENCES agreement (id),\n"
     "  revision INTEGER, -- it became this one; NULL when that is not told\n"
     "  FOREIGN KEY (agreement, revision) REFERENCES revision (agreement, revision)\n"
     ") STRICT, WITHOUT ROWID"},
    {"settlement", "id, agreement, step, status, moved, due, due_words, remark, made_at",
     "CREATE TABLE settlement ( -- What HR says became of an agreement.\n"
     "  id TEXT PRIMARY KEY NOT NULL,\n"
     "  agreement TEXT NOT NULL,\n"
     "  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 1000000),\n"
     "  status TEXT NOT NULL\n"
     "    CHECK (status IN ('open', 'running', 'changed', 'done', 'dropped')),\n"
     "  moved INTEGER NOT NULL CHECK (moved IN (0, 1)), -- to this day, or these words\n"
     DAY("due")
     "  due_words TEXT NOT NULL,\n"
     "  remark TEXT NOT NULL,\n"
     MOMENT("made_at") "\n"
     ") STRICT, WITHOUT ROWID"},
    {"request", "id, agreement, step, revision, question, asked_at",
     "CREATE TABLE request ( -- HR asks for an update on an agreement.\n"
     "  id TEXT PRIMARY KEY NOT NULL,\n"
     "  agreement TEXT NOT NULL,\n"
     "  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 1000000),\n"
     "  revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 1000000), -- HR knew so far\n"
     "  question TEXT NOT NULL CHECK (length(question) <= 4000),\n"
     MOMENT("asked_at") "\n"
     ") STRICT, WITHOUT ROWID"},
    {"thread", "id, guide, point, title",
     "CREATE TABLE thread ( -- A manager asks HR what to do at a point of a conversation.\n"
     "  id TEXT PRIMARY KEY NOT NULL,\n"
     "  guide TEXT NOT NULL, -- its id\n"
     "  point TEXT NOT NULL, -- its id, and its title as it was shown\n"
     "  title TEXT NOT NULL\n"
     ") STRICT, WITHOUT ROWID"},
    {"message", "id, thread, step, side, closes, text, at",
     "CREATE TABLE message (\n"
     "  id TEXT PRIMARY KEY NOT NULL,\n"
     "  thread TEXT NOT NULL REFERENCES thread (id),\n"
     "  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 1000000),\n"
     "  side TEXT NOT NULL CHECK (side IN ('manager', 'hr')),\n"
     "  closes INTEGER NOT NULL CHECK (closes IN (0, 1)),\n"
     "  text TEXT NOT NULL CHECK (length(text) <= 4000 AND (closes OR text <> '')),\n"
     MOMENT("at") "\n"
     ") STRICT, WITHOUT ROWID"},
    {"absence", "id, person, first_day, back, kind, net",
     "CREATE TABLE absence ( -- Where the manager said so; nothing that was asked of it.\n"
     "  id TEXT PRIMARY KEY NOT NULL,\n"
     "  person TEXT NOT NULL REFERENCES person (id),\n"
     SURE_DAY("first_day") ",\n"
     DAY("back")
     "  kind TEXT NOT NULL CHECK (kind IN ('sick', 'leave')),\n"
     "  net INTEGER NOT NULL CHECK (net IN (0, 1)) -- a safety net applies, for UWV; not which\n"
     ") STRICT, WITHOUT ROWID"},
    {"partial", "absence, from_day, part, advised",
     "CREATE TABLE partial ( -- From a day on a part of the work is done again, by advice.\n"
     "  absence TEXT NOT NULL REFERENCES absence (id),\n"
     SURE_DAY("from_day") ",\n"
     "  part INTEGER NOT NULL CHECK (part BETWEEN 1 AND 999), -- of a thousand\n"
     SURE_DAY("advised") ",\n"
     "  PRIMARY KEY (absence, from_day)\n"
     ") STRICT, WITHOUT ROWID"},
    {"service", "person, from_day, until_day, factor",
     "CREATE TABLE service ( -- When somebody was employed, for which part of full time.\n"
     "  person TEXT NOT NULL REFERENCES person (id),\n"
     SURE_DAY("from_day") ",\n"
     DAY("until_day")
     "  factor INTEGER NOT NULL CHECK (factor BETWEEN 1 AND 15000), -- of ten thousand\n"
     "  PRIMARY KEY (person, from_day)\n"
     ") STRICT, WITHOUT ROWID"},
    {"tick", "absence, step, turn, done_on",
     "CREATE TABLE tick ( -- A step of the timeline that was done.\n"
     "  absence TEXT NOT NULL REFERENCES absence (id),\n"
     "  step TEXT NOT NULL,\n"
     "  turn INTEGER NOT NULL CHECK (turn BETWEEN 0 AND 1000),\n"
     SURE_DAY("done_on") ",\n"
     "  PRIMARY KEY (absence, step, turn)\n"
     ") STRICT, WITHOUT ROWID"},
    {BUNDLE_DIGEST, "only, sha256",
     "CREATE TABLE digest ( -- Of all the other tables.\n"
     "  only INTEGER PRIMARY KEY CHECK (only = 1),\n"
     "  sha256 TEXT NOT NULL\n"
     ") STRICT"},
    {NULL, NULL, NULL},
};

/* clang-format on */
