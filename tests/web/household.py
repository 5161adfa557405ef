"""Two people on one computer: Ada, whose diary a passcode guards, and Ben, whose is open."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.conftest import ADA
from tests.passcodes import cheap_hash
from tests.running import PATIENCE, Server
from tests.store.entries import BY
from tests.web.requests import Answer, ask_stranger, open_strangers_socket
from tracker.identity.access import device_cookie_name
from tracker.model import CheckIn, Person
from tracker.store import Diary, Store, open_store
from tracker.store.profiles import add_profile, set_passcode

ADAS, BENS = "what Ada alone may read", "what Ben alone may read"
PASSCODE = "seven lemons"
HTML = "text/html"


class Household:
    """A server with both diaries."""

    def __init__(self, server: Server, store: Store) -> None:
        self.server, self.store = server, store
        numbers = [add_profile(store, Person(name, ADA.time_zone)) for name in ("Ada", "Ben")]
        self.ada, self.ben = (store.diary(number) for number in numbers)
        for diary, note in ((self.ada, ADAS), (self.ben, BENS)):
            diary.save(CheckIn(ADA.today(), 4, ADA.now(), note=note), by=BY)
        set_passcode(store, self.ada.person_id, None, cheap_hash(PASSCODE))

    def browser(self, *, here: bool = True) -> "RawBrowser":
        """A browser that keeps cookies; `here` one of this computer."""
        return RawBrowser(self.server, here)

    def signed_in(self, diary: Diary) -> "RawBrowser":
        """A browser of this computer in which somebody's diary is open."""
        browser = self.browser()
        answer = browser.choose(diary, PASSCODE)
        assert answer.headers["location"] == "/"
        return browser


class RawBrowser:
    """Keeps the cookies that it is given, and sends exactly what it is told to beside them."""

    def __init__(self, server: Server, here: bool) -> None:
        self.server = server
        self.cookies = dict([server.cookie]) if here else {}

    @property
    def token(self) -> str:
        """What it shows for the profile that was chosen; empty without one."""
        return self.cookies.get(device_cookie_name(self.server.port), "")

    def headers(self) -> dict[str, str]:
        """Its cookies."""
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._kept(ask_stranger(self.server, path, Accept=HTML, **self.headers()))

    def post(self, path: str, body: str, **headers: str) -> Answer:
        """Send a form, as our own page does unless headers say otherwise."""
        own = {
            "Accept": HTML,
            "Origin": self.server.address,
            "Content_Type": "application/x-www-form-urlencoded",
        }
        sent = {**own, **self.headers(), **headers}
        return self._kept(ask_stranger(self.server, path, "POST", body=body, **sent))

    def choose(self, diary: Diary, passcode: str = "") -> Answer:
        """Choose a profile, as by its tile or by the form of its passcode."""
        return self.post("/profiles", urlencode({"person": diary.person_id, "passcode": passcode}))

    def sign_out(self) -> Answer:
        """Press the button."""
        return self.post("/profiles/out", "")

    def socket(self) -> int:
        """The status of a handshake for the screens."""
        return open_strangers_socket(self.server, **self.headers())

    def _kept(self, answer: Answer) -> Answer:
        for line in answer.headers.get("set-cookie", "").splitlines():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
            if "Max-Age=0" in line:
                del self.cookies[name]
        return answer


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def household(folder: Path) -> Iterator[Household]:
    """Both at home, in a database in a folder."""
    url = f"sqlite:///{folder / 'diary.sqlite'}"
    store = open_store(url)
    with Server(url) as server:
        server.says()  # that it is open
        found = Household(server, store)
        ben = found.signed_in(found.ben)
        until(lambda: BENS in ben.get("/").body.decode())  # the page is sent with its day
        yield found
    store.close()
