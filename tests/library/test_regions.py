"""How a language and its region write: the table is the Unicode CLDR's."""

import pytest

from tracker.formatting import PLAIN, Formats
from tracker.library.regions import computer_formats, formats_of, week_start_of
from tracker.model import WeekStart

AMERICAN = Formats(month_first=True, typed="MM/DD/YYYY", twelve_hours=True)
GERMAN = Formats(typed="DD.MM.YYYY", decimal=",", thousands=".")


@pytest.mark.parametrize(
    ("locale", "formats"),
    [
        ("en-GB", PLAIN),
        ("en_US", AMERICAN),
        ("en", AMERICAN),
        ("de-DE", GERMAN),
        ("de-Latn-DE", GERMAN),
        ("de", GERMAN),
        ("de-XX", GERMAN),  # a region of which nothing is known
        ("en-XX", Formats(twelve_hours=True)),  # English all over the world
        ("sv-SE", Formats(typed="YYYY-MM-DD", decimal=",", thousands="\N{NO-BREAK SPACE}")),
        ("en-IN", Formats(hundreds=True, twelve_hours=True)),
        ("xx", PLAIN),
        ("C", PLAIN),
        ("", PLAIN),
        ("../../etc", PLAIN),
    ],
)
def test_a_locale_has_its_formats(locale: str, formats: Formats) -> None:
    assert formats_of(locale) == formats


@pytest.mark.parametrize(
    ("locale", "start"),
    [
        ("en-US", WeekStart.SUNDAY),
        ("pt", WeekStart.SUNDAY),
        ("pt-BR", WeekStart.SUNDAY),
        ("en-GB", WeekStart.MONDAY),
        ("", WeekStart.MONDAY),
    ],
)
def test_a_week_begins_as_is_usual_there(locale: str, start: WeekStart) -> None:
    assert week_start_of(locale) is start


@pytest.mark.parametrize(
    ("said", "formats"),
    [
        ({"LANG": "de_DE.UTF-8"}, GERMAN),
        ({"LANG": "de_DE.UTF-8", "LC_TIME": "en_US.UTF-8"}, AMERICAN),
        ({"LANG": "de_DE.UTF-8", "LC_TIME": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, PLAIN),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_IE@euro"}, PLAIN),
        ({"LANG": "de_DE@euro"}, GERMAN),
        ({"LANG": ""}, PLAIN),
        ({}, PLAIN),
    ],
)
def test_the_command_line_takes_the_computer_s(said: dict[str, str], formats: Formats) -> None:
    assert computer_formats(said) == formats
