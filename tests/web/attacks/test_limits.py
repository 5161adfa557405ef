"""A slow or hostile client tries to take what the others need: Ada's phone is answered as ever.

Each attack is bounded in number and time, and goes through this computer's own addresses; those
of 127.0.0.9 and 127.0.0.10 are nobody's that the server knows.
"""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from tests.conftest import ADA, BEN
from tests.running import PATIENCE, Server, outcome
from tests.web.attacks.screens import Screens
from tests.web.requests import ask_stranger
from tracker.identity.access import device_cookie_name
from tracker.store import Store, open_store
from tracker.store.devices import add_device
from tracker.web.limits import HOLDS, SOCKETS, UPLOADS_AT_ONCE
from tracker.web.patient_protocol import PatientProtocol

NEIGHBOUR, OTHER = "127.0.0.9", "127.0.0.10"
AT_ONCE = 10.0  # seconds: far more than an answer takes, far less than an attack would hold it up
LARGE = 200 * 1024 * 1024
BOUNDARY = "----a"
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
BODY = f"{PART}date,pain\r\n--{BOUNDARY}--\r\n".encode()


@dataclass
class Family:
    """Ada and Ben, with a phone each."""

    server: Server
    store: Store
    ada: dict[str, str]
    ben: dict[str, str]

    def another_of_bens(self) -> dict[str, str]:
        """A phone that has asked for nothing yet."""
        [_, ben] = self.store.people()
        return phone_of(self.store, ben[0], self.server)

    def ada_is_answered(self) -> None:
        """At once, with her own page."""
        begun = time.monotonic()
        answer = ask_stranger(self.server, "/", **self.ada)
        assert (answer.status, time.monotonic() - begun < AT_ONCE) == (200, True)

    def line(self, source: str) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.server.port), 20, (source, 0))


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    url = f"sqlite:///{tmp_path_factory.mktemp('limits') / 'diary.sqlite'}"
    store = open_store(url)
    with Server(url) as server:
        ada, ben = (phone_of(store, store.add_person(person), server) for person in (ADA, BEN))
        server.says()  # that it is open
        yield Family(server, store, ada, ben)
    store.close()


def phone_of(store: Store, person_id: int, server: Server) -> dict[str, str]:
    """What a new phone of somebody's says of itself."""
    _, token = add_device(store, person_id, "phone", datetime.now(UTC))
    return {"Cookie": f"{device_cookie_name(server.port)}={token}"}


def is_cut(line: socket.socket) -> bool:
    try:
        return line.recv(100) == b""
    except ConnectionResetError:
        return True


# -- connections


def test_sockets_of_one_address_are_so_many(family: Family) -> None:
    with ExitStack() as stack:
        lines = [stack.enter_context(family.line(NEIGHBOUR)) for _ in range(PatientProtocol.EACH)]
        assert is_cut(stack.enter_context(family.line(NEIGHBOUR)))
        other = stack.enter_context(family.line(OTHER))
        other.sendall(b"GET /icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert other.recv(100).startswith(b"HTTP/1.1 200")
        family.ada_is_answered()
        lines[0].sendall(b"GET / HTT")  # and never more
        family.ada_is_answered()


def test_a_head_that_never_ends_is_given_up(family: Family) -> None:
    with family.line(NEIGHBOUR) as slow:
        slow.settimeout(PatientProtocol.HEAD + PATIENCE)
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        family.ada_is_answered()
        assert is_cut(slow)


def test_a_head_without_an_end_is_refused(family: Family) -> None:
    with family.line(NEIGHBOUR) as endless:
        endless.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000)
        assert endless.recv(100).startswith(b"HTTP/1.1 400")


# -- uploads


def upload(family: Family, session: str, cookie: dict[str, str], name: str) -> HTTPConnection:
    """The beginning of an upload by the session of a device: its head."""
    mark = f"2|{'0' * 8}|{'0' * 32}|1"  # against forged requests: both are the client's
    connection = HTTPConnection("localhost", family.server.port, timeout=PATIENCE)
    connection.putrequest("PUT", f"/_stcore/upload_file/{session}/{name}")
    connection.putheader("Cookie", f"{cookie['Cookie']}; _streamlit_xsrf={mark}")
    connection.putheader("X-Xsrftoken", mark)
    connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    return connection


def begun_upload(family: Family, session: str, cookie: dict[str, str], size: int) -> HTTPConnection:
    connection = upload(family, session, cookie, f"file-{size}")
    connection.putheader("Content-Length", str(size))
    connection.endheaders()
    return connection


def test_uploads_that_never_end_leave_the_others_their_turn(family: Family) -> None:
    async def attack() -> list[int]:
        async with (
            Screens(family.server, family.ben) as bens,
            Screens(family.server, family.ada) as adas,
        ):
            await bens.look()
            await adas.look()
            slow = [
                begun_upload(family, bens.session, family.ben, 50_000_000)
                for _ in range(UPLOADS_AT_ONCE + 4)
            ]
            for one in slow:
                one.send(PART.encode())
            family.ada_is_answered()
            mine = begun_upload(family, adas.session, family.ada, len(BODY))
            mine.send(BODY)
            status = mine.getresponse().status
            for one in (*slow, mine):
                one.close()
            return [status]

    assert outcome(attack()) == [204]


def test_what_one_device_brings_fills_no_memory(family: Family) -> None:
    """Refused by what their heads say, before anything of them is taken."""

    async def attack() -> int:
        async with Screens(family.server, family.ben) as bens:
            await bens.look()
            taken = [
                begun_upload(family, bens.session, family.ben, LARGE - 1_000_000)
                for _ in range(HOLDS // LARGE + 1)
            ]
            refused = begun_upload(family, bens.session, family.ben, LARGE - 1_000_000)
            status = refused.getresponse().status
            for one in (*taken, refused):
                one.close()
            return status

    assert outcome(attack()) == 413
    family.ada_is_answered()


def test_a_file_that_is_too_large_is_refused_whatever_it_says(family: Family) -> None:
    async def attack() -> tuple[int, int]:
        async with Screens(family.server, family.ben) as bens:
            await bens.look()
            said = begun_upload(family, bens.session, family.ben, LARGE + 1_000_000_000)
            endless = upload(family, bens.session, family.ben, "endless")
            endless.putheader("Transfer-Encoding", "chunked")
            endless.endheaders()
            chunk = b"%x\r\n%b\r\n" % (4_000_000, b"x" * 4_000_000)
            endless.send(b"%x\r\n%b\r\n" % (len(PART), PART.encode()))
            try:
                for _ in range(60):
                    endless.send(chunk)
            except OSError:  # it has been told
                pass
            statuses = said.getresponse().status, endless.getresponse().status
            said.close()
            endless.close()
            return statuses

    assert outcome(attack()) == (413, 413)
    family.ada_is_answered()


# -- asking


def test_a_device_that_asks_without_end_is_held_up_alone(family: Family) -> None:
    async def flood() -> float:
        async with (
            Screens(family.server, family.ben) as bens,
            Screens(family.server, family.ada) as adas,
        ):
            await bens.look()
            message = BackMsg()
            message.rerun_script.query_string = ""
            data = message.SerializeToString()
            for _ in range(400):
                await bens.socket.send(data)
            begun = time.monotonic()
            async with asyncio.timeout(PATIENCE):
                await adas.look()
            return time.monotonic() - begun

    assert outcome(flood()) < PATIENCE / 2
    family.ada_is_answered()


def test_windows_of_one_device_are_so_many(family: Family) -> None:
    phone = family.another_of_bens()

    async def attack() -> int:
        async with asyncio.TaskGroup() as group:
            windows = [Screens(family.server, phone) for _ in range(SOCKETS)]
            for window in windows:
                group.create_task(window.__aenter__())
        try:
            with pytest.raises(InvalidStatus) as refused:
                async with Screens(family.server, phone):
                    pass
            async with Screens(family.server, family.ada) as adas:
                await adas.look()
        finally:
            for window in windows:
                await window.socket.close()
        return refused.value.response.status_code

    assert outcome(attack()) == 403


def test_an_entry_that_is_too_long_is_given_up_before_it_is_whole(family: Family) -> None:
    answer = ask_stranger(
        family.server, "/autosave", "POST", json.dumps({"text": "x" * 1_000_000}), **family.ben
    )
    assert answer.status == 413
    family.ada_is_answered()


def test_nobody_is_another_address_by_saying_so(family: Family) -> None:
    """A header that proxies write would give a neighbour as many addresses as it likes."""
    with ExitStack() as stack:
        for number in range(PatientProtocol.EACH):
            line = stack.enter_context(family.line(NEIGHBOUR))
            line.sendall(b"GET /icon.svg HTTP/1.1\r\nX-Forwarded-For: 10.0.0.%d\r\n" % number)
        assert is_cut(stack.enter_context(family.line(NEIGHBOUR)))
