"""A file as it leaves the diary."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportFile:
    """What a file is called, what it is, and its bytes."""

    name: str
    mime: str
    data: bytes
