"""The service worker as it is sent: whose files, by what name, to whom."""

import json
import re

import pytest

from tests.running import Server
from tests.web.requests import Answer, ask, ask_stranger
from tracker.web import static_worker
from tracker.web.own_files import FOLDER, SCRIPTS


@pytest.fixture(scope="module")
def worker(server: Server) -> Answer:
    return ask_stranger(server, static_worker.PATH)


@pytest.fixture(scope="module")
def files(worker: Answer) -> list[str]:
    found = re.search(rb"^const FILES = (\[.*\]);$", worker.body, re.MULTILINE)
    assert found
    names: list[str] = json.loads(found[1])
    return names


@pytest.fixture(scope="module")
def offline(worker: Answer) -> str:
    found = re.search(rb'^const OFFLINE = "(.*)";$', worker.body, re.MULTILINE)
    assert found
    return found[1].decode()


def test_a_browser_asks_for_it_anew_each_time(worker: Answer) -> None:
    assert worker.status == 200
    assert worker.headers["content-type"].startswith("text/javascript")
    assert worker.headers["cache-control"] == "no-cache"


def test_every_file_of_its_is_there_for_all(server: Server, files: list[str], offline: str) -> None:
    assert len(files) > 100
    assert {script.path for script in SCRIPTS} <= set(files)
    for path in files:
        answer = ask_stranger(server, path, method="HEAD")
        assert answer.status == 200, path
        is_page = answer.headers["content-type"].split(";")[0] == "text/html"
        assert is_page is (path == offline), path
        assert "immutable" in answer.headers["cache-control"], "its name changes with it"


def test_it_holds_what_charts_are_drawn_with_and_the_small_fonts(files: list[str]) -> None:
    names = " ".join(files)
    for part in ("/ArrowVegaLiteChart.", "/embed.", "/source-sans.", "/style.", "/base."):
        assert part in names


def test_what_has_the_same_name_when_our_words_change_is_not_kept(files: list[str]) -> None:
    assert not [path for path in files if "/FileUploader." in path]


def test_it_is_another_one_when_any_file_is(files: list[str]) -> None:
    assert static_worker.version(files) == static_worker.version(list(files))
    assert static_worker.version(files) != static_worker.version([*files[1:], f"{files[0]}x"])


def test_the_list_for_browsers_without_one_is_the_same(server: Server, files: list[str]) -> None:
    answer = ask_stranger(server, f"{FOLDER}files.json")
    assert json.loads(answer.body) == files
    assert answer.headers["cache-control"] == "no-cache"


def test_the_page_without_a_connection_is_the_same_for_everybody(
    server: Server, files: list[str], offline: str
) -> None:
    assert offline in files
    page = ask_stranger(server, offline)
    assert page.body == ask(server, offline).body
    assert "set-cookie" not in page.headers
    assert b"{day}" in page.body, "which day it is the browser says"


def test_it_stands_in_for_screens_alone(worker: Answer) -> None:
    found = re.search(rb"^const SCREENS = (\[.*\]);$", worker.body, re.MULTILINE)
    assert found
    screens = json.loads(found[1])
    assert {"/", "/week", "/settings"} <= set(screens)
    assert not [path for path in screens if path.startswith(("/enter", "/static", "/autosave"))]
