#include "domain/whole.h"

#include <stdlib.h>

void corrections_free(struct correction *corrections, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(corrections[i].point);
        free(corrections[i].field);
        free(corrections[i].value);
        free(corrections[i].shown);
        free(corrections[i].who);
    }
    free(corrections);
}

static void release_talk(struct whole_talk *talk)
{
    if (talk->interview)
        interview_release(talk->interview);
    free(talk->interview);
    corrections_free(talk->corrections, talk->n_corrections);
    for (size_t i = 0; i < talk->n_histories; i++) {
        for (size_t k = 0; k < talk->histories[i].n; k++)
            agreement_release(&talk->histories[i].revisions[k]);
        free(talk->histories[i].revisions);
    }
    free(talk->histories);
    for (size_t i = 0; i < talk->n_messages; i++) {
        free(talk->messages[i].about);
        free(talk->messages[i].text);
    }
    free(talk->messages);
}

void whole_release(struct whole *whole)
{
    for (size_t i = 0; i < whole->n_talks; i++)
        release_talk(&whole->talks[i]);
    for (size_t i = 0; i < whole->n_absences; i++) {
        absence_release(&whole->absences[i].absence);
        corrections_free(whole->absences[i].corrections, whole->absences[i].n_corrections);
        timeline_ticks_free(whole->absences[i].ticks, whole->absences[i].n_ticks);
    }
    for (size_t i = 0; i < whole->n_told; i++) {
        free(whole->told[i].kind);
        free(whole->told[i].how);
        free(whole->told[i].words);
        free(whole->told[i].who);
    }
    free(whole->talks);
    free(whole->absences);
    free(whole->services);
    free(whole->told);
    free(whole->reason);
    person_release(&whole->person);
    *whole = (struct whole){.made_at = 0};
}
