/*
 * sample: one guide and one interview with something of everything, built in memory.
 */
#ifndef TESTS_SAMPLE_H
#define TESTS_SAMPLE_H

#include "domain/guide.h"
#include "domain/interview.h"

/* A guide in Dutch with two points; the caller frees it. */
struct guide *sample_guide(void);

/* Sanne de Boer on 24 November 2025 at 10:00 local time, with three agreements; released by the
 * caller. */
void sample_interview(struct interview *interview);

/* The same with marker in every text that is the manager's alone. */
void sample_interview_marked(struct interview *interview, const char *marker);

#endif
