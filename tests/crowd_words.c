#include "crowd_words.h"

#include <stdio.h>
#include <string.h>

uint64_t crowd_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

void crowd_make_id(uint64_t *state, char id[UUID_SIZE], int64_t moment)
{
    uint64_t a = crowd_random(state), b = crowd_random(state);
    snprintf(id, UUID_SIZE, "%08x-%04x-7%03x-%04x-%012llx",
             (unsigned)((uint64_t)moment >> 16 & 0xFFFFFFFF), (unsigned)(moment & 0xFFFF),
             (unsigned)(a & 0xFFF), (unsigned)(0x8000 | (a >> 16 & 0x3FFF)),
             (unsigned long long)(b & 0xFFFFFFFFFFFF));
}

int crowd_pick(uint64_t *state, int n)
{
    return (int)(crowd_random(state) % (uint64_t)n);
}

/* ---- Names --------------------------------------------------------------------------------- */

static const char *const first_names[] = {
    "Aicha", "Amber", "Anouk",   "Arjen",  "Bart",   "Bilal", "Bo",      "Chantal", "Coen",
    "Daan",  "Demi",  "Dewi",    "Elif",   "Esmée",  "Ewa",   "Fatih",   "Femke",   "Floor",
    "Freek", "Gijs",  "Hanneke", "Hassan", "Ilse",   "Imane", "Jara",    "Jelle",   "Joost",
    "Karim", "Kees",  "Kyra",    "Lars",   "Lieke",  "Lotte", "Maaike",  "Mees",    "Mehmet",
    "Naomi", "Niek",  "Noor",    "Olaf",   "Pavel",  "Puck",  "Quinten", "Rania",   "Rik",
    "Roos",  "Ruben", "Saar",    "Samira", "Sjoerd", "Stijn", "Sven",    "Tamara",  "Teun",
    "Thijs", "Tuğba", "Wessel",  "Yara",   "Youri",  "Zoë",
};
static const char *const last_names[] = {
    "Aarnink",        "van Aldenweer", "Barendwold",  "ten Beekhof",    "Bloemhart",
    "de Boskant",     "Brandwijker",   "Ceulemaker",  "van Dalmeer",    "Deventrop",
    "Dijkhovens",     "van den Elst",  "Eikelaar",    "Fonteinhof",     "Geldrop",
    "van Grauwen",    "Haagveld",      "Hartewold",   "ter Heidelo",    "Hoogstrale",
    "IJsselhorn",     "Jonkvelder",    "Kamervoort",  "El Kaddari",     "Klaverwijk",
    "van der Kolken", "Kruislaar",     "Lindenhove",  "van Loosdal",    "Maasbracker",
    "Meerwolde",      "Molendal",      "Nachtglas",   "van Noordrecht", "Oldegaarde",
    "Ooststroom",     "Paardewei",     "Plantinck",   "de Quaterman",   "Rietdorper",
    "van Roosmal",    "Ruiterkamp",    "Schoonewal",  "Sluiswacht",     "Steenderlo",
    "van Tielrode",   "Torenvliet",    "Uiterdijken", "Veenstaal",      "van de Vlierhof",
    "Waterlander",    "Westerbrink",   "Wielsma",     "Yildirimoğlu",   "Zandberger",
    "Zeegersloot",    "Zilverschoon",  "Zomerdijke",
};
enum {
    FIRST = sizeof first_names / sizeof *first_names,
    LAST = sizeof last_names / sizeof *last_names,
    NAMES = FIRST * LAST,
    STRIDE = 1499, /* shares no factor with NAMES, so all of them come by, well mixed */
};

void crowd_add_name(struct buf *buf, size_t n)
{
    size_t at = n % NAMES * STRIDE % NAMES, first = at % FIRST;
    buf_addf(buf, "%s %s", first_names[first], last_names[(at / FIRST + first * 7) % LAST]);
    if (n >= NAMES)
        buf_addf(buf, "-%s", last_names[n / NAMES % LAST]);
}

static const char *const teams[][2] = {
    {"Customer service", "Klantenservice"},
    {"Planning", "Planning"},
    {"Warehouse North", "Magazijn Noord"},
    {"Warehouse South", "Magazijn Zuid"},
    {"Administration", "Administratie"},
    {"Delivery East", "Bezorging Oost"},
    {"Delivery West", "Bezorging West"},
    {"Purchasing", "Inkoop"},
    {"Sales", "Verkoop"},
    {"Engineering", "Techniek"},
    {"Facilities", "Facilitair"},
    {"Computers", "Automatisering"},
    {"Quality", "Kwaliteit"},
    {"Workshop", "Werkplaats"},
    {"Front desk", "Balie"},
    {"Kitchen", "Keuken"},
    {"Projects", "Projecten"},
    {"Communication", "Communicatie"},
};

void crowd_add_team(struct buf *buf, size_t n, enum lang lang)
{
    size_t known = sizeof teams / sizeof *teams;
    buf_adds(buf, teams[n % known][lang == LANG_NL]);
    if (n >= known)
        buf_addf(buf, " %zu", n / known + 1);
}

/* ---- Patterns ------------------------------------------------------------------------------ */

/* Lists end with NULL. A gap is a dollar sign and the letter of what fills it. */
typedef const char *const *lines;

struct book {
    lines what[5], follow_up[5]; /* by owner; OWNER_NONE has none */
    lines remark[5];             /* by status; STATUS_OPEN has none */
    lines other, soon, note;
    lines work, day, time, place, topic, span, tool; /* $w $d $t $p $o $s $y; $c: a colleague */
};

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct book dutch = {
    .what[OWNER_MANAGER] =
        LINES("Takenlijst maken voor $s", "$w verdelen over het team", "Rooster aanpassen: $d vrij",
              "Met $c bespreken wie $w overneemt", "$p regelen", "Het team zeggen wie $w doet",
              "Overleg van $d verzetten naar $t", "$o nakijken en terugkoppelen",
              "Elke $d om $t bellen over het werk", "Een tweede scherm voor thuis aanvragen",
              "Samen met $c $w inplannen", "Uitzoeken wat er kan met $o",
              "Voorstel voor $o op papier zetten", "Ruimte maken in het rooster voor $w",
              "Een afspraak met de bedrijfsarts aanvragen", "$c vragen om $d bij te springen"),
    .what[OWNER_EMPLOYEE] =
        LINES("$w weer oppakken, om te beginnen op $d", "Op $d van $t tot de lunch thuis werken",
              "Lijst maken van wat $c kan overnemen", "$w nakijken, in eigen tempo",
              "Wensen voor $o opschrijven", "Laten weten welke dagen passen voor $s",
              "$w overdragen aan $c", "$d meelopen met $c", "Wachtwoord voor $y testen",
              "Twee uur $w op $d", "Vooraf bellen als $t niet lukt",
              "Adres en nummer voor $s doorgeven", "Koffie drinken met het team op $d",
              "Proefweek met $w", "Kiezen tussen $w en een andere taak"),
    .what[OWNER_HR] =
        LINES("Uitleg over $o sturen", "Nakijken wat de regels zijn voor $o", "$p aanvragen",
              "Brief over $o klaarmaken", "Meedenken over $w bij een ander team",
              "Contact met de arbodienst over de planning", "Uren voor $s narekenen",
              "Een gesprek met zijn drieën plannen op $d", "Vergoeding voor $p uitzoeken"),
    .what[OWNER_OTHER] = LINES("$w overnemen tot en met $s", "Toegang geven tot $y",
                               "$p klaarzetten", "Meekijken bij $w op $d", "Advies geven over $o",
                               "Ritten op $d ruilen", "Inwerken bij $w"),
    .follow_up[OWNER_MANAGER] = LINES(
        "ik mail de lijst en bel $d", "ik bespreek het in het teamoverleg", "ik laat het $d weten",
        "ik stuur een bericht zodra het rond is", "ik kom er $d om $t op terug",
        "ik zeg het in de weekstart", "we bellen $d", "ik vraag $c hoe het loopt"),
    .follow_up[OWNER_EMPLOYEE] =
        LINES("belt $d hoe het ging", "mailt de lijst voor $d", "we lopen het $d samen na",
              "stuurt een berichtje", "zegt het tegen $c en mij", "we bespreken het om $t"),
    .follow_up[OWNER_HR] = LINES("HR mailt het aan ons allebei", "HR belt mij voor $d",
                                 "HR stuurt het na, ik bel $d", "we horen het binnen $s"),
    .follow_up[OWNER_OTHER] =
        LINES("ik vraag het $d na", "$c koppelt terug aan ons", "we krijgen $d bericht",
              "ik bel om $t om te horen of het lukt"),
    .remark[STATUS_RUNNING] = LINES("Loopt, nog niet klaar", "De helft is gedaan",
                                    "Aangevraagd, wachten op antwoord", "Begonnen met $w", ""),
    .remark[STATUS_CHANGED] = LINES("$c was er niet", "Het rooster liep anders", "Past beter na $d",
                                    "In overleg een week later", "Wachten op $o",
                                    "Eerst $w afmaken", "Door drukte in het team opgeschoven"),
    .remark[STATUS_DONE] = LINES("", "", "", "Gedaan", "Ging goed", "Klaar, $c weet ervan",
                                 "Gemaild op $d", "Besproken, zo laten we het"),
    .remark[STATUS_DROPPED] =
        LINES("Niet meer nodig", "Opgelost door $c", "Het rooster is al aangepast",
              "Anders afgesproken", "$w is vervallen"),
    .other = LINES("de planner", "de arbodienst", "de helpdesk", "een collega", "de teamleider",
                   "de roostermaker", "de preventiemedewerker"),
    .soon = LINES("zo snel mogelijk", "na de vakantie", "als het rooster er is", "binnenkort"),
    .note = LINES("Begon zelf over $w.", "Wilde vooral weten hoe het met $o zit.",
                  "Rustig gesprek, $c kwam ter sprake.", "Zag op tegen $w op $d.",
                  "Volgende keer eerder vragen naar $o.", "Vond $t een prettige tijd om te bellen.",
                  "Ik praatte zelf te veel over $o.", "Moest lachen om het verhaal over $c."),
    .work = LINES("offertes", "klantvragen", "de voorraad", "de retouren", "de dagstart",
                  "testrapporten", "facturen", "de nieuwsbrief", "inkooporders", "ritplanning",
                  "de handleiding", "het archief", "monsters", "de weekcijfers", "bestellingen",
                  "de werkbonnen", "kwaliteitscontroles", "het bezoekrooster"),
    .day = LINES("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"),
    .time = LINES("half negen", "negen uur", "half tien", "tien uur", "elf uur", "één uur",
                  "twee uur", "half vier"),
    .place = LINES("Een rustige plek", "Een andere werkplek", "Een laptop voor thuis",
                   "Een stoel op hoogte", "Vervoer in de ochtend", "Een vaste parkeerplek",
                   "Een koptelefoon", "Een sleutel van de zijdeur"),
    .topic = LINES("het rooster", "verlof opnemen", "de overdracht", "thuis werken",
                   "de werktijden", "de planning", "reiskosten", "de bereikbaarheid",
                   "de takenverdeling", "de opleiding"),
    .span = LINES("twee weken", "een maand", "de komende week", "eind van de maand",
                  "de eerste tien dagen"),
    .tool = LINES("de mail", "het planbord", "het nieuwe systeem", "het voorraadprogramma",
                  "de urenregistratie", "het klantenportaal"),
};

static const struct book english = {
    .what[OWNER_MANAGER] =
        LINES("Make a list of tasks for $s", "Divide $w over the team", "Change the roster: $d off",
              "Talk with $c about who takes over $w", "Arrange $p", "Tell the team who does $w",
              "Move the meeting of $d to $t", "Look into $o and report back",
              "Call every $d at $t about work", "Ask for a second screen at home",
              "Plan $w together with $c", "Find out what is possible with $o",
              "Put a proposal for $o on paper", "Make room in the roster for $w",
              "Ask the company doctor for an appointment", "Ask $c to step in on $d"),
    .what[OWNER_EMPLOYEE] = LINES(
        "Take up $w again, to begin with on $d", "Work from home on $d from $t until lunch",
        "List what $c can take over", "Check $w, at an own pace", "Write down wishes for $o",
        "Say which days suit for $s", "Hand over $w to $c", "Join $c on $d",
        "Test the password of $y", "Two hours of $w on $d", "Call ahead when $t does not work out",
        "Give address and number for $s", "Have coffee with the team on $d", "A trial week with $w",
        "Choose between $w and another task"),
    .what[OWNER_HR] =
        LINES("Send the rules about $o", "Look up what is possible with $o", "Ask for $p",
              "Prepare the letter about $o", "Think along about $w in another team",
              "Contact the health service about the schedule", "Check the hours for $s",
              "Plan a talk with the three of us on $d", "Find out who pays for $p"),
    .what[OWNER_OTHER] =
        LINES("Take over $w for $s", "Give access to $y", "Put ready $p", "Look along at $w on $d",
              "Advise about $o", "Swap the rounds of $d", "Show how $w is done"),
    .follow_up[OWNER_MANAGER] =
        LINES("I mail the list and call on $d", "I bring it up in the team meeting",
              "I let them know on $d", "I send word as soon as it is settled",
              "I come back to it on $d at $t", "I say it at the start of the week", "we call on $d",
              "I ask $c how it goes"),
    .follow_up[OWNER_EMPLOYEE] =
        LINES("calls on $d how it went", "mails the list before $d", "we go through it on $d",
              "sends a message", "tells $c and me", "we talk about it at $t"),
    .follow_up[OWNER_HR] = LINES("HR mails it to both of us", "HR calls me before $d",
                                 "HR sends it, I call on $d", "we hear within $s"),
    .follow_up[OWNER_OTHER] = LINES("I ask after it on $d", "$c reports back to us",
                                    "we get word on $d", "I call at $t to hear whether it works"),
    .remark[STATUS_RUNNING] = LINES("Going on, not ready yet", "Half of it is done",
                                    "Asked for, waiting for an answer", "Began with $w", ""),
    .remark[STATUS_CHANGED] =
        LINES("$c was not there", "The roster turned out otherwise", "Suits better after $d",
              "A week later, as we both agreed", "Waiting for $o", "First finish $w",
              "Moved because the team was busy"),
    .remark[STATUS_DONE] = LINES("", "", "", "Done", "Went well", "Ready, $c knows of it",
                                 "Mailed on $d", "Talked about it, this is how we leave it"),
    .remark[STATUS_DROPPED] =
        LINES("No longer needed", "Solved by $c", "The roster was changed already",
              "Agreed otherwise", "There is no more $w"),
    .other = LINES("the planner", "the health service", "the help desk", "a colleague",
                   "the team leader", "the roster desk", "the safety officer"),
    .soon = LINES("as soon as possible", "after the holidays", "when the roster is there", "soon"),
    .note = LINES("Brought up $w first.", "Wanted most of all to know about $o.",
                  "A calm talk, $c came up.", "Did not look forward to $w on $d.",
                  "Ask about $o sooner next time.", "Found $t a good time to call.",
                  "I talked too much about $o myself.", "Laughed about the story of $c."),
    .work = LINES("quotations", "questions of customers", "the stock", "returns",
                  "the start of the day", "test reports", "invoices", "the newsletter",
                  "purchase orders", "the rounds", "the manual", "the archive", "samples",
                  "the figures of the week", "orders", "work sheets", "quality checks",
                  "the visit roster"),
    .day = LINES("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    .time = LINES("half past eight", "nine", "half past nine", "ten", "eleven", "one o'clock",
                  "two o'clock", "half past three"),
    .place =
        LINES("a quiet place", "another desk", "a laptop for home", "a chair at its height",
              "transport in the morning", "a place to park", "a headset", "a key of the side door"),
    .topic = LINES("the roster", "taking leave", "the hand-over", "working from home",
                   "working hours", "the planning", "travel costs", "being reached",
                   "the division of tasks", "the training"),
    .span = LINES("two weeks", "a month", "the coming week", "the end of the month",
                  "the first ten days"),
    .tool = LINES("the mail", "the planning board", "the new system", "the stock programme",
                  "the time sheets", "the customer portal"),
};

static const struct book *book_of(enum lang lang)
{
    return lang == LANG_NL ? &dutch : &english;
}

static const char *any(lines list, uint64_t *state)
{
    int n = 0;
    while (list[n])
        n++;
    return list[crowd_pick(state, n)];
}

static const char *gap(const struct book *book, char letter, uint64_t *state)
{
    switch (letter) {
    case 'w':
        return any(book->work, state);
    case 'd':
        return any(book->day, state);
    case 't':
        return any(book->time, state);
    case 'p':
        return any(book->place, state);
    case 'o':
        return any(book->topic, state);
    case 's':
        return any(book->span, state);
    case 'y':
        return any(book->tool, state);
    default:
        return first_names[crowd_pick(state, FIRST)];
    }
}

/* A sentence begins with a capital, whatever fills the gap it begins with. */
static void capitalise(struct buf *buf, size_t at)
{
    char first = at < buf->len ? buf->data[at] : '\0';
    if (first >= 'a' && first <= 'z') {
        char capital = (char)(first - 'a' + 'A');
        buf_splice(buf, at, 1, &capital, 1);
    }
}

static void add_filled(struct buf *buf, const struct book *book, lines list, uint64_t *state)
{
    const char *pattern = any(list, state);
    size_t at = buf->len;
    for (const char *c = pattern; *c; c++) {
        if (*c != '$')
            buf_addc(buf, *c);
        else
            buf_adds(buf, gap(book, *++c, state));
    }
    if (*pattern == '$')
        capitalise(buf, at);
}

/* One that says nothing leaves no trace. */
static void add_sentences(struct buf *buf, const struct book *book, lines list, int n,
                          uint64_t *state)
{
    size_t start = buf->len;
    for (int i = 0; i < n; i++) {
        size_t end = buf->len;
        if (end > start)
            buf_adds(buf, ". ");
        size_t at = buf->len;
        add_filled(buf, book, list, state);
        if (buf->len == at)
            buf_cut(buf, end);
        else if (at > start)
            capitalise(buf, at);
    }
}

void crowd_add_what(struct buf *buf, enum owner owner, int n, uint64_t *state, enum lang lang)
{
    const struct book *book = book_of(lang);
    add_sentences(buf, book, book->what[owner], n, state);
}

void crowd_add_follow_up(struct buf *buf, enum owner owner, int n, uint64_t *state, enum lang lang)
{
    const struct book *book = book_of(lang);
    add_sentences(buf, book, book->follow_up[owner], n, state);
}

void crowd_add_remark(struct buf *buf, enum status status, int n, uint64_t *state, enum lang lang)
{
    const struct book *book = book_of(lang);
    if (book->remark[status])
        add_sentences(buf, book, book->remark[status], n, state);
}

const char *crowd_other(uint64_t *state, enum lang lang)
{
    return any(book_of(lang)->other, state);
}

const char *crowd_soon(uint64_t *state, enum lang lang)
{
    return any(book_of(lang)->soon, state);
}

void crowd_add_note(struct buf *buf, uint64_t *state, enum lang lang)
{
    const struct book *book = book_of(lang);
    add_filled(buf, book, book->note, state);
}
