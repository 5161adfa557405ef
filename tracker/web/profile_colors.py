"""The colours by which profiles are told apart, as rules: none of them is a measure's."""

# Of each the light theme's, with white on it, and the dark theme's, with dark on it.
HUES = {
    "blue": ("#2f5d8c", "#8db8e8"),
    "rust": ("#96482c", "#e8a58c"),
    "moss": ("#4d6a2a", "#afcb83"),
    "rose": ("#a03a62", "#eba0be"),
    "indigo": ("#4b4fa3", "#b3b6f2"),
    "slate": ("#4c5a62", "#aeb9bd"),
}


def color_rules() -> str:
    """A class for each colour, which sets `--face` for what it is the ground of."""
    return "\n".join(
        f".face-{name} {{ --face: {light} }} [data-theme=dark] .face-{name} {{ --face: {dark} }}"
        for name, (light, dark) in HUES.items()
    )
