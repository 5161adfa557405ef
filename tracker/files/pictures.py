"""A picture that somebody chose, as a diary keeps it: small, upright, with nothing but its dots."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

from tracker.files.errors import FileError
from tracker.model import PICTURE_LIMIT

if TYPE_CHECKING:
    from PIL.Image import Image

LONGER_SIDE = 800  # dots
UPLOAD_LIMIT = 30_000_000  # bytes
DOTS_LIMIT = 64_000_000  # more would take too much memory to open
_QUALITIES = (85, 75, 60, 45, 30)

_NO_PICTURE = "That file is no JPEG or PNG picture. Choose a photo or a screenshot."
_DAMAGED = "That picture is damaged or cut off. Choose another one, or take it again."
_TOO_LARGE = (
    "That picture is too large. Choose a smaller one, or take a screenshot of it and choose that."
)


def shrunk_picture(data: bytes) -> bytes:
    """A JPEG or PNG of at most 800 dots on its longer side, of a JPEG or PNG of any size.

    It is turned as its camera was held, and holds no metadata: no place, time or device.
    Raises FileError, for a person to read, for what is no such picture or too large to open.
    """
    from PIL import Image  # 40 ms, only where a picture comes in

    if len(data) > UPLOAD_LIMIT:
        raise FileError(_TOO_LARGE)
    try:
        opened = Image.open(BytesIO(data), formats=("JPEG", "PNG"))
    except Image.DecompressionBombError:
        raise FileError(_TOO_LARGE) from None
    except (OSError, SyntaxError, ValueError):
        raise FileError(_NO_PICTURE) from None
    with opened:
        if opened.width * opened.height > DOTS_LIMIT:
            raise FileError(_TOO_LARGE)
        try:
            opened.draft("RGB", (2 * LONGER_SIDE, 2 * LONGER_SIDE))  # a JPEG, quickly
            plain = _upright(_plain(opened), _orientation(opened))
        except (OSError, SyntaxError, ValueError, IndexError, ZeroDivisionError):
            raise FileError(_DAMAGED) from None
        is_png = opened.format == "PNG"
    plain.thumbnail((LONGER_SIDE, LONGER_SIDE))
    if is_png:
        written = _written(plain, "PNG", optimize=True)
        if len(written) <= PICTURE_LIMIT:
            return written
    return _as_jpeg(plain)


def _orientation(image: Image) -> object:
    """How its camera was held, as Exif counts it; 1, upright, where that can't be read.

    `ImageOps.exif_transpose` would write all of the Exif data anew, which fails where any
    of it is damaged.
    """
    from PIL import ExifTags

    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error):
        return 1


def _upright(image: Image, orientation: object) -> Image:
    from PIL.Image import Transpose

    turns: dict[object, Transpose] = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(orientation)
    return image if turn is None else image.transpose(turn)


def _plain(image: Image) -> Image:
    """Its dots alone, in red, green and blue, on white where it lets something shine through."""
    from PIL import Image

    if image.mode.startswith("I"):  # a scan with 16 bits a dot, whose bright ones would be cut off
        image = image.convert("I").point(lambda dot: dot / 256).convert("L")
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    plain = Image.new("RGB", image.size, "white")
    plain.paste(image, mask=image if image.mode == "RGBA" else None)
    return plain


def _as_jpeg(image: Image) -> bytes:
    """The best JPEG that a diary keeps."""
    tries = (_written(image, "JPEG", quality=quality) for quality in _QUALITIES)
    return next(written for written in tries if len(written) <= PICTURE_LIMIT)


def _written(image: Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
