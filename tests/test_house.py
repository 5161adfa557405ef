"""The rules of the house that no linter knows."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = (
    "app.py",
    ".ci",
    ".streamlit",
    "benchmarks",
    "data",
    "docs",
    "pages",
    "tests",
    "tools",
    "tracker",
)
TEXT = {".py", ".toml", ".md", ".txt", ".css", ".svg", ".ini", ".yml", ".yaml", ".json", ""}

# Put together here, so that this file isn't found by its own search.
PACKAGE_SERVERS = re.compile(
    "|".join(
        [
            "py" + r"pi\.(org|io)",
            "python" + r"hosted\.org",
            "registry" + r"\.(npmjs|yarnpkg)",
            "(extra-)?index" + "-url",
            "find" + "-links",
            "--trusted" + "-host",
            r"https?://\S*/simple\b",
        ]
    )
)
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" * 3 + r"\b"]))


def our_files() -> Iterator[Path]:
    """Every text file of the project, without what is made from others."""
    top = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for name in OURS for path in sorted((ROOT / name).rglob("*")) if path.is_file()]
    for file in [*top, *below]:
        if file.suffix in TEXT and "__pycache__" not in file.parts:
            yield file


def modules(*folders: str) -> list[Path]:
    """The Python files of some folders."""
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def imported(file: Path) -> set[str]:
    """The modules a file names in its import statements, wherever in it they stand."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def libraries(file: Path) -> set[str]:
    """The first words of what a file imports."""
    return {name.split(".")[0] for name in imported(file)}


def loaded_by(*names: str) -> set[str]:
    """What a fresh Python has loaded after importing these."""
    code = f"import sys, {', '.join(names)}; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {name.split(".")[0] for name in ran.stdout.split()}


@pytest.mark.parametrize("file", modules("pages"), ids=lambda file: file.name)
def test_a_page_knows_streamlit_and_us_and_no_other_library(file: Path) -> None:
    foreign = libraries(file) - set(sys.stdlib_module_names) - {"streamlit", "tracker", "pandas"}
    assert not foreign


def test_streamlit_is_known_to_the_screens_and_the_server_only() -> None:
    for file in modules("tracker"):
        if file.relative_to(ROOT / "tracker").parts[0] not in {"ui", "web"}:
            assert "streamlit" not in libraries(file), file


def test_files_go_to_the_browser_that_asked_alone() -> None:
    for file in modules("tracker/ui", "tracker/web", "pages"):
        assert "st.download_button" not in file.read_text(encoding="utf-8"), file


@pytest.mark.parametrize(
    ("library", "home"), [("sqlalchemy", "store"), ("alembic", "store"), ("altair", "charts")]
)
def test_a_library_has_one_home(library: str, home: str) -> None:
    for file in modules("tracker", "pages"):
        if (ROOT / "tracker" / home) not in file.parents:
            assert library not in libraries(file), file


def test_a_tap_needs_no_heavy_library() -> None:
    loaded = loaded_by(
        "tracker.model", "tracker.store", "tracker.library", "tracker.analysis.weeks"
    )
    assert not {"pandas", "numpy", "altair", "pyarrow", "streamlit"} & loaded


FIRST_SCREEN = """
import sys
from tests.pages.visiting import Visit
assert "Saved" in Visit().rate(4).words
print(*sys.modules)
"""


def test_the_first_screen_and_its_first_tap_load_no_heavy_library(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_SCREEN],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "BACKBEAT_DATABASE_URL": f"sqlite:///{tmp_path}/diary.db"},
    )
    loaded = set(ran.stdout.split())
    assert not {"pandas", "numpy", "altair", "pyarrow", "icalendar", "alembic"} & loaded
    assert "sqlalchemy.dialects.postgresql" not in loaded


def test_the_command_line_starts_without_the_screens() -> None:
    assert not {"streamlit", "pandas", "altair"} & loaded_by("tracker.cli")


def test_the_server_listens_before_it_loads_what_reads_a_diary() -> None:
    assert not {"sqlalchemy", "pandas", "altair", "pyarrow", "icalendar"} & loaded_by("app")


def test_one_function_says_whose_diary_is_opened() -> None:
    asking = {f for f in modules("tracker", "pages") if "find_diary(" in f.read_text("utf-8")}
    screens_and_server = {ROOT / "tracker/identity/identity.py"}
    verbs = ("diaries", "backups", "delete", "people")
    command_line = {ROOT / "tracker/cli" / f"{name}.py" for name in verbs}
    assert asking == {ROOT / "tracker/store/people.py"} | screens_and_server | command_line


def test_packages_are_light_at_their_door() -> None:
    for file in modules("tracker"):
        if file.name == "__init__.py" and file.parent.name != "store":
            heavy = {"pandas", "altair", "streamlit", "sqlalchemy"}
            assert not heavy & libraries(file), file


@pytest.mark.parametrize("sign", [PACKAGE_SERVERS, UNFINISHED], ids=["server", "unfinished"])
def test_no_file_names_a_package_server_or_is_left_unfinished(sign: re.Pattern[str]) -> None:
    found = [file for file in our_files() if sign.search(file.read_text("utf-8", "replace"))]
    assert found == []


def test_no_folder_named_pages_stands_beside_the_streamlit_script() -> None:
    assert (ROOT / "tracker" / "ui" / "shell.py").exists()
    assert not (ROOT / "tracker" / "ui" / "pages").exists()


ONE_SUBJECT = {  # modules whose name stands for the same thing in each of these rooms
    "activities",
    "activity",
    "backups",
    "charts",
    "deletion",
    "devices",
    "entries",
    "errors",
    "exercises",
    "formatting",
    "goals",
    "pain",
    "pairing",
    "people",
    "plan",
    "profiles",
    "questionnaires",
    "report",
    "scores",
    "trends",
    "weeks",
}


def shared(names: Iterable[tuple[str, str]]) -> set[str]:
    """The names that more than one room has; each comes with its room."""
    rooms: dict[str, set[str]] = {}
    for name, room in names:
        rooms.setdefault(name, set()).add(room)
    return {name for name, among in rooms.items() if len(among) > 1}


def room_of(file: Path) -> str:
    """The room of the house that a module stands in, or itself where it stands alone."""
    return file.relative_to(ROOT / "tracker").parts[0]


def test_no_two_rooms_use_a_modules_name_for_different_things() -> None:
    named = [
        (file.parent.name if file.name == "__init__.py" else file.stem, room_of(file))
        for file in modules("tracker")
        if file.name != "__main__.py" and "versions" not in file.parts
    ]
    assert shared(named) == ONE_SUBJECT


def test_no_two_rooms_have_a_class_of_one_name() -> None:
    classes = [
        (node.name, room_of(file))
        for file in modules("tracker")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    assert shared(classes) == set()


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))],
    ids=lambda page: page.name,
)
def test_what_the_documentation_names_is_there(page: Path) -> None:
    folders = "tracker|pages|tests|tools|benchmarks|data|docs"
    text = page.read_text(encoding="utf-8")
    named = re.findall(rf"(?<![\w./-])((?:{folders})/[\w./-]*[\w/])", text)
    assert [path for path in named if not (ROOT / path).exists()] == []


PRIVATE_IN_TESTS = {"Diary._reading"}  # where a test lets something happen between two readings


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def private_names_used(file: Path) -> set[str]:
    """Private names that a test takes from a module or class of the product."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    ours, found = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tracker"):
            ours |= {name.asname or name.name for name in node.names}
            found |= {name.name for name in node.names if private(name.name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner, name = node.value.id, node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "monkeypatch.setattr":
            owner, name = (ast.unparse(part).strip("'") for part in node.args[:2])
        else:
            continue
        if owner in ours and private(name):
            found.add(f"{owner}.{name}")
    return found


def test_tests_take_no_private_name_from_the_product() -> None:
    found = {name for file in modules("tests") for name in private_names_used(file)}
    assert found == PRIVATE_IN_TESTS
