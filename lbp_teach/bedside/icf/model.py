"""The function map's content: how many statements each component gets, and the whole-person summary in words."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from lbp_teach.guideline.assess import Book
from lbp_teach.text import Frozen, Text

#: Beside a finding's own values: nobody has asked.
NOT_EXPLORED = "not_explored"


class Quota(Frozen):
    """How many statements of a component are laid out."""

    id: str
    quota: int = Field(ge=1, le=8)


class Whole(Frozen):
    """What the stratification reads of one component.

    Attributes:
        component: which.
        finding: the finding that sums it up; its values are the choices.
        ask: the question that a learner answers with one of them.
        says: each value as it finishes a sentence that begins with the patient's name.
        unknown: what is missing where nobody has asked.
        cites: what the component is for.
    """

    component: str
    finding: str
    ask: Text
    says: dict[str, Text]
    unknown: Text
    cites: tuple[str, ...]


class Content(Frozen):
    """The components and the summary, in the order they are shown."""

    components: tuple[Quota, ...]
    wholes: tuple[Whole, ...]

    def problems(self, book: Book) -> Iterator[tuple[str, str]]:
        """Yield (key, what is wrong) for references that lead nowhere and values without words."""
        known = tuple(component.id for component in book.guideline.components)
        if tuple(one.id for one in self.components) != known:
            yield "components", f"The components are {', '.join(known)}, each once and in this order."
        for one in self.wholes:
            where = f"wholes.{one.component}"
            if one.component not in known:
                yield where, f"There is no component {one.component!r}."
            finding = book.findings.get(one.finding)
            if finding is None or tuple(finding.values) != tuple(one.says):
                yield f"{where}.says", f"It needs words for the values of {one.finding!r}, in their order."
            for name in one.cites:
                if name not in book.statements:
                    yield f"{where}.cites", f"There is no statement {name!r}."

    def whole(self, component: str) -> Whole | None:
        """Return how a component is summed up; None for the body, which has no finding of its own."""
        return next((one for one in self.wholes if one.component == component), None)
