"""What can go wrong with stored data, in words for the person whose data it is.

``str(error)`` says what happened, what was kept and what to do. None of it
holds a password or a value of the diary, except :class:`Conflict`, which is
about two values.
"""

from __future__ import annotations


class StoreError(Exception):
    """Stored data could not be read or written."""


class DatabaseDamaged(StoreError):
    """The database, or one row of it, cannot be understood."""


class DatabaseReadOnly(StoreError):
    """The database may be read but not written."""


class DatabaseBusy(StoreError):
    """Somebody else held the database for longer than we wait."""


class DiskFull(StoreError):
    """There is no room left to write to."""


class DatabaseTooNew(StoreError):
    """The database was written by a newer Backbeat."""


class DatabaseUnreachable(StoreError):
    """The address is wrong, nobody answers there, or its driver is missing."""


class OutcomeUnknown(StoreError):
    """A server went silent while it saved: nobody can tell yet whether it did."""


class NoDiary(StoreError):
    """There is no database at the address, and none was to be made."""


class PassphraseNeeded(StoreError):
    """The database is encrypted, and nobody said with what passphrase."""


class WrongPassphrase(StoreError):
    """The passphrase does not open the database or the backup."""


class EncryptionTooCostly(StoreError):
    """A backup was sealed with more work than this computer does at the moment."""


class ClockBehind(StoreError):
    """An entry lies in the future: this computer's clock is wrong."""


class NoSuchPerson(StoreError):
    """The database holds nobody with this number or name."""


class WhichPerson(StoreError):
    """The database holds several diaries, and it was not said whose is meant."""


class LeftoverFiles(StoreError):
    """Rows were deleted, but not yet every trace of them."""


class NameTaken(StoreError):
    """The diary knows another exercise by the name that one was to have."""


class Stale(StoreError):
    """The diary has been changed since the version that the writer worked from."""


class Conflict(StoreError):
    """Somebody else changed the same field of the same entry; nothing was written.

    `field` is the field's name, `theirs` what is stored in it, `mine` what the
    writer wanted, `stored` the whole stored value (None where it was removed).
    """

    def __init__(
        self, message: str, *, field: str, theirs: object, mine: object, stored: object
    ) -> None:
        super().__init__(message)
        self.field = field
        self.theirs = theirs
        self.mine = mine
        self.stored = stored


def no_diary(database: str) -> NoDiary:
    """The error for a database that is not there, by the name a person knows it by."""
    return NoDiary(
        f"There is no diary at {database}. Nothing was read, and none was made. Begin one with"
        " “backbeat run”, or name the database that has it with --database or"
        " BACKBEAT_DATABASE_URL."
    )
