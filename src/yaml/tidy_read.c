/* What stands where in a YAML text, from the events of the parser. */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tidy_inside.h"

enum { DEPTH_MAX = 64 };

/* A text being read. */
struct reading {
    struct atoms *atoms;
    struct source *source;
    struct buf events;
    struct atom flow; /* the outermost { or [ that is open */
    int depth;        /* of { and [ */
    int nested;       /* of everything */
    int documents;
};

static size_t offset_of(struct reading *reading, const yaml_mark_t *mark)
{
    return source_offset(reading->source,
                         (struct mark){(int)mark->line + 1, (int)mark->column + 1});
}

static size_t line_end(const struct reading *reading, int line)
{
    size_t len;
    const char *text = source_line(reading->source, line, &len);
    return (size_t)(text - reading->source->text) + len;
}

static int indent_of(const struct reading *reading, int line, bool *empty)
{
    size_t len;
    const char *text = source_line(reading->source, line, &len);
    size_t blanks = strspn(text, " ");
    *empty = blanks >= len;
    return (int)blanks;
}

/* A text under | or > goes on as long as lines are empty, or further in than the one it began on.
 */
static int last_below(const struct reading *reading, int line)
{
    bool empty;
    int outer = indent_of(reading, line, &empty), last = line;
    for (int next = line + 1; (size_t)next <= reading->source->n_lines; next++) {
        int indent = indent_of(reading, next, &empty);
        if (!empty && indent <= outer)
            break;
        last = next;
    }
    return last;
}

static void add_atom(struct reading *reading, struct atom atom)
{
    struct atoms *atoms = reading->atoms;
    if (atom.last > atom.line)
        atom.end = line_end(reading, atom.line);
    atoms->atom = mem_room(atoms->atom, atoms->n, sizeof *atoms->atom);
    atoms->atom[atoms->n++] = atom;
}

static struct atom atom_from(struct reading *reading, const yaml_mark_t *begin,
                             const yaml_mark_t *end)
{
    return (struct atom){
        .begin = offset_of(reading, begin),
        .end = offset_of(reading, end),
        .line = (int)begin->line + 1,
        .last = (int)end->line + 1,
    };
}

static void add_scalar(struct reading *reading, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    yaml_scalar_style_t style = event->data.scalar.style;
    struct atom atom = atom_from(reading, &event->start_mark, &event->end_mark);
    buf_addf(&reading->events, "=%zu:", event->data.scalar.length);
    buf_add(&reading->events, value, event->data.scalar.length);
    if (reading->depth || atom.begin == atom.end)
        return;
    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) {
        atom.last = last_below(reading, atom.line);
        atom.end = line_end(reading, atom.line);
    } else if (style != YAML_PLAIN_SCALAR_STYLE && atom.last == atom.line) {
        atom.value = mem_copy_len(value, event->data.scalar.length);
    }
    add_atom(reading, atom);
}

static void begin_collection(struct reading *reading, const yaml_event_t *event, bool flow)
{
    buf_addc(&reading->events, event->type == YAML_MAPPING_START_EVENT ? '{' : '[');
    reading->nested++;
    if (flow && reading->depth++ == 0)
        reading->flow = atom_from(reading, &event->start_mark, &event->end_mark);
}

/* What is in { or [ is in it to its end. */
static void end_collection(struct reading *reading, const yaml_event_t *event)
{
    buf_addc(&reading->events, ')');
    reading->nested--;
    if (!reading->depth || --reading->depth)
        return;
    struct atom end = atom_from(reading, &event->start_mark, &event->end_mark);
    reading->flow.end = end.end;
    reading->flow.last = end.last;
    add_atom(reading, reading->flow);
}

/* False for what has no place in a guide, and is not to be moved about. */
static bool take(struct reading *reading, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return false;
    case YAML_DOCUMENT_START_EVENT:
        return ++reading->documents == 1 && !event->data.document_start.version_directive;
    case YAML_SCALAR_EVENT:
        add_scalar(reading, event);
        return !event->data.scalar.anchor && !event->data.scalar.tag;
    case YAML_MAPPING_START_EVENT:
        begin_collection(reading, event,
                         event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
        return !event->data.mapping_start.anchor && !event->data.mapping_start.tag;
    case YAML_SEQUENCE_START_EVENT:
        begin_collection(reading, event,
                         event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
        return !event->data.sequence_start.anchor && !event->data.sequence_start.tag;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        end_collection(reading, event);
        return true;
    default:
        return true;
    }
}

int atoms_read(struct atoms *atoms, struct source *source)
{
    yaml_parser_t parser;
    yaml_event_t event;
    struct reading reading = {.atoms = atoms, .source = source, .events = BUF_INIT};
    int line = 0;
    bool more = true;
    *atoms = (struct atoms){.n = 0};
    if (!yaml_parser_initialize(&parser))
        return 1;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)source->text, source->len);
    while (more) {
        if (!yaml_parser_parse(&parser, &event)) {
            line = (int)parser.problem_mark.line + 1;
            break;
        }
        if (!take(&reading, &event) || reading.nested > DEPTH_MAX)
            line = (int)event.start_mark.line + 1;
        more = event.type != YAML_STREAM_END_EVENT && !line;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    atoms->events = buf_detach(&reading.events);
    return line;
}

void atoms_release(struct atoms *atoms)
{
    for (size_t i = 0; i < atoms->n; i++)
        free(atoms->atom[i].value);
    free(atoms->atom);
    free(atoms->events);
    *atoms = (struct atoms){.n = 0};
}
