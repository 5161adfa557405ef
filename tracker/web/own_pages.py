"""The few pages that are no screens: plain HTML of ours, which needs no Streamlit."""

from collections.abc import Mapping
from html import escape

from starlette.responses import HTMLResponse

from tracker.web import fonts, own_files
from tracker.web.own_files import OwnFile
from tracker.web.page import NIGHT, PAPER

MARK = "x-backbeat-page"  # on an answer: it is whole as it is

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title} · Backbeat</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
{head}<script src="{theme}"></script>
<style>{style}</style>
</head>
<body>
<main>
<p class="name">Backbeat</p>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
_STYLE = f"""
@font-face {{ font-family: "Source Sans"; font-weight: 200 900; font-display: swap;
  src: url({fonts.SANS.file.path}) format("woff2") }}
html {{ background: {PAPER}; color: #1D2A31 }}
html[data-text-size="large"] {{ font-size: 112.5% }}
html[data-text-size="larger"] {{ font-size: 125% }}
body {{ font: 1.05rem/1.55 "Source Sans", system-ui, sans-serif; overflow-wrap: anywhere;
  max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem }}
h1 {{ font-size: 1.5rem; line-height: 1.3 }}
h2 {{ font-size: 1.05rem }}
h2 {{ font-size: 1.05rem; margin-top: 2rem }}
ul {{ padding-left: 1.2rem }}
li {{ margin: .35rem 0 }}
.name {{ margin: 0; font-weight: 700; color: #0E6B61 }}
code {{ background: #F0EDE6; padding: .1em .35em; border-radius: .3em }}
.button {{ display: inline-block; min-height: 48px; box-sizing: border-box; padding: .6rem 1.4rem;
  border: 0; border-radius: .625rem; background: #0E6B61; color: #fff; font: inherit;
  font-weight: 600; text-decoration: none; cursor: pointer }}
.button:focus-visible {{ outline: 3px solid #0E6B61; outline-offset: 3px }}
input {{ box-sizing: border-box; width: 100%; max-width: 20rem; min-height: 48px; margin-top: .3rem;
  padding: .5rem .75rem; border: 1px solid #85898A; border-radius: .625rem; background: #F0EDE6;
  color: inherit; font: inherit }}
.quiet {{ color: #4C5A62 }}
html:root .button.plain {{ background: none; color: inherit; border: 1px solid currentColor }}
html[data-theme="dark"] {{ background: {NIGHT}; color: #E9EDEC }}
[data-theme="dark"] .name {{ color: #5CC9B9 }}
[data-theme="dark"] :is(code, input) {{ background: #1B242A }}
[data-theme="dark"] .button {{ background: #5CC9B9; color: {NIGHT} }}
[data-theme="dark"] .button:focus-visible {{ outline-color: #5CC9B9 }}
[data-theme="dark"] .quiet {{ color: #AEB9BD }}
"""


def own_page(
    title: str,
    body: str,
    status: int = 200,
    *,
    head: str = "",
    script: OwnFile | None = None,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page with a heading.

    Parameters
    ----------
    title
        Its heading, in plain words.
    body
        What follows, HTML.
    status
        What it is answered with.
    head
        More elements for its head, HTML.
    script
        What runs once it is there.
    headers
        More headers of the answer.
    """
    run = "" if script is None else f'<script src="{script.path}" defer></script>\n'
    page = _PAGE.format(
        title=escape(title), head=head + run, theme=own_files.THEME.path, style=_STYLE, body=body
    )
    return HTMLResponse(page, status, {MARK: "own", **(headers or {})})
