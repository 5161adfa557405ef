"""The buttons to export: each file is made when its button is pressed, and noted."""

from functools import partial

import streamlit as st

from tracker.files.named_bytes import ExportFile
from tracker.model import ExportRecord, ReportFormat
from tracker.store import Diary
from tracker.ui.download_button import NO_COOKIES, download_button, show_download_trouble
from tracker.ui.report.password import Protection, forget_typed_password
from tracker.ui.report.report_cache import RenderedReport
from tracker.web.private_files import cookies_refused

LABELS = {
    ReportFormat.PDF: "Download PDF",
    ReportFormat.ZIP: "Everything for my clinician (ZIP)",
    ReportFormat.XLSX: "XLSX",
    ReportFormat.FHIR: "FHIR",
    ReportFormat.CSV: "CSV",
    ReportFormat.JSON: "JSON",
}
ROWS = (
    (ReportFormat.PDF, ReportFormat.ZIP),
    (ReportFormat.XLSX, ReportFormat.FHIR, ReportFormat.CSV, ReportFormat.JSON),
)
ABOUT = (
    "PDF to read, XLSX for a spreadsheet, FHIR for a record system, CSV and JSON for other "
    "programs; the last three hold every day one by one. Files go to your downloads and nowhere "
    "else."
)


def offer_files(diary: Diary, made: RenderedReport, protection: Protection) -> None:
    """The report first, everything next, then the other forms."""
    show_download_trouble(*(f"download-{form}" for form in LABELS))
    if cookies_refused():
        st.warning(NO_COOKIES)
    for row in ROWS:
        with st.container(horizontal=True, key=f"hand-over-{row[0]}"):
            for form in row:
                download_button(
                    LABELS[form],
                    partial(_file, diary, made, form, protection.password),
                    key=f"download-{form}",
                    kind="primary" if form is ReportFormat.PDF else "secondary",
                    disabled=not protection.ready,
                )
    st.caption(ABOUT)


def _file(
    diary: Diary, made: RenderedReport, form: ReportFormat, password: str | None
) -> ExportFile:
    try:
        file = made.file(form, password)
        first, last = made.choices.first, made.choices.last
        diary.record_export(ExportRecord(diary.person().now(), form, first, last))
    finally:
        forget_typed_password()
    return file
