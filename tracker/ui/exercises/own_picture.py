"""The picture of an exercise of one's own, as it stands on a page."""

from base64 import b64encode

from tracker.model import OwnExercise
from tracker.ui.formatting import html

UNSAID = "Your picture of {name}"  # where no words say what it shows
PNG = b"\x89PNG"


def picture_markup(own: OwnExercise) -> str:
    """The picture inside the page itself, so that it has no address of its own; else empty."""
    if own.picture is None:
        return ""
    kind = "png" if own.picture.startswith(PNG) else "jpeg"
    said = html(own.picture_text or UNSAID.format(name=own.name))
    dots = b64encode(own.picture).decode("ascii")
    return f'<img class="bb-own-picture" alt="{said}" src="data:image/{kind};base64,{dots}">'
