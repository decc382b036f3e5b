"""From a touch on the exam's figure to the patient's answer on the screen, as a learner sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lbp_teach.bench_measure import Measure, measure

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: The areas of the figure that are touched, each on both sides and with both tools.
AREAS = ("L2-thigh", "L3-thigh", "L4-shin", "L5-shin", "L5-foot", "S1-foot")
WAIT = """
(answer) => {
  window.lbpTap = new Promise((resolve) => {
    let began = 0;
    document.addEventListener("click", () => { began = performance.now(); }, { once: true, capture: true });
    const look = () => began && document.querySelector(answer);
    const watcher = new MutationObserver(() => {
      if (!look()) return;
      watcher.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - began));
    });
    watcher.observe(document, { childList: true, subtree: true, attributes: true });
  });
}
"""


#: A point of the screen at which an area is what lies on top.
INSIDE = """
(node) => {
  node.scrollIntoView({ block: "center" });
  const box = node.getBoundingClientRect();
  for (let i = 1; i < 20; i += 1) {
    for (let j = 1; j < 20; j += 1) {
      const at = [box.x + (box.width * i) / 20, box.y + (box.height * j) / 20];
      if (document.elementFromPoint(...at) === node) return at;
    }
  }
  return [box.x + box.width / 2, box.y + box.height / 2];
}
"""


def _touches() -> Iterator[tuple[str, str, str]]:
    for tool in ("light", "pin"):
        for area in AREAS:
            for side in ("left", "right"):
                yield tool, area, side


def taps_measured(page: Page, runs: int) -> list[Measure]:
    """Return how long a touch takes to be answered; each is a new one, stored before it is answered.

    Args:
        page: our app in a case whose decisions are not locked.
        runs: how many of the touches are made, 8 for each run.
    """
    page.locator('[data-act="stage:examination"]').click()
    page.locator('[data-act="group:sensation"]').click()
    times = []
    for tool, area, side in list(_touches())[: 8 * runs]:
        page.locator(f'[data-act="tool:{tool}"]').click()
        spot = page.locator(f'[data-act="touch:front-{side}-{area}"]').evaluate(INSIDE)
        # A hand arrives before it presses: what the pointer shows on arrival is not part of the answer's time.
        page.mouse.move(*spot)
        page.wait_for_timeout(100)
        page.evaluate(WAIT, f'[data-answer="{side}:{area}"]')
        page.mouse.click(*spot)
        times.append(float(page.evaluate("window.lbpTap")))
    times.sort()
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    return [
        measure("touch on the exam's figure, answered: p50", "ms", times),
        Measure("touch on the exam's figure, answered: p95", "ms", p95, times[0], times[-1], 50),
    ]
