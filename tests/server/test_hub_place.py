"""Behind a hub's proxy: below an address, and for the owner alone.

The hub's package is not installed here; `HUB_PACKAGE` stands in its place and says what JupyterHub 6.1.1 says to the
same calls. What it cannot show was tried by hand with a real hub: docs/deployment.md.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import websocket
from server.serving import PATIENCE, ROOT, free_port, write_notebook, write_site
from server.test_access_hub import TOKEN, kari, serving_hub

from lbp_teach.errors import UsageError
from lbp_teach.server import launch
from lbp_teach.server.hub import Place, place
from lbp_teach.server.policy import security_headers
from lbp_teach.server.settings import Settings

# As a hub gave it to a server that it started.
GIVEN = {
    "JUPYTERHUB_API_URL": "http://127.0.0.1:8081/hub/api",
    "JUPYTERHUB_API_TOKEN": TOKEN,
    "JUPYTERHUB_BASE_URL": "/",
    "JUPYTERHUB_HOST": "",
    "JUPYTERHUB_SERVICE_PREFIX": "/user/kari/",
    "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:58411/user/kari/",
    "JUPYTERHUB_USER": "kari",
}
BASE = "/user/kari"

HUB_PACKAGE = """
import os
from tornado.web import RequestHandler

class HubOAuth:
    login_url = "/hub/api/oauth2/authorize?client_id=jupyterhub-user-kari"
    access_scopes = {"access:servers!server=kari/", "access:servers!user=kari"}
    pkce_enabled = True
    _one = None
    @classmethod
    def instance(cls):
        cls._one = cls._one or cls()
        return cls._one
    @property
    def api_token(self):
        return os.environ["JUPYTERHUB_API_TOKEN"]
    async def _user(self, handler):
        who = handler.get_cookie("who")
        if not who:
            return None
        return {"kind": "user", "name": who.split("-")[0],
                "scopes": [] if who.endswith("-elsewhere") else ["access:servers!server=kari/"]}
    def get_user(self, handler, *, sync=True):
        assert sync is False, "a page must not wait for another's question to the hub"
        return self._user(handler)
    def check_scopes(self, required, user):
        return set(required) & set(user["scopes"])
    def generate_pkce_code_challenge(self):
        return "verifier", "challenge", "S256"
    def set_state_cookie(self, handler, next_url=None, *, code_verifier=None):
        assert code_verifier == "verifier"
        handler.set_cookie("state", next_url.replace("?", "_"))
        return "state-of-it"

class HubOAuthCallbackHandler(RequestHandler):
    def get(self):
        self.write("back from the hub")
"""

START = """
import json, sys
from pathlib import Path
from lbp_teach.server import launch, settings
given = {name: Path(path) for name, path in json.loads(sys.argv[1]).items()}
make = settings.Settings
launch.Settings = lambda **chosen: make(**{**chosen, **given, "prepare": False, "preheat": False})
sys.exit(launch.serve(None, "en", teacher=True, open_browser=True))
"""


def given(**more: str) -> dict[str, str]:
    return {**GIVEN, **more}


def test_a_hub_says_where_its_servers_stand() -> None:
    assert place(GIVEN) == Place(BASE, "127.0.0.1", 58411, "kari", "/hub/user-redirect/")
    everywhere = given(
        JUPYTERHUB_SERVICE_URL="http://:8888/jupyter/user/kari%20n/",
        JUPYTERHUB_SERVICE_PREFIX="/jupyter/user/kari%20n/",
        JUPYTERHUB_BASE_URL="/jupyter/",
        JUPYTERHUB_HOST="https://hub.example.org",
    )
    assert place(everywhere) == Place(
        "/jupyter/user/kari%20n", "0.0.0.0", 8888, "kari", "https://hub.example.org/jupyter/hub/user-redirect/"
    )


@pytest.mark.parametrize("missing", ["JUPYTERHUB_API_URL", "JUPYTERHUB_SERVICE_URL"])
def test_away_from_a_hub_a_server_stands_on_this_machine(missing: str) -> None:
    assert place(given(**{missing: ""})) is None


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"JUPYTERHUB_SERVICE_URL": "https://127.0.0.1:58411/user/kari/"}, "internal_ssl"),
        ({"JUPYTERHUB_SERVICE_URL": "http://[::1]:58411/user/kari/"}, "IPv4"),
        ({"JUPYTERHUB_SERVICE_URL": "http://127.0.0.1/user/kari/"}, "IPv4"),
        ({"JUPYTERHUB_SERVICE_URL": "http+unix://%2Frun%2Fsocket"}, "IPv4"),
        ({"JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:many/user/kari/"}, "IPv4"),
        ({"JUPYTERHUB_USER": ""}, "one of the hub's users"),
        ({"JUPYTERHUB_SERVICE_PREFIX": ""}, "one of the hub's users"),
    ],
)
def test_what_a_server_cannot_do_is_said(wanted: dict[str, str], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        place(given(**wanted))


def test_whoever_names_a_port_gets_a_server_of_her_own_also_at_a_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    started: list[Settings] = []
    monkeypatch.setattr(launch, "run", lambda settings: started.append(settings) or 0)
    for port in (None, 8870):
        launch.serve(port, "da", teacher=False, open_browser=True)
    assert [(one.port, one.place and one.place.base, one.open_browser) for one in started] == [
        (58411, BASE, False),
        (8870, None, True),
    ]


def test_without_the_hubs_package_nobody_is_served(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "jupyterhub", None)
    monkeypatch.setattr(launch, "_set_environment", lambda *_: None)
    monkeypatch.setattr(launch, "_log_to", lambda *_: None)
    notebooks = write_site(tmp_path / "notebooks")
    there = Place(BASE, "127.0.0.1", free_port(), "kari", "/hub/user-redirect/")
    assert launch.run(Settings(notebooks, tmp_path / "data", port=there.port, prepare=False, place=there)) == 2
    assert "Install jupyterhub there, in the version of the hub" in capsys.readouterr().err


def test_behind_a_hub_websockets_go_to_the_name_by_which_the_browser_came() -> None:
    told = security_headers(8866, "hub.example.org:8443")["Content-Security-Policy"]
    assert "connect-src 'self' ws://hub.example.org:8443 wss://hub.example.org:8443;" in told
    assert "connect-src 'self';" in security_headers(8866, "a; script-src *")["Content-Security-Policy"]
    assert "ws://127.0.0.1:8866" in security_headers(8866)["Content-Security-Policy"]


class Behind:
    """A teacher's server, started as a hub starts it, without the hub."""

    def __init__(self, folder: Path, hub: str, port: int) -> None:
        services = folder / "packages" / "jupyterhub" / "services"
        services.mkdir(parents=True)
        (services.parent / "__init__.py").write_text('__version__ = "6.1.1"\n')
        (services / "__init__.py").write_text("")
        (services / "auth.py").write_text(HUB_PACKAGE)
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        paths = [str(folder / "packages"), str(ROOT), str(ROOT / "widgets"), os.environ.get("PYTHONPATH", "")]
        self.notebooks = write_site(folder / "notebooks")
        wanted = {"notebooks": str(self.notebooks), "data_dir": str(folder / "data")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, json.dumps(wanted)],
            stdout=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                **given(JUPYTERHUB_SERVICE_URL=f"http://127.0.0.1:{port}{BASE}/", JUPYTERHUB_API_URL=hub),
                "PYTHONPATH": os.pathsep.join(filter(None, paths)),
                "LBP_TEACHER_GROUP": "teachers",
            },
        )
        assert self.process.stdout
        self.said = self.process.stdout.readline()

    def get(self, path: str, who: str = "", **headers: str) -> httpx.Response:
        return httpx.get(self.url + path, headers={"Cookie": f"who={who}", **headers}, timeout=PATIENCE)


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    with serving_hub() as hub:
        hub.model = kari()
        started = Behind(tmp_path_factory.mktemp("hub"), hub.environ()["JUPYTERHUB_API_URL"], free_port())
        yield started
        started.process.terminate()
        started.process.wait(PATIENCE)


def test_the_server_says_whose_it_is_and_prints_no_key(behind: Behind) -> None:
    assert behind.said == f"LBP Teach is ready for kari: {BASE}/\n"


PAGES = ["/", "/teacher", "/voila/render/practice/home.ipynb", "/voila/render/teacher/key.ipynb", "/voila/tree"]


@pytest.mark.parametrize("path", PAGES)
def test_who_has_not_signed_in_is_sent_to_the_hub_and_back_to_the_same_page(behind: Behind, path: str) -> None:
    answer = behind.get(f"{BASE}{path}?lang=en")
    assert answer.status_code == 302
    assert answer.headers["Location"] == (
        "/hub/api/oauth2/authorize?client_id=jupyterhub-user-kari"
        "&code_challenge=challenge&code_challenge_method=S256&state=state-of-it"
    )
    assert answer.cookies["state"].strip('"') == f"{BASE}{path}_lang=en"
    assert answer.headers["Cache-Control"] == "no-store"


KERNEL = "/api/kernels/00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize("path", [*PAGES, KERNEL, f"{KERNEL}/channels", "/voila/files/practice/figure.svg"])
@pytest.mark.parametrize("who", ["olav", "kari-elsewhere"])
def test_nobody_comes_in_but_the_owner(behind: Behind, path: str, who: str) -> None:
    answer = behind.get(BASE + path, who)
    assert answer.status_code == 403
    assert "There is no such page" in answer.text
    assert "model answer" not in answer.text


def test_what_a_page_fetches_is_refused_and_not_sent_to_the_hub(behind: Behind) -> None:
    assert behind.get(BASE + KERNEL, **{"Sec-Fetch-Mode": "cors"}).status_code == 403
    assert behind.get(f"{BASE}/voila/files/practice/figure.svg", **{"Sec-Fetch-Mode": "no-cors"}).status_code == 403
    sent = httpx.post(
        f"{behind.url}{BASE}/voila/api/shutdown/{KERNEL.rsplit('/', 1)[1]}", headers={"Origin": behind.url}
    )
    assert sent.status_code == 403


def test_the_owner_finds_everything_below_her_address_and_nothing_beside_it(behind: Behind) -> None:
    answer = behind.get(f"{BASE}/teacher", "kari")
    assert answer.status_code == 200, "the group is enough, there is no key"
    links = re.findall(r'(?:href|src)="(/[^"]*)"', answer.text)
    assert links
    assert [link for link in links if not link.startswith(f"{BASE}/")] == []
    assert "data-leave" not in answer.text, "one signs out of the hub"
    assert answer.headers["X-JupyterHub-Version"] == "6.1.1"
    assert "ws://127.0.0.1" in answer.headers["Content-Security-Policy"]
    assert behind.get(BASE, "kari").headers["Location"] == f"{BASE}/"
    write_notebook(behind.notebooks / "00_start_here.ipynb", "1")
    assert behind.get(f"{BASE}/voila/render/00_start_here.ipynb", "kari").headers["Location"] == f"{BASE}/"
    for path in ("/", "/teacher", "/user/olav/teacher", "/user/karin/"):
        assert behind.get(path, "kari").status_code == 404
    assets = [link for link in links if "/assets/" in link]
    assert [behind.get(link).status_code for link in assets] == [200] * len(assets), "scripts and styles are no secret"
    assert behind.get(f"{BASE}/oauth_callback").text == "back from the hub"
    assert behind.get(f"{BASE}/teacher", "kari", Host="hub.example.org").status_code == 200


def test_a_page_talks_to_its_kernel_below_the_address_and_the_kernel_has_no_token(behind: Behind) -> None:
    write_notebook(
        behind.notebooks / "practice" / "told.ipynb",
        "import os, sys\nprint(sorted(n for n in os.environ if 'TOKEN' in n), os.environ['JUPYTERHUB_USER'])",
    )
    html = behind.get(f"{BASE}/voila/render/practice/told.ipynb", "kari").text
    assert "[] kari" in html
    assert f'data-base-url="{BASE}/voila/"' in html
    assert 'data-lbp-join="/hub/user-redirect/"' in html
    page: dict[str, Any] = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', html)[1])  # type: ignore[index]
    assert page["baseUrl"] == f"{BASE}/"
    for name in ("fullStaticUrl", "fullLabextensionsUrl", "fullMathjaxUrl", "themesUrl"):
        assert page[name].startswith(f"{BASE}/"), name
    wire = f"ws://127.0.0.1:{behind.port}{BASE}/api/kernels/{page['kernelId']}/channels?session_id=x"
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(wire, origin=behind.url, timeout=PATIENCE)
    websocket.create_connection(wire, origin=behind.url, cookie="who=kari", timeout=PATIENCE).close()
    # A page that is left ends its kernel, also where a proxy takes the encryption off.
    sent = httpx.post(
        f"{behind.url}{BASE}/voila/api/shutdown/{page['kernelId']}",
        headers={"Origin": "https://hub.example.org", "Host": "hub.example.org", "Cookie": "who=kari"},
    )
    assert sent.status_code == 204
