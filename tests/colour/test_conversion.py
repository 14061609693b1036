"""Colours and pictures in a print condition: littleCMS's own conversion, under the limit, greys in black alone."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from banmian.colour.condition import Condition, bundled_profile, condition_of
from banmian.colour.conversion import Conversion, conversion, held_under, most_ink, screen
from banmian.colour.inkmodel import model_of
from banmian.colour.profile import open_profile
from banmian.spec.types.colour import Colour, Ink
from banmian.spec.types.press import Black, Intent

PATH = bundled_profile("newsprint")
NEWSPRINT = open_profile(PATH)
PARK = Path(__file__).parents[2] / "assets" / "special-page" / "park.jpg"


def for_press(**said: object) -> Conversion:
    return conversion(condition_of(NEWSPRINT, PATH, **said))  # type: ignore[arg-type]


def chart(mode: str = "RGB", seed: int = 3) -> Image.Image:
    """Colours all over the space."""
    draw = np.random.default_rng(seed)
    return Image.fromarray(draw.integers(0, 256, (64, 64, len(mode)), dtype=np.uint8), mode)


def parts(colour: Colour) -> list[float]:
    return [round(part, 2) for part in colour.parts]


@pytest.mark.parametrize("intent", list(Intent))
def test_a_picture_is_converted_as_littlecms_does(intent: Intent) -> None:
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if intent in (Intent.RELATIVE, Intent.PERCEPTUAL) else ImageCms.Flags.NONE
    number = {"perceptual": 0, "relative": 1, "saturation": 2, "absolute": 3}[intent.value]
    wanted = ImageCms.profileToProfile(chart(), bundled_profile("screen"), PATH, ImageCms.Intent(number), "CMYK", flags=flags)
    assert wanted is not None
    made = for_press(intent=intent).picture(chart(), None)
    inks = [np.asarray(image).reshape(-1, 4) / 255 for image in (made, wanted)]
    model = model_of(NEWSPRINT)
    assert np.sqrt(((model.lab(inks[0]) - model.lab(inks[1])) ** 2).sum(axis=1)).max() <= 0.5


def test_an_embedded_profile_is_honoured() -> None:
    own = screen().data.replace(b"sRGB IEC61966-2-1", b"no-one's own name")
    grey = Path(bundled_profile("newsprint-grey")).read_bytes()
    plain = for_press().picture(Image.new("L", (4, 4), 128), None).getpixel((0, 0))
    told = for_press().picture(Image.new("L", (4, 4), 128), grey).getpixel((0, 0))
    assert plain != told
    assert told == pytest.approx(128, abs=2)  # a grey of this very paper is already as dark as it is to be
    same = for_press().picture(chart(), own)
    assert np.abs(np.asarray(same).astype(int) - np.asarray(for_press().picture(chart(), None))).max() <= 1


def test_a_profile_that_fits_no_picture_is_passed_over() -> None:
    image = chart()
    for wrong in (b"nothing", NEWSPRINT.data):
        assert for_press().picture(image, wrong).tobytes() == for_press().picture(image, None).tobytes()


@pytest.mark.parametrize("black", [Black.PROFILE, Black.LIGHT, Black.HEAVY])
@pytest.mark.parametrize("limit", [2.2])
def test_no_pixel_is_over_the_limit(black: Black, limit: float) -> None:
    press = for_press(black=black, limit=limit)
    for image in (chart(), chart("CMYK")):
        assert most_ink(press.picture(image, None)) <= limit


def test_inks_under_the_limit_stay_as_they_are() -> None:
    image = Image.new("CMYK", (4, 4), (100, 100, 100, 100))
    assert for_press().picture(image, None).tobytes() == image.tobytes()


def test_a_picture_held_under_keeps_its_black() -> None:
    image = Image.new("CMYK", (2, 1), (255, 255, 0, 255))
    image.putpixel((1, 0), (10, 20, 30, 40))
    found = held_under(image, 2.0)
    assert found.getpixel((0, 0)) == (127, 127, 0, 255)
    assert found.getpixel((1, 0)) == (10, 20, 30, 40)


def test_heavy_black_looks_as_the_profiles_own() -> None:
    with Image.open(PARK) as image:
        image.draft("RGB", (250, 250))
        plain = image.convert("RGB")
    usual, model = for_press().picture(plain, None), model_of(NEWSPRINT)
    blacks = {}
    for black in (Black.LIGHT, Black.HEAVY, Black.MAXIMUM):
        made = for_press(black=black, limit=4.0).picture(plain, None)
        one, other = (np.asarray(item).reshape(-1, 4)[::17] / 255 for item in (usual, made))
        off = np.sqrt(((model.lab(one) - model.lab(other)) ** 2).sum(axis=1))
        assert np.median(off) < 0.5
        assert np.percentile(off, 99) < 1.6
        blacks[black] = float(np.asarray(made)[:, :, 3].mean())
    assert blacks[Black.LIGHT] < blacks[Black.HEAVY] < blacks[Black.MAXIMUM]


def test_greys_are_printed_in_black_alone_as_light_as_they_look() -> None:
    press, model = for_press(), model_of(NEWSPRINT)
    ramp = Image.frombytes("L", (5, 1), bytes([0, 64, 128, 192, 255]))
    made = press.picture(ramp, None)
    assert made.mode == "L"
    black = 1 - np.asarray(made).reshape(-1) / 255
    assert black[0] == 1
    assert black[-1] == 0
    lab = model.lab(np.stack([black * 0, black * 0, black * 0, black], axis=-1))[:, 0]
    light = ((lab + 16) / 116) ** 3
    seen = (light - light[0]) / (1 - light[0])  # black and white of paper and screen as one
    screens = [((value / 255 + 0.055) / 1.055) ** 2.4 for value in (64, 128, 192)]
    assert seen[1:4] == pytest.approx(screens, abs=0.02)


@pytest.mark.parametrize(
    ("text", "inks"),
    [
        ("black", [0, 0, 0, 1]),
        ("white", [0, 0, 0, 0]),
        ("k 60", [0, 0, 0, 0.6]),
        ("cmyk 0 95 90 10", [0, 0.95, 0.9, 0.1]),
        ("rich-black", [0.6, 0.4, 0.4, 1]),
        ("'#ffffff'", [0, 0, 0, 0]),
        ("lab 100 0 0", [0, 0, 0, 0]),
        ("gray 0", [0, 0, 0, 1]),
        ("gray 100", [0, 0, 0, 0]),
    ],
)
def test_colours_in_ink(text: str, inks: list[float]) -> None:
    assert parts(for_press().colour(Colour.parse(text.strip("'")))) == pytest.approx(inks, abs=0.011)


def test_a_screens_colour_looks_the_same_in_ink() -> None:
    press, model = for_press(), model_of(NEWSPRINT)
    told = Colour("lab", (65.0, 20.0, 25.0))
    assert model.lab(np.array([press.colour(told).parts]))[0] == pytest.approx(_on_paper(told), abs=1.5)
    rgb = press.colour(Colour.parse("#c09070"))
    assert sum(rgb.parts[:3]) > 0.5


def _on_paper(colour: Colour) -> list[float]:
    """A Lab colour with screen black where this paper's darkest is."""
    darkest = model_of(NEWSPRINT).lab(np.array([[0.42, 0.282, 0.267, 0.949]]))[0, 0]
    y = ((colour.parts[0] + 16) / 116) ** 3
    dark = ((darkest + 16) / 116) ** 3
    share = 1 - dark
    lightness = 116 * (dark + share * y) ** (1 / 3) - 16
    narrower = share * (y / (dark + share * y)) ** (2 / 3)
    return [lightness, colour.parts[1] * narrower, colour.parts[2] * narrower]


def test_rich_black_is_as_rich_as_the_limit_allows() -> None:
    assert parts(for_press(limit=2.2).colour(Colour.parse("rich-black"))) == pytest.approx([0.51, 0.34, 0.34, 1], abs=0.011)
    assert sum(for_press(limit=2.2).colour(Colour.parse("rich-black")).parts) <= 2.2


def test_a_spot_colour_keeps_its_ink_and_is_shown_by_inks() -> None:
    told = Colour("ink", (0.5,), (Ink("PANTONE 485 C", Colour.parse("#e03020")),))
    found = for_press().colour(told)
    assert (found.space, found.parts, found.inks[0].name, found.inks[0].shown.space) == ("ink", (0.5,), "PANTONE 485 C", "cmyk")


def test_on_screens_everything_is_rgb() -> None:
    press = Conversion(Condition(bundled_profile("screen"), screen().digest, "RGB"))
    spot = Colour("ink", (1.0,), (Ink("Gold", Colour.parse("lab 60 5 40")),))
    for colour in (*map(Colour.parse, ("black", "k 50", "cmyk 0 95 90 10", "gray 40", "lab 50 20 20", "#123456")), spot):
        assert press.colour(colour).space == "rgb"
    assert press.colour(Colour.parse("black")).parts == (0, 0, 0)
    assert press.colour(Colour.parse("white")).parts == (1, 1, 1)
    red, green, blue = press.colour(Colour.parse("cmyk 0 95 90 10")).parts
    assert red > 0.75 > 0.4 > green > 0.1
    assert blue < 0.4
    assert press.picture(chart("CMYK"), None).mode == "RGB"
    assert press.picture(chart(), None).tobytes() == chart().tobytes()


def test_in_black_alone_there_is_no_other_ink() -> None:
    path = bundled_profile("newsprint-grey")
    press = conversion(condition_of(open_profile(path), path))
    for text in ("#a01c20", "cmyk 100 0 0 0", "lab 50 40 40", "gray 30", "k 40"):
        assert press.colour(Colour.parse(text)).parts[:3] == (0, 0, 0)
    assert press.colour(Colour.parse("k 40")).parts[3] == 0.4
    assert press.picture(chart(), None).mode == "L"


def test_the_same_picture_gives_the_same_inks() -> None:
    made = []
    for _ in range(2):
        target = io.BytesIO()
        for_press(black=Black.MEDIUM).picture(chart(), None).save(target, "TIFF")
        made.append(target.getvalue())
    assert made[0] == made[1]
