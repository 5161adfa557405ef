"""One visitor of a Streamlit server, speaking what Streamlit's front end speaks."""

import asyncio
import time
from types import TracebackType
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.servers import Server, cookie

PATIENCE = 60.0  # seconds until an answer must be complete


def _pass(server: Server) -> dict[str, str]:
    """What shows a server that this visitor was let in."""
    return {} if server.data is None else {"Cookie": "=".join(cookie(server.port, server.data))}


class Session:
    """A browser tab without a browser: runs pages, taps widgets, waits until they are done."""

    def __init__(self, server: Server, page: str = "", **query: str) -> None:
        self._server = server
        self._url = f"ws://localhost:{server.port}/_stcore/stream"
        self._page = page
        self._query = urlencode(query)
        self._page_hash = ""
        self._states: dict[str, WidgetState] = {}
        self._fragments: dict[str, str] = {}  # widget: the fragment that it stands in
        self._known: list[str] = []  # large messages that need not be sent again
        self._socket: ClientConnection

    async def __aenter__(self) -> "Session":
        self._socket = await connect(
            self._url,
            additional_headers=await asyncio.to_thread(_pass, self._server),
            subprotocols=None,
            max_size=None,
            compression=None,
            ping_interval=None,
        )
        await self.run()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._socket.close()

    async def run(self) -> float:
        """Run the whole page; the seconds it took."""
        return await self._exchange(self._request(""))

    async def click(self, key: str) -> float:
        """Click the button whose identity holds `key`; the seconds it took."""
        widget = self._find(key)
        request = self._request(self._fragments[widget])
        request.rerun_script.widget_states.widgets.append(
            WidgetState(id=widget, trigger_value=True)
        )
        return await self._exchange(request)

    async def tap(self, key: str, option: str) -> float:
        """Choose one option of a row of buttons; the seconds it took."""
        widget = self._find(key)
        state = WidgetState(id=widget)
        state.string_array_value.data.append(option)
        self._states[widget] = state
        return await self._exchange(self._request(self._fragments[widget]))

    def _find(self, key: str) -> str:
        found = [widget for widget in self._fragments if key in widget]
        if not found:
            raise LookupError(f"No widget with “{key}” on {self._url}{self._page}.")
        return found[0]

    def _request(self, fragment: str) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_name = self._page if not self._page_hash else ""
        message.rerun_script.page_script_hash = self._page_hash
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.CopyFrom(WidgetStates(widgets=self._states.values()))
        message.rerun_script.cached_message_hashes.extend(self._known)
        message.rerun_script.context_info.timezone = "UTC"
        message.rerun_script.context_info.locale = "en-GB"
        return message

    async def _exchange(self, request: BackMsg) -> float:
        async with asyncio.timeout(PATIENCE):
            return await self._answered(request)

    async def _answered(self, request: BackMsg) -> float:
        start = time.perf_counter()
        await self._socket.send(request.SerializeToString())
        message = ForwardMsg()
        while True:
            message.ParseFromString(bytes(await self._socket.recv(decode=False)))
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._note(message)
            elif kind == "navigation":
                self._page_hash = message.navigation.page_script_hash
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return time.perf_counter() - start

    def _note(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable and message.hash not in self._known:
            self._known.append(message.hash)
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and "went wrong" in element.alert.body):
            raise RuntimeError(f"/{self._page} of {self._url} failed: see backbeat.log.")
        widget = getattr(getattr(element, kind), "id", "") if kind else ""
        if widget:
            self._fragments[widget] = message.delta.fragment_id
