"""What a file is that no diary and no device writes, by its first bytes, and what to do."""

NOTHING = "Nothing was imported from it."
_PICTURE = f"That is a picture. {NOTHING}"
_SOUND = f"That is a recording of sound or film. {NOTHING}"
_ARCHIVE = f"That is an archive that Backbeat can't open. {NOTHING} Unpack it first, or make a zip."
_BACKUPS = "If it is a backup of Backbeat, bring it back on My data, under 'Backups'."
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", f"That is a PDF. {NOTHING} What is printed in it can't be read as figures."),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"RIFF", _SOUND),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"\xfd7zXZ\0", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"age-encryption.org/", f"That is a file encrypted with age. {NOTHING} {_BACKUPS}"),
    (b"SQLite format 3\0", f"That is a database (SQLite). {NOTHING} {_BACKUPS}"),
    (
        b"\xd0\xcf\x11\xe0",
        f"That is an old Office file, such as .xls, or one locked with a password. {NOTHING} Save "
        "its tables as .xlsx without a password, or as 'CSV UTF-8'.",
    ),
    (b"{\\rtf", f"That is a text with formatting (RTF), no table. {NOTHING}"),
    (b"BEGIN:VCALENDAR", f"That is a calendar. {NOTHING}"),
    (b"BEGIN:VCARD", f"That is an address book. {NOTHING}"),
)
_PHOTOS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")  # of phones, in a film's clothes
_OFFICE = f"Save its tables as .xlsx or as 'CSV UTF-8'. {NOTHING}"
_DOCUMENTS = (  # by a file in the zip that such a document is
    ("word/document.xml", f"That is a text document (Word). {_OFFICE}"),
    ("ppt/presentation.xml", f"That is a presentation (PowerPoint). {NOTHING}"),
    ("META-INF/container.xml", f"That is a book (EPUB). {NOTHING}"),
    ("AndroidManifest.xml", f"That is an app, not what it has exported. {NOTHING}"),
)


def foreign_format(start: bytes) -> str:
    """What a file that begins so is, and that nothing came of it; "" where it isn't known."""
    if start[4:12] in _PHOTOS:
        return _PICTURE
    if start[4:8] == b"ftyp":
        return _SOUND
    if start[257:262] == b"ustar":
        return f"That is a tar archive. {NOTHING} Unpack it first, or ask for a zip."
    plain = start.removeprefix(b"\xef\xbb\xbf")
    return next((said for sign, said in _STARTS if plain.startswith(sign)), "")


def foreign_document(names: frozenset[str]) -> str:
    """What a zip with files of these names is, if it is a document; "" where it is none."""
    if "mimetype" in names and "content.xml" in names:
        return f"That is an OpenDocument file, such as .ods. {_OFFICE}"
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        return f"That is a document of Numbers, Pages or Keynote. {_OFFICE}"
    return next((said for name, said in _DOCUMENTS if name in names), "")
