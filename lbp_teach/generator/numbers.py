"""Numbers as people say them."""

from __future__ import annotations

from lbp_teach.text import Text

_DA = (
    *("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten"),
    *("fjorten", "femten", "seksten", "sytten", "atten", "nitten"),
)
_DA_TENS = ("", "", "tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems")
_EN = (
    *("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spoken_number(value: int) -> Text:
    """Return a whole number from 0 to 99 in words.

    Raises:
        ValueError: the number is outside that.
    """
    if not 0 <= value <= 99:
        raise ValueError(f"{value} is not spoken here")
    if value < 20:
        return Text.model_construct(da=_DA[value], en=_EN[value])
    tens, ones = divmod(value, 10)
    da = f"{_one(ones)}og{_DA_TENS[tens]}" if ones else _DA_TENS[tens]
    en = f"{_EN_TENS[tens]}-{_EN[ones]}" if ones else _EN_TENS[tens]
    return Text.model_construct(da=da, en=en)


def _one(value: int) -> str:
    return "en" if value == 1 else _DA[value]
