"""Streamlit's controls as they look. What is pressed is passed on once they are there.

`then` is the CSS selector of the control itself. The rules for our look apply to the names that
Streamlit gives its own parts (data-testid, st-key-…), which therefore stand here, too.
"""

import re
from collections.abc import Iterable, Sequence

from tracker.ui.formatting import html

HELP = (
    '<button type="button" class="help" data-then=".st-key-help button">When to get help</button>'
)
_NO_CLASS = re.compile(r"[^a-zA-Z0-9_-]")


def button(label: str, then: str, kind: str = "button", *, disabled: bool = False) -> str:
    """A button of Streamlit's; of the `kind` "quiet" as a link looks."""
    off = " disabled" if disabled else ""
    return f'<button type="button" class="{kind}" data-then="{then}"{off}>{html(label)}</button>'


def one_of(key: str, name: str, labels: Sequence[str], chosen: int) -> str:
    """A choice of one among few; `chosen` is its number."""
    ways = "".join(
        f'<button type="button" role="radio" aria-checked="{str(number == chosen).lower()}" '
        f'data-variant="segmented_control" data-then="{_nth(key, number)}"><p>{html(label)}</p>'
        "</button>"
        for number, label in enumerate(labels)
    )
    return (
        f'<div class="st-key-{key}" data-testid="stButtonGroup"><div role="radiogroup" '
        f'aria-label="{html(name)}">{ways}</div></div>'
    )


def opens(label: str, then: str) -> str:
    """What something opens beside."""
    return f'<button type="button" class="opens" data-then="{then}">{html(label)}</button>'


def many_of(key: str, name: str, labels: Iterable[str], chosen: Iterable[bool]) -> str:
    """A choice of several, each `chosen` or not."""
    ways = chips(key, name, zip(map(html, labels), chosen, strict=True))
    return f'<div data-testid="stButtonGroup"><p class="label">{html(name)}</p>{ways}</div>'


def chips(key: str, name: str, shown: Iterable[tuple[str, bool]]) -> str:
    """The same with its name for readers alone: the markup of each, and whether it is chosen."""
    ways = "".join(
        f'<button type="button" aria-pressed="{str(pressed).lower()}" class="pill" '
        f'data-then="{_nth(key, number)}"><div><p>{markup}</p></div></button>'
        for number, (markup, pressed) in enumerate(shown)
    )
    return (
        f'<div class="st-key-{key}" data-testid="stButtonGroup">'
        f'<div class="pills" role="group" aria-label="{html(name)}">{ways}</div></div>'
    )


def select(key: str, name: str, shown: str, kind: str = "") -> str:
    """A choice of one from a list that opens; of a `kind` "wide" as wide as there is room."""
    words = shown if shown == name else f"{name}: {shown}"
    return (
        f'<button type="button" class="select {kind}" aria-label="{html(words)}" '
        f'data-then=".st-key-{key} button">{html(shown)}</button>'
    )


def folded(key: str, label: str) -> str:
    """What folds open."""
    return (
        '<button type="button" class="folded" aria-expanded="false" '
        f'data-then=".st-key-{key} summary">{html(label)}</button>'
    )


def ways_on(*links: tuple[str, str], printed: str = "") -> str:
    """Links to other screens, by address and name; the button that prints the screen `printed`."""
    ways = "".join(f'<a href="{address}">{html(name)}</a>' for address, name in links)
    prints = (
        f'<button type="button" class="bb-print" data-then=".st-key-print-{printed} button">Print'
        "</button>"
        if printed
        else ""
    )
    return row(ways + prints, "ways")


def heading(said: str) -> str:
    """The heading of a part."""
    return f'<h2 class="heading">{html(said)}</h2>'


def key_class(key: str) -> str:
    """The class that Streamlit gives what has such a key."""
    return f"st-key-{_NO_CLASS.sub(lambda one: '-' * _units(one[0]), key.strip())}"


def _units(character: str) -> int:
    """How long a browser takes it to be."""
    return len(character.encode("utf-16-le")) // 2


def row(markup: str, name: str = "") -> str:
    """Parts beside each other."""
    return f'<div class="row {name}">{markup}</div>'


def _nth(key: str, number: int) -> str:
    return f".st-key-{key} button:nth-of-type({number + 1})"
