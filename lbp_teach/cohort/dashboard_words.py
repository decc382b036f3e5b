"""The words of the dashboard, in both languages."""

from __future__ import annotations

from lbp_teach.cohort.habits_words import HABITS
from lbp_teach.cohort.standard_words import STANDARD
from lbp_teach.text import Text, both

WORDS: dict[str, Text] = {
    **STANDARD,
    **HABITS,
    "title": both(da="Holdets svar", en="The class’s answers"),
    "counts": both(
        da="Studerende: {learners}, gennemførte forsøg: {attempts}, heraf første i en case: {first}, cases: {cases}",
        en="Learners: {learners}, completed attempts: {attempts}, of these first at a case: {first}, cases: {cases}",
    ),
    "period": both(da="{first} til {last}", en="{first} to {last}"),
    "simulated": both(
        da="SIMULERET. {n} af {all} studerende er fundet på af en model. Intet her er målt på mennesker.",
        en="SIMULATED. {n} of {all} learners were made up by a model. Nothing here was measured on people.",
    ),
    "simulated.short": both(da="SIMULERET", en="SIMULATED"),
    "basis": both(
        da="Alle tal er om første forsøg i hver case. Tal om færre end {least} vises ikke. "
        "Intervaller er 95 %-intervaller.",
        en="All figures are about first attempts at each case. Figures about fewer than {least} are not shown. "
        "Intervals are 95% intervals.",
    ),
    "empty": both(
        da="Ingen har gennemført en case endnu. Så snart nogen har, står svarene her.",
        en="Nobody has completed a case yet. As soon as somebody has, the answers stand here.",
    ),
    "nobody.filtered": both(
        da="Ingen gennemførte forsøg passer til filtrene. Vælg flere.",
        en="No completed attempts match the filters. Choose more.",
    ),
    "tab.overview": both(da="Overblik", en="Overview"),
    "tab.process": both(da="Arbejdsgang og udvikling", en="Process and progress"),
    "tab.items": both(da="Opgaver", en="Items"),
    "tab.standard": both(da="Beståelsesgrænse", en="Pass mark"),
    "tab.learners": both(da="Studerende", en="Learners"),
    "tabs": both(da="Sider", en="Pages"),
    "filters": both(da="Filtre", en="Filters"),
    "filter.case": both(da="Case", en="Case"),
    "filter.group": both(da="Hold", en="Group"),
    "filter.since": both(da="Fra", en="From"),
    "filter.until": both(da="Til og med", en="Until"),
    "filter.all": both(da="Alle", en="All"),
    "export.class": both(da="Rapport for holdet (HTML)", en="Report of the class (HTML)"),
    "export.learner": both(da="Rapport (HTML)", en="Report (HTML)"),
    "print": both(da="Udskriv eller gem som PDF", en="Print or save as PDF"),
    "refresh": both(da="Hent nye svar", en="Get new answers"),
    "working": both(da="Retter nye forsøg: {x} af {n} studerende", en="Marking new attempts: {x} of {n} learners"),
    "waiting": both(da="Regner …", en="Calculating …"),
    "shown": both(da="Siden er opdateret.", en="The page is up to date."),
    "sorry": both(da="Det kunne ikke regnes ud. Genindlæs siden.", en="It could not be worked out. Reload the page."),
    "headline": both(da="På mandag", en="On Monday"),
    "headline.rule": both(da="Mest misforstået: »{rule}« ({figure}).", en="Most misunderstood: “{rule}” ({figure})."),
    "headline.rule.none": both(
        da="Ingen regel er misforstået af {least} eller flere.", en="No rule is misunderstood by {least} or more."
    ),
    "headline.danger": both(
        da="Hyppigste farlige overseelse: »{rule}« ({figure}).",
        en="Most frequent dangerous miss: “{rule}” ({figure}).",
    ),
    "headline.danger.none": both(
        da="Ingen farlig overseelse deles af {least} eller flere.",
        en="No dangerous miss is shared by {least} or more.",
    ),
    "headline.none": both(
        da="Ingen regel kan nævnes: der er for få studerende (n = {n}).",
        en="No rule can be named: there are too few learners (n = {n}).",
    ),
    "headline.talk": both(da="Tal med {names}.", en="Talk to {names}."),
    "headline.person": both(
        da="{name} (farlige overseelser: {under}, for meget: {over}, {score} % af pointene, cases: {n})",
        en="{name} (dangerous misses: {under}, too much: {over}, {score}% of the points, cases: {n})",
    ),
    "and": both(da="og", en="and"),
    "danger": both(da="Farlige overseelser", en="Dangerous misses"),
    "over": both(da="Mere end patienten har gavn af", en="More than the patient benefits from"),
    "danger.about": both(
        da="Andel af de studerende, der mødte et besøg, hvor reglen afgør en vurdering. Størst nedre grænse først.",
        en="Share of the learners who met a visit at which the rule decides a mark. Highest lower limit first.",
    ),
    "danger.any": both(da="Mindst én af dem: {figure}", en="At least one of them: {figure}"),
    "danger.none": both(da="Ingen.", en="None."),
    "rule": both(da="Regel", en="Rule"),
    "interval": both(da="Andel med interval", en="Share with interval"),
    "figure": both(da="Tal", en="Figure"),
    "cases": both(da="Cases", en="Cases"),
    "cases.few": both(da="ingen med {least} eller flere", en="none with {least} or more"),
    "x_of_n": both(da="{x} af {n}, {p} % ({low} til {high})", en="{x} of {n}, {p}% ({low} to {high})"),
    "mean_n": both(da="{p} ({low} til {high}), n = {n}", en="{p} ({low} to {high}), n = {n}"),
    "of_n": both(da="{why}, n = {n}", en="{why}, n = {n}"),
    "heat": both(da="Misforståede regler", en="Misunderstood rules"),
    "heat.about": both(
        da="Procent af de studerende, der svarede forkert på mindst halvdelen af det, reglen afgør. "
        "Tryk på et tal for at se, hvad der ikke blev spurgt om. En prik: reglen er ikke i spil. "
        "Alle: forkert i mindst halvdelen af casene.",
        en="Per cent of the learners who were wrong in at least half of what the rule decides. "
        "Press a figure to see what was not asked. A dot: the rule is not in play. "
        "All: wrong in at least half of the cases.",
    ),
    "heat.by": both(da="Kolonner", en="Columns"),
    "heat.base": both(da="Case", en="Case"),
    "heat.third": both(da="Tredjedel af holdet", en="Third of the class"),
    "heat.group": both(da="Hold", en="Group"),
    "heat.few": both(
        da="Holdet deles først i tredjedele fra {least} studerende (n = {n}).",
        en="The class is divided into thirds from {least} learners on (n = {n}).",
    ),
    "third.low": both(da="Nederste tredjedel", en="Lowest third"),
    "third.middle": both(da="Midterste", en="Middle"),
    "third.high": both(da="Øverste", en="Highest"),
    "all": both(da="Alle", en="All"),
    "drill": both(da="Ikke spurgt eller undersøgt: {rule}, {where}", en="Not asked or examined: {rule}, {where}"),
    "drill.everywhere": both(da="alle cases", en="all cases"),
    "drill.finding": both(da="Fund, der skulle findes", en="Finding that was needed"),
    "drill.all": both(da="Ikke fundet, af alle", en="Not found, of all"),
    "drill.wrong": both(da="Af dem med reglen forkert", en="Of those with the rule wrong"),
    "drill.right": both(da="Af de andre", en="Of the others"),
    "drill.none": both(
        da="Ingen mangler noget, som var nødvendigt her.", en="Nobody lacks anything that was needed here."
    ),
    "drill.hidden": both(
        da="Skjult: {least} eller flere vises, og tallet ville ellers følge af de andre.",
        en="Hidden: {least} or more are shown, and the number would otherwise follow from the others.",
    ),
    "close": both(da="Luk", en="Close"),
    "process": both(da="Arbejdsgang", en="Process"),
    "process.about": both(
        da="Gennemsnit over studerende af deres andel af pointene.",
        en="Means over learners of their share of the points.",
    ),
    "process.history": both(da="Spurgte om det nødvendige", en="Asked what was needed"),
    "process.examination": both(da="Undersøgte det nødvendige", en="Examined what was needed"),
    "process.focus": both(da="Målrettethed", en="Focus"),
    "process.time": both(da="Holdt tiden", en="Kept the time"),
    "process.left_open": both(da="Lod valg stå åbne", en="Left choices open"),
    "process.estimate": both(da="Skøn efter undersøgelsen", en="Estimate after the examination"),
    "process.estimate.note": both(da="lige fordeling giver 0 %", en="an even spread gives 0%"),
    "process.minutes": both(da="Minutter med en patient", en="Minutes with a patient"),
    "minutes": both(da="{n} min", en="{n} min"),
    "measure": both(da="Mål", en="Measure"),
    "calibration": both(da="Var sikkerheden fortjent?", en="Was certainty deserved?"),
    "calibration.about": both(
        da="Andel af valg, der kunne forsvares, som gennemsnit over studerende, der brugte niveauet. "
        "Stregen er den andel, hvorfra niveauet lønner sig.",
        en="Share of choices that could be defended, as the mean over learners who used the level. "
        "The line is the share from which the level pays.",
    ),
    "level": both(da="Sikkerhed", en="Certainty"),
    "level.1": both(da="Gætter", en="Guessing"),
    "level.2": both(da="Ret sikker", en="Fairly sure"),
    "level.3": both(da="Helt sikker", en="Certain"),
    "level.pays": both(da="Lønner sig fra", en="Pays from"),
    "level.answers": both(da="Valg", en="Choices"),
    "stated": both(da="Holdt sandsynlighederne?", en="Did the probabilities hold?"),
    "stated.about": both(
        da="Hvad de gav den kategori, de fandt mest sandsynlig, før og efter undersøgelsen, og hvor tit det passede. "
        "Stregen er det, de sagde. Punktet under stregen: de var for sikre. Gennemsnit over studerende.",
        en="What they gave the category they thought most likely, before and after examining, and how often it held. "
        "The line is what they said. A point below the line: they were too sure. Means over learners.",
    ),
    "stated.bin": both(da="{low}–{high} %", en="{low}–{high}%"),
    "stated.said": both(da="Sagt", en="Said"),
    "stated.n": both(da="Skøn", en="Estimates"),
    "stated.mean": both(da="Sagt i snit", en="Said on average"),
    "stated.held": both(da="Holdt", en="Held"),
    "stated.over": both(
        da="Sagt minus holdt, over alle skøn: {figure}. Over nul: for sikre.",
        en="Said minus held, over all estimates: {figure}. Above zero: too sure.",
    ),
    "stated.none": both(da="Ingen har givet et skøn endnu.", en="Nobody has given an estimate yet."),
    "effect": both(da="Tidligt mod sent", en="Early against late"),
    "effect.about": both(
        da="De to første forsøg mod de to sidste for dem med mindst fire ({out} har færre).",
        en="The first two attempts against the last two, for those with at least four ({out} have fewer).",
    ),
    "effect.early": both(da="Tidligt, gennemsnit i %", en="Early, mean in %"),
    "effect.late": both(da="Sent, gennemsnit i %", en="Late, mean in %"),
    "effect.difference": both(da="Forskel i procentpoint", en="Difference in percentage points"),
    "effect.hedges": both(da="Effektstørrelse, Hedges’ g", en="Effect size, Hedges’ g"),
    "effect.cohen": both(da="Effektstørrelse, Cohens d", en="Effect size, Cohen’s d"),
    "sd": both(da="{mean} (SD {sd}), n = {n}", en="{mean} (SD {sd}), n = {n}"),
    "items": both(da="Opgaver", en="Items"),
    "items.about": both(
        da="Svaret følger af reglerne, så en opgave kan ikke modsige sin regel. Opgaver med noget at se på står først. "
        "Tallene er om opgavernes egne point, før loftet ved en kritisk fejl.",
        en="The key follows from the rules, so an item cannot contradict its rule. Items with something to look at "
        "stand first. The figures are about the items’ own points, before the cap for a critical error.",
    ),
    "items.n": both(
        da="{shown} af {all} opgaver vises, {flagged} med noget at se på.",
        en="{shown} of {all} items are shown, {flagged} with something to look at.",
    ),
    "items.item": both(da="Opgave", en="Item"),
    "items.facility": both(da="Andel af pointene", en="Facility"),
    "items.rest": both(da="Mod resten (r)", en="Item–rest (r)"),
    "items.upper": both(da="Øvre minus nedre", en="Upper minus lower"),
    "items.look": both(da="Se på", en="Look at"),
    "items.options": both(da="Svar", en="Options"),
    "items.more": both(
        da="Vis alle opgaver i alle cases (tager længere tid)", en="Show all items of all cases (takes longer)"
    ),
    "items.all": both(da="Alle cases", en="All cases"),
    "option": both(da="Valg", en="Option"),
    "option.n": both(da="Antal", en="Number"),
    "option.share": both(da="Andel", en="Share"),
    "option.rest": both(da="Resten af prøven", en="Rest of the test"),
    "option.best": both(da="Bedst for", en="Best for"),
    "option.hidden": both(
        da="Skjult, så ingen kan genkendes: {least} eller flere vises.",
        en="Hidden so that nobody can be recognised: {least} or more are shown.",
    ),
    "hidden": both(da="skjult", en="hidden"),
    "reliability.none": both(
        da="Ingen af de {n} studerende mødte alle opgaver, så pålideligheden kan ikke regnes ud. Vælg én case.",
        en="None of the {n} learners met all items, so reliability cannot be worked out. Choose one case.",
    ),
    "reliability.about": both(
        da="Af dem, der mødte alle opgaver: {n}. Ikke med: {out}.",
        en="Of those who met all items: {n}. Left out: {out}.",
    ),
    "reliability.error": both(da="Målefejl (SEM)", en="Error of measurement (SEM)"),
    "reliability": both(da="Pålidelighed", en="Reliability"),
    "reliability.items": both(da="Alle opgaver ({k})", en="All items ({k})"),
    "reliability.cases": both(da="Cases som opgaver ({k})", en="Cases as items ({k})"),
    "reliability.sem": both(da="{sem}, af {most} point", en="{sem}, of {most} points"),
    "learners": both(da="Studerende, dem at tale med først", en="Learners, those to talk to first"),
    "learners.about": both(
        da="Farlige overseelser først, så for meget, så færrest point. Procenten er gennemsnittet af første forsøg, "
        "som de studerende selv får dem: efter loftet ved en kritisk fejl. Vises kun på underviserens sider.",
        en="Dangerous misses first, then too much, then fewest points. The percentage is the mean of first attempts "
        "as learners get them themselves: after the cap for a critical error. Shown on teachers’ pages only.",
    ),
    "learners.shown": both(da="{shown} af {all} vises.", en="{shown} of {all} are shown."),
    "learner": both(da="Studerende", en="Learner"),
    "under.n": both(da="Farlige", en="Dangerous"),
    "over.n": both(da="For meget", en="Too much"),
    "score": both(da="% af pointene", en="% of the points"),
    "report": both(da="Rapport", en="Report"),
    "report.class": both(da="Rapport for holdet", en="Report of the class"),
    "report.learner": both(da="Rapport for {name}", en="Report for {name}"),
    "report.made": both(da="Lavet {when}. Vejledning: {edition}.", en="Made {when}. Guideline: {edition}."),
    "education": both(da="Til undervisning, ikke til patientbehandling", en="For education, not for patient care"),
    "report.filter": both(da="Udvalg: {what}", en="Selection: {what}"),
    "attempts": both(da="Forsøg", en="Attempts"),
    "attempt.when": both(da="Gennemført", en="Completed"),
    "attempt.beside": both(da="Point, med holdets midterste halvdel", en="Points, with the middle half of the class"),
    "attempt.middle": both(
        da="{own}; den midterste halvdel af holdet: {low} til {high} %",
        en="{own}; the middle half of the class: {low} to {high}%",
    ),
    "attempt.passed": both(da="Bestået", en="Passed"),
    "yes": both(da="ja", en="yes"),
    "no": both(da="nej", en="no"),
    "visit": both(da="Besøg", en="Visit"),
    "what": both(da="Hvad", en="What"),
}
