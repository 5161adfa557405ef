"""One visitor of a Streamlit server, speaking what Streamlit's front end speaks."""

import asyncio
import json
import time
from http.client import HTTPConnection
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.servers import Server, cookie
from tracker.identity.access import device_cookie_name

EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # what Streamlit calls the events of a component
PATIENCE = 60.0  # seconds until an answer must be complete


def _let_in(server: Server, token: str) -> dict[str, str]:
    """What shows a server that this visitor was let in, by a device or on this computer."""
    if token:
        return {"Cookie": f"{device_cookie_name(server.port)}={token}"}
    return {} if server.data is None else {"Cookie": "=".join(cookie(server.port, server.data))}


class Session:
    """A browser tab without a browser: runs pages, taps widgets, waits until they are done.

    `token` is that of a device that was let in; without one it is a browser of this computer.
    """

    def __init__(self, server: Server, page: str = "", token: str = "", **query: str) -> None:
        self._server = server
        self._token = token
        self._url = f"ws://localhost:{server.port}/_stcore/stream"
        self._page = page
        self._query = urlencode(query)
        self._page_hash = ""
        self._states: dict[str, WidgetState] = {}
        self._fragments: dict[str, str] = {}  # widget: the fragment that it stands in
        self._known: list[str] = []  # large messages that need not be sent again
        self._socket: ClientConnection
        self._pass: dict[str, str] = {}
        self._http = HTTPConnection("localhost", server.port, timeout=PATIENCE)
        self._day = ""  # the component with the day's strip, pain and note
        self._data: dict[str, Any] = {}  # what the browser is given for it

    async def __aenter__(self) -> "Session":
        await self.connect()
        await self.run()
        return self

    async def connect(self) -> None:
        """Open a line to the server, on which nothing was asked for yet."""
        self._pass = await asyncio.to_thread(_let_in, self._server, self._token)
        self._socket = await connect(
            self._url,
            additional_headers=self._pass,
            subprotocols=None,
            max_size=None,
            compression=None,
            ping_interval=None,
        )

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._socket.close()
        self._http.close()

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

    async def rate(self, pain: int | str) -> float:
        """Tap the day's pain, have it saved and the screen say so; the seconds it took.

        The answer has the day to draw; the screen is run, as a browser lets it, where more than
        that looks different since.

        Raises ConnectionError where the server did not answer that it is saved.
        """
        start = time.perf_counter()
        answer = await asyncio.to_thread(self._save, str(pain))
        if "saved" not in answer:
            raise ConnectionError(f"Pain {pain} was not saved: {answer}")
        drawn = answer["drawn"]  # nothing where only Streamlit can draw it
        follows = not drawn or drawn["rest"] != self._data["rest"]
        self._data = drawn or self._data
        if not follows:
            return time.perf_counter() - start
        request = self._request(self._fragments[self._day])
        event = WidgetState(id=EVENTS.format(self._day))
        event.json_trigger_value = json.dumps([{"event": "saved", "value": self._data["day"]}])
        request.rerun_script.widget_states.widgets.append(event)
        await self._exchange(request)
        return time.perf_counter() - start

    def _save(self, pain: str) -> dict[str, Any]:
        field = self._data["fields"][0]
        sent = {key: field[key] for key in ("ticket", "diary", "field")}
        draw = {"day": self._data["day"], "last": self._last_in_strip()}
        said = {"text": pain, "base": field["stored"], "own": [], "draw": draw}
        body = json.dumps(sent | said)
        headers = {"Content-Type": "application/json", **self._pass}
        try:
            return self._post(field["address"], body, headers)
        except ConnectionError:  # nothing was asked for a while, so the server hung up
            self._http.close()
            return self._post(field["address"], body, headers)

    def _last_in_strip(self) -> str:
        markup: str = self._data["markup"]
        shown = int(markup.partition('data-at="')[2].partition('"')[0])
        return markup.split('data-last="')[1 + shown][:10]

    def _post(self, address: str, body: str, headers: dict[str, str]) -> dict[str, Any]:
        self._http.request("POST", f"/{address}", body, headers)
        answer: dict[str, Any] = json.loads(self._http.getresponse().read())
        return answer

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
        if kind == "bidi_component":
            content = element.bidi_component
            data = json.loads(content.json or content.mixed.json or "{}")
            if "unsaved" in data:
                self._day, self._data = widget, data
