"""What a browser can and cannot reach, asked of a running server with real requests."""

from __future__ import annotations

import socket
from collections.abc import Callable

import httpx
import pytest
import websocket
from server.serving import PATIENCE, Page, Server

Start = Callable[..., Server]


def raw(server: Server, path: str, host: str | None = None) -> tuple[int, str]:
    """Ask for a path exactly as it is written; a client library would tidy it up first."""
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as wire:
        name = host or f"127.0.0.1:{server.port}"
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while piece := wire.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode(errors="replace")


CLOSED = [
    "/voila/render/teacher/key.ipynb",
    "/voila/render/Teacher/key.ipynb",
    "/voila/render/practice/../teacher/key.ipynb",
    "/voila/render/practice/%2e%2e/teacher/key.ipynb",
    "/voila/render/./teacher/key.ipynb",
    "/voila/render//teacher/key.ipynb",
    "/voila/render/teacher%2fkey.ipynb",
    "/voila/render/practice%5c..%5cteacher%5ckey.ipynb",
    "/voila/files/teacher/key.ipynb",
    "/voila/files/teacher/figure.svg",
    "/voila/files/practice/..%2fteacher/figure.svg",
    "/voila/files/practice/home.ipynb",
    "/voila/files/practice/case.yaml",
    "/voila/files/practice/helper.py",
    "/voila/files/..%2f..%2fetc/passwd",
    "/voila/render/practice/case.yaml",
    "/voila/render/practice/helper.py",
    "/voila/render/practice",
    "/voila/render/",
    "/voila/tree",
    "/voila/tree/",
    "/voila/tree/teacher",
    "/tree",
    "/files/practice/case.yaml",
    "/api/contents",
    "/api/contents/teacher/key.ipynb",
    "/voila/api/contents",
    "/voila/api/contents/teacher",
    "/api/kernels",
    "/api/kernelspecs",
    "/api/sessions",
    "/api/terminals",
    "/login",
    "/static/../serve.py",
    "/static/%2e%2e/%2e%2e/app.py",
    "/voila/static/../../app.py",
    "/voila/templates/lab/static/voila.js",
    "/voila/query/00000000-0000-0000-0000-000000000000",
]


@pytest.mark.parametrize("path", CLOSED)
def test_a_student_gets_404(shared: Server, path: str) -> None:
    status, body = raw(shared, path)
    assert status == 404
    assert "SECRET" not in body
    assert "secret" not in body
    assert "model answer" not in body


@pytest.mark.parametrize(
    "path",
    [
        "voila/../../../app.py",
        "voila/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "voila//etc/passwd",
        "extensions/jupyterlab_pygments/package.json",
        "extensions/@voila-dashboards/jupyterlab-preview/package.json",
        "extensions/anywidget/../../../../etc/passwd",
        "extensions/anywidget/%2e%2e/jupyterlab_pygments/package.json",
        "index.html.j2",
        "error.html",
        "../app.py",
    ],
)
def test_assets_are_only_the_files_that_pages_load(shared: Server, path: str) -> None:
    html = shared.get("/nowhere").text
    assets = html.partition('href="/assets/')[2].partition("/")[0]
    status, _ = raw(shared, f"/assets/{assets}/{path}")
    assert status in (403, 404)


def test_a_link_does_not_open_a_closed_folder(start: Start) -> None:
    server = start()
    folder = server.folder / "notebooks"
    (folder / "practice" / "inside").symlink_to(folder / "teacher")
    (folder / "practice" / "outside").symlink_to(server.folder)
    server.ready()
    assert raw(server, "/voila/render/practice/inside/key.ipynb")[0] == 404
    assert raw(server, "/voila/files/practice/inside/figure.svg")[0] == 404
    assert raw(server, "/voila/render/practice/outside/notebooks/teacher/key.ipynb")[0] == 404


def test_pictures_of_open_folders_are_served(shared: Server) -> None:
    answer = shared.get("/voila/files/practice/figure.svg")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8866", "127.0.0.1.evil.example", "0.0.0.0"])
def test_a_foreign_host_name_reaches_nothing(shared: Server, host: str) -> None:
    before = len(shared.kernels())
    assert raw(shared, "/", host)[0] == 404
    assert raw(shared, "/voila/render/practice/home.ipynb", host)[0] == 404
    assert len(shared.kernels()) == before


def test_localhost_is_a_name_of_this_machine(shared: Server) -> None:
    assert raw(shared, "/voila/files/practice/figure.svg", f"localhost:{shared.port}")[0] == 200


def test_only_this_machine_can_connect(shared: Server) -> None:
    with pytest.raises((ConnectionError, TimeoutError)), socket.create_connection((_own_address(), shared.port), 2):
        pass


def test_a_foreign_page_cannot_start_kernels_by_embedding_us(shared: Server) -> None:
    before = len(shared.kernels())
    answer = shared.get("/", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"})
    assert answer.status_code == 403
    assert len(shared.kernels()) == before


def test_a_link_from_elsewhere_opens_the_page(shared: Server) -> None:
    answer = shared.get("/", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"})
    assert answer.status_code == 200


def test_a_foreign_origin_is_refused_on_the_websocket(page: Page, shared: Server) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        websocket.create_connection(
            f"ws://127.0.0.1:{shared.port}/api/kernels/{page.kernel}/channels", origin="http://evil.example"
        )
    assert refused.value.status_code == 403


@pytest.mark.parametrize(
    ("kind", "channel", "content"),
    [
        ("execute_request", "shell", {"code": "open('x', 'w')", "silent": False, "allow_stdin": False}),
        ("complete_request", "shell", {"code": "impor", "cursor_pos": 5}),
        ("inspect_request", "shell", {"code": "Echo", "cursor_pos": 4, "detail_level": 1}),
        ("history_request", "shell", {"hist_access_type": "tail", "n": 5, "output": True, "raw": True}),
        ("is_complete_request", "shell", {"code": "1"}),
        ("debug_request", "control", {"type": "request", "seq": 1, "command": "evaluate", "arguments": {}}),
        ("shutdown_request", "control", {"restart": False}),
        ("interrupt_request", "control", {}),
        ("execute_request", "control", {"code": "1", "silent": False}),
        ("create_subshell_request", "control", {}),
    ],
)
def test_a_page_can_talk_to_widgets_and_do_nothing_else(
    page: Page, kind: str, channel: str, content: dict[str, object]
) -> None:
    name = page.send(kind, content, channel)
    # The kernel answers in order: once the widget has answered, anything from before would be here.
    seen = page.until_echo()
    kinds = [one["msg_type"] for one in seen if one["parent_header"].get("msg_id") == name]
    assert [one for one in kinds if one not in ("stream", "status")] == []
    assert page.act(1) == 2


def test_a_kernel_cannot_be_ended_by_the_plain_jupyter_address(page: Page, shared: Server) -> None:
    answer = httpx.delete(f"{shared.url}/api/kernels/{page.kernel}", headers={"Origin": shared.url})
    assert answer.status_code == 405
    assert page.act(1) == 2


def test_the_cells_are_not_in_the_page(page: Page) -> None:
    assert "anywidget.AnyWidget" not in page.html
    assert "self.send" not in page.html


def _own_address() -> str:
    """Return an address of this machine that others could use."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("no network card")
        address = str(probe.getsockname()[0])
    if address.startswith("127."):
        pytest.skip("no network card")
    return address
