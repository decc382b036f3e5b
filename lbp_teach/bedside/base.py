"""What all assessment tools share: a patient to work on, acts that are recorded, and marks that explain themselves.

An exercise is pure. It knows the patient; the screen knows only what `view` gives away. A state is a fold over recorded
acts, so that a reload, a second window and the debrief of a case all see the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, TypeVar

from lbp_teach.guideline.assess import Book
from lbp_teach.refusal import Refusal, refuse
from lbp_teach.text import Lang, Text, both

Plain = dict[str, Any]
Body = dict[str, Any]
#: An act as it is recorded: its kind and its details, plain JSON.
Act = tuple[str, Body]
State = TypeVar("State")
MarkName = Literal["right", "partly", "missing", "too_much", "critical", "wrong"]
#: The kind of act that ends the work: nothing can be changed after it, and the marks are shown.
LOCK = "lock"
_LOCKED = both(
    da="Dit svar er låst, måske i et andet vindue. Begynd forfra for at prøve igen.",
    en="Your answer is locked, perhaps in another window. Start over to try again.",
)


@dataclass(frozen=True)
class Mark:
    """One mark and what explains it.

    Attributes:
        subject: what it is about; unique within the exercise.
        title: the same in words.
        mark: what it came to.
        points: points given, negative where more than needed was done.
        of: points that could be had.
        because: why, in the words of a teacher.
        cites: statements it rests on.
        conflicts: disagreements of the sources that touch it.
        reviewed: False where it is the toolkit's own reading.
    """

    subject: str
    title: Text
    mark: MarkName
    points: int
    of: int
    because: Text
    cites: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    reviewed: bool = True


class Exercise(ABC, Generic[State]):
    """One assessment tool on one patient.

    Subclasses are cheap to make and keep no state of their own: everything a learner did is in `State`, which is
    frozen and made by `fold`.
    """

    #: Id of the tool, such as `flags`; names its folder, its words and its place in the record.
    tool: ClassVar[str]

    def __init__(self, book: Book, setting: Mapping[str, Any]) -> None:
        """Keep the guideline and the setting (`settled` made it)."""
        self.book = book
        self.setting = setting

    @classmethod
    @abstractmethod
    def settled(cls, wanted: Mapping[str, Any]) -> Plain:
        """Check a wish for a patient and fill in what is left open (a seed, say); the result is recorded.

        Args:
            wanted: from a notebook or from the browser; nothing in it is trusted.

        Raises:
            Refusal: there is no such patient; says what is allowed.
        """

    def choosable(self, wanted: Mapping[str, Any]) -> Plain:
        """Return the part of a wish that a screen may make when it begins anew: nothing, unless a tool allows more.

        A screen that could choose any patient could read the key of a visit that has not been reached.

        Args:
            wanted: what the browser sent; nothing in it is trusted.
        """
        return dict(self.setting)

    @abstractmethod
    def start(self) -> State:
        """Return the state before anything was done."""

    @abstractmethod
    def checked(self, state: State, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Decide what an act records.

        Args:
            state: the state as it is now.
            kind: the kind of act; `lock` ends the work.
            args: what the browser sent; nothing in it is trusted. The names `type`, `id`, `kind`, `run`, `attempt`,
                `visit`, `tool` and `do` belong to the wire and cannot be used for details.

        Returns:
            The body to record, under the same names as the details have in `args`; None when the act changes nothing.

        Raises:
            Refusal: the act is not possible, with a sentence in both languages.
        """

    @abstractmethod
    def fold(self, state: State, kind: str, body: Body) -> State:
        """Return the state after a recorded act. An act it does not know (an older version's) changes nothing."""

    @abstractmethod
    def done(self, state: State) -> bool:
        """Return whether the work is locked."""

    @abstractmethod
    def pack(self, lang: Lang) -> Plain:
        """Return what is the same for every patient: lists, names, drawings. Nothing that hints at an answer."""

    @abstractmethod
    def view(self, state: State, lang: Lang, *, reveal: bool) -> Plain:
        """Return what the learner may see now.

        Args:
            state: the state as it is now.
            lang: language of the words.
            reveal: whether answers may be told (the work is locked, and no case waits for its debrief).
        """

    @abstractmethod
    def marks(self, state: State) -> tuple[Mark, ...]:
        """Return the marks of what was done, in a fixed order; their points are all there is."""

    @abstractmethod
    def model(self) -> tuple[Act, ...]:
        """Return the acts of somebody who does everything right; it gets every point, and ends with the lock."""

    def after(self, acts: Iterable[Act]) -> State:
        """Return the state after these recorded acts."""
        state = self.start()
        for kind, body in acts:
            state = self.fold(state, kind, body)
        return state

    def check(self, state: State, kind: str, args: Mapping[str, Any]) -> Body | None:
        """Decide what an act records; refuses everything once the work is locked.

        Raises:
            Refusal: the act is not possible, with a sentence in both languages.
        """
        if self.done(state):
            if kind == LOCK:
                return None
            raise Refusal(_LOCKED)
        return self.checked(state, kind, args)


def total(marks: Iterable[Mark]) -> tuple[int, int]:
    """Return points given (never below 0) and points that could be had."""
    found = list(marks)
    return max(0, sum(m.points for m in found)), sum(m.of for m in found)


def one_of(value: Any, allowed: Iterable[str], da: str, en: str) -> str:
    """Return `value` if it is one of the allowed words.

    Raises:
        Refusal: it is not; `da` and `en` say what to choose.
    """
    if isinstance(value, str) and value in set(allowed):
        return value
    raise refuse(da, en)
