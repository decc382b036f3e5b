"""Under JupyterHub: a browser comes in only as the owner of this server, which the hub says of it.

The hub's own package does the signing in (OAuth) and remembers the hub's answers for five minutes. It must be of the
hub's version, so it is installed beside us by whoever runs the hub: docs/deployment.md.
"""

from __future__ import annotations

import inspect
import logging
import os
import re
from typing import Any

import tornado.web
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.httputil import HTTPServerRequest, url_concat

from lbp_teach.server.answers import OwnAnswers
from lbp_teach.server.handlers import AssetHandler
from lbp_teach.server.hub import SEE, TOKEN, Place
from lbp_teach.server.settings import Refusal

# The same scripts, styles and colours for everybody, from a program that anybody can read.
PUBLIC = (AssetHandler, ThemesHandler)
CALLBACK = "/oauth_callback"
# Where older servers look for the same.
OLD_TOKEN = "JPY_API_TOKEN"


def _says_little(record: logging.LogRecord) -> bool:
    # The package warns of pages that are opened, with their address, which holds the owner's name.
    return record.levelno >= logging.ERROR or record.module not in ("_xsrf_utils", "auth")


class SignIn:
    """Asks the hub who a browser belongs to, and lets nobody in but one."""

    def __init__(self, auth: Any, owner: str, version: str) -> None:
        """Take what talks to the hub.

        Args:
            auth: The `HubOAuth` of the hub's package.
            owner: The hub's user who may come in. Not an administrator either: what is done here is recorded as hers.
            version: Of the hub's package.
        """
        self.auth, self.owner = auth, owner
        #: The hub looks for it when a server has started.
        self.headers = {"X-JupyterHub-Version": version}

    async def meet(self, handler: tornado.web.RequestHandler) -> None:
        """Let a request go on, or send its browser to the hub to sign in.

        Raises:
            tornado.web.HTTPError: 403 when it may not come in; another when the hub does not answer.
        """
        user = await self.auth.get_user(handler, sync=False)
        if user is None:
            if not _opens_a_page(handler.request):
                raise tornado.web.HTTPError(403)
            handler.set_header("Cache-Control", "no-store")
            handler.redirect(self._address(handler))
        elif not self._is_owner(user):
            raise tornado.web.HTTPError(403)

    def _is_owner(self, user: dict[str, Any]) -> bool:
        mine = user.get("kind", "user") == "user" and user.get("name") == self.owner
        return mine and bool(self.auth.check_scopes(self.auth.access_scopes, user))

    def _address(self, handler: tornado.web.RequestHandler) -> str:
        asked: dict[str, str] = {}
        kept: dict[str, str] = {}
        if getattr(self.auth, "pkce_enabled", False):  # from JupyterHub 6 on
            kept["code_verifier"], asked["code_challenge"], asked["code_challenge_method"] = (
                self.auth.generate_pkce_code_challenge()
            )
        asked["state"] = self.auth.set_state_cookie(handler, next_url=handler.request.uri, **kept)
        return url_concat(self.auth.login_url, asked)


class OwnerOnly(OwnAnswers):
    """What only the owner of this server may ask for."""

    async def prepare(self) -> None:
        """Meet who asks, before anything else of the request is looked at."""
        await self.settings["signin"].meet(self)
        if not self._finished:
            made = super().prepare()
            if inspect.isawaitable(made):
                await made


def from_hub(place: Place) -> SignIn:
    """Return what signs browsers in at the hub that started this server.

    Raises:
        Refusal: The hub's package is not installed.
    """
    package = _package()
    auth = package.services.auth.HubOAuth.instance()
    if auth.api_token:  # It has read the token now, and pages have no business with it.
        for name in (TOKEN, OLD_TOKEN):
            os.environ.pop(name, None)
    logging.getLogger("tornado.application").addFilter(_says_little)
    return SignIn(auth, place.owner, package.__version__)


def behind(base: str, routes: list[Any]) -> list[Any]:
    """Put routes below an address, and let only the owner through to all that are not public.

    Args:
        base: What every address begins with, without a slash at its end.
        routes: Tornado's routes, as they are away from a hub.
    """
    start = re.escape(base)
    moved = [
        (start + pattern, target if issubclass(target, PUBLIC) else _guarded(target), *more)
        for pattern, target, *more in routes
    ]
    callback = type("CallbackHandler", (OwnAnswers, _package().services.auth.HubOAuthCallbackHandler), {})
    return [(start, tornado.web.RedirectHandler, {"url": f"{base}/"}), (start + CALLBACK, callback), *moved]


def _guarded(target: type[Any]) -> type[Any]:
    return type(target.__name__, (OwnerOnly, target), {})


def _opens_a_page(request: HTTPServerRequest) -> bool:
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return request.method == "GET" and mode == "navigate" and "Upgrade" not in request.headers


def _package() -> Any:
    try:
        import jupyterhub.services.auth
    except ModuleNotFoundError as missing:
        raise Refusal(
            f"Cannot serve under JupyterHub: the package {missing.name} is not installed beside LBP Teach. "
            f"Install jupyterhub there, in the version of the hub. {SEE}"
        ) from None
    return jupyterhub
