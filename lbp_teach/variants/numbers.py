"""An age in words, as people say it: `seksogfyrre` and `forty-six`."""

from __future__ import annotations

from lbp_teach.text import Text

_WORDS = {
    "da": "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
}
_TENS = {
    "da": "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}


def age_in_words(age: int) -> Text:
    """Return an age in words; a hundred and more, which nobody spells out in speech, in figures.

    Args:
        age: whole years.
    """
    if age >= 100:
        return Text(da=str(age), en=str(age))
    ten, one = (0, age) if age < 20 else divmod(age, 10)
    small = {lang: words.split()[one] for lang, words in _WORDS.items()}
    if not ten:
        return Text(**small)
    tens = {lang: words.split()[ten - 2] for lang, words in _TENS.items()}
    return Text(**tens) if not one else Text(da=f"{small['da']}og{tens['da']}", en=f"{tens['en']}-{small['en']}")
