"""A connection to PostgreSQL that drops itself where the server doesn't answer in time.

A server that is frozen, or a network that swallows everything, answers neither
statements nor keep-alives of its own, and no setting of the server's ends the
wait. So the time is kept here: of a transaction as a whole, of a long one (an
import, a backup) for each of its statements.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.errors import _WaitTimeout

TRANSACTION = 7.0  # seconds; longer than the server lets one wait for another's lock
STATEMENT = 3.0  # seconds for one outside a transaction, such as looking whether it is there


class PatientConnection(psycopg.Connection[Any]):
    """Waits until `until` (of the monotonic clock), or for each answer so many seconds.

    When these are over, it is closed and OperationalError is raised: what was
    sent may be done or not.
    """

    until: float | None = None
    each: float = STATEMENT

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for an answer, but not for longer than there is patience."""
        left = self.each if self.until is None else max(0.0, self.until - monotonic())
        try:
            return super().wait(gen, interval, left if timeout is None else min(timeout, left))
        except _WaitTimeout as error:
            if timeout is not None and timeout < left:
                raise
            self.close()
            raise psycopg.OperationalError("the server did not answer in time") from error

    def begin_patience(self, each: float | None) -> None:
        """A transaction begins: it gets its time, or a long one `each` of its statements."""
        self.until = monotonic() + TRANSACTION if each is None else None
        self.each = each or STATEMENT

    def end_patience(self) -> None:
        """A transaction is over."""
        self.until, self.each = None, STATEMENT
