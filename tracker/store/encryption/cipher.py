"""Encrypted database files, by SQLCipher.

The key is worked out of the passphrase as SQLCipher itself does (PBKDF2 with
SHA-512 and the salt that the file begins with), once and not for each
connection: that takes a quarter of a second. So every program that knows
SQLCipher 4 opens the file with the same passphrase.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from tracker.store.database_files import readonly_options

PLAIN = b"SQLite format 3\0"  # how a database begins that anybody can read
SALT = 16  # bytes at the beginning of an encrypted one
_PAGE = 4096
_ROUNDS = 256_000
_DIFFERENT = 240  # of 256 bytes; encrypted, a page has them all


def looks_encrypted(start: bytes) -> bool:
    """Whether a file that begins so may be encrypted: every byte is there, in no order."""
    page = start[:_PAGE]
    return len(page) == _PAGE and not page.startswith(PLAIN) and len(set(page)) > _DIFFERENT


def is_encrypted(file: Path) -> bool:
    """Whether a file is there and may be an encrypted database."""
    try:
        with file.open("rb") as opened:
            return looks_encrypted(opened.read(_PAGE))
    except OSError:
        return False


class Cipher:
    """What opens encrypted files: a passphrase. New files get the `salt`, or a fresh one."""

    def __init__(self, passphrase: str, salt: bytes | None = None) -> None:
        self._passphrase = unicodedata.normalize("NFC", passphrase)
        self._salt = salt

    @property
    def module(self) -> ModuleType:
        """The driver, in the place of Python's own sqlite3."""
        return driver()

    def unlock(self, connection: Any, file: Path) -> None:
        """Make a new connection to a file read and write it."""
        connection.execute(f'PRAGMA key = "{self.key_for(file)}"')
        connection.execute("PRAGMA temp_store = MEMORY")

    def key_for(self, file: Path) -> str:
        """The key of a file, as SQLCipher is told it."""
        salt = salt_of(file) or self._salt or os.urandom(SALT)
        return f"x'{_derived(self._passphrase, salt).hex()}{salt.hex()}'"

    def connect(self, file: Path, access: str = "mode=rw", timeout: float = 5.0) -> Any:
        """A connection of its own to a file that is there; `access` is ``mode=ro`` or the like."""
        connection = driver().connect(f"{file.as_uri()}?{access}", uri=True, timeout=timeout)
        self.unlock(connection, file)
        return connection

    def like(self, file: Path) -> Cipher:
        """What makes new files with the salt of `file`: the same key opens them."""
        return Cipher(self._passphrase, salt_of(file))

    def opens(self, file: Path) -> bool:
        """Whether the passphrase is that of the file; other errors of the driver are raised."""
        connection = self.connect(file, readonly_options(file))
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver().DatabaseError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
                raise
            return False
        else:
            return True
        finally:
            connection.close()


def driver() -> ModuleType:
    """SQLCipher's driver, told to keep what it notices to itself."""
    module = import_module("sqlcipher3.dbapi2")
    _quiet(module)
    return module


def salt_of(file: Path) -> bytes | None:
    """The salt that an encrypted file begins with; None where it is empty or not there.

    A file is read once only: closing it, the system would take SQLite's locks on
    it away from this process.
    """
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return _salt(file, stat.st_dev, stat.st_ino) if stat.st_size >= SALT else None


@lru_cache(maxsize=64)
def _salt(file: Path, device: int, number: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(SALT)


@lru_cache(maxsize=1)
def _quiet(module: Any) -> None:
    connection = module.connect(":memory:")
    connection.execute("PRAGMA cipher_log_level = NONE")  # of the whole process
    connection.close()


@lru_cache(maxsize=32)
def _derived(passphrase: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, _ROUNDS, 32)
