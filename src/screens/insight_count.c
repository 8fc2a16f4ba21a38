/* Counting absence for the screen: some rows at a time, between keys. */
#include "insight_inside.h"
#include "store/change.h"

#define ROWS_A_SLICE 15000 /* some 20 ms */

const struct regime_figures *insight_rules(const struct seeing *seeing)
{
    const struct desk *desk = seeing->screen.desk;
    const struct regime *regime = shelf_regime(desk->shelf, "nl", desk->lang);
    return regime ? &regime->figures : NULL;
}

void insight_count_end(struct seeing *seeing)
{
    struct err quiet = ERR_INIT(lang_of(seeing));
    if (seeing->pass && figures_close(seeing->pass, &quiet)) {
        seeing->pass = NULL;
        seeing->counted = false;
        return; /* it is released already */
    }
    if (seeing->pass || seeing->counted)
        figures_found_release(&seeing->found);
    seeing->pass = NULL;
    seeing->counted = false;
}

static int set_frames(struct seeing *seeing, struct err *err)
{
    struct desk *desk = seeing->screen.desk;
    int today = clock_today(&desk->clock), started = DAY_NONE;
    if (seeing->beside == BESIDE_START && figures_started(desk->store, &started, err))
        return -1;
    if (started != DAY_NONE)
        figures_frames_since(&seeing->found, started, today);
    else
        figures_frames(&seeing->found, &seeing->period,
                       seeing->beside == BESIDE_PERIOD ? &seeing->compare : NULL, today);
    return 0;
}

/* The agreements of the period before, for what of them was kept. */
static int load_before(struct seeing *seeing, struct err *err)
{
    const struct figures_frame *before = &seeing->found.frame[FRAME_BEFORE];
    struct period period = {insight_quarter_begin(before->first),
                            insight_quarter_begin(before->last + 1) - 1};
    insight_release(&seeing->before);
    seeing->before = (struct insight){.first = 0};
    return figures_frame_length(before)
               ? insight_load(seeing->screen.desk, &period, &seeing->before, err)
               : 0;
}

int insight_count(struct seeing *seeing, struct err *err)
{
    struct figures_borders pieces = {.n = 0};
    const struct regime_figures *rules = insight_rules(seeing);
    insight_count_end(seeing);
    insight_make_page(seeing);
    seeing->found = (struct figures_found){.begun = false};
    if (set_frames(seeing, err) || load_before(seeing, err))
        return -1;
    if (rules && seeing->classes >= rules->n_classes)
        seeing->classes = 0;
    if (rules)
        regime_pieces(rules, &pieces);
    seeing->pass = figures_open(seeing->screen.desk->store, &pieces, &seeing->found);
    return insight_count_on(seeing, err);
}

int insight_count_on(struct seeing *seeing, struct err *err)
{
    if (!seeing->pass || figures_go(seeing->pass, ROWS_A_SLICE))
        return 0;
    struct figures_pass *pass = seeing->pass;
    seeing->pass = NULL;
    if (figures_close(pass, err))
        return -1;
    seeing->counted = true;
    insight_make_page(seeing);
    return 0;
}
