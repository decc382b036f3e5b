"""The front end: the calls that notebooks make."""

from lbp_widgets.explorer.explorer import Explorer, explorer
from lbp_widgets.instruments.instruments import Instruments, instruments
from lbp_widgets.lab.lab import Lab, lab
from lbp_widgets.pain.pain import PainType, pain_type
from lbp_widgets.player.player import Player, open_case, player

__all__ = [
    "Explorer",
    "Instruments",
    "Lab",
    "PainType",
    "Player",
    "explorer",
    "instruments",
    "lab",
    "open_case",
    "pain_type",
    "player",
]
