"""The teachers' side: coming in, the first page, the list of notebooks, leaving.

To whoever has not come in, each of these addresses is one that does not exist.
"""

from __future__ import annotations

import logging
from typing import Any

import tornado.web

from lbp_teach.server.answers import Asked, OwnAnswers
from lbp_teach.server.shelf import shelves

ENTRANCE = "/teacher"


class TeachersHandler(OwnAnswers, Asked):
    """What only a teacher may ask for."""

    def prepare(self) -> None:
        """Deny the address to everybody else, whatever the method, before anything of the request is looked at."""
        if not self.teacher:
            raise tornado.web.HTTPError(404)
        self.set_header("Cache-Control", "no-store")

    def check_xsrf_cookie(self) -> None:
        """Nothing is changed without a pass, and browsers send that from our own pages only (SameSite=Strict)."""

    def show(self, template: str, **values: Any) -> None:
        """Send a page of ours."""
        made = self.settings["voila_jinja2_env"].get_template(template)
        self.finish(made.render(**self.settings["frame"], **values))


class EntranceHandler(TeachersHandler):
    """Takes the key, gives the browser a pass, and shows what there is."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Let in who has the key; to everybody else this is no address.

        The key leaves the address at once, so that it is in no history entry, bookmark or referrer of what follows.
        """
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")
        given = self.request.query_arguments.get("key", [])
        if self.request.method == "GET" and given:
            if not self.teacher:
                await self._enter(given[0])
            return self._go_on()
        if not self.teacher:
            raise tornado.web.HTTPError(404)
        return None

    async def _enter(self, key: bytes) -> None:
        door = self.settings["door"]
        given_out = door.enter(key)
        if given_out is None:
            await door.turn_away()
            raise tornado.web.HTTPError(404)
        # No date: the browser forgets it when it is closed, and the server when it stops.
        self.set_cookie(self.settings["teacher_cookie"], given_out, httponly=True, samesite="Strict", path="/")

    def _go_on(self) -> None:
        entrance = self.settings["base"] + ENTRANCE
        if self.request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
            return self.redirect(entrance, status=303)
        # The link was pressed in a mail or on another page: a browser would not send the new cookie along on a
        # redirection that began elsewhere. This page begins here.
        refresh = f'<meta http-equiv="refresh" content="0;url={entrance}">'
        self.finish(f'<!DOCTYPE html><html lang="da"><meta charset="utf-8"><title>LBP Teach</title>{refresh}</html>')
        return None

    def get(self) -> None:
        """Send the teachers' first page."""
        self.show("teacher.html", shelves=shelves(self.site.notebooks()), leaving=not self.settings["teachers_own"])

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:
        """Say that something failed, without the address: it may hold the key."""
        if not isinstance(value, tornado.web.HTTPError):
            logging.getLogger("lbp_teach.server").error("The teachers' entrance failed", exc_info=(kind, value, trace))


class ListHandler(TeachersHandler):
    """The list of all notebooks."""

    def get(self) -> None:
        """Send the list."""
        self.show("list.html", notebooks=self.site.notebooks())


class ExitHandler(TeachersHandler):
    """Makes this browser a student's again, on a machine that others use, too."""

    def post(self) -> None:
        """Take the pass away."""
        cookie = self.settings["teacher_cookie"]
        self.settings["door"].leave(self.get_cookie(cookie))
        self.clear_cookie(cookie, path="/")
        self.set_status(204)
