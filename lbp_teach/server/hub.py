"""Under JupyterHub: where this server stands behind the hub's proxy, and whether its owner is a teacher.

A hub gives the servers that it starts its address and a token in `JUPYTERHUB_API_URL` and `JUPYTERHUB_API_TOKEN`;
`GET .../user` tells whom the token stands for. A token sees groups only if the hub's role `server` allows
`read:users:groups!user`. Standard library only.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lbp_teach.errors import UsageError

GROUP, ADDRESS, TOKEN, OWNER = "LBP_TEACHER_GROUP", "JUPYTERHUB_API_URL", "JUPYTERHUB_API_TOKEN", "JUPYTERHUB_USER"
PREFIX, LISTEN = "JUPYTERHUB_SERVICE_PREFIX", "JUPYTERHUB_SERVICE_URL"
HUB_HOST, HUB_BASE = "JUPYTERHUB_HOST", "JUPYTERHUB_BASE_URL"
PATIENCE = 5.0
LARGEST = 1_000_000
SEE = "See docs/deployment.md."


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the teachers' pages may be opened here.

    Attributes:
        teacher: They may.
        reason: A sentence for whoever started the server when they may not; empty otherwise.
    """

    teacher: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server that a hub has started stands.

    Attributes:
        base: What every address begins with, without a slash at its end: `/user/kari`.
        host: Address of this machine on which the hub's proxy expects the server.
        port: And the port.
        owner: The hub's user whose server this is.
        join: Address at the hub that sends everybody to a server of their own.
    """

    base: str
    host: str
    port: int
    owner: str
    join: str


def place(environ: Mapping[str, str]) -> Place | None:
    """Return where the hub wants this server, or `None` when no hub has started it.

    Args:
        environ: The environment that this server was started with.

    Raises:
        UsageError: The hub wants what this server cannot do.
    """
    if not (environ.get(ADDRESS) and environ.get(LISTEN)):
        return None
    listen, base, owner = urlsplit(environ[LISTEN]), environ.get(PREFIX, "").rstrip("/"), environ.get(OWNER, "")
    if listen.scheme == "https":
        raise UsageError(f"The hub encrypts what it sends to its servers (internal_ssl); this server cannot. {SEE}")
    if not (base.startswith("/") and owner):
        raise UsageError(f"This server can only be the server of one of the hub's users ({OWNER}, {PREFIX}). {SEE}")
    try:
        host, port = listen.hostname or "0.0.0.0", listen.port
    except ValueError:
        host, port = "", None
    if listen.scheme != "http" or not port or ":" in host:
        raise UsageError(f"This server cannot listen where the hub wants it ({LISTEN}): give it an IPv4 address. {SEE}")
    join = f"{environ.get(HUB_HOST, '')}{environ.get(HUB_BASE, '/')}hub/user-redirect/"
    return Place(base, host, port, owner, join)


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follow no redirection: it would carry the token to somebody else."""

    def redirect_request(self, *_: Any) -> None:
        """Return nothing to follow."""


def verdict(environ: Mapping[str, str]) -> Verdict:
    """Tell whether this server may open the teachers' pages.

    Away from a hub, whoever starts it decides. Under a hub its owner must be an administrator or a member of the
    group in `LBP_TEACHER_GROUP`, and as long as the hub does not say so the pages stay closed.

    Args:
        environ: The environment that this server was started with.

    Raises:
        UsageError: A group is named, and there is no hub to ask.
    """
    group, address = environ.get(GROUP, ""), environ.get(ADDRESS, "")
    if not address:
        if group:
            raise UsageError(
                f"{GROUP} is set, but this server was not started by JupyterHub ({ADDRESS} is missing), so nobody can "
                f"say who is in the group. Unset {GROUP}, or start it from the hub. See docs/deployment.md."
            )
        return Verdict(True)
    try:
        user = _who(address, environ.get(TOKEN, ""))
    except _Silent as problem:
        return _closed(f"the hub could not be asked who you are ({problem})")
    owner = environ.get(OWNER)
    if user.get("kind", "user") != "user" or (owner and user.get("name") != owner):
        return _closed("the hub's token does not belong to the owner of this server")
    if user.get("admin") is True:
        return Verdict(True)
    if not group:
        return _closed(f"you are no administrator of the hub, and no group is named in {GROUP}")
    groups = user.get("groups")
    if not isinstance(groups, list):
        return _closed("the hub does not let this server read groups: its role server needs read:users:groups!user")
    return Verdict(True) if group in groups else _closed(f"you are not a member of the group {group}")


class _Silent(Exception):
    """The hub gave no usable answer."""


def _closed(why: str) -> Verdict:
    return Verdict(False, f"The teachers' pages stay closed: {why}.")


def _who(address: str, token: str) -> dict[str, Any]:
    """Return the hub's model of the token's user."""
    if not address.startswith(("http://", "https://")):
        raise _Silent(f"{ADDRESS} is no web address")
    # No proxy: the token goes to the hub and to nobody on the way.
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({}), _StayHere)
    request = urllib.request.Request(f"{address.rstrip('/')}/user", headers={"Authorization": f"token {token}"})
    try:
        with ask.open(request, timeout=PATIENCE) as answer:
            model = json.loads(answer.read(LARGEST))
    except urllib.error.HTTPError as refused:
        raise _Silent(f"it answered {refused.code}") from None
    except (OSError, ValueError) as problem:
        raise _Silent(str(getattr(problem, "reason", "")) or type(problem).__name__) from None
    if not isinstance(model, dict):
        raise _Silent("it answered something else than a user")
    return model
