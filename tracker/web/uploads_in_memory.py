"""Uploads never touch the disk: an encrypted diary's would lie there readable."""

from starlette.formparsers import MultiPartParser

IN_MEMORY = 0  # to SpooledTemporaryFile: no size from which on it becomes a file


def keep_uploads_in_memory() -> None:
    """Receive uploads in memory up to their limit; otherwise what is over 1 MB goes to a file."""
    MultiPartParser.spool_max_size = IN_MEMORY
