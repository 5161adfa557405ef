"""Passphrases of diaries and passwords of servers: asked for, and kept out of what `ps` shows."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

PASSWORD = "PGPASSWORD"  # noqa: S105 - as PostgreSQL's own programs call it
_PLAIN = b"SQLite format 3\0"


def keep_out_of_sight(database: str | None) -> None:
    """Take a password that was given in --database out of what `ps` shows of this process.

    The process begins anew, with the password in its environment, which no other account
    can read.
    """
    bare, password = without_password(database or "")
    if password is None:
        return
    sys.stderr.write(
        "A password in --database can be read by every account of this computer, in the list of"
        " processes. Leave it out: Backbeat asks for it, or takes it from PGPASSWORD, from your"
        " password file (~/.pgpass), or with the whole address from BACKBEAT_DATABASE_URL.\n"
    )
    sys.stderr.flush()
    arguments = [part.replace(str(database), bare) for part in sys.orig_argv[1:]]
    if os.name == "posix" and arguments != sys.orig_argv[1:]:
        _begin_anew(arguments, password)


def without_password(address: str) -> tuple[str, str | None]:
    """An address of a server without the password in it, and the password; None: it has none."""
    try:
        parts = urlsplit(address)
        given = parts.password
    except ValueError:  # the store says what is wrong with it
        return address, None
    if not parts.scheme.startswith("postgres"):
        return address, None
    password = None if given is None else unquote(given)
    netloc = parts.netloc
    if given is not None:
        user, _, host = netloc.rpartition("@")
        netloc = f"{user.partition(':')[0]}@{host}"
    query = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in query:
        if name == "password":
            password = value
    if any(name == "password" for name, _ in query):
        kept = urlencode([pair for pair in query if pair[0] != "password"])
        parts = parts._replace(query=kept)
    return urlunsplit(parts._replace(netloc=netloc)), password


def ask_where_missing(database: str | None) -> None:
    """Ask for the password of a server that wants one, where nothing else knows it."""
    address = database or os.environ.get("BACKBEAT_DATABASE_URL") or ""
    if not address.startswith("postgres") or PASSWORD in os.environ or not sys.stdin.isatty():
        return
    from getpass import getpass

    from tracker.store.address import wants_password

    if wants_password(address):
        os.environ[PASSWORD] = getpass("Password of the database: ", sys.stderr)


def _begin_anew(arguments: Sequence[str], password: str) -> NoReturn:
    os.execve(  # noqa: S606 - ourselves, with the same arguments but one
        sys.executable, [sys.executable, *arguments], {**os.environ, PASSWORD: password}
    )


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
