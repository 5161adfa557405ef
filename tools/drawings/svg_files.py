"""The files of data/drawings: of every exercise its poses from start to end, and what they show."""

from pathlib import Path

from tools.drawings.plans import Plan, read_plans
from tools.drawings.svg import draw
from tracker.library.drawings import drawing_file

PLANS = Path(__file__).parent


def svg_files() -> dict[str, str]:
    """Every drawing by the name of its file, as drawings.toml describes it."""
    return {
        drawing_file(plan.name): draw(plan, in_words(plan)) + "\n" for plan in read_plans(PLANS)
    }


def in_words(plan: Plan) -> str:
    """What a drawing shows, pose by pose."""
    name = plan.name[0].upper() + plan.name[1:]
    labels = (pose.label.replace(":", ",") for pose in plan.poses)
    poses = (f"{label}: {pose.alt}." for label, pose in zip(labels, plan.poses, strict=True))
    return " ".join([f"{name}.", *poses])
