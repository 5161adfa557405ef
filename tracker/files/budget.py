"""What all files of one import may take together: no archive within it gets more."""

import time
from dataclasses import dataclass

from tracker.files.errors import FileError

BYTES = 40_000_000_000  # read in all; an Apple Health export of 16 GB may be read twice
RATIO = 250  # bytes read for each byte that was given
FLOOR = 1_000_000_000  # bytes that may be read of however little
ROWS = 500_000  # ten years of diary, activities and exercises are 30,000
CELLS = 5_000_000  # of tables, which are held in memory
FILES = 200_000  # in folders and archives
SECONDS = 60.0  # of reading, for anything
PER_BYTE = 1 / 100_000  # seconds more for each byte that was given
LONGEST = 3_600.0
MEMORY = 3_000_000_000  # bytes of the process that reads, besides what it was given

_FEWER = "It was not read further. Import fewer files at once, or those inside it one by one."
TOO_MUCH_MEMORY = (
    "Reading it takes more memory than an import may have. Nothing was imported from it. Import "
    "a part of it, or what is inside it one by one."
)


class OverBudget(FileError):
    """The whole import takes too much; what was read before is kept."""


@dataclass(slots=True)
class Budget:
    """What is left of it. The time begins with the first thing that is taken."""

    bytes: int = BYTES
    rows: int = ROWS
    cells: int = CELLS
    files: int = FILES
    seconds: float = LONGEST
    ends: float = 0.0
    spent: str = ""

    @classmethod
    def of(cls, given: int) -> "Budget":
        """The budget of an import of so many bytes, packed as they are."""
        return cls(bytes=min(BYTES, max(FLOOR, RATIO * given)), seconds=seconds_for(given))

    def take_bytes(self, number: int) -> None:
        """So many bytes are read."""
        self.bytes -= number
        if self.bytes < 0:
            self._end("Its files would unpack to more than an import may have.")
        self.check_time()

    def take_rows(self, number: int = 1) -> None:
        """So many rows are read."""
        self.rows -= number
        if self.rows < 0:
            self._end(f"An import may have {ROWS:,} rows in all.")
        self.check_time()

    def take_cells(self, number: int) -> None:
        """So many cells of a table are read."""
        self.cells -= number
        if self.cells < 0:
            self._end(f"The tables of an import may have {CELLS:,} cells in all.")
        self.check_time()

    def take_files(self, number: int) -> None:
        """So many files stand in a folder or archive."""
        self.check_time()
        if number > self.files:  # what was found before can still be read
            raise OverBudget(f"An import may have {FILES:,} files in all. {_FEWER}")
        self.files -= number

    def check_time(self) -> None:
        """Raise OverBudget where reading has taken too long, or too much before."""
        if self.spent:
            raise OverBudget(self.spent)
        now = time.monotonic()
        self.ends = self.ends or now + self.seconds
        if now > self.ends:
            self._end(f"Reading took more than {in_words(self.seconds)}.")

    def _end(self, why: str) -> None:
        self.spent = f"{why} {_FEWER}"
        raise OverBudget(self.spent)


def seconds_for(given: int) -> float:
    """How long so many bytes may be read for."""
    return min(LONGEST, SECONDS + PER_BYTE * given)


def in_words(seconds: float) -> str:
    """A time limit, in minutes where it has some."""
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes"
