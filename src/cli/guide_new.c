#include "cli/guide.h"

#include <string.h>

#include "report/file.h"
#include "yaml/yaml_walk.h"

/*
 * What a new guide begins as. It shows every part once, says what each is for, and passes the check
 * as it is, so an author can change one thing at a time. @ID@ stands for the id.
 */
static const char beginning[] =
    N_("# A guide for one kind of conversation. Everything behind a # is a remark.\n"
       "# Check it after every change:  gesprek guide check FILE\n"
       "# See how it would go:          gesprek guide show FILE\n"
       "guide: 1                     # the format of this file: always 1\n"
       "id: @ID@                     # never changes: what is written down hangs on it\n"
       "version: 1                   # another one at every change\n"
       "language: en\n"
       "regime: nl                   # which limits hold: nl (Dutch law) or none\n"
       "title: Title of this conversation\n"
       "summary: One line that says what it is for.\n"
       "# invitation: What the employee reads in the invitation that it is about.\n"
       "# source: Where it comes from\n"
       "# review_by: 2030-01-31      # the check reminds you after this day\n"
       "\n"
       "# What to see to beforehand. On the left an id, on the right the text.\n"
       "preparation:\n"
       "  place: I have a quiet place without time pressure   # a box to tick\n"
       "  subject:                                            # with a hint, to fill in\n"
       "    ask: What do I want to talk about?\n"
       "    hint: One or two subjects are enough.\n"
       "    kind: note               # check, note, list or date\n"
       "    max: 300                 # characters\n"
       "\n"
       "# The points of the conversation, in this order: one screen each.\n"
       "points:\n"
       "  attention:\n"
       "    title: Start with attention\n"
       "    aim: Listen without judging\n"
       "    questions:\n"
       "      - How are you today?\n"
       "      - \"Put quotes around a text with a colon: like this one\"\n"
       "    tips:\n"
       "      - Leave a silence now and then.\n"
       "    pitfalls: [judgement]    # ids from the list below\n"
       "  possible:\n"
       "    title: What is possible\n"
       "    aim: Look at what does work, next to what does not\n"
       "    questions:\n"
       "      - Which work could you take up?\n"
       "    capture:                 # short lines to write down\n"
       "      # share: private (only you) or employee (also in the report)\n"
       "      obstacle: { ask: What does not work now, kind: list, share: employee }\n"
       "      works: { ask: What does work, kind: list, share: employee }\n"
       "      own: { ask: For myself, kind: note, share: private }\n"
       "    balance: [obstacle, works]   # a nudge when only the first is filled\n"
       "  agreements:\n"
       "    title: Clear agreements\n"
       "    aim: Who does what, when, and how do we follow it up\n"
       "    agreements: { min: 1, follow_up: 4 weeks }\n"
       "\n"
       "# What goes wrong easily, and what to do instead.\n"
       "pitfalls:\n"
       "  judgement: { text: Judging too fast, instead: Ask one more open question }\n"
       "\n"
       "# One question afterwards, only for who held the conversation; HR sees counts.\n"
       "hurdles:\n"
       "  ask: What made this conversation hard?\n"
       "  options:\n"
       "    time: I had too little time\n"
       "    limits: I did not know what I may ask\n"
       "    none: It went well\n"
       "\n"
       "# To practise. Nothing of it is kept.\n"
       "practice:\n"
       "  first:\n"
       "    title: A careful beginning\n"
       "    start: You meet Sanne, who has been away for two weeks.\n"
       "    turns:\n"
       "      opening:\n"
       "        other: I was nervous about coming here.\n"
       "        replies:\n"
       "          ask: { say: What made you nervous?, good: You stay with the other, go: more }\n"
       "          judge: { say: There is no need for that., pitfall: judgement, go: closed }\n"
       "      closed:                # what a pitfall does, and the way back\n"
       "        other: Never mind, then.\n"
       "        replies:\n"
       "          back:\n"
       "            say: That was too quick of me. What made you nervous?\n"
       "            good: You come back to the other\n"
       "            go: more\n"
       "      more:\n"
       "        other: I was afraid you would be angry.\n"
       "\n"
       "# When an id has to change after all: old: new. And ids that are no longer asked.\n"
       "# renamed: { old: new }\n"
       "# retired: [gone]\n");

/* The id that goes with the name of a file: "mijn gids.yaml" becomes mijn_gids. */
static void add_id(struct buf *out, const char *path)
{
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    size_t len = strlen(name);
    if (len > 5 && strcmp(name + len - 5, ".yaml") == 0)
        len -= 5;
    struct buf stem = BUF_INIT;
    buf_add(&stem, name, len);
    walk_add_id(out, stem.data);
    buf_release(&stem);
}

static void add_guide(struct buf *out, const char *path, enum lang lang)
{
    static const char mark[] = "@ID@";
    const char *text = tr(lang, beginning), *at = strstr(text, mark);
    buf_add(out, text, at ? (size_t)(at - text) : strlen(text));
    if (!at)
        return;
    add_id(out, path);
    buf_adds(out, at + sizeof mark - 1);
}

int command_guide_new(struct cli *cli)
{
    const char *path = cli->args[0];
    struct buf text = BUF_INIT;
    add_guide(&text, path, cli->lang);
    int result = file_write_new(path, text.data, text.len, &cli->err);
    buf_release(&text);
    if (result != 0)
        return cli_fail(cli);
    cli_say(cli, "Written. Change it to your liking, then: gesprek guide check %s", path);
    return CLI_DONE;
}
