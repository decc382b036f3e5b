"""A class as pandas tables and reports, for a teacher's own notebook: one call for each thing, each to be changed.

The numbers are those of the dashboard, from the same functions. Column names are English identifiers, as in exports;
labels and reasons are in the language that was asked for. What is not told has no number (`<NA>`) and says why in
`note`. Where learners are simulated, it stands in the corner of every table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from lbp_teach.cohort import dashboard_people, judging
from lbp_teach.cohort.dashboard_counts import Person
from lbp_teach.cohort.dashboard_data import Cohort, Filters
from lbp_teach.cohort.dashboard_habits import habits
from lbp_teach.cohort.dashboard_say import Say
from lbp_teach.cohort.dashboard_session import CohortSession
from lbp_teach.cohort.figure import Figure
from lbp_teach.cohort.report_page import Report
from lbp_teach.cohort.standard_marks import PassMarks
from lbp_teach.cohort.table_parts import Table, figure_columns, page_lang, telling
from lbp_teach.records import Store
from lbp_teach.text import Lang


def open_class(
    lang: str | None = None,
    *,
    case: str | None = None,
    group: str | None = None,
    since: str | None = None,
    until: str | None = None,
    groups: Mapping[str, str] | None = None,
) -> ClassTables:
    """Return the class of this installation's records; the first time after many new attempts it marks them.

    Args:
        lang: `da` or `en`, for labels and reports; None for that of the page's address (`?lang=en`), else that of the
            server (`serve --lang`), else Danish.
        case: id of one case; None for all.
        group: name of one group, such as the title of a course; None for all.
        since: first day of finishing, such as `2026-09-07`; None for any.
        until: last day of finishing; None for any.
        groups: by learner id or id of a course, the group; None for the courses, each by its title.

    Raises:
        ValueError: the language or a day is none.
    """
    filters = Filters(case, group, *(date.fromisoformat(day) if day else None for day in (since, until)))
    return ClassTables(CohortSession(groups=groups), Lang(lang) if lang else page_lang(), filters)


class ClassTables:
    """A class at one setting of the filters.

    Typical use: `the_class = open_class()`, then `the_class.items()`.
    """

    def __init__(self, session: CohortSession, lang: Lang = Lang.DA, filters: Filters | None = None) -> None:
        """Read the records.

        Args:
            session: where the marks come from.
            lang: for labels and reports.
            filters: what is looked at; None for all.
        """
        session.read(telling())
        self._session = session
        self._say = Say(session.book, lang)
        self._data = Cohort.of(*session.frames(), session.book, filters)
        self._nobody = self._say("nobody.filtered" if filters not in (None, Filters()) else "empty")

    def __repr__(self) -> str:
        """Return what it is, in a form that nbval can compare."""
        return "<LBP Teach class>"

    # ---- the test ----

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return attempts and marks, a row each, as filtered: what all other tables are made of."""
        return self._data.attempts, self._data.items

    def about(self) -> pd.DataFrame:
        """Return how many learners, attempts and cases there are, and how many of the learners are simulated."""
        counted = self._data.counted
        simulated = counted[counted["simulated"]]["learner"].nunique()
        row = {
            "learners": self._data.learners,
            "attempts": len(counted),
            "cases": int(counted["base"].nunique()),
            "simulated": int(simulated),
        }
        return self._table("about", [row], list(row))

    def items(self, case: str | None = None) -> pd.DataFrame:
        """Return each item with facility, discrimination and what to look at; items with something to look at first.

        Args:
            case: id of a case; None for all together, which takes longer.
        """
        found = sorted(
            self._data.analysis_of(case).items, key=lambda one: (-len(one.flags), one.facility.value or 0, one.item)
        )
        rows = [
            {
                "label": one.label(self._say.lang),
                "case": self._say.case(one.base),
                "visit": self._say.visit(one.base, one.visit),
                "n": one.n,
                **figure_columns("facility", one.facility),
                **figure_columns("item_rest", one.rest),
                **figure_columns("upper_lower", one.upper_lower),
                "look_at": " ".join(flag.text(self._say.lang) for flag in one.flags),
                "note": self._notes(one.facility, one.rest, one.upper_lower),
                "item": one.item,
            }
            for one in found
        ]
        names = [f"{name}{end}" for name in ("facility", "item_rest", "upper_lower") for end in ("", "_low", "_high")]
        # What matters first: a page is not as wide as the table.
        return self._table(
            "items", rows, ["label", "n", *names[:3], "look_at", *names[3:], "case", "visit", "note", "item"]
        )

    def options(self, item: str | None = None, case: str | None = None) -> pd.DataFrame:
        """Return what was chosen at each decision; counts from 1 to 4 are hidden.

        Args:
            item: name of an item, as the last column of `items` has it; None for all decisions.
            case: as for `items`.
        """
        rows = [
            {
                "label": one.label(self._say.lang),
                "case": self._say.case(one.base),
                "option": option.label(self._say.lang),
                "n": option.n,
                "of": one.options.n,
                **figure_columns("share", option.share),
                **figure_columns("rest", option.rest),
                "best_for": option.best_for,
                "item": one.item,
            }
            for one in self._data.analysis_of(case).items
            if one.options and item in (None, one.item)
            for option in one.options.options
        ]
        names = [f"{name}{end}" for name in ("share", "rest") for end in ("", "_low", "_high")]
        return self._table("options", rows, ["label", "case", "option", "n", "of", *names, "best_for", "item"])

    def reliability(self, case: str | None = None) -> pd.DataFrame:
        """Return alpha, KR-20 and the standard error of measurement: of all items, and with each case as one item.

        Args:
            case: as for `items`.
        """
        analysis = self._data.analysis_of(case)
        rows = [
            {
                "of": self._say(f"reliability.{name}", k=one.items),
                "learners": one.learners,
                "items": one.items,
                **figure_columns("alpha", one.alpha),
                **figure_columns("kr20", one.kr20),
                **figure_columns("sem", one.sem),
                "most": one.most,
                "note": self._notes(one.alpha, one.kr20, one.sem),
            }
            for name, one in (("items", analysis.reliability), ("cases", analysis.by_case))
        ]
        names = [f"{name}{end}" for name in ("alpha", "kr20", "sem") for end in ("", "_low", "_high")]
        return self._table("reliability", rows, ["of", "learners", "items", *names, "most", "note"])

    def standards(self) -> pd.DataFrame:
        """Return the pass marks of what judges and examiners typed on the dashboard, and who would pass by each."""
        desk = self._session.desk
        marks = PassMarks.of(self._data.attempts, desk.look().cells, desk.ratings)
        rows = []
        for name, one in marks.methods.items():
            rate = marks.passing(one)
            rows.append(
                {
                    "method": self._say(f"standard.{name}"),
                    "n": one.cut.n,
                    **figure_columns("cut", one.cut),
                    "error": one.error,
                    **figure_columns("pass", rate.rate),
                    "pass_at_low": rate.at_low.value if rate.at_low else None,
                    "pass_at_high": rate.at_high.value if rate.at_high else None,
                    "slope": one.slope,
                    "r_squared": one.explained,
                    "note": one.cut.note(self._say.lang) if one.cut.note else self._notes(one.cut),
                }
            )
        names = [f"{name}{end}" for name in ("cut", "pass") for end in ("", "_low", "_high")]
        more = ["pass_at_low", "pass_at_high", "slope", "r_squared", "note"]
        return self._table("standards", rows, ["method", "n", *names[:3], "error", *names[3:], *more])

    def forget_judgements(self) -> None:
        """Remove what judges typed, with their initials, for all classes; it cannot be undone. Ratings stay."""
        store = self._session.desk.store
        if isinstance(store, Store):
            judging.forget(store)

    def habits(self) -> pd.DataFrame:
        """Return of how many learners each habit of thought showed."""
        rows = [
            {
                "habit": self._say(f"habit.{one.habit}"),
                "n": one.share.n,
                **figure_columns("share", one.share),
                "note": self._notes(one.share),
            }
            for one in habits(self._data.attempts)
        ]
        return self._table("habits", rows, ["habit", "n", "share", "share_low", "share_high", "note"])

    # ---- learners and reports ----

    def learners(self) -> pd.DataFrame:
        """Return the learners, those to talk to first."""
        rows = [
            {
                "pseudonym": one.pseudonym,
                "dangerous": one.under,
                "too_much": one.over,
                "score": round(one.score, 1),
                "cases": one.attempts,
                "learner": one.learner,
            }
            for one in self._people()
        ]
        return self._table("learners", rows, ["pseudonym", "dangerous", "too_much", "score", "cases", "learner"])

    def report(self) -> Report:
        """Return the report of the class."""
        html = dashboard_people.class_report(self._data, self._say)
        nobody = self._nobody if self._data.counted.empty else ""
        return Report("lbp-class.html", self._say("report.class"), html, self._say.lang, nobody)

    def report_of(self, learner: str | int = 1) -> Report:
        """Return the report of one learner.

        Args:
            learner: a pseudonym or an id; or a place on the list of `learners`, 1 for the first to talk to.

        Raises:
            ValueError: nobody, or more than one, is called that; says what to give instead.
        """
        people = self._people()
        if isinstance(learner, int):
            if not people:
                return self.report()  # it says that there is nobody
            if not 1 <= learner <= len(people):
                raise ValueError(f"There are {len(people)} learners; {learner} is none of them.")
            return self._of(people[learner - 1].learner)
        found = [one.learner for one in people if learner in (one.learner, one.pseudonym)]
        if len(found) != 1:
            several = f"Several are called {learner!r}: give one of the ids {', '.join(found)}."
            raise ValueError(several if found else f"Nobody is called {learner!r}. See the_class.learners().")
        return self._of(found[0])

    def save_reports(self, folder: str = "lbp-reports") -> list[Path]:
        """Write the report of the class and one for each learner into a folder, and return the files.

        Args:
            folder: made if need be; files of the same name are replaced.
        """
        everybody = [self.report(), *(self._of(one.learner) for one in self._people())]
        return [one.save(folder) for one in everybody]

    def _of(self, learner: str) -> Report:
        html = dashboard_people.learner_report(self._data, self._say, learner)
        assert html is not None
        name = next(one.pseudonym for one in self._people() if one.learner == learner)
        return Report(f"lbp-{learner}.html", self._say("report.learner", name=name), html, self._say.lang)

    # ---- inside ----

    def _people(self) -> Sequence[Person]:
        return [] if self._data.test.empty else self._data.people

    def _notes(self, *figures: Figure) -> str:
        words = [one.refused(self._say.lang) for one in figures if one.refused]
        return " ".join(dict.fromkeys(words))

    def _table(self, name: str, rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
        table = Table(list(rows), columns=list(columns)).convert_dtypes()
        table.attrs.update(name=name, lang=str(self._say.lang), nobody=self._nobody if self._data.counted.empty else "")
        if self._data.counted["simulated"].any():
            table.columns.name = self._say("simulated.short")
        return table


__all__ = ["ClassTables", "Report", "open_class"]
