/* How each figure is counted, in words. */
#include "base/lang.h"
#include "report/figures.h"

const struct figures_definition figures_definitions[] = {
    {N_("Absence percentage"),
     N_("Sick days of every 100 days in service. Calendar days, each counted for the part of full "
        "time somebody works and the part that is not done. Maternity leave is no sickness."),
     N_("Standaard Berekening van ziekteverzuim (1996); CBS")},
    {N_("Report frequency"),
     N_("New reports by the average number of people in service, made a year of 365 days. Two "
        "reports close to each other are two."),
     N_("Standaard Berekening van ziekteverzuim (1996); CBS")},
    {N_("Mean days away"),
     N_("From first day to the first day back, of who came back in the period; days before it "
        "count, and days partly worked count whole."),
     N_("Standaard Berekening van ziekteverzuim (1996)")},
    {N_("By duration"),
     N_("The percentage of the last calendar year up to here, divided by how long a case had "
        "lasted "
        "when it, or the year, ended. Of periods that overlap the difference could be one person."),
     N_("The borders stand in regime.yaml, with their source")},
    {N_("No sick day, no new report"),
     N_("Which part of the people was not absent in a calendar year: not for a day, or did not "
        "report sick in it. The first is always the smaller."),
     N_("Education agency (DUO), zero absence; it does not say which")},
    {N_("Spoken to in week 1, in 6 weeks"),
     N_("Of who was still absent on that day: with how many a conversation had begun."),
     N_("The same days as home reminds of")},
    {N_("What is not told"),
     N_("Only whole quarters that are over, and only with five people who were absent, who "
        "reported and who came back, none of whom has more than seven tenths of it. Smaller teams "
        "stand "
        "together, and so do the smaller quarters of a year. No figure is of one person."),
     N_("As for all figures here, against working out somebody's")},
};
const size_t figures_n_definitions = sizeof figures_definitions / sizeof *figures_definitions;
