"""`backbeat people`, and `--person` on the verbs that open a diary."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.store.entries import BY, DAY, check_in, walk
from tracker.model import Person
from tracker.store import Diary, Store, open_store


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = open_store(sqlite_url)
    yield store
    store.close()


@pytest.fixture
def family(store: Store) -> dict[str, Diary]:
    """Ada with a check-in and Ben with a walk, by name."""
    diaries = {name: store.diary(store.add_person(Person(name))) for name in ("Ada", "Ben")}
    diaries["Ada"].save(check_in(4), by=BY)
    diaries["Ben"].save(walk(30), by=BY)
    return diaries


def names(store: Store) -> list[str]:
    return [person.name for _, person in store.people()]


# -- who there is


def test_everybody_is_listed_with_numbers_and_entries(run: Run, family: dict[str, Diary]) -> None:
    code, out, said = run("people", "list")
    assert (code, said) == (0, "")
    assert out == "     1  Ada  1 entry\n     2  Ben  1 entry\n"
    code, out, said = run("people", "list", "--json")
    assert json.loads(out) == {
        "people": [
            {"number": 1, "name": "Ada", "entries": 1},
            {"number": 2, "name": "Ben", "entries": 1},
        ]
    }


def test_where_there_is_nobody_it_is_said(run: Run, store: Store) -> None:
    code, out, said = run("people", "list")
    assert (code, out, "There is no diary at" in said) == (1, "", True)


def test_what_to_do_with_people_has_to_be_said(run: Run) -> None:
    assert run("people")[0] == 2
    assert run("people", "rename", "Ada")[0] == 2


# -- adding and renaming


def test_somebody_is_added_and_who_has_no_name_is_told(run: Run, store: Store) -> None:
    store.begin(Person())
    code, out, said = run("people", "add", " Ben ")
    assert (code, out) == (0, "Ben has a diary now, number 2. Open it with: --person 2\n")
    assert said == ("Number 1 has no name yet. Give it one: backbeat people rename 1 NAME\n")
    assert run("people", "rename", 1, "Ada")[:2] == (0, "Number 1 is called Ada now.\n")
    assert names(store) == ["Ada", "Ben"]


def test_the_first_person_may_be_added_to_no_database(run: Run, tmp_path: Path) -> None:
    new = f"sqlite:///{tmp_path / 'new' / 'diary.db'}"
    assert run("people", "add", "Ada", "--database", new)[0] == 0
    store = open_store(new)
    assert names(store) == ["Ada"]
    store.close()


@pytest.mark.parametrize("name", ["ben", " Ben", "", "  ", "…", "B\0n", "B" * 81])
def test_a_name_that_is_taken_or_no_name_is_refused(
    run: Run, store: Store, family: dict[str, Diary], name: str
) -> None:
    for arguments in (["add", name], ["rename", "Ada", name]):
        code, out, said = run("people", *arguments)
        assert (code, out) == (1, "")
        assert "Nothing was changed" in said
        assert "something went wrong" not in said.lower()
    assert names(store) == ["Ada", "Ben"]


@pytest.mark.parametrize("name", ["ben", "B en", "\uff22\uff25\uff2e"])
def test_a_taken_name_is_told_in_the_words_of_every_other_door(
    run: Run, store: Store, family: dict[str, Diary], name: str
) -> None:
    for arguments in (["add", name], ["rename", "Ada", name]):
        assert run("people", *arguments)[2] == (
            "Somebody here is called “Ben” already. Nothing was changed. Choose another name.\n"
        )
    assert names(store) == ["Ada", "Ben"]


def test_a_name_may_change_its_case_and_the_history_knows(
    run: Run, store: Store, family: dict[str, Diary]
) -> None:
    assert run("people", "rename", "ada", "ADA")[0] == 0
    assert names(store) == ["ADA", "Ben"]
    family["Ada"].undo(by=BY)
    assert names(store) == ["Ada", "Ben"]


# -- whose diary a verb opens

VERBS = [
    ["week"],
    ["week", "--json"],
    ["export", "--format", "csv", "--output", "OUT"],
    ["export", "--format", "pdf", "--output", "OUT"],
    ["import", "FILES"],
    ["import", "FILES", "--dry-run"],
    ["delete", "--day", str(DAY), "--yes"],
    ["delete", "--import"],
    ["delete", "--everything", "--yes"],
]


@pytest.mark.parametrize("arguments", VERBS, ids=" ".join)
def test_with_several_people_a_verb_asks_whose_diary_and_does_nothing(
    run: Run, store: Store, family: dict[str, Diary], files: Path, tmp_path: Path,
    arguments: list[str],
) -> None:  # fmt: skip
    places = {"OUT": tmp_path / "out.file", "FILES": files}
    given = [places.get(word, word) for word in arguments]
    for person, words in (
        ([], "holds several diaries: Ada, Ben. Say whose you mean, such as --person Ada."),
        (["--person", "Cleo"], "is called “Cleo”. There are: Ada, Ben. Nothing was done."),
    ):
        code, out, said = run(*given, *person)
        assert (code, out) == (1, "")
        assert words in said
    assert not places["OUT"].exists()
    assert family["Ada"].check_ins() == [check_in(4)]
    assert family["Ben"].activities() == [walk(30)]
    assert run(*given, "--person", "ben")[0] in (0, 1)


def test_a_verb_works_on_the_diary_of_who_is_named(
    run: Run, family: dict[str, Diary], files: Path, tmp_path: Path
) -> None:
    ada, ben = family["Ada"], family["Ben"]
    assert run("import", files, "--person", "Ben")[0] == 0
    assert (len(ben.check_ins()), len(ben.activities())) == (2, 2)
    assert (ada.check_ins(), ada.activities()) == ([check_in(4)], [])
    folder = tmp_path / "out"
    assert run("export", "--format", "csv", "--output", folder, "--person", "Ada")[0] == 0
    assert len((folder / "check_ins.csv").read_text().splitlines()) == 1 + 1
    asked = ("week", "--from", DAY, "--to", DAY, "--json", "--person", ada.person_id)
    [week] = json.loads(run(*asked)[1])["weeks"]
    assert (week["active_minutes"], week["pain_mean"]) == (0, 4)
    assert run("delete", "--day", DAY, "--yes", "--person", "Ben")[0] == 0
    assert ben.activities(DAY, DAY) == []
    assert ada.check_ins() == [check_in(4)]


def test_an_import_for_somebody_who_is_not_there_begins_no_diary(
    run: Run, files: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new.db"
    code, _, said = run("import", files, "--person", "Ada", "--database", f"sqlite:///{new}")
    assert (code, "There is no diary at" in said) == (1, True)
    assert not new.exists()


# -- deleting


def test_somebody_is_deleted_after_the_word_and_nobody_else(
    run: Run, store: Store, family: dict[str, Diary], monkeypatch: pytest.MonkeyPatch
) -> None:
    for answer in ("", "y\n", "yes\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        code, out, said = run("people", "delete", "Ben")
        assert (code, out) == (1, "")
        assert "Nothing was deleted" in said
    assert names(store) == ["Ada", "Ben"]
    monkeypatch.setattr("sys.stdin", io.StringIO("delete\n"))
    code, out, said = run("people", "delete", "Ben")
    assert code == 0
    assert "1 activity" in said
    assert names(store) == ["Ada"]
    assert run("people", "delete", "Ben", "--yes")[0] == 1
    assert family["Ada"].check_ins() == [check_in(4)]
    assert run("people", "delete", "Ada", "--yes")[0] == 0
    assert names(store) == []
