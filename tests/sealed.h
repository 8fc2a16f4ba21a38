/*
 * sealed: files of tests that are sealed. With TEST_SEALED in the environment every file that
 * sandbox or desk_fixture opens is sealed first, so that whole test programs run on sealed files
 * (tests/run.sh says which); a passphrase then costs a millisecond and not half a second.
 */
#ifndef TESTS_SEALED_H
#define TESTS_SEALED_H

#include "store/seal_secret.h"
#include "store/store.h"

#define SEALED_PASSPHRASE "paard batterij nietje"

/* Frees with secret_free. */
struct secret *sealed_secret(const char *text);

/* Seals the file, cheaply. recovery (may be NULL) gets the recovery key. */
void sealed_seal(struct store *store, struct secret *recovery);

/* Opens a locked one. */
void sealed_open(struct store *store);

/* What TEST_SEALED asks for: seals a file that may be written, opens one that is locked. */
void sealed_as_asked(struct store *store);

#endif
