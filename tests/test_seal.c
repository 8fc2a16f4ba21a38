/* Sealing one text, and what opens the key: what comes back is what went in, and every fault is
 * told for what it is. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sealed.h"
#include "store/seal.h"

static const struct seal_cost cheap = {1, 8192};

#define PART(text)                                                                                 \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

static const struct seal_part answer_parts[] = {PART("answer"), PART("value"), PART("een"),
                                                PART("twee"), PART("drie")};
static const struct seal_place here = {answer_parts, 5};

static struct seal *new_seal(void)
{
    struct err err = ERR_INIT(LANG_EN);
    struct seal *seal = seal_new(&err);
    assert_string_equal(err.text, "");
    assert_non_null(seal);
    return seal;
}

/* ---- texts ----------------------------------------------------------------------------------- */

static void a_text_comes_back_byte_for_byte(void **state)
{
    (void)state;
    enum { MOST = 300 };
    struct seal *seal = new_seal();
    char text[MOST];
    for (int i = 0; i < MOST; i++)
        text[i] = (char)(i * 37);
    for (size_t len = 0; len <= MOST; len++) {
        struct buf sealed = BUF_INIT, opened = BUF_INIT;
        seal_text(seal, &here, text, len, &sealed);
        assert_int_equal(seal_open(seal, &here, sealed.data, sealed.len, &opened), SEAL_SOUND);
        assert_int_equal(opened.len, len);
        assert_memory_equal(opened.data, text, len);
        buf_release(&sealed);
        buf_release(&opened);
    }
    seal_free(seal);
}

/* Only the number of steps of 64 bytes shows, and the same text never looks the same. */
static void length_and_sameness_do_not_show(void **state)
{
    (void)state;
    struct seal *seal = new_seal();
    size_t sizes[130];
    char text[130];
    memset(text, 'a', sizeof text);
    for (size_t len = 0; len < sizeof text; len++) {
        struct buf one = BUF_INIT, other = BUF_INIT;
        seal_text(seal, &here, text, len, &one);
        seal_text(seal, &here, text, len, &other);
        assert_int_equal(one.len, other.len);
        assert_memory_not_equal(one.data, other.data, one.len);
        sizes[len] = one.len;
        buf_release(&one);
        buf_release(&other);
    }
    assert_int_equal(sizes[0], sizes[63]);
    assert_int_equal(sizes[64], sizes[127]);
    assert_true(sizes[63] < sizes[64] && sizes[127] < sizes[128]);
    seal_free(seal);
}

/* Whichever sign of a sealed text is another one, it is a change, never "moved" and never sound. */
static void every_changed_byte_is_a_change(void **state)
{
    (void)state;
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct seal *seal = new_seal();
    struct buf sealed = BUF_INIT, opened = BUF_INIT;
    seal_text(seal, &here, "Rooster op maandag", 18, &sealed);
    for (size_t at = 0; at < sealed.len; at++) {
        char was = sealed.data[at];
        const char *sign = strchr(signs, was);
        assert_non_null(sign);
        sealed.data[at] = signs[((size_t)(sign - signs) + 32) % 64];
        assert_int_equal(seal_open(seal, &here, sealed.data, sealed.len, &opened), SEAL_CHANGED);
        sealed.data[at] = was;
    }
    for (size_t len = 0; len < sealed.len; len++)
        assert_int_equal(seal_open(seal, &here, sealed.data, len, &opened), SEAL_CHANGED);
    assert_int_equal(seal_open(seal, &here, "gewone tekst", 12, &opened), SEAL_CHANGED);
    assert_int_equal(opened.len, 0);
    assert_int_equal(seal_open(seal, &here, sealed.data, sealed.len, &opened), SEAL_SOUND);
    buf_release(&sealed);
    buf_release(&opened);
    seal_free(seal);
}

static void a_text_of_another_place_was_moved(void **state)
{
    (void)state;
    static const struct seal_part others[][5] = {
        {PART("answer"), PART("value"), PART("een"), PART("twee"), PART("vier")},
        {PART("answer"), PART("label"), PART("een"), PART("twee"), PART("drie")},
        {PART("answer"), PART("value"), PART("eentwee"), PART(""), PART("drie")},
        {PART("answer"), PART("value"), PART("een"), PART("tweedrie"), PART("")},
        {PART("draft"), PART("value"), PART("een"), PART("twee"), PART("drie")},
    };
    struct seal *seal = new_seal();
    struct buf sealed = BUF_INIT, opened = BUF_INIT;
    seal_text(seal, &here, "Rooster op maandag", 18, &sealed);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct seal_place place = {others[i], 5};
        assert_int_equal(seal_open(seal, &place, sealed.data, sealed.len, &opened), SEAL_MOVED);
    }
    struct seal_place shorter = {answer_parts, 4};
    assert_int_equal(seal_open(seal, &shorter, sealed.data, sealed.len, &opened), SEAL_MOVED);
    assert_int_equal(opened.len, 0);
    buf_release(&sealed);
    seal_free(seal);
}

static void another_key_opens_nothing(void **state)
{
    (void)state;
    struct seal *seal = new_seal(), *other = new_seal();
    struct buf sealed = BUF_INIT, opened = BUF_INIT;
    seal_text(seal, &here, "Rooster", 7, &sealed);
    assert_int_equal(seal_open(other, &here, sealed.data, sealed.len, &opened), SEAL_CHANGED);
    assert_int_equal(opened.len, 0);
    buf_release(&sealed);
    seal_free(seal);
    seal_free(other);
}

/* ---- slots ----------------------------------------------------------------------------------- */

static void bytes_of(const char *hex, unsigned char *out, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned byte;
        assert_int_equal(sscanf(hex + 2 * i, "%2x", &byte), 1);
        out[i] = (unsigned char)byte;
    }
}

/* Made once, with the format of now: a later program has to open it too. */
static const struct {
    enum slot_kind kind;
    struct seal_cost cost;
    const char *secret, *salt, *nonce, *wrapped, *sum;
} kept[] = {
    {SLOT_PASSPHRASE,
     {1, 8192},
     "paard batterij nietje",
     "6e08c4e3e3733904bccec08da745f93e",
     "aff07e463b5fa6d0d407e558c4561eef2032014c68f297f7",
     "201b34098d802b51d2e3ef54f0e084eda847827e1dd5649cd60c6ecb78b52e8e8843fe8d861109965211dddb7281"
     "a69d",
     "e87267b0f5fe7172f65ead82ae8a3bf9"},
    {SLOT_RECOVERY,
     {0, 0},
     "pgdx 9xfw bqvg rfc2 tev6 bdjq tegt",
     "16bb2ac2ad6b0ece362531c8948d6ae8",
     "51a196feadade286e77b0a1985c892771829b8b9dd58ee0c",
     "ed2a41535583593c7ff91f0d54bd3da7fd5dbab1618cad1ffc0fdd431771f9829f4f96b77dfae56b4bb3b4de72f0"
     "5182",
     "303814f6f18d815b4f471d042df1bce1"},
};
static const char kept_text[] =
    "ASqJI8EBnjepqKoni5K5O44rgsgNr4kCwx5/3CtYteyG0NiT84LNr+SVrIbveNfwnuOnCACb5rnUvicXxtzPVmAbjQTbx1"
    "uVFAYCr/SeqaPo0TSez4gi5nji8jbKsOQ7dnZ50Llm7JEVVTdlGax6rstiduR5B3T0GQ";

static struct slot kept_slot(int i)
{
    struct slot slot = {.kind = kept[i].kind, .cost = kept[i].cost};
    bytes_of(kept[i].salt, slot.salt, sizeof slot.salt);
    bytes_of(kept[i].nonce, slot.nonce, sizeof slot.nonce);
    bytes_of(kept[i].wrapped, slot.wrapped, sizeof slot.wrapped);
    bytes_of(kept[i].sum, slot.sum, sizeof slot.sum);
    return slot;
}

static void what_was_sealed_once_opens_for_good(void **state)
{
    (void)state;
    struct err err = ERR_INIT(LANG_EN);
    for (int i = 0; i < 2; i++) {
        struct slot slot = kept_slot(i);
        struct secret *secret = sealed_secret(kept[i].secret);
        struct seal *seal = NULL;
        struct buf opened = BUF_INIT;
        assert_int_equal(seal_unwrap(&slot, secret, &seal, &err), SLOT_OPENED);
        assert_int_equal(seal_open(seal, &here, kept_text, strlen(kept_text), &opened), SEAL_SOUND);
        assert_string_equal(opened.data, "Rooster op maandag");
        buf_release(&opened);
        seal_free(seal);
        secret_free(secret);
    }
}

/* Damage in a slot is not taken for a wrong passphrase, and nothing it asks for is believed. */
static void a_slot_tells_damage_from_a_wrong_secret(void **state)
{
    (void)state;
    struct err err = ERR_INIT(LANG_EN);
    struct secret *right = sealed_secret(kept[0].secret), *wrong = sealed_secret("paard");
    struct seal *seal = NULL;
    struct slot slot = kept_slot(0);
    assert_int_equal(seal_unwrap(&slot, wrong, &seal, &err), SLOT_WRONG);
    assert_null(seal);
    for (int i = 0; i < SEAL_WRAPPED; i++) {
        slot = kept_slot(0);
        slot.wrapped[i] ^= 1;
        assert_int_equal(seal_unwrap(&slot, right, &seal, &err), SLOT_DAMAGED);
        assert_null(seal);
    }
    slot = kept_slot(0);
    slot.sum[3] ^= 0x80;
    assert_int_equal(seal_unwrap(&slot, right, &seal, &err), SLOT_DAMAGED);
    slot = kept_slot(0);
    slot.cost.memory = INT64_C(1) << 40;
    assert_int_equal(seal_unwrap(&slot, right, &seal, &err), SLOT_DAMAGED);
    assert_string_equal(err.text, "");
    secret_free(right);
    secret_free(wrong);
}

static void accents_are_the_same_however_typed(void **state)
{
    (void)state;
    struct err err = ERR_INIT(LANG_EN);
    struct secret *joined = sealed_secret("caf\xC3\xA9 om de hoek");
    struct secret *apart = sealed_secret("cafe\xCC\x81 om de hoek");
    struct seal *seal = new_seal(), *again = NULL;
    struct slot slot;
    assert_int_equal(seal_wrap(seal, SLOT_PASSPHRASE, joined, cheap, &slot, &err), 0);
    assert_int_equal(seal_unwrap(&slot, apart, &again, &err), SLOT_OPENED);
    seal_free(seal);
    seal_free(again);
    secret_free(joined);
    secret_free(apart);
}

/* ---- recovery keys --------------------------------------------------------------------------- */

static void a_recovery_key_forgives_how_it_is_typed(void **state)
{
    (void)state;
    struct secret *key = secret_new(), *typed = secret_new();
    seal_recovery_make(key);
    assert_int_equal(key->len, 34); /* 7 groups of 4, with 6 dashes */
    assert_true(seal_recovery_check(key));
    for (size_t i = 0; i < key->len; i++) {
        char sign = key->text[i];
        sign = sign == '0' ? 'o' : sign == '1' ? 'l' : sign == '-' ? ' ' : sign;
        sign = sign >= 'A' && sign <= 'Z' ? (char)(sign - 'A' + 'a') : sign;
        assert_true(secret_add(typed, &sign, 1));
    }
    assert_true(seal_recovery_same(key, typed));
    secret_clear(typed);
    seal_recovery_make(typed);
    assert_false(seal_recovery_same(key, typed));
    secret_free(key);
    secret_free(typed);
}

static void a_slip_in_a_recovery_key_is_seen(void **state)
{
    (void)state;
    static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    struct secret *key = sealed_secret("PGDX-9XFW-BQVG-RFC2-TEV6-BDJQ-TEGT");
    for (size_t at = 0; at < key->len; at++) {
        char was = key->text[at];
        for (const char *sign = signs; was != '-' && *sign; sign++) {
            key->text[at] = *sign;
            assert_int_equal(seal_recovery_check(key), *sign == was);
        }
        key->text[at] = was;
    }
    secret_drop_last(key);
    assert_false(seal_recovery_check(key));
    secret_free(key);
}

/* ---- secrets --------------------------------------------------------------------------------- */

static void a_secret_has_a_most_and_no_nul(void **state)
{
    (void)state;
    struct secret *secret = secret_new();
    for (int i = 0; i < SECRET_MAX; i++)
        assert_true(secret_add(secret, "a", 1));
    assert_false(secret_add(secret, "a", 1));
    secret_clear(secret);
    assert_int_equal(secret->len, 0);
    assert_false(secret_add(secret, "a\0b", 3));
    assert_true(secret_add(secret, "ab\xC3\xA9", 4));
    assert_int_equal(secret_characters(secret), 3);
    secret_drop_last(secret);
    assert_string_equal(secret->text, "ab");
    secret_free(secret);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_comes_back_byte_for_byte),
        cmocka_unit_test(length_and_sameness_do_not_show),
        cmocka_unit_test(every_changed_byte_is_a_change),
        cmocka_unit_test(a_text_of_another_place_was_moved),
        cmocka_unit_test(another_key_opens_nothing),
        cmocka_unit_test(what_was_sealed_once_opens_for_good),
        cmocka_unit_test(a_slot_tells_damage_from_a_wrong_secret),
        cmocka_unit_test(accents_are_the_same_however_typed),
        cmocka_unit_test(a_recovery_key_forgives_how_it_is_typed),
        cmocka_unit_test(a_slip_in_a_recovery_key_is_seen),
        cmocka_unit_test(a_secret_has_a_most_and_no_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
