"""The report in a real browser: shown as it is, downloaded in every form, for nobody else."""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
import pyzipper
from openpyxl import load_workbook
from playwright.sync_api import Download, Page, expect
from pypdf import PdfReader
from pypdf.errors import WrongPasswordError

from tests.browser.filling import address, fill, opened
from tests.browser.looking import LAPTOP, PHONE, Window, eventually, settle, until
from tests.browser.test_private import watched
from tests.pages.builders import BERLIN, BY
from tests.running import Server
from tests.web.requests import ask
from tracker.model import ExportRecord, Reading, ReportFormat

ENOUGH = "seven quiet otters"
FORMULA = '=HYPERLINK("https://example.com","here")'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a made-up year."""
    database = address(tmp_path_factory.mktemp("report"))
    fill(database, "a year")
    with opened(database) as diary:
        diary.apply([Reading(BERLIN.now(), 3, note=FORMULA)], by=BY)
    with Server(database) as running:
        yield running


@pytest.fixture
def page(window: Window, server: Server) -> Page:
    """The report of the last four weeks, with its preview."""
    page = window.open(f"{server.address}/report?range=4w", LAPTOP)
    expect(page.get_by_alt_text(re.compile("Page 1 of"))).to_be_visible()
    settle(page)
    return page


def press(page: Page, name: str) -> Download:
    """Press a button and wait for what it makes."""
    with page.expect_download() as downloading:
        page.get_by_role("button", name=name, exact=True).click()
    settle(page)
    return downloading.value


def read(download: Download) -> bytes:
    return download.path().read_bytes()


def test_the_preview_is_the_file_and_pages_can_be_turned(page: Page) -> None:
    picture = page.get_by_alt_text(re.compile("Page 1 of"))
    assert until(page, "document.querySelector('.bb-page').naturalWidth") > 1000
    page.locator("summary").filter(has_text="Page as text").click()
    text = page.locator("[data-testid=stText]").last
    expect(text).to_be_visible()
    shown = text.inner_text()
    reader = PdfReader(io.BytesIO(read(press(page, "Download PDF"))))
    expect(page.get_by_text(f"1 of {len(reader.pages)}", exact=True)).to_be_visible()
    first = reader.pages[0].extract_text()
    figures = re.findall(r"\d+ of \d+", shown)
    assert figures
    assert all(figure in first for figure in figures)
    made = re.search(r"Made .*\d\d:\d\d", shown)
    assert made
    assert made[0].strip() in first, "made at the moment that the preview says"
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_alt_text(re.compile("Page 2 of"))).to_be_visible()
    expect(picture).to_be_hidden()


def test_every_form_arrives_whole_and_is_remembered(page: Page, server: Server) -> None:
    today = BERLIN.today()
    stem = f"backbeat-{today - timedelta(days=27)}-to-{today}"
    files = {
        "Download PDF": (".pdf", b"%PDF-"),
        "Everything for my clinician (ZIP)": (".zip", b"PK"),
        "XLSX": (".xlsx", b"PK"),
        "FHIR": ("-fhir.json", b"{"),
        "CSV": ("-csv.zip", b"PK"),
        "JSON": (".json", b"{"),
    }
    got: dict[str, bytes] = {}
    for name, (ending, begins) in files.items():
        download = press(page, name)
        assert download.suggested_filename == stem + ending
        got[name] = read(download)
        assert got[name].startswith(begins)
    with opened(server.database) as diary:
        newest = diary.exports()[: len(files)]
    assert {made.format for made in newest} == set(ReportFormat)
    expect(page.get_by_text("Last report: ")).to_be_visible()

    inside = zipfile.ZipFile(io.BytesIO(got["Everything for my clinician (ZIP)"]))
    assert inside.read("report.pdf") == got["Download PDF"], "the very same"
    assert inside.read("workbook.xlsx") == got["XLSX"]
    assert json.loads(got["FHIR"])["resourceType"] == "Bundle"
    assert set(zipfile.ZipFile(io.BytesIO(got["CSV"])).namelist()) >= {"check_ins.csv"}
    for sheet in load_workbook(io.BytesIO(got["XLSX"])):
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)


def test_while_a_file_is_being_made_the_page_says_so_and_keeps_its_look(
    page: Page, server: Server
) -> None:
    with closing(sqlite3.connect(server.database.removeprefix("sqlite:///"))) as another_program:
        another_program.execute("BEGIN IMMEDIATE")
        with page.expect_download() as downloading:
            page.get_by_role("button", name="CSV", exact=True).click()
            expect(page.get_by_text("Making the file…")).to_be_visible()
            look = "getComputedStyle(document.documentElement).getPropertyValue('--bb-page')"
            assert page.evaluate(look) == "#fbfaf7"
            another_program.rollback()
    assert downloading.value.suggested_filename.endswith("-csv.zip")
    expect(page.get_by_text("Making the file…")).to_have_count(0)
    settle(page)


def test_a_file_is_handed_over_once_however_often_the_page_is_drawn(
    window: Window, page: Page
) -> None:
    downloads: list[Download] = []
    window.note(page, "download", lambda download: downloads.append(download))
    press(page, "CSV")
    page.get_by_role("radio", name="12 weeks").click()
    settle(page)
    for screen in ("Week", "Report"):
        page.get_by_role("link", name=screen, exact=True).click()
        expect(page).to_have_url(re.compile(f"/{screen.lower()}"))
        settle(page)
    assert len(downloads) == 1
    press(page, "CSV")
    assert len(downloads) == 2


def test_two_buttons_pressed_in_quick_succession_both_give_their_file(
    window: Window, page: Page
) -> None:
    names: list[str] = []
    window.note(page, "download", lambda download: names.append(download.suggested_filename))
    for name in ("CSV", "JSON"):
        page.get_by_role("button", name=name, exact=True).click()
    eventually(page, lambda: len(names) == 2)
    settle(page)
    assert [name.endswith(("-csv.zip", ".json")) for name in names] == [True, True]
    assert len(set(names)) == 2


def test_another_client_that_knows_the_address_gets_nothing(
    page: Page, window: Window, server: Server
) -> None:
    download = press(page, "JSON")
    path = urlsplit(download.url).path
    assert path.startswith("/files/")
    assert page.evaluate("url => fetch(url).then(answer => answer.status)", download.url) == 200
    stranger = ask(server, path)
    assert (stranger.status, stranger.body) == (404, b"There is no such file.")
    other = window.open(f"{server.address}/report", LAPTOP)
    assert other.evaluate("url => fetch(url).then(answer => answer.status)", download.url) == 404
    forged = ask(server, path, Cookie="backbeat=" + "A" * 43)
    assert forged.status == 404
    assert "backbeat" not in page.evaluate("document.cookie"), "no script can read the secret"


def test_a_protected_file_opens_with_its_password_alone(page: Page) -> None:
    page.get_by_text("Protect with a password").click()
    settle(page)
    expect(page.get_by_role("button", name="Download PDF")).to_be_disabled()
    for label in ("Password", "The same again"):
        page.get_by_label(label, exact=True).fill(ENOUGH)
        page.keyboard.press("Enter")
        settle(page)
    expect(page.get_by_role("button", name="Download PDF")).to_be_enabled()
    data = read(press(page, "Download PDF"))
    with pytest.raises(WrongPasswordError):
        PdfReader(io.BytesIO(data), password=ENOUGH.upper())
    assert PdfReader(io.BytesIO(data), password=ENOUGH).trailer["/Encrypt"]["/R"] == 6
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    expect(page.get_by_role("button", name="XLSX")).to_be_disabled()

    page.get_by_role("button", name="Suggest one").click()
    in_sight = page.get_by_role("textbox", name="Password", exact=True)
    expect(page.get_by_role("button", name="XLSX")).to_be_enabled()
    suggested = in_sight.input_value()
    assert len(suggested) == 24
    download = press(page, "XLSX")
    assert download.suggested_filename.endswith("-xlsx-protected.zip")
    with pyzipper.AESZipFile(io.BytesIO(read(download))) as archive:
        assert archive.read("workbook.xlsx", pwd=suggested.encode()).startswith(b"PK")
    assert ENOUGH not in page.url
    assert suggested not in page.url


def test_choosing_and_downloading_asks_nobody_else(
    window: Window, page: Page, server: Server
) -> None:
    hosts = watched(window, page)
    page.reload()
    settle(page)
    for name in ("Download PDF", "FHIR"):
        press(page, name)
    page.get_by_role("radio", name="12 weeks").click()
    settle(page)
    assert hosts - {""} == {f"localhost:{server.port}"}


def test_sections_and_questions_change_the_preview(page: Page) -> None:
    page.locator("summary").filter(has_text="Page as text").click()
    question = page.get_by_label("Questions for the appointment")
    question.fill("Is swimming all right?")
    question.press("Control+Enter")
    expect(page.locator("[data-testid=stText]").last).to_contain_text("Is swimming all right?")
    page.locator("summary").filter(has_text="What is in it").click()
    page.get_by_role("button", name="My questions").click()
    expect(page.locator("[data-testid=stText]").last).not_to_contain_text("swimming")
    page.get_by_role("button", name="My questions").click()
    expect(page.locator("[data-testid=stText]").last).to_contain_text("swimming")
    question.fill("")
    question.press("Control+Enter")
    settle(page)


def test_the_period_is_in_the_address_and_survives_a_reload(page: Page) -> None:
    page.get_by_role("radio", name="Dates").click()
    settle(page)
    expect(page).to_have_url(re.compile(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d"))
    asked = page.url
    page.reload()
    settle(page)
    assert page.url == asked
    expect(page.get_by_role("radio", name="Dates")).to_be_checked()


@pytest.mark.parametrize("width", [320, 360, 390, 700, 801, 1280])
def test_the_words_of_the_menu_stand_apart_on_every_width(
    window: Window, server: Server, width: int
) -> None:
    page = window.open(f"{server.address}/report", (width, PHONE[1]))
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(
               '.bb-brand, .bb-frame a, .st-key-help button p'
           )].filter(element => element.checkVisibility()).map(element => {
               const range = document.createRange();
               range.selectNodeContents(element);
               const box = range.getBoundingClientRect();
               return {text: element.textContent, left: box.left, right: box.right, top: box.top};
           })"""
    )
    assert len(boxes) == (10 if width > 800 else 9), "Days are in the menu where it is a row"
    for box in boxes:
        assert box["left"] >= 4, box
        assert box["right"] <= width - 4, box
    rows: dict[int, list[dict[str, float]]] = {}
    for box in boxes:
        rows.setdefault(round(box["top"] / 40), []).append(box)
    for row in rows.values():
        row.sort(key=lambda box: box["left"])
        for before, after in pairwise(row):
            assert after["left"] - before["right"] >= 8, (before, after)


def test_since_the_last_report_is_offered_the_day_after(window: Window, server: Server) -> None:
    before: date = BERLIN.today() - timedelta(days=10)
    with opened(server.database) as diary:
        at = BERLIN.now() - timedelta(days=10)
        diary.record_export(ExportRecord(at, ReportFormat.PDF, before - timedelta(days=27), before))
    page = window.open(f"{server.address}/report", LAPTOP)
    page.get_by_role("radio", name="Since last report").click()
    settle(page)
    page.locator("summary").filter(has_text="Page as text").click()
    expect(page.locator("[data-testid=stText]").last).to_contain_text("of 11 days")
