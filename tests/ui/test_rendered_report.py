"""The report's PDF: set when it is its device's turn, once."""

from contextlib import ExitStack
from threading import Thread

from tests.conftest import ADA
from tests.store.entries import BY, one_of_each
from tracker.exporting.load_report_data import load_report_data
from tracker.store import empty_store
from tracker.ui.report.rendered_report import RenderedReport, ReportChoices
from tracker.web.limits import ALL_PDFS, pdf_turns


def test_a_report_is_set_when_there_is_a_turn_for_it() -> None:
    store = empty_store()
    diary = store.diary(store.add_person(ADA))
    diary.apply(one_of_each(), by=BY)
    today = ADA.today()
    report = RenderedReport(load_report_data(diary), ReportChoices(today, today, "a4"))
    made: list[bytes] = []
    asking = Thread(target=lambda: made.append(report.pdf))
    with ExitStack() as others:
        for number in range(ALL_PDFS):
            others.enter_context(pdf_turns.of(f"device {number}"))
        asking.start()
        asking.join(0.5)
        assert made == [], "as many as may be are being made"
    asking.join(60)
    assert made[0].startswith(b"%PDF")
    assert report.pdf is made[0]
    store.close()
