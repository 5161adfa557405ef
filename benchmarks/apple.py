"""An Apple Health export of a gigabyte: our reading beside a bare parse of the same file.

The bare parse is expat's with no handler at all: nothing is taken from the file.
Memory is that of the process that reads and of the one that asked, from their imports on to
their peaks.
"""

import json
import random
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from benchmarks.figures import Figure, alternate
from benchmarks.setup import Setup

WHOLE, QUICK = 1_000_000_000, 100_000_000  # bytes
MEMORY = 60  # megabytes, of the whole process
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPE = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
]>
"""
_DEVICE = (
    "&lt;&lt;HKDevice: 0x3003f5bd0&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, "
    "hardware:Watch6,2, software:10.1&gt;"
)
_RECORDS = (
    ("HeartRate", "count/min", 45),
    ("ActiveEnergyBurned", "kcal", 25),
    ("StepCount", "count", 12),
    ("DistanceWalkingRunning", "km", 12),
    ("BasalEnergyBurned", "kcal", 5),
    ("AppleExerciseTime", "min", 1),
)
_READ = """
import json, resource, sys, time
from pathlib import Path
from tracker.importing.parser_process import parse_paths
def held():
    status = Path("/proc/self/status")
    if status.exists():  # the usage of a new process begins with that of the one it came from
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
before, began = held(), time.perf_counter()
found = parse_paths([Path(sys.argv[1])], "Europe/Berlin", progress=lambda *_: None)
took = time.perf_counter() - began
reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
reader /= 1e3 if sys.platform != "darwin" else 1e6
print(json.dumps([took, reader, held(), len(found.candidates)]))
"""
_PARSE = """
import json, resource, sys, time
from xml.parsers import expat
began = time.perf_counter()
parser = expat.ParserCreate()
with open(sys.argv[1], "rb") as file:
    parser.ParseFile(file)
print(json.dumps([time.perf_counter() - began]))
"""
_UNPACK_AND_PARSE = """
import json, sys, time, zipfile
from xml.parsers import expat
began = time.perf_counter()
parser = expat.ParserCreate()
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(archive.namelist()[0]) as file:
    parser.ParseFile(file)
print(json.dumps([time.perf_counter() - began]))
"""


async def measure(setup: Setup) -> list[Figure]:
    """Time and memory, in processes of their own that take turns."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.xml"
        size = QUICK if setup.quick else WHOLE
        entries = write_export(file, size)
        peaks: list[float] = []

        async def ours() -> float:
            seconds, peak, asking, found = _run(_READ, file)
            assert found >= entries, f"{found} of {entries} workouts and days were found"
            peaks.append(peak + asking)
            print(
                f"  {seconds:.2f} s, {peak:.0f} MB at the peak of the process that reads, "
                f"{asking:.0f} MB of the one that asked",
                flush=True,
            )
            return seconds

        async def theirs() -> float:
            return _run(_PARSE, file)[0]

        rounds = 1 if setup.quick else 3
        reading, parsing = await alternate(rounds, [ours, theirs], warm_up=1)
        packed = Path(folder) / "export.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(file)
        seconds, peak, asking, _ = _run(_READ, packed)
        bare = _run(_UNPACK_AND_PARSE, packed)[0]
        peaks.append(peak + asking)
    name = f"Apple Health export of {size // 1_000_000:,} MB"
    return [
        Figure(f"{name}: read, beside a bare expat parse", reading, parsing, "s", 1.0),
        Figure(f"{name}, in a zip: read, beside the same there", seconds, bare, "s", 1.0),
        Figure(f"{name}, either way: memory of both processes", max(peaks), MEMORY, "MB", 1.0),
    ]


def write_export(file: Path, size: int) -> int:
    """Write an export of about this size; how many of its entries a diary takes at least."""
    dice = random.Random(11)
    day = datetime(2016, 1, 1, 6, tzinfo=timezone(timedelta(hours=1)))
    workouts = 0
    with file.open("w", encoding="utf-8") as out:
        out.write(
            f'{_HEAD}{_TYPE}<HealthData locale="en_GB">\n <ExportDate value="{_said(day)}"/>\n'
        )
        written = 0
        while written < size:
            written += out.write("".join(_records(dice, day)))
            if dice.random() < 0.4:
                workouts += 1
                written += out.write(_workout(dice, day + timedelta(hours=11)))
            written += out.write(_summary(dice, day))
            day += timedelta(days=1) if day.year < 2025 else timedelta(minutes=1)
        out.write("</HealthData>\n")
    return workouts


def _records(dice: random.Random, day: datetime) -> list[str]:
    kinds = dice.choices(_RECORDS, [weight for _, _, weight in _RECORDS], k=1_000)
    lines = []
    for number, (kind, unit, _) in enumerate(kinds):
        moment = _said(day + timedelta(minutes=number * 0.9))
        lines.append(
            f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="Anna’s Apple Watch" '
            f'sourceVersion="10.1" device="{_DEVICE}" unit="{unit}" creationDate="{moment}" '
            f'startDate="{moment}" endDate="{moment}" value="{dice.randrange(1, 150)}"/>\n'
        )
    return lines


def _workout(dice: random.Random, start: datetime) -> str:
    kind = dice.choice(["Walking", "Running", "Cycling", "FunctionalStrengthTraining", "Yoga"])
    minutes = dice.uniform(5, 90)
    end = _said(start + timedelta(minutes=minutes))
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityType{kind}" duration="{minutes:.12f}" '
        f'durationUnit="min" sourceName="Anna’s Apple Watch" device="{_DEVICE}" '
        f'creationDate="{end}" startDate="{_said(start)}" endDate="{end}">\n'
        '  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n'
        f'  <WorkoutEvent type="HKWorkoutEventTypePause" date="{end}"/>\n'
        '  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="120"/>\n'
        " </Workout>\n"
    )


def _summary(dice: random.Random, day: datetime) -> str:
    return (
        f' <ActivitySummary dateComponents="{day:%Y-%m-%d}" activeEnergyBurned="300" '
        f'appleExerciseTime="{dice.randrange(90)}" appleExerciseTimeGoal="30"/>\n'
    )


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S %z}"


def _run(program: str, file: Path) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )
    figures: list[float] = json.loads(done.stdout)
    return figures
