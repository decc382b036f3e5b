"""Types of the competencies and of the choices behind bars and recommendations, and what each case trains."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from lbp_teach.guideline.assess import Book
from lbp_teach.text import Frozen, Lang, Text


class Competency(Frozen):
    """Something a learner can master, and which marks count for it.

    Attributes:
        id: its id.
        label: its name.
        meaning: one line of what it is.
        decisions: decisions whose marks count.
        cards: cards of the board all of whose decisions count.
        processes: rules that say what has to be asked or examined.
        items: subjects of marks that are neither.
        categories: whole categories of marks.
    """

    id: str
    label: Text
    meaning: Text
    decisions: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class Choice(Frozen):
    """A number the toolkit chose itself, and why."""

    value: float = Field(ge=0)
    why: Text

    def words(self, lang: Lang) -> str:
        """Return the reason with the number in it."""
        return self.why(lang).format(n=f"{self.value:g}", percent=f"{100 * self.value:g}")


class Choices(Frozen):
    """Every number behind mastery and the next case; what each means stands in its `why`.

    Attributes:
        prior: both parameters of the Beta prior.
        points_per_answer: points that count as one answer.
        answers_per_patient: answers that one patient counts as, at most.
        half_life_days: days after which evidence weighs half.
        interval: probability that an interval holds the share.
        least_patients: patients below which no share is shown.
        least_forecasts: estimates below which no curve is shown.
        least_forecast_patients: patients below which no curve is shown, however many estimates there are.
        least_sure: single choices of one certainty below which no share is shown.
        recall: chance of recall at which a rule is due, from 0 to 1.
        rest_days: days before the same patient is offered again.
        refresh: weight of a due rule that was known, against one that was missed.
        critical: weight of a due rule that led to a critical error.
        pressure: forgotten points at which what is due weighs half of its most.
        weight_due: part of what is due in the choice of a case.
        weight_new: part of what was never met.
        weight_level: part of the difficulty.
        known_patient: taken off for a patient who was played before.
        level_up: share from which a patient counts towards a harder case.
        level_run: patients in a row of that kind, after which a harder case is offered.
        level_down: share below which an easier case is offered.
    """

    prior: Choice
    points_per_answer: Choice
    answers_per_patient: Choice
    half_life_days: Choice
    interval: Choice
    least_patients: Choice
    least_forecasts: Choice
    least_forecast_patients: Choice
    least_sure: Choice
    recall: Choice
    rest_days: Choice
    refresh: Choice
    critical: Choice
    pressure: Choice
    weight_due: Choice
    weight_new: Choice
    weight_level: Choice
    known_patient: Choice
    level_up: Choice
    level_run: Choice
    level_down: Choice


class Progress(Frozen):
    """The content of the progress page.

    Attributes:
        competencies: what can be mastered, in the order of the page.
        choices: the numbers behind it.
        trains: by case, the points that each rule can give there. It tells what a patient has and never leaves Python.
    """

    competencies: tuple[Competency, ...]
    choices: Choices
    trains: dict[str, dict[str, int]] = Field(default_factory=dict)

    def of_item(self, category: str, subject: str, card: str | None) -> tuple[str, ...]:
        """Return the competencies that a mark counts for.

        Args:
            category: category of the mark.
            subject: what it is about.
            card: the card of the decision it is about, or None where it is about none.
        """
        return tuple(one.id for one in self.competencies if _counts(one, category, subject, card))

    def problems(self, book: Book) -> Iterator[tuple[str, str]]:
        """Return what leads nowhere and what belongs nowhere: key and sentence."""
        known = {d.id: d.card for d in book.guideline.decisions}
        processes = {r.id for r in book.guideline.rules if r.ask or r.examine}
        for one in self.competencies:
            for name in (*one.decisions, *one.cards, *one.processes):
                if name not in {*known, *known.values(), *processes}:
                    yield f"competencies.{one.id}", f"there is no {name!r} in the guideline."
        for name, card in known.items():
            if not self.of_item("decision", name, card):
                yield "competencies", f"the decision {name!r} belongs to no competency."
        for name in processes:
            if not self.of_item("history", name, None):
                yield "competencies", f"the rule {name!r} belongs to no competency."


def _counts(one: Competency, category: str, subject: str, card: str | None) -> bool:
    if category in one.categories:
        return True
    if category == "decision":
        return subject in one.decisions or card in one.cards
    return subject in one.processes or subject in one.items
