"""Streamlit's controls as they look. What is pressed is passed on once they are there.

`then` is the CSS selector of the control itself. The rules for our look apply to the names that
Streamlit gives its own parts (data-testid, st-key-…), which therefore stand here, too.
"""

from collections.abc import Iterable, Sequence

from tracker.ui.formatting import html


def button(label: str, then: str, *, disabled: bool = False) -> str:
    """A button of Streamlit's."""
    off = " disabled" if disabled else ""
    return f'<button type="button" class="button" data-then="{then}"{off}>{html(label)}</button>'


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


def many_of(key: str, name: str, labels: Iterable[str], chosen: Iterable[bool]) -> str:
    """A choice of several, each `chosen` or not."""
    ways = "".join(
        f'<button type="button" aria-pressed="{str(pressed).lower()}" class="pill" '
        f'data-then="{_nth(key, number)}"><p>{html(label)}</p></button>'
        for number, (label, pressed) in enumerate(zip(labels, chosen, strict=True))
    )
    return (
        f'<div class="st-key-{key}" data-testid="stButtonGroup"><p class="label">{html(name)}</p>'
        f'<div class="pills" role="group" aria-label="{html(name)}">{ways}</div></div>'
    )


def select(key: str, name: str, shown: str) -> str:
    """A choice of one from a list that opens."""
    return (
        f'<button type="button" class="select" aria-label="{html(f"{name}: {shown}")}" '
        f'data-then=".st-key-{key} button">{html(shown)}</button>'
    )


def folded(key: str, label: str) -> str:
    """What folds open."""
    return (
        f'<button type="button" class="folded" data-then=".st-key-{key} summary">{html(label)}'
        "</button>"
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


def row(markup: str, name: str = "") -> str:
    """Parts beside each other."""
    return f'<div class="row {name}">{markup}</div>'


def _nth(key: str, number: int) -> str:
    return f".st-key-{key} button:nth-of-type({number + 1})"
