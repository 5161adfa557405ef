"""The page that is sent for a screen."""

import gzip
import re

import pytest

from tests.running import Server
from tests.web.requests import ask, ask_stranger
from tracker.places import PAGES
from tracker.ui.style import style
from tracker.web import own_files
from tracker.web.page import ELEMENTS, page, screen_of, with_markup
from tracker.web.streamlit_changes import front_end_folder

GZIP = {"Accept_Encoding": "gzip, deflate, br"}


def text(server: Server, path: str) -> str:
    return ask(server, path).body.decode()


def named(server: Server, path: str) -> list[str]:
    """The elements whose scripts a page asks for at once."""
    return re.findall(
        r'"modulepreload" crossorigin href="\./static/js/([\w-]+)\.', text(server, path)
    )


def linked_style(server: Server) -> str:
    found = re.search(r'<body>\s*<link rel="stylesheet" href="\.(/[^"]+)">', text(server, "/week"))
    assert found
    return found[1]


def test_every_screen_has_a_page_with_what_it_is_drawn_with() -> None:
    others = {file.stem for file in PAGES.glob("*.py")} - {"check_in"}
    assert {"", *others} == set(ELEMENTS)


@pytest.mark.parametrize(
    ("path", "screen"),
    [
        ("/", ""),
        ("/week", "week"),
        ("/week/", "week"),
        ("/no/such/page", ""),
        ("/diary/days", "days"),
    ],
)
def test_the_path_says_which_screen_the_page_is_for(path: str, screen: str) -> None:
    assert screen_of(path) == screen


@pytest.mark.parametrize("path", ["/week", "/trends"])
def test_a_screen_with_charts_asks_for_what_draws_them_at_once(server: Server, path: str) -> None:
    assert {"ArrowVegaLiteChart", "embed", "vega-interpreter"} <= set(named(server, path))


def test_the_check_in_asks_for_no_chart(server: Server) -> None:
    assert not {"ArrowVegaLiteChart", "embed"} & set(named(server, "/"))
    assert {"ButtonGroup", "Selectbox"} <= set(named(server, "/"))


def test_no_script_is_asked_for_twice(server: Server) -> None:
    for path in ELEMENTS:
        scripts = re.findall(r'href="(\./static/js/[^"]+)"', text(server, f"/{path}"))
        assert len(scripts) == len(set(scripts)) > 50


def test_behind_a_day_wait_streamlits_scripts_and_nothing_else() -> None:
    style, script = own_files.style_sheet("a {}"), own_files.made_script("day.js", "show()")
    sender = own_files.made_script("outbox.js", "send()")
    sent = page(front_end_folder(), "", style, sender)
    held = with_markup(sent, "<main>Saturday</main>", script).decode()
    at_once, _, rest = held.partition('<template id="later">')
    waiting, _, body = rest.partition("</template>")
    assert "static/js/" not in at_once + body
    assert sorted(re.findall(r"static/js/[\w.-]+", waiting)) == sorted(
        re.findall(r"static/js/[\w.-]+", sent.decode())
    )
    for file in (own_files.THEME, own_files.CONNECTION, own_files.PAGE, script):
        assert file.link in at_once
    assert sender.link in sent.decode()
    assert sender.link not in held, "the day's script does that, too"
    assert body.index(style.link) < body.index("<main>Saturday</main>") < body.index('id="root"')


def test_the_page_travels_compressed_and_arrives_the_same(server: Server) -> None:
    sent = ask(server, "/days", **GZIP)
    assert sent.headers["content-encoding"] == "gzip"
    assert sent.headers["vary"] == "Accept-Encoding"
    assert sent.headers["cache-control"] == "no-cache"
    assert gzip.decompress(sent.body) == ask(server, "/days").body


def test_the_rules_of_every_screen_are_a_file_that_is_kept_for_ever(server: Server) -> None:
    plain, small = ask(server, linked_style(server)), ask(server, linked_style(server), **GZIP)
    assert plain.body.decode() == style()
    assert plain.headers["content-type"].startswith("text/css")
    for answer in (plain, small):
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(small.body) == plain.body
    assert len(small.body) < 0.3 * len(plain.body)


def test_other_rules_have_another_name() -> None:
    before, after = own_files.style_sheet("a {}"), own_files.style_sheet("b {}")
    assert before.path != after.path
    assert before.path == own_files.style_sheet("a {}").path
    assert after.link in page(front_end_folder(), "", after, own_files.LOADING).decode()


def test_our_rules_come_after_those_that_streamlit_adds_to_the_head(server: Server) -> None:
    sent = text(server, "/")
    assert sent.index("</head>") < sent.index(linked_style(server)) < sent.index('id="root"')


def test_scripts_of_ours_are_named_by_what_is_in_them(server: Server) -> None:
    sent = text(server, "/trends")
    for script in own_files.SCRIPTS:
        assert f'src="{script.link}"' in sent
        answer = ask_stranger(server, script.path)
        assert answer.body == script.body
        assert "immutable" in answer.headers["cache-control"]


def test_a_file_of_another_version_is_not_there(server: Server) -> None:
    answer = ask(server, f"{own_files.FOLDER}style.0123456789abcdef.css")
    assert answer.status == 404
    assert answer.headers["cache-control"] == "no-store"
