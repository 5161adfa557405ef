"""A watch, a phone and somebody else's table, brought in on a phone and on a laptop."""

import re
import time
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import fill, opened
from tests.browser.looking import LAPTOP, PHONE, Window, grave, settle
from tests.browser.test_look import Theme
from tests.files.test_budget import as_sheet
from tests.pages.builders import BERLIN
from tests.running import Server

HEADER = "date,activity,minutes,started_at,source,external_id\n"
GYM = "Datum;Übung;Sätze\n03/04/2026;Wall squat;3\n04/05/2026;Plank;3\n"


CUT_OFF = """() => [...document.querySelectorAll(".st-key-describing-now *")].filter(part => {
    const box = part.getBoundingClientRect();
    if (!box.width || !box.height) return false;
    const shut = getComputedStyle(part).overflowX === "hidden" && part.innerText;
    const cut = shut && part.scrollWidth > part.clientWidth + 1;
    return cut || box.right > window.innerWidth + 1 || box.left < -1;
}).map(part => part.tagName + " " + part.innerText)"""


def give(page: Page, *files: Path) -> None:
    """Choose files as a person does, and wait until they have been read."""
    settle(page)
    page.set_input_files("input[type=file]", [str(file) for file in files])
    page.wait_for_selector(".bb-counts, .st-key-describing-now")
    settle(page)


@pytest.fixture
def recordings(tmp_path: Path) -> list[Path]:
    """The same walks by a watch and a phone, three of them."""
    files = []
    for source, minutes in (("watch", 45), ("phone", 38)):
        rows = ""
        for number in (3, 4, 5):
            day = BERLIN.today() - timedelta(days=number)
            rows += f"{day},walking,{minutes},{day}T10:00:00+01:00,{source},{number}\n"
        file = tmp_path / f"{source}.csv"
        file.write_text(HEADER + rows)
        files.append(file)
    return files


def test_doubles_are_chosen_brought_in_and_taken_back(
    window: Window, server: Server, recordings: list[Path], tmp_path: Path
) -> None:
    page = window.open(f"{server.address}/data")
    give(page, *recordings)
    expect(page.locator(".bb-counts")).to_contain_text("3 new")
    page.get_by_role("radio", name="phone: 38 min").first.click()
    settle(page)
    page.get_by_role("button", name="Import 3 entries").click()
    page.get_by_text("Done: 3 added, 0 changed.").wait_for()
    with opened(server.database) as diary:
        assert sorted(a.minutes for a in diary.activities()) == [38, 45, 45]
    give(page, *recordings)
    expect(page.locator(".bb-counts")).to_contain_text(re.compile("^0 new"))
    page.reload()
    settle(page)
    give(page, recordings[0])
    page.get_by_text("stay out").or_(page.get_by_text("stays out")).first.wait_for()


def test_a_table_of_another_program_is_described_and_known_again(
    window: Window, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "gym log.csv"
    file.write_text(GYM)
    page = window.open(f"{server.address}/data")
    give(page, file)
    expect(page.get_by_role("button", name="Use these columns")).to_be_disabled()
    page.get_by_role("radio", name="An exercise").click()
    page.get_by_role("radio", name="3 April 2026").click()
    page.get_by_text("Fri 3 Apr 2026").wait_for()
    page.get_by_role("button", name="Use these columns").click()
    page.get_by_role("button", name="Import 2 entries").click()
    page.get_by_role("button", name="Undo this import").wait_for()
    give(page, file)
    page.get_by_text("as last time").wait_for()
    expect(page.locator(".bb-counts")).to_contain_text("2 already there")


def test_what_is_typed_just_before_a_press_is_taken_by_it(
    window: Window, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "gym log.csv"
    file.write_text(GYM.replace("03/04", "13/04"))
    page = window.open(f"{server.address}/data")
    give(page, file)
    page.get_by_role("radio", name="An exercise").click()
    settle(page)
    page.get_by_role("textbox", name="Where it comes from").fill("My own gym")
    page.get_by_role("button", name="Use these columns").click()
    page.get_by_role("button", name="Import 2 entries").click()
    page.get_by_text("Done: 2 added").wait_for()
    with opened(server.database) as diary:
        assert {e.source for e in diary.exercises_done()} == {"My own gym"}


def test_what_is_chosen_just_before_a_press_is_taken_by_it(
    window: Window, server: Server, recordings: list[Path], tmp_path: Path
) -> None:
    page = window.open(f"{server.address}/data")
    give(page, *recordings)
    page.get_by_role("radio", name="phone: 38 min").first.click()
    page.get_by_role("button", name="Import 3 entries").click()
    page.get_by_text("Done: 3 added").wait_for()
    with opened(server.database) as diary:
        assert sorted(a.minutes for a in diary.activities()) == [38, 45, 45]


@pytest.mark.parametrize("away", ["a link", "the back button", "a reload"])
def test_who_leaves_was_told_what_to_press_and_finds_nothing_half_done(
    window: Window, server: Server, tmp_path: Path, away: str
) -> None:
    file = tmp_path / "gym log.csv"
    file.write_text(GYM)
    page = window.open(f"{server.address}/week")
    page.goto(f"{server.address}/data")
    give(page, file)
    page.get_by_text("Press “Use these columns” when you're done.").wait_for()
    page.get_by_role("radio", name="An exercise").click()
    page.get_by_role("radio", name="3 April 2026").click()
    if away == "a link":
        page.get_by_role("link", name="Week").first.click()
    elif away == "the back button":
        page.go_back()
    else:
        page.reload()
    settle(page)
    page.goto(f"{server.address}/data")
    settle(page)
    expect(page.locator(".st-key-describing-now")).to_have_count(0)
    expect(page.get_by_text("Something went wrong")).to_have_count(0)
    with opened(server.database) as diary:
        assert (diary.exercises_done(), diary.file_mappings()) == ([], [])
    give(page, file)
    page.locator(".st-key-describing-now").wait_for()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_field_of_the_columns_is_cut_off(
    window: Window, server: Server, tmp_path: Path, width: int
) -> None:
    fill(server.database, "one day")
    file = tmp_path / "a file with a rather long name that somebody gave it 2026-03-01.csv"
    file.write_text(
        "name,Intensität der Rückenschmerzen heute,A column with a very long title indeed,when\n"
        + "".join(f"Low back pain,{n}.5,{'x' * 60},2026-04-0{n}\n" for n in range(1, 9))
        + "Knee pain,3,y,2026-04-08\n"
    )
    page = window.open(f"{server.address}/data", (width, 900))
    give(page, file)
    page.locator(".st-key-describing-now").get_by_role("radio", name="A day").click()
    settle(page)
    box = page.get_by_role("combobox", name="Intensität")
    box.click()  # which brings it into view
    box.fill("Pain, 0 to 10")
    page.get_by_role("option", name="Pain, 0 to 10", exact=True).click()
    settle(page)
    page.get_by_role("radio", name="The highest").click()
    page.get_by_text("The fullest week, 30 March to 5 April 2026").wait_for()
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(CUT_OFF) == []
    page.get_by_role("button", name="Leave this file out").click()
    settle(page)


def test_a_whole_folder_comes_in_at_once(
    window: Window, server: Server, recordings: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for file in recordings:
        file.rename(folder / file.name)
    page = window.open(f"{server.address}/data", LAPTOP)
    page.get_by_role("radio", name="A whole folder").click()
    page.set_input_files("input[type=file][webkitdirectory]", str(folder))
    expect(page.locator(".bb-counts")).to_contain_text("3 recorded more than once")


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_the_preview_and_the_columns(
    window: Window,
    server: Server,
    recordings: list[Path],
    tmp_path: Path,
    size: tuple[int, int],
    theme: Theme,
) -> None:
    fill(server.database, "one day")
    gym = tmp_path / "gym log.csv"
    gym.write_text(GYM)
    page = window.open(f"{server.address}/data", size, theme)
    give(page, *recordings, gym)
    assert grave(page) == []
    page.get_by_role("button", name="Leave this file out").click()
    page.wait_for_selector(".bb-counts")
    settle(page)
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def readers(server: Server) -> list[psutil.Process]:
    """The processes of a server that read files."""
    children = psutil.Process(server.pid).children()
    return [one for one in children if "tracker.importing.parser_worker" in " ".join(one.cmdline())]


def test_a_closed_tab_ends_the_reading_of_its_files(
    window: Window, server: Server, tmp_path: Path
) -> None:
    """A workbook of nothing but rows takes many seconds; nobody waits for it any more."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 240_000))
    file = tmp_path / "slow.xlsx"
    file.write_bytes(as_sheet(rows))
    page = window.open(f"{server.address}/data")
    page.set_input_files("input[type=file]", str(file))
    deadline = time.monotonic() + 30
    while not (found := readers(server)):
        assert time.monotonic() < deadline, "nothing reads the file"
        time.sleep(0.02)
    page.close()
    psutil.wait_procs(found, timeout=4)
    assert readers(server) == []
