"""How often a step waits for a PostgreSQL server, counted between the two."""

import json
import selectors
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.store.entries import BY, DAY, check_in, walk
from tracker.identity.identity import THIS_COMPUTER
from tracker.model import CheckIn, ExerciseDone, Goal
from tracker.store import Diary, Store, StoreError, open_store
from tracker.store import postgres_pipeline as pipeline
from tracker.ui.check_in.day_component import day_since
from tracker.web.autosave import route
from tracker.web.autosave.fields import save_field

DAY_BEFORE = DAY - timedelta(days=1)


class Between:
    """Passes on what a client and a server say.

    `waits` counts how often the server said that it has answered all: the client waits for that.
    """

    def __init__(self, server: str) -> None:
        self._server = server
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.waits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        server.connect(self._server)
        heard = b""
        # Either side may end at any moment, and is not waited for.
        with suppress(ConnectionError), client, server, selectors.DefaultSelector() as both:
            both.register(client, selectors.EVENT_READ, server)
            both.register(server, selectors.EVENT_READ, client)
            while True:
                for key, _ in both.select():
                    said = key.fileobj.recv(65536)  # type: ignore[union-attr]
                    if not said:
                        return
                    if key.fileobj is server:
                        heard = self._count(heard + said)
                    key.data.sendall(said)

    def _count(self, heard: bytes) -> bytes:
        """Count the whole messages; returns the beginning of another one."""
        while len(heard) >= 5 and len(heard) > (length := int.from_bytes(heard[1:5], "big")):
            self.waits += heard.startswith(b"Z")
            heard = heard[1 + length :]
        return heard

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def between(postgresql_url: str) -> Iterator[Between]:
    [folder] = parse_qs(urlsplit(postgresql_url).query)["host"]
    proxy = Between(f"{folder}/.s.PGSQL.5432")
    yield proxy
    proxy.close()


@pytest.fixture
def store(postgresql_url: str, between: Between) -> Iterator[Store]:
    schema = parse_qs(urlsplit(postgresql_url).query)["options"][0].partition("=")[2]
    address = f"postgresql://postgres@127.0.0.1:{between.port}/postgres"
    options = f"?sslmode=disable&gssencmode=disable&options=-csearch_path%3D{schema}"
    store = open_store(address + options)
    yield store
    store.close()


def waits(between: Between, step: Callable[[], Any]) -> int:
    before = between.waits
    step()
    return between.waits - before


def test_a_save_waits_twice_and_one_that_may_contradict_a_none_three_times(
    diary: Diary, between: Between
) -> None:
    said: CheckIn = check_in(0)
    diary.save(said, by=BY)
    for pain in range(1, 9):  # some, until the statements are prepared
        changed = replace(said, pain=pain)
        assert waits(between, lambda: diary.save(changed, said, by=BY)) == 2  # noqa: B023
        said = changed
    assert waits(between, lambda: diary.save(replace(said, no_activity=True), said, by=BY)) == 3
    assert waits(between, lambda: diary.save(walk(), by=BY)) == 3
    assert waits(between, lambda: diary.save(ExerciseDone(DAY, "bridge"), by=BY)) == 3
    [done] = diary.activities()
    assert waits(between, lambda: diary.remove(done, by=BY)) == 2
    assert diary.version() == 13


def test_a_tap_on_the_page_waits_no_longer_as_it_reads_where_it_saves(
    diary: Diary, between: Between
) -> None:
    save_field(diary, f"check-in/{DAY}/pain", "3", "")
    save_field(diary, f"check-in/{DAY}/pain", "", "3")
    for day in (DAY, DAY_BEFORE):  # each is new at first
        for before, pain in pairwise(["", *"34567"]):
            name = f"check-in/{day}/pain"
            assert waits(between, lambda: save_field(diary, name, pain, before)) == 2  # noqa: B023


def test_what_is_drawn_after_a_tap_waits_once_more_and_is_of_one_moment(
    diary: Diary, between: Between
) -> None:
    diary.apply([check_in(4), walk(), Goal(DAY)], by=BY)
    today = diary.person().today().isoformat()
    asked = {"day": today, "last": today}
    day_since(diary, asked, "en-GB")  # once, until the columns of each query are known
    for pain in ("3", "4"):
        tapped = save_field(diary, f"check-in/{today}/pain", pain, None)
        assert waits(between, lambda: day_since(diary, asked, "en-GB")) == 1
        assert day_since(diary, asked, "en-GB")["fields"][0]["version"] == tapped.version


def test_a_tap_with_what_is_drawn_after_it_waits_three_times(
    store: Store, diary: Diary, between: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route, "open_database", lambda: store)
    today = diary.person().today().isoformat()
    tap = {
        "ticket": route.ticket(diary.person_id), "diary": str(diary.identity()),
        "field": f"check-in/{today}/pain", "own": [], "draw": {"day": today, "last": today},
    }  # fmt: skip

    def rate(before: str, pain: str) -> None:
        body = json.dumps(tap | {"base": before, "text": pain}).encode()
        answer, _ = route.answer_to(THIS_COMPUTER, body, "en-GB", day_since)
        assert (answer["saved"], answer["drawn"]["day"]) == (pain, today)

    rate("", "1")
    rate("1", "2")
    for before, pain in pairwise("23456789"):
        assert waits(between, lambda: rate(before, pain)) == 2 + 1  # noqa: B023


def test_a_query_that_is_alone_waits_once(diary: Diary, between: Between) -> None:
    diary.apply([check_in(0), walk(), Goal(DAY)], by=BY)
    alone: list[Callable[[], Any]] = [
        diary.person,
        diary.version,
        diary.identity,
        diary.activities,
        diary.goals,
        lambda: diary.check_in(DAY),
    ]
    assert [waits(between, query) for query in alone] == [1] * len(alone)


def test_several_queries_see_one_state(store: Store, diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    with diary.snapshot() as still:
        assert still.version() == 1
        store.diary(diary.person_id).save(check_in(5), check_in(4), by=BY)
        assert (still.version(), still.check_in(DAY)) == (1, check_in(4))
    assert (diary.version(), diary.check_in(DAY)) == (2, check_in(5))


def test_what_the_server_refuses_is_told_and_nothing_of_the_step_is_saved(
    store: Store, diary: Diary
) -> None:
    diary.save(check_in(4), by=BY)
    with store._engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("ALTER TABLE changes ADD CONSTRAINT no_walks CHECK (kind <> 'activity')")
        driver.commit()
    with pytest.raises(StoreError, match="Nothing of this step was saved"):
        diary.save(walk(), by=BY)
    assert (diary.version(), diary.activities()) == (1, [])
    diary.save(check_in(5), check_in(4), by=BY)
    assert diary.version() == 2


def test_a_connection_that_the_server_has_ended_meanwhile_is_made_anew(
    store: Store, diary: Diary
) -> None:
    diary.save(check_in(4), by=BY)
    for _ in range(2):
        with store._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            pid = driver.info.backend_pid
            with store._engine.connect() as other:
                other.connection.driver_connection.execute("SELECT pg_terminate_backend(%s)", [pid])  # type: ignore[union-attr]
                hear_of_it(driver)
        assert diary.check_in(DAY) == check_in(4)


def hear_of_it(driver: Any) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(driver.fileno(), selectors.EVENT_READ)
        assert selector.select(10)


def test_one_that_was_not_used_for_long_is_asked_first(
    diary: Diary, between: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary.version()
    quick = waits(between, diary.version)
    monkeypatch.setattr(pipeline, "QUIET", 0.0)
    assert waits(between, diary.version) == quick + 1
