"""The report as it is shown and exported: made once, the same bytes for both."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock

import streamlit as st
from cachetools.keys import hashkey

from tracker.analysis.report_data import ReportData
from tracker.exporting.load_report_data import load_report_data, moment
from tracker.exporting.paper_size import Paper
from tracker.exporting.report_files import report_file, selected_contents, with_counted_scores
from tracker.files.named_bytes import ExportFile
from tracker.formatting import Formats
from tracker.log import noted
from tracker.model import ReportFormat
from tracker.store import Diary
from tracker.ui.diary_cache import read_diary
from tracker.ui.formatting import escape_markdown
from tracker.ui.made_once import made_once
from tracker.ui.regional import formats
from tracker.web.asking import device_of_run
from tracker.web.limits import pdf_turns
from tracker.web.open_store import open_database

ENTRY = 500  # bytes of memory, about
PAGES = 1_500_000  # bytes of a PDF and the pictures of the pages that were looked at, about
FRESH = timedelta(minutes=15)  # then "made at" is told anew


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """What a person chose beside the sections, which the diary keeps."""

    first: date
    last: date
    paper: Paper
    named: bool = True
    report_in_fhir: bool = False


@dataclass(eq=False)
class RenderedReport:
    """What is exported, and its PDF as soon as somebody asks for it."""

    contents: ReportData
    choices: ReportChoices
    _lock: Lock = field(default_factory=Lock, repr=False)
    _pdf: bytes | None = field(default=None, repr=False)
    _pictures: dict[int, bytes] = field(default_factory=dict, repr=False)

    def __sizeof__(self) -> int:
        """Bytes, with those of the entries and of what is to be set of them."""
        found = self.contents
        several = (found.check_ins, found.activities, found.exercises_done, found.readings)
        return PAGES + ENTRY * (sum(map(len, several)) + len(found.medicines))

    @property
    def pdf(self) -> bytes:
        """The very file that is previewed and downloaded."""
        with self._lock:
            if self._pdf is None:
                from tracker.exporting.pdf import pdf

                contents = selected_contents(self.contents, self.choices.named)
                with pdf_turns.of(device_of_run()):
                    self._pdf = pdf(with_counted_scores(contents), self.choices.paper)
            return self._pdf

    @property
    def pages(self) -> int:
        """How many pages the PDF has."""
        from tracker.exporting.pdf.page_images import page_count

        return page_count(self.pdf)

    def picture(self, page: int) -> bytes:
        """A page of the PDF, from 1 on, as PNG."""
        from tracker.exporting.pdf.page_images import page_picture

        if page not in self._pictures:
            self._pictures[page] = page_picture(self.pdf, page)
        return self._pictures[page]

    def text(self, page: int) -> str:
        """The text of a page of the PDF."""
        from tracker.exporting.pdf.page_images import page_text

        return page_text(self.pdf, page)

    def file(self, form: ReportFormat, password: str | None) -> ExportFile:
        """The report in one of its forms."""
        needed = form in (ReportFormat.PDF, ReportFormat.ZIP)
        needed = needed or (form is ReportFormat.FHIR and self.choices.report_in_fhir)
        return report_file(
            form,
            self.contents,
            paper=self.choices.paper,
            password=password,
            named=self.choices.named,
            report=self.pdf if needed else None,
            report_in_fhir=self.choices.report_in_fhir,
        )


def rendered_report(diary: Diary, choices: ReportChoices) -> RenderedReport:
    """What is exported by these choices; the same until something is written."""
    version = diary.version()
    made_at = _made_at(diary, version)
    return _made(open_database(), diary.person_id, version, choices, made_at, formats())


def _made_at(diary: Diary, version: int) -> datetime:
    """When this session's report was made: anew where the diary has changed, or after a while."""
    kept = st.session_state.get("report-made-at")
    now = moment(diary.person())
    if kept is None or kept[0] != version or not timedelta() <= now - kept[1] < FRESH:
        kept = st.session_state["report-made-at"] = (version, now)
    at: datetime = kept[1]
    return at


@made_once(hashkey)
def _made(
    store: object,
    person_id: int,
    version: int,
    choices: ReportChoices,
    made_at: datetime,
    here: Formats,
) -> RenderedReport:
    contents = load_report_data(
        open_database().diary(person_id),
        choices.first,
        choices.last,
        made_at=made_at,
        formats=here,
        known=read_diary,
    )
    return RenderedReport(contents, choices)


@st.fragment
def show_preview(report: RenderedReport) -> None:
    """One page at a time; a report that can't be set is told calmly."""
    place = st.empty()
    try:
        with place, st.spinner("Making the report…"):
            pages = report.pages
            page = min(st.session_state.get("report-page", 1), pages)
            picture, text = report.picture(page), report.text(page)
    except Exception as error:  # typesetting meets whatever people write
        place.empty()
        st.error(
            escape_markdown(
                "The report couldn't be made. Your diary is as it was, and you can still make the "
                f"other files. {noted(error)}"
            )
        )
        return
    place.empty()
    source = f"data:image/png;base64,{b64encode(picture).decode()}"
    alt = f"Page {page} of {pages} of the report. Its text is below, under Page as text."
    st.html(f'<img class="bb-page" alt="{alt}" src="{source}">')
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="center", key="pages"
    ):
        st.button(
            "Previous page", key="page-before", disabled=page == 1, on_click=_turn, args=(page - 1,)
        )
        st.text(f"{page} of {pages}", width="content")
        st.button(
            "Next page", key="page-after", disabled=page == pages, on_click=_turn, args=(page + 1,)
        )
    with st.expander("Page as text"):
        st.text(text)


def _turn(page: int) -> None:
    st.session_state["report-page"] = page
