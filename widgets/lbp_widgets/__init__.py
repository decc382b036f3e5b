"""The front end: the calls that notebooks make."""

from typing import TYPE_CHECKING, Any

from lbp_widgets.exam.exam import NeuroExam, neuro_exam
from lbp_widgets.explorer.explorer import Explorer, explorer
from lbp_widgets.flags.flags import FlagSorter, flag_sorter
from lbp_widgets.icf.icf import IcfMapper, icf_mapper
from lbp_widgets.instruments.instruments import Instruments, instruments
from lbp_widgets.lab.lab import Lab, lab
from lbp_widgets.pain.pain import PainType, pain_type
from lbp_widgets.player.player import Player, open_case, player
from lbp_widgets.talk.talk import Conversation, conversation
from lbp_widgets.triage.triage import TriageBoard, triage_board

if TYPE_CHECKING:
    from lbp_widgets.clinic.clinic import Clinic, clinic_day
    from lbp_widgets.cohort.cohort import Cohort, cohort
    from lbp_widgets.course.course import Courses, courses
    from lbp_widgets.examroom.examroom import Examroom, examroom
    from lbp_widgets.live.live import Live, live
    from lbp_widgets.studio.studio import Studio, studio

__all__ = [
    "Clinic",
    "Cohort",
    "Conversation",
    "Courses",
    "Examroom",
    "Explorer",
    "FlagSorter",
    "IcfMapper",
    "Instruments",
    "Lab",
    "Live",
    "NeuroExam",
    "PainType",
    "Player",
    "Studio",
    "TriageBoard",
    "clinic_day",
    "cohort",
    "conversation",
    "courses",
    "examroom",
    "explorer",
    "flag_sorter",
    "icf_mapper",
    "instruments",
    "lab",
    "live",
    "neuro_exam",
    "open_case",
    "pain_type",
    "player",
    "studio",
    "triage_board",
]


def __getattr__(name: str) -> Any:
    """Load what not every kernel needs when it is asked for: the studio reads YAML, the clinic draws patients."""
    if name in ("Clinic", "clinic_day"):
        from lbp_widgets.clinic import clinic as clinic_module

        return getattr(clinic_module, name)
    if name in ("Studio", "studio"):
        from lbp_widgets.studio import studio as found

        # The name of the function is that of its folder, which the import has just put in its place.
        globals().update(Studio=found.Studio, studio=found.studio)
        return globals()[name]
    if name in ("Cohort", "cohort"):
        from lbp_widgets.cohort import cohort as shown

        globals().update(Cohort=shown.Cohort, cohort=shown.cohort)
        return globals()[name]
    if name in ("Courses", "courses"):
        from lbp_widgets.course import course

        return getattr(course, name)
    if name in ("Live", "live"):
        from lbp_widgets.live import live as now

        globals().update(Live=now.Live, live=now.live)
        return globals()[name]
    if name in ("Examroom", "examroom"):
        from lbp_widgets.examroom import examroom as room

        globals().update(Examroom=room.Examroom, examroom=room.examroom)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
