"""`backbeat autostart`: Backbeat starts by itself when its person logs in.

Linux: a systemd unit of the user, else an entry of the desktop; macOS: an agent of launchd;
Windows: a file in the start-up folder. Each is one file that `off` deletes again.
"""

from __future__ import annotations

import argparse
import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.cli.output import print_lines, refuse, say
from tracker.cli.passphrases import PASSWORD, without_password
from tracker.files.atomic import write_all
from tracker.places import APP

NAME = "backbeat"
LABEL = "backbeat.diary"  # as launchd knows it
PORT = 8501  # always the same one, so that a bookmark works
_KEPT = ("XDG_DATA_HOME", "BACKBEAT_PASSPHRASE_FILE")  # which a session of the system may lack
_LINGER = "To start it with the computer, before you log in: loginctl enable-linger"
_BUSY = (
    "A Backbeat is running on port {port}. End it: the one that starts by itself then takes its"
    " place."
)
_LOCKED = (
    "The diary is encrypted, and nobody is there to type its passphrase when the computer starts."
    " Nothing was set up. Keep it in the key ring (backbeat encrypt --key-ring), or name a file"
    " that holds it in BACKBEAT_PASSPHRASE_FILE."
)
_IN_A_FILE = (
    "The address of the database has a password, which a file would tell. Nothing was"
    " set up. Put it into your password file (~/.pgpass), and leave it out of the address."
)
_FAILED = "{file} is written, but “{command}” failed: {said} Undo it with: backbeat autostart off"

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Autostart:
    """A file that has the system start Backbeat, and what tells the system of it.

    `begin` is run once the file is written, `renew` also where it was another one before, `end`
    before it is deleted, `after` then.
    """

    by: str
    file: Path
    contents: bytes
    begin: tuple[Command, ...] = ()
    renew: tuple[Command, ...] = ()
    end: tuple[Command, ...] = ()
    after: tuple[Command, ...] = ()


def autostart(options: argparse.Namespace) -> int:
    """Have Backbeat start by itself, or no longer, or say whether it does."""
    if options.state == "on":
        return _on(options)
    found = [way for way in ways(sys.platform, os.environ, ()) if way.file.exists()]
    if options.state == "off":
        return _off(found)
    print_lines(_status(found))
    return 0


def ways(
    platform: str, environment: Mapping[str, str], command: Sequence[str]
) -> tuple[Autostart, ...]:
    """How a system starts a command when somebody logs in, the best way first.

    Parameters
    ----------
    platform
        As `sys.platform` has it.
    environment
        The environment that says where the person's folders are.
    command
        What is started, with its arguments.
    """
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.home())
    if platform == "win32":
        roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
        folder = roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Startup"
        batch = batch_file(command).encode()
        return (Autostart("the start-up folder of Windows", folder / f"{NAME}.cmd", batch),)
    if platform == "darwin":
        file = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        domain = f"gui/{os.getuid()}"
        bootstrap = ("launchctl", "bootstrap", domain, str(file))
        bootout = ("launchctl", "bootout", f"{domain}/{LABEL}")
        return (
            Autostart(
                *("launchd", file, launch_agent(command)),
                begin=(bootstrap,),
                renew=(bootout, bootstrap),
                end=(bootout,),
            ),
        )
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    user = ("systemctl", "--user")
    unit = f"{NAME}.service"
    reload = (*user, "daemon-reload")
    enable = (*user, "enable", "--now", unit)
    return (
        Autostart(
            *("systemd", config / "systemd" / "user" / unit, systemd_unit(command).encode()),
            begin=(reload, enable),
            renew=(reload, enable, (*user, "restart", unit)),
            end=((*user, "disable", "--now", unit),),
            after=(reload,),
        ),
        Autostart(
            "the desktop",
            config / "autostart" / f"{NAME}.desktop",
            desktop_entry(command).encode(),
        ),
    )


def systemd_unit(command: Sequence[str]) -> str:
    """A unit of the user's own systemd.

    What is printed holds a secret and goes nowhere; what is refused, to the journal.
    """
    escapes = str.maketrans({"\\": "\\\\", '"': '\\"', "%": "%%", "$": "$$"})
    started = " ".join(f'"{part.translate(escapes)}"' for part in command)
    return f"""[Unit]
Description=Backbeat, a private back-pain diary

[Service]
ExecStart={started}
StandardOutput=null
Restart=on-failure
RestartSec=30

[Install]
WantedBy=default.target
"""


def desktop_entry(command: Sequence[str]) -> str:
    """An entry that a Linux desktop starts at log-in; what is printed goes nowhere."""
    line = f"exec {shlex.join(command)} >/dev/null"
    quoted = re.sub(r'([\\"`$])', r"\\\1", line).replace("%", "%%")
    written = quoted.replace("\\", "\\\\")  # a string of such a file knows backslashes, too
    return f"""[Desktop Entry]
Type=Application
Name=Backbeat
Comment=A private back-pain diary
Exec=sh -c "{written}"
Terminal=false
NoDisplay=true
"""


def launch_agent(command: Sequence[str]) -> bytes:
    """An agent of macOS's launchd; what is printed holds a secret and goes nowhere."""
    agent: dict[str, Any] = {
        "Label": LABEL,
        "ProgramArguments": list(command),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 30,
        "StandardOutPath": "/dev/null",
    }
    return plistlib.dumps(agent)


def batch_file(command: Sequence[str]) -> str:
    """A file that Windows runs at log-in: a small window, which ends Backbeat when it is closed."""
    line = subprocess.list2cmdline(command).replace("%", "%%")
    return f'@echo off\r\nchcp 65001 >nul\r\nstart "Backbeat" /min {line}\r\n'


def started_command(options: argparse.Namespace, environment: Mapping[str, str]) -> list[str]:
    """What is to be started, with the options of `backbeat run` that were given.

    The system starts it elsewhere, and without what this terminal has in its environment.
    """
    command = [sys.executable, str(APP), "--no-browser", "--port", str(options.port or PORT)]
    if options.https:
        command.append("--https")
    if options.phone is not None:
        command += ["--phone", options.phone] if options.phone else ["--phone"]
    if address := options.database or environment.get("BACKBEAT_DATABASE_URL"):
        command += ["--database", _absolute(address)]
    kept = [f"{name}={environment[name]}" for name in _KEPT if environment.get(name)]
    return ["/usr/bin/env", *kept, *command] if kept and os.name == "posix" else command


def _on(options: argparse.Namespace) -> int:
    from tracker.identity.running import running
    from tracker.store.encryption.passphrase_sources import needs_passphrase

    address = options.database or os.environ.get("BACKBEAT_DATABASE_URL")
    by_password = PASSWORD in os.environ and (address or "").startswith("postgres")
    if by_password or without_password(address or "")[1] is not None:
        return refuse(_IN_A_FILE)
    if needs_passphrase(options.database):
        return refuse(_LOCKED)
    known = ways(sys.platform, os.environ, started_command(options, os.environ))
    way = known[0] if len(known) == 1 or _has_systemd() else known[-1]
    others = [other for other in known if other is not way and other.file.exists()]
    for other in others:  # as after a change of the system: only one of them is to start it
        _take_away(other)
    before = way.file.read_bytes() if way.file.exists() else None
    port = options.port or PORT
    busy = before is None and running(port)
    if before != way.contents:
        write_all({way.file: way.contents})
    for command in way.begin if before in (None, way.contents) else way.renew:
        if (said := _run(command)) and "bootout" not in command:
            words = _FAILED.format(file=way.file, command=shlex.join(command), said=said)
            return refuse(words)
    print_lines(
        iter(
            [
                f"Backbeat starts by itself when you log in, by {way.by}, on port {port}.",
                f"Written: {way.file}",
                "Open it with: backbeat open. Undo it with: backbeat autostart off",
            ]
        )
    )
    if way.by == "systemd":
        say(_LINGER)
    if busy:
        say(_BUSY.format(port=port))
    return 0


def _off(found: Sequence[Autostart]) -> int:
    if not found:
        print_lines(iter(["Backbeat does not start by itself. Nothing was changed."]))
        return 0
    for way in found:
        _take_away(way)
        print_lines(iter([f"Backbeat no longer starts by itself. Deleted: {way.file}"]))
    return 0


def _status(found: Sequence[Autostart]) -> Iterator[str]:
    if not found:
        yield "Off: Backbeat does not start by itself. Have it do so with: backbeat autostart on"
    for way in found:
        yield f"On: Backbeat starts by itself when you log in, by {way.by}."
        yield f"Written: {way.file}"
        yield "Undo it with: backbeat autostart off"


def _take_away(way: Autostart) -> None:
    """Delete what starts Backbeat; that the system knew nothing of it stops nobody."""
    for command in way.end:
        _run(command)
    way.file.unlink(missing_ok=True)
    for command in way.after:
        _run(command)


def _has_systemd() -> bool:
    """Whether this person has a systemd of their own that runs."""
    return shutil.which("systemctl") is not None and not _run(
        ("systemctl", "--user", "show-environment")
    )


def _run(command: Command) -> str:
    """Run what tells the system; nothing, or what it says is wrong."""
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - of ours
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = (ran.stderr or ran.stdout).strip()
    return "" if ran.returncode == 0 else said or f"it ended with {ran.returncode}."


def _absolute(address: str) -> str:
    from tracker.store.address import file_of, read_address

    file = file_of(read_address(address))
    return address if file is None else f"sqlite:///{file.resolve().as_posix()}"
