"""Passwords of database servers: kept out of what `ps` shows, asked for where one is missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

PASSWORD = "PGPASSWORD"  # noqa: S105 - as PostgreSQL's own programs call it


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
