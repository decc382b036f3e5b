"""The arithmetic of marks and caps in words, whether it is passed, and what a gamer is told."""

from __future__ import annotations

import dataclasses
import re

import pytest
from learner import CASES

from lbp_teach import content
from lbp_teach.debriefing.critical import HARMS, harm_label
from lbp_teach.debriefing.result import adjustments
from lbp_teach.debriefing.whole import debrief
from lbp_teach.guideline.assess import Book
from lbp_teach.mark_sums import focus_text, sum_of, time_text
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Attempt, Choice
from lbp_teach.scoring import Counts, Item, score
from lbp_teach.text import Lang


def told(attempt: Attempt, book: Book, lang: Lang = Lang.EN) -> dict:
    case = content.load_case(attempt.case)
    return debrief(score(case, attempt, book), case, attempt, book, lang)


def rikke(book: Book, *, idle: bool = False, **choices: str) -> Attempt:
    """Rikke as the model plays her, with other choices at both visits, and with nothing asked where she is idle."""
    model = model_attempt(content.load_case("rikke-thorsen"), book)
    more = {name: Choice(value) for name, value in choices.items()}
    nothing = {"asked": (), "examined": (), "recorded": {}, "tools": {}, "seconds": 0} if idle else {}
    visits = [dataclasses.replace(v, choices={**v.choices, **more}, **nothing) for v in model.visits]
    return dataclasses.replace(model, visits=tuple(visits))


def of_time(points: int, **counts: int) -> Item:
    return Item(0, "time", "time", "partly", points, 24, "time", counts=Counts(**counts))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (of_time(0, hits=0, needed=21), "Du hverken spurgte eller undersøgte, så der er ingen tid at give point for."),
        (of_time(24, hits=21, needed=21, acts=9), "Inden for tiden, og alt nødvendigt blev gjort: 24."),
        (
            of_time(14, hits=13, needed=21, acts=9),
            "Inden for tiden. Du gjorde 13 af 21 nødvendige: 24 × 13/21 = 14 (rundet ned).",
        ),
        (of_time(12, hits=21, needed=21, acts=9, over=121), "3 påbegyndte minutter over tiden: 24 − 12 = 12."),
        (of_time(20, hits=21, needed=21, acts=9, over=1), "1 påbegyndt minut over tiden: 24 − 4 = 20."),
        (
            of_time(6, hits=1, needed=2, acts=9, over=180),
            "3 påbegyndte minutter over tiden: 24 − 12 = 12. Og du gjorde 1 af 2 nødvendige: 12 × 1/2 = 6.",
        ),
        (
            of_time(0, hits=1, needed=2, acts=9, over=600),
            "10 påbegyndte minutter over tiden: 24 − 40, dog mindst 0 = 0. Og du gjorde 1 af 2 nødvendige.",
        ),
    ],
)
def test_the_time_tells_its_cause_not_its_mark(book: Book, item: Item, words: str) -> None:
    assert time_text(item, book)(Lang.DA) == words


def test_focus_tells_its_numbers_and_names_five_of_the_needless(book: Book) -> None:
    extra = tuple(q.id for q in book.guideline.questions[:10])
    counts = Counts(hits=13, needed=21, others=10, free=8)
    words = focus_text(Item(0, "time", "focus", "partly", 11, 16, "set", extra=extra, counts=counts), book)(Lang.EN)
    assert "= 16 × 2·13 / (2·13 + 2 + 8) = 11 (rounded down)" in words
    assert "8 free" in words
    assert book.questions[extra[4]].text.en in words
    assert book.questions[extra[5]].text.en not in words
    assert "and 5 more" in words


@pytest.mark.parametrize("name", CASES)
def test_every_sum_ends_in_the_points_of_its_mark(book: Book, name: str) -> None:
    case = content.load_case(name)
    model = model_attempt(case, book)
    # Every second best choice is replaced, so that all grades occur; the estimates are unsure.
    unsure = {"serious_specific": 20, "nerve_root": 30, "non_specific": 50}
    visits = []
    for state in model.visits:
        wrong = {n: Choice(book.decisions[n].options[i % 2].value) for i, n in enumerate(state.choices)}
        visits.append(dataclasses.replace(state, choices=wrong, asked=state.asked[::2], estimates={"after": unsure}))
    report = score(case, dataclasses.replace(model, visits=tuple(visits)), book, explain=False)
    grades = set()
    for item in report.items:
        found = sum_of(item, unsure, book)
        if found is None:
            continue
        grades.add(item.grade)
        words = found(Lang.EN).replace("−", "-")
        patterns = [
            f"= {item.points}.",
            f"= {item.points} of {item.of}",
            f"{item.points} of {item.of}",
            f"→ {item.points} ",
        ]
        assert any(one in words for one in patterns), (item.subject, item.points, words)
    assert {"best", "wrong", "too_much"} <= grades


def test_the_estimate_prints_its_brier_score_and_cuts_off(book: Book) -> None:
    item = Item(0, "probability", "estimate", "partly", 11, 12, "probability", best=("non_specific",))
    chances = {"serious_specific": 1, "nerve_root": 4, "non_specific": 95}
    assert (words := sum_of(item, chances, book)) is not None
    assert words(Lang.DA).startswith("12 × (1 − 1,5 × 0,0042) = 11,92 → 11 ")


# ---- caps and the pass mark ----


def test_a_cap_stands_with_its_arithmetic_also_where_it_is_not_reached(book: Book) -> None:
    scanned = told(rikke(book, imaging="mri"), book, Lang.DA)
    (cap,) = scanned["adjustments"]
    assert cap["label"] == "Loft efter en kritisk fejl: højst 40\u00a0% af 806 = 322"
    assert cap["points"] == 322 - scanned["sum"]
    (cap,) = told(rikke(book, idle=True), book, Lang.DA)["adjustments"]
    assert "anamnese og undersøgelse 0 af 154 (mindst 33\u00a0%): højst 40\u00a0% af 806 = 322" in cap["label"]
    case = content.load_case("rikke-thorsen")
    report = score(case, rikke(book, imaging="mri"), book)
    low = dataclasses.replace(report, sum=300, points=300, cap=0)
    (line,) = adjustments(low, book, Lang.DA)
    assert (line["label"], line["points"]) == ("Kritisk fejl. Loft 322: ikke nået", 0)
    assert told(rikke(book), book)["adjustments"] == []


def test_whether_it_is_passed_and_why_not(book: Book) -> None:
    def label(attempt: Attempt) -> str:
        return told(attempt, book, Lang.DA)["passed"]["label"]

    model = rikke(book)
    assert told(model, book, Lang.DA)["passed"] == {
        "passed": True,
        "label": "Bestået",
        "limit": "Grænsen er 60\u00a0% af 806: mindst 484 point.",
    }
    assert label(rikke(book, imaging="mri")) == "Ikke bestået: kritisk fejl"
    assert label(rikke(book, idle=True)) == "Ikke bestået: for lidt at bygge på"
    assert label(dataclasses.replace(model, practice_from=0)) == "Ikke bestået: øvelse"
    assert label(dataclasses.replace(model, finished=False)) == "Ikke bestået: ikke hele casen"


def test_who_asked_nothing_is_told_so_and_not_praised_for_decisions(book: Book) -> None:
    words = told(rikke(book, idle=True), book)
    assert words["basis"].endswith("to rest on anything: 0 of 154 points.")
    assert words["well"] == []
    (coverage,) = [one for one in words["process"] if one["id"] == "coverage"]
    assert "have you not touched" not in coverage["advice"]
    assert told(rikke(book), book)["basis"] == ""


def test_who_scans_everybody_is_told_what_it_costs(book: Book) -> None:
    assert re.search(
        r"same as for a missed emergency, 40% of 806 = 322 ", told(rikke(book, imaging="mri"), book)["restraint"]
    )
    assert told(rikke(book), book)["restraint"] == ""


def test_a_harmful_medicine_is_neither_too_little_nor_too_late() -> None:
    def one(subject: str, value: str, *best: str) -> Item:
        return Item(0, "decision", subject, "critical", 0, 2, "row", Choice(value), best, "under")

    medicine = one("medicine_class.opioid", "do", "avoid")
    assert harm_label([medicine], "under").en == "A harmful choice"
    assert harm_label([one("say.when_to_call", "avoid", "say")], "under") == HARMS["under"]
    assert harm_label([one("intervention.surgery", "may", "do")], "under") == HARMS["under"]
    assert harm_label([medicine, one("urgency", "routine", "emergency_today")], "under") == HARMS["under"]
    assert harm_label([medicine], "over") == HARMS["over"]
