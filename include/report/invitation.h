/*
 * invitation: a text for the employee with the time, the place and the topics of a conversation. It
 * holds what was filled in for it (FIELD_PLACE, FIELD_TOPICS) and nothing else of the preparation,
 * and says that nothing need be told about illness.
 */
#ifndef REPORT_INVITATION_H
#define REPORT_INVITATION_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/interview.h"

#define INVITATION_COLUMNS 76

/* Adds the text, wrapped. place and topics (lines) may be "": then a sentence asks for a wish
 * instead. Made safe as every report is. */
void invitation_add(struct buf *out, const struct interview *interview, const char *place,
                    const char *topics, enum lang lang);

#endif
