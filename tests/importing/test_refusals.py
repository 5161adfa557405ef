"""Every sentence that a file which isn't taken gets is true of that file.

Each file here is small and of a kind that people have; what is said of it is held against
what it is, and against what no sentence may claim.
"""

import gzip
import io
import re
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.importing.tables.tables import workbook
from tracker.importing.parse_result import ParseResult
from tracker.importing.parsing import parse_paths, parse_uploads

Make = Callable[[], bytes]
ALL_BYTES = bytes(range(256)) * 8
NUMBERS_OF_A_PHOTO = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + ALL_BYTES


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def many(number: int, **others: str) -> bytes:
    tables = {f"t{n}_dot_csv": "Datum;Schmerz\n13.04.2026;4\n" for n in range(number)}
    return zipped(**tables, **others)


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("x.csv")
        entry.size = 3
        archive.addfile(entry, io.BytesIO(b"a,b"))
    return out.getvalue()


def database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a (b)")
    return connection.serialize()


# name, content, what is said, whether it is asked about as a table
FILES: list[tuple[str, str | bytes | Make, list[str], int]] = [
    # tables of other programs: their own words are said back, and what they lack by name only
    ("pl.csv", "Data;Ból;Uwagi\n13.04.2026;4;x\n", ["(Data, Ból, Uwagi)", "column 'date'"], 1),
    ("fr.csv", 'Activités\nDate,Pas\n"01-02-2021","132"\n', ["(Activités)", "column 'date'"], 1),
    ("de.csv", "Datum,Schmerz\n13.04.2026,4\n", ["(Datum, Schmerz)", "column 'date'"], 1),
    ("own.csv", "My diary\ndate,pain\n2026-04-03,4\n", ["(My diary)"], 1),
    ("bare.csv", "2026-04-03,4\n2026-04-04,5\n", ["(2026-04-03, 4)"], 1),
    ("note.csv", "pain,note\n4,x\n", ["(pain, note)", "column 'date'"], 1),
    ("things.csv", "item,price\nbread,3\n", ["(item, price)"], 1),
    ("wide.csv", ",".join(f"c{n}" for n in range(30)) + "\n" + "1," * 30, ["c7 and 22 more"], 1),
    ("twice.csv", "date,pain,pain\n2026-04-03,4,5\n", ["several columns called pain"], 1),
    ("old.csv", "Datum;Mäßig\n13.04.2026;4\n".encode("cp1252"), ["not UTF-8 text"], 1),
    ("wide16.csv", "Datum;Schmerz\n13.04.2026;4\n".encode("utf-16-le"), ["no text in UTF-8"], 1),
    ("quotes.csv", 'date,pain\n2026-04-03,"4\n', ["quotation mark is opened"], 1),
    ("days.csv", "Date,Pain\n13.04.2026,4\n", ["'13.04.2026'", "year-month-day"], 1),
    ("book.xlsx", partial(workbook, [("Datum", "Ból"), ("2026-04-03", 4)]), ["a workbook"], 1),
    # no tables
    ("empty.csv", "", ["is empty"], 0),
    ("blank.csv", "\n\n", ["first row is empty"], 0),
    ("head.csv", "Datum;Schmerz\n", ["(Datum, Schmerz)"], 0),
    ("one.csv", "Pain\n4\n", ["(Pain)"], 0),
    ("text.txt", "My back hurt today.\n", ["(My back hurt today.)"], 0),
    ("void.xlsx", partial(workbook, []), ["no table with a header"], 0),
    # other kinds of files, by what they are and not by their names
    ("check_ins.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ["a PDF"], 0),
    ("photo.csv", NUMBERS_OF_A_PHOTO, ["a picture"], 0),
    ("photo.heic", b"\0\0\0\x18ftypheic" + ALL_BYTES, ["a picture"], 0),
    ("film.mp4", b"\0\0\0\x18ftypisom" + ALL_BYTES, ["sound or film"], 0),
    ("song.mp3", b"ID3\x03\0" + ALL_BYTES, ["sound or film"], 0),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ["old Office file"], 0),
    ("x.7z", b"7z\xbc\xaf\x27\x1c" + ALL_BYTES, ["archive that Backbeat can't open"], 0),
    ("x.tar", tarred, ["a tar archive"], 0),
    ("x.tgz", lambda: gzip.compress(tarred()), ["a tar archive"], 0),
    ("cut.gz", gzip.compress(b"a,b\n" * 99)[:-12], ["damaged or cut off"], 0),
    ("b.age", b"age-encryption.org/v1\n-> scrypt" + ALL_BYTES, ["age", "'Backups'"], 0),
    ("b.db", database, ["database", "'Backups'"], 0),
    ("x.rtf", "{\\rtf1 hello}", ["RTF"], 0),
    ("x.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", ["a calendar"], 0),
    ("x.html", "<!DOCTYPE html><table></table>", ["XML or a web page"], 0),
    ("x.json", '{"steps": 3}', ["not one object with any of the lists"], 0),
    ("l.json", '[{"date": "2026-04-03", "pain": 4}]', ["not one object with any"], 0),
    ("c.json", '{"check_ins": [', ["not JSON, or is damaged"], 0),
    ("x.gpx", "<gpx></gpx>", ["holds no track"], 0),
    ("x.tcx", "<TrainingCenterDatabase></TrainingCenterDatabase>", ["no activity"], 0),
    ("x.docx", partial(zipped, word__document_dot_xml="<w/>"), ["text document"], 0),
    (
        "x.ods",
        partial(zipped, mimetype="x", content_dot_xml="<office/>"),
        ["OpenDocument", "'CSV UTF-8'"],
        0,
    ),
    ("x.numbers", partial(zipped, Index__Document_dot_iwa=b"\0"), ["Numbers"], 0),
    ("x.zip", partial(zipped), ["holds no files"], 0),
    ("p.zip", partial(zipped, a_dot_jpg=NUMBERS_OF_A_PHOTO), ["no CSV file", "no file of a"], 0),
    # tables in a zip
    ("two.zip", partial(many, 2), ["(Datum, Schmerz)"], 2),
    ("six.zip", partial(many, 6), ["(Datum, Schmerz)", "Backbeat doesn't know", "by itself"], 0),
    ("nine.zip", partial(many, 9), ["neither this file nor 3 more", "by itself"], 0),
    (
        "mixed.zip",
        partial(many, 9, check_ins_dot_csv="date,pain\n2026-04-14,5\n"),
        ["Left out: 9 files that Backbeat doesn't know", "by itself"],
        0,
    ),
    (
        "few.zip",
        partial(many, 2, check_ins_dot_csv="date,pain\n2026-04-14,5\n"),
        ["Left out: few.zip: t0.csv", "(Datum, Schmerz)", "by itself"],
        0,
    ),
]


def content_of(content: str | bytes | Make) -> bytes:
    data = content() if callable(content) else content
    return data.encode() if isinstance(data, str) else data


def said_of(found: ParseResult) -> str:
    return "\n".join([*(refusal.reason for refusal in found.rejected), *found.notices])


@pytest.mark.parametrize(
    ("name", "content", "parts", "asked"), FILES, ids=[name for name, *_ in FILES]
)
@pytest.mark.parametrize("way", ["upload", "path"])
def test_what_is_said_of_a_file_is_true(
    name: str, content: str | bytes | Make, parts: list[str], asked: int, way: str, tmp_path: Path
) -> None:
    data = content_of(content)
    if way == "upload":
        found = parse_uploads([(name, data)], "Europe/Berlin")
    else:
        (tmp_path / name).write_bytes(data)
        found = parse_paths([tmp_path / name], "Europe/Berlin")
    said = said_of(found)
    for part in parts:
        assert part in said
    assert len(found.questions) == asked
    # What a sentence may claim only where it was looked for in the person's language:
    assert not re.search(r"has no \w+ column|hold nothing|holds nothing", said)
    # Who can say what columns mean is told so; who can't isn't sent there.
    assert ("Say what its columns mean" in said) == bool(asked)
    for refusal in found.rejected:
        assert refusal.reason[0].isupper() or refusal.reason.startswith("date is")
        assert refusal.reason.endswith((".", "`."))


@pytest.mark.parametrize("name", ["a folder of tables", "one beside a diary"])
def test_tables_of_a_folder_are_asked_about_where_there_is_nothing_else(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "pain.csv").write_text("Data;Ból\n13.04.2026;4\n", "utf-8")
    (tmp_path / "book.xlsx").write_bytes(workbook([("Datum", "Ból"), ("2026-04-03", 4)]))
    if name == "one beside a diary":
        (tmp_path / "check_ins.csv").write_text("date,pain\n2026-04-14,5\n")
    found = parse_paths([tmp_path], "Europe/Berlin")
    assert len(found.questions) == (2 if name == "a folder of tables" else 0)
    assert "hold nothing" not in said_of(found)
