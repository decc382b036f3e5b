"""The front end: the calls that notebooks make."""

from lbp_widgets.explorer.explorer import Explorer, explorer
from lbp_widgets.lab.lab import Lab, lab
from lbp_widgets.player.player import Player, open_case, player

__all__ = ["Explorer", "Lab", "Player", "explorer", "lab", "open_case", "player"]
