"""Backbeat starts by itself: one file, which tells the system how, and is gone again with `off`."""

import configparser
import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.servers import free_port
from tests.cli.running import PASSPHRASE, process
from tests.running import Server
from tracker.cli import autostart
from tracker.store import open_store
from tracker.store.reencrypt import reencrypt

ODD = ["/opt/a b/python", "50%", '"$HOME"', "back\\slash", "it's", "`id`"]
SPEAKS = '#!/bin/sh\nprintf "%s\\n" "$*" >> "{log}"\n{then}\n'
Autostarted = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "a home"
    made.mkdir()
    return made


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """What the system was asked to do, a line each."""
    return tmp_path / "asked.txt"


@pytest.fixture
def backbeat(home: Path, tmp_path: Path, asked: Path) -> Autostarted:
    """Run the verb in that home, with a systemctl that does what it is told."""

    def run(
        *arguments: object, then: str = "exit 0", **more: str
    ) -> subprocess.CompletedProcess[str]:
        tools = tmp_path / "tools"
        tools.mkdir(exist_ok=True)
        systemctl = tools / "systemctl"
        systemctl.write_text(SPEAKS.format(log=asked, then=then))
        systemctl.chmod(0o755)
        folders = {"HOME": str(home), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": str(tmp_path / "d")}
        return process(
            "autostart", *arguments, **folders, PATH=f"{tools}:{os.environ['PATH']}", **more
        )

    return run


def unit(home: Path) -> Path:
    return home / ".config/systemd/user/backbeat.service"


def entry(home: Path) -> Path:
    return home / ".config/autostart/backbeat.desktop"


def started(file: Path) -> list[str]:
    """The command of a unit whose parts hold nothing that systemd would read as its own."""
    line = next(x for x in file.read_text().splitlines() if x.startswith("ExecStart="))
    return shlex.split(line.removeprefix("ExecStart="))


# -- Linux


def test_on_writes_a_unit_has_systemd_start_it_and_says_how_to_undo_it(
    backbeat: Autostarted, home: Path, asked: Path
) -> None:
    on = backbeat("on")
    assert on.returncode == 0, on.stderr
    assert str(unit(home)) in on.stdout
    assert "backbeat autostart off" in on.stdout
    assert "loginctl enable-linger" in on.stderr
    assert "--user enable --now backbeat.service" in asked.read_text()
    assert unit(home).stat().st_mode & 0o077 == 0
    assert "StandardOutput=null" in unit(home).read_text(), "the printed address stays secret"


def test_off_takes_everything_back_and_does_nothing_the_second_time(
    backbeat: Autostarted, home: Path, asked: Path
) -> None:
    backbeat("on")
    asked.unlink()
    off = backbeat("off")
    assert off.returncode == 0
    assert str(unit(home)) in off.stdout
    assert not unit(home).exists()
    assert "--user disable --now backbeat.service" in asked.read_text()
    asked.unlink()
    again = backbeat("off")
    assert (again.returncode, asked.exists()) == (0, False)
    assert "Nothing was changed" in again.stdout


def test_on_twice_is_as_once_and_other_options_start_it_anew(
    backbeat: Autostarted, home: Path, asked: Path
) -> None:
    backbeat("on")
    before = unit(home).stat().st_mtime_ns
    backbeat("on")
    assert unit(home).stat().st_mtime_ns == before
    assert "restart" not in asked.read_text()
    backbeat("on", "--phone", "--port", "9000")
    assert started(unit(home))[-3:] == ["--port", "9000", "--phone"]
    backbeat("on", "--phone", "192.168.1.20", "--https")
    assert started(unit(home))[-3:] == ["--https", "--phone", "192.168.1.20"]
    assert "--user restart backbeat.service" in asked.read_text()


def test_status_says_whether_it_does(backbeat: Autostarted, home: Path) -> None:
    assert backbeat("status").stdout.startswith("Off: ")
    backbeat("on")
    found = backbeat("status").stdout
    assert found.startswith("On: ")
    assert str(unit(home)) in found
    assert backbeat().stdout == found


def test_without_a_running_systemd_the_desktop_starts_it(
    backbeat: Autostarted, home: Path, tmp_path: Path
) -> None:
    on = backbeat("on", then="exit 1")
    assert on.returncode == 0
    assert str(entry(home)) in on.stdout
    assert not unit(home).exists()
    backbeat("on")
    assert unit(home).exists()
    assert not entry(home).exists(), "it does not start twice"


def test_what_systemd_refuses_is_told(backbeat: Autostarted) -> None:
    refused = backbeat(
        "on", then='[ "$2" = enable ] && echo "Unit is masked." >&2 && exit 1; exit 0'
    )
    assert refused.returncode == 1
    assert "Unit is masked." in refused.stderr
    assert "backbeat autostart off" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_it_opens_the_diary_that_this_terminal_opens(
    backbeat: Autostarted, home: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/my diary.db"
    backbeat("on", BACKBEAT_DATABASE_URL=url)
    command = started(unit(home))
    assert command[command.index("--database") + 1] == url
    assert command[:2] == ["/usr/bin/env", f"XDG_DATA_HOME={tmp_path / 'd'}"]


def test_what_is_written_really_starts_a_diary(backbeat: Autostarted, home: Path) -> None:
    port = free_port()
    backbeat("on", "--port", port)
    running = Server("", port=port, environment={"HOME": str(home)})
    ran = subprocess.Popen(started(unit(home)), cwd="/", stdout=subprocess.DEVNULL)
    try:
        running.wait_until_up()
    finally:
        ran.terminate()
        ran.wait(60)


def test_a_password_is_written_to_no_file(backbeat: Autostarted, home: Path) -> None:
    address = "postgresql://me:tell-nobody@localhost/backbeat"
    for given in ({"BACKBEAT_DATABASE_URL": address}, {}):
        arguments = () if given else ("--database", address)
        refused = backbeat("on", *arguments, **given)
        assert refused.returncode == 1
        assert "~/.pgpass" in refused.stderr
    assert not unit(home).exists()


def test_a_diary_that_nobody_could_unlock_is_refused(
    backbeat: Autostarted, home: Path, sqlite_url: str, tmp_path: Path
) -> None:
    open_store(sqlite_url).close()
    reencrypt(sqlite_url, PASSPHRASE)
    refused = backbeat("on", "--database", sqlite_url)
    assert refused.returncode == 1
    assert "key ring" in refused.stderr
    assert not unit(home).exists()
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    secret.chmod(0o600)
    kept = backbeat("on", "--database", sqlite_url, BACKBEAT_PASSPHRASE_FILE=str(secret))
    assert kept.returncode == 0, kept.stderr
    assert f"BACKBEAT_PASSPHRASE_FILE={secret}" in started(unit(home))


# -- what each system is given


def test_an_odd_command_reaches_systemd_as_it_is() -> None:
    (line,) = [x for x in autostart.systemd_unit(ODD).splitlines() if x.startswith("ExecStart")]
    assert line == (
        'ExecStart="/opt/a b/python" "50%%" "\\"$$HOME\\"" "back\\\\slash" "it\'s" "`id`"'
    )


def test_an_odd_command_reaches_a_desktop_as_it_is(tmp_path: Path) -> None:
    script = 'import sys, pathlib; pathlib.Path(sys.argv[1]).write_text("\\n".join(sys.argv[2:]))'
    command = [sys.executable, "-c", script, str(tmp_path / "said"), *ODD]
    read = configparser.RawConfigParser(strict=True)
    read.read_string(autostart.desktop_entry(command))
    line = read["Desktop Entry"]["Exec"]
    # As a desktop reads it: a string's backslashes first, then quotes, then its own signs.
    unquote = f"printf '%s\\0' {line.replace(2 * chr(92), chr(92))}"
    parts = subprocess.run(["sh", "-c", unquote], capture_output=True, text=True, check=True)
    subprocess.run([part.replace("%%", "%") for part in parts.stdout.split("\0")[:-1]], check=True)
    assert (tmp_path / "said").read_text().splitlines() == ODD


def test_macos_has_an_agent_that_starts_at_log_in_and_again_after_a_failure(home: Path) -> None:
    (way,) = autostart.ways("darwin", {"HOME": str(home)}, ODD)
    agent = plistlib.loads(way.contents)
    assert way.file == home / "Library/LaunchAgents/backbeat.diary.plist"
    assert agent["Label"] == way.file.stem
    assert agent["ProgramArguments"] == ODD
    assert agent["RunAtLoad"] is True
    assert agent["KeepAlive"] == {"SuccessfulExit": False}
    assert agent["StandardOutPath"] == "/dev/null"
    assert way.begin == (("launchctl", "bootstrap", f"gui/{os.getuid()}", str(way.file)),)
    assert way.end == (("launchctl", "bootout", f"gui/{os.getuid()}/backbeat.diary"),)


def test_windows_has_a_file_in_the_start_up_folder(home: Path) -> None:
    command = ["C:\\Program Files\\Python\\python.exe", "C:\\back beat\\app.py", "--port", "8501"]
    environment = {"USERPROFILE": str(home), "APPDATA": str(home / "AppData/Roaming")}
    (way,) = autostart.ways("win32", environment, command)
    startup = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup"
    assert way.file == home / startup / "backbeat.cmd"
    assert way.contents.decode().splitlines() == [
        "@echo off",
        "chcp 65001 >nul",
        'start "Backbeat" /min "C:\\Program Files\\Python\\python.exe" "C:\\back beat\\app.py"'
        " --port 8501",
    ]
    assert way.begin == way.end == ()
