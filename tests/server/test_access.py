"""What a student can and cannot reach on a teacher's server, asked of a running one with real requests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import websocket
from server.serving import ECHO, PATIENCE, ROOT, Page, Server, teachers_address, until, write_notebook, write_site
from server.test_doors import CLOSED, raw

Start = Callable[..., Server]


class Class:
    """A teacher's server, a teacher with an open page, and a student with one.

    Attributes:
        server: The server.
        entrance: Path and key of the teachers' address.
        cookie: The teacher's pass, as the browser sends it.
        lesson: The teacher's page.
        desk: The student's page.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        # One client for all: making one costs more than most requests.
        self.client = httpx.Client(base_url=server.url, timeout=PATIENCE)
        self.entrance = teachers_address(server)
        self.key = self.entrance.partition("=")[2]
        self.cookie = come_in(server, self.entrance)
        self.lesson = Page(server, "/voila/render/teacher/class.ipynb", cookie=self.cookie)
        self.desk = Page(server)

    def get(self, path: str, cookie: str = "", method: str = "GET", **headers: str) -> httpx.Response:
        """Send a request with this cookie and no other."""
        answer = self.client.request(method, path, headers={**headers, **({"Cookie": cookie} if cookie else {})})
        self.client.cookies.clear()
        return answer


def come_in(server: Server, entrance: str) -> str:
    """Show the key, and return the pass as a browser sends it."""
    answer = httpx.get(server.url + entrance, timeout=PATIENCE)
    assert answer.status_code == 303
    return answer.headers["Set-Cookie"].partition(";")[0]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    folder = tmp_path_factory.mktemp("school")
    write_site(folder / "notebooks")
    write_notebook(folder / "notebooks" / "teacher" / "class.ipynb", ECHO)
    server = Server(folder, teacher=True).ready()
    try:
        found = Class(server)
        yield found
        found.lesson.close()
        found.desk.close()
        found.client.close()
    finally:
        server.close()


def alike(answer: httpx.Response) -> tuple[int, str, set[str]]:
    """Return what can be told of an answer: its status, its words, its headers."""
    return answer.status_code, answer.text, {name for name in answer.headers if name != "date"}


def wire(school: Class, kernel: str, cookie: str = "") -> int:
    """Try to open the wire to a kernel, and return the status."""
    try:
        websocket.create_connection(
            f"ws://127.0.0.1:{school.server.port}/api/kernels/{kernel}/channels?session_id=x",
            origin=school.server.url,
            cookie=cookie or None,
            timeout=PATIENCE,
        ).close()
    except websocket.WebSocketBadStatusException as refused:
        return refused.status_code
    return 101


TEACHERS = [
    "/teacher",
    "/teacher/",
    "/teacher?lang=en",
    "/teacher?KEY=x",
    "/teacher/leave",
    "/voila/tree",
    "/voila/tree/",
    "/voila/render/teacher/class.ipynb",
    "/voila/files/teacher/figure.svg",
]


def test_the_pass_is_a_cookie_that_no_script_reads_and_no_other_site_sends(school: Class) -> None:
    answer = school.get(school.entrance)
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    given_out, *attributes = [part.strip() for part in rest.split(";")]
    assert name == f"lbp-teacher-{school.server.port}"
    assert len(given_out) >= 32
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Strict"]
    assert school.key not in given_out
    assert answer.headers["Location"] == "/teacher"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert len(school.key) == 22


def test_a_teacher_reaches_every_teachers_address(school: Class) -> None:
    for path in TEACHERS:
        expected = 405 if path == "/teacher/leave" else 200
        assert school.get(path, school.cookie).status_code == expected, path
    assert "teacher/key.ipynb" in school.get("/voila/tree", school.cookie).text
    assert school.get("/voila/files/teacher/class.ipynb", school.cookie).status_code == 404
    assert school.get("/voila/files/teacher/figure.svg", school.cookie).headers["Cache-Control"] == "no-store"
    assert school.lesson.act(3) == 4
    assert wire(school, school.desk.kernel, school.cookie) == 101


@pytest.mark.parametrize("path", TEACHERS)
def test_for_a_student_it_is_an_address_that_does_not_exist(school: Class, path: str) -> None:
    nowhere = alike(school.get("/nowhere"))
    name, _, given_out = school.cookie.partition("=")
    student = f"_xsrf=2|abc; username-127-0-0-1-{school.server.port}=learner; lbp-code=ABC-123"
    forged = [
        "",
        student,
        f"{name}=",
        f"{name}=1",
        f"{name}={school.key}",
        f"{name}={given_out[:-1]}",
        f'{name}="{given_out}x"',
        f"{name.upper()}={given_out}",
        f"lbp-teacher={given_out}",
        f"{name}=2|1:0|10:1700000000|5:admin|4:MQ==|abc",
    ]
    for cookie in forged:
        assert alike(school.get(path, cookie)) == nowhere, cookie


@pytest.mark.parametrize("path", CLOSED)
def test_no_trick_with_an_address_opens_a_teachers_server_to_a_student(school: Class, path: str) -> None:
    status, body = raw(school.server, path)
    assert status == 404
    assert "model answer" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/TEACHER",
        "/%74eacher",
        "/teacher%2f",
        "//teacher",
        "/teacher//",
        "/teacher.",
        "/teacher/.",
        "/./teacher",
        "/teacher;x=1",
        "/teacher%00",
        "/teacher?key",
        "/teacher?key=",
        "/teacher?key=%00",
        "/voila/TREE",
        "/voila//tree",
        "/voila/tree?token=",
        "/voila/tree/.",
        "/voila/render/TEACHER/class.ipynb",
        "/voila/render/teacher./class.ipynb",
        "/voila/render/teacher%20/class.ipynb",
        "/voila/render/%74eacher/class.ipynb",
        "/voila/render/%2574eacher/class.ipynb",
        "/voila/render/teacher//class.ipynb",
        "/voila/render/teacher/./class.ipynb",
        "/voila/render/teacher/%2e/class.ipynb",
        "/voila/render/teacher/class.ipynb.",
        "/voila/render/teacher/class.IPYNB",
        "/voila/render/practice/%252e%252e/teacher/class.ipynb",
        "/voila/render/practice/..%5cteacher/class.ipynb",
        "/voila/render/teacher/class.ipynb%00.svg",
        "/voila/files/TEACHER/figure.svg",
        "/voila/files/teacher//figure.svg",
        "/voila/files/teacher/%2e%2e/teacher/figure.svg",
        "/voila/files/teacher/figure.svg?key=1",
        "http://127.0.0.1/teacher",
    ],
)
def test_no_other_way_to_write_the_address_helps(school: Class, path: str) -> None:
    status, body = raw(school.server, path)
    assert status in (400, 404)
    assert "For teachers" not in body
    assert "<svg" not in body


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"])
def test_no_other_method_tells_a_teachers_address_from_any_other(school: Class, method: str) -> None:
    for path in TEACHERS[:-2]:
        assert alike(school.get(path, method=method)) == alike(school.get("/nowhere", method=method)), path
    assert school.get(school.entrance, method=method).status_code == 404
    for path in ("/voila/render/{}/class.ipynb", "/voila/files/{}/figure.svg"):
        there, nowhere = school.get(path.format("teacher"), method=method), school.get(path.format("x"), method=method)
        assert alike(there) == alike(nowhere)
        assert there.status_code >= 400


def test_a_student_reaches_no_teachers_kernel_and_cannot_tell_that_it_runs(school: Class) -> None:
    teachers, unknown = school.lesson.kernel, "00000000-0000-0000-0000-000000000000"

    def told(kernel: str, path: str, method: str) -> tuple[int, str]:
        answer = school.get(path.format(kernel), method=method, Origin=school.server.url)
        return answer.status_code, answer.text.replace(kernel, "")

    for method, path in [
        ("GET", "/api/kernels/{}"),
        ("HEAD", "/api/kernels/{}"),
        ("OPTIONS", "/api/kernels/{}"),
        ("DELETE", "/api/kernels/{}"),
        ("GET", "/api/kernels/{}/channels"),
        ("POST", "/api/kernels/{}/interrupt"),
        ("POST", "/api/kernels/{}/restart"),
        ("POST", "/voila/api/shutdown/{}"),
        ("GET", "/voila/api/shutdown/{}"),
    ]:
        found = told(teachers, path, method)
        assert found == told(unknown, path, method), (method, path)
        assert found[0] in (404, 405)
    for cookie in ("", "lbp-teacher=1", f"lbp-teacher-{school.server.port}={school.key}"):
        assert wire(school, teachers, cookie) == wire(school, unknown, cookie) == 404
    assert wire(school, teachers.upper()) == 404
    assert wire(school, school.desk.kernel) == 101, "the student's own"
    assert school.lesson.act(5) == 6, "the teacher's kernel still runs"


def test_the_wire_of_a_student_carries_nothing_to_a_teachers_kernel(school: Class) -> None:
    mine = school.desk.model
    school.desk.model = school.lesson.model
    name = school.desk.send("comm_msg", {"comm_id": school.lesson.model, "data": {"method": "custom", "content": {}}})
    school.desk.model = mine
    answers = [one for one in school.desk.until_echo() if one["parent_header"].get("msg_id") == name]
    assert [one["msg_type"] for one in answers if one["msg_type"] not in ("status", "stream")] == []


def test_only_a_teachers_home_has_a_way_to_the_teachers_pages(school: Class) -> None:
    assert 'href="/teacher"' not in school.desk.html
    assert "Underviser" not in school.desk.html
    assert '<a href="/teacher">' in school.get("/", school.cookie).text
    assert 'href="/teacher"' not in school.lesson.html


def test_wrong_keys_wait_and_never_keep_the_teacher_out(school: Class) -> None:
    def wrong(tried: str) -> tuple[int, float]:
        began = time.monotonic()
        status = raw(school.server, f"/teacher?key={tried}abcdefghij")[0]
        return status, time.monotonic() - began

    with ThreadPoolExecutor(4) as pool:
        tries = [pool.submit(wrong, tried) for tried in ("", "%ff", "x&key=", "%0d%0aSet-Cookie:x=")]
        assert school.get(school.entrance).status_code == 303
        found = [one.result() for one in tries]
    assert {status for status, _ in found} == {404}
    assert all(waited > 0.2 for _, waited in found)
    log = (school.server.folder / "data" / "log" / "server.log").read_text()
    assert "Wrong key for the teachers' pages, 1 so far" in log
    assert "abcdefghij" not in log


def test_the_key_is_in_no_page_no_log_and_no_kernel(school: Class) -> None:
    pages = [school.get(path, school.cookie).text for path in ("/teacher", "/voila/tree")]
    for words in (*pages, school.lesson.html, "".join(school.server.errors)):
        assert school.key not in words
    for path in (school.server.folder / "data").rglob("*"):
        if path.is_file():
            assert school.key.encode() not in path.read_bytes(), path
    assert [line for line in school.server.errors if "entrance" in line] == []


def test_a_link_in_a_mail_goes_on_from_a_page_of_ours(school: Class) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    answer = school.get(school.entrance, **headers)
    assert answer.status_code == 200
    assert 'content="0;url=/teacher"' in answer.text
    assert school.key not in answer.text
    assert "HttpOnly" in answer.headers["Set-Cookie"]


def test_leaving_makes_the_pass_worthless_also_on_an_open_wire(school: Class) -> None:
    cookie = come_in(school.server, school.entrance)
    page = Page(school.server, "/voila/render/teacher/class.ipynb", cookie=cookie)
    assert page.act(1) == 2
    answer = school.get("/teacher/leave", cookie, "POST")
    assert answer.status_code == 204
    assert "expires=" in answer.headers["Set-Cookie"]
    assert school.get("/teacher", cookie).status_code == 404
    name = page.send("comm_msg", {"comm_id": page.model, "data": {"method": "custom", "content": {"n": 1}}})
    said = list(iter(page.socket.recv, ""))  # until the server closes it
    assert not any(name in one for one in said)
    page.close()
    assert school.get("/teacher", school.cookie).status_code == 200, "another teacher is still in"


def test_ready_kernels_keys_of_ones_own_and_a_restart(start: Start) -> None:
    """One server with a kernel kept ready and a key that somebody chose, and another on its port."""
    key = "the-key-of-this-test-0123456789"
    server = start(teacher=True, teacher_key=key, preheat=True, refill_after=0.1, environment={"LBP_TEACHER_KEY": key})
    seen = "import os; print('seen:', os.environ.get('LBP_TEACHER_KEY'))"
    write_notebook(server.folder / "notebooks" / "teacher" / "seen.ipynb", seen)
    server.ready()
    line = until(lambda: None if server.lines.empty() else server.lines.get(), "the teachers' line is printed")
    assert "<your LBP_TEACHER_KEY>" in line
    assert key not in line
    cookie = come_in(server, f"/teacher?key={key}")

    until(server.kernels, "one kernel is warm")
    teachers = Page(server, cookie=cookie)
    assert '<a href="/teacher">' in teachers.html
    teachers.close()
    until(lambda: len(server.kernels()) == 2, "the pool is full again")
    page = Page(server)
    assert "/teacher" not in page.html, "a page that was ready is the same for everybody until it is sent"
    assert page.act(1) == 2
    page.close()

    lesson = server.get("/voila/render/teacher/seen.ipynb", Cookie=cookie).text
    assert "seen: None" in lesson
    kernel = re.search(r'"kernelId": "([^"]+)"', lesson)
    assert kernel
    assert server.get(f"/api/kernels/{kernel[1]}").status_code == 404
    assert server.get(f"/api/kernels/{kernel[1]}", Cookie=cookie).status_code == 200
    server.process.terminate()
    assert server.ended() == 0
    assert key not in "".join(server.errors)

    again = start(teacher=True, port=server.port).ready()
    assert again.get("/teacher", Cookie=cookie).status_code == 404
    assert again.get("/voila/render/teacher/key.ipynb", Cookie=cookie).status_code == 404
    assert again.get(f"/teacher?key={key}").status_code == 404
    assert again.get(teachers_address(again)).status_code == 303


def test_a_students_server_has_no_door(shared: Server) -> None:
    for path in ("/teacher", "/teacher?key=x", "/teacher/leave", "/voila/tree"):
        assert alike(shared.get(path)) == alike(shared.get("/nowhere"))


def test_the_command_refuses_a_weak_key_in_one_sentence() -> None:
    environment = {**os.environ, "LBP_TEACHER_KEY": "hemmelig"}
    said = subprocess.run(
        [sys.executable, "-m", "lbp_teach", "serve", "--teacher", "--port", "0"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=PATIENCE,
        check=False,
    )
    assert said.returncode == 2
    assert "at least 20" in said.stderr
    assert "hemmelig" not in said.stderr + said.stdout
    assert len(said.stderr.splitlines()) == 1
