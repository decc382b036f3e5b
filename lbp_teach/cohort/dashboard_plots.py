"""The drawings of the dashboard: a point with its interval, and shares at levels. Small SVG, with no library.

A drawing has a text alternative, and the table around it holds the same numbers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from lbp_teach.cohort.dashboard_tree import Node, el

#: Size of the strip of an interval, in its own units; the page stretches it.
WIDE, HIGH = 220, 20


def interval_strip(
    value: float, low: float, high: float, words: str, tone: str = "", least: float = 0, most: float = 1
) -> Node:
    """Return a value as a dot and its interval as a bar on a line from the least to the most.

    Args:
        value: the figure.
        low: lower end of its interval.
        high: upper end.
        words: what it says, for who does not see it.
        tone: `danger` for a figure that is one.
        least: where the line begins.
        most: where it ends.
    """

    def at(one: float) -> float:
        return round(6 + (WIDE - 12) * min(1.0, max(0.0, (one - least) / (most - least))), 1)

    mid = HIGH / 2
    zero = (
        [el("line", {"class": "lbp-co-zero", "x1": at(0), "x2": at(0), "y1": 2, "y2": HIGH - 2})] if least < 0 else []
    )
    return el(
        "svg",
        {"class": f"lbp-co-strip lbp-co-{tone or 'plain'}", "viewBox": f"0 0 {WIDE} {HIGH}", "role": "img"}
        | {"aria-label": words},
        el("line", {"class": "lbp-co-axis", "x1": 6, "x2": WIDE - 6, "y1": mid, "y2": mid}),
        zero,
        el("line", {"class": "lbp-co-range", "x1": at(low), "x2": at(high), "y1": mid, "y2": mid}),
        el("circle", {"class": "lbp-co-dot", "cx": at(value), "cy": mid, "r": 6}),
    )


def level_plot(
    points: Sequence[tuple[str, float, float, float]], target: Sequence[float], words: str, unit: str = "%"
) -> Node:
    """Return shares at levels, each with its interval, beside what the level would call for.

    Args:
        points: for each level that has a figure its name, share and interval ends, all from 0 to 1.
        target: for the same levels, the share from which the level pays.
        words: what it says, for who does not see it.
        unit: the sign of per cent with what stands before it.
    """
    # Many levels stand closer, so that their names can be read on a phone, too.
    step, top, foot = (110 if len(points) < 4 else 68), 10, 130
    wide = 50 + step * max(1, len(points))

    def at(one: float) -> float:
        return round(foot - (foot - top) * min(1.0, max(0.0, one)), 1)

    kids: list[Node] = []
    for line in (0.0, 0.5, 1.0):
        kids.append(el("line", {"class": "lbp-co-axis", "x1": 44, "x2": wide - 8, "y1": at(line), "y2": at(line)}))
        kids.append(el("text", {"x": 39, "y": at(line) + 4, "text-anchor": "end"}, f"{100 * line:.0f}{unit}"))
    for place, ((name, value, low, high), wanted) in enumerate(zip(points, target, strict=True)):
        x = 50 + step * place + step / 2
        kids += [
            el("line", {"class": "lbp-co-target", "x1": x - 26, "x2": x + 26, "y1": at(wanted), "y2": at(wanted)}),
            el("line", {"class": "lbp-co-range", "x1": x, "x2": x, "y1": at(low), "y2": at(high)}),
            el("circle", {"class": "lbp-co-dot", "cx": x, "cy": at(value), "r": 6}),
            el("text", {"x": x, "y": foot + 20, "text-anchor": "middle"}, name),
        ]
    return el(
        "svg", {"class": "lbp-co-levels", "viewBox": f"0 0 {wide} 158", "role": "img", "aria-label": words}, *kids
    )


def scatter_plot(
    across: Sequence[float],
    up: Sequence[float],
    border: float,
    cut: float,
    slope: float,
    ends: tuple[float, float],
    words: str,
    unit: str = "%",
) -> Node:
    """Return shares against ratings with the line through them, and where it meets the border.

    Learners with one rating and nearly the same share are one larger dot, so that ten thousand are drawn as fast as
    thirty.

    Args:
        across: by learner, the rating.
        up: by learner, the share, from 0 to 1.
        border: the rating at which the line is read off.
        cut: the share that it has there.
        slope: by how much the line rises for one step of the rating.
        ends: the interval of the cut.
        words: what it says, for who does not see it.
        unit: the sign of per cent with what stands before it.
    """
    left, wide, top, foot = 44, 400, 10, 210
    least, most = min(*across, border), max(*across, border)
    pad = (most - least) * 0.08 or 0.5

    def x(one: float) -> float:
        return round(left + 8 + (wide - left - 16) * (one - least + pad) / (most - least + 2 * pad), 1)

    def y(one: float) -> float:
        return round(foot - (foot - top) * min(1.0, max(0.0, one)), 1)

    kids: list[Node] = []
    for line in (0.0, 0.5, 1.0):
        kids.append(el("line", {"class": "lbp-co-axis", "x1": left, "x2": wide, "y1": y(line), "y2": y(line)}))
        kids.append(el("text", {"x": left - 5, "y": y(line) + 4, "text-anchor": "end"}, f"{100 * line:.0f}{unit}"))
    low, high = y(ends[0]), y(ends[1])
    band = {
        "class": "lbp-co-band",
        "x": left,
        "y": high,
        "width": wide - left,
        "height": max(1.0, round(low - high, 1)),
    }
    kids.append(el("rect", band))
    for (rating, share), n in sorted(
        Counter((one, round(50 * s) / 50) for one, s in zip(across, up, strict=True)).items()
    ):
        size = round(min(9.0, 3 + math.sqrt(n - 1)), 1)
        kids.append(el("circle", {"class": "lbp-co-point", "cx": x(rating), "cy": y(share), "r": size}))
    first, last = _within(least - pad / 2, most + pad / 2, border, cut, slope)
    at = {
        "x1": x(first),
        "x2": x(last),
        "y1": y(cut + slope * (first - border)),
        "y2": y(cut + slope * (last - border)),
    }
    kids.append(el("line", {"class": "lbp-co-fit", **at}))
    kids.append(el("line", {"class": "lbp-co-target", "x1": x(border), "x2": x(border), "y1": top, "y2": foot}))
    kids.append(el("circle", {"class": "lbp-co-dot", "cx": x(border), "cy": y(cut), "r": 6}))
    for rating in sorted({*across, border})[:12]:
        kids.append(el("text", {"x": x(rating), "y": foot + 20, "text-anchor": "middle"}, f"{rating:g}"))
    props = {"class": "lbp-co-scatter", "viewBox": f"0 0 {wide + 8} {foot + 28}", "role": "img", "aria-label": words}
    return el("svg", props, *kids)


def _within(first: float, last: float, border: float, cut: float, slope: float) -> tuple[float, float]:
    """Return the part of a line between two ratings on which its share is from 0 to 1."""
    if slope == 0:
        return first, last
    crossings = sorted(border + (share - cut) / slope for share in (0.0, 1.0))
    return max(first, crossings[0]), min(last, crossings[1])
