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

from lbp_teach.server.answers import Asked, NotFoundHandler, OwnAnswers
from lbp_teach.server.kernels import OPENED
from lbp_teach.server.policy import EXTENSIONS, teachers_only

__all__ = ["NotFoundHandler"]

ONE_YEAR = 31_536_000
#: What somebody opens first in JupyterLab: a list beside the files. A page of it alone would lead nowhere.
LAB_ONLY = "00_start_here.ipynb"
# In our template, and in every page that is made from it; the link goes before it.
END_MARK = '<div id="lbp-end" hidden></div>'
TEACHERS_LINK = (
    '<p class="lbp-teachers-link lbp-both"><a href="{base}/teacher">'
    '<span lang="da">Underviser</span><span lang="en">Teacher</span></a></p>'
)


class Anyone(IdentityProvider):
    """Whoever sits at this machine. Jupyter's own would give everybody a name in a cookie."""

    def get_user(self, handler: tornado.web.RequestHandler) -> User:
        """Return the same nameless user for every request."""
        return User("learner")


class PageHandler(OwnAnswers, Asked, TornadoVoilaHandler):  # type: ignore[misc]
    """Runs a notebook and sends its outputs as a page."""

    def initialize(self, home: str | None = None, **kwargs: Any) -> None:
        """Take the notebook when the address does not name one."""
        super().initialize(**kwargs)
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
        if notebook == LAB_ONLY and self.home is None:
            self.redirect(f"{self.settings['base']}/" + (f"?{self.request.query}" if self.request.query else ""))
            return
        OPENED.set(notebook)
        # The page goes out in pieces; each must leave at once, not wait for an acknowledgement.
        cast(HTTP1Connection, self.request.connection).stream.set_nodelay(True)
        await cast(Awaitable[None], super().get(notebook))
        # Voila remembers the request of every ready kernel for ever, in case Python asks for it.
        # Our pages read the address in the browser.
        RequestInfoSocketHandler._cache.clear()

    def write(self, chunk: Any) -> None:
        """Send a piece of the page; on a teacher's home page with a way to the teachers' pages.

        The page may have been made before anybody asked for it, so it cannot know who reads it.
        """
        if self.home and isinstance(chunk, str) and END_MARK in chunk and self.teacher:
            chunk = chunk.replace(END_MARK, TEACHERS_LINK.format(base=self.settings["base"]) + END_MARK)
        super().write(chunk)


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


class ImageHandler(OwnAnswers, Asked, tornado.web.StaticFileHandler):
    """Pictures that a notebook's text refers to. No other kind of file."""

    def initialize(self) -> None:  # type: ignore[override]
        """Take the served folder."""
        super().initialize(path=str(self.settings["site"].root))

    def parse_url_path(self, url_path: str) -> str:
        """Map the address to a picture, or refuse."""
        image = self.site.image(url_path)
        if image is None:
            raise tornado.web.HTTPError(404)
        self.kept = not teachers_only(image.split("/"))
        return str(super().parse_url_path(image))

    def set_extra_headers(self, path: str) -> None:
        """Keep a teacher's picture out of the browser's store, where it would outlast the pass."""
        if not self.kept:
            self.set_header("Cache-Control", "no-store")


class Reaching(Asked):
    """Knows which kernels a browser may reach."""

    def reach(self, kernel_id: str) -> bool:
        """Refuse a kernel that runs a teacher's notebook, as if there were none of that name.

        A kernel of which nobody knows what it runs is a teacher's.

        Returns:
            Whether it is a teacher's.
        """
        notebook = self.settings["kernel_manager"].notebook_of(kernel_id)
        teachers = notebook is None or teachers_only(notebook.split("/"))
        if teachers and not self.teacher:
            raise tornado.web.HTTPError(404, f"Kernel does not exist: {kernel_id}")
        return teachers


class LeavingHandler(Reaching, VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends the kernel of a page that is being left, instead of waiting for the culler."""

    def check_xsrf_cookie(self) -> None:
        """Take the request from our own pages only.

        A browser sends this message while it closes the page, without Jupyter's form token but
        with the origin; and the kernel's name is known to nobody else.
        """
        # The encryption of a proxy in front is not ours to know.
        if self.request.headers.get("Origin") not in {f"http://{self.request.host}", f"https://{self.request.host}"}:
            raise tornado.web.HTTPError(403)

    async def post(self, kernel_id: str) -> None:
        """End the kernel if it is still there."""
        self.reach(kernel_id)
        if kernel_id not in self.kernel_manager:
            raise tornado.web.HTTPError(404, f"Kernel does not exist: {kernel_id}")
        await cast(Awaitable[None], super().post(kernel_id))


class KernelInfoHandler(Reaching, KernelHandler):
    """Tells a page that its kernel lives. Stopping it goes through Voila's own address."""

    SUPPORTED_METHODS = ("GET",)

    async def get(self, kernel_id: str) -> None:
        """Tell it to a page that may know."""
        self.reach(kernel_id)
        await cast(Awaitable[None], super().get(kernel_id))


class KernelSocketHandler(Reaching, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The wire between a page and its kernel."""

    async def get(self, kernel_id: str) -> None:
        """Refuse the wire to a teacher's kernel before it is laid."""
        self.teachers = self.reach(kernel_id)
        await cast(Awaitable[None], super().get(kernel_id))

    def on_message(self, ws_message: Any) -> None:
        """Take a message, or end the wire when the pass that opened it is worthless by now."""
        if self.teachers and not self.teacher:
            self.close()
        else:
            super().on_message(ws_message)

    def write_message(self, message: Any, binary: bool = False) -> Any:
        """Send a message, unless the pass that opened the wire is worthless by now."""
        if self.teachers and not self.teacher:
            return self.close()
        return super().write_message(message, binary)

    async def open(self, kernel_id: str) -> None:
        """Open it, and send small messages at once.

        A click is a few short messages each way. Left to itself the system holds each back until
        the one before is acknowledged, and the other side holds back acknowledgements for 40 ms.
        """
        if self.settings["nodelay"]:
            self.set_nodelay(True)
        await super().open(kernel_id)
