"""The front end: the calls that notebooks make."""

from lbp_widgets.explorer.explorer import Explorer, explorer
from lbp_widgets.lab.lab import Lab, lab
from lbp_widgets.pain.pain import PainType, pain_type
from lbp_widgets.player.player import Player, open_case, player
from lbp_widgets.talk.talk import Conversation, conversation

__all__ = [
    "Conversation",
    "Explorer",
    "Lab",
    "PainType",
    "Player",
    "conversation",
    "explorer",
    "lab",
    "open_case",
    "pain_type",
    "player",
]
