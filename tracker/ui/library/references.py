"""How the library's markup points to its texts and from one entry to another."""

from collections.abc import Iterable
from html import escape

from tracker.library import Reference, references


def anchor(name: str) -> str:
    """The id of an entry, such as "childs-pose"."""
    return "-".join(name.lower().replace("'", "").split())


def reference(named: Iterable[Reference]) -> str:
    """The numbers of texts as links to the list of them."""
    return " ".join(
        f'<a class="bb-ref" href="#text-{number}" data-open="texts" '
        f'title="{escape(source.title)}" aria-label="Text {number}: {escape(source.title)}">'
        f"{number}</a>"
        for number, source in enumerate(references(), start=1)
        if source in set(named)
    )


def link(name: str) -> str:
    """A link that opens an exercise of this page."""
    return f'<a href="#{anchor(name)}" data-open="{anchor(name)}">{escape(name)}</a>'
