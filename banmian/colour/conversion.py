"""Colours and pictures brought into a print condition, by littleCMS, under its limit of ink."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from banmian.colour.condition import Condition, bundled_profile
from banmian.colour.profile import Profile, ProfileError, open_profile, read_profile
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.types.colour import Colour, Ink
from banmian.spec.types.press import Black, Intent

if TYPE_CHECKING:
    from PIL.Image import Image

_INTENTS = {Intent.PERCEPTUAL: 0, Intent.RELATIVE: 1, Intent.SATURATION: 2, Intent.ABSOLUTE: 3}
_SHARES = {Black.PROFILE: None, Black.LIGHT: 0.25, Black.MEDIUM: 0.5, Black.HEAVY: 0.75, Black.MAXIMUM: 1.0}
_GRID = 11  # steps an ink of a device link
_ROUNDING = 0.01  # of ink: what four plates of 8 bits can round up together
_MOST_KNOWN = 50_000  # single colours that are kept
_COMPENSATED = 0x2000  # littleCMS's cmsFLAGS_BLACKPOINTCOMPENSATION


class Conversion:
    """From any colours into those of a condition. Raises ProfileError where its profile cannot be used."""

    def __init__(self, condition: Condition) -> None:
        self.condition = condition
        self.profile = condition.profile
        self.limit = condition.limit
        self._known: dict[Colour, Colour] = {}

    def check(self) -> None:
        """Whether colours can be made at all. Raises ProfileError."""
        if not self.condition.for_screens:
            self.colour(Colour("rgb", (0.8, 0.4, 0.2)))
            self.black_of(50)

    # Single colours

    def colour(self, colour: Colour) -> Colour:
        """*colour* as it is written: in inks (or a grey), a spot colour in its own ink; for screens in RGB."""
        found = self._known.get(colour)
        if found is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = self._known[colour] = self._colour(colour)
        return found

    def _colour(self, colour: Colour) -> Colour:
        space = self.condition.space
        if space == "RGB":
            return self._on_screen(colour)
        if space == "GRAY":
            return self._in_black(colour)
        if colour.space == "ink":
            inks = tuple(Ink(ink.name, self.colour(ink.shown)) for ink in colour.inks)
            return Colour("ink", colour.parts, inks)
        if colour.space == "cmyk":
            return self._under_limit(colour)
        if colour.space == "gray":
            return Colour("cmyk", (0.0, 0.0, 0.0, self.black_of(self._lightness(colour))))
        found = self._pixel(colour, self.profile, "CMYK")
        return self._under_limit(Colour("cmyk", tuple(round(part / 255, 3) for part in found)), changed=True)

    def _under_limit(self, colour: Colour, changed: bool = False) -> Colour:
        """Inks under the limit; those that were converted have their black as the condition wants it, too."""
        share = _SHARES[self.condition.black] if changed else None
        if sum(colour.parts) <= self.limit + 1e-9 and share is None:
            return colour
        import numpy as np

        found = self._model().with_black(np.array([colour.parts]), share, self.limit)[0]
        return Colour("cmyk", tuple(int(1000 * float(part) + 1e-6) / 1000 for part in found))

    def _in_black(self, colour: Colour) -> Colour:
        if colour.space == "cmyk" and not any(colour.parts[:3]):
            return colour
        return Colour("cmyk", (0.0, 0.0, 0.0, self.black_of(self._lightness(colour))))

    def _on_screen(self, colour: Colour) -> Colour:
        if colour.space == "rgb":
            return colour
        if colour.space == "gray":
            return Colour("rgb", colour.parts * 3)
        if colour.space == "ink":
            return Colour(
                "rgb", _overlaid([(self.colour(ink.shown), part) for ink, part in zip(colour.inks, colour.parts, strict=True)])
            )
        if colour.black_only:
            return Colour("rgb", (0.0, 0.0, 0.0))
        found = self._pixel(colour, screen(), "RGB")
        return Colour("rgb", tuple(round(part / 255, 4) for part in found))

    def _lightness(self, colour: Colour) -> float:
        """How light a colour is, L* of its screen's picture, from 0 to 100."""
        if colour.space == "gray":
            return _lightness_of_grey(colour.parts[0])
        rgb = _screens(self.condition.intent).colour(colour).parts
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
        return _lightness(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    def _pixel(self, colour: Colour, target: Profile, mode: str) -> tuple[int, ...]:
        from PIL import Image as Images

        if colour.space == "rgb":
            image, source = Images.new("RGB", (1, 1), tuple(round(255 * part) for part in colour.parts)), screen()
        elif colour.space == "lab":
            coded = round(colour.parts[0] * 2.55), *(round(part) + 128 for part in colour.parts[1:])
            image, source = Images.new("LAB", (1, 1), coded), None
        else:
            image, source = Images.new("CMYK", (1, 1), tuple(round(255 * part) for part in colour.parts)), self._inks()
        found = self._through(image, source, target, mode).getpixel((0, 0))
        return tuple(int(part) for part in found)  # type: ignore[union-attr]

    def _inks(self) -> Profile:
        """What inks look like: for screens, those of newsprint."""
        return open_profile(bundled_profile("newsprint")) if self.condition.space != "CMYK" else self.profile

    # Pictures

    def picture(self, image: Image, profile: bytes | None) -> Image:
        """*image* (L, RGB, CMYK, as its *profile* says, or LAB) in inks, CMYK, or in black alone, L; for screens RGB or L."""
        source = _source(profile, image)
        try:
            return self._picture(image, source)
        except ProfileError:
            if source is None:
                raise
            return self._picture(image, None)  # littleCMS does not take its own profile: it is as others are that have none

    def _picture(self, image: Image, source: Profile | None) -> Image:
        plain = image.convert("L") if image.mode == "1" else image
        if self.condition.for_screens:
            return self._screen_picture(plain, source)
        if plain.mode == "L" or self.condition.space == "GRAY":
            return self._black_picture(plain, source)
        if plain.mode == "CMYK" and source in (None, self.profile):
            return self._inked(plain, changed=False)
        return self._inked(self._through(plain, source or self._usual(plain), self.profile, "CMYK"), changed=True)

    def _usual(self, image: Image) -> Profile | None:
        """In which colours a picture is that has no profile; None for Lab, which needs none."""
        return {"LAB": None, "CMYK": self._inks()}.get(image.mode, screen())

    def _screen_picture(self, image: Image, source: Profile | None) -> Image:
        if image.mode in ("L", "RGB") and source is None:
            return image
        return self._through(image, source or self._usual(image), screen(), "RGB")

    def _black_picture(self, image: Image, source: Profile | None) -> Image:
        """Greys by how light they are, so that black on this paper looks as light: its gain is taken back."""
        if image.mode != "L" or source is not None:
            image = self._through(image, source or self._usual(image), screen(), "RGB").convert("L")
        greys = [round(255 * (1 - self.black_of(_lightness_of_grey(value / 255)))) for value in range(256)]
        return image.point(greys)

    def black_of(self, lightness: float) -> float:
        """How much black looks as light as *lightness* (L*, 0 to 100), black and white of both as one, from 0 to 1."""
        import numpy as np

        ramp = self._blacks()
        light = _light(lightness) * (1 - ramp[-1]) + ramp[-1]
        return round(float(np.interp(-light, [-value for value in ramp], np.linspace(0, 1, len(ramp)))), 3)

    @lru_cache(maxsize=1)  # noqa: B019 - conversions are few, and kept as long
    def _blacks(self) -> list[float]:
        """How much light paper gives back under black from none to all, 256 steps, 1 from bare paper."""
        import numpy as np

        if self.profile.space == "GRAY":
            from PIL import Image as Images

            ramp = Images.frombytes("L", (256, 1), bytes(range(255, -1, -1)))
            seen = self._through(ramp, self.profile, None, "LAB", plain=True).getchannel("L")
            found = [_light(value / 2.55) for value in seen.tobytes()]
        else:
            black = np.linspace(0, 1, 256)
            inks = np.stack([black * 0, black * 0, black * 0, black], -1)
            found = [_light(float(value)) for value in self._model().lab(inks)[:, 0]]
        return list(np.minimum.accumulate(found))

    def _inked(self, image: Image, changed: bool) -> Image:
        """Inks with as much black as wanted and under the limit."""
        share = _SHARES[self.condition.black] if changed else None
        if share is None and most_ink(image) <= self.limit:
            return image
        from PIL import ImageCms

        link = _link(self.condition, share)
        shown = ImageCms.ImageCmsProfile(io.BytesIO(link))
        transform = ImageCms.buildTransform(_plain_link(), shown, "CMYK", "CMYK")
        return _applied(image, transform)

    # What is seen

    def seen(self, image: Image, paper: bool = False) -> Image:
        """Inks as a screen shows them, black and white of both as one; with *paper* as grey as it is."""
        flags, intent = (0, _INTENTS[Intent.ABSOLUTE]) if paper else (_COMPENSATED, _INTENTS[Intent.RELATIVE])
        source = self._inks()
        return _applied(image, _transform(source, screen(), "CMYK", "RGB", intent, flags))

    def on_screen(self, colour: Colour) -> tuple[float, ...]:
        """A colour as a screen shows it, red, green and blue from 0 to 1."""
        if colour.space == "cmyk":
            from PIL import Image as Images

            pixel = Images.new("CMYK", (1, 1), tuple(round(255 * part) for part in colour.parts))
            return tuple(part / 255 for part in self.seen(pixel).getpixel((0, 0)))  # type: ignore[union-attr]
        return _screens(self.condition.intent).colour(colour).parts

    def _model(self) -> Any:
        from banmian.colour.inkmodel import model_of

        return model_of(self.profile)

    def _through(self, image: Image, source: Profile | None, target: Profile | None, mode: str, plain: bool = False) -> Image:
        """*image* from one profile to another by littleCMS, black points matched; None is Lab."""
        intent = _INTENTS[self.condition.intent]
        flags = _COMPENSATED if intent in (0, 1) and not plain else 0
        return _applied(image, _transform(source, target, image.mode, mode, intent, flags))


@lru_cache(maxsize=32)
def _transform(source: Profile | None, target: Profile | None, given: str, mode: str, intent: int, flags: int) -> Any:
    from PIL import ImageCms

    ends = [profile.littlecms() if profile else ImageCms.createProfile("LAB") for profile in (source, target)]
    try:
        return ImageCms.buildTransform(ends[0], ends[1], given, mode, intent, flags)  # type: ignore[arg-type]
    except (ImageCms.PyCMSError, ValueError) as error:
        raise ProfileError(f"littleCMS cannot convert with it ({error})") from None


def _applied(image: Image, transform: Any) -> Image:
    from PIL import ImageCms

    found = ImageCms.applyTransform(image, transform)
    assert found is not None
    return found


@lru_cache(maxsize=4)
def _link(condition: Condition, share: float | None) -> bytes:
    from banmian.colour.inkmodel import model_of
    from banmian.colour.link import ink_link

    model, limit = model_of(condition.profile), condition.limit - _ROUNDING
    return ink_link(lambda inks: model.with_black(inks, share, limit), _GRID)


@lru_cache(maxsize=1)
def _plain_link() -> Any:
    """A link that changes nothing: littleCMS wants two profiles."""
    from PIL import ImageCms

    from banmian.colour.link import ink_link

    return ImageCms.ImageCmsProfile(io.BytesIO(ink_link(lambda inks: inks, 2)))


def held_under(image: Image, limit: float) -> Image:
    """*image* in four inks, none of its pixels over *limit*: black stays, the others are less in their proportion."""
    if most_ink(image) <= limit:
        return image
    import numpy as np
    from PIL import Image as Images

    from banmian.colour.inkmodel import kept_under

    inks = np.array(image)
    over = inks.sum(axis=2, dtype=np.uint16) > 255 * limit
    inks[over] = np.floor(kept_under(inks[over] / 255, limit) * 255 + 1e-6).astype(np.uint8)
    return Images.fromarray(inks, "CMYK")


def most_ink(image: Image) -> float:
    """The most ink of a picture's pixels, 1 is a whole layer of one ink."""
    import numpy as np

    if image.mode != "CMYK":
        return 1 - int(image.getextrema()[0]) / 255  # type: ignore[arg-type]
    return int(np.asarray(image).sum(axis=2, dtype=np.uint16).max()) / 255


def _source(profile: bytes | None, image: Image) -> Profile | None:
    """A picture's own profile; None without one, and for one that does not fit it."""
    if profile is None:
        return None
    try:
        found = read_profile(profile)
    except ProfileError:
        return None
    return found if found.parts == len(image.getbands()) else None


@lru_cache(maxsize=1)
def screen() -> Profile:
    """The profile of screens, in which colours and pictures are that have none."""
    return open_profile(bundled_profile("screen"))


@lru_cache(maxsize=4)
def _screens(intent: Intent) -> Conversion:
    path = bundled_profile("screen")
    return Conversion(Condition(path, screen().digest, "RGB", intent))


def _light(lightness: float) -> float:
    """Y of an L* (CIE 15:2018 §8.2.1)."""
    above = (lightness + 16) / 116
    return above**3 if lightness > 8 else lightness * 27 / 24389


def _lightness(light: float) -> float:
    return 116 * light ** (1 / 3) - 16 if light > 216 / 24389 else light * 24389 / 27


def _lightness_of_grey(value: float) -> float:
    """L* of a screen's grey, 0 to 1."""
    return _lightness(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _overlaid(layers: list[tuple[Colour, float]]) -> tuple[float, float, float]:
    """What inks printed over one another look like, each letting through its share of light."""
    found = [1.0, 1.0, 1.0]
    for colour, share in layers:
        found = [so_far * (1 - share * (1 - part)) for so_far, part in zip(found, colour.parts, strict=True)]
    return found[0], found[1], found[2]


@lru_cache(maxsize=8)
def conversion(condition: Condition) -> Conversion:
    """The conversion into *condition*, made once. Raises PageError where a page's colours cannot be made."""
    try:
        import numpy  # noqa: F401
    except ImportError:
        hint = "install it: python3 -m pip install 'banmian[press]'"
        raise PageError([Diagnostic(None, "colours for a press need numpy, which is not installed", hint)]) from None
    return Conversion(condition)
