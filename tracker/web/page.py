"""The page that is sent for every screen: Streamlit's, under our name, with what it needs named.

Nothing inline in it runs. The scripts that the screen asked for is drawn with are named at the
top, so that they load beside each other; Streamlit would ask for each kind of element only once
it has been told of one.
"""

import re
from functools import cache
from pathlib import Path

from tracker.web import fonts, own_files, static_worker
from tracker.web.own_files import CONNECTION, LOADING, PAGE, THEME, OwnFile

PAPER, NIGHT = "#FBFAF7", "#11171B"  # the two themes' pages, as in .streamlit/config.toml
WHAT = "A private back-pain diary that you run yourself"

# What each screen is drawn with, by the names of Streamlit's scripts.
_EVERYWHERE = ("Html", "PageLink", "Button", "BidiComponent")
_CHARTS = ("ArrowVegaLiteChart", "embed", "vega-interpreter")
ELEMENTS = {
    "": ("ButtonGroup", "Selectbox"),
    "week": ("ButtonGroup", "Selectbox", *_CHARTS),
    "trends": ("ButtonGroup", *_CHARTS),
    "days": ("Selectbox",),
    "exercises": ("Selectbox",),
    "session": (),
    "report": ("ButtonGroup", "Checkbox", "Spinner"),
    "questionnaires": ("FileUploader",),
    "data": ("ButtonGroup", "DateInput", "FileUploader"),
    "settings": ("ButtonGroup", "Checkbox", "DateInput", "NumberInput", "Selectbox", "TextInput"),
}

_NAMED = f"""<title>Backbeat</title>
    <meta name="description" content="{WHAT}" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content="{PAPER}" />
    <meta name="robots" content="noindex" />
    <link rel="icon" href="./icon.svg" type="image/svg+xml" />
    <link rel="apple-touch-icon" href="./icon-180.png" />
    <link rel="manifest" href="./manifest.webmanifest" />
    <script src="{THEME.link}"></script>
    <style>html {{ background: {PAPER} }} html[data-theme="dark"] {{ background: {NIGHT} }}
      html:root {{ font-size: 100% }} html:root[data-text-size="large"] {{ font-size: 112.5% }}
      html:root[data-text-size="larger"] {{ font-size: 125% }}</style>"""
_HEAD = f"""{_NAMED}
    <script src="{CONNECTION.link}" defer></script>
    <script src="{PAGE.link}" data-screens="{" ".join(ELEMENTS)}" defer></script>
    <script src="{LOADING.link}" data-files=".{static_worker.LIST_PATH}" defer></script>"""

_REPLACEMENTS = (
    (r"<!--.*?-->\s*", ""),
    (r"<html[^>]*>", '<html lang="en">'),
    (r'<link\s+rel="(shortcut icon|service-desc|preload)"[^>]*>\s*', ""),
    (r"<script>.*?</script>\s*", ""),  # a flag for search engines; our CSP allows no inline script
    (r"<title>.*?</title>", _HEAD),
    (r"<noscript>.*?</noscript>", "<noscript>Backbeat needs JavaScript to run.</noscript>"),
)

_FONTS = "".join(
    f'    <link rel="preload" href="{file.link}" as="font" type="font/woff2" crossorigin>\n'
    for file in fonts.AT_ONCE
)
# What can wait until that is painted which is seen at once: Streamlit's scripts, its signs, what
# other screens need.
_LATER = re.compile(
    r' *<(?:script type="module"|link rel="modulepreload")[^>]*>(?:</script>)?\n'
    rf'| *<link rel="preload" href="{re.escape(fonts.SIGNS.file.link)}"[^>]*>\n'
    rf'| *<script src="{re.escape(LOADING.link)}"[^>]*></script>\n'
)
_SENDER = re.compile(rf' *<script type="module" src="\.{own_files.FOLDER}outbox\.[^>]*></script>\n')
_THEIR_STYLE = re.compile(r'href="\./static/css/([\w.-]+)"')
_IMPORTED = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')


def screen_of(path: str) -> str:
    """Which screen a path asks for; the check-in for what is none, as Streamlit has it."""
    name = path.strip("/").rpartition("/")[2]
    return name if name in ELEMENTS else ""


def page(static: Path, screen: str, style: OwnFile, outbox: OwnFile) -> bytes:
    """Streamlit's index.html under our name, with our icons, for one screen.

    Parameters
    ----------
    static
        The folder of Streamlit's front end.
    screen
        A key of ELEMENTS.
    style
        Our rules. They stand in the body: Streamlit's own go to the end of the head while it
        runs, and of two that weigh the same the later one holds.
    outbox
        The script that sends what was left in the browser.
    """
    text = _index(static)
    for pattern, replacement in _REPLACEMENTS:
        text = re.sub(pattern, replacement, text, flags=re.DOTALL)
    text = _THEIR_STYLE.sub(f'href="{their_style(static).link}"', text)
    links = "".join(
        f'    <link rel="modulepreload" crossorigin href="./static/js/{name}">\n'
        for name in scripts_of(static / "static" / "js", screen)
        if name not in text
    )
    return (
        text.replace("  </head>", f"{_FONTS}{links}{_module(outbox)}  </head>")
        .replace("  <body>\n", f'  <body>\n    <link rel="stylesheet" href="{style.link}">\n')
        .encode()
    )


@cache
def their_style(static: Path) -> OwnFile:
    """Streamlit's rules for every page, with our small fonts."""
    found = _THEIR_STYLE.search(_index(static))
    if found is None:
        raise RuntimeError("Streamlit's page links no style.")
    rules = (static / "static" / "css" / found[1]).read_text(encoding="utf-8")
    return OwnFile("base.css", "text/css", fonts.with_small_fonts(rules).encode())


def files_of(static: Path) -> set[Path]:
    """The scripts of Streamlit's that any screen is drawn with."""
    folder = static / "static" / "js"
    named = {name for screen in ELEMENTS for name in scripts_of(folder, screen)}
    return {folder / name for name in named | set(re.findall(r"js/([\w.-]+\.js)", _index(static)))}


def with_markup(sent: bytes, markup: str, script: OwnFile) -> bytes:
    """The page with what is seen of it at once, and the script of that, which sends what was left.

    Streamlit's scripts wait in a template until it is painted (page.js).
    """
    page = _SENDER.sub("", sent.decode())
    tags = _LATER.findall(page)
    waiting = f'<template id="later">\n{"".join(tags)}    </template>\n'
    answers = _module(script)
    head, body = _LATER.sub("", page).split("  </head>", 1)
    body = body.replace('<div id="root">', f'{markup}<div id="root">', 1)
    return f"{head}{answers}    {waiting}  </head>{body}".encode()


def page_without_connection(static: Path, style: OwnFile, script: OwnFile, markup: str) -> OwnFile:
    """The page that a browser keeps for when nobody answers: a file like any other of ours."""
    text = f"""<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    {_NAMED}
    <link rel="stylesheet" href="{their_style(static).link}">
{_FONTS}{_module(script)}  </head>
  <body>
    <link rel="stylesheet" href="{style.link}">
    {markup}
  </body>
</html>
"""
    return OwnFile("offline.html", "text/html", text.encode())


def _module(script: OwnFile) -> str:
    return f'    <script type="module" src="{script.link}"></script>\n'


def scripts_of(folder: Path, screen: str) -> list[str]:
    """The names of the scripts that a screen's elements are, and of those that they import."""
    elements = (*_EVERYWHERE, *ELEMENTS[screen])
    waiting = [found.name for name in elements for found in folder.glob(f"{name}.*.js")]
    needed: list[str] = []
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.append(name)
            waiting += _imported(folder / name)
    return needed


@cache
def _imported(file: Path) -> list[str]:
    return _IMPORTED.findall(file.read_text(encoding="utf-8"))


def _index(static: Path) -> str:
    return (static / "index.html").read_text(encoding="utf-8")
