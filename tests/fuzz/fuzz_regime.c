/* A regime file: its words are read, compiled, and passed over a sentence that has some in it. */
#include "fuzz.h"

#include <string.h>

#include "yaml/regime_yaml.h"

static void look_at(const struct complaints *complaints)
{
    struct buf said = BUF_INIT;
    complaints_add_text(&said, complaints);
    complaints_add_brief(&said, complaints);
    fuzz_is_shown(said.data, said.len);
    buf_release(&said);
}

static void use(struct regime *regime)
{
    static const char sentence[] = "Heeft griep; 30% ziek door zijn rug, zegt de bedrijfsarts.";
    struct err err = ERR_INIT(LANG_EN);
    struct privacy_findings findings;
    const struct privacy *privacy = regime_asks(regime, &err);
    if (!privacy)
        return;
    privacy_check(privacy, sentence, strlen(sentence), &findings);
    privacy_release(&findings);
    (void)privacy_limits(privacy, sentence);
    (void)privacy_asks(privacy, sentence);
}

void fuzz_regime(const uint8_t *bytes, size_t len)
{
    struct complaints complaints;
    struct err err = ERR_INIT(LANG_NL);
    complaints_init(&complaints, LANG_NL, "regime.yaml");
    struct regime *regime = regime_yaml_read((const char *)bytes, len, &complaints);
    FUZZ_HOLDS(regime ? !complaints.errors : complaints.errors > 0);
    look_at(&complaints);
    if (regime && regime_compile(regime))
        use(regime);
    regime_free(regime);
    complaints_release(&complaints);

    regime = regime_yaml_open("regime.yaml", (const char *)bytes, len, &err);
    fuzz_is_shown(err.text, strlen(err.text));
    if (regime)
        use(regime);
    regime_free(regime);
}
