"""Where the project's own files are, in a checkout and in an installed wheel; and the user's."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent
_BUNDLED = _PACKAGE / "_bundled"  # where the wheel carries what lies beside the package

ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent
APP = ROOT / "app.py"
PAGES = ROOT / "pages"
DATA = ROOT / "data"


def data_folder() -> Path:
    """The user's data folder of Backbeat, whether it is there or not."""
    from platformdirs import user_data_path

    return user_data_path("backbeat", appauthor=False)


def make_private(folder: Path) -> Path:
    """Make a folder of ours, with those above it, that only its owner can look into.

    One that others could look into until now is closed to them. Raises OSError.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder
