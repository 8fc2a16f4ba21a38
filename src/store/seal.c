#include "store/seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define FORMAT  1
#define STEP    64 /* a text is filled up to a multiple of this, so that its length says little */
#define PLACE   16
#define TAG     crypto_aead_xchacha20poly1305_ietf_ABYTES
#define KEY     crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define HEAD    (1 + SEAL_NONCE + PLACE)
#define BASE64  sodium_base64_VARIANT_ORIGINAL_NO_PADDING
#define CONTEXT "gesprek1" /* of crypto_kdf: eight bytes */

/* What a slot from elsewhere may ask for at most. */
#define MOST_PASSES 16
#define MOST_MEMORY (1LL << 30)

_Static_assert(SEAL_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
_Static_assert(SEAL_SALT == crypto_pwhash_SALTBYTES, "salt");
_Static_assert(SEAL_WRAPPED == KEY + TAG, "wrapped");
_Static_assert(KEY == crypto_kdf_KEYBYTES, "key");

struct seal {
    unsigned char master[KEY], text[KEY], place[KEY];
};

const struct seal_cost seal_moderate = {crypto_pwhash_OPSLIMIT_MODERATE,
                                        crypto_pwhash_MEMLIMIT_MODERATE};

static int no_memory(struct err *err)
{
    return err_set(err, "There is too little memory. Close other programs and try again.");
}

static void *take(size_t size, struct err *err)
{
    void *memory = sodium_init() < 0 ? NULL : sodium_malloc(size);
    if (!memory)
        no_memory(err);
    return memory;
}

/* The sub-keys follow from the key itself. */
static void derive(struct seal *seal)
{
    crypto_kdf_derive_from_key(seal->text, sizeof seal->text, 1, CONTEXT, seal->master);
    crypto_kdf_derive_from_key(seal->place, sizeof seal->place, 2, CONTEXT, seal->master);
}

struct seal *seal_new(struct err *err)
{
    struct seal *seal = take(sizeof *seal, err);
    if (!seal)
        return NULL;
    crypto_kdf_keygen(seal->master);
    derive(seal);
    return seal;
}

struct seal *seal_copy(const struct seal *seal, struct err *err)
{
    struct seal *copy = take(sizeof *copy, err);
    if (copy)
        *copy = *seal;
    return copy;
}

void seal_free(struct seal *seal)
{
    sodium_free(seal);
}

/* ---- texts ----------------------------------------------------------------------------------- */

static void hash_place(const struct seal *seal, const struct seal_place *place,
                       unsigned char out[PLACE])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, seal->place, sizeof seal->place, PLACE);
    for (size_t i = 0; i < place->n; i++) {
        uint64_t len = place->parts[i].len;
        unsigned char size[8];
        for (int byte = 0; byte < 8; byte++)
            size[byte] = (unsigned char)(len >> (8 * byte));
        crypto_generichash_update(&state, size, sizeof size);
        crypto_generichash_update(&state, (const unsigned char *)place->parts[i].text, len);
    }
    crypto_generichash_final(&state, out, PLACE);
    sodium_memzero(&state, sizeof state);
}

/* Format and place: what is authenticated beside the text. */
static void gather(const unsigned char *record, unsigned char out[1 + PLACE])
{
    out[0] = record[0];
    memcpy(out + 1, record + 1 + SEAL_NONCE, PLACE);
}

static void add_base64(struct buf *out, const unsigned char *bytes, size_t len)
{
    size_t size = sodium_base64_ENCODED_LEN(len, BASE64);
    char *text = mem_zero(size, 1);
    sodium_bin2base64(text, size, bytes, len, BASE64);
    buf_adds(out, text);
    free(text);
}

void seal_text(const struct seal *seal, const struct seal_place *place, const char *text,
               size_t len, struct buf *out)
{
    size_t padded = len, room = len + STEP;
    unsigned char beside[1 + PLACE];
    unsigned char *record = mem_zero(HEAD + room + TAG, 1);
    record[0] = FORMAT;
    randombytes_buf(record + 1, SEAL_NONCE);
    hash_place(seal, place, record + 1 + SEAL_NONCE);
    memcpy(record + HEAD, text, len);
    sodium_pad(&padded, record + HEAD, len, STEP, room);
    gather(record, beside);
    crypto_aead_xchacha20poly1305_ietf_encrypt(record + HEAD, NULL, record + HEAD, padded, beside,
                                               sizeof beside, NULL, record + 1, seal->text);
    add_base64(out, record, HEAD + padded + TAG);
    sodium_memzero(record, HEAD + room + TAG);
    free(record);
}

/* Opens what stands behind the head, where it stands; *len is that of the text then. */
static enum seal_found open_record(const struct seal *seal, const struct seal_place *place,
                                   unsigned char *record, size_t size, size_t *len)
{
    unsigned char beside[1 + PLACE], here[PLACE];
    size_t padded = size - HEAD - TAG;
    gather(record, beside);
    if (record[0] != FORMAT ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(record + HEAD, NULL, NULL, record + HEAD,
                                                   padded + TAG, beside, sizeof beside, record + 1,
                                                   seal->text) != 0 ||
        sodium_unpad(len, record + HEAD, padded, STEP) != 0)
        return SEAL_CHANGED;
    hash_place(seal, place, here);
    return sodium_memcmp(here, record + 1 + SEAL_NONCE, PLACE) ? SEAL_MOVED : SEAL_SOUND;
}

enum seal_found seal_open(const struct seal *seal, const struct seal_place *place,
                          const char *sealed, size_t len, struct buf *out)
{
    size_t size = 0, text = 0;
    unsigned char *record = mem_zero(len + 1, 1);
    enum seal_found found = SEAL_CHANGED;
    if (sodium_base642bin(record, len, sealed, len, NULL, &size, NULL, BASE64) == 0 &&
        size >= HEAD + STEP + TAG)
        found = open_record(seal, place, record, size, &text);
    if (found == SEAL_SOUND)
        buf_add(out, record + HEAD, text);
    sodium_memzero(record, len + 1);
    free(record);
    return found;
}

/* ---- recovery keys --------------------------------------------------------------------------- */

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

enum { SIGNS = 24, CHECKS = 4, GROUP = 4, BITS = 5 };

/* What checks the signs before it. */
static void check_signs(const char *signs, char out[CHECKS])
{
    unsigned char sum[16];
    crypto_generichash(sum, sizeof sum, (const unsigned char *)signs, SIGNS, NULL, 0);
    for (int i = 0; i < CHECKS; i++)
        out[i] = letters[sum[i] & 31];
    sodium_memzero(sum, sizeof sum);
}

void seal_recovery_make(struct secret *key)
{
    char signs[SIGNS + CHECKS];
    for (int i = 0; i < SIGNS; i++)
        signs[i] = letters[randombytes_uniform(sizeof letters - 1)];
    check_signs(signs, signs + SIGNS);
    secret_clear(key);
    for (int i = 0; i < SIGNS + CHECKS; i += GROUP) {
        if (i)
            secret_add(key, "-", 1);
        secret_add(key, signs + i, GROUP);
    }
    sodium_memzero(signs, sizeof signs);
}

/* The sign that was meant: O is 0, I and L are 1, small letters are capitals. 0 for none. */
static char sign_of(char typed)
{
    char sign = typed >= 'a' && typed <= 'z' ? (char)(typed - 'a' + 'A') : typed;
    sign = sign == 'O' ? '0' : sign == 'I' || sign == 'L' ? '1' : sign;
    return sign && strchr(letters, sign) ? sign : 0;
}

/* Reads what was typed; -1 when it is no recovery key. */
static int read_signs(const struct secret *key, char signs[SIGNS + CHECKS])
{
    int n = 0;
    for (size_t i = 0; i < key->len; i++) {
        if (strchr(" -\t", key->text[i]))
            continue;
        char sign = sign_of(key->text[i]);
        if (!sign || n == SIGNS + CHECKS)
            return -1;
        signs[n++] = sign;
    }
    char checks[CHECKS];
    if (n < SIGNS + CHECKS)
        return -1;
    check_signs(signs, checks);
    return memcmp(checks, signs + SIGNS, CHECKS) ? -1 : 0;
}

bool seal_recovery_check(const struct secret *key)
{
    char signs[SIGNS + CHECKS];
    bool failed = sodium_init() < 0 || read_signs(key, signs);
    sodium_memzero(signs, sizeof signs);
    return !failed;
}

bool seal_recovery_same(const struct secret *one, const struct secret *other)
{
    char left[SIGNS + CHECKS] = "", right[SIGNS + CHECKS] = "";
    bool same = !read_signs(one, left) && !read_signs(other, right) &&
                sodium_memcmp(left, right, sizeof left) == 0;
    sodium_memzero(left, sizeof left);
    sodium_memzero(right, sizeof right);
    return same;
}

/* ---- slots ----------------------------------------------------------------------------------- */

/* The key that a secret makes, into out. 1, 0 when it is no key at all, -1 without memory. */
static int stretch_passphrase(const struct slot *slot, const struct secret *secret,
                              unsigned char out[KEY])
{
    char composed[3 * SECRET_MAX];
    size_t len = utf8_compose(secret->text, secret->len, composed, sizeof composed);
    int failed =
        crypto_pwhash(out, KEY, composed, len, slot->salt, (unsigned long long)slot->cost.passes,
                      (size_t)slot->cost.memory, crypto_pwhash_ALG_ARGON2ID13);
    sodium_memzero(composed, sizeof composed);
    return failed ? -1 : 1;
}

static int make_key(const struct slot *slot, const struct secret *secret, unsigned char out[KEY])
{
    char signs[SIGNS + CHECKS];
    if (slot->kind == SLOT_PASSPHRASE)
        return stretch_passphrase(slot, secret, out);
    int sound = !read_signs(secret, signs);
    if (sound)
        crypto_generichash(out, KEY, (const unsigned char *)signs, sizeof signs, slot->salt,
                           sizeof slot->salt);
    sodium_memzero(signs, sizeof signs);
    return sound;
}

static void put_number(unsigned char *out, int64_t number)
{
    for (int byte = 0; byte < 8; byte++)
        out[byte] = (unsigned char)((uint64_t)number >> (8 * byte));
}

/* What is authenticated beside the key that is wrapped. */
enum { BESIDE = 2 + 16 + SEAL_SALT };

static void gather_slot(const struct slot *slot, unsigned char out[BESIDE])
{
    out[0] = FORMAT;
    out[1] = (unsigned char)slot->kind;
    put_number(out + 2, slot->cost.passes);
    put_number(out + 10, slot->cost.memory);
    memcpy(out + 18, slot->salt, SEAL_SALT);
}

static void sum_slot(const struct slot *slot, unsigned char out[SEAL_SUM])
{
    unsigned char all[BESIDE + SEAL_NONCE + SEAL_WRAPPED];
    gather_slot(slot, all);
    memcpy(all + BESIDE, slot->nonce, SEAL_NONCE);
    memcpy(all + BESIDE + SEAL_NONCE, slot->wrapped, SEAL_WRAPPED);
    crypto_generichash(out, SEAL_SUM, all, sizeof all, NULL, 0);
}

int seal_wrap(const struct seal *seal, enum slot_kind kind, const struct secret *secret,
              struct seal_cost cost, struct slot *slot, struct err *err)
{
    unsigned char beside[BESIDE];
    unsigned char *key = take(KEY, err);
    if (!key)
        return -1;
    *slot = (struct slot){.kind = kind};
    if (kind == SLOT_PASSPHRASE)
        slot->cost = cost;
    randombytes_buf(slot->salt, sizeof slot->salt);
    randombytes_buf(slot->nonce, sizeof slot->nonce);
    int made = make_key(slot, secret, key);
    if (made > 0) {
        gather_slot(slot, beside);
        crypto_aead_xchacha20poly1305_ietf_encrypt(slot->wrapped, NULL, seal->master, KEY, beside,
                                                   sizeof beside, NULL, slot->nonce, key);
        sum_slot(slot, slot->sum);
    }
    sodium_free(key);
    return made > 0 ? 0 : no_memory(err);
}

bool seal_slot_sound(const struct slot *slot)
{
    unsigned char sum[SEAL_SUM];
    bool recovery = slot->kind == SLOT_RECOVERY;
    sum_slot(slot, sum);
    return memcmp(sum, slot->sum, sizeof sum) == 0 &&
           (recovery || (slot->kind == SLOT_PASSPHRASE && slot->cost.passes >= 1 &&
                         slot->cost.passes <= MOST_PASSES && slot->cost.memory >= 8192 &&
                         slot->cost.memory <= MOST_MEMORY));
}

/* Opens the slot with the key that the secret makes, into opened. */
static enum slot_found open_slot(const struct slot *slot, const struct secret *secret,
                                 unsigned char *key, struct seal *opened, struct err *err)
{
    unsigned char beside[BESIDE];
    int made = make_key(slot, secret, key);
    if (made < 0) {
        no_memory(err);
        return SLOT_FAILED;
    }
    gather_slot(slot, beside);
    if (made == 0 || crypto_aead_xchacha20poly1305_ietf_decrypt(
                         opened->master, NULL, NULL, slot->wrapped, SEAL_WRAPPED, beside,
                         sizeof beside, slot->nonce, key) != 0)
        return SLOT_WRONG;
    derive(opened);
    return SLOT_OPENED;
}

enum slot_found seal_unwrap(const struct slot *slot, const struct secret *secret,
                            struct seal **seal, struct err *err)
{
    *seal = NULL;
    if (!seal_slot_sound(slot))
        return SLOT_DAMAGED;
    unsigned char *key = take(KEY, err);
    struct seal *opened = key ? take(sizeof *opened, err) : NULL;
    enum slot_found found = opened ? open_slot(slot, secret, key, opened, err) : SLOT_FAILED;
    sodium_free(key);
    if (found == SLOT_OPENED)
        *seal = opened;
    else
        sodium_free(opened);
    return found;
}

uint32_t seal_sum(const void *bytes, size_t len)
{
    static const unsigned char key[crypto_shorthash_KEYBYTES];
    unsigned char sum[crypto_shorthash_BYTES];
    crypto_shorthash(sum, bytes, len, key);
    return (uint32_t)sum[0] << 24 | (uint32_t)sum[1] << 16 | (uint32_t)sum[2] << 8 | sum[3];
}

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct seal_digest), "digest");

static crypto_hash_sha256_state *state_of(struct seal_digest *digest)
{
    return (crypto_hash_sha256_state *)(void *)digest->state;
}

void seal_digest_begin(struct seal_digest *digest)
{
    crypto_hash_sha256_init(state_of(digest));
}

void seal_digest_add(struct seal_digest *digest, const void *bytes, size_t len)
{
    crypto_hash_sha256_update(state_of(digest), bytes, len);
}

void seal_digest_end(struct seal_digest *digest, char hex[SEAL_DIGEST_HEX])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state_of(digest), hash);
    sodium_bin2hex(hex, SEAL_DIGEST_HEX, hash, sizeof hash);
}

void seal_add_library(struct buf *out)
{
    buf_addf(out, "libsodium %s", sodium_version_string());
}
