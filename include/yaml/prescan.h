/*
 * prescan: what is looked at before the parser sees a byte: that the text is UTF-8, holds no signs
 * that act on a terminal or deceive the eye, is indented with spaces and has no directives. The
 * parser has no line for most of these, or takes them in silence.
 */
#ifndef YAML_PRESCAN_H
#define YAML_PRESCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "yaml/complaint.h"
#include "yaml/source.h"

/* Complains about all of it. What can be read on from is masked;
 * false when it makes no sense to. */
bool prescan(struct source *source, struct complaints *complaints);

/* True for a character no guide may hold: controls, bidi marks,
 * line separators, invisible signs. */
bool prescan_refuses(uint32_t code);

#endif
