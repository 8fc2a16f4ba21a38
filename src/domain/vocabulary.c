#include "domain/vocabulary.h"

#include <stdlib.h>

void vocabulary_empty(struct guide_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        free(lines->line[i]);
    free(lines->line);
    *lines = (struct guide_lines){0};
}

static void free_class(struct vocabulary_class *class)
{
    free(class->id);
    free(class->title);
    free(class->why);
    free(class->instead);
    vocabulary_empty(&class->words);
}

static void free_rule(struct vocabulary_rule *rule)
{
    free(rule->id);
    free(rule->class);
    vocabulary_empty(&rule->words);
    vocabulary_empty(&rule->when);
    vocabulary_empty(&rule->unless);
    vocabulary_empty(&rule->joined);
}

void vocabulary_release(struct vocabulary *vocabulary)
{
    vocabulary_empty(&vocabulary->endings);
    vocabulary_empty(&vocabulary->spellings);
    vocabulary_empty(&vocabulary->breaks);
    vocabulary_empty(&vocabulary->ordinary);
    vocabulary_empty(&vocabulary->fine);
    vocabulary_empty(&vocabulary->sources);
    vocabulary_empty(&vocabulary->titles);
    vocabulary_empty(&vocabulary->jobs);
    vocabulary_empty(&vocabulary->owners);
    vocabulary_empty(&vocabulary->asks);
    vocabulary_empty(&vocabulary->fine_asks);
    vocabulary_empty(&vocabulary->links);
    for (size_t i = 0; i < vocabulary->n_classes; i++)
        free_class(&vocabulary->classes[i]);
    for (size_t i = 0; i < vocabulary->n_rules; i++)
        free_rule(&vocabulary->rules[i]);
    free(vocabulary->classes);
    free(vocabulary->rules);
    *vocabulary = (struct vocabulary){0};
}
