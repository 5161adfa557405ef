"""The page on which one says whose diary to open."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.conftest import ADA
from tests.passcodes import cheap_hash
from tests.running import Server
from tests.web.household import ADAS, BENS, PASSCODE, Household, RawBrowser, household, until
from tracker.identity.access import device_cookie_name
from tracker.model import Person
from tracker.store import open_store
from tracker.store.devices import LIFETIME, devices, use_device
from tracker.store.profiles import profiles, set_passcode
from tracker.web import own_files


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    with household(tmp_path_factory.mktemp("household")) as found:
        yield found


def words(body: bytes) -> str:
    """What a page says, without its markup."""
    text = body.decode().partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_who_comes_is_asked_whose_diary_and_led_back_to_the_screen(home: Household) -> None:
    browser = home.browser()
    answer = browser.get("/week")
    assert (answer.status, answer.headers["location"]) == (303, "/profiles?to=week")
    page = browser.get("/profiles?to=week")
    assert page.status == 200
    said = words(page.body)
    assert "Whose diary? A Ada Passcode B Ben" in said
    assert "A profile without a passcode keeps nobody out" in said
    assert page.headers["cache-control"] == "no-store"
    chosen = browser.post("/profiles", f"person={home.ben.person_id}&to=week")
    assert chosen.headers["location"] == "/week"
    assert BENS in browser.get("/").body.decode()


def test_a_passcode_is_asked_for_where_there_is_one(home: Household) -> None:
    browser = home.browser()
    page = browser.get(f"/profiles?person={home.ada.person_id}")
    assert "Ada’s passcode" in words(page.body)
    assert 'type="password"' in page.body.decode()
    assert browser.choose(home.ada, PASSCODE).headers["location"] == "/"
    assert ADAS in browser.get("/").body.decode()
    assert browser.socket() == 101


def test_a_wrong_one_is_said_and_opens_nothing(home: Household) -> None:
    browser = home.browser()
    answer = browser.choose(home.ada, "seven oranges")
    assert answer.status == 403
    assert "That is not the passcode. Nothing was opened." in words(answer.body)
    assert browser.token == ""
    assert browser.get("/").status == 303
    home.signed_in(home.ada)  # the count of wrong tries begins anew


def test_the_choice_is_remembered_by_this_browser_alone(home: Household) -> None:
    browser = home.signed_in(home.ben)
    given = browser.get("/").headers["set-cookie"]
    kept = next(line for line in given.splitlines() if "backbeat-device" in line)
    assert "Max-Age=7776000" in kept
    assert "HttpOnly" in kept
    assert "SameSite=Lax" in kept
    assert "Max-Age=34560000" in given, "the computer's own cookie is renewed as well"
    assert home.browser().get("/").status == 303


def test_who_is_signed_in_sees_whose_diary_is_open_and_how_to_leave(home: Household) -> None:
    said = words(home.signed_in(home.ben).get("/profiles").body)
    assert "Ben’s diary is open here" in said
    assert "Back to the diary Sign out" in said
    assert "Ada" not in said


def test_who_signs_out_is_out_and_what_the_browser_keeps_goes(home: Household) -> None:
    browser = home.signed_in(home.ben)
    device = browser.token.split(".")[1]
    assert browser.sign_out().headers["location"] == "/profiles"
    assert device not in {one.id for one in devices(home.store)}
    assert browser.get("/week").headers["location"] == "/profiles?to=week"
    page = browser.get("/profiles")
    assert own_files.FORGET.path in page.body.decode()
    assert browser.token == "", "what opens nothing any more is not shown again"
    assert "Whose diary?" in words(page.body)


def test_who_was_away_for_long_is_asked_anew_and_what_the_browser_keeps_stays(
    home: Household,
) -> None:
    browser = home.signed_in(home.ben)
    (device,) = (one for one in devices(home.store) if one.id == browser.token.split(".")[1])
    use_device(home.store, device, datetime.now(UTC) - LIFETIME)
    until(lambda: browser.get("/week").headers.get("location") == "/profiles?to=week")
    page = browser.get("/profiles").body.decode()
    assert own_files.LOCK.path in page
    assert own_files.FORGET.path not in page


STRANGE = f"1.0123456789abcdef.{'A' * 43}"  # of a device that another database let in


def test_who_was_let_in_by_another_database_is_asked_and_what_the_browser_keeps_stays(
    home: Household,
) -> None:
    browser = home.browser()
    browser.cookies[device_cookie_name(home.server.port)] = STRANGE
    assert browser.get("/week").headers["location"] == "/profiles?to=week"
    page = browser.get("/profiles").body.decode()
    assert own_files.LOCK.path in page
    assert own_files.FORGET.path not in page
    assert browser.token == STRANGE, "that database may be back tomorrow"


def test_who_signs_out_while_another_database_is_served_leaves_nothing_in_the_browser(
    home: Household,
) -> None:
    browser = home.browser()
    browser.cookies[device_cookie_name(home.server.port)] = STRANGE
    page = browser.sign_out()
    assert own_files.FORGET.path in page.body.decode()
    assert "Whose diary?" in words(page.body)
    assert browser.token == ""


def test_another_is_chosen_only_once_nobody_is_signed_in(home: Household) -> None:
    browser = home.signed_in(home.ada)
    assert browser.choose(home.ben).headers["location"] == "/profiles"
    assert browser.get("/").status == 303
    browser.get("/profiles")
    assert browser.choose(home.ben).headers["location"] == "/"
    assert BENS in browser.get("/").body.decode()


def test_a_screen_to_go_on_to_is_one_of_ours(home: Household) -> None:
    for to in ("//elsewhere.example", "https://elsewhere.example", "../x", "none"):
        browser = home.browser()
        answer = browser.post("/profiles", f"person={home.ben.person_id}&to={to}")
        assert answer.headers["location"] == "/"


@pytest.mark.parametrize("person", ["", "99", "x", "1.0", "-1", "１", "1 OR 1=1", "\0"])
def test_nobody_is_chosen_whom_there_is_not(home: Household, person: str) -> None:
    browser = home.browser()
    answer = browser.post("/profiles", urlencode({"person": person}))
    assert answer.headers["location"] == "/profiles"
    assert browser.token == ""


def test_a_form_that_is_too_long_chooses_nobody(home: Household) -> None:
    browser = home.browser()
    answer = browser.post("/profiles", f"person={home.ben.person_id}&passcode={'x' * 5000}")
    assert answer.headers["location"] == "/profiles"
    assert browser.token == ""


# -- with one person, and with none


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[tuple[RawBrowser, Server]]:
    """A server whose diary nobody has begun."""
    with Server(f"sqlite:///{tmp_path / 'diary.sqlite'}") as server:
        server.says()
        yield RawBrowser(server, here=True), server


def test_with_one_person_nothing_is_asked_until_another_is_added_or_a_passcode_set(
    alone: tuple[RawBrowser, Server],
) -> None:
    browser, server = alone
    store = open_store(server.database)
    assert browser.get("/").status == 200
    first = store.add_person(ADA)
    assert browser.get("/week").status == 200
    assert browser.socket() == 101

    set_passcode(store, first, None, cheap_hash(PASSCODE))
    refused_within_a_moment(browser)
    assert "Ada’s passcode" in words(browser.get("/profiles").body), "there is one to choose"

    set_passcode(store, first, profiles(store)[0].passcode, None)
    opened_within_a_moment(browser)

    added = browser.post("/profiles/add", "name=+Ben+%3Cb%3E&color=rose")
    assert added.headers["location"] == "/profiles"
    assert browser.get("/").status == 303, "at once"
    said = browser.get("/profiles").body.decode()
    assert "Ben &lt;b&gt;" in said
    assert "<b>" not in said
    ben = store.people()[1][1]
    assert (ben.name, ben.time_zone) == ("Ben <b>", ADA.time_zone)
    assert profiles(store)[1].color == "rose"
    store.close()


def refused_within_a_moment(browser: RawBrowser) -> None:
    """Another process changed it: the server looks a few times a second."""
    until(lambda: browser.get("/").status == 303)
    assert browser.socket() == 403


def opened_within_a_moment(browser: RawBrowser) -> None:
    until(lambda: browser.get("/").status == 200)


def test_a_name_that_is_taken_or_none_is_said_and_the_form_stays_open(home: Household) -> None:
    browser = home.browser()
    for name, reason in (("ada", "is called “Ada” already"), ("", "needs a letter")):
        answer = browser.post("/profiles/add", f"name={name}")
        assert answer.status == 400
        assert reason in words(answer.body)
        assert "<details open>" in answer.body.decode()
    assert browser.post("/profiles/add", "name=Cleo&color=none").status == 400
    assert len(profiles(home.store)) == 2


def test_without_a_name_a_profile_can_be_told_apart_all_the_same(
    alone: tuple[RawBrowser, Server],
) -> None:
    browser, server = alone
    store = open_store(server.database)
    store.add_person(Person())
    browser.post("/profiles/add", "name=Ben")
    assert "P Person 1 B Ben" in words(browser.get("/profiles").body)
    store.close()
