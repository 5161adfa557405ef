"""Report: what goes in, the very PDF, files on a press, and what was made before."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.pages.builders import BERLIN, BY, ago, check_in, walk
from tests.pages.visiting import Visit
from tracker.exporting.load_report_data import load_report_data
from tracker.exporting.report_files import report_file
from tracker.files.named_bytes import ExportFile
from tracker.formatting import range_text, span_text
from tracker.model import Appointment, ExportRecord, Person, ReportFormat, Section
from tracker.store import DatabaseBusy, Diary
from tracker.ui.formatting import short_day
from tracker.ui.report import downloads
from tracker.web import private_files

ENOUGH = "seven quiet otters"
LABELS = ["Download PDF", "Everything for my clinician (ZIP)", "XLSX", "FHIR", "CSV", "JSON"]


@pytest.fixture
def logged(diary: Diary, today: date) -> Diary:
    """Some weeks of check-ins, a note among them, and a walk."""
    entries = [check_in(ago(today, n), 3 + n % 3) for n in range(1, 40)]
    diary.apply([*entries, check_in(today, 4, note="by the riverbank"), walk(today)], by=BY)
    return diary


def page(visit: Visit) -> str:
    """What the previewed page says."""
    return visit.app.text[-1].value


def disabled(visit: Visit) -> set[bool]:
    return {button.proto.disabled for button in visit.app.button if button.label in LABELS}


def test_an_empty_diary_has_nothing_to_report_but_keeps_questions(diary: Diary) -> None:
    visit = Visit("report")
    assert "Nothing to report yet" in visit.words
    assert not {*LABELS} & {*visit.buttons}
    visit.type("Questions for the appointment", "Is swimming all right?")
    assert diary.appointment().questions == "Is swimming all right?"


def test_the_very_pdf_is_shown_page_by_page_with_its_text(logged: Diary, today: date) -> None:
    visit = Visit("report")
    assert range_text(ago(today, 39), today) in page(visit)
    assert "Pain rated on 40 of 40 days" in page(visit)
    asked = f"{range_text(ago(today, 83), today)} was asked for; the diary is shorter."
    assert asked in page(visit)
    assert asked in visit.words
    picture = visit.drawn("bb-page")
    assert 'src="data:image/png;base64,' in picture
    assert 'alt="Page 1 of ' in picture
    first = page(visit)
    visit.tap("Next page")
    assert visit.words.count("2 of ") >= 1
    assert page(visit) != first
    assert "1 of" in visit.tap("Previous page").words


@pytest.mark.parametrize(("span", "days"), [("4w", 28), ("12w", 84), ("6m", 182), ("1y", 365)])
def test_the_period_is_chosen_and_kept_in_the_url(
    logged: Diary, today: date, span: str, days: int
) -> None:
    visit = Visit("report").choose("Range", span)
    assert visit.app.query_params == ({} if span == "12w" else {"range": span})
    assert range_text(ago(today, days - 1), today) in page(visit)
    linked = Visit("report", **{"from": f"{ago(today, 9)}", "to": f"{ago(today, 2)}"})
    assert range_text(ago(today, 9), ago(today, 2)) in page(linked)


def test_since_the_last_report_begins_with_the_last_day_of_it(logged: Diary, today: date) -> None:
    assert "Since last report" not in Visit("report").options("Range")
    before = BERLIN.now() - timedelta(days=12)
    logged.record_export(ExportRecord(before, ReportFormat.PDF, ago(today, 39), ago(today, 12)))
    logged.record_export(ExportRecord(BERLIN.now(), ReportFormat.XLSX, ago(today, 27), today))
    visit = Visit("report", range="since")
    assert range_text(ago(today, 12), today) in page(visit), "one of today is not the last"
    words = visit.words
    assert (
        f"Last report: {short_day(today)}, XLSX, 4 weeks ({span_text(ago(today, 27), today)})"
        in words
    )
    assert f"{short_day(ago(today, 12))}, PDF, 4 weeks" in words


def test_a_link_to_since_without_any_report_shows_the_usual_period(
    logged: Diary, today: date
) -> None:
    assert range_text(ago(today, 83), today) in page(Visit("report", range="since"))


def test_questions_are_saved_as_typed_and_are_in_the_report(logged: Diary) -> None:
    visit = Visit("report").type("Questions for the appointment", "Is #swimming *all right*?")
    assert logged.appointment().questions == "Is #swimming *all right*?"
    assert "Is #swimming *all right*?" in page(visit)
    assert Visit("report").typed("Questions for the appointment") == "Is #swimming *all right*?"


def test_questions_of_two_windows_are_both_kept(logged: Diary) -> None:
    visit = Visit("report")
    logged.save(Appointment("from another window"), logged.appointment(), by=BY)
    assert "Both texts are kept" in visit.send("Questions for the appointment", "mine")["said"]
    assert logged.appointment().questions == "from another window\n\nmine"


def test_sections_are_turned_off_and_on_and_notes_are_off_at_first(logged: Diary) -> None:
    visit = Visit("report")
    assert "Activity against the goals" in page(visit)
    chosen = [section for section in Section if section not in (Section.ACTIVITY, Section.DAYS)]
    visit.choose("Sections", [*reversed(chosen)])
    assert logged.appointment().sections == tuple(chosen)
    assert "Activity against the goals" not in page(visit)
    assert Section.NOTES not in Appointment().sections


def test_the_name_and_the_paper_are_a_choice(logged: Diary) -> None:
    logged.save(Person("Ada Example", "Europe/Berlin"), BERLIN, by=BY)
    visit = Visit("report")
    assert "Ada Example" in page(visit)
    visit.choose("With my name", False)
    assert "Ada Example" not in page(visit)
    assert visit.value("Paper") == "a4"
    american = Visit("report")
    american.app.context = {**american.app.context, "locale": "en-US"}
    american.app.session_state["paper"] = "us-letter"
    assert american.again().value("Paper") == "us-letter"


def test_every_form_can_be_downloaded_and_is_noted(logged: Diary, today: date) -> None:
    visit = Visit("report", range="4w")
    assert [button for button in visit.buttons if button in LABELS] == LABELS
    assert "No report made yet." in visit.words
    for label in LABELS:
        visit = visit.tap(label)
        assert any(toast.startswith("Made backbeat-") for toast in visit.toasts)
    noted = logged.exports()
    assert {made.format for made in noted} == set(ReportFormat)
    assert {(made.first, made.last) for made in noted} == {(ago(today, 27), today)}
    assert f"Last report: {short_day(today)}" in visit.words


def test_what_is_downloaded_is_what_was_shown(
    logged: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: list[ExportFile] = []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{BERLIN.now().timestamp():.0f}")
    monkeypatch.setattr(private_files, "keep", files.append)
    visit = Visit("report", range="4w")
    for label, form in (
        ("Download PDF", ReportFormat.PDF),
        ("XLSX", ReportFormat.XLSX),
        ("CSV", ReportFormat.CSV),
    ):
        visit = visit.tap(label)
        assert files[-1] == report_file(form, load_report_data(logged, ago(today, 27), today))


def test_a_report_that_cannot_be_set_is_told_calmly(
    logged: Diary, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    def fail(*_: object) -> bytes:
        raise RuntimeError("the riverbank broke it")

    monkeypatch.setattr("tracker.exporting.pdf.pdf", fail)
    visit = Visit("report")
    assert "The report couldn't be made." in visit.words
    assert "riverbank" not in visit.words
    visit = visit.tap("Download PDF")
    assert "The file could not be made." in visit.words
    assert logged.exports() == []
    visit = visit.tap("XLSX")
    assert [noted.format for noted in logged.exports()] == [ReportFormat.XLSX]


def test_a_database_that_cannot_note_it_says_so(
    logged: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise DatabaseBusy("The database is busy.")

    visit = Visit("report")
    monkeypatch.setattr(Diary, "record_export", busy)
    visit = visit.tap("CSV")
    assert "The file was not made. The database is busy." in visit.words


def test_a_browser_without_cookies_is_told_why_it_gets_no_file(
    logged: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warned() -> str:
        return "".join(warning.value for warning in Visit("report").app.warning)

    for refused in (True, False):
        monkeypatch.setattr(downloads, "cookies_refused", lambda refused=refused: refused)
        assert ("keeps no cookie for this address" in warned()) == refused


# -- passwords


def test_files_wait_for_a_good_password_entered_twice(logged: Diary) -> None:
    visit = Visit("report").choose("Protect with a password", True)
    assert disabled(visit) == {True}
    visit.choose("Password", "short")
    assert "at least 10" in visit.words + "".join(w.value for w in visit.app.warning)
    assert disabled(visit) == {True}
    visit.choose("Password", ENOUGH)
    assert disabled(visit) == {True}
    visit.choose("The same again", "another password")
    assert "differ" in "".join(warning.value for warning in visit.app.warning)
    visit.choose("The same again", ENOUGH)
    assert disabled(visit) == {False}


def test_a_password_is_forgotten_once_the_file_is_made(logged: Diary) -> None:
    visit = Visit("report").choose("Protect with a password", True)
    visit.choose("Password", ENOUGH).choose("The same again", ENOUGH)
    visit = visit.tap("Download PDF")
    assert "Made backbeat-" in visit.toasts[0]
    assert "-protected.pdf" in visit.toasts[0]
    for key in ("password", "password-again"):
        assert visit.app.session_state[key] == ""
    assert visit.value("Password") == visit.value("The same again") == ""
    assert disabled(visit) == {True}


def test_a_suggested_password_is_shown_and_used(logged: Diary) -> None:
    visit = Visit("report").choose("Protect with a password", True).tap("Suggest one")
    suggested = visit.value("Password")
    assert len(suggested) == 24
    assert disabled(visit) == {False}
    visit = visit.tap("XLSX")
    assert visit.value("Password") == suggested, "it may still have to be written down"
    visit.tap("Use my own")
    assert visit.value("Password") == ""
    assert disabled(visit) == {True}


def test_without_protection_no_password_is_kept(logged: Diary) -> None:
    visit = Visit("report").choose("Protect with a password", True).tap("Suggest one")
    visit.choose("Protect with a password", False)
    assert disabled(visit) == {False}
    assert visit.choose("Protect with a password", True).value("Password") == ""


def test_a_password_does_not_outlive_the_screen(logged: Diary) -> None:
    visit = Visit("report").choose("Protect with a password", True).tap("Suggest one")
    suggested = visit.value("Password")
    visit.go("week")
    for key in ("password", "password-again", "password-shown"):
        assert key not in visit.app.session_state
    assert visit.go("report").choose("Protect with a password", True).value("Password") != suggested
