"""A picture that somebody chose, as a diary keeps it."""

import struct
import zlib
from io import BytesIO
from random import Random

import pytest
from PIL import Image, ImageOps

from tracker.files.errors import FileError
from tracker.files.pictures import LONGER_SIDE, UPLOAD_LIMIT, shrunk_picture
from tracker.model import PICTURE_LIMIT, ExerciseKind, OwnExercise

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
RED, BLUE = (220, 30, 30), (30, 30, 220)


def picture(form: str, size: tuple[int, int] = (1200, 600), **options: object) -> bytes:
    """Red on its left half, blue on its right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def noise(size: tuple[int, int]) -> Image.Image:
    """What no picture can be made smaller of."""
    return Image.frombytes("RGB", size, Random(7).randbytes(size[0] * size[1] * 3))


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("JPEG", "PNG"))


def near(dot: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(dot, tuple)
    return all(abs(one - other) < 40 for one, other in zip(dot, colour, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_becomes_small_and_stays_what_it_was(form: str) -> None:
    shrunk = opened(shrunk_picture(picture(form)))
    assert (shrunk.format, shrunk.size) == (form, (LONGER_SIDE, LONGER_SIDE // 2))
    assert near(shrunk.convert("RGB").getpixel((100, 200)), RED)
    assert near(shrunk.convert("RGB").getpixel((700, 200)), BLUE)


def test_a_small_picture_is_not_blown_up() -> None:
    assert opened(shrunk_picture(picture("PNG", (40, 30)))).size == (40, 30)


def test_a_picture_is_turned_as_its_camera_was_held_and_tells_nothing_of_it() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # a quarter turn to the right
    exif[MAKE] = "A phone"
    exif[GPS] = {1: "N", 2: (52.0, 31.0, 12.0)}
    data = shrunk_picture(picture("JPEG", exif=exif, comment=b"in my kitchen"))
    shrunk = opened(data)
    assert shrunk.size == (LONGER_SIDE // 2, LONGER_SIDE)
    assert near(shrunk.getpixel((200, 100)), RED)
    assert near(shrunk.getpixel((200, 700)), BLUE)
    assert not shrunk.getexif()
    assert {"exif", "comment", "icc_profile"}.isdisjoint(shrunk.info)
    assert b"phone" not in data
    assert b"kitchen" not in data


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_however_its_camera_was_held(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = picture("JPEG", exif=exif)
    shrunk, upright = opened(shrunk_picture(data)), ImageOps.exif_transpose(opened(data))
    upright.thumbnail((LONGER_SIDE, LONGER_SIDE))
    assert shrunk.size == upright.size
    for corner in ((40, 40), (shrunk.width - 40, shrunk.height - 40)):
        assert near(shrunk.getpixel(corner), upright.getpixel(corner))  # type: ignore[arg-type]


def test_a_picture_whose_camera_wrote_nonsense_about_it_is_taken() -> None:
    entry = struct.pack(">HHI4s", ORIENTATION, 3, 1, struct.pack(">HH", 6, 0))
    broken = struct.pack(">HHI4s", 0x011A, 2, 4, b"abc\0")  # a resolution that is a text
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 2) + entry + broken + bytes(4)
    shrunk = opened(shrunk_picture(picture("JPEG", exif=exif)))
    assert shrunk.size == (LONGER_SIDE // 2, LONGER_SIDE)


def test_a_grey_scan_of_many_shades_keeps_them() -> None:
    shades = range(0, 65_536, 256)
    rows = struct.pack("<256H", *shades) * 4
    out = BytesIO()
    Image.frombytes("I;16", (256, 4), rows).save(out, "PNG")
    shrunk = opened(shrunk_picture(out.getvalue()))
    assert [shrunk.getpixel((x, 1)) for x in (0, 60, 128, 255)] == [
        (shade, shade, shade) for shade in (0, 60, 128, 255)
    ]


def test_nothing_shines_through() -> None:
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    image.paste((10, 10, 10, 255), (0, 0, 30, 60))
    out = BytesIO()
    image.save(out, "PNG")
    shrunk = opened(shrunk_picture(out.getvalue())).convert("RGB")
    assert shrunk.getpixel((50, 30)) == (255, 255, 255)
    assert shrunk.getpixel((10, 30)) == (10, 10, 10)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_worst_picture_fits_into_a_diary(form: str) -> None:
    out = BytesIO()
    noise((900, 900)).save(out, form)
    data = shrunk_picture(out.getvalue())
    assert len(data) <= PICTURE_LIMIT
    assert OwnExercise("x", ExerciseKind.MOBILITY, picture=data).picture == data


@pytest.mark.parametrize("form", ["GIF", "BMP", "WEBP", "TIFF"])
def test_only_jpeg_and_png_are_taken(form: str) -> None:
    with pytest.raises(FileError, match="no JPEG or PNG"):
        shrunk_picture(picture(form, (30, 30)))


@pytest.mark.parametrize("data", [b"", b"hello", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(FileError):
        shrunk_picture(data)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_that_is_cut_off_is_refused(form: str) -> None:
    out = BytesIO()
    noise((300, 300)).save(out, form)
    with pytest.raises(FileError, match="damaged or cut off"):
        shrunk_picture(out.getvalue()[:-20_000])


def test_a_file_that_opens_to_very_many_dots_is_refused_unopened() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    for side in (9_000, 30_000):
        header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
        bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0"))
        with pytest.raises(FileError, match="too large"):
            shrunk_picture(bomb + chunk(b"IEND", b""))


def test_a_file_that_is_too_large_is_refused_unopened() -> None:
    with pytest.raises(FileError, match="too large"):
        shrunk_picture(b"\xff\xd8\xff" + bytes(UPLOAD_LIMIT))
