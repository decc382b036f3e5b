"""The front end: the calls that notebooks make."""

from lbp_widgets.player.player import Player, open_case, player

__all__ = ["Player", "open_case", "player"]
