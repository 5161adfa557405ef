"""What can go wrong with stored data, in words for the person whose data it is.

``str(error)`` says what happened, what was kept and what to do. None of it
holds a password or a value of the diary, except :class:`Conflict`, which is
about two values.
"""

from __future__ import annotations

_TAKEN = "Somebody here is called “{other}” already. Nothing was changed. Choose another name."
_NO_NAME = "A name needs a letter or a digit. Nothing was changed."


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


class NotUpgraded(StoreError):
    """The database is of an older version, and no copy could be made before it is upgraded."""


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


class PersonNameRefused(StoreError):
    """Nobody can be called so; nothing was written.

    `name` is what was wanted, `other` the name of who is called the same, and `number` their
    number; both are None where it is no name.
    """

    def __init__(self, name: str, other: str | None = None, number: int | None = None) -> None:
        super().__init__(_NO_NAME if other is None else _TAKEN.format(other=other))
        self.name = name
        self.other = other
        self.number = number


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
