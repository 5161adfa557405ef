"""Where the passphrase of an encrypted database comes from."""

from __future__ import annotations

import os
from pathlib import Path

from tracker.store.address import default_url, file_of, read_address
from tracker.store.driver_errors import translate_errors
from tracker.store.encryption.cipher import Cipher, is_encrypted
from tracker.store.errors import PassphraseNeeded, WrongPassphrase

VARIABLE = "BACKBEAT_PASSPHRASE_FILE"
_SERVICE = "backbeat"  # under which a key ring keeps it, for the name of the file

passphrases: dict[Path, str] = {}  # in this process, by its user


def unlock(url: str | None, passphrase: str) -> None:
    """Let this process open the database at `url` with a passphrase.

    Raises :class:`WrongPassphrase` where it is not that of the file.
    """
    file = _file(url)
    if file is not None and is_encrypted(file) and not _opens(passphrase, file):
        raise wrong(file, "the passphrase")
    if file is not None:
        passphrases[file] = passphrase


def needs_passphrase(url: str | None) -> bool:
    """Whether the database at `url` is encrypted and nothing here opens it yet."""
    file = _file(url)
    return file is not None and is_encrypted(file) and _known(file) is None


def cipher_of(file: Path) -> Cipher | None:
    """What opens a database file; None for one that is not encrypted, or not there.

    Raises :class:`PassphraseNeeded` and :class:`WrongPassphrase`.
    """
    if not is_encrypted(file):
        return None
    found = _known(file)
    if found is None:
        raise PassphraseNeeded(
            f"The diary {file} is encrypted and no passphrase was given, or the file is damaged."
            " Nothing was changed. Start Backbeat with “backbeat run” in a terminal, which asks"
            f" for it, or name a file that holds it in {VARIABLE}."
        )
    passphrase, source = found
    if not _opens(passphrase, file):
        raise wrong(file, source)
    return Cipher(passphrase)


def wrong(file: Path, source: str) -> WrongPassphrase:
    """The error for a passphrase that does not open a file."""
    return WrongPassphrase(
        f"{source[:1].upper()}{source[1:]} does not open {file}. Nothing was changed. Try it"
        " again, with capital letters as they were; if you are sure that it is right, the file"
        " is damaged: restore a backup to a new one."
    )


def _known(file: Path) -> tuple[str, str] | None:
    """The passphrase of an encrypted file and where it comes from."""
    if file in passphrases:
        return passphrases[file], "the passphrase"
    if named := os.environ.get(VARIABLE):
        return read_passphrase(Path(named)), f"the passphrase in {named}"
    kept = in_key_ring(file)
    if kept and _opens(kept, file):  # it may be one from before it was changed
        return kept, "the passphrase in the key ring"
    return None


def _opens(passphrase: str, file: Path) -> bool:
    with translate_errors(str(file)):
        return Cipher(passphrase).opens(file)


def read_passphrase(file: Path) -> str:
    """The first line of a file; raises :class:`PassphraseNeeded` where there is none."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PassphraseNeeded(
            f"The passphrase could not be read from {file}. Nothing was changed. Check that the"
            " file is there, is text and may be read."
        ) from error
    if not lines or not lines[0]:
        raise PassphraseNeeded(
            f"The file {file} holds no passphrase. Nothing was changed. Write it into the first"
            " line."
        )
    return lines[0]


# -- the key ring of the computer


def in_key_ring(file: Path) -> str | None:
    """The passphrase that the key ring keeps for a database; None where there is none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, str(file))
    except (KeyringError, OSError, RuntimeError):  # none here, or it stays locked
        return None


def keep_in_key_ring(file: Path, passphrase: str | None) -> bool:
    """Put the passphrase into the key ring, or take it out (None); False where there is none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        if passphrase is not None:
            keyring.set_password(_SERVICE, str(file), passphrase)
            return keyring.get_password(_SERVICE, str(file)) == passphrase
        if keyring.get_password(_SERVICE, str(file)) is not None:
            keyring.delete_password(_SERVICE, str(file))
    except (KeyringError, OSError, RuntimeError):
        return False
    return True


def _file(url: str | None) -> Path | None:
    return file_of(read_address(default_url() if url is None else url))
