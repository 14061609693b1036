"""Pictures of every kind for tests, what they look like by Pillow and littleCMS, and what a page shows of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageCms, ImageStat

from banmian.output.pdf import pdf_bytes
from banmian.page.makepage import make_pages
from banmian.pictures.photos.profile import told_profile
from banmian.plan.makeplan import make_plan
from banmian.spec.files.diagnostics import Report
from banmian.spec.load import load_page
from tests.support import ROOT

PARK = ROOT / "assets" / "special-page" / "park.jpg"
ADOBE_LIKE = told_profile(1 / 2.2, (0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)) or b""
GREY = told_profile(1 / 1.6, None, 1) or b""
INKS = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
SCREEN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
MARGIN = 20

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# By name: the file's ending, Pillow's mode, how it is saved.
KINDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "JPEG": ("jpg", "RGB", {"quality": 95}),
    "JPEG, progressive": ("jpg", "RGB", {"quality": 95, "progressive": True}),
    "JPEG, grey": ("jpg", "L", {"quality": 95}),
    "JPEG, inks": ("jpg", "CMYK", {"quality": 95}),
    "PNG": ("png", "RGB", {}),
    "PNG, grey": ("png", "L", {}),
    "PNG, grey of 16 bits": ("png", "I;16", {}),
    "PNG, line art": ("png", "1", {}),
    "PNG, palette": ("png", "P", {}),
    "PNG, alpha": ("png", "RGBA", {}),
    "PNG, grey with alpha": ("png", "LA", {}),
    "TIFF": ("tif", "RGB", {}),
    "TIFF, LZW": ("tif", "RGB", {"compression": "tiff_lzw"}),
    "TIFF, ZIP": ("tif", "RGB", {"compression": "tiff_adobe_deflate"}),
    "TIFF, JPEG": ("tif", "RGB", {"compression": "jpeg", "quality": 95}),
    "TIFF, inks": ("tif", "CMYK", {"compression": "tiff_lzw"}),
    "TIFF, Lab": ("tif", "LAB", {}),
    "TIFF, 16 bits": ("tif", "I;16", {}),
    "TIFF, fax": ("tif", "1", {"compression": "group4"}),
    "WebP": ("webp", "RGB", {"quality": 95}),
    "WebP, alpha": ("webp", "RGBA", {"lossless": True}),
    "AVIF": ("avif", "RGB", {"quality": 95}),
    "HEIC": ("heic", "RGB", {"quality": 95}),
    "GIF": ("gif", "P", {}),
    "BMP": ("bmp", "RGB", {}),
    "JPEG 2000": ("jp2", "RGB", {}),
}


def photograph(mode: str, size: tuple[int, int] = (120, 72)) -> Image.Image:
    """A small photograph in one of Pillow's modes; its alpha fades from head to foot."""
    with Image.open(PARK) as park:
        base = park.convert("RGB").resize(size)
    if mode == "LAB":
        found = ImageCms.profileToProfile(base, SCREEN, ImageCms.createProfile("LAB"), outputMode="LAB")
        assert found is not None
        return found
    if mode == "I;16":
        grey = base.convert("L")
        return Image.frombytes("I;16", grey.size, b"".join(bytes((value, value)) for value in grey.tobytes()))
    made = base.convert(mode)
    if mode in ("RGBA", "LA"):
        made.putalpha(Image.linear_gradient("L").resize(size))
    return made


def saved(folder: Path, kind: str, stands: int = 1, profile: bytes | None = None) -> Path:
    """A photograph of *kind*, told to stand so (EXIF's orientation), with a *profile*."""
    ending, mode, options = KINDS[kind]
    if ending == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    path = folder / f"photo.{ending}"
    told = dict(options)
    if stands > 1:
        exif = Image.Exif()
        exif[0x0112] = stands
        told["exif"] = exif
    if profile:
        told["icc_profile"] = profile
    photograph(mode).save(path, **told)
    return path


def read_by_pillow(path: Path) -> Image.Image:
    """What Pillow and littleCMS make of a file, on white."""
    with path.open("rb") as file, Image.open(file) as opened:
        opened.load()
        turned = path.suffix in (".tif", ".heic")  # Pillow's readers of these turn them
        stands = 1 if turned else opened.getexif().get(0x0112, 1)
        profile, image, alpha = opened.info.get("icc_profile"), opened.copy(), None
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode == "P":
        image = image.convert("RGB")
    if image.mode in ("RGBA", "LA"):
        alpha = image.getchannel("A")
        image = image.convert("RGB" if image.mode == "RGBA" else "L")
    if image.mode == "LAB":
        image = _converted(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))
    elif profile and image.mode != "1":
        image = _converted(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    image = image.convert("RGB")
    if alpha is not None:
        image = Image.composite(image, Image.new("RGB", image.size, "white"), alpha)
    return image.transpose(TURNS[stands]) if stands in TURNS else image


def _converted(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    found = ImageCms.profileToProfile(image, profile, SCREEN, outputMode="RGB")
    assert found is not None
    return found


def page_file(path: Path, size: tuple[int, int], said: str = "", page: str = "pictures: {ppi: as-is}", more: str = "") -> Path:
    """A page with the picture at *path* in a slot of *size* points, MARGIN from its edges."""
    width, height = size
    target = path.parent / "page.yaml"
    target.write_text(
        f"page: {{trim: {width + 2 * MARGIN}pt x {height + 2 * MARGIN}pt, margins: {MARGIN}pt, {page}}}\n"
        f"content: {{photos: {{a: {{file: {path.name}}}}}}}\nframes:\n{more}"
        f"  - {{id: a, at: {{x: 0pt, y: 0pt}}, size: {{width: {width}pt, height: {height}pt}}, photo: a, keyline: 0pt{said}}}\n",
        encoding="utf-8",
    )
    return target


def pdf_of(page: Path) -> bytes:
    report = Report()
    return pdf_bytes(*make_pages(make_plan(load_page(page, report), report), report))


def shown(pdf: bytes, size: tuple[int, int], scale: float = 1.0) -> Image.Image:
    """What pdfium shows in the slot of `page_file`."""
    document = pdfium.PdfDocument(pdf)
    image: Image.Image = document[0].render(scale=scale).to_pil().convert("RGB")
    document.close()
    left, right, low = round(MARGIN * scale), round((MARGIN + size[0]) * scale), round((MARGIN + size[1]) * scale)
    return image.crop((left, left, right, low))


def error(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, of 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3
