"""Write how days, clocks and numbers are written where: python -m tools.regions.

Reads the Unicode CLDR as Babel has it (`pip install babel`, which the program itself needs not:
of its 33 MB these few lines are used) and writes data/regions.toml. The words are English
everywhere, so that only the manner is taken: the order, the marks and the clock.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "data" / "regions.toml"
NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"  # the fonts have the second
USUAL_MARKS = (".,", ",.", f",{WIDE}", f".{WIDE}", ".'", ",'")
HEAD = """\
# How days, clocks and numbers are written by language and region: `python -m tools.regions` wrote
# this from the Unicode CLDR of Babel {version}. Where a region is not named, its language's holds.
# `sunday`: regions, and languages without one, whose week begins on Sunday (or Saturday).
"""


def main() -> None:
    """Read every locale, write the table."""
    formats = found()
    same = defaultdict(list)
    for name, written in sorted(formats.items()):
        language, _, region = name.partition("-")
        # English has a form for regions that are not named, so that all others are.
        if not region or language == "en" or written != formats.get(language):
            same[written].append(name)
    begins = list(sunday_regions())
    parts = [HEAD.format(version=version("babel"))]
    parts.append(f'sunday = "{" ".join([*begins, *usual_languages(begins)])}"')
    for written, locales in sorted(same.items(), key=lambda item: (-len(item[1]), item[0])):
        manner = ", ".join(f"{name} = {_value(value)}" for name, value in written)
        parts.append(f'\n[[manner]]\nformats = {{ {manner} }}\nlocales = "{" ".join(locales)}"')
    TABLE.write_text("\n".join(parts) + "\n", encoding="utf-8")
    print(f"{len(same)} manners of {len(formats)} locales")


def found() -> dict[str, tuple[tuple[str, Any], ...]]:
    """How each locale writes, by its name without a script."""
    babel = import_module("babel")
    formats: dict[str, tuple[tuple[str, Any], ...]] = {}
    parsed = map(babel.Locale.parse, import_module("babel.localedata").locale_identifiers())
    for locale in sorted(parsed, key=lambda locale: (locale.script or "", str(locale))):
        marks = locale.number_symbols.get("latn", {})
        together = "".join(
            marks.get(name, usual).replace(NARROW, WIDE)
            for name, usual in (("decimal", "."), ("group", ","))
        )
        region = f"-{locale.territory}" if locale.territory else ""
        if locale.variant or together not in USUAL_MARKS:
            continue
        formats.setdefault(
            f"{locale.language}{region}",
            (
                ("month_first", _month_first(locale.date_formats["long"].pattern)),
                ("typed", _typed(locale.date_formats["short"].pattern)),
                ("decimal", together[0]),
                ("thousands", together[1]),
                ("hundreds", locale.decimal_formats[None].grouping == (3, 2)),
                ("twelve_hours", "h" in _bare(locale.time_formats["short"].pattern)),
            ),
        )
    return formats


def sunday_regions() -> Iterator[str]:
    """The regions whose week begins on Sunday or Saturday."""
    parse = import_module("babel").Locale.parse
    locales = map(parse, import_module("babel.localedata").locale_identifiers())
    days = {locale.territory: locale.first_week_day for locale in locales}
    yield from sorted(region for region, day in days.items() if region and day in (5, 6))


def usual_languages(regions: list[str]) -> Iterator[str]:
    """Languages that are mostly spoken in one of these regions."""
    likely = import_module("babel.core").get_global("likely_subtags")
    for language, region in sorted(likely.items()):
        if re.fullmatch("[a-z]{2}", language) and region.rpartition("_")[2] in regions:
            yield language


def _month_first(pattern: str) -> bool:
    bare = _bare(pattern)
    return bare.index("M") < bare.index("d")


def _typed(pattern: str) -> str:
    """The nearest of the forms in which `st.date_input` takes a day."""
    bare = _bare(pattern)
    order = "".join(sorted("yMd", key=bare.index))
    if order not in ("yMd", "dMy", "Mdy"):
        order = "yMd"
    mark = next((sign for sign in bare if sign in "/.-"), "/")
    return mark.join({"y": "YYYY", "M": "MM", "d": "DD"}[part] for part in order)


def _bare(pattern: str) -> str:
    """A pattern without the words in it."""
    return re.sub("'[^']*'", "", pattern)


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


if __name__ == "__main__":
    main()
