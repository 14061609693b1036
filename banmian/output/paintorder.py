"""What is painted over what, and in which colours the parts are drawn that have no style of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from banmian.page.composed import ComposedPage
from banmian.spec.types.colour import Colour

DISC_COLOUR = Colour("cmyk", (0.0, 0.0, 0.0, 0.85))
WHITE = Colour("cmyk", (0.0, 0.0, 0.0, 0.0))
KEYLINE_COLOUR = Colour("cmyk", (0.0, 0.0, 0.0, 0.6))
SLOT_COLOUR = Colour("cmyk", (0.0, 0.0, 0.0, 0.12))
LABEL_COLOUR = Colour("cmyk", (0.0, 0.0, 0.0, 0.7))


def layers(page: ComposedPage) -> Iterator[Callable[[str], bool]]:
    """From the lowest z to the highest: whether a frame stands in that layer."""
    frames: dict[int, set[str]] = {}
    for frame in page.frames:
        frames.setdefault(frame.z, set()).add(frame.id)
    if len(frames) < 2:
        yield lambda _: True
        return
    for z in sorted(frames):
        yield frames[z].__contains__
