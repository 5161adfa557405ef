"""Whether pip finds a wheel of every pinned dependency.

`python -m tools.wheels` asks pip (`install --dry-run --only-binary`) for each Python and each
system that the README names, about the packages that are compiled; the others are the same file
everywhere. Prints what is missing; exit code 0: nothing that is not known.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
MAC = [*(f"macosx_{n}_0" for n in (13, 12, 11)), *(f"macosx_10_{n}" for n in range(16, 8, -1))]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def _manylinux(cpu: str) -> list[str]:
    return [f"manylinux{tag}_{cpu}" for tag in ("_2_28", "_2_17", "2014")]


def _mac(cpu: str) -> list[str]:
    return [f"{system}_{kind}" for system in MAC for kind in (cpu, "universal2")]


SYSTEMS = {  # the tags that pip takes there, and what markers see
    "Linux x86-64": (_manylinux("x86_64"), ("linux", "Linux", "x86_64")),
    "Linux arm64": (_manylinux("aarch64"), ("linux", "Linux", "aarch64")),
    "Windows x86-64": (["win_amd64"], ("win32", "Windows", "AMD64")),
    "macOS 13 arm64": (_mac("arm64"), ("darwin", "Darwin", "arm64")),
    "macOS 13 Intel": (_mac("x86_64"), ("darwin", "Darwin", "x86_64")),
}
KNOWN: dict[str, tuple[str, ...]] = {}  # what the README says is missing


def main() -> int:
    """Ask about each Python on each system."""
    pins = pinned()
    unknown = 0
    for system, (tags, marked) in SYSTEMS.items():
        for python in PYTHONS:
            compiled = sorted(name for name in needed(python, marked) if is_compiled(name))
            wanted = [f"{name}=={pins[name]}" for name in compiled]
            missing = list(without_wheel(wanted, python, tags))
            unknown += sum(system not in KNOWN.get(n.partition("==")[0], ()) for n in missing)
            found = f"all {len(wanted)}" if not missing else f"none of {', '.join(missing)}"
            print(f"{system}, Python {python}: {found}", flush=True)
    return 1 if unknown else 0


def without_wheel(wanted: list[str], python: str, tags: list[str]) -> Iterator[str]:
    """Those of the pinned packages that pip finds no wheel of."""
    left = list(wanted)
    while left:
        said = dry_run(left, python, tags)
        if said is None:
            return
        found = re.search(r"No matching distribution found for (\S+)", said)
        if found is None:
            raise SystemExit(said)
        yield found[1]
        left.remove(found[1])


def dry_run(wanted: list[str], python: str, tags: list[str]) -> str | None:
    """What pip complains about; None where it would install all of them."""
    with TemporaryDirectory() as folder:
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--quiet"),
                *("--only-binary", ":all:", "--disable-pip-version-check", "--target", folder),
                *("--python-version", python, "--implementation", "cp"),
                *(f"--platform={tag}" for tag in tags),
                *wanted,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    return None if ran.returncode == 0 else ran.stderr


def pinned() -> dict[str, str]:
    """The versions of constraints.txt by their packages."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = (line.split("==") for line in lines if "==" in line)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pins}


def needed(python: str, marked: tuple[str, str, str]) -> set[str]:
    """Every package that running Backbeat needs there, of those that this environment has."""
    names = ("sys_platform", "platform_system", "platform_machine")
    there = {**dict(zip(names, marked, strict=True)), "python_version": python}
    there["python_full_version"] = f"{python}.0"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [
        needed
        for line in project["dependencies"]
        if (needed := Requirement(line)).marker is None or needed.marker.evaluate(there)
    ]
    found: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        package = installed(name)
        if package is None or (name in found and not requirement.extras):
            continue
        found.add(name)
        for line in package.requires or []:
            inner = Requirement(line)
            extras = requirement.extras or {""}
            if inner.marker is None or any(
                inner.marker.evaluate({**there, "extra": extra}) for extra in extras
            ):
                waiting.append(inner)
    return found


def installed(name: str) -> Distribution | None:
    """A package of this environment."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def is_compiled(name: str) -> bool:
    """Whether a package has files for each system."""
    package = installed(name)
    return package is not None and "-any\n" not in f"{package.read_text('WHEEL') or ''}\n"


if __name__ == "__main__":
    sys.exit(main())
