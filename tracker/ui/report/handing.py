"""The buttons that hand over: each file is made when its button is pressed, and noted."""

from functools import partial

import streamlit as st

from tracker.exchange.file import File
from tracker.model import Format, HandOver
from tracker.store import Diary
from tracker.ui.download_button import NO_COOKIES, download_button, show_download_trouble
from tracker.ui.private_files import cookies_refused
from tracker.ui.report.made import Made
from tracker.ui.report.protection import Protection, forget_typed_password

LABELS = {
    Format.PDF: "Download PDF",
    Format.ZIP: "Everything for my clinician (ZIP)",
    Format.XLSX: "XLSX",
    Format.FHIR: "FHIR",
    Format.CSV: "CSV",
    Format.JSON: "JSON",
}
ROWS = (
    (Format.PDF, Format.ZIP),
    (Format.XLSX, Format.FHIR, Format.CSV, Format.JSON),
)
ABOUT = (
    "PDF to read, XLSX for a spreadsheet, FHIR for a record system, CSV and JSON for other "
    "programs; the last three hold every day one by one. Files go to your downloads and nowhere "
    "else."
)


def offer_files(diary: Diary, made: Made, protection: Protection) -> None:
    """The report first, everything next, then the other forms."""
    show_download_trouble(*(f"download-{form}" for form in LABELS))
    if cookies_refused():
        st.warning(NO_COOKIES)
    for row in ROWS:
        with st.container(horizontal=True, key=f"hand-over-{row[0]}"):
            for form in row:
                download_button(
                    LABELS[form],
                    partial(_handed, diary, made, form, protection.password),
                    key=f"download-{form}",
                    kind="primary" if form is Format.PDF else "secondary",
                    disabled=not protection.ready,
                )
    st.caption(ABOUT)


def _handed(diary: Diary, made: Made, form: Format, password: str | None) -> File:
    try:
        file = made.file(form, password)
        first, last = made.choices.first, made.choices.last
        diary.record_hand_over(HandOver(diary.person().now(), form, first, last))
    finally:
        forget_typed_password()
    return file
