"""Small Apple Health exports, written as the app does."""

from collections.abc import Sequence

TYPE = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 11 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Workout ((MetadataEntry|WorkoutEvent|WorkoutRoute|WorkoutStatistics)*)>
]>
"""
# As iOS 16 wrote it: a declaration that is never closed, and another that begins nowhere.
MALFORMED_TYPE = """<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST Workout
  workoutActivityType   CDATA #REQUIRED
<!ELEMENT WorkoutEvent EMPTY>
  device        CDATA #IMPLIED
>
  startDate CDATA #REQUIRED
]>
"""
DEVICE = "&lt;&lt;HKDevice: 0x28&gt;, name:Apple Watch&gt;"


def export(*elements: str, document_type: str = TYPE, end: str = "</HealthData>\n") -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    body = "".join(f" {element}\n" for element in elements)
    return f'{head}{document_type}<HealthData locale="de_DE">\n{body}{end}'.encode()


def workout(
    kind: str = "Walking",
    start: str = "2024-05-01 18:00:00 +0200",
    end: str = "2024-05-01 18:45:00 +0200",
    duration: str | None = "40.5",
    unit: str | None = "min",
    inner: Sequence[str] = (),
    source: str = "Annas Apple&#160;Watch",
) -> str:
    said = f' duration="{duration}"' if duration is not None else ""
    said += f' durationUnit="{unit}"' if unit is not None else ""
    attributes = (
        f'workoutActivityType="HKWorkoutActivityType{kind}"{said} sourceName="{source}" '
        f'device="{DEVICE}" creationDate="{end}" startDate="{start}" endDate="{end}"'
    )
    if not inner:
        return f"<Workout {attributes}/>"
    return f"<Workout {attributes}>\n  " + "\n  ".join(inner) + "\n </Workout>"


def time_zone(name: str) -> str:
    return f'<MetadataEntry key="HKTimeZone" value="{name}"/>'


def summary(day: str, minutes: str) -> str:
    return (
        f'<ActivitySummary dateComponents="{day}" activeEnergyBurned="300" '
        f'appleExerciseTime="{minutes}" appleExerciseTimeGoal="30" appleStandHours="9"/>'
    )


def exercise_minute(day: str, source: str = "Watch", value: str = "1") -> str:
    return record("AppleExerciseTime", day, source, value)


def record(kind: str, day: str, source: str = "Watch", value: str = "60") -> str:
    return (
        f'<Record type="HKQuantityTypeIdentifier{kind}" sourceName="{source}" unit="min" '
        f'device="{DEVICE}" startDate="{day} 10:00:00 +0200" endDate="{day} 10:01:00 +0200" '
        f'value="{value}"/>'
    )
