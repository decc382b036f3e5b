"""The address with which students join: made of the one by which the teacher's browser came here."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from lbp_teach.courses.model import Course

_LONGEST = 300


@dataclass(frozen=True)
class Address:
    """Where students join.

    Attributes:
        url: the whole address, with the code.
        base: of the server, with a slash at its end.
        local: whether only the machine that runs the server reaches it.
    """

    url: str
    base: str
    local: bool


def join_address(course: Course, given: object) -> Address | None:
    """Return the address that joins a course.

    Args:
        course: the course.
        given: the server's address as the teacher's browser sees it, or as she typed it; nothing in it is trusted.

    Returns:
        None where that is no address of a web server.
    """
    base = _base(given)
    if base is None:
        return None
    query = {"join": course.code} | ({"lang": course.lang} if course.lang else {})
    return Address(f"{base}?{urlencode(query)}", base, _is_local(urlsplit(base).hostname or ""))


def _base(given: object) -> str | None:
    text = given.strip() if isinstance(given, str) else ""
    if not text or len(text) > _LONGEST or not text.isprintable() or " " in text:
        return None
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        named = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not named or "@" in parts.netloc:
        return None
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    return number.is_loopback or number.is_unspecified
