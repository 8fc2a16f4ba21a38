#include "store/bundle_words.h"

/* words: of trn, for n. */
static void add_part(struct buf *text, size_t n, const char *words)
{
    if (!n)
        return;
    buf_adds(text, text->len ? ", " : "");
    buf_addf(text, words, n);
}

static void add_absent(struct buf *text, size_t n, enum lang lang)
{
    add_part(text, n, trn(lang, (long)n, "absence of %zu person", "absence of %zu people"));
}

static void add_requests(struct buf *text, size_t n, enum lang lang)
{
    add_part(text, n,
             trn(lang, (long)n, "%zu request for an update", "%zu requests for an update"));
}

static void add_settlements(struct buf *text, size_t n, enum lang lang)
{
    add_part(text, n,
             trn(lang, (long)n, "%zu agreement settled by HR", "%zu agreements settled by HR"));
}

void bundled_add(struct buf *text, const struct bundled *bundled, enum lang lang)
{
    size_t n = bundled->agreements;
    buf_addf(text, trn(lang, (long)n, "%zu agreement", "%zu agreements"), n);
    n = bundled->questions;
    add_part(text, n, trn(lang, (long)n, "%zu question", "%zu questions"));
    add_absent(text, bundled->absent, lang);
}

void bundled_add_returned(struct buf *text, const struct bundled *bundled, enum lang lang)
{
    size_t n = bundled->answers;
    add_part(text, n, trn(lang, (long)n, "%zu answer", "%zu answers"));
    add_requests(text, bundled->requests, lang);
    add_settlements(text, bundled->settlements, lang);
    if (!text->len)
        buf_adds(text, tr(lang, "nothing yet"));
}

static void add_count(struct buf *text, size_t n, const char *words)
{
    if (n)
        buf_addf(text, "%s%zu %s", text->len ? ", " : "", n, words);
}

/* "3 new, 1 changed, 12 known" */
static void add_counts(struct buf *text, const struct collected *found, enum lang lang)
{
    add_count(text, found->fresh, tr(lang, "new"));
    add_count(text, found->changed, tr(lang, "changed"));
    add_count(text, found->gone, tr(lang, "withdrawn"));
    add_count(text, found->known, tr(lang, "known"));
    add_count(text, found->disputed, tr(lang, "disputed"));
    add_absent(text, found->absent, lang);
    add_settlements(text, found->settlements, lang);
    add_requests(text, found->requests, lang);
    size_t n = found->messages;
    add_part(text, n, trn(lang, (long)n, "%zu sparring message", "%zu sparring messages"));
    if (!text->len)
        buf_adds(text, found->returned ? tr(lang, "nothing new") : tr(lang, "no agreements"));
}

void collected_add(struct buf *text, const char *path, const struct collected *found,
                   enum lang lang)
{
    struct buf counts = BUF_INIT;
    add_counts(&counts, found, lang);
    if (found->returned)
        buf_addf(text, tr(lang, "%s, from HR: %s."), path, counts.data);
    else if (found->label.len)
        buf_addf(text, tr(lang, "%s, of %s: %s."), path, found->label.data, counts.data);
    else
        buf_addf(text, "%s: %s.", path, counts.data);
    buf_release(&counts);
}

void collected_add_disputes(struct buf *text, const struct collected *found, enum lang lang)
{
    if (found->disputed)
        buf_addf(text,
                 tr(lang, "Not the same as was collected before, though the revision is: %s. One "
                          "of the two was kept as a whole; ask who made them which one is right."),
                 found->disputes.data);
}
