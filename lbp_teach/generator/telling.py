"""Give a drawn patient a name, a life and words, consistent with what is true.

Twelve seeds in a row (a morning) share one shuffling of voices, names, jobs and lines, and each takes its own place in
it: that is why they do not sound alike, while every patient still follows from the seed alone.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, TypeVar

from lbp_teach.case import BothSides, Case
from lbp_teach.generator import load
from lbp_teach.generator.lines import Lines, capital
from lbp_teach.generator.model import ROOT
from lbp_teach.generator.numbers import spoken_number
from lbp_teach.generator.seen import Seen
from lbp_teach.generator.situations import RULES, situation
from lbp_teach.generator.template_model import Home, Job, Pastime, Templates, Told, Voice
from lbp_teach.guideline.facts import PRESENT
from lbp_teach.guideline.model import Scalar
from lbp_teach.text import Text

if TYPE_CHECKING:
    from lbp_teach.generator.drawing import Truth

One = TypeVar("One")
BLOCK = 12
MINUTES = 25
_OPENS_AT = 8 * 60
_EACH = 15
#: Findings that are told as a story, and which list of stories.
STORIES = {
    "flags.minor_trauma": "mishap",
    "flags.major_trauma": "accident",
    "flags.previous_cancer": "cancer",
    "flags.previous_bacterial_infection": "infection",
    "flags.systemic_steroids": "steroids",
    "flags.immunosuppression": "immune",
    "flags.chest_pain": "chest",
    "flags.weight_loss": "weight",
}
#: Questions whose answers several illnesses add a sentence to.
_ADDED = ("other_illness", "regular_medicine")
_SPOUSES = {
    "female": Text.model_construct(da="min kone", en="my wife"),
    "male": Text.model_construct(da="min mand", en="my husband"),
}
_OTHER_SEX = {"female": "male", "male": "female"}
_SAME_SEX = 0.08
_SORE = 7


class Life:
    """Who a drawn patient is, apart from the illness."""

    def __init__(self, truth: Truth, templates: Templates):
        """Draw voice, name, job, home and what the patient likes to do."""
        self.truth, self.templates = truth, templates
        self.block, self.place = divmod(truth.seed, BLOCK)
        self.key = f"lbp-teach words {truth.version} {truth.mode} {self.block}"
        self.rng = Random(f"lbp-teach words {truth.version} {truth.mode} patient {truth.seed}")
        self.voices = self.shuffled("voices", templates.voices)
        self.voice: Voice = self.voices[self.place % len(self.voices)]
        band = "young" if truth.age < 35 else "middle" if truth.age < 65 else "old"
        firsts = getattr(templates.first_names, truth.sex)[band]
        self.first = self.turn(f"first {truth.sex} {band}", firsts)
        self.last = self.turn("last", [name for row in templates.last_names for name in row])
        spouse = truth.sex if self.rng.random() < _SAME_SEX else _OTHER_SEX[truth.sex]
        self.spouse = _SPOUSES[spouse]
        self.job: Job = self.turn(f"jobs {truth.heavy}", [j for j in templates.jobs if j.heavy == truth.heavy])
        if truth.status == "retired":
            self.job = self.turn("jobs", templates.jobs)
        self.title = self.turn("students", templates.students) if truth.status == "student" else self.job.title
        self.home: Home = self.turn(
            "homes",
            [h for h in templates.homes if h.from_age <= truth.age <= h.to_age and truth.status in h.status],
        )
        self.pastime: Pastime = self.turn("pastimes", [p for p in templates.pastimes if self._fits(p)])
        self.stories: dict[str, Told] = {}
        for finding, name in STORIES.items():
            if truth.facts.get(finding) == PRESENT:
                fits = [
                    s
                    for s in templates.stories[name]
                    if s.sex in (None, truth.sex) and s.from_age <= truth.age <= s.to_age
                ]
                self.stories[name] = self.turn(f"story {name}", fits)
        self.seen = Seen(truth, alone=self.home.alone)

    def _fits(self, pastime: Pastime) -> bool:
        """Return whether somebody in this state can say that the pastime goes on as before."""
        facts, age = self.truth.facts, self.truth.age
        if not pastime.from_age <= age <= pastime.to_age:
            return False
        if facts.get("function.participation") != "full":
            return True
        able = facts.get("function.activities") == "managed" and self.truth.pain < _SORE
        return (able or not pastime.heavy) and not (pastime.walks and "history.walking_leg_pain" in facts)

    def shuffled(self, what: str, options: tuple[One, ...] | list[One]) -> list[One]:
        """Return the options in the order of this morning."""
        found = list(options)
        Random(f"{self.key} {what}").shuffle(found)
        return found

    def turn(self, what: str, options: tuple[One, ...] | list[One]) -> One:
        """Return the option whose turn it is in this morning; others of the morning get others while there are some."""
        return self.shuffled(what, options)[self.place % len(options)]


@lru_cache(maxsize=1)
def _templates() -> Templates:
    return load.generator().templates


def told(truth: Truth, case_id: str, facts: dict[str, Scalar | BothSides]) -> Case:
    """Return the case of a drawn patient: one visit, in both languages."""
    life = Life(truth, _templates())
    lines = Lines(life, slots(life))
    opening = lines.opening()
    age = truth.age
    case = {
        "id": case_id,
        "licence": "CC-BY-4.0",
        "reviewed": "awaiting_clinician",
        "difficulty": _difficulty(life),
        "persona": {
            "name": f"{life.first} {life.last}",
            "first_name": life.first,
            "initials": f"{life.first[0]}{life.last[0]}",
            "age": age,
            "sex": truth.sex,
            "occupation": _occupation(life),
        },
        "setting": {"da": "Almen praksis", "en": "General practice"},
        "objectives": [t.model_dump() for t in life.templates.objectives[_group(truth)]],
        "themes": ["wants_imaging"] if life.seen.has("history.wants_imaging") else [],
        "opening": _plain(opening),
        "visits": [
            {
                "id": "first",
                "kind": "first",
                "label": {"da": "Første besøg", "en": "First visit"},
                "place_time": _time(life.place),
                "minutes": MINUTES,
                "opening": _plain(lines.second(opening)),
                "door": _door(life),
                "facts": facts,
                "answers": {name: _plain(text) for name, text in answers(life, lines).items()},
                "endings": [{"text": _ending(truth)}],
            }
        ],
    }
    return Case.model_validate(case)


def slots(life: Life) -> dict[str, Text]:
    """Return what lines leave open, filled for this patient; with a capital letter as it begins a sentence."""
    truth, words, facts = life.truth, life.templates, life.truth.facts
    root = truth.root or "S1"
    side = {"left": ("venstre", "left"), "right": ("højre", "right")}
    other = "right" if truth.side == "left" else "left"
    found = {
        "duration": words.durations[f"{truth.weeks:g}"],
        "nrs": spoken_number(truth.pain),
        "side": _pair(*side[truth.side]),
        "other": _pair(*side[other]),
        "path": words.places[f"path_{root}"],
        "patch": words.places[f"patch_{root}"],
        "minutes": words.minutes[f"{facts.get('history.morning_stiffness_minutes', 10)}"],
        "onset": spoken_number(int(facts.get("history.onset_age_years", truth.age))),
        "job": life.title,
        "a_job": _pair(life.title.da, _article(life.title.en)),
        "do": life.pastime.do,
        "doing": life.pastime.doing,
        "full": life.pastime.full,
        "reduced": life.pastime.reduced,
        "spouse": life.spouse,
    }
    if "flags.sick_leave_weeks" in facts:
        found["leave"] = words.durations[f"{facts['flags.sick_leave_weeks']:g}"]
        ahead = f"{facts.get('flags.sick_leave_expected_weeks', 0):g}"
        if ahead != "0":
            found["ahead"] = words.durations[ahead]
    if "history.months_since_status" in facts:
        found["months"] = spoken_number(int(facts["history.months_since_status"]))
    if "history.weakness_age_hours" in facts:
        found["ago"] = words.hours[f"{facts['history.weakness_age_hours']}"]
    given = {name: _pair(text.da, text.en) for name, text in found.items()}
    return given | {name.capitalize(): _pair(capital(t.da), capital(t.en)) for name, t in given.items()}


def answers(life: Life, lines: Lines) -> dict[str, Text]:
    """Return what the patient answers to every question."""
    found: dict[str, Text] = {}
    for question in RULES:
        said = lines.voiced(question) or lines.answer(question, situation(question, life.seen))
        if said is not None:
            found[question] = said
    for question in ("worry", "hopes", "anything_else"):
        if (said := lines.voiced(question)) is not None:
            found.setdefault(question, said)
    for story in life.stories.values():
        for question, text in story.says.items():
            # A mishap begins pain that is new; pain that has come and gone for months began before it.
            late = question in ("pain_onset", "trauma") and situation("trauma", life.seen) == "late"
            if question not in _ADDED and not late:
                found[question] = text
    if life.truth.status == "working":
        found["work_tasks"] = life.job.tasks
    found["home"] = lines.filled(life.home.says)
    _illness(life, lines, found)
    if life.seen.has("health.stomach_trouble"):
        found["pain_medicine"] = lines.joined([found["pain_medicine"], lines.stomach()])
    return found


def _illness(life: Life, lines: Lines, found: dict[str, Text]) -> None:
    """Add up what the patient says of other illness and regular medicine, a sentence for each."""
    seen = life.seen
    has = {
        "heart": seen.has("health.heart_disease"),
        "kidney": seen.has("health.kidney_disease"),
        "stomach": seen.has("health.stomach_trouble"),
    }
    ill = [lines.answer("other_illness", name) for name, there in has.items() if there]
    has = {"thinner": seen.has("health.anticoagulants"), **has, "bones": seen.has("flags.osteoporosis")}
    pills = [lines.answer("regular_medicine", name) for name, there in has.items() if there]
    for question, parts in (("other_illness", ill), ("regular_medicine", pills)):
        told = [story.says[question] for story in life.stories.values() if question in story.says]
        sentences = [part for part in (*parts, *told) if part is not None]
        if sentences:
            found[question] = lines.joined(sentences)


def _occupation(life: Life) -> dict[str, str]:
    title = life.title
    if life.truth.status == "retired":
        return {"da": f"pensioneret {title.da}", "en": f"retired {title.en}"}
    return {"da": title.da, "en": title.en}


def _door(life: Life) -> list[dict[str, object]]:
    door = life.templates.door
    booked = "booked_before" if life.truth.weeks >= 2 else "booked_lately"
    rows = (
        ("lives", life.home.door),
        ("booked", life.turn(booked, door[booked])),
        ("seen", life.turn("seen", door["seen_last"])),
    )
    return [{"label": _plain(door[name][0]), "value": _plain(value)} for name, value in rows]


def _time(place: int) -> dict[str, str]:
    hours, minutes = divmod(_OPENS_AT + _EACH * place, 60)
    return {"da": f"Formiddag, kl. {hours}.{minutes:02}", "en": f"Morning, {hours}:{minutes:02}"}


def _ending(truth: Truth) -> dict[str, str]:
    one = load.generator().courses.condition(truth.condition)
    return {
        "da": f"Patienten er trukket tilfældigt, og dette lå bag: {_small(one.truth.da)}",
        "en": f"The patient was drawn at random, and this lay behind: {_small(one.truth.en)}",
    }


def _group(truth: Truth) -> str:
    return (
        "serious"
        if truth.course.needs_finding or truth.course.emergency
        else "root"
        if truth.condition in ROOT
        else "non_specific"
    )


def _difficulty(life: Life) -> int:
    base = {"non_specific": 2, "root": 3, "serious": 4}[_group(life.truth)]
    return min(5, base + (life.truth.pattern in ("alarm", "two", "only_tired", "only_night", "only_recent", "hidden")))


def _article(title: str) -> str:
    return f"{'an' if title[0].lower() in 'aeiou' else 'a'} {title}"


def _pair(da: str, en: str) -> Text:
    return Text.model_construct(da=da, en=en)


def _plain(text: Text) -> dict[str, str]:
    return {"da": text.da, "en": text.en}


def _small(words: str) -> str:
    return words[0].lower() + words[1:]
