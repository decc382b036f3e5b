"""The dashboard's Python half: hands messages between the screen and the headless session."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lbp_teach.cohort.dashboard_session import CohortSession
from lbp_widgets._compose import compose_js
from lbp_widgets._screen import ReportingScreen, styles, tongue

if TYPE_CHECKING:
    import pandas as pd

_HERE = Path(__file__).parent


class Cohort(ReportingScreen):
    """What a class did: who is dangerous, what to teach, which question was bad.

    Example:
        >>> from lbp_widgets import cohort
        >>> cohort(lang="da")  # doctest: +SKIP

    It shows pseudonyms with their marks, so its notebook stands in `notebooks/teacher/`, served to teachers only.
    """

    _esm = compose_js(_HERE / "cohort.js")
    _css = styles(_HERE)

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return attempts and marks as pandas tables: the very numbers that the dashboard is made of."""
        session: CohortSession = self._session
        return session.frames()


def cohort(lang: str = "da", groups: Mapping[str, str] | None = None) -> Cohort:
    """Return the dashboard of a class.

    Args:
        lang: `da` or `en`; a teacher's own choice in the browser wins.
        groups: by learner id, the group, for filters and columns; None for no groups.
    """
    return Cohort(CohortSession(groups=groups), tongue(lang))
