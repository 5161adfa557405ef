"""How the command line is used: verbs, options and what they may be."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from ipaddress import IPv4Address
from pathlib import Path

from tracker import __version__
from tracker.cli import autostart, backups, delete, devices, passcode, people, verbs
from tracker.cli.column_options import add_describing

# As `tracker.model` has them, which `--help` does without.
FORMATS = ("pdf", "xlsx", "fhir", "csv", "json", "zip")
SECTIONS = ("activity", "questionnaires", "exercises", "questions", "days", "notes", "every_day")


def parser() -> argparse.ArgumentParser:
    """All verbs with their options; `options.run` is what each does."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--database",
        metavar="URL",
        default=argparse.SUPPRESS,  # so that a verb doesn't forget what stood before it
        help="where the diary is (default: BACKBEAT_DATABASE_URL, else your user data folder)",
    )
    whole = argparse.ArgumentParser(
        prog="backbeat",
        description="A private back-pain diary. Without a verb it opens in the browser.",
        parents=[common],
    )
    whole.add_argument("--version", action="version", version=f"backbeat {__version__}")
    _add_serving(whole)  # without a verb it runs
    _add_https(whole)
    _add_phone(whole)
    whole.set_defaults(
        run=verbs.run,
        dev=False,
        https=False,
        certificate=None,
        key=None,
        phone=None,
        wrong=whole.error,
    )
    subs = whole.add_subparsers(metavar="verb", title="verbs")

    def verb(
        name: str, run: Callable[[argparse.Namespace], int], words: str
    ) -> argparse.ArgumentParser:
        sub = subs.add_parser(name, help=words, description=words, parents=[common])
        sub.set_defaults(run=run, wrong=sub.error)
        return sub

    for name, run, words in (
        ("run", verbs.run, "Open the diary in the browser."),
        ("demo", verbs.demo, "Open a made-up year in a throw-away diary."),
    ):
        sub = verb(name, run, words)
        _add_serving(sub)
        if name == "run":
            _add_https(sub)
            _add_phone(sub)
            sub.add_argument(
                "--dev",
                action="store_true",
                help="for work on Backbeat: restart when its files change, show tracebacks",
            )

    sub = verb("open", verbs.open_running, "Open the Backbeat that is running in the browser.")
    sub.add_argument("--port", type=_port, default=argparse.SUPPRESS, metavar="NUMBER")
    sub.add_argument(
        "--no-browser",
        action="store_true",
        default=argparse.SUPPRESS,
        help="only print an address, which lets one browser in",
    )

    sub = verb("autostart", autostart.autostart, "Have Backbeat start by itself when you log in.")
    sub.add_argument("state", choices=("on", "off", "status"), nargs="?", default="status")
    sub.add_argument("--port", type=_port, default=argparse.SUPPRESS, metavar="NUMBER")
    sub.add_argument("--https", action="store_true", help="as with “backbeat run”")
    _add_phone(sub)

    sub = verb(
        "import",
        verbs.import_files,
        "Take entries from CSV or JSON, or from what a watch, phone or service exports.",
    )
    sub.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    sub.add_argument("--format", choices=verbs.FORMATS, default="auto")
    sub.add_argument("--dry-run", action="store_true", help="only say what would be done")
    sub.add_argument(
        "--doubles",
        choices=("suggested", "all"),
        default="suggested",
        help="of a bout recorded more than once keep one recording, as suggested, or all",
    )
    sub.add_argument(
        "--again", action="store_true", help="take what was left out or removed before, too"
    )
    add_describing(sub)
    _add_json(sub)
    _add_person(sub)

    sub = verb("export", verbs.export, "Write the diary to files, or a report for a clinician.")
    _add_export(sub)
    _add_person(sub)

    sub = verb("week", verbs.week, "Compare weeks with the goals. Without options: this week.")
    sub.add_argument("--week", type=_week_name, metavar="2026-W47")
    _add_range(sub)
    _add_json(sub)
    _add_person(sub)

    sub = verb("backup", backups.backup, "Write everything to one file, to restore it from.")
    sub.add_argument("path", type=Path, metavar="PATH", help="a file, or a folder for it")
    sub.add_argument("--encrypt", action="store_true", help="with a passphrase (an age file)")
    _add_passphrase(sub)
    _add_person(sub, "whose diary alone (default: everybody's)")

    sub = verb("restore", backups.restore, "Replace diaries with a backup; a copy is kept.")
    sub.add_argument("path", type=Path, metavar="PATH")
    sub.add_argument("--yes", action="store_true", help="replace a diary without asking")
    sub.add_argument(
        "--as-new", action="store_true", help="let those come in who keep no diary here yet"
    )
    _add_passphrase(sub)
    _add_person(sub, "whose diary alone (default: of everybody in the backup)")

    sub = verb("encrypt", backups.encrypt, "Encrypt the diary and its copies with a passphrase.")
    sub.add_argument("--key-ring", action="store_true", help="keep it in this computer's key ring")
    sub.add_argument("--new-passphrase", action="store_true", help="of a diary that has one")
    _add_passphrase(sub)

    sub = verb("decrypt", backups.decrypt, "Remove the encryption from the diary and its copies.")
    _add_passphrase(sub)

    sub = verb("exercises", verbs.exercises, "Show the library, or one exercise of it.")
    sub.add_argument("name", nargs="?", metavar="NAME")
    _add_json(sub)

    words = "Show the phones and browsers that are let in, rename one, or let one in no more."
    _add_devices(verb("devices", devices.list_devices, words), common)

    sub = verb("delete", delete.delete, "Delete a day, a period, an import or everything.")
    sub.add_argument("--day", type=_day, metavar="DATE")
    _add_range(sub)
    sub.add_argument(
        "--import",
        dest="number",
        type=int,
        nargs="?",
        const=0,
        metavar="NUMBER",
        help="undo an import; without a number, list them",
    )
    sub.add_argument("--everything", action="store_true", help="leave no trace; cannot be undone")
    sub.add_argument("--yes", action="store_true", help="do it without asking")
    _add_person(sub)

    _add_people(verb("people", people.list_people, "Who keeps a diary here."), common)
    return whole


def _add_people(sub: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    subs = sub.add_subparsers(metavar="what", required=True)

    def what(
        name: str, run: Callable[[argparse.Namespace], int], words: str
    ) -> argparse.ArgumentParser:
        found = subs.add_parser(name, help=words, description=words, parents=[common])
        found.set_defaults(run=run)
        return found

    _add_json(what("list", people.list_people, "Show everybody, with numbers and entries."))

    sub = what("add", people.add, "Begin a diary for somebody.")
    sub.add_argument("name", metavar="NAME")

    sub = what("rename", people.rename, "Call somebody something else.")
    sub.add_argument("person", metavar="PERSON", help="a name, or a number")
    sub.add_argument("name", metavar="NAME")

    sub = what(
        "passcode", passcode.set_anew, "Set another passcode for somebody who forgot theirs."
    )
    sub.add_argument("person", metavar="PERSON", help="a name, or a number")
    sub.add_argument("--remove", action="store_true", help="ask for none any more")

    sub = what("delete", people.delete, "Delete somebody's diary. It cannot be undone.")
    sub.add_argument("person", metavar="PERSON", help="a name, or a number")
    sub.add_argument("--yes", action="store_true", help="do it without asking")


def _add_person(sub: argparse.ArgumentParser, words: str = "whose diary") -> None:
    sub.add_argument(
        "--person", metavar="NAME", help=f"{words}: a name, or a number of “people list”"
    )


def _add_export(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--format", choices=FORMATS, required=True)
    _add_range(sub)
    sub.add_argument(
        "--output",
        type=Path,
        metavar="PATH",
        required=True,
        help="a file; for csv a folder or a .zip file",
    )
    sub.add_argument(
        "--sections",
        type=_sections,
        metavar="NAMES",
        help=f"what is in it, with commas between: {', '.join(SECTIONS)}; or all, or none "
        "(default: as chosen on the report screen; csv and json: everything)",
    )
    sub.add_argument("--paper", choices=("a4", "letter"), help="default: that of your country")
    sub.add_argument("--without-name", action="store_true", help="leave your name out")
    sub.add_argument(
        "--pdf-in-fhir", action="store_true", help="put the report into the FHIR bundle too"
    )
    secret = sub.add_mutually_exclusive_group()
    secret.add_argument(
        "--password-prompt",
        action="store_true",
        help="ask for a password: an encrypted PDF, or an encrypted ZIP of anything else",
    )
    secret.add_argument(
        "--password-file", type=Path, metavar="PATH", help="read it from a file's first line"
    )


def _add_devices(sub: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    sub.set_defaults(json=False)
    does = sub.add_subparsers(metavar="what", title="what to do")
    listed = does.add_parser("list", help="show them", parents=[common])
    _add_json(listed)
    renamed = does.add_parser("rename", help="call one something else", parents=[common])
    renamed.add_argument("device", metavar="DEVICE", help="its name, or its number in the list")
    renamed.add_argument("name", metavar="NAME")
    renamed.set_defaults(run=devices.rename)
    revoked = does.add_parser("revoke", help="let one in no more", parents=[common])
    revoked.add_argument("device", metavar="DEVICE", help="its name, or its number in the list")
    revoked.set_defaults(run=devices.revoke)


def _add_serving(parser: argparse.ArgumentParser) -> None:
    unsaid = argparse.SUPPRESS  # as above: a verb keeps what stood before it
    parser.add_argument(
        "--port", type=_port, default=unsaid, help="default: the first free one from 8501 on"
    )
    parser.add_argument(
        "--no-browser", action="store_true", default=unsaid, help="only start the server"
    )


def _add_https(parser: argparse.ArgumentParser) -> None:
    unsaid = argparse.SUPPRESS  # as above
    parser.add_argument(
        "--https",
        action="store_true",
        default=unsaid,
        help="by a certificate that is made here; a page tells how phones come to trust it",
    )
    parser.add_argument(
        "--certificate",
        type=Path,
        default=unsaid,
        metavar="FILE",
        help="by https with one of your own, the whole chain in PEM form, and its --key",
    )
    parser.add_argument("--key", type=Path, default=unsaid, metavar="FILE")


def _add_phone(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--phone",
        nargs="?",
        const="",
        default=argparse.SUPPRESS,
        type=_address,
        metavar="ADDRESS",
        help="let phones of the same Wi-Fi in; of several addresses of this computer say which",
    )


def _add_passphrase(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read it there instead of asking"
    )


def _add_json(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--json", action="store_true", help="print one JSON object")


def _add_range(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--from", dest="first", type=_day, metavar="DATE")
    sub.add_argument("--to", dest="last", type=_day, metavar="DATE")


def _day(text: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        with suppress(ValueError):  # such as the 30th of February
            return _in_range(date.fromisoformat(text))
    raise argparse.ArgumentTypeError(f"{text!r} is no date. Write it as 2026-11-21.")


def _in_range(day: date) -> date:
    from tracker.model import EARLIEST_DAY, LATEST_DAY

    if EARLIEST_DAY <= day <= LATEST_DAY:
        return day
    raise argparse.ArgumentTypeError(f"{day} is outside {EARLIEST_DAY} to {LATEST_DAY}.")


def _week_name(text: str) -> str:
    from tracker.analysis.weeks import parse_week
    from tracker.model import WeekStart

    try:
        parse_week(text, WeekStart.MONDAY)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def _sections(text: str) -> list[str]:
    if text in ("all", "none"):
        return list(SECTIONS) if text == "all" else []
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in SECTIONS:
            raise argparse.ArgumentTypeError(
                f"{name!r} is no section. Sections are {', '.join(SECTIONS)}."
            )
    return names


def _address(text: str) -> str:
    with suppress(ValueError):
        return text and str(IPv4Address(text))
    raise argparse.ArgumentTypeError(f"{text!r} is no address. Write it as 192.168.1.20.")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port. Ports are 1 to 65535.")
    return int(text)
