"""What cannot be read, and why, for a person."""


class FileError(Exception):
    """Why a file, or one row of it, cannot be read; for a person to read."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        self.reason = reason
        self.row = row
        super().__init__(reason)


class ForeignFile(FileError):
    """A file that is none of a diary's: it lacks the columns that one has."""
