/*
 * places: where guides are looked for.
 */
#ifndef CLI_PLACES_H
#define CLI_PLACES_H

#include "domain/shelf.h"

/*
 * Sets up shelf with the YAML readers and adds every place, the one that wins first: given
 * (--guides, may be NULL) and GESPREK_GUIDES, the user's configuration folder
 * ($XDG_CONFIG_HOME/gesprek/guides), beside a build in place, the installed folder. The caller owns
 * the shelf: shelf_release.
 */
void places_fill(struct shelf *shelf, const char *given, enum lang lang);

#endif
