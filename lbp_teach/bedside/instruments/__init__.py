"""Risk and function instruments: NRS, VAS, STarT Back, ÖMPSQ, RMDQ, PCS, ODI."""

from lbp_teach.bedside.instruments.by_hand import score_instrument

__all__ = ["score_instrument"]
