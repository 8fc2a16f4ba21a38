/* A guide file: what is wrong is told in clean lines, and what is right survives being laid out. */
#include "fuzz.h"

#include <string.h>

#include "domain/guide_same.h"
#include "yaml/guide_yaml.h"
#include "yaml/tidy.h"

/* All that is said of a file comes in lines anybody may look at. */
static void look_at(const struct complaints *complaints)
{
    struct buf said = BUF_INIT;
    bool first = true;
    complaints_add_text(&said, complaints);
    complaints_add_sum(&said, complaints->errors, complaints->warnings, complaints->lang);
    complaints_add_brief(&said, complaints);
    fuzz_is_shown(said.data, said.len);
    buf_clear(&said);
    complaints_add_json(&said, complaints, &first);
    fuzz_is_shown(said.data, said.len);
    buf_release(&said);
}

static struct guide *read(const char *text, size_t len, enum lang lang)
{
    struct complaints complaints;
    complaints_init(&complaints, lang, "guide.yaml");
    struct guide *guide = guide_yaml_read(text, len, &complaints);
    FUZZ_HOLDS(guide ? !complaints.errors : complaints.errors > 0);
    look_at(&complaints);
    complaints_release(&complaints);
    return guide;
}

/* Laid out once it holds the same guide; laid out again it is the same text. */
static void lay_out(const struct guide *guide, const char *text, size_t len)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf once = BUF_INIT, twice = BUF_INIT;
    int failed = tidy(text, len, &once, &err);
    FUZZ_HOLDS(!guide || !failed);
    if (!failed) {
        struct guide *again = read(once.data, once.len, LANG_EN);
        FUZZ_HOLDS(!guide || (again && guide_same(guide, again)));
        FUZZ_HOLDS(tidy(once.data, once.len, &twice, &err) == 0);
        FUZZ_HOLDS(once.len == twice.len && !strcmp(once.data, twice.data));
        guide_free(again);
    }
    fuzz_is_shown(err.text, strlen(err.text));
    buf_release(&once);
    buf_release(&twice);
}

/* A conversation is held with the same guide, its practice talks there or left out. */
static void hold(const struct guide *guide, const char *text, size_t len)
{
    struct err err = ERR_INIT(LANG_EN);
    struct guide *held = guide_yaml_open_held("guide.yaml", text, len, &err);
    FUZZ_HOLDS(!guide || held);
    if (guide) {
        struct guide same = *guide;
        same.n_practice = held->n_practice ? same.n_practice : 0;
        FUZZ_HOLDS(guide_same(&same, held));
        FUZZ_HOLDS(held->text_len == len && !memcmp(held->text, text, len));
    }
    fuzz_is_shown(err.text, strlen(err.text));
    guide_free(held);
}

void fuzz_guide(const uint8_t *bytes, size_t len)
{
    const char *text = (const char *)bytes;
    struct guide *guide = read(text, len, len % 2 ? LANG_EN : LANG_NL);
    lay_out(guide, text, len);
    hold(guide, text, len);
    guide_free(guide);
}
