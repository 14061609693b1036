"""Where a picture lies: cropped to cover its slot or shown whole, its focus in sight, turned, cut out by a shape."""

from __future__ import annotations

from math import cos, radians, sin

import msgspec

from banmian.page.composed import Segment
from banmian.page.parts.ornament import ellipse
from banmian.pictures.photos.paths import FilePath
from banmian.plan.geometry import Rect
from banmian.plan.plan import PictureLook
from banmian.spec.types.picture import ClipShape, ClipSpec, PictureFit

Point = tuple[float, float]


class Placing(msgspec.Struct, frozen=True):
    """A picture in its slot, points."""

    rect: Rect  #: within which it is seen
    image: Rect  #: where the whole of it lies, before it is turned round its middle
    turned: float
    shape: tuple[Segment, ...] = ()  #: of what is seen, where that is no rectangle

    def point(self, across: float, down: float) -> Point:
        """The place on the page of a point of the picture, told in shares of its width and height."""
        x, y = self.image.x + across * self.image.width, self.image.y + down * self.image.height
        if not self.turned:
            return x, y
        middle = self.image.x + self.image.width / 2, self.image.y + self.image.height / 2
        return _round(x - middle[0], y - middle[1], self.turned, middle)


def place(slot: Rect, size: tuple[float, float], focus: Point, look: PictureLook) -> Placing:
    """Where a picture of *size*, in whatever unit, lies in *slot*."""
    top, bottom, left, right = look.crop
    width, height = size[0] * (1 - left - right), size[1] * (1 - top - bottom)  # of what is shown of it
    c, s = abs(cos(radians(look.rotate))), abs(sin(radians(look.rotate)))
    if look.fit is PictureFit.WHOLE:
        scale = min(slot.width / (width * c + height * s), slot.height / (width * s + height * c))
        return _whole(slot, size, scale, look)
    needed = slot.width * c + slot.height * s, slot.width * s + slot.height * c  # for the slot, in the picture's own directions
    scale = max(needed[0] / width, needed[1] / height)
    spare = width * scale - needed[0], height * scale - needed[1]
    # From the picture's upper left corner to the corner of what is seen, in its own directions.
    x = left * size[0] * scale + spare[0] * focus[0]
    y = top * size[1] * scale + spare[1] * focus[1]
    full = size[0] * scale, size[1] * scale
    if not look.rotate:
        return Placing(slot, Rect(slot.x - x, slot.y - y, *full), 0.0)
    away = full[0] / 2 - x - needed[0] / 2, full[1] / 2 - y - needed[1] / 2  # of the picture's middle from the slot's
    middle = _round(*away, look.rotate, (slot.x + slot.width / 2, slot.y + slot.height / 2))
    return Placing(slot, Rect(middle[0] - full[0] / 2, middle[1] - full[1] / 2, *full), look.rotate)


def _whole(slot: Rect, size: tuple[float, float], scale: float, look: PictureLook) -> Placing:
    """All that is not cut off of a picture, in the middle of *slot*."""
    top, bottom, left, right = look.crop
    full = size[0] * scale, size[1] * scale
    away = (right - left) / 2 * full[0], (bottom - top) / 2 * full[1]  # of the picture's middle from that of what is shown
    middle = slot.x + slot.width / 2, slot.y + slot.height / 2
    centre = _round(*away, look.rotate, middle) if look.rotate else (middle[0] + away[0], middle[1] + away[1])
    image = Rect(centre[0] - full[0] / 2, centre[1] - full[1] / 2, *full)
    if not look.rotate and not any(look.crop):
        return Placing(image, image, 0.0)
    found = Placing(slot, image, look.rotate)
    corners = [found.point(x, y) for x, y in ((left, top), (1 - right, top), (1 - right, 1 - bottom), (left, 1 - bottom))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    seen = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return Placing(seen, image, look.rotate, polygon(corners) if look.rotate else ())


def _round(x: float, y: float, turned: float, middle: Point) -> Point:
    """A point from *middle*, turned clockwise round it; y grows downwards."""
    c, s = cos(radians(turned)), sin(radians(turned))
    return middle[0] + x * c - y * s, middle[1] + x * s + y * c


def polygon(points: list[Point]) -> tuple[Segment, ...]:
    """A closed path through *points*."""
    first, *rest = points
    return (("m", *first), *(("l", *point) for point in rest), ("h",))


def cut_by(clip: ClipSpec, slot: Rect) -> tuple[Segment, ...]:
    """The ellipse or the polygon within *slot* that a picture is cut out by; nothing for shapes that its file tells."""
    if clip.shape is ClipShape.ELLIPSE:
        half = slot.width / 2, slot.height / 2
        return tuple(ellipse(slot.x + half[0], slot.y + half[1], *half))
    if clip.shape is not ClipShape.POLYGON:
        return ()
    return polygon([(slot.x + point[0].value * slot.width, slot.y + point[1].value * slot.height) for point in clip.points])


def along(path: FilePath, placing: Placing) -> tuple[Segment, ...]:
    """A path of the picture's own, as it lies on the page."""
    found: list[Segment] = []
    for part in path.parts:
        found.append(("m", *placing.point(part[0][2], part[0][3])))
        for knot, following in zip(part, (*part[1:], part[0]), strict=True):
            controls = placing.point(knot[4], knot[5]), placing.point(following[0], following[1])
            found.append(("c", *controls[0], *controls[1], *placing.point(following[2], following[3])))
        found.append(("h",))
    return tuple(found)
