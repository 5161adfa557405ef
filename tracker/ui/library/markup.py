"""The whole library as one piece of markup, so that it costs a rerun next to nothing."""

from functools import cache
from html import escape

from tracker.library import (
    Avoid,
    ExerciseKind,
    Point,
    Region,
    Topic,
    activity_kinds,
    advice,
    advice_on,
    avoid_list,
    exercises,
    references,
)
from tracker.ui.library.exercise_markup import entry
from tracker.ui.library.references import anchor, link, reference


@cache
def library_markup() -> str:
    """Search, chips, exercises by region, what to avoid, aerobic kinds, advice, the texts."""
    return (
        '<div class="bb-library">'
        f"{_stop_rule()}"
        "<h2>All exercises</h2>"
        f"{_finder()}"
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
        f'<p class="bb-count" role="status" data-all="{len(exercises())}"></p></div>'
    )


def _region(region: Region) -> str:
    entries = "".join(entry(exercise) for exercise in exercises() if exercise.region is region)
    return f'<section class="bb-group"><h3>{region.capitalize()}</h3>{entries}</section>'


def _avoid() -> str:
    return (
        '<section class="bb-group"><h2>Leave these out</h2>'
        f"{''.join(map(_avoided, avoid_list()))}</section>"
    )


def _avoided(item: Avoid) -> str:
    see = ", ".join(map(link, item.exercises))
    return _folded(
        item.name,
        f"<p>{escape(item.why)} {reference(item.sources)}</p>"
        f"<p><b>Instead:</b> {escape(item.instead)} See {see}.</p>",
        f"{item.why} {item.instead}",
    )


def _activities() -> str:
    known = [kind for kind in activity_kinds() if kind.why]
    items = "".join(
        f"<li><b>{escape(kind.name.capitalize())}</b> (counted as {kind.intensity} unless you say "
        f"otherwise). {escape(kind.why)} {reference(kind.sources)}</li>"
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
    return f"<li>{escape(point.text)} {reference(point.sources)}</li>"


def _texts() -> str:
    items = "".join(
        f'<li id="text-{number}">{escape(source.title)}'
        f"{f', {escape(source.site)}' if source.site else ''}</li>"
        for number, source in enumerate(references(), start=1)
    )
    return (
        '<section class="bb-group"><h2>Where this comes from</h2>'
        '<details class="bb-entry" id="texts"><summary><span class="bb-title">'
        "<b>The five texts</b></span></summary>"
        f'<div class="bb-about"><ol>{items}</ol><p>Facts and figures are theirs, the words ours. '
        "Where they differ, each is kept and the gentlest is the start.</p></div>"
        "</details></section>"
    )


def _folded(title: str, content: str, find: str, name: str = "") -> str:
    label = escape(title[:1].upper() + title[1:])
    return (
        f'<details class="bb-entry" id="{name or anchor(title)}" '
        f'data-find="{escape(f"{title} {find}".lower())}"><summary><span class="bb-title">'
        f'<b>{label}</b></span></summary><div class="bb-about">{content}</div></details>'
    )
