"""Voila with our routes, our template and our rules."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import tornado.web
import zmq
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.httpserver import HTTPServer
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration
from voila.paths import collect_static_paths

from lbp_teach.server import handlers, signin, teachers
from lbp_teach.server.door import Door
from lbp_teach.server.kernels import PAGE_MESSAGES, KernelPool, OwnKernelSpecs
from lbp_teach.server.policy import (
    ANY_HOST,
    EXTENSIONS,
    LOCAL_HOSTS,
    TEMPLATE,
    Site,
    assets_version,
    security_headers,
)
from lbp_teach.server.settings import Settings, port_refusal

KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
# Voila sends an inline script when a cell runs longer than this; our policy forbids inline
# scripts, and no proxy on the way needs to be kept awake.
NEVER = 24 * 3600
# The lab extension that template/patient.js is.
OWN_EXTENSION = "lbp-teach"


def configuration(settings: Settings) -> Config:
    """Return Voila's configuration for our settings."""
    config = Config()
    config.VoilaConfiguration.update(
        template="lbp",
        allow_template_override="NO",
        allow_theme_override="NO",
        extension_allowlist=list(EXTENSIONS),
        show_tracebacks=False,
        http_keep_alive_timeout=NEVER,
        kernel_spec_manager_class=OwnKernelSpecs,
    )
    config.MappingKernelManager.update(
        cull_idle_timeout=settings.cull_idle,
        cull_interval=settings.cull_interval,
        cull_connected=False,
        cull_busy=False,
    )
    # Where the kernel can, so that nobody else on a shared machine can listen.
    # A kernel that died comes back empty: alive, and deaf to the page that waits for its widget.
    config.KernelManager.autorestart = False
    config.KernelManager.transport_encryption = "auto" if zmq.has("curve") else "disabled"
    config.KernelPool.update(
        fill_delay=settings.refill_after,
        # Voila would warm every notebook it finds; the pool is ours to fill, see `warm`.
        preheat_denylist=[".*"],
        kernel_pools_config={
            "default": {"pool_size": 0, "kernel_env_variables": {}},
            settings.home: {"pool_size": int(settings.preheat), "kernel_env_variables": {}},
        },
    )
    return config


class TeachServer(Voila):  # type: ignore[misc]
    """One server; `run` is its whole life."""

    def __init__(self, settings: Settings, runtime: Path, door: Door) -> None:
        """Prepare a server without touching the network or starting a kernel."""
        super().__init__(
            log=logging.getLogger("lbp_teach.server"),
            config=configuration(settings),
            root_dir=str(settings.notebooks.resolve()),
            port=settings.port,
            ip="127.0.0.1",
            base_url=f"{settings.place.base if settings.place else ''}/",
            identity_provider_class=handlers.Anyone,
        )
        self.ours = settings
        self.door = door
        self.site = Site(Path(self.root_dir), settings.teacher)
        self.version = assets_version()
        self.base = settings.place.base if settings.place else ""
        self.assets = f"{self.base}/assets/{self.version}"
        self.join = settings.place.join if settings.place else ""
        self.signin = signin.from_hub(settings.place) if settings.place else None
        self.connection_dir = str(runtime)
        self.voila_configuration = VoilaConfiguration(parent=self)
        self.voila_configuration.page_config_hook = self.page_addresses
        self.template_paths = [str(TEMPLATE)]
        self.static_paths = collect_static_paths(["voila", "nbconvert"], "base", prune=True)

    def init_settings(self) -> dict[str, Any]:
        """Return tornado's settings: Voila's, with our kernels, pages and headers."""
        settings: dict[str, Any] = super().init_settings()
        environment = jinja2.Environment(loader=jinja2.FileSystemLoader(str(TEMPLATE)), autoescape=True)
        self.kernel_manager = KernelPool(
            parent=self,
            connection_dir=self.connection_dir,
            kernel_spec_manager=self.kernel_spec_manager,
            allowed_message_types=PAGE_MESSAGES,
        )
        settings.update(
            kernel_manager=self.kernel_manager,
            voila_jinja2_env=environment,
            jinja2_env=environment,
            # Behind a hub the hub's sign-in says who may come in, by whatever name.
            allow_remote_access=self.signin is not None,
            local_hostnames=["localhost"],
            default_handler_class=handlers.NotFoundHandler,
            headers_for=self.headers_for,
            # For those of jupyter_server's answers that are not ours.
            headers=self.headers_for(""),
            base=self.base,
            assets=self.assets,
            frame={"base": self.base, "assets": self.assets, "lang": self.ours.lang},
            signin=self.signin,
            teachers_own=self.ours.teacher and self.signin is not None,
            site=self.site,
            door=self.door,
            # Browsers keep cookies for a machine, not for a port: two servers must not share a name.
            teacher_cookie=f"lbp-teacher-{self.port}",
            lang=self.ours.lang,
            nodelay=self.ours.nodelay,
            log_function=_no_access_log,
        )
        return settings

    def init_handlers(self) -> list[Any]:
        """Return every route there is."""
        assets = f"/assets/{self.version}"
        page = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        themes = {
            "themes_url": f"{self.base}/voila/api/themes",
            "path": self.themes_dir,
            "labextensions_path": [],
        }
        routes: list[Any] = [
            (r"/", handlers.PageHandler, {**page, "home": self.ours.home}),
            (r"/voila/render/(.*)", handlers.PageHandler, page),
            (r"/voila/files/(.*)", handlers.ImageHandler),
            (rf"{assets}/voila/(.*)", handlers.AssetHandler, {"paths": self.static_paths}),
            (
                rf"{assets}/extensions/{OWN_EXTENSION}/(patient\.js)",
                handlers.AssetHandler,
                {"paths": [str(TEMPLATE)]},
            ),
            (
                rf"{assets}/extensions/(.*)",
                handlers.ExtensionHandler,
                {"paths": self.labextensions_path},
            ),
            (
                rf"{assets}/(page\.css|page\.js|teacher\.js|teacher\.css|math\.js|favicon\.svg)",
                handlers.AssetHandler,
                {"paths": [str(TEMPLATE)]},
            ),
            (r"/voila/api/themes/(.*)", ThemesHandler, themes),
            (rf"/voila/api/shutdown/{KERNEL_ID}", handlers.LeavingHandler),
            (rf"/api/kernels/{KERNEL_ID}", handlers.KernelInfoHandler),
            (rf"/api/kernels/{KERNEL_ID}/channels", handlers.KernelSocketHandler),
        ]
        if self.ours.teacher:
            routes += [
                (r"/teacher/?", teachers.EntranceHandler),
                (r"/teacher/leave", teachers.ExitHandler),
                (r"/voila/tree/?", teachers.ListHandler),
            ]
        return signin.behind(self.base, routes) if self.signin else routes

    async def run(self, bound: socket.socket, ready: Callable[[int], None], stop: asyncio.Event) -> None:
        """Listen until `stop` is set, then leave nothing behind.

        Args:
            bound: Socket that is bound and not yet listening.
            ready: Called with the port once connections are accepted.
            stop: Set from outside to end the server.

        Raises:
            Refusal: When the port was taken between binding and listening.
        """
        self.port = bound.getsockname()[1]
        self.app = tornado.web.Application(**self.init_settings())
        # Any other host name falls through to the default handler: 404.
        self.app.add_handlers(ANY_HOST if self.signin else LOCAL_HOSTS, self.init_handlers())
        server = HTTPServer(self.app)
        try:
            try:
                bound.listen(128)
            except OSError:
                raise port_refusal(self.port, taken=True) from None
            server.add_socket(bound)
            ready(self.port)
            if self.ours.preheat:
                self.kernel_manager.warm(self.ours.home)
            await stop.wait()
        finally:
            # What is cut off from here on is no failure that anybody should read about.
            logging.disable(logging.CRITICAL)
            server.stop()
            await ZMQChannelsWebsocketConnection.close_all()  # type: ignore[no-untyped-call]
            await self.kernel_manager.stop()

    def headers_for(self, host: str) -> dict[str, str]:
        """Return the headers of an answer to a browser that found us by a name."""
        if self.signin is None:
            return security_headers(self.port)
        return {**security_headers(self.port, host), **self.signin.headers}

    def page_addresses(self, page_config: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Point a page at the addresses that browsers may keep."""
        page_config.update(
            themesUrl=f"{self.base}/voila/api/themes",
            fullStaticUrl=f"{self.assets}/voila",
            fullLabextensionsUrl=f"{self.assets}/extensions",
            fullMathjaxUrl=f"{self.assets}/math.js",
            mathjaxConfig="none",
            federated_extensions=[
                *page_config["federated_extensions"],
                {"name": OWN_EXTENSION, "load": "patient.js", "extension": "./patient"},
            ],
            # For our template; Voila's front end ignores it.
            lbp={"assets": self.assets, "lang": self.ours.lang, "join": self.join},
        )
        return page_config


def _no_access_log(_handler: tornado.web.RequestHandler) -> None:
    """Keep who opened what out of every log: learners are pseudonymous."""
