"""Protected files: AES-256, opened by the password alone, by more than one program."""

import io
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest
import pyzipper
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.constants import UserAccessPermissions

from tests.exporting.report_builders import CET, contents
from tracker.analysis.report_data import ReportData
from tracker.exporting.password_protection import check_password, suggested_password
from tracker.exporting.report_files import report_file
from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError
from tracker.model import CheckIn, ReportFormat

ROOT = Path(__file__).parents[2]
SESAME = "näive otter, seven steps"
MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def week() -> ReportData:
    check_in = CheckIn(MONDAY, 4, datetime(2026, 3, 2, 20, tzinfo=CET))
    return contents(MONDAY, date(2026, 3, 8), check_ins=[check_in])


def test_a_pdf_opens_with_the_password_and_says_the_same(week: ReportData) -> None:
    plain = report_file(ReportFormat.PDF, week)
    file = report_file(ReportFormat.PDF, week, password=SESAME)
    assert file.name == "backbeat-2026-03-02-to-2026-03-08-protected.pdf"
    reader = PdfReader(io.BytesIO(file.data))
    assert reader.is_encrypted
    assert reader.decrypt(SESAME)
    said = [page.extract_text() for page in reader.pages]
    assert said == [page.extract_text() for page in PdfReader(io.BytesIO(plain.data)).pages]
    assert len(pypdfium2.PdfDocument(file.data, password=SESAME)) == len(said)


def test_it_is_aes_256_and_screen_readers_keep_what_they_need(week: ReportData) -> None:
    data = report_file(ReportFormat.PDF, week, password=SESAME).data
    document = PdfReader(io.BytesIO(data), password=SESAME)
    found = document.trailer["/Encrypt"]
    assert (found["/V"], found["/R"], found["/Length"]) == (5, 6, 256)
    assert found["/StmF"] == found["/StrF"] == "/StdCF"
    assert found["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    assert document.user_access_permissions is not None
    assert UserAccessPermissions.EXTRACT_TEXT_AND_GRAPHICS in document.user_access_permissions
    root = document.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert "/Lang" in root
    assert document.metadata is not None
    assert document.metadata.title
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert data.startswith(b"%PDF-1.7")


WITHOUT_CRYPTOGRAPHY = """
import sys
sys.modules["cryptography"] = None
from pathlib import Path
from tracker.exporting.password_protection import protected_pdf
Path(sys.argv[2]).write_bytes(protected_pdf(Path(sys.argv[1]).read_bytes(), sys.argv[3]))
assert "Crypto.Cipher.AES" in sys.modules
"""


def test_it_is_encrypted_by_what_is_there_on_every_system(week: ReportData, tmp_path: Path) -> None:
    plain, made = tmp_path / "plain.pdf", tmp_path / "made.pdf"
    plain.write_bytes(report_file(ReportFormat.PDF, week).data)
    subprocess.run(
        [sys.executable, "-c", WITHOUT_CRYPTOGRAPHY, plain, made, SESAME], check=True, cwd=ROOT
    )
    assert len(pypdfium2.PdfDocument(made, password=SESAME))


@pytest.mark.parametrize("wrong", ["", "naive otter, seven steps", SESAME + " "])
def test_no_other_password_opens_it(week: ReportData, wrong: str) -> None:
    data = report_file(ReportFormat.PDF, week, password=SESAME).data
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(data, password=wrong)
    data = report_file(ReportFormat.JSON, week, password=SESAME).data
    with pyzipper.AESZipFile(io.BytesIO(data)) as archive, pytest.raises(RuntimeError):
        archive.read("diary.json", pwd=wrong.encode() or None)


@pytest.mark.parametrize("form", [form for form in ReportFormat if form is not ReportFormat.PDF])
def test_anything_else_comes_in_an_encrypted_zip(week: ReportData, form: ReportFormat) -> None:
    file = report_file(form, week, password=SESAME)
    kind = "" if form is ReportFormat.ZIP else f"-{form}"
    assert file.name == f"backbeat-2026-03-02-to-2026-03-08{kind}-protected.zip"
    assert file.mime == "application/zip"
    with pyzipper.AESZipFile(io.BytesIO(file.data)) as archive:
        archive.setpassword(SESAME.encode())
        for entry in archive.infolist():
            assert entry.wz_aes_strength == 3, "that is 256 bits"
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert not any("Ada" in name or "2026" in name for name in inside), "names are not secret"
    if form in (ReportFormat.XLSX, ReportFormat.FHIR, ReportFormat.JSON):
        assert [*inside.values()] == [report_file(form, week).data]
    elif form is ReportFormat.CSV:
        assert sorted(inside) == sorted(f"{name}.csv" for name in EntryType)
    else:
        assert inside["report.pdf"] == report_file(ReportFormat.PDF, week).data


def test_nothing_of_it_can_be_read_without(week: ReportData) -> None:
    for form in ReportFormat:
        data = report_file(form, week, password=SESAME).data
        assert b"2026-03-02" not in data
        assert b"Ada Example" not in data
        assert SESAME.encode() not in data
        assert data != report_file(form, week, password=SESAME).data, "chance is part of it"


def test_nothing_unencrypted_is_written_to_the_disk(
    week: ReportData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("tempfile.mkstemp", None)
    for form in (ReportFormat.PDF, ReportFormat.XLSX, ReportFormat.ZIP):
        report_file(form, week, password=SESAME)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "0 of at least 10"),
        ("seven777", "8 of at least 10"),
        ("aaaaaaaaaaaaaaa", "repeats itself"),
        ("1212121212121212", "repeats itself"),
        ("x" * 20 + "äöüxyz" * 20, "too long"),
        (" seven otters ", "space"),
        ("seven\totters", "typed"),
    ],
)
def test_a_password_that_protects_nothing_is_refused_kindly(password: str, says: str) -> None:
    with pytest.raises(FileError, match=says) as refusal:
        check_password(password)
    assert not password or password not in str(refusal.value)


def test_a_suggestion_is_good_and_new_each_time() -> None:
    made = {suggested_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_password(password)
        assert password.isascii()
        assert len(password) == 24


@given(st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=10, max_size=30))
def test_whatever_can_be_typed_opens_it_again(password: str) -> None:
    from tracker.exporting.password_protection import protected_zip

    try:
        data = protected_zip({"a": b"a"}, password)
    except FileError:
        return
    from unicodedata import normalize

    with pyzipper.AESZipFile(io.BytesIO(data)) as archive:
        assert archive.read("a", pwd=normalize("NFC", password).encode()) == b"a"
