"""Transactions that write, and what became of one whose end nobody could tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, RootTransaction, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from tracker.store.address import shown
from tracker.store.driver_errors import translate_errors
from tracker.store.errors import DatabaseUnreachable, OutcomeUnknown, StoreError

LONG = 30.0  # seconds for a statement of an import, a backup or alike
LOOKING = 4.0  # seconds in which we look again for what became of a transaction
_AGAIN = 0.2  # seconds between two looks

_STATUS = select(func.txid_status(bindparam("number")))


@contextmanager
def transaction(engine: Engine, *, each: float | None = None) -> Iterator[Connection]:
    """One transaction that writes, as a whole or not at all.

    Where a server goes silent while it commits, we look on a fresh connection
    what became of it: committed is like any other success. Raises
    :class:`OutcomeUnknown` where nobody can tell, and the driver's errors where
    nothing was written. A long one may take its time, but not more than `each`
    seconds for a statement.
    """
    with engine.connect() as connection, transaction_on(connection, each=each):
        yield connection


@contextmanager
def transaction_on(connection: Connection, *, each: float | None = None) -> Iterator[None]:
    """The same on a connection that is there; our own readings go on as they were after it."""
    connection.execution_options(writing=True, each=each)
    begun = connection.begin()
    try:
        yield
        number = None
        if connection.dialect.name == "postgresql":
            driver: Any = connection.connection.driver_connection
            number = driver.transaction_number()
    except BaseException:
        _roll_back(begun)
        raise
    try:
        begun.commit()
    except DBAPIError as error:
        _roll_back(begun)
        if number is None or not error.connection_invalidated:
            raise
        if not _was_committed(connection.engine, number, error):
            raise DatabaseUnreachable(
                f"The database {shown(connection.engine.url)} does not answer. Nothing of this"
                " step was saved: we looked again. Everything saved before is kept. Check that"
                " the server runs, then try again."
            ) from error
    finally:
        connection.execution_options(writing=False)


def end_with_answers(connection: Connection) -> None:
    """Nothing more is asked in a reading: a server ends it with its answers, not after them."""
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        driver.end_reading()


def _roll_back(begun: RootTransaction) -> None:
    with suppress(DBAPIError):  # the connection is gone, and with it the transaction
        begun.rollback()


def _was_committed(engine: Engine, number: int, error: DBAPIError) -> bool:
    end = monotonic() + LOOKING
    while True:
        with (
            suppress(StoreError),
            translate_errors(shown(engine.url)),
            engine.connect() as connection,
        ):
            status = connection.scalar(_STATUS, {"number": number})
            if status in ("committed", "aborted"):
                return bool(status == "committed")
        if monotonic() > end:
            raise OutcomeUnknown(
                f"The database {shown(engine.url)} stopped answering while it was saving this, and"
                " it cannot be asked yet whether it did. Everything saved before is kept. Once it"
                " answers, load again and look: what is shown then is what is saved."
            ) from error
        sleep(_AGAIN)
