"""Whatever stands in a file, an importer gives rows and clean refusals, and nothing else.

`python -m tests.fuzz NAME SECONDS` searches further, by coverage.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import NAMES, TARGETS, ZIP, check, seeds

BEGINNINGS = [
    b"", b"\x0e\x10\x54\x08\xff\x00\x00\x00.FIT\x00\x00", b"<HealthData>", b"<gpx>", b"\x1f\x8b",
    b"<TrainingCenterDatabase>", b"PK\x03\x04", b"[{", b"Date,a,\n", b"\xff\xfe", b"\xef\xbb\xbf",
]  # fmt: skip
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [b"\0", b"\n", b'"', b",", b"<", b"&", b"nan", b"1e999", b"-1", b"9" * 30, b"{}", b"[]",
         b"null", b"\xff\xff\xff\xff", b"\x0b", "\u2028".encode(), b"]]>", b"<!DOCTYPE x [",
         b"99999-01-01", b"0001-01-01", b"Infinity", b"true", b'""', b"\xed\xa0\x80"]
    ),
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """A good file with a few bytes put in, taken out, replaced, swapped, or its end cut off."""
    data = bytearray(draw(st.sampled_from(seeds(name))))
    for _ in range(draw(st.integers(1, 5))):
        begin = draw(st.integers(0, len(data)))
        end = min(len(data), begin + draw(st.integers(0, 20)))
        match draw(st.sampled_from(["put in", "replace", "repeat", "cut off"])):
            case "put in":
                data[begin:begin] = draw(PIECES)
            case "replace":
                data[begin:end] = draw(PIECES)
            case "repeat":
                data[begin:begin] = data[begin:end] * draw(st.integers(1, 30))
            case "cut off":
                del data[begin:]
    return bytes(data)


@pytest.mark.parametrize("name", [*NAMES, ZIP])
def test_every_saved_file_is_read_cleanly(name: str) -> None:
    files = seeds(name)
    assert files
    for data in files:
        check(name, data)


@pytest.mark.parametrize("name", [*NAMES, ZIP])
def test_the_saved_files_are_what_they_are_saved_as(name: str) -> None:
    assert any(check(name, data).candidates for data in seeds(name))


@pytest.mark.parametrize("name", TARGETS)
def test_a_damaged_file_is_read_or_refused_and_breaks_nothing(name: str) -> None:
    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=damaged(name))
    def try_it(data: bytes) -> None:
        check(name, data)

    try_it()


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_at_all_are_read_or_refused(name: str) -> None:
    @settings(max_examples=60, deadline=None)
    @given(start=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=300))
    def try_it(start: bytes, rest: bytes) -> None:
        check(name, start + rest)

    try_it()
