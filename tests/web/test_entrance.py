"""Another account of this computer reaches the port, and nothing of the diary."""

import json
import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from benchmarks.servers import free_port, way_in
from tests.running import Server
from tests.web.requests import Answer, ask, ask_stranger, open_socket, open_strangers_socket
from tests.web.test_server import OTHER
from tracker.web import calendar_feed, entrance, own_files, private_files, static_assets

HTML = "text/html,application/xhtml+xml"
STATIC = sorted(entrance.static_files(Path(get_static_dir())))
PRIVATE = (
    *("/", "/week", "/index.html", "/data?x=/icon.svg", "/static/../week", "/static/js/none.js"),
    *("/_stcore/host-config", "/_stcore/stream", "/_stcore/upload_file/a/b", "/component/x"),
    *("/files/none", "/component/x/y.js", "/_stcore/bidi-components/x", "//icon.svg", "/icon.svg/"),
    *("/enter/a/b", "/enter/", "/calendar.ics/x"),
)


def enter(server: Server, path: str, **headers: str) -> Answer:
    return ask_stranger(server, path, Accept=HTML, **headers)


def pair(answer: Answer) -> str:
    return answer.headers["set-cookie"].partition(";")[0]


def printed(server: Server) -> str:
    """The path of the address that the terminal printed."""
    return server.says().split()[4].removeprefix(server.address)


@pytest.mark.parametrize("path", PRIVATE)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
def test_a_stranger_is_answered_nothing(server: Server, path: str, method: str) -> None:
    answer = ask_stranger(server, path, method)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert b"<script" not in answer.body


def test_every_route_there_is_needs_the_cookie_but_those_that_are_named() -> None:
    ours = {
        route.path
        for route in (*static_assets.ROUTES, *calendar_feed.ROUTES, *private_files.ROUTES)
    }
    assert ours & entrance.OPEN == {
        *(route.path for route in static_assets.ROUTES),
        "/calendar.ics",
    }
    assert {"/_stcore/health", "/worker.js"} == entrance.OPEN - ours, "and the way in here"


def test_a_websocket_without_an_origin_is_refused_to_a_stranger(server: Server) -> None:
    assert open_strangers_socket(server) == 403
    assert open_strangers_socket(server, Origin=server.address) == 403
    assert open_socket(server) == 101


def test_a_cookie_of_another_port_or_a_made_up_one_opens_nothing(server: Server) -> None:
    name, value = server.cookie
    other = f"backbeat-{server.port + 1}"
    for cookie in (f"{other}={value}", f"{name}=x", f"{name}=", f"{name}={value[:-1]}", name):
        assert open_strangers_socket(server, Cookie=cookie) == 403, cookie
        assert ask_stranger(server, "/", Cookie=cookie).status == 403, cookie


def test_what_every_backbeat_has_is_there_for_all(server: Server) -> None:
    for path in ("/icon.svg", "/manifest.webmanifest", "/_stcore/health", STATIC[0], STATIC[-1]):
        assert ask_stranger(server, path).status == 200, path
    assert ask_stranger(server, "/calendar.ics?token=none").status == 404
    assert len(STATIC) > 100
    assert all(path.startswith("/static/") for path in STATIC)


def test_a_browser_that_was_not_let_in_is_told_how(server: Server) -> None:
    answer = enter(server, "/week")
    words = answer.body.decode()
    assert answer.status == 403
    assert "backbeat open" in words
    assert "address that the terminal printed" in words
    scripts = re.findall(r'<script src="([^"]+)"', words)
    known = {own_files.THEME.path, own_files.LOCK.path}
    assert set(scripts) == known, "light or dark, and what waits in the browser"
    assert words.count("<script") == 2
    assert enter(server, own_files.THEME.path).status == 200
    assert answer.headers["cache-control"] == "no-store"


def test_the_printed_address_lets_in_as_often_as_wanted(tmp_path: Path) -> None:
    with Server(f"sqlite:///{tmp_path / 'diary.sqlite'}") as running:
        path = printed(running)
        for _ in range(2):
            answer = enter(running, path)
            assert answer.status == 303
            assert answer.headers["location"] == "/", "away from the secret"
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["referrer-policy"] == "no-referrer"
        cookie = pair(answer)
        assert ask_stranger(running, "/", Cookie=cookie).status == 200
        assert open_strangers_socket(running, Cookie=cookie) == 101
        running.restart()
        assert ask_stranger(running, "/", Cookie=cookie).status == 200, "a bookmark works"
        assert enter(running, path).status == 403, "the address ended with the server"
        assert enter(running, path, Cookie=cookie).status == 303, "who is in stays in"


def test_a_ticket_lets_one_browser_in(server: Server) -> None:
    path = way_in(server.port, server.data).removeprefix(server.address)
    assert ask_stranger(server, path, "HEAD").status == 405, "looking ahead uses nothing up"
    assert enter(server, path).status == 303
    assert enter(server, path).status == 403


def test_the_cookie_lasts_is_kept_from_scripts_and_is_renewed_by_every_page(
    server: Server,
) -> None:
    entered = enter(server, way_in(server.port, server.data).removeprefix(server.address))
    for given in (entered, ask(server, "/")):
        words = given.headers["set-cookie"]
        assert f"backbeat-{server.port}=" in words
        assert "HttpOnly" in words
        assert "SameSite=Lax" in words
        assert "Max-Age=34560000" in words
    other = ask(server, "/_stcore/health").headers.get("set-cookie", "")
    assert "backbeat" not in other


def test_only_who_has_the_key_is_believed_to_be_ours(server: Server) -> None:
    answer = json.loads(ask_stranger(server, "/enter?challenge=a").body)
    again = json.loads(ask_stranger(server, "/enter?challenge=b").body)
    assert answer["run"] == again["run"]
    assert answer["proof"] != again["proof"]


def test_nothing_secret_is_an_argument_or_is_written_to_the_log(tmp_path: Path) -> None:
    with Server(
        f"sqlite:///{tmp_path / 'diary.sqlite'}", environment={"XDG_DATA_HOME": str(tmp_path)}
    ) as running:
        secrets = [running.cookie[1], printed(running).rpartition("/")[2]]
        enter(running, f"/enter/{secrets[1]}")
        assert enter(running, "/enter/wrong").status == 403
        arguments = Path(f"/proc/{running.pid}/cmdline").read_bytes().decode()
        written = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
        assert not any(secret in arguments for secret in secrets)
        assert not any(secret.encode() in content for secret in secrets for content in written)
        for file in (tmp_path / "backbeat").rglob("*"):
            assert not stat.S_IMODE(file.stat().st_mode) & 0o077, file


RUN = """
import sys, webbrowser
from pathlib import Path
from urllib.parse import urlsplit, unquote
def opened(address):
    file = Path(unquote(urlsplit(address).path))
    print(sys.argv, oct(file.stat().st_mode & 0o777), file.read_text(), flush=True)
    return True
webbrowser.open = opened
from tracker.identity import browser
browser.has_screen = lambda: True
from tracker.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_browser_is_opened_by_a_file_that_nobody_else_reads(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with Server(
        f"sqlite:///{tmp_path / 'diary.sqlite'}", environment={"XDG_DATA_HOME": str(tmp_path)}
    ) as running:
        opened = subprocess.run(
            [sys.executable, "-c", RUN, "open", "--port", str(running.port)],
            capture_output=True,
            text=True,
            env=environment,
            check=True,
        ).stdout
        address = opened.partition("url=")[2].partition('"')[0]
        assert opened.startswith(f"['-c', 'open', '--port', '{running.port}'] 0o600")
        assert len(list((tmp_path / "backbeat").glob("*.html"))) == 1
        assert enter(running, address.removeprefix(running.address)).status == 303
        assert list((tmp_path / "backbeat").glob("*.html")) == [], "it has done its work"


def backbeat_open(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tracker.cli", "open", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_DATA_HOME": str(folder), "DISPLAY": "", "WAYLAND_DISPLAY": ""},
        check=False,
    )


def test_backbeat_open_lets_in_to_what_runs_and_says_so_where_nothing_does(
    tmp_path: Path,
) -> None:
    none = backbeat_open(tmp_path)
    assert none.returncode == 1
    assert "No Backbeat is running" in none.stderr
    with Server(
        f"sqlite:///{tmp_path / 'diary.sqlite'}", environment={"XDG_DATA_HOME": str(tmp_path)}
    ) as running:
        running.says()
        found = backbeat_open(tmp_path)
        assert found.returncode == 0
        assert enter(running, found.stdout.strip().removeprefix(running.address)).status == 303
        other = tmp_path / "another account"
        assert backbeat_open(other, "--port", str(running.port)).returncode == 1
        with Server(
            f"sqlite:///{tmp_path / 'other.sqlite'}", environment={"XDG_DATA_HOME": str(tmp_path)}
        ) as second:
            second.says()
            both = backbeat_open(tmp_path)
            assert both.returncode == 1
            assert f"port {running.port}: {tmp_path / 'diary.sqlite'}" in both.stderr
            assert f"port {second.port}: {tmp_path / 'other.sqlite'}" in both.stderr
            second.stop()
        running.kill()
    assert backbeat_open(tmp_path).returncode == 1, "a note of a killed server is no server"


def test_streamlit_run_prints_how_to_get_in_too(tmp_path: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=Path(entrance.__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "XDG_DATA_HOME": str(tmp_path),
            "BACKBEAT_DATABASE_URL": f"sqlite:///{tmp_path / 'diary.sqlite'}",
        },
    )
    try:
        assert process.stdout is not None
        address = ""
        while "/enter/" not in address:
            address = process.stdout.readline()
            assert address or process.poll() is None
        running = Server("", port=port, environment={"XDG_DATA_HOME": str(tmp_path)})
        running.wait_until_up()
        assert open_strangers_socket(running) == 403
        entered = enter(running, address.split()[4].removeprefix(running.address))
        assert open_strangers_socket(running, Cookie=pair(entered)) == 101
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(not OTHER, reason="this machine has no IPv6")
def test_streamlit_run_does_not_share_its_port_with_another_program(tmp_path: Path) -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as taken:
        port = taken.getsockname()[1]
        refused = subprocess.run(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=Path(entrance.__file__).parents[2],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        )
    assert "Another program listens on" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "/enter/" not in refused.stdout
