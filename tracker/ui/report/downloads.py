"""The files of the report: protected by a password where one is wanted, each made when pressed."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from tracker.exporting.password_protection import check_password, suggested_password
from tracker.exporting.report_files import ENDINGS, MIMES, ZIP_MIME
from tracker.files.errors import FileError
from tracker.files.named_bytes import ExportFile
from tracker.model import ExportRecord, ReportFormat
from tracker.store import Diary
from tracker.ui.download_button import NO_COOKIES, download_button, show_download_trouble
from tracker.ui.formatting import escape_markdown
from tracker.ui.report import share
from tracker.ui.report.rendered_report import RenderedReport
from tracker.ui.report.report_options import FORMATS
from tracker.web.private_files import cookies_refused

# Fields of the page: with it they are gone from the session.
TYPED = ("password", "password-again", "password-shown")
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


# -- a password for what is downloaded


@dataclass(frozen=True, slots=True)
class Protection:
    """The password to use, if any, and whether files can be made as things stand."""

    password: str | None = None
    ready: bool = True


def ask_password() -> Protection:
    """Ask twice, or in plain sight for one that was made up; say what is wrong with it."""
    if not st.checkbox("Protect with a password", key="protect", on_change=forget_password):
        return Protection()
    if st.session_state.get("password-in-sight"):
        st.caption("Write it down, or share it with the person who will open the file.")
        shown = st.text_input("Password", key="password-shown", autocomplete="off")
        st.button("Use my own", key="own-password", type="tertiary", on_click=forget_password)
        return Protection(shown, _is_good(shown, shown, "when you leave this page"))
    first = st.text_input("Password", type="password", key="password", autocomplete="new-password")
    again = st.text_input(
        "The same again", type="password", key="password-again", autocomplete="new-password"
    )
    st.button("Suggest one", key="suggest-password", type="tertiary", on_click=_suggest)
    return Protection(first, _is_good(first, again, "once the file is made"))


def forget_password() -> None:
    """Nothing of it stays in the session."""
    st.session_state.pop("password-in-sight", None)
    for key in TYPED:
        if st.session_state.get(key):
            st.session_state[key] = ""  # which empties the field in the browser, too


def forget_typed_password() -> None:
    """What was typed is not needed any more; one in plain sight stays to be written down."""
    if not st.session_state.get("password-in-sight"):
        forget_password()


def _is_good(first: str, again: str, forgotten: str) -> bool:
    try:
        if first:
            check_password(first)
    except FileError as refusal:
        st.warning(escape_markdown(str(refusal)))
        return False
    if first and again and first != again:
        st.warning("The two passwords differ.")
        return False
    _explain(forgotten)
    return bool(first) and first == again


def _explain(forgotten: str) -> None:
    st.caption(
        "The PDF opens with the password; other files come in an encrypted ZIP, which 7-Zip, "
        "WinZip or Keka open. Without it nobody can open them. Backbeat forgets it "
        f"{forgotten}."
    )


def _suggest() -> None:
    st.session_state["password-in-sight"] = True
    st.session_state["password-shown"] = suggested_password()


def offer_files(diary: Diary, report: RenderedReport, protection: Protection) -> None:
    """The report first, everything next, then the other forms."""
    show_download_trouble(*(f"download-{form}" for form in LABELS), share.KEY)
    if cookies_refused():
        st.warning(NO_COOKIES)
    for row in ROWS:
        with st.container(horizontal=True, key=f"hand-over-{row[0]}"):
            for form in row:
                download_button(
                    LABELS[form],
                    partial(_file, diary, report, form, protection.password),
                    key=f"download-{form}",
                    kind="primary" if form is ReportFormat.PDF else "secondary",
                    disabled=not protection.ready,
                )
    if protection.ready:
        share.offer_sharing(
            {form: _as_shared(form, protection.password) for form in LABELS},
            lambda form: _file(diary, report, ReportFormat(form), protection.password),
        )
    st.caption(ABOUT)


def _as_shared(form: ReportFormat, password: str | None) -> tuple[str, str, str]:
    """What a button to share says, and a name and a kind such as the file will have."""
    if password is not None and form is not ReportFormat.PDF:
        return FORMATS[form], "report.zip", ZIP_MIME
    return FORMATS[form], f"report{ENDINGS[form]}", MIMES[form]


def _file(
    diary: Diary, report: RenderedReport, form: ReportFormat, password: str | None
) -> ExportFile:
    try:
        file = report.file(form, password)
        first, last = report.choices.first, report.choices.last
        diary.record_export(ExportRecord(diary.person().now(), form, first, last))
    finally:
        forget_typed_password()
    return file
