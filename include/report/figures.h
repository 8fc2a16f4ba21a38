/*
 * figures: absence in figures as blocks of the insight page (report/insight.h), and what each of
 * them means in words.
 *
 * A block that has nothing to say yet says what it waits for; all but the first are left out while
 * the file knows of nobody's time in service.
 */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "domain/figures_view.h"
#include "domain/regime.h"
#include "report/insight.h"

struct figures_input {
    const struct figures_found *found;
    const struct regime_figures *figures;  /* of the regime; NULL: no published figures */
    const struct regime_classes *classes;  /* of figures, that it is shown by; NULL: none */
    const struct insight *insight[FRAMES]; /* the agreements of both periods; NULL: not known */
};

/* Fills the blocks of absence of a page that was made. */
void figures_page_add(struct insight_page *page, const struct figures_input *input);

/* How a figure is counted: name, what it is, and where that comes from. */
struct figures_definition {
    const char *name, *words, *source; /* English, for tr */
};
extern const struct figures_definition figures_definitions[];
extern const size_t figures_n_definitions;

#endif
