"""A condition is not named before the learner has to suspect it, and a door and a bridge speak plainly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lbp_teach import content
from lbp_teach.authoring import words
from lbp_teach.authoring.texts import before, check_conditions, check_terms
from lbp_teach.case import Door, Visit, visit_facts
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.text import Text

#: A prolapse is to be suspected at the first visit; the second comes after a scan and an operation, or not.
NAME = "anders-fabricius"
Found = list[tuple[str, str]]
Named = Callable[..., Found]


@pytest.fixture
def named(book: Book) -> Named:
    """Return what both checks say of the case with other texts at its first visit, or another opening on the card."""
    case = content.load_case(NAME)

    def check(card: Text | None = None, **changes: object) -> Found:
        first = case.visits[0].model_copy(update=changes)
        changed = case.model_copy(update={"visits": (first, *case.visits[1:]), "opening": card or case.opening})
        found: Found = []

        def report(path: tuple[str | int, ...], what: str, remedy: str) -> None:
            assert remedy
            found.append((".".join(map(str, path)), what))

        check_terms(changed, report)
        check_conditions(changed, book, report)
        return found

    return check


def said(da: str, en: str = "Fine.") -> Text:
    return Text(da=da, en=en)


def door(da: str, en: str = "Fine.") -> tuple[Door, ...]:
    return (Door(label=said("Kom", "Arrived"), value=said(da, en)),)


def first_branch(bridge: Text) -> tuple[object, ...]:
    visit: Visit = content.load_case(NAME).visits[0]
    return (visit.next[0].model_copy(update={"bridge": bridge}), *visit.next[1:])


def test_as_it_is_nothing_is_named_too_early(named: Named, book: Book) -> None:
    assert named() == []
    case = content.load_case(NAME)
    assert "disc_prolapse" in assess(book, visit_facts(case, "first", book)).verdicts["suspected"].best
    assert "slipped disc" in case.visits[0].next[0].bridge.en, "and the bridge after it tells what the scan showed"


@pytest.mark.parametrize(
    ("change", "place", "what"),
    [
        ({"door": door("Med en diskusprolaps")}, "visits.0.door.0.value.da", "'diskusprolaps' names what the learner"),
        ({"door": door("Fint.", "With a slipped disc")}, "visits.0.door.0.value.en", "'slipped disc' names what"),
        ({"label": said("Prolaps, første besøg")}, "visits.0.label.da", "'Prolaps' names what the learner is to"),
        ({"place_time": said("Fint.", "Prolapse clinic, 9:10")}, "visits.0.place_time.en", "'Prolapse' names what"),
        ({"opening": said("Det er en prolaps igen.")}, "visits.0.opening.da", "'prolaps' names what"),
        ({"card": said("Det er en prolaps igen.")}, "opening.da", "is to suspect at 'first'"),
        ({"door": door("Med en parese i foden")}, "visits.0.door.0.value.da", "'parese' is a clinician's word"),
        ({"next": first_branch(said("Smerten var radikulær."))}, "visits.0.next.0.bridge.da", "'radikulær' is a clin"),
    ],
)
def test_what_gives_the_answer_away_is_named(named: Named, change: dict[str, object], place: str, what: str) -> None:
    ((at, found),) = named(**change)
    assert at == place
    assert what in found


@pytest.mark.parametrize(
    "change",
    [
        {"door": door("Brev: ”ingen parese, ingen radikulære smerter”", "Letter: “no paresis”")},
        {"door": door("Billeder fra sidste år uden en stor prolaps", "Images last year, no prolapse")},
        {"door": door("Kræft i familien", "A cancer in the family")},  # is not suspected of him
        {"next": first_branch(said("Scanningen viste en prolaps.", "The scan showed a prolapse."))},
    ],
)
def test_what_may_be_told_is_let_through(named: Named, change: dict[str, object]) -> None:
    assert named(**change) == []


def test_a_bridge_may_not_name_what_is_new_at_the_visit_it_leads_to(book: Book) -> None:
    """Birgit's first visits are a root; the cauda comes later, and its name would give it away on the way there."""
    case = content.load_case("birgit-aagaard")
    best = {
        visit.id: set(assess(book, visit_facts(case, visit.id, book)).verdicts["suspected"].best)
        for visit in case.visits
    }
    at, number, branch = next(
        (index, number, branch)
        for index, visit in enumerate(case.visits)
        for number, branch in enumerate(visit.next)
        if "cauda_equina" in best[branch.visit] - best[visit.id]
    )
    told = branch.model_copy(update={"bridge": said("Nu ligner det cauda.", "It now looks like cauda equina.")})
    visit = case.visits[at]
    ways = (*visit.next[:number], told, *visit.next[number + 1 :])
    visits = (*case.visits[:at], visit.model_copy(update={"next": ways}), *case.visits[at + 1 :])
    found: list[str] = []
    check_conditions(case.model_copy(update={"visits": visits}), book, lambda path, what, remedy: found.append(what))
    assert found == [
        f"{name!r} names what the learner is to suspect at {branch.visit!r}." for name in ("cauda", "cauda equina")
    ]


def test_the_names_are_those_of_the_decision(book: Book) -> None:
    known = {option.value for option in book.decisions["suspected"].options} - {"none"}
    assert set(words.words().conditions) == known
    for name, texts in words.words().conditions.items():
        for lang, entries in texts.items():
            assert words.condition(f"Det {entries[0].strip('*')} her", lang, name), (name, lang)


def test_the_visits_before_one_are_those_that_lead_to_it() -> None:
    case = content.load_case("birgit-aagaard")
    assert before(case, case.visits[0].id) == set()
    assert case.visits[0].id in before(case, case.visits[-1].id)
