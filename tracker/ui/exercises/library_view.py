"""The library as one piece of markup, searched in the browser as one types."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from tracker.library import (
    Avoid,
    Dose,
    Exercise,
    ExerciseKind,
    Point,
    Reference,
    Region,
    Topic,
    activity_kinds,
    advice,
    advice_beside,
    advice_on,
    avoid_list,
    exercises,
    references,
)
from tracker.library.drawings import drawing
from tracker.library.own_exercises import as_exercise
from tracker.model import OwnExercise
from tracker.ui.formatting import capital

KEY = "library"
OWN = "Your own"


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _library_markup() -> str:
    """Search, chips, exercises by region, what to avoid, aerobic kinds, advice, the texts."""
    return (
        '<div class="bb-library">'
        f"{_stop_rule()}"
        "<h2>All exercises</h2>"
        f"{_finder()}"
        '<section class="bb-group bb-own" hidden></section>'
        f"{''.join(map(_region, Region))}"
        f"{_avoid()}{_activities()}{_advice()}{_texts()}"
        "</div>"
    )


def _stop_rule() -> str:
    before, stop = advice_on(Topic.BEFORE_YOU_START), advice_on(Topic.STOP_RULES)
    return (
        '<section class="bb-panel bb-stop" aria-labelledby="stop-heading">'
        '<h2 id="stop-heading">Before you start, and when to stop</h2>'
        f"<p>{escape(before.points[0].text)}</p><p>{escape(stop.points[0].text)}</p>"
        f'<p><a href="#{anchor(stop.topic)}" data-open="{anchor(stop.topic)}">'
        "All stop rules</a></p></section>"
    )


def _finder() -> str:
    def chips(label: str, field: str, values: type[ExerciseKind] | type[Region]) -> str:
        buttons = "".join(
            f'<button type="button" aria-pressed="false" data-field="{field}" '
            f'data-value="{value}">{value.capitalize()}</button>'
            for value in values
        )
        return f'<div class="bb-chips" role="group" aria-label="{label}">{buttons}</div>'

    return (
        '<div class="bb-finder" role="search" aria-label="Exercises">'
        '<label class="bb-hidden" for="bb-search">Search exercises and advice</label>'
        '<input type="search" id="bb-search" placeholder="Search: cat stretch, towel, desk…" '
        'autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search">'
        f"{chips('Kind', 'kind', ExerciseKind)}{chips('Region', 'region', Region)}"
        f'<p class="bb-count" role="status"></p></div>'
    )


def _region(region: Region) -> str:
    entries = "".join(_exercise(exercise) for exercise in exercises() if exercise.region is region)
    return f'<section class="bb-group"><h3>{region.capitalize()}</h3>{entries}</section>'


def _avoid() -> str:
    return (
        '<section class="bb-group"><h2>Leave these out</h2>'
        f"{''.join(map(_avoided, avoid_list()))}</section>"
    )


def _avoided(item: Avoid) -> str:
    see = ", ".join(map(_link, item.exercises))
    return _folded(
        item.name,
        f"<p>{escape(item.why)} {_reference(item.sources)}</p>"
        f"<p><b>Instead:</b> {escape(item.instead)} See {see}.</p>",
        f"{item.why} {item.instead}",
    )


def _activities() -> str:
    known = [kind for kind in activity_kinds() if kind.why]
    items = "".join(
        f"<li><b>{escape(kind.name.capitalize())}</b> (counted as {kind.intensity} unless you say "
        f"otherwise). {escape(kind.why)} {_reference(kind.sources)}</li>"
        for kind in known
    )
    names = " ".join(kind.name for kind in known)
    return (
        '<section class="bb-group"><h2>Aerobic activity</h2>'
        f"{_folded(', '.join(kind.name for kind in known), f'<ul>{items}</ul>', names)}</section>"
    )


def _advice() -> str:
    entries = "".join(
        _folded(
            found.heading,
            f"<ul>{''.join(map(_point, found.points))}</ul>",
            " ".join(point.text for point in found.points),
            anchor(found.topic),
        )
        for found in advice()
    )
    return f'<section class="bb-group"><h2>Advice</h2>{entries}</section>'


def _point(point: Point) -> str:
    return f"<li>{escape(point.text)} {_reference(point.sources)}</li>"


def _texts() -> str:
    items = "".join(
        f'<li id="text-{number}">{escape(source.title)}'
        f"{f', {escape(source.site)}' if source.site else ''}</li>"
        for number, source in enumerate(references(), start=1)
    )
    return (
        '<section class="bb-group"><h2>Sources</h2>'
        '<details class="bb-entry" id="texts"><summary><span class="bb-title">'
        "<b>Where this comes from</b></span></summary>"
        f'<div class="bb-about"><ol>{items}</ol><p>Facts and figures are theirs, the words are '
        "ours. Where they differ, all are listed and the lowest dose is suggested.</p></div>"
        "</details></section>"
    )


def _folded(title: str, content: str, find: str, name: str = "") -> str:
    label = escape(capital(title))
    return (
        f'<details class="bb-entry" id="{name or anchor(title)}" '
        f'data-find="{escape(f"{title} {find}".lower())}"><summary><span class="bb-title">'
        f'<b>{label}</b></span></summary><div class="bb-about">{content}</div></details>'
    )


# -- one exercise


def _exercise(exercise: Exercise) -> str:
    """A <details> that the search finds by `data-find`, the chips by region and kind."""
    names = (exercise.name, *exercise.other_names)
    words = (*names, exercise.kind, exercise.region or "", exercise.position, *exercise.equipment)
    picture = drawing(exercise.name)
    return (
        f'<details class="bb-entry" id="{anchor(exercise.name)}" data-region="{exercise.region}" '
        f'data-kind="{exercise.kind}" data-find="{escape(" ".join(words).lower())}">'
        "<summary>"
        f'<span class="bb-drawing" aria-hidden="true">{picture.svg if picture else ""}</span>'
        f"{_title(exercise.name, exercise.kind)}</summary>"
        f'<div class="bb-about">{_about(exercise, picture.alt if picture else "")}</div>'
        "</details>"
    )


def _about(exercise: Exercise, alt: str) -> str:
    others = "".join(_dose(dose) for dose in exercise.doses if not dose.recommended)
    beside = "".join(
        f"<li>{escape(point.text)} {_reference(point.sources)}</li>"
        for point in advice_beside(exercise.kind)
    )
    need = f"{capital(exercise.position)}. You need: {', '.join(exercise.equipment) or 'nothing'}."
    return (
        f"<div>{_quiet(f'Drawing: {alt}', 'bb-hidden') if alt else ''}"
        f"{_quiet(_also(exercise.other_names))}"
        f"{_start(exercise)}"
        f"<h4>How to do it</h4>{_quiet(need)}<ol>{_items(exercise.steps)}</ol></div>"
        f"<div>{_section('What it should feel like', _list(exercise.feel))}"
        f"{_section('Mistakes', _list(exercise.mistakes))}"
        f"{_section('Take care', _list(exercise.cautions))}"
        f"{_section('Other recommendations', f'<ul>{others}</ul>' if others else '')}"
        f"<h4>With all {exercise.kind} exercises</h4><ul>{beside}</ul>"
        f"{_section('What the sources say it does', _list(exercise.why))}"
        f'<p class="bb-quiet">From {_reference(exercise.sources)}</p></div>'
    )


def _start(exercise: Exercise) -> str:
    start = exercise.recommended
    return (
        '<div class="bb-start"><h4>Start with</h4>'
        f'<p class="bb-dose">{escape(capital(start.words))} {_reference([start.source])}</p>'
        f"<p>{escape(exercise.start)}</p>"
        f"<p><b>Later:</b> {escape(exercise.progression)}</p>"
        f"{_go(exercise.name)}</div>"
    )


def own_entries(owned: Iterable[OwnExercise]) -> str:
    """Exercises of one's own as entries that are searched with the library's; empty without any.

    Their pictures stand in the plan and where they are changed, not here once more.
    """
    entries = "".join(_own(own) for own in owned)
    return f"<h3>{OWN}</h3>{entries}" if entries else ""


def _own(own: OwnExercise) -> str:
    others = own.other_name_list
    find = " ".join((own.name, *others, own.kind, own.region or "", *own.step_lines))
    steps = f"<h4>How to do it</h4><ol>{_items(own.step_lines)}</ol>" if own.step_lines else ""
    return (
        f'<details class="bb-entry" data-region="{own.region or ""}" data-kind="{own.kind}" '
        f'data-find="{escape(find.lower())}"><summary>{_title(own.name, own.kind)}</summary>'
        '<div class="bb-about"><div class="bb-start">'
        f'<p class="bb-dose">{escape(capital(as_exercise(own).recommended.words))}</p>'
        f"{_go(own.name)}</div><div>{_quiet(_also(others))}{steps}</div></div></details>"
    )


def _title(name: str, kind: ExerciseKind) -> str:
    return (
        f'<span class="bb-title"><b>{escape(capital(name))}</b>'
        f'<small class="bb-{kind}">{capital(kind)}</small>'
        '<small class="bb-in-plan">In your plan</small></span>'
    )


def _go(name: str) -> str:
    """The ways from an exercise into the plan and into a session."""
    return (
        f'<p class="bb-go"><button type="button" data-add="{escape(name)}">Add to plan'
        '</button><span role="status"></span>'
        f'<a href="session?exercise={quote(name)}">Do it now, guided</a></p>'
    )


def _also(names: Sequence[str]) -> str:
    return f"Also called {', '.join(names)}." if names else ""


def _quiet(text: str, style: str = "bb-quiet") -> str:
    return f'<p class="{style}">{escape(text)}</p>' if text else ""


def _dose(dose: Dose) -> str:
    return f"<li>{escape(capital(dose.words))} {_reference([dose.source])}</li>"


def _section(heading: str, content: str) -> str:
    return f"<h4>{heading}</h4>{content}" if content else ""


def _list(lines: Iterable[str]) -> str:
    items = _items(lines)
    return f"<ul>{items}</ul>" if items else ""


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


# -- links between entries, and to the texts


def anchor(name: str) -> str:
    """The id of an entry, such as "childs-pose"."""
    return "-".join(name.lower().replace("'", "").split())


def _reference(named: Iterable[Reference]) -> str:
    """The numbers of texts as links to the list of them."""
    return " ".join(
        f'<a class="bb-ref" href="#text-{number}" data-open="texts" '
        f'title="{escape(source.title)}" aria-label="Text {number}: {escape(source.title)}">'
        f"{number}</a>"
        for number, source in enumerate(references(), start=1)
        if source in set(named)
    )


def _link(name: str) -> str:
    """A link that opens an exercise of this page."""
    return f'<a href="#{anchor(name)}" data-open="{anchor(name)}">{escape(name)}</a>'


# -- on the screen


_library = st.components.v2.component(
    "backbeat_library",
    html=_library_markup(),
    js=_read("finder.js"),
    isolate_styles=False,
)


def show_library() -> None:
    """Draw the library; opening and searching it asks the server for nothing."""
    _library(key=KEY)
