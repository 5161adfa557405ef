"""Backups that open only with a passphrase: age files, which other programs read too."""

from __future__ import annotations

from unicodedata import normalize

from tracker.files.errors import FileError
from tracker.store import DatabaseDamaged, EncryptionTooCostly, WrongPassphrase

SHORTEST = 10  # characters of a passphrase
_BEGIN = b"age-encryption.org/v1\n"
# How much work age allows follows from how fast the computer is, which it measures anew each time
# in some milliseconds: a busy moment spoils one measure, not many.
_TRIES = 20


def passphrase_problem(passphrase: str) -> str:
    """What is wrong with one that is guessed too soon, or cannot be typed again; else empty."""
    if len(passphrase) < SHORTEST or len(set(passphrase)) < 5:
        return (
            f"That passphrase is too short: it needs {SHORTEST} characters, and not the same ones"
            " over and over. Four or five words that only you would put together are easy to"
            " remember and hard to guess."
        )
    if passphrase != passphrase.strip() or not passphrase.isprintable():
        return (
            "That passphrase begins or ends with a space, or holds a sign that cannot be typed"
            " again."
        )
    return ""


def check_passphrase(passphrase: str) -> None:
    """Raise FileError where there is a :func:`passphrase_problem`."""
    if problem := passphrase_problem(passphrase):
        raise FileError(f"{problem} Nothing was changed.")


def is_age_encrypted(data: bytes) -> bool:
    """Whether a file that begins so is sealed with a passphrase."""
    return data.startswith(_BEGIN)


def encrypt_backup(data: bytes, passphrase: str) -> bytes:
    """The same bytes as an age file; takes about a second, as it does who guesses."""
    from pyrage import passphrase as age

    sealed: bytes = age.encrypt(data, normalize("NFC", passphrase))
    return sealed


def decrypt_backup(data: bytes, passphrase: str, name: str) -> bytes:
    """What was sealed in the file `name`; raises a :class:`StoreError`."""
    import pyrage

    for _ in range(_TRIES):
        try:
            found: bytes = pyrage.passphrase.decrypt(data, normalize("NFC", passphrase))
        except pyrage.DecryptError as error:
            if str(error).startswith("Excessive work"):
                continue
            if str(error) != "Decryption failed":  # of its first part, by the passphrase
                raise DatabaseDamaged(
                    f"{name} is damaged: it cannot be opened to its end. Nothing was changed."
                    " Choose another backup."
                ) from error
            raise WrongPassphrase(
                f"The passphrase does not open {name}. Nothing was changed. Try it again, with"
                " capital letters as they were."
            ) from error
        return found
    raise EncryptionTooCostly(
        f"{name} was sealed by a computer that is much faster than this one is at the moment, and"
        " would take it very long to open. Nothing was changed. Try again when this computer has"
        " nothing else to do, or open the file with another program for age files first."
    )
