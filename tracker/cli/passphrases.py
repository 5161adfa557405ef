"""Asking for passphrases, where there is somebody to ask."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tracker.cli.database_passwords import ask_where_missing

_PLAIN = b"SQLite format 3\0"


def unlock(database: str | None) -> None:
    """Ask for the passphrase of an encrypted diary, or the password of a server.

    Neither where something else knows it. Raises
    :class:`tracker.store.WrongPassphrase` for a wrong passphrase. Where nobody
    can be asked, opening the diary says how to give it.
    """
    ask_where_missing(database)
    if not _may_be_encrypted(database) or not sys.stdin.isatty():
        return
    from tracker.store.encryption import passphrase_sources

    if passphrase_sources.needs_passphrase(database):
        passphrase_sources.unlock(database, ask("Passphrase of the diary: "))


def given_or_asked(file: Path | None, question: str, *, twice: bool = False) -> str:
    """A passphrase: the first line of a file, or asked for; a new one `twice`.

    Raises FileError where nobody can be asked, or the two are different.
    """
    from tracker.files.errors import FileError
    from tracker.store.encryption.passphrase_sources import read_passphrase

    if file is not None:
        return read_passphrase(file)
    if not sys.stdin.isatty():
        raise FileError(
            "A passphrase is needed and nobody can be asked for it here. Nothing was changed."
            " Start this in a terminal, or name a file that holds it with --passphrase-file."
        )
    passphrase = ask(question)
    if twice and ask("The same again: ") != passphrase:
        raise FileError("Those were two different passphrases. Nothing was changed. Try it again.")
    return passphrase


def ask(question: str) -> str:
    """Ask without showing what is typed."""
    from getpass import getpass

    from tracker.files.errors import FileError

    try:
        return getpass(question, sys.stderr)
    except EOFError:
        raise FileError("No passphrase was typed. Nothing was changed.") from None


def confirm(question: str) -> bool:
    """Whether somebody says yes; nobody there says no."""
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _may_be_encrypted(database: str | None) -> bool:
    """A quick look, before anything is imported: whether a file is no plain database."""
    from platformdirs import user_data_path

    url = database or os.environ.get("BACKBEAT_DATABASE_URL")
    path = user_data_path("backbeat", appauthor=False) / "backbeat.db"
    if url:
        start, _, name = url.partition(":///")
        if not start.startswith("sqlite"):
            return False
        path = Path(name).expanduser()
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) not in (_PLAIN, b"")
    except OSError:
        return False
