#include "cli/commands.h"

#include "cli/guide.h"

const struct cli_option cli_globals[] = {
    {"db", N_("FILE"),
     N_("the file everything is kept in (else GESPREK_DB, else your own folder)")},
    {"guides", N_("FOLDER"), N_("look for guides here first")},
    {"lang", "nl|en", N_("speak Dutch or English")},
    {"plain", NULL, N_("numbered lines instead of screens")},
    {"no-input", NULL, N_("never ask anything")},
    {"passphrase-fd", N_("N"), N_("read the passphrase of a sealed file from file descriptor N")},
    {"help", NULL, N_("show this")},
    {"version", NULL, N_("show the version")},
    {NULL, NULL, NULL},
};

#define TO_A_FILE                                                                                  \
    {                                                                                              \
        "output", N_("FILE"), N_("to this new file, instead of showing it")                        \
    }

#define NEW_OPTION                                                                                 \
    {                                                                                              \
        "new", NULL, N_("somebody else than who is known by that name with other accents")         \
    }

static const struct cli_option start_options[] = {
    {"for", N_("NAME"), N_("the person to talk with; goes on with the conversation that is open")},
    {"at", N_("\"DATE [TIME]\""), N_("when it is planned: tomorrow 10:00, 24-11 14:30")},
    {"since", N_("DATE"), N_("the day of its occasion; HR only sees how many days it took")},
    {"guide", "ID", N_("the guide to hold it with; without it the one that fits now")},
    NEW_OPTION,
    {NULL, NULL, NULL},
};

static const struct cli_option practice_options[] = {
    {"of", N_("NAME"), N_("hold the conversation prepared with this person, as practice")},
    {NULL, NULL, NULL},
};

static const struct cli_option interviews_options[] = {
    {"format", "table|csv|json", N_("how to write the list")},
    TO_A_FILE,
    {NULL, NULL, NULL},
};

/* What filters.c reads; those of HR's list alone apart. */
#define FILTERS_OPTIONS                                                                            \
    {"status", "STATUS", N_("open, running, changed, done or dropped; more with commas between")}, \
        {"late", NULL, N_("past their date and not settled")},                                     \
        {"from", N_("DATE"), N_("with this date or a later one")},                                 \
        {"to", N_("DATE"), N_("with this date or an earlier one")},                                \
        {"period", N_("PERIOD"), N_("with a date in it: \"this month\", \"last quarter\"")},       \
        {"owner", N_("OWNER"), N_("manager, employee, hr or other: who does it")},                 \
        {"person", N_("NAME"), N_("agreed with this person")},                                     \
        {"team", "TEAM", N_("agreed with people of this team, \"\" for no team")},                 \
    {                                                                                              \
        "guide", "ID", N_("agreed in a conversation of this kind")                                 \
    }
#define FILTERS_OPTIONS_HR                                                                         \
    {"manager", N_("NAME"), N_("for HR: out of the bundles of this manager; own: this file")},     \
        {"words", N_("WORDS"), N_("for HR: with all these words in it")},                          \
        {"view", N_("NAME"), N_("for HR: a view that was kept; other options change it")},         \
        {"order", "due|update|person|team", N_("for HR: what they are put in order by")},          \
    {                                                                                              \
        "reverse", NULL, N_("for HR: the other way round")                                         \
    }

static const struct cli_option agreements_options[] = {
    FILTERS_OPTIONS,
    {"due", N_("before:DATE"), N_("with a date before this one")},
    {"as", "manager|hr", N_("of all that is yours, or of what HR may see")},
    FILTERS_OPTIONS_HR,
    {"format", "table|csv|json|ics", N_("how to write the list; ics is for a calendar")},
    TO_A_FILE,
    {NULL, NULL, NULL},
};

static const struct cli_option review_options[] = {
    FILTERS_OPTIONS,
    FILTERS_OPTIONS_HR,
    {NULL, NULL, NULL},
};

static const struct cli_option settle_options[] = {
    {"to", N_("DATE"), N_("with \"changed\": the new date")},
    {"remark", N_("TEXT"), N_("what is worth knowing about it")},
    {NULL, NULL, NULL},
};

static const struct cli_option show_options[] = {
    {"as", "manager|employee|hr", N_("through whose eyes; the manager's when not given")},
    {"format", "text|markdown|html|json", N_("how to write it; else as the name of FILE ends")},
    TO_A_FILE,
    {NULL, NULL, NULL},
};

static const struct cli_option invite_options[] = {
    {"place", N_("TEXT"), N_("where you meet; else as it was prepared")},
    {"topics", N_("\"TOPIC; TOPIC\""), N_("what it is about; else as it was prepared")},
    {"format", "text|ics", N_("how to write it; ics is for a calendar")},
    TO_A_FILE,
    {NULL, NULL, NULL},
};

static const struct cli_option search_options[] = {
    {"as", "manager|hr", N_("in all that is yours, or in what HR may see")},
    {"order", "newest|best", N_("the conversation made last first, or what fits best")},
    {"format", "table|json", N_("how to write what was found")},
    {NULL, NULL, NULL},
};

static const struct cli_option insight_options[] = {
    {"period", N_("PERIOD"), N_("\"this quarter\", 2026, \"last 12 months\", \"1-9 to 30-11\"")},
    {"compare", N_("PERIOD|start"), N_("absence beside another period, or since the first talk")},
    {"classes", N_("ID"), N_("duration classes of regime.yaml, such as vernet")},
    {"format", "text|html|json|csv", N_("how to write it; html is a page with charts")},
    TO_A_FILE,
    {NULL, NULL, NULL},
};

static const struct cli_option person_options[] = {
    {"format", "table|csv", N_("how to write the list")},
    {NULL, NULL, NULL},
};

static const struct cli_option rename_options[] = {
    {"team", "TEAM", N_("the team, \"\" for none")},
    {"code", "CODE", N_("a number or nickname to show instead of the name, \"\" for none")},
    {NULL, NULL, NULL},
};

static const struct cli_option absence_list_options[] = {
    {"person", N_("NAME"), N_("of this person")},
    {"open", NULL, N_("of those who are not back yet")},
    {"format", "table|csv|json", N_("how to write the list")},
    {NULL, NULL, NULL},
};

#define ABSENCE_OPTIONS                                                                            \
    {"first-day", N_("DATE"), N_("when it began; today when not given")},                          \
        {"expected", N_("DATE"), N_("when somebody expects to be back")},                          \
        {"back", N_("DATE"), N_("the first day back in full")},                                    \
        {"reachable", N_("TEXT"), N_("number and address")},                                       \
        {"lasting", N_("TEXT"), N_("how long it is expected to last")},                            \
        {"work", N_("TEXT"), N_("what others have to take over")},                                 \
        {"safety-net", "yes|no|unknown",                                                           \
         N_("does a safety net of the Ziektewet apply; never which")},                             \
        {"accident", "yes|no|unknown", N_("was it an accident at work")},                          \
        {"liable", "yes|no|unknown", N_("a traffic accident for which somebody else is liable")},  \
        {"leave", NULL, N_("maternity leave, and no sick report: days alone")},                    \
        {"part", N_("PERCENT"),                                                                    \
         N_("a step back: how much of the work is done again; none: no step")},                    \
        {"part-from", N_("DATE"), N_("the day that step began")},                                  \
        {"advised", N_("DATE"), N_("the day of the company doctor's advice it is based on")},      \
    {                                                                                              \
        "strict", NULL, N_("keep out what holds something an employer may not write down")         \
    }

static const struct cli_option absence_options[] = {
    ABSENCE_OPTIONS,
    {NULL, NULL, NULL},
};

static const struct cli_option absence_add_options[] = {
    ABSENCE_OPTIONS,
    NEW_OPTION,
    {NULL, NULL, NULL},
};

static const char absence_help[] =
    N_("Only what an employer may ask at a sick report, and nothing more: see gesprek limits. \"\" "
       "takes a date or a text away.");

static const struct cli_option absence_import_options[] = {
    {"columns", N_("KEY=HEADING,..."), N_("what the columns are called, where it is not clear")},
    {"skip", N_("HEADING,..."), N_("columns to leave out; \"*\": all that are not known")},
    {"dates", "dmy|mdy|ymd", N_("in which order a date stands; dmy when not given")},
    {"encoding", N_("NAME"), N_("what the list is written in, when it is not UTF-8")},
    {"alike", "same|new", N_("is a name with other accents than a known one the same person")},
    {"strict", NULL, N_("keep out what holds something an employer may not write down")},
    {NULL, NULL, NULL},
};

static const char absence_import_help[] =
    N_("The first line names the columns: a name and a first day at least. Every line that will "
       "not do is said, and then nothing is brought in. The same list twice changes nothing. What "
       "an employer may not write down is said too, by its place, and keeps nothing out unless "
       "--strict is given.");

static const struct cli_option timeline_options[] = {
    {"absence", "ID", N_("the case of this absence; the last one when not given")},
    {"format", "table|json|csv|ics", N_("how to write the list; ics is for a calendar")},
    TO_A_FILE,
    {NULL, NULL, NULL},
};

static const char timeline_help[] =
    N_("The steps of the Wet verbetering poortwachter with their dates, who acts, the source and "
       "how sure it is. Without a name: what is due or late of everybody who is absent. Which "
       "steps there are stands in regime.yaml; weeks are counted, so the dates are about.");

static const struct cli_option timeline_done_options[] = {
    {"on", N_("DATE"), N_("the day it was done; today when not given")},
    {"absence", "ID", N_("the case of this absence; the last one when not given")},
    {NULL, NULL, NULL},
};

static const char timeline_done_help[] =
    N_("STEP is as the timeline shows it under ID. Of one that comes again, without a number, the "
       "first that was not done is meant, or the last that was.");

static const struct cli_option timeline_absence_options[] = {
    {"absence", "ID", N_("the case of this absence; the last one when not given")},
    {NULL, NULL, NULL},
};

static const char timeline_apart_help[] =
    N_("Illness right before and right after maternity leave counts as one case, unless it is "
       "clearly another one. That is for the company doctor to say; why is written down nowhere.");

static const struct cli_option person_export_options[] = {
    {"format", "html|json", N_("a page to read, or JSON")},
    TO_A_FILE,
    {NULL, NULL, NULL},
};

static const struct cli_option move_options[] = {
    {"yes", NULL, N_("do not ask whether a name that nobody has is a new person")},
    {NULL, NULL, NULL},
};
static const struct cli_option yes_options[] = {
    {"yes", NULL, N_("do not ask; what goes is still shown")},
    {NULL, NULL, NULL},
};

static const struct cli_option erase_options[] = {
    {"text", NULL, N_("not all of it: the text that is given on standard input")},
    {"yes", NULL, N_("do not ask; what goes is still shown")},
    {NULL, NULL, NULL},
};

static const struct cli_option hold_options[] = {
    {"until", N_("DATE"), N_("it ends by itself after this day")},
    {"reason", N_("TEXT"), N_("why; it is in what the person can ask for")},
    {NULL, NULL, NULL},
};

static const struct cli_option dates_options[] = {
    {"closed", N_("DATE|none"), N_("the day the re-integration was closed")},
    {"ended", N_("DATE|none"), N_("the day the employment ended")},
    {NULL, NULL, NULL},
};

static const struct cli_option service_options[] = {
    {"in", N_("DATE"), N_("the first day in service, or with these hours")},
    {"out", N_("DATE"), N_("the first day out of service")},
    {"factor", N_("NUMBER"), N_("the part of a full week: 0.8 is four days of five")},
    {"drop", N_("DATE"), N_("take away what began on this day")},
    {NULL, NULL, NULL},
};

static const char service_help[] =
    N_("Without options it is shown. Other hours get a day of their own: the time before ends on "
       "it. Without --in the last time in service is changed.");

static const struct cli_option retention_options[] = {
    {"apply", NULL, N_("erase what says \"goes now\", after showing it")},
    {"yes", NULL, N_("do not ask; what goes is still shown")},
    {"format", "table|json", N_("how to write the list")},
    {NULL, NULL, NULL},
};

static const struct cli_option log_options[] = {
    {"format", "table|json", N_("how to write the list")},
    {NULL, NULL, NULL},
};

static const struct cli_option hurdles_options[] = {
    {"format", "table|json", N_("how to write the counts")},
    {NULL, NULL, NULL},
};

static const struct cli_option doctor_options[] = {
    {"salvage", N_("FILE"), N_("save what can still be read in this new file")},
    {NULL, NULL, NULL},
};

static const struct cli_option bundle_options[] = {
    {"from", N_("NAME"), N_("whose file it is, as HR will see it; remembered")},
    {"to", N_("NAME"), N_("for HR: what goes back to the manager with this name on the bundles")},
    {"absences", "yes|no", N_("absences too, without what was asked: days and steps; remembered")},
    {"yes", NULL, N_("also what may not be written down")},
    {NULL, NULL, NULL},
};

static const struct cli_option limits_check_options[] = {
    {"format", "text|json", N_("how to write what is found")},
    {NULL, NULL, NULL},
};

static const struct cli_option sparring_list_options[] = {
    {"as", "manager|hr", N_("through whose eyes; the manager's when not given")},
    {"format", "table|json", N_("how to write the list")},
    {NULL, NULL, NULL},
};

static const struct cli_option sparring_ask_options[] = {
    {"interview", "ID", N_("the conversation it is about; HR is told its guide, not whom with")},
    {"yes", NULL, N_("send it so, with a name or something medical in it")},
    {NULL, NULL, NULL},
};

static const struct cli_option sparring_answer_options[] = {
    {"as", "manager|hr", N_("who says it; HR to a question out of a bundle, else the manager")},
    {"yes", NULL, N_("send it so, with a name or something medical in it")},
    {NULL, NULL, NULL},
};

static const struct cli_option sparring_say_options[] = {
    {"as", "manager|hr", N_("who says it; HR to a question out of a bundle, else the manager")},
    {NULL, NULL, NULL},
};

static const struct cli_option guide_check_options[] = {
    {"strict", NULL, N_("warnings count as errors")},
    {"format", "text|json", N_("how to write what is wrong")},
    {NULL, NULL, NULL},
};

static const char guide_check_help[] = N_(
    "Files of one guide in two languages are compared. A file named regime.yaml is read as the "
    "limits of a regime. The run ends with 0 when all is well and with 1 when something is wrong.");

static const struct cli_option guide_diff_options[] = {
    {"format", "text|json", N_("how to write what changed")},
    {NULL, NULL, NULL},
};

static const char guide_diff_help[] =
    N_("Says what became of each id, and how many answers in your file hang on it. OLD and NEW are "
       "files or IDs; OLD as an ID is the version conversations were last held with, and so it is "
       "when only NEW is given. The run ends with 1 when something may not be changed like that.");

static const struct cli_option guide_fmt_options[] = {
    {"write", NULL, N_("in FILE itself; how it was is kept as FILE~")},
    {NULL, NULL, NULL},
};

static const char guide_fmt_help[] = N_(
    "Line by line: two spaces for each step in, one behind a colon or a dash, quotes only where "
    "they are needed, spaces where a line began with tabs or no-break spaces. Remarks stay, and so "
    "does what it says. What stands between { } or [ ], and a text of more lines, only moves "
    "along. "
    "Nothing is laid out when the file cannot be read.");

static const char limits_check_help[] = N_(
    "Reads FILE, or the input, line by line and writes LINE:FIRST-LAST CLASS: WORDS for each piece "
    "that an employer may not write down about somebody, with places in characters. --lang says in "
    "which language the text is. It finds words, not meanings: it helps, and proves nothing. The "
    "run ends with 1 when something was found, with 0 when not, and with 2 when it went wrong.");

static const char id_help[] = N_(
    "An ID is as the lists show it: the last eight signs, or as few as four when only one fits.");

static const char search_help[] = N_(
    "What has all the words is found, the conversation made last first. Capitals and accents do "
    "not count, and the last word may be the beginning of a longer one. The words stand [between "
    "brackets] where they were found. What fits best has the words often, next to each other, in "
    "its first line and among few others; of very many the newest are put in that order, and that "
    "is said. Questions to HR are not searched: 'gesprek sparring list' lists them.");

static const char insight_help[] = N_(
    "Without a period it is about the last twelve months. Conversations are counted by month, the "
    "rest by quarter of a year, absence by quarters that are over. Nothing is told of fewer than "
    "five, nor what would follow from the rest. With --compare start absence is of the last year, "
    "beside the year before the first conversation.");

static const char practice_help[] =
    N_("The guides have conversations to practise: the other says something, you choose what you "
       "say, and at the end you look back. With --no-input they are listed with their IDs. With "
       "--of you hold a conversation you prepared, on a copy that is thrown away.");

static const char sparring_help[] =
    N_("At most 400 characters. It goes along with the next bundle. Leave out names and anything "
       "medical: a text with those is held back until you confirm it, or give --yes.");

static const char doctor_help[] =
    N_("Looks at the file as a whole and at every text in it; it changes nothing. The run ends "
       "with 1 when something is wrong. With --salvage all that can still be read goes to a new "
       "file, row by row.");

static const char restore_help[] =
    N_("Without FILE it lists the backups that were made by themselves at the end of a sitting: "
       "the last seven, and one of each of the last four weeks. A NAME is as in that list. What is "
       "there now is kept beside the file under a new name.");

static const char collect_help[] =
    N_("Collect in any order and as often as you like. HR collects into a file of its own: give "
       "its path with --db.");

static const char review_help[] =
    N_("What is asked for is shown first; it can be changed there. Without a terminal, and with "
       "--plain, it is told in lines.");

static const char expect_help[] =
    N_("The names are those in the bundles (gesprek bundle --from NAME). Without names it tells "
       "whose came and whose did not; - alone expects nobody any more.");

static const char erase_help[] = N_(
    "An ID is as the lists show it. What goes is shown first, and asked for; it cannot be taken "
    "back. Nothing of it stays in the file, and a receipt says what kind and how many. With --text "
    "every place in the conversation, absence or question that has the given text loses it; texts "
    "of an "
    "agreement lose it in its history too.");

static const char retention_help[] =
    N_("Shows what may go now or within 90 days, when and why. The periods stand in regime.yaml. "
       "Nothing goes by itself, nothing of whom is on hold, and nothing without a date.");

static const char person_export_help[] = N_(
    "Everything about one person: conversations, absences, answers and what they were before they "
    "were put right, agreements with their history, who got it, why and how long it is kept. It is "
    "what "
    "somebody who asks for it has a right to (GDPR art. 15).");

static const char seal_on_help[] = N_(
    "A recovery key is written once, to keep on paper; it has to be typed back. From then on the "
    "passphrase is asked for at every start, or read from --passphrase-fd: first the passphrase, "
    "on the next line the recovery key. Who loses both loses what is in the file.");

static const char seal_passphrase_help[] =
    N_("Copies of the file that were made before still open with the passphrase they were made "
       "under. With --passphrase-fd the first line is the passphrase now, the second the new one.");

const struct command cli_commands[] = {
    {"start", NULL, N_("prepare a conversation, or go on with one"),
     N_("With --no-input nothing opens: the conversation is planned and its ID is written; without "
        "--for today is told in lines."),
     start_options, 0, 0, NEED_EITHER, command_start},
    {"interviews", NULL, N_("list the conversations"), NULL, interviews_options, 0, 0, NEED_LIST,
     command_interviews},
    {"show", "ID", N_("show a conversation as one of the three may see it"), id_help, show_options,
     1, 1, NEED_READ, command_show},
    {"invite", "ID", N_("write an invitation for the employee"), id_help, invite_options, 1, 1,
     NEED_READ, command_invite},
    {"agreements", NULL, N_("list the agreements"), NULL, agreements_options, 0, 0, NEED_LIST,
     command_agreements},
    {"settle", "ID done|running|changed|dropped", N_("say what became of an agreement"), id_help,
     settle_options, 2, 2, NEED_WRITE, command_settle},
    {"search", N_("WORD..."), N_("find agreements and answers by the words in them"), search_help,
     search_options, 1, -1, NEED_LIST, command_search},
    {"review", NULL, N_("for HR: look back on what was agreed"), review_help, review_options, 0, 0,
     NEED_EITHER, command_review},
    {"insight", NULL, N_("figures about conversations and agreements, no small groups"),
     insight_help, insight_options, 0, 0, NEED_LOOK, command_insight},
    {"practice", "[ID]", N_("practise a hard conversation; nothing is kept"), practice_help,
     practice_options, 0, 1, NEED_EITHER, command_practice},
    {"hurdles", NULL, N_("tell what you found hard, over time; only for you"), NULL,
     hurdles_options, 0, 0, NEED_LIST, command_hurdles},
    {"person list", NULL, N_("list the people you talked with"), NULL, person_options, 0, 0,
     NEED_LIST, command_person_list},
    {"person rename", N_("NAME [NEW-NAME]"), N_("correct a name, a team or a code"), NULL,
     rename_options, 1, 2, NEED_WRITE, command_person_rename},
    {"person move", N_("ID NAME"), N_("put a conversation under another person"), id_help,
     move_options, 2, 2, NEED_WRITE, command_person_move},
    {"absence list", NULL, N_("list absences"), NULL, absence_list_options, 0, 0, NEED_LIST,
     command_absence_list},
    {"absence add", N_("NAME"), N_("write down that somebody reported sick"), absence_help,
     absence_add_options, 1, 1, NEED_EITHER, command_absence_add},
    {"absence change", "ID", N_("correct an absence, or say that somebody is back"), absence_help,
     absence_options, 1, 1, NEED_WRITE, command_absence_change},
    {"absence remove", "ID", N_("take an absence away that should not be there"), id_help, NULL, 1,
     1, NEED_WRITE, command_absence_remove},
    {"absence import", N_("FILE"), N_("bring absences in from a list (CSV)"), absence_import_help,
     absence_import_options, 1, 1, NEED_EITHER, command_absence_import},
    {"timeline done", N_("PERSON STEP"), N_("say that a step of somebody's absence was done"),
     timeline_done_help, timeline_done_options, 2, 2, NEED_WRITE, command_timeline_done},
    {"timeline undone", N_("PERSON STEP"), N_("say that it was not done after all"),
     timeline_done_help, timeline_absence_options, 2, 2, NEED_WRITE, command_timeline_undone},
    {"timeline apart", N_("PERSON"), N_("the absence after leave is a case of its own"),
     timeline_apart_help, timeline_absence_options, 1, 1, NEED_WRITE, command_timeline_apart},
    {"timeline join", N_("PERSON"), N_("it is one case with the one before leave after all"),
     timeline_apart_help, timeline_absence_options, 1, 1, NEED_WRITE, command_timeline_join},
    {"timeline", N_("[PERSON]"), N_("show the steps of an absence, or all that is due"),
     timeline_help, timeline_options, 0, 1, NEED_LIST, command_timeline},
    {"person export", N_("NAME"), N_("write everything about one person"), person_export_help,
     person_export_options, 1, 1, NEED_READ, command_person_export},
    {"person erase", N_("NAME|ID"), N_("erase everything about one person for good"), NULL,
     yes_options, 1, 1, NEED_WRITE, command_person_erase},
    {"person hold", N_("NAME"), N_("let nothing of a person go through keeping periods"), NULL,
     hold_options, 1, 1, NEED_WRITE, command_person_hold},
    {"person release", N_("NAME"), N_("end that hold"), NULL, NULL, 1, 1, NEED_WRITE,
     command_person_release},
    {"person dates", N_("NAME"), N_("say, or show, the dates that keeping periods run from"), NULL,
     dates_options, 1, 1, NEED_READ, command_person_dates},
    {"person service", N_("NAME"), N_("say, or show, when somebody was employed and for how much"),
     service_help, service_options, 1, 1, NEED_READ, command_person_service},
    {"erase", "ID", N_("erase a conversation, an absence or a question to HR, or a text in it"),
     erase_help, erase_options, 1, 1, NEED_WRITE, command_erase},
    {"retention", NULL, N_("show what may go because its keeping period is over"), retention_help,
     retention_options, 0, 0, NEED_LIST, command_retention},
    {"log", NULL, N_("show who opened, looked at, exported and erased what"), NULL, log_options, 0,
     0, NEED_LIST, command_log},
    {"guide list", NULL, N_("list the guides within reach and where each comes from"), NULL, NULL,
     0, 0, NEED_NOTHING, command_guide_list},
    {"guide show", N_("[ID|FILE]"), N_("show how a conversation by a guide would go"), NULL, NULL,
     0, 1, NEED_NOTHING, command_guide_show},
    {"guide check", N_("FILE|FOLDER..."), N_("say what is wrong with guides and how to mend it"),
     guide_check_help, guide_check_options, 1, -1, NEED_NOTHING, command_guide_check},
    {"guide diff", N_("[OLD] NEW"), N_("say what a new version means for what was written down"),
     guide_diff_help, guide_diff_options, 1, 2, NEED_GLANCE, command_guide_diff},
    {"guide fmt", N_("FILE"), N_("lay a guide out evenly, remarks and all"), guide_fmt_help,
     guide_fmt_options, 1, 1, NEED_NOTHING, command_guide_fmt},
    {"guide new", N_("FILE"), N_("write a first guide to start from"), NULL, NULL, 1, 1,
     NEED_NOTHING, command_guide_new},
    {"limits show", NULL, N_("show what an employer may ask and write down"), NULL, NULL, 0, 0,
     NEED_NOTHING, command_limits_show},
    {"limits check", "[FILE|-]", N_("find in a text what may not be written down"),
     limits_check_help, limits_check_options, 0, 1, NEED_NOTHING, command_limits_check},
    {"backup", N_("FILE"), N_("write a copy of everything to a new file"), NULL, NULL, 1, 1,
     NEED_SEALED_READ, command_backup},
    {"restore", N_("[FILE|NAME]"), N_("list the backups, or put one in place"), restore_help, NULL,
     0, 1, NEED_NOTHING, command_restore},
    {"bundle", N_("FILE"), N_("write what HR may see to a new file, to hand over"), NULL,
     bundle_options, 1, 1, NEED_WRITE, command_bundle},
    {"collect", N_("FILE..."), N_("for HR: bring bundles together in one file"), collect_help, NULL,
     1, -1, NEED_EITHER, command_collect},
    {"expect", N_("[NAME...]"), N_("for HR: say whose bundles should come"), expect_help, NULL, 0,
     -1, NEED_EITHER, command_expect},
    {"seal on", NULL, N_("seal the file with a passphrase"), seal_on_help, NULL, 0, 0,
     NEED_SEALED_WRITE, command_seal_on},
    {"seal off", NULL, N_("take the seal off again"), NULL, NULL, 0, 0, NEED_SEALED_WRITE,
     command_seal_off},
    {"seal passphrase", NULL, N_("take another passphrase"), seal_passphrase_help, NULL, 0, 0,
     NEED_SEALED_WRITE, command_seal_passphrase},
    {"seal recover", NULL, N_("take another passphrase with the recovery key"), NULL, NULL, 0, 0,
     NEED_SEALED_WRITE, command_seal_recover},
    {"seal status", NULL, N_("say whether the file is sealed, and what stays readable"), NULL, NULL,
     0, 0, NEED_SEALED_READ, command_seal_status},
    {"sparring list", NULL, N_("list the questions to HR and how they stand"), NULL,
     sparring_list_options, 0, 0, NEED_LIST, command_sparring_list},
    {"sparring show", "ID", N_("show all that was said about a question"), id_help, NULL, 1, 1,
     NEED_READ, command_sparring_show},
    {"sparring ask", N_("QUESTION"), N_("ask HR what to do; no name goes along"), sparring_help,
     sparring_ask_options, 1, 1, NEED_WRITE, command_sparring_ask},
    {"sparring answer", N_("ID TEXT"), N_("answer a question, or ask on"), sparring_help,
     sparring_answer_options, 2, 2, NEED_WRITE, command_sparring_answer},
    {"sparring close", "ID", N_("a question is dealt with"), id_help, sparring_say_options, 1, 1,
     NEED_WRITE, command_sparring_close},
    {"doctor", NULL, N_("look whether the file is sound"), doctor_help, doctor_options, 0, 0,
     NEED_NOTHING, command_doctor},
    {"help", N_("[COMMAND]"), N_("show how a command is used"), NULL, NULL, 0, 2, NEED_NOTHING,
     command_help},
    {"version", NULL, N_("show the version, also of what is built in"), NULL, NULL, 0, 0,
     NEED_NOTHING, command_version},
};

const size_t cli_commands_count = sizeof cli_commands / sizeof *cli_commands;
