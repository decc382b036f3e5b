"""The front end: the calls that notebooks make."""

from lbp_widgets.explorer.explorer import Explorer, explorer
from lbp_widgets.player.player import Player, open_case, player

__all__ = ["Explorer", "Player", "explorer", "open_case", "player"]
