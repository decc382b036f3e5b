"""What a screen shows: plain data in one language, holding nothing that the learner has not earned.

Two kinds: the `pack`, the same for every patient, and the `view`, which is everything this learner may see now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach import content
from lbp_teach.case import Case, answer, following
from lbp_teach.explain import debrief
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import (
    SIDE_WORDS,
    UNKNOWN,
    Facts,
    is_negative,
    keys,
    split,
    value_words,
)
from lbp_teach.guideline.model import Line, Scalar
from lbp_teach.play import Attempt, Examined, VisitState, is_sided, known_facts, missing, revealed
from lbp_teach.records import Learner
from lbp_teach.score import score
from lbp_teach.text import Lang, Text, join

Plain = dict[str, Any]
STAGES: dict[str, Text] = {
    "history": Text(da="Anamnese", en="History"),
    "examination": Text(da="Undersøgelse", en="Examination"),
    "decision": Text(da="Beslutning", en="Decision"),
    "follow_up": Text(da="Genbesøg", en="Follow-up"),
    "debrief": Text(da="Debrief", en="Debrief"),
}
DIFFICULTY = {
    1: Text(da="Let", en="Easy"),
    2: Text(da="Middel", en="Medium"),
    3: Text(da="Svær", en="Hard"),
}


# ---- the pack ----


def pack(book: Book, lang: Lang) -> Plain:
    """Return everything that is the same for every patient: words, questions, manoeuvres, decisions."""
    guideline = book.guideline
    return {
        "type": "pack",
        "lang": lang.value,
        "strings": content.strings(lang.value),
        "categories": [{"id": c.id, "label": c.label(lang)} for c in guideline.categories],
        "questions": [
            {
                "id": q.id,
                "category": q.category,
                "text": q.text(lang),
                "synonyms": list(getattr(q.synonyms, lang.value)),
                "seconds": q.seconds,
            }
            for q in guideline.questions
        ],
        "manoeuvre_groups": [{"id": g.id, "label": g.label(lang)} for g in guideline.manoeuvre_groups],
        "manoeuvres": [
            {
                "id": m.id,
                "group": m.group,
                "label": m.label(lang),
                "technique": m.technique(lang),
                "sided": is_sided(m, book),
                "seconds": m.seconds,
                "outside": m.outside == "no_source",
            }
            for m in guideline.manoeuvres
        ],
        "decisions": [
            {
                "id": d.id,
                "card": d.card,
                "icon": d.icon,
                "axis": d.axis(lang),
                "prompt": d.prompt(lang),
                "options": [
                    {
                        "value": o.value,
                        "label": book.words(o.label)(lang),
                        "hint": book.words(o.hint)(lang) if o.hint else None,
                    }
                    for o in d.options
                ],
            }
            for d in guideline.decisions
        ],
    }


# ---- home ----


def home(attempts: Mapping[str, Attempt], book: Book, lang: Lang) -> Plain:
    """Return the catalogue with this learner's own state on each card."""
    catalogue = content.catalogue()
    latest = latest_attempts(attempts)
    cards = []
    for card in catalogue.cards:
        attempt = latest.get(card.id)
        cards.append(
            {
                "id": card.id,
                "initials": card.initials,
                "name": card.name,
                "age": card.age,
                "occupation": card.occupation(lang),
                "opening": card.opening(lang),
                "minutes": card.minutes,
                "visits": card.visits,
                "difficulty": card.difficulty,
                "difficulty_label": DIFFICULTY[card.difficulty](lang),
                "status": _status(card.id, attempt, attempts, book, lang),
            }
        )
    resume = [
        {
            "case": attempt.case,
            "stage_label": STAGES[furthest(attempt)](lang),
            "progress": [list(STAGES).index(furthest(attempt)) + 1, len(STAGES)],
        }
        for attempt in latest.values()
        if not attempt.finished and attempt.case in {c["id"] for c in cards}
    ]
    return {
        "recommended": _recommended(cards, lang),
        "resume": resume,
        "cases": cards,
        "broken": [{"file": b.file, "text": " ".join(b.problems[:1])} for b in catalogue.broken],
    }


def latest_attempts(attempts: Mapping[str, Attempt]) -> dict[str, Attempt]:
    """Return the newest attempt at each case."""
    return {attempt.case: attempt for attempt in attempts.values()}


def _status(case_id: str, attempt: Attempt | None, attempts: Mapping[str, Attempt], book: Book, lang: Lang) -> Plain:
    if attempt is None:
        return {"kind": "new", "label": Text(da="Ny", en="New")(lang), "score": None}
    if not attempt.finished:
        label = Text(da="I gang, {stage}", en="In progress, {stage}").format(stage=STAGES[furthest(attempt)])(lang)
        return {"kind": "in_progress", "label": label.lower().capitalize(), "score": None}
    percent = score(content.load_case(case_id), attempt, book, explain=False).percent
    return {
        "kind": "finished",
        "label": Text(da="{n} %", en="{n}%").format(n=percent)(lang),
        "score": percent,
    }


def _recommended(cards: list[Plain], lang: Lang) -> Plain | None:
    """Return the easiest case that is still new; choosing by missed rules needs the learner's history to be richer."""
    new = sorted((c for c in cards if c["status"]["kind"] == "new"), key=lambda c: (c["difficulty"], c["id"]))
    if not new:
        return None
    first = all(c["status"]["kind"] == "new" for c in cards)
    reason = (
        Text(
            da="Valgt, fordi den er et godt sted at begynde.",
            en="Chosen because it is a good place to begin.",
        )
        if first
        else Text(
            da="Valgt, fordi du ikke har prøvet den endnu.",
            en="Chosen because you have not tried it yet.",
        )
    )
    return {"case": new[0]["id"], "reason": reason(lang)}


# ---- a case ----


def furthest(attempt: Attempt) -> str:
    """Return the stage the learner has got to."""
    if attempt.finished:
        return "debrief"
    now = attempt.now
    if now.locked:
        return "follow_up"
    if now.choices:
        return "decision"
    return "examination" if now.examined else "history"


def stage_states(attempt: Attempt, stage: str) -> dict[str, tuple[str, Text | None]]:
    """Return for each stage whether it can be opened, and if not, why."""
    locked = attempt.now.locked
    later = Text(da="Åbner, når beslutningerne er låst.", en="Opens when the decisions are locked.")
    gone = Text(da="Beslutningerne er låst.", en="The decisions are locked.")
    after = Text(da="Åbner efter det sidste besøg.", en="Opens after the last visit.")
    over = Text(da="Casen er afsluttet.", en="The case is finished.")
    states: dict[str, tuple[str, Text | None]] = {}
    for name in STAGES:
        if attempt.finished:
            states[name] = ("done", None if name == "debrief" else over)
        elif name in ("history", "examination", "decision"):
            states[name] = ("done", gone) if locked else ("open", None)
        elif name == "follow_up":
            states[name] = ("open", None) if locked else ("closed", later)
        else:
            states[name] = ("closed", after)
        if name == stage:
            states[name] = ("current", None)
    return states


def can_open(attempt: Attempt, stage: str) -> bool:
    """Return whether a stage can be shown now."""
    if attempt.finished:
        return stage == "debrief"
    if attempt.now.locked:
        return stage == "follow_up"
    return stage in ("history", "examination", "decision")


def case_view(
    case: Case, attempt: Attempt, stage: str, book: Book, lang: Lang, debriefs: dict[tuple[str, Lang], Plain]
) -> Plain:
    """Return what the learner may see of a case now.

    `debriefs` keeps what was worked out once: a finished attempt never changes again.
    """
    index = len(attempt.visits) - 1
    state = attempt.now
    visit = case.visit(state.visit)
    known = known_facts(attempt, index, case, book)
    left = missing(state, book)
    who = case.persona
    view: Plain = {
        "id": case.id,
        "attempt": attempt.id,
        "patient": {
            "initials": who.initials,
            "name": who.name,
            "first_name": who.first_name,
            "age": who.age,
            "occupation": who.occupation(lang),
        },
        "visit": {
            "number": index + 1,
            "label": visit.label(lang),
            "place_time": visit.place_time(lang),
            "opening": visit.opening(lang),
            "door": [{"label": d.label(lang), "value": d.value(lang)} for d in visit.door],
            "bridge": _bridge_to(case, attempt, index, book, lang),
        },
        "stages": [
            {
                "id": name,
                "label": STAGES[name](lang),
                "state": kind,
                "why": why(lang) if why else None,
            }
            for name, (kind, why) in stage_states(attempt, stage).items()
        ],
        "stage": stage,
        "time": {"used": state.seconds, "total": visit.minutes * 60},
        "history": _history(case, state, book, lang),
        "examination": [_examination(case, state, done, book, lang) for done in state.examined],
        "notepad": _notepad(attempt, known, book, lang),
        "choices": {n: {"value": c.value, "confidence": c.confidence} for n, c in state.choices.items()},
        "lock": {
            "locked": state.locked,
            "done": len(book.decisions) - len(left),
            "total": len(book.decisions),
            "missing": [{"decision": n, "label": book.decisions[n].axis(lang)} for n in left],
        },
    }
    if state.locked and not attempt.finished:
        view["follow_up"] = _follow_up(case, attempt, book, lang)
    if attempt.finished:
        if (attempt.id, lang) not in debriefs:
            debriefs[attempt.id, lang] = debrief(score(case, attempt, book), case, attempt, book, lang)
        view["debrief"] = debriefs[attempt.id, lang]
    return view


def _bridge_to(case: Case, attempt: Attempt, index: int, book: Book, lang: Lang) -> str | None:
    if index == 0:
        return None
    before = attempt.visits[index - 1]
    branch = following(case, before.visit, {n: c.value for n, c in before.choices.items()}, book)
    return branch.bridge(lang) if branch else None


def _follow_up(case: Case, attempt: Attempt, book: Book, lang: Lang) -> Plain:
    choices = {name: choice.value for name, choice in attempt.now.choices.items()}
    branch = following(case, attempt.now.visit, choices, book)
    if branch is None:
        text = Text(
            da="Det var det sidste besøg. Nu kan du se, hvad der skete, og hvorfor hvert point blev, som det blev.",
            en="That was the last visit. Now you can see what happened, and why each point came out as it did.",
        )
        return {
            "bridge": text(lang),
            "button": Text(da="Se debrief", en="See the debrief")(lang),
            "last": True,
        }
    button = Text(da="Tag imod {name}", en="See {name} again").format(name=case.persona.first_name)
    return {"bridge": branch.bridge(lang), "button": button(lang), "last": False}


def _history(case: Case, state: VisitState, book: Book, lang: Lang) -> list[Plain]:
    return [
        {
            "question": asked.question,
            "text": book.questions[asked.question].text(lang),
            "answer": answer(case, state.visit, asked.question, book)(lang),
            "seconds": book.questions[asked.question].seconds,
            "over": asked.over,
        }
        for asked in state.asked
        if asked.question in book.questions
    ]


def _examination(case: Case, state: VisitState, done: Examined, book: Book, lang: Lang) -> Plain:
    lines = []
    for name, side, value in revealed(state, done, case, book):
        finding = book.findings[name]
        lines.append(
            {
                "label": finding.label(lang),
                "side_label": SIDE_WORDS[side](lang) if side else None,
                "text": seen(name, value, book)(lang),
                "value": value_words(finding, value, book.guideline.findings.units)(lang),
            }
        )
    return {"manoeuvre": done.manoeuvre, "side": done.side, "lines": lines}


def seen(name: str, value: Scalar, book: Book) -> Text:
    """Return what a clinician sees of a finding, as against the grade it is given."""
    finding = book.findings[name]
    if finding.unit == "mrc" and not isinstance(value, str):
        return next(s.seen for s in book.guideline.findings.strength_seen if s.grade == int(value))
    words = finding.values.get(str(value))
    if words is not None and words.seen is not None:
        return words.seen
    return finding.seen.get(str(value)) or value_words(finding, value, book.guideline.findings.units)


# ---- the notepad ----


def _notepad(attempt: Attempt, known: Facts, book: Book, lang: Lang) -> Plain:
    tracks = []
    for track in book.guideline.tracks:
        lines = [_line(line, known, book, examined=track.id == "examination", lang=lang) for line in track.lines]
        answered = sum(line["state"] != "not_asked" for line in lines)
        tracks.append(
            {
                "id": track.id,
                "label": track.label(lang),
                "count": answered,
                "total": len(lines),
                "lines": lines,
            }
        )
    return {
        "count": sum(track["count"] for track in tracks),
        "total": sum(track["total"] for track in tracks),
        "tracks": tracks,
        "own": [{"id": note.id, "text": note.text} for note in attempt.notes],
    }


def _line(line: Line, known: Facts, book: Book, *, examined: bool, lang: Lang) -> Plain:
    """Return one line: what is there first, else values, else what is absent; never more than was obtained."""
    here = [k for name in line.findings for k in keys(book.findings[name]) if k in known]
    if not here:
        text = Text(da="ikke undersøgt", en="not examined") if examined else Text(da="ikke spurgt", en="not asked")
        return {"id": line.id, "label": line.label(lang), "state": "not_asked", "text": text(lang)}
    present = [k for k in here if book.findings[split(k)[0]].kind == "presence" and known[k] == "present"]
    values = [k for k in here if _is_value(k, known, book)]
    unknown = [k for k in here if known[k] == UNKNOWN]
    shown = [*present, *values]
    if shown:
        state = "present" if present and not values else "value"
        words = [_part(k, known, line, book) for k in shown]
        return {
            "id": line.id,
            "label": line.label(lang),
            "state": state,
            "text": join(words, sep="; ")(lang),
        }
    if unknown:
        text = Text(da="ved ikke", en="does not know")
        return {"id": line.id, "label": line.label(lang), "state": "unknown", "text": text(lang)}
    text = Text(da="ikke til stede", en="not present")
    total = [k for name in line.findings for k in keys(book.findings[name])]
    if len(here) < len(total):
        text = Text(da="ikke til stede, {n} af {total} spurgt", en="not present, {n} of {total} asked").format(
            n=len({split(k)[0] for k in here}), total=len(line.findings)
        )
        if examined or len(line.findings) == 1:
            text = Text(da="ikke til stede", en="not present")
    return {"id": line.id, "label": line.label(lang), "state": "absent", "text": text(lang)}


def _is_value(key: str, known: Facts, book: Book) -> bool:
    finding = book.findings[split(key)[0]]
    return finding.kind != "presence" and known[key] != UNKNOWN and not is_negative(finding, known[key])


def _part(key: str, known: Facts, line: Line, book: Book) -> Text:
    """Return one finding of a line in as few words as tell it apart from the others of the line."""
    name, side = split(key)
    finding = book.findings[name]
    parts = []
    if len(line.findings) > 1:
        if finding.short is not None:
            parts.append(finding.short)
        elif finding.kind == "presence" and finding.label != line.label:
            parts.append(Text(da=_lower(finding.label.da), en=_lower(finding.label.en)))
    if finding.kind != "presence":
        parts.append(value_words(finding, known[key], book.guideline.findings.units))
    if side:
        parts.append(SIDE_WORDS[side])
    return join(parts, sep=" ") if parts else Text(da="til stede", en="present")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


# ---- the whole ----


def view(
    learner: Learner,
    attempts: Mapping[str, Attempt],
    attempt: Attempt | None,
    stage: str | None,
    book: Book,
    lang: Lang,
    debriefs: dict[tuple[str, Lang], Plain] | None = None,
) -> Plain:
    """Return the whole view: the home screen, or one case at one stage."""
    edition = attempt.edition if attempt else "DSAM2026"
    plain: Plain = {
        "lang": lang.value,
        "screen": "case" if attempt else "home",
        "learner": learner.name,
        "route": {"case": attempt.case if attempt else None, "stage": stage},
        "edition": book.edition_label(edition, lang),
    }
    if attempt is None or stage is None:
        plain["home"] = home(attempts, book, lang)
    else:
        plain["case"] = case_view(
            content.load_case(attempt.case), attempt, stage, book, lang, {} if debriefs is None else debriefs
        )
    return plain
