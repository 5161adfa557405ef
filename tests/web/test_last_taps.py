"""The last tap before a screen is left, reloaded or closed takes effect."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from benchmarks.session import Session
from tests.browser.filling import address, opened
from tests.pages.builders import BERLIN, BY, check_in
from tests.running import PATIENCE, Server, outcome
from tracker.model import PlanItem
from tracker.store import Diary
from tracker.web import last_taps
from tracker.web.last_taps import KeepingRequests, with_earlier

TIMES = 12
QUIET = 2.0  # seconds without a word from the server, after which it has said everything
PLAN = ("wall sit", "bridge", "bird dog")


class Hasty(Session):
    """A browser that sends taps, and what follows them, without waiting for any answer."""

    async def send(self, *messages: BackMsg) -> None:
        for message in messages:
            await self._socket.send(message.SerializeToString())

    def tapped(self, key: str, *options: str) -> BackMsg:
        """What is chosen in a row of chips after a tap on one of them."""
        widget = self._find(key)
        state = WidgetState(id=widget)
        state.string_array_value.SetInParent()  # also where nothing is chosen
        state.string_array_value.data.extend(options)
        self._states[widget] = state
        return self._request(self._fragments[widget])

    def pressed(self, key: str) -> BackMsg:
        widget = self._find(key)
        request = self._request(self._fragments[widget])
        button = WidgetState(id=widget, trigger_value=True)
        request.rerun_script.widget_states.widgets.append(button)
        return request

    def shown_again(self) -> BackMsg:
        """What a browser asks for on a new line: all of the screen that it has."""
        return self._request("")

    def gone_to(self, screen: str) -> BackMsg:
        """What a link asks for: of the screen that is left, it names no widget."""
        request = self._request("")
        request.rerun_script.page_script_hash = screen
        request.rerun_script.query_string = ""
        request.rerun_script.ClearField("widget_states")
        return request

    async def shown(self) -> str:
        """The screen that is there once nothing more is sent."""
        message, screen = ForwardMsg(), ""
        with suppress(TimeoutError):
            while True:
                sent = await asyncio.wait_for(self._socket.recv(decode=False), QUIET)
                message.ParseFromString(bytes(sent))
                screen = message.navigation.page_script_hash or screen
        return screen

    async def begun(self, screen: str) -> None:
        """Wait until another screen is begun."""
        message = ForwardMsg()
        while message.new_session.page_script_hash != screen:
            message.ParseFromString(bytes(await self._socket.recv(decode=False)))
        self._page_hash = screen

    async def drawn(self) -> tuple[str, list[str]]:
        """The screen that is there in the end, and what was drawn where there is no place for it.

        Another screen begins with an empty page, on which a place comes before what stands in it.
        """
        message, screen, misplaced = ForwardMsg(), self._page_hash, list[str]()
        places: set[tuple[int, ...]] | None = None  # None: those of a page that was there before
        with suppress(TimeoutError):
            while True:
                sent = await asyncio.wait_for(self._socket.recv(decode=False), QUIET)
                message.ParseFromString(bytes(sent))
                kind = message.WhichOneof("type")
                if kind == "new_session" and message.new_session.page_script_hash != screen:
                    screen, places = message.new_session.page_script_hash, set()
                elif kind == "delta" and places is not None:
                    place = tuple(message.metadata.delta_path)
                    if len(place) > 2 and place[:-1] not in places:
                        misplaced.append(str(place))
                    places.add(place)
        return screen, misplaced

    async def ended(self) -> None:
        """Close the tab; nobody waits for the rest."""
        self._socket.transport.close()

    @property
    def screen(self) -> str:
        return self._page_hash


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(address(tmp_path_factory.mktemp("taps"))) as running:
        yield running


@pytest.fixture
def diary(server: Server) -> Iterator[Diary]:
    with opened(server.database) as diary:
        yield diary


def eventually(said: Callable[[], object], wanted: object) -> None:
    end = time.monotonic() + PATIENCE / 10
    while said() != wanted:
        assert time.monotonic() < end, f"{said()} and never {wanted}"
        time.sleep(0.02)


def _exercises(diary: Diary, day: date) -> list[str]:
    return sorted(one.exercise for one in diary.exercises_done(day, day))


def _told(diary: Diary, day: date) -> tuple[bool, list[str]]:
    said = diary.check_in(day)
    return said is not None and said.no_activity, _exercises(diary, day)


async def _taps(server: Server, day: date, leave: str) -> None:
    async with Session(server, "week") as week:
        screen = week._page_hash
    tab = Hasty(server, day=day.isoformat())
    async with tab:
        none = "None today" if day == BERLIN.today() else "None that day"
        taps = [tab.tapped(f"no_activity-{day}", *said) for said in ([none], [], [none])]
        last = [tab.pressed(f"-all-{day}")]
        if leave == "link":
            last.append(tab.gone_to(screen))
        await tab.send(*taps, *last)
        if leave == "link":
            await asyncio.sleep(0.3)
        await tab.ended()


@pytest.mark.parametrize("leave", ["link", "close"])
def test_the_last_of_quick_taps_takes_effect_however_one_leaves(
    server: Server, diary: Diary, leave: str
) -> None:
    today = BERLIN.today()
    first = today - timedelta(days=TIMES)
    diary.apply([PlanItem(name, 7, starts=first) for name in PLAN], by=BY)
    diary.apply([], diary.exercises_done(), by=BY)
    for ago in range(TIMES):
        day = today - timedelta(days=ago)
        diary.apply([check_in(day, 1)], by=BY)
        outcome(_taps(server, day, leave))
        eventually(partial(_told, diary, day), (True, sorted(PLAN)))


def _all(tab: Hasty, day: date) -> BackMsg:
    return tab.pressed(f"-all-{day}")


def _three_chips(tab: Hasty, day: date) -> BackMsg:
    return tab.tapped(f"-exercises-{day}", "Wall sit", "Bridge", "Bird dog")


async def _tap_on_return(server: Server, day: date, tap: Callable[[Hasty, date], BackMsg]) -> None:
    async with Hasty(server, day=day.isoformat()) as tab:
        shown = tab.shown_again()
    await tab.connect()  # as after the server was away: it knows nothing of the screen
    await tab.send(shown, tap(tab, day))
    await asyncio.sleep(0.3)
    await tab.ended()


@pytest.mark.parametrize("tap", [_all, _three_chips])
def test_a_tap_takes_effect_though_the_server_has_yet_to_draw_the_screen_again(
    server: Server, diary: Diary, tap: Callable[[Hasty, date], BackMsg]
) -> None:
    today = BERLIN.today()
    diary.apply([PlanItem(name, 7, starts=today) for name in PLAN], by=BY)
    for _ in range(3):
        diary.apply([], diary.exercises_done(), by=BY)
        outcome(_tap_on_return(server, today, tap))
        eventually(partial(_exercises, diary, today), sorted(PLAN))


async def _all_and_another_tap(server: Server, diary: Diary, day: date) -> None:
    """A tap before the answer to the one before it is there: the chips are as they were."""
    async with asyncio.timeout(PATIENCE / 10), Hasty(server, day=day.isoformat()) as tab:
        await tab.send(tab.tapped(f"-exercises-{day}"), tab.pressed(f"-all-{day}"))
        while _exercises(diary, day) != sorted(PLAN):
            await asyncio.sleep(0.02)
        await tab.send(tab.tapped(f"no_activity-{day}", "None today"))
        while not _told(diary, day)[0]:
            await asyncio.sleep(0.02)
        await tab.ended()


async def _all_and_away(server: Server, diary: Diary, day: date) -> None:
    """The same tap, which comes only after another screen was asked for."""
    async with Session(server, "week") as week:
        screen = week._page_hash
    async with asyncio.timeout(PATIENCE / 10), Hasty(server, day=day.isoformat()) as tab:
        await tab.send(tab.tapped(f"-exercises-{day}"), tab.pressed(f"-all-{day}"))
        while _exercises(diary, day) != sorted(PLAN):
            await asyncio.sleep(0.02)
        late = tab.tapped(f"no_activity-{day}", "None today")
        await tab.send(tab.gone_to(screen), late)
        while not _told(diary, day)[0]:
            await asyncio.sleep(0.02)
        await tab.ended()


@pytest.mark.parametrize("tap", [_all_and_another_tap, _all_and_away])
def test_what_a_browser_still_shows_is_no_answer_to_what_it_has_yet_to_show(
    server: Server, diary: Diary, tap: Callable[[Server, Diary, date], Coroutine[Any, Any, None]]
) -> None:
    today = BERLIN.today()
    diary.apply([PlanItem(name, 7, starts=today) for name in PLAN], by=BY)
    diary.apply([check_in(today, 1)], diary.exercises_done(), by=BY)
    if _told(diary, today)[0]:
        diary.apply([replace(diary.check_in(today), no_activity=False)], by=BY)
    outcome(tap(server, diary, today))
    assert _told(diary, today) == (True, sorted(PLAN))


async def _all_and_one_of_them(server: Server, day: date, *, drawn: bool) -> None:
    """Press "All" and then one of its chips, which the browser has `drawn` as pressed or not."""
    async with asyncio.timeout(PATIENCE / 10), Hasty(server, day=day.isoformat()) as tab:
        await tab._exchange(tab.pressed(f"-all-{day}"))
        if drawn:
            await tab.shown()
        rest = ["Bird dog", "Wall sit"] if drawn else ["Bridge"]
        await tab.send(tab.tapped(f"-exercises-{day}", *rest))
        await tab.shown()
        await tab.ended()


@pytest.mark.parametrize(("drawn", "left"), [(False, PLAN), (True, ("bird dog", "wall sit"))])
def test_one_of_all_is_taken_out_only_where_it_was_seen_to_be_done(
    server: Server, diary: Diary, drawn: bool, left: tuple[str, ...]
) -> None:
    today = BERLIN.today()
    diary.apply([PlanItem(name, 7, starts=today) for name in PLAN], by=BY)
    diary.apply([], diary.exercises_done(), by=BY)
    outcome(_all_and_one_of_them(server, today, drawn=drawn))
    assert _exercises(diary, today) == sorted(left)


async def _emptied_again(server: Server, diary: Diary, day: date) -> None:
    """Press "All", then take all back once the chips are pressed."""
    async with asyncio.timeout(PATIENCE / 10), Hasty(server, day=day.isoformat()) as tab:
        await tab.send(tab.tapped(f"-exercises-{day}"), tab.pressed(f"-all-{day}"))
        await tab.shown()
        assert _exercises(diary, day) == sorted(PLAN)
        await tab.send(tab.tapped(f"-exercises-{day}"))
        while _exercises(diary, day):
            await asyncio.sleep(0.02)
        await tab.ended()


def test_what_was_said_before_is_an_answer_where_nothing_else_is(
    server: Server, diary: Diary
) -> None:
    today = BERLIN.today()
    diary.apply([PlanItem(name, 7, starts=today) for name in PLAN], by=BY)
    diary.apply([], diary.exercises_done(), by=BY)
    outcome(_emptied_again(server, diary, today))
    assert _exercises(diary, today) == []


async def _chips(server: Server, day: date) -> None:
    tab = Hasty(server, day=day.isoformat())
    async with tab:
        chosen = (["Wall sit"], ["Wall sit", "Bridge"], ["Bridge"])
        await tab.send(*(tab.tapped(f"-exercises-{day}", *names) for names in chosen))
        await tab.ended()


def test_a_chip_that_is_tapped_and_tapped_again_at_once_is_not_chosen(
    server: Server, diary: Diary
) -> None:
    today = BERLIN.today()
    diary.apply([PlanItem(name, 7, starts=today) for name in PLAN], by=BY)
    for _ in range(3):
        diary.apply([], diary.exercises_done(), by=BY)
        outcome(_chips(server, today))
        eventually(partial(_exercises, diary, today), ["bridge"])


async def _late_choice(server: Server) -> tuple[str, str]:
    """The screen that was asked for, and the one that came, after a choice that came late."""
    async with Session(server, "week") as week:
        screen = week._page_hash
    async with Hasty(server, "settings") as tab:
        late = tab.tapped("week_start", "Sunday")
        await tab.send(tab.gone_to(screen), late)
        return screen, await tab.shown()


def test_a_choice_that_comes_after_another_screen_was_asked_for_is_kept_and_does_not_take_back(
    server: Server, diary: Diary
) -> None:
    asked, came = outcome(_late_choice(server))
    assert came == asked
    eventually(lambda: diary.person().week_start, "sunday")


class Visitor:
    """A session that notes which runs it is asked for, by screen, part and address."""

    id = "a visitor"
    _state = _scriptrunner = None

    def __init__(self) -> None:
        self.runs: list[tuple[str, str | None, str]] = []

    def has_fragment(self, _: str) -> bool:
        return True

    def _create_scriptrunner(self, run: RerunData) -> None:
        self.runs.append((run.page_script_hash, run.fragment_id, run.query_string))

    def ask(self, screen: str, part: str = "", query: str = "") -> tuple[str, str | None, str]:
        asked = ClientState(page_script_hash=screen, fragment_id=part, query_string=query)
        AppSession.request_rerun(self, asked)  # type: ignore[arg-type]
        return self.runs[-1]


def test_an_answer_is_late_until_the_screen_that_was_asked_for_is_heard_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(AppSession, "request_rerun", AppSession.request_rerun)
    last_taps.take_untimely_answers()
    monkeypatch.setattr(last_taps, "LATE", 0.0)
    visitor = Visitor()
    visitor.ask("check in", "pain", "day=2026-11-28")
    visitor.ask("week", query="week=2026-W48")
    late = visitor.ask("check in", "pain", "day=2026-11-28")
    assert late == ("week", None, "week=2026-W48"), "all of the new screen, at its own address"
    assert visitor.ask("week", "year", "week=2026-W48") == ("week", "year", "week=2026-W48")
    assert visitor.ask("check in", "pain") == ("check in", "pain", ""), "the server went there"


async def _back_again(server: Server, day: date) -> tuple[str, str, list[str]]:
    """Leave for another screen, send a tap that came late, and be back before that was drawn."""
    async with Session(server, "trends") as trends:
        other = trends._page_hash
    tab = Hasty(server, day=day.isoformat())
    async with tab:
        late, back = tab.tapped(f"-exercises-{day}", "Bridge"), tab.gone_to(tab.screen)
        back.rerun_script.query_string = f"day={day}"
        await tab.send(tab.gone_to(other))
        await tab.begun(other)
        await tab.send(late, back)
        return (back.rerun_script.page_script_hash, *await tab.drawn())


def test_whoever_is_back_before_the_other_screen_was_drawn_finds_all_of_the_first(
    server: Server, diary: Diary
) -> None:
    day = BERLIN.today() - timedelta(days=1)
    diary.apply([PlanItem(name, 7, starts=day) for name in PLAN], by=BY)
    for _ in range(3):
        diary.apply([], diary.exercises_done(), by=BY)
        asked, came, misplaced = outcome(_back_again(server, day))
        assert came == asked
        assert misplaced == []
        eventually(partial(_exercises, diary, day), ["bridge"])


def _run_of_the_check_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for from now on is asked by a run of the check-in, not by the browser."""
    run = SimpleNamespace(page_script_hash="check in")
    monkeypatch.setattr(last_taps, "get_script_run_ctx", lambda **_: run)


def test_a_tap_that_is_answered_late_does_not_bring_its_screen_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    requests = KeepingRequests()
    requests.request_rerun(RerunData(page_script_hash="week", query_string="week=2026-W48"))
    _run_of_the_check_in(monkeypatch)
    requests.request_rerun_batch(
        [RerunData(page_script_hash="check in", fragment_id_queue=["pain"])]
    )
    said = requests.on_scriptrunner_ready().rerun_data
    assert (said.page_script_hash, said.query_string) == ("week", "week=2026-W48")
    assert said.fragment_id_queue == [], "all of the new screen is drawn"


def test_a_tap_may_draw_its_own_screen_again_at_another_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    requests = KeepingRequests()
    requests.request_rerun(RerunData(page_script_hash="check in", query_string=""))
    _run_of_the_check_in(monkeypatch)
    requests.request_rerun(RerunData(page_script_hash="check in", query_string="day=2026-11-28"))
    assert requests.on_scriptrunner_ready().rerun_data.query_string == "day=2026-11-28"


def test_what_widgets_said_last_is_not_forgotten_for_a_screen_without_them() -> None:
    def said(**pains: str) -> WidgetStates:
        return WidgetStates(widgets=[WidgetState(id=k, string_value=v) for k, v in pains.items()])

    merged = with_earlier(said(pain="5", note="a"), said(pain="8", help="open"))
    assert merged is not None
    merged_values = {state.id: state.string_value for state in merged.widgets}
    assert merged_values == {"pain": "8", "note": "a", "help": "open"}
    assert with_earlier(None, said(pain="8")) == said(pain="8")
    assert with_earlier(said(pain="8"), None) == said(pain="8")
