"""What a device is called at first: what it says that it is."""

NAMES = {  # by what stands in a browser's User-Agent; the first that does
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android phone",
    "Windows": "Windows computer",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux computer",
}
TABLET = "Android tablet"
OTHER = "Phone"
APP = "{name}, home screen"  # its app, which is let in for itself


def name_of(user_agent: str, *, app: bool = False) -> str:
    """A name for the device of a browser, or for its home-screen app."""
    found = next((name for word, name in NAMES.items() if word in user_agent), OTHER)
    if found == NAMES["Android"] and "Mobile" not in user_agent:
        found = TABLET
    return APP.format(name=found) if app else found
