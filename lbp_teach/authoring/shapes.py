"""What pydantic says of a value of the wrong shape, in plain sentences."""

from __future__ import annotations

from typing import Any

#: What a part must be, by pydantic's name for the fault: what stands there is named after it.
_SHAPES = {
    "int_type": ("a whole number", "Write a whole number without quotes."),
    "int_parsing": ("a whole number", "Write a whole number without quotes."),
    "int_from_float": ("a whole number", "Write a whole number without quotes."),
    "string_type": ("a text", "Write a text in double quotes."),
    "tuple_type": ("a list", "Begin each entry with a dash, or write [..., ...]."),
    "dict_type": ("`key: value`", "Write one `key: value` to a line."),
    "model_type": ("`key: value`", "Write one `key: value` to a line."),
    "model_attributes_type": ("`key: value`", "Write one `key: value` to a line."),
}


def plain_words(item: Any) -> tuple[str, str]:
    """Return what is wrong with a value and what to do, in words of a person who never heard of pydantic.

    Args:
        item: one of the errors that pydantic's `ValidationError.errors()` lists.
    """
    kind, limits, given = item["type"], item.get("ctx", {}), item.get("input")
    if given is None:
        return "nothing stands here.", "Write the value, or remove the key."
    found = repr(str(given)[:60])
    if kind == "model_type" and limits.get("class_name") == "Text":
        return f"this must be said in both languages, and here stands {found}.", 'Write {da: "...", en: "..."}.'
    if kind in _SHAPES:
        shape, remedy = _SHAPES[kind]
        return f"this must be {shape}, and here stands {found}.", remedy
    match kind:
        case "greater_than_equal":
            return f"{found} is less than {limits['ge']}, the least that may stand here.", "Correct the number."
        case "less_than_equal":
            return f"{found} is more than {limits['le']}, the most that may stand here.", "Correct the number."
        case "string_pattern_mismatch":
            sign = "underscores" if "_" in str(limits.get("pattern")) else "hyphens"
            what = f"{found} is no name of this kind: small letters a to z, digits and {sign}, a letter first."
            return what, "Write the name anew."
        case "string_too_long":
            return f"this text has more than {limits['max_length']} characters.", "Shorten it."
        case "too_short":
            least = limits["min_length"]
            return f"at least {least} must stand here.", "Add one."
        case "too_long":
            return f"at most {limits['max_length']} may stand here.", "Remove some."
        case _:
            return f"{item['msg'].rstrip('.')} (found {found}).", "Correct the value."
