"""Starting, listening and ending."""

import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
import streamlit as st
from streamlit import config as streamlit_config

from tests.loading import loaded_after
from tests.running import Server, free_port
from tests.web.requests import ask
from tracker.ui import SHELL
from tracker.web import server as serving
from tracker.web import sockets

SAFE = {
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "localhost",
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["localhost", "127.0.0.1", "::1"],
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableAgentApi": False,
    "server.fileWatcherType": "none",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "client.allowedOrigins": [],
    "runner.magicEnabled": False,
    "runner.fastReruns": False,
    "runner.postScriptGC": False,
}


def _has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


OTHER = ["::1"] if _has_ipv6() else []


def backbeat(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "tracker.cli", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def _loaded() -> None:
    serving.load_config()


def test_every_setting_is_one_that_streamlit_knows() -> None:
    assert set(serving.config()) <= set(streamlit_config.get_config_options())


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize("name", SAFE)
def test_the_settings_are_safe(name: str) -> None:
    assert st.get_option(name) == SAFE[name]


def test_a_deep_link_works_as_the_first_request_of_a_fresh_process(server: Server) -> None:
    with Server(server.database) as fresh:
        assert ask(fresh, "/trends").status == 200
    assert not SHELL.with_name("pages").exists(), "Streamlit would run them by itself"


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    listening = [
        connection.laddr.ip
        for connection in psutil.Process(server.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert sorted(listening) == sorted(["127.0.0.1", *OTHER])


@pytest.mark.usefixtures("_loaded")
def test_small_messages_are_sent_at_once() -> None:
    for listening in sockets.listen(0):
        with listening, socket.create_connection(listening.getsockname()[:2]):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.usefixtures("_loaded")
def test_the_next_free_port_is_taken_when_the_usual_one_is_in_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(sockets, "DEFAULT_PORT", port)
        assert _ports_of(sockets.listen(None)) > port


def _ports_of(listening: list[socket.socket]) -> int:
    """The one port of all of them, which are closed."""
    (port,) = {one.getsockname()[1] for one in listening}
    for one in listening:
        one.close()
    return int(port)


@pytest.mark.usefixtures("_loaded")
@pytest.mark.skipif(not OTHER, reason="this machine has no IPv6")
@pytest.mark.parametrize("address", ["::1", "::"])
def test_a_port_whose_other_address_somebody_has_is_left_to_them(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with socket.socket(socket.AF_INET6) as taken:
        taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind((address, 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(sockets, "DEFAULT_PORT", port)
        assert _ports_of(sockets.listen(None)) > port
        with pytest.raises(sockets.PortTaken):
            sockets.listen(port)


@pytest.mark.skipif(not OTHER, reason="this machine has no IPv6")
def test_nobody_takes_the_other_address_of_a_server(server: Server) -> None:
    with pytest.raises(OSError, match="in use"):
        socket.create_server(("::1", server.port), family=socket.AF_INET6)


@pytest.mark.parametrize("wrong", ["taken", "65536", "-1"])
def test_a_port_that_was_asked_for_and_cannot_be_had_is_refused(wrong: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1]) if wrong == "taken" else wrong
        refused = backbeat("run", "--no-browser", "--port", port)
    assert refused.returncode in (1, 2)
    assert refused.stdout == ""
    assert port in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_port_in_use_is_exit_code_1_with_another_port_to_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = backbeat("run", "--no-browser", "--port", str(port))
    assert refused.returncode == 1
    assert "Nothing was started" in refused.stderr
    assert f"--port {port + 1}" in refused.stderr


@pytest.mark.parametrize(
    "database", ["nonsense", "oracle://nowhere/x", "postgresql://nobody@127.0.0.1:1/none"]
)
def test_a_wrong_database_is_told_and_nothing_is_served(database: str) -> None:
    port = free_port()
    refused = backbeat("run", "--no-browser", "--port", str(port), "--database", database)
    assert refused.returncode == 1
    assert refused.stderr.strip()
    assert refused.stdout == ""
    assert "Traceback" not in refused.stderr


def test_a_damaged_database_is_told_and_nothing_is_served(tmp_path: Path) -> None:
    damaged = tmp_path / "diary.sqlite"
    damaged.write_bytes(b"not a database at all" * 1000)
    refused = backbeat("run", "--no-browser", "--database", f"sqlite:///{damaged}")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "Traceback" not in refused.stderr
    assert damaged.read_bytes() == b"not a database at all" * 1000


def test_it_says_where_it_is_and_ctrl_c_ends_it_calmly(tmp_path: Path) -> None:
    with Server(f"sqlite:///{tmp_path / 'diary.sqlite'}") as running:
        assert running.address in running.says()
        assert "keep it to yourself" in running.says()
        code, said = running.stop()
    assert code == 0
    assert said == "\nBackbeat has stopped. Everything you entered is saved.\n"


def test_streamlit_run_takes_the_same_settings_from_any_folder(tmp_path: Path) -> None:
    port = free_port()
    listed = subprocess.run(
        [sys.executable, "-c", _SETTINGS_OF_STREAMLIT_RUN, str(serving.APP), str(port)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert listed.stdout.split() == ["127.0.0.1", "False", "none"]


_SETTINGS_OF_STREAMLIT_RUN = """
import sys
from streamlit.web import bootstrap, cli
import streamlit as st
bootstrap.run_asgi_app = lambda *rest: print(
    st.get_option("server.address"),
    st.get_option("browser.gatherUsageStats"),
    st.get_option("client.showErrorDetails"),
)
cli.main(["run", sys.argv[1], "--server.port", sys.argv[2]], standalone_mode=False)
"""


def test_starting_imports_nothing_that_only_charts_need() -> None:
    loaded = loaded_after("import tracker.web.server")
    assert not {"pandas", "altair", "pyarrow", "numpy"} & loaded


def test_warming_up_loads_the_charts_and_takes_them_off_the_collector() -> None:
    warmed = subprocess.run(
        [
            sys.executable,
            "-c",
            "import gc, sys; from tracker.web.server import warm_up; warm_up(0);"
            "print(gc.get_freeze_count(), 'pandas' in sys.modules, 'altair' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert int(warmed[0]) > 100_000
    assert warmed[1:] == ["True", "True"]
