#include "cli/guide.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "cli/given.h"
#include "domain/guide_diff.h"
#include "store/interviews.h"
#include "store/versions.h"
#include "yaml/guide_yaml.h"

/* What is being compared, and what came of it. */
struct comparing {
    struct cli *cli;
    struct guide *old, *new;
    struct guide_counts counts;
    struct guide_diff diff;
    struct buf next; /* the version to take when this one cannot be; "" when it can */
};

/* ---- which two ------------------------------------------------------------------------------- */

static struct guide *read_file(struct cli *cli, const char *path)
{
    struct buf text = BUF_INIT;
    struct guide *guide = NULL;
    if (shelf_read_file(path, &text, &cli->err) == 0)
        guide = guide_yaml_open(path, text.data, text.len, &cli->err);
    buf_release(&text);
    return guide;
}

/* The one within reach, as a guide of our own. */
static struct guide *read_shelf(struct cli *cli, const char *id)
{
    const struct guide *guide = shelf_guide(cli_shelf(cli), id, cli->lang);
    if (guide)
        return guide_yaml_open(id, guide->text, guide->text_len, &cli->err);
    err_set(&cli->err, "There is no guide \"%s\". See which there are: gesprek guide list", id);
    return NULL;
}

/* The newest that is kept, in language if there is one. Not there: NULL, and nothing said. */
static const struct kept_version *choose_kept(const struct kept_version *list, size_t n,
                                              enum lang language)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].language == language)
            return &list[i];
    return n ? &list[0] : NULL;
}

/* 1 when one is kept, 0 when not, -1 when it could not be read. */
static int read_kept(struct cli *cli, const char *id, enum lang language, struct guide **guide)
{
    struct kept_version *list = NULL;
    struct buf text = BUF_INIT;
    size_t n = 0;
    if (!cli->store)
        return 0;
    int failed = versions_list(cli->store, id, &list, &n, &cli->err);
    const struct kept_version *kept = failed ? NULL : choose_kept(list, n, language);
    if (kept) {
        failed = interviews_guide_text(cli->store, kept->checksum, &text, &cli->err);
        *guide = failed ? NULL : guide_yaml_open(id, text.data, text.len, &cli->err);
    }
    int found = failed || (kept && !*guide) ? -1 : kept != NULL;
    buf_release(&text);
    versions_free(list, n);
    return found;
}

static struct guide *take_old(struct cli *cli, const struct guide *new, const char *given)
{
    struct guide *old = NULL;
    if (given && guide_is_file(given))
        return read_file(cli, given);
    int found = read_kept(cli, given ? given : new->id, new->language, &old);
    if (found)
        return old;
    if (given)
        return read_shelf(cli, given);
    err_set(&cli->err,
            "No conversation was held with \"%s\" yet, so there is nothing to compare it with. "
            "Give the old file first: gesprek guide diff OLD NEW",
            new->id);
    return NULL;
}

static int take_both(struct comparing *comparing)
{
    struct cli *cli = comparing->cli;
    const char *path = cli->args[cli->n_args - 1];
    struct guide *new = guide_is_file(path) ? read_file(cli, path) : read_shelf(cli, path);
    struct guide *old = new ? take_old(cli, new, cli->n_args > 1 ? cli->args[0] : NULL) : NULL;
    comparing->new = new;
    comparing->old = old;
    if (!old)
        return -1;
    if (strcmp(old->id, new->id) == 0)
        return 0;
    return err_set(&cli->err, "\"%s\" and \"%s\" are two guides, not two versions of one.", old->id,
                   new->id);
}

static int compare(struct comparing *comparing)
{
    struct cli *cli = comparing->cli;
    struct desk desk;
    bool clash = false;
    if (cli->store &&
        (cli_desk(cli, &desk) ||
         versions_count(cli->store, comparing->new->id, &comparing->counts, &cli->err) ||
         versions_clash(&desk, comparing->new, &clash, &cli->err)))
        return -1;
    guide_diff_make(&comparing->diff, comparing->old, comparing->new, &comparing->counts);
    if (!clash && !comparing->diff.same_version)
        return 0;
    if (cli->store)
        return versions_next(cli->store, comparing->new, &comparing->next, &cli->err);
    guide_next_version(&comparing->next, comparing->new->version);
    return 0;
}

/* ---- in words -------------------------------------------------------------------------------- */

enum kind_of_part { PART_POINT, PART_LINE, PART_BEFORE, PART_OPTION, PART_PITFALL, PART_HURDLE };

static enum kind_of_part kind_of(const struct guide_part *part)
{
    if (part->section == SECTION_PITFALLS)
        return PART_PITFALL;
    if (part->section == SECTION_HURDLES)
        return PART_HURDLE;
    if (part->field)
        return part->section == SECTION_PREPARATION ? PART_BEFORE : PART_LINE;
    return part->within == PART_OUTER ? PART_POINT : PART_OPTION;
}

static const char *path_of(const struct guide_part *part)
{
    return part->name + strlen(guide_section_key(part->section)) + 1;
}

static void add_part(struct buf *out, const struct guide_part *part, enum lang lang)
{
    static const char *const words[] = {
        [PART_POINT] = N_("point \"%s\""),     [PART_LINE] = N_("line \"%s\""),
        [PART_BEFORE] = N_("check \"%s\""),    [PART_OPTION] = N_("option \"%s\""),
        [PART_PITFALL] = N_("pitfall \"%s\""), [PART_HURDLE] = N_("hurdle \"%s\""),
    };
    buf_addf(out, tr(lang, words[kind_of(part)]), path_of(part));
}

static void add_answers(struct buf *out, int64_t n, enum lang lang)
{
    buf_addf(out, trn(lang, (long)n, "%lld answer", "%lld answers"), (long long)n);
}

/* Each line of the text is made visible: what stands in a guide never reaches a terminal raw. */
static void add_line(struct buf *out, int indent, const struct buf *line)
{
    buf_addf(out, "%*s", indent, "");
    utf8_show(out, line->data, line->len, true);
    buf_addc(out, '\n');
}

static void add_mend(struct buf *out, struct buf *line)
{
    add_line(out, 4, line);
    buf_clear(line);
}

static void add_gone(struct buf *line, const struct guide_change *change, enum lang lang)
{
    const struct guide_part *from = change->from;
    struct buf part = BUF_INIT;
    if (from)
        add_part(&part, from, lang);
    else
        buf_addf(&part, "\"%s\"", change->id);
    if (!from)
        buf_addf(line,
                 trn(lang, (long)change->answers,
                     "%s was in renamed or retired, and %lld answer belongs to it.",
                     "%s was in renamed or retired, and %lld answers belong to it."),
                 part.data, (long long)change->answers);
    else if (change->answers)
        buf_addf(line,
                 trn(lang, (long)change->answers, "%s is gone, but %lld answer belongs to it.",
                     "%s is gone, but %lld answers belong to it."),
                 part.data, (long long)change->answers);
    else
        buf_addf(line, tr(lang, "%s is gone, and may have been chosen in another file."),
                 part.data);
    buf_release(&part);
}

static void add_wrong_gone(struct buf *out, const struct guide_change *change, enum lang lang)
{
    struct buf line = BUF_INIT;
    add_gone(&line, change, lang);
    add_line(out, 2, &line);
    buf_clear(&line);
    if (change->wrong & WRONG_FORGOTTEN)
        buf_adds(&line, tr(lang, "Leave it there."));
    else
        buf_addf(&line,
                 tr(lang, "Put it in renamed, \"%s: new id\", or in retired when it is no longer "
                          "asked."),
                 change->from->id);
    add_mend(out, &line);
    buf_release(&line);
}

static void add_wrong_field(struct buf *out, const struct guide_change *change, enum lang lang)
{
    const struct guide_field *old = change->from->field, *new = change->to->field;
    struct buf line = BUF_INIT, part = BUF_INIT;
    add_part(&part, change->from, lang);
    if (change->wrong & WRONG_KIND) {
        buf_addf(&line, tr(lang, "%s was a %s and becomes a %s; old answers do not fit."),
                 part.data, kind_key(old->kind), kind_key(new->kind));
        add_line(out, 2, &line);
        buf_clear(&line);
    }
    if (change->wrong & WRONG_WIDENED) {
        buf_addf(&line,
                 trn(lang, (long)change->answers,
                     "%s was %s and becomes %s: that would expose %lld answer.",
                     "%s was %s and becomes %s: that would expose %lld answers."),
                 part.data, share_key(old->share), share_key(new->share),
                 (long long)change->answers);
        add_line(out, 2, &line);
        buf_clear(&line);
    }
    buf_addf(&line, tr(lang, "Give it a new id, and put \"%s\" in retired."), change->from->id);
    add_mend(out, &line);
    buf_release(&line);
    buf_release(&part);
}

static void add_wrong(struct buf *out, const struct guide_change *change, enum lang lang)
{
    if (change->wrong & (WRONG_GONE | WRONG_OPTION | WRONG_FORGOTTEN))
        add_wrong_gone(out, change, lang);
    else
        add_wrong_field(out, change, lang);
}

static void add_moved(struct buf *out, const struct guide_change *change, enum lang lang)
{
    struct buf line = BUF_INIT;
    add_part(&line, change->from, lang);
    buf_addf(&line, " -> \"%s\", ", path_of(change->to));
    add_answers(&line, change->answers, lang);
    add_line(out, 2, &line);
    buf_release(&line);
}

static void add_silent(struct buf *out, const struct guide_change *change, enum lang lang)
{
    struct buf line = BUF_INIT;
    add_part(&line, change->from, lang);
    buf_adds(&line, ", ");
    add_answers(&line, change->answers, lang);
    add_line(out, 2, &line);
    buf_clear(&line);
    if (change->unsaid) {
        buf_addf(&line, tr(lang, "Put \"%s\" in retired when others have used this guide."),
                 change->from->id);
        add_mend(out, &line);
    }
    buf_release(&line);
}

static void add_words(struct buf *out, const struct guide_change *change, enum lang lang)
{
    struct buf line = BUF_INIT;
    add_part(&line, change->to, lang);
    buf_addf(&line, ": \"%s\" -> \"%s\"", change->from->text, change->to->text);
    add_line(out, 2, &line);
    buf_release(&line);
}

static void add_narrower(struct buf *out, const struct guide_change *change, enum lang lang)
{
    struct buf line = BUF_INIT;
    add_part(&line, change->to, lang);
    buf_addf(&line, ": %s -> %s", share_key(change->from->field->share),
             share_key(change->to->field->share));
    add_line(out, 2, &line);
    buf_release(&line);
}

static void add_new(struct buf *out, const struct guide_change *change, enum lang lang)
{
    struct buf line = BUF_INIT;
    add_part(&line, change->to, lang);
    buf_addf(&line, ": \"%s\"", change->to->text);
    add_line(out, 2, &line);
    buf_release(&line);
}

/* Under which heads a change stands; it may be under more than one. */
static bool is_wrong(const struct guide_change *change)
{
    return change->wrong != 0;
}

static bool is_moved(const struct guide_change *change)
{
    return change->fate == FATE_MOVED;
}

static bool is_silent(const struct guide_change *change)
{
    return change->fate == FATE_SILENT && !change->wrong;
}

static bool has_other_words(const struct guide_change *change)
{
    return change->other_text;
}

static bool is_narrower(const struct guide_change *change)
{
    return change->narrower;
}

static bool is_new(const struct guide_change *change)
{
    return change->fate == FATE_NEW;
}

static const struct head {
    const char *words;
    bool (*holds)(const struct guide_change *change);
    void (*add)(struct buf *out, const struct guide_change *change, enum lang lang);
} heads[] = {
    {N_("This may not be:"), is_wrong, add_wrong},
    {N_("Another id; its answers go with it:"), is_moved, add_moved},
    {N_("Not asked any more; its answers stay readable:"), is_silent, add_silent},
    {N_("In other words:"), has_other_words, add_words},
    {N_("Shared with fewer people from now on:"), is_narrower, add_narrower},
    {N_("New:"), is_new, add_new},
};

static void add_version(struct buf *out, const struct comparing *comparing)
{
    enum lang lang = comparing->cli->lang;
    struct buf line = BUF_INIT;
    if (!comparing->next.len)
        return;
    buf_addf(&line, tr(lang, "Version %s was used before, with other content."),
             comparing->new->version);
    add_line(out, 2, &line);
    buf_clear(&line);
    buf_addf(&line, tr(lang, "Give this one another version, such as %s."), comparing->next.data);
    add_mend(out, &line);
    buf_release(&line);
}

static void add_section(struct buf *out, const struct comparing *comparing, const struct head *head)
{
    const struct guide_diff *diff = &comparing->diff;
    struct buf lines = BUF_INIT;
    if (head == heads)
        add_version(&lines, comparing);
    for (size_t i = 0; i < diff->n; i++)
        if (head->holds(&diff->change[i]))
            head->add(&lines, &diff->change[i], comparing->cli->lang);
    if (lines.len)
        buf_addf(out, "\n%s\n%s", tr(comparing->cli->lang, head->words), lines.data);
    buf_release(&lines);
}

static void add_text(struct buf *out, const struct comparing *comparing)
{
    const struct guide_diff *diff = &comparing->diff;
    enum lang lang = comparing->cli->lang;
    struct buf line = BUF_INIT;
    buf_addf(&line, "%s (%s): %s -> %s", comparing->new->id, lang_code(comparing->new->language),
             comparing->old->version, comparing->new->version);
    add_line(out, 0, &line);
    buf_release(&line);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        add_section(out, comparing, &heads[i]);
    buf_addc(out, '\n');
    if (diff->same)
        buf_adds(out, tr(lang, "Nothing changed.\n"));
    else if (!diff->n)
        buf_adds(out,
                 tr(lang, "Only what no answer hangs on changed, such as questions and tips.\n"));
    else
        buf_addf(out,
                 trn(lang, (long)diff->unchanged, "%zu part stayed as it was.\n",
                     "%zu parts stayed as they were.\n"),
                 diff->unchanged);
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void add_field(struct buf *out, const char *name, const char *value)
{
    buf_addf(out, ", \"%s\": ", name);
    if (value)
        json_add_string(out, value);
    else
        buf_adds(out, "null");
}

static void add_problems(struct buf *out, unsigned wrong)
{
    static const char *const names[] = {"gone", "option", "kind", "share", "forgotten"};
    bool first = true;
    buf_adds(out, ", \"problems\": [");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wrong & 1U << i) {
            buf_addf(out, "%s\"%s\"", first ? "" : ", ", names[i]);
            first = false;
        }
    buf_adds(out, "]}");
}

static void add_change(struct buf *out, const struct guide_change *change)
{
    static const char *const fates[] = {
        [FATE_KEPT] = "kept", [FATE_MOVED] = "moved", [FATE_SILENT] = "silent", [FATE_NEW] = "new"};
    const struct guide_part *from = change->from, *to = change->to;
    buf_addf(out, "  {\"change\": \"%s\"", fates[change->fate]);
    add_field(out, "from", from ? from->name : *change->id ? change->id : NULL);
    add_field(out, "to", to ? to->name : NULL);
    add_field(out, "old_text", from ? from->text : NULL);
    add_field(out, "new_text", to ? to->text : NULL);
    buf_addf(out, ", \"answers\": %lld", (long long)change->answers);
    add_problems(out, change->wrong);
}

static void add_json(struct buf *out, const struct comparing *comparing)
{
    const struct guide_diff *diff = &comparing->diff;
    buf_adds(out, "{\"guide\": ");
    json_add_string(out, comparing->new->id);
    add_field(out, "language", lang_code(comparing->new->language));
    add_field(out, "old_version", comparing->old->version);
    add_field(out, "new_version", comparing->new->version);
    add_field(out, "use_version", comparing->next.len ? comparing->next.data : NULL);
    buf_addf(out, ", \"unchanged\": %zu, \"changes\": [", diff->unchanged);
    for (size_t i = 0; i < diff->n; i++) {
        buf_adds(out, i ? ",\n" : "\n");
        add_change(out, &diff->change[i]);
    }
    buf_adds(out, diff->n ? "\n]}\n" : "]}\n");
}

int command_guide_diff(struct cli *cli)
{
    static const char *const formats[] = {"text", "json", NULL};
    int format = given_choice(cli, "format", formats, 0), status = CLI_FAILED;
    if (format < 0)
        return CLI_MISUSE;
    struct comparing comparing = {.cli = cli, .next = BUF_INIT};
    struct buf out = BUF_INIT;
    if (take_both(&comparing) || compare(&comparing)) {
        cli_fail(cli);
    } else {
        if (format == 1)
            add_json(&out, &comparing);
        else
            add_text(&out, &comparing);
        cli_write(cli, &out);
        status = comparing.diff.wrong || comparing.next.len ? CLI_FAILED : CLI_DONE;
    }
    guide_diff_release(&comparing.diff);
    guide_counts_release(&comparing.counts);
    guide_free(comparing.old);
    guide_free(comparing.new);
    buf_release(&comparing.next);
    buf_release(&out);
    return status;
}
