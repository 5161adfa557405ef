"""Files that an import meets, and the one refusal that it gives."""

import io
import zipfile
from collections.abc import Callable

from tracker.importing.parse_result import ParseResult
from tracker.importing.preview import Preview

Take = Callable[..., Preview]
Read = Callable[..., ParseResult]
HEADER = "date,pain,flare,note\n"
GOOD = "2026-03-01,4,,\n"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def refusal(found: ParseResult | Preview) -> tuple[int | None, str]:
    """The one refusal there is, which leaves nothing of the file."""
    assert not (found.candidates if isinstance(found, ParseResult) else found.additions)
    (only,) = found.rejected
    return only.row, only.reason
