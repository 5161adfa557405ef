"""What a file may do to an importer: nothing but give rows, and say what it refuses and why."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tracker.files.entry_types import CLASSES, EntryType
from tracker.importing.detection import UNEXPECTED
from tracker.importing.parse_result import Candidate, ImportFormat, ParseResult
from tracker.importing.parsing import parse_uploads
from tracker.importing.sources import NAMES
from tracker.model import Intensity, InvalidValue

CORPUS = Path(__file__).parent / "corpus"
ANY, ZIP = "any", "zip"  # recognised by content, with what packs others
TARGETS = (*NAMES, ANY, ZIP)
_FILE = "very_active_minutes.json"  # the one name that says something


def seeds(name: str) -> list[bytes]:
    """The saved files of a target, in an order that stays."""
    folders = [CORPUS / name] if name != ANY else sorted(CORPUS.iterdir())
    return [path.read_bytes() for folder in folders for path in sorted(folder.glob("*"))]


def check(name: str, data: bytes) -> ParseResult:
    """Read the bytes as a target does, and try whether all that comes of them is clean."""
    form = ImportFormat.AUTO if name in (ANY, ZIP) else ImportFormat(name)
    found = parse_uploads([(_FILE, data)], "Europe/Berlin", form)
    assert all(isinstance(r.reason, str) and r.reason.strip() for r in found.rejected)
    assert not any(UNEXPECTED in rejected.reason for rejected in found.rejected)
    assert all(isinstance(notice, str) and notice.strip() for notice in found.notices)
    _can_be_taken(found.candidates)
    return found


def _can_be_taken(rows: Iterable[Candidate]) -> None:
    """Each row becomes an entry, or is one that the model refuses in words."""
    for row in rows:
        given = dict(row.given)
        if row.list is EntryType.CHECK_INS:
            given["entered_at"] = datetime.now(UTC).replace(microsecond=0)
        if row.list is EntryType.ACTIVITIES:
            given = {"activity": "other activity", "intensity": Intensity.MODERATE, **given}
        with suppress(InvalidValue):  # which a person can read
            CLASSES[row.list](**given)  # type: ignore[arg-type]
