"""The front end: the calls that notebooks make."""

from importlib import import_module
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


#: What not every kernel needs, and where it stands: the studio reads YAML, the clinic draws patients.
_LATER = {
    "clinic.clinic": ("Clinic", "clinic_day"),
    "cohort.cohort": ("Cohort", "cohort"),
    "course.course": ("Courses", "courses"),
    "examroom.examroom": ("Examroom", "examroom"),
    "live.live": ("Live", "live"),
    "studio.studio": ("Studio", "studio"),
}


def __getattr__(name: str) -> Any:
    """Load what not every kernel needs when it is asked for."""
    for where, names in _LATER.items():
        if name in names:
            module = import_module(f"{__name__}.{where}")
            # A function may be named like its folder, which the import has just put in its place.
            globals().update({one: getattr(module, one) for one in names})
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
