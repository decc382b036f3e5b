"""What teachers are told of a course that they are planning."""

from __future__ import annotations

from lbp_teach.text import both

UNKNOWN = both(da="Ingen case hedder {case}.", en="There is no case called {case}.")
NEAR = both(da="Er det en af disse: {names}?", en="Is it one of these: {names}?")
CHOOSE = both(
    da="Vælg en anden; `lbp-teach cases list` viser dem.", en="Choose another; `lbp-teach cases list` shows them."
)
BROKEN = both(da="Casen {case} har en fejl: {why}", en="The case {case} has an error: {why}")
MEND = both(
    da="Ret casen, eller vælg en anden. `lbp-teach cases validate` viser alle fejl.",
    en="Mend the case, or choose another. `lbp-teach cases validate` shows every error.",
)
UNEQUAL = both(
    da="Patienterne er ikke lige svære, så nogle studerende ville få det lettere end andre: {levels}.",
    en="The patients are not equally difficult, so some students would have it easier than others: {levels}.",
)
LEVEL = both(
    da="sværhedsgrad {difficulty}, besøg {visits}: {names}",
    en="difficulty {difficulty}, visits {visits}: {names}",
)
KEEP = both(
    da="Behold kun {names}, eller lad alle studerende møde alle.",
    en="Keep only {names}, or let every student meet all of them.",
)
SPLIT = both(
    da="Lav en gruppe for hver sværhedsgrad, eller lad alle studerende møde alle.",
    en="Make one group for each difficulty, or let every student meet all of them.",
)
SAME = both(
    da="Alle studerende møder nøjagtig den samme patient, også naboer.",
    en="All students meet exactly the same patient, neighbours included.",
)
TURN_ON = both(
    da="Slå varianter til, eller vælg flere patienter at trække mellem.",
    en="Turn variants on, or choose more patients to draw from.",
)
FIXED = both(
    da="Ingen varianter af {names}: naboer møder den samme patient.",
    en="No variants of {names}: neighbours meet the same patient.",
)
MORE = both(
    da="Vælg flere patienter at trække mellem, eller en, der har varianter.",
    en="Choose more patients to draw from, or one that has variants.",
)
TURNING = both(
    da="Nogle varianter af {names} skal vurderes anderledes end de andre, fx som mere alvorlige.",
    en="Some variants of {names} are to be judged differently from the others, for example as more serious.",
)
NOT_VARIED = both(
    da="Det er meningen i øvelser. Slå varianter fra, hvis alle skal have samme svar.",
    en="That is meant for practice. Turn variants off if everybody should have the same answer.",
)
TWICE = both(
    da="Nogle studerende kan møde to, der ligner hinanden: {names} er også i en tidligere gruppe.",
    en="Some students may meet two that are alike: {names} are in an earlier group as well.",
)
ELSE = both(da="Vælg andre i den ene gruppe.", en="Choose others in one of the two groups.")
HELD_BACK = both(
    da="Andre hold bruger de samme patienter: {courses}. Fra prøven åbner, og til du frigiver svarene, kan ingen øve "
    "sig på {names}.",
    en="Other courses use the same patients: {courses}. From the opening of the exam until you release the answers, "
    "nobody can practise with {names}.",
)
RELEASE_SOON = both(
    da="Vælg andre patienter, eller frigiv svarene, når alle er færdige.",
    en="Choose other patients, or release the answers when everybody has finished.",
)
SAME_NAME = both(
    da="Et andet hold hedder det samme: {codes}. De studerende kan ikke se forskel.",
    en="Another course has the same name: {codes}. Students cannot tell them apart.",
)
OTHER_NAME = both(da="Giv holdet et andet navn.", en="Give the course another name.")
IN_EXAM = both(
    da="{names} er også med i en prøve: {courses}. Fra den åbner, og til dens svar er frigivet, kan ingen øve sig på "
    "dem.",
    en="{names} are in an exam as well: {courses}. From its opening until its answers are released, nobody can "
    "practise with them.",
)
OTHERS = both(
    da="Vælg andre patienter, eller lad holdet åbne, når svarene er frigivet.",
    en="Choose other patients, or let the course open when the answers are released.",
)
PAST = both(
    da="Lukketiden er gået: {at}. Ingen kan begynde på holdet.",
    en="The closing time has passed: {at}. Nobody can begin the course.",
)
LATER = both(da="Vælg en senere, hvis holdet skal være åbent.", en="Choose a later one if it is to be open.")
