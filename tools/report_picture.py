"""Take the README's picture of the report: python -m tools.report_picture [FILE].

Writes the first page of the made-up year, as it is handed over, to
docs/screenshots/report.png; the whole report to FILE, if one is given.
"""

import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.demo import write_demo
from tracker.exporting.load_report_data import load_report_data
from tracker.exporting.pdf import pdf
from tracker.exporting.pdf.page_images import page_picture
from tracker.model import Person
from tracker.store import find_diary, open_store

PICTURE = Path(__file__).parents[1] / "docs" / "screenshots" / "report.png"
TODAY = date(2026, 11, 21)
MADE_AT = datetime(2026, 11, 21, 20, 15, tzinfo=timezone(timedelta(hours=1)))


def main(file: str | None) -> None:
    """Fill a diary, make its report, take the picture."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/demo.sqlite")
        diary = find_diary(store, newcomer=Person("Ada Example", "Europe/Berlin"))
        write_demo(diary, TODAY)
        report = pdf(load_report_data(diary, TODAY - timedelta(days=364), TODAY, made_at=MADE_AT))
        store.close()
    PICTURE.write_bytes(page_picture(report, 1))
    if file:
        Path(file).write_bytes(report)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
