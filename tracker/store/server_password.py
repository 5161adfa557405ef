"""Whether a database server asks for a password that nobody has given yet."""

from __future__ import annotations

from tracker.store.address import read_address

_PATIENCE = 5  # seconds


def wants_password(address: str) -> bool:
    """Whether the server at an address asks for a password and finds none.

    False for anything else that is wrong with it: opening the database says that.
    """
    url = read_address(address)
    if url.get_backend_name() != "postgresql":
        return False
    import psycopg

    text = url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        psycopg.connect(text, connect_timeout=_PATIENCE).close()
    except psycopg.OperationalError as error:
        return error.pgconn is not None and error.pgconn.needs_password
    except psycopg.Error:
        return False
    return False
