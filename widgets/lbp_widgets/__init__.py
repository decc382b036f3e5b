"""The front end: the calls that notebooks make."""

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

__all__ = [
    "Conversation",
    "Explorer",
    "FlagSorter",
    "IcfMapper",
    "Instruments",
    "Lab",
    "NeuroExam",
    "PainType",
    "Player",
    "TriageBoard",
    "conversation",
    "explorer",
    "flag_sorter",
    "icf_mapper",
    "instruments",
    "lab",
    "neuro_exam",
    "open_case",
    "pain_type",
    "player",
    "triage_board",
]
