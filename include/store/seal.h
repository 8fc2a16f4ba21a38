/*
 * seal: the one door to libsodium. A key that seals texts, what opens that key, and whether what
 * comes back is what was sealed, there where it was sealed. For the files of this room only; the
 * file as a whole is sealed through store/sealing.h.
 *
 * Of a key there are two sub-keys (crypto_kdf): one for texts, one for places. A sealed text is
 * base64 of
 *
 *     1 byte   the format, 1
 *     24       a random nonce
 *     16       the place: BLAKE2b, keyed, over its parts, each with its length before it
 *     n        XChaCha20-Poly1305 of the text, filled up to steps of 64 bytes, with its tag of 16;
 *              format and place are authenticated with it
 *
 * The place stands in the sealed text itself, so that two faults are told apart: a tag that does
 * not fit means that a byte was changed (or that another key sealed it); a tag that fits around
 * another place means that the whole was moved. Neither tells that an older text was put back in
 * its own place, or that a row was taken away.
 *
 * The key itself is never written: slots hold it, sealed with what opens them. A passphrase is made
 * into a key by Argon2id with the cost that stands in the slot; a recovery key has 120 random bits
 * and needs no stretching. A slot has a sum that anybody can check, so that a damaged slot is not
 * taken for a wrong passphrase.
 *
 * Keys lie in memory that is locked, fenced and wiped (sodium_malloc); src/main.c sees to it that
 * no core is dumped. Sources: doc.libsodium.org (secret-key cryptography, password hashing, key
 * derivation, padding).
 */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/seal_secret.h"

struct seal; /* the key of one file */

/* A new random key, or one that opens what it did not seal: never NULL but when the library or
 * memory fails, which err says. The caller owns it: seal_free. */
struct seal *seal_new(struct err *err);
struct seal *seal_copy(const struct seal *seal, struct err *err);
void seal_free(struct seal *seal); /* wipes; NULL is fine */

/* ---- texts ----------------------------------------------------------------------------------- */

struct seal_part {
    const char *text;
    size_t len;
};

/* Where a text stands: table, column, and what its row is known by. */
struct seal_place {
    const struct seal_part *parts;
    size_t n;
};

enum seal_found {
    SEAL_SOUND,
    SEAL_CHANGED, /* a byte of it is not what it was, or another key sealed it */
    SEAL_MOVED,   /* it was sealed in another place */
};

/* Adds the sealed text. */
void seal_text(const struct seal *seal, const struct seal_place *place, const char *text,
               size_t len, struct buf *out);

/* Adds the text that was sealed; nothing unless it is sound. */
enum seal_found seal_open(const struct seal *seal, const struct seal_place *place,
                          const char *sealed, size_t len, struct buf *out);

/* ---- slots ----------------------------------------------------------------------------------- */

enum { SEAL_SALT = 16, SEAL_NONCE = 24, SEAL_WRAPPED = 48, SEAL_SUM = 16 };

enum slot_kind { SLOT_PASSPHRASE = 1, SLOT_RECOVERY = 2 };

/* What Argon2id may cost: passes, and bytes of memory. */
struct seal_cost {
    int64_t passes, memory;
};

extern const struct seal_cost seal_moderate; /* 256 MiB; 0.4 s on a machine of 2020 */

struct slot {
    enum slot_kind kind;
    struct seal_cost cost; /* 0 for a recovery key */
    unsigned char salt[SEAL_SALT], nonce[SEAL_NONCE], wrapped[SEAL_WRAPPED], sum[SEAL_SUM];
};

/* Wraps the key in a slot that secret opens. A passphrase is the same however its accents were
 * typed (NFC). 0, or -1 when there is too little memory. */
int seal_wrap(const struct seal *seal, enum slot_kind kind, const struct secret *secret,
              struct seal_cost cost, struct slot *slot, struct err *err);

/* Is it what it was when it was made, and within what this program would ever ask for? */
bool seal_slot_sound(const struct slot *slot);

enum slot_found {
    SLOT_OPENED,
    SLOT_WRONG,   /* another secret opens it */
    SLOT_DAMAGED, /* it is not what it was; no secret opens it any more */
    SLOT_FAILED,  /* too little memory, which err says */
};

enum slot_found seal_unwrap(const struct slot *slot, const struct secret *secret,
                            struct seal **seal, struct err *err);

/* ---- recovery keys --------------------------------------------------------------------------- */

/* A new one: seven groups of four, letters and digits that are not mistaken for each other. The
 * last group checks the rest, so that a slip in typing is told from another key. */
void seal_recovery_make(struct secret *key);

/* Is key (as typed: any case, blanks and dashes anywhere) a recovery key without a slip? */
bool seal_recovery_check(const struct secret *key);

/* Do two recovery keys say the same, however they were typed? */
bool seal_recovery_same(const struct secret *one, const struct secret *other);

/* ---- sums ------------------------------------------------------------------------------------ */

/* Of bytes, without a key (SipHash-2-4 under zeros): against accidents, not against people. */
uint32_t seal_sum(const void *bytes, size_t len);

/* A SHA-256 made in pieces, in hexadecimal at the end. A fifth faster than that of libmd. */
enum { SEAL_DIGEST_HEX = 65 };
struct seal_digest {
    uint64_t state[13];
};
void seal_digest_begin(struct seal_digest *digest);
void seal_digest_add(struct seal_digest *digest, const void *bytes, size_t len);
void seal_digest_end(struct seal_digest *digest, char hex[SEAL_DIGEST_HEX]);

/* Adds the name and version of the library behind it, for `gesprek version`. */
void seal_add_library(struct buf *out);

#endif
