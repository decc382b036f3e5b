"""What every answer of this server has in common, and whether a teacher asks."""

from __future__ import annotations

from typing import Any

import tornado.web

from lbp_teach.server.policy import Site


class OwnAnswers(tornado.web.RequestHandler):
    """Our headers on every answer, our words on every error."""

    def set_default_headers(self) -> None:
        """Set the security headers; tornado's own handlers would set none."""
        self.clear_header("Server")
        for name, value in self.settings["headers_for"](self.request.host).items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in Danish and English what happened, without status words and tracebacks."""
        template = self.settings["voila_jinja2_env"].get_template("error.html")
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(template.render(status=status_code, **self.settings["frame"]))


class Asked(tornado.web.RequestHandler):
    """Knows whether a teacher asks: at her own server behind a hub, or through the teachers' door."""

    @property
    def teacher(self) -> bool:
        """Whether nobody but a teacher comes in here, or the request carries a pass that this server gave out."""
        if self.settings.get("teachers_own", False):
            return True
        return bool(self.settings["door"].admits(self.get_cookie(self.settings["teacher_cookie"])))

    @property
    def site(self) -> Site:
        """The served folder as this browser may see it."""
        site: Site = self.settings["site"]
        return site if self.teacher else site.for_students()


class NotFoundHandler(OwnAnswers):
    """Every other address, and every host name that is not this machine's."""

    def prepare(self) -> None:
        """Answer before anything of the request is looked at."""
        raise tornado.web.HTTPError(404)

    def check_xsrf_cookie(self) -> None:
        """Nothing is changed here, so there is nothing to protect; 404 is the right answer."""
