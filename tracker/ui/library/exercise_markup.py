"""One exercise of the library as markup: closed a line with its drawing, open all about it."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from tracker.library import Dose, Exercise, advice_beside
from tracker.library.drawings import drawing
from tracker.ui.library.references import anchor, reference


def entry(exercise: Exercise) -> str:
    """A <details> that the search finds by `data-find`, the chips by region and kind."""
    names = (exercise.name, *exercise.other_names)
    words = (*names, exercise.kind, exercise.region, exercise.position, *exercise.equipment)
    picture = drawing(exercise.name)
    return (
        f'<details class="bb-entry" id="{anchor(exercise.name)}" data-region="{exercise.region}" '
        f'data-kind="{exercise.kind}" data-find="{escape(" ".join(words).lower())}">'
        "<summary>"
        f'<span class="bb-drawing" aria-hidden="true">{picture.svg if picture else ""}</span>'
        f'<span class="bb-title"><b>{escape(_capital(exercise.name))}</b>'
        f'<small class="bb-{exercise.kind}">{_capital(exercise.kind)}</small></span>'
        "</summary>"
        f'<div class="bb-about">{_about(exercise, picture.alt if picture else "")}</div>'
        "</details>"
    )


def _about(exercise: Exercise, alt: str) -> str:
    others = "".join(_dose(dose) for dose in exercise.doses if not dose.recommended)
    beside = "".join(
        f"<li>{escape(point.text)} {reference(point.sources)}</li>"
        for point in advice_beside(exercise.kind)
    )
    names = f"Also called {', '.join(exercise.other_names)}." if exercise.other_names else ""
    need = f"{_capital(exercise.position)}. You need: {', '.join(exercise.equipment) or 'nothing'}."
    return (
        f"<div>{_quiet(f'Drawing: {alt}', 'bb-hidden') if alt else ''}{_quiet(names)}"
        f"{_start(exercise)}"
        f"<h4>How to do it</h4>{_quiet(need)}<ol>{_items(exercise.steps)}</ol></div>"
        "<div><h4>What it should feel like</h4>"
        f"{_list(exercise.feel) or '<p>The texts do not say.</p>'}"
        f"{_section('Mistakes', _list(exercise.mistakes))}"
        f"{_section('Take care', _list(exercise.cautions))}"
        f"{_section('What other texts ask for', f'<ul>{others}</ul>' if others else '')}"
        f"<h4>With all {exercise.kind} exercises</h4><ul>{beside}</ul>"
        f"{_section('What the texts say it does', _list(exercise.why))}"
        f'<p class="bb-quiet">From {reference(exercise.sources)}</p></div>'
    )


def _start(exercise: Exercise) -> str:
    start = exercise.recommended
    return (
        '<div class="bb-start"><h4>Start with</h4>'
        f'<p class="bb-dose">{escape(_capital(start.words))} {reference([start.source])}</p>'
        f"<p>{escape(exercise.start)}</p>"
        f"<p><b>Later:</b> {escape(exercise.progression)}</p>"
        f'<a class="bb-go" href="session?exercise={quote(exercise.name)}" target="_self">'
        "Do it now, guided</a></div>"
    )


def _quiet(text: str, style: str = "bb-quiet") -> str:
    return f'<p class="{style}">{escape(text)}</p>' if text else ""


def _dose(dose: Dose) -> str:
    return f"<li>{escape(_capital(dose.words))} {reference([dose.source])}</li>"


def _section(heading: str, content: str) -> str:
    return f"<h4>{heading}</h4>{content}" if content else ""


def _list(lines: Iterable[str]) -> str:
    items = _items(lines)
    return f"<ul>{items}</ul>" if items else ""


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
