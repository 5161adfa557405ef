"""PostgreSQL without a wait for the server after each statement of a tap.

What is asked is sent at once. The program waits where it needs an answer: for a query's
rows, and at the end of a transaction. There it also hears of a statement that failed. So queries
that are all sent before the rows of the first are read are waited for once.
"""

from __future__ import annotations

import selectors
from contextlib import ExitStack, suppress
from time import monotonic
from typing import Any

import psycopg
from cachetools import LRUCache
from psycopg import Pipeline
from psycopg.pq import TransactionStatus

from tracker.store.postgres_timeouts import PatientConnection

QUIET = 30.0  # seconds after its last use in which a connection is not asked whether it lives
_QUERIES = 500  # whose columns are known, so that nobody waits for what they are
_CHANGES = ("INSERT", "UPDATE", "DELETE")  # what begins so has no rows to wait for
_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ"


class PipelinedCursor(psycopg.Cursor[Any]):
    """Waits for the answers to all that was sent once its rows are asked for."""

    _asks = True
    _sql = ""

    def execute(self, query: Any, *given: Any, **options: Any) -> Any:
        """Send a statement, without waiting for its answer."""
        self._sql = query if isinstance(query, str) else ""
        self._asks = not self._sql.startswith(_CHANGES) or " RETURNING " in query
        return super().execute(query, *given, **options)

    def executemany(self, *given: Any, **options: Any) -> None:
        """Send a statement for many rows, without waiting for its answers."""
        self._asks = False
        super().executemany(*given, **options)

    @property
    def description(self) -> Any:
        """The columns of the answer; this waits for it where there is to be one of unknown ones."""
        connection: Any = self.connection
        if not connection.hurried:
            self._hear()
        elif self._asks and self.pgresult is None:
            if self._sql in connection.columns:
                return connection.columns[self._sql]
            self._hear()
            connection.columns[self._sql] = super().description
        return super().description

    def fetchone(self) -> Any:
        """The next row; this waits for it."""
        self._hear()
        return super().fetchone()

    def fetchall(self) -> Any:
        """All rows left; this waits for them."""
        self._hear()
        return super().fetchall()

    def _hear(self) -> None:
        connection: Any = self.connection
        if self.pgresult is None:
            connection.hear()


class PipelinedConnection(PatientConnection):
    """A connection that says itself where a transaction begins, as psycopg would wait for that."""

    used: float = 0.0  # when its last transaction was over
    hurried: bool = False  # whether it leaves out the waits that it can
    _pipeline_mode: Pipeline | None = None  # None also where libpq is too old for it
    _number: Any = None
    _reads: bool = False  # whether its transaction was begun to read only

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.columns: LRUCache[str, Any] = LRUCache(_QUERIES)
        self._until_closed = ExitStack()

    def enter_pipeline(self) -> None:
        """Wait no more after each statement, until it is closed."""
        self.used = monotonic()
        self.autocommit = True
        self.cursor_factory = PipelinedCursor
        if Pipeline.is_supported():
            self._pipeline_mode = self._until_closed.enter_context(self.pipeline())

    def begin(
        self, each: float | None, *, writes: bool, snapshot: bool, alone: bool, hurried: bool
    ) -> None:
        """Begin a transaction with the patience that it gets.

        One that `writes` has a number, a `snapshot` that does not sees one state in all its
        queries, and only reads. A query that is `alone` needs none, whose end would be waited for.
        One that is not `hurried` hears of each statement what became of it, and how many rows it
        was about.
        """
        self.begin_patience(each)
        self.hurried = hurried
        self._reads = snapshot and not writes
        if not alone:
            self.execute(_SNAPSHOT if self._reads else "BEGIN")
        self._number = self.execute("SELECT txid_current()") if writes else None

    def end_patience(self) -> None:
        """A transaction is over."""
        super().end_patience()
        self.used = monotonic()

    def transaction_number(self) -> int:
        """What the server knows a transaction by that writes; asks for it only where it must."""
        return int(self._number.fetchone()[0])

    def hear(self) -> None:
        """Wait for the answers to all that was sent, and raise the first error among them."""
        if self._pipeline_mode is not None:
            self._pipeline_mode.sync()

    def end_reading(self) -> None:
        """Nothing more is asked in this transaction: its end is heard with the answers."""
        self.execute("COMMIT")

    def commit(self) -> None:
        """Commit; what was sent before and failed is raised here, and rolled back."""
        if self.info.transaction_status is TransactionStatus.IDLE:
            return
        try:
            self.execute("COMMIT")
            self.hear()
        except psycopg.Error:
            if not self.closed:
                super().rollback()
            raise

    def rollback(self) -> None:
        """Roll back; what was begun to read ends likewise, and keeps its prepared statements."""
        status = self.info.transaction_status
        if status is TransactionStatus.INTRANS and self._reads:
            self.commit()
        elif status is not TransactionStatus.IDLE:
            super().rollback()

    def close(self) -> None:
        """Close it, whatever was still to be heard."""
        super().close()
        if not self.lock.locked():  # not while it gives up waiting: it is closed again after that
            with suppress(psycopg.Error):
                self._until_closed.close()

    def lives(self) -> bool:
        """Whether it is still connected; who used it just now is taken to be."""
        if self.closed:
            return False
        if monotonic() - self.used < QUIET and not self._has_news():
            return True
        try:
            self.execute("SELECT 1")
            self.hear()
        except psycopg.Error:
            return False
        return True

    def _has_news(self) -> bool:
        """Whether the server has sent what nobody waits for, such as its farewell."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno(), selectors.EVENT_READ)
            return bool(selector.select(0))
