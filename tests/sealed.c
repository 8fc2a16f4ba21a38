#include "sealed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/sealing_plan.h"

struct secret *sealed_secret(const char *text)
{
    struct secret *secret = secret_new();
    assert_non_null(secret);
    assert_true(secret_add(secret, text, strlen(text)));
    return secret;
}

void sealed_seal(struct store *store, struct secret *recovery)
{
    static const struct seal_cost cheap = {1, 8192};
    struct err err = ERR_INIT(LANG_EN);
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE), *own = secret_new();
    struct sealing_plan *plan =
        sealing_prepare_as(passphrase, cheap, recovery ? recovery : own, &err);
    if (!plan || sealing_on(store, plan, &err))
        fail_msg("%s", err.text);
    sealing_plan_free(plan);
    secret_free(passphrase);
    secret_free(own);
}

void sealed_open(struct store *store)
{
    struct err err = ERR_INIT(LANG_EN);
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    if (sealing_unlock(store, passphrase, &err) != UNLOCK_DONE)
        fail_msg("%s", err.text);
    secret_free(passphrase);
}

void sealed_as_asked(struct store *store)
{
    if (!store || !getenv("TEST_SEALED"))
        return;
    if (store_sealing(store) == SEALING_OFF && store_writable(store))
        sealed_seal(store, NULL);
    else if (store_sealing(store) == SEALING_LOCKED)
        sealed_open(store);
}
