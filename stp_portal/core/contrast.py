"""How well one colour stands out from another (WCAG 2, relative luminance)."""

LEAST = 4.5  # for text of ordinary size, WCAG 1.4.3


def contrast(one: str, other: str) -> float:
    """The ratio of two colours such as “#005eb8”, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
