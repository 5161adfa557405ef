"""What the page tells Streamlit of its server, so that it need not ask."""

import json
import re

from tests.running import Server
from tests.web.requests import ask
from tracker.web.own_files import CONNECTION

OF_NO_USE = {"resourceCrossOriginMode"}  # the server leaves it open, as not saying it does


def test_the_page_says_what_the_server_would(server: Server) -> None:
    """On another Streamlit: its front end must still read `window.__streamlit`."""
    asked = json.loads(ask(server, "/_stcore/host-config").body)
    said = CONNECTION.body.decode()
    for name, value in asked.items():
        if name == "allowedOrigins":
            assert value == [], "nobody but this page itself"
            assert "allowedOrigins: [location.origin]," in said
        elif name == "blockErrorDialogs":
            assert value is False, "the server's answer: Streamlit's windows over the page"
            assert "blockErrorDialogs: true," in said
        elif name not in OF_NO_USE:
            assert f"{name}: {json.dumps(value)}," in said
    assert len(re.findall(r"^    \w+:", said, re.MULTILINE)) == len(asked.keys() - OF_NO_USE)


def test_it_says_so_before_streamlit_begins(server: Server) -> None:
    page = ask(server, "/week").body.decode()
    assert page.index(CONNECTION.link) < page.index('<script type="module"')
    # Both kinds of script run when the page is read, one after the other as they stand in it.
    assert f'<script src="{CONNECTION.link}" defer></script>' in page
