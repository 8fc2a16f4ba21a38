#include "domain/questions.h"

#include <string.h>

#include "base/mem.h"

const char *questions_next(const char **lines, size_t *len)
{
    const char *line = *lines;
    if (!*line)
        return NULL;
    *len = strcspn(line, "\n");
    *lines += *len + (line[*len] == '\n');
    return line;
}

const char *questions_own(const struct interview *interview)
{
    return interview_value(interview, POINT_OWN, FIELD_QUESTIONS);
}

static bool same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    return a_len == b_len && memcmp(a, b, a_len) == 0;
}

bool questions_taken(const struct interview *interview, const char *question, size_t len)
{
    const char *lines = questions_own(interview), *line;
    size_t line_len;
    while ((line = questions_next(&lines, &line_len)))
        if (same(line, line_len, question, len))
            return true;
    return false;
}

const char **questions_left(const struct interview *interview, const struct guide *guide, size_t *n)
{
    const char **questions = NULL;
    *n = 0;
    for (size_t i = 0; i < guide->n_points; i++) {
        const struct guide_lines *lines = &guide->points[i].questions;
        for (size_t j = 0; j < lines->n; j++) {
            if (questions_taken(interview, lines->line[j], strlen(lines->line[j])))
                continue;
            questions = mem_room(questions, *n, sizeof *questions);
            questions[(*n)++] = lines->line[j];
        }
    }
    return questions;
}

static bool asked_at(const struct guide_point *point, const char *question, size_t len)
{
    for (size_t i = 0; i < point->questions.n; i++)
        if (same(point->questions.line[i], strlen(point->questions.line[i]), question, len))
            return true;
    return false;
}

bool questions_belong(const struct guide *guide, const struct guide_point *point,
                      const char *question, size_t len)
{
    if (asked_at(point, question, len))
        return true;
    for (size_t i = 0; i < guide->n_points; i++)
        if (asked_at(&guide->points[i], question, len))
            return false;
    return true;
}
