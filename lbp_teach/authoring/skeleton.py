"""The beginning of a case file: valid YAML in the right shape, with comments that lead and marks to replace."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from lbp_teach import strict_yaml
from lbp_teach.authoring.truth import known
from lbp_teach.authoring.words import words
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.logic import Truth
from lbp_teach.text import Lang, Text, both

_SAYS = Path(__file__).with_name("skeleton.yaml")
AGES, DIFFICULTIES, VISITS = (15, 110), (1, 5), (1, 4)
GENERAL_PRACTICE = both(da="Almen praksis", en="General practice")
_LETTERS = str.maketrans(
    {"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ð": "d", "þ": "th"}
)
_VISITS = (
    ("first", both(da="Første besøg", en="First visit")),
    ("second", both(da="Andet besøg", en="Second visit")),
    ("third", both(da="Tredje besøg", en="Third visit")),
    ("fourth", both(da="Fjerde besøg", en="Fourth visit")),
)
#: What nearly every learner asks; with these a patient has a voice. More are welcome.
QUESTIONS = (
    *(
        "pain_duration",
        "pain_onset",
        "pain_where",
        "pain_intensity",
        "pain_course",
        "pain_quality",
        "pain_worse_better",
    ),
    *(
        "pain_night",
        "pain_morning",
        "pain_medicine",
        "treatment_tried",
        "leg_strength",
        "leg_feeling",
        "saddle_feeling",
    ),
    *(
        "bladder_emptying",
        "wellbeing",
        "fever",
        "weight",
        "cancer",
        "trauma",
        "earlier_episodes",
        "daily_tasks",
        "home",
    ),
    *(
        "sleep_stress",
        "exercise",
        "work_tasks",
        "work_managing",
        "sick_leave",
        "own_explanation",
        "worry",
        "hopes",
        "mood",
    ),
)
#: What time makes untrue.
_AGAIN = ("pain_duration", "pain_course", "pain_intensity", "daily_tasks", "worry", "hopes")


@dataclass(frozen=True)
class Wish:
    """What an author has said about the patient.

    Attributes:
        name: the whole name.
        age: 15 to 110 years.
        sex: female or male.
        job: occupation in Danish and English; a language that is not known yet is None.
        setting: where the visits take place.
        difficulty: 1 to 5.
        visits: 1 to 4.
        lang: language of the comments.
    """

    name: str
    age: int
    sex: str
    job: dict[str, str | None] = field(default_factory=dict)
    setting: dict[str, str | None] = field(default_factory=dict)
    difficulty: int = 2
    visits: int = 2
    lang: Lang = Lang.DA


def stem_of(name: str) -> str:
    """Return the id of a case (its file without `.yaml`) for a patient of that name; "" if none can be made."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")[:60]
    return slug if re.fullmatch(r"[a-z][a-z0-9-]+", slug) else ""


def skeleton(wish: Wish, book: Book) -> str:
    """Return the text of a new case file."""
    data, _ = strict_yaml.load(_SAYS.read_text(encoding="utf-8"), _SAYS.name)
    say = {name: Text.model_validate(text)(wish.lang) for name, text in data.items()}
    parts = wish.name.split()
    initials = "".join(part[0].upper() for part in (parts if len(parts) < 4 else [*parts[:2], parts[-1]]))
    lines = [
        "# yaml-language-server: $schema=./case.schema.json",
        *(f"# {say[name]}" for name in ("top", "key", "invented")),
        f"id: {stem_of(wish.name)}",
        "licence: CC-BY-4.0",
        f"reviewed: awaiting_clinician  # {say['reviewed']}",
        f"difficulty: {wish.difficulty}  # {say['difficulty']}",
        "persona:",
        f"  name: {_quoted(wish.name)}",
        f"  first_name: {_quoted(parts[0])}",
        f"  initials: {_quoted(initials)}",
        f"  age: {wish.age}",
        f"  sex: {wish.sex}",
        f"  occupation: {_given(wish.job, both(da='arbejde, med småt', en='job, in small letters'))}",
        f"setting: {_given(wish.setting, GENERAL_PRACTICE)}",
        f"objectives:  # {say['objectives']}",
        *(f"  - {_mark(text)}" for text in _OBJECTIVES),
        f"opening: {_mark(_OPENING)}  # {say['opening']}",
        "",
        f"# {say['variants']}",
        "# variants:",
        f"#   age: [{max(AGES[0], wish.age - 5)}, {min(AGES[1], wish.age + 5)}]",
        "#   side: left",
        "#   other_sex: {name: ..., first_name: ..., initials: ...}",
        "#   alternatives:",
        "#     - id: more_pain",
        "#       axis: severity",
        "#       visit: first",
        "#       facts: {history.pain_nrs: 8}",
        "#       answers: {pain_intensity: {da: ..., en: ...}}",
        "",
        "visits:",
    ]
    for number in range(wish.visits):
        lines += _visit(number, wish.visits, asked_of(wish.age, book), say, book)
    return "\n".join(lines) + "\n"


_OBJECTIVES = (both(da="hvad man lærer", en="what is learnt"), both(da="og hvad mere", en="and what else"))
_OPENING = both(da="hvad patienten siger først", en="what the patient says first")


def _visit(number: int, of: int, asked: tuple[str, ...], say: dict[str, str], book: Book) -> list[str]:
    name, label = _VISITS[number]
    first, last = number == 0, number == of - 1
    lines = [
        f"  - id: {name}",
        f"    kind: {'first' if first else 'follow_up'}",
        *([] if first else [f"    based_on: {_VISITS[number - 1][0]}"]),
        f"    label: {_plain(label)}",
        f"    place_time: {_mark(both(da='ugedag og klokkeslæt', en='weekday and time'))}",
        "    minutes: 20",
        f"    opening: {_mark(_OPENING)}",
        f"    door:  # {say['door']}",
        f"      - {{label: {_plain(both(da='Bor', en='Lives'))}, value: {_mark(both(da='med hvem', en='with whom'))}}}",
        f"      - {{label: {_plain(both(da='Kom', en='Arrived'))}, value: {_mark(both(da='hvordan', en='how'))}}}",
        f"    facts:  # {say['facts' if first else 'changed']}",
    ]
    if first:
        lines += [
            "      history.duration_weeks: 1",
            "      history.pain_nrs: 4",
            "      # history.leg_pain: {left: below_knee}",
            "      # flags.heavy_work: present",
            "      # person.work: retired",
            "      # exam.movement: restricted",
        ]
    else:
        lines += [f"      history.duration_weeks: {1 + 3 * number}", "      # history.course: improving"]
    lines.append(f"    answers:  # {say['answers']}" if first else "    answers:")
    for question in asked if first else _AGAIN:
        lines += [f"      {question}:", *(f"        {line}" for line in _two_lines(book.questions[question].text))]
    way = both(da="hvad der skete imens", en="what happened in between")
    end = both(da="hvordan det gik i sidste ende", en="how it went in the end")
    lines += [f"    {'endings' if last else 'next'}:  # {say['endings' if last else 'next']}"]
    for when in ("{decision: destination, one_of: [emergency_department]}", None):
        entry = [f"text: {_mark(end)}"] if last else [f"visit: {_VISITS[number + 1][0]}", f"bridge: {_mark(way)}"]
        entry = [f"when: {when}", *entry] if when else entry
        lines += [f"      - {entry[0]}", *(f"        {line}" for line in entry[1:])]
    return [*lines, *([] if last else [""])]


def asked_of(age: int, book: Book) -> tuple[str, ...]:
    """Return the questions that the skeleton asks of a patient of that age, whom the ordinary answers may not fit."""
    context = book.context({"person.age_years": age})
    more = [item.questions for item in known(book).answers if evaluate(item.when, context).truth is Truth.TRUE]
    return tuple(dict.fromkeys((*QUESTIONS, *(question for questions in more for question in questions))))


def _two_lines(text: Text) -> tuple[str, str]:
    starts = words().unfinished.starts
    return f"da: {_quoted(f'{starts[str(Lang.DA)]} {text.da}')}", f"en: {_quoted(f'{starts[str(Lang.EN)]} {text.en}')}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: Text) -> str:
    return f"{{da: {_quoted(text.da)}, en: {_quoted(text.en)}}}"


def _mark(text: Text) -> str:
    starts = words().unfinished.starts
    return _plain(both(da=f"{starts['da']} {text.da}", en=f"{starts['en']} {text.en}"))


def _given(said: dict[str, str | None], otherwise: Text) -> str:
    """Return what the author said in each language, with a mark for the language that is missing."""
    if not any(said.values()):
        return _plain(otherwise) if otherwise is GENERAL_PRACTICE else _mark(otherwise)
    known = said.get("da") or said.get("en") or ""
    starts = words().unfinished.starts
    da, en = (said.get(lang) or f"{starts[lang]} {known}" for lang in ("da", "en"))
    return _plain(both(da=da, en=en))
