"""Tidies the raw numbers of make_golden.R, cross-checks them and adds newcombe_difference.json.

    Rscript make_golden.R RAW && python make_golden.py RAW

Not run by the tests. Needs statsmodels, scipy and mpmath.
"""

import json
import math
import pathlib
import sys

import mpmath
import scipy
import statsmodels
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

HERE = pathlib.Path(__file__).parent
SMODELS = {
    "wilson": "wilson",
    "clopper_pearson": "beta",
    "jeffreys": "jeffreys",
    "agresti_coull": "agresti_coull",
}
TABLES = [
    (40, 21, 11, 212),
    (64, 43, 36, 57),
    (28, 10, 72, 90),
    (815, 115, 208, 327),
    (5, 2, 1, 9),
    (38, 0, 0, 25),
    (9, 990, 1, 9000),
    (0, 3, 12, 40),
]
# Newcombe 1998, Statistics in Medicine 17:873-890, Table II, method 10: x1, n1, x2, n2, low, high
PUBLISHED = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
]


def close(a, b, tol=1e-9):
    assert math.isclose(a, b, rel_tol=tol, abs_tol=tol), (a, b)


def tidy(value):
    if isinstance(value, dict):
        return {k: tidy(v) for k, v in value.items()}
    if isinstance(value, list):
        return [tidy(v) for v in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e9:
        return int(value)
    return value


def save(name, records):
    text = json.dumps(tidy(records), indent=1, sort_keys=True, ensure_ascii=False)
    (HERE / name).write_text(text + "\n", encoding="utf-8")
    print(name, len(records))


def check_proportion(record):
    i, o = record["input"], record["output"]
    if record.get("decimals"):
        return
    x, n, alpha = i["x"], i["n"], 1 - i["confidence"]
    low, high = proportion_confint(x, n, alpha, SMODELS[i["method"]])
    if i["method"] == "jeffreys":  # the convention at the ends
        low, high = (0 if x == 0 else low), (1 if x == n else high)
    close(o["low"], min(1, max(0, low)))
    close(o["high"], min(1, max(0, high)))
    if i["method"] == "clopper_pearson" and n < 2000:  # definition: tail area alpha / 2
        mpmath.mp.dps = 30
        for p, tail in ((o["low"], range(x, n + 1)), (o["high"], range(x + 1))):
            if 0 < p < 1:
                area = mpmath.fsum(
                    mpmath.binomial(n, k) * mpmath.mpf(p) ** k * (1 - mpmath.mpf(p)) ** (n - k) for k in tail
                )
                close(float(area), alpha / 2)


def check_threshold(record):
    i, o = record["input"], record["output"]
    se, sp, b, h, t = (i[k] for k in ("se", "sp", "benefit", "harm", "test_harm"))
    if o["crossing_nothing_test"] is not None:
        close(o["crossing_nothing_test"], ((1 - sp) * h + t) / ((1 - sp) * h + se * b), 1e-11)
    if o["crossing_test_treat"] is not None:
        close(o["crossing_test_treat"], (sp * h - t) / (sp * h + (1 - se) * b), 1e-11)
    close(o["treatment_threshold"], h / (h + b), 1e-11)


def wilson(x, n, z):
    centre, half = (x + z * z / 2), z * math.sqrt(x * (n - x) / n + z * z / 4)
    return max(0.0, (centre - half) / (n + z * z)), min(1.0, (centre + half) / (n + z * z))


def newcombe(x1, n1, x2, n2, confidence):
    low, high = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff", alpha=1 - confidence)
    z, p1, p2 = norm.ppf((1 + confidence) / 2), x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = wilson(x1, n1, z), wilson(x2, n2, z)
    close(low, p1 - p2 - math.hypot(p1 - l1, u2 - p2))
    close(high, p1 - p2 + math.hypot(u1 - p1, p2 - l2))
    return {"value": p1 - p2, "low": max(-1.0, low), "high": min(1.0, high)}


def newcombe_records(in_r):
    made = (
        f"statsmodels {statsmodels.__version__} (scipy {scipy.__version__}), "
        "confint_proportions_2indep(method='newcomb', compare='diff'); checked by square-and-add of "
        "Wilson limits (Newcombe 1998 method 10) in Python and, at 95 %, in base R with prop.test(correct = FALSE)"
    )
    records = []
    for tp, fp, fn, tn in TABLES:
        for confidence in (0.95, 0.9, 0.99) if tp in (40, 5) else (0.95,):
            numbers = {"x1": tp, "n1": tp + fn, "x2": fp, "n2": fp + tn}
            records.append(
                {
                    "origin": made,
                    "input": {**numbers, "tp": tp, "fp": fp, "fn": fn, "tn": tn, "confidence": confidence},
                    "output": newcombe(*numbers.values(), confidence),
                }
            )
    for record in records:
        if record["input"]["confidence"] == 0.95:
            (same,) = (r for r in in_r if all(r[k] == record["input"][k] for k in ("tp", "fp", "fn", "tn")))
            close(record["output"]["low"], same["interval"]["low"])
            close(record["output"]["high"], same["interval"]["high"])
    for x1, n1, x2, n2, low, high in PUBLISHED:
        made_here = newcombe(x1, n1, x2, n2, 0.95)
        assert (round(made_here["low"], 4), round(made_here["high"], 4)) == (low, high), (x1, made_here)
        records.append(
            {
                "origin": "published: Newcombe 1998, Statistics in Medicine 17:873-890, Table II, method 10",
                "input": {
                    "x1": x1,
                    "n1": n1,
                    "x2": x2,
                    "n2": n2,
                    "tp": x1,
                    "fp": x2,
                    "fn": n1 - x1,
                    "tn": n2 - x2,
                    "confidence": 0.95,
                },
                "output": {"low": low, "high": high},
                "decimals": 4,
            }
        )
    return records


def main():
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        records = json.loads(path.read_text(encoding="utf-8"))
        if path.name == "newcombe_in_r.json":
            save("newcombe_difference.json", newcombe_records(records))
            continue
        for record in records:
            if path.name == "proportions.json":
                check_proportion(record)
            if path.name == "thresholds.json":
                check_threshold(record)
        save(path.name, records)


if __name__ == "__main__":
    main()
