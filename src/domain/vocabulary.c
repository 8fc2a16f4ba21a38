#include "domain/vocabulary.h"

#include <stdlib.h>

static void free_lines(struct guide_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        free(lines->line[i]);
    free(lines->line);
}

static void free_class(struct vocabulary_class *class)
{
    free(class->id);
    free(class->title);
    free(class->why);
    free(class->instead);
    free_lines(&class->words);
}

static void free_rule(struct vocabulary_rule *rule)
{
    free(rule->id);
    free(rule->class);
    free_lines(&rule->words);
    free_lines(&rule->when);
    free_lines(&rule->unless);
    free_lines(&rule->joined);
}

void vocabulary_release(struct vocabulary *vocabulary)
{
    free_lines(&vocabulary->endings);
    free_lines(&vocabulary->spellings);
    free_lines(&vocabulary->breaks);
    free_lines(&vocabulary->ordinary);
    free_lines(&vocabulary->fine);
    free_lines(&vocabulary->sources);
    free_lines(&vocabulary->titles);
    free_lines(&vocabulary->jobs);
    free_lines(&vocabulary->owners);
    free_lines(&vocabulary->asks);
    free_lines(&vocabulary->fine_asks);
    free_lines(&vocabulary->links);
    for (size_t i = 0; i < vocabulary->n_classes; i++)
        free_class(&vocabulary->classes[i]);
    for (size_t i = 0; i < vocabulary->n_rules; i++)
        free_rule(&vocabulary->rules[i]);
    free(vocabulary->classes);
    free(vocabulary->rules);
    *vocabulary = (struct vocabulary){0};
}
