#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "sandbox.h"

#include <ftw.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "sealed.h"
#include "store/agreements.h"
#include "store/interviews.h"

void sandbox_make(struct sandbox *sandbox)
{
    snprintf(sandbox->folder, sizeof sandbox->folder, "/tmp/gesprek-test-XXXXXX");
    assert_non_null(mkdtemp(sandbox->folder));
    snprintf(sandbox->db, sizeof sandbox->db, "%s/gesprek.db", sandbox->folder);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info;
    (void)where;
    if (kind == FTW_DP)
        chmod(path, 0700);
    return remove(path);
}

void sandbox_remove(struct sandbox *sandbox)
{
    nftw(sandbox->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void sandbox_path(const struct sandbox *sandbox, const char *name, char path[SANDBOX_PATH])
{
    snprintf(path, SANDBOX_PATH, "%s/%s", sandbox->folder, name);
}

struct store *sandbox_open(struct sandbox *sandbox, enum access access, int64_t now)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = store_open(sandbox->db, access, (struct clock){.fixed = now}, &err);
    if (!store)
        print_error("%s\n", err.text);
    assert_non_null(store);
    sealed_as_asked(store);
    return store;
}

struct guide *sandbox_guide(const char *id)
{
    struct guide *guide = guide_new();
    struct buf text = BUF_INIT;
    buf_addf(&text, "guide: 1\nid: %s\n", id);
    mem_replace(&guide->id, id);
    mem_replace(&guide->version, "1.0");
    mem_replace(&guide->title, "Verzuimgesprek");
    guide->language = LANG_NL;
    guide->text_len = text.len;
    free(guide->text);
    guide->text = buf_detach(&text);
    return guide;
}

void sandbox_begin(struct store *store, const char *name, char id[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    struct guide *guide = sandbox_guide("verzuimgesprek");
    int failed = interviews_begin(store, name, guide, 0, id, &err);
    guide_free(guide);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
}

void sandbox_answer(struct store *store, const char *interview, const char *point,
                    const char *field, enum share share, const char *value)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"%s answered", field};
    struct answer answer = {.point = (char *)point,
                            .field = (char *)field,
                            .kind = KIND_NOTE,
                            .share = share,
                            .label = (char *)"Hoe gaat het?",
                            .value = (char *)value,
                            .shown = (char *)""};
    int failed = interviews_answer(store, interview, &answer, &deed, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
}

void sandbox_agree(struct store *store, const char *interview, const char *what, int due,
                   char id[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"agreement added: %s", what};
    struct agreement agreement;
    agreement_init(&agreement);
    snprintf(agreement.interview, sizeof agreement.interview, "%s", interview);
    mem_replace(&agreement.what, what);
    agreement.owner = OWNER_MANAGER;
    agreement.due = due;
    agreement.share = SHARE_HR;
    int failed = agreements_save(store, &agreement, &deed, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
    memcpy(id, agreement.id, UUID_SIZE);
    agreement_release(&agreement);
}

char *sandbox_read(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    struct buf bytes = BUF_INIT;
    char piece[4096];
    assert_non_null(file);
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
        buf_add(&bytes, piece, n);
    fclose(file);
    *len = bytes.len;
    return buf_detach(&bytes);
}

void sandbox_write(const char *path, const void *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}
