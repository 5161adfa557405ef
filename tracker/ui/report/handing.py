"""The buttons that hand over: each file is made when its button is pressed, and noted."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from tracker.exchange.entries import Refused
from tracker.exchange.hand_over.files import ENDINGS, MIMES, ZIP_MIME, File
from tracker.log import log_failure
from tracker.model import Format, HandOver
from tracker.store import Diary, StoreError
from tracker.ui.private_files import cookies_refused, kept_private
from tracker.ui.report.made import Handing, Made
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
    mine = kept_private()
    if cookies_refused():
        st.warning(
            "Your browser keeps no cookie for this address, so files can't be given to it alone. "
            "Allow cookies for it, then load the page again."
        )
    for row in ROWS:
        with st.container(horizontal=True, key=f"hand-over-{row[0]}"):
            for form in row:
                _offer(diary, made, form, protection, mine)
    st.caption(ABOUT)


def _offer(
    diary: Diary,
    made: Made,
    form: Format,
    protection: Protection,
    mine: Callable[[bytes], bytes],
) -> None:
    handing = Handing(partial(_made, diary, made, form, protection.password))
    stem = f"backbeat-{made.choices.first}-to-{made.choices.last}"
    name, mime = stem + ENDINGS[form], MIMES[form]
    if protection.password is not None:
        kind = "" if form in (Format.PDF, Format.ZIP) else f"-{form}"
        ending = ".pdf" if form is Format.PDF else ".zip"
        name = f"{stem}{kind}-protected{ending}"
        mime = mime if form is Format.PDF else ZIP_MIME
    st.download_button(
        LABELS[form],
        lambda: mine(handing.file.data),
        name,
        mime,
        type="primary" if form is Format.PDF else "secondary",
        disabled=not protection.ready,
        on_click=_handed,
        args=(handing,),
        key=f"download-{form}",
    )


def _made(diary: Diary, made: Made, form: Format, password: str | None) -> File:
    file = made.file(form, password)
    first, last = made.choices.first, made.choices.last
    diary.record_hand_over(HandOver(diary.person().now(), form, first, last))
    return file


def _handed(handing: Handing) -> None:
    """Wait for the file that is on its way to the browser, and say how it went."""
    try:
        st.toast(f"Made {handing.file.name}")
    except (Refused, StoreError) as refusal:
        st.session_state["report-problem"] = f"The file was not made. {refusal}"
    except Exception as error:  # nothing that a library stumbles over takes the screen away
        st.session_state["report-problem"] = (
            f"The file could not be made. Your diary is as it was. {noted(error)}"
        )
    forget_typed_password()


def noted(error: Exception) -> str:
    """Where the reason is noted, without anything from the diary."""
    try:
        return f"Where it happened is noted in {log_failure(error)}"
    except OSError:
        return "It couldn't be noted in the log file."
