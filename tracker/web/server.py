"""The server on one's own machine: safe settings, one socket, warm before it's needed."""

import gc
import importlib
import os
import pkgutil
import runpy
import signal
import socket
import sys
import threading
import time
import tomllib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from types import ModuleType
from typing import Any

import streamlit as st
import uvicorn

from tracker.identity import browser, running
from tracker.places import APP, ROOT
from tracker.web import entrance, network
from tracker.web.daily_copies import keep_copies
from tracker.web.https import CIPHERS, Certificate, scheme
from tracker.web.invitation import invitation
from tracker.web.last_taps import keep_last_taps, take_untimely_answers
from tracker.web.local_network import NoSuchAddress
from tracker.web.network_listener import NetworkListener
from tracker.web.open_store import checkpoint_when_idle, close_database, open_database
from tracker.web.patient_protocol import PatientProtocol
from tracker.web.sockets import PortTaken, hold_other_family, listen
from tracker.web.streamlit_changes import (
    keep_descriptors_few,
    keep_themes,
    keep_uploads_in_memory,
    refuse_to_clear_caches,
    set_options,
)
from tracker.web.trust_page import trust_page

CONFIG = ROOT / ".streamlit" / "config.toml"

MADE_ANEW = (
    "A certificate for this computer was made. A browser or phone warns until it trusts it.\n"
    "What to do is at http://localhost:{port}/\n"
    "Fingerprint to compare there: {print}\n"
)
KEPT_AS_IT_IS = (
    "The certificate of this computer ends on {ends:%Y-%m-%d}.\n"
    "What makes a browser or phone trust it is at http://localhost:{port}/\n"
    "Fingerprint to compare there: {print}\n"
)
ON_A_PHONE = "Do that first on each phone, at http://{address}:{port}/\n"

NAMED_WITHIN = 5.0  # seconds for which what is said of a phone waits for the computer's name

_serving: list[int] = []  # the port, where this process was started by `serve`


def serve(
    database_url: str | None,
    port: int | None,
    open_browser: bool,
    goodbye: str = "Everything you entered is saved.",
    *,
    certificate: Certificate | None = None,
    phone: str | None = None,
    listening: list[socket.socket] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> int:
    """Show the diary in a browser until Ctrl+C.

    Parameters
    ----------
    database_url
        Where the diary is; None: as BACKBEAT_DATABASE_URL says, else in the user's folder.
    port
        The port to listen on; None: the first free one from 8501 on.
    open_browser
        Whether a browser is opened, once the diary is.
    goodbye
        What is said last, after Ctrl+C.
    certificate
        What it is served by over https; None: over http.
    phone
        At which of this computer's addresses it listens on the network, too; empty: the one that
        a phone of the same home reaches; None: at none.
    listening
        Sockets that are open already, in place of a port.
    settings
        Streamlit's, by their dotted names, on top of those of .streamlit/config.toml.

    Returns
    -------
    int
        The exit code: 0 done, 1 refused, with the reason on stderr.
    """
    try:
        load_config({**(settings or {}), **(certificate.settings if certificate else {})})
        if database_url is not None:
            os.environ["BACKBEAT_DATABASE_URL"] = database_url
        if phone is not None:
            network.present.ask(phone or None)
        sockets = listening or listen(port)
        network.present.certificate = certificate
        with trust_page(certificate, sockets) as beside:
            return _run(sockets, open_browser, beside)
    except (PortTaken, NoSuchAddress) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except KeyboardInterrupt:
        sys.stdout.write(f"\nBackbeat has stopped. {goodbye}\n")
        return 0


def config() -> dict[str, Any]:
    """The settings of .streamlit/config.toml by their dotted names."""
    with CONFIG.open("rb") as file:
        return dict(_flat(tomllib.load(file)))


def load_config(settings: Mapping[str, Any] | None = None) -> None:
    """Make Streamlit use our settings, whatever folder the server was started in."""
    set_options(config() | dict(settings or {}))


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Load what the charts need in the background, once the first page is there."""
    keep_uploads_in_memory()
    keep_descriptors_few()
    refuse_to_clear_caches()
    keep_themes()
    take_untimely_answers()
    keep_last_taps()
    port = _serving[0] if _serving else _begin_streamlit_run()
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    keep_copies(_wait_for_quiet)
    stop = threading.Event()
    checkpoint_when_idle(stop)
    try:
        yield None
    finally:
        running.forget(port)
        browser.remove_redirects(port)
        stop.set()
        close_database()


def _begin_streamlit_run() -> int:
    """What `streamlit run` does not do: say how to get in, keep the other address; the port."""
    port: int = st.get_option("server.port")
    try:
        hold_other_family(port)
    except OSError:
        sys.stderr.write(
            f"Another program listens on [::1]:{port}, where your browser may go instead. Nothing"
            f" was started. Choose another port: streamlit run app.py --server.port {port + 1}\n"
        )
        signal.raise_signal(signal.SIGTERM)
        return port
    running.note(port, "", scheme())
    sys.stdout.write(_welcome(entrance.printed_address(port)))
    sys.stdout.flush()
    return port


def warm_up(quiet: float = 2.0) -> None:
    """Import what only charts and figures need; then spare the collector from counting it.

    Waits for so many `quiet` seconds first: nobody's first page is held up. A
    frozen object is never looked at again: a collection then costs what the
    sessions hold, not what the libraries do. The second collection, of almost
    nothing, resets what the next full one waits for.
    """
    _wait_for_quiet(quiet)
    import pyarrow  # noqa: F401 - carries frames to the browser

    from tracker import analysis, charts

    load_modules(analysis)
    load_modules(charts)
    gc.collect()
    gc.freeze()
    gc.collect()


def load_modules(package: ModuleType) -> None:
    """Import the modules of a package, not those of packages inside it."""
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


def _wait_for_quiet(seconds: float, at_most: float = 300.0) -> None:
    """Return when the process has hardly computed for so long, or is never quiet."""
    worked, since = time.process_time(), time.monotonic()
    end = since + at_most
    while time.monotonic() < min(since + seconds, end):
        time.sleep(0.1)
        if time.process_time() - worked > 0.05:
            worked, since = time.process_time(), time.monotonic()


def _run(
    listening: list[socket.socket], open_browser: bool, beside: tuple[uvicorn.Config, int] | None
) -> int:
    port = listening[0].getsockname()[1]
    _serving[:] = [port]
    network.present.port = port
    launcher = runpy.run_path(str(APP))
    server = _Server(
        uvicorn.Config(
            launcher["app"],
            http=PatientProtocol,
            ws="websockets-sansio",
            ws_max_size=st.get_option("server.maxMessageSize") * 1024 * 1024,
            ws_per_message_deflate=False,
            ssl_certfile=st.get_option("server.sslCertFile"),
            ssl_keyfile=st.get_option("server.sslKeyFile"),
            ssl_ciphers=CIPHERS,
            lifespan="on",
            access_log=False,
            server_header=False,
            proxy_headers=False,  # whoever is asked for by a header could be anybody
            log_level="critical",
            timeout_graceful_shutdown=2,
        )
    )
    server.beside = [] if beside is None else [beside]
    server.opening = _Opening(
        server,
        port,
        open_browser and browser.has_screen(),
        launcher["load_first_screen"],
        None if beside is None else beside[1],
    )
    running.note(port, "", scheme())  # what its database is called follows
    try:
        server.run(sockets=listening)
    finally:
        if server.started:  # ended while it was opening the diary: that is closed as well
            server.opening.join()
            close_database()
        for listener in listening:
            listener.close()
    return 0 if server.started and not server.opening.refused else 1


class _Server(uvicorn.Server):
    """A server that begins to open the diary as soon as it answers, not before."""

    opening: "_Opening"
    beside: Sequence[tuple[uvicorn.Config, int]] = ()
    _on_the_network: NetworkListener | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then open the diary while the browser loads the page."""
        await super().startup(sockets)
        if self.started:
            if network.present.asked:
                self._on_the_network = NetworkListener(self, self.opening.say_where, self.beside)
                await self._on_the_network.begin()
            self.opening.start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Have no name lead here any more, then end."""
        if self._on_the_network is not None:
            await self._on_the_network.end()
        await super().shutdown(sockets)


class _Opening(threading.Thread):
    """Opens the database while the browser loads the page: each takes half a second."""

    def __init__(
        self,
        server: uvicorn.Server,
        port: int,
        open_browser: bool,
        load_first_screen: Callable[[], None],
        trust_port: int | None,
    ) -> None:
        super().__init__(name="opening", daemon=True)
        self.refused = False
        self._server = server
        self._port = port
        self._open_browser = open_browser
        self._load_first_screen = load_first_screen
        self._trust_port = trust_port
        self._told: Certificate | None = None

    def run(self) -> None:
        """Say that the diary is open, or why it isn't and end the server."""
        from tracker import library
        from tracker.library.drawings import drawings
        from tracker.store import StoreError

        try:
            library.load_library()
            drawings()
            open_database()  # the one that the screens will use: an impatient one waits for it
        except (StoreError, library.LibraryError) as refusal:
            sys.stderr.write(f"{refusal}\n")
            self.refused = True
            self._server.should_exit = True
            return
        running.note(self._port, open_database().name, scheme())
        sys.stdout.write(f"{_welcome(entrance.printed_address(self._port))}{self._trust_words()}")
        sys.stdout.flush()
        if network.present.asked:
            network.present.settled.wait(NAMED_WITHIN)
            self.say_where()
        if self._open_browser:
            browser.open_browser(entrance.address_for_one(self._port), self._port)
        self._load_first_screen()

    def say_where(self) -> None:
        """Say at which address a phone is let in, now that it is another one."""
        from tracker.store import StoreError

        with suppress(StoreError):  # which is told where the diary is opened
            invited = invitation(drawn=sys.stdout.isatty())
            sys.stdout.write(f"{self._trust_words()}{self._on_a_phone()}{invited}")
            sys.stdout.flush()

    def _trust_words(self) -> str:
        """What is said of a certificate that was made here, once; nothing of any other."""
        shown, port = network.present.certificate, self._trust_port
        if shown is None or port is None or shown is self._told:
            return ""
        self._told = shown
        words = MADE_ANEW if shown.made else KEPT_AS_IT_IS
        return words.format(port=port, print=shown.fingerprint, ends=shown.ends)

    def _on_a_phone(self) -> str:
        address, port = network.present.address, self._trust_port
        return (
            "" if address is None or port is None else ON_A_PHONE.format(address=address, port=port)
        )


def _welcome(address: str) -> str:
    return (
        f"Backbeat is open at {address}\n"
        "Who has this address can open your diary: keep it to yourself. Ctrl+C ends it.\n"
    )


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    return [
        pair
        for name, value in table.items()
        for pair in (
            _flat(value, f"{prefix}{name}.")
            if isinstance(value, dict)
            else [(f"{prefix}{name}", value)]
        )
    ]
