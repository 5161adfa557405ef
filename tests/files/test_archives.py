"""Zips, gzipped files and folders: what is in them is read, what would burst them isn't."""

import gc
import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.importing.sources.reading import gzipped, read, reasons, zipped
from tests.importing.sources.test_tracks import activity, tcx
from tracker.files import archives, inputs
from tracker.files.budget import Budget
from tracker.importing import detection
from tracker.importing.parse_result import ParseResult
from tracker.importing.parsing import parse_paths, parse_uploads
from tracker.importing.sources import gpx

DAY = "date,pain\n2026-03-01,4\n"
OTHER = "at,pain\n2026-03-01T10:00,4\n"
NOTHING = b"<HealthData>" + b"<a/>" * 7_500_000


def names(found: ParseResult) -> list[str]:
    return [row.file for row in found.candidates]


def test_a_zip_in_a_zip_and_a_gzipped_file_are_read_where_they_are() -> None:
    inner = zipped({"check_ins.csv": DAY, "readings.csv.gz": gzipped(OTHER)})
    found = read(zipped({"more/inner.zip": inner}), "outer.zip")
    assert names(found) == [
        "outer.zip: inner.zip: check_ins.csv",
        "outer.zip: inner.zip: readings.csv",
    ]
    assert found.rejected == ()


def test_files_of_two_zips_within_one_are_told_apart() -> None:
    one, other = zipped({"check_ins.csv": DAY}), zipped({"check_ins.csv": DAY})
    found = read(zipped({"a/x.zip": one, "b/x.zip": other}), "z.zip")
    assert names(found) == ["z.zip: x.zip: check_ins.csv", "z.zip: x.zip: check_ins.csv (2)"]


def test_nobody_unpacks_forever() -> None:
    packed = zipped({"check_ins.csv": DAY})
    for _ in range(archives.DEPTH_LIMIT):
        packed = zipped({"a.zip": packed})
    assert "packed more than 3 times" in reasons(read(packed))[0][1]
    twice = gzipped(gzipped(gzipped(DAY)))
    assert reasons(read(twice)) == []
    assert "packed more than 3 times" in reasons(read(gzipped(twice)))[0][1]


@pytest.mark.parametrize(
    "bomb",
    [zipped({"check_ins.csv": NOTHING}), zipped({"a.zip": zipped({"b.csv": NOTHING})}),
     gzipped(NOTHING), zipped({"a.csv.gz": gzipped(NOTHING)})],
    ids=["zip", "zip in a zip", "gzip", "gzip in a zip"],
)  # fmt: skip
def test_what_unpacks_to_hundreds_of_times_its_size_is_not_unpacked(bomb: bytes) -> None:
    found = read(bomb, "bomb.csv")
    assert found.candidates == ()
    assert any("hundreds of times" in reason for _, reason in reasons(found))


def test_a_zip_that_lies_about_its_sizes_is_damaged() -> None:
    data = bytearray(zipped({"check_ins.csv": DAY * 1000}))
    size = len(DAY * 1000).to_bytes(4, "little")
    for _ in range(data.count(size)):
        data[data.index(size) : data.index(size) + 4] = (10).to_bytes(4, "little")
    found = read(bytes(data), "a.zip")
    assert found.candidates == ()
    assert found.rejected


def test_a_zip_within_a_zip_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "INNER_LIMIT", 50)
    found = read(zipped({"a.zip": zipped({"check_ins.csv": DAY})}))
    assert "Unpack it first" in reasons(found)[0][1]


def test_a_zip_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "ENTRY_LIMIT", 3)
    assert reasons(read(zipped({f"{n}.csv": DAY for n in range(3)}))) == []
    assert "more than 3 files" in reasons(read(zipped({f"{n}.csv": DAY for n in range(4)})))[0][1]


def test_names_are_never_paths(tmp_path: Path) -> None:
    evil = ("../../etc/check_ins.csv", "/root/readings.csv", "C:\\x\\check_ins.csv", "a\0b.csv")
    found = read(zipped(dict.fromkeys(evil[:3], DAY)), "a.zip")
    assert {name.split(": ")[1].split(" ")[0] for name in names(found)} == {
        "check_ins.csv", "readings.csv",
    }  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_a_tar_archive_is_told_as_one() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"))
    assert "tar archive" in reasons(read(out.getvalue(), "takeout.tgz"))[0][1]


def test_a_gzipped_file_cut_off_is_refused_or_keeps_what_it_says() -> None:
    whole = gzip.compress((DAY + "".join(f"2026-02-{d:02},5\n" for d in range(1, 28))).encode())
    for end in (12, 30, len(whole) - 4):
        found = read(whole[:end], "check_ins.csv.gz")
        assert found.candidates == ()
        assert "damaged or cut off" in reasons(found)[0][1]


def test_one_locked_file_is_told_and_the_rest_is_read() -> None:
    data = bytearray(zipped({"check_ins.csv": DAY, "readings.csv": OTHER}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    found = read(bytes(data), "a.zip")
    assert names(found) == ["a.zip: readings.csv"]
    assert "password" in reasons(found)[0][1]


def test_a_folder_is_read_with_all_the_folders_in_it(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "check_ins.csv").write_text(DAY)
    (deep / "packed.zip").write_bytes(zipped({"readings.csv": OTHER}))
    (deep / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "check_ins.csv").write_text(DAY)
    found = parse_paths([tmp_path], "UTC")
    assert names(found) == ["check_ins.csv", "packed.zip: readings.csv"]
    assert found.rejected == ()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_a_link_to_the_folder_it_is_in_ends(tmp_path: Path) -> None:
    (tmp_path / "check_ins.csv").write_text(DAY)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names(parse_paths([tmp_path], "UTC")) == ["check_ins.csv"]


def test_a_folder_of_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "FOLDER_LIMIT", 1)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(DAY)
    assert "more than 1 files" in reasons(parse_paths([tmp_path], "UTC"))[0][1]


def test_many_files_that_are_no_diarys_are_told_shortly() -> None:
    strangers = {f"{number}.csv": "item,price\nbread,3\n" for number in range(9)}
    found = read(zipped(strangers), "a.zip")
    assert len(found.rejected) == 6
    assert found.rejected[-1].reason.startswith("Backbeat knows neither this file nor 3 more.")
    found = read(zipped({**strangers, "check_ins.csv": DAY}), "a.zip")
    assert found.rejected == ()
    assert "9 files that Backbeat doesn't know" in found.notices[-1]


def test_xml_of_an_unknown_kind_is_called_that() -> None:
    page = "<!DOCTYPE html><html><body>date,pain</body></html>"
    assert "a web page of an unknown kind" in reasons(read(page, "check_ins.csv"))[0][1]
    found = read(zipped({"page.html": page, "check_ins.csv": DAY}))
    assert (len(found.candidates), found.rejected, found.notices) == (1, (), ())


def test_whoever_waits_hears_how_far_it_is() -> None:
    big = tcx(activity("Running", "2024-05-01T10:00:00Z", *[60] * 9_000))
    packed = zipped({"a.tcx": big, "b.csv": DAY, "photo.jpg": b"\xff" * 1_000_000})
    heard: list[tuple[int, int]] = []
    parse_uploads([("a.zip", packed)], "UTC", progress=lambda *said: heard.append(said))
    done, totals = zip(*heard, strict=True)
    assert set(totals) == {len(big) + len(DAY)}  # the photo isn't read
    assert list(done) == sorted(done)
    assert len(done) > 5
    assert done[-1] == totals[-1]


def test_one_bad_file_does_not_keep_the_others_out() -> None:
    found = parse_uploads(
        [("a.zip", b"PK\x03\x04 nonsense"), ("b.gz", b"\x1f\x8b nonsense"), ("c.csv", DAY.encode()),
         ("d.fit", b"\x0e\x10\0\0\0\0\0\0.FIT"), ("e.xml", b"<HealthData>")],
        "UTC",
    )  # fmt: skip
    assert names(found) == ["c.csv"]
    assert [rejected.file for rejected in found.rejected] == ["a.zip", "b.gz", "d.fit", "e.xml"]


def test_a_failure_of_ours_is_noted_and_keeps_out_one_file_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noted: list[BaseException] = []

    def fail(*_: object) -> None:
        raise ZeroDivisionError("2026-03-01 a note")

    monkeypatch.setattr(detection, "log_failure", noted.append)
    monkeypatch.setattr(gpx, "read", fail)
    found = parse_uploads([("a.gpx", b"<gpx/>"), ("c.csv", DAY.encode())], "UTC")
    assert names(found) == ["c.csv"]
    assert reasons(found) == [(None, detection.UNEXPECTED)]
    assert [type(error) for error in noted] == [ZeroDivisionError]


def test_a_zip_is_closed_when_its_files_are_no_longer_held(tmp_path: Path) -> None:
    packed = tmp_path / "a.zip"
    packed.write_bytes(zipped({"a.csv": DAY, "b.zip": zipped({"c.csv": DAY})}))
    gc.collect()
    gc.disable()  # by counting references alone
    try:
        files = list(inputs.from_paths([packed], Budget()))
        with files[0].open() as stream:  # type: ignore[union-attr]
            stream.read()
        assert _is_open(packed)
        del files, stream
        assert not _is_open(packed)
    finally:
        gc.enable()


def _is_open(path: Path) -> bool:
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("this system doesn't say which files are open")
    return any(os.path.realpath(fd) == str(path) for fd in folder.iterdir())


def test_thousands_of_files_in_a_zip_are_listed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = 0
    ordinary = zipfile.ZipFile.__init__

    def counted(self: zipfile.ZipFile, *args: object, **more: object) -> None:
        nonlocal opened
        opened += 1
        ordinary(self, *args, **more)  # type: ignore[arg-type]

    whole = zipped({f"{number}.csv": DAY for number in range(300)})
    monkeypatch.setattr(zipfile.ZipFile, "__init__", counted)
    assert len(read(whole).candidates) == 300
    assert opened == 1
