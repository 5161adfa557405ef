"""The key of the account that runs Backbeat; what it proves is worked out of it.

The servers of an account and its command line know it, and nobody else: it lies
in a file in the user's data folder that only its owner can read. It outlives the
servers, so that what a browser was given once stays good.
"""

import os
import time
from base64 import urlsafe_b64encode
from functools import lru_cache
from hmac import digest
from pathlib import Path

from tracker.places import data_folder, make_private

FILE = "access.key"
SIZE = 32  # bytes
_PATIENCE = 2.0  # seconds that another process may take to write what it has begun


def account_key(folder: Path | None = None) -> bytes:
    """The key in a folder, by default the user's data folder; made where there is none.

    One that others can read, or that is not whole, is replaced: browsers then have
    to be let in anew. Raises OSError where it can neither be read nor written.
    """
    file = make_private(folder or data_folder()) / FILE
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            _write_new(file)
        except FileExistsError:
            if (key := _read(file)) is not None:
                return key
            if _is_open_to_others(file) or time.monotonic() > end:
                file.unlink(missing_ok=True)
            time.sleep(0.01)


@lru_cache(maxsize=1)
def lasting_or_passing_key() -> bytes:
    """The account's key; where none can be kept, one for as long as this process lives."""
    try:
        return account_key()
    except OSError:
        return os.urandom(SIZE)


def derived(key: bytes, *parts: str) -> str:
    """What only who knows the key can work out for these parts; letters, digits, - and _."""
    text = "\n".join((str(len(parts)), *parts))
    return (
        urlsafe_b64encode(digest(key, text.encode(errors="surrogatepass"), "sha256"))
        .rstrip(b"=")
        .decode()
    )


def _write_new(file: Path) -> None:
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as new:
        new.write(os.urandom(SIZE))


def _read(file: Path) -> bytes | None:
    if _is_open_to_others(file):
        return None
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == SIZE else None


def _is_open_to_others(file: Path) -> bool:
    """Whether another account may know what is in it, or has put it there."""
    if os.name != "posix":
        return False  # a user's folder has its own list of who may
    try:
        found = file.lstat()
    except FileNotFoundError:
        return False
    return bool(found.st_mode & 0o077) or found.st_uid != os.geteuid()
