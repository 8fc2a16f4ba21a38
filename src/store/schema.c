#include "store/schema.h"

#include <stdio.h>

#include "interviews_inside.h"
#include "store/lookup.h"
#include "store/sums.h"
#include "store/tally.h"
#include "store/veil.h"

#define SUMS_SINCE  12
#define STEPS_SINCE 13

/*
 * Conventions. Ids are UUIDv7 text (base/uuid.h). A moment is a number: milliseconds since 1970
 * UTC, 0 for "not". A day is text: 2026-11-27, NULL for none. What comes from a fixed set is its
 * key (domain/guide.h, agreement.h, interview.h). Text is never NULL. seq keeps the order in which
 * rows were made, which two rows of one millisecond would lose.
 */
static const char *const first_shape[] = {
    "CREATE TABLE person ( -- Somebody a manager talks with.\n"
    "  seq        INTEGER PRIMARY KEY,\n"
    "  id         TEXT NOT NULL UNIQUE,\n"
    "  name       TEXT NOT NULL CHECK (name <> ''),\n"
    "  folded     TEXT NOT NULL,           -- the name for comparing: no case, no accents\n"
    "  team       TEXT NOT NULL,\n"
    "  code       TEXT NOT NULL,           -- shown in place of the name when the user wants that\n"
    "  created_at INTEGER NOT NULL\n"
    ") STRICT",
    "CREATE INDEX person_by_name ON person (folded)",

    "CREATE TABLE guide_text ( -- Every guide an interview was ever held with, as it was then.\n"
    "  checksum   TEXT PRIMARY KEY,        -- SHA-256 of text, hexadecimal\n"
    "  guide      TEXT NOT NULL,           -- its id, version, title and language\n"
    "  version    TEXT NOT NULL,\n"
    "  title      TEXT NOT NULL,\n"
    "  language   TEXT NOT NULL,\n"
    "  text       TEXT NOT NULL,           -- the bytes of its file\n"
    "  created_at INTEGER NOT NULL\n"
    ") STRICT",

    "CREATE TABLE interview ( -- One conversation with one person, from planning to look-back.\n"
    "  seq        INTEGER PRIMARY KEY,\n"
    "  id         TEXT NOT NULL UNIQUE,\n"
    "  person     TEXT NOT NULL REFERENCES person (id),\n"
    "  checksum   TEXT NOT NULL REFERENCES guide_text (checksum),\n"
    "  stage      TEXT NOT NULL CHECK (stage IN ('preparing', 'talking', 'closing', 'closed')),\n"
    "  at         INTEGER NOT NULL,        -- when it is planned\n"
    "  started_at INTEGER NOT NULL,        -- when the talk first began\n"
    "  closed_at  INTEGER NOT NULL,        -- when it was last closed\n"
    "  removed    INTEGER NOT NULL CHECK (removed IN (0, 1)), -- withdrawn; undo brings it back\n"
    "  created_at INTEGER NOT NULL,\n"
    "  updated_at INTEGER NOT NULL         -- of anything in it\n"
    ") STRICT",
    "CREATE INDEX interview_by_person ON interview (person)",
    "CREATE INDEX interview_by_stage ON interview (stage, at)",
    "CREATE INDEX interview_by_guide ON interview (checksum)",

    "CREATE TABLE answer ( -- What was answered to one field of one point of an interview.\n"
    "  seq        INTEGER PRIMARY KEY,\n"
    "  interview  TEXT NOT NULL REFERENCES interview (id),\n"
    "  point      TEXT NOT NULL,           -- a point of the guide, or '.closing' and the like\n"
    "  field      TEXT NOT NULL,\n"
    "  kind       TEXT NOT NULL CHECK (kind IN ('check', 'note', 'list', 'choice', 'date')),\n"
    "  share      TEXT NOT NULL CHECK (share IN ('private', 'employee', 'hr')), -- never widened\n"
    "  label      TEXT NOT NULL,           -- the question as it was shown\n"
    "  value      TEXT NOT NULL,\n"
    "  shown      TEXT NOT NULL,           -- a choice: the option as it was shown\n"
    "  updated_at INTEGER NOT NULL,\n"
    "  UNIQUE (interview, point, field)\n"
    ") STRICT",

    "CREATE TABLE agreement ( -- What was agreed, as it stands now: its last revision.\n"
    "  seq        INTEGER PRIMARY KEY,\n"
    "  id         TEXT NOT NULL UNIQUE,\n"
    "  interview  TEXT NOT NULL REFERENCES interview (id),\n"
    "  what       TEXT NOT NULL,\n"
    "  owner      TEXT NOT NULL CHECK (owner IN ('', 'manager', 'employee', 'hr', 'other')),\n"
    "  owner_name TEXT NOT NULL,           -- who, when the owner is somebody else\n"
    "  due        TEXT,                    -- a day\n"
    "  due_words  TEXT NOT NULL,           -- what was said when it was no day\n"
    "  follow_up  TEXT NOT NULL,\n"
    "  look_back  TEXT,                    -- a day\n"
    "  basis      TEXT NOT NULL CHECK (basis IN ('', 'doctor', 'consultation')),\n"
    "  basis_day  TEXT,                    -- the day of the doctor's advice\n"
    "  share      TEXT NOT NULL CHECK (share IN ('employee', 'hr')),\n"
    "  confirmed  TEXT NOT NULL CHECK (confirmed IN ('', 'yes', 'no')), -- at the read-back\n"
    "  status     TEXT NOT NULL\n"
    "             CHECK (status IN ('open', 'running', 'changed', 'done', 'dropped')),\n"
    "  remark     TEXT NOT NULL,           -- about the last change of status or day\n"
    "  removed    INTEGER NOT NULL CHECK (removed IN (0, 1)), -- withdrawn\n"
    "  revision   INTEGER NOT NULL,\n"
    "  created_at INTEGER NOT NULL,        -- of the first revision\n"
    "  updated_at INTEGER NOT NULL         -- of this one\n"
    ") STRICT",
    "CREATE INDEX agreement_by_interview ON agreement (interview)",
    "CREATE INDEX agreement_by_status ON agreement (status, due)",

    "CREATE TABLE agreement_revision ( -- What happened to agreements. Rows are only ever added.\n"
    "  agreement  TEXT NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,\n"
    "  revision   INTEGER NOT NULL,        -- 1 when it was made, one more at every change\n"
    "  what       TEXT NOT NULL,           -- the rest as in agreement\n"
    "  owner      TEXT NOT NULL,\n"
    "  owner_name TEXT NOT NULL,\n"
    "  due        TEXT,\n"
    "  due_words  TEXT NOT NULL,\n"
    "  follow_up  TEXT NOT NULL,\n"
    "  look_back  TEXT,\n"
    "  basis      TEXT NOT NULL,\n"
    "  basis_day  TEXT,\n"
    "  share      TEXT NOT NULL,\n"
    "  confirmed  TEXT NOT NULL,\n"
    "  status     TEXT NOT NULL,\n"
    "  remark     TEXT NOT NULL,\n"
    "  removed    INTEGER NOT NULL,\n"
    "  updated_at INTEGER NOT NULL,        -- when this revision was made\n"
    "  PRIMARY KEY (agreement, revision)\n"
    ") STRICT",

    "CREATE TABLE draft ( -- Text being typed, until its answer or agreement is stored.\n"
    "  interview  TEXT NOT NULL REFERENCES interview (id),\n"
    "  point      TEXT NOT NULL,           -- as in answer, or the id of an agreement\n"
    "  field      TEXT NOT NULL,\n"
    "  text       TEXT NOT NULL,\n"
    "  cursor     INTEGER NOT NULL,        -- in bytes\n"
    "  updated_at INTEGER NOT NULL,\n"
    "  PRIMARY KEY (interview, point, field)\n"
    ") STRICT",

    "CREATE TABLE place ( -- Where the user was; one row.\n"
    "  only       INTEGER PRIMARY KEY CHECK (only = 1),\n"
    "  screen     TEXT NOT NULL,\n"
    "  interview  TEXT NOT NULL,           -- '' for home\n"
    "  step       TEXT NOT NULL,\n"
    "  item       TEXT NOT NULL,\n"
    "  cursor     INTEGER NOT NULL\n"
    ") STRICT",

    "CREATE TABLE setting ( -- How the user likes things.\n"
    "  name       TEXT PRIMARY KEY,\n"
    "  value      TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE deed ( -- What was done last, so it can be undone; the oldest fall off.\n"
    "  seq        INTEGER PRIMARY KEY,\n"
    "  interview  TEXT NOT NULL,           -- the one it touched, or ''\n"
    "  words      TEXT NOT NULL,           -- in English, at most one %s in it\n"
    "  about      TEXT NOT NULL,           -- what goes there\n"
    "  undone     INTEGER NOT NULL CHECK (undone IN (0, 1)), -- waits to be redone\n"
    "  created_at INTEGER NOT NULL\n"
    ") STRICT",

    "CREATE TABLE deed_image ( -- One thing a deed changed: how it was and how it became.\n"
    "  deed       INTEGER NOT NULL REFERENCES deed (seq) ON DELETE CASCADE,\n"
    "  step       INTEGER NOT NULL,\n"
    "  aspect     TEXT NOT NULL,           -- what of it (src/store/aspect.c)\n"
    "  id         TEXT NOT NULL,           -- of the person, interview or agreement\n"
    "  point      TEXT NOT NULL,           -- an answer: its point and field\n"
    "  field      TEXT NOT NULL,\n"
    "  before     TEXT,                    -- JSON, or a revision; NULL: was not there\n"
    "  after      TEXT,\n"
    "  PRIMARY KEY (deed, step)\n"
    ") STRICT",
    NULL,
};

/*
 * What is found by its words. Both indexes keep a copy of what they
 * hold, so that what leaves one is always taken out under the words it went in with. The copy takes
 * 1.1 times the text; detail=none wins most of that back, as nobody asks for phrases. Together they
 * take 1.4 times the text; an index with positions and without the copy takes 1.25. Beginnings of
 * up to WORDS_BEGINNING signs are in them (store/words.h says how longer ones are found): with
 * those of eight signs too they would be twice the size and take three times as long to fill.
 */
#define CUT                                                                                        \
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4', detail = none,"               \
    " columnsize = 0"

#define TWO_OF_WORDS                                                                               \
    "CREATE VIRTUAL TABLE agreement_text -- The words of what HR may see, and no others.\n"        \
    "USING fts5 (what, follow_up, remark, owner_name,\n  " CUT ")",                                \
        "CREATE VIRTUAL TABLE private_text -- The words of all the rest, for the manager alone.\n" \
        "USING fts5 (text,\n  " CUT ")",                                                           \
        "INSERT INTO agreement_text (rowid, what, follow_up, remark, owner_name) " LOOKUP_SHARED   \
        " ORDER BY rowid",                                                                         \
        "INSERT INTO private_text (rowid, text) SELECT * FROM (" LOOKUP_UNSHARED                   \
        " UNION ALL " LOOKUP_ANSWERS ") ORDER BY rowid"

static const char *const second_shape[] = {TWO_OF_WORDS, NULL};

static const char *const third_shape[] = {
    "CREATE TABLE source ( -- A file that bundles were collected from.\n"
    "  id         TEXT PRIMARY KEY,\n"
    "  edition    INTEGER NOT NULL,        -- of the newest bundle of it\n"
    "  label      TEXT NOT NULL,           -- whose it is, when its bundle says so\n"
    "  made_at    INTEGER NOT NULL         -- the newest change in that bundle\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE collected ( -- The people and conversations that came out of bundles.\n"
    "  id         TEXT PRIMARY KEY,\n"
    "  source     TEXT NOT NULL,           -- and which edition last told of it\n"
    "  edition    INTEGER NOT NULL\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE claim ( -- An agreement that came out of a bundle, or was said to be gone.\n"
    "  agreement  TEXT PRIMARY KEY,\n"
    "  source     TEXT NOT NULL,           -- '' when it was erased in this file\n"
    "  edition    INTEGER NOT NULL,\n"
    "  revision   INTEGER NOT NULL,\n"
    "  gone       INTEGER NOT NULL CHECK (gone IN (0, 1))\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE hurdle ( -- What made conversations hard: how often, by source.\n"
    "  source     TEXT NOT NULL,\n"
    "  guide      TEXT NOT NULL,           -- its id\n"
    "  option     TEXT NOT NULL,           -- of the guide, its id\n"
    "  n          INTEGER NOT NULL,\n"
    "  PRIMARY KEY (source, guide, option)\n"
    ") STRICT, WITHOUT ROWID",
    NULL,
};

static const char *const talk_with_hr_shape[] = {
    "ALTER TABLE agreement_revision ADD COLUMN settlement TEXT NOT NULL DEFAULT ''"
    " /* the settlement of HR's that it is, or '' */",
    "CREATE TABLE settlement ( -- What HR said became of an agreement that came out of a bundle.\n"
    "  id         TEXT PRIMARY KEY,\n"
    "  agreement  TEXT NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,\n"
    "  step       INTEGER NOT NULL,        -- the order of those of one agreement\n"
    "  status     TEXT NOT NULL\n"
    "             CHECK (status IN ('open', 'running', 'changed', 'done', 'dropped')),\n"
    "  moved      INTEGER NOT NULL CHECK (moved IN (0, 1)), -- to this day, or these words\n"
    "  due        TEXT,\n"
    "  due_words  TEXT NOT NULL,\n"
    "  remark     TEXT NOT NULL,\n"
    "  made_at    INTEGER NOT NULL,\n"
    "  UNIQUE (agreement, step)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE request ( -- HR asks the manager for an update on an agreement.\n"
    "  id         TEXT PRIMARY KEY,\n"
    "  agreement  TEXT NOT NULL REFERENCES agreement (id) ON DELETE CASCADE,\n"
    "  step       INTEGER NOT NULL,        -- the order of those of one agreement\n"
    "  revision   INTEGER NOT NULL,        -- the last one HR knew of the manager\n"
    "  question   TEXT NOT NULL,\n"
    "  asked_at   INTEGER NOT NULL\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX request_by_agreement ON request (agreement, step, id)",
    "CREATE TABLE sparring ( -- A thread: a manager asks HR what to do.\n"
    "  id         TEXT PRIMARY KEY,\n"
    "  source     TEXT NOT NULL,           -- the file it was asked in, '' for this one\n"
    "  interview  TEXT REFERENCES interview (id) ON DELETE SET NULL, -- stays in this file\n"
    "  guide      TEXT NOT NULL,           -- its id\n"
    "  point      TEXT NOT NULL,           -- as in answer\n"
    "  title      TEXT NOT NULL            -- of the point, as it was shown\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX sparring_by_interview ON sparring (interview, point)",
    "CREATE TABLE sparring_message ( -- What was said in a thread.\n"
    "  id         TEXT PRIMARY KEY,\n"
    "  thread     TEXT NOT NULL REFERENCES sparring (id) ON DELETE CASCADE,\n"
    "  step       INTEGER NOT NULL,        -- one more than the last one its writer knew\n"
    "  side       TEXT NOT NULL CHECK (side IN ('manager', 'hr')),\n"
    "  closes     INTEGER NOT NULL CHECK (closes IN (0, 1)), -- the thread\n"
    "  text       TEXT NOT NULL,\n"
    "  at         INTEGER NOT NULL,\n"
    "  seen       INTEGER NOT NULL CHECK (seen IN (0, 1)) -- by the other side\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX sparring_message_by_thread ON sparring_message (thread, step, id)",
    "CREATE TABLE sparring_draft ( -- A message being typed.\n"
    "  place      TEXT PRIMARY KEY,        -- a thread, the interview of a new one, or ''\n"
    "  interview  TEXT REFERENCES interview (id) ON DELETE CASCADE,\n"
    "  text       TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID",
    NULL,
};

/*
 * What HR's list is made of (store/sought.h). The numbers of the documents are the order, so each
 * order has an index of its own. They keep no copy: what leaves them is made again from review and
 * agreement_text.
 */
#define TWO_OF_REVIEW                                                                              \
    "CREATE VIRTUAL TABLE review_by_due -- Their words and tags, by date.\n"                       \
    "USING fts5 (text, content = '', " CUT ")",                                                    \
        "CREATE VIRTUAL TABLE review_by_update -- The same, by when they were changed.\n"          \
        "USING fts5 (text, content = '', " CUT ")",                                                \
        "INSERT INTO review_by_due (rowid, text) " LOOKUP_BY_DUE " ORDER BY 1",                    \
        "INSERT INTO review_by_update (rowid, text) " LOOKUP_BY_UPDATE " ORDER BY 1"

static const char *const list_shape[] = {
    "DROP TABLE IF EXISTS review",
    "CREATE TABLE review ( -- An agreement HR may see, by what its list chooses and orders it.\n"
    "  seq        INTEGER PRIMARY KEY,     -- of the agreement\n"
    "  words      INTEGER NOT NULL,        -- where its words are in agreement_text\n"
    "  status     TEXT NOT NULL,\n"
    "  owner      TEXT NOT NULL,\n"
    "  due        TEXT NOT NULL,           -- 9999-99-99 for none: those come last\n"
    "  updated_at INTEGER NOT NULL,\n"
    "  person     TEXT NOT NULL,           -- the name for comparing, as of the team\n"
    "  person_id  TEXT NOT NULL,\n"
    "  team       TEXT NOT NULL,\n"
    "  guide      TEXT NOT NULL,           -- its id\n"
    "  source     TEXT NOT NULL            -- whose bundle told of it, '' for this file itself\n"
    ") STRICT",
    "INSERT INTO review " LOOKUP_REVIEW " ORDER BY a.seq",
    "CREATE INDEX review_by_team ON review (team, person)",
    "CREATE INDEX review_by_person ON review (person)",
    TWO_OF_REVIEW,
    NULL,
};

/* What a person may ask about what is kept: who saw it, until when it stays, what was put right. */
static const char *const rights_shape[] = {
    "CREATE TABLE log ( -- Who did what with this file, never what was in it. Old rows fall off.\n"
    "  seq        INTEGER PRIMARY KEY,     -- of an erasure also the number of its receipt\n"
    "  at         INTEGER NOT NULL,\n"
    "  kind       TEXT NOT NULL,           -- opened, viewed, exported ... (src/store/log.c)\n"
    "  who        TEXT NOT NULL,           -- the login and its terminal\n"
    "  how        TEXT NOT NULL,           -- through whose eyes, in which format, what kind\n"
    "  about      TEXT NOT NULL,           -- the last signs of an id, or ''\n"
    "  interviews INTEGER NOT NULL,        -- how many went, of an erasure; else 0\n"
    "  agreements INTEGER NOT NULL,\n"
    "  answers    INTEGER NOT NULL\n"
    ") STRICT",
    "CREATE INDEX log_by_time ON log (at)",
    "CREATE TABLE keeping ( -- What the clocks of keeping run from, for one person.\n"
    "  person     TEXT PRIMARY KEY REFERENCES person (id),\n"
    "  closed_on  TEXT,                    -- the day the re-integration was closed\n"
    "  ended_on   TEXT,                    -- the day the employment ended\n"
    "  held       INTEGER NOT NULL CHECK (held IN (0, 1)), -- nothing goes while it is\n"
    "  held_until TEXT,                    -- a day; NULL: until it is released\n"
    "  reason     TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE answer_before ( -- What an answer was before it was put right after closing.\n"
    "  seq        INTEGER PRIMARY KEY,\n"
    "  interview  TEXT NOT NULL REFERENCES interview (id),\n"
    "  point      TEXT NOT NULL,\n"
    "  field      TEXT NOT NULL,\n"
    "  value      TEXT NOT NULL,           -- for the manager alone; '' once it was erased\n"
    "  shown      TEXT NOT NULL,\n"
    "  changed_at INTEGER NOT NULL,\n"
    "  who        TEXT NOT NULL            -- the login of who put it right\n"
    ") STRICT",
    "CREATE INDEX answer_before_by_answer ON answer_before (interview, point, field)",
    /* The revision something was erased at: what was told before it is told no more. */
    "ALTER TABLE agreement ADD COLUMN erased INTEGER NOT NULL DEFAULT 0",
    NULL,
};

static const char *const insight_shape[] = {
    "CREATE TABLE tally ( -- Conversations held, by source: how many, never whose.\n"
    "  source     TEXT NOT NULL,\n"
    "  month      TEXT NOT NULL,           -- 2026-11\n"
    "  team       TEXT NOT NULL,\n"
    "  guide      TEXT NOT NULL,           -- its id\n"
    "  talks      INTEGER NOT NULL,\n"
    "  people     INTEGER NOT NULL,        -- with so many that the month did not have before\n"
    "  PRIMARY KEY (source, month, team, guide)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE tally_days ( -- How many days after the occasion they were.\n"
    "  source     TEXT NOT NULL,\n"
    "  month      TEXT NOT NULL,\n"
    "  team       TEXT NOT NULL,\n"
    "  guide      TEXT NOT NULL,\n"
    "  days       INTEGER NOT NULL,\n"
    "  n          INTEGER NOT NULL,\n"
    "  PRIMARY KEY (source, month, team, guide, days)\n"
    ") STRICT, WITHOUT ROWID",
    "ALTER TABLE hurdle RENAME TO hurdle_before",
    "CREATE TABLE hurdle ( -- What made conversations hard: how often a month, by source.\n"
    "  source     TEXT NOT NULL,\n"
    "  month      TEXT NOT NULL,\n"
    "  guide      TEXT NOT NULL,           -- its id\n"
    "  option     TEXT NOT NULL,           -- of the guide, its id\n"
    "  n          INTEGER NOT NULL,\n"
    "  PRIMARY KEY (source, month, guide, option)\n"
    ") STRICT, WITHOUT ROWID",
    "INSERT INTO hurdle (source, month, guide, option, n) SELECT h.source,"
    " strftime('%Y-%m', s.made_at / 1000, 'unixepoch'), h.guide, h.option, h.n"
    " FROM hurdle_before h JOIN source s ON s.id = h.source",
    "DROP TABLE hurdle_before",
    "CREATE TABLE insight_step ( -- When figures moved on (include/domain/insight.h).\n"
    "  seq        INTEGER PRIMARY KEY,\n"
    "  made_at    INTEGER NOT NULL\n"
    ") STRICT",
    "CREATE TABLE insight_row ( -- What a step added: numbers, and what stands together in it.\n"
    "  step       INTEGER NOT NULL REFERENCES insight_step (seq) ON DELETE CASCADE,\n"
    "  quarter    INTEGER NOT NULL,        -- year * 4, and 0 to 3\n"
    "  part       TEXT NOT NULL,\n"
    "  key        TEXT NOT NULL,           -- a month, a team, an owner, a hurdle\n"
    "  days       INTEGER NOT NULL,\n"
    "  n          INTEGER NOT NULL,\n"
    "  kept       INTEGER NOT NULL,\n"
    "  heap       INTEGER NOT NULL,\n"
    "  PRIMARY KEY (step, quarter, part, key, days)\n"
    ") STRICT, WITHOUT ROWID",
    /* All that the figures about agreements need, in the order in which they are counted. */
    "CREATE INDEX review_by_quarter ON review (" TALLY_QUARTER ", team, person_id, owner, due,"
    " status, updated_at)",
    NULL,
};

/* In a file of HR's: the manager's bundle has it. In a manager's: always; there it is but an id. */
static const char *const taken_shape[] = {
    "ALTER TABLE settlement ADD COLUMN taken INTEGER NOT NULL DEFAULT 0",
    NULL,
};

static const char *const absence_shape[] = {
    "CREATE TABLE absence ( -- A spell of absence, as an employer may keep it.\n"
    "  id         TEXT PRIMARY KEY,\n"
    "  person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,\n"
    "  first_day  TEXT NOT NULL,           -- days\n"
    "  expected   TEXT,                    -- back at work, as was thought\n"
    "  back       TEXT,                    -- the first day back in full; NULL while it is "
    "open\n"
    "  reachable  TEXT NOT NULL,           -- number and address\n"
    "  lasting    TEXT NOT NULL,           -- how long it may last, in words\n"
    "  work       TEXT NOT NULL,           -- to take over\n"
    "  safety_net TEXT NOT NULL CHECK (safety_net IN ('', 'no', 'yes')),\n"
    "  accident   TEXT NOT NULL CHECK (accident IN ('', 'no', 'yes')),\n"
    "  liable     TEXT NOT NULL CHECK (liable IN ('', 'no', 'yes')),\n"
    "  created_at INTEGER NOT NULL,\n"
    "  updated_at INTEGER NOT NULL\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX absence_by_person ON absence (person, first_day)",
    "CREATE INDEX absence_open ON absence (first_day) WHERE back IS NULL",
    NULL,
};

static const char *const seal_shape[] = {
    "CREATE TABLE keyslot ( -- What opens a sealed file (include/store/seal.h); else empty.\n"
    "  kind       TEXT PRIMARY KEY CHECK (kind IN ('passphrase', 'recovery')),\n"
    "  passes     INTEGER NOT NULL,        -- what making a key of the passphrase costs\n"
    "  memory     INTEGER NOT NULL,        -- in bytes\n"
    "  salt       BLOB NOT NULL,\n"
    "  nonce      BLOB NOT NULL,\n"
    "  wrapped    BLOB NOT NULL,           -- the key of the file, sealed with the key made\n"
    "  sum        BLOB NOT NULL            -- of all this, to tell damage from a wrong passphrase\n"
    ") STRICT, WITHOUT ROWID",
    NULL,
};

/* No reference to the absence: undo takes that away and brings it back, and this is of it then. */
static const char *const before_shape[] = {
    "CREATE TABLE absence_before ( -- What an absence said before it was put right.\n"
    "  seq        INTEGER PRIMARY KEY,\n"
    "  absence    TEXT NOT NULL,\n"
    "  person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,\n"
    "  field      TEXT NOT NULL,\n"
    "  value      TEXT NOT NULL,           -- '' once it was erased\n"
    "  changed_at INTEGER NOT NULL,\n"
    "  who        TEXT NOT NULL            -- the login of who put it right\n"
    ") STRICT",
    "CREATE INDEX absence_before_by_absence ON absence_before (absence, field)",
    "ALTER TABLE log ADD COLUMN absences INTEGER NOT NULL DEFAULT 0",
    NULL,
};

#define WITH_SUM(table) "ALTER TABLE " table " ADD COLUMN sum BLOB NOT NULL DEFAULT x''"

/* What each text was when it was written (include/store/sums.h). sums_fill fills them in. */
static const char *const sum_shape[] = {
    WITH_SUM("person"),
    WITH_SUM("interview"),
    WITH_SUM("sparring"),
    WITH_SUM("answer"),
    WITH_SUM("agreement"),
    WITH_SUM("draft"),
    WITH_SUM("deed"),
    WITH_SUM("deed_image"),
    WITH_SUM("source"),
    WITH_SUM("settlement"),
    WITH_SUM("agreement_revision"),
    WITH_SUM("request"),
    WITH_SUM("keeping"),
    WITH_SUM("sparring_message"),
    WITH_SUM("absence"),
    WITH_SUM("answer_before"),
    WITH_SUM("sparring_draft"),
    WITH_SUM("absence_before"),
    NULL,
};

static const char *const figures_shape[] = {
    "ALTER TABLE absence ADD COLUMN kind TEXT NOT NULL DEFAULT 'sick'"
    " CHECK (kind IN ('sick', 'leave'))",
    /* [[day, thousandths of the work, day of the advice], ...] by day; NULL: no steps. */
    "ALTER TABLE absence ADD COLUMN steps TEXT",
    "CREATE TABLE service ( -- When somebody was employed, and for which part of full time.\n"
    "  id         TEXT PRIMARY KEY,\n"
    "  person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,\n"
    "  from_day   TEXT NOT NULL,           -- days\n"
    "  until_day  TEXT,                    -- the first day out; NULL while it is open\n"
    "  factor     INTEGER NOT NULL,        -- in parts of 10000\n"
    "  sum        BLOB NOT NULL DEFAULT x''\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX service_by_person ON service (person, from_day)",
    NULL,
};

/* No reference to the absence: writing that anew (INSERT OR REPLACE) would take them along. */
static const char *const tick_shape[] = {
    "CREATE TABLE tick ( -- A step of the timeline of an absence that was done.\n"
    "  absence    TEXT NOT NULL,\n"
    "  step       TEXT NOT NULL,           -- its id in regime.yaml; '.own': a case of its own\n"
    "  turn       INTEGER NOT NULL,        -- which time of a step that comes again; else 0\n"
    "  person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,\n"
    "  done_on    TEXT NOT NULL,           -- a day\n"
    "  sum        BLOB NOT NULL DEFAULT x'',\n"
    "  PRIMARY KEY (absence, step, turn)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX tick_by_person ON tick (person)",
    NULL,
};

/* All that absence figures need of a row, in the order in which they are counted. */
static const char *const counted_shape[] = {
    "DROP INDEX absence_by_person",
    "CREATE INDEX absence_by_person ON absence (person, first_day, back, kind, steps)",
    "DROP INDEX service_by_person",
    "CREATE INDEX service_by_person ON service (person, from_day, until_day, factor)",
    NULL,
};

/* Each source tells them as a whole, so that its next edition takes the place of the last. People
 * are in a bundle by themselves and may be gone here; what is told of nobody is passed over. */
static const char *const told_shape[] = {
    "CREATE TABLE told_source ( -- Whose bundle told of absences, or tells none any more.\n"
    "  source     TEXT PRIMARY KEY,\n"
    "  edition    INTEGER NOT NULL,\n"
    "  sha256     TEXT NOT NULL            -- of the bundle: one number given out twice\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE told_person ( -- Of whom.\n"
    "  person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,\n"
    "  source     TEXT NOT NULL,\n"
    "  edition    INTEGER NOT NULL,\n"
    "  PRIMARY KEY (person, source)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX told_person_by_source ON told_person (source)",
    "CREATE TABLE told_gone ( -- Whom this file erased: no bundle tells of them again.\n"
    "  person     TEXT PRIMARY KEY         -- an id alone\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE told_absence ( -- As absence, without what was asked.\n"
    "  source     TEXT NOT NULL,\n"
    "  id         TEXT NOT NULL,\n"
    "  person     TEXT NOT NULL,\n"
    "  first_day  TEXT NOT NULL,\n"
    "  back       TEXT,\n"
    "  kind       TEXT NOT NULL CHECK (kind IN ('sick', 'leave')),\n"
    "  net        INTEGER NOT NULL,        -- a safety net applies\n"
    "  steps      TEXT,\n"
    "  sum        BLOB NOT NULL DEFAULT x'',\n"
    "  PRIMARY KEY (source, id)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX told_absence_by_person ON told_absence (source, person, first_day, back, kind,"
    " steps)",
    "CREATE INDEX told_absence_open ON told_absence (person, source) WHERE back IS NULL",
    "CREATE TABLE told_service ( -- As service.\n"
    "  source     TEXT NOT NULL,\n"
    "  person     TEXT NOT NULL,\n"
    "  from_day   TEXT NOT NULL,\n"
    "  until_day  TEXT,\n"
    "  factor     INTEGER NOT NULL,\n"
    "  sum        BLOB NOT NULL DEFAULT x'',\n"
    "  PRIMARY KEY (source, person, from_day)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE told_tick ( -- As tick.\n"
    "  source     TEXT NOT NULL,\n"
    "  absence    TEXT NOT NULL,\n"
    "  step       TEXT NOT NULL,\n"
    "  turn       INTEGER NOT NULL,\n"
    "  done_on    TEXT NOT NULL,\n"
    "  sum        BLOB NOT NULL DEFAULT x'',\n"
    "  PRIMARY KEY (source, absence, step, turn)\n"
    ") STRICT, WITHOUT ROWID",
    NULL,
};

/* All four had other beginnings of words before. */
static const char *const beginnings_shape[] = {
    "DROP TABLE agreement_text",
    "DROP TABLE private_text",
    "DROP TABLE review_by_due",
    "DROP TABLE review_by_update",
    TWO_OF_WORDS,
    TWO_OF_REVIEW,
    NULL,
};

/* What home asks, in the order it shows it, without what came out of bundles: its first lines are
 * read, however many there are. The moment is when a conversation was held, else is planned, else
 * was written down (store/interviews.h). */
static const char *const home_shape[] = {
    "ALTER TABLE agreement ADD COLUMN collected INTEGER NOT NULL DEFAULT 0"
    " /* its conversation came out of a bundle */",
    "UPDATE agreement SET collected = 1 WHERE interview IN (SELECT id FROM collected)",
    "DROP INDEX agreement_by_status",
    "CREATE INDEX agreement_unsettled ON agreement (collected, owner, due)"
    " WHERE status IN ('open', 'running', 'changed') AND NOT removed",
    "CREATE INDEX agreement_look_back ON agreement (look_back) WHERE look_back IS NOT NULL"
    " AND NOT collected AND status IN ('open', 'running', 'changed') AND NOT removed",
    "DROP INDEX interview_by_stage",
    "CREATE INDEX interview_own ON interview (stage = 'closed' DESC, " INTERVIEW_MOMENT(
        "") ")"
            " WHERE NOT removed AND " INTERVIEW_OWN(""),
    NULL,
};

static const struct upgrade upgrades[] = {
    {1, first_shape},             /* conversations and agreements */
    {2, second_shape},            /* what is found by its words */
    {3, third_shape},             /* what came out of bundles */
    {4, talk_with_hr_shape},      /* requests and sparring */
    {5, list_shape},              /* HR's list at any size */
    {6, rights_shape},            /* the log, keeping, corrections */
    {7, insight_shape},           /* counts for HR */
    {8, taken_shape},             /* what of HR's the manager has */
    {9, absence_shape},           /* absences */
    {10, seal_shape},             /* what opens a sealed file */
    {11, before_shape},           /* what absences said before */
    {SUMS_SINCE, sum_shape},      /* sums of texts */
    {STEPS_SINCE, figures_shape}, /* steps back, leave, service */
    {14, tick_shape},             /* steps of the timeline that were done */
    {15, counted_shape},          /* absences in figures */
    {16, told_shape},             /* absences out of bundles */
    {17, beginnings_shape},       /* beginnings of words */
    {18, home_shape},             /* home at any size */
};

const struct schema schema_gesprek = {upgrades, sizeof upgrades / sizeof *upgrades};

int schema_version(const struct schema *schema)
{
    return schema->n ? schema->upgrades[schema->n - 1].version : 0;
}

static int check_references(struct db *db, struct err *err)
{
    int64_t loose = 0;
    if (db_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &loose, err))
        return -1;
    return loose ? err_set(err,
                           "The file cannot be brought up to date, because parts of it point at "
                           "things that are not there. Nothing was changed; run 'gesprek doctor'.")
                 : 0;
}

static int run_all(struct db *db, const char *const *sql, struct err *err)
{
    int failed = 0;
    while (!failed && *sql)
        failed = db_run(db, *sql++, err);
    return failed;
}

int schema_upgrade(const struct schema *schema, struct db *db, int from, struct err *err)
{
    bool sealed = false;
    if (veil_needed(db, &sealed, err) || db_begin(db, err))
        return -1;
    int failed = sealed ? veil_names_plain(db, err) : 0;
    for (size_t i = 0; !failed && i < schema->n; i++)
        if (schema->upgrades[i].version > from)
            failed = run_all(db, schema->upgrades[i].sql, err);
    if (!failed && from < SUMS_SINCE)
        failed = sums_fill(db, err);
    else if (!failed && from < STEPS_SINCE && schema_version(schema) >= STEPS_SINCE)
        failed = sums_grow(db, "absence", err); /* what is damaged elsewhere stays known */
    if (!failed && sealed)
        failed = veil_names_sealed(db, err);
    char numbers[96];
    snprintf(numbers, sizeof numbers, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION_ID, schema_version(schema));
    failed = failed || check_references(db, err) || db_run(db, numbers, err);
    return db_end(db, failed, err);
}
