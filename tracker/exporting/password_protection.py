"""Files that open only with a password: PDF and ZIP with AES-256.

Encryption draws random numbers: the same file protected twice gives other bytes.
Nothing is written to the disk here, and the password is kept nowhere.
"""

from __future__ import annotations

import io
from secrets import choice
from unicodedata import normalize

from tracker.files.archives import ZIP_TIME
from tracker.files.errors import FileError

SHORTEST = 10  # characters
LONGEST = 127  # bytes: what a PDF takes
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


def check_password(password: str) -> None:
    """Raise FileError, in kind words, for a password that does not protect."""
    if len(password) < SHORTEST:
        raise FileError(
            f"That password has {len(password)} of at least {SHORTEST} characters. "
            "A few words with spaces between them are easy to say and hard to guess."
        )
    if len(set(password)) < 5:
        raise FileError("That password repeats itself. Choose one that is harder to guess.")
    if len(password.encode()) > LONGEST:
        raise FileError(f"That password is too long: PDF files take {LONGEST} bytes.")
    if not password.isprintable() or password != password.strip():
        raise FileError(
            "That password begins or ends with a space, or holds a sign that can't be typed "
            "everywhere."
        )


def suggested_password() -> str:
    """A password that is easy to read out: five made-up words, some 60 bits of chance."""

    def word() -> str:
        return "".join(choice(_CONSONANTS) + choice(_VOWELS) for _ in range(2))

    return "-".join(word() for _ in range(5))


def protected_pdf(pdf: bytes, password: str) -> bytes:
    """The same PDF, encrypted with AES-256; screen readers may still read it aloud.

    Raises
    ------
    FileError
        For a password that does not protect.
    """
    from pypdf import PdfWriter
    from pypdf.constants import UserAccessPermissions

    check_password(password)
    document = PdfWriter(clone_from=io.BytesIO(pdf), keep_initial_header=True)
    document.encrypt(
        normalize("NFKC", password),  # as readers of PDF do with what is typed
        permissions_flag=UserAccessPermissions.all(),
        algorithm="AES-256",
    )
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def protected_zip(files: dict[str, bytes], password: str) -> bytes:
    """Files as a ZIP, each encrypted with AES-256; their names can be read by anybody.

    Parameters
    ----------
    files
        What is in them, by name.
    password
        What opens them.

    Raises
    ------
    FileError
        For a password that does not protect.
    """
    import pyzipper

    check_password(password)
    out = io.BytesIO()
    with pyzipper.AESZipFile(
        out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setpassword(normalize("NFC", password).encode())
        archive.setencryption(pyzipper.WZ_AES, nbits=256)
        for name, data in files.items():
            entry = archive.zipinfo_cls(name, ZIP_TIME)
            entry.compress_type = pyzipper.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
