"""Turns and paces: who wants too much waits, and holds up nobody else."""

import asyncio
import time
from threading import Barrier, Thread

from starlette.types import Receive, Scope, Send

from tests.running import outcome
from tracker.identity.identity import THIS_COMPUTER, Identity
from tracker.web import limits
from tracker.web.asking import with_identity
from tracker.web.limits import Limits, Pace, ThreadTurns, Turns

ADAS, BENS = Identity("ada's", 1), Identity("ben's", 2)


def test_a_burst_goes_through_and_then_so_many_a_second() -> None:
    pace = Pace(10.0, 5)
    assert [pace.wait("ada", 0.0) for _ in range(5)] == [0.0] * 5
    assert pace.wait("ada", 0.0) == 0.1
    assert pace.wait("ada", 0.0) == 0.2, "each waits behind the one before"
    assert pace.wait("ben", 0.0) == 0.0, "nobody waits for another"
    assert pace.wait("ada", 10.0) == 0.0


def test_who_has_rested_is_forgotten_when_very_many_have_come() -> None:
    pace = Pace(10.0, 5)
    for number in range(30_000):
        pace.wait(f"somebody {number}", number / 1000)
    assert len(pace) <= 10_001


def test_turns_go_to_the_first_who_may() -> None:
    async def take() -> list[str]:
        turns, came = Turns(1, 2), list[str]()

        async def go(who: str, name: str) -> None:
            await turns.begin(who)
            came.append(name)

        await go("ada", "ada 1")
        waiting = [asyncio.create_task(go("ada", f"ada {n}")) for n in (2, 3)]
        await asyncio.sleep(0)
        await go("ben", "ben 1")
        cyd = asyncio.create_task(go("cyd", "cyd 1"))
        await asyncio.sleep(0)
        assert came == ["ada 1", "ben 1"], "each one, and two of all"
        turns.end("ben")
        await asyncio.wait_for(cyd, 5)
        turns.end("ada")
        await asyncio.wait_for(waiting[0], 5)
        waiting[1].cancel()
        await asyncio.gather(waiting[1], return_exceptions=True)
        turns.end("ada")
        turns.end("cyd")
        await asyncio.wait_for(go("ada", "ada 4"), 5)
        return came

    assert outcome(take()) == ["ada 1", "ben 1", "cyd 1", "ada 2", "ada 4"]


def test_one_device_makes_one_pdf_at_a_time_and_leaves_another_its_turn() -> None:
    turns = ThreadTurns(1, 2)
    meet = Barrier(2, timeout=30)  # of ada's first and ben's: they go on together
    at_once, most = 0, 0

    def ada(first: bool) -> None:
        nonlocal at_once, most
        with turns.of("ada"):
            at_once += 1
            most = max(most, at_once)
            if first:
                meet.wait()
            at_once -= 1

    def ben() -> None:
        with turns.of("ben"):
            meet.wait()

    first = Thread(target=ada, args=(True,))
    first.start()
    while not at_once:
        time.sleep(0.001)
    others = [Thread(target=ada, args=(False,)) for _ in range(5)]
    for thread in (*others, last := Thread(target=ben)):
        thread.start()
    for thread in (first, *others, last):
        thread.join(30)
        assert not thread.is_alive()
    assert most == 1


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})


async def _nothing() -> dict[str, str]:
    return {"type": "http.request"}


async def _unheard(_: object) -> None:
    return


def scope_of(identity: Identity, path: str = "/autosave", method: str = "POST") -> Scope:
    scope = {"type": "http", "method": method, "path": path, "headers": [], "server": ("x", 1)}
    return with_identity(scope, identity)


def test_a_device_that_asks_without_end_waits_and_another_does_not() -> None:
    async def flood() -> tuple[float, float]:
        limited = Limits(_answer)
        asking = [
            asyncio.create_task(limited(scope_of(ADAS), _nothing, _unheard))
            for _ in range(limits.REQUESTS_AT_ONCE + 30)
        ]
        begun = time.perf_counter()
        await limited(scope_of(BENS), _nothing, _unheard)
        bens = time.perf_counter() - begun
        await limited(scope_of(THIS_COMPUTER), _nothing, _unheard)
        await asyncio.gather(*asking)
        return bens, time.perf_counter() - begun

    bens, adas = outcome(flood())
    assert adas >= 30 / limits.REQUESTS * 0.9
    assert bens < adas / 2


def test_the_turn_of_one_request_costs_far_less_than_a_third_of_a_millisecond() -> None:
    """Measured as the processor's work, beside the same without it, in the same run."""

    async def cost(app: object, times: int) -> float:
        scopes = [scope_of(Identity(f"phone {n}", n)) for n in range(times)]
        begun = time.process_time()
        for scope in scopes:
            await app(scope, _nothing, _unheard)  # type: ignore[operator]
        return (time.process_time() - begun) / times

    async def measure() -> float:
        limited = Limits(_answer)
        await cost(limited, 500)
        return await cost(limited, 5_000) - await cost(_answer, 5_000)

    assert outcome(measure()) < 0.0001
