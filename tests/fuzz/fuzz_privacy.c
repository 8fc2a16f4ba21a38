/* The shipped privacy checks over any text: findings in order, inside the text, and in a time that
 * grows in a straight line with it. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

#include "domain/regime.h"
#include "domain/shelf.h"
#include "yaml/regime_yaml.h"

enum { STEPS_MOST = 64 }; /* for a byte */

static const struct privacy *check_of(enum lang lang)
{
    static struct regime *both[2];
    struct err err = ERR_INIT(LANG_EN);
    if (!both[lang]) {
        struct buf text = BUF_INIT;
        char path[64];
        snprintf(path, sizeof path, "guides/%s/regime.yaml", lang_code(lang));
        FUZZ_HOLDS(shelf_read_file(path, &text, &err) == 0);
        both[lang] = regime_yaml_open(path, text.data, text.len, &err);
        buf_release(&text);
    }
    const struct privacy *privacy = both[lang] ? regime_asks(both[lang], &err) : NULL;
    FUZZ_HOLDS(privacy != NULL);
    return privacy;
}

/* What is left when a finding is taken out or written otherwise, and where the cursor goes. */
static void mend(const struct privacy *privacy, const char *text, size_t len,
                 const struct privacy_finding *finding)
{
    struct buf out = BUF_INIT;
    size_t at = 0;
    privacy_leave_out(privacy, &out, text, len, finding, &at);
    FUZZ_HOLDS(at <= out.len && out.len < len);
    buf_clear(&out);
    privacy_reword(privacy, &out, text, len, finding, &at);
    FUZZ_HOLDS(at <= out.len);
    buf_release(&out);
}

static void check(const struct privacy *privacy, const char *text, size_t len)
{
    struct privacy_findings findings;
    size_t end = 0;
    privacy_check(privacy, text, len, &findings);
    FUZZ_HOLDS(findings.steps <= STEPS_MOST * (len + 16));
    for (size_t i = 0; i < findings.n; i++) {
        const struct privacy_finding *finding = &findings.items[i];
        FUZZ_HOLDS(finding->at >= end && finding->len && finding->class);
        end = finding->at + finding->len;
        FUZZ_HOLDS(end <= len);
        if (i < 4)
            mend(privacy, text, len, finding);
    }
    privacy_release(&findings);
}

void fuzz_privacy(const uint8_t *bytes, size_t len)
{
    struct buf text = BUF_INIT;
    if (!len)
        return;
    const struct privacy *privacy = check_of(bytes[0] & 1 ? LANG_NL : LANG_EN);
    check(privacy, (const char *)bytes + 1, len - 1);
    fuzz_text(&text, bytes + 1, len - 1);
    (void)privacy_limits(privacy, text.data);
    (void)privacy_asks(privacy, text.data);
    buf_release(&text);
}
