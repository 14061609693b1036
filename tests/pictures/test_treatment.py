"""What is done to a picture in its slot: cropped, turned, scaled down, toned, sharpened, cut out, in a shadow."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from banmian.page.composed import Picture
from banmian.page.makepage import make_pages
from banmian.page.parts.placing import place
from banmian.pictures.photos.samples import samples_of
from banmian.pictures.photos.treat import Sharpening, Treatment
from banmian.plan.geometry import Rect
from banmian.plan.makeplan import make_plan
from banmian.plan.plan import PictureLook
from banmian.reading.pdf import read_pdf
from banmian.spec.files.diagnostics import PageError, Report
from banmian.spec.load import load_page
from banmian.spec.types.colour import Colour
from banmian.spec.types.picture import PictureFit
from banmian.tree.maketree import tree_of
from tests.pictures.photo_support import error, page_file, pdf_of, photograph, saved, shown

SLOT = Rect(100.0, 50.0, 200.0, 100.0)
MIDDLE = (0.5, 0.5)


def corners(
    look: PictureLook, size: tuple[float, float] = (300, 300), focus: tuple[float, float] = MIDDLE
) -> list[tuple[float, float]]:
    placing = place(SLOT, size, focus, look)
    return [placing.point(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]


def test_a_picture_covers_its_slot_with_its_focus_in_sight() -> None:
    assert corners(PictureLook(), focus=(0.5, 0.25)) == [(100, 25), (300, 25), (300, 225), (100, 225)]


def test_a_picture_shown_whole_stands_in_the_middle() -> None:
    placing = place(SLOT, (300, 300), MIDDLE, PictureLook(fit=PictureFit.WHOLE))
    assert placing.rect == placing.image == Rect(150, 50, 100, 100)


def test_what_is_cut_off_is_not_seen() -> None:
    """A quarter of the picture, 150 x 150 of its 300 x 300 pixels, covers the slot; the rest lies beyond it."""
    placing = place(SLOT, (300, 300), MIDDLE, PictureLook(crop=(0.5, 0.0, 0.0, 0.5)))
    left, foot = placing.point(0, 0.5), placing.point(0.5, 1)
    assert left == pytest.approx((100, 0))
    assert foot == pytest.approx((300, 200))
    whole = place(SLOT, (300, 300), MIDDLE, PictureLook(fit=PictureFit.WHOLE, crop=(0.5, 0.0, 0.0, 0.5)))
    assert whole.rect == Rect(150, 50, 100, 100)
    assert whole.point(0, 0.5) == pytest.approx((150, 50))


@pytest.mark.parametrize("angle", [3.0, 45.0, 90.0, 200.0, 340.0])
@pytest.mark.parametrize("focus", [(0.5, 0.5), (0.0, 1.0), (0.3, 0.8)])
@pytest.mark.parametrize("crop", [(0.0, 0.0, 0.0, 0.0), (0.2, 0.1, 0.0, 0.3)])
def test_a_turned_picture_still_covers_its_slot(
    angle: float, focus: tuple[float, float], crop: tuple[float, float, float, float]
) -> None:
    placing = place(SLOT, (400, 300), focus, PictureLook(rotate=angle, crop=crop))
    top, bottom, left, right = crop
    part = [placing.point(x, y) for x, y in ((left, top), (1 - right, top), (1 - right, 1 - bottom), (left, 1 - bottom))]
    for x, y in ((SLOT.x, SLOT.y), (SLOT.right, SLOT.y), (SLOT.right, SLOT.bottom), (SLOT.x, SLOT.bottom)):
        sides = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for (ax, ay), (bx, by) in zip(part, [*part[1:], part[0]], strict=True)]
        assert min(sides) >= -1e-6  # on the inner side of every edge


def test_a_turned_picture_shown_whole_lies_within_its_slot() -> None:
    placing = place(SLOT, (400, 300), MIDDLE, PictureLook(fit=PictureFit.WHOLE, rotate=30))
    points = [placing.point(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    assert max(x for x, _ in points) <= SLOT.right + 1e-6
    assert max(y for _, y in points) == pytest.approx(SLOT.bottom)
    assert points[1][1] > points[0][1]  # clockwise: its right side sinks


def test_a_turned_picture_is_seen_turned(tmp_path: Path) -> None:
    path = saved(tmp_path, "PNG")
    found = shown(pdf_of(page_file(path, (120, 72), ", picture: {rotate: 180}")), (120, 72))
    assert error(found, photograph("RGB").transpose(Image.Transpose.ROTATE_180)) <= 1


# Fewer pixels


@pytest.mark.parametrize(
    ("setting", "width", "pixels"),
    [("300", 120, 500), ("300", 60, 250), ("as-is", 60, 1000), ("300", 200, 1000), ("100", 200, 278)],
)
def test_pictures_are_scaled_down_above_a_limit(setting: str, width: int, pixels: int, tmp_path: Path) -> None:
    """1,000 pixels in 120 pt are 600 ppi: more than half as many again as 300."""
    photograph("RGB", (1000, 600)).save(tmp_path / "large.jpg")
    report = Report()
    plan = make_plan(
        load_page(page_file(tmp_path / "large.jpg", (width, width * 3 // 5), "", f"pictures: {{ppi: {setting}}}"), report), report
    )
    (picture,) = make_pages(plan, report)[0].pictures
    assert isinstance(picture, Picture)
    samples = samples_of(picture.path, picture.treated)
    assert samples.width == pixels
    assert (samples.data == (tmp_path / "large.jpg").read_bytes()) == (pixels == 1000)


@pytest.mark.parametrize("value", ["50", "5000", "many"])
def test_a_limit_that_is_none(value: str, tmp_path: Path) -> None:
    path = page_file(saved(tmp_path, "PNG"), (120, 72), "", f"pictures: {{ppi: {value}}}")
    with pytest.raises(PageError, match=r"page\.yaml:1:\d+: error: "):
        pdf_of(path)


@pytest.mark.parametrize(("pixels", "grave"), [(120, True), (95 * 2, True), (99 * 2, True), (110 * 2, False), (190 * 2, False)])
def test_few_pixels_are_a_warning_and_very_few_an_error_under_strict(pixels: int, grave: bool, tmp_path: Path) -> None:
    photograph("RGB", (pixels, pixels)).save(tmp_path / "small.png")
    report = Report()
    make_pages(make_plan(load_page(page_file(tmp_path / "small.png", (144, 144)), report), report), report)
    (warning,) = report.warnings
    assert f"the photograph a has {pixels // 2} ppi in frame a; the press wants 200" in warning.message
    if grave:
        with pytest.raises(PageError, match="error: the photograph"):
            report.without_grave()
    else:
        report.without_grave()
        assert report.warnings


# Colours


def test_a_tone_prints_greys_in_its_colours(tmp_path: Path) -> None:
    Image.linear_gradient("L").rotate(90).save(tmp_path / "ramp.png")  # black at the left
    said = ", picture: {tone: {dark: '#400000', light: '#ffe0c0'}}"
    found = shown(pdf_of(page_file(tmp_path / "ramp.png", (256, 256), said)), (256, 256))
    ends = sorted([found.getpixel((1, 9)), found.getpixel((254, 9))])  # type: ignore[type-var]
    assert ends[0] == pytest.approx((0x40, 0, 0), abs=4)
    assert ends[1] == pytest.approx((0xFF, 0xE0, 0xC0), abs=4)
    assert found.getpixel((128, 9)) == pytest.approx((0xA0, 0x70, 0x60), abs=4)


def test_one_colour_stands_on_paper(tmp_path: Path) -> None:
    saved(tmp_path, "JPEG")
    treatment = Treatment(tone=(Colour("cmyk", (0.0, 1.0, 0.5, 0.0)), Colour("cmyk", (0.0, 0.0, 0.0, 0.0))))
    samples = samples_of(str(tmp_path / "photo.jpg"), treatment)
    assert samples.space == "DeviceCMYK"
    assert samples.palette is not None
    assert samples.palette[:4] == bytes((0, 255, 128, 0))
    assert samples.palette[-4:] == bytes(4)


def test_a_tone_of_ink_and_light_is_refused(tmp_path: Path) -> None:
    path = page_file(saved(tmp_path, "PNG"), (120, 72), ", picture: {tone: {dark: black, light: '#ffffff'}}")
    with pytest.raises(PageError, match="a tone goes from ink to ink"):
        pdf_of(path)


def test_a_page_in_black_has_its_tones_and_shadows_in_greys(tmp_path: Path) -> None:
    path = saved(tmp_path, "PNG")
    said = ", picture: {tone: '#a00000', shadow: {colour: cmyk 100 0 0 0}}"
    page = make_pages(make_plan(load_page(page_file(path, (120, 72), said, "ink: black"), Report()), Report()), Report())[0]
    (picture,) = page.pictures
    assert isinstance(picture, Picture)
    assert picture.treated.grey
    assert picture.treated.tone is not None
    assert picture.shadow is not None
    for colour in (*picture.treated.tone, picture.shadow.colour):
        assert colour.parts[:3] == (0.0, 0.0, 0.0)


def test_sharpening_makes_edges_steeper_and_leaves_plain_ground(tmp_path: Path) -> None:
    image = Image.new("L", (60, 60), 100)
    ImageDraw.Draw(image).rectangle((30, 0, 60, 60), fill=150)
    image.save(tmp_path / "edge.png")
    plain, sharp = (samples_of(str(tmp_path / "edge.png"), Treatment(sharpening=told)) for told in (None, Sharpening(1, 150, 4)))
    assert plain.data != sharp.data
    one, other = (
        shown(pdf_of(page_file(tmp_path / "edge.png", (60, 60), said)), (60, 60))
        for said in ("", ", picture: {sharpen: newsprint}")
    )
    assert one.getpixel((5, 5)) == other.getpixel((5, 5))
    assert other.getpixel((30, 30))[0] > one.getpixel((30, 30))[0]  # type: ignore[index]
    assert other.getpixel((29, 30))[0] < one.getpixel((29, 30))[0]  # type: ignore[index]
    same = samples_of(str(tmp_path / "edge.png"), Treatment(sharpening=Sharpening(1, 150, 60)))
    assert same.data == plain.data  # the edge is lower than the threshold


# Cut out


def test_an_ellipse_and_a_polygon_cut_a_picture_out(tmp_path: Path) -> None:
    Image.new("RGB", (100, 100), "black").save(tmp_path / "black.png")
    for clip, inside, outside in (
        ("ellipse", (50, 3), (6, 6)),
        ("{points: [[50%, 0%], [100%, 100%], [0%, 100%]]}", (50, 90), (10, 10)),
    ):
        found = shown(pdf_of(page_file(tmp_path / "black.png", (100, 100), f", picture: {{clip: {clip}}}")), (100, 100))
        assert found.getpixel(inside) == (0, 0, 0)
        assert found.getpixel(outside) == (255, 255, 255)


@pytest.mark.parametrize(
    ("clip", "said"),
    [
        ("circle", "is not one of ellipse, path, alpha"),
        ("{points: [[0%, 0%], [100%, 0%]]}", "a polygon has at least three points"),
        ("alpha", "it has no transparency to be cut out by"),
        ("path", "it has no clipping path"),
    ],
)
def test_a_shape_that_is_not_there(clip: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PageError, match=said):
        pdf_of(page_file(saved(tmp_path, "JPEG"), (120, 72), f", picture: {{clip: {clip}}}"))


def path_resource(*paths: tuple[str, list[tuple[float, float]]], clipping: str = "") -> bytes:
    """Photoshop's resources with paths of straight lines through points (x, y in shares)."""

    def resource(number: int, name: str, data: bytes) -> bytes:
        text = bytes((len(name),)) + name.encode()
        return (
            b"8BIM"
            + number.to_bytes(2, "big")
            + text
            + bytes(len(text) % 2)
            + len(data).to_bytes(4, "big")
            + data
            + bytes(len(data) % 2)
        )

    found = b""
    for at, (name, points) in enumerate(paths):
        records = struct.pack(">HH22x", 6, 0) + struct.pack(">HH22x", 0, len(points))
        for x, y in points:
            records += struct.pack(">H6i", 1, *[round(value * (1 << 24)) for value in (y, x) * 3])
        found += resource(2000 + at, name, records)
    if clipping:
        found += resource(2999, "", bytes((len(clipping),)) + clipping.encode() + bytes(6))
    return found


def with_paths(folder: Path, resources: bytes, stands: int = 1) -> Path:
    path = folder / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = stands
    Image.new("RGB", (100, 100), "black").save(path, exif=exif)
    data = path.read_bytes()
    body = b"Photoshop 3.0\0" + resources
    path.write_bytes(data[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + data[2:])
    return path


LEFT, RIGHT = [(0.0, 0.0), (0.4, 0.0), (0.4, 1.0), (0.0, 1.0)], [(0.6, 0.0), (1.0, 0.0), (1.0, 1.0), (0.6, 1.0)]


@pytest.mark.parametrize(
    ("clip", "clipping", "stands", "black", "white"),
    [
        ("path", "", 1, (20, 50), (80, 50)),
        ("path", "right", 1, (80, 50), (20, 50)),
        ("{shape: path, name: right}", "", 1, (80, 50), (20, 50)),
        ("path", "", 6, (50, 20), (50, 80)),  # turned clockwise: what was left is above
        ("path", "", 2, (80, 50), (20, 50)),
        ("path", "", 8, (50, 80), (50, 20)),
    ],
)
def test_a_path_of_the_file_cuts_it_out(
    clip: str, clipping: str, stands: int, black: tuple[int, int], white: tuple[int, int], tmp_path: Path
) -> None:
    path = with_paths(tmp_path, path_resource(("left", LEFT), ("right", RIGHT), clipping=clipping), stands)
    found = shown(pdf_of(page_file(path, (100, 100), f", picture: {{clip: {clip}}}")), (100, 100))
    assert found.getpixel(black) == (0, 0, 0)
    assert found.getpixel(white) == (255, 255, 255)


def test_a_path_of_another_name_is_told(tmp_path: Path) -> None:
    path = with_paths(tmp_path, path_resource(("left", LEFT)))
    with pytest.raises(PageError, match="it has no path top; its paths: left"):
        pdf_of(page_file(path, (100, 100), ", picture: {clip: {shape: path, name: top}}"))


# Shadows


@pytest.mark.parametrize("said", ["shadow: soft", "shadow: soft, rotate: 10", "clip: ellipse, shadow: soft"])
def test_a_shadow_lies_under_a_picture_to_the_right_and_below(said: str, tmp_path: Path) -> None:
    Image.new("RGB", (200, 200), "white").save(tmp_path / "white.png")
    more = ", picture: {fit: whole, " + said.replace("soft", "{x: 8pt, y: 8pt, blur: 4pt, opacity: 80%}") + "}"
    pdf = pdf_of(page_file(tmp_path / "white.png", (100, 100), more, "allow: [type-area]"))
    found = shown(pdf, (110, 110))
    assert min(found.getpixel((50, 50))) > 250  # type: ignore[arg-type]
    rest = found.convert("L").getextrema()
    assert rest[0] < 120  # type: ignore[operator]
    right, left = (found.convert("L").crop(box).getextrema()[0] for box in ((96, 40, 110, 70), (0, 40, 4, 70)))
    assert right < left  # type: ignore[operator]


def test_a_shadow_follows_what_is_opaque(tmp_path: Path) -> None:
    image = Image.new("RGBA", (200, 200), (255, 255, 255, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 99, 199), fill=(255, 255, 255, 255))
    image.save(tmp_path / "half.png")
    said = ", picture: {shadow: {x: 0pt, y: 0pt, blur: 4pt, opacity: 100%}}"
    found = shown(pdf_of(page_file(tmp_path / "half.png", (100, 100), said)), (100, 100)).convert("L")
    assert found.getpixel((25, 50)) == 255
    assert found.getpixel((52, 50)) < 240  # type: ignore[operator]
    assert found.getpixel((75, 50)) == 255


# The layout tree says the same as the PDF


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("JPEG", ""), ("PNG, alpha", ""), ("PNG, palette", ""), ("TIFF, inks", ""), ("PNG, line art", ""), ("WebP", ""),
        ("JPEG", ", picture: {tone: '#a00000'}"), ("JPEG", ", picture: {tone: cmyk 0 100 80 0}"), ("PNG", ", picture: {shadow: soft}"),
        ("PNG", ", picture: {sharpen: 200%}"),
    ],
)  # fmt: skip
def test_the_tree_of_a_page_knows_the_pictures_of_its_pdf(kind: str, said: str, tmp_path: Path) -> None:
    path = page_file(saved(tmp_path, kind), (120, 72), said)
    report = Report()
    pages = make_pages(make_plan(load_page(path, report), report), report)
    (tmp_path / "page.pdf").write_bytes(pdf_of(path))
    own = [(item.digest, item.look, item.pixels, item.image) for item in tree_of(*pages).pages[0].pictures]
    read = [
        (item.digest, item.look, item.pixels, item.image)
        for item in read_pdf((tmp_path / "page.pdf").read_bytes()).tree.pages[0].pictures
    ]
    assert [item[:3] for item in own] == [item[:3] for item in read]
    for mine, other in zip(own, read, strict=True):
        assert mine[3] == pytest.approx(other[3], abs=0.02)
