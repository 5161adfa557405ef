"""Fuzz an importer by coverage: `python -m tests.fuzz NAME SECONDS` (needs atheris).

What breaks it is saved to the corpus, which the ordinary tests try every time.
"""

import hashlib
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.fuzz.targets import CORPUS, TARGETS, check, seeds
from tracker.importing.sources import SOURCES


def main() -> int:
    """Read the arguments and fuzz until the time is over."""
    if len(sys.argv) != 3 or sys.argv[1] not in TARGETS or not sys.argv[2].isdecimal():
        print(__doc__, f"\nNames: {', '.join(TARGETS)}", file=sys.stderr)  # noqa: T201
        return 2
    name, seconds = sys.argv[1], sys.argv[2]
    try:
        import atheris
    except ImportError:
        print("atheris isn't installed.", file=sys.stderr)  # noqa: T201
        return 2

    def one(data: bytes) -> None:
        try:
            check(name, data)
        except Exception:
            folder = CORPUS / name
            folder.mkdir(exist_ok=True)
            (folder / f"found-{hashlib.sha256(data).hexdigest()[:12]}").write_bytes(data)
            raise

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(name)):
            Path(folder, f"{number}").write_bytes(seed)
        for module in ("fitdecode", *(source.module_name for source in SOURCES)):
            import_module(module)  # now, so that it is followed, too
        atheris.instrument_all()
        limits = [
            f"-max_total_time={seconds}",
            "-max_len=8192",
            "-timeout=20",
            "-rss_limit_mb=2000",
        ]
        atheris.Setup([sys.argv[0], folder, *limits, "-verbosity=0", "-print_final_stats=1"], one)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
