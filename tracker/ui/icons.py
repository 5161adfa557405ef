"""Our own line icons: one set, drawn on 24 units with one pen, in the colour of the text.

Each is also a custom property of the page (`--bb-icon-pain`), to be used as a CSS mask, also
inside a component, whose shadow root inherits it.
"""

from urllib.parse import quote

# What is drawn inside the picture: lines only.
DRAWN = {
    # the screens
    "check-in": '<circle cx="12" cy="12" r="8.5"/><path d="m8.2 12.4 2.6 2.6 5-5.6"/>',
    "week": '<path d="M4.5 19.5v-5M9.5 19.5V8.5M14.5 19.5v-8M19.5 19.5v-15"/>',
    "trends": '<path d="M3.5 4v15.5h17M7 15l4-4.5 3.5 3 6-7"/>',
    "days": (
        '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/>'
        '<path d="M3.5 10h17M8 3v4M16 3v4M8 14h.01M12 14h.01M16 14h.01M8 17.2h.01M12 17.2h.01"/>'
    ),
    "exercises": (
        '<circle cx="12" cy="4.8" r="2"/>'
        '<path d="M4.5 7.5 12 10l7.5-2.5M12 10v5.5M12 15.5l-4 5.5M12 15.5l4 5.5"/>'
    ),
    "report": (
        '<path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 '
        '1.5-1.5V8.5Z"/><path d="M13.5 3.5v5h5M9 13h6M9 16.5h6"/>'
    ),
    "data": (
        '<rect x="3.5" y="4.5" width="17" height="4.5" rx="1"/>'
        '<path d="M5 9v9.5a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V9M10 13h4"/>'
    ),
    "settings": (
        '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/>'
        '<circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>'
    ),
    "help": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M9.5 9.8a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.7M12 16.6h.01"/>'
    ),
    # what is recorded
    "pain": '<path d="M3 12h4l2.5-6.5 5 13L17 12h4"/>',
    "minutes": '<circle cx="12" cy="13.5" r="7"/><path d="M12 9.5v4l2.5 1.5M9.5 3.5h5"/>',
    "strength": '<path d="M6.5 7.5v9M3.5 10v4M17.5 7.5v9M20.5 10v4M6.5 12h11"/>',
    "interference": (
        '<rect x="3.5" y="8" width="17" height="5.5" rx="1"/>'
        '<path d="M7 13.5V19M17 13.5V19M10 8l-3 5.5M16 8l-3 5.5"/>'
    ),
    "place": (
        '<path d="M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11Z"/>'
        '<circle cx="12" cy="10" r="2.2"/>'
    ),
    "sleep": '<path d="M19.8 14.6A8.2 8.2 0 1 1 9.4 4.2a6.6 6.6 0 0 0 10.4 10.4Z"/>',
    "flare": '<path d="M12 4.5 20.5 19.5h-17Z"/>',
    "medicine": (
        '<rect x="3.5" y="8" width="17" height="8" rx="4" transform="rotate(-45 12 12)"/>'
        '<path d="m9.2 9.2 5.6 5.6"/>'
    ),
    "event": '<path d="M6 21V4M6 4.5h11.5l-2.5 4 2.5 4H6"/>',
    "work": (
        '<rect x="3.5" y="8" width="17" height="11.5" rx="1.5"/>'
        '<path d="M9 8V5.5A1 1 0 0 1 10 4.5h4a1 1 0 0 1 1 1V8M3.5 13h17"/>'
    ),
    "note": '<path d="m4 20 1-4.5L16.4 4.1l3.5 3.5L8.5 19ZM14 6.5l3.5 3.5"/>',
}

_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" '
    'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">{}</svg>'
)


def icon(name: str) -> str:
    """An icon for `st.html`, in the colour and height of the text beside it; not read out."""
    picture = f"--bb-icon: var(--bb-icon-{name})"
    return f'<span class="bb-icon" style="{picture}" aria-hidden="true"></span>'


def icon_properties() -> str:
    """Every icon as a custom property of the page."""
    pictures = {name: quote(_PICTURE.format(drawn), safe=" =:/") for name, drawn in DRAWN.items()}
    lines = "".join(
        f'  --bb-icon-{name}: url("data:image/svg+xml,{picture}");\n'
        for name, picture in pictures.items()
    )
    return f":root {{\n{lines}}}\n"
