"""A plan drawn: its poses side by side on a floor line, as one SVG.

Colours are CSS variables of the page with light fallbacks; the SVG carries no
ids, so that many can stand on one page.
"""

from collections.abc import Iterator
from html import escape

from tools.drawings import body, head, props
from tools.drawings.place import FLOOR_MARGIN, WIDTH, Scene, Spot, set_scene
from tools.drawings.plans import Arrow, Plan
from tools.drawings.shapes import at, direction
from tools.drawings.skeleton import Point, plus, towards

LINE = 3.4  # of an outline, half of which its own filling covers
STYLE = (
    "--ink:currentColor;"
    "--paper:var(--bb-page,#fbfaf7);"
    "--work:var(--bb-minutes,#0e6b61);"
    "--far-ink:color-mix(in srgb,currentColor 45%,var(--paper));"
    "--far-paper:var(--paper);"
    "--far-work:color-mix(in srgb,var(--work) 75%,var(--paper));"
    "--tint:color-mix(in srgb,var(--work) 20%,var(--paper));"
    "--far-tint:color-mix(in srgb,var(--work) 12%,var(--paper));"
    "--hair:color-mix(in srgb,currentColor 72%,var(--paper))"
)


def draw(plan: Plan, alt: str) -> str:
    """The SVG of a drawing."""
    scene = set_scene(plan)
    content = "".join(_spot(plan, spot) for spot in scene.spots)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_box(scene)}" role="img" '
        f'aria-label="{escape(alt)}" width="100%" fill="none" stroke-linecap="round" '
        f'stroke-linejoin="round" style="{STYLE}"><g stroke-width="{LINE:g}">{content}</g></svg>'
    )


def _box(scene: Scene) -> str:
    return f"0 {-scene.top:g} {WIDTH:g} {scene.top + FLOOR_MARGIN:g}"


def _spot(plan: Plan, spot: Spot) -> str:
    drawn = [*props.behind(plan, spot), *_figure(plan, spot), *props.before(plan, spot)]
    drawn += [_arrow(arrow, spot) for arrow in spot.pose.arrows]
    if plan.mirrored:
        turned = f'<g transform="matrix(-1 0 0 1 {2 * spot.middle:g} 0)">'
        drawn = [turned, *drawn, "</g>"]
    drawn.append(
        f'<text x="{spot.left + 8:g}" y="24" font-size="16" fill="currentColor">'
        f"{escape(spot.pose.label)}</text>"
    )
    return "".join(drawn)


def _figure(plan: Plan, spot: Spot) -> Iterator[str]:
    figure, order = spot.figure, spot.pose.order
    behind = order[: order.index("trunk")]
    for part in order:
        light = "far-" if part in behind and part.startswith("far") else ""
        stroke, fill = ("work", "tint") if part in plan.working else ("ink", "paper")
        stroke, fill = f"{light}{stroke}", f"{light}{fill}"
        if part == "trunk":
            roots = (body.limb(figure, limb)[:1] for limb in body.LIMBS if limb not in behind)
            outline = "".join(body.limb_path(root, whole=True) for root in roots)
            yield _path(outline + body.trunk_path(figure), stroke, fill)
            if spot.pose.blades is not None:
                yield from props.blades(figure, spot.pose.blades)
        elif part == "head":
            yield _path(head.outline(figure), stroke, fill)
            yield f'<path d="{head.hair(figure)}" fill="var(--hair)"/>'
            for eye in head.eyes(figure):
                yield f'<path d="M{at(eye)}h0" stroke="var(--ink)" stroke-width="2.4"/>'
        else:
            outline = body.limb_path(body.limb(figure, part), whole=part in behind)
            yield _path(outline, stroke, fill)


def _path(path: str, stroke: str, fill: str) -> str:
    return f'<path d="{path}" stroke="var(--{stroke})" fill="var(--{fill})" paint-order="stroke"/>'


def _arrow(arrow: Arrow, spot: Spot) -> str:
    start, end = (plus((spot.middle, 0.0), point) for point in (arrow.start, arrow.end))
    left = towards(direction(start, end) + 90)
    halfway = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    control: Point = plus(halfway, left, 2 * arrow.bend)
    back = direction(control, end) + 180
    barbs = [plus(end, towards(back + turn), 6.0) for turn in (-32, 32)]
    return (
        f'<path d="M{at(start)}Q{at(control)} {at(end)}M{at(barbs[0])}L{at(end)}L{at(barbs[1])}" '
        'stroke="var(--work)" stroke-width="2.2"/>'
    )
