"""What the command line says of an import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.cli.output import SHOWN
from tracker.formatting import plural

if TYPE_CHECKING:
    from tracker.importing.duplicates import DuplicateGroup, SourceRecord
    from tracker.importing.preview import Preview

ADDED = "Added {added}, updated {updated}; {unchanged} unchanged."
WOULD_ADD = "Would add {added}, update {updated}; {unchanged} unchanged."
WITHOUT_MINUTES = (
    "  of these {n} day without active minutes, as a device counted over the whole day",
    "  of these {n} days without active minutes, as a device counted over the whole day",
)
UPDATE, UPDATE_OF_DAY = "  {file}, row {row}: {changes}", "  {file}, row {row}, {day}: {changes}"


def import_words(plan: Preview, dry_run: bool) -> Iterator[str]:
    """What an import did or would do, updates field by field, and what counts of doubles."""
    yield (WOULD_ADD if dry_run else ADDED).format(
        added=plan.added, updated=plan.updated, unchanged=plan.unchanged
    )
    if without := plan.days_without_minutes:
        yield plural(without, *WITHOUT_MINUTES).format(n=without)
    for update in plan.updates[:SHOWN]:
        changes = "; ".join(
            f"{d.field}: {_shown(d.stored)} -> {_shown(d.file)}" for d in update.differences
        )
        yield (UPDATE_OF_DAY if update.day else UPDATE).format(
            file=update.file, row=update.row, day=update.day, changes=changes
        )
    if plan.updated > SHOWN:
        yield f"  and {plan.updated - SHOWN} more"
    if plan.duplicates:
        yield f"Recorded more than once: {len(plan.duplicates)}."
        for group in plan.duplicates[:SHOWN]:
            sources = "; ".join(_source_text(source) for source in group.sources)
            yield f"  {group.day}: {sources}. Kept: {_kept(group)}."
        if len(plan.duplicates) > SHOWN:
            yield f"  and {len(plan.duplicates) - SHOWN} more"
    if plan.kept:
        yield f"Changed by hand and kept: {len(plan.kept)}."
        for kept in plan.kept[:SHOWN]:
            stays = "; ".join(
                f"{d.field} stays {_shown(d.stored)}, the file says {_shown(d.file)}"
                for d in kept.differences
            )
            yield f"  {kept.day}: {stays}"
        if len(plan.kept) > SHOWN:
            yield f"  and {len(plan.kept) - SHOWN} more"
    if plan.left_out:
        yield f"Left out or removed before, and still out: {plan.left_out}. --again looks again."


def import_record(plan: Preview) -> dict[str, object]:
    """An import with exactly the names that scripts rely on, and what else there is to tell."""
    record: dict[str, object] = {
        "added": plan.added,
        "updated": plan.updated,
        "unchanged": plan.unchanged,
        "rejected": [{"file": r.file, "row": r.row, "reason": r.reason} for r in plan.rejected],
    }
    if plan.days_without_minutes:
        record["days_without_minutes"] = plan.days_without_minutes
    if plan.duplicates:
        record["doubles"] = [
            {
                "date": group.day.isoformat(),
                "kept": None if group.kept is None else group.sources[group.kept].name,
                "told_by": [
                    {"name": source.name, "minutes": source.minutes} for source in group.sources
                ],
                "why": group.why,
            }
            for group in plan.duplicates
        ]
    if plan.kept:
        record["kept"] = [
            {
                "date": kept.day.isoformat() if kept.day else None,
                "field": difference.field,
                "stored": _plain(difference.stored),
                "file": _plain(difference.file),
            }
            for kept in plan.kept
            for difference in kept.differences
        ]
    return record


def _source_text(source: SourceRecord) -> str:
    return f"{source.name} {source.minutes} min"


def _kept(group: DuplicateGroup) -> str:
    return "all" if group.kept is None else group.sources[group.kept].name


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return "a picture"
    return value if value is None or isinstance(value, (int, bool)) else str(value)


def _shown(value: object) -> str:
    match value:
        case None | "" | ():
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value)
        case bytes():
            return "a picture"
    words = " ".join(str(value).split())
    return words if len(words) <= 40 else f"{words[:39]}…"
