"""Writes out `signs: strength` in conditions and rules: the findings stand once, in the root map. Authors' path."""

from __future__ import annotations

from typing import Any

from lbp_teach.guideline.roots import RootMap

_PREFIX = "signs."


def written_out(plain: Any, roots: RootMap, sided: frozenset[str]) -> Any:
    """Return YAML content in which each `signs: <modality>` stands as the findings of that modality.

    Inside `all` and `any` the findings take its place one by one; alone it becomes an `any`. In `ask` and `examine` it
    is written `signs.<modality>`. Without a test of its own it means that the sign is abnormal.

    Args:
        plain: as it was read.
        roots: the root map.
        sided: findings that have sides; `side` is left out for the others.
    """
    if isinstance(plain, dict):
        if "signs" in plain:
            return {"any": _findings(plain, roots, sided)}
        return {key: written_out(value, roots, sided) for key, value in plain.items()}
    if isinstance(plain, list):
        found: list[Any] = []
        for entry in plain:
            if isinstance(entry, dict) and "signs" in entry:
                found += _findings(entry, roots, sided)
            elif isinstance(entry, str) and entry.startswith(_PREFIX):
                found += [sign.finding for sign in roots.of(entry.removeprefix(_PREFIX))]
            else:
                found.append(written_out(entry, roots, sided))
        return found
    return plain


def _findings(entry: dict[str, Any], roots: RootMap, sided: frozenset[str]) -> list[dict[str, Any]]:
    rest = {key: value for key, value in entry.items() if key != "signs"}
    if not rest.keys() - {"side"}:
        meant = roots.abnormal[entry["signs"]]
        rest |= {"less_than": {"parameter": meant.below}} if meant.below else {"one_of": list(meant.one_of)}
    found = []
    for sign in roots.of(entry["signs"]):
        test = {"finding": sign.finding, **rest}
        if sign.finding not in sided:
            test.pop("side", None)
        found.append(test)
    return found
