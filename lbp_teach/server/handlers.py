"""The routes: a page, its files, its kernel. What is not here does not exist."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, cast

import tornado.web
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.http1connection import HTTP1Connection
from voila.request_info_handler import RequestInfoSocketHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from lbp_teach.server.policy import EXTENSIONS, Site

ONE_YEAR = 31_536_000


class Anyone(IdentityProvider):
    """Whoever sits at this machine. Jupyter's own would give everybody a name in a cookie."""

    def get_user(self, handler: tornado.web.RequestHandler) -> User:
        """Return the same nameless user for every request."""
        return User("learner")


class OwnAnswers(tornado.web.RequestHandler):
    """Our headers on every answer, our words on every error."""

    def set_default_headers(self) -> None:
        """Set the security headers; tornado's own handlers would set none."""
        self.clear_header("Server")
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in Danish and English what happened, without status words and tracebacks."""
        template = self.settings["voila_jinja2_env"].get_template("error.html")
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(template.render(status=status_code, assets=self.settings["assets"], lang=self.settings["lang"]))


class NotFoundHandler(OwnAnswers):
    """Every other address, and every host name that is not this machine's."""

    def prepare(self) -> None:
        """Answer before anything of the request is looked at."""
        raise tornado.web.HTTPError(404)

    def check_xsrf_cookie(self) -> None:
        """Nothing is changed here, so there is nothing to protect; 404 is the right answer."""


class PageHandler(OwnAnswers, TornadoVoilaHandler):  # type: ignore[misc]
    """Runs a notebook and sends its outputs as a page."""

    def initialize(self, site: Site, home: str | None = None, **kwargs: Any) -> None:
        """Take the served folder, and the notebook when the address does not name one."""
        super().initialize(**kwargs)
        self.site = site
        self.home = home

    async def get(self, path: str | None = None) -> None:
        """Send the page of a notebook that may be opened."""
        if self.request.headers.get("Sec-Fetch-Site") == "cross-site" and (
            self.request.headers.get("Sec-Fetch-Dest") != "document"
        ):
            # A foreign page may link to us, but not start kernels by embedding us.
            raise tornado.web.HTTPError(403)
        notebook = self.site.notebook(self.home or path or "")
        if notebook is None:
            raise tornado.web.HTTPError(404)
        # The page goes out in pieces; each must leave at once, not wait for an acknowledgement.
        cast(HTTP1Connection, self.request.connection).stream.set_nodelay(True)
        await cast(Awaitable[None], super().get(notebook))
        # Voila remembers the request of every ready kernel for ever, in case Python asks for it.
        # Our pages read the address in the browser.
        RequestInfoSocketHandler._cache.clear()


class ListHandler(OwnAnswers):
    """The list of notebooks, for teachers."""

    def initialize(self, site: Site) -> None:
        """Take the served folder."""
        self.site = site

    def get(self) -> None:
        """Send the list."""
        template = self.settings["voila_jinja2_env"].get_template("list.html")
        self.finish(
            template.render(
                notebooks=self.site.notebooks(),
                assets=self.settings["assets"],
                lang=self.settings["lang"],
            )
        )


class AssetHandler(OwnAnswers, MultiStaticFileHandler):  # type: ignore[misc]
    """Scripts and styles of Voila, of the lab extensions we use, and of our template.

    Their address carries the version, so a browser may keep them: the second visit fetches none.
    """

    def set_extra_headers(self, path: str) -> None:
        """Let the browser keep the file."""
        self.set_header("Cache-Control", f"public, max-age={ONE_YEAR}, immutable")


class ExtensionHandler(AssetHandler):
    """Files of the allowed lab extensions."""

    def get_absolute_path(self, root: str, path: str) -> str:
        """Find the file, or refuse the extension."""
        inside = path.startswith(tuple(f"{name}/" for name in EXTENSIONS))
        if not inside or ".." in path.split("/") or "\\" in path:
            raise tornado.web.HTTPError(404)
        return str(super().get_absolute_path(root, path))


class ImageHandler(OwnAnswers, tornado.web.StaticFileHandler):
    """Pictures that a notebook's text refers to. No other kind of file."""

    def initialize(self, site: Site) -> None:  # type: ignore[override]
        """Take the served folder."""
        self.site = site
        super().initialize(path=str(site.root))

    def parse_url_path(self, url_path: str) -> str:
        """Map the address to a picture, or refuse."""
        image = self.site.image(url_path)
        if image is None:
            raise tornado.web.HTTPError(404)
        return str(super().parse_url_path(image))


class LeavingHandler(VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends the kernel of a page that is being left, instead of waiting for the culler."""

    def check_xsrf_cookie(self) -> None:
        """Take the request from our own pages only.

        A browser sends this message while it closes the page, without Jupyter's form token but
        with the origin; and the kernel's name is known to nobody else.
        """
        if self.request.headers.get("Origin") != f"http://{self.request.host}":
            raise tornado.web.HTTPError(403)

    async def post(self, kernel_id: str) -> None:
        """End the kernel if it is still there."""
        if kernel_id not in self.kernel_manager:
            raise tornado.web.HTTPError(404)
        await super().post(kernel_id)


class KernelInfoHandler(KernelHandler):
    """Tells a page that its kernel lives. Stopping it goes through Voila's own address."""

    SUPPORTED_METHODS = ("GET",)


class KernelSocketHandler(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The wire between a page and its kernel."""

    async def open(self, kernel_id: str) -> None:
        """Open it, and send small messages at once.

        A click is a few short messages each way. Left to itself the system holds each back until
        the one before is acknowledged, and the other side holds back acknowledgements for 40 ms.
        """
        if self.settings["nodelay"]:
            self.set_nodelay(True)
        await super().open(kernel_id)
