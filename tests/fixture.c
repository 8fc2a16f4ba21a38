#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "fixture.h"

#include <stdlib.h>

#include "base/mem.h"

int fixture_one(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    fixture->err.lang = LANG_EN;
    sandbox_make(&fixture->sandbox);
    reopen(fixture, SANDBOX_NOW);
    sandbox_begin(fixture->store, "Sanne de Boer", fixture->sanne);
    *state = fixture;
    return 0;
}

int fixture_two(void **state)
{
    int failed = fixture_one(state);
    struct fixture *fixture = *state;
    sandbox_begin(fixture->store, "Mo Karimi", fixture->mo);
    return failed;
}

int fixture_end(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    sandbox_remove(&fixture->sandbox);
    free(fixture);
    return 0;
}

void reopen(struct fixture *fixture, int64_t now)
{
    store_close(fixture->store);
    fixture->now = now;
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, now);
}

void good(struct fixture *fixture, int failed)
{
    assert_string_equal(fixture->err.text, "");
    assert_int_equal(failed, 0);
}
