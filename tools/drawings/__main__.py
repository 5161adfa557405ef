"""Make the files of data/drawings anew: python -m tools.drawings."""

from tools.drawings.svg_files import svg_files
from tracker.places import DATA


def main() -> None:
    """Write every drawing, and take away those that are no longer described."""
    folder = DATA / "drawings"
    folder.mkdir(exist_ok=True)
    made = svg_files()
    for left in {file.name for file in folder.glob("*.svg")} - made.keys():
        (folder / left).unlink()
    for name, svg in made.items():
        (folder / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
