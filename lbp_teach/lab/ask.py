"""What the calculators ask for: numbers in, measures out, nothing kept. Bad input comes back as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lbp_teach.guideline.accuracy import fixed
from lbp_teach.lab.answers import percent
from lbp_teach.probability.agreement import cohen_kappa
from lbp_teach.probability.checks import BadNumber
from lbp_teach.probability.demonstrators import begg_greenes, empirical_roc
from lbp_teach.probability.frequencies import natural_frequencies
from lbp_teach.probability.intervals import Interval
from lbp_teach.probability.table import Estimate, Measures, TwoByTwo, measures, rates_from_ratios
from lbp_teach.text import Lang, Text, both

Plain = dict[str, Any]
_UNKNOWN = both(
    da="Den beregning findes ikke her. Genindlæs siden.", en="There is no such calculation here. Reload the page."
)
_LABELS = {
    "sensitivity": both(da="Sensitivitet", en="Sensitivity"),
    "specificity": both(da="Specificitet", en="Specificity"),
    "ppv": both(da="Positiv prædiktiv værdi", en="Positive predictive value"),
    "npv": both(da="Negativ prædiktiv værdi", en="Negative predictive value"),
    "lr_positive": both(da="LR+", en="LR+"),
    "lr_negative": both(da="LR−", en="LR−"),
    "diagnostic_odds_ratio": both(da="Diagnostisk odds ratio", en="Diagnostic odds ratio"),
    "accuracy": both(da="Andel rigtige", en="Accuracy"),
    "youden": both(da="Youdens indeks", en="Youden's index"),
    "prevalence": both(da="Forekomst", en="Prevalence"),
}
_RATIOS = {"lr_positive", "lr_negative", "diagnostic_odds_ratio"}
_INDICES = {"youden", "kappa"}
METHODS = {
    "wilson": both(da="Wilson", en="Wilson"),
    "clopper_pearson": both(da="Clopper–Pearson (eksakt)", en="Clopper–Pearson (exact)"),
    "jeffreys": both(da="Jeffreys", en="Jeffreys"),
    "agresti_coull": both(da="Agresti–Coull", en="Agresti–Coull"),
}
_COPY_HEAD = both(
    da="2×2-tabel: sandt positive {tp}, falsk positive {fp}, falsk negative {fn}, sandt negative {tn}",
    en="2×2 table: true positives {tp}, false positives {fp}, false negatives {fn}, true negatives {tn}",
)
_COPY_FOOT = both(
    da="95 %-intervaller: andele {method}, LR Simels logaritmiske metode, odds ratio logaritmisk, Youden Newcombe.\n"
    "LBP Teach. Til undervisning, ikke til patientbehandling.",
    en="95% intervals: shares {method}, LR Simel's log method, odds ratio log method, Youden Newcombe.\n"
    "LBP Teach. For education, not for patient care.",
)
_KAPPA = {
    "observed": both(da="Enige om", en="Agree on"),
    "expected": both(da="Ville ved tilfældighed være enige om", en="Would agree by chance on"),
    "kappa": both(da="Cohens kappa", en="Cohen's kappa"),
}


def known(what: Any) -> bool:
    """Return whether there is a calculation of that name."""
    return isinstance(what, str) and what in _CALCULATIONS


def ask(message: Plain, lang: Lang) -> Plain:
    """Answer one calculation.

    Args:
        message: `what` (table, rates, ratios, kappa, verification, roc) and its numbers; nothing in it is trusted.
        lang: language of labels and sentences.

    Returns:
        The result as plain data, or `problem` with a sentence and the field it is about.
    """
    what = message.get("what")
    run = _CALCULATIONS.get(what) if isinstance(what, str) else None
    if run is None:
        return {"problem": {"text": _UNKNOWN(lang), "field": ""}}
    try:
        return run(message, lang)
    except BadNumber as bad:
        return {"problem": {"text": bad.text(lang), "field": bad.field}}


def _table(message: Plain, lang: Lang) -> Plain:
    table = TwoByTwo(*(message.get(name) for name in ("tp", "fp", "fn", "tn")))  # type: ignore[arg-type]
    method = message.get("method", "wilson")
    found = measures(table, method[:40] if isinstance(method, str) else "")
    rows = measure_rows(found, lang)
    return {"rows": rows, "cells": _cells(table), "copy": copy_text(table, found, lang)}


def measure_rows(found: Measures, lang: Lang) -> list[Plain]:
    """Return every measure as a row: label, kind, value, interval, note."""
    return [_row(name, label, getattr(found, name), lang) for name, label in _LABELS.items()]


def _row(name: str, label: Text, estimate: Estimate, lang: Lang) -> Plain:
    kind = "ratio" if name in _RATIOS else "index" if name in _INDICES else "share"
    note = estimate.note(lang) if estimate.note else None
    return {
        "id": name,
        "label": label(lang),
        "kind": kind,
        "value": estimate.value,
        **_ends(estimate.interval),
        "note": note,
    }


def _ends(interval: Interval | None) -> Plain:
    return {"low": interval.low, "high": interval.high} if interval else {"low": None, "high": None}


def _cells(table: TwoByTwo) -> Plain:
    return {"tp": table.tp, "fp": table.fp, "fn": table.fn, "tn": table.tn}


def copy_text(table: TwoByTwo, found: Measures, lang: Lang) -> str:
    """Return the table and its measures as text for a mail or a note; it says that it is for education."""
    lines = [_COPY_HEAD.format(**_cells(table))(lang)]
    for name, label in _LABELS.items():
        estimate: Estimate = getattr(found, name)
        lines.append(f"{label(lang)}: {amount(estimate, lang)}")
    return "\n".join([*lines, _COPY_FOOT.format(method=METHODS[found.method])(lang)])


def amount(estimate: Estimate, lang: Lang) -> str:
    """Return an estimate with its interval as text, three significant digits; or why there is none."""
    if estimate.value is None:
        return estimate.note(lang) if estimate.note else "–"
    text = three(estimate.value, lang)
    if estimate.interval is not None:
        ends = (three(estimate.interval.low, lang), three(estimate.interval.high, lang))
        text += " ({}–{})".format(*ends) if not any(end.startswith("−") for end in ends) else " ({}; {})".format(*ends)
    return text


def three(value: float, lang: Lang) -> str:
    """Return a number with three decimals below 10 and about three digits above, as the language writes it."""
    decimals = 3 if abs(value) < 10 else 1 if abs(value) < 1000 else 0
    return fixed(value, decimals)(lang).replace("-", "−")


def _rates(message: Plain, lang: Lang) -> Plain:
    prevalence, sensitivity, specificity = (message.get(n) for n in ("prevalence", "sensitivity", "specificity"))
    total = message.get("total", 1000)
    found = natural_frequencies(prevalence, sensitivity, specificity, total)  # type: ignore[arg-type]
    return {"cells": _cells(found.table)}


def _ratios(message: Plain, lang: Lang) -> Plain:
    found = rates_from_ratios(message.get("lr_positive"), message.get("lr_negative"))  # type: ignore[arg-type]
    return {"sensitivity": found.sensitivity, "specificity": found.specificity}


def _kappa(message: Plain, lang: Lang) -> Plain:
    table = message.get("table")
    rows = table if isinstance(table, list) and all(isinstance(row, list) for row in table) and len(table) <= 12 else []
    found = cohen_kappa(rows)
    shares = [_row(name, _KAPPA[name], Estimate(getattr(found, name)), lang) for name in ("observed", "expected")]
    return {"rows": [*shares, _row("kappa", _KAPPA["kappa"], Estimate(found.kappa, found.interval, found.note), lang)]}


_COUNTS = (
    "positive_diseased",
    "positive_healthy",
    "positive_unverified",
    "negative_diseased",
    "negative_healthy",
    "negative_unverified",
)


def _verification(message: Plain, lang: Lang) -> Plain:
    found = begg_greenes(*(message.get(name) for name in _COUNTS))  # type: ignore[arg-type]
    rows = [
        _row("sensitivity", _LABELS["sensitivity"], found.sensitivity, lang),
        _row("specificity", _LABELS["specificity"], found.specificity, lang),
    ]
    return {"rows": rows, "naive": {"sensitivity": found.naive_sensitivity, "specificity": found.naive_specificity}}


def _roc(message: Plain, lang: Lang) -> Plain:
    groups = [message.get(name) for name in ("diseased", "healthy")]
    ill, well = (group[:12] if isinstance(group, list) else [] for group in groups)
    found = empirical_roc(ill, well)
    return {"points": [list(point) for point in found.points], "area": found.area, "text": percent(found.area)(lang)}


_CALCULATIONS: dict[str, Callable[[Plain, Lang], Plain]] = {
    "table": _table,
    "rates": _rates,
    "ratios": _ratios,
    "kappa": _kappa,
    "verification": _verification,
    "roc": _roc,
}
