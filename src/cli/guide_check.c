#include "cli/guide.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "cli/given.h"
#include "yaml/guide_compare.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

/* One file that is checked, and what there is to say about it. */
struct checked {
    struct complaints complaints;
    struct guide *guide; /* NULL for a regime, and when it could not be read */
};

struct check {
    struct cli *cli;
    struct checked *files;
    size_t n;
};

static struct checked *add_checked(struct check *check, const char *path)
{
    check->files = mem_room(check->files, check->n, sizeof *check->files);
    struct checked *file = &check->files[check->n++];
    *file = (struct checked){.guide = NULL};
    complaints_init(&file->complaints, check->cli->lang, path);
    return file;
}

static void check_review(struct check *check, struct checked *file)
{
    char day[DAY_ISO_SIZE];
    if (!file->guide || file->guide->review_by == DAY_NONE ||
        file->guide->review_by >= clock_today(&check->cli->clock))
        return;
    day_iso(file->guide->review_by, day);
    complaint_add(&file->complaints, PROBLEM_REVIEW, (struct mark){0}, day, NULL);
}

/* The check of a regime, in the language of the guide alone. */
static const struct privacy *find_limits(void *arg, const char *id, enum lang language)
{
    struct check *check = arg;
    struct err err = ERR_INIT(check->cli->lang);
    const struct regime *regime = shelf_regime(cli_shelf(check->cli), id, language);
    return regime && regime->language == language ? regime_asks(regime, &err) : NULL;
}

static void check_file(void *arg, const char *path)
{
    struct check *check = arg;
    struct checked *file = add_checked(check, path);
    struct buf text = BUF_INIT;
    struct err err = ERR_INIT(check->cli->lang);
    if (shelf_read_file(path, &text, &err) != 0)
        complaint_add(&file->complaints, PROBLEM_UNREADABLE, (struct mark){0}, err.text, NULL);
    else if (shelf_is_regime(path))
        regime_free(regime_yaml_read(text.data, text.len, &file->complaints));
    else
        file->guide = guide_yaml_check(text.data, text.len, &file->complaints, find_limits, check);
    check_review(check, file);
    buf_release(&text);
}

/* Files of one guide are held against each other: each against the first in another language. */
static void compare_files(struct check *check)
{
    for (size_t i = 0; i < check->n; i++)
        for (size_t k = 0; k < check->n; k++) {
            struct checked *file = &check->files[i];
            const struct checked *other = &check->files[k];
            if (i == k || !file->guide || !other->guide ||
                strcmp(file->guide->id, other->guide->id) != 0)
                continue;
            if (file->guide->language != other->guide->language)
                guide_compare(file->guide, other->guide, other->complaints.file, &file->complaints);
            else if (k < i)
                complaint_add(&file->complaints, PROBLEM_SAME_GUIDE, (struct mark){0},
                              file->guide->id, other->complaints.file, NULL);
        }
}

static void add_text(struct buf *out, const struct check *check, int errors, int warnings)
{
    for (size_t i = 0; i < check->n; i++) {
        const struct complaints *complaints = &check->files[i].complaints;
        if (!complaints->n)
            continue;
        complaints_add_text(out, complaints);
        buf_addc(out, '\n');
    }
    if (errors || warnings)
        complaints_add_sum(out, errors, warnings, check->cli->lang);
    else
        buf_addf(out,
                 trn(check->cli->lang, (long)check->n, "%zu file checked, nothing to mend.\n",
                     "%zu files checked, nothing to mend.\n"),
                 check->n);
}

static void add_json(struct buf *out, const struct check *check)
{
    bool first = true;
    buf_addc(out, '[');
    for (size_t i = 0; i < check->n; i++)
        complaints_add_json(out, &check->files[i].complaints, &first);
    buf_adds(out, first ? "]\n" : "\n]\n");
}

static int write_result(struct check *check, bool json, bool strict)
{
    int errors = 0, warnings = 0;
    for (size_t i = 0; i < check->n; i++) {
        errors += check->files[i].complaints.errors;
        warnings += check->files[i].complaints.warnings;
    }
    struct buf out = BUF_INIT;
    if (json)
        add_json(&out, check);
    else
        add_text(&out, check, errors, warnings);
    cli_write(check->cli, &out);
    buf_release(&out);
    return errors || (strict && warnings) ? CLI_FAILED : CLI_DONE;
}

static void check_release(struct check *check)
{
    for (size_t i = 0; i < check->n; i++) {
        complaints_release(&check->files[i].complaints);
        guide_free(check->files[i].guide);
    }
    free(check->files);
}

/* Checks what is at a path; a folder without guides is a mistake to tell of. */
static void check_path(struct check *check, const char *path)
{
    struct err err = ERR_INIT(check->cli->lang);
    size_t before = check->n;
    int failed = shelf_each_file(path, check_file, check, &err);
    if (!failed && check->n == before)
        failed = err_set(&err,
                         "There are no guides in %s: a guide is a file that ends in .yaml, "
                         "there or in a folder nl or en in it.",
                         path);
    if (failed)
        complaint_add(&add_checked(check, path)->complaints, PROBLEM_UNREADABLE, (struct mark){0},
                      err.text, NULL);
}

int command_guide_check(struct cli *cli)
{
    static const char *const formats[] = {"text", "json", NULL};
    int format = given_choice(cli, "format", formats, 0);
    if (format < 0)
        return CLI_MISUSE;
    struct check check = {.cli = cli};
    for (int i = 0; i < cli->n_args; i++)
        check_path(&check, cli->args[i]);
    compare_files(&check);
    int status = write_result(&check, format == 1, cli_value(cli, "strict") != NULL);
    check_release(&check);
    return status;
}
