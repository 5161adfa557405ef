"""Sealed with a passphrase: opened by it alone, and told apart from damage."""

import re

import pyrage
import pytest

from tracker.store import DatabaseDamaged, EncryptionTooCostly, WrongPassphrase
from tracker.store.backup.age_encryption import decrypt_backup, encrypt_backup, is_age_encrypted

WORDS = "horse battery staple"


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return encrypt_backup(b"a diary" * 1000, WORDS)


def by_a_machine_that_is(times: int, sealed: bytes) -> bytes:
    """The same file, as if a computer had sealed it that is 2 ** `times` faster."""
    return re.sub(
        rb"(?m)(^-> scrypt \S+ )(\d+)$",
        lambda found: found[1] + str(int(found[2]) + times).encode(),
        sealed,
        count=1,
    )


def test_what_was_sealed_comes_out_as_it_was(sealed: bytes) -> None:
    assert is_age_encrypted(sealed)
    assert b"a diary" not in sealed
    assert decrypt_backup(sealed, WORDS, "a.age") == b"a diary" * 1000


def test_age_itself_opens_what_was_sealed(sealed: bytes) -> None:
    assert pyrage.passphrase.decrypt(sealed, WORDS) == b"a diary" * 1000


def test_every_guess_costs_memory_and_time(sealed: bytes) -> None:
    work = re.search(rb"(?m)^-> scrypt \S+ (\d+)$", sealed)
    assert work
    # age takes what a second allows, some 2 ** 18; a busy computer less. This is 16 MB a guess.
    assert int(work[1]) >= 14


def test_another_passphrase_does_not_open_it(sealed: bytes) -> None:
    with pytest.raises(WrongPassphrase, match=r"passphrase does not open a.age"):
        decrypt_backup(sealed, "battery horse staple", "a.age")


def test_damage_is_told_from_a_wrong_passphrase(sealed: bytes) -> None:
    with pytest.raises(DatabaseDamaged, match=r"a.age is damaged"):
        decrypt_backup(sealed[:-1] + bytes([sealed[-1] ^ 1]), WORDS, "a.age")


def test_too_much_work_for_this_computer_is_not_called_damage(sealed: bytes) -> None:
    with pytest.raises(
        EncryptionTooCostly, match=r"much faster than this one.*Nothing was changed"
    ):
        decrypt_backup(by_a_machine_that_is(12, sealed), WORDS, "a.age")


def test_a_busy_moment_does_not_keep_a_backup_closed(
    sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, refusals = pyrage.passphrase.decrypt, 3

    def busy_at_first(data: bytes, passphrase: str) -> bytes:
        nonlocal refusals
        refusals -= 1
        hard = refusals >= 0
        found: bytes = really(by_a_machine_that_is(12, data) if hard else data, passphrase)
        return found

    monkeypatch.setattr(pyrage.passphrase, "decrypt", busy_at_first)
    assert decrypt_backup(sealed, WORDS, "a.age") == b"a diary" * 1000
    assert refusals == -1
