"""A server that is visited again and again, with as few descriptors as macOS gives."""

import asyncio
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import connect

from benchmarks.session import Session
from tests.running import PATIENCE, Server, outcome
from tests.web.requests import ask

LIMIT = 256  # `ulimit -n` of a new terminal on macOS
VISITS = 1000
AT_ONCE = 8


class Visit(Session):
    """A browser that asks the server to clear everybody's caches."""

    async def clear_caches(self) -> None:
        """Ask, and run the page again."""
        message = BackMsg()
        message.clear_cache = True
        await self._socket.send(message.SerializeToString())
        await self.run()


def descriptors(server: Server) -> int:
    return len([*Path(f"/proc/{server.pid}/fd").iterdir()])


def test_a_thousand_visits_leave_no_descriptor_open(tmp_path: Path) -> None:
    with Server(f"sqlite:///{tmp_path / 'diary.db'}", descriptors=LIMIT) as server:
        name, value = server.cookie
        address = f"ws://localhost:{server.port}/_stcore/stream"

        async def visit_again_and_again() -> None:
            for _ in range(VISITS // AT_ONCE):
                async with connect(address, additional_headers={"Cookie": f"{name}={value}"}):
                    pass

        async def visit() -> None:
            async with Session(server):
                pass
            async with asyncio.timeout(4 * PATIENCE):
                await asyncio.gather(*(visit_again_and_again() for _ in range(AT_ONCE)))
            async with Session(server):  # and somebody who sees the whole page
                pass

        before = descriptors(server)
        outcome(visit())
        assert ask(server, "/").status == 200
        assert descriptors(server) < before + 20


def test_no_browser_clears_what_all_of_them_share(tmp_path: Path) -> None:
    with Server(f"sqlite:///{tmp_path / 'diary.db'}") as server:

        async def clear_again_and_again() -> list[int]:
            counted = []
            async with Visit(server) as visit:
                for _ in range(10):
                    await visit.clear_caches()
                    counted.append(descriptors(server))
            return counted

        counted = outcome(clear_again_and_again())
        assert max(counted[1:]) <= counted[1] + 2, "the database would be opened anew each time"
