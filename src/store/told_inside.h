/*
 * told_inside: which of what was told counts, for questions that read it. For the files of this
 * room only.
 */
#ifndef STORE_TOLD_INSIDE_H
#define STORE_TOLD_INSIDE_H

/* Of a told_person t: no other source tells of them in a later edition. */
#define TOLD_LAST                                                                                  \
    " NOT EXISTS (SELECT 1 FROM told_person o WHERE o.person = t.person"                           \
    "  AND (o.edition, o.source) > (t.edition, t.source))"

/* And this file has nothing of them itself. */
#define TOLD_COUNTS TOLD_LAST " AND t.person NOT IN (SELECT person FROM absence)"

/* The first day out of service of told_person t as a column, as SERVICE_LEFT. */
#define TOLD_LEFT                                                                                  \
    "(SELECT CASE WHEN count(*) = count(until_day) THEN max(until_day) END FROM told_service s"    \
    " WHERE s.source = t.source AND s.person = t.person)"

/* Whether a safety net applies to told_absence b. By itself, so that the rest of b comes out of the
 * index by person alone: else SQLite takes the key by source, and reads all of it for everybody. */
#define TOLD_NET                                                                                   \
    "(SELECT iif(n.net, 'yes', '') FROM told_absence n WHERE n.source = b.source AND n.id = b.id)"

/* The ids of what was told of told_person t, for reading them by their key; the same reason. */
#define TOLD_IDS                                                                                   \
    "(SELECT x.id FROM told_absence x WHERE x.source = t.source AND x.person = t.person)"

#endif
