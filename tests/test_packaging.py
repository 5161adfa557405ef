"""What is installed: one package, complete, at work from any folder."""

import re
import subprocess
import sys
import tomllib
import zipfile
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions
from pathlib import Path

import pytest

from tests.running import Server
from tests.test_house import libraries
from tests.web.requests import ask

ROOT = Path(__file__).parents[1]
BUNDLED = "tracker/_bundled/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that pip builds, without asking any package server."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", str(ROOT), "--wheel-dir", str(folder)),
            *("--no-deps", "--no-build-isolation", "--no-index", "--quiet"),
        ],
        check=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with nothing in it but the unpacked wheel."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def requirement_names(lines: list[str]) -> set[str]:
    """The names of packages in requirement lines, as package servers write them."""
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


def constrained() -> list[str]:
    return [
        line
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]


def test_nothing_but_the_package_itself_is_put_beside_other_packages(installed: Path) -> None:
    beside = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert beside == {"tracker"}


def test_app_pages_data_and_settings_travel_along(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("pages", "data"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert f"{BUNDLED}{file.relative_to(ROOT).as_posix()}" in inside
    assert {f"{BUNDLED}app.py", f"{BUNDLED}.streamlit/config.toml"} <= inside
    assert {f"tracker/web/icons/{name}" for name in ("icon.svg", "icon-180.png")} <= inside
    assert not any("__pycache__" in name or name.endswith(".pyc") for name in inside)


def test_the_installed_command_serves_from_its_own_files(installed: Path, tmp_path: Path) -> None:
    elsewhere = {"PYTHONPATH": str(installed)}
    with Server(f"sqlite:///{tmp_path / 'diary.sqlite'}", environment=elsewhere) as running:
        assert b"<title>Backbeat</title>" in ask(running, "/week").body
        assert ask(running, "/icon.svg").status == 200
    where = subprocess.run(
        [sys.executable, "-c", "from tracker import places; print(places.APP, places.ROOT)"],
        cwd=tmp_path,
        env=elsewhere,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert where.split() == [f"{installed}/{BUNDLED}app.py", f"{installed}/{BUNDLED[:-1]}"]


def test_every_direct_dependency_has_an_exact_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    assert requirement_names(direct) <= requirement_names(constrained())


def test_what_we_import_is_depended_upon_by_ourselves() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    makers = packages_distributions()
    for file in (ROOT / "tracker").rglob("*.py"):
        for name in libraries(file) - set(sys.stdlib_module_names) - {"tracker"}:
            assert requirement_names(makers[name]) & requirement_names(project["dependencies"]), (
                f"{file.name} imports {name}"
            )


def test_licences_are_those_that_the_packages_name_themselves() -> None:
    named = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|", named, flags=re.MULTILINE)
    for package, licence in rows:
        with suppress(PackageNotFoundError):  # one for other systems
            own = metadata(package).get("License-Expression")
            assert own is None or own == licence, package


def test_constraints_are_names_and_versions_only() -> None:
    for line in constrained():
        assert re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", line), line


def test_everything_depended_upon_is_named_with_its_licence() -> None:
    named = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    words = {re.sub(r"[-_.]+", "-", word).lower() for word in re.findall(r"[\w.-]+", named)}
    assert requirement_names(constrained()) <= words
